//! The command line.

use crate::corpus::{self, Event};
use crate::lexicon::Lexicon;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
///
/// # Errors
/// What stopped it, with context.
pub fn run() -> anyhow::Result<ExitCode> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(4).map(PathBuf::from).collect();
    let lexicon = Lexicon::builtin()?;
    corpus::load(&paths, &corpus::Options::default(), &lexicon, &|event| {
        if let Event::Read(entry) = event {
            let mut out = std::io::stdout().lock();
            if serde_json::to_writer(&mut out, &*entry.report).is_err()
                || out.write_all(b"\n").is_err()
            {
                return false;
            }
        }
        true
    });
    Ok(ExitCode::SUCCESS)
}
