//! Fonts: the bytes that a page shows become characters, as far as the file tells which.
//!
//! A font that does not tell (no ToUnicode map, an encoding of its own, glyphs numbered in no known
//! collection) gives no characters: a reader is told so, since guessing gives other words than those
//! on the page.

use super::super::Error;
use super::charsets::Charset;
use super::cmap::{CMap, Code};
use super::objects::{Objects, number};
use compact_str::{CompactString, ToCompactString};
use lopdf::{Dictionary, Document, Object, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// A character as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// What it says; `None` if the font does not tell.
    pub(super) text: Option<CompactString>,
    /// How far the next one is from it, in sizes of the font; downwards in vertical writing.
    pub(super) advance: f64,
    /// Whether the distance between words is added: it is the single byte 32.
    pub(super) is_space: bool,
}

/// How bytes are cut into codes.
#[derive(Debug)]
enum Codes {
    /// One byte each, with the text of each.
    Simple(Vec<Option<CompactString>>),
    /// A predefined map.
    Named(Charset),
    /// A map in the file, on top of a predefined one.
    Embedded(Box<CMap>, Option<Charset>),
}

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    /// What text the numbers of its glyphs are, where they are those of a known collection.
    collection: Option<Rc<CMap>>,
    /// Whether its codes are UTF-16, which a ToUnicode map by name says.
    is_unicode: bool,
    widths: HashMap<u32, f64>,
    other_width: f64,
    /// Whether lines run downwards.
    pub(super) vertical: bool,
}

/// How many maps may be built one on the other.
const MAX_BASES: usize = 4;

impl Font {
    /// A font that tells nothing: what text is shown with when there is none.
    pub(super) fn unknown() -> Self {
        Self {
            codes: Codes::Simple(Vec::new()),
            to_unicode: None,
            collection: None,
            is_unicode: false,
            widths: HashMap::new(),
            other_width: 0.5,
            vertical: false,
        }
    }

    /// Reads a font.
    ///
    /// # Errors
    /// When one of its maps is over a limit.
    pub(super) fn read(objects: &Objects<'_>, font: &Dictionary) -> Result<Self, Error> {
        let mut to_unicode = None;
        let mut is_unicode = false;
        match objects.get(font, b"ToUnicode") {
            Some(Object::Stream(stream)) => {
                let map = CMap::parse(&objects.content(stream)?);
                to_unicode = map.has_texts().then_some(map);
            }
            Some(Object::Name(name)) => is_unicode = name.starts_with(b"Identity"),
            _ => {}
        }
        let mut out = if objects.name(font, b"Subtype") == Some(b"Type0") {
            Self::composite(objects, font)?
        } else {
            Self::simple(objects, font)
        };
        out.to_unicode = to_unicode;
        out.is_unicode = is_unicode;
        Ok(out)
    }

    fn composite(objects: &Objects<'_>, font: &Dictionary) -> Result<Self, Error> {
        let descendant = objects.get(font, b"DescendantFonts").and_then(|all| match all {
            Object::Array(all) => objects.follow(all.first()?)?.as_dict().ok(),
            other => other.as_dict().ok(),
        });
        let codes = match objects.get(font, b"Encoding") {
            Some(Object::Stream(stream)) => embedded(objects, stream)?,
            Some(Object::Name(name)) => {
                Charset::named(name).map_or_else(|| unknown_map(name), Codes::Named)
            }
            _ => Codes::Named(Charset::identity()),
        };
        let vertical = match &codes {
            Codes::Named(charset) => charset.vertical,
            Codes::Embedded(map, base) => map.vertical || base.is_some_and(|base| base.vertical),
            Codes::Simple(_) => false,
        };
        let mut widths = HashMap::new();
        let mut other_width = 1.0;
        if vertical {
            let told = descendant.map(|font| objects.numbers(font, b"DW2")).unwrap_or_default();
            other_width = told.get(1).map_or(1.0, |height| height.abs() / 1000.0);
        } else if let Some(descendant) = descendant {
            widths = cid_widths(objects, descendant);
            other_width = objects.number(descendant, b"DW").unwrap_or(1000.0) / 1000.0;
        }
        let system = descendant.and_then(|font| objects.dictionary(font, b"CIDSystemInfo"));
        let ordering = system.and_then(|system| objects.get(system, b"Ordering"));
        let collection = match ordering {
            Some(Object::String(name, _)) if name == b"GB1" => Some(objects.gb1()),
            _ => None,
        };
        Ok(Self {
            codes,
            to_unicode: None,
            collection,
            is_unicode: false,
            widths,
            other_width,
            vertical,
        })
    }

