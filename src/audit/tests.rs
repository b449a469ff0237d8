use super::relations;
use crate::figures;
use crate::lexicon::Lexicon;
use crate::report::{Figures, Outline, Relation, Rule, Verdict};
use crate::text::{Span, Text};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::sync::LazyLock;

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// The figures and relations of a text.
fn read(content: &str) -> (Text, Figures, Vec<Relation>) {
    let text = Text::new(content.to_owned());
    let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
    let figures = figures::figures(&text, &outline, &LEXICON, None);
    let relations = relations(&text, &outline, &figures, &LEXICON);
    (text, figures.into_iter().collect(), relations)
}

pub(super) fn told(content: &str, wanted: Rule) -> Vec<(String, Verdict)> {
    let (text, figures, relations) = read(content);
    let relations = relations.into_iter().filter(|relation| relation.rule == wanted);
    relations.map(|relation| (relation.calculation(&figures, &text), relation.verdict)).collect()
}

/// The one relation of a rule.
pub(super) fn one(content: &str, rule: Rule) -> (String, Verdict) {
    let mut all = told(content, rule);
    assert_eq!(all.len(), 1, "{content}: {all:?}");
    all.remove(0)
}

/// What is said to be wrong, or not to be certain.
fn doubts(content: &str) -> usize {
    read(content).2.iter().filter(|relation| !relation.holds()).count()
}

pub(super) fn claims(content: &str) -> Vec<String> {
    let (text, figures, relations) = read(content);
    let broken = relations.into_iter().filter(|r| r.verdict == Verdict::Inconsistent);
    broken.map(|relation| relation.calculation(&figures, &text)).collect()
}

pub(super) fn is(calculation: &str, verdict: Verdict) -> (String, Verdict) {
    (calculation.to_owned(), verdict)
}

#[test]
fn parts_after_of_which_add_up() {
    let content = "清理规范性文件210件，其中保留150件、修改20件、废止30件、宣布失效10件。";
    assert_eq!(one(content, Rule::Sum), is("150 + 20 + 30 + 10 = 210", Verdict::Holds));
    let content = "清理规范性文件212件，其中保留150件、修改20件、废止30件、宣布失效10件。";
    assert_eq!(
        one(content, Rule::Sum),
        is("150 + 20 + 30 + 10 = 210 ≠ 212", Verdict::Inconsistent)
    );
    let content = "立案90宗，结案80宗，其中甲方面40宗、乙方面30宗、其他12宗。";
    assert_eq!(one(content, Rule::Sum), is("40 + 30 + 12 = 82 ≠ 80", Verdict::Inconsistent));
    // Others of one kind are not all the others.
    let content = "总人口380万人，其中甲族140万人、乙族90万人、其他少数民族23万人。";
    assert_eq!(claims(content), Vec::<String>::new());
    let content = "抽查的60份文书中有17份不合格。";
    assert_eq!(one(content, Rule::AtMost), is("17 ≤ 60", Verdict::Holds));
}

#[test]
fn a_total_right_behind_all_its_parts_is_their_sum() {
    let right = "办理普通程序案件31件、简易程序案件209件，合计240件。";
    assert_eq!(claims(right), Vec::<String>::new());
    assert_eq!(one(right, Rule::Sum), is("31 + 209 = 240", Verdict::Holds));
    assert_eq!(claims(&right.replace("240", "250")), ["31 + 209 = 240 ≠ 250"]);
    // 共 may count others too: nothing is claimed where it is not the sum.
    let mere = right.replace("合计", "共");
    assert_eq!(one(&mere, Rule::Sum), is("31 + 209 = 240", Verdict::Holds));
    assert_eq!(claims(&mere.replace("240", "250")), Vec::<String>::new());
    for open in [
        // Not all are named; more stand before; parts of parts; a total of something else.
        "办理普通程序案件31件、简易程序案件209件等，合计250件。",
        "受理案件31件，办结普通程序案件20件、简易程序案件9件，合计250件。",
        "其中普通程序案件31件、简易程序案件209件，合计250件。",
        "办理普通程序案件31件、简易程序案件209件，合计罚款250件。",
        "培训干部5场、举办讲座3次、沙龙2次，合计10次。",
        // What there was before is counted too.
        "新建站点12个、改建站点8个，总计60个。",
    ] {
        assert_eq!(claims(open), Vec::<String>::new(), "{open}");
    }
}

