//! The effective configuration: what the file `config.toml` says, checked, under what the
//! environment and the command line ask for.
//!
//! A mistake costs the line it stands in: it is told with its place and reason, and the rest holds.
//! Names that belong to a face (commands, keys, roles of colours) are read here and checked there.

mod problem;
mod read;
mod settings;
mod style;
mod write;

pub use problem::{Expected, Place, Problem, Reason, nearest};
pub use settings::{Name, SETTINGS, Setting, Takes, Value};
pub use style::{Colour, Depth, Look, Ways};
pub use write::{KeyLine, effective, schema, template};

use crate::corpus::watch::Watching;
use crate::lexicon::Additions;
use crate::locale::Lang;
use directories::ProjectDirs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

/// The variable that names the file.
pub const VARIABLE: &str = "FAYAN_CONFIG";

/// The name of the file in the configuration folder.
const FILE: &str = "config.toml";

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nothing says otherwise.
    Default,
    /// The file.
    File,
    /// This environment variable.
    Environment(&'static str),
    /// This option.
    Flag(&'static str),
}

/// What the file says of one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyleRow {
    /// The theme that it holds for; all where none.
    pub theme: Option<&'static str>,
    /// What is drawn so.
    pub role: String,
    /// How it is to look.
    pub look: Look,
    /// The same in the file's words.
    pub words: String,
    /// Where the role stands.
    pub place: Place,
}

/// What the file says of the keys of one command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Where they are to work, with its place in the file; wherever the command works, if none.
    pub context: Option<(String, Place)>,
    /// The command's name.
    pub command: String,
    /// Where it stands.
    pub place: Place,
    /// The keys, with their places; none unbinds the command.
    pub keys: Vec<(String, Place)>,
}

/// The configuration.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file: where it is, or where it would be looked for.
    pub path: Option<PathBuf>,
    /// Whether it is there.
    pub found: bool,
    /// What is not as by default; of several of one name the first counts.
    values: Vec<(Name, Value, Origin)>,
    /// Styles, in the order of the file.
    pub styles: Vec<StyleRow>,
    /// Keys, in the order of the file.
    pub keys: Vec<KeyRow>,
    /// Rows for the tables of the language.
    pub additions: Additions,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
}

impl Config {
    /// Reads the file that is `asked` for, else the one in the user's configuration folder if it is
    /// there.
    ///
    /// # Errors
    /// When the file that is asked for cannot be read.
    pub fn load(asked: Option<PathBuf>) -> io::Result<Self> {
        let must = asked.is_some();
        let Some(path) = asked.or_else(usual_path) else { return Ok(Self::default()) };
        match fs::read(&path) {
            Ok(bytes) => {
                let mut config = match String::from_utf8(bytes) {
                    Ok(text) => read::read(&text),
                    Err(error) => {
                        let place = Place { line: 1, column: 1 };
                        let problem = Problem::new(place, "", Reason::Syntax(error.to_string()));
                        Self { problems: vec![problem], ..Self::default() }
                    }
                };
                config.path = Some(path);
                config.found = true;
                Ok(config)
            }
            Err(error) if must => Err(error),
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::warn!(%error, "the configuration cannot be read");
                }
                Ok(Self::absent(path))
            }
        }
    }

    /// The configuration where its file is not there.
    pub fn absent(path: PathBuf) -> Self {
        Self { path: Some(path), ..Self::default() }
    }

    /// The configuration of a file with this text.
    pub fn parse(text: &str) -> Self {
        read::read(text)
    }

    /// Drops the styles of what is not among `roles`, and tells of them.
    pub fn check_roles(&mut self, roles: &[&'static str]) {
        let (known, unknown): (Vec<_>, Vec<_>) = std::mem::take(&mut self.styles)
            .into_iter()
            .partition(|row| roles.contains(&row.role.as_str()));
        self.styles = known;
        self.tell(unknown.into_iter().map(|row| {
            let near = nearest(&row.role, roles.iter().copied());
            let table = row.theme.map_or("style".to_owned(), |theme| format!("style.{theme}"));
            Problem::new(row.place, format!("{table}.{}", row.role), Reason::UnknownRole(near))
        }));
    }

    /// Adds problems that a face has found.
    pub fn tell(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.problems.extend(problems);
        self.problems.sort_by_key(|problem| problem.place);
    }

    /// Puts a value over what the file says.
    pub fn set(&mut self, name: Name, value: Value, origin: Origin) {
        self.values.insert(0, (name, value, origin));
    }

    /// The value of a setting.
    pub fn value(&self, name: Name) -> Option<&Value> {
        let given = self.values.iter().find(|(known, ..)| *known == name);
        given.map(|(_, value, _)| value).or_else(|| Some(&name.setting()?.default))
    }

    /// Where it comes from.
    pub fn origin(&self, name: Name) -> Origin {
        let given = self.values.iter().find(|(known, ..)| *known == name);
        given.map_or(Origin::Default, |(.., origin)| *origin)
    }

    /// Whether something is on.
    pub fn flag(&self, name: Name) -> bool {
        self.value(name) == Some(&Value::Flag(true))
    }

    /// A number.
    pub fn number(&self, name: Name) -> u32 {
        match self.value(name) {
            Some(Value::Number(number)) => *number,
            _ => 0,
        }
    }

    /// A word; empty where the setting takes none.
    pub fn word(&self, name: Name) -> &str {
        match self.value(name) {
            Some(Value::Word(word)) => word,
            _ => "",
        }
    }

    /// How files that are open are watched.
    pub fn watching(&self) -> Watching {
        let every = Duration::from_secs(self.number(Name::PollSeconds).into());
        match self.word(Name::Watch) {
            "off" => Watching::Off,
            "poll" => Watching::Poll(every),
            _ => Watching::Auto(every),
        }
    }

    /// The language that is asked for, else that of the environment.
    pub fn language(&self) -> Lang {
        match self.word(Name::Language) {
            "zh" => Lang::Zh,
            "en" => Lang::En,
            _ => Lang::from_environment(),
        }
    }
}

/// The file in the user's configuration folder; none where the system tells no home.
pub fn usual_path() -> Option<PathBuf> {
    Some(ProjectDirs::from("", "", "fayan")?.config_dir().join(FILE))
}

/// Writes the commented default to a file that is not there yet, and makes its folder.
///
/// # Errors
/// When it is there, or cannot be written.
pub fn init(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests;
