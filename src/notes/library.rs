//! Many reports, among which noted passages are looked for.

use super::anchor::{Anchor, anchor};
use super::passage::Passage;
use crate::corpus::Entry;
use std::collections::HashMap;
use std::path::{self, PathBuf};

/// Reports by what a passage remembers of its own: the file, the length of the text, the title.
#[derive(Debug)]
pub struct Library<'a> {
    entries: &'a [Entry],
    paths: HashMap<PathBuf, usize>,
    lengths: HashMap<u64, Vec<usize>>,
    titles: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Library<'a> {
    /// Puts reports in order; no text is looked at.
    pub fn new(entries: &'a [Entry]) -> Self {
        let mut library = Self {
            entries,
            paths: HashMap::with_capacity(entries.len()),
            lengths: HashMap::new(),
            titles: HashMap::new(),
        };
        for (at, entry) in entries.iter().enumerate() {
            let path = &entry.document.path;
            let path = path::absolute(path).unwrap_or_else(|_| path.clone());
            library.paths.entry(path).or_insert(at);
            library.lengths.entry(entry.document.text.len() as u64).or_default().push(at);
            if let Some(title) = entry.report.outline.title.as_deref() {
                library.titles.entry(title).or_default().push(at);
            }
        }
        library
    }

    /// The report of the file that a passage was made in.
    pub fn home(&self, passage: &Passage) -> Option<usize> {
        self.paths.get(&passage.citation.path).copied()
    }

    /// The report and place of a passage: in the file it was made in, else in one with the same
    /// text, else in one of the same title, region and year.
    pub fn locate(&self, passage: &Passage) -> Option<(usize, Anchor)> {
        let citation = &passage.citation;
        let found = |at: usize| {
            let anchor = self.anchor(passage, at);
            anchor.span().map(|_| (at, anchor))
        };
        let same_text = |at: &&usize| {
            self.entries
                .get(**at)
                .is_some_and(|entry| passage.fingerprint.fits(&entry.document.text))
        };
        let same_report = |at: &&usize| {
            self.entries.get(**at).is_some_and(|entry| {
                let outline = &entry.report.outline;
                outline.region == citation.region && outline.year == citation.year
            })
        };
        self.home(passage)
            .and_then(found)
            .or_else(|| {
                let long = self.lengths.get(&passage.fingerprint.bytes)?;
                long.iter().filter(same_text).find_map(|&at| found(at))
            })
            .or_else(|| {
                let titled = self.titles.get(citation.title.as_deref()?)?;
                titled.iter().filter(same_report).find_map(|&at| found(at))
            })
    }

    /// Where a passage is in one of the reports.
    pub fn anchor(&self, passage: &Passage, report: usize) -> Anchor {
        self.entries.get(report).map_or(Anchor::Lost, |entry| anchor(passage, &entry.document.text))
    }
}
