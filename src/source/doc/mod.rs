//! Binary documents of Word (MS-DOC): .doc, and the .wps files of WPS Office that are the same inside.
//!
//! What a reader of the printed page sees, as for docx: numbers of headings and lists are written
//! out, deleted and hidden text stays away, fields show their results, a row of a table is one line,
//! a footnote and a text box stand after the paragraph that they belong to, running heads and the
//! table of contents are left out. Files of Word 6 and 95 have their text only; such files that were
//! saved in pieces are not read.

mod bytes;
mod fib;
mod numbering;
mod pieces;
mod properties;
mod summary;

use super::flow::Flow;
use super::format::{Extract, Input};
use super::limits::{self, Deadline};
use super::places::Places;
use super::{Container, Error, PageMetadata};
use bytes::{Bytes, Plc};
use cfb::CompoundFile;
use encoding_rs::{BIG5, GBK, UTF_16LE};
use fib::{Fib, Table};
use numbering::Numbering;
use pieces::Characters;
use properties::{Paragraph, Runs, Styles};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::ops::Range;

/// First bytes of a compound file.
const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether this is a compound file: a document, or something else that Office saves.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// Takes the text out.
pub(super) fn doc(input: &Input<'_>) -> Result<Extract, Error> {
    let mut file = CompoundFile::open(Cursor::new(input.bytes)).map_err(|_| Error::Damaged)?;
    if file.is_stream("EncryptedPackage") {
        return Err(Error::Encrypted);
    }
    if !file.is_stream("WordDocument") {
        return Err(Error::Container(Container::Compound));
    }
    let mut stream = |name: &str| stream(&mut file, name, input);
    let main = stream("WordDocument")?;
    let fib = Fib::read(&main)?;
    let (text, places) = if fib.old {
        old_text(&fib, input.deadline)?
    } else {
        let tables = stream(if fib.first_table { "1Table" } else { "0Table" })?;
        Document::read(&fib, Bytes(&main), Bytes(&tables), input.deadline)?.text()?
    };
    // What a document says about itself is not worth losing it.
    let metadata = stream("\u{5}SummaryInformation").ok().and_then(|bytes| summary::read(&bytes));
    Ok(Extract { text, places, metadata: metadata.unwrap_or_else(PageMetadata::default) })
}

/// Bytes read at a time.
const CHUNK: u64 = 1 << 20;

/// A stream of the file. What is there of one that was cut off.
fn stream(
    file: &mut CompoundFile<Cursor<&[u8]>>,
    name: &str,
    input: &Input<'_>,
) -> Result<Vec<u8>, Error> {
    let mut stream = file.open_stream(name).map_err(|_| Error::Damaged)?;
    let mut bytes = Vec::new();
    loop {
        input.deadline.check()?;
        match stream.by_ref().take(CHUNK).read_to_end(&mut bytes) {
            Ok(0) => return Ok(bytes),
            Ok(read) => input.budget.take_bytes(read as u64)?,
            Err(_) if bytes.is_empty() => return Err(Error::Damaged),
            Err(_) => return Ok(bytes),
        }
        // No stream is longer than the file that it is in.
        if bytes.len() > input.bytes.len() {
            return Err(Error::Damaged);
        }
    }
}

/// Text of Word 6 and 95: bytes in the code page of the language, marks among them.
fn old_text(fib: &Fib<'_>, until: &Deadline) -> Result<(String, Places), Error> {
    if fib.complex {
        return Err(Error::Container(Container::Compound));
    }
    let (bytes, language) = fib.old_text().ok_or(Error::Damaged)?;
    let main = fib.lengths.first().copied().unwrap_or(0);
    let all: usize = fib.lengths.iter().fold(0, |sum: usize, &n| sum.saturating_add(n));
    let wide = all > 0 && bytes.len() >= all.saturating_mul(2);
    // Characters are bytes, of which a Chinese one takes two.
    let bytes = bytes.part(0, main * if wide { 2 } else { 1 }).unwrap_or(bytes).0;
    let text = match language {
        _ if wide => UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
        0x0404 | 0x0C04 => BIG5.decode_without_bom_handling(bytes).0.into_owned(),
        0x0804 | 0x1004 => GBK.decode_without_bom_handling(bytes).0.into_owned(),
        // An English Word may hold Chinese text too.
        _ => decode_unknown(bytes)?,
    };
    let characters = Characters::bare(text.encode_utf16().collect());
    Document { characters, main, ..Document::empty(until) }.text()
}

