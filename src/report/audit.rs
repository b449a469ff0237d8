//! What can be checked inside one report.

use super::{Figure, Figures, Role};
use crate::text::{Span, Text};
use rust_decimal::Decimal;
use serde::Serialize;

/// The rule that connects the members of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The members add up to the stated total.
    Sum,
    /// The stated percentage, or mean, is members over base.
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
    /// Two values and what they differ by (相差).
    Apart,
    /// A list joined by 、 after its total.
    Listed,
    /// The line of totals of a table.
    Column,
    /// Names listed before or after their number.
    Named,
}

/// Arithmetic that the report itself lets a reader check. What it tells in words is made when it is
/// asked for, from the report's figures and the document's text: a large corpus has hundreds of thousands of relations, and
/// hardly any is ever looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Which rule.
    pub rule: Rule,
    /// What ties the members together.
    pub tie: Tie,
    /// What the check came to.
    pub verdict: Verdict,
    /// How the members are calculated with.
    pub formula: Formula,
    /// What the members come to, in the stated value's unit.
    pub computed: Decimal,
    /// The figures concerned.
    pub members: Members,
}

impl Relation {
    /// Whether it holds (`holds`, `holds_truncated`, `possible`).
    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Holds | Verdict::HoldsTruncated | Verdict::Possible)
    }

    /// The stated figure among the report's; none in another report's.
    pub fn stated(&self, figures: &Figures, text: &Text) -> Option<Figure> {
        figures.get(self.members.stated() as usize, text)
    }

    /// Its surface; empty in another report's.
    pub fn surface<'a>(&self, figures: &Figures, text: &'a Text) -> &'a str {
        text.slice(self.span(figures))
    }

    /// The stated value in the text.
    pub fn span(&self, figures: &Figures) -> Span {
        figures.span(self.members.stated() as usize).unwrap_or_default()
    }

    /// Surfaces of the members, in the rule's order.
    pub fn surfaces<'a>(&'a self, figures: &Figures, text: &'a Text) -> Vec<&'a str> {
        // A whole stands beside its parts.
        let whole = self.rule == Rule::AtMost;
        let counted = if whole { self.members.figures() } else { self.members.but_stated() };
        let counted = counted.iter().filter_map(|&at| Some(text.slice(figures.span(at as usize)?)));
        self.members.names().chain(counted).collect()
    }
}

/// How a relation is calculated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// The members together.
    Terms,
    /// The first so many members together, against the others and the stated figure together.
    Several {
        /// How many.
        parts: u8,
    },
    /// In per cent, the first so many members divided by the others.
    Quotient {
        /// How many.
        parts: u8,
        /// Whether it is what they leave of the whole.
        rest: bool,
    },
    /// The two members' difference.
    Difference,
    /// The same in per cent of the first.
    Growth,
    /// The second member in per cent of what the first was before it rose or fell by so much.
    Since {
        /// Whether it rose.
        rise: bool,
    },
    /// The first member divided by the second.
    Mean,
    /// The names counted.
    Names,
}

/// Figures of a relation that need no allocation.
const FEW: usize = 5;

/// The figures of a relation, as indices into the report's list: members first, then the stated
/// one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Members(Held);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Held {
    /// Zeros beyond the count.
    Few {
        count: u8,
        figures: [u32; FEW],
    },
    Many(Box<[u32]>),
    /// Names that the stated figure counts, joined by 、.
    Names(Box<str>, [u32; 1]),
}

impl Members {
    /// Members and the stated figure.
    pub fn new(members: impl IntoIterator<Item = u32>, stated: u32) -> Self {
        let mut all = members.into_iter().chain([stated]);
        let mut figures = [0; FEW];
        let mut count = 0;
        for (slot, figure) in figures.iter_mut().zip(&mut all) {
            *slot = figure;
            count += 1;
        }
        Self(match all.next() {
            None => Held::Few { count, figures },
            Some(next) => Held::Many(figures.into_iter().chain([next]).chain(all).collect()),
        })
    }

    /// Names, none with 、 in it, and the figure that counts them.
    pub fn named(names: &[&str], stated: u32) -> Self {
        Self(Held::Names(names.join("、").into(), [stated]))
    }

    /// Indices of the figures: the members', then the stated one's.
    pub fn figures(&self) -> &[u32] {
        match &self.0 {
            Held::Few { count, figures } => figures.get(..usize::from(*count)).unwrap_or_default(),
            Held::Many(figures) => figures,
            Held::Names(_, stated) => stated,
        }
    }

    /// Index of the stated figure.
    pub fn stated(&self) -> u32 {
        self.figures().last().copied().unwrap_or_default()
    }

    /// Indices of the members' figures.
    pub fn but_stated(&self) -> &[u32] {
        self.figures().split_last().map_or(&[], |(_, members)| members)
    }

    /// The names counted, of a list of names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = match &self.0 {
            Held::Names(names, _) => Some(names.split('、')),
            _ => None,
        };
        names.into_iter().flatten()
    }
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// Line of the evidence, from 1.
    pub line: u32,
    /// Column of the evidence, from 1.
    pub column: u32,
    /// The evidence as in the file; empty where something is missing altogether.
    pub text: Box<str>,
    /// The mandatory part that it is about.
    pub role: Option<Role>,
    /// What the sentence names, in its order: the date and the limit, the year written and the
    /// one expected, the numbers announced and found.
    pub parts: Box<[Box<str>]>,
    /// The evidence in the text.
    pub span: Span,
}
