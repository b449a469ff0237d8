//! Parts that add up to a total.

use super::Draft;
use super::bounds::at_most;
use super::reading::{Reading, shown};
use super::sentence::Token;
use crate::lexicon::audit::{Audit, OPEN, REST, TOTAL};
use crate::report::{Rule, Tie, Verdict};
use rust_decimal::Decimal;

/// Finds sums in a sentence.
pub(super) fn sums(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Draft>) {
    // What the text says outright comes first: of two ties the first is kept.
    for at in 0..tokens.len() {
        listed(tokens, at, table, drafts);
    }
    for at in 0..tokens.len() {
        kinds(tokens, at, table, drafts);
        totalled(tokens, at, table, drafts);
    }
}

/// 其中 lists and brackets right after a total; `at` is the first part.
fn listed(tokens: &[Token<'_>], at: usize, table: &Audit, drafts: &mut Vec<Draft>) {
    let Some((head, [first, rest @ ..])) = tokens.split_at_checked(at) else { return };
    let Some(previous) = head.last() else { return };
    let of_which = first.around.has(OPEN) && first.is_level();
    let brackets = first.opens() && first.is_level();
    // 败诉15件（经二审核减1件）: a change, and part of what it changes.
    if first.opens() && first.figure.change.is_some() && first.figure.unit == previous.figure.unit {
        let draft = at_most(&[first], previous, Tie::Brackets, table);
        drafts.extend(draft.filter(|draft| previous.is_level() && draft.verdict == Verdict::Holds));
    }
    if !of_which && !brackets {
        return;
    }
    // The total stands right before, rates and changes left out; further off it is less sure.
    let outer = first.depth.saturating_sub(u8::from(brackets));
    let mut levels = head.iter().rev().take(8).filter(|t| t.is_level() && t.depth <= outer);
    let sure = levels.clone().next().is_some_and(|token| token.like(first));
    let Some(whole) = levels.find(|token| token.like(first)) else {
        let person =
            |token: &Token<'_>| table.table.parts.person.iter().any(|u| **u == *token.figure.unit);
        if of_which
            && previous.is_level()
            && person(previous)
            && person(first)
            && !previous.parted()
        {
            runs(previous, first, rest, table, drafts);
        }
        return;
    };
    if first.parted() && !of_which {
        return;
    }
    let items = items(first, rest, brackets);
    let family = items.iter().fold(u32::MAX, |all, item| all & item.meaning().families);
    let distinct = family != 0;
    let tie = if brackets && !first.around.has(OPEN) { Tie::Brackets } else { Tie::OfWhich };
    for count in (2..=items.len()).rev() {
        // What 、 joins belongs to the list to its end.
        if items.get(count).is_some_and(|next| next.gap.contains('、')) {
            continue;
        }
        let parts = items.get(..count).unwrap_or_default();
        if let Some(draft) = sum(parts, whole, tie, table)
            && draft.verdict != Verdict::Inconsistent
        {
            drafts.push(draft);
            return;
        }
    }
    if items.len() >= 2
        && let Some(mut draft) = sum(&items, whole, tie, table)
    {
        let over =
            Reading::of(whole.figure, table).is_some_and(|whole| draft.computed > whole.high);
        let others = items.last().is_some_and(|last| last.before.has(REST));
        let closed = others || complete(&items, table);
        let pure = brackets && tie == Tie::Brackets && distinct && closes(&items, rest);
        if sure && (closed || pure || (over && distinct)) {
            drafts.push(draft);
            return;
        }
        // Parts that may overlap often do, and then by much (党员, 女性); a sum just over the total
        // is worth a second look.
        let off = draft.computed.checked_sub(whole.figure.value);
        let slight = off.and_then(|off| off.checked_mul(Decimal::TEN));
        if over && sure && slight.is_some_and(|off| off <= whole.figure.value) {
            draft.verdict = Verdict::Ambiguous;
            drafts.push(draft);
            return;
        }
    }
    if sure || items.len() == 1 {
        let strict = sure && (of_which || tie == Tie::Brackets);
        single(whole, first, rest, tie, strict && of_which, table, drafts);
    }
}

/// The parts of a list: quantities like the first, to the next list, the next total, or the
/// bracket's end. Rates between them (占12%) are passed over.
fn items<'t, 'a>(
    first: &'t Token<'a>,
    rest: &'t [Token<'a>],
    brackets: bool,
) -> Vec<&'t Token<'a>> {
    let mut items = vec![first];
    for token in rest {
        if token.around.has(OPEN)
            || token.around.has(TOTAL)
            || (brackets && token.closes())
            || token.parted()
        {
            break;
        }
        if token.like(first) {
            items.push(token);
        } else if token.is_level() {
            break;
        }
    }
    items
}

/// Whether the bracket closes right after the last part.
fn closes(items: &[&Token<'_>], rest: &[Token<'_>]) -> bool {
    let Some(last) = items.last() else { return false };
    rest.get(items.len() - 1).map_or_else(
        || last.tail.contains(['）', ')']),
        |next| next.closes() && last.tail.contains(['）', ')']),
    )
}

