//! Copying what is found, with where it comes from, and opening its file in an editor.

use super::app::{App, Request, View};
use super::keymap::Command;
use super::sheet::section_path;
use super::tell;
use crate::corpus::Entry;
use crate::locale::tui as texts;
use crate::search::sentence;
use crate::text::Span;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command as Process, Stdio};

/// What is copied from.
struct Place {
    entry: Entry,
    /// What is current; empty where only a place is.
    span: Span,
    /// What there is to tell of a finding.
    told: Option<String>,
}

impl App {
    /// What is current: in a table the selected row, else the finding, the hit, or the place that
    /// is read.
    fn place(&self) -> Option<Place> {
        if self.view == View::Table {
            let row = self.sheets.get(self.table).selected()?;
            let entry = self.shelf.get(row.report)?.clone();
            let told = match row.item {
                super::sheet::Item::Mark(mark) => {
                    Some(tell::line(&entry, mark, self.lang, self.loading.names()))
                }
                super::sheet::Item::Hit(_)
                | super::sheet::Item::Passage(_)
                | super::sheet::Item::Note(..) => None,
                super::sheet::Item::Problem(_) | super::sheet::Item::Lost(_) => return None,
            };
            return Some(Place { span: super::sheet::span(&entry.report, row), entry, told });
        }
        let entry = self.entry()?.clone();
        if let Some(mark) = self.reader.current {
            let told = Some(tell::line(&entry, mark, self.lang, self.loading.names()));
            return Some(Place { span: mark.span(&entry.report), entry, told });
        }
        let hit = self.find.current().filter(|_| self.find.shown);
        let at = self.reader.position();
        Some(Place { span: hit.unwrap_or(Span::new(at, at)), entry, told: None })
    }

    /// Copies the finding, its sentence or its section, with its source.
    pub(super) fn yank(&mut self, command: Command) {
        let Some(Place { entry, span, told }) = self.place() else {
            return self.fail(texts::NOTHING_TO_COPY.text(self.lang).to_owned());
        };
        let text = &entry.document.text;
        let outline = &entry.report.outline;
        let at = span.start as usize;
        let (what, piece) = match command {
            Command::YankSentence => (sentence(text, span), None),
            Command::YankSection => {
                let section = outline.section_at(at).and_then(|i| outline.sections.get(i));
                (section.map_or_else(|| text.line_span(text.line_of(at)), |s| s.span), None)
            }
            _ => match told {
                Some(told) => (span, Some(told)),
                None => (sentence(text, span), None),
            },
        };
        let piece = piece.unwrap_or_else(|| text.slice(what).trim().to_owned());
        if piece.is_empty() {
            return self.fail(texts::NOTHING_TO_COPY.text(self.lang).to_owned());
        }
        let citation = self.citation(&entry, what.start as usize);
        self.copy(format!("{piece}\n{citation}\n"));
    }

    /// Title, sections, line and file of a place.
    fn citation(&self, entry: &Entry, offset: usize) -> String {
        let report = &entry.report;
        let title = report.outline.title.clone().unwrap_or_else(|| super::shelf::label(report));
        let sections = section_path(entry, offset, self.lang);
        let line = entry.document.text.position(offset).line;
        let path = &report.path;
        if sections.is_empty() {
            return texts::CITATION.with(self.lang, &[&title, &line, path]);
        }
        texts::CITATION_IN_SECTION.with(self.lang, &[&title, &sections, &line, path])
    }

    fn copy(&mut self, text: String) {
        let count = text.chars().count();
        self.say(texts::COPIED.with(self.lang, &[&count]));
        self.copied.clone_from(&text);
        self.request = Some(Request::Copy(text));
    }

    /// Opens the file at the line in the user's editor.
    pub(super) fn edit_file(&mut self) {
        let Some(place) = self.place() else {
            return self.fail(self.tr(texts::NOTHING_HERE).to_owned());
        };
        let path = place.entry.document.path.clone();
        if !path.is_file() {
            let shown = crate::source::sanitize::path(&path);
            return self.fail(texts::NO_FILE.with(self.lang, &[&shown]));
        }
        let line = place.entry.document.text.position(place.span.start as usize).line as usize;
        self.request = Some(Request::Edit(path, line));
    }
}

/// Gives `text` to the desktop's clipboard where there is one; the terminal gets it in its own way.
pub(super) fn to_desktop(text: String) {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let mut tools: Vec<&[&str]> = Vec::new();
    if cfg!(target_os = "macos") {
        tools.push(&["pbcopy"]);
    }
    if set("WAYLAND_DISPLAY") {
        tools.push(&["wl-copy"]);
    }
    if set("DISPLAY") {
        tools.push(&["xclip", "-selection", "clipboard"]);
        tools.push(&["xsel", "--clipboard", "--input"]);
    }
    if tools.is_empty() {
        return;
    }
    let give = move || {
        for tool in tools {
            let Some((name, args)) = tool.split_first() else { continue };
            let child = Process::new(name)
                .args(args)
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
            let Ok(mut child) = child else { continue };
            let given =
                child.stdin.take().is_some_and(|mut i| i.write_all(text.as_bytes()).is_ok());
            if child.wait().is_ok_and(|status| status.success()) && given {
                return;
            }
        }
    };
    let _ = std::thread::Builder::new().name("clipboard".into()).spawn(give);
}

/// The command that opens a file at a line: `$VISUAL`, else `$EDITOR`, else vi.
pub(super) fn editor(path: &std::path::Path, line: usize) -> Process {
    let named = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let words = named.unwrap_or_else(|| "vi".to_owned());
    let (program, args) = editor_words(&words, path, line);
    let mut process = Process::new(program);
    process.args(args);
    process
}

/// The program and its arguments; editors differ in how they are told a line.
fn editor_words(
    words: &str,
    path: &std::path::Path,
    line: usize,
) -> (String, Vec<std::ffi::OsString>) {
    let mut words = words.split_whitespace().map(str::to_owned);
    let program = words.next().unwrap_or_default();
    let mut args: Vec<std::ffi::OsString> = words.map(Into::into).collect();
    let name = PathBuf::from(&program);
    let name = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut at = path.as_os_str().to_owned();
    match name.as_str() {
        "hx" | "helix" | "subl" | "zed" => {
            at.push(format!(":{line}"));
            args.push(at);
        }
        "code" | "codium" | "code-insiders" => {
            at.push(format!(":{line}"));
            args.extend(["--wait".into(), "--goto".into(), at]);
        }
        _ => args.extend([format!("+{line}").into(), at]),
    }
    (program, args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn editors_are_told_the_line_in_their_own_way() {
        let words = |editor| editor_words(editor, Path::new("a b.txt"), 7);
        assert_eq!(words("vim -u NONE").1, ["-u", "NONE", "+7", "a b.txt"]);
        assert_eq!(words("/usr/bin/hx").1, ["a b.txt:7"]);
        assert_eq!(words("code").1, ["--wait", "--goto", "a b.txt:7"]);
    }
}
