//! A part of a page written out as lines: one for each paragraph, heading, `<br>` and row.

use super::page::Node;

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "html",
    "body",
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "td",
    "th",
    "ul",
    "ucapcontent",
    "ucaptitle",
];

/// A row whose cells are all at most so many characters and lines is one line; cells beyond lay out
/// the page.
const CELL_CHARS: usize = 400;
const CELL_LINES: usize = 5;

/// The text within node `root`, one line per line of the page, without empty lines and without the
/// nodes `skipped`, given in document order.
pub(super) fn lines(nodes: &[Node], root: usize, skipped: &[usize]) -> String {
    let mut writer = Writer::default();
    let mut open: Vec<usize> = Vec::new();
    let end = nodes.get(root).map_or(0, |node| node.end);
    let mut skipped = skipped.iter().copied().peekable();
    let mut resume = root;
    for (number, node) in nodes.iter().enumerate().take(end).skip(root) {
        while let Some(ended) =
            open.last().and_then(|&at| nodes.get(at)).filter(|n| n.end <= number)
        {
            writer.leave(ended.tag());
            open.pop();
        }
        if skipped.next_if_eq(&number).is_some() {
            resume = node.end;
        }
        if number < resume {
            continue;
        }
        if node.name.is_none() {
            let preformatted = writer.preformatted > 0;
            writer.flow().text(&node.content, preformatted);
            continue;
        }
        writer.enter(node);
        open.push(number);
    }
    for number in open.into_iter().rev() {
        writer.leave(nodes.get(number).map_or("", Node::tag));
    }
    writer.finish()
}

/// Lines in the making.
#[derive(Debug, Default)]
struct Flow {
    lines: Vec<String>,
    /// The line that text is added to.
    line: String,
    /// Blanks were read after the line's text; whether a line end of the source was among them.
    blank: Option<bool>,
    /// The number of a list item whose text has not begun.
    item: Option<i64>,
    /// Whether rows of a table are among the lines.
    has_rows: bool,
}

impl Flow {
    /// Adds text, runs of ASCII blanks as one space. Where the source breaks a line between two
    /// Chinese characters there is no space.
    fn text(&mut self, content: &str, preformatted: bool) {
        for c in content.chars() {
            if preformatted && matches!(c, '\n' | '\r') {
                self.end_line();
            } else if c.is_ascii_whitespace() && !(preformatted && c == ' ') {
                self.blank = Some(self.blank.unwrap_or(false) | matches!(c, '\n' | '\r'));
            } else {
                self.character(c);
            }
        }
    }

    fn character(&mut self, c: char) {
        if self.line.is_empty() {
            if let Some(item) = self.item.take()
                && !starts_numbered(c)
            {
                self.line = format!("{item}. ");
            }
        } else if let Some(across_lines) = self.blank {
            let wide = |c: char| c >= '\u{2000}';
            if !(across_lines && wide(c) && self.line.chars().next_back().is_some_and(wide)) {
                self.line.push(' ');
            }
        }
        self.blank = None;
        self.line.push(c);
    }

    fn end_line(&mut self) {
        self.blank = None;
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.lines.push(line);
        }
    }

    /// Adds a row: one line with tabs between the cells, or the lines of each cell where the table
    /// lays out the page.
    fn row(&mut self, cells: Vec<Flow>) {
        self.end_line();
        let is_data = |cell: &Flow| {
            let chars: usize = cell.lines.iter().map(|line| line.chars().count()).sum();
            !cell.has_rows && cell.lines.len() <= CELL_LINES && chars <= CELL_CHARS
        };
        let filled = cells.iter().filter(|cell| !cell.lines.is_empty()).count();
        if filled > 1 && cells.iter().all(is_data) {
            let cells: Vec<String> =
                cells.iter().map(|cell| cell.lines.join(" ").trim().to_owned()).collect();
            self.lines.push(cells.join("\t").trim_end().to_owned());
        } else {
            self.lines.extend(cells.into_iter().flat_map(|cell| cell.lines));
        }
        self.has_rows = true;
    }
}

/// Whether an item's text brings its own number.
fn starts_numbered(c: char) -> bool {
    c.is_ascii_digit() || "（(第①一二三四五六七八九十".contains(c)
}

