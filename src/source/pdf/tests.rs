//! Files made for one rule each.

use super::super::{Container, Document, Error, Format, Options, Place, read_bytes};
use crate::source::limits::{self, Counted};
use lopdf::{Dictionary, Object, Stream, dictionary};
use proptest::prelude::*;
use std::path::Path;

fn read(bytes: &[u8]) -> Result<Document, Error> {
    read_bytes(Path::new("a.pdf"), bytes, &Options::default())
}

fn text(bytes: &[u8]) -> String {
    read(bytes).unwrap().text.as_str().to_owned()
}

/// A font of Chinese characters as most offices' files have it.
fn chinese(encoding: &str) -> Dictionary {
    dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "SimSun", "Encoding" => encoding,
        "DescendantFonts" => vec![Object::Dictionary(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "SimSun",
            "W" => vec![1.into(), 95.into(), 500.into()],
        })],
    }
}

/// A file in the making: an A4 page for each content, with the fonts `F` (UniGB-UCS2-H), `V` (the
/// same downwards), `G` (GBK-EUC-H) and `L` (Latin), and what else is added.
struct Maker {
    document: lopdf::Document,
    resources: Dictionary,
    page: Dictionary,
}

impl Maker {
    fn new() -> Self {
        let latin = dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        };
        let fonts = dictionary! {
            "F" => chinese("UniGB-UCS2-H"), "V" => chinese("UniGB-UCS2-V"), "G" => chinese("GBK-EUC-H"), "L" => latin,
        };
        Self {
            document: lopdf::Document::with_version("1.4"),
            resources: dictionary! { "Font" => fonts },
            page: dictionary! {
                "Type" => "Page", "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            },
        }
    }

    fn font(mut self, name: &str, font: Dictionary) -> Self {
        let fonts = self.resources.get_mut(b"Font").and_then(Object::as_dict_mut).unwrap();
        fonts.set(name, font);
        self
    }

    fn stream(&mut self, dictionary: Dictionary, content: &str) -> Object {
        self.document.add_object(Stream::new(dictionary, content.as_bytes().to_vec())).into()
    }

    fn pages(mut self, contents: &[String]) -> Vec<u8> {
        let resources = self.document.add_object(self.resources.clone());
        let root = self.document.new_object_id();
        let kids: Vec<Object> = contents
            .iter()
            .map(|content| {
                let content = self.stream(Dictionary::new(), content);
                let mut page = self.page.clone();
                page.set("Parent", root);
                page.set("Contents", content);
                self.document.add_object(page).into()
            })
            .collect();
        let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Resources" => resources };
        self.document.objects.insert(root, tree.into());
        let catalog =
            self.document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
        self.document.trailer.set("Root", catalog);
        let info = dictionary! {
            "Title" => Object::string_literal(b"\xFE\xFF\x54\x4A".to_vec()),
            "CreationDate" => Object::string_literal("D:20240301093000+08'00'"),
        };
        let info = self.document.add_object(info);
        self.document.trailer.set("Info", info);
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }
}

fn pages(contents: &[String]) -> Vec<u8> {
    Maker::new().pages(contents)
}

