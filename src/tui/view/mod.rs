//! Drawing. Everything here reads the state and changes nothing.

pub mod canvas;
mod choices;
mod detail;
mod notes;
mod popup;
mod reader;
mod sheet;
mod status;
mod tree;

use super::app::App;
use super::layout::Pane;
use canvas::Canvas;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

pub use choices::area as choices_area;
pub use popup::size as popup_size;
pub use sheet::body as table_rows;
pub use sheet::places as table_columns;

/// Draws the whole screen, as [`App::prepare`] laid it out.
pub fn draw(app: &App, frame: &mut Frame<'_>) {
    let cursor = {
        let mut canvas = Canvas::new(frame.buffer_mut(), app.widths);
        if let Some(area) = app.layout.table {
            sheet::draw(app, area, &mut canvas);
        }
        if let Some(area) = app.layout.tree {
            tree::draw(app, area, &mut canvas);
        }
        if let Some(area) = app.layout.reader {
            reader::draw(app, area, &mut canvas);
        }
        if let Some(area) = app.layout.detail {
            detail::draw(app, area, &mut canvas);
        }
        if let Some(area) = app.layout.card {
            detail::draw_card(app, area, &mut canvas);
        }
        for divider in app.layout.dividers.into_iter().flatten() {
            let line = if app.ascii { "|" } else { "│" };
            for y in divider.top()..divider.bottom() {
                canvas.put(divider.x, y, divider.right(), line, app.theme.divider);
            }
        }
        status::draw(app, &mut canvas);
        if app.popup.is_some() {
            popup::draw(app, &mut canvas);
        }
        choices::draw(app, &mut canvas);
        status::draw_bottom(app, &mut canvas)
    };
    if let Some((x, y)) = cursor {
        frame.set_cursor_position(Position { x, y });
    }
}

/// Rows of what may be chosen that the screen shows.
pub fn choices_rows(app: &App) -> usize {
    super::layout::content(choices_area(app)).height.into()
}

/// Draws a pane's title; returns the columns that are left for more on its right.
fn title(app: &App, pane: Pane, area: Rect, canvas: &mut Canvas<'_>, text: &str) -> (u16, Style) {
    let focused = app.focus == pane && app.popup.is_none();
    let style = if focused { app.theme.focused_title } else { app.theme.pane_title };
    let row = Rect { height: area.height.min(1), ..area };
    canvas.paint(row, style);
    let room = usize::from(area.width.saturating_sub(2));
    let text = canvas.fit(text, room);
    (canvas.put(area.x + 1, area.y, area.right(), &text, style), style)
}

/// The style of a selected row in a pane.
fn selection(app: &App, pane: Pane) -> Style {
    if app.focus == pane { app.theme.selected } else { app.theme.selected_blurred }
}
