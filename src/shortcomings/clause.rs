//! Cutting a sentence into clauses, and a clause free of what only opens it.

use super::marked::{Mark, Marked};
use crate::lexicon::Shortcomings;
use crate::text::class;

/// What numbers a clause as an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// Nothing.
    None,
    /// 一是, 首先, 第一.
    Point,
    /// (一), 1., 一、.
    Number,
}

/// A clause without its marker and connectives; offsets are bytes of the sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause<'a> {
    /// What it says, from `start` to `end`.
    pub(super) body: Marked<'a>,
    /// First byte behind the marker.
    pub(super) from: usize,
    /// First byte behind marker and connectives.
    pub(super) start: usize,
    /// Just past the last byte, closing mark and white space excluded.
    pub(super) end: usize,
    /// How it is numbered.
    pub(super) marker: Marker,
    /// Whether a comma ties it to the clause before.
    pub(super) after_comma: bool,
    /// Whether a colon closes it.
    pub(super) announces: bool,
    /// Whether a part of the sentence begins with it: behind a semicolon or a colon, or first.
    pub(super) parts: bool,
}

/// Whether brackets and quotation marks pair up: only then may they hold commas together.
fn balanced(text: Marked<'_>) -> bool {
    let mut depth = 0;
    let opened = |mark: Mark| {
        depth += i32::from(mark.depth);
        depth >= 0
    };
    text.marks().all(opened) && depth == 0
}

/// Whether the mark at byte `at` stands within a number (1,200).
fn in_number(text: &str, at: usize) -> bool {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    at.checked_sub(1).is_some_and(digit) && digit(at + 1)
}

/// Cuts `text` where one of the marks stands that `cuts` tells, outside brackets and quotation
/// marks. Gives where each piece begins, the piece, and the mark behind it.
pub(super) fn split<'a>(
    text: Marked<'a>,
    cuts: impl Fn(char) -> bool,
) -> impl Iterator<Item = (usize, Marked<'a>, Option<char>)> {
    let nested = balanced(text);
    let mut depth = 0;
    text.split(move |mark| {
        if nested {
            depth += i32::from(mark.depth);
        }
        let number = || matches!(mark.c, ',' | ':') && in_number(text.text, mark.at);
        depth == 0 && cuts(mark.c) && !number()
    })
}

/// The clauses of a sentence.
pub(super) fn clauses<'a>(
    sentence: Marked<'a>,
    table: &Shortcomings,
) -> impl Iterator<Item = Clause<'a>> {
    let mut mark = None;
    let mut carried = Marker::None;
    split(sentence, class::ends_clause).filter_map(move |(first, piece, closing)| {
        let raw = piece.text;
        let (mut marker, skipped) = marker(raw);
        if marker != Marker::None && skipped == raw.len() {
            // 第一，… : the clause is the next one.
            carried = marker;
            return None;
        }
        if carried != Marker::None {
            marker = std::mem::replace(&mut carried, Marker::None);
        }
        let rest = raw.get(skipped..).unwrap_or_default();
        let opened = skipped + lead(rest, table);
        let body = class::trim_end_matches(raw.get(opened..).unwrap_or_default(), closes);
        let body = opened..opened + body.len();
        let before = std::mem::replace(&mut mark, closing);
        Some(Clause {
            from: first + skipped,
            start: first + body.start,
            end: first + body.end,
            body: piece.part(body),
            marker,
            after_comma: matches!(before, Some('，' | ',' | '﹐')) && marker == Marker::None,
            announces: matches!(closing, Some('：' | ':')),
            parts: matches!(before, None | Some('；' | ';' | '：' | ':')),
        })
    })
}

fn closes(c: char) -> bool {
    class::is_space(c) || class::ends_clause(c) || matches!(c, '.' | '…' | '、')
}

/// The marker at the start of `text`, and how many bytes it takes with the white space around.
pub(super) fn marker(text: &str) -> (Marker, usize) {
    let inner = class::trim_start(text, |c| {
        class::is_space(c) || matches!(c, '•' | '·' | '●' | '■' | '-' | '—' | '–')
    });
    let skipped = text.len() - inner.len();
    if inner.starts_with(|c| class::is_common(c) && !matches!(c, '第' | '其') && !is_numeral(c)) {
        return (Marker::None, skipped);
    }
    let after = |rest: &str| text.len() - class::trim_start(rest, class::is_space).len();
    let ordinal = inner.strip_prefix(['第', '其']).unwrap_or(inner);
    let digits = ordinal.trim_start_matches(is_numeral);
    let numeral = ordinal.len() > digits.len();
    if numeral {
        let prefixed = ordinal.len() < inner.len();
        if let Some(rest) = digits.strip_prefix(['是', '要']).filter(|_| !prefixed) {
            return (Marker::Point, after(rest));
        }
        if prefixed && digits.is_empty() {
            // 第一，… : the comma has closed the clause.
            return (Marker::Point, text.len());
        }
        if let Some(rest) = digits.strip_prefix(['、', '，', '.', '．', ',']) {
            let decimal = rest.starts_with(|c: char| class::digit(c).is_some());
            if !decimal {
                let kind = if prefixed { Marker::Point } else { Marker::Number };
                return (kind, after(rest));
            }
        }
    }
    if let Some(opened) = inner.strip_prefix(['(', '（']) {
        let rest = opened.trim_start_matches(is_numeral);
        if let Some(rest) = rest.strip_prefix([')', '）']).filter(|_| rest.len() < opened.len()) {
            return (Marker::Number, after(rest.trim_start_matches(['、', '.'])));
        }
    }
    if let Some(rest) = inner.strip_prefix(|c| matches!(c, '①'..='⑳' | '❶'..='❿')) {
        return (Marker::Number, after(rest));
    }
    (Marker::None, skipped)
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
        || class::digit(c).is_some()
}

/// Whether a clause speaks of some only (个别, 部分), behind what opens it.
pub(super) fn limited(clause: &str, table: &Shortcomings) -> bool {
    clause.get(lead(clause, table)..).is_some_and(|rest| table.limited.at_start(rest).is_some())
}

/// Bytes of connectives at the start of `text`.
fn lead(text: &str, table: &Shortcomings) -> usize {
    let mut rest = class::trim_start(text, class::is_space);
    while let Some((length, false)) = table.lead.at_start(rest) {
        let next = rest.get(length..).unwrap_or_default();
        rest = class::trim_start(next, class::is_space);
    }
    text.len() - rest.len()
}
