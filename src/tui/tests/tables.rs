//! Tables over all reports.

use super::super::app::View;
use super::super::drive::drive;
use super::super::event::Event;
use super::super::jobs::Stop;
use super::super::keymap::bindings;
use super::super::sheet::{Column, Kind, Source, Wish, arrange};
use super::{Browser, fixture};
use crate::corpus::{self, Entry};
use crate::lexicon::Lexicon;
use crate::locale::tui as texts;
use crate::source;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use std::path::Path;
use std::sync::{Arc, mpsc};

#[test]
fn a_row_leads_to_its_sentence_and_back_to_the_same_row() {
    let mut browser = Browser::open(100, 24);
    browser.press("3 j j enter");
    assert_eq!(browser.current().as_deref(), Some("普法针对性不强"));
    browser.press("j j backspace");
    assert_eq!(
        (browser.app.view, browser.app.table, browser.row()),
        (View::Table, Kind::Shortcomings, 2)
    );
    browser.press("2 3");
    assert_eq!(browser.row(), 2);
}

#[test]
fn a_key_that_leads_nowhere_here_takes_the_one_behind_it_along() {
    let mut browser = Browser::open(100, 24);
    browser.press("3 ]");
    assert!(browser.shows("没有 ] 这个键"), "{}", browser.screen());
    browser.press("a");
    assert!(browser.shows("没有 ]a 这个键"), "{}", browser.screen());
    // By itself it would write a note, if the notes were open.
    browser.press("] esc a");
    assert!(browser.shows("笔记还在打开"), "{}", browser.screen());
}

#[test]
fn a_filter_follows_the_typing_whatever_the_width() {
    let mut browser = Browser::open(100, 24);
    browser.press("2 / ９ ８");
    assert!(browser.lines()[0].contains("1:1/14") && browser.shows("98.6%"));
    browser.press("backspace backspace 桦 川");
    assert!(browser.lines()[0].contains("1:2/14"), "{}", browser.screen());
    browser.press("esc");
    assert!(browser.lines()[0].ends_with(":14"));
}

#[test]
fn figures_are_found_by_what_their_indicator_is_called_in_either_language() {
    let lexicon = Arc::new(Lexicon::builtin().unwrap());
    let content = "枫桥县2024年法治政府建设情况报告\n一、主要举措\n\
        召开常务会议8次。行政应诉案件12件，胜诉率95%。\n";
    let options = corpus::Options::default();
    let path = Path::new("maple.txt");
    let document = source::read_bytes(path, content.as_bytes(), &options.source).unwrap();
    let report = Arc::new(corpus::analyse(&document, &lexicon, false));
    let mut browser = Browser::new(100, 24);
    browser.app.loading.names().learn(&lexicon);
    browser.read(vec![Entry { document: Arc::new(document), report }]);
    browser.press("2 /");
    for (words, shown) in
        [("政府常务", "8次"), ("executive", "8次"), ("lawsuits", "12件"), ("rate", "95%")]
    {
        let keys: Vec<String> = words.chars().map(String::from).collect();
        browser.press("ctrl-u").press(&keys.join(" "));
        assert!(browser.lines()[0].contains("1:1/3"), "{words}: {}", browser.screen());
        assert!(browser.lines()[2].contains(shown), "{words}: {}", browser.screen());
    }
}

#[test]
fn a_table_is_sorted_by_what_stands_in_its_columns() {
    let mut browser = Browser::open(100, 24);
    // report, verdict: what does not hold comes first, though its report is not the first by name.
    browser.press("4 s s");
    assert!(browser.lines()[2].contains("不符"), "{}", browser.screen());
    browser.press("r");
    assert!(browser.lines()[2].contains("相符") && browser.lines()[3].contains("不符"));
    browser.press("s s s");
    assert!(browser.bottom().contains("原文顺序"));
}

#[test]
fn every_column_can_be_sorted_by_and_equal_rows_stay_in_reading_order() {
    let browser = Browser::open(100, 24);
    let source: Source = browser.app.source();
    let (finder, stop) = (source.finder(), Stop::default());
    for kind in [Kind::Figures, Kind::Shortcomings, Kind::Checks] {
        let unsorted = arrange(&source, kind, &Wish::default(), &stop).unwrap().rows;
        for (at, &column) in kind.columns().iter().enumerate() {
            let wish = Wish { sort: Some(at), ..Wish::default() };
            let rows = arrange(&source, kind, &wish, &stop).unwrap().rows;
            let told = |row| source.cell(&finder, row, column);
            let mut expected = unsorted.clone();
            match column {
                Column::Line => expected.sort_by_key(|&row| told(row).parse::<u32>().unwrap()),
                Column::Value => expected.sort_by_key(|&row| {
                    let number = source.cell(&finder, row, Column::Number);
                    number.parse::<rust_decimal::Decimal>().unwrap()
                }),
                Column::Verdict => {
                    let order = ["不符", "结构", "口径不明", "可能相符", "相符（截尾）", "相符"];
                    let rank = |row| order.iter().position(|word| *word == told(row));
                    assert!(unsorted.iter().all(|&row| rank(row).is_some()));
                    expected.sort_by_key(|&row| rank(row));
                }
                _ => expected.sort_by_key(|&row| told(row)),
            }
            assert_eq!(rows, expected, "{kind:?} by {column:?}");
        }
    }
}

