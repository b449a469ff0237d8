//! Tables whose lines are drawn: each text lies in the cell that the lines around it make, and the
//! cells beside each other are a row.

use super::{Line, Piece, first_word, join, lines};
use std::collections::BTreeMap;

/// A line drawn on a page, along its breadth or its height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Rule {
    is_flat: bool,
    /// Its height on the page if it lies flat, else its place along the breadth.
    at: f64,
    from: f64,
    to: f64,
}

/// How far lines may miss each other and still meet, in the page's unit as a share of a point.
const SLACK: f64 = 3.0;

impl Rule {
    /// The line between two points; `None` if it is neither flat nor upright, or shorter than any
    /// side of a cell.
    pub(in super::super) fn between((a, b): (f64, f64), (c, d): (f64, f64)) -> Option<Self> {
        let (wide, high) = ((c - a).abs(), (d - b).abs());
        if wide.max(high) < SLACK * 2.0 || ![a, b, c, d].iter().all(|n| n.is_finite()) {
            return None;
        }
        if high <= SLACK {
            Some(Self { is_flat: true, at: (b + d) / 2.0, from: a.min(c), to: a.max(c) })
        } else if wide <= SLACK {
            Some(Self { is_flat: false, at: (a + c) / 2.0, from: b.min(d), to: b.max(d) })
        } else {
            None
        }
    }

    /// Its ends, as `x` and `y`.
    pub(in super::super) fn ends(&self) -> [(f64, f64); 2] {
        if self.is_flat {
            [(self.from, self.at), (self.to, self.at)]
        } else {
            [(self.at, self.from), (self.at, self.to)]
        }
    }

    fn spans(&self, place: f64) -> bool {
        self.from <= place && place <= self.to
    }
}

/// Lines drawn in pieces, one for each cell, as whole lines; flat and upright ones apart, in the
/// order of their places.
fn merged(rules: &[Rule]) -> (Vec<Rule>, Vec<Rule>) {
    let one = |is_flat: bool| {
        let mut all: Vec<Rule> =
            rules.iter().filter(|rule| rule.is_flat == is_flat).copied().collect();
        all.sort_by(|a, b| a.at.total_cmp(&b.at));
        // Those at one place, each with the next along the line.
        let mut out: Vec<Rule> = Vec::new();
        let mut rest = all.as_mut_slice();
        while let Some(first) = rest.first().map(|rule| rule.at) {
            let count = rest.iter().take_while(|rule| rule.at - first <= SLACK * 0.5).count();
            let (group, behind) = rest.split_at_mut(count);
            group.sort_by(|a, b| a.from.total_cmp(&b.from));
            let start = out.len();
            for rule in group.iter() {
                match out.get_mut(start..).and_then(<[Rule]>::last_mut) {
                    Some(last) if rule.from <= last.to + SLACK => last.to = last.to.max(rule.to),
                    _ => out.push(*rule),
                }
            }
            rest = behind;
        }
        out
    };
    (one(true), one(false))
}

/// A cell, by its four sides: top, left, bottom, right. In thousandths, so that it can be a key.
type Sides = [i64; 4];

#[expect(clippy::cast_possible_truncation, reason = "places on a page are small")]
fn thousandths(place: f64) -> i64 {
    (place * 1000.0) as i64
}

#[expect(clippy::cast_precision_loss, reason = "places on a page are small")]
fn place(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}

/// The most comparisons of texts with lines on a page: beyond, it is a drawing.
const MAX_WORK: usize = 20_000_000;

/// Takes the pieces that lie in cells out of `pieces`; gives the lines that they make, rows of data
/// as one line each.
pub(super) fn take(pieces: &mut Vec<Piece>, rules: &[Rule], page: u32) -> Vec<Line> {
    let (flat, upright) = merged(rules);
    if flat.len() < 2
        || upright.len() < 2
        || (flat.len() + upright.len()).saturating_mul(pieces.len()) > MAX_WORK
    {
        return Vec::new();
    }
    let mut cells: BTreeMap<Sides, Vec<Piece>> = BTreeMap::new();
    pieces.retain(|piece| {
        // A point within its first character.
        let (x, y) = (piece.x + piece.size * 0.3, piece.y - piece.size * 0.35);
        let sides = sides(&flat, &upright, (x, y));
        if let Some(sides) = sides {
            cells.entry(sides).or_default().push(piece.clone());
        }
        sides.is_none()
    });
    let mut rows: Vec<Vec<(Sides, Vec<Piece>)>> = Vec::new();
    for (sides, inside) in cells {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|(first, _)| is_row(first, &sides)) => {
                row.push((sides, inside));
            }
            _ => rows.push(vec![(sides, inside)]),
        }
    }
    rows.into_iter().flat_map(|row| self::row(row, &upright, page)).collect()
}

