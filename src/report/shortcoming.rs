//! What a report admits.

use crate::text::Span;
use serde::Serialize;

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shortcoming {
    /// Line of its first character, from 1.
    pub line: u32,
    /// Column of its first character, from 1.
    pub column: u32,
    /// The clause as in the file, without its marker (一是) and final stop.
    pub text: String,
    /// How sure it is.
    pub strength: Strength,
    /// The evaluative predicate (有待, 不够, 薄弱 …).
    pub cue: Option<String>,
    /// The word that softens it (个别, 较为, 一定程度 …).
    pub hedge: Option<String>,
    /// What it is about, from the theme table.
    pub theme: Option<String>,
    /// The clause in the text.
    #[serde(skip)]
    pub span: Span,
}
