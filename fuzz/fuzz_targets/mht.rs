//! Any bytes as a .mht file.
#![no_main]

mod shown;

use fayan::source::Options;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    shown::read("a.mht", bytes.to_vec(), &Options::default());
    let head: &[u8] = HEAD;
    shown::read("a.mht", [head, bytes].concat(), &Options::default());
});

const HEAD: &[u8] = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n";
