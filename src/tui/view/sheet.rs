//! The tables over all reports.

use super::canvas::Canvas;
use super::detail::verdict;
use crate::locale::tui as texts;
use crate::search::sentence;
use crate::text::{Span, wrap};
use crate::tui::app::App;
use crate::tui::find::{How, Mode};
use crate::tui::marks::Mark;
use crate::tui::notes;
use crate::tui::sheet::{self, Column, Item, Kind, Row, Sheet};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows of the title and of the heads of the columns.
const HEAD: u16 = 2;
/// Rows of the sentence below the table, with the line above it.
const SENTENCE: u16 = 5;
/// From this width on a table tells the section and what is said of a figure.
const WIDE: u16 = 140;
/// From this height on the sentence of the selected row is shown below.
const ROOMY: u16 = 16;

/// The rows of the table, without its heads and the sentence below it.
pub fn body(area: Rect, kind: Kind) -> Rect {
    let head = area.height.min(HEAD);
    let below = if area.height >= ROOMY && kind != Kind::Problems { SENTENCE } else { 0 };
    Rect { y: area.y + head, height: area.height - head - below, ..area }
}

/// Draws the table.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let (kind, theme) = (app.table, &app.theme);
    let sheet = app.sheets.get(kind);
    title(app, sheet, area, canvas);
    if area.height < HEAD {
        return;
    }
    let places = places(kind, area);
    let heads = Rect { y: area.y + 1, height: 1, ..area };
    for (at, (&column, &(from, to))) in kind.columns().iter().zip(&places).enumerate() {
        let arrow = match (sheet.wish.sort == Some(at), sheet.wish.reverse, app.ascii) {
            (false, ..) => "",
            (true, false, false) => " ↑",
            (true, true, false) => " ↓",
            (true, false, true) => " ^",
            (true, true, true) => " v",
        };
        let text = format!("{}{arrow}", app.tr(column.head()));
        let text = canvas.fit(&text, usize::from(to.saturating_sub(from)));
        if column == Column::Line {
            canvas.put_right(from, heads.y, to, &text, theme.heading);
        } else {
            canvas.put(from, heads.y, to, &text, theme.heading);
        }
    }
    let rows = body(area, kind);
    if sheet.rows.is_empty() {
        let own_words = kind == Kind::Hits && sheet.wish.how.mode == Mode::Ranked;
        let text = match (sheet.running.is_some() || !app.shelf.done, kind) {
            _ if own_words && sheet.wish.filter.trim().is_empty() => texts::OWN_WORDS,
            (true, _) => texts::WORKING,
            (false, Kind::Problems) if sheet.wish.filter.is_empty() => texts::NO_PROBLEMS,
            (false, Kind::Hits) if sheet.wish.filter.is_empty() => texts::NO_QUERY,
            (false, Kind::Hits) => texts::NO_MATCH,
            (false, Kind::Notes) if sheet.wish.filter.is_empty() => texts::NO_NOTES_YET,
            (false, _) if sheet.wish.filter.is_empty() => texts::EMPTY_TABLE,
            (false, _) => texts::NOTHING_FITS,
        };
        let key = app.stop_key().filter(|_| sheet.running.is_some());
        let text = match key.filter(|_| text == texts::WORKING) {
            Some(key) => texts::WORKING_STOP.with(app.lang, &[&key]),
            None => app.tr(text).to_owned(),
        };
        return super::reader::paragraph(app, &text, rows, canvas);
    }
    let shown = sheet.rows.iter().enumerate().skip(sheet.list.top);
    let mut before = None;
    for ((index, &row), y) in shown.zip(rows.top()..rows.bottom()) {
        if index == sheet.list.at {
            canvas.paint(Rect { y, height: 1, ..rows }, theme.selected);
        }
        // Hits are grouped: a report is named where it begins.
        let named = kind != Kind::Hits || before != Some(row.report);
        before = Some(row.report);
        for (&column, &(from, to)) in kind.columns().iter().zip(&places) {
            if named || column != Column::Report {
                draw_cell(
                    app,
                    row,
                    column,
                    Rect { x: from, y, width: to - from, height: 1 },
                    canvas,
                );
            }
        }
    }
    if rows.bottom() < area.bottom()
        && let Some(row) = sheet.selected()
    {
        let below = Rect { y: rows.bottom(), height: area.bottom() - rows.bottom(), ..area };
        draw_sentence(app, row, below, canvas);
    }
}

