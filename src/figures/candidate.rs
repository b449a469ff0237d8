//! Which numbers are figures: the exclusions first, then the unit.

use super::edge::{blank, reach, trim_end, trim_start};
use super::lex::{Number, Read};
use super::numeral::{self, Numeral};
use super::rank;
use crate::lexicon::figures::{FigureWords, Unit};
use crate::report::FigureKind;
use crate::text::Span;
use crate::text::class::{fold, is_common, is_han};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A number with its unit, or the reason why it is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate<'a> {
    /// Number through unit; the number alone where it has no unit of its own.
    pub(super) span: Span,
    pub(super) value: Decimal,
    pub(super) high: Option<Decimal>,
    pub(super) decimals: u8,
    pub(super) magnitude: u8,
    /// 余/多/几 inside.
    pub(super) approx: Option<&'static str>,
    /// The unit is the next number's.
    pub(super) shares: bool,
    /// The unit is in no table.
    pub(super) doubtful: bool,
    pub(super) state: State<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum State<'a> {
    /// A figure of this kind, with its unit as printed (`%` for 百分之).
    Figure { kind: FigureKind, unit: &'a str, left: bool },
    /// A number without a unit: it may share the next one's.
    Bare,
    /// No figure, and why.
    Refused(&'a str),
}

impl Candidate<'_> {
    /// A number that is refused whatever stands around it.
    pub(super) fn refused(span: Span, why: &'static str) -> Self {
        Self {
            span,
            value: Decimal::ZERO,
            high: None,
            decimals: 0,
            magnitude: 0,
            approx: None,
            shares: false,
            doubtful: false,
            state: State::Refused(why),
        }
    }
}

/// What surrounds a number in the document's text.
pub(super) struct Around<'a> {
    pub(super) before: &'a str,
    pub(super) after: &'a str,
}

impl Around<'_> {
    fn previous(&self) -> Option<char> {
        self.before.chars().next_back()
    }

    fn next(&self) -> Option<char> {
        self.after.chars().next()
    }
}

/// How far to look back for what governs a number, in bytes.
const REACH: usize = 120;

/// Why a number of 分 is none of points.
const NO_SCORE: &str = "time or word";

/// Where points are told, what follows in the same sentence is told in points (总分12分，其中案卷5分、
/// 应诉4分).
pub(super) fn scores(text: &str, candidates: &mut [Candidate<'_>], words: &FigureWords) {
    if !candidates.iter().any(|c| c.state == State::Refused(NO_SCORE)) {
        return;
    }
    let mut told = None;
    for candidate in candidates {
        match candidate.state {
            State::Figure { unit, .. }
                if words.units.at_start(unit).is_some_and(|(_, u)| u.scored) =>
            {
                told = Some(candidate.state);
            }
            State::Refused(NO_SCORE) if told.is_some() => {
                let before = text.get(..candidate.span.start as usize).unwrap_or_default();
                let thing = before.chars().next_back().is_some_and(is_han);
                let time = !thing || words.clock.at_end(before).is_some();
                let after = text.get(candidate.span.end as usize..).unwrap_or_default();
                let rest = trim_start(after, blank);
                if let Some((unit, _)) = unit_at(rest, words)
                    && let Some(state) = told.filter(|_| !time)
                {
                    candidate.span.end += Span::new(0, after.len() - rest.len() + unit.len()).end;
                    candidate.state = state;
                }
            }
            _ => {}
        }
    }
}

fn refuse(why: &str) -> State<'_> {
    State::Refused(why)
}

/// Whether the numeral that begins at this byte is a Chinese digit alone and plainly no figure: a word
/// goes on behind it that is no unit, and leads to no other number (统一部署, 一是, 进一步).
pub(super) fn is_word(text: &str, at: usize, words: &FigureWords) -> bool {
    let Some((before, rest)) = text.split_at_checked(at) else { return false };
    let Some(after) = numeral::behind_lone_digit(rest) else { return false };
    let counts = || {
        unit_at(after, words).is_some()
            || words.ranges.at_start(after).is_some()
            || words.joints.at_start(after).is_some()
    };
    (words.behind_digits.at_start(after).is_none() || !counts())
        && !trim_end(before, blank).ends_with("第")
}

