//! Printed numberings of headings: 一、 (一) 1. (1) ① 第一章 (GB/T 9704-2012 and what is in use
//! beside it).

use crate::text::class::{self, digit, fold, is_space};

/// Numberings that count together. Widths and the kind of dot do not matter: pages mix them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// 第一部分 第一章.
    Part,
    /// 第一节.
    Subpart,
    /// 第一、
    Ordinal,
    /// 一、 一.
    Han,
    /// (一)
    HanParen,
    /// 一)
    HanHalf,
    /// 1. 1、
    Arabic,
    /// (1)
    ArabicParen,
    /// 1)
    ArabicHalf,
    /// ①
    Circled,
}

impl Style {
    /// How many styles there are.
    pub(super) const COUNT: usize = 10;

    /// Whether the style is that of a heading even where nothing else speaks for one.
    pub(super) fn is_strong(self) -> bool {
        matches!(self, Self::Part | Self::Subpart | Self::Han | Self::HanParen)
    }

    /// Whether the style is that of the top level (GB/T 9704-2012).
    pub(super) fn is_top(self) -> bool {
        matches!(self, Self::Part | Self::Subpart | Self::Han)
    }
}

/// A numbering at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbering {
    /// How it is written.
    pub(super) style: Style,
    /// What it counts to, from 1.
    pub(super) value: u16,
    /// Its bytes, without the white space after it.
    pub(super) len: usize,
}

/// Numbers of headings end here; a larger number is a year or a quantity.
const MOST: u32 = 99;

/// Reads along a text, character by character, with widths folded.
#[derive(Clone)]
struct Reader<'a> {
    text: &'a str,
    next: Option<char>,
    /// What stands behind the next character.
    rest: std::str::Chars<'a>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        let mut rest = text.chars();
        Self { text, next: rest.next(), rest }
    }

    /// Bytes read.
    fn read(&self) -> usize {
        let next = self.next.map_or(0, char::len_utf8);
        self.text.len() - self.rest.as_str().len() - next
    }

    fn peek(&self) -> Option<char> {
        self.next
    }

    fn next(&mut self) -> Option<char> {
        std::mem::replace(&mut self.next, self.rest.next())
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        self.peek().filter(|&c| wanted(fold(c)))?;
        self.next()
    }

    /// White space within a line, at most four characters of it.
    fn spaces(&mut self) -> &mut Self {
        for _ in 0..4 {
            if !self.peek().is_some_and(|c| is_space(c) && c != '\n') {
                break;
            }
            self.next();
        }
        self
    }

    fn arabic(&mut self) -> Option<u32> {
        let mut value = 0u32;
        let mut any = false;
        while let Some(d) = self.peek().and_then(digit) {
            value = value.saturating_mul(10).saturating_add(d);
            any = true;
            self.next();
        }
        any.then_some(value)
    }

    fn han(&mut self) -> Option<u32> {
        let mut value = 0u32;
        let mut unit = None;
        let mut any = false;
        while let Some(c) = self.peek() {
            match han_digit(c) {
                Some(10) => value += unit.take().unwrap_or(1) * 10,
                Some(d) if unit.is_none() => unit = Some(d),
                // 二三 is no number of a heading.
                Some(_) => return None,
                None => break,
            }
            any = true;
            self.next();
            if value > MOST {
                return None;
            }
        }
        any.then(|| value + unit.unwrap_or(0))
    }
}

fn han_digit(c: char) -> Option<u32> {
    if c == '十' { Some(10) } else { class::han_digit(c) }
}

/// The numbering with which `text` begins.
pub(super) fn numbering(text: &str) -> Option<Numbering> {
    let mut reader = Reader::new(text);
    let first = reader.peek()?;
    // Nearly every line begins with something else: answer that at once.
    let (style, value) = match fold(first) {
        '第' => ordinal(&mut reader)?,
        '(' | '[' => paren(&mut reader)?,
        '0'..='9' => arabic(&mut reader)?,
        _ if han_digit(first).is_some() => han(&mut reader)?,
        _ => {
            let found = single(first)?;
            reader.next();
            found
        }
    };
    let value = u16::try_from(value).ok().filter(|&v| v >= 1 && u32::from(v) <= MOST)?;
    Some(Numbering { style, value, len: reader.read() })
}

fn ordinal(reader: &mut Reader<'_>) -> Option<(Style, u32)> {
    reader.next()?;
    reader.spaces();
    let value = if reader.peek().is_some_and(|c| digit(c).is_some()) {
        reader.arabic()?
    } else {
        reader.han()?
    };
    reader.spaces();
    let style = match reader.next()? {
        '章' | '篇' | '编' => Style::Part,
        '部' => {
            reader.take(|c| c == '分')?;
            Style::Part
        }
        '节' => Style::Subpart,
        '、' => return Some((Style::Ordinal, value)),
        _ => return None,
    };
    // A number that runs on into a phrase (第一部分法) names something else; a heading's stands
    // apart or is followed by its title, which no particle opens.
    if reader.peek().is_some_and(|c| matches!(c, '的' | '和' | '至' | '到' | '中' | '是' | '第'))
    {
        return None;
    }
    reader.take(|c| matches!(c, '、' | ':' | '.' | ','));
    Some((style, value))
}

