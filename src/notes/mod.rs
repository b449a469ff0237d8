//! Bookmarks and notes on passages, kept in a database of their own and saved the moment they are
//! made.
//!
//! A [`Note`] remembers its [`Passage`] by content, not by line alone: [`anchor`] finds it again in
//! a text whose lines have shifted, a [`Library`] in another file than the one it was made in.

mod anchor;
mod export;
mod library;
mod passage;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use anchor::{Anchor, anchor};
pub(crate) use export::Fields;
pub use export::{FIELDS, Format, write};
pub use library::Library;
pub(crate) use passage::hash;
pub use passage::{AROUND, Fingerprint, Passage};
pub use store::{Error, NoteId, Store};

use jiff::Timestamp;

/// A note on a passage; a bookmark where nothing is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Stays the same for the life of the note.
    pub id: NoteId,
    /// What it is about.
    pub passage: Passage,
    /// What was written; empty for a bookmark.
    pub text: String,
    /// When it was made.
    pub created: Timestamp,
    /// When its text was changed last.
    pub changed: Timestamp,
}
