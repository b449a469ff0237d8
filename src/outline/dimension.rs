//! What a section is about: a dimension of the 纲要, with the words that speak for it.

use crate::lexicon::Finder;
use crate::lexicon::outline::Tables;
use crate::report::Dimension;
use crate::text::{Span, Text};
use std::sync::Arc;

/// How many words are kept as evidence.
const EVIDENCE: usize = 6;

/// Reads what headings and texts speak of; the lists are kept from one to the next.
pub(super) struct Reader<'a> {
    tables: &'a Tables,
    words: Vec<(usize, usize, u8)>,
    /// How often each dimension is spoken for, in the order in which they are first named.
    counts: Vec<(u8, usize)>,
    evidence: Vec<Span>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tables: &'a Tables) -> Self {
        Self { tables, words: Vec::new(), counts: Vec::new(), evidence: Vec::new() }
    }

    /// The dimension that a heading names: the one with most cues, of several the first named.
    pub(super) fn heading(&mut self, text: &Text, title: Span) -> Option<Dimension> {
        self.best(text, title, &self.tables.dimension_headings, 1)
    }

    /// The dimension that a text without a telling heading speaks of: three cues at least, and half
    /// as many again as any other's.
    pub(super) fn text(&mut self, text: &Text, own: Span) -> Option<Dimension> {
        self.best(text, own, &self.tables.dimension_texts, 3)
    }

    fn best(
        &mut self,
        text: &Text,
        part: Span,
        finder: &Finder<u8>,
        least: usize,
    ) -> Option<Dimension> {
        self.words.clear();
        self.words.extend(finder.iter(text.slice(part)));
        if self.words.len() < least {
            return None;
        }
        self.counts.clear();
        for &(.., id) in &self.words {
            match self.counts.iter_mut().find(|(known, _)| *known == id) {
                Some((_, count)) => *count += 1,
                None => self.counts.push((id, 1)),
            }
        }
        let &(id, most) = self.counts.iter().rev().max_by_key(|(_, count)| count)?;
        let others = self.counts.iter().filter(|(other, _)| *other != id);
        let second = others.map(|(_, count)| count).max();
        if most < least || (least > 1 && second.is_some_and(|&second| most * 2 < second * 3)) {
            return None;
        }
        let base = part.start as usize;
        self.evidence.clear();
        for &(start, end, found) in &self.words {
            let word = Span::new(base + start, base + end);
            let same = |&known: &Span| text.slice(known) == text.slice(word);
            if found == id && !self.evidence.iter().any(same) {
                self.evidence.push(word);
                if self.evidence.len() == EVIDENCE {
                    break;
                }
            }
        }
        let id = self.tables.dimension_ids.get(usize::from(id))?;
        Some(Dimension { id: Arc::clone(id), evidence: self.evidence.as_slice().into() })
    }
}
