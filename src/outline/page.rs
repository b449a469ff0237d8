//! Which lines are the report's and which the page's: title, text, signature.

mod title;

pub(super) use title::without_plan;

use super::dates::{self, Date};
use super::headings::of_contents;
use super::numbering::numbering;
use crate::lexicon::outline::Tables;
use crate::text::class::{ends_sentence, is_han, is_space, trim_end_matches, trim_start};
use crate::text::fold::{compact, folded};
use crate::text::{Span, Text};

/// How many lines above the text are looked through for a title.
const HEAD_LINES: usize = 400;
/// A line of the page is no longer than this, in characters.
const SHORT: usize = 80;
/// A notice of the page is no longer than this, in bytes.
const NOTICE: usize = 1200;

/// The report on its page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The title as printed, its lines joined.
    pub(super) title: Option<String>,
    /// The issuers whose names stand above the title as part of it.
    pub(super) issuers: Vec<String>,
    /// From the title's first byte to the end of the text or signature.
    pub(super) body: Span,
    /// The text: without title, number and date above it and the signature below.
    pub(super) content: Span,
    /// The lines that sign the report.
    pub(super) signature: Vec<String>,
    /// The date of the signature, or of the line under the title.
    pub(super) signed: Option<Date>,
    /// The body whose head reports, named under the title.
    reporter: Option<String>,
    /// Bytes below the body that are the page's.
    pub(super) below: Span,
}

/// A line without indent, bullets and Markdown's marks.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    number: usize,
    span: Span,
    text: &'a str,
}

/// Finds the report on its page.
pub(super) fn page(text: &Text, tables: &Tables) -> Page {
    let (head, stop, found) = head(text, tables);
    let mut page = Page::default();
    let (start, after) = match title::title(text, &head, stop, tables, &mut page) {
        Some(found) => found,
        None => {
            // Without a title the report begins with its text, an address line before it included.
            let above =
                head.last().filter(|l| ends_with_colon(l.text) && !is_furniture(l.text, tables));
            let at = above.map_or(stop, |l| l.span.start as usize);
            (at, at)
        }
    };
    let known = found.then_some(stop);
    let content_start = skip_subtitle(text, after, known, tables, &mut page);
    let (content_end, body_end) = tail(text, content_start, tables, &mut page);
    if page.signature.is_empty() && page.issuers.is_empty() {
        page.signature.extend(page.reporter.take());
    }
    page.content = Span::new(content_start, content_end.max(content_start));
    page.body = Span::new(start, body_end.max(content_start.min(text.len())).max(start));
    page.below = Span::new(page.body.end as usize, text.len());
    page
}

fn line(text: &Text, number: usize) -> Line<'_> {
    let span = text.line_span(number);
    let raw = text.slice(span);
    let cut = trim_start(raw, |c| {
        is_space(c)
            || matches!(c, '#' | '*' | '>' | '•' | '·' | '●' | '■' | '◆' | '▪' | '○' | '□' | '|')
    });
    let start = span.start as usize + (raw.len() - cut.len());
    let cut = trim_end_matches(cut, |c| is_space(c) || matches!(c, '#' | '*' | '|'));
    Line { number, span: Span::new(start, start + cut.len()), text: cut }
}

fn ends_with_colon(text: &str) -> bool {
    text.ends_with([':', '：'])
}

/// Whether a line is a paragraph of running text.
fn is_text(text: &str) -> bool {
    (text.len() >= 90 && text.contains('。')) || (text.len() >= 180 && text.contains(['，', ',']))
}

/// Whether a line belongs to the page and not to the report.
fn is_furniture(text: &str, tables: &Tables) -> bool {
    if text.is_empty() {
        return true;
    }
    // A notice may fill a paragraph, but no more.
    if text.len() > NOTICE {
        return false;
    }
    let short = compact(text);
    if tables.notices.any(&short) {
        return true;
    }
    let long = || short.len() > SHORT * 2 && short.chars().nth(SHORT * 2).is_some();
    if short.contains('。') || long() {
        return false;
    }
    let has_words = short.chars().any(|c| is_han(c) || c.is_alphabetic());
    !has_words
        || short.contains(['>', '»', '›'])
        || tables.furniture_starts.find(&short).is_some()
        || tables.furniture_ends.find(&short).is_some()
        || tables.furniture_contains.any(&short)
        || (short.contains(':')
            && tables
                .keys
                .iter(&short)
                .any(|(_, end, _)| short.get(end..).is_some_and(|r| r.starts_with(':'))))
}

