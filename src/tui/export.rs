//! A table, or what is shown of one report, written to a file.

use super::app::{App, View};
use super::event::Event;
use super::jobs::Stop;
use super::layout::Pane;
use super::load::LONG;
use super::marks::{Mark, MarkKind};
use super::prompt::{Prompt, Purpose};
use super::sheet::{Column, Item, Kind, Row, Source};
use crate::locale::tui as texts;
use crate::notes;
use crate::source::sanitize;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, with a head; opens with a byte order mark so that spreadsheets read Chinese.
    Csv,
    /// One JSON array of objects.
    Json,
    /// A table of Markdown.
    Markdown,
}

impl Format {
    /// The format that a file's extension names.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// The file that is being written.
#[derive(Debug)]
pub struct Writing {
    id: u64,
    stop: Stop,
    begun: Instant,
    /// How much is done, of a hundred.
    pub percent: u8,
}

impl Writing {
    /// Whether it has been going on for so long that the user wonders.
    pub fn is_long(&self) -> bool {
        self.begun.elapsed() >= LONG
    }
}

/// Takes how many rows are written; answers whether to go on.
type Progress<'a> = &'a mut dyn FnMut(usize) -> bool;

/// Writes rows of one table, or findings of several kinds, to a file; a reader of it sees the old
/// one or the whole new one.
///
/// # Errors
/// When the file cannot be written; [`io::ErrorKind::Interrupted`] where `progress` says so.
pub fn write(
    path: &Path,
    format: Format,
    source: &Source,
    kind: Option<Kind>,
    rows: &[Row],
    progress: Progress<'_>,
) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let next = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let done = write_to(BufWriter::new(File::create(&next)?), format, source, kind, rows, progress)
        .and_then(|()| std::fs::rename(&next, path));
    if done.is_err() {
        let _ = std::fs::remove_file(&next);
    }
    done
}

fn write_to(
    mut out: impl Write,
    format: Format,
    source: &Source,
    kind: Option<Kind>,
    rows: &[Row],
    progress: Progress<'_>,
) -> io::Result<()> {
    let mut go_on = |at| {
        let stopped = || io::Error::from(io::ErrorKind::Interrupted);
        progress(at).then_some(()).ok_or_else(stopped)
    };
    let finder = source.finder();
    if (kind, format) == (Some(Kind::Notes), Format::Markdown) {
        // Whoever writes a text wants quotations with their sources, not a table.
        let notes: Vec<_> = rows.iter().filter_map(|&row| source.note(&finder, row)).collect();
        notes::write(&notes, notes::Format::Markdown, source.lang, &mut out)?;
        return out.flush();
    }
    let fields = kind.map_or(MIXED, Kind::fields);
    let cells = |row: Row| fields.iter().map(move |&f| (f, row));
    match format {
        Format::Csv => {
            out.write_all("\u{feff}".as_bytes())?;
            let mut writer = csv::Writer::from_writer(&mut out);
            writer.write_record(fields.iter().map(|field| field.field()))?;
            for (at, &row) in rows.iter().enumerate() {
                go_on(at)?;
                writer.write_record(cells(row).map(|(f, row)| source.cell(&finder, row, f)))?;
            }
            writer.flush()?;
        }
        Format::Json => {
            out.write_all(b"[")?;
            for (at, &row) in rows.iter().enumerate() {
                go_on(at)?;
                out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
                let object: Map<String, Value> = cells(row)
                    .map(|(f, row)| (f.field().to_owned(), json(f, source.cell(&finder, row, f))))
                    .collect();
                serde_json::to_writer(&mut out, &object)?;
            }
            out.write_all(b"\n]\n")?;
        }
        Format::Markdown => {
            let heads = fields.iter().map(|field| field.head().text(source.lang).to_owned());
            line(&mut out, heads)?;
            line(&mut out, fields.iter().map(|_| "---".to_owned()))?;
            for (at, &row) in rows.iter().enumerate() {
                go_on(at)?;
                line(&mut out, cells(row).map(|(f, row)| source.cell(&finder, row, f)))?;
            }
        }
    }
    out.flush()
}

fn json(column: Column, text: String) -> Value {
    let number = match column {
        Column::Line | Column::Number => serde_json::from_str(&text).ok(),
        _ => None,
    };
    number.unwrap_or(Value::String(text))
}

fn line(out: &mut impl Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    out.write_all(b"|")?;
    for cell in cells {
        // A bar or a line end would open another cell.
        let cell = cell.replace('|', "\\|").replace('\n', " ");
        write!(out, " {cell} |")?;
    }
    out.write_all(b"\n")
}

/// The fields where findings of several kinds are written: what one kind does not have is empty.
const MIXED: &[Column] = &[
    Column::Report,
    Column::Path,
    Column::Line,
    Column::Section,
    Column::Finding,
    Column::Words,
    Column::Number,
    Column::Unit,
    Column::FigureKind,
    Column::Indicator,
    Column::Qualifiers,
    Column::Theme,
    Column::Verdict,
    Column::Calculation,
];

