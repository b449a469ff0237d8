//! What we do not read: special files, files that are no text at all, and files over a limit.
//!
//! The limits are far above any report, and low enough that a hostile file costs seconds and
//! megabytes, not the machine. Together they bound the memory of one file: plain text or a web page of
//! 60 MB took 0.5 GB with everything that is found in it, RTF of 72 MB a third of that.

use super::{Error, format};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The largest text file that is read, in bytes. The longest report is a few hundred kilobytes; the
/// limit leaves room for collections in one file and keeps a disk image out of memory.
pub const MAX_BYTES: u64 = 64 << 20;

/// The largest PDF, word processor's document or archive, in bytes: they hold pictures too.
pub const MAX_CONTAINER: u64 = 256 << 20;

/// The longest text taken out of one document, in bytes.
pub const MAX_TEXT: usize = 64 << 20;

/// The most bytes that one file is unpacked to: a document's parts together, or the members of an
/// archive with the archives in it.
pub const MAX_UNPACKED: u64 = 1 << 30;

/// The most bytes that one member of an archive is unpacked to.
pub const MAX_MEMBER: u64 = 256 << 20;

/// How many times its packed size a member may have unpacked, once it is larger than
/// [`RATIO_FLOOR`]. Deflate reaches 1032 on a file of zeros; XML of real documents stays under 60.
pub const MAX_RATIO: u64 = 200;

/// Unpacked members up to this many bytes are harmless whatever their ratio.
pub const RATIO_FLOOR: u64 = 16 << 20;

/// The most members of one archive, with those of the archives in it.
pub const MAX_MEMBERS: u64 = 100_000;

/// How deep an archive may lie in archives: one in the one that was named has the depth 1.
pub const MAX_NESTING: usize = 3;

/// The longest part of XML, in bytes. Such a part is in memory as a whole, and its text beside it.
pub const MAX_XML: usize = 128 << 20;

/// The deepest nesting of XML elements.
pub const MAX_XML_DEPTH: usize = 256;

/// The most pages of one document.
pub const MAX_PAGES: u64 = 20_000;

/// The most records of one table or list.
pub const MAX_RECORDS: u64 = 100_000;

/// How long one document may take to be parsed.
pub const TIME: Duration = Duration::from_secs(20);

/// How much longer than its time a parser is waited for that does not look at the clock.
pub(super) const GRACE: Duration = Duration::from_secs(5);

/// Until when a file must have been read.
#[derive(Debug, Clone)]
pub struct Deadline {
    until: Option<Instant>,
    time: Duration,
}

impl Deadline {
    /// So long from now.
    pub fn after(time: Duration) -> Self {
        Self { until: Instant::now().checked_add(time), time }
    }

    /// Asked by long loops, at every step that takes a microsecond or more.
    ///
    /// # Errors
    /// When the time is over.
    pub fn check(&self) -> Result<(), Error> {
        match self.until {
            Some(until) if Instant::now() > until => {
                Err(Error::TooSlow { seconds: self.time.as_secs() })
            }
            _ => Ok(()),
        }
    }
}

/// What a file may still take while it is unpacked. Shared by everything within one file.
#[derive(Debug)]
pub struct Budget {
    bytes: AtomicU64,
    members: AtomicU64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: AtomicU64::new(MAX_UNPACKED), members: AtomicU64::new(MAX_MEMBERS) }
    }
}

/// Takes `count` from what is left; all of it where that is too little.
fn take(left: &AtomicU64, count: u64) -> Option<()> {
    let (order, mut enough) = (Ordering::Relaxed, true);
    let _ = left.fetch_update(order, order, |left| {
        enough = left >= count;
        Some(left.saturating_sub(count))
    });
    enough.then_some(())
}

impl Budget {
    /// Takes `count` unpacked bytes.
    ///
    /// # Errors
    /// When more than [`MAX_UNPACKED`] would have been taken.
    pub fn take_bytes(&self, count: u64) -> Result<(), Error> {
        take(&self.bytes, count).ok_or(Error::Inflated { limit: MAX_UNPACKED })
    }

    /// Takes one member of an archive.
    ///
    /// # Errors
    /// When there have been [`MAX_MEMBERS`].
    pub fn take_member(&self) -> Result<(), Error> {
        take(&self.members, 1).ok_or(Error::TooMany { what: Counted::Members, limit: MAX_MEMBERS })
    }
}

/// What a file may hold too many of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Members of archives.
    Members,
    /// Pages.
    Pages,
    /// Records of a table or a list.
    Records,
    /// Objects, elements, styles: whatever makes up the file inside.
    Objects,
}

/// A kind of file, told by its first bytes, that holds no text as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Container {
    /// PDF.
    Pdf,
    /// Office Open XML, OFD, OpenDocument and every other ZIP archive.
    Zip,
    /// OLE compound file: .doc, .wps, .xls.
    Compound,
    /// Rich Text Format.
    Rtf,
    /// A web page saved with its pictures as one file, .mht.
    WebArchive,
    /// A picture.
    Picture,
    /// A compressed archive other than ZIP.
    Archive,
    /// A program.
    Program,
}

impl std::fmt::Display for Container {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Pdf => "PDF",
            Self::Zip => "ZIP",
            Self::Compound => "OLE",
            Self::Rtf => "RTF",
            Self::WebArchive => "MHTML",
            Self::Picture => "picture",
            Self::Archive => "archive",
            Self::Program => "program",
        })
    }
}

