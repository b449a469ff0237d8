//! Reports and sections found by a few characters of their titles, in order but not side by side, or
//! by pinyin: first letters, whole syllables, or both (`xzfy`, `xingzhengfuyi`, `xzfuyi`).

use super::forms::Forms;
use super::spread::spread;
use crate::corpus::Entry;
use crate::source::sanitize;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use pinyin::ToPinyinMulti;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

/// A title that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Index of the report among those the finder was made of.
    pub report: u32,
    /// Index of the section in its outline; none for the report itself.
    pub section: Option<u32>,
    /// What is shown: a report's title, or its file's name where it has none; a section's number
    /// and title.
    pub text: Box<str>,
    /// The same, folded character by character; none where that changes nothing.
    folded: Option<Box<str>>,
}

impl Item {
    fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.text)
    }
}

/// A title that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Index into [`Finder::items`].
    pub item: usize,
    /// How well it fits, comparable within one search.
    pub score: u32,
    /// What matched, as byte ranges of the item's text, in order, none touching another.
    pub ranges: Vec<Range<usize>>,
}

/// Titles that are looked at with one matcher.
const BLOCK: usize = 256;

/// All titles of a number of reports.
#[derive(Debug, Default)]
pub struct Finder {
    items: Vec<Item>,
    /// Of each report: region, year and file name, folded. A word that a title does not have may
    /// stand here: `雁桥 复议` finds the section 复议 in the reports of 雁桥.
    about: Vec<Box<str>>,
}

impl Finder {
    /// Collects the titles of all reports and their sections, in reading order.
    pub fn new(entries: &[Entry], forms: &Forms) -> Self {
        let reports: Vec<(Vec<Item>, Box<str>)> =
            spread(entries, &AtomicBool::new(false), &|report, entry| {
                Some((items(report, entry, forms), about(entry, forms)))
            })
            .unwrap_or_default();
        let mut finder = Self::default();
        for (items, about) in reports {
            finder.items.extend(items);
            finder.about.push(about);
        }
        finder
    }

    /// All titles: of each report its own first, then those of its sections.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The `limit` titles that fit `query` best, the best first; `None` if `stop` was set
    /// meanwhile. Every word of the query has to match. Nothing typed gives the reports in order.
    pub fn find(
        &self,
        query: &str,
        forms: &Forms,
        limit: usize,
        stop: &AtomicBool,
    ) -> Option<Vec<Match>> {
        let words: Vec<Word> =
            query.split_whitespace().map(|word| Word::new(word, forms)).collect();
        if words.is_empty() {
            let reports = self.items.iter().enumerate().filter(|(_, item)| item.section.is_none());
            let all = reports.map(|(item, _)| Match { item, score: 0, ranges: Vec::new() });
            return Some(all.take(limit).collect());
        }
        let blocks: Vec<&[Item]> = self.items.chunks(BLOCK).collect();
        let found = spread(&blocks, stop, &|block, items| {
            let mut workshop = Workshop::new(forms);
            let scored = items.iter().enumerate().filter_map(|(at, item)| {
                Some((self.score(item, &words, &mut workshop)?, block * BLOCK + at))
            });
            Some(scored.collect::<Vec<_>>())
        })?;
        let mut best: Vec<(u32, usize)> = found.concat();
        let shorter = |at: usize| self.items.get(at).map_or(0, |item| item.text.len());
        best.sort_unstable_by_key(|&(score, at)| (std::cmp::Reverse(score), shorter(at), at));
        best.truncate(limit);
        let mut workshop = Workshop::new(forms);
        let told = best.into_iter().filter_map(|(score, at)| {
            let item = self.items.get(at)?;
            Some(Match { item: at, score, ranges: ranges(item, &words, &mut workshop) })
        });
        Some(told.collect())
    }

    fn score(&self, item: &Item, words: &[Word], workshop: &mut Workshop<'_>) -> Option<u32> {
        let about = self.about.get(item.report as usize).map_or("", |about| &**about);
        let mut score = 0;
        let mut in_title = false;
        for word in words {
            if let Some(points) = workshop.score(word, item.folded()) {
                score += points;
                in_title = true;
            } else {
                // Said of the report, not of the title: half as much.
                score += workshop.score(word, about)? / 2;
            }
        }
        // What is said of the report finds the report, not all of its sections.
        (in_title || item.section.is_none()).then_some(score)
    }
}

fn items(report: usize, entry: &Entry, forms: &Forms) -> Vec<Item> {
    let report = u32::try_from(report).unwrap_or(u32::MAX);
    let (outline, text) = (&entry.report.outline, &entry.document.text);
    let item = |section, text: String| {
        let folded = Some(forms.folded(&text)).filter(|folded| *folded != text);
        Item { report, section, text: text.into(), folded: folded.map(Into::into) }
    };
    let title = outline.title.clone().unwrap_or_else(|| file_name(entry));
    let sections = (0_u32..).zip(&outline.sections).filter_map(|(index, section)| {
        let title = section.title(text)?;
        let number = section.number(text).unwrap_or_default();
        Some(item(Some(index), format!("{number}{title}")))
    });
    std::iter::once(item(None, title)).chain(sections).collect()
}

fn file_name(entry: &Entry) -> String {
    let name = entry.document.path.file_stem().unwrap_or_default();
    sanitize::line(&name.to_string_lossy())
}

fn about(entry: &Entry, forms: &Forms) -> Box<str> {
    let outline = &entry.report.outline;
    let year = outline.year.map_or_else(String::new, |year| year.to_string());
    let region = outline.region.as_deref().unwrap_or_default();
    forms.folded(&format!("{region} {year} {}", file_name(entry))).into()
}

