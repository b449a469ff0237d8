//! Numerals, units, exclusions, qualifiers, coordination, indicators.
//!
//! A text is read once, sentence by sentence: [`lex`] finds numerals and punctuation,
//! [`candidate`] tells figures from other numbers, [`coordinate`] joins what stands together,
//! [`qualify`] reads approximations and changes, [`around`] and [`indicator`] name what is
//! counted.

mod around;
mod candidate;
mod context;
mod coordinate;
mod edge;
mod indicator;
mod lex;
mod numeral;
mod pairs;
mod phrase;
mod qualify;

use crate::lexicon::Lexicon;
use crate::lexicon::figures::FigureWords;
use crate::report::{Bound, Figure, Outline, Rejected, Role};
use crate::text::{Span, Text};
use candidate::{Candidate, State};

/// The figures of a report's body in reading order; number-like strings that were not taken are
/// added to `rejected` where a list is given.
pub fn figures<'a>(
    text: &'a Text,
    outline: &Outline,
    lexicon: &'a Lexicon,
    mut rejected: Option<&mut Vec<Rejected>>,
) -> Vec<Figure> {
    let words = &lexicon.figures;
    let mut figures = Vec::new();
    let mut topic = indicator::Topic::default();
    let mut paragraph = 0;
    let telling = outline.telling();
    let body = text.slice(telling);
    let source = text.as_str();
    lex::sentences(body, telling.start as usize, |sentence| {
        // A topic does not reach over a paragraph's end.
        if sentence.span.start >= paragraph {
            topic = indicator::Topic::default();
            let line = text.line_of(sentence.span.start as usize);
            paragraph = text.line_span(line).end + 1;
        }
        if sentence.numbers.is_empty() {
            return;
        }
        let mut candidates = candidate::candidates(source, sentence, words);
        refuse_headings(outline, &mut candidates);
        coordinate::coordinate(source, &mut candidates, words);
        if let Some(rejected) = rejected.as_deref_mut() {
            rejected.extend(candidates.iter().filter_map(|c| refusal(text, c)));
        }
        candidates.retain(|c| matches!(c.state, State::Figure { .. }));
        if candidates.is_empty() {
            return;
        }
        let planned = outline
            .section_at(sentence.span.start as usize)
            .and_then(|section| outline.role_of(section))
            == Some(Role::Plan);
        let sentence = Told { sentence, planned };
        name(text, &sentence, &candidates, &mut topic, lexicon, &mut figures);
    });
    figures
}

/// The numbers of headings count nothing.
fn refuse_headings(outline: &Outline, candidates: &mut [Candidate<'_>]) {
    for candidate in candidates {
        let at = candidate.span.start;
        let index = outline.sections.partition_point(|s| s.span.start <= at);
        let Some(section) = index.checked_sub(1).and_then(|i| outline.sections.get(i)) else {
            continue;
        };
        let number = section.number.as_deref().map_or(0, str::len);
        if (at as usize) < section.heading.start as usize + number && at >= section.heading.start {
            candidate.state = State::Refused("enumerator");
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

/// A sentence and where it stands.
struct Told<'a> {
    sentence: &'a lex::Sentence,
    /// In a section of plans.
    planned: bool,
}

/// Qualifies and names the figures of one sentence.
fn name<'a>(
    text: &'a Text,
    told: &Told<'_>,
    candidates: &[Candidate<'a>],
    topic: &mut indicator::Topic<'a>,
    lexicon: &'a Lexicon,
    figures: &mut Vec<Figure>,
) {
    let source = text.as_str();
    let sentence = told.sentence;
    let words = &lexicon.figures;
    topic.next_sentence();
    let mut placed = Vec::with_capacity(candidates.len());
    let mut approximations = Vec::with_capacity(candidates.len());
    let mut floor = sentence.span.start;
    for candidate in candidates {
        let State::Figure { left, .. } = candidate.state else { continue };
        let span = candidate.span;
        let before = source.get(floor as usize..span.start as usize).unwrap_or_default();
        let after = source.get(span.end as usize..sentence.span.end as usize).unwrap_or_default();
        let bare = candidate.value >= rust_decimal::Decimal::ONE_HUNDRED;
        let (rest, ahead) = qualify::approx_before(before, bare, words);
        let (tail, behind) = qualify::approx_after(after, words);
        let start = floor + Span::new(0, rest.len()).end;
        let end = span.end + Span::new(0, after.len() - tail.len()).end;
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
    let mut sides = around::sides(source, sentence, &placed, words);
    let shared = share(source, &placed, &mut sides, words);
    let pairs = pairs::pairs(source, &placed, &sides, words);
    let mut scene = context::Scene::default();
    let first = figures.len();
    for (index, candidate) in candidates.iter().enumerate() {
        let State::Figure { kind, unit, left } = candidate.state else { continue };
        let (Some(&sides), Some(&place)) = (sides.get(index), placed.get(index)) else { continue };
        let pair = pairs.get(index).copied().unwrap_or_default();
        // 分别增长17.3%、8.6%: the verb before the first is the second one's too.
        let before = pair.run.unwrap_or(Span { start: sides.left.start, end: place.start });
        let change = qualify::change(text.slice(before), kind, words);
        let indicator = indicator::name(
            source,
            &indicator::Unnamed {
                sides,
                kind,
                unit,
                left,
                change,
                paired: pair.name,
                place: (pair.place, pair.count),
                shared: shared.get(index).copied().flatten(),
            },
            sentence.span,
            topic,
            words,
        );
        let approx = approximations.get(index).copied().flatten();
        let qualifiers = context::qualifiers(
            source,
            &context::Seen {
                sides,
                start: place.start,
                sentence: sentence.span,
                bound: approx.map(|word| bound_of(word, words)),
                change,
                name: &indicator,
                unit,
                planned: told.planned,
                doubtful: candidate.doubtful,
            },
            figures,
            first,
            &mut scene,
            words,
        );
        let canonical = lexicon.indicators.find(&indicator, kind).map(|i| i.id.clone());
        let at = text.position(candidate.span.start as usize);
        figures.push(Figure {
            line: at.line,
            column: at.column,
            text: text.slice(candidate.span).into(),
            value: candidate.value,
            value_high: candidate.high,
            unit: unit.into(),
            kind,
            approx: approx.map(Into::into),
            change,
            indicator: (&*indicator).into(),
            canonical,
            qualifiers,
            decimals: candidate.decimals,
            magnitude: candidate.magnitude,
            span: candidate.span,
        });
    }
}

/// 余, 多 and 上 stand for more, 几 and 数 for about; the others are in the tables.
fn bound_of(word: &str, words: &FigureWords) -> Bound {
    match word {
        "余" | "多" | "上" => Bound::Above,
        _ => words
            .approx_before
            .at_start(word)
            .or_else(|| words.approx_after.at_start(word))
            .map_or(Bound::About, |(_, bound)| *bound),
    }
}

/// Lets figures that stand together share what follows the last of them, and tells which ones
/// share its predicate only (8个县和27个单位评为优秀).
fn share(
    source: &str,
    placed: &[around::Placed],
    sides: &mut [around::Sides],
    words: &FigureWords,
) -> Vec<Option<Span>> {
    let mut shared = vec![None; sides.len()];
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
    shared
}
