//! Files that change while they are read: the system is asked to tell, by folder, and what it tells
//! is gathered until it is quiet, since saving one file makes several events.

mod poll;

use self::poll::{Before, Folder, Poll};
use super::{Event, Options, load};
use crate::lexicon::Lexicon;
use crate::source;
use crate::source::names::may_be_report;
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// So long has nothing to happen before changed files are read again.
const QUIET: Duration = Duration::from_millis(250);
/// Where it is never quiet, they are read again after this.
const PATIENCE: Duration = Duration::from_secs(2);

/// How files are watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watching {
    /// By the system's own means and, for what these refuse (too many folders, a file system on the
    /// network), by looking so often.
    Auto(Duration),
    /// By looking so often: where the system tells nothing, as of files that others change on a
    /// file system on the network.
    Poll(Duration),
    /// Not at all.
    Off,
}

impl Default for Watching {
    fn default() -> Self {
        Self::Auto(Duration::from_secs(10))
    }
}

/// What one file or folder holds now.
#[derive(Debug, Clone)]
pub struct Change {
    /// The file or folder.
    pub path: PathBuf,
    /// Its reports and problems; nothing where it is gone.
    pub now: Vec<Event>,
}

/// What is told to who follows the changes.
#[derive(Debug)]
enum News {
    /// The system tells of files.
    Files(notify::Result<notify::Event>),
    /// These files look different, or have come or gone.
    Seen(Vec<PathBuf>),
    /// Somebody wants to be heard.
    Wake,
}

/// Wakes who follows the changes of files.
#[derive(Debug, Clone)]
pub struct Waker(Sender<News>);

impl Waker {
    /// Wakes it: [`Watch::follow`] returns.
    pub fn wake(&self) {
        // Nobody follows any more: nobody has to be woken.
        let _ = self.0.send(News::Wake);
    }
}

/// Where news will come in, before anything is watched.
#[derive(Debug)]
pub struct Inbox {
    sender: Sender<News>,
    news: Receiver<News>,
}

/// A place for news, and what wakes who waits there.
pub fn inbox() -> (Inbox, Waker) {
    let (sender, news) = channel();
    let waker = Waker(sender.clone());
    (Inbox { sender, news }, waker)
}

/// Watches the files and folders of a corpus. What happens from now on is told when it is asked for.
pub struct Watch {
    roots: Vec<PathBuf>,
    watching: Watching,
    inbox: Inbox,
    /// What was there at the beginning, until it is asked for changes.
    before: Option<Before>,
    /// Held so that they go on: dropped, nothing is told any more.
    watcher: Option<RecommendedWatcher>,
    poll: Option<Poll>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("roots", &self.roots).finish_non_exhaustive()
    }
}

impl Watch {
    /// Begins to watch: notes what is there. The system tells of files that are merely opened, too, and
    /// would wake a thread for every report that is read; so it is not asked before
    /// [`follow`](Self::follow) is.
    pub fn new(paths: &[PathBuf], watching: Watching, inbox: Inbox) -> Self {
        let mut before = None;
        if watching != Watching::Off {
            match Before::new(paths.iter().filter_map(|path| folder(path)).collect()) {
                Ok(new) => before = Some(new),
                Err(error) => tracing::warn!("files are not watched: {error}"),
            }
        }
        let roots = paths.to_vec();
        Self { roots, watching, inbox, before, watcher: None, poll: None }
    }

