//! Measures what was found in a report against a copy that people marked by hand.
//!
//! Both sides are read from the JSON that `fayan extract` prints, so what is measured is what a
//! script would see. A figure counts when it overlaps the marked one and its value, upper end and
//! unit agree; its indicator is right when it holds every key word. A section counts when line,
//! level, kind, number and title agree. A shortcoming counts when the two clauses share at least
//! half of what they cover together. A relation counts when it or a stronger one is told. Marks that
//! are `optional` are neither right nor wrong. What a gold file has no list for is not measured.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

/// A report with its marks, as in `NAME.gold.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    /// The report's file, beside the gold file.
    pub(crate) source: String,
    /// Title, region, year and so on; `NAME_also` lists further right answers.
    pub(crate) report: serde_json::Map<String, Value>,
    pub(crate) sections: Vec<Section>,
    /// None where nobody marked any.
    pub(crate) figures: Option<Vec<Figure>>,
    pub(crate) shortcomings: Vec<Shortcoming>,
    /// None where nobody marked any.
    pub(crate) relations: Option<Vec<Relation>>,
    /// Number-like strings that no figure may touch.
    #[serde(default)]
    pub(crate) rejected: Vec<Trap>,
}

/// What the program found: the same shapes, without the marks.
#[derive(Debug, Deserialize)]
pub(crate) struct Found {
    #[serde(flatten)]
    pub(crate) fields: serde_json::Map<String, Value>,
    pub(crate) sections: Vec<Section>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) shortcomings: Vec<Shortcoming>,
    pub(crate) relations: Vec<Relation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mark {
    #[default]
    Required,
    Optional,
}

/// A word that an indicator must hold, or several of which one is enough.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Key {
    Word(String),
    AnyOf(Vec<String>),
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Figure {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) text: String,
    pub(crate) value: f64,
    pub(crate) value_high: Option<f64>,
    pub(crate) unit: String,
    pub(crate) kind: String,
    pub(crate) approx: Option<String>,
    pub(crate) change: Option<String>,
    pub(crate) indicator: String,
    #[serde(default)]
    pub(crate) key: Vec<Key>,
    #[serde(default)]
    pub(crate) mark: Mark,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Section {
    pub(crate) line: usize,
    pub(crate) level: u8,
    pub(crate) kind: String,
    pub(crate) number: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) role: Option<String>,
    #[serde(default)]
    pub(crate) mark: Mark,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Shortcoming {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) level: Mark,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Relation {
    pub(crate) rule: String,
    pub(crate) line: usize,
    pub(crate) members: Vec<String>,
    pub(crate) stated: String,
    pub(crate) holds: bool,
    #[serde(default)]
    pub(crate) verdict: String,
    #[serde(default)]
    pub(crate) mark: Mark,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Trap {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) text: String,
    pub(crate) why: String,
}

/// Hits, misses and false alarms of one kind, with a note on each that is not a hit.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) hit: usize,
    pub(crate) missed: usize,
    pub(crate) false_alarms: usize,
    pub(crate) notes: Vec<String>,
}

impl Tally {
    fn miss(&mut self, note: &str) {
        self.missed += 1;
        self.notes.push(format!("missed   {note}"));
    }

    fn alarm(&mut self, note: &str) {
        self.false_alarms += 1;
        self.notes.push(format!("false    {note}"));
    }

    fn add(&mut self, name: &str, other: Self) {
        self.hit += other.hit;
        self.missed += other.missed;
        self.false_alarms += other.false_alarms;
        self.notes.extend(other.notes.into_iter().map(|note| format!("{name}: {note}")));
    }

    pub(crate) fn precision(&self) -> f64 {
        share(self.hit, self.hit + self.false_alarms)
    }

    pub(crate) fn recall(&self) -> f64 {
        share(self.hit, self.hit + self.missed)
    }

