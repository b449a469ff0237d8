//! Many files are read and analysed at the same time.
//!
//! One thread walks the folders and puts paths into a queue; as many others as the machine has
//! processors take them out, so that the first report is ready long before the walk is over. One
//! file alone is read on the calling thread.

use super::{Entry, Event, Options, Problem, Reason, analyse, discover};
use crate::lexicon::Lexicon;
use crate::source::{self, Document, guard, sanitize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Reads files and folders (recursively) on this thread and as many others as the machine has
/// processors, and tells `on` what happens. Events of different files come in no fixed order, from
/// any of the threads. `on` answers whether to go on: `false` abandons the rest.
pub fn load(
    paths: &[PathBuf],
    options: &Options,
    lexicon: &Arc<Lexicon>,
    on: &(dyn Fn(Event) -> bool + Sync),
) {
    any_order(
        paths,
        &options.source,
        &|path, each| read_file(path, options, lexicon, &|entry| entry, each),
        on,
    );
}

/// As [`load`], with reports and problems in the order in which a reader expects the files (as named
/// and, in folders, in [`source::names::path_order`]), all told on this thread. `make` turns a report into
/// what is told of it, on the thread that read it: what takes time belongs there. Only a few reports
/// more than the machine has processors are held back at any time.
pub fn load_in_order<T: Send>(
    paths: &[PathBuf],
    options: &Options,
    lexicon: &Arc<Lexicon>,
    make: &(dyn Fn(Entry) -> T + Sync),
    on: &mut dyn FnMut(Event<T>) -> bool,
) {
    in_order(
        paths,
        &options.source,
        &|path, each| read_file(path, options, lexicon, make, each),
        on,
    );
}

/// Reads and analyses everything in one file.
fn read_file<T>(
    path: &Path,
    options: &Options,
    lexicon: &Arc<Lexicon>,
    make: &dyn Fn(Entry) -> T,
    each: Each<'_, T>,
) {
    source::read_each(path, &options.source, &mut |path, document| {
        let made = document
            .map_err(Reason::Source)
            .and_then(|document| entry(document, lexicon, options))
            .and_then(|entry| guard::run(|| make(entry)).map_err(Reason::Crash));
        each(path, made)
    });
}

/// The report of one document, in as much time as reading it may take.
fn entry(document: Document, lexicon: &Arc<Lexicon>, options: &Options) -> Result<Entry, Reason> {
    let (document, lexicon) = (Arc::new(document), Arc::clone(lexicon));
    let (read, rejected) = (Arc::clone(&document), options.rejected);
    let report = options
        .source
        .watched(read.text.len(), move || analyse(&read, &lexicon, rejected))
        .map_err(Reason::Source)?;
    Ok(Entry { document, report: Arc::new(report) })
}

/// Takes what was made of one document, or why nothing was; answers whether to go on.
type Each<'a, T> = &'a mut dyn FnMut(PathBuf, Result<T, Reason>) -> bool;

/// How everything in one file is read.
type Read<'a, T> = &'a (dyn Fn(&Path, Each<'_, T>) + Sync);

/// What a worker says.
enum Message<T> {
    /// Of no file in particular.
    Aside(Event<T>),
    /// Of the file of this number in the order.
    Of(usize, Event<T>),
    /// The file of this number has been read.
    Over(usize),
}

/// Listens to workers; answers whether to go on.
type Tell<'a, T> = &'a (dyn Fn(Message<T>) -> bool + Sync);

/// Tells `on` the events of one file, whatever happens while it is read, with how many have been
/// told before.
fn events_of<T>(path: &Path, read: Read<'_, T>, on: &mut dyn FnMut(usize, Event<T>) -> bool) {
    let mut told = 0;
    let crash = guard::run(|| {
        read(path, &mut |path, made| {
            let event = match made {
                Ok(made) => Event::Read(made),
                Err(reason) => Event::Problem(Problem { path, reason: harmless(reason) }),
            };
            told += 1;
            on(told - 1, event)
        });
    });
    if let Err(message) = crash {
        let reason = harmless(Reason::Crash(message));
        on(told, Event::Problem(Problem { path: path.to_owned(), reason }));
    }
}

fn harmless(reason: Reason) -> Reason {
    match reason {
        Reason::Crash(message) | Reason::Source(source::Error::Crash(message)) => {
            Reason::Crash(sanitize::line(&message))
        }
        other => other,
    }
}

fn workers() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Keeps workers from running far ahead of the file that is told next.
struct Gate {
    /// Number of the file that is told next.
    next: Mutex<usize>,
    moved: Condvar,
    /// How many files may be read beyond it.
    ahead: usize,
}

impl Gate {
    /// Lets workers run as far ahead as they can.
    fn open() -> Self {
        Self { next: Mutex::new(usize::MAX), moved: Condvar::new(), ahead: 0 }
    }

    /// How many processors there are is asked once: the system reads files to answer.
    fn before_first() -> Self {
        Self { next: Mutex::new(0), moved: Condvar::new(), ahead: workers() * 4 }
    }

    /// Waits until this file may be read.
    fn wait_for(&self, number: usize) {
        self.wait_until(|next| number < next.saturating_add(self.ahead));
    }

    /// Waits until this file is told.
    fn wait_for_turn(&self, number: usize) {
        self.wait_until(|next| number <= next);
    }

    fn wait_until(&self, reached: impl Fn(usize) -> bool) {
        let mut next = lock(&self.next);
        while !reached(*next) {
            next = self.moved.wait(next).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn move_to(&self, next: usize) {
        *lock(&self.next) = next;
        self.moved.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The only file to read, if there is but one.
fn only_file(paths: &[PathBuf]) -> Option<&PathBuf> {
    let [path] = paths else { return None };
    (!path.is_dir()).then_some(path)
}

fn one_file<T>(path: &Path, read: Read<'_, T>, on: &mut dyn FnMut(Event<T>) -> bool) {
    let mut go_on = on(Event::Found { files: 1, done: true });
    if go_on {
        events_of(path, read, &mut |before, event| {
            let more = before == 0 || on(Event::Found { files: before + 1, done: true });
            go_on = more && on(event);
            go_on
        });
    }
    if go_on {
        on(Event::Done);
    }
}

fn any_order<T>(
    paths: &[PathBuf],
    options: &source::Options,
    read: Read<'_, T>,
    on: &(dyn Fn(Event<T>) -> bool + Sync),
) {
    if let Some(path) = only_file(paths) {
        return one_file(path, read, &mut |event| on(event));
    }
    let tell = |message| match message {
        Message::Aside(event) | Message::Of(_, event) => on(event),
        Message::Over(_) => true,
    };
    if run(paths, options, read, &Gate::open(), &tell) {
        on(Event::Done);
    }
}

fn in_order<T: Send>(
    paths: &[PathBuf],
    options: &source::Options,
    read: Read<'_, T>,
    on: &mut dyn FnMut(Event<T>) -> bool,
) {
    if let Some(path) = only_file(paths) {
        return one_file(path, read, on);
    }
    let gate = &Gate::before_first();
    let (sender, receiver) = channel();
    let mut go_on = true;
    thread::scope(|scope| {
        scope.spawn(move || {
            run(paths, options, read, gate, &|message| sender.send(message).is_ok())
        });
        // Of the files that are not next: what was told of them, and whether that was all.
        let mut waiting: BTreeMap<usize, (Vec<Event<T>>, bool)> = BTreeMap::new();
        let mut next = 0;
        for message in receiver {
            match message {
                Message::Aside(event) => go_on = on(event),
                Message::Of(number, event) if number == next => go_on = on(event),
                Message::Of(number, event) => waiting.entry(number).or_default().0.push(event),
                Message::Over(number) => waiting.entry(number).or_default().1 = true,
            }
            while go_on && let Some((events, over)) = waiting.remove(&next) {
                go_on = events.into_iter().all(&mut *on);
                if !over {
                    break;
                }
                next += 1;
            }
            if !go_on {
                break;
            }
            gate.move_to(next);
        }
        // Nobody listens any more: let the workers find out.
        gate.move_to(usize::MAX);
    });
    if go_on {
        on(Event::Done);
    }
}

/// What has been found, told as it grows.
#[derive(Default)]
struct Found {
    files: usize,
    /// Whether the walk is over.
    done: bool,
}

impl Found {
    fn event<T>(&self) -> Event<T> {
        Event::Found { files: self.files, done: self.done }
    }
}

/// Walks and reads; answers whether it came to the end.
fn run<T>(
    paths: &[PathBuf],
    options: &source::Options,
    read: Read<'_, T>,
    gate: &Gate,
    tell: Tell<'_, T>,
) -> bool {
    let stopped = AtomicBool::new(false);
    let tell = |message| {
        let go_on = !stopped.load(Ordering::Relaxed) && tell(message);
        if !go_on {
            stopped.store(true, Ordering::Relaxed);
        }
        go_on
    };
    let (sender, receiver) = channel();
    let workplace =
        Workplace { queue: Mutex::new(receiver), read, gate, tell: &tell, found: Mutex::default() };
    thread::scope(|scope| {
        for _ in 0..workers() {
            // A thread that cannot be had leaves its work to the others.
            let _ = thread::Builder::new()
                .name("reader".to_owned())
                .stack_size(guard::STACK)
                .spawn_scoped(scope, || workplace.work());
        }
        workplace.walk(paths, options, &sender);
        drop(sender);
        // Also the work of all, if no thread could be had.
        workplace.work();
    });
    !stopped.load(Ordering::Relaxed)
}

/// What the threads share.
struct Workplace<'a, T> {
    queue: Mutex<Receiver<(usize, PathBuf)>>,
    read: Read<'a, T>,
    gate: &'a Gate,
    tell: Tell<'a, T>,
    found: Mutex<Found>,
}

impl<T> Workplace<'_, T> {
    /// Puts every file into the queue and tells how many there are.
    fn walk(&self, paths: &[PathBuf], options: &source::Options, queue: &Sender<(usize, PathBuf)>) {
        let mut number = 0;
        let mut go_on = true;
        discover::discover(paths, options, &mut |item| {
            match item {
                Ok(path) => go_on = queue.send((number, path)).is_ok() && self.found_one(),
                Err(problem) => {
                    go_on = (self.tell)(Message::Of(number, Event::Problem(problem)))
                        && (self.tell)(Message::Over(number));
                }
            }
            number += 1;
            go_on
        });
        if go_on {
            let mut found = lock(&self.found);
            found.done = true;
            (self.tell)(Message::Aside(found.event()));
        }
    }

    fn found_one(&self) -> bool {
        let mut found = lock(&self.found);
        found.files += 1;
        found.files % 64 != 1 || (self.tell)(Message::Aside(found.event()))
    }

    /// Reads files from the queue until it is closed or the rest is abandoned.
    fn work(&self) {
        loop {
            let next = lock(&self.queue).recv();
            let Ok((number, path)) = next else { return };
            self.gate.wait_for(number);
            let mut go_on = true;
            let mut more = false;
            events_of(&path, self.read, &mut |before, event| {
                // The parts of a file come by themselves; a large one waits for its turn.
                more = before > 0;
                if before % PARTS_AHEAD == PARTS_AHEAD - 1 {
                    self.gate.wait_for_turn(number);
                }
                go_on = (!more || self.found_one()) && (self.tell)(Message::Of(number, event));
                go_on
            });
            if more {
                let found = lock(&self.found).event();
                go_on = go_on && (self.tell)(Message::Aside(found));
            }
            if !go_on || !(self.tell)(Message::Over(number)) {
                return;
            }
        }
    }
}

/// The most documents of one file that are held back until it is told.
const PARTS_AHEAD: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::source::{Error, Format, Options, PageMetadata, Places};
    use crate::text::Text;
    use std::fs;
    use std::time::Duration;

    /// Reads a file of lines of a few digits: so many milliseconds each takes; others crash or fail.
    fn read(path: &Path, each: Each<'_, Entry>) {
        match fs::read_to_string(path) {
            Ok(content) => {
                _ = content.lines().all(|line| each(path.to_owned(), read_line(path, line)))
            }
            Err(error) => _ = each(path.to_owned(), Err(Reason::Source(error.into()))),
        }
    }

    fn read_line(path: &Path, content: &str) -> Result<Entry, Reason> {
        assert!(content != "crash", "as told by\n{content}");
        let wait = content.parse().map_err(|_| Reason::Source(Error::Binary))?;
        thread::sleep(Duration::from_millis(wait));
        let document = Document {
            path: path.to_owned(),
            format: Format::Plain,
            encoding: "UTF-8",
            text: Text::new(content.to_owned()),
            places: Places::default(),
            metadata: PageMetadata::default(),
        };
        Ok(Entry { document: Arc::new(document), report: Arc::new(Report::default()) })
    }

    fn folder(contents: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (i, content) in contents.iter().enumerate() {
            fs::write(dir.path().join(format!("{i}.txt")), content).unwrap();
        }
        dir
    }

    fn short(event: &Event) -> String {
        let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        match event {
            Event::Found { done, files } => {
                if *done {
                    format!("found {files}")
                } else {
                    String::new()
                }
            }
            Event::Read(entry) => name(&entry.document.path),
            Event::Problem(problem) => format!("{} {}", name(&problem.path), problem.reason),
            Event::Done => "done".to_owned(),
        }
    }

    fn ordered(paths: &[PathBuf], until: usize) -> Vec<String> {
        let mut all = Vec::new();
        in_order(paths, &Options::default(), &read, &mut |event| {
            all.push(short(&event));
            all.len() < until
        });
        all.retain(|line| !line.is_empty() && !line.starts_with("found"));
        all
    }

    #[test]
    fn in_order_means_in_order_of_paths() {
        let contents: Vec<String> = (0..40).map(|i| ((i * 7) % 5 * 3).to_string()).collect();
        let dir = folder(&contents.iter().map(String::as_str).collect::<Vec<_>>());
        let mut expected: Vec<String> = (0..40).map(|i| i.to_string()).collect();
        expected.push("done".to_owned());
        assert_eq!(ordered(&[dir.path().to_owned()], usize::MAX), expected);
    }

    #[test]
    fn a_crash_or_a_bad_file_costs_that_file_only() {
        let dir = folder(&["1", "crash", "bad", "1"]);
        let expected =
            ["0", "1 internal error: as told by crash", "2 binary, not text", "3", "done"];
        assert_eq!(ordered(&[dir.path().to_owned()], usize::MAX), expected);
        assert_eq!(ordered(&[dir.path().join("1.txt")], usize::MAX), [expected[1], "done"]);
        let gone = [dir.path().join("gone.txt"), dir.path().join("0.txt")];
        assert_eq!(ordered(&gone, usize::MAX), ["gone no such file or folder", "0", "done"]);
    }

    #[test]
    fn a_file_of_many_documents_is_told_in_its_place() {
        let many = "0\n".repeat(PARTS_AHEAD * 3);
        let dir = folder(&["9", &many, "0\ncrash\n0", "0"]);
        let paths = [dir.path().to_owned()];
        let mut expected = vec!["0"];
        expected.extend(vec!["1"; PARTS_AHEAD * 3]);
        expected.extend(["2", "2 internal error: as told by crash", "3", "done"]);
        assert_eq!(ordered(&paths, usize::MAX), expected);
        assert_eq!(
            ordered(&[dir.path().join("2.txt")], usize::MAX),
            expected[193..195].iter().chain(&["done"]).copied().collect::<Vec<_>>()
        );
        let last = Mutex::new(0);
        any_order(&paths, &Options::default(), &read, &|event| {
            if let Event::Found { files, .. } = event {
                *lock(&last) = files;
            }
            true
        });
        assert_eq!(last.into_inner().unwrap(), expected.len() - 1);
    }

    #[test]
    fn every_file_is_told_once_in_any_order() {
        let dir = folder(&["3", "0", "bad", "0", "crash", "0"]);
        let all = Mutex::new(Vec::new());
        any_order(&[dir.path().to_owned()], &Options::default(), &read, &|event| {
            lock(&all).push(short(&event));
            true
        });
        let mut all = all.into_inner().unwrap();
        assert_eq!(all.pop().as_deref(), Some("done"));
        all.retain(|line| !line.is_empty());
        all.sort();
        let expected = [
            "0",
            "1",
            "2 binary, not text",
            "3",
            "4 internal error: as told by crash",
            "5",
            "found 6",
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn the_rest_can_be_abandoned() {
        let dir = folder(&["1"; 100]);
        let paths = [dir.path().to_owned()];
        assert!(ordered(&paths, 5).len() <= 5);
        let told = Mutex::new(0);
        any_order(&paths, &Options::default(), &read, &|_| {
            *lock(&told) += 1;
            false
        });
        // Each thread may have had one file in hand.
        assert!(*lock(&told) <= workers() + 2, "{told:?}");
    }

    /// The walk is held up at its first file until that file has been read.
    #[test]
    fn a_report_is_ready_before_the_walk_is_over() {
        let dir = folder(&["0"; 100]);
        let (ready, seen) = (Condvar::new(), Mutex::new(false));
        let in_time = AtomicBool::new(false);
        any_order(&[dir.path().to_owned()], &Options::default(), &read, &|event| {
            match event {
                Event::Read(_) => {
                    *lock(&seen) = true;
                    ready.notify_all();
                }
                Event::Found { files: 1, done: false } => {
                    let wait = Duration::from_secs(20);
                    let result = ready.wait_timeout_while(lock(&seen), wait, |seen| !*seen);
                    in_time.store(!result.unwrap().1.timed_out(), Ordering::Relaxed);
                }
                _ => {}
            }
            true
        });
        assert!(in_time.into_inner());
    }
}
