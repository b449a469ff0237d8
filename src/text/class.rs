//! Classes of characters. Full-width and half-width forms belong to the same class, so that no
//! text has to be rewritten before it is read: reports mix `，` and `,`, `（` and `(`, `１` and `1`.

/// A set of characters of the basic plane, asked by a bit test.
#[derive(Debug)]
pub struct CharSet {
    bits: [u64; 1024],
    near: Nearly,
}

impl CharSet {
    /// The set of these characters; those beyond the basic plane are left out.
    pub const fn new(chars: &[char]) -> Self {
        Self { bits: [0; 1024], near: Nearly::EMPTY }.with(chars)
    }

    /// The set with these characters too.
    pub const fn with(self, mut chars: &[char]) -> Self {
        let Self { mut bits, mut near } = self;
        while let [c, rest @ ..] = chars {
            let code = *c as usize;
            if code < 0x1_0000 {
                #[expect(clippy::indexing_slicing, reason = "below 1024; checked at compile time")]
                let slot = &mut bits[code / 64];
                *slot |= 1 << (code % 64);
                near = near.with(*c);
            }
            chars = rest;
        }
        Self { bits, near }
    }

    /// Whether the set holds `c`.
    #[inline]
    pub fn contains(&self, c: char) -> bool {
        let code = c as usize;
        self.bits.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }

    /// The first character of `text` from byte `at` on that the set holds, with its byte offset.
    #[inline]
    pub fn find(&self, text: &str, mut at: usize) -> Option<(usize, char)> {
        loop {
            at = self.near.skip(text.as_bytes(), at);
            let (start, c) = char_at(text, &mut at)?;
            if self.contains(c) {
                return Some((start, c));
            }
        }
    }
}

/// A set of characters asked by their bytes, without decoding them: it holds what was put in, and
/// some more. Those of three bytes are told by the twelve bits of the last two, in which nearly all
/// Han characters of a text differ.
#[derive(Debug, Clone)]
pub struct Nearly {
    one: [bool; 0x80],
    three: [u64; 64],
}

impl Nearly {
    /// No character.
    pub const EMPTY: Self = Self { one: [false; 0x80], three: [0; 64] };

    /// The set with this character too.
    #[expect(clippy::indexing_slicing, reason = "told to be within")]
    #[must_use]
    pub const fn with(mut self, c: char) -> Self {
        let code = c as usize;
        match code {
            ..0x80 => self.one[code] = true,
            0x800..0x1_0000 => self.three[code >> 6 & 63] |= 1 << (code & 63),
            _ => {}
        }
        self
    }

    /// Whether the set may hold the first character of a text; of those of two and of four bytes it
    /// tells nothing.
    #[inline]
    pub fn has(&self, text: &[u8]) -> bool {
        match *text {
            [a, ..] if a.is_ascii() => self.one.get(usize::from(a)) == Some(&true),
            [0xe0..0xf0, b, c, ..] => {
                self.three.get(usize::from(b & 63)).is_some_and(|bits| bits >> (c & 63) & 1 == 1)
            }
            _ => !text.is_empty(),
        }
    }

    /// The same of the last character of a text.
    #[inline]
    pub fn has_back(&self, text: &[u8]) -> bool {
        match *text {
            [.., a] if a.is_ascii() => self.one.get(usize::from(a)) == Some(&true),
            [.., 0xe0..0xf0, b, c] => {
                self.three.get(usize::from(b & 63)).is_some_and(|bits| bits >> (c & 63) & 1 == 1)
            }
            _ => !text.is_empty(),
        }
    }

    /// The first byte from byte `at` on, at which a character begins, of one that the set may hold; the
    /// end of the text where there is none.
    #[inline]
    pub fn skip(&self, text: &[u8], mut at: usize) -> usize {
        let passes = |&&[a, b, c]: &&[u8; 3]| {
            let bits = self.three.get(usize::from(b & 63));
            matches!(a, 0xe0..0xf0) && bits.is_some_and(|bits| bits >> (c & 63) & 1 == 0)
        };
        let ascii = |&&a: &&u8| self.one.get(usize::from(a)) == Some(&false);
        loop {
            let rest = text.get(at..).unwrap_or_default();
            at += rest.as_chunks().0.iter().take_while(passes).count() * 3;
            let rest = text.get(at..).unwrap_or_default();
            let passed = rest.iter().take_while(ascii).count();
            if passed == 0 {
                return at;
            }
            at += passed;
        }
    }
}

/// Bytes of a character by its first one.
#[inline]
pub const fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// Folds one character to one: full-width ASCII to ASCII, and the punctuation that Chinese
/// typography and keyboards vary (`〔〕`, `﹝﹞`, `％`, `﹪`, dashes, tildes, spaces) to one form.
#[inline]
pub fn fold(c: char) -> char {
    // The common cases first: ASCII, and everything between the punctuation's blocks.
    match c {
        '\t' => ' ',
        '\0'..='\u{9f}' | '\u{3100}'..='\u{fdff}' => c,
        _ => fold_rare(c),
    }
}

