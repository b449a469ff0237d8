//! The browser's state, and how commands and messages change it.

use super::Settings;
use super::detail::Detail;
use super::event::Event;
use super::find::{Find, Tools};
use super::history::History;
use super::jobs::Jobs;
use super::jumps::Jumps;
use super::keymap::{Command, Context, Keymap, Outcome};
use super::keys::Key;
use super::layout::{Divider, Layout, MARGINS, MEASURE, Pane, Panes, content};
use super::list::{List, Motion};
use super::notes::Notebook;
use super::page::Page;
use super::prompt::{Prompt, Titles};
use super::reader::Reader;
use super::session::Keeper;
use super::sheet::{Kind, Sheets};
use super::shelf::{ReportId, Shelf};
use super::theme::{Paint, Theme, ThemeName};
use super::tree::{Node, Tree};
use crate::config::Depth;
use crate::corpus::{self, Entry};
use crate::locale::{Lang, Message, tui as texts};
use crate::report::Report;
use crate::text::width::Widths;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use std::path::PathBuf;
use std::sync::Arc;

/// A view that lies over the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Popup {
    /// The keys.
    Help,
    /// What could not be read.
    Problems,
}

/// What has the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// The three panes.
    #[default]
    Reading,
    /// A table over all reports.
    Table,
}

/// What the loop has to do beside drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Leave.
    Quit,
    /// Leave because a signal says so.
    Terminate(i32),
    /// Draw every cell again.
    Redraw,
    /// Hand the terminal back to the shell until it says to go on.
    Suspend,
    /// Give this to the clipboard.
    Copy(String),
    /// Open this file at this line in the user's editor.
    Edit(PathBuf, usize),
    /// Take the terminal over again after the shell had it.
    Resume,
}

/// A line for the user, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// Whether something went wrong.
    pub error: bool,
}

/// The whole state.
#[derive(Debug)]
pub struct App {
    /// Language of the interface.
    pub lang: Lang,
    /// Display widths.
    pub widths: Widths,
    /// Whether borders and arrows are ASCII.
    pub ascii: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Colours.
    pub theme: Theme,
    /// What themes are made with.
    pub paint: Paint,
    /// The keys.
    pub keymap: Keymap,
    /// Keys pressed so far of a longer sequence.
    pub pending: Vec<Key>,
    /// The number typed before a command.
    pub count: Option<usize>,
    /// The reports.
    pub shelf: Shelf,
    /// The pane of reports and sections.
    pub tree: Tree,
    /// The pane of text.
    pub reader: Reader,
    /// The pane of findings.
    pub detail: Detail,
    /// The search in the report.
    pub find: Find,
    /// Whether the search prompt is open.
    pub searching: bool,
    /// The panes or a table.
    pub view: View,
    /// The table that is shown, or was last.
    pub table: Kind,
    /// All tables.
    pub sheets: Sheets,
    /// Rows of a table on the screen.
    pub table_height: usize,
    /// A line to type into.
    pub prompt: Option<Prompt>,
    /// Rows of what may be chosen with it on the screen.
    pub choices_height: usize,
    /// The titles of all reports.
    pub titles: Titles,
    /// What searching needs, made when it is first needed.
    pub tools: Arc<Tools>,
    /// What was copied last.
    pub copied: String,
    /// Bookmarks and notes.
    pub book: Notebook,
    /// Words searched for before.
    pub searches: History,
    /// Names of commands that were chosen by name.
    pub chosen_commands: History,
    /// Where the reader left off, and is now.
    pub keeper: Keeper,
    /// Where long work goes.
    pub jobs: Jobs,
    /// Number of the last job.
    pub job: u64,
    /// Counts what has arrived on the shelf: tables made before are not complete.
    pub version: u64,
    /// Places to go back to.
    pub jumps: Jumps,
    /// The pane that keys go to.
    pub focus: Pane,
    /// Whether it has the whole screen.
    pub zoom: bool,
    /// Whether reading is confined to the section that is selected in the tree.
    pub confined: bool,
    /// The view over the panes.
    pub popup: Option<Popup>,
    /// Its selection and scroll.
    pub popup_list: List,
    /// Words that its rows must have.
    pub popup_words: String,
    /// Its number of rows and the rows on the screen, found before drawing.
    pub popup_size: (usize, usize),
    /// What was said last.
    pub notice: Option<Notice>,
    /// Where everything is on the screen.
    pub layout: Layout,
    /// Sizes of the panes that the user has chosen.
    pub panes: Panes,
    /// Sizes of the panes at the start.
    pub usual_panes: Panes,
    /// What the mouse has taken hold of.
    pub dragged: Option<Divider>,
    /// What the loop has to do.
    pub request: Option<Request>,
    /// Which reading of the corpus counts; messages of others are stale.
    pub generation: u64,
    /// Whether the user has pressed a key; until then the first report stays selected.
    pub(super) touched: bool,
    /// Whether the colours were asked for, by a flag, a key or the environment.
    pub(super) chosen: bool,
    /// Whether reports have arrived since the tree was made.
    pub(super) arrived: bool,
}

