//! Phrases beside a figure: taking off what does not name, cutting to length, joining.

use super::edge::{chars, longer, outer, several, trim, trim_end, trim_start};
use super::period;
use crate::lexicon::figures::FigureWords;
use crate::lexicon::words::Words;
use crate::text::Span;
use crate::text::class::{leads_han, uncommon};
use std::ops::Deref;
use std::rc::Rc;

/// What a figure counts.
#[derive(Debug, Clone)]
pub(super) enum Name<'a> {
    /// A piece of the text.
    Piece(&'a str),
    /// Pieces joined.
    Joined(Rc<str>),
}

impl Default for Name<'_> {
    fn default() -> Self {
        Self::Piece("")
    }
}

impl Deref for Name<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Piece(text) => text,
            Self::Joined(text) => text,
        }
    }
}

impl<'a> From<&'a str> for Name<'a> {
    fn from(text: &'a str) -> Self {
        Self::Piece(text)
    }
}

impl<'a> Name<'a> {
    /// A part of the name.
    pub(super) fn part(&self, of: impl Fn(&str) -> &str) -> Self {
        match self {
            Self::Piece(text) => Self::Piece(of(text)),
            Self::Joined(text) => Self::Joined(of(text).into()),
        }
    }

    /// Where it stands in the text that it is a piece of.
    pub(super) fn place(&self, text: &str) -> Option<Span> {
        let Self::Piece(piece) = self else { return None };
        let start = piece.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        let end = start + piece.len();
        (text.get(start..end) == Some(*piece)).then(|| Span::new(start, end))
    }

    /// The name, no longer a piece of a text.
    pub(super) fn into_owned<'b>(self) -> Name<'b> {
        match self {
            Self::Piece(text) => Name::Joined(text.into()),
            Self::Joined(text) => Name::Joined(text),
        }
    }
}

/// Longest name in characters.
const LONGEST: usize = 40;
/// A phrase up to this length stands as it is.
pub(super) const SHORT: usize = 22;

/// Whether a phrase begins with a verb or an adverb: what it says needs a subject.
pub(super) fn predicate(phrase: &str, words: &FigureWords) -> bool {
    words
        .verbs
        .at_start(phrase)
        .is_some_and(|(verb, nominal)| !nominal || verb.len() == phrase.len())
        || words.adverbs.at_start(phrase).is_some_and(|(word, ())| several(word))
        // 2件因资金不足暂缓办理; 因素 holds no deed.
        || words.causes.at_start(phrase).is_some() && words.verbs.find(phrase).is_some()
}

/// Nothing but where a rank is held: 全省, 位列全国.
pub(super) fn placeless(left: &str, words: &FigureWords) -> bool {
    let mut rest = left;
    let held =
        |rest: &str| words.rank_before.at_start(rest).or_else(|| words.scopes.at_start(rest));
    while let Some((word, ())) = held(rest) {
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    rest.is_empty()
}

/// What stands before 平均每校, 每月, 人均 and their like, and these without the words of level
/// after them.
pub(super) fn per_each<'a>(phrase: &'a str, words: &FigureWords) -> Option<(&'a str, &'a str)> {
    let (at, word, ()) = words.each.find(phrase)?;
    let (head, each) = phrase.split_at_checked(at)?;
    let rest = trim_end(each.get(word.len()..)?, outer);
    let level = words.level.at_end(rest).map_or(0, |(word, ())| word.len());
    Some((head, trim(each.get(..word.len() + rest.len() - level)?, outer)))
}

/// The thing without the attribute at its end: 企业开办时间 → 企业开办.
pub(super) fn strip_attribute<'a>(name: &'a str, words: &FigureWords) -> &'a str {
    match words.attributes.at_end(name) {
        Some((word, ())) if word.len() < name.len() => {
            name.get(..name.len() - word.len()).unwrap_or(name)
        }
        _ => name,
    }
}

/// What has changed, in 投诉量同比下降 or 出庭率较上年提高: empty where only the change is told.
pub(super) fn subject_of_change<'a>(left: &'a str, words: &FigureWords) -> &'a str {
    let mut rest = trim(left, outer);
    while let Some(len) = words
        .changes
        .at_end(rest)
        .map(|(word, _)| word.len())
        .or_else(|| words.change_filler.at_end(rest).map(|(word, ())| word.len()))
    {
        rest = rest.get(..rest.len() - len).unwrap_or_default();
    }
    trim(without_comparison(rest, words), outer)
}