    /// 2·hit / (2·hit + missed + false alarms): 1 where there was nothing to find.
    pub(crate) fn f1(&self) -> f64 {
        share(2 * self.hit, 2 * self.hit + self.missed + self.false_alarms)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// All tallies of one report or of several.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    pub(crate) figures: Tally,
    /// Of the figures hit: is the indicator right? Misses only.
    pub(crate) indicators: Tally,
    pub(crate) sections: Tally,
    pub(crate) shortcomings: Tally,
    /// Title, region, year …: misses only.
    pub(crate) fields: Tally,
    /// Marked relations that were found; others that hold are no false alarm.
    pub(crate) relations: Tally,
    /// Relations called inconsistent: marked so (hit), not called so (missed), called so though
    /// they are not marked (false alarm).
    pub(crate) inconsistencies: Tally,
    /// Traps that no figure touches (hit) and those that one does (false alarm).
    pub(crate) traps: Tally,
    /// `kind`, `approx`, `change` and roles that differ; they are shown, not counted.
    pub(crate) remarks: Tally,
}

impl Scores {
    pub(crate) fn rows(&self) -> [(&'static str, &Tally); 8] {
        [
            ("figures", &self.figures),
            ("indicators", &self.indicators),
            ("sections", &self.sections),
            ("shortcomings", &self.shortcomings),
            ("fields", &self.fields),
            ("relations", &self.relations),
            ("inconsistencies", &self.inconsistencies),
            ("traps", &self.traps),
        ]
    }

    /// Adds the scores of the report `name`.
    pub(crate) fn add(&mut self, name: &str, other: Self) {
        self.figures.add(name, other.figures);
        self.indicators.add(name, other.indicators);
        self.sections.add(name, other.sections);
        self.shortcomings.add(name, other.shortcomings);
        self.fields.add(name, other.fields);
        self.relations.add(name, other.relations);
        self.inconsistencies.add(name, other.inconsistencies);
        self.traps.add(name, other.traps);
        self.remarks.add(name, other.remarks);
    }

    /// Every miss, false alarm and remark, one a line.
    pub(crate) fn notes(&self) -> String {
        let all = self.rows().into_iter().chain([("remarks", &self.remarks)]);
        let lines = all.flat_map(|(kind, tally)| {
            tally.notes.iter().map(move |note| format!("{kind:<16} {note}\n"))
        });
        lines.collect()
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<16} precision  recall      F1   hit missed false", "")?;
        for (name, t) in self.rows() {
            let (p, r, f1) = (t.precision(), t.recall(), t.f1());
            let (hit, missed, alarms) = (t.hit, t.missed, t.false_alarms);
            writeln!(f, "{name:<16}    {p:.4}  {r:.4}  {f1:.4} {hit:>5} {missed:>6} {alarms:>5}")?;
        }
        Ok(())
    }
}

/// Scores one report.
pub(crate) fn score(gold: &Gold, found: &Found) -> Scores {
    let mut scores = Scores::default();
    if let Some(marked) = &gold.figures {
        figures(marked, found, &mut scores);
    }
    sections(gold, found, &mut scores);
    shortcomings(gold, found, &mut scores.shortcomings);
    fields(gold, found, &mut scores.fields);
    if let Some(marked) = &gold.relations {
        relations(marked, found, &mut scores);
    }
    traps(gold, found, &mut scores.traps);
    scores
}

fn figures(marked: &[Figure], found: &Found, scores: &mut Scores) {
    let mut free: Vec<&Figure> = found.figures.iter().collect();
    for want in marked {
        let at = (want.line, extent(want.column, &want.text));
        let here = |f: &Figure| overlap(at, (f.line, extent(f.column, &f.text))) > 0;
        if want.mark == Mark::Optional {
            free.retain(|f| !here(f));
            continue;
        }
        let place = format!("{}:{} {}", want.line, want.column, want.text);
        let Some(i) = free.iter().position(|f| here(f) && same_quantity(want, f)) else {
            let instead: String = free
                .iter()
                .filter(|f| here(f))
                .map(|f| format!(", got {} = {} {}", f.text, f.value, f.unit))
                .collect();
            scores.figures.miss(&(place + &instead));
            continue;
        };
        let got = free.remove(i);
        scores.figures.hit += 1;
        if has_key(&got.indicator, &want.key) {
            scores.indicators.hit += 1;
        } else {
            scores.indicators.miss(&format!(
                "{place}: wanted {} {:?}, got {}",
                want.indicator, want.key, got.indicator
            ));
        }
        for (what, wanted, have) in [
            ("kind", Some(&want.kind), Some(&got.kind)),
            ("approx", want.approx.as_ref(), got.approx.as_ref()),
            ("change", want.change.as_ref(), got.change.as_ref()),
        ] {
            if wanted != have {
                let note = format!("{what} of {place}: wanted {wanted:?}, got {have:?}");
                scores.remarks.notes.push(note);
            }
        }
    }
    for f in free {
        scores.figures.alarm(&format!("{}:{} {} ({})", f.line, f.column, f.text, f.indicator));
    }
}

fn same_quantity(want: &Figure, got: &Figure) -> bool {
    let high = match (want.value_high, got.value_high) {
        (Some(want), Some(got)) => close(want, got),
        (None, None) => true,
        _ => false,
    };
    high && close(want.value, got.value) && norm(&want.unit) == norm(&got.unit)
}

fn close(want: f64, got: f64) -> bool {
    (want - got).abs() <= 1e-6 * want.abs().max(1.0)
}

/// Whether an indicator of at most 40 characters holds every key word.
pub(crate) fn has_key(indicator: &str, key: &[Key]) -> bool {
    let text = norm(indicator);
    let holds = |word: &String| text.contains(&norm(word));
    text.chars().count() <= 40
        && key.iter().all(|k| match k {
            Key::Word(word) => holds(word),
            Key::AnyOf(words) => words.iter().any(holds),
        })
}

/// What makes two sections the same: an implied one has no words but its role.
fn section_id(s: &Section) -> (usize, u8, String, String, String) {
    let printed = |text: &Option<String>| norm(text.as_deref().unwrap_or_default());
    if s.kind == "implied" {
        let role = s.role.clone().unwrap_or_default();
        return (s.line, s.level, s.kind.clone(), String::new(), role);
    }
    (s.line, s.level, s.kind.clone(), printed(&s.number), printed(&s.title))
}

fn sections(gold: &Gold, found: &Found, scores: &mut Scores) {
    let tally = &mut scores.sections;
    let have: BTreeSet<_> = found.sections.iter().map(section_id).collect();
    let mut want = BTreeSet::new();
    let mut open_lines = BTreeSet::new();
    for s in &gold.sections {
        let id = section_id(s);
        if s.mark == Mark::Optional {
            open_lines.insert(s.line);
        } else if have.contains(&id) {
            tally.hit += 1;
        } else {
            tally.miss(&format!("{id:?}"));
        }
        want.insert(id);
    }
    for id in have.difference(&want).filter(|id| !open_lines.contains(&id.0)) {
        tally.alarm(&format!("{id:?}"));
    }
    for s in gold.sections.iter().filter(|s| s.level == 1 && s.kind != "implied") {
        let got = found.sections.iter().find(|f| section_id(f) == section_id(s));
        if let Some(got) = got.filter(|got| got.role != s.role) {
            let (line, title) = (s.line, s.title.as_deref().unwrap_or_default());
            let note = format!("role of {line} {title}: wanted {:?}, got {:?}", s.role, got.role);
            scores.remarks.notes.push(note);
        }
    }
}

fn shortcomings(gold: &Gold, found: &Found, tally: &mut Tally) {
    let alike = |a: &Shortcoming, b: &Shortcoming| {
        let (x, y) = (extent(a.column, &a.text), extent(b.column, &b.text));
        let both = overlap((a.line, x), (b.line, y));
        both > 0 && 2 * both >= x.1.max(y.1) - x.0.min(y.0)
    };
    let mut free: Vec<&Shortcoming> = found.shortcomings.iter().collect();
    for want in gold.shortcomings.iter().filter(|s| s.level == Mark::Required) {
        if let Some(i) = free.iter().position(|got| alike(want, got)) {
            free.remove(i);
            tally.hit += 1;
        } else {
            tally.miss(&format!("{}:{} {}", want.line, want.column, want.text));
        }
    }
    for want in gold.shortcomings.iter().filter(|s| s.level == Mark::Optional) {
        free.retain(|got| !alike(want, got));
    }
    for got in free {
        tally.alarm(&format!("{}:{} {}", got.line, got.column, got.text));
    }
}

const FIELDS: [&str; 8] = [
    "title",
    "region",
    "year",
    "issuer",
    "document_number",
    "date",
    "body_first_line",
    "body_last_line",
];

fn fields(gold: &Gold, found: &Found, tally: &mut Tally) {
    let plain = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => norm(text),
        Some(other) => other.to_string(),
    };
    for name in FIELDS {
        let want = plain(gold.report.get(name));
        let have = plain(found.fields.get(name));
        let also = gold.report.get(&format!("{name}_also")).and_then(Value::as_array);
        if have == want || also.is_some_and(|also| also.iter().any(|v| plain(Some(v)) == have)) {
            tally.hit += 1;
        } else {
            tally.miss(&format!("{name}: wanted {want:?}, got {have:?}"));
        }
    }
}

