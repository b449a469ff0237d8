//! Views over the panes: the keys, and what could not be read.

use super::canvas::Canvas;
use crate::locale::source::reason;
use crate::locale::tui as texts;
use crate::search::Query;
use crate::source::sanitize;
use crate::text::wrap;
use crate::tui::app::{App, Popup};
use crate::tui::keymap::{Binding, Context, GROUPS};
use crate::tui::prompt::place;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::collections::HashSet;

/// A row of a popup: pieces of text with their styles.
type Row = Vec<(String, Style)>;

/// Where the popup stands: over the panes, with a margin where there is room for one.
fn area(app: &App) -> Rect {
    let screen = app.layout.area;
    let bottom = u16::from(app.layout.hints.is_some());
    let height = screen.height.saturating_sub(bottom);
    let width = screen.width.min(78);
    let margin = |room: u16, used: u16| room.saturating_sub(used) / 2;
    let tall = if height >= 20 { height - 2 } else { height };
    Rect {
        x: screen.x + margin(screen.width, width),
        y: screen.y + margin(height, tall),
        width,
        height: tall,
    }
}

/// Number of rows of the popup that is open, and how many of them the screen shows.
pub fn size(app: &App) -> (usize, usize) {
    match app.popup {
        None => (0, 0),
        Some(popup) => {
            let inner = inner(area(app));
            (rows(app, popup, inner.width).len(), usize::from(inner.height))
        }
    }
}

fn inner(area: Rect) -> Rect {
    let side = u16::from(area.width >= 4);
    let edge = u16::from(area.height >= 3);
    Rect {
        x: area.x + side * 2,
        y: area.y + edge,
        width: area.width.saturating_sub(side * 4),
        height: area.height.saturating_sub(edge * 2),
    }
}

/// Draws the popup that is open.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>) {
    let Some(popup) = app.popup else { return };
    let area = area(app);
    canvas.clear(area, app.theme.text);
    frame(app, area, canvas);
    let title = match popup {
        Popup::Help => app.tr(texts::HELP_TITLE).to_owned(),
        Popup::Problems => texts::PROBLEMS_TITLE.with(app.lang, &[&app.shelf.problems.len()]),
    };
    let title = format!(" {title} ");
    canvas.put(area.x + 2, area.y, area.right().saturating_sub(1), &title, app.theme.heading);
    let inner = inner(area);
    let rows = rows(app, popup, inner.width);
    let shown = rows.iter().skip(app.popup_list.top);
    for (row, y) in shown.zip(inner.top()..inner.bottom()) {
        let mut x = inner.x;
        for (text, style) in row {
            x = canvas.put(x, y, inner.right(), text, *style);
        }
    }
    let below = app.popup_list.top + usize::from(inner.height) < rows.len();
    if below && area.height >= 3 && area.width >= 8 {
        let more = if app.ascii { " v " } else { " ↓ " };
        let y = area.bottom() - 1;
        canvas.put_right(area.x, y, area.right() - 2, more, app.theme.key);
    }
}

fn frame(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    if area.width < 4 || area.height < 3 {
        return;
    }
    let [tl, tr, bl, br, h, v] = if app.ascii {
        ["+", "+", "+", "+", "-", "|"]
    } else {
        ["╭", "╮", "╰", "╯", "─", "│"]
    };
    let style = app.theme.divider;
    let (left, right) = (area.x, area.right() - 1);
    for (y, a, b) in [(area.y, tl, tr), (area.bottom() - 1, bl, br)] {
        for x in left + 1..right {
            canvas.put(x, y, right, h, style);
        }
        canvas.put(left, y, right, a, style);
        canvas.put(right, y, right + 1, b, style);
    }
    for y in area.y + 1..area.bottom() - 1 {
        canvas.put(left, y, right, v, style);
        canvas.put(right, y, right + 1, v, style);
    }
}

fn rows(app: &App, popup: Popup, width: u16) -> Vec<Row> {
    match popup {
        Popup::Help => help(app, width),
        Popup::Problems => problems(app, width),
    }
}