#[test]
fn a_level_set_against_another_is_told_where_it_holds() {
    let content = "平均45个工作日，比国家规定的120个工作日压缩62.5%。";
    assert_eq!(one(content, Rule::Difference), is("(120 − 45) ÷ 120 = 62.5%", Verdict::Holds));
    assert_eq!(claims(&content.replace("62.5", "52.5")), Vec::<String>::new());
}

#[test]
fn the_level_of_the_year_before_may_stand_between_a_level_and_its_change() {
    assert_eq!(
        one("新收案件2846件，上年为2325件，增长22.4%。", Rule::Difference),
        is("(2846 − 2325) ÷ 2325 = 22.41% ≈ 22.4%", Verdict::Holds)
    );
    // What else may be compared is not said.
    assert_eq!(told("新收案件2846件，上年为2325件，增长32.4%。", Rule::Difference), []);
    assert_eq!(told("新收案件2846件，审结2325件，增长22.4%。", Rule::Difference), []);
}

#[test]
fn a_whole_that_is_named_again_is_divided() {
    let right = "受理复议申请613件，审结570件。审结案件中，维持310件、驳回92件、撤销或变更41件、\
                 确认违法8件、责令履行6件、调解和解终止113件。";
    assert_eq!(told(right, Rule::Sum), [is("310 + 92 + 41 + 8 + 6 + 113 = 570", Verdict::Holds)]);
    assert_eq!(claims(right), Vec::<String>::new());
    let wrong = right.replace("113件", "122件");
    assert_eq!(claims(&wrong), ["310 + 92 + 41 + 8 + 6 + 122 = 579 ≠ 570"]);
    // Parts of another figure than the last one.
    let other = "受理613件，审结570件。受理的案件中，行政处罚类310件、行政许可类280件。";
    assert_eq!(claims(other), Vec::<String>::new());
    // A whole that no figure names.
    let unnamed = "受理613件，审结570件。新型案件中，维持310件、驳回292件。";
    assert_eq!(claims(unnamed), Vec::<String>::new());
    let direct = "评查380件案卷中，优秀100件、合格250件、不合格40件。";
    assert_eq!(claims(direct), ["100 + 250 + 40 = 390 ≠ 380"]);
}

#[test]
fn a_sentence_that_begins_with_of_which_goes_on_with_the_one_before() {
    let content =
        "权责清单精简为95项，精简率为20%。其中，行政许可20项、行政处罚60项、行政检查15项。";
    assert_eq!(one(content, Rule::Sum), is("20 + 60 + 15 = 95", Verdict::Holds));
    // What it speaks of is less sure.
    let other = content.replace("60项", "70项");
    assert_eq!(claims(&other), Vec::<String>::new());
    let whole = "办理行政处罚案件57件，罚款3万元。其中，简易程序41件、普通程序16件。";
    assert_eq!(one(whole, Rule::Sum), is("41 + 16 = 57", Verdict::Holds));
    let rest = "排查隐患66处，已整改60处。其余6处正在整改。";
    assert_eq!(one(rest, Rule::Sum), is("60 + 6 = 66", Verdict::Holds));
    assert_eq!(claims(&rest.replace("其余6", "其余9")), Vec::<String>::new());
}

#[test]
fn parts_of_an_earlier_number_are_not_held_against_the_last() {
    let content = "制定文件20件，备案18件，其中政府规章8件、行政规范性文件12件。";
    assert_eq!(one(content, Rule::Sum), is("8 + 12 = 20", Verdict::Holds));
    assert_eq!(claims(content), Vec::<String>::new());
}

#[test]
fn a_list_may_come_long_after_its_total() {
    let apart = "处罚案件3120件，比上年减少88件，罚款20万元，城区、乡村分别为2890件、230件。";
    assert_eq!(told(apart, Rule::Sum), [is("2890 + 230 = 3120", Verdict::Holds)]);
    let steps = "发现隐患187处，当场整改152处、限期整改35处。";
    assert_eq!(one(steps, Rule::Sum), is("152 + 35 = 187", Verdict::Holds));
    let remark = "审结66件（上年结转5件），维持38件、撤销8件、终止20件。";
    assert_eq!(one(remark, Rule::Sum), is("38 + 8 + 20 = 66", Verdict::Holds));
    // Small numbers meet by chance; another sum is none.
    assert_eq!(told("召开会议7次，开展培训3次、检查4次。", Rule::Sum), []);
    assert_eq!(told(&apart.replace("230件", "231件"), Rule::Sum), []);
    assert_eq!(claims(&apart.replace("230件", "231件")), Vec::<String>::new());
}

