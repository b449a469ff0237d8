//! What may be chosen while something is typed, above the line.

use super::canvas::Canvas;
use crate::locale::tui as texts;
use crate::tui::app::App;
use ratatui::layout::Rect;

/// Where the choices stand: above the last line, over the panes; the first row is a rule.
pub fn area(app: &App) -> Rect {
    let screen = app.layout.area;
    let height = screen.height.saturating_sub(1);
    let rows = height.min(14);
    Rect { y: screen.y + height - rows, height: rows, ..screen }
}

/// Draws them.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>) {
    let Some(prompt) = app.prompt.as_ref().filter(|prompt| prompt.chooses()) else { return };
    let area = area(app);
    let theme = &app.theme;
    canvas.clear(area, theme.text);
    let line = if app.ascii { "-" } else { "─" };
    for x in area.left()..area.right() {
        canvas.put(x, area.y, area.right(), line, theme.divider);
    }
    let rows = crate::tui::layout::content(area);
    if prompt.choices.is_empty() {
        let text = if prompt.is_searching() { texts::WORKING } else { texts::NOTHING_LIKE_IT };
        return super::reader::paragraph(app, app.tr(text), rows, canvas);
    }
    let shown = prompt.choices.iter().enumerate().skip(prompt.list.top);
    for ((index, choice), y) in shown.zip(rows.top()..rows.bottom()) {
        if index == prompt.list.at {
            canvas.paint(Rect { y, height: 1, ..rows }, theme.selected);
        }
        let end = rows.right().saturating_sub(1);
        let mut limit = end;
        if canvas.widths().text(&choice.right) * 2 < usize::from(rows.width) {
            limit = canvas.put_right(rows.x, y, end, &choice.right, theme.dim).saturating_sub(1);
        }
        let text = canvas.fit(&choice.text, usize::from(limit.saturating_sub(rows.x + 1)));
        canvas.put(rows.x + 1, y, limit, &text, theme.text);
    }
}
