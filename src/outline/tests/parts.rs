//! Parts without a heading of their own.

use super::{frame, read, tree};
use crate::report::SectionKind;

#[test]
fn merged_headings_with_and_without_numbered_parts() {
    let numbered = read(
        "关于二〇二三年度法治建设工作情况的总结\n今年以来，我局认真落实法治建设责任。\n一、履职尽责情况\n\
         （一）履行推进法治建设第一责任人职责情况\n局长带头学法，听取法治工作汇报4次，协调解决重大问题6个。\n\
         （二）推进依法行政情况\n1.规范性文件管理\n制定规范性文件2件；\n清理文件15件。\n2.行政执法\n主要指标如下：\n\
         （1）行政许可1200件；\n（2）行政处罚35件；\n（3）行政检查420次。\n\
         二、存在的主要问题和下一步工作打算\n（一）存在问题\n执法装备不足。\n（二）下一步打算\n进一步规范执法行为。\n\
         三、其他需要报告的事项\n无。\n云岭市市场监督管理局　　2024年1月8日\n责任编辑：某某\n友情链接：\n云岭市司法局门户网站欢迎您。\n",
    );
    let name = "云岭市市场监督管理局";
    assert_eq!(frame(&numbered), [name, "2023", name, "-", "2024-01-08", "1-22"]);
    assert_eq!(
        tree(&numbered),
        [
            "1 2 implied preamble",
            "1 3 一、 履职尽责情况 achievements",
            "2 4 （一） 履行推进法治建设第一责任人职责情况 duty",
            "2 6 （二） 推进依法行政情况",
            "3 7 1. 规范性文件管理",
            "3 10 2. 行政执法",
            "1 15 二、 存在的主要问题和下一步工作打算 shortcomings",
            "2 16 （一） 存在问题",
            "2 18 （二） 下一步打算 plan",
            "1 20 三、 其他需要报告的事项 other",
        ]
    );
    let run_in = read(
        "云岭市民政局2022年法治政府建设情况\n发布时间：2023/2/28　来源：本站　作者：\n\
         一、完善制度机制。健全重大行政决策、合同审查等制度，修订制度9项，审查合同45份。\n\
         二、存在不足及下步计划。对照法治政府建设要求，我局工作还存在差距，主要是业务能力有待提升。下一步，我局将加强培训。\n",
    );
    let name = "云岭市民政局";
    assert_eq!(frame(&run_in), [name, "2022", name, "-", "2023-02-28", "1-4"]);
    assert_eq!(
        tree(&run_in),
        [
            "1 3 一、 完善制度机制 achievements",
            "1 4 二、 存在不足及下步计划 shortcomings",
            "2 4 implied shortcomings",
            "2 4 implied plan",
        ]
    );
}

#[test]
fn the_parts_of_a_merged_heading_stand_around_its_numbered_points() {
    let content = "云岭市2023年法治政府建设报告\n一、主要工作\n召开会议3次，督察单位8家，全部整改到位。\n\
         二、存在的问题和下一步打算\n对照要求，工作还有不足：\n\
         1.执法能力跟不上。真正会办案的不多。\n2.普法形式陈旧。仍以发传单为主。\n\
         针对上述问题，明年重点做好两件事：开展轮训，推广微信普法。\n";
    assert_eq!(
        tree(&read(content)),
        [
            "1 2 一、 主要工作 achievements",
            "1 4 二、 存在的问题和下一步打算 shortcomings",
            "2 5 implied shortcomings",
            "3 6 1. 执法能力跟不上",
            "3 7 2. 普法形式陈旧",
            "2 8 implied plan",
        ]
    );
    let found = read(&content.replace("明年重点", "2024年我们将"));
    assert_eq!(tree(&found).last().unwrap(), "2 8 implied plan");
    // Nothing opens the second part.
    let found = read(&content.replace("针对上述问题，明年重点", "各单位"));
    assert_eq!(tree(&found).last().unwrap(), "2 7 2. 普法形式陈旧");
    assert_eq!(tree(&found).len(), 4);
}