#[test]
fn the_selected_row_stays_selected_when_reports_arrive() {
    let [maple, birch] = <[_; 2]>::try_from(fixture::reports()).unwrap();
    let mut browser = Browser::new(100, 24);
    browser.send(vec![Event::Corpus(0, corpus::Event::Read(birch))]);
    browser.press("3");
    assert!(browser.lines()[0].contains("1:1"));
    browser.send(vec![Event::Corpus(0, corpus::Event::Read(maple))]);
    // 枫桥 sorts before 桦川: its rows come before the one that was there.
    assert!(browser.lines()[0].contains("5:5"), "{}", browser.screen());
}

#[test]
fn a_head_sorts_and_a_second_click_goes_to_the_sentence() {
    let mut browser = Browser::open(100, 24);
    browser.press("3");
    let click = |column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    browser.send(vec![click(2, 1)]);
    assert!(browser.shows("报告 ↑"));
    browser.send(vec![click(2, 1)]);
    assert!(browser.shows("报告 ↓"));
    browser.send(vec![click(30, 4)]);
    assert_eq!((browser.row(), browser.app.view), (2, View::Table));
    browser.send(vec![click(30, 4)]);
    assert!(browser.current().is_some() && browser.app.view == View::Reading);
}

#[test]
fn a_click_chooses_a_command_and_leaves_the_panes_under_it_alone() {
    let mut browser = Browser::open(100, 24);
    let click = |column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    browser.press(": 配 色");
    let row = browser.lines().iter().position(|line| line.contains("theme light")).unwrap();
    let report = browser.report();
    browser.send(vec![click(3, 2)]);
    assert!(browser.app.prompt.is_some() && browser.report() == report);
    browser.send(vec![click(3, u16::try_from(row).unwrap())]);
    assert!(browser.app.prompt.is_none());
    assert_eq!(browser.app.theme.name, super::ThemeName::Light);
}

#[test]
fn the_table_is_written_as_it_is_filtered() {
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(100, 24);
    browser.press("2 / 应 诉 enter e");
    for (name, expected) in
        [("a.csv", ",95%,95,%,百分比,"), ("a.json", "\"line\":9"), ("a.md", "| 95% |")]
    {
        let path = folder.path().join(name);
        browser.app.prompt = None;
        browser.app.export(path.to_str().unwrap(), None);
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written.contains(expected), "{expected} in\n{written}");
        assert!(written.contains("负责人出庭应诉率") && !written.contains("386人次"));
    }
}

#[test]
fn what_is_shown_of_a_report_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let write = |keys: &str, name: &str| {
        let mut browser = Browser::open(100, 24);
        browser.press(keys);
        let path = folder.path().join(name);
        browser.app.export(path.to_str().unwrap(), None);
        std::fs::read_to_string(&path).unwrap()
    };
    // The section, with everything that was found in it.
    let all = write("]f", "all.csv");
    assert_eq!(all.lines().count(), 1 + 6, "{all}");
    assert!(all.starts_with("\u{feff}report,path,line,section,finding,text,value,"), "{all}");
    assert!(all.contains(",数据,386人次,386,人次,") && all.contains(",核对,2150件,"), "{all}");
    // One kind of it has the fields of its table.
    let figures = write("]f f", "figures.json");
    assert!(figures.contains("\"indicator\":\"培训执法人员\"") && !figures.contains("finding"));
    // In the text the current finding alone.
    let one = write("tab ]s", "one.md");
    assert!(one.contains("基层执法力量薄弱") && one.lines().count() == 3, "{one}");
    let mut browser = Browser::open(100, 24);
    browser.press("l j ]] ]] ]] ]] ]] ]] e");
    assert!(browser.app.prompt.is_some() || browser.bottom().contains("没有可导出"));
}

#[test]
fn a_file_is_written_over_only_when_asked_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.csv");
    std::fs::write(&path, "old").unwrap();
    let name = path.to_str().unwrap();
    let mut browser = Browser::open(140, 24);
    browser.press("2");
    browser.app.export(name, None);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    browser.send(Vec::new());
    assert!(browser.app.prompt.is_some() && browser.bottom().contains("已存在"));
    browser.press("enter");
    assert!(std::fs::read_to_string(&path).unwrap().contains("386人次"));
}

