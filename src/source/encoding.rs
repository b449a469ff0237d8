//! Bytes become characters.
//!
//! In this order: a byte order mark; valid UTF-8, whatever a page claims; the encoding that a page
//! claims, if it decodes and, for the GB family, looks Chinese; GB18030 under the same test (GB2312
//! and GBK are parts of it); what chardetng thinks. A few damaged characters do not change the
//! encoding: they show as U+FFFD.

use super::Error;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A decoded file, not yet cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The characters, without a byte order mark.
    pub text: Cow<'a, str>,
    /// Name of the encoding.
    pub encoding: &'static str,
}

/// Bytes looked at where a sample tells enough.
const SAMPLE: usize = 1 << 20;

/// Bytes in which a page declares its encoding (the HTML standard says 1024; pages saved with
/// comments and scripts on top need more).
const HEADER: usize = 4096;

/// GB18030's own byte order mark.
const GB18030_MARK: &[u8] = b"\x84\x31\x95\x33";

/// Decodes a file; `forced` overrules everything that the bytes say.
///
/// # Errors
/// When the bytes are no text, or not in the encoding asked for.
pub fn decode<'a>(
    bytes: &'a [u8],
    forced: Option<&'static Encoding>,
) -> Result<Decoded<'a>, Error> {
    if let Some(encoding) = forced {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        if damaged(&text, 10) {
            return Err(Error::WrongEncoding(encoding.name()));
        }
        return Ok(Decoded { text, encoding: encoding.name() });
    }
    let decoded = detect(bytes);
    if damaged(&decoded.text, 10) || is_binary(&decoded.text) {
        return Err(Error::Binary);
    }
    Ok(decoded)
}

fn detect(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        if encoding != UTF_8 {
            return lossy(rest, encoding);
        }
        // Some tools put the mark of UTF-8 before text of another encoding.
        return utf8(rest).unwrap_or_else(|| without_mark(rest));
    }
    if let Some(rest) = bytes.strip_prefix(GB18030_MARK) {
        return lossy(rest, GB18030);
    }
    if let Some(decoded) = unmarked_utf16(bytes) {
        return decoded;
    }
    utf8(bytes).unwrap_or_else(|| without_mark(bytes))
}

/// UTF-8, valid or with few damaged characters.
fn utf8(bytes: &[u8]) -> Option<Decoded<'_>> {
    let text = match simdutf8::basic::from_utf8(bytes) {
        Ok(valid) => Cow::Borrowed(valid),
        Err(_) if is_damaged_utf8(bytes) => String::from_utf8_lossy(bytes),
        Err(_) => return None,
    };
    Some(Decoded { text, encoding: UTF_8.name() })
}

/// Whether invalid UTF-8 is UTF-8 all the same: fewer than one in fifty of the characters beyond
/// ASCII are damaged. In any other encoding nearly all of them are, which shows at once.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut bad, mut good) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
        if bad > 20 && bad * 50 > good {
            return false;
        }
    }
    bad * 50 <= good + 50
}

/// Anything but UTF-8, told by what the header claims and how the bytes look.
fn without_mark(bytes: &[u8]) -> Decoded<'_> {
    let claimed = claim(bytes).filter(|&encoding| encoding != UTF_8);
    for encoding in claimed.into_iter().chain([GB18030]) {
        let decoded = lossy(bytes, encoding);
        let fits = !matches!(decoded.encoding, "gb18030") || looks_chinese(bytes);
        if fits && !damaged(&decoded.text, 50) {
            return decoded;
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), bytes.len() <= SAMPLE);
    lossy(bytes, detector.guess(None, Utf8Detection::Deny))
}

fn lossy<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding: encoding.name() }
}

/// The encoding that the header of a page declares: `charset=…` in a `<meta>`, a comment or a saved
/// HTTP header, `encoding="…"` in an XML declaration.
fn claim(bytes: &[u8]) -> Option<&'static Encoding> {
    let header = bytes.get(..HEADER).unwrap_or(bytes).to_ascii_lowercase();
    if !header.contains(&b'<') {
        return None;
    }
    [&b"charset"[..], b"encoding"].iter().find_map(|key| {
        memchr::memmem::find_iter(&header, key).find_map(|at| {
            let rest = header.get(at + key.len()..)?.trim_ascii_start();
            let value = rest.strip_prefix(b"=")?.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
            let end = value
                .iter()
                .position(|b| {
                    !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
                })
                .unwrap_or(value.len());
            Encoding::for_label(value.get(..end)?)
        })
    })
}

/// Whether these bytes, read as GB18030, are mostly characters that simplified Chinese text uses.
/// The decoder alone refuses little: Big5, for one, passes as rare characters. So count the pairs
/// within GB2312's symbols and its first level of characters (the 3,755 ordered by sound), which
/// make up nearly all of a Chinese text.
fn looks_chinese(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut common, mut all) = (0_usize, 0_usize);
    let mut rest = sample.iter().copied();
    while let Some(lead) = rest.next() {
        if lead < 0x80 {
            continue;
        }
        let Some(trail) = rest.next() else { break };
        all += 1;
        let usual = matches!(lead, 0xA1..=0xA3 | 0xB0..=0xD7) && trail >= 0xA1;
        common += usize::from(usual);
    }
    all > 0 && common * 10 >= all * 8
}

/// UTF-16 without its mark: NUL bytes among the first ones, and text of our kind when read so.
fn unmarked_utf16(bytes: &[u8]) -> Option<Decoded<'_>> {
    let sample = bytes.get(..HEADER).unwrap_or(bytes);
    if !bytes.len().is_multiple_of(2) || memchr::memchr(0, sample).is_none() {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find_map(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let usual = |c: char| {
            matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}' | '\u{2010}'..='\u{203F}')
                || matches!(c, '\u{3000}'..='\u{303F}' | '一'..='\u{9FFF}' | '！'..='～')
        };
        let all = text.chars().count();
        let fits = text.chars().filter(|&c| usual(c)).count() * 20 >= all * 19;
        fits.then(|| lossy(bytes, encoding))
    })
}