#[test]
fn people_are_counted_by_several_words() {
    let content = "核定编制45名，在岗38人、持证36人。";
    assert_eq!(
        told(content, Rule::AtMost),
        [is("38 ≤ 45", Verdict::Holds), is("36 ≤ 38", Verdict::Holds)]
    );
    assert_eq!(told("核定编制45名，在岗49人。", Rule::AtMost), []);
}

#[test]
fn sorts_are_bounds_where_no_sum_tells_of_them() {
    let content = "评查案卷120卷，评出优秀31卷、不合格2卷。";
    assert_eq!(
        told(content, Rule::AtMost),
        [is("31 ≤ 120", Verdict::Holds), is("2 ≤ 120", Verdict::Holds)]
    );
    let added = "评查案卷120卷，优秀31卷、合格87卷、不合格2卷。";
    assert_eq!(one(added, Rule::Sum), is("31 + 87 + 2 = 120", Verdict::Holds));
    assert_eq!(told(added, Rule::AtMost), []);
}

#[test]
fn two_values_and_what_they_differ_by() {
    for (content, calculation) in [
        ("送审金额9.82亿元，审定8.91亿元，核减9100万元。", "(9.82亿 − 8.91亿) = 9100万"),
        ("得分最高的镇（92.6分）与最低的镇（71.3分）相差21.3分。", "(92.6 − 71.3) = 21.3"),
        ("受理山林纠纷58起，比去年的83起少25起。", "(83 − 58) = 25"),
        ("考核由全市第12名升至第8名，前进4名。", "(12 − 8) = 4"),
        ("评估位居全市第5位，较第9位前移4位。", "(9 − 5) = 4"),
        ("排名由第9位上升到第5位，上升4个位次。", "(9 − 5) = 4"),
    ] {
        assert_eq!(one(content, Rule::Difference), is(calculation, Verdict::Holds), "{content}");
    }
    for (content, claimed) in [
        ("受理纠纷58起，与另案83起相差20起。", None),
        ("考核由全市第12名升至第8名，前进3名。", Some("(12 − 8) = 4 ≠ 3")),
        ("时限由13.6个工作日压缩为5.2个工作日，压缩比61.8%。", None),
        (
            "时限由13.6个工作日压缩为5.2个工作日，压缩比51.8%。",
            Some("(13.6 − 5.2) ÷ 13.6 = 61.76% ≠ 51.8%"),
        ),
    ] {
        assert_eq!(claims(content), claimed.into_iter().collect::<Vec<_>>(), "{content}");
    }
}

#[test]
fn a_line_of_totals_is_the_sum_of_its_columns() {
    let table =
        "类别\t受理\t办结\n行政处罚\t120件\t118件\n行政许可\t30件\t29件\n合  计\t150件\t147件\n";
    assert_eq!(
        told(table, Rule::Sum),
        [is("120 + 30 = 150", Verdict::Holds), is("118 + 29 = 147", Verdict::Holds)]
    );
    // One column is right, so that all lines were read.
    let wrong = table.replace("147件", "148件");
    assert_eq!(told(&wrong, Rule::Sum)[1], is("118 + 29 = 147 ≠ 148", Verdict::Ambiguous));
    let both = wrong.replace("150件", "151件");
    assert_eq!(doubts(&both), 0);
    let above = "总计：150件\n行政处罚：120件\n行政许可：30件\n\n另有说明。";
    assert_eq!(told(above, Rule::Sum), [is("120 + 30 = 150", Verdict::Holds)]);
    for other in [
        "行政处罚：120件\n行政许可：30人\n合计：150件\n",
        "行政处罚：120件\n行政许可若干\n合计：120件\n",
        "行政处罚：120件\n小计：120件\n行政许可：30件\n合计：150件\n",
        "办理行政处罚：120件。\n办理行政许可：30件。\n合计：150件。\n",
    ] {
        assert_eq!(told(other, Rule::Sum), [], "{other}");
    }
}

