//! What the screen looks like.

use super::super::event::Event;
use super::{Browser, Settings, fixture};
use crate::locale::Lang;

#[test]
fn at_80_by_24() {
    let mut browser = Browser::open(80, 24);
    insta::assert_snapshot!("start-80x24", browser.screen());
    browser.press("l j j j enter ]f");
    insta::assert_snapshot!("reading-80x24", browser.screen());
    browser.press("?");
    insta::assert_snapshot!("help-80x24", browser.screen());
}

#[test]
fn at_120_by_40() {
    let mut browser = Browser::open(120, 40);
    browser.press("zR ]a");
    insta::assert_snapshot!("check-120x40", browser.screen());
    browser.press("/ 行 政 复 议");
    insta::assert_snapshot!("search-120x40", browser.screen());
}

#[test]
fn tables() {
    let mut browser = Browser::open(80, 24);
    browser.press("2 j");
    insta::assert_snapshot!("figures-80x24", browser.screen());
    let mut browser = Browser::open(120, 40);
    browser.press("4 j");
    insta::assert_snapshot!("checks-120x40", browser.screen());
    browser.press("1 / tab tab 行 政 复 议");
    insta::assert_snapshot!("all-reports-120x40", browser.screen());
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
    let ours = browser.lines().join("");
    assert!(!ours.contains(['│', '▾', '▸', '┃', '•']));
}
