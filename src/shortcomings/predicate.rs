//! The evaluative predicates of a clause, and the entries that they make of it.

use super::clause;
use super::marked::Marked;
use crate::lexicon::{Cue, Shortcomings};
use crate::text::class::{self, is_space};
use std::ops::Range;

/// A predicate in a clause; offsets are bytes of the clause.
#[derive(Debug, Clone)]
struct Hit {
    span: Range<usize>,
    cue: Cue,
}

/// A part of a clause that is an entry; offsets are bytes of the clause.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The entry.
    pub(super) span: Range<usize>,
    /// Its predicate.
    pub(super) cue: Range<usize>,
    /// A predicate without a subject before it.
    pub(super) unsaid: bool,
    /// The same of a quality.
    pub(super) bare: bool,
    /// That it goes on is all that is said (依然存在).
    pub(super) happens: bool,
    /// 存在 stands before it: a statement of its own, even without a subject.
    pub(super) introduced: bool,
}

/// What clauses are read into, one after the other.
#[derive(Debug, Default)]
pub(super) struct Read {
    hits: Vec<Hit>,
    groups: Vec<Group>,
}

/// Most characters of a property's name.
const PROPERTY: usize = 5;

/// The entries of a clause. `general` tells whether a clause that only says that there are problems
/// counts too, since its place in a list gives it a subject of its own; hardly any clause asks.
/// `slights` tells whether 轻 stands anywhere around, which it hardly does.
pub(super) fn groups<'r>(
    marked: Marked<'_>,
    general: &impl Fn() -> bool,
    slights: bool,
    table: &Shortcomings,
    read: &'r mut Read,
) -> &'r [Group] {
    let clause = marked.text;
    let Read { hits, groups } = read;
    hits.clear();
    groups.clear();
    predicates(marked, general, table, hits);
    if hits.is_empty() && slights {
        hits.extend(slight(clause, table).map(|span| Hit { span, cue: Cue::Fail }));
    }
    if hits.is_empty() {
        let found = unlisted(clause, table).or_else(|| quoted(clause, table));
        hits.extend(found.map(|span| Hit { span, cue: Cue::Trait }));
    }
    if hits.is_empty() {
        return groups;
    }
    // Characters of the subject in the first piece of the list.
    let mut first_subject = 0;
    let mut pending = None;
    for (start, piece, _) in clause::split(marked, parts) {
        let end = start + piece.text.len();
        let inside = |hit: &&Hit| hit.span.start >= start && hit.span.start < end;
        let mut here = hits.iter().filter(inside);
        let Some(first) = here.clone().next() else {
            // Part of the next piece's subject, or of the last one's object.
            pending = pending.or(Some(start));
            continue;
        };
        // 以罚代管、一罚了之时有发生: a noun that shares the predicate of the last one.
        let named = || piece.text.trim_matches(around_name);
        let behind = |hit: &Hit| hit.span.start >= end && hit.cue == Cue::Happen;
        if first.cue == Cue::Fail && hits.iter().any(behind) && first.span.len() == named().len() {
            pending = pending.or(Some(start));
            continue;
        }
        // 存在 and 普遍存在 only introduce what is wanting.
        let main = here.find(|hit| !matches!(hit.cue, Cue::Exist | Cue::Happen)).unwrap_or(first);
        let from = pending.take().unwrap_or(start);
        let behind = if first.span.start < main.span.start { first.span.end } else { from };
        let named = subject(clause, behind..main.span.start, table);
        let length = solid(named);
        // 内容雷同、可操作性差: a property of the first piece's subject.
        let property = length <= PROPERTY && named.ends_with(table.property.as_str());
        let shares = length == 0 || (length <= 3 || property) && first_subject > 3;
        // 态度生硬、办案拖拉的情况时有发生: what happens is all of it.
        let closed = main.cue != Cue::Happen
            && hits
                .last()
                .is_some_and(|last| last.cue == Cue::Happen && happens(clause, main, last, table));
        match groups.last_mut() {
            Some(last) if closed || shares => {
                last.span.end = end;
                continue;
            }
            None => first_subject = length,
            _ => {}
        }
        let quality = matches!(main.cue, Cue::Trait | Cue::Short | Cue::Need | Cue::NeedFinal);
        let unsaid = length == 0 && solid(subject(clause, from..first.span.start, table)) == 0;
        let bare = unsaid && quality;
        let introduced = matches!(first.cue, Cue::Exist | Cue::Happen);
        let happens = main.cue == Cue::Happen;
        groups.push(Group {
            span: from..end,
            cue: main.span.clone(),
            unsaid,
            bare,
            happens,
            introduced,
        });
    }
    if let (Some(_), Some(last)) = (pending, groups.last_mut()) {
        last.span.end = clause.len();
    }
    let listed = groups.len() > 1;
    for group in &mut *groups {
        trim(clause, group, hits, listed, table);
    }
    groups
}

