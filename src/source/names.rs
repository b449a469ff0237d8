//! File names: which promise a report, and in which order a reader expects them. The same for
//! files in folders and for members of archives.

use super::{Options, format};
use std::cmp::Ordering;
use std::path::Path;

/// Names, up to the first `.`, `-` or `_` and in lower case, of files that speak about a folder
/// and are no reports. A walk passes over them; named explicitly, they are read.
const ABOUT: &[&str] =
    &["readme", "license", "licence", "copying", "notice", "changelog", "contributing", "authors"];

/// Whether a walk takes a file of this name. Tables and lists are taken where it is told which of
/// their columns holds the text: without, they are as likely what somebody made of reports. Named
/// explicitly, they are read, and it is said what is missing.
pub fn may_be_report(path: &Path, options: &Options) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_ascii_lowercase();
    let stem = name.split(['.', '-', '_']).next().unwrap_or_default();
    format::is_known_name(path)
        && !ABOUT.contains(&stem)
        && (options.text_column.is_some() || !format::holds_records(path))
}

/// The order in which a reader expects files: folder by folder, names with their numbers compared
/// as numbers (`第2期` before `第10期`). [`crate::corpus::discover`] finds files in this order.
pub fn path_order(a: &Path, b: &Path) -> Ordering {
    let (mut left, mut right) = (a.components(), b.components());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(l), Some(r)) => {
                let order =
                    name_order(&l.as_os_str().to_string_lossy(), &r.as_os_str().to_string_lossy());
                if order.is_ne() {
                    return order;
                }
            }
        }
    }
}

/// Compares two names, runs of ASCII digits by the number they write, letters without case; names
/// that differ in case or leading zeros only are told apart by their bytes.
pub fn name_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (digits_left, rest_left) = leading_digits(left);
        let (digits_right, rest_right) = leading_digits(right);
        if !digits_left.is_empty() && !digits_right.is_empty() {
            let (l, r) =
                (digits_left.trim_start_matches('0'), digits_right.trim_start_matches('0'));
            let order = l.len().cmp(&r.len()).then_with(|| l.cmp(r));
            if order.is_ne() {
                return order;
            }
            (left, right) = (rest_left, rest_right);
            continue;
        }
        let (mut chars_left, mut chars_right) = (left.chars(), right.chars());
        match (chars_left.next(), chars_right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(l), Some(r)) => {
                let order = l.to_ascii_lowercase().cmp(&r.to_ascii_lowercase());
                if order.is_ne() {
                    return order;
                }
            }
        }
        (left, right) = (chars_left.as_str(), chars_right.as_str());
    }
}

fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_compared_as_numbers() {
        let sorted =
            ["", "02", "2", "10", "a2b", "A10", "第9期", "第10期", "第100000000000000000000期"];
        for (i, a) in sorted.iter().enumerate() {
            for (j, b) in sorted.iter().enumerate() {
                assert_eq!(name_order(a, b), i.cmp(&j), "{a} {b}");
            }
        }
        assert!(path_order(Path::new("a/9"), Path::new("a.txt")).is_lt());
    }

    proptest! {
        #[test]
        fn names_have_one_order(a in "[0-2aA期]{0,5}", b in "[0-2aA期]{0,5}", c in "[0-2aA期]{0,5}") {
            prop_assert_eq!(name_order(&a, &b), name_order(&b, &a).reverse());
            prop_assert_eq!(name_order(&a, &b).is_eq(), a == b);
            if name_order(&a, &b).is_le() && name_order(&b, &c).is_le() {
                prop_assert!(name_order(&a, &c).is_le());
            }
        }
    }
}
