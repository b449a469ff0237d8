//! ZIP: archives opened as folders, and the container of docx and OFD.
//!
//! Nothing is ever written to a disk. A member's name only tells where it lies; it is shown without
//! anything that leads out of the archive.

use super::format::{EachPart, Input, Part, PartContent};
use super::limits::{self, Budget, Counted, Deadline};
use super::{Container, Error, Options, encoding, names};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::result::ZipError;

/// What starts every member's entry in the list of members.
const ENTRY: &[u8] = b"PK\x01\x02";

/// Bytes unpacked at a time.
const CHUNK: usize = 64 << 10;

/// An open archive whose members are unpacked within limits.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    budget: &'a Budget,
}

impl<'a> Archive<'a> {
    /// Reads the list of members.
    ///
    /// # Errors
    /// When it is damaged or too long.
    pub(super) fn open(bytes: &'a [u8], budget: &'a Budget) -> Result<Self, Error> {
        // Before the list is in memory. An archive stored within has its own entries: those are
        // members too.
        let entries = memchr::memmem::find_iter(bytes, ENTRY).count() as u64;
        if entries > limits::MAX_MEMBERS {
            return Err(Error::TooMany { what: Counted::Members, limit: limits::MAX_MEMBERS });
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(problem)?;
        Ok(Self { zip, budget })
    }

    /// Unpacks the member of this name, written in any case and with `/` or `\`; `None` if there is
    /// none.
    ///
    /// # Errors
    /// When it is damaged, encrypted, or over a limit.
    pub(super) fn read(&mut self, name: &str, until: &Deadline) -> Result<Option<Vec<u8>>, Error> {
        match self.find(name) {
            Some(index) => self.unpack(index, until).map(Some),
            None => Ok(None),
        }
    }

    /// As [`Self::read`], for a member that must be there.
    ///
    /// # Errors
    /// When it is not.
    pub(super) fn need(&mut self, name: &str, until: &Deadline) -> Result<Vec<u8>, Error> {
        self.read(name, until)?.ok_or(Error::Damaged)
    }

    /// Whether there is a member of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<usize> {
        if let Some(index) = self.zip.index_for_name_raw(name.as_bytes()) {
            return Some(index);
        }
        let plain = |b: u8| if b == b'\\' { b'/' } else { b.to_ascii_lowercase() };
        let same = |raw: &[u8]| {
            let raw = raw.strip_prefix(b"/").unwrap_or(raw);
            raw.iter().map(|&b| plain(b)).eq(name.bytes().map(plain))
        };
        self.zip.file_names_raw().position(same)
    }

    fn unpack(&mut self, index: usize, until: &Deadline) -> Result<Vec<u8>, Error> {
        let mut file = self.zip.by_index(index).map_err(problem)?;
        let packed = file.compressed_size();
        // What the archive says about the size may be a lie: take it as a hint only.
        let hint = usize::try_from(file.size()).unwrap_or(0).min(1 << 20);
        let mut bytes = Vec::with_capacity(hint);
        loop {
            let read = file.by_ref().take(CHUNK as u64).read_to_end(&mut bytes);
            let read = read.map_err(|_| Error::Damaged)?;
            if read == 0 {
                return Ok(bytes);
            }
            self.budget.take_bytes(read as u64)?;
            let size = bytes.len() as u64;
            if size > limits::MAX_MEMBER {
                return Err(Error::Inflated { limit: limits::MAX_MEMBER });
            }
            if size > limits::RATIO_FLOOR && size / limits::MAX_RATIO > packed {
                return Err(Error::Inflated { limit: limits::RATIO_FLOOR });
            }
            until.check()?;
        }
    }
}

fn problem(error: ZipError) -> Error {
    match error {
        ZipError::InvalidPassword => Error::Encrypted,
        ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => {
            Error::Encrypted
        }
        // Compressed as we do not read it.
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Error::Container(Container::Archive)
        }
        _ => Error::Damaged,
    }
}

/// A target that a file in `folder` names, as a name within the archive.
pub(super) fn join(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What a ZIP file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// A word processor's document, Office Open XML.
    Docx,
    /// GB/T 33190.
    Ofd,
    /// A spreadsheet, slides, a program: its members are no files of the user's.
    Other,
    /// A folder of files, or damaged so that nothing can be told.
    Folder,
}

fn purpose(bytes: &[u8]) -> Option<Purpose> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let budget = Budget::default();
    let Ok(archive) = Archive::open(bytes, &budget) else { return Some(Purpose::Folder) };
    let has = |name| archive.has(name);
    Some(if has("OFD.xml") {
        Purpose::Ofd
    } else if has("[Content_Types].xml") {
        let word = |raw: &[u8]| raw.starts_with(b"word/") || raw.starts_with(b"word\\");
        if archive.zip.file_names_raw().any(word) { Purpose::Docx } else { Purpose::Other }
    } else if has("mimetype") || has("META-INF/MANIFEST.MF") || has("AndroidManifest.xml") {
        Purpose::Other
    } else {
        Purpose::Folder
    })
}

