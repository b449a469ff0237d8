//! Means beside what they divide: 罚款4.92亿元，处罚决定书5274份，案均9.33万元.

use super::compare;
use super::reading::power;
use super::sentence::Token;
use crate::lexicon::audit::Audit;
use crate::report::{FigureKind, Formula, Members, Relation, Rule, Tie, Verdict};
use rust_decimal::Decimal;

/// Figures before a mean among which the two that it is made of are looked for.
const NEAR: usize = 6;

/// Finds means in a sentence. Which numbers one is made of is not said: offered only where it
/// holds, with two digits at least.
pub(super) fn means(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    for (at, stated) in tokens.iter().enumerate() {
        if !stated.level || table.mean.at_start(stated.label).is_none() || !is_long(stated) {
            continue;
        }
        let head = tokens.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
        let sums = head.iter().rev().filter(|token| token.like(stated));
        let counts = || head.iter().rev().filter(|token| counts(token, stated));
        let pairs = sums.flat_map(|sum| counts().map(move |count| (sum, count)));
        let found = pairs.filter_map(|(sum, count)| mean(sum, count, stated, table));
        drafts.extend(found.take(1));
    }
}

/// Whether a number has two digits at least.
fn is_long(token: &Token<'_>) -> bool {
    let figure = token.figure;
    let place = power(i32::from(figure.magnitude) - i32::from(figure.decimals) + 1);
    place.is_some_and(|place| figure.value >= place)
}

/// Whether it tells among how many the sum is divided.
fn counts(token: &Token<'_>, stated: &Token<'_>) -> bool {
    token.level
        && !token.like(stated)
        && token.figure.kind == FigureKind::Count
        && token.figure.value > Decimal::ONE
}

fn mean(sum: &Token<'_>, count: &Token<'_>, stated: &Token<'_>, table: &Audit) -> Option<Relation> {
    let computed = sum.reading(table)?.over(count.reading(table)?)?;
    let verdict = compare(computed, stated, table)?;
    matches!(verdict, Verdict::Holds | Verdict::HoldsTruncated).then(|| Relation {
        rule: Rule::Ratio,
        tie: Tie::Rate,
        verdict,
        formula: Formula::Mean,
        computed: computed.value,
        members: Members::new([sum.index, count.index], stated.index),
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::tests::{is, one, told};
    use crate::report::{Rule, Verdict};

    #[test]
    fn a_mean_is_the_sum_over_the_count() {
        let content = "下达处罚决定书5274份，罚款4.92亿元，移送12件，案均9.33万元。";
        let found = is("4.92亿 ÷ 5274 = 9.3288万 ≈ 9.33万", Verdict::Holds);
        assert_eq!(one(content, Rule::Ratio), found);
        for other in [
            content.replace("9.33", "9.43"),
            content.replace("案均", "追缴"),
            // One digit is met by chance.
            "下达处罚决定书52份，罚款468万元，案均9万元。".to_owned(),
        ] {
            assert_eq!(told(&other, Rule::Ratio), [], "{other}");
        }
    }
}
