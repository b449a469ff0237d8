//! Calculations written out for a reader: `9833 ÷ 9941 = 98.91% ≈ 98.9%`.

use super::{Figure, Figures, Formula, Relation, Rule, Verdict};
use crate::text::Text;
use rust_decimal::{Decimal, RoundingStrategy};

impl Relation {
    /// The calculation written out, with the report's figures: `9833 ÷ 9941 = 98.91% ≈ 98.9%`.
    pub fn calculation(&self, figures: &Figures, text: &Text) -> String {
        let figure = |&at: &u32| figures.get(at as usize, text);
        let members: Vec<Figure> = self.members.but_stated().iter().filter_map(figure).collect();
        let Some(stated) = self.stated(figures, text) else { return String::new() };
        let exact = self.computed == stated.value;
        let sign = sign(self.verdict, exact);
        // What was computed, where it is not the very number stated.
        let middle = |shown: fn(Decimal, &Figure) -> String| match exact {
            true => String::new(),
            false => format!("= {} ", shown(self.computed, &stated)),
        };
        match self.formula {
            Formula::Names => {
                let names: Vec<&str> = self.members.names().collect();
                format!("{} = {}", names.join("、"), stated.text)
            }
            Formula::Terms if self.rule == Rule::AtMost => {
                let sign = if self.verdict == Verdict::Inconsistent { ">" } else { "≤" };
                format!("{} {sign} {}", terms(&members), shown(&stated))
            }
            Formula::Terms if self.verdict == Verdict::Holds => {
                format!("{} = {}", terms(&members), shown(&stated))
            }
            Formula::Terms => {
                let total = scaled(self.computed, stated.magnitude);
                let sign = self::sign(self.verdict, false);
                format!("{} = {total} {sign} {}", terms(&members), shown(&stated))
            }
            Formula::Several { parts } => {
                let (parts, wholes) = split(&members, parts);
                let wholes = format!("{} + {}", terms(wholes), shown(&stated));
                if self.verdict == Verdict::Holds {
                    return format!("{} = {wholes}", terms(parts));
                }
                let total =
                    parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value));
                let total = total.map(|total| scaled(total, stated.magnitude));
                let sign = self::sign(self.verdict, false);
                format!("{} = {} {sign} {wholes}", terms(parts), total.unwrap_or_default())
            }
            Formula::Quotient { parts, rest } => {
                let (part, whole) = split(&members, parts);
                let (part, whole) = (grouped(part), grouped(whole));
                let part = if rest { format!("({whole} − {part})") } else { part };
                let middle = middle(percent);
                format!("{part} ÷ {whole} {middle}{sign} {}%", shown(&stated))
            }
            Formula::Growth => {
                let base = members.first().map(shown).unwrap_or_default();
                let middle = middle(percent);
                format!("{} ÷ {base} {middle}{sign} {}%", minus(&members), shown(&stated))
            }
            Formula::Since { rise } => {
                let [level, amount] = members.as_slice() else { return String::new() };
                let (level, amount) = (shown(level), shown(amount));
                let by = if rise { '−' } else { '+' };
                let middle = middle(percent);
                format!("{amount} ÷ ({level} {by} {amount}) {middle}{sign} {}%", shown(&stated))
            }
            Formula::Mean => {
                let [sum, count] = members.as_slice() else { return String::new() };
                let middle = middle(mean);
                format!("{} ÷ {} {middle}{sign} {}", shown(sum), shown(count), shown(&stated))
            }
            Formula::Difference if exact => {
                format!("{} {sign} {}", minus(&members), shown(&stated))
            }
            Formula::Difference => {
                let apart = self.computed.normalize();
                format!("{} = {apart} {sign} {}", minus(&members), shown(&stated))
            }
        }
    }
}

/// The first so many of the members, and the others.
fn split(members: &[Figure], parts: u8) -> (&[Figure], &[Figure]) {
    members.split_at_checked(usize::from(parts)).unwrap_or_default()
}

/// The sign between a calculation and the stated value.
fn sign(verdict: Verdict, exact: bool) -> &'static str {
    match verdict {
        Verdict::Holds if exact => "=",
        Verdict::Holds | Verdict::HoldsTruncated | Verdict::Possible => "≈",
        Verdict::Inconsistent | Verdict::Ambiguous => "≠",
    }
}

fn terms(figures: &[Figure]) -> String {
    figures.iter().map(shown).collect::<Vec<_>>().join(" + ")
}

/// Several terms in brackets.
fn grouped(figures: &[Figure]) -> String {
    if figures.len() > 1 { format!("({})", terms(figures)) } else { terms(figures) }
}

/// The difference of two figures, the larger value first.
fn minus(figures: &[Figure]) -> String {
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

/// A mean with one decimal more than is printed.
fn mean(value: Decimal, stated: &Figure) -> String {
    let places = i32::from(stated.decimals) - i32::from(stated.magnitude) + 1;
    let away = RoundingStrategy::MidpointAwayFromZero;
    let places = u32::try_from(places).unwrap_or(0);
    scaled(value.round_dp_with_strategy(places, away), stated.magnitude)
}

/// The number as a reader would write it: as printed, with 万/亿, without unit and blanks.
fn shown(figure: &Figure) -> String {
    scaled(figure.value, figure.magnitude)
}

/// A number with 万/亿 for its power of ten, where that is one of these.
fn scaled(value: Decimal, magnitude: u8) -> String {
    let (unit, suffix) = match magnitude {
        4 => (10_000, "万"),
        8 => (100_000_000, "亿"),
        _ => (1, ""),
    };
    let value = value.checked_div(Decimal::from(unit)).unwrap_or(value);
    format!("{}{suffix}", value.normalize())
}
