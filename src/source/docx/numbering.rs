//! numbering.xml: the printed numbers of headings and lists (ECMA-376 part 1, 17.9).
//!
//! Lists that share an abstract list share its counters.

use super::super::Error;
use super::super::limits::Deadline;
use super::super::lists::{LEVELS, Level, Levels, List, ListPlace, Lists};
use super::super::xml::{Xml, decode};
use super::styles::Styles;
use std::collections::HashMap;
use std::rc::Rc;

/// All lists, and the styles that belong to them.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: Lists,
    /// The level and list of paragraphs of a style that a level is linked to.
    styles: HashMap<String, ListPlace>,
}

/// An abstract list as it is written.
#[derive(Debug, Default)]
struct Abstract {
    levels: Levels,
    /// The style that each level is linked to.
    linked: Vec<(String, usize)>,
    /// A style of lists that says what the levels are.
    same_as: Option<String>,
}

/// Reads numbering.xml.
pub(super) fn read(
    bytes: Option<&[u8]>,
    styles: &Styles,
    until: &Deadline,
) -> Result<Numbering, Error> {
    let mut numbering = Numbering::default();
    let Some(bytes) = bytes else { return Ok(numbering) };
    let text = decode(bytes)?;
    let mut xml = Xml::new(&text, until);
    let mut abstracts: HashMap<i64, Abstract> = HashMap::new();
    let mut written = Vec::new();
    while let Some(element) = xml.child()? {
        match element.name() {
            "numbering" => {}
            "abstractNum" => {
                let id = element.number("abstractNumId").unwrap_or(0);
                abstracts.insert(id, abstract_list(&mut xml)?);
            }
            "num" => {
                let id = element.number("numId").unwrap_or(0);
                written.push((id, list(&mut xml)?));
            }
            _ => xml.skip()?,
        }
    }
    let roots: HashMap<i64, i64> = written.iter().map(|(id, list)| (*id, list.root)).collect();
    for (id, list) in written {
        // A link leads from the abstract list to a style, to that style's list, to its abstract one.
        let linked = abstracts.get(&list.root).and_then(|found| found.same_as.as_deref());
        let root = linked
            .and_then(|style| styles.place(Some(style)).list)
            .and_then(|list| roots.get(&list).copied())
            .unwrap_or(list.root);
        let Some(found) = abstracts.get(&root) else { continue };
        for (style, level) in &found.linked {
            let place = ListPlace { list: Some(id), level: Some(*level) };
            numbering.styles.entry(style.clone()).or_insert(place);
        }
        let mut levels = Rc::clone(&found.levels);
        for (at, level) in list.changed {
            if let Some(slot) = Rc::make_mut(&mut levels).get_mut(at) {
                *slot = level;
            }
        }
        numbering.lists.add(id, List { root, levels, starts: list.starts });
    }
    Ok(numbering)
}

fn abstract_list(xml: &mut Xml<'_>) -> Result<Abstract, Error> {
    let mut levels: [Level; LEVELS] = Default::default();
    let mut found = Abstract::default();
    while let Some(element) = xml.child()? {
        match element.name() {
            "lvl" => {
                let at = element.number("ilvl").unwrap_or(0);
                let (level, style) = level(xml)?;
                if let Some(slot) = levels.get_mut(at) {
                    *slot = level;
                    found.linked.extend(style.map(|style| (style, at)));
                }
            }
            "numStyleLink" => {
                found.same_as = element.attribute("val");
                xml.skip()?;
            }
            _ => xml.skip()?,
        }
    }
    found.levels = Rc::new(levels);
    Ok(found)
}

/// A level, and the style that is linked to it.
fn level(xml: &mut Xml<'_>) -> Result<(Level, Option<String>), Error> {
    let (mut level, mut style) = (Level::default(), None);
    level_parts(xml, &mut level, &mut style)?;
    Ok((level, style))
}

fn level_parts(
    xml: &mut Xml<'_>,
    level: &mut Level,
    style: &mut Option<String>,
) -> Result<(), Error> {
    while let Some(element) = xml.child()? {
        let value = || element.attribute("val").unwrap_or_default();
        match element.name() {
            "start" => level.start = element.number("val").unwrap_or(1),
            "numFmt" => level.format = value(),
            "lvlText" => level.text = value(),
            "suff" => level.suffix = value(),
            "lvlRestart" => level.restart = element.number("val"),
            "isLgl" => level.legal = element.is_on(),
            "pStyle" => *style = element.attribute("val"),
            // Formats newer than the first edition: the fallback is one of the old ones.
            "AlternateContent" | "Fallback" => {
                level_parts(xml, level, style)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

/// A list as it is written.
#[derive(Debug, Default)]
struct Written {
    root: i64,
    starts: [Option<i64>; LEVELS],
    changed: Vec<(usize, Level)>,
}

fn list(xml: &mut Xml<'_>) -> Result<Written, Error> {
    let mut found = Written::default();
    while let Some(element) = xml.child()? {
        match element.name() {
            "abstractNumId" => {
                found.root = element.number("val").unwrap_or(0);
                xml.skip()?;
            }
            "lvlOverride" => {
                let at: usize = element.number("ilvl").unwrap_or(0);
                while let Some(element) = xml.child()? {
                    match element.name() {
                        "startOverride" => {
                            if let Some(slot) = found.starts.get_mut(at) {
                                *slot = element.number("val");
                            }
                            xml.skip()?;
                        }
                        "lvl" => found.changed.push((at, level(xml)?.0)),
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(found)
}

impl Numbering {
    /// The list place of paragraphs of style `id` that a level is linked to.
    pub(super) fn of_style(&self, id: Option<&str>) -> ListPlace {
        id.and_then(|id| self.styles.get(id)).copied().unwrap_or_default()
    }

    /// As [`Lists::next`].
    pub(super) fn next(&mut self, place: ListPlace) -> String {
        self.lists.next(place)
    }
}