/// The lines above the text that are not blank, where the text starts, and whether a paragraph or
/// a first heading was found there.
fn head<'a>(text: &'a Text, tables: &Tables) -> (Vec<Line<'a>>, usize, bool) {
    let mut lines = Vec::new();
    for number in 1..=text.line_count() {
        let line = line(text, number);
        if line.text.is_empty() {
            continue;
        }
        if of_contents(line.text) {
            continue;
        }
        let starts_text = is_text(line.text) || numbering(line.text).is_some_and(|n| n.value == 1);
        let found = starts_text && !is_furniture(line.text, tables);
        if found || lines.len() >= HEAD_LINES {
            return (lines, line.span.start as usize, found);
        }
        lines.push(line);
    }
    (lines, text.len(), false)
}

/// Whether a line is the name of one or several bodies: 中共某市委 某市人民政府.
pub(super) fn is_body_name(text: &str, tables: &Tables) -> bool {
    let mut any = false;
    text.split(is_space).filter(|piece| !piece.is_empty()).all(|piece| {
        any = true;
        // 云岭市司法局（盖章）.
        let piece = piece.trim_matches(['（', '）', '(', ')']);
        let piece = piece.split(['（', '(']).next().unwrap_or(piece);
        tables.offices.at_end(piece).is_some()
            && (3..=30).contains(&piece.chars().count())
            && piece.chars().all(|c| {
                is_han(c)
                    || matches!(
                        c,
                        'X' | 'x' | '×' | '*' | '＊' | 'Ｘ' | '○' | '、' | '（' | '）' | '(' | ')'
                    )
            })
    }) && any
}

/// Where the text starts below the lines that stand between it and the title: number, date, issuer,
/// the page's own. A paragraph that begins at `known` is no furniture.
fn skip_subtitle(
    text: &Text,
    after: usize,
    known: Option<usize>,
    tables: &Tables,
    page: &mut Page,
) -> usize {
    let mut at = after;
    let mut number = text.line_of(after);
    // What follows the title on its own line: pieces of a line that holds everything.
    let span = text.line_span(number);
    let rest = text.slice(Span::new(after, span.end as usize));
    let mut read = 0;
    for piece in rest.split_inclusive(is_space) {
        let here = after + read;
        read += piece.len();
        let word = piece.trim();
        if !word.is_empty() && !between(word, tables, page) && word.chars().any(is_han) {
            return here;
        }
        at = after + read;
    }
    number += 1;
    let dated = dated_below(text, number).unwrap_or_default();
    while number <= text.line_count() {
        let line = line(text, number);
        let start = line.span.start as usize;
        let is_known = known == Some(start) && is_text(line.text);
        let blank = line.text.is_empty();
        if is_known || (!blank && !between(line.text, tables, page) && number > dated) {
            return start;
        }
        at = line.span.end as usize;
        number += 1;
    }
    at.min(text.len())
}

/// Lines under a title, blank ones among them, of which one may date the report.
const UNDER: usize = 8;

/// The number of the line （2024年1月15日） among the first lines under a title, where neither text nor a
/// heading stands before it: all lines up to it say who reports and when.
fn dated_below(text: &Text, first: usize) -> Option<usize> {
    let lines = (first..=text.line_count()).take(UNDER);
    for line in lines.map(|number| line(text, number)) {
        let bracketed = line.text.starts_with(['（', '(']);
        if bracketed && date_line(&compact(line.text)) {
            return Some(line.number);
        }
        if is_text(line.text) || ends_with_colon(line.text) || numbering(line.text).is_some() {
            return None;
        }
    }
    None
}

