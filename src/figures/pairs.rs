//! Lists of names paired with lists of values in order: 绿化覆盖率、绿地率达到44.5%、39.4%.

use super::around::{Placed, Sides, together};
use super::edge::{blank, several, trim_end};
use super::phrase::{comparison_only, trim_left, without_comparison};
use crate::lexicon::figures::FigureWords;
use crate::text::Span;

/// A figure's place in a run of figures with nothing but joints between them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pair {
    /// What names it, where it is not what stands right before it.
    pub(super) name: Option<Span>,
    /// The name is one of a list.
    pub(super) listed: bool,
    /// What is said of all names (书记、镇长分别讲课2次、3次).
    pub(super) tail: Option<Span>,
    /// What stands before the whole run.
    pub(super) run: Option<Span>,
    /// Its place in the run, from 0.
    pub(super) place: usize,
    /// Number of figures in the run.
    pub(super) count: usize,
}

/// Fills `pairs`: for each figure the name it is paired with. Figures of a run with nothing but a joint between
/// them share what stands before the first; where that is a list of as many names as there are
/// values, each takes its own.
pub(super) fn pairs(
    text: &str,
    placed: &[Placed],
    sides: &[Sides],
    pairs: &mut Vec<Pair>,
    words: &FigureWords,
) {
    pairs.clear();
    pairs.resize(placed.len(), Pair::default());
    let mut first = 0;
    while first < placed.len() {
        let mut last = first;
        while let (Some(a), Some(b)) = (placed.get(last), placed.get(last + 1)) {
            if !together(text, a, b, words) {
                break;
            }
            last += 1;
        }
        if last > first
            && let Some(head) = sides.get(first)
        {
            // 33起39人: two measures of one thing.
            let joined = placed.get(first..=last).unwrap_or_default().windows(2).all(|pair| {
                matches!(pair, [a, b] if text
                    .get(a.end as usize..b.start as usize)
                    .is_some_and(|gap| !gap.trim().is_empty()))
            });
            let names = if joined { list(text, head.left, last - first + 1, words) } else { None };
            let object = names.as_ref().and_then(|(names, _)| shared_object(text, names, words));
            for (offset, index) in (first..=last).enumerate() {
                let (name, tail) = match &names {
                    Some((names, tail)) => {
                        let object = object.filter(|_| index < last);
                        (names.get(offset).copied(), tail.or(object))
                    }
                    None => (Some(head.left), None),
                };
                if let Some(slot) = pairs.get_mut(index) {
                    let count = last - first + 1;
                    let listed = names.is_some();
                    *slot = Pair { name, listed, tail, run: Some(head.left), place: offset, count };
                }
            }
        }
        first = last + 1;
    }
}

