//! Who writes notes down: a thread of its own, so that no disk holds up the keys. What could not be
//! saved is kept and tried again; nothing that somebody wrote is dropped.

use super::Key;
use crate::locale::{Lang, notes::reason};
use crate::notes::{Error, Note, NoteId, Store};
use crate::tui::event::Event;
use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long after a failure saving is tried again, as long as something is not saved.
const AGAIN: Duration = Duration::from_secs(5);

/// What is to be written.
#[derive(Debug, Clone)]
pub(in crate::tui) enum Change {
    /// The database is to be opened, where it is not.
    Open,
    /// Other programs may have changed something: with the number of the changes made here so far.
    Look(u64),
    /// A note as it is to be: new, with another text, or back again.
    Save(Key, Box<Note>),
    /// A note is to be deleted.
    Delete(Key),
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum Told {
    /// The database is open; these are its notes.
    Opened(Vec<Note>),
    /// Another program has changed something; these are the notes now, and the number that was
    /// handed in with the question.
    Changed(Vec<Note>, u64),
    /// It cannot be opened, with the reason.
    NotOpened(String),
    /// A note is on the disk, like this.
    Saved(Key, Box<Note>),
    /// A note is no longer there.
    Deleted,
    /// Something could not be written and will be tried again, with the reason.
    NotSaved(String),
}

/// The database behind the notes, and what it still has to take.
#[derive(Debug)]
pub(in crate::tui) struct Writer {
    path: Option<PathBuf>,
    lang: Lang,
    store: Option<Store>,
    /// Numbers of notes that were made here, and whether they are in the database now.
    ids: HashMap<Key, (NoteId, bool)>,
    waiting: VecDeque<Change>,
    /// What tells whether other programs have changed something.
    seen: i64,
}

impl Writer {
    /// Writes to the database at `path`; none where the system tells no folder for it.
    pub(in crate::tui) fn new(path: Option<PathBuf>, lang: Lang) -> Self {
        let (ids, waiting) = (HashMap::new(), VecDeque::new());
        Self { path, lang, store: None, ids, waiting, seen: 0 }
    }

    /// Takes a change, after those that are still waiting.
    pub(in crate::tui) fn take(&mut self, change: Change) -> Vec<Told> {
        if matches!(change, Change::Open) {
            return vec![self.open()];
        }
        if let Change::Look(changes) = change {
            return self.look(changes).into_iter().collect();
        }
        self.waiting.push_back(change);
        self.write_down()
    }

    fn open(&mut self) -> Told {
        let opened = self.path.as_deref().ok_or(Error::NoFolder).and_then(|path| {
            let store = Store::open(path)?;
            let notes = store.all()?;
            Ok((store, notes))
        });
        match opened {
            Ok((store, notes)) => {
                self.seen = store.foreign_changes().unwrap_or_default();
                self.store = Some(store);
                Told::Opened(notes)
            }
            Err(error) => {
                tracing::warn!(%error, "notes cannot be opened");
                Told::NotOpened(reason(&error, self.lang))
            }
        }
    }

    /// Reads the notes anew where another program has changed something.
    fn look(&mut self, changes: u64) -> Option<Told> {
        let store = self.store.as_ref().filter(|_| self.waiting.is_empty())?;
        let now = store.foreign_changes().ok()?;
        if std::mem::replace(&mut self.seen, now) == now {
            return None;
        }
        match store.all() {
            Ok(notes) => Some(Told::Changed(notes, changes)),
            Err(error) => {
                tracing::warn!(%error, "notes cannot be read again");
                None
            }
        }
    }

    /// Writes what is waiting, in order, until something fails.
    fn write_down(&mut self) -> Vec<Told> {
        let mut told = Vec::new();
        while let Some(change) = self.waiting.front().cloned() {
            match self.write(change) {
                Ok(done) => {
                    self.waiting.pop_front();
                    told.extend(done);
                }
                Err(error) => {
                    tracing::warn!(%error, "a note is not saved yet");
                    told.push(Told::NotSaved(reason(&error, self.lang)));
                    break;
                }
            }
        }
        told
    }

