//! Naming what a figure counts, in the report's own words.
//!
//! The name is the noun right after the unit where there is one, else the phrase before the
//! number back to the last figure or the clause's edge. A rate looks left; 次, 场 and 人次 look
//! left first. Where the subject is missing (成功率, 办结, 新增) it is taken from the figure or
//! the clause before.

use super::Seen;
use super::edge::{longer, outer, several, trim};
use super::phrase::{
    Name, SHORT, comparison_only, is_rates, join, limit, noun_of, object_of, per_each, placeless,
    predicate, shorten_left, shorten_right, strip_attribute, subject_of_change, thin, trim_left,
    trim_right,
};
use super::topic::{Thing, Topic, prior_thing};
use crate::lexicon::figures::FigureWords;
use crate::report::{Figure, FigureKind};
use crate::text::Span;
use crate::text::class::{digit, ends_clause};

/// Names the report's figures, in order.
pub(super) fn names<'a>(
    text: &'a str,
    figures: &mut [Figure],
    seen: &[Seen<'a>],
    words: &'a FigureWords,
) {
    let mut topic = Topic::default();
    let mut sentence = Span::default();
    let mut paragraph = 0;
    for (figure, seen) in figures.iter_mut().zip(seen) {
        // A topic does not reach over a paragraph's end.
        if seen.paragraph != paragraph {
            topic = Topic::default();
            paragraph = seen.paragraph;
        }
        if seen.sentence != sentence {
            topic.next_sentence();
            sentence = seen.sentence;
        }
        let name = name(text, seen, &mut topic, words);
        figure.indicator = (&*name).into();
        figure.named = name.place(text);
    }
}

/// Names one figure and remembers what it speaks of.
fn name<'a>(
    text: &'a str,
    figure: &Seen<'a>,
    topic: &mut Topic<'a>,
    words: &'a FigureWords,
) -> Name<'a> {
    let sentence = figure.sentence;
    let raw = slice(text, figure.paired.unwrap_or(figure.sides.left));
    let left = trim_left(raw, words);
    let mut right = trim_right(slice(text, figure.sides.right), words);
    if figure.sides.before_figure
        && let Some((word, ())) = words.within.at_end(right)
        && let Some(whole) = right.get(..right.len() - word.len()).filter(|whole| several(whole))
    {
        // 218名调解员中62名超过50岁: the whole of the next one.
        right = whole;
    }
    let context = Context { text, figure, sentence, topic, words };
    let people = context.people();
    let named = context.named(raw, left, right);
    let Named { mut name, thing, base } = named;
    if let Some(tail) = figure.tail {
        name = join(name, trim_left(slice(text, tail), words));
    }
    if figure.listed {
        if figure.place.0 == 0 {
            topic.list.clear();
        }
        topic.list.push((left, name.clone()));
    }
    let name = if name.is_empty() { behind(text, figure, sentence, words) } else { limit(name) };
    // A line of a table may say no more than 合计.
    let name = if name.is_empty() { trim(raw, outer).into() } else { name };
    let first = topic.end <= sentence.start;
    topic.ranked = figure.kind == FigureKind::Rank;
    topic.end = figure.sides.right.start;
    if figure.change.is_none() && figure.kind == FigureKind::Percent {
        topic.rates.push(name.clone());
    } else if figure.change.is_none() && !is_relative(figure.kind) {
        topic.names.push((name.clone(), figure.unit));
    }
    topic.parts |= figure.sides.announced || figure.sides.listed && topic.names.len() > 1;
    if topic.parts || figure.sides.bracketed {
        if first && figure.sides.bracketed {
            topic.thing = thing.unwrap_or_default();
        }
        // A part does not become the subject of what follows.
        if figure.change.is_none() {
            topic.name.clone_from(&name);
        }
        return name;
    }
    if matches!(figure.kind, FigureKind::Money | FigureKind::Measure | FigureKind::Duration)
        && !topic.name.is_empty()
    {
        // What costs money or takes time is still what was counted before: its rate, its change.
        topic.name.clone_from(&name);
        return name;
    }
    topic.people = people;
    if !is_relative(figure.kind) {
        topic.unit = figure.unit;
    }
    topic.base = base.unwrap_or_else(|| name.clone());
    topic.thing = thing.unwrap_or_else(|| Thing::ObjectOf(name.clone()));
    if figure.change.is_none() {
        topic.name.clone_from(&name);
    } else {
        let subject = subject_of_change(left, words);
        if !subject.is_empty() {
            topic.name = subject.into();
            topic.base = subject.into();
        }
    }
    name
}

