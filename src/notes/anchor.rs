//! Finding a noted passage again: where it stood, elsewhere in the same words, in the same words
//! set otherwise, between the same neighbours, or in words much like them.

use super::passage::{Passage, first, last};
use crate::text::class::fold;
use crate::text::{Position, Span, Text, cut};
use memchr::memmem;
use std::collections::HashMap;

/// Where a passage is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Where it was.
    Here(Span),
    /// In the same words, at another place; white space and widths may differ.
    Moved(Span),
    /// Its words have changed: this is what stands in its place.
    Changed(Span),
    /// Nowhere.
    Lost,
}

impl Anchor {
    /// Its place, if it has one.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Here(span) | Self::Moved(span) | Self::Changed(span) => Some(span),
            Self::Lost => None,
        }
    }
}

/// Characters of the surroundings that have to agree before a short passage that stands in several
/// places is believed to be found.
const AGREEING: usize = 4;
/// Passages of so many characters seldom stand in a text twice by chance.
const LONG: usize = 8;
/// How alike a sentence has to be, of 1.
const ALIKE: f32 = 0.6;

/// Finds a passage in a text.
pub fn anchor(passage: &Passage, text: &Text) -> Anchor {
    let quote = passage.citation.quote.as_str();
    let at = Position { line: passage.citation.line, column: passage.citation.column };
    let old = text.offset(at);
    if quote.is_empty() {
        // A bookmark on an empty line has nothing but its place.
        return old.map_or(Anchor::Lost, |at| Anchor::Here(Span::new(at, at)));
    }
    let stood = old.map(|at| Span::new(at, at + quote.len())).filter(|s| text.slice(*s) == quote);
    if let Some(span) = stood
        && (passage.fingerprint.fits(text) || agreeing(passage, text, span) >= AGREEING)
    {
        return Anchor::Here(span);
    }
    if let Some(span) = same_words(passage, text, old) {
        return if stood == Some(span) { Anchor::Here(span) } else { Anchor::Moved(span) };
    }
    if let Some(span) = reset(passage, text) {
        return Anchor::Moved(span);
    }
    between(passage, text).or_else(|| alike(quote, text)).map_or(Anchor::Lost, Anchor::Changed)
}

/// Characters before and after `span` that agree with those remembered.
fn agreeing(passage: &Passage, text: &Text, span: Span) -> usize {
    let before = text.as_str().get(..span.start as usize).unwrap_or_default();
    let after = text.as_str().get(span.end as usize..).unwrap_or_default();
    let same = |(a, b): &(char, char)| a == b;
    let before = before.chars().rev().zip(passage.before.chars().rev()).take_while(same).count();
    before + after.chars().zip(passage.after.chars()).take_while(same).count()
}

/// The place in the same words whose surroundings agree best; of several such, the one nearest to
/// the old place.
fn same_words(passage: &Passage, text: &Text, old: Option<usize>) -> Option<Span> {
    let quote = passage.citation.quote.as_str();
    let old = old.unwrap_or(text.len());
    let mut best: Option<(usize, std::cmp::Reverse<usize>, Span)> = None;
    let mut places = 0;
    for at in memmem::find_iter(text.as_str().as_bytes(), quote) {
        let span = Span::new(at, at + quote.len());
        let rank = (agreeing(passage, text, span), std::cmp::Reverse(at.abs_diff(old)), span);
        places += 1;
        if best.is_none_or(|best| rank > best) {
            best = Some(rank);
        }
    }
    let (agree, _, span) = best?;
    let sure = agree >= AGREEING || (places == 1 && quote.chars().count() >= LONG);
    sure.then_some(span)
}

/// A text without white space, its characters folded, with the way back.
struct Bare {
    text: String,
    /// For each character, its number of bytes before it in `text`, and its place in the original.
    places: Vec<(u32, Span)>,
}

