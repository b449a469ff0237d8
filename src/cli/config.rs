//! The configuration on the command line: what it comes to under environment and options, and
//! `fayan config`.

use super::{FAILED, Failure, emit, say};
use crate::config::{self, Config, Depth, Name, Origin, Value};
use crate::lexicon::Lexicon;
use crate::locale::{Lang, config as text};
use crate::source::sanitize;
use crate::text::width::Widths;
use crate::tui::keymap::Keymap;
use crate::tui::layout::Panes;
use crate::tui::theme::{Paint, ThemeName, roles};
use clap::ArgMatches;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// The configuration in effect, with what the faces make of it.
#[derive(Debug, Default)]
pub(super) struct Setup {
    /// The configuration.
    pub(super) config: Config,
    /// The keys.
    pub(super) keymap: Keymap,
}

impl Setup {
    /// Reads the file that the arguments or the environment name, else the usual one.
    ///
    /// # Errors
    /// When a file that is named cannot be read, with its name.
    pub(super) fn load(args: &[OsString]) -> Result<Self, (PathBuf, io::Error)> {
        let asked = asked(args);
        let mut config =
            Config::load(asked.clone()).map_err(|error| (asked.unwrap_or_default(), error))?;
        let (keymap, problems) = Keymap::configured(&config.keys);
        config.tell(problems);
        config.check_roles(&roles());
        Ok(Self { config, keymap })
    }

    /// Puts the environment and the options over the file.
    pub(super) fn overrule(&mut self, given: &ArgMatches) {
        let config = &mut self.config;
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if no_color {
            let mono = Value::Word(ThemeName::Mono.name().into());
            config.set(Name::Theme, mono, Origin::Environment("NO_COLOR"));
        }
        for (name, flag) in [
            (Name::Language, "lang"),
            (Name::Theme, "theme"),
            (Name::Colors, "colors"),
            (Name::AmbiguousWidth, "ambiguous-width"),
            (Name::Encoding, "encoding"),
        ] {
            if let Ok(Some(word)) = given.try_get_one::<String>(flag) {
                config.set(name, Value::Word(word.clone().into()), Origin::Flag(flag));
            }
        }
        for (name, flag, value) in [(Name::Ascii, "ascii", true), (Name::Mouse, "no-mouse", false)]
        {
            if given.try_get_one::<bool>(flag).ok().flatten() == Some(&true) {
                config.set(name, Value::Flag(value), Origin::Flag(flag));
            }
        }
    }

    /// The language of the interface.
    pub(super) fn lang(&self) -> Lang {
        self.config.language()
    }

    /// The tables of the language with a user's rows.
    ///
    /// # Errors
    /// When they cannot be compiled.
    pub(super) fn lexicon(&self) -> Result<Arc<Lexicon>, Failure> {
        Lexicon::with(&self.config.additions)
            .map(Arc::new)
            .map_err(|error| Failure(error.to_string()))
    }

    /// Display widths.
    pub(super) fn ambiguous(&self) -> u8 {
        if self.config.word(Name::AmbiguousWidth) == "2" { 2 } else { 1 }
    }

    /// The same for text.
    pub(super) fn widths(&self) -> Widths {
        Widths::new(self.ambiguous())
    }

    /// The theme that is asked for, if one is.
    pub(super) fn theme(&self) -> Option<ThemeName> {
        ThemeName::named(self.config.word(Name::Theme))
    }

    /// How many colours there are, and a user's own.
    pub(super) fn paint(&self) -> Paint {
        let depth = Depth::named(self.config.word(Name::Colors));
        let depth = depth.unwrap_or_else(Depth::from_environment);
        Paint { depth, styles: self.config.styles.clone() }
    }

    /// Whether there is to be no colour at all.
    pub(super) fn is_plain(&self) -> bool {
        let no = self.config.word(Name::Colors) == "none";
        no || self.theme() == Some(ThemeName::Mono)
    }

