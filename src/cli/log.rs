//! The log: a file, since the terminal belongs to the browser. It is made when the first line is
//! written to it, and not before.

use super::state;
use std::io::{self, Write};
use std::sync::{Arc, OnceLock};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Days of which the log is kept.
const DAYS: usize = 7;

/// Starts logging at the level that `FAYAN_LOG` names (`warn` where it is not set; targets as in
/// `fayan::source=debug` are understood too).
///
/// # Errors
/// The value of `FAYAN_LOG` if it cannot be understood; then `warn` holds.
pub(super) fn start() -> Result<(), String> {
    let wanted = std::env::var("FAYAN_LOG").unwrap_or_default();
    let filter = if wanted.is_empty() { Ok(warn()) } else { EnvFilter::try_new(&wanted) };
    let understood = filter.is_ok();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| warn()))
        .with_ansi(false)
        .with_writer(LogFile::default())
        .finish();
    // Only a second call could fail.
    let _ = tracing::subscriber::set_global_default(subscriber);
    if understood { Ok(()) } else { Err(wanted) }
}

fn warn() -> EnvFilter {
    EnvFilter::new("warn")
}

#[derive(Clone, Default)]
struct LogFile(Arc<OnceLock<Option<RollingFileAppender>>>);

impl LogFile {
    /// The day's file; none where it cannot be made, and then nothing is logged.
    fn file(&self) -> Option<&RollingFileAppender> {
        let open = || {
            let folder = state::folder()?;
            // The appender would complain on the terminal about a folder that is not there.
            std::fs::create_dir_all(&folder).ok()?;
            RollingFileAppender::builder()
                .rotation(Rotation::DAILY)
                .filename_prefix("fayan")
                .filename_suffix("log")
                .max_log_files(DAYS)
                .build(folder)
                .ok()
        };
        self.0.get_or_init(open).as_ref()
    }
}

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = Box<dyn Write + 'a>;

    fn make_writer(&'a self) -> Self::Writer {
        match self.file() {
            Some(file) => Box::new(file.make_writer()),
            None => Box::new(io::sink()),
        }
    }
}