/// Whether all kinds beside which there is none are among the parts.
fn complete(items: &[&Token<'_>], table: &Audit) -> bool {
    table.table.family.iter().flat_map(|family| &family.complete).any(|kinds| {
        let named = |item: &&&Token<'_>, kind: &String| {
            (item.label().contains(kind.as_str()) && !item.label().contains(&format!("不{kind}")))
                || item.noun().contains(kind.as_str())
        };
        kinds.iter().all(|kind| items.iter().any(|item| named(&item, kind)))
            && items.iter().all(|item| kinds.iter().any(|kind| named(&item, kind)))
    })
}

/// Parts of a list that need not be closed, each run joined by 、 against the whole.
fn runs(
    whole: &Token<'_>,
    first: &Token<'_>,
    rest: &[Token<'_>],
    table: &Audit,
    drafts: &mut Vec<Draft>,
) {
    single(whole, first, rest, Tie::OfWhich, false, table, drafts);
}

fn single(
    whole: &Token<'_>,
    first: &Token<'_>,
    rest: &[Token<'_>],
    tie: Tie,
    strict: bool,
    table: &Audit,
    drafts: &mut Vec<Draft>,
) {
    let mut run = vec![first];
    let mut follows = rest.iter().peekable();
    while let Some(next) = follows.next_if(|next| {
        next.like(first) && next.gap.contains('、') && !next.gap.contains(['，', ',', '；', ';'])
    }) {
        run.push(next);
    }
    // 10个所长，其中法本5人、法硕2人，1人…: a further part of the same whole.
    let further = follows.next().filter(|next| {
        next.like(first) && next.gap.trim().trim_start_matches(['，', ',']).is_empty()
    });
    if let Some(further) = further
        && run.len() > 1
        && let Some(draft) =
            at_most(&[further], whole, tie, table).filter(|d| d.verdict != Verdict::Inconsistent)
    {
        drafts.push(draft);
    }
    if run.len() > 1 {
        let all = at_most(&run, whole, tie, table);
        if let Some(draft) = all.filter(|draft| draft.verdict != Verdict::Inconsistent) {
            drafts.push(draft);
            return;
        }
    }
    for part in run {
        let Some(draft) = at_most(&[part], whole, tie, table) else { continue };
        if draft.verdict != Verdict::Inconsistent || strict {
            drafts.push(draft);
        }
    }
}

/// Kinds that exclude each other and add up to the quantity at `at`, though no 其中 says so.
fn kinds(tokens: &[Token<'_>], at: usize, table: &Audit, drafts: &mut Vec<Draft>) {
    let Some([whole, rest @ ..]) = tokens.get(at..) else { return };
    if rest.first().is_none_or(|next| next.around.has(OPEN)) {
        return;
    }
    let mut family = u32::MAX;
    let mut items: Vec<&Token<'_>> = Vec::new();
    for token in rest.iter().take(14) {
        if token.parted() {
            break;
        }
        if !token.like(whole) {
            if token.is_level() {
                break;
            }
            continue;
        }
        family &= token.meaning().families;
        if family == 0 {
            break;
        }
        items.push(token);
        if items.len() >= 2
            && let Some(draft) = sum(&items, whole, Tie::Kinds, table)
            && draft.verdict == Verdict::Holds
        {
            drafts.push(draft);
            return;
        }
    }
}

/// A total behind its parts: 合计.
fn totalled(tokens: &[Token<'_>], at: usize, table: &Audit, drafts: &mut Vec<Draft>) {
    let Some((head, [whole, ..])) = tokens.split_at_checked(at) else { return };
    if !whole.before.has(TOTAL) || !whole.is_level() {
        return;
    }
    let mut parts: Vec<&Token<'_>> = Vec::new();
    for token in head.iter().rev().take(14).take_while(|token| token.like(whole)) {
        parts.insert(0, token);
        if parts.len() >= 2
            && let Some(draft) = sum(&parts, whole, Tie::Total, table)
            && draft.verdict == Verdict::Holds
        {
            drafts.push(draft);
            return;
        }
    }
}

/// The parts against the total; none where they cannot be calculated with.
fn sum(parts: &[&Token<'_>], whole: &Token<'_>, tie: Tie, table: &Audit) -> Option<Draft> {
    let readings = parts.iter().map(|part| Reading::of(part.figure, table));
    let computed = Reading::sum(readings.collect::<Option<Vec<_>>>()?)?;
    let printed = Reading::of(whole.figure, table)?;
    let verdict = if computed.value == whole.figure.value {
        Verdict::Holds
    } else if !(computed.is_exact() && printed.is_exact()) && computed.meets(printed) {
        Verdict::Possible
    } else {
        Verdict::Inconsistent
    };
    let terms: Vec<_> = parts.iter().map(|part| shown(part.figure)).collect();
    let total = scaled(computed.value, whole);
    let calculation = match verdict {
        Verdict::Holds => format!("{} = {}", terms.join(" + "), shown(whole.figure)),
        _ => {
            let sign = super::sign(verdict, false);
            format!("{} = {total} {sign} {}", terms.join(" + "), shown(whole.figure))
        }
    };
    Some(Draft {
        rule: Rule::Sum,
        tie,
        verdict,
        members: parts.iter().map(|part| part.index).collect(),
        stated: whole.index,
        computed: computed.value,
        calculation,
        names: Vec::new(),
    })
}

/// A value written in the unit (万, 亿) of a figure.
fn scaled(value: Decimal, like: &Token<'_>) -> String {
    let mut figure = like.figure.clone();
    figure.value = value;
    shown(&figure)
}
