//! What the keys do in the tables over all reports.

use super::app::{App, View};
use super::event::Event;
use super::find::Mode;
use super::jobs::Stop;
use super::list::Motion;
use super::prompt::{Prompt, Purpose};
use super::sheet::{Arrangement, Item, Kind, Row, Source, arrange};
use crate::locale::tui as texts;

impl App {
    /// Shows a table where it was left.
    pub(super) fn open_table(&mut self, kind: Kind) {
        self.view = View::Table;
        self.from_table = false;
        self.table = kind;
        if kind == Kind::Notes {
            self.look_for_others();
        }
        self.refresh_table();
    }

    /// Shows the panes.
    pub(super) fn close_table(&mut self) {
        self.view = View::Reading;
    }

    /// What a job beside the loop works on.
    pub(super) fn source(&self) -> Source {
        Source {
            reports: self.shelf.snapshot(),
            problems: self.shelf.problems.clone(),
            notes: self.book.snapshot(),
            lang: self.lang,
            tools: self.tools.clone(),
            names: self.loading.names().clone(),
        }
    }

    /// Has the rows of the table made anew where they are not what they should be. A job that
    /// works on words that are no longer wanted is stopped; one that only misses reports that have
    /// arrived since is not, so that it ends.
    pub(super) fn refresh_table(&mut self) {
        let kind = self.table;
        let version = match kind {
            Kind::Notes => self.version + self.book.version,
            _ => self.version,
        };
        let sheet = self.sheets.get(kind);
        let wish = sheet.wish.clone();
        if let Some((asked, before)) = &sheet.asked
            && *before == wish
            && (*asked == version || sheet.running.is_some())
        {
            return;
        }
        self.job += 1;
        let (id, stop) = (self.job, Stop::default());
        let sheet = self.sheets.get_mut(kind);
        if let Some((_, old)) = sheet.running.replace((id, stop.clone())) {
            old.set();
        }
        let selected = sheet.selected();
        sheet.asked = Some((version, wish.clone()));
        let source = self.source();
        let work = move || {
            let mut made = arrange(&source, kind, &wish, &stop);
            if let Some(made) = &mut made {
                made.find(selected);
            }
            Event::Arranged(kind, id, made)
        };
        if let Some(Event::Arranged(kind, id, arranged)) = self.jobs.run(work) {
            self.arranged(kind, id, arranged);
        }
    }

    /// Takes the rows that a job has made, unless another has been started since.
    pub(super) fn arranged(&mut self, kind: Kind, id: u64, arranged: Option<Arrangement>) {
        let height = self.table_height;
        let sheet = self.sheets.get_mut(kind);
        if sheet.running.as_ref().is_none_or(|(running, _)| *running != id) {
            return;
        }
        sheet.running = None;
        if let Some(made) = arranged {
            sheet.show(made, height);
        }
    }

    /// Moves the selection of the table.
    pub(super) fn go_in_table(&mut self, motion: Motion) {
        let height = self.table_height;
        let sheet = self.sheets.get_mut(self.table);
        sheet.list.go(motion, sheet.rows.len(), height);
    }

    /// Goes to the sentence of the selected row; the table stays as it is.
    pub(super) fn leave_to_sentence(&mut self) {
        match self.sheets.get(self.table).selected() {
            Some(row) => self.go_to_row(row),
            None => self.fail(self.tr(texts::NOTHING_HERE).to_owned()),
        }
    }

    fn go_to_row(&mut self, row: Row) {
        match row.item {
            // There is no sentence, but a reason that the row may be too short for.
            Item::Problem(_) => return self.open_popup(super::app::Popup::Problems),
            Item::Lost(key) => return self.go_to_lost(key),
            _ => {}
        }
        self.remember();
        self.close_table();
        self.from_table = true;
        self.focus = super::layout::Pane::Reader;
        self.prepare(self.layout.area);
        self.open(row.report);
        self.reader.confine(None);
        match row.item {
            Item::Mark(mark) => self.reader.show_mark(mark),
            Item::Hit(place) | Item::Passage(place) => self.show_hit(place),
            Item::Note(_, span) => self.show_note(span),
            Item::Problem(_) | Item::Lost(_) => {}
        }
        self.follow_reader();
    }

    /// Sorts by the next column, after the last in reading order again.
    pub(super) fn cycle_sort(&mut self) {
        let columns = self.table.columns();
        let places = super::view::table_columns(self.table, self.layout.area);
        let shown = |at: &usize| places.get(*at).is_some_and(|(from, to)| from < to);
        let wish = &mut self.sheets.get_mut(self.table).wish;
        let from = wish.sort.map_or(0, |at| at + 1);
        wish.sort = (from..columns.len()).find(shown);
        let by = wish.sort.and_then(|at| columns.get(at)).map(|column| column.head());
        let ranked = self.table == Kind::Hits && wish.how.mode == Mode::Ranked;
        let unsorted = if ranked { texts::BEST_FIRST } else { texts::READING_ORDER };
        let by = by.unwrap_or(unsorted).text(self.lang);
        self.say(texts::SORTED_BY.with(self.lang, &[&by]));
        self.refresh_table();
    }

    /// Sorts by a column, or, where it is sorted by it, the other way round.
    pub(super) fn sort_by(&mut self, column: usize) {
        let wish = &mut self.sheets.get_mut(self.table).wish;
        if wish.sort == Some(column) {
            wish.reverse = !wish.reverse;
        } else {
            wish.sort = Some(column);
            wish.reverse = false;
        }
        self.refresh_table();
    }

    /// Turns the order round.
    pub(super) fn reverse_table(&mut self) {
        let wish = &mut self.sheets.get_mut(self.table).wish;
        wish.reverse = !wish.reverse;
        self.refresh_table();
    }

    /// Opens the prompt for the filter.
    pub(super) fn start_filter(&mut self) {
        if self.table == Kind::Hits {
            return self.refine_search();
        }
        let words = self.sheets.get(self.table).wish.filter.clone();
        self.prompt = Some(Prompt::new(Purpose::Filter, words));
    }

    /// Takes the filter away; where there is none, goes back to the panes.
    pub(super) fn clear_filter(&mut self) {
        let filter = &mut self.sheets.get_mut(self.table).wish.filter;
        if self.table == Kind::Hits || filter.is_empty() {
            return self.close_table();
        }
        filter.clear();
        self.refresh_table();
    }
}
