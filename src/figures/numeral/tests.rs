use super::*;
use rust_decimal::prelude::ToPrimitive;

fn value(text: &str) -> Option<f64> {
    let numeral = read(text, || true)?;
    (numeral.len == text.len()).then(|| numeral.value.to_f64().unwrap())
}

#[test]
fn a_full_width_comma_parts_thousands_among_full_width_digits_only() {
    let value = |text: &str| read(text, || true).unwrap().value;
    assert_eq!(value("５，２３８件"), Decimal::from(5238));
    assert_eq!(value("１２，５８件"), Decimal::from(12));
    assert_eq!(value("95，120家企业"), Decimal::from(95));
}

#[test]
fn arabic_numbers() {
    for (text, want) in [
        ("43845", 43845.0),
        ("1,050,000", 1_050_000.0),
        ("5 068", 5068.0),
        ("44. 5", 44.5),
        ("１２．５", 12.5),
        ("10917.31万", 109_173_100.0),
        ("1.7万", 17_000.0),
        ("3万余", 30_000.0),
        ("500余万", 5_000_000.0),
        ("3万4000", 34_000.0),
        ("25万6千", 256_000.0),
        ("4.78万亿", 4_780_000_000_000.0),
        ("1百01", 101.0),
        ("21.7 万", 217_000.0),
        ("6 300 余", 6300.0),
    ] {
        assert_eq!(value(text), Some(want), "{text}");
    }
}

#[test]
fn chinese_numbers() {
    for (text, want) in [
        ("十", 10.0),
        ("两千四百五", 2450.0),
        ("一千零五", 1005.0),
        ("九十二万四", 924_000.0),
        ("五亿零六", 500_000_006.0),
        ("四万万", 400_000_000.0),
        ("二十一万亿", 21_000_000_000_000.0),
        ("一千多万", 10_000_000.0),
        ("一百零几万", 1_000_000.0),
        ("二十点一万", 201_000.0),
        ("一千六点五", 1600.5),
        ("壹佰伍拾", 150.0),
        ("二〇二三", 2023.0),
        ("千余", 1000.0),
        ("数百", 100.0),
    ] {
        assert_eq!(value(text), Some(want), "{text}");
    }
}

#[test]
fn a_numeral_ends_where_it_ends() {
    let read = |text| read(text, || true).map(|n| &text[..n.len]);
    assert_eq!(read("85个工作日"), Some("85"));
    assert_eq!(read("2021年"), Some("2021"));
    assert_eq!(read("12,34件"), Some("12"));
    assert_eq!(read("1.各部门"), Some("1"));
    assert_eq!(read("件"), None);
    assert_eq!(read("余"), None);
}

#[test]
fn fractions_in_words() {
    let fraction = read_fraction("百分之九十二点五的").unwrap();
    assert_eq!(fraction.numerator.value.to_f64(), Some(92.5));
    assert_eq!(fraction.denominator.to_f64(), Some(100.0));
    assert_eq!(read_fraction("三分钟"), None);
}

/// Written with a leading point, or with 半: reports write 0.5 and 50%, and 半 stands in words
/// (一半, 半年) far more often than it counts.
const NOT_OF_THIS_GENRE: [&str; 7] = [".23456000", ".5", "-.5", ".77", "一半", "1半", "半个"];

#[test]
fn every_known_numeral_is_read() {
    let rows = include_str!("numerals.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for row in rows {
        let (text, want) = row.split_once('\t').unwrap();
        let want: f64 = want.parse().unwrap();
        // The sign is a matter of the text around (增长-3.2%), the measure word too.
        let unsigned = text.trim_start_matches(['负', '-']).trim_start();
        let sign = if unsigned == text { 1.0 } else { -1.0 };
        let unsigned = unsigned.strip_suffix('个').unwrap_or(unsigned);
        let got = value(unsigned).or_else(|| {
            let fraction = read_fraction(unsigned)?;
            (fraction.numerator.value / fraction.denominator).to_f64()
        });
        let read = got.is_some_and(|got| (got * sign - want).abs() <= 1e-9 * want.abs());
        assert_eq!(read, !NOT_OF_THIS_GENRE.contains(&text), "{text}: {want}, read {got:?}");
        count += 1;
    }
    assert!(count > 400, "{count}");
}

#[test]
fn digits_too_many_for_a_machine_word_are_summed_up_all_the_same() {
    for digits in ["999999999999999999", "9999999999999999999", "99999999999999999999.5"] {
        let numeral = read(digits, || true).unwrap();
        assert_eq!((numeral.len, numeral.value), (digits.len(), digits.parse().unwrap()));
    }
}