#[test]
fn what_follows_a_total_may_use_it_up() {
    for (content, calculation) in [
        ("收集企业诉求132条，办结127条，未办结的5条列入计划。", "127 + 5 = 132"),
        ("反馈任务56项，完成43项，达到序时进度的13项；约谈4人。", "43 + 13 = 56"),
        ("清理协议213份，依法变更27份、解除9份，其余177份继续履行。", "27 + 9 + 177 = 213"),
        ("评查案件93件，优质25件，合格65件，瑕疵3件，优质率27%。", "25 + 65 + 3 = 93"),
    ] {
        assert_eq!(one(content, Rule::Sum), is(calculation, Verdict::Holds), "{content}");
    }
    for content in [
        // More of its kind follows, or other steps, or small numbers.
        "收集企业诉求132条，办结127条，未办结的5条，回访60条。",
        "应诉案件12件，败诉1件，出庭11件。",
        "建立制度5项，修订3项，废除旧规2项。",
        "收集企业诉求132条，办结127条，未办结的6条。",
    ] {
        assert_eq!(told(content, Rule::Sum), [], "{content}");
        assert_eq!(claims(content), Vec::<String>::new(), "{content}");
    }
}

#[test]
fn a_total_may_be_worded_with_what_was_done() {
    for content in [
        "保留文件93件，废止12件，宣布失效21件，共清理126件。",
        "查封93件、停产12件、移送21件，三类案件共126件。",
    ] {
        assert_eq!(one(content, Rule::Sum), is("93 + 12 + 21 = 126", Verdict::Holds), "{content}");
        assert_eq!(told(&content.replace("126", "127"), Rule::Sum), [], "{content}");
    }
}

#[test]
fn kinds_of_which_nothing_is_two_cannot_be_more_than_all() {
    let content = "对129件文件专项清理，继续有效94件、修改17件、废止20件。";
    assert_eq!(claims(content), ["94 + 17 + 20 = 131 ≠ 129"]);
    for content in [
        content.replace("20件", "18件"),
        content.replace("20件", "12件"),
        // Far more is of something else; what is good may be counted among the sound.
        content.replace("20件", "90件"),
        content.replace("专项清理", "逐件讨论"),
        content.replace("、修改17件", "，修改17件"),
        "评查案卷120卷，优秀31卷、合格97卷。".to_owned(),
        "审结案件66件（含上年结转5件），维持50件、撤销20件。".to_owned(),
    ] {
        assert_eq!(claims(&content), Vec::<String>::new(), "{content}");
    }
}

#[test]
fn a_number_without_a_noun_is_some_of_what_stands_before_it() {
    for content in ["抽查10本案卷，我镇有2本不齐。", "10本案卷中材料齐全的仅2本。"]
    {
        assert_eq!(one(content, Rule::AtMost), is("2 ≤ 10", Verdict::Holds), "{content}");
    }
    let content = "民警387名，通过法律考试15人，当年新增4人。";
    assert_eq!(one(content, Rule::AtMost), is("4 ≤ 15", Verdict::Holds));
    for content in [
        "抽查10本案卷，另有2本送审。",
        "培育带头人340名，每个村有3名。",
        "抽查10本案卷，复查8本，我镇有2本不齐。",
        "抽查10本案卷；我镇有2本不齐。",
    ] {
        assert_eq!(told(content, Rule::AtMost), [], "{content}");
    }
}

#[test]
fn cases_are_counted_by_several_words() {
    let content = "排查婚姻家庭等纠纷620件，化解600件；其中草场边界纠纷21起。";
    let bounds = [is("21 ≤ 620", Verdict::Holds), is("600 ≤ 620", Verdict::Holds)];
    assert_eq!(told(content, Rule::AtMost), bounds);
    let content = "查处案件52件，送达文书60件，其中事故60起。";
    assert_eq!(told(content, Rule::AtMost), []);
    let content = "处罚2519人次，其中拘留1043人。";
    assert_eq!(one(content, Rule::AtMost), is("1043 ≤ 2519", Verdict::Holds));
    assert_eq!(claims("培训300人，其中线上500人次。"), Vec::<String>::new());
}

