//! A path becomes a [`Document`]: bytes are decoded, the main text is taken out of its container
//! and cleaned, once. One file per format.
//!
//! The way through: [`limits`] opens the file and tells containers by their first bytes,
//! [`encoding`] turns bytes into characters, the file of the format ([`plain`], [`html`]) takes the
//! text out, [`sanitize`] makes it harmless. A further format is one more variant of [`Format`],
//! one more file here, and one more arm in [`read_bytes`].

pub mod encoding;
pub mod html;
pub mod limits;
pub mod plain;
pub mod sanitize;

pub use limits::Container;

use crate::text::Text;
use std::path::{Path, PathBuf};

/// What a page says about itself outside its main text. Every value is one harmless line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageMetadata {
    /// Title of the page or file.
    pub title: Option<String>,
    /// Date of publication as the page writes it.
    pub published: Option<String>,
    /// 来源 or 发布机构.
    pub source: Option<String>,
}

/// The format a file was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// A saved web page.
    Html,
}

impl Format {
    /// The format that a file's name promises; `None` for names that promise no format we read.
    pub fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Plain),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" | "shtml" => Some(Self::Html),
            _ => None,
        }
    }
}

/// A file's text, decoded and cleaned.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file as it was named or found.
    pub path: PathBuf,
    /// The format it was read as.
    pub format: Format,
    /// Name of the encoding it was decoded from (`UTF-8`, `gb18030`).
    pub encoding: &'static str,
    /// The text; for formats without lines, the extracted text.
    pub text: Text,
    /// What the page says about itself.
    pub metadata: PageMetadata,
}

/// How files are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Decode with this encoding whatever the bytes look like.
    pub encoding: Option<&'static encoding_rs::Encoding>,
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

/// Reads one file.
///
/// # Errors
/// When the file cannot be opened, is not text, or is over a limit.
pub fn read(path: &Path, options: &Options) -> Result<Document, Error> {
    let bytes = limits::read(path)?;
    read_bytes(path, &bytes, options)
}

/// Reads a file whose bytes are at hand; `path` tells its name only.
///
/// # Errors
/// When the bytes are not text, or are over a limit.
pub fn read_bytes(path: &Path, bytes: &[u8], options: &Options) -> Result<Document, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    if let Some(container) = limits::container(bytes) {
        return Err(Error::Container(container));
    }
    let decoded = encoding::decode(bytes, options.encoding)?;
    let named = Format::of_name(path);
    let format = match named {
        Some(Format::Html) if html::has_tags(&decoded.text) => Format::Html,
        _ if html::looks_like_html(&decoded.text, named != Some(Format::Markdown)) => Format::Html,
        Some(Format::Markdown) => Format::Markdown,
        _ => Format::Plain,
    };
    let (content, metadata) = match format {
        Format::Plain => (plain::plain(&decoded.text), PageMetadata::default()),
        Format::Markdown => plain::markdown(&decoded.text),
        Format::Html => html::html(&decoded.text)?,
    };
    if content.trim().is_empty() {
        return Err(Error::Empty);
    }
    Ok(Document {
        path: path.to_owned(),
        format,
        encoding: decoded.encoding,
        text: Text::new(content),
        metadata,
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
        assert_eq!(pdf, Error::Container(Container::Pdf));
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
