//! The text, with everything that was found in it.

use super::canvas::Canvas;
use super::title;
use crate::locale::tui as texts;
use crate::report::{Report, Strength, Verdict};
use crate::text::Span;
use crate::text::wrap;
use crate::tui::app::App;
use crate::tui::layout::{Pane, content};
use crate::tui::marks::{Mark, within};
use crate::tui::page::{Page, ScreenRow};
use crate::tui::shelf::{label, section_label};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// Draws the reader.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let rows = content(area);
    let Some(page) = &app.reader.page else {
        title(app, Pane::Reader, area, canvas, app.tr(texts::PANE_READER));
        if app.layout.tree.is_none() {
            paragraph(app, app.tr(texts::LOADING_EMPTY), rows, canvas);
        }
        return;
    };
    // The title of the section in view stays in sight when its heading has left the screen.
    let (report, text) = (&page.entry.report, &page.entry.document.text);
    let section = app
        .reader
        .section()
        .and_then(|index| report.outline.sections.get(index))
        .filter(|section| !app.reader.shows(section.heading));
    let text = section.map_or_else(|| heading(report), |s| section_label(s, text, app.lang));
    title(app, Pane::Reader, area, canvas, &text);

    let left = rows.x + 1;
    let right = if rows.width >= 24 { rows.right() - 1 } else { rows.right() };
    // Looked for once: a report may have tens of thousands.
    let screen = &app.reader.screen;
    let start = screen.iter().find(|row| !row.gap).map_or(0, |row| row.span.start);
    let end = screen.last().map_or(start, |row| row.span.end.max(start));
    let screen = Span { start, end };
    let relations = report.relations.iter();
    let inconsistent: Vec<Span> = relations
        .filter(|r| r.verdict == Verdict::Inconsistent)
        .map(|r| r.span(&report.figures))
        .filter(|span| span.overlaps(screen))
        .collect();
    for (row, y) in app.reader.screen.iter().zip(rows.top()..rows.bottom()) {
        if !row.gap {
            draw_row(app, page, row, &inconsistent, (left, right, y), canvas);
            super::notes::margin(app, page, row, (rows.x, y), canvas);
        }
    }
    if rows.width >= 24 {
        scroll_bar(app, page, Rect { x: rows.right() - 1, width: 1, ..rows }, canvas);
    }
}

fn heading(report: &Report) -> String {
    report.outline.title.clone().unwrap_or_else(|| label(report))
}

/// A style and where it applies; later ones lie over earlier ones.
type Layer = (Span, Style);

fn layers(app: &App, page: &Page, row: Span, inconsistent: &[Span]) -> Vec<Layer> {
    let theme = &app.theme;
    let report = &*page.entry.report;
    let outline = &report.outline;
    let mut layers: Vec<Layer> = Vec::new();
    // Lists are in reading order; what reaches into the row from before it starts in the paragraph.
    let near = Span { start: row.start.saturating_sub(REACH), end: row.end };
    let headings = within(&outline.sections, near, |section| section.span);
    layers.extend(headings.iter().map(|section| (section.heading, theme.heading)));
    for point in within(&outline.points, near, |point| point.span) {
        layers.push((point.marker, theme.marker));
    }
    for shortcoming in within(&report.shortcomings, near, |s| s.span) {
        let style = match shortcoming.strength {
            Strength::Zone => theme.shortcoming,
            Strength::Cue => theme.hint_of_shortcoming,
        };
        layers.push((shortcoming.span, style));
        layers.extend(shortcoming.hedge.map(|hedge| (hedge, theme.hedge)));
    }
    let figures = &report.figures;
    for index in figures.within(near) {
        if let (Some(span), Some(kind)) = (figures.span(index), figures.kind(index)) {
            layers.push((span, theme.figure(kind)));
        }
    }
    super::notes::layers(app, page, row, &mut layers);
    layers.extend(app.find.within(row).iter().map(|&hit| (hit, theme.hit)));
    // What does not hold is seen in passing.
    layers.extend(inconsistent.iter().map(|&span| (span, theme.inconsistent)));
    if let Some(Mark::Relation(index)) = app.reader.current
        && let Some(relation) = report.relations.get(index)
    {
        let members = relation.members.figures().iter();
        let members = members.filter_map(|&at| figures.span(at as usize));
        layers.extend(members.map(|span| (span, theme.member)));
    }
    if let Some(mark) = app.reader.current {
        layers.push((mark.span(report), theme.current));
    }
    if app.find.shown
        && let Some(hit) = app.find.current()
    {
        layers.push((hit, theme.current_hit));
    }
    layers.retain(|(span, _)| span.overlaps(row));
    layers
}

