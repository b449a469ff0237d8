//! Rich Text Format, often named .doc.
//!
//! What a reader of the printed page sees, as for docx: fields show their results, printed numbers of
//! lists (which the format keeps beside its rules for them) stand before their paragraphs, a row of a
//! table is one line, a footnote and a text box stand after the paragraph that they belong to; hidden
//! and deleted text, running heads and the table of contents are left out.

mod charset;
mod words;

use super::docx::has_sense;
use super::flow::{Flow, is_bullet};
use super::format::{Extract, Input};
use super::{Error, PageMetadata, limits, sanitize};
use charset::Pending;
use std::collections::{HashMap, HashSet};
use words::{Destination, Sign, Token, Tokens, destination, sign};

/// How such a file starts.
const SIGNATURE: &[u8] = b"{\\rtf";

/// Whether this is such a file.
pub(super) fn is_rtf(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(SIGNATURE)
}

/// Takes the text out.
pub(super) fn rtf(input: &Input<'_>) -> Result<Extract, Error> {
    let mut reader = Reader::new();
    let mut tokens = Tokens::new(input.bytes);
    let mut steps = 0_u32;
    while let Some(token) = tokens.next() {
        steps = steps.wrapping_add(1);
        if steps.is_multiple_of(4096) {
            input.deadline.check()?;
        }
        if !reader.take(token, &mut tokens)? {
            break;
        }
    }
    reader.finish()
}

/// What a group inherits from the one around it.
#[derive(Debug, Clone)]
struct Group {
    destination: Destination,
    /// How many characters after a `\u` stand for it where Unicode is not understood.
    fallback: usize,
    font: i32,
    /// Hidden, or deleted.
    unprinted: bool,
    in_table: bool,
    style: i32,
    /// Nothing has been read in it.
    fresh: bool,
    /// Began with `\*`: to be passed over where it is not known.
    optional: bool,
    /// A text of its own ends with it.
    ends: Option<Aside>,
}

/// A text of its own.
#[derive(Debug, Clone, Copy)]
enum Aside {
    Note,
    Box,
}

struct Reader {
    /// The group in hand; those around it.
    group: Group,
    around: Vec<Group>,
    /// The text in hand, after those around it.
    flows: Vec<Flow>,
    pending: Pending,
    /// Characters still to be passed over after a `\u`.
    skip: usize,
    /// First half of a character in UTF-16.
    high: Option<u16>,
    /// The printed number of the paragraph in hand.
    number: String,
    title: String,
    /// Name of the style that is being defined.
    style_name: String,
    /// Styles of a table of contents.
    contents: HashSet<i32>,
    /// Character sets of fonts.
    fonts: HashMap<i32, i32>,
    /// Number of notes so far.
    notes: usize,
}

impl Reader {
    fn new() -> Self {
        let group = Group {
            destination: Destination::Text,
            fallback: 1,
            font: -1,
            unprinted: false,
            in_table: false,
            style: 0,
            fresh: true,
            optional: false,
            ends: None,
        };
        Self {
            group,
            around: Vec::new(),
            flows: vec![Flow::new()],
            pending: Pending::default(),
            skip: 0,
            high: None,
            number: String::new(),
            title: String::new(),
            style_name: String::new(),
            contents: HashSet::new(),
            fonts: HashMap::new(),
            notes: 0,
        }
    }

    /// Takes one token; answers whether there is more to come.
    fn take(&mut self, token: Token<'_>, tokens: &mut Tokens<'_>) -> Result<bool, Error> {
        match token {
            Token::Open => {
                self.flush();
                self.skip = 0;
                if self.around.len() >= limits::MAX_XML_DEPTH {
                    return Err(Error::TooDeep);
                }
                let inner =
                    Group { fresh: true, optional: false, ends: None, ..self.group.clone() };
                self.around.push(std::mem::replace(&mut self.group, inner));
                return Ok(true);
            }
            Token::Close => {
                self.flush();
                self.skip = 0;
                self.close()?;
                return Ok(!self.around.is_empty());
            }
            Token::Optional => {
                self.group.optional = true;
                return Ok(true);
            }
            Token::Word(word, number) => self.word(word, number, tokens)?,
            Token::Byte(byte) => {
                self.group.fresh = false;
                if self.skip > 0 {
                    self.skip -= 1;
                } else if let Some(flushed) = self.pending.push(byte) {
                    self.emit(&flushed);
                }
            }
        }
        Ok(true)
    }

