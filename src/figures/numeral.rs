//! Reading numerals: Arabic with thousands separators or blanks inside, full-width, Chinese,
//! financial and mixed ones (`1.7万`, `3万余`, `五亿零六`), fractions and decimals in words.

use crate::text::class::{CharSet, digit, fold, is_common};
use rust_decimal::Decimal;

/// A numeral as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// Number of bytes it takes, 余/多/几 inside or right after it included.
    pub len: usize,
    /// Its value, 百/千/万/亿 multiplied in.
    pub value: Decimal,
    /// Number of decimals printed.
    pub decimals: u8,
    /// Power of ten by which the printed number was multiplied (`6.66亿`: 8).
    pub magnitude: u8,
    /// 余, 多 or 几, where one stands inside or right after it.
    pub approx: Option<&'static str>,
    /// No Arabic digit in it.
    pub chinese: bool,
    /// It begins with a bare 百/千/万/亿 (`千余`).
    pub bare: bool,
    /// Chinese digits follow each other without 十, 百 … (二〇二三, 八五, 十四五): a year or a
    /// name.
    pub positional: bool,
}

/// What one character means in a numeral.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    /// A digit in Arabic script.
    Arabic(u32),
    /// A digit in Chinese script, 零 and 〇 included.
    Han(u32),
    /// 十, 百, 千: the power of ten.
    Small(u32),
    /// 万, 亿: the power of ten.
    Big(u32),
}

/// All characters that have a [`Sign`].
const SIGN_CHARS: CharSet = CharSet::new(&[
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '０', '１', '２', '３', '４', '５', '６',
    '７', '８', '９', '零', '〇', '一', '壹', '二', '两', '贰', '貳', '兩', '三', '叁', '參', '四',
    '肆', '五', '伍', '六', '陆', '陸', '七', '柒', '八', '捌', '九', '玖', '十', '拾', '百', '佰',
    '千', '仟', '万', '萬', '亿', '億',
]);

static SIGNS: CharSet = SIGN_CHARS;

/// What a numeral goes on with.
static GOES_ON: CharSet = SIGN_CHARS.with(&['几', '多', '余', '来', '点']);