/// What stands before a comparison.
pub(super) fn without_comparison<'a>(text: &'a str, words: &FigureWords) -> &'a str {
    words.comparison.find(text).and_then(|(at, ..)| text.get(..at)).unwrap_or(text)
}

/// Takes time, scope and turns off the beginning and words of level off the end.
pub(super) fn trim_left<'a>(side: &'a str, words: &FigureWords) -> &'a str {
    let mut rest = trim_end(side, outer);
    loop {
        rest = trim_start(rest, outer);
        match led(rest, words) {
            Some(after) if words.lead_not.at_start(rest).is_none() => rest = after,
            _ => break,
        }
    }
    loop {
        rest = trim_end(rest, outer);
        match levelled(rest, words) {
            Some(before) if words.level_not.at_end(rest).is_none() => rest = before,
            _ => break,
        }
    }
    balance(trim_start(rest, outer))
}

/// What follows the time, scope or turn at the beginning.
fn led<'a>(text: &'a str, words: &FigureWords) -> Option<&'a str> {
    if let Some((word, ())) = words.lead.at_start(text) {
        return text.get(word.len()..);
    }
    period::after_date(text, words).or_else(|| text.get(words.parts.at_start(text)?.0.len()..))
}

/// What stands before the word of level at the end.
fn levelled<'a>(text: &'a str, words: &FigureWords) -> Option<&'a str> {
    if let Some(before) = period::before_period(text, words) {
        return Some(before);
    }
    let (word, ()) = words.level.at_end(text)?;
    if word.len() == text.len() && words.speaking.contains(word) {
        return None;
    }
    text.get(..text.len() - word.len())
}

/// Takes conjunctions and turns off the end.
pub(super) fn trim_right<'a>(side: &'a str, words: &FigureWords) -> &'a str {
    let mut rest = trim(side, outer);
    while let Some((word, ())) = words.trailing.at_end(rest) {
        rest = trim_end(rest.get(..rest.len() - word.len()).unwrap_or_default(), outer);
    }
    balance(rest)
}

const PAIRS: [([char; 2], [char; 2]); 3] =
    [(['(', '（'], [')', '）']), (['“', '“'], ['”', '”']), (['《', '《'], ['》', '》'])];

/// Whether each bracket and quotation mark has as many partners as there are of it.
fn is_balanced(text: &str) -> bool {
    let mut open = [0_i32; PAIRS.len()];
    for (_, c) in uncommon(text) {
        for (open, (opens, closes)) in open.iter_mut().zip(PAIRS) {
            *open += i32::from(opens.contains(&c)) - i32::from(closes.contains(&c));
        }
    }
    open == [0; PAIRS.len()]
}

/// Drops a bracket or quotation mark whose partner is not there.
fn balance(text: &str) -> &str {
    if is_balanced(text) {
        return trim(text, outer);
    }
    let mut rest = text;
    for (open, close) in PAIRS {
        let opens = rest.matches(open).count();
        let closes = rest.matches(close).count();
        if opens > closes {
            if let Some(inner) = rest.strip_prefix(open) {
                rest = inner;
            } else if let Some(at) = rest.rfind(open) {
                let (head, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
                rest = if head.is_empty() { tail.trim_start_matches(open) } else { head };
            }
        } else if closes > opens {
            if let Some(inner) = rest.strip_suffix(close) {
                rest = inner;
            } else if let Some(at) = rest.find(close) {
                rest = rest.get(at..).unwrap_or_default();
                rest = rest.strip_prefix(close).unwrap_or(rest);
            }
        }
    }
    trim(rest, outer)
}

/// Nothing but verbs and function words: it does not say of what.
pub(super) fn thin(phrase: &str, words: &FigureWords) -> bool {
    let mut rest = after_way(phrase, words);
    let mut act = false;
    let mut object = false;
    while !rest.is_empty() {
        let verb = words.verbs.at_start(rest).map_or(0, |(word, nominal)| {
            // 办理公证, 收到复议申请: the verbs behind the first one are its object.
            object = *nominal && (act || object);
            act = !nominal && several(word) && !words.completes.contains(word);
            word.len()
        });
        let other = words.adverbs.at_start(rest).map_or(0, |(word, ())| word.len());
        let level = words.lead.at_start(rest).map_or(0, |(word, ())| word.len());
        match verb.max(other).max(level) {
            0 => return false,
            len => rest = rest.get(len..).unwrap_or_default(),
        }
    }
    !object
}

/// Nothing but a deed and a noun that is always of something: 发现问题, 提出修改意见.
pub(super) fn dependent(phrase: &str, words: &FigureWords) -> bool {
    // 评定优秀3件、合格5件、瑕疵2件: by itself it may be a grade.
    let said = |noun: &str| noun.len() < phrase.len() || words.verbs.at_start(noun).is_some();
    let Some((noun, ())) = words.dependent.at_end(phrase).filter(|(noun, ())| said(noun)) else {
        return false;
    };
    let mut rest = phrase.get(..phrase.len() - noun.len()).unwrap_or_default();
    while let Some((word, ())) = words.dependent_modifiers.at_end(rest) {
        rest = rest.get(..rest.len() - word.len()).unwrap_or_default();
    }
    rest.is_empty() || thin(rest, words)
}

/// Who does something, in a phrase that says so: 服务中心 of 服务中心进驻单位; nothing where it begins with the
/// deed.
pub(super) fn doer<'a>(phrase: &'a str, words: &FigureWords) -> &'a str {
    let noun = noun_of(phrase, words);
    let said = noun.len() < phrase.len() && several(noun) && !thin(noun, words);
    if said && words.verbs.at_start(noun).is_none_or(|(_, nominal)| *nominal) { noun } else { "" }
}

