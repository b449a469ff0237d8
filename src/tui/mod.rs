//! The terminal browser.
//!
//! Threads and channels, no async: the keys, the signals and the reading of files each have a
//! thread and send [`event::Event`]s. [`drive::drive`] takes them one by one, lets
//! [`app::App`] change its state by [`keymap::Command`]s, and draws with [`view::draw`], which
//! changes nothing. The keys stand in one table, [`keymap::GROUPS`].

mod answer;
pub mod app;
mod changes;
mod counts;
pub mod detail;
pub mod drive;
pub mod event;
pub mod export;
pub mod find;
pub mod history;
pub mod jobs;
mod jump;
pub mod jumps;
pub mod keymap;
pub mod keys;
pub mod layout;
pub mod list;
pub mod load;
pub mod marks;
mod mouse;
mod navigate;
pub mod notes;
pub mod page;
mod panes;
pub mod prompt;
pub mod reader;
mod remap;
mod resize;
mod searching;
pub mod session;
pub mod sheet;
pub mod shelf;
mod sixteen;
mod tables;
pub mod tell;
mod terminal;
mod terms;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod tree;
mod update;
pub mod view;
mod work;
mod yank;

use crate::locale::Lang;
use crate::{corpus, lexicon};
use std::io;
use std::path::PathBuf;
use std::sync::mpsc;

pub use theme::ThemeName;

/// What the browser is told at its start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Files and folders to open.
    pub paths: Vec<PathBuf>,
    /// Language of the interface.
    pub lang: Lang,
    /// How the files are read.
    pub corpus: corpus::Options,
    /// How they are watched.
    pub watching: corpus::watch::Watching,
    /// Colours; none leaves the choice to the terminal.
    pub theme: Option<ThemeName>,
    /// How many colours there are, and a user's own.
    pub paint: theme::Paint,
    /// The keys.
    pub keymap: keymap::Keymap,
    /// Sizes of the panes.
    pub panes: layout::Panes,
    /// Rows that are added to the tables of the language.
    pub additions: lexicon::Additions,
    /// What is wrong with the configuration.
    pub warning: Option<String>,
    /// Borders and arrows in ASCII.
    pub ascii: bool,
    /// Columns of characters of ambiguous width (`“ ” — …`): 1 or 2.
    pub ambiguous: u8,
    /// The database of notes; none where the system tells no folder for it.
    pub notes: Option<PathBuf>,
    /// The folder where sessions are kept; none where the system tells no folder for it.
    pub state: Option<PathBuf>,
    /// Whether to go on where one left off.
    pub restore: bool,
    /// Whether the mouse scrolls and selects; the terminal's own selection then needs shift.
    pub mouse: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            lang: Lang::default(),
            corpus: corpus::Options::default(),
            watching: corpus::watch::Watching::default(),
            theme: None,
            paint: theme::Paint::default(),
            keymap: keymap::Keymap::default(),
            panes: layout::Panes::default(),
            additions: lexicon::Additions::default(),
            warning: None,
            ascii: false,
            ambiguous: 1,
            notes: None,
            state: None,
            restore: true,
            mouse: true,
        }
    }
}

/// Runs the browser until the user leaves it or the terminal goes away. A signal that asks the
/// program to end does end it, once the terminal is restored.
///
/// # Errors
/// When the terminal cannot be set up or written to.
pub fn run(settings: Settings) -> io::Result<()> {
    let mut app = app::App::new(&settings);
    app.restore(&settings);
    let (sender, events) = mpsc::channel();
    terminal::restore_on_panic();
    let (ended, unsaved) = {
        let _guard = terminal::Guard::new(settings.mouse)?;
        let mut screen = terminal::screen(app.paint.depth)?;
        terminal::watch_signals(sender.clone())?;
        let asked = app.wants_background();
        if asked {
            terminal::ask_background()?;
        }
        terminal::watch_input(sender.clone(), asked)?;
        app.jobs.events = Some(sender.clone());
        app.open_notes(&settings, sender.clone());
        app.start_reading(sender)?;
        let ended = drive::drive(&mut screen, &mut app, &events);
        app.keep_session();
        let unsaved = app.close_notes();
        // Dropped, it would show the cursor, which the guard does, and crash where the terminal is
        // gone.
        std::mem::forget(screen);
        (ended, unsaved)
    };
    if !unsaved.is_empty() {
        notes::hand_over(&unsaved, settings.lang);
    }
    match ended? {
        drive::Ending::Quit | drive::Ending::Deserted => Ok(()),
        // Those who wait for the program are told the truth about its end.
        drive::Ending::Signal(signal) => signal_hook::low_level::emulate_default_handler(signal),
    }
}
