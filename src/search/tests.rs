use super::*;
use crate::corpus::{Options, analyse};
use crate::lexicon::Lexicon;
use crate::source::{self, Document};
use proptest::prelude::*;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};

const RIVER: &str = "青禾市2023年法治政府建设情况报告\n\
    2023年，青禾市扎实推进法治政府建设，现将有关情况报告如下。\n\
    一、主要举措和成效\n\
    (一)规范行政执法。全年办理行政处罚案件320件，其中一般程序200件。加强执法人员培训。\n\
    (二)化解矛盾纠纷。全年收到行政复议申请86件，受理80件。行政復議体制改革平稳落地。\n\
    二、存在的不足\n\
    一是基层执法力量薄弱，二是行政复议宣传不够。\n\
    三、下一步工作打算\n\
    加强行政复议队伍建设，办案时限压缩到30日。\n";

const LAKE: &str = "雁桥县2022年法治政府建设情况报告\n\
    一、主要举措和成效\n\
    推进政务服务“一网通办”，建成养老服务站12个。养老服务站覆盖全部乡镇，养老服务站由社工值守。\n\
    二、存在的不足\n\
    普法形式单一。\n";

fn entry(name: &str, content: &str) -> Entry {
    let document: Document =
        source::read_bytes(Path::new(name), content.as_bytes(), &Options::default().source)
            .unwrap();
    let report = analyse(&document, &Lexicon::builtin().unwrap(), false);
    Entry { document: Arc::new(document), report: Arc::new(report) }
}

fn corpus() -> Vec<Entry> {
    vec![entry("river-2023.txt", RIVER), entry("lake-2022.txt", LAKE)]
}

fn go() -> AtomicBool {
    AtomicBool::new(false)
}

/// The sentences with hits, over all reports.
fn sentences(query: &str, syntax: Syntax, filter: Filter) -> Vec<String> {
    let entries = corpus();
    let query = Query::new(query, syntax, &Forms::new()).unwrap();
    let all = Mutex::new(Vec::new());
    assert!(search(&entries, &query, filter, &go(), &|found| {
        assert!(!found.hits.is_empty());
        all.lock().unwrap().push(found);
        true
    }));
    let mut all = all.into_inner().unwrap();
    all.sort_by_key(|found| found.report);
    let mut told = Vec::new();
    for found in all {
        let text = &entries[found.report].document.text;
        told.extend(found.hits.iter().map(|hit| text.slice(sentence(text, *hit)).to_owned()));
    }
    told
}

#[test]
fn words_are_found_in_all_reports() {
    let open = Filter::default();
    assert_eq!(sentences("行政复议", Syntax::Plain, open).len(), 4);
    assert_eq!(sentences("xzfy", Syntax::Plain, open).len(), 0);
    assert_eq!(sentences("xzfy", Syntax::Pinyin, open).len(), 4);
    assert_eq!(sentences("fzzf", Syntax::Pinyin, open).len(), 3);
    assert_eq!(sentences(r"\d+件", Syntax::Regex, open).len(), 4);
}

#[test]
fn filters_keep_what_stands_where_it_has_to() {
    let only = |shortcomings, plans, figures| Filter { shortcomings, plans, figures };
    let found = |filter| sentences("行政复议", Syntax::Plain, filter);
    assert_eq!(found(only(true, false, false)), ["一是基层执法力量薄弱，二是行政复议宣传不够。"]);
    assert_eq!(found(only(false, true, false)), ["加强行政复议队伍建设，办案时限压缩到30日。"]);
    assert_eq!(found(only(true, true, false)).len(), 2);
    assert_eq!(
        found(only(false, false, true)),
        ["全年收到行政复议申请86件，受理80件。", "加强行政复议队伍建设，办案时限压缩到30日。"]
    );
    assert_eq!(found(only(true, false, true)), Vec::<String>::new());
}

#[test]
fn a_section_can_be_searched_alone() {
    let entry = entry("river.txt", RIVER);
    let query = Query::new("行政复议", Syntax::Plain, &Forms::new()).unwrap();
    let sections = &entry.report.outline.sections;
    let text = &entry.document.text;
    let plan = sections.iter().find(|s| s.title(text) == Some("下一步工作打算")).unwrap();
    let hits = hits(&entry, plan.span, &query, Filter::default());
    assert_eq!(hits.len(), 1);
    assert!(plan.span.contains(hits[0].start as usize));
    assert_eq!(entry.document.text.slice(hits[0]), "行政复议");
}

#[test]
fn a_search_can_be_stopped() {
    let entries = vec![corpus().remove(0); 100];
    let query = Query::new("行政", Syntax::Plain, &Forms::new()).unwrap();
    let stopped = AtomicBool::new(true);
    let never = |_| panic!("it was stopped");
    assert!(!search(&entries, &query, Filter::default(), &stopped, &never));
    let told = Mutex::new(0);
    assert!(!search(&entries, &query, Filter::default(), &go(), &|_| {
        *told.lock().unwrap() += 1;
        false
    }));
    assert!(*told.lock().unwrap() < 100);
    let forms = Forms::new();
    let ranker = Ranker::new();
    let open = Filter::default();
    assert_eq!(ranker.rank(&entries, "行政", open, &forms, 9, &stopped), None);
    let all = Span::new(0, 100);
    assert_eq!(ranker.key_terms(&entries[0], all, &entries, 9, &stopped), None);
    assert_eq!(Finder::new(&entries, &forms).find("行政", &forms, 9, &stopped), None);
}

