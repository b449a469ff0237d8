use super::findings;
use super::tests::LEXICON;
use crate::report::{DocumentKind, Finding, FindingKind, Outline, Role};
use crate::source::Document;
use crate::text::{Span, Text};
use crate::{figures, outline};

/// What is found about a whole document.
fn found(content: &str) -> Vec<Finding> {
    let document =
        Document { path: "报告.txt".into(), text: Text::new(content.to_owned()), ..document() };
    let outline = outline::outline(&document, &LEXICON);
    let figures = figures::figures(&document.text, &outline, &LEXICON, None);
    findings(&document.text, &outline, &figures, &LEXICON)
}

fn document() -> Document {
    let file = tempfile::NamedTempFile::with_suffix(".txt").unwrap();
    std::fs::write(file.path(), "报告").unwrap();
    crate::source::read(file.path(), &crate::source::Options::default()).unwrap()
}

fn kinds(content: &str) -> Vec<(FindingKind, Vec<String>)> {
    let parts = |finding: &Finding| finding.parts.iter().map(|part| part.to_string()).collect();
    found(content).iter().map(|finding| (finding.kind, parts(finding))).collect()
}

/// A sound report, in which {..} is replaced.
fn report(heading: &str, shortcomings: &str, duty: &str, plan: &str, date: &str) -> String {
    format!(
        "青岚市2022年度法治政府建设情况报告\n\n2022年，青岚市认真贯彻上级部署，扎实推进法治政府建设各项工作，现将有关情况报告如下：\n\
         一、主要举措和成效\n全市各级行政机关坚持依法行政，规范执法行为，全年开展专项检查二十余次，案卷质量明显提升，群众评价持续向好，法治环境不断优化。\n\
         {heading}\n{shortcomings}\n{duty}{plan}\n\
         一是加强执法队伍建设，分级分类组织培训，充实一线力量。二是完善工作机制，压实各部门责任，推动任务落地见效。\n\
         青岚市人民政府\n{date}\n"
    )
}

const SHORT: &str = "一是部分单位执法程序不够规范，案卷制作质量不高，主要原因是培训不足、指导不够。二是普法形式单一，针对性有待提高，由于人员紧张，创新投入不足。";
const DUTY: &str = "三、主要负责人履行推进法治建设第一责任人职责情况\n市政府主要负责人坚持重要工作亲自部署、重大问题亲自过问，全年主持召开常务会议研究法治工作，带头学法述法，督促各部门履行职责。\n";

#[test]
fn a_sound_report_has_no_findings() {
    let sound = report("二、存在的不足和原因", SHORT, DUTY, "四、2023年工作安排", "2023年3月20日");
    assert_eq!(kinds(&sound), []);
    // 1 April itself is borderline, and not late.
    assert_eq!(kinds(&sound.replace("2023年3月20日", "2023年4月1日")), []);
}

#[test]
fn what_is_missing_or_does_not_fit_is_found() {
    let missing = report("二、存在的不足和原因", SHORT, "", "三、2023年工作安排", "2023年3月20日");
    assert_eq!(kinds(&missing), [(FindingKind::MissingPart, vec![])]);
    assert_eq!(found(&missing)[0].role, Some(Role::Duty));

    let thin = report(
        "二、存在的不足和原因",
        "由于人员紧张，执法力量不足。",
        DUTY,
        "四、2023年工作安排",
        "2023年3月20日",
    );
    assert_eq!(kinds(&thin), [(FindingKind::ThinPart, vec![])]);

    let bare = "一是部分单位执法程序不够规范，案卷制作质量不高，执法说理不够充分。二是普法形式单一，针对性有待提高，群众参与程度不高。";
    let causes = report("二、存在的不足和原因", bare, DUTY, "四、2023年工作安排", "2023年3月20日");
    assert_eq!(kinds(&causes), [(FindingKind::MissingCauses, vec![])]);

    for cause in [
        "一是执法不够规范，主要是培训少。",
        "一是执法力量单薄,主要在于编制紧。",
        "执法不规范，这与培训少有关。",
    ] {
        let causes = report(
            "二、存在的不足和原因",
            &format!("{cause}{bare}"),
            DUTY,
            "四、2023年工作安排",
            "2023年3月20日",
        );
        assert_eq!(kinds(&causes), [], "{cause}");
    }
    let parted =
        format!("（一）存在的不足\n{bare}\n（二）原因分析\n培训少，编制紧，考核的作用发挥不够。");
    let causes =
        report("二、存在的不足和原因", &parted, DUTY, "四、2023年工作安排", "2023年3月20日");
    assert_eq!(kinds(&causes), []);
    let opened = format!("仍存在一些问题和不足，主要是：{bare}");
    let causes =
        report("二、存在的不足和原因", &opened, DUTY, "四、2023年工作安排", "2023年3月20日");
    assert_eq!(kinds(&causes), [(FindingKind::MissingCauses, vec![])]);

    let late = report("二、存在的不足和原因", SHORT, DUTY, "四、2023年工作安排", "2023年4月18日");
    let dates = ["2023-04-18", "2023-04-01"].map(str::to_owned).to_vec();
    assert_eq!(kinds(&late), [(FindingKind::Late, dates)]);
    assert_eq!(&*found(&late)[0].text, "2023年4月18日");

    let year = report("二、存在的不足和原因", SHORT, DUTY, "四、2022年工作安排", "2023年3月20日");
    let years = ["2022", "2023"].map(str::to_owned).to_vec();
    assert_eq!(kinds(&year), [(FindingKind::WrongYear, years)]);

    let few = format!("对照要求，还存在以下三个方面的不足：{SHORT}");
    let few = report("二、存在的不足和原因", &few, DUTY, "四、2023年工作安排", "2023年3月20日");
    assert_eq!(kinds(&few), [(FindingKind::MissingItems, ["3", "2"].map(str::to_owned).to_vec())]);
}

