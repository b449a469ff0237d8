//! A sentence as its figures, each with the words around it.

use super::reading::{Reading, Rough};
use crate::lexicon::audit::{Audit, Meaning};
use crate::report::{Figure, FigureKind};
use crate::text::Text;
use std::cell::OnceCell;

/// More bytes (200 characters) than a figure is from the next in one sentence.
const FAR: usize = 600;
/// Figures of one sentence that are looked at together; a list of more is no prose.
pub(super) const MANY: usize = 60;

/// A figure in its sentence. What its words say is told only where there are several figures:
/// nothing could be tied to one alone.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// Its index in the report.
    pub(super) index: u32,
    pub(super) figure: &'a Figure,
    /// The words between the figure before it (or the sentence's start) and it.
    pub(super) gap: &'a str,
    /// The words between it and the next figure (or the sentence's end).
    pub(super) tail: &'a str,
    /// The words right before the number, from the last mark on.
    pub(super) label: &'a str,
    /// The words right after it, up to the next mark.
    pub(super) noun: &'a str,
    /// How many brackets it stands in.
    pub(super) depth: u8,
    /// What stands in the gap.
    pub(super) marks: Marks,
    /// What `label` says.
    pub(super) before: Meaning,
    /// What `noun` says.
    pub(super) after: Meaning,
    /// What the whole `gap` says.
    pub(super) around: Meaning,
    /// Whether it states how much of something there is (and not a change, a rate, a rank).
    pub(super) level: bool,
    /// The place in the sentence of the first figure of its kind and unit.
    kindred: usize,
    reading: OnceCell<Option<(Reading, Rough)>>,
}

/// Marks between two figures.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    /// An opening bracket, not closed yet.
    pub(super) opens: bool,
    /// A closing bracket of one that opened before.
    pub(super) closes: bool,
    /// A semicolon.
    pub(super) parted: bool,
    /// `、`.
    pub(super) joined: bool,
    /// A comma.
    pub(super) comma: bool,
}

impl<'a> Token<'a> {
    /// Whether the other is a quantity of the same kind.
    pub(super) fn like(&self, other: &Self) -> bool {
        self.level && other.level && self.kindred == other.kindred
    }

    /// Whether the other is of the same kind and unit, be it a level or the amount of a change.
    pub(super) fn kin(&self, other: &Self) -> bool {
        self.kindred == other.kindred
    }

    /// What its label says, before the number or else after it.
    pub(super) fn meaning(&self) -> Meaning {
        let mut both = self.before;
        both |= self.after;
        both
    }

    /// Its value as an interval; none where it is too large to calculate with.
    pub(super) fn reading(&self, table: &Audit) -> Option<Reading> {
        self.read(table).map(|(reading, _)| reading)
    }

    /// The same for a first look.
    pub(super) fn rough(&self, table: &Audit) -> Option<Rough> {
        self.read(table).map(|(_, rough)| rough)
    }

    /// Where in its tail its noun ends.
    fn noun_end(&self) -> usize {
        self.tail.len() - self.tail.trim_start().len() + self.noun.len()
    }

    fn read_noun(&mut self, table: &Audit) {
        table.find(self.noun).for_each(|(.., meaning)| self.after |= meaning);
    }

    fn read(&self, table: &Audit) -> Option<(Reading, Rough)> {
        *self.reading.get_or_init(|| {
            Reading::of(self.figure, table).map(|reading| (reading, Rough::of(reading)))
        })
    }
}

fn is_level(figure: &Figure) -> bool {
    figure.change.is_none()
        && figure.value_high.is_none()
        && matches!(
            figure.kind,
            FigureKind::Count | FigureKind::Money | FigureKind::Measure | FigureKind::Duration
        )
}

/// What one pass over the words between two figures tells, in bytes of these words.
#[derive(Debug, Clone, Copy, Default)]
struct Between {
    /// Where the first sentence ends, its mark excluded.
    first_end: Option<usize>,
    /// Where the last one begins.
    last_start: usize,
    /// Where the first clause ends, its mark excluded.
    first_clause: Option<usize>,
    /// Where the last clause of the last sentence begins, its mark excluded.
    last_clause: Option<usize>,
    marks: Marks,
    /// Brackets of the last sentence that close and open.
    closing: u8,
    opening: u8,
    bracket: bool,
}

