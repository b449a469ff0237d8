//! Pages of two columns, as gazettes are printed: each column is read to its end before the next.

use super::{Line, Piece, lines};

/// Which column of its page a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Column {
    /// The page has one, or the line goes across both.
    #[default]
    Whole,
    /// The left one.
    Left,
    /// The right one.
    Right,
}

impl Column {
    pub(super) const ALL: [Self; 3] = [Self::Whole, Self::Left, Self::Right];

    /// Of values for each of [`Self::ALL`], the one for this column.
    pub(super) fn of<T>(self, [whole, left, right]: [T; 3]) -> T {
        match self {
            Self::Whole => whole,
            Self::Left => left,
            Self::Right => right,
        }
    }
}

/// The strips into which the breadth of a text is cut to find a gap.
const STRIPS: u32 = 120;

/// The fewest full lines that make a column.
const FEWEST: usize = 6;

/// The place of the gap between two columns of prose; `None` for any other page. Columns of a table
/// are not prose: their lines do not reach the gap.
fn gap(pieces: &[Piece]) -> Option<f64> {
    let left = pieces.iter().map(|piece| piece.x).fold(f64::INFINITY, f64::min);
    let right = pieces.iter().map(|piece| piece.x + piece.width).fold(f64::NEG_INFINITY, f64::max);
    let strip = (right - left) / f64::from(STRIPS);
    if pieces.len() < FEWEST * 2 || strip <= 0.0 || !strip.is_finite() {
        return None;
    }
    // How many texts cover the middle of each strip; a few may go across.
    let few = pieces.len() / 10;
    let is_free = |number: &u32| {
        let at = left + strip * (f64::from(*number) + 0.5);
        let covers = |piece: &&Piece| piece.x < at && at < piece.x + piece.width;
        pieces.iter().filter(covers).take(few + 1).count() <= few
    };
    let free: Vec<u32> = (STRIPS / 3..STRIPS * 2 / 3).filter(is_free).collect();
    // The widest run of free strips.
    let mut best: (u32, u32) = (0, 0);
    let mut rest = free.as_slice();
    while let Some(&first) = rest.first() {
        let count = (first..).zip(rest).take_while(|(expected, found)| expected == *found).count();
        let width = u32::try_from(count).unwrap_or(STRIPS);
        if width > best.1 {
            best = (first, width);
        }
        rest = rest.get(count..).unwrap_or_default();
    }
    let (first, width) = best;
    let gap = left + strip * (f64::from(first) + f64::from(width) / 2.0);
    let full = |edges: (f64, f64), side: &dyn Fn(&&Piece) -> bool| {
        let of_side: Vec<Piece> = pieces.iter().filter(side).cloned().collect();
        let all = lines(of_side, 0);
        let is_full = |line: &&Line| line.right - line.left > (edges.1 - edges.0) * 0.75;
        let count = all.iter().filter(is_full).count();
        // Paragraphs of narrow columns end often.
        count >= FEWEST && count * 3 > all.len()
    };
    let is_prose = width > 0
        && full((left, gap), &|piece| piece.x + piece.width <= gap)
        && full((gap, right), &|piece| piece.x >= gap);
    is_prose.then_some(gap)
}

/// The lines of a page of two columns in the order of reading, the rows of its `tables` among them.
/// `None`, with all as it was, if the page has one column.
pub(super) fn take(
    pieces: &mut Vec<Piece>,
    tables: &mut Vec<Line>,
    page: u32,
) -> Option<Vec<Line>> {
    let gap = gap(pieces)?;
    let mut sides: [Vec<Piece>; 3] = Default::default();
    for piece in pieces.drain(..) {
        let [whole, left, right] = &mut sides;
        if piece.x >= gap {
            right.push(piece);
        } else if piece.x + piece.width <= gap {
            left.push(piece);
        } else {
            whole.push(piece);
        }
    }
    let mut out: Vec<(usize, Line)> = Vec::new();
    let [whole, left, right] = sides;
    // A table may lie in a column or across both.
    let (mut across, inside): (Vec<Line>, Vec<Line>) =
        std::mem::take(tables).into_iter().partition(|row| row.left < gap && row.right > gap);
    let (left_rows, right_rows) = inside.into_iter().partition::<Vec<_>, _>(|row| row.left < gap);
    across.extend(lines(whole, page));
    across.sort_by(|a, b| a.y.total_cmp(&b.y));
    let heights: Vec<f64> = across.iter().map(|line| line.y).collect();
    let columns = [(Column::Left, left, left_rows), (Column::Right, right, right_rows)];
    for (column, side, rows) in columns {
        for line in lines(side, page).into_iter().chain(rows) {
            // Both columns end where a line goes across.
            let above = heights.partition_point(|y| *y < line.y);
            out.push((above * 2, Line { column, ..line }));
        }
    }
    out.extend(across.drain(..).enumerate().map(|(number, line)| (number * 2 + 1, line)));
    out.sort_by(|(a, line), (b, other)| {
        let (ours, theirs) = ((a, line.column), (b, other.column));
        ours.cmp(&theirs).then(line.y.total_cmp(&other.y))
    });
    Some(out.into_iter().map(|(_, line)| line).collect())
}
