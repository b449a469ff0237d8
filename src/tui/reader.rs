//! The reading pane: which part of which report is on the screen, and what is current in it.

use super::list::Motion;
use super::marks::Mark;
use super::page::{Page, Place, ScreenRow};
use crate::text::Span;
use std::ops::Range;

/// State of the reading pane.
#[derive(Debug, Default)]
pub struct Reader {
    /// The report that is open.
    pub page: Option<Page>,
    /// The first row on the screen.
    pub top: Place,
    /// The finding that the reader has stepped to.
    pub current: Option<Mark>,
    /// The byte that a jump went to, until the text is scrolled.
    focus: Option<usize>,
    /// The one section to which reading is confined; none is the whole report.
    scope: Option<Span>,
    /// Columns and rows of text.
    pub size: (usize, usize),
    /// The rows on the screen.
    pub screen: Vec<ScreenRow>,
}

impl Reader {
    /// Opens a report at its beginning: its title, below the furniture of the page it comes from.
    pub fn open(&mut self, mut page: Page) {
        page.set_width(self.size.0);
        let outline = &page.entry.report.outline;
        self.top = page.row_of(outline.body.start as usize);
        self.page = Some(page);
        self.current = None;
        self.focus = None;
        self.scope = None;
    }

    /// Takes the size of the pane; the first row keeps showing the same text.
    pub fn resize(&mut self, width: usize, height: usize) {
        self.size = (width, height);
        let Some(page) = &mut self.page else { return };
        page.set_width(width);
        if !self.top.gap {
            self.top = page.row_of(self.top.offset);
        }
    }

    /// Finds the rows on the screen. Called before drawing, which changes nothing.
    pub fn prepare(&mut self) {
        self.screen.clear();
        if let Some(page) = &self.page {
            self.screen = page.screen(self.top, self.size.1, &self.paragraphs(page));
        }
    }

    /// The section that reading is confined to.
    pub fn scope(&self) -> Option<Span> {
        self.scope
    }

    /// Confines reading to a part of the report, or frees it.
    pub fn confine(&mut self, scope: Option<Span>) {
        self.scope = scope;
        if let (Some(span), Some(page)) = (scope, &self.page)
            && !span.contains(self.top.offset)
        {
            self.top = page.row_of(span.start as usize);
        }
    }

    fn paragraphs(&self, page: &Page) -> Range<usize> {
        match self.scope {
            Some(span) => page.within(span),
            None => 0..page.paragraphs().len(),
        }
    }

    /// The byte that tells which section is in view: where a jump went, else the first row's.
    pub fn position(&self) -> usize {
        self.focus.unwrap_or(self.top.offset)
    }

    /// The byte that a jump went to, until the text is scrolled.
    pub fn gone_to(&self) -> Option<usize> {
        self.focus
    }

    /// The innermost section in view.
    pub fn section(&self) -> Option<usize> {
        self.page.as_ref()?.entry.report.outline.section_at(self.position())
    }

    /// Scrolls the text.
    pub fn go(&mut self, motion: Motion) {
        let Some(page) = &self.page else { return };
        let scope = self.paragraphs(page);
        let first = page.paragraphs().get(scope.start).map_or(0, |p| p.span.start as usize);
        let first = Place { offset: first, gap: false };
        let height = isize::try_from(self.size.1).unwrap_or(isize::MAX);
        let rows = match motion {
            Motion::Rows(rows) => rows,
            Motion::Halves(halves) => halves.saturating_mul((height / 2).max(1)),
            Motion::Top => {
                self.top = first;
                self.leave();
                return;
            }
            Motion::Bottom => isize::MAX,
        };
        let last = page.paragraphs().get(scope.end.saturating_sub(1));
        let end = page.row_of(last.map_or(0, |p| p.span.end as usize));
        let (limit, _) = page.step(end, -(height - 1).max(0), &scope);
        let order = |place: Place| (place.offset, !place.gap);
        if rows == isize::MAX {
            self.top = if order(limit) > order(first) { limit } else { first };
        } else if rows >= 0 {
            let (to, _) = page.step(self.top, rows, &scope);
            // A jump may have gone further than scrolling does.
            let limit = if order(limit) > order(self.top) { limit } else { self.top };
            self.top = if order(to) < order(limit) { to } else { limit };
        } else {
            self.top = page.step(self.top, rows, &scope).0;
        }
        let at_end = order(self.top) >= order(limit) && rows > 0;
        let end = last.map(|p| p.span.end as usize);
        self.leave();
        if at_end {
            // Nothing can be scrolled further: what stands last is what is being read.
            self.focus = end.map(|end| end.saturating_sub(1));
        }
    }

    /// Forgets where a jump went; a finding stays current while it can be seen.
    fn leave(&mut self) {
        self.focus = None;
        self.prepare();
        if let (Some(mark), Some(page)) = (self.current, &self.page)
            && !self.shows(mark.span(&page.entry.report))
        {
            self.current = None;
        }
    }

    /// Whether the beginning of a span is on the screen.
    pub fn shows(&self, span: Span) -> bool {
        self.screen.iter().any(|row| !row.gap && row.span.contains(span.start as usize))
    }

    /// Puts the row of byte `offset` first on the screen.
    pub fn show_at_top(&mut self, offset: usize) {
        let Some(page) = &self.page else { return };
        self.top = page.row_of(offset);
        self.focus = Some(offset);
        self.current = None;
        self.prepare();
    }

    /// Shows the text from a row on; `focus` tells what is being read.
    pub fn go_on(&mut self, top: Place, focus: usize) {
        self.show_at_top(top.offset);
        self.top = Place { gap: top.gap, ..self.top };
        self.focus = Some(focus);
        self.prepare();
    }

    /// Makes byte `offset` visible, a third down the screen where it was not.
    pub fn show(&mut self, offset: usize) {
        self.prepare();
        self.focus = Some(offset);
        let Some(page) = &self.page else { return };
        if self.scope.is_some_and(|scope| !scope.contains(offset)) {
            self.scope = None;
        }
        if self.shows(Span::new(offset, offset)) {
            return;
        }
        let above = isize::try_from(self.size.1 / 3).unwrap_or(0);
        self.top = page.step(page.row_of(offset), -above, &self.paragraphs(page)).0;
        self.prepare();
    }

    /// Makes a finding current and visible.
    pub fn show_mark(&mut self, mark: Mark) {
        let Some(page) = &self.page else { return };
        let offset = mark.span(&page.entry.report).start as usize;
        self.current = Some(mark);
        self.show(offset);
    }

    /// How far the last row on the screen is through the text, in percent.
    pub fn progress(&self) -> usize {
        let Some(page) = &self.page else { return 0 };
        let span = self.scope.unwrap_or(Span::new(0, page.entry.document.text.len()));
        let end = self.screen.iter().rev().find(|row| !row.gap).map_or(span.start, |r| r.span.end);
        let read = end.saturating_sub(span.start) as usize;
        if span.len() <= read + 1 { 100 } else { read * 100 / span.len() }
    }
}
