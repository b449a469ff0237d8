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

    /// The places to go back to, the last one at the end.
    pub fn past(&self) -> &[Spot] {
        &self.past
    }

    /// The places to go forward to, the next one at the end.
    pub fn future(&self) -> &[Spot] {
        &self.future
    }

    /// Goes on from an earlier list: what has been jumped from since comes after it, and leaves
    /// nothing to go forward to.
    pub fn go_on(&mut self, mut past: Vec<Spot>, future: Vec<Spot>) {
        if self.past.is_empty() && self.future.is_empty() {
            self.future = future;
        }
        past.append(&mut self.past);
        self.past = past;
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
