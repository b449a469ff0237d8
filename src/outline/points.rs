//! 一是 … 二是 …: items of lists that run on in a paragraph, or open paragraphs of their own.

use crate::report::{Point, Section};
use crate::text::class::{trim_end, trim_start};
use crate::text::{Span, Text};

/// Points from the markers found in a text, in order: a list counts from one, within one section.
pub(super) fn points(
    text: &Text,
    markers: &[(usize, usize, u16)],
    sections: &[Section],
    end: usize,
) -> Vec<Point> {
    let mut accepted: Vec<(usize, usize)> = Vec::new();
    let mut section_starts = sections.iter().map(|s| s.span.start as usize).peekable();
    let mut expected: u16 = 0;
    for (index, &(at, len, number)) in markers.iter().enumerate() {
        let mut crossed = false;
        while section_starts.next_if(|&start| start <= at).is_some() {
            crossed = true;
        }
        if crossed {
            expected = 0;
        }
        let opens = number == 1
            && (edge_is_strong(text, at) || markers.get(index + 1).is_some_and(|m| m.2 == 2));
        if opens || (expected > 1 && number == expected) {
            accepted.push((at, len));
            expected = number + 1;
        }
    }
    let mut starts = sections.iter().map(|s| s.span.start as usize).peekable();
    let mut points = Vec::with_capacity(accepted.len());
    for (index, &(at, len)) in accepted.iter().enumerate() {
        while starts.next_if(|&start| start <= at).is_some() {}
        let line = text.line_span(text.line_of(at));
        let mut until = (line.end as usize).min(end.max(at + len));
        if let Some(&(next, _)) = accepted.get(index + 1) {
            until = until.min(next);
        }
        if let Some(&start) = starts.peek() {
            until = until.min(start);
        }
        let item = text.slice(Span::new(at + len, until.max(at + len)));
        let kept = trim_end(item);
        let bare = trim_start(kept, |c| matches!(c, ' ' | '\u{3000}' | '：' | ':' | '，' | ','));
        let end = at + len + kept.len();
        let position = text.position(at);
        points.push(Point {
            line: position.line,
            column: position.column,
            marker: Span::new(at, at + len),
            text: Span::new(end - bare.len(), end),
            span: Span::new(at, end),
        });
    }
    points
}

/// Whether a sentence or a line ends right before `at`.
fn edge_is_strong(text: &Text, at: usize) -> bool {
    let before = text.as_str().get(..at).unwrap_or_default();
    !before
        .chars()
        .rev()
        .find(|c| *c == '\n' || !c.is_whitespace())
        .is_some_and(|c| matches!(c, '，' | ',' | '；' | ';' | '、'))
}
