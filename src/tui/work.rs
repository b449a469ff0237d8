//! Long work: whether there is any, and how it is stopped.

use super::app::{App, Request};
use super::keymap::Command;
use super::sheet::Kind;
use crate::locale::tui as texts;

impl App {
    /// Stops what takes long; leaves the browser where nothing does.
    pub(super) fn interrupt(&mut self) {
        if self.popup.take().is_some() && self.is_working() {
            self.prompt = None;
        }
        if self.stop_reading() {
            return;
        }
        let stopped = [self.stop_writing(), self.stop_arranging(), self.find.look.take().is_some()];
        if stopped.contains(&true) {
            self.say(self.tr(texts::STOPPED_WORK).to_owned());
        } else {
            self.request = Some(Request::Quit);
        }
    }

    fn is_working(&self) -> bool {
        let arranging = Kind::ALL.into_iter().any(|kind| self.sheets.get(kind).running.is_some());
        !self.shelf.done || self.writing.is_some() || arranging || self.find.look.is_some()
    }

    fn stop_arranging(&mut self) -> bool {
        let mut any = false;
        for kind in Kind::ALL {
            if let Some((_, stop)) = self.sheets.get_mut(kind).running.take() {
                stop.set();
                any = true;
            }
        }
        any
    }

    /// The key that stops what has been going on for long enough to wonder.
    pub fn stop_hint(&self) -> Option<(String, &'static str)> {
        let reading = !self.shelf.done && self.loading.is_long();
        let writing = self.writing.as_ref().is_some_and(super::export::Writing::is_long);
        if !reading && !writing {
            return None;
        }
        self.stop_key().map(|key| (key, self.tr(texts::STOP)))
    }

    /// The key that stops long work here.
    pub fn stop_key(&self) -> Option<String> {
        self.keymap.shown(Command::Interrupt, self.contexts()).into_iter().next()
    }
}
