//! What stands to the left and to the right of each figure of a sentence, up to the edge of the
//! clause or the next figure.

use super::edge::{blank, outer, several, trim, trim_end, trim_start};
use super::lex::{Mark, MarkKind, Sentence};
use super::phrase::agent;
use crate::lexicon::figures::FigureWords;
use crate::report::FigureKind;
use crate::text::Span;
use crate::text::class::ends_clause;

/// How many marks are looked at before giving up: sentences without end exist.
const MARKS: usize = 48;
/// Characters of a clause that are looked at for what opens an exception.
const CLAUSE: usize = 40;
/// How many bytes a side may hold.
const BYTES: usize = 240;

/// The two sides of a figure. Both are cut at commas, colons and the brackets that hold the
/// figure; brackets and quotations that lie wholly on one side belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) left: Span,
    pub(super) right: Span,
    /// The left side ends at the figure before.
    pub(super) after_figure: bool,
    /// The right side ends at the figure after.
    pub(super) before_figure: bool,
    /// The figure stands inside a bracket.
    pub(super) bracketed: bool,
    /// Where the clause begins in which the figure stands.
    pub(super) clause: u32,
    /// A colon opens the clause.
    pub(super) listed: bool,
    /// 其中, 包括 … stands before: a part of the figure before.
    pub(super) announced: bool,
}

/// A figure's place among the marks of its sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// Number through unit.
    pub(super) span: Span,
    /// The approximation before the number included.
    pub(super) start: u32,
    /// The approximation after the unit included.
    pub(super) end: u32,
    /// The unit's habit: the thing counted stands before it.
    pub(super) left: bool,
}

/// The sides of each figure, in order.
pub(super) fn sides(
    text: &str,
    sentence: Sentence<'_>,
    figures: &[Placed],
    words: &FigureWords,
) -> impl Iterator<Item = Sides> {
    let marks = sentence.marks;
    let mut inside = false;
    // Where the words before this figure part, if they have been looked at.
    let mut parted = None;
    // How many marks stand before the figure, and before its end.
    let (mut at, mut past) = (0, 0);
    let marks_before = |from: usize, place: u32| {
        let rest = marks.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|mark| mark.span.start < place).count()
    };
    (0..figures.len()).filter_map(move |index| {
        let figure = figures.get(index)?;
        let before = index.checked_sub(1).and_then(|i| figures.get(i));
        let after = figures.get(index + 1);
        let behind = past;
        at = marks_before(at, figure.span.start);
        past = marks_before(at, figure.end);
        let floor = before.map_or(sentence.span.start, |f| f.end);
        let ceiling = after.map_or(sentence.span.end, |f| f.start);
        let mut sides = Sides {
            left: Span { start: floor, end: figure.start.max(floor) },
            right: Span { start: figure.end, end: ceiling.max(figure.end) },
            after_figure: before.is_some(),
            before_figure: after.is_some(),
            bracketed: false,
            clause: floor,
            listed: false,
            announced: false,
        };
        let gap = marks.get(behind..at).unwrap_or_default();
        inside = still_inside(inside, gap);
        // Leftwards.
        let mut depth = 0_u32;
        for mark in gap.iter().rev().take(MARKS) {
            let stop = match mark.kind {
                MarkKind::Close | MarkKind::QuoteClose => {
                    depth += 1;
                    false
                }
                MarkKind::Open | MarkKind::QuoteOpen if depth > 0 => {
                    depth -= 1;
                    false
                }
                MarkKind::Open | MarkKind::QuoteOpen => true,
                MarkKind::Colon if depth == 0 => {
                    sides.listed = true;
                    true
                }
                MarkKind::Comma | MarkKind::Stop => depth == 0,
                _ => false,
            };
            if stop {
                sides.left.start = mark.span.end;
                sides.clause = mark.span.end;
                sides.after_figure = false;
                break;
            }
        }
        sides.bracketed = inside;
        // Rightwards.
        let mut depth = 0_u32;
        let mut open = 0;
        for mark in marks.get(past..).unwrap_or_default().iter().take(MARKS) {
            if mark.span.start >= ceiling {
                // A bracket that holds the next figure is no part of this one's side.
                if depth > 0 && open > 0 {
                    sides.right.end = open;
                    sides.before_figure = false;
                }
                break;
            }
            let stop = match mark.kind {
                MarkKind::Open | MarkKind::QuoteOpen => {
                    if mark.kind == MarkKind::Open && mark.span.start == figure.end {
                        true
                    } else {
                        if depth == 0 && mark.kind == MarkKind::Open {
                            open = mark.span.start;
                        }
                        depth += 1;
                        false
                    }
                }
                MarkKind::Close | MarkKind::QuoteClose if depth > 0 => {
                    depth -= 1;
                    false
                }
                MarkKind::Close | MarkKind::QuoteClose => true,
                MarkKind::Comma | MarkKind::Colon | MarkKind::Stop => depth == 0,
                _ => false,
            };
            if stop {
                sides.right.end = mark.span.start;
                sides.before_figure = false;
                break;
            }
        }
        if sides.after_figure
            && let Some(before) = before
        {
            sides.left.start = parted.unwrap_or_else(|| split(text, before, figure.start, words));
        }
        parted = None;
        if sides.before_figure
            && let Some(after) = after
        {
            sides.right.end = split(text, figure, after.start, words);
            parted = Some(sides.right.end);
        }
        sides.left.start =
            sides.left.start.max(sides.left.end.saturating_sub(u32::try_from(BYTES).unwrap_or(0)));
        while !text.is_char_boundary(sides.left.start as usize) {
            sides.left.start += 1;
        }
        sides.right.end =
            sides.right.end.min(sides.right.start + u32::try_from(BYTES).unwrap_or(0));
        while !text.is_char_boundary(sides.right.end as usize) {
            sides.right.end -= 1;
        }
        sides.announced = announced(text, sentence.span.start, sides.left, words);
        Some(sides)
    })
}

