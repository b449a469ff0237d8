//! Sizes of the panes, by key and by dragging what parts them.

use super::app::App;
use super::keymap::Command;
use super::layout::{Divider, Pane};
use crate::locale::tui as texts;

/// Columns that a key makes a pane wider.
const STEP: i16 = 2;

impl App {
    /// Makes the pane that has the focus wider, narrower, taller or lower, or all as they were.
    pub(super) fn resize_pane(&mut self, command: Command) {
        let width = |area: Option<ratatui::layout::Rect>| area.map(|area| area.width);
        let changed = |size: Option<u16>, by: i16| size.map(|size| size.saturating_add_signed(by));
        let (tree, detail) = (width(self.layout.tree), width(self.layout.detail));
        let beside = self.layout.dividers[1].is_some();
        match command {
            Command::Wider | Command::Narrower => {
                let by = if command == Command::Wider { STEP } else { -STEP };
                match (self.focus, beside) {
                    (Pane::Detail, true) => self.panes.detail = changed(detail, by),
                    (Pane::Reader, true) => self.panes.detail = changed(detail, -by),
                    (Pane::Reader, false) => self.panes.tree = changed(tree, -by),
                    _ => self.panes.tree = changed(tree, by),
                }
            }
            Command::Taller | Command::Lower => {
                let by = if command == Command::Taller { 1 } else { -1 };
                let by = if self.focus == Pane::Detail { -by } else { by };
                let rows = self.layout.tree.map(|area| area.height);
                if beside || self.layout.detail.is_none() {
                    return self.fail(self.tr(texts::BESIDE_EACH_OTHER).to_owned());
                }
                self.panes.upper = changed(rows, by);
            }
            _ => self.panes = self.usual_panes,
        }
    }

    /// Moves what parts two panes to where the mouse is.
    pub(super) fn drag(&mut self, x: u16, y: u16) {
        let area = self.layout.area;
        match self.dragged {
            Some(Divider::Tree) => self.panes.tree = Some(x.saturating_sub(area.x)),
            Some(Divider::Detail) => {
                self.panes.detail = Some(area.right().saturating_sub(x.saturating_add(1)));
            }
            Some(Divider::Upper) => self.panes.upper = Some(y.saturating_sub(area.y)),
            None => {}
        }
    }
}
