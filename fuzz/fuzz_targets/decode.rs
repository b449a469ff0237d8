//! Any bytes as a text or Markdown file, paragraphs that were broken at a width among them.
#![no_main]

mod shown;

use fayan::source::Options;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.txt", "a.md"] {
        shown::read(name, bytes.to_vec(), &Options::default());
    }
});
