//! Sections, their roles and the points inside them.

use crate::text::{Span, Text};
use serde::Serialize;
use std::sync::Arc;

/// How a section is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// By a printed number: 一、 (一) 1. (1) 第一章.
    Numbered,
    /// By a paragraph's first short sentence that stands where a heading would.
    Lead,
    /// By nothing: an untitled run of paragraphs that plainly opens a part.
    Implied,
}

/// Which of the mandatory contents of an annual report a section holds
/// (《法治政府建设与责任落实督察工作规定》, 2019).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What stands before the first part.
    Preamble,
    /// 主要举措和成效.
    Achievements,
    /// 存在的不足和原因.
    Shortcomings,
    /// 党政主要负责人履行第一责任人职责.
    Duty,
    /// 下一年度主要安排.
    Plan,
    /// Anything else.
    Other,
}

/// A dimension of the 《法治政府建设实施纲要(2021—2025年)》, matched by its cues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Letter of the dimension table, `A`–`K`.
    pub id: Arc<str>,
    /// The words that speak for it; a section without words of its own has those of the one around
    /// it.
    pub evidence: Arc<[Span]>,
}

/// One node of the section tree. Its words are those of the document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Where it starts, from 1.
    pub line: u32,
    /// Column of its first character (of its number), from 1; above 1 where a whole report
    /// stands on one line or the line is indented.
    pub column: u32,
    /// 1 for the top level of the body, 2, 3 … below.
    pub level: u8,
    /// How it is opened.
    pub kind: SectionKind,
    /// The numbering as printed (`一、`, `(一)`, `1.`); empty without one.
    pub number: Span,
    /// The heading without its number and final stop; empty for implied sections.
    pub title: Span,
    /// Given for level 1 and wherever a lower section differs from its parent.
    pub role: Option<Role>,
    /// What the section is about, where its heading or text tells.
    pub dimension: Option<Dimension>,
    /// Index of the parent in the list of sections.
    pub parent: Option<usize>,
    /// The whole section with its children, heading included.
    pub span: Span,
    /// The heading with its number and final stop; empty for implied sections.
    pub heading: Span,
}

impl Section {
    /// The numbering as printed; none for leads and implied sections.
    pub fn number<'a>(&self, text: &'a Text) -> Option<&'a str> {
        Some(text.slice(self.number)).filter(|number| !number.is_empty())
    }

    /// The heading without its number and final stop; none for implied sections.
    pub fn title<'a>(&self, text: &'a Text) -> Option<&'a str> {
        (self.kind != SectionKind::Implied).then(|| text.slice(self.title))
    }
}

/// An item of an inline list: 一是 … 二是 ….
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Line of the marker, from 1.
    pub line: u32,
    /// Column of the marker, from 1.
    pub column: u32,
    /// The marker as printed (`一是`).
    pub marker: Span,
    /// The item's text after the marker, to the next item or the end of the paragraph.
    pub text: Span,
    /// Marker and text.
    pub span: Span,
}