#[test]
fn a_sentence_may_sort_what_the_one_before_tells() {
    let content = "立案查处案件846件，结案571件。案件类别上，食品402件、药品170件、其他274件。";
    assert_eq!(one(content, Rule::Sum), is("402 + 170 + 274 = 846", Verdict::Holds));
    assert_eq!(told(&content.replace("类别上", "通报后"), Rule::Sum), []);
}

#[test]
fn a_list_that_commas_part_is_of_the_whole() {
    let content = "检查机构71家，其中无证23家，消防缺失19家，取缔8家，整改34家。";
    let bounds = ["23 ≤ 71", "19 ≤ 71", "8 ≤ 71", "34 ≤ 71"].map(|bound| is(bound, Verdict::Holds));
    assert_eq!(told(content, Rule::AtMost), bounds);
    let followed = content.replace("整改34家", "整改34处，收缴书籍5家");
    assert_eq!(one(&followed, Rule::AtMost), is("23 ≤ 71", Verdict::Holds));
}

#[test]
fn a_bracket_inside_a_name_does_not_part_it() {
    let content = "备案各县（市、区）报送的文件48件，督促纠正3件。";
    assert_eq!(one(content, Rule::AtMost), is("3 ≤ 48", Verdict::Holds));
}

#[test]
fn an_open_list_is_only_a_bound() {
    let content = "调解纠纷300件，其中邻里纠纷120件、婚姻纠纷80件。";
    assert_eq!(told(content, Rule::Sum), []);
    assert_eq!(one(content, Rule::AtMost), is("120 + 80 ≤ 300", Verdict::Holds));
}

#[test]
fn parts_that_may_overlap_are_not_called_wrong() {
    let content = "现有执法人员50名，其中党员40名、本科以上学历30名。";
    assert_eq!(told(content, Rule::Sum), []);
    let bounds = [is("40 ≤ 50", Verdict::Holds), is("30 ≤ 50", Verdict::Holds)];
    assert_eq!(told(content, Rule::AtMost), bounds);
    // Just over the total they may be meant to be all.
    let content = "现有执法人员50名，其中甲队30名、乙队22名。";
    assert_eq!(one(content, Rule::Sum), is("30 + 22 = 52 ≠ 50", Verdict::Ambiguous));
}

#[test]
fn a_part_larger_than_its_whole_is_called_wrong() {
    assert_eq!(claims("收到申请30件，其中网上申请32件。"), ["32 > 30"]);
}

#[test]
fn counts_joined_before_of_which_are_one_whole() {
    let content = "办理议案21件、意见建议17件，其中牵头20件、协办18件。";
    assert_eq!(one(content, Rule::Sum), is("20 + 18 = 21 + 17", Verdict::Holds));
    let content = "办理议案21件、意见建议17件，其中牵头20件、协办19件。";
    assert_eq!(one(content, Rule::Sum), is("20 + 19 = 39 ≠ 21 + 17", Verdict::Ambiguous));
    // The parts may be the last one's alone, or few of many.
    let content = "办理议案21件、意见建议17件，其中牵头10件、协办7件。";
    assert_eq!(one(content, Rule::Sum), is("10 + 7 = 17", Verdict::Holds));
    assert_eq!(doubts("办理议案21件、意见建议17件，其中牵头18件、协办2件。"), 0);
    // A comma ends what stands together.
    assert_eq!(claims("办理议案21件，意见建议17件，其中牵头18件。"), ["18 > 17"]);
}

#[test]
fn brackets_right_after_a_total_are_its_parts() {
    let content = "完成法规审查项目6件（新立4件、修改2件）。";
    assert_eq!(one(content, Rule::Sum), is("4 + 2 = 6", Verdict::Holds));
    assert_eq!(claims("完成法规审查项目6件（新立4件、修改1件）。"), ["4 + 1 = 5 ≠ 6"]);
    let content = "全区有执法单位33家（含垂管单位10家）。";
    assert_eq!(one(content, Rule::AtMost), is("10 ≤ 33", Verdict::Holds));
}

#[test]
fn what_brackets_hold_is_no_total_for_what_follows_them() {
    let content = "受理复议申请44件，办结45件（含上年结转3件），其中维持30件、撤销15件。";
    assert_eq!(one(content, Rule::Sum), is("30 + 15 = 45", Verdict::Holds));
}

