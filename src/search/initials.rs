//! Words found by the letters that their pinyin begins with: `xzfy` finds 行政复议, `行政fy` too.
//!
//! Han characters take three bytes each, so words of `n` characters fill a window of `3n` bytes, and
//! looking at one character in every `n` is enough to miss none. Where characters stand among the
//! letters, they are searched for, and the letters compared around them. A heteronym counts with all
//! of its readings.

use super::forms::{Forms, HAN, han_index};
use super::plain;
use crate::text::Span;
use memchr::memmem::Finder;

/// The letters and characters of a query, as a table over Han characters.
#[derive(Clone)]
pub(super) struct Initials {
    /// For each Han character, the places in the query (bit 0 the first) where it may stand.
    places: Box<[u16]>,
    /// Number of characters.
    len: usize,
    /// What finds the characters among the letters, one for each of their forms …
    finders: Vec<Finder<'static>>,
    /// … and the place in the query where they begin.
    anchor: usize,
}

impl std::fmt::Debug for Initials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Initials").field("len", &self.len).finish_non_exhaustive()
    }
}

/// Longest query: one bit a character.
const LONGEST: usize = 16;

impl Initials {
    /// The table for `words`; `None` unless they are two to [`LONGEST`] small letters, or letters
    /// mixed with Han characters. A capital letter means itself.
    pub(super) fn new(words: &str, forms: &Forms) -> Option<Self> {
        let chars: Vec<char> = words.chars().map(crate::text::class::fold).collect();
        let letters = chars.iter().filter(|c| c.is_ascii_lowercase()).count();
        let fits = chars.iter().all(|c| c.is_ascii_lowercase() || han_index(*c).is_some());
        if !fits || letters == 0 || !(2..=LONGEST).contains(&chars.len()) {
            return None;
        }
        let mut by_letter = [0_u16; 26];
        let mut places = vec![0; HAN].into_boxed_slice();
        // The forms of each character; none of a letter.
        let mut stand: Vec<Vec<char>> = vec![Vec::new(); chars.len()];
        for (at, &c) in chars.iter().enumerate() {
            if c.is_ascii_lowercase() {
                if let Some(slot) = by_letter.get_mut(c as usize - 'a' as usize) {
                    *slot |= 1 << at;
                }
                continue;
            }
            let mut all = forms.of(c, true);
            all.retain(|form| han_index(*form).is_some());
            for index in all.iter().copied().filter_map(han_index) {
                if let Some(slot) = places.get_mut(index) {
                    *slot |= 1 << at;
                }
            }
            if let Some(slot) = stand.get_mut(at) {
                *slot = all;
            }
        }
        for (slot, &bits) in places.iter_mut().zip(forms.all_initials()) {
            let mut bits = bits;
            while bits != 0 {
                *slot |= by_letter.get(bits.trailing_zeros() as usize).copied().unwrap_or(0);
                bits &= bits - 1;
            }
        }
        let counts =
            stand.iter().map(|forms| if forms.is_empty() { usize::MAX } else { forms.len() });
        let anchor = plain::anchor(counts)?;
        let finder = |words: String| Finder::new(words.as_bytes()).into_owned();
        let finders = match stand.get(anchor.clone())? {
            [one] => one.iter().map(|form| finder(form.to_string())).collect(),
            several => vec![finder(several.iter().filter_map(|forms| forms.first()).collect())],
        };
        Some(Self { places, len: chars.len(), finders, anchor: anchor.start })
    }

    /// Appends all places in `text`, offset by `base`, in reading order, none overlapping another.
    pub(super) fn find(&self, text: &str, base: usize, hits: &mut Vec<Span>) {
        if self.finders.is_empty() {
            return self.find_letters(text, base, hits);
        }
        let bytes = text.as_bytes();
        let from = hits.len();
        for finder in &self.finders {
            let mut next = 0;
            while let Some(at) = bytes.get(next..).and_then(|rest| finder.find(rest)) {
                let at = next + at;
                // Characters that repeat themselves may be found again inside what was found.
                next = at + 3;
                let start = at.checked_sub(3 * self.anchor);
                if let Some(start) = start.filter(|start| self.stands_at(bytes, *start)) {
                    hits.push(Span::new(base + start, base + start + 3 * self.len));
                }
            }
        }
        plain::tidy(hits, from);
    }

