//! Web pages saved with their pictures as one file (MHTML, RFC 2557): .mht and .mhtml.
//!
//! Such a file is an e-mail: headers, then parts between boundaries, parts in parts, packed as base64
//! or quoted-printable. The first page with text is read as a web page; all else is left alone.

use super::format::{Extract, Input};
use super::limits::{self, Counted};
use super::places::Places;
use super::{Error, encoding, html, plain};
use encoding_rs::Encoding;
use memchr::memmem;
use std::borrow::Cow;

/// The most parts that are looked at: a page has some hundred pictures at most.
const MAX_PARTS: u64 = 10_000;
/// How deep parts may lie in parts.
const MAX_DEPTH: usize = 8;
/// Bytes in which the headers of a part end.
const MAX_HEADERS: usize = 64 << 10;

/// Whether this is such a file, told by its headers.
pub(super) fn is_mht(bytes: &[u8]) -> bool {
    limits::is_web_archive(bytes)
}

/// Takes the text of the page out.
pub(super) fn mht(input: &Input<'_>) -> Result<Extract, Error> {
    let mut found = Found::default();
    found.collect(input, input.bytes, 0)?;
    let pages = found.pages.iter().map(|part| (part, true));
    let texts = found.texts.iter().map(|part| (part, false));
    let mut problem = Error::Empty;
    for (part, is_page) in pages.chain(texts) {
        input.deadline.check()?;
        let bytes = part.unpacked();
        let decoded = match encoding::decode(&bytes, input.options.encoding.or(part.charset())) {
            Ok(decoded) => decoded,
            Err(error) => {
                problem = error;
                continue;
            }
        };
        let (text, metadata) = if is_page {
            html::html(&decoded.text)?
        } else {
            (plain::plain(&decoded.text), super::PageMetadata::default())
        };
        if !text.trim().is_empty() {
            return Ok(Extract { text, metadata, places: Places::default() });
        }
    }
    Err(problem)
}

/// A part that holds text.
#[derive(Debug)]
struct Part<'a> {
    packing: String,
    charset: String,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    fn unpacked(&self) -> Cow<'a, [u8]> {
        match self.packing.as_str() {
            "base64" => Cow::Owned(base64(self.body)),
            "quoted-printable" => Cow::Owned(quoted_printable(self.body)),
            _ => Cow::Borrowed(self.body),
        }
    }

    /// The encoding that the headers claim, unless it is one that the bytes tell better.
    fn charset(&self) -> Option<&'static Encoding> {
        let encoding = Encoding::for_label(self.charset.as_bytes())?;
        let told = ["UTF-8", "GBK", "gb18030", "windows-1252"].contains(&encoding.name());
        (!told).then_some(encoding)
    }
}

/// The parts that hold text.
#[derive(Debug, Default)]
struct Found<'a> {
    pages: Vec<Part<'a>>,
    texts: Vec<Part<'a>>,
    count: u64,
}

impl<'a> Found<'a> {
    /// Looks through a part: its headers, then its text or the parts in it.
    fn collect(&mut self, input: &Input<'a>, bytes: &'a [u8], depth: usize) -> Result<(), Error> {
        self.count += 1;
        if self.count > MAX_PARTS {
            return Err(Error::TooMany { what: Counted::Objects, limit: MAX_PARTS });
        }
        if depth > MAX_DEPTH {
            return Err(Error::TooDeep);
        }
        input.deadline.check()?;
        let (headers, body) = split_headers(bytes);
        let kind = headers.value("content-type");
        let kind_name = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if kind_name.starts_with("multipart/") {
            let boundary = parameter(&kind, "boundary");
            if boundary.is_empty() {
                return Err(Error::Damaged);
            }
            for part in parts(body, &boundary) {
                self.collect(input, part, depth + 1)?;
            }
            return Ok(());
        }
        let packing = headers.value("content-transfer-encoding").trim().to_ascii_lowercase();
        let part = Part { packing, charset: parameter(&kind, "charset"), body };
        match kind_name.as_str() {
            "text/html" | "application/xhtml+xml" => self.pages.push(part),
            "text/plain" | "" => self.texts.push(part),
            _ => {}
        }
        Ok(())
    }
}

/// The headers of a part, folded lines joined.
struct Headers(String);

impl Headers {
    /// The value of the header of this name, in lower case; empty if there is none.
    fn value(&self, name: &str) -> String {
        let value = self.0.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        });
        value.unwrap_or_default()
    }
}

fn split_headers(bytes: &[u8]) -> (Headers, &[u8]) {
    let start = bytes.get(..MAX_HEADERS).unwrap_or(bytes);
    let ends = [&b"\r\n\r\n"[..], b"\n\n", b"\r\r"];
    let end = ends.iter().filter_map(|end| Some((memmem::find(start, end)?, end.len()))).min();
    // A part without headers begins with an empty line.
    let (head, body) = match end {
        _ if bytes.starts_with(b"\r\n") => (0, 2),
        _ if bytes.starts_with(b"\n") => (0, 1),
        Some((at, length)) => (at, at + length),
        None => (start.len(), bytes.len()),
    };
    let head = String::from_utf8_lossy(bytes.get(..head).unwrap_or_default());
    let head = head.replace("\r\n", "\n").replace('\r', "\n");
    let head = head.replace("\n ", " ").replace("\n\t", " ");
    (Headers(head), bytes.get(body..).unwrap_or_default())
}

/// A parameter of a header's value, without its quotation marks.
fn parameter(value: &str, name: &str) -> String {
    let found = value.split(';').skip(1).find_map(|piece| {
        let (key, value) = piece.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    });
    found.unwrap_or_default()
}

