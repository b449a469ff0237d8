//! Breaking a paragraph into rows of a screen.
//!
//! Breaks are those of Unicode Annex 14, moved by the habits of Chinese typesetting (避头尾, 禁则):
//! no row starts with closing punctuation or ends with opening punctuation, and a number stays with
//! its unit. Where a row cannot hold what belongs together, the weakest rule gives way first.

use super::Span;
use super::class::{digit, fold, is_han};
use super::width::Widths;
use std::ops::Range;
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

/// What a break before a grapheme would cost; a row is broken at its last place of the least cost.
mod cost {
    /// Allowed by everything.
    pub(super) const FREE: u8 = 0;
    /// Inside a word.
    pub(super) const WORD: u8 = 1;
    /// Closing punctuation would start the row, or opening punctuation end it.
    pub(super) const PUNCTUATION: u8 = 2;
    /// A unit may be parted: inside the second and third character after a number.
    pub(super) const UNIT: u8 = 3;
    /// A number would be parted, or parted from the first character after it.
    pub(super) const NUMBER: u8 = 4;
    /// How many kinds there are.
    pub(super) const KINDS: usize = 5;
}

/// Characters after a number that are kept with it as its unit.
const UNIT_CHARS: u8 = 3;

/// A grapheme of the paragraph being wrapped.
struct Glyph {
    start: usize,
    width: usize,
    /// What a break before it would cost.
    cost: u8,
    blank: bool,
}

/// The rows of a paragraph without line ends, as contiguous byte ranges of `text`: at least one,
/// and together the whole text. Without the white space at its end, which hangs into the margin, no
/// row is wider than `width` columns (from 2), except where one grapheme alone is.
///
/// `keep` lists byte ranges of `text` in order that are not broken where they fit: the figures a
/// report is known to state.
pub fn rows(text: &str, width: usize, widths: Widths, keep: &[Range<usize>]) -> Vec<Range<usize>> {
    let glyphs = glyphs(text, widths, keep);
    let mut rows = Vec::new();
    let mut first = 0;
    while let Some(next) = row_end(&glyphs, first, width) {
        let from = glyphs.get(first).map_or(text.len(), |g| g.start);
        let to = glyphs.get(next).map_or(text.len(), |g| g.start);
        rows.push(from..to);
        first = next;
    }
    let from = glyphs.get(first).map_or(0, |g| g.start);
    rows.push(from..text.len());
    rows
}

/// The index of the glyph that opens the next row; `None` where the rest fits.
fn row_end(glyphs: &[Glyph], first: usize, width: usize) -> Option<usize> {
    let mut used = 0;
    let mut text_seen = false;
    let mut best = [None; cost::KINDS];
    for (index, glyph) in glyphs.iter().enumerate().skip(first) {
        // A break that leaves only an indent behind would waste a row.
        if index > first
            && text_seen
            && let Some(place) = best.get_mut(glyph.cost as usize)
        {
            *place = Some(index);
        }
        if glyph.blank {
            used = (used + glyph.width).min(width);
            continue;
        }
        used += glyph.width;
        if used > width && index > first {
            return Some(best.iter().flatten().copied().next().unwrap_or(index));
        }
        text_seen = true;
    }
    None
}

fn glyphs(text: &str, widths: Widths, keep: &[Range<usize>]) -> Vec<Glyph> {
    let mut breaks = linebreaks(text).map(|(at, _)| at).peekable();
    let mut keep = keep.iter().peekable();
    let mut before = None;
    let mut number = Number::default();
    let mut glyphs = Vec::with_capacity(text.len() / 3 + 1);
    for (start, grapheme) in text.grapheme_indices(true) {
        while breaks.next_if(|&at| at < start).is_some() {}
        while keep.next_if(|range| range.end <= start).is_some() {
            // Where a known figure ends is known: what follows is not its unit.
            number = Number::default();
        }
        let kept = keep.peek().is_some_and(|range| range.start < start);
        let Some(c) = grapheme.chars().next() else { continue };
        let after = text.get(start + grapheme.len()..).unwrap_or_default();
        let glued = number.step(c, after);
        let cost = match before {
            _ if kept => cost::NUMBER,
            _ if glued > cost::FREE => glued,
            Some(before) if cannot_end(before) || cannot_start(c) => cost::PUNCTUATION,
            Some(before) if breaks.peek() == Some(&start) || quote_break(before, c) => cost::FREE,
            Some(_) => cost::WORD,
            None => cost::FREE,
        };
        let blank = grapheme.trim().is_empty();
        glyphs.push(Glyph { start, width: widths.grapheme(grapheme), cost, blank });
        before = grapheme.chars().next_back();
    }
    glyphs
}

