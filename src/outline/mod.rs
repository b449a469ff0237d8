//! Furniture, title and metadata, headings, roles, dimensions: what stands around and between a
//! report's findings.

mod dates;
mod dimension;
mod headings;
mod leads;
mod metadata;
mod numbering;
mod page;
mod parts;
mod points;
mod region;
mod roles;
mod tree;
mod year;

#[cfg(test)]
mod tests;

use crate::lexicon::Lexicon;
use crate::lexicon::outline::Tables;
use crate::report::{DocumentKind, Outline, Role, Section, SectionKind};
use crate::source::Document;
use crate::text::class::trim_end;
use crate::text::{Span, Text};
use headings::Openings;
use metadata::Told;
use page::Page;
use tree::Node;

/// Finds a document's outline.
pub fn outline(document: &Document, lexicon: &Lexicon) -> Outline {
    let mut draft = Draft::new(document, lexicon);
    draft.open();
    draft.frame();
    draft.finish()
}

/// An outline that is found step by step: little code over many documents stays in the processor's
/// cache.
pub struct Draft<'a> {
    document: &'a Document,
    tables: &'a Tables,
    page: Page,
    told: Told,
    openings: Openings,
    /// What stands at the outline's head; its sections and points are still missing.
    head: Outline,
}

impl<'a> Draft<'a> {
    /// Parts a page's furniture from its report.
    pub fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        let (text, tables) = (&document.text, &*lexicon.outline);
        let page = page::page(text, tables);
        let told = told(text, &page, tables);
        let (openings, head) = (Openings::default(), Outline::default());
        Self { document, tables, page, told, openings, head }
    }

    /// Finds where sections and points may begin.
    pub fn open(&mut self) {
        self.openings = headings::openings(&self.document.text, self.page.content, self.tables);
    }

    /// Tells title, kind, region, year, issuer and date; where sections may begin must be known.
    pub fn frame(&mut self) {
        let Self { document, tables, page, told, openings, .. } = self;
        let text = &document.text;
        let title = page.title.clone().or_else(|| fallback_title(document, told, tables));
        let published = told
            .published
            .clone()
            .or_else(|| document.metadata.published.as_deref().and_then(dates::find))
            .or_else(|| told.bare.clone());
        let dated = page.signed.clone().or_else(|| told.signed.clone()).or(published);
        let year = year_of(text, page, title.as_deref(), openings, dated.as_ref(), tables);
        let source = told.issuer.clone().or_else(|| document.metadata.source.clone());
        let content = text.slice(page.content);
        let document_kind = kind_of(title.as_deref(), tables);
        // Who inspects is not who is reported on.
        let own = document_kind != DocumentKind::Inspection;
        let region = region::region(
            page,
            title.as_deref(),
            content,
            source.as_deref().filter(|_| own),
            own,
            tables,
        )
        .or_else(|| document.metadata.region.clone());
        let issuer = if page.signature.is_empty() && page.issuers.is_empty() {
            source.or_else(|| title.as_deref().and_then(|title| region::author(title, tables)))
        } else {
            let names = if page.signature.is_empty() { &page.issuers } else { &page.signature };
            let names = names.iter().flat_map(|line| line.split_whitespace());
            Some(names.collect::<Vec<_>>().join("、"))
        };
        let line = |offset: usize| text.position(offset).line;
        self.head = Outline {
            document_kind,
            title,
            region,
            year,
            issuer,
            document_number: told.number.take(),
            date: dated.map(|date| date.iso()),
            body_first_line: line(page.body.start as usize),
            body_last_line: line((page.body.end as usize).max(page.body.start as usize + 1) - 1),
            sections: Vec::new(),
            points: Vec::new(),
            body: page.body,
            head: Span { start: page.body.start, end: page.content.start },
        };
    }

    /// The outline, with the tree of its sections and its points.
    pub fn finish(self) -> Outline {
        let Self { document, tables, page, openings, head, .. } = self;
        let (text, year) = (&document.text, head.year);
        let context =
            parts::Context { text, content: page.content, openings: &openings, year, tables };
        let mut nodes = parts::tree(context);
        add_preamble(text, page.content, openings.end, &mut nodes, tables);
        leads::add(text, &mut nodes, &openings.points, openings.end, tables);
        let sections = sections(text, &nodes, openings.end, tables);
        let points = points::points(text, &openings.points, &sections, openings.end);
        Outline { sections, points, ..head }
    }
}

/// What the lines above the text and below the body tell.
fn told(text: &Text, page: &Page, tables: &Tables) -> Told {
    let mut told = Told::default();
    metadata::told(text, Span::new(0, page.content.start as usize), tables, &mut told);
    metadata::told(text, page.below, tables, &mut told);
    told
}

/// The title that the page's table, the page itself or the file's name gives.
fn fallback_title(document: &Document, told: &Told, tables: &Tables) -> Option<String> {
    let stem = document.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let named =
        stem.filter(|name| name.chars().filter(|&c| crate::text::class::is_han(c)).count() >= 4);
    told.title
        .clone()
        .or_else(|| document.metadata.title.clone())
        .or(named)
        .map(|title| clean_title(&title, tables))
}

