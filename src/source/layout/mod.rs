//! Pages of placed text become lines and paragraphs again, for formats that keep only where each
//! piece of text stands.
//!
//! What the eye does: pieces at one height are a line; a line that reaches the right edge goes on in
//! the next, unless that one is indented; what returns at the edge of every page is no part of the
//! text; what stands between drawn lines is a table. All lengths are in one unit, whichever the format has, `y` growing downwards.

mod columns;
mod notes;
mod running;
mod table;

use super::places::{Lines, PlaceKind, Places};
use super::{Error, limits};
use columns::Column;
use std::ops::Range;
pub(super) use table::Rule;

/// A piece of text in one direction and size.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Left edge of its first character.
    pub(super) x: f64,
    /// Its base line.
    pub(super) y: f64,
    /// From its left edge to its right one.
    pub(super) width: f64,
    /// Size of its font.
    pub(super) size: f64,
    /// Its characters.
    pub(super) text: String,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// Its number within the file, from 1.
    pub(super) number: u32,
    /// Top edge of the page and its height.
    pub(super) top: f64,
    /// Its height.
    pub(super) height: f64,
    /// Its pieces of text, in any order.
    pub(super) pieces: Vec<Piece>,
    /// The lines drawn on it, in points, if they are known.
    pub(super) rules: Vec<Rule>,
}

/// A line of a page, with its text or where that is kept.
#[derive(Debug, Clone)]
struct Line<T = String> {
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    text: T,
    /// Gaps between columns were met: a row of a table.
    is_row: bool,
    page: u32,
    column: Column,
}

impl<T> Line<T> {
    /// The line with another text.
    fn with<U>(self, text: U) -> Line<U> {
        let Self { left, right, y, size, is_row, page, column, .. } = self;
        Line { left, right, y, size, text, is_row, page, column }
    }
}

/// Pages laid out one after the other: of each, only the lines are kept until all are known. Their
/// texts are one after the other too: as many small ones among what a page needs in passing, they
/// kept five times their memory from being used again.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Each page, without what is on it, and how many lines it has.
    pages: Vec<(Page, usize)>,
    lines: Vec<Line<Range<usize>>>,
    text: String,
}

impl Layout {
    /// Adds a page.
    ///
    /// # Errors
    /// When the text is too long.
    pub(super) fn push(&mut self, mut page: Page) -> Result<(), Error> {
        let mut pieces = std::mem::take(&mut page.pieces);
        let rules = std::mem::take(&mut page.rules);
        pieces.retain(|piece| {
            !piece.text.trim().is_empty()
                && [piece.x, piece.y, piece.width, piece.size].iter().all(|n| n.is_finite())
        });
        let mut all = table::take(&mut pieces, &rules, page.number);
        if let Some(lines) = columns::take(&mut pieces, &mut all, page.number) {
            all = lines;
        } else {
            all.extend(lines(pieces, page.number));
            all.sort_by(|a, b| a.y.total_cmp(&b.y));
        }
        self.pages.push((page, all.len()));
        for line in all {
            let start = self.text.len();
            self.text.push_str(&line.text);
            self.lines.push(line.with(start..self.text.len()));
        }
        if self.text.len() > limits::MAX_TEXT {
            return Err(Error::Inflated { limit: limits::MAX_TEXT as u64 });
        }
        Ok(())
    }

    /// The text of the pages, with the page of each line.
    ///
    /// # Errors
    /// When the text is too long.
    pub(super) fn finish(self) -> Result<(String, Places), Error> {
        let text = |line: Line<Range<usize>>| {
            let text = self.text.get(line.text.clone()).unwrap_or_default();
            line.with(text)
        };
        let mut lines: Vec<Line<&str>> = self.lines.into_iter().map(text).collect();
        running::drop(&self.pages, &mut lines);
        paragraphs(&lines)
    }
}

/// The text of pages, with the page of each line.
///
/// # Errors
/// When the text is too long.
pub(super) fn text(pages: Vec<Page>) -> Result<(String, Places), Error> {
    let mut layout = Layout::default();
    for page in pages {
        layout.push(page)?;
    }
    layout.finish()
}

/// Pieces as lines from top to bottom.
fn lines(mut pieces: Vec<Piece>, page: u32) -> Vec<Line> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut out: Vec<Line> = Vec::new();
    let mut row: Vec<Piece> = Vec::new();
    // The largest size in the row: a raised mark may come first.
    let mut size = f64::MIN_POSITIVE;
    for piece in pieces {
        size = size.max(piece.size);
        if row.first().is_some_and(|first| piece.y - first.y > size * 0.5) {
            out.extend(line(std::mem::take(&mut row), page));
            size = piece.size.max(f64::MIN_POSITIVE);
        }
        row.push(piece);
    }
    out.extend(line(row, page));
    out
}