#[test]
fn a_search_in_all_reports_lists_sentences_and_keeps_the_list() {
    let mut browser = Browser::open(100, 24);
    browser.press("/ tab tab 出 庭");
    assert!(
        browser.bottom().contains("1/6") && browser.bottom().contains("全部报告"),
        "{}",
        browser.screen()
    );
    assert!(browser.shows("负责人出庭应诉率保持在95%以上"));
    browser.press("down down down enter enter");
    assert_eq!(browser.report(), "桦川县 2024");
    assert_eq!(browser.hit(), Some((1, 3)));
    browser.press("backspace");
    assert_eq!((browser.app.table, browser.row()), (Kind::Hits, 3));
}

#[test]
fn giving_a_search_in_all_reports_up_returns() {
    let mut browser = Browser::open(100, 24);
    browser.press("tab");
    let before = browser.lines();
    browser.press("/ tab tab 出 庭 esc");
    assert_eq!(browser.lines(), before);
}

#[test]
fn work_beside_the_loop_comes_back_to_it() {
    let mut browser = Browser::open(100, 24);
    let (sender, receiver) = mpsc::channel();
    browser.app.jobs.events = Some(sender);
    browser.app.open_table(Kind::Figures);
    assert!(browser.app.sheets.get(Kind::Figures).rows.is_empty());
    let stale = browser.app.job;
    browser.app.sheets.get_mut(Kind::Figures).wish.filter = "应诉率".to_owned();
    browser.app.refresh_table();
    browser.app.jobs.events = None;
    drive(&mut browser.terminal, &mut browser.app, &receiver).unwrap();
    // Whichever job ended first: the last one counts.
    assert!(stale < browser.app.job);
    assert_eq!(browser.app.sheets.get(Kind::Figures).rows.len(), 2);
}

#[test]
fn what_is_no_longer_wanted_is_stopped() {
    let browser = Browser::open(100, 24);
    let stop = super::super::jobs::Stop::default();
    stop.set();
    let source: Source = browser.app.source();
    assert!(arrange(&source, Kind::Figures, &Wish::default(), &stop).is_none());
}

#[test]
fn every_size_and_every_table_is_drawn() {
    for width in [0, 1, 5, 20, 40, 80, 200] {
        for height in [0, 1, 2, 3, 5, 9, 16, 40] {
            let mut browser = Browser::open(width, height);
            browser.send(vec![Event::Corpus(0, fixture::problem())]);
            browser.press("2 j / 县 enter s 3 G 4 j 5 j / x esc 1");
        }
    }
}

#[test]
fn a_command_is_found_by_its_name_in_both_languages_and_by_pinyin() {
    for words in ["换 配 色", "s w i t c h", "h p s"] {
        let mut browser = Browser::open(100, 24);
        browser.press(&format!(": {words} enter"));
        assert!(browser.app.prompt.is_none());
        assert_eq!(browser.app.theme.name, super::ThemeName::Light, "{words}");
    }
    // By what others call it, too; what has the name itself comes first.
    for (words, first) in [
        ("主 题", "换配色"),
        ("b y e", "退出"),
        ("l i g h t", "配色：浅色"),
        ("保 存", "引用到文件"),
    ] {
        let mut browser = Browser::open(100, 24);
        browser.press(&format!(": {words}"));
        let text = &browser.app.prompt.as_ref().unwrap().choices[0].text;
        assert!(text.starts_with(first), "{words}: {text}");
    }
    for (command, _) in texts::OTHER_WORDS {
        assert!(bindings().any(|binding| binding.name == *command), "{command}");
    }
    let mut browser = Browser::open(100, 24);
    browser.press(": q q q");
    assert!(browser.shows("没有这样的名称"));
    browser.press("enter");
    assert!(browser.app.prompt.is_none() && browser.ended.is_none());
}

#[test]
fn a_section_is_found_by_its_title_or_its_pinyin() {
    for words in ["化 解", "h j m d"] {
        let mut browser = Browser::open(100, 24);
        browser.press(&format!("2 ctrl-p {words}"));
        assert!(
            browser.shows("化解矛盾纠纷") && browser.shows("枫桥县 2023"),
            "{}",
            browser.screen()
        );
        browser.press("enter");
        assert_eq!((browser.app.view, browser.report()), (View::Reading, "枫桥县 2023".to_owned()));
        let section = browser.app.reader.section().unwrap();
        let entry = browser.app.entry().unwrap();
        let title = entry.report.outline.sections[section].title(&entry.document.text);
        assert_eq!(title, Some("化解矛盾纠纷"));
        browser.press("H");
        assert_eq!(browser.app.reader.top.offset, 0);
    }
}

#[test]
fn choices_are_walked_through_and_given_up() {
    let mut browser = Browser::open(100, 24);
    browser.press("ctrl-p down enter");
    assert_eq!(browser.report(), "桦川县 2024");
    let before = browser.lines();
    browser.press("ctrl-p 枫 esc");
    assert_eq!(browser.lines(), before);
}