fn relations(marked: &[Relation], found: &Found, scores: &mut Scores) {
    let told = |r: &Relation| format!("{}: {} {:?} {}", r.line, r.rule, r.members, r.stated);
    for want in marked.iter().filter(|want| want.mark == Mark::Required) {
        let same = found.relations.iter().find(|got| identity(got) == identity(want));
        match same.or_else(|| found.relations.iter().find(|got| implies(got, want))) {
            Some(got) if got.holds == want.holds => scores.relations.hit += 1,
            Some(got) => scores.relations.miss(&format!("{} is {}", told(want), got.verdict)),
            None => scores.relations.miss(&told(want)),
        }
    }
    // Which of two rules tells that the numbers disagree does not matter, only which number is
    // named.
    let claimed = |r: &&Relation| r.verdict == "inconsistent";
    let same = |a: &Relation, b: &Relation| a.line == b.line && norm(&a.stated) == norm(&b.stated);
    for want in marked.iter().filter(|r| !r.holds && r.mark == Mark::Required) {
        if found.relations.iter().filter(claimed).any(|got| same(want, got)) {
            scores.inconsistencies.hit += 1;
        } else {
            scores.inconsistencies.miss(&told(want));
        }
    }
    for got in found.relations.iter().filter(claimed) {
        if !marked.iter().any(|want| !want.holds && same(want, got)) {
            scores.inconsistencies.alarm(&told(got));
        }
    }
}

