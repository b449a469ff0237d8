//! Numbers that stand together: ranges, and numbers that share one unit.

use super::candidate::{Candidate, State};
use super::edge::{blank, trim};
use crate::lexicon::figures::FigureWords;
use crate::report::FigureKind;
use crate::text::Span;
use crate::text::class::{fold, is_han};
use rust_decimal::Decimal;

/// Joins the ends of ranges, lets bare numbers share the unit of the next one, and refuses what
/// is still bare. `0.5至1.5个工作日` becomes one candidate, `50和85个工作日` two.
pub(super) fn coordinate(text: &str, candidates: &mut Vec<Candidate<'_>>, words: &FigureWords) {
    for at in (1..candidates.len()).rev() {
        let (head, tail) = candidates.split_at_mut(at);
        let (Some(left), Some(right)) = (head.last_mut(), tail.first()) else { continue };
        let gap = trim(between(text, left, right), blank);
        if left.state == State::Bare && gap == "，" && thousands(text, left, right) {
            candidates.remove(at);
            continue;
        }
        if one(text, right) && one(text, left) && wherever(text, left, right, words) {
            left.state = State::Refused("determiner");
            if let Some(right) = tail.first_mut() {
                right.state = State::Refused("determiner");
            }
            continue;
        }
        let ranged = is_range(gap, words);
        // 一至两个: what has no unit of its own takes the other end's.
        if ranged && left.state == State::Refused("no unit") {
            left.state = State::Bare;
        }
        // 从15缩短至4分钟: so does the level that a change begins with.
        if left.state == State::Bare && words.level.contains(gap) && origin(text, left, words) {
            left.state = right.state;
            left.shares = true;
            continue;
        }
        if !ranged && !words.joints.contains(gap) {
            if lacks(left, right) && parallel(text, left, gap, words) {
                left.state = right.state;
            }
            continue;
        }
        match (&left.state, &right.state) {
            (State::Bare, State::Refused(why)) if *why != "no unit" => {
                left.state = State::Refused(why);
            }
            (State::Bare, State::Figure { .. }) if !ranged => {
                share(left, right);
                left.shares = true;
                left.state = right.state;
            }
            // 第1、第3位: the first one's unit is the second one's.
            (
                State::Figure { kind: FigureKind::Rank, unit: "", left: before },
                State::Figure { kind: FigureKind::Rank, unit, .. },
            ) if !ranged && !unit.is_empty() => {
                left.state = State::Figure { kind: FigureKind::Rank, unit, left: *before };
                left.shares = true;
            }
            // 3个和1个工作日: the first lacks the rest of the unit.
            (State::Figure { .. }, State::Figure { .. }) if !ranged && lacks(left, right) => {
                left.state = right.state;
            }
            (State::Bare | State::Figure { .. }, State::Figure { .. })
                if ranged && same_unit(left, right) && !from_to(text, left, gap, words) =>
            {
                share(left, right);
                left.high = Some(right.value);
                left.decimals = left.decimals.max(right.decimals);
                left.span = Span { start: left.span.start, end: right.span.end };
                left.state = right.state;
                candidates.remove(at);
            }
            (State::Bare, State::Figure { .. }) if ranged => {
                share(left, right);
                left.state = right.state;
            }
            _ => {}
        }
    }
    for candidate in candidates {
        if candidate.state == State::Bare {
            candidate.state = State::Refused("no unit");
        }
    }
}

/// 2，146人: the full-width comma parts thousands, where no unit stands before it, and three digits
/// and a unit after it. The left one is then the whole number.
fn thousands<'a>(text: &str, left: &mut Candidate<'a>, right: &Candidate<'a>) -> bool {
    let State::Figure { .. } = right.state else { return false };
    let slice = |span: Span| text.get(span.range()).unwrap_or_default();
    let head = slice(left.span);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let adjoins = left.span.end as usize + '，'.len_utf8() == right.span.start as usize;
    let grouped = (1..=3).contains(&head.len()) && digits(head) == head.len();
    // At the head of a line it may be an item's number.
    let before = text.get(..left.span.start as usize).unwrap_or_default();
    let leads = before.trim_end_matches(blank).chars().next_back().is_none_or(|c| c == '\n');
    if !adjoins || !grouped || head.starts_with('0') || digits(slice(right.span)) != 3 || leads {
        return false;
    }
    let power = 10_i64.checked_pow(3 + u32::from(right.magnitude)).map(Decimal::from);
    let thousands = power.and_then(|power| left.value.checked_mul(power));
    let Some(value) = thousands.and_then(|thousands| thousands.checked_add(right.value)) else {
        return false;
    };
    let span = Span { start: left.span.start, end: right.span.end };
    *left = Candidate { span, value, ..*right };
    true
}

