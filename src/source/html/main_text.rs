//! Which element of a page holds the report.
//!
//! A readability library says where the prose is. Around it we climb to the element that also holds
//! the title, and over such as add hardly anything: in that way document number, dates and signature,
//! which such libraries drop, come along. What is added and is mostly links (a way back, buttons to
//! share, the next article) is left out.

use super::page::{MARK, Node, Page};
use dom_smoothie::{Config, Readability};

/// Pages beyond these are not given to the library, whose time and stack grow with them.
const READABLE_NODES: usize = 50_000;
const READABLE_DEPTH: usize = 200;

/// What climbing to the title may add: characters of links, and of other text unless the report is
/// long.
const TITLE_LINKS: usize = 300;
const TITLE_CHARS: usize = 600;

/// What any step may add: a signature beside the text, not a page's head or foot.
const FEW_LINKS: usize = 12;
const FEW_CHARS: usize = 100;

/// What lies within a node.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    /// Characters that are no blanks.
    chars: usize,
    /// Those of them that are links.
    links: usize,
    /// Full stops outside links: where Chinese prose is. Navigation, lists and buttons have none.
    stops: usize,
}

impl Weight {
    /// What this has beyond `inner`, a node within. A link has no stops, whatever is in it, so that it
    /// can be less than nothing.
    fn beyond(self, inner: Self) -> Self {
        Self {
            chars: self.chars.saturating_sub(inner.chars),
            links: self.links.saturating_sub(inner.links),
            stops: self.stops.saturating_sub(inner.stops),
        }
    }
}

/// The nodes of a page that hold the report.
#[derive(Debug)]
pub(super) struct MainText {
    /// Everything lies within this node; the root when nothing smaller does.
    pub(super) root: usize,
    /// Nodes within it that are left out, in document order.
    pub(super) skipped: Vec<usize>,
}

/// Finds the report; `title` is the page's, as far as known.
pub(super) fn find(page: &mut Page, title: Option<&str>) -> MainText {
    let readable = readable(page);
    let (nodes, weights) = (&page.nodes, weigh(&page.nodes));
    let weight = |at: usize| weights.get(at).copied().unwrap_or_default();
    let all = weight(0);
    let mut at = readable.unwrap_or(0);
    let misses_prose = weight(at).stops * 2 < all.stops;
    if misses_prose || weight(at).chars * 4 < all.chars.saturating_sub(all.links) {
        at = smallest_with_most(&weights);
    }
    let core = around_text(nodes, at);
    at = around_title(nodes, &weights, core, &title_nodes(nodes, title));
    while let Some(node) = nodes.get(at).filter(|_| at != 0) {
        let (inner, added) = (weight(at), weight(node.parent).beyond(weight(at)));
        let few = added.links <= FEW_LINKS && added.chars <= FEW_CHARS;
        let prose = added.stops * 10 >= inner.stops.max(20) && added.links * 2 <= added.chars;
        if !few && !prose {
            break;
        }
        at = node.parent;
    }
    let at = around_text(nodes, at);
    MainText { root: at, skipped: links_around(nodes, &weights, at, core) }
}

/// The node itself or the first around it that may hold a whole report.
fn around_text(nodes: &[Node], mut at: usize) -> usize {
    while let Some(node) = nodes.get(at).filter(|node| at != 0 && !is_container(node)) {
        at = node.parent;
    }
    at
}

/// The nearest node around `core` that holds the title too, if that does not add too much.
fn around_title(nodes: &[Node], weights: &[Weight], core: usize, titles: &[usize]) -> usize {
    let weight = |at: usize| weights.get(at).copied().unwrap_or_default();
    let mut at = core;
    while let Some(node) = nodes.get(at) {
        if titles.iter().any(|title| (at..node.end).contains(title)) {
            let added = weight(at).beyond(weight(core));
            let most = TITLE_CHARS.max(weight(core).chars / 2);
            let fits = added.links <= TITLE_LINKS && added.chars <= added.links + most;
            return if fits { at } else { core };
        }
        if at == 0 {
            break;
        }
        at = node.parent;
    }
    core
}

