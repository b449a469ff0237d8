//! What the READMEs show is what the program has.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

/// The keys of the browser as a README shows them: a table for each place in which they work.
fn keys(lang: fayan::locale::Lang) -> String {
    use fayan::tui::keymap::{BINDINGS, Context};
    use fayan::tui::keys::shown;
    let mut out = String::new();
    for context in Context::ALL {
        let here = BINDINGS.iter().filter(|binding| binding.contexts.first() == Some(&context));
        let rows: Vec<String> = here
            .map(|binding| {
                let keys: Vec<_> =
                    binding.keys.iter().map(|key| format!("`{}`", shown(key))).collect();
                format!("| {} | {} |", keys.join(" "), binding.label.text(lang))
            })
            .collect();
        if !rows.is_empty() {
            let place = context.label().text(lang);
            out += &format!("\n| {place} | |\n| --- | --- |\n{}\n", rows.join("\n"));
        }
    }
    out + "\n"
}

/// The keys in the READMEs are those of the keymap. Run with `FAYAN_WRITE_README=1` to put them in.
#[test]
fn the_readmes_show_the_keys_that_work() {
    use fayan::locale::Lang;
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
