//! The columns of the tables.

use crate::locale::{Message, tui as texts};

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// Region and year of the report.
    Report,
    /// The file.
    Path,
    /// Line of the file, from 1.
    Line,
    /// Titles of the sections that the row stands in.
    Section,
    /// A figure as printed.
    Value,
    /// Its number.
    Number,
    /// Its unit.
    Unit,
    /// Its kind.
    FigureKind,
    /// What it counts.
    Indicator,
    /// What else is said of it.
    Qualifiers,
    /// The words of a shortcoming.
    Text,
    /// What it is about.
    Theme,
    /// What a check came to.
    Verdict,
    /// A calculation, or the note of a finding.
    Calculation,
    /// Why something could not be read.
    Reason,
    /// The sentence of a hit.
    Sentence,
    /// What kind of finding a row is.
    Finding,
    /// The words of a finding in the text.
    Words,
    /// What is written on a passage.
    Note,
    /// The passage that it is written on.
    Passage,
    /// What is amiss with a note.
    State,
    /// When a note was made.
    Created,
    /// When its text was changed last.
    Changed,
}

impl Column {
    /// Its head.
    pub fn head(self) -> Message {
        match self {
            Self::Report => texts::HEAD_REPORT,
            Self::Path => texts::HEAD_PATH,
            Self::Line => texts::HEAD_LINE,
            Self::Section => texts::HEAD_SECTION,
            Self::Value => texts::HEAD_VALUE,
            Self::Number => texts::HEAD_NUMBER,
            Self::Unit => texts::HEAD_UNIT,
            Self::FigureKind => texts::HEAD_KIND,
            Self::Indicator => texts::HEAD_INDICATOR,
            Self::Qualifiers => texts::HEAD_QUALIFIERS,
            Self::Text => texts::HEAD_TEXT,
            Self::Theme => texts::HEAD_THEME,
            Self::Verdict => texts::HEAD_VERDICT,
            Self::Calculation => texts::HEAD_CALCULATION,
            Self::Reason => texts::HEAD_REASON,
            Self::Sentence => texts::HEAD_SENTENCE,
            Self::Finding => texts::HEAD_FINDING,
            Self::Words => texts::HEAD_PASSAGE,
            Self::Note => texts::HEAD_NOTE,
            Self::Passage => texts::HEAD_PASSAGE,
            Self::State => texts::HEAD_STATE,
            Self::Created => texts::HEAD_CREATED,
            Self::Changed => texts::HEAD_CHANGED,
        }
    }

    /// Its name in files, for scripts: the same in every language.
    pub fn field(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Path => "path",
            Self::Line => "line",
            Self::Section => "section",
            Self::Value => "text",
            Self::Number => "value",
            Self::Unit => "unit",
            Self::FigureKind => "kind",
            Self::Indicator => "indicator",
            Self::Qualifiers => "qualifiers",
            Self::Text => "shortcoming",
            Self::Theme => "theme",
            Self::Verdict => "verdict",
            Self::Calculation => "calculation",
            Self::Reason => "reason",
            Self::Sentence => "sentence",
            Self::Finding => "finding",
            Self::Words => "text",
            Self::Note => "note",
            Self::Passage => "passage",
            Self::State => "state",
            Self::Created => "created",
            Self::Changed => "changed",
        }
    }
}
