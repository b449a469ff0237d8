//! Findings as JSON, CSV or tab-separated text, written straight into bytes.

use super::harmless;
use serde::Serialize;
use std::io;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Aligned, for a person.
    Table,
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
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Harmless);
    value.serialize(&mut serializer).map_err(io::Error::from)
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

/// Compact JSON in which characters that would steer a terminal are escaped. The values stay what
/// they are: a reader of the JSON gets a file's true name.
struct Harmless;

impl serde_json::ser::Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = harmless::first(rest) {
            let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            writer.write_all(before.as_bytes())?;
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = from.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
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
    fn json_escapes_what_steers_a_terminal_and_keeps_its_value() {
        let mut out = Vec::new();
        let name = "a\u{1b}[2J\u{9b}31m\u{202e}“法”\u{7f}";
        json(&mut out, &name).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(written, r#""a\u001b[2J\u009b31m\u202e“法”\u007f""#);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), name);
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
