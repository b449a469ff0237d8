//! A word processor's text in the making, for formats that are a stream of characters with marks
//! among them: paragraphs, cells and rows become lines as they do for docx.

use super::Error;
use super::places::{Lines, PlaceKind, Places};

/// A row whose cells are all at most so many characters and lines is one line; cells beyond lay out
/// the page.
const CELL_CHARS: usize = 400;
const CELL_LINES: usize = 5;

/// Numbers before items of lists that are no numbers but dots and boxes, in the fonts of symbols too.
pub(super) fn is_bullet(number: &str) -> bool {
    !number.chars().any(char::is_alphanumeric) && !number.contains(['①', '⑴', '⒈', '㊀'])
}

/// A line with the number of its paragraph.
type Line = (String, u32);

/// Paragraphs, cells and rows so far.
#[derive(Debug)]
pub(super) struct Flow {
    lines: Lines,
    /// The paragraph in the making; `\n` is a line break in it.
    paragraph: String,
    /// What stands after it: notes and text boxes.
    after: Vec<String>,
    /// Lines of the cell in the making.
    cell: Vec<Line>,
    /// Finished cells of the row in the making.
    row: Vec<Vec<Line>>,
    /// Number of paragraphs with text so far.
    count: u32,
}

impl Flow {
    pub(super) fn new() -> Self {
        Self {
            lines: Lines::new(PlaceKind::Paragraph),
            paragraph: String::new(),
            after: Vec::new(),
            cell: Vec::new(),
            row: Vec::new(),
            count: 0,
        }
    }

    /// Adds a character to the paragraph.
    pub(super) fn push(&mut self, c: char) {
        self.paragraph.push(c);
    }

    /// Adds a line that stands after the paragraph.
    pub(super) fn after(&mut self, line: String) {
        self.after.push(line);
    }

    /// Whether the paragraph in the making holds any text.
    pub(super) fn has_text(&self) -> bool {
        !self.paragraph.trim().is_empty()
    }

    /// Ends the paragraph, `number` printed before it. `in_cell` tells that it lies in a table.
    ///
    /// # Errors
    /// When the text is too long.
    pub(super) fn end_paragraph(&mut self, number: &str, in_cell: bool) -> Result<(), Error> {
        if !in_cell {
            self.end_row()?;
        }
        let text = std::mem::take(&mut self.paragraph);
        let after = std::mem::take(&mut self.after);
        let mut lines = Vec::new();
        if !text.trim().is_empty() {
            self.count += 1;
            let whole = format!("{number}{text}");
            let parts = whole.split('\n').filter(|line| !line.trim().is_empty());
            lines.extend(parts.map(|line| (line.to_owned(), self.count)));
        }
        for line in after {
            self.count += 1;
            lines.push((line, self.count));
        }
        if in_cell {
            self.cell.append(&mut lines);
            return Ok(());
        }
        lines.into_iter().try_for_each(|(text, number)| self.lines.push(&text, number))
    }

    /// Forgets the paragraph in the making.
    pub(super) fn drop_paragraph(&mut self) {
        self.paragraph.clear();
    }

    /// Ends the cell in the making, and the last paragraph in it.
    ///
    /// # Errors
    /// When the text is too long.
    pub(super) fn end_cell(&mut self, number: &str) -> Result<(), Error> {
        self.end_paragraph(number, true)?;
        self.row.push(std::mem::take(&mut self.cell));
        Ok(())
    }

    /// Ends the row in the making, if there is one.
    ///
    /// # Errors
    /// When the text is too long.
    pub(super) fn end_row(&mut self) -> Result<(), Error> {
        if !self.cell.is_empty() {
            self.row.push(std::mem::take(&mut self.cell));
        }
        let row = std::mem::take(&mut self.row);
        let is_data = |cell: &Vec<Line>| {
            let chars: usize = cell.iter().map(|(text, _)| text.chars().count()).sum();
            cell.len() <= CELL_LINES
                && chars <= CELL_CHARS
                && !cell.iter().any(|(text, _)| text.contains('\t'))
        };
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        let first = row.iter().flatten().next().map(|&(_, number)| number);
        match first {
            Some(number) if filled > 1 && row.iter().all(is_data) => {
                let cells = row.iter().map(|cell| {
                    let texts: Vec<&str> = cell.iter().map(|(text, _)| text.trim()).collect();
                    texts.join(" ")
                });
                let text = cells.collect::<Vec<_>>().join("\t");
                self.lines.push(&text, number)
            }
            _ => row.iter().flatten().try_for_each(|(text, number)| self.lines.push(text, *number)),
        }
    }

    /// The text with the places of its lines; whatever was in the making ends here.
    ///
    /// # Errors
    /// When the text is too long.
    pub(super) fn finish(mut self) -> Result<(String, Places), Error> {
        let in_cell = !self.cell.is_empty() || !self.row.is_empty();
        self.end_paragraph("", in_cell)?;
        self.end_row()?;
        Ok(self.lines.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;

    fn add(flow: &mut Flow, text: &str) {
        text.chars().for_each(|c| flow.push(c));
    }

    #[test]
    fn cells_become_rows_and_notes_follow_their_paragraph() {
        let mut flow = Flow::new();
        add(&mut flow, "标题");
        flow.end_paragraph("一、", false).unwrap();
        for (text, is_last) in [("项目", false), ("数量", true), ("复议\n应诉", false), ("", true)]
        {
            add(&mut flow, text);
            flow.end_cell("").unwrap();
            if is_last {
                flow.end_row().unwrap();
            }
        }
        add(&mut flow, "正文");
        flow.after("注1：说明".to_owned());
        flow.end_paragraph("", false).unwrap();
        add(&mut flow, "未完");
        let (text, places) = flow.finish().unwrap();
        assert_eq!(text, "一、标题\n项目\t数量\n复议\n应诉\n正文\n注1：说明\n未完\n");
        assert_eq!(places.at(5), Place::Paragraph(5));
        assert_eq!(places.at(7), Place::Paragraph(7));
    }
}