/// Decides on a number.
pub(super) fn candidate<'a>(
    text: &'a str,
    number: &Number,
    words: &'a FigureWords,
) -> Candidate<'a> {
    let span = number.span;
    let start = span.start as usize;
    let around = Around {
        before: reach(text.get(..start).unwrap_or_default(), REACH),
        after: text.get(span.end as usize..).unwrap_or_default(),
    };
    match number.read {
        Read::Numeral(numeral) => {
            let mut span = span;
            let mut doubtful = false;
            let state =
                numeral_state(text, number, &numeral, &around, words, &mut span, &mut doubtful);
            Candidate {
                span,
                value: numeral.value,
                high: None,
                decimals: numeral.decimals,
                magnitude: numeral.magnitude,
                approx: numeral.approx,
                shares: false,
                doubtful,
                state,
            }
        }
        Read::Fraction => {
            let read = text.get(start..).and_then(numeral::read_fraction);
            let Some(fraction) = read else { return Candidate::refused(span, "no fraction") };
            let above = fraction.numerator;
            let percent = fraction.denominator == Decimal::ONE_HUNDRED;
            // “六个百分之百”: a slogan's name.
            let counted = percent && around.previous() == Some('个');
            let slogan = || {
                text.get(start..).is_some_and(|rest| words.slogan_after_ge.at_start(rest).is_some())
            };
            let state = if number.titled {
                refuse("title")
            } else if counted && slogan() {
                refuse("slogan")
            } else if percent {
                State::Figure { kind: FigureKind::Percent, unit: "%", left: true }
            } else {
                State::Figure { kind: FigureKind::Ratio, unit: "", left: true }
            };
            let value = if percent {
                above.value
            } else {
                above.value.checked_div(fraction.denominator).unwrap_or_default().round_dp(6)
            };
            Candidate {
                span,
                value,
                high: None,
                decimals: if percent { above.decimals } else { 6 },
                magnitude: 0,
                approx: above.approx,
                shares: false,
                doubtful: false,
                state,
            }
        }
    }
}

fn numeral_state<'a>(
    text: &str,
    number: &Number,
    numeral: &Numeral,
    around: &Around<'a>,
    words: &'a FigureWords,
    span: &mut Span,
    doubtful: &mut bool,
) -> State<'a> {
    if number.titled {
        return refuse("title");
    }
    if let Some(why) = neighbours(numeral, around, words) {
        return refuse(why);
    }
    if let Some(why) = date(numeral, around) {
        return refuse(why);
    }
    if let Some(why) = excluded(text, number.span, numeral, words) {
        return refuse(why);
    }
    if numeral.positional {
        return refuse("digits read out: a name, a year or an approximation");
    }
    let before = trim_end(around.before, blank);
    if let Some(before) = before.strip_suffix("第") {
        return rank::ordinal(before, numeral, around, words, span);
    }
    let spaces = around.after.len() - trim_start(around.after, blank).len();
    let rest = around.after.get(spaces..).unwrap_or_default();
    let unit = if spaces > 6 { None } else { unit_at(rest, words) };
    let Some((word, unit)) = unit else {
        if let Some(word) = unknown_unit(number, numeral, around, rest, words) {
            span.end += Span::new(0, spaces + word.len()).end;
            *doubtful = true;
            return State::Figure { kind: FigureKind::Count, unit: word, left: false };
        }
        return if numeral.chinese && numeral.len <= 3 { refuse("no unit") } else { State::Bare };
    };
    let tail = rest.get(word.len()..).unwrap_or_default();
    if numeral.bare && numeral.approx.is_none() && !approximated(around.before, words) {
        return refuse("a round number in a name");
    }
    if numeral.chinese {
        let noun = || words.unit_after.at_end(before).is_some_and(|(_, unit)| unit == word);
        let counts = unit.chinese || closes(tail) && noun();
        if !counts {
            return refuse("word");
        }
        if numeral.value == Decimal::ONE && word != "倍" && !counts_one(around, word, tail, words)
        {
            return refuse("determiner");
        }
        if word == "个" && words.slogan_after_ge.at_start(tail).is_some() {
            return refuse("slogan");
        }
        if word == "成" && !tenths(around.before, tail, words) {
            return refuse("word");
        }
        if words.session_after.at_start(tail).is_some()
            && words.session_before.at_end(around.before).is_some()
        {
            return refuse("ordinal");
        }
    }
    if let Some(from) = number.quoted
        && !quoted_figure(text, number, from as usize, unit, tail, words)
    {
        return refuse("name in quotation marks");
    }
    if unit.kind == FigureKind::Duration
        && let Some(why) = duration(numeral, word, tail, around, words)
    {
        return refuse(why);
    }
    if unit.scored && !scored(around.before, numeral, words) {
        return refuse(NO_SCORE);
    }
    let mut kind = unit.kind;
    if words.rank_units.contains(word) && rank::ranked(around.before, tail, words) {
        kind = FigureKind::Rank;
    }
    span.end += u32::try_from(spaces + word.len()).unwrap_or(0);
    let unit_text = if word == "％" || word == "﹪" { "%" } else { word };
    State::Figure { kind, unit: unit_text, left: unit.left }
}