/// Chinese digits that are numerals by themselves: those of banker's numerals are words.
static LONE: CharSet =
    CharSet::new(&['零', '〇', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九']);

/// What a numeral can begin with.
pub(super) const BEGINS: CharSet = SIGN_CHARS.with(&['几', '数']);

#[inline]
fn sign(c: char) -> Option<Sign> {
    if SIGNS.contains(c) { meaning(c) } else { None }
}

fn meaning(c: char) -> Option<Sign> {
    Some(match c {
        '0'..='9' | '０'..='９' => Sign::Arabic(digit(c)?),
        '零' | '〇' => Sign::Han(0),
        '一' | '壹' => Sign::Han(1),
        '二' | '两' | '贰' | '貳' | '兩' => Sign::Han(2),
        '三' | '叁' | '參' => Sign::Han(3),
        '四' | '肆' => Sign::Han(4),
        '五' | '伍' => Sign::Han(5),
        '六' | '陆' | '陸' => Sign::Han(6),
        '七' | '柒' => Sign::Han(7),
        '八' | '捌' => Sign::Han(8),
        '九' | '玖' => Sign::Han(9),
        '十' | '拾' => Sign::Small(1),
        '百' | '佰' => Sign::Small(2),
        '千' | '仟' => Sign::Small(3),
        '万' | '萬' => Sign::Big(4),
        '亿' | '億' => Sign::Big(8),
        _ => return None,
    })
}

/// Whether a numeral can begin with this character.
#[inline]
pub(crate) fn begins(c: char) -> bool {
    SIGNS.contains(c) || matches!(c, '几' | '数')
}

/// Whether a numeral may go on with this character behind its first one: another digit, a magnitude,
/// 点, or what makes it an approximation.
#[inline]
pub(crate) fn goes_on(c: char) -> bool {
    GOES_ON.contains(c)
}

fn power(exponent: u32) -> Decimal {
    Decimal::from(10_i64.checked_pow(exponent).unwrap_or(1))
}

/// The sum that a numeral builds up, section by section.
#[derive(Debug, Default)]
struct Sum {
    /// Closed by 亿.
    high: Decimal,
    /// Closed by 万.
    middle: Decimal,
    /// 千, 百, 十 of the section that is open.
    section: Decimal,
    /// A number that waits for its multiplier.
    open: Option<Decimal>,
    /// The last multiplier's power of ten, for a digit left over (二百五 is 250).
    last: Option<u32>,
    /// 零 stood before the open digit.
    zero: bool,
    /// A multiplier has been met.
    multiplied: bool,
}

impl Sum {
    fn small(&mut self, exponent: u32) -> Option<()> {
        let by = self.open.take().unwrap_or(Decimal::ONE);
        let by = if by.is_zero() { Decimal::ONE } else { by };
        self.section = self.section.checked_add(by.checked_mul(power(exponent))?)?;
        self.close(exponent);
        Some(())
    }

    fn big(&mut self, exponent: u32) -> Option<()> {
        let mut part = self.section.checked_add(self.open.take().unwrap_or_default())?;
        self.section = Decimal::ZERO;
        if exponent == 8 {
            part = part.checked_add(self.middle)?;
            self.middle = Decimal::ZERO;
            if part.is_zero() && !self.multiplied {
                part = Decimal::ONE;
            }
            if part.is_zero() {
                self.high = self.high.checked_mul(power(exponent))?;
            } else {
                self.high = self.high.checked_add(part.checked_mul(power(exponent))?)?;
            }
        } else if part.is_zero() && !self.middle.is_zero() {
            self.middle = self.middle.checked_mul(power(exponent))?;
        } else {
            if part.is_zero() {
                part = Decimal::ONE;
            }
            self.middle = self.middle.checked_add(part.checked_mul(power(exponent))?)?;
        }
        self.close(exponent);
        Some(())
    }

    fn close(&mut self, exponent: u32) {
        self.last = Some(exponent);
        self.zero = false;
        self.multiplied = true;
    }

    /// The value so far; a single Chinese digit left over counts in tenths of the last
    /// multiplier from 百 on.
    fn total(&self, elliptic: bool) -> Option<Decimal> {
        let mut open = self.open.unwrap_or_default();
        if let Some(exponent) = self.last.filter(|&e| elliptic && e >= 2 && !self.zero) {
            open = open.checked_mul(power(exponent - 1))?;
        }
        self.high.checked_add(self.middle)?.checked_add(self.section)?.checked_add(open)
    }
}

/// A run of Arabic digits with its separators.
struct Arabic {
    len: usize,
    value: Decimal,
    decimals: u8,
}

fn digits(text: &str) -> (usize, u32) {
    let mut len = 0;
    let mut count = 0;
    for c in text.chars() {
        if digit(c).is_none() {
            break;
        }
        len += c.len_utf8();
        count += 1;
    }
    (len, count)
}

fn tail(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// What may go on with a number behind a blank that the page put there.
const BEHIND_BLANK: [char; 4] = ['万', '亿', '余', '多'];

/// Units of which a thousand make one of its own (GB 3100: 千克, 千米, 千瓦).
const KILO: [char; 7] = ['克', '米', '瓦', '伏', '焦', '帕', '赫'];

/// A blank inside a number; a tab parts the cells of a table.
fn blank(c: char) -> bool {
    c != '\t' && fold(c) == ' '
}

fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// Digits of banker's numerals that are words by themselves (队伍, 陆地, 参与).
fn financial(c: char) -> bool {
    matches!(
        c,
        '壹' | '贰' | '貳' | '叁' | '參' | '肆' | '伍' | '陆' | '陸' | '柒' | '捌' | '玖' | '兩'
    )
}

fn financial_multiplier(c: char) -> bool {
    matches!(c, '拾' | '佰' | '仟' | '万' | '萬' | '亿' | '億' | '点')
}

/// Reads `12`, `1,234.5`, `5 068`, `44. 5`. A blank is taken only between groups of three or
/// after the decimal point, and only where `blanks` allows it.
fn arabic(text: &str, blanks: bool) -> Option<Arabic> {
    let (mut len, lead) = digits(text);
    if (1..=3).contains(&lead) {
        // Thousands: the same separator throughout, groups of exactly three.
        let mut separator = None;
        loop {
            let rest = tail(text, len);
            let Some(mark) = rest.chars().next() else { break };
            // ５，２３８: among full-width digits the full-width comma is a separator too.
            let wide = mark == '，' && text.get(..len).is_some_and(|t| t.ends_with(is_wide));
            let fits = mark == ',' || wide || (blanks && blank(mark));
            if !fits || separator.is_some_and(|s| s != mark) {
                break;
            }
            let (group, count) = digits(tail(rest, mark.len_utf8()));
            if count != 3 {
                break;
            }
            separator = Some(mark);
            len += mark.len_utf8() + group;
        }
    }
    let mut decimals = 0;
    let rest = tail(text, len);
    if let Some(point) = rest.chars().next().filter(|&c| fold(c) == '.') {
        let mut skip = point.len_utf8();
        let mut gap = false;
        if blanks {
            let after = tail(rest, skip);
            let trimmed = after.trim_start_matches(blank);
            gap = trimmed.len() < after.len();
            skip += after.len() - trimmed.len();
        }
        let (more, count) = digits(tail(rest, skip));
        if count > 0 && (!gap || count <= 3) && (lead > 0 || len == 0) {
            len += skip + more;
            decimals = count;
        }
    }
    if lead == 0 && decimals == 0 {
        return None;
    }
    let mut mantissa: i128 = 0;
    for c in text.get(..len)?.chars() {
        if let Some(d) = digit(c) {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(d))?;
        }
    }
    let value = Decimal::try_from_i128_with_scale(mantissa, decimals).ok()?;
    Some(Arabic { len, value, decimals: u8::try_from(decimals).ok()? })
}

impl Numeral {
    /// A numeral of this value and nothing else to tell.
    fn new(len: usize, value: Decimal, chinese: bool) -> Self {
        Self {
            len,
            value,
            decimals: 0,
            magnitude: 0,
            approx: None,
            chinese,
            bare: false,
            positional: false,
        }
    }
}

/// The commonest case: ASCII digits, perhaps with a point among them, and nothing after them that
/// could go on with the numeral.
#[inline]
fn plain(text: &str) -> Option<Numeral> {
    /// More digits may be too many for the sum.
    const DIGITS: usize = 18;
    let mut mantissa = 0;
    let mut len = 0;
    let mut point = None;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' if len < DIGITS => mantissa = mantissa * 10 + i64::from(byte - b'0'),
            b'0'..=b'9' => return None,
            b'.' if len > 0 && point.is_none() => point = Some(len),
            _ => break,
        }
        len += 1;
    }
    let decimals = point.map_or(0, |at| len - at - 1);
    if decimals == 0 {
        len = point.unwrap_or(len);
    }
    if len == 0 || follows(tail(text, len)) {
        return None;
    }
    let decimals = u8::try_from(decimals).ok()?;
    let value = Decimal::new(mantissa, u32::from(decimals));
    Some(Numeral { decimals, ..Numeral::new(len, value, false) })
}

