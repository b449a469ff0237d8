//! What a document says about itself (MS-OLEPS, the property set of summaries).

use super::super::docx::has_sense;
use super::super::{PageMetadata, sanitize};
use super::bytes::Bytes;
use encoding_rs::{BIG5, GBK, UTF_8, WINDOWS_1252};

/// Title and dates; `None` where there is no such set.
pub(super) fn read(stream: &[u8]) -> Option<PageMetadata> {
    let stream = Bytes(stream);
    let set = stream.from(stream.offset(44)?)?;
    let count = set.offset(4)?.min(64);
    let property = |wanted: u32| {
        let entries = (0..count).map(|index| 8 + index * 8);
        let entry = entries.into_iter().find(|&at| set.u32(at) == Some(wanted))?;
        set.from(set.offset(entry + 4)?)
    };
    let page = property(1).and_then(|value| value.u16(4)).unwrap_or(0);
    let text = |value: Bytes<'_>| {
        let length = value.offset(4)?;
        let text = match value.u32(0)? {
            // Bytes in the code page of the set.
            30 => {
                let encoding = match page {
                    936 | 54936 => GBK,
                    950 => BIG5,
                    65001 => UTF_8,
                    _ => WINDOWS_1252,
                };
                encoding.decode_without_bom_handling(value.part(8, length)?.0).0.into_owned()
            }
            31 => {
                let bytes = value.part(8, length.checked_mul(2)?)?.0;
                encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
            }
            _ => return None,
        };
        Some(sanitize::line(text.trim_end_matches('\0'))).filter(|line| !line.is_empty())
    };
    Some(PageMetadata {
        title: property(2).and_then(text).filter(|title| has_sense(title)),
        created: property(12).and_then(time),
        modified: property(13).and_then(time),
        ..PageMetadata::default()
    })
}

/// Seconds from 1601, where these times begin, to 1970.
const EPOCH: i64 = 11_644_473_600;

/// A time, as docx writes it.
fn time(value: Bytes<'_>) -> Option<String> {
    if value.u32(0)? != 64 {
        return None;
    }
    let ticks = u64::from(value.u32(8)?) << 32 | u64::from(value.u32(4)?);
    let seconds = i64::try_from(ticks / 10_000_000).ok()?.checked_sub(EPOCH)?;
    let time = jiff::Timestamp::from_second(seconds).ok().filter(|_| seconds > 0)?;
    Some(time.to_string())
}
