//! Many files are read and analysed at the same time.
//!
//! One thread walks the folders and puts paths into a queue; as many others as the machine has
//! processors take them out, so that the first report is ready long before the walk is over. One
//! file alone is read on the calling thread.

use super::batch::{self, Batch, Make, Message};
use super::{Entry, Event, Options, Reason, TOGETHER, discover};
use crate::lexicon::Lexicon;
use crate::source::{self, Document, guard};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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
    let make = |documents| batch::reports(documents, options, lexicon, &|entry| entry);
    any_order(paths, Job { options: &options.source, read: &read_file(options), make: &make }, on);
}

/// As [`load`], with reports and problems in the order in which a reader expects the files (as named
/// and, in folders, in [`source::names::path_order`]), all told on this thread. `make` turns a report into
/// what is told of it, on the thread that read it: what takes time belongs there. Only some
/// hundreds of reports for each of the machine's processors are held back at any time.
pub fn load_in_order<T: Send>(
    paths: &[PathBuf],
    options: &Options,
    lexicon: &Arc<Lexicon>,
    make: &(dyn Fn(Entry) -> T + Sync),
    on: &mut dyn FnMut(Event<T>) -> bool,
) {
    let make = |documents| batch::reports(documents, options, lexicon, make);
    in_order(paths, Job { options: &options.source, read: &read_file(options), make: &make }, on);
}

/// Reads everything in one file.
fn read_file(options: &Options) -> impl Fn(&Path, Each<'_>) + Sync {
    |path, each| {
        source::read_each(path, &options.source, &mut |path, document| {
            each(path, document.map_err(Reason::Source))
        });
    }
}

/// Takes one document, or why it could not be read; answers whether to go on.
type Each<'a> = &'a mut dyn FnMut(PathBuf, Result<Document, Reason>) -> bool;

/// How files are read, and what is made of the documents in them.
struct Job<'a, T> {
    options: &'a source::Options,
    read: &'a (dyn Fn(&Path, Each<'_>) + Sync),
    make: Make<'a, T>,
}

impl<T> Clone for Job<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Job<'_, T> {}

/// Listens to workers; answers whether to go on.
type Tell<'a, T> = &'a (dyn Fn(Vec<Message<T>>) -> bool + Sync);

