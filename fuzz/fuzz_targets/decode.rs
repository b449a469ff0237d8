//! Any bytes as a text or Markdown file: no crash, and nothing harmful in what is shown.
#![no_main]

use fayan::source::{Options, read_bytes, sanitize};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.txt", "a.md"] {
        if let Ok(document) = read_bytes(Path::new(name), bytes, &Options::default()) {
            let text = document.text.as_str();
            assert!(text.chars().all(|c| sanitize::harmless(c) == c));
            let end = document.text.position(text.len());
            assert_eq!(end.line as usize, document.text.line_count());
        }
    }
});
