//! The formats that are read, in one table: a further format is one file beside this one and one
//! row here.
//!
//! What a file is, its bytes decide; names are often wrong (a web page saved as `.doc`, a PDF as
//! `.txt`) and decide only among formats that are all plain text.

use super::limits::{Budget, Deadline};
use super::{
    Error, Options, PageMetadata, Places, archive, doc, docx, limits, mht, ofd, pdf, records, rtf,
};
use std::path::{Path, PathBuf};

/// The format a text was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// A saved web page.
    Html,
    /// A web page saved as one file.
    Mht,
    /// A record of a table or a list.
    Record,
    /// A word processor's document in Office Open XML.
    Docx,
    /// A word processor's document in the binary format of Word 97.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// GB/T 33190, the fixed layout of official documents.
    Ofd,
    /// PDF with a text layer.
    Pdf,
}

impl Format {
    /// The name that scripts are told.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Mht => "mht",
            Self::Record => "record",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Rtf => "rtf",
            Self::Ofd => "ofd",
            Self::Pdf => "pdf",
        }
    }
}

/// What a reader of a format is given.
#[derive(Debug)]
pub struct Input<'a> {
    /// The whole file.
    pub bytes: &'a [u8],
    /// How the user wants files read.
    pub options: &'a Options,
    /// Until when the file must have been read; loops over things that the file counts ask it.
    pub deadline: &'a Deadline,
    /// What unpacking may take in memory.
    pub budget: &'a Budget,
    /// How many archives it lies in.
    pub depth: usize,
}

/// What a reader takes out of a file that holds one text.
#[derive(Debug, Clone, Default)]
pub struct Extract {
    /// The text, harmless (see [`super::sanitize`]), with `\n` as the only line end;
    /// [`super::places::Lines`] makes such texts.
    pub text: String,
    /// Where its lines come from.
    pub places: Places,
    /// What the file says about itself.
    pub metadata: PageMetadata,
}

/// One of several things in a file, each read by itself.
#[derive(Debug)]
pub struct Part {
    /// Its name within the file, `dir/报告.docx`; shown after the file's own name and a slash.
    pub name: PathBuf,
    /// What it is, or why it cannot be read.
    pub content: Result<PartContent, Error>,
}

/// What a part of a file is.
#[derive(Debug)]
pub enum PartContent {
    /// A file of any format.
    File(Vec<u8>),
    /// A text, read from the format named.
    Text(Format, Extract),
}

/// Takes one part; answers whether to go on.
pub type EachPart<'a> = &'a mut dyn FnMut(Part) -> bool;

/// How a format is read.
#[derive(Clone, Copy)]
pub enum Reader {
    /// The file holds one text.
    One(Format, fn(&Input<'_>) -> Result<Extract, Error>),
    /// The file holds several things.
    Several(fn(&Input<'_>, EachPart<'_>) -> Result<(), Error>),
}

/// A format.
pub struct Row {
    /// Extensions of its files, in lower case: a walk through folders takes files of these names.
    pub extensions: &'static [&'static str],
    /// Whether a file is of this format. `None` for formats of plain text, which their names tell.
    pub sniff: Option<fn(&[u8]) -> bool>,
    /// How it is read.
    pub reader: Reader,
}

/// The formats that are told by their bytes, or by their names among plain texts. In this order.
const ROWS: &[Row] = &[
    Row {
        extensions: &["docx", "docm", "dotx"],
        sniff: Some(archive::is_docx),
        reader: Reader::One(Format::Docx, docx::docx),
    },
    Row {
        extensions: &["doc", "wps", "dot", "wpt"],
        sniff: Some(doc::is_compound),
        reader: Reader::One(Format::Doc, doc::doc),
    },
    Row {
        extensions: &["rtf"],
        sniff: Some(rtf::is_rtf),
        reader: Reader::One(Format::Rtf, rtf::rtf),
    },
    Row {
        extensions: &["mht", "mhtml"],
        sniff: Some(mht::is_mht),
        reader: Reader::One(Format::Mht, mht::mht),
    },
    Row {
        extensions: &["ofd"],
        sniff: Some(archive::is_ofd),
        reader: Reader::One(Format::Ofd, ofd::ofd),
    },
    Row {
        extensions: &["pdf"],
        sniff: Some(pdf::is_pdf),
        reader: Reader::One(Format::Pdf, pdf::pdf),
    },
    // Any other ZIP file.
    Row {
        extensions: &["zip"],
        sniff: Some(archive::is_folder),
        reader: Reader::Several(archive::members),
    },
    // Tables and lists of reports: plain text, so that their names tell.
    Row { extensions: &["csv", "tsv"], sniff: None, reader: Reader::Several(records::csv) },
    Row {
        extensions: &["jsonl", "ndjson"],
        sniff: None,
        reader: Reader::Several(records::json_lines),
    },
    Row { extensions: &["json"], sniff: None, reader: Reader::Several(records::json) },
];

/// Extensions of plain text, Markdown and web pages, which are told apart when they are decoded.
const TEXTS: &[(&[&str], Format)] = &[
    (&["txt", "text"], Format::Plain),
    (&["md", "markdown"], Format::Markdown),
    (&["html", "htm", "xhtml", "shtml"], Format::Html),
];

/// Extensions of files that may hold reports in formats we do not read: a walk names them as
/// problems instead of passing over them in silence.
const REFUSED: &[&str] = &["odt", "rar", "7z"];

/// What is to be done with a file.
pub(super) enum Kind {
    /// It is read by this reader.
    Read(Reader),
    /// It is decoded text: plain, Markdown or a web page.
    Text,
}

/// What this file is.
///
/// # Errors
/// When it is of a kind that is known and not read.
pub(super) fn kind(path: &Path, bytes: &[u8]) -> Result<Kind, Error> {
    let sniffed = ROWS.iter().find(|row| row.sniff.is_some_and(|sniff| sniff(bytes)));
    if let Some(row) = sniffed {
        return Ok(Kind::Read(row.reader));
    }
    if let Some(container) = limits::container(bytes) {
        return Err(Error::Container(container));
    }
    let extension = extension(path);
    let named =
        ROWS.iter().find(|row| row.sniff.is_none() && row.extensions.contains(&extension.as_str()));
    Ok(named.map_or(Kind::Text, |row| Kind::Read(row.reader)))
}

/// Whether files of this name may hold reports.
pub(super) fn is_known_name(path: &Path) -> bool {
    let extension = extension(path);
    let extension = extension.as_str();
    ROWS.iter().any(|row| row.extensions.contains(&extension))
        || TEXTS.iter().any(|(names, _)| names.contains(&extension))
        || REFUSED.contains(&extension)
}

/// Whether a name promises a table or list of reports.
pub(super) fn holds_records(path: &Path) -> bool {
    let extension = extension(path);
    ROWS.iter().any(|row| row.sniff.is_none() && row.extensions.contains(&extension.as_str()))
}

/// The format of plain text, Markdown or web page that a name promises.
pub(super) fn text_of_name(path: &Path) -> Option<Format> {
    let extension = extension(path);
    TEXTS.iter().find(|(names, _)| names.contains(&extension.as_str())).map(|&(_, format)| format)
}

fn extension(path: &Path) -> String {
    path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase()
}
