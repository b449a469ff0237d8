//! Where headings may stand: numberings at the beginnings of lines and, where a page has run its
//! paragraphs together, inside them; and whether they count like headings.

use super::numbering::{Numbering, Style, numbering};
use crate::lexicon::Finder;
use crate::lexicon::outline::{Marker, Tables};
use crate::text::class::{
    digit, fold, is_han, is_space, mark_from, trim_end, trim_end_matches, trim_start, uncommon,
};
use crate::text::{Span, Text};

/// A numbering that may open a section.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// First byte of the number.
    pub(super) at: usize,
    /// The number.
    pub(super) numbering: Numbering,
    /// Whether text stands before it on its line.
    pub(super) midline: bool,
    /// Whether a colon stands before it on its line.
    announced: bool,
    /// The number, the title and its stop.
    pub(super) heading: Span,
    /// The title alone.
    pub(super) title: Span,
    /// End of its line.
    line_end: usize,
    /// Whether its paragraph is one item of a list that runs on: it ends with a semicolon.
    item: bool,
    /// Whether its title stands inside a paragraph and counts something, as headings do not.
    counts: bool,
}

/// A short line without number that may be a heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Short {
    /// The line without indent and stop.
    pub(super) title: Span,
}

/// What opens something in a text.
#[derive(Debug, Default)]
pub(super) struct Openings {
    /// Numberings that count like headings, in order.
    pub(super) numbered: Vec<Candidate>,
    /// Short lines without number, in order.
    pub(super) short: Vec<Short>,
    /// 一是 …: offset, length, number.
    pub(super) points: Vec<(usize, usize, u16)>,
    /// End of the text that has sections: where an attachment's list begins.
    pub(super) end: usize,
}

/// A line without a number is a heading only if it is no longer than this, in bytes.
const SHORT: usize = 90;
/// Most texts have no more headings, short lines or points.
const USUAL: usize = 16;
/// A title is looked for in so many characters.
const TITLE: usize = 300;

/// Finds what opens something in `content`.
pub(super) fn openings(text: &Text, content: Span, tables: &Tables) -> Openings {
    let mut found = Openings {
        short: Vec::with_capacity(USUAL),
        points: Vec::with_capacity(USUAL),
        end: content.end as usize,
        ..Openings::default()
    };
    let all = text.as_str();
    let mut candidates = Vec::with_capacity(USUAL);
    for line in text.lines_in(content) {
        let (start, end) = (line.start as usize, line.end as usize);
        let raw = all.get(start..end).unwrap_or_default();
        let cut = trim_start(raw, |c| is_space(c) || matches!(c, '#' | '*' | '>' | '•'));
        let at = end - cut.len();
        if cut.starts_with("附件") && attachment(cut) {
            found.end = at;
            break;
        }
        if let Some(numbering) = numbering(cut) {
            if of_contents(cut) {
                continue;
            }
            candidates.push(candidate(all, at, numbering, end, None));
        } else if cut.len() <= SHORT && !cut.is_empty() {
            let title = trim_title(all, Span::new(at, end));
            found.short.push(Short { title });
        }
    }
    let inner = Span::new(content.start as usize, found.end);
    inside(text, inner, tables, &mut found, &mut candidates);
    found.numbered = filter(candidates);
    found
}

/// Whether a line that begins with 附件 lists attachments instead of speaking of them.
fn attachment(line: &str) -> bool {
    let rest = line.trim_start_matches("附件").trim_start();
    rest.is_empty()
        || rest.starts_with([':', '：'])
        || rest.starts_with(|c: char| fold(c).is_ascii_digit()) && line.len() < 120
}

/// Whether a line is one of a table of contents: dots or a tab, then the page's number.
pub(super) fn of_contents(line: &str) -> bool {
    let line = trim_end(line);
    if !line.ends_with(|c: char| digit(c).is_some()) {
        return false;
    }
    let bare = line.trim_end_matches(|c: char| fold(c).is_ascii_digit() || c == ' ');
    bare.len() < line.len() && bare.ends_with(['…', '.', '·', '\t', '．', '—'])
}

