//! document.xml: paragraphs, tables, notes and text boxes become lines.

use super::super::Error;
use super::super::limits::Deadline;
use super::super::lists::ListPlace;
use super::super::places::{Lines, PlaceKind, Places};
use super::super::xml::{Xml, decode};
use super::numbering::Numbering;
use super::styles::{Styles, list_place};
use std::collections::HashMap;

/// A row whose cells are all at most so many characters and lines is one line; cells beyond lay out
/// the page.
const CELL_CHARS: usize = 400;
const CELL_LINES: usize = 5;

/// A line with the number of its paragraph.
#[derive(Debug, Clone)]
struct Line {
    text: String,
    paragraph: u32,
}

/// Reads the text of the main part; `notes` are the parts that hold footnotes and endnotes.
pub(super) fn read(
    document: &[u8],
    notes: &[Option<Vec<u8>>; 2],
    styles: &Styles,
    numbering: Numbering,
    until: &Deadline,
) -> Result<(String, Places), Error> {
    let mut writer = Writer::new(styles, numbering);
    let [footnotes, endnotes] = notes;
    let footnotes = footnotes.as_deref().map_or(Ok(HashMap::new()), |part| {
        Writer::new(styles, Numbering::default()).notes(part, until)
    })?;
    let endnotes = endnotes.as_deref().map_or(Ok(HashMap::new()), |part| {
        Writer::new(styles, Numbering::default()).notes(part, until)
    })?;
    (writer.footnotes, writer.endnotes) = (footnotes, endnotes);
    let text = decode(document)?;
    let mut xml = Xml::new(&text, until);
    let mut all = Vec::new();
    while xml.child()?.is_some() {
        writer.blocks(&mut xml, &mut all)?;
    }
    writer.release(&mut all);
    let mut lines = Lines::new(PlaceKind::Paragraph);
    for line in all {
        lines.push(&line.text, line.paragraph)?;
    }
    Ok(lines.finish())
}

/// A paragraph in the making.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    place: ListPlace,
    /// Its end was deleted: the next paragraph goes on in the same line.
    joined: bool,
    /// The run in hand is hidden.
    hidden: bool,
    /// Text boxes and notes, which stand after it.
    after: Vec<Line>,
}

struct Writer<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    footnotes: HashMap<String, String>,
    endnotes: HashMap<String, String>,
    /// Number of paragraphs with text so far.
    paragraphs: u32,
    /// Number of notes so far.
    notes: usize,
    /// For each open field, whether its result has begun.
    fields: Vec<bool>,
    /// Text of a paragraph whose end was deleted.
    carried: String,
}

/// What holds nothing that is printed: what was deleted or moved away, properties as they were
/// before a change, codes of fields, phonetic guides.
fn is_unprinted(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "delText"
            | "instrText"
            | "delInstrText"
            | "sectPr"
            | "sdtPr"
            | "sdtEndPr"
            | "tblPr"
            | "tblGrid"
            | "tblPrEx"
            | "tcPr"
            | "rt"
            | "rubyPr"
            | "fldData"
            | "background"
            | "binData"
    )
}