/// Follows numbers and their units through a text.
#[derive(Default)]
struct Number {
    state: State,
}

#[derive(Default, Clone, Copy)]
enum State {
    #[default]
    Outside,
    /// After 第, which stays with a number that follows.
    Ordinal,
    Digits,
    /// After a decimal point, a separator of thousands or a space that goes on with the number.
    Joint,
    /// After a digit's 百/千/万/亿/余.
    Scale,
    /// After so many characters of a unit.
    Unit(u8),
    /// After a space between a number and its unit.
    Gap,
}

impl Number {
    /// Takes the next character and tells what a break before it would cost on behalf of a number.
    fn step(&mut self, c: char, after: &str) -> u8 {
        let is_digit = digit(c).is_some();
        let (cost, next) = match (self.state, c) {
            (State::Outside, _) if is_digit => (cost::FREE, State::Digits),
            (State::Outside, '第') => (cost::FREE, State::Ordinal),
            (State::Outside, _) => (cost::FREE, State::Outside),
            (State::Ordinal | State::Digits | State::Joint, _) if is_digit => {
                (cost::NUMBER, State::Digits)
            }
            (State::Digits, '.' | ',' | '．' | '，' | ':') if goes_on(c, after) => {
                (cost::NUMBER, State::Joint)
            }
            (State::Joint, ' ' | '\u{a0}') => (cost::NUMBER, State::Joint),
            (State::Digits | State::Scale | State::Gap, '%' | '％' | '﹪' | '‰' | '℃' | '°') => {
                (cost::NUMBER, State::Outside)
            }
            (State::Digits, ' ' | '\u{a0}') if is_thousand(after) => (cost::NUMBER, State::Joint),
            (State::Digits, ' ' | '\u{a0}') if after.chars().next().is_some_and(joins_a_number) => {
                (cost::NUMBER, State::Gap)
            }
            (State::Digits | State::Scale | State::Gap, _) if is_scale(c) => {
                (cost::NUMBER, State::Scale)
            }
            (State::Digits | State::Scale | State::Gap, _) if is_han(c) => {
                (cost::NUMBER, State::Unit(1))
            }
            (State::Unit(n), _) if n < UNIT_CHARS && is_han(c) => (cost::UNIT, State::Unit(n + 1)),
            (_, '第') => (cost::FREE, State::Ordinal),
            (_, _) if is_digit => (cost::FREE, State::Digits),
            _ => (cost::FREE, State::Outside),
        };
        self.state = next;
        cost
    }
}

/// Whether a mark after a digit belongs to the number: a digit follows, with one space at most
/// before it (`44. 5%` is common in the genre) and none after a full-width comma.
fn goes_on(mark: char, after: &str) -> bool {
    let spaced = matches!(mark, '.' | ',' | '．');
    let mut chars = after.chars();
    match chars.next() {
        Some(' ' | '\u{a0}') if spaced => chars.next().is_some_and(|c| digit(c).is_some()),
        // 12，345 with a full-width comma is a list, not thousands.
        Some(c) => mark != '，' && digit(c).is_some(),
        None => false,
    }
}

/// Whether three digits and no fourth follow a space in a number: `9 472个`.
fn is_thousand(after: &str) -> bool {
    after.chars().take(4).take_while(|&c| digit(c).is_some()).count() == 3
}

fn joins_a_number(c: char) -> bool {
    is_han(c) || fold(c) == '%'
}

fn is_scale(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿' | '余' | '多' | '几')
}

/// Closing punctuation: what a row does not start with (避头, GB/T 15834—2011, 5.1).
pub fn cannot_start(c: char) -> bool {
    matches!(
        c,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '…'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '］'
            | '｝'
            | '﹞'
            | '”'
            | '’'
            | '．'
            | '％'
            | '‰'
            | '℃'
            | '·'
            | '～'
            | '｡'
            | '､'
            | '﹑'
            | '﹐'
            | '!'
            | '?'
            | ','
            | '.'
            | ';'
            | ':'
            | ')'
            | ']'
            | '}'
            | '%'
    )
}

