//! Searching: the ways of taking words, the places that hits may stand in, and work beside the loop.

use super::super::app::View;
use super::super::drive::drive;
use super::super::find::{Mode, Scope};
use super::super::sheet::{Item, Kind};
use super::Browser;
use std::sync::mpsc;

#[test]
fn a_bad_expression_says_why_and_nothing_is_lost() {
    let mut browser = Browser::open(100, 24);
    browser.press("/ ctrl-r 出 庭");
    assert_eq!(browser.hit(), Some((1, 3)));
    let top = browser.app.reader.top;
    browser.press("(");
    assert!(browser.shows("正则第 3 字处有误：括号没有闭合"), "{}", browser.screen());
    assert_eq!((browser.hit(), browser.app.reader.top), (Some((1, 3)), top));
    // It cannot be taken like that.
    browser.press("enter");
    assert!(browser.app.searching);
    browser.press("应 | 说 )");
    assert_eq!(browser.hit(), Some((1, 2)));
    assert!(!browser.shows("有误"));
    browser.press("enter n");
    assert_eq!(browser.hit(), Some((2, 2)));
}

#[test]
fn a_bad_expression_keeps_the_list_of_all_reports() {
    let mut browser = Browser::open(100, 24);
    browser.press("/ tab tab ctrl-r 出 庭");
    assert_eq!(browser.app.sheets.get(Kind::Hits).rows.len(), 6);
    browser.press("[");
    assert!(browser.shows("方括号没有闭合"));
    assert_eq!(browser.app.sheets.get(Kind::Hits).rows.len(), 6);
}

#[test]
fn hits_are_confined_to_what_they_stand_in() {
    let mut browser = Browser::open(100, 24);
    browser.press("/ 执 法");
    let all = browser.hit().unwrap().1;
    let mut counts = Vec::new();
    for _ in 0..4 {
        browser.press("ctrl-f");
        counts.push(browser.hit().unwrap_or_default().1);
    }
    // Shortcomings, plans, sentences with figures, anywhere again.
    assert_eq!(counts[..2], [1, 1]);
    assert!(counts[2] > 1 && counts[2] < all && counts[3] == all, "{counts:?} of {all}");
}

#[test]
fn ones_own_words_list_the_best_sections_first() {
    let mut browser = Browser::open(100, 24);
    browser.press("s 复 议 应 诉 能 力 不 足");
    let sheet = browser.app.sheets.get(Kind::Hits);
    assert!(matches!(sheet.rows[0].item, Item::Passage(_)));
    assert!(browser.lines()[2].contains("复议应诉能力有待提高"), "{}", browser.screen());
    let rows = sheet.rows.len();
    browser.press("enter enter");
    assert_eq!((browser.app.view, browser.report()), (View::Reading, "枫桥县 2023".to_owned()));
    assert!(browser.app.find.at.is_some() && browser.shows("复议应诉能力有待提高"));
    browser.press("backspace");
    assert_eq!(browser.app.sheets.get(Kind::Hits).rows.len(), rows);
    // The words can be changed where their list is.
    browser.press("/ ctrl-u 普 法");
    assert_eq!(browser.app.find.how.mode, Mode::Ranked);
    assert!(browser.lines()[2].contains("普法"), "{}", browser.screen());
    browser.press("esc");
    assert!(browser.app.view == View::Table && browser.lines()[2].contains("复议应诉能力"));
}

#[test]
fn ones_own_words_find_each_other_in_one_report() {
    let mut browser = Browser::open(100, 24);
    browser.press("s tab 宪 法 乡 镇");
    assert_eq!((browser.app.find.scope, browser.hit()), (Scope::Report, Some((1, 2))));
}

#[test]
fn where_was_searched_last_is_where_the_next_search_begins() {
    let mut browser = Browser::open(100, 24);
    browser.press("/ tab 出 esc /");
    assert!(browser.bottom().contains("全文"), "given up: {}", browser.bottom());
    browser.press("tab tab 出 庭 enter enter");
    assert_eq!((browser.app.view, browser.app.find.scope), (View::Reading, Scope::Report));
    browser.press("] r /");
    assert!(browser.bottom().contains("全部报告"), "{}", browser.bottom());
    browser.press("tab 应 诉 enter /");
    assert!(browser.bottom().contains("全文"), "{}", browser.bottom());
}

#[test]
fn traditional_and_wide_characters_find_the_others() {
    for words in ["行 政 復 議", "ｘ ｚ ｆ ｙ", "x z f y"] {
        let mut browser = Browser::open(100, 24);
        browser.press(&format!("/ {words}"));
        assert_eq!(browser.hit().map(|hit| hit.1), Some(4), "{words}");
    }
}

/// What takes long is done beside the loop; enter may come before its result.
#[test]
fn a_search_that_takes_time_can_be_taken_before_it_is_done() {
    for (keys, report) in
        [("/ ctrl-r 出 . 庭 backspace backspace 庭 enter", true), ("/ ctrl-r 无 此 enter", false)]
    {
        let mut browser = Browser::open(100, 24);
        let (sender, receiver) = mpsc::channel();
        browser.app.jobs.events = Some(sender);
        browser.press(keys);
        assert!(!browser.app.searching);
        browser.app.jobs.events = None;
        drive(&mut browser.terminal, &mut browser.app, &receiver).unwrap();
        assert!(browser.app.find.look.is_none() && browser.app.find.origin.is_none());
        assert_eq!(browser.hit(), report.then_some((1, 3)));
        assert_eq!(browser.bottom().contains("没有找到"), !report, "{}", browser.screen());
    }
}

#[test]
fn the_words_before_come_back_with_how_they_were_meant() {
    let mut browser = Browser::open(100, 24);
    browser.press("/ ctrl-r 出 庭 | 出 声 enter");
    let hit = browser.hit();
    browser.press("/ 负 责 人 esc");
    assert_eq!(browser.app.find.how.mode, Mode::Regex);
    browser.press("n");
    assert_eq!(browser.hit().map(|hit| hit.1), hit.map(|hit| hit.1));
}
