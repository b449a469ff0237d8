//! Character maps: how bytes are cut into codes, and what a code means, as a number of a glyph (CID)
//! or as text (ToUnicode). ISO 32000-1, 9.7.5 and 9.10.3.

use super::tokens::{Token, Tokens};
use compact_str::{CompactString, ToCompactString};
use std::collections::HashMap;

/// A code: how many bytes it was cut from, 1 to 4, and their value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Code {
    pub(super) length: usize,
    pub(super) value: u32,
}

impl Code {
    /// The first `length` bytes (at most 4) as a code.
    pub(super) fn of(bytes: &[u8], length: usize) -> Self {
        let bytes = bytes.get(..length.min(4)).unwrap_or(bytes);
        let value = bytes.iter().take(4).fold(0, |value, &b| value << 8 | u32::from(b));
        Self { length: bytes.len().min(4), value }
    }
}

/// Codes whose bytes lie each between two bytes.
#[derive(Debug, Clone)]
struct Space {
    low: Vec<u8>,
    high: Vec<u8>,
}

/// Codes in a row that mean things in a row.
#[derive(Debug, Clone)]
struct Range<T> {
    low: Code,
    high: u32,
    to: T,
}

/// A character map.
#[derive(Debug, Clone, Default)]
pub(super) struct CMap {
    spaces: Vec<Space>,
    cids: Vec<Range<u32>>,
    texts: HashMap<Code, CompactString>,
    text_ranges: Vec<Range<CompactString>>,
    /// Whether it is for vertical writing.
    pub(super) vertical: bool,
    /// The map that it is built on.
    pub(super) base: Option<Vec<u8>>,
}

