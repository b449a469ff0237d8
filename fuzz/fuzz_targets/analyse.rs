//! Any bytes through the whole extraction: no crash, and every position points at its text.
#![no_main]

use fayan::corpus;
use fayan::lexicon::Lexicon;
use fayan::source::{Options, read_bytes};
use libfuzzer_sys::fuzz_target;
use std::path::Path;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| match Lexicon::builtin() {
    Ok(lexicon) => lexicon,
    Err(error) => panic!("{error}"),
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = read_bytes(Path::new("a.txt"), bytes, &Options::default()) {
        let report = corpus::analyse(&document, &LEXICON, true);
        for figure in report.figures.iter(&document.text) {
            assert_eq!(document.text.slice(figure.span), &*figure.text);
            if let Some(named) = figure.named {
                assert_eq!(document.text.slice(named), &*figure.indicator);
            }
        }
    }
});