fn one(text: &str, candidate: &Candidate<'_>) -> bool {
    text.get(candidate.span.start as usize..).is_some_and(|rest| rest.starts_with('一'))
}

/// 成熟一项、出台一项: as often as the one, so often the other; no number of either.
fn wherever(text: &str, left: &Candidate<'_>, right: &Candidate<'_>, words: &FigureWords) -> bool {
    let State::Figure { unit, .. } = right.state else { return false };
    let told = |gap: &str| -> Option<bool> {
        let rest = gap.strip_prefix('一')?.strip_prefix(unit)?;
        let deed = rest.trim_start_matches(['、', '，', ',']);
        let (_, nominal) = words.verbs.at_start(deed).filter(|(verb, _)| *verb == deed)?;
        Some(!nominal)
    };
    let from = left.span.start as usize;
    let gap = text.get(from..right.span.start as usize).unwrap_or_default();
    if told(gap) != Some(true) {
        return false;
    }
    // 新建示范村一个、命名一个: a deed alone in its clause, not a thing counted.
    const DEED: usize = 2;
    let head = text.get(..from).unwrap_or_default();
    head.chars().rev().take_while(|&c| is_han(c)).take(DEED + 1).count() <= DEED
}

fn between<'a>(text: &'a str, left: &Candidate<'_>, right: &Candidate<'_>) -> &'a str {
    text.get(left.span.end as usize..right.span.start as usize).unwrap_or_default()
}

/// 3个 beside 1个工作日: the first lacks the rest of the unit.
fn lacks(left: &Candidate<'_>, right: &Candidate<'_>) -> bool {
    let (State::Figure { unit, .. }, State::Figure { unit: longer, .. }) =
        (left.state, right.state)
    else {
        return false;
    };
    unit == "个" && longer.len() > unit.len() && longer.starts_with(unit)
}

/// Whether what leads to the second figure is only another level of the first one's (由20个缩至7个
/// 工作日), or says the same of another thing (一般登记压减到3个、抵押登记压减到1个工作日).
fn parallel(text: &str, left: &Candidate<'_>, gap: &str, words: &FigureWords) -> bool {
    if words.level.contains(gap) {
        return true;
    }
    let joint = words.joints.at_start(gap);
    let Some(second) = joint.and_then(|(word, ())| gap.get(word.len()..)) else { return false };
    let level = words.level.at_end(second).map_or(0, |(word, ())| word.len());
    let before = text.get(..left.span.start as usize).unwrap_or_default();
    let shared = common_end(before, second).len();
    level > 0 && shared >= level + 2 * '登'.len_utf8()
}

/// The longest end that both have.
pub(super) fn common_end<'a>(a: &'a str, b: &str) -> &'a str {
    let len: usize = a
        .chars()
        .rev()
        .zip(b.chars().rev())
        .take_while(|(x, y)| x == y)
        .map(|(x, _)| x.len_utf8())
        .sum();
    a.get(a.len() - len..).unwrap_or_default()
}

fn is_range(gap: &str, words: &FigureWords) -> bool {
    words.ranges.contains(gap) || {
        let mut chars = gap.chars().map(fold);
        matches!(chars.next(), Some('-' | '~')) && chars.all(|c| c == '-')
    }
}

/// A bare number shares the multiplier of the number after it: 3至5万元.
fn share(left: &mut Candidate<'_>, right: &Candidate<'_>) {
    if left.state == State::Bare && left.magnitude == 0 && right.magnitude > 0 {
        let power = 10_i64.checked_pow(u32::from(right.magnitude)).unwrap_or(1);
        left.value = left.value.checked_mul(Decimal::from(power)).unwrap_or(left.value);
        left.magnitude = right.magnitude;
    }
}

fn same_unit(left: &Candidate<'_>, right: &Candidate<'_>) -> bool {
    match (&left.state, &right.state) {
        (State::Bare, _) => true,
        (State::Figure { unit: a, kind: x, .. }, State::Figure { unit: b, kind: y, .. }) => {
            a == b && x == y
        }
        _ => false,
    }
}

/// 由3天到5天, 从60%至80%: two figures, not a range.
fn from_to(text: &str, left: &Candidate<'_>, gap: &str, words: &FigureWords) -> bool {
    words.ranges.contains(gap) && origin(text, left, words)
}

fn origin(text: &str, left: &Candidate<'_>, words: &FigureWords) -> bool {
    text.get(..left.span.start as usize)
        .is_some_and(|before| words.origins.at_end(before).is_some())
}
