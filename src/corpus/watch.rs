//! Files that change while they are read: the system is asked to tell, by folder, and what it tells
//! is gathered until it is quiet, since saving one file makes several events.

use super::{Event, Options, load};
use crate::lexicon::Lexicon;
use crate::source;
use crate::source::names::may_be_report;
use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// So long has nothing to happen before changed files are read again.
const QUIET: Duration = Duration::from_millis(250);
/// Where it is never quiet, they are read again after this.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often files are looked at where the system does not tell.
const POLL: Duration = Duration::from_secs(10);

/// What one file or folder holds now.
#[derive(Debug, Clone)]
pub struct Change {
    /// The file or folder.
    pub path: PathBuf,
    /// Its reports and problems; nothing where it is gone.
    pub now: Vec<Event>,
}

/// Watches the files and folders of a corpus. What happens from now on is kept until it is asked
/// for.
pub struct Watch {
    roots: Vec<PathBuf>,
    news: Receiver<notify::Result<notify::Event>>,
    /// Held so that it goes on: dropped, nothing is told any more.
    _watchers: Vec<Box<dyn Watcher>>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("roots", &self.roots).finish_non_exhaustive()
    }
}

impl Watch {
    /// Begins to watch: by the system's own means and, for what these refuse (too many folders, a
    /// file system on the network), by looking every ten seconds.
    pub fn new(paths: &[PathBuf]) -> Self {
        let (sender, news) = channel();
        let mut watchers: Vec<Box<dyn Watcher>> = Vec::new();
        let refused = match RecommendedWatcher::new(sender.clone(), Config::default()) {
            Ok(watcher) => add(watcher, paths.iter(), &mut watchers),
            Err(error) => {
                tracing::warn!("the system does not tell of changed files: {error}");
                paths.iter().collect()
            }
        };
        if !refused.is_empty() {
            watch_by_looking(&refused, sender, &mut watchers);
        }
        Self { roots: paths.to_vec(), news, _watchers: watchers }
    }

    /// Reads again what has changed, until `on` answers that nobody listens. Blocks while nothing
    /// happens.
    pub fn follow(
        &self,
        options: &Options,
        lexicon: &Arc<Lexicon>,
        on: &mut dyn FnMut(Change) -> bool,
    ) {
        while let Some(paths) = self.changed(&options.source) {
            for path in paths {
                let now = Mutex::new(Vec::new());
                if path.exists() {
                    load(std::slice::from_ref(&path), options, lexicon, &|event| {
                        if matches!(event, Event::Read(_) | Event::Problem(_)) {
                            now.lock()
                                .unwrap_or_else(std::sync::PoisonError::into_inner)
                                .push(event);
                        }
                        true
                    });
                }
                let now = now.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
                if !on(Change { path, now }) {
                    return;
                }
            }
        }
    }

