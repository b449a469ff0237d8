//! What was found in the section in view.

use super::canvas::Canvas;
use super::{selection, title};
use crate::corpus::Entry;
use crate::locale::{Message, audit, tui as texts};
use crate::report::{Change, Figure, Verdict, with_unit};
use crate::text::wrap;
use crate::tui::app::App;
use crate::tui::layout::{Pane, content};
use crate::tui::marks::{Mark, MarkKind};
use crate::tui::tell;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the details.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    header(app, area, canvas);
    let rows = content(area);
    let Some(entry) = app.entry() else { return };
    if app.detail.items.is_empty() {
        let text = if app.detail.filter.is_some() && app.detail.counts.iter().any(|&n| n > 0) {
            texts::NO_ITEMS_OF_KIND
        } else {
            texts::NO_ITEMS
        };
        return super::reader::paragraph(app, app.tr(text), rows, canvas);
    }
    let first = app.detail.list.top;
    let shown = app.detail.items.iter().enumerate().skip(first).take(rows.height.into());
    for ((index, &mark), y) in shown.zip(rows.y..) {
        let area = Rect { y, height: 1, ..rows };
        let focused = app.focus == Pane::Detail;
        // Without the focus, what is current in the text is shown instead of the selection.
        if (focused && index == app.detail.list.at) || app.reader.current == Some(mark) {
            canvas.paint(area, selection(app, Pane::Detail));
        }
        draw_item(app, entry, mark, area, canvas);
    }
}

/// The title tells how many there are of each kind, and which kind is shown.
fn header(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let long = [texts::FILTER_FIGURES, texts::FILTER_SHORTCOMINGS, texts::FILTER_CHECKS];
    let short = [texts::SHORT_FIGURES, texts::SHORT_SHORTCOMINGS, texts::SHORT_CHECKS];
    let told = |names: [Message; 3], gap: &str| {
        let kinds = MarkKind::ALL.into_iter().zip(names).zip(app.detail.counts);
        let parts: Vec<String> = kinds
            .filter(|((kind, _), count)| match app.detail.filter {
                Some(filter) => filter == *kind,
                None => *count > 0,
            })
            .map(|((_, name), count)| format!("{} {count}", app.tr(name)))
            .collect();
        parts.join(gap)
    };
    let ways = [told(long, "  "), told(long, " "), told(short, " ")];
    let fits = |text: &&String| app.widths.text(text) + 2 <= usize::from(area.width);
    let text = ways.iter().find(fits).or(ways.last()).filter(|text| !text.is_empty());
    let text = text.map_or(app.tr(texts::PANE_DETAIL), String::as_str);
    title(app, Pane::Detail, area, canvas, text);
}

fn draw_item(app: &App, entry: &Entry, mark: Mark, area: Rect, canvas: &mut Canvas<'_>) {
    let (report, text) = (&*entry.report, &entry.document.text);
    let theme = &app.theme;
    let x = area.x + 1;
    let end = area.right().saturating_sub(1);
    let (line, parts) = match mark {
        Mark::Figure(index) => {
            let Some(figure) = report.figures.get(index, text) else { return };
            (figure.line, figure_parts(app, &figure, area.width))
        }
        Mark::Shortcoming(index) => {
            let Some(item) = report.shortcomings.get(index) else { return };
            let text = item.text(text).to_owned();
            (item.line, vec![("! ".to_owned(), theme.error), (text, theme.text)])
        }
        Mark::Relation(index) => {
            let Some(item) = report.relations.get(index) else { return };
            let (sign, style) = verdict(app, item.verdict);
            let line = item.stated(&report.figures, text).map_or(0, |stated| stated.line);
            let text = item.calculation(&report.figures, text);
            // What does not hold is to be seen among many that do.
            let fails = item.verdict == Verdict::Inconsistent;
            let plain = if fails { theme.error } else { theme.text };
            (line, vec![(format!("{sign} "), style), (text, plain)])
        }
        Mark::Finding(index) => {
            let Some(item) = report.findings.get(index) else { return };
            let note = audit::finding_note(item, app.lang);
            (item.line, vec![("? ".to_owned(), theme.error), (note, theme.text)])
        }
    };
    let mut right = end;
    if area.width >= 26 && line > 0 {
        right = canvas.put_right(x, area.y, end, &line.to_string(), theme.dim).saturating_sub(1);
    }
    if let Mark::Figure(index) = mark
        && area.width >= 48
        && let Some(figure) = report.figures.get(index, text)
    {
        // A column of its own: line numbers before it have up to five digits.
        let column = end.saturating_sub(6);
        let kind = app.tr(tell::figure_kind(figure.kind));
        right = canvas.put_right(x, area.y, column, kind, theme.dim).saturating_sub(1);
    }
    let mut x = x;
    for (text, style) in parts {
        let text = canvas.fit(&text, usize::from(right.saturating_sub(x)));
        x = canvas.put(x, area.y, right, &text, style);
    }
}

