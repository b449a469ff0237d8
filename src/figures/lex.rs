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
    /// A numeral.
    Number,
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
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub(super) span: Span,
    pub(super) marks: &'a [Mark],
    pub(super) numbers: &'a [Number],
}

/// A text's sentences that hold numbers, in order.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// Where each lies, and how many marks and numbers come before its end.
    ends: Vec<(Span, usize, usize)>,
    marks: Vec<Mark>,
    numbers: Vec<Number>,
}

impl Sentences {
    pub(super) fn iter(&self) -> impl Iterator<Item = Sentence<'_>> {
        let (mut mark, mut number) = (0, 0);
        self.ends.iter().map(move |&(span, marks, numbers)| Sentence {
            span,
            marks: self.marks.get(std::mem::replace(&mut mark, marks)..marks).unwrap_or_default(),
            numbers: self
                .numbers
                .get(std::mem::replace(&mut number, numbers)..numbers)
                .unwrap_or_default(),
        })
    }

    /// How many numbers they hold.
    pub(super) fn numbers(&self) -> usize {
        self.numbers.len()
    }

    /// Ends the sentence that begins at `start`; of one without numbers nothing is kept.
    fn end(&mut self, start: usize, end: usize) {
        let &(_, marks, numbers) = self.ends.last().unwrap_or(&(Span::default(), 0, 0));
        if self.numbers.len() > numbers {
            self.ends.push((Span::new(start, end), self.marks.len(), self.numbers.len()));
        } else {
            self.marks.truncate(marks);
        }
    }
}

/// Everything that [`sentences`] does not pass over: marks, and what a numeral begins with.
static STOPS: CharSet = numeral::BEGINS.with(&[
    '\n', '.', '，', ',', '、', '：', ':', '。', '；', ';', '！', '!', '？', '?', '｡', '（', '(',
    '【', '〔', '［', '[', '﹝', '）', ')', '】', '〕', '］', ']', '﹞', '《', '〈', '<', '》',
    '〉', '>', '“', '「', '『', '”', '」', '』', '"', '＂',
]);

/// The sentences of `text` that hold numbers. `text` begins at byte `base` of the document; `passes`
/// tells at which of its bytes no number begins that is worth reading.
pub(super) fn sentences(text: &str, base: usize, passes: impl Fn(usize) -> bool) -> Sentences {
    let mut found = Sentences::default();
    let mut start = base;
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
                if !passes(base + at)
                    && let Some((len, read)) = read(text, at, leads)
                {
                    let span = Span::new(base + at, base + at + len);
                    found.numbers.push(Number {
                        span,
                        read,
                        titled: titles > 0,
                        quoted: quote,
                        leads,
                    });
                    found.marks.push(Mark { span, kind: MarkKind::Number });
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
                found.marks.push(Mark { span: here, kind: MarkKind::Stop });
                found.end(start, base + at);
                start = base + at;
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
                found.marks.push(Mark { span: here, kind });
            }
            None => {}
        }
        leads = false;
    }
    found.end(start, base + at);
    found
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
        let text = "共3件,《第5号》“7天”。没有，\n四百\n";
        let mut seen = Vec::new();
        for s in sentences(text, 0, |_| false).iter() {
            let numbers: Vec<_> = s.numbers.iter().map(|n| &text[n.span.range()]).collect();
            seen.push(format!("{} {numbers:?} {}", &text[s.span.range()], s.marks.len()));
            for n in s.numbers {
                assert_eq!(n.titled, &text[n.span.range()] == "5");
                assert_eq!(n.quoted.is_some(), &text[n.span.range()] == "7");
            }
        }
        assert_eq!(seen, ["共3件,《第5号》“7天”。 [\"3\", \"5\", \"7\"] 7", "四百\n [\"四百\"] 2"]);
    }
}
