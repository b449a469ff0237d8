//! A set of words that answers which of them a text begins or ends with.

use crate::text::class::{Nearly, width};
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

/// The words by the bytes at one of their edges. An edge is up to eight bytes of a
/// word or text as a number, the outermost byte lowest, zeros beyond its end.
#[derive(Debug, Clone)]
struct Index {
    /// The words' outermost characters: most texts are told by them.
    near: Nearly,
    /// Outermost bytes of the words that are shorter than a Han character.
    tiny: [u64; 4],
    /// Whether there are words of one Han character.
    singles: bool,
    /// A set bit for the hash of each key: a word's outer two Han characters, or its only one.
    filter: Vec<u64>,
    /// Where in `rows` each bucket of a hash table of keys begins, and the last one ends; their number
    /// is a power of two.
    buckets: Vec<u32>,
    /// The words bucket by bucket, the longest first.
    rows: Vec<Row>,
}

/// One word: its eight bytes at the edge, or fewer, and the eight at its other end.
#[derive(Debug, Clone, Copy)]
struct Row {
    edge: u64,
    mask: u64,
    other: u64,
    len: u32,
    entry: u32,
}

/// Bytes of an edge.
const EDGE: usize = 8;

impl Row {
    /// Whether `text`, which has the word's first edge, begins with it.
    #[inline]
    fn begins(&self, text: &str, word: &str) -> bool {
        let len = self.len as usize;
        len <= EDGE
            || (text.as_bytes().get(len - EDGE..).is_some_and(|end| head(end) == self.other)
                && (len <= 2 * EDGE || text.starts_with(word)))
    }

