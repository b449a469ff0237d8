//! The terminal browser.

use crate::corpus;
use crate::locale::Lang;
use std::path::PathBuf;

/// What the browser is told at its start.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Files and folders to open.
    pub paths: Vec<PathBuf>,
    /// Language of the interface.
    pub lang: Lang,
    /// How the files are read.
    pub corpus: corpus::Options,
}

/// Runs the browser until the user leaves it or the terminal goes away.
///
/// # Errors
/// When the terminal cannot be set up or written to.
pub fn run(_settings: Settings) -> std::io::Result<()> {
    Ok(())
}
