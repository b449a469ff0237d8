//! Untitled parts: paragraphs that plainly open the shortcomings or the plan, and the two parts of
//! a merged heading.

use super::headings::{Candidate, Openings, Short};
use super::roles::roles;
use super::tree::{Node, Unnumbered, nodes};
use super::year;
use crate::lexicon::outline::{RoleCue, Tables};
use crate::report::{Role, SectionKind};
use crate::text::class::{is_space, marks, trim_start};
use crate::text::cut::sentences;
use crate::text::{Span, Text};

/// What is known about the report when its parts are looked for.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) text: &'a Text,
    pub(super) content: Span,
    pub(super) openings: &'a Openings,
    /// The year reported on.
    pub(super) year: Option<u16>,
    pub(super) tables: &'a Tables,
}

impl Context<'_> {
    fn slice(&self, span: Span) -> &str {
        self.text.slice(span)
    }

    fn next_year(&self) -> Option<u16> {
        self.year.map(|year| year + 1)
    }
}

/// The tree with its untitled parts and roles, leads and preamble still missing.
pub(super) fn tree(context: Context<'_>) -> Vec<Node> {
    let numbered = &context.openings.numbered;
    let mut unnumbered = short_headings(context);
    let mut first = nodes(numbered, &unnumbered);
    assign(context, &mut first);
    let told = told_by_text(context, &first);
    adopt(&told, &mut first);
    let parts = untitled(context, &first);
    if parts.is_empty() {
        return first;
    }
    unnumbered.extend(parts);
    unnumbered.sort_by_key(Unnumbered::at);
    // A sentence may open the plan and admit shortcomings at once: one part begins there.
    unnumbered.dedup_by_key(|part| part.at());
    let mut second = nodes(numbered, &unnumbered);
    assign(context, &mut second);
    adopt(&told, &mut second);
    second
}

/// The roles that the first sentence of a last part tells where its heading tells none
/// (七、开创法治建设新局面。下一步，…).
fn told_by_text(context: Context<'_>, nodes: &[Node]) -> Vec<(usize, Role)> {
    let mut told = Vec::new();
    for node in nodes.iter().rev().filter(|n| n.level == 1) {
        if node.named {
            if node.role == Some(Role::Achievements) {
                break;
            }
            continue;
        }
        let rest = Span::new(node.heading.end as usize, context.openings.end);
        let words = context.slice(rest).trim_start();
        if opens_plan(context, words) {
            told.push((node.at, Role::Plan));
        } else if opens_shortcomings(context, first_sentence(words)) {
            told.push((node.at, Role::Shortcomings));
        } else {
            break;
        }
    }
    // Two parts with one role, or a plan for the only part, would leave no work done.
    if told.len() >= nodes.iter().filter(|n| n.level == 1).count() {
        told.clear();
    }
    told
}

fn adopt(told: &[(usize, Role)], nodes: &mut [Node]) {
    for node in nodes.iter_mut().filter(|n| n.level == 1) {
        if let Some(&(_, role)) = told.iter().find(|(at, _)| *at == node.at) {
            node.role = Some(role);
        }
    }
}

/// Lines without number that are headings of the top level: they name a mandatory part, text or a
/// heading follows, and no numbering runs on over them.
fn short_headings(context: Context<'_>) -> Vec<Unnumbered> {
    let mut found = Vec::new();
    let mut after = context.openings.numbered.iter().peekable();
    for short in &context.openings.short {
        let at = short.title.start as usize;
        while after.next_if(|c| c.at < at).is_some() {}
        if is_heading(context, short, after.clone()) {
            found.push(Unnumbered::Heading(*short));
        }
    }
    found
}

fn is_heading<'a>(
    context: Context<'_>,
    short: &Short,
    mut after: impl Iterator<Item = &'a Candidate>,
) -> bool {
    let title = context.slice(short.title);
    let chars = title.chars().count();
    if !(4..=24).contains(&chars) || title.contains(['。', '，', ',', '；', '：', '.']) {
        return false;
    }
    // The line itself may end with a colon, but with no other stop.
    let line = context.text.line_span(context.text.line_of(short.title.start as usize));
    let tail = context.slice(Span::new(short.title.end as usize, line.end as usize));
    if tail.contains(['。', '；', '，', ';', ',']) {
        return false;
    }
    if roles(title, context.next_year(), context.tables).is_empty() {
        return false;
    }
    let runs_on =
        after.find(|c| c.numbering.style.is_strong()).is_some_and(|c| c.numbering.value > 1);
    let below = (line.end as usize + 1).min(context.content.end as usize);
    let next = context.slice(Span::new(below, context.content.end as usize)).trim_start();
    let next = next.get(..next.find('\n').unwrap_or(next.len())).unwrap_or_default();
    let text_follows = next.len() >= 60 || super::numbering::numbering(next).is_some();
    !runs_on && text_follows
}