/// Rule, line, members in order of their text, stated value. The whole of an `at_most` is both a
/// member and stated: it is compared once.
fn identity(r: &Relation) -> (&str, usize, Vec<String>, String) {
    let stated = norm(&r.stated);
    let mut members: Vec<_> = r.members.iter().map(|m| norm(m)).collect();
    members.retain(|m| *m != stated || r.rule != "at_most");
    members.sort();
    (&r.rule, r.line, members, stated)
}

/// Whether what was found says more than what was marked: of parts that together are their whole, or
/// no more than it, none is more than it.
fn implies(got: &Relation, want: &Relation) -> bool {
    let (rule, line, whole, stated) = identity(got);
    let (wanted, at, parts, of) = identity(want);
    wanted == "at_most"
        && (rule == "at_most" || rule == "sum")
        && (line, stated) == (at, of)
        && got.holds
        && !parts.is_empty()
        && parts.iter().all(|part| whole.contains(part))
}

fn traps(gold: &Gold, found: &Found, tally: &mut Tally) {
    for trap in &gold.rejected {
        let at = (trap.line, extent(trap.column, &trap.text));
        let sprung =
            found.figures.iter().find(|f| overlap(at, (f.line, extent(f.column, &f.text))) > 0);
        match sprung {
            None => tally.hit += 1,
            Some(f) => tally.alarm(&format!(
                "{}:{} {} ({}), taken as {}",
                trap.line, trap.column, trap.text, trap.why, f.text
            )),
        }
    }
}

/// First column and the one past the last.
fn extent(column: usize, text: &str) -> (usize, usize) {
    (column, column + text.chars().count())
}

/// Number of columns that two places, each a line and an extent, share.
fn overlap(a: (usize, (usize, usize)), b: (usize, (usize, usize))) -> usize {
    if a.0 != b.0 {
        return 0;
    }
    let ((a_start, a_end), (b_start, b_end)) = (a.1, b.1);
    a_end.min(b_end).saturating_sub(a_start.max(b_start))
}

/// Full-width forms as half-width ones, no white space, no stops at the ends.
fn norm(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let folded: String = text.chars().filter(|c| !c.is_whitespace()).map(half).collect();
    folded.trim_matches(|c| "。.;,、:".contains(c)).to_owned()
}

#[cfg(test)]
mod score_tests;
