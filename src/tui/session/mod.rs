//! Going on where one left off: what was open and where, per folder.
//!
//! It is written when the browser is left, when a signal ends it, and when nobody has pressed a key
//! for a while. What belongs to the screen is restored before the first frame; the place in the
//! text when its report arrives, unless a key has been pressed meanwhile.

mod file;

pub use file::{Error, Jump, Place, Session, Table};

use super::Settings;
use super::app::{App, View};
use super::history::History;
use super::jumps::Spot;
use super::list::List;
use super::page::Place as Row;
use super::sheet::Kind;
use super::shelf::ReportId;
use super::tree::Node;
use crate::corpus::Entry;
use crate::locale::tui as texts;
use crate::text::{Position, Text};
use std::collections::{BTreeMap, HashMap};
use std::path::{self, Path, PathBuf};
use std::time::{Duration, Instant};

/// How long after the last key a session is written.
const QUIET: Duration = Duration::from_secs(2);
/// Places to go back to that are remembered.
const JUMPS: usize = 40;
/// Characters of the first row that are remembered.
const WORDS: usize = 24;

/// The session of what is open.
#[derive(Debug, Default)]
pub struct Keeper {
    /// Where it is kept; none where nothing is.
    file: Option<PathBuf>,
    opened: Vec<PathBuf>,
    /// What is still to be restored.
    wanted: Option<Session>,
    /// The report to go on in, once it has arrived.
    found: Option<ReportId>,
    /// Folds of reports that may still arrive.
    folds: BTreeMap<String, Vec<i64>>,
    /// The row of the table to go on in.
    row: Option<(Kind, usize)>,
    /// Places to go back and forward to, in reports that may still arrive.
    jumps: (Vec<Jump>, Vec<Jump>),
    /// What was written last.
    written: Option<Session>,
    /// When it is to be written.
    due: Option<Instant>,
}

