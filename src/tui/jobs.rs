//! Work that would hold up the keys, done beside the loop; its result comes back as an event.

use super::event::Event;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

/// Where work goes. Without anyone to send results to, it is done on the spot.
#[derive(Debug, Default)]
pub struct Jobs {
    /// Who takes the results.
    pub events: Option<Sender<Event>>,
}

/// Set when nobody waits for a result any more.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Tells the work to end.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// The same as a flag that others look at.
    pub fn flag(&self) -> &AtomicBool {
        &self.0
    }

    /// Whether it is to end.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Frees memory beside the loop: giving many megabytes back takes longer than a frame may.
pub fn discard(rubbish: impl Send + 'static) {
    // Without a thread it is freed here.
    let _ = thread::Builder::new().name("discard".into()).spawn(move || drop(rubbish));
}

impl Jobs {
    /// Does `work`: beside the loop where there is someone to take the result, else at once,
    /// answering it.
    pub fn run(&self, work: impl FnOnce() -> Event + Send + 'static) -> Option<Event> {
        let Some(events) = self.events.clone() else { return Some(work()) };
        let started = thread::Builder::new().name("job".into()).spawn(move || {
            let _ = events.send(work());
        });
        if let Err(error) = started {
            tracing::error!("no thread for a job: {error}");
        }
        None
    }
}
