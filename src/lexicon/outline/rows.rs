//! The rows of `outline.toml` as they are written, and a user's rows behind them.

use crate::lexicon::{Error, parse};
use serde::Deserialize;

const FILE: &str = "outline.toml";

/// The table as it is written. Every list may be missing, so that a user's file holds additions
/// only; [`Rows::extend`] puts them behind the built-in ones.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rows {
    /// What belongs to the web page.
    pub furniture: Furniture,
    /// Keys of the page's own table.
    pub keys: Keys,
    /// How titles are worded.
    pub title: Title,
    /// What the title says about the kind of document.
    pub kind: Kind,
    /// Names of places and offices.
    pub bodies: Bodies,
    /// Which part a heading opens.
    pub roles: Roles,
    /// Words that open an untitled part.
    pub boundaries: Boundaries,
    /// Inline lists.
    pub points: Points,
    /// What sections are about.
    pub dimensions: Dimensions,
}

/// Declares a table of word lists whose fields are extended field by field.
macro_rules! lists {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[$doc])* pub $field: Vec<String>,)* }

        impl $name {
            fn extend(&mut self, more: Self) { $(self.$field.extend(more.$field);)* }
        }
    };
}

lists! {
    /// Phrases of the page around the report.
    Furniture {
        /// Beginnings of short lines.
        starts,
        /// Parts of short lines.
        contains,
        /// Beginnings of lines below which nothing is the report's.
        ends,
        /// Parts of lines of any length.
        notices,
        /// Posts of those who report.
        posts,
    }
}
lists! {
    /// Keys of the page's own table, by what their values tell.
    Keys {
        /// Who published the report.
        issuer,
        /// When it was signed.
        signed,
        /// When it was published.
        published,
        /// 发文字号.
        number,
        /// Its title.
        title,
        /// Anything else.
        other,
        /// Values that name nobody.
        nobody,
    }
}
lists! {
    /// How titles are worded.
    Title {
        /// What a title ends with.
        nouns,
        /// What a report's title ends with.
        strong,
        /// What a title tells of the time to come behind its report.
        plans,
        /// What such a report is about.
        subjects,
        /// The name of the reporting body ends before one of these.
        after_name,
    }
}
lists! {
    /// What the title says about the kind of document.
    Kind {
        /// A report on one's own work whatever else the title says.
        report,
        /// About somebody else's work.
        inspection,
        /// Not an annual report.
        other,
        /// An annual report.
        annual,
    }
}
lists! {
    /// Names of places and offices.
    Bodies {
        /// Endings of places' names.
        places,
        /// Endings of offices' names.
        offices,
        /// Endings of the names of those who inspect others.
        inspectors,
        /// Endings of a place's governing office.
        governing,
        /// What precedes a party committee's name.
        party,
        /// Endings of an office's party committee's name.
        committees,
        /// Words that look like places' names.
        not_places,
        /// Words in which such an ending only seems to stand.
        not_endings,
        /// What stands before such an ending and makes no name with it.
        not_names,
        /// Words with which a place speaks of itself.
        we_place,
        /// Words with which an office speaks of itself.
        we_office,
    }
}
lists! {
    /// Which part a heading opens.
    Roles {
        /// 存在的不足.
        shortcomings,
        /// The same at the end of a heading or of one of its parts.
        shortcomings_last,
        /// 下一年度主要安排.
        plan,
        /// The same at the end of a heading or of one of its parts.
        plan_last,
        /// 第一责任人履职.
        duty,
        /// 主要举措和成效.
        achievements,
        /// Anything else.
        other,
        /// Verbs that make a shortcoming's word their object.
        blockers,
    }
}
lists! {
    /// Words that open an untitled part at the beginning of a paragraph.
    Boundaries {
        /// That something exists …
        exists,
        /// … that is lacking.
        lacks,
        /// What admits a lack at a sentence's end.
        admissions,
        /// What a sentence has that looks back on what was achieved.
        look_back,
        /// What turns a sentence from praise to admission.
        turns,
        /// The time to come.
        plan_starts,
        /// What is intended for it.
        intents,
        /// What leads from the preamble to the parts.
        reports_follow,
        /// What closes a report.
        closers,
    }
}
lists! {
    /// Inline lists.
    Points {
        /// Markers, with `#` for the numeral.
        patterns,
    }
}

/// The table of dimensions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dimensions {
    /// Which 纲要 the table follows.
    pub version: String,
    /// One row a dimension.
    pub rows: Vec<DimensionRow>,
}

/// A dimension and its cues.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DimensionRow {
    /// Its letter.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Words of headings.
    pub heading: Vec<String>,
    /// Words of the text.
    pub text: Vec<String>,
}

impl Rows {
    /// The built-in rows.
    ///
    /// # Errors
    /// When the table is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Self::parse(include_str!("../outline.toml"))
    }

    /// Rows from a table's text.
    ///
    /// # Errors
    /// When it is not TOML or not this table.
    pub fn parse(toml: &str) -> Result<Self, Error> {
        parse(FILE, toml)
    }

    /// Adds rows. A dimension table of another version replaces the one here; one of the same or
    /// of no version adds to it.
    pub fn extend(&mut self, more: Self) {
        self.furniture.extend(more.furniture);
        self.keys.extend(more.keys);
        self.title.extend(more.title);
        self.kind.extend(more.kind);
        self.bodies.extend(more.bodies);
        self.roles.extend(more.roles);
        self.boundaries.extend(more.boundaries);
        self.points.extend(more.points);
        let version = more.dimensions.version;
        if !version.is_empty() && version != self.dimensions.version {
            self.dimensions = Dimensions { version, rows: Vec::new() };
        }
        for row in more.dimensions.rows {
            match self.dimensions.rows.iter_mut().find(|old| old.id == row.id) {
                Some(old) => {
                    old.heading.extend(row.heading);
                    old.text.extend(row.text);
                }
                None => self.dimensions.rows.push(row),
            }
        }
    }
}