/// Whether what `main` says is a noun's attribute (…的问题) of which `last` says that it goes on.
fn happens(clause: &str, main: &Hit, last: &Hit, table: &Shortcomings) -> bool {
    let between = clause.get(main.span.end..last.span.start).unwrap_or_default();
    between.strip_prefix('的').is_some_and(|noun| table.still.at_start(noun).is_some())
}

/// Parts the pieces of a list.
fn parts(c: char) -> bool {
    matches!(c, '、' | '﹑')
}

/// Whether a predicate at byte `start` has no subject but the whole of what is reported: 我县法治
/// 政府建设与上级要求….
pub(super) fn of_the_whole(clause: &str, start: usize, table: &Shortcomings) -> bool {
    let head = clause.get(..start).unwrap_or_default();
    let compared = table.against.iter(head).next().map_or(head.len(), |(at, ..)| at);
    let mut rest = head.get(..compared).unwrap_or_default().trim_matches(is_space);
    while let Some((word, ())) = table.whole.at_start(rest) {
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    rest.is_empty()
}

/// What may stand around a name without belonging to it.
fn around_name(c: char) -> bool {
    is_space(c) || matches!(c, '“' | '”' | '"' | '‘' | '’')
}

/// Adds the predicates of a clause that speak of a failing.
fn predicates(
    marked: Marked<'_>,
    general: &impl Fn() -> bool,
    table: &Shortcomings,
    hits: &mut Vec<Hit>,
) {
    let clause = marked.text;
    // End of a word of dealing with failings before any cue.
    let mut solve = None;
    // End of a word of there being something: 还有短板需要补齐 says no more than that there is.
    let mut there = None;
    let mut titles = marked.marks().filter(|mark| matches!(mark.c, '《' | '》')).peekable();
    let mut in_title = false;
    for (start, end, cue) in table.cues.iter(clause) {
        while let Some(mark) = titles.next_if(|mark| mark.at < start) {
            in_title = mark.c == '《';
        }
        let word = clause.get(start..end).unwrap_or_default();
        let head = clause.get(..start).unwrap_or_default();
        let rest = clause.get(end..).unwrap_or_default();
        let holds = match cue {
            _ if in_title => false,
            Cue::Mask => false,
            Cue::Solve => {
                let governs = hits.is_empty() && table.undone.at_end(head).is_none();
                solve = solve.or(governs.then_some(end));
                false
            }
            Cue::Need | Cue::NeedFinal if only_general(clause, there, start, table) => false,
            Cue::Need => true,
            Cue::NeedFinal => {
                let piece = trim_list(rest_of_piece(marked, end), table);
                table.improve.iter().any(|verb| piece.ends_with(verb.as_str()))
            }
            Cue::Exist | Cue::Happen if rest.starts_with('的') => false,
            // 依然存在 closes a statement; with something behind it it is a mere 存在.
            Cue::Exist | Cue::Happen if cue == Cue::Exist || introduces(word, rest) => {
                substance(rest, table) >= 2 || (substance(head, table) >= 4 && general())
            }
            Cue::Exist | Cue::Happen => substance(head, table) >= 2,
            Cue::Short => {
                closes_piece(rest_of_piece(marked, end), table)
                    && !dealt_with(clause, solve, start, table)
            }
            Cue::Trait | Cue::Fail => {
                let noun = table.noun.iter().any(|noun| noun == word)
                    && (table.noun_before.iter().any(|before| head.ends_with(before.as_str()))
                        || rest.starts_with("之处"))
                    // 有专业背景的不足三成.
                    && !rest.starts_with(|c| class::digit(c).is_some() || class::han_digit(c).is_some());
                let dealt_with = dealt_with(clause, solve, start, table);
                // 不合格18份 states a result; only 不足 has its quantity behind it.
                let counted = cue == Cue::Trait
                    && word.starts_with('不')
                    && word != "不足"
                    && rest.starts_with(|c| class::digit(c).is_some());
                !(noun || counted || attribute(rest, dealt_with, table))
            }
        };
        if matches!(cue, Cue::Exist | Cue::Happen) {
            there = Some(end);
        }
        if holds {
            hits.push(Hit { span: start..end, cue });
        }
    }
}

/// A quality found wanting that no list names, at the clause's end: 不相称, 过于琐碎.
fn unlisted(clause: &str, table: &Shortcomings) -> Option<Range<usize>> {
    /// Characters of the quality behind 不 or a word of degree.
    const QUALITY: std::ops::RangeInclusive<usize> = 1..=4;
    // “顾而不问”: what closes the saying closes the clause.
    let clause = class::trim_end(clause);
    let clause = saying(clause).map_or(clause, |(inner, _)| inner);
    let starts = clause.char_indices().rev().take_while(|&(_, c)| class::is_han(c)).take(6);
    let begins = |start: usize| {
        if !table.degree.may_begin(clause.as_bytes().get(start..)?) {
            return None;
        }
        let rest = clause.get(start..)?;
        let (degree, ()) = table.degree.at_start(rest)?;
        QUALITY.contains(&rest.get(degree..)?.chars().count()).then_some(start)
    };
    let start = starts.filter_map(|(start, _)| begins(start)).last()?;
    let near = clause
        .get(..start)
        .and_then(|head| head.char_indices().next_back())
        .map_or(0, |(at, _)| at);
    let around = clause.get(near..)?;
    (!table.degree_mask.any(around)).then_some(start..clause.len())
}

/// The saying in quotation marks that closes a clause: the clause without the last mark, and where the
/// saying begins.
fn saying(clause: &str) -> Option<(&str, usize)> {
    /// Characters of the shortest: less is a word.
    const SHORTEST: usize = 4;
    let inner = clause.strip_suffix(['”', '’'])?;
    let (_, said) = inner.rsplit_once(['“', '‘'])?;
    said.chars().nth(SHORTEST - 1).map(|_| (inner, inner.len() - said.len()))
}

/// What some are said to be like, where that closes the clause: 部分单位“怕被复议”.
fn quoted(clause: &str, table: &Shortcomings) -> Option<Range<usize>> {
    let (inner, start) = saying(class::trim_end(clause))?;
    table.limited.at_start(clause).is_some().then_some(start..inner.len())
}

/// 重X轻Y: one thing is cared for and another is not.
fn slight(clause: &str, table: &Shortcomings) -> Option<Range<usize>> {
    let [heavy, light] = table.slight;
    let start = clause.find(heavy)?;
    let between = clause.get(start + heavy.len_utf8()..)?;
    let (middle, after) = between.split_once(light)?;
    let short = |text: &str| (2..=4).contains(&text.trim_end_matches(['、', '，']).chars().count());
    let object: String = after.chars().take_while(|&c| class::is_han(c)).take(2).collect();
    let end = start + heavy.len_utf8() + middle.len() + light.len_utf8() + object.len();
    let whole = clause.get(start..end)?;
    let masked = table.slight_mask.iter().any(|word| whole.contains(word.as_str()));
    (short(middle) && short(&object) && !masked).then_some(start..end)
}

/// Whether 存在 is followed by what exists.
fn introduces(word: &str, rest: &str) -> bool {
    word.ends_with("存在") && !rest.trim_matches(is_space).is_empty()
}

/// Whether between a word of there being something (its end in `there`) and the cue at `start`
/// stand general nouns only.
fn only_general(clause: &str, there: Option<usize>, start: usize, table: &Shortcomings) -> bool {
    there
        .and_then(|end| clause.get(end..start))
        .is_some_and(|between| !between.is_empty() && substance(between, table) == 0)
}

/// Whether nothing of weight follows in this part of the list.
fn closes_piece(rest: &str, table: &Shortcomings) -> bool {
    let noun = trim_list(rest, table).trim_start_matches(['”', '’', '的', '等']);
    noun.is_empty() || table.still.at_start(noun).is_some()
}

/// What stands behind byte `from` before the next piece of a list.
fn rest_of_piece(clause: Marked<'_>, from: usize) -> &str {
    let next = clause.marks().find(|mark| mark.at >= from && parts(mark.c));
    clause.text.get(from..next.map_or(clause.text.len(), |mark| mark.at)).unwrap_or_default()
}

/// Whether a word of dealing with failings (its end in `solve`) governs the cue at `start`.
fn dealt_with(clause: &str, solve: Option<usize>, start: usize, table: &Shortcomings) -> bool {
    solve
        .and_then(|end| clause.get(end..start))
        .is_some_and(|between| !table.ability.iter().any(|word| between.contains(word.as_str())))
}

/// Whether what follows a cue makes it a mere attribute: 的 and a noun other than 问题 and its
/// like, or such a noun while the clause speaks of dealing with it (解决…不足问题).
fn attribute(rest: &str, solve: bool, table: &Shortcomings) -> bool {
    let noun = rest.strip_prefix('的').unwrap_or(rest);
    let listed = noun.strip_prefix('等').unwrap_or(noun);
    if table.still.at_start(listed).is_some() || listed.is_empty() {
        return solve;
    }
    noun.len() < rest.len()
}

/// Characters of `text` that are neither general nouns nor their determiners.
fn substance(text: &str, table: &Shortcomings) -> usize {
    let mut at = 0;
    let mut count = 0;
    for (start, end, ()) in table.general.iter(text) {
        count += solid(text.get(at..start).unwrap_or_default());
        at = end;
    }
    count + solid(text.get(at..).unwrap_or_default())
}

/// The subject in `range`, adverbs before the predicate left out.
fn subject<'a>(clause: &'a str, range: Range<usize>, table: &Shortcomings) -> &'a str {
    let mut text = class::trim_end(clause.get(range).unwrap_or_default());
    while let Some((word, ())) = table.adverb.at_end(text) {
        text = text.strip_suffix(word).unwrap_or_default();
    }
    text
}