/// Pieces at one height as a line from left to right.
fn line(mut pieces: Vec<Piece>, page: u32) -> Option<Line> {
    pieces.sort_by(|a, b| a.x.total_cmp(&b.x));
    let first = pieces.first()?;
    let mut line = Line {
        left: f64::INFINITY,
        right: first.x,
        y: first.y,
        size: pieces.iter().map(|piece| piece.size).fold(0.0, f64::max),
        text: String::new(),
        is_row: false,
        page,
        column: Column::Whole,
    };
    for piece in pieces {
        if notes::is_raised_mark(&piece, &line) {
            continue;
        }
        // Text printed twice at one place looks bold.
        let again = line.text.ends_with(piece.text.as_str())
            && piece.x + piece.width <= line.right + piece.size * 0.2;
        if again {
            continue;
        }
        let gap = piece.x - line.right;
        if !line.text.is_empty() {
            let wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2000}');
            let between = wide(line.text.chars().next_back()) || wide(piece.text.chars().next());
            let is_apart = line.text.ends_with(char::is_whitespace)
                || piece.text.starts_with(char::is_whitespace);
            if gap > piece.size * 2.0 {
                line.text.truncate(line.text.trim_end().len());
                line.text.push('\t');
                line.is_row = true;
            } else if !is_apart && gap > piece.size * if between { 0.6 } else { 0.2 } {
                line.text.push(' ');
            }
        }
        // Ideographic spaces at the start are an indent like any other.
        let blanks = piece.text.chars().take_while(|c| c.is_whitespace()).count();
        let count = piece.text.chars().count().max(1);
        if line.text.is_empty() {
            #[expect(clippy::cast_precision_loss, reason = "a line has few characters")]
            let share = blanks as f64 / count as f64;
            line.left = piece.x + piece.width * share;
            line.text.push_str(piece.text.trim_start());
        } else {
            line.text.push_str(&piece.text);
        }
        line.right = line.right.max(piece.x + piece.width);
    }
    let kept = line.text.trim_end().len();
    line.text.truncate(kept);
    Some(line)
}

/// How many characters of a line are looked at for its first word.
const WORD: usize = 32;

/// How wide the start of a text is that no line break may divide (UAX 14), in sizes of its font.
fn first_word(text: &str) -> f64 {
    let head: String = text.chars().take(WORD).collect();
    let end = unicode_linebreak::linebreaks(&head).next().map_or(0, |(end, _)| end);
    let word = head.get(..end).unwrap_or_default().trim_end();
    let width = |c: char| match c {
        '%' => 0.9,
        _ if c < '\u{2000}' => 0.5,
        _ => 1.0,
    };
    word.chars().map(width).sum()
}

/// Adds the next line of a paragraph.
fn join(open: &mut String, line: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let letters = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    // A word was broken where its hyphen is; one that stands before a number or a capital is its own.
    let mut signs = open.chars().rev();
    let hyphen = matches!(signs.next(), Some('-' | '\u{2010}' | '\u{AD}')) && letters(signs.next());
    if hyphen && line.starts_with(|c: char| c.is_ascii_lowercase()) {
        open.pop();
        open.push_str(line);
        return;
    }
    let (end, start) = (open.chars().next_back(), line.chars().next());
    // Words are set apart; a number may have been broken between its digits.
    if latin(end) && latin(start) && (letters(end) || letters(start)) {
        open.push(' ');
    }
    open.push_str(line);
}

/// The fewest characters of a line that goes on in the next: a page of headings has no full lines.
const SHORTEST: f64 = 11.5;

/// Punctuation that may hang out into the margin.
const HANGING: &[char] = &['，', '。', '、', '；', '：', '！', '？', ',', '.', ';', ':'];

/// Where a line ends, without what may hang out.
fn end(line: &Line<&str>) -> f64 {
    match line.text.chars().next_back() {
        Some(c) if HANGING.contains(&c) => {
            line.right - line.size * if c < '\u{80}' { 0.3 } else { 1.0 }
        }
        _ => line.right,
    }
}