#[test]
fn a_plan_may_begin_with_what_is_lacking() {
    let report = |opening: &str| {
        read(&format!(
            "青川市水务局2021年法治政府建设情况报告\n一、工作开展情况\n办理水行政处罚案件12件，无一被撤销。\n\
             二、下一步工作打算\n{opening}下一步，我局将重点做好以下工作：\n\
             一是加强执法培训。分批轮训执法人员。\n二是完善制度。修订裁量基准。\n"
        ))
    };
    let lacking =
        "2021年，我局工作有了新的进展，但离群众期盼还有距离。基层执法人员不足；普法形式单一。";
    assert_eq!(
        tree(&report(lacking)),
        [
            "1 2 一、 工作开展情况 achievements",
            "1 4 二、 下一步工作打算 plan",
            "2 5 implied shortcomings",
            "2 5 implied plan",
        ]
    );
    let resolved = "针对存在的问题和不足，我局逐项研究了措施。";
    assert_eq!(tree(&report(resolved)).len(), 2);
}

#[test]
fn a_paragraph_that_looks_back_may_admit_in_its_second_sentence() {
    let content = "云岭街道2023年法治政府建设报告\n2023年，街道扎实开展工作，现报告如下。\n\
         一、规范执法\n办理案件56件，罚款8.6万元。\n\
         一年来，法治建设稳中有进。同时也要看到，工作仍存在以下短板：少数科室不够重视，力量薄弱。\n\
         2024年，街道将聚焦短板发力。\n";
    let parts = |content: &str| tree(&read(content)).split_off(2);
    assert_eq!(parts(content), ["1 5 implied shortcomings", "1 6 implied plan"]);
    let ends =
        content.replace("稳中有进。同时也要看到，工作仍存在以下短板：", "来之不易，问题不容忽视。");
    assert_eq!(parts(&ends), ["1 5 implied shortcomings", "1 6 implied plan"]);
    // A sentence that tells of work done does not look back.
    let work = content.replace("一年来，法治建设稳中有进", "街道召开会议6次");
    assert_eq!(parts(&work), ["1 6 implied plan"]);
}

#[test]
fn problems_that_are_put_right_are_no_shortcomings() {
    let found = read(
        "澄川县关于法治督察反馈问题整改情况的报告\n一、整改落实情况\n\
         （一）关于“学法走过场”问题。开展集体学法8次。\n（二）关于执法装备短缺问题。补配记录仪40台。\n\
         二、存在的问题\n执法力量薄弱。\n",
    );
    assert_eq!(
        tree(&found),
        [
            "1 2 一、 整改落实情况 achievements",
            "2 3 （一） 关于“学法走过场”问题",
            "2 4 （二） 关于执法装备短缺问题",
            "1 5 二、 存在的问题 shortcomings",
        ]
    );
}

#[test]
fn a_list_that_a_colon_announces_within_a_paragraph_opens_no_sections() {
    let found = read(
        "一、主要做法\n加强领导。\n二、下一步打算\n明年，从两个方面抓好整改：（一）抓好学习培训。\
         每月一次夜校，学法与考核挂钩，落实到人到岗。（二）抓好执法规范。选派人员跟班锻炼，严格全过程记录制度。\n",
    );
    assert_eq!(found.0.sections.iter().filter(|s| s.kind == SectionKind::Numbered).count(), 2);
    // A page that has run its paragraphs together keeps its headings.
    let run_in = read(
        "现将情况报告如下：一、主要做法（一）抓好学习培训。每月一次夜校，学法与考核挂钩，落实到人到岗。\
         （二）抓好执法规范。选派人员跟班锻炼，严格全过程记录制度。二、下一步打算 继续抓好各项工作。\n",
    );
    assert_eq!(run_in.0.sections.iter().filter(|s| s.kind == SectionKind::Numbered).count(), 4);
}
