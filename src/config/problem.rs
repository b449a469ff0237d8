//! What is wrong with a configuration file, and where.

/// A place in the file, counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Place {
    /// The place of a byte of `text`.
    pub fn of(text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        Self { line: count(before.matches('\n').count()), column: count(line.chars().count()) }
    }
}

/// Something wrong with the file. What it stands in does not count, the rest does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// The setting, as `panes.tree`; empty where there is none.
    pub key: String,
    /// Why.
    pub reason: Reason,
}

impl Problem {
    /// A problem.
    pub fn new(place: Place, key: impl Into<String>, reason: Reason) -> Self {
        Self { place, key: key.into(), reason }
    }
}

/// Why something in the file does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is no TOML; the words are the parser's.
    Syntax(String),
    /// There is no such setting; perhaps this one is meant.
    Unknown(Option<String>),
    /// The value is not what the setting takes.
    Expected(Expected),
    /// There is no such thing to be coloured; perhaps this one is meant.
    UnknownRole(Option<String>),
    /// There is no such command; perhaps this one is meant.
    UnknownCommand(Option<String>),
    /// There is no such group of keys; perhaps this one is meant.
    UnknownContext(Option<String>),
    /// The command does not work there; it does in these.
    NotThere(Vec<String>),
    /// There is no key of that name.
    NoKey(String),
    /// Where text is typed a character cannot be a key.
    Typed(String),
    /// These keys already mean another command there.
    Taken {
        /// The keys.
        keys: String,
        /// The other command.
        other: String,
        /// Where.
        context: String,
    },
    /// These keys begin the keys of another command, which could not be pressed any more, or are
    /// begun by them.
    Hides {
        /// The keys.
        keys: String,
        /// The keys of the other command.
        others: String,
        /// The other command.
        other: String,
        /// Where.
        context: String,
    },
    /// A row for the tables of the language that is not one; the words are the parser's.
    Row(String),
}

/// What a setting takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One of these words; perhaps this one is meant.
    OneOf(Vec<String>, Option<String>),
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second.
    Number(u32, u32),
    /// A text in quotes.
    Text,
    /// A list of texts.
    Texts,
    /// A table.
    Table,
    /// A list of tables, `[[…]]`.
    Tables,
    /// A colour or a way of writing, instead of this word.
    Look(String),
    /// Keys: a text, or a list of them.
    Keys,
    /// A text that is not empty.
    Something,
    /// The name of a character encoding.
    Encoding,
}

/// The name that was probably meant, if one is near enough.
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let given = given.to_lowercase();
    let most = (given.chars().count() / 3).max(2);
    names
        .into_iter()
        .map(|name| (strsim::osa_distance(&given, name), name))
        .filter(|(distance, name)| *distance <= most && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.to_owned())
}
