//! Which clauses of a zone admit a failing, and how much of them is the entry.

use super::Found;
use super::clause::{self, Clause, Marker};
use super::marked::{self, Mark, Marked};
use super::parts::Parts;
use super::predicate::{Read, groups, of_the_whole};
use super::zone::Zone;
use crate::lexicon::{Aside, Finder, Shortcomings};
use crate::report::Strength;
use crate::text::{Span, Text, class};

/// Bytes at the start of a sentence in which the words that begin a plan count: six characters.
const OPENING: usize = 18;

/// Characters of a clause that only announces causes (主要原因有).
const BARE: usize = 7;

/// Characters of the shortest failing that is told by its place alone.
pub(super) const ITEM: usize = 6;

/// Clauses of more bytes (300 characters) are no prose; unread, they cannot cost more than their
/// length.
const LONGEST: usize = 900;

/// A point (一是 …) that is being read.
struct Item {
    /// Its first clause, in the text.
    first: Span,
    /// Number of entries when it began.
    before: usize,
}

/// Most reports have no more entries, and most lines no more marks.
const USUAL: usize = 32;

/// Reads one zone after the other.
struct Reader<'a> {
    text: &'a Text,
    zone: &'a Zone,
    table: &'a Shortcomings,
    /// Whether 轻 stands in the zone.
    slights: bool,
    /// Number of entries when it began.
    entries: usize,
    /// In its first sentence.
    opening: bool,
    item: Option<Item>,
    /// A list of causes has begun that runs on over the sentence's end.
    causes: bool,
    found: Vec<Found>,
    read: Read,
    parts: Parts,
}

/// The shortcomings of these zones.
pub(super) fn read(text: &Text, zones: &[Zone], table: &Shortcomings) -> Vec<Found> {
    let [first, ..] = zones else { return Vec::new() };
    let mut reader = Reader {
        text,
        zone: first,
        table,
        slights: false,
        entries: 0,
        opening: true,
        item: None,
        causes: false,
        found: Vec::with_capacity(USUAL),
        read: Read::default(),
        parts: Parts::default(),
    };
    let mut marks = Vec::with_capacity(USUAL);
    for zone in zones {
        reader.begin(zone);
        for span in text.lines_in(zone.span) {
            let line = text.slice(span);
            marks.clear();
            marked::read(line, &mut marks);
            let goes_on = reader.line(Marked::new(line, &marks), span.start as usize);
            reader.causes = false;
            reader.close_item();
            if !goes_on {
                break;
            }
        }
    }
    reader.found
}

impl<'a> Reader<'a> {
    fn begin(&mut self, zone: &'a Zone) {
        self.zone = zone;
        self.slights = self.table.slights(self.text.slice(zone.span));
        self.entries = self.found.len();
        self.opening = true;
    }

    /// Reads a line, which begins at byte `base`; answers whether the zone goes on behind it.
    fn line(&mut self, line: Marked<'_>, base: usize) -> bool {
        let table = self.table;
        for (start, sentence, _) in line.split(|mark| class::stops(mark.c)) {
            if class::trim(sentence.text).is_empty() {
                continue;
            }
            let stop = plan_starts(sentence.text, table);
            let kept = stop.map_or(sentence, |stop| sentence.part(0..stop));
            let admitted = self.found.len() > self.entries;
            let headed = admitted && self.zone.causes && begins(kept.text, &table.cause_headed);
            if !headed {
                self.sentence(kept, base + start);
            }
            if stop.is_some() {
                return false;
            }
            self.opening = false;
        }
        true
    }

