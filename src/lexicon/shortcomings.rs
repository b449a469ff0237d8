//! The language in which reports admit failings: `shortcomings.toml`, compiled.

use super::skim::{Rare, Skim};
use super::words::Words;
use super::{Cues, Error, Finder, parse};
use serde::Deserialize;
use std::sync::Arc;

/// What a word of the cue table says about the clause it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cue {
    /// A quality still owed: 有待, 仍需.
    Need,
    /// The same, but only where a verb of improvement closes the clause: 需要….
    NeedFinal,
    /// A quality found wanting, behind its subject: 不够, 薄弱.
    Trait,
    /// The same in one character, where it closes its part of the clause: 差.
    Short,
    /// Something not done or done badly, before its object: 未, 缺乏.
    Fail,
    /// Something bad that goes on: 时有发生.
    Happen,
    /// Says only that something is there: 存在.
    Exist,
    /// Looks like a cue and is none.
    Mask,
    /// What follows is being dealt with: 解决.
    Solve,
}

/// What a word tells a scan of the text outside all headed zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scan {
    /// A sentence with it may open a zone.
    Open,
    /// What follows in the sentence is set against what was achieved.
    Seen,
    /// A predicate that is trusted without a zone.
    Strong,
    /// The same, of what goes on being wanting.
    Persisting,
    /// A clause that begins with it may admit a failing of some.
    Limited,
}

/// What a word says about a sentence as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frame {
    /// Sets failings against achievements, or announces a list.
    Contrast,
    /// Speaks of work done on the failing.
    Solve,
    /// A plan begins, where it stands near the start of a sentence.
    End,
    /// A plan, wherever it stands.
    Will,
}

/// How a clause begins that admits nothing itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// With what is laid down.
    Norm,
    /// With why the failing of the next clause came about.
    Because,
    /// With a word that only looks like one of these.
    None,
}

/// The compiled table.
#[derive(Debug)]
pub struct Shortcomings {
    /// Cues, looked for inside zones.
    pub cues: Finder<Cue>,
    /// Openings and strong cues, looked for outside.
    scan: Finder<Scan>,
    /// The same, to pass quickly over the text between them.
    skim: Skim,
    /// Words about whole sentences.
    pub frames: Finder<Frame>,
    /// Those of them with which a plan begins, and whether they tell it wherever they stand.
    pub plans: Rare<bool>,
    /// General nouns and their determiners.
    pub general: Finder<()>,
    /// Hedges.
    pub hedges: Finder<()>,
    /// Theme words; the value is an index into `theme_names`.
    pub themes: Finder<u8>,
    /// Names of the themes.
    pub theme_names: Vec<Arc<str>>,
    /// 重 and 轻, as in 重实体轻程序.
    pub slight: [char; 2],
    /// The rarer one, 轻, to tell at once whether it is there.
    light: memchr::memmem::Finder<'static>,
    /// Words with 重 or 轻 that mean something else.
    pub slight_mask: Vec<String>,
    /// How a clause begins that gives the cause of a failing.
    pub cause: Finder<()>,
    /// How a sentence does under a heading that promises causes.
    pub cause_headed: Finder<()>,
    /// How a clause does behind one that admits a failing.
    pub cause_behind: Finder<()>,
    /// How a clause begins that ends with one of `cause_links` and names what a failing comes of.
    pub cause_linked: Finder<()>,
    /// How a clause begins that admits nothing itself.
    pub aside: Finder<Aside>,
    /// 有关 and its like.
    pub cause_links: Vec<String>,
    /// What such a clause has that goes on from the cause to the failing itself.
    pub brings: Finder<()>,
    /// What a heading of causes says.
    pub cause_heading: Words<()>,
    /// Joins causes and failings in one heading.
    pub cause_joint: Finder<()>,
    /// What a sentence that opens a zone speaks of.
    pub nouns: Finder<()>,
    /// Verbs of improvement.
    pub improve: Vec<String>,
    /// What stands before a word of dealing with a failing that is not dealt with yet.
    pub undone: Words<()>,
    /// What begins a clause of what has been done about failings told before it.
    pub done: Words<()>,
    /// What speaks of something done well.
    pub praise: Finder<()>,
    /// What makes a word of dealing with a failing part of the subject.
    pub ability: Vec<String>,
    /// What, with a character or a few behind it, is a quality found wanting.
    pub degree: Finder<()>,
    /// What ends like such a quality and is none.
    pub degree_mask: Finder<()>,
    /// What ends the name of a property of something told before.
    pub property: String,
    /// A stage that things have reached, behind a word of what is not done.
    pub stage: Finder<()>,
    /// What tells that a failing was found in others.
    pub found: Finder<()>,
    /// What begins a comparison with a standard.
    pub against: Finder<()>,
    /// The whole that a general statement speaks of.
    pub whole: Words<()>,
    /// How a clause begins that speaks of some only.
    pub limited: Finder<()>,
    /// Nouns that, behind 的, leave a cue its force.
    pub still: Finder<()>,
    /// Cues that can also be mere nouns.
    pub noun: Vec<String>,
    /// What makes mere nouns of them.
    pub noun_before: Vec<String>,
    /// Words of a comparison with a standard.
    pub compare: Finder<()>,
    /// What opens a clause, and whether that belongs to it: longer words hide those that only begin
    /// like them (如何, 如).
    pub lead: Finder<bool>,
    /// Behind these the failing stands.
    pub reveal: Vec<String>,
    /// The same, to tell at once whether any is there.
    pub reveals: Finder<()>,
    /// What closes a list behind 等, longest first.
    pub closing: Vec<String>,
    /// The same, to tell at once whether any is there.
    pub closings: Words<()>,
    /// Adverbs that may stand before a cue without being a subject.
    pub adverb: Words<()>,
    /// How a point that is work to be done begins.
    pub plan: Finder<()>,
}

