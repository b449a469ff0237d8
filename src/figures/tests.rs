mod subjects;

use super::*;
use crate::lexicon::Lexicon;
use crate::text::Span;
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// Surface, indicator and approximation of the figures of one paragraph.
fn figures_of(paragraph: &str) -> Vec<(String, String, Option<String>)> {
    let text = Text::new(paragraph.to_owned());
    let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
    figures(&text, &outline, &LEXICON, None)
        .into_iter()
        .map(|f| (f.text.to_string(), f.indicator.to_string(), f.approx.map(|a| a.to_string())))
        .collect()
}

/// The indicators of a paragraph's figures.
fn names(paragraph: &str) -> Vec<String> {
    figures_of(paragraph).into_iter().map(|(_, name, _)| name).collect()
}

#[test]
fn what_is_opened_against_nobody_is_carried_to_no_deed() {
    assert_eq!(
        names("下达责令改正通知书152份，立案73件，结案70件，罚款6.18万元。"),
        ["下达责令改正通知书", "立案", "结案", "罚款"]
    );
    assert_eq!(names("检查餐饮单位200家，立案6件。"), ["检查餐饮单位", "餐饮单位立案"]);
}

#[test]
fn a_clause_that_tells_a_state_or_deals_with_a_thing_lends_no_more_than_the_thing() {
    assert_eq!(names("把出庭情况纳入绩效考核，出庭应诉率达到86.2%。"), ["出庭应诉率"]);
    assert_eq!(names("企业心里越踏实，全年新签约项目19个。"), ["新签约项目"]);
    assert_eq!(names("方案改了好几轮，最终213户居民中有198户签字同意。"), ["居民", "居民签字同意"]);
}

#[test]
fn what_is_divided_among_many_keeps_its_subject() {
    assert_eq!(names("把律师值班时间增加到每月不少于3天。"), ["律师值班时间"]);
    assert_eq!(names("普法经费增加到72万元，人均达2.1元。"), ["普法经费", "普法经费人均"]);
    assert_eq!(
        names("把A类企业定为两年检查一次，D类企业每季度检查不少于1次。").last().unwrap(),
        "D类企业每季度检查"
    );
}

#[test]
fn a_part_that_says_only_which_takes_the_whole_with_it() {
    assert_eq!(
        names("立案查处水事违法案件90件，其中采砂类30件、水土保持类20件、其他40件。"),
        [
            "立案查处水事违法案件",
            "采砂类水事违法案件",
            "水土保持类水事违法案件",
            "其他水事违法案件"
        ]
    );
    assert_eq!(
        names("承接赋权事项94项，其中行政检查、行政处罚分别为27项、67项。"),
        ["承接赋权事项", "赋权事项行政检查", "赋权事项行政处罚"]
    );
    // What stands alone does.
    assert_eq!(
        names("受理案件90件，其中交通事故案件30件、行政复议20件。"),
        ["受理案件", "交通事故案件", "行政复议"]
    );
}

#[test]
fn a_list_shares_the_object_of_its_last_name() {
    assert_eq!(
        names("对应改革要求，全年取消、下放、承接行政权力事项分别为18项、6项、24项。"),
        ["取消行政权力事项", "下放行政权力事项", "承接行政权力事项"]
    );
    assert_eq!(
        names("建成县、镇、村（社区）法律服务平台分别为1个、9个、18个。"),
        ["建成县法律服务平台", "镇法律服务平台", "村（社区）法律服务平台"]
    );
}

#[test]
fn deeds_without_object_are_of_what_was_told_before() {
    assert_eq!(
        names("收到行政复议申请132件。受理案件中办结79件，以调解、和解方式结案12件。"),
        ["收到行政复议申请", "行政复议申请办结", "行政复议申请以调解、和解方式结案"]
    );
    assert_eq!(
        names("在册矫正对象74名，新接收12名、解除9名。"),
        ["在册矫正对象", "在册矫正对象新接收", "在册矫正对象解除"]
    );
    assert_eq!(
        names("调解纠纷76件，成功率98.2%，涉及金额107万元。").last().unwrap(),
        "调解纠纷涉及金额"
    );
    assert_eq!(
        names("组织新上岗人员资格考试，86人参考，71人合格。"),
        ["新上岗人员资格考试参考", "新上岗人员资格考试合格"]
    );
}