#[test]
fn kinds_that_exclude_each_other_add_up_without_being_told_to() {
    let content = "审结行政诉讼案件9件，胜诉8件，胜诉率88.9%，败诉1件。";
    assert_eq!(one(content, Rule::Sum), is("8 + 1 = 9", Verdict::Holds));
    assert_eq!(claims("审结行政诉讼案件9件，胜诉7件，败诉1件。"), Vec::<String>::new());
}

#[test]
fn a_total_may_follow_its_parts() {
    let content = "办理人大建议31件、政协提案46件，合计77件。";
    assert_eq!(one(content, Rule::Sum), is("31 + 46 = 77", Verdict::Holds));
}

#[test]
fn unlike_things_are_never_added_up() {
    let content =
        "培训3期，其中线上1期，发放资料200份，编印读本2期。共办理案件10件，罚款3万元，移送2件。";
    assert_eq!(told(content, Rule::Sum), []);
    assert_eq!(claims(content), Vec::<String>::new());
}

#[test]
fn steps_of_a_procedure_are_bounds_where_they_hold() {
    let content = "收到复议申请90件，受理81件，审结76件。";
    assert_eq!(
        told(content, Rule::AtMost),
        [is("81 ≤ 90", Verdict::Holds), is("76 ≤ 81", Verdict::Holds)]
    );
    assert_eq!(told("受理81件，审结86件。", Rule::AtMost), []);
}

#[test]
fn a_change_is_the_difference_of_its_ends() {
    let content = "许可事项由612项减少到438项，减少28.4%。";
    assert_eq!(
        one(content, Rule::Difference),
        is("(612 − 438) ÷ 612 = 28.43% ≈ 28.4%", Verdict::Holds)
    );
    let content = "公职律师由34名增至43名，增加9名。";
    assert_eq!(one(content, Rule::Difference), is("(43 − 34) = 9", Verdict::Holds));
    assert_eq!(claims("公职律师由34名增至43名，增加8名。"), ["(43 − 34) = 9 ≠ 8"]);
    let content = "投诉由2022年的200件下降到2024年的150件，降幅25%。";
    assert_eq!(one(content, Rule::Difference).1, Verdict::Holds);
}

#[test]
fn a_change_since_last_year_has_its_base() {
    let content = "受理信访事项540件，比上年减少60件，下降10%。";
    assert_eq!(one(content, Rule::Difference), is("60 ÷ (540 + 60) = 10%", Verdict::Holds));
    let content = "受理信访事项540件，同比增加40件，增长8%。";
    assert_eq!(one(content, Rule::Difference), is("40 ÷ (540 − 40) = 8%", Verdict::Holds));
    let content = "检查2460次，同比减少1540次，降幅38.5%。";
    assert_eq!(one(content, Rule::Difference), is("1540 ÷ (2460 + 1540) = 38.5%", Verdict::Holds));
    assert_eq!(
        claims("受理信访事项541件，较上年增加40件，增长9%。"),
        ["40 ÷ (541 − 40) = 7.98% ≠ 9%"]
    );
    // Of something else, or the other way, nothing is said.
    for content in [
        "受理信访事项540件，比上年减少60件，办结率90%。",
        "受理信访事项540件，比上年减少60件，结案上升9%。",
        "受理信访事项540件，计划减少60件，下降9%。",
    ] {
        assert_eq!(told(content, Rule::Difference), [], "{content}");
    }
}

#[test]
fn a_part_and_the_rest_are_the_whole() {
    let content = "发现隐患95处，已整改88处，其余7处正在整改。";
    assert_eq!(one(content, Rule::Sum), is("88 + 7 = 95", Verdict::Holds));
    let content = "发现隐患95处，已整改88处，其余9处正在整改。";
    assert_eq!(one(content, Rule::Sum), is("88 + 9 = 97 ≠ 95", Verdict::Inconsistent));
    // The rest of something that is not said to be the whole.
    assert_eq!(claims("设立窗口20个，配备终端8个，其余5个在建。"), Vec::<String>::new());
    let carried = "受理申请70件（另有上年结转5件），办结72件，其余3件在办。";
    assert_eq!(claims(carried), Vec::<String>::new());
    let several = "发现隐患50处，已整改45处，其余4处限期整改、1处移送。";
    assert_eq!(claims(several), Vec::<String>::new());
    let three = "排查纠纷90件，化解60件，发现隐患95件，已整改88件，其余9件正在整改。";
    assert_eq!(claims(three), Vec::<String>::new());
}

