//! What is told about a note in a table and in a file.

use super::{Noted, Place};
use crate::corpus::Entry;
use crate::locale::{Lang, notes as told, tui as texts};
use crate::notes::Anchor;
use crate::source::sanitize;
use crate::tui::sheet::{Column, section_path};
use crate::tui::shelf::label;

/// What stands in a column of a note; `entry` is the report that its passage was found in.
pub fn cell(noted: &Noted, entry: Option<&Entry>, column: Column, lang: Lang) -> String {
    let note = &noted.note;
    let citation = &note.passage.citation;
    let span = noted.place.span().map(|(_, span)| span);
    match column {
        Column::Report => match (entry, &citation.region, citation.year, &citation.title) {
            (Some(entry), ..) => label(&entry.report),
            (None, Some(region), Some(year), _) => format!("{region} {year}"),
            (None, _, _, Some(title)) => title.clone(),
            _ => crate::tui::shelf::file_name(&sanitize::path(&citation.path)),
        },
        Column::Path => match entry {
            Some(entry) => entry.report.path.clone(),
            None => sanitize::path(&citation.path),
        },
        Column::Line => match (entry, span) {
            (Some(entry), Some(span)) => {
                entry.document.text.position(span.start as usize).line.to_string()
            }
            _ => citation.line.to_string(),
        },
        Column::Section => match (entry, span) {
            (Some(entry), Some(span)) => section_path(entry, span.start as usize, lang),
            _ => citation.section.clone(),
        },
        Column::Note if noted.is_bookmark() => told::BOOKMARK.text(lang).to_owned(),
        Column::Note => note.text.clone(),
        Column::Passage => sanitize::line(&citation.quote),
        Column::State => state(noted, lang).to_owned(),
        Column::Created => note.created.to_string(),
        Column::Changed => note.changed.to_string(),
        _ => String::new(),
    }
}

/// What is amiss with a note; nothing where all is well.
pub fn state(noted: &Noted, lang: Lang) -> &'static str {
    match (noted.saved, noted.place) {
        (false, _) => texts::STATE_UNSAVED.text(lang),
        (_, Place::Lost(_)) => texts::STATE_LOST.text(lang),
        (_, Place::Elsewhere) => texts::STATE_ELSEWHERE.text(lang),
        (_, Place::Unknown) => texts::STATE_UNKNOWN.text(lang),
        (_, Place::Found(_, Anchor::Changed(_))) => texts::STATE_CHANGED.text(lang),
        (_, Place::Found(..)) => "",
    }
}
