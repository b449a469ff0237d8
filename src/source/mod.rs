//! A path becomes a [`Document`]: bytes are decoded, the main text is taken out of its container
//! and cleaned, once. One file per format.
//!
//! The way through: [`limits`] opens the file, [`format`] tells by its bytes what it is, the file of
//! that format takes the text out ([`encoding`] turns bytes into characters where they are text),
//! [`sanitize`] makes it harmless, and [`places`] keeps the way back. A file that holds several
//! documents gives one after the other. What parsers of containers do, they do on a thread that can
//! crash or be left behind ([`guard`]).

mod archive;
mod doc;
mod docx;
pub mod encoding;
mod flow;
pub mod format;
pub mod guard;
pub mod html;
mod layout;
pub mod limits;
mod lists;
mod mht;
pub mod names;
mod numerals;
mod ofd;
mod pdf;
pub mod places;
pub mod plain;
mod records;
mod rtf;
pub mod sanitize;
mod unwrap;
mod xml;

pub use format::Format;
pub use limits::Container;
pub use places::{Place, PlaceKind, Places};

use crate::text::Text;
use format::{EachPart, Extract, Input, Kind, Part, PartContent, Reader};
use limits::{Budget, Counted, Deadline};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What a page says about itself outside its main text. Every value is one harmless line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageMetadata {
    /// Title of the page or file.
    pub title: Option<String>,
    /// Date of publication as the page writes it.
    pub published: Option<String>,
    /// 来源 or 发布机构.
    pub source: Option<String>,
    /// The place that it belongs to, where a table of reports tells.
    pub region: Option<String>,
    /// When the file was made, as it writes it. No date of publication.
    pub created: Option<String>,
    /// When it was last changed, as it writes it.
    pub modified: Option<String>,
}

/// A file's text, decoded and cleaned.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file as it was named or found; for a part of a file, its name after the file's:
    /// `reports.zip/2023/琅川.docx`.
    pub path: PathBuf,
    /// The format it was read as.
    pub format: Format,
    /// Name of the encoding it was decoded from (`UTF-8`, `gb18030`).
    pub encoding: &'static str,
    /// The text; for formats without lines, the extracted text.
    pub text: Text,
    /// Where its lines come from.
    pub places: Places,
    /// What the page says about itself.
    pub metadata: PageMetadata,
}

/// How files are read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Decode with this encoding whatever the bytes look like.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The column that holds the text in tables and lists with one report a record.
    pub text_column: Option<String>,
    /// How long one document may take.
    pub time: Duration,
}

impl Options {
    /// Does work over so many bytes of text within the time that one document may take. Little text is
    /// worked over on this thread, since watching costs more; a crash is caught in either case.
    ///
    /// # Errors
    /// When the work crashed or took too long.
    pub fn watched<T: Send + 'static>(
        &self,
        bytes: usize,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        if bytes <= QUICK {
            return guard::run(work)
                .map_err(|message| self.why(guard::Unfinished::Crashed(message)));
        }
        guard::within(self.time + limits::GRACE, work).map_err(|unfinished| self.why(unfinished))
    }

    /// Why work did not come to its end.
    fn why(&self, unfinished: guard::Unfinished) -> Error {
        match unfinished {
            guard::Unfinished::Crashed(message) => Error::Crash(sanitize::line(&message)),
            guard::Unfinished::Overran => Error::TooSlow { seconds: self.time.as_secs() },
            guard::Unfinished::NoThread(message) => Error::Io(sanitize::line(&message)),
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { encoding: None, text_column: None, time: limits::TIME }
    }
}