fn fold_rare(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        '﹝' | '〔' | '【' | '［' => '[',
        '﹞' | '〕' | '】' | '］' => ']',
        '﹪' => '%',
        '﹑' => '、',
        '．' | '﹒' => '.',
        '–' | '—' | '―' | '−' | '‐' | '‑' | '‒' | '－' => '-',
        '～' | '〜' | '∼' => '~',
        '＂' | '“' | '”' | '„' | '〝' | '〞' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        // After the forms above: ［ ］ ％ and their like fold here.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Whether the character is white space, ideographic and no-break spaces included.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// The value of an ASCII or full-width digit.
#[inline]
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The value of a Chinese numeral from 一 to 九.
#[inline]
pub fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether the character is a Han character.
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// Whether the character ends a sentence: `。！？；` and their half-width forms, and a line end.
/// A half-width full stop does not: it is a decimal point or part of a numbering.
#[inline]
pub fn ends_sentence(c: char) -> bool {
    !is_common(c) && matches!(c, '。' | '！' | '!' | '？' | '?' | '；' | ';' | '\n' | '｡')
}

/// Whether the character ends a sentence in which semicolons only part a list: as
/// [`ends_sentence`], a semicolon left out.
#[inline]
pub fn stops(c: char) -> bool {
    ends_sentence(c) && !matches!(c, '；' | ';')
}

/// Whether the character ends a clause: what ends a sentence, a comma or a colon.
#[inline]
pub fn ends_clause(c: char) -> bool {
    !is_common(c) && (ends_sentence(c) || matches!(c, '，' | ',' | '：' | ':' | '﹐'))
}

/// Whether the character is one of the Han characters that nearly all text is made of: told by one
/// comparison, it spares many with marks.
#[inline]
pub fn is_common(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The characters of `text` that are not [common](is_common), with their byte offsets: its marks,
/// digits, letters and blanks. What nearly all text is made of is stepped over by its first bytes.
pub fn uncommon(text: &str) -> impl Iterator<Item = (usize, char)> + Clone + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = behind_han(text.as_bytes(), at);
        char_at(text, &mut at)
    })
}

/// The characters of `text` that are neither [common](is_common) nor ASCII letters and digits: its
/// marks and blanks, with their byte offsets.
pub fn marks(text: &str) -> impl Iterator<Item = (usize, char)> + Clone + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = mark_from(text.as_bytes(), at);
        char_at(text, &mut at)
    })
}

/// The character at a byte of a text and that byte, which becomes the one behind it.
#[inline]
fn char_at(text: &str, at: &mut usize) -> Option<(usize, char)> {
    let start = *at;
    let &first = text.as_bytes().get(start)?;
    let c = if first.is_ascii() { char::from(first) } else { text.get(start..)?.chars().next()? };
    *at += c.len_utf8();
    Some((start, c))
}

/// The first byte from byte `at` on, at which a character begins, of one that is neither a common
/// Han character nor an ASCII letter or digit; the end of the text where there is none.
#[inline]
pub fn mark_from(text: &[u8], mut at: usize) -> usize {
    loop {
        match text.get(at).map(|&byte| First::of(byte)) {
            Some(First::Han) => at = behind_han(text, at),
            Some(First::Word) => at += 1,
            Some(First::Other) | None => return at,
        }
    }
}

/// The first byte from byte `at` on, at which a character begins, that begins no common Han
/// character. Where the next one begins is not read but foreseen, and so many are looked at at once;
/// often none is there.
#[inline]
fn behind_han(text: &[u8], mut at: usize) -> usize {
    let han = |at: usize| text.get(at).is_some_and(|&byte| leads_han(byte));
    if !han(at) {
        return at;
    }
    at += 3;
    while let Some([a, _, _, b, _, _, c, _, _, d, _, _, ..]) = text.get(at..)
        && leads_han(*a) & leads_han(*b) & leads_han(*c) & leads_han(*d)
    {
        at += 12;
    }
    while han(at) {
        at += 3;
    }
    at
}

/// What begins with a byte.
#[derive(Clone, Copy)]
enum First {
    /// A common Han character.
    Han,
    /// An ASCII letter or digit.
    Word,
    /// Anything else.
    Other,
}

impl First {
    #[inline]
    fn of(byte: u8) -> Self {
        static ALL: [First; 256] = {
            let mut all = [First::Other; 256];
            let mut rest = all.as_mut_slice();
            let mut byte = 0_u8;
            while let [first, others @ ..] = rest {
                if leads_han(byte) {
                    *first = First::Han;
                } else if byte.is_ascii_alphanumeric() {
                    *first = First::Word;
                }
                byte = byte.wrapping_add(1);
                rest = others;
            }
            all
        };
        ALL.get(usize::from(byte)).copied().unwrap_or(Self::Other)
    }
}

