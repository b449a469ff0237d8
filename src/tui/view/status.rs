//! The lines at the bottom: where the reader is, and what can be done.

use super::canvas::Canvas;
use crate::locale::source::place;
use crate::locale::tui as texts;
use crate::tui::app::{App, View};
use crate::tui::find::Scope;
use crate::tui::keymap::Command;
use crate::tui::keys::shown_sequence;
use crate::tui::prompt::Purpose;
use crate::tui::sheet::{Item, Kind};
use crate::tui::shelf::{label, section_label};
use crate::tui::tell;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tui_input::Input;

/// Draws the line that tells where the reader is and how far the reading of files is.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>) {
    let Some(area) = app.layout.status else { return };
    if let Some(problem) = app.search_problem() {
        canvas.clear(area, Style::new());
        let text = crate::locale::pattern::bad_pattern(problem, app.lang);
        let text = canvas.fit(&text, usize::from(area.width.saturating_sub(2)));
        canvas.put(area.x + 1, area.y, area.right(), &text, app.theme.error);
        return;
    }
    canvas.paint(area, app.theme.status);
    let right = right_side(app);
    let end = area.right().saturating_sub(1);
    let mut limit = end;
    if canvas.widths().text(&right) + 6 < usize::from(area.width) {
        limit = canvas.put_right(area.x + 1, area.y, end, &right, app.theme.status_dim);
        limit = limit.saturating_sub(1);
    }
    let room = usize::from(limit.saturating_sub(area.x + 1));
    let text = canvas.fit(&left_side(app), room);
    let x = canvas.put(area.x + 1, area.y, limit, &text, app.theme.status) + 2;
    // The file has what room is left; of a long path its end tells most.
    let room = usize::from(limit.saturating_sub(x + 1));
    if let Some(path) = path(app).filter(|_| room >= PATH) {
        let path = canvas.fit_end(path, room);
        canvas.put_right(x, area.y, limit.saturating_sub(1), &path, app.theme.status_dim);
    }
}

/// Columns in which the end of a path is worth showing.
const PATH: usize = 12;

/// The file of what is read, or of the selected row.
fn path(app: &App) -> Option<&str> {
    let report = match app.view {
        View::Reading => &app.reader.page.as_ref()?.entry.report,
        View::Table => {
            let row = app.sheets.get(app.table).selected()?;
            match row.item {
                Item::Mark(_) | Item::Note(..) => &app.shelf.get(row.report)?.report,
                // Of others the path is all there is to tell.
                Item::Hit(_) | Item::Passage(_) | Item::Problem(_) | Item::Lost(_) => return None,
            }
        }
    };
    Some(&report.path)
}

/// What the current finding says, else the path of the section in view.
fn left_side(app: &App) -> String {
    if app.view == View::Table {
        return table_side(app);
    }
    let Some(page) = &app.reader.page else {
        return if app.shelf.done { String::new() } else { loading(app) };
    };
    let report = &page.entry.report;
    if let Some(mark) = app.reader.current {
        let line = tell::line(&page.entry, mark, app.lang, app.loading.names());
        // What is written on it is told with it, and first: it is the reader's own.
        let noted = app.current_note().and_then(|key| app.book.get(key));
        return match noted.filter(|noted| !noted.is_bookmark()) {
            Some(noted) => format!("{}  {line}", super::notes::line(app, noted)),
            None => line,
        };
    }
    if let Some(noted) = app.note_gone_to().and_then(|key| app.book.get(key)) {
        return super::notes::line(app, noted);
    }
    let arrow = if app.ascii { " > " } else { " › " };
    let mut parts = vec![label(report)];
    if let Some(section) = app.reader.section() {
        let text = &page.entry.document.text;
        let path = report.outline.path_of(section);
        let sections = path.iter().filter_map(|&index| report.outline.sections.get(index));
        parts.extend(sections.map(|section| section_label(section, text, app.lang)));
    }
    parts.join(arrow)
}