/// Whether what stands behind ASCII digits may go on with the numeral.
#[inline]
fn follows(after: &str) -> bool {
    let Some(next) = after.chars().next() else { return false };
    if is_common(next) {
        return goes_on(next);
    }
    if next == '.' || blank(next) {
        // 5 068, 21.7 万, 44. 5.
        let next = tail(after, next.len_utf8()).trim_start_matches(blank).chars().next();
        return next.is_some_and(|c| digit(c).is_some() || BEHIND_BLANK.contains(&c));
    }
    next == ',' || matches!(fold(next), '.' | '〇' | '0'..='9')
}

/// The next one: a Chinese digit or 十 alone, as a heading's number is.
#[inline]
fn lone(text: &str) -> Option<Numeral> {
    let mut chars = text.chars();
    let first = chars.next().filter(|&c| is_common(c))?;
    let value = match meaning(first)? {
        Sign::Han(value) if LONE.contains(first) => value,
        Sign::Small(1) if first == '十' => 10,
        _ => return None,
    };
    let alone = chars.next().is_none_or(|c| !goes_on(c));
    alone.then(|| Numeral::new(first.len_utf8(), Decimal::from(value), true))
}

/// What follows the Chinese digit at the beginning, where it is a numeral by itself and a word goes on
/// behind it.
#[inline]
pub(super) fn behind_lone_digit(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    chars.next().filter(|&c| LONE.contains(c))?;
    let after = chars.as_str();
    // Of 分之 it may be a fraction.
    chars.next().filter(|&c| is_common(c) && !goes_on(c) && c != '分')?;
    Some(after)
}

