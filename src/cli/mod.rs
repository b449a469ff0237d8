//! The command line: what is asked for becomes a walk over reports, and each report's findings
//! become bytes on the thread that read it.

mod config;
mod flags;
mod format;
mod log;
mod man;
mod notes;
mod output;
mod print;
mod rows;
mod search;
mod state;
mod table;
mod usage;

use crate::config::Name;
use crate::locale::{Lang, cli as text};
use crate::source::{guard, sanitize};
use crate::{corpus, tui};
use clap::ArgMatches;
use clap::error::ErrorKind;
use config::Setup;
use format::Format;
use print::{Ask, Manner, Seen};
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use table::Canvas;

/// Done, but nothing was found, or a check found something.
const FOUND: u8 = 1;
/// Wrong use, or something could not be read.
const FAILED: u8 = 2;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    // Where it cannot be read, help and the manual are still to be had.
    let loaded = Setup::load(&args);
    let usual = loaded.as_ref().map_or_else(|_| Lang::from_environment(), Setup::lang);
    let lang = language(&args).unwrap_or(usual);
    if let Err(level) = log::start() {
        say(&text::BAD_LOG_LEVEL.with(lang, &[&sanitize::line(&level)]));
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), ?args, "started");
    guard::log_caught_panics();
    match flags::command(lang).try_get_matches_from(&args) {
        Ok(matches) => {
            let config = configured(loaded, &matches, lang);
            config.and_then(|setup| obey(&matches, &setup)).unwrap_or_else(|error| {
                say(&error.to_string());
                ExitCode::from(FAILED)
            })
        }
        Err(error)
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            // A reader who has gone away has read enough.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        Err(error) => {
            let command = args.iter().skip(1).filter_map(|arg| arg.to_str()).find_map(flags::name);
            say(&sanitize::line(&usage::explain(&error, command, lang)));
            ExitCode::from(FAILED)
        }
    }
}

/// The language that the arguments ask for: help and errors are told in it too, so it has to be known
/// before the arguments are.
fn language(args: &[OsString]) -> Option<Lang> {
    let mut args = args.iter().skip(1).map_while(|arg| arg.to_str().filter(|arg| *arg != "--"));
    let mut asked = None;
    while let Some(arg) = args.next() {
        let value = if arg == "--lang" { args.next() } else { arg.strip_prefix("--lang=") };
        asked = match value {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => asked,
        };
    }
    asked
}

/// Why a command came to nothing, in the user's language.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failure(String);

impl Failure {
    fn writing(lang: Lang) -> impl Fn(io::Error) -> Self {
        move |error| Self(text::CANNOT_WRITE.with(lang, &[&error]))
    }
}

/// The configuration under the environment and the options. What is wrong with its file is said,
/// and costs no more than the lines it stands in.
fn configured(
    loaded: Result<Setup, (PathBuf, io::Error)>,
    matches: &ArgMatches,
    lang: Lang,
) -> Result<Setup, Failure> {
    let creates = |given: &ArgMatches| given.get_flag("init") || given.get_flag("path");
    let command = matches.subcommand();
    let mut setup = match loaded {
        Ok(setup) => setup,
        // A file that is to be written need not be there.
        Err((path, error))
            if error.kind() == io::ErrorKind::NotFound
                && command.is_some_and(|(name, given)| name == "config" && creates(given)) =>
        {
            Setup { config: crate::config::Config::absent(path), ..Setup::default() }
        }
        Err((path, error)) => {
            let path = sanitize::path(&path);
            let line = crate::locale::config::UNREADABLE.with(lang, &[&path, &error]);
            return Err(Failure(line));
        }
    };
    setup.overrule(command.map_or(matches, |(_, given)| given));
    if command.is_some() {
        for problem in setup.problems() {
            say(&problem);
        }
    }
    Ok(setup)
}

fn obey(matches: &ArgMatches, setup: &Setup) -> Result<ExitCode, Failure> {
    let lang = setup.lang();
    let Some((name, given)) = matches.subcommand() else {
        return browse(matches, setup);
    };
    let options = Given(given);
    let words = || options.all::<String>("grep");
    let ask = match name {
        "extract" => Ask::Extract,
        "outline" => Ask::Outline { depth: given.get_one("depth").copied().unwrap_or(u8::MAX) },
        "figures" => Ask::Figures {
            kinds: rows::figure_kinds(&options.all::<String>("kind")),
            words: words(),
        },
        "shortcomings" => Ask::Shortcomings { words: words(), check: given.get_flag("check") },
        "audit" => Ask::Audit {
            kinds: options.all("kind"),
            wrong: given.get_flag("wrong"),
            check: given.get_flag("check"),
        },
        "search" => Ask::Search(Box::new(search::Search::from(given, lang)?)),
        "notes" => return notes::run(given, setup),
        "config" => return config::run(given, setup),
        "completions" => {
            let mut out = Vec::new();
            if let Some(shell) = given.get_one::<clap_complete::Shell>("shell") {
                clap_complete::generate(*shell, &mut flags::command(lang), "fayan", &mut out);
            }
            return emit(&out, lang);
        }
        _ => {
            let page = man::page(given.get_one::<String>("command").map(String::as_str), lang);
            return emit(&page.map_err(Failure::writing(lang))?, lang);
        }
    };
    let mut paths = options.all::<PathBuf>("path");
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let mut how = reading(given, setup)?;
    how.rejected = matches!(ask, Ask::Extract) && given.get_flag("rejected");
    let manner = manner(&ask, given, setup);
    let lexicon = setup.lexicon()?;
    let seen = match &ask {
        Ask::Search(search) if search.is_ranked() => {
            search::ranked(search, &manner, &paths, &how, &lexicon)?
        }
        _ => print::print(&ask, &manner, &paths, &how, &lexicon)?,
    };
    Ok(status(&ask, &seen))
}