fn hex(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

/// A line in 12 points at a place from the lower left corner.
fn line(x: i32, y: i32, text: &str) -> String {
    format!("BT /F 12 Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET\n", hex(text))
}

#[test]
fn pages_are_paragraphs_in_order() {
    let first = line(250, 700, "琅川市报告")
        + &line(84, 670, "全市共办理案件一百二十件，其中行政复议案件二十")
        + &line(60, 650, "三件，均已办结，没有积案。")
        + &line(200, 770, "琅川市公报");
    let second = line(60, 700, "下一步，继续努力。")
        + &line(290, 30, "- 2 -")
        + &line(200, 770, "琅川市公报");
    let document = read(&pages(&[first, second])).unwrap();
    let expected = "琅川市报告\n全市共办理案件一百二十件，其中行政复议案件二十三件，均已办结，没有积案。\n下一步，继续努力。\n";
    assert_eq!(document.text.as_str(), expected);
    assert_eq!(document.format, Format::Pdf);
    assert_eq!((document.places.at(2), document.places.at(3)), (Place::Page(1), Place::Page(2)));
    assert_eq!(document.metadata.title.as_deref(), Some("告"));
    assert_eq!(document.metadata.created.as_deref(), Some("2024-03-01T09:30:00"));
}

#[test]
fn operators_place_text() {
    // Lines from below upwards, moved by matrices, leading and gaps.
    let content =
        "q .5 0 0 .5 100 100 cm BT /F 24 Tf 1 0 0 1 0 1000 Tm <4E00> Tj 100 -60 TD <4E8C> Tj \
        T* [<4E09> -3000 <56DB>] TJ ET Q \
        BT /L 12 Tf 50 TL 100 300 Td (12) Tj (.5%) Tj <4E> Tj (a\\051) ' 3 0 (b c) \" ET \
        BT /G 10 Tf 100 100 Td <B7A8D6CE3132> Tj /Missing 10 Tf (x) Tj ET"
            .to_owned();
    let expected = "一\n二\n三\t四\n12.5%N\na)\nb c\n法治12\u{FFFD}\n";
    assert_eq!(text(&pages(&[content])), expected);
}

/// 法治 by its numbers in Adobe-GB1, by itself and through a map in the file.
#[test]
fn glyphs_of_the_chinese_collection_tell_their_characters() {
    let font = |encoding: Object, ordering: &str| {
        let system = dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal(ordering), "Supplement" => 2,
        };
        let inner = dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType0", "CIDSystemInfo" => system,
        };
        dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "Encoding" => encoding,
            "DescendantFonts" => vec![Object::Dictionary(inner)],
        }
    };
    let show = |name: &str, code: &str| vec![format!("BT /{name} 12 Tf 100 700 Td <{code}> Tj ET")];
    let identity = |ordering| Maker::new().font("I", font("Identity-H".into(), ordering));
    // Digits of half a width and of their own width, and a comma.
    let codes = "064511CD034600120111";
    assert_eq!(text(&identity("GB1").pages(&show("I", codes))), "法治91，\n");
    assert_eq!(read(&identity("Identity").pages(&show("I", codes))).unwrap_err(), Error::Unmapped);
    // Numbers beyond the collection.
    assert_eq!(read(&identity("GB1").pages(&show("I", "FFF0"))).unwrap_err(), Error::Unmapped);
    let mut maker = Maker::new();
    let map = "1 begincodespacerange <00> <FF> endcodespacerange \
        2 begincidchar <01> 1605 <02> 4557 endcidchar";
    let map = maker.stream(Dictionary::new(), map);
    let maker = maker.font("I", font(map, "GB1"));
    assert_eq!(text(&maker.pages(&show("I", "0102"))), "法治\n");
}

#[test]
fn turned_pages_and_text_are_read_upright() {
    let down = "BT /F 12 Tf 0 -1 1 0 300 700 Tm <4E004E8C> Tj ET BT /F 12 Tf 0 -1 1 0 270 700 Tm <4E09> Tj ET";
    assert_eq!(text(&pages(&[down.to_owned()])), "一二\n三\n");
    let mut turned = Maker::new();
    turned.page.set("Rotate", 270);
    assert_eq!(text(&turned.pages(&[down.to_owned()])), "一二\n三\n");
    // Columns of vertical writing go from the right to the left.
    let vertical = "BT /V 12 Tf 500 700 Td <4E004E8C> Tj -24 0 Td <4E09FE12> Tj ET";
    assert_eq!(text(&pages(&[vertical.to_owned()])), "一二\n三。\n");
    // Text across the page is a watermark; text beside the page is not seen.
    let across = line(60, 700, "正文")
        + "BT /F 40 Tf .7 .7 -.7 .7 100 100 Tm <6837> Tj ET"
        + &line(700, 700, "外");
    assert_eq!(text(&pages(&[across])), "正文\n");
}

