//! The words that set a section apart from the other reports: often in it, in few of them (TF-IDF).

use super::rank::Ranker;
use super::spread::spread;
use crate::corpus::Entry;
use crate::text::Span;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// A word that sets a section apart.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyTerm {
    /// The word as in the text.
    pub word: String,
    /// Its hits in the section, as a word of its own.
    pub count: u32,
    /// Number of reports that have it.
    pub reports: u32,
    /// How much it sets the section apart; above 0.
    pub score: f32,
}

/// Bytes of a section that are looked at.
const MOST_BYTES: usize = 200_000;
/// Words of a section whose reports are counted: those that stand in it most often.
const MOST_WORDS: usize = 200;

impl Ranker {
    /// The `limit` words that set the text `part` of `entry` apart from all `entries`, the most
    /// telling first; `None` if `stop` was set meanwhile.
    pub fn key_terms(
        &self,
        entry: &Entry,
        part: Span,
        entries: &[Entry],
        limit: usize,
        stop: &AtomicBool,
    ) -> Option<Vec<KeyTerm>> {
        let text = entry.document.text.slice(part);
        let text = text.get(..text.floor_char_boundary(MOST_BYTES)).unwrap_or_default();
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for tagged in self.jieba().tag(text, true) {
            if names(tagged.tag) && tagged.word.chars().filter(|c| c.is_alphabetic()).count() > 1 {
                *counts.entry(tagged.word).or_default() += 1;
            }
        }
        let mut words: Vec<(&str, u32)> = counts.into_iter().collect();
        words.sort_unstable_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
        words.truncate(MOST_WORDS);
        let reports = reports_with(&words, entries, stop)?;
        let all = entries.len() as f32;
        let mut terms: Vec<KeyTerm> = words
            .into_iter()
            .zip(reports)
            .map(|((word, count), reports)| {
                // What every report has sets none apart: next to nothing, also among few.
                let rare = ((all + 1.0) / (reports as f32 + 0.5)).ln();
                KeyTerm { word: word.to_owned(), count, reports, score: count as f32 * rare }
            })
            .collect();
        terms.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.word.cmp(&b.word)));
        terms.truncate(limit);
        Some(terms)
    }
}

/// Whether words with that tag of the dictionary name things or deeds: nouns, verbs and adjectives
/// used as nouns, idioms, abbreviations, foreign words. Plain verbs say little here.
fn names(tag: &str) -> bool {
    matches!(tag.as_bytes().first(), Some(b'n' | b'i' | b'j' | b'l'))
        || matches!(tag, "vn" | "an" | "eng")
}

/// Number of reports that have each of the words.
fn reports_with(words: &[(&str, u32)], entries: &[Entry], stop: &AtomicBool) -> Option<Vec<u32>> {
    let automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>> =
        CharwiseDoubleArrayAhoCorasickBuilder::new()
            .build(words.iter().map(|(word, _)| *word))
            .ok();
    let Some(automaton) = automaton else { return Some(vec![0; words.len()]) };
    let counts: Vec<AtomicU32> = words.iter().map(|_| AtomicU32::new(0)).collect();
    spread(entries, stop, &|_, entry| {
        let mut seen = vec![false; words.len()];
        for found in automaton.find_overlapping_iter(entry.document.text.as_str()) {
            let value = found.value() as usize;
            if let (Some(seen), Some(count)) = (seen.get_mut(value), counts.get(value))
                && !*seen
            {
                *seen = true;
                count.fetch_add(1, Ordering::Relaxed);
            }
        }
        Some(())
    })?;
    Some(counts.into_iter().map(AtomicU32::into_inner).collect())
}