/// Whether a place after these marks stands inside a bracket, where what is before them did or not.
fn still_inside(before: bool, marks: &[Mark]) -> bool {
    marks.iter().fold(before, |inside, mark| match mark.kind {
        MarkKind::Open => true,
        MarkKind::Close => false,
        _ => inside,
    })
}

/// Whether 其中 and its like open the figure's side or the clause before it (其中，维持5件).
fn announced(text: &str, from: u32, left: Span, words: &FigureWords) -> bool {
    let edge = |c: char| blank(c) || matches!(c, ',' | '，' | '：' | ':' | '(' | '（' | '、');
    let own = trim_start(text.get(left.range()).unwrap_or_default(), edge);
    let before = text.get(from as usize..left.start as usize).unwrap_or_default();
    words.parts.at_start(own).is_some()
        || words
            .parts
            .at_end(trim_end(before, edge))
            .is_some_and(|(word, ())| word.starts_with('其'))
}

/// Whether nothing but a joint stands between two figures, so that they share their sides
/// (9宗354.58亩, 6堂、144人次).
pub(super) fn together(text: &str, first: &Placed, second: &Placed, words: &FigureWords) -> bool {
    let gap = text.get(first.end as usize..second.start as usize).unwrap_or_default();
    let gap = trim(gap, blank);
    gap.is_empty() || words.joints.contains(gap)
}

/// Where the words between two figures of one clause part: what is before belongs to the first
/// figure, what is after to the second.
fn split(text: &str, first: &Placed, second: u32, words: &FigureWords) -> u32 {
    let gap = text.get(first.end as usize..second as usize).unwrap_or_default();
    let trimmed = trim(gap, blank);
    if trimmed.is_empty() || words.joints.contains(trimmed) {
        return second;
    }
    // Just past a word at its beginning.
    let behind = |word: &str| {
        let blanks = gap.len() - trim_start(gap, blank).len();
        first.end + Span::new(0, blanks + word.len()).end
    };
    if words.joints.at_start(trimmed).is_some() || trimmed.starts_with([')', '）']) {
        return first.end;
    }
    if words.joints.at_end(trimmed).is_some() {
        return second;
    }
    // 2小时内转移群众300人.
    let time = || {
        let told = text.get(first.start as usize..first.end as usize).unwrap_or_default();
        words.units.at_end(told).is_some_and(|(_, unit)| unit.kind == FigureKind::Duration)
    };
    if let Some((word, ())) = words.within_time.at_start(trimmed)
        && word.len() < trimmed.len()
        && time()
    {
        return behind(word);
    }
    if words.facets.contains(trimmed) {
        // 涉及16个领域95项.
        return second;
    }
    let head = text.get(..first.start as usize).unwrap_or_default();
    if words.origins.at_end(head).is_some() {
        // 由12支整合为5支: what happened belongs to the new level.
        return first.end;
    }
    if !first.left
        && let Some(at) = verb_inside(gap, words)
    {
        // 96个委员会办理案件1386件: the second figure's clause begins with its verb.
        return first.end + Span::new(0, at).end;
    }
    if !first.left
        && let Some(at) = verb_last(gap, words)
    {
        // 56项任务完成43项: the deed is told of the second.
        return first.end + Span::new(0, at).end;
    }
    if let Some((word, ())) = words.respectively.at_end(trimmed) {
        // 在3个区县中分列第二名和第四名: in the order of what was told before.
        return first.end + Span::new(0, trim_end(gap, blank).len() - word.len()).end;
    }
    // 37名律师审查协议、合同等158份: examples belong together, behind their verb.
    if !first.left && trimmed.ends_with('等') {
        let verb = |rest: &str| words.verbs.at_start(rest).is_some_and(|(verb, _)| several(verb));
        let mut places = gap.char_indices().map(|(at, _)| at).skip(2);
        if let Some(at) = places.find(|&at| gap.get(at..).is_some_and(verb)) {
            return first.end + Span::new(0, at).end;
        }
    }
    // No pause inside a bracket: 县（市、区）.
    if let Some(pause) = gap.rfind('、').filter(|&at| !inside_bracket(gap, at)) {
        return first.end + u32::try_from(pause).unwrap_or(0);
    }
    if let Some((head, _)) = gap.rsplit_once('的')
        && words.generic.contains(head.trim())
    {
        // 6个部门的高频事项31项: the second counts what belongs to the first.
        return first.end + Span::new(0, head.len() + '的'.len_utf8()).end;
    }
    let verb = || {
        words.verbs.at_start(trimmed).is_some_and(|(verb, nominal)| {
            several(verb) && (!nominal || verb.len() == trimmed.len())
        })
    };
    let rate = || words.rates.at_end(trim_end(trimmed, outer)).is_some();
    // 3个派出所破案率低于80%: bodies are counted, the rate is theirs.
    if !first.left
        && let Some((body, ())) = words.bodies.at_start(trimmed)
        && body.len() < trimmed.len()
        && rate()
    {
        return behind(body);
    }
    // 除搬迁的62家外实际完成90家: the exception ends there.
    if let Some((word, ())) = words.except_ends.at_start(trimmed) {
        let mut clause = head.chars().rev().take(CLAUSE).take_while(|&c| !ends_clause(c));
        if clause.any(|c| c == words.except) {
            return behind(word);
        }
    }
    // 需群众提交的40个证明材料精简12个: what 的 speaks of is the first one's.
    if head.ends_with('的')
        && let Some((verb, _)) = words.changes.at_end(gap)
        && let Some(noun) = gap.get(..gap.len() - verb.len()).filter(|noun| several(noun.trim()))
    {
        return first.end + Span::new(0, noun.len()).end;
    }
    // 比规定的6个工作日再压缩55%, 比去年的83起少25起: what leads to the amount.
    let change =
        || words.changes.at_end(trimmed).is_some() && words.not_change.at_end(trimmed).is_none();
    // 提出意见58条被采纳55条.
    let deed = || {
        words.adverbs.at_start(trimmed).is_some_and(|(word, ())| {
            let rest = trimmed.get(word.len()..).unwrap_or_default();
            several(rest) && words.verbs.contains(rest)
        })
    };
    // 居民中有198户: no word of level begins there.
    let level = || {
        let noun = words.generic.at_start(trimmed).map_or(0, |(word, ())| word.len());
        words.level.at_start(trimmed).is_some_and(|(word, ())| word.len() > noun)
    };
    if first.left || verb() || rate() || change() || deed() || level() { first.end } else { second }
}

