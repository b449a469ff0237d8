//! The reports that have been read, in their order, and what could not be read.

use crate::corpus::{Entry, Problem};
use crate::locale::{Lang, tui as texts};
use crate::report::{Report, Role, Section};
use crate::source::sanitize;
use crate::text::Text;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A report on the shelf; stays the same while others arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ReportId(u32);

/// The reports, ordered by path, whatever the order in which they arrive.
#[derive(Debug, Default)]
pub struct Shelf {
    entries: Vec<Entry>,
    order: Vec<ReportId>,
    /// How many reports have a label.
    labels: HashMap<String, usize>,
    snapshot: OnceCell<Arc<Snapshot>>,
    /// Reports whose files are gone; one that comes back is the same report.
    gone: HashMap<PathBuf, ReportId>,
    /// What could not be read, in the order of arrival.
    pub problems: Vec<Problem>,
    /// Files found so far.
    pub found: usize,
    /// Whether all files have been found.
    pub walked: bool,
    /// Whether everything has been read.
    pub done: bool,
}

/// All reports in order as they were, to be worked on beside the loop.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// Their ids.
    pub ids: Vec<ReportId>,
    /// The reports, each in the place of its id.
    pub entries: Vec<Entry>,
}

impl Snapshot {
    /// The reports with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (ReportId, &Entry)> {
        self.ids.iter().copied().zip(&self.entries)
    }
}

impl Shelf {
    /// Puts a report in its place; one with the same path is replaced. None where just this is there
    /// already: the same file with the same text.
    pub fn insert(&mut self, entry: Entry) -> Option<ReportId> {
        let place = self.place(&entry.document.path);
        let known = match place {
            Ok(at) => self.order.get(at).copied(),
            Err(_) => self.gone.remove(&entry.document.path),
        };
        if let (Ok(_), Some(id)) = (place, known) {
            let same = |known: &Entry| known.document.text.as_str() == entry.document.text.as_str();
            if self.get(id).is_some_and(same) {
                return None;
            }
            self.forget_label(id);
        }
        *self.labels.entry(label(&entry.report)).or_default() += 1;
        self.snapshot.take();
        let new = ReportId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        let id = known.unwrap_or(new);
        match self.entries.get_mut(id.0 as usize) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
        if let Err(at) = place {
            self.order.insert(at, id);
        }
        Some(id)
    }

    /// Takes away the reports and problems of a file, or of everything in a folder or an archive,
    /// except those that are `kept`. What was taken can still be looked at.
    pub fn remove(&mut self, path: &Path, kept: &HashSet<PathBuf>) -> Vec<ReportId> {
        self.snapshot.take();
        self.problems.retain(|problem| !problem.path.starts_with(path));
        let goes = |id: &ReportId| {
            let entry = self.entries.get(id.0 as usize);
            entry.is_some_and(|entry| {
                let at = &entry.document.path;
                at.starts_with(path) && !kept.contains(at)
            })
        };
        let (gone, order) = self.order.iter().copied().partition::<Vec<_>, _>(goes);
        self.order = order;
        for &id in &gone {
            self.forget_label(id);
            if let Some(entry) = self.get(id) {
                self.gone.insert(entry.document.path.clone(), id);
            }
        }
        gone
    }

    /// Takes away the reports that are not among these files.
    pub fn keep_only(&mut self, kept: &HashSet<PathBuf>) -> Vec<ReportId> {
        let problems = std::mem::take(&mut self.problems);
        let gone = self.remove(Path::new(""), kept);
        self.problems = problems;
        gone
    }

    fn forget_label(&mut self, id: ReportId) {
        let label = self.get(id).map(|entry| label(&entry.report));
        if let Some(count) = label.and_then(|label| self.labels.get_mut(&label)) {
            *count = count.saturating_sub(1);
        }
    }

    /// A report.
    pub fn get(&self, id: ReportId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// The file's name where several reports have the label of this one: the same report in several
    /// formats, or a draft beside what was published.
    pub fn tell_apart(&self, report: &Report) -> Option<String> {
        let several = self.labels.get(&label(report)).is_some_and(|&count| count > 1);
        several.then(|| file_name(&report.path))
    }

    /// All reports in order: the same until another arrives.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        let made = || {
            let reports = self.order.iter().filter_map(|&id| Some((id, self.get(id)?.clone())));
            let (ids, entries) = reports.unzip();
            Arc::new(Snapshot { ids, entries })
        };
        Arc::clone(self.snapshot.get_or_init(made))
    }

    /// All reports in order.
    pub fn order(&self) -> &[ReportId] {
        &self.order
    }

    /// The place of a report in the order.
    pub fn position(&self, id: ReportId) -> Option<usize> {
        self.place(&self.get(id)?.document.path).ok()
    }

    /// The reports after `id` in order, or before it going backwards.
    pub fn beyond(&self, id: ReportId, forward: bool) -> Vec<ReportId> {
        let at = self.position(id).unwrap_or(0);
        if forward {
            self.order.get(at + 1..).unwrap_or_default().to_vec()
        } else {
            self.order.get(..at).unwrap_or_default().iter().rev().copied().collect()
        }
    }

    /// Files read or given up so far.
    pub fn finished(&self) -> usize {
        self.entries.len() + self.problems.len()
    }

    fn place(&self, path: &Path) -> Result<usize, usize> {
        self.order.binary_search_by(|&id| {
            self.get(id).map_or(std::cmp::Ordering::Equal, |e| e.document.path.as_path().cmp(path))
        })
    }
}

/// A report in a few words: region and year, else its title, else the file's name.
pub fn label(report: &Report) -> String {
    let outline = &report.outline;
    match (&outline.region, outline.year, &outline.title) {
        (Some(region), Some(year), _) => format!("{region} {year}"),
        (_, _, Some(title)) => title.clone(),
        (Some(region), None, None) => region.clone(),
        _ => file_name(&report.path),
    }
}

/// The last part of a path.
pub fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    sanitize::line(&name.unwrap_or_else(|| path.to_owned()))
}

/// A section in a few words: its number and title, else what it holds.
pub fn section_label(section: &Section, text: &Text, lang: Lang) -> String {
    match (section.number(text), section.title(text)) {
        (None, None) => match section.role {
            Some(Role::Preamble) => texts::PREAMBLE,
            Some(Role::Shortcomings) => texts::IMPLIED_SHORTCOMINGS,
            Some(Role::Plan) => texts::IMPLIED_PLAN,
            _ => texts::IMPLIED_OTHER,
        }
        .text(lang)
        .to_owned(),
        (number, title) => {
            let (number, title) = (number.unwrap_or_default(), title.unwrap_or_default());
            let gap = if number.ends_with('.') { " " } else { "" };
            format!("{number}{gap}{title}")
        }
    }
}
