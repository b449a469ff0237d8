//! Changes beside the values they lead from and to.

use super::compare;
use super::reading::Reading;
use super::sentence::Token;
use crate::lexicon::audit::{APART, Audit, FROM, TO};
use crate::report::{Figure, FigureKind, Formula, Members, Relation, Rule, Tie, Verdict};
use rust_decimal::Decimal;

/// Finds 由 x 增至 y with the change right behind or before.
pub(super) fn changes(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    for (at, pair) in tokens.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        if !leads(from, to, table) {
            continue;
        }
        let behind = tokens.get(at + 2).filter(|token| follows(token, table));
        if let Some(draft) =
            behind.and_then(|amount| percent(from, to, amount, tokens, at + 3, table))
        {
            drafts.push(draft);
        }
        let before = at.checked_sub(1).and_then(|i| tokens.get(i));
        let before = before.filter(|token| token.figure.change.is_some() && !from.marks.parted);
        let behind = behind.and_then(|token| difference(from, to, token, table));
        let before = || before.and_then(|token| difference(from, to, token, table));
        // Right behind, the change can speak of nothing else; before, it may.
        let draft = behind.or_else(|| before().filter(|d| d.verdict != Verdict::Inconsistent));
        drafts.extend(draft);
    }
}

/// Finds a level, how much more or less it is than the year before, and the same in per cent:
/// 812件，比上年减少64件，下降7.3%.
pub(super) fn compared(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    for triple in tokens.windows(3) {
        let [level, amount, stated] = triple else { continue };
        let amounts = level.level
            && amount.figure.kind == level.figure.kind
            && amount.figure.unit == level.figure.unit
            && amount.figure.value_high.is_none()
            && stated.figure.kind == FigureKind::Percent;
        if !amounts || amount.marks.parted || stated.marks.parted {
            continue;
        }
        let words = &table.table.change;
        let moved = bare(amount);
        let based = words.before.iter().filter_map(|base| moved.strip_prefix(base.as_str()));
        let Some(rise) = based.filter_map(|verb| rises(verb, table)).next() else { continue };
        if rises(bare(stated), table) != Some(rise) {
            continue;
        }
        drafts.extend(grown(level, amount, stated, rise, table));
    }
}

/// Finds a level set against another one with the change behind it: 平均45个工作日，比规定的120个工作日压缩62.5%;
/// 12件，上年为10件，增长20%; 12件，较上年的10件增加2件，增长20%. What is compared may be more than the two numbers
/// tell: offered only where it holds.
pub(super) fn against(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    for at in 0..tokens.len() {
        let Some((head, [base, stated, ..])) = tokens.split_at_checked(at) else { return };
        if stated.figure.change.is_none() || base.marks.parted {
            continue;
        }
        let words = &table.table.change;
        let number = words.number.iter().find_map(|word| base.label.strip_prefix(word.as_str()));
        let label = number.unwrap_or(base.label);
        let than = || words.than.iter().any(|than| label.starts_with(than.as_str()));
        let was = || words.was.iter().any(|was| base.label == was);
        let compared = if stated.marks.comma { was() } else { than() || was() };
        if !compared || !follows(stated, table) {
            continue;
        }
        let Some(level) = set_against(head, base, stated) else { continue };
        let holds = |draft: &Relation| draft.verdict != Verdict::Inconsistent;
        let amount = difference(base, level, stated, table).filter(holds);
        if amount.is_some() {
            drafts.extend(percent(base, level, stated, tokens, at + 2, table));
        }
        drafts.extend(amount);
    }
}

/// The change in per cent that stands behind its amount, at `at`: 减少69件，下降8.5%. Offered where it holds.
fn percent(
    from: &Token<'_>,
    to: &Token<'_>,
    amount: &Token<'_>,
    tokens: &[Token<'_>],
    at: usize,
    table: &Audit,
) -> Option<Relation> {
    let stated = tokens.get(at)?;
    let told = amount.figure.kind != FigureKind::Percent
        && amount.figure.change.is_some()
        && stated.figure.kind == FigureKind::Percent
        && stated.figure.change.is_some()
        && follows(stated, table);
    let draft = difference(from, to, stated, table).filter(|_| told)?;
    (draft.verdict != Verdict::Inconsistent).then_some(draft)
}

/// The level that is set against another one: the figure before it, or before parts of it the one of
/// the same name (立案12件，其中甲7件、乙5件，较上年的10件增加2件).
fn set_against<'t, 'a>(
    head: &'t [Token<'a>],
    base: &Token<'a>,
    stated: &Token<'a>,
) -> Option<&'t Token<'a>> {
    const REACH: usize = 8;
    let alike =
        |level: &Token<'_>| level.like(base) || [level, base, stated].into_iter().all(is_rank);
    let same = |level: &&Token<'_>| alike(level) && level.figure.indicator == base.figure.indicator;
    let last = head.last()?;
    head.iter().rev().take(REACH).find(same).or_else(|| alike(last).then_some(last))
}