/// Whether a bracket closes behind the place that was not opened there.
fn inside_bracket(gap: &str, at: usize) -> bool {
    let after = gap.get(at..).unwrap_or_default();
    let mark = after.find(['(', '（', ')', '）']).and_then(|at| after.get(at..));
    mark.is_some_and(|rest| rest.starts_with([')', '）']))
}

/// Where the verb of doing begins with which the gap ends, behind a noun that says nothing by itself.
fn verb_last(gap: &str, words: &FigureWords) -> Option<usize> {
    let (verb, nominal) = words.verbs.at_end(gap)?;
    let at = gap.len() - verb.len();
    let noun = gap.get(..at)?;
    (!nominal && several(verb) && words.generic.contains(noun.trim())).then_some(at)
}

/// Where the first verb of doing begins that stands inside the gap, neither at its beginning nor
/// at its end.
fn verb_inside(gap: &str, words: &FigureWords) -> Option<usize> {
    let mut past = 0;
    gap.char_indices().map(|(at, _)| at).skip(2).find(|&at| {
        let rest = gap.get(at..).unwrap_or_default();
        if at == past && at > 0 && words.verbs.at_start(rest).is_some_and(|(verb, _)| several(verb))
        {
            // 372个调解组织调解纠纷4870件: behind a noun made of a verb, the next verb is one.
            return true;
        }
        if let Some(len) = agent(rest, words) {
            past = at + len;
        }
        at >= past
            && words.verbs.at_start(rest).is_some_and(|(verb, nominal)| {
                let after = rest.get(verb.len()..).unwrap_or_default();
                // 平均承诺时限: an attribute's name.
                !nominal
                    && several(verb)
                    && !after.trim_end().is_empty()
                    && words.attributes.at_start(after).is_none()
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::lex;

    #[test]
    fn sides_end_at_commas_brackets_and_figures() {
        let words = FigureWords::builtin().unwrap();
        let text = "全市15个部门2082项清单(含市级30家)公布,换证487个、岗位147个。";
        for sentence in lex::sentences(text, 0, |_| false).iter() {
            let placed: Vec<Placed> = [
                ("15个", false),
                ("2082项", false),
                ("30家", false),
                ("487个", false),
                ("147个", false),
            ]
            .map(|(surface, left)| {
                let at = text.find(surface).unwrap();
                let span = Span::new(at, at + surface.len());
                Placed { span, start: span.start, end: span.end, left }
            })
            .to_vec();
            let seen: Vec<(&str, &str)> = sides(text, sentence, &placed, &words)
                .map(|s| (&text[s.left.range()], &text[s.right.range()]))
                .collect();
            assert_eq!(
                seen,
                [("全市", "部门"), ("", "清单"), ("含市级", ""), ("换证", ""), ("、岗位", "")]
            );
        }
    }
}
