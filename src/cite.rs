//! A passage with its source, as it is copied, noted or exported: whoever gets it can find it again.

use crate::corpus::Entry;
use crate::locale::{Lang, cite as text, source};
use crate::source::{Place, sanitize};
use crate::text::Span;
use std::path::PathBuf;

/// A passage and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The file as it was named or found; for a part of an archive, its name after the archive's.
    pub path: PathBuf,
    /// The report's title.
    pub title: Option<String>,
    /// The body reported on.
    pub region: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The headings above the passage, outermost first, as [`section_path`] joins them; empty where
    /// there is none.
    pub section: String,
    /// Where it stands in the file: a page, a paragraph, or its line.
    pub place: Place,
    /// Line of its first character in the decoded text, from 1.
    pub line: u32,
    /// Column of that character, from 1, in Unicode scalar values.
    pub column: u32,
    /// The passage as in the text, without the white space around it.
    pub quote: String,
}

/// How a citation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// A block quotation with its source under it.
    Markdown,
    /// Plain text: the passage in quotation marks, its source under it.
    Plain,
}

impl Citation {
    /// The citation of `span` in a report.
    pub fn of(entry: &Entry, span: Span) -> Self {
        let (document, outline) = (&entry.document, &entry.report.outline);
        let passage = document.text.slice(span);
        let start = span.start as usize + (passage.len() - passage.trim_start().len());
        let at = document.text.position(start);
        Self {
            path: document.path.clone(),
            title: outline.title.clone(),
            region: outline.region.clone(),
            year: outline.year,
            section: section_path(entry, start),
            place: document.places.at(at.line),
            line: at.line,
            column: at.column,
            quote: passage.trim().to_owned(),
        }
    }

    /// The passage with its source, without a line end behind it.
    pub fn render(&self, style: Style, lang: Lang) -> String {
        let source = self.source(style, lang);
        match style {
            Style::Markdown => format!("{}\n>\n> {source}", quoted(&self.quote)),
            Style::Plain => {
                format!("“{}”\n{source}", self.quote)
            }
        }
    }

    /// The source alone, on one line: title (else region and year), section, place, file.
    pub fn source(&self, style: Style, lang: Lang) -> String {
        let plain = |part: &str| match style {
            Style::Markdown => escaped(part),
            Style::Plain => part.to_owned(),
        };
        let title = match (&self.title, &self.region, self.year) {
            (Some(title), _, _) => Some(plain(&format!("《{title}》"))),
            (None, Some(region), Some(year)) => {
                Some(plain(&text::REPORT.with(lang, &[region, &year])))
            }
            _ => None,
        };
        let section = (!self.section.is_empty()).then(|| plain(&format!("“{}”", self.section)));
        let place = source::place(self.place, lang);
        let line = match self.place {
            Place::Line(_) => None,
            // A page or paragraph is what a reader looks up; the line is for coming back.
            Place::Page(_) | Place::Paragraph(_) => {
                Some(source::place(Place::Line(self.line), lang))
            }
        };
        let file = plain(&sanitize::path(&self.path));
        let parts = [title, section, Some(place), line, Some(file)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{}{}", text::DASH.text(lang), parts.join(text::COMMA.text(lang)))
    }
}

/// Stands between the headings of a path.
pub const ARROW: &str = " > ";

/// The headings above byte `offset`, outermost first: `三、规范执法 > (二)强化监督`.
pub fn section_path(entry: &Entry, offset: usize) -> String {
    let (outline, text) = (&entry.report.outline, &entry.document.text);
    let path = outline.section_at(offset).map(|index| outline.path_of(index)).unwrap_or_default();
    let headings = path.into_iter().filter_map(|index| {
        let section = outline.sections.get(index)?;
        let title = section.title(text)?;
        Some(format!("{}{title}", section.number(text).unwrap_or_default()))
    });
    headings.collect::<Vec<_>>().join(ARROW)
}

/// A block quotation in Markdown.
pub fn quoted(passage: &str) -> String {
    let lines = passage.lines().map(|line| match line.trim() {
        "" => ">".to_owned(),
        line => format!("> {}", escaped(line)),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A line of text as Markdown that means just that text.
pub fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    // What would open a list: `1.`, `1)`, `-`, `+`.
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let opens = out.as_bytes().get(digits).copied();
    let list = match opens {
        Some(b'.' | b')') => digits > 0,
        Some(b'-' | b'+' | b'=') => digits == 0,
        _ => false,
    };
    if list {
        out.insert(digits, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Options, analyse};
    use crate::lexicon::Lexicon;
    use crate::source::read_bytes;
    use std::path::Path;
    use std::sync::Arc;

    const REPORT: &str = "青禾市2023年法治政府建设情况报告\n\
        一、主要举措和成效\n\
        (一)化解矛盾纠纷。全年收到行政复议申请86件，\n受理*80*件。\n";

    fn entry(name: &str, content: &str) -> Entry {
        let document =
            read_bytes(Path::new(name), content.as_bytes(), &Options::default().source).unwrap();
        let report = analyse(&document, &Lexicon::builtin().unwrap(), false);
        Entry { document: Arc::new(document), report: Arc::new(report) }
    }

    fn citation() -> Citation {
        let start = REPORT.find("全年").unwrap();
        Citation::of(&entry("甲/a_1.txt", REPORT), Span::new(start, REPORT.len()))
    }

    #[test]
    fn a_passage_is_cited_in_both_languages() {
        let citation = citation();
        assert_eq!((citation.line, citation.column), (3, 11));
        assert_eq!(
            citation.render(Style::Plain, Lang::Zh),
            "“全年收到行政复议申请86件，\n受理*80*件。”\n\
             ——《青禾市2023年法治政府建设情况报告》，“一、主要举措和成效 > (一)化解矛盾纠纷”，第3行，甲/a_1.txt"
        );
        assert_eq!(
            citation.render(Style::Markdown, Lang::En),
            "> 全年收到行政复议申请86件，\n> 受理\\*80\\*件。\n>\n\
             > — 《青禾市2023年法治政府建设情况报告》, “一、主要举措和成效 \\> (一)化解矛盾纠纷”, line 3, 甲/a\\_1.txt"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let citation = Citation { title: None, section: String::new(), ..citation() };
        assert_eq!(
            citation.source(Style::Plain, Lang::Zh),
            "——青禾市2023年报告，第3行，甲/a_1.txt"
        );
        let citation = Citation { region: None, place: Place::Page(2), ..citation };
        assert_eq!(citation.source(Style::Plain, Lang::En), "— page 2, line 3, 甲/a_1.txt");
    }

    #[test]
    fn no_character_of_a_passage_means_anything_in_markdown() {
        assert_eq!(escaped("1. 甲<b>乙</b>"), "1\\. 甲\\<b\\>乙\\</b\\>");
        assert_eq!(escaped("- 甲"), "\\- 甲");
        assert_eq!(escaped("2023年"), "2023年");
        assert_eq!(quoted("甲\n\n# 乙"), "> 甲\n>\n> \\# 乙");
    }
}