/// A name with what it leaves behind for the next one.
struct Named<'a> {
    name: Name<'a>,
    /// What a verb without object after it is about; the name's own object where none is given.
    thing: Option<Thing<'a>>,
    /// What a rate after it is of; the name itself where none is given.
    base: Option<Name<'a>>,
}

impl<'a> From<Name<'a>> for Named<'a> {
    fn from(name: Name<'a>) -> Self {
        Self { name, thing: None, base: None }
    }
}

impl Named<'_> {
    fn into_owned<'a>(self) -> Named<'a> {
        let thing = self.thing.map(Thing::into_owned);
        Named { name: self.name.into_owned(), thing, base: self.base.map(Name::into_owned) }
    }
}

/// A figure among its surroundings.
struct Context<'a, 't> {
    text: &'a str,
    figure: &'t Seen<'a>,
    sentence: Span,
    topic: &'t Topic<'a>,
    words: &'a FigureWords,
}

impl<'a> Context<'a, '_> {
    fn people(&self) -> bool {
        self.words.persons.contains(self.figure.unit) && self.figure.kind == FigureKind::Count
    }

    /// What the clause before, or the figure before, speaks of. A phrase that can stand for a
    /// noun by itself (投诉调解) takes nothing over from another sentence.
    fn prior(&self, left: &str) -> Name<'a> {
        let nominal = self.words.verbs.at_start(left).is_some_and(|(_, nominal)| *nominal);
        let across = !nominal || self.figure.sides.announced || self.goes_on();
        prior_thing(
            self.text,
            self.figure.sides.clause,
            self.sentence,
            self.topic,
            self.words,
            across,
        )
    }

    /// A semicolon parts this sentence from the last one, which counted in the same unit.
    fn goes_on(&self) -> bool {
        self.topic.unit == self.figure.unit
            && self
                .text
                .get(..self.sentence.start as usize)
                .is_some_and(|before| before.ends_with(['；', ';']))
    }

    /// What this is of the thing before, which goes on being spoken of.
    fn of_prior(&self, left: &'a str) -> Named<'a> {
        let thing = self.prior(left);
        Named { name: join(thing.clone(), left), thing: Some(thing.into()), base: None }
    }

    /// The last figure's name, while nothing else has been said since; else what the clause
    /// before speaks of.
    fn same(&self) -> Name<'a> {
        let fresh =
            self.topic.end > 0 && !self.topic.is_cut_off(self.text, self.figure.sides.clause);
        if fresh && !self.topic.name.is_empty() { self.topic.name.clone() } else { self.prior("") }
    }

    /// 分别 with one name and several values: each belongs to one of the last figures, in order.
    fn in_order(&self, raw: &str, left: &'a str) -> Option<Name<'a>> {
        let (place, count) = self.figure.place;
        let words = self.words;
        if count < 2 || self.figure.listed {
            return None;
        }
        if words.respectively.find(raw).is_none() {
            // 甲、乙分别立案3件、5件，罚款2万元、4万元.
            let open = self.topic.list.len() == count && self.figure.change.is_none();
            let (bare, whole) = self.topic.list.get(place).filter(|_| open && thin(left, words))?;
            return Some(if left.is_empty() { whole.clone() } else { join((*bare).into(), left) });
        }
        // 上述数据分别比上年增长5%、3%.
        let left = match words.pointing.at_start(left) {
            Some((word, ())) => trim_left(left.get(word.len()..).unwrap_or_default(), words),
            None => left,
        };
        let alone = comparison_only(left, words)
            || is_rates(left, words)
            || is_share(left, words)
            || left.is_empty();
        if !alone || self.topic.is_cut_off(self.text, self.figure.sides.clause) {
            return None;
        }
        if self.figure.kind == FigureKind::Points && self.figure.change.is_some() {
            let before = self.topic.rates.len().checked_sub(count)?;
            return Some(join(self.topic.rates.get(before + place)?.clone(), left));
        }
        if self.figure.kind == FigureKind::Rank
            && let Some(before) = self.topic.rates.len().checked_sub(count)
        {
            // 满意率、知晓率为95%、93%，分列全省第2、第3位.
            return Some(join(self.topic.rates.get(before + place)?.clone(), left));
        }
        // Rates and changes are not among the names; other values of this run are.
        let own =
            if is_relative(self.figure.kind) || self.figure.change.is_some() { 0 } else { place };
        let before = self.topic.names.len().checked_sub(own)?;
        let name = &self.topic.names.get(before.checked_sub(count)? + place)?.0;
        Some(join(name.clone(), left))
    }

    /// Keeps what was spoken of: a rate or a change of it says nothing new.
    fn of_the_same(&self, name: Name<'a>, base: Name<'a>) -> Named<'a> {
        Named { name, thing: Some(self.topic.thing.clone()), base: Some(base) }
    }

    fn named(&self, raw: &'a str, left: &'a str, right: &'a str) -> Named<'a> {
        let words = self.words;
        let figure = self.figure;
        if let Some(name) = self.in_order(raw, left) {
            return self.of_the_same(name.clone(), name);
        }
        let relative = is_relative(figure.kind);
        let moved = figure.kind == FigureKind::Rank && figure.change.is_some();
        // 前移4位: the verb begins like a word that only leads to a rank.
        let left = if moved && comparison_only(raw, words) { trim(raw, outer) } else { left };
        if figure.change.is_some()
            && (comparison_only(left, words) || relative && change_of_number(left, words))
        {
            // 同比下降30%, 降幅43.5%, 低于平均2.1个百分点: of what the figure before said; behind a
            // rank (满意度96.3%，居全市第2位，比上年上升0.7个百分点) of the rate before.
            let rate = self
                .topic
                .rates
                .last()
                .filter(|_| self.topic.ranked && figure.kind == FigureKind::Points);
            let same = rate.cloned().unwrap_or_else(|| self.same());
            return self.of_the_same(join(same.clone(), left), same);
        }
        if !relative
            && words.based.at_start(left).is_some()
            && words.not_compared.at_start(left).is_none()
            && right.is_empty()
        {
            // 较2021年的104件下降: the level of before.
            let same = self.same();
            return self.of_the_same(same.clone(), same);
        }
        if figure.unit == "倍"
            && let Some(said) = said_of_before(raw)
        {
            // 人均办案40件，是上年的2倍.
            let same = self.same();
            return self.of_the_same(join(same.clone(), said), same);
        }
        if relative && words.compared.at_start(left).is_some() {
            let same = self.same();
            // 较92%提高: nothing is said but that it is compared.
            let left = if words.compared.contains(left) { "" } else { left };
            return self.of_the_same(join(same.clone(), left), same);
        }
        let said = trim(raw, outer);
        if words.totals.contains(said) {
            if let Some(total) = self.topic.common(figure.unit) {
                // …30部、…65部，共100部: what the parts have in common.
                return self.of_the_same(total.clone(), total);
            }
            if right.is_empty() {
                if words.sums.contains(said)
                    && let Some(all) = self.topic.all(figure.unit)
                {
                    // 办理建议12件、提案8件，合计20件.
                    return self.of_the_same(all.clone(), all);
                }
                let thing = self.prior(left);
                return self.of_the_same(join(thing.clone(), left), thing);
            }
        }
        if left.is_empty()
            && right.is_empty()
            && words.verbs.contains(said)
            && (words.lead.contains(said) || words.level.contains(said) && self.same_unit())
        {
            // 参加考试8人，通过7人; 9项任务完成7项: the deed, though such a word most often only leads to one.
            return self.of_prior(said);
        }
        if said == "的"
            && figure.kind == FigureKind::Percent
            && let [.., (part, unit), (_, base)] = self.topic.names.as_slice()
            && unit == base
        {
            // 开工6120套，为任务6000套的102%: it tells of what was done.
            return self.of_the_same(part.clone(), part.clone());
        }
        if left.is_empty() && right.is_empty() && !said.is_empty() {
            // 由92项减至61项: another level of the same.
            let same = self.same();
            return self.of_the_same(same.clone(), same);
        }
        if figure.kind == FigureKind::Rank && placeless(left, words) {
            // 位列全省第一名: who, is said before; 满意度96%，居全市第2位: the rate is.
            let rated = words.rates.at_end(&self.topic.name).is_some();
            let subject = if rated { self.same() } else { self.prior(left) };
            return join(subject, left).into();
        }
        // 公布省级事项8项，市、县两级分别为102项、618项; 任务清单(书记10项、市长11项).
        let part = is_tier(left, words) || figure.sides.bracketed && !longer(left, 4);
        if part && right.is_empty() && !relative {
            return self.of_prior(left);
        }
        if relative && words.shares.at_start(left).is_some_and(|(w, ())| w.len() < left.len()) {
            // 配备审核人员486人，占执法人员总数的5.6%.
            let same = self.same();
            return self.of_the_same(join(same.clone(), left), same);
        }
        if words.shares.contains(left) {
            let same = self.same();
            return self.of_the_same(join(same.clone(), "占比"), same);
        }
        if relative && is_rates(left, words) {
            let fresh = !self.topic.base.is_empty()
                && !self.topic.is_cut_off(self.text, figure.sides.clause);
            let base = if fresh { self.topic.base.clone() } else { self.prior(left) };
            return self.of_the_same(join(base.clone(), left), base);
        }
        if right.is_empty()
            && !longer(left, 2)
            && words.places.contains(left)
            && let Some((end, ())) = words.places.at_end(&self.topic.name)
            && end.len() < self.topic.name.len()
        {
            let stem = self.topic.name.part(|name| name.strip_suffix(end).unwrap_or(name));
            return join(stem, left).into();
        }
        if words.attributes.contains(left) {
            let same = self.same();
            let base = same.part(|same| strip_attribute(same, words));
            let name = join(base.clone(), left);
            return Named { name, thing: Some(base.clone().into()), base: Some(base) };
        }
        if right.is_empty()
            && figure.change.is_none()
            && let Some((head, each)) = per_each(raw, words)
        {
            let own = trim_left(head, words);
            if own.is_empty() || thin(own, words) {
                let thing = self.topic.thing.name(words);
                let mut name = join(thing.clone(), each);
                if figure.kind == FigureKind::Duration && figure.left {
                    // 人均40学时: the unit says of what.
                    name = join(name, figure.unit);
                }
                return Named { name, thing: Some(thing.into()), base: None };
            }
            // 值班时间增加到每月3天: the time is a measure, and no part of the name.
            let each = if words.each_time.contains(each) { "" } else { each };
            let name = join(shorten_left(own, words), each);
            return Named { name, thing: Some(Thing::ObjectOf(own.into())), base: None };
        }
        if relative {
            if !left.is_empty() && !thin(left, words) {
                if !right.is_empty()
                    && predicate(right, words)
                    && words.rates.at_end(left).is_none()
                {
                    return join(shorten_left(left, words), shorten_right(right)).into();
                }
                return shorten_left(left, words).into();
            }
            if !right.is_empty() && figure.change.is_none() {
                let thing = Name::from(noun_of(right, words));
                let name = shorten_right(right).into();
                return Named { name, thing: Some(thing.into()), base: None };
            }
            return join(self.prior(left), left).into();
        }
        match self.with_shared(right) {
            Name::Piece(right) => self.by_sides(left, right),
            Name::Joined(right) => self.by_sides(left, &right).into_owned(),
        }
    }

    /// The name by what stands on the two sides.
    fn by_sides<'b>(&self, left: &'b str, right: &'b str) -> Named<'b>
    where
        'a: 'b,
    {
        let words = self.words;
        let figure = self.figure;
        if figure.left && !right.is_empty() && !left.is_empty() && !thin(left, words) {
            // 局党组5次专题研究: the subject before, the deed after.
            let thing = Some(Thing::ObjectOf(left.into()));
            let mut name = shorten_left(left, words);
            let deed = words.verbs.at_start(right).is_some_and(|(verb, _)| several(verb));
            if !figure.sides.before_figure && (deed || predicate(right, words)) {
                name = join(name, shorten_right(right));
            }
            return Named { name, thing, base: None };
        }
        if right.is_empty() {
            if words.portions.contains(left) {
                // 分三期培训执法人员: what is done stands behind the number.
                return Name::default().into();
            }
            if words.posts.contains(left) {
                let who = who(self.text, figure, self.sentence, words);
                if !who.is_empty() {
                    return join(who.into(), left).into();
                }
            }
            if !thin(left, words) {
                if let Some(named) = self.of_which(left) {
                    return named.into_owned();
                }
                let thing = Some(Thing::ObjectOf(left.into()));
                return Named { name: shorten_left(left, words), thing, base: None };
            }
            if self.people() && !topic_is_cases(self.topic, words) && !left.is_empty() {
                return Name::from(left).into();
            }
            // 通知书152份，立案73件: no document is tried, nor fined.
            let apart = words.own.contains(left)
                && self.topic.unit != figure.unit
                && words.not_tried.contains(self.topic.unit);
            let thing = if apart {
                Name::default()
            } else {
                let other = if left.is_empty() { None } else { self.in_unit() };
                other.unwrap_or_else(|| self.prior(left))
            };
            // 检出不合格283批次，合格率: a rate is of the whole, not of this part.
            let fresh = !self.topic.base.is_empty() && self.topic.end > self.sentence.start;
            let base = if fresh { Some(self.topic.base.clone()) } else { None };
            let name = join(thing.clone(), left);
            if thing.is_empty() {
                // 复议收案12件，受理9件: of the deed's own matter.
                let matter = object_of(left, words);
                let matter = if words.matters.contains(matter) { matter } else { "" };
                return Named { name, thing: Some(Name::from(matter).into()), base };
            }
            return Named { name, thing: Some(thing.into()), base };
        }
        let (name, thing) = self.by_right(left, shorten_right(right));
        Named { name, thing: Some(thing.into()), base: None }
    }

    fn same_unit(&self) -> bool {
        self.topic.unit == self.figure.unit
    }

    /// The thing counted in this figure's unit, where the last figure's unit is another one
    /// (审查文件9件，提出意见20条，印发7件).
    fn in_unit(&self) -> Option<Name<'a>> {
        let unit = self.figure.unit;
        self.topic.names.last().filter(|(_, last)| *last != unit)?;
        if self.figure.kind != FigureKind::Count || self.words.persons.contains(unit) {
            return None;
        }
        let (name, _) = self.topic.names.iter().rev().find(|(_, u)| *u == unit)?;
        Some(Thing::ObjectOf(name.clone()).name(self.words))
    }

    /// What is told of some of the things before: 议题74个，其中会前审查的51个.
    fn of_which<'b>(&self, left: &'b str) -> Option<Named<'b>>
    where
        'a: 'b,
    {
        let figure = self.figure;
        let of = figure.kind == FigureKind::Count
            && figure.sides.announced
            && self.same_unit()
            && slice(self.text, figure.sides.left).ends_with('的');
        if !of {
            return None;
        }
        let thing = self.topic.thing.name(self.words);
        if thing.is_empty() || left.contains(&*thing) {
            return None;
        }
        let name = Name::Joined(format!("{left}的{}", &*thing).into());
        Some(Named { name, thing: Some(thing.into()), base: None })
    }

    /// The noun with the predicate that it shares with the nouns after it.
    fn with_shared(&self, right: &'a str) -> Name<'a> {
        let Some(shared) = self.figure.shared.filter(|_| !right.is_empty()) else {
            return right.into();
        };
        let last = trim_right(slice(self.text, shared), self.words);
        let noun = noun_of(last, self.words);
        let predicate = last.get(noun.len()..).unwrap_or_default();
        join(right.into(), shorten_right(predicate))
    }

    /// The noun after the unit names the figure; the verb before it says what was done.
    fn by_right<'b>(&self, left: &'b str, right: &'b str) -> (Name<'b>, Name<'b>)
    where
        'a: 'b,
    {
        let words = self.words;
        let of = right.strip_prefix('的');
        let body = of.unwrap_or(right);
        if predicate(body, words) && of.is_none() {
            // 1人获得先进个人; 14项实行告知承诺制: the subject stands before.
            const DEED: usize = 5;
            let subject: Name<'b> = if words.rests.contains(left) {
                self.topic.thing.name(words)
            } else if !thin(left, words) || self.people() && !left.is_empty() {
                left.into()
            } else if self.figure.left && longer(body, DEED) {
                // 把法治摆在突出位置，先后6次召开会议: the deed is the thing counted, and says it all.
                return (body.into(), body.into());
            } else {
                // 诉讼9件，已判决的7件全部胜诉: which of them.
                let told = slice(self.text, self.figure.sides.left).trim_end().ends_with('的');
                let prior: Name<'b> = self.prior(left);
                if told { join(prior, left) } else { prior }
            };
            return (join(subject.clone(), body), subject);
        }
        let noun = noun_of(body, words);
        // 民政局等14家单位: the examples belong to the noun.
        if left.ends_with('等') {
            return (join(shorten_left(left, words), body), noun.into());
        }
        // The next figure's clause begins with its verb.
        let crowded = self.figure.sides.before_figure && self.figure.shared.is_none();
        let body = if crowded { noun } else { body };
        if self.figure.kind == FigureKind::Money && !left.is_empty() && thin(body, words) {
            // 服务中心投入300万元改造升级: the deed that the money is for.
            return (join(shorten_left(left, words), body), left.into());
        }
        if of.is_some() && !left.is_empty() {
            return (join(shorten_left(left, words), body), noun.into());
        }
        if noun.len() == body.len() && words.generic.contains(noun) {
            let name = if thin(left, words) {
                let subject: Name<'b> = self.prior(left);
                let name = join(left.into(), body);
                if subject.is_empty() || longer(&name, SHORT) {
                    name
                } else {
                    join_names(subject, name)
                }
            } else {
                join(shorten_left(left, words), body)
            };
            // 储备物资64个品种12.7万件: by itself such a noun is nothing to speak of.
            let thing = if thin(left, words) { noun.into() } else { name.clone() };
            return (name, thing);
        }
        if left.is_empty() {
            return (body.into(), noun.into());
        }
        if !longer(left, 8) {
            return (join(left.into(), body), noun.into());
        }
        // The last verb before the number, if it ends what stands there.
        let name = match words.verbs.at_end(left) {
            Some((verb, _)) => join(verb.into(), body),
            None => body.into(),
        };
        (name, noun.into())
    }
}

