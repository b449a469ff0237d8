//! Many reports: found, read in parallel, with the problems of those that could not be read.

use crate::lexicon::Lexicon;
use crate::report::Report;
use crate::source::{self, Document};
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
    /// One line: why, and what to do.
    pub reason: String,
}

/// What happens while a folder is read.
#[derive(Debug, Clone)]
pub enum Event {
    /// So many files have been found so far; `done` once the walk is over.
    Found {
        /// Number of files found.
        files: usize,
        /// Whether the walk is over.
        done: bool,
    },
    /// A report is ready.
    Read(Entry),
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
        path: document.path.display().to_string(),
        outline,
        figures,
        shortcomings,
        relations,
        findings,
        rejected: refused,
    }
}

/// Reads files and folders (recursively) on this thread and as many others as the machine has
/// processors, and tells `on` what happens. Events of different files come in no fixed order.
/// `on` answers whether to go on: `false` abandons the rest.
pub fn load(
    paths: &[PathBuf],
    options: &Options,
    lexicon: &Lexicon,
    on: &(dyn Fn(Event) -> bool + Sync),
) {
    for path in paths {
        let event = match source::read(path, &options.source) {
            Ok(document) => {
                let report = analyse(&document, lexicon, options.rejected);
                Event::Read(Entry { document: Arc::new(document), report: Arc::new(report) })
            }
            Err(error) => Event::Problem(Problem { path: path.clone(), reason: error.to_string() }),
        };
        if !on(event) {
            return;
        }
    }
    on(Event::Done);
}