/// The value in a column of its own, then what it counts, then what is special about it.
fn figure_parts(app: &App, figure: &Figure, width: u16) -> Vec<(String, Style)> {
    let column = if width >= 40 { 14 } else { 11 };
    let surface = with_unit(&figure.text, &figure.unit);
    let used = app.widths.text(&surface);
    let pad = " ".repeat(column.max(used + 1) - used);
    let arrow = match (figure.change, app.ascii) {
        (Some(Change::Up), false) => "↑",
        (Some(Change::Down), false) => "↓",
        (Some(Change::Up), true) => "+",
        (Some(Change::Down), true) => "-",
        (None, _) => "",
    };
    vec![
        (surface.into_owned(), app.theme.figure(figure.kind)),
        (pad, app.theme.text),
        (arrow.to_owned(), app.theme.dim),
        (figure.indicator.to_string(), app.theme.text),
    ]
}

pub(super) fn verdict(app: &App, verdict: Verdict) -> (&'static str, Style) {
    let theme = &app.theme;
    match (verdict, app.ascii) {
        (Verdict::Holds | Verdict::HoldsTruncated, false) => ("✓", theme.good),
        (Verdict::Holds | Verdict::HoldsTruncated, true) => ("=", theme.good),
        (Verdict::Possible, _) => ("~", theme.dim),
        (Verdict::Inconsistent, false) => ("✗", theme.error),
        (Verdict::Inconsistent, true) => ("x", theme.error),
        (Verdict::Ambiguous, _) => ("?", theme.dim),
    }
}

/// Draws, below the list, everything there is to tell about the finding that is current in the
/// text or selected in the list.
pub(super) fn draw_card(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let line = if app.ascii { "-" } else { "─" };
    for x in area.left()..area.right() {
        canvas.put(x, area.y, area.right(), line, app.theme.divider);
    }
    let selected = app.detail.selected().filter(|_| app.focus == Pane::Detail);
    let Some(mark) = selected.or(app.reader.current) else { return };
    let Some(entry) = app.entry() else { return };
    let report = &*entry.report;
    let first = match mark {
        Mark::Figure(index) => {
            report.figures.kind(index).map_or(app.theme.text, |kind| app.theme.figure(kind))
        }
        Mark::Shortcoming(_) => app.theme.hint_of_shortcoming,
        Mark::Relation(index) => {
            report.relations.get(index).map_or(app.theme.text, |r| verdict(app, r.verdict).1)
        }
        Mark::Finding(_) => app.theme.error,
    };
    let width = usize::from(area.width.saturating_sub(2)).max(2);
    let rows = content(area);
    let mut ys = rows.top()..rows.bottom();
    for (index, text) in tell::lines(entry, mark, app.lang, app.loading.names()).iter().enumerate()
    {
        let style = if index == 0 { first } else { app.theme.text };
        for row in wrap::rows(text, width, app.widths, &[]) {
            let Some(y) = ys.next() else { return };
            let row = text.get(row).unwrap_or_default();
            canvas.put(area.x + 1, y, area.right(), row, style);
        }
    }
}