/// Whether more than one in `tolerated` of the characters beyond ASCII could not be decoded. One
/// damaged character is always borne: a file may be cut off in its middle.
fn damaged(text: &str, tolerated: usize) -> bool {
    let bad = memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}").count();
    if bad == 0 {
        return false;
    }
    let beyond = bytecount::num_chars(text.as_bytes()) - text.bytes().filter(u8::is_ascii).count();
    bad * tolerated > beyond + tolerated
}

/// Whether too many control characters stand in the text for it to be one. Those of ASCII tell
/// enough, and can be counted at memory speed.
fn is_binary(text: &str) -> bool {
    let sample = text.as_bytes().get(..SAMPLE).unwrap_or(text.as_bytes());
    let is_control = |b: u8| ((b < 0x20) & !(0x09..=0x0D).contains(&b) & (b != 0x1B)) | (b == 0x7F);
    // Counted in bytes, so that many are looked at at once.
    let count = |block: &[u8]| block.iter().fold(0_u8, |sum, &b| sum + u8::from(is_control(b)));
    let controls: usize =
        sample.chunks(u8::MAX.into()).map(|block| usize::from(count(block))).sum();
    controls * 20 > bytecount::num_chars(sample)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "关于临川市2023年度法治政府建设情况的报告\n\
        全年共办理行政复议案件１２０件，审结率达98.5%，化解矛盾纠纷“两降一升”。\n";

    fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        if encoding == UTF_16LE {
            return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        if encoding == UTF_16BE {
            return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        encoding.encode(text).0.into_owned()
    }

    fn found(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text.into_owned(), decoded.encoding)
    }

    #[test]
    fn each_encoding_is_recognised() {
        assert_eq!(found(TEXT.as_bytes()), (TEXT.to_owned(), "UTF-8"));
        let marked = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
        assert_eq!(found(&marked), (TEXT.to_owned(), "UTF-8"));
        assert_eq!(found(&encode(TEXT, GB18030)), (TEXT.to_owned(), "gb18030"));
        for (mark, encoding) in [(&b"\xFF\xFE"[..], UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
            let bare = encode(TEXT, encoding);
            assert_eq!(found(&[mark, &bare].concat()), (TEXT.to_owned(), encoding.name()));
            assert_eq!(found(&bare), (TEXT.to_owned(), encoding.name()));
        }
        let marked = [GB18030_MARK, &encode(TEXT, GB18030)].concat();
        assert_eq!(found(&marked), (TEXT.to_owned(), "gb18030"));
    }

    #[test]
    fn rare_characters_of_gb18030_are_kept() {
        let text = format!("{TEXT}㐀𠮷镕㛃");
        assert_eq!(found(&encode(&text, GB18030)), (text, "gb18030"));
    }

    #[test]
    fn traditional_text_in_big5_is_not_taken_for_gb18030() {
        let text =
            "關於法治政府建設情況的報告，全年共辦理行政復議案件，審結率達到九成以上。".repeat(4);
        assert_eq!(found(&encode(&text, encoding_rs::BIG5)), (text, "Big5"));
    }

    #[test]
    fn a_page_that_claims_gb2312_is_read_as_what_it_is() {
        let page = format!("<html><head><meta charset=gb2312></head><body>{TEXT}镕朮</body>");
        assert_eq!(found(&encode(&page, GB18030)), (page.clone(), "gb18030"));
        assert_eq!(found(page.as_bytes()), (page.clone(), "UTF-8"));
        let comment = "<!-- Content-Type: text/html; charset=Big5 -->法務部";
        assert_eq!(found(&encode(comment, encoding_rs::BIG5)), (comment.to_owned(), "Big5"));
    }

    #[test]
    fn damage_is_shown_and_does_not_change_the_encoding() {
        let cut = TEXT.as_bytes().get(..TEXT.len() - 3).unwrap();
        let (text, encoding) = found(cut);
        assert_eq!(encoding, "UTF-8");
        assert!(text.ends_with('\u{FFFD}'), "{text}");
        let bytes = encode(&TEXT.repeat(9), GB18030);
        let (text, encoding) = found(bytes.get(..bytes.len() - 2).unwrap());
        assert_eq!(encoding, "gb18030");
        assert!(text.starts_with(TEXT));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let noise: Vec<u8> =
            (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise, None), Err(Error::Binary));
        assert_eq!(decode(&[0; 512], None), Err(Error::Binary));
    }

    #[test]
    fn the_encoding_asked_for_overrules() {
        let bytes = encode(TEXT, GB18030);
        assert_eq!(decode(&bytes, Some(UTF_8)), Err(Error::WrongEncoding("UTF-8")));
        let forced = decode(&bytes, Some(GBK)).unwrap();
        assert_eq!(forced.text, TEXT);
        assert_eq!(decode(TEXT.as_bytes(), Some(UTF_8)).unwrap().text, TEXT);
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = decode(&bytes, None);
            let _ = decode(&bytes, Some(UTF_16LE));
        }

        #[test]
        fn what_was_encoded_is_decoded(text in "[一-龥，。、“”0-9a-z㐀-㐿\n]{0,200}") {
            let text = format!("{}{text}", TEXT.repeat(8));
            prop_assert_eq!(found(&encode(&text, GB18030)).0, text.clone());
            for (mark, encoding) in [(&b"\xFF\xFE"[..], UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
                prop_assert_eq!(found(&[mark, &encode(&text, encoding)].concat()).0, text.clone());
            }
        }
    }
}