    fn simple(objects: &Objects<'_>, font: &Dictionary) -> Self {
        // Glyphs of a Type 3 font are drawn in units of their own.
        let matrix = objects.numbers(font, b"FontMatrix");
        let unit = match objects.name(font, b"Subtype") {
            Some(b"Type3") => matrix.first().copied().unwrap_or(0.001),
            _ => 0.001,
        };
        let descriptor = objects.dictionary(font, b"FontDescriptor");
        let missing = descriptor.and_then(|d| objects.number(d, b"MissingWidth"));
        let widths = objects.get(font, b"Widths").and_then(|widths| widths.as_array().ok());
        let first = objects.number(font, b"FirstChar").map_or(0, whole);
        let widths: HashMap<u32, f64> = (first..)
            .zip(widths.into_iter().flatten().take(256))
            .filter_map(|(code, width)| {
                Some((code, objects.follow(width).and_then(number)? * unit))
            })
            .collect();
        let other_width = missing.filter(|width| *width > 0.0).unwrap_or(500.0) * 0.001;
        Self {
            codes: Codes::Simple(simple_texts(objects, font, descriptor)),
            to_unicode: None,
            collection: None,
            is_unicode: false,
            widths,
            other_width,
            vertical: false,
        }
    }

    /// The characters of a string, one after the other.
    pub(super) fn glyphs(&self, bytes: &[u8], mut each: impl FnMut(Glyph)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = match &self.codes {
                Codes::Simple(_) => 1,
                Codes::Named(charset) => charset.length(rest),
                Codes::Embedded(map, base) => {
                    let by_base = || base.map(|base| base.length(rest));
                    map.length(rest).or_else(by_base).unwrap_or(2)
                }
            };
            let code = Code::of(rest, length);
            rest = rest.get(length..).unwrap_or_default();
            each(Glyph {
                text: self.text(code),
                advance: self.advance(code),
                is_space: code == Code { length: 1, value: 32 },
            });
        }
    }

    fn text(&self, code: Code) -> Option<CompactString> {
        let told = self.to_unicode.as_ref().and_then(|map| map.text(code));
        // Maps that do not know a glyph either name it so.
        let told = told.filter(|text| !text.starts_with(['\0', char::REPLACEMENT_CHARACTER]));
        let text = told.or_else(|| match &self.codes {
            _ if self.is_unicode => char::from_u32(code.value).map(|c| c.to_compact_string()),
            Codes::Simple(texts) => texts.get(usize::try_from(code.value).ok()?)?.clone(),
            Codes::Named(charset) => charset.text(code),
            Codes::Embedded(_, base) => base.and_then(|base| base.text(code)),
        });
        let text = text.or_else(|| self.collected(code))?;
        Some(usual(text))
    }

    /// The text of a glyph's number.
    fn collected(&self, code: Code) -> Option<CompactString> {
        let (collection, cid) = (self.collection.as_ref()?, self.cid(code)?);
        let text = collection.text(Code { length: 2, value: cid })?;
        (!text.starts_with(char::REPLACEMENT_CHARACTER)).then_some(text)
    }

    /// The number of a glyph, in a simple font its code.
    fn cid(&self, code: Code) -> Option<u32> {
        match &self.codes {
            Codes::Simple(_) => Some(code.value),
            Codes::Named(charset) => charset.cid(code),
            Codes::Embedded(map, base) => {
                map.cid(code).or_else(|| base.and_then(|base| base.cid(code)))
            }
        }
    }

    fn advance(&self, code: Code) -> f64 {
        self.cid(code)
            .and_then(|number| self.widths.get(&number))
            .copied()
            .unwrap_or(self.other_width)
    }
}

/// A map of a name that nobody knows: two bytes a code, and no text.
fn unknown_map(name: &[u8]) -> Codes {
    let same = if name.ends_with(b"-V") { b"Identity-V" } else { b"Identity-H" };
    Codes::Named(Charset::named(same).unwrap_or_else(Charset::identity))
}

/// A map in the file.
fn embedded(objects: &Objects<'_>, stream: &Stream) -> Result<Codes, Error> {
    let mut map = CMap::parse(&objects.content(stream)?);
    map.vertical |= objects.number(&stream.dict, b"WMode") == Some(1.0);
    let mut base = map.base.as_deref().and_then(Charset::named);
    let mut above = stream;
    for _ in 0..MAX_BASES {
        match objects.get(&above.dict, b"UseCMap") {
            Some(Object::Name(name)) => {
                base = base.or_else(|| Charset::named(name));
                break;
            }
            Some(Object::Stream(next)) => {
                let inner = CMap::parse(&objects.content(next)?);
                base = base.or_else(|| inner.base.as_deref().and_then(Charset::named));
                map.add(inner);
                above = next;
            }
            _ => break,
        }
    }
    // Made of a name that tells by itself what the codes are.
    if base.is_none() {
        base = objects.name(&stream.dict, b"CMapName").and_then(Charset::named);
        base = base.filter(|base| !base.is_identity());
    }
    Ok(Codes::Embedded(Box::new(map), base))
}

