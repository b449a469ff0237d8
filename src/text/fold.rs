//! Texts with their widths folded, copied only where something changes.

use super::class::{fold, is_space};
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
    // What needs no rewriting is copied in one piece, or not at all.
    let mut from = 0;
    let mut rest = unlike_plain(text);
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = unlike_plain(after);
        let new = rewrite(c);
        if new == Some(c) {
            continue;
        }
        if from == 0 {
            short.reserve(text.len());
        }
        short.push_str(text.get(from..at).unwrap_or_default());
        short.extend(new);
        from = text.len() - after.len();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    short.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(short)
}

/// What is left of a text behind the Han and ASCII characters before the first other one or the
/// first white space: no rewriting touches them.
fn unlike_plain(text: &str) -> &str {
    let mut rest = text.as_bytes();
    while let [0xe4..=0xe9, _, _, after @ ..] | [b'!'..=b'~', after @ ..] = rest {
        rest = after;
    }
    text.get(text.len() - rest.len()..).unwrap_or_default()
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
}
