//! Parts that add up to a total.

use super::bounds::at_most;
use super::kinds;
use super::reading::Reading;
use super::sentence::{Token, divided, divides, resumes};
use crate::lexicon::audit::{Audit, CARRIED, OPEN, REST, SHARED, TOTAL};
use crate::report::{Formula, Members, Relation, Rule, Tie, Verdict};
use rust_decimal::Decimal;

/// What a list of two, of more must come to, where nothing but the sum ties it to a total.
const LEAST_OF_TWO: i64 = 100;
const LEAST_OF_MANY: i64 = 30;

/// Finds sums in a sentence.
pub(super) fn sums(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    // What the text says outright comes first: of two ties the first is kept.
    for at in 0..tokens.len() {
        listed(tokens, at, table, drafts);
    }
    for at in 0..tokens.len() {
        remainder(tokens, at, table, drafts);
        kinds::kinds(tokens, at, table, drafts);
        kinds::spent(tokens, at, table, drafts);
        gathered(tokens, at, table, drafts);
        totalled(tokens, at, table, drafts);
    }
}

/// 其中 lists and brackets right after a total; `at` is the first part.
fn listed(tokens: &[Token<'_>], at: usize, table: &Audit, drafts: &mut Vec<Relation>) {
    let Some((head, [first, rest @ ..])) = tokens.split_at_checked(at) else { return };
    let Some(previous) = head.last() else { return };
    let again = divides(first.clause, table);
    let named = if again { divided(first.clause, head, table) } else { None };
    let named = named.filter(|token| token.like(first));
    if again && named.is_none() {
        return;
    }
    let of_which = (first.around.has(OPEN) || again) && first.level;
    let brackets = first.marks.opens && first.level;
    // 败诉15件（经二审核减1件）: a change, and part of what it changes.
    if first.marks.opens
        && first.figure.change.is_some()
        && first.figure.unit == previous.figure.unit
    {
        let draft = at_most(&[first], previous, Tie::Brackets, table);
        drafts.extend(draft.filter(|draft| previous.level && draft.verdict == Verdict::Holds));
    }
    if !of_which && !brackets {
        return;
    }
    // The total stands right before, rates and changes left out; further off it is less sure.
    let outer = first.depth.saturating_sub(u8::from(brackets));
    let mut levels = head.iter().rev().take(8).filter(|t| t.level && t.depth <= outer);
    let sure = again || levels.clone().next().is_some_and(|token| token.like(first));
    // A sentence of its own may speak of more than the last number of the one before.
    let resumed = first.marks.parted && resumes(first.gap, table);
    let Some(whole) = named.or_else(|| levels.find(|token| token.like(first))) else {
        let person = |token: &Token<'_>| table.person.contains(&token.figure.unit);
        if of_which && previous.level && person(previous) && person(first) && !previous.marks.parted
        {
            runs(previous, first, rest, table, drafts);
        } else if of_which && let Some(whole) = cases(head, first, table) {
            runs(whole, first, rest, table, drafts);
        }
        return;
    };
    if first.marks.parted && !of_which {
        return;
    }
    let items = items(first, rest, brackets);
    let family = items.iter().fold(u32::MAX, |all, item| all & item.meaning().families);
    let distinct = family != 0;
    let tie = if brackets && !first.around.has(OPEN) { Tie::Brackets } else { Tie::OfWhich };
    let sums = sums_of(&items, table);
    for count in (2..=sums.len()).rev() {
        // What 、 joins belongs to the list to its end.
        if items.get(count).is_some_and(|next| next.marks.joined) {
            continue;
        }
        let (Some(parts), Some(&computed)) = (items.get(..count), sums.get(count - 1)) else {
            continue;
        };
        if let Some(verdict) = compare(computed, whole, table)
            && verdict != Verdict::Inconsistent
        {
            drafts.push(sum(parts, whole, tie, computed, verdict));
            return;
        }
    }
    // Parts that are all of an earlier number are not parts of the last one.
    if !again
        && sums.len() == items.len()
        && items.len() >= 2
        && let Some(&computed) = sums.last()
        && let Some(earlier) = levels.find(|token| {
            token.like(first) && compare(computed, token, table) == Some(Verdict::Holds)
        })
    {
        drafts.push(sum(&items, earlier, tie, computed, Verdict::Holds));
        return;
    }
    let together = if of_which { together(head, whole) } else { Vec::new() };
    if together.len() > 1 {
        // Which of them the parts are of is not said: nothing is claimed against the last alone.
        if !drafts_of_several(&items, &sums, &together, table, drafts) {
            single(whole, first, rest, tie, false, table, drafts);
        }
        return;
    }
    if items.len() >= 2
        && sums.len() == items.len()
        && let Some(&computed) = sums.last()
        && let Some(verdict) = compare(computed, whole, table)
    {
        let mut draft = sum(&items, whole, tie, computed, verdict);
        let over = whole.reading(table).is_some_and(|whole| draft.computed > whole.high);
        let others =
            || items.last().is_some_and(|last| last.before.has(REST) && is_rest(last, table));
        let pure = || brackets && tie == Tie::Brackets && distinct && closes(&items, rest);
        let claimed = sure && ((over && distinct) || others() || pure() || complete(&items, table));
        if claimed && !resumed {
            drafts.push(draft);
            return;
        }
        // Parts that may overlap often do, and then by much (党员, 女性); a sum just over the total
        // is worth a second look.
        let off = draft.computed.checked_sub(whole.figure.value);
        let slight = off.and_then(|off| off.abs().checked_mul(Decimal::TEN));
        let near = slight.is_some_and(|off| off <= whole.figure.value);
        if near && (claimed || (over && sure)) {
            draft.verdict = Verdict::Ambiguous;
            drafts.push(draft);
            single(whole, first, rest, tie, false, table, drafts);
            return;
        }
    }
    if sure || items.len() == 1 {
        let strict = sure && !resumed && (of_which || tie == Tie::Brackets);
        single(whole, first, rest, tie, strict && of_which, table, drafts);
        if sure && of_which && !resumed {
            each(&items, rest, whole, tie, table, drafts);
        }
    }
}

/// A list that commas part (其中无证的23家，消防缺失的19家，取缔8家) and that nothing else follows: each of the
/// parts alone.
fn each(
    items: &[&Token<'_>],
    rest: &[Token<'_>],
    whole: &Token<'_>,
    tie: Tie,
    table: &Audit,
    drafts: &mut Vec<Relation>,
) {
    let ends = rest.get(items.len() - 1).is_none_or(|next| next.marks.parted);
    let [_, others @ ..] = items else { return };
    if others.len() < 2 || !ends || !others.iter().all(|part| part.marks.comma) {
        return;
    }
    let bounds = others.iter().filter_map(|part| at_most(&[part], whole, tie, table));
    drafts.extend(bounds.filter(|draft| draft.verdict == Verdict::Holds));
}

/// The cases of which others are some, though counted by another word, as the noun tells: 排查纠纷620件，
/// 化解600件；其中土地纠纷21起.
fn cases<'t, 'a>(head: &'t [Token<'a>], part: &Token<'a>, table: &Audit) -> Option<&'t Token<'a>> {
    let case = |token: &Token<'_>| {
        token.level && table.table.parts.cases.iter().any(|unit| *unit == token.figure.unit)
    };
    let named = |whole: &&Token<'_>| {
        let noun = whole.label.char_indices().rev().nth(1);
        noun.and_then(|(at, _)| whole.label.get(at..)).is_some_and(|noun| part.label.contains(noun))
    };
    case(part).then(|| head.iter().rev().filter(|token| case(token)).find(named)).flatten()
}

