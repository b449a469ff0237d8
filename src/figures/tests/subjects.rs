//! Names that take their subject from what was told before.

use super::names;

#[test]
fn what_is_always_of_something_is_named_with_it() {
    assert_eq!(
        names("对8个县、15家单位开展法治督察，发现问题126个，整改120个，整改率95.2%。"),
        [
            "县开展法治督察",
            "单位开展法治督察",
            "法治督察发现问题",
            "法治督察发现问题整改",
            "法治督察发现问题整改率"
        ]
    );
    assert_eq!(
        names("政务服务中心进驻单位32家，设置窗口86个。检查企业30家，提出97条整改意见。"),
        ["政务服务中心进驻单位", "政务服务中心设置窗口", "检查企业", "检查企业提出整改意见"]
    );
    // A facet is nobody's, and by itself such a noun may be a grade.
    assert_eq!(names("明确6个方面38项重点任务。"), ["明确方面", "重点任务"]);
    assert_eq!(names("评定优秀3件、合格5件、瑕疵2件。"), ["评定优秀", "合格", "瑕疵"]);
}

#[test]
fn parts_are_told_with_the_deed_of_the_whole() {
    assert_eq!(
        names("完成合法性审查256件，其中规范性文件38件、合同协议141件。"),
        ["完成合法性审查", "规范性文件合法性审查", "合同协议合法性审查"]
    );
    assert_eq!(
        names("法制部门审核案件623件，其中刑事案件241件、行政案件382件。"),
        ["法制部门审核案件", "法制部门审核刑事案件", "法制部门审核行政案件"]
    );
    // 矛盾 is no deed.
    assert_eq!(names("受理矛盾纠纷90件，其中邻里纠纷60件。"), ["受理矛盾纠纷", "邻里纠纷"]);
}

#[test]
fn a_change_behind_a_list_of_parts_is_the_wholes() {
    assert_eq!(
        names("收到申请118件，其中复议申请87件、其他申请31件，较上年96件增加22件，增幅22.9%。")
            .split_off(3),
        ["收到申请", "收到申请增加", "收到申请增幅"]
    );
    assert_eq!(
        names("接待来访86批152人次，批次较上年的100批减少14批。").split_off(2),
        ["接待来访", "接待来访减少"]
    );
}

#[test]
fn a_deed_with_whom_it_is_done_to_or_why_needs_its_object() {
    assert_eq!(
        names("审查规范性文件33件，向市政府报备14件。收到复议申请29件，因申请人撤回终止5件。"),
        ["审查规范性文件", "规范性文件向市政府报备", "收到复议申请", "复议申请因申请人撤回终止"]
    );
    assert_eq!(
        names("审结复议案件47件（含上年结转案件），其中维持28件，结转下年6件。"),
        ["审结复议案件", "复议案件维持", "复议案件结转下年"]
    );
    assert_eq!(
        names("将需群众提交的126个证明材料精简92个。"),
        ["需群众提交证明材料", "需群众提交证明材料精简"]
    );
    assert_eq!(
        names("接收矫正对象243名，解除225名，现有在册18名。"),
        ["接收矫正对象", "矫正对象解除", "矫正对象在册"]
    );
}

#[test]
fn what_is_left_out_is_no_subject() {
    assert_eq!(
        names("收到复议申请134件。除不予受理12件外，受理122件；审结108件。").split_off(1),
        ["复议申请不予受理", "复议申请受理", "复议申请审结"]
    );
    assert_eq!(
        names("抽查任务1520家，除搬迁的62家外实际完成1458家，任务完成率95.9%。").split_off(2),
        ["抽查任务", "抽查任务完成率"]
    );
}

#[test]
fn a_limit_of_time_is_told_by_what_it_is_for() {
    assert_eq!(names("启动响应，2小时内转移群众1384人。"), ["转移群众", "转移群众"]);
    assert_eq!(
        names("受理业务126件，其中118件在一个工作日内办结，占比93.7%。"),
        ["受理业务", "受理业务", "业务办结", "业务办结占比"]
    );
}

#[test]
fn what_says_only_what_it_is_of_goes_back_to_it() {
    assert_eq!(
        names("为农民工追讨工资218万元，涉及173人。"),
        ["农民工追讨工资", "农民工追讨工资涉及"]
    );
    assert_eq!(
        names("全县公职律师增至88名，覆盖45.6%的党政机关。"),
        ["公职律师", "公职律师覆盖党政机关"]
    );
    assert_eq!(
        names("承办人大代表建议112件、政协提案95件，共207件，满意率100%。").split_off(2),
        ["承办人大代表建议、政协提案", "承办人大代表建议、政协提案满意率"]
    );
    assert_eq!(
        names("公布“首违不罚”事项清单，涉及16个领域95项。"),
        ["“首违不罚”事项清单涉及领域", "“首违不罚”事项清单"]
    );
    assert_eq!(names("举办领导干部培训班，培训316人。"), ["领导干部培训班培训"]);
}

#[test]
fn parts_are_told_with_whose_they_are() {
    assert_eq!(
        names("顾问20名，其中执业律师12名。人民调解员685名，其中专职41名。"),
        ["顾问", "顾问中执业律师", "人民调解员", "专职人民调解员"]
    );
    assert_eq!(
        names("法律援助机构办理案件153件，其中民事92件、刑事61件。").split_off(1),
        ["法律援助机构办理民事案件", "法律援助机构办理刑事案件"]
    );
    assert_eq!(
        names("立案查处142起，其中种子类23起、农药类119起。").split_off(1),
        ["种子类立案查处", "农药类立案查处"]
    );
    assert_eq!(
        names("审结案件341件，其中作出撤销等决定24件。").split_off(1),
        ["案件作出撤销等决定"]
    );
    assert_eq!(
        names("承办代表建议261件，所提问题已经解决的201件。").split_off(1),
        ["所提问题已经解决的代表建议"]
    );
}

#[test]
fn what_is_dealt_with_may_stand_behind_its_time() {
    assert_eq!(
        names("对1998年以来出台的规范性文件进行清理，宣布失效19件，废止12件。"),
        ["规范性文件宣布失效", "规范性文件废止"]
    );
    assert_eq!(names("组织参加学法考试，应考213人、实考210人。"), ["学法考试应考", "学法考试实考"]);
    assert_eq!(names("推行“免申即享”，兑现资金3.28亿元。"), ["“免申即享”兑现资金"]);
}
