//! The tree of reports and sections.

use super::canvas::Canvas;
use super::{selection, title};
use crate::locale::tui as texts;
use crate::report::{Report, Section};
use crate::text::Span;
use crate::tui::app::App;
use crate::tui::layout::{Pane, content};
use crate::tui::marks::within;
use crate::tui::shelf::{label, section_label};
use crate::tui::tree::Row;
use ratatui::layout::Rect;

/// Draws the tree.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let count = app.shelf.order().len();
    let text = match count {
        0 => app.tr(texts::PANE_TREE).to_owned(),
        _ => texts::REPORTS.with(app.lang, &[&count]),
    };
    let (x, style) = title(app, Pane::Tree, area, canvas, &text);
    let columns = app.tr(texts::COLUMNS);
    let room = usize::from(area.right().saturating_sub(x));
    if count > 0 && canvas.widths().text(columns) + 2 < room {
        canvas.put_right(x, area.y, area.right() - 1, columns, style);
    }
    let rows = content(area);
    if app.tree.rows().is_empty() {
        return empty(app, rows, canvas);
    }
    let first = app.tree.list.top;
    let shown = app.tree.rows().iter().enumerate().skip(first).take(rows.height.into());
    for ((index, row), y) in shown.zip(rows.y..) {
        if index == app.tree.list.at {
            canvas.paint(Rect { y, height: 1, ..rows }, selection(app, Pane::Tree));
        }
        draw_row(app, row, Rect { y, height: 1, ..rows }, canvas);
    }
}

fn draw_row(app: &App, row: &Row, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(entry) = app.shelf.get(row.node.report) else { return };
    let report = &entry.report;
    let section = row.node.section.and_then(|index| report.outline.sections.get(index));
    let (figures, shortcomings) = counts(report, section);
    let end = area.right().saturating_sub(1);
    let mut right = end;
    // Numbers stand in columns: shortcomings last, three wide, figures before them.
    if area.width >= 18 {
        let warning = app.theme.error.patch(app.theme.hint_of_shortcoming);
        if shortcomings > 0 {
            canvas.put_right(area.x, area.y, end, &format!("!{shortcomings}"), warning);
        }
        right = end.saturating_sub(4);
        if figures > 0 {
            right = canvas.put_right(area.x, area.y, right, &figures.to_string(), app.theme.dim);
        }
        right = right.saturating_sub(1);
    }
    let marker = match (row.open, app.ascii) {
        (Some(true), false) => "▾",
        (Some(false), false) => "▸",
        (Some(true), true) => "v",
        (Some(false), true) => ">",
        (None, _) => " ",
    };
    let x = area.x + 1 + u16::from(row.depth.min(6)) * 2;
    let x = canvas.put(x.saturating_sub(1), area.y, right, marker, app.theme.dim) + 1;
    let span = section.map_or(Span { start: 0, end: u32::MAX }, |section| section.span);
    super::notes::in_tree(app, row.node.report, span, (x - 1, area.y), canvas);
    let (text, style) = match section {
        None => (label(report), app.theme.heading),
        Some(section) => (section_label(section, &entry.document.text, app.lang), app.theme.text),
    };
    let text = canvas.fit(&text, usize::from(right.saturating_sub(x)));
    let x = canvas.put(x, area.y, right, &text, style) + 1;
    if let (None, Some(file)) = (section, app.shelf.tell_apart(report)) {
        let file = canvas.fit_end(&file, usize::from(right.saturating_sub(x)));
        canvas.put(x, area.y, right, &file, app.theme.dim);
    }
}

fn counts(report: &Report, section: Option<&Section>) -> (usize, usize) {
    let span = section.map_or(Span { start: 0, end: u32::MAX }, |section| section.span);
    let figures = report.figures.within(span).len();
    let shortcomings = within(&report.shortcomings, span, |shortcoming| shortcoming.span).len();
    (figures, shortcomings)
}

fn empty(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let text = if !app.shelf.done {
        texts::LOADING_EMPTY
    } else if app.shelf.problems.is_empty() {
        texts::NOTHING_FOUND
    } else {
        texts::NOTHING_READ
    };
    super::reader::paragraph(app, app.tr(text), area, canvas);
}
