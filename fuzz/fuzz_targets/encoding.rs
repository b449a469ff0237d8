//! Any bytes through the detection of encodings, and in every encoding that may be asked for.
#![no_main]

use fayan::source::encoding;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(found) = encoding::decode(bytes, None) {
        // What was found, asked for, gives the same.
        let named =
            encoding_rs::Encoding::for_label(found.encoding.as_bytes()).expect("a known name");
        let asked = encoding::decode(bytes, Some(named));
        if let Ok(asked) = asked {
            assert_eq!(asked.encoding, found.encoding);
        }
    }
    for label in [
        "utf-8",
        "gb18030",
        "gbk",
        "big5",
        "utf-16le",
        "utf-16be",
        "shift_jis",
        "euc-kr",
        "windows-1252",
    ] {
        let _ = encoding::decode(bytes, encoding_rs::Encoding::for_label(label.as_bytes()));
    }
});
