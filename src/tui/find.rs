//! Finding words in the report that is open, as they are typed.

use super::marks::Mark;
use super::page::Place;
use super::sheet::Kind;
use crate::search::{Forms, Query, Syntax};
use crate::text::class::fold;
use crate::text::{Span, Text};
use tui_input::Input;

/// Where is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// In the section that was in view when the search began.
    Section,
    /// In the whole report.
    #[default]
    Report,
    /// In all reports, as a table of hits.
    All,
}

/// A search: its words, its hits, and where the reader was before.
#[derive(Debug, Default)]
pub struct Find {
    /// The words as typed, with the cursor.
    pub input: Input,
    /// Where is searched.
    pub scope: Scope,
    /// The section for [`Scope::Section`].
    pub section: Span,
    /// Hits in reading order.
    pub hits: Vec<Span>,
    /// The current one.
    pub at: Option<usize>,
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
    /// The words that its hits were found by.
    pub hits: String,
}

impl Find {
    /// Searches `text` for the words; the hit at or after `from` becomes the current one.
    pub fn run(&mut self, text: &Text, from: usize, forms: &Forms) {
        let span = match self.scope {
            Scope::Section => self.section,
            Scope::Report | Scope::All => Span::new(0, text.len()),
        };
        self.hits.clear();
        if let Ok(query) = Query::new(self.input.value(), Syntax::Pinyin, forms) {
            query.find(text.slice(span), span.start as usize, &mut self.hits);
        }
        self.at = None;
        if !self.hits.is_empty() {
            let next = self.hits.partition_point(|hit| (hit.start as usize) < from);
            self.at = Some(if next < self.hits.len() { next } else { 0 });
        }
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

/// Words to look for. Widths do not matter (`１２３４５` is `12345`), case only where the words have
/// a capital.
#[derive(Debug, Clone)]
pub struct Needle {
    first: char,
    rest: Vec<char>,
    exact: bool,
}

impl Needle {
    /// `None` where there is no character.
    pub fn new(words: &str) -> Option<Self> {
        let exact = words.chars().any(char::is_uppercase);
        let mut keys = words.chars().map(|c| key(c, exact));
        Some(Self { first: keys.next()?, rest: keys.collect(), exact })
    }

    /// The bytes of the first place in `text`.
    pub fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let mut chars = text.char_indices();
        while let Some((start, c)) = chars.next() {
            if key(c, self.exact) != self.first {
                continue;
            }
            let mut ahead = chars.clone();
            let mut next = || ahead.next().map(|(_, c)| key(c, self.exact));
            if self.rest.iter().all(|&word| next() == Some(word)) {
                return Some(start..ahead.offset());
            }
        }
        None
    }

    /// Whether `text` has the words.
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}

fn key(c: char, exact: bool) -> char {
    let c = fold(c);
    if exact { c } else { c.to_lowercase().next().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_does_not_matter_and_case_only_when_typed() {
        let place = |text: &str, words| Needle::new(words).and_then(|needle| needle.find(text));
        assert_eq!(place("拨打１２３４５", "12345"), Some(6..21));
        assert_eq!(place("App、APP", "app"), Some(0..3));
        assert_eq!(place("App、APP", "APP"), Some(6..9));
        assert_eq!(place("一、(一)", "（一）"), Some(6..11));
        assert!(Needle::new("").is_none());
    }

    #[test]
    fn steps_go_round() {
        let text = Text::new("甲乙甲乙甲".to_owned());
        let mut find = Find { input: Input::new("甲".to_owned()), ..Find::default() };
        find.run(&text, 1, &Forms::new());
        assert_eq!(find.at, Some(1));
        assert_eq!(find.step(find.current().unwrap().start as usize, true), Some(false));
        assert_eq!(find.step(find.current().unwrap().start as usize, true), Some(true));
        assert_eq!(find.at, Some(0));
        assert_eq!(find.step(0, false), Some(true));
        assert_eq!(find.at, Some(2));
    }
}
