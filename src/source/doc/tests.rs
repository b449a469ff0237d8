use super::super::format::Format;
use super::super::{Document, Options, Place, read_bytes};
use super::*;
use std::io::Write;
use std::path::Path;

/// A compound file of these streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

fn put(bytes: &mut Vec<u8>, at: usize, value: &[u8]) {
    bytes.resize(bytes.len().max(at + value.len()), 0);
    bytes[at..at + value.len()].copy_from_slice(value);
}

/// A document of pieces, each of one byte a character or of two, without any properties.
fn pieces(flags: u16, texts: &[(&str, bool)]) -> Vec<u8> {
    let mut main = Vec::new();
    put(&mut main, 0, &0xA5EC_u16.to_le_bytes());
    put(&mut main, 2, &0x00C1_u16.to_le_bytes());
    put(&mut main, 0x0A, &(flags | 0x0200).to_le_bytes());
    put(&mut main, 0x600, &[]);
    let (mut positions, mut data, mut count) = (vec![0_u32], Vec::new(), 0);
    for (text, narrow) in texts {
        let at = u32::try_from(main.len()).unwrap();
        if *narrow {
            main.extend_from_slice(&WINDOWS_1252.encode(text).0);
            data.extend(
                [0, 0].into_iter().chain(((at * 2) | (1 << 30)).to_le_bytes()).chain([0, 0]),
            );
        } else {
            main.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            data.extend([0, 0].into_iter().chain(at.to_le_bytes()).chain([0, 0]));
        }
        count += u32::try_from(text.encode_utf16().count()).unwrap();
        positions.push(count);
    }
    put(&mut main, 76, &count.to_le_bytes());
    let table: Vec<u8> = positions.into_iter().flat_map(u32::to_le_bytes).chain(data).collect();
    let length = u32::try_from(table.len()).unwrap();
    // A list of properties comes before the table of pieces.
    let clx = [&[1, 2, 0, 9, 9, 2][..], &length.to_le_bytes(), &table].concat();
    put(&mut main, 154 + 33 * 8 + 4, &u32::try_from(clx.len()).unwrap().to_le_bytes());
    compound(&[("WordDocument", &main), ("1Table", &clx)])
}

/// A document of Word 95.
fn old(flags: u16, language: u16, text: &[u8]) -> Vec<u8> {
    let mut main = Vec::new();
    put(&mut main, 0, &0xA5DC_u16.to_le_bytes());
    put(&mut main, 2, &104_u16.to_le_bytes());
    put(&mut main, 6, &language.to_le_bytes());
    put(&mut main, 0x0A, &flags.to_le_bytes());
    let (start, end) = (0x300_u32, 0x300 + u32::try_from(text.len()).unwrap());
    put(&mut main, 0x18, &start.to_le_bytes());
    put(&mut main, 0x1C, &end.to_le_bytes());
    put(&mut main, 0x34, &(end - start).to_le_bytes());
    put(&mut main, 0x300, text);
    compound(&[("WordDocument", &main)])
}

fn read(bytes: &[u8]) -> Result<Document, Error> {
    read_bytes(Path::new("a.doc"), bytes, &Options::default())
}

fn text(bytes: &[u8]) -> String {
    read(bytes).unwrap().text.as_str().to_owned()
}

use encoding_rs::WINDOWS_1252;

/// Saved by LibreOffice: a footnote, a hidden and a deleted run, a text box, a table, a field.
#[test]
fn what_is_printed_is_read() {
    let document = read(include_bytes!("marks.doc")).unwrap();
    assert_eq!(document.format, Format::Doc);
    let lines: Vec<&str> = document.text.as_str().lines().collect();
    let expected = [
        "关于脚注的报告",
        "正文一，续文。加入",
        "注1：脚注文字。",
        "框旁正文。",
        "框内文字",
        "甲",
        "乙",
        "丙",
        "项\t3件",
        "11/22/26末段𠮷。",
    ];
    assert_eq!(lines, expected);
    assert_eq!(document.places.at(4), Place::Paragraph(4));
}

#[test]
fn pieces_of_both_widths_are_put_together() {
    let file = pieces(0, &[("关于", false), ("2023 “A”\r", true), ("第二\u{B}段\r", false)]);
    assert_eq!(text(&file), "关于2023 “A”\n第二\n段\n");
    // Without properties, an empty cell ends the row.
    let file = pieces(0, &[("项\u{7}数\u{7}\u{7}甲\u{7}2件\u{7}\u{7}后\r", false)]);
    assert_eq!(text(&file), "项\t数\n甲\t2件\n后\n");
    let field = "前\u{13}PAGE\u{14}三\u{15}后\u{1}\u{8}\r";
    assert_eq!(text(&pieces(0, &[(field, false)])), "前三后\n");
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(read(&pieces(0x0100, &[("密", false)])).unwrap_err(), Error::Encrypted);
    let packed = compound(&[("EncryptedPackage", b"x"), ("EncryptionInfo", b"x")]);
    assert_eq!(read(&packed).unwrap_err(), Error::Encrypted);
    let table = compound(&[("Workbook", b"x")]);
    assert_eq!(read(&table).unwrap_err(), Error::Container(Container::Compound));
    assert_eq!(read(&compound(&[("WordDocument", b"x")])).unwrap_err(), Error::Damaged);
    assert_eq!(read(&old(4, 0x0804, b"x")).unwrap_err(), Error::Container(Container::Compound));
    assert_eq!(read(SIGNATURE).unwrap_err(), Error::Damaged);
}

#[test]
fn documents_of_word_95_are_in_the_code_page_of_their_language() {
    let (chinese, _, _) = GBK.encode("法治报告\r共办理12件。\r");
    assert_eq!(text(&old(0, 0x0804, &chinese)), "法治报告\n共办理12件。\n");
    assert_eq!(text(&old(0, 0x0409, &chinese)), "法治报告\n共办理12件。\n");
    let (traditional, _, _) = BIG5.encode("法治報告\r");
    assert_eq!(text(&old(0, 0x0404, &traditional)), "法治報告\n");
}

/// Lengths and offsets that lead nowhere are borne.
#[test]
fn any_number_in_a_document_may_lie() {
    let whole = include_bytes!("marks.doc");
    for at in (0..whole.len()).step_by(41) {
        for value in [0x00, 0x7F, 0xFF] {
            let mut bytes = whole.to_vec();
            bytes[at] = value;
            if let Some(next) = bytes.get_mut(at + 1) {
                *next = value;
            }
            let _ = read(&bytes);
        }
    }
}