    /// Asks to be told of changes, and looks what has changed since the beginning.
    fn begin(&mut self, before: Before) {
        let (refused, every) = match self.watching {
            Watching::Off => (Vec::new(), Duration::MAX),
            Watching::Poll(every) => (self.roots.iter().collect(), every),
            Watching::Auto(every) => {
                let sender = self.inbox.sender.clone();
                let tell = move |event| drop(sender.send(News::Files(event)));
                let refused = match RecommendedWatcher::new(tell, Config::default()) {
                    Ok(new) => add(self.watcher.insert(new), self.roots.iter()),
                    Err(error) => {
                        tracing::warn!("the system does not tell of changed files: {error}");
                        self.roots.iter().collect()
                    }
                };
                (refused, every)
            }
        };
        let folders: Vec<Folder> = refused.into_iter().filter_map(|path| folder(path)).collect();
        if !folders.is_empty() {
            match Poll::start(folders, every, self.inbox.sender.clone()) {
                Ok(new) => self.poll = Some(new),
                Err(error) => tracing::warn!("files are not watched: {error}"),
            }
        }
        let changed = before.changed();
        if !changed.is_empty() {
            // The other end is here.
            let _ = self.inbox.sender.send(News::Seen(changed));
        }
    }

    /// Reads again what has changed, until it is woken or `on` answers that nobody listens: answers
    /// whether it was woken. Blocks while nothing happens.
    pub fn follow(
        &mut self,
        options: &Options,
        lexicon: &Arc<Lexicon>,
        on: &mut dyn FnMut(Change) -> bool,
    ) -> bool {
        if let Some(before) = self.before.take() {
            self.begin(before);
        }
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
                    return false;
                }
            }
        }
        true
    }

    /// Waits for changes and until they have ended; none when it is woken.
    fn changed(&self, options: &source::Options) -> Option<Vec<PathBuf>> {
        let mut paths = BTreeSet::new();
        while paths.is_empty() {
            self.note(self.inbox.news.recv().ok()?, options, &mut paths)?;
        }
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.inbox.news.recv_timeout(QUIET) {
                Ok(news) => self.note(news, options, &mut paths)?,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(without_inner(paths))
    }

    /// Adds the paths that something is told of; none when it is woken.
    fn note(
        &self,
        news: News,
        options: &source::Options,
        paths: &mut BTreeSet<PathBuf>,
    ) -> Option<()> {
        let event = match news {
            News::Files(event) => event,
            News::Seen(seen) => {
                paths.extend(seen.into_iter().filter(|path| self.is_wanted(path, options)));
                return Some(());
            }
            News::Wake => return None,
        };
        match event {
            Ok(event) if event.need_rescan() => paths.extend(self.roots.iter().cloned()),
            Ok(event) if changes(event.kind) => {
                // A folder whose time changes has got or lost files, and of these it is told too.
                let only_times = matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(_)));
                let wanted = |path: &PathBuf| {
                    self.is_wanted(path, options) && !(only_times && path.is_dir())
                };
                paths.extend(event.paths.into_iter().filter(wanted));
            }
            Ok(_) => {}
            Err(error) => tracing::warn!("watching files: {error}"),
        }
        Some(())
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

/// The folder by which a path is watched. A file is watched by its folder: editors put a new file in
/// the place of the old one.
fn folder(path: &Path) -> Option<Folder> {
    let deep = path.is_dir();
    let folder = match path.parent() {
        _ if deep => path,
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return None,
    };
    Some(Folder { path: folder.to_owned(), deep })
}

