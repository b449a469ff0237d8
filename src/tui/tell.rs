//! What there is to tell about a finding, in a reader's words: shown beside the text, written to
//! files and copied with citations.

use super::marks::Mark;
use crate::corpus::Entry;
use crate::lexicon::Lexicon;
use crate::locale::{Lang, Message, audit, tui as texts};
use crate::report::{Figure, FigureKind, Verdict, with_unit};
use crate::search::Query;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

/// A fact about a finding: what it is called, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is called.
    pub name: Message,
    /// What it says; empty where the name says everything.
    pub text: String,
}

/// The names of canonical indicators, of which a report has the ids: known as soon as the tables of
/// the language have been read, which is before the first report is.
#[derive(Debug, Clone, Default)]
pub struct Names(Arc<OnceLock<Arc<Lexicon>>>);

impl Names {
    /// Takes the tables; once taken, they stay.
    pub fn learn(&self, lexicon: &Arc<Lexicon>) {
        let _ = self.0.set(lexicon.clone());
    }

    /// What readers call the indicator with this id; the id where the catalogue has none.
    pub fn of<'a>(&'a self, id: &'a str, lang: Lang) -> &'a str {
        let indicator = self.0.get().and_then(|lexicon| lexicon.indicators.get(id));
        indicator.map_or(id, |indicator| match lang {
            Lang::Zh => &indicator.name,
            Lang::En => &indicator.en,
        })
    }

    /// The ids of the indicators that have some words in what readers of either language call them.
    pub fn with(&self, words: &Query) -> HashSet<Arc<str>> {
        let all = self.0.get().map(|lexicon| lexicon.indicators.all()).unwrap_or_default();
        let named = all.iter().filter(|it| words.is_in(&it.name) || words.is_in(&it.en));
        named.map(|indicator| indicator.id.clone()).collect()
    }
}

/// What the sentence says of a figure beside its value and indicator.
pub fn qualifiers(entry: &Entry, figure: &Figure, lang: Lang, names: &Names) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |name, text: &str| facts.push(Fact { name, text: text.to_owned() });
    let surface = |index: u32| entry.report.figures.get(index as usize, &entry.document.text);
    if let Some(qualifiers) = &figure.qualifiers {
        for (name, text) in [
            (texts::FACT_SCOPE, &qualifiers.scope),
            (texts::FACT_PERIOD, &qualifiers.period),
            (texts::FACT_BASE, &qualifiers.base),
        ] {
            if let Some(text) = text {
                add(name, text);
            }
        }
        for (name, index) in
            [(texts::FACT_PART_OF, qualifiers.part_of), (texts::FACT_CHANGES, qualifiers.changes)]
        {
            if let Some(whole) = index.and_then(surface) {
                add(name, &format!("{} {}", whole.text, whole.indicator));
            }
        }
        if qualifiers.target {
            add(texts::FACT_TARGET, "");
        }
        if qualifiers.doubtful {
            add(texts::FACT_DOUBTFUL, "");
        }
    }
    if let Some(id) = &figure.canonical {
        add(texts::FACT_CANONICAL, names.of(id, lang));
    }
    facts
}

/// One fact as it stands in a line.
pub fn fact(fact: &Fact, lang: Lang) -> String {
    let name = fact.name.text(lang);
    if fact.text.is_empty() { name.to_owned() } else { format!("{name} {}", fact.text) }
}

/// The name of a kind of figure.
pub fn figure_kind(kind: FigureKind) -> Message {
    match kind {
        FigureKind::Count => texts::FIGURE_COUNT,
        FigureKind::Percent => texts::FIGURE_PERCENT,
        FigureKind::Points => texts::FIGURE_POINTS,
        FigureKind::Money => texts::FIGURE_MONEY,
        FigureKind::Duration => texts::FIGURE_DURATION,
        FigureKind::Measure => texts::FIGURE_MEASURE,
        FigureKind::Rank => texts::FIGURE_RANK,
        FigureKind::Ratio => texts::FIGURE_RATIO,
    }
}

/// What a check came to.
pub fn verdict(verdict: Verdict) -> Message {
    match verdict {
        Verdict::Holds => texts::HOLDS,
        Verdict::HoldsTruncated => texts::HOLDS_TRUNCATED,
        Verdict::Possible => texts::POSSIBLE,
        Verdict::Inconsistent => texts::INCONSISTENT,
        Verdict::Ambiguous => texts::AMBIGUOUS,
    }
}

