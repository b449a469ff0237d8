//! styles.xml: which paragraphs are numbered by their style, and which are a table of contents.

use super::super::Error;
use super::super::limits::Deadline;
use super::super::lists::ListPlace;
use super::super::xml::{Xml, decode};
use std::collections::HashMap;

/// A style of paragraphs.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    place: ListPlace,
    is_contents: bool,
}

/// All styles of paragraphs, by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
    default: Option<String>,
}

/// Styles are based on styles; a chain longer than this is a circle.
const CHAIN: usize = 32;

impl Styles {
    /// The list place that style `id` gives, with the styles it is based on.
    pub(super) fn place(&self, id: Option<&str>) -> ListPlace {
        let mut place = ListPlace::default();
        let mut next = id.or(self.default.as_deref());
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|id| self.all.get(id)) else { break };
            place = place.or(style.place);
            next = style.parent.as_deref();
        }
        place
    }

    /// Whether paragraphs of style `id` are lines of a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        id.and_then(|id| self.all.get(id)).is_some_and(|style| style.is_contents)
    }
}

/// Reads styles.xml.
pub(super) fn read(bytes: Option<&[u8]>, until: &Deadline) -> Result<Styles, Error> {
    let mut styles = Styles::default();
    let Some(bytes) = bytes else { return Ok(styles) };
    let text = decode(bytes)?;
    let mut xml = Xml::new(&text, until);
    while let Some(element) = xml.child()? {
        match element.name() {
            "styles" => {}
            "style" => {
                let id = element.attribute("styleId").unwrap_or_default();
                let kind = element.attribute("type");
                let is_default =
                    matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
                let style = style(&mut xml)?;
                // A style of lists tells its list in the same words.
                if matches!(kind.as_deref(), None | Some("paragraph" | "numbering")) {
                    if is_default && kind.as_deref() != Some("numbering") {
                        styles.default = Some(id.clone());
                    }
                    styles.all.insert(id, style);
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(styles)
}

fn style(xml: &mut Xml<'_>) -> Result<Style, Error> {
    let mut style = Style::default();
    while let Some(element) = xml.child()? {
        match element.name() {
            "name" => {
                let name = element.attribute("val").unwrap_or_default().to_ascii_lowercase();
                let level = name.strip_prefix("toc").unwrap_or_default().trim();
                style.is_contents = name.starts_with("toc ")
                    && level.bytes().all(|b| b.is_ascii_digit())
                    || name.starts_with("目录");
                xml.skip()?;
            }
            "basedOn" => {
                style.parent = element.attribute("val");
                xml.skip()?;
            }
            "pPr" => {
                while let Some(element) = xml.child()? {
                    match element.name() {
                        "numPr" => style.place = list_place(xml)?,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(style)
}

/// Reads what a `numPr` says.
pub(super) fn list_place(xml: &mut Xml<'_>) -> Result<ListPlace, Error> {
    let mut place = ListPlace::default();
    while let Some(element) = xml.child()? {
        match element.name() {
            "numId" => place.list = element.number("val"),
            "ilvl" => place.level = element.number("val"),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(place)
}
