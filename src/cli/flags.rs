//! The options and commands, as one table. Help, manual pages, completions and the parser are all
//! made from it, in the language that is asked for.

use super::state;
use crate::locale::{Lang, Message, cli as text};
use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::builder::{PossibleValuesParser, StyledStr};
use clap::{Arg, ArgAction, ValueHint, value_parser};
use std::fmt::Write as _;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// What an option takes.
enum Takes {
    /// Nothing: it is there or not.
    Nothing,
    /// One of these words; several of them, with commas or repeated, where `many`.
    Choice { of: &'static [&'static str], many: bool },
    /// Any word; may be repeated.
    Words,
    /// Any word, once.
    Word,
    /// A file, once.
    File,
    /// A number from 1 to 255.
    Number,
}

/// An option.
struct Flag {
    /// Its long name without the hyphens; also the key of its value.
    name: &'static str,
    /// Its one-letter name.
    short: Option<char>,
    /// What the help calls its value.
    value: &'static str,
    takes: Takes,
    help: Message,
}

/// What a command is given besides its options.
enum Operands {
    Paths,
    Search,
    Shell,
    Command,
    Nothing,
}

/// A command.
struct Command {
    name: &'static str,
    about: Message,
    operands: Operands,
    flags: &'static [Flag],
    examples: &'static [(&'static str, Message)],
    /// Whether its help explains the formats.
    formats: bool,
}

/// Kinds of figures that `figures --kind` takes.
pub(super) const FIGURE_KINDS: &[&str] =
    &["count", "percent", "points", "money", "duration", "measure", "rank", "ratio"];

/// Kinds of relations and findings that `audit --kind` takes.
pub(super) const CHECK_KINDS: &[&str] = &[
    "sum",
    "ratio",
    "at_most",
    "difference",
    "list_count",
    "missing_part",
    "thin_part",
    "missing_causes",
    "late",
    "wrong_year",
    "missing_items",
    "percent_for_points",
];

/// Colours of the browser that `--theme` takes.
pub(super) const THEMES: &[&str] = &["auto", "dark", "light", "contrast", "mono"];

/// How many colours `--colors` takes.
const COLORS: &[&str] = &["auto", "truecolor", "256", "16", "none"];

const COMMON: &[Flag] = &[
    Flag {
        name: "encoding",
        short: Some('e'),
        value: "NAME",
        takes: Takes::Word,
        help: text::ENCODING,
    },
    Flag {
        name: "text-column",
        short: None,
        value: "NAME",
        takes: Takes::Word,
        help: text::TEXT_COLUMN,
    },
    Flag {
        name: "lang",
        short: None,
        value: "zh|en",
        takes: Takes::Choice { of: &["zh", "en"], many: false },
        help: text::LANG,
    },
    Flag {
        name: "ambiguous-width",
        short: None,
        value: "1|2",
        takes: Takes::Choice { of: &["1", "2"], many: false },
        help: text::AMBIGUOUS_WIDTH,
    },
    Flag {
        name: "config",
        short: None,
        value: "FILE",
        takes: Takes::File,
        help: text::CONFIG_FILE,
    },
];

const BROWSER: &[Flag] = &[
    Flag {
        name: "theme",
        short: None,
        value: "NAME",
        takes: Takes::Choice { of: THEMES, many: false },
        help: text::THEME,
    },
    Flag {
        name: "colors",
        short: None,
        value: "N",
        takes: Takes::Choice { of: COLORS, many: false },
        help: text::COLORS,
    },
    switch("ascii", text::ASCII),
    switch("no-mouse", text::NO_MOUSE),
    switch("no-restore", text::NO_RESTORE),
];

const FORMAT_ROWS: Flag = Flag {
    name: "format",
    short: Some('f'),
    value: "FORMAT",
    takes: Takes::Choice { of: &["table", "tsv", "csv", "json", "jsonl"], many: false },
    help: text::FORMAT_ROWS,
};

const FORMAT_REPORTS: Flag = Flag {
    name: "format",
    short: Some('f'),
    value: "FORMAT",
    takes: Takes::Choice { of: &["jsonl", "json"], many: false },
    help: text::FORMAT_REPORTS,
};

const FORMAT_HITS: Flag = Flag {
    name: "format",
    short: Some('f'),
    value: "FORMAT",
    takes: Takes::Choice { of: &["table", "plain", "tsv", "csv", "json", "jsonl"], many: false },
    help: text::FORMAT_HITS,
};

