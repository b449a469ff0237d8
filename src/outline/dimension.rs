//! What a section is about: a dimension of the 纲要, with the words that speak for it.

use crate::lexicon::Finder;
use crate::lexicon::outline::Tables;
use crate::report::Dimension;

/// How many words are kept as evidence.
const EVIDENCE: usize = 6;

/// The dimension that a heading names: the one with most cues, of several the first named.
pub(super) fn of_heading(title: &str, tables: &Tables) -> Option<Dimension> {
    best(title, &tables.dimension_headings, tables, 1)
}

/// The dimension that a text without a telling heading speaks of: three cues at least, and half
/// as many again as any other's.
pub(super) fn of_text(text: &str, tables: &Tables) -> Option<Dimension> {
    best(text, &tables.dimension_texts, tables, 3)
}

fn best(text: &str, finder: &Finder<u8>, tables: &Tables, least: u32) -> Option<Dimension> {
    let mut counts = vec![0u32; tables.dimension_ids.len()];
    let mut first = vec![usize::MAX; counts.len()];
    let words: Vec<_> = finder.iter(text).collect();
    if words.len() < least as usize {
        return None;
    }
    for &(at, _, id) in &words {
        let id = usize::from(id);
        if let (Some(count), Some(first)) = (counts.get_mut(id), first.get_mut(id)) {
            *count += 1;
            *first = at.min(*first);
        }
    }
    let order = |id: &usize| (counts.get(*id).copied(), std::cmp::Reverse(first.get(*id).copied()));
    let id = (0..counts.len()).max_by_key(order)?;
    let most = *counts.get(id)?;
    let second = (0..counts.len()).filter(|i| *i != id).filter_map(|i| counts.get(i)).max();
    if most < least || (least > 1 && second.is_some_and(|&second| most * 2 < second * 3)) {
        return None;
    }
    let mut evidence: Vec<String> = Vec::new();
    for (start, end, found) in words {
        let word = text.get(start..end).unwrap_or_default();
        if usize::from(found) == id && !evidence.iter().any(|known| known == word) {
            evidence.push(word.to_owned());
            if evidence.len() == EVIDENCE {
                break;
            }
        }
    }
    Some(Dimension { id: tables.dimension_ids.get(id)?.clone(), evidence })
}