/// Letters, signs and other digits that make a number part of a name or a code.
fn neighbours<'a>(
    numeral: &Numeral,
    around: &Around<'_>,
    words: &'a FigureWords,
) -> Option<&'a str> {
    // Nearly all stand among Han characters.
    let mark = |c: Option<char>| c.filter(|&c| !is_common(c)).map(fold);
    let previous = mark(around.previous());
    let next = mark(around.next());
    let digit_after =
        |skip: usize| around.after.chars().nth(skip).is_some_and(|c| fold(c).is_ascii_digit());
    let digit_before =
        || around.before.chars().rev().nth(1).is_some_and(|c| fold(c).is_ascii_digit());
    if numeral.chinese {
        return match (previous, next) {
            (Some('·' | '+' | '×'), _) | (_, Some('·' | '+' | '×')) => Some("name"),
            _ => None,
        };
    }
    match previous {
        Some(c) if c.is_ascii_alphabetic() => return Some("code"),
        Some('+' | '×' | '*' | '/' | '·' | '•' | '_' | '#' | '@' | '&' | '=') => {
            return Some("name of a model or service");
        }
        Some('.') => return Some("number of a version, a date or an address"),
        Some(':') if digit_before() => return Some("time or proportion"),
        Some('-') if digit_before() && numeral.value.scale() == 0 && chained(around) => {
            return Some("code or date");
        }
        _ => {}
    }
    match next {
        Some('+' | '×' | '*' | '·' | '•' | '_' | '#' | '@' | '&' | '=') => {
            Some("name of a model or service")
        }
        Some('/') if digit_after(1) => Some("name of a model or service"),
        Some('.') if digit_after(1) => Some("number of a version, a date or an address"),
        Some(':') if digit_after(1) => Some("time or proportion"),
        Some('-')
            if digit_after(1)
                && around
                    .after
                    .chars()
                    .skip(1)
                    .take(24)
                    .skip_while(|&c| fold(c).is_ascii_digit())
                    .map(fold)
                    .take(2)
                    .collect::<String>()
                    .starts_with('-') =>
        {
            Some("code or date")
        }
        Some(']') if previous == Some('[') => Some("document number"),
        Some(c) if c.is_ascii_alphabetic() && !measure_follows(around.after, words) => Some("code"),
        _ => words.numbered.at_start(around.after).map(|(_, why)| &**why),
    }
}

/// Two hyphens in the run of digits and hyphens that ends here: 2024-03-01, 0000-2024-12.
fn chained(around: &Around<'_>) -> bool {
    around
        .before
        .chars()
        .rev()
        .map(fold)
        .take_while(|c| c.is_ascii_digit() || *c == '-')
        .filter(|&c| c == '-')
        .count()
        > 1
}