/// Why a file could not be read. The lines here are for logs; `locale::source` tells a reader, in
/// his language, what the matter is and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("no such file or folder")]
    NotFound,
    /// The file system does not let us read it.
    #[error("permission denied")]
    Denied,
    /// Any other refusal of the file system, in its own words.
    #[error("{0}")]
    Io(String),
    /// A folder where a file was expected.
    #[error("is a folder")]
    Folder,
    /// A pipe, a socket or a device: reading it could block for ever.
    #[error("not a regular file")]
    Special,
    /// Nothing is in it, or nothing but blanks.
    #[error("empty")]
    Empty,
    /// Over the size limit.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// A kind of file that is known, but not read.
    #[error("a {0} file, not text")]
    Container(Container),
    /// Bytes that are no text in any encoding.
    #[error("binary, not text")]
    Binary,
    /// The encoding that was asked for does not fit.
    #[error("not {0}")]
    WrongEncoding(&'static str),
    /// A web page nested too deeply, or of too many elements, to be a report.
    #[error("a web page of too many or too deeply nested elements")]
    TooComplex,
    /// A file of a known format that breaks that format's rules, or was cut off.
    #[error("damaged")]
    Damaged,
    /// Only a password opens it.
    #[error("encrypted")]
    Encrypted,
    /// It unpacks to more than that many bytes.
    #[error("unpacks to more than {limit} bytes")]
    Inflated {
        /// The limit, in bytes.
        limit: u64,
    },
    /// It holds more parts than any honest file.
    #[error("more than {limit} {what:?}")]
    TooMany {
        /// Of what.
        what: Counted,
        /// The limit.
        limit: u64,
    },
    /// Elements nested in elements, or archives in archives, beyond any use.
    #[error("nested too deeply")]
    TooDeep,
    /// It took too long.
    #[error("took more than {seconds} seconds")]
    TooSlow {
        /// How long it was given, in seconds.
        seconds: u64,
    },
    /// Pages without a text layer: pictures of pages.
    #[error("pictures of pages, no text")]
    Scanned,
    /// A table of reports, of which it is not known which column holds the text.
    #[error("no column {}; there are: {columns}", wanted.as_deref().unwrap_or("named"))]
    Column {
        /// The name that was asked for, if any was.
        wanted: Option<String>,
        /// The names of the columns.
        columns: String,
    },
    /// Most of its text is told in signs of a font that does not say which characters they are.
    #[error("a font does not tell its characters")]
    Unmapped,
    /// It holds several documents, where one was asked for.
    #[error("holds several documents")]
    Several,
    /// The program made a mistake over it; the message is for a bug report.
    #[error("internal error: {0}")]
    Crash(String),
}

impl From<&std::io::Error> for Error {
    fn from(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            std::io::ErrorKind::PermissionDenied => Self::Denied,
            std::io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io(sanitize::line(&error.to_string())),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::from(&error)
    }
}

/// Reads a file that holds one document.
///
/// # Errors
/// When the file cannot be opened, is not text, holds several documents, or is over a limit.
pub fn read(path: &Path, options: &Options) -> Result<Document, Error> {
    let bytes = limits::read(path)?;
    read_bytes(path, &bytes, options)
}

/// Takes a document or what the matter is with it, by its path; answers whether to go on.
pub type Each<'a> = &'a mut dyn FnMut(PathBuf, Result<Document, Error>) -> bool;

/// Reads all documents in a file: one for most formats, each member of an archive. What cannot be
/// read is told in its place, and the rest goes on.
pub fn read_each(path: &Path, options: &Options, on: Each<'_>) {
    match limits::read(path) {
        Ok(bytes) => read_each_bytes(path, bytes, options, on),
        Err(error) => _ = on(path.to_owned(), Err(error)),
    }
}

/// As [`read_each`], for a file whose bytes are at hand; `path` tells its name only.
pub fn read_each_bytes(path: &Path, bytes: Vec<u8>, options: &Options, on: Each<'_>) {
    each(path, bytes, options, &Arc::default(), 0, on);
}

/// As [`read_each`], for bytes at hand that lie `depth` archives deep; answers whether to go on.
fn each(
    path: &Path,
    bytes: Vec<u8>,
    options: &Options,
    budget: &Arc<Budget>,
    depth: usize,
    on: Each<'_>,
) -> bool {
    let kind = format::kind(path, &bytes);
    if let Ok(Kind::Read(Reader::Several(parts))) = kind {
        let mut go_on = true;
        let mut on_part = |part: Part| {
            let path = path.join(part.name);
            go_on = match part.content {
                Ok(PartContent::File(bytes)) => each(&path, bytes, options, budget, depth + 1, on),
                Ok(PartContent::Text(format, extract)) => {
                    let document = document(&path, format, "UTF-8", extract);
                    on(path, document)
                }
                Err(error) => on(path, Err(error)),
            };
            go_on
        };
        let (how, budget) = (options.clone(), Arc::clone(budget));
        let work = move |on_part: EachPart<'_>| {
            let deadline = &Deadline::after(how.time);
            parts(
                &Input { bytes: &bytes, options: &how, deadline, budget: &budget, depth },
                on_part,
            )
        };
        let finished = guard::each_within(options.time + limits::GRACE, work, &mut on_part);
        let result = finished.unwrap_or_else(|unfinished| Err(options.why(unfinished)));
        return match result {
            Err(error) if go_on => on(path.to_owned(), Err(error)),
            _ => go_on,
        };
    }
    if matches!(kind, Ok(Kind::Text)) && is_quick(&bytes) || kind.is_err() {
        return on(path.to_owned(), read_bytes(path, &bytes, options));
    }
    let (name, how) = (path.to_owned(), options.clone());
    let work = move || read_bytes(&name, &bytes, &how);
    let result = guard::within(options.time + limits::GRACE, work);
    let result = result.unwrap_or_else(|unfinished| Err(options.why(unfinished)));
    on(path.to_owned(), result)
}

