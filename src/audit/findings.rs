//! Findings about a report's make-up: parts, causes, dates, years, announced numbers.

use super::changes::means_points;
use super::sentence::{self, Token};
use crate::lexicon::audit::{Audit, Findings as Words, Needle};
use crate::lexicon::{Cue, Lexicon, Shortcomings};
use crate::report::{
    DocumentKind, Figure, FigureKind, Finding, FindingKind, Outline, Point, Role, Section,
};
use crate::text::class::{self, ends_clause, han_digit, is_han, is_space, leads_han, stops};
use crate::text::cut::clauses;
use crate::text::{Span, Text};

/// First report year for which publication before 1 April is asked (《法治政府建设与责任落实督察工作规定》,
/// 2019).
const DEADLINE_FROM: u16 = 2018;
/// Bytes before a list in which the number of its items may be announced.
const ANNOUNCED: usize = 120;
/// Bytes of a sentence's start in which the plan's year is looked for.
const OPENING: usize = 60;

/// Findings about a report's make-up, in reading order; what is missing altogether comes first.
pub fn findings(
    text: &Text,
    outline: &Outline,
    figures: &[Figure],
    lexicon: &Lexicon,
) -> Vec<Finding> {
    let mut finder = Finder {
        text,
        outline,
        table: &lexicon.audit,
        failings: &lexicon.shortcomings,
        found: Vec::new(),
    };
    if outline.document_kind == DocumentKind::AnnualReport {
        finder.parts();
        finder.date();
        finder.years();
    }
    if outline.document_kind != DocumentKind::Other {
        finder.causes();
        finder.announced();
    }
    finder.percent_for_points(figures);
    let mut found = finder.found;
    found.sort_by_key(|finding| (finding.line, finding.column));
    found
}

struct Finder<'a> {
    text: &'a Text,
    outline: &'a Outline,
    table: &'a Audit,
    failings: &'a Shortcomings,
    found: Vec<Finding>,
}