    fn write(&mut self, change: Change) -> Result<Option<Told>, Error> {
        let Some(store) = &self.store else { return Err(Error::NoFolder) };
        match change {
            Change::Open | Change::Look(_) => Ok(None),
            Change::Save(key, note) => {
                let kept = match self.ids.get(&key) {
                    Some(kept) => Some(*kept),
                    None => key.stored().map(|id| (id, true)),
                };
                let saved = match kept {
                    None => store.add(note.passage, &note.text)?,
                    Some((id, true)) => match store.edit(id, &note.text) {
                        // Another program has deleted what was just worked on: that counts more.
                        Err(Error::Gone) => put_back(store, Note { id, ..*note })?,
                        saved => saved?,
                    },
                    Some((id, false)) => put_back(store, Note { id, ..*note })?,
                };
                self.ids.insert(key, (saved.id, true));
                Ok(Some(Told::Saved(key, Box::new(saved))))
            }
            Change::Delete(key) => {
                let id = self.ids.get(&key).map(|(id, _)| *id).or_else(|| key.stored());
                if let Some(id) = id {
                    match store.delete(id) {
                        Ok(_) | Err(Error::Gone) => self.ids.insert(key, (id, false)),
                        Err(error) => return Err(error),
                    };
                }
                Ok(Some(Told::Deleted))
            }
        }
    }

    /// The notes that are not saved.
    fn left(self) -> Vec<Note> {
        let notes = self.waiting.into_iter().filter_map(|change| match change {
            Change::Save(_, note) => Some(*note),
            Change::Open | Change::Look(_) | Change::Delete(_) => None,
        });
        notes.collect()
    }

    /// Writes until nobody sends changes any more; returns what could not be saved even then.
    fn run(mut self, changes: &Receiver<Change>, events: &Sender<Event>) -> Vec<Note> {
        let tell = |told: Vec<Told>| {
            for told in told {
                let _ = events.send(Event::Noted(told));
            }
        };
        loop {
            if self.waiting.is_empty() {
                match changes.recv() {
                    Ok(change) => tell(self.take(change)),
                    Err(_) => break,
                }
                continue;
            }
            match changes.recv_timeout(AGAIN) {
                Ok(change) => tell(self.take(change)),
                // That it still does not work has been told.
                Err(RecvTimeoutError::Timeout) => tell(
                    self.write_down()
                        .into_iter()
                        .filter(|told| !matches!(told, Told::NotSaved(_)))
                        .collect(),
                ),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.write_down();
        self.left()
    }
}

fn put_back(store: &Store, note: Note) -> Result<Note, Error> {
    store.put_back(&note)?;
    Ok(note)
}

/// The way to the database.
#[derive(Debug, Default)]
pub(in crate::tui) enum Desk {
    /// There is none.
    #[default]
    Closed,
    /// On a thread of its own.
    Beside(Sender<Change>, JoinHandle<Vec<Note>>),
    /// On the spot, where nobody could be told later.
    #[cfg(test)]
    Here(Box<Writer>),
}

impl Desk {
    /// Starts a thread that tells `events` what became of changes.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub(in crate::tui) fn beside(writer: Writer, events: Sender<Event>) -> std::io::Result<Self> {
        let (sender, changes) = channel();
        let thread = thread::Builder::new()
            .name("notes".into())
            .spawn(move || writer.run(&changes, &events))?;
        Ok(Self::Beside(sender, thread))
    }

    /// Hands in a change; returns what is known about it already.
    pub(in crate::tui) fn hand_in(&mut self, change: Change) -> Vec<Told> {
        match self {
            Self::Closed => Vec::new(),
            Self::Beside(sender, _) => {
                let _ = sender.send(change);
                Vec::new()
            }
            #[cfg(test)]
            Self::Here(writer) => writer.take(change),
        }
    }

    /// Waits until everything is written; returns what could not be.
    pub(in crate::tui) fn close(self) -> Vec<Note> {
        match self {
            Self::Closed => Vec::new(),
            Self::Beside(sender, thread) => {
                drop(sender);
                thread.join().unwrap_or_default()
            }
            #[cfg(test)]
            Self::Here(writer) => writer.left(),
        }
    }
}
