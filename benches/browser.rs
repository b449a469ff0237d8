//! Speed of the browser: key to frame, first paint, reading, memory, rest.
//!
//! `cargo bench --bench browser` does all of it; `-- keys`, `-- start` only a part. Key to frame is
//! measured on the real state and the real drawing, on a screen in memory of 200×60; the rest with
//! the binary in a pseudo-terminal (Linux). See `benches/README.md` for what was measured.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

mod samples;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use fayan::corpus::{self, Entry};
use fayan::lexicon::Lexicon;
use fayan::source::Document;
use fayan::text::Text;
use fayan::tui::app::App;
use fayan::tui::event::Event;
use fayan::tui::{Settings, ThemeName, view};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

const FILES: usize = 10_000;
const LEAST: usize = 12_500;
const LONG: usize = 10_000_000;
const SIZE: (u16, u16) = (200, 60);

fn main() {
    let args: Vec<String> = std::env::args().collect();
    // `cargo test --benches` only wants to know that it builds.
    if args.iter().any(|arg| arg == "--test") {
        return;
    }
    let wanted = |part: &str| {
        let parts = ["keys", "start"];
        !args.iter().any(|arg| parts.contains(&arg.as_str())) || args.iter().any(|arg| arg == part)
    };
    if wanted("keys") {
        long_report();
        many_reports();
    }
    if wanted("start") && cfg!(target_os = "linux") {
        start(10);
        start(FILES);
    }
}

// --- key to frame --------------------------------------------------------------------------------

struct Browser {
    app: App,
    terminal: Terminal<TestBackend>,
    events: Receiver<Event>,
}

/// Times of frames after keys, and of those after the results of work beside the loop.
#[derive(Default)]
struct Times {
    keys: Vec<Duration>,
    results: Vec<Duration>,
    /// From a key to the frame with its result.
    settled: Vec<Duration>,
}

impl Browser {
    fn new(entries: Vec<Entry>) -> Self {
        let mut app = App::new(&Settings { theme: Some(ThemeName::Dark), ..Settings::default() });
        let (sender, events) = mpsc::channel();
        app.jobs.events = Some(sender);
        for entry in entries {
            app.handle(Event::Corpus(0, corpus::Event::Read(entry)));
        }
        app.handle(Event::Corpus(0, corpus::Event::Done));
        let terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
        let mut browser = Self { app, terminal, events };
        browser.frame();
        browser
    }

    fn frame(&mut self) {
        self.app.prepare(Rect::new(0, 0, SIZE.0, SIZE.1));
        self.terminal.draw(|frame| view::draw(&self.app, frame)).unwrap();
    }

    /// Whether something is being looked for beside the loop.
    fn is_working(&self) -> bool {
        self.app.find.look.is_some()
            || self.app.sheets.get(self.app.table).running.is_some()
            || self.app.prompt.as_ref().is_some_and(|prompt| prompt.is_searching())
    }

    fn press(&mut self, key: &str, times: &mut Times) {
        let (start, watch) = (Instant::now(), Watch::start());
        self.app.handle(Event::Key(event(key)));
        self.frame();
        times.keys.push(watch.elapsed());
        let mut worked = false;
        while self.is_working() {
            let Ok(event) = self.events.recv_timeout(Duration::from_secs(20)) else { break };
            let watch = Watch::start();
            self.app.handle(event);
            self.frame();
            times.results.push(watch.elapsed());
            worked = true;
        }
        if worked {
            times.settled.push(start.elapsed());
        }
    }

    fn time(&mut self, what: &str, keys: &str, rounds: usize) {
        let mut times = Times::default();
        for _ in 0..rounds {
            for key in keys.split_whitespace() {
                self.press(key, &mut times);
            }
        }
        let (keys, results, settled) =
            (shares(times.keys), shares(times.results), shares(times.settled));
        println!("{what:32} {keys:24} {results:24} {settled}");
    }

    /// What is timed: its name, the keys, and how often they are pressed.
    fn times(&mut self, all: &[(&str, &str, usize)]) {
        for (what, keys, rounds) in all {
            self.time(what, keys, *rounds);
        }
    }

    /// Keys that only lead somewhere.
    fn go(&mut self, keys: &str) {
        let mut times = Times::default();
        keys.split_whitespace().for_each(|key| self.press(key, &mut times));
    }
}

/// Time without that in which the thread could have run but other programs had its processor
/// (Linux; elsewhere all of it).
struct Watch(Instant, Duration);

impl Watch {
    fn start() -> Self {
        let kept = Self::kept_waiting();
        Self(Instant::now(), kept)
    }

    fn elapsed(&self) -> Duration {
        let all = self.0.elapsed();
        all.saturating_sub(Self::kept_waiting().saturating_sub(self.1))
    }

