//! Relations inside one report, and findings about its make-up.
//!
//! A relation that merely could hold is offered only when it does hold. *Inconsistent* is claimed
//! only where the text itself ties the numbers together (其中, brackets right after a total, X率
//! beside X and its base, 由…增至…) and no other reading of them holds. The words are in
//! `lexicon/audit.toml`.

mod bounds;
mod calculation;
mod changes;
mod findings;
mod lists;
mod rates;
mod reading;
mod sentence;
mod sums;

pub use findings::findings;

use crate::lexicon::Lexicon;
use crate::lexicon::audit::Audit;
use crate::locale::{self, Lang};
use crate::report::{Figure, Outline, Relation, Rule, Tie, Verdict};
use crate::text::Text;
use calculation::{Formula, calculation};
use reading::Reading;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sentence::Token;

/// A relation as it is found, before it is told where it stands.
struct Draft {
    rule: Rule,
    tie: Tie,
    verdict: Verdict,
    /// Indices of the members' figures.
    members: Vec<usize>,
    /// Index of the stated figure.
    stated: usize,
    computed: Decimal,
    formula: Formula,
    /// Names instead of figures, in a counted list.
    names: Vec<String>,
}

/// The relations between a report's figures, in reading order of the stated values.
pub fn relations(
    text: &Text,
    _outline: &Outline,
    figures: &[Figure],
    lexicon: &Lexicon,
) -> Vec<Relation> {
    let table = &lexicon.audit;
    let mut drafts = Vec::new();
    sentence::sentences(text, figures, table, |tokens| {
        let before = drafts.len();
        sums::sums(tokens, table, &mut drafts);
        rates::rates(tokens, table, &mut drafts);
        bounds::bounds(tokens, table, &mut drafts);
        changes::changes(tokens, table, &mut drafts);
        changes::compared(tokens, table, &mut drafts);
        changes::against(tokens, table, &mut drafts);
        lists::lists(tokens, table, &mut drafts);
        drop_repeated(&mut drafts, before);
    });
    drafts.sort_by_key(|draft| draft.stated);
    drafts.into_iter().filter_map(|draft| relation(draft, figures)).collect()
}

/// Of drafts of the same relation from number `from` on, keeps the first.
fn drop_repeated(drafts: &mut Vec<Draft>, from: usize) {
    let mut at = from + 1;
    while let Some((earlier, [draft, ..])) = drafts.split_at_checked(at) {
        let same = |other: &Draft| {
            other.stated == draft.stated
                && other.rule == draft.rule
                && other.members == draft.members
        };
        if earlier.iter().skip(from).any(same) {
            drafts.remove(at);
        } else {
            at += 1;
        }
    }
}

fn relation(draft: Draft, figures: &[Figure]) -> Option<Relation> {
    let stated = figures.get(draft.stated)?;
    let calculation = calculation(&draft, stated, figures);
    let mut members = draft.names;
    members
        .extend(draft.members.iter().filter_map(|&i| figures.get(i)).map(|f| f.text.to_string()));
    if draft.rule == Rule::AtMost {
        members.push(stated.text.to_string());
    }
    let holds =
        matches!(draft.verdict, Verdict::Holds | Verdict::HoldsTruncated | Verdict::Possible);
    let mut figures = draft.members;
    figures.push(draft.stated);
    Some(Relation {
        rule: draft.rule,
        line: stated.line,
        members,
        stated: stated.text.to_string(),
        computed: draft.computed.round_dp(4).to_f64()?,
        holds,
        verdict: draft.verdict,
        calculation,
        tie: draft.tie,
        note: locale::audit::relation(draft.rule, draft.tie, draft.verdict, Lang::Zh),
        figures,
        span: stated.span,
    })
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
mod tests;
