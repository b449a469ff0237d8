//! The findings of a report as rows: the fields that scripts get, and the columns that a person
//! gets. One row type for each command.

use super::flags::FIGURE_KINDS;
use super::table::{Cell, Column, Look, Room};
use crate::cite::{self, ARROW};
use crate::corpus::Entry;
use crate::locale::{Lang, audit, cli as text};
use crate::report::{
    Change, FigureKind, FindingKind, Role, Rule, SectionKind, Strength, Verdict, number,
    optional_number, with_unit,
};
use crate::text::{Span, class};
use rust_decimal::Decimal;
use serde::Serialize;

/// What a command prints a line of.
pub(super) trait Row: Serialize {
    /// The names of its fields, in order: the head of a CSV file.
    const FIELDS: &'static [&'static str];
    /// The columns of its table.
    fn columns(lang: Lang) -> Vec<Column>;
    /// What stands in them.
    fn cells(&self, lang: Lang) -> Vec<Cell>;
}

/// A section of a report.
#[derive(Serialize)]
pub(super) struct SectionRow<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    level: u8,
    kind: SectionKind,
    number: Option<&'a str>,
    title: Option<&'a str>,
    role: Option<Role>,
    dimension: Option<&'a str>,
    figures: usize,
    shortcomings: usize,
    region: Option<&'a str>,
    year: Option<u16>,
    /// Whether the role is its own, not its parent's.
    #[serde(skip)]
    leads: bool,
}

/// The sections of a report down to level `depth`.
pub(super) fn sections<'a>(entry: &'a Entry, path: &'a str, depth: u8) -> Vec<SectionRow<'a>> {
    let (report, text) = (&entry.report, &entry.document.text);
    let outline = &report.outline;
    let inside = |section: Span, starts: &dyn Fn(u32) -> usize| {
        starts(section.end).saturating_sub(starts(section.start))
    };
    let sections = outline.sections.iter().enumerate().filter(|(_, s)| s.level <= depth);
    sections
        .map(|(index, section)| SectionRow {
            path,
            line: section.line,
            column: section.column,
            level: section.level,
            kind: section.kind,
            number: section.number(text),
            title: section.title(text),
            role: outline.role_of(index),
            dimension: section.dimension.as_ref().map(|d| &*d.id),
            figures: inside(section.span, &|at| {
                report.figures.within(Span { start: 0, end: at }).len()
            }),
            shortcomings: inside(section.span, &|at| {
                report.shortcomings.partition_point(|s| s.span.start < at)
            }),
            region: outline.region.as_deref(),
            year: outline.year,
            leads: section.role.is_some(),
        })
        .collect()
}

impl Row for SectionRow<'_> {
    const FIELDS: &'static [&'static str] = &[
        "path",
        "line",
        "column",
        "level",
        "kind",
        "number",
        "title",
        "role",
        "dimension",
        "figures",
        "shortcomings",
        "region",
        "year",
    ];

    fn columns(lang: Lang) -> Vec<Column> {
        vec![
            column(text::head::LINE.text(lang), Room::Right, 2),
            column(text::head::SECTION.text(lang), Room::Wraps, 0),
            column(text::head::ROLE.text(lang), Room::Left, 3),
            column(text::head::FIGURES.text(lang), Room::Right, 1),
            column(text::head::SHORTCOMINGS.text(lang), Room::Right, 1),
        ]
    }

    fn cells(&self, lang: Lang) -> Vec<Cell> {
        let title = match self.title {
            Some(title) => format!("{}{title}", self.number.unwrap_or_default()),
            None => text::untitled(self.role).text(lang).to_owned(),
        };
        let look = match self.level {
            1 => Look::Strong,
            _ => Look::Plain,
        };
        // A reader sees where a part begins; a script gets every section's role.
        let role = self.role.filter(|_| self.leads);
        let count = |count: usize, look| {
            let text = if count == 0 { String::new() } else { count.to_string() };
            cell(&text, look)
        };
        vec![
            cell(&self.line.to_string(), Look::Dim),
            Cell { indent: 2 * usize::from(self.level.saturating_sub(1)), ..cell(&title, look) },
            cell(role.map_or("", |role| text::role(role).text(lang)), Look::Dim),
            count(self.figures, Look::Plain),
            count(self.shortcomings, Look::Bad),
        ]
    }
}

/// A figure of a report.
#[derive(Serialize)]
pub(super) struct FigureRow<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    text: &'a str,
    #[serde(serialize_with = "number")]
    value: Decimal,
    #[serde(serialize_with = "optional_number")]
    value_high: Option<Decimal>,
    unit: &'a str,
    kind: FigureKind,
    approx: Option<Box<str>>,
    change: Option<Change>,
    indicator: &'a str,
    section: String,
    region: Option<&'a str>,
    year: Option<u16>,
}