impl<'a> Writer<'a> {
    fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            footnotes: HashMap::new(),
            endnotes: HashMap::new(),
            paragraphs: 0,
            notes: 0,
            fields: Vec::new(),
            carried: String::new(),
        }
    }

    /// The texts of notes by their identifiers.
    fn notes(mut self, part: &[u8], until: &Deadline) -> Result<HashMap<String, String>, Error> {
        let text = decode(part)?;
        let mut xml = Xml::new(&text, until);
        let mut found = HashMap::new();
        while let Some(element) = xml.child()? {
            match element.name() {
                "footnotes" | "endnotes" => {}
                "footnote" | "endnote" => {
                    // Others are the lines that separate notes from the text.
                    let usual = element.attribute("type").is_none_or(|kind| kind == "normal");
                    let id = element.attribute("id").unwrap_or_default();
                    let mut lines = Vec::new();
                    self.blocks(&mut xml, &mut lines)?;
                    self.release(&mut lines);
                    let texts: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
                    if usual {
                        found.insert(id, texts.join(" "));
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(found)
    }

    /// Paragraphs and tables up to the end of the element entered last.
    fn blocks(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Line>) -> Result<(), Error> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "p" => self.paragraph(xml, out)?,
                "tbl" => self.table(xml, out)?,
                "AlternateContent" => {
                    self.alternatives(xml, &mut |writer, xml| writer.blocks(xml, out))?;
                }
                name if is_unprinted(name) => xml.skip()?,
                _ => self.blocks(xml, out)?,
            }
        }
        Ok(())
    }

    /// The first choice that a reader is given, or the fallback where there is no choice.
    fn alternatives(
        &mut self,
        xml: &mut Xml<'_>,
        read: &mut dyn FnMut(&mut Self, &mut Xml<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut taken = false;
        while xml.child()?.is_some() {
            if std::mem::replace(&mut taken, true) {
                xml.skip()?;
            } else {
                read(self, xml)?;
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Line>) -> Result<(), Error> {
        let mut paragraph = Paragraph::default();
        self.runs(xml, &mut paragraph)?;
        let style = paragraph.style.as_deref();
        if self.styles.is_contents(style) {
            return Ok(());
        }
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        if paragraph.joined {
            self.carried = text;
            out.append(&mut paragraph.after);
            return Ok(());
        }
        // A paragraph without text takes a number, but shows none that could be cited.
        let place = paragraph.place.or(self.styles.place(style)).or(self.numbering.of_style(style));
        let number = self.numbering.next(place);
        if !text.trim().is_empty() {
            self.emit(&(number + &text), out);
        }
        out.append(&mut paragraph.after);
        Ok(())
    }

    /// Adds a paragraph, one line for each of its line breaks.
    fn emit(&mut self, text: &str, out: &mut Vec<Line>) {
        self.paragraphs += 1;
        let paragraph = self.paragraphs;
        let lines = text.split('\n').filter(|line| !line.trim().is_empty());
        out.extend(lines.map(|line| Line { text: line.to_owned(), paragraph }));
    }

    /// Adds what no further paragraph has joined.
    fn release(&mut self, out: &mut Vec<Line>) {
        let rest = std::mem::take(&mut self.carried);
        if !rest.trim().is_empty() {
            self.emit(&rest, out);
        }
    }

    /// What stands in a paragraph, up to the end of the element entered last.
    fn runs(&mut self, xml: &mut Xml<'_>, into: &mut Paragraph) -> Result<(), Error> {
        while let Some(element) = xml.child()? {
            let name = element.name();
            match name {
                "pPr" => self.properties(xml, into)?,
                "r" => {
                    let before = into.text.len();
                    self.runs(xml, into)?;
                    if std::mem::take(&mut into.hidden) {
                        into.text.truncate(before);
                    }
                }
                "rPr" => {
                    while let Some(element) = xml.child()? {
                        into.hidden |= element.name() == "vanish" && element.is_on();
                        xml.skip()?;
                    }
                }
                "t" => {
                    let text = xml.text()?;
                    self.text(into, &text);
                }
                "tab" | "ptab" => self.sign(xml, into, ' ')?,
                "br" | "cr" => self.sign(xml, into, '\n')?,
                "noBreakHyphen" => self.sign(xml, into, '-')?,
                "sym" => {
                    let sign = element.attribute("char").and_then(|code| symbol(&code));
                    xml.skip()?;
                    if let Some(sign) = sign {
                        self.text(into, sign.encode_utf8(&mut [0; 4]));
                    }
                }
                "fldChar" => {
                    match element.attribute("fldCharType").as_deref() {
                        Some("begin") => self.fields.push(false),
                        Some("separate") => {
                            if let Some(result) = self.fields.last_mut() {
                                *result = true;
                            }
                        }
                        Some("end") => _ = self.fields.pop(),
                        _ => {}
                    }
                    xml.skip()?;
                }
                "footnoteReference" | "endnoteReference" => {
                    let id = element.attribute("id").unwrap_or_default();
                    let notes = if name == "footnoteReference" {
                        &mut self.footnotes
                    } else {
                        &mut self.endnotes
                    };
                    // Once: a note that is referred to a million times would fill the memory.
                    if let Some(note) = notes.remove(&id) {
                        self.notes += 1;
                        let text = format!("注{}：{note}", self.notes);
                        self.paragraphs += 1;
                        into.after.push(Line { text, paragraph: self.paragraphs });
                    }
                    xml.skip()?;
                }
                "txbxContent" => {
                    // Its paragraphs are not those of the text around.
                    let carried = std::mem::take(&mut self.carried);
                    let fields = std::mem::take(&mut self.fields);
                    let mut lines = Vec::new();
                    self.blocks(xml, &mut lines)?;
                    self.release(&mut lines);
                    into.after.append(&mut lines);
                    (self.carried, self.fields) = (carried, fields);
                }
                "AlternateContent" => {
                    self.alternatives(xml, &mut |writer, xml| writer.runs(xml, into))?;
                }
                _ if is_unprinted(name) => xml.skip()?,
                _ => self.runs(xml, into)?,
            }
        }
        Ok(())
    }

    /// Adds text, unless it is the code of a field.
    fn text(&self, into: &mut Paragraph, text: &str) {
        if !self.fields.contains(&false) {
            // Line ends in the XML are blanks; those of the document are elements.
            into.text.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
    }

    fn sign(&self, xml: &mut Xml<'_>, into: &mut Paragraph, sign: char) -> Result<(), Error> {
        if !self.fields.contains(&false) {
            into.text.push(sign);
        }
        xml.skip()
    }

    fn properties(&self, xml: &mut Xml<'_>, into: &mut Paragraph) -> Result<(), Error> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "pStyle" => {
                    into.style = element.attribute("val");
                    xml.skip()?;
                }
                "numPr" => into.place = list_place(xml)?,
                // Of the sign that ends the paragraph.
                "rPr" => {
                    while let Some(element) = xml.child()? {
                        into.joined |= matches!(element.name(), "del" | "moveFrom");
                        xml.skip()?;
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn table(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Line>) -> Result<(), Error> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "tr" => self.row(xml, out)?,
                name if is_unprinted(name) => xml.skip()?,
                // Rows may lie in controls, changes and custom elements.
                _ => self.table(xml, out)?,
            }
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Line>) -> Result<(), Error> {
        let mut row = Row::default();
        self.cells(xml, &mut row)?;
        if row.deleted {
            return Ok(());
        }
        let is_data = |cell: &Vec<Line>| {
            let chars: usize = cell.iter().map(|line| line.text.chars().count()).sum();
            cell.len() <= CELL_LINES
                && chars <= CELL_CHARS
                && !cell.iter().any(|line| line.text.contains('\t'))
        };
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        let first = row.cells.iter().flatten().next().map(|line| line.paragraph);
        match first {
            Some(paragraph) if filled > 1 && row.cells.iter().all(is_data) => {
                let texts = row.cells.iter().map(|cell| {
                    let lines: Vec<&str> = cell.iter().map(|line| line.text.trim()).collect();
                    lines.join(" ")
                });
                let text = texts.collect::<Vec<_>>().join("\t");
                out.push(Line { text, paragraph });
            }
            _ => out.extend(row.cells.into_iter().flatten()),
        }
        Ok(())
    }

    fn cells(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<(), Error> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "tc" => {
                    let mut cell = Vec::new();
                    self.blocks(xml, &mut cell)?;
                    self.release(&mut cell);
                    row.cells.push(cell);
                }
                "trPr" => {
                    while let Some(element) = xml.child()? {
                        row.deleted |= element.name() == "del";
                        xml.skip()?;
                    }
                }
                name if is_unprinted(name) => xml.skip()?,
                _ => self.cells(xml, row)?,
            }
        }
        Ok(())
    }
}

/// A row of a table.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Vec<Line>>,
    deleted: bool,
}

/// The sign that a code of a symbol font prints, as far as Unicode has it.
fn symbol(code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    // Symbol fonts of eight bits are shifted into the private area.
    match code {
        0xF0B7 | 0xF06C | 0xF09F => Some('●'),
        0xF06E | 0xF0A7 => Some('■'),
        0xF0A8 | 0xF06F => Some('□'),
        0xF0FE | 0xF052 => Some('☑'),
        0xF0FC => Some('✓'),
        0xF0D8 => Some('➢'),
        0xE000..=0xF8FF => None,
        _ => char::from_u32(code).filter(|c| !c.is_control()),
    }
}
