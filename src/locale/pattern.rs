//! Why a regular expression cannot be searched for.

use super::{Lang, tui as texts};
use crate::search::BadPattern;

/// What is wrong with an expression, and where, in a line.
pub fn bad_pattern(problem: &BadPattern, lang: Lang) -> String {
    let known = REASONS.iter().find(|(reason, _)| problem.reason.starts_with(reason));
    let reason = match (lang, known) {
        (Lang::Zh, Some((_, reason))) => reason,
        _ => &*problem.reason,
    };
    match problem.column {
        Some(column) => texts::BAD_PATTERN.with(lang, &[&column, &reason]),
        None => texts::BAD_PATTERN_WHOLE.with(lang, &[&reason]),
    }
}

/// What the parser says, and the same in Chinese; what is rarer stays as it says it.
const REASONS: &[(&str, &str)] = &[
    ("unclosed group", "括号没有闭合"),
    ("unopened group", "多了右括号"),
    ("unclosed character class", "方括号没有闭合"),
    ("invalid character class range", "字符范围前后颠倒"),
    ("invalid range boundary", "字符范围的两端须是单个字符"),
    ("repetition operator missing expression", "重复符号前没有可重复的内容"),
    ("unclosed counted repetition", "花括号没有闭合"),
    ("repetition quantifier expects a valid decimal", "花括号内须是数字"),
    ("invalid repetition count range", "重复次数前后颠倒"),
    ("incomplete escape sequence", "反斜杠后没有字符"),
    ("unrecognized escape sequence", "不认识的转义"),
    ("backreferences are not supported", "不支持反向引用"),
    ("look-around", "不支持环视"),
    ("unrecognized flag", "不认识的标志"),
    ("compiles to more than", "表达式太大"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Forms, Query, Syntax};

    #[test]
    fn usual_mistakes_are_told_in_chinese() {
        let forms = Forms::new();
        let told = |pattern, lang| {
            bad_pattern(&Query::new(pattern, Syntax::Regex, &forms).unwrap_err(), lang)
        };
        assert_eq!(told("行政(复议", Lang::Zh), "正则第 3 字处有误：括号没有闭合");
        assert_eq!(told("行政(复议", Lang::En), "bad regex at character 3: unclosed group");
        for wrong in
            ["复议)", "[复", "[b-a]", "*", "a{2", "a{x}", "a{3,2}", "a\\", "\\q", "(a)\\1", "(?=a)"]
        {
            let told = told(wrong, Lang::Zh);
            assert!(!told.chars().any(|c| c.is_ascii_alphabetic()), "{wrong}: {told}");
        }
    }
}
