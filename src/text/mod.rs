//! Decoded text and positions in it.
//!
//! Everything that fayan finds is a [`Span`] of bytes in a [`Text`]; a reader is told a
//! [`Position`]: line and column from 1, columns counted in Unicode scalar values.

pub mod class;
pub mod cut;
pub mod fold;
mod letters;
pub mod width;
pub mod wrap;

pub use letters::Letters;

use serde::Serialize;

/// A range of bytes in a [`Text`], on character boundaries; `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from byte `start` to just before byte `end`. Offsets beyond `u32` are clamped:
    /// the size limit of a source file is far below.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether byte `offset` lies inside.
    pub fn contains(self, offset: usize) -> bool {
        (self.start as usize..self.end as usize).contains(&offset)
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span as a range of `usize`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place in a file as a reader is told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Physical line of the decoded file, from 1.
    pub line: u32,
    /// Unicode scalar value in that line, from 1.
    pub column: u32,
}

/// Bytes between two column marks: a column costs at most this many bytes of counting, however
/// long the line is.
const MARK: usize = 512;

/// A decoded, cleaned text with an index of its lines. Lines end with `\n` only.
#[derive(Debug, Clone, Default)]
pub struct Text {
    content: String,
    /// Offset of the first byte of each line; never empty.
    starts: Vec<u32>,
    /// Number of characters that start before byte `i * MARK`.
    marks: Vec<u32>,
    /// Where lines are told otherwise than as they are here: offsets, ascending, with the positions
    /// they have in the file. Empty where lines are those of the file.
    sources: Vec<(u32, Position)>,
    letters: Letters,
}

