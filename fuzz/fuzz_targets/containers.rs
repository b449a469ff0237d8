//! Any bytes as a file that may be a container, and as the XML inside one: no crash, and nothing
//! harmful in text and metadata. The first byte tells which part of which container the rest is.
#![no_main]

mod shown;

use fayan::source::Options;
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};

/// A ZIP file of these members, not compressed.
fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let how = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        writer.start_file(*name, how).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const BODY: &[u8] = b"<document><body><p><pPr><pStyle val='a'/><numPr><ilvl val='1'/><numId val='1'/></numPr></pPr>\
    <r><t>x</t><footnoteReference id='1'/></r></p></body></document>";
const PARTS: &[u8] = b"<r><Relationship Type='/styles' Target='s.xml'/><Relationship Type='/numbering' Target='n.xml'/>\
    <Relationship Type='/footnotes' Target='f.xml'/></r>";
const OFD: &[u8] = b"<OFD><DocBody><DocRoot>d.xml</DocRoot></DocBody></OFD>";
const ROOT: &[u8] =
    b"<Document><TemplatePage ID='1' BaseLoc='t.xml'/><Page BaseLoc='p.xml'/></Document>";
const PAGE: &[u8] = b"<Page><Template TemplateID='1'/><TextObject Size='5'><TextCode X='1' Y='2'>x</TextCode></TextObject></Page>";

fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, rest)) = bytes.split_first() else {
        return;
    };
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"<x/>");
    let rels = ("word/_rels/document.xml.rels", PARTS);
    let body = ("word/document.xml", BODY);
    let file = match kind % 9 {
        0 => rest.to_vec(),
        1 => packed(&[types, ("word/document.xml", rest)]),
        2 => packed(&[types, rels, body, ("word/s.xml", rest)]),
        3 => packed(&[types, rels, body, ("word/n.xml", rest)]),
        4 => packed(&[types, rels, body, ("word/f.xml", rest)]),
        5 => packed(&[types, body, ("word/_rels/document.xml.rels", rest)]),
        6 => packed(&[("OFD.xml", OFD), ("d.xml", ROOT), ("p.xml", rest), ("t.xml", PAGE)]),
        7 => packed(&[("OFD.xml", OFD), ("d.xml", rest), ("p.xml", PAGE), ("t.xml", PAGE)]),
        _ => packed(&[("OFD.xml", rest), ("d.xml", ROOT), ("p.xml", PAGE), ("t.xml", PAGE)]),
    };
    shown::read("a.zip", file, &Options::default());
});