const TABLE: &str = "shortcomings.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    zone: RawZone,
    cue: RawCue,
    outside: RawOutside,
    strip: RawStrip,
    item: RawItem,
    hedge: RawHedge,
    theme: Vec<RawTheme>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawZone {
    open: Vec<String>,
    seen: Vec<String>,
    contrast: Vec<String>,
    against: Vec<String>,
    whole: Vec<String>,
    nouns: Vec<String>,
    end: Vec<String>,
    will: Vec<String>,
    cause: Vec<String>,
    cause_headed: Vec<String>,
    cause_behind: Vec<String>,
    cause_linked: Vec<String>,
    norms: Vec<String>,
    because: Vec<String>,
    brings: Vec<String>,
    not_aside: Vec<String>,
    cause_links: Vec<String>,
    cause_heading: Vec<String>,
    cause_joint: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCue {
    need: Vec<String>,
    need_final: Vec<String>,
    improve: Vec<String>,
    #[serde(rename = "trait")]
    quality: Vec<String>,
    short: Vec<String>,
    degree: Vec<String>,
    degree_mask: Vec<String>,
    property: String,
    fail: Vec<String>,
    slight: [char; 2],
    slight_mask: Vec<String>,
    happen: Vec<String>,
    exist: Vec<String>,
    noun: Vec<String>,
    noun_before: Vec<String>,
    compare: Vec<String>,
    mask: Vec<String>,
    general: Vec<String>,
    solve: Vec<String>,
    undone: Vec<String>,
    done: Vec<String>,
    praise: Vec<String>,
    ability: Vec<String>,
    solve_outside: Vec<String>,
    still: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOutside {
    strong: Vec<String>,
    persisting: Vec<String>,
    wanting: Vec<String>,
    stage: Vec<String>,
    found: Vec<String>,
    limited_behind: Vec<String>,
    limited: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStrip {
    lead: Vec<String>,
    keep: Vec<String>,
    reveal: Vec<String>,
    closing: Vec<String>,
    adverb: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    plan: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHedge {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTheme {
    name: String,
    words: Vec<String>,
}

fn all<V: Copy>(words: &[String], value: V) -> impl Iterator<Item = (&str, V)> + Clone {
    words.iter().map(move |word| (word.as_str(), value))
}

fn plain(words: &[String]) -> Finder<()> {
    Finder::new(all(words, ()))
}

/// Each of `firsts` before each of `seconds`, of three characters or more.
fn each_before(firsts: &[String], seconds: &[String]) -> Vec<String> {
    let both = |first: &String| seconds.iter().map(|second| first.clone() + second).collect();
    let all: Vec<Vec<String>> = firsts.iter().map(both).collect();
    all.into_iter().flatten().filter(|word| word.chars().count() > 2).collect()
}

fn longest_first(mut words: Vec<String>) -> Vec<String> {
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

impl Shortcomings {
    /// The built-in table.
    ///
    /// # Errors
    /// When it is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Self::with(&Cues::default())
    }

    /// The built-in table behind a user's words, which count where both have one.
    ///
    /// # Errors
    /// When it is malformed.
    pub(super) fn with(own: &Cues) -> Result<Self, Error> {
        let raw: Raw = parse(TABLE, include_str!("shortcomings.toml"))?;
        let cue = &raw.cue;
        let cues = all(&own.mask, Cue::Mask)
            .chain(all(&own.need, Cue::Need))
            .chain(all(&own.quality, Cue::Trait))
            .chain(all(&own.fail, Cue::Fail))
            .chain(all(&own.happen, Cue::Happen))
            .chain(all(&cue.mask, Cue::Mask))
            .chain(all(&cue.need, Cue::Need))
            .chain(all(&cue.need_final, Cue::NeedFinal))
            .chain(all(&cue.quality, Cue::Trait))
            .chain(all(&cue.short, Cue::Short))
            .chain(all(&cue.fail, Cue::Fail))
            .chain(all(&cue.happen, Cue::Happen))
            .chain(all(&cue.exist, Cue::Exist))
            .chain(all(&cue.solve, Cue::Solve));
        let [_, light] = cue.slight;
        let outside = &raw.outside;
        let persisting = each_before(&outside.persisting, &outside.wanting);
        let limited = each_before(&outside.limited_behind, &outside.limited);
        let scan = all(&raw.zone.open, Scan::Open)
            .chain(all(&raw.zone.seen, Scan::Seen))
            .chain(all(&outside.strong, Scan::Strong))
            .chain(all(&own.strong, Scan::Strong))
            .chain(all(&limited, Scan::Limited))
            .chain(all(&persisting, Scan::Persisting));
        let skim = Skim::new(scan.clone().map(|(word, _)| word));
        let plans = all(&raw.zone.end, false).chain(all(&raw.zone.will, true));
        let frames = all(&raw.zone.end, Frame::End)
            .chain(all(&raw.zone.will, Frame::Will))
            .chain(all(&cue.solve, Frame::Solve))
            .chain(all(&cue.solve_outside, Frame::Solve))
            .chain(all(&raw.zone.contrast, Frame::Contrast));
        let themes = (0u8..)
            .zip(&raw.theme)
            .flat_map(|(index, theme)| theme.words.iter().map(move |word| (word.as_str(), index)));
        Ok(Self {
            cues: Finder::new(cues),
            scan: Finder::new(scan),
            skim,
            frames: Finder::new(frames),
            plans: Rare::new(plans.collect()),
            general: plain(&cue.general),
            hedges: plain(&[&*raw.hedge.words, &*own.hedge].concat()),
            themes: Finder::new(themes),
            theme_names: raw.theme.iter().map(|theme| theme.name.as_str().into()).collect(),
            slight: raw.cue.slight,
            light: memchr::memmem::Finder::new(&light.to_string()).into_owned(),
            slight_mask: raw.cue.slight_mask,
            nouns: plain(&raw.zone.nouns),
            cause: plain(&raw.zone.cause),
            cause_headed: plain(&raw.zone.cause_headed),
            cause_behind: plain(&raw.zone.cause_behind),
            cause_linked: plain(&raw.zone.cause_linked),
            aside: Finder::new(
                all(&raw.zone.not_aside, Aside::None)
                    .chain(all(&raw.zone.norms, Aside::Norm))
                    .chain(all(&raw.zone.because, Aside::Because)),
            ),
            cause_links: raw.zone.cause_links,
            brings: plain(&raw.zone.brings),
            cause_heading: Words::plain(raw.zone.cause_heading),
            cause_joint: plain(&raw.zone.cause_joint),
            improve: raw.cue.improve,
            undone: Words::plain(raw.cue.undone),
            done: Words::plain(raw.cue.done),
            praise: plain(&raw.cue.praise),
            ability: raw.cue.ability,
            degree: plain(&raw.cue.degree),
            degree_mask: plain(&raw.cue.degree_mask),
            property: raw.cue.property,
            stage: plain(&raw.outside.stage),
            found: plain(&raw.outside.found),
            against: plain(&raw.zone.against),
            whole: Words::plain(raw.zone.whole),
            limited: plain(&raw.outside.limited),
            still: plain(&raw.cue.still),
            noun: raw.cue.noun,
            noun_before: raw.cue.noun_before,
            compare: plain(&raw.cue.compare),
            lead: Finder::new(all(&raw.strip.keep, true).chain(all(&raw.strip.lead, false))),
            reveals: plain(&raw.strip.reveal),
            reveal: raw.strip.reveal,
            closings: Words::plain(raw.strip.closing.clone()),
            closing: longest_first(raw.strip.closing),
            adverb: Words::plain(raw.strip.adverb),
            plan: plain(&raw.item.plan),
        })
    }

    /// Whether a text has the rarer one of [`slight`](Self::slight).
    pub fn slights(&self, text: &str) -> bool {
        self.light.find(text.as_bytes()).is_some()
    }

    /// Openings and strong cues in `text` from left to right: start, end (bytes), what each is.
    pub fn scan<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, Scan)> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let start = self.skim.next(text.as_bytes(), at)?;
                let found = text.get(start..).and_then(|rest| self.scan.at_start(rest));
                let Some((length, scan)) = found else {
                    at = start + 1;
                    continue;
                };
                // What begins a clause may be part of a word that says more (，仍有差距).
                at = start + if scan == Scan::Limited { 1 } else { length };
                return Some((start, start + length, scan));
            }
        })
    }
}
