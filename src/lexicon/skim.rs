//! Passing quickly over text in which hardly any of the words looked for stands.

use super::Finder;

/// Bytes that are looked at together.
const BLOCK: usize = 3;

/// The same with the byte before them: so many are read at once.
const READ: usize = BLOCK + 1;

/// Bits of a block's hash: enough that hardly two blocks share one.
const BITS: u32 = 13;

/// Tells where one of many words may begin, without looking at every character (after Wu and
/// Manber): a word that begins here fills the next so many bytes, and where their last three are
/// in no word at such a place, none begins here or in the bytes that are then leapt over.
#[derive(Debug)]
pub(super) struct Skim {
    /// Bytes of the shortest word.
    window: usize,
    /// How far to leap, by the hash of the block at the window's end; 0 where a word may begin.
    leaps: Box<[u8; 1 << BITS]>,
}

/// Of the last three bytes.
#[inline]
fn hash(read: [u8; READ]) -> usize {
    let sum = u32::from_le_bytes(read) >> u8::BITS;
    (sum.wrapping_mul(0x9e37_79b1) >> (u32::BITS - BITS)) as usize
}

impl Skim {
    /// Looks for these words.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Self {
        let lengths = words.clone().map(str::len).filter(|&len| len > 0);
        let window = lengths.min().unwrap_or(0).min(usize::from(u8::MAX));
        let far = u8::try_from(window.saturating_sub(BLOCK - 1)).unwrap_or(0);
        let mut leaps = Box::new([far; 1 << BITS]);
        for word in words {
            let blocks = word.as_bytes().get(..window).unwrap_or_default().windows(BLOCK);
            for (block, leap) in blocks.zip((0..far).rev()) {
                let &[a, b, c] = block else { continue };
                if let Some(slot) = leaps.get_mut(hash([0, a, b, c])) {
                    *slot = leap.min(*slot);
                }
            }
        }
        Self { window, leaps }
    }

    /// The first place from byte `at` on where a word may begin; it need not be a character's.
    pub(super) fn next(&self, text: &[u8], mut at: usize) -> Option<usize> {
        let Some(before) = self.window.checked_sub(READ) else {
            return (at < text.len()).then_some(at);
        };
        let far = self.window - (BLOCK - 1);
        loop {
            let rest = text.get(at + before..)?;
            // Most leaps are the farthest. Two of them are made at once: where they land is not read but
            // foreseen, so that the processor need not wait for the one to begin the other.
            match self.leap(rest, 0)? {
                0 => return Some(at),
                leap if leap < far => at += leap,
                _ if self.leap(rest, far) == Some(far) => at += 2 * far,
                _ => at += far,
            }
        }
    }

    /// How far to leap where a window ends with the block that is read at byte `at`.
    #[inline]
    fn leap(&self, text: &[u8], at: usize) -> Option<usize> {
        let read = text.get(at..)?.first_chunk()?;
        self.leaps.get(hash(*read)).map(|&leap| usize::from(leap))
    }
}

/// Words with a value each that are few, long and far apart, found in one pass as by a [`Finder`].
#[derive(Debug)]
pub struct Rare<V> {
    words: Finder<V>,
    skim: Skim,
}

impl<V: Copy> Rare<V> {
    /// Looks for these words.
    pub(super) fn new<W: AsRef<str>>(words: Vec<(W, V)>) -> Self {
        let skim = Skim::new(words.iter().map(|(word, _)| word.as_ref()));
        Self { words: Finder::new(words), skim }
    }

    /// Whether any word is in `text`.
    pub fn any(&self, text: &str) -> bool {
        self.iter(text).next().is_some()
    }

    /// The words in `text` from left to right, without overlap: start, end (bytes), value.
    pub fn iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, V)> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let start = self.skim.next(text.as_bytes(), at)?;
                let found = text.get(start..).and_then(|rest| self.words.at_start(rest));
                at = start + found.map_or(1, |(length, _)| length);
                if let Some((_, value)) = found {
                    return Some((start, at, value));
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_word_is_leapt_over(
            words in prop::collection::vec("[a法治é]{0,4}", 0..8),
            text in "[a法治é]{0,40}",
        ) {
            let skim = Skim::new(words.iter().map(String::as_str));
            let begins = |at: &usize| {
                text.get(*at..).is_some_and(|rest| {
                    words.iter().any(|word| !word.is_empty() && rest.starts_with(word.as_str()))
                })
            };
            let mut at = 0;
            let mut found = Vec::new();
            while let Some(place) = skim.next(text.as_bytes(), at) {
                found.push(place);
                at = place + 1;
            }
            for place in (0..text.len()).filter(begins) {
                prop_assert!(found.contains(&place), "{place} of {found:?}");
            }
        }
    }

    #[test]
    fn rare_words_are_found_as_by_a_finder() {
        let words = ["我市", "市委、市政府", "我中心"].map(str::to_owned);
        let words: Vec<_> = words.into_iter().zip(1..).collect();
        let text = "我市坚持党的领导。市委、市政府、我们和我市，我中心";
        let finder = Finder::new(words.clone());
        assert_eq!(finder.iter(text).count(), 4);
        let rare = Rare::new(words);
        assert!(rare.iter(text).eq(finder.iter(text)));
        assert!(rare.any(text) && !rare.any("坚持党的领导。我们"));
    }

    #[test]
    fn text_without_any_of_the_words_is_passed_over() {
        let skim = Skim::new(["还存在", "有待加强"].into_iter());
        assert_eq!(skim.next("推进依法行政，严格规范公正文明执法。".as_bytes(), 0), None);
        assert_eq!(skim.next("工作还存在不足。".as_bytes(), 0), Some(6));
        assert_eq!(Skim::new([].into_iter()).next(b"", 0), None);
    }
}
