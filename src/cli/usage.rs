//! What is said about a wrong command line: one line, in the user's language, with what to do.

use crate::locale::{Lang, cli as text};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// One line about a command line that could not be understood. `command` is the command it was
/// meant for, if any.
pub(super) fn explain(error: &clap::Error, command: Option<&str>, lang: Lang) -> String {
    let context = |kind| error.get(kind).and_then(words);
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let mut line = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => text::NO_VALUE.with(lang, &[&argument]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            text::BAD_VALUE.with(lang, &[&value, &argument])
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            text::UNKNOWN_OPTION.with(lang, &[&argument])
        }
        ErrorKind::UnknownArgument | ErrorKind::TooManyValues => {
            text::UNEXPECTED.with(lang, &[if argument.is_empty() { &value } else { &argument }])
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            text::UNKNOWN_COMMAND.with(lang, &[&name])
        }
        ErrorKind::MissingRequiredArgument => text::MISSING.with(lang, &[&argument]),
        // The rest (a value for a switch, bytes that are no text …) in the parser's own words.
        _ => first_line(error),
    };
    let near = context(ContextKind::SuggestedArg)
        .or_else(|| context(ContextKind::SuggestedSubcommand))
        .or_else(|| context(ContextKind::SuggestedValue));
    let choices = context(ContextKind::ValidValue);
    if let Some(near) = near {
        line.push_str(&text::DID_YOU_MEAN.with(lang, &[&near]));
    } else if let Some(choices) = choices {
        line.push_str(&text::ONE_OF.with(lang, &[&choices]));
    }
    let program = command.map_or_else(|| "fayan".to_owned(), |name| format!("fayan {name}"));
    line.push_str(&text::SEE_HELP.with(lang, &[&program]));
    line
}

fn words(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) if !words.is_empty() => Some(words.join(" ")),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn first_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}
