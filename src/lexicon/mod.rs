//! The tables of the language. Each floor-3 module has its tables in a TOML file here and their
//! compiled form in the Rust file of the same name; a user can add rows to them.

mod additions;
pub mod audit;
pub mod figures;
mod finder;
pub mod indicators;
pub mod outline;
mod shortcomings;
mod skim;
pub mod words;

pub use additions::{Additions, Cues};
use figures::FigureWords;
pub use finder::Finder;
use indicators::Catalogue;
pub use shortcomings::{Aside, Cue, Frame, Scan, Shortcomings};

/// All tables, compiled. Built once and shared; nothing here is global.
#[derive(Debug)]
pub struct Lexicon {
    /// Units, exclusions and the words around a figure.
    pub figures: Box<FigureWords>,
    /// Canonical indicators.
    pub indicators: Box<Catalogue>,
    /// The frame: furniture, titles, headings, dimensions.
    pub outline: Box<outline::Tables>,
    /// What ties figures together.
    pub audit: Box<audit::Audit>,
    /// How reports admit failings.
    pub shortcomings: Box<Shortcomings>,
}

/// A table that cannot be compiled.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The TOML is not the table's.
    #[error("{table}: {source}")]
    Toml {
        /// Name of the table's file.
        table: &'static str,
        /// What is wrong, with its line.
        source: Box<toml::de::Error>,
    },
    /// The words cannot be made into an automaton.
    #[error("{table}: {reason}")]
    Words {
        /// Name of the table's file.
        table: &'static str,
        /// What is wrong.
        reason: String,
    },
}

impl Lexicon {
    /// The built-in tables.
    ///
    /// # Errors
    /// When a table is malformed; a test keeps the built-in ones well-formed.
    pub fn builtin() -> Result<Self, Error> {
        Self::with(&Additions::default())
    }

    /// The built-in tables with what a user adds to them; where both have a word, the user's row
    /// counts.
    ///
    /// # Errors
    /// When the words cannot be compiled together.
    pub fn with(additions: &Additions) -> Result<Self, Error> {
        Ok(Self {
            audit: boxed(audit::Audit::builtin())?,
            figures: boxed(FigureWords::with(&additions.units, &additions.exclusions))?,
            indicators: boxed(Catalogue::with(&additions.indicators))?,
            outline: boxed(outline::Tables::builtin())?,
            shortcomings: boxed(Shortcomings::with(&additions.cues))?,
        })
    }
}

/// Tables are large: side by side they would fill a thread's stack.
fn boxed<T>(table: Result<T, Error>) -> Result<Box<T>, Error> {
    table.map(Box::new)
}

/// Reads a table.
fn parse<T: serde::de::DeserializeOwned>(table: &'static str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|source| Error::Toml { table, source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_built_in_tables_compile() {
        super::Lexicon::builtin().unwrap();
    }
}
