//! Any bytes as a PDF, as what a page of one shows, and as a map or the parts of its font: no crash,
//! and nothing harmful in text and metadata. The first byte tells which.
#![no_main]

use fayan::source::{Error, Options, read_each_bytes, sanitize};
use libfuzzer_sys::fuzz_target;
use std::path::Path;
use std::time::Duration;

const PAGE: &[u8] = b"BT /F 12 Tf 60 700 Td <0041004200430001> Tj (AB) Tj /S 9 Tf (AB\x01) ' ET";
const MAP: &[u8] = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0041> <0043> <4E00> endbfrange";

/// A file of these objects, whose table is to be made up for.
fn file(content: &[u8], to_unicode: &[u8], encoding: &[u8], parts: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Kids[3 0 R]/MediaBox[0 0 600 800]/Resources<</Font<</F 4 0 R/S 5 0 R>>/XObject<</X 9 0 R>>>>>> endobj\n\
        3 0 obj <</Type/Page/Parent 2 0 R/Contents 6 0 R>> endobj\n\
        4 0 obj <</Type/Font/Subtype/Type0/Encoding 8 0 R/ToUnicode 7 0 R/DescendantFonts[<<"
        .to_vec();
    out.extend_from_slice(parts);
    out.extend_from_slice(b">>]>> endobj\n5 0 obj <</Type/Font/Subtype/Type1 ");
    out.extend_from_slice(parts);
    out.extend_from_slice(b">> endobj\n");
    for (number, stream) in [(6, content), (7, to_unicode), (8, encoding)] {
        out.extend(format!("{number} 0 obj <</Length {}>> stream\n", stream.len()).bytes());
        out.extend_from_slice(stream);
        out.extend_from_slice(b"\nendstream endobj\n");
    }
    out.extend(b"9 0 obj <</Subtype/Form/Length 13>> stream\n/X Do (X) Tj \nendstream endobj\n");
    out.extend_from_slice(b"trailer <</Root 1 0 R>>\n%%EOF");
    out
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, rest)) = bytes.split_first() else { return };
    let file = match kind % 5 {
        0 => [b"%PDF-1.7\n", rest].concat(),
        1 => file(rest, MAP, MAP, b""),
        2 => file(PAGE, rest, MAP, b""),
        3 => file(PAGE, MAP, rest, b""),
        _ => file(PAGE, b"", MAP, rest),
    };
    let options = Options { time: Duration::from_secs(5), ..Options::default() };
    read_each_bytes(Path::new("a.pdf"), file, &options, &mut |_, document| {
        let document = match document {
            Err(Error::Crash(message)) => panic!("{message}"),
            Err(_) => return true,
            Ok(document) => document,
        };
        let metadata = &document.metadata;
        let shown = [&metadata.title, &metadata.created, &metadata.modified];
        let texts = shown.into_iter().flatten().map(String::as_str).chain([document.text.as_str()]);
        for text in texts {
            assert!(text.chars().all(|c| sanitize::harmless(c) == c));
        }
        true
    });
});
