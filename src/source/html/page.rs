//! A page is parsed within limits and laid out flat, in document order, without what is never text.

use crate::source::Error;
use dom_query::{Document, LocalName, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// The attribute that carries a node's number through the readability library.
pub(super) const MARK: &str = "data-fayan-node";

/// The most nodes a page may have. Real pages have some thousands; a page made to exhaust memory
/// multiplies its unclosed elements.
const MAX_NODES: usize = 500_000;

/// The deepest nesting. Browsers stop at 512; the parser's time grows with the depth.
const MAX_DEPTH: usize = 512;

/// Bytes parsed between two looks at the limits.
const CHUNK: usize = 4096;

/// Elements whose content is never part of a text.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math",
    "canvas", "audio", "video", "map", "select", "datalist", "button", "textarea", "nav", "rt",
    "rp",
];

/// A node that may hold text.
#[derive(Debug)]
pub(super) struct Node {
    /// Number of the parent; its own number for the root.
    pub(super) parent: usize,
    /// Number just past the last node within.
    pub(super) end: usize,
    /// Name of the element; `None` for text.
    pub(super) name: Option<LocalName>,
    /// The text; for `ol`, the number of its first item.
    pub(super) content: StrTendril,
}

impl Node {
    /// Whether this is an element called `name`.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }

    /// Name of the element, empty for text.
    pub(super) fn tag(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }
}

/// A parsed page.
pub(super) struct Page {
    /// All nodes in document order; the first is the root.
    pub(super) nodes: Vec<Node>,
    /// Name and content of each `<meta>`, names in lower case.
    pub(super) meta: Vec<(String, String)>,
    /// The `<title>`.
    pub(super) title: String,
    /// The page for the readability library; its elements carry their number as [`MARK`].
    pub(super) dom: Document,
    /// The deepest nesting.
    pub(super) depth: usize,
}

/// Parses a page.
///
/// # Errors
/// When it has too many nodes or is nested too deeply.
pub(super) fn parse(html: &str) -> Result<Page, Error> {
    let dom = build(html)?;
    let (mut nodes, mut depth) = flatten(&dom, false);
    if !nodes.iter().any(|node| !node.content.trim().is_empty()) {
        // A page that shows itself by script only may be hidden as a whole.
        (nodes, depth) = flatten(&dom, true);
    }
    let (mut meta, mut title) = (Vec::new(), String::new());
    for node in dom.root().descendants_it().filter(NodeRef::is_element) {
        if node.has_name("meta") {
            let name = ["name", "property", "itemprop"].iter().find_map(|key| node.attr(key));
            if let (Some(name), Some(content)) = (name, node.attr("content")) {
                meta.push((name.to_ascii_lowercase(), content.to_string()));
            }
        } else if node.has_name("title") && title.is_empty() {
            title = node.immediate_text().to_string();
        }
    }
    Ok(Page { nodes, meta, title, dom, depth })
}

fn build(html: &str) -> Result<Document, Error> {
    let opts = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Document::default(), opts);
    let mut rest = html;
    while !rest.is_empty() {
        let (chunk, after) =
            rest.split_at_checked(floor_boundary(rest, CHUNK)).unwrap_or((rest, ""));
        parser.process(StrTendril::from(chunk));
        let dom = &parser.tokenizer.sink.sink;
        let open = std::iter::successors(Some(dom.root()), NodeRef::last_child);
        if dom.tree.len() > MAX_NODES || open.take(MAX_DEPTH + 1).count() > MAX_DEPTH {
            return Err(Error::TooComplex);
        }
        rest = after;
    }
    Ok(parser.finish())
}

