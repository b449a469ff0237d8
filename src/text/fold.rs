//! Texts with their widths folded, copied only where something changes.

use super::class::{fold, is_space, marks};
use std::borrow::Cow;

/// Folds widths and drops white space: the form in which lines of the page are looked up.
pub fn compact(text: &str) -> Cow<'_, str> {
    rewritten(text, |c| (!is_space(c)).then(|| fold(c)))
}

/// Folds widths only; the number of characters stays.
pub fn folded(text: &str) -> Cow<'_, str> {
    rewritten(text, |c| Some(fold(c)))
}

fn rewritten(text: &str, rewrite: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    let mut short = String::new();
    // What needs no rewriting is copied in one piece, or not at all: neither Han characters nor
    // ASCII other than blanks.
    let mut from = 0;
    for (at, c) in marks(text).filter(|(_, c)| !c.is_ascii_graphic()) {
        let new = rewrite(c);
        if new == Some(c) {
            continue;
        }
        if from == 0 {
            short.reserve(text.len());
        }
        short.push_str(text.get(from..at).unwrap_or_default());
        if let Some(new) = new {
            short.push(new);
        }
        from = at + c.len_utf8();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    short.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_rewritten_only_where_they_vary() {
        assert!(matches!(compact("法治政府2023(A)"), Cow::Borrowed("法治政府2023(A)")));
        assert_eq!(compact("　法 治（２０２３）🙂。"), "法治(2023)🙂。");
        assert_eq!(folded("　法 治："), " 法 治:");
        assert_eq!(compact(" 　"), "");
    }

    #[test]
    fn a_text_is_rewritten_as_its_characters_are() {
        for text in [
            "，，法 治a(１)\u{4dff}〔é🙂〕——末",
            "法治，",
            "\u{a0}",
            "A，",
            "《纲要（2021－2025年）》",
        ] {
            let folds = text.chars().map(fold);
            assert_eq!(folded(text), folds.clone().collect::<String>());
            assert_eq!(compact(text), folds.filter(|&c| !is_space(c)).collect::<String>());
        }
    }
}
