//! The outline of whole reports in the genre's shapes, and what holds for any text.

use super::outline;
use crate::lexicon::Lexicon;
use crate::report::{DocumentKind, Outline, Section, SectionKind};
use crate::source::{Document, Format, PageMetadata};
use crate::text::Text;
use std::ops::Deref;
use std::sync::LazyLock;

mod any;
mod parts;

fn document(content: &str) -> Document {
    Document {
        path: "report.txt".into(),
        format: Format::Plain,
        encoding: "UTF-8",
        text: Text::new(content.to_owned()),
        places: crate::source::Places::default(),
        metadata: PageMetadata::default(),
    }
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());
    &LEXICON
}

/// An outline with its text.
struct Found(Outline, Text);

impl Deref for Found {
    type Target = Outline;

    fn deref(&self) -> &Outline {
        &self.0
    }
}

fn read(content: &str) -> Found {
    let document = document(content);
    Found(outline(&document, lexicon()), document.text)
}

/// One line a section: level, line, number or kind, title, role.
fn tree(Found(outline, text): &Found) -> Vec<String> {
    let show = |s: &Section| {
        let opened = match s.kind {
            SectionKind::Numbered => s.number(text).unwrap_or_default().to_owned(),
            SectionKind::Lead => "lead".to_owned(),
            SectionKind::Implied => "implied".to_owned(),
        };
        let role = s.role.map(|role| format!("{role:?}").to_lowercase());
        let parts = [
            format!("{} {}", s.level, s.line),
            opened,
            s.title(text).unwrap_or_default().to_owned(),
            role.unwrap_or_default(),
        ];
        parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    outline.sections.iter().map(show).collect()
}

fn frame(o: &Outline) -> [String; 6] {
    let or = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    [
        or(&o.region),
        o.year.map_or("-".to_owned(), |year| year.to_string()),
        or(&o.issuer),
        or(&o.document_number),
        or(&o.date),
        format!("{}-{}", o.body_first_line, o.body_last_line),
    ]
}

#[test]
fn a_bureau_with_issuer_above_the_title_attachments_and_a_date_in_numerals() {
    let found = read(
        "云岭市住房和城乡建设局\n关于2022年度法治政府建设情况的报告\n\n云岭市委全面依法治市委员会办公室：\n\
         \u{3000}\u{3000}2022年，我局以习近平法治思想为指导，扎实推进法治政府建设，各项工作有序开展。现将有关情况报告如下：\n\
         \u{3000}\u{3000}一、工作开展情况\n　　1、加强组织领导，健全工作机制\n　　局党组召开专题会议3次，研究法治建设工作。\n\
         \u{3000}\u{3000}2、规范行政执法：全年办理行政处罚案件32件，罚款金额120万元。组织执法培训4场次。\n\
         \u{3000}\u{3000}（1）落实三项制度。在局网站公示执法信息56条，审核率100%。\n　　（2）推进柔性执法。公布免罚清单12项。\n\
         \u{3000}\u{3000}3．强化普法宣传。开展宣传活动15场次。\n　　二. 存在问题\n　　一是执法力量薄弱。二是普法形式单一，针对性不强。\n\
         \u{3000}\u{3000}三、下步打算\n　　（一）持续加强学习。组织干部职工学习。\n　　附件：1.行政执法统计表\n　　　　　2.普法活动统计表\n\
         \u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}云岭市住房和城乡建设局\n　　　　　　二〇二三年一月十六日\n（联系人：某某，联系电话：0000）\n",
    );
    assert_eq!(found.title.as_deref(), Some("关于2022年度法治政府建设情况的报告"));
    let name = "云岭市住房和城乡建设局";
    assert_eq!(frame(&found), [name, "2022", name, "-", "2023-01-16", "1-20"]);
    assert_eq!(
        tree(&found),
        [
            "1 4 implied preamble",
            "1 6 一、 工作开展情况 achievements",
            "2 7 1、 加强组织领导，健全工作机制",
            "2 9 2、 规范行政执法",
            "3 10 （1） 落实三项制度",
            "3 11 （2） 推进柔性执法",
            "2 12 3． 强化普法宣传",
            "1 13 二. 存在问题 shortcomings",
            "1 15 三、 下步打算 plan",
            "2 16 （一） 持续加强学习",
        ]
    );
    let text = &found.1;
    let markers: Vec<_> =
        found.points.iter().map(|p| (text.slice(p.marker), text.slice(p.text))).collect();
    assert_eq!(markers, [("一是", "执法力量薄弱。"), ("二是", "普法形式单一，针对性不强。")]);
}

#[test]
fn a_township_in_parts_on_a_page_with_navigation() {
    let found = read(
        "首页 >> 乡镇信息公开 >> 石桥镇\n石桥镇2020年法治政府建设工作总结\n\
         来源：石桥镇人民政府 | 发布日期：2020-12-28 | 阅读次数：31 | 【大 中 小】\n\
         2020年，石桥镇认真贯彻落实县委、县政府的部署，紧紧围绕依法治镇目标，全面推进依法行政。现总结如下。\n\
         第一部分 2020年工作情况\n一、强化组织领导\n成立依法治镇工作领导小组，召开专题会议4次。\n\
         二、规范行政行为\n（一）严格重大决策程序。凡涉及群众切身利益的事项，一律经过集体讨论。\n\
         （二）规范执法行为。18人取得行政执法证。\n第二部分 存在的困难和问题\n\
         虽然做了一些工作，但与上级要求相比还有差距：一是执法人员少，二是群众法治意识不强。\n\
         第三部分 2021年工作计划\n一、深化普法宣传\n以宪法、民法典为重点开展宣传活动，营造良好氛围。\n\n\
         上一篇：石桥镇召开人大会议\n下一篇：石桥镇开展环境整治\n扫一扫在手机打开当前页\n",
    );
    assert_eq!(frame(&found), ["石桥镇", "2020", "石桥镇人民政府", "-", "2020-12-28", "2-15"]);
    assert_eq!(
        tree(&found),
        [
            "1 4 implied preamble",
            "1 5 第一部分 2020年工作情况 achievements",
            "2 6 一、 强化组织领导",
            "2 8 二、 规范行政行为",
            "3 9 （一） 严格重大决策程序",
            "3 10 （二） 规范执法行为",
            "1 11 第二部分 存在的困难和问题 shortcomings",
            "1 13 第三部分 2021年工作计划 plan",
            "2 14 一、 深化普法宣传",
        ]
    );
}

#[test]
fn a_whole_report_on_one_line() {
    let content = "青禾区2021年度法治政府建设工作报告 2021年，青禾区推进依法行政。现将有关情况报告如下：一、主要工作成效（一）加强党的领导。\
         区委常委会会议5次听取汇报，研究议题12个。（二）深化“放管服”改革。全区取消证明事项23项。二、推进法治政府建设存在的不足 \
         虽然取得了一定成效，但对照要求还存在不足：一是执法规范化水平有待提高。二是普法实效性不强。三、2022年工作打算 \
         （一）压实责任。落实各项职责。（二）提升质效。加强执法监督。 青禾区人民政府 2022年3月15日";
    let found = read(content);
    assert_eq!(found.title.as_deref(), Some("青禾区2021年度法治政府建设工作报告"));
    assert_eq!(frame(&found), ["青禾区", "2021", "青禾区人民政府", "-", "2022-03-15", "1-1"]);
    assert_eq!(
        tree(&found),
        [
            "1 1 implied preamble",
            "1 1 一、 主要工作成效 achievements",
            "2 1 （一） 加强党的领导",
            "2 1 （二） 深化“放管服”改革",
            "1 1 二、 推进法治政府建设存在的不足 shortcomings",
            "1 1 三、 2022年工作打算 plan",
            "2 1 （一） 压实责任",
            "2 1 （二） 提升质效",
        ]
    );
    let last = found.sections.last().unwrap();
    assert_eq!(&content[last.span.range()], "（二）提升质效。加强执法监督。");
}

#[test]
fn a_line_of_its_own_with_one_comma_is_a_lead() {
    let body = "全县各部门按照年度要点细化任务清单，逐月调度推进情况，推动各项工作落到实处，群众满意程度稳步上升。";
    let titles = ["筑牢根基，把制度定得更细", "优化服务,让办事少跑路", "化解纠纷，守住平安底线"];
    let told = |titles: &[&str]| {
        let lines: Vec<String> = titles.iter().map(|t| format!("{t}\n\n{body}\n")).collect();
        let text = format!("一、主要做法\n\n{}\n二、存在的不足\n\n{body}\n", lines.join("\n"));
        let all = tree(&read(&text));
        all.into_iter().filter(|section| section.contains(" lead ")).count()
    };
    assert_eq!(told(&titles), 3);
    // Two commas, the end of a clause, or a sentence that runs on, are no headings.
    assert_eq!(told(&titles.map(|title| format!("{title}，见实效")).each_ref().map(|t| &**t)), 0);
    assert_eq!(told(&titles.map(|title| format!("{title}，")).each_ref().map(|t| &**t)), 0);
    assert_eq!(told(&titles.map(|title| format!("{title}。")).each_ref().map(|t| &**t)), 0);
}

#[test]
fn leads_without_any_number_untitled_ends_and_an_attachment_below_the_signature() {
    let found = read(
        "白水县人民政府2019年法治政府建设工作情况报告\n白政〔2020〕3号\n市人民政府：\n\
         2019年，白水县人民政府推进法治政府建设取得新进展。现将有关情况报告如下：\n\
         依法全面履行政府职能。深化行政审批制度改革，取消行政审批事项12项，承接上级下放事项35项。\n\
         完善依法行政制度体系。加强规范性文件管理，审查规范性文件18件，提出修改意见62条。\n\
         推进行政决策科学化。严格执行重大行政决策程序规定，法律顾问列席县政府常务会议21次。\n\
         回顾一年来的工作，我们清醒地认识到，法治政府建设仍存在一些薄弱环节：部分干部依法行政意识不强。\n\
         2020年，我县将继续深入推进依法行政，重点做好以下工作：加强学习培训，强化行政监督。\n特此报告。\n\
         \u{3000}\u{3000}\u{3000}\u{3000}\u{3000}白水县人民政府\n　　　　　2020年3月20日\n附件\n白水县2019年法治政府建设统计表\n一、行政执法情况\n",
    );
    assert_eq!(
        frame(&found),
        ["白水县", "2019", "白水县人民政府", "白政〔2020〕3号", "2020-03-20", "1-12"]
    );
    assert_eq!(
        tree(&found),
        [
            "1 3 implied preamble",
            "1 5 implied achievements",
            "2 5 lead 依法全面履行政府职能",
            "2 6 lead 完善依法行政制度体系",
            "2 7 lead 推进行政决策科学化",
            "1 8 implied shortcomings",
            "1 9 implied plan",
        ]
    );
}

#[test]
fn headings_inside_paragraphs_and_paragraphs_that_merely_begin_with_a_number() {
    let found = read(
        "云岭市应急管理局关于2023年推进法治政府建设情况的报告\n云应急〔2024〕5 号　　签发人：某某\n\n\
         市委依法治市办：\n现将我局2023年法治政府建设情况报告如下：\n一、主要做法及成效\n\
         （一）突出政治引领。局党委专题学习2次。1.领导带头学。局领导讲法治课4次，带头参加旁听庭审1次。\
         2.干部集中学。组织专题培训3期，培训执法骨干180人。\n\
         （二）突出依法治安。①强化监管执法，检查企业2300家次；②强化事故查处，结案5起。\n\
         （三）突出源头治理。12350举报热线受理举报340件。\n2.5万户居民参与安全宣传。\n3、4月份开展专项检查，发现隐患560处。\n\
         12.全年无事故。\n二、当前面临的困难和问题\n一方面，基层执法力量薄弱；另一方面，信息化水平不高。\n\
         三、2024年工作思路\n（一）抓学习，强素质。（二）抓执法，保安全。（三）抓宣传，促氛围。\n\
         以上报告，请审阅。\n云岭市应急管理局\n2024年1月12日\n",
    );
    let name = "云岭市应急管理局";
    assert_eq!(frame(&found), [name, "2023", name, "云应急〔2024〕5 号", "2024-01-12", "1-19"]);
    assert_eq!(
        tree(&found),
        [
            "1 4 implied preamble",
            "1 6 一、 主要做法及成效 achievements",
            "2 7 （一） 突出政治引领",
            "3 7 1. 领导带头学",
            "3 7 2. 干部集中学",
            "2 8 （二） 突出依法治安",
            "2 9 （三） 突出源头治理",
            "1 13 二、 当前面临的困难和问题 shortcomings",
            "1 15 三、 2024年工作思路 plan",
            "2 16 （一） 抓学习，强素质",
            "2 16 （二） 抓执法，保安全",
            "2 16 （三） 抓宣传，促氛围",
        ]
    );
}

#[test]
fn headings_without_number_over_numbering_that_begins_again() {
    let found = read(
        "2018年度南江市依法行政工作报告\n\n2018年，全市各级行政机关坚持依法行政，各项工作稳步推进，现报告如下：\n\n\
         主要工作及成效\n\n一、依法全面履行政府职能\n全面清理权责清单，公布市级权力事项3560项，压减审批时限45%。\n\n\
         二、加强行政执法监督\n组织案卷评查2次，抽查案卷300卷，发现问题120个，全部整改到位。\n\n存在的问题\n\n\
         一些部门依法行政意识还不强；执法力量配备不足。\n\n2019年工作安排\n\n一、加强学习培训\n把法治培训纳入干部教育规划。\n\
         二、强化执法监督\n健全执法监督体系。\n\n南江市人民政府办公室\n2019年1月31日\n",
    );
    let issuer = "南江市人民政府办公室";
    assert_eq!(frame(&found), ["南江市", "2018", issuer, "-", "2019-01-31", "1-25"]);
    assert_eq!(
        tree(&found),
        [
            "1 3 implied preamble",
            "1 5 lead 主要工作及成效 achievements",
            "2 7 一、 依法全面履行政府职能",
            "2 10 二、 加强行政执法监督",
            "1 13 lead 存在的问题 shortcomings",
            "1 17 lead 2019年工作安排 plan",
            "2 19 一、 加强学习培训",
            "2 21 二、 强化执法监督",
        ]
    );
}

#[test]
fn no_title_untitled_ends_and_a_column_name_where_a_title_might_stand() {
    let found = read(
        "您当前的位置：首页 > 政务公开 > 法治政府建设\n法治政府建设\n【字体：大 中 小】 打印\n各位领导、同志们：\n\
         2023年，西坪街道在区委、区政府的领导下，扎实开展法治建设各项工作，取得了较好成绩，现在汇报。\n\
         一、抓学习，提升法治素养。街道党工委组织学法8次，参与干部320人次。\n\
         二、抓执法，规范执法行为。街道综合行政执法队办理案件56件，罚款8.6万元。\n\
         同时，我们也清醒地看到，街道法治建设工作与群众期盼相比，还有不小差距，执法力量仍显不足。\n\
         今后，我们将继续努力，推动法治建设再上新台阶。\n西坪街道办事处\n2023年12月20日\n",
    );
    assert_eq!(found.title, None);
    assert_eq!(frame(&found), ["西坪街道", "2023", "西坪街道办事处", "-", "2023-12-20", "4-11"]);
    assert_eq!(
        tree(&found),
        [
            "1 4 implied preamble",
            "1 6 一、 抓学习，提升法治素养 achievements",
            "1 7 二、 抓执法，规范执法行为 achievements",
            "1 8 implied shortcomings",
            "1 9 implied plan",
        ]
    );
}

#[test]
fn an_inspection_report_with_its_title_on_two_lines() {
    let found = read(
        "市人大常委会调研组关于全市\n法治政府建设情况的调研报告\n（2023年6月27日）\n市人大监察和司法委员会\n\
         主任、各位副主任、秘书长、各位委员：\n按照市人大常委会2023年工作安排，调研组对全市法治政府建设情况进行了调研。现将调研情况报告如下：\n\
         一、基本情况\n2022年，全市行政复议案件纠错率8.3%。2022年制定规章2件，审查文件45件。\n\
         二、存在的主要问题\n（一）思想认识还不够到位。有的单位重业务轻法治。\n三、几点建议\n（一）进一步提高思想认识。要压实责任。\n",
    );
    assert_eq!(found.document_kind, DocumentKind::Inspection);
    assert_eq!(
        found.title.as_deref(),
        Some("市人大常委会调研组关于全市法治政府建设情况的调研报告")
    );
    assert_eq!(frame(&found), ["-", "2022", "市人大监察和司法委员会", "-", "2023-06-27", "1-12"]);
    assert_eq!(
        tree(&found),
        [
            "1 5 implied preamble",
            "1 7 一、 基本情况 achievements",
            "1 9 二、 存在的主要问题 shortcomings",
            "2 10 （一） 思想认识还不够到位",
            "1 11 三、 几点建议 plan",
            "2 12 （一） 进一步提高思想认识",
        ]
    );
}

#[test]
fn who_reports_on_what_where_the_title_names_nobody() {
    let of = |title: &str, text: &str, end: &str| {
        let content = format!(
            "{title}\n2024年，{text}深入推进法治建设。\n一、主要工作\n完成各项任务。\n{end}\n"
        );
        let Found(found, _) = read(&content);
        (found.region.unwrap_or_default(), found.issuer.unwrap_or_default())
    };
    let is = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let bare = "2024年度法治政府建设报告";
    assert_eq!(of(bare, "我市", "云岭市司法局\n2025年1月8日"), is("云岭市", "云岭市司法局"));
    assert_eq!(of(bare, "我局", "云岭市司法局\n2025年1月8日"), is("云岭市司法局", "云岭市司法局"));
    let inspectors = "中共云岭市委全面依法治市委员会办公室";
    let inspection = "关于2024年法治政府建设专项督察情况的报告";
    assert_eq!(
        of(inspection, "督察组", &format!("{inspectors}\n2024年11月2日")),
        is("云岭市", inspectors)
    );
    // The towns that are inspected are named more often.
    let towns = "石桥镇落实不够。石桥镇没有台账。督察组";
    let notice = inspection.replace("报告", "通报");
    let signed = "中共白水县委全面依法治县委员会办公室";
    let end = format!("{signed}\n2024年11月2日");
    assert_eq!(of(&notice, towns, &end), is("白水县", signed));
    let titled = "朔原地区行政公署2024年法治政府建设情况报告";
    assert_eq!(of(titled, "全区", "2025年1月8日"), is("朔原地区", "朔原地区行政公署"));
    let titled = "岭东省人民政府关于2024年法治政府建设情况的报告";
    assert_eq!(of(titled, "全省", "2025年1月8日"), is("岭东省", "岭东省人民政府"));
    assert_eq!(of(bare, "全省", "2025年1月8日"), is("", ""));
}

#[test]
fn two_signers_and_the_plan_in_the_paragraph_of_the_shortcomings() {
    let found = read(
        "中共白水县委　白水县人民政府\n关于2021年度法治政府建设工作情况的报告\n白委〔2022〕8号\n\n中共云岭市委、云岭市人民政府：\n\
         \u{a0}\u{a0}现将白水县2021年度法治政府建设情况报告如下。\n\
         \u{a0}\u{a0}第一、突出党的领导。县委常委会会议共12次研究法治工作。\n\u{a0}\u{a0}第二、突出职能转变。取消行政许可事项56项。\n\
         \u{a0}\u{a0}2021年，我县法治政府建设虽取得一定成绩，但也存在一些不容忽视的问题，如执法力量不足、普法针对性不强等。\
         下一步，我县将坚持问题导向，一要抓学习，二要抓落实。\n\n中共白水县委　　白水县人民政府\n2022年3月28日\n",
    );
    assert_eq!(
        frame(&found),
        ["白水县", "2021", "中共白水县委、白水县人民政府", "白委〔2022〕8号", "2022-03-28", "1-12"]
    );
    assert_eq!(
        tree(&found),
        [
            "1 5 implied preamble",
            "1 7 第一、 突出党的领导 achievements",
            "1 8 第二、 突出职能转变 achievements",
            "1 9 implied shortcomings",
            "1 9 implied plan",
        ]
    );
    let position = found.sections.last().unwrap();
    assert!(position.column > 1);
    assert_eq!(found.points.len(), 2);
}

#[test]
fn the_title_of_the_page_or_the_file_where_the_text_has_none() {
    let content = "2023年，我局扎实推进法治政府建设，全年办理案件21起，组织培训5次，取得了一定成效。现报告如下。\n一、工作情况\n办理案件21起。\n";
    let mut page = document(content);
    page.metadata.title = Some("云岭市司法局2023年度法治政府建设报告-云岭市人民政府网".to_owned());
    page.metadata.published = Some("2024-02-01".to_owned());
    let found = outline(&page, lexicon());
    assert_eq!(found.title.as_deref(), Some("云岭市司法局2023年度法治政府建设报告"));
    assert_eq!(frame(&found), ["云岭市司法局", "2023", "云岭市司法局", "-", "2024-02-01", "1-3"]);
    let mut file = document(content);
    file.path = "某处/白水县2023年法治政府建设总结.txt".into();
    let found = outline(&file, lexicon());
    assert_eq!(found.title.as_deref(), Some("白水县2023年法治政府建设总结"));
    assert_eq!(found.region.as_deref(), Some("白水县"));
}

#[test]
fn a_table_of_contents_a_signature_under_the_title_and_a_subtitle() {
    let found = read(
        "目  录\n一、工作成效……………1\n二、存在问题……………5\n\n南江市法治政府建设年度报告\n（2022年度）\n南江市人民政府\n\
         2023年3月6日\n\n前  言\n2022年，南江市坚持以习近平法治思想为指导，深入推进法治政府建设。\n一、工作成效\n\
         （一）职能转变取得新突破\n1.审批更快。审批时限压缩85%，即办件比例达到62%。\n2.监管更优。双随机抽查1300户。\n\
         （二）制度建设迈上新台阶\n制定地方性法规1件，政府规章2件。\n二、存在问题\n法治政府建设与高质量发展要求相比，还有差距。\n",
    );
    assert_eq!(found.title.as_deref(), Some("南江市法治政府建设年度报告"));
    assert_eq!(frame(&found), ["南江市", "2022", "南江市人民政府", "-", "2023-03-06", "5-19"]);
    assert_eq!(
        tree(&found),
        [
            "1 10 implied preamble",
            "1 12 一、 工作成效 achievements",
            "2 13 （一） 职能转变取得新突破",
            "3 14 1. 审批更快",
            "3 15 2. 监管更优",
            "2 16 （二） 制度建设迈上新台阶",
            "1 18 二、 存在问题 shortcomings",
        ]
    );
}

#[test]
fn the_office_of_a_seal_and_next_year_within_the_paragraph_of_the_shortcomings() {
    let found = read(
        "2020年法治政府建设工作报告\n2021年1月20日 10:05　　信息来源：青禾区市场监管局　　点击数：15\n\
         2020年，我局深入贯彻落实上级决策部署，在全市率先推行柔性执法，认真履行职责。现将情况报告如下。\n\
         一、扎实履行推进法治建设职责。主要负责同志切实履行第一责任人职责，主持召开党组会议4次。\n\
         二、全面深化改革创新。1.推进审批改革。审批项目230个。2.推进价格改革。听证1次。3.推进信用建设。归集数据1200万条。\n\
         虽然我局法治政府建设取得了一定成效，但还存在队伍力量薄弱等问题。2021年，我局将重点抓好以下工作：一是加强理论武装。二是加强制度建设。\n\
         青禾区市场监督管理局（盖章）\n2021年1月8日\n抄送：区委依法治区办。\n",
    );
    let name = "青禾区市场监督管理局";
    assert_eq!(frame(&found), [name, "2020", name, "-", "2021-01-08", "1-8"]);
    assert_eq!(
        tree(&found),
        [
            "1 3 implied preamble",
            "1 4 一、 扎实履行推进法治建设职责 duty",
            "1 5 二、 全面深化改革创新 achievements",
            "2 5 1. 推进审批改革",
            "2 5 2. 推进价格改革",
            "2 5 3. 推进信用建设",
            "1 6 implied shortcomings",
            "1 6 implied plan",
        ]
    );
}

#[test]
fn lists_that_run_on_are_no_headings_and_a_last_part_may_tell_its_role_in_its_text() {
    let found = read(
        "白水县城关镇人民政府\n2023年度法治政府建设工作报告\n\n2023年，城关镇认真开展工作，现将情况报告如下：\n\
         一、加强组织领导，夯实工作责任\n把法治政府建设摆上重要位置，召开会议6次。\n二、工作举措\n（一）完善制度，规范决策\n\
         健全议事规则，审查合同26份。\n(二）规范执法，强化监督\n开展巡查180次，办理案件43件。\n\
         三、奋力开创法治建设新局面\n虽然我镇工作有了一定进步，但还有一些不足，需要持续用力。\n\
         四、推动法治建设再上新台阶。下一步，我镇将从以下方面努力：\n1、加强学习；\n2、加强宣传；\n3、加强执法。\n\
         【我要纠错】 责任编辑：张某\n",
    );
    let name = "白水县城关镇人民政府";
    assert_eq!(frame(&found), ["白水县城关镇", "2023", name, "-", "-", "1-17"]);
    assert_eq!(
        tree(&found),
        [
            "1 4 implied preamble",
            "1 5 一、 加强组织领导，夯实工作责任 achievements",
            "1 7 二、 工作举措 achievements",
            "2 8 （一） 完善制度，规范决策",
            "2 10 (二） 规范执法，强化监督",
            "1 12 三、 奋力开创法治建设新局面 shortcomings",
            "1 14 四、 推动法治建设再上新台阶 plan",
        ]
    );
}

#[test]
fn numbering_that_runs_on_across_parents_and_slips() {
    let found = read(
        "云岭市2023年法治政府建设报告\n一、主要工作\n（一）强化统筹\n1.加强领导。召开会议3次。\n2.加强督察。督察单位8家。\n\
         （二）优化服务\n3.简政放权。取消事项2项。\n4.减证便民。清理证明9项。\n（二）规范执法\n5.持证上岗。换证30个。\n\
         （四）普法宣传\n6.阵地建设。建成广场2个。\n二、存在问题\n队伍力量不足。\n",
    );
    assert_eq!(
        tree(&found),
        [
            "1 2 一、 主要工作 achievements",
            "2 3 （一） 强化统筹",
            "3 4 1. 加强领导",
            "3 5 2. 加强督察",
            "2 6 （二） 优化服务",
            "3 7 3. 简政放权",
            "3 8 4. 减证便民",
            "2 9 （二） 规范执法",
            "3 10 5. 持证上岗",
            "2 11 （四） 普法宣传",
            "3 12 6. 阵地建设",
            "1 13 二、 存在问题 shortcomings",
        ]
    );
}

#[test]
fn what_a_section_is_about() {
    let found = read(
        "云岭市2023年度法治政府建设报告\n一、主要工作\n（一）优化营商环境。取消事项23项。\n\
         （二）守牢底线。全年行政复议收案35件，行政复议调解12件，人民调解2300件，行政应诉18件。\n（三）其他。完成任务。\n",
    );
    let ids: Vec<_> = found.sections.iter().map(|s| s.dimension.as_ref().map(|d| &*d.id)).collect();
    assert_eq!(ids, [None, Some("B"), Some("G"), None]);
    let evidence = found.sections[2].dimension.as_ref().unwrap();
    let words: Vec<_> = evidence.evidence.iter().map(|&word| found.1.slice(word)).collect();
    assert_eq!(words, ["行政复议", "人民调解", "行政应诉"]);
}

#[test]
fn a_number_in_another_style_counts_on_among_its_siblings() {
    let found = read(
        "云岭市2023年法治政府建设报告\n一、主要工作\n（一）抓统筹，夯实法治责任\n召开会议3次，督察单位8家，全部整改到位。\n\
         2、抓改革，优化营商环境\n取消事项2项，清理证明9项，企业满意。\n（三）抓执法，规范执法行为\n换证30个，评查案卷50份，全部合格。\n\
         二、存在问题\n对照要求，工作还有短板：1.下放的83项权限中有19项全年没有使用，执法车辆和装备短缺。2.评估尚未常态化，送审材料临时拼凑的情况仍有发生。3.文书中不规范问题仍然突出，8件案件中6件没有告知。\n",
    );
    assert_eq!(
        tree(&found),
        [
            "1 2 一、 主要工作 achievements",
            "2 3 （一） 抓统筹，夯实法治责任",
            "2 5 2、 抓改革，优化营商环境",
            "2 7 （三） 抓执法，规范执法行为",
            "1 9 二、 存在问题 shortcomings",
        ]
    );
}

#[test]
fn keys_set_to_width_and_the_reporters_line_are_the_pages() {
    let found = read(
        "名　　称：2019年度法治政府建设情况　　文　　号：朔府〔2020〕9号\n成文日期：2020-03-20\n\n朔岭州人民政府\n关于2019年度法治政府建设情况的报告\n\
         朔岭州司法局局长　林　晓\n\n2019年，全州认真开展工作，现将情况报告如下：\n一、主要工作\n召开会议3次。\n",
    );
    assert_eq!(frame(&found).get(3).unwrap(), "朔府〔2020〕9号");
    assert_eq!(tree(&found).first().unwrap(), "1 8 implied preamble");
}

#[test]
fn lines_down_to_the_date_under_the_title_tell_who_reports() {
    let found = read(
        "2021年度述法报告\n澄川市林业局党组书记、局长　方　远\n（2022年1月12日）\n\
         现将本人履行第一责任人职责情况报告如下。\n一、履职情况\n主持集体学习6次。\n二、存在的不足\n学习不够系统。\n",
    );
    assert_eq!(frame(&found), ["澄川市林业局", "2021", "澄川市林业局", "-", "2022-01-12", "1-8"]);
    assert_eq!(
        tree(&found),
        [
            "1 4 implied preamble",
            "1 5 一、 履职情况 achievements",
            "1 7 二、 存在的不足 shortcomings"
        ]
    );
    let found = read(
        "关于全市行政调解工作的调研报告\n澄川市司法局课题组\n夏日小组\n（2023年6月18日）\n\n\
         为摸清底数，课题组走访了5个乡镇，现将有关情况报告如下：\n一、基本情况\n设立调解室12个。\n",
    );
    assert_eq!(tree(&found).first().unwrap(), "1 6 implied preamble");
    assert_eq!(frame(&found).first().unwrap(), "澄川市");
    let found = read(
        "澄川市人大常委会执法检查组\n关于检查《安全生产法》实施情况的报告\n\
         ——2023年10月26日在澄川市第五届人民代表大会常务委员会第十一次会议上\n市人大常委会：\n\
         现将检查情况报告如下：\n一、基本情况\n检查企业26家。\n",
    );
    assert_eq!(frame(&found).get(4).unwrap(), "2023-10-26");
    assert_eq!(frame(&found).get(1).unwrap(), "2023");
}

#[test]
fn a_title_may_be_about_a_place_and_not_of_it() {
    let found = read(
        "关于对澄川县法治建设督察情况的反馈意见\n一、总体情况\n县里重视。\n二、存在问题\n培训不足。\n",
    );
    assert_eq!(frame(&found).first().unwrap(), "澄川县");
}

#[test]
fn a_title_may_tell_of_a_plan_too_and_a_number_stand_in_brackets() {
    let found = read(
        "澄川县司法局2020年工作总结和2021年工作计划\n（澄司〔2021〕3号）\n\n\
         2020年，我局认真履职，现总结如下：\n一、主要工作\n调解纠纷120件。\n二、2021年工作计划\n加强培训。\n",
    );
    assert_eq!(found.title.as_deref(), Some("澄川县司法局2020年工作总结和2021年工作计划"));
    assert_eq!(
        frame(&found),
        ["澄川县司法局", "2020", "澄川县司法局", "澄司〔2021〕3号", "-", "1-8"]
    );
    assert_eq!(tree(&found).first().unwrap(), "1 4 implied preamble");
}
