//! Tables over all reports: every figure, every shortcoming, every check, what could not be read,
//! and what a search found.
//!
//! A table is a list of small rows, each told by its report and its place in the report's lists.
//! Rows are collected, filtered and sorted beside the loop; what stands in their columns is made
//! for the rows on the screen alone.

mod arrange;
mod cell;
mod column;
mod order;
mod source;

pub use arrange::{Arrangement, arrange};
pub use cell::{cell, problem_cell, section_path, span, surface};
pub use column::Column;
pub use source::{Finder, Source};

use super::find::How;
use super::jobs::{Stop, discard};
use super::list::List;
use super::marks::Mark;
use super::notes;
use super::shelf::ReportId;
use crate::locale::{Message, tui as texts};
use crate::search::{BadPattern, Query};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

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
            Calculation, FigureKind, Indicator, Line, Note, Passage, Path, Qualifiers, Reason,
            Report, Section, Sentence, State, Text, Theme, Value, Verdict,
        };
        match self {
            Self::Figures => &[Report, Value, FigureKind, Indicator, Qualifiers, Section, Line],
            Self::Shortcomings => &[Report, Theme, Text, Section, Line],
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

/// Rows that are not freed in passing.
const MANY: usize = 100_000;
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
