//! Words found anywhere in a text.

use super::words::head;
use crate::text::class::{Nearly, width};

/// Words with a value each, found in one pass: of those that begin at the same place the longest.
///
/// Nearly every character of a text begins none of the words, and a bit test tells so; of those
/// that begin one, two further bit tests tell what follows. The whole takes a few kilobytes, so
/// that many finders stay in the processor's cache beside each other.
#[derive(Clone)]
pub struct Finder<V> {
    /// The words' first characters.
    firsts: Nearly,
    /// The stems of the longer words, hashed.
    long: Bits,
    /// The stems of the shorter ones, hashed.
    short: Bits,
    /// Whether any of these begins with a character of three bytes, as Han characters are.
    short_han: bool,
    /// A hash table of stems with their rows; its length is a power of two. A row range that is
    /// empty marks a free slot.
    slots: Vec<Slot>,
    /// Words of the same stem stand together, the longest first.
    rows: Vec<Row<V>>,
    /// All words, one after the other.
    words: String,
}

/// How a word begins. Of a longer word, the first [`LONG`] bytes; of a shorter one its first
/// character, or its first two bytes if that is ASCII, and a mark that tells it from a long one.
type Stem = u64;

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    stem: Stem,
    from: u32,
    to: u32,
}

#[derive(Debug, Clone, Copy)]
struct Row<V> {
    stem: Stem,
    /// The first eight bytes, the first one lowest; zeros beyond the end.
    head: u64,
    /// Where the whole word is in all words.
    start: u32,
    len: u32,
    value: V,
}

/// Bytes by which longer words are told apart before anything is looked up: two characters.
const LONG: usize = 6;

/// Marks the stem of a shorter word.
const SHORT: Stem = 1 << 63;

/// A set of 4096 hashes.
#[derive(Clone)]
struct Bits([u64; 64]);

impl Bits {
    fn empty() -> Self {
        Self([0; 64])
    }

    fn add(&mut self, hash: u64) {
        if let Some(bits) = self.0.get_mut((hash >> 58) as usize) {
            *bits |= 1 << (hash >> 52 & 63);
        }
    }

    #[inline]
    fn has(&self, hash: u64) -> bool {
        self.0.get((hash >> 58) as usize).is_some_and(|bits| bits >> (hash >> 52 & 63) & 1 == 1)
    }
}

/// The upper bits are well mixed.
#[inline]
fn hash(stem: Stem) -> u64 {
    stem.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The stem of a longer word that begins so.
#[inline]
fn long_stem(head: u64) -> Stem {
    head & ((1 << (8 * LONG)) - 1)
}

/// The stem of a shorter word that begins so, with a character of `width` bytes.
#[inline]
fn short_stem(head: u64, width: usize) -> Stem {
    let bytes = match width {
        1 | 2 => head & 0xffff,
        3 => head & 0xff_ffff,
        _ => head & 0xffff_ffff,
    };
    bytes | SHORT
}

impl<V> std::fmt::Debug for Finder<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder").field("words", &self.rows.len()).finish_non_exhaustive()
    }
}

impl<V: Copy> Finder<V> {
    /// A finder of these words; of a word given twice the first value counts.
    pub fn new<W: AsRef<str>>(words: impl IntoIterator<Item = (W, V)>) -> Self {
        let mut all = String::new();
        let mut rows = Vec::new();
        for (word, value) in words {
            let word = word.as_ref();
            let Some(&first) = word.as_bytes().first() else { continue };
            let (start, len) = (all.len() as u32, word.len() as u32);
            all.push_str(word);
            let head = head(word.as_bytes());
            let stem =
                if word.len() < LONG { short_stem(head, width(first)) } else { long_stem(head) };
            let row = Row { stem, head, start, len, value };
            // Anything may follow a word of one byte, and its stem counts what follows.
            let after = if word.len() == 1 { 0..=0xff } else { 0..=0 };
            rows.extend(after.map(|next: Stem| Row { stem: stem | next << 8, ..row }));
        }
        let text = |row: &Row<V>| all.get(row.start as usize..(row.start + row.len) as usize);
        rows.sort_by(|a, b| (a.stem, b.len, text(a)).cmp(&(b.stem, a.len, text(b))));
        rows.dedup_by(|a, b| a.stem == b.stem && text(a) == text(b));
        let first =
            |row: &Row<V>| all.get(row.start as usize..).and_then(|rest| rest.chars().next());
        let firsts = rows.iter().filter_map(first).fold(Nearly::EMPTY, Nearly::with);
        let mut finder = Self {
            firsts,
            long: Bits::empty(),
            short: Bits::empty(),
            short_han: false,
            slots: Vec::new(),
            rows,
            words: all,
        };
        finder.index();
        finder
    }

