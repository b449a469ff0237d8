//! Cutting a text into sentences and clauses.

use super::Span;
use super::class::{ends_clause, ends_sentence, marks};

/// The sentences of `text`, each with its closing mark; spans are offset by `base`. Quotation
/// marks and brackets that close right after the mark belong to the sentence.
pub fn sentences(text: &str, base: usize) -> impl Iterator<Item = Span> + '_ {
    pieces(text, base, ends_sentence)
}

/// The clauses of `text`, each with its closing mark; spans are offset by `base`.
pub fn clauses(text: &str, base: usize) -> impl Iterator<Item = Span> + '_ {
    pieces(text, base, ends_clause)
}

/// The sentence of `text` in which byte `offset` lies, without the white space around it.
pub fn sentence_at(text: &str, offset: usize) -> Span {
    let offset = offset.min(text.len());
    let head = text.get(..offset).unwrap_or_default();
    let mut start = head.rfind(ends_sentence).map_or(0, |at| {
        at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let after = text.get(start..).unwrap_or_default();
    start += after.len() - after.trim_start_matches(|c: char| closes(c) || c.is_whitespace()).len();
    let start = start.min(offset);
    let rest = text.get(start..).unwrap_or_default();
    let first = sentences(rest, start).find(|s| s.end as usize > offset);
    let span = first.unwrap_or(Span::new(start, text.len()));
    let piece = text.get(span.range()).unwrap_or_default();
    Span::new(start, start + piece.trim_end().len())
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》')
}

/// `ends` holds for marks only.
fn pieces<'a>(
    text: &'a str,
    base: usize,
    ends: fn(char) -> bool,
) -> impl Iterator<Item = Span> + 'a {
    let mut at = 0;
    let mut marks = marks(text).peekable();
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let start = at;
        at = text.len();
        if let Some((i, c)) = marks.find(|&(_, c)| ends(c)) {
            at = i + c.len_utf8();
            while let Some((_, c)) = marks.next_if(|&(i, c)| i == at && closes(c)) {
                at += c.len_utf8();
            }
        }
        Some(Span::new(base + start, base + at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, 0).map(|s| &text[s.range()]).collect()
    }

    #[test]
    fn a_sentence_keeps_its_mark_and_closing_quote() {
        assert_eq!(cut("共2件。他说“好。”完\n"), ["共2件。", "他说“好。”", "完\n"]);
        assert_eq!(cut(""), Vec::<&str>::new());
    }

    #[test]
    fn the_sentence_around_an_offset() {
        let text = "甲乙。 丙丁3件。戊";
        let at = text.find('3').unwrap();
        assert_eq!(&text[sentence_at(text, at).range()], "丙丁3件。");
        assert_eq!(&text[sentence_at(text, 0).range()], "甲乙。");
        assert_eq!(&text[sentence_at(text, text.len()).range()], "戊");
    }
}
