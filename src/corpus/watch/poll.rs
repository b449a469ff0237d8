//! Changed files found by looking, where nobody tells of them.

use super::News;
use ignore::WalkBuilder;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
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
