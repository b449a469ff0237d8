use super::super::archive::tests::packed;
use super::super::{Document, Error, Format, Options, Place, read_bytes};
use proptest::prelude::*;
use std::path::Path;

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="x"/>"#;
const RELS: &[u8] = br#"<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>"#;
const PARTS: &[u8] = br#"<Relationships>
<Relationship Id="s" Type="http://x/styles" Target="styles.xml"/>
<Relationship Id="n" Type="http://x/numbering" Target="/word/numbering.xml"/>
<Relationship Id="f" Type="http://x/footnotes" Target="../word/footnotes.xml"/>
<Relationship Id="h" Type="http://x/hyperlink" Target="http://example.test/" TargetMode="External"/>
</Relationships>"#;

fn document_xml(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="urn:w"><w:body>{body}</w:body></w:document>"#
    )
}

fn file(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = document_xml(body);
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("word/_rels/document.xml.rels", PARTS),
        ("word/document.xml", document.as_bytes()),
    ];
    members.extend(parts.iter().map(|(name, content)| (*name, content.as_bytes())));
    packed(&members)
}

fn read(bytes: &[u8]) -> Result<Document, Error> {
    read_bytes(Path::new("a.docx"), bytes, &Options::default())
}

fn text(body: &str) -> String {
    read(&file(body, &[])).unwrap().text.as_str().to_owned()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_are_lines_with_their_numbers() {
    let body = p("甲") + "<w:p/>" + &p("&lt;乙&gt; ") + &p("丙");
    let document = read(&file(&body, &[])).unwrap();
    assert_eq!(document.text.as_str(), "甲\n<乙>\n丙\n");
    assert_eq!(document.format, Format::Docx);
    assert_eq!(document.places.at(3), Place::Paragraph(3));
    // Whatever its name.
    let renamed = read_bytes(Path::new("a.txt"), &file(&body, &[]), &Options::default()).unwrap();
    assert_eq!(renamed.format, Format::Docx);
}

#[test]
fn runs_of_a_paragraph_are_one_line() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>\
        <w:r><w:rPr><w:b/></w:rPr><w:t>全市</w:t></w:r> <w:hyperlink><w:r><w:t xml:space='preserve'>办理 </w:t></w:r></w:hyperlink>\
        <w:smartTag><w:r><w:t>12</w:t><w:tab/><w:t>件</w:t><w:br/><w:t>其</w:t><w:noBreakHyphen/><w:t>中</w:t></w:r></w:smartTag>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>\
        <w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:char='F0EE'/></w:r>\
        <w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    assert_eq!(text(body), "全市办理 12 件\n其-中显☑音\n");
}

#[test]
fn tracked_changes_are_accepted() {
    let body = "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>8</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>9</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom>\
        <w:moveTo><w:r><w:t>件</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>末</w:t></w:r></w:p>";
    assert_eq!(text(body), "共9件\n前后\n末\n");
}

#[test]
fn fields_show_their_results() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let body = format!(
        "<w:p><w:r><w:t>合计</w:t></w:r>{}<w:r><w:instrText>=SUM(A1)</w:instrText></w:r>\
        {}<w:r><w:t>码</w:t></w:r>{}<w:r><w:t>内</w:t></w:r>{}{}<w:r><w:t>12</w:t></w:r>{}\
        <w:fldSimple w:instr='DATE'><w:r><w:t>件</w:t></w:r></w:fldSimple></w:p>",
        field("begin"),
        field("begin"),
        field("separate"),
        field("end"),
        field("separate"),
        field("end"),
    );
    assert_eq!(text(&body), "合计12件\n");
}

