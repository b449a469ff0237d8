//! How passages are cited.

use super::Message;

const fn m(zh: &'static str, en: &'static str) -> Message {
    Message { zh, en }
}

/// Stands before a source.
pub const DASH: Message = m("——", "— ");
/// Stands between the parts of a source.
pub const COMMA: Message = m("，", ", ");
/// A report without a title, by region and year.
pub const REPORT: Message = m("{}{}年报告", "{}, report of {}");
