//! The detail pane: what was found in the section in view.

use super::list::{List, Motion};
use super::marks::{Mark, MarkKind, marks, within};
use super::tree::Node;
use crate::report::Report;
use crate::text::Span;

/// State of the detail pane.
#[derive(Debug, Default)]
pub struct Detail {
    /// What it is about.
    node: Option<Node>,
    /// The kind it is confined to.
    pub filter: Option<MarkKind>,
    /// The findings in reading order.
    pub items: Vec<Mark>,
    /// How many there are of each kind, whatever the filter.
    pub counts: [usize; 3],
    /// Selection and scroll.
    pub list: List,
    /// Rows on the screen.
    pub height: usize,
}

impl Detail {
    /// Shows the findings of a node, if it does not already.
    pub fn follow(&mut self, node: Node, report: &Report, len: usize) {
        if self.node != Some(node) {
            self.node = Some(node);
            self.refill(report, len);
        }
    }

    /// What it is about.
    pub fn node(&self) -> Option<Node> {
        self.node
    }

    /// Confines the list to the next kind, round and round.
    pub fn cycle_filter(&mut self, report: &Report, len: usize) {
        self.filter = match self.filter {
            None => Some(MarkKind::Figure),
            Some(MarkKind::Figure) => Some(MarkKind::Shortcoming),
            Some(MarkKind::Shortcoming) => Some(MarkKind::Check),
            Some(MarkKind::Check | MarkKind::Fault) => None,
        };
        self.refill(report, len);
    }

    /// Lists the findings anew.
    pub fn refill(&mut self, report: &Report, len: usize) {
        let Some(node) = self.node else { return };
        // What is missing altogether stands nowhere, and belongs to the report alone.
        let span = match node.section {
            None => Span::new(0, len.max(1)),
            Some(_) => node.span(report, len),
        };
        let mut items: Vec<(Span, Mark)> = Vec::new();
        for (kind, count) in MarkKind::ALL.into_iter().zip(&mut self.counts) {
            let all = marks(report, kind);
            let here = within(&all, span, |(place, _)| *place);
            let here: Vec<_> = here
                .iter()
                .filter(|(place, _)| node.section.is_none() || !place.is_empty())
                .copied()
                .collect();
            *count = here.len();
            if self.filter.is_none_or(|filter| filter == kind) {
                items.extend(here);
            }
        }
        items.sort_by_key(|(place, _)| place.start);
        self.items = items.into_iter().map(|(_, mark)| mark).collect();
        self.list = List::default();
    }

    /// The selected finding.
    pub fn selected(&self) -> Option<Mark> {
        self.items.get(self.list.at).copied()
    }

    /// Selects a finding, if it is listed.
    pub fn select(&mut self, mark: Mark) {
        if let Some(at) = self.items.iter().position(|&item| item == mark) {
            self.list.at = at;
            self.list.reveal(self.items.len(), self.height);
        }
    }

    /// Moves the selection.
    pub fn go(&mut self, motion: Motion) {
        self.list.go(motion, self.items.len(), self.height);
    }
}