#[test]
fn a_row_is_a_line() {
    let cell = |text: &str| format!("<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{text}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let data = row(&[cell(&p("项目")), cell(&(p("数") + &p("量"))), cell("<w:p/>")])
        + &format!(
            "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            row(&[cell(&p("复议")), cell(&p("12件"))])
        );
    let table = format!("<w:tbl><w:tblPr/>{data}</w:tbl>");
    assert_eq!(text(&table), "项目\t数 量\n复议\t12件\n");
    let nested = format!("<w:tbl>{}</w:tbl>", row(&[cell(&p("栏")), cell(&table)]));
    assert_eq!(text(&nested), "栏\n项目\t数 量\n复议\t12件\n");
    let document = read(&file(&(p("题") + &table), &[])).unwrap();
    assert_eq!(document.places.at(3), Place::Paragraph(5));
}

#[test]
fn a_text_box_is_read_once_and_a_note_after_its_paragraph() {
    let shape = |inner: &str| format!("<x:txbx><w:txbxContent>{inner}</w:txbxContent></x:txbx>");
    let body = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:posOffset>99</wp:posOffset>{}</w:drawing></mc:Choice>\
        <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>\
        <w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>后</w:t></w:r></w:p>",
        shape(&p("框")),
        shape(&p("框"))
    );
    let notes = "<w:footnotes><w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 含上年结转</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let document = read(&file(&body, &[("word/footnotes.xml", notes)])).unwrap();
    assert_eq!(document.text.as_str(), "前后\n框\n注1：含上年结转\n");
}

const NUMBERING: &str = r#"<w:numbering>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
 <w:lvl w:ilvl="3"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3.%4"/><w:suff w:val="space"/></w:lvl>
 <w:lvl w:ilvl="4"><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlRestart w:val="0"/><w:suff w:val="nothing"/><w:lvlText w:val="%5 "/></w:lvl>
 <w:lvl w:ilvl="5"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"#;

const STYLES: &str = r#"<w:styles><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H1x"><w:basedOn w:val="H2"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1x"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>"#;

fn numbered(paragraphs: &[(&str, &str)]) -> Vec<String> {
    let body: String = paragraphs
        .iter()
        .map(|(properties, text)| {
            format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
        })
        .collect();
    let parts = [("word/numbering.xml", NUMBERING), ("word/styles.xml", STYLES)];
    let document = read(&file(&body, &parts)).unwrap();
    document.text.as_str().lines().map(str::to_owned).collect()
}

fn at(list: u8, level: u8) -> String {
    format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>")
}

#[test]
fn automatic_numbers_are_printed() {
    let places = [
        (1, 0),
        (1, 1),
        (1, 2),
        (1, 2),
        (1, 4),
        (1, 1),
        (1, 2),
        (1, 3),
        (1, 5),
        (1, 0),
        (1, 1),
        (1, 4),
        // A list that starts anew, then goes on; one that is linked to the first by a style.
        (2, 0),
        (2, 0),
        (3, 0),
    ];
    let properties: Vec<String> = places.iter().map(|&(list, level)| at(list, level)).collect();
    let all: Vec<(&str, &str)> = properties.iter().map(|place| (place.as_str(), "文")).collect();
    let expected = [
        "一、文",
        "（一）文",
        "1. 文",
        "2. 文",
        "① 文",
        "（二）文",
        "1. 文",
        "1.1.1 文",
        "文",
        "二、文",
        "（一）文",
        "② 文",
        "五、文",
        "六、文",
        "七、文",
    ];
    assert_eq!(numbered(&all), expected);
}

#[test]
fn styles_bring_numbers_and_contents_are_left_out() {
    let style = |id: &str| format!("<w:pStyle w:val='{id}'/>");
    let out = "<w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/></w:numPr>";
    let deep = at(1, 1);
    let (h1, h2, t1, circle) = (style("H1"), style("H2"), style("T1"), style("H1x"));
    let all = [
        (t1.as_str(), "成效 3"),
        (h1.as_str(), "成效"),
        (deep.as_str(), "领导"),
        (circle.as_str(), "依据"),
        (out, "题"),
        (h2.as_str(), "打算"),
        ("", "正文"),
    ];
    assert_eq!(
        numbered(&all),
        ["一、成效", "（一）领导", "（二）依据", "题", "（三）打算", "正文"]
    );
}

