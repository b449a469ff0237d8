//! A set of words that answers which of them a text begins or ends with.

use std::collections::HashMap;

/// Words with a tag each, looked up at the edges of a text, the longest first.
#[derive(Debug, Clone)]
pub struct Words<T> {
    entries: Vec<(Box<str>, T)>,
    /// Entries by first character, longest first.
    first: Index,
    /// Entries by last character, longest first.
    last: Index,
    /// Bytes of the longest word.
    longest: usize,
}

/// Characters with the entries that they open (or close), sorted by character.
#[derive(Debug, Clone, Default)]
struct Index {
    keys: Vec<(char, u32, u32)>,
    order: Vec<u32>,
}

impl Index {
    fn new<T>(entries: &[(Box<str>, T)], key: fn(&str) -> Option<char>) -> Self {
        let mut rows: Vec<(char, usize, u32)> = (0_u32..)
            .zip(entries)
            .filter_map(|(i, (word, _))| Some((key(word)?, word.len(), i)))
            .collect();
        rows.sort_by_key(|&(c, len, i)| (c, std::cmp::Reverse(len), i));
        let mut keys: Vec<(char, u32, u32)> = Vec::new();
        for (at, &(c, _, _)) in (0_u32..).zip(&rows) {
            match keys.last_mut() {
                Some(last) if last.0 == c => last.2 = at + 1,
                _ => keys.push((c, at, at + 1)),
            }
        }
        Self { keys, order: rows.iter().map(|&(_, _, i)| i).collect() }
    }

    fn get(&self, c: char) -> &[u32] {
        self.keys
            .binary_search_by_key(&c, |&(key, _, _)| key)
            .ok()
            .and_then(|at| self.keys.get(at))
            .and_then(|&(_, from, to)| self.order.get(from as usize..to as usize))
            .unwrap_or_default()
    }
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), first: Index::default(), last: Index::default(), longest: 0 }
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
        let first = Index::new(&entries, |word| word.chars().next());
        let last = Index::new(&entries, |word| word.chars().next_back());
        let longest = entries.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        Self { entries, first, last, longest }
    }

    /// The longest word that `text` begins with, and its tag.
    pub fn at_start<'a>(&'a self, text: &str) -> Option<(&'a str, &'a T)> {
        self.pick(self.first.get(text.chars().next()?), |word| text.starts_with(word))
    }

    /// The longest word that `text` ends with, and its tag.
    pub fn at_end<'a>(&'a self, text: &str) -> Option<(&'a str, &'a T)> {
        self.pick(self.last.get(text.chars().next_back()?), |word| text.ends_with(word))
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

    fn pick(&self, order: &[u32], fits: impl Fn(&str) -> bool) -> Option<(&str, &T)> {
        order
            .iter()
            .filter_map(|&i| self.entries.get(i as usize))
            .find(|(word, _)| fits(word))
            .map(|(word, tag)| (&**word, tag))
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