/// 面积占比, 金额占比: a share that does not say of what.
fn is_share(left: &str, words: &FigureWords) -> bool {
    words.shares.at_end(left).is_some_and(|(share, ())| {
        let part = left.get(..left.len() - share.len()).unwrap_or_default();
        words.attributes.contains(part)
    })
}

/// 是上年的: what is compared stands before.
fn said_of_before(raw: &str) -> Option<&str> {
    trim(raw, outer).strip_suffix('的').filter(|said| said.starts_with('是'))
}

/// Only a change of a number or an amount told before: 批次降幅, 金额增长.
fn change_of_number(left: &str, words: &FigureWords) -> bool {
    words
        .generic
        .at_start(left)
        .or_else(|| words.attributes.at_start(left))
        .and_then(|(word, ())| left.get(word.len()..))
        .is_some_and(|rest| comparison_only(rest, words))
}

/// People that the clause before speaks of (执法人员全部持证，在岗96人).
fn who<'a>(text: &'a str, figure: &Seen<'_>, sentence: Span, words: &FigureWords) -> &'a str {
    let before = text
        .get(sentence.start as usize..figure.sides.clause as usize)
        .unwrap_or_default()
        .trim_end_matches(outer);
    let clause = before.rsplit(ends_clause).next().unwrap_or_default();
    let mut noun = noun_of(trim_left(clause, words), words);
    while let Some((word, ())) = words.adverbs.at_end(noun) {
        noun = noun.get(..noun.len() - word.len()).unwrap_or_default();
    }
    if words.staff.at_end(noun).is_some() { noun } else { "" }
}

