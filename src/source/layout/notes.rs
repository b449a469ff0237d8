//! Notes at the foot of a page, in smaller print, and the raised marks that lead to them.

use super::{Line, Piece};

/// The most characters of a mark.
const MARK: usize = 4;

/// Whether a text may be the mark of a note: `1`, `①`, `[2]`, `*`.
fn is_mark(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !"[]［］〔〕()（）".contains(*c)).peekable();
    chars.peek().is_some()
        && text.chars().count() <= MARK
        && chars.all(|c| c.is_ascii_digit() || matches!(c, '*' | '＊' | '①'..='⑳'))
}

/// Whether a piece is a mark raised above the line it goes on. What stands behind a letter belongs to a
/// unit.
pub(super) fn is_raised_mark(piece: &Piece, line: &Line) -> bool {
    piece.size < line.size * 0.75
        && line.y - piece.y > line.size * 0.15
        && line.text.chars().next_back().is_some_and(|c| !c.is_ascii_alphabetic())
        && is_mark(piece.text.trim())
}

/// Whether a line begins as notes do. A number with a point or a comma is that of a heading.
pub(super) fn has_mark(text: &str) -> bool {
    let first = text.chars().next();
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - behind.len();
    let next = behind.chars().next();
    matches!(first, Some('*' | '＊' | '①'..='⑳' | '[' | '［' | '〔' | '注' | '※'))
        || (1..=2).contains(&digits)
            && next.is_some_and(|c| c == ' ' || ('一'..='\u{9FFF}').contains(&c))
}

/// Of each line, whether it belongs to the notes at the foot of its page: the last lines, in smaller
/// print than most of the text, that begin with a mark.
pub(super) fn at_feet(all: &[Line<&str>]) -> Vec<bool> {
    let mut sizes: Vec<(f64, usize)> =
        all.iter().map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, length)| length).sum::<usize>() / 2;
    let mut before = 0;
    let usual = sizes.iter().find(|(_, length)| {
        before += length;
        before > half
    });
    let limit = usual.map_or(0.0, |(size, _)| size * 0.85);
    let mut out = vec![false; all.len()];
    let mut rest = (all, out.as_mut_slice());
    while let Some(page) = rest.0.first().map(|line| line.page) {
        let count = rest.0.iter().take_while(|line| line.page == page).count();
        let ((lines, behind), (marks, marks_behind)) =
            (rest.0.split_at(count), rest.1.split_at_mut(count));
        let small = |line: &&Line<&str>| line.size < limit && !line.is_row;
        let last = lines.iter().rev().take_while(small).count();
        // What comes before the first mark is no note; a page of nothing else is no foot.
        let from = lines.iter().skip(count - last).position(|line| has_mark(line.text));
        if let Some(from) = from
            && last < count
        {
            marks.iter_mut().skip(count - last + from).for_each(|mark| *mark = true);
        }
        rest = (behind, marks_behind);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes() {
        assert!(["1", "①", "[12]", "*", "（1）"].iter().all(|text| is_mark(text)));
        assert!(["", "件", "()", "12345", "1a"].iter().all(|text| !is_mark(text)));
        assert!(["1 见", "12见", "①见", "注：见", "[1]"].iter().all(|text| has_mark(text)));
        assert!(["1.见", "2、见", "2023年", "100", "见", ""].iter().all(|text| !has_mark(text)));
    }
}