/// The keys in effect: first those that work where the keys go, then the others, each once; only what
/// has the words that are looked for.
fn help(app: &App, width: u16) -> Vec<Row> {
    let places = app.places();
    let others = Context::ALL.into_iter().filter(|context| !places.contains(context));
    let queries = app.palette_queries(&app.popup_words);
    let mut listed = HashSet::new();
    let mut blocks: Vec<(&str, Vec<Row>)> = Vec::new();
    for context in places.iter().copied().chain(others) {
        let here = places.contains(&context);
        for group in GROUPS {
            for binding in group.bindings.iter().filter(|b| b.contexts.contains(&context)) {
                let told = |place: &Context| listed.contains(&(binding.command, Some(*place)));
                // What works here and elsewhere is told here.
                if (!here && places.iter().any(told))
                    || !listed.insert((binding.command, here.then_some(context)))
                {
                    continue;
                }
                let keys = app.keymap.shown(binding.command, &[context]).join("  ");
                if !is_wanted(binding, &keys, &app.popup_words, &queries) {
                    continue;
                }
                // What works in this place alone comes first, then the rest by what it is for.
                let own = !binding.contexts.contains(&Context::Browse);
                let heading = app.tr(if own { context.label() } else { group.label });
                let row = help_row(app, &keys, app.tr(binding.label), binding.name, width);
                match blocks.iter_mut().find(|(known, _)| *known == heading) {
                    Some((_, block)) => block.push(row),
                    None if own && here => blocks.insert(0, (heading, vec![row])),
                    None => blocks.push((heading, vec![row])),
                }
            }
        }
    }
    let mut rows = Vec::new();
    for (heading, mut block) in blocks {
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        rows.push(vec![(heading.to_owned(), app.theme.heading)]);
        rows.append(&mut block);
    }
    if rows.is_empty() {
        rows.push(vec![(app.tr(texts::NOTHING_LIKE_IT).to_owned(), app.theme.text)]);
    }
    rows
}

/// Whether a command is looked for: by its names, or by its keys just as they are.
fn is_wanted(binding: &Binding, keys: &str, words: &str, queries: &[Query]) -> bool {
    let words = words.trim();
    words.is_empty()
        || keys.split("  ").any(|key| key == words)
        || place(binding, queries).is_some()
}

/// Keys, what they do, and the command's name where there is room.
fn help_row(app: &App, keys: &str, label: &str, name: &str, width: u16) -> Row {
    let none = if app.ascii { "-" } else { "—" };
    let keys = if keys.is_empty() { none } else { keys };
    let pad = |used: usize, to: usize| " ".repeat(to.saturating_sub(used).max(1));
    let mut row = vec![
        (format!("  {keys}"), app.theme.key),
        (pad(app.widths.text(keys), 22), app.theme.text),
        (label.to_owned(), app.theme.text),
    ];
    let used = 24 + app.widths.text(label);
    let right = usize::from(width);
    if used + app.widths.text(name) + 2 <= right {
        row.push((pad(used + app.widths.text(name), right), app.theme.text));
        row.push((name.to_owned(), app.theme.dim));
    }
    row
}

fn problems(app: &App, width: u16) -> Vec<Row> {
    if app.shelf.problems.is_empty() {
        return vec![vec![(app.tr(texts::NO_PROBLEMS).to_owned(), app.theme.text)]];
    }
    let mut rows = Vec::new();
    for problem in &app.shelf.problems {
        let path = sanitize::path(&problem.path);
        let reason = reason(&problem.reason, app.lang);
        if !app.popup_words.split_whitespace().all(|w| path.contains(w) || reason.contains(w)) {
            continue;
        }
        for (text, style, indent) in [(&path, app.theme.text, ""), (&reason, app.theme.dim, "  ")] {
            let room = usize::from(width).saturating_sub(indent.len()).max(2);
            for line in text.lines() {
                for row in wrap::rows(line, room, app.widths, &[]) {
                    let row = line.get(row).unwrap_or_default();
                    rows.push(vec![(format!("{indent}{row}"), style)]);
                }
            }
        }
    }
    rows
}