    /// Sizes of the panes.
    pub(super) fn panes(&self) -> Panes {
        let config = &self.config;
        let size = |name| u16::try_from(config.number(name)).ok().filter(|size| *size > 0);
        Panes {
            tree: size(Name::Tree),
            detail: size(Name::Details),
            upper: size(Name::Upper),
            measure: size(Name::Measure),
            hide_tree: !config.flag(Name::ShowTree),
            hide_detail: !config.flag(Name::ShowDetails),
        }
    }

    /// What is wrong with the file, a line each.
    pub(super) fn problems(&self) -> Vec<String> {
        let file = self.config.path.as_ref().map(|path| sanitize::path(path)).unwrap_or_default();
        let line = |problem| format!("{file}: {}", text::problem(problem, self.lang()));
        self.config.problems.iter().map(line).collect()
    }

    /// The same in one line, for the browser.
    pub(super) fn warning(&self) -> Option<String> {
        let problems = &self.config.problems;
        let first = text::problem(problems.first()?, self.lang());
        let name = self.config.path.as_ref().and_then(|path| path.file_name());
        let name = name.map(|name| sanitize::line(&name.to_string_lossy())).unwrap_or_default();
        let first = format!("{name} {first}");
        Some(match problems.len() {
            1 => first,
            count => text::FIRST_OF.with(self.lang(), &[&first, &count]),
        })
    }
}

/// The file that the arguments name, else the environment. It has to be known before the arguments
/// are: it may tell the language that these are explained in.
fn asked(args: &[OsString]) -> Option<PathBuf> {
    let mut args = args.iter().skip(1).take_while(|arg| *arg != "--");
    let mut asked = None;
    while let Some(arg) = args.next() {
        if arg == "--config" {
            asked = args.next().map(PathBuf::from).or(asked);
        } else if let Some(name) = arg.to_str().and_then(|arg| arg.strip_prefix("--config=")) {
            asked = Some(PathBuf::from(name));
        }
    }
    let variable = || std::env::var_os(config::VARIABLE).filter(|name| !name.is_empty());
    asked.or_else(|| variable().map(PathBuf::from))
}

/// `fayan config`.
///
/// # Errors
/// When the file cannot be written, or nothing can be printed.
pub(super) fn run(given: &ArgMatches, setup: &Setup) -> Result<ExitCode, Failure> {
    let lang = setup.lang();
    let config = &setup.config;
    let lines = setup.keymap.lines(lang);
    if given.get_flag("init") {
        let usual = Keymap::default().lines(lang);
        return init(config, &config::template(&roles(), &usual, lang), lang);
    }
    if given.get_flag("path") {
        let path = config.path.as_ref();
        let path = path.ok_or_else(|| Failure(text::NO_FOLDER.text(lang).to_owned()))?;
        return emit(format!("{}\n", path.display()).as_bytes(), lang);
    }
    if given.get_flag("schema") {
        let schema = config::schema(&roles(), &lines, lang);
        return emit(format!("{schema:#}\n").as_bytes(), lang);
    }
    emit(config::effective(config, &lines, lang).as_bytes(), lang)?;
    let wrong = !config.problems.is_empty();
    Ok(if wrong { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

fn init(config: &Config, template: &str, lang: Lang) -> Result<ExitCode, Failure> {
    let path = config.path.as_ref();
    let path = path.ok_or_else(|| Failure(text::NO_FOLDER.text(lang).to_owned()))?;
    let shown = sanitize::path(path);
    match config::init(path, template) {
        Ok(()) => {
            say(&text::WRITTEN.with(lang, &[&shown]));
            Ok(ExitCode::SUCCESS)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Failure(text::THERE.with(lang, &[&shown])))
        }
        Err(error) => Err(Failure(crate::locale::tui::NOT_WRITTEN.with(lang, &[&shown, &error]))),
    }
}
