//! Numerals, units, exclusions, qualifiers, coordination, indicators.
//!
//! A text is read once, sentence by sentence: [`lex`] finds numerals and punctuation,
//! [`candidate`] tells figures from other numbers, [`coordinate`] joins what stands together,
//! [`around`] tells what stands at their sides, [`pairs`] matches lists of names and values,
//! [`qualify`] reads approximations and changes. Then all figures are named ([`indicator`], from
//! [`topic`] where they do not say it themselves), qualified ([`context`]) and matched to the
//! catalogue, each in a pass of its own.

mod around;
mod candidate;
mod context;
mod coordinate;
mod edge;
mod indicator;
mod lex;
mod numeral;
mod pairs;
mod period;
mod phrase;
mod qualify;
mod rank;
mod topic;

use crate::lexicon::Lexicon;
use crate::lexicon::figures::FigureWords;
use crate::report::{Bound, Change, Figure, FigureKind, Outline, Rejected, Role};
use crate::text::{Position, Span, Text};
use candidate::{Candidate, State, is_word};
use compact_str::CompactString;
use edge::{blank, trim_end};
use lex::Sentence;

/// The figures of a report's body in reading order; number-like strings that were not taken are
/// added to `rejected` where a list is given.
pub fn figures(
    text: &Text,
    outline: &Outline,
    lexicon: &Lexicon,
    rejected: Option<&mut Vec<Rejected>>,
) -> Vec<Figure> {
    let mut draft = Draft::new(text, outline, lexicon, rejected.is_some());
    draft.tell(outline, rejected);
    draft.name();
    draft.qualify();
    draft.catalogue();
    draft.finish()
}

/// Figures that are found step by step: little code over the figures of many reports stays in the
/// processor's cache.
pub struct Draft<'a> {
    text: &'a Text,
    lexicon: &'a Lexicon,
    /// The sentences with numbers, until their figures are told.
    sentences: lex::Sentences,
    figures: Vec<Figure>,
    /// The same, in their sentences.
    seen: Vec<Seen<'a>>,
}

impl<'a> Draft<'a> {
    /// Reads the numbers of a report's body; those that are plainly words only where `rejected`, the
    /// numbers that are no figures, are asked for.
    pub fn new(text: &'a Text, outline: &Outline, lexicon: &'a Lexicon, rejected: bool) -> Self {
        let telling = outline.telling();
        let passes = |at: usize| !rejected && is_word(text.as_str(), at, &lexicon.figures);
        let sentences = lex::sentences(text.slice(telling), telling.start as usize, passes);
        Self { text, lexicon, sentences, figures: Vec::new(), seen: Vec::new() }
    }

    /// Tells figures from other numbers, which are added to `rejected` where a list is given, and
    /// what stands around them.
    pub fn tell(&mut self, outline: &Outline, rejected: Option<&mut Vec<Rejected>>) {
        let sentences = std::mem::take(&mut self.sentences);
        let most = sentences.numbers();
        let mut reader = Reader {
            text: self.text,
            outline,
            lexicon: self.lexicon,
            rejected,
            paragraph: 0,
            section: 0,
            figures: Vec::with_capacity(most),
            seen: Vec::with_capacity(most),
        };
        let mut scratch = Scratch::default();
        for sentence in sentences.iter() {
            reader.read(sentence, &mut scratch);
        }
        (self.figures, self.seen) = (reader.figures, reader.seen);
    }

    /// Names what they count.
    pub fn name(&mut self) {
        let words = &self.lexicon.figures;
        indicator::names(self.text.as_str(), &mut self.figures, &self.seen, words);
    }

    /// Tells what the sentences say of them; their names must be there.
    pub fn qualify(&mut self) {
        let words = &self.lexicon.figures;
        context::qualify(self.text.as_str(), &mut self.figures, &self.seen, words);
    }

    /// Finds the canonical indicators of their names.
    pub fn catalogue(&mut self) {
        for figure in &mut self.figures {
            let found = self.lexicon.indicators.find(&figure.indicator, figure.kind);
            figure.canonical = found.map(|indicator| indicator.id.clone());
        }
    }

    /// The figures, with their positions.
    pub fn finish(self) -> Vec<Figure> {
        let mut figures = self.figures;
        let mut place = Place::default();
        for figure in &mut figures {
            let at = place.go(self.text, figure.span.start as usize);
            (figure.line, figure.column) = (at.line, at.column);
        }
        figures.shrink_to_fit();
        figures
    }
}

/// What reads a text from sentence to sentence.
struct Reader<'a, 'r> {
    text: &'a Text,
    outline: &'r Outline,
    lexicon: &'a Lexicon,
    rejected: Option<&'r mut Vec<Rejected>>,
    /// Where the paragraph ends.
    paragraph: u32,
    /// Number of sections that begin before or at the last number.
    section: usize,
    figures: Vec<Figure>,
    /// The same, in their sentences.
    seen: Vec<Seen<'a>>,
}