    /// Waits for changes and until they have ended; none when nothing can be told any more.
    fn changed(&self, options: &source::Options) -> Option<Vec<PathBuf>> {
        let mut paths = BTreeSet::new();
        while paths.is_empty() {
            self.note(self.news.recv().ok()?, options, &mut paths);
        }
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.news.recv_timeout(QUIET) {
                Ok(event) => self.note(event, options, &mut paths),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(without_inner(paths))
    }

    fn note(
        &self,
        event: notify::Result<notify::Event>,
        options: &source::Options,
        paths: &mut BTreeSet<PathBuf>,
    ) {
        match event {
            Ok(event) if event.need_rescan() => paths.extend(self.roots.iter().cloned()),
            Ok(event) if changes(event.kind) => {
                paths.extend(event.paths.into_iter().filter(|path| self.is_wanted(path, options)));
            }
            Ok(_) => {}
            Err(error) => tracing::warn!("watching files: {error}"),
        }
    }

    /// Whether a walk through the corpus would come to this path, or would have come.
    fn is_wanted(&self, path: &Path, options: &source::Options) -> bool {
        self.roots.iter().any(|root| {
            let Ok(below) = path.strip_prefix(root) else { return false };
            let hidden = |part: &std::ffi::OsStr| part.as_encoded_bytes().first() == Some(&b'.');
            let is_root = below.as_os_str().is_empty();
            let may_be_report = is_root || may_be_report(path, options);
            // What has no extension may be a folder that came or went.
            let may_matter = may_be_report || path.extension().is_none() && !path.is_file();
            may_matter && !below.iter().any(hidden)
        })
    }
}

/// Whether an event tells that something may read differently now. Files that are only opened and
/// read, by ourselves too, are told of as well.
fn changes(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// A path below another that has changed is read with it.
fn without_inner(paths: BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let mut kept: Vec<PathBuf> = Vec::new();
    for path in paths {
        if !kept.last().is_some_and(|outer| path.starts_with(outer)) {
            kept.push(path);
        }
    }
    kept
}

/// Adds what `watcher` takes; answers what it refuses.
fn add<'a, W: Watcher + 'static>(
    mut watcher: W,
    paths: impl Iterator<Item = &'a PathBuf>,
    watchers: &mut Vec<Box<dyn Watcher>>,
) -> Vec<&'a PathBuf> {
    let mut refused = Vec::new();
    for path in paths {
        // A file is watched by its folder: editors put a new file in the place of the old one.
        let (folder, mode) = match (path.is_dir(), path.parent()) {
            (true, _) => (path.as_path(), RecursiveMode::Recursive),
            (false, Some(parent)) if parent.as_os_str().is_empty() => {
                (Path::new("."), RecursiveMode::NonRecursive)
            }
            (false, Some(parent)) => (parent, RecursiveMode::NonRecursive),
            (false, None) => continue,
        };
        if let Err(error) = watcher.watch(folder, mode) {
            tracing::warn!("{} is not watched by the system: {error}", folder.display());
            refused.push(path);
        }
    }
    watchers.push(Box::new(watcher));
    refused
}

fn watch_by_looking(
    paths: &[&PathBuf],
    sender: Sender<notify::Result<notify::Event>>,
    watchers: &mut Vec<Box<dyn Watcher>>,
) {
    match PollWatcher::new(sender, Config::default().with_poll_interval(POLL)) {
        Ok(watcher) => {
            add(watcher, paths.iter().copied(), watchers);
        }
        Err(error) => tracing::warn!("files are not watched: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The changes told until one satisfies `enough`.
    fn told(
        folder: &Path,
        work: impl FnOnce(&Path) + Send,
        enough: impl Fn(&Change) -> bool,
    ) -> Vec<Change> {
        let watch = Watch::new(&[folder.to_owned()]);
        let lexicon = Arc::new(Lexicon::builtin().unwrap());
        let mut changes = Vec::new();
        std::thread::scope(|scope| {
            scope.spawn(|| work(folder));
            watch.follow(&Options::default(), &lexicon, &mut |change| {
                let last = enough(&change);
                changes.push(change);
                !last
            });
        });
        changes
    }

    #[test]
    fn a_file_that_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("甲.txt");
        fs::write(&file, "旧文。").unwrap();
        let changes = told(
            folder.path(),
            |folder| {
                fs::write(folder.join("甲.txt"), "受理案件5件。").unwrap();
                fs::write(folder.join(".甲.txt.swp"), "x").unwrap();
                fs::write(folder.join("甲.bak"), "x").unwrap();
            },
            |_| true,
        );
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].path, file);
        let [Event::Read(entry)] = changes[0].now.as_slice() else { panic!("{changes:?}") };
        assert_eq!(entry.document.text.as_str(), "受理案件5件。");
    }

    #[test]
    fn what_goes_and_comes_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("甲.txt"), "甲。").unwrap();
        let changes = told(
            folder.path(),
            |folder| {
                fs::remove_file(folder.join("甲.txt")).unwrap();
                fs::create_dir(folder.join("新")).unwrap();
                fs::write(folder.join("新/乙.txt"), "乙。").unwrap();
            },
            |change| change.path.ends_with("甲.txt"),
        );
        let gone = changes.last().unwrap();
        assert!(gone.now.is_empty(), "{gone:?}");
        let found = |change: &Change| matches!(change.now.as_slice(), [Event::Read(_)]);
        assert!(changes.iter().any(found), "{changes:?}");
    }

    #[test]
    fn inner_paths_go_with_the_outer_one() {
        let paths = ["a", "a/b", "a/b/c", "ab", "b/c"].map(PathBuf::from);
        assert_eq!(without_inner(paths.into()), ["a", "ab", "b/c"].map(PathBuf::from));
    }
}
