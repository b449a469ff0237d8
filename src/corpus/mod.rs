//! Many reports: found, read in parallel, with the problems of those that could not be read.

mod batch;
pub mod discover;
mod load;
pub mod watch;

pub use load::{load, load_in_order};

use crate::lexicon::Lexicon;
use crate::report::{
    Figure, Finding, LinePlaces, Outline, Rejected, Relation, Report, Shortcoming,
};
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
    let mut readings = [Reading::new(document, rejected)];
    read(&mut readings, lexicon);
    let [reading] = readings;
    reading.report()
}

/// The most documents that are analysed together while a folder is read.
pub const TOGETHER: usize = 256;

/// Everything that is found in each of these documents.
pub fn analyse_all(documents: &[Arc<Document>], lexicon: &Lexicon, rejected: bool) -> Vec<Report> {
    let mut readings: Vec<_> = documents.iter().map(|d| Reading::new(d, rejected)).collect();
    read(&mut readings, lexicon);
    readings.into_iter().map(Reading::report).collect()
}

/// Reads documents step by step. Each step is done for all of them before the next one is, so that its
/// code and words stay in the processor's cache: for many short texts that is far faster than one text
/// after the other.
fn read(readings: &mut [Reading<'_>], lexicon: &Lexicon) {
    let drafts = readings.iter().map(|reading| outline::Draft::new(reading.document, lexicon));
    let mut drafts: Vec<_> = drafts.collect();
    drafts.iter_mut().for_each(outline::Draft::open);
    drafts.iter_mut().for_each(outline::Draft::frame);
    for (draft, reading) in drafts.into_iter().zip(&mut *readings) {
        reading.outline = draft.finish();
    }

    let drafts = readings.iter().map(|Reading { document, outline, rejected, .. }| {
        figures::Draft::new(&document.text, outline, lexicon, rejected.is_some())
    });
    let mut drafts: Vec<_> = drafts.collect();
    for (draft, reading) in drafts.iter_mut().zip(&mut *readings) {
        draft.tell(&reading.outline, reading.rejected.as_mut());
    }
    drafts.iter_mut().for_each(figures::Draft::name);
    drafts.iter_mut().for_each(figures::Draft::qualify);
    drafts.iter_mut().for_each(figures::Draft::catalogue);
    for (draft, reading) in drafts.into_iter().zip(&mut *readings) {
        reading.figures = draft.finish();
    }

    let drafts = readings.iter().map(|Reading { document, outline, .. }| {
        shortcomings::Draft::new(&document.text, outline, lexicon)
    });
    let mut drafts: Vec<_> = drafts.collect();
    drafts.iter_mut().for_each(shortcomings::Draft::judge);
    let found: Vec<_> = drafts.into_iter().map(shortcomings::Draft::finish).collect();
    for (found, reading) in found.into_iter().zip(&mut *readings) {
        reading.shortcomings = found;
    }

    readings.iter_mut().for_each(|reading| reading.relate(lexicon));
    readings.iter_mut().for_each(|reading| reading.check(lexicon));
}

/// A report in the making.
struct Reading<'a> {
    document: &'a Document,
    outline: Outline,
    figures: Vec<Figure>,
    shortcomings: Vec<Shortcoming>,
    relations: Vec<Relation>,
    findings: Vec<Finding>,
    rejected: Option<Vec<Rejected>>,
}

impl<'a> Reading<'a> {
    fn new(document: &'a Document, rejected: bool) -> Self {
        Self {
            document,
            outline: Outline::default(),
            figures: Vec::new(),
            shortcomings: Vec::new(),
            relations: Vec::new(),
            findings: Vec::new(),
            rejected: rejected.then(Vec::new),
        }
    }

    fn relate(&mut self, lexicon: &Lexicon) {
        let text = &self.document.text;
        self.relations = audit::relations(text, &self.outline, &self.figures, lexicon);
    }

    fn check(&mut self, lexicon: &Lexicon) {
        let text = &self.document.text;
        self.findings = audit::findings(text, &self.outline, &self.figures, lexicon);
    }

    fn report(self) -> Report {
        let Document { path, format, places, .. } = self.document;
        Report {
            path: sanitize::path(path),
            format: format.name(),
            places: (places.kind() != PlaceKind::Line).then(|| LinePlaces {
                kind: places.kind().name(),
                starts: places.starts().to_vec(),
            }),
            outline: self.outline,
            figures: self.figures.into_iter().collect(),
            shortcomings: self.shortcomings,
            relations: self.relations,
            findings: self.findings,
            rejected: self.rejected,
        }
    }
}
