//! Where a report speaks of its shortcomings.

use super::clause::{self, Marker};
use super::marked::{self, Marked};
use super::predicate::{Read, groups};
use crate::lexicon::{Cue, Frame, Scan, Shortcomings};
use crate::report::{DocumentKind, Outline, Role, Strength};
use crate::text::{Span, Text, class};

/// Sentences of more bytes (2,000 characters) are no prose; unread, they cannot cost more than
/// their length.
const LONGEST: usize = 6000;

/// A part of the text in which shortcomings are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Zone {
    pub(super) span: Span,
    pub(super) strength: Strength,
    /// Read only the clause in which this stands.
    pub(super) only: Option<Span>,
    /// Whether a heading above promises causes beside the failings.
    pub(super) causes: bool,
}

/// The zones of a report, in reading order.
pub(super) fn zones(text: &Text, outline: &Outline, table: &Shortcomings) -> Vec<Zone> {
    let mut zones = Vec::new();
    // Where neither a headed zone nor a plan stands, up to the next section that is one.
    let mut free = outline.telling().start;
    for (index, section) in outline.sections.iter().enumerate() {
        let end = outline
            .sections
            .get(index + 1)
            .map_or(section.span.end, |next| section.span.end.min(next.span.start));
        let role = outline.role_of(index);
        if !matches!(role, Some(Role::Shortcomings | Role::Plan)) {
            continue;
        }
        open_zones(text, outline, range(free, section.span.start), table, &mut zones);
        free = free.max(end);
        if role == Some(Role::Shortcomings) && !of_causes(text, outline, index, table) {
            let own = section.role == Some(Role::Shortcomings);
            let start =
                if own { section.heading.end.max(section.span.start) } else { section.span.start };
            let causes =
                outline.path_of(index).into_iter().any(|at| names_causes(text, outline, at, table));
            let span = range(start, end);
            zones.push(Zone { span, strength: Strength::Zone, only: None, causes });
        }
    }
    open_zones(text, outline, range(free, outline.body.end), table, &mut zones);
    zones
}

/// Whether the heading of section `index` names causes.
fn names_causes(text: &Text, outline: &Outline, index: usize, table: &Shortcomings) -> bool {
    let title = outline.sections.get(index).and_then(|s| s.title(text));
    title.is_some_and(|title| table.cause_heading.find(title).is_some())
}

/// Whether section `index` or one around it tells causes and nothing else (二、原因分析).
fn of_causes(text: &Text, outline: &Outline, index: usize, table: &Shortcomings) -> bool {
    outline.path_of(index).into_iter().any(|at| {
        let title = outline.sections.get(at).and_then(|s| s.title(text)).unwrap_or_default();
        table.cause_heading.at_end(title).is_some() && !table.cause_joint.any(title)
    })
}

fn range(start: u32, end: u32) -> Span {
    Span { start, end: end.max(start) }
}

/// Zones that a sentence opens, and strong cues, in a part of the text that no heading marks.
fn open_zones(
    text: &Text,
    outline: &Outline,
    part: Span,
    table: &Shortcomings,
    zones: &mut Vec<Zone>,
) {
    let base = part.start as usize;
    let content = text.slice(part);
    // Everything before is done: sentences are judged once, and a zone's inside is not looked at.
    let mut done = 0;
    let mut sentence = 0..0;
    for (start, end, scan) in table.scan(content) {
        if start < done {
            continue;
        }
        if start >= sentence.end {
            let from = content.get(sentence.end..start).unwrap_or_default();
            let head = from.rfind(class::stops).map_or(sentence.end, |at| {
                let mark = from.get(at..).and_then(|rest| rest.chars().next());
                sentence.end + at + mark.map_or(1, char::len_utf8)
            });
            let rest = content.get(end..).unwrap_or_default();
            sentence = head..rest.find(class::stops).map_or(content.len(), |at| end + at);
        }
        if sentence.len() > LONGEST {
            continue;
        }
        let whole = content.get(sentence.clone()).unwrap_or_default();
        let hit = start - sentence.start..end - sentence.start;
        let zone = match scan {
            Scan::Open if opens_list(whole, hit.clone(), table) => {
                let from = clause_start(whole, hit.start) + sentence.start;
                let to = reach(text, outline, part, base + sentence.end);
                done = to - base;
                let span = Span::new(base + from, to);
                Zone { span, strength: Strength::Zone, only: None, causes: false }
            }
            Scan::Open if whole.get(hit.start..).is_some_and(|rest| rest.contains("存在")) => {
                if outline.document_kind == DocumentKind::Other || busy(whole, table) {
                    continue;
                }
                done = sentence.end;
                let from = clause_start(whole, hit.start) + sentence.start;
                let span = Span::new(base + from, base + sentence.end);
                Zone { span, strength: Strength::Cue, only: None, causes: false }
            }
            Scan::Seen => {
                let rest = whole.get(hit.end..).unwrap_or_default();
                // Where a list is opened after it, that tells how far it reaches.
                let opens = table.scan(rest).any(|(.., scan)| scan == Scan::Open);
                if opens || outline.document_kind == DocumentKind::Other || busy(rest, table) {
                    continue;
                }
                done = sentence.end;
                let span = Span::new(base + end, base + sentence.end);
                Zone { span, strength: Strength::Cue, only: None, causes: false }
            }
            Scan::Strong | Scan::Persisting | Scan::Limited => {
                let clause = clause_start(whole, hit.end)..clause_end(whole, hit.end);
                let words = whole.get(clause.clone()).unwrap_or_default();
                // What is said of some only stands by itself, whatever else the sentence tells.
                let alone = clause::limited(words, table);
                let holds = match scan {
                    Scan::Limited => alone && closes_with_failing(words, table),
                    Scan::Persisting => {
                        !staged(whole.get(hit.end..clause.end).unwrap_or_default(), table)
                    }
                    _ => true,
                };
                let said = if alone { words } else { whole };
                let head = whole.get(..clause.start).unwrap_or_default();
                let holds = holds && !(alone && table.found.any(head));
                if !holds || outline.document_kind == DocumentKind::Other || busy(said, table) {
                    continue;
                }
                let only = Some(Span::new(base + sentence.start + clause.start, base + end));
                let span = Span::new(base + sentence.start, base + sentence.end);
                Zone { span, strength: Strength::Cue, only, causes: false }
            }
            Scan::Open => continue,
        };
        zones.push(zone);
    }
}

