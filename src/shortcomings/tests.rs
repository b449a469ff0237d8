mod asides;

use super::shortcomings;
use crate::lexicon::Lexicon;
use crate::report::{Outline, Role, Section, SectionKind, Shortcoming, Strength};
use crate::text::{Span, Text};
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// An outline whose sections are the given roles, each from one heading to the next.
fn outline(text: &Text, parts: &[(&str, Role)]) -> Outline {
    let body = Span::new(0, text.len());
    let starts: Vec<usize> = parts
        .iter()
        .map(|(heading, _)| text.as_str().find(heading).unwrap())
        .chain([text.len()])
        .collect();
    let sections = parts
        .iter()
        .enumerate()
        .map(|(i, (heading, role))| Section {
            line: text.position(starts[i]).line,
            column: 1,
            level: 1,
            kind: SectionKind::Numbered,
            number: Span::default(),
            title: Span::new(starts[i], starts[i] + heading.len()),
            role: Some(*role),
            dimension: None,
            parent: None,
            span: Span::new(starts[i], starts[i + 1]),
            heading: Span::new(starts[i], starts[i] + heading.len()),
        })
        .collect();
    Outline { sections, body, ..Outline::default() }
}

fn find(content: &str, parts: &[(&str, Role)]) -> Vec<Shortcoming> {
    let text = Text::new(content.to_owned());
    shortcomings(&text, &outline(&text, parts), &LEXICON)
}

fn texts(content: &str, found: &[Shortcoming]) -> Vec<(String, Strength)> {
    found.iter().map(|s| (content[s.span.range()].to_owned(), s.strength)).collect()
}

/// The words of a text that a part of it is.
fn word(content: &str, span: Option<Span>) -> Option<&str> {
    span.map(|span| &content[span.range()])
}

/// The entries of a text that stands in a section of shortcomings.
fn admitted(content: &str) -> Vec<String> {
    let whole = format!("三、存在的问题\n{content}");
    let found = find(&whole, &[("三、存在的问题", Role::Shortcomings)]);
    texts(&whole, &found).into_iter().map(|(text, _)| text).collect()
}

/// The entries of a text that stands in a section of achievements.
fn elsewhere(content: &str) -> Vec<(String, Strength)> {
    let whole = format!("一、主要工作\n{content}");
    texts(&whole, &find(&whole, &[("一、主要工作", Role::Achievements)]))
}

#[test]
fn causes_of_all_that_was_said_and_mere_mentions_of_failings_are_none() {
    assert_eq!(
        admitted(
            "一是执法检查流于程序。二是个别文件“依葫芦画瓢”。上述问题的产生，主观上是压力传导层层递减，客观上是人才总量不足。"
        ),
        ["执法检查流于程序", "个别文件“依葫芦画瓢”"]
    );
    assert_eq!(
        admitted("我委法治建设中还有短板和薄弱环节需要补齐：执法力量薄弱。"),
        ["执法力量薄弱"]
    );
}

#[test]
fn a_number_of_failings_and_a_heading_of_difficulties_are_none() {
    assert_eq!(
        admitted("问题集中反映在四个“不够”：一是学法用法结合得不够。二是有的以“打招呼”代替程序。"),
        ["学法用法结合得不够", "有的以“打招呼”代替程序"]
    );
    assert_eq!(admitted("（二）面临困难\n执法力量薄弱。"), ["执法力量薄弱"]);
}

#[test]
fn names_of_failings_share_the_predicate_of_the_last() {
    assert_eq!(
        admitted("从监督情况看，以罚代管、选择性执法、“小过重罚”偶有发生，案卷质量不高。"),
        ["以罚代管、选择性执法、“小过重罚”偶有发生", "案卷质量不高"]
    );
}

#[test]
fn a_list_of_subject_and_predicate_is_one_entry_each() {
    assert_eq!(
        admitted(
            "虽然取得了一定成效，但对照上级要求，仍存在一些薄弱环节。如：乡镇执法力量较为薄弱、案卷制作质量有待提高、普法形式仍需创新等。"
        ),
        ["乡镇执法力量较为薄弱", "案卷制作质量有待提高", "普法形式仍需创新"]
    );
    assert_eq!(
        admitted("一些单位仍存在执法程序履行不规范、法律文书说理不充分等问题。"),
        ["执法程序履行不规范", "法律文书说理不充分"]
    );
}

