//! What the page's own table and the lines around the title say about the report.

use super::dates;
use crate::lexicon::outline::{Key, Tables, may_begin_folded};
use crate::text::class::{
    digit, fold, is_han, is_space, trim, trim_end_matches, trim_start, uncommon,
};
use crate::text::fold::{compact, folded};
use crate::text::{Span, Text};

/// What is told beside the text; the first of each kind counts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// 发布机构 before 来源.
    pub(super) issuer: Option<String>,
    /// 成文日期.
    pub(super) signed: Option<dates::Date>,
    /// 发布日期.
    pub(super) published: Option<dates::Date>,
    /// A date at the beginning of a line.
    pub(super) bare: Option<dates::Date>,
    /// 发文字号.
    pub(super) number: Option<String>,
    /// The title in the page's table.
    pub(super) title: Option<String>,
}

/// A line with keys is no longer than this, in bytes.
const KEY_LINE: usize = 900;

/// Reads the lines of `zone` as keys and values.
pub(super) fn told(text: &Text, zone: Span, tables: &Tables, told: &mut Told) {
    let mut open: Option<Key> = None;
    let around = |c: char| is_space(c) || matches!(c, '#' | '*' | '•' | '·');
    // Colons of both kinds and 号 are found by their last bytes.
    let marks = memchr::memchr3_iter(b':', 0x9a, 0xb7, text.slice(zone).as_bytes());
    let mut marks = marks.map(|at| zone.start as usize + at).peekable();
    for span in text.lines_in(zone) {
        let line = trim_end_matches(trim_start(text.slice(span), around), around);
        if line.is_empty() || line.len() > KEY_LINE {
            continue;
        }
        let (mut numbered, mut keyed) = (false, false);
        while let Some(at) = marks.next_if(|&at| at < span.end as usize) {
            // Those of lines that were passed over are passed over too.
            let head = text.slice(Span::new(span.start as usize, at + 1));
            numbered |= head.ends_with('号');
            keyed |=
                head.strip_suffix([':', '：']).is_some_and(|head| may_end_as_key(head, tables));
        }
        if numbered && let Some(number) = own_number(line) {
            told.number.get_or_insert(number);
        }
        // 2024-01-20 10:23 来源：…: the date of the page without a key.
        if told.bare.is_none() && line.len() <= 200 {
            told.bare = dates::at_start(line).filter(|date| date.day.is_some());
        }
        // Most lines hold no key, and what they hold is no key's value.
        if open.is_none() && !keyed && !begins_with_key(line, tables) {
            continue;
        }
        let folded = folded(line);
        let keys: Vec<_> = keys(&folded, tables).collect();
        if keys.is_empty() {
            if let Some(key) = open.take() {
                store(key, &folded, || line.to_owned(), tables, told);
            }
            continue;
        }
        open = None;
        for (at, &(_, end, key)) in keys.iter().enumerate() {
            let until = keys.get(at + 1).map_or(folded.len(), |next| next.0);
            let value = folded.get(end..until).unwrap_or_default();
            // Folding keeps the number of characters.
            let printed = || {
                let skip = folded.get(..end).unwrap_or_default().chars().count();
                let printed = line.chars().skip(skip).take(value.chars().count());
                printed.collect::<String>().trim().to_owned()
            };
            if value.trim().is_empty() {
                open = (at + 1 == keys.len()).then_some(key);
            } else {
                store(key, value.trim(), printed, tables, told);
            }
        }
    }
}

/// Whether a line begins with a key.
fn begins_with_key(line: &str, tables: &Tables) -> bool {
    // No key is longer than what is looked at here, however its letters are set apart.
    may_begin_folded(&tables.keys, line)
        && tables.keys.at_start(&folded(line.get(..120).unwrap_or(line))).is_some()
}

/// Whether what stands before a colon may end with a key, told by its last character.
fn may_end_as_key(head: &str, tables: &Tables) -> bool {
    let last = head.trim_end().char_indices().next_back();
    last.and_then(|(at, _)| head.get(at..))
        .is_some_and(|last| may_begin_folded(&tables.key_ends, last))
}

/// The keys of a folded line with the ends of their colons.
fn keys<'a>(line: &'a str, tables: &'a Tables) -> impl Iterator<Item = (usize, usize, Key)> + 'a {
    tables.keys.iter(line).filter_map(move |(start, end, key)| {
        let rest = line.get(end..)?;
        let bare = rest.trim_start();
        let gap = rest.len() - bare.len();
        if bare.starts_with(':') {
            return Some((start, end + gap + 1, key));
        }
        // A cell of a table: the key alone, then white space or the end of the line.
        let long = end - start >= 4 * '字'.len_utf8();
        (long && start == 0 && (gap > 0 || bare.is_empty())).then_some((start, end, key))
    })
}

