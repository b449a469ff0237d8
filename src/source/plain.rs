//! Plain text and Markdown. Lines and columns are those of the file: Markdown's marks become
//! spaces, one to one, so that a reader sees text and a position still leads to its place.

use super::{PageMetadata, sanitize};

/// The text of a plain file.
pub fn plain(decoded: &str) -> String {
    sanitize::text(decoded).into_owned()
}

/// The text of a Markdown file, and what its front matter says.
pub fn markdown(decoded: &str) -> (String, PageMetadata) {
    let clean = sanitize::text(decoded);
    let mut metadata = PageMetadata::default();
    let mut out = String::with_capacity(clean.len());
    let mut lines = clean.split('\n').peekable();
    if lines.peek() == Some(&"---") && clean.lines().skip(1).take(FRONT_MATTER).any(|l| l == "---")
    {
        lines.next();
        for line in lines.by_ref().take_while(|&line| line != "---") {
            out.push('\n');
            front_matter(line, &mut metadata);
        }
        // The two lines that enclose it.
        out.push_str("\n\n");
    }
    let mut in_code = false;
    let mut first = true;
    for line in lines {
        if !std::mem::take(&mut first) {
            out.push('\n');
        }
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        if in_code || fence {
            out.push_str(line);
            continue;
        }
        let mut bytes = line.as_bytes().to_vec();
        unmark_start(&mut bytes);
        if !unmark_row(&mut bytes) {
            unmark_inline(&mut bytes);
        }
        // Only ASCII was replaced, by ASCII.
        out.push_str(&String::from_utf8(bytes).unwrap_or_else(|_| line.to_owned()));
    }
    (out, metadata)
}

/// The most lines of a front matter.
const FRONT_MATTER: usize = 50;

fn front_matter(line: &str, metadata: &mut PageMetadata) {
    let Some((key, value)) = line.split_once(':') else { return };
    let slot = match key.trim().to_ascii_lowercase().as_str() {
        "title" => &mut metadata.title,
        "date" | "published" | "pubdate" => &mut metadata.published,
        "source" | "publisher" => &mut metadata.source,
        _ => return,
    };
    let value = sanitize::line(value.trim().trim_matches(['"', '\'']));
    *slot = Some(value).filter(|value| !value.is_empty());
}

/// Blanks the marks of headings, quotes and list items, and lines that are nothing but a rule.
fn unmark_start(line: &mut [u8]) {
    let text = line.trim_ascii();
    if text.len() >= 3
        && text.first().is_some_and(|mark| b"-=*_".contains(mark) && text.iter().all(|b| b == mark))
    {
        // A row of stars could as well be a masked word.
        if text.first() != Some(&b'*') || text.len() == 3 {
            line.fill(b' ');
        }
        return;
    }
    let indent = line.len() - line.trim_ascii_start().len();
    let Some(rest) = line.get_mut(indent..) else { return };
    let marks = match rest.first() {
        Some(b'#') => rest.iter().take_while(|&&b| b == b'#').count(),
        Some(b'>') => rest.iter().take_while(|b| matches!(b, b'>' | b' ')).count(),
        Some(b'-' | b'*' | b'+') => 1,
        _ => return,
    };
    let ends = rest.get(marks).is_none_or(|b| b.is_ascii_whitespace());
    let is_mark = ends || rest.first() == Some(&b'>');
    if is_mark && let Some(marks) = rest.get_mut(..marks) {
        marks.fill(b' ');
    }
}

/// Makes the bars of a table's row tabs; answers whether it is one.
fn unmark_row(line: &mut [u8]) -> bool {
    if !line.trim_ascii_start().starts_with(b"|") {
        return false;
    }
    if line.iter().all(|b| matches!(b, b'|' | b'-' | b':' | b' ')) {
        line.fill(b' ');
        return true;
    }
    let bars = line.iter().filter(|&&b| b == b'|').count();
    for (i, bar) in line.iter_mut().filter(|b| **b == b'|').enumerate() {
        *bar = if i == 0 || i + 1 == bars { b' ' } else { b'\t' };
    }
    true
}

