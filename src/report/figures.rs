//! The figures of one report, kept small: thousands of reports stand in memory at once, and of most
//! figures nobody ever asks more than where they are.

use super::{Bound, Change, Figure, FigureKind, Qualifiers};
use crate::text::{Span, Text};
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::Arc;

/// Figures in reading order. A [`Figure`] is made anew, from the document's text, each time one is
/// asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    rows: Vec<Row>,
    /// Words that do not stand in the text as they are told, one after the other.
    words: String,
    /// What few figures have.
    more: Vec<More>,
    /// Upper ends of ranges with the numbers of their figures, ascending.
    ranges: Vec<(u32, Decimal)>,
    /// Each canonical indicator once.
    canonical: Vec<Arc<str>>,
}

/// No canonical indicator.
const NONE: u16 = u16::MAX;

/// Bytes of a surface, a unit or an indicator at most.
const LONG: usize = u16::MAX as usize;

/// What every figure has.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Row {
    value: Decimal,
    /// Where its surface begins in the text.
    start: u32,
    /// Where its indicator begins: in the text, or in the words.
    name: u32,
    /// Number of the first row of `more` that is not of a figure before.
    more: u32,
    surface: u16,
    /// Bytes of the unit: the surface ends with it, or it stands in the words before the indicator.
    unit: u16,
    indicator: u16,
    /// Its place in the list.
    canonical: u16,
    kind: FigureKind,
    change: Option<Change>,
    decimals: u8,
    magnitude: u8,
    has_more: bool,
    unit_in_surface: bool,
    name_in_text: bool,
}

/// Approximation and qualifiers.
#[derive(Debug, Clone, Copy, PartialEq)]
struct More {
    /// Where its words begin: approximation, base, scope, period.
    words: u32,
    lens: [Option<u8>; 4],
    changes: Option<u32>,
    part_of: Option<u32>,
    bound: Option<Bound>,
    target: bool,
    doubtful: bool,
    qualified: bool,
}

impl Figures {
    /// Adds a figure at the end. Words longer than the genre has them (64 KB, or 255 bytes of an
    /// approximation, base, scope or period) are cut.
    pub fn push(&mut self, figure: Figure) {
        let index = offset(self.rows.len());
        let unit_in_surface = figure.text.ends_with(&*figure.unit);
        let in_text = figure.named.filter(|_| unit_in_surface);
        let unit = if unit_in_surface { figure.unit.len() } else { self.add(&figure.unit, LONG) };
        let (name, indicator) = match in_text {
            Some(span) => (span.start, span.len()),
            None => (offset(self.words.len()), self.add(&figure.indicator, LONG)),
        };
        let canonical = figure.canonical.map_or(NONE, |id| self.canonical(id));
        if let Some(high) = figure.value_high {
            self.ranges.push((index, high));
        }
        let more = offset(self.more.len());
        let has_more = figure.approx.is_some() || figure.qualifiers.is_some();
        if has_more {
            self.more(figure.approx.as_deref(), figure.qualifiers.as_deref());
        }
        self.rows.push(Row {
            value: figure.value,
            start: figure.span.start,
            name,
            more,
            surface: short(figure.span.len()),
            unit: short(unit),
            indicator: short(indicator),
            canonical,
            kind: figure.kind,
            change: figure.change,
            decimals: figure.decimals,
            magnitude: figure.magnitude,
            has_more,
            unit_in_surface,
            name_in_text: in_text.is_some(),
        });
    }

    fn more(&mut self, approx: Option<&str>, qualifiers: Option<&Qualifiers>) {
        let words = offset(self.words.len());
        let none = Qualifiers::default();
        let told = qualifiers.unwrap_or(&none);
        let all = [approx, told.base.as_deref(), told.scope.as_deref(), told.period.as_deref()];
        let lens = all.map(|text| {
            let len = self.add(text?, usize::from(u8::MAX));
            u8::try_from(len).ok()
        });
        self.more.push(More {
            words,
            lens,
            changes: told.changes,
            part_of: told.part_of,
            bound: told.bound,
            target: told.target,
            doubtful: told.doubtful,
            qualified: qualifiers.is_some(),
        });
    }

    /// Adds a text of at most so many bytes to the words and tells its length.
    fn add(&mut self, text: &str, most: usize) -> usize {
        let text = text.get(..text.floor_char_boundary(most)).unwrap_or_default();
        self.words.push_str(text);
        text.len()
    }

    fn canonical(&mut self, id: Arc<str>) -> u16 {
        let known = self.canonical.iter().position(|known| *known == id);
        let at = known.unwrap_or_else(|| {
            self.canonical.push(id);
            self.canonical.len() - 1
        });
        short(at)
    }

