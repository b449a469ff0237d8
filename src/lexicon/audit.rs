//! What ties figures together: `audit.toml`.

use super::words::Words;
use super::{Error, Finder, parse};
use serde::Deserialize;
use std::collections::BTreeMap;

const TABLE: &str = "audit.toml";

/// The table as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditTable {
    /// Approximations.
    pub approx: Approx,
    /// Parts and totals.
    pub parts: Parts,
    /// Kinds that exclude each other.
    pub family: Vec<Family>,
    /// Rates and what their numerators are called.
    pub rate: Vec<Rate>,
    /// How rates are worded.
    pub rates: Rates,
    /// What cannot exceed what.
    pub funnel: Vec<Funnel>,
    /// How changes are worded.
    pub change: Change,
    /// Lists of names.
    pub lists: Lists,
    /// What findings look for.
    pub findings: Findings,
}

/// Approximations.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approx {
    /// The number is at least this.
    pub above: Vec<String>,
    /// The number is at most this.
    pub below: Vec<String>,
}

/// Words around parts and totals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// 其中 and its like.
    pub open: Vec<String>,
    /// 其中, which at the beginning of a sentence goes on with the one before.
    pub resume: Vec<String>,
    /// 案件中 and its like, which name the whole again.
    pub division: Vec<String>,
    /// 合计 and its like.
    pub total: Vec<String>,
    /// The same, alone between comma and number.
    pub total_alone: Vec<String>,
    /// 小计, of some lines of a table.
    pub subtotal: Vec<String>,
    /// 新 and its like, which add to what there was.
    pub fresh: Vec<String>,
    /// 类别上 and its like, which sort what the sentence before tells.
    pub sorted: Vec<String>,
    /// 有 and its like, before some of what stands before them.
    pub some: Vec<String>,
    /// 当年新增 and its like, which are part of the number before.
    pub newly: Vec<String>,
    /// 另有 and its like, before what is no part of it.
    pub more: Vec<String>,
    /// 每 and its like, in the label of what is told of each.
    pub each: Vec<String>,
    /// 其他 and its like.
    pub rest: Vec<String>,
    /// 其余 and its like, behind a part.
    pub remaining: Vec<String>,
    /// Units in which a whole and its parts may differ.
    pub person: Vec<String>,
    /// Those of them that count nothing but people.
    pub people: Vec<String>,
    /// Units of cases, in which a whole and its parts may differ too.
    pub cases: Vec<String>,
}

/// Kinds that exclude each other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Words that label the kinds.
    pub words: Vec<String>,
    /// Lists of kinds beside which there is none.
    pub complete: Vec<Vec<String>>,
    /// Whether nothing is of two kinds.
    #[serde(default)]
    pub exclusive: bool,
}

/// A rate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// What stands before 率.
    pub stem: String,
    /// Words that label its numerator.
    pub count: Vec<String>,
    /// Whether its base differs between reports.
    #[serde(default)]
    pub vary: bool,
}

/// How rates are worded.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// What may stand between a rate's name and its value.
    pub tail: Vec<String>,
    /// Words of a value for several rates, or of something else.
    pub shared: Vec<String>,
    /// 满意 and its like, before 率.
    pub asked: Vec<String>,
    /// 占.
    pub share: Vec<String>,
    /// The numerator is a sum.
    pub together: Vec<String>,
    /// What was carried over from the year before.
    pub carried: Vec<String>,
    /// What may stand behind the name of a share's base.
    pub of: Vec<String>,
    /// What stands between the names of several parts of a share.
    pub join: Vec<String>,
    /// What tells of the rest that a rate leaves.
    pub left: Vec<String>,
    /// 户均 and its like.
    pub mean: Vec<String>,
}

/// An order between two labels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Funnel {
    /// Labels of the smaller.
    pub part: Vec<String>,
    /// Labels of the larger.
    pub whole: Vec<String>,
    /// Whether the smaller are sorts of the larger, which often add up to it.
    #[serde(default)]
    pub sorts: bool,
}

