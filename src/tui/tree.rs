//! The tree of reports and sections, kept as a flat list of the rows that are not folded away.

use super::list::{List, Motion};
use super::shelf::{ReportId, Shelf};
use crate::report::{Outline, Report};
use crate::text::Span;
use std::collections::HashSet;
use std::sync::Arc;

/// A report, or a section of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Node {
    /// Which report.
    pub report: ReportId,
    /// Index of the section; none is the report itself.
    pub section: Option<usize>,
}

impl Node {
    /// The node above in the tree.
    pub fn parent(self, outline: &Outline) -> Option<Self> {
        let section = outline.sections.get(self.section?)?;
        Some(Self { section: section.parent, ..self })
    }

    /// The bytes of the node's text: the section with its children, or the whole document.
    pub fn span(self, report: &Report, len: usize) -> Span {
        let section = self.section.and_then(|index| report.outline.sections.get(index));
        section.map_or(Span::new(0, len), |section| section.span)
    }
}

/// A row of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What it shows.
    pub node: Node,
    /// 0 for reports, 1 for their parts.
    pub depth: u8,
    /// Whether it is unfolded; none where there is nothing to fold.
    pub open: Option<bool>,
}

/// The visible rows and the selected one.
#[derive(Debug, Default)]
pub struct Tree {
    rows: Arc<Vec<Row>>,
    /// Selection and scroll.
    pub list: List,
    /// Whether nodes are open unless listed in `exceptions`.
    open: bool,
    exceptions: HashSet<Node>,
    /// Rows on the screen.
    pub height: usize,
}

impl Tree {
    /// The visible rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The same, to be looked through beside the loop.
    pub fn shared_rows(&self) -> Arc<Vec<Row>> {
        Arc::clone(&self.rows)
    }

    /// The selected node.
    pub fn selected(&self) -> Option<Node> {
        self.rows.get(self.list.at).map(|row| row.node)
    }

    /// Makes the list of rows anew; the selected row keeps its place on the screen.
    pub fn rebuild(&mut self, shelf: &Shelf) {
        self.in_place(shelf, |tree| {
            let mut rows = Vec::with_capacity(tree.rows.len());
            for &report in shelf.order() {
                let Some(entry) = shelf.get(report) else { continue };
                tree.push_report(report, &entry.report.outline, &mut rows);
            }
            tree.rows = Arc::new(rows);
        });
    }

    /// Makes the rows of one report anew: a folder may have half a million.
    fn rebuild_report(&mut self, report: ReportId, shelf: &Shelf) {
        let Some(entry) = shelf.get(report) else { return };
        let root = Node { report, section: None };
        self.in_place(shelf, |tree| {
            let Some(start) = tree.rows.iter().position(|row| row.node == root) else { return };
            let others = tree.rows.iter().skip(start + 1).position(|row| row.depth == 0);
            let end = others.map_or(tree.rows.len(), |after| start + 1 + after);
            let mut rows = Vec::new();
            tree.push_report(report, &entry.report.outline, &mut rows);
            Arc::make_mut(&mut tree.rows).splice(start..end, rows);
        });
    }

    fn in_place(&mut self, shelf: &Shelf, change: impl FnOnce(&mut Self)) {
        let selected = self.selected();
        let offset = self.list.at.saturating_sub(self.list.top);
        change(self);
        if let Some(node) = selected {
            let outline = shelf.get(node.report).map(|entry| &entry.report.outline);
            self.list.at = self.nearest(node, outline).unwrap_or(self.list.at);
        }
        self.list.top = self.list.at.saturating_sub(offset);
        self.list.clamp(self.rows.len(), self.height);
    }

    fn push_report(&self, report: ReportId, outline: &Outline, rows: &mut Vec<Row>) {
        let node = Node { report, section: None };
        let open = self.is_open(node);
        let has_sections = !outline.sections.is_empty();
        rows.push(Row { node, depth: 0, open: has_sections.then_some(open) });
        if !open {
            return;
        }
        // Depths of the open ancestors by section; a section below a folded one is left out.
        let mut depths = vec![None; outline.sections.len()];
        for (index, section) in outline.sections.iter().enumerate() {
            let depth = match section.parent {
                None => Some(1),
                Some(parent) => depths.get(parent).copied().flatten(),
            };
            let Some(depth) = depth else { continue };
            let node = Node { report, section: Some(index) };
            let parent = outline.sections.get(index + 1).is_some_and(|s| s.parent == Some(index));
            let open = parent.then(|| self.is_open(node));
            if open == Some(true)
                && let Some(place) = depths.get_mut(index)
            {
                *place = Some(depth + 1);
            }
            rows.push(Row { node, depth, open });
        }
    }

    fn is_open(&self, node: Node) -> bool {
        self.open != self.exceptions.contains(&node)
    }

    /// The row of `node`, or of its nearest ancestor that is not folded away.
    fn nearest(&self, node: Node, outline: Option<&Outline>) -> Option<usize> {
        let mut at = Some(node);
        while let Some(node) = at {
            if let Some(index) = self.rows.iter().position(|row| row.node == node) {
                return Some(index);
            }
            at = outline.and_then(|outline| node.parent(outline));
        }
        None
    }