/// The figures of a report of one of `kinds` (of any, where none is named) whose indicator has
/// all `words`.
pub(super) fn figures<'a>(
    entry: &'a Entry,
    path: &'a str,
    kinds: &[FigureKind],
    words: &[String],
) -> Vec<FigureRow<'a>> {
    let (report, content) = (&entry.report, &entry.document.text);
    let wanted = |index: &usize| {
        let kind = report.figures.kind(*index).is_some_and(|kind| kinds.contains(&kind));
        (kinds.is_empty() || kind)
            && report
                .figures
                .words(*index, content)
                .is_some_and(|[_, _, name]| has_all(name, words))
    };
    let row = |index| {
        let figure = report.figures.get(index, content)?;
        let [text, unit, indicator] = report.figures.words(index, content)?;
        Some(FigureRow {
            path,
            line: figure.line,
            column: figure.column,
            text,
            value: figure.value,
            value_high: figure.value_high,
            unit,
            kind: figure.kind,
            approx: figure.approx,
            change: figure.change,
            indicator,
            section: section_path(entry, figure.span),
            region: report.outline.region.as_deref(),
            year: report.outline.year,
        })
    };
    (0..report.figures.len()).filter(wanted).filter_map(row).collect()
}

/// The kinds of figures of these names.
pub(super) fn figure_kinds<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<FigureKind> {
    const KINDS: [FigureKind; FIGURE_KINDS.len()] = [
        FigureKind::Count,
        FigureKind::Percent,
        FigureKind::Points,
        FigureKind::Money,
        FigureKind::Duration,
        FigureKind::Measure,
        FigureKind::Rank,
        FigureKind::Ratio,
    ];
    let kind = |name: &String| {
        FIGURE_KINDS.iter().zip(KINDS).find(|(known, _)| *known == name).map(|(_, kind)| kind)
    };
    names.into_iter().filter_map(kind).collect()
}

impl Row for FigureRow<'_> {
    const FIELDS: &'static [&'static str] = &[
        "path",
        "line",
        "column",
        "text",
        "value",
        "value_high",
        "unit",
        "kind",
        "approx",
        "change",
        "indicator",
        "section",
        "region",
        "year",
    ];

    fn columns(lang: Lang) -> Vec<Column> {
        vec![
            column(text::head::PLACE.text(lang), Room::Right, 1),
            column(text::head::FIGURE.text(lang), Room::Right, 0),
            column(text::head::CHANGE.text(lang), Room::Left, 4),
            column(text::head::INDICATOR.text(lang), Room::Wraps, 0),
            column(text::head::KIND.text(lang), Room::Left, 3),
            column(text::head::SECTION.text(lang), Room::Wraps, 5),
        ]
    }

    fn cells(&self, lang: Lang) -> Vec<Cell> {
        vec![
            cell(&format!("{}:{}", self.line, self.column), Look::Dim),
            cell(&with_unit(self.text, self.unit), Look::Strong),
            cell(self.change.map_or("", |change| text::change(change).text(lang)), Look::Plain),
            cell(self.indicator, Look::Plain),
            cell(text::figure_kind(self.kind).text(lang), Look::Dim),
            // The innermost heading is enough for a person.
            cell(self.section.rsplit(ARROW).next().unwrap_or_default(), Look::Dim),
        ]
    }
}

/// A shortcoming of a report.
#[derive(Serialize)]
pub(super) struct ShortcomingRow<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    text: &'a str,
    strength: Strength,
    cue: Option<&'a str>,
    hedge: Option<&'a str>,
    theme: Option<&'a str>,
    section: String,
    region: Option<&'a str>,
    year: Option<u16>,
}

/// The shortcomings of a report that have all `words`.
pub(super) fn shortcomings<'a>(
    entry: &'a Entry,
    path: &'a str,
    words: &[String],
) -> Vec<ShortcomingRow<'a>> {
    let (report, text) = (&entry.report, &entry.document.text);
    let shortcomings = report.shortcomings.iter().filter(|s| has_all(s.text(text), words));
    shortcomings
        .map(|shortcoming| ShortcomingRow {
            path,
            line: shortcoming.line,
            column: shortcoming.column,
            text: shortcoming.text(text),
            strength: shortcoming.strength,
            cue: shortcoming.cue.map(|word| text.slice(word)),
            hedge: shortcoming.hedge.map(|word| text.slice(word)),
            theme: shortcoming.theme.as_deref(),
            section: section_path(entry, shortcoming.span),
            region: report.outline.region.as_deref(),
            year: report.outline.year,
        })
        .collect()
}

