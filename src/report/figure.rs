//! Figures: the quantities that a report states about its subject.

use crate::text::Span;
use crate::text::class::digit;
use compact_str::CompactString;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::sync::Arc;

/// What kind of quantity a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// Things, people, bodies, documents, cases.
    Count,
    /// `%` and 成.
    Percent,
    /// Percentage points, only where 百分点 is printed.
    Points,
    /// Sums of money.
    Money,
    /// Lengths of time.
    Duration,
    /// Area, length, weight, data volume.
    Measure,
    /// Places in an order: 第31位.
    Rank,
    /// Fractions and multiples.
    Ratio,
}

/// The direction of a change whose amount the figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// 增长, 提高, 前进.
    Up,
    /// 下降, 压缩, 核减.
    Down,
}

/// On which side of the value an approximation lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The value is a lower bound (余, 超, 以上).
    Above,
    /// The value is an upper bound (不足, 近, 以下).
    Below,
    /// Either side (约, 左右, 几).
    About,
}

/// What the sentence says of a figure beside its value: only what is stated there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Qualifiers {
    /// On which side of the value the truth lies, where the figure is approximate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// What a change is measured from (`同比`, `较2021年同期`), as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<CompactString>,
    /// Index of the figure that a change leads to, in the report's list of figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<u32>,
    /// Index of the whole that this figure is a part of (其中), in the report's list of figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<u32>,
    /// To be reached (力争达到90%, or anything in a plan), not done.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub target: bool,
    /// Whom the figure covers (`全市`, `市本级`), as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<CompactString>,
    /// The time it covers (`2023年前三季度`, `截至11月底`), as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<CompactString>,
    /// The unit is in no table: the figure is a guess.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub doubtful: bool,
}

/// A number with its unit, and what it counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Line of the first character of the number (of 第 in a rank), from 1.
    pub line: u32,
    /// Column of that character, from 1.
    pub column: u32,
    /// The surface, number through unit, as in the file.
    pub text: CompactString,
    /// The number with 百/千/万/亿 multiplied in; percentages as printed (`92%` is 92).
    #[serde(serialize_with = "number")]
    pub value: Decimal,
    /// The upper end of a range.
    #[serde(serialize_with = "optional_number")]
    pub value_high: Option<Decimal>,
    /// The measure word or unit alone, without 百/千/万/亿.
    pub unit: CompactString,
    /// What kind of quantity it is.
    pub kind: FigureKind,
    /// The word that makes it approximate: 余 多 近 约 以上 超 不足 几 ….
    pub approx: Option<Box<str>>,
    /// The direction, where the figure is the amount of a change.
    pub change: Option<Change>,
    /// What is counted, in the report's words, at most 40 characters.
    pub indicator: CompactString,
    /// Id of the canonical indicator in the catalogue (`G.attendance-rate`), where one fits.
    #[serde(serialize_with = "shared")]
    pub canonical: Option<Arc<str>>,
    /// What else the sentence says of it.
    #[serde(flatten)]
    pub qualifiers: Option<Box<Qualifiers>>,
    /// Number of decimals printed (`98.50%`: 2; `6.66亿元`: 2), for rounding in checks.
    #[serde(skip)]
    pub decimals: u8,
    /// Power of ten that 百/千/万/亿 multiplied in (`6.66亿元`: 8).
    #[serde(skip)]
    pub magnitude: u8,
    /// Where the indicator stands in the text; none where it is joined of several pieces.
    #[serde(skip)]
    pub named: Option<Span>,
    /// The surface in the text.
    #[serde(skip)]
    pub span: Span,
}

/// A number-like string that is no figure, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// The string as in the file.
    pub text: Box<str>,
    /// Why it was not taken: the name of a rule or of an exclusion table's class.
    pub reason: Box<str>,
    /// Its place in the text.
    #[serde(skip)]
    pub span: Span,
}

/// A figure's surface as it is read by itself: where its unit stands at another number only, with that
/// (the 50 of 50和85个工作日: `50（个工作日）`).
pub fn with_unit<'a>(surface: &'a str, unit: &str) -> Cow<'a, str> {
    // 百分之五 tells its unit in other characters.
    let told = surface.ends_with(unit)
        || unit == "%" && surface.chars().next_back().is_none_or(|c| digit(c).is_none());
    if told { Cow::Borrowed(surface) } else { Cow::Owned(format!("{surface}（{unit}）")) }
}

fn shared<S: Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().serialize(serializer)
}

/// Whole numbers are written without a decimal point, others as the nearest double.
pub(crate) fn number<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    match value.to_i64() {
        Some(whole) if value.fract().is_zero() => serializer.serialize_i64(whole),
        _ => serializer.serialize_f64(value.to_f64().unwrap_or(f64::NAN)),
    }
}

/// The same, or null.
pub(crate) fn optional_number<S: Serializer>(
    value: &Option<Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => number(value, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surface_without_its_unit_is_shown_with_it() {
        let shown = |surface, unit| with_unit(surface, unit).into_owned();
        assert_eq!(shown("50", "个工作日"), "50（个工作日）");
        assert_eq!(shown("85个工作日", "个工作日"), "85个工作日");
        assert_eq!((shown("98", "%"), shown("９８", "%")), ("98（%）".into(), "９８（%）".into()));
        assert_eq!((shown("百分之五", "%"), shown("7％", "%")), ("百分之五".into(), "7％".into()));
        assert_eq!(shown("三分之二", ""), "三分之二");
    }
}