/// Gives roles: to each node of the top level, and to lower ones that differ from their parent.
fn assign(context: Context<'_>, nodes: &mut [Node]) {
    let next = context.next_year();
    let mut path: Vec<(u8, Role, bool)> = Vec::new();
    // The level of the outermost section around that tells of failings dealt with.
    let mut mends: Option<u8> = None;
    for node in nodes {
        path.retain(|&(level, ..)| level < node.level);
        mends = mends.filter(|&level| level < node.level);
        let parent = path.last().map(|&(_, role, merged)| (role, merged));
        if node.kind != SectionKind::Implied {
            let title = context.slice(node.title);
            let mut found = roles(title, next, context.tables);
            if mends.is_some() && title.starts_with("关于") {
                // 二、反馈问题整改情况 （一）关于“…不深入”问题: what was found and is put right.
                found.retain(|role| *role != Role::Shortcomings);
            } else if !found.contains(&Role::Shortcomings) && names_work(title, context.tables) {
                mends = Some(node.level);
            }
            node.named = !found.is_empty();
            match parent {
                None => {
                    let first = found.first().copied().unwrap_or(Role::Achievements);
                    node.role = Some(first);
                    if found.len() > 1 {
                        node.merged = std::mem::take(&mut found);
                    }
                }
                Some((role, merged)) => {
                    let open = merged || matches!(role, Role::Achievements | Role::Other);
                    let own = found.into_iter().next().filter(|&own| {
                        open && own != role
                            && (merged
                                || matches!(own, Role::Shortcomings | Role::Plan | Role::Duty))
                    });
                    node.role = own;
                }
            }
        }
        let role = node.role.or(parent.map(|(role, _)| role)).unwrap_or(Role::Achievements);
        path.push((node.level, role, !node.merged.is_empty()));
    }
}

/// Whether a heading tells of failings as the object of work (整改, 破解).
fn names_work(title: &str, tables: &Tables) -> bool {
    tables.roles.iter(title).any(|(.., cue)| cue == RoleCue::Blocker)
}

/// The untitled parts that the numbered ones leave to be found.
fn untitled(context: Context<'_>, nodes: &[Node]) -> Vec<Unnumbered> {
    let has = |role: Role| nodes.iter().any(|n| n.role == Some(role) || n.merged.contains(&role));
    let mut lacks = !has(Role::Shortcomings);
    let mut found = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let parts = match *node.merged {
            [first, second, ..] => (first, second),
            _ if lacks && confesses(context, node) => (Role::Shortcomings, Role::Plan),
            _ => continue,
        };
        let until = nodes
            .get(index + 1..)
            .and_then(|rest| rest.iter().find(|n| n.level <= node.level))
            .map_or(context.openings.end, |n| n.at);
        let below = nodes.get(index + 1..).unwrap_or_default();
        let below = below.split(|n| n.level <= node.level).next().unwrap_or_default();
        merged(context, node, parts, below, until, &mut found);
    }
    lacks &= found.is_empty();
    let mut search = Search { context, lacks, plans: !has(Role::Plan), plans_from: 0, found };
    search.run(nodes);
    search.found
}

/// Whether the text under the heading of a plan begins with what is lacking (六、下一步打算。…但还存在
/// 一些不足，…。下一步，…).
fn confesses(context: Context<'_>, node: &Node) -> bool {
    if node.level > 1 || !node.named || node.role != Some(Role::Plan) {
        return false;
    }
    let rest = Span::new(node.heading.end as usize, context.openings.end);
    let words = context.slice(rest).trim_start();
    !opens_plan(context, first_sentence(words)) && admits(context, words)
}

/// The search for paragraphs that open a part without a heading.
struct Search<'a> {
    context: Context<'a>,
    /// Whether shortcomings are still looked for.
    lacks: bool,
    /// Whether a plan is still looked for.
    plans: bool,
    /// No plan begins before this byte.
    plans_from: usize,
    found: Vec<Unnumbered>,
}

