//! Objects packed in streams (ISO 32000-1, 7.5.7): how much they take in memory is known before they are
//! unpacked. Many entries of a stream's index may lead to one object, which then is there as often.

use super::objects::MAX_OBJECT_STREAM;
use super::tokens::{Token, Tokens};
use lopdf::{Object, Stream};

/// Bytes of text that count as much as a value.
const BYTES: usize = 64;

/// How many values may still be made of packed objects after those of this stream, of `left` before;
/// `None` if they are too many. A stream that makes none leaves all.
pub(super) fn left_after(stream: &Stream, left: u64) -> Option<u64> {
    let Ok(content) = stream.get_plain_content_with_limit(MAX_OBJECT_STREAM) else {
        return Some(left);
    };
    let first = stream.dict.get(b"First").and_then(Object::as_i64).ok();
    let first = first.and_then(|first| usize::try_from(first).ok()).unwrap_or(usize::MAX);
    let index = content.get(..first).and_then(|index| std::str::from_utf8(index).ok());
    let numbers = index.unwrap_or_default().split(['\r', '\n']).flat_map(|line| {
        line.split('%').next().unwrap_or_default().split_whitespace().map(str::parse::<u32>)
    });
    let mut left = left;
    for offset in numbers.skip(1).step_by(2).flatten() {
        let start = usize::try_from(offset).ok().and_then(|offset| first.checked_add(offset));
        let object = start.and_then(|start| content.get(start..)).unwrap_or_default();
        left = left.checked_sub(cost(object, left)?)?;
    }
    Some(left)
}

/// What the object at the start of these bytes costs; `None` if that is more than `most`.
fn cost(bytes: &[u8], most: u64) -> Option<u64> {
    let mut tokens = Tokens::new(bytes);
    let (mut depth, mut count) = (0_i64, 1_u64);
    while let Some(token) = tokens.next() {
        count += 1;
        match token {
            Token::Open | Token::OpenDictionary => depth += 1,
            Token::Close | Token::CloseDictionary => depth -= 1,
            _ => {}
        }
        if count + (tokens.taken() / BYTES) as u64 > most {
            return None;
        }
        if depth <= 0 {
            break;
        }
    }
    Some(count + (tokens.taken() / BYTES) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn stream(index: &str, objects: &str) -> Stream {
        let first = i64::try_from(index.len()).unwrap();
        let dictionary = dictionary! { "Type" => "ObjStm", "N" => 1, "First" => first };
        Stream::new(dictionary, format!("{index}{objects}").into_bytes())
    }

    #[test]
    fn objects_are_counted_as_often_as_they_are_made() {
        let array = format!("[{}]", "0 ".repeat(500));
        assert_eq!(left_after(&stream("1 0 ", &array), 2000), Some(2000 - 518));
        let index: String = (1..=20).map(|n| format!("{n} 0 % x\n")).collect();
        assert_eq!(left_after(&stream(&index, &array), 5000), None);
        // Objects one after the other are counted once each, long texts by their length.
        assert_eq!(left_after(&stream("1 0 2 4 ", "<<>> [1]"), 100), Some(100 - 7));
        let text = format!("({})", "a".repeat(6400));
        assert_eq!(left_after(&stream("1 0 ", &text), 1000), Some(1000 - 102));
        assert_eq!(left_after(&stream("1 9 x", ""), 10), Some(9));
        assert_eq!(left_after(&Stream::new(dictionary! {}, b"1 0 [".to_vec()), 10), Some(10));
    }
}
