use super::tests::{claims, is, one, told};
use crate::report::{Rule, Verdict};

#[test]
fn a_rate_may_be_of_several_parts_or_of_what_was_taken_off() {
    let content = "审结66件，维持58件、撤销5件、确认违法3件，直接纠错率12.1%。";
    assert_eq!(one(content, Rule::Ratio), is("(5 + 3) ÷ 66 = 12.12% ≈ 12.1%", Verdict::Holds));
    let content = "送审金额982万元，核减91万元，核减率9.27%。";
    assert_eq!(one(content, Rule::Ratio), is("91万 ÷ 982万 = 9.267% ≈ 9.27%", Verdict::Holds));
    let content = "总人口40万人，其中甲族14万人，乙族9万人，丙族3万人，三族人口占总人口的65%。";
    assert_eq!(one(content, Rule::Ratio), is("(14万 + 9万 + 3万) ÷ 40万 = 65%", Verdict::Holds));
}

#[test]
fn a_share_may_name_its_base_or_stand_in_a_table() {
    let content = "改造开工6120套，为年度任务6000套的102%。";
    assert_eq!(one(content, Rule::Ratio), is("6120 ÷ 6000 = 102%", Verdict::Holds));
    assert_eq!(told(&content.replace("102", "103"), Rule::Ratio), []);
    let table =
        "社区  排查  成功  成功率\n河湾社区  64件  62件  96.9%\n石坝村  29件  28件  98.6%\n";
    assert_eq!(told(table, Rule::Ratio), [is("62 ÷ 64 = 96.88% ≈ 96.9%", Verdict::Holds)]);
    assert_eq!(claims(table), Vec::<String>::new());
}

#[test]
fn a_rate_may_tell_what_fails_or_is_left() {
    let content = "抽检600批次，每千人5.2批次，检出不合格13批次，不合格率2.17%。";
    assert_eq!(one(content, Rule::Ratio), is("13 ÷ 600 = 2.167% ≈ 2.17%", Verdict::Holds));
    let content = "抽查产品960组，发现不合格71组，合格率92.6%。";
    assert_eq!(one(content, Rule::Ratio), is("(960 − 71) ÷ 960 = 92.60% ≈ 92.6%", Verdict::Holds));
    let wrong = content.replace("92.6", "93.6");
    assert_eq!(claims(&wrong), ["(960 − 71) ÷ 960 = 92.60% ≠ 93.6%"]);
    let content = "发现隐患1873条，整改率99.2%；15条因期限未到正在推进。";
    assert_eq!(
        one(content, Rule::Ratio),
        is("(1873 − 15) ÷ 1873 = 99.20% ≈ 99.2%", Verdict::Holds)
    );
    for other in [content.replace("99.2", "98.2"), content.replace("未到正在推进", "长短列表")]
    {
        assert_eq!(told(&other, Rule::Ratio), [], "{other}");
    }
}

#[test]
fn a_rate_of_what_people_say_is_of_no_number_beside_it() {
    assert_eq!(told("受理事项946件，办结944件，群众满意率99.8%。", Rule::Ratio), []);
}

#[test]
fn a_share_may_name_its_parts() {
    let content = "清理文件734件，废止288件，失效197件，继续有效249件，废止和失效的占66.1%。";
    assert_eq!(one(content, Rule::Ratio), is("(288 + 197) ÷ 734 = 66.08% ≈ 66.1%", Verdict::Holds));
    assert_eq!(told(&content.replace("66.1", "67.1"), Rule::Ratio), []);
}

#[test]
fn a_rate_is_its_part_over_its_base() {
    let content = "调解纠纷812件，调解成功803件，成功率98.8%。";
    assert_eq!(
        one(content, Rule::Ratio),
        is("803 ÷ 812 = 98.89% ≈ 98.8%", Verdict::HoldsTruncated)
    );
    let content = "调解纠纷800件，调解成功700件，成功率87.5%。";
    assert_eq!(one(content, Rule::Ratio), is("700 ÷ 800 = 87.5%", Verdict::Holds));
    let content = "调解纠纷800件，调解成功700件，成功率89.5%。";
    assert_eq!(one(content, Rule::Ratio), is("700 ÷ 800 = 87.50% ≠ 89.5%", Verdict::Inconsistent));
}

#[test]
fn rounded_members_allow_an_interval() {
    let content = "排查矛盾1.13万件，成功化解1.11万件，化解率98.6%。";
    assert_eq!(one(content, Rule::Ratio).1, Verdict::Possible);
    let content = "受理诉求5000余件，办结4900余件，办结率97%。";
    assert_eq!(claims(content), Vec::<String>::new());
}

