//! What tables are made of, and what stands in their rows.

use super::{Column, Item, Row, cell, problem_cell};
use crate::corpus::{Entry, Problem};
use crate::locale::Lang;
use crate::notes::{Anchor, Note};
use crate::tui::find::Tools;
use crate::tui::notes::{self, Noted};
use crate::tui::shelf::{ReportId, Snapshot};
use crate::tui::tell::Names;
use std::sync::Arc;

/// What a table is made of: the reports in their order, and what could not be read.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The reports.
    pub reports: Arc<Snapshot>,
    /// The problems.
    pub problems: Vec<Problem>,
    /// The notes.
    pub notes: Arc<Vec<Noted>>,
    /// The language of what stands in the columns.
    pub lang: Lang,
    /// What searching needs.
    pub tools: Arc<Tools>,
    /// The names of canonical indicators.
    pub names: Names,
}

/// Places of the reports in a [`Source`], by their ids.
pub type Finder = std::collections::HashMap<ReportId, usize>;

impl Source {
    /// Where each report stands.
    pub fn finder(&self) -> Finder {
        self.reports.ids.iter().enumerate().map(|(at, id)| (*id, at)).collect()
    }

    /// The report of a row.
    pub fn entry(&self, finder: &Finder, row: Row) -> Option<&Entry> {
        self.reports.entries.get(*finder.get(&row.report)?)
    }

    /// The note of a row as it is to be cited now, and where its passage is.
    pub fn note(&self, finder: &Finder, row: Row) -> Option<(Note, Option<Anchor>)> {
        let (key, entry) = match row.item {
            Item::Note(key, _) => (key, self.entry(finder, row)),
            Item::Lost(key) => (key, None),
            _ => return None,
        };
        let at = self.notes.binary_search_by_key(&key, |noted| noted.key).ok()?;
        let noted = self.notes.get(at)?;
        let mut note = noted.note.clone();
        note.passage.citation = notes::citation(noted, entry);
        let anchor = match noted.place {
            notes::Place::Found(_, anchor) => Some(anchor),
            notes::Place::Lost(_) => Some(Anchor::Lost),
            _ => None,
        };
        Some((note, anchor))
    }

    fn problem_cell(&self, row: Row, column: Column) -> String {
        let Item::Problem(index) = row.item else { return String::new() };
        self.problems.get(index).map_or_else(String::new, |p| problem_cell(p, column, self.lang))
    }

    /// What stands in a column of a row.
    pub fn cell(&self, finder: &Finder, row: Row, column: Column) -> String {
        match row.item {
            Item::Problem(_) => self.problem_cell(row, column),
            Item::Note(key, _) | Item::Lost(key) => {
                let at = self.notes.binary_search_by_key(&key, |noted| noted.key).ok();
                let entry = match row.item {
                    Item::Lost(_) => None,
                    _ => self.entry(finder, row),
                };
                let noted = at.and_then(|at| self.notes.get(at));
                noted.map_or_else(String::new, |n| notes::cell(n, entry, column, self.lang))
            }
            _ => {
                let entry = self.entry(finder, row);
                entry.map_or_else(String::new, |entry| {
                    cell(entry, row, column, self.lang, &self.names)
                })
            }
        }
    }
}