/// A figure in its sentence.
struct Seen<'a> {
    sides: around::Sides,
    /// Where its number starts, the approximation included.
    start: u32,
    sentence: Span,
    /// Where its paragraph ends.
    paragraph: u32,
    kind: FigureKind,
    unit: &'a str,
    /// What it counts stands before it.
    left: bool,
    change: Option<Change>,
    /// Left text, where a list of names is paired with a list of values: the name of this one.
    paired: Option<Span>,
    /// It is.
    listed: bool,
    /// What is said of all names of such a list.
    tail: Option<Span>,
    /// Place and number of values that stand together (分别为98%、97%), from 0.
    place: (usize, usize),
    /// Where this figure's noun is one of several that share a predicate (8个县和27个单位评为
    /// 优秀): what follows the last one's unit.
    shared: Option<Span>,
    bound: Option<Bound>,
    /// It stands in a plan.
    planned: bool,
    /// Its unit is a guess.
    doubtful: bool,
}

/// Lists that each sentence fills anew.
#[derive(Default)]
struct Scratch<'a> {
    candidates: Vec<Candidate<'a>>,
    placed: Vec<around::Placed>,
    approximations: Vec<Option<&'a str>>,
    sides: Vec<around::Sides>,
    shared: Vec<Option<Span>>,
    pairs: Vec<pairs::Pair>,
}

/// A byte offset, its position and where its line ends.
#[derive(Default)]
struct Place {
    offset: usize,
    at: Option<Position>,
    end: usize,
}

impl Place {
    /// Goes to `offset` and tells its position: by counting from the last one, if that is near.
    fn go(&mut self, text: &Text, offset: usize) -> Position {
        const NEAR: usize = 512;
        let between = (offset <= self.end && offset < self.offset.saturating_add(NEAR))
            .then(|| text.as_str().get(self.offset..offset))
            .flatten();
        let at = match (self.at, between) {
            (Some(Position { line, column }), Some(between)) => {
                let chars =
                    u32::try_from(bytecount::num_chars(between.as_bytes())).unwrap_or(u32::MAX);
                Position { line, column: column.saturating_add(chars) }
            }
            _ => {
                let at = text.position(offset);
                self.end = text.line_span(at.line as usize).end as usize;
                at
            }
        };
        *self = Self { offset, at: Some(at), end: self.end };
        at
    }
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self, sentence: Sentence<'_>, scratch: &mut Scratch<'a>) {
        if sentence.span.start >= self.paragraph {
            let line = self.text.line_of(sentence.span.start as usize);
            self.paragraph = self.text.line_span(line).end + 1;
        }
        let source = self.text.as_str();
        let words = &self.lexicon.figures;
        let candidates = &mut scratch.candidates;
        candidates.clear();
        let told = self.rejected.as_deref().map_or(0, Vec::len);
        for number in sentence.numbers {
            if self.enumerates(number.span) {
                candidates.push(Candidate::refused(number.span, "enumerator"));
                continue;
            }
            let candidate = candidate::candidate(source, number, words);
            match self.rejected.as_deref_mut() {
                // Where the reasons are not asked for, such a number is not even read.
                Some(rejected) if is_word(source, number.span.start as usize, words) => {
                    rejected.extend(refusal(self.text, &candidate));
                }
                _ => candidates.push(candidate),
            }
        }
        candidate::scores(source, candidates, words);
        coordinate::coordinate(source, candidates, words);
        if let Some(rejected) = self.rejected.as_deref_mut() {
            rejected.extend(candidates.iter().filter_map(|c| refusal(self.text, c)));
            if let Some(own) = rejected.get_mut(told..) {
                own.sort_by_key(|rejected| rejected.span.start);
            }
        }
        candidates.retain(|c| matches!(c.state, State::Figure { .. }));
        if candidates.is_empty() {
            return;
        }
        let planned = self
            .outline
            .section_at(sentence.span.start as usize)
            .and_then(|section| self.outline.role_of(section))
            == Some(Role::Plan);
        self.name(sentence, planned, scratch);
    }

    /// Whether a number is a heading's: those count nothing. Asked in reading order.
    fn enumerates(&mut self, number: Span) -> bool {
        let sections = &self.outline.sections;
        while sections.get(self.section).is_some_and(|s| s.span.start <= number.start) {
            self.section += 1;
        }
        let section = self.section.checked_sub(1).and_then(|i| sections.get(i));
        section.is_some_and(|section| section.number.contains(number.start as usize))
    }

    /// Qualifies and names the figures of one sentence, in a section of plans or not.
    fn name(&mut self, sentence: Sentence<'_>, planned: bool, scratch: &mut Scratch<'a>) {
        let Scratch { candidates, placed, approximations, sides, shared, pairs } = scratch;
        let (text, lexicon) = (self.text, self.lexicon);
        let source = text.as_str();
        let words = &lexicon.figures;
        placed.clear();
        approximations.clear();
        let mut floor = sentence.span.start;
        for candidate in &*candidates {
            let State::Figure { left, .. } = candidate.state else { continue };
            let span = candidate.span;
            let before = source.get(floor as usize..span.start as usize).unwrap_or_default();
            let after =
                source.get(span.end as usize..sentence.span.end as usize).unwrap_or_default();
            let (rest, ahead) = qualify::approx_before(before, candidate.value, words);
            let (tail, behind) = qualify::approx_after(after, words);
            let start = floor + Span::new(0, rest.len()).end;
            let end = span.end + Span::new(0, after.len() - tail.len()).end;
            // 为1.8万户次纳税人办理: who is served stands behind the number.
            let left = left && words.toward.at_end(trim_end(rest, blank)).is_none();
            placed.push(around::Placed { span, start, end, left });
            approximations.push(candidate.approx.or(behind).or(ahead));
            floor = end;
        }
        // 40、15个工作日以内: what shares the unit shares the approximation after it.
        for index in (0..candidates.len().saturating_sub(1)).rev() {
            let next = approximations.get(index + 1).copied().flatten();
            if candidates.get(index).is_some_and(|c| c.shares)
                && let Some(slot) = approximations.get_mut(index)
            {
                *slot = slot.or(next);
            }
        }
        sides.clear();
        sides.extend(around::sides(source, sentence, placed, words));
        share(source, placed, sides, shared, words);
        pairs::pairs(source, placed, sides, pairs, words);
        for (index, candidate) in candidates.iter().enumerate() {
            let State::Figure { kind, unit, left } = candidate.state else { continue };
            let (Some(&sides), Some(&place)) = (sides.get(index), placed.get(index)) else {
                continue;
            };
            let pair = pairs.get(index).copied().unwrap_or_default();
            // 分别增长17.3%、8.6%: the verb before the first is the second one's too.
            let before = pair.run.unwrap_or(Span { start: sides.left.start, end: place.start });
            // 比去年的83起少25起: what is compared stands before the figure before.
            let degree = sides.after_figure && words.degrees.contains(text.slice(before).trim());
            let before =
                if degree { Span { start: sentence.span.start, ..before } } else { before };
            let change = qualify::change(text.slice(before), kind, words);
            let approx = approximations.get(index).copied().flatten();
            self.seen.push(Seen {
                sides,
                start: place.start,
                sentence: sentence.span,
                paragraph: self.paragraph,
                kind,
                unit,
                left,
                change,
                paired: pair.name,
                listed: pair.listed,
                tail: pair.tail,
                place: (pair.place, pair.count),
                shared: shared.get(index).copied().flatten(),
                bound: approx.map(|word| bound_of(word, words)),
                planned,
                doubtful: candidate.doubtful,
            });
            self.figures.push(Figure {
                line: 0,
                column: 0,
                text: text.slice(candidate.span).into(),
                value: candidate.value,
                value_high: candidate.high,
                unit: unit.into(),
                kind,
                approx: approx.map(Into::into),
                change,
                indicator: CompactString::default(),
                canonical: None,
                qualifiers: None,
                decimals: candidate.decimals,
                magnitude: candidate.magnitude,
                named: None,
                span: candidate.span,
            });
        }
    }
}

