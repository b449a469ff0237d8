//! Names from what stands right beside a figure: the phrase before its number and the one behind
//! its unit.

use super::super::Seen;
use super::super::edge::{chars, longer, outer, several};
use super::super::phrase::{
    Name, SHORT, dependent, doer, join, noun_of, object_of, predicate, shorten_left, shorten_right,
    strip_attribute, thin, trim_left, trim_right,
};
use super::super::topic::{Thing, Topic};
use super::{Context, Named, slice};
use crate::lexicon::figures::FigureWords;
use crate::report::FigureKind;
use crate::text::Span;
use crate::text::class::{digit, ends_clause};

impl<'a> Context<'a, '_> {
    /// The name by what stands on the two sides.
    pub(super) fn by_sides<'b>(&self, left: &'b str, right: &'b str) -> Named<'b>
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
            if let Some(named) = self.without_object(left) {
                return named.into_owned();
            }
            if words.posts.contains(left)
                && let Some(name) = self.at_work(left)
            {
                return Named { name, thing: Some(self.topic.thing.clone()), base: None };
            }
            if dependent(left, words) {
                let name = join(self.subject(left), left);
                return Named { name: name.clone(), thing: Some(name.into()), base: None };
            }
            if !thin(left, words) {
                if let Some(named) = self.of_which(left) {
                    return named.into_owned();
                }
                let thing = Some(Thing::ObjectOf(left.into()));
                return Named { name: shorten_left(left, words), thing, base: None };
            }
            // 在册对象74名，新接收12名: people among people.
            let among = self.topic.people && self.topic.end > self.sentence.start && {
                let who = self.topic.thing.name(words);
                !thin(&who, words) && !words.posts.contains(&who) && !left.ends_with(&*who)
            };
            let taught = words.taught.contains(left) && {
                // 系统讲授法律知识等内容，培训300人: contents are not who or what.
                let what = self.prior(left);
                !what.is_empty() && words.generic.at_end(&what).is_none()
            };
            if self.people()
                && !among
                && !taught
                && !topic_is_cases(self.topic, words)
                && !left.is_empty()
            {
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
        if words.facets.contains(right) {
            // 公布事项清单，涉及16个领域95项: the list goes on being spoken of.
            let own = longer(left, 3) && !thin(left, words);
            let prior: Name<'b> = if own { left.into() } else { self.prior(left) };
            let thing = if prior.is_empty() { name.clone() } else { prior };
            return Named { name, thing: Some(Thing::ObjectOf(thing)), base: None };
        }
        Named { name, thing: Some(thing.into()), base: None }
    }

    /// How people are at work, with who they are: said in the clause before (执法人员全部持证，在岗96人), or told of
    /// people before (累计解除2251名，现有在册186名).
    fn at_work(&self, left: &'a str) -> Option<Name<'a>> {
        let who = who(self.text, self.figure, self.sentence, self.words);
        if !who.is_empty() {
            return Some(join(who.into(), left));
        }
        let told = self.topic.people.then(|| self.topic.thing.name(self.words))?;
        let one = !told.is_empty() && self.words.quotas.at_end(&told).is_none();
        one.then(|| join(told, left))
    }

    /// A deed told with whom it is done to or why, and not with its object: 向市政府报备14件, 因撤回申请终止5件.
    fn without_object(&self, left: &'a str) -> Option<Named<'a>> {
        let (figure, words) = (self.figure, self.words);
        let deed = || words.verbs.at_end(left).is_some_and(|(verb, _)| verb.len() < left.len());
        if figure.left || figure.kind != FigureKind::Count || !deed() {
            return None;
        }
        let to = || {
            let raw = slice(self.text, figure.sides.left);
            raw.rfind(words.to).and_then(|at| raw.get(at..)).filter(|to| to.ends_with(left))
        };
        let said = if words.causes.at_start(left).is_some() { left } else { to()? };
        let thing = self.in_unit().unwrap_or_else(|| self.prior(left));
        Some(Named { name: join(thing.clone(), said), thing: Some(thing.into()), base: None })
    }

    /// Whose 问题 or 意见 it is: who does it or what is done in the clause with the last figure, else what
    /// the clause before speaks of.
    fn subject(&self, left: &str) -> Name<'a> {
        let (topic, words) = (self.topic, self.words);
        let fresh = topic.end > self.sentence.start
            && !topic.is_cut_off(self.text, self.figure.sides.clause);
        let last = if topic.base.is_empty() { &topic.name } else { &topic.base };
        let told = last.part(|name| {
            let bare = strip_attribute(name, words);
            let doer = doer(bare, words);
            if doer.is_empty() { bare } else { doer }
        });
        // 明确6个方面38项重点任务: no 方面 says whose.
        if fresh && words.facets.at_end(&told).is_some() {
            let whose = topic.thing.name(words);
            return if words.facets.at_end(&whose).is_some() { Name::default() } else { whose };
        }
        if fresh && !told.is_empty() && chars(&told) + chars(left) <= SHORT {
            told
        } else {
            self.prior(left)
        }
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
            && (figure.sides.announced || self.topic.end > self.sentence.start)
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
    pub(super) fn with_shared(&self, right: &'a str) -> Name<'a> {
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
        // 组织资格考试，280名人员参考: of what was told before.
        if left.is_empty() && noun.len() < body.len() && words.anyone.contains(noun) {
            let prior: Name<'b> = self.prior(left);
            return (join(prior.clone(), body), prior);
        }
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
        if dependent(body, words) && thin(left, words) {
            // 明确6个方面38项重点任务; 提出97条修改意见.
            let subject: Name<'b> = self.subject(body);
            let name = join(left.into(), body);
            let name = join_names(subject, name);
            return (name.clone(), name);
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

fn topic_is_cases(topic: &Topic<'_>, words: &FigureWords) -> bool {
    !topic.people && words.cases.at_end(&topic.thing.name(words)).is_some()
}

/// What stands behind a figure that nothing else names, up to the next number or the clause's end
/// (先后6批次取消证明材料310项).
pub(super) fn behind<'a>(
    text: &'a str,
    figure: &Seen<'_>,
    sentence: Span,
    words: &FigureWords,
) -> Name<'a> {
    let rest = text
        .get(figure.sides.right.start as usize..sentence.end.max(figure.sides.right.start) as usize)
        .unwrap_or_default();
    let ends = |c: char| ends_clause(c) || digit(c).is_some() || matches!(c, '(' | '（');
    let phrase = rest.split(ends).next().unwrap_or_default();
    let limit = words.within_time.at_start(phrase).map_or(0, |(word, ())| word.len());
    let phrase = phrase.get(limit..).unwrap_or_default();
    shorten_right(trim_right(phrase, words)).into()
}