/// The status that tells a script how it went.
fn status(ask: &Ask, seen: &Seen) -> ExitCode {
    if seen.problems > 0 {
        return ExitCode::from(FAILED);
    }
    let check =
        matches!(ask, Ask::Shortcomings { check: true, .. } | Ask::Audit { check: true, .. });
    let looks_for = match ask {
        Ask::Figures { words, .. } | Ask::Shortcomings { words, .. } => !words.is_empty(),
        Ask::Search(_) => true,
        _ => false,
    };
    let found = if check { seen.wrong > 0 } else { looks_for && seen.rows == 0 };
    if found { ExitCode::from(FOUND) } else { ExitCode::SUCCESS }
}

fn manner(ask: &Ask, given: &ArgMatches, setup: &Setup) -> Manner {
    let lang = setup.lang();
    let terminal = io::stdout().is_terminal();
    let named = given.get_one::<String>("format").and_then(|name| Format::named(name));
    let usual = match ask {
        Ask::Extract => Format::Jsonl,
        Ask::Search(search) if search.counts() => Format::Plain,
        _ if terminal => Format::Table,
        Ask::Search(_) => Format::Plain,
        _ => Format::Tsv,
    };
    Manner { format: named.unwrap_or(usual), lang, terminal, canvas: canvas(setup) }
}

/// What standard output is drawn on.
fn canvas(setup: &Setup) -> Canvas {
    let terminal = io::stdout().is_terminal();
    let width = || crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns));
    Canvas {
        width: if terminal { width().filter(|width| *width > 0) } else { None },
        colour: terminal && !setup.is_plain(),
        widths: setup.widths(),
    }
}

fn browse(matches: &ArgMatches, setup: &Setup) -> Result<ExitCode, Failure> {
    let lang = setup.lang();
    let corpus = reading(matches, setup)?;
    let mut paths = Given(matches).all::<PathBuf>("path");
    if let Some(missing) = paths.iter().find(|path| path.symlink_metadata().is_err()) {
        return Err(Failure(text::NOT_THERE.with(lang, &[&sanitize::path(missing)])));
    }
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(Failure(text::NO_TERMINAL.text(lang).to_owned()));
    }
    if paths.is_empty() {
        paths.push(state::last_folder().unwrap_or_else(|| PathBuf::from(".")));
    }
    if let Err(error) = state::remember(&paths) {
        tracing::warn!(%error, "the folder cannot be remembered");
    }
    let config = &setup.config;
    let settings = tui::Settings {
        paths,
        lang,
        corpus,
        theme: setup.theme(),
        paint: setup.paint(),
        keymap: setup.keymap.clone(),
        panes: setup.panes(),
        additions: config.additions.clone(),
        ascii: config.flag(Name::Ascii),
        ambiguous: setup.ambiguous(),
        notes: crate::notes::Store::usual_path(),
        state: state::folder(),
        restore: !matches.get_flag("no-restore"),
        watching: config.watching(),
        mouse: config.flag(Name::Mouse),
        warning: setup.warning(),
    };
    tui::run(settings).map_err(|error| Failure(error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

/// How files are to be read.
fn reading(given: &ArgMatches, setup: &Setup) -> Result<corpus::Options, Failure> {
    let config = &setup.config;
    let mut how = corpus::Options::default();
    how.source.time = Duration::from_secs(config.number(Name::Seconds).into());
    let name = config.word(Name::Encoding);
    if name != "auto" {
        let known = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes());
        let unknown =
            || Failure(text::UNKNOWN_ENCODING.with(setup.lang(), &[&sanitize::line(name)]));
        how.source.encoding = Some(known.ok_or_else(unknown)?);
    }
    // Not every command has the option.
    let column = given.try_get_one::<String>("text-column").ok().flatten();
    how.source.text_column = column.cloned();
    Ok(how)
}

/// What was given on the command line.
struct Given<'a>(&'a ArgMatches);

impl Given<'_> {
    /// All values of `name`.
    fn all<T: Clone + Send + Sync + 'static>(&self, name: &str) -> Vec<T> {
        self.0.get_many(name).into_iter().flatten().cloned().collect()
    }
}

/// Writes what is not made of reports.
fn emit(bytes: &[u8], lang: Lang) -> Result<ExitCode, Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::writing(lang)(error))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// One line on stderr; nobody can be told where that fails.
fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "fayan: {line}");
}