    fn kept_waiting() -> Duration {
        let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        let waited = told.split_whitespace().nth(1).and_then(|nanos| nanos.parse().ok());
        Duration::from_nanos(waited.unwrap_or(0))
    }
}

/// The event of a key: `ctrl-d`, `enter`, or a character.
fn event(key: &str) -> KeyEvent {
    let (modifiers, name) = match key.strip_prefix("ctrl-") {
        Some(name) => (KeyModifiers::CONTROL, name),
        None => (KeyModifiers::NONE, key),
    };
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        _ => KeyCode::Char(name.chars().next().unwrap()),
    };
    KeyEvent::new(code, modifiers)
}

/// The middle one, the one that 99 of 100 are below, and the greatest, in milliseconds.
fn shares(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let Some(last) = times.last() else { return "-".to_owned() };
    let at = |share: usize| times.get(times.len() * share / 100).unwrap_or(last);
    let ms = |time: &Duration| time.as_secs_f64() * 1e3;
    format!("{:.2} {:.2} {:.2}", ms(at(50)), ms(at(99)), ms(last))
}

fn heads(what: &str) {
    println!("\n{what}: ms, p50 p99 max");
    println!("{:32} {:24} {:24} key to result", "", "key to frame", "result to frame");
}

fn long_report() {
    let lexicon = Lexicon::builtin().unwrap();
    let documents = samples::documents();
    let mut content = String::new();
    for (round, document) in (0..).zip(documents.iter().cycle()) {
        if content.len() >= LONG {
            break;
        }
        content += &samples::vary(document.text.as_str(), round);
        content.push('\n');
    }
    let entry = entry(documents.first().unwrap(), 0, content, &lexicon);
    heads(&format!(
        "a report of {:.1} MB, {} figures, {} sections",
        entry.document.text.len() as f64 / 1e6,
        entry.report.figures.len(),
        entry.report.outline.sections.len()
    ));
    let mut browser = Browser::new(vec![entry]);
    browser.go("tab");
    browser.times(&[
        ("j", "j", 300),
        ("ctrl-d", "ctrl-d", 300),
        ("]f", "] f", 300),
        ("]s", "] s", 300),
        ("]]", "] ]", 300),
        ("G gg", "G g g", 30),
        ("/行政复议", "/ 行 政 复 议 esc", 20),
        ("/xzfy", "/ x z f y esc", 20),
        ("/的 (most usual)", "/ 的 esc", 20),
        ("/ ctrl-r \\d+件", "/ ctrl-r \\ d + 件 esc", 10),
    ]);
    browser.go("/ 行 政 复 议 enter");
    browser.times(&[("n", "n", 300), ("j with hits shown", "j", 300)]);
    browser.go("esc g g ctrl-w h z R");
    browser.times(&[("j in the tree, unfolded", "j", 300), ("zm zr", "z m z r", 20)]);
}

fn many_reports() {
    let entries = corpus_in_memory();
    let bytes: usize = entries.iter().map(|entry| entry.document.text.len()).sum();
    heads(&format!("{} reports, {:.1} MB", entries.len(), bytes as f64 / 1e6));
    let mut browser = Browser::new(entries);
    browser.times(&[
        ("j in the tree", "j", 300),
        ("ctrl-d in the tree", "ctrl-d", 100),
        ("]r", "] r", 100),
        ("l h (unfold, fold)", "l h", 50),
    ]);
    browser.go("z R");
    browser.times(&[
        ("j in the tree, unfolded", "j", 300),
        ("G gg, unfolded", "G g g", 10),
        ("o (fold), unfolded", "o", 20),
        ("' nothing there", "' 罕 esc", 5),
    ]);
    browser.go("z M");
    browser.times(&[
        ("tab j in the text", "tab j j j j j j j j j tab tab", 30),
        ("2 j", "2 j j j j j j j j j", 20),
        ("2 /行政复议", "/ 行 政 复 议 esc", 5),
        ("2 s (sort)", "s", 6),
    ]);
    browser.go("1");
    browser.times(&[
        ("/行政复议 in all", "/ tab tab 行 政 复 议 esc tab", 5),
        ("/xzfy in all", "/ tab tab x z f y esc tab", 5),
        ("/行政复议 in all, figures", "/ tab tab ctrl-f ctrl-f ctrl-f 行 政 复 议 esc tab", 5),
        ("s 基层执法人手不够", "s 基 层 执 法 人 手 不 够 esc tab", 3),
        ("t", "t esc", 5),
        ("ctrl-p 复议 xzfy", "ctrl-p 复 议 esc ctrl-p x z f y esc", 5),
    ]);
}

fn entry(like: &Document, n: usize, content: String, lexicon: &Lexicon) -> Entry {
    let mut document = like.clone();
    document.path = PathBuf::from(format!("{n:05}.txt"));
    document.text = Text::new(content);
    let report = corpus::analyse(&document, lexicon, false);
    Entry { document: Arc::new(document), report: Arc::new(report) }
}

