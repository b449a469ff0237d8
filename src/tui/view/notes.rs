//! How bookmarks and notes are shown beside the text, in the tree and below their table.

use super::canvas::Canvas;
use crate::locale::tui as texts;
use crate::source::sanitize;
use crate::text::{Span, wrap};
use crate::tui::app::App;
use crate::tui::notes::{Noted, Place, state};
use crate::tui::page::{Page, ScreenRow};
use crate::tui::shelf::ReportId;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The sign of a bookmark, or of a note with words.
pub(super) fn sign(app: &App, words: bool) -> &'static str {
    match (words, app.ascii) {
        (true, false) => "◆",
        (false, false) => "◇",
        (true, true) => "@",
        (false, true) => "*",
    }
}

/// What is written over the passages of a row, and over the one that a jump went to.
pub(super) fn layers(app: &App, page: &Page, row: Span, layers: &mut Vec<(Span, Style)>) {
    let current = app.note_gone_to();
    for &(span, key) in app.book.within(page.report) {
        if span.start >= row.end {
            break;
        }
        if span.overlaps(row) {
            let here = current == Some(key);
            layers.push((span, if here { app.theme.current } else { app.theme.selected_blurred }));
        }
    }
}

/// Puts a sign beside a row in which a noted passage begins.
pub(super) fn margin(
    app: &App,
    page: &Page,
    row: &ScreenRow,
    (x, y): (u16, u16),
    canvas: &mut Canvas<'_>,
) {
    if let Some(words) = app.book.signs(page.report, row.span) {
        canvas.put(x, y, x + 1, sign(app, words), app.theme.key);
    }
}

/// Puts a sign between the fold marker and the title of a report or section with notes.
pub(super) fn in_tree(
    app: &App,
    report: ReportId,
    span: Span,
    (x, y): (u16, u16),
    canvas: &mut Canvas<'_>,
) {
    if let Some(words) = app.book.signs(report, span) {
        canvas.put(x, y, x + 1, sign(app, words), app.theme.key);
    }
}

/// A note in one line.
pub(super) fn line(app: &App, noted: &Noted) -> String {
    let sign = sign(app, !noted.is_bookmark());
    let text = if noted.is_bookmark() {
        app.tr(texts::BOOKMARK).to_owned()
    } else {
        sanitize::line(&noted.note.text)
    };
    let state = state(noted, app.lang);
    let state = if state.is_empty() { String::new() } else { format!("  ({state})") };
    format!("{sign} {text}{state}")
}

/// Draws what is written, and the passage as it was when it was noted; returns the next row.
pub(super) fn draw(app: &App, noted: &Noted, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let width = usize::from(area.width.saturating_sub(2)).max(2);
    let mut y = area.top();
    let mut put = |text: &str, style: Style| {
        for line in text.lines() {
            for row in wrap::rows(line, width, app.widths, &[]) {
                if y < area.bottom() {
                    let row = line.get(row).unwrap_or_default();
                    canvas.put(area.x + 1, y, area.right(), row, style);
                    y += 1;
                }
            }
        }
    };
    if !noted.is_bookmark() {
        put(&noted.note.text, app.theme.key);
    }
    // Where the passage is as it was, the text itself is shown below.
    if !matches!(noted.place, Place::Found(_, anchor) if !state_is_changed(anchor)) {
        put(&noted.note.passage.citation.quote, app.theme.text);
        let path = sanitize::path(&noted.note.passage.citation.path);
        put(&format!("{}  {path}", state(noted, app.lang)), app.theme.dim);
    }
    y
}

fn state_is_changed(anchor: crate::notes::Anchor) -> bool {
    matches!(anchor, crate::notes::Anchor::Changed(_))
}