    /// Number of figures.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A figure by its number, from 0, in the text that they were found in.
    pub fn get(&self, index: usize, text: &Text) -> Option<Figure> {
        let row = self.rows.get(index)?;
        let more = self.more.get(row.more as usize).filter(|_| row.has_more);
        let told = more.map(|more| self.told(more)).unwrap_or_default();
        let at = text.position(row.start as usize);
        Some(Figure {
            line: at.line,
            column: at.column,
            text: row.surface(text).into(),
            value: row.value,
            value_high: self.high(index),
            unit: self.unit(row, text).into(),
            kind: row.kind,
            approx: told.approx.map(Into::into),
            change: row.change,
            indicator: self.name(row, text).into(),
            canonical: self.canonical.get(usize::from(row.canonical)).cloned(),
            qualifiers: told.qualifiers,
            decimals: row.decimals,
            magnitude: row.magnitude,
            named: row.named(),
            span: row.span(),
        })
    }

    /// All figures in reading order.
    pub fn iter(&self, text: &Text) -> impl Iterator<Item = Figure> {
        (0..self.len()).filter_map(|index| self.get(index, text))
    }

    /// Where a figure's surface is in the text.
    pub fn span(&self, index: usize) -> Option<Span> {
        self.rows.get(index).map(Row::span)
    }

    /// What kind of quantity a figure is.
    pub fn kind(&self, index: usize) -> Option<FigureKind> {
        self.rows.get(index).map(|row| row.kind)
    }

    /// Surface, unit and indicator of a figure.
    pub fn words<'a>(&'a self, index: usize, text: &'a Text) -> Option<[&'a str; 3]> {
        let row = self.rows.get(index)?;
        Some([row.surface(text), self.unit(row, text), self.name(row, text)])
    }

    /// Id of the canonical indicator of a figure, where it has one.
    pub fn canonical_id(&self, index: usize) -> Option<&str> {
        let row = self.rows.get(index)?;
        self.canonical.get(usize::from(row.canonical)).map(|id| &**id)
    }

    /// A figure's value.
    pub fn value(&self, index: usize) -> Option<Decimal> {
        self.rows.get(index).map(|row| row.value)
    }

    /// Numbers of the figures that begin in a part of the text.
    pub fn within(&self, span: Span) -> Range<usize> {
        let before = |offset| self.rows.partition_point(|row| row.start < offset);
        before(span.start)..before(span.end.max(span.start))
    }

    fn own(&self, start: usize, len: u16) -> &str {
        self.words.get(start..start + usize::from(len)).unwrap_or_default()
    }

    fn unit<'a>(&'a self, row: &Row, text: &'a Text) -> &'a str {
        if row.unit_in_surface {
            let surface = row.surface(text);
            let from = surface.len().saturating_sub(usize::from(row.unit));
            surface.get(from..).unwrap_or_default()
        } else {
            self.own((row.name as usize).saturating_sub(usize::from(row.unit)), row.unit)
        }
    }

    fn name<'a>(&'a self, row: &Row, text: &'a Text) -> &'a str {
        let own = || self.own(row.name as usize, row.indicator);
        row.named().map_or_else(own, |span| text.slice(span))
    }

    fn high(&self, index: usize) -> Option<Decimal> {
        let at = self.ranges.binary_search_by_key(&index, |(of, _)| *of as usize).ok()?;
        self.ranges.get(at).map(|(_, high)| *high)
    }

    fn told(&self, more: &More) -> Told<'_> {
        let mut at = more.words as usize;
        let [approx, base, scope, period] = more.lens.map(|len| {
            let text = self.own(at, u16::from(len?));
            at += text.len();
            Some(text)
        });
        let qualifiers = more.qualified.then(|| {
            Box::new(Qualifiers {
                bound: more.bound,
                base: base.map(Into::into),
                changes: more.changes,
                part_of: more.part_of,
                target: more.target,
                scope: scope.map(Into::into),
                period: period.map(Into::into),
                doubtful: more.doubtful,
            })
        });
        Told { approx, qualifiers }
    }

    /// Gives back what was reserved and is not needed.
    fn shrink(&mut self) {
        self.rows.shrink_to_fit();
        self.words.shrink_to_fit();
        self.more.shrink_to_fit();
        self.ranges.shrink_to_fit();
        self.canonical.shrink_to_fit();
    }
}

impl Row {
    fn span(&self) -> Span {
        Span { start: self.start, end: self.start + u32::from(self.surface) }
    }

    fn surface<'a>(&self, text: &'a Text) -> &'a str {
        text.slice(self.span())
    }

    /// Where its indicator stands in the text.
    fn named(&self) -> Option<Span> {
        let span = Span { start: self.name, end: self.name + u32::from(self.indicator) };
        self.name_in_text.then_some(span)
    }
}

/// What a row of [`More`] tells.
#[derive(Default)]
struct Told<'a> {
    approx: Option<&'a str>,
    qualifiers: Option<Box<Qualifiers>>,
}

