//! Calculations written out for a reader: `9833 ÷ 9941 = 98.91% ≈ 98.9%`.

use super::Draft;
use super::reading::shown;
use crate::report::{Figure, Rule, Verdict};
use rust_decimal::{Decimal, RoundingStrategy};

/// How a relation is calculated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Formula {
    /// The members together.
    Terms,
    /// The first so many members together, against the others and the stated figure together.
    Several { parts: usize },
    /// In per cent, the first so many members divided by the others; `rest`: what they leave of
    /// the whole.
    Quotient { parts: usize, rest: bool },
    /// The two members' difference.
    Difference,
    /// The same in per cent of the first.
    Growth,
    /// The second member in per cent of what the first was before it rose or fell by so much.
    Since { rise: bool },
    /// The names counted.
    Names,
}

/// The calculation of a relation among a report's figures.
pub(super) fn calculation(draft: &Draft, stated: &Figure, figures: &[Figure]) -> String {
    let members: Vec<&Figure> = draft.members.iter().filter_map(|&i| figures.get(i)).collect();
    let exact = draft.computed == stated.value;
    let sign = sign(draft.verdict, exact);
    match draft.formula {
        Formula::Names => format!("{} = {}", draft.names.join("、"), stated.text),
        Formula::Terms if draft.rule == Rule::AtMost => {
            let sign = if draft.verdict == Verdict::Inconsistent { ">" } else { "≤" };
            format!("{} {sign} {}", terms(&members), shown(stated))
        }
        Formula::Terms if draft.verdict == Verdict::Holds => {
            format!("{} = {}", terms(&members), shown(stated))
        }
        Formula::Terms => {
            let total = shown(&Figure { value: draft.computed, ..stated.clone() });
            let sign = self::sign(draft.verdict, false);
            format!("{} = {total} {sign} {}", terms(&members), shown(stated))
        }
        Formula::Several { parts } => {
            let (parts, wholes) = members.split_at_checked(parts).unwrap_or_default();
            let wholes = format!("{} + {}", terms(wholes), shown(stated));
            if draft.verdict == Verdict::Holds {
                return format!("{} = {wholes}", terms(parts));
            }
            let total =
                parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value));
            let total = total.map(|total| shown(&Figure { value: total, ..stated.clone() }));
            let sign = self::sign(draft.verdict, false);
            format!("{} = {} {sign} {wholes}", terms(parts), total.unwrap_or_default())
        }
        Formula::Quotient { parts, rest } => {
            let (part, whole) = members.split_at_checked(parts).unwrap_or_default();
            let (part, whole) = (grouped(part), grouped(whole));
            let part = if rest { format!("({whole} − {part})") } else { part };
            let middle = match exact {
                true => String::new(),
                false => format!("= {} ", percent(draft.computed, stated)),
            };
            format!("{part} ÷ {whole} {middle}{sign} {}%", shown(stated))
        }
        Formula::Growth => {
            let base = members.first().map(|first| shown(first)).unwrap_or_default();
            let growth = percent(draft.computed, stated);
            format!("{} ÷ {base} = {growth} {sign} {}%", minus(&members), shown(stated))
        }
        Formula::Since { rise } => {
            let [level, amount] = members.as_slice() else { return String::new() };
            let (level, amount) = (shown(level), shown(amount));
            let by = if rise { '−' } else { '+' };
            let middle = match exact {
                true => String::new(),
                false => format!("= {} ", percent(draft.computed, stated)),
            };
            format!("{amount} ÷ ({level} {by} {amount}) {middle}{sign} {}%", shown(stated))
        }
        Formula::Difference if exact => format!("{} {sign} {}", minus(&members), shown(stated)),
        Formula::Difference => {
            let apart = draft.computed.normalize();
            format!("{} = {apart} {sign} {}", minus(&members), shown(stated))
        }
    }
}

/// The sign between a calculation and the stated value.
fn sign(verdict: Verdict, exact: bool) -> &'static str {
    match verdict {
        Verdict::Holds if exact => "=",
        Verdict::Holds | Verdict::HoldsTruncated | Verdict::Possible => "≈",
        Verdict::Inconsistent | Verdict::Ambiguous => "≠",
    }
}

fn terms(figures: &[&Figure]) -> String {
    figures.iter().map(|figure| shown(figure)).collect::<Vec<_>>().join(" + ")
}

/// Several terms in brackets.
fn grouped(figures: &[&Figure]) -> String {
    if figures.len() > 1 { format!("({})", terms(figures)) } else { terms(figures) }
}

/// The difference of two figures, the larger value first.
fn minus(figures: &[&Figure]) -> String {
    let [from, to] = figures else { return String::new() };
    let (low, high) = if from.value <= to.value { (from, to) } else { (to, from) };
    format!("({} − {})", shown(high), shown(low))
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
