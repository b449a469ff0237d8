//! A table written to a file.

use super::sheet::{Column, Kind, Row, Source};
use crate::notes;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

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

/// Writes rows to a file; a reader of it sees the old one or the whole new one.
///
/// # Errors
/// When the file cannot be written.
pub fn write(
    path: &Path,
    format: Format,
    source: &Source,
    kind: Kind,
    rows: &[Row],
) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let next = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let done = write_to(BufWriter::new(File::create(&next)?), format, source, kind, rows)
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
    kind: Kind,
    rows: &[Row],
) -> io::Result<()> {
    let finder = source.finder();
    if (kind, format) == (Kind::Notes, Format::Markdown) {
        // Whoever writes a text wants quotations with their sources, not a table.
        let notes: Vec<_> = rows.iter().filter_map(|&row| source.note(&finder, row)).collect();
        notes::write(&notes, notes::Format::Markdown, source.lang, &mut out)?;
        return out.flush();
    }
    let fields = kind.fields();
    let cells = |row: Row| fields.iter().map(move |&f| (f, row));
    match format {
        Format::Csv => {
            out.write_all("\u{feff}".as_bytes())?;
            let mut writer = csv::Writer::from_writer(&mut out);
            writer.write_record(fields.iter().map(|field| field.field()))?;
            for &row in rows {
                writer.write_record(cells(row).map(|(f, row)| source.cell(&finder, row, f)))?;
            }
            writer.flush()?;
        }
        Format::Json => {
            out.write_all(b"[")?;
            for (at, &row) in rows.iter().enumerate() {
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
            for &row in rows {
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
