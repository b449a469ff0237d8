//! Changed files found by looking, while and where nobody tells of them.

use super::News;
use ignore::WalkBuilder;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

/// Goes on looking until it is dropped.
pub(super) struct Poll {
    _until: Sender<()>,
}

/// A folder that is looked into.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// Whether the folders inside are, too.
    pub(super) deep: bool,
}

/// What tells a file from the one that stood there before: any difference counts, as a file may be
/// replaced by an older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    File(Option<SystemTime>, u64),
    Folder,
}

type Looks = HashMap<PathBuf, Look>;

/// What folders held while they were not watched yet.
pub(super) struct Before {
    folders: Vec<Folder>,
    /// Since when changes matter.
    since: SystemTime,
    looks: JoinHandle<Looks>,
}

/// So far may the times of a file system's files lag behind the clock.
const LAG: Duration = Duration::from_millis(20);

impl Before {
    /// Looks at all files, on a thread of its own.
    ///
    /// # Errors
    /// When no thread is to be had.
    pub(super) fn new(folders: Vec<Folder>) -> std::io::Result<Self> {
        let now = SystemTime::now();
        let since = now.checked_sub(LAG).unwrap_or(now);
        let seen = folders.clone();
        let look = move || looks(&seen);
        let looks = thread::Builder::new().name("looks".into()).spawn(look)?;
        Ok(Self { folders, since, looks })
    }

    /// What has changed from when this was begun until now. A file that has just been written may have
    /// been read before it was looked at: it counts as changed.
    pub(super) fn changed(self) -> Vec<PathBuf> {
        // Without the looks everything would seem new.
        let Ok(before) = self.looks.join() else { return Vec::new() };
        let now = looks(&self.folders);
        let mut all = changed(&before, &now);
        let recent = |look: &Look| matches!(look, Look::File(Some(time), _) if *time >= self.since);
        all.extend(now.iter().filter(|(_, look)| recent(look)).map(|(path, _)| path.clone()));
        all
    }
}

impl Poll {
    /// Looks at all files now and then `every` so often, and tells what has changed.
    ///
    /// # Errors
    /// When no thread is to be had.
    pub(super) fn start(
        folders: Vec<Folder>,
        every: Duration,
        news: Sender<News>,
    ) -> std::io::Result<Self> {
        let (until, dropped) = channel::<()>();
        let mut before = looks(&folders);
        thread::Builder::new().name("poll".into()).spawn(move || {
            while dropped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                let now = looks(&folders);
                let changed = changed(&before, &now);
                before = now;
                if !changed.is_empty() && news.send(News::Seen(changed)).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { _until: until })
    }
}

fn looks(folders: &[Folder]) -> Looks {
    let mut looks = HashMap::new();
    for folder in folders {
        let depth = if folder.deep { None } else { Some(1) };
        let walk = WalkBuilder::new(&folder.path)
            .standard_filters(false)
            .hidden(true)
            .follow_links(true)
            .max_depth(depth)
            .build();
        // What cannot be looked at is as good as gone.
        for entry in walk.flatten() {
            let Ok(metadata) = entry.metadata() else { continue };
            let look = if metadata.is_dir() {
                Look::Folder
            } else {
                Look::File(metadata.modified().ok(), metadata.len())
            };
            looks.insert(entry.into_path(), look);
        }
    }
    looks
}

/// Paths that look different, or are there only before or only now.
fn changed(before: &Looks, now: &Looks) -> Vec<PathBuf> {
    let new = now.iter().filter(|(path, look)| before.get(*path) != Some(*look));
    let gone = before.iter().filter(|(path, _)| !now.contains_key(*path));
    new.chain(gone).map(|(path, _)| path.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_was_written_since_may_have_been_read_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["同.txt", "旧.txt", "去.txt", "新.txt"] {
            fs::write(path(name), "文。").unwrap();
        }
        let past = SystemTime::now() - Duration::from_secs(3600);
        for name in ["同.txt", "旧.txt", "去.txt"] {
            let file = fs::File::options().append(true).open(path(name)).unwrap();
            file.set_modified(past).unwrap();
        }
        let now = SystemTime::now() + Duration::from_secs(1);
        let all = vec![Folder { path: folder.path().to_owned(), deep: true }];
        let begun = |since| {
            let before = Before { since, ..Before::new(all.clone()).unwrap() };
            while !before.looks.is_finished() {
                thread::yield_now();
            }
            before
        };
        assert!(begun(now).changed().is_empty());
        let before = begun(now);
        fs::write(path("旧.txt"), "文更长。").unwrap();
        fs::remove_file(path("去.txt")).unwrap();
        let mut changed = before.changed();
        changed.sort();
        assert_eq!(changed, [path("去.txt"), path("旧.txt")]);
        let since = SystemTime::now() - Duration::from_secs(60);
        let mut changed = begun(since).changed();
        changed.sort();
        assert_eq!(changed, [path("新.txt"), path("旧.txt")]);
    }
}