/// Reads the words between two figures. A sentence ends for the reader of numbers with `。！？` and
/// the line; a semicolon does not end it.
fn between(words: &str) -> Between {
    let mut found = Between::default();
    let bytes = words.as_bytes();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        // Nearly all are Han characters; no mark begins with any other byte than these.
        let width = match first {
            0xe4..=0xe9 => 3,
            b'\n' | b'!' | b'?' | b',' | b';' | b':' | b'(' | b')' | 0xe3 | 0xef => 0,
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        if width > 0 {
            at += width;
            continue;
        }
        let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let after = at + c.len_utf8();
        match c {
            '。' | '！' | '!' | '？' | '?' | '\n' | '｡' => {
                found = Between {
                    first_end: found.first_end.or(Some(at)),
                    first_clause: found.first_clause.or(Some(at)),
                    last_start: after,
                    ..Between::default()
                };
            }
            c if is_mark(c) => {
                found.first_clause.get_or_insert(at);
                found.last_clause = Some(after);
                found.mark(c);
            }
            _ => {}
        }
        at = after;
    }
    found
}

impl Between {
    fn mark(&mut self, c: char) {
        match c {
            '，' | ',' => self.marks.comma = true,
            '；' | ';' => self.marks.parted = true,
            '、' => self.marks.joined = true,
            '（' | '(' => {
                self.marks.opens = true;
                self.bracket = true;
                self.opening = self.opening.saturating_add(1);
            }
            '）' | ')' => {
                self.marks.opens = false;
                self.marks.closes |= !self.bracket;
                self.bracket = true;
                match self.opening.checked_sub(1) {
                    Some(left) => self.opening = left,
                    None => self.closing = self.closing.saturating_add(1),
                }
            }
            _ => {}
        }
    }
}

/// Words and what one pass over them tells.
#[derive(Clone, Copy)]
struct Words<'a> {
    words: &'a str,
    seen: Between,
}

impl<'a> Words<'a> {
    fn read(words: &'a str) -> Self {
        Self { words, seen: between(words) }
    }

    /// Up to the end of the first sentence.
    fn tail(&self) -> &'a str {
        self.seen.first_end.map_or(self.words, |at| self.words.get(..at).unwrap_or_default())
    }

    /// Up to the first mark.
    fn noun(&self) -> &'a str {
        let noun = self
            .seen
            .first_clause
            .map_or(self.words, |at| self.words.get(..at).unwrap_or_default());
        noun.trim()
    }

    /// The last sentence.
    fn gap(&self) -> &'a str {
        self.words.get(self.seen.last_start..).unwrap_or_default()
    }

    /// Its last clause.
    fn label(&self) -> &'a str {
        let start = self.seen.last_clause.unwrap_or(self.seen.last_start);
        self.words.get(start..).unwrap_or_default().trim()
    }
}

/// The first [`FAR`] bytes.
fn first(words: &str) -> &str {
    (FAR..FAR + 4).find_map(|at| words.get(..at)).unwrap_or(words)
}

/// The last [`FAR`] bytes.
fn last(words: &str) -> &str {
    let from = words.len().saturating_sub(FAR);
    (from..from + 4).find_map(|at| words.get(at..)).unwrap_or(words)
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
    let start = figures.first().map_or(0, |first| first.span.start as usize);
    let mut before = Words::read(last(content.get(..start).unwrap_or_default()));
    // Whether more stands before the figure than was read.
    let mut far = false;
    let mut follows = figures.iter().skip(1);
    for (index, figure) in (0..).zip(figures) {
        let ended = before.seen.last_start > 0;
        let divided = ended
            && !tokens.is_empty()
            && (resumes(before.gap(), table)
                || (before.seen.marks.comma && divided(before.gap(), &tokens, table).is_some()));
        // The sentence goes on, but a list before does not.
        before.seen.marks.parted |= divided;
        let fresh = far || (ended && !divided) || tokens.len() >= MANY;
        if fresh && !tokens.is_empty() {
            told(&mut tokens, table);
            read(&tokens);
            tokens.clear();
        }
        let next = follows.next().map(|next| next.span.start as usize);
        let end = figure.span.end as usize;
        let behind = content.get(end..next.unwrap_or(content.len())).unwrap_or_default();
        let (behind, after) = (Words::read(first(behind)), behind);
        let outside = tokens.last().map_or(0, |last| last.depth);
        tokens.push(Token {
            index,
            figure,
            gap: before.gap(),
            tail: behind.tail(),
            label: before.label(),
            noun: behind.noun(),
            depth: outside.saturating_sub(before.seen.closing).saturating_add(before.seen.opening),
            marks: before.seen.marks,
            before: Meaning::default(),
            after: Meaning::default(),
            around: Meaning::default(),
            level: is_level(figure),
            kindred: 0,
            reading: OnceCell::new(),
        });
        far = after.len() > FAR;
        before = if far && next.is_some() { Words::read(last(after)) } else { behind };
    }
    if !tokens.is_empty() {
        told(&mut tokens, table);
        read(&tokens);
    }
}

