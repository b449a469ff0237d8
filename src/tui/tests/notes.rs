//! Bookmarks and notes.

use super::super::app::View;
use super::super::event::Event;
use super::super::notes::Place;
use super::super::sheet::Kind;
use super::{Browser, fixture};
use crate::corpus;
use crate::notes::{Anchor, Note, Store};

impl Browser {
    /// What is in the database.
    fn noted(&self) -> Vec<Note> {
        let file = self.home.as_ref().unwrap().path().join("notes.db");
        Store::open(&file).unwrap().all().unwrap()
    }

    fn quotes(&self) -> Vec<String> {
        self.noted().into_iter().map(|note| note.passage.citation.quote).collect()
    }

    /// The same notes in a browser that is started later.
    fn again(self, entries: Vec<corpus::Entry>) -> Self {
        let mut next = Self::new(100, 24);
        next.app.open_notes_here(self.home.as_ref().unwrap().path().join("notes.db"));
        next.home = self.home;
        next.read(entries);
        next
    }

    fn place(&self) -> Place {
        self.app.book.snapshot()[0].place
    }
}

/// The first report of the fixture with its text changed.
fn changed(path: &'static str, change: impl Fn(&str) -> String) -> corpus::Entry {
    let [maple, _] = <[_; 2]>::try_from(fixture::reports()).unwrap();
    fixture::Maker::new(path, "枫桥县", 2023, &change(maple.document.text.as_str())).entry()
}

#[test]
fn a_bookmark_is_on_the_sentence_of_the_figure_or_on_the_shortcoming() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]f m ]s m");
    let sentence =
        "全年培训执法人员386人次，办理行政处罚案件2150件，其中简易程序1200件、普通程序900件。";
    assert_eq!(browser.quotes(), [sentence, "基层执法力量薄弱"]);
    // The next figure stands in the same sentence.
    browser.press("[f ]f gg ]f ]f m");
    assert_eq!(browser.quotes(), ["基层执法力量薄弱"]);
    browser.press("u");
    assert_eq!(browser.quotes().len(), 2);
}

#[test]
fn a_bookmark_is_on_the_hit_or_on_the_line_in_view() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("/ 旁 听 enter m");
    assert_eq!(browser.quotes(), ["二是组织旁听庭审，受众5000人次。"]);
    browser.press("m esc gg m");
    assert_eq!(browser.quotes(), ["枫桥县2023年法治政府建设年度报告"]);
    // A blank row before a heading holds nothing: the heading is meant.
    browser.resize(60, 16).press("tab tab tab ctrl-e ctrl-e ctrl-e m");
    assert_eq!(browser.quotes().len(), 2, "{:?}", browser.quotes());
    assert!(!browser.quotes()[1].is_empty());
}

#[test]
fn a_note_is_written_changed_and_emptied() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]s a");
    browser.send(vec![Event::Paste("与上年 相比，\n没有变化".to_owned())]);
    browser.press("enter");
    let note = browser.noted().remove(0);
    assert_eq!(note.text, "与上年 相比， 没有变化");
    assert!(browser.shows("◆") && browser.bottom().contains("已记下"));
    // It is told with the finding that it is on.
    let status = browser.lines()[22].clone();
    assert!(status.starts_with(" ◆ 与上年 相比， 没有变化  基层执法力量薄弱"), "{status}");
    browser.press("a ！ enter");
    assert_eq!(browser.noted()[0].text, "与上年 相比， 没有变化！");
    // A bookmark would throw the words away.
    browser.press("m");
    assert!(browser.bottom().contains("x 删除"), "{}", browser.screen());
    browser.press("x");
    assert!(browser.noted().is_empty());
    browser.press("u u");
    assert_eq!(browser.noted()[0].text, "与上年 相比， 没有变化");
    browser.press("a ctrl-u enter");
    assert!(browser.noted()[0].text.is_empty() && browser.shows("◇"), "{}", browser.screen());
    browser.press("a 再 esc");
    assert!(browser.noted()[0].text.is_empty());
}

#[test]
fn a_note_shows_in_the_text_the_tree_and_the_scroll_bar() {
    let mut browser = Browser::open(80, 16).with_notes();
    browser.press("]s m");
    let signs: Vec<_> = browser.lines().into_iter().filter(|line| line.contains('◇')).collect();
    assert!(
        signs
            .iter()
            .any(|line| line.starts_with(" ▸◇枫桥县 2023") || line.starts_with("▸◇枫桥县 2023")),
        "{signs:?}"
    );
    assert!(signs.iter().any(|line| line.contains("◇对照上级要求")), "{signs:?}");
    assert!(signs.iter().any(|line| line.ends_with('◇')), "{signs:?}");
}