#[test]
fn marks_tell_heads_and_other_text() {
    let content = "/Artifact <</Type /Pagination>> BDC ".to_owned()
        + &line(60, 400, "页眉")
        + "EMC /Artifact BMC "
        + &line(60, 380, "底纹")
        + "EMC /Span <</ActualText <FEFF6CD56CBB>>> BDC "
        + &line(60, 360, "一")
        + &line(72, 360, "二")
        + "EMC EMC "
        + &line(84, 360, "三")
        + "BI /W 2 /H 2 ID \x01\x02 EI "
        + &line(60, 340, "四");
    assert_eq!(text(&pages(&[content])), "底纹\n法治三\n四\n");
}

#[test]
fn forms_are_shown_where_they_are_called() {
    let mut maker = Maker::new();
    let form = |matrix: [i32; 6], resources: Dictionary| {
        let matrix: Vec<Object> = matrix.map(Object::from).to_vec();
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "Matrix" => matrix, "Resources" => resources }
    };
    let fonts = maker.resources.clone();
    let inner = maker.stream(form([1, 0, 0, 1, 0, -50], fonts.clone()), &line(60, 700, "内"));
    let mut both = fonts;
    let outer = maker.document.new_object_id();
    // It also calls itself.
    both.set("XObject", dictionary! { "I" => inner, "O" => outer });
    let content = format!("q {} /I Do /O Do", line(60, 720, "外"));
    let stream = Stream::new(form([1, 0, 0, 1, 0, 0], both), content.into_bytes());
    maker.document.objects.insert(outer, stream.into());
    maker.resources.set("XObject", dictionary! { "O" => outer });
    assert_eq!(text(&maker.pages(&["/O Do ".to_owned() + &line(60, 600, "后")])), "外\n内\n后\n");
}

#[test]
fn drawn_tables_are_rows() {
    // Three columns; the cell below 项目 is higher than a line, the title goes across.
    let mut content = "1 w ".to_owned();
    for y in [700, 670, 640, 590, 560] {
        content += &format!("60 {y} m 480 {y} l S ");
    }
    content +=
        "60 560 1 140 re f 480 560 m 480 700 l S 200 560 m 200 670 l 340 560 m 340 670 l S\n";
    content += &line(210, 680, "办理情况表");
    content += &(line(70, 650, "项目") + &line(210, 650, "数量") + &line(350, 650, "占比"));
    content += &(line(70, 620, "行政复议")
        + &line(70, 604, "案件")
        + &line(210, 612, "12件")
        + &line(350, 612, "50%"));
    content += &(line(70, 570, "合计") + &line(350, 570, "100%"));
    content += &line(60, 530, "以上。");
    let expected = "办理情况表\n项目\t数量\t占比\n行政复议案件\t12件\t50%\n合计\t\t100%\n以上。\n";
    assert_eq!(text(&pages(&[content])), expected);
    // Without lines, gaps part the columns.
    let bare = line(70, 650, "项目")
        + &line(210, 650, "数量")
        + &line(70, 620, "案件")
        + &line(210, 620, "12件");
    assert_eq!(text(&pages(&[bare])), "项目\t数量\n案件\t12件\n");
}

#[test]
fn fonts_with_maps_of_their_own() {
    let mut maker = Maker::new();
    let map = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <42> <6CD5> endbfrange \
        1 beginbfchar <43> <2F26> endbfchar";
    let to_unicode = maker.stream(Dictionary::new(), map);
    let subset = dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "AAAAAA+SimSun", "ToUnicode" => to_unicode,
        "FirstChar" => 65, "Widths" => vec![1000.into(), 1000.into(), 1000.into()],
    };
    let cids = "/GBK-EUC-H usecmap 1 begincidchar <41> 900 endcidchar";
    let cids = maker.stream(dictionary! { "CMapName" => "Own-H" }, cids);
    let mut embedded = chinese("x");
    embedded.set("Encoding", cids);
    let differences = dictionary! {
        "Type" => "Encoding", "Differences" => vec![1.into(), "one".into(), "uni6CBB".into(), "g17".into()],
    };
    let type3 = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontMatrix" => vec![0.01.into(), 0.into(), 0.into(), 0.01.into(), 0.into(), 0.into()],
        "FirstChar" => 1, "Widths" => vec![50.into(), 100.into(), 100.into()], "Encoding" => differences,
    };
    let maker = maker.font("S", subset).font("E", embedded).font("T", type3);
    let content =
        "BT /S 12 Tf 60 700 Td (ABC) Tj /E 12 Tf <B7A841> Tj /T 12 Tf <01020102010201020103> Tj ET";
    assert_eq!(text(&maker.pages(&[content.to_owned()])), "法泖子法A1治1治1治1治1\u{FFFD}\n");
}