#[test]
fn predicates_with_one_subject_stay_together() {
    assert_eq!(
        admitted("一是部分单位对新修订的行政复议法学习不够、理解不深，运用能力不强。"),
        ["部分单位对新修订的行政复议法学习不够、理解不深", "运用能力不强"]
    );
    assert_eq!(admitted("法律顾问的作用发挥，还不够充分。"), ["法律顾问的作用发挥，还不够充分"]);
}
#[test]
fn commas_part_failings_that_have_subjects_of_their_own() {
    assert_eq!(
        admitted(
            "二是执法队伍建设相对滞后，全县持证人员仅412名，专业人才引不进、留不住；三是普法宣传的针对性不强，宣传形式单一、内容枯燥。"
        ),
        [
            "执法队伍建设相对滞后",
            "全县持证人员仅412名",
            "专业人才引不进、留不住",
            "普法宣传的针对性不强",
            "宣传形式单一、内容枯燥"
        ]
    );
    assert_eq!(
        admitted("有的单位重视不够；还有的单位未将述法纳入考核，案多人少矛盾突出。"),
        ["有的单位重视不够", "还有的单位未将述法纳入考核", "案多人少矛盾突出"]
    );
}

#[test]
fn caring_for_one_thing_and_not_the_other_is_a_failing() {
    assert_eq!(
        admitted("（一）案卷评查重形式轻内容。重点工作减轻了负担。"),
        ["案卷评查重形式轻内容"]
    );
}

#[test]
fn a_number_may_be_the_failing() {
    assert_eq!(
        admitted(
            "全市行政诉讼败诉率为12.6%，同比上升2.3个百分点。抽查案卷200份，不合格18份。法规科专职人员不足3人。"
        ),
        ["全市行政诉讼败诉率为12.6%，同比上升2.3个百分点", "法规科专职人员不足3人"]
    );
}

#[test]
fn a_part_keeps_the_whole_it_is_a_part_of() {
    assert_eq!(
        admitted("抽查的30件处罚案件中，4件未告知听证权利。"),
        ["抽查的30件处罚案件中，4件未告知听证权利"]
    );
}

#[test]
fn markers_connectives_and_closing_words_are_left_out() {
    let content = "（一）法治队伍力量薄弱。主要表现在：首先，法规科人员配备不足，难以满足审核需要，此外，执法装备老旧等。\n——信息孤岛依然存在。";
    assert_eq!(
        admitted(content),
        [
            "法治队伍力量薄弱",
            "法规科人员配备不足",
            "难以满足审核需要",
            "执法装备老旧",
            "信息孤岛依然存在"
        ]
    );
}

#[test]
fn a_point_without_a_known_predicate_is_a_failing_by_its_place() {
    assert_eq!(
        admitted("一是少数干部遇事喜欢拍脑袋。二是加强培训。三是制度建设方面。"),
        ["少数干部遇事喜欢拍脑袋"]
    );
}

#[test]
fn general_statements_only_open_the_list() {
    for content in [
        "我县法治政府建设还存在一些问题和不足：",
        "与先进地区相比，我局工作还有不小的差距。",
        "全局法治工作还存在诸多不足之处，还需进一步改进提高。",
        "在看到成绩的同时，仍存在一些薄弱环节和短板。",
    ] {
        assert_eq!(admitted(content), Vec::<String>::new(), "{content}");
    }
    assert_eq!(
        admitted("（二）司法所的规范化建设还存在薄弱环节。"),
        ["司法所的规范化建设还存在薄弱环节"]
    );
}

