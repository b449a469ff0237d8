//! Who gets which part of the screen.

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

/// A pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pane {
    /// Reports and sections.
    #[default]
    Tree,
    /// The text.
    Reader,
    /// Figures, shortcomings, checks.
    Detail,
}

impl Pane {
    /// The pane after it, round and round.
    pub fn next(self) -> Self {
        match self {
            Self::Tree => Self::Reader,
            Self::Reader => Self::Detail,
            Self::Detail => Self::Tree,
        }
    }
}

/// Sizes of the panes that the user has chosen; none leaves them to the size of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panes {
    /// Columns of the tree.
    pub tree: Option<u16>,
    /// Columns of the details, where the panes stand side by side.
    pub detail: Option<u16>,
    /// Rows of the tree, where the details stand below it.
    pub upper: Option<u16>,
    /// Columns of the text at most.
    #[serde(skip)]
    pub measure: Option<u16>,
    /// Whether the tree has its place only while it has the keys.
    #[serde(skip)]
    pub hide_tree: bool,
    /// The same of the details.
    #[serde(skip)]
    pub hide_detail: bool,
}

impl Panes {
    /// What has been changed since these were `usual`.
    pub fn changed(self, usual: Self) -> Self {
        let changed = |size: Option<u16>, usual| size.filter(|_| size != usual);
        Self {
            tree: changed(self.tree, usual.tree),
            detail: changed(self.detail, usual.detail),
            upper: changed(self.upper, usual.upper),
            ..self
        }
    }

    /// These with the sizes of `kept` where it has any.
    pub fn with_sizes(self, kept: Self) -> Self {
        Self {
            tree: kept.tree.or(self.tree),
            detail: kept.detail.or(self.detail),
            upper: kept.upper.or(self.upper),
            ..self
        }
    }
}

/// What parts two panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divider {
    /// The line right of the tree.
    Tree,
    /// The line left of the details.
    Detail,
    /// The title of the details below the tree.
    Upper,
}

/// Columns and rows that a pane keeps whatever the user wants.
const LEAST: (u16, u16) = (12, 3);
/// Columns that are left to the text.
const LEAST_TEXT: u16 = 24;

/// The areas of the screen. A pane's first row is its title.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// The whole screen.
    pub area: Rect,
    /// The tree, where it is shown.
    pub tree: Option<Rect>,
    /// The reader, where it is shown.
    pub reader: Option<Rect>,
    /// The details, where they are shown.
    pub detail: Option<Rect>,
    /// What there is to tell about one of them, where there is room below.
    pub card: Option<Rect>,
    /// A table, where it has the panes' room.
    pub table: Option<Rect>,
    /// Columns that part the panes.
    pub dividers: [Option<Rect>; 2],
    /// The line that tells where the reader is.
    pub status: Option<Rect>,
    /// The line of key hints, messages and prompts.
    pub hints: Option<Rect>,
}

/// From this size on three panes share the screen; below, the focused one has it.
const SHARED: (u16, u16) = (56, 14);
/// Columns of text that the eye follows without losing the line: fifty Chinese characters.
pub const MEASURE: u16 = 100;
/// Columns beside the text: a margin on its left, another and the scroll bar on its right.
pub const MARGINS: u16 = 3;
/// From this width on they stand side by side.
const WIDE: u16 = 108;
/// From this height on the key hints have a line of their own.
const HINTED: u16 = 10;
/// From this height on the list of details leaves room for a card about one of them.
const CARDED: u16 = 18;