#[test]
fn what_no_font_tells_is_not_guessed() {
    let silent = || Maker::new().font("I", chinese("Identity-H"));
    let content = "BT /I 12 Tf 60 700 Td <12341235> Tj ET".to_owned();
    assert_eq!(read(&silent().pages(std::slice::from_ref(&content))).unwrap_err(), Error::Unmapped);
    // A sign among many is shown as one that could not be read.
    let few = content + &line(60, 650, &"全市共办理行政复议案件".repeat(3));
    assert!(text(&silent().pages(&[few])).starts_with("\u{FFFD}\u{FFFD}\n全市"));
}

#[test]
fn pictures_of_pages_are_told() {
    let mut maker = Maker::new();
    let picture = maker.stream(dictionary! { "Type" => "XObject", "Subtype" => "Image" }, "x");
    maker.resources.set("XObject", dictionary! { "P" => picture });
    let page = "/P Do ".to_owned() + &line(200, 20, "第1页");
    assert_eq!(read(&maker.pages(&[page])).unwrap_err(), Error::Scanned);
    assert_eq!(read(&pages(&[String::new()])).unwrap_err(), Error::Empty);
}

#[test]
fn passwords_are_asked_for_only_where_they_are_needed() {
    let file = |name: &str| {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf").join(name)).unwrap()
    };
    assert_eq!(read(&file("user-password.pdf")).unwrap_err(), Error::Encrypted);
    for name in ["owner-password.pdf", "owner-password-packed.pdf"] {
        let open = text(&file(name));
        assert!(
            open.lines().any(|line| line.starts_with("琅川市人民政府关于2022年度")),
            "{name}: {open}"
        );
    }
}

#[test]
fn renamed_files_are_told_by_their_bytes() {
    let file = pages(&[line(60, 700, "正文")]);
    let read_as =
        |name: &str, bytes: &[u8]| read_bytes(Path::new(name), bytes, &Options::default());
    assert_eq!(read_as("a.txt", &file).unwrap().format, Format::Pdf);
    let behind = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &file].concat();
    assert_eq!(read_as("a.doc", &behind).unwrap().text.as_str(), "正文\n");
    assert_eq!(read_as("a.txt", "标记是 %PDF-1.4".as_bytes()).unwrap().format, Format::Plain);
    assert_eq!(read_as("a.txt", b"%PDF-1.4 \x80").unwrap_err(), Error::Damaged);
    assert!(limits::container(b"%PDF-1.4") == Some(Container::Pdf));
}

#[test]
fn lost_tables_and_trees_are_made_up_for() {
    let file = pages(&[line(60, 700, "一"), line(60, 700, "二")]);
    let at = memchr::memmem::rfind(&file, b"/Type/XRef").unwrap();
    assert_eq!(text(&file[..at]), "一\n二\n");
    let cut = [&file[..at], b"startxref\n99999\n%%EOF"].concat();
    assert_eq!(text(&cut), "一\n二\n");
}

/// A file written sign by sign.
fn raw(objects: &[&str]) -> Vec<u8> {
    let body: String = (1..)
        .zip(objects)
        .map(|(number, object)| format!("{number} 0 obj\n{object}\nendobj\n"))
        .collect();
    format!("%PDF-1.4\n{body}trailer\n<</Root 1 0 R>>\n%%EOF").into_bytes()
}

