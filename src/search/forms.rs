//! Which characters count as one in a search: full-width and half-width forms, the punctuation that
//! keyboards vary, 繁 and 简, capital and small letters; and the letters that pinyin begins with.

use crate::text::class::fold;
use hanconv::RawDictionary;
use pinyin::ToPinyinMulti;
use std::collections::HashMap;

/// The first character of the block of Han characters (U+4E00–U+9FFF) that tables are made for …
const FIRST_HAN: u32 = 0x4e00;
/// … and their number. All of them take three bytes.
pub(super) const HAN: usize = 0x5200;

/// Stands in the table of keys where a key is beyond the basic plane.
const BEYOND: u16 = u16::MAX;

/// Tables of characters that count as one. Making them takes a few milliseconds: make one when a
/// search is first asked for, and keep it.
pub struct Forms {
    /// Folded character of each character that folds to another one (case left as it is).
    folds: HashMap<char, char>,
    /// What [`Forms::key`] answers for the characters of the basic plane.
    keys: Box<[u16]>,
    /// The characters that fold to a character, itself left out.
    variants: HashMap<char, Vec<char>>,
    /// First letters of all readings of each Han character: bit 0 is `a`.
    initials: Box<[u32]>,
}

impl std::fmt::Debug for Forms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Forms").field("variants", &self.variants.len()).finish_non_exhaustive()
    }
}

impl Default for Forms {
    fn default() -> Self {
        Self::new()
    }
}

impl Forms {
    /// Makes the tables.
    pub fn new() -> Self {
        let mut folds = HashMap::new();
        // Every character that `text::class::fold` changes is in the basic plane.
        for c in '\0'..='\u{ffff}' {
            let folded = fold(c);
            if folded != c {
                folds.insert(c, folded);
            }
        }
        for (traditional, simplified) in traditional() {
            if traditional != simplified {
                folds.entry(traditional).or_insert(simplified);
            }
        }
        let mut variants: HashMap<char, Vec<char>> = HashMap::new();
        for &c in folds.keys() {
            variants.entry(chased(&folds, c)).or_default().push(c);
        }
        for list in variants.values_mut() {
            list.sort_unstable();
        }
        let initials = (FIRST_HAN..).take(HAN).map(initials_of).collect();
        let key = |code: u16| match char::from_u32(u32::from(code)) {
            Some(c) => u16::try_from(small(chased(&folds, c)) as u32).unwrap_or(BEYOND),
            None => BEYOND,
        };
        let keys = (0..=u16::MAX).map(key).collect();
        Self { folds, keys, variants, initials }
    }

    /// The form that all characters counting as `c` share, letters small.
    pub fn key(&self, c: char) -> char {
        match self.keys.get(c as usize) {
            Some(&key) if key != BEYOND => char::from_u32(u32::from(key)).unwrap_or(c),
            _ => small(chased(&self.folds, c)),
        }
    }

    /// All characters that count as `c`, `c` itself first; capitals and small letters count as one
    /// where `any_case`.
    pub fn of(&self, c: char, any_case: bool) -> Vec<char> {
        let base = chased(&self.folds, c);
        let mut all = vec![c];
        let cases =
            if any_case { vec![base, small(base), capital(small(base))] } else { vec![base] };
        for base in cases {
            all.push(base);
            all.extend(self.variants.get(&base).into_iter().flatten());
        }
        let mut seen = Vec::with_capacity(all.len());
        all.retain(|c| {
            let new = !seen.contains(c);
            seen.push(*c);
            new
        });
        all
    }

    /// The first letters of the readings of `c`, heteronyms included: bit 0 is `a`; 0 for what is
    /// no Han character.
    pub fn initials(&self, c: char) -> u32 {
        han_index(c).and_then(|at| self.initials.get(at)).copied().unwrap_or(0)
    }

    /// `text` folded character by character; it has as many characters as before.
    pub fn folded(&self, text: &str) -> String {
        text.chars().map(|c| self.key(c)).collect()
    }

    pub(super) fn all_initials(&self) -> &[u32] {
        &self.initials
    }
}

/// Place of a Han character in the tables.
pub(super) fn han_index(c: char) -> Option<usize> {
    let at = (c as u32).checked_sub(FIRST_HAN)? as usize;
    (at < HAN).then_some(at)
}

/// The character and its simplified form, one pair after the other. Of several simplified forms the
/// usual one is first (OpenCC's table).
fn traditional() -> impl Iterator<Item = (char, char)> {
    RawDictionary::TSCharacters.iter().filter_map(|(traditional, simplified)| {
        Some((traditional.chars().next()?, simplified.chars().next()?))
    })
}

/// Follows folds to their end: a full-width form may fold to a character that folds again.
fn chased(folds: &HashMap<char, char>, c: char) -> char {
    if c.is_ascii_alphanumeric() {
        return c;
    }
    let mut c = c;
    for _ in 0..4 {
        match folds.get(&c) {
            Some(&next) => c = next,
            None => break,
        }
    }
    c
}

fn small(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn capital(c: char) -> char {
    let mut all = c.to_uppercase();
    match (all.next(), all.next()) {
        // `µ` has the capital of another letter, `μ`.
        (Some(one), None) if small(one) == c => one,
        _ => c,
    }
}

fn initials_of(code: u32) -> u32 {
    let readings = char::from_u32(code).and_then(|c| c.to_pinyin_multi());
    readings.into_iter().flatten().fold(0, |bits, reading| bits | letter(reading.plain()))
}

/// The bit of a word's first letter.
fn letter(word: &str) -> u32 {
    match word.bytes().next() {
        Some(first @ b'a'..=b'z') => 1 << (first - b'a'),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_cases_and_scripts_count_as_one() {
        let forms = Forms::new();
        assert_eq!(forms.folded("行政復議（ＡＰＰ）１２％"), "行政复议(app)12%");
        assert_eq!(forms.of('议', false), ['议', '議']);
        assert_eq!(forms.of('法', true), ['法']);
        assert_eq!(forms.of('a', true), ['a', 'ａ', 'A', 'Ａ']);
        assert_eq!(forms.of('Ａ', false), ['Ａ', 'A']);
        assert!(forms.of('議', false).contains(&'议'));
        for open in ['〔', '[', '【', '［'] {
            assert!(forms.of('[', true).contains(&open));
        }
    }

    /// Else a character could be found by a query that it does not find itself.
    #[test]
    fn folding_comes_to_an_end() {
        let forms = Forms::new();
        for c in '\0'..='\u{ffff}' {
            assert_eq!(forms.key(forms.key(c)), forms.key(c), "{c}");
            let all = forms.of(c, true);
            assert!(all.iter().all(|other| forms.key(*other) == forms.key(c)), "{c} {all:?}");
        }
    }

    #[test]
    fn heteronyms_have_all_their_letters() {
        let forms = Forms::new();
        let letters = |c| {
            let bits = forms.initials(c);
            ('a'..='z').filter(|l| bits >> (*l as u32 - 'a' as u32) & 1 == 1).collect::<String>()
        };
        assert_eq!(letters('复'), "f");
        assert_eq!(letters('调'), "dt");
        assert_eq!(letters('行'), "hx");
        assert_eq!(letters('a'), "");
    }
}