/// Number of characters that are no marks.
fn solid(text: &str) -> usize {
    let (mut common, mut others) = (text.len(), 0);
    for (_, c) in class::uncommon(text) {
        common -= c.len_utf8();
        others += usize::from(c.is_alphanumeric());
    }
    common / '法'.len_utf8() + others
}

/// Cuts what only introduces or closes an entry.
fn trim(clause: &str, group: &mut Group, hits: &[Hit], listed: bool, table: &Shortcomings) {
    let introduction = hits.iter().find(|hit| {
        hit.span.start >= group.span.start
            && hit.span.end <= group.cue.start
            && matches!(hit.cue, Cue::Exist | Cue::Happen)
    });
    // 仍有6个村未接入: that there are some is said of what follows.
    let fails = hits.iter().any(|hit| hit.span == group.cue && hit.cue == Cue::Fail);
    let some = |hit: &Hit| clause.get(hit.span.clone()).is_some_and(|word| word.ends_with('有'));
    if let Some(hit) = introduction.filter(|hit| !(fails && some(hit)))
        && (listed || solid(subject(clause, group.span.start..hit.span.start, table)) == 0)
    {
        let rest = clause.get(hit.span.end..).unwrap_or_default();
        let skipped = rest.len() - rest.trim_start_matches(['着', '了', '的']).len();
        group.span.start = (hit.span.end + skipped).min(group.cue.start);
    }
    let head = clause.get(group.span.start..group.cue.start).unwrap_or_default();
    let reveals = table.reveals.any(head).then_some(&table.reveal);
    for word in reveals.into_iter().flatten() {
        if let Some((before, _)) = head.rsplit_once(word.as_str()) {
            let behind = group.span.start + before.len() + word.len();
            group.span.start = behind.max(group.span.start);
            break;
        }
    }
    let tail = clause.get(group.cue.end..group.span.end).unwrap_or_default();
    let kept = match tail.find('等') {
        Some(0) if listed => 0,
        _ => trim_list(tail, table).len(),
    };
    group.span.end = group.cue.end + kept;
}

/// Without a closing 等, 等问题, 的问题 and white space.
fn trim_list<'a>(text: &'a str, table: &Shortcomings) -> &'a str {
    let text = class::trim_end(text);
    let closed = table.closings.at_end(text).and(Some(&table.closing));
    let noun = closed.into_iter().flatten().find_map(|noun| {
        let head = text.strip_suffix(noun.as_str())?;
        head.strip_suffix('等').or_else(|| head.strip_suffix('的'))
    });
    class::trim_end(noun.or_else(|| text.strip_suffix('等')).unwrap_or(text))
}