#[test]
fn hostile_files_come_to_an_end() {
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    // A tree that grows into itself.
    let cycle = raw(&[
        catalog,
        "<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]>>",
        "<</Type/Pages/Kids[2 0 R 3 0 R]>>",
    ]);
    assert_eq!(read(&cycle).unwrap_err(), Error::Damaged);
    let deep: Vec<String> = (3..100).map(|n| format!("<</Type/Pages/Kids[{n} 0 R]>>")).collect();
    let deep: Vec<&str> = std::iter::once(catalog).chain(deep.iter().map(String::as_str)).collect();
    assert_eq!(read(&raw(&deep)).unwrap_err(), Error::TooDeep);
    let many = format!("<</Type/Pages/Kids[{}]>>", "<</Type/Page>> ".repeat(20_001));
    let expected = Error::TooMany { what: Counted::Pages, limit: limits::MAX_PAGES };
    assert_eq!(read(&raw(&[catalog, &many])).unwrap_err(), expected);
    let array = format!("[{}]", "0 ".repeat(4_000_001));
    let error = read(&raw(&[catalog, &array])).unwrap_err();
    assert!(matches!(error, Error::TooMany { what: Counted::Objects, .. }), "{error:?}");
    let nested = "[".repeat(100_000);
    assert_eq!(read(&raw(&[catalog, &nested])).unwrap_err(), Error::Damaged);
    // Each form shows the next ten times.
    let mut maker = Maker::new();
    let ids: Vec<_> = (0..16).map(|_| maker.document.new_object_id()).collect();
    for pair in ids.windows(2) {
        let resources = dictionary! { "XObject" => dictionary! { "X" => pair[1] } };
        let form = dictionary! { "Subtype" => "Form", "Resources" => resources };
        let stream = Stream::new(form, "/X Do ".repeat(10).into_bytes());
        maker.document.objects.insert(pair[0], stream.into());
    }
    maker.resources.set("XObject", dictionary! { "X" => ids[0] });
    let file = maker.pages(&["/X Do".to_owned()]);
    let options = Options { time: std::time::Duration::from_millis(200), ..Options::default() };
    let error = read_bytes(Path::new("a.pdf"), &file, &options).unwrap_err();
    assert!(matches!(error, Error::TooSlow { .. }), "{error:?}");
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let mut maker = Maker::new();
    // Each two bytes stand for 128 blanks.
    let packed = [129, b' '].repeat((64 << 20) / 128 + 1);
    let bomb = dictionary! { "Subtype" => "Form", "Filter" => "RunLengthDecode" };
    let bomb = maker.document.add_object(Stream::new(bomb, packed));
    maker.resources.set("XObject", dictionary! { "X" => bomb });
    let file = maker.pages(&["/X Do".to_owned()]);
    assert_eq!(read(&file).unwrap_err(), Error::Inflated { limit: 64 << 20 });
}

proptest! {
    #[test]
    fn any_content_is_read_or_refused(words in prop::collection::vec(prop::sample::select(vec![
        "q", "Q", "BT", "ET", "/F 12 Tf", "/V -9 Tf", "/G 1e9 Tf", "/L 0 Tf", "1 0 0 1 60 700 Tm", "0 -1 1 0 9 9 Tm",
        "99999999999999999999 0 0 1 0 0 cm", "<4E00>", "(a)", "[", "]", "Tj", "TJ", "-500", "'", "\"", "T*", "12 TL",
        "5 Tc", "-50 Tz", "0 5 Td", "/Span <</ActualText (x\\033)>> BDC", "EMC", "/Artifact BMC", "BI", "ID", "EI",
        "60 60 500 1 re f", "60 60 m 60 500 l S", "0 0 400 400 re S", "200 0 m 200 400 l", "S", "h", "/X Do", "<", ">>",
    ]), 0..80)) {
        if let Ok(document) = read(&pages(&[words.join(" "), words.concat()])) {
            let escapes = document.text.as_str().contains('\u{1b}');
            prop_assert!(!escapes);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&[b"%PDF-1.7\n", bytes.as_slice()].concat());
    }
}
