//! What a reader steps through in a text: figures, shortcomings and the results of checks.

use crate::report::{Report, Verdict};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One finding of a report, by its index in the report's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A figure.
    Figure(usize),
    /// A shortcoming.
    Shortcoming(usize),
    /// Checked arithmetic.
    Relation(usize),
    /// A structural finding.
    Finding(usize),
}

/// What kinds there are to step through and to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// Figures.
    Figure,
    /// Shortcomings.
    Shortcoming,
    /// Relations and structural findings.
    Check,
    /// Of those, what does not hold or is missing.
    Fault,
}

impl MarkKind {
    /// The kinds that lists are divided into.
    pub const ALL: [Self; 3] = [Self::Figure, Self::Shortcoming, Self::Check];
}

impl Mark {
    /// Its kind.
    pub fn kind(self) -> MarkKind {
        match self {
            Self::Figure(_) => MarkKind::Figure,
            Self::Shortcoming(_) => MarkKind::Shortcoming,
            Self::Relation(_) | Self::Finding(_) => MarkKind::Check,
        }
    }

    /// Its place in the text; empty where there is none (a part that is missing).
    pub fn span(self, report: &Report) -> Span {
        match self {
            Self::Figure(i) => report.figures.span(i),
            Self::Shortcoming(i) => report.shortcomings.get(i).map(|x| x.span),
            Self::Relation(i) => report.relations.get(i).map(|x| x.span(&report.figures)),
            Self::Finding(i) => report.findings.get(i).map(|x| x.span),
        }
        .unwrap_or_default()
    }
}

/// The marks of one kind in reading order; a kind is also told by what does not hold.
pub fn marks(report: &Report, kind: MarkKind) -> Vec<(Span, Mark)> {
    let mut found: Vec<_> = match kind {
        MarkKind::Figure => (0..report.figures.len()).map(Mark::Figure).collect::<Vec<_>>(),
        MarkKind::Shortcoming => (0..report.shortcomings.len()).map(Mark::Shortcoming).collect(),
        MarkKind::Check => (0..report.relations.len())
            .map(Mark::Relation)
            .chain((0..report.findings.len()).map(Mark::Finding))
            .collect(),
        MarkKind::Fault => (0..report.relations.len())
            .filter(|&i| is_inconsistent(report, i))
            .map(Mark::Relation)
            .chain((0..report.findings.len()).map(Mark::Finding))
            .collect(),
    }
    .into_iter()
    .map(|mark| (mark.span(report), mark))
    .collect();
    found.sort_by_key(|(span, _)| span.start);
    found
}

fn is_inconsistent(report: &Report, relation: usize) -> bool {
    report.relations.get(relation).is_some_and(|r| r.verdict == Verdict::Inconsistent)
}

/// Whether a report has marks of a kind.
pub fn has(report: &Report, kind: MarkKind) -> bool {
    match kind {
        MarkKind::Figure => !report.figures.is_empty(),
        MarkKind::Shortcoming => !report.shortcomings.is_empty(),
        MarkKind::Check => !report.relations.is_empty() || !report.findings.is_empty(),
        MarkKind::Fault => {
            !report.findings.is_empty()
                || (0..report.relations.len()).any(|index| is_inconsistent(report, index))
        }
    }
}

/// Items of a list ordered by start whose start lies in `span`.
pub fn within<T>(items: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let from = items.partition_point(|item| place(item).start < span.start);
    let to = items.partition_point(|item| place(item).start < span.end);
    items.get(from..to).unwrap_or_default()
}
