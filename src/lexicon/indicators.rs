//! The catalogue of canonical indicators: the same thing under one name in every report.

use super::words::Words;
use super::{Error, parse};
use crate::report::FigureKind;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;

const TABLE: &str = include_str!("indicators.toml");

/// A canonical indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// What programs call it, `G.win-rate`.
    pub id: Arc<str>,
    /// What readers call it.
    pub name: Box<str>,
    /// What readers of English call it.
    pub en: Box<str>,
    /// Letter of the dimension table.
    pub dimension: Box<str>,
    /// The kind of its figures.
    pub kind: FigureKind,
}

/// The catalogue, compiled.
pub struct Catalogue {
    indicators: Vec<Indicator>,
    wordings: Vec<Wording>,
    /// For each kind every word of its wordings.
    words: [Words<Entry>; KINDS],
    /// For each word and kind the wordings that begin with it, the weightiest first.
    openings: Vec<Opening>,
    /// For each word the indicators it speaks against.
    against: Vec<Vec<u32>>,
}

/// Words that must all occur in a name, in this order.
#[derive(Debug)]
struct Wording {
    indicator: u32,
    words: Vec<u16>,
    /// The first word begins the name.
    from_start: bool,
    /// The last word ends the name.
    to_end: bool,
    /// Bytes of all its words: the more, the surer.
    weight: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "for readers of the table")]
    version: String,
    indicator: Vec<Row>,
}

/// A row of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What programs call it.
    pub id: Box<str>,
    /// What readers call it.
    pub name: Box<str>,
    /// What readers of English call it; where it is left out, what others do.
    #[serde(default)]
    pub en: Box<str>,
    /// Letter of the dimension table.
    pub dimension: Box<str>,
    /// The kind of its figures.
    pub kind: FigureKind,
    /// Wordings, separated by blanks; `+`, `^` and `$` as in the built-in table.
    pub any: String,
    /// Words that speak against it.
    #[serde(default)]
    pub not: String,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue")
            .field("indicators", &self.indicators.len())
            .finish_non_exhaustive()
    }
}

/// Number of kinds of figures.
const KINDS: usize = FigureKind::Ratio as usize + 1;

/// Most words that a name is searched for; more than any name of forty characters holds.
const FOUND: usize = 48;

/// What is to be known of a wording before it is looked at. A set of words is told by one bit for
/// each, which it may share with others.
#[derive(Debug, Clone, Copy)]
struct Opening {
    weight: u32,
    wording: u32,
    /// Its words.
    words: u64,
    /// Those that speak against its indicator.
    against: u64,
}

fn bit(word: u16) -> u64 {
    1 << (word % 64)
}

/// A word of one kind's wordings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    word: u16,
    /// The range of `openings` that begin with it.
    from: u16,
    to: u16,
}

/// A word found in a name: hits sort by where they end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    end: u8,
    start: u8,
    entry: Entry,
}

impl Hit {
    /// `None` beyond byte 255: a name of forty characters ends before.
    fn new(entry: Entry, start: usize, end: usize) -> Option<Self> {
        Some(Self { end: u8::try_from(end).ok()?, start: u8::try_from(start).ok()?, entry })
    }
}

