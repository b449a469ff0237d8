//! Tables over all reports: every figure, every shortcoming, every check, what could not be read,
//! and what a search found.
//!
//! A table is a list of small rows, each told by its report and its place in the report's lists.
//! Rows are collected, filtered and sorted beside the loop; what stands in their columns is made
//! for the rows on the screen alone.

mod cell;
mod column;

pub use cell::{cell, problem_cell, section_path, span};
pub use column::Column;

use cell::{figure, line};

use super::find::{How, Mode, Tools};
use super::jobs::{Stop, discard};
use super::list::List;
use super::marks::{Mark, MarkKind, marks};
use super::notes::{self, Noted};
use super::shelf::{ReportId, Snapshot, label};
use super::tell;
use crate::corpus::{Entry, Problem};
use crate::locale::source::reason;
use crate::locale::{Lang, Message, audit, tui as texts};
use crate::notes::{Anchor, Note};
use crate::report::{Report, Verdict};
use crate::search::{self, BadPattern, Query};
use crate::source::sanitize;
use crate::text::Span;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::sync::{Arc, Mutex};

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Figures of all reports.
    #[default]
    Figures,
    /// Shortcomings of all reports.
    Shortcomings,
    /// Relations and structural findings of all reports.
    Checks,
    /// What could not be read.
    Problems,
    /// What a search over all reports found.
    Hits,
    /// Bookmarks and notes, also those whose passages are not here.
    Notes,
}

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// A finding.
    Mark(Mark),
    /// A place of the words searched for.
    Hit(Span),
    /// A sentence that says most about them in its section.
    Passage(Span),
    /// Something that could not be read, by its index.
    Problem(usize),
    /// A note, and its passage.
    Note(notes::Key, Span),
    /// A note whose passage is in no report here.
    Lost(notes::Key),
}

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Row {
    /// Which report; means nothing for a problem or a lost note.
    pub report: ReportId,
    /// What of it.
    pub item: Item,
}

impl Kind {
    /// All tables, in the order of their keys.
    pub const ALL: [Self; 6] =
        [Self::Figures, Self::Shortcomings, Self::Checks, Self::Problems, Self::Hits, Self::Notes];

    /// Its title.
    pub fn title(self) -> Message {
        match self {
            Self::Figures => texts::TABLE_FIGURES,
            Self::Shortcomings => texts::TABLE_SHORTCOMINGS,
            Self::Checks => texts::TABLE_CHECKS,
            Self::Problems => texts::TABLE_PROBLEMS,
            Self::Hits => texts::TABLE_HITS,
            Self::Notes => texts::TABLE_NOTES,
        }
    }

    /// The columns on the screen, which are also what it can be sorted by.
    pub fn columns(self) -> &'static [Column] {
        use Column::{
            Calculation, FigureKind, Indicator, Line, Note, Passage, Path, Reason, Report,
            Sentence, State, Text, Theme, Value, Verdict,
        };
        match self {
            Self::Figures => &[Report, Value, FigureKind, Indicator, Line],
            Self::Shortcomings => &[Report, Theme, Text, Line],
            Self::Checks => &[Report, Verdict, Calculation, Line],
            Self::Problems => &[Path, Reason],
            Self::Hits => &[Report, Sentence, Line],
            Self::Notes => &[Report, Note, Passage, State, Line],
        }
    }

    /// The columns of the file that it is written to.
    pub fn fields(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Figures => &[
                C::Report,
                C::Path,
                C::Line,
                C::Section,
                C::Value,
                C::Number,
                C::Unit,
                C::FigureKind,
                C::Indicator,
                C::Qualifiers,
            ],
            Self::Shortcomings => &[C::Report, C::Path, C::Line, C::Section, C::Theme, C::Text],
            Self::Checks => &[C::Report, C::Path, C::Line, C::Section, C::Verdict, C::Calculation],
            Self::Problems => &[C::Path, C::Reason],
            Self::Hits => &[C::Report, C::Path, C::Line, C::Section, C::Sentence],
            Self::Notes => &[
                C::Report,
                C::Path,
                C::Line,
                C::Section,
                C::Passage,
                C::Note,
                C::State,
                C::Created,
                C::Changed,
            ],
        }
    }
}

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
}

/// Which rows a table has, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wish {
    /// Words that a row must have, parted by blanks; for hits the words searched for.
    pub filter: String,
    /// How they are searched for.
    pub how: How,
    /// The place of the column to sort by; none is reading order.
    pub sort: Option<usize>,
    /// Whether the order is turned round.
    pub reverse: bool,
}

/// The state of a table.
#[derive(Debug, Default)]
pub struct Sheet {
    /// What it is to show.
    pub wish: Wish,
    /// The rows that it shows.
    pub rows: Arc<Vec<Row>>,
    /// How many there are without the filter.
    pub total: usize,
    /// What finds the words in a row.
    pub queries: Vec<Query>,
    /// Why the words cannot be searched for; the rows are those found before.
    pub problem: Option<BadPattern>,
    /// Selection and scroll.
    pub list: List,
    /// What the last job was told, with the state of the shelf it worked on.
    pub asked: Option<(u64, Wish)>,
    /// The job that is under way.
    pub running: Option<(u64, Stop)>,
}