#[test]
fn causes_are_no_failings_of_their_own() {
    for content in [
        "（一）推进不平衡。乡镇执法力量薄弱，承接不到位。究其原因，是编制下沉的力度不大，人员流动较为频繁。",
        "（一）推进不平衡。乡镇执法力量薄弱，承接不到位。主要原因：一是编制下沉不够；二是培训不足。三是保障不到位。",
        "（一）推进不平衡。乡镇执法力量薄弱，承接不到位，原因在于编制下沉的力度不大，培训缺乏针对性。",
    ] {
        let entries = ["推进不平衡", "乡镇执法力量薄弱", "承接不到位"];
        assert_eq!(admitted(content), entries, "{content}");
    }
    // Each failing with its cause: the next point is a failing again.
    assert_eq!(
        admitted("一是文件质量不高，原因在于调研不深入；二是培训次数偏少，主要原因是经费不足。"),
        ["文件质量不高", "培训次数偏少"]
    );
    for content in [
        "一是基层所队力量不足，主要是岗位吸引力不强，骨干流失。二是平台更新滞后，这与早年缺少规划有关。",
        "一是基层所队力量不足，主要在于招录批次少。二是平台更新滞后，这既受制于经费短缺，也与人手紧张有关。",
    ] {
        assert_eq!(admitted(content), ["基层所队力量不足", "平台更新滞后"], "{content}");
    }
    // Behind no failing, 主要是 opens what they are; 这与 may compare.
    let content = "仍存在一些问题，主要是普法形式单一。普法载体陈旧，这与群众期待不相适应。";
    let entries = admitted(content);
    assert!(entries.iter().any(|entry| entry.contains("普法形式单一")), "{entries:?}");
    assert!(entries.iter().any(|entry| entry.contains("不相适应")), "{entries:?}");
    // Under a heading that promises causes 主要是 gives one.
    let text = "三、存在的不足及原因\n一线执法力量薄弱。主要是人员补充不及时，培训不足。";
    let found = find(text, &[("三、存在的不足及原因", Role::Shortcomings)]);
    assert_eq!(found.len(), 1, "{found:?}");
    let text = "原因分析\n一线执法人员培训不足。";
    assert_eq!(find(text, &[("原因分析", Role::Shortcomings)]), []);
}

#[test]
fn the_predicate_is_no_hedge_and_a_theme_is_inherited() {
    let text = "三、存在的不足\n个别部门行政复议应诉准备不够，庭上说理不充分。推进不够平衡。";
    let found = find(text, &[("三、存在的不足", Role::Shortcomings)]);
    let told: Vec<_> = found.iter().map(|s| (word(text, s.hedge), s.theme.as_deref())).collect();
    assert_eq!(
        told,
        [(Some("个别"), Some("复议应诉")), (None, Some("复议应诉")), (None, Some("发展不平衡"))]
    );
}

#[test]
fn a_plan_ends_the_zone() {
    assert_eq!(
        admitted(
            "一是培训不够系统。\n下一步，针对力量不足问题，充实队伍。\n一是着力改变作风不实的局面。"
        ),
        ["培训不够系统"]
    );
    assert_eq!(
        admitted("队伍结构不合理，我局将采取措施，改变专业人员不足的状况。"),
        ["队伍结构不合理"]
    );
}

#[test]
fn work_on_a_failing_admits_none() {
    for content in [
        "着力解决执法力量不足问题。",
        "补齐公共法律服务短板，破解人手不足难题。",
        "审计查出问题43项，整改到位率不低。",
        "推进“办证难”专项整治，群众反映的办证慢、办证难问题得到有效解决。",
        "坚决纠正不作为、慢作为、乱作为。",
        "评查发现文书不规范、程序倒置等问题57个，均已督促整改。",
        "出台《关于解决基层执法力量不足问题的意见》。",
        "全年未发生重大执法过错案件。",
    ] {
        assert_eq!(elsewhere(content), [], "{content}");
    }
    assert_eq!(
        admitted("运用法律手段解决复杂问题能力不强。"),
        ["运用法律手段解决复杂问题能力不强"]
    );
}