/// A finding in one line: a calculation, a note, a figure with what it counts, a shortcoming.
pub fn line(entry: &Entry, mark: Mark, lang: Lang, names: &Names) -> String {
    let (report, text) = (&*entry.report, &entry.document.text);
    match mark {
        Mark::Figure(index) => report.figures.get(index, text).map(|figure| {
            let surface = with_unit(&figure.text, &figure.unit);
            let mut parts = vec![format!("{surface}  {}", figure.indicator)];
            parts.extend(qualifiers(entry, &figure, lang, names).iter().map(|f| fact(f, lang)));
            parts.join("  · ")
        }),
        Mark::Shortcoming(index) => {
            report.shortcomings.get(index).map(|item| item.text(text).to_owned())
        }
        Mark::Relation(index) => report.relations.get(index).map(|relation| {
            let note = audit::relation_note(relation, lang);
            let calculation = relation.calculation(&report.figures, text);
            format!("{}  {calculation}  {note}", verdict(relation.verdict).text(lang))
        }),
        Mark::Finding(index) => {
            report.findings.get(index).map(|finding| audit::finding_note(finding, lang))
        }
    }
    .unwrap_or_default()
}

/// A finding with everything there is to tell, a line each; the first is its heading.
pub fn lines(entry: &Entry, mark: Mark, lang: Lang, names: &Names) -> Vec<String> {
    let (report, text) = (&*entry.report, &entry.document.text);
    match mark {
        Mark::Figure(index) => report.figures.get(index, text).map(|figure| {
            let kind = figure_kind(figure.kind).text(lang);
            let surface = with_unit(&figure.text, &figure.unit);
            let mut lines = vec![format!("{surface}  {kind}"), figure.indicator.to_string()];
            lines.extend(qualifiers(entry, &figure, lang, names).iter().map(|f| fact(f, lang)));
            lines
        }),
        Mark::Shortcoming(index) => report.shortcomings.get(index).map(|item| {
            let about =
                item.theme.iter().map(|theme| format!("{} {theme}", texts::FACT_THEME.text(lang)));
            let words = [(texts::FACT_CUE, item.cue), (texts::FACT_HEDGE, item.hedge)];
            let words = words.into_iter().filter_map(|(name, word)| {
                Some(format!("{} {}", name.text(lang), text.slice(word?)))
            });
            std::iter::once(item.text(text).to_owned()).chain(about).chain(words).collect()
        }),
        Mark::Relation(index) => report.relations.get(index).map(|relation| {
            let stated = relation.surface(&report.figures, text);
            vec![
                format!("{}  {stated}", verdict(relation.verdict).text(lang)),
                relation.calculation(&report.figures, text),
                audit::relation_note(relation, lang),
            ]
        }),
        Mark::Finding(index) => report.findings.get(index).map(|finding| {
            let mut lines = vec![audit::finding_note(finding, lang)];
            lines.extend((!finding.text.is_empty()).then(|| finding.text.to_string()));
            lines
        }),
    }
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Qualifiers, Report};
    use crate::source::{Document, Format, PageMetadata, Places};
    use crate::text::{Span, Text};

    #[test]
    fn what_the_sentence_says_of_a_figure_is_told_with_it() {
        let content = "9件，其中2件";
        let place = |text: &str| {
            let at = content.find(text).unwrap();
            Span::new(at, at + text.len())
        };
        let figure = |text: &str, qualifiers| Figure {
            line: 1,
            column: 1,
            text: text.into(),
            value: 1.into(),
            value_high: None,
            unit: "件".into(),
            kind: FigureKind::Count,
            approx: None,
            change: None,
            indicator: "办结案件".into(),
            canonical: None,
            qualifiers,
            decimals: 0,
            magnitude: 0,
            named: None,
            span: place(text),
        };
        let qualifiers = Qualifiers {
            scope: Some("全县".into()),
            part_of: Some(0),
            target: true,
            ..Qualifiers::default()
        };
        let mut known = figure("9件", None);
        known.canonical = Some("A.executive-meetings".into());
        let figures = vec![known, figure("2件", Some(Box::new(qualifiers)))];
        let report = Report { figures: figures.into_iter().collect(), ..Report::default() };
        let document = Document {
            path: "report.txt".into(),
            format: Format::Plain,
            encoding: "UTF-8",
            text: Text::new(content.to_owned()),
            places: Places::default(),
            metadata: PageMetadata::default(),
        };
        let entry = Entry { document: Arc::new(document), report: Arc::new(report) };
        let names = Names::default();
        let told = line(&entry, Mark::Figure(1), Lang::Zh, &names);
        assert_eq!(told, "2件  办结案件  · 范围 全县  · 其中，属于 9件 办结案件  · 目标，尚未实现");
        assert_eq!(lines(&entry, Mark::Figure(1), Lang::En, &names)[2], "scope 全县");
        let rows = lines(&entry, Mark::Figure(0), Lang::Zh, &names);
        assert_eq!(rows, ["9件  数量", "办结案件", "规范指标 A.executive-meetings"]);
        names.learn(&Arc::new(Lexicon::builtin().unwrap()));
        let rows = lines(&entry, Mark::Figure(0), Lang::Zh, &names);
        assert_eq!(rows[2], "规范指标 政府常务会议次数");
        let rows = lines(&entry, Mark::Figure(0), Lang::En, &names);
        assert_eq!(rows[2], "indicator Executive meetings");
    }
}