impl Sheet {
    /// The selected row.
    pub fn selected(&self) -> Option<Row> {
        self.rows.get(self.list.at).copied()
    }

    /// Shows other rows; the selected one stays selected where it is still there, at the same
    /// height of the screen.
    pub fn show(&mut self, made: Arrangement, height: usize) {
        self.problem = made.problem;
        if self.problem.is_some() {
            return;
        }
        let (rows, total) = (made.rows, made.total);
        self.queries = made.queries;
        let selected = self.selected();
        let offset = self.list.at.saturating_sub(self.list.top);
        let at = match (selected, made.selected) {
            (Some(row), Some((then, at))) if row == then => at,
            (Some(row), _) => rows.iter().position(|&other| other == row),
            (None, _) => None,
        };
        self.list.at = at.unwrap_or(0);
        self.list.top = self.list.at.saturating_sub(offset);
        let old = std::mem::replace(&mut self.rows, Arc::new(rows));
        if old.len() > MANY {
            discard(old);
        }
        self.total = total;
        self.list.reveal(self.rows.len(), height);
    }
}

/// All tables.
#[derive(Debug, Default)]
pub struct Sheets {
    figures: Sheet,
    shortcomings: Sheet,
    checks: Sheet,
    problems: Sheet,
    hits: Sheet,
    notes: Sheet,
}

impl Sheets {
    /// A table.
    pub fn get(&self, kind: Kind) -> &Sheet {
        match kind {
            Kind::Figures => &self.figures,
            Kind::Shortcomings => &self.shortcomings,
            Kind::Checks => &self.checks,
            Kind::Problems => &self.problems,
            Kind::Hits => &self.hits,
            Kind::Notes => &self.notes,
        }
    }

    /// A table to change.
    pub fn get_mut(&mut self, kind: Kind) -> &mut Sheet {
        match kind {
            Kind::Figures => &mut self.figures,
            Kind::Shortcomings => &mut self.shortcomings,
            Kind::Checks => &mut self.checks,
            Kind::Problems => &mut self.problems,
            Kind::Hits => &mut self.hits,
            Kind::Notes => &mut self.notes,
        }
    }
}

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

/// Rows that are not freed in passing.
const MANY: usize = 100_000;
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
        let needles: Vec<&Query> = needles.iter().filter(|n| !n.is_in(&name)).collect();
        let mut marks = marks(&entry.report, marked);
        let total = marks.len();
        if !needles.is_empty() {
            let fits = |mark| needles.iter().all(|n| has(&entry.report, mark, n, source.lang));
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

/// Whether what a row shows of a finding has some words.
fn has(report: &Report, mark: Mark, needle: &Query, lang: Lang) -> bool {
    match mark {
        Mark::Figure(index) => report.figures.get(index).is_some_and(|figure| {
            needle.is_in(&figure.indicator)
                || needle.is_in(&figure.text)
                || needle.is_in(tell::figure_kind(figure.kind).text(lang))
        }),
        Mark::Shortcoming(index) => report.shortcomings.get(index).is_some_and(|item| {
            needle.is_in(&item.text) || item.theme.as_deref().is_some_and(|t| needle.is_in(t))
        }),
        Mark::Relation(index) => report.relations.get(index).is_some_and(|item| {
            needle.is_in(&item.calculation)
                || needle.is_in(tell::verdict(item.verdict).text(lang))
                || needle.is_in(&audit::relation_note(item, lang))
        }),
        Mark::Finding(index) => report.findings.get(index).is_some_and(|item| {
            needle.is_in(&audit::finding_note(item, lang))
                || needle.is_in(texts::STRUCTURE.text(lang))
        }),
    }
}

/// What a row is sorted by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(Decimal),
    Text(String),
}

fn sorted(source: &Source, rows: Vec<Row>, column: Column, stop: &Stop) -> Option<Vec<Row>> {
    let finder = source.finder();
    let mut keyed = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        if at % 1024 == 0 && stop.is_set() {
            return None;
        }
        keyed.push((key(source, &finder, row, column), row));
    }
    // Equal ones stay in reading order.
    keyed.sort_by(|(a, _), (b, _)| if stop.is_set() { Ordering::Equal } else { a.cmp(b) });
    (!stop.is_set()).then(|| keyed.into_iter().map(|(_, row)| row).collect())
}

fn key(source: &Source, finder: &Finder, row: Row, column: Column) -> Key {
    let number = match (column, row.item) {
        (Column::Value | Column::Number, _) => {
            source.entry(finder, row).and_then(|e| figure(&e.report, row)).map(|f| f.value)
        }
        (Column::Line, Item::Lost(_)) => Some(Decimal::MAX),
        (Column::Line, _) => source.entry(finder, row).map(|e| Decimal::from(line(e, row))),
        // The ones to look at first.
        (Column::Verdict, Item::Mark(Mark::Relation(index))) => source
            .entry(finder, row)
            .and_then(|e| e.report.relations.get(index))
            .map(|relation| Decimal::from(rank(relation.verdict))),
        (Column::Verdict, _) => Some(Decimal::ONE),
        _ => None,
    };
    number.map_or_else(|| Key::Text(source.cell(finder, row, column)), Key::Number)
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
                entry.map_or_else(String::new, |entry| cell(entry, row, column, self.lang))
            }
        }
    }
}
