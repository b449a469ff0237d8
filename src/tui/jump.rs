//! Going to a row of the tree by typing some of its title.

use super::app::App;
use super::event::Event;
use super::list::List;
use super::prompt::{Prompt, Purpose};
use super::shelf::{ReportId, label, section_label};
use super::tree::{Node, Row};
use crate::corpus::Entry;
use crate::locale::{Lang, tui as texts};
use crate::search::{Query, Syntax};
use std::collections::HashMap;

impl App {
    /// Opens the line for some of a title.
    pub(super) fn start_jump(&mut self) {
        self.prompt = Some(Prompt::new(Purpose::Jump(self.tree.list), String::new()));
    }

    /// Looks for the first row from where typing began that has the words.
    pub(super) fn jump_again(&mut self, words: &str, from: List) {
        if words.is_empty() {
            return self.return_to_row(from);
        }
        self.jump(words.to_owned(), from.at, true);
    }

    /// Goes to the next row that has the words, or the one before.
    pub(super) fn jump_on(&mut self, forward: bool) {
        let Some(prompt) = &self.prompt else { return };
        let words = prompt.input.value().to_owned();
        let rows = self.tree.rows().len();
        let from = if forward { self.tree.list.at + 1 } else { self.tree.list.at + rows - 1 };
        if !words.is_empty() && rows > 0 {
            self.jump(words, from % rows, forward);
        }
    }

    fn jump(&mut self, words: String, from: usize, forward: bool) {
        let Some((id, stop)) = self.start_prompt_job() else { return };
        let (tools, rows, lang) = (self.tools.clone(), self.tree.shared_rows(), self.lang);
        let entries = self.shelf.snapshot();
        let work = move || {
            let query = Query::new(&words, Syntax::Pinyin, tools.forms());
            let node = query.ok().and_then(|query| {
                let entries: HashMap<ReportId, &Entry> = entries.iter().collect();
                let has = |row: &Row| {
                    let title = title(row.node, entries.get(&row.node.report)?, lang)?;
                    query.is_in(&title).then_some(row.node)
                };
                // Round the list's end and on to where it began.
                let (before, after) = rows.split_at_checked(from)?;
                let mut found = None;
                let mut look = |row: &Row| {
                    found = has(row);
                    found.is_some() || stop.is_set()
                };
                let _ = if forward {
                    after.iter().chain(before).any(&mut look)
                } else {
                    let (first, last) = after.split_first()?;
                    let rows = std::iter::once(first).chain(before.iter().rev());
                    rows.chain(last.iter().rev()).any(&mut look)
                };
                found
            });
            Event::Jumped(id, node)
        };
        if let Some(Event::Jumped(id, node)) = self.jobs.run(work) {
            self.jumped(id, node);
        }
    }

    /// Takes the row that a job has found, unless another has been started since.
    pub(super) fn jumped(&mut self, id: u64, node: Option<Node>) {
        if !self.end_prompt_job(id) {
            return;
        }
        let Some(node) = node else {
            return self.fail(texts::NOTHING_LIKE_IT.text(self.lang).to_owned());
        };
        self.notice = None;
        self.tree.select(node, &self.shelf);
        self.show_selected();
    }

    /// Goes back to where typing began.
    pub(super) fn return_to_row(&mut self, row: List) {
        if self.tree.list.at != row.at {
            self.tree.list = row;
            self.tree.list.reveal(self.tree.rows().len(), self.tree.height);
            self.show_selected();
        }
    }
}

fn title(node: Node, entry: &Entry, lang: Lang) -> Option<String> {
    match node.section {
        None => Some(label(&entry.report)),
        Some(index) => {
            let section = entry.report.outline.sections.get(index)?;
            Some(section_label(section, &entry.document.text, lang))
        }
    }
}
