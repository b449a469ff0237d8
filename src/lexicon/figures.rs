//! The tables of figures: units, exclusions, and the words around a figure.

mod rows;

pub use rows::{ExclusionRow, UnitRow};

use super::words::Words;
use super::{Error, parse};
use crate::report::{Bound, Change, FigureKind};
use rows::{ExclusionsFile, Side, UnitsFile, WordsFile};

const UNITS: &str = include_str!("units.toml");
const EXCLUSIONS: &str = include_str!("exclusions.toml");
const WORDS: &str = include_str!("figures.toml");

/// What a unit is and where it may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What kind of figure it makes.
    pub kind: FigureKind,
    /// The thing counted stands before the number (召开会议3次).
    pub left: bool,
    /// It may follow a Chinese numeral.
    pub chinese: bool,
    /// It is a figure only where points are scored (平均98分, not 9时30分).
    pub scored: bool,
}

/// The tables of figures, compiled.
#[derive(Debug, Default)]
pub struct FigureWords {
    /// Measure words and units.
    pub units: Words<Unit>,
    /// What only looks like a unit; where it is one all the same, with its bytes.
    pub unit_odd: Words<Option<usize>>,
    /// Nouns before a Chinese numeral, with the unit that then counts.
    pub unit_after: Words<String>,
    /// What makes a number of a Chinese digit alone: a unit, or what leads to another number.
    pub behind_digits: Words<()>,
    /// What has a number for its name and is no measure word.
    pub unknown_not: Words<()>,
    /// What makes a number of years or weeks a length of time, before it.
    pub lasting_before: Words<()>,
    /// The same after the unit.
    pub lasting_after: Words<()>,
    /// What makes a number of days a length of time, before it.
    pub days_before: Words<()>,
    /// The same after the unit.
    pub days_after: Words<()>,
    /// What makes 分 a score.
    pub scored_before: Words<()>,
    /// Bodies whose sessions are numbered.
    pub session_before: Words<()>,
    /// What is numbered.
    pub session_after: Words<()>,
    /// What makes 成 a tenth.
    pub tenths_before: Words<()>,
    /// Whom a figure covers.
    pub scopes: Words<()>,
    /// Time that a figure covers, beside years and months.
    pub periods: Words<()>,
    /// What makes a figure a target.
    pub targets: Words<()>,
    /// Verbs by which a rank moves.
    pub rank_moves: Words<()>,
    /// What makes a noun of a verb that stands inside nouns.
    pub agents: Words<()>,
    /// What a figure is compared with that is not the same thing before.
    pub elsewhere: Words<()>,
    /// What is left of the things told before.
    pub rests: Words<()>,
    /// Tiers of government.
    pub tiers: Words<()>,
    /// What may close the name of a tier.
    pub tier_ends: Words<()>,
    /// Attributes that are no thing by themselves.
    pub modifiers: Words<()>,
    /// Verbs that say nothing without their object.
    pub light: Words<()>,
    /// What opens a total after its parts.
    pub totals: Words<()>,
    /// Phrases in which a number counts nothing, with the reason.
    pub exclusions: Words<Box<str>>,
    /// What makes Chinese numeral + 个 a slogan.
    pub slogan_after_ge: Words<()>,
    /// What makes a quoted duration a figure.
    pub quoted_done: Words<()>,
    /// What makes 24小时 and the like a name.
    pub service_after: Words<()>,
    /// Approximations before the number.
    pub approx_before: Words<Bound>,
    /// Approximations after the unit.
    pub approx_after: Words<Bound>,
    /// What only looks like an approximation.
    pub not_approx: Words<()>,
    /// Objects between a verb of change and a percentage.
    pub objects: Words<()>,
    /// Verbs whose amount a figure may be.
    pub changes: Words<Change>,
    /// What may stand between such a verb and its amount.
    pub change_filler: Words<()>,
    /// What makes the figure a level reached.
    pub level_after_change: Words<()>,
    /// What only looks like a verb of change.
    pub not_change: Words<()>,
    /// Words of level at the end of what stands before a number.
    pub level: Words<()>,
    /// Words of level that name something where nothing else does.
    pub speaking: Words<()>,
    /// Time, scope and turns at the beginning of what stands before a number.
    pub lead: Words<()>,
    /// What only looks like a word of level.
    pub level_not: Words<()>,
    /// What only looks like a lead.
    pub lead_not: Words<()>,
    /// Verbs of the genre; `true` for those that as often stand inside a noun.
    pub verbs: Words<bool>,
    /// Function words among verbs.
    pub adverbs: Words<()>,
    /// Nouns that name nothing by themselves.
    pub generic: Words<()>,
    /// Nouns that are always of something (发现问题).
    pub dependent: Words<()>,
    /// What things are ordered by (方面).
    pub facets: Words<()>,
    /// What may stand before one of them and says no more (修改意见).
    pub dependent_modifiers: Words<()>,
    /// What a thing has that can be measured.
    pub attributes: Words<()>,
    /// Verbs whose object's reduction the amount is.
    pub reducing: Words<()>,
    /// What does not belong to the noun after a unit, at its end.
    pub trailing: Words<()>,
    /// What is heard and tried: counts of people among it take its name.
    pub cases: Words<()>,
    /// What only looks like a comparison.
    pub not_compared: Words<()>,
    /// What compares with a level.
    pub compared: Words<()>,
    /// What a comparison leaves out, before it.
    pub adjusted: Words<()>,
    /// Places in a row that share what stands before the first.
    pub places: Words<()>,
    /// Ends of a rate's name.
    pub rates: Words<()>,
    /// Verbs of share before a percentage.
    pub shares: Words<()>,
    /// Conjunctions between coordinate things.
    pub joints: Words<()>,
    /// What announces parts of the whole before.
    pub parts: Words<()>,
    /// What pairs several values with several names in order.
    pub respectively: Words<()>,
    /// What adds up unlike things too.
    pub sums: Words<()>,
    /// What points at the figures before.
    pub pointing: Words<()>,
    /// How people are at work.
    pub posts: Words<()>,
    /// What opens an exception.
    pub except: char,
    /// What closes one, behind its number.
    pub except_ends: Words<()>,
    /// What says that a deed is done.
    pub completes: Words<()>,
    /// What is done for people and says nothing of itself.
    pub taught: Words<()>,
    /// What makes a time a limit, behind it.
    pub within_time: Words<()>,
    /// What tells how many of them there may be.
    pub quotas: Words<()>,
    /// What stands before minutes: 9时30分.
    pub clock: Words<()>,
    /// What stands before the number of parts in which something is done.
    pub portions: Words<()>,
    /// Verbs that name a matter of its own.
    pub matters: Words<()>,
    /// Ends of names of lists and of what they hold.
    pub catalogues: Words<()>,
    /// Nouns made of verbs that name an event.
    pub events: Words<()>,
    /// Nouns of people that do not say who they are.
    pub anyone: Words<()>,
    /// What opens the way in which something is done, and what ends it.
    pub ways: Words<()>,
    /// See `ways`.
    pub way_ends: Words<()>,
    /// Ends of the names of people at work.
    pub staff: Words<()>,
    /// Verbs that hand a thing on.
    pub handed: Words<()>,
    /// What puts a thing into something else.
    pub included: Words<()>,
    /// What opens a cause.
    pub causes: Words<()>,
    /// What opens the thing that a deed is done to.
    pub done_to: Words<()>,
    /// What a rate may be told of right behind its number.
    pub bodies: Words<()>,
    /// Verbs that say by themselves what they count.
    pub own: Words<()>,
    /// Units of what has no case of its own.
    pub not_tried: Words<()>,
    /// What divides a quantity among many.
    pub each: Words<()>,
    /// The same among spaces of time.
    pub each_time: Words<()>,
    /// What stands before a thing that is dealt with.
    pub dealt: Words<()>,
    /// What a clause holds that tells a state.
    pub stative: Words<()>,
    /// What closes the whole of which parts are told.
    pub within: Words<()>,
    /// What stands before those for whom something is done.
    pub toward: Words<()>,
    /// What stands before the one who gets something.
    pub to: char,
    /// Approximations that stand before a verb.
    pub approx_adverbs: Words<()>,
    /// Units of a rank.
    pub rank_units: Words<()>,
    /// Adjectives that tell a change only in a comparison.
    pub degrees: Words<()>,
    /// What opens what a change is measured from.
    pub based: Words<()>,
    /// What closes it where no verb of change does.
    pub base_end: Words<()>,
    /// What a comparison opens with, behind the thing compared.
    pub comparison: Words<()>,
    /// Units of a date.
    pub dates: Words<()>,
    /// What stands before the end of a period.
    pub until: Words<()>,
    /// What makes the verb after it a deed and no part of a noun.
    pub deed_before: Words<()>,
    /// Function words between a noun and the verb whose object it is.
    pub before_deed: Words<()>,
    /// What opens a predicate behind a noun, where no verb of doing does.
    pub predicate: Words<()>,
    /// Function words before the object of a verb.
    pub object_lead: Words<()>,
    /// Where a level begins that changes.
    pub origins: Words<()>,
    /// What stands before the level that it ends with, and within a range.
    pub ranges: Words<()>,
    /// Measure words of people.
    pub persons: Words<()>,
    /// Verbs of holding a rank.
    pub rank_verbs: Words<()>,
    /// What may stand right before a rank that is no 第N.
    pub rank_direct: Words<()>,
    /// What stands before a rank that is a 第N, the verbs of holding one included.
    pub rank_before: Words<()>,
    /// Approximations read with the numeral.
    pub approx_inside: Words<Bound>,
    /// Units of time that last years or weeks.
    pub lasting_units: Words<()>,
    /// Units of time that last days.
    pub days_units: Words<()>,
    /// Units of time that name services.
    pub service_units: Words<()>,
    /// After what 一 counts nothing.
    pub one_before: Words<()>,
    /// What one counts where a limit is told.
    pub one_limits: Words<()>,
    /// What follows a number that numbers, with the reason.
    pub numbered: Words<Box<str>>,
}

