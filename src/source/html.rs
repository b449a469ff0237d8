//! Saved web pages.

use super::{Error, PageMetadata, sanitize};

/// Whether a decoded text starts as a web page does, whatever its name.
pub fn looks_like_html(_decoded: &str) -> bool {
    false
}

/// Whether there is any tag in the text.
pub fn has_tags(_decoded: &str) -> bool {
    false
}

/// The main text of a page and its metadata.
///
/// # Errors
/// When the page is too complex.
pub fn html(decoded: &str) -> Result<(String, PageMetadata), Error> {
    Ok((sanitize::text(decoded).into_owned(), PageMetadata::default()))
}