/// A page's title without the site's name behind it.
fn clean_title(title: &str, tables: &Tables) -> String {
    let title = title.trim();
    let ends_well = |piece: &str| {
        tables.title_nouns.at_end(piece.trim_end()).is_some_and(|(_, &strong)| strong)
    };
    title
        .char_indices()
        .filter(|&(_, c)| matches!(c, '-' | '_' | '|' | '—' | '–'))
        .filter_map(|(at, _)| title.get(..at))
        .find(|piece| ends_well(piece))
        .unwrap_or(title)
        .trim()
        .to_owned()
}

fn year_of(
    text: &Text,
    page: &Page,
    title: Option<&str>,
    openings: &Openings,
    dated: Option<&dates::Date>,
    tables: &Tables,
) -> Option<u16> {
    let reported = |title| year::in_title(page::without_plan(title, tables));
    if let Some(year) = title.and_then(reported) {
        return Some(year);
    }
    let next = openings.numbered.iter().rev().filter(|c| c.title.len() <= 120).find_map(|c| {
        let title = text.slice(c.title);
        let year = year::in_title(title)?;
        roles::roles(title, None, tables).contains(&Role::Plan).then_some(year)
    });
    let signed = dated.map(|date| (date.year, date.month));
    year::of_text(text.slice(page.content), next, signed)
}

fn kind_of(title: Option<&str>, tables: &Tables) -> DocumentKind {
    let Some(title) = title else { return DocumentKind::AnnualReport };
    let kind = &tables.kind;
    if kind.report.any(title) {
        DocumentKind::AnnualReport
    } else if kind.inspection.any(title) {
        DocumentKind::Inspection
    } else if kind.other.any(title) || !kind.annual.any(title) {
        DocumentKind::Other
    } else {
        DocumentKind::AnnualReport
    }
}

/// Puts the untitled preamble before the first part. In a text without any heading the first
/// paragraph is the preamble, and what follows tells of work done.
fn add_preamble(text: &Text, content: Span, end: usize, nodes: &mut Vec<Node>, tables: &Tables) {
    let (from, until) = (content.start as usize, nodes.first().map_or(end, |node| node.at));
    let before = text.slice(Span::new(from, until));
    if before.trim().is_empty() {
        return;
    }
    let at = from + (before.len() - before.trim_start().len());
    let implied = |at, role| Node::unnumbered(at, 1, SectionKind::Implied, Some(role));
    let headed = nodes.iter().any(|node| node.kind != SectionKind::Implied);
    if !headed {
        // Up to the paragraph that announces the report, else the first one.
        let mut ends = Vec::new();
        let mut read = from;
        for line in before.split_inclusive('\n') {
            read += line.len();
            let bare = line.trim_end();
            if bare.is_empty() {
                continue;
            }
            let announced = bare.trim_end_matches([':', '：', '。']);
            ends.push((read, tables.reports_follow.at_end(announced).is_some()));
            if ends.len() == 4 {
                break;
            }
        }
        let cut = ends.iter().find(|(_, told)| *told).or(ends.first()).map(|&(end, _)| end);
        if let Some(cut) = cut {
            let rest = text.slice(Span::new(cut, until));
            if !rest.trim().is_empty() {
                nodes.insert(
                    0,
                    implied(cut + (rest.len() - rest.trim_start().len()), Role::Achievements),
                );
            }
        }
    }
    nodes.insert(0, implied(at, Role::Preamble));
}

/// Spans, parents and positions.
fn sections(text: &Text, nodes: &[Node], end: usize, tables: &Tables) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::with_capacity(nodes.len());
    let mut open: Vec<usize> = Vec::new();
    let mut dimensions = dimension::Reader::new(tables);
    let close = |sections: &mut Vec<Section>, index: usize, at: usize| {
        if let Some(section) = sections.get_mut(index) {
            let start = section.span.start as usize;
            let kept = trim_end(text.slice(Span::new(start, at))).len();
            section.span = Span::new(start, start + kept);
        }
    };
    for (index, node) in nodes.iter().enumerate() {
        while let Some(&last) = open.last() {
            if sections.get(last).is_some_and(|s| s.level < node.level) {
                break;
            }
            close(&mut sections, last, node.at);
            open.pop();
        }
        let position = text.position(node.at);
        let leaf = nodes.get(index + 1).is_none_or(|next| next.level <= node.level);
        let until = nodes.get(index + 1).map_or(end, |next| next.at);
        let own = Span::new(node.heading.end as usize, until);
        let titled = node.kind != SectionKind::Implied;
        let dimension = dimensions.heading(text, node.title).or_else(|| {
            (leaf && titled && (node.level > 1 || node.role == Some(Role::Achievements)))
                .then(|| dimensions.text(text, own))
                .flatten()
        });
        // A section without words of its own is about what the one around it is about.
        let around = open.last().and_then(|&above| sections.get(above));
        let dimension = dimension.or_else(|| around.and_then(|above| above.dimension.clone()));
        sections.push(Section {
            line: position.line,
            column: position.column,
            level: node.level,
            kind: node.kind,
            number: node.number,
            title: node.title,
            role: node.role,
            dimension,
            parent: open.last().copied(),
            span: Span::new(node.at, node.at),
            heading: node.heading,
        });
        open.push(index);
    }
    while let Some(last) = open.pop() {
        close(&mut sections, last, end);
    }
    sections
}
