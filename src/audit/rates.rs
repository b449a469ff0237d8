//! Rates beside the numbers they are made of.

use super::bounds::at_most;
use super::reading::{Reading, Rough};
use super::sentence::Token;
use super::{compare, count};
use crate::lexicon::audit::{Audit, CARRIED, OPEN, SHARE, SHARED, TOGETHER};
use crate::report::{FigureKind, Formula, Members, Relation, Rule, Tie, Verdict};
use std::slice::from_ref;

/// Figures before a rate that may be its numerator.
const PARTS: usize = 4;
/// Figures before a numerator that may be its base.
const WHOLES: usize = 8;

/// What a percentage says it is.
struct Rate<'a> {
    /// The words before 率; empty for 占.
    stem: &'a str,
    /// The last two characters of the stem.
    core: Option<&'a str>,
    /// Rows of the rate table that the stem names.
    rows: u32,
    /// The base of such a rate differs between reports.
    vary: bool,
    tie: Tie,
}

/// Finds ratios in a sentence.
pub(super) fn rates(tokens: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    for (at, stated) in tokens.iter().enumerate() {
        if stated.figure.kind != FigureKind::Percent || stated.figure.change.is_some() {
            continue;
        }
        let head = tokens.get(..at).unwrap_or_default();
        let Some(rate) = rate(stated, table) else {
            if let Some(rate) = in_order(stated, table) {
                drafts.extend(holding(head, stated, &rate, table).unwrap_or_default());
                continue;
            }
            drafts.extend(portion(head, stated, table));
            continue;
        };
        if let Some(found) = holding(head, stated, &rate, table) {
            drafts.extend(found);
        } else if let Some(draft) = of_several(head, stated, &rate, table)
            .or_else(|| of_the_rest(head, stated, tokens.get(at + 1)?, &rate, table))
        {
            drafts.push(draft);
        } else if let Some(draft) = broken(head, stated, &rate, table) {
            drafts.push(draft);
        }
    }
}

/// Reads a percentage's label: 成功率达, 占.
fn rate<'a>(stated: &Token<'a>, table: &Audit) -> Option<Rate<'a>> {
    let label = stated.label;
    if stated.before.has(SHARED) || stated.figure.value_high.is_some() {
        return None;
    }
    if let Some((stem, rest)) = label.rsplit_once('率') {
        let rest = rest.trim();
        let plain = rest.is_empty() || table.table.rates.tail.iter().any(|tail| tail == rest);
        let (rows, vary) = table.stems.at_end(stem).map_or((0, false), |(_, rate)| *rate);
        let core = stem.char_indices().rev().nth(1).and_then(|(at, _)| stem.get(at..));
        return plain.then_some(Rate { stem, core, rows, vary, tie: Tie::Rate });
    }
    let (subject, of) = label.rsplit_once('占').unwrap_or(("", label));
    let near = |words: &str, most: usize| words.chars().count() <= most;
    let share = stated.before.has(SHARE) && near(subject, 8) && near(of, 8);
    share.then_some(Rate { stem: "", core: None, rows: 0, vary: false, tie: Tie::Share })
}

/// One of several rates told in order (和解率、纠错率分别为43.5%、8.3%), read from its figure's name. Offered only
/// where it holds.
fn in_order<'a>(stated: &Token<'a>, table: &Audit) -> Option<Rate<'a>> {
    let told = stated.before.has(SHARED) || stated.label.is_empty() && stated.marks.joined;
    let stem = stated.figure.indicator.strip_suffix('率').filter(|_| told)?;
    let (rows, vary) = table.stems.at_end(stem).map_or((0, false), |(_, rate)| *rate);
    let core = stem.char_indices().rev().nth(1).and_then(|(at, _)| stem.get(at..));
    Some(Rate { stem, core, rows, vary, tie: Tie::Rate })
}