impl Row for ShortcomingRow<'_> {
    const FIELDS: &'static [&'static str] = &[
        "path", "line", "column", "text", "strength", "cue", "hedge", "theme", "section", "region",
        "year",
    ];

    fn columns(lang: Lang) -> Vec<Column> {
        vec![
            column(text::head::PLACE.text(lang), Room::Right, 1),
            column(text::head::SHORTCOMING.text(lang), Room::Wraps, 0),
            column(text::head::THEME.text(lang), Room::Left, 2),
            column("", Room::Left, 3),
        ]
    }

    fn cells(&self, lang: Lang) -> Vec<Cell> {
        // What stands among the shortcomings is the rule and needs no word.
        let certainty = match self.strength {
            Strength::Zone => "",
            Strength::Cue => text::BY_WORDING.text(lang),
        };
        vec![
            cell(&format!("{}:{}", self.line, self.column), Look::Dim),
            cell(self.text, Look::Plain),
            cell(self.theme.unwrap_or_default(), Look::Dim),
            cell(certainty, Look::Dim),
        ]
    }
}

/// What a check is about.
#[derive(Serialize, Clone, Copy, PartialEq, Eq)]
#[serde(untagged)]
enum CheckKind {
    /// Arithmetic.
    Rule(Rule),
    /// The report's make-up.
    Finding(FindingKind),
}

/// A relation or a structural finding of a report.
#[derive(Serialize)]
pub(super) struct CheckRow<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    kind: CheckKind,
    verdict: Option<Verdict>,
    text: &'a str,
    calculation: Option<String>,
    note: String,
    section: String,
    region: Option<&'a str>,
    year: Option<u16>,
}

/// The relations and findings of a report in reading order, of `kinds` only where some are
/// named, their notes in `lang`.
pub(super) fn checks<'a>(
    entry: &'a Entry,
    path: &'a str,
    kinds: &[String],
    lang: Lang,
) -> Vec<CheckRow<'a>> {
    let (report, content) = (&entry.report, &entry.document.text);
    let outline = &report.outline;
    let relations = report.relations.iter().map(|relation| {
        let span = relation.span(&report.figures);
        let at = content.position(span.start as usize);
        CheckRow {
            path,
            line: at.line,
            column: at.column,
            kind: CheckKind::Rule(relation.rule),
            verdict: Some(relation.verdict),
            text: relation.surface(&report.figures, content),
            calculation: Some(relation.calculation(&report.figures, content)),
            note: audit::relation_note(relation, lang),
            section: section_path(entry, span),
            region: outline.region.as_deref(),
            year: outline.year,
        }
    });
    let findings = report.findings.iter().map(|finding| CheckRow {
        path,
        line: finding.line,
        column: finding.column,
        kind: CheckKind::Finding(finding.kind),
        verdict: None,
        text: &finding.text,
        calculation: None,
        note: audit::finding_note(finding, lang),
        section: section_path(entry, finding.span),
        region: outline.region.as_deref(),
        year: outline.year,
    });
    let mut rows: Vec<_> = relations
        .chain(findings)
        .filter(|row| kinds.is_empty() || kinds.contains(&name(&row.kind)))
        .collect();
    rows.sort_by_key(|row| (row.line, row.column));
    rows
}

impl CheckRow<'_> {
    /// Whether a reader should look at it: arithmetic that is not known to hold, or a finding.
    pub(super) fn wrong(&self) -> bool {
        self.verdict.is_none() || self.inconsistent()
    }

    /// Whether it is arithmetic that does not hold.
    pub(super) fn inconsistent(&self) -> bool {
        self.verdict == Some(Verdict::Inconsistent)
    }
}

impl Row for CheckRow<'_> {
    const FIELDS: &'static [&'static str] = &[
        "path",
        "line",
        "column",
        "kind",
        "verdict",
        "text",
        "calculation",
        "note",
        "section",
        "region",
        "year",
    ];

    fn columns(lang: Lang) -> Vec<Column> {
        vec![
            column(text::head::PLACE.text(lang), Room::Right, 2),
            column(text::head::VERDICT.text(lang), Room::Left, 0),
            column(text::head::RULE.text(lang), Room::Left, 3),
            column(text::head::CHECK.text(lang), Room::Wraps, 0),
        ]
    }

    fn cells(&self, lang: Lang) -> Vec<Cell> {
        let (kind, verdict) = match (self.kind, self.verdict) {
            (CheckKind::Rule(rule), Some(verdict)) => (text::rule(rule), text::verdict(verdict)),
            (CheckKind::Rule(rule), None) => (text::rule(rule), text::rule(rule)),
            (CheckKind::Finding(kind), _) => (text::finding(kind), text::LOOK_AT),
        };
        let look = match self.verdict {
            Some(Verdict::Holds | Verdict::HoldsTruncated) => Look::Good,
            Some(Verdict::Possible | Verdict::Ambiguous) => Look::Plain,
            Some(Verdict::Inconsistent) | None => Look::Bad,
        };
        let said = [self.calculation.as_deref().unwrap_or(self.text), &self.note];
        let said: Vec<_> = said.into_iter().filter(|part| !part.is_empty()).collect();
        vec![
            cell(&format!("{}:{}", self.line, self.column), Look::Dim),
            cell(verdict.text(lang), look),
            cell(kind.text(lang), Look::Dim),
            cell(&said.join("  "), Look::Plain),
        ]
    }
}