#[test]
fn a_half_is_not_written_as_if_it_rounded_otherwise() {
    let content = "调解纠纷812件，调解成功801件，成功率98.6%。";
    assert_eq!(one(content, Rule::Ratio), is("801 ÷ 812 = 98.645% ≈ 98.6%", Verdict::Holds));
}

#[test]
fn names_beside_their_number_are_counted() {
    let content = "组织民政、公安、司法3个部门联合检查。";
    assert_eq!(one(content, Rule::ListCount).1, Verdict::Holds);
    assert_eq!(told("组织民政、公安、司法等8个部门联合检查。", Rule::ListCount), []);
    assert_eq!(told("组织民政、公安、司法4个部门联合检查。", Rule::ListCount), []);
}

/// Texts whose numbers all hold together by something the text says, so that a change of any one
/// of those marked by {} must be noticed.
const TIED: &[&str] = &[
    "清理文件{210}件，其中保留{150}件、修改{20}件、废止{30}件、宣布失效{10}件。",
    "完成项目{6}件（新立{4}件、修改{2}件）。",
    "配备法制员{97}人，其中专职{28}人、兼职{69}人。",
    "评查案卷{240}卷，其中优秀{58}卷、合格{175}卷、不合格{7}卷。",
    "结案{118}宗，其中建筑类{64}宗、房产类{41}宗、其他{13}宗。",
    "调解纠纷{4127}件，调解成功{4068}件，成功率{98.57}%。",
    "反馈问题{63}个，已整改{60}个，整改率{95.2}%。",
    "许可事项由{612}项减少到{438}项，减少{28.4}%。",
    "受理热线诉求{3158}件，办结{3140}件，办结率{99.43}%。",
];

#[test]
fn exactly_the_broken_numbers_are_claimed() {
    for template in TIED {
        let plain = template.replace(['{', '}'], "");
        assert_eq!(doubts(&plain), 0, "{plain}");
        for (start, _) in template.match_indices('{') {
            let end = start + template.get(start..).unwrap().find('}').unwrap();
            let number: Decimal = template.get(start + 1..end).unwrap().parse().unwrap();
            // The last printed place changed by a tenth of the number at least, so that no
            // rounding hides it.
            let place = Decimal::new(1, number.scale());
            let step = (number / Decimal::from(8)).round_dp(number.scale()).max(place);
            for changed in [number + step, number - step] {
                let text = format!(
                    "{}{changed}{}",
                    template.get(..start).unwrap(),
                    template.get(end + 1..).unwrap()
                );
                let text = text.replace(['{', '}'], "");
                assert_eq!(doubts(&text), 1, "{text}");
                // Beside a sound sentence only the broken one is named.
                let beside = format!("收到申请50件，其中网上申请20件。{text}立案9件，结案8件。");
                assert_eq!(doubts(&beside), 1, "{beside}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn relations_point_at_their_figures(pieces in proptest::collection::vec(0..PIECES.len(), 0..50)) {
        let content: String = pieces.iter().map(|&i| PIECES[i]).collect();
        let (text, figures, relations) = read(&content);
        for relation in relations {
            let members = relation.members.figures();
            prop_assert!(members.iter().all(|&index| (index as usize) < figures.len()));
            let stated = figures.get(*members.last().unwrap() as usize, &text).unwrap();
            prop_assert_eq!(text.slice(relation.span(&figures)), stated.text.as_str());
            prop_assert_eq!(relation.surface(&figures, &text), stated.text.as_str());
            prop_assert!(!relation.calculation(&figures, &text).is_empty());
        }
    }
}

const PIECES: &[&str] = &[
    "受理",
    "办结",
    "100件",
    "98件",
    "2件",
    "，",
    "、",
    "。",
    "；",
    "其中",
    "（",
    "）",
    "含",
    "办结率",
    "98%",
    "1.2万件",
    "0件",
    "合计",
    "占",
    "由",
    "增至",
    "增长",
    "20%",
    "3个百分点",
    "99999999999999999999亿件",
    "0.0000000001%",
    "余",
    "近",
    "民政、公安2个部门",
    "其他",
    "保留",
    "废止",
    "\n",
    "：",
    "成功",
    "胜诉",
    "败诉",
    "调解",
    "结转",
    "均为",
    "约",
    "5名",
    "3倍",
];
