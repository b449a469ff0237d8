//! The rows of a table collected, filtered and sorted, beside the loop.

use super::order::sorted;
use super::{Item, Kind, Row, Source, Wish};
use crate::corpus::Entry;
use crate::locale::source::reason;
use crate::locale::{Lang, audit, tui as texts};
use crate::search::{self, BadPattern, Query};
use crate::source::sanitize;
use crate::tui::find::{How, Mode};
use crate::tui::jobs::Stop;
use crate::tui::marks::{Mark, MarkKind, marks};
use crate::tui::shelf::{ReportId, Snapshot, label};
use crate::tui::tell;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

/// The rows that a table shows.
#[derive(Debug, Clone, Default)]
pub struct Arrangement {
    /// The rows.
    pub rows: Vec<Row>,
    /// How many there are without the filter.
    pub total: usize,
    /// What finds the words in a row.
    pub queries: Vec<Query>,
    /// Why the words cannot be searched for.
    pub problem: Option<BadPattern>,
    /// The row that was selected when the work began, and where it is now.
    pub selected: Option<(Row, Option<usize>)>,
}

impl Arrangement {
    /// Finds the row that was selected: among a million that takes longer than a frame may.
    pub fn find(&mut self, selected: Option<Row>) {
        self.selected = selected.map(|row| (row, self.rows.iter().position(|&other| other == row)));
    }
}

/// Sections that answer one's own words at most: more than anyone reads.
const PASSAGES: usize = 300;

/// The rows that a table shows. `None` where `stop` was set meanwhile.
pub fn arrange(source: &Source, kind: Kind, wish: &Wish, stop: &Stop) -> Option<Arrangement> {
    let mut made = match kind {
        Kind::Hits if wish.how.mode == Mode::Ranked => passages(source, wish, stop)?,
        Kind::Hits => match wish.how.query(&wish.filter, &source.tools) {
            Ok(query) => hits(source, &query, wish.how, stop)?,
            Err(problem) => Arrangement { problem: Some(problem), ..Arrangement::default() },
        },
        Kind::Notes => {
            let (rows, total) = noted(source, &wish.filter);
            Arrangement { rows, total, ..Arrangement::default() }
        }
        _ => {
            let (rows, total) = filtered(source, kind, &wish.filter, stop)?;
            let queries = source.tools.words(&wish.filter);
            Arrangement { rows, total, queries, ..Arrangement::default() }
        }
    };
    if let Some(&column) = wish.sort.and_then(|sort| kind.columns().get(sort)) {
        made.rows = sorted(source, made.rows, column, stop)?;
    }
    if wish.reverse {
        made.rows.reverse();
    }
    Some(made)
}

/// Places of the words.
fn hits(source: &Source, query: &Query, how: How, stop: &Stop) -> Option<Arrangement> {
    let entries = &source.reports.entries;
    let found = Mutex::new(Vec::new());
    let done = search::search(entries, query, how.filter, stop.flag(), &|report| {
        found.lock().is_ok_and(|mut found| {
            found.push(report);
            true
        })
    });
    let mut found = found.into_inner().ok().filter(|_| done)?;
    found.sort_by_key(|found| found.report);
    let mut rows = Vec::with_capacity(found.iter().map(|found| found.hits.len()).sum());
    for found in found {
        let Some(&report) = source.reports.ids.get(found.report) else { continue };
        rows.extend(found.hits.into_iter().map(|hit| Row { report, item: Item::Hit(hit) }));
    }
    Some(Arrangement { total: rows.len(), rows, ..Arrangement::default() })
}

/// The sections that say most about the words, the best first, each with its best sentence.
fn passages(source: &Source, wish: &Wish, stop: &Stop) -> Option<Arrangement> {
    let (words, ranker, forms) = (&wish.filter, &source.tools.ranker, source.tools.forms());
    // Where nothing has been typed yet, the dictionary is ready when something is.
    let query = ranker.any_word(words, forms, true);
    let entries = &source.reports.entries;
    let found = if query.is_empty() {
        Vec::new()
    } else {
        ranker.rank(entries, words, wish.how.filter, forms, PASSAGES, stop.flag())?
    };
    let row = |found: &search::Ranked| {
        let report = source.reports.ids.get(found.report)?;
        Some(Row { report: *report, item: Item::Passage(found.sentence) })
    };
    let rows: Vec<Row> = found.iter().filter_map(row).collect();
    Some(Arrangement { total: rows.len(), rows, queries: vec![query], ..Arrangement::default() })
}

