//! Naming what a figure counts, in the report's own words.
//!
//! The name is the noun right after the unit where there is one, else the phrase before the
//! number back to the last figure or the clause's edge. A rate looks left; 次, 场 and 人次 look
//! left first. Where the subject is missing (成功率, 办结, 新增) it is taken from the figure or
//! the clause before.
//!
//! Here is what a name takes from what was told before; [`beside`] names by what stands right
//! beside the figure, [`whole`] the parts of what was told.

mod beside;
mod whole;

use super::Seen;
use super::edge::{longer, outer, several, trim};
use super::phrase::{
    Name, SHORT, behind_whole, comparison_only, is_rates, join, limit, noun_of, per_each,
    placeless, predicate, shorten_left, shorten_right, strip_attribute, subject_of_change, thin,
    trim_left, trim_right,
};
use super::topic::{Thing, Topic, prior_thing};
use crate::lexicon::figures::FigureWords;
use crate::report::{Figure, FigureKind};
use crate::text::Span;

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
            topic.next_paragraph();
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
    let left = behind_whole(trim_left(raw, words), words);
    let mut right = trim_right(slice(text, figure.sides.right), words);
    if figure.sides.before_figure
        && let Some((word, ())) = words.within.at_end(right)
        && let Some(whole) = right.get(..right.len() - word.len()).filter(|whole| several(whole))
    {
        // 218名调解员中62名超过50岁: the whole of the next one.
        right = whole;
    }
    let excepted = words.except_ends.contains(right);
    let right = if excepted { "" } else { right };
    // 一个工作日内办结: of the time only its limit is told by 内.
    let limit_ends = |right| words.within_time.at_start(right).map_or(0, |(word, ())| word.len());
    let within = if figure.kind == FigureKind::Duration { limit_ends(right) } else { 0 };
    let right = right.get(within..).unwrap_or_default();
    if figure.sides.announced {
        topic.whole.clone_from(&topic.name);
    }
    let context = Context { text, figure, sentence, topic, words };
    let people = context.people();
    // 取消、下放事项分别为18项、6项: the deed's object is told with the last one.
    let bare = || thin(left, words) || is_tier(left, words);
    let told = figure.listed && figure.tail.is_some() && bare();
    let named = if told {
        Name::from(left).into()
    } else if within > 0 && right.is_empty() && left.is_empty() {
        // 2小时内转移群众300人.
        beside::behind(text, figure, sentence, words).into()
    } else {
        context.named(raw, left, right)
    };
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
    let name =
        if name.is_empty() { beside::behind(text, figure, sentence, words) } else { limit(name) };
    // A line of a table may say no more than 合计.
    let name = if name.is_empty() { trim(raw, outer).into() } else { name };
    let first = topic.end <= sentence.start;
    if excepted {
        // What is left out does not become the subject of what is not.
        topic.end = figure.sides.right.start;
        return name;
    }
    topic.ranked = figure.kind == FigureKind::Rank;
    topic.listed = figure.sides.after_figure;
    topic.announced |= figure.sides.announced;
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

    fn same_unit(&self) -> bool {
        self.topic.unit == self.figure.unit
    }

    /// A semicolon parts this sentence from the last one, which counted in the same unit.
    fn goes_on(&self) -> bool {
        self.same_unit()
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

    /// As [`Self::same`]; behind a list of parts (其中甲3件、乙5件，较上年增加2件) of the whole.
    fn same_whole(&self) -> Name<'a> {
        let topic = self.topic;
        let whole = topic.parts && topic.listed && !self.figure.sides.after_figure;
        let fresh = topic.end > 0 && !topic.is_cut_off(self.text, self.figure.sides.clause);
        if whole && fresh && !topic.base.is_empty() { topic.base.clone() } else { self.same() }
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
            let same = rate.cloned().unwrap_or_else(|| self.same_whole());
            return self.of_the_same(join(same.clone(), left), same);
        }
        // 批次较上年的100批减少: the number of what was told.
        let number = raw.trim_end().ends_with('的');
        let compared = if number { strip_number(left, words) } else { left };
        if !relative
            && words.based.at_start(compared).is_some()
            && words.not_compared.at_start(compared).is_none()
            && right.is_empty()
        {
            // 较2021年的104件下降: the level of before.
            let same = self.same_whole();
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
                // 建议112件、提案95件，共207件.
                let listed = self.topic.listed && !self.figure.sides.after_figure;
                if (listed || words.sums.contains(said))
                    && let Some(all) = self.topic.all(figure.unit)
                    && !longer(&all, SHORT)
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
        // 居全省县级机关第4名.
        let held = || {
            let verb = words.rank_verbs.at_start(left).or_else(|| words.rank_direct.at_start(left));
            right.is_empty() && verb.is_some()
        };
        if figure.kind == FigureKind::Rank && (placeless(left, words) || held()) {
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
        if right.is_empty()
            && !relative
            && let Some(named) = self.of_whole(left)
        {
            return named;
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
        if right.is_empty() && words.speaking.contains(left) && !self.topic.name.is_empty() {
            // 追讨工资218万元，涉及173人: of what was told.
            let same = self.same_whole();
            return self.of_the_same(join(same.clone(), left), same);
        }
        if words.attributes.contains(left) {
            // 调解成功率98%，涉及金额3万元: a rate has no amount.
            let rated = words.rates.at_end(&self.topic.name).is_some();
            let same = if rated { self.topic.base.clone() } else { self.same_whole() };
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
            if let Some(noun) = right.strip_prefix('的').filter(|_| figure.change.is_none()) {
                // 公职律师增至88名，覆盖45%的机关.
                let said = trim(raw, outer);
                let verb = if words.speaking.contains(said) { said } else { "" };
                let deed = if verb.is_empty() { left.into() } else { join(self.same(), verb) };
                let name = join(deed, shorten_right(noun));
                return Named {
                    name,
                    thing: Some(Name::from(noun_of(right, words)).into()),
                    base: None,
                };
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

/// What follows a number or an amount at the beginning.
fn strip_number<'a>(left: &'a str, words: &FigureWords) -> &'a str {
    let longest = [words.generic.at_start(left), words.attributes.at_start(left)];
    let len = longest.into_iter().flatten().map(|(word, ())| word.len()).max();
    left.get(len.unwrap_or(0)..).unwrap_or_default()
}

/// Only a change of a number or an amount told before: 批次降幅, 申请材料减少.
fn change_of_number(left: &str, words: &FigureWords) -> bool {
    let rest = strip_number(left, words);
    rest.len() < left.len() && comparison_only(rest, words)
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