/// Whether the numerator's label names the rate: by the table, or by the end of the rate's own
/// name (调解成功9833件, 成功率).
fn names(part: &Token<'_>, rate: &Rate<'_>) -> bool {
    let says = |core: &str| place(part.label, core).or_else(|| place(part.noun, core)).is_some();
    (part.meaning().rates & rate.rows != 0 || rate.core.is_some_and(says)) && !denies(part, rate)
}

/// Whether it names what the rate leaves out (不合格283批次, 合格率).
fn denies(part: &Token<'_>, rate: &Rate<'_>) -> bool {
    let denied = |label: &str, core: &str| {
        place(label, core)
            .and_then(|at| label.get(..at))
            .is_some_and(|head| head.ends_with(['不', '未']))
    };
    let by = |core: &str| denied(part.label, core) || denied(part.noun, core);
    rate.core.is_some_and(|core| by(core) && !denied(rate.stem, core))
}

/// Where a word first stands in a label.
fn place(label: &str, word: &str) -> Option<usize> {
    memchr::memmem::find(label.as_bytes(), word.as_bytes())
}

/// A ratio that holds, with the order that it implies.
fn holding(
    head: &[Token<'_>],
    stated: &Token<'_>,
    rate: &Rate<'_>,
    table: &Audit,
) -> Option<Vec<Relation>> {
    // 其中80件在一个工作日内办结，占93.7%: no share is of time.
    let level = |token: &Token<'_>| {
        let time = token.figure.kind == FigureKind::Duration;
        token.level && token.depth <= stated.depth && !time
    };
    // 核减9100万元，核减率: what was taken off may be the numerator.
    let moved = |token: &Token<'_>| {
        token.figure.change.is_some() && token.depth <= stated.depth && names(token, rate)
    };
    let able = |&(_, token): &(usize, &Token<'_>)| level(token) || moved(token);
    let parts: Vec<_> = head.iter().enumerate().rev().filter(able).take(PARTS).collect();
    // Named numerators first; an unnamed one only right before the rate, and only against a
    // printed decimal: round numbers meet by chance.
    let named = parts.iter().filter(|(_, part)| names(part, rate));
    let asked = table.asked.at_end(rate.stem).is_some();
    let chance = asked || (rate.tie == Tie::Rate && stated.figure.decimals == 0);
    let unnamed = parts.iter().take(if chance { 0 } else { 1 });
    let tried = named.map(|found| (found, true)).chain(unnamed.map(|found| (found, false)));
    for (&(at, part), named) in tried {
        let nums = alike(head.get(..=at).unwrap_or_default());
        let longest = match () {
            () if stated.before.has(TOGETHER) => nums.len(),
            // 其中A族14万人、B族9万人，占66%: all that 其中 lists.
            () if rate.tie == Tie::Share => {
                nums.iter().rev().position(|num| num.around.has(OPEN)).map_or(1, |last| last + 1)
            }
            // 撤销5件、确认违法3件，纠错率: all that name it.
            () if named => 1 + nums.iter().rev().skip(1).take_while(|n| names(n, rate)).count(),
            () => 1,
        };
        for count in (1..=longest).rev() {
            let first = at + 1 - count;
            let nums = head.get(first..=at).unwrap_or_default();
            let rest = leaves(nums, rate);
            let before = head.get(first.saturating_sub(WHOLES)..first).unwrap_or_default();
            let able = |token: &Token<'_>| token.kin(part) && level(token);
            // One base, or else several that were counted apart (建议100件、提案50件，办结…).
            for count in 1..=3 {
                let ends = before.iter().enumerate().rev().filter(|(_, token)| able(token));
                let runs = ends.map(|(end, _)| alike(before.get(..=end).unwrap_or_default()));
                let bases = runs.filter_map(|run| run.get(run.len().checked_sub(count)?..));
                for bases in bases {
                    if may_hold(nums, bases, stated, rest, table)
                        && let Some(draft) = ratio(nums, bases, stated, rate, table)
                        && draft.verdict != Verdict::Inconsistent
                    {
                        let order = match bases {
                            [base] => {
                                let nums: Vec<_> = nums.iter().collect();
                                at_most(&nums, base, rate.tie, table)
                            }
                            _ => None,
                        };
                        let order = order.filter(|draft| draft.verdict == Verdict::Holds);
                        return Some([Some(draft), order].into_iter().flatten().collect());
                    }
                }
            }
        }
    }
    None
}