impl Layout {
    /// Shares out `area`.
    pub fn new(area: Rect, focus: Pane, zoom: bool, panes: Panes) -> Self {
        let mut layout = Self { area, ..Self::default() };
        let row = |y: u16| Rect { y: area.y + y, height: 1, ..area };
        let mut height = area.height;
        if area.width == 0 || height == 0 {
            return layout;
        }
        if height >= HINTED {
            height -= 1;
            layout.hints = Some(row(height));
        }
        if height >= 3 {
            height -= 1;
            layout.status = Some(row(height));
        }
        let body = Rect { height, ..area };
        let shown =
            (!panes.hide_tree || focus == Pane::Tree, !panes.hide_detail || focus == Pane::Detail);
        if zoom || area.width < SHARED.0 || area.height < SHARED.1 {
            match focus {
                Pane::Tree => layout.tree = Some(body),
                Pane::Reader => layout.reader = Some(body),
                Pane::Detail => layout.detail = Some(body),
            }
        } else if area.width >= WIDE {
            let least_detail = if shown.1 { LEAST.0 + 1 } else { 0 };
            let tree = panes.tree.unwrap_or((area.width / 5).clamp(28, 44));
            let tree = tree.clamp(LEAST.0, area.width - 1 - least_detail - LEAST_TEXT);
            let mut rest = body;
            if shown.0 {
                let (left, right) = split(body, tree);
                layout.tree = Some(left);
                layout.dividers[0] = divider(left);
                rest = right;
            }
            layout.reader = Some(rest);
            if shown.1 {
                // What the text has no use for goes to the details.
                let usual = (area.width / 4).max(30);
                let measure = panes.measure.unwrap_or(MEASURE);
                let spare = rest.width.saturating_sub(1 + usual + measure + MARGINS);
                let detail = panes.detail.unwrap_or((usual + spare).min(80));
                let most = rest.width.saturating_sub(1 + LEAST_TEXT).max(LEAST.0);
                let detail = detail.clamp(LEAST.0, most);
                let (middle, right) = split(rest, rest.width.saturating_sub(detail + 1));
                layout.reader = Some(middle);
                layout.detail = Some(right);
                layout.dividers[1] = divider(middle);
            }
        } else if shown == (false, false) {
            layout.reader = Some(body);
        } else {
            let width = panes.tree.unwrap_or((area.width * 3 / 8).clamp(20, 36));
            let (left, right) = split(body, width.clamp(LEAST.0, area.width - 1 - LEAST_TEXT));
            let upper = panes.upper.unwrap_or(height * 11 / 20);
            let upper = upper.clamp(LEAST.1, height - LEAST.1);
            match shown {
                (true, true) => {
                    layout.tree = Some(Rect { height: upper, ..left });
                    layout.detail =
                        Some(Rect { y: left.y + upper, height: height - upper, ..left });
                }
                (true, false) => layout.tree = Some(left),
                _ => layout.detail = Some(left),
            }
            layout.reader = Some(right);
            layout.dividers = [divider(left), None];
        }
        if let Some(detail) = layout.detail.filter(|detail| detail.height >= CARDED) {
            let rows = (detail.height / 4).clamp(6, 9);
            let list = detail.height - rows;
            layout.detail = Some(Rect { height: list, ..detail });
            layout.card = Some(Rect { y: detail.y + list, height: rows, ..detail });
        }
        layout
    }

    /// The same screen with a table in the place of the panes.
    pub fn with_table(self) -> Self {
        let used = u16::from(self.hints.is_some()) + u16::from(self.status.is_some());
        let body = Rect { height: self.area.height.saturating_sub(used), ..self.area };
        let Self { area, status, hints, .. } = self;
        let table = (!body.is_empty()).then_some(body);
        Self { area, status, hints, table, ..Self::default() }
    }

    /// What parts two panes at a cell.
    pub fn divider_at(&self, x: u16, y: u16) -> Option<Divider> {
        let at = |area: Option<Rect>| area.is_some_and(|area| area.contains((x, y).into()));
        let [tree, detail] = self.dividers;
        if at(tree) {
            return Some(Divider::Tree);
        }
        if at(detail) {
            return Some(Divider::Detail);
        }
        let (Some(tree), Some(detail)) = (self.tree, self.detail) else { return None };
        let below = detail.y == tree.bottom() && y == detail.y;
        (below && detail.contains((x, y).into())).then_some(Divider::Upper)
    }

    /// The pane that a cell belongs to.
    pub fn pane_at(&self, x: u16, y: u16) -> Option<(Pane, Rect)> {
        let panes =
            [(Pane::Tree, self.tree), (Pane::Reader, self.reader), (Pane::Detail, self.detail)];
        panes
            .into_iter()
            .filter_map(|(pane, area)| Some((pane, area?)))
            .find(|(_, area)| area.contains((x, y).into()))
    }
}

/// The left `width` columns, and what is right of the column after them.
fn split(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    let rest = area.width.saturating_sub(width + 1);
    let right = Rect { x: area.x + (area.width - rest), width: rest, ..area };
    (Rect { width, ..area }, right)
}

fn divider(left: Rect) -> Option<Rect> {
    Some(Rect { x: left.x + left.width, width: 1, ..left })
}

/// The rows of a pane below its title.
pub fn content(area: Rect) -> Rect {
    let title = area.height.min(1);
    Rect { y: area.y + title, height: area.height - title, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_room_for_something() {
        for width in 0..130 {
            for height in 0..40 {
                for focus in [Pane::Tree, Pane::Reader, Pane::Detail] {
                    let area = Rect::new(0, 0, width, height);
                    let layout = Layout::new(area, focus, false, Panes::default());
                    let panes = [layout.tree, layout.reader, layout.detail];
                    let shown: Vec<_> = panes.into_iter().flatten().collect();
                    assert_eq!(shown.is_empty(), width == 0 || height == 0);
                    for pane in &shown {
                        assert_eq!(pane.intersection(area), *pane, "{width}×{height}");
                    }
                    let hidden = Panes { hide_tree: true, hide_detail: true, ..Panes::default() };
                    let alone = Layout::new(area, focus, false, hidden);
                    let alone = [(alone.tree, Pane::Tree), (alone.detail, Pane::Detail)];
                    for (shown, pane) in alone {
                        assert!(shown.is_none() || pane == focus, "{width}×{height}");
                    }
                    if width >= 60 && height >= 16 {
                        assert_eq!(shown.len(), 3);
                        assert!(shown.iter().all(|pane| pane.width >= 20 && pane.height >= 5));
                    }
                }
            }
        }
    }
}
