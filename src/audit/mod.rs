//! Relations inside one report, and findings about its make-up.

use crate::lexicon::Lexicon;
use crate::report::{Figure, Finding, Outline, Relation};
use crate::text::Text;

/// The relations between a report's figures.
pub fn relations(
    _text: &Text,
    _outline: &Outline,
    _figures: &[Figure],
    _lexicon: &Lexicon,
) -> Vec<Relation> {
    Vec::new()
}

/// Findings about a report's make-up.
pub fn findings(
    _text: &Text,
    _outline: &Outline,
    _figures: &[Figure],
    _lexicon: &Lexicon,
) -> Vec<Finding> {
    Vec::new()
}