impl Search<'_> {
    fn run(&mut self, nodes: &[Node]) {
        if !self.lacks && !self.plans {
            return;
        }
        let context = self.context;
        let end = context.openings.end;
        let tops: Vec<&Node> = nodes.iter().filter(|n| n.level == 1).collect();
        let main = tops.iter().position(|n| n.restarts).unwrap_or(tops.len());
        let tops = tops.get(..main).unwrap_or_default();
        // A plan begins in the last part; shortcomings in the last that tells of work done.
        let last = tops.last().map(|n| n.heading.end as usize);
        let done = tops
            .iter()
            .rposition(|n| matches!(n.role, Some(Role::Achievements | Role::Duty | Role::Other)));
        let from = match done.and_then(|at| tops.get(at)) {
            Some(node) if self.lacks => Some(node.heading.end as usize),
            _ => last,
        };
        // Without any heading, the second paragraph is the first that may open a part.
        let from = from.unwrap_or_else(|| {
            let start = context.content.start as usize;
            let rest = context.slice(context.content);
            rest.find('\n')
                .or(rest.find('。').map(|at| at + '。'.len_utf8()))
                .map_or(end, |at| start + at)
        });
        self.plans_from = last.unwrap_or(from);
        // Shortcomings do not begin in a part that says it is something else.
        let until = done.and_then(|at| tops.get(at + 1)).map_or(end, |n| n.at);
        let line_of = |at: usize| context.text.line_of(at);
        let one_line = line_of(context.content.start as usize) == line_of(end);
        let whole = one_line || nodes.last().is_some_and(|n| n.midline);
        for line in context.text.lines_in(Span::new(from, end)) {
            if !(self.lacks || self.plans) {
                break;
            }
            let stop = line.end as usize;
            let raw = context.slice(line);
            let cut = trim_start(raw, |c| is_space(c) || matches!(c, '#' | '*' | '>'));
            let at = stop - cut.len();
            if whole {
                for sentence in sentences(cut, at) {
                    self.paragraph(sentence, until, true);
                    if !(self.lacks || self.plans) {
                        break;
                    }
                }
            } else if context.openings.numbered.binary_search_by_key(&at, |c| c.at).is_err() {
                self.paragraph(Span::new(at, stop), until, false);
            }
        }
        if self.plans {
            self.plan_in_paragraph();
        }
    }

    /// Looks whether a paragraph (or, in a text without paragraphs, a sentence) opens a part.
    fn paragraph(&mut self, span: Span, until: usize, midline: bool) {
        let words = trim_start(self.context.slice(span), is_space);
        let at = span.end as usize - words.len();
        let role = if self.plans && at >= self.plans_from && opens_plan(self.context, words) {
            (self.plans, self.lacks) = (false, false);
            Role::Plan
        } else if self.lacks && at < until && admits(self.context, words) {
            self.lacks = false;
            Role::Shortcomings
        } else {
            return;
        };
        self.found.push(Unnumbered::Part { at, level: 1, role, midline });
    }

    /// 下一步 in the paragraph that admits the shortcomings.
    fn plan_in_paragraph(&mut self) {
        let admitted = self.found.iter().find_map(|part| match part {
            Unnumbered::Part { at, role: Role::Shortcomings, level: 1, .. } => Some(*at),
            _ => None,
        });
        let Some(from) = admitted else { return };
        let line = self.context.text.line_span(self.context.text.line_of(from));
        let paragraph = Span::new(from, (line.end as usize).min(self.context.openings.end));
        let inside = sentences(self.context.slice(paragraph), from).skip(1).find_map(|sentence| {
            let words = trim_start(self.context.slice(sentence), is_space);
            let at = sentence.end as usize - words.len();
            opens_plan(self.context, words).then_some(at)
        });
        if let Some(at) = inside.filter(|&at| at >= self.plans_from) {
            self.found.push(Unnumbered::Part { at, level: 1, role: Role::Plan, midline: true });
        }
    }
}

/// The two parts under one heading whose own numbered parts (`below`) do not name them.
fn merged(
    context: Context<'_>,
    node: &Node,
    (first, second): (Role, Role),
    below: &[Node],
    end: usize,
    found: &mut Vec<Unnumbered>,
) {
    let from = node.heading.end as usize;
    let until = below.first().map_or(end, |child| child.at);
    let body = context.slice(Span::new(from, until));
    let start = from + (body.len() - body.trim_start().len());
    if start >= until {
        return;
    }
    let opens = |words: &str| match second {
        Role::Plan => opens_plan(context, words),
        Role::Shortcomings => opens_shortcomings(context, first_sentence(words)),
        _ => false,
    };
    let mut boundary = None;
    let mut at = from;
    for line in body.split_inclusive('\n') {
        let words = line.trim_start_matches(|c: char| is_space(c) || c == '*');
        if at + (line.len() - words.len()) > start && opens(words) {
            boundary = Some((at + (line.len() - words.len()), false));
            break;
        }
        at += line.len();
    }
    if boundary.is_none() {
        let inside = Span::new(start, until);
        boundary = sentences(context.slice(inside), start).find_map(|sentence| {
            let words = context.slice(sentence);
            let at = sentence.start as usize + (words.len() - words.trim_start().len());
            (at > start && opens(words.trim_start())).then_some((at, true))
        });
    }
    // 1.…。 2.…。 and then a paragraph: 针对上述问题，明年….
    if boundary.is_none() && !below.iter().any(|child| child.named) {
        let numbered = |at: usize| below.binary_search_by_key(&at, |child| child.at).is_ok();
        boundary = context.text.lines_in(Span::new(until, end)).find_map(|line| {
            let words = trim_start(context.slice(line), |c| is_space(c) || c == '*');
            let at = line.end as usize - words.len();
            (!numbered(at) && opens(words)).then_some((at, false))
        });
    }
    let Some((at, midline)) = boundary else { return };
    let own_line = context.slice(Span::new(from, start)).contains('\n');
    found.push(Unnumbered::Part {
        at: start,
        level: node.level + 1,
        role: first,
        midline: !own_line,
    });
    found.push(Unnumbered::Part { at, level: node.level + 1, role: second, midline });
}