impl Text {
    /// Indexes a text. The caller has already made line ends `\n` and the characters harmless.
    pub fn new(content: String) -> Self {
        let bytes = content.as_bytes();
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| Span::new(at + 1, at + 1).start));
        let mut marks = Vec::with_capacity(bytes.len() / MARK + 1);
        let mut seen = 0;
        for block in bytes.chunks(MARK) {
            marks.push(seen);
            seen += u32::try_from(bytecount::num_chars(block)).unwrap_or(0);
        }
        let letters = Letters::of(&content);
        Self { content, starts, marks, sources: Vec::new(), letters }
    }

    /// As [`Text::new`], for a text whose lines are not those of the file, since some were joined:
    /// from each offset on, positions count from the one given with it. Both ascend.
    pub fn with_sources(content: String, sources: Vec<(u32, Position)>) -> Self {
        Self { sources, ..Self::new(content) }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The Latin letters that it has.
    pub fn letters(&self) -> Letters {
        self.letters
    }

    /// Number of bytes.
    pub fn len(&self) -> usize {
        self.content.len()
    }

    /// Whether there is no byte.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Number of lines, at least 1; a final line end opens an empty last line.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// Bytes of line `line` (from 1) without its line end; empty where there is no such line.
    pub fn line_span(&self, line: usize) -> Span {
        let Some(index) = line.checked_sub(1) else { return Span::default() };
        let Some(&start) = self.starts.get(index) else {
            return Span::new(self.len(), self.len());
        };
        let end = self.starts.get(line).map_or(self.len(), |&next| next as usize - 1);
        Span::new(start as usize, end)
    }

    /// Line `line` (from 1) without its line end; empty where there is no such line.
    pub fn line(&self, line: usize) -> &str {
        self.slice(self.line_span(line))
    }

    /// All lines with their spans, in order.
    pub fn lines(&self) -> impl Iterator<Item = (usize, Span, &str)> + '_ {
        (1..=self.line_count()).map(|n| {
            let span = self.line_span(n);
            (n, span, self.slice(span))
        })
    }

    /// The lines that begin before the end of `zone` and end behind its start, each as far as it
    /// lies in it, in order.
    pub fn lines_in(&self, zone: Span) -> impl Iterator<Item = Span> + '_ {
        let first = self.line_of(zone.start as usize) - 1;
        let starts = self.starts.get(first..).unwrap_or_default();
        let last = Span::new(self.len(), self.len()).end;
        let nexts = starts.iter().skip(1).map(|next| next - 1).chain([last]);
        starts
            .iter()
            .zip(nexts)
            .take_while(move |&(&start, _)| start < zone.end)
            .map(move |(&start, end)| Span { start: start.max(zone.start), end: end.min(zone.end) })
    }

    /// The text of a span; empty where the span is not one of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.content.get(span.range()).unwrap_or_default()
    }

    /// The line (from 1) in which byte `offset` lies.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset).max(1)
    }

    /// Where byte `offset` is, as a reader is told it; the end of the text for offsets beyond it.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.len());
        let after = self.sources.partition_point(|&(start, _)| start as usize <= offset);
        if let Some(&(start, at)) = after.checked_sub(1).and_then(|index| self.sources.get(index)) {
            let passed = self.chars_before(offset) - self.chars_before(start as usize);
            return Position { line: at.line, column: at.column + passed };
        }
        let line = self.line_of(offset);
        let start = self.line_span(line).start as usize;
        let column = if offset - start < MARK {
            self.count(start, offset) + 1
        } else {
            self.chars_before(offset) - self.chars_before(start) + 1
        };
        Position { line: u32::try_from(line).unwrap_or(u32::MAX), column }
    }

    /// The byte offset of a position; `None` where the text has no such line. A column beyond the
    /// line's end gives the line's end.
    pub fn offset(&self, at: Position) -> Option<usize> {
        if !self.sources.is_empty() {
            let after = self.sources.partition_point(|&(_, from)| from <= at);
            let &(start, from) = self.sources.get(after.saturating_sub(1))?;
            let end = self.sources.get(after.max(1)).map_or(self.len(), |&(next, _)| next as usize);
            let end = end.min(self.line_span(self.line_of(start as usize)).end as usize);
            let skip = if from.line == at.line { at.column.saturating_sub(from.column) } else { 0 };
            let within = self.slice(Span::new(start as usize, end));
            let within = within.char_indices().nth(skip as usize).map_or(within.len(), |(i, _)| i);
            return (from.line <= at.line).then_some(start as usize + within);
        }
        let line = at.line as usize;
        if line == 0 || line > self.line_count() {
            return None;
        }
        let span = self.line_span(line);
        let skip = (at.column.max(1) - 1) as usize;
        let within = self.slice(span).char_indices().nth(skip).map_or(span.len(), |(i, _)| i);
        Some(span.start as usize + within)
    }

    fn chars_before(&self, offset: usize) -> u32 {
        let block = offset / MARK;
        let Some(&seen) = self.marks.get(block) else {
            // Only the end of a text whose length is a multiple of MARK has no mark of its own.
            return block.checked_sub(1).map_or(0, |before| {
                self.marks.get(before).copied().unwrap_or(0) + self.count(before * MARK, offset)
            });
        };
        seen + self.count(block * MARK, offset)
    }

    fn count(&self, from: usize, to: usize) -> u32 {
        let bytes = self.content.as_bytes().get(from..to).unwrap_or_default();
        u32::try_from(bytecount::num_chars(bytes)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_and_positions_count_from_one() {
        let text = Text::new("全市2件\n\n共3项".to_owned());
        assert_eq!(text.line_count(), 3);
        assert_eq!(text.line(1), "全市2件");
        assert_eq!(text.line(2), "");
        assert_eq!(text.line(3), "共3项");
        assert_eq!(text.line(4), "");
        let at = text.as_str().find('3').unwrap();
        assert_eq!(text.position(at), Position { line: 3, column: 2 });
        assert_eq!(text.offset(Position { line: 3, column: 2 }), Some(at));
        assert_eq!(text.offset(Position { line: 9, column: 1 }), None);
    }

    #[test]
    fn lines_are_cut_to_a_zone() {
        let text = Text::new("全市2件\n\n共3项".to_owned());
        let lines = |start, end| {
            text.lines_in(Span::new(start, end)).map(|line| text.slice(line)).collect::<Vec<_>>()
        };
        assert_eq!(lines(3, text.len() - 3), ["市2件", "", "共3"]);
        assert_eq!(lines(0, 3), ["全"]);
        assert_eq!(lines(0, text.len() + 9).last(), Some(&"共3项"));
    }

    proptest! {
        #[test]
        fn a_position_leads_back_to_its_offset(content in "[a\n法 🙂]{0,900}") {
            let text = Text::new(content.clone());
            for (offset, _) in content.char_indices().chain([(content.len(), ' ')]) {
                let at = text.position(offset);
                prop_assert_eq!(text.offset(at), Some(offset));
                let line = content.get(..offset).unwrap().matches('\n').count() + 1;
                prop_assert_eq!(at.line as usize, line);
            }
        }
    }
}
