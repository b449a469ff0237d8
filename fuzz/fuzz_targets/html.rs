//! Any bytes as a saved web page.
#![no_main]

mod shown;

use fayan::source::Options;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    shown::read("a.html", bytes.to_vec(), &Options::default());
});