/// Keeps what a key says: `value` folded, `printed` as it stands.
fn store(
    key: Key,
    value: &str,
    printed: impl FnOnce() -> String,
    tables: &Tables,
    told: &mut Told,
) {
    match key {
        Key::Issuer => {
            let name = value.split(is_space).next().unwrap_or_default();
            let name = name.trim_matches(|c: char| !is_han(c) && !c.is_alphanumeric() && c != '*');
            let known = !name.is_empty() && !tables.nobody.iter().any(|n| *n == compact(name));
            if known && name.chars().count() <= 40 {
                told.issuer.get_or_insert_with(|| name.to_owned());
            }
        }
        Key::Signed => told.signed = told.signed.take().or_else(|| dates::find(value)),
        Key::Published => told.published = told.published.take().or_else(|| dates::find(value)),
        Key::Number => {
            if let Some(number) = own_number(&printed()) {
                told.number.get_or_insert(number);
            }
        }
        Key::Title => {
            if value.chars().count() >= 6 {
                told.title.get_or_insert_with(printed);
            }
        }
        Key::Other => {}
    }
}

/// Before the bracket of a 发文字号 stand no more letters and blanks than this.
const LETTERS: usize = 40;

/// A 发文字号 that stands alone on a line: 云政〔2023〕14号, in any kind of brackets, as printed.
/// 签发人 may stand beside it.
pub(super) fn own_number(line: &str) -> Option<String> {
    if line.len() > 160 {
        return None;
    }
    let line = trim(line);
    // （云政〔2023〕14号）.
    let inner = line.strip_prefix(['（', '(']).and_then(|line| line.strip_suffix(['）', ')']));
    let line = inner.filter(|inner| inner.ends_with('号')).map_or(line, trim);
    let mut marks = uncommon(line).take(LETTERS);
    let (open, bracket) =
        marks.find(|&(_, c)| !(is_han(c) || c.is_ascii_alphanumeric() || is_space(c)))?;
    if !matches!(bracket, '〔' | '﹝' | '[' | '［' | '(' | '（' | '【') {
        return None;
    }
    let word = line.get(..open)?.trim();
    let chars = word.chars().count();
    if !(1..=16).contains(&chars)
        || !word.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == ' ')
    {
        return None;
    }
    let rest = line.get(open..)?;
    let inner = rest.get(rest.chars().next()?.len_utf8()..)?.trim_start();
    let (_, len) = dates::year(inner)?;
    let mut rest = inner.get(len..)?.trim_start();
    let close = rest.chars().next()?;
    if fold(close) != ']' && fold(close) != ')' {
        return None;
    }
    rest = rest.get(close.len_utf8()..)?.trim_start();
    rest = rest.strip_prefix('第').unwrap_or(rest);
    let bare = rest.trim_start_matches(|c: char| {
        digit(c).is_some() || is_space(c) || matches!(c, 'X' | '×' | '*')
    });
    if bare.len() == rest.len() {
        return None;
    }
    let after = bare.strip_prefix('号')?;
    let alone = after.trim();
    (alone.is_empty()
        || alone.starts_with("签发")
        || after.starts_with("  ")
        || after.starts_with('\u{3000}'))
    .then(|| line.get(..line.len() - after.len()).map(str::to_owned))
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn read(content: &str) -> Told {
        let text = Text::new(content.to_owned());
        let mut found = Told::default();
        let lexicon = Lexicon::builtin().unwrap();
        told(&text, Span::new(0, text.len()), &lexicon.outline, &mut found);
        found
    }

    #[test]
    fn several_keys_on_a_line_and_empty_values() {
        let found = read(
            "索引号: B1-2024 主题分类: 政务\n发布机构：青禾区司法局 生成日期: 2024-02-20\n文件编号: 有效性: 有效",
        );
        assert_eq!(found.issuer.as_deref(), Some("青禾区司法局"));
        assert_eq!(found.published.map(|d| d.iso()).as_deref(), Some("2024-02-20"));
        assert_eq!(found.number, None);
    }

    #[test]
    fn a_value_may_stand_on_the_next_line() {
        let found = read("来源：\n\n云岭市司法局\n发布时间：\n2023-03-30 10:11");
        assert_eq!(found.issuer.as_deref(), Some("云岭市司法局"));
        assert_eq!(found.published.map(|d| d.iso()).as_deref(), Some("2023-03-30"));
        assert_eq!(read("来源：本网 浏览次数：12").issuer, None);
    }

    #[test]
    fn the_number_of_this_document() {
        for (line, wanted) in [
            ("云委〔2023〕14号", "云委〔2023〕14号"),
            ("云政办发﹝2024﹞ 3 号", "云政办发﹝2024﹞ 3 号"),
            ("青司[2022]第7号　　签发人：某某", "青司[2022]第7号"),
            ("青司（2022）7号", "青司（2022）7号"),
            ("（青司〔2022〕7号）", "青司〔2022〕7号"),
        ] {
            assert_eq!(own_number(line).as_deref(), Some(wanted), "{line}");
        }
        assert_eq!(own_number("印发《通知》(云法办〔2022〕4号文件)"), None);
        assert_eq!(own_number("京ICP备12号"), None);
    }
}