#[test]
fn a_deed_that_is_counted_needs_no_subject_of_another_clause() {
    assert_eq!(names("始终把法治摆在突出位置，先后6次召开专题会议，听取汇报。"), ["召开专题会议"]);
}

#[test]
fn the_deed_behind_a_number_of_times_is_named() {
    assert_eq!(
        names("县委常委会会议、县政府常务会议先后7次研究法治建设议题。"),
        ["县委常委会会议、县政府常务会议研究法治建设议题"]
    );
}

#[test]
fn the_whole_of_which_parts_are_told_is_their_subject() {
    assert_eq!(
        names("审结案件中，维持310件、责令履行6件、调解和解终止122件。"),
        ["审结案件维持", "审结案件责令履行", "审结案件调解和解终止"]
    );
}

#[test]
fn an_approximation_may_stand_before_the_deed() {
    let approx: Vec<_> =
        figures_of("每个乡镇至少配备1名专职人员，每村至少培育2名法律明白人，共配备63名。")
            .into_iter()
            .map(|(text, _, approx)| (text, approx))
            .collect();
    let least = Some("至少".to_owned());
    assert_eq!(
        approx,
        [("1名".to_owned(), least.clone()), ("2名".to_owned(), least), ("63名".to_owned(), None)]
    );
}

#[test]
fn a_unit_cut_short_is_that_of_the_next_level_or_thing() {
    let units = |paragraph: &str| -> Vec<String> {
        let text = Text::new(paragraph.to_owned());
        let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
        figures(&text, &outline, &LEXICON, None).into_iter().map(|f| f.unit.to_string()).collect()
    };
    assert_eq!(units("办理时间由20个缩至7个工作日。"), ["个工作日"; 2]);
    assert_eq!(units("一般登记压减到3个、抵押登记压减到1个工作日。"), ["个工作日"; 2]);
    assert_eq!(units("环节压减到3个、时间压减到5个工作日。"), ["个", "个工作日"]);
}

#[test]
fn points_in_order_are_those_of_the_rates() {
    assert_eq!(
        names("承接工单523件，办结率99.8%，满意率97.3%，分别比上年提高0.2个和1.1个百分点。"),
        [
            "承接工单",
            "承接工单办结率",
            "承接工单满意率",
            "承接工单办结率比上年提高",
            "承接工单满意率比上年提高"
        ]
    );
}

#[test]
fn those_for_whom_something_is_done_stand_behind_a_number_of_times() {
    assert_eq!(names("为1.8万户次纳税人办理留抵退税9.74亿元。"), ["纳税人", "办理留抵退税"]);
}

#[test]
fn a_share_tells_of_what_and_a_rate_of_its_own_thing_takes_no_other() {
    assert_eq!(
        names("全市配备专职法制审核人员486人，占执法人员总数的5.6%。"),
        ["配备专职法制审核人员", "配备专职法制审核人员占执法人员总数"]
    );
    assert_eq!(names("承诺时限压缩率达到82%，即办件占比61.3%。"), ["承诺时限压缩率", "即办件占比"]);
    assert_eq!(
        names("行政诉讼一审案件收案1125件，审结1033件。"),
        ["行政诉讼一审案件收案", "行政诉讼一审案件审结"]
    );
}

#[test]
fn what_nothing_before_names_is_named_by_what_is_behind() {
    assert_eq!(names("先后6批次取消证明材料310项。"), ["取消证明材料", "取消证明材料"]);
}

