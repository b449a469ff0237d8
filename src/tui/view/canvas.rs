//! Writing text into cells. Everything that is drawn goes through here, so that wide glyphs never
//! reach over an edge and ambiguous ones take the columns that the terminal gives them.

use crate::text::width::Widths;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::num::NonZeroU16;
use unicode_segmentation::UnicodeSegmentation;

/// The cells of a frame.
#[derive(Debug)]
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    widths: Widths,
}

impl<'a> Canvas<'a> {
    /// A canvas on a frame's cells.
    pub fn new(buffer: &'a mut Buffer, widths: Widths) -> Self {
        Self { buffer, widths }
    }

    /// The widths that text is written with.
    pub fn widths(&self) -> Widths {
        self.widths
    }

    /// Writes `text` from column `x` of row `y` on, not reaching column `end`; what does not fit is
    /// left out. Returns the column after it.
    pub fn put(&mut self, x: u16, y: u16, end: u16, text: &str, style: Style) -> u16 {
        let mut x = x;
        for grapheme in text.graphemes(true) {
            let width = u16::try_from(self.widths.grapheme(grapheme)).unwrap_or(u16::MAX);
            if width == 0 {
                continue;
            }
            if x.saturating_add(width) > end || !self.glyph(x, y, grapheme, width, style) {
                break;
            }
            x += width;
        }
        x
    }

    fn glyph(&mut self, x: u16, y: u16, grapheme: &str, width: u16, style: Style) -> bool {
        let Some(cell) = self.buffer.cell_mut((x, y)) else { return false };
        // A control character would move the terminal's cursor; a blank stands for it.
        let control = grapheme.chars().any(char::is_control);
        cell.set_symbol(if control { " " } else { grapheme }).set_style(style);
        cell.set_diff_option(CellDiffOption::None);
        if self.widths.ambiguous_is_wide()
            && width > 1
            && let Some(width) = NonZeroU16::new(width)
        {
            cell.set_diff_option(CellDiffOption::ForcedWidth(width));
        }
        for covered in x + 1..x.saturating_add(width) {
            if let Some(cell) = self.buffer.cell_mut((covered, y)) {
                cell.set_symbol(" ").set_style(style);
                cell.set_diff_option(CellDiffOption::None);
            }
        }
        true
    }

    /// Writes `text` into the last columns before `end`; returns the column where it starts.
    pub fn put_right(&mut self, start: u16, y: u16, end: u16, text: &str, style: Style) -> u16 {
        let width = u16::try_from(self.widths.text(text)).unwrap_or(u16::MAX);
        let x = end.saturating_sub(width).max(start);
        self.put(x, y, end, text, style);
        x
    }

    /// Gives every cell of an area a style.
    pub fn paint(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// Blanks an area, and the halves of wide glyphs that reach into it from the left.
    pub fn clear(&mut self, area: Rect, style: Style) {
        for y in area.top()..area.bottom() {
            let left = area.left().checked_sub(1);
            if let Some(cell) = left.and_then(|x| self.buffer.cell_mut((x, y)))
                && self.widths.text(cell.symbol()) > 1
            {
                cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// The beginning of `text` that fits `width` columns, with an ellipsis where it is cut.
    pub fn fit(&self, text: &str, width: usize) -> String {
        fit(text, width, self.widths)
    }

    /// The end of `text` that fits `width` columns, with an ellipsis before it where it is cut: what
    /// tells the names of files apart stands there.
    pub fn fit_end(&self, text: &str, width: usize) -> String {
        if self.widths.text(text) <= width {
            return text.to_owned();
        }
        let dots = if self.widths.ambiguous_is_wide() { ".." } else { "…" };
        let Some(mut room) = width.checked_sub(self.widths.text(dots)) else {
            return String::new();
        };
        let mut cut = text.len();
        for (at, grapheme) in text.grapheme_indices(true).rev() {
            let Some(left) = room.checked_sub(self.widths.grapheme(grapheme)) else { break };
            (room, cut) = (left, at);
        }
        format!("{dots}{}", text.get(cut..).unwrap_or_default())
    }
}

/// The beginning of `text` that fits `width` columns, with an ellipsis where it is cut. What lies
/// beyond costs nothing: a title may be a whole file.
pub fn fit(text: &str, width: usize, widths: Widths) -> String {
    let dots = if widths.ambiguous_is_wide() { ".." } else { "…" };
    let room = width.checked_sub(widths.text(dots));
    let (mut used, mut cut) = (0, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        used += widths.grapheme(grapheme);
        if used > width {
            let kept = text.get(..cut).unwrap_or_default();
            return if room.is_some() { format!("{kept}{dots}") } else { String::new() };
        }
        if room.is_some_and(|room| used <= room) {
            cut = at + grapheme.len();
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_glyph_never_reaches_over_the_end() {
        let area = Rect::new(0, 0, 6, 1);
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas::new(&mut buffer, Widths::default());
        assert_eq!(canvas.put(0, 0, 5, "法治政府", Style::new()), 4);
        assert_eq!(buffer, Buffer::with_lines(["法治  "]));
    }

    #[test]
    fn a_popup_leaves_no_half_glyphs() {
        let mut buffer = Buffer::with_lines(["法治政府"]);
        let mut canvas = Canvas::new(&mut buffer, Widths::default());
        canvas.clear(Rect::new(3, 0, 2, 1), Style::new());
        assert_eq!(buffer, Buffer::with_lines(["法    府"]));
    }

    #[test]
    fn ambiguous_glyphs_cover_two_cells_when_they_are_wide() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let mut canvas = Canvas::new(&mut buffer, Widths::new(2));
        assert_eq!(canvas.put(0, 0, 6, "“法”", Style::new()), 6);
        assert_eq!(buffer[(4, 0)].symbol(), "”");
    }

    #[test]
    fn the_end_of_a_name_is_kept() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        let canvas = Canvas::new(&mut buffer, Widths::default());
        assert_eq!(canvas.fit_end("琅川2022.docx", 13), "琅川2022.docx");
        assert_eq!(canvas.fit_end("琅川2022.docx", 12), "…川2022.docx");
        assert_eq!(canvas.fit_end("琅川2022.docx", 11), "…2022.docx");
        assert_eq!(canvas.fit_end("琅川2022.docx", 1), "…");
        assert_eq!(canvas.fit_end("琅川2022.docx", 0), "");
    }

    #[test]
    fn what_is_cut_shows_it() {
        assert_eq!(fit("法治政府建设", 7, Widths::new(1)), "法治政…");
        assert_eq!(fit("法治政府建设", 7, Widths::new(2)), "法治..");
        assert_eq!(fit("法治", 4, Widths::new(1)), "法治");
        assert_eq!(fit("法治", 0, Widths::new(1)), "");
    }
}
