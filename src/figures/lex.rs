//! One pass over a text that finds the numerals and the marks of punctuation around them.

use super::numeral::{self, Numeral};
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
    pub(super) quoted: Option<u32>,
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Read {
    Numeral(Numeral),
    /// A fraction in words: rare, and read when it is asked for.
    Fraction,
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
    /// How many marks and numbers the sentences have that are ended.
    told: (usize, usize),
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

    /// Room for the sentences of so many bytes, as most texts need it.
    fn for_bytes(len: usize) -> Self {
        Self {
            ends: Vec::with_capacity(len / 256),
            marks: Vec::with_capacity(len / 32),
            numbers: Vec::with_capacity(len / 96),
            ..Self::default()
        }
    }

    /// Ends the sentence that lies here; of one without numbers nothing is kept.
    fn end(&mut self, span: Span) {
        if self.numbers.len() > self.told.1 {
            self.told = (self.marks.len(), self.numbers.len());
            self.ends.push((span, self.marks.len(), self.numbers.len()));
        } else {
            self.marks.truncate(self.told.0);
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
    let mut found = Sentences::for_bytes(text.len());
    // Where the sentence and the line begin.
    let mut start = 0;
    let mut line = 0;
    let mut titles = 0_u32;
    let mut quote = None;
    let mut at = 0;
    while let Some((here, c)) = STOPS.find(text, at) {
        at = here + c.len_utf8();
        let kind = match c {
            '，' | ',' => MarkKind::Comma,
            '、' => MarkKind::Pause,
            '。' | '；' | ';' | '！' | '!' | '？' | '?' | '｡' | '\n' => MarkKind::Stop,
            // Some texts end their sentences with a half-width full stop.
            '.' if stops(text, here) => MarkKind::Stop,
            '.' => continue,
            '：' | ':' => MarkKind::Colon,
            '（' | '(' | '【' | '〔' | '［' | '[' | '﹝' => MarkKind::Open,
            '）' | ')' | '】' | '〕' | '］' | ']' | '﹞' => MarkKind::Close,
            '《' | '〈' | '<' => {
                titles += 1;
                continue;
            }
            '》' | '〉' | '>' => {
                titles = titles.saturating_sub(1);
                continue;
            }
            '“' | '「' | '『' => MarkKind::QuoteOpen,
            '”' | '」' | '』' => MarkKind::QuoteClose,
            '"' | '＂' if quote.is_some() => MarkKind::QuoteClose,
            '"' | '＂' => MarkKind::QuoteOpen,
            _ => {
                if !passes(base + here)
                    && let Some((len, read)) = read(text, here, line)
                {
                    at = here + len;
                    let span = Span::new(base + here, base + at);
                    found.numbers.push(Number { span, read, titled: titles > 0, quoted: quote });
                    found.marks.push(Mark { span, kind: MarkKind::Number });
                }
                continue;
            }
        };
        let span = Span::new(base + here, base + at);
        found.marks.push(Mark { span, kind });
        match kind {
            MarkKind::Stop => {
                found.end(Span::new(base + start, base + at));
                start = at;
                if c == '\n' {
                    // Neither a title nor a quotation that was never closed reaches the next
                    // paragraph.
                    titles = 0;
                    quote = None;
                    line = at;
                }
            }
            MarkKind::QuoteOpen => quote = Some(span.end),
            MarkKind::QuoteClose => quote = None,
            _ => {}
        }
    }
    found.end(Span::new(base + start, base + text.len()));
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

/// Reads the number at byte `at`, with its bytes; its line begins at byte `line`.
fn read(text: &str, at: usize, line: usize) -> Option<(usize, Read)> {
    let rest = text.get(at..)?;
    // At the head of a line `1. 5个` is item 1, not 1.5.
    let leads = || text.get(line..at).is_some_and(|head| head.chars().all(|c| fold(c) == ' '));
    let numeral = numeral::read(rest, || !leads())?;
    if rest.get(numeral.len..).is_some_and(|after| after.starts_with("分之"))
        && let Some(fraction) = numeral::read_fraction(rest)
    {
        return Some((fraction.len, Read::Fraction));
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
