//! Which Latin letters a text has: reports have few, so a word of letters is told to stand in none of
//! them without reading any.

/// A set of Latin letters, of either case and width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters {
    /// Bit 0 is `a`.
    bits: u32,
}

/// Bytes that are passed over together where none is a letter.
const BLOCK: usize = 64;

impl Letters {
    /// The letters of a text; other scripts and letters with marks do not count.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut bits = 0;
        for block in bytes.chunks(BLOCK) {
            // No early end, so that the bytes are looked at many at a time.
            if block.iter().fold(false, |any, byte| any | byte.is_ascii_alphabetic()) {
                bits |= block.iter().fold(0, |bits, &byte| bits | ascii(byte));
            }
        }
        // Full-width letters are U+FF21–FF3A and U+FF41–FF5A, EF BC A1–BA and EF BD 81–9A.
        for at in memchr::memchr_iter(0xef, bytes) {
            bits |= match bytes.get(at + 1..at + 3) {
                Some(&[0xbc, last @ 0xa1..=0xba]) => ascii(last - 0xa1 + b'a'),
                Some(&[0xbd, last @ 0x81..=0x9a]) => ascii(last - 0x81 + b'a'),
                _ => 0,
            };
        }
        Self { bits }
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// Whether all of `others` are among them.
    pub fn contains(self, others: Self) -> bool {
        others.bits & !self.bits == 0
    }

    /// These and `others`.
    pub fn and(self, others: Self) -> Self {
        Self { bits: self.bits | others.bits }
    }
}

/// The bit of an ASCII letter; 0 for what is none.
fn ascii(byte: u8) -> u32 {
    match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => 1 << (letter - b'a'),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::class::fold;
    use proptest::prelude::*;

    #[test]
    fn cases_and_widths_count_as_one() {
        let letters = Letters::of("政务App、Ｚｘ，é ［１］＠｀｛Ж");
        assert_eq!(letters, Letters::of("apzx"));
        assert!(letters.contains(Letters::of("XP")) && !letters.contains(Letters::of("xq")));
        assert!(letters.contains(Letters::default()) && !letters.is_empty());
        assert!(Letters::of("行政复议，123").is_empty());
        assert_eq!(Letters::of("a").and(Letters::of("z")), Letters::of("za"));
    }

    proptest! {
        #[test]
        fn finds_what_a_slow_look_finds(text in "[行，。1aZｂＹ＠é😀\\n]{0,200}") {
            let slow = text.chars().filter_map(|c| u8::try_from(fold(c)).ok()).map(ascii);
            prop_assert_eq!(Letters::of(&text).bits, slow.fold(0, |bits, bit| bits | bit));
        }
    }
}