/// Whether a byte begins a common Han character or is an ASCII letter or digit.
#[inline]
fn begins_word(byte: u8) -> bool {
    !matches!(First::of(byte), First::Other)
}

/// As [`uncommon`], from the last one back: where each begins and ends, and itself.
pub fn uncommon_back(text: &str) -> impl Iterator<Item = (usize, usize, char)> + '_ {
    let mut rest = text.as_bytes();
    std::iter::from_fn(move || {
        // Four at a time while it lasts.
        while let [head @ .., a, _, _, b, _, _, c, _, _, d, _, _] = rest
            && leads_han(*a) & leads_han(*b) & leads_han(*c) & leads_han(*d)
        {
            rest = head;
        }
        while let [head @ .., first, _, _] = rest
            && leads_han(*first)
        {
            rest = head;
        }
        let end = rest.len();
        let c = text.get(..end)?.chars().next_back()?;
        let start = end - c.len_utf8();
        rest = rest.get(..start)?;
        Some((start, end, c))
    })
}

/// Whether a byte begins a common Han character, of three bytes; or one of the rare ones just
/// before them (U+4000 on), of which no mark, digit or blank is one either.
#[inline]
pub const fn leads_han(byte: u8) -> bool {
    matches!(byte, 0xe4..=0xe9)
}

/// The text without the characters at its beginning that `drops` tells, of which none is a common
/// Han character, a letter or a digit: nearly every line begins with one, and its first byte tells
/// so.
#[inline]
pub fn trim_start(text: &str, drops: impl Fn(char) -> bool) -> &str {
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        match rest.as_bytes() {
            [first, ..] if begins_word(*first) => return rest,
            _ if chars.next().is_some_and(&drops) => {}
            _ => return rest,
        }
    }
}

/// The same at its end.
#[inline]
pub fn trim_end_matches(text: &str, drops: impl Fn(char) -> bool) -> &str {
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        match rest.as_bytes() {
            [.., first, _, _] if leads_han(*first) => return rest,
            [.., last] if last.is_ascii_alphanumeric() => return rest,
            _ if chars.next_back().is_some_and(&drops) => {}
            _ => return rest,
        }
    }
}

/// The text without the blanks at its end.
#[inline]
pub fn trim_end(text: &str) -> &str {
    trim_end_matches(text, is_space)
}

/// The text without the blanks around it.
#[inline]
pub fn trim(text: &str) -> &str {
    trim_end(trim_start(text, is_space))
}

/// Whether the character is a letter, a Han character or a digit: neither mark nor blank.
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    is_common(c) || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_line_is_dropped() {
        assert_eq!(trim_start("　 * 法治", |c| is_space(c) || c == '*'), "法治");
        assert_eq!(trim_start("一、法治", is_space), "一、法治");
        assert_eq!(trim_start("", is_space), "");
        assert_eq!(trim(" 　法治　\n"), "法治");
        assert_eq!(trim(" 3件 ab\u{a0}"), "3件 ab");
        assert_eq!(trim_end_matches("法é。；", |c| matches!(c, '。' | '；')), "法é");
        assert_eq!(trim("法"), "法");
        assert_eq!(trim(" "), "");
    }

    #[test]
    fn a_set_finds_its_characters_of_any_width() {
        let set = CharSet::new(&['a', '·', '，', '法', '\u{4e00}', '\u{9fff}']);
        for text in ["", "政府", "政法", "府，", "é·政", "🙂法", "政\u{9fff}", "1a", "一"]
        {
            let slowly = text.char_indices().find(|&(_, c)| set.contains(c));
            assert_eq!(set.find(text, 0), slowly, "{text}");
        }
    }

    #[test]
    fn common_characters_are_stepped_over() {
        for text in ["", "法治", "法治政府建设年度报告", "，法治é政府，建a设\n３年2🙂报告。"]
        {
            let slowly: Vec<_> = text.char_indices().filter(|&(_, c)| !is_common(c)).collect();
            assert_eq!(uncommon(text).collect::<Vec<_>>(), slowly, "{text}");
            let word = |c: char| c.is_ascii_alphanumeric();
            assert!(marks(text).eq(slowly.iter().copied().filter(|&(_, c)| !word(c))), "{text}");
            let back: Vec<_> = uncommon_back(text).collect();
            assert!(back.iter().all(|&(from, to, c)| to - from == c.len_utf8()), "{text}");
            assert!(back.iter().rev().map(|&(at, _, c)| (at, c)).eq(slowly), "{text}");
        }
    }

    #[test]
    fn widths_fold_to_one_form() {
        assert_eq!("（２０２３）％：，".chars().map(fold).collect::<String>(), "(2023)%:,");
        assert_eq!("〔2023〕〜－".chars().map(fold).collect::<String>(), "[2023]~-");
        assert_eq!(digit('７'), Some(7));
        assert_eq!(digit('七'), None);
    }
}