#[test]
fn an_indicator_that_stands_in_the_text_is_told_with_its_place() {
    let text = Text::new("检查餐饮单位200家，立案6件。".to_owned());
    let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
    let figures = figures(&text, &outline, &LEXICON, None);
    let places: Vec<_> = figures.iter().map(|f| f.named.map(|span| text.slice(span))).collect();
    // 餐饮单位立案 is joined of two pieces.
    assert_eq!(places, [Some("检查餐饮单位"), None]);
}

#[test]
fn what_is_said_of_several_belongs_to_each() {
    for (paragraph, want) in [
        ("区长、副区长分别讲授法治课2堂、3堂。", vec!["区长讲授法治课", "副区长讲授法治课"]),
        (
            "部门法律顾问、公职律师配备率分别由91.2%、88.5%提高到100%、97.3%。",
            vec!["部门法律顾问配备率", "公职律师配备率", "部门法律顾问配备率", "公职律师配备率"],
        ),
        (
            "城管、交通领域分别立案12件、35件，罚款3万元、8万元。",
            vec!["城管立案", "交通领域立案", "城管罚款", "交通领域罚款"],
        ),
        ("起数、死亡人数同比分别下降8%和11%。", vec!["起数", "死亡人数"]),
        ("制定任务清单（书记8项、区长9项）。", vec!["任务清单书记", "任务清单区长"]),
        ("查处哄抬物价、制假售假等案件33起39人。", vec!["查处哄抬物价、制假售假等案件"; 2]),
        (
            "公布区级事项8项，镇、村两级分别为12项、18项。",
            vec!["公布区级事项", "区级事项镇", "区级事项村两级"],
        ),
    ] {
        let names = names(paragraph);
        assert_eq!(names.get(..want.len()).unwrap(), want, "{paragraph}");
    }
}

#[test]
fn nouns_made_of_verbs_are_no_deeds() {
    assert_eq!(names("全区72个人民调解组织调解纠纷470件。"), ["人民调解组织", "调解纠纷"]);
    assert_eq!(names("218名调解员中62名超过55岁。").get(..2).unwrap(), ["调解员", "调解员"]);
    assert_eq!(names("涉及标的260.5万元。"), ["涉及标的"]);
    assert_eq!(names("在全省12家高新区综合考评中列第6位。"), ["高新区综合考评"; 2]);
    assert_eq!(
        names("接受备案文件18件，备案率、及时率分别为100%、98%。").last().unwrap(),
        "接受备案文件及时率"
    );
}

#[test]
fn what_leads_to_an_amount_belongs_to_it() {
    let content = "退税平均用时2.7天，比规定的6天再压缩55%。纠纷58起，比去年的83起少25起。行政应诉案件败诉率7.2%，较全市平均水平低2.9个百分点。";
    let text = Text::new(content.to_owned());
    let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
    let found: Vec<_> = figures(&text, &outline, &LEXICON, None)
        .into_iter()
        .map(|f| (f.text.to_string(), f.indicator.to_string(), f.change))
        .collect();
    let was = |text: &str, name: &str, change| (text.to_owned(), name.to_owned(), change);
    use crate::report::Change::Down;
    assert_eq!(
        found,
        [
            was("2.7天", "退税平均用时", None),
            was("6天", "退税平均用时", None),
            was("55%", "退税平均用时压缩", Some(Down)),
            was("58起", "纠纷", None),
            was("83起", "纠纷", None),
            was("25起", "纠纷少", Some(Down)),
            was("7.2%", "行政应诉案件败诉率", None),
            was("2.9个百分点", "行政应诉案件败诉率较全市平均水平低", None),
        ]
    );
}

#[test]
fn ranks_and_levels_that_stand_together_share_their_unit() {
    let texts = |paragraph: &str| -> Vec<String> {
        figures_of(paragraph).into_iter().map(|(text, ..)| text).collect()
    };
    assert_eq!(texts("两项指标分列全省第1、第3位。"), ["两项", "第1", "第3位"]);
    assert_eq!(texts("排名由上年的第7位升至第4位。"), ["第7位", "第4位"]);
    assert_eq!(texts("预警时间从15缩短至4分钟。"), ["15", "4分钟"]);
    assert_eq!(texts("培育一至两个品牌。"), ["一至两个"]);
    assert_eq!(texts("落实工地“六个百分之百”。"), Vec::<String>::new());
}

