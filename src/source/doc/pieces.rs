//! The piece table (MS-DOC 2.8.35): in which order the pieces of text that lie about in the main
//! stream make up the document.

use super::super::{Error, limits};
use super::bytes::{Bytes, Plc};
use encoding_rs::WINDOWS_1252;

/// Consecutive text in the main stream.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Its first character in the document.
    start: usize,
    /// Its first byte in the stream.
    at: usize,
    /// Bytes of a character: 1 or 2.
    width: usize,
}

/// The document's characters in UTF-16, all its parts one after the other.
#[derive(Debug, Default)]
pub(super) struct Characters {
    pub(super) units: Vec<u16>,
    pieces: Vec<Piece>,
}

/// Bit that tells a piece of one byte a character.
const NARROW: u32 = 1 << 30;

impl Characters {
    /// Puts the pieces together.
    ///
    /// # Errors
    /// When there is no table, or too much text.
    pub(super) fn read(stream: Bytes<'_>, clx: Bytes<'_>) -> Result<Self, Error> {
        let table = piece_table(clx).ok_or(Error::Damaged)?;
        let mut all = Self::default();
        for index in 0..table.count {
            let found = || {
                let data = table.data(index)?;
                let length = table.position(index + 1)?.checked_sub(table.position(index)?)?;
                let length = usize::try_from(length).ok()?;
                let place = data.u32(2)?;
                let narrow = place & NARROW != 0;
                let at = usize::try_from(place & !NARROW).ok()?;
                let (at, width) = if narrow { (at / 2, 1) } else { (at, 2) };
                Some((at, width, length))
            };
            let Some((at, width, length)) = found() else { break };
            // Twice as many bytes in UTF-16, up to three times as many in UTF-8.
            if all.units.len() + length > limits::MAX_TEXT / 2 {
                return Err(Error::Inflated { limit: limits::MAX_TEXT as u64 });
            }
            // A file that was cut off has the start of its text.
            let rest = stream.from(at).map_or(0, |rest| rest.len() / width);
            let length = length.min(rest);
            let bytes = stream.part(at, length * width).unwrap_or(Bytes(&[])).0;
            all.pieces.push(Piece { start: all.units.len(), at, width });
            if width == 1 {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
                all.units.extend(text.encode_utf16());
            } else {
                let pairs = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
                all.units.extend(pairs.map(u16::from_le_bytes));
            }
        }
        Ok(all)
    }

    /// Characters that have no properties.
    pub(super) fn bare(units: Vec<u16>) -> Self {
        Self { units, pieces: Vec::new() }
    }

    /// Where in the stream character `position` lies.
    pub(super) fn place(&self, position: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.start <= position);
        let piece = after.checked_sub(1).and_then(|index| self.pieces.get(index));
        piece.map_or(0, |piece| piece.at + (position - piece.start) * piece.width)
    }
}

/// The table of pieces, after the properties that a fast save may have put before it.
fn piece_table(mut clx: Bytes<'_>) -> Option<Plc<'_>> {
    loop {
        match clx.u8(0)? {
            1 => clx = clx.from(3 + usize::from(clx.u16(1)?))?,
            2 => {
                let length = clx.offset(1)?.min(clx.len().checked_sub(5)?);
                return Some(Plc::new(clx.part(5, length)?, 8));
            }
            _ => return None,
        }
    }
}
