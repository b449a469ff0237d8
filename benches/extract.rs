//! Speed of extraction, in bytes of text a second: each floor by itself and all together.
//!
//! `cargo bench --bench extract`. The corpus is made from `sample-reports/`: every report with its
//! numbers changed, over and over, so that no two texts are the same. See `benches/README.md` for
//! what was measured.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may panic")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use fayan::lexicon::Lexicon;
use fayan::source::Document;
use fayan::text::Text;
use fayan::{audit, corpus, figures, outline, shortcomings};
use std::sync::Arc;

mod samples;

fn main() {
    divan::main();
}

/// About this many bytes of text.
const CORPUS: usize = 8 << 20;

fn corpus_of(bytes: usize) -> Vec<Document> {
    made_of(&samples::documents(), bytes)
}

fn made_of(samples: &[Document], bytes: usize) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut size = 0;
    for round in 0.. {
        for sample in samples {
            if size >= bytes {
                return documents;
            }
            let mut document = sample.clone();
            document.text = Text::new(samples::vary(sample.text.as_str(), round));
            size += document.text.len();
            documents.push(document);
        }
    }
    documents
}

fn bytes(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|d| d.text.len()).sum::<usize>())
}

#[divan::bench(sample_count = 10)]
fn outline_only(bencher: Bencher<'_, '_>) {
    let (lexicon, documents) = (Lexicon::builtin().unwrap(), corpus_of(CORPUS));
    bencher.counter(bytes(&documents)).bench(|| {
        for document in &documents {
            black_box(outline::outline(document, &lexicon));
        }
    });
}

#[divan::bench(sample_count = 10)]
fn figures_only(bencher: Bencher<'_, '_>) {
    let (lexicon, documents) = (Lexicon::builtin().unwrap(), corpus_of(CORPUS));
    let outlines: Vec<_> = documents.iter().map(|d| outline::outline(d, &lexicon)).collect();
    bencher.counter(bytes(&documents)).bench(|| {
        for (document, outline) in documents.iter().zip(&outlines) {
            black_box(figures::figures(&document.text, outline, &lexicon, None));
        }
    });
}

#[divan::bench(sample_count = 10)]
fn shortcomings_only(bencher: Bencher<'_, '_>) {
    let (lexicon, documents) = (Lexicon::builtin().unwrap(), corpus_of(CORPUS));
    let outlines: Vec<_> = documents.iter().map(|d| outline::outline(d, &lexicon)).collect();
    bencher.counter(bytes(&documents)).bench(|| {
        for (document, outline) in documents.iter().zip(&outlines) {
            black_box(shortcomings::shortcomings(&document.text, outline, &lexicon));
        }
    });
}

#[divan::bench(sample_count = 10)]
fn audit_only(bencher: Bencher<'_, '_>) {
    let (lexicon, documents) = (Lexicon::builtin().unwrap(), corpus_of(CORPUS));
    let found: Vec<_> = documents
        .iter()
        .map(|d| {
            let outline = outline::outline(d, &lexicon);
            let figures = figures::figures(&d.text, &outline, &lexicon, None);
            (outline, figures)
        })
        .collect();
    bencher.counter(bytes(&documents)).bench(|| {
        for (document, (outline, figures)) in documents.iter().zip(&found) {
            black_box(audit::relations(&document.text, outline, figures, &lexicon));
            black_box(audit::findings(&document.text, outline, figures, &lexicon));
        }
    });
}

/// As the program does it: as many short texts together as it takes.
#[divan::bench(sample_count = 10)]
fn everything(bencher: Bencher<'_, '_>) {
    together(bencher, corpus_of(CORPUS));
}

/// Everything, in texts with no more figures than real ones have.
#[divan::bench(sample_count = 10)]
fn everything_lifelike(bencher: Bencher<'_, '_>) {
    together(bencher, made_of(&samples::lifelike(), CORPUS));
}

fn together(bencher: Bencher<'_, '_>, documents: Vec<Document>) {
    let lexicon = Lexicon::builtin().unwrap();
    let size = bytes(&documents);
    let documents: Vec<Arc<Document>> = documents.into_iter().map(Arc::new).collect();
    bencher.counter(size).bench(|| {
        for documents in documents.chunks(corpus::TOGETHER) {
            black_box(corpus::analyse_all(documents, &lexicon, false));
        }
    });
}

/// One report without a line end, ever longer: the speed must not fall with the length.
#[divan::bench(args = [1, 4, 10], sample_count = 3)]
fn one_line(bencher: Bencher<'_, '_>, megabytes: usize) {
    let lexicon = Lexicon::builtin().unwrap();
    // Not a web page: one line of it would be taken for the furniture around a text.
    let mut document = samples::documents()
        .into_iter()
        .find(|document| document.path.extension().is_some_and(|e| e == "txt"))
        .unwrap();
    let paragraph = document.text.as_str().replace('\n', "");
    let line: String = (0..)
        .map(|round| samples::vary(&paragraph, round))
        .scan(0, |size, text| {
            *size += text.len();
            (*size < megabytes << 20).then_some(text)
        })
        .collect();
    document.text = Text::new(line);
    bencher
        .counter(BytesCount::new(document.text.len()))
        .bench(|| black_box(corpus::analyse(&document, &lexicon, false)));
}

/// The floor to approach: one regular expression over number and unit, and nothing else.
#[divan::bench(sample_count = 10)]
fn number_and_unit(bencher: Bencher<'_, '_>) {
    let documents = corpus_of(CORPUS);
    let pattern = regex::Regex::new(
        r"[0-9][0-9,.]*(?:万|亿)?(?:余|多)?(?:个工作日|人次|场次|件次|件|项|个|次|名|人|家|条|%|元)",
    )
    .unwrap();
    bencher.counter(bytes(&documents)).bench(|| {
        for document in &documents {
            black_box(pattern.find_iter(document.text.as_str()).count());
        }
    });
}
