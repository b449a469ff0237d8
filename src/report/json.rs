//! How a report is written: with the texts that are made of what is kept.

use super::{
    DocumentKind, Figures, Finding, FindingKind, LinePlaces, Point, Rejected, Relation, Report,
    Role, Rule, Section, SectionKind, Shortcoming, Strength, Tie, Verdict,
};
use crate::locale::{Lang, audit};
use crate::text::Text;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};

/// A report as it is written, with the document's text that it was found in.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a>(pub &'a Report, pub &'a Text);

#[derive(Serialize)]
struct ReportFields<'a> {
    path: &'a str,
    format: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    places: &'a Option<LinePlaces>,
    title: Option<&'a str>,
    region: Option<&'a str>,
    year: Option<u16>,
    issuer: Option<&'a str>,
    document_number: Option<&'a str>,
    date: Option<&'a str>,
    body_first_line: u32,
    body_last_line: u32,
    document_kind: DocumentKind,
    sections: Vec<SectionFields<'a>>,
    points: Vec<PointFields<'a>>,
    figures: FiguresIn<'a>,
    shortcomings: Vec<ShortcomingFields<'a>>,
    relations: Vec<RelationFields<'a>>,
    findings: &'a [Finding],
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: &'a Option<Vec<Rejected>>,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report, text) = *self;
        let outline = &report.outline;
        let fields = ReportFields {
            path: &report.path,
            format: report.format,
            places: &report.places,
            title: outline.title.as_deref(),
            region: outline.region.as_deref(),
            year: outline.year,
            issuer: outline.issuer.as_deref(),
            document_number: outline.document_number.as_deref(),
            date: outline.date.as_deref(),
            body_first_line: outline.body_first_line,
            body_last_line: outline.body_last_line,
            document_kind: outline.document_kind,
            sections: outline.sections.iter().map(|item| SectionFields::of(item, text)).collect(),
            points: outline.points.iter().map(|item| PointFields::of(item, text)).collect(),
            figures: FiguresIn(&report.figures, text),
            shortcomings: report
                .shortcomings
                .iter()
                .map(|item| ShortcomingFields::of(item, text))
                .collect(),
            relations: report
                .relations
                .iter()
                .map(|item| RelationFields::of(item, &report.figures, text))
                .collect(),
            findings: &report.findings,
            rejected: &report.rejected,
        };
        fields.serialize(serializer)
    }
}

#[derive(Serialize)]
struct SectionFields<'a> {
    line: u32,
    column: u32,
    level: u8,
    kind: SectionKind,
    number: Option<&'a str>,
    title: Option<&'a str>,
    role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimension: Option<DimensionFields<'a>>,
    parent: Option<usize>,
}

#[derive(Serialize)]
struct DimensionFields<'a> {
    id: &'a str,
    evidence: Vec<&'a str>,
}

impl<'a> SectionFields<'a> {
    fn of(section: &'a Section, text: &'a Text) -> Self {
        Self {
            line: section.line,
            column: section.column,
            level: section.level,
            kind: section.kind,
            number: section.number(text),
            title: section.title(text),
            role: section.role,
            dimension: section.dimension.as_ref().map(|dimension| DimensionFields {
                id: &dimension.id,
                evidence: dimension.evidence.iter().map(|&word| text.slice(word)).collect(),
            }),
            parent: section.parent,
        }
    }
}

struct FiguresIn<'a>(&'a Figures, &'a Text);

impl Serialize for FiguresIn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter(self.1))
    }
}

#[derive(Serialize)]
struct PointFields<'a> {
    line: u32,
    column: u32,
    marker: &'a str,
    text: &'a str,
}

impl<'a> PointFields<'a> {
    fn of(point: &Point, text: &'a Text) -> Self {
        Self {
            line: point.line,
            column: point.column,
            marker: text.slice(point.marker),
            text: text.slice(point.text),
        }
    }
}

#[derive(Serialize)]
struct ShortcomingFields<'a> {
    line: u32,
    column: u32,
    text: &'a str,
    strength: Strength,
    cue: Option<&'a str>,
    hedge: Option<&'a str>,
    theme: Option<&'a str>,
}

impl<'a> ShortcomingFields<'a> {
    fn of(shortcoming: &'a Shortcoming, text: &'a Text) -> Self {
        Self {
            line: shortcoming.line,
            column: shortcoming.column,
            text: shortcoming.text(text),
            strength: shortcoming.strength,
            cue: shortcoming.cue.map(|word| text.slice(word)),
            hedge: shortcoming.hedge.map(|word| text.slice(word)),
            theme: shortcoming.theme.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct RelationFields<'a> {
    rule: Rule,
    /// Line of the stated value, from 1.
    line: u32,
    members: Vec<&'a str>,
    stated: &'a str,
    computed: f64,
    holds: bool,
    verdict: Verdict,
    calculation: String,
    tie: Tie,
    /// In Chinese.
    note: String,
    figures: &'a [u32],
}

impl<'a> RelationFields<'a> {
    fn of(relation: &'a Relation, figures: &Figures, text: &'a Text) -> Self {
        Self {
            rule: relation.rule,
            line: relation.stated(figures, text).map_or(0, |stated| stated.line),
            members: relation.surfaces(figures, text),
            stated: relation.surface(figures, text),
            computed: relation.computed.round_dp(4).to_f64().unwrap_or(f64::NAN),
            holds: relation.holds(),
            verdict: relation.verdict,
            calculation: relation.calculation(figures, text),
            tie: relation.tie,
            note: audit::relation_note(relation, Lang::Zh),
            figures: relation.members.figures(),
        }
    }
}

#[derive(Serialize)]
struct FindingFields<'a> {
    kind: FindingKind,
    line: u32,
    column: u32,
    text: &'a str,
    /// In Chinese.
    note: String,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = FindingFields {
            kind: self.kind,
            line: self.line,
            column: self.column,
            text: &self.text,
            note: audit::finding_note(self, Lang::Zh),
        };
        fields.serialize(serializer)
    }
}
