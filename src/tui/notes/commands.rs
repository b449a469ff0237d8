//! What the keys do to notes, and what the desk tells of them.

use super::{Change, Desk, Key, Noted, Place, State, Told, Undo, Writer};
use crate::locale::{notes as told, tui as texts};
use crate::notes::{Anchor, Note, Passage};
use crate::search::sentence;
use crate::source::sanitize;
use crate::text::{Position, Span, Text};
use crate::tui::Settings;
use crate::tui::app::{App, View};
use crate::tui::event::Event;
use crate::tui::layout::Pane;
use crate::tui::marks::Mark;
use crate::tui::prompt::{Prompt, Purpose};
use crate::tui::sheet::{self, Item, Kind};
use crate::tui::shelf::ReportId;
use std::path;
use std::sync::mpsc::Sender;

/// What a line of words is written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A passage without a note.
    Passage(Box<Passage>, ReportId, Span),
    /// A note.
    Note(Key),
}

impl App {
    // --- the desk ----------------------------------------------------------------------------

    /// Opens the notes beside the loop.
    pub(in crate::tui) fn open_notes(&mut self, settings: &Settings, events: Sender<Event>) {
        let absolute = settings.paths.iter().filter_map(|path| path::absolute(path).ok());
        self.book.roots = absolute.collect();
        let writer = Writer::new(settings.notes.clone(), self.lang);
        match Desk::beside(writer, events) {
            Ok(desk) => self.book.desk = desk,
            Err(error) => tracing::error!("no thread for notes: {error}"),
        }
        self.hand_in(Change::Open);
    }

    /// Opens the notes of a database on the spot.
    #[cfg(test)]
    pub(in crate::tui) fn open_notes_here(&mut self, path: path::PathBuf) {
        self.book.desk = Desk::Here(Box::new(Writer::new(Some(path), self.lang)));
        self.hand_in(Change::Open);
    }

    /// Has the notes read again where another program has changed some: nothing tells of that by
    /// itself.
    pub(in crate::tui) fn look_for_others(&mut self) {
        self.hand_in(Change::Look(self.book.made));
    }