/// One pass over the text for points and for numberings inside lines, which join those at the
/// beginnings of lines.
fn inside(
    text: &Text,
    content: Span,
    tables: &Tables,
    found: &mut Openings,
    candidates: &mut Vec<Candidate>,
) {
    let all = text.as_str();
    let base = content.start as usize;
    let mut midline: Vec<Candidate> = Vec::new();
    // How many of the candidates stand before the last heading's marker.
    let mut passed = 0;
    let mut line_end = base;
    let whole = text.slice(content);
    let mut read = 0;
    let mut next = Some((0, 0));
    while let Some((place, from)) = next {
        next = next_place(whole.as_bytes(), from, &tables.markers);
        // An opening bracket behind another mark is a place already.
        let rest = whole.get(place..).filter(|_| place >= read).unwrap_or_default();
        let Some((len, marker)) = tables.markers.at_start(rest) else { continue };
        read = place + len;
        let (start, end) = (place + base, read + base);
        if marker == Marker::Heading {
            while candidates.get(passed).is_some_and(|c| c.at < start) {
                passed += 1;
            }
        }
        // 一、主要工作（一）加强领导: a heading may end where the next one's number begins.
        let glued = || {
            let before = candidates.get(..passed).and_then(<[Candidate]>::last);
            let last = before.into_iter().chain(midline.last()).max_by_key(|c| c.at);
            last.is_some_and(|c| c.heading.end as usize == start)
        };
        let edge = edge_before(all, start, base);
        let Some(edge) = edge.or_else(|| glued().then_some(Edge::Sentence)) else { continue };
        match marker {
            Marker::Point(number) => {
                if edge != Edge::Space {
                    found.points.push((start, end - start, number));
                }
            }
            Marker::Heading => {
                if matches!(edge, Edge::Line | Edge::Comma) {
                    continue;
                }
                if candidates.get(passed).is_some_and(|c| c.at == start) {
                    continue;
                }
                let Some(numbering) = all.get(start..).and_then(numbering) else { continue };
                if edge == Edge::Colon && numbering.value != 1 {
                    continue;
                }
                if line_end <= start {
                    let number = text.line_of(start);
                    line_end = (text.line_span(number).end as usize).min(content.end as usize);
                }
                midline.push(candidate(all, start, numbering, line_end, Some(edge)));
            }
        }
    }
    if !midline.is_empty() {
        candidates.append(&mut midline);
        candidates.sort_by_key(|c| c.at);
    }
}

/// The next place from byte `from` on where a marker may stand, and where to look for the one after
/// it: an opening bracket, or behind any mark or blank behind which a marker may begin.
fn next_place(text: &[u8], from: usize, markers: &Finder<Marker>) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let mark = mark_from(text, at);
        let &first = text.get(mark)?;
        let bracket = if first.is_ascii() {
            at = mark + 1;
            first == b'('
        } else {
            // The rare characters of two or four bytes go byte by byte.
            at = mark + if matches!(first, 0xe0..=0xef) { 3 } else { 1 };
            first == 0xef && text.get(mark..at) == Some("（".as_bytes())
        };
        if bracket {
            return Some((mark, at));
        }
        if text.get(at..).is_some_and(|rest| markers.may_begin(rest)) {
            return Some((at, at));
        }
    }
}

/// What stands before a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// Nothing else on its line.
    Line,
    /// The end of a sentence.
    Sentence,
    /// A colon.
    Colon,
    /// A comma or semicolon.
    Comma,
    /// White space between words.
    Space,
}

fn edge(c: char) -> Option<Edge> {
    Some(match c {
        '\n' => Edge::Line,
        '。' | '！' | '!' | '？' | '?' | '｡' => Edge::Sentence,
        '：' | ':' => Edge::Colon,
        '，' | ',' | '；' | ';' | '、' => Edge::Comma,
        c if is_space(c) => Edge::Space,
        _ => return None,
    })
}

