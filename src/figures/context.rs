//! What the sentence says of a figure beside its value: scope, period, target, base of a change,
//! the whole of a part.

use super::Seen;
use super::edge::{blank, longer, several, trim_start};
use super::period;
use crate::lexicon::figures::FigureWords;
use crate::report::{Figure, Qualifiers};
use crate::text::Span;

/// What holds on through a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scene {
    scope: Option<Span>,
    period: Option<Span>,
    /// Index of the sentence's first figure among the report's.
    first: usize,
    /// The figure whose parts follow.
    whole: Option<u32>,
    /// The whole was opened by a bracket and ends with it.
    bracket: bool,
    /// Where the last head was read.
    read: Option<u32>,
}

/// Reads the qualifiers of the report's figures, seen in their sentences.
pub(super) fn qualify(text: &str, figures: &mut [Figure], seen: &[Seen<'_>], words: &FigureWords) {
    let mut scene = Scene::default();
    let mut sentence = Span::default();
    for (index, seen) in seen.iter().enumerate() {
        if seen.sentence != sentence {
            scene = Scene { first: index, ..Scene::default() };
            sentence = seen.sentence;
        }
        let (before, rest) = figures.split_at_mut(index);
        if let Some(figure) = rest.first_mut() {
            figure.qualifiers = qualifiers(text, figure, seen, before, &mut scene, words);
        }
    }
}

/// Reads the qualifiers of a figure; `before` are the report's figures before it.
fn qualifiers(
    text: &str,
    figure: &Figure,
    seen: &Seen<'_>,
    before: &[Figure],
    scene: &mut Scene,
    words: &FigureWords,
) -> Option<Box<Qualifiers>> {
    let sides = seen.sides;
    if scene.read.is_none() {
        head(text, seen.sentence.start, seen.start, scene, words);
    }
    if sides.clause > seen.sentence.start && scene.read != Some(sides.clause) {
        head(text, sides.clause, seen.start, scene, words);
    }
    scene.read = Some(sides.clause);
    let clause = slice(text, sides.clause, seen.start);
    let index = u32::try_from(before.len()).unwrap_or(u32::MAX);
    if scene.bracket && !sides.bracketed {
        scene.whole = None;
        scene.bracket = false;
    }
    if (sides.announced || sides.bracketed) && before.len() > scene.first && scene.whole.is_none() {
        scene.whole = index.checked_sub(1);
        scene.bracket = sides.bracketed;
    }
    let whole = scene
        .whole
        .filter(|&whole| before.get(whole as usize).is_some_and(|whole| whole.unit == figure.unit));
    let siblings = before.get(scene.first..).unwrap_or_default();
    let changes = figure.change.and_then(|_| {
        let back = siblings.iter().rev().position(|level| {
            level.change.is_none() && figure.indicator.starts_with(&*level.indicator)
        })?;
        index.checked_sub(u32::try_from(back + 1).ok()?)
    });
    let base = figure.change.and_then(|_| base(clause, words));
    let part_of = if figure.change.is_none() { whole } else { None };
    let target = seen.planned || aimed(clause, words);
    let Scene { scope, period, .. } = *scene;
    let plain = seen.bound.is_none() && base.is_none() && changes.is_none() && part_of.is_none();
    if plain && !target && scope.is_none() && period.is_none() && !seen.doubtful {
        return None;
    }
    Some(Box::new(Qualifiers {
        bound: seen.bound,
        base: base.map(Into::into),
        changes,
        part_of,
        target,
        scope: scope.map(|span| text_of(text, span).into()),
        period: period.map(|span| text_of(text, span).into()),
        doubtful: seen.doubtful,
    }))
}

fn slice(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or_default()
}

fn text_of(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// Reads scope and period at the head of a clause.
fn head(text: &str, start: u32, end: u32, scene: &mut Scene, words: &FigureWords) {
    let mut at = start as usize;
    let end = end as usize;
    let mut scope = None;
    let mut period: Option<Span> = None;
    while let Some(rest) = text.get(at..end).filter(|rest| !rest.is_empty()) {
        let mark = |c: char| blank(c) || matches!(c, ',' | '，' | '：' | ':');
        let len = rest.len() - trim_start(rest, mark).len();
        if len > 0 {
            at += len;
        } else if let Some(len) = period::len(rest, words) {
            let joined = period.filter(|p| p.end as usize == at).map_or(at, |p| p.start as usize);
            period = Some(Span::new(joined, at + len));
            at += len;
        } else if let Some((word, ())) = words.scopes.at_start(rest) {
            scope = Some(Span::new(at, at + word.len()));
            at += word.len();
        } else if let Some((word, ())) =
            words.lead.at_start(rest).filter(|_| words.lead_not.at_start(rest).is_none())
        {
            at += word.len();
        } else {
            break;
        }
    }
    scene.scope = scope.or(scene.scope);
    scene.period = period.or(scene.period);
}

/// What a change is measured from.
fn base<'a>(clause: &'a str, words: &FigureWords) -> Option<&'a str> {
    let (at, word) = clause.char_indices().rev().find_map(|(at, _)| {
        let rest = clause.get(at..)?;
        let (word, ()) = words.based.at_start(rest)?;
        if words.not_compared.at_start(rest).is_some() {
            return None;
        }
        Some((at, word))
    })?;
    let before = clause.get(..at).unwrap_or_default();
    if word == "比" && before.ends_with(['同', '环', '占', '对']) {
        return clause.get(at - '同'.len_utf8()..at + word.len());
    }
    if several(word) {
        return clause.get(at..at + word.len());
    }
    let rest = clause.get(at..)?;
    let end = rest.char_indices().skip(1).find(|&(i, _)| {
        let after = rest.get(i..).unwrap_or_default();
        words.base_end.at_start(after).is_some()
            || words.degrees.at_start(after).is_some()
            || words.changes.at_start(after).is_some_and(|(verb, _)| several(verb))
    });
    rest.get(..end.map_or(rest.len(), |(i, _)| i)).filter(|base| longer(base, 1))
}

/// A verb of aiming within the clause's last fifteen characters.
fn aimed(clause: &str, words: &FigureWords) -> bool {
    let mut chars = 0;
    for at in (0..clause.len()).rev() {
        let Some(rest) = clause.get(at..) else { continue };
        if words.targets.at_start(rest).is_some() {
            return true;
        }
        chars += 1;
        if chars == 15 {
            break;
        }
    }
    false
}