fn paren(reader: &mut Reader<'_>) -> Option<(Style, u32)> {
    reader.next()?;
    reader.spaces();
    let found = if reader.peek().is_some_and(|c| digit(c).is_some()) {
        (Style::ArabicParen, reader.arabic()?)
    } else {
        (Style::HanParen, reader.han()?)
    };
    reader.spaces().take(|c| c == ')' || c == ']')?;
    reader.take(|c| matches!(c, '、' | '.'));
    Some(found)
}

fn arabic(reader: &mut Reader<'_>) -> Option<(Style, u32)> {
    let value = reader.arabic()?;
    let mut after = reader.clone();
    match fold(after.spaces().next()?) {
        ')' => {
            *reader = after;
            return Some((Style::ArabicHalf, value));
        }
        '.' | '、' => *reader = after.clone(),
        _ => return None,
    }
    // 1.7万 and 3、4月 are numbers; 1.2023年… is a heading that begins with a year, and a longer
    // run of digits (12345热线) is a name.
    after.spaces();
    let before = after.read();
    if after.arabic().is_some() && after.read() - before < 4 {
        return None;
    }
    Some((Style::Arabic, value))
}

fn han(reader: &mut Reader<'_>) -> Option<(Style, u32)> {
    let value = reader.han()?;
    let mut after = reader.clone();
    let style = match fold(after.spaces().next()?) {
        ')' => Style::HanHalf,
        '、' | '.' => Style::Han,
        _ => return None,
    };
    *reader = after.clone();
    // 一、二审 and 三、四级 count on instead of opening a heading.
    if after.han().is_some_and(|next| next == value + 1) {
        return None;
    }
    Some((style, value))
}

fn single(c: char) -> Option<(Style, u32)> {
    let from = |first: char| (c as u32) - (first as u32) + 1;
    Some(match c {
        '①'..='⑳' => (Style::Circled, from('①')),
        '❶'..='❿' => (Style::Circled, from('❶')),
        '⑴'..='⒇' => (Style::ArabicParen, from('⑴')),
        '⒈'..='⒛' => (Style::Arabic, from('⒈')),
        '㈠'..='㈩' => (Style::HanParen, from('㈠')),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, u16, &str)> {
        numbering(text).map(|n| (n.style, n.value, &text[..n.len]))
    }

    #[test]
    fn every_style_in_both_widths() {
        assert_eq!(read("一、主要工作"), Some((Style::Han, 1, "一、")));
        assert_eq!(read("十二．主要工作"), Some((Style::Han, 12, "十二．")));
        assert_eq!(read("二十一、主要"), Some((Style::Han, 21, "二十一、")));
        assert_eq!(read("（ 三 ）加强"), Some((Style::HanParen, 3, "（ 三 ）")));
        assert_eq!(read("(三)、加强"), Some((Style::HanParen, 3, "(三)、")));
        assert_eq!(read("１．加强"), Some((Style::Arabic, 1, "１．")));
        assert_eq!(read("16. 加强"), Some((Style::Arabic, 16, "16.")));
        assert_eq!(read("1.2023年全市"), Some((Style::Arabic, 1, "1.")));
        assert_eq!(read("1、12345热线"), Some((Style::Arabic, 1, "1、")));
        assert_eq!(read("（2）加强"), Some((Style::ArabicParen, 2, "（2）")));
        assert_eq!(read("2）加强"), Some((Style::ArabicHalf, 2, "2）")));
        assert_eq!(read("③加强"), Some((Style::Circled, 3, "③")));
        assert_eq!(read("第一部分 工作"), Some((Style::Part, 1, "第一部分")));
        assert_eq!(read("第二章 工作"), Some((Style::Part, 2, "第二章")));
        assert_eq!(read("第三、加强"), Some((Style::Ordinal, 3, "第三、")));
        assert_eq!(read("三、一体推进"), Some((Style::Han, 3, "三、")));
    }

    #[test]
    fn quantities_and_names_are_no_numberings() {
        for text in [
            "1.7万户",
            "44. 5%",
            "3、4月份",
            "2023年",
            "2023.5",
            "一、二审判决",
            "一是加强",
            "第一责任人",
            "第三批",
            "第一部分的",
            "三项制度",
            "（2023年）",
            "二三、",
            "",
            "一",
            "（一",
            "12345热线",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
