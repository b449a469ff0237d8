//! Relations inside one report, and findings about its make-up.
//!
//! A relation that merely could hold is offered only when it does hold. *Inconsistent* is claimed
//! only where the text itself ties the numbers together (其中, brackets right after a total, X率
//! beside X and its base, 由…增至…) and no other reading of them holds. The words are in
//! `lexicon/audit.toml`.

mod bounds;
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
use reading::{Reading, shown};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use sentence::Token;
use std::collections::HashSet;

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
    calculation: String,
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
        sums::sums(tokens, table, &mut drafts);
        rates::rates(tokens, table, &mut drafts);
        bounds::bounds(tokens, table, &mut drafts);
        changes::changes(tokens, table, &mut drafts);
        lists::lists(tokens, table, &mut drafts);
    });
    let mut seen = HashSet::new();
    drafts.retain(|draft| seen.insert((draft.rule, draft.members.clone(), draft.stated)));
    drafts.sort_by_key(|draft| draft.stated);
    drafts.into_iter().filter_map(|draft| relation(draft, figures)).collect()
}

fn relation(draft: Draft, figures: &[Figure]) -> Option<Relation> {
    let stated = figures.get(draft.stated)?;
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
        calculation: draft.calculation,
        tie: draft.tie,
        note: locale::audit::relation(draft.rule, draft.tie, draft.verdict, Lang::Zh),
        figures,
        span: stated.span,
    })
}

/// How a computed value compares with the one printed: equal when rounded to its places, when cut
/// off, within what the members' own rounding allows, or not.
fn compare(computed: Reading, stated: &Figure, table: &Audit) -> Option<Verdict> {
    let printed = Reading::of(stated, table)?;
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

/// The sign between a calculation and the stated value.
fn sign(verdict: Verdict, exact: bool) -> &'static str {
    match verdict {
        Verdict::Holds if exact => "=",
        Verdict::Holds | Verdict::HoldsTruncated | Verdict::Possible => "≈",
        Verdict::Inconsistent | Verdict::Ambiguous => "≠",
    }
}

/// A percentage with one decimal more than is printed, at least two; with two more where that
/// would round differently.
fn percent(value: Decimal, stated: &Figure) -> String {
    let round = |value: Decimal, places: u32| {
        value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
    };
    let printed = u32::from(stated.decimals);
    let places = printed.saturating_add(1).clamp(2, 6);
    let twice = round(round(value, places), printed) != round(value, printed);
    format!("{}%", round(value, if twice { places + 1 } else { places }))
}

/// The calculation of a quotient in per cent; `rest`: of what the part leaves of the whole.
fn quotient(
    parts: &[&Token<'_>],
    wholes: &[&Token<'_>],
    rest: bool,
    computed: Reading,
    stated: &Figure,
    verdict: Verdict,
) -> String {
    let terms = |tokens: &[&Token<'_>]| {
        let terms: Vec<_> = tokens.iter().map(|token| shown(token.figure)).collect();
        if terms.len() > 1 { format!("({})", terms.join(" + ")) } else { terms.concat() }
    };
    let (part, whole) = (terms(parts), terms(wholes));
    let part = if rest { format!("({whole} − {part})") } else { part };
    let exact = computed.value == stated.value;
    let middle =
        if exact { String::new() } else { format!("= {} ", percent(computed.value, stated)) };
    format!("{part} ÷ {whole} {middle}{} {}%", sign(verdict, exact), shown(stated))
}

#[cfg(test)]
mod tests;
