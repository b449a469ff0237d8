//! The rows of a table brought into the order of a column.
//!
//! A column says the same of many rows, so that what it says is told once, brought into order, and
//! each row is then sorted by a number: millions of rows take no longer than the next key.

use super::cell::{index, line, span, value, words};
use super::{Column, Finder, Item, Row, Source};
use crate::corpus::Entry;
use crate::report::Verdict;
use crate::search::spread;
use crate::tui::jobs::Stop;
use crate::tui::marks::Mark;
use crate::tui::shelf::ReportId;
use crate::tui::tell;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::HashMap;

/// What a row is sorted by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key<'a> {
    Number(Decimal),
    Text(Cow<'a, str>),
}

/// Parts that the rows are cut into, for all processors to have something to do until the end.
const PARTS: usize = 16;
/// Rows in a part at least.
const FEW: usize = 1024;

/// Some rows: what the column says of them, each once, and for each row the place of its key there.
struct Part<'a> {
    keys: Vec<Key<'a>>,
    rows: Vec<u32>,
}

/// `rows` in the order of a column, equal ones as they were; `None` where `stop` was set.
pub(super) fn sorted(
    source: &Source,
    rows: Vec<Row>,
    column: Column,
    stop: &Stop,
) -> Option<Vec<Row>> {
    let finder = source.finder();
    let pieces: Vec<&[Row]> = rows.chunks(rows.len().div_ceil(PARTS).max(FEW)).collect();
    let parts = spread(&pieces, stop.flag(), &|_, piece| {
        let mut maker = Maker { source, finder: &finder, column, entry: None, place: None };
        maker.part(piece, stop)
    })?;
    let mut keys: Vec<(&Key<'_>, usize, usize)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        keys.extend(part.keys.iter().enumerate().map(|(nth, key)| (key, at, nth)));
    }
    keys.sort_unstable();
    // The rank of each key of each part; the same key has the same one everywhere.
    let mut ranks: Vec<Vec<u32>> = parts.iter().map(|part| vec![0; part.keys.len()]).collect();
    let (mut rank, mut last) = (0, None);
    for (key, at, nth) in keys {
        if last.is_some_and(|last| last != key) {
            rank += 1;
        }
        last = Some(key);
        if let Some(slot) = ranks.get_mut(at).and_then(|ranks| ranks.get_mut(nth)) {
            *slot = rank;
        }
    }
    let ranked = parts.iter().zip(&ranks).flat_map(|(part, ranks)| {
        part.rows.iter().map(|&nth| ranks.get(nth as usize).copied().unwrap_or(0))
    });
    let mut order: Vec<(u32, u32)> = ranked.zip(0..).collect();
    if stop.is_set() {
        return None;
    }
    order.sort_unstable();
    Some(order.iter().filter_map(|&(_, at)| rows.get(at as usize).copied()).collect())
}

/// Makes the keys of a part.
struct Maker<'a> {
    source: &'a Source,
    finder: &'a Finder,
    column: Column,
    /// The report of the row before: rows of a report follow each other.
    entry: Option<(ReportId, Option<&'a Entry>)>,
    /// What the key of the row before was made of, and its number.
    place: Option<((ReportId, usize), u32)>,
}

impl<'a> Maker<'a> {
    fn part(&mut self, rows: &[Row], stop: &Stop) -> Option<Part<'a>> {
        let mut known: HashMap<Key<'a>, u32> = HashMap::new();
        let mut numbers = Vec::with_capacity(rows.len());
        for (at, &row) in rows.iter().enumerate() {
            if at % FEW == 0 && stop.is_set() {
                return None;
            }
            let place = self.place(row);
            let number = match (place, self.place) {
                (Some(place), Some((before, number))) if place == before => number,
                _ => {
                    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                    *known.entry(self.key(row)).or_insert(next)
                }
            };
            self.place = place.map(|place| (place, number));
            numbers.push(number);
        }
        let mut keys: Vec<(Key<'a>, u32)> = known.into_iter().collect();
        keys.sort_unstable_by_key(|(_, number)| *number);
        Some(Part { keys: keys.into_iter().map(|(key, _)| key).collect(), rows: numbers })
    }

    fn entry(&mut self, row: Row) -> Option<&'a Entry> {
        match (self.entry, row.item) {
            (_, Item::Problem(_) | Item::Lost(_)) => None,
            (Some((report, entry)), _) if report == row.report => entry,
            _ => {
                let entry = self.source.entry(self.finder, row);
                self.entry = Some((row.report, entry));
                entry
            }
        }
    }

    /// What the column says the same of, where that is more than the row: its report, or its
    /// section.
    fn place(&mut self, row: Row) -> Option<(ReportId, usize)> {
        if matches!(row.item, Item::Note(..)) {
            return None;
        }
        let entry = self.entry(row)?;
        match self.column {
            Column::Report | Column::Path => Some((row.report, 0)),
            Column::Section => {
                let offset = span(&entry.report, row).start as usize;
                let section = entry.report.outline.section_at(offset);
                Some((row.report, section.map_or(0, |section| section + 1)))
            }
            _ => None,
        }
    }

    fn key(&mut self, row: Row) -> Key<'a> {
        let entry = self.entry(row);
        let report = entry.map(|entry| &*entry.report);
        let number = match (self.column, row.item) {
            (Column::Value | Column::Number, _) => report.and_then(|report| value(report, row)),
            (Column::Line, Item::Lost(_)) => Some(Decimal::MAX),
            (Column::Line, _) => entry.map(|entry| line(entry, row).into()),
            // The ones to look at first.
            (Column::Verdict, Item::Mark(Mark::Relation(index))) => report
                .and_then(|report| report.relations.get(index))
                .map(|relation| rank(relation.verdict).into()),
            (Column::Verdict, _) => Some(Decimal::ONE),
            _ => None,
        };
        if let Some(number) = number {
            return Key::Number(number);
        }
        let text = match self.column {
            Column::Unit => entry.map(|entry| words(entry, row)[1]),
            Column::Indicator => entry.map(|entry| words(entry, row)[2]),
            Column::FigureKind => report
                .and_then(|report| report.figures.kind(index(row)?))
                .map(|kind| tell::figure_kind(kind).text(self.source.lang)),
            _ => None,
        };
        Key::Text(text.map_or_else(
            || Cow::Owned(self.source.cell(self.finder, row, self.column)),
            Cow::Borrowed,
        ))
    }
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Inconsistent => 0,
        Verdict::Ambiguous => 2,
        Verdict::Possible => 3,
        Verdict::HoldsTruncated => 4,
        Verdict::Holds => 5,
    }
}