/// The first sentence of a paragraph, its lead-in before a colon included, at most 600 bytes.
fn first_sentence(words: &str) -> &str {
    let mut end = words.len().min(600);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let words = words.get(..end).unwrap_or_default();
    let stop = marks(words).find(|&(_, c)| ends_first(c));
    stop.and_then(|(at, _)| words.get(..at)).unwrap_or(words)
}

/// Whether a paragraph's first sentence ends with this mark.
fn ends_first(c: char) -> bool {
    matches!(c, '。' | '\n' | '！' | '!' | '？')
}

/// Whether a paragraph admits shortcomings: in its first sentence, or in the second where the first
/// only looks back (一年来，成绩来之不易。同时也要看到，还存在以下短板).
fn admits(context: Context<'_>, words: &str) -> bool {
    let opening = first_sentence(words);
    let second = || {
        let rest = words.get(opening.len()..).unwrap_or_default();
        let stop = rest.chars().next().map_or(0, char::len_utf8);
        first_sentence(rest.get(stop..).unwrap_or_default())
    };
    opens_shortcomings(context, opening)
        || (context.tables.look_back.any(opening) && opens_shortcomings(context, second()))
}

/// 虽然取得了一定成绩，但还存在一些问题.
fn opens_shortcomings(context: Context<'_>, sentence: &str) -> bool {
    let tables = context.tables;
    // 成绩来之不易，问题不容忽视.
    if tables.admissions.at_end(sentence).is_some() {
        return true;
    }
    tables.exists.iter(sentence).any(|(start, end, ())| {
        let before = sentence.get(..start).unwrap_or_default();
        let word = sentence.get(start..end).unwrap_or_default();
        let after = sentence.get(end..).unwrap_or_default();
        let clause = before
            .rfind(['，', ',', '；'])
            .map_or(before, |at| before.get(at..).unwrap_or_default());
        let object = tables.roles.iter(clause).any(|(_, _, cue)| cue == RoleCue::Blocker);
        // The turn may be part of the word (还存在), before it or after it.
        !object
            && tables.lacks.any(after)
            && (tables.turns.any(before) || tables.turns.any(word) || tables.turns.any(after))
    })
}

/// Within so many bytes a sentence that opens a plan speaks of the time to come.
const SOON: usize = 90;

/// 针对存在的问题，下一步将…: the first such word of the first sentence opens one of its first
/// clauses.
fn opens_plan_later(words: &str, tables: &Tables) -> bool {
    if !behind_commas(words).any(|clause| tables.plan_starts.at_start(clause).is_some()) {
        return false;
    }
    let sentence = first_sentence(words);
    tables.plan_starts.find(sentence).is_some_and(|(start, end, ())| {
        start <= SOON
            && sentence.get(..start).is_some_and(|before| before.ends_with(['，', ',']))
            && sentence.get(end..).is_some_and(|rest| tables.intents.any(rest))
    })
}

/// What stands behind each comma among a text's first [`SOON`] bytes.
fn behind_commas(words: &str) -> impl Iterator<Item = &str> {
    let soon = words.as_bytes().get(..SOON).unwrap_or(words.as_bytes());
    // Both kinds are found by their last byte.
    memchr::memchr2_iter(b',', 0x8c, soon).filter_map(|at| {
        let (before, behind) = words.split_at_checked(at + 1)?;
        before.ends_with([',', '，']).then_some(behind)
    })
}

/// Whether the first sentence of a text opens a plan: 下一步，我市将…; 2024年，我局将….
fn opens_plan(context: Context<'_>, words: &str) -> bool {
    let tables = context.tables;
    if tables.plan_starts.at_start(words).is_some() {
        return true;
    }
    // 针对以上问题，2026年我们将….
    let planned = context.next_year().is_some_and(|next| {
        year::starts_with(words, next)
            || behind_commas(words).any(|clause| year::starts_with(clause, next))
            || (words.starts_with('在') && year::names(first_sentence(words), next))
    });
    (planned && tables.intents.any(first_sentence(words))) || opens_plan_later(words, tables)
}
