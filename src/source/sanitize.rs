//! Text and file names made harmless, one character to one, so that columns stay true.
//!
//! Line ends are made `\n` first. Then: invisible characters and those that some programs take for
//! line ends become a space; controls and direction overrides, which can rewrite what a terminal
//! shows, become U+FFFD, so that a reader sees that something was there. No-break and ideographic
//! spaces stay.

use std::borrow::Cow;
use std::path::Path;

/// What stands for a control character.
const STAND_IN: char = '\u{FFFD}';

/// The character that is shown for `c`; `c` itself when it is harmless.
pub fn harmless(c: char) -> char {
    match c {
        '\t' | '\n' => c,
        // VT, FF and NEL, the separators of lines and paragraphs.
        '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => STAND_IN,
        // Direction marks only hint; embeddings, overrides and isolates reorder what is shown.
        '\u{61C}' | '\u{200E}' | '\u{200F}' => ' ',
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => STAND_IN,
        // Soft hyphen, grapheme joiner, fillers, zero-width spaces and joiners, invisible
        // operators, deprecated format characters, byte order mark, annotation anchors, tags.
        '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' => {
            ' '
        }
        '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' => ' ',
        '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' => ' ',
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' => ' ',
        '\u{E0000}'..='\u{E0FFF}' if !('\u{E0100}'..='\u{E01EF}').contains(&c) => ' ',
        '\u{FFFE}' | '\u{FFFF}' => STAND_IN,
        _ => c,
    }
}

/// Whether a character that [`harmless`] changes (or a `\r`) may start at `a`, followed by the bytes
/// `b` and `c`. Written without branches, so that the compiler scans many bytes at once; a few
/// harmless characters are suspected too.
#[inline(always)]
fn suspicious(a: u8, b: u8, c: u8) -> bool {
    let control = ((a < 0x20) & (a != b'\n') & (a != b'\t')) | (a == 0x7F);
    let latin = (a == 0xC2) & ((b < 0xA0) | (b == 0xAD));
    let joiner = ((a == 0xCD) & (b == 0x8F)) | ((a == 0xD8) & (b == 0x9C));
    let filler = (a == 0xE1) & ((b == 0x85) | (b == 0x9E) | (b == 0xA0));
    let general = (a == 0xE2)
        & (((b == 0x80) & ((c.wrapping_sub(0x8B) < 5) | (c.wrapping_sub(0xA8) < 7)))
            | ((b == 0x81) & (c >= 0xA0)));
    let hangul = (a == 0xE3) & (b == 0x85) & (c == 0xA4);
    let specials = (a == 0xEF)
        & (((b == 0xBB) & (c == 0xBF)) | ((b == 0xBE) & (c == 0xA0)) | ((b == 0xBF) & (c >= 0xB9)));
    let beyond = ((a == 0xF0) & ((b == 0x9B) | (b == 0x9D))) | (a == 0xF3);
    control | latin | joiner | filler | general | hangul | specials | beyond
}

/// Bytes looked at in one step.
const STEP: usize = 64;

/// Offset of the first suspicious character at or after byte `from`.
fn next_suspicious(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(block) = bytes.get(at..at + STEP + 2) {
        let (second, third) = (block.get(1..)?, block.get(2..)?);
        let any = block
            .iter()
            .zip(second)
            .zip(third)
            .fold(false, |any, ((&a, &b), &c)| any | suspicious(a, b, c));
        if any {
            break;
        }
        at += STEP;
    }
    let rest = bytes.get(at..)?;
    let byte = |index: usize| rest.get(index).copied().unwrap_or(0);
    (0..rest.len()).find(|&i| suspicious(byte(i), byte(i + 1), byte(i + 2))).map(|i| at + i)
}

