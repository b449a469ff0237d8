//! What returns at the edges of pages is no part of the text: running heads and page numbers.

use super::{Line, Page};
use std::collections::HashMap;

/// The part of a page's height, at its top and at its bottom, in which running heads stand.
const MARGIN: f64 = 0.12;

fn is_at_edge(page: &Page, line: &Line<&str>) -> bool {
    page.height > 0.0 && !(MARGIN..=1.0 - MARGIN).contains(&((line.y - page.top) / page.height))
}

/// A line without its numbers, which differ from page to page.
fn shape(line: &Line<&str>) -> String {
    line.text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect()
}

/// Takes away page numbers, and lines that return at the edges of pages. `lines` are those of each
/// page in turn, as many as stand beside it.
pub(super) fn drop(pages: &[(Page, usize)], lines: &mut Vec<Line<&str>>) {
    let mut edges: Vec<bool> = Vec::with_capacity(lines.len());
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (page, count) in pages {
        let of_page = lines.iter().skip(edges.len()).take(*count);
        let mut shapes: Vec<String> =
            of_page.clone().filter(|line| is_at_edge(page, line)).map(shape).collect();
        edges.extend(of_page.map(|line| is_at_edge(page, line)));
        shapes.sort();
        shapes.dedup();
        for shape in shapes {
            *seen.entry(shape).or_default() += 1;
        }
    }
    let many = (pages.len() / 2).max(2);
    let returns = |line: &Line<&str>| seen.get(&shape(line)).is_some_and(|&count| count >= many);
    let mut edges = edges.into_iter();
    lines.retain(|line| {
        !(edges.next() == Some(true) && (is_page_number(line.text) || returns(line)))
    });
}

/// `3`, `— 3 —`, `-3-`, `第3页`, `第 3 页 共 9 页`, `3/9`.
fn is_page_number(text: &str) -> bool {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"-—–－·•~～/第页共，,（）()".contains(*c))
        .collect();
    !bare.is_empty()
        && bare.len() <= 8
        && bare.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}