#[test]
fn no_mismatch_is_claimed_where_the_base_is_not_certain() {
    for content in [
        "受理案件100件，办结98件，按期办结率100%。",
        "收到建议100件、提案50件，办结150件，办结率100%。",
        "受理申请80件（含上年结转5件），办结78件，办结率99.1%。",
        "审结案件50件，撤销6件，纠错率15%。",
        "受理诉求200件，办结199件，办结率、满意率均为99%。",
        "抽检500批次，不合格10批次，合格率98%。",
        "受理案件100件；办结90件，办结率95%。",
        "办理案件120件，同比增长20%，胜诉率95%。",
    ] {
        assert_eq!(claims(content), Vec::<String>::new(), "{content}");
    }
}

#[test]
fn a_share_may_be_of_a_sum() {
    let content = "收到建议40件，已解决20件，列入计划10件，合计占比75%。";
    assert_eq!(one(content, Rule::Ratio), is("(20 + 10) ÷ 40 = 75%", Verdict::Holds));
}

#[test]
fn an_amount_and_the_same_in_per_cent_are_both_checked() {
    let content = "应诉案件743件，比上年的812件减少69件，下降8.5%。";
    let both = |sign: &str, percent: &str| {
        let growth = format!("(812 − 743) ÷ 812 = 8.50% {sign} {percent}%");
        [is("(812 − 743) = 69", Verdict::Holds), is(&growth, Verdict::Holds)]
    };
    assert_eq!(told(content, Rule::Difference), both("≈", "8.5"));
    let led = "应诉案件由812件减至743件，减少69件，下降8.5%。";
    assert_eq!(told(led, Rule::Difference), both("≈", "8.5"));
    // What is compared may be more than the numbers tell.
    let wrong = content.replace("8.5%", "9.5%");
    assert_eq!(told(&wrong, Rule::Difference), [is("(812 − 743) = 69", Verdict::Holds)]);
    assert_eq!(claims(&wrong), Vec::<String>::new());
}

#[test]
fn a_level_is_compared_over_its_parts_and_over_other_units() {
    let content = "立案118件，其中简易程序87件、普通程序31件，较上年96件增加22件，增幅22.9%。";
    assert_eq!(
        told(content, Rule::Difference),
        [
            is("(118 − 96) = 22", Verdict::Holds),
            is("(118 − 96) ÷ 96 = 22.92% ≈ 22.9%", Verdict::Holds)
        ]
    );
    let content = "接待来访86批152人次，批次较上年的100批减少14批，下降14%。";
    assert_eq!(
        told(content, Rule::Difference),
        [is("(100 − 86) = 14", Verdict::Holds), is("(100 − 86) ÷ 100 = 14%", Verdict::Holds)]
    );
}

#[test]
fn kinds_of_which_none_is_missing_may_be_parted_by_commas() {
    let content = "对187件规范性文件进行清理，继续有效96件，修改23件，废止54件，宣布失效16件。";
    assert_eq!(claims(content), ["96 + 23 + 54 + 16 = 189 ≠ 187"]);
    // Without what stays in force the list may go on elsewhere.
    let open = "对87件规范性文件进行清理，修改23件，废止54件，宣布失效16件。";
    assert_eq!(claims(open), Vec::<String>::new());
}

#[test]
fn what_follows_a_change_is_held_against_what_it_led_to() {
    let content =
        "刑事立案由3860起降至3412起，破获刑事案件2187起，抓获嫌疑人1964人，移送起诉1512人。";
    assert_eq!(
        told(content, Rule::AtMost),
        [is("2187 ≤ 3412", Verdict::Holds), is("1512 ≤ 1964", Verdict::Holds)]
    );
}

#[test]
fn what_an_exception_leaves_is_checked() {
    let content = "抽查任务152家，除搬迁的6家外实际完成146家。";
    assert_eq!(told(content, Rule::Difference), [is("(152 − 6) = 146", Verdict::Holds)]);
    assert_eq!(told(&content.replace("146", "145"), Rule::Difference), []);
    let share = "受理126件，其中118件在一个工作日内办结，占比93.7%。";
    assert_eq!(one(share, Rule::Ratio), is("118 ÷ 126 = 93.65% ≈ 93.7%", Verdict::Holds));
}

#[test]
fn rates_told_in_order_are_read_from_their_names() {
    let content =
        "审结108件，其中维持52件，和解终止47件，撤销9件，和解率、撤销率分别为43.5%、8.3%。";
    let both = [
        is("47 ÷ 108 = 43.52% ≈ 43.5%", Verdict::Holds),
        is("9 ÷ 108 = 8.33% ≈ 8.3%", Verdict::Holds),
    ];
    assert_eq!(told(content, Rule::Ratio), both);
    assert_eq!(claims(&content.replace("43.5", "44.5")), Vec::<String>::new());
}
