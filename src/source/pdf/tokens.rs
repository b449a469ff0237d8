//! The words of PDF: content streams and character maps are written in the same signs.

use std::borrow::Cow;

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    /// A number.
    Number(f64),
    /// A name, without its slash.
    Name(Cow<'a, [u8]>),
    /// The bytes of a string, however it was written.
    Text(Cow<'a, [u8]>),
    /// `[`
    Open,
    /// `]`
    Close,
    /// `<<`
    OpenDictionary,
    /// `>>`
    CloseDictionary,
    /// An operator or another bare word.
    Word(&'a [u8]),
}

/// Bytes cut into words.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn is_blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C | 0)
}

fn is_regular(b: u8) -> bool {
    !is_blank(b)
        && !matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes have been taken.
    pub(super) fn taken(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Takes bytes as long as they are of a kind.
    fn run(&mut self, of: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|&b| !of(b)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn blanks(&mut self) {
        loop {
            self.run(is_blank);
            if self.peek() != Some(b'%') {
                return;
            }
            self.run(|b| b != b'\n' && b != b'\r');
        }
    }

    /// Passes over the data of an inline image, up to the `EI` behind it.
    pub(super) fn skip_image(&mut self) {
        self.at += 1; // the blank after ID
        let rest = self.rest();
        let end = memchr::memmem::find_iter(rest, b"EI").find(|&at| {
            let before = at.checked_sub(1).and_then(|before| rest.get(before));
            let behind = rest.get(at + 2..).unwrap_or_default();
            // The two letters may also be met in the image: behind it there are operators.
            before.is_some_and(|&b| is_blank(b))
                && behind.first().is_none_or(|&b| is_blank(b))
                && behind.iter().take(12).all(|&b| is_blank(b) || b.is_ascii_graphic())
        });
        self.at += end.map_or(rest.len(), |at| at + 2);
    }

    /// `(…)`, whose opening bracket has been taken.
    fn literal(&mut self) -> Cow<'a, [u8]> {
        let rest = self.rest();
        let plain = rest.iter().position(|b| matches!(b, b'(' | b')' | b'\\' | b'\r'));
        if let Some(length) = plain
            && rest.get(length) == Some(&b')')
        {
            self.at += length + 1;
            return Cow::Borrowed(rest.get(..length).unwrap_or_default());
        }
        let mut out = Vec::new();
        let mut depth = 1_usize;
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
            if b == b'\r' {
                self.at += usize::from(self.peek() == Some(b'\n'));
                out.push(b'\n');
            } else {
                out.push(b);
            }
        }
        Cow::Owned(out)
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(b) = self.peek() else { return };
        self.at += 1;
        out.push(match b {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return,
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                return;
            }
            b'0'..=b'7' => {
                let mut value = u32::from(b - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => value = value * 8 + u32::from(digit - b'0'),
                        _ => break,
                    }
                    self.at += 1;
                }
                u8::try_from(value & 0xFF).unwrap_or_default()
            }
            other => other,
        });
    }

    /// `<…>`, whose opening bracket has been taken.
    fn hexadecimal(&mut self) -> Cow<'a, [u8]> {
        let digits = self.run(|b| b != b'>');
        self.at += 1;
        let mut out = Vec::with_capacity(digits.len() / 2 + 1);
        let mut digits = digits.iter().filter_map(|&b| hex(b));
        while let Some(high) = digits.next() {
            out.push(high << 4 | digits.next().unwrap_or(0));
        }
        Cow::Owned(out)
    }

    fn name(&mut self) -> Cow<'a, [u8]> {
        let raw = self.run(is_regular);
        if !raw.contains(&b'#') {
            return Cow::Borrowed(raw);
        }
        let mut out = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((&b, behind)) = rest.split_first() {
            rest = behind;
            let code = match behind {
                [high, low, ..] if b == b'#' => hex(*high).zip(hex(*low)),
                _ => None,
            };
            if let Some((high, low)) = code {
                out.push(high << 4 | low);
                rest = behind.get(2..).unwrap_or_default();
            } else {
                out.push(b);
            }
        }
        Cow::Owned(out)
    }
}

/// A number as PDF writes it: no exponent; a sign in the middle is an error that is passed over.
fn number(word: &[u8]) -> Option<f64> {
    let (negative, digits) = match word {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, word),
    };
    let (mut value, mut scale, mut fraction, mut any) = (0.0, 1.0, false, false);
    for &b in digits {
        match b {
            b'0'..=b'9' => {
                any = true;
                value = value * 10.0 + f64::from(b - b'0');
                if fraction {
                    scale *= 10.0;
                }
            }
            b'.' if !fraction => fraction = true,
            b'-' if any || fraction => break,
            b'-' => {}
            _ => return None,
        }
    }
    let value: f64 = if any || fraction { value / scale } else { return None };
    value.is_finite().then_some(if negative { -value } else { value })
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.blanks();
            let first = self.peek()?;
            if is_regular(first) {
                let word = self.run(is_regular);
                return Some(number(word).map_or(Token::Word(word), Token::Number));
            }
            self.at += 1;
            return Some(match first {
                b'/' => Token::Name(self.name()),
                b'(' => Token::Text(self.literal()),
                b'[' => Token::Open,
                b']' => Token::Close,
                b'<' if self.peek() == Some(b'<') => {
                    self.at += 1;
                    Token::OpenDictionary
                }
                b'<' => Token::Text(self.hexadecimal()),
                b'>' if self.peek() == Some(b'>') => {
                    self.at += 1;
                    Token::CloseDictionary
                }
                // A bracket that closes nothing.
                _ => continue,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_every_kind() {
        let bytes = b"% note\n[(a\\(b\\)\\101\\\n(c)) -12.50 <4e 2D4>]TJ /F#31 .5 -.25 +3 --4 1-2 << >> T* 1e5 }";
        let text = |bytes: &'static [u8]| Token::Text(Cow::Borrowed(bytes));
        let expected = [
            Token::Open,
            text(b"a(b)A(c)"),
            Token::Number(-12.5),
            text(&[0x4E, 0x2D, 0x40]),
            Token::Close,
            Token::Word(b"TJ"),
            Token::Name(Cow::Borrowed(b"F1")),
            Token::Number(0.5),
            Token::Number(-0.25),
            Token::Number(3.0),
            Token::Number(-4.0),
            Token::Number(1.0),
            Token::OpenDictionary,
            Token::CloseDictionary,
            Token::Word(b"T*"),
            Token::Word(b"1e5"),
        ];
        assert_eq!(Tokens::new(bytes).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn inline_images_are_passed_over() {
        let mut tokens = Tokens::new(b"ID \x01 EI \xFF\xFE EI Q q");
        assert_eq!(tokens.next(), Some(Token::Word(b"ID")));
        tokens.skip_image();
        assert_eq!(tokens.next(), Some(Token::Word(b"Q")));
        let mut open = Tokens::new(b"ID abc");
        open.next();
        open.skip_image();
        assert_eq!(open.next(), None);
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Tokens::new(&bytes).count() <= bytes.len());
        }
    }
}
