//! Leads: a paragraph's first short sentence that stands where a heading would.

use super::roles::roles;
use super::tree::Node;
use crate::lexicon::outline::Tables;
use crate::report::{Role, SectionKind};
use crate::text::class::{digit, is_space, trim_end, trim_start};
use crate::text::{Span, Text};

/// A lead has at least and at most so many characters, its stop not counted.
const LENGTH: std::ops::RangeInclusive<usize> = 6..=20;
/// Bytes of the longest lead and its stop.
const LONGEST: usize = 4 * *LENGTH.end() + '。'.len_utf8();
/// Much text follows a lead, in bytes.
const FOLLOWS: usize = 60;
/// The first byte of `。`.
const STOP: u8 = 0xe3;
/// So many leads under one part of the top level make each of them one.
const TOGETHER: usize = 3;

struct Found {
    parent: usize,
    title: Span,
    heading: Span,
}

/// Adds leads to the tree: in a section without numbered children most of whose paragraphs begin
/// with one, where the part of the top level has three or more.
pub(super) fn add(
    text: &Text,
    nodes: &mut Vec<Node>,
    markers: &[(usize, usize, u16)],
    end: usize,
    tables: &Tables,
) {
    let mut found: Vec<Found> = Vec::new();
    let mut top_from = 0;
    for (index, node) in nodes.iter().enumerate() {
        if node.level == 1 {
            settle(&mut found, top_from);
            top_from = found.len();
        }
        let until = nodes.get(index + 1).map_or(end, |next| next.at);
        let leaf = nodes.get(index + 1).is_none_or(|next| next.level <= node.level);
        if leaf {
            section(text, index, node, until, markers, tables, &mut found);
        }
    }
    settle(&mut found, top_from);
    if found.is_empty() {
        return;
    }
    let leads = found.iter().map(|lead| Node {
        title: lead.title,
        heading: lead.heading,
        ..Node::unnumbered(
            lead.heading.start as usize,
            nodes.get(lead.parent).map_or(1, |p| p.level + 1),
            SectionKind::Lead,
            // Of the mandatory parts only this one is ever told in a paragraph of the results.
            roles(text.slice(lead.title), None, tables)
                .contains(&Role::Duty)
                .then_some(Role::Duty)
                .filter(|_| nodes.get(lead.parent).is_some_and(|p| p.role != Some(Role::Plan))),
        )
    });
    let leads: Vec<Node> = leads.collect();
    nodes.extend(leads);
    nodes.sort_by_key(|node| (node.at, node.level));
}

/// Drops the leads of a part that are too few.
fn settle(found: &mut Vec<Found>, from: usize) {
    if found.len() - from < TOGETHER {
        found.truncate(from);
    }
}

/// The leads of one section.
fn section(
    text: &Text,
    index: usize,
    node: &Node,
    until: usize,
    markers: &[(usize, usize, u16)],
    tables: &Tables,
    found: &mut Vec<Found>,
) {
    let from = found.len();
    let mut paragraphs = 0usize;
    let heading_end = node.heading.end as usize;
    let first = text.line_of(heading_end) + usize::from(node.kind != SectionKind::Implied);
    // Two leads are on two lines, and most sections have but one, if not that of their heading.
    let line = text.line_span(first);
    if line.end as usize + 1 >= until {
        return;
    }
    let mut pending: Option<Span> = None;
    for line in text.lines_in(Span::new(line.start as usize, until)) {
        let raw = text.slice(line);
        let cut = trim_start(raw, |c| is_space(c) || matches!(c, '#' | '*' | '•'));
        if trim_end(cut).is_empty() {
            continue;
        }
        let at = line.start as usize + (raw.len() - cut.len());
        let marked = markers.binary_search_by_key(&at, |m| m.0).is_ok();
        if let Some(title) = pending.take() {
            // A line of its own above its paragraph.
            if cut.len() >= FOLLOWS && !marked {
                found.push(Found { parent: index, title, heading: title });
                paragraphs += 1;
                continue;
            }
            paragraphs += 1;
        }
        if marked {
            paragraphs += 1;
            continue;
        }
        match lead(cut, tables) {
            Some((len, stop)) if stop && cut.len() >= len + FOLLOWS => {
                paragraphs += 1;
                found.push(Found {
                    parent: index,
                    title: Span::new(at, at + len),
                    heading: Span::new(at, at + len + '。'.len_utf8()),
                });
            }
            Some((len, stop)) if !stop || trim_end(cut).len() <= len + '。'.len_utf8() => {
                pending = Some(Span::new(at, at + len));
            }
            _ => paragraphs += 1,
        }
    }
    let leads = found.len() - from;
    if leads < 2 || leads * 2 < paragraphs {
        found.truncate(from);
    }
}

/// The length in bytes of the short sentence with which a paragraph begins, and whether it ends
/// with a stop rather than with the line: no digit; a comma only, and only one, in a line of its
/// own (加强领导，落实责任).
fn lead(line: &str, tables: &Tables) -> Option<(usize, bool)> {
    // Nearly all paragraphs are longer and have no stop there, whose first byte few characters have.
    let near = line.as_bytes().get(..LONGEST);
    if near.is_some_and(|near| memchr::memchr(STOP, near).is_none()) {
        return None;
    }
    let mut comma = false;
    for (count, (at, c)) in line.char_indices().enumerate() {
        match c {
            '。' => {
                let fits =
                    !comma && LENGTH.contains(&count) && !introduces(line.get(..at)?, tables);
                return fits.then_some((at, true));
            }
            _ if count >= *LENGTH.end() => return None,
            '\u{4e00}'..='\u{9fff}' => {}
            '，' | ',' if !comma && count > 0 => comma = true,
            '，' | ',' | '；' | ';' | '：' | ':' | '？' | '?' | '！' | '!' => return None,
            c if digit(c).is_some() => return None,
            _ => {}
        }
    }
    let bare = trim_end(line);
    if bare.ends_with(['，', ',']) {
        return None;
    }
    let fits = LENGTH.contains(&bare.chars().count()) && !introduces(bare, tables);
    fits.then_some((bare.len(), false))
}

/// Whether a sentence leads to what follows (报告如下).
fn introduces(sentence: &str, tables: &Tables) -> bool {
    tables.reports_follow.at_end(sentence).is_some() || tables.closers.find(sentence).is_some()
}
