//! OFD (GB/T 33190-2016), the fixed layout in which offices publish: a ZIP archive of XML that tells
//! where each piece of text stands on which page.
//!
//! Templates are what stands behind the text of many pages: heads, lines, numbers. One that a single
//! page uses is part of that page. Annotations, signatures and pictures are not read.

use super::archive::{Archive, join};
use super::format::{Extract, Input};
use super::layout::{self, Page, Piece};
use super::limits::{self, Counted, Deadline};
use super::xml::{Element, Xml, decode};
use super::{Error, PageMetadata, Places, sanitize};
use std::collections::HashMap;

/// Takes the text out of all documents in the file.
pub(super) fn ofd(input: &Input<'_>) -> Result<Extract, Error> {
    let until = input.deadline;
    let mut archive = Archive::open(input.bytes, input.budget)?;
    // GM/T 0099: the parts are there, but as bytes that only a password opens.
    if archive.has("Encryptions.xml") || archive.has("Decryptseed.dat") {
        return Err(Error::Encrypted);
    }
    let (roots, metadata) = entry(&archive.need("OFD.xml", until)?, until)?;
    let mut pages = Vec::new();
    for root in &roots {
        document(&mut archive, root, &mut pages, until)?;
    }
    let has_pages = !pages.is_empty();
    let (text, places): (String, Places) = layout::text(pages)?;
    if text.is_empty() && has_pages {
        return Err(Error::Scanned);
    }
    Ok(Extract { text, places, metadata })
}

/// The documents that OFD.xml names, and what the first says about itself.
fn entry(bytes: &[u8], until: &Deadline) -> Result<(Vec<String>, PageMetadata), Error> {
    let text = decode(bytes)?;
    let mut xml = Xml::new(&text, until);
    let (mut roots, mut metadata) = (Vec::new(), PageMetadata::default());
    while let Some(element) = xml.element()? {
        let slot = match element.name() {
            "DocRoot" => {
                roots.push(join("", xml.text()?.trim()));
                continue;
            }
            "Title" => &mut metadata.title,
            "CreationDate" => &mut metadata.created,
            "ModDate" => &mut metadata.modified,
            _ => continue,
        };
        let line = sanitize::line(&xml.text()?);
        if slot.is_none() && !line.is_empty() {
            *slot = Some(line);
        }
    }
    if roots.is_empty() { Err(Error::Damaged) } else { Ok((roots, metadata)) }
}

/// A page's content before its templates.
struct Content {
    page: Page,
    templates: Vec<String>,
}

/// Adds the pages of one document.
fn document(
    archive: &mut Archive<'_>,
    root: &str,
    pages: &mut Vec<Page>,
    until: &Deadline,
) -> Result<(), Error> {
    let bytes = archive.need(root, until)?;
    let text = decode(&bytes)?;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut xml = Xml::new(&text, until);
    let mut templates: HashMap<String, String> = HashMap::new();
    let mut names = Vec::new();
    let mut area = Area::default();
    while let Some(element) = xml.element()? {
        let place = || element.attribute("BaseLoc").map(|place| join(folder, &place));
        match element.name() {
            "TemplatePage" => {
                if let (Some(id), Some(place)) = (element.attribute("ID"), place()) {
                    templates.insert(id, place);
                }
            }
            "Page" => names.extend(place()),
            "PhysicalBox" => area = Area::read(&xml.text()?),
            _ => {}
        }
    }
    if (pages.len() + names.len()) as u64 > limits::MAX_PAGES {
        return Err(Error::TooMany { what: Counted::Pages, limit: limits::MAX_PAGES });
    }
    let mut contents = Vec::with_capacity(names.len());
    let mut uses: HashMap<String, usize> = HashMap::new();
    for name in names {
        let number = u32::try_from(pages.len() + contents.len() + 1).unwrap_or(u32::MAX);
        let content = page(&archive.need(&name, until)?, number, area, until)?;
        for template in &content.templates {
            *uses.entry(template.clone()).or_default() += 1;
        }
        contents.push(content);
    }
    for mut content in contents {
        for id in &content.templates {
            if let (Some(1), Some(name)) = (uses.get(id), templates.get(id)) {
                let template = page(&archive.need(name, until)?, content.page.number, area, until)?;
                content.page.pieces.extend(template.page.pieces);
            }
        }
        pages.push(content.page);
    }
    Ok(())
}