/// Adds what the words say, where figures of one kind stand together: others are tied by no word.
fn told(tokens: &mut [Token<'_>], table: &Audit) {
    let alike = |(at, token): (usize, &Token<'_>)| {
        let others = tokens.get(at + 1..).unwrap_or_default();
        others.iter().any(|other| other.figure.kind == token.figure.kind)
    };
    if !tokens.iter().enumerate().any(alike) {
        for (at, token) in tokens.iter_mut().enumerate() {
            token.kindred = at;
        }
        return;
    }
    for at in 0..tokens.len() {
        let Some((head, [token, ..])) = tokens.split_at_mut_checked(at) else { return };
        let same = |other: &&Token<'_>| {
            other.figure.kind == token.figure.kind
                && (other.figure.unit == token.figure.unit
                    || (person(token, table) && person(other, table)))
        };
        token.kindred = head.iter().find(same).map_or(at, |other| other.kindred);
        // What stands between two figures is the one's tail, which its noun begins, and the
        // other's gap, which its label ends: it is read once.
        let mut previous = head.last_mut();
        if let Some(before) = previous.take_if(|before| !std::ptr::eq(before.tail, token.gap)) {
            before.read_noun(table);
        }
        let noun = previous.as_ref().map_or(0, |before| before.noun_end());
        let label = token.gap.trim_end().len() - token.label.len();
        let mut after = Meaning::default();
        for (start, end, meaning) in table.find(token.gap) {
            token.around |= meaning;
            if start >= label {
                token.before |= meaning;
            }
            if end <= noun {
                after |= meaning;
            } else if start < noun {
                // A word goes on beyond the noun; a shorter one may not.
                let rest = token.gap.get(start..noun).unwrap_or_default();
                table.find(rest).for_each(|(.., meaning)| after |= meaning);
            }
        }
        if let Some(previous) = previous {
            previous.after = after;
        }
    }
    if let Some(last) = tokens.last_mut() {
        last.read_noun(table);
    }
}

/// Whether people are counted, whatever the measure word.
fn person(token: &Token<'_>, table: &Audit) -> bool {
    token.figure.kind == FigureKind::Count
        && table.table.parts.people.iter().any(|unit| **unit == *token.figure.unit)
}

/// Whether a sentence begins by speaking of the one before: 其中, 其余.
pub(super) fn resumes(gap: &str, table: &Audit) -> bool {
    let gap = gap.trim_start();
    let parts = &table.table.parts;
    parts.resume.iter().chain(&parts.remaining).any(|word| gap.starts_with(word.as_str()))
}

/// The figure of which 审结案件中， at the beginning of `gap` opens a division: the one right before,
/// or the last one that is labelled by the same word.
pub(super) fn divided<'t, 'a>(
    gap: &str,
    head: &'t [Token<'a>],
    table: &Audit,
) -> Option<&'t Token<'a>> {
    let whole = division(gap, table)?;
    // 380件案卷中，: right behind the number it is that one.
    if let Some(last) = head.last().filter(|last| last.level && last.noun == whole) {
        return Some(last);
    }
    let words = || table.find(whole).filter(|(.., meaning)| meaning.parts | meaning.wholes != 0);
    head.iter().rev().find(|token| {
        let label = |(start, end, _): (usize, usize, _)| {
            whole.get(start..end).is_some_and(|word| token.label.contains(word))
        };
        token.level && words().any(label)
    })
}

/// The words in which the beginning of `gap` names a whole to be divided.
pub(super) fn division<'a>(gap: &'a str, table: &Audit) -> Option<&'a str> {
    let end = gap.find(['，', ','])?;
    let clause = gap.get(..end)?.trim();
    let ends = |word: &String| clause.ends_with(word.as_str());
    table.table.parts.division.iter().any(ends).then_some(clause)
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '；' | ';' | '：' | ':' | '（' | '）' | '(' | ')' | '﹐' | '﹑')
}