/// Whether a line may stand between title and text without being text.
fn between(text: &str, tables: &Tables, page: &mut Page) -> bool {
    if numbering(text).is_some() && !text.starts_with(['（', '(']) {
        return false;
    }
    if is_text(text) {
        return is_furniture(text, tables);
    }
    let short = compact(text);
    if date_line(&short) {
        // （2024年1月15日） is the author's; 2024-01-15 10:23 the page's.
        if page.signed.is_none() && (short.starts_with('(') || short.contains('年')) {
            page.signed = dates::find(&short).filter(|date| date.day.is_some());
        }
        return true;
    }
    if is_body_name(text, tables) && !is_furniture(text, tables) {
        page.signature.push(text.to_owned());
        return true;
    }
    if let Some(post) = reporter(text, tables) {
        page.reporter = page.reporter.take().or_else(|| body_of_post(post, tables));
        return true;
    }
    // 2024-01-20 10:23 云岭日报; 发布人：某某.
    let brief = short.chars().count() <= 40 && !short.contains(['。', ',', ';']);
    let dated = dates::at_start(&short).is_some_and(|date| date.day.is_some());
    let keyed = short.find(':').is_some_and(|at| {
        short.get(..at).is_some_and(|key| key.chars().count() <= 6) && at + 1 < short.len()
    });
    if brief && (dated || keyed) {
        return true;
    }
    // ——2023年10月26日在云岭市第六届人民代表大会常务委员会第十次会议上.
    let dashed = text.starts_with("——") || text.starts_with("--");
    if dashed && page.signed.is_none() {
        page.signed = dates::find(&short).filter(|date| date.day.is_some());
    }
    dashed
        || super::metadata::own_number(text).is_some()
        || is_furniture(text, tables)
        || (short.starts_with('(') && short.ends_with(')') && numbering(text).is_none())
        || page.title.as_deref().is_some_and(|title| compact(title) == short)
}

/// The post of who reports, if a line is that and the name: 云岭市司法局局长　林晓.
fn reporter<'a>(text: &'a str, tables: &Tables) -> Option<&'a str> {
    let (post, name) = text.split_once(is_space)?;
    let letters = || name.chars().filter(|c| !is_space(*c));
    ((2..=4).contains(&letters().count())
        && letters().all(|c| is_han(c) || c == '·')
        && post.chars().all(|c| is_han(c) || c == '、')
        && tables.posts.at_end(post).is_some())
    .then_some(post)
}

/// 云岭市司法局 of 云岭市司法局党组书记、局长.
fn body_of_post(post: &str, tables: &Tables) -> Option<String> {
    let first = post.split('、').next()?;
    let (post, ()) = tables.posts.at_end(first)?;
    let body = first.strip_suffix(post)?.trim_end_matches('副');
    let office = tables.committees.at_end(body).and_then(|(word, ())| body.strip_suffix(word));
    let body = office.filter(|rest| is_body_name(rest, tables)).unwrap_or(body);
    is_body_name(body, tables).then(|| body.to_owned())
}

/// Whether a compact line is a date and nothing but what goes with it.
fn date_line(short: &str) -> bool {
    let bare = short.trim_matches(['(', ')', '[', ']']);
    dates::at_start(bare).is_some_and(|date| {
        bare.get(date.range.end..).is_some_and(|rest| rest.chars().all(|c| !is_han(c)))
    })
}