fn title(app: &App, sheet: &Sheet, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = &app.theme;
    let row = Rect { height: area.height.min(1), ..area };
    canvas.paint(row, theme.focused_title);
    let end = area.right().saturating_sub(1);
    let mut text = app.tr(app.table.title()).to_owned();
    if !sheet.wish.filter.is_empty() {
        text.push_str(&format!("  /{}", sheet.wish.filter));
        let how = sheet.wish.how;
        if how != How::default() {
            text.push_str(&format!("  {} · {}", app.tr(how.mode.label()), app.tr(how.places())));
        }
    }
    let count = if sheet.rows.len() == sheet.total {
        sheet.total.to_string()
    } else {
        format!("{}/{}", sheet.rows.len(), sheet.total)
    };
    let at = if sheet.rows.is_empty() { 0 } else { sheet.list.at + 1 };
    let count = format!("{at}:{count}");
    let right = canvas.put_right(area.x + 1, area.y, end, &count, theme.focused_title);
    let room = usize::from(right.saturating_sub(area.x + 2));
    let text = canvas.fit(&text, room);
    canvas.put(area.x + 1, area.y, right, &text, theme.focused_title);
}

/// First and end column of each column.
pub fn places(kind: Kind, area: Rect) -> Vec<(u16, u16)> {
    let width = area.width.saturating_sub(2);
    let narrow = width < 60;
    let wanted = |column: Column| match column {
        Column::Report | Column::Path if narrow => Some(width / 4),
        Column::Report => Some((width / 6).clamp(14, 28)),
        Column::Path => Some(width / 2),
        Column::Value if narrow => Some(10),
        Column::Value => Some(16),
        Column::FigureKind | Column::Theme if narrow => Some(0),
        Column::FigureKind => Some(8),
        Column::Theme => Some(14),
        Column::Qualifiers | Column::Section if width < WIDE => Some(0),
        Column::Qualifiers | Column::Section => Some(width / 5),
        Column::Note if narrow => Some(width / 3),
        Column::Note => Some((width / 4).max(16)),
        Column::State if narrow => Some(0),
        Column::State => Some(12),
        Column::Verdict => Some(if narrow { 4 } else { 14 }),
        Column::Line => Some(6),
        _ => None,
    };
    let columns = kind.columns();
    let fixed: u16 =
        columns.iter().filter_map(|&c| wanted(c)).filter(|&w| w > 0).map(|w| w + 1).sum();
    let rest = width.saturating_sub(fixed);
    let mut x = area.x + 1;
    let end = area.right().saturating_sub(1).max(x);
    columns
        .iter()
        .map(|&column| {
            let width = wanted(column).unwrap_or(rest);
            let place = (x.min(end), (x + width).min(end));
            x += width + u16::from(width > 0);
            place
        })
        .collect()
}

fn draw_cell(app: &App, row: Row, column: Column, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = &app.theme;
    let (x, y, end) = (area.x, area.y, area.right());
    let width = usize::from(area.width);
    if let Item::Problem(index) = row.item {
        if let Some(problem) = app.shelf.problems.get(index) {
            let text = sheet::problem_cell(problem, column, app.lang);
            let text = canvas.fit(text.lines().next().unwrap_or_default(), width);
            let style = if column == Column::Path { theme.text } else { theme.dim };
            canvas.put(x, y, end, &text, style);
        }
        return;
    }
    if let Item::Note(key, _) | Item::Lost(key) = row.item {
        let Some(noted) = app.book.get(key) else { return };
        let lost = matches!(row.item, Item::Lost(_));
        let entry = app.shelf.get(row.report).filter(|_| !lost);
        let text = notes::cell(noted, entry, column, app.lang);
        let style = match column {
            Column::Note if noted.is_bookmark() => theme.dim,
            Column::Note => theme.key,
            Column::State => theme.error,
            _ if lost => theme.dim,
            Column::Line => theme.dim,
            _ => theme.text,
        };
        return put_cell(app, column, (&text, style), area, canvas);
    }
    let Some(entry) = app.shelf.get(row.report) else { return };
    let report = &entry.report;
    if column == Column::Sentence {
        let text = &entry.document.text;
        let shown = sentence(text, sheet::span(report, row));
        let hits = app.hits_of_row(row, text.slice(shown), shown);
        // The first hit is to be seen: what is before it gives way.
        let first = hits.first().map_or(shown.start, |hit| hit.start);
        let before = Span { start: shown.start, end: first.max(shown.start) };
        let lead = tail(text.slice(before), width / 2, app);
        let rest = Span { start: before.end, end: shown.end.max(before.end) };
        let rest = canvas.fit(text.slice(rest), width.saturating_sub(app.widths.text(lead)));
        let x = canvas.put(x, y, end, lead, theme.text);
        put_marked(app, &rest, before.end, &hits, (x, y, end), canvas);
        return;
    }
    let text = match column {
        Column::Value => sheet::surface(entry, row),
        _ => sheet::cell(entry, row, column, app.lang, app.loading.names()).into(),
    };
    let style = match (column, row.item) {
        (Column::Line | Column::FigureKind | Column::Theme, _) => theme.dim,
        (Column::Value, Item::Mark(Mark::Figure(index))) => {
            report.figures.kind(index).map_or(theme.text, |kind| theme.figure(kind))
        }
        (Column::Verdict, Item::Mark(Mark::Relation(index))) => {
            report.relations.get(index).map_or(theme.text, |r| verdict(app, r.verdict).1)
        }
        (Column::Verdict, _) => theme.error,
        _ => theme.text,
    };
    put_cell(app, column, (&text, style), area, canvas);
}

