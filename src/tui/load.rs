//! Reading the corpus beside the loop: at the start, and again when the user wants it.

use super::Settings;
use super::app::App;
use super::event::Event;
use super::jobs::Stop;
use super::tell::Names;
use crate::corpus::watch::{Inbox, Waker, Watch, Watching, inbox};
use crate::corpus::{self, Options};
use crate::lexicon::{Additions, Lexicon};
use crate::locale::tui as texts;
use crate::source::guard;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What takes longer than this is long work: the user is told how to stop it.
pub(super) const LONG: Duration = Duration::from_millis(300);

/// What is read, and how.
#[derive(Debug, Clone, Default)]
struct Wanted {
    paths: Vec<PathBuf>,
    options: Options,
    additions: Additions,
    watching: Watching,
    names: Names,
}

/// An order to read everything.
#[derive(Debug)]
struct Order {
    /// Read before all others: someone is waiting for it.
    first: Option<PathBuf>,
    generation: u64,
    stop: Stop,
}

/// What has come while everything is read again.
#[derive(Debug, Default)]
struct Again {
    seen: HashSet<PathBuf>,
    changed: usize,
}

/// The reading of the corpus.
#[derive(Debug, Default)]
pub struct Loading {
    wanted: Wanted,
    /// The thread that reads; none where there is nobody to tell.
    reader: Option<(Sender<Order>, Waker)>,
    stop: Stop,
    begun: Option<Instant>,
    again: Option<Again>,
    /// Where the user has stopped it: how many of how many were read.
    pub stopped: Option<(usize, usize)>,
}

impl Loading {
    /// The same as `settings` want it, before anything is read.
    pub fn new(settings: &Settings) -> Self {
        let wanted = Wanted {
            paths: settings.paths.clone(),
            options: settings.corpus.clone(),
            additions: settings.additions.clone(),
            watching: settings.watching,
            names: Names::default(),
        };
        Self { wanted, ..Self::default() }
    }

    /// The names of canonical indicators.
    pub fn names(&self) -> &Names {
        &self.wanted.names
    }

    /// Whether it has been going on for so long that the user wonders.
    pub fn is_long(&self) -> bool {
        self.begun.is_some_and(|begun| begun.elapsed() >= LONG)
    }

    #[cfg(test)]
    pub(super) fn pretend_long(&mut self) {
        self.begun = Instant::now().checked_sub(LONG);
    }
}