/// A word of the query.
struct Word {
    /// Folded.
    text: String,
    atom: Atom,
    /// Its letters, where it is letters only.
    letters: Option<Vec<u8>>,
}

impl Word {
    fn new(word: &str, forms: &Forms) -> Self {
        let text = forms.folded(word);
        let atom =
            Atom::new(&text, CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy, false);
        let spelled = text.len() < 64 && text.bytes().all(|byte| byte.is_ascii_lowercase());
        let letters = spelled.then(|| text.clone().into_bytes());
        Self { text, atom, letters }
    }
}

/// What matching needs beside the words.
struct Workshop<'a> {
    forms: &'a Forms,
    matcher: Matcher,
    chars: Vec<char>,
    places: Vec<u32>,
}

impl<'a> Workshop<'a> {
    fn new(forms: &'a Forms) -> Self {
        let (chars, places) = (Vec::new(), Vec::new());
        Self { forms, matcher: Matcher::new(Config::DEFAULT), chars, places }
    }

    fn score(&mut self, word: &Word, title: &str) -> Option<u32> {
        if in_order(&word.text, title) {
            let haystack = Utf32Str::new(title, &mut self.chars);
            if let Some(score) = word.atom.score(haystack, &mut self.matcher) {
                return Some(u32::from(score));
            }
        }
        let letters = word.letters.as_deref()?;
        spelled(letters, title, self.forms).map(|range| spelled_score(&range))
    }

    /// The characters of `title` that `word` matches, by number.
    fn places(&mut self, word: &Word, title: &str) -> Vec<u32> {
        if in_order(&word.text, title) {
            self.places.clear();
            let haystack = Utf32Str::new(title, &mut self.chars);
            if word.atom.indices(haystack, &mut self.matcher, &mut self.places).is_some() {
                return self.places.clone();
            }
        }
        let found = word.letters.as_deref().and_then(|letters| spelled(letters, title, self.forms));
        found.map_or_else(Vec::new, Iterator::collect)
    }
}

/// Points as the matcher gives them to characters side by side: 16 for each, and for a good place.
fn spelled_score(range: &Range<u32>) -> u32 {
    20 * (range.end - range.start) + if range.start == 0 { 8 } else { 0 }
}

/// Whether all characters of `word` stand in `title` in that order: what the matcher would find out
/// with more effort.
fn in_order(word: &str, title: &str) -> bool {
    let mut chars = title.chars();
    word.chars().all(|wanted| chars.any(|c| c == wanted))
}

/// The first characters of `title`, side by side, whose pinyin `letters` spell: of each its first
/// letter, its whole syllable or a beginning of it. Characters are told by number.
fn spelled(letters: &[u8], title: &str, forms: &Forms) -> Option<Range<u32>> {
    let (all, &first) = (letters.len(), letters.first()?);
    // Bit `k` of a start's states: `k` letters have been used up. Starts are few: one for each
    // character with the right first letter.
    let mut open: Vec<(u32, u64)> = Vec::new();
    for (at, c) in (0_u32..).zip(title.chars()) {
        let han = forms.initials(c);
        // A title's own letters stand for themselves.
        let begins_here = if han == 0 {
            c == char::from(first)
        } else {
            han >> first.wrapping_sub(b'a') & 1 == 1
        };
        if begins_here {
            open.push((at, 1));
        }
        if open.is_empty() {
            continue;
        }
        let readings = (han != 0).then(|| c.to_pinyin_multi()).flatten();
        open.retain_mut(|(_, states)| {
            *states = step(*states, all, |k| {
                let rest = letters.get(k..).unwrap_or_default();
                match readings {
                    Some(readings) => readings
                        .into_iter()
                        .fold(0, |next, reading| next | begins(reading.plain(), rest) << k),
                    None if rest.first().is_some_and(|l| char::from(*l) == c) => 2 << k,
                    None => 0,
                }
            });
            *states != 0
        });
        if let Some(start) = ended(&open, all) {
            return Some(start..at + 1);
        }
    }
    None
}

/// The first start that has used up all letters.
fn ended(open: &[(u32, u64)], all: usize) -> Option<u32> {
    open.iter().find(|(_, states)| states >> all & 1 == 1).map(|(start, _)| *start)
}

/// From each number of used letters to those after one more character.
fn step(states: u64, all: usize, next: impl Fn(usize) -> u64) -> u64 {
    (0..all).filter(|k| states >> k & 1 == 1).fold(0, |union, k| union | next(k))
}

/// Bit `n` is set where the first `n` letters of `rest` begin the syllable `reading`. 绿 is typed
/// `lv` as well as `lu`.
fn begins(reading: &str, rest: &[u8]) -> u64 {
    let mut bits = 0;
    for (n, (c, &letter)) in reading.chars().zip(rest).enumerate() {
        let same = match c {
            'ü' => matches!(letter, b'v' | b'u'),
            _ => c == char::from(letter),
        };
        if !same {
            break;
        }
        bits |= 2 << n;
    }
    bits
}

/// What the words matched of an item, as ranges of bytes.
fn ranges(item: &Item, words: &[Word], workshop: &mut Workshop<'_>) -> Vec<Range<usize>> {
    let mut places: Vec<u32> =
        words.iter().flat_map(|word| workshop.places(word, item.folded())).collect();
    places.sort_unstable();
    places.dedup();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (nth, (start, c)) in (0_u32..).zip(item.text.char_indices()) {
        if places.binary_search(&nth).is_err() {
            continue;
        }
        let end = start + c.len_utf8();
        match ranges.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => ranges.push(start..end),
        }
    }
    ranges
}
