//! Automatic numbering (MS-DOC 2.9.131, PlfLst and PlfLfo).

use super::super::lists::{LEVELS, Level, Levels, List, ListPlace, Lists};
use super::bytes::Bytes;
use std::collections::HashMap;
use std::rc::Rc;

/// Names of number formats, as docx calls them, by their codes (MS-OSHARED 2.2.1.3).
const FORMATS: &[(u8, &str)] = &[
    (1, "upperRoman"),
    (2, "lowerRoman"),
    (3, "upperLetter"),
    (4, "lowerLetter"),
    (10, "ideographDigital"),
    (11, "japaneseCounting"),
    (14, "decimalFullWidth"),
    (16, "japaneseLegal"),
    (17, "japaneseDigitalTenThousand"),
    (18, "decimalEnclosedCircle"),
    (19, "decimalFullWidth2"),
    (22, "decimalZero"),
    (23, "bullet"),
    (26, "decimalEnclosedFullstop"),
    (27, "decimalEnclosedParen"),
    (28, "decimalEnclosedCircleChinese"),
    (29, "ideographEnclosedCircle"),
    (30, "ideographTraditional"),
    (31, "ideographZodiac"),
    (33, "taiwaneseCounting"),
    (34, "ideographLegalTraditional"),
    (35, "taiwaneseCountingThousand"),
    (36, "taiwaneseDigital"),
    (37, "chineseCounting"),
    (38, "chineseLegalSimplified"),
    (39, "chineseCountingThousand"),
    (57, "numberInDash"),
    (255, "none"),
];

/// All lists with their counters, and the levels that styles are linked to.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: Lists,
    /// By list and style.
    linked: HashMap<(i64, u16), usize>,
}

impl Numbering {
    /// Reads the lists and what the document makes of them. What is damaged is left out.
    pub(super) fn read(lists: Bytes<'_>, overrides: Bytes<'_>) -> Self {
        let mut all = Self::default();
        let found = definitions(lists);
        let count = overrides.offset(0).unwrap_or(0);
        let head = |index: usize| overrides.part(4 + index * 16, 16);
        let mut at = 4_usize.saturating_add(count.saturating_mul(16));
        for index in 0..count {
            let Some(head) = head(index) else { break };
            let root = head.u32(0).unwrap_or(0);
            let mut starts = [None; LEVELS];
            let mut changed = Vec::new();
            // A number that is not needed comes first.
            at += 4;
            for _ in 0..head.u8(12).unwrap_or(0) {
                let (Some(start), Some(flags)) = (overrides.u32(at), overrides.u32(at + 4)) else {
                    break;
                };
                at += 8;
                let level = usize::try_from(flags & 0xF).unwrap_or(0);
                if flags & 0x20 != 0 {
                    let Some((how, after)) = overrides.from(at).and_then(self::level) else {
                        break;
                    };
                    at += after;
                    changed.push((level, how));
                } else if flags & 0x10 != 0
                    && let Some(slot) = starts.get_mut(level)
                {
                    *slot = Some(i64::from(start));
                }
            }
            let Some(found) = found.get(&root) else { continue };
            let id = i64::try_from(index + 1).unwrap_or(0);
            let mut levels = Rc::clone(&found.levels);
            for (at, how) in changed {
                if let Some(slot) = Rc::make_mut(&mut levels).get_mut(at) {
                    *slot = how;
                }
            }
            all.linked.extend(found.styles.iter().map(|&(style, level)| ((id, style), level)));
            all.lists.add(id, List { root: i64::from(root), levels, starts });
        }
        all
    }

    /// The number printed before the next paragraph of this style at this place.
    pub(super) fn next(&mut self, place: ListPlace, style: u16) -> String {
        let linked = || self.linked.get(&(place.list?, style)).copied();
        let level = place.level.or_else(linked);
        self.lists.next(ListPlace { level, ..place })
    }
}

/// A list as it is defined.
struct Definition {
    levels: Levels,
    /// Styles with the levels they are linked to.
    styles: Vec<(u16, usize)>,
}

/// Length of a list's head, and of a level's.
const HEAD: usize = 28;

/// The lists by their identifiers: all heads first, then the levels of each.
fn definitions(lists: Bytes<'_>) -> HashMap<u32, Definition> {
    let mut all = HashMap::new();
    let count = lists.u16(0).map_or(0, usize::from);
    let mut at = 2 + count * HEAD;
    for index in 0..count {
        let Some(head) = lists.part(2 + index * HEAD, HEAD) else { break };
        let is_simple = head.u8(26).unwrap_or(0) & 1 != 0;
        let mut levels: [Level; LEVELS] = Default::default();
        for slot in levels.iter_mut().take(if is_simple { 1 } else { LEVELS }) {
            let Some((level, length)) = lists.from(at).and_then(level) else { return all };
            *slot = level;
            at += length;
        }
        let linked = (0..LEVELS).filter_map(|level| Some((head.u16(8 + level * 2)?, level)));
        let styles = linked.filter(|&(style, _)| style != 0x0FFF).collect();
        all.insert(head.u32(0).unwrap_or(0), Definition { levels: Rc::new(levels), styles });
    }
    all
}

/// A level and its length in bytes.
fn level(bytes: Bytes<'_>) -> Option<(Level, usize)> {
    let code = bytes.u8(4)?;
    let flags = bytes.u8(5)?;
    let properties = usize::from(bytes.u8(24)?) + usize::from(bytes.u8(25)?);
    let at = HEAD + properties;
    let count = usize::from(bytes.u16(at)?);
    let text = bytes.part(at + 2, count * 2)?;
    let units = text.0.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
    let mut printed = String::new();
    for c in char::decode_utf16(units.map(u16::from_le_bytes)).flatten() {
        match u32::from(c) {
            // The number of that level stands here.
            level @ 0..=8 => {
                printed.push('%');
                printed.extend(char::from_digit(level + 1, 10));
            }
            _ if c.is_control() => {}
            _ => printed.push(c),
        }
    }
    let format = FORMATS.iter().find(|&&(number, _)| number == code);
    let suffix = match bytes.u8(15)? {
        0 => "tab",
        1 => "space",
        _ => "nothing",
    };
    let restart = (flags & 0x08 != 0).then(|| bytes.u8(26).map_or(0, usize::from));
    let level = Level {
        start: bytes.u32(0).map_or(1, |start| i64::from(start & 0x7FFF)),
        format: format.map_or("decimal", |&(_, name)| name).to_owned(),
        text: printed,
        suffix: suffix.to_owned(),
        restart,
        legal: flags & 0x04 != 0,
    };
    Some((level, at + 2 + count * 2))
}
