//! What we do not read: special files, files over the size limit, files that are no text at all.

use super::Error;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The largest file that is read, in bytes. The longest report is a few hundred kilobytes; the
/// limit leaves room for collections in one file and keeps a disk image out of memory.
pub const MAX_BYTES: u64 = 64 << 20;

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
const HEADER: usize = 1024;

fn is_web_archive(bytes: &[u8]) -> bool {
    let header = bytes.get(..HEADER).unwrap_or(bytes);
    let has = |text: &[u8]| memchr::memmem::find(header, text).is_some();
    (header.starts_with(b"From: ") || header.starts_with(b"MIME-Version: "))
        && has(b"Content-Type: multipart/related")
}

/// All bytes of a regular file.
///
/// # Errors
/// When it cannot be opened, is a folder or a special file, is empty, is a known container, or is
/// over [`MAX_BYTES`]. A pipe or a device is never opened, since opening one can block for ever.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let found = std::fs::metadata(path)?;
    if found.is_dir() {
        return Err(Error::Folder);
    }
    if !found.is_file() {
        return Err(Error::Special);
    }
    if found.len() > MAX_BYTES {
        return Err(Error::TooLarge { limit: MAX_BYTES });
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0) + 1);
    // A large archive or picture beside the reports is told by its start, not read whole.
    file.by_ref().take(HEADER as u64).read_to_end(&mut bytes)?;
    if let Some(kind) = container(&bytes) {
        return Err(Error::Container(kind));
    }
    // The file may have grown since it was measured, or be one whose size is not told.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Error::TooLarge { limit: MAX_BYTES });
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
        assert_eq!(read(&file("a.txt", b"%PDF-1.7\n")), Err(Error::Container(Container::Pdf)));
        let saved = b"From: <Saved by Browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n";
        assert_eq!(read(&file("a.mht", saved)), Err(Error::Container(Container::WebArchive)));
        assert_eq!(read(&file("b.txt", b"text")), Ok(b"text".to_vec()));
        let long = dir.path().join("long.txt");
        File::create(&long).unwrap().set_len(MAX_BYTES + 1).unwrap();
        assert_eq!(read(&long), Err(Error::TooLarge { limit: MAX_BYTES }));
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