#[test]
fn a_sentence_opens_a_zone_where_no_heading_does() {
    let content = "我县工作虽有进步，但还存在一些问题，主要表现在：一是案卷归档不及时。二是乡镇执法仍需规范。\n三是培训流于形式。\n全年办结案件20件，纠正不规范行为3起。\n今后将继续努力，解决力量不足的问题。";
    assert_eq!(
        elsewhere(content),
        ["案卷归档不及时", "乡镇执法仍需规范", "培训流于形式"]
            .map(|text| (text.to_owned(), Strength::Zone))
    );
}

#[test]
fn outside_a_zone_only_strong_predicates_count_and_are_weaker() {
    assert_eq!(
        elsewhere(
            "村居法律顾问实现全覆盖，但山区法律服务还不够均衡。全年薄弱环节整治12处，问题清单销号。"
        ),
        [("山区法律服务还不够均衡".to_owned(), Strength::Cue)]
    );
}

#[test]
fn what_goes_on_being_wanting_is_admitted_anywhere() {
    let weaker = |texts: &[&str]| -> Vec<_> {
        texts.iter().map(|&text| (text.to_owned(), Strength::Cue)).collect()
    };
    for (content, admitted) in [
        // Of some, whatever else the sentence tells.
        (
            "全年责令改正12件，规范用语统一，个别中队现场笔录仍显简单。",
            &["个别中队现场笔录仍显简单"][..],
        ),
        ("清退协管员9名；少数窗口一次性告知不落实。", &["少数窗口一次性告知不落实"]),
        ("由于山路难行，仍有6个行政村未能接入调解平台。", &["仍有6个行政村未能接入调解平台"]),
        // What goes on.
        ("新建岗亭3处。东片四个站的执法船艇至今没有更新。", &["东片四个站的执法船艇至今没有更新"]),
        // Set against what was achieved.
        ("客观地讲，公示内容更新很不及时，局里已逐一补录。", &["公示内容更新很不及时"]),
        // All that the clause lists.
        (
            "办件量翻番，窗口人员疲于应付、回复质量参差不齐。",
            &["窗口人员疲于应付", "回复质量参差不齐"],
        ),
        // Stages and what has not happened.
        ("收案40件，审结31件，仍有9件没有审结。", &[]),
        ("辖区至今没有发生冲突事件。", &[]),
        ("部分事项办理时限较长的，一律压缩一半。", &[]),
        ("针对部分文书不规范的问题，组织评查2次。", &[]),
        ("部分不规范文件得到清理，一些难事办成了。", &[]),
    ] {
        assert_eq!(elsewhere(content), weaker(admitted), "{content}");
    }
}

#[test]
fn what_is_not_dealt_with_yet_is_admitted() {
    let weaker = |text: &str| vec![(text.to_owned(), Strength::Cue)];
    for (content, admitted) in [
        (
            "总的看，个别站所“重收费、轻服务”的情况尚未完全扭转。",
            "个别站所“重收费、轻服务”的情况尚未完全扭转",
        ),
        ("部分台账填写仍不够规范，年内已培训2期。", "部分台账填写仍不够规范"),
    ] {
        assert_eq!(elsewhere(content), weaker(admitted));
    }
    assert_eq!(elsewhere("重收费、轻服务的情况已经扭转。"), []);
}

#[test]
fn parts_of_a_list_admit_a_failing_beside_one_that_does() {
    assert_eq!(
        admitted("1.镇农服中心：巡查记录不全；印章由一人独管。\n2.镇文化站：未发现问题。"),
        ["巡查记录不全", "印章由一人独管"]
    );
    // Praise, plans, and what only opens the list.
    assert_eq!(
        admitted("案卷装订规范，成效良好；告知环节缺失；正在整改的有2处。"),
        ["告知环节缺失"]
    );
    assert_eq!(
        admitted("回顾一年，还有不少短板，主要是：普法载体陈旧；窗口人手紧。"),
        ["普法载体陈旧", "窗口人手紧"]
    );
}

#[test]
fn marks_without_words_between_them_are_no_part_of_a_list() {
    let content = "执法力量有待加强：主要表现在：，《一是一是一是一是一是“依然存在“一是等问题一是一是一是一是一是";
    let found = find(content, &[("执法", Role::Shortcomings)]);
    assert!(found.iter().all(|entry| !entry.span.is_empty()));
}

