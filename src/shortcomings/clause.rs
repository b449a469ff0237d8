//! Cutting a sentence into clauses, and a clause free of what only opens it.

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
pub(super) struct Clause {
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
}

/// How a character changes the depth of brackets and quotation marks.
fn depth_change(c: char) -> i32 {
    match c {
        c if class::is_common(c) => 0,
        '《' | '〈' | '（' | '(' | '“' | '「' | '『' | '〔' | '[' | '【' => 1,
        '》' | '〉' | '）' | ')' | '”' | '」' | '』' | '〕' | ']' | '】' => -1,
        _ => 0,
    }
}

/// Whether brackets and quotation marks pair up: only then may they hold commas together.
pub(super) fn balanced(text: &str) -> bool {
    let mut depth = 0;
    for c in text.chars() {
        depth += depth_change(c);
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// Cuts `text` where `cuts` says so, outside brackets and quotation marks. Gives start, end
/// (without the mark) and the mark of each piece.
pub(super) fn split(text: &str, cuts: fn(char) -> bool) -> Vec<(usize, usize, Option<char>)> {
    let nested = balanced(text);
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0);
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if nested {
            depth += depth_change(c);
        }
        let in_number = before.is_ascii_digit()
            && matches!(c, ',' | ':')
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if depth == 0 && cuts(c) && !in_number {
            pieces.push((start, at, Some(c)));
            start = at + c.len_utf8();
        }
        before = c;
    }
    if start < text.len() {
        pieces.push((start, text.len(), None));
    }
    pieces
}

/// The clauses of a sentence.
pub(super) fn clauses(sentence: &str, table: &Shortcomings) -> Vec<Clause> {
    let mut mark = None;
    let mut carried = Marker::None;
    let mut clauses = Vec::new();
    for (start, end, closing) in split(sentence, class::ends_clause) {
        let raw = sentence.get(start..end).unwrap_or_default();
        let (mut marker, skipped) = marker(raw);
        if marker != Marker::None && skipped == raw.len() {
            // 第一，… : the clause is the next one.
            carried = marker;
            continue;
        }
        if carried != Marker::None {
            marker = std::mem::replace(&mut carried, Marker::None);
        }
        let rest = raw.get(skipped..).unwrap_or_default();
        let from = start + skipped;
        let start = from + lead(rest, table);
        let end =
            start + sentence.get(start..end).unwrap_or_default().trim_end_matches(closes).len();
        clauses.push(Clause {
            from,
            start,
            end,
            marker,
            after_comma: matches!(mark, Some('，' | ',' | '﹐')) && marker == Marker::None,
            announces: matches!(closing, Some('：' | ':')),
        });
        mark = closing;
    }
    clauses
}

fn closes(c: char) -> bool {
    class::is_space(c) || class::ends_clause(c) || matches!(c, '.' | '…' | '、')
}

/// The marker at the start of `text`, and how many bytes it takes with the white space around.
pub(super) fn marker(text: &str) -> (Marker, usize) {
    let inner = text.trim_start_matches(|c| {
        class::is_space(c) || matches!(c, '•' | '·' | '●' | '■' | '-' | '—' | '–')
    });
    let skipped = text.len() - inner.len();
    let after = |rest: &str| text.len() - rest.trim_start_matches(class::is_space).len();
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
    class::digit(c).is_some()
        || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Whether a clause speaks of some only (个别, 部分), behind what opens it.
pub(super) fn limited(clause: &str, table: &Shortcomings) -> bool {
    clause.get(lead(clause, table)..).is_some_and(|rest| table.limited.at_start(rest).is_some())
}

/// Bytes of connectives at the start of `text`.
fn lead(text: &str, table: &Shortcomings) -> usize {
    let mut rest = text.trim_start_matches(class::is_space);
    while table.keep.at_start(rest).is_none()
        && let Some((length, ())) = table.lead.at_start(rest)
    {
        let next = rest.get(length..).unwrap_or_default();
        rest = next.trim_start_matches(class::is_space);
    }
    text.len() - rest.len()
}
