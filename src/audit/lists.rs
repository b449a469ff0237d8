//! Names listed beside their number: 民政、公安、司法3个部门.

use super::sentence::Token;
use crate::lexicon::audit::Audit;
use crate::report::{FigureKind, Formula, Members, Relation, Rule, Tie, Verdict};
use crate::text::class;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Characters of the longest name in a list.
const LONGEST: usize = 24;
/// Names of the longest list.
const MANY: usize = 100;

/// Finds counted lists; they are offered only where the count is right, since a list may always
/// name only some.
pub(super) fn lists(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    for token in tokens {
        let figure = token.figure;
        if figure.kind != FigureKind::Count || figure.change.is_some() || figure.magnitude != 0 {
            continue;
        }
        let behind = bracketed(token);
        if !token.marks.joined && behind.is_none() {
            continue;
        }
        // Nearly all that is counted is more than is named.
        let Some(count) = figure.value.to_usize().filter(|&count| count <= MANY) else { continue };
        let may_name = |words: &str| count <= most(words);
        if !may_name(token.gap) && !behind.is_some_and(may_name) {
            continue;
        }
        let names = |list: Option<_>| list.and_then(|list| names(list, table));
        let Some(names) = names(before(token))
            .or_else(|| names(behind))
            .filter(|names| Decimal::from(names.len()) == token.figure.value)
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

/// The list that ends right before the number.
fn before<'a>(token: &Token<'a>) -> Option<&'a str> {
    if !token.marks.joined {
        return None;
    }
    token.gap.rsplit(['，', ',', '；', ';', '：', ':', '。']).next()
}

/// The list in a bracket right behind the number or its noun.
fn bracketed<'a>(token: &Token<'a>) -> Option<&'a str> {
    let noun = class::uncommon(token.behind).next();
    if noun.is_none_or(|(_, c)| !matches!(c, '（' | '(') && !class::is_han(c)) {
        return None;
    }
    let mut noun = token.tail().chars();
    let mark = noun.by_ref().take(11).find(|&c| !class::is_han(c));
    mark.filter(|&c| matches!(c, '（' | '('))?;
    noun.as_str().split_once(['）', ')']).map(|(list, _)| list)
}

/// How many names may stand among the words, at most: each 、 parts some, and 和 may part these.
fn most(words: &str) -> usize {
    // Its first byte is in few other characters, and bytes are quickly counted.
    let marks = words.bytes().filter(|&byte| byte == 0xe3).count();
    2 * (marks + 1)
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