/// Reads the numeral at the beginning of `text`, as long as it goes. `blanks` allows single
/// blanks inside Arabic numbers. `None` where there is none or it is beyond 28 digits.
#[inline]
pub(crate) fn read(text: &str, blanks: impl FnOnce() -> bool) -> Option<Numeral> {
    plain(text).or_else(|| lone(text)).or_else(|| long(text, blanks()))
}

/// Any other one.
fn long(text: &str, blanks: bool) -> Option<Numeral> {
    let first = text.chars().next()?;
    let mut sum = Sum::default();
    let mut at = 0;
    let mut decimals = 0;
    let mut magnitude = 0;
    let mut approx = None;
    let mut chinese = true;
    let mut elliptic = false;
    let mut positional = false;
    let mut signs = 0;
    if matches!(first, '几' | '数') {
        let next = tail(text, first.len_utf8()).chars().next()?;
        if !matches!(sign(next)?, Sign::Small(_) | Sign::Big(_)) {
            return None;
        }
        approx = Some(if first == '几' { "几" } else { "数" });
        at = first.len_utf8();
    }
    // 伍 is five only before 拾, 佰 …: 队伍 is a word.
    let second = tail(text, first.len_utf8()).chars().next();
    if (financial(first) || matches!(first, '拾' | '佰' | '仟'))
        && second.is_some_and(|next| {
            !financial_multiplier(next) && !financial(next) && sign(next).is_none()
        })
    {
        return None;
    }
    let bare =
        matches!(sign(tail(text, at).chars().next()?), Some(Sign::Small(2..) | Sign::Big(_)))
            && approx.is_none();
    while let Some(c) = tail(text, at).chars().next() {
        let rest = tail(text, at);
        let width = c.len_utf8();
        match sign(c) {
            Some(Sign::Arabic(_)) => {
                if sum.open.is_some_and(|open| !open.is_zero()) {
                    break;
                }
                let number = arabic(rest, blanks)?;
                if number.decimals > 0 && sum.multiplied {
                    break;
                }
                decimals = number.decimals;
                // 3万4000 is read on as printed, 5万4千 waits for its multiplier.
                sum.open = Some(number.value);
                elliptic = false;
                chinese = false;
                at += number.len;
            }
            Some(Sign::Han(value)) => {
                let value = Decimal::from(value);
                match sum.open {
                    // 零 as a filler: 一千零五.
                    _ if value.is_zero() && sum.multiplied && sum.open.is_none() => sum.zero = true,
                    None => {
                        sum.open = Some(value);
                        elliptic = sum.multiplied;
                    }
                    Some(_) if !chinese => break,
                    // 二〇二三, 一二三四: digit by digit.
                    Some(open) => {
                        sum.open = Some(open.checked_mul(Decimal::TEN)?.checked_add(value)?);
                        positional = true;
                        elliptic = false;
                    }
                }
                at += width;
            }
            // 132.6千克: the unit's own 千.
            Some(Sign::Small(_))
                if c == '千' && !chinese && tail(rest, width).starts_with(KILO) =>
            {
                break;
            }
            Some(Sign::Small(exponent)) => {
                if positional && signs > 0 {
                    break;
                }
                if !chinese && sum.multiplied && sum.open.is_none() {
                    break;
                }
                if sum.open.is_some_and(|open| !open.fract().is_zero()) && exponent == 1 {
                    break;
                }
                if !chinese {
                    magnitude += exponent;
                }
                sum.small(exponent)?;
                at += width;
            }
            Some(Sign::Big(exponent)) => {
                magnitude += exponent;
                sum.big(exponent)?;
                at += width;
            }
            None if matches!(c, '几' | '多' | '余' | '来') => {
                // Inside: 二十几万, 一千多万, 500余万. After: 300余. 几 may close the numeral
                // (十几), 来 only stands before a magnitude or a measure word, which the caller
                // checks.
                if signs == 0 || approx.is_some() {
                    break;
                }
                let next = tail(rest, width).chars().next().and_then(sign);
                let inside = matches!(next, Some(Sign::Small(_) | Sign::Big(_)));
                approx = Some(match c {
                    '几' => "几",
                    '多' => "多",
                    '来' => "来",
                    _ => "余",
                });
                at += width;
                if !inside {
                    break;
                }
                sum.zero = false;
                signs += 1;
                continue;
            }
            None if c == '点' && chinese && !positional && signs > 0 && decimals == 0 => {
                let (fraction, len, count) = fraction(tail(rest, width))?;
                if count == 0 {
                    break;
                }
                let whole = sum.total(elliptic)?;
                sum = Sum { open: Some(whole.checked_add(fraction)?), ..Sum::default() };
                elliptic = false;
                decimals = count;
                at += width + len;
                signs += 1;
                continue;
            }
            // 21.7 万, 6 300 余: the blank that the page put before the magnitude.
            None if blanks && !chinese && signs > 0 && approx.is_none() && blank(c) => {
                let next = tail(rest, width).trim_start_matches(blank);
                let gap = rest.len() - next.len();
                if gap > 6 || !next.starts_with(BEHIND_BLANK) {
                    break;
                }
                at += gap;
                continue;
            }
            None => break,
        }
        signs += 1;
    }
    if signs == 0 && approx.is_none() {
        return None;
    }
    // 十四五 and 九三 are names, not positional numbers; those are left to the exclusions.
    let value = sum.total(elliptic && chinese)?;
    Some(Numeral {
        len: at,
        value,
        decimals,
        magnitude: u8::try_from(magnitude).unwrap_or(u8::MAX),
        approx,
        chinese,
        bare,
        positional,
    })
}