/// [`join`], whoever owns the second.
fn join_names<'a>(first: Name<'a>, second: Name<'a>) -> Name<'a> {
    match second {
        Name::Piece(second) => join(first, second),
        Name::Joined(second) => join(first, &second).into_owned(),
    }
}

/// 市, 市级, 县(市、区)两级: nothing but a tier of government.
fn is_tier(phrase: &str, words: &FigureWords) -> bool {
    let end = words.tier_ends.at_end(phrase).map_or(0, |(end, ())| end.len());
    phrase.get(..phrase.len() - end).is_some_and(|tier| words.tiers.contains(tier))
}

/// Figures that say something about other figures.
fn is_relative(kind: FigureKind) -> bool {
    matches!(kind, FigureKind::Percent | FigureKind::Points | FigureKind::Ratio | FigureKind::Rank)
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

fn topic_is_cases(topic: &Topic<'_>, words: &FigureWords) -> bool {
    !topic.people && words.cases.at_end(&topic.thing.name(words)).is_some()
}

/// What stands behind a figure that nothing else names, up to the next number or the clause's end
/// (先后6批次取消证明材料310项).
fn behind<'a>(text: &'a str, figure: &Seen<'_>, sentence: Span, words: &FigureWords) -> Name<'a> {
    let rest = text
        .get(figure.sides.right.start as usize..sentence.end.max(figure.sides.right.start) as usize)
        .unwrap_or_default();
    let ends = |c: char| ends_clause(c) || digit(c).is_some() || matches!(c, '(' | '（');
    let phrase = rest.split(ends).next().unwrap_or_default();
    shorten_right(trim_right(phrase, words)).into()
}
