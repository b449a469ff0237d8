//! Any bytes as a saved web page: no crash, and nothing harmful in text and metadata.
#![no_main]

use fayan::source::{Options, read_bytes, sanitize};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = read_bytes(Path::new("a.html"), bytes, &Options::default()) {
        let metadata = &document.metadata;
        let shown = [&metadata.title, &metadata.published, &metadata.source];
        let texts = shown.into_iter().flatten().map(String::as_str).chain([document.text.as_str()]);
        for text in texts {
            assert!(text.chars().all(|c| sanitize::harmless(c) == c));
        }
    }
});