impl Finder<'_> {
    fn add(&mut self, kind: FindingKind, role: Option<Role>, span: Span, parts: &[&str]) {
        let at = self.text.position(span.start as usize);
        self.found.push(Finding {
            kind,
            line: at.line,
            column: at.column,
            text: self.text.slice(span).into(),
            role,
            parts: parts.iter().map(|&part| part.into()).collect(),
            span,
        });
    }

    /// Sections with the role of their own.
    fn headed(&self, role: Role) -> impl Iterator<Item = &Section> {
        self.outline.sections.iter().filter(move |section| section.role == Some(role))
    }

    /// The four contents that can be told by their role (《规定》, five with 其他): missing, or only
    /// a phrase. Reports of earlier years were asked for less.
    fn parts(&mut self) {
        let asked = self.outline.year.is_none_or(|year| year >= DEADLINE_FROM);
        if !asked || self.outline.sections.len() < 2 {
            return;
        }
        for role in [Role::Achievements, Role::Shortcomings, Role::Duty, Role::Plan] {
            let spans: Vec<Span> = self
                .headed(role)
                .map(|s| Span { start: s.heading.end.max(s.span.start), ..s.span })
                .collect();
            let first = self.headed(role).next();
            if let Some(span) = first.map(|s| if s.heading.is_empty() { s.span } else { s.heading })
            {
                if self.is_thin(spans.iter().map(|span| self.text.slice(*span))) {
                    self.add(FindingKind::ThinPart, Some(role), span, &[]);
                }
                continue;
            }
            let body = self.text.slice(self.outline.body);
            let passing = (role == Role::Duty)
                .then(|| {
                    let words = self.table.duty.iter();
                    words
                        .filter_map(|word| Some((word.find(body.as_bytes())?, word.needle())))
                        .min()
                })
                .flatten();
            let base = self.outline.body.start as usize;
            match passing {
                // A paragraph that opens with the duty and goes on about it is a part of its own,
                // though without a heading.
                Some(_) if self.paragraphed(body) => {}
                Some((at, word)) => {
                    let span = Span::new(base + at, base + at + word.len());
                    self.add(FindingKind::ThinPart, Some(role), span, &[]);
                }
                None => {
                    let span = Span::new(base, base);
                    self.add(FindingKind::MissingPart, Some(role), span, &[]);
                }
            }
        }
    }

    /// Whether texts together are too short for a part.
    fn is_thin<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> bool {
        let mut left = self.table.table.findings.thin;
        for text in texts {
            left -= text.bytes().filter(|&byte| leads_han(byte)).take(left).count();
        }
        left > 0
    }

    /// Whether some paragraph names the duty in its first sentence and is long enough for a part.
    fn paragraphed(&self, body: &str) -> bool {
        let names = |word: &Needle| {
            let mut rest = body;
            while let Some((head, tail)) =
                word.find(rest.as_bytes()).and_then(|at| rest.split_at_checked(at))
            {
                let start = memchr::memrchr(b'\n', head.as_bytes()).map_or(0, |at| at + 1);
                let end = memchr::memchr(b'\n', tail.as_bytes()).unwrap_or(tail.len());
                let before = head.get(start..).unwrap_or_default();
                let behind = tail.get(..end).unwrap_or_default();
                if !before.contains(['。', '；']) && !self.is_thin([before, behind]) {
                    return true;
                }
                rest = tail.get(end..).unwrap_or_default();
            }
            false
        };
        self.table.duty.iter().any(names)
    }

    /// A heading that promises causes over a text without any.
    fn causes(&mut self) {
        let words = &self.table.table.findings;
        let bare: Vec<Span> = self
            .headed(Role::Shortcomings)
            .filter(|section| {
                let promises =
                    |title: Option<&str>| title.is_some_and(|t| any(t, &words.cause_heading));
                if !promises(section.title(self.text)) {
                    return false;
                }
                let text = Span { start: section.heading.end, ..section.span };
                let text = self.text.slice(text);
                // A part of its own gives them (（二）原因分析).
                let part = |inner: &Section| {
                    inner.level > section.level
                        && section.span.overlaps(inner.span)
                        && promises(inner.title(self.text))
                };
                let parted = self.outline.sections.iter().any(part);
                !parted && !self.table.causes.any(text) && !self.caused(text)
            })
            .map(|section| section.heading)
            .collect();
        for heading in bare {
            self.add(FindingKind::MissingCauses, None, heading, &[]);
        }
    }

    /// Whether a clause with an evaluative predicate goes on with 主要是 (执法不够规范，主要是培训少).
    fn caused(&self, text: &str) -> bool {
        let table = self.failings;
        let mut before = "";
        let clauses = clauses(text, 0).filter_map(|span| text.get(span.range()));
        clauses.map(|clause| clause.trim_end_matches(ends_clause)).any(|clause| {
            let failing = |(start, end, cue): (usize, usize, Cue)| {
                let word = before.get(start..end).unwrap_or_default();
                let head = before.get(..start).unwrap_or_default();
                let noun = table.noun.iter().any(|noun| noun == word)
                    && table.noun_before.iter().any(|before| head.ends_with(before.as_str()));
                // 仍存在一些问题 only introduces them.
                let introduces = cue == Cue::Happen && end < before.trim_end().len();
                !noun && !introduces && !matches!(cue, Cue::Mask | Cue::Solve | Cue::Exist)
            };
            let cause = table.cause_behind.at_start(clause.trim_start()).is_some()
                && table.cues.iter(before).any(failing);
            before = clause;
            cause
        })
    }

    /// Dated after 1 April of the following year; 1 April itself is borderline and not late.
    fn date(&mut self) {
        let Some(year) = self.outline.year.filter(|&year| year >= DEADLINE_FROM) else { return };
        let limit = format!("{}-04-01", year + 1);
        let Some(date) = self.outline.date.clone().filter(|date| *date > limit) else { return };
        let span = self.place_of_date(&date).unwrap_or_default();
        self.add(FindingKind::Late, None, span, &[&date, &limit]);
    }

    /// Where the text writes an ISO date, the last place first.
    fn place_of_date(&self, date: &str) -> Option<Span> {
        let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let content = self.text.as_str();
        let forms = [format!("{year}年{month}月{day}日"), date.to_owned(), date.replace('-', "/")];
        forms
            .iter()
            .find_map(|form| content.rfind(form.as_str()).map(|at| Span::new(at, at + form.len())))
    }

    /// Years in headings, and at the start of the plan, that are not those of their part.
    fn years(&mut self) {
        let Some(year) = self.outline.year else { return };
        let words = &self.table.table.findings;
        let mut wrong = Vec::new();
        for section in &self.outline.sections {
            let Some(role) = section.role else { continue };
            let expected = match role {
                Role::Plan => year + 1,
                Role::Achievements | Role::Shortcomings | Role::Duty => year,
                Role::Preamble | Role::Other => continue,
            };
            let heading = self.text.slice(section.heading);
            let named: Vec<(usize, u16)> = years_in(heading).collect();
            let base = section.heading.start as usize;
            // A merged heading (2023年工作和2024年打算) names both.
            if !named.is_empty()
                && named.iter().all(|&(_, named)| named != expected)
                && let Some(&(at, named)) =
                    named.iter().find(|(_, named)| named.abs_diff(expected) <= 2)
            {
                let span = Span::new(base + at, base + at + 4);
                wrong.push((span, named, expected));
            } else if named.is_empty() && role == Role::Plan {
                let start = section.heading.end.max(section.span.start) as usize;
                let rest =
                    self.text.as_str().get(start..section.span.end as usize).unwrap_or_default();
                let skipped = rest.len() - rest.trim_start_matches(is_space).len();
                let sentence = rest
                    .trim_start_matches(is_space)
                    .split(['。', '\n'])
                    .next()
                    .unwrap_or_default();
                if let Some((0, named)) = years_in(sentence).next()
                    && named == year
                    && sentence
                        .get(..sentence.len().min(OPENING))
                        .unwrap_or(sentence)
                        .contains(words.will.as_str())
                    && !sentence.contains(words.done.as_str())
                {
                    let span = Span::new(start + skipped, start + skipped + 4);
                    wrong.push((span, named, expected));
                }
            }
        }
        for (span, named, expected) in wrong {
            let parts = [&*named.to_string(), &*expected.to_string()];
            self.add(FindingKind::WrongYear, None, span, &parts);
        }
    }

    /// 以下四个方面, of which fewer follow.
    fn announced(&mut self) {
        let mut short = Vec::new();
        for part in self.before_lists() {
            let text = self.text.slice(part).as_bytes();
            for word in &self.table.announce {
                let base = part.start as usize;
                let places = word.find_iter(text).map(|at| base + at);
                short.extend(places.filter_map(|at| self.fewer(at, at + word.needle().len())));
            }
        }
        for other in self.opened_by_points() {
            if !short.iter().any(|(span, ..)| span.overlaps(other.0)) {
                short.push(other);
            }
        }
        for (span, count, found) in short {
            let parts = [&*count.to_string(), &*found.to_string()];
            self.add(FindingKind::MissingItems, None, span, &parts);
        }
    }

    /// What the words between these bytes (以下) announce with the number behind them, of which
    /// fewer follow, and both numbers.
    fn fewer(&self, at: usize, from: usize) -> Option<(Span, usize, usize)> {
        let body = self.text.slice(Span { start: 0, ..self.outline.body });
        let rest = body.get(from..)?;
        let (count, length) = announced_count(rest, &self.table.table.findings)?;
        let after = rest.get(length..)?;
        let listing = after
            .chars()
            .take(8)
            .take_while(|&c| c != '\n' || c == '，')
            .any(|c| matches!(c, '：' | ':' | '。'))
            || after.starts_with('\n');
        let end = from + length;
        let found = listing.then(|| self.items_after(end)).flatten()?;
        (found < count).then_some((Span::new(at, end), count, found))
    }

    /// The text of each section up to the next one where a list follows: sections in it, or points.
    fn before_lists(&self) -> impl Iterator<Item = Span> + '_ {
        let Outline { sections, points, .. } = self.outline;
        sections.iter().enumerate().filter_map(|(index, section)| {
            let next = sections.get(index + 1);
            let parted = next.is_some_and(|next| next.parent == Some(index));
            let first = points.partition_point(|point| point.span.start < section.span.start);
            let pointed = points.get(first).is_some_and(|p| p.span.start < section.span.end);
            let end = next.map_or(section.span.end, |next| next.span.start);
            (parted || pointed).then_some(Span { start: section.span.start, end })
        })
    }

    /// 做好三方面工作：一是 …: a number right before the list that it announces, whose items are
    /// fewer.
    fn opened_by_points(&self) -> Vec<(Span, usize, usize)> {
        let words = &self.table.table.findings;
        let content = self.text.as_str();
        let points = &self.outline.points;
        let mut short = Vec::new();
        for (index, first) in points.iter().enumerate() {
            let start = first.span.start as usize;
            let colon = |text: &str| class::trim_end(text).ends_with(['：', ':']);
            if !content.get(..start).is_some_and(colon) {
                continue;
            }
            let line = self.text.line_span(self.text.line_of(start));
            let mut from = start.saturating_sub(ANNOUNCED).max(line.start as usize);
            while !content.is_char_boundary(from) {
                from += 1;
            }
            let head = content.get(from..start).unwrap_or_default();
            let Some(clause) = head.trim_end().strip_suffix(['：', ':']) else { continue };
            let clause = clause.rsplit(ends_clause).next().unwrap_or_default();
            let Some((at, count)) = announced_in(clause, words) else { continue };
            let rest = points.get(index + 1..).unwrap_or_default();
            let items =
                rest.iter().take_while(|p| p.span.start < line.end && !self.same_marker(p, first));
            let found = 1 + items.count();
            if found < count && !self.goes_on(line.end as usize) {
                let end = from + head.trim_end().trim_end_matches(['：', ':']).len();
                short.push((Span::new(end - (clause.len() - at), end), count, found));
            }
        }
        short
    }

    /// Whether the next line with text begins with a number and is no heading: a list may go on there.
    fn goes_on(&self, from: usize) -> bool {
        let behind = self.text.as_str().get(from..).unwrap_or_default();
        let rest = behind.trim_start();
        let at = from + behind.len() - rest.len();
        let heading = |section: &Section| section.heading.contains(at);
        rest.trim_start_matches(['（', '(', '第', '其']).starts_with(numeral)
            && !self.outline.sections.iter().any(heading)
    }

    /// How many items of a list follow an announcement: the numbered children of its section, or
    /// the points of its text. None where there is no list to count.
    fn items_after(&self, offset: usize) -> Option<usize> {
        let within = self.outline.section_at(offset)?;
        let section = self.outline.sections.get(within)?;
        let inside = |child: &&Section| child.span.start < section.span.end;
        let children =
            self.outline.sections.iter().skip(within).take_while(inside).filter(|child| {
                child.parent == Some(within)
                    && !child.number.is_empty()
                    && child.span.start as usize >= offset
            });
        let children = children.count();
        if children > 0 {
            return Some(children);
        }
        let from = self.outline.points.partition_point(|p| (p.span.start as usize) < offset);
        let points = self.outline.points.get(from..).unwrap_or_default();
        let mut inside = points.iter().take_while(|p| p.span.start < section.span.end);
        let first = inside.next()?;
        // A second 一是 begins another list.
        Some(1 + inside.take_while(|point| !self.same_marker(point, first)).count())
    }

    fn same_marker(&self, one: &Point, other: &Point) -> bool {
        self.text.slice(one.marker) == self.text.slice(other.marker)
    }

    /// Whether a word of change stands right before a figure.
    fn moves(&self, figure: &Figure) -> bool {
        let head = self.text.as_str().get(..figure.span.start as usize).unwrap_or_default();
        let mark = |c: char| is_space(c) || matches!(c, '，' | ',' | '、' | '（' | '(');
        let head = head.trim_end_matches(mark);
        let moves = |words: &str| self.table.moves.at_end(words).is_some();
        moves(head) || moves(head.trim_end_matches('了'))
    }

    /// % where 百分点 must be meant.
    fn percent_for_points(&mut self, figures: &[Figure]) {
        let table = self.table;
        let mut spans = Vec::new();
        let percents = |pair: &[Figure]| pair.iter().all(|f| f.kind == FigureKind::Percent);
        // The second tells how far something moved, in the sentence of the first: 由2%提高到3%，提高1%, or
        // 3%，比上年提高1%.
        let told = |pair: &[Figure], all: bool| {
            let [level, moved] = pair else { return false };
            if !percents(pair) || level.change.is_some() || !self.moves(moved) {
                return false;
            }
            let between = Span { start: level.span.end, end: moved.span.start };
            let words = self.text.slice(between);
            (all || table.based.any(words)) && !class::uncommon(words).any(|(_, c)| stops(c))
        };
        // Only where two percentages stand side by side, with one more before them.
        for (at, _) in figures.windows(2).enumerate().filter(|(_, pair)| percents(pair)) {
            let near = figures.get(at.saturating_sub(1)..at + 2).unwrap_or_default();
            let all = near.len() > 2 && percents(near);
            if !near.windows(2).any(|pair| told(pair, all)) {
                continue;
            }
            sentence::sentences(self.text, near, table, |tokens, _| match tokens {
                [from, to, stated] if means_points(from, to, stated, table) => {
                    spans.push(stated.figure.span);
                }
                [.., level, stated] if moves_in_points(level, stated, table) => {
                    spans.push(stated.figure.span);
                }
                _ => {}
            });
        }
        spans.dedup();
        for span in spans {
            self.add(FindingKind::PercentForPoints, None, span, &[]);
        }
    }
}

