//! Dates as signatures and pages write them: 2024年3月27日, 二〇二四年三月二十七日, 2024-03-27.

use crate::text::class::{digit, fold, han_digit, is_space};
use std::ops::Range;

/// A date found in a text; the day may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Date {
    /// Four digits.
    pub(super) year: u16,
    /// 1 to 12.
    pub(super) month: u8,
    /// 1 to 31.
    pub(super) day: Option<u8>,
    /// Its bytes.
    pub(super) range: Range<usize>,
}

impl Date {
    /// ISO 8601, `2024-03-27` or `2024-03`.
    pub(super) fn iso(&self) -> String {
        match self.day {
            Some(day) => format!("{:04}-{:02}-{day:02}", self.year, self.month),
            None => format!("{:04}-{:02}", self.year, self.month),
        }
    }
}

/// The first date in `text`, which should be short.
pub(super) fn find(text: &str) -> Option<Date> {
    let mut before = None;
    for (at, c) in text.char_indices() {
        if opens(c) && !before.is_some_and(is_digit) {
            let rest = text.get(at..).unwrap_or_default();
            if let Some(mut date) = read(rest) {
                date.range = at..at + date.range.end;
                return Some(date);
            }
        }
        before = Some(c);
    }
    None
}

/// The date with which `text` begins.
pub(super) fn at_start(text: &str) -> Option<Date> {
    text.chars().next().filter(|&c| opens(c)).and_then(|_| read(text))
}

/// Whether a year may begin with this character.
fn opens(c: char) -> bool {
    matches!(fold(c), '1' | '2' | '二' | '一')
}

fn is_digit(c: char) -> bool {
    digit(c).is_some() || year_digit(c).is_some()
}

/// What a character counts in a year: digits and Chinese numerals, zero in its many forms.
pub(super) fn year_digit(c: char) -> Option<u16> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' | 'O' | 'o' | '0' | '０' | '◯' | '◦' => 0,
        _ => u16::try_from(han_digit(c).or_else(|| digit(c))?).ok()?,
    })
}

/// A four-digit year at the beginning of `text`, 1949 to 2099, with its bytes.
pub(super) fn year(text: &str) -> Option<(u16, usize)> {
    let mut value = 0u16;
    let mut len = 0;
    let mut chars = text.chars();
    for _ in 0..4 {
        let c = chars.next()?;
        value = value * 10 + year_digit(c)?;
        len += c.len_utf8();
    }
    (1949..=2099).contains(&value).then_some((value, len))
}

/// A date at the beginning of `text`.
fn read(text: &str) -> Option<Date> {
    let (year, mut at) = year(text)?;
    let mark = part(text, &mut at, &['年', '-', '/', '.'])?;
    let month = u8::try_from(number(text, &mut at)?).ok().filter(|m| (1..=12).contains(m))?;
    let month_end = at;
    let mut date = Date { year, month, day: None, range: 0..month_end };
    let next = if mark == '年' { '月' } else { mark };
    match part(text, &mut at, &[next]) {
        Some(_) => date.range.end = at,
        None => return (mark == '-' || mark == '/').then_some(date),
    }
    let after_month = at;
    let day = number(text, &mut at).and_then(|d| u8::try_from(d).ok());
    if let Some(day) = day.filter(|day| (1..=31).contains(day))
        && (mark != '年' || part(text, &mut at, &['日', '号']).is_some())
    {
        date.day = Some(day);
        date.range.end = at;
        return Some(date);
    }
    date.range.end = after_month;
    (mark == '年').then_some(date)
}

fn skip_spaces(text: &str, at: &mut usize) {
    let rest = text.get(*at..).unwrap_or_default();
    let trimmed = rest.trim_start_matches(|c: char| is_space(c) && c != '\n');
    *at += rest.len() - trimmed.len();
}

fn part(text: &str, at: &mut usize, marks: &[char]) -> Option<char> {
    let mut next = *at;
    skip_spaces(text, &mut next);
    let c = text.get(next..)?.chars().next()?;
    let folded = fold(c);
    marks.contains(&folded).then(|| *at = next + c.len_utf8())?;
    Some(folded)
}

/// A number from 1 to 99 in digits or Chinese numerals (三, 十二, 二十七, 二七).
fn number(text: &str, at: &mut usize) -> Option<u32> {
    let mut next = *at;
    skip_spaces(text, &mut next);
    let mut value = 0u32;
    let mut any = false;
    for c in text.get(next..)?.chars().take(3) {
        if c == '十' {
            value = if value == 0 { 10 } else { value * 10 };
        } else if let Some(d) = year_digit(c) {
            let d = u32::from(d);
            value = if value >= 10 && value.is_multiple_of(10) && digit(c).is_none() {
                value + d
            } else {
                value * 10 + d
            };
        } else {
            break;
        }
        any = true;
        next += c.len_utf8();
    }
    (any && value <= 99).then(|| {
        *at = next;
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        find(text).map(|d| d.iso())
    }

    #[test]
    fn dates_of_signatures_and_pages() {
        for (text, wanted) in [
            ("2024年3月27日", "2024-03-27"),
            ("２０２４ 年 3 月 7 日", "2024-03-07"),
            ("二〇二四年三月二十七日", "2024-03-27"),
            ("二○二三年十二月十日", "2023-12-10"),
            ("二O二一年一月二十日", "2021-01-20"),
            ("二〇二二年十月三十一日", "2022-10-31"),
            ("发布时间：2024-04-01 08:57", "2024-04-01"),
            ("2024/4/1", "2024-04-01"),
            ("2024.03.15", "2024-03-15"),
            ("（2024年1月）", "2024-01"),
            ("某市人民政府2024年3月27日", "2024-03-27"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(wanted), "{text}");
        }
        for text in ["2023年", "2021—2025年", "12024年3月", "2023年13月", "3月27日", "二是"]
        {
            assert_eq!(iso(text), None, "{text}");
        }
    }
}