impl App {
    /// Restores what was open here, or only what was searched for.
    pub(super) fn restore(&mut self, settings: &Settings) {
        let Some(state) = &settings.state else { return };
        let file = file::file(state, &settings.paths);
        let read = file::read(&file);
        self.keeper.file = Some(file);
        self.keeper.opened.clone_from(&settings.paths);
        let session = match read {
            Ok(Some(session)) => session,
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(%error, "the session cannot be read");
                return self.fail(texts::SESSION_BROKEN.with(self.lang, &[&error]));
            }
        };
        self.searches = History::new(session.searches.clone());
        self.chosen_commands = History::new(session.commands.clone());
        self.book.cited.clone_from(&session.cited);
        if let Some(words) = session.searches.last() {
            self.find.input = words.clone().into();
        }
        if !settings.restore {
            return;
        }
        self.panes = self.panes.with_sizes(session.panes);
        self.focus = session.focus;
        self.zoom = session.zoom;
        self.confined = session.confined;
        self.detail.filter = session.filter;
        self.find.chosen = session.scope;
        self.find.how = session.how;
        self.find.shown = session.shown && !self.find.input.value().is_empty();
        self.keeper.jumps = (session.past.clone(), session.future.clone());
        self.tree.set_all(session.unfolded, &self.shelf);
        self.table = session.table;
        for table in &session.tables {
            let wish = &mut self.sheets.get_mut(table.kind).wish;
            wish.filter.clone_from(&table.filter);
            wish.how = table.how;
            wish.sort = table.sort.filter(|&sort| sort < table.kind.columns().len());
            wish.reverse = table.reverse;
        }
        if session.table_shown {
            self.view = View::Table;
        }
        self.keeper.row = Some((session.table, session.row));
        self.keeper.folds.clone_from(&session.folds);
        self.keeper.written = Some(session.clone());
        self.keeper.wanted = session.report.is_some().then_some(session);
    }

    /// The file of the report that is to be gone on in, named as it will be found: it may be read
    /// before the others. None where it is a part of another file.
    pub(super) fn wanted_report(&self) -> Option<PathBuf> {
        let wanted = Path::new(self.keeper.wanted.as_ref()?.report.as_ref()?);
        let named = self.keeper.opened.iter().find_map(|root| {
            let rest = wanted.strip_prefix(path::absolute(root).ok()?).ok()?;
            Some(if rest.as_os_str().is_empty() { root.clone() } else { root.join(rest) })
        });
        named.filter(|path| path.is_file())
    }

    /// A report has arrived.
    pub(super) fn restore_report(&mut self, id: ReportId) {
        let keeper = &mut self.keeper;
        if keeper.wanted.is_none() && keeper.folds.is_empty() {
            return;
        }
        let Some(entry) = self.shelf.get(id) else { return };
        let name = name(entry);
        if let Some(sections) = keeper.folds.remove(&name) {
            for section in sections {
                self.tree.except(Node { report: id, section: usize::try_from(section).ok() });
            }
        }
        if keeper.wanted.as_ref().is_some_and(|wanted| wanted.report == Some(name)) {
            keeper.found = Some(id);
        }
    }

    /// The user does something: what was not restored so far is not wanted any more.
    pub(super) fn take_over(&mut self) {
        self.keeper.row = None;
        if self.keeper.wanted.take().is_some() {
            self.arrived = true;
        }
        if self.keeper.file.is_some() {
            self.keeper.due = Some(Instant::now() + QUIET);
        }
    }

    /// Whether the first report is to be opened; not while another one is awaited, which is shown
    /// here once it has arrived.
    pub(super) fn settle_session(&mut self) -> bool {
        let Some(session) = self.keeper.wanted.take() else { return true };
        let Some(id) = self.keeper.found.take() else {
            if !self.shelf.done {
                self.keeper.wanted = Some(session);
            }
            return self.shelf.done;
        };
        self.touched = true;
        self.open(id);
        let Some(entry) = self.entry().cloned() else { return true };
        let offset = offset(&session.place, &entry.document.text);
        let section = session.section.filter(|&at| at < entry.report.outline.sections.len());
        let node = Node { report: id, section };
        let span = node.span(&entry.report, entry.document.text.len());
        self.reader.confine((self.confined && section.is_some()).then_some(span));
        let focus = self::offset(&session.reading, &entry.document.text);
        self.reader.go_on(Row { offset, gap: session.place.gap }, focus);
        self.tree.select(node, &self.shelf);
        let len = self.tree.rows().len();
        self.tree.list.top = self.tree.list.at.saturating_sub(session.above);
        self.tree.list.reveal(len, self.tree.height);
        self.detail.follow(node, &entry.report, entry.document.text.len());
        self.search_again();
        true
    }

    /// Everything has been read: the reports that jumps lead to are there, or are gone.
    pub(super) fn settle_jumps(&mut self) {
        let (past, future) = std::mem::take(&mut self.keeper.jumps);
        if past.is_empty() && future.is_empty() {
            return;
        }
        let named = |&id: &ReportId| Some((name(self.shelf.get(id)?), id));
        let ids: HashMap<String, ReportId> = self.shelf.order().iter().filter_map(named).collect();
        let spot = |jump: &Jump| {
            let report = *ids.get(&jump.report)?;
            let offset = offset(&jump.place, &self.shelf.get(report)?.document.text);
            let top = Row { offset, gap: jump.place.gap };
            Some(Spot { report, top, current: None })
        };
        let [past, future] = [past, future].map(|jumps| jumps.iter().filter_map(spot).collect());
        self.jumps.go_on(past, future);
    }

    /// The last places of a list of jumps, with those that wait for their reports.
    fn kept_jumps(&self, jumps: &[Spot], waiting: &[Jump]) -> Vec<Jump> {
        let jump = |spot: &Spot| {
            let entry = self.shelf.get(spot.report)?;
            Some(Jump { report: name(entry), place: place(spot.top, &entry.document.text) })
        };
        let from = jumps.len().saturating_sub(JUMPS);
        let jumps = jumps.get(from..).unwrap_or_default().iter().filter_map(jump);
        waiting.iter().cloned().chain(jumps).collect()
    }

    /// Selects the row of the table where one left off, once all rows are there.
    pub(super) fn settle_row(&mut self) {
        let Some((kind, row)) = self.keeper.row else { return };
        let sheet = self.sheets.get_mut(kind);
        if self.view != View::Table || kind != self.table {
            return;
        }
        if self.shelf.done && sheet.running.is_none() && row < sheet.rows.len() {
            sheet.list = List { at: row, top: 0 };
            sheet.list.reveal(sheet.rows.len(), self.table_height);
            self.keeper.row = None;
        }
    }

    /// How long to wait for a key before the session is written; none is for ever.
    pub(super) fn quiet(&self) -> Option<Duration> {
        Some(self.keeper.due?.saturating_duration_since(Instant::now()))
    }

    /// Writes the session, if something has changed.
    pub(super) fn keep_session(&mut self) {
        self.keeper.due = None;
        let Some(file) = self.keeper.file.clone() else { return };
        // Where nothing has been shown yet, the reader was nowhere.
        let Some(session) = self.session() else { return };
        if self.keeper.written.as_ref() == Some(&session) {
            return;
        }
        match file::write(&file, &session) {
            Ok(()) => self.keeper.written = Some(session),
            Err(error) => tracing::warn!(%error, "the session cannot be kept"),
        }
    }

    fn session(&self) -> Option<Session> {
        let page = self.reader.page.as_ref()?;
        let node = self.tree.selected();
        let reading = Row { offset: self.reader.position(), gap: false };
        let tables = Kind::ALL.into_iter().map(|kind| {
            let wish = &self.sheets.get(kind).wish;
            let filter = wish.filter.clone();
            Table { kind, filter, how: wish.how, sort: wish.sort, reverse: wish.reverse }
        });
        let mut folds = self.keeper.folds.clone();
        for node in self.tree.exceptions() {
            let Some(entry) = self.shelf.get(node.report) else { continue };
            let section = node.section.map_or(-1, |at| i64::try_from(at).unwrap_or(-1));
            folds.entry(name(entry)).or_default().push(section);
        }
        folds.values_mut().for_each(|sections| sections.sort_unstable());
        let opened = self.keeper.opened.iter().map(|path| absolute(path));
        Some(Session {
            version: 1,
            opened: opened.collect(),
            report: Some(name(&page.entry)),
            place: place(self.reader.top, &page.entry.document.text),
            reading: place(reading, &page.entry.document.text),
            section: node.filter(|node| node.report == page.report).and_then(|node| node.section),
            above: self.tree.list.at.saturating_sub(self.tree.list.top),
            unfolded: self.tree.is_unfolded(),
            folds,
            focus: self.focus,
            zoom: self.zoom,
            confined: self.confined,
            panes: self.panes.changed(self.usual_panes),
            filter: self.detail.filter,
            table_shown: self.view == View::Table,
            table: self.table,
            row: self.sheets.get(self.table).list.at,
            tables: tables
                .filter(|table| *table != Table { kind: table.kind, ..Table::default() })
                .collect(),
            scope: self.find.chosen,
            how: self.find.how,
            shown: self.find.shown,
            past: self.kept_jumps(self.jumps.past(), &self.keeper.jumps.0),
            future: self.kept_jumps(self.jumps.future(), &self.keeper.jumps.1),
            searches: self.searches.words().to_vec(),
            commands: self.chosen_commands.words().to_vec(),
            cited: self.book.cited.clone(),
        })
    }
}

