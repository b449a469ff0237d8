//! A figure as an interval: what was printed stands for every number that would be printed so.

use crate::lexicon::audit::Audit;
use crate::report::Figure;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The printed value, and between which bounds the number itself lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// As printed.
    pub(super) value: Decimal,
    /// Not below this.
    pub(super) low: Decimal,
    /// Not above this.
    pub(super) high: Decimal,
}

/// `10^exponent`, where it can be written.
pub(super) fn power(exponent: i32) -> Option<Decimal> {
    if exponent < 0 {
        Decimal::try_new(1, exponent.unsigned_abs()).ok()
    } else {
        10i64.checked_pow(exponent.unsigned_abs()).map(Decimal::from)
    }
}

impl Reading {
    /// Reads a figure: whole numbers are exact; decimals and 万/亿 stand for half a unit of the
    /// last printed place around them; 余/近/约 for a unit of the last digit that is not 0.
    /// None where the numbers are too large to calculate with.
    pub(super) fn of(figure: &Figure, table: &Audit) -> Option<Self> {
        let value = figure.value;
        if figure.approx.is_none() && figure.magnitude == 0 && figure.decimals == 0 {
            return Some(Self { value, low: value, high: value });
        }
        let place = power(i32::from(figure.magnitude) - i32::from(figure.decimals))?;
        let Some(approx) = figure.approx.as_deref() else {
            let half = place.checked_div(Decimal::TWO)?;
            return Some(Self {
                value,
                low: value.checked_sub(half)?,
                high: value.checked_add(half)?,
            });
        };
        let mut unit = place;
        let mut rest = value.checked_div(place)?;
        while !rest.is_zero() && (rest % Decimal::TEN).is_zero() {
            rest = rest.checked_div(Decimal::TEN)?;
            unit = unit.checked_mul(Decimal::TEN)?;
        }
        let below = value.checked_sub(unit)?;
        let above = value.checked_add(unit)?;
        let words = &table.table.approx;
        let is = |words: &[String]| words.iter().any(|word| word == approx);
        let (low, high) = match () {
            () if is(&words.above) => (value, above),
            () if is(&words.below) => (below, value),
            () => (below, above),
        };
        Some(Self { value, low, high })
    }

    /// Whether the number is known exactly.
    pub(super) fn is_exact(self) -> bool {
        self.low == self.high
    }

    /// Whether some number lies in both.
    pub(super) fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The sum of two.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            value: self.value.checked_add(other.value)?,
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    /// The sum of several, where all can be calculated with.
    pub(super) fn sum(readings: impl IntoIterator<Item = Option<Self>>) -> Option<Self> {
        let zero = Self { value: Decimal::ZERO, low: Decimal::ZERO, high: Decimal::ZERO };
        readings.into_iter().try_fold(zero, |sum, next| sum.plus(next?))
    }

    /// What is left of one hundred.
    pub(super) fn rest(self) -> Option<Self> {
        let left = |value: Decimal| Decimal::ONE_HUNDRED.checked_sub(value);
        Some(Self { value: left(self.value)?, low: left(self.high)?, high: left(self.low)? })
    }

    /// The quotient; none where the base may be nought or negative.
    pub(super) fn over(self, base: Self) -> Option<Self> {
        if base.low <= Decimal::ZERO {
            return None;
        }
        Some(Self {
            value: self.value.checked_div(base.value)?,
            low: self.low.checked_div(base.high)?,
            high: self.high.checked_div(base.low)?,
        })
    }

    /// One hundred times the quotient; none where the base may be nought or negative.
    pub(super) fn percent_of(self, base: Self) -> Option<Self> {
        let times = |value: Decimal| value.checked_mul(Decimal::ONE_HUNDRED);
        let (value, low, high) = (times(self.value)?, times(self.low)?, times(self.high)?);
        Self { value, low, high }.over(base)
    }
}

/// The same in floating point, to tell at once what cannot meet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rough {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Rough {
    pub(super) fn of(reading: Reading) -> Self {
        let float = |value: Decimal| value.to_f64().unwrap_or(f64::NAN);
        let low = float(reading.low);
        Self { low, high: if reading.is_exact() { low } else { float(reading.high) } }
    }

    /// The sum of several, where all can be calculated with.
    pub(super) fn sum(all: impl IntoIterator<Item = Option<Self>>) -> Option<Self> {
        let zero = Self { low: 0.0, high: 0.0 };
        all.into_iter().try_fold(zero, |sum, next| {
            let next = next?;
            Some(Self { low: sum.low + next.low, high: sum.high + next.high })
        })
    }
}
