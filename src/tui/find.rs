//! Finding words in the report that is open, as they are typed.

use super::app::View;
use super::marks::Mark;
use super::page::Place;
use super::sheet::Kind;
use crate::corpus::Entry;
use crate::locale::{Message, tui as texts};
use crate::search::{self, BadPattern, Filter, Forms, Query, Ranker, Syntax};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};
use tui_input::Input;

/// Where is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// In the section that was in view when the search began.
    Section,
    /// In the whole report.
    #[default]
    Report,
    /// In all reports, as a table of hits.
    All,
}

/// How the words of a search are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// As they stand, small letters also as first letters of pinyin.
    #[default]
    Pinyin,
    /// As a regular expression.
    Regex,
    /// As words of one's own: in all reports the sections that say most about them, the best
    /// first; in one report any of the words.
    Ranked,
    /// As they stand.
    Exact,
}

impl Mode {
    /// The mode after it, round and round.
    pub fn next(self) -> Self {
        match self {
            Self::Pinyin => Self::Regex,
            Self::Regex => Self::Ranked,
            Self::Ranked => Self::Exact,
            Self::Exact => Self::Pinyin,
        }
    }

    /// Its name.
    pub fn label(self) -> Message {
        match self {
            Self::Pinyin => texts::MODE_PINYIN,
            Self::Regex => texts::MODE_REGEX,
            Self::Ranked => texts::MODE_RANKED,
            Self::Exact => texts::MODE_EXACT,
        }
    }
}

/// How is searched: how the words are meant, and what they have to stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct How {
    /// How the words are meant.
    pub mode: Mode,
    /// What a hit has to stand in.
    pub filter: Filter,
}

impl How {
    /// What these words find; where they are one's own, any of them and any word inside them.
    ///
    /// # Errors
    /// When a regular expression is asked for and they are none.
    pub fn query(self, words: &str, tools: &Tools) -> Result<Query, BadPattern> {
        let syntax = match self.mode {
            Mode::Pinyin => Syntax::Pinyin,
            Mode::Regex => Syntax::Regex,
            Mode::Exact => Syntax::Plain,
            Mode::Ranked => return Ok(tools.ranker.any_word(words, tools.forms(), true)),
        };
        Query::new(words, syntax, tools.forms())
    }

    /// Confines the search to the next kind of place, round and round.
    pub fn next_filter(&mut self) {
        let none = Filter::default();
        self.filter = match self.filter {
            Filter { shortcomings: true, .. } => Filter { plans: true, ..none },
            Filter { plans: true, .. } => Filter { figures: true, ..none },
            Filter { figures: true, .. } => none,
            _ => Filter { shortcomings: true, ..none },
        };
    }

    /// What the places are called that are searched.
    pub fn places(self) -> Message {
        match self.filter {
            Filter { shortcomings: true, .. } => texts::ONLY_SHORTCOMINGS,
            Filter { plans: true, .. } => texts::ONLY_PLANS,
            Filter { figures: true, .. } => texts::ONLY_FIGURES,
            _ => texts::ANYWHERE,
        }
    }
}

/// What searching needs beside words and texts, made when it is first needed; that takes too long
/// for the loop.
#[derive(Debug, Default)]
pub struct Tools {
    forms: OnceLock<Forms>,
    /// The dictionary of words.
    pub ranker: Ranker,
}

impl Tools {
    /// What finds each of the words, parted by blanks, also by the first letters of its pinyin.
    pub fn words(&self, words: &str) -> Vec<Query> {
        let words = words.split_whitespace();
        words.filter_map(|word| Query::new(word, Syntax::Pinyin, self.forms()).ok()).collect()
    }

    /// Tables of characters that count as one: a few milliseconds when first asked for.
    pub fn forms(&self) -> &Forms {
        self.forms.get_or_init(Forms::new)
    }
}

/// A search in one report, to be done beside the loop or at once.
#[derive(Debug)]
pub struct Task {
    /// The report.
    pub entry: Entry,
    /// The part of it that is searched.
    pub part: Span,
    /// What for.
    pub words: String,
    /// How.
    pub how: How,
    /// With what.
    pub tools: Arc<Tools>,
}

/// Bytes of text in which words are found in less than a millisecond.
const SMALL: usize = 1 << 20;

impl Task {
    /// Whether it is done before anyone notices. A regular expression may be large though the text
    /// is small, and the dictionary of words may have to be read.
    pub fn is_quick(&self) -> bool {
        self.part.len() < SMALL && matches!(self.how.mode, Mode::Pinyin | Mode::Exact)
    }

