//! Parts that cannot exceed their whole.

use super::Draft;
use super::reading::{Reading, shown};
use super::sentence::Token;
use crate::lexicon::audit::Audit;
use crate::report::{FigureKind, Rule, Tie, Verdict};

/// Figures before a part among which its whole is looked for.
const NEAR: usize = 6;
/// Characters of a noun that is the same in both.
const NOUN: usize = 4;

/// Finds parts that their labels tie to a whole. They are offered only where they hold: what
/// was carried over from the year before may make more cases closed than opened.
pub(super) fn bounds(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Draft>) {
    for (at, part) in tokens.iter().enumerate().filter(|(_, token)| token.is_level()) {
        let head = tokens.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
        let steps = part.meaning().parts;
        if steps != 0 {
            let whole = head
                .iter()
                .rev()
                .find(|whole| whole.like(part) && whole.meaning().wholes & steps != 0);
            offer(part, whole, Tie::Steps, table, drafts);
        }
        let whole = head.iter().rev().find(|whole| {
            whole.like(part) && part.figure.kind == FigureKind::Count && same_noun(whole, part)
        });
        offer(part, whole, Tie::SameNoun, table, drafts);
    }
}

fn offer(
    part: &Token<'_>,
    whole: Option<&Token<'_>>,
    tie: Tie,
    table: &Audit,
    drafts: &mut Vec<Draft>,
) {
    let draft = whole.and_then(|whole| at_most(&[part], whole, tie, table));
    drafts.extend(draft.filter(|draft| draft.verdict == Verdict::Holds));
}

/// 386个执法单位 … 27个市级执法单位, or 380件案卷中，31件….
fn same_noun(whole: &Token<'_>, part: &Token<'_>) -> bool {
    if whole.noun().ends_with('中') && !part.parted() {
        return true;
    }
    let noun: String = whole.noun().chars().take(NOUN).collect();
    noun.chars().count() == NOUN
        && part.noun().find(noun.as_str()).is_some_and(|at| at > 0 && at <= 6 * NOUN)
}

/// The parts against their whole.
pub(super) fn at_most(
    parts: &[&Token<'_>],
    whole: &Token<'_>,
    tie: Tie,
    table: &Audit,
) -> Option<Draft> {
    let readings = parts.iter().map(|part| Reading::of(part.figure, table));
    let computed = Reading::sum(readings.collect::<Option<Vec<_>>>()?)?;
    let printed = Reading::of(whole.figure, table)?;
    let verdict = if computed.value <= whole.figure.value {
        Verdict::Holds
    } else if computed.low <= printed.high {
        Verdict::Possible
    } else {
        Verdict::Inconsistent
    };
    let terms: Vec<_> = parts.iter().map(|part| shown(part.figure)).collect();
    let sign = if verdict == Verdict::Inconsistent { ">" } else { "≤" };
    Some(Draft {
        rule: Rule::AtMost,
        tie,
        verdict,
        members: parts.iter().map(|part| part.index).collect(),
        stated: whole.index,
        computed: computed.value,
        calculation: format!("{} {sign} {}", terms.join(" + "), shown(whole.figure)),
        names: Vec::new(),
    })
}