impl Catalogue {
    /// The built-in catalogue.
    ///
    /// # Errors
    /// When the table is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Self::with(&[])
    }

    /// The built-in catalogue behind rows of a user: of wordings that weigh the same the user's
    /// counts, and a built-in indicator gives way to one of the same `id`.
    ///
    /// # Errors
    /// When the table is malformed.
    pub(super) fn with(own: &[Row]) -> Result<Self, Error> {
        let file: File = parse("indicators.toml", TABLE)?;
        let replaced = |row: &Row| own.iter().any(|own| own.id == row.id);
        let builtin = file.indicator.into_iter().filter(|row| !replaced(row));
        let mut ids: HashMap<Box<str>, u16> = HashMap::new();
        let mut list: Vec<Box<str>> = Vec::new();
        let mut id_of = |word: &str| {
            *ids.entry(word.into()).or_insert_with(|| {
                list.push(word.into());
                u16::try_from(list.len() - 1).unwrap_or(u16::MAX)
            })
        };
        let mut indicators = Vec::new();
        let mut wordings = Vec::new();
        let mut nots = Vec::new();
        for (index, row) in (0_u32..).zip(own.iter().cloned().chain(builtin)) {
            for wording in row.any.split_whitespace() {
                let from_start = wording.starts_with('^');
                let to_end = wording.ends_with('$');
                let plain = wording.trim_start_matches('^').trim_end_matches('$');
                let weight = u32::try_from(plain.len()).unwrap_or(u32::MAX);
                let words = plain.split('+').filter(|w| !w.is_empty()).map(&mut id_of).collect();
                wordings.push(Wording { indicator: index, words, from_start, to_end, weight });
            }
            nots.extend(row.not.split_whitespace().map(|word| (id_of(word), index)));
            let Row { id, name, en, dimension, kind, .. } = row;
            let en = if en.is_empty() { name.clone() } else { en };
            indicators.push(Indicator { id: id.into(), name, en, dimension, kind });
        }
        let mut against = vec![Vec::new(); list.len()];
        let mut bits = vec![0; indicators.len()];
        let mut used = vec![[false; KINDS]; list.len()];
        let mut uses = |word: u16, kind: FigureKind| {
            if let Some(slot) = used.get_mut(word as usize).and_then(|u| u.get_mut(kind as usize)) {
                *slot = true;
            }
        };
        for (word, indicator) in nots {
            if let (Some(list), Some(bits), Some(Indicator { kind, .. })) = (
                against.get_mut(word as usize),
                bits.get_mut(indicator as usize),
                indicators.get(indicator as usize),
            ) {
                list.push(indicator);
                *bits |= bit(word);
                uses(word, *kind);
            }
        }
        let mut sorted: Vec<(usize, Opening)> = Vec::new();
        for (index, wording) in (0_u32..).zip(&wordings) {
            if let (Some(&first), Some(&against), Some(Indicator { kind, .. })) = (
                wording.words.first(),
                bits.get(wording.indicator as usize),
                indicators.get(wording.indicator as usize),
            ) {
                wording.words.iter().for_each(|&word| uses(word, *kind));
                let words = wording.words.iter().fold(0, |bits, &word| bits | bit(word));
                let opening = Opening { weight: wording.weight, wording: index, words, against };
                sorted.push((usize::from(first) * KINDS + *kind as usize, opening));
            }
        }
        sorted.sort_by_key(|(begin, opening)| (*begin, std::cmp::Reverse(opening.weight)));
        let place = |begin: usize| {
            let at = sorted.partition_point(|(other, _)| *other < begin);
            u16::try_from(at).unwrap_or(u16::MAX)
        };
        let words = std::array::from_fn(|kind| {
            let of_kind = list
                .iter()
                .zip(0_u16..)
                .zip(&used)
                .filter(|(_, used)| used.get(kind).copied().unwrap_or_default());
            Words::new(of_kind.map(|((word, id), _)| {
                let begin = usize::from(id) * KINDS + kind;
                let entry = Entry { word: id, from: place(begin), to: place(begin + 1) };
                (String::from(&**word), entry)
            }))
        });
        let openings = sorted.into_iter().map(|(_, opening)| opening).collect();
        Ok(Self { indicators, wordings, words, openings, against })
    }

    /// All indicators in the table's order.
    pub fn all(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The indicator with this id.
    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| *indicator.id == *id)
    }

    /// The canonical indicator of a figure of this kind and name: of those whose wording occurs
    /// in the name, the one with the longest wording.
    pub fn find(&self, name: &str, kind: FigureKind) -> Option<&Indicator> {
        let words = self.words.get(kind as usize).filter(|words| !words.is_empty())?;
        let mut hits = [Hit::default(); FOUND];
        let mut count = 0;
        let mut bits = 0;
        words.all(name, |start, word, &entry| {
            if let (Some(slot), Some(hit)) =
                (hits.get_mut(count), Hit::new(entry, start, start + word.len()))
            {
                *slot = hit;
                count += 1;
                bits |= bit(entry.word);
            }
        });
        let found = hits.get_mut(..count)?;
        found.sort_unstable();
        let found = &*found;
        let spoken_against = |indicator: u32| {
            found.iter().any(|hit| {
                self.against
                    .get(usize::from(hit.entry.word))
                    .is_some_and(|list| list.contains(&indicator))
            })
        };
        let mut best: Option<&Wording> = None;
        for &first in found {
            let range = usize::from(first.entry.from)..usize::from(first.entry.to);
            for opening in self.openings.get(range).unwrap_or_default() {
                if best.is_some_and(|b| opening.weight <= b.weight) {
                    break;
                }
                if opening.words & !bits != 0 {
                    continue;
                }
                let Some(wording) = self.wordings.get(opening.wording as usize) else { continue };
                if fits(wording, found, first, name.len())
                    && !(opening.against & bits != 0 && spoken_against(wording.indicator))
                {
                    best = Some(wording);
                }
            }
        }
        self.indicators.get(best?.indicator as usize)
    }
}

