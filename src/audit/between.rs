//! The words between two figures: how many of them belong to the one and to the other, and the
//! marks among them. Most text is far from any figure, so they are read from both ends, and no
//! farther than their sentences go.

use crate::text::class;

/// Marks between two figures.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    /// An opening bracket, not closed yet.
    pub(super) opens: bool,
    /// A closing bracket of one that opened before.
    pub(super) closes: bool,
    /// A semicolon.
    pub(super) parted: bool,
    /// `、`.
    pub(super) joined: bool,
    /// A comma.
    pub(super) comma: bool,
}

/// What stands before a figure in its sentence, back to the figure before it. A sentence ends for
/// the reader of numbers with `。！？` and the line; a semicolon does not end it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Before<'a> {
    /// All of it.
    pub(super) gap: &'a str,
    /// The words behind the last mark.
    pub(super) label: &'a str,
    /// The words before the first comma; none without one.
    pub(super) clause: &'a str,
    /// The words before the first mark.
    pub(super) noun: &'a str,
    pub(super) marks: Marks,
    /// Brackets that close and open.
    pub(super) closing: u8,
    pub(super) opening: u8,
    /// Whether a sentence ended before it.
    pub(super) ended: bool,
}

impl<'a> Before<'a> {
    /// Reads the words from their end back.
    pub(super) fn read(words: &'a str) -> Self {
        let mut found = Self::default();
        let (mut start, mut label) = (0, None);
        let (mut first, mut comma) = (words.len(), None);
        let mut bracket = false;
        let mut inside = usize::MAX;
        for (at, after, c) in class::uncommon_back(words) {
            if at >= inside {
                continue;
            }
            match c {
                '，' | ',' => {
                    found.marks.comma = true;
                    comma = Some(at);
                }
                '；' | ';' => found.marks.parted = true,
                '、' => found.marks.joined = true,
                '（' | '(' => {
                    found.marks.opens |= !bracket;
                    found.marks.closes = false;
                    bracket = true;
                    match found.closing.checked_sub(1) {
                        Some(left) => found.closing = left,
                        None => found.opening = found.opening.saturating_add(1),
                    }
                }
                '）' | ')' if let Some(open) = of_a_name(words, at, after) => {
                    inside = open;
                    first = open;
                    continue;
                }
                '）' | ')' => {
                    found.marks.closes = true;
                    bracket = true;
                    found.closing = found.closing.saturating_add(1);
                }
                '：' | ':' | '﹐' | '﹑' => {}
                c if class::stops(c) => {
                    found.ended = true;
                    start = after;
                    break;
                }
                _ => continue,
            }
            label.get_or_insert(after);
            first = at;
        }
        let part = |from: usize, to: usize| words.get(from..to).unwrap_or_default();
        found.gap = part(start, words.len());
        found.label = class::trim(part(label.unwrap_or(start), words.len()));
        found.clause = class::trim(part(start, comma.unwrap_or(start)));
        found.noun = class::trim(part(start, first));
        found
    }
}

/// Bytes of the longest bracket that belongs to a name.
const NAME: usize = 15;

/// Where the bracket opens that closes at `at`, if it belongs to a name: 各县（市、区）报送.
fn of_a_name(words: &str, at: usize, after: usize) -> Option<usize> {
    let han = |c: Option<char>| c.is_some_and(class::is_han);
    if !han(words.get(after..)?.chars().next()) {
        return None;
    }
    let head = words.get(..at)?;
    let near = at.saturating_sub(NAME + '（'.len_utf8());
    let open = (near..at)
        .rev()
        .find(|&at| head.get(at..).is_some_and(|rest| rest.starts_with(['（', '('])))?;
    let name = head.get(open..)?.chars().skip(1);
    let plain =
        name.clone().all(|c| c == '、' || class::is_han(c)) && name.clone().next().is_some();
    (plain && han(head.get(..open)?.chars().next_back())).then_some(open)
}

/// The words behind a figure up to the first mark.
pub(super) fn noun(words: &str) -> &str {
    let mark = class::uncommon(words).find(|&(_, c)| is_mark(c) || class::stops(c));
    class::trim(mark.map_or(words, |(at, _)| words.get(..at).unwrap_or_default()))
}

/// The words behind a figure up to the end of its sentence.
pub(super) fn sentence(words: &str) -> &str {
    let end = class::uncommon(words).find(|&(_, c)| class::stops(c));
    end.map_or(words, |(at, _)| words.get(..at).unwrap_or_default())
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '；' | ';' | '：' | ':' | '（' | '）' | '(' | ')' | '﹐' | '﹑')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_of_a_figure_is_read_back_from_it() {
        let found = Before::read("件。审结案件中，维持（ 含驳回）的、 其他 ");
        assert_eq!(found.gap, "审结案件中，维持（ 含驳回）的、 其他 ");
        assert_eq!((found.clause, found.noun, found.label), ("审结案件中", "审结案件中", "其他"));
        assert!(found.ended && found.marks.comma && found.marks.joined && !found.marks.parted);
        assert!(!found.marks.opens && !found.marks.closes);
        assert_eq!((found.closing, found.opening), (0, 0));

        let found = Before::read("件），其中（甲");
        assert_eq!((found.gap, found.noun, found.label), ("件），其中（甲", "件", "甲"));
        assert!(!found.ended && found.marks.opens && found.marks.closes);
        assert_eq!((found.closing, found.opening, found.clause), (1, 1, "件）"));

        let found = Before::read("甲");
        assert_eq!((found.gap, found.noun, found.label, found.clause), ("甲", "甲", "甲", ""));
    }

    #[test]
    fn what_follows_a_figure_ends_with_its_sentence() {
        let words = " 件（次），办结。其后";
        assert_eq!((sentence(words), noun(words)), (" 件（次），办结", "件"));
        assert_eq!((sentence("件\n其后："), noun("件\n其后：")), ("件", "件"));
        assert_eq!((sentence("件次"), noun("件次")), ("件次", "件次"));
    }
}