/// What a report is called in a session: its file, absolute.
fn name(entry: &Entry) -> String {
    absolute(&entry.document.path)
}

fn absolute(path: &Path) -> String {
    let absolute = path::absolute(path);
    absolute.as_deref().unwrap_or(path).to_string_lossy().into_owned()
}

fn place(top: Row, text: &Text) -> Place {
    // What is read last is told by the last byte, which may be in the middle of a character.
    let at = text.as_str().floor_char_boundary(top.offset);
    let Position { line, column } = text.position(at);
    let rest = text.as_str().get(at..).unwrap_or_default();
    let words = rest.lines().next().unwrap_or_default().chars().take(WORDS).collect();
    Place { line, column, gap: top.gap, words }
}

/// Where a place is now: as many lines down, or where its words are next to there.
fn offset(place: &Place, text: &Text) -> usize {
    let at = text.offset(Position { line: place.line, column: place.column });
    let near = at.unwrap_or(text.len());
    let stands = text.as_str().get(near..).is_some_and(|rest| rest.starts_with(&place.words));
    if stands || place.words.trim().is_empty() {
        return near.min(text.len());
    }
    let found = memchr::memmem::find_iter(text.as_str().as_bytes(), &place.words);
    found.min_by_key(|found| found.abs_diff(near)).unwrap_or(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_where_its_lines_have_shifted() {
        let before = Text::new("甲\n乙丙丁\n甲\n乙丙\n".to_owned());
        let at = before.as_str().find("丙丁").unwrap();
        let place = place(Row { offset: at, gap: false }, &before);
        assert_eq!((place.line, place.column, place.words.as_str()), (2, 2, "丙丁"));
        assert_eq!(offset(&place, &before), at);
        let shifted = format!("首页\n\n{}", before.as_str());
        let text = Text::new(shifted.clone());
        assert_eq!(offset(&place, &text), shifted.find("丙丁").unwrap());
        let short = Text::new("甲\n乙".to_owned());
        assert_eq!(offset(&place, &short), short.len());
    }
}