/// Whether a mark may stand between an edge and a marker.
fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | ')' | '》' | '*' | '#' | '>')
}

fn edge_before(all: &str, at: usize, base: usize) -> Option<Edge> {
    let before = all.get(base..at)?;
    let mut spaces = false;
    let mut steps = before.chars().rev();
    for _ in 0..12 {
        let Some(c) = steps.next() else { return Some(Edge::Line) };
        match edge(c) {
            Some(Edge::Space) => spaces = true,
            Some(edge) => return Some(edge),
            None if closes(c) => {}
            None => return spaces.then_some(Edge::Space),
        }
    }
    None
}

/// A numbering with its title; `before`: what stands before it on its line.
fn candidate(
    all: &str,
    at: usize,
    numbering: Numbering,
    line_end: usize,
    before: Option<Edge>,
) -> Candidate {
    let midline = before.is_some();
    let announced = before == Some(Edge::Colon);
    let after = at + numbering.len;
    let rest = all.get(after..line_end).unwrap_or_default();
    let (title_end, heading_end) = title_len(rest, midline);
    let title = trim_title(all, Span::new(after, after + title_end));
    let heading = Span::new(at, after + heading_end);
    let tail = last_chars(rest);
    let item = !midline && tail == Some('；') && rest.len() <= 1200 && !rest.contains('。');
    let counts = midline
        && all.get(title.range()).is_some_and(|title| title.contains(|c: char| digit(c).is_some()));
    Candidate { at, numbering, midline, announced, heading, title, line_end, item, counts }
}

/// The last character of a line, folded so that both semicolons are one.
fn last_chars(text: &str) -> Option<char> {
    trim_end(text).chars().next_back().map(|c| if c == ';' { '；' } else { c })
}

/// A title's span without white space, Markdown's marks and stops around it.
fn trim_title(all: &str, span: Span) -> Span {
    let raw = all.get(span.range()).unwrap_or_default();
    let stop = |c: char| {
        is_space(c)
            || matches!(
                c,
                '#' | '*'
                    | '。'
                    | '；'
                    | ';'
                    | '：'
                    | ':'
                    | '，'
                    | ','
                    | '、'
                    | '．'
                    | '.'
                    | '！'
                    | '!'
                    | '｡'
            )
    };
    let cut = trim_end_matches(raw, stop);
    let lead =
        trim_start(cut, |c| is_space(c) || matches!(c, '#' | '*' | '、' | '.' | '．' | ':' | '：'));
    let end = span.start as usize + cut.len();
    Span::new(end - lead.len(), end)
}