/// Texts that are the title or a line of it, links aside.
fn title_nodes(nodes: &[Node], title: Option<&str>) -> Vec<usize> {
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let title = squeeze(title.unwrap_or_default());
    let is_title = |node: &Node| {
        let text = squeeze(&node.content);
        let linked = nodes.get(node.parent).is_some_and(|parent| parent.is("a"));
        !linked && text.chars().count() > 5 && title.contains(&text)
    };
    let texts = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.name.is_none() && node.content.len() < 1000);
    texts.filter(|(_, node)| is_title(node)).map(|(number, _)| number).collect()
}

/// Nodes between `root` and `core` that are mostly links.
fn links_around(nodes: &[Node], weights: &[Weight], root: usize, core: usize) -> Vec<usize> {
    let end = nodes.get(root).map_or(0, |node| node.end);
    let core_end = nodes.get(core).map_or(0, |node| node.end);
    let mut skipped = Vec::new();
    let mut at = root + 1;
    while let Some(node) = nodes.get(at).filter(|_| at < end) {
        let holds_core = (at..node.end).contains(&core);
        let weight = weights.get(at).copied().unwrap_or_default();
        let mostly_links = weight.links > 0 && weight.links * 2 >= weight.chars;
        at = if at == core {
            core_end
        } else if !holds_core && mostly_links {
            skipped.push(at);
            node.end
        } else {
            at + 1
        };
    }
    skipped
}

/// Whether an element may hold a whole report: a paragraph or a part of one does not.
fn is_container(node: &Node) -> bool {
    matches!(
        node.tag(),
        "div"
            | "td"
            | "table"
            | "tbody"
            | "article"
            | "section"
            | "main"
            | "body"
            | "form"
            | "center"
            | "ucapcontent"
    )
}

/// The weight of each node with all within it.
fn weigh(nodes: &[Node]) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); nodes.len()];
    // From the end: what is within a node comes after it.
    for (number, node) in nodes.iter().enumerate().rev() {
        let Some(weight) = weights.get_mut(number) else { continue };
        if node.is("a") {
            weight.links = weight.chars;
            weight.stops = 0;
        } else if node.name.is_none() && !node.content.is_empty() {
            weight.chars = node.content.chars().filter(|c| !c.is_whitespace()).count();
            weight.stops = node.content.matches('。').count();
        }
        let weight = *weight;
        if number != 0
            && let Some(parent) = weights.get_mut(node.parent)
        {
            parent.chars += weight.chars;
            parent.links += weight.links;
            parent.stops += weight.stops;
        }
    }
    weights
}

/// The smallest node that holds nine tenths of the page's prose.
fn smallest_with_most(weights: &[Weight]) -> usize {
    let all = weights.first().map_or(0, |weight| weight.stops);
    let holds_most = |&(_, weight): &(usize, &Weight)| weight.stops * 10 >= all * 9;
    if all == 0 {
        return 0;
    }
    // The last one in document order lies within all others.
    let last = weights.iter().enumerate().rfind(holds_most);
    last.map_or(0, |(number, _)| number)
}