/// Whether a label says no more than that these are the others: 其他少数民族 are not all of them.
fn is_rest(token: &Token<'_>, table: &Audit) -> bool {
    let rest = table.table.parts.rest.iter();
    let behind = rest.filter_map(|word| token.label.rsplit_once(word.as_str())).next();
    behind.is_none_or(|(_, noun)| noun.chars().count() <= 2)
}

/// What 、 joins to the whole before 其中 (建议54件、提案31件，其中…), and the whole itself, which is
/// the last.
fn together<'t, 'a>(head: &'t [Token<'a>], whole: &Token<'a>) -> Vec<&'t Token<'a>> {
    let Some(at) = head.iter().rposition(|token| token.index == whole.index) else {
        return Vec::new();
    };
    let upto = head.get(..=at).unwrap_or_default();
    let mut all: Vec<&Token<'a>> = Vec::new();
    for token in upto.iter().rev().take_while(|token| token.like(whole)) {
        all.insert(0, token);
        if !joins(token) {
            break;
        }
    }
    all
}

/// Adds the sum of parts against several wholes that stand together: where it holds, or is not far
/// off, or too much. Answers whether it did.
fn drafts_of_several(
    items: &[&Token<'_>],
    sums: &[Reading],
    wholes: &[&Token<'_>],
    table: &Audit,
    drafts: &mut Vec<Relation>,
) -> bool {
    let Some((&stated, others)) = wholes.split_last() else { return false };
    let readings = |tokens: &[&Token<'_>]| Reading::sum(tokens.iter().map(|t| t.reading(table)));
    let (Some(all), Some(beside)) = (readings(wholes), readings(others)) else { return false };
    let draft = |count: usize, computed: Reading, verdict: Verdict| {
        let parts = items.get(..count).unwrap_or_default();
        let value = computed.value.checked_sub(beside.value)?;
        let formula = Formula::Several { parts: super::count(count) };
        let members = parts.iter().chain(others).map(|token| token.index);
        let members = Members::new(members, stated.index);
        let draft = sum(parts, stated, Tie::OfWhich, computed, verdict);
        Some(Relation { computed: value, formula, members, ..draft })
    };
    for (at, &computed) in sums.iter().enumerate().skip(1).rev() {
        let count = at + 1;
        let exact = computed.is_exact() && all.is_exact();
        let verdict = match () {
            () if items.get(count).is_some_and(|next| next.marks.joined) => continue,
            () if computed.value == all.value => Verdict::Holds,
            () if !exact && computed.meets(all) => Verdict::Possible,
            () => continue,
        };
        drafts.extend(draft(count, computed, verdict));
        return true;
    }
    let Some(&computed) = sums.last().filter(|_| sums.len() == items.len() && sums.len() > 1)
    else {
        return false;
    };
    // Parts that fit the last whole alone, or leave much of all, are an open list.
    let fits = stated.reading(table).is_none_or(|stated| computed.low <= stated.high);
    let short = all.value.checked_sub(computed.value);
    let much = short.and_then(|short| short.checked_mul(Decimal::TEN));
    if fits || much.is_none_or(|much| much > all.value) {
        return false;
    }
    drafts.extend(draft(items.len(), computed, Verdict::Ambiguous));
    true
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
            || (brackets && token.marks.closes)
            || token.marks.parted
        {
            break;
        }
        if token.like(first) {
            items.push(token);
        } else if token.level {
            break;
        }
    }
    items
}

/// Whether the bracket closes right after the last part.
fn closes(items: &[&Token<'_>], rest: &[Token<'_>]) -> bool {
    let Some(last) = items.last() else { return false };
    rest.get(items.len() - 1).map_or_else(
        || last.tail().contains(['）', ')']),
        |next| next.marks.closes && last.tail().contains(['）', ')']),
    )
}

/// Whether all kinds beside which there is none are among the parts.
pub(super) fn complete(items: &[&Token<'_>], table: &Audit) -> bool {
    let named: Vec<u64> = items.iter().map(|item| table.kinds(item.label, item.noun)).collect();
    let all = named.iter().fold(0, |all, kinds| all | kinds);
    table
        .complete
        .iter()
        .any(|&kinds| all & kinds == kinds && named.iter().all(|named| named & kinds != 0))
}

/// Parts of a list that need not be closed, each run joined by 、 against the whole.
fn runs(
    whole: &Token<'_>,
    first: &Token<'_>,
    rest: &[Token<'_>],
    table: &Audit,
    drafts: &mut Vec<Relation>,
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
    drafts: &mut Vec<Relation>,
) {
    let mut run = vec![first];
    let mut follows = rest.iter().peekable();
    while let Some(next) = follows.next_if(|next| {
        next.like(first) && next.marks.joined && !next.marks.comma && !next.marks.parted
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

/// Whether 、 and nothing else joins the figure to the one before.
pub(super) fn joins(token: &Token<'_>) -> bool {
    let marks = token.marks;
    marks.joined && !(marks.comma || marks.parted || marks.opens || marks.closes)
}

/// A list joined by 、 that comes to a quantity told before it, be there other things between the
/// two; `at` is its first part. Small numbers meet by chance.
fn gathered(tokens: &[Token<'_>], at: usize, table: &Audit, drafts: &mut Vec<Relation>) {
    let Some((head, [first, rest @ ..])) = tokens.split_at_checked(at) else { return };
    let Some([second, ..]) = rest.get(..1) else { return };
    // 、 alone before it joins it to another; between names it does not (甲、乙分别为).
    let begins = !first.marks.joined || first.marks.comma || first.before.has(SHARED);
    if !second.like(first) || !joins(second) || !begins || first.around.has(OPEN) {
        return;
    }
    let others = rest.iter().take_while(|token| token.like(first) && joins(token)).count();
    let Some(parts) = tokens.get(at..=at + others) else { return };
    // 共 behind a list tells its sum.
    if rest.get(others).is_some_and(|next| next.like(first) && next.before.has(TOTAL)) {
        return;
    }
    let mut values = parts.iter().map(|part| part.figure.value);
    let Some(total) = values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value)) else {
        return;
    };
    let least = if others > 1 { LEAST_OF_MANY } else { LEAST_OF_TWO };
    if total < Decimal::from(least) {
        return;
    }
    let mut wholes = head.iter().rev().take(8).filter(|token| token.depth == first.depth);
    if let Some(whole) = wholes.find(|token| token.like(first) && token.figure.value == total) {
        let parts: Vec<_> = parts.iter().collect();
        adds_up(&parts, whole, Tie::Listed, table, drafts);
    }
}

/// 发现118个，整改111个，其余7个…: what a part leaves of the whole right before it, in a sentence
/// that names no other part.
fn remainder(tokens: &[Token<'_>], at: usize, table: &Audit, drafts: &mut Vec<Relation>) {
    let Some((head, [rest, behind @ ..])) = tokens.split_at_checked(at) else { return };
    if table.remaining.at_start(rest.label).is_none()
        || (rest.marks.parted && !resumes(rest.gap, table))
    {
        return;
    }
    let resumed = rest.marks.parted;
    let mut levels = head.iter().rev().filter(|token| token.level && token.depth == rest.depth);
    let (Some(part), Some(whole)) = (levels.next(), levels.next()) else { return };
    let plain = [part, whole].iter().all(|token| token.like(rest) && !token.around.has(OPEN));
    let steps = part.meaning().parts & whole.meaning().wholes;
    if !plain || part.marks.joined || part.marks.parted {
        return;
    }
    let parts = [part, rest];
    let Some(computed) = Reading::sum(parts.iter().map(|part| part.reading(table))) else { return };
    let Some(verdict) = compare(computed, whole, table) else { return };
    // Only what is known to be a part of the whole, with no more parts before it and nothing
    // carried over from the year before, need add up.
    let carried = tokens.iter().any(|token| token.around.has(CARRIED) || token.after.has(CARRIED));
    // 其余4个限期整改，1个移送: the rest is in several parts.
    let several = behind.iter().take_while(|t| !t.marks.parted).any(|t| t.like(rest));
    let tied = steps != 0
        && !resumed
        && !carried
        && !several
        && levels.next().is_none_or(|earlier| !earlier.like(rest));
    if verdict != Verdict::Inconsistent || tied {
        drafts.push(sum(&parts, whole, Tie::Rest, computed, verdict));
    }
}

/// A total behind its parts: 合计.
fn totalled(tokens: &[Token<'_>], at: usize, table: &Audit, drafts: &mut Vec<Relation>) {
    let Some((head, [whole, ..])) = tokens.split_at_checked(at) else { return };
    let Some((last, before)) = head.split_last().filter(|_| whole.level) else { return };
    // 五类案件共532件: how many kinds there are, behind the comma.
    let counted = !whole.marks.comma && last.marks.comma && last.level && !last.like(whole);
    let listed = if counted { before } else { head };
    let alone = || {
        let told = if whole.figure.value < Decimal::from(kinds::LEAST) {
            table.total_alone.contains(whole.label)
        } else {
            table.total_alone.at_start(whole.label).is_some()
                || table.total_alone.at_end(whole.label).is_some()
        };
        let behind_comma = |(_, word): (&str, &str)| word.trim() == whole.label;
        told && (counted || whole.gap.rsplit_once(['，', ',']).is_some_and(behind_comma))
    };
    let named = whole.before.has(TOTAL);
    let follows = || listed.last().is_some_and(|last| last.like(whole));
    if !follows() || !(named || ((counted || whole.marks.comma) && alone())) {
        return;
    }
    let mut parts: Vec<&Token<'_>> = Vec::new();
    for token in listed.iter().rev().take(14).take_while(|token| token.like(whole)) {
        parts.insert(0, token);
        if adds_up(&parts, whole, Tie::Total, table, drafts) {
            return;
        }
    }
    if !named {
        return;
    }
    let Some(parts) = enumerated(head, whole, table) else { return };
    let Some(computed) = Reading::sum(parts.iter().map(|part| part.reading(table))) else { return };
    if let Some(verdict) = compare(computed, whole, table) {
        drafts.push(sum(&parts, whole, Tie::Total, computed, verdict));
    }
}

/// The parts of a total that can have no others: joined by 、 from the first to the last, nothing
/// of their kind before them in the sentence, and 合计 alone right behind (甲31件、乙209件，合计240件).
fn enumerated<'t, 'a>(
    head: &'t [Token<'a>],
    whole: &Token<'a>,
    table: &Audit,
) -> Option<Vec<&'t Token<'a>>> {
    let (behind, word) = whole.gap.rsplit_once(['，', ','])?;
    let total = table.table.parts.total.iter().any(|total| total == word.trim());
    let open =
        |words: &str| table.table.lists.open.iter().any(|word| words.contains(word.as_str()));
    if !total || open(behind) || whole.marks.parted || whole.marks.joined {
        return None;
    }
    let count = head.iter().rev().take_while(|token| token.like(whole)).count();
    let (before, parts) = head.split_at_checked(head.len().checked_sub(count)?)?;
    let [first, others @ ..] = parts else { return None };
    let fresh =
        |words: &str| table.table.parts.fresh.iter().any(|word| words.contains(word.as_str()));
    let plain = |token: &Token<'_>| {
        let told = token.around.has(OPEN) || open(token.gap) || fresh(token.gap);
        token.depth == whole.depth && !told
    };
    let closed = !others.is_empty()
        && others.iter().all(joins)
        && !first.marks.joined
        && !first.marks.opens
        && parts.iter().all(plain)
        && !before.iter().any(|token| token.like(whole));
    closed.then(|| parts.iter().collect())
}

/// Adds the sum of two parts or more where it is exactly the whole; answers whether it is.
pub(super) fn adds_up(
    parts: &[&Token<'_>],
    whole: &Token<'_>,
    tie: Tie,
    table: &Audit,
    drafts: &mut Vec<Relation>,
) -> bool {
    if parts.len() < 2 {
        return false;
    }
    let sum_of_all = Reading::sum(parts.iter().map(|part| part.reading(table)));
    let found = sum_of_all.map(|computed| (computed, compare(computed, whole, table)));
    let Some((computed, Some(Verdict::Holds))) = found else { return false };
    drafts.push(sum(parts, whole, tie, computed, Verdict::Holds));
    true
}

/// The sums of the first part, the first two …, as far as they can be calculated.
fn sums_of(parts: &[&Token<'_>], table: &Audit) -> Vec<Reading> {
    let mut sums: Vec<Reading> = Vec::with_capacity(parts.len());
    for part in parts {
        let sum = part.reading(table).and_then(|part| match sums.last() {
            Some(sum) => sum.plus(part),
            None => Some(part),
        });
        match sum {
            Some(sum) => sums.push(sum),
            None => break,
        }
    }
    sums
}

/// A sum against the total; none where the total cannot be calculated with.
fn compare(computed: Reading, whole: &Token<'_>, table: &Audit) -> Option<Verdict> {
    let printed = whole.reading(table)?;
    Some(if computed.value == whole.figure.value {
        Verdict::Holds
    } else if !(computed.is_exact() && printed.is_exact()) && computed.meets(printed) {
        Verdict::Possible
    } else {
        Verdict::Inconsistent
    })
}

pub(super) fn sum(
    parts: &[&Token<'_>],
    whole: &Token<'_>,
    tie: Tie,
    computed: Reading,
    verdict: Verdict,
) -> Relation {
    Relation {
        rule: Rule::Sum,
        tie,
        verdict,
        formula: Formula::Terms,
        computed: computed.value,
        members: Members::new(parts.iter().map(|part| part.index), whole.index),
    }
}
