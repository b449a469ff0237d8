//! Lists of names paired with lists of values in order: 绿化覆盖率、绿地率达到44.5%、39.4%.

use super::around::{Placed, Sides, together};
use super::edge::{blank, trim_end};
use crate::lexicon::figures::FigureWords;
use crate::text::Span;

/// A figure's place in a run of figures with nothing but joints between them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pair {
    /// What names it, where it is not what stands right before it.
    pub(super) name: Option<Span>,
    /// What stands before the whole run.
    pub(super) run: Option<Span>,
    /// Its place in the run, from 0.
    pub(super) place: usize,
    /// Number of figures in the run.
    pub(super) count: usize,
}

/// Fills `pairs`: for each figure the name it is paired with. Figures of a run with nothing but a joint between
/// them share what stands before the first; where that is a list of as many names as there are
/// values, each takes its own.
pub(super) fn pairs(
    text: &str,
    placed: &[Placed],
    sides: &[Sides],
    pairs: &mut Vec<Pair>,
    words: &FigureWords,
) {
    pairs.clear();
    pairs.resize(placed.len(), Pair::default());
    let mut first = 0;
    while first < placed.len() {
        let mut last = first;
        while let (Some(a), Some(b)) = (placed.get(last), placed.get(last + 1)) {
            if !together(text, a, b, words) {
                break;
            }
            last += 1;
        }
        if last > first
            && let Some(head) = sides.get(first)
        {
            let names = list(text, head.left, last - first + 1, words);
            for (offset, index) in (first..=last).enumerate() {
                let name = match &names {
                    Some(names) => names.get(offset).copied(),
                    None => Some(head.left),
                };
                if let Some(slot) = pairs.get_mut(index) {
                    let count = last - first + 1;
                    *slot = Pair { name, run: Some(head.left), place: offset, count };
                }
            }
        }
        first = last + 1;
    }
}

/// The parts of a list of exactly `count` names.
fn list(text: &str, span: Span, count: usize, words: &FigureWords) -> Option<Vec<Span>> {
    let side = text.get(span.range())?;
    let mut cut = side;
    // 分别 and the words of level belong to no name.
    loop {
        let before = cut.len();
        cut = trim_end(cut, blank);
        if words.level_not.at_end(cut).is_none()
            && let Some((word, ())) = words.level.at_end(cut)
        {
            cut = cut.get(..cut.len() - word.len())?;
        }
        if cut.len() == before {
            break;
        }
    }
    let parts = |separators: &[char]| -> Vec<Span> {
        let mut parts = Vec::new();
        let mut at = 0;
        for part in cut.split(separators) {
            parts.push(Span::new(span.start as usize + at, span.start as usize + at + part.len()));
            at += part.len()
                + cut
                    .get(at + part.len()..)
                    .and_then(|r| r.chars().next())
                    .map_or(0, char::len_utf8);
        }
        parts
    };
    [&['、'][..], &['、', '和', '及', '与'][..]]
        .into_iter()
        .map(parts)
        .find(|parts| parts.len() == count && parts.iter().all(|p| !p.is_empty()))
}
