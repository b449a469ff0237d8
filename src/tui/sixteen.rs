//! Terminals of sixteen colours: `crossterm` writes every colour as one of 256, which such a terminal
//! does not understand (`38;5;1`), or takes for something else (`5` alone is blinking).

use std::io::{self, Write};

/// Passes bytes on, with colours of the first sixteen in the form that every terminal knows (`31`).
#[derive(Debug)]
pub(super) struct Sixteen<W> {
    inner: W,
    on: bool,
    /// The beginning of a sequence whose end has not been written yet.
    begun: Vec<u8>,
}

/// No sequence of colours is longer.
const LONGEST: usize = 64;

impl<W: Write> Sixteen<W> {
    /// Passes bytes on to `inner`, changed only if `on`.
    pub(super) fn new(inner: W, on: bool) -> Self {
        Self { inner, on, begun: Vec::new() }
    }
}

impl<W: Write> Write for Sixteen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.on {
            return self.inner.write(bytes);
        }
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut out = Vec::with_capacity(all.len());
        let mut rest = &*all;
        while let Some(at) = memchr::memchr(0x1b, rest) {
            let (before, sequence) = rest.split_at(at);
            out.extend_from_slice(before);
            let parameters = sequence.get(2..).unwrap_or_default();
            let len = parameters.iter().take_while(|b| b.is_ascii_digit() || **b == b';').count();
            let end = parameters.get(len);
            if end.is_none()
                && sequence.len() < LONGEST
                && sequence.get(1).is_none_or(|b| *b == b'[')
            {
                self.begun = sequence.to_vec();
                rest = &[];
                break;
            }
            let (parameters, after) = parameters.split_at(len);
            if sequence.get(1) == Some(&b'[') && end == Some(&b'm') {
                out.extend_from_slice(b"\x1b[");
                out.extend_from_slice(&short(parameters));
                rest = after;
            } else {
                let (escape, after) = sequence.split_at(1);
                out.extend_from_slice(escape);
                rest = after;
            }
        }
        out.extend_from_slice(rest);
        self.inner.write_all(&out)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// `38;5;1` as `31`, `48;5;12` as `104`; everything else as it is.
fn short(parameters: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(parameters);
    let mut parts = text.split(';').peekable();
    let mut out: Vec<String> = Vec::new();
    while let Some(part) = parts.next() {
        let base = match part {
            "38" => 30,
            "48" => 40,
            _ => {
                out.push(part.to_owned());
                continue;
            }
        };
        match (parts.next(), parts.next().and_then(|index| index.parse::<u16>().ok())) {
            (Some("5"), Some(index @ 0..8)) => out.push((base + index).to_string()),
            (Some("5"), Some(index @ 8..16)) => out.push((base + 52 + index).to_string()),
            // A colour that the theme does not use here.
            _ => out.push((base + 9).to_string()),
        }
    }
    out.join(";").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(pieces: &[&str], on: bool) -> String {
        let mut writer = Sixteen::new(Vec::new(), on);
        for piece in pieces {
            writer.write_all(piece.as_bytes()).unwrap();
        }
        writer.flush().unwrap();
        String::from_utf8(writer.inner).unwrap()
    }

    #[test]
    fn colours_are_written_in_the_old_form() {
        let text =
            "\x1b[38;5;1;48;5;12m法\x1b[0m\x1b[2;5H\x1b[38;5;9m\x1b[39;49m治\x1b]52;c;YQ==\x07";
        let wanted = "\x1b[31;104m法\x1b[0m\x1b[2;5H\x1b[91m\x1b[39;49m治\x1b]52;c;YQ==\x07";
        assert_eq!(through(&[text], true), wanted);
        assert_eq!(through(&[text], false), text);
        // Wherever the bytes are cut.
        for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            let (a, b) = text.split_at(at);
            assert_eq!(through(&[a, b], true), wanted, "{a:?}");
        }
    }
}