/// Whether this is a word processor's document.
pub(super) fn is_docx(bytes: &[u8]) -> bool {
    purpose(bytes) == Some(Purpose::Docx)
}

/// Whether this is an OFD document.
pub(super) fn is_ofd(bytes: &[u8]) -> bool {
    purpose(bytes) == Some(Purpose::Ofd)
}

/// Whether this is an archive to be opened as a folder.
pub(super) fn is_folder(bytes: &[u8]) -> bool {
    purpose(bytes) == Some(Purpose::Folder)
}

/// The members of an archive that a walk through a folder would take, in the order of their names.
pub(super) fn members(input: &Input<'_>, each: EachPart<'_>) -> Result<(), Error> {
    if input.depth > limits::MAX_NESTING {
        return Err(Error::TooDeep);
    }
    let mut archive = Archive::open(input.bytes, input.budget)?;
    let mut found = Vec::new();
    for index in 0..archive.zip.len() {
        input.budget.take_member()?;
        let entry = archive.zip.by_index_data(index).map_err(problem)?;
        if entry.is_file() {
            // The flag that says that a name is UTF-8.
            let marked = entry.flags().as_u16() & (1 << 11) != 0;
            let path = inside(&name(entry.name_raw(), marked));
            if is_wanted(&path, input.options) {
                found.push((path, index));
            }
        }
    }
    if found.is_empty() {
        return Err(Error::Empty);
    }
    found.sort_by(|(a, _), (b, _)| names::path_order(a, b));
    for (name, index) in found {
        let until = Deadline::after(input.options.time);
        let content = archive.unpack(index, &until).map(PartContent::File);
        // The rest would fare no better.
        let spent = matches!(content, Err(Error::Inflated { limit: limits::MAX_UNPACKED }));
        if !each(Part { name, content }) || spent {
            break;
        }
    }
    Ok(())
}

/// A member's name. Tools on Chinese Windows write GBK; some write UTF-8 without saying so.
fn name(raw: &[u8], marked: bool) -> String {
    let utf8 = std::str::from_utf8(raw).ok();
    if let Some(utf8) = utf8 {
        // Two-byte sequences of UTF-8 (Latin with accents, Greek, Cyrillic) are likelier pairs of
        // GBK here.
        let foreign = |c: char| ('\u{80}'..'\u{800}').contains(&c);
        if marked || !utf8.chars().any(foreign) {
            return utf8.to_owned();
        }
    }
    let (gbk, broken) = encoding_rs::GB18030.decode_without_bom_handling(raw);
    match utf8 {
        Some(utf8) if broken => utf8.to_owned(),
        None if broken => encoding::decode(raw, None)
            .map_or_else(|_| gbk.into_owned(), |decoded| decoded.text.into_owned()),
        _ => gbk.into_owned(),
    }
}

/// A name as a path within the archive: no root, no drive, nothing that leads up.
fn inside(name: &str) -> PathBuf {
    let parts = name.split(['/', '\\']).map(|part| part.split('\0').next().unwrap_or_default());
    parts.filter(|part| !matches!(*part, "" | "." | "..") && !part.ends_with(':')).collect()
}

