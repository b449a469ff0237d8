//! Everything that happens to the browser, as one kind of message.

use super::tree::Node;
use super::{notes, prompt, sheet};
use crate::corpus;
use crate::search::{BadPattern, KeyTerm};
use crate::text::Span;
use crossterm::event::{KeyEvent, MouseEvent};

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse was moved, pressed or turned.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size, or has to be drawn anew.
    Resize,
    /// News from the reading of the corpus of this generation.
    Corpus(u64, corpus::Event),
    /// A file or folder of the corpus of this generation has changed.
    Changed(u64, corpus::watch::Change),
    /// The reading of that generation broke off, with the reason.
    LoadFailed(u64, String),
    /// A job has arranged the rows of a table; none where it was stopped.
    Arranged(sheet::Kind, u64, Option<sheet::Arrangement>),
    /// A job has searched the report that is open.
    Looked(u64, Result<Vec<Span>, BadPattern>),
    /// A job has found a row of the tree, or none.
    Jumped(u64, Option<Node>),
    /// A job has found the words of a section.
    Terms(u64, Vec<KeyTerm>),
    /// A job has found titles.
    Titles(u64, Vec<prompt::Choice>),
    /// What has become of a change of notes.
    Noted(notes::Told),
    /// A job has found the passages of notes.
    NotesPlaced(Vec<(notes::Key, notes::Place)>),
    /// A job has written so many hundredths of a file.
    Wrote(u64, u8),
    /// A job has written a file, or could not; none where it was stopped.
    Written(u64, Option<Result<String, String>>),
    /// A job tells the user what it came to.
    Told(Result<String, String>),
    /// The terminal has told whether its background is light.
    Background {
        /// Light rather than dark.
        light: bool,
    },
    /// A signal asks the program to end.
    Terminate(i32),
    /// The program is to be suspended.
    Suspend,
    /// The program was suspended and goes on.
    Resumed,
    /// The terminal is gone.
    Closed,
}
