//! Reading everything again, and stopping what takes long.

use super::super::app::View;
use super::super::drive::Ending;
use super::super::event::Event;
use super::{Browser, Settings, fixture};
use crate::corpus;
use std::fs;
use std::path::Path;

const REPORT: &str = "柳溪县2023年法治政府建设年度报告\n\n一、主要工作\n\n全年办理行政复议案件77件。\n\n\
    二、存在的不足\n\n执法力量薄弱。\n";

/// A browser in which the reports of a folder have been read.
fn open(folder: &Path) -> Browser {
    let settings = Settings { paths: vec![folder.to_owned()], ..Settings::default() };
    let mut browser = Browser::with(100, 24, &settings);
    browser.press("R");
    assert!(browser.app.shelf.done);
    browser
}

#[test]
fn what_has_changed_come_and_gone_is_read_again_and_the_place_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    fs::write(file("柳溪2023.txt"), REPORT).unwrap();
    fs::write(file("桑浦2023.txt"), REPORT.replace("柳溪", "桑浦")).unwrap();
    let mut browser = open(folder.path());
    browser.press("]r ]s");
    let (report, current) = (browser.report(), browser.current());
    assert_eq!((report.as_str(), current.as_deref()), ("桑浦县 2023", Some("执法力量薄弱")));
    browser.press("R");
    assert!(browser.bottom().contains("没有变化"), "{}", browser.bottom());
    assert_eq!((browser.report(), browser.current()), (report.clone(), current));

    let top = browser.app.reader.top;
    fs::write(file("桑浦2023.txt"), REPORT.replace("柳溪", "桑浦").replace("77", "88")).unwrap();
    fs::write(file("竹山2024.txt"), REPORT.replace("柳溪县2023", "竹山县2024")).unwrap();
    fs::write(file("坏.docx"), b"PK\x03\x04 is no archive").unwrap();
    fs::remove_file(file("柳溪2023.txt")).unwrap();
    browser.press("R");
    assert!(browser.bottom().contains("2 份新增或有变化，1 份已不在"), "{}", browser.bottom());
    assert_eq!((browser.report(), browser.app.reader.top), (report, top));
    assert!(browser.shows("88件") && browser.shows("竹山县 2024") && !browser.shows("柳溪县"));
    assert_eq!(browser.app.shelf.problems.len(), 1);
    // What was said of the file before is not said twice.
    browser.press("2 R");
    assert_eq!((browser.app.shelf.problems.len(), browser.app.view), (1, View::Table));
}

#[test]
fn the_details_are_those_of_the_text_that_was_read_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("柳溪2023.txt"), REPORT).unwrap();
    let mut browser = open(folder.path());
    assert!(browser.shows("77件"));
    let text = REPORT.replace("行政复议案件77件", "行政复议案件77件、行政应诉案件9件");
    fs::write(folder.path().join("柳溪2023.txt"), text).unwrap();
    browser.press("R");
    assert!(browser.lines().iter().any(|line| line.starts_with(" 9件")), "{}", browser.screen());
}

#[test]
fn reading_is_stopped_and_says_how_far_it_was() {
    let mut browser = Browser::new(100, 24);
    let news = |event| Event::Corpus(0, event);
    let [maple, birch] = <[_; 2]>::try_from(fixture::reports()).unwrap();
    browser.send(vec![
        news(corpus::Event::Found { files: 40, done: true }),
        news(corpus::Event::Read(maple)),
    ]);
    // Of what is over in a moment nobody needs to know how it is stopped.
    assert!(browser.shows("正在读取 1/40") && !browser.bottom().contains("停止"));
    browser.app.loading.pretend_long();
    assert!(browser.bottom().starts_with(" ^c 停止"), "{}", browser.bottom());
    browser.press("ctrl-c");
    assert!(browser.bottom().contains("读了 1/40") && browser.ended.is_none());
    assert!(browser.shows("只读了 1/40"));
    // What is read can be used; what was on its way still comes.
    browser.send(vec![news(corpus::Event::Read(birch))]);
    assert!(browser.shows("桦川县 2024"));
    browser.press("2 j");
    assert!(browser.shows("2:14"));
    // Nothing is left to stop.
    browser.press("ctrl-c");
    assert_eq!(browser.ended, Some(Ending::Quit));
}
