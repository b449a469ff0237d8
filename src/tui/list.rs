//! A list that is moved through: which row is selected and which is the first on the screen.

/// Selection and scroll of a list. Every row is one line high.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct List {
    /// The selected row.
    pub at: usize,
    /// The first row on the screen.
    pub top: usize,
}

/// How far to move in a list or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// So many rows, downwards or (negative) upwards.
    Rows(isize),
    /// So many halves of the screen.
    Halves(isize),
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
}

impl List {
    /// Moves the selection in a list of `len` rows shown `height` at a time.
    pub fn go(&mut self, motion: Motion, len: usize, height: usize) {
        let step = |rows: isize| self.at.saturating_add_signed(rows);
        let half = isize::try_from(height / 2).unwrap_or(1).max(1);
        let at = match motion {
            Motion::Rows(rows) => step(rows),
            Motion::Halves(halves) => step(halves.saturating_mul(half)),
            Motion::Top => 0,
            Motion::Bottom => usize::MAX,
        };
        self.at = at.min(len.saturating_sub(1));
        self.reveal(len, height);
    }

    /// Scrolls as little as shows the selected row, and no further than the list is long.
    pub fn reveal(&mut self, len: usize, height: usize) {
        let first = (self.at + 1).saturating_sub(height.max(1));
        self.top = self.top.clamp(first, self.at.max(first));
        self.clamp(len, height);
    }

    /// Scrolls without moving the selection.
    pub fn scroll(&mut self, rows: isize, len: usize, height: usize) {
        self.top = self.top.saturating_add_signed(rows);
        self.clamp(len, height);
    }

    /// Leaves no blank rows below the list's end while rows are hidden above.
    pub fn clamp(&mut self, len: usize, height: usize) {
        self.at = self.at.min(len.saturating_sub(1));
        self.top = self.top.min(len.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_on_the_screen() {
        let mut list = List::default();
        list.go(Motion::Rows(12), 20, 10);
        assert_eq!(list, List { at: 12, top: 3 });
        list.go(Motion::Halves(-2), 20, 10);
        assert_eq!(list, List { at: 2, top: 2 });
        list.go(Motion::Bottom, 20, 10);
        assert_eq!(list, List { at: 19, top: 10 });
        list.go(Motion::Rows(-1), 0, 0);
        assert_eq!(list, List { at: 0, top: 0 });
    }
}
