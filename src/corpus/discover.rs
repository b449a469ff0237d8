//! Files and folders named by a user become the files to read, in the order in which a reader
//! expects them.

use super::{Problem, Reason};
use crate::source::Options;
use crate::source::names::{may_be_report, name_order};
use ignore::{DirEntry, WalkBuilder};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Tells `found` every file to read under `paths`, in the order in which they are named and, within
/// a folder, in [`path_order`](crate::source::names::path_order); each file once. Hidden files are passed over, links followed, and
/// only files that [`may_be_report`] taken, except for a file named explicitly. `found` answers whether
/// to go on.
pub fn discover(
    paths: &[PathBuf],
    options: &Options,
    found: &mut dyn FnMut(Result<PathBuf, Problem>) -> bool,
) {
    let seen = Arc::new(Mutex::new(Seen::default()));
    for root in paths {
        if !lock(&seen).is_new(root) {
            continue;
        }
        if !root.is_dir() {
            // What cannot be read, and why, comes out when it is tried.
            if !found(Ok(root.clone())) {
                return;
            }
            continue;
        }
        let (filter, options) = (Arc::clone(&seen), options.clone());
        let walk = WalkBuilder::new(root)
            .standard_filters(false)
            .hidden(true)
            .follow_links(true)
            .sort_by_file_name(|a, b| name_order(&a.to_string_lossy(), &b.to_string_lossy()))
            .filter_entry(move |entry| is_wanted(entry, &options, &filter))
            .build();
        for entry in walk {
            let item = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => continue,
                Ok(entry) => Ok(entry.into_path()),
                Err(error) => match problem(root, &error) {
                    Some(problem) => Err(problem),
                    None => continue,
                },
            };
            if !found(item) {
                return;
            }
        }
    }
}

/// What was met, by paths that no link leads through.
#[derive(Default)]
struct Seen {
    met: HashSet<PathBuf>,
    /// The real path of each folder that is walked, by the path it was reached by.
    folders: HashMap<PathBuf, PathBuf>,
}

impl Seen {
    /// Whether this file or folder is met for the first time. One that does not resolve is new: the
    /// reason comes out when it is read.
    fn is_new(&mut self, path: &Path) -> bool {
        let Ok(real) = std::fs::canonicalize(path) else { return true };
        self.folders.insert(path.to_owned(), real.clone());
        self.met.insert(real)
    }

    /// As [`Self::is_new`]. For a file that is no link, its folder's real path tells its own: the
    /// file system is not asked about each of many thousands.
    fn is_new_file(&mut self, path: &Path) -> bool {
        let folder = path.parent().and_then(|folder| self.folders.get(folder));
        match (folder, path.file_name()) {
            (Some(folder), Some(name)) => self.met.insert(folder.join(name)),
            _ => self.is_new(path),
        }
    }
}

fn lock(seen: &Mutex<Seen>) -> std::sync::MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a walk takes this entry: a folder not met before, or a file that may be a report. Without
/// the first, folders that link to each other are walked along every path through them.
fn is_wanted(entry: &DirEntry, options: &Options, seen: &Mutex<Seen>) -> bool {
    let (path, mut seen) = (entry.path(), lock(seen));
    if entry.file_type().is_some_and(|kind| kind.is_dir()) {
        seen.is_new(path)
    } else if entry.path_is_symlink() {
        may_be_report(path, options) && seen.is_new(path)
    } else {
        may_be_report(path, options) && seen.is_new_file(path)
    }
}