/// Blanks pairs of `**` and `__` and the targets of links, and takes the backslash from escaped
/// marks.
fn unmark_inline(line: &mut [u8]) {
    for mark in *b"*_" {
        let mut open: Option<usize> = None;
        let mut at = 0;
        while let Some(next) = line.get(at..).and_then(|rest| memchr::memchr(mark, rest)) {
            let start = at + next;
            let length = line.iter().skip(start).take_while(|&&b| b == mark).count();
            at = start + length;
            // Longer runs mask a word (学习***思想) or leave a blank to fill in.
            if length != 2 {
                continue;
            }
            let blank = |b: Option<&u8>| b.is_none_or(u8::is_ascii_whitespace);
            let before = start.checked_sub(1).and_then(|i| line.get(i));
            match open {
                Some(from) if !blank(before) => {
                    for place in [from, start] {
                        line.iter_mut().skip(place).take(2).for_each(|b| *b = b' ');
                    }
                    open = None;
                }
                _ => open = (!blank(line.get(at))).then_some(start),
            }
        }
    }
    unmark_links(line);
    for i in 0..line.len() {
        let escaped = line.get(i + 1).copied().filter(u8::is_ascii_punctuation);
        if line.get(i) == Some(&b'\\')
            && let Some(mark) = escaped
            && let Some([slash, after]) = line.get_mut(i..i + 2)
        {
            // The mark moves one column to the left, what follows stays where it is.
            (*slash, *after) = (mark, b' ');
        }
    }
}

/// Blanks the brackets and the target of `[text](target)`.
fn unmark_links(line: &mut [u8]) {
    let mut at = 0;
    while let Some(next) = line.get(at..).and_then(|rest| memchr::memmem::find(rest, b"](")) {
        let middle = at + next;
        at = middle + 2;
        // Link texts are short; a bracket far back belongs to something else.
        let far = middle.saturating_sub(300);
        let near = line.get(far..middle).unwrap_or_default();
        let open = memchr::memrchr(b'[', near).map(|i| far + i);
        let Some(close) = line.iter().skip(at).position(|&b| b == b')' || !b.is_ascii()) else {
            continue;
        };
        if line.get(at + close) != Some(&b')') {
            continue;
        }
        let Some(open) = open else { continue };
        line.iter_mut().skip(open).take(1).for_each(|b| *b = b' ');
        line.iter_mut().skip(middle).take(close + 3).for_each(|b| *b = b' ');
        if let Some(bang @ b'!') = open.checked_sub(1).and_then(|i| line.get_mut(i)) {
            *bang = b' ';
        }
        at += close;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(content: &str) -> String {
        markdown(content).0
    }

    #[test]
    fn marks_become_spaces() {
        assert_eq!(text("# 报告\n## 一、成效\n#不是标题\n"), "  报告\n   一、成效\n#不是标题\n");
        assert_eq!(text("**（一）领导。**共**12**件"), "  （一）领导。  共  12  件");
        assert_eq!(text("学习***思想，2**3， ** 单"), "学习***思想，2**3， ** 单");
        assert_eq!(text("- 甲\n> 乙\n---\n题\n==="), "  甲\n  乙\n   \n题\n   ");
        assert_eq!(text("1\\. 甲 \\*"), "1.  甲 * ");
        assert_eq!(text("见[附件](a.txt)后"), "见 附件        后");
        assert_eq!(text("![图](b.png)"), format!("  图{}", " ".repeat(8)));
        assert_eq!(text("```\n# 注\n```\n"), "```\n# 注\n```\n");
    }

    #[test]
    fn rows_have_tabs_between_cells() {
        assert_eq!(
            text("| 项目 | 数量 |\n|---|:-:|\n| 复议 | 2件 |"),
            "  项目 \t 数量  \n         \n  复议 \t 2件  "
        );
    }

    #[test]
    fn front_matter_tells_about_the_file() {
        let (text, metadata) = markdown("---\ntitle: \"临川报告\"\ndate: 2024-03-08\n---\n# 题\n");
        assert_eq!(text, "\n\n\n\n  题\n");
        assert_eq!(metadata.title.as_deref(), Some("临川报告"));
        assert_eq!(metadata.published.as_deref(), Some("2024-03-08"));
    }

    proptest! {
        #[test]
        fn lines_and_columns_stay(content in "([-#*_>|`\\[\\]()!\\\\ ：:文1\n]|---\n|\\*\\*|\\]\\(){0,60}") {
            let widths = |text: &str| text.split('\n').map(|line| line.chars().count()).collect::<Vec<_>>();
            let clean = text(&content);
            prop_assert_eq!(clean.matches('\n').count(), content.matches('\n').count());
            if !content.starts_with("---\n") {
                prop_assert_eq!(widths(&clean), widths(&content));
            }
        }
    }
}
