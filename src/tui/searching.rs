//! The search prompt, and going from hit to hit.

use super::app::App;
use super::event::Event;
use super::find::{How, Look, Mode, Origin, Scope, Task, Then};
use super::jumps::Spot;
use super::layout::Pane;
use super::list::Motion;
use super::sheet::{Item, Kind, Row};
use crate::locale::tui as texts;
use crate::search::BadPattern;
use crate::text::Span;
use crossterm::event::KeyEvent;
use tui_input::InputRequest;
use tui_input::backend::crossterm::EventHandler;

impl App {
    /// Opens the search prompt.
    pub(super) fn start_search(&mut self) {
        self.open_search(self.find.chosen, How::default());
    }

    /// Opens it for words of one's own, in all reports.
    pub(super) fn start_ranked(&mut self) {
        if self.open_search(Scope::All, How { mode: Mode::Ranked, ..How::default() }) {
            // The dictionary is read while the words are typed.
            self.search_from_origin();
        }
    }

    /// Opens it with the words that the list of hits was found by.
    pub(super) fn refine_search(&mut self) {
        let wish = self.sheets.get(Kind::Hits).wish.clone();
        if self.open_search(Scope::All, wish.how) {
            self.find.input = wish.filter.into();
            self.search_from_origin();
        }
    }

    /// Opens it with words to search the report for.
    pub(super) fn search_for(&mut self, words: String) {
        if self.open_search(Scope::Report, How { mode: Mode::Exact, ..How::default() }) {
            self.find.input = words.into();
            self.search_from_origin();
        }
    }

    /// Opens the prompt with nothing typed, unless there is no report to come back to; tells whether
    /// it did.
    fn open_search(&mut self, scope: Scope, how: How) -> bool {
        let Some(page) = &self.reader.page else {
            self.nothing_open();
            return false;
        };
        let outline = &page.entry.report.outline;
        let section = self.reader.section().and_then(|index| outline.sections.get(index));
        self.find.section =
            section.map_or(Span::new(0, page.entry.document.text.len()), |s| s.span);
        let hits = &self.sheets.get(Kind::Hits).wish;
        self.find.origin = Some(Origin {
            top: self.reader.top,
            current: self.reader.current,
            words: self.find.input.value_and_reset(),
            shown: self.find.shown,
            scope: self.reader.scope(),
            table: self.table,
            hits: (hits.filter.clone(), hits.how),
            how: self.find.how,
            chosen: self.find.chosen,
            view: self.view,
        });
        self.searches.leave();
        self.find.clear();
        self.find.scope = scope;
        self.find.how = how;
        self.find.shown = true;
        self.searching = true;
        true
    }