/// The most widths of one font: glyphs have two bytes.
const MAX_WIDTHS: usize = 65_536;

/// `W`: `first [w w w]` or `first last w`, in thousandths.
fn cid_widths(objects: &Objects<'_>, font: &Dictionary) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let all = objects.get(font, b"W").and_then(|all| all.as_array().ok());
    let mut rest = all.into_iter().flatten().filter_map(|object| objects.follow(object));
    while let (Some(first), Some(second)) = (rest.next().and_then(number), rest.next()) {
        let first = whole(first);
        if let Object::Array(list) = second {
            let list = list.iter().map(|object| objects.follow(object).and_then(number));
            widths.extend((first..).zip(list.map(|width| width.unwrap_or(1000.0) / 1000.0)));
        } else if let (Some(last), Some(width)) =
            (number(second).map(whole), rest.next().and_then(number))
        {
            let count = MAX_WIDTHS.saturating_sub(widths.len());
            widths.extend((first..=last).take(count).map(|cid| (cid, width / 1000.0)));
        }
        if widths.len() >= MAX_WIDTHS {
            break;
        }
    }
    widths
}

/// The text of each of the 256 codes of a simple font.
fn simple_texts(
    objects: &Objects<'_>,
    font: &Dictionary,
    descriptor: Option<&Dictionary>,
) -> Vec<Option<CompactString>> {
    let flags = descriptor.and_then(|d| objects.number(d, b"Flags")).map_or(0, whole);
    let has_program = descriptor.is_some_and(|d| {
        [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|key| d.has(key))
    });
    let is_type3 = objects.name(font, b"Subtype") == Some(b"Type3");
    let name = objects.name(font, b"BaseFont").unwrap_or_default();
    let is_pictures = !has_program && [b"Symbol".as_slice(), b"ZapfDingbats"].contains(&name);
    // Its signs are where its program says, or drawn.
    let of_its_own = is_type3 || is_pictures || (has_program && flags & 4 != 0);
    let encoding = objects.get(font, b"Encoding");
    let base = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        Some(Object::Dictionary(inner)) => objects.name(inner, b"BaseEncoding"),
        _ => None,
    };
    let mut texts = match base {
        Some(name @ (b"WinAnsiEncoding" | b"MacRomanEncoding" | b"MacExpertEncoding")) => {
            encoding_table(name)
        }
        _ if of_its_own => vec![None; 256],
        _ => encoding_table(b"StandardEncoding"),
    };
    let differences = match encoding {
        Some(Object::Dictionary(inner)) => objects.get(inner, b"Differences"),
        _ => None,
    };
    let mut code = 0_usize;
    for object in differences.and_then(|all| all.as_array().ok()).into_iter().flatten() {
        match objects.follow(object) {
            Some(Object::Name(name)) => {
                if let Some(text) = texts.get_mut(code) {
                    *text = glyph_name(name).map(CompactString::from);
                }
                code += 1;
            }
            Some(other) => {
                code = number(other).map_or(code, |n| usize::try_from(whole(n)).unwrap_or(0))
            }
            None => {}
        }
    }
    texts
}

/// One of the encodings with a name.
fn encoding_table(name: &[u8]) -> Vec<Option<CompactString>> {
    let mut font = Dictionary::new();
    font.set("Type", "Font");
    font.set("Encoding", Object::Name(name.to_vec()));
    let document = Document::new();
    let encoding = font.get_font_encoding(&document).ok();
    let text = |b: u8| encoding.as_ref()?.bytes_to_string(&[b]).ok().map(CompactString::from);
    (0..=u8::MAX).map(|b| text(b).filter(|text| !text.is_empty())).collect()
}

/// What the name of a glyph says: `one`, `uni4E2D`, `u20000`, `f_i`, `a.alt`.
fn glyph_name(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let stem = name.split('.').next().filter(|stem| !stem.is_empty())?;
    let parts = stem.split('_').take(8).map(|part| {
        let code = |digits: &str| {
            let is_hex = (4..=6).contains(&digits.len())
                && digits.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b));
            let code = is_hex.then(|| u32::from_str_radix(digits, 16).ok())??;
            char::from_u32(code).map(String::from)
        };
        if let Some(digits) = part.strip_prefix("uni")
            && digits.len() % 4 == 0
            && digits.is_ascii()
        {
            let all: Option<String> = digits
                .as_bytes()
                .chunks(4)
                .map(|four| code(std::str::from_utf8(four).ok()?))
                .collect();
            if let Some(all) = all.filter(|all| !all.is_empty()) {
                return Some(all);
            }
        }
        part.strip_prefix('u').and_then(code).or_else(|| listed_name(part))
    });
    parts.collect()
}