/// The text of file number `file`: samples one after another, with their numbers changed.
fn content(documents: &[Document], file: usize) -> String {
    let mut text = String::new();
    for document in documents.iter().cycle().skip(file % documents.len()) {
        if text.len() >= LEAST {
            break;
        }
        text += &samples::vary(document.text.as_str(), u32::try_from(file).unwrap());
        text.push('\n');
    }
    text
}

fn corpus_in_memory() -> Vec<Entry> {
    let documents = samples::documents();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let made = |from: usize| {
        let documents = &documents;
        move || {
            let lexicon = Lexicon::builtin().unwrap();
            let numbers = (from..FILES).step_by(threads);
            let like = documents.first().unwrap();
            numbers.map(|n| entry(like, n, content(documents, n), &lexicon)).collect::<Vec<_>>()
        }
    };
    thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|from| scope.spawn(made(from))).collect();
        all.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

// --- the binary ----------------------------------------------------------------------------------

/// Starts the browser on so many files and tells when the first text is shown, when all has been
/// read, how much memory it took, and how often it wakes up afterwards.
fn start(files: usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lifelike-{files}"));
    let documents = samples::lifelike();
    let mut bytes = 0;
    for file in 0..files {
        let path = folder.join(format!("{:02}", file / 100)).join(format!("{file:05}.txt"));
        let text = content(&documents, file);
        bytes += text.len();
        if !path.exists() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    println!("\n{files} files, {:.1} MB", bytes as f64 / 1e6);
    let runs = if files > 100 { 3 } else { 10 };
    let mut first: Vec<Duration> = Vec::new();
    let mut all: Vec<Duration> = Vec::new();
    for run in 0..runs {
        let mut child = Child::start(&folder);
        first.push(child.until(|screen| !screen.trim().is_empty()));
        all.push(child.until(|screen| {
            !screen.contains("reading ") && screen.contains(&format!("Reports: {files}"))
        }));
        if run + 1 == runs {
            let most = child.status("VmHWM:");
            let ratio = most as f64 * 1024.0 / bytes as f64;
            println!("most memory: {} MB, {ratio:.2} times the text", most / 1024);
            thread::sleep(Duration::from_secs(1));
            let before = child.switches();
            thread::sleep(Duration::from_secs(10));
            println!("wake-ups in 10 s of rest: {}", child.switches() - before);
        }
        child.keys.write_all(b"q").unwrap();
        child.process.wait().unwrap();
    }
    println!("first text (ms, p50 p99 max): {}", shares(first));
    println!("all read (ms, p50 p99 max): {}", shares(all));
}

struct Child {
    process: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    /// What it writes, and when.
    written: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
    /// When it last wrote what the screen shows.
    seen: Instant,
}

impl Child {
    fn start(folder: &Path) -> Self {
        let size = PtySize { rows: SIZE.1, cols: SIZE.0, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fayan"));
        command.arg(folder);
        command.env_clear();
        command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_US.UTF-8");
        let mut output = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let cells = |n| std::num::NonZeroU16::new(n).unwrap();
        let screen = vt100::Parser::new(cells(SIZE.1), cells(SIZE.0), 0);
        let (sender, written) = mpsc::channel();
        let started = Instant::now();
        let process = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let master = pair.master;
        thread::spawn(move || {
            // The terminal lasts as long as its reader.
            let _master = master;
            let mut buffer = [0; 65536];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                let bytes = buffer.get(..count).unwrap().to_vec();
                if sender.send((Instant::now(), bytes)).is_err() {
                    return;
                }
            }
        });
        Self { process, keys, written, screen, started, seen: started }
    }

    /// The time from its start to the first writing that made the screen such. What is written is
    /// looked at once, when it comes: looking all the time would take a processor from the browser.
    fn until(&mut self, wanted: impl Fn(&str) -> bool) -> Duration {
        while !wanted(&self.screen.screen().contents()) {
            let (at, bytes) = self.written.recv_timeout(Duration::from_secs(300)).unwrap();
            self.screen.process(&bytes);
            self.seen = at;
        }
        self.seen - self.started
    }

    /// A number of the process's status.
    fn status(&self, name: &str) -> usize {
        number(&format!("/proc/{}/status", self.process.process_id().unwrap()), name)
    }

    /// How often its threads have waited for something.
    fn switches(&self) -> usize {
        let tasks = format!("/proc/{}/task", self.process.process_id().unwrap());
        let tasks = fs::read_dir(tasks).unwrap();
        let of = |task: PathBuf| number(task.join("status").to_str().unwrap(), "voluntary_ctxt");
        tasks.map(|task| of(task.unwrap().path())).sum()
    }
}

fn number(file: &str, name: &str) -> usize {
    let status = fs::read_to_string(file).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}
