//! The terminal: taken over at the start, and given back as it was however the program ends.

use super::answer::{Answer, Part};
use super::drive::Screen;
use super::event::Event;
use super::sixteen::Sixteen;
use crate::config::Depth;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::io::{self, BufWriter, Stdout, Write};
use std::process::Command;
use std::sync::Mutex;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

/// A terminal that draws whole frames.
pub(super) type Screened = Terminal<CrosstermBackend<BufWriter<Sixteen<Stdout>>>>;

/// Bytes of a frame written at once: a full screen of Chinese text with its colours.
const FRAME: usize = 64 * 1024;

/// Holds the terminal and gives it back when dropped.
#[derive(Debug)]
pub(super) struct Guard;

impl Guard {
    /// Takes the terminal over: raw mode, the alternate screen, and the mouse if wanted.
    ///
    /// # Errors
    /// When there is no terminal.
    pub(super) fn new(mouse: bool) -> io::Result<Self> {
        // Dropped, and so undone, where one of the steps fails.
        let guard = Self;
        enter(mouse)?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = io::stdout();
    execute!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
    if mouse {
        execute!(out, EnableMouseCapture)?;
    }
    Ok(())
}

/// Gives the terminal back. Errors are of no use to anyone here: it may be gone.
fn leave() {
    let mut out = io::stdout();
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}

/// Gives the terminal back before a crash of this thread is reported on it. Other threads crash
/// into the log: what they were reading is lost, the screen is not.
pub(super) fn restore_on_panic() {
    let owner = thread::current().id();
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let caught = crate::source::guard::is_active();
        if thread::current().id() == owner && !caught {
            leave();
            report(info);
        } else {
            tracing::error!("{info}");
        }
    }));
}

/// A terminal on standard output that shows so many colours.
///
/// # Errors
/// When its size cannot be told.
pub(super) fn screen(depth: Depth) -> io::Result<Screened> {
    // Whether there are colours is the theme's to say: without this NO_COLOR would turn a theme that
    // is asked for into resets.
    crossterm::style::force_color_output(true);
    let out = Sixteen::new(io::stdout(), depth <= Depth::Sixteen);
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME, out)))
}

impl Screen for CrosstermBackend<BufWriter<Sixteen<Stdout>>> {
    fn begin(&mut self) -> io::Result<()> {
        queue!(self, BeginSynchronizedUpdate)
    }

    fn end(&mut self) -> io::Result<()> {
        queue!(self, EndSynchronizedUpdate)?;
        Write::flush(self)
    }

    fn suspend(&mut self, mouse: bool) -> io::Result<()> {
        leave();
        // Stops this process here, as ctrl-z does; the shell lets it go on.
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        self.resume(mouse)
    }

    fn copy(&mut self, text: String) -> io::Result<()> {
        queue!(self, CopyToClipboard::to_clipboard_from(&text))?;
        super::yank::to_desktop(text);
        Ok(())
    }

    fn edit(&mut self, mut editor: Command, mouse: bool) -> io::Result<Option<String>> {
        // What is typed now is the editor's.
        let _input = INPUT.lock();
        leave();
        let problem = match editor.status() {
            Ok(_) => None,
            Err(error) => Some(format!("{}: {error}", editor.get_program().to_string_lossy())),
        };
        self.resume(mouse)?;
        Ok(problem)
    }

    fn resume(&mut self, mouse: bool) -> io::Result<()> {
        // The shell has set the terminal's modes anew; crossterm believes its own are still on.
        disable_raw_mode()?;
        enter(mouse)
    }
}

/// Sends on what signals ask for.
///
/// # Errors
/// When the signals cannot be registered.
pub(super) fn watch_signals(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => Event::Resize,
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Resumed,
                _ => Event::Terminate(signal),
            };
            if events.send(event).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Asks the terminal for the colour of its background (OSC 11). It answers among the keys, or never.
///
/// # Errors
/// When the terminal cannot be written to.
pub(super) fn ask_background() -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(b"\x1b]11;?\x07")?;
    out.flush()
}

/// Sends on keys, mouse and pasted text until the terminal is gone; where the terminal was `asked`
/// for its background, its answer comes among the keys.
///
/// # Errors
/// When the thread cannot be started.
pub(super) fn watch_input(events: Sender<Event>, asked: bool) -> io::Result<()> {
    thread::Builder::new().name("input".into()).spawn(move || {
        // However it ends: without input the browser cannot be left by key.
        let _ = read_input(&events, asked);
        let _ = events.send(Event::Closed);
    })?;
    Ok(())
}

/// Held by whoever reads the terminal's keys. There is one terminal for the whole process.
static INPUT: Mutex<()> = Mutex::new(());

/// How long crossterm may look for what has just become readable, and for more of it. With no time
/// at all it would not look.
const DRAIN: Duration = Duration::from_millis(20);

fn read_input(events: &Sender<Event>, asked: bool) -> io::Result<()> {
    use crossterm::event;
    let mut answer = Answer::new(asked);
    loop {
        wait_for_input()?;
        let _input = INPUT.lock();
        while event::poll(DRAIN)? {
            let event = match event::read()? {
                event::Event::Key(key) => match answer.take(&key) {
                    Part::Key => Event::Key(key),
                    Part::Inside => continue,
                    Part::Whole { light } => Event::Background { light },
                },
                event::Event::Mouse(mouse) if is_idle(mouse.kind) => continue,
                event::Event::Mouse(mouse) => Event::Mouse(mouse),
                event::Event::Paste(text) => Event::Paste(text),
                event::Event::Resize(..) => Event::Resize,
                _ => continue,
            };
            if events.send(event).is_err() {
                return Ok(());
            }
        }
    }
}

/// Whether a mouse event means nothing here: movement would wake the program for every cell.
fn is_idle(kind: crossterm::event::MouseEventKind) -> bool {
    use crossterm::event::MouseButton::Left;
    use crossterm::event::MouseEventKind::{Drag, Moved, Up};
    match kind {
        Drag(button) | Up(button) => button != Left,
        Moved => true,
        _ => false,
    }
}

/// Blocks until the terminal has something to read. crossterm reads a terminal that has been closed
/// over and over without end, so that its state is asked for before crossterm may read.
#[cfg(unix)]
fn wait_for_input() -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdin = io::stdin();
    let tty;
    // The same choice as crossterm's.
    let mut fds = if rustix::termios::isatty(&stdin) {
        [PollFd::new(&stdin, PollFlags::IN)]
    } else {
        tty = std::fs::File::open("/dev/tty")?;
        [PollFd::new(&tty, PollFlags::IN)]
    };
    match poll(&mut fds, None) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(error) => return Err(error.into()),
    }
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    if fds.iter().any(|fd| fd.revents().intersects(gone)) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

/// crossterm blocks by itself.
#[cfg(not(unix))]
fn wait_for_input() -> io::Result<()> {
    crossterm::event::poll(Duration::from_secs(3600)).map(|_| ())
}