/// A text with line ends made `\n` and every character harmless; borrowed when nothing changes.
pub fn text(content: &str) -> Cow<'_, str> {
    let mut next = next_suspicious(content.as_bytes(), 0);
    if next.is_none() {
        return Cow::Borrowed(content);
    }
    let mut out = String::with_capacity(content.len() + 64);
    let mut done = 0;
    while let Some(at) = next {
        out.push_str(content.get(done..at).unwrap_or_default());
        let mut chars = content.get(at..).unwrap_or_default().chars();
        match chars.next() {
            Some('\r') if chars.as_str().starts_with('\n') => {}
            Some('\r') => out.push('\n'),
            Some(c) => out.push(harmless(c)),
            None => break,
        }
        done = content.len() - chars.as_str().len();
        next = next_suspicious(content.as_bytes(), done);
    }
    out.push_str(content.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// One harmless line: as [`text`], with line ends and tabs as spaces, runs of blanks as one, and
/// none around it.
pub fn line(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    for word in text(content).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A path as it may be shown anywhere: names may hold line ends, escape sequences and bytes that
/// are no text.
pub fn path(path: &Path) -> String {
    path.to_string_lossy()
        .chars()
        .map(|c| if matches!(c, '\n' | '\t') { STAND_IN } else { harmless(c) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn harmful_characters_are_replaced_one_to_one() {
        assert_eq!(text("一\x1b[31m二"), "一\u{FFFD}[31m二");
        assert_eq!(text("一\u{9b}31m\u{202E}二"), "一\u{FFFD}31m\u{FFFD}二");
        assert_eq!(text("办\u{200B}理\u{FEFF}\u{2028}\u{AD}件"), "办 理   件");
        assert_eq!(text("一\u{A0}二\u{3000}三“—…”"), "一\u{A0}二\u{3000}三“—…”");
        assert_eq!(text("a\u{B}b\u{C}c\u{85}d\0"), "a b c d\u{FFFD}");
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(text("一\r\n二\r三\n\r四\r\r\n五\r"), "一\n二\n三\n\n四\n\n五\n");
    }

    #[test]
    fn nothing_to_change_is_nothing_copied() {
        let clean = "全市共办理“行政复议”案件１２０件，办结率98.5%。\n\t——".repeat(40);
        assert!(matches!(text(&clean), Cow::Borrowed(_)));
    }

    #[test]
    fn names_are_shown_on_one_line() {
        assert_eq!(
            path(Path::new("a\n\x1b]0;x\x07\u{202E}txt.md")),
            "a\u{FFFD}\u{FFFD}]0;x\u{FFFD}\u{FFFD}txt.md"
        );
        assert_eq!(line("  标题\r\n 第二\t行\u{200B} "), "标题 第二 行");
    }

    /// Every character that `harmless` changes must be suspected, or the fast scan would pass it.
    #[test]
    fn the_scan_misses_nothing() {
        for c in '\0'..=char::MAX {
            if harmless(c) != c || c == '\r' {
                let content = format!("{}{c}", "全".repeat(50));
                assert_ne!(text(&content), content, "U+{:04X}", c as u32);
            }
        }
    }

    fn mixed() -> impl Strategy<Value = String> {
        let pieces = prop_oneof![
            any::<char>().prop_map(String::from),
            "[ -~法治政府，。“”\u{3000}\u{A0}]{0,80}",
            prop::sample::select(vec![
                "\r\n",
                "\r",
                "\u{1b}[0m",
                "\u{202e}",
                "\u{200d}",
                "\u{9b}",
                "\u{e0041}"
            ])
            .prop_map(String::from),
        ];
        prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_character_keeps_its_column(content in mixed()) {
            let normal = content.replace("\r\n", "\n").replace('\r', "\n");
            let clean = text(&content);
            let expected: String = normal.chars().map(harmless).collect();
            prop_assert_eq!(&clean, &expected);
            prop_assert_eq!(clean.chars().count(), normal.chars().count());
            prop_assert!(!clean.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
            prop_assert_eq!(text(&clean), clean.as_ref());
        }
    }
}