/// The parts of a list of exactly `count` names, and what is said of all of them.
fn list(
    text: &str,
    span: Span,
    count: usize,
    words: &FigureWords,
) -> Option<(Vec<Span>, Option<Span>)> {
    // 对应改革要求，取消、下放事项分别为18项、6项: what stands before a comma is in no list of names.
    let side = text.get(span.range())?;
    let lead = side
        .rfind(['，', ','])
        .and_then(|at| Some(at + side.get(at..)?.chars().next()?.len_utf8()));
    let span = Span::new(span.start as usize + lead.unwrap_or(0), span.end as usize);
    let mut cut = text.get(span.range())?;
    // 分别 and the words of level belong to no name.
    loop {
        let before = cut.len();
        cut = trim_end(cut, blank);
        if words.level_not.at_end(cut).is_none()
            && let Some((word, ())) = words.level.at_end(cut)
        {
            cut = cut.get(..cut.len() - word.len())?;
        }
        if cut.len() == before {
            break;
        }
    }
    let mut tail = None;
    if let Some((at, word, ())) = words.respectively.find(cut) {
        let past = span.start as usize + at + word.len();
        let said = Span::new(past, span.start as usize + cut.len());
        // 分别增长: that is told as a change.
        if !comparison_only(text.get(said.range())?, words) && !said.is_empty() {
            tail = Some(said);
        }
        let names = cut.get(..at)?;
        // 起数、死亡人数同比分别下降: nor does the comparison belong to the last name.
        cut = if tail.is_some() { names } else { without_comparison(names, words) };
    }
    if tail
        .is_none_or(|tail| trim_left(text.get(tail.range()).unwrap_or_default(), words).is_empty())
        && let Some(names) = shared_attribute(cut, words)
    {
        // 转移登记、抵押登记办理时限分别压减至1个和0.5个工作日.
        let from = span.start as usize;
        tail = Some(Span::new(from + names.len(), from + cut.len()));
        cut = names;
    }
    let parts = |separators: &[char]| -> Vec<Span> {
        let mut parts = Vec::new();
        let mut at = 0;
        for part in cut.split(separators) {
            parts.push(Span::new(span.start as usize + at, span.start as usize + at + part.len()));
            at += part.len()
                + cut
                    .get(at + part.len()..)
                    .and_then(|r| r.chars().next())
                    .map_or(0, char::len_utf8);
        }
        parts
    };
    // 及 may begin a word of its own: 报备率、及时率和规范率.
    let parts = [&['、'][..], &['、', '和', '与'][..], &['、', '和', '及', '与'][..]]
        .into_iter()
        .map(parts)
        .find(|parts| parts.len() == count && parts.iter().all(|p| !p.is_empty()))?;
    Some((parts, tail))
}

/// What the last name of a list ends with and all the others lack: 行政权力事项 of 取消、下放、承接行政权力
/// 事项, 服务平台 of 建成县、镇、村（社区）服务平台.
fn shared_object(text: &str, names: &[Span], words: &FigureWords) -> Option<Span> {
    let (last, others) = names.split_last()?;
    let name = |span: &Span| Some(trim_left(text.get(span.range())?, words));
    let deed = |name: &str| words.verbs.contains(name);
    let tier = |name: &str| {
        let deed = words.verbs.at_start(name).map_or(0, |(verb, _)| verb.len());
        name.get(deed..).is_some_and(|rest| words.tiers.contains(rest))
    };
    let lacking = |lacks: &dyn Fn(&str) -> bool| others.iter().filter_map(name).all(lacks);
    let whole = text.get(last.range())?;
    let own = name(last)?;
    let object = if lacking(&deed) {
        own.get(words.verbs.at_start(own)?.0.len()..)?
    } else if lacking(&tier) {
        let rest = own.get(words.tiers.at_start(own)?.0.len()..)?;
        // 镇、村两级.
        if words.tier_ends.at_start(rest).is_some() {
            return None;
        }
        // 村（社区）.
        match rest.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')'])) {
            Some((_, behind)) => behind,
            None => rest,
        }
    } else {
        return None;
    };
    let kept = whole.trim_end().len().checked_sub(object.len())?;
    (several(object) && whole.get(kept..)?.trim_end() == object)
        .then(|| Span::new(last.start as usize + kept, last.start as usize + kept + object.len()))
}

/// The names before an attribute or a rate at the end that belongs to all of them: 法律顾问、公职律师
/// before 配备率.
fn shared_attribute<'a>(list: &'a str, words: &FigureWords) -> Option<&'a str> {
    // 起数、死亡人数: what ends alike has an attribute of its own.
    let last = list.chars().next_back()?;
    let has = |name: &str| {
        name.ends_with(last)
            || words.attributes.at_end(name).is_some()
            || words.rates.at_end(name).is_some()
    };
    let names = match words.attributes.at_end(list) {
        Some((word, ())) => list.get(..list.len() - word.len())?,
        None => {
            let (rate, ()) = words.rates.at_end(list)?;
            let deed = list.get(..list.len() - rate.len())?;
            let (verb, _) = words.verbs.at_end(deed)?;
            deed.get(..deed.len() - verb.len())?
        }
    };
    let mut parts = names.rsplit('、');
    (parts.next().is_some_and(several) && parts.all(|name| !has(name))).then_some(names)
}
