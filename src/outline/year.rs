//! The year that a report is about.

use super::dates;
use crate::text::class::fold;

/// The year that a title names; of a range (2021—2022年) the last.
pub(super) fn in_title(title: &str) -> Option<u16> {
    // Few titles of sections name one.
    if !title.contains('年') {
        return None;
    }
    years(title).filter(|found| !found.date && !found.quoted).map(|found| found.year).last()
}

/// Whether a text begins with a year: 2023年, 二〇二三年.
pub(super) fn starts(text: &str) -> bool {
    dates::year(text)
        .is_some_and(|(_, len)| text.get(len..).is_some_and(|r| r.trim_start().starts_with('年')))
}

/// Whether a text begins with this year: 2024年, 二〇二四年.
pub(super) fn starts_with(text: &str, year: u16) -> bool {
    dates::year(text).is_some_and(|(found, len)| {
        found == year && text.get(len..).is_some_and(|rest| rest.starts_with('年'))
    })
}

/// Whether a text names this year in digits.
pub(super) fn names(text: &str, year: u16) -> bool {
    // Few headings hold a digit at all, and those of our time hold this one.
    let thousands = if year < 2000 { b'1' } else { b'2' };
    memchr::memchr(thousands, text.as_bytes()).is_some()
        && text.match_indices('年').any(|(at, _)| {
            let digits = at.checked_sub(4).and_then(|start| text.get(start..at));
            digits.is_some_and(|digits| digits.parse() == Ok(year))
        })
}

/// The year for which a report's text speaks most: how often each is named, with weight on the
/// first words (2023年，全市…). `next` is the year of a plan's heading, `signed` year and month of
/// the signature or publication: in the first half of a year the one before is reported on, as such
/// reports are due by 1 April; what is signed later speaks of the year that is running.
pub(super) fn of_text(text: &str, next: Option<u16>, signed: Option<(u16, u8)>) -> Option<u16> {
    let mut votes: Vec<(u16, u32)> = Vec::new();
    let mut vote = |year: u16, weight: u32| match votes.iter_mut().find(|(y, _)| *y == year) {
        Some((_, sum)) => *sum += weight,
        None => votes.push((year, weight)),
    };
    for found in years(text).filter(|f| !f.range && !f.quoted && !f.base) {
        vote(found.year, if found.opens { 5 } else { 1 });
    }
    if let Some(next) = next {
        vote(next - 1, 5);
    }
    if let Some((year, month)) = signed {
        vote(if month >= 7 { year } else { year - 1 }, 3);
    }
    votes.into_iter().max_by_key(|&(year, sum)| (sum, year)).map(|(year, _)| year)
}

struct Found {
    year: u16,
    /// It opens a paragraph: 2023年，….
    opens: bool,
    /// 2023年3月.
    date: bool,
    /// One end of a range: 2021—2025年.
    range: bool,
    /// Inside 《》 or 〔〕.
    quoted: bool,
    /// What something is compared with: 较2021年.
    base: bool,
}

/// The years named in a text.
fn years(text: &str) -> impl Iterator<Item = Found> + '_ {
    memchr::memmem::find_iter(text.as_bytes(), "年").filter_map(move |mark| {
        let before = text.get(..mark)?;
        let mut start = before.len();
        let trimmed = before.trim_end();
        trimmed.chars().next_back().and_then(dates::year_digit)?;
        let mut count = 0;
        for (at, _) in trimmed.char_indices().rev().take(4) {
            start = at;
            count += 1;
        }
        let (year, len) = dates::year(trimmed.get(start..)?)?;
        if count < 4 || start + len != trimmed.len() {
            return None;
        }
        let mut behind = trimmed.get(..start)?.chars().rev();
        let prev = behind.next().map(fold);
        let range = matches!(prev, Some('-' | '~' | '至' | '到'));
        // A span of periods that is one's own: 2021—2022年度 counts in a title, not in a text.
        let after = text.get(mark + '年'.len_utf8()..)?;
        let mut ahead = after.trim_start().chars().map(fold);
        let next = ahead.next();
        Some(Found {
            year,
            opens: prev.is_none_or(is_line_start) && next == Some(','),
            date: next.is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
                && after.chars().take(4).any(|c| c == '月'),
            range: range || next == Some('-'),
            quoted: matches!(prev, Some('[' | '《')) || in_quotes(trimmed.get(..start)?),
            base: matches!(prev, Some('较' | '比' | '同' | '于')),
        })
    })
}

/// Whether a character before a paragraph's first word is its indent or the line end above it.
fn is_line_start(c: char) -> bool {
    c == '\n' || c == ' '
}

/// Whether the end of `before` stands inside 《》 that opened a little before.
fn in_quotes(before: &str) -> bool {
    before.chars().rev().take(40).find(|c| matches!(c, '《' | '》')).is_some_and(|c| c == '《')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_title() {
        assert_eq!(in_title("云岭市2023年度法治政府建设报告"), Some(2023));
        assert_eq!(in_title("关于二〇二二年法治政府建设情况的报告"), Some(2022));
        assert_eq!(in_title("法治政府建设报告(2024年3月)"), None);
        assert_eq!(in_title("贯彻《纲要(2021-2025年)》情况报告"), None);
    }

    #[test]
    fn a_year_in_digits() {
        assert!(starts_with("2024年，全市", 2024) && !starts_with("在2024年", 2024));
        assert!(names("在2024年", 2024) && !names("2023年和2024", 2024) && !names("年", 2024));
    }

    #[test]
    fn the_year_a_text_speaks_for() {
        let text =
            "根据2023年监督计划。2022年办结3件，2022年全市较2021年下降，《纲要(2021—2025年)》";
        assert_eq!(of_text(text, None, None), Some(2022));
        assert_eq!(of_text("一年来，办结3件。", Some(2025), Some((2025, 1))), Some(2024));
        // An annual report is due by April; what is signed in summer speaks of its own year.
        assert_eq!(of_text("一年来，办结3件。", None, Some((2025, 6))), Some(2024));
        assert_eq!(of_text("今年以来，办结3件。", None, Some((2025, 7))), Some(2025));
        assert_eq!(of_text("一年来，办结3件。", None, None), None);
    }
}