/// Everything there is to tell about the selected row of a table.
fn table_side(app: &App) -> String {
    let Some(row) = app.sheets.get(app.table).selected() else {
        return if app.shelf.done { String::new() } else { loading(app) };
    };
    let entry = app.shelf.get(row.report);
    match (row.item, entry) {
        (Item::Mark(mark), Some(entry)) => tell::line(entry, mark, app.lang, app.loading.names()),
        (Item::Hit(_) | Item::Passage(_), Some(entry)) => entry.report.path.clone(),
        (Item::Note(key, _) | Item::Lost(key), _) => {
            app.book.get(key).map(|noted| super::notes::line(app, noted)).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn right_side(app: &App) -> String {
    let mut parts = Vec::new();
    if !app.shelf.done {
        if app.reader.page.is_some() {
            parts.push(loading(app));
        }
    } else if let Some((read, found)) = app.loading.stopped {
        parts.push(texts::STOPPED_SHORT.with(app.lang, &[&read, &found]));
    } else if !app.shelf.problems.is_empty() {
        parts.push(texts::UNREAD.with(app.lang, &[&app.shelf.problems.len()]));
    }
    if let Some(writing) = app.writing.as_ref().filter(|writing| writing.is_long()) {
        parts.push(texts::WRITING_SOME.with(app.lang, &[&writing.percent]));
    }
    if let Some(page) = app.reader.page.as_ref().filter(|_| app.view == View::Reading) {
        let offset = match app.reader.current {
            Some(mark) => mark.span(&page.entry.report).start as usize,
            None => app
                .find
                .current()
                .filter(|_| app.find.shown)
                .map_or(app.reader.position(), |hit| hit.start as usize),
        };
        if app.find.shown && !app.searching && !app.find.hits.is_empty() {
            parts.push(count(app));
        }
        let document = &page.entry.document;
        let line = document.text.position(offset).line;
        parts.push(place(document.places.at(line), app.lang));
        parts.push(format!("{}%", app.reader.progress()));
    }
    parts.join("  ")
}

fn loading(app: &App) -> String {
    let done = app.files_read();
    if app.shelf.walked {
        texts::READING.with(app.lang, &[&done, &app.shelf.found])
    } else {
        texts::READING_SOME.with(app.lang, &[&done])
    }
}

fn count(app: &App) -> String {
    if app.searching && app.find.scope == Scope::All {
        let sheet = app.sheets.get(Kind::Hits);
        let at = if sheet.rows.is_empty() { 0 } else { sheet.list.at + 1 };
        return format!("{at}/{}{}", sheet.rows.len(), more(app));
    }
    let at = app.find.at.map_or(0, |at| at + 1);
    format!("{at}/{}{}", app.find.hits.len(), more(app))
}

/// Stands after a count that is not the last one.
fn more(app: &App) -> &'static str {
    match (is_searching(app), app.ascii) {
        (false, _) => "",
        (true, false) => "…",
        (true, true) => "..",
    }
}

/// Draws the prompt, the last message or the key hints into the last line; returns where the
/// cursor stands in a prompt.
pub(super) fn draw_bottom(app: &App, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let area = app.layout.hints.or(app.layout.status);
    if app.searching {
        // However small the window is: what is typed must be seen.
        let last = app.layout.area.bottom().saturating_sub(1);
        let area = area.unwrap_or(Rect { y: last, height: 1, ..app.layout.area });
        return prompt(app, area, canvas);
    }
    if let Some(prompt) = &app.prompt {
        let last = app.layout.area.bottom().saturating_sub(1);
        let area = area.unwrap_or(Rect { y: last, height: 1, ..app.layout.area });
        if area.is_empty() {
            return None;
        }
        canvas.clear(area, Style::new());
        let (sign, name) = match prompt.purpose {
            Purpose::Filter | Purpose::Popup => ("/", texts::PROMPT_FILTER),
            Purpose::Export { .. } => (": ", texts::PROMPT_EXPORT),
            Purpose::Note(_) if app.ascii => ("@ ", texts::PROMPT_NOTE),
            Purpose::Note(_) => ("◆ ", texts::PROMPT_NOTE),
            Purpose::Cite => (": ", texts::PROMPT_CITE),
            Purpose::Palette => (":", texts::PALETTE),
            Purpose::Titles => ("> ", texts::PROMPT_TITLES),
            Purpose::Jump(_) => ("'", texts::PROMPT_JUMP),
            Purpose::Terms(_) => ("> ", texts::PROMPT_TERMS),
        };
        let (right, bad) = match &app.notice {
            Some(notice) => (notice.text.clone(), notice.error),
            None => (app.tr(name).to_owned(), false),
        };
        return line(app, area, canvas, (sign, &prompt.input, right, bad));
    }
    let area = area?;
    if let Some(notice) = &app.notice {
        canvas.clear(area, Style::new());
        let style = if notice.error { app.theme.error } else { app.theme.message };
        let text = canvas.fit(&notice.text, usize::from(area.width.saturating_sub(2)));
        canvas.put(area.x + 1, area.y, area.right(), &text, style);
        return None;
    }
    let typing = !app.pending.is_empty() || app.count.is_some();
    let area = if typing { area } else { app.layout.hints? };
    canvas.clear(area, Style::new());
    let count = app.typed_count();
    let pairs = if let Some(count) = count.filter(|_| app.pending.is_empty()) {
        // What a number is for.
        let counted = [
            (Command::Down, texts::DOWN),
            (Command::HalfDown, texts::HALF_DOWN),
            (Command::NextFigure, texts::NEXT_FIGURE),
            (Command::Top, texts::TO_LINE),
        ];
        let told = counted.into_iter().filter_map(|(command, label)| {
            let keys = app.keymap.shown(command, app.contexts()).into_iter().next()?;
            Some((keys, app.tr(label)))
        });
        std::iter::once((count, "")).chain(told).collect()
    } else if app.pending.is_empty() {
        hints(app)
    } else {
        let typed = shown_sequence(&app.pending);
        let follow = app.keymap.continuations(app.contexts(), &app.pending);
        let mut pairs = vec![(typed, "")];
        pairs.extend(follow.into_iter().map(|(rest, b)| (rest, app.tr(b.label))));
        pairs
    };
    if app.pending.is_empty() {
        hint_line(app, &pairs, area, canvas);
    } else {
        continuations(app, &pairs, area, canvas);
    }
    None
}

/// Draws all that may follow the keys pressed so far, over as many rows as that takes.
fn continuations(app: &App, pairs: &[(String, &str)], area: Rect, canvas: &mut Canvas<'_>) {
    let width = |(keys, label): &(String, &str)| {
        canvas.widths().text(keys) + canvas.widths().text(label) + 3
    };
    let room = usize::from(area.width);
    let mut rows: Vec<&[(String, &str)]> = Vec::new();
    let mut rest = pairs;
    while !rest.is_empty() {
        let mut used = 0;
        let fits = |pair: &&(String, &str)| {
            used += width(pair);
            used <= room
        };
        let (row, more) = rest.split_at(rest.iter().take_while(fits).count().max(1));
        rows.push(row);
        rest = more;
    }
    let tall = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(app.layout.area.height);
    let top = area.bottom().saturating_sub(tall).max(app.layout.area.y);
    for (row, y) in rows.into_iter().zip(top..area.bottom()) {
        let area = Rect { y, height: 1, ..area };
        canvas.clear(area, Style::new());
        hint_line(app, row, area, canvas);
    }
}

/// What the keys do that matter now.
fn hints(app: &App) -> Vec<(String, &'static str)> {
    let contexts = app.contexts();
    let usual = app.keymap.hints(contexts);
    let mut pairs: Vec<_> = usual.into_iter().map(|(keys, l)| (keys, app.tr(l))).collect();
    if app.from_table && app.view == View::Reading && app.popup.is_none() {
        // Help and the palette stand before the way back.
        let back = app.keymap.shown(Command::LastTable, contexts).into_iter().next();
        let at = pairs.len().min(2);
        pairs.splice(at..at, back.map(|key| (key, app.tr(texts::LAST_TABLE))));
    }
    pairs.splice(0..0, app.stop_hint());
    pairs
}

fn hint_line(app: &App, pairs: &[(String, &str)], area: Rect, canvas: &mut Canvas<'_>) {
    let mut x = area.x + 1;
    for (keys, label) in pairs {
        let width = canvas.widths().text(keys) + 1 + canvas.widths().text(label);
        if usize::from(x) + width > usize::from(area.right()) {
            // What follows may be shorter, but gaps in the order would confuse.
            return;
        }
        x = canvas.put(x, area.y, area.right(), keys, app.theme.key) + 1;
        x = canvas.put(x, area.y, area.right(), label, app.theme.dim) + 2;
    }
}

fn prompt(app: &App, area: Rect, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    if area.width == 0 || area.height == 0 {
        return None;
    }
    canvas.clear(area, Style::new());
    let scope = match app.find.scope {
        Scope::Section => texts::SCOPE_SECTION,
        Scope::Report => texts::SCOPE_REPORT,
        Scope::All => texts::SCOPE_ALL,
    };
    let words = app.find.input.value();
    let tally = if words.is_empty() { String::new() } else { count(app) };
    let none = app.search_problem().is_some()
        || (tally.starts_with("0/0") && !is_searching(app) && !words.is_empty());
    let how = app.find.how;
    // The keys that change something tell how it is now.
    let values = [
        (Command::Scope, app.tr(scope)),
        (Command::Mode, app.tr(how.mode.label())),
        (Command::Places, app.tr(how.places())),
    ];
    let contexts = app.contexts();
    let key = |command| app.keymap.shown(command, contexts).into_iter().next().unwrap_or_default();
    let mut right = tally;
    // What does not fit beside some words is left out, the last first.
    for (command, value) in values {
        let more = format!("  {} {value}", key(command));
        if canvas.widths().text(&right) + canvas.widths().text(&more) + 16 > usize::from(area.width)
        {
            break;
        }
        right.push_str(&more);
    }
    line(app, area, canvas, ("/", &app.find.input, right, none))
}

/// Whether what is counted is still being counted.
fn is_searching(app: &App) -> bool {
    match app.find.scope {
        Scope::All => app.sheets.get(Kind::Hits).running.is_some(),
        _ => app.find.look.is_some(),
    }
}

/// Draws a line to type into: its sign, its words, what stands on its right and whether that is bad
/// news. Returns where the cursor stands.
fn line(
    app: &App,
    area: Rect,
    canvas: &mut Canvas<'_>,
    (sign, input, mut right, bad): (&str, &Input, String, bool),
) -> Option<(u16, u16)> {
    let mut end = area.right();
    let words = input.value();
    if area.width >= 56 {
        let room = usize::from(area.width).saturating_sub(canvas.widths().text(words) + 20);
        for (keys, label) in app.keymap.hints(app.contexts()).into_iter().take(2) {
            let more = format!("  {keys} {}", app.tr(label));
            if canvas.widths().text(&right) + canvas.widths().text(&more) > room {
                break;
            }
            right.push_str(&more);
        }
    }
    if canvas.widths().text(&right) + 12 < usize::from(area.width) {
        let style = if bad { app.theme.error } else { app.theme.dim };
        end = canvas.put_right(area.x, area.y, area.right() - 1, &right, style).saturating_sub(1);
    }
    let x = canvas.put(area.x, area.y, end, sign, app.theme.key);
    // The part of the words around the cursor that fits; the cursor has a cell of its own.
    let room = usize::from(end.saturating_sub(x)).saturating_sub(1);
    let before: String = words.chars().take(input.cursor()).collect();
    let mut hidden = 0;
    let mut used = canvas.widths().text(&before);
    for c in before.chars() {
        if used <= room {
            break;
        }
        used -= canvas.widths().text(c.encode_utf8(&mut [0; 4]));
        hidden += c.len_utf8();
    }
    canvas.put(x, area.y, end, words.get(hidden..).unwrap_or_default(), app.theme.text);
    let cursor = x + u16::try_from(used).unwrap_or(0);
    Some((cursor.min(area.right().saturating_sub(1)), area.y))
}