#[test]
fn steps_go_from_note_to_note_and_to_other_reports() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]f m ]s ]s m ]r ]s m [r");
    let line = |browser: &Browser| browser.lines()[22].clone();
    browser.press("]n");
    assert!(line(&browser).contains("◇ 书签") && browser.report() == "枫桥县 2023");
    let first = browser.app.note_gone_to();
    browser.press("]n");
    assert_ne!(browser.app.note_gone_to(), first);
    browser.press("]n");
    assert_eq!(browser.report(), "桦川县 2024");
    browser.press("]n");
    assert!(browser.bottom().contains("再没有"));
    browser.press("[n [n");
    assert_eq!(browser.app.note_gone_to(), first);
    // What a jump went to is meant.
    browser.press("x");
    assert_eq!(browser.noted().len(), 2);
    browser.press("H");
    assert_eq!(browser.report(), "桦川县 2024");
}

#[test]
fn the_table_lists_filters_and_leads_to_the_passage() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]f m ]s a 力 量 不 足 enter ]r ]s m 7");
    assert!(browser.lines()[0].contains("书签与笔记") && browser.lines()[0].contains("1:3"));
    browser.press("/ 力 量 enter");
    assert!(browser.lines()[0].contains("1:1/3") && browser.shows("力量不足"));
    browser.press("enter");
    assert_eq!((browser.app.view, browser.report()), (View::Reading, "枫桥县 2023".to_owned()));
    assert!(browser.lines()[22].contains("◆ 力量不足"), "{}", browser.screen());
    browser.press("backspace x");
    assert!(browser.bottom().contains("u 撤销") && browser.noted().len() == 2);
    browser.press("u");
    assert!(browser.shows("力量不足"));
    browser.press("esc s s");
    assert!(browser.shows("笔记 ↑"));
}

#[test]
fn notes_are_there_again_and_found_where_they_have_moved() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]s a 人 手 enter");
    let browser = browser.again(fixture::reports());
    assert!(matches!(browser.place(), Place::Found(_, Anchor::Here(_))));
    let shifted = changed("reports/枫桥2023.txt", |text| format!("首页\n\n{text}"));
    let browser = browser.again(vec![shifted]);
    assert!(matches!(browser.place(), Place::Found(_, Anchor::Moved(_))), "{:?}", browser.place());
    let mut browser = browser.again(vec![changed("archive/2023.txt", str::to_owned)]);
    assert!(matches!(browser.place(), Place::Found(_, Anchor::Here(_))), "{:?}", browser.place());
    browser.press("]n");
    assert!(browser.lines()[22].contains("◆ 人手"), "{}", browser.screen());
}

#[test]
fn a_note_whose_passage_is_gone_is_listed_as_such() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]s m");
    let gone = changed("reports/枫桥2023.txt", |_| "此页已删除。\n".to_owned());
    let mut browser = browser.again(vec![gone]);
    assert_eq!(browser.place(), Place::Lost(browser.app.shelf.order().first().copied()));
    browser.press("7");
    assert!(browser.shows("原文已无") && browser.shows("基层执法力量薄弱"), "{}", browser.screen());
    browser.press("enter");
    assert!(
        browser.app.view == View::Reading && browser.bottom().contains("曾在第 14 行"),
        "{}",
        browser.screen()
    );

    let [_, birch] = <[_; 2]>::try_from(fixture::reports()).unwrap();
    let mut browser = browser.again(vec![birch]);
    assert_eq!(browser.place(), Place::Elsewhere);
    browser.press("7 enter");
    assert!(browser.app.view == View::Table && browser.bottom().contains("枫桥2023.txt"));
}

#[test]
fn notes_follow_a_report_that_is_read_again() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]s m");
    let shifted = changed("reports/枫桥2023.txt", |text| format!("首页\n\n{text}"));
    browser.send(vec![Event::Corpus(0, corpus::Event::Read(shifted))]);
    assert!(matches!(browser.place(), Place::Found(_, Anchor::Moved(_))), "{:?}", browser.place());
}

#[test]
fn notes_are_written_as_quotations_with_their_sources() {
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]s a 人 手 enter 7 e");
    browser.app.prompt = None;
    for (name, expected) in [
        (
            "a.md",
            "> 基层执法力量薄弱\n>\n> ——《枫桥县2023年法治政府建设年度报告》，“二、存在的不足”，第14行",
        ),
        ("a.csv", ",基层执法力量薄弱,人手,,"),
        ("a.json", "\"note\":\"人手\""),
    ] {
        let path = folder.path().join(name);
        browser.app.export(path.to_str().unwrap(), None);
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written.contains(expected), "{expected} in\n{written}");
    }
}

