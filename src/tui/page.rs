//! A report laid out for reading: its paragraphs, and their rows at the width of the pane.

use super::shelf::ReportId;
use crate::corpus::Entry;
use crate::report::SectionKind;
use crate::text::Span;
use crate::text::width::Widths;
use crate::text::wrap;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Bytes of a line that are wrapped at once: a line of many megabytes is laid out piece by piece.
const PIECE: usize = 16 * 1024;

/// Paragraphs whose rows are remembered; more than any screen shows.
const REMEMBERED: usize = 4096;

/// A line of the file, or a part of one where a section begins in its middle or it is very long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Its bytes in the text, without the line end.
    pub span: Span,
    /// Whether a blank row stands before it, to set a heading apart.
    pub gap: bool,
}

/// One row of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenRow {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// The bytes shown; empty for the blank row before a heading.
    pub span: Span,
    /// Whether it is that blank row.
    pub gap: bool,
}

/// A place in a page: a row, told by the byte with which it starts so that it outlives a change of
/// width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Byte in the text.
    pub offset: usize,
    /// Whether the blank row before the paragraph is meant.
    pub gap: bool,
}

/// A report laid out.
#[derive(Debug)]
pub struct Page {
    /// Which report.
    pub report: ReportId,
    /// The report and its text.
    pub entry: Entry,
    paragraphs: Vec<Paragraph>,
    widths: Widths,
    width: usize,
    rows: RefCell<HashMap<usize, Rc<[Span]>>>,
}

impl Page {
    /// Lays out a report. Cost is linear in its number of lines and sections; nothing is wrapped.
    pub fn new(report: ReportId, entry: Entry, widths: Widths) -> Self {
        let paragraphs = paragraphs(&entry);
        Self { report, entry, paragraphs, widths, width: 80, rows: RefCell::default() }
    }

    /// Sets the width of the rows in columns.
    pub fn set_width(&mut self, width: usize) {
        let width = width.max(2);
        if width != self.width {
            self.width = width;
            self.rows.borrow_mut().clear();
        }
    }