fn plain(words: &str) -> Words<()> {
    Words::plain(words.split_whitespace().map(str::to_owned))
}

fn tagged<'a, T: Clone + 'a>(rows: impl Iterator<Item = (&'a str, T)>) -> Words<T> {
    let mut all = Vec::new();
    for (words, tag) in rows {
        all.extend(words.split_whitespace().map(|word| (word.to_owned(), tag.clone())));
    }
    Words::new(all)
}

fn reasons(rows: &[ExclusionRow], own: &[ExclusionRow]) -> Words<Box<str>> {
    tagged(rows.iter().chain(own).map(|row| (&*row.words, Box::from(&*row.why))))
}

impl FigureWords {
    /// Compiles the built-in tables.
    ///
    /// # Errors
    /// When a table is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Self::with(&[], &[])
    }

    /// Compiles the built-in tables, and rows of a user that win over them.
    ///
    /// # Errors
    /// When a table is malformed.
    pub(super) fn with(own_units: &[UnitRow], own: &[ExclusionRow]) -> Result<Self, Error> {
        let units: UnitsFile = parse("units.toml", UNITS)?;
        let exclusions: ExclusionsFile = parse("exclusions.toml", EXCLUSIONS)?;
        let file: WordsFile = parse("figures.toml", WORDS)?;
        let words = &file.words;
        let approx = |side: fn(&Side) -> bool| {
            tagged(file.approx.iter().filter(|r| side(&r.side)).map(|r| (&*r.words, r.bound)))
        };
        let unit_not = units.unit_not.words.split_whitespace().map(|word| (word.to_owned(), None));
        let unit_but = units.unit_but.words.split_whitespace().filter_map(|word| {
            let (unit, rest) = word.split_once('|')?;
            Some((format!("{unit}{rest}"), Some(unit.len())))
        });
        let own_words = own_units.iter().chain(&units.unit).map(|row| &*row.words);
        let leads = [&*words.ranges, &*words.joints];
        Ok(Self {
            behind_digits: tagged(own_words.chain(leads).map(|words| (words, ()))),
            units: tagged(units.unit.iter().chain(own_units).map(|row| {
                let UnitRow { kind, left, chinese, scored, .. } = *row;
                (&*row.words, Unit { kind, left, chinese, scored })
            })),
            unit_odd: Words::new(unit_not.chain(unit_but)),
            unit_after: Words::new(units.unit_after.words.split_whitespace().filter_map(|word| {
                let (noun, unit) = word.split_once('|')?;
                Some((noun.to_owned(), unit.to_owned()))
            })),
            unknown_not: plain(&units.unknown.not),
            lasting_before: plain(&exclusions.lasting.before),
            lasting_after: plain(&exclusions.lasting.after),
            days_before: plain(&exclusions.days.before),
            days_after: plain(&exclusions.days.after),
            scored_before: plain(&exclusions.scored.before),
            session_before: plain(&exclusions.session.before),
            session_after: plain(&exclusions.session.after),
            tenths_before: plain(&exclusions.tenths.before),
            scopes: plain(&words.scopes),
            periods: plain(&words.periods),
            targets: plain(&words.targets),
            rank_moves: plain(&words.rank_moves),
            agents: plain(&words.agents),
            elsewhere: plain(&words.elsewhere),
            rests: plain(&words.rests),
            tiers: plain(&words.tiers),
            tier_ends: plain(&words.tier_ends),
            modifiers: plain(&words.modifiers),
            light: plain(&words.light),
            totals: plain(&words.totals),
            sums: plain(&words.sums),
            pointing: plain(&words.pointing),
            posts: plain(&words.posts),
            within_time: plain(&words.within_time),
            taught: plain(&words.taught),
            completes: plain(&words.completes),
            except: words.except,
            except_ends: plain(&words.except_ends),
            quotas: plain(&words.quotas),
            clock: plain(&words.clock),
            portions: plain(&words.portions),
            matters: plain(&words.matters),
            catalogues: plain(&words.catalogues),
            events: plain(&words.events),
            anyone: plain(&words.anyone),
            ways: plain(&words.ways),
            way_ends: plain(&words.way_ends),
            staff: plain(&words.staff),
            handed: plain(&words.handed),
            included: plain(&words.included),
            causes: plain(&words.causes),
            done_to: plain(&words.done_to),
            bodies: plain(&words.bodies),
            exclusions: reasons(&exclusions.exclusion, own),
            slogan_after_ge: plain(&exclusions.slogan.after_ge),
            quoted_done: plain(&exclusions.quoted.done),
            service_after: plain(&exclusions.service.after),
            approx_before: approx(|side| matches!(side, Side::Before)),
            approx_after: approx(|side| matches!(side, Side::After)),
            changes: tagged(file.change.iter().map(|row| (&*row.words, row.direction))),
            not_approx: plain(&words.not_approx),
            objects: plain(&words.objects),
            change_filler: plain(&words.change_filler),
            level_after_change: plain(&words.level_after_change),
            not_change: plain(&words.not_change),
            level: plain(&words.level),
            speaking: plain(&words.speaking),
            lead: plain(&words.lead),
            level_not: plain(&words.level_not),
            lead_not: plain(&words.lead_not),
            verbs: tagged([(&*words.acts, false), (&*words.nominals, true)].into_iter()),
            adverbs: plain(&words.adverbs),
            generic: plain(&words.generic),
            dependent: plain(&words.dependent),
            facets: plain(&words.facets),
            dependent_modifiers: plain(&words.dependent_modifiers),
            attributes: plain(&words.attributes),
            reducing: plain(&words.reducing),
            trailing: plain(&words.trailing),
            cases: plain(&words.cases),
            not_compared: plain(&words.not_compared),
            compared: plain(&words.compared),
            adjusted: plain(&words.adjusted),
            places: plain(&words.places),
            rates: plain(&words.rates),
            shares: plain(&words.shares),
            joints: plain(&words.joints),
            parts: plain(&words.parts),
            respectively: plain(&words.respectively),
            own: plain(&words.own),
            not_tried: plain(&words.not_tried),
            each: plain(&words.each),
            each_time: plain(&words.each_time),
            dealt: plain(&words.dealt),
            stative: plain(&words.stative),
            within: plain(&words.within),
            toward: plain(&words.toward),
            to: words.to,
            approx_adverbs: plain(&words.approx_adverbs),
            rank_units: plain(&words.rank_units),
            degrees: plain(&words.degrees),
            based: plain(&words.based),
            base_end: plain(&words.base_end),
            comparison: plain(&words.comparison),
            dates: plain(&words.dates),
            until: plain(&words.until),
            deed_before: plain(&words.deed_before),
            before_deed: plain(&words.before_deed),
            predicate: plain(&words.predicate),
            object_lead: plain(&words.object_lead),
            origins: plain(&words.origins),
            ranges: plain(&words.ranges),
            persons: plain(&words.persons),
            rank_verbs: plain(&words.rank_verbs),
            rank_direct: plain(&words.rank_direct),
            rank_before: plain(&[&*words.rank_before, &*words.rank_verbs].join(" ")),
            approx_inside: approx(|side| matches!(side, Side::Inside)),
            lasting_units: plain(&exclusions.lasting.units),
            days_units: plain(&exclusions.days.units),
            service_units: plain(&exclusions.service.units),
            one_before: plain(&exclusions.one.before),
            one_limits: plain(&exclusions.one.units),
            numbered: reasons(&exclusions.numbered, &[]),
        })
    }
}
