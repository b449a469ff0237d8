//! numbering.xml: the printed numbers of headings and lists (ECMA-376 part 1, 17.9).
//!
//! A paragraph names a list and a level. Lists that share an abstract list share its counters; a
//! list may start a level anew, once, where it is first used.

use super::super::Error;
use super::super::limits::Deadline;
use super::super::xml::{Xml, decode};
use super::numerals::printed;
use super::styles::{ListPlace, Styles};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// A list has nine levels.
const LEVELS: usize = 9;

/// How one level is numbered.
#[derive(Debug, Clone)]
struct Level {
    start: i64,
    format: String,
    /// `%1` to `%9` stand for the numbers of the levels.
    text: String,
    /// What stands between number and text: `tab`, `space` or `nothing`.
    suffix: String,
    /// The level starts anew after one of a level up to this number (from 1); 0: never.
    restart: Option<usize>,
    /// All numbers in it are printed in digits.
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            suffix: "tab".to_owned(),
            restart: None,
            legal: false,
        }
    }
}

type Levels = Rc<[Level; LEVELS]>;

/// A list.
#[derive(Debug, Default)]
struct List {
    /// Whose counters it moves.
    root: i64,
    levels: Levels,
    starts: [Option<i64>; LEVELS],
}

/// All lists, with their counters.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<i64, List>,
    /// The level and list of paragraphs of a style that a level is linked to.
    styles: HashMap<String, ListPlace>,
    counters: HashMap<i64, [Option<i64>; LEVELS]>,
    used: HashSet<(i64, usize)>,
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
        numbering.lists.insert(id, List { root, levels, starts: list.starts });
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

    /// The number printed before the next paragraph at this place, with what stands between the two;
    /// empty for bullets and places in no list.
    pub(super) fn next(&mut self, place: ListPlace) -> String {
        let level = place.level.unwrap_or(0).min(LEVELS - 1);
        let id = place.list.unwrap_or(0);
        let Some(list) = self.lists.get(&id) else { return String::new() };
        let counters = self.counters.entry(list.root).or_default();
        let first_use = self.used.insert((id, level));
        let start = |at: usize| {
            let own = list.starts.get(at).copied().flatten();
            own.unwrap_or_else(|| list.levels.get(at).map_or(1, |level| level.start))
        };
        let anew = first_use && list.starts.get(level).copied().flatten().is_some();
        for (at, counter) in counters.iter_mut().enumerate() {
            if at < level {
                // A level that was passed over counts as its first.
                counter.get_or_insert_with(|| start(at));
            } else if at == level {
                let next = counter.map_or_else(|| start(at), |n| n.saturating_add(1));
                *counter = Some(if anew { start(at) } else { next });
            } else {
                let restart = list.levels.get(at).and_then(|level| level.restart);
                // Without a word, after any level above; else after those above the one named.
                if restart.is_none_or(|after| level < after) {
                    *counter = None;
                }
            }
        }
        let Some(how) = list.levels.get(level) else { return String::new() };
        let number = how.printed(&list.levels, counters);
        if number.is_empty() || how.suffix == "nothing" {
            return number;
        }
        // The gap of a tab is none to speak of after a wide sign.
        let wide = number.chars().next_back().is_some_and(|c| c >= '\u{2000}');
        if wide && how.suffix != "space" { number } else { number + " " }
    }
}

impl Level {
    fn printed(&self, levels: &Levels, counters: &[Option<i64>; LEVELS]) -> String {
        if self.format == "bullet" {
            return String::new();
        }
        let mut out = String::new();
        let mut chars = self.text.chars();
        while let Some(c) = chars.next() {
            let at = match (c, chars.as_str().chars().next()) {
                ('%', Some(digit @ '1'..='9')) => digit as usize - '1' as usize,
                _ => {
                    out.push(c);
                    continue;
                }
            };
            chars.next();
            let number = counters.get(at).copied().flatten();
            let number = number.or_else(|| levels.get(at).map(|level| level.start)).unwrap_or(1);
            let format = levels.get(at).map_or("decimal", |level| level.format.as_str());
            let format = if self.legal && format != "decimalZero" { "decimal" } else { format };
            out += &printed(number, format).unwrap_or_default();
        }
        out.trim_end().to_owned()
    }
}