/// The parts between the boundaries; the last one may be cut off.
fn parts<'a>(body: &'a [u8], boundary: &str) -> impl Iterator<Item = &'a [u8]> {
    let mark = format!("--{boundary}");
    let starts_line = |at: usize| at.checked_sub(1).is_none_or(|at| body.get(at) == Some(&b'\n'));
    let mut marks: Vec<(usize, usize)> = memmem::find_iter(body, mark.as_bytes())
        .filter(|&at| starts_line(at))
        .map(|at| {
            let after = at + mark.len();
            let line = memchr::memchr(b'\n', body.get(after..).unwrap_or_default());
            (at, after + line.map_or(0, |line| line + 1))
        })
        .collect();
    marks.push((body.len(), body.len()));
    let ranges: Vec<(usize, usize)> =
        marks.windows(2).filter_map(|two| Some((two.first()?.1, two.get(1)?.0))).collect();
    ranges
        .into_iter()
        .filter_map(|(start, end)| body.get(start..end))
        .filter(|part| !part.trim_ascii().is_empty() && !part.starts_with(b"--"))
}

/// Bytes written as `=XX`, with lines broken by `=`.
fn quoted_printable(packed: &[u8]) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(packed.len());
    let mut rest = packed;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        out.extend_from_slice(before);
        let after = after.get(1..).unwrap_or_default();
        let line_end = after.iter().position(|&b| !matches!(b, b' ' | b'\t')).unwrap_or(0);
        rest = match after {
            [high, low, rest @ ..] if let (Some(high), Some(low)) = (digit(*high), digit(*low)) => {
                out.push(high << 4 | low);
                rest
            }
            _ => match after.get(line_end..).unwrap_or_default() {
                [b'\r', b'\n', rest @ ..] | [b'\n' | b'\r', rest @ ..] => rest,
                _ => {
                    out.push(b'=');
                    after
                }
            },
        };
    }
    out.extend_from_slice(rest);
    out
}

/// Bytes written as four characters for three; what is none of them is passed over.
fn base64(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(packed.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &b in packed {
        let six = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(six)) & 0xFF_FFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).unwrap_or(0));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, Options, read_bytes};
    use super::*;
    use std::path::Path;

    fn read(content: impl AsRef<[u8]>) -> Result<Document, Error> {
        read_bytes(Path::new("a.txt"), content.as_ref(), &Options::default())
    }

    const HEAD: &str = "From: <Saved by Browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b=_1\"\r\n\r\n";

    #[test]
    fn the_page_is_found_among_its_pictures() {
        let mail = format!(
            "{HEAD}preamble\r\n----b=_1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n\
            ----b=_1\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\nz\r\n\
            --in\r\nContent-Type: text/html;\r\n charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <html><head><meta name=3DPubDate content=3D\"2024-03-08\"></head><p>=E5=85=B1=E5=8A=9E=E7=\r\n=90=862=E4=BB=B6\r\n\
            --in--\r\n----b=_1--\r\n"
        );
        let document = read(&mail).unwrap();
        assert_eq!((document.format, document.text.as_str()), (Format::Mht, "共办理2件\n"));
        assert_eq!(document.metadata.published.as_deref(), Some("2024-03-08"));
        // Line ends of another kind, and an end that is missing.
        let unix = mail.replace("\r\n", "\n");
        assert_eq!(
            read(unix.split("--in--").next().unwrap()).unwrap().text.as_str(),
            "共办理2件\n"
        );
    }

    #[test]
    fn base64_and_other_encodings_are_read() {
        let part = |charset: &str, body: &str| {
            format!(
                "{HEAD}----b=_1\r\nContent-Type: text/html; charset={charset}\r\n\
                Content-Transfer-Encoding: Base64\r\n\r\n{body}\r\n----b=_1--"
            )
        };
        // <p>法治</p> in GBK and in Big5.
        assert_eq!(read(part("gb2312", "PHA+t6jWzjwv\r\ncD4=")).unwrap().text.as_str(), "法治\n");
        assert_eq!(read(part("big5", "PHA+qmuqdjwvcD4=")).unwrap().text.as_str(), "法治\n");
    }

    #[test]
    fn what_holds_no_page_is_told() {
        let only = format!("{HEAD}----b=_1\r\nContent-Type: image/png\r\n\r\nx\r\n----b=_1--");
        assert_eq!(read(only).unwrap_err(), Error::Empty);
        let endless =
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(99);
        assert_eq!(read(endless).unwrap_err(), Error::Empty);
        let many = format!("{HEAD}{}", "----b=_1\r\nA: b\r\n\r\n".repeat(20_000));
        assert!(matches!(read(many), Err(Error::TooMany { .. })));
        assert_eq!(
            read("MIME-Version: 1.0\nContent-Type: multipart/related\n\nx").unwrap_err(),
            Error::Damaged
        );
    }

    #[test]
    fn a_text_that_begins_like_a_mail_is_none() {
        for text in ["From: 张三\n共办理2件。", "来源: x\nContent-Type: multipart/related\n"]
        {
            assert_eq!(read(text).unwrap().format, Format::Plain, "{text}");
        }
    }

    #[test]
    fn packed_bytes_are_unpacked() {
        assert_eq!(quoted_printable(b"a=3Db=\r\nc= \nd=E=zz="), b"a=bcd=E=zz=");
        assert_eq!(base64(b"5rOV\r\n5rK7"), "法治".as_bytes());
        assert_eq!(base64(b"YQ=="), b"a");
    }
}
