//! The head of the main stream (MS-DOC 2.5): where everything lies.

use super::super::Error;
use super::bytes::Bytes;

/// Tables that the head points at, by their numbers in `FibRgFcLcb`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Table {
    Styles = 1,
    FootnoteMarks = 2,
    FootnoteTexts = 3,
    CharacterRuns = 12,
    ParagraphRuns = 13,
    Pieces = 33,
    Shapes = 40,
    EndnoteMarks = 46,
    EndnoteTexts = 47,
    TextBoxes = 56,
    Lists = 73,
    ListOverrides = 74,
}

/// The head.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fib<'a> {
    bytes: Bytes<'a>,
    /// Whether the tables are in the stream `1Table`, not `0Table`.
    pub(super) first_table: bool,
    /// Written by a program before Word 97.
    pub(super) old: bool,
    /// Saved fast: text and changes in pieces.
    pub(super) complex: bool,
    /// Lengths of the document's parts in characters: main text, footnotes, heads and feet, macros,
    /// comments, endnotes, text boxes.
    pub(super) lengths: [usize; 7],
}

/// The first two bytes of the stream.
const WORD: u16 = 0xA5EC;
/// Those of Word 6 and 95.
const WORD_6: u16 = 0xA5DC;
/// The last version of the format before Word 97.
const LAST_OLD: u16 = 105;
/// Where the lengths begin (`FibRgLw97`), with that of the main text the fourth.
const LENGTHS: usize = 64 + 12;
/// Where the pairs of offset and length begin.
const TABLES: usize = 154;
/// Length of the main text in files of Word 6 and 95.
const OLD_LENGTH: usize = 0x34;

impl<'a> Fib<'a> {
    /// Reads the head of the stream.
    ///
    /// # Errors
    /// When it is none, cut off, or of an encrypted document.
    pub(super) fn read(stream: &'a [u8]) -> Result<Self, Error> {
        let bytes = Bytes(stream);
        let word = |at| bytes.u16(at).ok_or(Error::Damaged);
        if ![WORD, WORD_6].contains(&word(0)?) {
            return Err(Error::Damaged);
        }
        let flags = word(0x0A)?;
        if flags & 0x0100 != 0 {
            return Err(Error::Encrypted);
        }
        let old = word(0)? == WORD_6 || word(2)? <= LAST_OLD;
        let from = if old { OLD_LENGTH } else { LENGTHS };
        let mut lengths = [0; 7];
        for (index, length) in lengths.iter_mut().enumerate() {
            *length = bytes.offset(from + index * 4).ok_or(Error::Damaged)?;
        }
        Ok(Self {
            bytes,
            first_table: flags & 0x0200 != 0,
            old,
            complex: flags & 0x0004 != 0,
            lengths,
        })
    }

    /// A table in the stream of tables; empty where there is none.
    pub(super) fn table<'t>(&self, tables: Bytes<'t>, table: Table) -> Bytes<'t> {
        let at = TABLES + table as usize * 8;
        let found = || tables.part(self.bytes.offset(at)?, self.bytes.offset(at + 4)?);
        found().unwrap_or(Bytes(&[]))
    }

    /// From the start of a table to the end of the stream of tables: some are longer than they say.
    pub(super) fn table_and_rest<'t>(&self, tables: Bytes<'t>, table: Table) -> Bytes<'t> {
        let at = TABLES + table as usize * 8;
        let found = || {
            let length = self.bytes.offset(at + 4).filter(|&length| length > 0);
            length.and_then(|_| tables.from(self.bytes.offset(at)?))
        };
        found().unwrap_or(Bytes(&[]))
    }

    /// Text of a file of Word 6 or 95, and the language it is in.
    pub(super) fn old_text(&self) -> Option<(Bytes<'a>, u16)> {
        let (start, end) = (self.bytes.offset(0x18)?, self.bytes.offset(0x1C)?);
        Some((self.bytes.part(start, end.checked_sub(start)?)?, self.bytes.u16(6)?))
    }
}