    /// Whether `text`, which has the word's last edge, ends with it.
    #[inline]
    fn ends(&self, text: &str, word: &str) -> bool {
        let len = self.len as usize;
        let from_word = || text.as_bytes().get(text.len().checked_sub(len)?..);
        len <= EDGE
            || (from_word().is_some_and(|word| head(word) == self.other)
                && (len <= 2 * EDGE || text.ends_with(word)))
    }
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

#[inline]
fn hash(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Index {
    /// The words by the bytes at one edge, where `outermost` is their first or last character; `other` are the
    /// first eight of their last or first bytes.
    fn new<T>(
        entries: &[(Box<str>, T)],
        outermost: fn(&str) -> Option<char>,
        edge: fn(&[u8]) -> u64,
        other: fn(&[u8]) -> u64,
    ) -> Self {
        let buckets = (2 * entries.len()).next_power_of_two();
        let mut index = Self {
            near: entries
                .iter()
                .filter_map(|(word, _)| outermost(word))
                .fold(Nearly::EMPTY, Nearly::with),
            tiny: [0; 4],
            singles: false,
            filter: vec![0; (entries.len() / 4).next_power_of_two()],
            buckets: vec![0; buckets + 1],
            rows: Vec::new(),
        };
        let mut words: Vec<(usize, Row)> = Vec::with_capacity(entries.len());
        for (entry, (word, _)) in (0_u32..).zip(entries) {
            let (edge, other) = (edge(word.as_bytes()), other(word.as_bytes()));
            let mask = if word.len() < EDGE { (1 << (8 * word.len())) - 1 } else { u64::MAX };
            let len = u32::try_from(word.len()).unwrap_or(u32::MAX);
            let key = match word.len() {
                ..ONE => None,
                ONE..TWO => Some(hash(outer(edge, ONE))),
                TWO.. => Some(hash(outer(edge, TWO))),
            };
            // Tiny words come behind all buckets.
            let bucket = key.map_or(buckets, |key| index.bucket(key));
            words.push((bucket, Row { edge, mask, other, len, entry }));
            let Some(key) = key else {
                let byte = edge as usize & 0xff;
                if let Some(bits) = index.tiny.get_mut(byte / 64) {
                    *bits |= 1 << (byte % 64);
                }
                continue;
            };
            index.singles |= word.len() < TWO;
            let (slot, bit) = index.place(key);
            if let Some(bits) = index.filter.get_mut(slot) {
                *bits |= bit;
            }
        }
        words.sort_by_key(|(bucket, row)| (*bucket, std::cmp::Reverse(row.len), row.entry));
        for (bucket, begin) in index.buckets.iter_mut().enumerate() {
            let before = words.partition_point(|(other, _)| *other < bucket);
            *begin = u32::try_from(before).unwrap_or(u32::MAX);
        }
        index.rows = words.into_iter().map(|(_, row)| row).collect();
        index
    }

    /// The bucket of a key's hash.
    #[inline]
    fn bucket(&self, hash: u64) -> usize {
        hash as usize >> 32 & self.buckets.len().wrapping_sub(2)
    }

    /// Where in the filter it has its bit.
    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 32) as usize & self.filter.len().wrapping_sub(1), 1 << (hash >> 58))
    }

    #[inline]
    fn known(&self, hash: u64) -> bool {
        let (slot, bit) = self.place(hash);
        self.filter.get(slot).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether there is a word of less than three bytes that may have this edge.
    #[inline]
    fn tiny(&self, edge: u64) -> bool {
        let byte = edge as usize & 0xff;
        self.tiny.get(byte / 64).is_some_and(|bits| bits >> (byte % 64) & 1 == 1)
    }

    /// The first row, from the longest word on, for which `each` tells something.
    #[inline]
    fn search<R>(&self, edge: u64, mut each: impl FnMut(&Row) -> Option<R>) -> Option<R> {
        let (long, short) = (hash(outer(edge, TWO)), hash(outer(edge, ONE)));
        let tried = self.known(long).then(|| self.bucket(long));
        if let Some(found) = tried.and_then(|bucket| self.probe(bucket, edge, &mut each)) {
            return Some(found);
        }
        // Words of one character may lie in the bucket of those of more.
        if self.singles
            && self.known(short)
            && tried != Some(self.bucket(short))
            && let Some(found) = self.probe(self.bucket(short), edge, &mut each)
        {
            return Some(found);
        }
        if self.tiny(edge) {
            self.probe(self.buckets.len().wrapping_sub(1), edge, each)
        } else {
            None
        }
    }

    /// The first row of a bucket that fits the edge and for which `each` tells something.
    #[inline(always)]
    fn probe<R>(&self, bucket: usize, edge: u64, each: impl FnMut(&Row) -> Option<R>) -> Option<R> {
        self.rows_of(bucket).iter().filter(|row| edge & row.mask == row.edge).find_map(each)
    }

    /// The rows of a bucket; those of tiny words behind the last one.
    #[inline]
    fn rows_of(&self, bucket: usize) -> &[Row] {
        let Some(&from) = self.buckets.get(bucket) else { return &[] };
        let to = self.buckets.get(bucket + 1).map_or(self.rows.len(), |&to| to as usize);
        self.rows.get(from as usize..to).unwrap_or_default()
    }
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self::new([])
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
        let ending = |word: &[u8]| head(word.last_chunk::<EDGE>().map_or(word, |end| end));
        let first = Index::new(&entries, |word| word.chars().next(), head, ending);
        let last = Index::new(&entries, |word| word.chars().next_back(), tail, head);
        let longest = entries.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        Self { entries, first, last, longest }
    }

    /// The longest word that `text` begins with, and its tag.
    #[inline]
    pub fn at_start<'a>(&'a self, text: &str) -> Option<(&'a str, &'a T)> {
        if self.first.near.has(text.as_bytes()) { self.starting(text) } else { None }
    }

    fn starting(&self, text: &str) -> Option<(&str, &T)> {
        self.first.search(head(text.as_bytes()), |row| {
            let (word, tag) = self.entries.get(row.entry as usize)?;
            row.begins(text, word).then_some((&**word, tag))
        })
    }

    /// The longest word that `text` ends with, and its tag.
    #[inline]
    pub fn at_end<'a>(&'a self, text: &str) -> Option<(&'a str, &'a T)> {
        if self.last.near.has_back(text.as_bytes()) { self.ending(text) } else { None }
    }

    fn ending(&self, text: &str) -> Option<(&str, &T)> {
        self.last.search(tail(text.as_bytes()), |row| {
            let (word, tag) = self.entries.get(row.entry as usize)?;
            row.ends(text, word).then_some((&**word, tag))
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
        let mut at = 0;
        loop {
            at = self.first.near.skip(text.as_bytes(), at);
            let rest = text.get(at..)?;
            if let Some((word, tag)) = self.starting(rest) {
                return Some((at, word, tag));
            }
            at += width(*rest.as_bytes().first()?);
        }
    }

    /// Tells `each` all words that begin anywhere in `text`: where, the word, and its tag; at one place
    /// the longest first.
    #[inline]
    pub fn all(&self, text: &str, mut each: impl FnMut(usize, &str, &T)) {
        let mut at = 0;
        while let Some(rest) = text.get(at..)
            && let [first, ..] = rest.as_bytes()
        {
            if self.first.near.has(rest.as_bytes()) {
                self.first.search(head(rest.as_bytes()), |row| {
                    let (word, tag) = self.entries.get(row.entry as usize)?;
                    if row.begins(rest, word) {
                        each(at, word, tag);
                    }
                    None::<()>
                });
            }
            at += width(*first);
        }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
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
