//! Aligned tables for a terminal: columns are as wide as their cells, the flexible ones share what
//! is left of the width and wrap inside it, and on a narrow terminal the least needed ones go.

use crate::text::width::Widths;
use crate::text::wrap;

/// How a column uses its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// As wide as its widest cell; cells stand to the left.
    Left,
    /// As wide as its widest cell; cells stand to the right, as numbers do.
    Right,
    /// Wraps where room is short.
    Wraps,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its head.
    pub(super) head: &'static str,
    /// How it uses its room.
    pub(super) room: Room,
    /// On a narrow terminal the column with the highest number goes first; 0 never goes.
    pub(super) spare: u8,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// What stands in it: no line ends, no control characters.
    pub(super) text: String,
    /// How it looks where colour is on.
    pub(super) look: Look,
    /// Columns that its text is moved to the right, in every line of it.
    pub(super) indent: usize,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Look {
    /// Like the text around it.
    #[default]
    Plain,
    /// Of less weight.
    Dim,
    /// What the row is about.
    Strong,
    /// Good news.
    Good,
    /// Something to look at.
    Bad,
    /// What was searched for.
    Hit,
}

impl Look {
    fn on(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Dim => "\x1b[2m",
            Self::Strong => "\x1b[1m",
            Self::Good => "\x1b[32m",
            Self::Bad => "\x1b[31m",
            Self::Hit => "\x1b[1;33m",
        }
    }
}

/// The terminal that a table is drawn for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas {
    /// Columns to stay within; none where the table goes into a file.
    pub(super) width: Option<usize>,
    /// Whether colours are wanted.
    pub(super) colour: bool,
    /// How wide its characters are.
    pub(super) widths: Widths,
}

/// Blanks between two columns.
const GAP: usize = 2;
/// A wrapping column is never narrower than this: four Chinese characters.
const LEAST: usize = 8;

impl Canvas {
    /// `text` in `look`.
    pub(super) fn paint(&self, text: &str, look: Look) -> String {
        match look.on() {
            "" => text.to_owned(),
            on if self.colour => format!("{on}{text}\x1b[0m"),
            _ => text.to_owned(),
        }
    }

    /// `text` in lines that fit.
    pub(super) fn lines(&self, text: &str) -> Vec<String> {
        self.wrap(text, self.width.unwrap_or(usize::MAX))
    }

    /// Appends the table of `rows`, a head first.
    pub(super) fn table(&self, out: &mut String, columns: &[Column], rows: &[Vec<Cell>]) {
        let (kept, widths) = self.layout(columns, rows);
        let layout: Vec<(usize, Column, usize)> = kept
            .iter()
            .zip(&widths)
            .filter_map(|(&at, &width)| Some((at, *columns.get(at)?, width)))
            .collect();
        let head: Vec<Cell> = columns
            .iter()
            .map(|c| Cell { text: c.head.to_owned(), look: Look::Dim, indent: 0 })
            .collect();
        for row in std::iter::once(&head).chain(rows) {
            self.row(out, &layout, row);
        }
    }

    fn row(&self, out: &mut String, layout: &[(usize, Column, usize)], row: &[Cell]) {
        let empty = Cell::default();
        let cells: Vec<(&Cell, Vec<String>)> = layout
            .iter()
            .map(|&(at, _, width)| {
                let cell = row.get(at).unwrap_or(&empty);
                (cell, self.wrap(&cell.text, width.saturating_sub(cell.indent)))
            })
            .collect();
        let height = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        for line in 0..height {
            let mut written = String::new();
            // Blanks are written when something follows them, so that no line ends in blanks.
            let mut blanks = 0;
            for ((cell, lines), &(_, column, width)) in cells.iter().zip(layout) {
                let text = lines.get(line).map_or("", String::as_str);
                let indent = cell.indent.min(width);
                let rest = width.saturating_sub(indent + self.width_of(text));
                let (before, after) = match column.room {
                    Room::Right => (rest, 0),
                    Room::Left | Room::Wraps => (indent, rest),
                };
                blanks += before;
                if text.is_empty() {
                    blanks += after + GAP;
                    continue;
                }
                written.extend(std::iter::repeat_n(' ', blanks));
                written.push_str(&self.paint(text, cell.look));
                blanks = after + GAP;
            }
            out.push_str(&written);
            out.push('\n');
        }
    }

