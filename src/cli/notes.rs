//! `fayan notes`: the notes made in the browser, on the command line.

use super::config::Setup;
use super::format::{self, Format};
use super::output::Output;
use super::rows::{cell, column};
use super::table::{Cell, Column, Look, Room};
use super::{FAILED, FOUND, Failure, Given, say};
use crate::corpus::{self, Event};
use crate::lexicon::Lexicon;
use crate::locale::{Lang, cli as text, notes as told};
use crate::notes::{self, Anchor, Error, Library, Note, Store, anchor};
use crate::source::{self, Document, guard, sanitize};
use clap::ArgMatches;
use std::collections::HashMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf, absolute};
use std::process::ExitCode;
use std::sync::Arc;

/// Prints the notes, each looked for in its file.
///
/// # Errors
/// When they cannot be read or written.
pub(super) fn run(given: &ArgMatches, setup: &Setup) -> Result<ExitCode, Failure> {
    let lang = setup.lang();
    let failure = |error: &Error| Failure(told::reason(error, lang));
    let path = Store::usual_path().ok_or_else(|| failure(&Error::NoFolder))?;
    let all = if path.exists() {
        Store::open(&path).and_then(|store| store.all()).map_err(|error| failure(&error))?
    } else {
        Vec::new()
    };
    let options = Given(given);
    let words = options.all::<String>("grep");
    let wanted = |note: &Note| {
        let quote = &note.passage.citation.quote;
        words.iter().all(|word| note.text.contains(word) || quote.contains(word))
    };
    let wanted: Vec<Note> = all.into_iter().filter(wanted).collect();
    let paths = options.all::<PathBuf>("path");
    let (found, unread) = if paths.is_empty() {
        (looked_for(wanted), 0)
    } else {
        let how = super::reading(given, setup)?;
        looked_for_in(wanted, &paths, &how, &setup.lexicon()?, lang)
    };
    let terminal = std::io::stdout().is_terminal();
    let usual = if terminal { "table" } else { "tsv" };
    let name = given.get_one::<String>("format").map_or(usual, String::as_str);
    let mut bytes = Vec::new();
    let written = match (name, Format::named(name)) {
        ("markdown", _) => notes::write(&found, notes::Format::Markdown, lang, &mut bytes),
        (_, Some(Format::Csv)) => notes::write(&found, notes::Format::Csv, lang, &mut bytes),
        (_, Some(Format::Jsonl)) => {
            notes::write(&found, notes::Format::JsonLines, lang, &mut bytes)
        }
        (_, Some(Format::Table)) => {
            bytes = table(&found, setup).into_bytes();
            Ok(())
        }
        (_, format) => {
            let rows: Vec<_> = found.iter().map(|(n, a)| notes::Fields::of(n, *a)).collect();
            if format == Some(Format::Json) {
                bytes.push(b'[');
                let done = format::objects(&mut bytes, &rows, Format::Json);
                bytes.extend_from_slice(b"]\n");
                done
            } else {
                format::tsv(&mut bytes, &rows)
            }
        }
    };
    written.map_err(Failure::writing(lang))?;
    let mut out = Output::stdout(terminal);
    out.put(&bytes);
    out.finish().map_err(Failure::writing(lang))?;
    if found.is_empty() && terminal {
        say(text::NO_NOTES.text(lang));
    }
    let nothing = found.is_empty() && !words.is_empty();
    Ok(match (unread, nothing) {
        (1.., _) => ExitCode::from(FAILED),
        (0, true) => ExitCode::from(FOUND),
        (0, false) => ExitCode::SUCCESS,
    })
}

/// Each note with where its passage is now; its line and column are those of today.
fn looked_for(notes: Vec<Note>) -> Vec<(Note, Option<Anchor>)> {
    let mut texts: HashMap<PathBuf, Option<Document>> = HashMap::new();
    let look = |mut note: Note| {
        let path = note.passage.citation.path.clone();
        let document = texts.entry(path).or_insert_with_key(|path| read(path)).as_ref();
        let anchor =
            document.map_or(Anchor::Lost, |document| anchor(&note.passage, &document.text));
        if let (Some(span), Some(document)) = (anchor.span(), document) {
            stands(&mut note, document, span.start as usize);
        }
        (note, Some(anchor))
    };
    notes.into_iter().map(look).collect()
}