/// What follows the way in which it is done: 结案 of 以调解、和解方式结案.
fn after_way<'a>(phrase: &'a str, words: &FigureWords) -> &'a str {
    let behind = || {
        words.ways.at_start(phrase)?;
        let (at, word, ()) = words.way_ends.find(phrase)?;
        phrase.get(at + word.len()..)
    };
    behind().unwrap_or(phrase)
}

/// What is told of a whole that names nothing: 办结 of 受理案件中办结.
pub(super) fn behind_whole<'a>(left: &'a str, words: &FigureWords) -> &'a str {
    let behind = || {
        let (at, word, ()) = words.within.find(left)?;
        let (whole, rest) = (left.get(..at)?, left.get(at + word.len()..)?);
        let (noun, ()) = words.generic.at_end(whole)?;
        let deed = whole.strip_suffix(noun)?;
        (!rest.is_empty() && thin(rest, words) && thin(deed, words)).then_some(rest)
    };
    behind().unwrap_or(left)
}

/// Nothing but verbs that as often stand inside a noun: 复议申请.
fn nominals_only(phrase: &str, words: &FigureWords) -> bool {
    let mut rest = phrase;
    while let Some((verb, true)) = words.verbs.at_start(rest) {
        rest = rest.get(verb.len()..).unwrap_or_default();
    }
    rest.is_empty() && !phrase.is_empty()
}

/// What follows the last verb of doing; the whole phrase where none has an object.
pub(super) fn object_of<'a>(phrase: &'a str, words: &FigureWords) -> &'a str {
    let mut depth = 0_u32;
    for (at, byte) in phrase.bytes().enumerate().rev() {
        let Some(rest) = phrase.get(at..) else { continue };
        if !leads_han(byte) {
            match rest.chars().next() {
                Some(')' | '）' | '”' | '》') => depth += 1,
                Some('(' | '（' | '“' | '《') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if depth > 0 {
            continue;
        }
        if let Some((verb, nominal)) = words.verbs.at_start(rest)
            && (!nominal
                || at == 0 && agent(rest, words).is_none()
                || phrase.get(..at).is_some_and(|head| words.deed_before.at_end(head).is_some()))
            && several(verb)
        {
            let object = rest.get(verb.len()..).unwrap_or_default();
            // 审结案件: 结案 is no word here.
            let longer = phrase
                .get(..at)
                .and_then(|head| phrase.get(at - head.chars().next_back()?.len_utf8()..))
                .and_then(|earlier| earlier.get(words.verbs.at_start(earlier)?.0.len()..))
                .filter(|after| after.len() > object.len())
                .filter(|after| words.generic.at_start(after).is_some());
            let object = longer.unwrap_or(object);
            let object = strip_start(object, &words.object_lead);
            // 办理公证 is about 公证, 对文件进行清理 about the files.
            // 承接赋权事项: 事项 alone is nothing; an earlier verb has more.
            if at > 0 && words.generic.contains(object) {
                if words.verbs.at_start(phrase).is_some() {
                    continue;
                }
                // 省级督察转办案件: of the deed a noun is made.
                let before = phrase.get(..phrase.len() - object.len()).unwrap_or_default();
                if words.handed.at_end(before).is_some() {
                    return phrase;
                }
            }
            let deed = !words.light.contains(verb) && nominals_only(object, words);
            if several(object) && (deed || !thin(object, words)) {
                return after_of(object);
            }
        }
    }
    let end = strip_verbs(phrase, words);
    after_of(if several(end) { end } else { phrase })
}

/// What follows the words at the beginning.
fn strip_start<'a>(text: &'a str, words: &Words<()>) -> &'a str {
    let mut rest = text;
    while let Some((word, ())) = words.at_start(rest) {
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    rest
}

