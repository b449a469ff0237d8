//! A path becomes a [`Document`]: bytes are decoded, the main text is taken out of its container
//! and cleaned, once. One file per format.

use crate::text::Text;
use std::path::{Path, PathBuf};

/// What a page says about itself outside its main text.
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

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file system refused.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Reads one file.
///
/// # Errors
/// When the file cannot be opened, is not text, or is over a limit.
pub fn read(path: &Path, _options: &Options) -> Result<Document, Error> {
    let content = std::fs::read_to_string(path)?;
    Ok(Document {
        path: path.to_owned(),
        format: Format::Plain,
        encoding: "UTF-8",
        text: Text::new(content),
        metadata: PageMetadata::default(),
    })
}
