//! Search in one's own words: the query is cut into words, and the sections that say most about the
//! rarest of them come first (BM25, Robertson & Zaragoza 2009), each with its best sentence.
//!
//! Words are counted in the text in memory, where they stand, whatever stands around them: that a
//! section says 复议 inside 行政复议 counts, too.

use super::filter::Filter;
use super::forms::Forms;
use super::parts::parts;
use super::plain::{self, Plain};
use super::query::Query;
use super::sentence::sentence;
use super::spread::spread;
use crate::corpus::Entry;
use crate::text::{Span, class};
use jieba_rs::Jieba;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

/// The dictionary that cuts Chinese into words. It is read when it is first needed, which takes some
/// 0.2 s and 34 MB: keep one `Ranker`, and [`Ranker::load`] it in the background.
#[derive(Debug, Default)]
pub struct Ranker {
    jieba: OnceLock<Jieba>,
}

/// A section that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Index of the report among those searched.
    pub report: usize,
    /// Index of the section in its outline.
    pub section: usize,
    /// How well it answers; above 0, comparable within one search only.
    pub score: f32,
    /// Its best sentence.
    pub sentence: Span,
    /// The words of the query in that sentence, in reading order, none overlapping another.
    pub hits: Vec<Span>,
}

/// A word of a query.
struct Term {
    plain: Plain,
    /// What a hit of it is worth beside one of a whole word.
    weight: f32,
}

/// Words of a query that are looked for; a longer query is cut off.
const MOST_TERMS: usize = 32;
/// BM25: how soon more hits of the same word stop counting …
const K1: f32 = 1.2;
/// … and how much a long section has to say more.
const B: f32 = 0.75;

impl Ranker {
    /// A ranker whose dictionary is not read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the dictionary, unless that has been done.
    pub fn load(&self) {
        self.jieba();
    }

    /// Whether the dictionary has been read.
    pub fn is_loaded(&self) -> bool {
        self.jieba.get().is_some()
    }

    pub(super) fn jieba(&self) -> &Jieba {
        self.jieba.get_or_init(Jieba::new)
    }

    /// The words that a query is searched by, folded to one form: function words are left out
    /// unless there are no others.
    pub fn words(&self, query: &str, forms: &Forms) -> Vec<String> {
        let folded = forms.folded(query);
        self.cut(&folded).into_iter().map(|(word, _)| word.to_owned()).collect()
    }

    /// Words with their weights: words inside words count half.
    fn cut<'a>(&'a self, folded: &'a str) -> Vec<(&'a str, f32)> {
        let jieba = self.jieba();
        let tags = jieba.tag(folded, true);
        let said = |word: &str| word.chars().any(char::is_alphanumeric);
        let mut words: Vec<&str> =
            tags.iter().filter(|t| said(t.word) && tells(t.tag)).map(|t| t.word).collect();
        if words.is_empty() {
            words = tags.iter().map(|t| t.word).filter(|word| said(word)).collect();
        }
        let mut all: Vec<(&str, f32)> = Vec::new();
        let mut add = |word, weight| {
            if !all.iter().any(|(known, _)| *known == word) {
                all.push((word, weight));
            }
        };
        words.iter().for_each(|word| add(word, 1.0));
        for word in &words {
            for token in jieba.cut_for_search(word, false) {
                if token.word.chars().nth(1).is_some() {
                    add(token.word, 0.5);
                }
            }
        }
        all.truncate(MOST_TERMS);
        all
    }

    /// The `limit` sections of all `entries` that answer `query` best, the best first; `None` if
    /// `stop` was set meanwhile.
    pub fn rank(
        &self,
        entries: &[Entry],
        query: &str,
        filter: Filter,
        forms: &Forms,
        limit: usize,
        stop: &AtomicBool,
    ) -> Option<Vec<Ranked>> {
        let terms = self.terms(query, forms);
        let counts: Vec<Counts> =
            spread(entries, stop, &|_, entry| Some(Counts::of(entry, &terms, filter)))?;
        let sections: usize = counts.iter().map(|c| c.sections).sum();
        let bytes: usize = counts.iter().map(|c| c.bytes).sum();
        let mut holding = vec![0_usize; terms.len()];
        for row in counts.iter().flat_map(|c| c.rows.chunks_exact(terms.len().max(1))) {
            for (slot, &count) in holding.iter_mut().zip(row) {
                *slot += usize::from(count > 0);
            }
        }
        let worth: Vec<f32> = terms
            .iter()
            .zip(&holding)
            .map(|(term, &n)| {
                let (all, n) = (sections as f32, n as f32);
                term.weight * ((all - n + 0.5) / (n + 0.5)).ln_1p()
            })
            .collect();
        let usual = (bytes as f32 / sections.max(1) as f32).max(1.0);
        let mut best = Vec::new();
        for (report, counts) in counts.iter().enumerate() {
            let rows = counts.rows.chunks_exact(terms.len().max(1));
            for (&(section, len), row) in counts.found.iter().zip(rows) {
                // A bare heading is no better an answer than a short paragraph.
                let long = (len as f32 / usual).max(0.5);
                let weigh = |(&count, &worth): (&u16, &f32)| {
                    let count = f32::from(count);
                    worth * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * long))
                };
                let score: f32 = row.iter().zip(&worth).map(weigh).sum();
                best.push((score, report, section));
            }
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        best.truncate(limit);
        let told = best.into_iter().filter_map(|(score, report, section)| {
            let entry = entries.get(report)?;
            let (sentence, hits) = best_sentence(entry, section, &terms, &worth, filter)?;
            Some(Ranked { report, section, score, sentence, hits })
        });
        Some(told.collect())
    }

    /// What finds the words of `query` one by one, overlapping ones together; with the words inside
    /// words where `parts`.
    pub fn any_word(&self, query: &str, forms: &Forms, parts: bool) -> Query {
        let terms = self.terms(query, forms).into_iter();
        let wanted = terms.filter(|term| parts || term.weight >= 1.0);
        Query::any(wanted.map(|term| term.plain).collect())
    }

    fn terms(&self, query: &str, forms: &Forms) -> Vec<Term> {
        let folded = forms.folded(query.trim());
        let mut words = self.cut(&folded);
        // The words side by side, as they were typed, say more than apart.
        if words.len() > 1 && !folded.contains(class::is_space) {
            words.push((&folded, 1.0));
        }
        let term = |(word, weight): (&str, f32)| {
            Plain::new(word, forms).map(|plain| Term { plain, weight })
        };
        words.into_iter().filter_map(term).collect()
    }
}

