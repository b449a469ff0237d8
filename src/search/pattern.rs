//! Regular expressions whose characters match in all their forms.
//!
//! The expression is parsed, every character in it is widened to its forms (`%` to `[%％﹪]`, 议 to
//! `[议議]`), and what comes of it is compiled.

use super::forms::Forms;
use crate::text::Span;
use regex::Regex;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{
    Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition,
};

/// Why an expression cannot be searched for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct BadPattern {
    /// What is wrong, in English, one line.
    pub reason: String,
    /// The character (from 1) at which it is wrong, where one can be told.
    pub column: Option<usize>,
}

impl BadPattern {
    fn parse(error: &regex_syntax::Error) -> Self {
        let (reason, span) = match error {
            regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(error.span())),
            regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(error.span())),
            other => (other.to_string(), None),
        };
        Self { reason, column: span.map(|span| span.start.column) }
    }
}

/// Compiles `pattern`. `^` and `$` are the edges of lines; case counts only where a capital is
/// written.
///
/// # Errors
/// When it is no regular expression, or too large a one.
pub(super) fn compile(pattern: &str, forms: &Forms) -> Result<Regex, BadPattern> {
    let parse = |any_case| {
        ParserBuilder::new()
            .multi_line(true)
            .case_insensitive(any_case)
            .build()
            .parse(pattern)
            .map_err(|error| BadPattern::parse(&error))
    };
    let exact = parse(false)?;
    let any_case = !capitals(&exact);
    let parsed = if any_case { parse(true)? } else { exact };
    let wide = widened(&parsed, forms, any_case);
    Regex::new(&wide.to_string()).map_err(|error| match error {
        regex::Error::CompiledTooBig(limit) => BadPattern {
            reason: format!("compiles to more than {} MiB", limit >> 20),
            column: None,
        },
        other => BadPattern {
            reason: other.to_string().lines().last().unwrap_or_default().trim().to_owned(),
            column: None,
        },
    })
}

/// Appends all places of `regex` in `text` that are not empty.
pub(super) fn find(regex: &Regex, text: &str, base: usize, hits: &mut Vec<Span>) {
    let found = regex.find_iter(text).filter(|found| !found.is_empty());
    hits.extend(found.map(|found| Span::new(base + found.start(), base + found.end())));
}

/// Whether a capital letter is written out in the expression.
fn capitals(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).is_ok_and(|text| text.chars().any(char::is_uppercase))
        }
        // A class of a few characters is written out; `\w` and `[^a]` are not.
        HirKind::Class(Class::Unicode(class)) => {
            let few = class.ranges().len() <= 8;
            few && class.ranges().iter().any(|r| r.start().is_uppercase() && r.end().is_uppercase())
        }
        HirKind::Repetition(repetition) => capitals(&repetition.sub),
        HirKind::Capture(capture) => capitals(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(capitals),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => false,
    }
}

/// Depth is bounded: the parser refuses what is nested deeply.
fn widened(hir: &Hir, forms: &Forms, any_case: bool) -> Hir {
    let again = |hir: &Hir| widened(hir, forms, any_case);
    match hir.kind() {
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => {
                let one = |c| Hir::class(Class::Unicode(class([(c, c)], forms, any_case)));
                Hir::concat(text.chars().map(one).collect())
            }
            Err(_) => hir.clone(),
        },
        HirKind::Class(Class::Unicode(unicode)) => {
            let mut wanted = unicode.clone();
            // `[^，]` names what it leaves out: that is what has other forms.
            let negated = unicode.ranges().last().is_some_and(|r| r.end() == char::MAX);
            if negated {
                wanted.negate();
            }
            let mut wide =
                class(wanted.ranges().iter().map(|r| (r.start(), r.end())), forms, any_case);
            if negated {
                wide.negate();
            }
            Hir::class(Class::Unicode(wide))
        }
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(again(&repetition.sub)),
            ..repetition.clone()
        }),
        HirKind::Capture(capture) => {
            Hir::capture(Capture { sub: Box::new(again(&capture.sub)), ..capture.clone() })
        }
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(again).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(again).collect()),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => hir.clone(),
    }
}

/// A class of these ranges. Short ones, which somebody wrote out, are widened to all forms; long
/// ones (`\w`, `.`) hold them already.
fn class(
    ranges: impl IntoIterator<Item = (char, char)>,
    forms: &Forms,
    any_case: bool,
) -> ClassUnicode {
    let mut class = ClassUnicode::empty();
    for (start, end) in ranges {
        class.push(ClassUnicodeRange::new(start, end));
        if end as u32 - start as u32 <= 64 {
            for form in (start..=end).flat_map(|c| forms.of(c, any_case)) {
                class.push(ClassUnicodeRange::new(form, form));
            }
        }
    }
    class
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(pattern: &str, text: &'a str) -> Vec<&'a str> {
        let regex = compile(pattern, &Forms::new()).unwrap();
        let mut hits = Vec::new();
        find(&regex, text, 0, &mut hits);
        hits.into_iter().map(|hit| &text[hit.range()]).collect()
    }

    #[test]
    fn characters_match_in_all_forms() {
        assert_eq!(found(r"\d+[件项]", "８６件、75件，2个"), ["８６件", "75件"]);
        assert_eq!(found("复议|诉讼", "復議、訴訟"), ["復議", "訴訟"]);
        assert_eq!(found(r"[0-9.]+%", "98.5％、９２%"), ["98.5％", "９２%"]);
        assert_eq!(found("^一、.*$", "甲\n一、乙丙\n丁一、"), ["一、乙丙"]);
        assert_eq!(found("app", "APP"), ["APP"]);
        assert_eq!(found(r"A\w+", "app App"), ["App"]);
        assert_eq!(found("[^，。]+", "甲,乙，丙"), ["甲", "乙", "丙"]);
        assert_eq!(found("a*", "b"), Vec::<&str>::new());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let error = |pattern| compile(pattern, &Forms::new()).unwrap_err();
        assert_eq!(error("复议(甲").column, Some(3));
        assert!(error("(").reason.contains("unclosed group"), "{}", error("(").reason);
        assert!(error("(?:a{1000}){1000}").reason.contains("MiB"));
        assert!(!error("[").reason.contains('\n'));
    }
}
