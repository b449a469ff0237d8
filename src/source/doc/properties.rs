//! What is said of paragraphs and characters (MS-DOC 2.4.6): which end a row or lie in a cell, which
//! are numbered, which are hidden.

use super::super::lists::ListPlace;
use super::bytes::{Bytes, Plc};
use std::collections::HashMap;

/// A page of properties in the main stream.
const PAGE: usize = 512;

/// The properties in a list of them: a code and its operand (MS-DOC 2.2.5.1).
pub(super) fn each<'a>(mut list: Bytes<'a>, mut on: impl FnMut(u16, Bytes<'a>)) {
    while let Some(code) = list.u16(0) {
        let Some(rest) = list.from(2) else { return };
        let (head, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // The definition of a table counts itself in two bytes, one of them too many.
            _ if code == 0xD608 => match rest.u16(0) {
                Some(length) => (2, usize::from(length).saturating_sub(1)),
                None => return,
            },
            _ => match rest.u8(0) {
                Some(length) => (1, usize::from(length)),
                None => return,
            },
        };
        let Some(operand) = rest.part(head, length) else { return };
        on(code, operand);
        let Some(after) = rest.from(head + length) else { return };
        list = after;
    }
}

/// What is said of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) style: u16,
    pub(super) place: ListPlace,
    pub(super) in_table: bool,
    pub(super) ends_row: bool,
}

impl Paragraph {
    /// Takes in a list of properties.
    pub(super) fn apply(&mut self, list: Bytes<'_>) {
        each(list, |code, operand| {
            let byte = operand.u8(0).unwrap_or(0);
            let word = operand.u16(0).unwrap_or(0);
            match code {
                0x260A => self.place.level = Some(usize::from(byte)),
                0x460B => self.place.list = Some(if word < 0x07FF { i64::from(word) } else { 0 }),
                0x2416 => self.in_table = byte != 0,
                0x2417 => self.ends_row = byte != 0,
                0x4600 => self.style = word,
                _ => {}
            }
        });
    }
}

/// Properties of all stretches of the main stream, in their order.
#[derive(Debug, Default)]
pub(super) struct Runs<T>(Vec<(usize, usize, T)>);

impl<T: Copy> Runs<T> {
    /// What is said of byte `at`.
    pub(super) fn at(&self, at: usize) -> Option<T> {
        self.run(at).map(|(_, value)| value)
    }

    /// As [`Self::at`], with the byte at which something else is said; where nothing is said, the
    /// byte at which something is.
    pub(super) fn run(&self, at: usize) -> Option<(usize, T)> {
        let after = self.0.partition_point(|&(start, ..)| start <= at);
        let &(_, end, value) = self.0.get(after.checked_sub(1)?)?;
        (at < end).then_some((end, value))
    }
}

/// Pages of properties, one after the other: for each stretch the offset of what is said in its page.
fn pages<'a, T>(
    stream: Bytes<'a>,
    table: Bytes<'_>,
    size: usize,
    read: impl Fn(Bytes<'a>, usize) -> Option<T>,
) -> Runs<T> {
    let table = Plc::new(table, 4);
    let mut all = Vec::new();
    for index in 0..table.count {
        let page = || {
            let number = table.data(index)?.offset(0)? & 0x003F_FFFF;
            stream.part(number * PAGE, PAGE)
        };
        let Some(page) = page() else { continue };
        let count = usize::from(page.u8(PAGE - 1).unwrap_or(0));
        for run in 0..count {
            let found = || {
                let (start, end) = (page.offset(run * 4)?, page.offset(run * 4 + 4)?);
                let offset = usize::from(page.u8((count + 1) * 4 + run * size)?) * 2;
                Some((start, end, read(page, offset)?))
            };
            all.extend(found());
        }
    }
    // In order already, unless the file is damaged.
    all.sort_by_key(|&(start, ..)| start);
    Runs(all)
}

