//! One number changed at a time: the audit must doubt what the change broke, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use fayan::corpus;
use fayan::lexicon::Lexicon;
use fayan::report::{Relation, Report, Rule, Tie, Verdict};
use fayan::source::{self, Document};
use fayan::text::{Span, Text};
use std::collections::BTreeMap;
use std::path::Path;

fn samples() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-reports");
    let mut paths: Vec<_> = std::fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        matches!(extension, "txt" | "md" | "html" | "htm") && !path.ends_with("README.md")
    });
    paths.sort();
    paths.iter().map(|path| source::read(path, &source::Options::default()).unwrap()).collect()
}

/// The figure's surface with its last integer digit turned by `step`, same length.
fn turned(surface: &str, step: u32) -> Option<String> {
    let number_end = surface.find(|c: char| !c.is_ascii_digit() && !",. ".contains(c))?;
    let integer_end = surface.find('.').unwrap_or(number_end).min(number_end);
    let at = surface.get(..integer_end)?.rfind(|c: char| c.is_ascii_digit())?;
    let digit = surface.get(at..=at)?.parse::<u32>().ok()?;
    let new = (digit + step) % 10;
    // A number must not lose its leading digit.
    if new == digit || (at == 0 && new == 0) {
        return None;
    }
    Some(format!("{}{new}{}", surface.get(..at)?, surface.get(at + 1..)?))
}

fn with(document: &Document, span: Span, new: &str) -> Document {
    let mut content = document.text.as_str().to_owned();
    content.replace_range(span.range(), new);
    let mut changed = document.clone();
    changed.text = Text::new(content);
    changed
}

/// What the audit calls wrong, or (parts that may overlap) worth a second look.
fn doubts(report: &Report) -> Vec<&Relation> {
    let doubted = |r: &&Relation| matches!(r.verdict, Verdict::Inconsistent | Verdict::Ambiguous);
    report.relations.iter().filter(doubted).collect()
}

/// What one relation is about, whatever its numbers.
fn key(report: &Report, relation: &Relation) -> (String, Vec<u32>) {
    let places = relation.members.figures().iter();
    let places = places.filter_map(|&at| report.figures.span(at as usize));
    (format!("{:?}", relation.rule), places.map(|span| span.start).collect())
}

#[test]
fn a_changed_number_is_doubted_and_nothing_else() {
    let lexicon = Lexicon::builtin().unwrap();
    let mut tried: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for document in samples() {
        let before = corpus::analyse(&document, &lexicon, false);
        let known: Vec<_> = doubts(&before).into_iter().map(|r| key(&before, r)).collect();
        for relation in before.relations.iter().filter(|r| r.verdict == Verdict::Holds) {
            let closed =
                matches!(relation.tie, Tie::OfWhich | Tie::Brackets | Tie::Rate | Tie::FromTo);
            if !closed || matches!(relation.rule, Rule::AtMost | Rule::ListCount) {
                continue;
            }
            let Some(stated) = relation.stated(&before.figures, &document.text) else { continue };
            // Parts that come to more than their whole are wrong however open the list is; a
            // rate, or a difference, is wrong either way.
            let step = if relation.rule == Rule::Sum { 8 } else { 2 };
            let Some(new) = turned(&stated.text, step) else { continue };
            if relation.rule == Rule::Sum && *new > *stated.text {
                continue; // the digit came round to a higher one
            }
            let changed = with(&document, stated.span, &new);
            let after = corpus::analyse(&changed, &lexicon, false);
            let new_doubts: Vec<_> =
                doubts(&after).into_iter().filter(|r| !known.contains(&key(&after, r))).collect();
            for doubt in &new_doubts {
                let (_, places) = key(&after, doubt);
                assert!(
                    places.contains(&stated.span.start),
                    "{}:{} {} -> {new}: doubted {}, which the change did not touch",
                    document.path.display(),
                    stated.line,
                    stated.text,
                    doubt.calculation(&after.figures, &changed.text),
                );
            }
            // By this rule or by another: a part above its whole breaks their sum too.
            let told = |r: &&Relation| r.members.stated() == relation.members.stated();
            let found = new_doubts.iter().any(told);
            let name = (format!("{:?}", relation.rule), format!("{:?}", relation.tie));
            let entry = tried.entry(name).or_default();
            entry.0 += usize::from(found);
            entry.1 += 1;
            if !found {
                println!(
                    "silent: {}:{} {} -> {new}  {}",
                    document.path.display(),
                    stated.line,
                    stated.text,
                    relation.calculation(&before.figures, &document.text)
                );
            }
        }
    }
    println!("{tried:?}");
    let reached = |rule: &str| {
        let of = tried.iter().filter(|((r, _), _)| r == rule);
        of.fold((0, 0), |(f, a), (_, &(x, y))| (f + x, a + y))
    };
    let (sums, all_sums) = reached("Sum");
    // Two stay silent by design: parts far above the whole may overlap (党员, 女性).
    assert!(all_sums >= 20 && sums * 100 >= all_sums * 90, "{sums} of {all_sums}: {tried:?}");
    // A rate is doubted only where its base is beyond doubt: of 受理 and 办结 either may be meant.
    let (rates, all_rates) = reached("Ratio");
    assert!(all_rates >= 40 && rates * 100 >= all_rates * 65, "{rates} of {all_rates}: {tried:?}");
}
