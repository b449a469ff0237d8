//! Plain text whose lines were broken at a width, as tools that take text out of PDFs leave it:
//! lines of one paragraph are joined again, page numbers between them left out.
//!
//! Only where that is evident. A file of paragraphs has long lines among its short ones, or short
//! lines that end with sentences; a wrapped one has many lines of nearly one width, most of which end
//! in the middle of a sentence. Whatever is joined, positions lead to the lines of the file.

use crate::text::{Position, Span, Text};

/// Widths at which text is broken, in columns: 15 to 60 Chinese characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=120;
/// How many columns a full line may be short of the width, for a sign or a number that did not fit.
const SHORT: usize = 8;
/// Lines longer than this many bytes are of no wrapped text.
const LONG: usize = 400;
/// A file of fewer lines, or of fewer full ones, shows nothing.
const FEW: usize = 10;
const FEW_FULL: usize = 6;

/// What ends a sentence, or opens a list of them.
const ENDS: &[char] = &['。', '！', '？', '；', '：', '!', '?', ';', ':', '…'];
/// What may stand behind it.
const CLOSERS: &[char] = &['”', '’', '」', '』', '）', ')', '》', '"'];

/// A line of the file.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    /// As it is.
    raw: &'a str,
    /// Without blanks around.
    text: &'a str,
    /// Its number, from 1.
    number: u32,
    /// Columns before the text.
    indent: usize,
    /// Columns of the text and what is before it.
    width: usize,
    /// As `width`, in characters: some tools break at a number of characters, wide or not.
    chars: usize,
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

impl<'a> Line<'a> {
    fn new(raw: &'a str, number: u32) -> Self {
        let text = raw.trim();
        let indent = raw.get(..raw.len() - raw.trim_start().len()).map_or(0, columns);
        let chars = raw.trim_end().chars().count();
        Self { raw, text, number, indent, width: indent + columns(text), chars }
    }

    /// Whether it ends where a sentence does.
    fn ends(&self) -> bool {
        self.text.trim_end_matches(CLOSERS).ends_with(ENDS)
    }

    /// Whether it has gaps, as rows of tables do.
    fn is_row(&self) -> bool {
        self.text.contains('\t') || self.text.contains("   ")
    }

    /// Whether it begins with the number of a heading or an item.
    fn is_numbered(&self) -> bool {
        let rest = self.text.trim_start_matches(['（', '(', '第']);
        let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
        let after = rest.trim_start_matches(is_number);
        let count = rest.chars().count() - after.chars().count();
        let bracketed = rest.len() < self.text.len();
        (1..=3).contains(&count)
            && if bracketed {
                after.starts_with(['）', ')', '章', '节', '条', '部'])
            } else {
                // 3.5% is no third item.
                let mut signs = after.chars();
                matches!(signs.next(), Some('、' | '.' | '．' | '是'))
                    && !signs.next().is_some_and(|c| c.is_ascii_digit())
            }
    }

    /// The number, if it is a page's: alone, between dashes or as 第3页.
    fn page(&self) -> Option<(u32, bool)> {
        if self.text.len() > 40 || self.text.is_empty() {
            return None;
        }
        let dashes = ['-', '—', '–', '－', '―', '·', '•', ' ', '第', '页', '/', '共', '\u{3000}'];
        let inner = self.text.trim_matches(dashes);
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let number = inner.get(..digits).filter(|_| (1..=4).contains(&digits))?.parse().ok()?;
        let rest = inner.get(digits..)?.trim_matches(dashes);
        let framed = inner.len() < self.text.len();
        // 第3页 共20页 and 3 / 20.
        (rest.bytes().all(|b| b.is_ascii_digit()) && (rest.is_empty() || framed))
            .then_some((number, framed))
    }
}

/// What shows that a text was wrapped, and how.
#[derive(Debug)]
struct Shape {
    /// The width, in columns.
    width: usize,
    /// The most characters of a line.
    chars: usize,
    /// Columns before lines that begin no paragraph.
    margin: usize,
    /// Whether paragraphs are told by their indented first lines.
    indents: bool,
}

