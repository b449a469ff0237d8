//! Reading the corpus beside the loop.

use super::event::Event;
use crate::corpus;
use crate::lexicon::Lexicon;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread;

/// Reads files and folders on a thread of its own and sends what happens as news of `generation`.
/// Ends early when nobody listens any more.
///
/// # Errors
/// When the thread cannot be started.
pub(super) fn start(
    paths: Vec<PathBuf>,
    options: corpus::Options,
    generation: u64,
    events: Sender<Event>,
) -> std::io::Result<()> {
    thread::Builder::new().name("corpus".into()).spawn(move || {
        let read = || -> Result<(), String> {
            let lexicon = Lexicon::builtin().map_err(|error| error.to_string())?;
            corpus::load(&paths, &options, &lexicon, &|event| {
                events.send(Event::Corpus(generation, event)).is_ok()
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