    /// Tells that something needs a report.
    pub(super) fn nothing_open(&mut self) {
        self.fail(self.tr(texts::NO_REPORT_OPEN).to_owned());
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
            let wish = &mut self.sheets.get_mut(Kind::Hits).wish;
            self.find.input.value().clone_into(&mut wish.filter);
            wish.how = self.find.how;
            return self.open_table(Kind::Hits);
        }
        let Some(from) = self.find.origin.as_ref().map(|origin| origin.top.offset) else { return };
        self.look(from, Then::Follow);
    }

    /// Searches the report that is open: at once where that takes no time, else beside the loop.
    fn look(&mut self, from: usize, then: Then) {
        let Some(page) = &self.reader.page else { return };
        let task = Task {
            entry: page.entry.clone(),
            part: self.find.part(page.entry.document.text.len()),
            words: self.find.input.value().to_owned(),
            how: self.find.how,
            tools: self.tools.clone(),
        };
        self.job += 1;
        let id = self.job;
        self.find.look = Some(Look { id, from, then });
        let quick = task.is_quick();
        let work = move || Event::Looked(id, task.run());
        let done = if quick { Some(work()) } else { self.jobs.run(work) };
        if let Some(Event::Looked(id, found)) = done {
            self.looked(id, found);
        }
    }

    /// Takes what a search in the report has found, unless another has been started since.
    pub(super) fn looked(&mut self, id: u64, found: Result<Vec<Span>, BadPattern>) {
        let Some(look) = self.find.look.take_if(|look| look.id == id) else { return };
        match found {
            Ok(hits) => self.find.take(hits, look.from),
            // What was found before stays in sight while the expression is mended.
            Err(problem) => {
                self.find.problem = Some(problem);
                return;
            }
        }
        self.find.problem = None;
        match (look.then, self.find.origin.clone()) {
            (Then::Follow | Then::Finish, Some(origin)) => {
                self.show_current_hit();
                if self.find.at.is_none() {
                    self.return_to(&origin);
                }
                self.follow_reader();
                if look.then == Then::Finish {
                    self.finish_search(&origin);
                }
            }
            (Then::Show, _) => self.find.at = None,
            _ => {}
        }
    }

    fn show_current_hit(&mut self) {
        if let Some(hit) = self.find.current() {
            self.reader.current = None;
            self.reader.show(hit.start as usize);
        }
    }

    fn return_to(&mut self, origin: &Origin) {
        self.reader.show_at_top(origin.top.offset);
        self.reader.confine(origin.scope);
        self.reader.top = origin.top;
        self.reader.current = origin.current;
    }

    /// Searches the report, all reports, or only the section.
    pub(super) fn cycle_scope(&mut self) {
        self.find.scope = match self.find.scope {
            Scope::Report => Scope::Section,
            Scope::Section => Scope::All,
            Scope::All => Scope::Report,
        };
        self.find.chosen = self.find.scope;
        if let Some(origin) = self.find.origin.clone() {
            self.restore_hits(&origin);
            self.close_table();
            self.prepare(self.layout.area);
        }
        self.search_from_origin();
    }

    /// Takes the words in the next way.
    pub(super) fn cycle_mode(&mut self) {
        self.find.how.mode = self.find.how.mode.next();
        self.search_from_origin();
    }

    /// Searches only the next kind of place.
    pub(super) fn cycle_places(&mut self) {
        self.find.how.next_filter();
        self.search_from_origin();
    }

    /// Why the words that are being typed cannot be searched for.
    pub fn search_problem(&self) -> Option<&BadPattern> {
        match self.find.scope {
            Scope::All => self.sheets.get(Kind::Hits).problem.as_ref(),
            _ => self.find.problem.as_ref(),
        }
        .filter(|_| self.searching)
    }

    /// Closes the prompt and stays at the hit, or in the list of hits.
    pub(super) fn accept_search(&mut self) {
        if self.search_problem().is_some() {
            return;
        }
        self.searching = false;
        let Some(origin) = self.find.origin.clone() else { return };
        if self.find.input.value().is_empty() {
            return self.end_search(&origin);
        }
        self.searches.push(self.find.input.value().to_owned());
        if self.find.scope == Scope::All {
            self.find.origin = None;
            let sheet = self.sheets.get(Kind::Hits);
            if sheet.running.is_none() && sheet.rows.is_empty() {
                self.not_found();
            }
            return;
        }
        match &mut self.find.look {
            Some(look) => look.then = Then::Finish,
            None => self.finish_search(&origin),
        }
    }

    fn finish_search(&mut self, origin: &Origin) {
        self.find.origin = None;
        if self.find.hits.is_empty() {
            return self.not_found();
        }
        if let Some(page) = &self.reader.page {
            let spot = Spot { report: page.report, top: origin.top, current: origin.current };
            self.jumps.push(spot);
        }
        self.focus = Pane::Reader;
    }

    fn not_found(&mut self) {
        let words = self.find.input.value().to_owned();
        self.fail(texts::NO_HITS.with(self.lang, &[&words]));
    }

    /// Closes the prompt and goes back to where the search began.
    pub(super) fn cancel_search(&mut self) {
        self.searching = false;
        let Some(origin) = self.find.origin.clone() else { return };
        self.return_to(&origin);
        self.end_search(&origin);
        self.follow_reader();
    }

    /// Puts the words back that were searched for before.
    fn end_search(&mut self, origin: &Origin) {
        self.find.origin = None;
        self.restore_hits(origin);
        self.view = origin.view;
        self.prepare(self.layout.area);
        self.find.input = origin.words.clone().into();
        self.find.how = origin.how;
        self.find.chosen = origin.chosen;
        self.find.shown = origin.shown;
        self.search_again();
    }

    fn restore_hits(&mut self, origin: &Origin) {
        self.table = origin.table;
        let wish = &mut self.sheets.get_mut(Kind::Hits).wish;
        (wish.filter, wish.how) = origin.hits.clone();
    }

    /// Shows a hit of the search in all reports, in the report that is open.
    pub(super) fn show_hit(&mut self, hit: Span) {
        let wish = self.sheets.get(Kind::Hits).wish.clone();
        self.find.input = wish.filter.into();
        self.find.how = wish.how;
        self.find.scope = Scope::Report;
        self.find.clear();
        self.find.shown = true;
        self.look(hit.start as usize, Then::Stay);
        self.reader.current = None;
        self.reader.show(hit.start as usize);
    }

    /// Finds the words of the last search in the report that is open now.
    pub(super) fn search_again(&mut self) {
        if self.find.origin.is_none() {
            self.find.scope = Scope::Report;
        }
        self.find.clear();
        if !self.find.input.value().is_empty() {
            self.look(self.reader.top.offset, Then::Show);
        }
    }

    /// Goes to the next or previous hit.
    pub(super) fn next_hit(&mut self, forward: bool) {
        if self.searching && self.find.scope == Scope::All {
            return self.go_in_table(Motion::Rows(if forward { 1 } else { -1 }));
        }
        if self.find.input.value().is_empty() {
            return self.fail(texts::NO_QUERY.text(self.lang).to_owned());
        }
        if self.find.look.is_some() {
            return self.say(texts::WORKING.text(self.lang).to_owned());
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
                self.show_current_hit();
                self.follow_reader();
                if wrapped {
                    let text = if forward { texts::WRAPPED_TO_TOP } else { texts::WRAPPED_TO_END };
                    self.say(text.text(self.lang).to_owned());
                }
            }
            None => self.not_found(),
        }
    }

    /// Puts words into the prompt that were searched for earlier; in a list of hits, first goes up
    /// to its beginning.
    pub(super) fn older_words(&mut self) {
        let listed = self.find.scope == Scope::All && !self.searches.is_open();
        if listed && self.sheets.get(Kind::Hits).list.at > 0 {
            return self.next_hit(false);
        }
        if let Some(words) = self.searches.older(self.find.input.value()) {
            self.find.input = words.into();
            self.search_from_origin();
        }
    }

    /// Puts the words searched for after those into the prompt, in the end what had been typed;
    /// where nothing earlier was asked for, goes to the next hit.
    pub(super) fn newer_words(&mut self) {
        if !self.searches.is_open() {
            return self.next_hit(true);
        }
        if let Some(words) = self.searches.newer() {
            self.find.input = words.into();
            self.search_from_origin();
        }
    }

    /// What of a row's sentence is highlighted.
    pub fn hits_of_row(&self, row: Row, text: &str, sentence: Span) -> Vec<Span> {
        match row.item {
            Item::Hit(hit) => vec![hit],
            Item::Passage(_) => {
                let mut hits = Vec::new();
                if let Some(query) = self.sheets.get(Kind::Hits).queries.first() {
                    query.find(text, sentence.start as usize, &mut hits);
                }
                hits
            }
            _ => Vec::new(),
        }
    }
}
