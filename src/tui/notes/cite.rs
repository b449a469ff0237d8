//! Citing into a file: a passage with its source, and what was written on it, after what the file
//! has already.

use super::{Noted, Place};
use crate::cite::{Citation, Style};
use crate::corpus::Entry;
use crate::locale::tui as texts;
use crate::notes::Anchor;
use crate::source::sanitize;
use crate::tui::app::App;
use crate::tui::event::Event;
use crate::tui::export::file_named;
use crate::tui::prompt::{Prompt, Purpose};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

/// The file where nobody has named another.
const FILE: &str = "citations.md";

impl App {
    /// Asks for the file to cite the current passage into.
    pub(in crate::tui) fn start_cite(&mut self) {
        if self.current_citation().is_none() {
            return self.fail(self.tr(texts::NOTHING_TO_CITE).to_owned());
        }
        let name = self.book.cited.clone().unwrap_or_else(|| FILE.to_owned());
        self.prompt = Some(Prompt::new(Purpose::Cite, name));
    }

    /// Cites the current passage into a file.
    pub(in crate::tui) fn cite(&mut self, name: &str) {
        let name = name.trim();
        let Some((citation, note)) = self.current_citation() else { return };
        if name.is_empty() {
            return;
        }
        self.book.cited = Some(name.to_owned());
        let path = file_named(name);
        let markdown = path.extension().is_none_or(|end| !end.eq_ignore_ascii_case("txt"));
        let style = if markdown { Style::Markdown } else { Style::Plain };
        let mut text = citation.render(style, self.lang);
        if !note.is_empty() {
            text.push_str(&format!("\n\n{note}"));
        }
        text.push('\n');
        let lang = self.lang;
        let work = move || {
            let shown = sanitize::path(&path);
            Event::Told(match append(&path, &text) {
                Ok(()) => Ok(texts::CITED.with(lang, &[&shown])),
                Err(error) => Err(texts::NOT_WRITTEN.with(lang, &[&shown, &error])),
            })
        };
        if let Some(told) = self.jobs.run(work) {
            self.handle(told);
        }
    }

    /// The current passage with its source, and what was written on it.
    fn current_citation(&self) -> Option<(Citation, String)> {
        let noted = self.current_note().and_then(|key| self.book.get(key));
        if let Some(noted) = noted {
            let entry = noted.place.span().and_then(|(report, _)| self.shelf.get(report));
            return Some((citation(noted, entry), noted.note.text.trim().to_owned()));
        }
        let (report, span) = self.passage_here()?;
        Some((Citation::of(self.shelf.get(report)?, span), String::new()))
    }
}

/// The citation of a note where its passage is now, in the report where it was found; as it was made
/// where it is in none or its words have changed.
pub fn citation(noted: &Noted, entry: Option<&Entry>) -> Citation {
    let as_made = &noted.note.passage.citation;
    let found = entry.zip(noted.place.span()).map(|(entry, (_, span))| Citation::of(entry, span));
    match (found, noted.place) {
        (Some(found), Place::Found(_, Anchor::Here(_) | Anchor::Moved(_))) => found,
        _ => as_made.clone(),
    }
}

/// Writes `text` after what a file has, a blank line between them.
fn append(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    let gap = if file.metadata()?.len() > 0 { "\n" } else { "" };
    file.write_all(format!("{gap}{text}").as_bytes())
}