/// Texts up to this many bytes need no watching, which costs more than reading them.
const QUICK: usize = 1 << 20;

/// Whether bytes of a text are read in no time: no page that has to be parsed, and not long.
fn is_quick(bytes: &[u8]) -> bool {
    bytes.len() <= QUICK && memchr::memchr(b'<', bytes).is_none()
}

/// Reads a document whose bytes are at hand, on this thread; `path` tells its name only.
///
/// # Errors
/// When the bytes are not text, hold several documents, or are over a limit.
pub fn read_bytes(path: &Path, bytes: &[u8], options: &Options) -> Result<Document, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    match format::kind(path, bytes)? {
        Kind::Read(Reader::One(format, read)) => {
            let (deadline, budget) = (&Deadline::after(options.time), &Budget::default());
            let extract = read(&Input { bytes, options, deadline, budget, depth: 0 })?;
            document(path, format, "UTF-8", extract)
        }
        Kind::Read(Reader::Several(_)) => Err(Error::Several),
        Kind::Text => text(path, bytes, options),
    }
}

/// Reads plain text, Markdown or a web page.
fn text(path: &Path, bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let decoded = encoding::decode(bytes, options.encoding)?;
    let named = format::text_of_name(path);
    let format = match named {
        Some(Format::Html) if html::has_tags(&decoded.text) => Format::Html,
        _ if html::looks_like_html(&decoded.text, named != Some(Format::Markdown)) => Format::Html,
        Some(Format::Markdown) => Format::Markdown,
        _ => Format::Plain,
    };
    let (text, metadata) = match format {
        Format::Markdown => plain::markdown(&decoded.text),
        Format::Html => html::html(&decoded.text)?,
        _ => (plain::plain(&decoded.text), PageMetadata::default()),
    };
    let extract = Extract { text, metadata, places: Places::default() };
    let mut document = document(path, format, decoded.encoding, extract)?;
    if format == Format::Plain {
        document.text = unwrap::unwrapped(document.text);
    }
    Ok(document)
}

