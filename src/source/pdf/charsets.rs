//! The character maps of East Asian fonts that every reader of PDF knows by name (ISO 32000-1, table
//! 118): what text their codes are. They are encodings known elsewhere, so no map is needed.

use super::cmap::Code;
use compact_str::{CompactString, ToCompactString};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// How codes are cut and what they mean.
#[derive(Debug, Clone, Copy)]
enum Scheme {
    /// Two bytes, the number of the glyph.
    Identity,
    /// UTF-16, big end first.
    Utf16,
    /// UTF-8.
    Utf8,
    /// UTF-32, big end first.
    Utf32,
    /// One byte up to 0x80 and where `single` says so, else two.
    Double { encoding: &'static Encoding, single: fn(u8) -> bool },
    /// As [`Scheme::Double`], and four bytes where the second is a digit.
    Quadruple,
    /// Two bytes of seven bits each: those of the encoding without their high bits.
    Seven(&'static Encoding),
}

/// A predefined map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Charset {
    scheme: Scheme,
    /// The glyph of the letter `!`; those of the other signs of ASCII follow.
    ascii: u32,
    /// Whether it is for vertical writing.
    pub(super) vertical: bool,
}

fn none(_: u8) -> bool {
    false
}

/// Half-width katakana in Shift_JIS, and what Apple added behind.
fn kana(b: u8) -> bool {
    matches!(b, 0xA0..=0xDF | 0xFD..)
}

/// What Apple added to GB 2312 and Big5.
fn apple(b: u8) -> bool {
    b >= 0xFD
}

const fn double(encoding: &'static Encoding) -> Scheme {
    Scheme::Double { encoding, single: none }
}

/// Names without `-H` or `-V`, schemes, and the glyph of `!` in the collection of the map.
const NAMES: &[(&str, Scheme, u32)] = &[
    ("Identity", Scheme::Identity, 0),
    ("UniGB-UCS2", Scheme::Utf16, 2),
    ("UniGB-UTF16", Scheme::Utf16, 2),
    ("UniGB-UTF8", Scheme::Utf8, 2),
    ("UniGB-UTF32", Scheme::Utf32, 2),
    ("GB", Scheme::Seven(GB18030), 0),
    ("GB-EUC", double(GB18030), 814),
    ("GBpc-EUC", Scheme::Double { encoding: GB18030, single: apple }, 2),
    ("GBK-EUC", double(GB18030), 814),
    ("GBKp-EUC", double(GB18030), 2),
    ("GBK2K", Scheme::Quadruple, 2),
    ("UniCNS-UCS2", Scheme::Utf16, 2),
    ("UniCNS-UTF16", Scheme::Utf16, 2),
    ("UniCNS-UTF8", Scheme::Utf8, 2),
    ("UniCNS-UTF32", Scheme::Utf32, 2),
    ("B5pc", Scheme::Double { encoding: BIG5, single: apple }, 2),
    ("ETen-B5", double(BIG5), 13_649),
    ("ETenms-B5", double(BIG5), 2),
    ("HKscs-B5", double(BIG5), 2),
    ("UniJIS-UCS2", Scheme::Utf16, 2),
    ("UniJIS-UTF16", Scheme::Utf16, 2),
    ("UniJIS-UTF8", Scheme::Utf8, 2),
    ("UniJIS-UTF32", Scheme::Utf32, 2),
    ("UniJIS2004-UTF16", Scheme::Utf16, 2),
    ("90ms-RKSJ", Scheme::Double { encoding: SHIFT_JIS, single: kana }, 232),
    ("90msp-RKSJ", Scheme::Double { encoding: SHIFT_JIS, single: kana }, 2),
    ("90pv-RKSJ", Scheme::Double { encoding: SHIFT_JIS, single: kana }, 2),
    ("EUC", double(EUC_JP), 232),
    ("UniKS-UCS2", Scheme::Utf16, 2),
    ("UniKS-UTF16", Scheme::Utf16, 2),
    ("UniKS-UTF8", Scheme::Utf8, 2),
    ("UniKS-UTF32", Scheme::Utf32, 2),
    ("KSC-EUC", double(EUC_KR), 8095),
    ("KSCms-UHC", double(EUC_KR), 2),
];

impl Charset {
    /// The map of this name; `None` if it is none that is known.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        let name = std::str::from_utf8(name).ok()?;
        let (stem, direction) = name.rsplit_once('-')?;
        let vertical = match direction {
            "H" => false,
            "V" => true,
            _ => return None,
        };
        // Half-width variants differ in glyphs only.
        let stem = stem.strip_suffix("-HW").unwrap_or(stem);
        let &(_, scheme, ascii) = NAMES.iter().find(|(known, ..)| *known == stem)?;
        Some(Self { scheme, ascii, vertical })
    }

    /// Two bytes a code, whatever they mean: what a font is that does not tell.
    pub(super) fn identity() -> Self {
        Self { scheme: Scheme::Identity, ascii: 0, vertical: false }
    }

    /// Whether codes are numbers of glyphs.
    pub(super) fn is_identity(&self) -> bool {
        matches!(self.scheme, Scheme::Identity)
    }

