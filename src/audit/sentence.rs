//! A sentence as its figures, each with the words around it.

use crate::lexicon::audit::{Audit, Meaning};
use crate::report::{Figure, FigureKind};
use crate::text::Text;

/// More bytes (200 characters) than a figure is from the next in one sentence.
const FAR: usize = 600;
/// Figures of one sentence that are looked at together; a list of more is no prose.
pub(super) const MANY: usize = 60;

/// A figure in its sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    /// Its index in the report.
    pub(super) index: usize,
    pub(super) figure: &'a Figure,
    /// The words between the figure before it (or the sentence's start) and it.
    pub(super) gap: &'a str,
    /// The words between it and the next figure (or the sentence's end).
    pub(super) tail: &'a str,
    /// How many brackets it stands in.
    pub(super) depth: u8,
    /// What the last clause of `gap` says.
    pub(super) before: Meaning,
    /// What the first clause of `tail` says.
    pub(super) after: Meaning,
    /// What the whole `gap` says.
    pub(super) around: Meaning,
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '，' | ',' | '、' | '；' | ';' | '：' | ':' | '（' | '）' | '(' | ')' | '。' | '﹐' | '﹑'
    )
}

/// The last clause of a gap.
pub(super) fn last_clause(gap: &str) -> &str {
    gap.rsplit(is_mark).next().unwrap_or_default().trim()
}

/// The first clause of a tail.
pub(super) fn first_clause(tail: &str) -> &str {
    tail.split(is_mark).next().unwrap_or_default().trim()
}

impl<'a> Token<'a> {
    /// The words right before the number, from the last mark on.
    pub(super) fn label(&self) -> &'a str {
        last_clause(self.gap)
    }

    /// The words right after it, up to the next mark.
    pub(super) fn noun(&self) -> &'a str {
        first_clause(self.tail)
    }

    /// Whether it states how much of something there is (and not a change, a rate, a rank).
    pub(super) fn is_level(&self) -> bool {
        self.figure.change.is_none()
            && self.figure.value_high.is_none()
            && matches!(
                self.figure.kind,
                FigureKind::Count | FigureKind::Money | FigureKind::Measure | FigureKind::Duration
            )
    }

    /// Whether the other is a quantity of the same kind.
    pub(super) fn like(&self, other: &Self) -> bool {
        self.is_level()
            && other.is_level()
            && self.figure.kind == other.figure.kind
            && self.figure.unit == other.figure.unit
    }

    /// What its label says, before the number or else after it.
    pub(super) fn meaning(&self) -> Meaning {
        let mut both = self.before;
        both |= self.after;
        both
    }

    /// Whether an opening bracket stands between the figure before and this one, not closed yet.
    pub(super) fn opens(&self) -> bool {
        self.gap
            .rfind(['（', '('])
            .is_some_and(|open| self.gap.rfind(['）', ')']).is_none_or(|close| close < open))
    }

    /// Whether a bracket closes between the figure before and this one.
    pub(super) fn closes(&self) -> bool {
        self.gap
            .find(['）', ')'])
            .is_some_and(|close| self.gap.find(['（', '(']).is_none_or(|open| close < open))
    }

    /// Whether a semicolon parts it from the figure before.
    pub(super) fn parted(&self) -> bool {
        self.gap.contains(['；', ';'])
    }
}

/// Ends a sentence for the reader of numbers: a semicolon does not.
fn ends(c: char) -> bool {
    matches!(c, '。' | '！' | '!' | '？' | '?' | '\n' | '｡')
}

/// Calls `read` with the figures of each sentence that has any. Sentences of more than [`MANY`]
/// figures are cut.
pub(super) fn sentences<'a>(
    text: &'a Text,
    figures: &'a [Figure],
    table: &Audit,
    mut read: impl FnMut(&[Token<'a>]),
) {
    let content = text.as_str();
    let mut tokens: Vec<Token<'a>> = Vec::new();
    let mut rest = figures.iter().enumerate().peekable();
    let mut from = 0;
    while let Some((index, figure)) = rest.next() {
        let start = figure.span.start as usize;
        let near = floor(content, start.saturating_sub(FAR).max(from), start);
        let head = content.get(near..start).unwrap_or_default();
        let gap = head.rsplit(ends).next().unwrap_or_default();
        let fresh = gap.len() < head.len() || near > from || tokens.len() >= MANY;
        if fresh && !tokens.is_empty() {
            read(&tokens);
            tokens.clear();
        }
        let end = figure.span.end as usize;
        let next = rest.peek().map_or(content.len(), |(_, next)| next.span.start as usize);
        let far = floor(content, next.min(end + FAR), next.min(end + FAR) + 3);
        let tail = content.get(end..far).unwrap_or_default();
        let tail = tail.split(ends).next().unwrap_or_default();
        let outside = tokens.last().map_or(0, |last| last.depth);
        let depth = gap.chars().fold(outside, |depth, c| match c {
            '（' | '(' => depth.saturating_add(1),
            '）' | ')' => depth.saturating_sub(1),
            _ => depth,
        });
        let (before, around) = meaning_before(gap, table);
        let after = meaning_after(tail, table);
        tokens.push(Token { index, figure, gap, tail, depth, before, after, around });
        from = end;
    }
    if !tokens.is_empty() {
        read(&tokens);
    }
}

/// The first character boundary at or after `at`, not beyond `limit`.
fn floor(content: &str, at: usize, limit: usize) -> usize {
    (at..=limit).find(|&at| content.is_char_boundary(at)).unwrap_or(limit)
}

fn meaning_before(gap: &str, table: &Audit) -> (Meaning, Meaning) {
    let clause = gap.rfind(is_mark).unwrap_or(0);
    let (mut before, mut around) = (Meaning::default(), Meaning::default());
    for (start, _, meaning) in table.find(gap) {
        around |= meaning;
        if start >= clause {
            before |= meaning;
        }
    }
    (before, around)
}

fn meaning_after(tail: &str, table: &Audit) -> Meaning {
    let mut after = Meaning::default();
    for (_, _, meaning) in table.find(first_clause(tail)) {
        after |= meaning;
    }
    after
}