    fn sentence(&mut self, marked: Marked<'_>, base: usize) {
        let table = self.table;
        let sentence = marked.text;
        // After 主要是： each clause is an item of the list.
        let mut listed = false;
        // The clause before, and whether it is an entry.
        let mut before: Option<(Clause<'_>, bool)> = None;
        // In what gives the cause of a failing.
        let mut cause = self.causes && clause::marker(sentence).0 == Marker::Point;
        self.causes &= cause;
        // Whether the points of this sentence are the failings' own.
        let mut points = false;
        let mut announced = false;
        self.parts.clear();
        for current in clause::clauses(marked, table) {
            let at = base + current.start;
            let point = current.marker == Marker::Point;
            self.parts.go_on(current, base);
            if cause && point && (points || self.item.is_some()) && !announced {
                cause = false;
            }
            self.causes |= cause && point;
            let raw = sentence.get(current.from..current.end).unwrap_or_default();
            points |= point && !cause;
            let behind = || {
                let admitted = current.after_comma && before.is_some_and(|(_, entered)| entered);
                admitted && !current.announces && table.cause_behind.at_start(raw).is_some()
            };
            let begun = table.cause.at_start(raw).is_some() || behind() || linked(raw, table);
            cause |= begun;
            // 究其原因，一是…: the points after it are the causes.
            announced = begun && (current.announces || raw.chars().count() <= BARE);
            if cause {
                self.parts.leave_out();
                before = None;
                continue;
            }
            if current.marker == Marker::Point {
                self.close_item();
                let first = Span::new(at, base + current.end);
                let before = self.found.len();
                self.item = (!current.announces).then_some(Item { first, before });
            }
            if current.body.text.len() > LONGEST {
                before = None;
                continue;
            }
            let goes_on = || {
                sentence.get(current.end..).is_some_and(|rest| rest.starts_with(['，', ',', '﹐']))
            };
            let begins = table.aside.at_start(raw);
            match begins.or_else(|| table.aside.at_start(current.body.text)) {
                Some((_, Aside::Norm)) => {
                    before = None;
                    continue;
                }
                Some((_, Aside::Because)) if goes_on() && !table.brings.any(raw) => {
                    before = Some((current, false));
                    continue;
                }
                _ => {}
            }
            // “接不住”，赋权事项与基层实际不匹配: what the catchword means follows.
            if current.parts && is_quotation(current.body) && goes_on() {
                before = None;
                continue;
            }
            let here = Span::new(base + current.from, base + current.end);
            if self.zone.only.is_some_and(|only| !only.overlaps(here)) {
                before = Some((current, false));
                continue;
            }
            let item = listed || current.marker != Marker::None;
            let general = || item || !(self.opening || table.compare.any(sentence));
            listed |= current.announces;
            let mut entered = false;
            let entries = groups(current.body, &general, self.slights, table, &mut self.read);
            for (index, group) in entries.iter().enumerate() {
                // 与上级要求相比，仍有提升空间：… only opens the list.
                let opens = current.announces && group.unsaid
                    || !item && index == 0 && table.nouns.any(current.body.text);
                if opens && of_the_whole(current.body.text, group.cue.start, table) {
                    continue;
                }
                let cue = Span::new(at + group.cue.start, at + group.cue.end);
                let mut span = Span::new(at + group.span.start, at + group.span.end);
                entered = true;
                // A predicate without a subject belongs to the clause before the comma, and so
                // does a part of what is named there (26项决策中，8项未…).
                let part = before.is_some_and(|(earlier, was_entry)| {
                    let head = sentence.get(..earlier.end).unwrap_or_default();
                    !was_entry && head.ends_with('中')
                });
                // 聘请的顾问已离职，仍未续聘: whose it is, is said before.
                let unsaid = before.is_some_and(|(earlier, was_entry)| {
                    // …的现象，在一定范围内依然存在.
                    let noun = || sentence.get(earlier.start..earlier.end).unwrap_or_default();
                    let goes_on = || {
                        group.happens && table.closing.iter().any(|n| noun().ends_with(n.as_str()))
                    };
                    !was_entry && (group.unsaid || goes_on())
                });
                if (group.bare || unsaid || part)
                    && index == 0
                    && current.after_comma
                    && let Some((earlier, was_entry)) = before
                {
                    if let (true, Some(last)) =
                        (was_entry && !group.introduced, self.found.last_mut())
                    {
                        last.span.end = span.end;
                        continue;
                    }
                    // 还存在诸多不足，还需进一步提高: no subject there either.
                    if table.nouns.any(earlier.body.text) {
                        entered = false;
                        continue;
                    }
                    if !was_entry {
                        span.start = Span::new(base + earlier.start, base + current.end).start;
                    }
                }
                let strength = self.zone.strength;
                self.found.push(Found { span, cue: Some(cue), strength });
            }
            if entered {
                self.parts.admit();
            }
            before = Some((current, entered));
        }
        if self.zone.strength == Strength::Zone {
            self.parts.beside_admitted(self.text, table, &mut self.found);
        }
    }

    /// Keeps a point without any cue as a failing by its place alone, unless it is work to be
    /// done or only names a field.
    fn close_item(&mut self) {
        let Some(item) = self.item.take() else { return };
        if item.before != self.found.len() || self.zone.strength == Strength::Cue {
            return;
        }
        let clause = self.text.slice(item.first);
        let planned = self.table.plan.at_start(clause).is_some();
        if !planned && clause.chars().count() >= ITEM && !clause.ends_with("方面") {
            let found = Found { span: item.first, cue: None, strength: Strength::Zone };
            self.found.push(found);
        }
    }
}

/// Whether a sentence begins with one of `words`.
fn begins(text: &str, words: &Finder<()>) -> bool {
    words.at_start(class::trim_start(text, class::is_space)).is_some()
}

/// Whether a clause is one quotation and nothing else.
fn is_quotation(clause: Marked<'_>) -> bool {
    let mut depth = 0;
    let inside = |mark: Mark| {
        depth += i32::from(mark.depth);
        depth > 0 || mark.at + mark.c.len_utf8() == clause.text.len()
    };
    clause.text.starts_with('“') && clause.text.ends_with('”') && clause.marks().all(inside)
}

/// Whether a clause names what a failing comes of (这与基础薄弱有关).
fn linked(clause: &str, table: &Shortcomings) -> bool {
    table.cause_linked.at_start(clause).is_some()
        && table.cause_links.iter().any(|word| clause.ends_with(word.as_str()))
}

/// Where in the sentence a plan begins: at its start, or at the clause that says what will be.
fn plan_starts(sentence: &str, table: &Shortcomings) -> Option<usize> {
    let skipped = clause::marker(sentence).1;
    table.plans.iter(sentence).find_map(|(start, _, anywhere)| {
        if anywhere {
            let head = sentence.get(..start).unwrap_or_default();
            return Some(head.rfind(['，', ',', '；', ';', '：', ':']).unwrap_or(0));
        }
        (start <= skipped + OPENING).then_some(0)
    })
}