/// Opening punctuation: what a row does not end with (避尾).
pub fn cannot_end(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '〈'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '［'
            | '｛'
            | '﹝'
            | '“'
            | '‘'
            | '('
            | '['
            | '{'
    )
}

/// Annex 14 breaks on neither side of curved quotation marks; in Chinese text their direction is
/// known, so that a row may break before an opening and after a closing one.
fn quote_break(before: char, c: char) -> bool {
    let cjk = |c: char| is_han(c) || cannot_start(c);
    (matches!(c, '“' | '‘') && cjk(before)) || (matches!(before, '”' | '’') && is_han(c))
}

/// Cuts a very long line into pieces of at most `limit` bytes (at least 4), so that wrapping one
/// screen never costs the whole line: at the last sentence end of a piece, else at its last
/// punctuation or space, else before some character. Pieces are contiguous byte ranges of `text`;
/// an empty text is one empty piece.
pub fn pieces(text: &str, limit: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let limit = limit.max(4);
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let rest = text.get(start..)?;
        let end = if rest.len() <= limit { text.len() } else { start + cut(rest, limit) };
        from = (end < text.len()).then_some(end);
        Some(start..end)
    })
}

fn cut(rest: &str, limit: usize) -> usize {
    let window = rest.get(..rest.floor_char_boundary(limit)).unwrap_or(rest);
    // Half of the window is searched: a piece is never tiny.
    let half = window.floor_char_boundary(window.len() / 2);
    let tail = window.get(half..).unwrap_or_default();
    let ends: [fn(char) -> bool; 2] = [
        |c| matches!(c, '。' | '！' | '？' | '；'),
        |c| c.is_whitespace() || c == '，' || c == '、',
    ];
    let found = ends.iter().find_map(|end| tail.char_indices().rev().find(|&(_, c)| end(c)));
    match found {
        Some((at, c)) => half + at + c.len_utf8(),
        // No mark to cut at: not between the parts of one grapheme.
        None => tail
            .grapheme_indices(true)
            .next_back()
            .map_or(window.len(), |(at, _)| if at == 0 { window.len() } else { half + at }),
    }
}

