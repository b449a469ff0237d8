//! A set of words that answers which of them a text begins or ends with.

use crate::text::class::leads_han;
use std::collections::HashMap;

/// Words with a tag each, looked up at the edges of a text, the longest first.
///
/// Naming a figure asks hundreds of such questions, and nearly all are answered by no: a look-up
/// that misses costs a bit test or two, one that hits compares words eight bytes at a time.
#[derive(Debug, Clone)]
pub struct Words<T> {
    entries: Vec<(Box<str>, T)>,
    first: Index,
    last: Index,
    /// Bytes of the longest word.
    longest: usize,
}

/// The words by the bytes at one of their edges, longest first. An edge is up to eight bytes of a
/// word or text as a number, the outermost byte lowest, zeros beyond its end.
#[derive(Debug, Clone, Default)]
struct Index {
    /// Outermost bytes of the words that are shorter than a Han character.
    tiny: [u64; 4],
    /// A set bit for the hash of each word's outermost three bytes: most texts are told by it.
    chars: [u64; 32],
    /// Whether there are words of one Han character.
    singles: bool,
    /// A set bit for the hash of each key: a word's outer two Han characters, or its only one.
    filter: Vec<u64>,
    /// A hash table of keys with the rows of their words; its length is a power of two. A row
    /// range that is empty marks a free slot.
    slots: Vec<Slot>,
    rows: Vec<Row>,
    /// Where the rows of tiny words begin.
    tinies: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u64,
    from: u32,
    to: u32,
}

/// One word: its eight bytes at the edge, or fewer.
#[derive(Debug, Clone, Copy)]
struct Row {
    edge: u64,
    mask: u64,
    len: u32,
    entry: u32,
}

/// The first eight bytes, the first one lowest; zeros beyond the end.
#[inline]
pub(super) fn head(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(&bytes) => u64::from_le_bytes(bytes),
        None => short_head(text),
    }
}

fn short_head(text: &[u8]) -> u64 {
    if let (Some(&a), Some(&b)) = (text.first_chunk(), text.last_chunk()) {
        u64::from(u32::from_le_bytes(a)) | u64::from(u32::from_le_bytes(b)) << (8 * text.len() - 32)
    } else {
        u64::from(match *text {
            [a, b, c, ..] => u32::from_le_bytes([a, b, c, 0]),
            [a, b] => u32::from_le_bytes([a, b, 0, 0]),
            [a] => u32::from(a),
            [] => 0,
        })
    }
}

/// The last eight bytes, the last one lowest; zeros beyond the beginning.
#[inline]
fn tail(text: &[u8]) -> u64 {
    match text.last_chunk() {
        Some(&bytes) => u64::from_be_bytes(bytes),
        None => short_tail(text),
    }
}

fn short_tail(text: &[u8]) -> u64 {
    if let (Some(&a), Some(&b)) = (text.first_chunk(), text.last_chunk()) {
        u64::from(u32::from_be_bytes(b)) | u64::from(u32::from_be_bytes(a)) << (8 * text.len() - 32)
    } else {
        u64::from(match *text {
            [.., a, b, c] => u32::from_be_bytes([0, a, b, c]),
            [a, b] => u32::from_be_bytes([0, 0, a, b]),
            [a] => u32::from(a),
            [] => 0,
        })
    }
}

/// Bytes of one Han character, and of two.
const ONE: usize = 3;
const TWO: usize = 6;

/// The outer `bytes` of an edge.
#[inline]
fn outer(edge: u64, bytes: usize) -> u64 {
    edge & ((1 << (8 * bytes)) - 1)
}

/// Where an edge's outermost three bytes have their bit among 2048.
#[inline]
fn one(edge: u64) -> (usize, u64) {
    let hash = (edge as u32 & 0xff_ffff).wrapping_mul(0x9e37_79b1);
    ((hash >> 27) as usize, 1 << (hash >> 21 & 63))
}

