//! Rates beside the numbers they are made of.

use super::bounds::at_most;
use super::reading::Reading;
use super::sentence::Token;
use super::{Draft, compare, quotient};
use crate::lexicon::audit::{Audit, CARRIED, OPEN, SHARE, SHARED, TOGETHER};
use crate::report::{FigureKind, Rule, Tie, Verdict};

/// Figures before a rate that may be its numerator.
const PARTS: usize = 4;
/// Figures before a numerator that may be its base.
const WHOLES: usize = 8;

/// What a percentage says it is.
struct Rate<'a> {
    /// The words before 率; empty for 占.
    stem: &'a str,
    /// Rows of the rate table that the stem names.
    rows: u32,
    /// The base of such a rate differs between reports.
    vary: bool,
    tie: Tie,
}

/// Finds ratios in a sentence.
pub(super) fn rates(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Draft>) {
    for (at, stated) in tokens.iter().enumerate() {
        if stated.figure.kind != FigureKind::Percent || stated.figure.change.is_some() {
            continue;
        }
        let Some(rate) = rate(stated, table) else { continue };
        let head = tokens.get(..at).unwrap_or_default();
        if let Some(found) = holding(head, stated, &rate, table) {
            drafts.extend(found);
        } else if let Some(draft) = broken(head, stated, &rate, table) {
            drafts.push(draft);
        }
    }
}

/// Reads a percentage's label: 成功率达, 占.
fn rate<'a>(stated: &Token<'a>, table: &Audit) -> Option<Rate<'a>> {
    let label = stated.label();
    if stated.before.has(SHARED) || stated.figure.value_high.is_some() {
        return None;
    }
    if let Some((stem, rest)) = label.rsplit_once('率') {
        let rest = rest.trim();
        let plain = rest.is_empty() || table.table.rates.tail.iter().any(|tail| tail == rest);
        let (mut rows, mut vary) = (0, false);
        for (row, entry) in table.table.rate.iter().enumerate().take(32) {
            if stem.ends_with(entry.stem.as_str()) {
                rows |= 1 << row;
                vary |= entry.vary;
            }
        }
        return plain.then_some(Rate { stem, rows, vary, tie: Tie::Rate });
    }
    let share = stated.before.has(SHARE) && label.chars().count() <= 8;
    share.then_some(Rate { stem: "", rows: 0, vary: false, tie: Tie::Share })
}

/// The last two characters of a rate's name.
fn core<'a>(rate: &Rate<'a>) -> Option<&'a str> {
    rate.stem.char_indices().rev().nth(1).and_then(|(at, _)| rate.stem.get(at..))
}

/// Whether the numerator's label names the rate: by the table, or by the end of the rate's own
/// name (调解成功9833件, 成功率).
fn names(part: &Token<'_>, rate: &Rate<'_>) -> bool {
    let says = |core: &str| part.label().contains(core) || part.noun().contains(core);
    !denies(part, rate) && (part.meaning().rates & rate.rows != 0 || core(rate).is_some_and(says))
}

/// Whether it names what the rate leaves out (不合格283批次, 合格率).
fn denies(part: &Token<'_>, rate: &Rate<'_>) -> bool {
    let before = |label: &str, core: &str| {
        label
            .find(core)
            .and_then(|at| label.get(..at))
            .is_some_and(|head| head.ends_with(['不', '未']))
    };
    core(rate).is_some_and(|core| before(part.label(), core) || before(part.noun(), core))
}

