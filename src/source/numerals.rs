//! Numbers as automatic numbering prints them (ECMA-376, ST_NumberFormat).

/// 一 to 九.
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// The forms used where a number must not be altered.
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
/// The ten stems.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
/// The twelve branches.
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// `number` in the format of this name; `None` for formats that print nothing. Formats of other
/// languages, and numbers that a format has no sign for, are printed in digits.
pub(super) fn printed(number: i64, format: &str) -> Option<String> {
    let digits = || number.to_string();
    let positive = u64::try_from(number).ok().filter(|&n| n > 0 && n < 1_000_000);
    let from = |first: char, last: u64| {
        let n = positive.filter(|&n| n <= last)?;
        char::from_u32(first as u32 + u32::try_from(n).ok()? - 1).map(String::from)
    };
    let of = |signs: &str| {
        let n = positive?;
        let count = signs.chars().count() as u64;
        let at = usize::try_from((n - 1) % count).ok()?;
        signs.chars().nth(at).filter(|_| n <= count).map(String::from)
    };
    let text = match format {
        "none" | "bullet" => return None,
        "decimalZero" => Some(format!("{number:02}")),
        "upperRoman" => positive.and_then(roman),
        "lowerRoman" => positive.and_then(roman).map(|text| text.to_lowercase()),
        "upperLetter" => positive.and_then(|n| letters(n, 'A')),
        "lowerLetter" => positive.and_then(|n| letters(n, 'a')),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting" => {
            positive.map(|n| counted(n, &DIGITS, ["十", "百", "千", "万"], "零"))
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            positive.map(|n| counted(n, &LEGAL, ["拾", "佰", "仟", "万"], "零"))
        }
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            let digit = |b: u8| DIGITS.get(usize::from(b.wrapping_sub(b'0'))).copied();
            positive.map(|n| n.to_string().bytes().filter_map(digit).collect())
        }
        "ideographTraditional" => of(STEMS),
        "ideographZodiac" => of(BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => from('①', 20).or_else(|| {
            let n = positive?;
            let (first, start) = if n <= 35 { ('㉑', 21) } else { ('㊱', 36) };
            let offset = n.checked_sub(start).filter(|&offset| offset < 15)?;
            char::from_u32(first as u32 + u32::try_from(offset).ok()?).map(String::from)
        }),
        "decimalEnclosedParen" => from('⑴', 20),
        "decimalEnclosedFullstop" => from('⒈', 20),
        "ideographEnclosedCircle" => from('㊀', 10),
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |c: char| char::from_u32(c as u32 - '0' as u32 + '０' as u32);
            positive.map(|n| n.to_string().chars().filter_map(wide).collect())
        }
        "numberInDash" => Some(format!("- {number} -")),
        _ => None,
    };
    Some(text.unwrap_or_else(digits))
}

/// Positional Chinese numerals: 十一, 二十, 一百零三, 一千二百.
fn counted(number: u64, digits: &[char; 10], units: [&str; 4], zero: &str) -> String {
    let [ten, hundred, thousand, myriad] = units;
    let digit = |n: u64| digits.get(usize::try_from(n).unwrap_or(0)).copied().unwrap_or('〇');
    let mut out = String::new();
    if number >= 10_000 {
        out += &counted(number / 10_000, digits, units, zero);
        out += myriad;
    }
    let rest = number % 10_000;
    let mut gap = number >= 10_000;
    let (mut left, mut started) = (rest, false);
    for (value, unit) in [(1000, thousand), (100, hundred), (10, ten), (1, "")] {
        let n = left / value;
        left %= value;
        if n == 0 {
            gap |= started;
            continue;
        }
        if gap && (started || number >= 10_000) && (started || rest < 1000) {
            out += zero;
        }
        gap = false;
        // 十一, not 一十一, at the very start.
        if !(value == 10 && n == 1 && out.is_empty() && ten == "十") {
            out.push(digit(n));
        }
        out += unit;
        started = true;
    }
    out
}

fn roman(mut number: u64) -> Option<String> {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 4000 {
        return None;
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out += sign;
            number -= value;
        }
    }
    Some(out)
}

/// a … z, aa, bb …
fn letters(number: u64, first: char) -> Option<String> {
    let (turns, letter) = ((number - 1) / 26 + 1, u32::try_from((number - 1) % 26).ok()?);
    let letter = char::from_u32(first as u32 + letter)?;
    (turns <= 5).then(|| letter.to_string().repeat(usize::try_from(turns).unwrap_or(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (number, format, expected) in [
            (7, "decimal", "7"),
            (7, "decimalZero", "07"),
            (1, "chineseCounting", "一"),
            (10, "chineseCounting", "十"),
            (11, "chineseCountingThousand", "十一"),
            (20, "chineseCountingThousand", "二十"),
            (35, "japaneseCounting", "三十五"),
            (103, "chineseCountingThousand", "一百零三"),
            (110, "chineseCountingThousand", "一百一十"),
            (1200, "chineseCountingThousand", "一千二百"),
            (1005, "chineseCountingThousand", "一千零五"),
            (10_003, "chineseCountingThousand", "一万零三"),
            (15, "chineseLegalSimplified", "壹拾伍"),
            (105, "ideographDigital", "一〇五"),
            (3, "ideographTraditional", "丙"),
            (12, "ideographZodiac", "亥"),
            (1, "decimalEnclosedCircle", "①"),
            (20, "decimalEnclosedCircleChinese", "⑳"),
            (21, "decimalEnclosedCircle", "㉑"),
            (36, "decimalEnclosedCircle", "㊱"),
            (51, "decimalEnclosedCircle", "51"),
            (2, "decimalEnclosedParen", "⑵"),
            (4, "upperRoman", "IV"),
            (1994, "lowerRoman", "mcmxciv"),
            (28, "lowerLetter", "bb"),
            (3, "upperLetter", "C"),
            (12, "decimalFullWidth", "１２"),
            (-3, "chineseCounting", "-3"),
            (5, "someOther", "5"),
        ] {
            assert_eq!(printed(number, format).as_deref(), Some(expected), "{number} {format}");
        }
        assert_eq!(printed(1, "bullet"), None);
    }

    proptest! {
        #[test]
        fn every_number_is_printed(number: i64, format in prop::sample::select(vec![
            "chineseCounting", "upperRoman", "lowerLetter", "decimalEnclosedCircle", "ideographZodiac",
            "decimalEnclosedFullstop", "ideographDigital", "decimalFullWidth", "decimalZero",
        ])) {
            prop_assert!(!printed(number, format).unwrap().is_empty());
            prop_assert!(!printed(number % 3000, format).unwrap().is_empty());
        }
    }
}
