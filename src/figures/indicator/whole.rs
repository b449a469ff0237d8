//! Names of parts that say only which of the things before they are: 受理案件90件，其中治安类30件.

use super::super::coordinate::common_end;
use super::super::edge::{longer, several};
use super::super::phrase::{Name, SHORT, join, thin};
use super::{Context, Named, slice};

/// Characters of the longest label of a part.
const LABEL: usize = 8;

impl<'a> Context<'a, '_> {
    /// The part with what it is of.
    pub(super) fn of_whole(&self, left: &'a str) -> Option<Named<'a>> {
        let topic = self.topic;
        let told = topic.end > self.sentence.start && self.same_unit();
        // 其中取得资格的11名: what follows 的 is the thing itself.
        let of = || slice(self.text, self.figure.sides.left).ends_with('的');
        if !told || left.is_empty() || thin(left, self.words) || of() {
            return None;
        }
        let part = topic.announced || self.figure.sides.announced;
        let name = if part { self.announced_part(left) } else { self.entry(left) }?;
        Some(Named { name, thing: Some(topic.thing.clone()), base: Some(topic.base.clone()) })
    }

    /// Behind 其中.
    fn announced_part(&self, left: &'a str) -> Option<Name<'a>> {
        /// Characters of the longest deed.
        const DEED: usize = 16;
        let (topic, words) = (self.topic, self.words);
        let thing = topic.thing.name(words);
        let alike = |thing: &str| thing.contains(left) || several(common_end(thing, left));
        if self.people() {
            // 人民调解员685名，其中专职41名; 顾问20名，其中执业律师12名.
            if !topic.people || thing.is_empty() || longer(left, LABEL) || alike(&thing) {
                return None;
            }
            let short = !longer(left, 2);
            return Some(if short {
                join(left.into(), &thing).into_owned()
            } else {
                Name::Joined(format!("{}中{left}", &*thing).into())
            });
        }
        if self.is_deed(left) {
            // 审结341件，其中作出撤销等决定24件: what was done with some of them.
            let own = thing.is_empty() || left.contains(&*thing) || longer(left, DEED);
            return (!own && !alike(&thing)).then(|| join(thing, left));
        }
        if longer(left, LABEL) {
            return None;
        }
        if let Some(name) = self.kind_of_whole(left) {
            return Some(name);
        }
        // 立案查处142起，其中种子类23起: a deed that says by itself what it counts.
        if let Some((deed, ())) = words.own.at_end(&topic.whole) {
            return Some(join(left.into(), deed).into_owned());
        }
        if thing.is_empty() || alike(&thing) {
            return None;
        }
        if words.cases.at_end(&thing).is_some() {
            if words.matters.at_end(left).is_some() {
                return None;
            }
            // 其他方式结案: what was done with them.
            let done = words.verbs.at_start(left).or_else(|| words.verbs.at_end(left)).is_some();
            if done {
                return Some(join(thing, left));
            }
            let part = join(left.into(), &thing).into_owned();
            // 援助机构办理案件90件，其中民事60件: whose cases.
            let told = topic.whole.strip_suffix(&*thing).filter(|told| self.does(told));
            let name = told.map(|told| format!("{told}{}", &*part));
            let name = name.filter(|name| !longer(name, SHORT));
            return Some(name.map_or(part, |name| Name::Joined(name.into())));
        }
        if self.is_entry(left) && self.is_catalogue(&thing) {
            return Some(join(thing, left));
        }
        let nominal = words.verbs.at_end(&thing).is_some_and(|(_, nominal)| *nominal);
        // 劝导整改36处；立案9件，其中普通程序3件: 整改 is nothing that programmes are of.
        let same = thing.char_indices().rev().nth(1).and_then(|(at, _)| thing.get(at..));
        let told = same.is_some_and(|end| left.contains(end));
        if !nominal || words.verbs.at_end(left).is_some() || told || !longer(&thing, 2) {
            return None;
        }
        // 合法性审查256件，其中规范性文件38件: the deed is done to each.
        Some(join(left.into(), &thing).into_owned())
    }

    /// An entry of a list, without 其中: 权力清单80项，行政许可12项.
    fn entry(&self, left: &'a str) -> Option<Name<'a>> {
        if self.people() || longer(left, LABEL) || !self.is_entry(left) || self.is_deed(left) {
            return None;
        }
        let thing = self.topic.thing.name(self.words);
        let own = thing.contains(left) || several(common_end(&thing, left));
        (!own && self.is_catalogue(&thing)).then(|| join(thing, left))
    }

    /// Whether a phrase begins with what is done.
    fn is_deed(&self, left: &str) -> bool {
        self.words.verbs.at_start(left).is_some_and(|(_, nominal)| !nominal)
    }

    /// Whether a thing is a list.
    fn is_catalogue(&self, thing: &str) -> bool {
        self.words.catalogues.at_end(thing).is_some()
    }

    /// Whether a phrase is one of what may stand in a list: 行政许可.
    fn is_entry(&self, left: &str) -> bool {
        self.words.verbs.at_end(left).is_some_and(|(_, nominal)| *nominal)
    }

    /// Whether a phrase tells who does something, up to the deed: 法制部门审核.
    fn does(&self, told: &str) -> bool {
        self.words.verbs.at_end(told).is_some() && !thin(told, self.words)
    }

    /// One kind of a whole that is told with its doer: 法制部门审核案件90件，其中刑事案件30件.
    fn kind_of_whole(&self, left: &str) -> Option<Name<'a>> {
        let whole = &self.topic.whole;
        let noun = common_end(whole, left);
        let told = whole.get(..whole.len() - noun.len())?;
        if !several(noun) || noun.len() == left.len() || left.contains(told) || !self.does(told) {
            return None;
        }
        let name = Name::Joined(format!("{told}{left}").into());
        (!longer(&name, SHORT)).then_some(name)
    }
}