    /// The columns that stay, and how wide each of them is.
    fn layout(&self, columns: &[Column], rows: &[Vec<Cell>]) -> (Vec<usize>, Vec<usize>) {
        let natural: Vec<usize> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                rows.iter()
                    .filter_map(|row| row.get(at))
                    .map(|cell| cell.indent + self.width_of(&cell.text))
                    .fold(self.width_of(column.head), usize::max)
            })
            .collect();
        let width_at = |at: usize| natural.get(at).copied().unwrap_or(0);
        let wraps = |at: usize| columns.get(at).is_some_and(|c| c.room == Room::Wraps);
        let mut kept: Vec<usize> = (0..columns.len()).collect();
        let Some(room) = self.width else {
            return (kept, natural);
        };
        loop {
            let gaps = GAP * kept.len().saturating_sub(1);
            let least = kept
                .iter()
                .map(|&at| if wraps(at) { width_at(at).min(LEAST) } else { width_at(at) })
                .sum::<usize>();
            let spare = kept
                .iter()
                .copied()
                .filter(|&at| columns.get(at).is_some_and(|c| c.spare > 0))
                .max_by_key(|&at| columns.get(at).map_or(0, |c| c.spare));
            match spare {
                Some(spare) if least + gaps > room => kept.retain(|&at| at != spare),
                _ => break,
            }
        }
        let gaps = GAP * kept.len().saturating_sub(1);
        let fixed: usize = kept.iter().filter(|&&at| !wraps(at)).map(|&at| width_at(at)).sum();
        let mut left = room.saturating_sub(fixed + gaps);
        // Wrapping columns are served from the narrowest on: each takes what it needs up to an
        // even share, and what it leaves is shared by the wider ones.
        let mut order: Vec<usize> = kept.iter().copied().filter(|&at| wraps(at)).collect();
        order.sort_by_key(|&at| width_at(at));
        let mut given = natural.clone();
        for (served, &at) in order.iter().enumerate() {
            let share = (left / (order.len() - served)).max(LEAST);
            let width = width_at(at).min(share);
            left = left.saturating_sub(width);
            if let Some(slot) = given.get_mut(at) {
                *slot = width;
            }
        }
        let widths = kept.iter().map(|&at| given.get(at).copied().unwrap_or(0)).collect();
        (kept, widths)
    }

    /// `text` cut into lines of at most `width` columns.
    fn wrap(&self, text: &str, width: usize) -> Vec<String> {
        let rows = wrap::rows(text, width, self.widths, &[]).into_iter();
        rows.map(|row| text.get(row).unwrap_or_default().trim_end().to_owned()).collect()
    }

    /// Columns that `text` takes.
    pub(super) fn width_of(&self, text: &str) -> usize {
        self.widths.text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canvas(width: usize) -> Canvas {
        Canvas { width: Some(width), colour: false, widths: Widths::new(1) }
    }

    const COLUMNS: &[Column] = &[
        Column { head: "line", room: Room::Right, spare: 0 },
        Column { head: "text", room: Room::Wraps, spare: 0 },
        Column { head: "kind", room: Room::Left, spare: 1 },
    ];

    fn drawn(width: usize, rows: &[[&str; 3]]) -> Vec<String> {
        let rows: Vec<Vec<Cell>> = rows
            .iter()
            .map(|row| row.map(|text| Cell { text: text.to_owned(), ..Cell::default() }).into())
            .collect();
        let mut out = String::new();
        canvas(width).table(&mut out, COLUMNS, &rows);
        out.lines().map(str::to_owned).collect()
    }

    #[test]
    fn columns_align_across_wide_and_narrow_glyphs() {
        let lines = drawn(40, &[["1", "行政复议", "数量"], ["12", "abc", "x"]]);
        assert_eq!(lines, ["line  text      kind", "   1  行政复议  数量", "  12  abc       x"]);
    }

    #[test]
    fn a_long_cell_wraps_inside_its_column() {
        let lines = drawn(24, &[["1", "人民调解组织调解成功率", "百分比"]]);
        assert_eq!(
            lines,
            ["line  text        kind", "   1  人民调解组  百分比", "      织调解成功", "      率",]
        );
    }

    #[test]
    fn a_narrow_terminal_loses_the_spare_column_first() {
        let lines = drawn(16, &[["1", "人民调解组织", "百分比"]]);
        assert_eq!(lines, ["line  text", "   1  人民调解组", "      织"]);
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in 14..60 {
            for line in drawn(width, &[["7", "甲乙“丙丁”，戊己（庚辛）98.91%壬癸。", "金额"]])
            {
                assert!(canvas(width).width_of(&line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn ambiguous_characters_can_count_two_columns() {
        let wide = Canvas { widths: Widths::new(2), ..canvas(80) };
        assert_eq!((canvas(80).width_of("“—”"), wide.width_of("“—”")), (3, 6));
    }
}