    fn index(&mut self) {
        let mut groups: Vec<Slot> = Vec::new();
        for (at, row) in (0..).zip(&self.rows) {
            match groups.last_mut() {
                Some(last) if last.stem == row.stem => last.to = at + 1,
                _ => groups.push(Slot { stem: row.stem, from: at, to: at + 1 }),
            }
            if row.len as usize >= LONG {
                self.long.add(hash(row.stem));
            } else {
                self.short.add(hash(row.stem));
                self.short_han |= width(row.head as u8) == 3;
            }
        }
        self.slots = vec![Slot::default(); (groups.len() * 2).next_power_of_two()];
        let mask = self.slots.len() - 1;
        for group in groups {
            let mut at = (hash(group.stem) >> 32) as usize & mask;
            while self.slots.get(at).is_some_and(|slot| slot.from < slot.to) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = group;
            }
        }
    }

    /// All words in `text` from left to right, without overlap: start, end (bytes), value.
    pub fn iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, V)> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            let found = self.next(text.as_bytes(), at)?;
            at = found.1;
            Some(found)
        })
    }

    /// The first word in `text`.
    pub fn find(&self, text: &str) -> Option<(usize, usize, V)> {
        self.next(text.as_bytes(), 0)
    }

    /// Whether any word is in `text`.
    pub fn any(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Whether a word may begin where `text` begins, told by its first character; if not, none
    /// does.
    #[inline]
    pub fn may_begin(&self, text: &[u8]) -> bool {
        self.firsts.has(text)
    }

    /// Bytes and value of the longest word with which `text` begins.
    #[inline]
    pub fn at_start(&self, text: &str) -> Option<(usize, V)> {
        let bytes = text.as_bytes();
        if self.may_begin(bytes) { self.begins(bytes, width(*bytes.first()?)) } else { None }
    }

    /// The first word that begins at byte `at` or behind it.
    #[inline]
    fn next(&self, text: &[u8], mut at: usize) -> Option<(usize, usize, V)> {
        loop {
            at = self.firsts.skip(text, at);
            let rest = text.get(at..)?;
            let width = width(*rest.first()?);
            if let Some((len, value)) = self.begins(rest, width) {
                return Some((at, at + len, value));
            }
            at += width;
        }
    }

    /// The longest word with which `text` begins; its first character takes `width` bytes.
    #[inline]
    fn begins(&self, text: &[u8], width: usize) -> Option<(usize, V)> {
        let head = head(text);
        let long = long_stem(head);
        if self.long.has(hash(long))
            && let Some(found) = self.longest(text, head, long)
        {
            return Some(found);
        }
        if width == 3 && !self.short_han {
            return None;
        }
        let short = short_stem(head, width);
        if self.short.has(hash(short)) { self.longest(text, head, short) } else { None }
    }

    /// The longest of the words of a stem with which `text` begins.
    fn longest(&self, text: &[u8], head: u64, stem: Stem) -> Option<(usize, V)> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (hash(stem) >> 32) as usize & mask;
        let slot = loop {
            let slot = self.slots.get(at)?;
            if slot.from == slot.to {
                return None;
            }
            if slot.stem == stem {
                break slot;
            }
            at = (at + 1) & mask;
        };
        let rows = self.rows.get(slot.from as usize..slot.to as usize)?;
        rows.iter().find_map(|row| {
            let len = row.len as usize;
            let fits = if len < 8 {
                head & ((1 << (8 * len)) - 1) == row.head
            } else {
                head == row.head && (len == 8 || self.rest_fits(row, text))
            };
            fits.then_some((len, row.value))
        })
    }

    /// Whether what stands behind the first eight bytes is the same too.
    fn rest_fits(&self, row: &Row<V>, text: &[u8]) -> bool {
        let (start, len) = (row.start as usize, row.len as usize);
        self.words.as_bytes().get(start..start + len).is_some_and(|word| text.starts_with(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(finder: &Finder<u8>, text: &str) -> Vec<(usize, usize, u8)> {
        finder.iter(text).collect()
    }

    #[test]
    fn the_longest_of_the_leftmost_counts() {
        let finder =
            Finder::new([("件", 1), ("件次", 2), ("行政复议", 3), ("复议案件", 4), ("件", 5)]);
        assert_eq!(all(&finder, "行政复议案件次"), [(0, 12, 3), (15, 21, 2)]);
        assert_eq!(all(&finder, "复议案件"), [(0, 12, 4)]);
        assert_eq!(finder.find("一件"), Some((3, 6, 1)));
        assert_eq!(finder.at_start("件次数"), Some((6, 2)));
        assert_eq!(finder.at_start("一件"), None);
        assert!(!finder.any("") && !finder.any("行政复"));
    }

    #[test]
    fn no_words_are_found_nowhere() {
        let finder = Finder::<u8>::new([("", 1)]);
        assert!(!finder.any("法治\0"));
        assert!(!Finder::<u8>::new(Vec::<(&str, u8)>::new()).any("法"));
    }

    /// The plain way: at each character, the longest word.
    fn slowly(words: &[String], text: &str) -> Vec<(usize, usize, u8)> {
        let mut found = Vec::new();
        let mut at = 0;
        for (start, _) in text.char_indices() {
            let longest = (0..)
                .zip(words)
                .filter(|(_, word)| !word.is_empty() && text[start..].starts_with(&***word))
                .max_by_key(|(index, word)| (word.len(), std::cmp::Reverse(*index)));
            if let Some((value, word)) = longest.filter(|_| start >= at) {
                at = start + word.len();
                found.push((start, at, value));
            }
        }
        found
    }

    proptest! {
        #[test]
        fn words_of_all_lengths_are_found(
            words in prop::collection::vec("[a1法治é🙂]{0,5}", 0..12),
            text in "[a1法治é🙂]{0,40}",
        ) {
            let finder = Finder::new((0..).zip(&words).map(|(value, word)| (word, value)));
            let found = slowly(&words, &text);
            prop_assert_eq!(all(&finder, &text), found.clone());
            let first = found.first().filter(|(start, ..)| *start == 0);
            prop_assert_eq!(finder.at_start(&text), first.map(|&(_, end, value)| (end, value)));
        }
    }
}
