//! Places to go back to.

use super::marks::Mark;
use super::page::Place;
use super::shelf::ReportId;

/// A place in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Which report.
    pub report: ReportId,
    /// The first row on the screen.
    pub top: Place,
    /// The finding that was current.
    pub current: Option<Mark>,
}

/// Places that a jump has left, like the pages of a web browser.
#[derive(Debug, Default)]
pub struct Jumps {
    past: Vec<Spot>,
    future: Vec<Spot>,
}

/// How many places are remembered.
const REMEMBERED: usize = 200;

impl Jumps {
    /// Remembers a place before a jump leaves it.
    pub fn push(&mut self, spot: Spot) {
        self.future.clear();
        if self.past.last() != Some(&spot) {
            self.past.push(spot);
        }
        if self.past.len() > REMEMBERED {
            self.past.remove(0);
        }
    }

    /// The place before `here`, or after it; `here` can then be gone to from there.
    pub fn travel(&mut self, here: Spot, forward: bool) -> Option<Spot> {
        let (from, to) = if forward {
            (&mut self.future, &mut self.past)
        } else {
            (&mut self.past, &mut self.future)
        };
        let spot = from.pop()?;
        to.push(here);
        Some(spot)
    }
}