/// Where a title ends in what follows its number, without and with its stop: the first sentence;
/// a short phrase before a colon; a phrase that white space parts from long text.
fn title_len(rest: &str, midline: bool) -> (usize, usize) {
    let mut depth = 0i32;
    let mut count = 0usize;
    let mut comma = None;
    let mut before = ' ';
    let bare = trim_start(rest, |c| is_space(c) || c == '*');
    let mut read = rest.len() - bare.len();
    let marks = uncommon(bare).map(|(at, c)| (rest.len() - bare.len() + at, Some(c)));
    for (at, c) in marks.chain([(rest.len(), None)]) {
        // What was stepped over has three bytes a character.
        let common = (at - read) / '字'.len_utf8();
        if count + common >= TITLE {
            let cut = comma.unwrap_or(read + (TITLE - count - 1) * '字'.len_utf8());
            return (cut, cut);
        }
        if common > 0 {
            before = '字';
        }
        let Some(c) = c else { break };
        count += common + 1;
        let end = at + c.len_utf8();
        read = end;
        let following = || rest.get(end..).and_then(|rest| rest.chars().next());
        if count > 4 && depth <= 0 && matches!(c, '（' | '(' | '1' | '１') {
            // The next level's first number ends a title that has no stop.
            let next = rest.get(at..).and_then(numbering);
            if next
                .is_some_and(|n| n.value == 1 && (n.style == Style::HanParen || is_space(before)))
            {
                return (at, at);
            }
        }
        match c {
            '“' | '《' | '（' | '(' | '「' => depth += 1,
            '”' | '》' | '）' | ')' | '」' => depth -= 1,
            '。' | '！' | '!' | '？' | '?' | '；' | ';' | '｡' => {
                let close = following().filter(|c| matches!(c, '”' | '*'));
                return (at, end + close.map_or(0, char::len_utf8));
            }
            '：' | ':' if depth <= 0 && count <= 26 && !before.is_ascii_digit() => {
                return (at, end);
            }
            '.' | '．'
                if is_han(before)
                    && following().is_none_or(|next| is_han(next) || is_space(next)) =>
            {
                return (at, end);
            }
            '，' | ',' => comma = comma.or(Some(at)),
            c if is_space(c) && depth <= 0 && count > 4 => {
                let wide = c != ' ' || following().is_some_and(is_space);
                let tail = rest.get(end..).unwrap_or_default().trim();
                let long = if wide || midline { 60 } else { 150 };
                if tail.len() >= long && (wide || midline || count > 6) {
                    return (at, end);
                }
            }
            _ => {}
        }
        before = c;
        if count >= TITLE {
            let cut = comma.unwrap_or(at);
            return (cut, cut);
        }
    }
    (rest.len(), rest.len())
}

/// Keeps the numberings that count like headings.
fn filter(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let (runs, run_of) = runs(&candidates);
    let plausible: Vec<bool> = runs.iter().map(Run::is_plausible).collect();
    let misprinted = misprinted(&candidates, &runs, &run_of, &plausible);
    let keeps = |((mut candidate, run), style): ((Candidate, usize), Option<Style>)| {
        if let Some(style) = style {
            candidate.numbering.style = style;
            return Some(candidate);
        }
        let mixed = runs.get(run).is_some_and(|run| run.midline < run.members);
        // A weak numbering inside a paragraph must look like a heading to join those of lines.
        let weak = mixed && candidate.midline && !candidate.numbering.style.is_strong();
        let keep = plausible.get(run) == Some(&true) && (!weak || heading_like(&candidate));
        keep.then_some(candidate)
    };
    candidates.into_iter().zip(run_of).zip(misprinted).filter_map(keeps).collect()
}

/// For each candidate the style of the headings among which it counts on though its number is
/// printed in another one: 2、 between （一） and （三）, on a line of its own.
fn misprinted(
    candidates: &[Candidate],
    runs: &[Run],
    run_of: &[usize],
    plausible: &[bool],
) -> Vec<Option<Style>> {
    let kept = |at: usize| run_of.get(at).and_then(|&run| plausible.get(run)) == Some(&true);
    let mut before: Option<(Style, u16)> = None;
    let mut found = Vec::with_capacity(candidates.len());
    for (at, candidate) in candidates.iter().enumerate() {
        let Numbering { style, value, .. } = candidate.numbering;
        if kept(at) {
            before = (!candidate.midline).then_some((style, value));
            found.push(None);
            continue;
        }
        let alone =
            run_of.get(at).and_then(|&run| runs.get(run)).is_some_and(|run| run.members == 1);
        let line = !candidate.midline
            && (6..=120).contains(&candidate.title.len())
            && candidate.heading.end as usize + 6 >= candidate.line_end;
        let after = candidates.get(at + 1).map(|next| (next.numbering.style, next.numbering.value));
        let counts = before.filter(|&(style, last)| {
            value == last + 1
                || after.is_some_and(|(next, number)| next == style && value + 1 == number)
        });
        let style = counts.filter(|_| alone && line).map(|(style, _)| style);
        if let Some(style) = style {
            before = Some((style, value));
        }
        found.push(style);
    }
    found
}