/// 化解率99.2%，比上年提高1.0%: a rate, and right behind it how far it rose since the year before.
fn moves_in_points(level: &Token<'_>, stated: &Token<'_>, table: &Audit) -> bool {
    let words = &table.table.change;
    let percents =
        level.figure.kind == FigureKind::Percent && stated.figure.kind == FigureKind::Percent;
    if !percents || level.figure.change.is_some() || !level.label.contains('率') {
        return false;
    }
    let gap = stated.gap.trim_matches(|c: char| is_space(c) || matches!(c, '，' | ','));
    let based =
        words.base.iter().filter_map(|base| gap.split_once(base.as_str())).find(|(head, _)| {
            head.chars().all(|c| !is_han(c) || matches!(c, '较' | '比' | '上' | '去'))
        });
    based.is_some_and(|(_, verb)| {
        let verb = verb.trim().trim_end_matches('了');
        let verb = verb.strip_prefix("同期").unwrap_or(verb);
        words.points.iter().any(|word| word == verb)
    })
}

fn any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// The years (four digits and 年) of a text that are not the ends of a period.
fn years_in(text: &str) -> impl Iterator<Item = (usize, u16)> + '_ {
    let dated = class::uncommon(text).any(|(_, c)| c.is_ascii_digit()).then_some(text);
    dated.unwrap_or_default().match_indices('年').filter_map(|(at, _)| {
        let start = at.checked_sub(4)?;
        let year: u16 = text.get(start..at)?.parse().ok()?;
        let period = text.get(..start)?.ends_with(['-', '—', '－', '–', '至', '~', '～']);
        let within = (1990..=2100).contains(&year) && !period;
        within.then_some((start, year))
    })
}

