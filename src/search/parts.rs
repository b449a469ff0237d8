//! A report cut at its headings: each section's own text, without that of the sections inside it.

use crate::report::Outline;
use crate::text::Span;

/// The own text of each section, in reading order, none touching another's: from its start to the
/// start of the next section, or to its end.
pub(super) fn parts(outline: &Outline) -> impl Iterator<Item = Span> + '_ {
    let sections = &outline.sections;
    sections.iter().enumerate().map(|(index, section)| {
        let end = sections.get(index + 1).map_or(section.span.end, |next| {
            next.span.start.clamp(section.span.start, section.span.end)
        });
        Span { start: section.span.start, end }
    })
}
