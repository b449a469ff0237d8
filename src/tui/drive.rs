//! The loop: events in, frames out. It runs the same on a terminal and under a test.

use super::app::{App, Request};
use super::event::Event;
use super::view;
use crate::corpus;
use crate::locale::tui as texts;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::{Position, Rect};
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// A backend whose frames can be shown at once, and which can be handed back to the shell.
pub trait Screen: Backend {
    /// A frame begins; nothing is to be shown until it ends.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn begin(&mut self) -> Result<(), Self::Error>;
    /// The frame is complete.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn end(&mut self) -> Result<(), Self::Error>;
    /// Gives the terminal to the shell and comes back when the program goes on; `mouse` tells
    /// whether the mouse is wanted then.
    ///
    /// # Errors
    /// When the terminal cannot be set up again.
    fn suspend(&mut self, mouse: bool) -> Result<(), Self::Error>;
    /// Gives text to the terminal's clipboard, and the desktop's.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn copy(&mut self, text: String) -> Result<(), Self::Error>;
    /// Lends the terminal to an editor until it ends; tells what went wrong with it.
    ///
    /// # Errors
    /// When the terminal cannot be set up again.
    fn edit(&mut self, editor: Command, mouse: bool) -> Result<Option<String>, Self::Error>;
    /// Takes the terminal over again after the shell had it.
    ///
    /// # Errors
    /// When the terminal cannot be set up again.
    fn resume(&mut self, mouse: bool) -> Result<(), Self::Error>;
}

/// Why the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The user left, or the terminal is gone.
    Quit,
    /// Nothing can happen any more: nobody is left to send events.
    Deserted,
    /// This signal asked for it.
    Signal(i32),
}

/// How long events are taken in before a frame is drawn, so that one frame shows many of them.
const GATHER: Duration = Duration::from_millis(8);
/// How often a frame is drawn while nothing but files arrives: often enough for a count that grows, and
/// what a frame takes is taken from reading.
const ARRIVALS: Duration = Duration::from_millis(100);

/// Runs until the user leaves. Blocks while nothing happens: an idle browser does not wake up.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn drive<S: Screen>(
    terminal: &mut Terminal<S>,
    app: &mut App,
    events: &Receiver<Event>,
) -> Result<Ending, S::Error> {
    let mut ended = frame(terminal, app)?;
    let mut drawn = Instant::now();
    while ended.is_none() {
        let next = match app.quiet() {
            Some(wait) => events.recv_timeout(wait),
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let event = match next {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => {
                app.keep_session();
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(Ending::Deserted),
        };
        // The first report is something to read: it does not wait for others.
        let waiting = !app.shelf.order().is_empty();
        let mut arrivals = arrives(&event) && waiting;
        app.handle(event);
        let started = Instant::now();
        while app.request.is_none() {
            // A key is answered at once; files that arrive can wait for one another.
            let limit = if arrivals { drawn + ARRIVALS } else { started + GATHER };
            let wait = if arrivals {
                limit.saturating_duration_since(Instant::now())
            } else {
                Duration::ZERO
            };
            match events.recv_timeout(wait) {
                Ok(event) => {
                    arrivals &= arrives(&event);
                    app.handle(event);
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if Instant::now() >= limit {
                break;
            }
        }
        ended = frame(terminal, app)?;
        drawn = Instant::now();
    }
    Ok(ended.unwrap_or(Ending::Quit))
}

/// Whether the event tells of a file among others that are read; not that all are.
fn arrives(event: &Event) -> bool {
    matches!(event, Event::Corpus(_, event) if !matches!(event, corpus::Event::Done))
}

/// Does what the state asks for and draws it.
fn frame<S: Screen>(terminal: &mut Terminal<S>, app: &mut App) -> Result<Option<Ending>, S::Error> {
    match app.request.take() {
        Some(Request::Quit) => return Ok(Some(Ending::Quit)),
        Some(Request::Terminate(signal)) => return Ok(Some(Ending::Signal(signal))),
        Some(Request::Redraw) => redraw(terminal)?,
        Some(Request::Suspend) => {
            terminal.backend_mut().suspend(app.mouse)?;
            redraw(terminal)?;
        }
        Some(Request::Copy(text)) => terminal.backend_mut().copy(text)?,
        Some(Request::Edit(path, line)) => {
            let editor = super::yank::editor(&path, line);
            if let Some(problem) = terminal.backend_mut().edit(editor, app.mouse)? {
                app.fail(texts::NO_EDITOR.with(app.lang, &[&problem]));
            }
            redraw(terminal)?;
        }
        Some(Request::Resume) => {
            terminal.backend_mut().resume(app.mouse)?;
            redraw(terminal)?;
        }
        None => {}
    }
    terminal.autoresize()?;
    let size = terminal.size()?;
    app.prepare(Rect::from((Position::ORIGIN, size)));
    terminal.backend_mut().begin()?;
    terminal.draw(|frame| view::draw(app, frame))?;
    terminal.backend_mut().end()?;
    Ok(None)
}

/// Makes the next frame write every cell. `Terminal::clear` would ask the terminal where its cursor
/// is, and the answer would arrive among the keys.
fn redraw<S: Screen>(terminal: &mut Terminal<S>) -> Result<(), S::Error> {
    let size = terminal.size()?;
    terminal.resize(Rect::from((Position::ORIGIN, size)))
}