    /// The hits in reading order.
    ///
    /// # Errors
    /// When the words should be a regular expression and are none.
    pub fn run(&self) -> Result<Vec<Span>, BadPattern> {
        let hits = |query: &Query| search::hits(&self.entry, self.part, query, self.how.filter);
        if self.how.mode == Mode::Ranked {
            // Words inside words stand everywhere: they count only where the words do not stand.
            let whole = self.tools.ranker.any_word(&self.words, self.tools.forms(), false);
            let found = hits(&whole);
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(hits(&self.how.query(&self.words, &self.tools)?))
    }
}

/// What happens when a search in the report is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The words are being typed: the reader goes to the hit, or back where there is none.
    Follow,
    /// They have been typed and taken meanwhile: the same, and the search is over.
    Finish,
    /// The reader is at a hit already.
    Stay,
    /// The hits are only shown.
    Show,
}

/// A search in the report that is under way.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The job.
    pub id: u64,
    /// The hit at or after this byte becomes the current one.
    pub from: usize,
    /// What comes then.
    pub then: Then,
}

/// A search: its words, its hits, and where the reader was before.
#[derive(Debug, Default)]
pub struct Find {
    /// The words as typed, with the cursor.
    pub input: Input,
    /// Where is searched.
    pub scope: Scope,
    /// Where the next search begins: what the user chose last.
    pub chosen: Scope,
    /// How is searched.
    pub how: How,
    /// The section for [`Scope::Section`].
    pub section: Span,
    /// Hits in reading order.
    pub hits: Vec<Span>,
    /// The current one.
    pub at: Option<usize>,
    /// Why the words are no regular expression.
    pub problem: Option<BadPattern>,
    /// The search that is under way.
    pub look: Option<Look>,
    /// What to go back to when the search is given up.
    pub origin: Option<Origin>,
    /// Whether the hits are highlighted.
    pub shown: bool,
}

/// Where a search began.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The first row on the screen.
    pub top: Place,
    /// The finding that was current.
    pub current: Option<Mark>,
    /// The words searched for before.
    pub words: String,
    /// Whether they were highlighted.
    pub shown: bool,
    /// The section that reading was confined to.
    pub scope: Option<Span>,
    /// The table that was chosen last.
    pub table: Kind,
    /// What its hits were found by.
    pub hits: (String, How),
    /// How the words before were meant.
    pub how: How,
    /// Where was to be searched.
    pub chosen: Scope,
    /// What had the screen.
    pub view: View,
}

impl Find {
    /// The part of the report that is open, `len` bytes long, that is searched.
    pub fn part(&self, len: usize) -> Span {
        match self.scope {
            Scope::Section => self.section,
            Scope::Report | Scope::All => Span::new(0, len),
        }
    }

    /// Takes what a search has found; the hit at or after byte `from` becomes the current one.
    pub fn take(&mut self, hits: Vec<Span>, from: usize) {
        self.hits = hits;
        let next = self.hits.partition_point(|hit| (hit.start as usize) < from);
        self.at = (!self.hits.is_empty()).then_some(if next < self.hits.len() { next } else { 0 });
    }

    /// Forgets the hits, and what is under way.
    pub fn clear(&mut self) {
        self.hits.clear();
        self.at = None;
        self.problem = None;
        self.look = None;
    }

    /// The current hit.
    pub fn current(&self) -> Option<Span> {
        self.hits.get(self.at?).copied()
    }

    /// Goes to the next hit after byte `from`, or the one before it; tells whether it went round
    /// the end.
    pub fn step(&mut self, from: usize, forward: bool) -> Option<bool> {
        if self.hits.is_empty() {
            return None;
        }
        let last = self.hits.len() - 1;
        let (at, wrapped) = if forward {
            let next = self.hits.partition_point(|hit| hit.start as usize <= from);
            if next > last { (0, true) } else { (next, false) }
        } else {
            let before = self.hits.partition_point(|hit| (hit.start as usize) < from);
            before.checked_sub(1).map_or((last, true), |at| (at, false))
        };
        self.at = Some(at);
        Some(wrapped)
    }

    /// The hits that touch a row.
    pub fn within(&self, row: Span) -> &[Span] {
        if !self.shown {
            return &[];
        }
        let from = self.hits.partition_point(|hit| hit.end <= row.start);
        let to = self.hits.partition_point(|hit| hit.start < row.end);
        self.hits.get(from..to).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_round() {
        let mut find = Find::default();
        find.take(vec![Span::new(0, 3), Span::new(6, 9), Span::new(12, 15)], 1);
        assert_eq!(find.at, Some(1));
        assert_eq!(find.step(find.current().unwrap().start as usize, true), Some(false));
        assert_eq!(find.step(find.current().unwrap().start as usize, true), Some(true));
        assert_eq!(find.at, Some(0));
        assert_eq!(find.step(0, false), Some(true));
        assert_eq!(find.at, Some(2));
        find.take(Vec::new(), 0);
        assert_eq!((find.at, find.step(0, true)), (None, None));
    }

    #[test]
    fn every_mode_and_filter_comes_round() {
        let mut how = How::default();
        let mut seen = Vec::new();
        for _ in 0..4 {
            seen.push(how);
            how.next_filter();
            how.mode = how.mode.next();
        }
        assert_eq!(how, How::default());
        seen.dedup();
        assert_eq!(seen.len(), 4);
    }
}
