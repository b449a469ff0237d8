//! What the screen looks like: the main views in both languages, from small to large.

use super::super::event::Event;
use super::{Browser, Settings, fixture};
use crate::locale::Lang;
use std::fmt::Write as _;

/// The main views: what they are called, and the keys that lead from one to the next.
const VIEWS: &[(&str, &str)] = &[
    ("start", ""),
    ("what may follow a prefix", "]"),
    ("a figure", "esc l j j j enter ]f"),
    ("a check that fails", "[x"),
    ("a search in the report", "/ 行 政 复 议"),
    ("a search in all reports", "tab tab"),
    ("the hit that was gone to", "enter enter"),
    ("all figures", "2 j"),
    ("all shortcomings about a word", "3 / 执 法"),
    ("all checks", "enter 4 j"),
    ("a bookmark", "m"),
    ("bookmarks and notes", "j a 查 enter 7"),
    ("files that were not read", "5"),
    ("commands", ": s x"),
    ("titles", "esc ctrl-p 成 效"),
    ("help", "esc 1 ?"),
];

fn views(lang: Lang, width: u16, height: u16) -> String {
    let settings = Settings { lang, ..Settings::default() };
    let mut browser = Browser::with(width, height, &settings).with_notes();
    browser.read(fixture::reports());
    browser.send(vec![Event::Corpus(0, fixture::problem())]);
    let mut out = String::new();
    for (name, keys) in VIEWS {
        browser.press(keys);
        let _ = writeln!(out, "=== {name}\n{}\n", browser.screen());
    }
    out
}

#[test]
fn at_80_by_24() {
    insta::assert_snapshot!("zh-80x24", views(Lang::Zh, 80, 24));
    insta::assert_snapshot!("en-80x24", views(Lang::En, 80, 24));
}

#[test]
fn at_120_by_40() {
    insta::assert_snapshot!("zh-120x40", views(Lang::Zh, 120, 40));
    insta::assert_snapshot!("en-120x40", views(Lang::En, 120, 40));
}

#[test]
fn at_200_by_60() {
    insta::assert_snapshot!("zh-200x60", views(Lang::Zh, 200, 60));
    insta::assert_snapshot!("en-200x60", views(Lang::En, 200, 60));
}

#[test]
fn at_30_by_8() {
    let mut browser = Browser::open(30, 8);
    browser.press("l j");
    insta::assert_snapshot!("tree-30x8", browser.screen());
    browser.press("enter");
    insta::assert_snapshot!("text-30x8", browser.screen());
    browser.press("tab");
    insta::assert_snapshot!("details-30x8", browser.screen());
}

#[test]
fn in_english_and_ascii() {
    let settings = Settings { lang: Lang::En, ascii: true, ..Settings::default() };
    let mut browser = Browser::with(100, 24, &settings);
    browser.read(fixture::reports());
    browser.send(vec![Event::Corpus(0, fixture::problem())]);
    browser.press("zR ]s");
    insta::assert_snapshot!("english-ascii-100x24", browser.screen());
    let mut ours = browser.lines().join("");
    browser.press("?");
    ours.push_str(&browser.screen());
    assert!(!ours.contains(['│', '▾', '▸', '┃', '•', '←', '→']));
}
