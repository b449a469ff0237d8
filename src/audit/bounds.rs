//! Parts that cannot exceed their whole.

use super::changes::leads;
use super::reading::Reading;
use super::sentence::Token;
use crate::lexicon::audit::{Audit, Portion};
use crate::report::{FigureKind, Formula, Members, Relation, Rule, Tie, Verdict};

/// Figures before a part among which its whole is looked for.
const NEAR: usize = 8;
/// Characters of a noun that is the same in both.
const NOUN: usize = 4;

/// Finds parts that their labels tie to a whole, beside the sentence's drafts from number `from`
/// on. They are offered only where they hold: what was carried over from the year before may make
/// more cases closed than opened.
pub(super) fn bounds(tokens: &[Token<'_>], from: usize, table: &Audit, drafts: &mut Vec<Relation>) {
    for (at, part) in tokens.iter().enumerate().filter(|(_, token)| token.level) {
        let head = tokens.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
        let steps = part.meaning().parts;
        if steps != 0 {
            let bits = |whole: &Token<'_>| whole.meaning().wholes & steps;
            let mut wholes = head.iter().rev().filter(|whole| whole.like(part) && bits(whole) != 0);
            // 清理后保留25件 is rather a part itself.
            let plain = wholes.clone().find(|whole| whole.meaning().parts & bits(whole) == 0);
            let whole = plain.or_else(|| wholes.next()).filter(|whole| {
                bits(whole) & !table.sorts != 0 || !added(part, whole, from, drafts)
            });
            let whole = whole.map(|whole| arrived(head, whole, table));
            offer(part, whole, Tie::Steps, table, drafts);
        }
        if part.figure.kind != FigureKind::Count {
            continue;
        }
        let some = some(head, part, table);
        let (newly, some) = match some {
            Some((whole, Portion::New)) => (Some(whole), None),
            some => (None, some.map(|(whole, _)| whole)),
        };
        let mut wholes = head.iter().rev().filter(|whole| whole.like(part));
        let named = || wholes.find(|whole| same_noun(whole, part, table));
        offer(part, newly.or_else(named).or(some), Tie::SameNoun, table, drafts);
    }
}

/// Where a change leads from the whole (立案由3860起降至3412起，破案2187起): what it is now.
fn arrived<'t, 'a>(head: &'t [Token<'a>], whole: &'t Token<'a>, table: &Audit) -> &'t Token<'a> {
    let next = head.iter().find(|token| token.index == whole.index + 1);
    next.filter(|to| leads(whole, to, table)).unwrap_or(whole)
}

/// What a number without a noun of its own is some of: 抽查10本案卷，我镇有2本. Of several quantities
/// before it, it may be any, but what is new is part of the last (公职律师15人，当年新增4人).
fn some<'t, 'a>(
    head: &'t [Token<'a>],
    part: &Token<'a>,
    table: &Audit,
) -> Option<(&'t Token<'a>, Portion)> {
    let (whole, before) = head.split_last()?;
    let same = whole.like(part) && whole.figure.unit == part.figure.unit;
    if !same || part.marks.parted {
        return None;
    }
    let (word, &portion) = table.portion.at_end(part.label)?;
    let each = || {
        let words = &table.table.parts.each;
        words.iter().any(|word| part.label.contains(word.as_str()))
    };
    let tied = match portion {
        Portion::New => word == part.label,
        Portion::Some => !each() && !before.iter().any(|token| token.like(part)),
        Portion::Other => false,
    };
    tied.then_some((whole, portion))
}

/// Whether a sum says already that the one is part of the other.
fn added(part: &Token<'_>, whole: &Token<'_>, from: usize, drafts: &[Relation]) -> bool {
    drafts.iter().skip(from).any(|draft| {
        draft.rule == Rule::Sum
            && draft.members.stated() == whole.index
            && draft.members.but_stated().contains(&part.index)
    })
}

fn offer(
    part: &Token<'_>,
    whole: Option<&Token<'_>>,
    tie: Tie,
    table: &Audit,
    drafts: &mut Vec<Relation>,
) {
    let draft = whole.and_then(|whole| at_most(&[part], whole, tie, table));
    drafts.extend(draft.filter(|draft| draft.verdict == Verdict::Holds));
}

/// 386个执法单位 … 27个市级执法单位, or 380件案卷中，31件….
fn same_noun(whole: &Token<'_>, part: &Token<'_>, table: &Audit) -> bool {
    if table.among.at_end(whole.noun).is_some() && !part.marks.parted {
        return true;
    }
    let last = whole.noun.char_indices().nth(NOUN - 1);
    let noun = last.and_then(|(at, c)| whole.noun.get(..at + c.len_utf8()));
    let Some(noun) = noun.filter(|noun| part.noun.len() > noun.len()) else { return false };
    // Not at the beginning, and near it.
    let mut places = part.noun.char_indices().map(|(at, _)| at).take_while(|&at| at <= 6 * NOUN);
    let begins = |at: usize| part.noun.get(at..).is_some_and(|rest| rest.starts_with(noun));
    places.find(|&at| begins(at)).is_some_and(|at| at > 0)
}

/// The parts against their whole.
pub(super) fn at_most(
    parts: &[&Token<'_>],
    whole: &Token<'_>,
    tie: Tie,
    table: &Audit,
) -> Option<Relation> {
    let computed = Reading::sum(parts.iter().map(|part| part.reading(table)))?;
    let printed = whole.reading(table)?;
    let verdict = if computed.value <= whole.figure.value {
        Verdict::Holds
    } else if computed.low <= printed.high {
        Verdict::Possible
    } else {
        Verdict::Inconsistent
    };
    Some(Relation {
        rule: Rule::AtMost,
        tie,
        verdict,
        formula: Formula::Terms,
        computed: computed.value,
        members: Members::new(parts.iter().map(|part| part.index), whole.index),
    })
}
