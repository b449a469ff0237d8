//! The sample reports, and as many more as are wanted: the same with other numbers.

use fayan::corpus;
use fayan::lexicon::Lexicon;
use fayan::source::{self, Document};
use std::path::Path;

/// The reports of `sample-reports/`, read.
pub(crate) fn documents() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-reports");
    let mut paths: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "html" || e == "htm"))
        .collect();
    paths.sort();
    paths.iter().map(|path| source::read(path, &source::Options::default()).unwrap()).collect()
}

/// The samples with no more figures than real reports have. The samples as a whole hold twice as
/// many, since they show every shape of figure.
#[allow(dead_code, reason = "not every benchmark wants them")]
pub(crate) fn lifelike() -> Vec<Document> {
    /// Real reports that were looked at hold a figure in 110 to 500 bytes, on average in 170.
    const DENSEST: usize = 100;
    let lexicon = Lexicon::builtin().unwrap();
    let sparse = |document: &Document| {
        let report = corpus::analyse(document, &lexicon, false);
        report.figures.len() * DENSEST <= document.text.len()
    };
    documents().into_iter().filter(sparse).collect()
}

/// A text with every digit but the first of a number turned by `round`.
#[allow(dead_code, reason = "not every benchmark wants more texts")]
pub(crate) fn vary(text: &str, round: u32) -> String {
    let mut inside = false;
    text.chars()
        .map(|c| {
            let turned = match c.to_digit(10) {
                Some(d) if inside => char::from_digit((d + round) % 10, 10).unwrap_or(c),
                _ => c,
            };
            inside = c.is_ascii_digit();
            turned
        })
        .collect()
}
