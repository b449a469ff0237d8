//! The edges of phrases: blanks and marks cut off, lengths told.

use crate::text::class::{fold, leads_han};

/// Whether a character takes no part in a name: blanks and marks of punctuation.
#[inline]
pub(super) fn outer(c: char) -> bool {
    fold(c) == ' ' || matches!(c, '、' | '，' | ',' | '：' | ':' | '；' | ';' | '。' | '—')
}

#[inline]
pub(super) fn blank(c: char) -> bool {
    fold(c) == ' '
}

/// `text` without what `cut` holds for at its beginning; `cut` holds for no Han character.
#[inline]
pub(super) fn trim_start(text: &str, cut: fn(char) -> bool) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, ..] if leads_han(*first) => text,
        _ => text.trim_start_matches(cut),
    }
}

/// The same at its end.
#[inline]
pub(super) fn trim_end(text: &str, cut: fn(char) -> bool) -> &str {
    match text.as_bytes() {
        [] => text,
        [.., lead, _, _] if leads_han(*lead) => text,
        _ => text.trim_end_matches(cut),
    }
}

/// The same at both ends.
#[inline]
pub(super) fn trim(text: &str, cut: fn(char) -> bool) -> &str {
    trim_end(trim_start(text, cut), cut)
}

/// The last characters of `text`, at most `count`, behind the last one that `cut` holds for; `cut`
/// holds for no Han character.
pub(super) fn ending(text: &str, count: usize, cut: impl Fn(char) -> bool) -> &str {
    let mut rest = text;
    for _ in 0..count {
        let bytes = match rest.as_bytes() {
            [.., lead, _, _] if leads_han(*lead) => 3,
            _ => match rest.chars().next_back() {
                Some(c) if !cut(c) => c.len_utf8(),
                _ => break,
            },
        };
        rest = rest.get(..rest.len() - bytes).unwrap_or_default();
    }
    text.get(rest.len()..).unwrap_or_default()
}

/// The last `count` bytes of `text`, from the first character on that begins there.
#[inline]
pub(super) fn reach(text: &str, count: usize) -> &str {
    let mut from = text.len().saturating_sub(count);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or_default()
}

/// Number of characters.
pub(super) fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Whether there are more than `count` characters.
#[inline]
pub(super) fn longer(text: &str, count: usize) -> bool {
    text.len() > count && (text.len() > 4 * count || chars(text) > count)
}

/// Whether there is more than one character.
#[inline]
pub(super) fn several(text: &str) -> bool {
    match text.as_bytes() {
        [] => false,
        [first, ..] if leads_han(*first) => text.len() > 3,
        _ => text.chars().nth(1).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_cut_and_lengths_told() {
        assert_eq!(trim("、 共受理，　", outer), "共受理");
        assert_eq!(trim("　 3件\t", blank), "3件");
        assert_eq!(trim("，、", outer), "");
        assert_eq!(ending("受理，办结3件", 3, outer), "结3件");
        assert_eq!(ending("受理，办结3件", 9, outer), "办结3件");
        assert_eq!(ending("", 1, outer), "");
        assert_eq!([reach("办结3件", 6), reach("办结", 9)], ["3件", "办结"]);
        for (text, count) in [("", 0), ("件", 1), ("a", 1), ("·", 1), ("案件", 2), ("ab件", 3)]
        {
            assert_eq!(chars(text), count);
            assert_eq!(several(text), count > 1, "{text}");
            for bound in 0..5 {
                assert_eq!(longer(text, bound), count > bound, "{text} {bound}");
            }
        }
    }
}
