//! Searching reports that are in memory: there is no index, as reading a whole folder of text from
//! memory takes less time than a person's next key.
//!
//! - Words, regular expressions, first letters of pinyin: [`Forms`] (tables, made once) and a
//!   [`Query`]; [`search`] over many reports, [`hits`] in one part of one.
//! - One's own words, the best sections first: [`Ranker`].
//! - The words that set a section apart: [`Ranker::key_terms`].
//! - Reports and sections by their titles, as one types: [`Finder`].
//!
//! Everything that can take long has a flag that stops it: set it, and the call returns soon with
//! what it has.

mod filter;
mod finder;
mod forms;
mod initials;
mod parts;
mod pattern;
mod plain;
mod query;
mod rank;
mod sentence;
mod spread;
mod terms;
#[cfg(test)]
mod tests;

pub use filter::Filter;
pub use finder::{Finder, Item, Match};
pub use forms::Forms;
pub use pattern::BadPattern;
pub use query::{Query, Syntax};
pub use rank::{Ranked, Ranker};
pub use sentence::sentence;
pub use spread::spread;
pub use terms::KeyTerm;

use crate::corpus::Entry;
use crate::text::Span;
use std::sync::atomic::AtomicBool;

/// The hits in one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Index of the report among those searched.
    pub report: usize,
    /// The hits in reading order, none overlapping another; never empty.
    pub hits: Vec<Span>,
}

/// Searches all `entries` on all processors and tells `on` of each report that has hits, from any
/// thread and in no fixed order. `on` answers whether to go on; `stop` ends the search, too.
/// Answers whether it came to its end.
pub fn search(
    entries: &[Entry],
    query: &Query,
    filter: Filter,
    stop: &AtomicBool,
    on: &(dyn Fn(Found) -> bool + Sync),
) -> bool {
    let walk = spread(entries, stop, &|report, entry| {
        let all = Span::new(0, entry.document.text.len());
        let hits = hits(entry, all, query, filter);
        (hits.is_empty() || on(Found { report, hits })).then_some(())
    });
    walk.is_some()
}

/// The hits in one part of a report: a section's span, or the span of the whole text.
pub fn hits(entry: &Entry, part: Span, query: &Query, filter: Filter) -> Vec<Span> {
    let mut hits = Vec::new();
    query.find_in(&entry.document.text, part, &mut hits);
    filter.keep(entry, &mut hits);
    hits
}
