//! What every target asks of a file: no crash, nothing harmful in what is shown, true positions.

use fayan::source::{Error, Options, read_each_bytes, sanitize};
use std::path::Path;

/// Reads a file of this name as the program does.
pub fn read(name: &str, bytes: Vec<u8>, options: &Options) {
    read_each_bytes(Path::new(name), bytes, options, &mut |_, document| {
        let document = match document {
            Err(Error::Crash(message)) => panic!("{message}"),
            Err(_) => return true,
            Ok(document) => document,
        };
        let told = &document.metadata;
        let told = [
            &told.title,
            &told.published,
            &told.source,
            &told.region,
            &told.created,
            &told.modified,
        ];
        for line in told.into_iter().flatten() {
            assert!(line.chars().all(|c| sanitize::harmless(c) == c && c != '\n'));
        }
        let text = &document.text;
        assert!(text.as_str().chars().all(|c| sanitize::harmless(c) == c));
        // Every so often a character's position leads back to it.
        let step = (text.len() / 50).max(1);
        for (offset, c) in text.as_str().char_indices().step_by(step) {
            if !c.is_whitespace() {
                assert_eq!(text.offset(text.position(offset)), Some(offset));
            }
        }
        true
    });
}
