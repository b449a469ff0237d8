//! Automatic numbering: the numbers that word processors print before headings and items of lists.
//!
//! A paragraph names a list and a level. Lists that share a root share its counters; a list may start
//! a level anew, once, where it is first used.

use super::numerals::printed;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// A paragraph's place in a numbered list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// The list; 0 takes a paragraph out of the list of its style.
    pub(super) list: Option<i64>,
    /// The level, from 0.
    pub(super) level: Option<usize>,
}

impl ListPlace {
    /// What is said here, and what is not said here as in `other`.
    pub(super) fn or(self, other: Self) -> Self {
        Self { list: self.list.or(other.list), level: self.level.or(other.level) }
    }
}

/// A list has nine levels.
pub(super) const LEVELS: usize = 9;

/// How one level is numbered.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) start: i64,
    pub(super) format: String,
    /// `%1` to `%9` stand for the numbers of the levels.
    pub(super) text: String,
    /// What stands between number and text: `tab`, `space` or `nothing`.
    pub(super) suffix: String,
    /// The level starts anew after one of a level up to this number (from 1); 0: never.
    pub(super) restart: Option<usize>,
    /// All numbers in it are printed in digits.
    pub(super) legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            suffix: "tab".to_owned(),
            restart: None,
            legal: false,
        }
    }
}

/// The levels of a list.
pub(super) type Levels = Rc<[Level; LEVELS]>;

/// A list.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Whose counters it moves.
    pub(super) root: i64,
    /// How its levels are numbered.
    pub(super) levels: Levels,
    /// Where its levels start, if not as the levels say.
    pub(super) starts: [Option<i64>; LEVELS],
}

/// All lists, with their counters.
#[derive(Debug, Default)]
pub(super) struct Lists {
    all: HashMap<i64, List>,
    counters: HashMap<i64, [Option<i64>; LEVELS]>,
    used: HashSet<(i64, usize)>,
}

impl Lists {
    /// Adds the list that paragraphs call `id`.
    pub(super) fn add(&mut self, id: i64, list: List) {
        self.all.insert(id, list);
    }

    /// The number printed before the next paragraph at this place, with what stands between the two;
    /// empty for bullets and places in no list.
    pub(super) fn next(&mut self, place: ListPlace) -> String {
        let level = place.level.unwrap_or(0).min(LEVELS - 1);
        let id = place.list.unwrap_or(0);
        let Some(list) = self.all.get(&id) else { return String::new() };
        let counters = self.counters.entry(list.root).or_default();
        let first_use = self.used.insert((id, level));
        let start = |at: usize| {
            let own = list.starts.get(at).copied().flatten();
            own.unwrap_or_else(|| list.levels.get(at).map_or(1, |level| level.start))
        };
        let anew = first_use && list.starts.get(level).copied().flatten().is_some();
        for (at, counter) in counters.iter_mut().enumerate() {
            if at < level {
                // A level that was passed over counts as its first.
                counter.get_or_insert_with(|| start(at));
            } else if at == level {
                let next = counter.map_or_else(|| start(at), |n| n.saturating_add(1));
                *counter = Some(if anew { start(at) } else { next });
            } else {
                let restart = list.levels.get(at).and_then(|level| level.restart);
                // Without a word, after any level above; else after those above the one named.
                if restart.is_none_or(|after| level < after) {
                    *counter = None;
                }
            }
        }
        let Some(how) = list.levels.get(level) else { return String::new() };
        let number = how.printed(&list.levels, counters);
        let (number, is_apart) = match number.trim_end() {
            trimmed if trimmed.len() < number.len() => (trimmed.to_owned(), true),
            _ => (number, false),
        };
        if number.is_empty() || how.suffix == "nothing" && !is_apart {
            return number;
        }
        // The gap of a tab is none to speak of after a wide sign.
        let wide = number.chars().next_back().is_some_and(|c| c >= '\u{2000}');
        if wide && how.suffix == "tab" && !is_apart { number } else { number + " " }
    }
}

impl Level {
    fn printed(&self, levels: &Levels, counters: &[Option<i64>; LEVELS]) -> String {
        if self.format == "bullet" {
            return String::new();
        }
        let mut out = String::new();
        let mut chars = self.text.chars();
        while let Some(c) = chars.next() {
            let at = match (c, chars.as_str().chars().next()) {
                ('%', Some(digit @ '1'..='9')) => digit as usize - '1' as usize,
                _ => {
                    out.push(c);
                    continue;
                }
            };
            chars.next();
            let number = counters.get(at).copied().flatten();
            let number = number.or_else(|| levels.get(at).map(|level| level.start)).unwrap_or(1);
            let format = levels.get(at).map_or("decimal", |level| level.format.as_str());
            let format = if self.legal && format != "decimalZero" { "decimal" } else { format };
            out += &printed(number, format).unwrap_or_default();
        }
        out
    }
}