#[test]
fn a_predicate_takes_its_subject_from_the_clause_before() {
    assert_eq!(
        admitted("镇里聘请的顾问上半年已离职，至今未续聘。"),
        ["镇里聘请的顾问上半年已离职，至今未续聘"]
    );
    assert_eq!(
        admitted("“备而不审”的现象，在一定范围内依然存在。"),
        ["“备而不审”的现象，在一定范围内依然存在"]
    );
}

#[test]
fn a_general_statement_only_opens_the_list() {
    for opening in [
        "我镇依法行政工作与县里的要求还有不小落差",
        "离群众的期盼还有一段距离",
        "我镇工作还存在以下几方面不足",
        "对照示范创建标准，仍有提升空间",
        "我镇法治工作还有不少需要改进的地方",
    ] {
        assert_eq!(
            admitted(&format!("{opening}：夜间巡查力量单薄；卷宗装订不齐。")),
            ["夜间巡查力量单薄", "卷宗装订不齐"],
            "{opening}"
        );
    }
    assert_eq!(admitted("一是窗口服务与群众期盼还有差距。"), ["窗口服务与群众期盼还有差距"]);
    assert_eq!(admitted("一是裁量基准较为笼统。"), ["裁量基准较为笼统"]);
}

#[test]
fn a_list_of_failings_that_have_been_put_right_is_none() {
    let reviewed = "全年评查案卷80宗，但也存在文书填写不全、说理不足等问题";
    assert_eq!(elsewhere(&format!("{reviewed}，已逐宗反馈并限期整改。")), []);
    assert!(!elsewhere(&format!("{reviewed}。")).is_empty());
}

#[test]
fn what_was_found_in_others_is_not_admitted() {
    assert_eq!(elsewhere("夜查中发现个别烧烤店油烟净化不到位，部分摊位证照不全，均已立案。"), []);
    assert_eq!(admitted("站所人员中学过法律的不足三成。"), ["站所人员中学过法律的不足三成"]);
}

#[test]
fn qualities_that_no_list_names_are_told_by_their_degree() {
    assert_eq!(
        admitted("一是审批环节过于琐碎。二是培训内容与岗位不相称。三是释法文书仍显粗浅。"),
        ["审批环节过于琐碎", "培训内容与岗位不相称", "释法文书仍显粗浅"]
    );
    assert_eq!(admitted("过去一年，我们做了不少工作，案件数量总体不变。"), [""; 0]);
}

#[test]
fn what_is_said_of_a_whole_list_keeps_it_together() {
    assert_eq!(
        admitted("窗口态度冷淡、办事拖沓的情况时有发生；有的乡规民约条文雷同、可执行性差。"),
        ["窗口态度冷淡、办事拖沓的情况时有发生", "有的乡规民约条文雷同、可执行性差"]
    );
    assert_eq!(admitted("宣传形式雷同、覆盖范围较窄。"), ["宣传形式雷同", "覆盖范围较窄"]);
}

#[test]
fn plans_are_never_read() {
    let content =
        "四、下一步打算\n目前还存在一些问题，主要是力量不足。\n执法规范化水平有待进一步提高。";
    assert_eq!(find(content, &[("四、下一步打算", Role::Plan)]), []);
}