/// Chinese or Arabic digits after 点: the fraction, its bytes, its number of digits.
fn fraction(text: &str) -> Option<(Decimal, usize, u8)> {
    let mut mantissa: i128 = 0;
    let mut len = 0;
    let mut count = 0_u32;
    for c in text.chars() {
        let (Some(Sign::Han(d) | Sign::Arabic(d)), true) = (sign(c), count < 20) else { break };
        mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(d))?;
        len += c.len_utf8();
        count += 1;
    }
    Some((Decimal::try_from_i128_with_scale(mantissa, count).ok()?, len, u8::try_from(count).ok()?))
}

/// What stands between the two numbers of a fraction in words.
const OF: &str = "分之";

/// A fraction in words at the beginning of `text`: 三分之二, 百分之九十二, 千分之三.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fraction {
    /// Number of bytes it takes.
    pub len: usize,
    /// What stands above.
    pub numerator: Numeral,
    /// What stands below: 100 for 百分之.
    pub denominator: Decimal,
}

/// Reads a fraction in words at the beginning of `text`.
pub(crate) fn read_fraction(text: &str) -> Option<Fraction> {
    let below = read(text, || false).filter(|n| n.approx.is_none())?;
    let rest = tail(text, below.len).strip_prefix(OF)?;
    let above = read(rest, || false)?;
    if below.value.is_zero() {
        return None;
    }
    let len = below.len + OF.len() + above.len;
    Some(Fraction { len, numerator: above, denominator: below.value })
}

#[cfg(test)]
mod tests;
