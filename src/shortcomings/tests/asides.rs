//! Clauses that admit nothing themselves: causes, laws, catchwords, what must be seen.

use super::admitted;

#[test]
fn why_a_failing_came_about_is_not_the_failing() {
    assert_eq!(
        admitted(
            "由于重建任务重，年初计划的广场没能按时建成。因标准不一引发的信访高发，影响稳定。"
        ),
        ["年初计划的广场没能按时建成", "标准不一引发的信访高发"]
    );
    assert_eq!(admitted("因此，执法力量不足。"), ["执法力量不足"]);
    // Nothing follows that could be the failing.
    assert_eq!(admitted("因为执法力量不足。"), ["执法力量不足"]);
}

#[test]
fn a_noun_with_what_the_law_says_about_it_can_fail() {
    assert_eq!(
        admitted("法律规定不得空缺，法律规定的信息发布制度落实不到位。"),
        ["法律规定的信息发布制度落实不到位"]
    );
}

#[test]
fn a_catchword_is_explained_by_what_follows() {
    let content = "“接不住”，赋权事项与实际不匹配。“接不住”。";
    assert_eq!(admitted(content), ["赋权事项与实际不匹配", "“接不住”"]);
}

#[test]
fn that_failings_must_be_seen_is_none() {
    let content = "成绩来之不易，但也要清醒看到不足：新业态执法缺乏经验，执法人手不足。";
    assert_eq!(admitted(content), ["新业态执法缺乏经验", "执法人手不足"]);
}