/// How far, in bytes, a heading, point marker, shortcoming or figure is looked for before the row
/// it may reach into.
const REACH: u32 = 4096;

fn draw_row(
    app: &App,
    page: &Page,
    row: &ScreenRow,
    inconsistent: &[Span],
    (left, right, y): (u16, u16, u16),
    canvas: &mut Canvas<'_>,
) {
    let body = page.entry.report.outline.body;
    let outside = !body.is_empty() && !body.overlaps(row.span);
    let base = if outside { app.theme.dim } else { app.theme.text };
    let layers = layers(app, page, row.span, inconsistent);
    let text = page.entry.document.text.slice(row.span);
    let start = row.span.range().start;
    let mut x = left;
    for (at, grapheme) in text.grapheme_indices(true) {
        let over = layers.iter().filter(|(span, _)| span.contains(start + at));
        let style = over.fold(base, |style, (_, layer)| style.patch(*layer));
        x = canvas.put(x, y, right, grapheme, style);
    }
}

/// The bar on the right: what is on the screen, and where notes, hits, shortcomings and
/// figures lie.
fn scroll_bar(app: &App, page: &Page, area: Rect, canvas: &mut Canvas<'_>) {
    let text = Span::new(0, page.entry.document.text.len());
    let span = app.reader.scope().unwrap_or(text);
    let height = usize::from(area.height);
    let (Some(first), Some(last)) = (
        app.reader.screen.iter().find(|row| !row.gap),
        app.reader.screen.iter().rev().find(|row| !row.gap),
    ) else {
        return;
    };
    if first.span.start <= span.start && last.span.end >= span.end.saturating_sub(1) {
        return;
    }
    let cell = |offset: u32| {
        let at = offset.saturating_sub(span.start) as usize;
        (at * height / span.len().max(1)).min(height.saturating_sub(1))
    };
    let thumb = cell(first.span.start)..=cell(last.span.end);
    let (bar, dot, point) = if app.ascii { ("#", "*", ".") } else { ("┃", "•", "·") };
    let report = &*page.entry.report;
    for (index, y) in (0..height).zip(area.top()..) {
        // The bytes that the cell stands for.
        let byte = |index: usize| {
            let at = (index * span.len()).div_ceil(height.max(1));
            span.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
        };
        let part = Span { start: byte(index), end: byte(index + 1) };
        let hits: &[Span] = if app.find.shown { &app.find.hits } else { &[] };
        let notes = within(app.book.within(page.report), part, |(place, _)| *place);
        let written = notes.iter().filter_map(|(_, key)| app.book.get(*key));
        let words = written.fold(false, |words, noted| words | !noted.is_bookmark());
        let (symbol, style) = if !notes.is_empty() {
            (super::notes::sign(app, words), app.theme.key)
        } else if !within(hits, part, |hit| *hit).is_empty() {
            (dot, app.theme.key)
        } else if !within(&report.shortcomings, part, |item| item.span).is_empty() {
            (dot, app.theme.hint_of_shortcoming)
        } else if thumb.contains(&index) {
            (bar, app.theme.thumb)
        } else if !report.figures.within(part).is_empty() {
            (point, app.theme.dim)
        } else {
            continue;
        };
        canvas.put(area.x, y, area.right(), symbol, style);
    }
}

/// Draws a text of the program's own, wrapped to an area.
pub(super) fn paragraph(app: &App, text: &str, area: Rect, canvas: &mut Canvas<'_>) {
    let width = usize::from(area.width.saturating_sub(2));
    if width < 2 {
        return;
    }
    let mut y = area.top();
    for line in text.lines() {
        for row in wrap::rows(line, width, app.widths, &[]) {
            if y >= area.bottom() {
                return;
            }
            let row = line.get(row).unwrap_or_default();
            canvas.put(area.x + 1, y, area.right(), row, app.theme.dim);
            y += 1;
        }
    }
}
