//! The words that set the section in view apart from the other reports.

use super::app::App;
use super::event::Event;
use super::prompt::{Choice, Purpose, Target};
use crate::locale::tui as texts;
use crate::search::{KeyTerm, Query, Syntax};
use crate::text::Span;

/// Words at most: two screens.
const TERMS: usize = 40;

impl App {
    /// Lists the words of the section in view.
    pub(super) fn start_terms(&mut self) {
        let Some(entry) = self.entry().cloned() else { return self.nothing_open() };
        self.choose(Purpose::Terms(Vec::new()));
        let Some((id, stop)) = self.start_prompt_job() else { return };
        let len = entry.document.text.len();
        let section = self.reader.section().and_then(|at| entry.report.outline.sections.get(at));
        let part = section.map_or(Span::new(0, len), |section| section.span);
        let (tools, entries) = (self.tools.clone(), self.shelf.snapshot());
        let work = move || {
            let (ranker, entries) = (&tools.ranker, &entries.entries);
            let terms = ranker.key_terms(&entry, part, entries, TERMS, stop.flag());
            Event::Terms(id, terms.unwrap_or_default())
        };
        if let Some(Event::Terms(id, terms)) = self.jobs.run(work) {
            self.found_terms(id, terms);
        }
    }

    /// Takes the words that a job has found.
    pub(super) fn found_terms(&mut self, id: u64, terms: Vec<KeyTerm>) {
        if !self.end_prompt_job(id) {
            return;
        }
        if let Some(prompt) = &mut self.prompt {
            prompt.purpose = Purpose::Terms(terms);
        }
        self.filter_terms();
    }

    /// Offers those of the words that have what is typed.
    pub(super) fn filter_terms(&mut self) {
        let Some(prompt) = &self.prompt else { return };
        let Purpose::Terms(terms) = &prompt.purpose else { return };
        let query = Query::new(prompt.input.value(), Syntax::Pinyin, self.tools.forms()).ok();
        let query = query.filter(|query| !query.is_empty());
        let fits = |term: &&KeyTerm| query.as_ref().is_none_or(|query| query.is_in(&term.word));
        let choice = |term: &KeyTerm| Choice {
            text: term.word.clone(),
            right: texts::TERM_COUNT.with(self.lang, &[&term.count, &term.reports]),
            target: Target::Words(term.word.clone()),
        };
        let choices = terms.iter().filter(fits).map(choice).collect();
        self.set_choices(choices);
    }
}
