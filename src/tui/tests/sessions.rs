//! Going on where one left off.

use super::super::app::View;
use super::super::event::Event;
use super::super::layout::Pane;
use super::super::session::Session;
use super::super::sheet::Kind;
use super::{Browser, Settings, fixture};
use crate::corpus;
use std::path::PathBuf;

/// A browser whose session is kept in a folder.
struct Kept {
    state: tempfile::TempDir,
}

impl Kept {
    fn new() -> Self {
        Self { state: tempfile::tempdir().unwrap() }
    }

    fn settings(&self) -> Settings {
        let state = Some(self.state.path().to_owned());
        Settings { paths: vec![PathBuf::from("reports")], state, ..Settings::default() }
    }

    fn start(&self, settings: &Settings) -> Browser {
        let mut browser = Browser::with(100, 24, settings);
        browser.app.restore(settings);
        browser.send(Vec::new());
        browser
    }

    fn open(&self) -> Browser {
        let mut browser = self.start(&self.settings());
        browser.read(fixture::reports());
        browser
    }

    fn file(&self) -> PathBuf {
        let mut files = std::fs::read_dir(self.state.path().join("sessions")).unwrap();
        files.next().unwrap().unwrap().path()
    }

    fn session(&self) -> Session {
        serde_json::from_slice(&std::fs::read(self.file()).unwrap()).unwrap()
    }
}

fn done() -> Event {
    Event::Corpus(0, corpus::Event::Done)
}

#[test]
fn everything_is_as_it_was_left() {
    let kept = Kept::new();
    let mut browser = kept.open();
    browser.press("zR ]r l j tab > > w ctrl-e f f tab");
    let (lines, top) = (browser.lines(), browser.app.reader.top);
    browser.app.keep_session();
    let browser = kept.open();
    assert_eq!(browser.app.reader.top, top);
    // The message about the last key is gone.
    assert_eq!(browser.lines()[..23], lines[..23], "{}\n{}", lines.join("\n"), browser.screen());
    assert_eq!(browser.app.focus, Pane::Detail);
}

#[test]
fn the_place_is_the_same_wherever_a_jump_went() {
    for keys in ["]r / 出 庭 enter k", "]r / 出 庭 enter", "]r ]s", "tab G k", "tab G", "l j j"]
    {
        let kept = Kept::new();
        let mut browser = kept.open();
        browser.press(keys);
        let (top, section) = (browser.app.reader.top, browser.app.reader.section());
        browser.app.keep_session();
        let browser = kept.open();
        let now = (browser.app.reader.top, browser.app.reader.section());
        assert_eq!(now, (top, section), "{keys}");
    }
}

#[test]
fn folds_are_remembered_one_by_one() {
    let kept = Kept::new();
    let mut browser = kept.open();
    browser.press("l j h zR j h J h");
    let lines = browser.lines();
    browser.app.keep_session();
    assert_eq!(kept.open().lines()[..22], lines[..22]);
    assert_eq!(kept.session().folds.len(), 1);
}

#[test]
fn the_first_frame_waits_for_no_report_and_another_one_is_not_shown() {
    let kept = Kept::new();
    let mut browser = kept.open();
    browser.press("]r tab ctrl-e ctrl-e ctrl-e");
    let top = browser.app.reader.top;
    browser.app.keep_session();
    let [maple, birch] = <[_; 2]>::try_from(fixture::reports()).unwrap();
    let mut browser = kept.start(&kept.settings());
    browser.send(vec![Event::Corpus(0, corpus::Event::Read(maple))]);
    assert!(browser.app.reader.page.is_none() && browser.shows("枫桥县 2023"));
    browser.send(vec![Event::Corpus(0, corpus::Event::Read(birch.clone()))]);
    assert_eq!((browser.report(), browser.app.reader.top), ("桦川县 2024".to_owned(), top));
    // It comes again in its turn.
    browser.send(vec![Event::Corpus(0, corpus::Event::Read(birch)), done()]);
    assert_eq!((browser.report(), browser.app.reader.top), ("桦川县 2024".to_owned(), top));
}

#[test]
fn a_key_counts_more_than_what_was() {
    let kept = Kept::new();
    kept.open().press("]r").app.keep_session();
    let [maple, birch] = <[_; 2]>::try_from(fixture::reports()).unwrap();
    let mut browser = kept.start(&kept.settings());
    browser.send(vec![Event::Corpus(0, corpus::Event::Read(maple))]);
    browser.press("o");
    assert_eq!(browser.report(), "枫桥县 2023");
    browser.send(vec![Event::Corpus(0, corpus::Event::Read(birch)), done()]);
    assert_eq!(browser.report(), "枫桥县 2023");
}