/// Notes that have the words: those of the reports in reading order, then those that are not there.
fn noted(source: &Source, words: &str) -> (Vec<Row>, usize) {
    let needles = source.tools.words(words);
    let finder = source.finder();
    let shown = Kind::Notes.columns();
    let mut rows: Vec<((usize, u32), Row)> = Vec::new();
    for noted in source.notes.iter() {
        let found = noted.place.span().and_then(|(id, span)| Some((*finder.get(&id)?, id, span)));
        let (order, row) = match found {
            Some((at, report, span)) => {
                ((at, span.start), Row { report, item: Item::Note(noted.key, span) })
            }
            None => {
                let row = Row { report: ReportId::default(), item: Item::Lost(noted.key) };
                ((usize::MAX, noted.note.passage.citation.line), row)
            }
        };
        let cells = || shown.iter().map(|&column| source.cell(&finder, row, column));
        if needles.iter().all(|needle| cells().any(|cell| needle.is_in(&cell))) {
            rows.push((order, row));
        }
    }
    rows.sort_by_key(|(order, _)| *order);
    (rows.into_iter().map(|(_, row)| row).collect(), source.notes.len())
}

fn filtered(source: &Source, kind: Kind, words: &str, stop: &Stop) -> Option<(Vec<Row>, usize)> {
    let needles = source.tools.words(words);
    let mut rows = Vec::new();
    let mut total = 0;
    if kind == Kind::Problems {
        for (index, problem) in source.problems.iter().enumerate() {
            total += 1;
            let path = sanitize::path(&problem.path);
            let why = reason(&problem.reason, source.lang);
            if needles.iter().all(|n| n.is_in(&path) || n.is_in(&why)) {
                rows.push(Row { report: ReportId::default(), item: Item::Problem(index) });
            }
        }
        return Some((rows, total));
    }
    let needle = |words: Query| Needle { indicators: source.names.with(&words), words };
    let needles: Vec<Needle> = needles.into_iter().map(needle).collect();
    let marked = match kind {
        Kind::Figures => MarkKind::Figure,
        Kind::Shortcomings => MarkKind::Shortcoming,
        _ => MarkKind::Check,
    };
    let Snapshot { ids, entries } = &*source.reports;
    let found = search::spread(entries, stop.flag(), &|at, entry| {
        let report = *ids.get(at)?;
        let name = label(&entry.report);
        // What the report's name has already need not stand in the row.
        let needles: Vec<_> = needles.iter().filter(|n| !n.words.is_in(&name)).collect();
        let mut marks = marks(&entry.report, marked);
        let total = marks.len();
        if !needles.is_empty() {
            let fits = |mark| needles.iter().all(|n| has(entry, mark, n, source.lang));
            marks.retain(|(_, mark)| fits(*mark));
        }
        let rows = marks.into_iter().map(|(_, mark)| Row { report, item: Item::Mark(mark) });
        Some((rows.collect::<Vec<_>>(), total))
    })?;
    let mut rows = Vec::with_capacity(found.iter().map(|(rows, _)| rows.len()).sum());
    let mut total = 0;
    for (more, all) in found {
        rows.extend(more);
        total += all;
    }
    Some((rows, total))
}

/// Words that rows are looked for by.
struct Needle {
    words: Query,
    /// The canonical indicators that have them in their names: told once, not for every figure.
    indicators: HashSet<Arc<str>>,
}

/// Whether what a row shows of a finding has some words.
fn has(entry: &Entry, mark: Mark, needle: &Needle, lang: Lang) -> bool {
    let (report, text) = (&*entry.report, &entry.document.text);
    let Needle { words: needle, indicators } = needle;
    match mark {
        Mark::Figure(index) => {
            report.figures.words(index, text).is_some_and(|[surface, _, indicator]| {
                let kind = report.figures.kind(index).map(tell::figure_kind);
                needle.is_in(indicator)
                    || needle.is_in(surface)
                    || kind.is_some_and(|kind| needle.is_in(kind.text(lang)))
                    || report.figures.canonical_id(index).is_some_and(|id| indicators.contains(id))
            })
        }
        Mark::Shortcoming(index) => report.shortcomings.get(index).is_some_and(|item| {
            needle.is_in(item.text(text)) || item.theme.as_deref().is_some_and(|t| needle.is_in(t))
        }),
        Mark::Relation(index) => report.relations.get(index).is_some_and(|item| {
            needle.is_in(&item.calculation(&report.figures, text))
                || needle.is_in(tell::verdict(item.verdict).text(lang))
                || needle.is_in(&audit::relation_note(item, lang))
        }),
        Mark::Finding(index) => report.findings.get(index).is_some_and(|item| {
            needle.is_in(&audit::finding_note(item, lang))
                || needle.is_in(texts::STRUCTURE.text(lang))
        }),
    }
}