    /// Selects `node`, or what it is folded into.
    pub fn select(&mut self, node: Node, shelf: &Shelf) {
        if self.selected() == Some(node) {
            return;
        }
        let outline = shelf.get(node.report).map(|entry| &entry.report.outline);
        if let Some(at) = self.nearest(node, outline) {
            self.list.at = at;
            self.list.reveal(self.rows.len(), self.height);
        }
    }

    /// Moves the selection.
    pub fn go(&mut self, motion: Motion) {
        self.list.go(motion, self.rows.len(), self.height);
    }

    /// Selects a row by its place in the list.
    pub fn select_row(&mut self, at: usize) -> Option<Row> {
        let row = self.rows.get(at).copied()?;
        self.list.at = at;
        Some(row)
    }

    /// Folds or unfolds a node.
    pub fn set_open(&mut self, node: Node, open: bool, shelf: &Shelf) {
        if open == self.open {
            self.exceptions.remove(&node);
        } else {
            self.exceptions.insert(node);
        }
        self.rebuild_report(node.report, shelf);
    }

    /// Folds or unfolds the selected node, or where it has no children its parent.
    pub fn toggle(&mut self, shelf: &Shelf) {
        let Some(row) = self.rows.get(self.list.at).copied() else { return };
        if let Some(open) = row.open {
            self.set_open(row.node, !open, shelf);
        } else {
            self.select_parent(shelf);
            self.fold(shelf);
        }
    }

    /// Folds the selected node, or goes to its parent where it is folded already.
    pub fn fold(&mut self, shelf: &Shelf) {
        match self.rows.get(self.list.at) {
            Some(row) if row.open == Some(true) => self.set_open(row.node, false, shelf),
            _ => self.select_parent(shelf),
        }
    }

    /// Unfolds the selected node, or goes to its first child; false where it has none.
    pub fn unfold(&mut self, shelf: &Shelf) -> bool {
        match self.rows.get(self.list.at).map(|row| (row.node, row.open)) {
            Some((node, Some(false))) => self.set_open(node, true, shelf),
            Some((_, Some(true))) => self.go(Motion::Rows(1)),
            _ => return false,
        }
        true
    }

    /// Folds or unfolds everything, also what is still to come.
    pub fn set_all(&mut self, open: bool, shelf: &Shelf) {
        self.open = open;
        self.exceptions.clear();
        self.rebuild(shelf);
        self.list.reveal(self.rows.len(), self.height);
    }

    /// Folds or unfolds a node that is still to come, other than all.
    pub fn except(&mut self, node: Node) {
        self.exceptions.insert(node);
    }

    /// The nodes that are folded or unfolded other than all.
    pub fn exceptions(&self) -> impl Iterator<Item = Node> + '_ {
        self.exceptions.iter().copied()
    }

    /// Whether nodes are unfolded but for the exceptions.
    pub fn is_unfolded(&self) -> bool {
        self.open
    }

    /// Folds or unfolds the selected node and all others under its parent.
    pub fn set_siblings(&mut self, open: bool, shelf: &Shelf) {
        let Some(node) = self.selected() else { return };
        let Some(entry) = shelf.get(node.report) else { return };
        let sections = &entry.report.outline.sections;
        let siblings: Vec<Node> = match node.section.map(|index| sections.get(index)) {
            None => shelf.order().iter().map(|&report| Node { report, section: None }).collect(),
            Some(here) => {
                let parent = here.and_then(|section| section.parent);
                let same = sections.iter().enumerate().filter(|(_, s)| s.parent == parent);
                same.map(|(index, _)| Node { section: Some(index), ..node }).collect()
            }
        };
        for node in siblings {
            if open == self.open {
                self.exceptions.remove(&node);
            } else {
                self.exceptions.insert(node);
            }
        }
        self.rebuild(shelf);
    }

    /// Goes to the first row of the same depth under the same parent, or the last.
    pub fn outer_sibling(&mut self, last: bool) {
        let mut at = usize::MAX;
        while at != self.list.at {
            at = self.list.at;
            self.sibling(last);
        }
    }

    /// Goes to the node above.
    pub fn select_parent(&mut self, shelf: &Shelf) {
        let parent = self.selected().and_then(|node| {
            let entry = shelf.get(node.report)?;
            node.parent(&entry.report.outline)
        });
        if let Some(node) = parent {
            self.select(node, shelf);
        }
    }

    /// Goes to the next row of the same depth under the same parent, or the one before.
    pub fn sibling(&mut self, forward: bool) {
        let Some(here) = self.rows.get(self.list.at).copied() else { return };
        let indices: Box<dyn Iterator<Item = usize>> = if forward {
            Box::new(self.list.at + 1..self.rows.len())
        } else {
            Box::new((0..self.list.at).rev())
        };
        for index in indices {
            match self.rows.get(index) {
                Some(row) if row.depth == here.depth => {
                    self.list.at = index;
                    self.list.reveal(self.rows.len(), self.height);
                    return;
                }
                Some(row) if row.depth > here.depth => {}
                _ => return,
            }
        }
    }
}
