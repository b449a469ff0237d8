//! What a sentence speaks of, for figures that do not say it themselves: 办结率, 其中, 共12件.

use super::coordinate::common_end;
use super::edge::{chars, longer, outer, trim};
use super::phrase::{Name, SHORT, noun_of, object_of, skipped, thin, trim_left};
use crate::lexicon::figures::FigureWords;
use crate::text::Span;
use crate::text::class::ends_clause;

/// What the sentence has spoken of so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Topic<'a> {
    /// The thing that the last figure counted: what a verb without object is about.
    pub(super) thing: Thing<'a>,
    /// The name of the figure whose parts 其中 announces.
    pub(super) whole: Name<'a>,
    /// The last figure's whole name.
    pub(super) name: Name<'a>,
    /// The name under which rates that follow are understood.
    pub(super) base: Name<'a>,
    /// The last figure counted people.
    pub(super) people: bool,
    /// It was a rank.
    pub(super) ranked: bool,
    /// The unit in which it counted.
    pub(super) unit: &'a str,
    /// Where the last figure ended.
    pub(super) end: u32,
    /// 其中 has announced parts in this sentence.
    pub(super) announced: bool,
    /// It was told in a list, behind 、.
    pub(super) listed: bool,
    /// The figures after 其中 are parts: what follows the sentence is about the whole.
    pub(super) parts: bool,
    /// Names and units of this sentence's counts, for totals and lists in order.
    pub(super) names: Vec<(Name<'a>, &'a str)>,
    /// Names of its last list with values in order, without and with what is said of all of them.
    pub(super) list: Vec<(&'a str, Name<'a>)>,
    /// Names of its rates, for changes of them in order.
    pub(super) rates: Vec<Name<'a>>,
}

/// A thing spoken of; most are never asked for again.
#[derive(Debug, Clone)]
pub(super) enum Thing<'a> {
    /// As it is.
    Itself(Name<'a>),
    /// The object in a phrase.
    ObjectOf(Name<'a>),
}

impl Default for Thing<'_> {
    fn default() -> Self {
        Self::Itself(Name::default())
    }
}

impl<'a> Thing<'a> {
    pub(super) fn name(&self, words: &FigureWords) -> Name<'a> {
        match self {
            Self::Itself(name) => name.clone(),
            Self::ObjectOf(phrase) => phrase.part(|phrase| object_of(phrase, words)),
        }
    }

    /// No phrase that says anything is without an object.
    pub(super) fn is_empty(&self) -> bool {
        let (Self::Itself(name) | Self::ObjectOf(name)) = self;
        name.is_empty()
    }

    pub(super) fn into_owned<'b>(self) -> Thing<'b> {
        match self {
            Self::Itself(name) => Thing::Itself(name.into_owned()),
            Self::ObjectOf(name) => Thing::ObjectOf(name.into_owned()),
        }
    }
}

impl<'a> From<Name<'a>> for Thing<'a> {
    fn from(name: Name<'a>) -> Self {
        Self::Itself(name)
    }
}

impl<'a> Topic<'a> {
    /// A new paragraph: nothing has been spoken of yet.
    pub(super) fn next_paragraph(&mut self) {
        let mut fresh = Self {
            names: std::mem::take(&mut self.names),
            list: std::mem::take(&mut self.list),
            rates: std::mem::take(&mut self.rates),
            ..Self::default()
        };
        fresh.next_sentence();
        *self = fresh;
    }

    /// A new sentence: no list goes on.
    pub(super) fn next_sentence(&mut self) {
        if self.parts {
            self.name.clone_from(&self.base);
        }
        self.parts = false;
        self.announced = false;
        self.list.clear();
        self.names.clear();
        self.rates.clear();
    }

