//! What stands right around a figure: approximations, and the direction of a change.

use super::edge::{blank, ending, reach, several, trim_end};
use crate::lexicon::figures::FigureWords;
use crate::report::{Change, FigureKind};
use rust_decimal::Decimal;

/// The approximation at the end of `before` (what stands before a number of this value), with
/// `before` cut.
pub(super) fn approx_before<'a>(
    before: &'a str,
    value: Decimal,
    words: &FigureWords,
) -> (&'a str, Option<&'a str>) {
    let trimmed = trim_end(before, blank);
    let Some((word, _)) = words.approx_before.at_end(trimmed) else {
        // 至少配备1名: the deed stands between.
        let deed = words.verbs.at_end(trimmed).filter(|(verb, _)| several(verb));
        let head = deed.and_then(|(verb, _)| trimmed.strip_suffix(verb));
        let word = head.and_then(|head| {
            let (word, ()) = words.approx_adverbs.at_end(head)?;
            head.get(head.len() - word.len()..)
        });
        return (before, word);
    };
    let Some((rest, found)) = trimmed.split_at_checked(trimmed.len() - word.len()) else {
        return (before, None);
    };
    // 上 is one only before 千, 百, 万 (上千); 约, 近, 超, 逾 end many words.
    if word == "上" && value < Decimal::ONE_HUNDRED || words.not_approx.at_end(trimmed).is_some() {
        return (before, None);
    }
    (rest, Some(found))
}

/// The approximation at the beginning of `after` (what follows the unit), with `after` cut.
pub(super) fn approx_after<'a>(after: &'a str, words: &FigureWords) -> (&'a str, Option<&'a str>) {
    let Some((word, _)) = words.approx_after.at_start(after) else { return (after, None) };
    if words.not_approx.at_start(after).is_some_and(|(other, ())| other.len() > word.len()) {
        return (after, None);
    }
    match after.split_at_checked(word.len()) {
        Some((found, rest)) => (rest, Some(found)),
        None => (after, None),
    }
}

/// The direction, where the verb of change at the end of `before` has the figure as its amount.
/// A percentage may have a short object between (压缩审批时限30%).
pub(super) fn change(before: &str, kind: FigureKind, words: &FigureWords) -> Option<Change> {
    let mut rest = trim_end(before, blank);
    // 压缩率由71.5%提升至76.3%: where a change begins is a level.
    if words.origins.at_end(rest).is_some() {
        return None;
    }
    loop {
        if words.not_change.at_end(rest).is_some() {
            return None;
        }
        if let Some((word, direction)) = words.changes.at_end(rest) {
            // 多, 少, 高, 低 compare only after 比 or 较.
            let told = !words.degrees.contains(word)
                || compared(rest, words)
                    && rest
                        .strip_suffix(word)
                        .is_none_or(|base| words.elsewhere.at_end(base).is_none());
            return told.then_some(*direction);
        }
        match words.change_filler.at_end(rest) {
            Some((filler, ())) => rest = rest.get(..rest.len() - filler.len()).unwrap_or_default(),
            None => break,
        }
    }
    if words.rates.at_end(rest).is_some() {
        return None;
    }
    let relative = matches!(kind, FigureKind::Percent | FigureKind::Points)
        && words.objects.at_end(rest).is_some();
    // An object of up to twelve characters between the verb and the amount.
    const FAR: usize = 12;
    if !relative && words.reducing.find(reach(rest, FAR * '件'.len_utf8())).is_none() {
        return None;
    }
    let near = ending(rest, FAR, |c| matches!(c, ',' | '，' | '、' | '：' | ':' | '；' | '。'));
    (1..).zip(near.char_indices().rev()).find_map(|(chars, (at, _))| {
        let head = near.get(at..)?;
        let (word, direction) = words.changes.at_start(head).filter(|(word, _)| several(word))?;
        let after = head.get(word.len()..)?;
        let told = words.not_change.at_start(head).is_none()
            && words.level_after_change.at_start(after).is_none()
            && (words.reducing.contains(word) || relative && chars <= 8)
            // 核减率, 压缩比例: a rate of its own, no amount of a change.
            && !words.rates.contains(after);
        told.then_some(*direction)
    })
}

/// A comparison within the clause's last twelve characters.
fn compared(before: &str, words: &FigureWords) -> bool {
    let mark = |c| matches!(c, ',' | '，' | '、' | '；' | ';' | '：' | ':');
    words.comparison.find(ending(before, 12, mark)).is_some()
}