    /// Waits until all notes are on the disk; returns those that cannot be saved.
    pub(in crate::tui) fn close_notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.book.desk).close()
    }

    fn hand_in(&mut self, change: Change) {
        self.book.made += u64::from(matches!(change, Change::Save(..) | Change::Delete(_)));
        for told in self.book.desk.hand_in(change) {
            self.noted(told);
        }
    }

    /// Takes what has become of a change.
    pub(in crate::tui) fn noted(&mut self, told: Told) {
        match told {
            Told::Opened(notes) => {
                self.book.state = State::Open;
                for note in notes {
                    let key = Key(note.id.0);
                    self.book.put(Noted { key, note, place: Place::Unknown, saved: true });
                }
                self.book.expect_all();
            }
            Told::Changed(notes, made) if made == self.book.made => {
                if self.book.take_all(notes) {
                    self.book.expect_all();
                }
            }
            // Something has been changed here meanwhile.
            Told::Changed(..) => self.look_for_others(),
            Told::NotOpened(reason) => {
                self.fail(texts::NOTES_OFF.with(self.lang, &[&reason]));
                self.book.state = State::Failed(reason);
            }
            Told::Saved(key, note) => {
                if let Some(noted) = self.book.get(key).cloned() {
                    // It may have been changed again meanwhile.
                    let saved = noted.note.text == note.text;
                    let note = Note { text: noted.note.text, ..*note };
                    self.book.put(Noted { note, saved, ..noted });
                }
                self.out_of_trouble();
            }
            Told::Deleted => self.out_of_trouble(),
            Told::NotSaved(reason) => {
                self.book.trouble = true;
                self.fail(texts::NOT_SAVED_YET.with(self.lang, &[&reason]));
            }
        }
    }

    fn out_of_trouble(&mut self) {
        if std::mem::take(&mut self.book.trouble) {
            self.say(self.tr(texts::SAVED_AFTER_ALL).to_owned());
        }
    }

    /// Whether notes can be made; where not, says so and tries to open them for the next time.
    fn notes_work(&mut self) -> bool {
        match &self.book.state {
            State::Open => true,
            // What is handed in now is written as soon as they are open.
            State::Opening if !matches!(self.book.desk, Desk::Closed) => true,
            State::Opening => {
                self.fail(self.tr(texts::NOTES_OPENING).to_owned());
                false
            }
            State::Failed(reason) => {
                let text = texts::NOTES_OFF.with(self.lang, &[reason]);
                self.fail(text);
                self.hand_in(Change::Open);
                false
            }
        }
    }

    // --- what is meant -----------------------------------------------------------------------

    /// The note that is current: of the selected row, where a jump went to, or on just the passage
    /// that is current.
    pub(in crate::tui) fn current_note(&self) -> Option<Key> {
        if self.view == View::Table {
            match self.sheets.get(self.table).selected()?.item {
                Item::Note(key, _) | Item::Lost(key) => return Some(key),
                _ => {}
            }
        } else if let Some(key) = self.note_gone_to() {
            return Some(key);
        }
        let (report, span) = self.passage_here()?;
        self.book.on(report, span)
    }

    /// The note where a jump went to.
    pub(in crate::tui) fn note_gone_to(&self) -> Option<Key> {
        let page = self.reader.page.as_ref()?;
        let at = self.reader.gone_to().filter(|_| self.reader.current.is_none())?;
        let hit = self.find.current().filter(|_| self.find.shown);
        if self.focus == Pane::Detail && self.detail.selected().is_some()
            || hit.is_some_and(|hit| hit.start as usize == at)
        {
            return None;
        }
        let here = self.book.within(page.report);
        here.iter().find(|(span, _)| span.start as usize == at).map(|(_, key)| *key)
    }

    /// The passage that a bookmark would be on: of the selected row, the current finding, the hit
    /// or the first line in view.
    pub(super) fn passage_here(&self) -> Option<(ReportId, Span)> {
        if self.view == View::Table {
            let row = self.sheets.get(self.table).selected()?;
            let entry = self.shelf.get(row.report)?;
            let text = &entry.document.text;
            let span = match row.item {
                Item::Mark(mark) => passage_of(mark, sheet::span(&entry.report, row), text),
                Item::Hit(hit) | Item::Passage(hit) => tidy(text, sentence(text, hit)),
                Item::Note(_, span) => Some(span),
                _ => None,
            };
            return Some((row.report, span?));
        }
        let page = self.reader.page.as_ref()?;
        let (text, report) = (&page.entry.document.text, &page.entry.report);
        let selected = self.detail.selected().filter(|_| self.focus == Pane::Detail);
        if let Some(mark) = selected.or(self.reader.current) {
            return Some((page.report, passage_of(mark, mark.span(report), text)?));
        }
        let hit = self.find.current().filter(|hit| self.find.shown && self.reader.shows(*hit));
        if let Some(hit) = hit {
            return Some((page.report, tidy(text, sentence(text, hit))?));
        }
        let at = self.reader.position();
        let at = Span::new(at, at);
        let rows = self.reader.screen.iter().filter(|row| !row.gap).map(|row| row.span);
        let jumped = self.reader.gone_to().map(|_| at);
        let mut spans = jumped.into_iter().chain(rows);
        let span = spans.find_map(|row| {
            let first = Span { end: row.start, ..row };
            tidy(text, sentence(text, first))
                .filter(|_| !text.slice(row).trim().is_empty() || row.is_empty())
        })?;
        Some((page.report, span))
    }

    // --- the commands ------------------------------------------------------------------------

    /// Puts a bookmark on the current passage, or takes it away.
    pub(in crate::tui) fn bookmark(&mut self) {
        if !self.notes_work() {
            return;
        }
        if let Some(key) = self.current_note() {
            if self.book.get(key).is_some_and(Noted::is_bookmark) {
                return self.delete_note();
            }
            return self.fail(self.tr(texts::HAS_NOTE).to_owned());
        }
        let Some(About::Passage(passage, report, span)) = self.about() else {
            return self.fail(self.tr(texts::NOTHING_TO_NOTE).to_owned());
        };
        self.say(self.tr(texts::BOOKMARKED).to_owned());
        self.make_note(*passage, String::new(), report, span);
    }

    /// Opens a line to write or change a note on the current passage.
    pub(in crate::tui) fn annotate(&mut self) {
        if !self.notes_work() {
            return;
        }
        let Some(about) = self.about() else {
            return self.fail(self.tr(texts::NOTHING_TO_NOTE).to_owned());
        };
        let text = match &about {
            About::Note(key) => self.book.get(*key).map(|noted| noted.note.text.clone()),
            About::Passage(..) => None,
        };
        self.prompt = Some(Prompt::new(Purpose::Note(about), text.unwrap_or_default()));
    }

    fn about(&self) -> Option<About> {
        if let Some(key) = self.current_note() {
            return Some(About::Note(key));
        }
        let (report, span) = self.passage_here()?;
        let passage = Passage::of(self.shelf.get(report)?, span);
        Some(About::Passage(Box::new(passage), report, span))
    }

    /// Writes what was typed.
    pub(in crate::tui) fn write_note(&mut self, about: About, text: &str) {
        let text = text.trim().to_owned();
        // What goes wrong is said after it.
        self.say(self.tr(texts::NOTED).to_owned());
        match about {
            About::Passage(passage, report, span) => {
                self.make_note(*passage, text, report, span);
            }
            About::Note(key) => {
                let Some(noted) = self.book.get(key).cloned() else { return };
                if noted.note.text == text {
                    return;
                }
                self.book.undo.push(Undo::Text(key, noted.note.text.clone()));
                self.save(Noted { note: Note { text, ..noted.note }, ..noted });
            }
        }
    }

    fn make_note(&mut self, passage: Passage, text: String, report: ReportId, span: Span) {
        let place = Place::Found(report, Anchor::Here(span));
        let noted = self.book.new_note(passage, text, place);
        self.book.undo.push(Undo::Remove(noted.key));
        self.save(noted);
    }

    fn save(&mut self, noted: Noted) {
        let change = Change::Save(noted.key, Box::new(noted.note.clone()));
        self.book.put(Noted { saved: false, ..noted });
        self.hand_in(change);
    }

    /// Deletes the current note.
    pub(in crate::tui) fn delete_note(&mut self) {
        if !self.notes_work() {
            return;
        }
        let Some(noted) = self.current_note().and_then(|key| self.book.remove(key)) else {
            return self.fail(self.tr(texts::NO_NOTE_HERE).to_owned());
        };
        let text = if noted.is_bookmark() { texts::UNMARKED } else { texts::NOTE_DELETED };
        let key = noted.key;
        self.book.undo.push(Undo::PutBack(Box::new(noted)));
        self.say(self.tr(text).to_owned());
        self.hand_in(Change::Delete(key));
    }

    /// Takes the last change of notes back.
    pub(in crate::tui) fn undo_note(&mut self) {
        let Some(undo) = self.book.undo.pop() else {
            return self.fail(self.tr(texts::NOTHING_TO_UNDO).to_owned());
        };
        self.say(self.tr(texts::NOTE_UNDONE).to_owned());
        match undo {
            Undo::Remove(key) => {
                if self.book.remove(key).is_some() {
                    self.hand_in(Change::Delete(key));
                }
            }
            Undo::PutBack(noted) => {
                self.save(*noted);
                // Files may have changed since it was deleted.
                self.book.expect_all();
            }
            Undo::Text(key, text) => {
                if let Some(noted) = self.book.get(key).cloned() {
                    self.save(Noted { note: Note { text, ..noted.note }, ..noted });
                }
            }
        }
    }

    // --- going there -------------------------------------------------------------------------

    /// Goes to the next or previous note, also in other reports.
    pub(in crate::tui) fn step_note(&mut self, forward: bool) {
        let Some(page) = &self.reader.page else { return };
        let here = self.book.within(page.report);
        let (gone, top) = (self.reader.gone_to(), self.reader.position());
        let from = self.reader.current.map(|mark| mark.span(&page.entry.report).start as usize);
        let from = from.or(gone);
        let start = |(span, _): &&(Span, Key)| span.start as usize;
        let next = if forward {
            here.iter().find(|n| from.map_or(start(n) >= top, |from| start(n) > from))
        } else {
            here.iter().rev().find(|n| start(n) < from.unwrap_or(top))
        };
        if let Some((span, _)) = next.copied() {
            return self.show_note(span);
        }
        let reports = self.shelf.beyond(page.report, forward);
        let other = reports.into_iter().find(|id| !self.book.within(*id).is_empty());
        let Some(other) = other else {
            let name = self.tr(texts::NOTES);
            return self.fail(texts::NO_MORE.with(self.lang, &[&name]));
        };
        let there = self.book.within(other);
        let note = if forward { there.first() } else { there.last() };
        if let Some((span, _)) = note.copied() {
            self.remember();
            self.open(other);
            self.show_note(span);
        }
    }

    /// Makes a passage of the report that is open visible and current.
    pub(in crate::tui) fn show_note(&mut self, span: Span) {
        self.reader.current = None;
        self.find.shown = false;
        self.reader.show(span.start as usize);
        self.follow_reader();
    }

    /// Goes to where a note stood whose passage is not there any more; its table stays where
    /// nothing is left of it.
    pub(in crate::tui) fn go_to_lost(&mut self, key: Key) {
        let Some(noted) = self.book.get(key) else { return };
        let citation = &noted.note.passage.citation;
        let path = sanitize::path(&citation.path);
        let line = citation.line;
        match noted.place {
            Place::Unknown => self.say(self.tr(texts::NOTE_SOUGHT).to_owned()),
            Place::Elsewhere => self.fail(texts::NOTE_ELSEWHERE.with(self.lang, &[&path])),
            Place::Lost(Some(report)) if self.table == Kind::Notes => {
                self.remember();
                self.close_table();
                self.focus = Pane::Reader;
                self.prepare(self.layout.area);
                self.open(report);
                self.reader.confine(None);
                let at = self.entry().and_then(|entry| {
                    let at = Position { line, column: 1 };
                    Some(Span::new(entry.document.text.offset(at)?, 0).start)
                });
                self.show_note(Span { start: at.unwrap_or(0), end: at.unwrap_or(0) });
                self.fail(texts::NOTE_STOOD.with(self.lang, &[&line]));
            }
            _ => self.fail(texts::NOTE_LOST.with(self.lang, &[&told::LOST.text(self.lang), &path])),
        }
    }
}

/// What is noted of a finding: a shortcoming as it is, else the sentence; nothing where it stands
/// nowhere.
fn passage_of(mark: Mark, span: Span, text: &Text) -> Option<Span> {
    if span.is_empty() {
        return None;
    }
    tidy(text, if matches!(mark, Mark::Shortcoming(_)) { span } else { sentence(text, span) })
}

/// A span without the white space around it.
fn tidy(text: &Text, span: Span) -> Option<Span> {
    let words = text.slice(span);
    let start = span.start as usize + (words.len() - words.trim_start().len());
    let trimmed = words.trim();
    (!trimmed.is_empty()).then(|| Span::new(start, start + trimmed.len()))
}
