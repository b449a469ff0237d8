//! A text with its marks, read once for all that is asked of them.

use crate::text::class::{self, CharSet};
use std::ops::Range;

/// A mark that parts or encloses what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The byte at which it stands.
    pub(super) at: usize,
    /// The mark.
    pub(super) c: char,
    /// How it changes the depth of brackets and quotation marks.
    pub(super) depth: i8,
}

static OPENING: CharSet = CharSet::new(&['《', '〈', '（', '(', '“', '「', '『', '〔', '[', '【']);
static CLOSING: CharSet = CharSet::new(&['》', '〉', '）', ')', '”', '」', '』', '〕', ']', '】']);

/// A part of a text with its marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked<'a> {
    /// The part.
    pub(super) text: &'a str,
    /// Its marks, with their places in the whole text.
    marks: &'a [Mark],
    /// Where it begins in the whole text.
    start: usize,
}

/// Adds the marks of a text.
pub(super) fn read(text: &str, marks: &mut Vec<Mark>) {
    let parts = |c: char| class::ends_clause(c) || matches!(c, '、' | '﹑');
    for (at, c) in class::marks(text) {
        let depth = i8::from(OPENING.contains(c)) - i8::from(CLOSING.contains(c));
        if depth != 0 || parts(c) {
            marks.push(Mark { at, c, depth });
        }
    }
}

impl<'a> Marked<'a> {
    /// A whole text and the marks [read](read) in it.
    pub(super) fn new(text: &'a str, marks: &'a [Mark]) -> Self {
        Self { text, marks, start: 0 }
    }

    /// Its marks, with their places in it.
    pub(super) fn marks(self) -> impl Iterator<Item = Mark> {
        self.marks.iter().map(move |mark| Mark { at: mark.at - self.start, ..*mark })
    }

    /// What stands in a range of its bytes.
    pub(super) fn part(self, range: Range<usize>) -> Self {
        let (start, end) = (self.start + range.start, self.start + range.end);
        let mut marks = self.marks;
        while let [first, rest @ ..] = marks
            && first.at < start
        {
            marks = rest;
        }
        while let [rest @ .., last] = marks
            && last.at >= end
        {
            marks = rest;
        }
        Self { text: self.text.get(range).unwrap_or_default(), marks, start }
    }

    /// Cuts it at each mark of which `cuts` says so. Gives where each piece begins, the piece, and
    /// the mark behind it.
    pub(super) fn split(
        self,
        mut cuts: impl FnMut(Mark) -> bool,
    ) -> impl Iterator<Item = (usize, Self, Option<char>)> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let mut place =
                rest.marks.iter().map(|mark| Mark { at: mark.at - self.start, ..*mark });
            let cut = place.position(&mut cuts);
            let (marks, behind) = rest.marks.split_at_checked(cut.unwrap_or(rest.marks.len()))?;
            let from = rest.start - self.start;
            let (end, next, mark, others) = match behind {
                [mark, others @ ..] => {
                    let end = mark.at - self.start;
                    (end, end + mark.c.len_utf8(), Some(mark.c), others)
                }
                [] => (self.text.len(), self.text.len(), None, behind),
            };
            if mark.is_none() && from == end {
                return None;
            }
            let text = self.text.get(from..end)?;
            let piece = Self { text, marks, start: rest.start };
            rest = Self { text: "", marks: others, start: self.start + next };
            Some((from, piece, mark))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_pieces_keep_their_marks() {
        let text = "一是：力量、人手不足，“短板”。";
        let mut all = Vec::new();
        read(text, &mut all);
        let whole = Marked::new(text, &all);
        let pieces: Vec<_> = whole.split(|mark| matches!(mark.c, '，' | '。')).collect();
        let told: Vec<_> =
            pieces.iter().map(|(at, piece, mark)| (*at, piece.text, *mark)).collect();
        assert_eq!(told, [(0, "一是：力量、人手不足", Some('，')), (33, "“短板”", Some('。'))]);
        let (_, quoted, _) = pieces[1];
        assert_eq!(
            quoted.marks().map(|mark| (mark.at, mark.c, mark.depth)).collect::<Vec<_>>(),
            [(0, '“', 1), (9, '”', -1)]
        );
        let part = whole.part(9..30);
        assert_eq!(part.text, "力量、人手不足");
        assert_eq!(part.marks().map(|mark| (mark.at, mark.c)).collect::<Vec<_>>(), [(6, '、')]);
        let pieces: Vec<_> =
            part.split(|mark| mark.c == '、').map(|(at, p, _)| (at, p.text)).collect();
        assert_eq!(pieces, [(0, "力量"), (9, "人手不足")]);
        assert_eq!(Marked::new("", &[]).split(|_| true).count(), 0);
    }
}