/// Bytes in the words of one report, whose text is limited to far less than 4 GB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn short(len: usize) -> u16 {
    u16::try_from(len).unwrap_or(u16::MAX)
}

impl FromIterator<Figure> for Figures {
    fn from_iter<I: IntoIterator<Item = Figure>>(figures: I) -> Self {
        let figures = figures.into_iter();
        let mut all = Self { rows: Vec::with_capacity(figures.size_hint().0), ..Self::default() };
        figures.for_each(|figure| all.push(figure));
        all.shrink();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use compact_str::CompactString;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = CompactString> {
        "[件次率县0-9a ]{0,12}".prop_map(Into::into)
    }

    prop_compose! {
        fn told()(bound in prop::option::of(Just(Bound::Below)), base in prop::option::of(text()),
            changes in prop::option::of(any::<u32>()), part_of in prop::option::of(any::<u32>()),
            target in any::<bool>(), scope in prop::option::of(text()),
            period in prop::option::of(text()), doubtful in any::<bool>()) -> Qualifiers {
            Qualifiers { bound, base, changes, part_of, target, scope, period, doubtful }
        }
    }

    prop_compose! {
        fn figure()(surface in text(), number in text(), unit in text(), ends in any::<bool>(),
            indicator in text(), value in any::<i32>(), high in prop::option::of(any::<i16>()),
            approx in prop::option::of(text()), canonical in prop::option::of("[A-C]"),
            qualifiers in prop::option::of(told()),
            change in prop::option::of(Just(Change::Down)),
            named in prop::option::of(Just(Span::default()))) -> Figure {
            let surface = if ends { number + &unit } else { surface };
            Figure {
                line: 1, column: 1, span: Span::default(), named, text: surface, value: value.into(), value_high: high.map(Into::into), unit,
                kind: FigureKind::Money, approx: approx.map(|word| word.as_str().into()), change,
                indicator, canonical: canonical.map(Into::into),
                qualifiers: qualifiers.map(Box::new), decimals: 2, magnitude: 4,
            }
        }
    }

    /// A text with the surfaces of figures, and with the indicators of those that have them there.
    fn lay_out(figures: &mut [Figure]) -> Text {
        let mut content = String::new();
        let mut put = |words: &str| {
            let start = content.len();
            content.push_str(words);
            Span::new(start, start + words.len())
        };
        for figure in &mut *figures {
            figure.named = figure.named.map(|_| put(&figure.indicator));
            figure.span = put(&figure.text);
            put("\n");
        }
        let text = Text::new(content);
        for figure in figures {
            let at = text.position(figure.span.start as usize);
            (figure.line, figure.column) = (at.line, at.column);
        }
        text
    }

    proptest! {
        #[test]
        fn what_is_kept_small_comes_out_as_it_was(mut all in prop::collection::vec(figure(), 0..8)) {
            let text = lay_out(&mut all);
            let figures: Figures = all.iter().cloned().collect();
            prop_assert_eq!(figures.len(), all.len());
            for (index, figure) in all.iter().enumerate() {
                prop_assert_eq!(figures.span(index), Some(figure.span));
                let words = [&*figure.text, &*figure.unit, &*figure.indicator];
                prop_assert_eq!(figures.words(index, &text), Some(words));
            }
            for (kept, mut figure) in figures.iter(&text).zip(all) {
                // A unit of its own stands with the indicator.
                figure.named = figure.named.filter(|_| figure.text.ends_with(&*figure.unit));
                prop_assert_eq!(kept, figure);
            }
        }
    }

    #[test]
    fn figures_of_a_part_of_the_text_are_found() {
        let at = |start| {
            let mut figure = plain();
            figure.span = Span { start, end: start + 4 };
            figure
        };
        let figures: Figures = [10, 20, 30].map(at).into_iter().collect();
        assert_eq!(figures.within(Span { start: 10, end: 30 }), 0..2);
        assert_eq!(figures.within(Span { start: 11, end: 31 }), 1..3);
        assert!(figures.within(Span { start: 40, end: 40 }).is_empty());
    }

    #[test]
    fn a_figure_takes_little_room() {
        assert!(size_of::<Row>() <= 44, "{}", size_of::<Row>());
        assert!(size_of::<More>() <= 36, "{}", size_of::<More>());
    }

    fn plain() -> Figure {
        Figure {
            line: 1,
            column: 1,
            text: "3件".into(),
            value: 3.into(),
            value_high: None,
            unit: "件".into(),
            kind: FigureKind::Count,
            approx: None,
            change: None,
            indicator: "办结".into(),
            canonical: None,
            qualifiers: None,
            decimals: 0,
            magnitude: 0,
            named: None,
            span: Span::default(),
        }
    }
}