/// Whether words with that tag of the dictionary say what a text is about: no particles,
/// prepositions, conjunctions, pronouns, auxiliaries, interjections, punctuation.
fn tells(tag: &str) -> bool {
    !matches!(tag.as_bytes().first(), Some(b'u' | b'p' | b'c' | b'r' | b'y' | b'e' | b'o' | b'w'))
        && tag != "x"
}

/// How often the words stand in the sections of a report.
struct Counts {
    sections: usize,
    bytes: usize,
    /// Sections with a hit, and their bytes.
    found: Vec<(usize, usize)>,
    /// Hits of each word in each of them.
    rows: Vec<u16>,
}

impl Counts {
    fn of(entry: &Entry, terms: &[Term], filter: Filter) -> Self {
        let own: Vec<Span> = parts(&entry.report.outline).collect();
        let mut all = vec![0_u16; own.len() * terms.len()];
        let mut hits = Vec::new();
        for (nth, term) in terms.iter().enumerate() {
            hits.clear();
            term.plain.find(entry.document.text.as_str(), 0, &mut hits);
            filter.keep(entry, &mut hits);
            let mut at = 0;
            for hit in &hits {
                while own.get(at).is_some_and(|part| part.end <= hit.start) {
                    at += 1;
                }
                let inside = own.get(at).is_some_and(|part| part.start <= hit.start);
                if inside && let Some(slot) = all.get_mut(at * terms.len() + nth) {
                    *slot = slot.saturating_add(1);
                }
            }
        }
        let mut counts =
            Self { sections: own.len(), bytes: 0, found: Vec::new(), rows: Vec::new() };
        for ((section, part), row) in
            own.iter().enumerate().zip(all.chunks_exact(terms.len().max(1)))
        {
            counts.bytes += part.len();
            if row.iter().any(|count| *count > 0) {
                counts.found.push((section, part.len()));
                counts.rows.extend_from_slice(row);
            }
        }
        counts
    }
}

/// The sentence of a section with the worthiest words, each word counted once.
fn best_sentence(
    entry: &Entry,
    section: usize,
    terms: &[Term],
    worth: &[f32],
    filter: Filter,
) -> Option<(Span, Vec<Span>)> {
    let text = &entry.document.text;
    let part = parts(&entry.report.outline).nth(section)?;
    let mut all = Vec::new();
    for (nth, term) in terms.iter().enumerate() {
        let mut hits = Vec::new();
        term.plain.find(text.slice(part), part.start as usize, &mut hits);
        filter.keep(entry, &mut hits);
        all.extend(hits.into_iter().map(|hit| (hit, nth)));
    }
    all.sort_unstable();
    let mut best: Option<(f32, Span)> = None;
    let mut rest = all.as_slice();
    while let Some(&(first, _)) = rest.first() {
        let shown = sentence(text, first);
        let (here, after) =
            rest.split_at(rest.partition_point(|(hit, _)| hit.start < shown.end).max(1));
        let mut said: Vec<usize> = here.iter().map(|(_, nth)| *nth).collect();
        said.sort_unstable();
        said.dedup();
        let score: f32 = said.iter().filter_map(|nth| worth.get(*nth)).sum();
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, shown));
        }
        rest = after;
    }
    let (_, shown) = best?;
    let mut hits: Vec<Span> = all
        .iter()
        .map(|(hit, _)| *hit)
        .filter(|hit| shown.start <= hit.start && hit.end <= shown.end)
        .collect();
    plain::join(&mut hits, 0);
    Some((shown, hits))
}
