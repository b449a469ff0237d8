//! Ranks: 位居全省第三名, 较第7位前移3位.

use super::candidate::{Around, State};
use super::edge::{blank, several, trim_start};
use super::numeral::{self, Numeral};
use crate::lexicon::figures::FigureWords;
use crate::report::FigureKind;
use crate::text::Span;
use crate::text::class::is_han;

/// 第…: a rank where it is said of what (全省第三名), else an ordinal.
pub(super) fn ordinal<'a>(
    before: &str,
    numeral: &Numeral,
    around: &Around<'_>,
    words: &'a FigureWords,
    span: &mut Span,
) -> State<'a> {
    let after = trim_start(around.after, blank);
    let unit = words.rank_units.at_start(after).map_or("", |(word, ())| word);
    let tail = after.get(unit.len()..).unwrap_or_default();
    let spaces = if unit.is_empty() { 0 } else { around.after.len() - after.len() };
    let governed = before_ranks(before, words);
    // 由第7位升至第4位, 较第7位前移3位: the rank that it moves from.
    let next = trim_start(tail, blank);
    let moves = words.rank_before.at_start(next).is_some_and(|(word, ())| several(word))
        || words.rank_moves.at_start(next).is_some();
    let told = moves
        || words.rank_before.at_end(governed.trim_end_matches(['的', '”', ' '])).is_some()
        || rank_told(governed, words);
    let closed = !unit.is_empty() || tail.chars().next().is_none_or(|c| !is_han(c) || c == '的');
    if told && closed && numeral.value.scale() == 0 {
        span.start -= Span::new(0, around.before.len() - before.len()).end;
        span.end += Span::new(0, spaces + unit.len()).end;
        return State::Figure { kind: FigureKind::Rank, unit, left: true };
    }
    State::Refused("ordinal")
}

/// What stands before a list of ranks that goes on here: 分列全省第1、第3位.
fn before_ranks<'a>(before: &'a str, words: &FigureWords) -> &'a str {
    let mut rest = before;
    while let Some((joint, ())) = words.joints.at_end(rest) {
        let head = rest.get(..rest.len() - joint.len()).unwrap_or_default();
        let unit = words.rank_units.at_end(head).map_or(0, |(unit, ())| unit.len());
        let head = head.get(..head.len() - unit).unwrap_or_default();
        let bare = head.trim_end_matches(|c: char| numeral::begins(c));
        match bare.strip_suffix('第') {
            Some(earlier) if bare.len() < head.len() => rest = earlier,
            _ => break,
        }
    }
    rest
}

/// A verb of rank within the last twelve characters: 位居全省公安机关第6位.
fn rank_told(before: &str, words: &FigureWords) -> bool {
    before
        .char_indices()
        .rev()
        .take_while(|&(_, c)| is_han(c) || matches!(c, '(' | ')' | '（' | '）' | '、'))
        .take(16)
        .filter_map(|(at, _)| before.get(at..))
        .any(|rest| {
            // 居全市各县第2位.
            let among = |(word, ()): (&str, &())| {
                rest.get(word.len()..).is_some_and(|rest| words.scopes.at_start(rest).is_some())
            };
            words.rank_verbs.at_start(rest).is_some()
                || words.rank_direct.at_start(rest).is_some_and(among)
        })
}

/// Whether a number with such a unit tells how far in a ranking something stands or moves.
pub(super) fn ranked(before: &str, tail: &str, words: &FigureWords) -> bool {
    let before = before.trim_end_matches(['了', '约']);
    let direct = words.rank_direct.at_end(before).is_some()
        || words.rank_before.at_end(before).is_some_and(|(word, ())| several(word))
        || words.rank_moves.at_end(before).is_some();
    direct && tail.chars().next().is_none_or(|c| !is_han(c) || c == '的')
}