/// Finds what two values next to each other differ by: 送审9.82亿元，审定8.91亿元，核减0.91亿元.
pub(super) fn differing(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    for triple in tokens.windows(3) {
        let [one, other, stated] = triple else { continue };
        let apart = || {
            let words = table.table.change.apart.iter();
            words.filter_map(|word| stated.label.split_once(word.as_str())).any(|(_, rest)| {
                table.table.change.verb.iter().any(|verb| verb == rest) || rest.is_empty()
            })
        };
        let named = stated.before.has(APART) && other.kin(stated);
        if !named || !one.like(other) || stated.marks.parted || !apart() {
            continue;
        }
        let draft = amount(one, other, stated, table);
        let draft = draft.filter(|draft| draft.verdict == Verdict::Holds);
        drafts.extend(draft.map(|draft| Relation { tie: Tie::Apart, ..draft }));
    }
}

/// Finds what is left of a quantity without an exception: 任务152家，除搬迁的6家外实际完成146家. Offered where it
/// holds.
pub(super) fn excepted(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    const REACH: usize = 6;
    let words = &table.table.change;
    for (at, pair) in tokens.windows(2).enumerate() {
        let [except, left] = pair else { continue };
        let closed = || words.except_ends.iter().any(|end| except.noun.starts_with(end.as_str()));
        let opened = || words.except.iter().any(|word| except.gap.contains(word.as_str()));
        if !except.like(left) || left.marks.parted || !closed() || !opened() {
            continue;
        }
        let head = tokens.get(..at).unwrap_or_default();
        let wholes = head.iter().rev().take(REACH).filter(|whole| whole.like(left));
        let mut found = wholes.filter_map(|whole| amount(whole, except, left, table));
        let holds = |draft: &Relation| draft.verdict == Verdict::Holds;
        drafts.extend(found.find(holds).map(|draft| Relation { tie: Tie::Apart, ..draft }));
    }
}

fn is_rank(token: &Token<'_>) -> bool {
    token.figure.kind == FigureKind::Rank && token.figure.value_high.is_none()
}

/// The words before a figure without marks and 了.
fn bare<'a>(token: &Token<'a>) -> &'a str {
    let gap = token.gap.trim_matches(|c: char| c.is_whitespace() || "，,（(".contains(c));
    gap.strip_suffix('了').unwrap_or(gap)
}

/// Whether a verb, and nothing else, tells of a rise or a fall.
fn rises(verb: &str, table: &Audit) -> Option<bool> {
    let words = &table.table.change;
    let is = |list: &[String]| list.iter().any(|word| word == verb.trim());
    match () {
        () if is(&words.up) => Some(true),
        () if is(&words.down) => Some(false),
        () => None,
    }
}

/// The amount against the level of the year before, in per cent; offered where it holds, or where
/// all numbers are exact.
fn grown(
    level: &Token<'_>,
    amount: &Token<'_>,
    stated: &Token<'_>,
    rise: bool,
    table: &Audit,
) -> Option<Relation> {
    let (now, moved) = (level.reading(table)?, amount.reading(table)?);
    let base = if rise { apart(moved, now)? } else { now.plus(moved)? };
    if base.low <= Decimal::ZERO {
        return None;
    }
    let computed = moved.percent_of(base)?;
    let verdict = compare(computed, stated, table)?;
    Some(Relation {
        rule: Rule::Difference,
        tie: Tie::FromTo,
        verdict,
        formula: Formula::Since { rise },
        computed: computed.value,
        members: Members::new([level.index, amount.index], stated.index),
    })
}

/// Whether the two are what a change leads from and to: 由3120件降至2415件.
pub(super) fn leads(from: &Token<'_>, to: &Token<'_>, table: &Audit) -> bool {
    if !from.before.has(FROM) || !to.around.has(TO) {
        return false;
    }
    let kinds = from.figure.kind == to.figure.kind && from.figure.unit == to.figure.unit;
    let value = |figure: &Figure| figure.change.is_none() && figure.value_high.is_none();
    let gap = to.gap.trim_start_matches(['）', ')']);
    kinds
        && value(from.figure)
        && value(to.figure)
        && !gap.contains(['；', ';', '，', ','])
        && arrives(gap, table)
}