/// Whether a walk would take this file: a name that promises a report, not in a hidden folder nor
/// in the one that macOS adds.
fn is_wanted(path: &Path, options: &Options) -> bool {
    let hidden = |part: &std::ffi::OsStr| {
        let part = part.to_string_lossy();
        part.starts_with('.') || part == "__MACOSX"
    };
    names::may_be_report(path, options) && !path.iter().any(hidden)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::read_each;
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    /// An archive of these members.
    pub(in super::super) fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in members {
            let how =
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            writer.start_file(*name, how).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// What is told of an archive, a line for each document.
    fn told(bytes: &[u8]) -> Vec<String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.zip");
        std::fs::write(&path, bytes).unwrap();
        let mut all = Vec::new();
        read_each(&path, &Options::default(), &mut |at, document| {
            let name = at.strip_prefix(dir.path()).unwrap().display().to_string();
            all.push(match document {
                Ok(document) => {
                    assert_eq!(document.path, at);
                    format!("{name}: {}", document.text.as_str().trim_end())
                }
                Err(error) => format!("{name}! {error}"),
            });
            true
        });
        all
    }

    #[test]
    fn an_archive_is_a_folder() {
        let inner = packed(&[("丙.txt", "内".as_bytes()), ("b.exe", b"MZ")]);
        let bytes = packed(&[
            ("2023/报告10.txt", "十".as_bytes()),
            ("2023/报告9.txt", "九".as_bytes()),
            ("README.txt", b"about"),
            ("__MACOSX/._报告9.txt", b"x"),
            (".git/x.txt", b"x"),
            ("picture.png", b"x"),
            ("扫描.txt", b"\x89PNG\r\n\x1A\n"),
            ("内层.zip", &inner),
            ("页.html", "<p>页中".as_bytes()),
        ]);
        let expected = [
            "a.zip/2023/报告9.txt: 九",
            "a.zip/2023/报告10.txt: 十",
            "a.zip/内层.zip/丙.txt: 内",
            "a.zip/扫描.txt! a picture file, not text",
            "a.zip/页.html: 页中",
        ];
        assert_eq!(told(&bytes), expected);
    }

    #[test]
    fn names_are_read_in_gbk_and_utf8() {
        let gbk = |text| encoding_rs::GBK.encode(text).0.into_owned();
        assert_eq!(name(&gbk("琅川市报告.doc"), false), "琅川市报告.doc");
        assert_eq!(name(&gbk("一.txt"), false), "一.txt");
        assert_eq!(name("琅川市.txt".as_bytes(), false), "琅川市.txt");
        assert_eq!(name("é.txt".as_bytes(), true), "é.txt");
        assert_eq!(name(b"a.txt", false), "a.txt");
    }

    /// The crate writes UTF-8 only: the name is exchanged for as many bytes of GBK afterwards.
    #[test]
    fn an_archive_made_on_chinese_windows_is_read() {
        let mut bytes = packed(&[("PLACE-OF-NAME.txt", "文".as_bytes())]);
        let raw = [&encoding_rs::GBK.encode("年度/报告一").0[..], b"12.txt"].concat();
        assert_eq!(raw.len(), "PLACE-OF-NAME.txt".len());
        let at: Vec<usize> = memchr::memmem::find_iter(&bytes, "PLACE").collect();
        for at in at {
            bytes[at..at + raw.len()].copy_from_slice(&raw);
        }
        assert_eq!(told(&bytes), ["a.zip/年度/报告一12.txt: 文"]);
    }

    #[test]
    fn no_name_leads_out() {
        for (name, expected) in [
            ("../../etc/报告.txt", "etc/报告.txt"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\报告\\..\\a.txt", "报告/a.txt"),
            ("a/./b//c\0.exe", "a/b/c"),
            ("..", ""),
        ] {
            assert_eq!(inside(name), Path::new(expected), "{name}");
        }
        assert_eq!(told(&packed(&[("../../上.txt", "文".as_bytes())])), ["a.zip/上.txt: 文"]);
    }

    #[test]
    fn archives_in_archives_end_somewhere() {
        let mut bytes = packed(&[("底.txt", "文".as_bytes())]);
        for _ in 0..limits::MAX_NESTING {
            bytes = packed(&[("n.zip", &bytes)]);
        }
        assert_eq!(told(&bytes), ["a.zip/n.zip/n.zip/n.zip/底.txt: 文"]);
        let deeper = packed(&[("n.zip", &bytes), ("后.txt", "文".as_bytes())]);
        let expected = ["a.zip/n.zip/n.zip/n.zip/n.zip! nested too deeply", "a.zip/后.txt: 文"];
        assert_eq!(told(&deeper), expected);
    }

    #[test]
    fn a_bomb_is_put_out() {
        let zeros = vec![b' '; usize::try_from(limits::RATIO_FLOOR).unwrap() * 2];
        let bytes = packed(&[("1.txt", &zeros), ("2.txt", "文".as_bytes())]);
        assert!(bytes.len() < 100_000);
        let expected = ["a.zip/1.txt! unpacks to more than 16777216 bytes", "a.zip/2.txt: 文"];
        assert_eq!(told(&bytes), expected);
        let budget = Budget::default();
        budget.take_bytes(limits::MAX_UNPACKED - 10).unwrap();
        let mut archive = Archive::open(&bytes, &budget).unwrap();
        let until = Deadline::after(limits::TIME);
        let error = archive.need("1.txt", &until).unwrap_err();
        assert_eq!(error, Error::Inflated { limit: limits::MAX_UNPACKED });
    }

    #[test]
    fn what_is_damaged_or_of_no_use_says_so() {
        let bytes = packed(&[("1.txt", "文".repeat(900).as_bytes())]);
        assert_eq!(told(&bytes[..bytes.len() - 30]), ["a.zip! damaged"]);
        let mut flipped = bytes.clone();
        flipped[45] ^= 0xFF;
        assert_eq!(told(&flipped), ["a.zip/1.txt! damaged"]);
        assert_eq!(told(&packed(&[("a.png", b"x")])), ["a.zip! empty"]);
        let sheet = packed(&[("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")]);
        assert_eq!(told(&sheet), ["a.zip! a ZIP file, not text"]);
    }

    proptest! {
        #[test]
        fn damage_never_crashes(at in 0usize..400, value: u8, cut in 0usize..400) {
            let mut bytes = packed(&[("一.txt", "文文文".as_bytes()), ("b/2.txt", b"b")]);
            if let Some(byte) = bytes.get_mut(at) {
                *byte = value;
            }
            bytes.truncate(cut.max(4));
            let budget = Budget::default();
            let options = Options::default();
            let until = Deadline::after(limits::TIME);
            let input =
                Input { bytes: &bytes, options: &options, deadline: &until, budget: &budget, depth: 0 };
            let _ = members(&input, &mut |_| true);
        }
    }
}