/// How changes are worded.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// 由.
    pub from: Vec<String>,
    /// 增至.
    pub to: Vec<String>,
    /// Characters of a time between that and the value.
    pub time: String,
    /// All that may stand before the amount of a change.
    pub verb: Vec<String>,
    /// Verbs by which a rate moves in points.
    pub points: Vec<String>,
    /// The year before, with which a level is compared.
    pub before: Vec<String>,
    /// What opens a comparison with another level.
    pub than: Vec<String>,
    /// What opens an exception.
    pub except: Vec<String>,
    /// What closes it, right behind its number.
    pub except_ends: Vec<String>,
    /// What may stand before these and says only that a number is compared.
    pub number: Vec<String>,
    /// All that is said of a level of before.
    pub was: Vec<String>,
    /// What two values beside each other differ by.
    pub apart: Vec<String>,
    /// Verbs of a rise.
    pub up: Vec<String>,
    /// Verbs of a fall.
    pub down: Vec<String>,
    /// What a rate is compared with.
    pub base: Vec<String>,
}

/// Lists of names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// A list that ends with one of these is open.
    pub open: Vec<String>,
    /// What stands between a whole and some of it.
    pub among: Vec<String>,
}

/// What findings look for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// Han characters below which a part is only a phrase.
    pub thin: usize,
    /// Words of a duty reported on in passing.
    pub duty: Vec<String>,
    /// Words that give a cause.
    pub causes: Vec<String>,
    /// Words of a heading that promise causes.
    pub cause_heading: Vec<String>,
    /// Words before an announced number of parts.
    pub announce: Vec<String>,
    /// Words after it.
    pub announced: Vec<String>,
    /// The measure word between the two.
    pub measure: String,
    /// What may follow them.
    pub more: Vec<String>,
    /// What makes a sentence a plan.
    pub will: String,
    /// What makes it tell of work done.
    pub done: String,
}

/// What the words of a label say together: bits number the rows of the table's lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Families.
    pub families: u32,
    /// Funnels as the part.
    pub parts: u32,
    /// Funnels as the whole.
    pub wholes: u32,
    /// Rates as the numerator.
    pub rates: u32,
    /// [`OPEN`], [`TOTAL`] ….
    pub flags: u16,
}

/// 其中.
pub const OPEN: u16 = 1;
/// 合计.
pub const TOTAL: u16 = 1 << 1;
/// 其他.
pub const REST: u16 = 1 << 2;
/// 由.
pub const FROM: u16 = 1 << 3;
/// 增至.
pub const TO: u16 = 1 << 4;
/// 占.
pub const SHARE: u16 = 1 << 5;
/// 合计占.
pub const TOGETHER: u16 = 1 << 6;
/// 结转.
pub const CARRIED: u16 = 1 << 7;
/// 均, 分别: a value of several things, or of something else.
pub const SHARED: u16 = 1 << 8;

/// 相差.
pub const APART: u16 = 1 << 9;

/// What a number is of the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portion {
    /// Some of it: 有.
    Some,
    /// What was added to it: 当年新增.
    New,
    /// No part of it: 另有.
    Other,
}

impl std::ops::BitOrAssign for Meaning {
    fn bitor_assign(&mut self, other: Self) {
        self.families |= other.families;
        self.parts |= other.parts;
        self.wholes |= other.wholes;
        self.rates |= other.rates;
        self.flags |= other.flags;
    }
}

impl Meaning {
    /// Whether flag `flag` is set.
    pub fn has(self, flag: u16) -> bool {
        self.flags & flag != 0
    }
}

/// A word to be found in long texts.
pub type Needle = memchr::memmem::Finder<'static>;

