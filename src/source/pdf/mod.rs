//! PDF with a text layer (ISO 32000-1). lopdf reads the objects; what the pages say is followed here:
//! [`tokens`] cuts their content into operators, [`content`] follows these, [`font`] with [`cmap`]
//! and [`charsets`] turns bytes into characters, [`runs`] joins these, and the layout shared with
//! other formats makes lines and paragraphs of them.
//!
//! Pictures are not read, nor are annotations and forms to fill in. Nothing is fetched or run.

mod charsets;
mod cmap;
mod content;
mod encrypted;
mod font;
mod objects;
mod packed;
mod runs;
#[cfg(test)]
mod tests;
mod tokens;

use super::format::{Extract, Input};
use super::layout::Layout;
use super::{Error, PageMetadata, sanitize};
use content::{Matrix, Shared};
use lopdf::Object;
use objects::Objects;

/// How far into a file its first mark may stand.
const START: usize = 1024;

/// Whether a file is a PDF: it begins so, perhaps behind a little of something else.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let start = bytes.get(..START).unwrap_or(bytes);
    let Some(at) = memchr::memmem::find(start, b"%PDF-") else { return false };
    let before = start.get(..at).unwrap_or_default();
    // A text that speaks of the mark does not also end as such files do.
    let before = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
    before.iter().all(u8::is_ascii_whitespace)
        || memchr::memmem::rfind(bytes, b"startxref").is_some()
}

/// The share of glyphs without text, in hundredths, over which a file is not read: words would be
/// missing everywhere.
const MOST_UNREADABLE: usize = 10;

/// Takes the text out of all pages.
pub(super) fn pdf(input: &Input<'_>) -> Result<Extract, Error> {
    let objects = Objects::load(input)?;
    let pages = objects.pages()?;
    if pages.is_empty() {
        return Err(Error::Damaged);
    }
    let mut layout = Layout::default();
    let mut shared = Shared::default();
    let (mut glyphs, mut unreadable, mut has_picture) = (0, 0, false);
    for (number, page) in (1..).zip(&pages) {
        let (base, size) = base(page.area(&objects), page.quarters());
        let shown = content::show(&objects, page, base, &mut shared)?;
        glyphs += shown.runs.glyphs;
        unreadable += shown.runs.unreadable;
        has_picture |= shown.has_picture;
        for page in shown.runs.pages(number, size, &shown.rules) {
            layout.push(page)?;
        }
    }
    if unreadable * 100 > glyphs * MOST_UNREADABLE {
        return Err(Error::Unmapped);
    }
    let metadata = metadata(&objects);
    // Their memory is needed for the text.
    drop(pages);
    drop(objects);
    let (text, places) = layout.finish()?;
    if text.is_empty() && has_picture {
        return Err(Error::Scanned);
    }
    Ok(Extract { text, places, metadata })
}

/// What turns the coordinates of a page into those of the page as it is shown, and the width and
/// height that it has then.
fn base([left, bottom, right, top]: [f64; 4], quarters: u8) -> (Matrix, (f64, f64)) {
    let (width, height) = (right - left, top - bottom);
    match quarters {
        1 => (Matrix([0.0, 1.0, 1.0, 0.0, -bottom, -left]), (height, width)),
        2 => (Matrix([-1.0, 0.0, 0.0, 1.0, right, -bottom]), (width, height)),
        3 => (Matrix([0.0, -1.0, -1.0, 0.0, top, right]), (height, width)),
        _ => (Matrix([1.0, 0.0, 0.0, -1.0, -left, top]), (width, height)),
    }
}

fn metadata(objects: &Objects<'_>) -> PageMetadata {
    let Some(info) = objects.info() else { return PageMetadata::default() };
    let line = |key: &[u8]| match objects.get(info, key) {
        Some(Object::String(bytes, _)) => {
            let line = sanitize::line(&content::text_string(bytes));
            (!line.is_empty()).then_some(line)
        }
        _ => None,
    };
    PageMetadata {
        title: line(b"Title").filter(|title| !is_file_name(title)),
        created: line(b"CreationDate").map(date),
        modified: line(b"ModDate").map(date),
        ..PageMetadata::default()
    }
}

/// Programs that print to PDF put the name of the printed file where the title belongs.
fn is_file_name(title: &str) -> bool {
    let lower = title.to_ascii_lowercase();
    let ends = [".doc", ".docx", ".wps", ".pdf", ".txt", ".html", ".htm", ".xls", ".xlsx", ".tmp"];
    ends.iter().any(|end| lower.ends_with(end)) || lower.starts_with("microsoft word")
}

/// `D:20240301093000+08'00'` as `2024-03-01T09:30:00`; anything else as it is.
fn date(line: String) -> String {
    let digits = line.strip_prefix("D:").unwrap_or(&line);
    let part = |from: usize, to: usize| {
        digits.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
    };
    let (Some(year), Some(month), Some(day)) = (part(0, 4), part(4, 6), part(6, 8)) else {
        return line;
    };
    match (part(8, 10), part(10, 12), part(12, 14)) {
        (Some(hour), Some(minute), Some(second)) => {
            format!("{year}-{month}-{day}T{hour}:{minute}:{second}")
        }
        _ => format!("{year}-{month}-{day}"),
    }
}
