//! Phrases beside a figure: taking off what does not name, cutting to length, joining.

use crate::lexicon::figures::FigureWords;
use crate::text::class::{CharSet, fold};

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
        || words.adverbs.at_start(phrase).is_some_and(|(word, ())| word.chars().nth(1).is_some())
}

/// Nothing but where a rank is held: 全省, 位列全国.
pub(super) fn placeless(left: &str, words: &FigureWords) -> bool {
    let mut rest = left;
    while let Some((word, ())) = words.rank_before.at_start(rest) {
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    rest.is_empty()
}

/// 平均每校, 每个村: without the words of level after it.
pub(super) fn trim_each<'a>(phrase: &'a str, words: &FigureWords) -> &'a str {
    let trimmed = phrase.trim_matches(outer);
    match words.level.at_end(trimmed) {
        Some((word, ())) => trimmed.get(..trimmed.len() - word.len()).unwrap_or(trimmed),
        None => trimmed,
    }
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
    let mut rest = left.trim_matches(outer);
    while let Some(len) = words
        .changes
        .at_end(rest)
        .map(|(word, _)| word.len())
        .or_else(|| words.change_filler.at_end(rest).map(|(word, ())| word.len()))
    {
        rest = rest.get(..rest.len() - len).unwrap_or_default();
    }
    let cut =
        ["同比", "环比", "较", "比", "与上年", "与去年"].iter().filter_map(|w| rest.rfind(w)).min();
    rest.get(..cut.unwrap_or(rest.len())).unwrap_or(rest).trim_matches(outer)
}

#[inline]
pub(super) fn outer(c: char) -> bool {
    fold(c) == ' ' || matches!(c, '、' | '，' | ',' | '：' | ':' | '；' | ';' | '。')
}

/// Takes time, scope and turns off the beginning and words of level off the end.
pub(super) fn trim_left<'a>(side: &'a str, words: &FigureWords) -> &'a str {
    let mut rest = side.trim_matches(outer);
    loop {
        let before = rest;
        rest = rest.trim_start_matches(outer);
        if words.lead_not.at_start(rest).is_some() {
            break;
        }
        if let Some((word, ())) = words.lead.at_start(rest) {
            rest = rest.get(word.len()..).unwrap_or_default();
        } else if let Some(after) = year(rest) {
            rest = after;
        } else if let Some((word, ())) = words.parts.at_start(rest) {
            rest = rest.get(word.len()..).unwrap_or_default();
        }
        if rest.len() == before.len() {
            break;
        }
    }
    loop {
        let before = rest;
        rest = rest.trim_end_matches(outer);
        if words.level_not.at_end(rest).is_some() {
            break;
        }
        if let Some(head) = period(rest) {
            rest = head;
        } else if let Some((word, ())) = words.level.at_end(rest) {
            if words.speaking.contains(word) && rest.len() == word.len() {
                break;
            }
            rest = rest.get(..rest.len() - word.len()).unwrap_or_default();
        }
        if rest.len() == before.len() {
            break;
        }
    }
    balance(rest.trim_matches(outer))
}

/// 2023年, 1-9月, 12月底 at the beginning.
fn year(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| {
        let c = fold(c);
        c.is_ascii_digit() || matches!(c, '-' | '~') || c == '至'
    });
    if rest.len() == text.len() {
        return None;
    }
    ["年度", "年底", "年末", "年", "月份", "月底", "月", "日"]
        .iter()
        .find_map(|w| rest.strip_prefix(w))
}

/// What stands before 2024年 or 2024年1—9月 at the end, where something does.
fn period(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let head = ["年度", "年底", "年末", "年", "月份", "月底", "月"]
            .iter()
            .find_map(|w| rest.strip_suffix(w))?;
        let shorter = head.trim_end_matches(|c: char| {
            let c = fold(c);
            c.is_ascii_digit() || matches!(c, '-' | '~') || c == '至'
        });
        if shorter.len() == head.len() {
            return None;
        }
        rest = shorter;
        if !rest.ends_with('年') && !rest.ends_with('月') {
            return Some(rest);
        }
    }
}

pub(super) fn trim_right(side: &str) -> &str {
    let mut rest = side.trim_matches(outer);
    loop {
        let before = rest;
        rest = rest.trim_end_matches(outer);
        for word in ["等", "和", "与", "及", "以及", "并", "的", "共", "或", "其中"] {
            if let Some(shorter) = rest.strip_suffix(word) {
                rest = shorter;
            }
        }
        if rest.len() == before.len() {
            break;
        }
    }
    if rest == "等" { "" } else { balance(rest) }
}