/// Whether the wording's words follow each other, the first at `first`.
fn fits(wording: &Wording, found: &[Hit], first: Hit, len: usize) -> bool {
    if wording.from_start && first.start > 0 {
        return false;
    }
    let mut end = first.end;
    for &word in wording.words.iter().skip(1) {
        let next = found.iter().find(|hit| hit.entry.word == word && hit.start >= end);
        match next {
            Some(hit) => end = hit.end,
            None => return false,
        }
    }
    !wording.to_end || usize::from(end) == len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_for_many_wordings() {
        let catalogue = Catalogue::builtin().unwrap();
        let find = |name, kind| catalogue.find(name, kind).map_or("", |i| &*i.id);
        for (name, kind, want) in [
            ("行政机关负责人出庭应诉率", FigureKind::Percent, "G.attendance-rate"),
            ("收到行政复议申请", FigureKind::Count, "G.reconsideration-received"),
            ("行政复议申请办结", FigureKind::Count, "G.reconsideration-concluded"),
            ("行政复议申请立案受理", FigureKind::Count, "G.reconsideration-accepted"),
            ("矛盾纠纷调解成功率", FigureKind::Percent, "G.mediation-rate"),
            ("行政应诉案件胜诉", FigureKind::Count, "G.lawsuits-won"),
            ("罚没款", FigureKind::Money, "E.fines"),
            ("罚没款", FigureKind::Count, ""),
            ("购置车辆", FigureKind::Count, ""),
        ] {
            assert_eq!(find(name, kind), want, "{name}");
        }
    }

    #[test]
    fn ids_are_unique_and_named_after_their_dimension() {
        let catalogue = Catalogue::builtin().unwrap();
        let mut seen = std::collections::HashSet::new();
        for indicator in catalogue.all() {
            assert!(seen.insert(&indicator.id), "{}", indicator.id);
            assert!(indicator.id.starts_with(&*indicator.dimension), "{}", indicator.id);
        }
    }

    #[test]
    fn every_indicator_has_a_name_of_its_own_in_both_languages() {
        let catalogue = Catalogue::builtin().unwrap();
        let mut seen = std::collections::HashSet::new();
        for indicator in catalogue.all() {
            assert!(indicator.en.is_ascii() && !indicator.en.is_empty(), "{}", indicator.id);
            assert!(!indicator.name.is_ascii(), "{}", indicator.id);
            for name in [&indicator.name, &indicator.en] {
                assert!(seen.insert(name), "{name}");
                assert_eq!(name.trim(), &**name);
            }
        }
    }

    #[test]
    fn a_user_need_not_name_an_indicator_in_english() {
        let row = Row {
            id: "G.mediation-rooms".into(),
            name: "调解室数".into(),
            en: "".into(),
            dimension: "G".into(),
            kind: FigureKind::Count,
            any: "调解室".into(),
            not: String::new(),
        };
        let named = Row { en: "Mediation rooms".into(), id: "G.rooms".into(), ..row.clone() };
        let catalogue = Catalogue::with(&[row, named]).unwrap();
        let english = |id| catalogue.get(id).map(|indicator| &*indicator.en);
        assert_eq!(english("G.mediation-rooms"), Some("调解室数"));
        assert_eq!(english("G.rooms"), Some("Mediation rooms"));
    }
}