    /// What the last figures' names of this unit end with in common: the name of their total.
    pub(super) fn common(&self, unit: &str) -> Option<Name<'a>> {
        let mut same = self.names.iter().rev().take_while(|(_, u)| *u == unit).map(|(n, _)| n);
        let last = same.next()?;
        let mut common: &str = last;
        let mut count = 1;
        for name in same {
            let tail = common_end(common, name);
            if !longer(tail, 1) {
                break;
            }
            common = tail;
            count += 1;
        }
        (count > 1).then(|| last.part(|name| common_end(name, common)))
    }

    /// The last figures' names of this unit, together: the name of the sum of unlike things.
    pub(super) fn all(&self, unit: &str) -> Option<Name<'a>> {
        const MANY: usize = 4;
        let from = self.names.iter().rposition(|(_, u)| *u != unit).map_or(0, |at| at + 1);
        let same = self.names.get(from..).filter(|same| (2..=MANY).contains(&same.len()))?;
        let names: Vec<&str> = same.iter().map(|(name, _)| &**name).collect();
        Some(Name::Joined(names.join("、").into()))
    }

    /// Whether a clause without a figure stands between the last figure and the clause that begins at
    /// byte `clause`.
    pub(super) fn is_cut_off(&self, text: &str, clause: u32) -> bool {
        let gap = text.get(self.end as usize..clause as usize).unwrap_or_default();
        let gap = behind_aside(gap);
        let edge = |c: char| ends_clause(c) || outer(c) || matches!(c, ')' | '）');
        longer(trim(gap, edge), 3)
    }
}

/// What follows the remark in brackets at the beginning: 审结47件（含上年结转案件），其中.
fn behind_aside(gap: &str) -> &str {
    let behind = || gap.strip_prefix(['（', '('])?.split_once(['）', ')']).map(|(_, rest)| rest);
    behind().unwrap_or(gap)
}

/// The thing that a deed is done to: of 对协议进行清理 the 协议.
fn done_to<'a>(clause: &str, rest: &'a str, words: &FigureWords) -> Option<&'a str> {
    let head = clause.get(..clause.len().checked_sub(rest.len())?)?;
    // 对1998年以来出台的文件进行清理: time may stand between.
    words.done_to.at_start(head)?;
    let (at, ..) = words.light.find(rest)?;
    rest.get(..at).filter(|thing| longer(thing, 1))
}

/// What is put into something else: of 经费列入预算 the 经费.
fn put_into<'a>(rest: &'a str, words: &FigureWords) -> Option<&'a str> {
    let (at, ..) = words.included.find(rest)?;
    rest.get(..at)
        .map(|thing| trim(thing, outer))
        .filter(|thing| longer(thing, 1) && !thin(thing, words))
}

/// What of a clause can be what the next one is about: of 把出庭情况纳入考核 the thing dealt with, of
/// 审结案件中 the whole, of 企业越来越踏实 nothing.
fn spoken_of<'a>(clause: &'a str, words: &FigureWords) -> &'a str {
    // 最低的县（71.3分）: the bracket is the figure's.
    let clause = clause.trim_end_matches(['(', '（']);
    let trimmed = trim(clause, outer);
    let rest = trim_left(clause, words);

    if words.dealt.at_start(trimmed).is_some() {
        let thing = noun_of(rest, words);
        return match words.generic.at_end(thing) {
            Some((word, ())) if word.len() < thing.len() => {
                thing.get(..thing.len() - word.len()).unwrap_or(thing)
            }
            _ => thing,
        };
    }
    if let Some(thing) = done_to(trimmed, rest, words).or_else(|| put_into(rest, words)) {
        return thing;
    }
    if words.stative.find(rest).is_some() && object_of(rest, words).len() == rest.len() {
        return "";
    }
    match words.within.at_end(rest) {
        Some((word, ())) => rest.get(..rest.len() - word.len()).unwrap_or(rest),
        None => rest,
    }
}

/// The thing that a phrase without one is about, in the clause that begins at byte `clause`: the last
/// figure's, or the clause's before.
pub(super) fn prior_thing<'a>(
    text: &'a str,
    clause: u32,
    sentence: Span,
    topic: &Topic<'a>,
    words: &FigureWords,
    across: bool,
) -> Name<'a> {
    let in_sentence = topic.end > sentence.start;
    if in_sentence && !topic.thing.is_empty() && !topic.is_cut_off(text, clause) {
        return topic.thing.name(words);
    }
    let from = if in_sentence { topic.end.max(sentence.start) } else { sentence.start };
    let before = text.get(from as usize..clause as usize).unwrap_or_default();
    let before = if in_sentence { behind_aside(before) } else { before };
    let told = before
        .split(ends_clause)
        .rev()
        .map(|clause| spoken_of(clause, words))
        .find(|clause| longer(clause, 3) && !thin(clause, words));
    match told {
        Some(clause) => {
            let object = object_of(clause, words);
            let object = if words.generic.contains(object) { clause } else { object };
            trim(skipped(object, chars(object).saturating_sub(SHORT)), outer).into()
        }
        None if across || in_sentence => topic.thing.name(words),
        None => Name::default(),
    }
}