/// A unit of Latin letters: 12GB, 3km².
fn measure_follows(after: &str, words: &FigureWords) -> bool {
    words
        .units
        .at_start(after)
        .and_then(|(unit, _)| after.get(unit.len()..))
        .is_some_and(|rest| !rest.chars().next().is_some_and(|c| c.is_ascii_alphanumeric()))
}

/// Years, months, days, quarters, times of day.
fn date(numeral: &Numeral, around: &Around<'_>) -> Option<&'static str> {
    let after = trim_start(around.after, blank);
    let next = after.chars().next()?;
    let whole = numeral.value.scale() == 0 && numeral.approx.is_none();
    let in_range = |low: i64, high: i64| {
        whole && numeral.value >= Decimal::from(low) && numeral.value <= Decimal::from(high)
    };
    match next {
        '年' if in_range(1900, 2150) && (numeral.magnitude == 0) => Some("year"),
        '年' if numeral.positional => Some("year"),
        // The first of 2021—2025年, 2022、2023年.
        '-' | '–' | '—' | '－' | '~' | '～' | '至' | '到' | '、' | '和' | '/'
            if in_range(1949, 2150) && numeral.magnitude == 0 && year_follows(after) =>
        {
            Some("year")
        }
        '月' if in_range(1, 12) => Some("date"),
        '日' | '号' if in_range(1, 31) && before_day(around.before) => Some("date"),
        '季' => Some("period"),
        '时' if in_range(0, 24) => Some("time"),
        _ => None,
    }
}

fn year_follows(after: &str) -> bool {
    let rest = after.trim_start_matches(|c: char| !fold(c).is_ascii_digit());
    if after.len() - rest.len() > 9 {
        return false;
    }
    let digits = rest.chars().take_while(|&c| fold(c).is_ascii_digit()).count();
    digits == 4
        && rest
            .chars()
            .nth(4)
            .is_some_and(|c| c == '年' || fold(c) == ' ' || fold(c) == ']' || fold(c) == ')')
}

fn before_day(before: &str) -> bool {
    let trimmed = trim_end(before, blank);
    let trimmed = trimmed.trim_end_matches(|c: char| fold(c).is_ascii_digit());
    trimmed.ends_with('月')
        || ['至', '到', '-', '—', '、', '~'].iter().any(|&mark| {
            trimmed.strip_suffix(mark).is_some_and(|rest| {
                rest.ends_with('日')
                    || rest.trim_end_matches(|c: char| fold(c).is_ascii_digit()).ends_with('月')
            })
        })
}

/// A phrase of the exclusion table that holds the number: it may begin up to six characters
/// before it, but never inside a longer numeral.
fn excluded<'a>(
    text: &str,
    span: Span,
    numeral: &Numeral,
    words: &'a FigureWords,
) -> Option<&'a str> {
    if !numeral.chinese {
        return None;
    }
    let start = span.start as usize;
    let end = span.end as usize;
    let head = text.get(..start)?;
    let mut starts =
        std::iter::once(start).chain(head.char_indices().rev().take(6).map(|(i, _)| i));
    starts.find_map(|from| {
        let (word, why) = words.exclusions.at_start(text.get(from..)?)?;
        // 十一类 holds 一类, but the number is eleven; and a phrase that ends inside a longer
        // numeral is not the phrase.
        (from + word.len() >= end
            || (from == start && from + word.len() > start + 2 && numeral.positional))
            .then_some(&**why)
    })
}