/// The largest character boundary of `text` that is at most `at`, but never 0.
fn floor_boundary(text: &str, at: usize) -> usize {
    (1..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

/// All nodes that may hold text, their elements marked with their numbers, and the depth.
fn flatten(dom: &Document, with_hidden: bool) -> (Vec<Node>, usize) {
    let root = Node { parent: 0, end: 0, name: None, content: StrTendril::new() };
    let (mut nodes, mut open, mut depth) = (vec![root], vec![0_usize], 0);
    let mut next = dom.root().first_child();
    while let Some(node) = next {
        let number = nodes.len();
        let entered = keep(&node, with_hidden).map(|mut kept| {
            kept.parent = open.last().copied().unwrap_or(0);
            if kept.name.is_some() {
                node.set_attr(MARK, &number.to_string());
            }
            nodes.push(kept);
        });
        let child = entered.and_then(|()| node.first_child());
        if child.is_some() {
            open.push(number);
            depth = depth.max(open.len());
            next = child;
            continue;
        }
        // On to what follows, leaving every element that ends here.
        let mut at = node;
        next = loop {
            if let Some(sibling) = at.next_sibling() {
                break Some(sibling);
            }
            let Some(parent) = at.parent().filter(|_| open.len() > 1) else { break None };
            open.pop();
            at = parent;
        };
    }
    // An element ends where its last descendant does.
    for number in (0..nodes.len()).rev() {
        let Some(node) = nodes.get_mut(number) else { continue };
        node.end = node.end.max(number + 1);
        let (parent, end) = (node.parent, node.end);
        if let Some(parent) = nodes.get_mut(parent) {
            parent.end = parent.end.max(end);
        }
    }
    (nodes, depth)
}

/// What is kept of a node, if anything.
fn keep(node: &NodeRef<'_>, with_hidden: bool) -> Option<Node> {
    if node.is_text() {
        return Some(Node { parent: 0, end: 0, name: None, content: node.text() });
    }
    let element = node.element_ref()?;
    let name = element.name.local.clone();
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.split_ascii_whitespace().collect();
    let hidden = || {
        let by_style = style.contains("display:none") || style.contains("visibility:hidden");
        by_style || element.has_attr("hidden")
    };
    if SKIPPED.contains(&&*name) || (!with_hidden && hidden()) {
        return None;
    }
    // A part of a line that is shown as a block is a paragraph.
    let name = if style.contains("display:block") && &*name == "span" {
        LocalName::from("div")
    } else {
        name
    };
    let content =
        if &*name == "ol" { element.attr("start").unwrap_or_default() } else { StrTendril::new() };
    Some(Node { parent: 0, end: 0, name: Some(name), content })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_lie_in_document_order() {
        let page = parse("<title>题</title><p>一<b>二</b></p><script>x</script><p hidden>藏</p>三")
            .unwrap();
        let text: Vec<&str> =
            page.nodes.iter().map(|node| &*node.content).filter(|c| !c.is_empty()).collect();
        assert_eq!(text, ["一", "二", "三"]);
        assert_eq!(page.title, "题");
        let p = page.nodes.iter().find(|node| node.is("p")).unwrap();
        assert_eq!(page.nodes.get(p.end - 1).unwrap().content.as_ref(), "二");
        assert_eq!(page.nodes.first().unwrap().end, page.nodes.len());
    }

    #[test]
    fn a_page_hidden_as_a_whole_is_read() {
        let page = parse("<body style='display: none'><p>一</p></body>").unwrap();
        assert!(page.nodes.iter().any(|node| &*node.content == "一"));
    }

    #[test]
    fn deep_and_multiplying_pages_are_refused_in_no_time() {
        for tag in ["<div>", "<b>", "<table><td>", "<ul><li>", "<p><svg>"] {
            assert!(matches!(parse(&tag.repeat(300_000)), Err(Error::TooComplex)), "{tag}");
        }
        let fonts: String = (0..400).map(|i| format!("<font size={i}>")).collect();
        let multiplied = format!("<p>{fonts}{}", "<p>一".repeat(200_000));
        assert!(matches!(parse(&multiplied), Err(Error::TooComplex)));
    }
}