/// Whether a word of what a change leads to (增至) closes the words, or stands before a time that
/// does.
fn arrives(words: &str, table: &Audit) -> bool {
    let change = &table.table.change;
    let ends = words.char_indices().rev().map(|(at, _)| at);
    std::iter::once(words.len())
        .chain(ends)
        .filter_map(|at| words.split_at_checked(at))
        .take_while(|(_, rest)| rest.trim().chars().all(|c| change.time.contains(c)))
        .any(|(head, _)| change.to.iter().any(|word| head.ends_with(word.as_str())))
}

/// Whether the figure is the amount of a change, and nothing but verbs of change stand before it.
fn follows(stated: &Token<'_>, table: &Audit) -> bool {
    let mut words = stated.gap.trim_matches(|c: char| c.is_whitespace() || "，,、（(".contains(c));
    let before = words.len();
    let behind = |words: &'_ str| {
        let verbs = table.table.change.verb.iter();
        verbs.filter(|verb| words.starts_with(verb.as_str())).map(String::len).max()
    };
    while let Some(rest) = behind(words).and_then(|end| words.get(end..)) {
        words = rest.trim_start();
    }
    words.is_empty() && before > 0 && !stated.marks.parted
}

/// The stated change against the two values: relative for a percentage, else the difference.
fn difference(
    from: &Token<'_>,
    to: &Token<'_>,
    stated: &Token<'_>,
    table: &Audit,
) -> Option<Relation> {
    let levels = from.figure.kind == FigureKind::Percent;
    let ranks = is_rank(from);
    match stated.figure.kind {
        FigureKind::Percent if !ranks => {}
        FigureKind::Points if levels => return amount(from, to, stated, table),
        FigureKind::Rank if ranks && stated.figure.change.is_some() => {
            return amount(from, to, stated, table);
        }
        _ if stated.figure.change.is_some() && stated.kin(from) => {
            return amount(from, to, stated, table);
        }
        _ => return None,
    }
    let (start, end) = (from.reading(table)?, to.reading(table)?);
    let computed = apart(start, end)?.percent_of(start)?;
    let verdict = compare(computed, stated, table)?;
    // 由2.7%降至2.3%，下降0.4%: points are meant, which is a finding of its own.
    if levels && stated.figure.kind == FigureKind::Percent && verdict == Verdict::Inconsistent {
        return None;
    }
    Some(told(from, to, stated, Formula::Growth, computed, verdict))
}

/// The stated amount against the difference of two values.
fn amount(from: &Token<'_>, to: &Token<'_>, stated: &Token<'_>, table: &Audit) -> Option<Relation> {
    let computed = apart(from.reading(table)?, to.reading(table)?)?;
    let verdict = compare(computed, stated, table)?;
    Some(told(from, to, stated, Formula::Difference, computed, verdict))
}

fn told(
    from: &Token<'_>,
    to: &Token<'_>,
    stated: &Token<'_>,
    formula: Formula,
    computed: Reading,
    verdict: Verdict,
) -> Relation {
    Relation {
        rule: Rule::Difference,
        tie: Tie::FromTo,
        verdict,
        formula,
        computed: computed.value,
        members: Members::new([from.index, to.index], stated.index),
    }
}

/// How far two values are apart.
fn apart(one: Reading, other: Reading) -> Option<Reading> {
    let (low, high) = if one.value <= other.value { (one, other) } else { (other, one) };
    Some(Reading {
        value: high.value.checked_sub(low.value)?,
        low: high.low.checked_sub(low.high)?.max(Decimal::ZERO),
        high: high.high.checked_sub(low.low)?,
    })
}

/// Whether the figure states in per cent how many points a rate moved: the change right behind
/// two rates is their difference and not their quotient.
pub(super) fn means_points(
    from: &Token<'_>,
    to: &Token<'_>,
    stated: &Token<'_>,
    table: &Audit,
) -> bool {
    let percents = [from, to, stated].iter().all(|t| t.figure.kind == FigureKind::Percent);
    let compared = || {
        let (start, end) = (from.reading(table)?, to.reading(table)?);
        let apart = apart(start, end)?;
        let points = compare(apart, stated, table)?;
        let growth = compare(apart.percent_of(start)?, stated, table)?;
        Some(points != Verdict::Inconsistent && growth == Verdict::Inconsistent)
    };
    percents && leads(from, to, table) && follows(stated, table) && compared().unwrap_or(false)
}