/// The notes on passages of what was named, as the browser finds them there: also where their file
/// has another name now. Those that were made there and are nowhere any more are lost. Beside them
/// the number of files that could not be read, which are told of.
fn looked_for_in(
    notes: Vec<Note>,
    paths: &[PathBuf],
    how: &corpus::Options,
    lexicon: &Arc<Lexicon>,
    lang: Lang,
) -> (Vec<(Note, Option<Anchor>)>, usize) {
    let mut entries = Vec::new();
    let mut unread = 0;
    corpus::load_in_order(paths, how, lexicon, &|entry| entry, &mut |event| {
        match event {
            Event::Read(entry) => entries.push(entry),
            Event::Problem(problem) => {
                unread += 1;
                super::print::problem(&problem, lang);
            }
            Event::Found { .. } | Event::Done => {}
        }
        true
    });
    let library = Library::new(&entries);
    let roots: Vec<PathBuf> = paths.iter().filter_map(|path| absolute(path).ok()).collect();
    let place = |mut note: Note| {
        let Some((at, anchor)) = library.locate(&note.passage) else {
            let path = &note.passage.citation.path;
            let here = roots.iter().any(|root| path.starts_with(root));
            return here.then_some((note, Some(Anchor::Lost)));
        };
        let document = &entries.get(at)?.document;
        if library.home(&note.passage) != Some(at) {
            note.passage.citation.path =
                absolute(&document.path).unwrap_or_else(|_| document.path.clone());
        }
        let offset = anchor.span()?.start as usize;
        stands(&mut note, document, offset);
        Some((note, Some(anchor)))
    };
    let mut found: Vec<_> = notes.into_iter().filter_map(place).collect();
    // Those of a file that has moved stand with the others of that file.
    found.sort_by(|(a, _), (b, _)| {
        let key = |note: &Note| {
            let citation = &note.passage.citation;
            (citation.path.clone(), citation.line, citation.column)
        };
        key(a).cmp(&key(b))
    });
    (found, unread)
}

/// Writes down where a note's passage is now.
fn stands(note: &mut Note, document: &Document, offset: usize) {
    let at = document.text.position(offset);
    let citation = &mut note.passage.citation;
    citation.place = document.places.at(at.line);
    (citation.line, citation.column) = (at.line, at.column);
}

/// The text of a document, if it is still there and can be read; that of a member of an archive is
/// looked for in the archive.
fn read(path: &Path) -> Option<Document> {
    let file = path.ancestors().find(|path| path.is_file())?;
    let mut found = None;
    let mut each = |name: PathBuf, document: Result<Document, source::Error>| {
        let here = name == path;
        if here {
            found = document.ok();
        }
        !here
    };
    guard::run(|| source::read_each(file, &source::Options::default(), &mut each)).ok()?;
    found
}

fn table(found: &[(Note, Option<Anchor>)], setup: &Setup) -> String {
    let (canvas, lang) = (super::canvas(setup), setup.lang());
    let mut out = String::new();
    let mut rest = found;
    while let Some((first, _)) = rest.first() {
        let citation = &first.passage.citation;
        let same =
            |(note, _): &&(Note, Option<Anchor>)| note.passage.citation.path == citation.path;
        let (here, after) = rest.split_at(rest.iter().take_while(same).count().max(1));
        if !out.is_empty() {
            out.push('\n');
        }
        let title = citation.title.iter().map(|title| (title.clone(), Look::Strong));
        let path = (sanitize::path(&citation.path), Look::Dim);
        for (name, look) in title.chain([path]) {
            for line in canvas.lines(&name) {
                out.push_str(&canvas.paint(&line, look));
                out.push('\n');
            }
        }
        let rows: Vec<Vec<Cell>> =
            here.iter().map(|(note, anchor)| cells(note, *anchor, lang)).collect();
        let columns: [Column; 3] = [
            column(text::head::PLACE.text(lang), Room::Right, 1),
            column(text::head::PASSAGE.text(lang), Room::Wraps, 0),
            column(text::head::NOTE.text(lang), Room::Wraps, 0),
        ];
        canvas.table(&mut out, &columns, &rows);
        rest = after;
    }
    out
}

fn cells(note: &Note, anchor: Option<Anchor>, lang: Lang) -> Vec<Cell> {
    let citation = &note.passage.citation;
    let line = |text: &str| sanitize::line(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let (state, look) = match anchor {
        Some(Anchor::Lost) => (Some(told::LOST), Look::Bad),
        Some(Anchor::Changed(_)) => (Some(told::CHANGED), Look::Bad),
        _ => (None, Look::Plain),
    };
    let mut said = if note.text.trim().is_empty() {
        told::BOOKMARK.text(lang).to_owned()
    } else {
        line(&note.text)
    };
    if let Some(state) = state {
        said.push_str(&text::BRACKETS.with(lang, &[&state.text(lang)]));
    }
    vec![
        cell(&format!("{}:{}", citation.line, citation.column), Look::Dim),
        cell(&line(&citation.quote), Look::Plain),
        cell(&said, look),
    ]
}