const FORMAT_NOTES: Flag = Flag {
    name: "format",
    short: Some('f'),
    value: "FORMAT",
    takes: Takes::Choice { of: &["table", "markdown", "tsv", "csv", "json", "jsonl"], many: false },
    help: text::FORMAT_NOTES,
};

const fn switch(name: &'static str, help: Message) -> Flag {
    Flag { name, short: None, value: "", takes: Takes::Nothing, help }
}

const fn grep(help: Message) -> Flag {
    Flag { name: "grep", short: Some('g'), value: "WORD", takes: Takes::Words, help }
}

const fn kind(of: &'static [&'static str], help: Message) -> Flag {
    let takes = Takes::Choice { of, many: true };
    Flag { name: "kind", short: Some('k'), value: "KIND", takes, help }
}

const COMMANDS: &[Command] = &[
    Command {
        name: "extract",
        about: text::EXTRACT,
        operands: Operands::Paths,
        flags: &[FORMAT_REPORTS, switch("rejected", text::REJECTED)],
        examples: text::EXAMPLES_EXTRACT,
        formats: false,
    },
    Command {
        name: "outline",
        about: text::OUTLINE,
        operands: Operands::Paths,
        flags: &[
            FORMAT_ROWS,
            Flag {
                name: "depth",
                short: Some('d'),
                value: "N",
                takes: Takes::Number,
                help: text::DEPTH,
            },
        ],
        examples: text::EXAMPLES_OUTLINE,
        formats: true,
    },
    Command {
        name: "figures",
        about: text::FIGURES,
        operands: Operands::Paths,
        flags: &[FORMAT_ROWS, kind(FIGURE_KINDS, text::KIND_FIGURES), grep(text::GREP_FIGURES)],
        examples: text::EXAMPLES_FIGURES,
        formats: true,
    },
    Command {
        name: "shortcomings",
        about: text::SHORTCOMINGS,
        operands: Operands::Paths,
        flags: &[
            FORMAT_ROWS,
            grep(text::GREP_SHORTCOMINGS),
            switch("check", text::CHECK_SHORTCOMINGS),
        ],
        examples: text::EXAMPLES_SHORTCOMINGS,
        formats: true,
    },
    Command {
        name: "audit",
        about: text::AUDIT,
        operands: Operands::Paths,
        flags: &[
            FORMAT_ROWS,
            kind(CHECK_KINDS, text::KIND_AUDIT),
            switch("wrong", text::WRONG),
            switch("check", text::CHECK_AUDIT),
        ],
        examples: text::EXAMPLES_AUDIT,
        formats: true,
    },
    Command {
        name: "search",
        about: text::SEARCH,
        operands: Operands::Search,
        flags: &[
            FORMAT_HITS,
            Flag { short: Some('E'), ..switch("regex", text::REGEX) },
            Flag { short: Some('r'), ..switch("ranked", text::RANKED) },
            Flag {
                name: "in",
                short: Some('i'),
                value: "PART",
                takes: Takes::Choice { of: &["shortcomings", "plans", "figures"], many: true },
                help: text::IN,
            },
            Flag { short: Some('c'), ..switch("count", text::COUNT) },
            Flag {
                name: "limit",
                short: Some('n'),
                value: "N",
                takes: Takes::Number,
                help: text::LIMIT,
            },
        ],
        examples: text::EXAMPLES_SEARCH,
        formats: true,
    },
    Command {
        name: "notes",
        about: text::NOTES,
        operands: Operands::Paths,
        flags: &[FORMAT_NOTES, grep(text::GREP_NOTES)],
        examples: text::EXAMPLES_NOTES,
        formats: false,
    },
    Command {
        name: "config",
        about: text::CONFIG,
        operands: Operands::Nothing,
        flags: &[
            switch("init", text::CONFIG_INIT),
            switch("path", text::CONFIG_PATH),
            switch("schema", text::CONFIG_SCHEMA),
        ],
        examples: text::EXAMPLES_CONFIG,
        formats: false,
    },
    Command {
        name: "completions",
        about: text::COMPLETIONS,
        operands: Operands::Shell,
        flags: &[],
        examples: text::EXAMPLES_COMPLETIONS,
        formats: false,
    },
    Command {
        name: "man",
        about: text::MAN,
        operands: Operands::Command,
        flags: &[],
        examples: text::EXAMPLES_MAN,
        formats: false,
    },
];