#[inline]
fn hash(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Index {
    fn new<T>(entries: &[(Box<str>, T)], edge: fn(&[u8]) -> u64) -> Self {
        let mut words: Vec<(u64, Row)> = (0_u32..)
            .zip(entries)
            .map(|(entry, (word, _))| {
                let mask = if word.len() < 8 { (1 << (8 * word.len())) - 1 } else { u64::MAX };
                let len = u32::try_from(word.len()).unwrap_or(u32::MAX);
                let edge = edge(word.as_bytes());
                let key = match word.len() {
                    ..ONE => u64::MAX,
                    ONE..TWO => outer(edge, ONE),
                    TWO.. => outer(edge, TWO),
                };
                (key, Row { edge, mask, len, entry })
            })
            .collect();
        words.sort_by_key(|(key, row)| (*key, std::cmp::Reverse(row.len), row.entry));
        let mut index = Self {
            filter: vec![0; (words.len() / 4).next_power_of_two()],
            tinies: words.partition_point(|(key, _)| *key < u64::MAX),
            ..Self::default()
        };
        let mut groups: Vec<Slot> = Vec::new();
        for (at, &(key, row)) in (0_u32..).zip(&words) {
            index.rows.push(row);
            if key == u64::MAX {
                let byte = row.edge as usize & 0xff;
                if let Some(bits) = index.tiny.get_mut(byte / 64) {
                    *bits |= 1 << (byte % 64);
                }
                continue;
            }
            match groups.last_mut() {
                Some(last) if last.key == key => last.to = at + 1,
                _ => groups.push(Slot { key, from: at, to: at + 1 }),
            }
            index.singles |= (row.len as usize) < TWO;
            let (slot, bit) = one(row.edge);
            if let Some(bits) = index.chars.get_mut(slot) {
                *bits |= bit;
            }
            let (slot, bit) = index.place(key);
            if let Some(bits) = index.filter.get_mut(slot) {
                *bits |= bit;
            }
        }
        index.slots = vec![Slot::default(); (groups.len() * 2).next_power_of_two()];
        let mask = index.slots.len() - 1;
        for group in groups {
            let free = (hash(group.key) as usize >> 32..)
                .map(|at| at & mask)
                .find(|&at| index.slots.get(at).is_none_or(|slot| slot.from == slot.to));
            if let Some(slot) = free.and_then(|at| index.slots.get_mut(at)) {
                *slot = group;
            }
        }
        index
    }

    /// Where in the filter a key has its bit.
    #[inline]
    fn place(&self, key: u64) -> (usize, u64) {
        let hash = hash(key);
        ((hash >> 32) as usize & self.filter.len().wrapping_sub(1), 1 << (hash >> 58))
    }

    #[inline]
    fn known(&self, key: u64) -> bool {
        let (slot, bit) = self.place(key);
        self.filter.get(slot).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether a word may have this edge; most often none has.
    #[inline]
    fn may_hold(&self, edge: u64) -> bool {
        let (slot, bit) = one(edge);
        self.chars.get(slot).is_some_and(|bits| bits & bit != 0)
            && (self.known(outer(edge, TWO)) || (self.singles && self.known(outer(edge, ONE))))
            || (self.tinies < self.rows.len() && self.tiny(edge))
    }

    /// Whether there is a word of less than three bytes that may have this edge.
    #[inline]
    fn tiny(&self, edge: u64) -> bool {
        let byte = edge as usize & 0xff;
        self.tiny.get(byte / 64).is_some_and(|bits| bits >> (byte % 64) & 1 == 1)
    }

    /// The first row, from the longest word on, for which `each` tells something.
    fn search<R>(&self, edge: u64, mut each: impl FnMut(&Row) -> Option<R>) -> Option<R> {
        for key in [outer(edge, TWO), outer(edge, ONE)] {
            if self.known(key) {
                for row in self.rows_of(key) {
                    if edge & row.mask == row.edge
                        && let Some(found) = each(row)
                    {
                        return Some(found);
                    }
                }
            }
        }
        if !self.tiny(edge) {
            return None;
        }
        let tiny = self.rows.get(self.tinies..).unwrap_or_default();
        tiny.iter().filter(|row| edge & row.mask == row.edge).find_map(each)
    }

    #[inline]
    fn rows_of(&self, key: u64) -> &[Row] {
        let mask = self.slots.len().wrapping_sub(1);
        for at in hash(key) as usize >> 32.. {
            match self.slots.get(at & mask) {
                Some(slot) if slot.from < slot.to => {
                    if slot.key == key {
                        return self.rows.get(slot.from as usize..slot.to as usize).unwrap_or(&[]);
                    }
                }
                _ => break,
            }
        }
        &[]
    }
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), first: Index::default(), last: Index::default(), longest: 0 }
    }
}

impl Words<()> {
    /// A set of words that say nothing but that they are there.
    pub fn plain(words: impl IntoIterator<Item = String>) -> Self {
        Self::new(words.into_iter().map(|word| (word, ())))
    }
}

impl<T> Words<T> {
    /// A set of these words; of a word given twice the last tag counts.
    pub fn new(words: impl IntoIterator<Item = (String, T)>) -> Self {
        let unique: HashMap<Box<str>, T> = words
            .into_iter()
            .filter(|(word, _)| !word.is_empty())
            .map(|(word, tag)| (word.into_boxed_str(), tag))
            .collect();
        let mut entries: Vec<(Box<str>, T)> = unique.into_iter().collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let first = Index::new(&entries, head);
        let last = Index::new(&entries, tail);
        let longest = entries.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        Self { entries, first, last, longest }
    }

