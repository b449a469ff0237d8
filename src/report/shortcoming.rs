//! What a report admits.

use crate::text::{Span, Text};
use serde::Serialize;
use std::sync::Arc;

/// How sure it is that a clause admits a failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// It stands in a zone of shortcomings (heading or lead-in sentence).
    Zone,
    /// Only its predicate speaks for it.
    Cue,
}

/// A statement that something in the reported work is lacking, weak, uneven, late or badly done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcoming {
    /// Line of its first character, from 1.
    pub line: u32,
    /// Column of its first character, from 1.
    pub column: u32,
    /// How sure it is.
    pub strength: Strength,
    /// The evaluative predicate (有待, 不够, 薄弱 …).
    pub cue: Option<Span>,
    /// The word that softens it (个别, 较为, 一定程度 …).
    pub hedge: Option<Span>,
    /// What it is about, from the theme table.
    pub theme: Option<Arc<str>>,
    /// The clause without its marker (一是) and final stop.
    pub span: Span,
}

impl Shortcoming {
    /// The clause as in the file.
    pub fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.slice(self.span)
    }
}
