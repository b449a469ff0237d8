//! The signs and words that the text consists of, and what the words mean.

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\*`
    Optional,
    /// A control word without its backslash, or a control sign, and its number.
    Word(&'a str, Option<i32>),
    /// A byte of text.
    Byte(u8),
}

/// A file as tokens.
pub(super) struct Tokens<'a>(&'a [u8]);

/// The longest control word; longer ones are none.
const LONGEST: usize = 32;

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        Self(bytes.trim_ascii_start())
    }

    /// Passes over so many bytes.
    pub(super) fn pass(&mut self, count: usize) {
        self.0 = self.0.get(count..).unwrap_or_default();
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (&first, rest) = self.0.split_first()?;
            self.0 = rest;
            return Some(match first {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => return self.control(),
                _ => Token::Byte(first),
            });
        }
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let (&first, rest) = self.0.split_first()?;
        if !first.is_ascii_alphabetic() {
            let sign = self.0.get(..1).and_then(|sign| str::from_utf8(sign).ok());
            self.0 = rest;
            return Some(match first {
                b'*' => Token::Optional,
                b'\'' => {
                    let digits = rest.get(..2).and_then(|two| str::from_utf8(two).ok());
                    match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                        Some(byte) => {
                            self.pass(2);
                            Token::Byte(byte)
                        }
                        None => Token::Word("'", None),
                    }
                }
                b'\r' | b'\n' => Token::Word("par", None),
                b'\\' | b'{' | b'}' => Token::Byte(first),
                _ => Token::Word(sign.unwrap_or_default(), None),
            });
        }
        let length = self.0.iter().take(LONGEST).take_while(|b| b.is_ascii_alphabetic()).count();
        let (word, rest) = self.0.split_at_checked(length)?;
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.iter().skip(sign).take(18).take_while(|b| b.is_ascii_digit()).count();
        let number = (digits > 0).then(|| rest.get(..sign + digits)).flatten();
        let used = number.map_or(0, <[u8]>::len);
        let blank = usize::from(rest.get(used) == Some(&b' '));
        self.0 = rest.get(used + blank..).unwrap_or_default();
        let number = number.and_then(|number| str::from_utf8(number).ok()?.parse::<i64>().ok());
        let number = number.map(|n| i32::try_from(n).unwrap_or(i32::MAX));
        Some(Token::Word(str::from_utf8(word).unwrap_or_default(), number))
    }
}

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into the document.
    Text,
    /// Nowhere.
    Nothing,
    /// Before the paragraph: the printed number of a list's item.
    Number,
    /// After the paragraph, as a note.
    Note,
    /// After the paragraph, as it is.
    Box,
    /// Nowhere, but for boxes within.
    Shape,
    /// Into the table of fonts.
    Fonts,
    /// Into the names of styles.
    Styles,
    /// Into the document's title.
    Title,
    /// Two writings of a text, the second in Unicode.
    Either,
    /// The second of two writings.
    Unicode,
}

/// Words that begin a destination.
const DESTINATIONS: &[(Destination, &[&str])] = &[
    (Destination::Number, &["listtext", "pntext"]),
    (Destination::Note, &["footnote"]),
    (Destination::Box, &["shptxt", "dptxbxtext"]),
    (Destination::Shape, &["shpinst", "shpgrp", "do", "info"]),
    (Destination::Fonts, &["fonttbl"]),
    (Destination::Styles, &["stylesheet"]),
    (Destination::Title, &["title"]),
    (Destination::Either, &["upr"]),
    (Destination::Unicode, &["ud"]),
    (
        Destination::Nothing,
        &[
            "colortbl",
            "header",
            "headerl",
            "headerr",
            "headerf",
            "footer",
            "footerl",
            "footerr",
            "footerf",
            "pict",
            "nonshppict",
            "shprslt",
            "fldinst",
            "xe",
            "tc",
            "tcn",
            "rxe",
            "txe",
            "private",
            "filetbl",
            "template",
            "ftnsep",
            "ftnsepc",
            "ftncn",
            "aftnsep",
            "aftnsepc",
            "aftncn",
            "nonesttables",
            "sp",
            "sn",
            "sv",
            "subject",
            "author",
            "operator",
            "keywords",
            "comment",
            "doccomm",
            "company",
            "manager",
            "category",
            "hlinkbase",
            "creatim",
            "revtim",
            "printim",
            "buptim",
            "pgptbl",
            "revtbl",
            "objdata",
            "objclass",
            "bkmkstart",
            "bkmkend",
            "annotation",
            "atnid",
            "atnauthor",
            "mmathPr",
            "listtable",
        ],
    ),
];

/// The destination that a group begins whose first word this is.
pub(super) fn destination(word: &str) -> Option<Destination> {
    DESTINATIONS.iter().find(|(_, words)| words.contains(&word)).map(|&(found, _)| found)
}

/// What a word stands for in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A character.
    Character(char),
    /// A line break within the paragraph.
    Line,
    /// The end of a paragraph …
    Paragraph,
    /// … of a cell …
    Cell,
    /// … of a cell in a table in a table …
    InnerCell,
    /// … of a row.
    Row,
}

const SIGNS: &[(&str, Sign)] = &[
    ("par", Sign::Paragraph),
    ("sect", Sign::Paragraph),
    ("line", Sign::Line),
    ("lbr", Sign::Line),
    ("page", Sign::Line),
    ("column", Sign::Line),
    ("cell", Sign::Cell),
    ("nestcell", Sign::InnerCell),
    ("row", Sign::Row),
    ("tab", Sign::Character('\t')),
    ("emdash", Sign::Character('—')),
    ("endash", Sign::Character('–')),
    ("emspace", Sign::Character('\u{3000}')),
    ("enspace", Sign::Character(' ')),
    ("qmspace", Sign::Character(' ')),
    ("lquote", Sign::Character('‘')),
    ("rquote", Sign::Character('’')),
    ("ldblquote", Sign::Character('“')),
    ("rdblquote", Sign::Character('”')),
    ("bullet", Sign::Character('•')),
    ("~", Sign::Character('\u{A0}')),
    ("_", Sign::Character('-')),
];

/// What this word stands for, if it is no mere property.
pub(super) fn sign(word: &str) -> Option<Sign> {
    SIGNS.iter().find(|(name, _)| *name == word).map(|&(_, sign)| sign)
}