fn decode_unknown(bytes: &[u8]) -> Result<String, Error> {
    // The marks among the text would be counted as signs of a binary file.
    let plain: Vec<u8> = bytes.iter().map(|&b| if b < 0x20 { b'\n' } else { b }).collect();
    let name = super::encoding::decode(&plain, None)?.encoding;
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap_or(GBK);
    Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// A text that stands after the paragraph in which its mark lies.
#[derive(Debug, Clone)]
enum Aside {
    /// A footnote or endnote.
    Note(Range<usize>),
    /// A text box.
    Box(Range<usize>),
}

/// A document whose tables have been read.
struct Document<'a> {
    characters: Characters,
    /// Number of characters in the main text.
    main: usize,
    asides: HashMap<usize, Vec<Aside>>,
    paragraphs: Runs<Paragraph>,
    unprinted: Runs<bool>,
    styles: Styles,
    numbering: Numbering,
    until: &'a Deadline,
    /// Number of notes so far.
    notes: usize,
}

impl<'a> Document<'a> {
    fn empty(until: &'a Deadline) -> Self {
        Self {
            characters: Characters::default(),
            main: 0,
            asides: HashMap::new(),
            paragraphs: Runs::default(),
            unprinted: Runs::default(),
            styles: Styles::default(),
            numbering: Numbering::default(),
            until,
            notes: 0,
        }
    }

    fn read(
        fib: &Fib<'_>,
        stream: Bytes<'_>,
        tables: Bytes<'_>,
        until: &'a Deadline,
    ) -> Result<Self, Error> {
        let table = |which| fib.table(tables, which);
        let characters = Characters::read(stream, table(Table::Pieces))?;
        let mut starts = [0; 8];
        let mut at = 0_usize;
        for (start, length) in starts.iter_mut().zip(fib.lengths) {
            *start = at;
            at = at.saturating_add(length);
        }
        let [main, feet, _, _, _, ends, boxes] = fib.lengths;
        let [_, feet_at, _, _, _, ends_at, boxes_at, _] = starts;
        let mut asides: HashMap<usize, Vec<Aside>> = HashMap::new();
        let mut add = |mark: usize, aside| asides.entry(mark).or_default().push(aside);
        for (marks, texts, from, length) in [
            (Table::FootnoteMarks, Table::FootnoteTexts, feet_at, feet),
            (Table::EndnoteMarks, Table::EndnoteTexts, ends_at, ends),
        ] {
            let (marks, texts) = (Plc::new(table(marks), 2), Plc::new(table(texts), 0));
            for index in 0..marks.count {
                let range = range(texts, index, from, length);
                if let (Some(mark), Some(range)) = (marks.position(index), range) {
                    add(mark as usize, Aside::Note(range));
                }
            }
        }
        // A text box and the shape that it is in have the same number.
        let shapes = Plc::new(table(Table::Shapes), 26);
        let anchors: HashMap<u32, usize> = (0..shapes.count)
            .filter_map(|index| {
                Some((shapes.data(index)?.u32(0)?, shapes.position(index)? as usize))
            })
            .collect();
        let texts = Plc::new(table(Table::TextBoxes), 22);
        for index in 0..texts.count {
            let Some(data) = texts.data(index) else { break };
            let anchor = data.u32(14).and_then(|shape| anchors.get(&shape)).copied();
            let in_use = data.u16(8) == Some(0);
            if let (Some(range), true) = (range(texts, index, boxes_at, boxes), in_use) {
                add(anchor.unwrap_or(main), Aside::Box(range));
            }
        }
        let lists = fib.table_and_rest(tables, Table::Lists);
        Ok(Self {
            characters,
            main,
            asides,
            paragraphs: properties::paragraphs(stream, table(Table::ParagraphRuns)),
            unprinted: properties::unprinted(stream, table(Table::CharacterRuns)),
            styles: Styles::read(table(Table::Styles)),
            numbering: Numbering::read(lists, table(Table::ListOverrides)),
            until,
            notes: 0,
        })
    }

    /// The main text, with what belongs to it.
    fn text(mut self) -> Result<(String, Places), Error> {
        let mut flow = Flow::new();
        let main = 0..self.main.min(self.characters.units.len());
        self.write(main, &mut flow, false)?;
        // Boxes whose place is not known.
        for aside in self.asides.remove(&self.main).unwrap_or_default() {
            self.aside(aside, &mut flow)?;
        }
        flow.finish()
    }