impl App {
    /// The browser before anything has been read.
    pub fn new(settings: &Settings) -> Self {
        let widths = Widths::new(settings.ambiguous);
        Self {
            lang: settings.lang,
            widths,
            ascii: settings.ascii || widths.ambiguous_is_wide(),
            mouse: settings.mouse,
            theme: settings.paint.theme(settings.theme.unwrap_or(ThemeName::Dark)),
            paint: settings.paint.clone(),
            keymap: settings.keymap.clone(),
            pending: Vec::new(),
            count: None,
            shelf: Shelf::default(),
            tree: Tree::default(),
            reader: Reader::default(),
            detail: Detail::default(),
            find: Find::default(),
            searching: false,
            view: View::default(),
            table: Kind::default(),
            sheets: Sheets::default(),
            table_height: 0,
            prompt: None,
            choices_height: 0,
            titles: Titles::default(),
            tools: Arc::default(),
            copied: String::new(),
            book: Notebook::default(),
            searches: History::default(),
            chosen_commands: History::default(),
            keeper: Keeper::default(),
            jobs: Jobs::default(),
            job: 0,
            version: 0,
            jumps: Jumps::default(),
            focus: Pane::Tree,
            zoom: false,
            confined: false,
            popup: None,
            popup_list: List::default(),
            popup_words: String::new(),
            popup_size: (0, 0),
            notice: settings.warning.clone().map(|text| Notice { text, error: true }),
            layout: Layout::default(),
            panes: settings.panes,
            usual_panes: settings.panes,
            dragged: None,
            request: None,
            generation: 0,
            touched: false,
            chosen: settings.theme.is_some() || settings.paint.depth == Depth::None,
            arrived: false,
        }
    }

    /// Takes an event. Several may come before the next frame: what a key changes about the panes
    /// holds for the key after it.
    pub fn handle(&mut self, event: Event) {
        match event {
            Event::Key(key) => {
                self.key(&key);
                self.prepare(self.layout.area);
            }
            Event::Mouse(mouse) => {
                self.take_over();
                self.mouse(&mouse);
                self.prepare(self.layout.area);
            }
            Event::Paste(text) => self.paste(&text),
            Event::Resize => {}
            Event::Suspend => self.request = Some(Request::Suspend),
            Event::Resumed => self.request = Some(Request::Resume),
            Event::Corpus(generation, event) if generation == self.generation => {
                self.corpus(event);
            }
            Event::LoadFailed(generation, reason) if generation == self.generation => {
                self.shelf.done = true;
                self.arrived = true;
                self.fail(texts::LOAD_FAILED.with(self.lang, &[&reason]));
            }
            Event::Changed(generation, change) if generation == self.generation => {
                self.changed(change);
            }
            Event::Corpus(..) | Event::LoadFailed(..) | Event::Changed(..) => {}
            Event::Arranged(kind, job, rows) => self.arranged(kind, job, rows),
            Event::Looked(job, found) => self.looked(job, found),
            Event::Jumped(job, node) => self.jumped(job, node),
            Event::Terms(job, terms) => self.found_terms(job, terms),
            Event::Titles(job, choices) => self.found_titles(job, choices),
            Event::Noted(told) => self.noted(told),
            Event::NotesPlaced(places) => self.notes_placed(&places),
            Event::Told(Ok(text)) => self.say(text),
            Event::Told(Err(text)) => self.fail(text),
            Event::Background { light } => self.suit(light),
            Event::Terminate(signal) => self.request = Some(Request::Terminate(signal)),
            Event::Closed => self.request = Some(Request::Quit),
        }
    }