#[test]
fn what_a_word_shares_with_the_one_before_it_names_it() {
    assert_eq!(
        names("建成公共法律服务中心3个、站20个、点300个。"),
        ["建成公共法律服务中心", "建成公共法律服务站", "建成公共法律服务点"]
    );
    assert_eq!(names("核定编制六十名，实有四十一名。"), ["核定编制", "核定编制实有"]);
    assert_eq!(
        names("棚户区改造开工6120套，为任务6000套的102%。").last().unwrap(),
        "棚户区改造开工"
    );
    assert_eq!(names("行政诉讼9件，已判决的7件全部胜诉。"), ["行政诉讼", "行政诉讼判决全部胜诉"]);
}

#[test]
fn what_is_compared_goes_on_with_the_thing_before() {
    assert_eq!(
        names("人均办案量102件，超出全省平均水平一倍。").last().unwrap(),
        "人均办案量超出全省平均水平"
    );
    assert_eq!(
        names("税费收入90亿元，剔除退税因素同比增长6%。").last().unwrap(),
        "税费收入剔除退税因素同比增长"
    );
    assert_eq!(
        names("“八五”普法评估位居全市第5位，较第9位前移4位。"),
        ["“八五”普法评估位居全市", "“八五”普法评估位居全市", "“八五”普法评估位居全市前移"]
    );
    assert_eq!(names("满意度96%，较92%提高4个百分点。"), ["满意度", "满意度", "满意度提高"]);
    assert_eq!(
        names("满意度96%，居全市各县(市、区）第2位。").last().unwrap(),
        "满意度居全市各县(市、区）"
    );
}

#[test]
fn a_chinese_numeral_counts_with_the_measure_word_of_the_noun_before_it() {
    let texts = |paragraph: &str| -> Vec<String> {
        figures_of(paragraph).into_iter().map(|(text, ..)| text).collect()
    };
    assert_eq!(texts("收到锦旗四面、感谢信两封。"), ["四面", "两封"]);
    assert_eq!(texts("锦旗挂满四面。锦旗四面八方送来。水库四面环山。"), Vec::<String>::new());
}

#[test]
fn what_stands_behind_a_bracket_is_no_part_of_the_whole_before_it() {
    let text = Text::new("全年办理提案9件（县级6件、镇级3件）和建议4件。".to_owned());
    let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
    let parts: Vec<Option<u32>> = figures(&text, &outline, &LEXICON, None)
        .into_iter()
        .map(|f| f.qualifiers.and_then(|q| q.part_of))
        .collect();
    assert_eq!(parts, [None, Some(0), Some(0), None]);
}

/// The surfaces of a paragraph's figures.
fn texts(paragraph: &str) -> Vec<String> {
    figures_of(paragraph).into_iter().map(|(text, ..)| text).collect()
}

#[test]
fn a_full_width_comma_parts_thousands_before_a_unit() {
    assert_eq!(
        texts("全区持证人员3，208人，调解纠纷1，046、2，115件，兑现资金1，300，250元。"),
        ["3，208人", "1，046", "2，115件", "1，300，250元"]
    );
    let text = Text::new("调解案件1，046件，兑现奖补2，300万元。".to_owned());
    let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
    let values: Vec<_> = figures(&text, &outline, &LEXICON, None)
        .into_iter()
        .map(|figure| figure.value.normalize().to_string())
        .collect();
    assert_eq!(values, ["1046", "23000000"]);
    // A unit before it, four digits, or an item's number: only a comma.
    assert_eq!(texts("检查16次，120家企业受到约谈。"), ["16次", "120家"]);
    assert_eq!(texts("2，120家企业完成整改。"), ["120家"]);
    assert_eq!(texts("热线12345，120名话务员在岗。"), ["120名"]);
}

