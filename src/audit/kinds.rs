//! Lists right behind a quantity, with no word between them that says they are its parts.

use super::reading::Reading;
use super::sentence::Token;
use super::sums::{adds_up, complete, joins, sum};
use crate::lexicon::audit::{Audit, CARRIED, OPEN};
use crate::report::{Relation, Tie, Verdict};
use rust_decimal::Decimal;

/// What such a list must come to: smaller numbers meet by chance.
pub(super) const LEAST: i64 = 10;

/// Kinds that exclude each other and add up to the quantity at `at`, though no 其中 says so.
pub(super) fn kinds(tokens: &[Token<'_>], at: usize, table: &Audit, drafts: &mut Vec<Relation>) {
    let Some([whole, rest @ ..]) = tokens.get(at..) else { return };
    if !whole.level || rest.first().is_none_or(|next| next.around.has(OPEN)) {
        return;
    }
    let (mut family, mut steps) = (u32::MAX, whole.meaning().wholes);
    let mut total = Decimal::ZERO;
    // 审结66件（上年结转5件），维持…: a remark.
    let remark = |token: &Token<'_>| token.depth > whole.depth;
    for (index, token) in rest.iter().take(14).enumerate() {
        if token.marks.parted {
            break;
        }
        if remark(token) {
            continue;
        }
        if !token.like(whole) {
            if token.level {
                break;
            }
            continue;
        }
        family &= token.meaning().families;
        steps &= token.meaning().parts;
        if family | steps == 0 {
            break;
        }
        let Some(more) = total.checked_add(token.figure.value) else { return };
        total = more;
        if total == whole.figure.value {
            let items = rest.iter().take(index + 1).filter(|item| !remark(item));
            let items: Vec<_> = items.filter(|item| item.like(whole)).collect();
            if adds_up(&items, whole, Tie::Kinds, table, drafts) {
                return;
            }
        }
    }
    if total > whole.figure.value {
        drafts.extend(overfull(tokens, whole, rest, table));
    }
}

/// 清理129件，继续有效94件、修改17件、废止20件: kinds of which nothing is two, right behind what they are
/// kinds of, that come to a little more than it. Far more is rather of something else.
fn overfull(
    tokens: &[Token<'_>],
    whole: &Token<'_>,
    rest: &[Token<'_>],
    table: &Audit,
) -> Option<Relation> {
    let (first, others) = rest.split_first()?;
    let joined = others.iter().take_while(|token| joins(token)).count();
    // Where commas part them, only kinds of which none is missing are a list.
    let commas = |token: &&Token<'_>| token.like(whole) && token.marks.comma && !token.marks.parted;
    let run = if joined > 0 { joined } else { others.iter().take_while(commas).count() };
    let items: Vec<_> = rest.get(..=run)?.iter().collect();
    let listed = joined > 0 || complete(&items, table);
    let wholes = whole.meaning().wholes & table.sorts;
    let tied = |item: &&Token<'_>| {
        item.like(whole)
            && item.depth == whole.depth
            && item.figure.value <= whole.figure.value
            && item.meaning().parts & wholes != 0
    };
    let families = items.iter().fold(table.exclusive, |all, item| all & item.meaning().families);
    let carried =
        || tokens.iter().any(|token| token.around.has(CARRIED) || token.after.has(CARRIED));
    if run == 0
        || !listed
        || first.marks.parted
        || families == 0
        || !items.iter().all(tied)
        || carried()
    {
        return None;
    }
    let computed = Reading::sum(items.iter().map(|item| item.reading(table)))?;
    let exact = computed.is_exact() && whole.reading(table)?.is_exact();
    let over = computed.value.checked_sub(whole.figure.value)?.checked_mul(Decimal::TEN)?;
    let slight = exact && over > Decimal::ZERO && over <= whole.figure.value;
    slight.then(|| sum(&items, whole, Tie::Kinds, computed, Verdict::Inconsistent))
}

/// 诉求132条，办结127条，未办结的5条: a quantity, and behind it up to the next semicolon nothing of its
/// kind but what comes to it.
pub(super) fn spent(tokens: &[Token<'_>], at: usize, table: &Audit, drafts: &mut Vec<Relation>) {
    let Some([whole, rest @ ..]) = tokens.get(at..) else { return };
    let Some(first) = rest.first().filter(|first| first.like(whole)) else { return };
    let least = || whole.figure.value >= Decimal::from(LEAST);
    if first.around.has(OPEN) || first.figure.value >= whole.figure.value || !least() {
        return;
    }
    let group = rest.iter().take_while(|token| !token.marks.parted);
    let count = group.clone().take_while(|token| token.like(whole)).count();
    let closed = || group.clone().skip(count).all(|token| !token.like(whole));
    let Some(parts) = rest.get(..count) else { return };
    let mut values = parts.iter().map(|part| part.figure.value);
    let total = values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value));
    let level = || parts.iter().all(|part| part.depth == whole.depth);
    // 诉讼12件，败诉1件，出庭11件: labels of which each tells of another step are met by chance.
    let apart = || {
        let told = parts.iter().map(|part| part.meaning()).filter(|told| told.parts != 0);
        told.fold(u32::MAX, |all, told| all & told.parts) == 0
    };
    if total == Some(whole.figure.value) && level() && closed() && !apart() {
        let parts: Vec<_> = parts.iter().collect();
        adds_up(&parts, whole, Tie::Listed, table, drafts);
    }
}