    fn close(&mut self) -> Result<(), Error> {
        let Some(outer) = self.around.pop() else { return Ok(()) };
        let closed = std::mem::replace(&mut self.group, outer);
        if closed.destination == Destination::Styles && !self.style_name.is_empty() {
            let name = std::mem::take(&mut self.style_name);
            let name = name.trim().to_ascii_lowercase();
            if name.starts_with("toc ") || name.starts_with("contents ") || name.starts_with("目录")
            {
                self.contents.insert(closed.style);
            }
        }
        if let Some(aside) = closed.ends
            && self.flows.len() > 1
            && let Some(flow) = self.flows.pop()
        {
            let (text, _) = flow.finish()?;
            match aside {
                Aside::Note => {
                    self.notes += 1;
                    let lines: Vec<&str> = text.lines().map(str::trim).collect();
                    let note = format!("注{}：{}", self.notes, lines.join(" "));
                    self.flow().after(note);
                }
                Aside::Box => {
                    text.lines().for_each(|line| self.flow().after(line.to_owned()));
                }
            }
        }
        self.set_font();
        Ok(())
    }

    /// The text that characters go to; the last one is always there.
    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::new());
        }
        let last = self.flows.len() - 1;
        // There is one at `last`: see above.
        #[expect(clippy::indexing_slicing, reason = "one was pushed if there was none")]
        &mut self.flows[last]
    }

    fn flush(&mut self) {
        let text = self.pending.flush();
        self.emit(&text);
    }

    fn emit(&mut self, text: &str) {
        for c in text.chars() {
            self.character(c);
        }
    }

    fn character(&mut self, c: char) {
        match self.group.destination {
            Destination::Text if !self.group.unprinted => self.flow().push(c),
            Destination::Number if !self.group.unprinted => self.number.push(c),
            Destination::Title => self.title.push(c),
            Destination::Styles => self.style_name.push(c),
            _ => {}
        }
    }

    fn set_font(&mut self) {
        let charset = self.fonts.get(&self.group.font).copied();
        self.pending.set_charset(charset);
    }

    fn word(
        &mut self,
        word: &str,
        number: Option<i32>,
        tokens: &mut Tokens<'_>,
    ) -> Result<(), Error> {
        // Bytes of pictures may look like anything.
        if word == "bin" {
            tokens.pass(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
            return Ok(());
        }
        if self.skip > 0 && word != "u" {
            self.skip -= 1;
            return Ok(());
        }
        self.flush();
        if std::mem::take(&mut self.group.fresh) && self.enter(word) {
            return Ok(());
        }
        let on = number != Some(0);
        let number = number.unwrap_or(0);
        match word {
            "u" => {
                self.skip = self.group.fallback;
                self.unicode(number);
            }
            "uc" => self.group.fallback = usize::try_from(number).unwrap_or(1).min(16),
            "ansicpg" => self.pending.set_page(number),
            "f" if self.group.destination == Destination::Fonts => self.group.font = number,
            "fcharset" => _ = self.fonts.insert(self.group.font, number),
            "f" => {
                self.group.font = number;
                self.set_font();
            }
            "deff" => {
                self.group.font = number;
            }
            "s" => self.group.style = number,
            "v" | "deleted" => self.group.unprinted = on,
            "plain" => self.group.unprinted = false,
            "pard" => (self.group.in_table, self.group.style) = (false, 0),
            "intbl" => self.group.in_table = true,
            _ => {
                if let Some(sign) = sign(word) {
                    self.sign(sign)?;
                }
            }
        }
        Ok(())
    }

    /// Enters the destination that the group in hand is, if its first word tells one.
    fn enter(&mut self, word: &str) -> bool {
        let inner = match destination(word) {
            Some(inner) => inner,
            None if self.group.optional => Destination::Nothing,
            None => return false,
        };
        let now = self.group.destination;
        // What is passed over is so with all in it; around a shape only its text is read.
        let allowed = match now {
            Destination::Nothing => false,
            Destination::Shape => {
                matches!(inner, Destination::Box | Destination::Title | Destination::Shape)
            }
            Destination::Either => matches!(inner, Destination::Unicode | Destination::Nothing),
            _ => true,
        };
        if !allowed {
            if now == Destination::Shape {
                self.group.destination = Destination::Nothing;
            }
            return true;
        }
        self.group.destination = inner;
        match inner {
            Destination::Note | Destination::Box => {
                let is_note = inner == Destination::Note;
                self.group.destination = Destination::Text;
                self.group.in_table = false;
                if !self.group.unprinted {
                    self.group.ends = Some(if is_note { Aside::Note } else { Aside::Box });
                    self.flows.push(Flow::new());
                }
            }
            Destination::Number => self.number.clear(),
            Destination::Unicode => self.group.destination = Destination::Text,
            _ => {}
        }
        true
    }

    fn unicode(&mut self, number: i32) {
        // Numbers above 32767 are written as negative ones.
        let Ok(unit) = u16::try_from(number & 0xFFFF) else { return };
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let units = self.high.take().into_iter().chain([unit]);
        for c in char::decode_utf16(units) {
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            if !c.is_control() {
                self.character(c);
            }
        }
    }

    fn sign(&mut self, sign: Sign) -> Result<(), Error> {
        if let Sign::Character(c) = sign {
            self.character(c);
            return Ok(());
        }
        if self.group.destination != Destination::Text {
            return Ok(());
        }
        let in_cell = self.group.in_table;
        match sign {
            Sign::Line => self.character('\n'),
            Sign::Paragraph if self.contents.contains(&self.group.style) => {
                self.number.clear();
                self.flow().drop_paragraph();
            }
            Sign::Paragraph | Sign::InnerCell => {
                let number = self.number();
                self.flow().end_paragraph(&number, in_cell || sign == Sign::InnerCell)?;
            }
            Sign::Cell => {
                let number = self.number();
                self.flow().end_cell(&number)?;
            }
            Sign::Row => self.flow().end_row()?,
            Sign::Character(_) => {}
        }
        Ok(())
    }

    /// The printed number of the paragraph in hand, with what stands after it.
    fn number(&mut self) -> String {
        let number = std::mem::take(&mut self.number);
        let number = number.trim();
        // The gap of a tab is none to speak of after a wide sign.
        match number.chars().next_back() {
            None => String::new(),
            Some(_) if is_bullet(number) => String::new(),
            Some(last) if last >= '\u{2000}' => number.to_owned(),
            Some(_) => format!("{number} "),
        }
    }

    fn finish(mut self) -> Result<Extract, Error> {
        self.flush();
        // Texts that were cut off.
        while self.flows.len() > 1 {
            self.group.ends = Some(Aside::Box);
            self.around.push(self.group.clone());
            self.close()?;
        }
        let number = self.number();
        if !number.is_empty() && self.flow().has_text() {
            self.flow().end_paragraph(&number, false)?;
        }
        let title = Some(sanitize::line(&self.title)).filter(|title| has_sense(title));
        let flow = self.flows.pop().unwrap_or_else(Flow::new);
        let (text, places) = flow.finish()?;
        let metadata = PageMetadata { title, ..PageMetadata::default() };
        Ok(Extract { text, places, metadata })
    }
}

#[cfg(test)]
mod tests;
