//! The parts of a sentence between semicolons: beside one that admits a failing the others, too,
//! are items of its list.

use super::Found;
use super::clause::{Clause, Marker};
use super::judge::ITEM;
use super::zone::busy;
use crate::lexicon::Shortcomings;
use crate::report::Strength;
use crate::text::{Span, Text};

/// Characters of a part of a list that is taken as a whole; of a longer one its first clause is.
const SHORT: usize = 30;

/// The parts read so far, the one in hand last.
#[derive(Default)]
pub(super) struct Parts {
    list: Vec<Part>,
    /// 一是… 二是…: the sentence lists its failings by numbers.
    points: bool,
}

struct Part {
    /// Its first clause, and all of it, in the text.
    first: Span,
    whole: Span,
    state: State,
    /// A colon closes it.
    announces: bool,
}

/// What a part tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing that a table knows.
    Open,
    /// A failing.
    Admits,
    /// Something that is no item of a list of failings.
    Other,
}

impl Parts {
    /// Begins a sentence.
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.points = false;
    }

    /// Goes on to a clause; `base` is where its sentence begins.
    pub(super) fn go_on(&mut self, clause: Clause<'_>, base: usize) {
        self.points |= clause.marker == Marker::Point;
        let here = Span::new(base + clause.start, base + clause.end);
        let announces = clause.announces;
        match self.list.last_mut().filter(|_| !clause.parts) {
            Some(part) => {
                if part.first.is_empty() {
                    part.first = here;
                }
                part.whole.end = here.end;
                part.announces = announces;
            }
            None => {
                // What a failing announces only spells it out.
                let spelt = |last: &Part| last.announces && last.state == State::Admits;
                let spelt = self.list.last().is_some_and(spelt);
                let state = if spelt { State::Other } else { State::Open };
                self.list.push(Part { first: here, whole: here, state, announces });
            }
        }
        if announces {
            self.leave_out();
        }
    }

    /// The part in hand tells something else, where it admits nothing.
    pub(super) fn leave_out(&mut self) {
        if let Some(part) = self.list.last_mut().filter(|part| part.state == State::Open) {
            part.state = State::Other;
        }
    }

    /// The part in hand admits a failing.
    pub(super) fn admit(&mut self) {
        if let Some(part) = self.list.last_mut() {
            part.state = State::Admits;
        }
    }

    /// Adds the parts that stand beside one that admits a failing: they admit one too, in words that
    /// no table knows.
    pub(super) fn beside_admitted(
        &self,
        text: &Text,
        table: &Shortcomings,
        found: &mut Vec<Found>,
    ) {
        if self.points || self.list.iter().all(|part| part.state != State::Admits) {
            return;
        }
        for part in self.list.iter().filter(|part| part.state == State::Open) {
            let words = text.slice(part.whole);
            let count = words.chars().count();
            let other = table.praise.any(words) || table.plan.at_start(words).is_some();
            let span = if count <= SHORT { part.whole } else { part.first };
            if count >= ITEM && !span.is_empty() && !other && !busy(words, table) {
                found.push(Found { span, cue: None, strength: Strength::Zone });
            }
        }
    }
}