/// The name of a plain enum's value in the output.
fn name(value: &impl Serialize) -> String {
    let quoted = serde_json::to_string(value).unwrap_or_default();
    quoted.trim_matches('"').to_owned()
}

/// The headings above a place, outermost first.
pub(super) fn section_path(entry: &Entry, span: Span) -> String {
    cite::section_path(entry, span.start as usize)
}

/// Whether `text` has all `words`, whatever their case and width.
fn has_all(text: &str, words: &[String]) -> bool {
    let fold = |text: &str| -> String {
        text.chars().map(class::fold).flat_map(char::to_lowercase).collect()
    };
    words.is_empty() || {
        let text = fold(text);
        words.iter().all(|word| text.contains(&fold(word)))
    }
}

/// A column of a table.
pub(super) fn column(head: &'static str, room: Room, spare: u8) -> Column {
    Column { head, room, spare }
}

/// A cell on one line.
pub(super) fn cell(text: &str, look: Look) -> Cell {
    let text = text.replace(['\n', '\t'], " ");
    Cell { text, look, indent: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::flags::CHECK_KINDS;

    /// The keys of a row as JSON are its fields, so CSV's head is right.
    fn keys(row: &impl Serialize) -> Vec<String> {
        let json = serde_json::to_string(row).unwrap();
        let keys = json.match_indices("\":").filter_map(|(end, _)| {
            let start = json[..end].rfind('"')?;
            Some(json[start + 1..end].to_owned())
        });
        keys.collect()
    }

    #[test]
    fn the_fields_are_those_that_are_written() {
        let section = SectionRow {
            path: "",
            line: 1,
            column: 1,
            level: 1,
            kind: SectionKind::Lead,
            number: None,
            title: None,
            role: None,
            dimension: None,
            figures: 0,
            shortcomings: 0,
            region: None,
            year: None,
            leads: true,
        };
        assert_eq!(keys(&section), SectionRow::FIELDS);
        let figure = FigureRow {
            path: "",
            line: 1,
            column: 1,
            text: "",
            value: Decimal::ONE,
            value_high: None,
            unit: "",
            kind: FigureKind::Count,
            approx: None,
            change: None,
            indicator: "",
            section: String::new(),
            region: None,
            year: None,
        };
        assert_eq!(keys(&figure), FigureRow::FIELDS);
        let shortcoming = ShortcomingRow {
            path: "",
            line: 1,
            column: 1,
            text: "",
            strength: Strength::Zone,
            cue: None,
            hedge: None,
            theme: None,
            section: String::new(),
            region: None,
            year: None,
        };
        assert_eq!(keys(&shortcoming), ShortcomingRow::FIELDS);
        let check = CheckRow {
            path: "",
            line: 1,
            column: 1,
            kind: CheckKind::Rule(Rule::Sum),
            verdict: None,
            text: "",
            calculation: None,
            note: String::new(),
            section: String::new(),
            region: None,
            year: None,
        };
        assert_eq!(keys(&check), CheckRow::FIELDS);
    }

    #[test]
    fn the_kinds_to_choose_from_are_those_that_are_written() {
        let names: Vec<String> = FIGURE_KINDS.iter().map(|&name| name.to_owned()).collect();
        let kinds = figure_kinds(&names);
        assert_eq!(kinds.iter().map(name).collect::<Vec<_>>(), FIGURE_KINDS);
        let rules = [Rule::Sum, Rule::Ratio, Rule::AtMost, Rule::Difference, Rule::ListCount];
        let findings = [
            FindingKind::MissingPart,
            FindingKind::ThinPart,
            FindingKind::MissingCauses,
            FindingKind::Late,
            FindingKind::WrongYear,
            FindingKind::MissingItems,
            FindingKind::PercentForPoints,
        ];
        let kinds = rules.iter().map(name).chain(findings.iter().map(name));
        assert_eq!(kinds.collect::<Vec<_>>(), CHECK_KINDS);
    }

    #[test]
    fn words_are_found_whatever_their_width_and_case() {
        assert!(has_all("“１２３４５”热线 App", &["12345".to_owned(), "app".to_owned()]));
        assert!(!has_all("热线", &["热线".to_owned(), "办结".to_owned()]));
    }
}
