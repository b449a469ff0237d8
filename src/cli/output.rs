//! Standard output shared by the threads that make it.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// Bytes kept back before they are written, so that many small reports cost few system calls.
const BUFFER: usize = 256 * 1024;

/// A sink that whole pieces are added to, from any thread.
pub(super) struct Output {
    inner: Mutex<Inner>,
}

struct Inner {
    sink: Box<dyn Write + Send>,
    pieces: usize,
    error: Option<io::Error>,
}

impl Inner {
    fn write(&mut self, bytes: &[u8]) -> bool {
        if self.error.is_none() {
            self.error = self.sink.write_all(bytes).err();
        }
        self.error.is_none()
    }
}

impl Output {
    /// Buffered standard output. Where a person watches, each piece is written at once.
    pub(super) fn stdout(terminal: bool) -> Self {
        let stdout = io::stdout();
        let sink: Box<dyn Write + Send> = if terminal {
            Box::new(stdout)
        } else {
            Box::new(io::BufWriter::with_capacity(BUFFER, stdout))
        };
        Self { inner: Mutex::new(Inner { sink, pieces: 0, error: None }) }
    }

    /// Writes `piece`. Answers whether to go on: once a write has failed, nothing more is written.
    pub(super) fn put(&self, piece: &[u8]) -> bool {
        self.lock().write(piece)
    }

    /// Writes `piece`, unless it is empty, after `between` unless it is the first such piece.
    pub(super) fn put_between(&self, between: &[u8], piece: &[u8]) -> bool {
        let mut inner = self.lock();
        if piece.is_empty() {
            return inner.error.is_none();
        }
        let between = if inner.pieces == 0 { &[] } else { between };
        inner.pieces += 1;
        inner.write(between) && inner.write(piece)
    }

    /// Remembers why nothing more can be written; answers `false`.
    pub(super) fn fail(&self, error: io::Error) -> bool {
        self.lock().error.get_or_insert(error);
        false
    }

    /// Writes what is still kept back.
    ///
    /// # Errors
    /// The first write that failed, except that a reader who has gone away (`| head`) is none.
    pub(super) fn finish(&self) -> io::Result<()> {
        let mut inner = self.lock();
        let done = match inner.error.take() {
            Some(error) => Err(error),
            None => inner.sink.flush(),
        };
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            done => done,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