/// Finds the end of the text and the end of the body from below; reads the signature.
fn tail(text: &Text, from: usize, tables: &Tables, page: &mut Page) -> (usize, usize) {
    let first = text.line_of(from);
    let mut cut = text.line_count() + 1;
    let mut last_text = first;
    let mut seen = 0usize;
    let room = text.len().saturating_sub(from);
    let mut found = false;
    // A list of links below the report may hold whole sentences: look for its head beyond the last
    // sentence, but not in the upper two thirds.
    for number in (first..=text.line_count()).rev() {
        let line = line(text, number);
        if line.text.is_empty() {
            continue;
        }
        seen += line.text.len();
        let short = line.text.len() <= SHORT * 3;
        if short && number > first && ends_report(line.text, tables) {
            cut = number;
            found = false;
            continue;
        }
        if !found
            && (holds_sentence(line.text)
                || numbering(line.text).is_some_and(|n| n.style.is_strong()))
            && !is_furniture(line.text, tables)
        {
            last_text = number;
            found = true;
        }
        if found && seen > room / 3 {
            break;
        }
    }
    if let Some(number) = attachment(text, first, cut, tables) {
        cut = number;
        last_text = (first..number)
            .rev()
            .find(|&n| {
                let line = line(text, n);
                !line.text.is_empty()
                    && holds_sentence(line.text)
                    && !is_furniture(line.text, tables)
            })
            .unwrap_or(first);
    }
    let last = line(text, last_text);
    let mut content_end = (last.span.end as usize).max(from);
    let mut body_end = content_end;
    let mut names: Vec<String> = Vec::new();
    let mut signed = None;
    let mut attached = false;
    for number in last_text + 1..cut {
        let line = line(text, number);
        if line.text.is_empty() {
            continue;
        }
        let short = compact(line.text);
        let date = dates::find(&short).filter(|d| {
            short.chars().count() <= 60
                && short.get(d.range.end..).is_some_and(|r| r.chars().all(|c| !is_han(c)))
        });
        if let Some(date) = date {
            let name = name_before(line.text, tables);
            names.extend(name);
            signed = Some(date);
            body_end = line.span.end as usize;
            break;
        }
        if is_body_name(line.text, tables) {
            names.push(line.text.to_owned());
            body_end = line.span.end as usize;
            continue;
        }
        if is_furniture(line.text, tables) {
            break;
        }
        attached |=
            short.starts_with("附件") || short.starts_with("附:") || short.starts_with("附表");
        if attached || !names.is_empty() {
            body_end = line.span.end as usize;
        } else {
            content_end = line.span.end as usize;
            body_end = content_end;
        }
    }
    if names.is_empty() && signed.is_none() {
        // The signature may stand behind the last sentence, on its line.
        let last_line =
            text.slice(Span::new(from.max(last.span.start as usize), last.span.end as usize));
        if let Some(at) = last_line.rfind(['。', '！']).map(|at| at + '。'.len_utf8()) {
            let rest = last_line.get(at..).unwrap_or_default();
            let compacted = compact(rest);
            if let Some(date) = dates::find(&compacted).filter(|_| compacted.chars().count() <= 60)
            {
                names.extend(name_before(rest.trim(), tables));
                signed = Some(date);
                content_end = last.span.end as usize - rest.len();
            } else if is_body_name(rest.trim(), tables) {
                names.push(rest.trim().to_owned());
                content_end = last.span.end as usize - rest.len();
            }
        }
    }
    if !names.is_empty() {
        page.signature = names;
    }
    // 云岭市司法局（盖章）.
    for name in &mut page.signature {
        if let Some(at) = name.find(['（', '(']).filter(|&at| at > 0) {
            name.truncate(at);
        }
    }
    page.signed = signed.or(page.signed.take());
    (content_end, body_end)
}

/// The line below the signature from which an attachment is printed in full.
fn attachment(text: &Text, first: usize, cut: usize, tables: &Tables) -> Option<usize> {
    let signs = |text: &str| date_line(&compact(text)) || is_body_name(text, tables);
    let (from, until) = (text.line_span(first + 1).start, text.line_span(cut).start);
    let below = text.slice(Span { start: from, end: until.max(from) });
    memchr::memmem::find_iter(below.as_bytes(), "附件").find_map(|at| {
        let number = text.line_of(from as usize + at);
        let short = text.line(number).trim();
        if !short.starts_with("附件") || short.chars().count() > 8 {
            return None;
        }
        let mut above = (first + 1..number).rev().map(|n| line(text, n).text);
        let above = above.find(|text| !text.is_empty() && !text.starts_with(['(', '（']));
        above.filter(|text| text.len() <= 200 && signs(text)).map(|_| number)
    })
}

/// Whether a line opens what stands below a report.
fn ends_report(text: &str, tables: &Tables) -> bool {
    if !tables.furniture_ends.may_begin(text) {
        return false;
    }
    let short = compact(text);
    tables
        .furniture_ends
        .find(&short)
        .is_some_and(|phrase| phrase.ends_with(':') || !short.contains('。'))
}

fn holds_sentence(text: &str) -> bool {
    text.len() >= 45 && text.contains(ends_sentence)
}

/// The names of bodies that stand before the date of a signature.
fn name_before(text: &str, tables: &Tables) -> Option<String> {
    let folded = folded(text);
    let date = dates::find(&folded)?;
    let name = folded
        .get(..date.range.start)?
        .trim_matches(|c| is_space(c) || matches!(c, '(' | ',' | ':' | '、'));
    is_body_name(name, tables).then(|| name.to_owned())
}
