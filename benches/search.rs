//! Speed of searching 10,000 reports (150 MB of text) in memory, on all processors.
//!
//! `cargo bench --bench search`. The reports are made from `sample-reports/`, some to each, with
//! their numbers changed, so that no two texts are the same. See `benches/README.md` for what was
//! measured.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stderr, reason = "a benchmark may panic")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use fayan::corpus::{self, Entry};
use fayan::lexicon::Lexicon;
use fayan::search::{Filter, Finder, Forms, Query, Ranker, Syntax, search};
use fayan::source::Document;
use fayan::text::{Span, Text};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;

mod samples;

fn main() {
    LazyLock::force(&CORPUS);
    divan::main();
}

const REPORTS: usize = 10_000;
const BYTES: usize = 15_000;

static CORPUS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let samples = samples::documents();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let made = |from: usize| {
        let samples = &samples;
        move || {
            let lexicon = Lexicon::builtin().unwrap();
            let numbers = (from..REPORTS).step_by(threads);
            numbers.map(|n| report(samples, n, &lexicon)).collect::<Vec<_>>()
        }
    };
    thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|from| scope.spawn(made(from))).collect();
        all.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
});

/// Report number `n`: samples one after the other, every digit turned.
fn report(samples: &[Document], n: usize, lexicon: &Lexicon) -> Entry {
    let mut content = String::with_capacity(BYTES + 8192);
    for sample in samples.iter().cycle().skip(n % samples.len()) {
        if content.len() >= BYTES {
            break;
        }
        let turned = |c: char| match c.to_digit(10) {
            Some(digit) => char::from_digit((digit + n as u32) % 10, 10).unwrap_or(c),
            None => c,
        };
        content.extend(sample.text.as_str().chars().map(turned));
    }
    let mut document = samples.first().unwrap().clone();
    document.path = PathBuf::from(format!("{n:05}.txt"));
    document.text = Text::new(content);
    let report = corpus::analyse(&document, lexicon, false);
    Entry { document: Arc::new(document), report: Arc::new(report) }
}

fn bytes() -> BytesCount {
    BytesCount::new(CORPUS.iter().map(|entry| entry.document.text.len()).sum::<usize>())
}

fn count(query: &Query, filter: Filter) -> usize {
    let hits = AtomicUsize::new(0);
    let go = AtomicBool::new(false);
    search(&CORPUS, query, filter, &go, &|found| {
        hits.fetch_add(found.hits.len(), Ordering::Relaxed);
        true
    });
    hits.into_inner()
}

fn run(bencher: Bencher<'_, '_>, words: &str, syntax: Syntax, filter: Filter) {
    let query = Query::new(words, syntax, &Forms::new()).unwrap();
    eprintln!("{words}: {} hits", count(&query, filter));
    bencher.counter(bytes()).bench(|| black_box(count(&query, filter)));
}

/// A rare word, a usual one, one each of whose characters has two forms or more, the most usual
/// character, digits, letters, and what stands nowhere.
#[divan::bench(args = ["听证", "行政复议", "诉讼", "的", "12345", "app", "不在此处"], sample_count = 20)]
fn words(bencher: Bencher<'_, '_>, words: &str) {
    run(bencher, words, Syntax::Plain, Filter::default());
}

#[divan::bench(args = ["xzfy", "行政fy", "zf"], sample_count = 20)]
fn pinyin(bencher: Bencher<'_, '_>, words: &str) {
    run(bencher, words, Syntax::Pinyin, Filter::default());
}

#[divan::bench(args = ["行政复议|行政诉讼", r"\d+件", r"出庭应诉率.{0,9}\d+%"], sample_count = 10)]
fn regex(bencher: Bencher<'_, '_>, words: &str) {
    run(bencher, words, Syntax::Regex, Filter::default());
}

#[divan::bench(args = ["shortcomings", "figures"], sample_count = 20)]
fn filtered(bencher: Bencher<'_, '_>, part: &str) {
    let shortcomings = part == "shortcomings";
    let filter = Filter { shortcomings, figures: !shortcomings, ..Filter::default() };
    run(bencher, "行政执法", Syntax::Plain, filter);
}

#[divan::bench(args = ["行政复议", "基层执法人员能力不足的原因"], sample_count = 10)]
fn ranked(bencher: Bencher<'_, '_>, words: &str) {
    let (forms, ranker) = (Forms::new(), Ranker::new());
    ranker.load();
    let go = AtomicBool::new(false);
    bencher
        .counter(bytes())
        .bench(|| black_box(ranker.rank(&CORPUS, words, Filter::default(), &forms, 100, &go)));
}

#[divan::bench(sample_count = 10)]
fn key_terms(bencher: Bencher<'_, '_>) {
    let ranker = Ranker::new();
    ranker.load();
    let go = AtomicBool::new(false);
    let entry = CORPUS.first().unwrap();
    let part = Span::new(0, entry.document.text.len());
    bencher.bench(|| black_box(ranker.key_terms(entry, part, &CORPUS, 20, &go)));
}

#[divan::bench(args = ["行执", "xzzf", "xingzhengfuyi", "2023 复议"], sample_count = 10)]
fn titles(bencher: Bencher<'_, '_>, words: &str) {
    let forms = Forms::new();
    let finder = Finder::new(&CORPUS, &forms);
    eprintln!("{} titles", finder.items().len());
    let go = AtomicBool::new(false);
    bencher.bench(|| black_box(finder.find(words, &forms, 100, &go)));
}

#[divan::bench(sample_count = 5)]
fn finder_of_all_titles(bencher: Bencher<'_, '_>) {
    let forms = Forms::new();
    bencher.bench(|| black_box(Finder::new(&CORPUS, &forms)));
}

#[divan::bench(sample_count = 10)]
fn tables_of_forms() -> Forms {
    Forms::new()
}

#[divan::bench(sample_count = 5)]
fn dictionary() -> Ranker {
    let ranker = Ranker::new();
    ranker.load();
    ranker
}