#[test]
fn cue_hedge_theme_and_place_are_kept() {
    let content = "三、存在的问题\n一是个别单位出庭应诉还不够规范。";
    let found = find(content, &[("三、存在的问题", Role::Shortcomings)]);
    let first = found.first().unwrap();
    assert_eq!((first.line, first.column), (2, 3));
    assert_eq!(word(content, first.cue), Some("不够"));
    assert_eq!(word(content, first.hedge), Some("个别"));
    assert_eq!(first.theme.as_deref(), Some("复议应诉"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn every_entry_is_where_it_says(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let content: String = pieces.iter().map(|&i| PIECES[i]).collect();
        let text = Text::new(content.clone());
        let lexicon = &*LEXICON;
        let headed = |role| {
            let mut outline = outline(&text, &[]);
            outline.sections.push(Section {
                line: 1, column: 1, level: 1, kind: SectionKind::Implied, number: Span::default(),
                title: Span::default(),
                role: Some(role), dimension: None, parent: None,
                span: Span::new(0, text.len()), heading: Span::default(),
            });
            outline
        };
        for role in [Role::Shortcomings, Role::Achievements, Role::Plan] {
            let mut end = 0;
            for s in shortcomings(&text, &headed(role), lexicon) {
                prop_assert_eq!(s.text(&text), text.slice(s.span));
                prop_assert!(!s.span.is_empty() && s.span.start >= end);
                end = s.span.end;
                let at = text.position(s.span.start as usize);
                prop_assert_eq!((at.line, at.column), (s.line, s.column));
            }
        }
    }
}

const PIECES: &[&str] = &[
    "一是",
    "（二）",
    "3.",
    "第一，",
    "——",
    "虽然",
    "但还存在",
    "一些问题",
    "主要表现在：",
    "执法力量",
    "不足",
    "薄弱",
    "、",
    "，",
    "。",
    "；",
    "\n",
    "“",
    "”",
    "《",
    "》",
    "（",
    "等",
    "等问题",
    "的",
    "有待进一步",
    "提升",
    "需要",
    "未将",
    "仍不够",
    "存在",
    "依然存在",
    "下一步",
    "我市将继续",
    "解决",
    "反映出",
    "有差距",
    "12",
    "％",
    " ",
    "😀",
    "如：",
    "一刀切",
    "还不够",
    "：",
    "1,200",
    "\u{3000}",
    "不",
];

#[test]
fn achievements_that_came_hard_are_none() {
    let content = "一年来，成绩来之不易，执法力量不足。";
    assert_eq!(admitted(content), ["执法力量不足"]);
}

#[test]
fn staff_lent_away_and_one_person_for_two_duties_are_failings() {
    let content = "审核与承办系同一人。3名同志长期被抽调。遇到征地这类事，习惯拍胸脯。";
    let wanted = ["审核与承办系同一人", "3名同志长期被抽调", "遇到征地这类事，习惯拍胸脯"];
    assert_eq!(admitted(content), wanted);
    let high = "按时办结率100%，但重复投诉率仍高达18.7%。";
    assert_eq!(elsewhere(high), [("重复投诉率仍高达18.7%".to_owned(), Strength::Cue)]);
}

#[test]
fn what_must_also_be_seen_is_admitted() {
    assert_eq!(
        elsewhere(
            "全年办理案件5件，出庭率100%。同时也要看到，个别科室办理举报不够及时，有的超期。"
        ),
        ["个别科室办理举报不够及时", "有的超期"].map(|text| (text.to_owned(), Strength::Cue))
    );
    assert_eq!(elsewhere("也要看到，我区法治建设迈上新台阶。"), []);
}

#[test]
fn sayings_repetitions_and_levels_admit_failings() {
    assert_eq!(
        admitted(
            "法律顾问“聘而不问”。部分单位“怕上被告席”。同类现象在乡镇屡纠屡犯。报告质量参差、论证千篇一律的老毛病没有根除。\
             延期率攀升至三成。法律第六条要求配备专人的不得空缺，个别乡镇仍空缺。"
        ),
        [
            "法律顾问“聘而不问”",
            "部分单位“怕上被告席”",
            "同类现象在乡镇屡纠屡犯",
            "报告质量参差、论证千篇一律的老毛病没有根除",
            "延期率攀升至三成",
            "个别乡镇仍空缺"
        ]
    );
    assert_eq!(admitted("全面落实“一业一查”。"), [""; 0]);
}

#[test]
fn what_a_turn_admits_among_achievements_is_weaker() {
    let found = elsewhere("审查协议15份。不过，专家库结构不尽合理，评估多由建设单位自行编制。");
    let weak = |text: &str| (text.to_owned(), Strength::Cue);
    assert_eq!(found, [weak("专家库结构不尽合理"), weak("评估多由建设单位自行编制")]);
    assert_eq!(elsewhere("（五）关于“普法流于形式”问题。组建宣讲队6支，宣讲58场。"), []);
}