/// Where a clause announces a number of parts with no more than a noun behind it, and the number.
fn announced_in(clause: &str, words: &Words) -> Option<(usize, usize)> {
    const NOUN: usize = 8;
    clause.char_indices().find_map(|(at, _)| {
        let (before, rest) = clause.split_at_checked(at)?;
        let (count, length) = announced_count(rest, words)?;
        let noun = rest.get(length..)?;
        let last = noun.chars().count() <= NOUN && noun.chars().all(is_han);
        (last && !before.ends_with(numeral)).then_some((at, count))
    })
}

fn numeral(c: char) -> bool {
    han_digit(c).is_some() || c.is_ascii_digit() || matches!(c, '十' | '百' | '第' | '几' | '多')
}

/// The number announced at the start of `text` (四个方面) and the bytes it takes.
fn announced_count(text: &str, words: &Words) -> Option<(usize, usize)> {
    let first = text.chars().next()?;
    let count = match first {
        '两' => 2,
        '十' => 10,
        _ => {
            let count = han_digit(first).or_else(|| first.to_digit(10));
            count.filter(|&count| count >= 2)? as usize
        }
    };
    let rest = text.get(first.len_utf8()..)?;
    let rest = rest.strip_prefix(words.measure.as_str()).unwrap_or(rest);
    let noun = words.announced.iter().find(|noun| rest.starts_with(noun.as_str()))?;
    let rest = rest.get(noun.len()..)?;
    let more = words.more.iter().find_map(|more| rest.strip_prefix(more.as_str()));
    Some((count, text.len() - more.unwrap_or(rest).len()))
}