/// Lines as paragraphs.
fn paragraphs(all: &[Line<&str>]) -> Result<(String, Places), Error> {
    let edge = |mut values: Vec<f64>, share: usize| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() * share / 100).copied().unwrap_or(0.0)
    };
    // Nearly the rightmost: a line or two may stick out.
    let rights = Column::ALL.map(|column| {
        let prose = all.iter().filter(|line| !line.is_row && line.column == column);
        edge(prose.map(end).collect(), 95)
    });
    let reaches = |line: &Line<&str>, by: f64| {
        let is_long = line.right - line.left > line.size * SHORTEST;
        is_long && !line.is_row && line.right + by > line.column.of(rights) - line.size * 0.6
    };
    let full = |line: &&Line<&str>| reaches(line, line.size);
    let lefts = Column::ALL.map(|column| {
        let full = all.iter().filter(|line| line.column == column && full(line));
        edge(full.map(|line| line.left).collect(), 20)
    });
    let pitch = edge(
        all.windows(2)
            .filter_map(|pair| match pair {
                [a, b] if a.page == b.page => Some(b.y - a.y),
                _ => None,
            })
            .collect(),
        50,
    );
    let goes_on = |a: &Line<&str>, b: &Line<&str>| {
        let near = a.page != b.page || a.column != b.column || b.y - a.y < pitch * 1.6;
        // The next word would not have fitted.
        reaches(a, first_word(b.text) * b.size)
            && !b.is_row
            && near
            && (a.size - b.size).abs() < a.size * 0.15
            && b.left < b.column.of(lefts) + b.size * 1.2
    };
    let mut out = Lines::new(PlaceKind::Page);
    let mut open = String::new();
    let mut page = 0;
    let mut before: Option<&Line<&str>> = None;
    // Notes at the foot of a page follow the paragraph that may go on on the next.
    let mut waiting: Vec<(String, u32)> = Vec::new();
    for (line, is_note) in all.iter().zip(notes::at_feet(all)) {
        if is_note {
            match waiting.last_mut() {
                Some((note, _)) if !notes::has_mark(line.text) => join(note, line.text),
                _ => waiting.push((line.text.to_owned(), line.page)),
            }
            continue;
        }
        if before.is_some_and(|before| goes_on(before, line)) {
            join(&mut open, line.text);
        } else {
            out.push(&open, page)?;
            waiting.drain(..).try_for_each(|(note, page)| out.push(&note, page))?;
            open.clear();
            page = line.page;
            open.push_str(line.text);
        }
        before = Some(line);
    }
    out.push(&open, page)?;
    waiting.drain(..).try_for_each(|(note, page)| out.push(&note, page))?;
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A line of characters 10 wide, on a page 400 high, at column `x`.
    fn piece(x: u32, y: u32, text: &str) -> Piece {
        let chars = u32::try_from(text.chars().count()).unwrap();
        Piece {
            x: f64::from(x),
            y: f64::from(y),
            width: f64::from(chars * 10),
            size: 10.0,
            text: text.to_owned(),
        }
    }

    fn page(number: u32, pieces: Vec<Piece>) -> Page {
        Page { number, top: 0.0, height: 400.0, pieces, rules: Vec::new() }
    }

    #[test]
    fn a_paragraph_goes_on_where_the_line_is_full() {
        let pages = vec![
            page(
                1,
                vec![
                    piece(90, 70, "关于法治的报告"),
                    piece(40, 90, "全市共办理各类行政案件一"),
                    piece(20, 110, "百件，其中行政复议案件共有二"),
                    piece(20, 130, "十件，均已办结。"),
                    piece(40, 150, "二是不断加强对执法的监督"),
                ],
            ),
            page(
                2,
                vec![
                    piece(20, 70, "检查，开展各类执法检查十二次"),
                    piece(20, 90, "。"),
                    piece(20, 110, "项目"),
                    piece(80, 110, "数量"),
                ],
            ),
        ];
        let (text, places) = text(pages).unwrap();
        let expected = "关于法治的报告\n全市共办理各类行政案件一百件，其中行政复议案件共有二十件，均已办结。\n\
            二是不断加强对执法的监督检查，开展各类执法检查十二次。\n项目\t数量\n";
        assert_eq!(text, expected);
        assert_eq!(places.starts(), [(1, 1), (4, 2)]);
    }

    #[test]
    fn a_line_is_full_where_the_next_word_does_not_fit() {
        let pages = vec![page(
            1,
            vec![
                piece(20, 70, "全市调整权责清单之后共有事项，"),
                piece(20, 90, "办理各类案件，总数达"),
                piece(20, 110, "123456789件。"),
                piece(20, 130, "其他工作，继续推进。"),
                piece(20, 150, "再接再厉。"),
            ],
        )];
        let expected = "全市调整权责清单之后共有事项，办理各类案件，总数达\n123456789件。\n其他工作，继续推进。\n再接再厉。\n";
        // Ten characters are too few to tell; twelve are enough.
        assert_eq!(text(pages.clone()).unwrap().0, expected);
        let mut longer = pages;
        longer[0].pieces[1] = piece(20, 90, "办理各类案件，总数已达到");
        let expected = expected.replace("总数达\n", "总数已达到");
        assert_eq!(text(longer).unwrap().0, expected);
        assert_eq!(["（甲）乙", "12.5%，", "甲", ""].map(first_word), [3.0, 3.9, 1.0, 0.0]);
        assert_eq!(first_word("间”79.96%，“最"), 2.0 + 2.5 + 0.9 + 3.0);
    }

    #[test]
    fn what_runs_along_the_edges_is_left_out() {
        let pages = (1..=4)
            .map(|n| {
                page(
                    n,
                    vec![
                        piece(20, 20, "琅川市人民政府公报"),
                        piece(40, 200, &format!("正文第{n}段")),
                        piece(90, 390, &format!("— {n} —")),
                    ],
                )
            })
            .collect();
        assert_eq!(text(pages).unwrap().0, "正文第1段\n正文第2段\n正文第3段\n正文第4段\n");
        // A single page's title stands at its top too.
        assert_eq!(
            text(vec![page(1, vec![piece(20, 20, "报告"), piece(90, 390, "3 / 9")])]).unwrap().0,
            "报告\n"
        );
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut pieces = vec![piece(150, 60, "两栏的标题在中间")];
        for row in 0..7 {
            let y = 90 + row * 20;
            pieces.push(piece(200, y, "右栏文字一行一行写满这一栏吧"));
            pieces.push(piece(20, y, "左栏文字一行一行写满这一栏了"));
        }
        pieces.push(piece(20, 230, "左栏完。"));
        let expected = format!(
            "两栏的标题在中间\n{}左栏完。\n{}\n",
            "左栏文字一行一行写满这一栏了".repeat(7),
            "右栏文字一行一行写满这一栏吧".repeat(7)
        );
        assert_eq!(text(vec![page(1, pieces.clone())]).unwrap().0, expected);
        // Texts that leave their columns unfilled are a table.
        for piece in &mut pieces {
            piece.text.truncate(12);
            piece.width = 40.0;
        }
        assert!(text(vec![page(1, pieces)]).unwrap().0.contains("左栏文字\t右栏文字\n"));
    }

    #[test]
    fn words_are_joined_at_hyphens() {
        let join = |a: &str, b: &str| {
            let mut open = a.to_owned();
            join(&mut open, b);
            open
        };
        assert_eq!(join("gov-", "ernment"), "government");
        assert_eq!(join("COVID-", "19"), "COVID-19");
        assert_eq!(join("2021-", "2025年"), "2021-2025年");
        assert_eq!(join("共12", "34件"), "共1234件");
        assert_eq!(join("the", "law"), "the law");
        assert_eq!(join("法", "治"), "法治");
    }

    #[test]
    fn notes_at_the_foot_do_not_part_a_paragraph() {
        let small = |y: u32, text: &str| Piece { size: 7.0, ..piece(20, y, text) };
        let mark = |x: u32, y: u32, text: &str| Piece { size: 6.0, ..piece(x, y, text) };
        let pages = vec![
            page(
                1,
                vec![
                    piece(40, 90, "全市共办理各类行政案件一"),
                    mark(160, 86, "1"),
                    // A unit, and a small word, are no marks.
                    piece(20, 110, "百件，面积达五万"),
                    piece(100, 110, "km"),
                    mark(120, 106, "2"),
                    mark(126, 110, "上下"),
                    piece(146, 110, "一"),
                    small(300, "1 含上年结转的案件，其中包括"),
                    small(310, "行政复议。"),
                    small(320, "②见附表。"),
                    small(390, "— 1 —"),
                ],
            ),
            page(2, vec![piece(20, 70, "共二十件，均已办结。"), piece(40, 90, "下一步继续。")]),
        ];
        let (text, places) = text(pages).unwrap();
        let expected = "全市共办理各类行政案件一百件，面积达五万km2上下一共二十件，均已办结。\n\
            1 含上年结转的案件，其中包括行政复议。\n②见附表。\n下一步继续。\n";
        assert_eq!(text, expected);
        assert_eq!(places.starts(), [(1, 1), (4, 2)]);
    }

    #[test]
    fn pieces_of_a_line_are_joined_as_they_stand() {
        let pieces = vec![
            piece(60, 101, "件"),
            piece(20, 100, "办"),
            piece(20, 100, "办"),
            piece(30, 99, "理 12"),
            piece(20, 130, "ab"),
            piece(43, 130, "cd"),
        ];
        let mut pieces = pieces;
        pieces[3].width = 28.0;
        assert_eq!(text(vec![page(1, pieces)]).unwrap().0, "办理 12件\nab cd\n");
    }

    proptest! {
        #[test]
        fn any_pieces_are_laid_out(pieces in prop::collection::vec(
            (any::<f64>(), any::<f64>(), any::<f64>(), any::<f64>(), "[甲a1 \u{3000}\n]{0,4}"), 0..20
        )) {
            let pieces = pieces.into_iter()
                .map(|(x, y, width, size, text)| Piece { x, y, width, size, text })
                .collect();
            let _ = text(vec![page(1, pieces)]);
        }
    }
}
