//! Any bytes as tables and lists of reports.
#![no_main]

mod shown;

use fayan::source::Options;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for column in [None, Some("a".to_owned())] {
        let options = Options { text_column: column, ..Options::default() };
        for name in ["a.csv", "a.tsv", "a.jsonl", "a.json"] {
            shown::read(name, bytes.to_vec(), &options);
        }
        shown::read("a.csv", [b"title,a,date\n", bytes].concat(), &options);
    }
});