impl Bare {
    fn of(text: &str) -> Self {
        let mut bare = Self { text: String::with_capacity(text.len()), places: Vec::new() };
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let here = Span::new(bare.text.len(), bare.text.len()).start;
            bare.places.push((here, Span::new(at, at + c.len_utf8())));
            bare.text.push(fold(c));
        }
        bare
    }

    /// The place in the original of `bytes` bytes at `at`.
    fn back(&self, at: usize, bytes: usize) -> Option<Span> {
        let number = |at: usize| self.places.partition_point(|(here, _)| (*here as usize) < at);
        let (_, start) = self.places.get(number(at))?;
        let (_, end) = self.places.get(number(at + bytes).checked_sub(1)?)?;
        Some(Span { start: start.start, end: end.end })
    }
}

/// The same words with other white space and widths: the text was extracted otherwise. Only where
/// it stands once.
fn reset(passage: &Passage, text: &Text) -> Option<Span> {
    let quote = Bare::of(&passage.citation.quote).text;
    if quote.chars().count() < LONG {
        return None;
    }
    let bare = Bare::of(text.as_str());
    let mut found = memmem::find_iter(bare.text.as_bytes(), &quote);
    let (at, None) = (found.next()?, found.next()) else { return None };
    bare.back(at, quote.len())
}

/// What stands between the neighbours that the passage had, if both are there once and about as far
/// apart as they were.
fn between(passage: &Passage, text: &Text) -> Option<Span> {
    let content = text.as_str().as_bytes();
    let once = |words: &str| {
        let mut found = memmem::find_iter(content, words);
        let at = found.next().filter(|_| words.trim().chars().count() >= LONG)?;
        found.next().is_none().then_some(at)
    };
    let (before, after) = (last(&passage.before, 12), first(&passage.after, 12));
    let start = once(before)? + before.len();
    let end = once(after)?;
    let long = passage.citation.quote.len();
    let apart = end.checked_sub(start).filter(|len| (1..=2 * long + 60).contains(len))?;
    let inside = text.as_str().get(start..start + apart)?;
    let trimmed = inside.trim();
    let lead = inside.len() - inside.trim_start().len();
    (!trimmed.is_empty()).then(|| Span::new(start + lead, start + lead + trimmed.len()))
}

/// The sentence most like the passage's longest one (Dice's coefficient over pairs of characters),
/// if it is much like it and no other is nearly as much.
fn alike(quote: &str, text: &Text) -> Option<Span> {
    let longest = cut::sentences(quote, 0).max_by_key(|span| span.len())?;
    let wanted = pairs(quote.get(longest.range())?);
    let total: u32 = wanted.values().sum();
    if (total as usize) < LONG {
        return None;
    }
    let (mut best, mut second) = ((0.0, Span::default()), 0.0);
    for span in cut::sentences(text.as_str(), 0) {
        // A sentence of quite another length cannot be alike.
        if span.len() > 4 * longest.len() || 4 * span.len() < longest.len() {
            continue;
        }
        let here = pairs(text.slice(span));
        let shared: u32 = here.iter().map(|(k, n)| n.min(wanted.get(k).unwrap_or(&0))).sum();
        let all: u32 = here.values().sum::<u32>() + total;
        let score = 2.0 * shared as f32 / all.max(1) as f32;
        if score > best.0 {
            second = best.0;
            best = (score, span);
        } else if score > second {
            second = score;
        }
    }
    let (score, span) = best;
    let found = text.slice(span);
    let trimmed = span.start as usize + (found.len() - found.trim_start().len());
    (score >= ALIKE && score - second >= 0.1)
        .then(|| Span::new(trimmed, trimmed + found.trim().len()))
}

/// Pairs of neighbouring characters, and how often each stands there.
fn pairs(text: &str) -> HashMap<(char, char), u32> {
    let chars = || text.chars().filter(|c| !c.is_whitespace()).map(fold);
    let mut pairs = HashMap::new();
    for pair in chars().zip(chars().skip(1)) {
        *pairs.entry(pair).or_default() += 1;
    }
    pairs
}
