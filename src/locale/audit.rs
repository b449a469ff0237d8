//! What the audit says: one sentence for a relation, one for a finding.

use super::{Lang, Message};
use crate::report::{Finding, FindingKind, Relation, Role, Rule, Tie, Verdict};

const fn m(zh: &'static str, en: &'static str) -> Message {
    Message { zh, en }
}

/// What ties a relation's members together and what the check came to.
pub fn relation_note(relation: &Relation, lang: Lang) -> String {
    let checked = checked(relation.rule, relation.verdict).text(lang);
    format!("{}{}{checked}", tied(relation.tie).text(lang), lang_stop(lang))
}

fn lang_stop(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "，",
        Lang::En => ": ",
    }
}

fn tied(tie: Tie) -> Message {
    match tie {
        Tie::OfWhich => {
            m("原文以“其中”等词列出分项", "the text lists the parts after 其中 or its like")
        }
        Tie::Brackets => m("分项写在总数后的括号里", "the parts stand in brackets after the total"),
        Tie::Total => {
            m("原文以“合计”等词给出总数", "the text gives the total after 合计 or its like")
        }
        Tie::Rest => m("“其余”是总数减去此项", "the rest is what this part leaves of the total"),
        Tie::Kinds => m("各项属于互不相容的种类", "the items are kinds that exclude each other"),
        Tie::Rate => m("比率与其分子、分母写在一处", "the rate stands beside what it is made of"),
        Tie::Share => m("占比与其部分、总体写在一处", "the share stands beside part and whole"),
        Tie::Steps => m("前后两步环节", "one step follows from the other"),
        Tie::SameNoun => m("部分与总体同指一类事物", "part and whole name the same thing"),
        Tie::FromTo => m("原文写明由多少变为多少", "the text says from how much to how much"),
        Tie::Apart => m("原文写明两数相差多少", "the text says by how much the two values differ"),
        Tie::Listed => m("各项并列写在总数之后", "the items are listed together after the total"),
        Tie::Column => m("表中列有合计", "the table gives the total"),
        Tie::Named => m("所列名称与其数目写在一处", "the names stand beside their number"),
    }
}

fn checked(rule: Rule, verdict: Verdict) -> Message {
    match (rule, verdict) {
        (_, Verdict::Holds) => m("核对相符", "it holds"),
        (_, Verdict::HoldsTruncated) => {
            m("按截尾（非四舍五入）相符", "it holds when cut off instead of rounded")
        }
        (_, Verdict::Possible) => {
            m("在约数允许的范围内", "it holds within what rounded numbers allow")
        }
        (_, Verdict::Ambiguous) => {
            m("口径不明，请核对", "what counts as a part is not certain: check")
        }
        (Rule::Sum, _) => m("各项之和与总数不符", "the parts do not add up to the total"),
        (Rule::Ratio, _) => m("与原数计算结果不符", "its own numbers give another value"),
        (Rule::AtMost, _) => m("部分大于总体", "the part exceeds the whole"),
        (Rule::Difference, _) => m("与前后两数计算结果不符", "the two values give another change"),
        (Rule::ListCount, _) => m("所列个数与数目不符", "another number is listed"),
    }
}

/// The name of a mandatory part.
pub fn role(role: Role) -> Message {
    match role {
        Role::Preamble => m("引言", "preamble"),
        Role::Achievements => m("主要举措和成效", "measures and results"),
        Role::Shortcomings => m("存在的不足和原因", "shortcomings and their causes"),
        Role::Duty => m(
            "党政主要负责人履行第一责任人职责情况",
            "how the first persons responsible did their duty",
        ),
        Role::Plan => m("下一年度主要安排", "the plan for the next year"),
        Role::Other => m("其他", "other"),
    }
}

/// The note of a finding.
pub fn finding_note(finding: &Finding, lang: Lang) -> String {
    let name = finding.role.map_or("", |about| role(about).text(lang));
    let part = |index: usize| finding.parts.get(index).map_or("", |part| &**part);
    match finding.kind {
        FindingKind::MissingPart => {
            m("缺少必备内容：{}", "a mandatory part is missing: {}").with(lang, &[&name])
        }
        FindingKind::ThinPart => m(
            "必备内容未单独成段或过于简略：{}",
            "a mandatory part is only a phrase, or mentioned in passing: {}",
        )
        .with(lang, &[&name]),
        FindingKind::MissingCauses => {
            m("标题写有“原因”，正文未见原因", "the heading promises causes; the text gives none")
                .text(lang)
                .to_owned()
        }
        FindingKind::Late => {
            m("落款或发布日期为{}，晚于{}的公开期限", "dated {}; it was to be published before {}")
                .with(lang, &[&part(0), &part(1)])
        }
        FindingKind::WrongYear => {
            m("此处写的是{}年，应为{}年", "says {}; {} is meant").with(lang, &[&part(0), &part(1)])
        }
        FindingKind::MissingItems => {
            m("称有{}项，实列{}项", "{} are announced, {} follow").with(lang, &[&part(0), &part(1)])
        }
        FindingKind::PercentForPoints => m(
            "两个百分比之差应写“百分点”",
            "the difference of two percentages is in percentage points",
        )
        .text(lang)
        .to_owned(),
    }
}