    /// The paragraphs in reading order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Indices of the paragraphs that start in `span`.
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.paragraphs.partition_point(|p| p.span.start < span.start);
        let to = self.paragraphs.partition_point(|p| p.span.start < span.end);
        from..to.max(from)
    }

    /// The paragraph that holds byte `offset`.
    pub fn paragraph_at(&self, offset: usize) -> usize {
        let after = self.paragraphs.partition_point(|p| p.span.start as usize <= offset);
        after.saturating_sub(1)
    }

    /// The rows of a paragraph, its blank row not counted; wrapped when first asked for.
    pub fn rows(&self, paragraph: usize) -> Rc<[Span]> {
        let mut known = self.rows.borrow_mut();
        if let Some(rows) = known.get(&paragraph) {
            return Rc::clone(rows);
        }
        let rows: Rc<[Span]> = self.wrap(paragraph).into();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(paragraph, Rc::clone(&rows));
        rows
    }

    fn wrap(&self, paragraph: usize) -> Vec<Span> {
        let Some(paragraph) = self.paragraphs.get(paragraph) else { return Vec::new() };
        let base = paragraph.span.start as usize;
        let text = self.entry.document.text.slice(paragraph.span);
        let figures = &self.entry.report.figures;
        let keep: Vec<_> = figures
            .within(paragraph.span)
            .filter_map(|index| figures.span(index))
            .map(|span| span.range().start - base..span.range().end - base)
            .collect();
        wrap::rows_at(text, base, self.width, self.widths, &keep)
    }

    /// Number of rows of a paragraph with its blank row.
    fn height(&self, paragraph: usize) -> usize {
        self.gap(paragraph) + self.rows(paragraph).len()
    }

    fn gap(&self, paragraph: usize) -> usize {
        usize::from(self.paragraphs.get(paragraph).is_some_and(|p| p.gap))
    }

    /// Paragraph and row (its blank row counted) of a place.
    fn locate(&self, place: Place) -> (usize, usize) {
        let paragraph = self.paragraph_at(place.offset);
        if place.gap {
            return (paragraph, 0);
        }
        let row = self.rows(paragraph).partition_point(|r| r.start as usize <= place.offset);
        (paragraph, self.gap(paragraph) + row.saturating_sub(1))
    }

    fn place(&self, paragraph: usize, row: usize) -> Place {
        let gap = self.gap(paragraph);
        let rows = self.rows(paragraph);
        let span = rows.get(row.saturating_sub(gap)).copied().unwrap_or_default();
        Place { offset: span.start as usize, gap: row < gap }
    }

    /// The place of the row that shows byte `offset`.
    pub fn row_of(&self, offset: usize) -> Place {
        let (paragraph, row) = self.locate(Place { offset, gap: false });
        self.place(paragraph, row)
    }

    /// The place `rows` rows below (above where negative) `from`, not leaving the paragraphs of
    /// `scope`; and how many rows it could not go.
    pub fn step(&self, from: Place, rows: isize, scope: &std::ops::Range<usize>) -> (Place, usize) {
        let (mut paragraph, row) = self.locate(from);
        let mut left = rows.unsigned_abs();
        let mut row = row;
        if rows >= 0 {
            loop {
                let height = self.height(paragraph);
                if row + left < height {
                    return (self.place(paragraph, row + left), 0);
                }
                if paragraph + 1 >= scope.end {
                    let last = height.saturating_sub(1);
                    return (self.place(paragraph, last), row + left - last);
                }
                left -= height - row;
                row = 0;
                paragraph += 1;
            }
        }
        loop {
            if left <= row {
                return (self.place(paragraph, row - left), 0);
            }
            if paragraph <= scope.start {
                return (self.place(paragraph, 0), left - row);
            }
            left -= row + 1;
            paragraph -= 1;
            row = self.height(paragraph).saturating_sub(1);
        }
    }

    /// At most `height` rows from `top` on, not leaving the paragraphs of `scope`.
    pub fn screen(
        &self,
        top: Place,
        height: usize,
        scope: &std::ops::Range<usize>,
    ) -> Vec<ScreenRow> {
        let mut screen = Vec::with_capacity(height);
        let (first, skip) = self.locate(top);
        let mut skip = skip;
        for paragraph in first..scope.end {
            if screen.len() >= height {
                break;
            }
            let blank = ScreenRow { paragraph, span: Span::default(), gap: true };
            let gap = (self.gap(paragraph) == 1).then_some(blank);
            let rows = self.rows(paragraph);
            let text = rows.iter().map(|&span| ScreenRow { paragraph, span, gap: false });
            let left = height - screen.len();
            screen.extend(gap.into_iter().chain(text).skip(skip).take(left));
            skip = 0;
        }
        screen
    }
}

fn paragraphs(entry: &Entry) -> Vec<Paragraph> {
    let text = &entry.document.text;
    let mut sections = entry.report.outline.sections.iter().peekable();
    let mut found = Vec::new();
    let mut blank_before = true;
    for (_, line, content) in text.lines() {
        let blank = content.trim().is_empty();
        // Runs of blank lines say no more than one.
        if blank && blank_before && !found.is_empty() {
            continue;
        }
        let mut from = line.start;
        let mut gap = false;
        while let Some(section) = sections.next_if(|s| s.span.start <= line.end) {
            let at = section.span.start.max(from);
            let before = Span { start: from, end: at };
            if !text.slice(before).trim().is_empty() {
                push(&mut found, text.slice(before), before, gap);
                blank_before = false;
                from = at;
                gap = false;
            }
            let heads = section.kind == SectionKind::Numbered && section.level <= 2;
            gap |= heads && !blank_before;
        }
        let rest = Span { start: from, end: line.end };
        push(&mut found, text.slice(rest), rest, gap);
        blank_before = blank;
    }
    // The end of the file's last line is no line to read.
    if blank_before && found.len() > 1 {
        found.pop();
    }
    found
}

fn push(found: &mut Vec<Paragraph>, content: &str, span: Span, gap: bool) {
    for piece in wrap::pieces(content, PIECE) {
        let base = span.start as usize;
        let gap = gap && piece.start == 0;
        found.push(Paragraph { span: Span::new(base + piece.start, base + piece.end), gap });
    }
}