#[test]
fn a_number_right_before_a_list_is_that_of_its_items() {
    let told = |duty: &str| -> Vec<(String, Vec<String>)> {
        let duty = format!("{DUTY}{duty}\n");
        let content =
            report("二、存在的不足和原因", SHORT, &duty, "四、2023年工作安排", "2023年3月20日");
        let parts = |finding: &Finding| finding.parts.iter().map(|part| part.to_string()).collect();
        let found = found(&content);
        found.iter().map(|finding| (finding.text.to_string(), parts(finding))).collect()
    };
    let none: Vec<(String, Vec<String>)> = Vec::new();
    assert_eq!(
        told("抓好四个方面工作：一是强化领导。二是强化执法。三是强化监督。"),
        [("四个方面工作".to_owned(), vec!["4".to_owned(), "3".to_owned()])]
    );
    assert_eq!(told("抓好三个方面工作：一是强化领导。二是强化执法。三是强化监督。"), none);
    // Eleven; no number; a list that goes on below.
    assert_eq!(told("抓好十一项重点工作：一是强化领导。二是强化执法。"), none);
    assert_eq!(told("抓好各项重点工作：一是强化领导。二是强化执法。"), none);
    assert_eq!(told("抓好三项工作：一是强化领导。二是强化执法。\n三是强化监督。"), none);
}

#[test]
fn a_duty_in_a_paragraph_of_its_own_is_no_phrase() {
    let long = "区长认真履行推进法治建设第一责任人职责，带头讲法治课，全年主持专题学法六次，\
                听取执法情况汇报四次，对行政争议多发的部门逐一约谈，督促限期整改到位。";
    let told = |duty: &str| {
        let plan = format!("{duty}\n三、2023年工作安排");
        let results = "二、存在的不足和原因";
        let content = report(results, SHORT, "", &plan, "2023年3月20日");
        kinds(&content)
    };
    assert_eq!(told(long), []);
    // A short one, and one that is about something else, stay phrases.
    let thin = [(FindingKind::ThinPart, vec![])];
    assert_eq!(told("区长认真履行推进法治建设第一责任人职责。"), thin);
    let other = "全区组织法治督察两轮，反馈问题逐项销号，通报典型案例，推动各部门举一反三抓整改。\
                 各单位落实第一责任人职责。";
    assert_eq!(told(other), thin);
}

#[test]
fn nothing_is_mandatory_in_somebody_elses_inspection() {
    let text =
        Text::new("关于青岚市的调研报告\n一、基本情况\n良好。\n二、意见\n加强。\n".to_owned());
    let outline = Outline {
        body: Span::new(0, text.len()),
        document_kind: DocumentKind::Inspection,
        year: Some(2022),
        date: Some("2023-08-01".to_owned()),
        ..Outline::default()
    };
    assert_eq!(findings(&text, &outline, &[], &LEXICON), []);
}

#[test]
fn the_difference_of_rates_is_in_points() {
    let points = |content: &str| {
        let text = Text::new(content.to_owned());
        let outline = Outline { body: Span::new(0, text.len()), ..Outline::default() };
        let figures = figures::figures(&text, &outline, &LEXICON, None);
        let found = findings(&text, &outline, &figures, &LEXICON);
        found.into_iter().map(|finding| finding.text.into_string()).collect::<Vec<_>>()
    };
    assert_eq!(points("化解率99.2%，比上年提高1.5%。"), ["1.5%"]);
    assert_eq!(points("败诉率由2.7%降至2.3%，下降了0.4%。"), ["0.4%"]);
    assert_eq!(points("化解率99.2%，比上年提高1.5个百分点。"), Vec::<String>::new());
    assert_eq!(points("办结率99.2%，受理量比上年增加1.5%。"), Vec::<String>::new());
}
