//! Any bytes as a binary document of Word, and as the streams within one.
#![no_main]

mod shown;

use fayan::source::Options;
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};

/// A compound file of two streams.
fn compound(main: &[u8], tables: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in [("WordDocument", main), ("1Table", tables), ("0Table", tables)] {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let options = Options::default();
    shown::read("a.doc", bytes.to_vec(), &options);
    // The streams of a seed begin where its sectors do; a cut anywhere makes two of them.
    if let Some((&[a, b], rest)) = bytes.split_first_chunk() {
        let at = usize::from(u16::from_le_bytes([a, b])).min(rest.len());
        let (main, tables) = rest.split_at(at);
        shown::read("a.doc", compound(main, tables), &options);
    }
});