#[test]
fn a_document_tells_its_title_and_dates() {
    let core = |title: &str| {
        format!(
            "<cp:coreProperties><dc:creator>x</dc:creator><dc:title>{title}</dc:title>\
            <dcterms:modified>2024-03-01T08:00:00Z</dcterms:modified></cp:coreProperties>"
        )
    };
    let found = |title: &str| {
        read(&file(&p("文"), &[("docProps/core.xml", &core(title))])).unwrap().metadata
    };
    let metadata = found("琅川市年度报告\u{1b}[m");
    assert_eq!(metadata.title.as_deref(), Some("琅川市年度报告\u{FFFD}[m"));
    assert_eq!(metadata.modified.as_deref(), Some("2024-03-01T08:00:00Z"));
    assert_eq!(metadata.published, None);
    for made_up in ["", "Report", "Microsoft Word - 文档一二", "琅川市报告终稿.docx"] {
        assert_eq!(found(made_up).title, None, "{made_up}");
    }
}

#[test]
fn damage_and_hostility_are_told() {
    let whole = file(&p("文"), &[]);
    let cut = whole.get(..whole.len() / 2).unwrap();
    assert_eq!(read(cut).unwrap_err(), Error::Several);
    assert_eq!(read(&file("", &[])).unwrap_err(), Error::Empty);
    assert_eq!(read(&file("<w:p>", &[])).unwrap_err(), Error::Damaged);
    let deep = "<w:p>".repeat(400) + &"</w:p>".repeat(400);
    assert_eq!(read(&file(&deep, &[])).unwrap_err(), Error::TooDeep);
    let tables = "<w:tbl><w:tr><w:tc>".repeat(80) + &p("深") + &"</w:tc></w:tr></w:tbl>".repeat(80);
    assert_eq!(text(&tables), "深\n");
    let entity = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>".to_owned()
        + &document_xml(&p("文&b;"));
    let members: [(&str, &[u8]); 3] = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("word/document.xml", entity.as_bytes()),
    ];
    assert_eq!(read(&packed(&members)).unwrap().text.as_str(), "文\n");
}

proptest! {
    #[test]
    fn any_markup_is_read_or_refused(pieces in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>甲</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>",
        "<w:tc>", "</w:tc>", "<w:pPr><w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/></w:numPr></w:pPr>",
        "<w:pPr><w:pStyle w:val='H1x'/></w:pPr>", "<w:br/>", "<w:fldChar w:fldCharType='separate'/>",
        "<w:fldChar w:fldCharType='end'/>", "<w:del>", "</w:del>", "<mc:AlternateContent>",
        "</mc:AlternateContent>", "<w:txbxContent>", "</w:txbxContent>", "<w:footnoteReference w:id='2'/>",
        "<w:sym w:char='zz'/>", "&#0;", "&#x110000;", "&x;", "<![CDATA[乙]]>", "文\u{1b}",
    ]), 0..40)) {
        let parts = [("word/numbering.xml", NUMBERING), ("word/styles.xml", STYLES)];
        if let Ok(document) = read(&file(&pieces.concat(), &parts)) {
            assert!(!document.text.as_str().contains('\u{1b}'));
        }
    }

    #[test]
    fn any_damage_is_read_or_refused(at in 0usize..2000, value: u8, name in 0usize..3) {
        let names = ["word/numbering.xml", "word/styles.xml", "docProps/core.xml"];
        let mut part = NUMBERING.as_bytes().to_vec();
        if let Some(byte) = part.get_mut(at) {
            *byte = value;
        }
        let part = String::from_utf8_lossy(&part).into_owned();
        let _ = read(&file(&p("文"), &[(names[name], &part)]));
    }
}