fn clause_start(sentence: &str, hit: usize) -> usize {
    let head = sentence.get(..hit).unwrap_or_default();
    let comma = |c: char| matches!(c, '，' | ',' | '；' | ';' | '：' | ':');
    head.rfind(comma).map_or(0, |at| {
        at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    })
}

fn clause_end(sentence: &str, from: usize) -> usize {
    let rest = sentence.get(from..).unwrap_or_default();
    rest.find(class::ends_clause).map_or(sentence.len(), |at| from + at)
}

/// Whether a clause closes with what it finds wanting, or says what is not done.
fn closes_with_failing(clause: &str, table: &Shortcomings) -> bool {
    let mut marks = Vec::new();
    marked::read(clause, &mut marks);
    let mut read = Read::default();
    let marked = Marked::new(clause, &marks);
    groups(marked, &|| false, table.slights(clause), table, &mut read).last().is_some_and(|group| {
        let rest = clause.get(group.cue.end..).unwrap_or_default();
        let cue = clause.get(group.cue.start..).and_then(|word| table.cues.at_start(word));
        match cue {
            Some((_, Cue::Fail)) => !staged(rest, table),
            // …“出庭不出声”的情况尚未完全扭转: what is not done speaks of it.
            _ => {
                let noun = rest.trim_start_matches(['”', '的']);
                noun.trim_end().is_empty()
                    || noun.len() < rest.len() && table.still.at_start(noun).is_some()
            }
        }
    })
}

/// Whether what follows a word of what is not done tells a stage that things have reached, or how
/// many there are (尚未审结5件), and no failing.
fn staged(rest: &str, table: &Shortcomings) -> bool {
    table.stage.any(rest) || rest.contains(|c: char| class::digit(c).is_some())
}

/// Whether the words at `hit` open a list of failings: they are set against achievements or
/// announce a list, name something general, and do not speak of work done on it.
fn opens_list(sentence: &str, hit: std::ops::Range<usize>, table: &Shortcomings) -> bool {
    let clause = clause_start(sentence, hit.start);
    let mut contrast = false;
    for (start, _, frame) in table.frames.iter(sentence) {
        match frame {
            Frame::Contrast => contrast = true,
            Frame::Solve if start >= clause && start < hit.start => return false,
            Frame::Solve if start >= hit.end && is_done(sentence, start, table) => return false,
            Frame::Will if start < hit.start => return false,
            Frame::End if start < hit.start && start <= 18 => return false,
            _ => {}
        }
    }
    let rest = sentence.get(hit.end..).unwrap_or_default();
    let word = sentence.get(hit).unwrap_or_default();
    contrast && !rest.starts_with('的') && (table.nouns.any(word) || table.nouns.any(rest))
}

/// Whether the clause in which a word of dealing with failings stands tells that it has been done.
fn is_done(sentence: &str, word: usize, table: &Shortcomings) -> bool {
    let clause = sentence.get(clause_start(sentence, word)..word).unwrap_or_default();
    table.done.at_start(clause).is_some()
}

/// Whether the sentence speaks of work done or planned.
pub(super) fn busy(sentence: &str, table: &Shortcomings) -> bool {
    table.frames.iter(sentence).any(|(start, _, frame)| match frame {
        // 尚未完全打通: nothing has been done yet.
        Frame::Solve => {
            let head = sentence.get(..start).unwrap_or_default();
            table.undone.at_end(head).is_none()
        }
        Frame::Will => true,
        Frame::End => start <= 18,
        Frame::Contrast => false,
    })
}

/// How far an opened zone reaches: its paragraph, and the paragraphs after it that are items of
/// the list. `from` is the end of the sentence that opens it.
fn reach(text: &Text, outline: &Outline, part: Span, from: usize) -> usize {
    let content = text.as_str();
    let limit = part.end as usize;
    let next = outline.sections.partition_point(|s| (s.span.start as usize) < from);
    let mut sections = outline.sections.get(next..).unwrap_or_default().iter();
    let line_end = |at: usize| {
        let rest = content.get(at..limit).unwrap_or_default();
        memchr::memchr(b'\n', rest.as_bytes()).map_or(limit, |n| at + n)
    };
    let mut end = line_end(from.min(limit));
    let announced = content.get(..end).is_some_and(|head| head.ends_with(['：', ':']));
    let border = if announced {
        sections.find(|s| s.level == 1 || s.role.is_some())
    } else {
        sections.next()
    };
    let limit = border.map_or(limit, |s| limit.min(s.span.start as usize));
    end = end.min(limit);
    let mut at = end;
    while at < limit {
        let line = content.get(at + 1..line_end(at + 1).min(limit)).unwrap_or_default();
        let next = at + 1 + line.len();
        let begins = line.trim_start();
        if begins.is_empty() {
            at = next;
            continue;
        }
        if clause::marker(line).0 == Marker::None && !begins.starts_with(['如', '主']) {
            break;
        }
        end = next;
        at = next;
    }
    end
}
