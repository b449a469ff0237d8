//! Saved web pages: the main text as lines, and what the page says about itself.
//!
//! [`page`] parses within limits, [`main_text`] finds the element that holds the report, [`lines`]
//! writes it out, [`metadata`] reads the page's own data. The text is taken from the page as parsed,
//! not from what a readability library leaves of it: such a library tells *where* the main text is,
//! but drops short lines (title, document number, signature, date) and flattens tables.

mod lines;
mod main_text;
mod metadata;
mod page;

use super::{Error, PageMetadata, sanitize};

/// How a page starts.
const PAGE_STARTS: &[&str] = &["!doctype html", "html", "head", "body", "meta", "title"];

/// How a fragment of a page starts.
const FRAGMENT_STARTS: &[&str] = &[
    "div", "p", "table", "span", "section", "article", "font", "center", "h1", "h2", "style",
    "script",
];

/// Whether a decoded text starts as a web page does, whatever its name. Markdown may hold a
/// `fragment`, so it is told apart by whole pages only.
pub fn looks_like_html(decoded: &str, or_fragment: bool) -> bool {
    let mut rest = decoded.trim_start();
    // Comments and an XML declaration may come first.
    loop {
        let closed = if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.starts_with("<?") {
            rest.split_once("?>")
        } else {
            break;
        };
        let Some((_, after)) = closed else { return false };
        rest = after.trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let starts_with = |name: &&str| {
        let head = tag.get(..name.len()).unwrap_or_default();
        let after = tag.get(name.len()..).unwrap_or_default();
        head.eq_ignore_ascii_case(name) && after.starts_with([' ', '\t', '\n', '\r', '>', '/'])
    };
    PAGE_STARTS.iter().any(starts_with) || (or_fragment && FRAGMENT_STARTS.iter().any(starts_with))
}

/// Whether there is any tag in the text.
pub fn has_tags(decoded: &str) -> bool {
    let mut after = memchr::memchr_iter(b'<', decoded.as_bytes())
        .filter_map(|at| decoded.as_bytes().get(at + 1));
    after.any(|b| b.is_ascii_alphabetic() || *b == b'!')
}

/// The main text of a page and its metadata.
///
/// # Errors
/// When the page is too complex.
pub fn html(decoded: &str) -> Result<(String, PageMetadata), Error> {
    let mut page = page::parse(decoded)?;
    let whole = lines::lines(&page.nodes, 0, &[]);
    let metadata = metadata::metadata(&page, &whole);
    let found = main_text::find(&mut page, metadata.title.as_deref());
    let main = lines::lines(&page.nodes, found.root, &found.skipped);
    let main = with_title(main, metadata.title.as_deref());
    Ok((sanitize::text(&main).into_owned(), metadata))
}

/// The text with the page's title before it, unless it is there already.
fn with_title(main: String, title: Option<&str>) -> String {
    let Some(title) = title else { return main };
    let start: String = main.chars().take(2000).filter(|c| !c.is_whitespace()).collect();
    let squeezed: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    if start.contains(&squeezed) { main } else { format!("{title}\n{main}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_by_its_start() {
        for page in [
            "\n<!DOCTYPE HTML PUBLIC>",
            "<html>",
            "<?xml version='1.0'?>\n<!-- x --><HTML lang=zh>",
        ] {
            assert!(looks_like_html(page, false), "{page}");
        }
        assert!(looks_like_html("<p class=a>", true));
        for text in ["", "<", "<《法治》>", "<header>", "题 <html>", "<!-- html", "<p class=a>"]
        {
            assert!(!looks_like_html(text, false), "{text}");
        }
        assert!(has_tags("一<br>") && !has_tags("1<2, 学习<习近平法治思想>"));
    }

    #[test]
    fn the_title_stands_before_the_text_once() {
        let page = |body: &str| {
            let text = "全市共办理行政复议案件，审结率不断提升，各项工作取得明显成效。".repeat(9);
            html(&format!("<title>临川市法治报告_临川市政府</title><body>{body}<p>{text}</p>"))
                .unwrap()
                .0
        };
        assert!(page("").starts_with("临川市法治报告\n全市"));
        assert!(page("<h1>临川市<br>法治报告</h1>").starts_with("临川市\n法治报告\n全市"));
    }

    const SENTENCE: &str = "全市共办理行政复议案件52件，审结率不断提升，各项工作取得明显成效。";

    /// A page with all its furniture around `body`.
    fn site(head: &str, body: &str) -> String {
        format!(
            "<!DOCTYPE html><html><head>{head}<title>关于法治政府建设情况的报告_云岭市人民政府</title></head><body>\
            <div class=top><ul><li><a href=a>首页</a></li><li><a href=b>政务公开</a></li><li><a href=c>政民互动</a></li></ul></div>\
            <div class=place>您现在的位置：<a href=a>首页</a> &gt; <a href=b>法治政府建设</a></div>\
            <div class=main>{body}</div>\
            <div class=more><h3>推荐阅读</h3><ul><li><a href=d>临川市召开2024年工作会议</a></li><li><a href=e>关于印发实施方案的通知</a></li></ul></div>\
            <div class=foot>主办单位：云岭市人民政府办公室 <a href=f>网站地图</a> 琅ICP备00000002号</div></body></html>"
        )
    }

    fn read(head: &str, body: &str) -> (String, PageMetadata) {
        html(&site(head, body)).unwrap()
    }

    #[test]
    fn lines_of_one_element_are_paragraphs() {
        let paragraph = format!("&nbsp;&nbsp;&nbsp;&nbsp;{SENTENCE}");
        let body = format!(
            "<h1>关于法治政府建设情况的报告</h1><div id=zoom>{}</div>",
            [paragraph.as_str(); 6].join("<br><br/>\n")
        );
        let (text, _) = read("", &body);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(lines.first(), Some(&"关于法治政府建设情况的报告"));
        assert_eq!(lines.iter().filter(|line| **line == SENTENCE).count(), 6);
        assert_eq!(lines.len(), 7, "{text}");
    }

    #[test]
    fn spans_in_one_element_are_parted_where_the_page_shows_it() {
        let span = |text: &str| format!("<span style='font-size: 16pt'>{text}</span>");
        let paragraph = format!(
            "{}{}<br>",
            span("　　全市共办理行政复议案件"),
            span("52件，审结率不断提升，各项工作取得明显成效。")
        );
        let body = format!("<div class=TRS_Editor>{}</div>", paragraph.repeat(6));
        let (text, _) = read("", &body);
        assert_eq!(text.lines().filter(|line| line.trim() == SENTENCE).count(), 6, "{text}");
        // Elements of lines that are shown as blocks.
        let block = format!("<span style='display:block'>{SENTENCE}</span>");
        let (text, _) = read("", &format!("<div>{}</div>", block.repeat(6)));
        assert_eq!(text.lines().filter(|line| line.trim() == SENTENCE).count(), 6, "{text}");
    }

    #[test]
    fn the_table_above_the_text_tells_about_it() {
        let table = "<table><tr><td><b>索引号：</b></td><td>YL0001-2024-00003</td><td><b>发文机关：</b></td><td>云岭市人民政府</td></tr>\
            <tr><td><b>发布日期：</b></td><td>2024-03-20 10:12</td><td><b>文号：</b></td><td></td></tr></table>";
        let rows = "<table border=1><tr><th>项目</th><th>数量</th></tr><tr><td>行政复议</td><td>52件</td></tr></table>";
        let body = format!(
            "{table}<h2>关于法治政府建设情况的报告</h2>{}{rows}",
            format!("<p>{SENTENCE}</p>").repeat(6)
        );
        let (text, told) = read("", &body);
        assert_eq!(told.published.as_deref(), Some("2024-03-20 10:12"));
        assert_eq!(told.source.as_deref(), Some("云岭市人民政府"));
        assert!(text.contains("\n项目\t数量\n行政复议\t52件\n"), "{text}");
        assert!(!text.contains("推荐阅读") && !text.contains("ICP"), "{text}");
    }

    #[test]
    fn names_of_metadata_differ_from_site_to_site() {
        let body = format!("<p>{SENTENCE}</p>").repeat(6);
        let heads = [
            "<meta name=ArticleTitle content=云岭市法治报告><meta name=PubDate content=2024-03-20><meta name=ContentSource content=云岭市司法局>",
            "<META NAME='articletitle' CONTENT='云岭市法治报告'><meta name=publishdate content='2024-03-20'><meta name=source content=云岭市司法局>",
            "<meta property='og:title' content=云岭市法治报告><meta property='article:published_time' content=2024-03-20><meta property='article:author' content=云岭市司法局>",
        ];
        for head in heads {
            let (_, told) = read(head, &body);
            assert_eq!(told.title.as_deref(), Some("云岭市法治报告"), "{head}");
            assert_eq!(told.published.as_deref(), Some("2024-03-20"), "{head}");
            assert_eq!(told.source.as_deref(), Some("云岭市司法局"), "{head}");
        }
        let visible = format!(
            "<p>来源：云岭市司法局　　发布时间：2024-03-20 09:00　浏览次数：<span>12</span></p>{body}"
        );
        let (_, told) = read("", &visible);
        assert_eq!(told.published.as_deref(), Some("2024-03-20 09:00"));
        assert_eq!(told.source.as_deref(), Some("云岭市司法局"));
    }
}