impl App {
    /// Starts the thread that reads, tells `events`, and goes on with what changes.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn start_reading(&mut self, events: Sender<Event>) -> std::io::Result<()> {
        let (orders, received) = channel();
        let (inbox, waker) = inbox();
        let wanted = self.loading.wanted.clone();
        thread::Builder::new()
            .name("corpus".into())
            // It reads documents too, beside the threads that it starts.
            .stack_size(guard::STACK)
            .spawn(move || read_as_ordered(&wanted, &received, inbox, &events))?;
        self.loading.reader = Some((orders, waker));
        let first = self.wanted_report();
        self.order_reading(first);
        Ok(())
    }

    fn order_reading(&mut self, first: Option<PathBuf>) {
        let stop = Stop::default();
        std::mem::replace(&mut self.loading.stop, stop.clone()).set();
        self.loading.begun = Some(Instant::now());
        self.loading.stopped = None;
        let generation = self.generation;
        match &self.loading.reader {
            Some((orders, waker)) => {
                if orders.send(Order { first, generation, stop }).is_err() {
                    self.shelf.done = true;
                    self.loading.again = None;
                    return self.fail(self.tr(texts::READER_GONE).to_owned());
                }
                waker.wake();
            }
            // Nobody would be told later: it is done on the spot.
            None => {
                let events = Mutex::new(Vec::new());
                let wanted = &self.loading.wanted;
                if let Ok(lexicon) = Lexicon::with(&wanted.additions).map(Arc::new) {
                    wanted.names.learn(&lexicon);
                    corpus::load(&wanted.paths, &wanted.options, &lexicon, &|event| {
                        events.lock().unwrap_or_else(PoisonError::into_inner).push(event);
                        true
                    });
                }
                for event in events.into_inner().unwrap_or_else(PoisonError::into_inner) {
                    self.corpus(event);
                }
            }
        }
    }

    /// Reads everything again. What is open stays open at its place, and what has not changed is
    /// not touched.
    pub(super) fn read_again(&mut self) {
        self.generation += 1;
        self.loading.again = Some(Again::default());
        self.shelf.problems.clear();
        (self.shelf.found, self.shelf.walked, self.shelf.done) = (0, false, false);
        self.version += 1;
        self.say(self.tr(texts::READING_AGAIN).to_owned());
        self.order_reading(None);
    }

    /// Stops the reading, if it is under way; answers whether it was.
    pub(super) fn stop_reading(&mut self) -> bool {
        if self.shelf.done {
            return false;
        }
        self.loading.stop.set();
        let (read, found) = (self.files_read(), self.shelf.found);
        self.loading.again = None;
        self.loading.stopped = Some((read, found));
        self.shelf.done = true;
        self.arrived = true;
        self.book.expect_all();
        self.say(texts::STOPPED.with(self.lang, &[&read, &found]));
        true
    }

    /// How many files have been read or given up so far.
    pub fn files_read(&self) -> usize {
        match &self.loading.again {
            Some(again) => again.seen.len() + self.shelf.problems.len(),
            None => self.shelf.finished(),
        }
    }

    /// Takes news of the reading.
    pub(super) fn corpus(&mut self, event: corpus::Event) {
        match event {
            corpus::Event::Found { files, done } => {
                self.shelf.found = files;
                self.shelf.walked = done;
            }
            corpus::Event::Read(entry) => {
                let path = self.loading.again.is_some().then(|| entry.document.path.clone());
                let new = self.shelf.insert(entry);
                if let (Some(again), Some(path)) = (&mut self.loading.again, path) {
                    again.seen.insert(path);
                    again.changed += usize::from(new.is_some());
                }
                // Read before its turn, or touched but not changed: nothing has to be drawn anew.
                let Some(id) = new else { return };
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
                self.settle_jumps();
                if let Some(again) = self.loading.again.take() {
                    self.end_reading_again(&again);
                }
            }
        }
    }

    /// Takes away what was not there any more.
    fn end_reading_again(&mut self, again: &Again) {
        let gone = self.shelf.keep_only(&again.seen).len();
        self.version += 1;
        self.say(match (again.changed, gone) {
            (0, 0) => self.tr(texts::READ_SAME).to_owned(),
            (changed, gone) => texts::READ_AGAIN.with(self.lang, &[&changed, &gone]),
        });
    }
}

/// Reads everything when it is ordered, and in between what changes, until nobody listens.
fn read_as_ordered(
    wanted: &Wanted,
    orders: &Receiver<Order>,
    inbox: Inbox,
    events: &Sender<Event>,
) {
    let mut last = 0;
    let read = || -> Result<(), String> {
        let Wanted { paths, options, additions, watching, names } = wanted;
        let lexicon = Lexicon::with(additions).map_err(|error| error.to_string())?;
        let lexicon = Arc::new(lexicon);
        names.learn(&lexicon);
        // Before anything is read: what changes meanwhile is not missed.
        let mut watch = Watch::new(paths, *watching, inbox);
        let mut order = orders.recv().ok();
        while let Some(Order { first, generation, stop }) = order.take() {
            last = generation;
            let tell =
                |event| !stop.is_set() && events.send(Event::Corpus(generation, event)).is_ok();
            if let Some(first) = first {
                corpus::load(&[first], options, &lexicon, &|event| match event {
                    // What else there is to say is said when it is come across again.
                    corpus::Event::Read(_) => tell(event),
                    _ => true,
                });
            }
            corpus::load(paths, options, &lexicon, &tell);
            let mut changed = |change| events.send(Event::Changed(generation, change)).is_ok();
            // Woken for an order that has been taken already, it goes on watching.
            while order.is_none() && watch.follow(options, &lexicon, &mut changed) {
                order = orders.try_recv().ok();
            }
        }
        Ok(())
    };
    let failed = match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(())) => return,
        Ok(Err(reason)) => reason,
        Err(panic) => panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default(),
    };
    let _ = events.send(Event::LoadFailed(last, failed));
}