/// A name of Adobe's list of glyphs, which lopdf has and shows only through an encoding.
fn listed_name(name: &str) -> Option<String> {
    let mut encoding = Dictionary::new();
    encoding.set("Differences", vec![Object::Integer(1), Object::Name(name.into())]);
    let mut font = Dictionary::new();
    font.set("Type", "Font");
    font.set("Encoding", encoding);
    let document = Document::new();
    let encoding = font.get_font_encoding(&document).ok()?;
    // A name that is not listed gives the standard encoding, in which this is no sign.
    encoding.bytes_to_string(&[1]).ok().filter(|text| !text.is_empty())
}

/// The radicals U+2F00 and following as the characters that they are.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Simplified radicals of the supplement, U+2E80 and following, as the characters that they are.
const SUPPLEMENT: &str = "⺁厂⺇几⺌小⺎兀⺏尣⺐尢⺗心⺝月⺟母⺠民⺩王⺫目⺬示⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺷羋⺹耂⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻯竜⻰龙⻲龟⻳龟";

/// Characters as they are usually written. A glyph of a font stands for several characters, and
/// programs that make maps backwards from glyphs choose among them: radicals for characters (⼯ for
/// 工), forms for vertical lines, ligatures.
fn usual(text: CompactString) -> CompactString {
    let is_rare = |c: char| matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{FB00}'..='\u{FB06}' | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE48}');
    if !text.contains(is_rare) {
        return text;
    }
    text.chars().map(|c| usual_character(c).unwrap_or_else(|| c.to_string())).collect()
}

fn usual_character(c: char) -> Option<String> {
    let nth = |list: &str, first: char| {
        let at = u32::from(c).checked_sub(u32::from(first))?;
        list.chars().nth(usize::try_from(at).ok()?).map(String::from)
    };
    match c {
        '\u{2F00}'..='\u{2FDF}' => nth(RADICALS, '\u{2F00}'),
        '\u{2E80}'..='\u{2EFF}' => {
            let mut signs = SUPPLEMENT.chars();
            while let (Some(radical), Some(usual)) = (signs.next(), signs.next()) {
                if radical == c {
                    return Some(usual.to_string());
                }
            }
            None
        }
        '\u{FB00}'..='\u{FB06}' => {
            let forms = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
            let at = usize::try_from(u32::from(c) - 0xFB00).ok()?;
            forms.get(at).map(|form| (*form).to_owned())
        }
        '\u{FE10}'..='\u{FE19}' => nth("，、。：；！？〖〗…", '\u{FE10}'),
        '\u{FE30}'..='\u{FE48}' => {
            nth("‥—–＿﹏（）｛｝〔〕【】《》〈〉「」『』﹅﹆［］", '\u{FE30}')
        }
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is cut to fit")]
fn whole(number: f64) -> u32 {
    number.clamp(0.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs() {
        let name = |name: &str| glyph_name(name.as_bytes());
        for (glyph, text) in [
            ("A", "A"),
            ("one", "1"),
            ("percent", "%"),
            ("uni6CD56CBB", "法治"),
            ("u20000", "\u{20000}"),
            ("f_i", "fi"),
            ("a.alt", "a"),
            ("union", "∪"),
            ("quotedblleft", "“"),
        ] {
            assert_eq!(name(glyph).as_deref(), Some(text), "{glyph}");
        }
        for glyph in [".notdef", "g34", "cid_12", "uni12", "", "G01"] {
            assert_eq!(name(glyph), None, "{glyph}");
        }
    }

    #[test]
    fn tables_of_encodings() {
        let table = encoding_table(b"WinAnsiEncoding");
        assert_eq!(table[0x93].as_deref(), Some("“"));
        assert_eq!(table[b'%' as usize].as_deref(), Some("%"));
        assert_eq!(table[1], None);
        assert_eq!(encoding_table(b"StandardEncoding")[0xAA].as_deref(), Some("“"));
    }

    #[test]
    fn characters_are_written_as_usual() {
        assert_eq!(RADICALS.chars().count(), 214);
        assert_eq!(SUPPLEMENT.chars().count() % 2, 0);
        assert_eq!(usual("⼯作⺠⾏政︑ﬁ".into()), "工作民行政、fi");
        assert_eq!(usual("法".into()), "法");
        assert_eq!(usual("\u{2FDF}\u{2E9A}".into()), "\u{2FDF}\u{2E9A}");
    }
}