/// How many threads read. Asked once for a folder: the system reads files to answer.
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

    /// Lets so many workers read twice what they analyse together beyond the first file.
    fn before_first(readers: usize) -> Self {
        Self { next: Mutex::new(0), moved: Condvar::new(), ahead: readers * TOGETHER * 2 }
    }

    /// Whether this file may be read.
    fn lets(&self, number: usize) -> bool {
        number < lock(&self.next).saturating_add(self.ahead)
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

fn one_file<T>(path: &Path, job: Job<'_, T>, on: &mut dyn FnMut(Event<T>) -> bool) {
    let mut go_on = on(Event::Found { files: 1, done: true });
    if !go_on {
        return;
    }
    let mut files = 0;
    let mut tell = |path, document| {
        files += 1;
        let mut batch = Batch::new();
        batch.add(0, path, document);
        go_on = go_on && (files == 1 || on(Event::Found { files, done: true }));
        for message in batch.finish(job.make) {
            if let Message::Of(_, event) = message {
                go_on = go_on && on(event);
            }
        }
        go_on
    };
    let crash = guard::run(|| (job.read)(path, &mut tell));
    if let Err(message) = crash {
        tell(path.to_owned(), Err(Reason::Crash(message)));
    }
    if go_on {
        on(Event::Done);
    }
}

fn any_order<T>(paths: &[PathBuf], job: Job<'_, T>, on: &(dyn Fn(Event<T>) -> bool + Sync)) {
    if let Some(path) = only_file(paths) {
        return one_file(path, job, &mut |event| on(event));
    }
    let tell = |messages: Vec<Message<T>>| {
        messages.into_iter().all(|message| match message {
            Message::Aside(event) | Message::Of(_, event) => on(event),
            Message::Over(_) => true,
        })
    };
    if run(paths, job, &Gate::open(), workers(), &tell) {
        on(Event::Done);
    }
}

fn in_order<T: Send>(paths: &[PathBuf], job: Job<'_, T>, on: &mut dyn FnMut(Event<T>) -> bool) {
    if let Some(path) = only_file(paths) {
        return one_file(path, job, on);
    }
    let readers = workers();
    let gate = &Gate::before_first(readers);
    let (sender, receiver) = channel();
    let mut go_on = true;
    thread::scope(|scope| {
        scope.spawn(move || {
            run(paths, job, gate, readers, &|messages| sender.send(messages).is_ok())
        });
        // Of the files that are not next: what was told of them, and whether that was all.
        let mut waiting: BTreeMap<usize, (Vec<Event<T>>, bool)> = BTreeMap::new();
        let mut next = 0;
        for messages in receiver {
            for message in messages {
                match message {
                    Message::Aside(event) => go_on = go_on && on(event),
                    Message::Of(number, event) if number == next => go_on = go_on && on(event),
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
    job: Job<'_, T>,
    gate: &Gate,
    readers: usize,
    tell: Tell<'_, T>,
) -> bool {
    let stopped = AtomicBool::new(false);
    let tell = |messages| {
        let go_on = !stopped.load(Ordering::Relaxed) && tell(messages);
        if !go_on {
            stopped.store(true, Ordering::Relaxed);
        }
        go_on
    };
    let (sender, receiver) = channel();
    let workplace = Workplace {
        queue: Mutex::new(receiver),
        job,
        gate,
        tell: &tell,
        found: Mutex::default(),
        queued: AtomicUsize::new(0),
        readers,
    };
    thread::scope(|scope| {
        let reader = || {
            let thread = thread::Builder::new().name("reader".to_owned()).stack_size(guard::STACK);
            thread.spawn_scoped(scope, || workplace.work())
        };
        // A thread that cannot be had leaves its work to the others.
        let started = (0..readers).filter_map(|_| reader().ok()).count();
        workplace.walk(paths, &sender);
        drop(sender);
        if started == 0 {
            workplace.work();
        }
    });
    !stopped.load(Ordering::Relaxed)
}

/// What the threads share.
struct Workplace<'a, T> {
    queue: Mutex<Receiver<(usize, PathBuf)>>,
    job: Job<'a, T>,
    gate: &'a Gate,
    tell: Tell<'a, T>,
    found: Mutex<Found>,
    /// How many files the walk has put into the queue.
    queued: AtomicUsize,
    /// How many threads read.
    readers: usize,
}

impl<T> Workplace<'_, T> {
    /// Puts every file into the queue and tells how many there are.
    fn walk(&self, paths: &[PathBuf], queue: &Sender<(usize, PathBuf)>) {
        let mut number = 0;
        let mut go_on = true;
        discover::discover(paths, self.job.options, &mut |item| {
            match item {
                Ok(path) => {
                    self.queued.fetch_add(1, Ordering::Relaxed);
                    go_on = queue.send((number, path)).is_ok() && self.found_one();
                }
                Err(problem) => {
                    let problem = Message::Of(number, Event::Problem(problem));
                    go_on = (self.tell)(vec![problem, Message::Over(number)]);
                }
            }
            number += 1;
            go_on
        });
        if go_on {
            let mut found = lock(&self.found);
            found.done = true;
            (self.tell)(vec![Message::Aside(found.event())]);
        }
    }

    fn found_one(&self) -> bool {
        let mut found = lock(&self.found);
        found.files += 1;
        found.files % 64 != 1 || (self.tell)(vec![Message::Aside(found.event())])
    }

    /// Reads files from the queue until it is closed or the rest is abandoned.
    fn work(&self) {
        let mut batch = Batch::new();
        loop {
            let next = if batch.is_empty() {
                lock(&self.queue).recv().ok()
            } else {
                self.queue.try_lock().ok().and_then(|queue| queue.try_recv().ok())
            };
            let go_on = match next {
                Some((number, path)) => self.read(number, &path, &mut batch),
                None => !batch.is_empty() && self.finish(&mut batch),
            };
            if !go_on {
                return;
            }
        }
    }

    /// Reads a file into the batch; answers whether to go on.
    fn read(&self, number: usize, path: &Path, batch: &mut Batch<T>) -> bool {
        // What is waited for may be in hand.
        let mut go_on = self.gate.lets(number) || self.finish(batch);
        self.gate.wait_for(number);
        let mut documents = 0;
        let crash = guard::run(|| {
            (self.job.read)(path, &mut |path, document| {
                // The parts of a file come by themselves; a large one waits for its turn.
                go_on = go_on && (documents == 0 || self.found_one());
                documents += 1;
                if documents % PARTS_AHEAD == 0 {
                    go_on = go_on && self.finish(batch);
                    self.gate.wait_for_turn(number);
                }
                if document.as_ref().is_ok_and(|document| batch.has_no_room_for(document)) {
                    go_on = go_on && self.finish(batch);
                }
                batch.add(number, path, document);
                go_on = go_on && (!batch.is_full(self.share(number)) || self.finish(batch));
                go_on
            });
        });
        if let Err(message) = crash {
            go_on = go_on && (documents == 0 || self.found_one());
            documents += 1;
            batch.add(number, path.to_owned(), Err(Reason::Crash(message)));
        }
        if documents > 1 {
            batch.say(Message::Aside(lock(&self.found).event()));
        }
        batch.say(Message::Over(number));
        go_on
    }

    /// How many documents one thread may take together, so that the others have as many to do until
    /// the end: half of its part of the files behind this one.
    fn share(&self, number: usize) -> usize {
        let left = self.queued.load(Ordering::Relaxed).saturating_sub(number);
        (left / (2 * self.readers)).max(FEW)
    }

    /// Analyses the batch and tells what it has become; answers whether to go on.
    fn finish(&self, batch: &mut Batch<T>) -> bool {
        (self.tell)(batch.finish(self.job.make))
    }
}

/// So many documents are worth taking together, whatever is left.
const FEW: usize = 8;

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

    /// Each line of a file is a document.
    fn read(path: &Path, each: Each<'_>) {
        match fs::read_to_string(path) {
            Ok(content) => {
                _ = content.lines().all(|line| each(path.to_owned(), document(path, line)))
            }
            Err(error) => _ = each(path.to_owned(), Err(Reason::Source(error.into()))),
        }
    }

    /// A few digits; others crash or fail.
    fn document(path: &Path, content: &str) -> Result<Document, Reason> {
        assert!(content != "crash", "as told by\n{content}");
        content.parse::<u64>().map_err(|_| Reason::Source(Error::Binary))?;
        Ok(Document {
            path: path.to_owned(),
            format: Format::Plain,
            encoding: "UTF-8",
            text: Text::new(content.to_owned()),
            places: Places::default(),
            metadata: PageMetadata::default(),
        })
    }

    /// Takes as many milliseconds over a document as it tells.
    fn make(documents: Vec<Document>) -> Vec<Result<Entry, Reason>> {
        let entry = |document: Document| {
            thread::sleep(Duration::from_millis(document.text.as_str().parse().unwrap()));
            Ok(Entry { document: Arc::new(document), report: Arc::new(Report::default()) })
        };
        documents.into_iter().map(entry).collect()
    }

    fn in_any_order(paths: &[PathBuf], on: &(dyn Fn(Event) -> bool + Sync)) {
        any_order(paths, Job { options: &Options::default(), read: &read, make: &make }, on);
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
        let job = Job { options: &Options::default(), read: &read, make: &make };
        in_order(paths, job, &mut |event| {
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
        in_any_order(&paths, &|event| {
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
        in_any_order(&[dir.path().to_owned()], &|event| {
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
        in_any_order(&paths, &|_| {
            *lock(&told) += 1;
            false
        });
        // Each thread may have had something to tell.
        assert!(*lock(&told) <= workers() + 2, "{told:?}");
    }

    /// The walk is held up at its first file until that file has been read.
    #[test]
    fn a_report_is_ready_before_the_walk_is_over() {
        let dir = folder(&["0"; 100]);
        let (ready, seen) = (Condvar::new(), Mutex::new(false));
        let in_time = AtomicBool::new(false);
        in_any_order(&[dir.path().to_owned()], &|event| {
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
