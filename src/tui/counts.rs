//! Numbers typed before a command: how often it is done, or which line is gone to.
//!
//! Digits alone open the views, so a number begins with `0` or with alt and a digit; further digits
//! follow without alt: `012j` and `alt-1 2 j` go down twelve rows, `0120gg` goes to line 120.

use super::app::{App, View};
use super::keymap::Command;
use super::keys::Key;
use super::layout::Pane;
use super::list::Motion;
use crate::locale::tui as texts;

/// The largest number that can be typed.
const MOST: usize = 9_999_999;
/// How often a command is repeated at most; one that moves by rows goes as far as is typed.
const REPEATED: usize = 1000;

impl App {
    /// Takes a key that goes on with a number, or gives it up.
    pub(super) fn count_key(&mut self, key: Key) -> bool {
        let Some(count) = self.count else { return false };
        if !self.pending.is_empty() {
            return false;
        }
        if let Some(digit) = key.digit() {
            self.count = Some((count * 10 + digit).min(MOST));
            return true;
        }
        if key.is("backspace") {
            self.count = (count >= 10).then_some(count / 10);
            return true;
        }
        if key.is("esc") {
            self.count = None;
            return true;
        }
        false
    }

    /// Takes alt and a digit, where nothing else is bound to them, as the beginning of a number.
    pub(super) fn alt_digit(&mut self, key: Key) -> bool {
        let begins = key.is_alt() && key.digit().is_some() && self.contexts() == self.places();
        if begins {
            self.start_count(key);
        }
        begins
    }

    /// Begins a number with the digit of `key`.
    pub(super) fn start_count(&mut self, key: Key) {
        self.count = Some(key.digit().unwrap_or(0));
    }

    /// Carries out a command as often as the number before it says.
    pub(super) fn update_counted(&mut self, command: Command) {
        use Command as C;
        let Some(count) = self.count.take().filter(|&count| count > 0) else {
            return self.update(command);
        };
        let times = isize::try_from(count).unwrap_or(isize::MAX);
        let page = self.page_rows().saturating_mul(times);
        match command {
            C::Down => self.go(Motion::Rows(times)),
            C::Up => self.go(Motion::Rows(-times)),
            C::HalfDown => self.go(Motion::Halves(times)),
            C::HalfUp => self.go(Motion::Halves(-times)),
            C::PageDown => self.go(Motion::Rows(page)),
            C::PageUp => self.go(Motion::Rows(-page)),
            C::ScrollDown => self.scroll_reader(times),
            C::ScrollUp => self.scroll_reader(-times),
            C::Top | C::Bottom => self.go_to_nth(count),
            _ if repeats(command) => {
                for _ in 0..count.min(REPEATED) {
                    self.update(command);
                    if self.notice.as_ref().is_some_and(|notice| notice.error) {
                        break;
                    }
                }
            }
            _ => self.update(command),
        }
    }

    /// Goes to a row of the list that has the keys, or to a line of the text.
    fn go_to_nth(&mut self, row: usize) {
        let below = isize::try_from(row.saturating_sub(1)).unwrap_or(isize::MAX);
        if self.popup.is_none() && self.view == View::Reading && self.focus == Pane::Reader {
            return self.go_to_line(row);
        }
        self.go(Motion::Top);
        self.go(Motion::Rows(below));
    }

    /// Goes to a line of the text, or the paragraph or page of that number where a file has those;
    /// in a table, to the row of that number.
    pub(super) fn go_to_line(&mut self, number: usize) {
        if self.view == View::Table {
            return self.go_to_nth(number);
        }
        let Some(entry) = self.entry().cloned() else { return };
        let text = &entry.document.text;
        let starts = entry.document.places.starts();
        let wanted = u32::try_from(number).unwrap_or(u32::MAX);
        let place = starts.iter().find(|&&(_, place)| place >= wanted).or(starts.last());
        let line = place.map_or(number, |&(line, _)| line as usize);
        let line = line.clamp(1, text.line_count().max(1));
        self.remember();
        self.reader.current = None;
        self.reader.show(text.line_span(line).start as usize);
        self.follow_reader();
    }

    /// The number that is being typed, as it is shown.
    pub fn typed_count(&self) -> Option<String> {
        self.count.map(|count| texts::COUNT_IS.with(self.lang, &[&count]))
    }
}

/// Whether doing it again goes on from where it has led.
fn repeats(command: Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::NextFigure
            | C::PreviousFigure
            | C::NextShortcoming
            | C::PreviousShortcoming
            | C::NextCheck
            | C::PreviousCheck
            | C::NextFault
            | C::PreviousFault
            | C::NextSection
            | C::PreviousSection
            | C::NextReport
            | C::PreviousReport
            | C::NextHit
            | C::PreviousHit
            | C::NextSibling
            | C::PreviousSibling
            | C::Parent
            | C::Fold
            | C::Back
            | C::Forward
            | C::Wider
            | C::Narrower
            | C::Taller
            | C::Lower
    )
}