#[test]
fn where_the_report_is_gone_the_first_one_is_shown() {
    let kept = Kept::new();
    kept.open().press("]r").app.keep_session();
    let [maple, _] = <[_; 2]>::try_from(fixture::reports()).unwrap();
    let mut browser = kept.start(&kept.settings());
    browser.read(vec![maple]);
    assert_eq!(browser.report(), "枫桥县 2023");
}

#[test]
fn a_table_is_restored_with_its_words_order_and_row() {
    let kept = Kept::new();
    let mut browser = kept.open();
    browser.press("2 s s r / 行 政 enter j j");
    let lines = browser.lines();
    browser.app.keep_session();
    let browser = kept.open();
    assert_eq!(
        (browser.app.view, browser.app.table, browser.row()),
        (View::Table, Kind::Figures, 2)
    );
    assert_eq!(browser.lines(), lines);
}

#[test]
fn words_searched_for_and_commands_come_again() {
    let kept = Kept::new();
    let mut browser = kept.open();
    browser.press("/ 执 法 enter / 出 庭 enter : 换 配 色 enter");
    browser.app.keep_session();
    let mut browser = kept.open();
    browser.press("n");
    assert_eq!(browser.hit().map(|(_, of)| of), Some(3));
    browser.press("/ up up");
    assert_eq!(browser.app.find.input.value(), "执法");
    browser.press("down down");
    assert_eq!(browser.app.find.input.value(), "");
    browser.press("esc :");
    assert!(browser.lines()[9..12].join("").contains("换配色"), "{}", browser.screen());
}

#[test]
fn jumps_are_gone_back_to_and_the_last_search_goes_on_as_it_was() {
    let kept = Kept::new();
    let mut browser = kept.open();
    browser.press("tab ctrl-e ctrl-e ctrl-e ]r tab / ctrl-r 出 庭 ( 应 诉 | 说 明 ) enter ctrl-o");
    let (report, top) = (browser.report(), browser.app.reader.top);
    browser.press("ctrl-o");
    let earlier = (browser.report(), browser.app.reader.top);
    browser.press("L");
    browser.app.keep_session();
    let mut browser = kept.open();
    assert_eq!((browser.report(), browser.app.reader.top), (report, top));
    // As a regular expression, as it was typed.
    browser.press("n");
    assert_eq!(browser.hit().map(|(_, of)| of), Some(2), "{}", browser.screen());
    browser.press("ctrl-o");
    assert_eq!((browser.report(), browser.app.reader.top), earlier);
    let mut browser = kept.open();
    browser.press("L");
    assert!(!browser.bottom().contains("没有更新的位置"), "{}", browser.bottom());
}

#[test]
fn without_restoring_only_the_words_come_again() {
    let kept = Kept::new();
    kept.open().press("/ 执 法 enter ]r 3").app.keep_session();
    let settings = Settings { restore: false, ..kept.settings() };
    let mut browser = kept.start(&settings);
    browser.read(fixture::reports());
    assert_eq!((browser.app.view, browser.report()), (View::Reading, "枫桥县 2023".to_owned()));
    browser.press("/ up");
    assert_eq!(browser.app.find.input.value(), "执法");
}

#[test]
fn a_broken_session_is_told_once_and_replaced() {
    let kept = Kept::new();
    kept.open().press("]r").app.keep_session();
    std::fs::write(kept.file(), "{\"version\":1,\"row\":").unwrap();
    let mut browser = kept.open();
    assert!(browser.bottom().contains("从头打开"), "{}", browser.screen());
    assert_eq!(browser.report(), "枫桥县 2023");
    browser.press("j");
    browser.app.keep_session();
    assert_eq!(kept.session().report.map(|name| name.ends_with("桦川2024.txt")), Some(true));
}

#[test]
fn it_is_written_when_the_keys_rest() {
    let kept = Kept::new();
    let mut browser = kept.open();
    assert_eq!(browser.app.quiet(), None);
    browser.press("]r");
    assert!(browser.app.quiet().is_some());
    browser.app.keep_session();
    assert_eq!(browser.app.quiet(), None);
    let written = std::fs::metadata(kept.file()).unwrap().modified().unwrap();
    // Nothing has changed: nothing is written.
    browser.app.keep_session();
    assert_eq!(std::fs::metadata(kept.file()).unwrap().modified().unwrap(), written);
}
