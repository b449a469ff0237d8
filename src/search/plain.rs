//! Words found as they stand, whatever form their characters have.
//!
//! Where the words have a stretch of characters with one form only, that stretch is searched for
//! and what stands around it is compared; else each form of the character with the fewest forms is
//! searched for. Either way a text is read at the speed of memory.

use super::forms::Forms;
use crate::text::{Letters, Span};
use memchr::memmem::Finder;

/// Words with all forms of their characters.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    /// The forms of each character, the one that was typed first.
    forms: Vec<Vec<Box<str>>>,
    /// The characters of `forms` that are searched for.
    anchor: std::ops::Range<usize>,
    /// One finder for each form of the anchor.
    finders: Vec<Finder<'static>>,
    /// Latin letters that a text without them cannot have the words in.
    letters: Letters,
}

impl Plain {
    /// `None` where there is no character.
    pub(super) fn new(words: &str, forms: &Forms) -> Option<Self> {
        let any_case = !words.chars().any(char::is_uppercase);
        let forms: Vec<Vec<Box<str>>> = words
            .chars()
            .map(|c| forms.of(c, any_case).iter().map(|c| c.to_string().into()).collect())
            .collect();
        let anchor = anchor(forms.iter().map(Vec::len))?;
        let inside = forms.get(anchor.clone())?;
        let finders = match inside {
            [one] => one.iter().map(|form| Finder::new(form.as_bytes()).into_owned()).collect(),
            several => {
                let words: String =
                    several.iter().filter_map(|forms| forms.first()).map(|f| &**f).collect();
                vec![Finder::new(words.as_bytes()).into_owned()]
            }
        };
        // A character may be told by another than a letter: then no letter is needed.
        let needed = |forms: &Vec<Box<str>>| {
            let letters = |form: &str| Some(Letters::of(form)).filter(|all| !all.is_empty());
            forms.iter().try_fold(Letters::default(), |all, form| Some(all.and(letters(form)?)))
        };
        let letters = forms.iter().filter_map(needed).fold(Letters::default(), Letters::and);
        Some(Self { forms, anchor, finders, letters })
    }

    /// Whether a text with these Latin letters has those of the words.
    pub(super) fn can_stand_among(&self, letters: Letters) -> bool {
        letters.contains(self.letters)
    }

    /// Appends all places of the words in `text`, offset by `base`, in reading order, none
    /// overlapping another.
    pub(super) fn find(&self, text: &str, base: usize, hits: &mut Vec<Span>) {
        let from = hits.len();
        for finder in &self.finders {
            self.find_form(finder, text, base, hits);
        }
        if self.finders.len() > 1 {
            tidy(hits, from);
        }
    }

    fn find_form(&self, finder: &Finder<'_>, text: &str, base: usize, hits: &mut Vec<Span>) {
        let bytes = text.as_bytes();
        let step = finder.needle().len();
        let mut from = 0;
        let mut done = 0;
        while let Some(at) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let at = from + at;
            from = at + 1;
            let ends = text.get(at + step..).and_then(|after| self.after(after));
            let starts = text.get(done..at).and_then(|before| self.before(before));
            if let (Some(before), Some(after)) = (starts, ends) {
                let end = at + step + after;
                hits.push(Span::new(base + at - before, base + end));
                // Where there are several finders, which of two overlapping hits comes first is
                // known only when all have been found.
                if self.finders.len() == 1 {
                    (done, from) = (end, end);
                }
            }
        }
    }

    /// Bytes of what has to stand after the anchor, if it does.
    fn after(&self, text: &str) -> Option<usize> {
        let mut rest = text;
        for forms in self.forms.get(self.anchor.end..)? {
            rest = forms.iter().find_map(|form| rest.strip_prefix(&**form))?;
        }
        Some(text.len() - rest.len())
    }

    /// Bytes of what has to stand before the anchor, if it does.
    fn before(&self, text: &str) -> Option<usize> {
        let mut rest = text;
        for forms in self.forms.get(..self.anchor.start)?.iter().rev() {
            rest = forms.iter().find_map(|form| rest.strip_suffix(&**form))?;
        }
        Some(text.len() - rest.len())
    }
}