/// UTF-16, as strings of maps are written.
fn utf16(bytes: &[u8]) -> CompactString {
    // One byte stands for itself, against the rules.
    if let [single] = bytes {
        return char::from(*single).to_compact_string();
    }
    let units = bytes.chunks_exact(2).filter_map(|pair| match pair {
        [high, low] => Some(u16::from_be_bytes([*high, *low])),
        _ => None,
    });
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A text whose last character is `offset` further on.
fn moved(text: &str, offset: u32) -> Option<CompactString> {
    let last = text.chars().next_back()?;
    let mut out = CompactString::from(text.strip_suffix(last)?);
    out.push(char::from_u32(u32::from(last).checked_add(offset)?)?);
    Some(out)
}

impl CMap {
    /// Reads a map. What is not understood is passed over.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Token<'_>> = Vec::new();
        for token in Tokens::new(bytes) {
            let Token::Word(word) = token else {
                operands.push(token);
                continue;
            };
            match word {
                b"endcodespacerange" => map.spaces(&operands),
                b"endcidrange" => map.cid_ranges(&operands),
                b"endcidchar" => map.cid_chars(&operands),
                b"endbfrange" => map.text_ranges(&operands),
                b"endbfchar" => map.text_chars(&operands),
                b"usecmap" => {
                    if let Some(Token::Name(name)) = operands.last() {
                        map.base = Some(name.to_vec());
                    }
                }
                b"def" => {
                    if let [.., Token::Name(name), Token::Number(number)] = operands.as_slice()
                        && name.as_ref() == b"WMode"
                    {
                        map.vertical = *number == 1.0;
                    }
                }
                _ => {}
            }
            operands.clear();
        }
        // Later ranges win over earlier ones: the sort keeps their order.
        map.cids.sort_by_key(|range| range.low);
        map.text_ranges.sort_by_key(|range| range.low);
        map
    }

    fn spaces(&mut self, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(low), Token::Text(high)] = pair
                && low.len() == high.len()
                && (1..=4).contains(&low.len())
            {
                self.spaces.push(Space { low: low.to_vec(), high: high.to_vec() });
            }
        }
    }

    fn cid_ranges(&mut self, operands: &[Token<'_>]) {
        for three in operands.chunks_exact(3) {
            if let [Token::Text(low), Token::Text(high), Token::Number(cid)] = three {
                let (low, high) = (Code::of(low, 4), Code::of(high, 4).value);
                self.cids.push(Range { low, high, to: whole(*cid) });
            }
        }
    }

    fn cid_chars(&mut self, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(code), Token::Number(cid)] = pair {
                let low = Code::of(code, 4);
                self.cids.push(Range { low, high: low.value, to: whole(*cid) });
            }
        }
    }

    fn text_chars(&mut self, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(code), Token::Text(text)] = pair {
                self.texts.insert(Code::of(code, 4), utf16(text));
            }
        }
    }

    fn text_ranges(&mut self, operands: &[Token<'_>]) {
        let mut rest = operands.iter();
        while let (Some(Token::Text(low)), Some(Token::Text(high))) = (rest.next(), rest.next()) {
            let (low, high) = (Code::of(low, 4), Code::of(high, 4).value);
            match rest.next() {
                Some(Token::Text(text)) => {
                    self.text_ranges.push(Range { low, high, to: utf16(text) });
                }
                Some(Token::Open) => {
                    let mut value = low.value;
                    while let Some(Token::Text(text)) = rest.next() {
                        if value > high {
                            continue;
                        }
                        self.texts.insert(Code { value, ..low }, utf16(text));
                        value = value.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    /// Adds what another map tells and this one does not.
    pub(super) fn add(&mut self, base: Self) {
        self.spaces.extend(base.spaces);
        self.cids.splice(0..0, base.cids);
        self.cids.sort_by_key(|range| range.low);
        self.vertical |= base.vertical;
    }

    /// How long the code is that these bytes begin with; `None` if the map does not tell.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |space: &&Space| {
            space.low.len() <= bytes.len()
                && bytes
                    .iter()
                    .zip(space.low.iter().zip(&space.high))
                    .all(|(b, (low, high))| (low..=high).contains(&b))
        };
        if let Some(space) = self.spaces.iter().find(fits) {
            return Some(space.low.len());
        }
        // A byte that begins no code takes as many with it as the shortest codes have.
        self.spaces.iter().map(|space| space.low.len()).min()
    }

    /// The number of the glyph.
    pub(super) fn cid(&self, code: Code) -> Option<u32> {
        let (cid, offset) = find(&self.cids, code)?;
        cid.checked_add(offset)
    }

    /// The text of a code.
    pub(super) fn text(&self, code: Code) -> Option<CompactString> {
        if let Some(text) = self.texts.get(&code) {
            return Some(text.clone());
        }
        let (text, offset) = find(&self.text_ranges, code)?;
        moved(text, offset)
    }

    /// Whether it tells the text of any code.
    pub(super) fn has_texts(&self) -> bool {
        !self.texts.is_empty() || !self.text_ranges.is_empty()
    }
}

/// How many ranges that begin before a code are looked at: honest ranges do not overlap.
const OVERLAP: usize = 8;

/// The range with this code, and how far into it the code lies.
fn find<T>(ranges: &[Range<T>], code: Code) -> Option<(&T, u32)> {
    let after = ranges.partition_point(|range| range.low <= code);
    let before = ranges.get(..after)?.iter().rev().take(OVERLAP);
    before
        .filter(|range| range.low.length == code.length && code.value <= range.high)
        .map(|range| (&range.to, code.value - range.low.value))
        .next()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is cut to fit")]
fn whole(number: f64) -> u32 {
    number.clamp(0.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn two(value: u32) -> Code {
        Code { length: 2, value }
    }

    #[test]
    fn codes_mean_text() {
        let map = CMap::parse(
            b"/CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
            2 beginbfchar <0001> <6CD5> <0002> <D840DC0B0041> endbfchar\n\
            2 beginbfrange <0010><0012><4E00> <0020> <0021> [<65E0> <53CC003F>] endbfrange\n\
            1 beginbfrange <0030> <FFFF> <0041D7FF> endbfrange",
        );
        let text = |value| map.text(two(value));
        assert_eq!(text(1).as_deref(), Some("法"));
        assert_eq!(text(2).as_deref(), Some("\u{2000B}A"));
        assert_eq!(text(0x12).as_deref(), Some("丂"));
        assert_eq!(text(0x13), None);
        assert_eq!(text(0x21).as_deref(), Some("双?"));
        // No characters there.
        assert_eq!(text(0x31), None);
        assert_eq!(map.text(Code { length: 1, value: 1 }), None);
        assert!(map.has_texts() && !map.vertical);
    }

    #[test]
    fn bytes_are_cut_as_the_map_tells() {
        let map = CMap::parse(
            b"/GBK-EUC-H usecmap /WMode 1 def 2 begincodespacerange <00> <80> <8140> <FEFE> \
            endcodespacerange 1 begincidrange <8140> <817E> 100 endcidrange 1 begincidchar <20> 7 endcidchar",
        );
        assert_eq!(map.length(b"A\x81\x40"), Some(1));
        assert_eq!(map.length(b"\x81\x40"), Some(2));
        // Neither one byte nor two.
        assert_eq!(map.length(b"\x81\x20"), Some(1));
        assert_eq!(CMap::default().length(b"A"), None);
        assert_eq!(map.cid(two(0x8142)), Some(102));
        assert_eq!(map.cid(Code::of(b" ", 1)), Some(7));
        assert_eq!(map.base.as_deref(), Some(b"GBK-EUC-H".as_slice()));
        assert!(map.vertical);
    }

    #[test]
    fn later_ranges_win_and_long_ones_cost_nothing() {
        let map = CMap::parse(
            b"2 beginbfrange <00000000> <FFFFFFFF> <0041> <00000005> <00000005> <0042> endbfrange",
        );
        assert_eq!(map.text(Code { length: 4, value: 5 }).as_deref(), Some("B"));
        assert_eq!(map.text(Code { length: 4, value: 6 }).as_deref(), Some("G"));
    }

    proptest! {
        #[test]
        fn any_map_is_read(words in prop::collection::vec(prop::sample::select(vec![
            "<00>", "<FFFF>", "<01020304>", "<0102030405>", "<>", "[", "]", "beginbfchar", "endbfchar",
            "endbfrange", "endcidrange", "endcidchar", "endcodespacerange", "5", "-1", "1e9", "/A", "usecmap",
            "<D800>", "def", "(x)", "99999999999",
        ]), 0..60), bytes in prop::collection::vec(any::<u8>(), 0..6)) {
            let map = CMap::parse(words.join(" ").as_bytes());
            let length = map.length(&bytes);
            prop_assert!(length.is_none_or(|length| (1..=4).contains(&length)));
            let code = Code::of(&bytes, length.unwrap_or(2));
            let _ = (map.text(code), map.cid(code));
        }
    }
}
