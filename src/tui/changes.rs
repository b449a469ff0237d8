//! Files that change while they are open.

use super::app::App;
use super::page::Page;
use super::shelf::{ReportId, file_name};
use crate::corpus::{self, watch::Change};
use crate::locale::tui as texts;
use crate::source::Document;
use std::collections::HashSet;
use std::sync::Arc;

impl App {
    /// Takes what a file or folder holds now for what it held before.
    pub(super) fn changed(&mut self, change: Change) {
        let shown = self.reader.page.as_ref().map(|page| page.report);
        let before = self.shown_text();
        let kept = change.now.iter().filter_map(|event| match event {
            corpus::Event::Read(entry) => Some(entry.document.path.clone()),
            _ => None,
        });
        let kept: HashSet<_> = kept.collect();
        let gone = self.shelf.remove(&change.path, &kept);
        for event in change.now {
            self.corpus(event);
        }
        self.book.expect_all();
        self.arrived = true;
        self.version += 1;
        if shown.is_some_and(|id| gone.contains(&id)) {
            let name = file_name(&change.path.to_string_lossy());
            self.fail(texts::FILE_GONE.with(self.lang, &[&name]));
        } else if before != self.shown_text() {
            self.say(texts::FILE_CHANGED.text(self.lang).to_owned());
        }
    }

    /// The text in the reader, as the same one or another.
    fn shown_text(&self) -> Option<*const Document> {
        self.reader.page.as_ref().map(|page| Arc::as_ptr(&page.entry.document))
    }

    /// Shows a report that has been read again. The line that was on top stays there, also where
    /// others have come or gone before it.
    pub(super) fn reload(&mut self, id: ReportId) {
        let Some(entry) = self.shelf.get(id).cloned() else { return };
        let top = self.reader.top.offset;
        let top = match &self.reader.page {
            Some(page) => {
                let (old, new) = (page.entry.document.text.as_str(), entry.document.text.as_str());
                moved(old, new, top)
            }
            None => top,
        };
        let (report, len) = (entry.report.clone(), entry.document.text.len());
        self.reader.open(Page::new(id, entry, self.widths));
        self.reader.show_at_top(top);
        // The findings are others now, also where their section is the same.
        self.detail.refill(&report, len);
        self.search_again();
    }
}

/// Where in `new` the line stands that holds byte `offset` of `old`: the nearest line of the same
/// words, else the same byte.
fn moved(old: &str, new: &str, offset: usize) -> usize {
    let start = old.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line = old.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    if line.trim().is_empty() {
        return offset;
    }
    let found = new.match_indices(line).map(|(at, _)| at).min_by_key(|at| at.abs_diff(start));
    found.map_or(offset, |at| at + (offset - start))
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn the_line_in_view_is_found_again() {
        let old = "甲\n乙乙\n丙\n";
        assert_eq!(moved(old, old, 4), 4);
        assert_eq!(moved(old, "新行\n甲\n乙乙\n丙\n", 7), 14);
        assert_eq!(moved(old, "乙乙\n", 4), 0);
        assert_eq!(moved(old, "丁\n", 4), 4);
        // Of several the nearest.
        assert_eq!(moved("丙\n甲\n丙\n乙\n甲\n", "丁\n丙\n甲\n丙\n乙\n甲\n", 16), 20);
    }
}
