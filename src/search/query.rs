//! What is searched for.

use super::forms::Forms;
use super::initials::Initials;
use super::pattern::{self, BadPattern};
use super::plain::{self, Plain};
use crate::text::{Span, Text};
use regex::Regex;

/// How the words of a query are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Syntax {
    /// As they stand.
    #[default]
    Plain,
    /// As they stand; small letters, alone or among Han characters, also as first letters of pinyin.
    Pinyin,
    /// As a regular expression; `^` and `$` are the edges of lines.
    Regex,
}

/// A query, ready to be looked for in any number of texts, from any number of threads.
#[derive(Debug, Clone)]
pub struct Query {
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Nothing,
    Words { plain: Plain, initials: Option<Initials> },
    Any(Vec<Plain>),
    Regex(Regex),
}

impl Query {
    /// Makes a query of what was typed. Widths of characters, 繁 and 简 never matter; case does
    /// where a capital is typed. Nothing typed finds nothing.
    ///
    /// # Errors
    /// When a regular expression is asked for and `words` is none.
    pub fn new(words: &str, syntax: Syntax, forms: &Forms) -> Result<Self, BadPattern> {
        let kind = match (syntax, Plain::new(words, forms)) {
            (_, None) => Kind::Nothing,
            (Syntax::Regex, _) => Kind::Regex(pattern::compile(words, forms)?),
            (Syntax::Plain, Some(plain)) => Kind::Words { plain, initials: None },
            (Syntax::Pinyin, Some(plain)) => {
                Kind::Words { plain, initials: Initials::new(words, forms) }
            }
        };
        Ok(Self { kind })
    }

    /// Any of some words, as they stand.
    pub(super) fn any(words: Vec<Plain>) -> Self {
        Self { kind: if words.is_empty() { Kind::Nothing } else { Kind::Any(words) } }
    }

    /// Whether it can find nothing, as nothing was typed.
    pub fn is_empty(&self) -> bool {
        matches!(self.kind, Kind::Nothing)
    }

    /// The first place in `text`.
    pub fn first(&self, text: &str) -> Option<Span> {
        let mut hits = Vec::new();
        self.find(text, 0, &mut hits);
        hits.first().copied()
    }

    /// Whether `text` has a place.
    pub fn is_in(&self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// Appends all places in `text`, offset by `base`, in reading order, none overlapping another.
    pub fn find(&self, text: &str, base: usize, hits: &mut Vec<Span>) {
        self.find_where(text, base, hits, &|_| true);
    }

    /// The same in one part of a text, by its offsets in the whole. Words with letters that the text
    /// has not are not looked for.
    pub fn find_in(&self, text: &Text, part: Span, hits: &mut Vec<Span>) {
        let can_stand = |plain: &Plain| plain.can_stand_among(text.letters());
        self.find_where(text.slice(part), part.start as usize, hits, &can_stand);
    }

    fn find_where(
        &self,
        text: &str,
        base: usize,
        hits: &mut Vec<Span>,
        can_stand: &dyn Fn(&Plain) -> bool,
    ) {
        let from = hits.len();
        match &self.kind {
            Kind::Nothing => {}
            Kind::Words { plain, initials } => {
                // The letters first: they have more to do in the time that the text needs to come
                // from memory.
                if let Some(initials) = initials {
                    initials.find(text, base, hits);
                }
                let letters = hits.len();
                if can_stand(plain) {
                    plain.find(text, base, hits);
                }
                if letters > from && hits.len() > letters {
                    plain::tidy(hits, from);
                }
            }
            Kind::Any(words) => {
                for plain in words.iter().filter(|plain| can_stand(plain)) {
                    plain.find(text, base, hits);
                }
                plain::join(hits, from);
            }
            Kind::Regex(regex) => pattern::find(regex, text, base, hits),
        }
    }
}