/// The problem of an entry that could not be walked; none for a link back to a folder above, since
/// everything there is read by its own name.
fn problem(root: &Path, error: &ignore::Error) -> Option<Problem> {
    let mut path = root.to_owned();
    let mut inner = error;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => {
                path.clone_from(at);
                inner = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                inner = err;
            }
            ignore::Error::Loop { .. } => return None,
            ignore::Error::Io(io) => {
                return Some(Problem { path, reason: Reason::Source(io.into()) });
            }
            other => {
                let reason = crate::source::Error::Io(other.to_string());
                return Some(Problem { path, reason: Reason::Source(reason) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Error;
    use std::fs;

    fn found(paths: &[PathBuf]) -> Vec<Result<PathBuf, Problem>> {
        let mut all = Vec::new();
        discover(paths, &Options::default(), &mut |item| {
            all.push(item);
            true
        });
        all
    }

    fn names(root: &Path, paths: &[PathBuf]) -> Vec<String> {
        let short = |path: PathBuf| path.strip_prefix(root).unwrap().display().to_string();
        found(paths).into_iter().map(|item| short(item.unwrap())).collect()
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "文").unwrap();
        }
        dir
    }

    #[test]
    fn a_walk_takes_reports_in_natural_order() {
        let dir = folder(&[
            "b/10.txt",
            "b/9.htm",
            "a.md",
            "报告2.TXT",
            "报告10.txt",
            ".hidden.txt",
            ".git/x.txt",
            "README.zh-CN.md",
            "b/LICENSE-MIT.txt",
            "photo.jpg",
            "old.docx",
            "b.txt",
        ]);
        let root = dir.path();
        assert_eq!(
            names(root, &[root.to_owned()]),
            ["a.md", "b/9.htm", "b/10.txt", "b.txt", "old.docx", "报告2.TXT", "报告10.txt"]
        );
    }

    #[test]
    fn tables_are_taken_where_their_column_is_told() {
        let dir = folder(&["a.csv", "b.jsonl", "c.json", "d.txt"]);
        let root = dir.path();
        assert_eq!(names(root, &[root.to_owned()]), ["d.txt"]);
        let options = Options { text_column: Some("正文".to_owned()), ..Options::default() };
        let mut count = 0;
        discover(&[root.to_owned()], &options, &mut |_| {
            count += 1;
            true
        });
        assert_eq!(count, 4);
        assert_eq!(names(root, &[root.join("a.csv"), root.to_owned()]), ["a.csv", "d.txt"]);
    }

    #[test]
    fn a_file_named_is_taken_whatever_its_name_and_once() {
        let dir = folder(&["README.md", "a/1.txt", "a/2.txt", "data.log"]);
        let root = dir.path();
        let paths = ["data.log", "a/2.txt", "README.md", "a", "data.log", "a/../a"];
        let paths: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
        assert_eq!(names(root, &paths), ["data.log", "a/2.txt", "README.md", "a/1.txt"]);
    }

    #[test]
    fn what_is_missing_is_handed_on_to_be_tried() {
        let missing = PathBuf::from("/nowhere/at/all.txt");
        assert_eq!(found(std::slice::from_ref(&missing)), [Ok(missing)]);
    }

    /// Folders without permission; the superuser is stopped by none.
    #[cfg(unix)]
    #[test]
    fn an_unreadable_folder_is_a_problem_and_the_rest_goes_on() {
        use std::os::unix::fs::PermissionsExt;
        let dir = folder(&["1.txt", "2/a.txt", "3.txt"]);
        let locked = dir.path().join("2");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        let all = found(&[dir.path().to_owned()]);
        let superuser = fs::read_dir(&locked).is_ok();
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
        let middle = if superuser {
            Ok(locked.join("a.txt"))
        } else {
            Err(Problem { path: locked, reason: Reason::Source(Error::Denied) })
        };
        assert_eq!(all, [Ok(dir.path().join("1.txt")), middle, Ok(dir.path().join("3.txt"))]);
    }

    #[test]
    fn the_walk_ends_when_told() {
        let dir = folder(&["1.txt", "2.txt", "3.txt"]);
        let mut count = 0;
        discover(&[dir.path().to_owned()], &Options::default(), &mut |_| {
            count += 1;
            count < 2
        });
        assert_eq!(count, 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_lead_nowhere_twice() {
        use std::os::unix::fs::symlink;
        let dir = folder(&["1/a.txt", "elsewhere/b.txt"]);
        let root = dir.path();
        symlink(root, root.join("1/up")).unwrap();
        symlink(root.join("1/a.txt"), root.join("1/z.txt")).unwrap();
        symlink(root.join("elsewhere"), root.join("1/more")).unwrap();
        assert_eq!(names(root, &[root.join("1")]), ["1/a.txt", "1/more/b.txt"]);

        symlink("gone", root.join("gone.txt")).unwrap();
        symlink("self.txt", root.join("self.txt")).unwrap();
        let all = found(&[root.to_owned()]);
        let problems: Vec<_> = all.iter().filter_map(|item| item.as_ref().err()).collect();
        assert_eq!(problems.len(), 2, "{all:?}");
        assert_eq!(problems.first().unwrap().reason, Reason::Source(Error::NotFound));
    }

    /// Folders that all link to each other have more paths through them than can be walked.
    #[cfg(unix)]
    #[test]
    fn a_net_of_links_is_walked_in_no_time() {
        let dir = tempfile::tempdir().unwrap();
        let folders: Vec<PathBuf> = (0..12).map(|i| dir.path().join(format!("d{i}"))).collect();
        for (i, folder) in folders.iter().enumerate() {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("a.txt"), "文").unwrap();
            for (j, other) in folders.iter().enumerate().filter(|&(j, _)| i != j) {
                std::os::unix::fs::symlink(other, folder.join(format!("l{j}"))).unwrap();
            }
        }
        assert_eq!(found(&[dir.path().to_owned()]).len(), 12);
    }
}
