//! The settings that are a value each, as one table. Reading, checking, the commented default, what
//! `fayan config` prints and the schema are all made from it.

use crate::locale::{Message, config as texts};
use std::borrow::Cow;

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table below says what each is, in both languages")]
pub enum Name {
    Language,
    Theme,
    Colors,
    Ascii,
    AmbiguousWidth,
    Mouse,
    Encoding,
    Watch,
    PollSeconds,
    ShowTree,
    ShowDetails,
    Tree,
    Details,
    Upper,
    Measure,
    Seconds,
}

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// One of these words; those that are numbers may be written as such.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second.
    Number(u32, u32),
    /// `auto` or the name of a character encoding.
    Encoding,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// On or off.
    Flag(bool),
    /// A number.
    Number(u32),
    /// A word.
    Word(Cow<'static, str>),
}

/// A row of the table.
#[derive(Debug)]
pub struct Setting {
    /// What the program calls it.
    pub name: Name,
    /// The table that it stands in; empty for none.
    pub table: &'static str,
    /// Its key in the file.
    pub key: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What holds where nothing is said.
    pub default: Value,
    /// What it is for.
    pub about: Message,
}

const fn word(word: &'static str) -> Value {
    Value::Word(Cow::Borrowed(word))
}

const fn row(
    name: Name,
    (table, key): (&'static str, &'static str),
    takes: Takes,
    default: Value,
    about: Message,
) -> Setting {
    Setting { name, table, key, takes, default, about }
}

/// The settings.
#[rustfmt::skip]
pub static SETTINGS: &[Setting] = &[
    row(Name::Language, ("", "language"), Takes::Choice(&["auto", "zh", "en"]), word("auto"), texts::LANGUAGE),
    row(Name::Theme, ("", "theme"), Takes::Choice(&["auto", "dark", "light", "contrast", "mono"]), word("auto"), texts::THEME),
    row(Name::Colors, ("", "colors"), Takes::Choice(&["auto", "truecolor", "256", "16", "none"]), word("auto"), texts::COLORS),
    row(Name::Ascii, ("", "ascii"), Takes::Flag, Value::Flag(false), texts::ASCII),
    row(Name::AmbiguousWidth, ("", "ambiguous-width"), Takes::Choice(&["1", "2"]), word("1"), texts::AMBIGUOUS_WIDTH),
    row(Name::Mouse, ("", "mouse"), Takes::Flag, Value::Flag(true), texts::MOUSE),
    row(Name::Encoding, ("", "encoding"), Takes::Encoding, word("auto"), texts::ENCODING),
    row(Name::Watch, ("", "watch"), Takes::Choice(&["auto", "poll", "off"]), word("auto"), texts::WATCH),
    row(Name::PollSeconds, ("", "poll-seconds"), Takes::Number(1, 86400), Value::Number(10), texts::POLL_SECONDS),
    row(Name::ShowTree, ("panes", "show-tree"), Takes::Flag, Value::Flag(true), texts::SHOW_TREE),
    row(Name::ShowDetails, ("panes", "show-details"), Takes::Flag, Value::Flag(true), texts::SHOW_DETAILS),
    row(Name::Tree, ("panes", "tree"), Takes::Number(0, 500), Value::Number(0), texts::TREE),
    row(Name::Details, ("panes", "details"), Takes::Number(0, 500), Value::Number(0), texts::DETAILS),
    row(Name::Upper, ("panes", "upper"), Takes::Number(0, 200), Value::Number(0), texts::UPPER),
    row(Name::Measure, ("panes", "measure"), Takes::Number(20, 400), Value::Number(100), texts::MEASURE),
    row(Name::Seconds, ("limits", "seconds"), Takes::Number(1, 3600), Value::Number(20), texts::SECONDS),
];

impl Name {
    /// Its row in the table; every name has one, as a test makes sure.
    pub fn setting(self) -> Option<&'static Setting> {
        SETTINGS.iter().find(|row| row.name == self)
    }
}

impl Setting {
    /// Its name with its table, `panes.tree`.
    pub fn path(&self) -> String {
        if self.table.is_empty() {
            self.key.to_owned()
        } else {
            format!("{}.{}", self.table, self.key)
        }
    }
}
