//! Reading the corpus beside the loop.

use super::event::Event;
use crate::corpus;
use crate::corpus::watch::Watch;
use crate::lexicon::{Additions, Lexicon};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

/// Reads files and folders on a thread of its own and sends what happens as news of `generation`.
/// `first` is read before all others: someone is waiting for it. Then goes on with what changes, until
/// nobody listens any more.
///
/// # Errors
/// When the thread cannot be started.
pub(super) fn start(
    first: Option<PathBuf>,
    paths: Vec<PathBuf>,
    options: corpus::Options,
    additions: Additions,
    generation: u64,
    events: Sender<Event>,
) -> std::io::Result<()> {
    thread::Builder::new().name("corpus".into()).spawn(move || {
        let read = || -> Result<(), String> {
            let lexicon = Lexicon::with(&additions).map_err(|error| error.to_string())?;
            let lexicon = Arc::new(lexicon);
            // Before anything is read: what changes meanwhile is not missed.
            let watch = Watch::new(&paths);
            if let Some(first) = first {
                corpus::load(&[first], &options, &lexicon, &|event| match event {
                    // What else there is to say is said when it is come across again.
                    corpus::Event::Read(_) => events.send(Event::Corpus(generation, event)).is_ok(),
                    _ => true,
                });
            }
            corpus::load(&paths, &options, &lexicon, &|event| {
                events.send(Event::Corpus(generation, event)).is_ok()
            });
            watch.follow(&options, &lexicon, &mut |change| {
                events.send(Event::Changed(generation, change)).is_ok()
            });
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
        let _ = events.send(Event::LoadFailed(generation, failed));
    })?;
    Ok(())
}
