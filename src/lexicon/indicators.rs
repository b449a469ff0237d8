//! The catalogue of canonical indicators: the same thing under one name in every report.

use super::words::Words;
use super::{Error, parse};
use crate::report::FigureKind;
use serde::Deserialize;
use std::collections::HashMap;

const TABLE: &str = include_str!("indicators.toml");

/// A canonical indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// What programs call it, `G.win-rate`.
    pub id: Box<str>,
    /// What readers call it.
    pub name: Box<str>,
    /// Letter of the dimension table.
    pub dimension: Box<str>,
    /// The kind of its figures.
    pub kind: FigureKind,
}

/// The catalogue, compiled.
pub struct Catalogue {
    indicators: Vec<Indicator>,
    wordings: Vec<Wording>,
    /// Every word of every wording.
    words: Words<u32>,
    /// For each word and kind the wordings that begin with it, the weightiest first.
    begins: Vec<[Vec<u32>; KINDS]>,
    /// For each word the indicators it speaks against.
    against: Vec<Vec<u32>>,
}

/// Words that must all occur in a name, in this order.
#[derive(Debug)]
struct Wording {
    indicator: u32,
    words: Vec<u32>,
    /// The first word begins the name.
    from_start: bool,
    /// The last word ends the name.
    to_end: bool,
    /// Bytes of all its words: the more, the surer.
    weight: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "for readers of the table")]
    version: String,
    indicator: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Box<str>,
    name: Box<str>,
    dimension: Box<str>,
    kind: FigureKind,
    any: String,
    #[serde(default)]
    not: String,
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

impl Catalogue {
    /// The built-in catalogue.
    ///
    /// # Errors
    /// When the table is malformed.
    pub fn builtin() -> Result<Self, Error> {
        let file: File = parse("indicators.toml", TABLE)?;
        let mut ids: HashMap<Box<str>, u32> = HashMap::new();
        let mut list: Vec<Box<str>> = Vec::new();
        let mut id_of = |word: &str| {
            *ids.entry(word.into()).or_insert_with(|| {
                list.push(word.into());
                u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let mut indicators = Vec::new();
        let mut wordings = Vec::new();
        let mut nots = Vec::new();
        for (index, row) in (0_u32..).zip(file.indicator) {
            for wording in row.any.split_whitespace() {
                let from_start = wording.starts_with('^');
                let to_end = wording.ends_with('$');
                let plain = wording.trim_start_matches('^').trim_end_matches('$');
                let weight = plain.len();
                let words = plain.split('+').filter(|w| !w.is_empty()).map(&mut id_of).collect();
                wordings.push(Wording { indicator: index, words, from_start, to_end, weight });
            }
            nots.extend(row.not.split_whitespace().map(|word| (id_of(word), index)));
            let Row { id, name, dimension, kind, .. } = row;
            indicators.push(Indicator { id, name, dimension, kind });
        }
        let mut begins = vec![<[Vec<u32>; KINDS]>::default(); list.len()];
        for (index, wording) in (0_u32..).zip(&wordings) {
            let kind = indicators.get(wording.indicator as usize).map(|i: &Indicator| i.kind);
            let word = wording.words.first().and_then(|&w| begins.get_mut(w as usize));
            if let (Some(kind), Some(word)) = (kind, word)
                && let Some(slot) = word.get_mut(kind as usize)
            {
                slot.push(index);
            }
        }
        for list in begins.iter_mut().flatten() {
            list.sort_by_key(|&index: &u32| {
                std::cmp::Reverse(wordings.get(index as usize).map_or(0, |w| w.weight))
            });
        }
        let mut against = vec![Vec::new(); list.len()];
        for (word, indicator) in nots {
            if let Some(slot) = against.get_mut(word as usize) {
                slot.push(indicator);
            }
        }
        let words = Words::new(list.into_iter().map(String::from).zip(0_u32..));
        Ok(Self { indicators, wordings, words, begins, against })
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
        // In the order of their ends.
        let mut found = [(0_u32, 0_usize, 0_usize); FOUND];
        let mut count = 0;
        for (start, byte) in name.bytes().enumerate() {
            if byte & 0xc0 == 0x80 {
                continue;
            }
            self.words.all_at_start(name.get(start..).unwrap_or_default(), |word, &id| {
                let Some(slot) = found.get_mut(count) else { return };
                *slot = (id, start, start + word.len());
                count += 1;
            });
        }
        let found = found.get_mut(..count)?;
        found.sort_by_key(|&(_, start, end)| (end, start));
        let found = &*found;
        let spoken_against = |indicator: u32| {
            found.iter().any(|&(word, _, _)| {
                self.against.get(word as usize).is_some_and(|list| list.contains(&indicator))
            })
        };
        let mut best: Option<&Wording> = None;
        for &(word, start, end) in found {
            for &index in self
                .begins
                .get(word as usize)
                .and_then(|b| b.get(kind as usize))
                .into_iter()
                .flatten()
            {
                let Some(wording) = self.wordings.get(index as usize) else { continue };
                if best.is_some_and(|b| wording.weight <= b.weight) {
                    break;
                }
                if fits(wording, found, (start, end), name.len())
                    && !spoken_against(wording.indicator)
                {
                    best = Some(wording);
                }
            }
        }
        self.indicators.get(best?.indicator as usize)
    }
}

/// Whether the wording's words follow each other, the first at `first`.
fn fits(
    wording: &Wording,
    found: &[(u32, usize, usize)],
    first: (usize, usize),
    len: usize,
) -> bool {
    if wording.from_start && first.0 > 0 {
        return false;
    }
    let mut end = first.1;
    for &word in wording.words.iter().skip(1) {
        let next = found.iter().find(|&&(w, start, _)| w == word && start >= end);
        match next {
            Some(&(_, _, e)) => end = e,
            None => return false,
        }
    }
    !wording.to_end || end == len
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
}
