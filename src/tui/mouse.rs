//! The mouse: the wheel scrolls the pane under it, a click selects.

use super::app::App;
use super::layout::{Pane, content};
use super::marks::{Mark, MarkKind, marks};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

/// Rows that one notch of the wheel scrolls.
const NOTCH: isize = 3;

impl App {
    /// Takes a mouse event.
    pub(super) fn mouse(&mut self, event: &MouseEvent) {
        match event.kind {
            MouseEventKind::ScrollDown => self.wheel(event, NOTCH),
            MouseEventKind::ScrollUp => self.wheel(event, -NOTCH),
            _ if self.searching => {}
            MouseEventKind::Down(MouseButton::Left) if self.types_over_panes() => {
                self.click_choice(event.column, event.row);
            }
            MouseEventKind::Down(MouseButton::Left) => {
                self.dragged = None;
                if self.popup.is_none() {
                    self.dragged = self.layout.divider_at(event.column, event.row);
                }
                self.click(event.column, event.row);
            }
            MouseEventKind::Drag(MouseButton::Left) => self.drag(event.column, event.row),
            MouseEventKind::Up(MouseButton::Left) => self.dragged = None,
            _ => {}
        }
    }

    fn wheel(&mut self, event: &MouseEvent, rows: isize) {
        if self.popup.is_some() {
            let (len, height) = self.popup_size;
            return self.popup_list.scroll(rows, len, height);
        }
        let height = self.choices_height;
        if let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.chooses()) {
            return prompt.list.scroll(rows, prompt.choices.len(), height);
        }
        if self.layout.table.is_some() {
            let height = self.table_height;
            let sheet = self.sheets.get_mut(self.table);
            return sheet.list.scroll(rows, sheet.rows.len(), height);
        }
        match self.layout.pane_at(event.column, event.row) {
            Some((Pane::Tree, _)) => {
                self.tree.list.scroll(rows, self.tree.rows().len(), self.tree.height);
            }
            Some((Pane::Detail, _)) => {
                self.detail.list.scroll(rows, self.detail.items.len(), self.detail.height);
            }
            Some((Pane::Reader, _)) => self.scroll_reader(rows),
            None => {}
        }
    }

    /// Whether something is being typed over the panes, which a click would pull away from under it.
    fn types_over_panes(&self) -> bool {
        self.prompt.is_some() && self.popup.is_none()
    }

    /// Chooses what stands above the line that is typed into.
    fn click_choice(&mut self, x: u16, y: u16) {
        let rows = content(super::view::choices_area(self));
        let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.chooses()) else { return };
        let index = prompt.list.top + usize::from(y.saturating_sub(rows.y));
        if rows.contains((x, y).into()) && index < prompt.choices.len() {
            prompt.list.at = index;
            self.accept_prompt();
        }
    }

    fn click(&mut self, x: u16, y: u16) {
        if self.popup.take().is_some() {
            self.prompt = None;
            return;
        }
        if let Some(area) = self.layout.table {
            return self.click_table(area, x, y);
        }
        let Some((pane, area)) = self.layout.pane_at(x, y) else { return };
        self.focus = pane;
        let rows = content(area);
        let Some(row) = y.checked_sub(rows.y).map(usize::from) else { return };
        match pane {
            Pane::Tree => {
                let index = self.tree.list.top + row;
                let again = self.tree.list.at == index;
                let Some(clicked) = self.tree.select_row(index) else { return };
                // The marker folds; so does a second click.
                let marker = rows.x + u16::from(clicked.depth) * 2;
                let on_marker = (marker..marker + 2).contains(&x);
                if let Some(open) = clicked.open.filter(|_| again || on_marker) {
                    self.tree.set_open(clicked.node, !open, &self.shelf);
                }
                self.show_selected();
            }
            Pane::Detail => {
                let index = self.detail.list.top + row;
                if index < self.detail.items.len() {
                    self.detail.list.at = index;
                    self.preview_detail();
                }
            }
            Pane::Reader => {
                if let Some(mark) = self.mark_in_row(row, x.saturating_sub(rows.x + 1)) {
                    self.reader.show_mark(mark);
                    self.follow_reader();
                }
            }
        }
    }

    /// A head sorts by its column, a row is selected, a second click goes to its sentence.
    fn click_table(&mut self, area: Rect, x: u16, y: u16) {
        let columns = super::view::table_columns(self.table, area);
        if y == area.y + 1
            && let Some(column) = columns.iter().position(|&(from, to)| (from..to).contains(&x))
        {
            return self.sort_by(column);
        }
        let rows = super::view::table_rows(area, self.table);
        if !rows.contains((x, y).into()) {
            return;
        }
        let sheet = self.sheets.get_mut(self.table);
        let index = sheet.list.top + usize::from(y - rows.y);
        if index >= sheet.rows.len() {
            return;
        }
        if std::mem::replace(&mut sheet.list.at, index) == index {
            self.leave_to_sentence();
        }
    }

    /// The finding under a cell of the reader.
    fn mark_in_row(&self, row: usize, column: u16) -> Option<Mark> {
        let page = self.reader.page.as_ref()?;
        let shown = self.reader.screen.get(row)?;
        let mut left = usize::from(column);
        let mut offset = shown.span.start as usize;
        for c in page.entry.document.text.slice(shown.span).chars() {
            let width = self.widths.text(c.encode_utf8(&mut [0; 4]));
            if left < width {
                break;
            }
            left -= width;
            offset += c.len_utf8();
        }
        MarkKind::ALL.into_iter().find_map(|kind| {
            let all = marks(&page.entry.report, kind);
            all.into_iter().find(|(span, _)| span.contains(offset)).map(|(_, mark)| mark)
        })
    }
}
