//! What the panes show: laid out before a frame, opened, and kept together with one another.

use super::app::{App, Popup, View};
use super::layout::{Layout, MARGINS, MEASURE, Pane, content};
use super::list::{List, Motion};
use super::page::Page;
use super::shelf::{ReportId, Shelf};
use super::tree::{Node, Tree};
use crate::corpus::Entry;
use crate::locale::tui as texts;
use crate::report::Report;
use ratatui::layout::Rect;

impl App {
    /// Finds out, before drawing, where everything goes on a screen of this size.
    pub fn prepare(&mut self, area: Rect) {
        let mut layout = Layout::new(area, self.focus, self.zoom, self.panes);
        if self.view == View::Table {
            layout = layout.with_table();
        }
        let height = |pane: Option<Rect>| pane.map_or(0, |p| content(p).height as usize);
        let changed = layout != self.layout;
        self.layout = layout;
        self.tree.height = height(layout.tree);
        self.detail.height = height(layout.detail);
        if let Some(area) = layout.reader {
            let margins = if area.width >= 24 { MARGINS } else { 1 };
            let most = self.panes.measure.unwrap_or(MEASURE);
            let width = area.width.saturating_sub(margins).min(most).max(2);
            self.reader.resize(width.into(), height(layout.reader));
        }
        if let Some(area) = layout.table {
            let rows = super::view::table_rows(area, self.table);
            self.table_height = rows.height.into();
            self.refresh_table();
            self.settle_row();
            let sheet = self.sheets.get_mut(self.table);
            if changed {
                sheet.list.reveal(sheet.rows.len(), self.table_height);
            }
        }
        self.settle();
        self.look_for_notes();
        if changed {
            self.tree.list.reveal(self.tree.rows().len(), self.tree.height);
            self.detail.list.reveal(self.detail.items.len(), self.detail.height);
        }
        self.choices_height = super::view::choices_rows(self);
        self.reader.prepare();
        self.popup_size = super::view::popup_size(self);
        self.popup_list.clamp(self.popup_size.0, self.popup_size.1);
    }

    /// Lets reports that have arrived into the tree, and opens the first one.
    pub fn settle(&mut self) {
        if !std::mem::take(&mut self.arrived) {
            return;
        }
        self.tree.rebuild(&self.shelf);
        if !self.settle_session() {
            return;
        }
        if !self.touched && self.tree.list.at != 0 {
            self.tree.list = List::default();
        }
        let shown = self.reader.page.as_ref().map(|page| page.report);
        let wanted = self.tree.selected().map(|node| node.report);
        if shown.is_none() || (!self.touched && shown != wanted) {
            self.show_selected();
        }
        if self.shelf.done && self.shelf.order().len() == 1 && !self.touched {
            self.in_tree(|tree, shelf| {
                tree.unfold(shelf);
            });
        }
    }

    pub(super) fn page_rows(&self) -> isize {
        let rows = match (self.popup, self.focus) {
            (Some(_), _) => self.popup_size.1,
            (None, _) if self.view == View::Table => self.table_height,
            (None, Pane::Tree) => self.tree.height,
            (None, Pane::Reader) => self.reader.size.1,
            (None, Pane::Detail) => self.detail.height,
        };
        // One row is seen again, so that the eye finds its place.
        isize::try_from(rows.saturating_sub(1)).unwrap_or(1).max(1)
    }

    pub(super) fn go(&mut self, motion: Motion) {
        if self.popup.is_some() {
            return self.scroll_popup(motion);
        }
        if self.prompt.is_some() {
            return self.go_in_prompt(motion);
        }
        if self.view == View::Table {
            return self.go_in_table(motion);
        }
        match self.focus {
            Pane::Tree => {
                self.tree.go(motion);
                self.show_selected();
            }
            Pane::Reader => {
                if matches!(motion, Motion::Top | Motion::Bottom) {
                    self.remember();
                }
                self.reader.go(motion);
                self.follow_reader();
            }
            Pane::Detail => {
                self.detail.go(motion);
                self.preview_detail();
            }
        }
    }

    pub(super) fn scroll_popup(&mut self, motion: Motion) {
        let (len, height) = self.popup_size;
        match (self.popup, motion) {
            (_, Motion::Top) => self.popup_list = List::default(),
            (_, Motion::Bottom) => self.popup_list.scroll(isize::MAX, len, height),
            (_, Motion::Rows(rows)) => self.popup_list.scroll(rows, len, height),
            (_, Motion::Halves(halves)) => {
                let half = isize::try_from(height / 2).unwrap_or(1).max(1);
                self.popup_list.scroll(halves * half, len, height);
            }
        }
    }

    /// Scrolls the text from any pane.
    pub fn scroll_reader(&mut self, rows: isize) {
        self.reader.go(Motion::Rows(rows));
        self.follow_reader();
    }

    pub(super) fn in_tree(&mut self, change: impl FnOnce(&mut Tree, &Shelf)) {
        let before = self.tree.selected();
        change(&mut self.tree, &self.shelf);
        if self.tree.selected() != before {
            self.show_selected();
        }
    }

    pub(super) fn open_popup(&mut self, popup: Popup) {
        self.popup = Some(popup);
        self.popup_list = List::default();
        self.popup_words.clear();
    }

    /// The report that is open.
    pub fn report(&self) -> Option<&Report> {
        self.reader.page.as_ref().map(|page| &*page.entry.report)
    }

    /// The entry that is open.
    pub fn entry(&self) -> Option<&Entry> {
        self.reader.page.as_ref().map(|page| &page.entry)
    }

    /// Opens a report, unless it is open.
    pub fn open(&mut self, id: ReportId) {
        if self.reader.page.as_ref().is_some_and(|page| page.report == id) {
            return;
        }
        let Some(entry) = self.shelf.get(id).cloned() else { return };
        self.reader.open(Page::new(id, entry, self.widths));
        self.search_again();
        self.look_for_others();
    }

    /// Shows what is selected in the tree.
    pub fn show_selected(&mut self) {
        let Some(node) = self.tree.selected() else { return };
        self.show_node(node);
    }

    /// Shows a report from its beginning, or a section.
    pub fn show_node(&mut self, node: Node) {
        self.open(node.report);
        let Some(entry) = self.entry().cloned() else { return };
        let len = entry.document.text.len();
        let span = node.span(&entry.report, len);
        self.reader.confine((self.confined && node.section.is_some()).then_some(span));
        match node.section {
            Some(_) => self.reader.show_at_top(span.start as usize),
            None => self.reader.show_at_top(entry.report.outline.body.start as usize),
        }
        self.detail.follow(node, &entry.report, len);
    }

    /// Lets tree and details follow the text that is in view.
    pub fn follow_reader(&mut self) {
        let Some(page) = &self.reader.page else { return };
        let node = Node { report: page.report, section: self.reader.section() };
        let entry = page.entry.clone();
        self.tree.select(node, &self.shelf);
        self.detail.follow(node, &entry.report, entry.document.text.len());
        if let Some(mark) = self.reader.current {
            self.detail.select(mark);
        }
    }

    pub(super) fn toggle_confined(&mut self) {
        self.confined = !self.confined;
        let section = self.reader.section();
        let span = section
            .filter(|_| self.confined)
            .and_then(|index| self.report()?.outline.sections.get(index))
            .map(|section| section.span);
        self.reader.confine(span);
        let text = if self.confined { texts::SHOWING_SECTION } else { texts::SHOWING_WHOLE };
        self.say(text.text(self.lang).to_owned());
    }
}
