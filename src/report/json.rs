//! How a report is written: with the texts that are made of what is kept.

use super::{
    Figures, Finding, FindingKind, LinePlaces, Outline, Rejected, Relation, Report, Rule,
    Shortcoming, Tie, Verdict,
};
use crate::locale::{Lang, audit};
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};

#[derive(Serialize)]
struct ReportFields<'a> {
    path: &'a str,
    format: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    places: &'a Option<LinePlaces>,
    #[serde(flatten)]
    outline: &'a Outline,
    figures: &'a Figures,
    shortcomings: &'a [Shortcoming],
    relations: Relations<'a>,
    findings: &'a [Finding],
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: &'a Option<Vec<Rejected>>,
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = ReportFields {
            path: &self.path,
            format: self.format,
            places: &self.places,
            outline: &self.outline,
            figures: &self.figures,
            shortcomings: &self.shortcomings,
            relations: Relations(self),
            findings: &self.findings,
            rejected: &self.rejected,
        };
        fields.serialize(serializer)
    }
}

/// The relations of a report.
struct Relations<'a>(&'a Report);

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

impl Serialize for Relations<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.relations.iter().map(|item| fields(item, &self.0.figures)))
    }
}

fn fields<'a>(relation: &'a Relation, figures: &'a Figures) -> RelationFields<'a> {
    RelationFields {
        rule: relation.rule,
        line: relation.stated(figures).map_or(0, |stated| stated.line),
        members: relation.surfaces(figures),
        stated: relation.surface(figures),
        computed: relation.computed.round_dp(4).to_f64().unwrap_or(f64::NAN),
        holds: relation.holds(),
        verdict: relation.verdict,
        calculation: relation.calculation(figures),
        tie: relation.tie,
        note: audit::relation_note(relation, Lang::Zh),
        figures: relation.members.figures(),
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