/// First bytes and the kind they tell.
const SIGNATURES: &[(&[u8], Container)] = &[
    (b"%PDF-", Container::Pdf),
    (b"PK\x03\x04", Container::Zip),
    (b"PK\x05\x06", Container::Zip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Container::Compound),
    (b"{\\rtf", Container::Rtf),
    (b"\x89PNG\r\n\x1A\n", Container::Picture),
    (b"\xFF\xD8\xFF", Container::Picture),
    (b"GIF87a", Container::Picture),
    (b"GIF89a", Container::Picture),
    (b"II*\0", Container::Picture),
    (b"MM\0*", Container::Picture),
    (b"\x1F\x8B\x08", Container::Archive),
    (b"Rar!\x1A\x07", Container::Archive),
    (b"7z\xBC\xAF\x27\x1C", Container::Archive),
    (b"\xFD7zXZ\0", Container::Archive),
    (b"\x28\xB5\x2F\xFD", Container::Archive),
    (b"BZh9", Container::Archive),
    (b"\x7FELF", Container::Program),
];

/// The kind of container that these first bytes of a file tell, if any.
pub fn container(bytes: &[u8]) -> Option<Container> {
    let signed =
        SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, kind)| kind);
    signed.or_else(|| is_web_archive(bytes).then_some(Container::WebArchive))
}

/// Bytes in which a saved web page's mail-like header tells what it is.
const HEADER: usize = 4096;

/// Whether a file begins with the headers of a message that holds a web page.
pub(super) fn is_web_archive(bytes: &[u8]) -> bool {
    let header = bytes.get(..HEADER).unwrap_or(bytes);
    let header = header.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(header);
    // The first line is a header: a name without blanks, and a colon.
    let name = header.iter().position(|b| !b.is_ascii_alphanumeric() && *b != b'-');
    if !name.is_some_and(|end| end > 0 && header.get(end) == Some(&b':')) {
        return false;
    }
    let header = header.to_ascii_lowercase();
    let has = |text: &[u8]| memchr::memmem::find(&header, text).is_some();
    // The names of senders and titles are long; the kind of the content may come late.
    has(b"content-type: multipart/") || (has(b"mime-version:") && has(b"content-type:"))
}

/// All bytes of a regular file.
///
/// # Errors
/// When it cannot be opened, is a folder or a special file, is empty, is a picture, a program or the
/// like, or is over [`MAX_BYTES`] ([`MAX_CONTAINER`] for formats that hold more than text). A pipe or a device is never opened, since opening one can block for ever.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let found = std::fs::metadata(path)?;
    if found.is_dir() {
        return Err(Error::Folder);
    }
    if !found.is_file() {
        return Err(Error::Special);
    }
    if found.len() > MAX_CONTAINER {
        return Err(Error::TooLarge { limit: MAX_CONTAINER });
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::with_capacity(HEADER.min(usize::try_from(found.len()).unwrap_or(0) + 1));
    // A large picture or text beside the reports is told by its start, not read whole.
    file.by_ref().take(HEADER as u64).read_to_end(&mut bytes)?;
    let limit = match container(&bytes) {
        Some(kind @ (Container::Picture | Container::Archive | Container::Program)) => {
            return Err(Error::Container(kind));
        }
        Some(_) => MAX_CONTAINER,
        // A table of many reports is longer than any of them.
        None if format::holds_records(path) => MAX_CONTAINER,
        None => MAX_BYTES,
    };
    if found.len() > limit {
        return Err(Error::TooLarge { limit });
    }
    // The file may have grown since it was measured, or be one whose size is not told.
    let rest = usize::try_from(found.len()).unwrap_or(0).saturating_sub(bytes.len());
    bytes.reserve(rest + 1);
    file.take(limit - bytes.len() as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Error::TooLarge { limit });
    }
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_file_is_told_without_opening_or_reading_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = dir.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        assert_eq!(read(dir.path()), Err(Error::Folder));
        assert_eq!(read(&dir.path().join("none")), Err(Error::NotFound));
        assert_eq!(read(&file("empty.txt", b"")), Err(Error::Empty));
        let picture = read(&file("a.txt", b"\x89PNG\r\n\x1A\n\0"));
        assert_eq!(picture, Err(Error::Container(Container::Picture)));
        assert_eq!(container(b"%PDF-1.7\n"), Some(Container::Pdf));
        let saved = b"From: <Saved by Browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n";
        assert_eq!(container(saved), Some(Container::WebArchive));
        assert_eq!(read(&file("b.txt", b"text")), Ok(b"text".to_vec()));
        let long = dir.path().join("long.txt");
        File::create(&long).unwrap().set_len(MAX_BYTES + 1).unwrap();
        assert_eq!(read(&long), Err(Error::TooLarge { limit: MAX_BYTES }));
        let archive = file("long.zip", b"PK\x03\x04");
        File::options().write(true).open(&archive).unwrap().set_len(MAX_CONTAINER + 1).unwrap();
        assert_eq!(read(&archive), Err(Error::TooLarge { limit: MAX_CONTAINER }));
    }

    #[test]
    fn a_budget_and_a_deadline_run_out() {
        let budget = Budget::default();
        assert_eq!(budget.take_bytes(MAX_UNPACKED), Ok(()));
        assert_eq!(budget.take_bytes(1), Err(Error::Inflated { limit: MAX_UNPACKED }));
        assert!((0..MAX_MEMBERS).all(|_| budget.take_member().is_ok()));
        assert!(budget.take_member().is_err());
        assert_eq!(Deadline::after(TIME).check(), Ok(()));
        let late = Deadline::after(Duration::ZERO);
        std::thread::sleep(Duration::from_millis(2));
        assert_eq!(late.check(), Err(Error::TooSlow { seconds: 0 }));
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_do_not_block() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe.txt");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        assert_eq!(read(&pipe), Err(Error::Special));
        assert_eq!(read(Path::new("/dev/zero")), Err(Error::Special));
    }
}