/// 废止28件，失效19件，继续有效24件，废止和失效的占66.2%: a share of the parts that it names.
fn of_several(
    head: &[Token<'_>],
    stated: &Token<'_>,
    rate: &Rate<'_>,
    table: &Audit,
) -> Option<Relation> {
    let shares = &table.table.rates.share;
    let share = shares.iter().filter_map(|word| stated.label.rfind(word.as_str())).max();
    let subject = stated.label.get(..share.filter(|_| rate.tie == Tie::Share)?)?;
    let joined = table.table.rates.join.iter().any(|word| subject.contains(word.as_str()));
    let head = head.get(head.len().saturating_sub(WHOLES)..).filter(|_| joined)?;
    let named = |token: &Token<'_>| {
        let word = table.kinds(token.label, "") != 0 && token.level;
        word && table.kinds(token.label, "") & table.kinds(subject, "") != 0
    };
    let first = head.iter().position(named)?;
    let (before, behind) = head.split_at_checked(first)?;
    let count = behind.iter().take_while(|token| named(token)).count();
    let nums = behind.get(..count).filter(|nums| nums.len() > 1)?;
    let base = before.last().filter(|base| nums.iter().all(|part| part.like(base)))?;
    let draft = ratio(nums, from_ref(base), stated, rate, table)?;
    (draft.verdict != Verdict::Inconsistent).then_some(draft)
}