/// What is said of paragraphs, by where their ends lie.
pub(super) fn paragraphs(stream: Bytes<'_>, table: Bytes<'_>) -> Runs<Paragraph> {
    pages(stream, table, 13, |page, offset| {
        if offset == 0 {
            return Some(Paragraph::default());
        }
        let half = usize::from(page.u8(offset)?);
        let list = match half {
            0 => page.part(offset + 2, usize::from(page.u8(offset + 1)?) * 2)?,
            _ => page.part(offset + 1, half * 2 - 1)?,
        };
        let mut paragraph = Paragraph { style: list.u16(0)?, ..Paragraph::default() };
        paragraph.apply(list.from(2)?);
        Some(paragraph)
    })
}

/// Which characters are not printed: hidden, deleted, or signs of a symbol font, for which a
/// bracket stands in the text.
pub(super) fn unprinted(stream: Bytes<'_>, table: Bytes<'_>) -> Runs<bool> {
    pages(stream, table, 1, |page, offset| {
        if offset == 0 {
            return Some(false);
        }
        let list = page.part(offset + 1, usize::from(page.u8(offset)?))?;
        let mut is = false;
        each(list, |code, operand| {
            let on = operand.u8(0) == Some(1);
            is |= matches!(code, 0x0800 | 0x083C) && on || code == 0x6A09;
        });
        Some(is)
    })
}

/// A style of paragraphs.
#[derive(Debug, Default)]
struct Style {
    base: Option<u16>,
    place: ListPlace,
    is_contents: bool,
}

/// All styles of paragraphs, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<u16, Style>);

/// Styles are based on styles; a chain longer than this is a circle.
const CHAIN: usize = 32;

impl Styles {
    /// Reads the style sheet (MS-DOC 2.9.271).
    pub(super) fn read(table: Bytes<'_>) -> Self {
        let mut all = HashMap::new();
        let head = table.u16(0).map_or(0, usize::from);
        let names_at = table.u16(4).map_or(10, usize::from);
        let mut rest = table.from(2 + head);
        let mut number = 0;
        while let Some(at) = rest {
            let Some(length) = at.u16(0).map(usize::from) else { break };
            if let Some(style) = at.part(2, length).and_then(|style| self::style(style, names_at)) {
                all.insert(number, style);
            }
            let Some(next) = u16::checked_add(number, 1) else { break };
            number = next;
            rest = at.from(2 + length);
        }
        Self(all)
    }

    /// The list place that a style gives, with the styles it is based on.
    pub(super) fn place(&self, style: u16) -> ListPlace {
        let mut place = ListPlace::default();
        let mut next = Some(style);
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|number| self.0.get(&number)) else { break };
            place = place.or(style.place);
            next = style.base;
        }
        place
    }

    /// Whether paragraphs of this style are lines of a table of contents.
    pub(super) fn is_contents(&self, style: u16) -> bool {
        self.0.get(&style).is_some_and(|style| style.is_contents)
    }
}

/// Styles of a table of contents, by their invariant numbers.
const CONTENTS: std::ops::RangeInclusive<u16> = 19..=27;

fn style(bytes: Bytes<'_>, names_at: usize) -> Option<Style> {
    let (kind, base) = (bytes.u16(2)? & 0xF, bytes.u16(2)? >> 4);
    if kind != 1 {
        return None;
    }
    let is_contents = CONTENTS.contains(&(bytes.u16(0)? & 0x0FFF));
    let base = Some(base).filter(|&base| base != 0x0FFF);
    let name = usize::from(bytes.u16(names_at)?);
    let properties = || {
        let at = bytes.from(names_at + 2 + (name + 1) * 2)?;
        at.part(2, usize::from(at.u16(0)?))?.from(2)
    };
    let mut paragraph = Paragraph::default();
    paragraph.apply(properties().unwrap_or(Bytes(&[])));
    Some(Style { base, place: paragraph.place, is_contents })
}