/// Where to look first for characters of which each has so many forms: the longest run of those
/// that have one, else the character with the fewest.
pub(super) fn anchor(forms: impl Iterator<Item = usize> + Clone) -> Option<std::ops::Range<usize>> {
    let mut best = 0..0;
    let mut start = 0;
    for (at, count) in forms.clone().enumerate() {
        if count > 1 {
            start = at + 1;
        } else if at + 1 - start > best.len() {
            best = start..at + 1;
        }
    }
    if !best.is_empty() {
        return Some(best);
    }
    let (at, _) = forms.enumerate().min_by_key(|(_, count)| *count)?;
    Some(at..at + 1)
}

/// Brings the hits from `from` on into reading order and leaves out what overlaps one before.
pub(super) fn tidy(hits: &mut Vec<Span>, from: usize) {
    if let Some(new) = hits.get_mut(from..) {
        new.sort_unstable();
    }
    let mut end = 0;
    let mut at = 0;
    hits.retain(|hit| {
        at += 1;
        let keep = at <= from || hit.start >= end;
        if keep {
            end = hit.end;
        }
        keep
    });
}

/// Brings the hits from `from` on into reading order and joins those that overlap.
pub(super) fn join(hits: &mut Vec<Span>, from: usize) {
    let mut new = hits.split_off(from.min(hits.len()));
    new.sort_unstable();
    for hit in new {
        match hits.get_mut(from..).and_then(<[Span]>::last_mut) {
            Some(last) if hit.start < last.end => last.end = last.end.max(hit.end),
            _ => hits.push(hit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// Made once: it takes long without optimisation.
    static FORMS: LazyLock<Forms> = LazyLock::new(Forms::new);

    fn found(words: &str, text: &str) -> Vec<String> {
        let mut hits = Vec::new();
        if let Some(plain) = Plain::new(words, &FORMS) {
            plain.find(text, 0, &mut hits);
        }
        hits.iter().map(|hit| text[hit.range()].to_owned()).collect()
    }

    #[test]
    fn forms_do_not_matter_and_case_only_when_typed() {
        assert_eq!(found("行政复议", "行政復議、行政复议，行复议"), ["行政復議", "行政复议"]);
        assert_eq!(found("復議", "複议。复议"), ["複议", "复议"]);
        assert_eq!(
            found("12345", "１２３４５热线、12345、1２345，1234"),
            ["１２３４５", "12345", "1２345"]
        );
        assert_eq!(found("app", "App、ＡＰＰ、ap p"), ["App", "ＡＰＰ"]);
        assert_eq!(found("APP", "App、ＡＰＰ"), ["ＡＰＰ"]);
        assert_eq!(found("（一）", "(一)〔一〕（一）"), ["(一)", "（一）"]);
        assert_eq!(found("办办", "办办办"), ["办办"]);
        assert_eq!(found("", "法治"), Vec::<String>::new());
    }

    #[test]
    fn an_anchor_that_overlaps_itself_is_found_at_its_second_place() {
        assert_eq!(found("a政政", "政政a政政政"), ["a政政"]);
        assert_eq!(found("政政1", "政政政1"), ["政政1"]);
    }

    /// One character after the other, as a reader would compare them.
    fn slowly(words: &str, text: &str, forms: &Forms) -> Vec<Span> {
        let exact = words.chars().any(char::is_uppercase);
        let wanted: Vec<Vec<char>> = words.chars().map(|c| forms.of(c, !exact)).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let mut chars = rest.chars();
            if !wanted.is_empty()
                && wanted.iter().all(|all| chars.next().is_some_and(|c| all.contains(&c)))
            {
                let end = text.len() - chars.as_str().len();
                found.push(Span::new(at, end));
                at = end;
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        found
    }

    proptest! {
        #[test]
        fn finds_what_a_slow_search_finds(words in "[aA1１政复復(（]{1,4}", text in "[aAａ1１政复復(（ ]{0,40}") {
            let forms = &*FORMS;
            let mut hits = Vec::new();
            Plain::new(&words, forms).unwrap().find(&text, 0, &mut hits);
            prop_assert_eq!(hits, slowly(&words, &text, forms));
        }

        #[test]
        fn no_text_is_too_strange(words in ".{1,5}", text in ".*") {
            let mut hits = Vec::new();
            Plain::new(&words, &FORMS).unwrap().find(&text, 0, &mut hits);
            for hit in hits {
                prop_assert_eq!(text[hit.range()].chars().count(), words.chars().count());
            }
        }
    }
}
