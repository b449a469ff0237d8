//! What a user adds to the tables.

use super::figures::{ExclusionRow, UnitRow};
use super::indicators::Row;

/// Rows that a user adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Additions {
    /// Measure words and units.
    pub units: Vec<UnitRow>,
    /// Phrases in which a number counts nothing.
    pub exclusions: Vec<ExclusionRow>,
    /// Canonical indicators.
    pub indicators: Vec<Row>,
    /// Words of shortcomings.
    pub cues: Cues,
}

/// Words of shortcomings that a user adds, named as the lists of the built-in table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cues {
    /// A quality still owed: 有待.
    pub need: Vec<String>,
    /// A quality found wanting, behind its subject: 薄弱.
    pub quality: Vec<String>,
    /// Something not done or done badly, before its object: 缺乏.
    pub fail: Vec<String>,
    /// Something bad that goes on: 时有发生.
    pub happen: Vec<String>,
    /// Looks like a cue and is none: 针对性.
    pub mask: Vec<String>,
    /// Trusted where no zone stands around it: 仍需进一步.
    pub strong: Vec<String>,
    /// Softens what is admitted: 个别.
    pub hedge: Vec<String>,
}

impl Additions {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Cues {
    /// The lists by name.
    pub fn lists(&self) -> [(&'static str, &[String]); 7] {
        [
            ("need", &self.need),
            ("trait", &self.quality),
            ("fail", &self.fail),
            ("happen", &self.happen),
            ("mask", &self.mask),
            ("strong", &self.strong),
            ("hedge", &self.hedge),
        ]
    }

    /// The list of that name, to be added to.
    pub fn list_mut(&mut self, name: &str) -> Option<&mut Vec<String>> {
        Some(match name {
            "need" => &mut self.need,
            "trait" => &mut self.quality,
            "fail" => &mut self.fail,
            "happen" => &mut self.happen,
            "mask" => &mut self.mask,
            "strong" => &mut self.strong,
            "hedge" => &mut self.hedge,
            _ => return None,
        })
    }
}
