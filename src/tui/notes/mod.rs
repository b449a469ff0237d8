//! Bookmarks and notes in the browser: which there are, and where their passages stand among the
//! reports that have been read.
//!
//! What the user does shows at once; [`desk`] brings it to the disk and tells when it is there.

mod cells;
mod cite;
mod commands;
mod desk;
mod places;

pub use cells::{cell, state};
pub use cite::citation;
pub use commands::About;
pub use desk::Told;
pub(super) use desk::{Change, Desk, Writer};
pub use places::look;

use super::shelf::ReportId;
use crate::locale::{Lang, tui as texts};
use crate::notes::{Anchor, Format, Note, NoteId, Passage};
use crate::text::Span;
use jiff::Timestamp;
use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// Tells a note from others while the browser runs, also before the database has given it a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(i64);

impl Key {
    /// Its number in the database, where it was there when the browser started.
    pub(super) fn stored(self) -> Option<NoteId> {
        (self.0 > 0).then_some(NoteId(self.0))
    }
}

/// Where the passage of a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// Nobody has looked, or not everything has been read.
    #[default]
    Unknown,
    /// In this report.
    Found(ReportId, Anchor),
    /// In none; where its file is among the reports, with that.
    Lost(Option<ReportId>),
    /// Its file is not in what was opened.
    Elsewhere,
}

impl Place {
    /// The report and the bytes in it.
    pub fn span(self) -> Option<(ReportId, Span)> {
        match self {
            Self::Found(report, anchor) => Some((report, anchor.span()?)),
            _ => None,
        }
    }
}

/// A note and what is known about it.
#[derive(Debug, Clone)]
pub struct Noted {
    /// Tells it from others.
    pub key: Key,
    /// The note.
    pub note: Note,
    /// Where its passage is now.
    pub place: Place,
    /// Whether it is on the disk as it is here.
    pub saved: bool,
}

impl Noted {
    /// Whether nothing is written on it.
    pub fn is_bookmark(&self) -> bool {
        self.note.text.trim().is_empty()
    }
}

/// How the last changes are taken back.
#[derive(Debug, Clone)]
enum Undo {
    Remove(Key),
    PutBack(Box<Noted>),
    Text(Key, String),
}

/// Whether notes can be made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum State {
    #[default]
    Opening,
    Open,
    /// They cannot, with the reason.
    Failed(String),
}

/// All notes.
#[derive(Debug, Default)]
pub struct Notebook {
    /// In the order of their keys.
    notes: Arc<Vec<Noted>>,
    /// The notes of each report in reading order.
    pages: HashMap<ReportId, Vec<(Span, Key)>>,
    /// Counts the changes: tables made before are stale.
    pub version: u64,
    desk: Desk,
    state: State,
    last: i64,
    undo: Vec<Undo>,
    /// Files and folders that were opened, absolute.
    pub(super) roots: Vec<PathBuf>,
    /// Reports that have arrived since notes were looked for.
    arrived: Vec<ReportId>,
    /// Whether notes are to be looked for in everything.
    due: bool,
    /// Whether a job is looking.
    looking: bool,
    /// Counts the changes that are made here.
    made: u64,
    /// Whether something could not be saved so far.
    trouble: bool,
    /// The file that was cited into last.
    pub(super) cited: Option<String>,
}

impl Notebook {
    /// A note.
    pub fn get(&self, key: Key) -> Option<&Noted> {
        let at = self.notes.binary_search_by_key(&key, |noted| noted.key).ok()?;
        self.notes.get(at)
    }

    /// All notes, to be worked on beside the loop.
    pub fn snapshot(&self) -> Arc<Vec<Noted>> {
        Arc::clone(&self.notes)
    }

    /// The notes in a report, in reading order.
    pub fn within(&self, report: ReportId) -> &[(Span, Key)] {
        self.pages.get(&report).map(Vec::as_slice).unwrap_or_default()
    }

    /// The note on just this passage.
    fn on(&self, report: ReportId, span: Span) -> Option<Key> {
        self.within(report).iter().find(|(place, _)| *place == span).map(|(_, key)| *key)
    }

    /// The notes that begin in `span` of a report: whether there is one, and one with words.
    pub fn signs(&self, report: ReportId, span: Span) -> Option<bool> {
        let here = super::marks::within(self.within(report), span, |(place, _)| *place);
        let words = |(_, key): &(Span, Key)| self.get(*key).is_some_and(|n| !n.is_bookmark());
        (!here.is_empty()).then(|| here.iter().any(words))
    }

    fn put(&mut self, noted: Noted) {
        let notes = Arc::make_mut(&mut self.notes);
        match notes.binary_search_by_key(&noted.key, |noted| noted.key) {
            Ok(at) => {
                if let Some(place) = notes.get_mut(at) {
                    *place = noted;
                }
            }
            Err(at) => notes.insert(at, noted),
        }
        self.changed();
    }

    /// Takes the notes that are in the database now for those that were; answers whether any are new.
    fn take_all(&mut self, notes: Vec<Note>) -> bool {
        let mut now: HashMap<NoteId, Note> =
            notes.into_iter().map(|note| (note.id, note)).collect();
        let mine = Arc::make_mut(&mut self.notes);
        mine.retain_mut(|noted| match now.remove(&noted.note.id) {
            Some(note) => {
                // What is not saved yet will be.
                if noted.saved {
                    noted.note = note;
                }
                true
            }
            None => !noted.saved,
        });
        let any = !now.is_empty();
        for (id, note) in now {
            mine.push(Noted { key: Key(id.0), note, place: Place::Unknown, saved: true });
        }
        mine.sort_by_key(|noted| noted.key);
        self.changed();
        any
    }

    fn remove(&mut self, key: Key) -> Option<Noted> {
        let notes = Arc::make_mut(&mut self.notes);
        let at = notes.binary_search_by_key(&key, |noted| noted.key).ok()?;
        let noted = notes.remove(at);
        self.changed();
        Some(noted)
    }

    /// Makes the lists of the reports anew.
    fn changed(&mut self) {
        self.version += 1;
        self.pages.clear();
        for noted in self.notes.iter() {
            if let Some((report, span)) = noted.place.span() {
                self.pages.entry(report).or_default().push((span, noted.key));
            }
        }
        for page in self.pages.values_mut() {
            page.sort_by_key(|(span, _)| (span.start, span.end));
        }
    }

    /// A note that nobody has saved yet.
    fn new_note(&mut self, passage: Passage, text: String, place: Place) -> Noted {
        self.last -= 1;
        let now = Timestamp::now();
        let note = Note { id: NoteId(0), passage, text, created: now, changed: now };
        Noted { key: Key(self.last), note, place, saved: false }
    }
}

/// Hands over what could not be saved, on standard error: whoever wrote it can keep it.
pub(super) fn hand_over(notes: &[Note], lang: Lang) {
    let notes: Vec<_> = notes.iter().map(|note| (note.clone(), None)).collect();
    let mut text = format!("fayan: {}\n\n", texts::LEFT_UNSAVED.text(lang)).into_bytes();
    let _ = crate::notes::write(&notes, Format::Markdown, lang, &mut text);
    // Nobody is left to be told where that fails.
    let _ = std::io::stderr().lock().write_all(&text);
}