/// The command of that name, if there is one.
pub(super) fn name(word: &str) -> Option<&'static str> {
    COMMANDS.iter().map(|entry| entry.name).find(|name| *name == word)
}

/// The parser with its help in `lang`.
pub(super) fn command(lang: Lang) -> clap::Command {
    let name = clap::Command::new("fayan")
        .version(env!("CARGO_PKG_VERSION"))
        .about(text::ABOUT_LINE.text(lang))
        .subcommand_help_heading(text::COMMANDS.text(lang))
        .subcommand_value_name("COMMAND")
        .disable_help_subcommand(true)
        .arg(operand("path", "DIR|FILE", text::PATHS_BROWSE, lang))
        .after_help(main_notes(lang));
    let main = with_flags(name, BROWSER, lang).arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(text::VERSION.text(lang))
            .help_heading(text::OPTIONS.text(lang))
            .display_order(ORDER_HELP),
    );
    let main = COMMON.iter().fold(main, |main, flag| {
        main.arg(
            argument(flag, lang)
                .global(true)
                .help_heading(text::COMMON_OPTIONS.text(lang))
                .display_order(ORDER_COMMON),
        )
    });
    let usage = [text::USAGE_BROWSE.text(lang), text::USAGE_COMMAND.text(lang)];
    let main = dressed(main, text::ABOUT.text(lang), &usage, lang);
    COMMANDS.iter().fold(main, |main, entry| main.subcommand(subcommand(entry, lang)))
}

/// The options that all commands share come after a command's own …
const ORDER_COMMON: usize = 900;
/// … and help and version come last.
const ORDER_HELP: usize = 990;

fn subcommand(entry: &Command, lang: Lang) -> clap::Command {
    let operands = match entry.operands {
        Operands::Paths => text::USAGE_BROWSE,
        Operands::Search => text::USAGE_SEARCH,
        Operands::Shell => text::USAGE_COMPLETIONS,
        Operands::Command => text::USAGE_MAN,
        Operands::Nothing => text::USAGE_CONFIG,
    };
    let operand = match entry.operands {
        Operands::Nothing => None,
        Operands::Paths | Operands::Search => Some(operand("path", "DIR|FILE", text::PATHS, lang)),
        Operands::Shell => Some(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(value_parser!(clap_complete::Shell))
                .hide_possible_values(true)
                .help(text::SHELL.text(lang))
                .help_heading(text::ARGUMENTS.text(lang)),
        ),
        Operands::Command => Some(
            Arg::new("command")
                .value_name("COMMAND")
                .value_parser(PossibleValuesParser::new(COMMANDS.iter().map(|c| c.name)))
                .hide_possible_values(true)
                .help(text::MAN_COMMAND.text(lang))
                .help_heading(text::ARGUMENTS.text(lang)),
        ),
    };
    let command = clap::Command::new(entry.name)
        .about(entry.about.text(lang))
        .args(matches!(entry.operands, Operands::Search).then(|| {
            Arg::new("query")
                .value_name("QUERY")
                .required(true)
                .help(text::QUERY.text(lang))
                .help_heading(text::ARGUMENTS.text(lang))
        }))
        .args(operand)
        .after_help(notes(entry, lang));
    let command = with_flags(command, entry.flags, lang);
    let usage = format!("{} {}", entry.name, operands.text(lang));
    dressed(command, entry.about.text(lang), &[&usage], lang)
}

fn with_flags(command: clap::Command, flags: &'static [Flag], lang: Lang) -> clap::Command {
    flags.iter().fold(command, |command, flag| {
        command.arg(argument(flag, lang).help_heading(text::OPTIONS.text(lang)))
    })
}