/// Whether two cells begin at one height.
fn is_row([first, ..]: &Sides, [second, ..]: &Sides) -> bool {
    first == second
}

/// The cell around a point.
fn sides(flat: &[Rule], upright: &[Rule], (x, y): (f64, f64)) -> Option<Sides> {
    let nearest = |rules: &[Rule], at: f64, across: f64| {
        let after = rules.partition_point(|rule| rule.at <= at);
        let (before, behind) = rules.split_at_checked(after)?;
        let spans = |rule: &&Rule| rule.spans(across);
        let low = before.iter().rev().find(spans)?;
        let high = behind.iter().find(spans)?;
        Some((low.at, high.at))
    };
    let (top, bottom) = nearest(flat, y, x)?;
    let (left, right) = nearest(upright, x, y)?;
    Some([top, left, bottom, right].map(thousandths))
}

/// Cells of more characters or lines are no data but text that was laid out in a table.
const CELL_CHARS: usize = 400;
const CELL_LINES: usize = 16;

/// The cells of a row as one line, or the lines of each where they are text.
fn row(mut cells: Vec<(Sides, Vec<Piece>)>, upright: &[Rule], page: u32) -> Vec<Line> {
    cells.sort_by_key(|&([_, left, ..], _)| left);
    let Some(&([top, ..], _)) = cells.first() else { return Vec::new() };
    let mut texts: Vec<(Sides, Vec<Line>)> = cells
        .into_iter()
        .map(|(sides, pieces)| (sides, lines(pieces, page)))
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    let is_data = texts.len() > 1
        && texts.iter().all(|(_, lines)| {
            let chars: usize = lines.iter().map(|line| line.text.chars().count()).sum();
            lines.len() <= CELL_LINES && chars <= CELL_CHARS
        });
    if !is_data {
        // Text in a frame keeps its lines; a title across the table is one.
        return match texts.as_mut_slice() {
            [(sides, lines)] if lines.len() == 1 && has_columns(upright, sides) => {
                lines.iter_mut().for_each(|line| line.is_row = true);
                std::mem::take(lines)
            }
            _ => texts.into_iter().flat_map(|(_, lines)| lines).collect(),
        };
    }
    let mut line = Line {
        left: f64::INFINITY,
        right: f64::NEG_INFINITY,
        y: place(top),
        size: 0.0,
        text: String::new(),
        is_row: true,
        page,
        column: super::Column::Whole,
    };
    let mut end = None;
    for ([_, left, _, right], lines) in texts {
        // Cells without text between the last one and this.
        let empty = upright.iter().filter(|rule| {
            let at = thousandths(rule.at);
            rule.spans(line.y + SLACK) && end.is_some_and(|end| at > end) && at <= left
        });
        if end.is_some() {
            line.text.extend(std::iter::repeat_n('\t', 1 + empty.count()));
        }
        end = Some(right);
        line.left = line.left.min(place(left));
        line.right = line.right.max(place(right));
        line.y = line.y.max(place(top));
        line.size = lines.iter().map(|line| line.size).fold(line.size, f64::max);
        line.text.push_str(&cell(&lines, place(right - left)));
    }
    vec![line]
}

/// Whether the table has lines between columns elsewhere than at the sides of this cell.
fn has_columns(upright: &[Rule], [_, left, _, right]: &Sides) -> bool {
    upright.iter().any(|rule| (*left + 1..*right).contains(&thousandths(rule.at)))
}

/// The lines of a cell as one text: those broken for want of room are joined, others set apart.
fn cell(lines: &[Line], width: f64) -> String {
    let mut out = String::new();
    let right = lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    let mut before: Option<&Line> = None;
    for line in lines {
        // Of a wide cell it can be told whether the next word had room.
        let goes_on = |before: &Line| {
            let room = first_word(&line.text) * line.size;
            width < line.size * super::SHORTEST || before.right + room > right - line.size * 0.6
        };
        match before {
            Some(before) if goes_on(before) => join(&mut out, &line.text),
            Some(_) => {
                out.push(' ');
                out.push_str(&line.text);
            }
            None => out.push_str(&line.text),
        }
        before = Some(line);
    }
    // A gap within a cell parts no cells.
    out.replace('\t', " ")
}
