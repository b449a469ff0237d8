//! Many reports: found, read in parallel, with the problems of those that could not be read.

pub mod discover;
mod load;
pub mod watch;

pub use load::{load, load_in_order};

use crate::lexicon::Lexicon;
use crate::report::{LinePlaces, Report};
use crate::source::{self, Document, PlaceKind, sanitize};
use crate::{audit, figures, outline, shortcomings};
use std::path::PathBuf;
use std::sync::Arc;

/// A report with the text that its positions point into.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The file's text.
    pub document: Arc<Document>,
    /// What was found in it.
    pub report: Arc<Report>,
}

/// A file or folder that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub path: PathBuf,
    /// Why; `locale::source::reason` tells it in a reader's language.
    pub reason: Reason,
}

/// Why a file or folder could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It could not be opened, or is no text that we read.
    #[error("{0}")]
    Source(#[from] source::Error),
    /// The program made a mistake over it; the message is for a bug report.
    #[error("internal error: {0}")]
    Crash(String),
}

/// What happens while a folder is read.
#[derive(Debug, Clone)]
pub enum Event<T = Entry> {
    /// So many documents have been found so far; `done` once the walk through the folders is over.
    Found {
        /// Number of files found, and of further documents in them.
        files: usize,
        /// Whether the walk is over.
        done: bool,
    },
    /// A report, or what was made of it, is ready.
    Read(T),
    /// A file or folder could not be read; the rest goes on.
    Problem(Problem),
    /// Everything has been read.
    Done,
}

/// How a corpus is read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How files are read.
    pub source: source::Options,
    /// Keep the number-like strings that were not taken.
    pub rejected: bool,
}

/// Everything that is found in one document.
pub fn analyse(document: &Document, lexicon: &Lexicon, rejected: bool) -> Report {
    let text = &document.text;
    let outline = outline::outline(document, lexicon);
    let mut refused = rejected.then(Vec::new);
    let figures = figures::figures(text, &outline, lexicon, refused.as_mut());
    let shortcomings = shortcomings::shortcomings(text, &outline, lexicon);
    let relations = audit::relations(text, &outline, &figures, lexicon);
    let findings = audit::findings(text, &outline, &figures, lexicon);
    Report {
        path: sanitize::path(&document.path),
        format: document.format.name(),
        places: (document.places.kind() != PlaceKind::Line).then(|| LinePlaces {
            kind: document.places.kind().name(),
            starts: document.places.starts().to_vec(),
        }),
        outline,
        figures: figures.into_iter().collect(),
        shortcomings,
        relations,
        findings,
        rejected: refused,
    }
}