/// The smallest node around everything that the readability library takes for the main text.
fn readable(page: &mut Page) -> Option<usize> {
    if page.nodes.len() > READABLE_NODES || page.depth > READABLE_DEPTH {
        return None;
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let dom = std::mem::take(&mut page.dom);
    let article = Readability::with_document(dom, None, Some(config)).ok()?.parse().ok()?;
    let mut around: Option<usize> = None;
    for (at, found) in article.content.match_indices(MARK) {
        let after = article.content.get(at + found.len()..)?;
        let digits = after.trim_start_matches(['=', '"']);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let Ok(number) = digits.get(..end)?.parse::<usize>() else { continue };
        around = Some(around.map_or(number, |other| common(&page.nodes, other, number)));
    }
    around
}

/// The smallest node around both nodes.
fn common(nodes: &[Node], mut a: usize, b: usize) -> usize {
    while let Some(node) = nodes.get(a) {
        if a == 0 || (a..node.end).contains(&b) {
            break;
        }
        a = node.parent;
    }
    a
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::page::parse;
    use super::*;

    const NAVIGATION: &str = "<div class=nav><ul><li><a href=/>首页</a></li><li><a href=/a>政务公开</a></li>\
        <li><a href=/b>政府信息公开指南</a></li><li><a href=/c>办事服务大厅入口</a></li>\
        <li><a href=/d>互动交流领导信箱</a></li><li><a href=/e>走进临川历史文化</a></li></ul></div>";
    const MORE: &str = "<div class=related><h3>相关阅读</h3><ul>\
        <li><a href=/1>临川市召开全面依法治市工作推进会议</a></li>\
        <li><a href=/2>临川市开展行政执法人员集中培训活动</a></li>\
        <li><a href=/3>关于公布重大行政决策事项目录的通知</a></li></ul></div>";

    /// Paragraphs such as a report has.
    fn paragraphs(open: &str, close: &str) -> String {
        (1..=8)
            .map(|i| {
                format!(
                    "{open}（{i}）持续推进依法行政。全市共办理行政复议案件{i}20件，审结率达98.{i}%，\
                     组织执法人员培训{i}期，参训人员{i}00余人次，群众满意度不断提升，\
                     各项任务有序推进，法治建设取得明显成效。{close}\n"
                )
            })
            .collect()
    }

    fn main(html: &str) -> String {
        let mut page = parse(html).unwrap();
        let found = find(&mut page, Some("临川市2023年法治政府建设情况报告"));
        lines(&page.nodes, found.root, &found.skipped)
    }

    fn check(html: &str) {
        let text = main(html);
        for expected in [
            "临川市2023年法治政府建设情况报告",
            "临政〔2024〕7号",
            "（1）",
            "（8）",
            "临川市人民政府\n",
            "2024年3月8日",
        ] {
            assert!(text.contains(expected), "{expected} is missing from\n{text}");
        }
        for furniture in ["相关阅读", "办事服务大厅", "推进会议", "新浪微博"] {
            assert!(!text.contains(furniture), "{furniture} is in\n{text}");
        }
    }

    #[test]
    fn title_number_signature_and_date_come_along() {
        let body = paragraphs("<p>", "</p>");
        check(&format!(
            "<body>{NAVIGATION}<div class=wrap><h1>临川市2023年法治政府建设情况报告</h1>\
             <div class=info>临政〔2024〕7号 来源：临川市司法局</div>\
             <div>分享到：<a>微信好友</a><a>新浪微博</a><a>QQ空间</a></div>\
             <div class=content id=zoom>{body}</div>\
             <div class=sign>临川市人民政府<br>2024年3月8日</div></div>{MORE}</body>"
        ));
    }

    #[test]
    fn a_page_of_nested_tables_works() {
        let body = paragraphs("", "<br><br>");
        check(&format!(
            "<body>{NAVIGATION}<table>\
             <tr><td align=center>临川市2023年法治政府建设情况报告</td></tr>\
             <tr><td align=center>临政〔2024〕7号</td></tr><tr><td><font>{body}</font>\
             <p>临川市人民政府<br>2024年3月8日</p></td></tr>\
             </table>{MORE}"
        ));
        check(&format!(
            "<table><tr><td>{NAVIGATION}</td></tr><tr><td><table>\
             <tr><td align=center>临川市2023年法治政府建设情况报告</td></tr>\
             <tr><td align=center>临政〔2024〕7号</td></tr><tr><td>{body}</td></tr>\
             <tr><td align=right>临川市人民政府<br>2024年3月8日</td></tr>\
             </table></td><td>{MORE}</td></tr></table>"
        ));
    }

    #[test]
    fn spans_in_one_element_and_text_split_over_elements_work() {
        let spans = paragraphs("<span>", "</span><br>");
        let parts = paragraphs("<div class=part><div>", "</div></div>");
        for body in [spans, parts] {
            check(&format!(
                "<body><form>{NAVIGATION}<div><div>临川市2023年法治政府建设情况报告</div>\
                 <span>临政〔2024〕7号</span><div>{body}</div>\
                 <div>临川市人民政府</div><div>2024年3月8日</div></div>{MORE}</form></body>"
            ));
        }
    }

    #[test]
    fn a_short_page_is_taken_whole() {
        assert_eq!(
            main("<body><p>情况报告</p><p>共办理2件。</p></body>"),
            "情况报告\n共办理2件。\n"
        );
        assert_eq!(main("只有一行"), "只有一行\n");
    }
}
