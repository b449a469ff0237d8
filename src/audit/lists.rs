//! Names listed beside their number: 民政、公安、司法3个部门.

use super::sentence::Token;
use crate::lexicon::audit::Audit;
use crate::report::{FigureKind, Formula, Members, Relation, Rule, Tie, Verdict};
use crate::text::class;
use rust_decimal::Decimal;

/// Characters of the longest name in a list.
const LONGEST: usize = 24;

/// Finds counted lists; they are offered only where the count is right, since a list may always
/// name only some.
pub(super) fn lists(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    for token in tokens {
        let figure = token.figure;
        let count = figure.kind == FigureKind::Count && figure.change.is_none();
        // Nearly all that is counted is more than can be named.
        if !count
            || figure.magnitude != 0
            || figure.value > Decimal::ONE_HUNDRED
            || !figure.value.is_integer()
        {
            continue;
        }
        let names = before(token, table).or_else(|| bracketed(token.tail, table));
        let Some(names) = names.filter(|names| Decimal::from(names.len()) == token.figure.value)
        else {
            continue;
        };
        drafts.push(Relation {
            rule: Rule::ListCount,
            tie: Tie::Named,
            verdict: Verdict::Holds,
            formula: Formula::Names,
            computed: token.figure.value,
            members: Members::named(&names, token.index),
        });
    }
}

/// The names of a list that ends right before the number.
fn before<'a>(token: &Token<'a>, table: &Audit) -> Option<Vec<&'a str>> {
    if !token.marks.joined {
        return None;
    }
    let list = token.gap.rsplit(['，', ',', '；', ';', '：', ':', '。']).next()?;
    names(list, table)
}

/// The names in a bracket right behind the number or its noun.
fn bracketed<'a>(tail: &'a str, table: &Audit) -> Option<Vec<&'a str>> {
    let mut noun = tail.chars();
    let mark = noun.by_ref().take(11).find(|&c| !class::is_han(c));
    mark.filter(|&c| matches!(c, '（' | '('))?;
    let (list, _) = noun.as_str().split_once(['）', ')'])?;
    names(list, table)
}

/// The parts of a closed list of names: joined by 、, at least two, none with a number.
fn names<'a>(list: &'a str, table: &Audit) -> Option<Vec<&'a str>> {
    let list = list.trim();
    if !list.contains('、') || table.table.lists.open.iter().any(|word| list.ends_with(&**word)) {
        return None;
    }
    let mut names = Vec::new();
    for part in list.split('、') {
        let (one, other) = part.split_once('和').unwrap_or((part, ""));
        names.extend([one, other].into_iter().map(str::trim).filter(|name| !name.is_empty()));
    }
    let named = |name: &&str| {
        let count = name.chars().count();
        (2..=LONGEST).contains(&count) && !name.chars().any(|c| class::digit(c).is_some())
    };
    (names.len() >= 2 && names.iter().all(named)).then_some(names)
}
