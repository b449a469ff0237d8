//! Reports in, findings out: in the order of the paths, made on the threads that read.

use super::format::{self, Format};
use super::output::Output;
use super::rows::{self, Row};
use super::search::{self, Search};
use super::table::{Canvas, Look};
use super::{Failure, say};
use crate::corpus::{self, Entry, Event};
use crate::lexicon::Lexicon;
use crate::locale::{Lang, cli as text, source};
use crate::report::{FigureKind, Written};
use crate::source::sanitize;
use serde::Serialize;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// What is asked for.
pub(super) enum Ask {
    /// Everything.
    Extract,
    /// Sections down to a level.
    Outline { depth: u8 },
    /// Figures of these kinds (any where none is named) with these words.
    Figures { kinds: Vec<FigureKind>, words: Vec<String> },
    /// Shortcomings with these words.
    Shortcomings { words: Vec<String>, check: bool },
    /// Relations and findings of these kinds (any where none is named).
    Audit { kinds: Vec<String>, wrong: bool, check: bool },
    /// Sentences with hits.
    Search(Box<Search>),
}

/// How it is printed.
pub(super) struct Manner {
    pub(super) format: Format,
    pub(super) lang: Lang,
    /// Whether a person watches.
    pub(super) terminal: bool,
    pub(super) canvas: Canvas,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Seen {
    /// Reports read.
    pub(super) reports: usize,
    /// Files and folders that could not be read.
    pub(super) problems: usize,
    /// Findings printed.
    pub(super) rows: usize,
    /// Findings of the kind that a check is for.
    pub(super) wrong: usize,
}

/// A report's findings, ready to be written.
#[derive(Default)]
pub(super) struct Piece {
    pub(super) bytes: Vec<u8>,
    pub(super) rows: usize,
    pub(super) wrong: usize,
}

/// Reads `paths` and prints what is asked for.
///
/// # Errors
/// When nothing can be written.
pub(super) fn print(
    ask: &Ask,
    manner: &Manner,
    paths: &[PathBuf],
    how: &corpus::Options,
    lexicon: &Arc<Lexicon>,
) -> Result<Seen, Failure> {
    let lang = manner.lang;
    let mut out = Output::stdout(manner.terminal);
    out.put(head(ask, manner.format).as_bytes());
    let mut seen = Seen::default();
    let make = |entry: Entry| piece(ask, manner, &entry);
    corpus::load_in_order(paths, how, lexicon, &make, &mut |event| match event {
        Event::Read(Ok(piece)) => {
            seen.reports += 1;
            seen.rows += piece.rows;
            seen.wrong += piece.wrong;
            out.put_between(manner.format.between(), &piece.bytes)
        }
        Event::Read(Err(error)) => out.fail(error),
        Event::Problem(problem) => {
            seen.problems += 1;
            self::problem(&problem, lang);
            true
        }
        Event::Found { .. } | Event::Done => true,
    });
    close(out, &seen, manner, paths)?;
    if seen.rows == 0 && seen.reports > 0 && manner.terminal && !matches!(ask, Ask::Extract) {
        say(text::NOTHING.text(lang));
    }
    Ok(seen)
}

/// Tells what could not be read.
pub(super) fn problem(problem: &corpus::Problem, lang: Lang) {
    let reason = source::reason(&problem.reason, lang);
    say(&text::PROBLEM.with(lang, &[&sanitize::path(&problem.path), &reason]));
}

/// Writes what stands after the last report, and tells if there was none.
///
/// # Errors
/// When something cannot be written.
pub(super) fn close(
    mut out: Output,
    seen: &Seen,
    manner: &Manner,
    paths: &[PathBuf],
) -> Result<(), Failure> {
    let lang = manner.lang;
    if manner.format == Format::Json {
        out.put(b"]\n");
    }
    out.finish().map_err(Failure::writing(lang))?;
    if seen.reports + seen.problems == 0 {
        let names: Vec<_> = paths.iter().map(|path| sanitize::path(path)).collect();
        say(&text::NO_FILES.with(lang, &[&names.join(" ")]));
    }
    Ok(())
}

/// What stands before the first report.
fn head(ask: &Ask, format: Format) -> String {
    let fields = match ask {
        Ask::Extract => &[],
        Ask::Outline { .. } => rows::SectionRow::FIELDS,
        Ask::Figures { .. } => rows::FigureRow::FIELDS,
        Ask::Shortcomings { .. } => rows::ShortcomingRow::FIELDS,
        Ask::Audit { .. } => rows::CheckRow::FIELDS,
        Ask::Search(search) => search.fields(),
    };
    opening(fields, format)
}

/// What stands before rows with these fields.
pub(super) fn opening(fields: &[&str], format: Format) -> String {
    match format {
        Format::Json => "[".to_owned(),
        Format::Csv => fields.join(",") + "\n",
        _ => String::new(),
    }
}

/// One report's findings.
fn piece(ask: &Ask, manner: &Manner, entry: &Entry) -> io::Result<Piece> {
    let path = entry.report.path.as_str();
    match ask {
        Ask::Extract => {
            let mut bytes = Vec::new();
            format::json(&mut bytes, &Written(&entry.report, &entry.document.text))?;
            if manner.format != Format::Json {
                bytes.push(b'\n');
            }
            Ok(Piece { bytes, rows: 1, wrong: 0 })
        }
        Ask::Outline { depth } => written(&rows::sections(entry, path, *depth), manner, entry, 0),
        Ask::Figures { kinds, words } => {
            written(&rows::figures(entry, path, kinds, words), manner, entry, 0)
        }
        Ask::Shortcomings { words, .. } => {
            let rows = rows::shortcomings(entry, path, words);
            written(&rows, manner, entry, rows.len())
        }
        Ask::Audit { kinds, wrong, .. } => {
            let mut rows = rows::checks(entry, path, kinds, manner.lang);
            if *wrong {
                rows.retain(rows::CheckRow::wrong);
            }
            // Asked for by name, a finding counts too; else only what contradicts itself.
            let counts =
                if kinds.is_empty() { rows::CheckRow::inconsistent } else { rows::CheckRow::wrong };
            let count = rows.iter().filter(|row| counts(row)).count();
            written(&rows, manner, entry, count)
        }
        Ask::Search(search) => search::piece(search, manner, entry),
    }
}

fn written<R: Row>(rows: &[R], manner: &Manner, entry: &Entry, wrong: usize) -> io::Result<Piece> {
    let bytes = match manner.format {
        _ if rows.is_empty() => Vec::new(),
        Format::Table => page(rows, manner, entry).into_bytes(),
        format => listed(rows, format)?,
    };
    Ok(Piece { bytes, rows: rows.len(), wrong })
}

/// The rows as a script reads them.
///
/// # Errors
/// None in practice.
pub(super) fn listed<R: Serialize>(rows: &[R], format: Format) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match format {
        Format::Csv => format::csv(&mut bytes, rows)?,
        Format::Json | Format::Jsonl => format::objects(&mut bytes, rows, format)?,
        Format::Table | Format::Tsv | Format::Plain => format::tsv(&mut bytes, rows)?,
    }
    Ok(bytes)
}

/// A report's name and its table.
fn page<R: Row>(rows: &[R], manner: &Manner, entry: &Entry) -> String {
    let canvas = &manner.canvas;
    let mut out = name(canvas, entry);
    let cells: Vec<_> = rows.iter().map(|row| row.cells(manner.lang)).collect();
    canvas.table(&mut out, &R::columns(manner.lang), &cells);
    out
}

/// A report's title and file.
pub(super) fn name(canvas: &Canvas, entry: &Entry) -> String {
    let mut out = String::new();
    if let Some(title) = &entry.report.outline.title {
        for line in canvas.lines(title) {
            out.push_str(&canvas.paint(&line, Look::Strong));
            out.push('\n');
        }
    }
    for line in canvas.lines(&entry.report.path) {
        out.push_str(&canvas.paint(&line, Look::Dim));
        out.push('\n');
    }
    out
}
