use super::*;
use crate::corpus::{Entry, Options, analyse};
use crate::lexicon::Lexicon;
use crate::locale::Lang;
use crate::source::read_bytes;
use crate::text::{Span, Text};
use proptest::prelude::*;
use std::path::Path;
use std::sync::{Arc, LazyLock};

pub(super) const REPORT: &str = "青禾市2023年法治政府建设情况报告\n\
    一、主要举措和成效\n\
    (一)规范行政执法。全年办理行政处罚案件320件，其中一般程序200件。\n\
    (二)化解矛盾纠纷。全年收到行政复议申请86件，受理80件。全年办理行政处罚案件审核。\n\
    二、存在的不足\n\
    一是基层执法力量薄弱，二是行政复议宣传不够。\n";

pub(super) fn entry(name: &str, content: &str) -> Entry {
    let document =
        read_bytes(Path::new(name), content.as_bytes(), &Options::default().source).unwrap();
    let report = analyse(&document, &LEXICON, false);
    Entry { document: Arc::new(document), report: Arc::new(report) }
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

pub(super) fn passage(quote: &str) -> Passage {
    let entry = entry("a.txt", REPORT);
    let at = REPORT.find(quote).unwrap();
    Passage::of(&entry, Span::new(at, at + quote.len()))
}

/// What a passage of the report is in a changed report.
fn found(quote: &str, changed: &str) -> (&'static str, String) {
    let text = Text::new(changed.to_owned());
    let anchor = anchor(&passage(quote), &text);
    let state = match anchor {
        Anchor::Here(_) => "here",
        Anchor::Moved(_) => "moved",
        Anchor::Changed(_) => "changed",
        Anchor::Lost => "lost",
    };
    (state, anchor.span().map_or_else(String::new, |span| text.slice(span).to_owned()))
}

fn pair(state: &'static str, text: &str) -> (&'static str, String) {
    (state, text.to_owned())
}

#[test]
fn a_passage_stays_where_it_is() {
    assert_eq!(found("86件", REPORT), pair("here", "86件"));
    let below = REPORT.replace("二、存在的不足\n一是", "二、存在的不足\n（略）\n一是");
    assert_eq!(found("86件", &below), pair("here", "86件"));
}

#[test]
fn a_passage_is_found_where_its_lines_have_shifted() {
    let above = format!("首页 > 公开\n\n{REPORT}");
    assert_eq!(found("86件", &above), pair("moved", "86件"));
    let joined = REPORT.replace('\n', "");
    assert_eq!(found("全年收到行政复议申请86件，受理80件。", &joined).0, "moved");
    // The one with the same neighbours, not the nearest one.
    let twice = REPORT.replace("(一)", "全年办理行政处罚案件。\n(一)");
    let text = Text::new(twice.clone());
    let span = anchor(&passage("全年办理行政处罚案件"), &text).span().unwrap();
    assert!(twice[span.end as usize..].starts_with("320件"));
}

#[test]
fn widths_and_white_space_may_differ() {
    let other = REPORT.replace("申请86件，受理80件", "申请８６件,受理\n　80 件");
    assert_eq!(
        found("全年收到行政复议申请86件，受理80件。", &other),
        pair("moved", "全年收到行政复议申请８６件,受理\n　80 件。")
    );
}

#[test]
fn changed_words_are_found_by_their_neighbours_or_by_likeness() {
    let changed = REPORT.replace("86件，受理80件。", "九十三件，受理八十八件。");
    assert_eq!(found("86件，受理80件。", &changed), pair("changed", "九十三件，受理八十八件。"));
    let elsewhere = format!(
        "{}{}",
        REPORT.replace("一是基层执法力量薄弱，二是行政复议宣传不够。\n", ""),
        "三、问题\n目前，基层执法力量依然薄弱，二是行政复议宣传不够。\n"
    );
    assert_eq!(
        found("一是基层执法力量薄弱，二是行政复议宣传不够。", &elsewhere),
        pair("changed", "目前，基层执法力量依然薄弱，二是行政复议宣传不够。")
    );
}

#[test]
fn what_is_not_there_is_lost() {
    assert_eq!(found("86件", "雁桥县2022年报告\n全年收到申请86件。\n").0, "lost");
    assert_eq!(found("一是基层执法力量薄弱，二是行政复议宣传不够。", "普法形式单一。").0, "lost");
    assert_eq!(found("86件", "").0, "lost");
}

#[test]
fn a_passage_is_located_in_a_file_that_has_moved() {
    let note = passage("86件");
    let other = entry("b.txt", "雁桥县2022年法治政府建设情况报告\n一、成效\n全年收到申请86件。\n");
    let same = entry("old/renamed.txt", REPORT);
    let shifted = entry("c.txt", &format!("首页\n{REPORT}"));
    let at = |entries: &[Entry]| Library::new(entries).locate(&note).map(|(report, _)| report);
    assert_eq!(at(&[other.clone(), entry("a.txt", REPORT)]), Some(1));
    assert_eq!(at(&[other.clone(), shifted.clone(), same]), Some(2));
    assert_eq!(at(&[other.clone(), shifted]), Some(1));
    assert_eq!(at(&[other]), None);
}

fn notes() -> Vec<(Note, Option<Anchor>)> {
    let time = "2026-03-01T08:00:00Z".parse().unwrap();
    let note = |id, quote, text: &str| {
        let mut passage = passage(quote);
        passage.citation.path = "/甲/a.txt".into();
        Note { id: NoteId(id), passage, text: text.to_owned(), created: time, changed: time }
    };
    vec![
        (note(1, "86件", "与上年相比？\n- 待查"), Some(Anchor::Lost)),
        (note(2, "二是行政复议宣传不够", ""), None),
    ]
}

fn exported(format: Format, lang: Lang) -> String {
    let mut out = Vec::new();
    write(&notes(), format, lang, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn notes_are_exported_as_markdown() {
    assert_eq!(
        exported(Format::Markdown, Lang::Zh),
        "## 青禾市2023年法治政府建设情况报告\n\
         \n\
         > 86件\n\
         >\n\
         > ——《青禾市2023年法治政府建设情况报告》，“一、主要举措和成效 \\> (二)化解矛盾纠纷”，第4行，/甲/a.txt\n\
         >\n\
         > *原文中已找不到*\n\
         \n\
         与上年相比？\n- 待查\n\
         \n\
         > 二是行政复议宣传不够\n\
         >\n\
         > ——《青禾市2023年法治政府建设情况报告》，“二、存在的不足”，第6行，/甲/a.txt\n"
    );
}

#[test]
fn every_format_tells_the_same_fields() {
    let lines = exported(Format::JsonLines, Lang::En);
    let objects: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let csv = exported(Format::Csv, Lang::En);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(head, FIELDS);
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((records.len(), objects.len()), (2, 2));
    for (record, object) in records.iter().zip(&objects) {
        assert_eq!(object.as_object().unwrap().len(), FIELDS.len());
        for (name, field) in head.iter().zip(record) {
            let value = match &object[name] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(field, value, "{name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn an_anchor_lies_in_its_text(
        start in 0_usize..400, len in 0_usize..60,
        pieces in prop::collection::vec(0_usize..12, 0..12),
    ) {
        let clamp = |at: usize| REPORT.floor_char_boundary(at.min(REPORT.len()));
        let span = Span::new(clamp(start), clamp(start + len));
        let passage = Passage::of(&entry("a.txt", REPORT), span);
        let sentences: Vec<&str> = REPORT.split_inclusive(['。', '\n', '，']).collect();
        let content: String =
            pieces.iter().map(|at| sentences[at % sentences.len()]).collect();
        let text = Text::new(content);
        if let Some(span) = anchor(&passage, &text).span() {
            prop_assert!(text.as_str().get(span.range()).is_some());
        }
    }

    #[test]
    fn a_passage_is_found_in_its_own_text(start in 0_usize..400, len in 1_usize..60) {
        let clamp = |at: usize| REPORT.floor_char_boundary(at.min(REPORT.len()));
        let span = Span::new(clamp(start), clamp(start + len));
        let entry = entry("a.txt", REPORT);
        let passage = Passage::of(&entry, span);
        let text = &entry.document.text;
        let is_here = matches!(anchor(&passage, text), Anchor::Here(found) if text.slice(found) == passage.citation.quote);
        prop_assert!(is_here);
    }
}