#[test]
fn passages_are_cited_one_after_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("摘录.md");
    let name = path.to_str().unwrap();
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]s a 人 手 enter");
    browser.app.cite(name);
    browser.press("2");
    browser.app.cite(name);
    browser.press("c");
    assert_eq!(browser.app.prompt.as_ref().unwrap().input.value(), name);
    let written = std::fs::read_to_string(&path).unwrap();
    let parts = [
        "> 基层执法力量薄弱\n>\n> ——《枫桥县2023年法治政府建设年度报告》，“二、存在的不足”，第14行，reports/枫桥2023.txt",
        "人手",
        "> 全年培训执法人员386人次，",
    ];
    let mut at = 0;
    for part in parts {
        at += written[at..].find(part).unwrap_or_else(|| panic!("{part} in\n{written}"));
    }
    let plain = folder.path().join("摘录.txt");
    browser.app.cite(plain.to_str().unwrap());
    assert!(std::fs::read_to_string(plain).unwrap().starts_with("“全年培训执法人员386人次，"));
}

#[test]
fn without_a_place_for_notes_the_browser_runs_and_says_so_once() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("file"), "").unwrap();
    let mut browser = Browser::open(100, 24);
    browser.app.open_notes_here(home.path().join("file/notes.db"));
    browser.send(Vec::new());
    assert!(browser.bottom().contains("不能加书签"), "{}", browser.screen());
    browser.press("j");
    assert!(!browser.bottom().contains("不能加书签"));
    browser.press("m");
    assert!(browser.bottom().contains("不能加书签") && browser.app.book.snapshot().is_empty());
    // Once it can be opened, it is.
    std::fs::remove_file(home.path().join("file")).unwrap();
    browser.press("m m");
    assert_eq!(browser.app.book.snapshot().len(), 1);
}

#[test]
fn what_cannot_be_saved_is_said_kept_and_saved_later() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]s m");
    let file = browser.home.as_ref().unwrap().path().join("notes.db");
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    browser.press("a 重 要 enter");
    assert!(browser.bottom().contains("尚未保存"), "{}", browser.screen());
    assert!(!browser.app.book.snapshot()[0].saved);
    other.execute_batch("COMMIT").unwrap();
    browser.press("]s m");
    assert_eq!(browser.noted().len(), 2);
    assert_eq!(browser.noted()[0].text, "重要");
    assert!(browser.app.book.snapshot().iter().all(|noted| noted.saved));
}

#[test]
fn what_another_program_deletes_is_kept_when_it_is_changed_here() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]s m");
    let file = browser.home.as_ref().unwrap().path().join("notes.db");
    let store = Store::open(&file).unwrap();
    store.delete(browser.noted()[0].id).unwrap();
    browser.press("a 留 enter");
    assert_eq!(browser.noted()[0].text, "留");
}

#[test]
fn the_empty_table_tells_how_to_begin() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("7");
    assert!(browser.shows("按 m 加书签"));
    assert_eq!(browser.app.table, Kind::Notes);
    browser.press("c");
    assert!(browser.app.prompt.is_none() && browser.bottom().contains("没有可引用"));
}

#[test]
fn what_another_program_writes_is_seen_when_the_notes_are_opened() {
    let mut browser = Browser::open(100, 24).with_notes();
    browser.press("]f m ]s m");
    let file = browser.home.as_ref().unwrap().path().join("notes.db");
    let other = Store::open(&file).unwrap();
    let [first, second] = <[Note; 2]>::try_from(other.all().unwrap()).unwrap();
    other.edit(first.id, "另一处写的").unwrap();
    other.delete(second.id).unwrap();
    let mut passage = second.passage.clone();
    passage.citation.quote = "普法针对性不强".to_owned();
    other.add(passage, "也是另一处写的").unwrap();
    assert!(!browser.shows("另一处写的"));
    browser.press("7");
    assert!(browser.shows("1:2"), "{}", browser.screen());
    assert!(browser.shows("  另一处写的") && browser.shows("  也是另一处写的"));
    assert!(!browser.shows("基层执法力量薄弱  "));
    // What was made here can be worked on as before, and what was made there too.
    browser.press("a ！ enter j a ？ enter");
    let texts: Vec<_> = browser.noted().into_iter().map(|note| note.text).collect();
    assert_eq!(texts, ["另一处写的！", "也是另一处写的？"]);
}
