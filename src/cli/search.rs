//! `fayan search`: words, expressions or a question in; sentences out.

use super::format::Format;
use super::output::Output;
use super::print::{self, Manner, Piece, Seen};
use super::rows::section_path;
use super::table::{Canvas, Look};
use super::{Failure, Given};
use crate::corpus::{self, Entry, Event};
use crate::lexicon::Lexicon;
use crate::locale::{Lang, cli as text};
use crate::search::{BadPattern, Filter, Forms, Query, Ranker, Syntax, hits, sentence};
use crate::text::{Span, wrap};
use clap::ArgMatches;
use serde::Serialize;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What is searched for.
pub(super) struct Search {
    words: String,
    query: Query,
    forms: Forms,
    filter: Filter,
    count: bool,
    /// How many sections a ranked search tells; none for the others.
    ranked: Option<usize>,
}

/// Sections that a ranked search tells where no number is given.
const USUAL: u8 = 20;

impl Search {
    /// What the command line asks for.
    ///
    /// # Errors
    /// When there is no word to search for, or an expression that is none.
    pub(super) fn from(given: &ArgMatches, lang: Lang) -> Result<Self, Failure> {
        let words = given.get_one::<String>("query").cloned().unwrap_or_default();
        let parts = Given(given).all::<String>("in");
        let has = |name: &str| parts.iter().any(|part| part == name);
        let filter = Filter {
            shortcomings: has("shortcomings"),
            plans: has("plans"),
            figures: has("figures"),
        };
        let ranked = given.get_flag("ranked");
        let syntax = if given.get_flag("regex") { Syntax::Regex } else { Syntax::Pinyin };
        let forms = Forms::new();
        let query = Query::new(&words, syntax, &forms)
            .map_err(|error| Failure(wrong_pattern(&error, lang)))?;
        if words.trim().is_empty() {
            return Err(Failure(text::EMPTY_QUERY.text(lang).to_owned()));
        }
        if ranked && (given.get_flag("regex") || given.get_flag("count")) {
            return Err(Failure(text::RANKED_ALONE.text(lang).to_owned()));
        }
        let limit = given.get_one("limit").copied().unwrap_or(USUAL);
        let ranked = ranked.then_some(usize::from(limit));
        Ok(Self { words, query, forms, filter, count: given.get_flag("count"), ranked })
    }

    /// Whether all reports have to be read before the first answer.
    pub(super) fn is_ranked(&self) -> bool {
        self.ranked.is_some()
    }

    /// Whether reports are counted, not shown.
    pub(super) fn counts(&self) -> bool {
        self.count
    }

    /// The names of the fields of its rows.
    pub(super) fn fields(&self) -> &'static [&'static str] {
        if self.count { CountRow::FIELDS } else { HitRow::FIELDS }
    }
}

/// What is wrong with an expression, and where.
fn wrong_pattern(error: &BadPattern, lang: Lang) -> String {
    match error.column {
        Some(column) => text::BAD_PATTERN_AT.with(lang, &[&column, &error.reason]),
        None => text::BAD_PATTERN.with(lang, &[&error.reason]),
    }
}

/// A sentence with hits.
#[derive(Serialize)]
struct HitRow<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    text: &'a str,
    hits: usize,
    sentence: String,
    section: String,
    region: Option<&'a str>,
    year: Option<u16>,
    /// How well a ranked section answers.
    score: Option<f32>,
    #[serde(skip)]
    shown: Span,
    #[serde(skip)]
    places: Vec<Span>,
}

impl HitRow<'_> {
    const FIELDS: &'static [&'static str] = &[
        "path", "line", "column", "text", "hits", "sentence", "section", "region", "year", "score",
    ];
}

/// A report with hits.
#[derive(Serialize)]
struct CountRow<'a> {
    path: &'a str,
    hits: usize,
    title: Option<&'a str>,
    region: Option<&'a str>,
    year: Option<u16>,
}

impl CountRow<'_> {
    const FIELDS: &'static [&'static str] = &["path", "hits", "title", "region", "year"];
}

/// The sentence around `first` and as many of the hits after it as stand in it.
fn row<'a>(entry: &'a Entry, shown: Span, places: &[Span], score: Option<f32>) -> HitRow<'a> {
    let (report, content) = (&entry.report, &entry.document.text);
    let first = places.first().copied().unwrap_or(shown);
    let at = content.position(first.start as usize);
    HitRow {
        path: &report.path,
        line: at.line,
        column: at.column,
        text: content.slice(first),
        hits: places.len(),
        sentence: content.slice(shown).replace('\n', " "),
        section: section_path(entry, first),
        region: report.outline.region.as_deref(),
        year: report.outline.year,
        score,
        shown,
        places: places.to_vec(),
    }
}

/// A sentence with all of its hits is one row.
fn rows<'a>(entry: &'a Entry, hits: &[Span]) -> Vec<HitRow<'a>> {
    let mut rows = Vec::new();
    let mut rest = hits;
    while let Some(&first) = rest.first() {
        let shown = sentence(&entry.document.text, first);
        let inside = rest.partition_point(|hit| hit.end <= shown.end).max(1);
        let (here, after) = rest.split_at(inside);
        rows.push(row(entry, shown, here, None));
        rest = after;
    }
    rows
}