/// The compiled table.
#[derive(Debug)]
pub struct Audit {
    /// The table itself.
    pub table: AuditTable,
    /// Words that give a cause.
    pub causes: Finder<()>,
    /// Words with which a sentence goes on with the one before.
    pub resume: Words<()>,
    /// Words with which what is left begins.
    pub remaining: Words<()>,
    /// Words with which a clause that names the whole again ends.
    pub division: Words<()>,
    /// Words with which a clause that sorts what the sentence before tells ends.
    pub sorted: Words<()>,
    /// Words right before some of what stands before them.
    pub portion: Words<Portion>,
    /// Units of people and of single things, and whether they count nothing but people.
    pub person: Words<bool>,
    /// The stems of rates: the bits of the rows of all stems that these end with, and whether the
    /// base of one of them differs between reports.
    pub stems: Words<(u32, bool)>,
    /// Words between a whole and some of it.
    pub among: Words<()>,
    /// Stems of rates of what people say.
    pub asked: Words<()>,
    /// 户均 and its like.
    pub mean: Words<()>,
    /// Words of a total that may count other things too.
    pub total_alone: Words<()>,
    /// Lists of kinds beside which there is none, by the bits of [`Audit::kinds`].
    pub complete: Vec<u64>,
    kinds: Words<u64>,
    /// What may stand right before the amount of a change.
    pub moves: Words<()>,
    /// What a rate is compared with.
    pub based: Finder<()>,
    /// Words of a duty reported on in passing.
    pub duty: Vec<Needle>,
    /// Words before an announced number of parts.
    pub announce: Vec<Needle>,
    /// The bits of the funnels of sorts.
    pub sorts: u32,
    /// The bits of the families of whose kinds nothing is two.
    pub exclusive: u32,
    words: Finder<Meaning>,
}

impl Audit {
    /// The built-in table.
    ///
    /// # Errors
    /// When it is malformed.
    pub fn builtin() -> Result<Self, Error> {
        let table: AuditTable = parse(TABLE, include_str!("audit.toml"))?;
        let mut meanings = BTreeMap::<String, Meaning>::new();
        let mut add = |words: &[String], meaning: Meaning| {
            for word in words {
                *meanings.entry(word.clone()).or_default() |= meaning;
            }
        };
        for (bit, family) in bits().zip(&table.family) {
            add(&family.words, Meaning { families: bit, ..Meaning::default() });
        }
        for (bit, funnel) in bits().zip(&table.funnel) {
            add(&funnel.part, Meaning { parts: bit, ..Meaning::default() });
            add(&funnel.whole, Meaning { wholes: bit, ..Meaning::default() });
        }
        for (bit, rate) in bits().zip(&table.rate) {
            add(&rate.count, Meaning { rates: bit, ..Meaning::default() });
        }
        for (flag, words) in [
            (OPEN, &table.parts.open),
            (TOTAL, &table.parts.total),
            (REST, &table.parts.rest),
            (FROM, &table.change.from),
            (TO, &table.change.to),
            (SHARE, &table.rates.share),
            (TOGETHER, &table.rates.together),
            (CARRIED, &table.rates.carried),
            (SHARED, &table.rates.shared),
            (APART, &table.change.apart),
        ] {
            add(words, Meaning { flags: flag, ..Meaning::default() });
        }
        let sorts = bits().zip(&table.funnel).filter(|(_, funnel)| funnel.sorts);
        let sorts = sorts.fold(0, |all, (bit, _)| all | bit);
        let exclusive = bits().zip(&table.family).filter(|(_, family)| family.exclusive);
        let exclusive = exclusive.fold(0, |all, (bit, _)| all | bit);
        let words = Finder::new(inherit(&meanings));
        let causes = Finder::new(table.findings.causes.iter().map(|word| (word, ())));
        let lists = || table.family.iter().flat_map(|family| &family.complete);
        let mut kinds = BTreeMap::<&String, u64>::new();
        for kind in lists().flatten() {
            // Kinds beyond the 64th have no bit, nor have their lists.
            let bit = 1_u64.checked_shl(kinds.len() as u32).unwrap_or(0);
            kinds.entry(kind).or_insert(bit);
        }
        let bit = |kind: &String| kinds.get(kind).copied().filter(|&bit| bit != 0);
        let complete = lists()
            .filter_map(|list| list.iter().try_fold(0, |all, kind| Some(all | bit(kind)?)))
            .collect();
        let rates = || bits().zip(&table.rate);
        let stems: Vec<_> = rates()
            .map(|(_, rate)| {
                let inner = rates().filter(|(_, inner)| rate.stem.ends_with(&*inner.stem));
                let told = inner.fold((0, false), |(rows, vary), (bit, inner)| {
                    (rows | bit, vary || (inner.vary && bit != 0))
                });
                (rate.stem.clone(), told)
            })
            .collect();
        let plain = |words: &[String]| Words::plain(words.iter().cloned());
        let person = table.parts.person.iter().map(|unit| (unit, false));
        let people = table.parts.people.iter().map(|unit| (unit, true));
        let parts = &table.parts;
        let portions = [
            (&parts.some, Portion::Some),
            (&parts.newly, Portion::New),
            (&parts.more, Portion::Other),
        ];
        let portions = portions
            .into_iter()
            .flat_map(|(words, tag)| words.iter().map(move |word| (word.clone(), tag)));
        let needles = |words: &[String]| words.iter().map(|word| needle(word)).collect();
        Ok(Self {
            moves: plain(&[&*table.change.verb, &*table.change.points].concat()),
            based: Finder::new(table.change.base.iter().map(|word| (word, ()))),
            duty: needles(&table.findings.duty),
            announce: needles(&table.findings.announce),
            resume: plain(&table.parts.resume),
            remaining: plain(&table.parts.remaining),
            division: plain(&table.parts.division),
            sorted: plain(&table.parts.sorted),
            portion: Words::new(portions),
            person: Words::new(person.chain(people).map(|(unit, tag)| (unit.clone(), tag))),
            stems: Words::new(stems),
            among: plain(&table.lists.among),
            asked: plain(&table.rates.asked),
            mean: plain(&table.rates.mean),
            total_alone: plain(&table.parts.total_alone),
            causes,
            sorts,
            exclusive,
            complete,
            kinds: Words::new(kinds.into_iter().map(|(kind, bit)| (kind.clone(), bit))),
            words,
            table,
        })
    }

