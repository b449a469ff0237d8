//! Findings as JSON, CSV or tab-separated text, written straight into bytes.

use serde::Serialize;
use std::io;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Aligned, for a person.
    Table,
    /// `path:line:column: sentence`, as `grep` does.
    Plain,
    /// Tab-separated, without a head, for `cut` and `awk`.
    Tsv,
    /// Comma-separated with a head.
    Csv,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// The format of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "table" => Self::Table,
            "plain" => Self::Plain,
            "tsv" => Self::Tsv,
            "csv" => Self::Csv,
            "json" => Self::Json,
            "jsonl" => Self::Jsonl,
            _ => return None,
        })
    }

    /// What stands between the pieces of two reports.
    pub(super) fn between(self) -> &'static [u8] {
        match self {
            Self::Json => b",\n",
            Self::Table => b"\n",
            _ => b"",
        }
    }
}

/// Appends `value` as JSON, on one line.
///
/// # Errors
/// None in practice: the model has no maps with keys that are not strings.
pub(super) fn json(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}

/// Appends `rows` as JSON objects: a line each, or with commas between for an array.
///
/// # Errors
/// See [`json`].
pub(super) fn objects<R: Serialize>(
    out: &mut Vec<u8>,
    rows: &[R],
    format: Format,
) -> io::Result<()> {
    for (at, row) in rows.iter().enumerate() {
        if at > 0 && format == Format::Json {
            out.extend_from_slice(b",\n");
        }
        json(out, row)?;
        if format != Format::Json {
            out.push(b'\n');
        }
    }
    Ok(())
}

/// Appends `rows` as CSV without a head.
///
/// # Errors
/// When a row is no record.
pub(super) fn csv<R: Serialize>(out: &mut Vec<u8>, rows: &[R]) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    rows.iter().try_for_each(|row| writer.serialize(row)).map_err(io::Error::other)?;
    writer.flush()
}

/// Stands between the fields, and between the rows, while tab-separated text is made: texts are
/// cleaned of control characters when they are read, so these two cannot occur in them.
const FIELD: u8 = 0x1f;
const ROW: u8 = 0x1e;

/// Appends `rows` as tab-separated text: nothing is quoted, and a tab or line end inside a field
/// becomes a space, so that every line is a row and every tab parts two fields.
///
/// # Errors
/// When a row is no record.
pub(super) fn tsv<R: Serialize>(out: &mut Vec<u8>, rows: &[R]) -> io::Result<()> {
    let from = out.len();
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .quote_style(csv::QuoteStyle::Never)
        .delimiter(FIELD)
        .terminator(csv::Terminator::Any(ROW))
        .from_writer(&mut *out);
    rows.iter().try_for_each(|row| writer.serialize(row)).map_err(io::Error::other)?;
    writer.flush()?;
    drop(writer);
    for byte in out.get_mut(from..).unwrap_or_default() {
        *byte = match *byte {
            b'\t' | b'\n' | b'\r' => b' ',
            FIELD => b'\t',
            ROW => b'\n',
            other => other,
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Row<'a> {
        name: &'a str,
        number: Option<u32>,
    }

    #[test]
    fn tab_separated_rows_have_one_line_each_and_no_quotes() {
        let mut out = Vec::new();
        let rows =
            [Row { name: "甲\"乙\t丙\n丁", number: None }, Row { name: "", number: Some(2) }];
        tsv(&mut out, &rows).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "甲\"乙 丙 丁\t\n\t2\n");
    }

    #[test]
    fn an_array_has_commas_and_lines_have_none() {
        let rows = [Row { name: "a", number: None }, Row { name: "b", number: None }];
        let mut array = Vec::new();
        objects(&mut array, &rows, Format::Json).unwrap();
        assert_eq!(
            String::from_utf8(array).unwrap(),
            "{\"name\":\"a\",\"number\":null},\n{\"name\":\"b\",\"number\":null}"
        );
        let mut lines = Vec::new();
        objects(&mut lines, &rows, Format::Jsonl).unwrap();
        assert_eq!(lines.iter().filter(|b| **b == b'\n').count(), 2);
    }
}