/// Numberings of one style that count on.
#[derive(Debug)]
struct Run {
    /// Of the first numbering.
    style: Style,
    value: u16,
    title: usize,
    /// How many there are.
    members: usize,
    /// How many of these are items of a list that runs on.
    items: usize,
    /// How many stand inside a paragraph.
    midline: usize,
    /// How many look like headings.
    like: usize,
    /// Bytes of the longest title.
    longest: usize,
    /// Whether it is a list within a paragraph: a colon announces it, no other number stands before
    /// it on its line, and it ends there. 从三个方面抓好整改：1.抓学习。…
    listed: bool,
    /// End of the line of the first numbering.
    line_end: usize,
}

impl Run {
    /// `before`: the numbering before the first one.
    fn new(first: &Candidate, before: Option<&Candidate>) -> Self {
        let alone = before.is_none_or(|before| before.line_end != first.line_end);
        let mut run = Self {
            style: first.numbering.style,
            value: first.numbering.value,
            title: first.title.len(),
            members: 0,
            items: 0,
            midline: 0,
            like: 0,
            longest: 0,
            listed: first.announced && alone && !first.numbering.style.is_top(),
            line_end: first.line_end,
        };
        run.add(first);
        run
    }

    fn add(&mut self, candidate: &Candidate) {
        self.members += 1;
        self.items += usize::from(candidate.item);
        self.midline += usize::from(candidate.midline);
        self.like += usize::from(heading_like(candidate));
        self.longest = self.longest.max(candidate.title.len());
        self.listed &= candidate.line_end == self.line_end;
    }

    /// Whether it is one of headings.
    fn is_plausible(&self) -> bool {
        if self.listed {
            return false;
        }
        let strong = self.style.is_strong();
        // Items that end with semicolons are one sentence set on several lines.
        if !strong && self.items > 0 && self.items * 2 + 1 >= self.members {
            return false;
        }
        if self.midline == self.members {
            return self.members >= 2
                && self.value == 1
                && self.style != Style::Circled
                && if strong { self.longest <= 240 } else { self.like * 3 >= self.members * 2 };
        }
        if self.members == 1 && !strong {
            return self.value == 1 && self.title <= 120;
        }
        self.title > 0 || self.members > 1
    }
}

/// The runs of the candidates, and for each candidate the index of its own.
fn runs(candidates: &[Candidate]) -> (Vec<Run>, Vec<usize>) {
    let mut runs: Vec<Run> = Vec::with_capacity(candidates.len());
    let mut run_of = Vec::with_capacity(candidates.len());
    // Of each style the run that is open and the number that comes next.
    let mut open: [Option<(usize, u16)>; Style::COUNT] = [None; Style::COUNT];
    for (at, candidate) in candidates.iter().enumerate() {
        let value = candidate.numbering.value;
        let slot = open.get_mut(candidate.numbering.style as usize);
        let last = slot.as_deref().copied().flatten();
        let counts_on = last.filter(|&(_, next)| value == next).map(|(run, _)| run);
        if let Some(run) = counts_on.and_then(|run| runs.get_mut(run)) {
            run.add(candidate);
        } else {
            let before = at.checked_sub(1).and_then(|before| candidates.get(before));
            runs.push(Run::new(candidate, before));
        }
        let run = counts_on.unwrap_or(runs.len() - 1);
        run_of.push(run);
        // A stray number inside a paragraph does not break a list.
        let stray = counts_on.is_none() && last.is_some() && candidate.midline && value != 1;
        if let Some(slot) = slot.filter(|_| !stray) {
            *slot = Some((run, value + 1));
        }
    }
    (runs, run_of)
}

/// A short first sentence with text after it.
fn heading_like(candidate: &Candidate) -> bool {
    let longest = if candidate.midline { 90 } else { 120 };
    (6..=longest).contains(&candidate.title.len())
        && !candidate.counts
        && (candidate.heading.end as usize) + 30 < candidate.line_end
}
