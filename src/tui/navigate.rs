//! Going from finding to finding, from section to section, and back.

use super::app::App;
use super::jumps::Spot;
use super::keymap::Command;
use super::layout::Pane;
use super::marks::{Mark, MarkKind, has, marks};
use super::tree::Node;
use crate::locale::{Message, tui as texts};
use crate::text::Span;

impl App {
    fn spot(&self) -> Option<Spot> {
        let page = self.reader.page.as_ref()?;
        Some(Spot { report: page.report, top: self.reader.top, current: self.reader.current })
    }

    /// Remembers this place before a jump leaves it.
    pub(super) fn remember(&mut self) {
        if let Some(spot) = self.spot() {
            self.jumps.push(spot);
        }
    }

    /// Goes back to where a jump came from, or forward again.
    pub(super) fn travel(&mut self, forward: bool) {
        let spot = self.spot().and_then(|here| self.jumps.travel(here, forward));
        let Some(spot) = spot else {
            let text = if forward { texts::NO_FORWARD } else { texts::NO_BACK };
            return self.fail(text.text(self.lang).to_owned());
        };
        self.open(spot.report);
        self.reader.show_at_top(spot.top.offset);
        self.reader.top = spot.top;
        self.reader.current = spot.current;
        self.follow_reader();
    }

    /// Goes to the next or previous figure, shortcoming or check, also in other reports.
    pub(super) fn step_mark(&mut self, command: Command) {
        let (kind, forward, name) = match command {
            Command::NextFigure => (MarkKind::Figure, true, texts::FILTER_FIGURES),
            Command::PreviousFigure => (MarkKind::Figure, false, texts::FILTER_FIGURES),
            Command::NextShortcoming => (MarkKind::Shortcoming, true, texts::FILTER_SHORTCOMINGS),
            Command::PreviousShortcoming => {
                (MarkKind::Shortcoming, false, texts::FILTER_SHORTCOMINGS)
            }
            Command::NextCheck => (MarkKind::Check, true, texts::FILTER_CHECKS),
            Command::PreviousCheck => (MarkKind::Check, false, texts::FILTER_CHECKS),
            Command::NextFault => (MarkKind::Fault, true, texts::FAULTS),
            _ => (MarkKind::Fault, false, texts::FAULTS),
        };
        let Some(mark) = self.next_mark(kind, forward) else {
            if !self.step_to_other_report(kind, forward) {
                self.no_more(name);
            }
            return;
        };
        self.show_mark(mark);
    }

    fn next_mark(&self, kind: MarkKind, forward: bool) -> Option<Mark> {
        let report = self.report()?;
        let all = marks(report, kind);
        let here = self.reader.current;
        let place = here.map_or_else(
            || Span::new(self.reader.position(), self.reader.position()),
            |mark| mark.span(report),
        );
        // Several findings may start at the same byte: go on from the current one, not its place.
        if let Some(at) = all.iter().position(|(_, mark)| Some(*mark) == here) {
            let next = if forward { Some(at + 1) } else { at.checked_sub(1) };
            return all.get(next?).map(|(_, mark)| *mark);
        }
        if forward {
            let from = if here.is_some() { place.start + 1 } else { place.start };
            all.iter().find(|(span, _)| span.start >= from).map(|(_, mark)| *mark)
        } else {
            all.iter().rev().find(|(span, _)| span.start < place.start).map(|(_, mark)| *mark)
        }
    }

    fn step_to_other_report(&mut self, kind: MarkKind, forward: bool) -> bool {
        let Some(here) = self.reader.page.as_ref().map(|page| page.report) else { return false };
        let other = self
            .shelf
            .beyond(here, forward)
            .into_iter()
            .find(|&id| self.shelf.get(id).is_some_and(|entry| has(&entry.report, kind)));
        let Some(id) = other else { return false };
        self.remember();
        self.open(id);
        let mark = self.report().and_then(|report| {
            let all = marks(report, kind);
            let end = if forward { all.first() } else { all.last() };
            end.map(|(_, mark)| *mark)
        });
        if let Some(mark) = mark {
            self.show_mark(mark);
        }
        true
    }

    fn show_mark(&mut self, mark: Mark) {
        self.reader.show_mark(mark);
        self.follow_reader();
    }

    fn no_more(&mut self, name: Message) {
        let name = name.text(self.lang);
        self.fail(texts::NO_MORE.with(self.lang, &[&name]));
    }

    /// Goes to the next or previous section, also in other reports.
    pub(super) fn step_section(&mut self, forward: bool) {
        let Some(page) = &self.reader.page else { return };
        let sections = &page.entry.report.outline.sections;
        let here = self.reader.position();
        let next = if forward {
            sections.iter().position(|s| s.span.start as usize > here)
        } else {
            sections.iter().rposition(|s| (s.span.start as usize) < here)
        };
        match next {
            Some(section) => self.go_to(Node { report: page.report, section: Some(section) }),
            None => self.step_report(forward),
        }
    }

    /// Goes to the next or previous report.
    pub(super) fn step_report(&mut self, forward: bool) {
        let Some(here) = self.reader.page.as_ref().map(|page| page.report) else { return };
        match self.shelf.beyond(here, forward).first() {
            Some(&id) => {
                self.remember();
                self.go_to(Node { report: id, section: None });
            }
            None => self.no_more(texts::PANE_TREE),
        }
    }

    /// Goes to a report or section that was chosen by its title.
    pub(super) fn go_to_title(&mut self, node: Node) {
        self.remember();
        self.close_table();
        self.focus = Pane::Reader;
        self.prepare(self.layout.area);
        self.go_to(node);
    }

    fn go_to(&mut self, node: Node) {
        self.show_node(node);
        self.tree.select(node, &self.shelf);
    }

    /// Moves to the details, to the finding that is current in the text.
    pub(super) fn enter_detail(&mut self) {
        self.focus = Pane::Detail;
        if let Some(mark) = self.reader.current {
            self.detail.select(mark);
        }
    }

    /// Goes from the details to the sentence.
    pub(super) fn jump_to_sentence(&mut self) {
        if self.detail.selected().is_none() {
            return self.fail(self.tr(texts::NOTHING_HERE).to_owned());
        }
        self.remember();
        self.preview_detail();
        self.focus = Pane::Reader;
    }

    /// Shows the sentence of the selected finding beside the details, which stay as they are.
    pub(super) fn preview_detail(&mut self) {
        if let Some(mark) = self.detail.selected() {
            self.reader.show_mark(mark);
        }
    }

    /// Confines the details to the next kind.
    pub(super) fn cycle_filter(&mut self) {
        let Some(entry) = self.entry().cloned() else { return self.nothing_open() };
        self.detail.cycle_filter(&entry.report, entry.document.text.len());
    }
}