const PAIRS: [(char, char); 4] = [('(', ')'), ('（', '）'), ('“', '”'), ('《', '》')];
static PAIRED: CharSet = CharSet::new(&['(', ')', '（', '）', '“', '”', '《', '》']);

/// Drops a bracket or quotation mark whose partner is not there.
fn balance(text: &str) -> &str {
    let mut rest = text;
    // Most phrases hold none.
    let pairs = if text.chars().any(|c| PAIRED.contains(c)) { &PAIRS[..] } else { &[] };
    for &(open, close) in pairs {
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
                rest = rest.get(at + close.len_utf8()..).unwrap_or_default();
            }
        }
    }
    rest.trim_matches(outer)
}

/// Nothing but verbs and function words: it does not say of what.
pub(super) fn thin(phrase: &str, words: &FigureWords) -> bool {
    let mut rest = phrase;
    let mut act = false;
    while !rest.is_empty() {
        let verb = words.verbs.at_start(rest).map_or(0, |(word, nominal)| {
            // 办理公证, 开展培训: the second verb is the first one's object.
            if *nominal && act && word.len() == rest.len() {
                return usize::MAX;
            }
            act = !nominal && word.chars().nth(1).is_some();
            word.len()
        });
        if verb == usize::MAX {
            return false;
        }
        let other = words.adverbs.at_start(rest).map_or(0, |(word, ())| word.len());
        let level = words.lead.at_start(rest).map_or(0, |(word, ())| word.len());
        match verb.max(other).max(level) {
            0 => return false,
            len => rest = rest.get(len..).unwrap_or_default(),
        }
    }
    true
}

/// What follows the last verb of doing; the whole phrase where none has an object.
pub(super) fn object_of<'a>(phrase: &'a str, words: &FigureWords) -> &'a str {
    let mut depth = 0_u32;
    for (at, c) in phrase.char_indices().rev() {
        match c {
            ')' | '）' | '”' | '》' => depth += 1,
            '(' | '（' | '“' | '《' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let rest = phrase.get(at..).unwrap_or_default();
        if let Some((verb, nominal)) = words.verbs.at_start(rest)
            && (!nominal || at == 0 || done(phrase.get(..at).unwrap_or_default()))
            && verb.chars().nth(1).is_some()
        {
            let object = rest.get(verb.len()..).unwrap_or_default();
            let object = object.trim_start_matches(['了', '的', '过', '出', '和', '及', '、']);
            // 办理公证 is about 公证, 对文件进行清理 about the files.
            let deed = !words.light.contains(verb)
                && words.verbs.at_start(object).is_some_and(|(w, n)| *n && w == object);
            if chars(object) >= 2 && (deed || !thin(object, words)) {
                return after_of(object);
            }
        }
    }
    let end = strip_verbs(phrase, words);
    after_of(if end.chars().nth(1).is_some() { end } else { phrase })
}

/// What makes the verb after it a deed and no part of a noun (共调解纠纷).
fn done(before: &str) -> bool {
    before.ends_with(['共', '已', '新']) || before.ends_with("累计") || before.ends_with("依法")
}

/// The noun before verbs at the end: 矛盾纠纷排查化解 → 矛盾纠纷.
fn strip_verbs<'a>(phrase: &'a str, words: &FigureWords) -> &'a str {
    let mut rest = phrase;
    while let Some((verb, _)) = words.verbs.at_end(rest) {
        if verb.chars().nth(1).is_none() || verb.len() >= rest.len() {
            break;
        }
        rest = rest.get(..rest.len() - verb.len()).unwrap_or_default();
        for word in ["进行", "已", "共", "予以", "均"] {
            rest = rest.strip_suffix(word).unwrap_or(rest);
        }
    }
    rest
}

/// The head of a noun with modifiers: what follows the last 的.
fn after_of(phrase: &str) -> &str {
    match phrase.rsplit_once('的') {
        Some((_, head)) if head.chars().nth(1).is_some() => head,
        _ => phrase,
    }
}

