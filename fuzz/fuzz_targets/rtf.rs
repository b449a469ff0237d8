//! Any bytes as a .rtf file.
#![no_main]

mod shown;

use fayan::source::Options;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    shown::read("a.rtf", bytes.to_vec(), &Options::default());
    let head: &[u8] = HEAD;
    shown::read("a.rtf", [head, bytes].concat(), &Options::default());
});

const HEAD: &[u8] = b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 S;}{\\f1\\fcharset0 T;}}{\\stylesheet{\\s1 toc 1;}}";
