//! Many files are read and analysed at the same time.
//!
//! One thread walks the folders and puts paths into a queue; as many others as the machine has
//! processors take them out, so that the first report is ready long before the walk is over. One
//! file alone is read on the calling thread.

use super::{Entry, Event, Options, Problem, Reason, analyse, discover, guard};
use crate::lexicon::Lexicon;
use crate::source::{self, sanitize};
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
    lexicon: &Lexicon,
    on: &(dyn Fn(Event) -> bool + Sync),
) {
    any_order(paths, &|path| read_entry(path, options, lexicon), on);
}

/// As [`load`], with reports and problems in the order in which a reader expects the files (as named
/// and, in folders, in [`discover::path_order`]), all told on this thread. `make` turns a report into
/// what is told of it, on the thread that read it: what takes time belongs there. Only a few reports
/// more than the machine has processors are held back at any time.
pub fn load_in_order<T: Send>(
    paths: &[PathBuf],
    options: &Options,
    lexicon: &Lexicon,
    make: &(dyn Fn(Entry) -> T + Sync),
    on: &mut dyn FnMut(Event<T>) -> bool,
) {
    in_order(paths, &|path| read_entry(path, options, lexicon).map(make), on);
}

/// Reads and analyses one file.
fn read_entry(path: &Path, options: &Options, lexicon: &Lexicon) -> Result<Entry, source::Error> {
    let document = source::read(path, &options.source)?;
    let report = analyse(&document, lexicon, options.rejected);
    Ok(Entry { document: Arc::new(document), report: Arc::new(report) })
}

/// How one file is read.
type Read<'a, T> = &'a (dyn Fn(&Path) -> Result<T, source::Error> + Sync);

/// What a worker says: an event and, where it tells of a file, that file's place in the order.
type Tell<'a, T> = &'a (dyn Fn(Option<usize>, Event<T>) -> bool + Sync);

/// The event of one file, whatever happens while it is read.
fn event_of<T>(path: PathBuf, read: Read<'_, T>) -> Event<T> {
    let reason = match guard::run(|| read(&path)) {
        Ok(Ok(entry)) => return Event::Read(entry),
        Ok(Err(error)) => Reason::Source(error),
        Err(message) => Reason::Crash(sanitize::line(&message)),
    };
    Event::Problem(Problem { path, reason })
}

fn workers() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Keeps workers from running far ahead of the file that is told next.
struct Gate {
    /// Files with a smaller number may be read.
    limit: Mutex<usize>,
    moved: Condvar,
}

impl Gate {
    fn new(limit: usize) -> Self {
        Self { limit: Mutex::new(limit), moved: Condvar::new() }
    }

