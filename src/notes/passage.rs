//! What a note is about, with what is needed to find it again.

use crate::cite::Citation;
use crate::corpus::Entry;
use crate::text::{Span, Text};
use std::path;

/// A passage, its source, and its surroundings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The passage and where it stood; the path is absolute.
    pub citation: Citation,
    /// Up to [`AROUND`] characters that stood before it.
    pub before: String,
    /// Up to [`AROUND`] characters that stood after it.
    pub after: String,
    /// Tells the whole text it stood in from others.
    pub fingerprint: Fingerprint,
}

/// Characters of the surroundings that are remembered.
pub const AROUND: usize = 60;

/// Bytes of a text, and a hash of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// Number of bytes.
    pub bytes: u64,
    /// FNV-1a, 64 bits: the same on every machine and in every version.
    pub hash: u64,
}

impl Fingerprint {
    /// The fingerprint of a text.
    pub fn of(text: &Text) -> Self {
        Self { bytes: text.len() as u64, hash: hash(text.as_str().bytes()) }
    }

    /// Whether it is that of `text`.
    pub fn fits(self, text: &Text) -> bool {
        self.bytes == text.len() as u64 && self == Self::of(text)
    }
}

impl Passage {
    /// The passage `span` of a report.
    pub fn of(entry: &Entry, span: Span) -> Self {
        let text = &entry.document.text;
        let mut citation = Citation::of(entry, span);
        if let Ok(absolute) = path::absolute(&citation.path) {
            citation.path = absolute;
        }
        let before = text.as_str().get(..span.start as usize).unwrap_or_default();
        let after = text.as_str().get(span.end as usize..).unwrap_or_default();
        Self {
            citation,
            before: last(before, AROUND).to_owned(),
            after: first(after, AROUND).to_owned(),
            fingerprint: Fingerprint::of(text),
        }
    }
}

/// FNV-1a, 64 bits.
pub(crate) fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

/// The last `count` characters.
pub(super) fn last(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// The first `count` characters.
pub(super) fn first(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}