#[test]
fn points_are_told_behind_points() {
    assert_eq!(
        texts("考核分值由6分提高到10分，其中执法监督4分、普法治理3分，会议9时30分开始。"),
        ["6分", "10分", "4分", "3分"]
    );
    assert_eq!(texts("平均得分93.5分，优秀（90分以上）占三成。"), ["93.5分", "三成"]);
}

#[test]
fn one_is_no_number_where_it_only_determines() {
    for paragraph in [
        "把分散的力量并到一处。",
        "不搞简单粗暴那一套。",
        "逐项列出清单，成熟一项、出台一项，不断完善。",
        "坚持问题导向，发现一处，取缔一处。",
        "听一次庭审，胜过听十堂课。",
        "编排三句半、二人转，走村入户。",
    ] {
        assert_eq!(texts(paragraph), Vec::<String>::new(), "{paragraph}");
    }
    assert_eq!(texts("建成示范村一个、示范社区一个。"), ["一个", "一个"]);
    assert_eq!(texts("对供水改造二期等4个项目开展评估。"), ["4个"]);
    assert_eq!(texts("审批时限由9日减至4日。"), ["9日", "4日"]);
    assert_eq!(texts("参加竞赛，全省团体总分第4名。"), ["第4名"]);
}

#[test]
fn an_increase_of_income_is_a_level_and_a_fall_told_as_such_a_change() {
    let changes = |paragraph: &str| -> Vec<Option<crate::report::Change>> {
        let text = Text::new(paragraph.to_owned());
        let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
        figures(&text, &outline, &LEXICON, None).into_iter().map(|f| f.change).collect()
    };
    use crate::report::Change::{Down, Up};
    assert_eq!(changes("每年可为村民增收12.5万元。"), [None]);
    assert_eq!(
        changes("来信86件，降幅为12.3%；名录库企业较上年扩容1.2倍。"),
        [None, Some(Down), Some(Up)]
    );
}

#[test]
fn figures_in_order_are_those_told_before() {
    assert_eq!(
        names("查处案件26件，罚款8.5万元，上述数据分别比2020年增长6%、9%。").get(2..).unwrap(),
        ["查处案件比2020年增长", "案件罚款比2020年增长"]
    );
    assert_eq!(
        names("划定山地12处、湿地9处，面积占比分别为61%、39%。").get(2..).unwrap(),
        ["划定山地面积占比", "湿地面积占比"]
    );
    assert_eq!(
        names(
            "群众安全感、政务服务满意度分别为97%、95%，在全市6个县（市、区）中分列第二名和第三名。"
        )
        .get(3..)
        .unwrap(),
        ["群众安全感", "政务服务满意度"]
    );
}

#[test]
fn a_sum_of_unlike_things_names_them_all() {
    assert_eq!(
        names("办理代表建议12件、政协提案8件，合计20件。").last().unwrap(),
        "办理代表建议、政协提案"
    );
    assert_eq!(names("合计　60项").last().unwrap(), "合计");
}

#[test]
fn what_is_said_of_a_thing_before_takes_its_name() {
    for (paragraph, want) in [
        ("研究议题74个，其中会前送审的51个。", "会前送审的议题"),
        ("审查文件草案29件，提出意见40条，印发16件。", "文件草案印发"),
        ("普法经费列入预算，由上年的20万元追加到30万元。", "普法经费"),
        ("对历年订立的招商协议进行“回头看”，清理65份。", "招商协议清理"),
        ("办理代表建议22件，2件因资金不足暂缓办理。", "代表建议因资金不足暂缓办理"),
        ("办理索赔案件17起，涉案金额1.2亿元。", "办理索赔案件涉案金额"),
        ("省级督察的56项任务完成43项。", "省级督察任务完成"),
        ("全市执法人员全部通过考试，在岗96人。", "执法人员在岗"),
        ("收到复议申请41件，受理38件，审结30件。", "复议申请审结"),
        ("申请复议21件，已决20件。", "复议已决"),
        ("省级督察转办案件19件，办结18件。", "省级督察转办案件办结"),
        ("复议收案41件，同比增长6%；受理38件。", "复议受理"),
        ("人均办案71件，是五年前的3倍。", "人均办案是五年前"),
        ("接待来访60批，批次降幅为12%。", "接待来访批次降幅"),
        ("下达决定书74份，罚款92万元，案均1.2万元。", "决定书案均"),
    ] {
        assert_eq!(names(paragraph).last().unwrap(), want, "{paragraph}");
    }
}

