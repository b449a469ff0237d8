//! A sentence as its figures, each with the words around it.

use super::between::{self, Before, Marks};
use super::reading::{Reading, Rough};
use crate::lexicon::audit::{Audit, Meaning};
use crate::report::{Figure, FigureKind};
use crate::text::{Text, class};
use std::cell::OnceCell;

/// More bytes (200 characters) than a figure is from the next in one sentence.
const FAR: usize = 600;
/// Figures of one sentence that are looked at together; a list of more is no prose.
pub(super) const MANY: usize = 60;

/// Most sentences have no more figures.
const USUAL: usize = 16;

/// A figure in its sentence. What its words say is told only where there are several figures:
/// nothing could be tied to one alone.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// Its index in the report.
    pub(super) index: u32,
    pub(super) figure: &'a Figure,
    /// The words between the figure before it (or the sentence's start) and it.
    pub(super) gap: &'a str,
    /// The words between it and the next figure; the sentence may end among them.
    pub(super) behind: &'a str,
    /// The words right before the number, from the last mark on.
    pub(super) label: &'a str,
    /// The words of the gap before its first comma; none without one.
    pub(super) clause: &'a str,
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
    /// Whether people are counted, whatever the measure word.
    people: bool,
    reading: OnceCell<Option<(Reading, Rough)>>,
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

    /// The words between it and the next figure (or the sentence's end).
    pub(super) fn tail(&self) -> &'a str {
        between::sentence(self.behind)
    }

    /// Where in the words behind it its noun ends.
    fn noun_end(&self) -> usize {
        let blanks = self.behind.len() - class::trim_start(self.behind, char::is_whitespace).len();
        blanks + self.noun.len()
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

/// The first [`FAR`] bytes.
fn first(words: &str) -> &str {
    (FAR..FAR + 4).find_map(|at| words.get(..at)).unwrap_or(words)
}

/// The last [`FAR`] bytes.
fn last(words: &str) -> &str {
    let from = words.len().saturating_sub(FAR);
    (from..from + 4).find_map(|at| words.get(at..)).unwrap_or(words)
}

/// Calls `read` with the figures of each sentence that has any, and whether anything may tie some of
/// them. Sentences of more than [`MANY`] figures are cut.
pub(super) fn sentences<'a>(
    text: &'a Text,
    figures: &'a [Figure],
    table: &Audit,
    mut read: impl FnMut(&[Token<'a>], bool),
) {
    let content = text.as_str();
    let mut tokens: Vec<Token<'a>> = Vec::with_capacity(USUAL);
    let start = figures.first().map_or(0, |first| first.span.start as usize);
    let mut before = Before::read(last(content.get(..start).unwrap_or_default()));
    // Whether more stands before the figure than was read.
    let mut far = false;
    let mut follows = figures.iter().skip(1);
    for (index, figure) in (0..).zip(figures) {
        let divided = before.ended
            && !tokens.is_empty()
            && (resumes(before.gap, table)
                || table.sorted.at_end(before.clause).is_some()
                || divided(before.clause, &tokens, table).is_some());
        // The sentence goes on, but a list before does not.
        before.marks.parted |= divided;
        let fresh = far || (before.ended && !divided) || tokens.len() >= MANY;
        if fresh && !tokens.is_empty() {
            let tied = kinds(&mut tokens, table);
            if tied {
                told(&mut tokens, table);
            }
            read(&tokens, tied);
            tokens.clear();
        }
        let next = follows.next().map(|next| next.span.start as usize);
        let end = figure.span.end as usize;
        let after = content.get(end..next.unwrap_or(content.len())).unwrap_or_default();
        far = after.len() > FAR;
        let following = next.map(|_| Before::read(last(after))).unwrap_or_default();
        let (behind, noun) = if next.is_none() || far || following.ended {
            let behind = first(after);
            (behind, between::noun(behind))
        } else {
            (following.gap, following.noun)
        };
        let outside = tokens.last().map_or(0, |last| last.depth);
        tokens.push(Token {
            index,
            figure,
            gap: before.gap,
            behind,
            label: before.label,
            clause: before.clause,
            noun,
            depth: outside.saturating_sub(before.closing).saturating_add(before.opening),
            marks: before.marks,
            before: Meaning::default(),
            after: Meaning::default(),
            around: Meaning::default(),
            level: is_level(figure),
            kindred: 0,
            people: false,
            reading: OnceCell::new(),
        });
        before = following;
    }
    if !tokens.is_empty() {
        let tied = kinds(&mut tokens, table);
        if tied {
            told(&mut tokens, table);
        }
        read(&tokens, tied);
    }
}

/// Tells which figures are of one kind, and whether anything may tie some of them: two of one unit,
/// two of persons, two ranks.
fn kinds(tokens: &mut [Token<'_>], table: &Audit) -> bool {
    let (mut tied, mut persons) = (false, false);
    if tokens.len() < 2 {
        return false;
    }
    for at in 0..tokens.len() {
        let Some((head, [token, ..])) = tokens.split_at_mut_checked(at) else { break };
        let (kind, unit) = (token.figure.kind, &token.figure.unit);
        let person = table.person.get(unit);
        token.people = kind == FigureKind::Count && person == Some(&true);
        token.kindred = at;
        tied |= persons && person.is_some();
        persons |= person.is_some();
        let firsts = head.iter().enumerate().filter(|(place, other)| other.kindred == *place);
        for (place, other) in firsts {
            let (same, alike) = (other.figure.unit == *unit, other.figure.kind == kind);
            tied |= same || (alike && kind == FigureKind::Rank);
            if alike && (same || (token.people && other.people)) {
                token.kindred = place;
                break;
            }
        }
    }
    tied
}

/// Adds what the words say.
fn told(tokens: &mut [Token<'_>], table: &Audit) {
    for at in 0..tokens.len() {
        let Some((head, [token, ..])) = tokens.split_at_mut_checked(at) else { return };
        // What stands between two figures is the one's tail, which its noun begins, and the
        // other's gap, which its label ends: it is read once.
        let mut previous = head.last_mut();
        if let Some(before) = previous.take_if(|before| !std::ptr::eq(before.behind, token.gap)) {
            before.read_noun(table);
        }
        let noun = previous.as_ref().map_or(0, |before| before.noun_end());
        let label = class::trim_end(token.gap).len() - token.label.len();
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

/// Whether a sentence begins by speaking of the one before: 其中, 其余.
pub(super) fn resumes(gap: &str, table: &Audit) -> bool {
    let gap = class::trim_start(gap, char::is_whitespace);
    table.resume.at_start(gap).is_some() || table.remaining.at_start(gap).is_some()
}

/// The figure of which 审结案件中， opens a division, if the words before a gap's first comma do: the
/// one right before, or the last one that is labelled by the same word.
pub(super) fn divided<'t, 'a>(
    clause: &str,
    head: &'t [Token<'a>],
    table: &Audit,
) -> Option<&'t Token<'a>> {
    if !divides(clause, table) {
        return None;
    }
    // 380件案卷中，: right behind the number it is that one.
    if let Some(last) = head.last().filter(|last| last.level && last.noun == clause) {
        return Some(last);
    }
    let words = || table.find(clause).filter(|(.., meaning)| meaning.parts | meaning.wholes != 0);
    head.iter().rev().find(|token| {
        let label = |(start, end, _): (usize, usize, _)| {
            clause.get(start..end).is_some_and(|word| token.label.contains(word))
        };
        token.level && words().any(label)
    })
}

/// Whether the words before a gap's first comma name a whole to be divided.
pub(super) fn divides(clause: &str, table: &Audit) -> bool {
    table.division.at_end(clause).is_some()
}
