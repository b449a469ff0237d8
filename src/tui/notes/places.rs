//! Finding the passages of notes among the reports, beside the loop.

use super::{Key, Notebook, Noted, Place};
use crate::corpus::Entry;
use crate::notes::Library;
use crate::tui::app::App;
use crate::tui::event::Event;
use crate::tui::shelf::ReportId;
use std::path::PathBuf;
use std::sync::Arc;

/// Where the notes are that `entries` tell something about. With `all`, these are all reports there
/// are, and what is in none of them is lost, or elsewhere where its file is under none of `roots`.
pub fn look(
    notes: &[Noted],
    entries: Vec<(ReportId, Entry)>,
    all: bool,
    roots: &[PathBuf],
) -> Vec<(Key, Place)> {
    let (ids, entries): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
    let library = Library::new(&entries);
    let place = |noted: &Noted| {
        let passage = &noted.note.passage;
        let id = |at: usize| ids.get(at).copied();
        if all {
            if let Some((at, anchor)) = library.locate(passage) {
                return Some(Place::Found(id(at)?, anchor));
            }
            let path = &passage.citation.path;
            return Some(match library.home(passage) {
                Some(home) => Place::Lost(id(home)),
                None if roots.iter().any(|root| path.starts_with(root)) => Place::Lost(None),
                None => Place::Elsewhere,
            });
        }
        let before = match noted.place {
            Place::Found(report, _) => ids.iter().position(|id| *id == report),
            _ => None,
        };
        let at = library.home(passage).or(before)?;
        let anchor = library.anchor(passage, at);
        Some(if anchor.span().is_some() { Place::Found(id(at)?, anchor) } else { Place::Unknown })
    };
    notes.iter().filter_map(|noted| Some((noted.key, place(noted)?))).collect()
}

impl Notebook {
    /// A report has arrived, or arrived again.
    pub(in crate::tui) fn expect(&mut self, report: ReportId) {
        self.arrived.push(report);
    }

    /// Notes are to be looked for in all reports: all have been read, or some have gone.
    pub(in crate::tui) fn expect_all(&mut self) {
        self.due = true;
    }
}

impl App {
    /// Has notes looked for where something has changed.
    pub(in crate::tui) fn look_for_notes(&mut self) {
        let book = &mut self.book;
        if book.looking || (!book.due && book.arrived.is_empty()) {
            return;
        }
        if book.notes.is_empty() {
            book.due = false;
            book.arrived.clear();
            return;
        }
        let all = self.shelf.done;
        let arrived = std::mem::take(&mut book.arrived);
        let entries = if all || std::mem::take(&mut book.due) {
            self.shelf.snapshot().iter().map(|(id, entry)| (id, entry.clone())).collect()
        } else {
            arrived.into_iter().filter_map(|id| Some((id, self.shelf.get(id)?.clone()))).collect()
        };
        book.due = false;
        book.looking = true;
        let (notes, roots) = (Arc::clone(&book.notes), book.roots.clone());
        let work = move || Event::NotesPlaced(look(&notes, entries, all, &roots));
        if let Some(Event::NotesPlaced(places)) = self.jobs.run(work) {
            self.notes_placed(&places);
        }
    }

    /// Takes what a job has found.
    pub(in crate::tui) fn notes_placed(&mut self, places: &[(Key, Place)]) {
        self.book.looking = false;
        let notes = Arc::make_mut(&mut self.book.notes);
        for (key, place) in places {
            if let Ok(at) = notes.binary_search_by_key(key, |noted| noted.key)
                && let Some(noted) = notes.get_mut(at)
            {
                noted.place = *place;
            }
        }
        self.book.changed();
    }
}