#[test]
fn what_stands_behind_a_number_belongs_to_it() {
    for (paragraph, want) in [
        ("分六期轮训执法骨干900人次。", vec!["轮训执法骨干", "轮训执法骨干"]),
        ("3个派出所破案率低于60%。", vec!["派出所", "派出所破案率"]),
        ("便民服务中心大厅投入300万元升级改造。", vec!["便民服务中心大厅投入升级改造"]),
        (
            "为全县干部作《法治是最好的环境》辅导报告一场。",
            vec!["干部作《法治是最好的环境》辅导报告"],
        ),
        ("组织6个镇和9个部门主要负责人书面述法。", vec!["镇书面述法", "部门主要负责人书面述法"]),
    ] {
        assert_eq!(names(paragraph), want, "{paragraph}");
    }
}

#[test]
fn the_thousand_of_a_unit_is_no_part_of_the_number() {
    let text = Text::new("查获毒品132.6千克，修路35千米，装机1.2万千瓦，罚款3千元。".to_owned());
    let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
    let found = figures(&text, &outline, &LEXICON, None);
    let read: Vec<_> =
        found.into_iter().map(|f| (f.value.normalize().to_string(), f.unit.to_string())).collect();
    let wanted = [("132.6", "千克"), ("35", "千米"), ("12000", "千瓦"), ("3000", "元")];
    assert_eq!(read, wanted.map(|(value, unit)| (value.to_owned(), unit.to_owned())));
}

#[test]
fn days_laid_down_and_points_of_a_total_are_figures() {
    assert_eq!(texts("时限由法定的60日压减到20日，占总分的5分。"), ["60日", "20日", "5分"]);
    assert_eq!(texts("3月5日办结。"), [""; 0]);
}

#[test]
fn a_digit_that_is_a_word_does_not_part_figures_that_are_told_together() {
    let text = Text::new("普通不动产登记压减到3个、统一不动产登记压减到1个工作日。".to_owned());
    let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
    let mut refused = Vec::new();
    for rejected in [None, Some(&mut refused)] {
        let units: Vec<String> = figures(&text, &outline, &LEXICON, rejected)
            .into_iter()
            .map(|figure| figure.unit.to_string())
            .collect();
        assert_eq!(units, ["个工作日", "个工作日"]);
    }
    assert_eq!(refused.len(), 1);
}

/// Pieces in which digits are words, counts, parts of longer numerals and ends of ranges.
const PIECES: &[&str] = &[
    "一",
    "两",
    "三",
    "十",
    "3",
    "15",
    "一是",
    "统一",
    "进一步",
    "第",
    "至",
    "到",
    "、",
    "和",
    "，",
    "。",
    "个",
    "件",
    "五个",
    "工作日",
    "月",
    "分之",
    "百分之",
    "几",
    "余",
    "点",
    "分",
    "名",
    "全省",
    "办理",
    "案件",
    "压减至",
    "（",
    "）",
    " ",
];

proptest! {
    #[test]
    fn figures_are_the_same_whether_or_not_the_refused_numbers_are_asked_for(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..40)
    ) {
        let text = Text::new(pieces.iter().map(|&i| PIECES[i]).collect::<String>());
        let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
        let mut refused = Vec::new();
        let asked = figures(&text, &outline, &LEXICON, Some(&mut refused));
        prop_assert_eq!(asked, figures(&text, &outline, &LEXICON, None));
        prop_assert!(refused.is_sorted_by_key(|rejected| rejected.span.start));
    }
}
