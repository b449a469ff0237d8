//! The browser's state, and how commands and messages change it.

use super::Settings;
use super::detail::Detail;
use super::event::Event;
use super::export::Writing;
use super::find::{Find, Tools};
use super::history::History;
use super::jobs::Jobs;
use super::jumps::Jumps;
use super::keymap::{Command, Context, Keymap, Outcome};
use super::keys::Key;
use super::layout::{Divider, Layout, Pane, Panes};
use super::list::List;
use super::load::Loading;
use super::notes::Notebook;
use super::prompt::{Prompt, Titles};
use super::reader::Reader;
use super::session::Keeper;
use super::sheet::{Kind, Sheets};
use super::shelf::Shelf;
use super::theme::{Paint, Theme, ThemeName};
use super::tree::Tree;
use crate::config::Depth;
use crate::locale::{Lang, Message, tui as texts};
use crate::text::width::Widths;
use crossterm::event::KeyEvent;
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
    /// The reading of the corpus.
    pub loading: Loading,
    /// The file that is being written.
    pub writing: Option<Writing>,
    /// Whether what is read was gone to from a table.
    pub from_table: bool,
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
        let ascii = settings.ascii || widths.ambiguous_is_wide();
        Self {
            lang: settings.lang,
            widths,
            ascii,
            mouse: settings.mouse,
            theme: settings.paint.theme(settings.theme.unwrap_or(ThemeName::Dark)),
            paint: settings.paint.clone(),
            keymap: Keymap { ascii, ..settings.keymap.clone() },
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
            loading: Loading::new(settings),
            writing: None,
            from_table: false,
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
            Event::Wrote(id, percent) => self.wrote(id, percent),
            Event::Written(id, told) => self.written(id, told),
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

    /// Wears a theme that the user has chosen.
    pub(super) fn wear(&mut self, name: ThemeName) {
        self.chosen = true;
        if self.paint.depth == Depth::None {
            return self.fail(texts::NO_COLOURS.text(self.lang).to_owned());
        }
        self.theme = self.paint.theme(name);
        let others = ThemeName::ALL.iter().filter(|&&other| other != name);
        let others: Vec<_> = others.map(|other| other.label().text(self.lang)).collect();
        let key = self.keymap.shown(Command::Theme, self.contexts()).into_iter().next();
        let name = name.label().text(self.lang);
        self.say(match key {
            Some(key) => texts::THEME_OF.with(self.lang, &[&name, &key, &others.join("/")]),
            None => texts::THEME_IS.with(self.lang, &[&name]),
        });
    }

    /// Whether the terminal is to be asked for its background.
    pub fn wants_background(&self) -> bool {
        !self.chosen
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
                // `]` that means nothing here takes the key behind it along all the same: `]a` in a
                // table is not `a`.
                let typing = self.searching || self.prompt.is_some();
                if prefixed || typing || !self.keymap.is_prefix(&self.pending) {
                    self.pending.clear();
                }
                if !prefixed && self.alt_digit(key) {
                    return;
                }
                self.count = None;
                if self.searching {
                    self.edit(event);
                } else if self.prompt.is_some() {
                    self.edit_prompt(event);
                } else if !key.is("esc") {
                    self.fail(texts::NO_SUCH_KEY.with(self.lang, &[&keys]));
                }
            }
        }
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