    fn wait_for(&self, number: usize) {
        let mut limit = lock(&self.limit);
        while number >= *limit {
            limit = self.moved.wait(limit).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn move_to(&self, limit: usize) {
        *lock(&self.limit) = limit;
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
    if on(Event::Found { files: 1, done: true }) && on(event_of(path.to_owned(), read)) {
        on(Event::Done);
    }
}

fn any_order<T>(paths: &[PathBuf], read: Read<'_, T>, on: &(dyn Fn(Event<T>) -> bool + Sync)) {
    if let Some(path) = only_file(paths) {
        one_file(path, read, &mut |event| on(event));
    } else if run(paths, read, &Gate::new(usize::MAX), &|_, event| on(event)) {
        on(Event::Done);
    }
}

fn in_order<T: Send>(paths: &[PathBuf], read: Read<'_, T>, on: &mut dyn FnMut(Event<T>) -> bool) {
    if let Some(path) = only_file(paths) {
        return one_file(path, read, on);
    }
    let ahead = workers() * 4;
    let gate = &Gate::new(ahead);
    let (sender, receiver) = channel();
    let mut go_on = true;
    thread::scope(|scope| {
        scope.spawn(move || {
            run(paths, read, gate, &|number, event| sender.send((number, event)).is_ok())
        });
        let (mut next, mut waiting) = (0, BTreeMap::new());
        for (number, event) in receiver {
            match number {
                Some(number) => _ = waiting.insert(number, event),
                None => go_on = on(event),
            }
            while go_on && let Some(event) = waiting.remove(&next) {
                go_on = on(event);
                next += 1;
            }
            if !go_on {
                break;
            }
            gate.move_to(next + ahead);
        }
        // Nobody listens any more: let the workers find out.
        gate.move_to(usize::MAX);
    });
    if go_on {
        on(Event::Done);
    }
}

/// Walks and reads; answers whether it came to the end.
fn run<T>(paths: &[PathBuf], read: Read<'_, T>, gate: &Gate, tell: Tell<'_, T>) -> bool {
    let stopped = AtomicBool::new(false);
    let tell = |number, event| {
        let go_on = !stopped.load(Ordering::Relaxed) && tell(number, event);
        if !go_on {
            stopped.store(true, Ordering::Relaxed);
        }
        go_on
    };
    let (sender, receiver) = channel();
    let queue = Mutex::new(receiver);
    thread::scope(|scope| {
        for _ in 0..workers() {
            // A thread that cannot be had leaves its work to the others.
            let _ = thread::Builder::new()
                .name("reader".to_owned())
                .stack_size(8 << 20) // parsers of nested formats recurse
                .spawn_scoped(scope, || work(&queue, read, gate, &tell));
        }
        walk(paths, &sender, &tell);
        drop(sender);
        // Also the work of all, if no thread could be had.
        work(&queue, read, gate, &tell);
    });
    !stopped.load(Ordering::Relaxed)
}

/// Puts every file into the queue and tells how many there are.
fn walk<T>(paths: &[PathBuf], queue: &Sender<(usize, PathBuf)>, tell: Tell<'_, T>) {
    let (mut number, mut files) = (0, 0);
    let mut go_on = true;
    discover::discover(paths, &mut |item| {
        match item {
            Ok(path) => {
                files += 1;
                go_on = queue.send((number, path)).is_ok();
                if files % 64 == 1 {
                    go_on = go_on && tell(None, Event::Found { files, done: false });
                }
            }
            Err(problem) => go_on = tell(Some(number), Event::Problem(problem)),
        }
        number += 1;
        go_on
    });
    if go_on {
        tell(None, Event::Found { files, done: true });
    }
}

/// Reads files from the queue until it is closed or the rest is abandoned.
fn work<T>(
    queue: &Mutex<Receiver<(usize, PathBuf)>>,
    read: Read<'_, T>,
    gate: &Gate,
    tell: Tell<'_, T>,
) {
    loop {
        let next = lock(queue).recv();
        let Ok((number, path)) = next else { return };
        gate.wait_for(number);
        if !tell(Some(number), event_of(path, read)) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;
    use crate::source::{Document, Error, Format, PageMetadata};
    use crate::text::Text;
    use std::fs;
    use std::time::Duration;

    /// Reads a file of a few digits: so many milliseconds it takes; others crash or fail.
    fn read(path: &Path) -> Result<Entry, Error> {
        let content = fs::read_to_string(path)?;
        assert!(content != "crash", "as told by\n{content}");
        let wait = content.parse().map_err(|_| Error::Binary)?;
        thread::sleep(Duration::from_millis(wait));
        let document = Document {
            path: path.to_owned(),
            format: Format::Plain,
            encoding: "UTF-8",
            text: Text::new(content),
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
        in_order(paths, &read, &mut |event| {
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
    fn every_file_is_told_once_in_any_order() {
        let dir = folder(&["3", "0", "bad", "0", "crash", "0"]);
        let all = Mutex::new(Vec::new());
        any_order(&[dir.path().to_owned()], &read, &|event| {
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
        any_order(&paths, &read, &|_| {
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
        any_order(&[dir.path().to_owned()], &read, &|event| {
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