fn put_cell(
    app: &App,
    column: Column,
    (text, style): (&str, Style),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (x, y, end) = (area.x, area.y, area.right());
    let text = canvas.fit(text.lines().next().unwrap_or_default(), usize::from(area.width));
    if column == Column::Line {
        canvas.put_right(x, y, end, &text, style);
        return;
    }
    canvas.put(x, y, end, &text, style);
    highlight(app, &text, area, canvas);
}

/// Writes a piece of a text that begins at byte `start` of it, with the hits in it.
fn put_marked(
    app: &App,
    piece: &str,
    start: u32,
    hits: &[Span],
    (x, y, end): (u16, u16, u16),
    canvas: &mut Canvas<'_>,
) {
    let mut x = x;
    for (at, c) in piece.char_indices() {
        let hit = hits.iter().any(|hit| hit.contains(start as usize + at));
        let style = if hit { app.theme.hit } else { app.theme.text };
        x = canvas.put(x, y, end, c.encode_utf8(&mut [0; 4]), style);
    }
}

/// Marks the words that the table is filtered by.
fn highlight(app: &App, text: &str, area: Rect, canvas: &mut Canvas<'_>) {
    for query in &app.sheets.get(app.table).queries {
        let Some(hit) = query.first(text).map(Span::range) else { continue };
        let before = canvas.widths().text(text.get(..hit.start).unwrap_or_default());
        let x = area.x.saturating_add(u16::try_from(before).unwrap_or(u16::MAX));
        let hit = text.get(hit).unwrap_or_default();
        canvas.put(x, area.y, area.right(), hit, app.theme.hit);
    }
}

/// The end of `text` that fits `width` columns.
fn tail<'a>(text: &'a str, width: usize, app: &App) -> &'a str {
    let mut used = 0;
    for (at, c) in text.char_indices().rev() {
        used += app.widths.text(c.encode_utf8(&mut [0; 4]));
        if used > width {
            return text.get(at + c.len_utf8()..).unwrap_or_default();
        }
    }
    text
}

/// The sentence of the selected row, with where it stands.
fn draw_sentence(app: &App, row: Row, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = &app.theme;
    let line = if app.ascii { "-" } else { "─" };
    for x in area.left()..area.right() {
        canvas.put(x, area.y, area.right(), line, theme.divider);
    }
    let (top, mut area) = (area.y, area);
    let noted = match row.item {
        Item::Note(key, _) | Item::Lost(key) => app.book.get(key),
        _ => None,
    };
    if let Some(noted) = noted {
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let end = super::notes::draw(app, noted, below, canvas);
        if matches!(row.item, Item::Lost(_)) {
            return;
        }
        area = Rect { y: end - 1, height: area.bottom() + 1 - end, ..area };
    }
    let Some(entry) = app.shelf.get(row.report) else { return };
    let place = sheet::span(&entry.report, row);
    let path = sheet::section_path(entry, place.start as usize, app.lang);
    let path = canvas.fit(&format!(" {path} "), usize::from(area.width.saturating_sub(4)));
    canvas.put(area.x + 1, top, area.right(), &path, theme.dim);
    if place.is_empty() {
        return;
    }
    let text = &entry.document.text;
    let span = sentence(text, place);
    let sentence = text.slice(span);
    let mut hits = app.hits_of_row(row, sentence, span);
    if !matches!(row.item, Item::Hit(_) | Item::Passage(_)) {
        hits.push(place);
    }
    let width = usize::from(area.width.saturating_sub(2)).max(2);
    for (row, y) in
        wrap::rows(sentence, width, app.widths, &[]).into_iter().zip(area.top() + 1..area.bottom())
    {
        let start = Span::new(span.start as usize + row.start, span.end as usize).start;
        let piece = sentence.get(row).unwrap_or_default();
        put_marked(app, piece, start, &hits, (area.x + 1, y, area.right()), canvas);
    }
}
