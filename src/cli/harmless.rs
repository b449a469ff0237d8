//! Names of files are not cleaned when they are read, as texts are: they must stay true to open
//! the file again. What would steer a terminal is made visible here, just before it is printed.

use std::borrow::Cow;

/// `name` with the characters that would steer a terminal, or turn its text around, written as
/// `\u{1b}`.
pub(super) fn harmless(name: &str) -> Cow<'_, str> {
    if first(name).is_none() {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if steers(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The first such character of `text` and where it is.
pub(super) fn first(text: &str) -> Option<(usize, char)> {
    // Nearly every text has none of the bytes with which these characters begin, or has U+2018 …
    // U+201F and U+3000 and their like only, which begin with 0xe2 or higher as well: so look at
    // the bytes, and at a character only where they leave a doubt.
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let doubtful = match byte {
            0x00..=0x1f | 0x7f | 0xc2 | 0xef | 0xd8 => true,
            0xe2 => matches!(bytes.get(at + 1), Some(0x80 | 0x81)),
            _ => false,
        };
        if doubtful
            && let Some(c) = text.get(at..).and_then(|rest| rest.chars().next())
            && steers(c)
        {
            return Some((at, c));
        }
        at += 1;
    }
    None
}

/// Control characters (C0, DEL, C1), line and paragraph separators, marks and overrides of
/// direction, and the zero-width characters.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_made_visible() {
        assert_eq!(harmless("a\u{1b}]0;x\u{7}"), "a\\u{1b}]0;x\\u{7}");
        assert_eq!(harmless("\u{202e}txt\u{9b}"), "\\u{202e}txt\\u{9b}");
        assert_eq!(harmless("\u{feff}\u{61c}\n"), "\\u{feff}\\u{61c}\\u{a}");
    }

    #[test]
    fn all_other_names_stay_as_they_are() {
        let name = "报告“终稿”（2023）·é ï Ø —.txt";
        assert!(matches!(harmless(name), Cow::Borrowed(same) if same == name));
    }

    #[test]
    fn every_character_that_steers_is_found_by_its_first_byte() {
        for c in (0..=0xffff).filter_map(char::from_u32).filter(|c| steers(*c)) {
            assert_eq!(first(&format!("甲{c}乙")), Some((3, c)), "{:x}", c as u32);
        }
    }
}