/// Adds what `watcher` takes; answers what it refuses.
fn add<'a>(
    watcher: &mut RecommendedWatcher,
    paths: impl Iterator<Item = &'a PathBuf>,
) -> Vec<&'a PathBuf> {
    let mut refused = Vec::new();
    for path in paths {
        let Some(Folder { path: folder, deep }) = folder(path) else { continue };
        let mode = if deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        if let Err(error) = watcher.watch(&folder, mode) {
            tracing::warn!("{} is not watched by the system: {error}", folder.display());
            refused.push(path);
        }
    }
    refused
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The changes told until one satisfies `enough`.
    fn told(
        folder: &Path,
        watching: Watching,
        work: impl FnOnce(&Path) + Send,
        enough: impl Fn(&Change) -> bool,
    ) -> Vec<Change> {
        let (inbox, _) = inbox();
        let mut watch = Watch::new(&[folder.to_owned()], watching, inbox);
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
            Watching::default(),
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
    fn what_happens_while_everything_is_read_is_told_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("甲.txt"), "旧文。").unwrap();
        for watching in [Watching::default(), Watching::Poll(Duration::from_secs(600))] {
            let (inbox, waker) = inbox();
            let mut watch = Watch::new(&[folder.path().to_owned()], watching, inbox);
            fs::write(folder.path().join("甲.txt"), "受理案件5件。").unwrap();
            let lexicon = Arc::new(Lexicon::builtin().unwrap());
            let mut changes = Vec::new();
            let woken = watch.follow(&Options::default(), &lexicon, &mut |change| {
                changes.push(change);
                waker.wake();
                true
            });
            assert!(woken);
            let [change] = changes.as_slice() else { panic!("{changes:?}") };
            let [Event::Read(entry)] = change.now.as_slice() else { panic!("{change:?}") };
            assert_eq!(entry.document.text.as_str(), "受理案件5件。");
        }
    }

    #[test]
    fn what_goes_and_comes_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("甲.txt"), "甲。").unwrap();
        let changes = told(
            folder.path(),
            Watching::default(),
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
    fn by_looking_the_same_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let past = std::time::SystemTime::now() - Duration::from_secs(3600);
        let write = |path: &Path, text: &str, time| {
            fs::write(path, text).unwrap();
            let file = fs::File::options().append(true).open(path).unwrap();
            file.set_modified(time).unwrap();
        };
        for name in ["甲.txt", "乙.txt", "丁.txt"] {
            write(&folder.path().join(name), "旧文。", past);
        }
        let watching = Watching::Poll(Duration::from_millis(50));
        let changes = told(
            folder.path(),
            watching,
            |folder| {
                // As a file that is put back from an archive: older, and as long as the one before.
                write(&folder.join("甲.txt"), "新文。", past - Duration::from_secs(60));
                // Its time is kept.
                write(&folder.join("丁.txt"), "受理案件5件。", past);
                fs::remove_file(folder.join("乙.txt")).unwrap();
                fs::write(folder.join("丙.txt"), "丙。").unwrap();
            },
            {
                let seen = Mutex::new(BTreeSet::new());
                move |change: &Change| {
                    let mut seen = seen.lock().unwrap();
                    let name = change.path.file_name().unwrap().to_string_lossy().into_owned();
                    seen.insert((name, change.now.len()));
                    [("甲.txt", 1), ("丙.txt", 1), ("丁.txt", 1), ("乙.txt", 0)]
                        .iter()
                        .all(|(name, now)| seen.contains(&((*name).to_owned(), *now)))
                }
            },
        );
        let texts: Vec<&str> = changes
            .iter()
            .flat_map(|change| &change.now)
            .filter_map(|event| match event {
                Event::Read(entry) => Some(entry.document.text.as_str()),
                _ => None,
            })
            .collect();
        assert!(texts.contains(&"新文。") && texts.contains(&"受理案件5件。"), "{texts:?}");
    }

    #[test]
    fn where_nothing_is_watched_it_can_still_be_woken() {
        let folder = tempfile::tempdir().unwrap();
        let (inbox, waker) = inbox();
        let mut watch = Watch::new(&[folder.path().to_owned()], Watching::Off, inbox);
        fs::write(folder.path().join("甲.txt"), "甲。").unwrap();
        waker.wake();
        let lexicon = Arc::new(Lexicon::builtin().unwrap());
        assert!(watch.follow(&Options::default(), &lexicon, &mut |change| panic!("{change:?}")));
    }

    #[test]
    fn inner_paths_go_with_the_outer_one() {
        let paths = ["a", "a/b", "a/b/c", "ab", "b/c"].map(PathBuf::from);
        assert_eq!(without_inner(paths.into()), ["a", "ab", "b/c"].map(PathBuf::from));
    }
}
