//! The rows of the tables of figures, as their files hold them.

use crate::report::{Bound, Change, FigureKind};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitsFile {
    pub(super) unit: Vec<UnitRow>,
    pub(super) unit_not: WordsRow,
    pub(super) unit_but: WordsRow,
    pub(super) unit_after: WordsRow,
    pub(super) unknown: UnknownRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnknownRow {
    pub(super) not: String,
}

/// A row of the table of units.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitRow {
    /// What kind of figure they make.
    pub kind: FigureKind,
    /// The thing counted stands before the number.
    #[serde(default)]
    pub left: bool,
    /// They may follow a Chinese numeral.
    #[serde(default = "yes")]
    pub chinese: bool,
    /// They are figures only where points are scored.
    #[serde(default)]
    pub scored: bool,
    /// The units, separated by blanks.
    pub words: String,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsRow {
    pub(super) words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExclusionsFile {
    pub(super) exclusion: Vec<ExclusionRow>,
    pub(super) slogan: SloganRow,
    pub(super) quoted: QuotedRow,
    pub(super) numbered: Vec<ExclusionRow>,
    pub(super) service: BesideRow,
    pub(super) lasting: BesideRow,
    pub(super) days: BesideRow,
    pub(super) scored: BesideRow,
    pub(super) session: BesideRow,
    pub(super) tenths: BesideRow,
    pub(super) one: BesideRow,
}

/// A row of the table of exclusions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExclusionRow {
    /// What `extract --rejected` tells of them.
    pub why: String,
    /// The phrases, separated by blanks.
    pub words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SloganRow {
    pub(super) after_ge: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuotedRow {
    pub(super) done: String,
}

/// Words before or after that decide what a unit means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BesideRow {
    #[serde(default)]
    pub(super) units: String,
    #[serde(default)]
    pub(super) before: String,
    #[serde(default)]
    pub(super) after: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsFile {
    pub(super) approx: Vec<ApproxRow>,
    pub(super) change: Vec<ChangeRow>,
    pub(super) words: PlainWords,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Side {
    Before,
    Inside,
    After,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApproxRow {
    pub(super) side: Side,
    pub(super) bound: Bound,
    pub(super) words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeRow {
    pub(super) direction: Change,
    pub(super) words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlainWords {
    pub(super) not_approx: String,
    pub(super) objects: String,
    pub(super) change_filler: String,
    pub(super) level_after_change: String,
    pub(super) not_change: String,
    pub(super) level: String,
    pub(super) speaking: String,
    pub(super) lead: String,
    pub(super) level_not: String,
    pub(super) lead_not: String,
    pub(super) acts: String,
    pub(super) nominals: String,
    pub(super) adverbs: String,
    pub(super) generic: String,
    pub(super) dependent: String,
    pub(super) facets: String,
    pub(super) dependent_modifiers: String,
    pub(super) attributes: String,
    pub(super) reducing: String,
    pub(super) trailing: String,
    pub(super) cases: String,
    pub(super) not_compared: String,
    pub(super) compared: String,
    pub(super) adjusted: String,
    pub(super) places: String,
    pub(super) rates: String,
    pub(super) shares: String,
    pub(super) joints: String,
    pub(super) parts: String,
    pub(super) respectively: String,
    pub(super) scopes: String,
    pub(super) periods: String,
    pub(super) targets: String,
    pub(super) rank_moves: String,
    pub(super) agents: String,
    pub(super) elsewhere: String,
    pub(super) rests: String,
    pub(super) tiers: String,
    pub(super) tier_ends: String,
    pub(super) modifiers: String,
    pub(super) light: String,
    pub(super) totals: String,
    pub(super) sums: String,
    pub(super) pointing: String,
    pub(super) posts: String,
    pub(super) within_time: String,
    pub(super) taught: String,
    pub(super) completes: String,
    pub(super) except: char,
    pub(super) except_ends: String,
    pub(super) quotas: String,
    pub(super) clock: String,
    pub(super) portions: String,
    pub(super) matters: String,
    pub(super) catalogues: String,
    pub(super) events: String,
    pub(super) anyone: String,
    pub(super) ways: String,
    pub(super) way_ends: String,
    pub(super) staff: String,
    pub(super) handed: String,
    pub(super) included: String,
    pub(super) causes: String,
    pub(super) done_to: String,
    pub(super) bodies: String,
    pub(super) own: String,
    pub(super) not_tried: String,
    pub(super) each: String,
    pub(super) each_time: String,
    pub(super) dealt: String,
    pub(super) stative: String,
    pub(super) within: String,
    pub(super) toward: String,
    pub(super) to: char,
    pub(super) approx_adverbs: String,
    pub(super) rank_units: String,
    pub(super) degrees: String,
    pub(super) based: String,
    pub(super) base_end: String,
    pub(super) comparison: String,
    pub(super) dates: String,
    pub(super) until: String,
    pub(super) deed_before: String,
    pub(super) before_deed: String,
    pub(super) predicate: String,
    pub(super) object_lead: String,
    pub(super) origins: String,
    pub(super) ranges: String,
    pub(super) persons: String,
    pub(super) rank_verbs: String,
    pub(super) rank_direct: String,
    pub(super) rank_before: String,
}