fn document(
    path: &Path,
    format: Format,
    encoding: &'static str,
    extract: Extract,
) -> Result<Document, Error> {
    if extract.text.trim().is_empty() {
        return Err(Error::Empty);
    }
    Ok(Document {
        path: path.to_owned(),
        format,
        encoding,
        text: Text::new(extract.text),
        places: extract.places,
        metadata: extract.metadata,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_as(name: &str, bytes: &[u8]) -> Result<Document, Error> {
        read_bytes(Path::new(name), bytes, &Options::default())
    }

    #[test]
    fn the_bytes_tell_the_format_where_the_name_is_wrong() {
        let page = "<!-- saved from url=(0019)http://example.test/ -->\n<!DOCTYPE html>\n\
            <html><head><meta name=PubDate content=2024-03-08></head><body><p>共办理2件。</p></body></html>";
        let document = read_as("page.txt", page.as_bytes()).unwrap();
        assert_eq!((document.format, document.text.as_str()), (Format::Html, "共办理2件。\n"));
        assert_eq!(document.metadata.published.as_deref(), Some("2024-03-08"));
        let document = read_as("plain.html", "共办理\n2件。".as_bytes()).unwrap();
        assert_eq!((document.format, document.text.line_count()), (Format::Plain, 2));
        let document = read_as("notes.md", "<div>注</div>\n# 题\n".as_bytes()).unwrap();
        assert_eq!(document.format, Format::Markdown);
        assert_eq!(read_as("a.txt", "<div>注</div>".as_bytes()).unwrap().text.as_str(), "注\n");
        let pdf = read_as("a.txt", b"%PDF-1.4 \x80").unwrap_err();
        assert_eq!(pdf, Error::Damaged);
    }

    #[test]
    fn a_wrong_name_changes_nothing() {
        let page = "<html><body><p>共办理2件。</p></body></html>";
        let mail = format!("MIME-Version: 1.0\nContent-Type: text/html\n\n{page}");
        let gbk = encoding_rs::GBK.encode("{\\rtf1\\ansi\\ansicpg936 共办理2件。}").0.into_owned();
        let docx = archive::tests::packed(&[
            ("[Content_Types].xml", b"<x/>"),
            (
                "word/document.xml",
                "<document><body><p><r><t>共办理2件。</t></r></p></body></document>".as_bytes(),
            ),
        ]);
        let files: [(&[u8], Format); 5] = [
            (page.as_bytes(), Format::Html),
            (mail.as_bytes(), Format::Mht),
            (&gbk, Format::Rtf),
            (&docx, Format::Docx),
            ("共办理2件。\n".as_bytes(), Format::Plain),
        ];
        for (bytes, format) in files {
            for name in
                ["a.doc", "a.wps", "a.docx", "a.rtf", "a.mht", "a.txt", "a.html", "a.ofd", "a"]
            {
                let document = read_as(name, bytes).unwrap();
                assert_eq!(document.format, format, "{name}");
                assert_eq!(document.text.as_str(), "共办理2件。\n", "{name}");
            }
        }
        let doc = include_bytes!("doc/marks.doc");
        assert_eq!(read_as("a.txt", doc).unwrap().format, Format::Doc);
        assert_eq!(read_as("a.wps", doc).unwrap().format, Format::Doc);
    }

    /// A file that takes too long is told with the others around it.
    #[test]
    fn time_runs_out_for_one_file_only() {
        let paragraphs = "<p><r><t>文</t></r></p>".repeat(3000);
        let body = format!("<document><body>{paragraphs}</body></document>");
        let docx = archive::tests::packed(&[
            ("[Content_Types].xml", b"<x/>"),
            ("word/document.xml", body.as_bytes()),
        ]);
        let members: [(&str, &[u8]); 2] = [("1.docx", &docx), ("2.txt", "文".as_bytes())];
        let both = archive::tests::packed(&members);
        let told = |time| {
            let mut told = Vec::new();
            let options = Options { time, ..Options::default() };
            read_each_bytes(Path::new("a.zip"), both.clone(), &options, &mut |path, document| {
                told.push((path.display().to_string(), document.map(|d| d.text.line_count())));
                true
            });
            told
        };
        let text = ("a.zip/2.txt".to_owned(), Ok(1));
        let read = ("a.zip/1.docx".to_owned(), Ok(3001));
        assert_eq!(told(limits::TIME), [read, text.clone()]);
        let late = ("a.zip/1.docx".to_owned(), Err(Error::TooSlow { seconds: 0 }));
        assert_eq!(told(Duration::from_micros(500))[0], late);
    }

    #[test]
    fn nothing_but_blanks_is_empty() {
        for (name, content) in
            [("a.txt", ""), ("a.txt", " \n\u{3000}\n"), ("a.html", "<p> <script>x</script>")]
        {
            assert_eq!(read_as(name, content.as_bytes()).unwrap_err(), Error::Empty, "{content}");
        }
    }

    fn check(document: &Document) {
        let metadata = &document.metadata;
        let shown = [&metadata.title, &metadata.published, &metadata.source];
        for text in shown.into_iter().flatten() {
            assert!(!text.contains(['\n', '\t']), "{text:?}");
            assert!(text.chars().all(|c| sanitize::harmless(c) == c), "{text:?}");
        }
        assert!(document.text.as_str().chars().all(|c| sanitize::harmless(c) == c));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            bytes in prop::collection::vec(any::<u8>(), 0..400),
            name in prop::sample::select(vec!["a.txt", "a.md", "a.html"]),
        ) {
            if let Ok(document) = read_as(name, &bytes) {
                check(&document);
            }
        }

        #[test]
        fn any_page_is_read_or_refused(pieces in prop::collection::vec(prop::sample::select(vec![
            "<table>", "</table>", "<tr>", "<td>", "</td>", "<p>", "</p>", "<div id=content>", "</div>",
            "<ol start=9223372036854775807>", "<li>", "</ol>", "<a href=x>", "</a>", "<br>", "<pre>", "</pre>",
            "<title>法治\u{202e}报告_站</title>", "<meta name=source content='a&#10;b&#27;c'>", "<b>", "</b>",
            "全市办理12件，成效显著。", "&#x1b;[31m", "&#8238;", "&#13;", "&nbsp;", "\u{200b}", "来源：甲 ",
            "<!--", "-->", "<script>", "</script>", "<svg>", "<template>", "<select>", "<frameset>", "<h1>",
        ]), 0..60)) {
            let page = format!("<html>{}", pieces.concat());
            if let Ok(document) = read_as("a.html", page.as_bytes()) {
                check(&document);
            }
        }
    }
}