fn refusal(text: &Text, candidate: &Candidate<'_>) -> Option<Rejected> {
    let State::Refused(reason) = candidate.state else { return None };
    let at = text.position(candidate.span.start as usize);
    Some(Rejected {
        line: at.line,
        column: at.column,
        text: text.slice(candidate.span).into(),
        reason: reason.into(),
        span: candidate.span,
    })
}

/// Words of which the tables say nothing (几, 数) stand for about.
fn bound_of(word: &str, words: &FigureWords) -> Bound {
    [&words.approx_inside, &words.approx_before, &words.approx_after]
        .into_iter()
        .find_map(|table| table.at_start(word))
        .map_or(Bound::About, |(_, bound)| *bound)
}

/// Lets figures that stand together share what follows the last of them, and tells which ones
/// share its predicate only (8个县和27个单位评为优秀).
fn share(
    source: &str,
    placed: &[around::Placed],
    sides: &mut [around::Sides],
    shared: &mut Vec<Option<Span>>,
    words: &FigureWords,
) {
    shared.clear();
    shared.resize(sides.len(), None);
    for index in (0..sides.len().saturating_sub(1)).rev() {
        let (Some(first), Some(second)) = (placed.get(index), placed.get(index + 1)) else { break };
        let (head, tail) = sides.split_at_mut(index + 1);
        let (Some(here), Some(next)) = (head.last_mut(), tail.first()) else { break };
        if !here.before_figure {
            continue;
        }
        if around::together(source, first, second, words) {
            here.right = next.right;
            here.before_figure = next.before_figure;
        } else if here.right.end == second.start && next.left.is_empty() {
            let gap = source.get(here.right.range()).unwrap_or_default();
            if words.joints.at_end(gap.trim_end()).is_some() {
                let own = shared.get(index + 1).copied().flatten().unwrap_or(next.right);
                if let Some(slot) = shared.get_mut(index) {
                    *slot = Some(own);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
