//! A set of words that answers which of them a text begins or ends with.

use std::collections::HashMap;

/// Words with a tag each, looked up at the edges of a text, the longest first.
///
/// Naming a figure asks hundreds of such questions, and nearly all are answered by no: a look-up
/// that misses costs a bit test, one that hits compares words eight bytes at a time.
#[derive(Debug, Clone)]
pub struct Words<T> {
    entries: Vec<(Box<str>, T)>,
    first: Index,
    last: Index,
    /// Bytes of the longest word.
    longest: usize,
}

/// The words that one character opens (or closes), longest first.
#[derive(Debug, Clone, Default)]
struct Index {
    /// Bit `c % 1024` is set where a word begins with `c`.
    known: [u64; 16],
    /// A hash table of characters with their rows; its length is a power of two. A row range
    /// that is empty marks a free slot.
    slots: Vec<(char, u32, u32)>,
    rows: Vec<Row>,
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
fn head(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(&bytes) => u64::from_le_bytes(bytes),
        None => text.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    }
}

/// The last eight bytes, the last one lowest; zeros beyond the beginning.
fn tail(text: &[u8]) -> u64 {
    match text.last_chunk() {
        Some(&bytes) => u64::from_be_bytes(bytes),
        None => text.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    }
}

impl Index {
    fn new<T>(
        entries: &[(Box<str>, T)],
        key: fn(&str) -> Option<char>,
        edge: fn(&[u8]) -> u64,
    ) -> Self {
        let mut words: Vec<(char, &str, u32)> = (0_u32..)
            .zip(entries)
            .filter_map(|(entry, (word, _))| Some((key(word)?, &**word, entry)))
            .collect();
        words.sort_by_key(|&(c, word, entry)| (c, std::cmp::Reverse(word.len()), entry));
        let mut index = Self::default();
        let mut groups: Vec<(char, u32, u32)> = Vec::new();
        for (at, &(c, word, entry)) in (0_u32..).zip(&words) {
            match groups.last_mut() {
                Some(last) if last.0 == c => last.2 = at + 1,
                _ => groups.push((c, at, at + 1)),
            }
            let mask = if word.len() < 8 { (1 << (8 * word.len())) - 1 } else { u64::MAX };
            let len = u32::try_from(word.len()).unwrap_or(u32::MAX);
            index.rows.push(Row { edge: edge(word.as_bytes()), mask, len, entry });
        }
        index.slots = vec![Default::default(); (groups.len() * 2).next_power_of_two()];
        for group in groups {
            let c = group.0 as usize;
            if let Some(bits) = index.known.get_mut(c / 64 % 16) {
                *bits |= 1 << (c % 64);
            }
            let mask = index.slots.len() - 1;
            let free = (c..)
                .map(|at| at & mask)
                .find(|&at| index.slots.get(at).is_none_or(|&(_, from, to)| from == to));
            if let Some(slot) = free.and_then(|at| index.slots.get_mut(at)) {
                *slot = group;
            }
        }
        index
    }

    /// The rows of a character; most often there are none.
    #[inline]
    fn get(&self, c: char) -> &[Row] {
        let code = c as usize;
        let bits = self.known.get(code / 64 % 16).copied().unwrap_or_default();
        if bits >> (code % 64) & 1 == 0 { &[] } else { self.rows_of(c) }
    }

    fn rows_of(&self, c: char) -> &[Row] {
        let mask = self.slots.len().wrapping_sub(1);
        for at in c as usize.. {
            match self.slots.get(at & mask) {
                Some(&(key, from, to)) if from < to => {
                    if key == c {
                        return self.rows.get(from as usize..to as usize).unwrap_or_default();
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
        let first = Index::new(&entries, |word| word.chars().next(), head);
        let last = Index::new(&entries, |word| word.chars().next_back(), tail);
        let longest = entries.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        Self { entries, first, last, longest }
    }

    /// The longest word that `text` begins with, and its tag.
    #[inline]
    pub fn at_start<'a>(&'a self, text: &str) -> Option<(&'a str, &'a T)> {
        let rows = self.first.get(text.chars().next()?);
        if rows.is_empty() {
            return None;
        }
        self.pick(rows, head(text.as_bytes()), |word| text.starts_with(word))
    }

    /// The longest word that `text` ends with, and its tag.
    #[inline]
    pub fn at_end<'a>(&'a self, text: &str) -> Option<(&'a str, &'a T)> {
        let rows = self.last.get(text.chars().next_back()?);
        if rows.is_empty() {
            return None;
        }
        self.pick(rows, tail(text.as_bytes()), |word| text.ends_with(word))
    }

    /// Whether `text` is one of the words.
    pub fn contains(&self, text: &str) -> bool {
        text.len() <= self.longest && self.at_start(text).is_some_and(|(word, _)| word == text)
    }

    /// The first word found in `text`, its byte offset and tag; the longest where several begin
    /// at the same place.
    pub fn find<'a>(&'a self, text: &str) -> Option<(usize, &'a str, &'a T)> {
        text.char_indices().find_map(|(at, _)| {
            let (word, tag) = self.at_start(text.get(at..)?)?;
            Some((at, word, tag))
        })
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn pick(&self, rows: &[Row], edge: u64, fits: impl Fn(&str) -> bool) -> Option<(&str, &T)> {
        rows.iter()
            .filter(|row| edge & row.mask == row.edge)
            .filter_map(|row| Some((row, self.entries.get(row.entry as usize)?)))
            .find(|(row, (word, _))| row.len <= 8 || fits(word))
            .map(|(_, (word, tag))| (&**word, tag))
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
        assert!(words.contains("工作日") && !words.contains("工作"));
    }
}
