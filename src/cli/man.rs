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
    let page = match command.and_then(|name| main.find_subcommand(name)) {
        Some(found) => found.clone(),
        None => main,
    };
    let title = page.get_display_name().unwrap_or("fayan").to_owned();
    let mut out = Vec::new();
    Man::new(page)
        .title(title.to_uppercase())
        .manual(text::ABOUT_LINE.text(lang))
        .render(&mut out)?;
    Ok(out)
}