/// One report's hits.
pub(super) fn piece(search: &Search, manner: &Manner, entry: &Entry) -> io::Result<Piece> {
    let all = Span::new(0, entry.document.text.len());
    let found = hits(entry, all, &search.query, search.filter);
    if found.is_empty() {
        return Ok(Piece::default());
    }
    if search.count {
        let outline = &entry.report.outline;
        let (title, region) = (outline.title.as_deref(), outline.region.as_deref());
        let (path, year) = (entry.report.path.as_str(), outline.year);
        let rows = [CountRow { path, hits: found.len(), title, region, year }];
        let bytes = match manner.format {
            Format::Table | Format::Plain => format!("{path}:{}\n", found.len()).into_bytes(),
            format => print::listed(&rows, format)?,
        };
        return Ok(Piece { bytes, rows: 1, wrong: 0 });
    }
    told(&rows(entry, &found), manner, entry)
}

fn told(rows: &[HitRow<'_>], manner: &Manner, entry: &Entry) -> io::Result<Piece> {
    let bytes = match manner.format {
        Format::Table => page(rows, manner, entry).into_bytes(),
        Format::Plain => {
            let line = |row: &HitRow<'_>| {
                format!("{}:{}:{}: {}\n", row.path, row.line, row.column, row.sentence)
            };
            rows.iter().map(line).collect::<String>().into_bytes()
        }
        format => print::listed(rows, format)?,
    };
    Ok(Piece { bytes, rows: rows.len(), wrong: 0 })
}

/// A report's name and its sentences, the hits standing out.
fn page(rows: &[HitRow<'_>], manner: &Manner, entry: &Entry) -> String {
    let canvas = &manner.canvas;
    let mut out = print::name(canvas, entry);
    let places: Vec<String> =
        rows.iter().map(|row| format!("{}:{}", row.line, row.column)).collect();
    let wide = places.iter().map(String::len).max().unwrap_or(0);
    for (row, place) in rows.iter().zip(&places) {
        let mut lead = canvas.paint(&format!("{place:>wide$}"), Look::Dim) + "  ";
        for line in painted(row, entry, canvas, wide + 2) {
            out.push_str(&lead);
            out.push_str(&line);
            out.push('\n');
            lead = " ".repeat(wide + 2);
        }
    }
    out
}

/// A sentence in lines that fit, `indent` columns to the right.
fn painted(row: &HitRow<'_>, entry: &Entry, canvas: &Canvas, indent: usize) -> Vec<String> {
    let content = entry.document.text.as_str();
    let width = canvas.width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(8));
    let lines = wrap::rows(&row.sentence, width, canvas.widths, &[]).into_iter();
    lines
        .map(|range| {
            let start = row.shown.start as usize + range.start;
            let end = row.shown.start as usize + range.end;
            let mut line = String::new();
            let mut at = start;
            for hit in &row.places {
                let hit = (hit.start as usize).clamp(at, end)..(hit.end as usize).clamp(at, end);
                line.push_str(content.get(at..hit.start).unwrap_or_default());
                let word = content.get(hit.clone()).unwrap_or_default();
                if !word.is_empty() {
                    line.push_str(&canvas.paint(word, Look::Hit));
                }
                at = hit.end;
            }
            line.push_str(content.get(at..end).unwrap_or_default());
            line.replace('\n', " ").trim_end().to_owned()
        })
        .collect()
}

/// Reads all reports, then prints the sections that answer best.
///
/// # Errors
/// When nothing can be written.
pub(super) fn ranked(
    search: &Search,
    manner: &Manner,
    paths: &[PathBuf],
    how: &corpus::Options,
    lexicon: &Arc<Lexicon>,
) -> Result<Seen, Failure> {
    let ranker = Ranker::new();
    let mut seen = Seen::default();
    let mut entries = Vec::new();
    corpus::load_in_order(paths, how, lexicon, &|entry| entry, &mut |event| {
        match event {
            Event::Read(entry) => entries.push(entry),
            Event::Problem(told) => {
                seen.problems += 1;
                print::problem(&told, manner.lang);
            }
            Event::Found { .. } | Event::Done => {}
        }
        true
    });
    seen.reports = entries.len();
    let limit = search.ranked.unwrap_or(usize::from(USUAL));
    let never = AtomicBool::new(false);
    let found = ranker
        .rank(&entries, &search.words, search.filter, &search.forms, limit, &never)
        .unwrap_or_default();
    let mut out = Output::stdout(manner.terminal);
    out.put(print::opening(search.fields(), manner.format).as_bytes());
    for found in &found {
        let Some(entry) = entries.get(found.report) else { continue };
        let rows = [row(entry, found.sentence, &found.hits, Some(found.score))];
        let go_on = match told(&rows, manner, entry) {
            Ok(piece) => out.put_between(manner.format.between(), &piece.bytes),
            Err(error) => out.fail(error),
        };
        seen.rows += 1;
        if !go_on {
            break;
        }
    }
    print::close(out, &seen, manner, paths)?;
    Ok(seen)
}