    /// Writes out a range of characters; `is_aside` where it stands beside the text.
    fn write(&mut self, range: Range<usize>, flow: &mut Flow, is_aside: bool) -> Result<(), Error> {
        // For each open field, whether its result has begun.
        let mut fields: Vec<bool> = Vec::new();
        // Until which byte it is known whether characters are printed.
        let mut printed = (0..0, true);
        let mut high = None;
        let mut last = 0;
        for at in range {
            if at % 4096 == 0 {
                self.until.check()?;
            }
            let unit = self.characters.units.get(at).copied().unwrap_or(0);
            let place = self.characters.place(at);
            if !printed.0.contains(&place) {
                let run = self.unprinted.run(place);
                let (end, hidden) = run.unwrap_or((place + 1, false));
                printed = (place..end, !hidden);
            }
            if !is_aside && let Some(asides) = self.asides.remove(&at) {
                for aside in asides {
                    self.aside(aside, flow)?;
                }
            }
            let before = std::mem::replace(&mut last, unit);
            match unit {
                0x13 => fields.push(false),
                0x14 => {
                    if let Some(result) = fields.last_mut() {
                        *result = true;
                    }
                }
                0x15 => _ = fields.pop(),
                _ if !printed.1 || fields.contains(&false) => {}
                0x07 | 0x0D | 0x0C => self.end(unit, before == 0x07, place, flow)?,
                0x0B | 0x0E => flow.push('\n'),
                0x1E => flow.push('-'),
                0x09 => flow.push('\t'),
                0xA0 => flow.push('\u{A0}'),
                0x00..=0x1F => {}
                0xD800..=0xDBFF => high = Some(unit),
                _ => {
                    let units = high.take().into_iter().chain([unit]);
                    let decoded = char::decode_utf16(units);
                    decoded.for_each(|c| flow.push(c.unwrap_or(char::REPLACEMENT_CHARACTER)));
                }
            }
        }
        Ok(())
    }

    /// Ends a paragraph, a cell or a row at the mark that lies at byte `place`.
    fn end(
        &mut self,
        mark: u16,
        after_cell: bool,
        place: usize,
        flow: &mut Flow,
    ) -> Result<(), Error> {
        let found = self.paragraphs.at(place);
        let said = found.unwrap_or_default();
        if mark == 0x07 {
            // Without a word about it, an empty cell ends a row.
            let ends_row = found.map_or(after_cell && !flow.has_text(), |said| said.ends_row);
            if ends_row {
                return flow.end_row();
            }
        }
        // A page break within a paragraph has no properties of its own.
        if mark == 0x0C && !flow.has_text() {
            return Ok(());
        }
        if mark != 0x07 && self.styles.is_contents(said.style) {
            flow.drop_paragraph();
            return Ok(());
        }
        let list = said.place.or(self.styles.place(said.style));
        let number = self.numbering.next(list, said.style);
        match mark {
            0x07 => flow.end_cell(&number),
            _ => flow.end_paragraph(&number, said.in_table),
        }
    }

    fn aside(&mut self, aside: Aside, flow: &mut Flow) -> Result<(), Error> {
        let range = match &aside {
            Aside::Note(range) | Aside::Box(range) => range.clone(),
        };
        let mut inner = Flow::new();
        self.write(range, &mut inner, true)?;
        let (text, _) = inner.finish()?;
        match aside {
            Aside::Note(_) => {
                self.notes += 1;
                let lines: Vec<&str> = text.lines().map(str::trim).collect();
                flow.after(format!("注{}：{}", self.notes, lines.join(" ")));
            }
            Aside::Box(_) => text.lines().for_each(|line| flow.after(line.to_owned())),
        }
        Ok(())
    }
}

/// Text number `index` of a part that begins at character `from` and is `length` characters long.
fn range(texts: Plc<'_>, index: usize, from: usize, length: usize) -> Option<Range<usize>> {
    let (start, end) = (texts.position(index)? as usize, texts.position(index + 1)? as usize);
    let end = end.min(length);
    (start < end && end <= limits::MAX_TEXT).then(|| from + start..from + end)
}

#[cfg(test)]
mod tests;
