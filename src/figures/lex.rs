//! One pass over a text that finds the numerals and the marks of punctuation around them.

use super::numeral::{self, Fraction, Numeral};
use crate::text::Span;
use crate::text::class::{CharSet, fold, is_han};

/// A mark of punctuation or a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) kind: MarkKind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum MarkKind {
    /// A numeral; its place in the list of numbers.
    Number(usize),
    /// A comma.
    Comma,
    /// 、
    Pause,
    /// A colon.
    Colon,
    /// What ends a sentence, a semicolon or a line end.
    Stop,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// An opening quotation mark.
    QuoteOpen,
    /// A closing quotation mark.
    QuoteClose,
}

/// A number as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub(super) span: Span,
    pub(super) read: Read,
    /// Inside 《》.
    pub(super) titled: bool,
    /// Byte just past the opening quotation mark that is open here.
    pub(super) quoted: Option<usize>,
    /// Nothing but blanks stands before it on its line.
    pub(super) leads: bool,
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Read {
    Numeral(Numeral),
    Fraction(Fraction),
}

/// A sentence that holds numbers: its marks in order, its numbers, and where it lies.
#[derive(Debug, Default)]
pub(super) struct Sentence {
    pub(super) span: Span,
    pub(super) marks: Vec<Mark>,
    pub(super) numbers: Vec<Number>,
}

impl Sentence {
    fn clear(&mut self, start: usize) {
        self.span = Span::new(start, start);
        self.marks.clear();
        self.numbers.clear();
    }
}

/// Everything that [`sentences`] does not pass over: marks, and what a numeral begins with.
static STOPS: CharSet = numeral::BEGINS.with(&[
    '\n', '.', '，', ',', '、', '：', ':', '。', '；', ';', '！', '!', '？', '?', '｡', '（', '(',
    '【', '〔', '［', '[', '﹝', '）', ')', '】', '〕', '］', ']', '﹞', '《', '〈', '<', '》',
    '〉', '>', '“', '「', '『', '”', '」', '』', '"', '＂',
]);

/// Tells `each` the sentences of `text` in order, those without a number too. `text` begins at byte
/// `base` of the document; `passes` tells at which characters no number begins that is worth
/// reading.
pub(super) fn sentences(
    text: &str,
    base: usize,
    passes: impl Fn(Span) -> bool,
    mut each: impl FnMut(&Sentence),
) {
    let mut sentence = Sentence::default();
    sentence.clear(base);
    let mut titles = 0_u32;
    let mut quote: Option<usize> = None;
    let mut leads = true;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let next = STOPS.find(rest);
        let (skipped, c) = next.unwrap_or((rest.len(), '\0'));
        leads = leads && rest.get(..skipped).is_some_and(|s| s.chars().all(|c| fold(c) == ' '));
        at += skipped;
        if next.is_none() {
            break;
        }
        let width = c.len_utf8();
        let here = Span::new(base + at, base + at + width);
        let kind = match c {
            '\n' => Some(MarkKind::Stop),
            _ if numeral::begins(c) => {
                if !passes(here)
                    && let Some((len, read)) = read(text, at, leads)
                {
                    let span = Span::new(base + at, base + at + len);
                    let index = sentence.numbers.len();
                    sentence.numbers.push(Number {
                        span,
                        read,
                        titled: titles > 0,
                        quoted: quote,
                        leads,
                    });
                    sentence.marks.push(Mark { span, kind: MarkKind::Number(index) });
                    leads = false;
                    at += len;
                    continue;
                }
                None
            }
            // Some texts end their sentences with a half-width full stop.
            '.' if stops(text, at) => Some(MarkKind::Stop),
            '，' | ',' => Some(MarkKind::Comma),
            '、' => Some(MarkKind::Pause),
            '：' | ':' => Some(MarkKind::Colon),
            '。' | '；' | ';' | '！' | '!' | '？' | '?' | '｡' => Some(MarkKind::Stop),
            '（' | '(' | '【' | '〔' | '［' | '[' | '﹝' => Some(MarkKind::Open),
            '）' | ')' | '】' | '〕' | '］' | ']' | '﹞' => Some(MarkKind::Close),
            '《' | '〈' | '<' => {
                titles += 1;
                None
            }
            '》' | '〉' | '>' => {
                titles = titles.saturating_sub(1);
                None
            }
            '“' | '「' | '『' => Some(MarkKind::QuoteOpen),
            '”' | '」' | '』' => Some(MarkKind::QuoteClose),
            '"' | '＂' => {
                Some(if quote.is_some() { MarkKind::QuoteClose } else { MarkKind::QuoteOpen })
            }
            _ => None,
        };
        at += width;
        match kind {
            Some(MarkKind::Stop) => {
                sentence.span.end = here.end;
                sentence.marks.push(Mark { span: here, kind: MarkKind::Stop });
                each(&sentence);
                sentence.clear(base + at);
                if c == '\n' {
                    // Neither a title nor a quotation that was never closed reaches the next
                    // paragraph.
                    titles = 0;
                    quote = None;
                    leads = true;
                    continue;
                }
            }
            Some(kind) => {
                match kind {
                    MarkKind::QuoteOpen => quote = Some(base + at),
                    MarkKind::QuoteClose => quote = None,
                    _ => {}
                }
                sentence.marks.push(Mark { span: here, kind });
            }
            None => {}
        }
        leads = false;
    }
    if base + at > sentence.span.start as usize {
        sentence.span.end = Span::new(base + at, base + at).start;
        each(&sentence);
    }
}

/// Whether the half-width full stop at `at` ends a sentence: it follows a Han character or a
/// closing mark, and no digit follows.
fn stops(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    let after = text.get(at + 1..).and_then(|rest| rest.chars().next());
    before.is_some_and(|c| is_han(c) || matches!(c, '”' | '"' | ')' | '）' | '》' | '%' | '％'))
        && !after.is_some_and(|c| fold(c).is_ascii_alphanumeric() || c == '.')
}

fn read(text: &str, at: usize, leads: bool) -> Option<(usize, Read)> {
    let rest = text.get(at..)?;
    // At the head of a line `1. 5个` is item 1, not 1.5.
    let numeral = numeral::read(rest, !leads)?;
    if rest.get(numeral.len..).is_some_and(|after| after.starts_with("分之"))
        && let Some(fraction) = numeral::read_fraction(rest)
    {
        return Some((fraction.len, Read::Fraction(fraction)));
    }
    Some((numeral.len, Read::Numeral(numeral)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_carry_their_numbers_and_marks() {
        let text = "共3件,《第5号》“7天”。四百\n";
        let mut seen = Vec::new();
        sentences(
            text,
            0,
            |_| false,
            |s| {
                let numbers: Vec<_> = s.numbers.iter().map(|n| &text[n.span.range()]).collect();
                seen.push(format!("{} {numbers:?} {}", &text[s.span.range()], s.marks.len()));
                for n in &s.numbers {
                    assert_eq!(n.titled, &text[n.span.range()] == "5");
                    assert_eq!(n.quoted.is_some(), &text[n.span.range()] == "7");
                }
            },
        );
        assert_eq!(seen, ["共3件,《第5号》“7天”。 [\"3\", \"5\", \"7\"] 7", "四百\n [\"四百\"] 2"]);
    }
}
