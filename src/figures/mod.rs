//! Numerals, units, exclusions, qualifiers, coordination, indicators.

mod candidate;
mod coordinate;
mod lex;
mod numeral;
mod qualify;

use crate::lexicon::Lexicon;
use crate::report::{Figure, Outline, Rejected};
use crate::text::Text;

/// The figures of a report's body in reading order; rejected candidates are added to `rejected`
/// where a list is given.
pub fn figures(
    _text: &Text,
    _outline: &Outline,
    _lexicon: &Lexicon,
    _rejected: Option<&mut Vec<Rejected>>,
) -> Vec<Figure> {
    Vec::new()
}