#[test]
fn ones_own_words_find_the_sentence_that_says_most() {
    let (entries, forms, ranker) = (corpus(), Forms::new(), Ranker::new());
    let rank = |query, filter| ranker.rank(&entries, query, filter, &forms, 10, &go()).unwrap();
    let shown =
        |found: &Ranked| entries[found.report].document.text.slice(found.sentence).to_owned();
    assert!(!ranker.is_loaded());
    let found = rank("复议的宣传为什么不够", Filter::default());
    assert_eq!(shown(&found[0]), "一是基层执法力量薄弱，二是行政复议宣传不够。");
    assert!(found.windows(2).all(|two| two[0].score >= two[1].score));
    let text = &entries[found[0].report].document.text;
    let words: Vec<_> = found[0].hits.iter().map(|hit| text.slice(*hit)).collect();
    assert!(words.contains(&"宣传") && words.contains(&"复议"), "{words:?}");
    // 繁體 asks for the same.
    assert_eq!(rank("復議的宣傳為什麼不夠", Filter::default()), found);
    let plans = Filter { plans: true, ..Filter::default() };
    assert_eq!(rank("行政复议", plans).len(), 1);
    assert_eq!(rank("。", Filter::default()), []);
    assert_eq!(rank("", Filter::default()), []);
    assert_eq!(ranker.rank(&[], "行政", Filter::default(), &forms, 10, &go()), Some(vec![]));
}

#[test]
fn key_terms_are_often_here_and_seldom_elsewhere() {
    let (entries, ranker) = (corpus(), Ranker::new());
    let all = Span::new(0, entries[1].document.text.len());
    let terms = ranker.key_terms(&entries[1], all, &entries, 5, &go()).unwrap();
    assert!(terms[0].word.contains("养老"), "{terms:?}");
    assert!(terms.iter().all(|term| term.reports >= 1 && term.count >= 1));
    assert_eq!(ranker.key_terms(&entries[1], Span::default(), &entries, 5, &go()), Some(vec![]));
}

#[test]
fn titles_are_found_by_characters_and_by_pinyin() {
    let (entries, forms) = (corpus(), Forms::new());
    let finder = Finder::new(&entries, &forms);
    let find = |query: &str| {
        let found = finder.find(query, &forms, 5, &go()).unwrap();
        found
            .into_iter()
            .map(|m| {
                let text = &finder.items()[m.item].text;
                let shown: String = m.ranges.iter().map(|range| &text[range.clone()]).collect();
                (text.to_string(), shown)
            })
            .collect::<Vec<_>>()
    };
    let first = |query| find(query).into_iter().next().unwrap_or_default();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(first("行执"), pair("(一)规范行政执法", "行执"));
    for query in ["xzzf", "xingzhengzhifa", "xzhengzf", "ＸＺＺＦ"] {
        assert_eq!(first(query), pair("(一)规范行政执法", "行政执法"), "{query}");
    }
    assert_eq!(first("糾紛"), pair("(二)化解矛盾纠纷", "纠纷"));
    // A word that the title does not have may be said of its report.
    let found = finder.find("雁桥 不足", &forms, 5, &go()).unwrap();
    let item = &finder.items()[found[0].item];
    assert_eq!((item.report, &*item.text), (1, "二、存在的不足"));
    assert_eq!(first("2022"), pair("雁桥县2022年法治政府建设情况报告", "2022"));
    assert_eq!(find("没有这个"), []);
    assert_eq!(find("xyzqq"), []);
    assert_eq!(find("").len(), 2);
}

/// Made once: it takes long without optimisation.
static SHELF: LazyLock<(Vec<Entry>, Forms, Finder)> = LazyLock::new(|| {
    let (entries, forms) = (corpus(), Forms::new());
    let finder = Finder::new(&entries, &forms);
    (entries, forms, finder)
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn letters_that_a_text_lacks_hide_nothing(words in "[akxＸA1行]{1,3}", text in "[aAａxＸkK1行 é]{0,30}") {
        let text = crate::text::Text::new(text);
        for syntax in [Syntax::Plain, Syntax::Pinyin] {
            let query = Query::new(&words, syntax, &SHELF.1).unwrap();
            let (mut all, mut found) = (Vec::new(), Vec::new());
            query.find(text.as_str(), 0, &mut all);
            query.find_in(&text, Span::new(0, text.len()), &mut found);
            prop_assert_eq!(found, all);
        }
    }

    #[test]
    fn no_query_is_too_strange(query in "[a-z行政复议(（\\[\\]|*+?.\\\\d1一 é😀]{0,12}|.{0,8}") {
        let (entries, forms, finder) = &*SHELF;
        for found in finder.find(&query, forms, 5, &go()).unwrap() {
            let text = &finder.items()[found.item].text;
            prop_assert!(found.ranges.iter().all(|range| text.get(range.clone()).is_some()));
        }
        for syntax in [Syntax::Plain, Syntax::Pinyin, Syntax::Regex] {
            let Ok(query) = Query::new(&query, syntax, forms) else { continue };
            for entry in entries {
                let text = &entry.document.text;
                let all = Span::new(0, text.len());
                let found = hits(entry, all, &query, Filter::default());
                prop_assert!(found.windows(2).all(|two| two[0].end <= two[1].start));
                for hit in found {
                    prop_assert!(!text.slice(hit).is_empty());
                    let shown = sentence(text, hit);
                    prop_assert!(shown.start <= hit.start && !text.slice(shown).is_empty());
                }
            }
        }
    }
}