/// One or two Han characters after an Arabic number that close the clause, where no table knows
/// them as a unit: a measure word all the same, perhaps.
fn unknown_unit<'a>(
    number: &Number,
    numeral: &Numeral,
    around: &Around<'_>,
    rest: &'a str,
    words: &FigureWords,
) -> Option<&'a str> {
    let end = rest.char_indices().find(|&(_, c)| !is_han(c)).map_or(rest.len(), |(at, _)| at);
    let word = rest.get(..end)?;
    let closes = rest
        .get(end..)
        .and_then(|after| after.chars().next())
        .is_none_or(|c| matches!(fold(c), ',' | ';' | '。' | '、' | '\n'));
    // Hotlines, emergency numbers and years are names.
    let name = numeral.value.scale() == 0
        && numeral.magnitude == 0
        && numeral.value.to_u32().is_some_and(|n| {
            matches!(n, 110..=122 | 1900..=2100 | 9_500..=9_700 | 10_000..=13_999 | 95_000..=96_999)
        });
    let fits = (1..=2).contains(&word.chars().count())
        && closes
        && !numeral.chinese
        && !name
        && number.quoted.is_none()
        && around.previous().is_some_and(|c| is_han(c) && c != '第')
        && words.unknown_not.at_start(word).is_none()
        && words.unit_odd.at_start(word).is_none_or(|(_, unit)| unit.is_some())
        && words.verbs.at_start(word).is_none();
    fits.then_some(word)
}

fn unit_at<'a>(rest: &str, words: &'a FigureWords) -> Option<(&'a str, Unit)> {
    let (word, unit) = words.units.at_start(rest)?;
    match words.unit_odd.at_start(rest) {
        Some((_, Some(len))) => {
            let (word, unit) = words.units.at_start(rest.get(..*len)?)?;
            Some((word, *unit))
        }
        Some((other, None)) if other.len() > word.len() => None,
        _ => Some((word, *unit)),
    }
}

/// 八成: a proportion where an approximation or a verb of share stands beside it.
fn tenths(before: &str, tail: &str, words: &FigureWords) -> bool {
    let closed = tail.chars().next().is_none_or(|c| !is_han(c));
    approximated(before, words)
        || words.approx_after.at_start(tail).is_some()
        || words.tenths_before.at_end(before).is_some() && (closed || !tail.is_empty())
}

fn approximated(before: &str, words: &FigureWords) -> bool {
    words.approx_before.at_end(before).is_some()
}

/// 一 counts where it closes a clause after a noun (示范村一个); elsewhere it is a determiner.
fn counts_one(around: &Around<'_>, word: &str, tail: &str, words: &FigureWords) -> bool {
    let closes =
        tail.chars().next().is_none_or(|c| !is_han(c) && !matches!(c, '“' | '《' | '（' | '('));
    let noun = around.previous().is_some_and(is_han);
    // 在一个工作日内办结.
    if words.days_after.at_start(tail).is_some() && words.one_limits.contains(word) {
        return true;
    }
    closes && noun && words.one_before.at_end(around.before).is_none()
}

/// Inside quotation marks a number belongs to a name, unless the quotation is long, or it tells
/// a duration that is promised.
fn quoted_figure(
    text: &str,
    number: &Number,
    from: usize,
    unit: Unit,
    tail: &str,
    words: &FigureWords,
) -> bool {
    const LONG: usize = 75;
    let inside = text.get(from..).unwrap_or_default();
    let close = inside.find(['”', '」', '』', '"']).unwrap_or(inside.len());
    if close > LONG {
        return true;
    }
    unit.kind == FigureKind::Duration
        && from == number.span.start as usize
        && words.quoted_done.at_start(tail).is_some()
}

/// Why a number with a unit of time is no figure.
fn duration(
    numeral: &Numeral,
    word: &str,
    tail: &str,
    around: &Around<'_>,
    words: &FigureWords,
) -> Option<&'static str> {
    if words.lasting_units.contains(word) {
        let told = words.lasting_before.at_end(around.before).is_some()
            || words.lasting_after.at_start(tail).is_some();
        (!told).then_some("period")
    } else if words.days_units.contains(word) {
        let told = words.days_after.at_start(tail).is_some()
            || words.days_before.at_end(around.before).is_some();
        (!told || numeral.bare).then_some("date")
    } else {
        let name =
            words.service_units.contains(word) && words.service_after.at_start(tail).is_some();
        name.then_some("name of a service")
    }
}

/// Whether no word goes on with the unit.
fn closes(tail: &str) -> bool {
    tail.chars().next().is_none_or(|c| !is_han(c))
}

fn scored(before: &str, numeral: &Numeral, words: &FigureWords) -> bool {
    numeral.decimals > 0 || words.scored_before.at_end(before).is_some()
}