    /// The kinds that a label, or the noun behind the number, names, as bits; a label that says 不合格
    /// does not name 合格.
    pub fn kinds(&self, label: &str, noun: &str) -> u64 {
        let (mut named, mut denied) = (0, 0);
        self.kinds.all(label, |at, _, bit| {
            let not = label.get(..at).is_some_and(|head| head.ends_with('不'));
            *(if not { &mut denied } else { &mut named }) |= bit;
        });
        named &= !denied;
        self.kinds.all(noun, |_, _, bit| named |= bit);
        named
    }

    /// Start, end (bytes) and meaning of each word of `text`.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, Meaning)> + 'a {
        self.words.iter(text)
    }
}

fn needle(word: &str) -> Needle {
    memchr::memmem::Finder::new(word).into_owned()
}

/// The bits of the rows of a list; rows beyond the 32nd have none.
fn bits() -> impl Iterator<Item = u32> {
    (0..32).map(|row| 1 << row).chain(std::iter::repeat(0))
}

/// A longer word hides the shorter ones inside it, so it means what they mean too (其他权力), but
/// not where it denies them (不合格, 不予受理).
fn inherit(meanings: &BTreeMap<String, Meaning>) -> BTreeMap<String, Meaning> {
    let mut all = meanings.clone();
    let shortest = meanings.keys().map(String::len).min().unwrap_or(1);
    let longest = meanings.keys().map(String::len).max().unwrap_or(0);
    for (word, meaning) in all.iter_mut().filter(|(word, _)| !word.contains('不')) {
        for (from, _) in word.char_indices() {
            let ends = from + shortest..=word.len().min(from + longest);
            for part in ends.filter_map(|to| word.get(from..to)) {
                if let Some(other) = meanings.get(part) {
                    *meaning |= *other;
                }
            }
        }
    }
    all
}
