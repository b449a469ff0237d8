//! A crash while one file is read costs that file only.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

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
}
