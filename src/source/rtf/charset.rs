//! Bytes of text become characters, in the code page of the document or of the font.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};

/// Encodings by the numbers of code pages.
const PAGES: &[(i32, &Encoding)] = &[
    (874, WINDOWS_874),
    (932, SHIFT_JIS),
    (936, GBK),
    (949, EUC_KR),
    (950, BIG5),
    (1250, WINDOWS_1250),
    (1251, WINDOWS_1251),
    (1252, WINDOWS_1252),
    (1253, WINDOWS_1253),
    (1254, WINDOWS_1254),
    (1255, WINDOWS_1255),
    (1256, WINDOWS_1256),
    (1257, WINDOWS_1257),
    (1258, WINDOWS_1258),
    (54936, GBK),
    (65001, UTF_8),
];

/// Code pages by the numbers of the character sets of fonts. 0, of western fonts, is not here: writers
/// are careless with it.
const CHARSETS: &[(i32, i32)] = &[
    (128, 932),
    (129, 949),
    (134, 936),
    (136, 950),
    (161, 1253),
    (162, 1254),
    (163, 1258),
    (177, 1255),
    (178, 1256),
    (186, 1257),
    (204, 1251),
    (222, 874),
    (238, 1250),
];

/// Bytes that have not become characters yet.
#[derive(Debug)]
pub(super) struct Pending {
    bytes: Vec<u8>,
    /// The last byte is the first of two.
    lead: bool,
    page: &'static Encoding,
    /// That of the font, where it has one.
    font: Option<&'static Encoding>,
}

impl Default for Pending {
    fn default() -> Self {
        Self { bytes: Vec::new(), lead: false, page: WINDOWS_1252, font: None }
    }
}

fn encoding(page: i32) -> Option<&'static Encoding> {
    PAGES.iter().find(|&&(number, _)| number == page).map(|&(_, encoding)| encoding)
}

impl Pending {
    /// Sets the code page of the document.
    pub(super) fn set_page(&mut self, page: i32) {
        if let Some(encoding) = encoding(page) {
            self.page = encoding;
        }
    }

    /// Sets the character set of the font in hand.
    pub(super) fn set_charset(&mut self, charset: Option<i32>) {
        let page = CHARSETS.iter().find(|&&(number, _)| Some(number) == charset);
        self.font = page.and_then(|&(_, page)| encoding(page));
    }

    fn encoding(&self) -> &'static Encoding {
        self.font.unwrap_or(self.page)
    }

    /// Adds a byte; gives the characters that are complete where one of ASCII follows them.
    pub(super) fn push(&mut self, byte: u8) -> Option<String> {
        let pairs = !self.encoding().is_single_byte() && self.encoding() != UTF_8;
        if std::mem::take(&mut self.lead) {
            self.bytes.push(byte);
            return None;
        }
        if byte >= 0x80 {
            // Quotation marks and dashes of western fonts begin rare characters only.
            let western = self.font.is_none() && (0x91..=0x97).contains(&byte);
            self.lead = pairs && byte != 0x80 && byte != 0xFF && !western;
            self.bytes.push(byte);
            return None;
        }
        let mut text = self.flush();
        text.push(if byte == b'\t' || byte >= b' ' { char::from(byte) } else { ' ' });
        Some(text)
    }

    /// The characters so far.
    pub(super) fn flush(&mut self) -> String {
        if self.bytes.is_empty() {
            return String::new();
        }
        self.lead = false;
        let bytes = std::mem::take(&mut self.bytes);
        let (text, damaged) = self.encoding().decode_without_bom_handling(&bytes);
        // A western sign in a document of Chinese ones.
        if damaged && self.font.is_none() && bytes.len() == 1 {
            return WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned();
        }
        // Chinese text from a writer that tells no code page.
        if self.font.is_none() && self.page == WINDOWS_1252 && bytes.len() > 1 {
            let (chinese, damaged) = GBK.decode_without_bom_handling(&bytes);
            if !damaged && chinese.chars().all(|c| c >= '\u{2000}') {
                return chinese.into_owned();
            }
        }
        text.into_owned()
    }
}