/// What the program and all commands have in common: the look of the help, and `--help` itself.
fn dressed(command: clap::Command, about: &str, usage: &[&str], lang: Lang) -> clap::Command {
    let styles = Styles::styled()
        .header(HEADER)
        .usage(HEADER)
        .literal(LITERAL)
        .placeholder(AnsiColor::Green.on_default());
    let word = text::USAGE.text(lang);
    // The second usage line stands under the first.
    let under = format!("\n{:1$}", "", word.width() + 2);
    let usage = usage.iter().map(|usage| format!("fayan {usage}")).collect::<Vec<_>>().join(&under);
    let mut template = StyledStr::new();
    let _ = write!(template, "{about}\n\n{HEADER}{word}:{HEADER:#} {{usage}}\n\n");
    let _ = write!(template, "{{all-args}}{{after-help}}");
    command
        .styles(styles)
        .help_template(template)
        .override_usage(usage)
        .max_term_width(100)
        .args_override_self(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(text::HELP.text(lang))
                .help_heading(text::COMMON_OPTIONS.text(lang))
                .display_order(ORDER_HELP),
        )
}

/// The look of headings …
const HEADER: Style = AnsiColor::Yellow.on_default().bold();
/// … and of what is typed as it stands.
const LITERAL: Style = AnsiColor::Cyan.on_default();

fn operand(id: &'static str, value: &'static str, help: Message, lang: Lang) -> Arg {
    Arg::new(id)
        .value_name(value)
        .num_args(0..)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::AnyPath)
        .help(help.text(lang))
        .help_heading(text::ARGUMENTS.text(lang))
}

fn argument(flag: &'static Flag, lang: Lang) -> Arg {
    let help = match flag.takes {
        // The themes' names stand in one place only.
        Takes::Choice { of, .. } => flag.help.with(lang, &[&of.join(" ")]),
        _ => flag.help.text(lang).to_owned(),
    };
    let arg = Arg::new(flag.name).long(flag.name).help(help);
    let arg = match flag.short {
        Some(short) => arg.short(short),
        None => arg,
    };
    match flag.takes {
        Takes::Nothing => arg.action(ArgAction::SetTrue),
        Takes::Choice { of, many } => {
            let arg = arg
                .value_name(flag.value)
                .value_parser(PossibleValuesParser::new(of))
                .hide_possible_values(true);
            if many {
                arg.action(ArgAction::Append).value_delimiter(',')
            } else {
                arg.action(ArgAction::Set)
            }
        }
        Takes::Words => arg.value_name(flag.value).action(ArgAction::Append),
        Takes::Word => arg.value_name(flag.value).action(ArgAction::Set),
        Takes::File => arg
            .value_name(flag.value)
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath)
            .action(ArgAction::Set),
        Takes::Number => arg
            .value_name(flag.value)
            .value_parser(value_parser!(u8).range(1..))
            .action(ArgAction::Set),
    }
}

fn main_notes(lang: Lang) -> StyledStr {
    let mut out = StyledStr::new();
    list(&mut out, text::EXAMPLES.text(lang), text::EXAMPLES_MAIN, lang);
    list(&mut out, text::EXIT_STATUS.text(lang), text::STATUS, lang);
    let state = state::shown();
    let mut environment = text::ENVIRONMENT_LIST.to_vec();
    let config = crate::config::usual_path().map(|path| state::short(&path));
    environment.extend(config.as_deref().map(|file| (file, text::CONFIG_PLACE)));
    environment.extend(state.as_deref().map(|folder| (folder, text::STATE_FOLDER)));
    list(&mut out, text::ENVIRONMENT.text(lang), &environment, lang);
    out
}

fn notes(entry: &Command, lang: Lang) -> StyledStr {
    let mut out = StyledStr::new();
    if entry.formats {
        list(&mut out, text::FORMATS.text(lang), text::FORMAT_LIST, lang);
    }
    list(&mut out, text::EXAMPLES.text(lang), entry.examples, lang);
    out
}

/// A headed list of terms and what they mean; a term too long for its column has its meaning on
/// the next line.
fn list(out: &mut StyledStr, heading: &str, items: &[(&str, Message)], lang: Lang) {
    let gap = if out.ansi().to_string().is_empty() { "" } else { "\n" };
    let wide = items.iter().map(|(term, _)| term.width()).max().unwrap_or(0);
    let _ = write!(out, "{gap}{HEADER}{heading}:{HEADER:#}");
    for (term, meaning) in items {
        let meaning = meaning.text(lang);
        let pad = wide - term.width();
        let _ = write!(out, "\n  {LITERAL}{term}{LITERAL:#}");
        if !meaning.is_empty() {
            let _ = write!(out, "{:pad$}  {meaning}", "");
        }
    }
    let _ = out.write_char('\n');
}