/// The file that a person names: `~/` is the home folder, as in a shell.
pub(super) fn file_named(name: &str) -> PathBuf {
    let name = name.trim();
    let home = || Some(directories::BaseDirs::new()?.home_dir().to_owned());
    match name.strip_prefix("~/").and_then(|rest| Some(home()?.join(rest))) {
        Some(path) => path,
        // Whole, as who is told where something was written need not know where the program began.
        None => std::path::absolute(name).unwrap_or_else(|_| PathBuf::from(name)),
    }
}

/// What is to be written.
struct Selection {
    kind: Option<Kind>,
    rows: Arc<Vec<Row>>,
}

impl Selection {
    /// A name for the file.
    fn file(&self) -> &'static str {
        match self.kind {
            None => "findings.csv",
            Some(Kind::Figures) => "figures.csv",
            Some(Kind::Shortcomings) => "shortcomings.csv",
            Some(Kind::Checks) => "checks.csv",
            Some(Kind::Problems) => "problems.csv",
            Some(Kind::Hits) => "hits.csv",
            Some(Kind::Notes) => "notes.md",
        }
    }
}

impl App {
    /// The table; beside the text the current finding, else what the details list.
    fn selection(&self) -> Selection {
        if self.view == View::Table {
            let rows = Arc::clone(&self.sheets.get(self.table).rows);
            return Selection { kind: Some(self.table), rows };
        }
        let current = self.reader.current.filter(|_| self.focus == Pane::Reader);
        let marks = match &current {
            Some(mark) => std::slice::from_ref(mark),
            None => self.detail.items.as_slice(),
        };
        let table = |mark: &Mark| match mark.kind() {
            MarkKind::Figure => Kind::Figures,
            MarkKind::Shortcoming => Kind::Shortcomings,
            MarkKind::Check | MarkKind::Fault => Kind::Checks,
        };
        let kind = marks.first().map(table).filter(|kind| marks.iter().all(|m| table(m) == *kind));
        let report = self.reader.page.as_ref().map(|page| page.report).unwrap_or_default();
        let rows = marks.iter().map(|&mark| Row { report, item: Item::Mark(mark) });
        Selection { kind, rows: Arc::new(rows.collect()) }
    }

    /// Asks for the file to write to.
    pub(super) fn start_export(&mut self) {
        let selection = self.selection();
        if selection.rows.is_empty() {
            return self.fail(self.tr(texts::NOTHING_TO_WRITE).to_owned());
        }
        let name = selection.file().to_owned();
        self.say(texts::EXPORTING.with(self.lang, &[&selection.rows.len()]));
        self.prompt = Some(Prompt::new(Purpose::Export { overwrite: None }, name));
    }

    /// Writes to a file; to one that is there already only when asked again.
    pub(super) fn export(&mut self, name: &str, overwrite: Option<&str>) {
        if name.trim().is_empty() {
            return;
        }
        let path = file_named(name);
        let Some(format) = Format::of(&path) else {
            self.fail(texts::UNKNOWN_FORMAT.text(self.lang).to_owned());
            self.prompt = Some(Prompt::new(Purpose::Export { overwrite: None }, name.to_owned()));
            return;
        };
        if path.exists() && overwrite != Some(name) {
            self.fail(texts::FILE_EXISTS.with(self.lang, &[&name.trim()]));
            let purpose = Purpose::Export { overwrite: Some(name.to_owned()) };
            self.prompt = Some(Prompt::new(purpose, name.to_owned()));
            return;
        }
        let Selection { kind, rows } = self.selection();
        let (source, lang) = (self.source(), self.lang);
        self.say(texts::WRITING.with(lang, &[&name.trim()]));
        self.stop_writing();
        self.job += 1;
        let (id, stop) = (self.job, Stop::default());
        self.writing = Some(Writing { id, stop: stop.clone(), begun: Instant::now(), percent: 0 });
        let events = self.jobs.events.clone();
        let work = move || {
            let mut told = 0;
            let mut progress = |at: usize| {
                let percent = u8::try_from(at * 100 / rows.len().max(1)).unwrap_or(100);
                if percent > told {
                    told = percent;
                    if let Some(events) = &events {
                        let _ = events.send(Event::Wrote(id, percent));
                    }
                }
                !stop.is_set()
            };
            let written = write(&path, format, &source, kind, &rows, &mut progress);
            let shown = sanitize::path(&path);
            let told = match written {
                Ok(()) => Some(Ok(texts::WRITTEN.with(lang, &[&rows.len(), &shown]))),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
                Err(error) => Some(Err(texts::NOT_WRITTEN.with(lang, &[&shown, &error]))),
            };
            Event::Written(id, told)
        };
        if let Some(told) = self.jobs.run(work) {
            self.handle(told);
        }
    }

    /// Takes how far the writing of a file is.
    pub(super) fn wrote(&mut self, id: u64, percent: u8) {
        if let Some(writing) = self.writing.as_mut().filter(|writing| writing.id == id) {
            writing.percent = percent;
        }
    }

    /// Takes what became of it.
    pub(super) fn written(&mut self, id: u64, told: Option<Result<String, String>>) {
        self.writing.take_if(|writing| writing.id == id);
        match told {
            Some(Ok(text)) => self.say(text),
            Some(Err(text)) => self.fail(text),
            None => {}
        }
    }

    /// Stops the writing of a file, if one is being written; answers whether one was.
    pub(super) fn stop_writing(&mut self) -> bool {
        self.writing.take().inspect(|writing| writing.stop.set()).is_some()
    }
}