    /// The longest word that `text` begins with, and its tag.
    #[inline]
    pub fn at_start<'a>(&'a self, text: &str) -> Option<(&'a str, &'a T)> {
        let edge = head(text.as_bytes());
        if self.first.may_hold(edge) { self.starting(text, edge) } else { None }
    }

    fn starting(&self, text: &str, edge: u64) -> Option<(&str, &T)> {
        self.first.search(edge, |row| {
            let (word, tag) = self.entries.get(row.entry as usize)?;
            (row.len <= 8 || text.starts_with(&**word)).then_some((&**word, tag))
        })
    }

    /// The longest word that `text` ends with, and its tag.
    #[inline]
    pub fn at_end<'a>(&'a self, text: &str) -> Option<(&'a str, &'a T)> {
        let edge = tail(text.as_bytes());
        if self.last.may_hold(edge) { self.ending(text, edge) } else { None }
    }

    fn ending(&self, text: &str, edge: u64) -> Option<(&str, &T)> {
        self.last.search(edge, |row| {
            let (word, tag) = self.entries.get(row.entry as usize)?;
            (row.len <= 8 || text.ends_with(&**word)).then_some((&**word, tag))
        })
    }

    /// Whether `text` is one of the words.
    pub fn contains(&self, text: &str) -> bool {
        self.get(text).is_some()
    }

    /// The tag of the word that `text` is.
    pub fn get(&self, text: &str) -> Option<&T> {
        if text.len() > self.longest {
            return None;
        }
        self.at_start(text).filter(|(word, _)| word.len() == text.len()).map(|(_, tag)| tag)
    }

    /// The first word found in `text`, its byte offset and tag; the longest where several begin
    /// at the same place.
    pub fn find<'a>(&'a self, text: &str) -> Option<(usize, &'a str, &'a T)> {
        let mut rest = text;
        while let Some(&first) = rest.as_bytes().first() {
            let edge = head(rest.as_bytes());
            if self.first.may_hold(edge)
                && let Some((word, tag)) = self.starting(rest, edge)
            {
                return Some((text.len() - rest.len(), word, tag));
            }
            let width = if leads_han(first) { ONE } else { rest.chars().next()?.len_utf8() };
            rest = rest.get(width..)?;
        }
        None
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Tells `each` all words that `text` begins with and their tags, the longest first.
    #[inline]
    pub fn all_at_start(&self, text: &str, mut each: impl FnMut(&str, &T)) {
        let edge = head(text.as_bytes());
        if self.first.may_hold(edge) {
            self.first.search(edge, |row| {
                let (word, tag) = self.entries.get(row.entry as usize)?;
                if row.len <= 8 || text.starts_with(&**word) {
                    each(word, tag);
                }
                None::<()>
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_counts() {
        let words =
            Words::new([("个", 1), ("个工作日", 2), ("工作日", 3)].map(|(w, t)| (w.to_owned(), t)));
        assert_eq!(words.at_start("个工作日内"), Some(("个工作日", &2)));
        assert_eq!(words.at_start("个月"), Some(("个", &1)));
        assert_eq!(words.at_end("五个工作日"), Some(("个工作日", &2)));
        assert_eq!(words.at_end("件"), None);
        assert_eq!(words.find("五个工作日"), Some((3, "个工作日", &2)));
        assert_eq!(words.find("é5 五个"), Some((7, "个", &1)));
        assert_eq!(words.find("五日"), None);
        assert!(words.contains("工作日") && !words.contains("工作"));
    }

    #[test]
    fn words_of_any_width_are_found_at_the_edges() {
        let list = [":", "km", "：", "·", "人·次", "场(次)", "各县(市、区)", "约、", "达:"];
        let words = Words::plain(list.map(str::to_owned));
        for word in list {
            for other in ["", "x", "县", "各县", "·", "很长的一句话"] {
                let text = format!("{word}{other}");
                let found = words.at_start(&text).map(|(found, ())| found);
                assert_eq!(found, Some(word), "{text}");
                let text = format!("{other}{word}");
                let found = words.at_end(&text).map(|(found, ())| found);
                let want = if word == ":" && other.ends_with("达") { "达:" } else { word };
                assert_eq!(found, Some(want), "{text}");
            }
        }
        for text in ["", "k", "人", "场", "各县", "场(次", "\u{b7}a".get(2..).unwrap()] {
            assert_eq!(words.at_start(text), None, "{text}");
            assert_eq!(words.at_end(text), None, "{text}");
        }
    }
}