/// A ratio that holds, with the order that it implies.
fn holding(
    head: &[Token<'_>],
    stated: &Token<'_>,
    rate: &Rate<'_>,
    table: &Audit,
) -> Option<Vec<Draft>> {
    let level = |token: &Token<'_>| token.is_level() && token.depth <= stated.depth;
    let parts: Vec<_> =
        head.iter().enumerate().rev().filter(|(_, token)| level(token)).take(PARTS).collect();
    // Named numerators first; an unnamed one only right before the rate, and only against a
    // printed decimal: round numbers meet by chance.
    let named = parts.iter().filter(|(_, part)| names(part, rate));
    let chance = rate.tie == Tie::Rate && stated.figure.decimals == 0;
    let unnamed = parts.iter().take(if chance { 0 } else { 1 });
    for &(at, part) in named.chain(unnamed) {
        let together = stated.before.has(TOGETHER);
        let nums = alike(head.get(..=at).unwrap_or_default(), part);
        let longest = if together { nums.len() } else { 1 };
        for count in (1..=longest).rev() {
            let nums = nums.get(nums.len() - count..).unwrap_or_default();
            let Some(first) =
                nums.first().and_then(|n| head.iter().position(|t| t.index == n.index))
            else {
                continue;
            };
            let before = head.get(first.saturating_sub(WHOLES)..first).unwrap_or_default();
            for (place, whole) in
                before.iter().enumerate().rev().filter(|(_, t)| t.like(part) && level(t))
            {
                let bases = alike(before.get(..=place).unwrap_or_default(), whole);
                // One base, or several that were counted apart (建议100件、提案50件，办结…).
                for bases in (1..=bases.len().min(3)).filter_map(|n| bases.get(bases.len() - n..)) {
                    if let Some(draft) = ratio(nums, bases, stated, rate, table)
                        && draft.verdict != Verdict::Inconsistent
                    {
                        let order = bases.first().filter(|_| bases.len() == 1);
                        let order = order.and_then(|base| at_most(nums, base, rate.tie, table));
                        let order = order.filter(|draft| draft.verdict == Verdict::Holds);
                        return Some([Some(draft), order].into_iter().flatten().collect());
                    }
                }
            }
        }
    }
    None
}

/// The run of like quantities that ends with `last`.
fn alike<'t, 'a>(head: &'t [Token<'a>], last: &Token<'a>) -> Vec<&'t Token<'a>> {
    let mut run: Vec<_> = head.iter().rev().take(4).take_while(|token| token.like(last)).collect();
    run.reverse();
    run
}

/// A mismatch that the text itself lets be called one: the rate stands right behind a numerator
/// of its name, and that right behind its base.
fn broken(head: &[Token<'_>], stated: &Token<'_>, rate: &Rate<'_>, table: &Audit) -> Option<Draft> {
    let mut levels =
        head.iter().rev().filter(|token| token.is_level() && token.depth <= stated.depth);
    let (part, base) = (levels.next()?, levels.next()?);
    if head.last()?.index != part.index || denies(part, rate) {
        return None;
    }
    let exact = [base, part, stated].iter().all(|token| token.figure.approx.is_none());
    let carried = head.iter().chain([stated]).any(|token| token.around.has(CARRIED));
    let tied = match rate.tie {
        Tie::Share => part.around.has(OPEN) && stated.label() == "占",
        _ => names(part, rate) && !names(base, rate) && said(rate.stem, base, part),
    };
    let apart = part.parted() || stated.parted();
    if !exact || carried || rate.vary || !tied || apart || !part.like(base) {
        return None;
    }
    // Far above, it is another thing's count.
    if base.figure.value.checked_add(base.figure.value)? < part.figure.value {
        return None;
    }
    let mut draft = ratio(&[part], &[base], stated, rate, table)?;
    if part.figure.value > base.figure.value {
        // Then it is rather not the base.
        draft.verdict = Verdict::Ambiguous;
    }
    Some(draft)
}

/// Whether the rate's name says nothing that the labels do not (按期办结率 beside 办结 does).
fn said(stem: &str, base: &Token<'_>, part: &Token<'_>) -> bool {
    let last = stem.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    let more = stem.get(..last).unwrap_or_default();
    more.is_empty()
        || [base.label(), base.noun(), part.label(), part.noun()]
            .iter()
            .any(|label| label.contains(more))
}

fn ratio(
    nums: &[&Token<'_>],
    bases: &[&Token<'_>],
    stated: &Token<'_>,
    rate: &Rate<'_>,
    table: &Audit,
) -> Option<Draft> {
    let read = |tokens: &[&Token<'_>]| {
        let readings = tokens.iter().map(|token| Reading::of(token.figure, table));
        Reading::sum(readings.collect::<Option<Vec<_>>>()?)
    };
    let mut computed = read(nums)?.percent_of(read(bases)?)?;
    let rest = nums.len() == 1 && nums.iter().all(|part| denies(part, rate));
    if rest {
        computed = computed.rest()?;
    }
    let verdict = compare(computed, stated.figure, table)?;
    let members = nums.iter().chain(bases).map(|token| token.index).collect();
    Some(Draft {
        rule: Rule::Ratio,
        tie: rate.tie,
        verdict,
        members,
        stated: stated.index,
        computed: computed.value,
        calculation: quotient(nums, bases, rest, computed, stated.figure, verdict),
        names: Vec::new(),
    })
}