/// 发现隐患1873条，整改率99.2%；15条因期限未到正在推进: what a rate leaves of its base, told behind it.
fn of_the_rest(
    head: &[Token<'_>],
    stated: &Token<'_>,
    part: &Token<'_>,
    rate: &Rate<'_>,
    table: &Audit,
) -> Option<Relation> {
    let base = head.last().filter(|base| base.like(part) && rate.tie == Tie::Rate)?;
    let left =
        |words: &str| table.table.rates.left.iter().any(|word| words.contains(word.as_str()));
    if stated.figure.decimals == 0 || !(left(part.label) || left(part.tail())) {
        return None;
    }
    let draft = quotient(from_ref(part), from_ref(base), stated, true, rate, table)?;
    (draft.verdict != Verdict::Inconsistent).then_some(draft)
}

/// 开工6120套，为任务6000套的102%: a part, what it is measured by and the share right behind; or the
/// columns of a table, with nothing between them.
fn portion(head: &[Token<'_>], stated: &Token<'_>, table: &Audit) -> Option<Relation> {
    let [.., one, two] = head else { return None };
    if !two.like(one) || stated.depth != two.depth || one.depth != two.depth {
        return None;
    }
    let blank =
        |token: &Token<'_>| token.gap.trim_matches(['|', '│', ' ', '\t', '\u{3000}']).is_empty();
    let (part, base) = match () {
        () if stated.gap.trim() == "的" => (one, two),
        () if blank(stated) && blank(two) => (two, one),
        () => return None,
    };
    let rate = Rate { stem: "", core: None, rows: 0, vary: false, tie: Tie::Share };
    let draft = ratio(from_ref(part), from_ref(base), stated, &rate, table)?;
    (draft.verdict != Verdict::Inconsistent).then_some(draft)
}

/// The run of like quantities at the end, four at most.
fn alike<'t, 'a>(head: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let Some(last) = head.last() else { return &[] };
    let run = head.iter().rev().take(4).take_while(|token| token.like(last)).count();
    head.get(head.len() - run..).unwrap_or_default()
}

/// A mismatch that the text itself lets be called one: the rate stands right behind a numerator
/// of its name, and that right behind its base.
fn broken(
    head: &[Token<'_>],
    stated: &Token<'_>,
    rate: &Rate<'_>,
    table: &Audit,
) -> Option<Relation> {
    let mut levels = head.iter().rev().filter(|token| token.level && token.depth <= stated.depth);
    let (part, base) = (levels.next()?, levels.next()?);
    if head.last()?.index != part.index {
        return None;
    }
    if rate.vary || part.marks.parted || stated.marks.parted || !part.like(base) {
        return None;
    }
    let exact = [base, part, stated].iter().all(|token| token.figure.approx.is_none());
    let carried = head.iter().chain([stated]).any(|token| token.around.has(CARRIED));
    let tied = match rate.tie {
        Tie::Share => part.around.has(OPEN) && stated.label == "占",
        _ => {
            let told = denies(part, rate) || names(part, rate);
            told && !(denies(base, rate) || names(base, rate)) && said(rate.stem, base, part)
        }
    };
    if !exact || carried || !tied {
        return None;
    }
    // Far above, it is another thing's count.
    if base.figure.value.checked_add(base.figure.value)? < part.figure.value {
        return None;
    }
    let mut draft = ratio(from_ref(part), from_ref(base), stated, rate, table)?;
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
        || [base.label, base.noun, part.label, part.noun].iter().any(|label| label.contains(more))
}

/// The quotient against the stated value.
fn ratio(
    nums: &[Token<'_>],
    bases: &[Token<'_>],
    stated: &Token<'_>,
    rate: &Rate<'_>,
    table: &Audit,
) -> Option<Relation> {
    quotient(nums, bases, stated, leaves(nums, rate), rate, table)
}

/// The same, or what the parts leave of the base against it.
fn quotient(
    nums: &[Token<'_>],
    bases: &[Token<'_>],
    stated: &Token<'_>,
    rest: bool,
    rate: &Rate<'_>,
    table: &Audit,
) -> Option<Relation> {
    let read = |tokens: &[Token<'_>]| Reading::sum(tokens.iter().map(|t| t.reading(table)));
    let mut computed = read(nums)?.percent_of(read(bases)?)?;
    if rest {
        computed = computed.rest()?;
    }
    let verdict = compare(computed, stated, table)?;
    Some(Relation {
        rule: Rule::Ratio,
        tie: rate.tie,
        verdict,
        formula: Formula::Quotient { parts: count(nums.len()), rest },
        computed: computed.value,
        members: Members::new(nums.iter().chain(bases).map(|token| token.index), stated.index),
    })
}

/// Whether the numerator names what the rate leaves out.
fn leaves(nums: &[Token<'_>], rate: &Rate<'_>) -> bool {
    matches!(nums, [part] if denies(part, rate))
}

/// Whether the quotient may be the stated value: a first look that spares exact arithmetic where
/// the two are far apart.
fn may_hold(
    nums: &[Token<'_>],
    bases: &[Token<'_>],
    stated: &Token<'_>,
    rest: bool,
    table: &Audit,
) -> bool {
    let sum = |tokens: &[Token<'_>]| Rough::sum(tokens.iter().map(|t| t.rough(table)));
    let (Some(part), Some(base), Some(printed)) = (sum(nums), sum(bases), stated.rough(table))
    else {
        return false;
    };
    let (low, high) = (part.low * 100.0 / base.high, part.high * 100.0 / base.low);
    let (low, high) = if rest { (100.0 - high, 100.0 - low) } else { (low, high) };
    // A rate that was cut off is up to one unit of its last place from the quotient.
    let places = i32::from(stated.figure.magnitude) - i32::from(stated.figure.decimals);
    let slack = 10f64.powi(places) * 1.01 + (low.abs() + high.abs() + printed.high.abs()) * 1e-9;
    base.low > 0.0 && low <= printed.high + slack && printed.low - slack <= high
}