/// The noun before verbs at the end: 矛盾纠纷排查化解 → 矛盾纠纷.
fn strip_verbs<'a>(phrase: &'a str, words: &FigureWords) -> &'a str {
    let mut rest = phrase;
    while let Some((verb, _)) = words.verbs.at_end(rest) {
        let event = words.events.contains(verb);
        if event || verb.chars().nth(1).is_none() || verb.len() >= rest.len() {
            break;
        }
        let before = rest.get(..rest.len() - verb.len()).unwrap_or_default();
        // 行政诉讼 is a thing, 行政 is none.
        if words.modifiers.contains(before) {
            break;
        }
        rest = before;
        while let Some((word, ())) = words.before_deed.at_end(rest) {
            rest = rest.get(..rest.len() - word.len()).unwrap_or_default();
        }
    }
    rest
}

/// The head of a noun with modifiers: what follows the last 的.
fn after_of(phrase: &str) -> &str {
    match phrase.rsplit_once('的') {
        // 《最好的老师》辅导报告: that 的 is the title's own.
        Some((_, head)) if several(head) && balance(head).len() == head.len() => head,
        _ => phrase,
    }
}

/// Bytes of the noun made of a verb at the beginning: 调解员, 调解组织.
pub(super) fn agent(text: &str, words: &FigureWords) -> Option<usize> {
    let (verb, _) = words.verbs.at_start(text).filter(|(_, nominal)| **nominal)?;
    let (suffix, ()) = words.agents.at_start(text.get(verb.len()..)?)?;
    Some(verb.len() + suffix.len())
}

/// The noun at the beginning of what follows a unit: up to the first verb of doing.
pub(super) fn noun_of<'a>(right: &'a str, words: &FigureWords) -> &'a str {
    let right = right.strip_prefix('的').unwrap_or(right);
    let mut depth = 0_u32;
    let mut past = 0;
    for (at, byte) in right.bytes().enumerate() {
        let Some(rest) = right.get(at..) else { continue };
        if !leads_han(byte) {
            match rest.chars().next() {
                Some('(' | '（' | '“' | '《') => depth += 1,
                Some(')' | '）' | '”' | '》') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if at < past || depth > 0 {
            continue;
        }
        if let Some(len) = agent(rest, words) {
            past = at + len;
            continue;
        }
        if at == 0 {
            continue;
        }
        let verb =
            words.verbs.at_start(rest).is_some_and(|(verb, nominal)| !nominal && several(verb));
        // No predicate opens with the end of 平均 or 人均.
        let opens = words.predicate.at_start(rest).is_some_and(|(word, ())| {
            let head = right.get(..at + word.len()).unwrap_or_default();
            let longer =
                words.level.at_end(head).is_some_and(|(level, ())| level.len() > word.len());
            !longer && words.each.at_end(head).is_none()
        });
        if verb || at >= 6 && opens {
            return right.get(..at).unwrap_or_default();
        }
    }
    right
}

/// The phrase itself while it is short, else from its last verb of doing on, else its end.
pub(super) fn shorten_left<'a>(left: &'a str, words: &FigureWords) -> Name<'a> {
    if !longer(left, SHORT) {
        return left.into();
    }
    let object = object_of(left, words);
    let ends = left.ends_with(object) && object.len() < left.len();
    if ends && longer(object, 3) && !words.generic.contains(object) {
        let at = left.len() - object.len();
        let head = left.get(..at).unwrap_or_default();
        if let Some((verb, _)) = words.verbs.at_end(head)
            && chars(object) + chars(verb) <= LONGEST
        {
            return Name::Joined(format!("{verb}{object}").into());
        }
        return object.into();
    }
    let skip = chars(left).saturating_sub(LONGEST - 6);
    let tail = skipped(left, skip);
    match tail.find(['、', '，', ',']) {
        Some(at) if skip > 0 && tail.len() - at > 24 => {
            trim_start(tail.get(at..).unwrap_or_default(), outer).into()
        }
        _ => tail.into(),
    }
}

