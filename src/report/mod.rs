//! The model: what is found in a report, as plain types. No parsing happens here.
//!
//! Positions (`line`, `column`) count from 1, columns in Unicode scalar values, in the decoded
//! text; `span` is the same place in bytes of the document's text and is not serialised.

mod audit;
mod calculation;
mod figure;
mod figures;
mod json;
mod section;
mod shortcoming;

pub use audit::{Finding, FindingKind, Formula, Members, Relation, Rule, Tie, Verdict};
pub use figure::{Bound, Change, Figure, FigureKind, Qualifiers, Rejected, with_unit};
pub(crate) use figure::{number, optional_number};
pub use figures::Figures;
pub use json::Written;
pub use section::{Dimension, Point, Role, Section, SectionKind};
pub use shortcoming::{Shortcoming, Strength};

use crate::text::Span;
use serde::Serialize;

/// What kind of document a file is; some checks apply to annual reports only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 法治政府建设年度报告, 工作总结: the five mandatory contents are expected.
    #[default]
    AnnualReport,
    /// 人大 调研报告, 督察报告 and other texts about somebody else's work.
    Inspection,
    /// Anything else in the folder (政府工作报告, 政策解读 …).
    Other,
}

/// What stands around and between the findings: who reports on what, and in which parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// The line of the title with 关于…报告, without the lines of issuers above it.
    pub title: Option<String>,
    /// The body reported on, e.g. 宝鸡市.
    pub region: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// Who signs the report, else the page's 来源/发布机构.
    pub issuer: Option<String>,
    /// 发文字号 of this document.
    pub document_number: Option<String>,
    /// Signed, else published; ISO 8601 (`2024-04-01`).
    pub date: Option<String>,
    /// First line of the report itself, its title's, from 1.
    pub body_first_line: u32,
    /// Last line of its text or signature, from 1.
    pub body_last_line: u32,
    /// What kind of document it is.
    pub document_kind: DocumentKind,
    /// The section tree in reading order, parents before children.
    pub sections: Vec<Section>,
    /// 一是 … 二是 … items, in reading order.
    pub points: Vec<Point>,
    /// The report itself without the page's furniture, from the title's first byte on.
    pub body: Span,
    /// The title and the lines under it (date, issuer, the page's counters): part of the body, but
    /// nothing that it tells.
    pub head: Span,
}

impl Outline {
    /// The body without its head: what can hold findings.
    pub fn telling(&self) -> Span {
        let start = self.head.end.clamp(self.body.start, self.body.end.max(self.body.start));
        Span { start, end: self.body.end }
    }

    /// The innermost section that holds byte `offset`.
    pub fn section_at(&self, offset: usize) -> Option<usize> {
        let last = self.sections.partition_point(|s| s.span.start as usize <= offset);
        let mut at = last.checked_sub(1);
        while let Some(index) = at {
            let section = self.sections.get(index)?;
            if section.span.contains(offset) {
                return Some(index);
            }
            at = section.parent;
        }
        None
    }

    /// The role of section `index`: its own, else the nearest ancestor's.
    pub fn role_of(&self, index: usize) -> Option<Role> {
        let mut at = Some(index);
        while let Some(section) = at.and_then(|i| self.sections.get(i)) {
            if section.role.is_some() {
                return section.role;
            }
            at = section.parent;
        }
        None
    }

    /// Section `index` and its ancestors, outermost first.
    pub fn path_of(&self, index: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut at = Some(index);
        while let Some(i) = at {
            path.push(i);
            at = self.sections.get(i).and_then(|s| s.parent);
        }
        path.reverse();
        path
    }
}

/// Where the lines of a document without lines of its own come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct LinePlaces {
    /// What the numbers count: `page` or `paragraph`.
    pub kind: &'static str,
    /// Pairs of a line and the number that begins with it, both from 1, in ascending order of lines.
    pub starts: Vec<(u32, u32)>,
}

/// Everything found in one document. What stands in the document's text as it is told is kept as a
/// place there: thousands of reports stand in memory at once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// The file as it was named or found.
    pub path: String,
    /// The format it was read as (`text`, `markdown`, `html`, `docx` …).
    pub format: &'static str,
    /// Pages or paragraphs, for formats that have them.
    pub places: Option<LinePlaces>,
    /// Metadata, sections and points.
    pub outline: Outline,
    /// Figures in reading order.
    pub figures: Figures,
    /// Shortcomings in reading order.
    pub shortcomings: Vec<Shortcoming>,
    /// Arithmetic that the report lets a reader check.
    pub relations: Vec<Relation>,
    /// Structural findings: missing parts, late dates, years that do not fit.
    pub findings: Vec<Finding>,
    /// Number-like strings that were not taken, when asked for.
    pub rejected: Option<Vec<Rejected>>,
}
