//! Levels: how numberings nest as they are met.

use super::headings::{Candidate, Short};
use super::numbering::Style;
use crate::report::{Role, SectionKind};
use crate::text::Span;

/// A section before its span and parent are known.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// First byte.
    pub(super) at: usize,
    /// From 1.
    pub(super) level: u8,
    /// How it is opened.
    pub(super) kind: SectionKind,
    /// The printed number; empty without one.
    pub(super) number: Span,
    /// The title; empty for implied sections.
    pub(super) title: Span,
    /// Number, title and stop.
    pub(super) heading: Span,
    /// Its own role, where its heading or its kind tells.
    pub(super) role: Option<Role>,
    /// Whether its heading names a role.
    pub(super) named: bool,
    /// Further roles that a merged heading names.
    pub(super) merged: Vec<Role>,
    /// Whether its numbering begins again at 1 where a sibling of its style stood.
    pub(super) restarts: bool,
    /// Whether text stands before it on its line.
    pub(super) midline: bool,
}

impl Node {
    /// A section without a number.
    pub(super) fn unnumbered(at: usize, level: u8, kind: SectionKind, role: Option<Role>) -> Self {
        let empty = Span::new(at, at);
        Self {
            at,
            level,
            kind,
            number: empty,
            title: empty,
            heading: empty,
            role,
            named: false,
            merged: Vec::new(),
            restarts: false,
            midline: false,
        }
    }
}

/// A section opened without a number: a short line, or a boundary in the text.
#[derive(Debug, Clone)]
pub(super) enum Unnumbered {
    /// A line that is a heading of the top level.
    Heading(Short),
    /// An untitled part of this level.
    Part {
        /// First byte.
        at: usize,
        /// Its level.
        level: u8,
        /// What it holds.
        role: Role,
        /// Whether text stands before it on its line.
        midline: bool,
    },
}

impl Unnumbered {
    /// First byte.
    pub(super) fn at(&self) -> usize {
        match self {
            Self::Heading(short) => short.title.start as usize,
            Self::Part { at, .. } => *at,
        }
    }
}

struct Open {
    style: Option<Style>,
    level: u8,
    value: u16,
}

#[derive(Default)]
struct Levels {
    stack: Vec<Open>,
    /// Level and last value of each style.
    seen: [Option<(u8, u16)>; Style::COUNT],
}

impl Levels {
    fn depth(&self) -> u8 {
        self.stack.last().map_or(0, |open| open.level)
    }

    /// The level of the next heading of a style, and whether it begins its list again; `None`
    /// where its number fits nowhere.
    fn place(&self, style: Style, value: u16, midline: bool) -> Option<(u8, bool)> {
        let slack = style.is_strong() && !midline;
        if let Some(at) = self.stack.iter().rposition(|open| open.style == Some(style)) {
            let open = self.stack.get(at)?;
            let next = u32::from(open.value) + 1;
            let value32 = u32::from(value);
            if value32 == next {
                return Some((open.level, false));
            }
            if value == 1 {
                // 下一步…： and then 一、 again: the new list belongs to what stands between.
                let between = self.stack.iter().skip(at + 1).any(|open| open.style.is_none());
                let level = if between { self.depth() + 1 } else { open.level };
                return Some((level, !between));
            }
            // A number left out or printed twice.
            let near = value32 <= next + 2 && value >= open.value;
            return (slack && near).then_some((open.level, false));
        }
        let inside =
            self.stack.iter().rposition(|open| open.style.is_none_or(|s| rank(s) <= rank(style)));
        let above = inside.and_then(|at| self.stack.get(at)).map_or(0, |open| open.level);
        match self.seen.get(style as usize).copied().flatten() {
            // 1.–16. that run on through (一)–(五).
            Some((level, last)) if last + 1 == value => Some((level.min(self.depth() + 1), false)),
            _ if value == 1 => Some((above + 1, false)),
            Some((level, last)) if slack && value > last && value <= last + 3 => {
                Some((level.min(self.depth() + 1), false))
            }
            // The beginning of the list is missing.
            None if slack && value <= 3 => Some((above + 1, false)),
            _ => None,
        }
    }

    fn push(&mut self, style: Option<Style>, level: u8, value: u16) {
        self.stack.retain(|open| open.level < level);
        self.stack.push(Open { style, level, value });
        if let Some(slot) = style.and_then(|s| self.seen.get_mut(s as usize)) {
            *slot = Some((level, value));
        }
    }
}

/// The order in which styles usually nest (GB/T 9704-2012): a heading of a higher one is not
/// inside one of a lower.
fn rank(style: Style) -> u8 {
    match style {
        Style::Part => 0,
        Style::Subpart => 1,
        Style::Ordinal | Style::Han => 2,
        Style::HanParen | Style::HanHalf => 3,
        Style::Arabic => 4,
        Style::ArabicParen | Style::ArabicHalf => 5,
        Style::Circled => 6,
    }
}

/// No tree of a report is deeper.
const DEEPEST: u8 = 9;

/// Gives levels to numbered headings and to the sections without number between them.
pub(super) fn nodes(numbered: &[Candidate], unnumbered: &[Unnumbered]) -> Vec<Node> {
    let mut levels = Levels::default();
    let mut nodes = Vec::with_capacity(numbered.len() + unnumbered.len());
    let mut others = unnumbered.iter().peekable();
    for candidate in numbered {
        while let Some(other) = others.next_if(|o| o.at() <= candidate.at) {
            nodes.push(open(other, &mut levels));
        }
        let numbering = candidate.numbering;
        let placed = levels.place(numbering.style, numbering.value, candidate.midline);
        let Some((level, restarts)) =
            placed.filter(|&(level, again)| level <= DEEPEST && !(again && candidate.midline))
        else {
            continue;
        };
        levels.push(Some(numbering.style), level, numbering.value);
        nodes.push(Node {
            at: candidate.at,
            level,
            kind: SectionKind::Numbered,
            number: Span::new(candidate.at, candidate.at + numbering.len),
            title: candidate.title,
            heading: candidate.heading,
            role: None,
            named: false,
            merged: Vec::new(),
            restarts,
            midline: candidate.midline,
        });
    }
    nodes.extend(others.map(|other| open(other, &mut levels)));
    nodes
}

fn open(other: &Unnumbered, levels: &mut Levels) -> Node {
    match other {
        Unnumbered::Heading(short) => {
            levels.push(None, 1, 0);
            Node {
                title: short.title,
                heading: short.title,
                ..Node::unnumbered(other.at(), 1, SectionKind::Lead, None)
            }
        }
        Unnumbered::Part { at, level, role, midline } => {
            levels.push(None, *level, 0);
            Node {
                midline: *midline,
                ..Node::unnumbered(*at, *level, SectionKind::Implied, Some(*role))
            }
        }
    }
}
