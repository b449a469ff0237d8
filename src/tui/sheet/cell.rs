//! What stands in the columns of a row: made for the rows on the screen, and for sorting.

use super::{Column, Item, Row};
use crate::corpus::{Entry, Problem};
use crate::locale::source::reason;
use crate::locale::{Lang, audit, tui as texts};
use crate::report::{Figure, Report, with_unit};
use crate::search;
use crate::source::sanitize;
use crate::text::Span;
use crate::tui::marks::{Mark, MarkKind};
use crate::tui::shelf::{label, section_label};
use crate::tui::tell::{self, Names};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// What stands in a column of what could not be read.
pub fn problem_cell(problem: &Problem, column: Column, lang: Lang) -> String {
    match column {
        Column::Path => sanitize::path(&problem.path),
        Column::Reason => reason(&problem.reason, lang),
        _ => String::new(),
    }
}

/// The number of the figure that a row is about.
pub(super) fn index(row: Row) -> Option<usize> {
    match row.item {
        Item::Mark(Mark::Figure(index)) => Some(index),
        _ => None,
    }
}

fn figure(entry: &Entry, row: Row) -> Option<Figure> {
    entry.report.figures.get(index(row)?, &entry.document.text)
}

/// Surface, unit and indicator of the figure that a row is about.
pub(super) fn words(entry: &Entry, row: Row) -> [&str; 3] {
    let words = |index| entry.report.figures.words(index, &entry.document.text);
    index(row).and_then(words).unwrap_or_default()
}

/// The surface of the figure that a row is about, as it is read by itself.
pub fn surface(entry: &Entry, row: Row) -> Cow<'_, str> {
    let [surface, unit, _] = words(entry, row);
    with_unit(surface, unit)
}

/// The value of the figure that a row is about.
pub(super) fn value(report: &Report, row: Row) -> Option<Decimal> {
    report.figures.value(index(row)?)
}

/// The place of a row in its report's text; empty where it has none.
pub fn span(report: &Report, row: Row) -> Span {
    match row.item {
        Item::Mark(mark) => mark.span(report),
        Item::Hit(span) | Item::Passage(span) | Item::Note(_, span) => span,
        Item::Problem(_) | Item::Lost(_) => Span::default(),
    }
}

pub(super) fn line(entry: &Entry, row: Row) -> usize {
    entry.document.text.position(span(&entry.report, row).start as usize).line as usize
}

/// What stands in a column of a row of a report.
pub fn cell(entry: &Entry, row: Row, column: Column, lang: Lang, names: &Names) -> String {
    let report = &*entry.report;
    match column {
        Column::Report => label(report),
        Column::Path => report.path.clone(),
        Column::Line => line(entry, row).to_string(),
        Column::Section => section_path(entry, span(report, row).start as usize, lang),
        Column::Sentence => {
            let text = &entry.document.text;
            text.slice(search::sentence(text, span(report, row))).to_owned()
        }
        Column::Value => words(entry, row)[0].to_owned(),
        Column::Number => {
            value(report, row).map_or_else(String::new, |value| value.normalize().to_string())
        }
        Column::Unit => words(entry, row)[1].to_owned(),
        Column::FigureKind => index(row)
            .and_then(|index| report.figures.kind(index))
            .map_or_else(String::new, |kind| tell::figure_kind(kind).text(lang).to_owned()),
        Column::Indicator => words(entry, row)[2].to_owned(),
        Column::Qualifiers => figure(entry, row).map_or_else(String::new, |f| {
            let facts = tell::qualifiers(entry, &f, lang, names);
            facts.iter().map(|fact| tell::fact(fact, lang)).collect::<Vec<_>>().join("; ")
        }),
        Column::Text | Column::Theme => match row.item {
            Item::Mark(Mark::Shortcoming(index)) => report.shortcomings.get(index),
            _ => None,
        }
        .map_or_else(String::new, |item| match column {
            Column::Text => item.text(&entry.document.text).to_owned(),
            _ => item.theme.as_deref().unwrap_or_default().to_owned(),
        }),
        Column::Verdict => match row.item {
            Item::Mark(Mark::Relation(index)) => {
                report.relations.get(index).map(|item| tell::verdict(item.verdict))
            }
            Item::Mark(Mark::Finding(_)) => Some(texts::STRUCTURE),
            _ => None,
        }
        .map_or_else(String::new, |message| message.text(lang).to_owned()),
        Column::Calculation => match row.item {
            Item::Mark(Mark::Relation(index)) => report.relations.get(index).map(|item| {
                let calculation = item.calculation(&report.figures, &entry.document.text);
                format!("{calculation}  {}", audit::relation_note(item, lang))
            }),
            Item::Mark(Mark::Finding(index)) => {
                report.findings.get(index).map(|item| audit::finding_note(item, lang))
            }
            _ => None,
        }
        .unwrap_or_default(),
        Column::Finding => match row.item {
            Item::Mark(mark) => match mark.kind() {
                MarkKind::Figure => texts::FILTER_FIGURES,
                MarkKind::Shortcoming => texts::FILTER_SHORTCOMINGS,
                MarkKind::Check | MarkKind::Fault => texts::FILTER_CHECKS,
            }
            .text(lang)
            .to_owned(),
            _ => String::new(),
        },
        Column::Words => entry.document.text.slice(span(report, row)).trim().to_owned(),
        Column::Reason
        | Column::Note
        | Column::Passage
        | Column::State
        | Column::Created
        | Column::Changed => String::new(),
    }
}

/// The titles of the sections that byte `offset` stands in, outermost first.
pub fn section_path(entry: &Entry, offset: usize, lang: Lang) -> String {
    let (outline, text) = (&entry.report.outline, &entry.document.text);
    let path = outline.section_at(offset).map(|index| outline.path_of(index)).unwrap_or_default();
    let sections = path.iter().filter_map(|&index| outline.sections.get(index));
    sections.map(|section| section_label(section, text, lang)).collect::<Vec<_>>().join(" › ")
}