    /// How many bytes the first code has.
    pub(super) fn length(&self, bytes: &[u8]) -> usize {
        let (first, second) = (bytes.first().copied(), bytes.get(1).copied());
        let first = first.unwrap_or_default();
        match self.scheme {
            Scheme::Identity | Scheme::Seven(_) => 2,
            Scheme::Utf16 if matches!(first, 0xD8..=0xDB) => 4,
            Scheme::Utf16 => 2,
            Scheme::Utf32 => 4,
            Scheme::Utf8 => match first {
                0..=0xBF => 1,
                0xC0..=0xDF => 2,
                0xE0..=0xEF => 3,
                _ => 4,
            },
            _ if first <= 0x80 => 1,
            Scheme::Quadruple => match second {
                Some(b'0'..=b'9') => 4,
                _ => 2,
            },
            Scheme::Double { single, .. } => 2 - usize::from(single(first)),
        }
    }

    /// The text of a code.
    pub(super) fn text(&self, code: Code) -> Option<CompactString> {
        let bytes = code.value.to_be_bytes();
        let bytes = bytes.get(4 - code.length.min(4)..)?;
        let decode = |encoding: &'static Encoding, bytes: &[u8]| {
            let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
            Some(CompactString::from(text))
        };
        match self.scheme {
            Scheme::Identity => None,
            Scheme::Utf16 => {
                let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
                let signs = char::decode_utf16(units.map(u16::from_be_bytes));
                signs.collect::<Result<CompactString, _>>().ok().filter(|text| !text.is_empty())
            }
            Scheme::Utf32 => char::from_u32(code.value).map(|c| c.to_compact_string()),
            Scheme::Utf8 => std::str::from_utf8(bytes).ok().map(CompactString::from),
            Scheme::Seven(encoding) => {
                let high: Vec<u8> = bytes.iter().map(|b| b | 0x80).collect();
                decode(encoding, &high)
            }
            Scheme::Double { encoding, .. } => decode(encoding, bytes),
            Scheme::Quadruple => decode(GB18030, bytes),
        }
    }

    /// The number of the glyph, as far as it is needed for its width: signs of ASCII.
    pub(super) fn cid(&self, code: Code) -> Option<u32> {
        match self.scheme {
            Scheme::Identity => Some(code.value),
            Scheme::Seven(_) => None,
            _ => match code.value {
                // The space stands before the other signs, or apart from them but as wide.
                0x20 if self.ascii == 2 => Some(1),
                0x20..=0x7E => Some(self.ascii + code.value.saturating_sub(0x21)),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a map of this name reads out of bytes.
    fn read(name: &str, mut bytes: &[u8]) -> String {
        let charset = Charset::named(name.as_bytes()).unwrap();
        let mut out = String::new();
        while !bytes.is_empty() {
            let code = Code::of(bytes, charset.length(bytes));
            out += &charset.text(code).unwrap_or_else(|| "?".into());
            bytes = &bytes[code.length..];
        }
        out
    }

    #[test]
    fn encodings_that_published_files_use() {
        let text = "法治12.5%“㐀”";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let utf32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        let gb = GB18030.encode(text).0;
        for name in ["UniGB-UCS2-H", "UniGB-UTF16-V", "UniCNS-UTF16-H", "UniJIS-UCS2-HW-H"] {
            assert_eq!(read(name, &utf16), text, "{name}");
        }
        assert_eq!(read("UniGB-UTF8-H", text.as_bytes()), text);
        assert_eq!(read("UniGB-UTF32-H", &utf32), text);
        assert_eq!(read("GBK2K-H", &gb), text);
        let gbk = "法治12.5%“兩”";
        for name in ["GBK-EUC-H", "GBKp-EUC-V", "GB-EUC-H", "GBpc-EUC-H"] {
            assert_eq!(read(name, &GB18030.encode(gbk).0), gbk, "{name}");
        }
        let seven: Vec<u8> = GB18030.encode("法治").0.iter().map(|b| b & 0x7F).collect();
        assert_eq!(read("GB-H", &seven), "法治");
        let big5 = "法治12";
        assert_eq!(read("ETen-B5-H", &BIG5.encode(big5).0), big5);
        assert_eq!(read("90ms-RKSJ-H", b"A\xB1\x96\x40"), "Aｱ法");
        assert!(Charset::named(b"GBK-EUC-V").unwrap().vertical);
        assert!(Charset::named(b"Unknown-H").is_none() && Charset::named(b"GBK-EUC").is_none());
    }

    #[test]
    fn what_is_no_character_is_not_garbled() {
        assert_eq!(read("GBK-EUC-H", b"\xB7\xA8\xFF\xFF\xB7"), "法??");
        assert_eq!(read("UniGB-UTF16-H", b"\xD8\x00\x00A\x6C\xD5"), "?法");
        assert_eq!(read("UniGB-UTF8-H", b"\xFF\x41\x41\x41\x41"), "?A");
        assert_eq!(read("Identity-H", b"\x00\x41"), "?");
    }

    #[test]
    fn signs_of_ascii_have_their_glyphs() {
        let cid = |name: &[u8], value| Charset::named(name).unwrap().cid(Code { length: 1, value });
        assert_eq!(cid(b"UniGB-UCS2-H", 0x20), Some(1));
        assert_eq!(cid(b"UniGB-UCS2-H", 0x7E), Some(95));
        assert_eq!(cid(b"GBK-EUC-H", 0x30), Some(829));
        assert_eq!(cid(b"GBK-EUC-H", 0xB7A8), None);
        assert_eq!(cid(b"Identity-H", 0xB7A8), Some(0xB7A8));
    }
}