/// `text` without its first `count` characters.
pub(super) fn skipped(text: &str, count: usize) -> &str {
    if count == 0 {
        return text;
    }
    text.char_indices().nth(count).and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

pub(super) fn shorten_right(right: &str) -> &str {
    const LONG: usize = 30;
    if !longer(right, LONG) {
        return right;
    }
    let end = right.char_indices().nth(LONG).map_or(right.len(), |(at, _)| at);
    let head = right.get(..end).unwrap_or(right);
    let cut = ["、", "并", "且"].iter().filter_map(|w| head.rfind(w)).filter(|&at| at > 24).max();
    balance(head.get(..cut.unwrap_or(head.len())).unwrap_or(head))
}

/// The end of a name that is too long.
pub(super) fn limit(name: Name<'_>) -> Name<'_> {
    fn cut(name: &str) -> &str {
        let name = trim(name, outer);
        if longer(name, LONGEST) { skipped(name, chars(name) - LONGEST) } else { name }
    }
    if cut(&name).len() == name.len() { name } else { name.part(cut) }
}

/// Two phrases, with what the first ends and the second begins with said once.
pub(super) fn join<'a>(first: Name<'a>, second: &'a str) -> Name<'a> {
    if second.is_empty() || first.ends_with(second) {
        return first;
    }
    let room = LONGEST.saturating_sub(chars(second));
    let head =
        skipped(&first, if first.is_empty() { 0 } else { chars(&first).saturating_sub(room) });
    if head.is_empty() {
        return second.into();
    }
    let last = head.bytes().next_back();
    let mut said = 0;
    for (at, byte) in second.bytes().enumerate().skip(1).rev() {
        if Some(byte) == last
            && let Some((same, _)) = second.split_at_checked(at + 1)
            && head.ends_with(same)
            && several(same)
            && !head
                .get(..head.len() - same.len())
                .is_some_and(|before| before.ends_with(['不', '未', '非', '无']))
        {
            said = at + 1;
            break;
        }
    }
    let mut joined = String::with_capacity(head.len() + second.len() - said);
    joined.push_str(head);
    joined.push_str(second.get(said..).unwrap_or_default());
    Name::Joined(joined.into())
}

/// Short rates with no subject of their own: 成功率; 参考率、合格率.
pub(super) fn is_rates(left: &str, words: &FigureWords) -> bool {
    // None of the separators ends a rate.
    // 即办件占比: what has the share stands before it.
    let own = |part: &str| words.shares.at_end(part).is_some_and(|(w, ())| w.len() < part.len());
    words.rates.at_end(left).is_some()
        && left.split(['、', '和', '及', '与']).all(|part| {
            // Nothing stands before the 及 of 及时率.
            part.is_empty() || !longer(part, 5) && words.rates.at_end(part).is_some() && !own(part)
        })
}

/// Only a comparison and a verb of change: 同比下降, 较上年提高, 比2020年前进.
pub(super) fn comparison_only(left: &str, words: &FigureWords) -> bool {
    let mut rest = trim(left, outer);
    while let Some((word, ())) =
        words.respectively.at_start(rest).or_else(|| words.base_end.at_start(rest))
    {
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    if words.adjusted.at_start(rest).is_some() {
        // 剔除退税因素同比增长: the change is of the same thing.
        rest = words.based.find(rest).and_then(|(at, ..)| rest.get(at..)).unwrap_or(rest);
    }
    if let Some((word, ())) = words.based.at_start(rest) {
        let after = rest.get(word.len()..).unwrap_or_default();
        let verb = after.char_indices().find(|&(at, _)| {
            words
                .changes
                .at_start(after.get(at..).unwrap_or_default())
                .is_some_and(|(w, _)| several(w) || words.degrees.contains(w))
        });
        rest = verb.map_or(after, |(at, _)| after.get(at..).unwrap_or_default());
    }
    rest = strip_start(rest, &words.respectively);
    while let Some(len) = words
        .changes
        .at_start(rest)
        .map(|(word, _)| word.len())
        .or_else(|| words.change_filler.at_start(rest).map(|(word, ())| word.len()))
    {
        rest = rest.get(len..).unwrap_or_default();
    }
    rest.is_empty() && !left.is_empty()
}
