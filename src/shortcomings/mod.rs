//! Zones, cues, clauses, hedges.

use crate::lexicon::Lexicon;
use crate::report::{Outline, Shortcoming};
use crate::text::Text;

/// The shortcomings that a report admits, in reading order.
pub fn shortcomings(_text: &Text, _outline: &Outline, _lexicon: &Lexicon) -> Vec<Shortcoming> {
    Vec::new()
}