/// A page's box: where its top edge is, and its height, in millimetres.
#[derive(Debug, Clone, Copy, Default)]
struct Area {
    top: f64,
    height: f64,
}

impl Area {
    fn read(text: &str) -> Self {
        let all = numbers(text);
        let at = |index: usize| all.get(index).copied().unwrap_or(0.0);
        Self { top: at(1), height: at(3) }
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace().take(64).filter_map(|word| word.parse().ok()).collect()
}

fn page(bytes: &[u8], number: u32, area: Area, until: &Deadline) -> Result<Content, Error> {
    let text = decode(bytes)?;
    let mut xml = Xml::new(&text, until);
    let mut area = area;
    let mut templates = Vec::new();
    let mut pieces = Vec::new();
    let mut object = Object::default();
    while let Some(element) = xml.element()? {
        match element.name() {
            "PhysicalBox" => area = Area::read(&xml.text()?),
            "Template" => templates.extend(element.attribute("TemplateID")),
            "TextObject" => object = Object::read(&element),
            "TextCode" => {
                object.start(&element);
                let deltas = ["DeltaX", "DeltaY"].map(|name| {
                    element.attribute(name).map(|text| steps(&text)).unwrap_or_default()
                });
                object.pieces(&xml.text()?, &deltas, &mut pieces);
            }
            _ => {}
        }
    }
    Ok(Content {
        page: Page { number, top: area.top, height: area.height, pieces, rules: Vec::new() },
        templates,
    })
}

/// A text object: pieces of text in one font.
#[derive(Debug, Default)]
struct Object {
    /// Its upper left corner on the page.
    corner: (f64, f64),
    /// Turns its own coordinates into those of its box.
    matrix: [f64; 6],
    size: f64,
    /// Where the text starts in its own coordinates: a code that does not tell goes on from the one
    /// before.
    at: (f64, f64),
}

/// The most steps of one text: more than characters on any page.
const MAX_STEPS: usize = 100_000;

/// Distances from character to character: `5 5 5`, or shorter `g 3 5`.
fn steps(text: &str) -> Vec<f64> {
    let mut out: Vec<f64> = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let count = words.next().and_then(|word| word.parse().ok()).unwrap_or(0_usize);
            let step = words.next().and_then(|word| word.parse().ok()).unwrap_or(0.0);
            out.extend(std::iter::repeat_n(step, count.min(MAX_STEPS.saturating_sub(out.len()))));
        } else if out.len() < MAX_STEPS {
            out.push(word.parse().unwrap_or(0.0));
        }
    }
    out
}

impl Object {
    fn read(element: &Element<'_>) -> Self {
        let boundary = numbers(&element.attribute("Boundary").unwrap_or_default());
        let at = |index: usize| boundary.get(index).copied().unwrap_or(0.0);
        let told = numbers(&element.attribute("CTM").unwrap_or_default());
        let mut matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        if told.len() == matrix.len() {
            matrix.copy_from_slice(&told);
        }
        let size = element.number("Size").unwrap_or(0.0);
        Self { corner: (at(0), at(1)), matrix, size, at: (0.0, 0.0) }
    }

    fn start(&mut self, code: &Element<'_>) {
        self.at = (code.number("X").unwrap_or(self.at.0), code.number("Y").unwrap_or(self.at.1));
    }

