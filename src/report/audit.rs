//! What can be checked inside one report.

use super::Role;
use crate::text::Span;
use serde::Serialize;

/// The rule that connects the members of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The members add up to the stated total.
    Sum,
    /// The stated percentage is members over base.
    Ratio,
    /// The members are parts of the stated whole (`[part, whole]`).
    AtMost,
    /// The stated change is the difference of the members.
    Difference,
    /// As many things are listed as announced.
    ListCount,
}

/// What the check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Equal to the stated value when rounded to its places.
    Holds,
    /// Equal when cut off instead of rounded.
    HoldsTruncated,
    /// Within the intervals that rounded members allow.
    Possible,
    /// Not equal, and a structural cue ties the members together.
    Inconsistent,
    /// It cannot be told what the members are parts of.
    Ambiguous,
}

/// What ties the members of a relation together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// 其中, 含, 包括.
    OfWhich,
    /// Brackets right after the total.
    Brackets,
    /// 合计 after the parts.
    Total,
    /// 其余 after a part of the whole.
    Rest,
    /// Labels of kinds that exclude each other (胜诉, 败诉).
    Kinds,
    /// X率 beside X and its base.
    Rate,
    /// 占.
    Share,
    /// One step of a procedure follows from the other (受理, 收到).
    Steps,
    /// The part is named by the whole's own noun, or stands behind …中.
    SameNoun,
    /// 由 x 增至 y.
    FromTo,
    /// Names listed before or after their number.
    Named,
}

/// Arithmetic that the report itself lets a reader check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Relation {
    /// Which rule.
    pub rule: Rule,
    /// Line of the stated value, from 1.
    pub line: u32,
    /// Surfaces of the members, in the rule's order.
    pub members: Vec<String>,
    /// Surface of the stated value.
    pub stated: String,
    /// What the members come to, in the stated value's unit.
    pub computed: f64,
    /// Whether it holds (`holds`, `holds_truncated`, `possible`).
    pub holds: bool,
    /// What the check came to.
    pub verdict: Verdict,
    /// The calculation written out: `9833 ÷ 9941 = 98.91% ≈ 98.9%`.
    pub calculation: String,
    /// What ties the members together.
    pub tie: Tie,
    /// The same as a sentence for a reader, in Chinese.
    pub note: String,
    /// Indices of the figures concerned: the members', then the stated one's.
    pub figures: Vec<usize>,
    /// The stated value in the text.
    #[serde(skip)]
    pub span: Span,
}

/// What a structural finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A mandatory part is missing.
    MissingPart,
    /// A mandatory part is only a phrase.
    ThinPart,
    /// A heading promises causes and the text gives none.
    MissingCauses,
    /// Dated after 1 April of the following year.
    Late,
    /// A year that does not fit the year reported on.
    WrongYear,
    /// More parts are announced than there are.
    MissingItems,
    /// `%` written where 百分点 must be meant.
    PercentForPoints,
}

/// Something about the report's make-up that a reader should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// Line of the evidence, from 1.
    pub line: u32,
    /// Column of the evidence, from 1.
    pub column: u32,
    /// The evidence as in the file; empty where something is missing altogether.
    pub text: String,
    /// One sentence for a reader, in Chinese.
    pub note: String,
    /// The mandatory part that it is about.
    #[serde(skip)]
    pub role: Option<Role>,
    /// What the sentence names, in its order: the date and the limit, the year written and the
    /// one expected, the numbers announced and found.
    #[serde(skip)]
    pub parts: Vec<String>,
    /// The evidence in the text.
    #[serde(skip)]
    pub span: Span,
}