    /// Chooses the theme that suits the terminal, unless the user has chosen one.
    fn suit(&mut self, light: bool) {
        if !self.chosen {
            let name = if light { ThemeName::Light } else { ThemeName::Dark };
            self.theme = self.paint.theme(name);
        }
    }

    /// Whether the terminal is to be asked for its background.
    pub fn wants_background(&self) -> bool {
        !self.chosen
    }

    pub(super) fn corpus(&mut self, event: corpus::Event) {
        match event {
            corpus::Event::Found { files, done } => {
                self.shelf.found = files;
                self.shelf.walked = done;
            }
            // Read before its turn, or touched but not changed: nothing has to be drawn anew.
            corpus::Event::Read(entry) if self.shelf.has(&entry) => {}
            corpus::Event::Read(entry) => {
                let id = self.shelf.insert(entry);
                self.version += 1;
                self.book.expect(id);
                self.restore_report(id);
                self.arrived = true;
                if self.reader.page.as_ref().is_some_and(|page| page.report == id) {
                    self.reload(id);
                }
            }
            corpus::Event::Problem(problem) => {
                self.shelf.problems.push(problem);
                self.version += 1;
            }
            corpus::Event::Done => {
                self.shelf.done = true;
                self.arrived = true;
                self.book.expect_all();
            }
        }
    }

    /// The contexts in which keys are looked up, the innermost first.
    pub fn contexts(&self) -> &'static [Context] {
        if self.searching {
            return &[Context::Search];
        }
        if self.prompt.is_some() {
            return &[Context::Prompt];
        }
        if self.popup.is_some() {
            return &[Context::Popup];
        }
        self.places()
    }

    /// The contexts of what has the screen, whatever is typed over it.
    pub fn places(&self) -> &'static [Context] {
        if self.view == View::Table {
            return &[Context::Table];
        }
        match self.focus {
            Pane::Tree => &[Context::Tree, Context::Browse],
            Pane::Reader => &[Context::Reader, Context::Browse],
            Pane::Detail => &[Context::Detail, Context::Browse],
        }
    }

    fn key(&mut self, event: &KeyEvent) {
        let Some(key) = Key::from_event(event) else { return };
        self.touched = true;
        self.take_over();
        self.notice = None;
        if self.count_key(key) {
            return;
        }
        self.pending.push(key);
        match self.keymap.look_up(self.contexts(), &self.pending) {
            Outcome::Run(Command::Count) => {
                self.pending.clear();
                self.start_count(key);
            }
            Outcome::Run(command) => {
                self.pending.clear();
                self.update_counted(command);
            }
            Outcome::Pending => {}
            Outcome::Unbound => {
                let keys: String = self.pending.iter().map(Key::to_string).collect();
                let prefixed = self.pending.len() > 1;
                self.pending.clear();
                if !prefixed && self.alt_digit(key) {
                    return;
                }
                self.count = None;
                if self.searching {
                    self.edit(event);
                } else if self.prompt.is_some() {
                    self.edit_prompt(event);
                } else if prefixed && keys != "esc" && !keys.ends_with("esc") {
                    self.fail(texts::NO_SUCH_KEY.with(self.lang, &[&keys]));
                }
            }
        }
    }

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

    /// Tells the user something.
    pub fn say(&mut self, text: String) {
        self.notice = Some(Notice { text, error: false });
    }

    /// Tells the user that something did not work.
    pub fn fail(&mut self, text: String) {
        self.notice = Some(Notice { text, error: true });
    }

    /// The text in the language of the interface.
    pub fn tr(&self, message: Message) -> &'static str {
        message.text(self.lang)
    }
}