    /// Adds a text as one piece, or character by character where it runs downwards.
    fn pieces(&self, text: &str, deltas: &[Vec<f64>; 2], out: &mut Vec<Piece>) {
        let [a, b, c, d, e, f] = self.matrix;
        // A watermark across the page is no text of the page.
        if b.abs() > a.abs() * 0.1 && a.abs() > b.abs() * 0.1 {
            return;
        }
        let text: String = text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
        let [right, down] = deltas;
        let scale = |x: f64, y: f64| (x * x + y * y).sqrt();
        let place =
            |x: f64, y: f64| (self.corner.0 + a * x + c * y + e, self.corner.1 + b * x + d * y + f);
        let advance = |c: char| if c >= '\u{2000}' { self.size } else { self.size * 0.5 };
        let (mut x, mut y) = self.at;
        let start = place(x, y);
        let size = self.size * scale(c, d);
        let vertical = right.is_empty() && down.iter().any(|step| *step != 0.0);
        for (index, sign) in text.chars().enumerate() {
            if vertical {
                let (left, base) = place(x, y);
                let width = advance(sign) * scale(a, b);
                out.push(Piece { x: left, y: base, width, size, text: sign.to_string() });
                y += down.get(index).copied().unwrap_or(self.size);
            } else {
                x += right.get(index).copied().unwrap_or_else(|| advance(sign));
            }
        }
        if !vertical {
            let width = (x - self.at.0).abs() * scale(a, b);
            out.push(Piece { x: start.0, y: start.1, width, size, text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::archive::tests::packed;
    use super::super::{Document, Format, Options, Place, read_bytes};
    use super::*;
    use proptest::prelude::*;
    use std::path::Path;

    const OFD: &str = "<ofd:OFD xmlns:ofd='urn:ofd'><ofd:DocBody><ofd:DocInfo><ofd:Title>琅川市报告</ofd:Title>\
        <ofd:CreationDate>2024-03-01</ofd:CreationDate></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";

    fn code(x: u32, y: u32, text: &str) -> String {
        let steps = text.chars().count().saturating_sub(1);
        format!(
            "<ofd:TextObject ID='9' Boundary='{x} {y} 150 5' Font='1' Size='5'>\
            <ofd:TextCode X='0' Y='4' DeltaX='g {steps} 5'>{text}</ofd:TextCode></ofd:TextObject>"
        )
    }

    /// A file of these pages, the templates that each uses, and templates.
    fn file(pages: &[(&str, String)], templates: &[String]) -> Vec<u8> {
        let mut members = vec![("OFD.xml".to_owned(), OFD.to_owned())];
        let mut root =
            "<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
                .to_owned();
        let layer = |inner: &str| format!("<Content><Layer>{inner}</Layer></Content>");
        for (i, template) in templates.iter().enumerate() {
            root += &format!("<TemplatePage ID='{i}' BaseLoc='Tpls/{i}.xml'/>");
            members
                .push((format!("Doc_0/Tpls/{i}.xml"), format!("<Page>{}</Page>", layer(template))));
        }
        root += "</CommonData><Pages>";
        for (i, (template, page)) in pages.iter().enumerate() {
            root += &format!("<Page ID='1{i}' BaseLoc='/Doc_0/Pages/{i}.xml'/>");
            let used = if template.is_empty() {
                String::new()
            } else {
                format!("<Template TemplateID='{template}'/>")
            };
            members.push((
                format!("Doc_0/Pages/{i}.xml"),
                format!("<Page>{used}{}</Page>", layer(page)),
            ));
        }
        root += "</Pages></Document>";
        members.push(("Doc_0/Document.xml".to_owned(), root));
        let members: Vec<(&str, &[u8])> =
            members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        packed(&members)
    }

    fn read(bytes: &[u8]) -> Result<Document, Error> {
        read_bytes(Path::new("a.ofd"), bytes, &Options::default())
    }

    #[test]
    fn pages_are_paragraphs_in_order() {
        let first = code(60, 40, "琅川市报告")
            + &code(40, 60, "全市共办理案件一百二十件其中行政复议案件二十")
            + &code(30, 70, "件，均已办结，没有积案。");
        let second = code(40, 40, "下一步继续努力。") + &code(100, 285, "- 2 -");
        let document = read(&file(&[("", first), ("", second)], &[])).unwrap();
        let expected = "琅川市报告\n全市共办理案件一百二十件其中行政复议案件二十件，均已办结，没有积案。\n下一步继续努力。\n";
        assert_eq!(document.text.as_str(), expected);
        assert_eq!(document.format, Format::Ofd);
        assert_eq!(
            (document.places.at(2), document.places.at(3)),
            (Place::Page(1), Place::Page(2))
        );
        assert_eq!(document.metadata.title.as_deref(), Some("琅川市报告"));
        assert_eq!(document.metadata.created.as_deref(), Some("2024-03-01"));
    }

    #[test]
    fn a_template_of_one_page_is_part_of_it() {
        let templates = [code(60, 20, "琅川市人民政府文件"), code(60, 150, "机密样张")];
        let pages: Vec<(&str, String)> = [("0", "一"), ("1", "二"), ("1", "三")]
            .map(|(template, text)| (template, code(40, 100, text)))
            .to_vec();
        let document = read(&file(&pages, &templates)).unwrap();
        assert_eq!(document.text.as_str(), "琅川市人民政府文件\n一\n二\n三\n");
    }

    #[test]
    fn coordinates_are_turned_and_watermarks_left_out() {
        let object = |ctm: &str, inner: &str| {
            format!("<TextObject Boundary='10 50 99 9' CTM='{ctm}' Size='1'>{inner}</TextObject>")
        };
        let page = object("5 0 0 5 0 0", "<TextCode X='4' Y='1' DeltaX='1 1'>乙丙丁</TextCode>")
            + &object("5 0 0 5 0 0", "<TextCode X='3' Y='1'>甲</TextCode>")
            + &object("3 3 -3 3 0 0", "<TextCode X='0' Y='1'>样稿</TextCode>")
            + &object("5 0 0 5 100 0", "<TextCode X='0' Y='1'>12件</TextCode>");
        assert_eq!(read(&file(&[("", page)], &[])).unwrap().text.as_str(), "甲乙丙丁\t12件\n");
        assert_eq!(steps("g 2 1.5 3 g x"), [1.5, 1.5, 3.0]);
        assert_eq!(steps("g 99999999999 1").len(), MAX_STEPS);
    }

    #[test]
    fn damage_and_pictures_are_told() {
        let page = || ("", "<ImageObject ResourceID='1'/>".to_owned());
        assert_eq!(read(&file(&[page()], &[])).unwrap_err(), Error::Scanned);
        assert_eq!(read(&packed(&[("OFD.xml", OFD.as_bytes())])).unwrap_err(), Error::Damaged);
        assert_eq!(read(&packed(&[("OFD.xml", b"<OFD/>")])).unwrap_err(), Error::Damaged);
        let many = "<Page BaseLoc='a'/>".repeat(usize::try_from(limits::MAX_PAGES).unwrap() + 1);
        let root = format!("<Document>{many}</Document>");
        let error =
            read(&packed(&[("OFD.xml", OFD.as_bytes()), ("Doc_0/Document.xml", root.as_bytes())]));
        let expected = Error::TooMany { what: Counted::Pages, limit: limits::MAX_PAGES };
        assert_eq!(error.unwrap_err(), expected);
        let locked = packed(&[("OFD.xml", OFD.as_bytes()), ("Encryptions.xml", b"<x/>")]);
        assert_eq!(read(&locked).unwrap_err(), Error::Encrypted);
    }

    proptest! {
        #[test]
        fn any_page_is_read_or_refused(pieces in prop::collection::vec(prop::sample::select(vec![
            "<TextObject Boundary='1 2' Size='nan'>", "<TextObject CTM='1 2 3 4 5 6' Size='1e300'>",
            "<TextObject Boundary='10 20 9 9' Size='5'>", "</TextObject>", "<TextCode X='1' Y='-1e308'>",
            "<TextCode DeltaX='g 5 5' DeltaY='inf'>", "<TextCode DeltaY='g 2 5'>", "</TextCode>", "全市12件",
            "\u{3000}\u{3000}", "<PhysicalBox>0 0 0 0</PhysicalBox>", "<Template TemplateID='0'/>", "\u{1b}[m",
        ]), 0..30)) {
            let bytes = file(&[("", pieces.concat()), ("", code(10, 20, "文"))], &["".to_owned()]);
            if let Ok(document) = read(&bytes) {
                assert!(!document.text.as_str().contains('\u{1b}'));
            }
        }
    }
}
