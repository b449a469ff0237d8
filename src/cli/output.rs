//! Standard output: buffered, and quiet when its reader goes away.

use std::io::{self, Write};

/// Bytes kept back before they are written, so that many small reports cost few system calls.
const BUFFER: usize = 256 * 1024;

/// A sink that whole pieces are added to.
pub(super) struct Output {
    sink: Box<dyn Write>,
    pieces: usize,
    error: Option<io::Error>,
}

impl Output {
    /// Standard output. Where a person watches, each piece is written at once.
    pub(super) fn stdout(terminal: bool) -> Self {
        let stdout = io::stdout().lock();
        let sink: Box<dyn Write> = if terminal {
            Box::new(stdout)
        } else {
            Box::new(io::BufWriter::with_capacity(BUFFER, stdout))
        };
        Self { sink, pieces: 0, error: None }
    }

    /// Writes `piece`. Answers whether to go on: once a write has failed, nothing more is written.
    pub(super) fn put(&mut self, piece: &[u8]) -> bool {
        if self.error.is_none() {
            self.error = self.sink.write_all(piece).err();
        }
        self.error.is_none()
    }

    /// Writes `piece`, unless it is empty, after `between` unless it is the first such piece.
    pub(super) fn put_between(&mut self, between: &[u8], piece: &[u8]) -> bool {
        if piece.is_empty() {
            return self.error.is_none();
        }
        let between = if self.pieces == 0 { &[] } else { between };
        self.pieces += 1;
        self.put(between) && self.put(piece)
    }

    /// Remembers why nothing more can be written; answers `false`.
    pub(super) fn fail(&mut self, error: io::Error) -> bool {
        self.error.get_or_insert(error);
        false
    }

    /// Writes what is still kept back.
    ///
    /// # Errors
    /// The first write that failed, except that a reader who has gone away (`| head`) is none.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let done = match self.error.take() {
            Some(error) => Err(error),
            None => self.sink.flush(),
        };
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            done => done,
        }
    }
}
