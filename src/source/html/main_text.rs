//! Which element of a page holds the report.
//!
//! A readability library says where the prose is. Around it we climb, element by element, as long as
//! what is added is hardly links: in that way title, document number, dates and signature, which
//! such libraries drop, come along, and navigation stays out.

use super::page::{MARK, Node, Page};
use dom_smoothie::{Config, Readability};

/// Pages beyond these are not given to the library, whose time and stack grow with them.
const READABLE_NODES: usize = 50_000;
const READABLE_DEPTH: usize = 200;

/// Characters of links that climbing may always add: a way back, a print button.
const FEW_LINKS: usize = 40;

/// Characters that climbing may always add.
const FEW_CHARS: usize = 400;

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

/// Number of the node that holds the report; the root when nothing smaller does.
pub(super) fn find(page: &mut Page) -> usize {
    let readable = readable(page);
    let weights = weigh(&page.nodes);
    let weight = |at: usize| weights.get(at).copied().unwrap_or_default();
    let all = weight(0);
    let mut at = readable.unwrap_or(0);
    if weight(at).stops * 2 < all.stops
        || weight(at).chars * 4 < all.chars.saturating_sub(all.links)
    {
        at = smallest_with_most(&weights);
    }
    while at != 0 {
        let Some(node) = page.nodes.get(at) else { break };
        let (inner, outer) = (weight(at), weight(node.parent));
        // A link has no stops, whatever is in it: what is added can be less than nothing.
        let chars = outer.chars.saturating_sub(inner.chars);
        let links = outer.links.saturating_sub(inner.links);
        let stops = outer.stops.saturating_sub(inner.stops);
        let few = links <= FEW_LINKS && chars <= FEW_CHARS.max(inner.chars / 4);
        let prose = stops * 10 >= inner.stops.max(20) && links * 2 <= chars;
        let within_text = !is_container(node);
        if !(few || prose || within_text) {
            break;
        }
        at = node.parent;
    }
    at
}

/// Whether an element may hold a whole report: a paragraph or a part of one does not.
fn is_container(node: &Node) -> bool {
    matches!(
        node.tag(),
        "div" | "td" | "article" | "section" | "main" | "body" | "form" | "center" | "ucapcontent"
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
        let root = find(&mut page);
        lines(&page.nodes, root)
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
        for furniture in ["相关阅读", "办事服务大厅", "推进会议"] {
            assert!(!text.contains(furniture), "{furniture} is in\n{text}");
        }
    }

    #[test]
    fn title_number_signature_and_date_come_along() {
        let body = paragraphs("<p>", "</p>");
        check(&format!(
            "<body>{NAVIGATION}<div class=wrap><h1>临川市2023年法治政府建设情况报告</h1>\
             <div class=info>临政〔2024〕7号 来源：临川市司法局</div>\
             <div class=content id=zoom>{body}</div>\
             <div class=sign>临川市人民政府<br>2024年3月8日</div></div>{MORE}</body>"
        ));
    }

    #[test]
    fn a_page_of_nested_tables_works() {
        let body = paragraphs("", "<br><br>");
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