/// The rows of `text` as spans of a document in which it starts at byte `base`.
pub fn rows_at(
    text: &str,
    base: usize,
    width: usize,
    widths: Widths,
    keep: &[Range<usize>],
) -> Vec<Span> {
    let rows = rows(text, width, widths, keep);
    rows.into_iter().map(|row| Span::new(base + row.start, base + row.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrap(text: &str, width: usize) -> Vec<&str> {
        rows(text, width, Widths::default(), &[]).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn a_paragraph_fills_its_rows() {
        assert_eq!(wrap("全市各级行政机关依法履职", 8), ["全市各级", "行政机关", "依法履职"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("法", 2), ["法"]);
    }

    #[test]
    fn closing_punctuation_never_starts_a_row() {
        assert_eq!(wrap("依法行政。全面", 8), ["依法行", "政。全面"]);
        assert_eq!(wrap("坚持“依法”办", 6), ["坚持", "“依法”", "办"]);
        assert_eq!(wrap("印发《条例》（试行）", 8), ["印发《条", "例》（试", "行）"]);
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        assert_eq!(wrap("清理文件2,082项", 10), ["清理文件", "2,082项"]);
        assert_eq!(wrap("占比达到44. 5%。", 14), ["占比达到", "44. 5%。"]);
        assert_eq!(wrap("数据共10917.31万条", 16), ["数据共", "10917.31万条"]);
        assert_eq!(wrap("全省排名第31位", 12), ["全省排名", "第31位"]);
        assert_eq!(wrap("共计办结130 件", 12), ["共计办结", "130 件"]);
        assert_eq!(wrap("缩短时限9 472个工作日", 18), ["缩短时限", "9 472个工作日"]);
        // The unit alone where even number and three characters do not fit.
        assert_eq!(wrap("12345件行政复议", 8), ["12345件", "行政复议"]);
    }

    #[test]
    fn known_figures_stay_whole() {
        let text = "全年开设普法课程三十二期";
        let from = text.find('三').unwrap();
        let figure = from..text.len();
        let kept = rows(text, 18, Widths::default(), std::slice::from_ref(&figure));
        assert_eq!(&text[kept[1].clone()], "三十二期");
        assert_eq!(wrap(text, 18)[1], "十二期");
        // And nothing after them is taken for their unit.
        let text = "市委先后6次召开会议";
        let figure = text.find('6').unwrap()..text.find('召').unwrap();
        let kept = rows(text, 14, Widths::default(), std::slice::from_ref(&figure));
        assert_eq!(&text[kept[0].clone()], "市委先后6次召");
        assert_eq!(wrap(text, 14)[0], "市委先后");
    }

    #[test]
    fn white_space_at_the_end_of_a_row_hangs() {
        assert_eq!(wrap("rule of law", 7), ["rule of ", "law"]);
        assert_eq!(wrap("\u{3000}\u{3000}法治", 4), ["\u{3000}\u{3000}", "法治"]);
    }

    #[test]
    fn ambiguous_width_counts() {
        let row = |n| rows("“法治”", 6, Widths::new(n), &[]).len();
        assert_eq!((row(1), row(2)), (1, 2));
    }

    #[test]
    fn a_long_line_is_cut_at_sentence_ends() {
        let text = "依法行政。".repeat(1000);
        let cuts: Vec<_> = pieces(&text, 400).collect();
        assert!(cuts.iter().all(|r| r.len() <= 400 && text[r.clone()].ends_with('。')));
        assert_eq!(cuts.last().unwrap().end, text.len());
        assert_eq!(pieces("", 400).next(), Some(0..0));
    }

    fn genre() -> impl Strategy<Value = String> {
        "([法治政府行政复议市县]|[0-9]{1,5}|[，。、；：！？（）《》“”…—]|[件项名次万亿%]|[a-z ]|\u{3000}|第|\\. ?[0-9]|\u{301}|🙂|👨‍👩‍👧){0,120}"
    }

    proptest! {
        #[test]
        fn rows_give_back_the_text_and_fit(text in genre(), width in 2usize..40, wide in 1u8..=2) {
            let widths = Widths::new(wide);
            let rows = rows(&text, width, widths, &[]);
            let joined: String = rows.iter().map(|r| &text[r.clone()]).collect();
            prop_assert_eq!(&joined, &text);
            for row in &rows {
                let shown = text[row.clone()].trim_end();
                let alone = shown.graphemes(true).count() <= 1;
                prop_assert!(alone || widths.text(shown) <= width, "{:?} in {}", shown, width);
            }
            for pair in rows.windows(2) {
                let (head, tail) = (&text[pair[0].clone()], &text[pair[1].clone()]);
                let (a, b) = (head.chars().next_back().unwrap(), tail.chars().next().unwrap());
                // A row with a free place in it is never broken against the rules.
                let glyphs = glyphs(&text, widths, &[]);
                let at = glyphs.iter().position(|g| g.start == pair[1].start).unwrap();
                let inside: Vec<_> = glyphs.iter()
                    .filter(|g| g.start > pair[0].start && g.start < pair[1].start)
                    .filter(|g| !text[pair[0].start..g.start].trim().is_empty())
                    .collect();
                if inside.iter().any(|g| g.cost == cost::FREE) {
                    prop_assert!(!cannot_start(b) && !cannot_end(a), "{:?}|{:?}", head, tail);
                    prop_assert_eq!(glyphs[at].cost, cost::FREE);
                }
            }
        }

        #[test]
        fn a_number_that_fits_is_never_parted(
            head in "[法治政府，。“”（）]{0,30}", number in "[1-9][0-9]{0,5}(\\.[0-9]{1,2})?",
            unit in "[件项名]|万条|余人|%|％", tail in "[法治政府，。“”]{0,30}", width in 2usize..40,
        ) {
            let text = format!("{head}{number}{unit}{tail}");
            let from = head.len();
            let to = from + number.len() + unit.len();
            if Widths::default().text(&text[from..to]) <= width {
                for row in rows(&text, width, Widths::default(), &[]) {
                    prop_assert!(row.end <= from || row.end >= to || row.start >= to,
                        "{:?}", &text[row.clone()]);
                }
            }
        }

        #[test]
        fn pieces_give_back_the_text(text in genre(), limit in 4usize..60) {
            let mut at = 0;
            for piece in pieces(&text, limit) {
                prop_assert_eq!(piece.start, at);
                prop_assert!(piece.len() <= limit && text.is_char_boundary(piece.end));
                at = piece.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