impl Shape {
    fn of(lines: &[Line<'_>]) -> Option<Self> {
        let written: Vec<&Line<'_>> =
            lines.iter().filter(|line| !line.text.is_empty() && line.page().is_none()).collect();
        if written.len() < FEW {
            return None;
        }
        let most = |of: fn(&Line<'_>) -> usize| {
            let mut all: Vec<usize> = written.iter().map(|line| of(line)).collect();
            all.sort_unstable();
            // One line in fifty may stick out.
            all.get(all.len() - 1 - all.len() / 50).copied()
        };
        let (width, chars) = (most(|line| line.width)?, most(|line| line.chars)?);
        let mut shape = Self { width, chars, margin: 0, indents: false };
        let full: Vec<&&Line<'_>> = written
            .iter()
            .filter(|line| shape.fills(line, SHORT) && line.width <= width + SHORT)
            .filter(|line| !line.is_row())
            .collect();
        let open = full.iter().filter(|line| !line.ends()).count();
        let evident = WIDTHS.contains(&width)
            && full.len() >= FEW_FULL
            && full.len() * 10 >= written.len() * 3
            && open * 10 >= full.len() * 6;
        if !evident {
            return None;
        }
        let margin = full.iter().map(|line| line.indent).min()?;
        let indented = full.iter().filter(|line| line.indent >= margin + 2).count();
        // Where all lines are indented alike, none begins a paragraph by that.
        (shape.margin, shape.indents) = (margin, indented > 0 && indented < full.len());
        Some(shape)
    }

    /// Whether a line is at most so many columns short.
    fn fills(&self, line: &Line<'_>, short: usize) -> bool {
        line.width + short >= self.width || line.chars + short / 4 >= self.chars
    }

    /// Whether a paragraph goes on from one line to the next.
    fn goes_on(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        if line.text.is_empty() || next.text.is_empty() || line.is_row() || next.is_row() {
            return false;
        }
        if !self.fills(line, SHORT) || next.indent >= self.margin + 2 {
            return false;
        }
        if !line.ends() {
            // A heading may fill its line too.
            return !next.is_numbered() || line.text.ends_with(['，', '、']);
        }
        // The end of a sentence at the very edge: of the paragraph too, unless its beginning would show.
        self.fills(line, SHORT / 2) && (self.indents || !next.is_numbered())
    }
}

/// The text with its lines joined where they were evidently broken.
pub(super) fn unwrapped(text: Text) -> Text {
    match joined(text.as_str()) {
        Some((joined, sources)) => Text::with_sources(joined, sources),
        None => text,
    }
}

fn joined(text: &str) -> Option<(String, Vec<(u32, Position)>)> {
    if !may_be_wrapped(text) {
        return None;
    }
    let lines: Vec<Line<'_>> =
        text.split('\n').zip(1..).map(|(raw, number)| Line::new(raw, number)).collect();
    let shape = Shape::of(&lines)?;
    let mut out = String::with_capacity(text.len());
    let mut sources = Vec::with_capacity(lines.len());
    let mut last: Option<&Line<'_>> = None;
    for (line, _) in lines.iter().zip(pages(&lines)).filter(|&(_, is_page)| !is_page) {
        let goes_on = last.is_some_and(|last| shape.goes_on(last, line));
        if goes_on {
            out.truncate(out.trim_end().len());
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            if letter(out.chars().next_back()) && letter(line.text.chars().next()) {
                out.push(' ');
            }
        } else if last.is_some() {
            out.push('\n');
        }
        let from = if goes_on { line.raw.trim_start() } else { line.raw };
        let skipped = line.raw.chars().count() - from.chars().count();
        let column = u32::try_from(skipped + 1).unwrap_or(u32::MAX);
        let start = Span::new(out.len(), out.len()).start;
        sources.push((start, Position { line: line.number, column }));
        out.push_str(from);
        last = Some(line);
    }
    Some((out, sources))
}

/// Whether nearly all lines are short: told at the speed of memory, since most files are not wrapped.
fn may_be_wrapped(text: &str) -> bool {
    let (mut all, mut long, mut start) = (0_usize, 0_usize, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        all += usize::from(end > start + 1);
        long += usize::from(end - start > LONG);
        start = end + 1;
        if long > 4 && long * 20 > all {
            return false;
        }
    }
    all >= FEW && long * 50 <= all
}

/// Which lines are page numbers: framed, or one more than the one before or less than the one after;
/// and the blank lines around them, which part nothing.
fn pages(lines: &[Line<'_>]) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    let mut last: Option<(usize, u32)> = None;
    for (index, line) in lines.iter().enumerate() {
        let Some((number, framed)) = line.page() else { continue };
        let follows = last.filter(|&(_, before)| before.checked_add(1) == Some(number));
        let mut mark = |index: usize| {
            if let Some(slot) = found.get_mut(index) {
                *slot = true;
            }
        };
        if framed || follows.is_some() {
            mark(index);
        }
        if let Some((before, _)) = follows {
            mark(before);
        }
        last = Some((index, number));
    }
    let mut widen = |indices: &mut dyn Iterator<Item = usize>| {
        let mut beside = false;
        for index in indices {
            let blank = lines.get(index).is_some_and(|line| line.text.is_empty());
            if let Some(slot) = found.get_mut(index) {
                *slot |= beside && blank;
                beside = *slot;
            }
        }
    };
    // What follows the last line end is no line to be left out.
    widen(&mut (0..lines.len().saturating_sub(1)));
    widen(&mut (0..lines.len().saturating_sub(1)).rev());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PARAGRAPHS: &[&str] = &[
        "云岭市2023年法治政府建设年度报告",
        "",
        "　　2023年，云岭市坚持依法行政，扎实推进各项工作，现将有关情况报告如下。",
        "一、主要工作",
        "　　（一）规范执法。全年办理行政处罚案件2150件，较上年下降百分之三，培训执法人员386人次，组织案卷评查四次，发现问题一百二十个并全部整改到位。",
        "　　（二）化解矛盾。全市收到行政复议申请73件，办结70件，行政机关负责人出庭应诉率达到95.3%，出庭又出声成为常态，矛盾纠纷就地化解的能力明显提升。",
        "　　二、存在的不足。基层执法力量薄弱，复议应诉能力有待提高，普法宣传的针对性和实效性还不够强，部分单位对重大行政决策程序执行得不够严格。",
        "　　下一步，将进一步加强执法队伍建设，推动负责人出庭应诉，深入开展宪法和民法典宣传教育活动，不断提升群众对法治建设工作的满意度和获得感。",
    ];

    /// The paragraphs broken at so many columns, with page numbers after every eight lines.
    fn wrapped(columns: usize, paged: bool) -> String {
        let mut lines = Vec::new();
        for paragraph in PARAGRAPHS {
            let (mut line, mut width) = (String::new(), 0);
            for c in paragraph.chars() {
                let own = if c.is_ascii() { 1 } else { 2 };
                // No line begins with a stop.
                if width + own > columns && !"，。、".contains(c) {
                    lines.push(std::mem::take(&mut line));
                    width = 0;
                }
                line.push(c);
                width += own;
            }
            lines.push(line);
        }
        let mut out = String::new();
        for (index, line) in lines.iter().enumerate() {
            if paged && index % 8 == 7 {
                out += &format!("\n- {} -\n\n", index / 8 + 1);
            }
            out += line;
            out.push('\n');
        }
        out
    }

    #[test]
    fn paragraphs_are_joined_again() {
        for (columns, paged) in [(40, false), (56, false), (48, true), (33, true)] {
            let text = unwrapped(Text::new(wrapped(columns, paged)));
            let expected = format!("{}\n", PARAGRAPHS.join("\n"));
            assert_eq!(text.as_str(), expected, "{columns}");
        }
    }

    #[test]
    fn positions_lead_to_the_lines_of_the_file() {
        let file = wrapped(40, true);
        let text = unwrapped(Text::new(file.clone()));
        for words in ["386人次", "95.3%", "满意度", "一、主要", "报告如下"] {
            let at = text.as_str().find(words).unwrap();
            let position = text.position(at);
            let line = file.split('\n').nth(position.line as usize - 1).unwrap();
            let found: String = line.chars().skip(position.column as usize - 1).collect();
            assert_eq!(found.chars().next(), words.chars().next(), "{words}");
            assert_eq!(text.offset(position), Some(at), "{words}");
        }
    }

    #[test]
    fn what_was_not_wrapped_stays() {
        let paragraphs = format!("{}\n", PARAGRAPHS.join("\n"));
        let list: String =
            (0..40).map(|n| format!("第{n}项工作已经完成，取得明显成效，群众满意。\n")).collect();
        let headings: String = (0..40)
            .map(|n| format!("{n}. 关于进一步加强和改进某项行政执法监督工作的实施意见\n"))
            .collect();
        let rows: String =
            (0..40).map(|n| format!("行政复议案件办理数量（单位：件）\t{n}\t{n}\n")).collect();
        let one_line = PARAGRAPHS.concat().repeat(9);
        for text in [paragraphs, list, headings, rows, one_line, String::new(), "\n".repeat(99)] {
            assert_eq!(unwrapped(Text::new(text.clone())).as_str(), text);
        }
    }

    #[test]
    fn page_numbers_are_told_from_numbers() {
        let page = |text: &str| Line::new(text, 1).page();
        assert_eq!(page(" - 12 - "), Some((12, true)));
        assert_eq!(page("第3页 共20页"), Some((3, true)));
        assert_eq!(page("— 3 —"), Some((3, true)));
        assert_eq!(page("3 / 20"), None);
        assert_eq!(page("7"), Some((7, false)));
        for text in ["2023年", "12345", "3件", "一", ""] {
            assert_eq!(page(text), None, "{text}");
        }
        let numbered = |text: &str| Line::new(text, 1).is_numbered();
        assert!(
            ["一、", "（二）", "3.执法", "12．", "第一章", "一是", "(3)"]
                .iter()
                .all(|t| numbered(t))
        );
        assert!(!["3.5%", "2023年", "一些", "十分", "（以下"].iter().any(|t| numbered(t)));
    }

    proptest! {
        #[test]
        fn every_character_leads_back(breaks in prop::collection::vec(1_usize..60, 1..60), width in 20_usize..70) {
            // Lines of many lengths, most of them full.
            let text = PARAGRAPHS.concat().repeat(3);
            let mut chars = text.chars();
            let mut file = String::new();
            for (index, count) in breaks.iter().enumerate() {
                let count = if index % 4 == 0 { *count } else { width };
                file.extend(chars.by_ref().take(count));
                file.push('\n');
            }
            let lines: Vec<Vec<char>> = file.split('\n').map(|line| line.chars().collect()).collect();
            let text = unwrapped(Text::new(file.clone()));
            for (offset, c) in text.as_str().char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let at = text.position(offset);
                prop_assert_eq!(lines[at.line as usize - 1].get(at.column as usize - 1), Some(&c));
                prop_assert_eq!(text.offset(at), Some(offset));
            }
        }
    }
}
