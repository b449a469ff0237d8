//! Notes as Markdown, CSV or JSON Lines.

use super::{Anchor, Note};
use crate::cite::{self, Style};
use crate::locale::{Lang, notes as text};
use crate::source::{Place, sanitize};
use serde::Serialize;
use std::io::{self, Write};

/// How notes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A heading for each report, a block quotation with its source for each note, what was written
    /// under it.
    Markdown,
    /// Comma-separated with a head, UTF-8.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// The names of a note's fields, in order.
pub const FIELDS: &[&str] = &[
    "id",
    "path",
    "line",
    "column",
    "place_kind",
    "place",
    "title",
    "region",
    "year",
    "section",
    "quote",
    "note",
    "created",
    "changed",
    "state",
];

/// A note, flat.
#[derive(Debug, Serialize)]
pub(crate) struct Fields<'a> {
    id: i64,
    path: String,
    line: u32,
    column: u32,
    place_kind: &'static str,
    place: u32,
    title: Option<&'a str>,
    region: Option<&'a str>,
    year: Option<u16>,
    section: &'a str,
    quote: &'a str,
    note: &'a str,
    created: String,
    changed: String,
    /// `here`, `moved`, `changed` or `lost`; none where nobody has looked.
    state: Option<&'static str>,
}

impl<'a> Fields<'a> {
    pub(crate) fn of(note: &'a Note, anchor: Option<Anchor>) -> Self {
        let citation = &note.passage.citation;
        let (place_kind, place) = match citation.place {
            Place::Line(number) => ("line", number),
            Place::Paragraph(number) => ("paragraph", number),
            Place::Page(number) => ("page", number),
        };
        let state = anchor.map(|anchor| match anchor {
            Anchor::Here(_) => "here",
            Anchor::Moved(_) => "moved",
            Anchor::Changed(_) => "changed",
            Anchor::Lost => "lost",
        });
        Self {
            id: note.id.0,
            path: sanitize::path(&citation.path),
            line: citation.line,
            column: citation.column,
            place_kind,
            place,
            title: citation.title.as_deref(),
            region: citation.region.as_deref(),
            year: citation.year,
            section: &citation.section,
            quote: &citation.quote,
            note: &note.text,
            created: note.created.to_string(),
            changed: note.changed.to_string(),
            state,
        }
    }
}

/// Writes notes, each with what looking for it gave, in their order.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(
    notes: &[(Note, Option<Anchor>)],
    format: Format,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Markdown => out.write_all(markdown(notes, lang).as_bytes()),
        Format::JsonLines => notes.iter().try_for_each(|(note, anchor)| {
            serde_json::to_writer(&mut *out, &Fields::of(note, *anchor))?;
            out.write_all(b"\n")
        }),
        Format::Csv => {
            let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
            writer.write_record(FIELDS)?;
            for (note, anchor) in notes {
                writer.serialize(Fields::of(note, *anchor)).map_err(io::Error::other)?;
            }
            writer.flush()
        }
    }
}

fn markdown(notes: &[(Note, Option<Anchor>)], lang: Lang) -> String {
    let mut out = String::new();
    let mut report = None;
    for (note, anchor) in notes {
        let citation = &note.passage.citation;
        if report != Some(&citation.path) {
            let title = citation.title.clone().unwrap_or_else(|| sanitize::path(&citation.path));
            let gap = if out.is_empty() { "" } else { "\n" };
            out.push_str(&format!("{gap}## {}\n", cite::escaped(&title)));
            report = Some(&citation.path);
        }
        out.push_str(&format!("\n{}\n", citation.render(Style::Markdown, lang)));
        if matches!(anchor, Some(Anchor::Lost)) {
            out.push_str(&format!(">\n> *{}*\n", text::LOST.text(lang)));
        }
        if !note.text.trim().is_empty() {
            // What somebody wrote may be Markdown itself.
            out.push_str(&format!("\n{}\n", note.text.trim()));
        }
    }
    out
}
