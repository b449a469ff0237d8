//! A crash while one file is read, or a parser that does not come to an end, costs that file only.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

thread_local! {
    /// Whether a panic of this thread will be caught by [`run`].
    static ACTIVE: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; a panic in it becomes its message.
///
/// # Errors
/// The message of the panic.
pub fn run<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let outer = ACTIVE.replace(true);
    // What `work` has borrowed is shared and immutable, or dropped with it.
    let result = catch_unwind(AssertUnwindSafe(work));
    ACTIVE.set(outer);
    result.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

/// Stack of a thread that parses, in bytes: parsers of nested formats recurse.
pub const STACK: usize = 8 << 20;

/// Why work was not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfinished {
    /// It panicked, with this message.
    Crashed(String),
    /// It took longer than it may.
    Overran,
    /// No thread could be had for it.
    NoThread(String),
}

/// Runs `work` on a thread of its own, for at most `time`. Work that overruns is left behind: a
/// thread cannot be ended from outside, so its thread and memory are lost until the program ends.
/// Work should therefore look at the clock itself (see [`super::limits::Deadline`]); this is for
/// work that does not.
///
/// # Errors
/// When it panicked or overran.
pub fn within<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Unfinished> {
    each_within(time, |_: &mut dyn FnMut(()) -> bool| work(), &mut |()| true)
}

/// What work tells.
enum Told<P, T> {
    /// One of several things.
    Part(P),
    /// What came of it.
    Done(Result<T, String>),
}

/// As [`within`], for work that makes one thing after the other: `on` takes them on this thread and
/// answers whether to go on, for which the work waits. `time` is how long each of them may take,
/// without the time that `on` takes.
///
/// # Errors
/// When it panicked or overran.
pub fn each_within<P: Send + 'static, T: Send + 'static>(
    time: Duration,
    work: impl FnOnce(&mut dyn FnMut(P) -> bool) -> T + Send + 'static,
    on: &mut dyn FnMut(P) -> bool,
) -> Result<T, Unfinished> {
    let (sender, receiver) = sync_channel(0);
    let thread = thread::Builder::new().name("parser".to_owned()).stack_size(STACK);
    let (ask, asked) = sync_channel(1);
    let started = thread.spawn(move || {
        let mut on = |part| sender.send(Told::Part(part)).is_ok() && asked.recv() == Ok(true);
        let result = run(|| work(&mut on));
        // Nobody listens any more where the work has overrun.
        let _ = sender.send(Told::Done(result));
    });
    if let Err(error) = started {
        return Err(Unfinished::NoThread(error.to_string()));
    }
    loop {
        match receiver.recv_timeout(time) {
            Ok(Told::Part(part)) => _ = ask.send(on(part)),
            Ok(Told::Done(result)) => return result.map_err(Unfinished::Crashed),
            Err(RecvTimeoutError::Timeout) => return Err(Unfinished::Overran),
            Err(RecvTimeoutError::Disconnected) => return Err(Unfinished::Crashed(String::new())),
        }
    }
}

/// Whether a panic of this thread is caught and told as a problem. A panic hook that prints, or
/// gives the terminal back, asks this first.
pub fn is_active() -> bool {
    ACTIVE.get()
}

/// Makes panics that are caught go to the log instead of to the hook set so far. To be called once,
/// after any other hook was set.
pub fn log_caught_panics() {
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if is_active() {
            tracing::error!("{info}");
        } else {
            previous(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(run(|| 1), Ok(1));
        assert_eq!(run(|| panic!("line {}", 7)), Err::<(), _>("line 7".to_owned()));
        assert!(!is_active());
        assert_eq!(run(is_active), Ok(true));
    }

    #[test]
    fn work_that_overruns_is_left_behind() {
        let hour = Duration::from_secs(3600);
        assert_eq!(within(hour, || 1), Ok(1));
        let crashed: Result<(), _> = within(hour, || panic!("on its own"));
        assert_eq!(crashed, Err(Unfinished::Crashed("on its own".to_owned())));
        let (release, held) = sync_channel::<()>(0);
        let overrun = within(Duration::from_millis(5), move || held.recv().is_ok());
        assert_eq!(overrun, Err(Unfinished::Overran));
        drop(release);
    }

    #[test]
    fn several_things_are_taken_one_after_the_other() {
        let hour = Duration::from_secs(3600);
        let count = |on: &mut dyn FnMut(u32) -> bool| (0..9).take_while(|&n| on(n)).count();
        let mut all = Vec::new();
        let told = each_within(hour, count, &mut |n| {
            all.push(n);
            n < 3
        });
        assert_eq!((told, all), (Ok(3), vec![0, 1, 2, 3]));
        let crashed = |on: &mut dyn FnMut(u32) -> bool| assert!(!on(1), "after one");
        let crashed = each_within(hour, crashed, &mut |_| true);
        assert_eq!(crashed, Err(Unfinished::Crashed("after one".to_owned())));
        let (release, held) = sync_channel::<()>(0);
        let stuck = move |on: &mut dyn FnMut(u32) -> bool| on(1) && held.recv().is_ok();
        let overrun = each_within(Duration::from_millis(5), stuck, &mut |_| {
            // This is not the work's time.
            thread::sleep(Duration::from_millis(20));
            true
        });
        assert_eq!(overrun, Err(Unfinished::Overran));
        drop(release);
    }
}
