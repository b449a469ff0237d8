//! Relations inside one report, and findings about its make-up.
//!
//! A relation that merely could hold is offered only when it does hold. *Inconsistent* is claimed
//! only where the text itself ties the numbers together (其中, brackets right after a total, X率
//! beside X and its base, 由…增至…) and no other reading of them holds. The words are in
//! `lexicon/audit.toml`.

mod between;
mod bounds;
mod changes;
mod findings;
mod kinds;
mod lists;
mod means;
mod rates;
mod reading;
mod sentence;
mod sums;
mod tables;

pub use findings::findings;

use crate::lexicon::Lexicon;
use crate::lexicon::audit::Audit;
use crate::report::{Figure, Outline, Relation, Verdict};
use crate::text::Text;
use reading::Reading;
use rust_decimal::Decimal;
use sentence::Token;

/// The relations between a report's figures, in reading order of the stated values.
pub fn relations(
    text: &Text,
    _outline: &Outline,
    figures: &[Figure],
    lexicon: &Lexicon,
) -> Vec<Relation> {
    let table = &lexicon.audit;
    let mut drafts = Vec::new();
    let mut lines = tables::Table::default();
    sentence::sentences(text, figures, table, |tokens, tied| {
        let before = drafts.len();
        if tied {
            sums::sums(tokens, table, &mut drafts);
            rates::rates(tokens, table, &mut drafts);
            means::means(tokens, table, &mut drafts);
            bounds::bounds(tokens, before, table, &mut drafts);
            changes::changes(tokens, table, &mut drafts);
            changes::compared(tokens, table, &mut drafts);
            changes::against(tokens, table, &mut drafts);
            changes::excepted(tokens, table, &mut drafts);
            changes::differing(tokens, table, &mut drafts);
        }
        lists::lists(tokens, table, &mut drafts);
        drop_repeated(&mut drafts, before);
        lines.read(text.as_str(), tokens, table, &mut drafts);
    });
    lines.close(table, &mut drafts);
    drafts.sort_by_key(|draft| draft.members.stated());
    drafts
}

/// Of drafts of the same relation from number `from` on, keeps the first.
fn drop_repeated(drafts: &mut Vec<Relation>, from: usize) {
    let mut at = from + 1;
    while let Some((earlier, [draft, ..])) = drafts.split_at_checked(at) {
        let same = |other: &Relation| other.rule == draft.rule && other.members == draft.members;
        if earlier.iter().skip(from).any(same) {
            drafts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// How many figures of a sentence; it has [`sentence::MANY`] at most.
fn count(figures: usize) -> u8 {
    u8::try_from(figures).unwrap_or(u8::MAX)
}

/// How a computed value compares with the one printed: equal when rounded to its places, when cut
/// off, within what the members' own rounding allows, or not.
fn compare(computed: Reading, stated: &Token<'_>, table: &Audit) -> Option<Verdict> {
    let printed = stated.reading(table)?;
    let stated = stated.figure;
    let place = reading::power(i32::from(stated.magnitude) - i32::from(stated.decimals))?;
    let half = place.checked_div(Decimal::TWO)?;
    let off = computed.value.checked_sub(stated.value)?;
    let exact = stated.approx.is_none();
    Some(if exact && off.abs() <= half {
        Verdict::Holds
    } else if exact && off > Decimal::ZERO && off < place {
        Verdict::HoldsTruncated
    } else if (!computed.is_exact() || !exact) && computed.meets(printed) {
        Verdict::Possible
    } else {
        Verdict::Inconsistent
    })
}

#[cfg(test)]
mod finding_tests;
#[cfg(test)]
mod rate_tests;
#[cfg(test)]
mod tests;
