//! Furniture, title and metadata, headings, roles, dimensions.

use crate::lexicon::Lexicon;
use crate::report::Outline;
use crate::source::Document;

/// Finds a document's outline.
pub fn outline(document: &Document, _lexicon: &Lexicon) -> Outline {
    Outline { body: document.text.line_span(1), ..Outline::default() }
}