/// The noun at the beginning of what follows a unit: up to the first verb of doing.
pub(super) fn noun_of<'a>(right: &'a str, words: &FigureWords) -> &'a str {
    let right = right.strip_prefix('的').unwrap_or(right);
    let mut depth = 0_u32;
    for (at, c) in right.char_indices() {
        match c {
            '(' | '（' | '“' | '《' => depth += 1,
            ')' | '）' | '”' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if at == 0 || depth > 0 {
            continue;
        }
        let rest = right.get(at..).unwrap_or_default();
        let verb = words
            .verbs
            .at_start(rest)
            .is_some_and(|(verb, nominal)| !nominal && verb.chars().nth(1).is_some());
        if verb || matches!(c, '被' | '获' | '均' | '已' | '分') && at >= 6 {
            return right.get(..at).unwrap_or_default();
        }
    }
    right
}

pub(super) fn chars(text: &str) -> usize {
    text.chars().count()
}

/// The phrase itself while it is short, else from its last verb of doing on, else its end.
pub(super) fn shorten_left(left: &str, words: &FigureWords) -> String {
    if chars(left) <= SHORT {
        return left.to_owned();
    }
    let object = object_of(left, words);
    if object.len() < left.len() && chars(object) >= 4 && !words.generic.contains(object) {
        let at = left.len() - object.len();
        let head = left.get(..at).unwrap_or_default();
        if let Some((verb, _)) = words.verbs.at_end(head)
            && chars(object) + chars(verb) <= LONGEST
        {
            return format!("{verb}{object}");
        }
        return object.to_owned();
    }
    let skip = chars(left).saturating_sub(LONGEST - 6);
    let tail = left.char_indices().nth(skip).map_or(left, |(at, _)| left.get(at..).unwrap_or(left));
    match tail.find(['、', '，', ',']) {
        Some(at) if skip > 0 && tail.len() - at > 24 => {
            tail.get(at..).unwrap_or_default().trim_start_matches(outer).to_owned()
        }
        _ => tail.to_owned(),
    }
}

pub(super) fn shorten_right(right: &str) -> String {
    const LONG: usize = 30;
    if chars(right) <= LONG {
        return right.to_owned();
    }
    let end = right.char_indices().nth(LONG).map_or(right.len(), |(at, _)| at);
    let head = right.get(..end).unwrap_or(right);
    let cut = ["、", "并", "且"].iter().filter_map(|w| head.rfind(w)).filter(|&at| at > 24).max();
    balance(head.get(..cut.unwrap_or(head.len())).unwrap_or(head)).to_owned()
}

pub(super) fn limit(name: &str) -> String {
    let name = name.trim_matches(outer);
    if chars(name) <= LONGEST {
        return name.to_owned();
    }
    let skip = chars(name) - LONGEST;
    name.char_indices()
        .nth(skip)
        .map_or("", |(at, _)| name.get(at..).unwrap_or_default())
        .to_owned()
}

/// Two phrases, with what the first ends and the second begins with said once.
pub(super) fn join(first: &str, second: &str) -> String {
    if first.ends_with(second) {
        return first.to_owned();
    }
    let room = LONGEST.saturating_sub(chars(second));
    let skip = chars(first).saturating_sub(room);
    let first =
        first.char_indices().nth(skip).map_or("", |(at, _)| first.get(at..).unwrap_or_default());
    let mut at = second.len();
    while at > 0 {
        if let Some((head, tail)) = second.split_at_checked(at)
            && first.ends_with(head)
            && chars(head) >= 2
            && !first
                .get(..first.len() - head.len())
                .is_some_and(|f| f.ends_with(['不', '未', '非', '无']))
        {
            return format!("{first}{tail}");
        }
        at -= 1;
    }
    format!("{first}{second}")
}

/// Short rates with no subject of their own: 成功率; 参考率、合格率.
pub(super) fn is_rates(left: &str, words: &FigureWords) -> bool {
    left.split(['、', '和', '及', '与'])
        .all(|part| !part.is_empty() && chars(part) <= 5 && words.rates.at_end(part).is_some())
}

/// Only a comparison and a verb of change: 同比下降, 较上年提高, 比2020年前进.
pub(super) fn comparison_only(left: &str, words: &FigureWords) -> bool {
    let mut rest = left.trim_matches(outer);
    for word in ["同比", "环比", "相比", "分别"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    if let Some(after) = ["较", "比", "与"].iter().find_map(|w| rest.strip_prefix(w)) {
        let verb = after.char_indices().find(|&(at, _)| {
            words.changes.at_start(after.get(at..).unwrap_or_default()).is_some_and(|(w, _)| {
                w.chars().nth(1).is_some() || matches!(w, "多" | "少" | "高" | "低")
            })
        });
        rest = verb.map_or(after, |(at, _)| after.get(at..).unwrap_or_default());
    }
    rest = rest.strip_prefix("分别").unwrap_or(rest);
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
