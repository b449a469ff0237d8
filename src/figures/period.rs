//! Years, months and days in digits, and the periods made of them.

use crate::lexicon::figures::FigureWords;
use crate::text::class::{fold, leads_han};

/// Digits and what joins them: 2021—2023, 1至9.
fn digit_or_joint(c: char) -> bool {
    let c = fold(c);
    c.is_ascii_digit() || matches!(c, '-' | '~' | '至')
}

/// Whether digits may stand at the beginning, or what joins them: most phrases begin with a word.
#[inline]
fn may_open(text: &str) -> bool {
    text.as_bytes().first().is_some_and(|&first| !leads_han(first)) || text.starts_with("至")
}

/// What follows the date at the beginning: 2023年, 1-9月, 12月底, 至2023年.
pub(super) fn after_date<'a>(text: &'a str, words: &FigureWords) -> Option<&'a str> {
    if !may_open(text) {
        return None;
    }
    let rest = text.trim_start_matches(digit_or_joint);
    if rest.len() == text.len() {
        return None;
    }
    rest.get(words.dates.at_start(rest)?.0.len()..)
}

/// What stands before the period at the end (2024年, 2024年1—9月), if there is one.
pub(super) fn before_period<'a>(text: &'a str, words: &FigureWords) -> Option<&'a str> {
    let mut rest = text;
    while let Some((unit, ())) = words.dates.at_end(rest) {
        let head = rest.get(..rest.len() - unit.len())?;
        let shorter = head.trim_end_matches(digit_or_joint);
        if shorter.len() == head.len() {
            break;
        }
        rest = shorter;
    }
    (rest.len() < text.len()).then_some(rest)
}

/// Bytes of the period at the beginning: 2023年, 1—11月, 截至11月底, 前三季度.
pub(super) fn len(text: &str, words: &FigureWords) -> Option<usize> {
    let opened = words.until.at_start(text).map_or(0, |(word, ())| word.len());
    let mut at = opened;
    while let Some(rest) = text.get(at..) {
        if !may_open(rest) {
            break;
        }
        let after = rest.trim_start_matches(|c| digit_or_joint(c) || fold(c) == ' ');
        let digits = rest.len() - after.len();
        match words.dates.at_start(after) {
            Some((unit, ())) if digits > 0 => at += digits + unit.len(),
            _ => break,
        }
    }
    if at > opened { Some(at) } else { words.periods.at_start(text).map(|(word, ())| word.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_told_at_both_ends() {
        let words = FigureWords::builtin().unwrap();
        for (text, after) in [
            ("2023年共受理", Some("共受理")),
            ("１—９月办结", Some("办结")),
            ("至2025年末建成", Some("建成")),
            ("至少建成", None),
            ("受理2023年", None),
            ("3件", None),
        ] {
            assert_eq!(after_date(text, &words), after, "{text}");
        }
        for (text, before) in [
            ("受理2024年", Some("受理")),
            ("受理2024年1—9月", Some("受理")),
            ("2024年度", Some("")),
            ("受理案件", None),
            ("三年", None),
            ("延长至12月31日", Some("延长")),
        ] {
            assert_eq!(before_period(text, &words), before, "{text}");
        }
        for (text, period) in [
            ("截至11月底，全市", Some("截至11月底")),
            ("2023年1 - 11月受理", Some("2023年1 - 11月")),
            ("前三季度办结", Some("前三季度")),
            ("截至审结", None),
            ("受理3件", None),
        ] {
            assert_eq!(len(text, &words).map(|len| &text[..len]), period, "{text}");
        }
    }
}
