//! XML as a stream of elements and text, for docx and OFD. Names come without their namespaces, so
//! that the strict and the transitional dialects, and any prefix, read alike. Entities other than
//! the five of XML and numbered characters are left out: nothing is ever expanded or fetched.

use super::limits::{self, Deadline};
use super::{Error, encoding};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// What comes next.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// The element that began last, and has not ended, ends; so does the file, again and again.
    End,
    /// Text within it, maybe in several pieces.
    Text(Cow<'a, str>),
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// The value of the attribute of this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        all.with_checks(false);
        let found = all.flatten().find(|at| local(at.key.into_inner()) == name)?;
        let value = unescape(&found.value).map(Cow::into_owned);
        Some(value.unwrap_or_else(|_| found.value.clone().into_owned()))
    }

    /// As [`Self::attribute`], as a number.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The attribute `val` of a switch: on, unless it says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// A part of a file as characters.
///
/// # Errors
/// When it is no text, or longer than [`limits::MAX_XML`].
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if bytes.len() > limits::MAX_XML {
        return Err(Error::Inflated { limit: limits::MAX_XML as u64 });
    }
    encoding::decode(bytes, None).map(|decoded| decoded.text).map_err(|_| Error::Damaged)
}

/// A reader of one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    steps: u32,
    until: &'a Deadline,
}

impl<'a> Xml<'a> {
    /// Reads `text` until it is over or the time is.
    pub(super) fn new(text: &'a str, until: &'a Deadline) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, steps: 0, until }
    }

    /// The next element, end or text.
    ///
    /// # Errors
    /// When it is not well-formed, cut off, nested too deeply, or takes too long.
    pub(super) fn next(&mut self) -> Result<Node<'a>, Error> {
        loop {
            self.steps = self.steps.wrapping_add(1);
            if self.steps.is_multiple_of(1024) {
                self.until.check()?;
            }
            match self.reader.read_event().map_err(|_| Error::Damaged)? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > limits::MAX_XML_DEPTH {
                        return Err(Error::TooDeep);
                    }
                    return Ok(Node::Start(Element(start)));
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(Error::Damaged)?;
                    return Ok(Node::End);
                }
                Event::Text(text) => return Ok(Node::Text(text.into_inner())),
                Event::CData(text) => return Ok(Node::Text(text.into_inner())),
                Event::GeneralRef(reference) => {
                    let c = match reference.resolve_char_ref() {
                        Ok(Some(c)) => c,
                        Ok(None) => match &*reference.into_inner() {
                            "lt" => '<',
                            "gt" => '>',
                            "amp" => '&',
                            "quot" => '"',
                            "apos" => '\'',
                            _ => continue,
                        },
                        Err(_) => char::REPLACEMENT_CHARACTER,
                    };
                    return Ok(Node::Text(Cow::Owned(c.to_string())));
                }
                Event::Eof if self.depth == 0 => return Ok(Node::End),
                Event::Eof => return Err(Error::Damaged),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    /// The start of the next element within the one entered last; `None` at that one's end. Text is
    /// passed over.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(super) fn child(&mut self) -> Result<Option<Element<'a>>, Error> {
        loop {
            match self.next()? {
                Node::Start(element) => return Ok(Some(element)),
                Node::End => return Ok(None),
                Node::Text(_) => {}
            }
        }
    }

    /// The start of the next element, however deep it lies; `None` when everything has been read.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(super) fn element(&mut self) -> Result<Option<Element<'a>>, Error> {
        loop {
            match self.next()? {
                Node::Start(element) => return Ok(Some(element)),
                Node::End if self.depth == 0 => return Ok(None),
                Node::End | Node::Text(_) => {}
            }
        }
    }

    /// Passes over the rest of the element entered last.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        self.text().map(drop)
    }

    /// All text in the rest of the element entered last.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(super) fn text(&mut self) -> Result<String, Error> {
        let outside = self.depth.saturating_sub(1);
        let mut all = String::new();
        while self.depth > outside {
            if let Node::Text(text) = self.next()? {
                all.push_str(&text);
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until() -> Deadline {
        Deadline::after(limits::TIME)
    }

    fn told(text: &str) -> Result<String, Error> {
        let until = until();
        let mut xml = Xml::new(text, &until);
        let mut out = String::new();
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    out += &format!("<{} {:?}>", element.name(), element.attribute("v"));
                }
                Node::Text(text) => out.push_str(&text),
                Node::End if xml.depth == 0 => return Ok(out),
                Node::End => out.push('.'),
            }
        }
    }

    #[test]
    fn names_lose_their_prefix_and_entities_stay_out() {
        let text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\
            <w:a w:v='1&amp;2'><b/>甲&amp;&#x4E59;&e;<![CDATA[<丙>]]></w:a>";
        assert_eq!(told(text).unwrap(), "<a Some(\"1&2\")><b None>.甲&乙<丙>");
    }

    #[test]
    fn what_is_cut_off_or_too_deep_is_an_error() {
        assert_eq!(told("<a><b>"), Err(Error::Damaged));
        assert_eq!(told("<a></b>"), Err(Error::Damaged));
        assert_eq!(told("</a>"), Err(Error::Damaged));
        assert_eq!(told(&"<a>".repeat(100_000)), Err(Error::TooDeep));
    }

    #[test]
    fn a_slow_file_is_given_up() {
        let until = Deadline::after(std::time::Duration::ZERO);
        std::thread::sleep(std::time::Duration::from_millis(2));
        let text = format!("<a>{}</a>", "<b/>".repeat(2000));
        let mut xml = Xml::new(&text, &until);
        let last = std::iter::repeat_with(|| xml.next()).find(Result::is_err);
        assert!(matches!(last, Some(Err(Error::TooSlow { .. }))));
    }
}