    /// The same where there are letters alone.
    fn find_letters(&self, text: &str, base: usize, hits: &mut Vec<Span>) {
        let bytes = text.as_bytes();
        let window = 3 * self.len;
        let last = 1 << (self.len - 1);
        let mut done = 0;
        let mut probe = window.saturating_sub(1);
        while probe < bytes.len() {
            let at = char_start(bytes, probe);
            let mut places = self.places_at(bytes, at);
            probe = at + window;
            // A letter fits one character in ten, so most places fall with the next character.
            if places != 0 {
                places &= self.places_at(bytes, at + 3) >> 1 | last;
            }
            // From the last place on: the earliest start comes first.
            while places != 0 {
                let place = 15 - places.leading_zeros() as usize;
                places &= !(1 << place);
                let Some(start) = at.checked_sub(3 * place).filter(|start| *start >= done) else {
                    continue;
                };
                if self.stands_at(bytes, start) {
                    done = start + window;
                    hits.push(Span::new(base + start, base + done));
                    // No window that begins before `done` counts any more.
                    probe = done + window - 1;
                    break;
                }
            }
        }
    }

    fn stands_at(&self, bytes: &[u8], start: usize) -> bool {
        (0..self.len).all(|k| self.places_at(bytes, start + 3 * k) >> k & 1 == 1)
    }

    /// The places of the Han character at byte `at`; 0 where none starts there.
    #[inline]
    fn places_at(&self, bytes: &[u8], at: usize) -> u16 {
        let Some(&[a, b, c]) = bytes.get(at..at + 3) else { return 0 };
        if !(0xe4..=0xe9).contains(&a) {
            return 0;
        }
        let code =
            (usize::from(a & 0xf) << 12) | (usize::from(b & 0x3f) << 6) | usize::from(c & 0x3f);
        self.places.get(code.wrapping_sub(0x4e00)).copied().unwrap_or(0)
    }
}

/// The first byte of the character that byte `at` belongs to.
#[inline]
fn char_start(bytes: &[u8], mut at: usize) -> usize {
    while at > 0 && bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// Made once: it takes long without optimisation.
    static FORMS: LazyLock<Forms> = LazyLock::new(Forms::new);

    fn found(words: &str, text: &str) -> Vec<String> {
        let mut hits = Vec::new();
        if let Some(initials) = Initials::new(words, &FORMS) {
            initials.find(text, 0, &mut hits);
        }
        hits.iter().map(|hit| text[hit.range()].to_owned()).collect()
    }

    #[test]
    fn letters_find_words() {
        assert_eq!(found("xzfy", "全市行政复议86件，行政復議。"), ["行政复议", "行政復議"]);
        assert_eq!(found("行政fy", "行政复议"), ["行政复议"]);
        assert_eq!(found("hy", "行业、行政"), ["行业"]);
        assert_eq!(found("x政f议", "行政復議、行政复议"), ["行政復議", "行政复议"]);
        assert_eq!(found("復y", "行政復議、复议"), ["復議", "复议"]);
        assert_eq!(found("行行z", "行行行政"), ["行行政"]);
        assert_eq!(found("ｘｚ", "行政"), ["行政"]);
        assert_eq!(found("dj", "调解"), found("tj", "调解"));
    }

    #[test]
    fn what_is_not_letters_is_left_to_the_words_themselves() {
        for words in ["x", "XZ", "x1", "行政", "x z", "", &"a".repeat(17)] {
            assert!(Initials::new(words, &FORMS).is_none(), "{words}");
        }
    }

    proptest! {
        #[test]
        fn finds_what_a_slow_search_finds(words in "[xzf行复]{1,4}", text in "[行政复復议调1，é😀]{0,40}") {
            let forms = &*FORMS;
            let Some(initials) = Initials::new(&words, forms) else { return Ok(()) };
            let mut hits = Vec::new();
            initials.find(&text, 0, &mut hits);
            let fits = |word: char, c: char| match word {
                'a'..='z' => forms.initials(c) >> (word as u32 - 'a' as u32) & 1 == 1,
                _ => forms.key(word) == forms.key(c),
            };
            let (mut slow, mut at) = (Vec::new(), 0);
            while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
                let mut chars = rest.chars();
                if words.chars().all(|w| chars.next().is_some_and(|c| fits(w, c))) {
                    let end = text.len() - chars.as_str().len();
                    slow.push(Span::new(at, end));
                    at = end;
                } else {
                    at += rest.chars().next().map_or(1, char::len_utf8);
                }
            }
            prop_assert_eq!(hits, slow);
        }
    }
}
