//! Manual pages, made from the table of flags.

use super::flags;
use crate::locale::{Lang, cli as text};
use clap_mangen::Man;
use std::io;

/// The page of the program, or of one of its commands, as roff.
///
/// # Errors
/// None in practice: it is written into memory.
pub(super) fn page(command: Option<&str>, lang: Lang) -> io::Result<Vec<u8>> {
    let mut main = flags::command(lang);
    main.build();
    let found = command.and_then(|name| main.find_subcommand(name)).cloned();
    let described = found.is_none();
    // Only here: with a long text of its own, `--help` would spread over twice as many lines.
    let page = found.unwrap_or_else(|| main.long_about(text::ABOUT.text(lang)));
    let title = page.get_display_name().unwrap_or("fayan").to_uppercase();
    let man = Man::new(page)
        .title(title)
        .source(concat!("fayan ", env!("CARGO_PKG_VERSION")))
        .manual("fayan");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    if described {
        man.render_description_section(&mut out)?;
    }
    man.render_options_section(&mut out)?;
    if described {
        man.render_subcommands_section(&mut out)?;
    }
    man.render_extra_section(&mut out)?;
    // The lists of examples and formats keep their lines.
    let page = String::from_utf8_lossy(&out).replace(".SH EXTRA\n", ".SH EXTRA\n.nf\n");
    let page = text::MAN_HEADINGS.iter().fold(page, |page, (heading, own)| {
        page.replace(&format!(".SH {heading}\n"), &format!(".SH {}\n", own.text(lang)))
    });
    Ok(page.into_bytes())
}
