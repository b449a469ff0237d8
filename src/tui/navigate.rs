//! Going from finding to finding, from hit to hit, and back.

use super::app::App;
use super::find::{Origin, Scope};
use super::jumps::Spot;
use super::keymap::Command;
use super::layout::Pane;
use super::list::Motion;
use super::marks::{Mark, MarkKind, has, marks};
use super::sheet::Kind;
use super::tree::Node;
use crate::locale::{Message, tui as texts};
use crate::search::Forms;
use crate::text::Span;
use crossterm::event::KeyEvent;
use tui_input::InputRequest;
use tui_input::backend::crossterm::EventHandler;

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
        if self.detail.selected().is_some() {
            self.remember();
            self.preview_detail();
            self.focus = Pane::Reader;
        }
    }

    /// Shows the sentence of the selected finding beside the details, which stay as they are.
    pub(super) fn preview_detail(&mut self) {
        if let Some(mark) = self.detail.selected() {
            self.reader.show_mark(mark);
        }
    }

    /// Confines the details to the next kind.
    pub(super) fn cycle_filter(&mut self) {
        let Some(entry) = self.entry().cloned() else { return };
        self.detail.cycle_filter(&entry.report, entry.document.text.len());
    }

    // --- searching ---------------------------------------------------------------------------

    /// Opens the search prompt.
    pub(super) fn start_search(&mut self) {
        let Some(page) = &self.reader.page else { return };
        let outline = &page.entry.report.outline;
        let section = self.reader.section().and_then(|index| outline.sections.get(index));
        self.find.section =
            section.map_or(Span::new(0, page.entry.document.text.len()), |s| s.span);
        self.find.origin = Some(Origin {
            top: self.reader.top,
            current: self.reader.current,
            words: self.find.input.value_and_reset(),
            shown: self.find.shown,
            scope: self.reader.scope(),
            table: self.table,
            hits: self.sheets.get(Kind::Hits).wish.filter.clone(),
        });
        self.find.hits.clear();
        self.find.at = None;
        self.find.shown = true;
        self.searching = true;
    }

    /// Takes a key that the keymap leaves to the prompt.
    pub(super) fn edit(&mut self, event: &KeyEvent) {
        let before = self.find.input.value().to_owned();
        self.find.input.handle_event(&crossterm::event::Event::Key(*event));
        if self.find.input.value() != before {
            self.search_from_origin();
        }
    }

    /// Takes pasted text: into the prompt, its lines made one.
    pub(super) fn paste(&mut self, text: &str) {
        let one_line = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        if self.prompt.is_some() {
            return self.paste_into_prompt(&one_line);
        }
        if !self.searching {
            return;
        }
        for c in one_line.chars().filter(|c| !c.is_control()) {
            self.find.input.handle(InputRequest::InsertChar(c));
        }
        self.search_from_origin();
    }

    fn search_from_origin(&mut self) {
        if self.find.scope == Scope::All {
            self.sheets.get_mut(Kind::Hits).wish.filter = self.find.input.value().to_owned();
            return self.open_table(Kind::Hits);
        }
        let (Some(page), Some(origin)) = (&self.reader.page, self.find.origin.clone()) else {
            return;
        };
        self.find.run(
            &page.entry.document.text,
            origin.top.offset,
            self.forms.get_or_init(Forms::new),
        );
        match self.find.current() {
            Some(hit) => {
                self.reader.current = None;
                self.reader.show(hit.start as usize);
            }
            None => self.return_to(&origin),
        }
        self.follow_reader();
    }

    fn return_to(&mut self, origin: &Origin) {
        self.reader.show_at_top(origin.top.offset);
        self.reader.confine(origin.scope);
        self.reader.top = origin.top;
        self.reader.current = origin.current;
    }

    /// Searches the report or only the section.
    pub(super) fn cycle_scope(&mut self) {
        self.find.scope = match self.find.scope {
            Scope::Report => Scope::Section,
            Scope::Section => Scope::All,
            Scope::All => Scope::Report,
        };
        self.leave_hits();
        self.search_from_origin();
    }

    /// Closes the prompt and stays at the hit.
    pub(super) fn accept_search(&mut self) {
        self.searching = false;
        let Some(origin) = self.find.origin.take() else { return };
        if self.find.input.value().is_empty() {
            self.leave_hits_for(&origin);
            self.find.input = origin.words.into();
            self.find.shown = origin.shown;
            self.search_again();
            return;
        }
        let none = match self.find.scope {
            Scope::All => {
                let sheet = self.sheets.get(Kind::Hits);
                sheet.running.is_none() && sheet.rows.is_empty()
            }
            _ => self.find.hits.is_empty(),
        };
        if none {
            let words = self.find.input.value().to_owned();
            return self.fail(texts::NO_HITS.with(self.lang, &[&words]));
        }
        if self.find.scope == Scope::All {
            return;
        }
        if let Some(page) = &self.reader.page {
            let spot = Spot { report: page.report, top: origin.top, current: origin.current };
            self.jumps.push(spot);
        }
        self.focus = Pane::Reader;
    }

    /// Closes the prompt and goes back to where the search began.
    pub(super) fn cancel_search(&mut self) {
        self.searching = false;
        let Some(origin) = self.find.origin.take() else { return };
        self.leave_hits_for(&origin);
        self.return_to(&origin);
        self.find.input = origin.words.into();
        self.find.shown = origin.shown;
        self.search_again();
        self.follow_reader();
    }

    /// Shows the panes again while the words are looked for in one report.
    fn leave_hits(&mut self) {
        if let Some(origin) = self.find.origin.clone() {
            self.leave_hits_for(&origin);
        }
    }

    fn leave_hits_for(&mut self, origin: &Origin) {
        self.close_table();
        self.table = origin.table;
        self.sheets.get_mut(Kind::Hits).wish.filter.clone_from(&origin.hits);
        self.prepare(self.layout.area);
    }

    /// Shows a hit of the search in all reports, in the report that is open.
    pub(super) fn show_hit(&mut self, hit: Span) {
        let Some(page) = &self.reader.page else { return };
        self.find.input = self.sheets.get(Kind::Hits).wish.filter.clone().into();
        self.find.scope = Scope::Report;
        self.find.run(
            &page.entry.document.text,
            hit.start as usize,
            self.forms.get_or_init(Forms::new),
        );
        self.find.shown = true;
        self.reader.current = None;
        self.reader.show(hit.start as usize);
    }

    /// Finds the words of the last search in the report that is open now.
    pub(super) fn search_again(&mut self) {
        let Some(page) = &self.reader.page else { return };
        if self.find.origin.is_none() {
            self.find.scope = Scope::Report;
        }
        self.find.run(
            &page.entry.document.text,
            self.reader.top.offset,
            self.forms.get_or_init(Forms::new),
        );
        self.find.at = None;
    }

    /// Goes to the next or previous hit.
    pub(super) fn next_hit(&mut self, forward: bool) {
        if self.searching && self.find.scope == Scope::All {
            return self.go_in_table(Motion::Rows(if forward { 1 } else { -1 }));
        }
        if self.find.input.value().is_empty() {
            return self.fail(texts::NO_QUERY.text(self.lang).to_owned());
        }
        let position = self.reader.position();
        let from = match self.find.current() {
            Some(hit) if self.reader.shows(hit) => hit.start as usize,
            // From the top of the screen, a hit on its very first character included.
            _ if forward => position.wrapping_sub(1),
            _ => position,
        };
        self.find.shown = true;
        let from = if from == usize::MAX { 0 } else { from };
        match self.find.step(from, forward) {
            Some(wrapped) => {
                if let Some(hit) = self.find.current() {
                    self.reader.current = None;
                    self.reader.show(hit.start as usize);
                    self.follow_reader();
                }
                if wrapped {
                    let text = if forward { texts::WRAPPED_TO_TOP } else { texts::WRAPPED_TO_END };
                    self.say(text.text(self.lang).to_owned());
                }
            }
            None => {
                let words = self.find.input.value().to_owned();
                self.fail(texts::NO_HITS.with(self.lang, &[&words]));
            }
        }
    }
}