/// The state while nodes are entered and left.
#[derive(Debug, Default)]
struct Writer {
    flow: Flow,
    /// For each open row, its finished cells and the cell in the making.
    rows: Vec<(Vec<Flow>, Option<Flow>)>,
    /// For each open list, the number of its next item; `None` for lists without numbers.
    lists: Vec<Option<i64>>,
    /// How many `<pre>` are open.
    preformatted: usize,
}

impl Writer {
    /// Where text goes: into the innermost open cell.
    fn flow(&mut self) -> &mut Flow {
        let cell = self.rows.iter_mut().rev().find_map(|(_, cell)| cell.as_mut());
        cell.unwrap_or(&mut self.flow)
    }

    fn enter(&mut self, node: &Node) {
        let tag = node.tag();
        if tag == "br" || BLOCKS.contains(&tag) {
            self.flow().end_line();
        }
        match tag {
            "tr" => self.rows.push((Vec::new(), None)),
            "td" | "th" => {
                if let Some((_, cell)) = self.rows.last_mut() {
                    *cell = Some(Flow::default());
                }
            }
            "ol" => self.lists.push(Some(node.content.parse().unwrap_or(1))),
            "ul" | "menu" | "dir" => self.lists.push(None),
            "li" => {
                let number = self.lists.last_mut().and_then(|list| {
                    let number = *list;
                    *list = number.map(|n| n.saturating_add(1));
                    number
                });
                self.flow().item = number;
            }
            "pre" => self.preformatted += 1,
            _ => {}
        }
    }

    fn leave(&mut self, tag: &str) {
        if BLOCKS.contains(&tag) {
            self.flow().end_line();
        }
        match tag {
            "tr" => {
                if let Some((cells, _)) = self.rows.pop() {
                    self.flow().row(cells);
                }
            }
            "td" | "th" => {
                if let Some((cells, cell)) = self.rows.last_mut() {
                    cells.extend(cell.take());
                }
            }
            "ol" | "ul" | "menu" | "dir" => _ = self.lists.pop(),
            "li" => self.flow().item = None,
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
    }

    fn finish(mut self) -> String {
        self.flow.end_line();
        let mut out = self.flow.lines.join("\n");
        out.push('\n');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::page::parse;
    use super::*;

    fn text(html: &str) -> String {
        lines(&parse(html).unwrap().nodes, 0, &[])
    }

    #[test]
    fn paragraphs_headings_and_breaks_are_lines() {
        let html = "<h1>标题</h1><p>第一段，\n  共2件\n。</p><div>甲<br>乙<br/><br>　　丙 <b>丁</b></div>戊";
        assert_eq!(text(html), "标题\n第一段，共2件。\n甲\n乙\n　　丙 丁\n戊\n");
    }

    #[test]
    fn spans_of_one_paragraph_are_one_line() {
        let html =
            "<div><p><span>全市</span><span>办理</span>\n<span>12</span> <span>件</span></p></div>";
        assert_eq!(text(html), "全市办理 12 件\n");
        assert_eq!(text("<p>见 the\nreport 附件</p>"), "见 the report 附件\n");
    }

    #[test]
    fn a_table_of_data_is_rows_and_a_table_of_layout_is_not() {
        let data = "<table><tr><th>项目<th>数量<th></tr><tr><td><p>行政</p><p>复议</p></td><td>12件</td></table>";
        assert_eq!(text(data), "项目\t数量\n行政 复议\t12件\n");
        let layout = format!("<table><tr><td>栏目</td><td>{data}<p>正文</p></td></tr></table>");
        assert_eq!(text(&layout), "栏目\n项目\t数量\n行政 复议\t12件\n正文\n");
        let gap = "<table><tr><td>索引号</td><td></td><td>日期</td></tr></table>";
        assert_eq!(text(gap), "索引号\t\t日期\n");
    }

    #[test]
    fn numbers_of_list_items_are_written() {
        assert_eq!(text("<ol start=3><li>甲</li><li><p>乙</p></li></ol>"), "3. 甲\n4. 乙\n");
        assert_eq!(text("<ol><li>（一）甲</li></ol><ul><li>丙</ul>"), "（一）甲\n丙\n");
    }

    #[test]
    fn preformatted_lines_stay() {
        assert_eq!(text("<pre>甲\n  乙\r\n丙</pre>丁\n戊"), "甲\n  乙\n丙\n丁戊\n");
    }
}
