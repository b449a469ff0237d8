//! Numbers before commands, the tree by typing, and the words of a section.

use super::super::app::View;
use super::super::find::Mode;
use super::Browser;

#[test]
fn a_number_tells_how_far() {
    let mut browser = Browser::open(70, 16);
    browser.press("tab 0 3 j");
    let three = browser.app.reader.top;
    browser.press("g g j j j");
    assert_eq!(browser.app.reader.top, three);
    browser.press("g g alt-3 j");
    assert_eq!((browser.app.reader.top, browser.app.count), (three, None));
    browser.press("g g 0 3 ] f");
    assert_eq!(browser.current().as_deref(), Some("1200件"));
    browser.press("0 2 [ f");
    assert_eq!(browser.current().as_deref(), Some("386人次"));
    // More than there are end where there are no more, in the last report.
    browser.press("0 5 0 ] f");
    assert_eq!((browser.report(), browser.current()), ("桦川县 2024".into(), Some("95%".into())));
}

#[test]
fn a_number_can_be_seen_and_given_up() {
    let mut browser = Browser::open(100, 24);
    browser.press("0 1 2");
    assert!(browser.bottom().contains("次数 12"), "{}", browser.screen());
    browser.press("backspace");
    assert_eq!(browser.app.count, Some(1));
    browser.press("esc");
    assert_eq!(browser.app.count, None);
    // Digits are views again.
    browser.press("2");
    assert_eq!(browser.app.view, View::Table);
    browser.press("0 3 j");
    assert_eq!(browser.row(), 3);
    browser.press("0 2 G");
    assert_eq!(browser.row(), 1);
    browser.press("1 0 2 ?");
    assert_eq!(browser.app.count, None);
}

#[test]
fn lines_are_gone_to_by_their_numbers() {
    for keys in ["tab 0 1 2 g g", "tab alt-1 2 G", ": 1 2 enter", "： １ ２ enter"] {
        let mut browser = Browser::open(80, 24);
        browser.press(keys);
        assert!(browser.shows("第12行"), "{keys}\n{}", browser.screen());
        browser.press("H");
        assert_eq!(browser.app.reader.top.offset, 0);
    }
    let mut browser = Browser::open(80, 24);
    browser.press("2 : 5 enter");
    assert_eq!(browser.row(), 4);
    browser.press("0 2 g g");
    assert_eq!(browser.row(), 1);
    browser.press("1 z R 0 4 g g");
    assert_eq!(browser.app.tree.list.at, 3);
    browser.press(": 9 9 9 9 9 enter");
    assert!(browser.shows("100%"));
}

#[test]
fn the_tree_is_gone_through_by_typing() {
    let mut browser = Browser::open(100, 24);
    browser.press("l ' 三");
    assert_eq!(browser.app.tree.list.at, 3, "{}", browser.screen());
    // What is folded away is no row.
    browser.press("ctrl-u 化");
    assert_eq!(browser.app.tree.list.at, 0);
}

#[test]
fn pinyin_letters_go_to_a_row_and_escape_returns() {
    let mut browser = Browser::open(100, 24);
    browser.press("z R ' h j m d");
    assert_eq!(browser.app.tree.list.at, 3, "{}", browser.screen());
    assert!(browser.lines()[0].contains("化解矛盾纠纷") || browser.shows("(二)化解矛盾纠纷"));
    browser.press("esc");
    assert_eq!(browser.app.tree.list.at, 0);
    browser.press("' 不 足 down");
    let second = browser.app.tree.list.at;
    browser.press("up");
    assert!(browser.app.tree.list.at < second);
    browser.press("down enter");
    assert_eq!((browser.app.tree.list.at, browser.report()), (second, "桦川县 2024".into()));
    // Round the end, and nothing of that name.
    browser.press("' 不 足 down");
    assert!(browser.app.tree.list.at < second);
    browser.press("无");
    assert!(browser.bottom().contains("没有这样的名称"), "{}", browser.screen());
}

#[test]
fn siblings_are_folded_together_and_the_row_stays_where_it_is() {
    let mut browser = Browser::open(100, 24);
    browser.press("z R j j z m");
    // The sections below the first part have no children; nothing is folded.
    assert_eq!(browser.app.tree.rows().len(), 10);
    browser.press("p");
    assert_eq!(browser.app.tree.list.at, 1);
    browser.press("z m");
    assert_eq!((browser.app.tree.rows().len(), browser.app.tree.list.at), (7, 1));
    browser.press("p z m");
    assert_eq!(browser.app.tree.rows().len(), 2);
    browser.press("z r");
    // 一、 stays folded in the first report.
    assert_eq!(browser.app.tree.rows().len(), 7);
}

#[test]
fn a_key_term_is_searched_for() {
    let mut browser = Browser::open(100, 24);
    browser.press("z R j j j t");
    assert!(browser.shows("行政复议"), "{}", browser.screen());
    browser.press("x z f y enter");
    assert!(browser.app.searching && browser.app.find.how.mode == Mode::Exact);
    assert_eq!(browser.app.find.input.value(), "行政复议");
    assert_eq!(browser.hit().map(|hit| hit.1), Some(4));
    browser.press("enter n");
    assert!(browser.hit().is_some_and(|hit| hit.0 > 1));
}
