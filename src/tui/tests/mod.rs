//! The browser driven by keys through its real loop, on a screen that a test can read.

mod commands;
mod fixture;
mod helping;
mod loading;
mod moving;
mod notes;
mod reading;
mod screens;
mod searching;
mod sessions;
mod tables;

use super::app::App;
use super::drive::{Ending, Screen, drive};
use super::event::Event;
use super::keys::Key;
use super::theme::ThemeName;
use super::view::canvas::Canvas;
use super::{Settings, view};
use crate::corpus::{self, Entry};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::convert::Infallible;
use std::sync::mpsc;

impl Screen for TestBackend {
    fn begin(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
    fn end(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
    fn copy(&mut self, _: String) -> Result<(), Infallible> {
        Ok(())
    }
    fn edit(&mut self, _: std::process::Command, _: bool) -> Result<Option<String>, Infallible> {
        Ok(Some("no editor here".to_owned()))
    }
    fn suspend(&mut self, _: bool) -> Result<(), Infallible> {
        Ok(())
    }
    fn resume(&mut self, _: bool) -> Result<(), Infallible> {
        Ok(())
    }
}

/// A browser on a screen of its own.
struct Browser {
    app: App,
    terminal: Terminal<TestBackend>,
    ended: Option<Ending>,
    /// Where its notes are.
    home: Option<tempfile::TempDir>,
}

impl Browser {
    /// An empty browser.
    fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, &Settings::default())
    }

    fn with(width: u16, height: u16, settings: &Settings) -> Self {
        let settings =
            Settings { theme: settings.theme.or(Some(ThemeName::Dark)), ..settings.clone() };
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        Self { app: App::new(&settings), terminal, ended: None, home: None }
    }

    /// A browser with the reports of the fixture.
    fn open(width: u16, height: u16) -> Self {
        let mut browser = Self::new(width, height);
        browser.read(fixture::reports());
        browser
    }

    /// Gives it a database of notes of its own.
    fn with_notes(mut self) -> Self {
        let home = tempfile::tempdir().unwrap();
        self.app.open_notes_here(home.path().join("notes.db"));
        self.home = Some(home);
        self
    }

    /// Lets reports arrive, and the reading be done.
    fn read(&mut self, entries: Vec<Entry>) {
        let found = corpus::Event::Found { files: entries.len(), done: true };
        let read = entries.into_iter().map(corpus::Event::Read);
        let events = std::iter::once(found).chain(read).chain([corpus::Event::Done]);
        self.send(events.map(|event| Event::Corpus(0, event)).collect());
    }

    /// Runs the real loop over some events.
    fn send(&mut self, events: Vec<Event>) {
        let (sender, receiver) = mpsc::channel();
        for event in events {
            sender.send(event).unwrap();
        }
        drop(sender);
        let ending = drive(&mut self.terminal, &mut self.app, &receiver).unwrap();
        self.ended = Some(ending).filter(|ending| *ending != Ending::Deserted);
    }

    /// Presses keys, named as in the keymap and parted by spaces.
    fn press(&mut self, keys: &str) -> &mut Self {
        let keys = keys.split_whitespace().flat_map(Key::sequence);
        self.send(keys.map(|key| Event::Key(key.event())).collect());
        self
    }

    fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.send(vec![Event::Resize]);
        self
    }

    /// The cells of the last frame, drawn afresh: a test backend keeps the halves of wide glyphs
    /// that a terminal would clear.
    fn buffer(&self) -> Buffer {
        let area = self.terminal.backend().buffer().area;
        let mut fresh = Terminal::new(TestBackend::new(area.width, area.height)).unwrap();
        fresh.draw(|frame| view::draw(&self.app, frame)).unwrap();
        fresh.backend().buffer().clone()
    }

    /// The screen, one string a row, without the blanks at its end.
    fn lines(&self) -> Vec<String> {
        let buffer = self.buffer();
        let widths = self.app.widths;
        (0..buffer.area.height)
            .map(|y| {
                let mut line = String::new();
                let mut x = 0;
                while x < buffer.area.width {
                    let symbol = buffer[(x, y)].symbol();
                    line.push_str(symbol);
                    x += u16::try_from(widths.text(symbol)).unwrap().max(1);
                }
                line.trim_end().to_owned()
            })
            .collect()
    }

    fn screen(&self) -> String {
        self.lines().join("\n")
    }

    fn shows(&self, text: &str) -> bool {
        self.screen().contains(text)
    }

    /// The last line: hints, a message or a prompt.
    fn bottom(&self) -> String {
        self.lines().pop().unwrap_or_default()
    }

    /// The text of the current finding.
    fn current(&self) -> Option<String> {
        let page = self.app.reader.page.as_ref()?;
        let span = self.app.reader.current?.span(&page.entry.report);
        Some(page.entry.document.text.slice(span).to_owned())
    }

    /// The text of the current hit, with its count.
    fn hit(&self) -> Option<(usize, usize)> {
        Some((self.app.find.at? + 1, self.app.find.hits.len()))
    }

    /// The selected row of the table.
    fn row(&self) -> usize {
        self.app.sheets.get(self.app.table).list.at
    }

    /// The report that is open.
    fn report(&self) -> String {
        self.app.report().map(super::shelf::label).unwrap_or_default()
    }
}

#[test]
fn the_terminals_background_chooses_the_theme_until_the_user_does() {
    let mut browser = Browser::open(80, 24);
    browser.send(vec![Event::Background { light: true }]);
    // The theme was asked for in the settings.
    assert_eq!(browser.app.theme.name, ThemeName::Dark);
    let mut app = App::new(&Settings::default());
    if app.wants_background() {
        app.handle(Event::Background { light: true });
        assert_eq!(app.theme.name, ThemeName::Light);
    }
}

#[test]
fn the_canvas_is_used_with_the_settings_widths() {
    let settings = Settings { ambiguous: 2, ..Settings::default() };
    let mut browser = Browser::with(80, 24, &settings);
    browser.read(fixture::reports());
    let mut buffer = browser.buffer();
    assert!(Canvas::new(&mut buffer, browser.app.widths).widths().ambiguous_is_wide());
    // Borders would be two columns wide: they are ASCII then.
    assert!(browser.app.ascii && !browser.shows("│"));
}
