//! Tables typed as lines: a name and its numbers a line, with a line of totals.

use super::compare;
use super::reading::Reading;
use super::sentence::Token;
use crate::lexicon::audit::Audit;
use crate::report::{Formula, Members, Relation, Rule, Tie, Verdict};

/// Bytes of the longest name at the beginning of a line.
const NAME: usize = 60;
/// Columns of the widest table.
const WIDEST: usize = 12;

/// The lines of a table as they come by.
#[derive(Default)]
pub(super) struct Table<'a> {
    /// The line of totals, where it stands above the others.
    total: Option<Vec<Token<'a>>>,
    lines: Vec<Vec<Token<'a>>>,
    /// Where the last line ends, in bytes.
    end: usize,
}

impl<'a> Table<'a> {
    /// Reads a sentence: a line of the table goes on with it, anything else ends it.
    pub(super) fn read(
        &mut self,
        content: &str,
        tokens: &[Token<'a>],
        table: &Audit,
        drafts: &mut Vec<Relation>,
    ) {
        let Some(line) = line(content, tokens) else { return self.close(table, drafts) };
        let between = content.get(self.end..line.start);
        let goes_on = between.is_some_and(|words| words.trim_matches(is_frame).is_empty())
            && self.lines.last().or(self.total.as_ref()).is_none_or(|last| alike(last, tokens));
        if !goes_on {
            self.close(table, drafts);
        }
        self.end = line.end;
        let name: String = line.name.chars().filter(|c| !c.is_whitespace()).collect();
        let words = &table.table.parts;
        let begins = |words: &[String]| words.iter().any(|word| name.starts_with(word.as_str()));
        if begins(&words.subtotal) || begins(&words.open) {
            self.close(table, drafts);
        } else if !begins(&words.total) {
            self.lines.push(tokens.to_vec());
        } else if self.lines.is_empty() {
            self.total = Some(tokens.to_vec());
        } else {
            sums(&self.lines, tokens, table, drafts);
            self.lines.clear();
            self.total = None;
        }
    }

    /// Ends the table.
    pub(super) fn close(&mut self, table: &Audit, drafts: &mut Vec<Relation>) {
        if let Some(total) = self.total.take() {
            sums(&self.lines, &total, table, drafts);
        }
        self.lines.clear();
    }
}

/// A line of a table.
struct Line<'a> {
    /// What its numbers are about.
    name: &'a str,
    /// Where it begins and ends in the text, in bytes.
    start: usize,
    end: usize,
}

/// A sentence that is a line of its own, with nothing but blanks and frames between its numbers.
fn line<'a>(content: &str, tokens: &[Token<'a>]) -> Option<Line<'a>> {
    let ([first, others @ ..], last) = (tokens, tokens.last()?) else { return None };
    let start = (first.figure.span.start as usize).checked_sub(first.gap.len())?;
    let ends = |at: usize| content.as_bytes().get(at).is_none_or(|&byte| byte == b'\n');
    let blank = |words: &str| words.trim_matches(is_frame).is_empty();
    // Few sentences begin with a line, and of few is the name so short.
    let is_line = start.checked_sub(1).is_none_or(ends)
        && first.gap.len() <= NAME
        && tokens.len() <= WIDEST
        && !(first.marks.comma || first.marks.parted)
        && others.iter().all(|token| blank(token.gap));
    if !is_line {
        return None;
    }
    let tail = last.tail();
    let end = last.figure.span.end as usize + tail.len();
    let name = first.gap.trim_matches(is_frame);
    (blank(tail) && ends(end)).then_some(Line { name, start, end })
}

/// Blanks, and what stands between the columns of a table or behind a name.
fn is_frame(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '│' | '：' | ':')
}

/// Whether two lines have the same columns.
fn alike(one: &[Token<'_>], other: &[Token<'_>]) -> bool {
    let same = |(a, b): (&Token<'_>, &Token<'_>)| {
        a.figure.kind == b.figure.kind && a.figure.unit == b.figure.unit
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// The sums of the columns. One that is not right is told where another one is: else a line may not
/// have been read.
fn sums(lines: &[Vec<Token<'_>>], total: &[Token<'_>], table: &Audit, drafts: &mut Vec<Relation>) {
    if lines.len() < 2 {
        return;
    }
    let column = |(at, stated): (usize, &Token<'_>)| {
        let parts = || lines.iter().filter_map(|line| line.get(at));
        if !stated.level || parts().any(|part| part.figure.approx.is_some()) {
            return None;
        }
        let computed = Reading::sum(parts().map(|part| part.reading(table)))?;
        let verdict = match compare(computed, stated, table)? {
            Verdict::HoldsTruncated => Verdict::Inconsistent,
            verdict => verdict,
        };
        Some(Relation {
            rule: Rule::Sum,
            tie: Tie::Column,
            verdict,
            formula: Formula::Terms,
            computed: computed.value,
            members: Members::new(parts().map(|part| part.index), stated.index),
        })
    };
    let mut found: Vec<Relation> = total.iter().enumerate().filter_map(column).collect();
    let right = found.iter().any(|draft| draft.verdict == Verdict::Holds);
    for draft in &mut found {
        if draft.verdict == Verdict::Inconsistent {
            draft.verdict = Verdict::Ambiguous;
        }
    }
    found.retain(|draft| draft.verdict != Verdict::Ambiguous || right);
    drafts.extend(found);
}
