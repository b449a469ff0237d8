//! The way back from a line of extracted text to its place in the file: a page of a PDF, a
//! paragraph of a word processor's document.

use super::{Error, limits, sanitize};

/// Where something stands in its file, as a reader would look for it. Numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A line of a text file, or of the text taken out of a web page.
    Line(u32),
    /// A paragraph that holds text, cells of tables among them, in the order of the document.
    Paragraph(u32),
    /// A page, as the file counts them; the number printed on it may be another.
    Page(u32),
}

/// What the places of a document are numbers of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PlaceKind {
    /// Lines: nothing better is known.
    #[default]
    Line,
    /// Paragraphs.
    Paragraph,
    /// Pages.
    Page,
}

impl PlaceKind {
    /// The name that scripts are told.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Paragraph => "paragraph",
            Self::Page => "page",
        }
    }
}

/// For each line of a [`super::Document`], the place it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    kind: PlaceKind,
    /// Lines (from 1) at which another number begins, with that number; lines ascend.
    starts: Vec<(u32, u32)>,
}

impl Places {
    /// What the numbers are numbers of.
    pub fn kind(&self) -> PlaceKind {
        self.kind
    }

    /// The lines (from 1) at which another number begins, with that number; empty where the places
    /// are the lines themselves.
    pub fn starts(&self) -> &[(u32, u32)] {
        &self.starts
    }

    /// The place of line `line`, from 1.
    pub fn at(&self, line: u32) -> Place {
        let after = self.starts.partition_point(|&(start, _)| start <= line);
        let number = after.checked_sub(1).and_then(|at| self.starts.get(at));
        match (self.kind, number) {
            (PlaceKind::Page, Some(&(_, number))) => Place::Page(number),
            (PlaceKind::Paragraph, Some(&(_, number))) => Place::Paragraph(number),
            _ => Place::Line(line),
        }
    }
}

/// The text of a format without lines of its own, in the making.
#[derive(Debug, Default)]
pub struct Lines {
    text: String,
    places: Places,
    count: u32,
}

impl Lines {
    /// An empty text whose places are `kind`.
    pub fn new(kind: PlaceKind) -> Self {
        Self { places: Places { kind, starts: Vec::new() }, ..Self::default() }
    }

    /// Adds one line, made harmless; blanks at its end and line ends in it are taken away. A line
    /// without text is left out. `number` is its place (of the kind given to [`Lines::new`]).
    ///
    /// # Errors
    /// When the text grows beyond [`limits::MAX_TEXT`].
    pub fn push(&mut self, line: &str, number: u32) -> Result<(), Error> {
        let line = line.trim_end();
        if line.trim_start().is_empty() {
            return Ok(());
        }
        if self.text.len() + line.len() > limits::MAX_TEXT {
            return Err(Error::Inflated { limit: limits::MAX_TEXT as u64 });
        }
        self.count += 1;
        if self.places.starts.last().is_none_or(|&(_, last)| last != number) {
            self.places.starts.push((self.count, number));
        }
        let clean = sanitize::text(line);
        self.text.extend(clean.chars().map(|c| if c == '\n' { ' ' } else { c }));
        self.text.push('\n');
        Ok(())
    }

    /// Number of bytes so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether no line has been added.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text, each line with its line end, and the places of its lines.
    pub fn finish(self) -> (String, Places) {
        (self.text, self.places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leads_to_its_place() {
        let mut lines = Lines::new(PlaceKind::Page);
        for (line, page) in [("甲 ", 1), (" \u{3000}", 2), ("乙\r\n丙", 2), ("丁", 2), ("戊", 4)]
        {
            lines.push(line, page).unwrap();
        }
        let (text, places) = lines.finish();
        assert_eq!(text, "甲\n乙 丙\n丁\n戊\n");
        let at: Vec<Place> = (1..=5).map(|line| places.at(line)).collect();
        assert_eq!(at, [1, 2, 2, 4, 4].map(Place::Page));
        assert_eq!(Places::default().at(7), Place::Line(7));
    }

    #[test]
    fn a_text_does_not_grow_without_end() {
        let mut lines = Lines::new(PlaceKind::Paragraph);
        let long = "字".repeat(limits::MAX_TEXT / 6);
        assert!(lines.push(&long, 1).is_ok());
        assert!(matches!(lines.push(&(long + "字字"), 2), Err(Error::Inflated { .. })));
    }
}
