//! What holds for the outline of any text.

use super::*;
use crate::text::Span;
use proptest::prelude::*;

/// What holds for any text.
fn check(content: &str) {
    let document = document(content);
    let text = &document.text;
    let found = outline(&document, lexicon());
    let inside = |span: Span| {
        assert!(content.get(span.range()).is_some(), "{span:?} is no span of the text");
    };
    inside(found.body);
    assert!(found.body_first_line >= 1 && found.body_first_line <= found.body_last_line);
    assert!(found.body_last_line as usize <= text.line_count());
    let mut last = 0;
    for (index, section) in found.sections.iter().enumerate() {
        inside(section.span);
        inside(section.heading);
        assert!(section.span.start >= last, "sections in reading order");
        last = section.span.start;
        let at = text.position(section.span.start as usize);
        assert_eq!((at.line, at.column), (section.line, section.column));
        assert!(section.heading.start >= section.span.start);
        assert!(section.level >= 1);
        match section.parent.map(|parent| (parent, &found.sections[parent])) {
            Some((parent, above)) => {
                assert!(parent < index && above.level < section.level);
                assert!(above.span.start <= section.span.start);
                assert!(above.span.end >= section.span.end);
            }
            None => assert!(found.sections[..index].iter().all(|s| s.level >= section.level)),
        }
        assert_eq!(section.kind == SectionKind::Implied, section.title(text).is_none());
        assert_eq!(section.kind == SectionKind::Numbered, section.number(text).is_some());
        assert!(section.level > 1 || section.role.is_some());
    }
    for pair in found.sections.windows(2) {
        let nested = pair[1].level > pair[0].level;
        assert!(nested || pair[0].span.end <= pair[1].span.start, "siblings do not overlap");
    }
    for point in &found.points {
        inside(point.span);
        let at = text.position(point.span.start as usize);
        assert_eq!((at.line, at.column), (point.line, point.column));
        assert!(content[point.span.range()].starts_with(text.slice(point.marker)));
        assert!(content[point.span.range()].ends_with(text.slice(point.text)));
    }
}

/// Pieces of reports, to be shuffled.
const PIECES: [&str; 44] = [
    "云岭市2023年度法治政府建设工作报告",
    "关于2022年度法治政府建设情况的报告",
    "云岭市人民政府",
    "中共白水县委",
    "云政〔2024〕3号",
    "一、",
    "二、",
    "三、",
    "（一）",
    "(二)",
    "1.",
    "2．",
    "3、",
    "（1）",
    "①",
    "第一部分",
    "第二章",
    "第一、",
    "一是",
    "二是",
    "三要",
    "加强组织领导",
    "优化营商环境。",
    "存在的问题和下一步打算",
    "2024年工作安排",
    "主要负责人履行职责情况",
    "下一步，我市将继续努力",
    "虽然取得了一定成绩，但还存在一些问题：",
    "全年办理案件1.7万件，同比下降30%，",
    "行政复议申请424件，立案受理296件、办结263件。",
    "现将有关情况报告如下：",
    "来源：云岭市司法局 发布时间：2024-04-01",
    "上一篇：通知",
    "版权所有",
    "附件：1.统计表",
    "附件",
    "二〇二四年三月五日",
    "2024年3月5日",
    "。",
    "；",
    "\n",
    "\n\n",
    "　　",
    "\u{a0} ",
];

#[test]
fn nothing_in_nothing() {
    for content in ["", "\n\n", "　", "一、", "报告", "首页"] {
        check(content);
    }
    assert!(read("").sections.is_empty());
}

#[test]
fn a_part_opened_amid_a_list_stays_within_its_parent() {
    for pieces in [
        &[5, 27, 40, 26, 29, 7, 27][..],
        &[5, 27, 0, 0, 40, 26, 27],
        &[13, 0, 0, 40, 5, 27, 0, 40, 26, 27, 0],
    ] {
        let content: String =
            pieces.iter().filter_map(|&i: &usize| PIECES.get(i)).copied().collect();
        check(&content);
    }
}

proptest! {
    #[test]
    fn any_shuffled_report_is_read_without_contradiction(pieces in prop::collection::vec(0..PIECES.len(), 0..90)) {
        let content: String = pieces.into_iter().filter_map(|i| PIECES.get(i)).copied().collect();
        check(&content);
    }

    #[test]
    fn any_text_is_read_without_contradiction(content in "[一二十、.()（）第章年\\d\n 。：；，“”《》法治报告a\u{301}🙂　\u{a0}-]{0,200}") {
        check(&content);
    }

    #[test]
    fn arbitrary_characters_are_read(content in "\\PC{0,120}") {
        check(&content);
    }
}
