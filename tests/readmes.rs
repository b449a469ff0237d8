//! What the READMEs show is what the program has.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use fayan::corpus;
use fayan::lexicon::Lexicon;
use fayan::locale::Lang;
use fayan::text::width::Widths;
use fayan::tui::app::App;
use fayan::tui::event::Event;
use fayan::tui::keys::Key;
use fayan::tui::{Settings, ThemeName, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Held by who reads or writes the READMEs: tests run side by side.
static READMES: Mutex<()> = Mutex::new(());

/// The keys of the browser as a README shows them: those that work in every pane by what they are
/// for, then a table for each place in which others work.
fn keys(lang: Lang) -> String {
    use fayan::tui::keymap::{Binding, Context, GROUPS, bindings};
    use fayan::tui::keys::shown;
    let own = |binding: &Binding| !binding.contexts.contains(&Context::Browse);
    let table = |heading: &str, rows: Vec<&Binding>| {
        let row = |binding: &&Binding| {
            let keys: Vec<_> = binding.keys.iter().map(|key| format!("`{}`", shown(key))).collect();
            format!("| {} | {} |", keys.join(" "), binding.label.text(lang))
        };
        let rows: Vec<String> = rows.iter().map(row).collect();
        match rows.is_empty() {
            true => String::new(),
            false => format!("\n| {heading} | |\n| --- | --- |\n{}\n", rows.join("\n")),
        }
    };
    let shared = GROUPS.iter().map(|group| {
        let rows = group.bindings.iter().filter(|binding| !own(binding)).collect();
        table(group.label.text(lang), rows)
    });
    let places = Context::ALL.into_iter().map(|context| {
        let here = |binding: &&Binding| own(binding) && binding.contexts.first() == Some(&context);
        table(context.label().text(lang), bindings().filter(here).collect())
    });
    shared.chain(places).collect::<String>() + "\n"
}

/// The keys in the READMEs are those of the keymap. Run with `FAYAN_WRITE_README=1` to put them in.
#[test]
fn the_readmes_show_the_keys_that_work() {
    let _alone = READMES.lock();
    for (name, lang) in [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&file).unwrap();
        let (before, rest) = text.split_once("<!-- keys -->\n").unwrap();
        let (shown, after) = rest.split_once("<!-- /keys -->").unwrap();
        let wanted = keys(lang);
        if std::env::var_os("FAYAN_WRITE_README").is_some() {
            let text = format!("{before}<!-- keys -->\n{wanted}<!-- /keys -->{after}");
            fs::write(&file, text).unwrap();
        } else {
            assert_eq!(shown, wanted, "{name}: run with FAYAN_WRITE_README=1");
        }
    }
}

/// What the screen shows once the sample reports have been read and some keys pressed.
fn screen(lang: Lang, (width, height): (u16, u16), keys: &str) -> String {
    let settings = Settings { lang, theme: Some(ThemeName::Dark), ..Settings::default() };
    let mut app = App::new(&settings);
    corpus::load_in_order(
        &[PathBuf::from("sample-reports")],
        &corpus::Options::default(),
        &Arc::new(Lexicon::builtin().unwrap()),
        &|entry| entry,
        &mut |event| {
            app.handle(Event::Corpus(0, event));
            true
        },
    );
    let area = Rect::new(0, 0, width, height);
    app.prepare(area);
    for key in keys.split_whitespace().flat_map(Key::sequence) {
        app.handle(Event::Key(key.event()));
        app.prepare(area);
    }
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view::draw(&app, frame)).unwrap();
    let buffer = terminal.backend().buffer();
    let widths = Widths::new(1);
    let row = |y| {
        let (mut row, mut x) = (String::new(), 0);
        while x < width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(widths.text(symbol)).unwrap().max(1);
        }
        row.trim_end().to_owned()
    };
    (0..height).map(row).collect::<Vec<_>>().join("\n")
}

/// The pictures in the READMEs: their names, sizes, and the keys that lead there.
const PICTURES: &[(&str, (u16, u16), &str)] = &[
    ("reading", (96, 24), "3 / 法 治 意 识 仍 enter enter tab tab o tab"),
    ("figures", (96, 17), "2 / 行 政 复 议 enter j"),
];

/// The pictures are what the program shows. Run with `FAYAN_WRITE_README=1` to put them in.
#[test]
fn the_readmes_show_what_the_screen_shows() {
    let _alone = READMES.lock();
    for (name, lang) in [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        for &(picture, size, keys) in PICTURES {
            let text = fs::read_to_string(&file).unwrap();
            let (begin, end) = (format!("<!-- screen {picture} -->\n"), "<!-- /screen -->");
            let (before, rest) = text.split_once(&begin).unwrap();
            let (shown, after) = rest.split_once(end).unwrap();
            let wanted = format!("```text\n{}\n```\n", screen(lang, size, keys));
            if std::env::var_os("FAYAN_WRITE_README").is_some() {
                fs::write(&file, format!("{before}{begin}{wanted}{end}{after}")).unwrap();
            } else {
                assert_eq!(shown, wanted, "{name}: run with FAYAN_WRITE_README=1");
            }
        }
    }
}
