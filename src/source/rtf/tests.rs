use super::super::format::Format;
use super::super::{Document, Options, Place, read_bytes};
use super::*;
use std::path::Path;

fn read(content: impl AsRef<[u8]>) -> Result<Document, Error> {
    read_bytes(Path::new("a.doc"), content.as_ref(), &Options::default())
}

fn text(body: &str) -> String {
    let file = format!(
        "{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f0\\fcharset134 S;}}{{\\f1\\fcharset0 T;}}}}{body}}}"
    );
    read(file).unwrap().text.as_str().to_owned()
}

/// Saved by LibreOffice: a footnote, a hidden and a deleted run, a table, a field.
#[test]
fn what_is_printed_is_read() {
    let document = read(include_bytes!("marks.rtf")).unwrap();
    assert_eq!(document.format, Format::Rtf);
    let lines: Vec<&str> = document.text.as_str().lines().collect();
    let expected = [
        "关于脚注的报告",
        "正文一，续文。加入",
        "注1：脚注文字。",
        "框旁正文。",
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
fn characters_come_in_three_ways() {
    assert_eq!(text("\\f0 \\'b7\\'a8\\'d6\\'ceA"), "法治A\n");
    assert_eq!(text("\\u27861?\\u-27850\\'3f2"), "法錶2\n");
    assert_eq!(text("\\uc2\\u27861\\'b7\\'a8{\\uc0\\u27835}x"), "法治x\n");
    // A second byte that is a sign of ASCII, and one written as it is.
    assert_eq!(text("\\f0 \\'95\\'5c\\'81@"), "昞丂\n");
    // Bytes as they are, and a western quotation mark.
    let raw = [&b"{\\rtf1\\ansi\\ansicpg936 "[..], b"\xB7\xA8\xD6\xCE\\par \\'94x}"].concat();
    assert_eq!(read(raw).unwrap().text.as_str(), "法治\n”x\n");
    assert_eq!(text("\\uc0\\u-10179\\u-8704"), "😀\n");
    assert_eq!(
        text("\\{a\\\\b\\}\\emdash\\ldblquote c\\rdblquote\\~d\\_e"),
        "{a\\b}—“c”\u{A0}d-e\n"
    );
}

#[test]
fn paragraphs_lines_and_rows() {
    assert_eq!(text("a\\line b\\par c\\par\\par d"), "a\nb\nc\nd\n");
    let row = "\\trowd\\intbl x\\cell\\intbl y\\par\\intbl z\\cell\\row";
    assert_eq!(text(&format!("a\\par{row} {row}\\pard b")), "a\nx\ty z\nx\ty z\nb\n");
    let item = "{\\listtext\\pard\\plain \\'d2\\'bb\\'a1\\'a2\\tab}\\ls1 t\\par";
    assert_eq!(
        text(&format!("\\f0{item}{{\\pntext\\'b7\\tab}}u\\par{{\\listtext 1.\\tab}}v")),
        "一、t\nu\n1. v\n"
    );
}

#[test]
fn what_is_not_printed_stays_away() {
    let body = "{\\info{\\title x}{\\author y}}{\\header h}{\\*\\unknown u}{\\pict ffd8}{\\v s}{\\deleted d}\
        {\\field{\\*\\fldinst PAGE}{\\fldrslt 3}}{\\pict\\bin4 }}}}}{\\*\\shppict{\\pict 00}}a";
    assert_eq!(text(body), "3a\n");
    let styles = "{\\stylesheet{\\s0 Normal;}{\\s5 toc 1;}}";
    assert_eq!(text(&format!("{styles}\\pard\\s5 c\\par\\pard\\s0 t\\par")), "t\n");
    let shape = "a{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn n}{\\sv v}}{\\shptxt b\\par c}}{\\shprslt z}}d\\par e";
    assert_eq!(text(shape), "ad\nb\nc\ne\n");
    assert_eq!(text("a{\\upr{x}{\\*\\ud{\\uc0\\u27861}}}b"), "a法b\n");
    let title =
        "{\\rtf1\\ansi\\ansicpg936{\\info{\\title \\'b7\\'a8\\'d6\\'ce\\'b1\\'a8\\'b8\\'e6}}a}";
    assert_eq!(read(title).unwrap().metadata.title, None);
    let title = title.replace("\\'e6}", "\\'e6\\'b1\\'a8}");
    assert_eq!(read(title).unwrap().metadata.title.as_deref(), Some("法治报告报"));
}

#[test]
fn broken_groups_are_borne() {
    assert_eq!(read("{\\rtf1 a{\\footnote b").unwrap().text.as_str(), "a\nb\n");
    assert_eq!(read("{\\rtf1 a}}}b").unwrap().text.as_str(), "a\n");
    assert_eq!(read(format!("{{\\rtf1 {}", "{".repeat(100_000))).unwrap_err(), Error::TooDeep);
    assert_eq!(read("{\\rtf1\\bin999999999999 a").unwrap_err(), Error::Empty);
    let whole = include_bytes!("marks.rtf");
    for end in (0..whole.len()).step_by(7) {
        let _ = read(whole.get(..end).unwrap());
    }
}
