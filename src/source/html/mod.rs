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
}
