//! What a report admits: zones first, then the evaluative predicate, then its clause.
//!
//! A *zone* is a section whose role is shortcomings, or what follows a sentence that opens a list
//! of failings (虽然…但还存在一些问题). In a zone every clause with an evaluative predicate (有待,
//! 不够, 薄弱, 未 …) is an entry; outside only strong predicates are, and they are marked weaker.
//! All words are in `lexicon/shortcomings.toml`.

mod clause;
mod judge;
mod marked;
mod parts;
mod predicate;
mod zone;

use crate::lexicon::{Lexicon, Shortcomings};
use crate::report::{Outline, Shortcoming, Strength};
use crate::text::{Span, Text, class};
use std::cmp::Reverse;
use std::sync::Arc;
use zone::Zone;

/// Bytes between two entries of which one may lend the other its theme.
const NEAR: usize = 300;

/// A clause that admits a failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    span: Span,
    /// The evaluative predicate; none for a list item that is a failing by its place alone.
    cue: Option<Span>,
    strength: Strength,
}

/// The shortcomings that a report admits, in reading order.
pub fn shortcomings(text: &Text, outline: &Outline, lexicon: &Lexicon) -> Vec<Shortcoming> {
    let mut draft = Draft::new(text, outline, lexicon);
    draft.judge();
    draft.finish()
}

/// Shortcomings that are found step by step: little code over many documents stays in the
/// processor's cache.
pub struct Draft<'a> {
    text: &'a Text,
    outline: &'a Outline,
    table: &'a Shortcomings,
    zones: Vec<Zone>,
    found: Vec<Found>,
}

impl<'a> Draft<'a> {
    /// Finds where the report speaks of its shortcomings.
    pub fn new(text: &'a Text, outline: &'a Outline, lexicon: &'a Lexicon) -> Self {
        let table = &*lexicon.shortcomings;
        let zones = zone::zones(text, outline, table);
        Self { text, outline, table, zones, found: Vec::new() }
    }

    /// Tells which clauses admit a failing.
    pub fn judge(&mut self) {
        self.found = judge::read(self.text, &self.zones, self.table);
    }

    /// The shortcomings, as a reader sees them.
    pub fn finish(self) -> Vec<Shortcoming> {
        let Self { text, outline, table, mut found, .. } = self;
        found.sort_by_key(|f| (f.span.start, Reverse(f.span.end)));
        let mut end = 0;
        found.retain(|f| {
            let free = f.span.start >= end;
            end = end.max(f.span.end);
            free
        });
        let mut entries: Vec<Shortcoming> = Vec::with_capacity(found.len());
        for found in found {
            let mut entry = describe(text, found, table);
            if entry.theme.is_none() {
                entry.theme = around(text, outline, entry.span, entries.last(), table);
            }
            entries.push(entry);
        }
        entries
    }
}

/// The theme of what stands before an entry without one of its own: of the entry before it in its
/// sentence, else of its heading.
fn around(
    text: &Text,
    outline: &Outline,
    span: Span,
    before: Option<&Shortcoming>,
    table: &Shortcomings,
) -> Option<Arc<str>> {
    let near = before.filter(|entry| {
        let gap = Span { start: entry.span.end, end: span.start.max(entry.span.end) };
        gap.len() <= NEAR && !text.slice(gap).contains(class::stops)
    });
    let heading = || {
        let section = outline.sections.get(outline.section_at(span.start as usize)?)?;
        theme(section.title(text)?, table)
    };
    near.and_then(|entry| entry.theme.clone()).or_else(heading)
}

/// Adds what a reader sees to a found clause.
fn describe(text: &Text, found: Found, table: &Shortcomings) -> Shortcoming {
    let clause = text.slice(found.span);
    let at = text.position(found.span.start as usize);
    // The predicate itself softens nothing (推进不够平衡).
    let base = found.span.start as usize;
    let soft = |&word: &Span| {
        !found.cue.is_some_and(|cue| cue.overlaps(word)) || !text.slice(word).starts_with('不')
    };
    let hedges = table.hedges.iter(clause);
    Shortcoming {
        line: at.line,
        column: at.column,
        strength: found.strength,
        cue: found.cue,
        hedge: hedges.map(|(start, end, ())| Span::new(base + start, base + end)).find(soft),
        theme: theme(clause, table),
        span: found.span,
    }
}

/// The theme with most words in the clause, the one named first in the table among equals.
fn theme(clause: &str, table: &Shortcomings) -> Option<Arc<str>> {
    let mut themes = table.themes.iter(clause).map(|(.., theme)| usize::from(theme));
    let first = themes.next()?;
    let name = |index: usize| table.theme_names.get(index).cloned();
    let Some(second) = themes.next() else { return name(first) };
    let mut counts = [0_u32; 1 + u8::MAX as usize];
    for theme in [first, second].into_iter().chain(themes) {
        if let Some(count) = counts.get_mut(theme) {
            *count += 1;
        }
    }
    let counts = counts.iter().take(table.theme_names.len());
    name(counts.enumerate().max_by_key(|&(index, count)| (count, Reverse(index)))?.0)
}

#[cfg(test)]
mod tests;
