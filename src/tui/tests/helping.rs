//! Help by context, and looking for keys in it.

use super::super::app::Popup;
use super::super::keymap::Keymap;
use super::{Browser, Settings};
use crate::config::Config;
use crate::locale::Lang;

/// The headings and rows of the help, without its frame.
fn help(browser: &Browser) -> Vec<String> {
    let inside = |line: String| {
        let line = line.split_once('│')?.1.rsplit_once('│')?.0.trim_end().to_owned();
        (!line.is_empty()).then_some(line)
    };
    browser.lines().into_iter().filter_map(inside).collect()
}

#[test]
fn the_keys_that_work_here_come_first() {
    for (keys, heading, row) in [
        ("", "报告目录", "阅读"),
        ("tab", "正文", "到明细"),
        ("tab tab", "明细", "看原句"),
        ("2", "表格", "导出"),
    ] {
        let mut browser = Browser::open(100, 60);
        browser.press(keys).press("?");
        let help = help(&browser);
        assert_eq!(help[0].trim(), heading, "{keys}");
        let next = help.iter().skip(1).position(|line| !line.starts_with("   ")).unwrap();
        assert!(help[..=next].iter().any(|line| line.contains(row)), "{help:#?}");
    }
}

#[test]
fn every_command_with_a_key_is_listed_once_for_each_place() {
    let mut browser = Browser::open(100, 400);
    browser.press("?");
    let help = help(&browser);
    for line in Keymap::default().lines(Lang::Zh) {
        let named = help.iter().filter(|row| row.ends_with(&format!(" {}", line.command))).count();
        assert!((1..=3).contains(&named), "{} {named}", line.command);
    }
}

#[test]
fn the_help_is_searched_by_names_in_both_languages_pinyin_and_keys() {
    let mut browser = Browser::open(100, 40);
    browser.press("? /");
    for (words, row) in
        [("配 色", "换配色"), ("t h e m e", "换配色"), ("h p s", "换配色"), ("] f", "下一数据")]
    {
        browser.press(words);
        let help = help(&browser);
        assert!(help.len() < 8 && help.iter().any(|line| line.contains(row)), "{words} {help:#?}");
        browser.press("ctrl-u");
    }
    browser.press("z z z z");
    assert!(browser.shows("没有这样的名称"));
    // The words stay when they are confirmed, and are gone when they are given up.
    browser.press("ctrl-u t h e m e enter");
    assert!(browser.app.prompt.is_none() && help(&browser).len() < 8);
    browser.press("/ esc");
    assert!(help(&browser).len() > 20 && browser.app.popup == Some(Popup::Help));
    browser.press("/ x x enter esc ?");
    assert!(help(&browser).len() > 20);
}

#[test]
fn help_hints_and_palette_show_a_users_keys() {
    let config = Config::parse(
        "[keys]\nnext-figure = \"f5\"\nhelp = \"f2\"\ntheme = \"none\"\n[keys.panes]\nsearch = \"ctrl-x s\"\n",
    );
    let (keymap, problems) = Keymap::configured(&config.keys);
    assert_eq!(problems, []);
    let mut browser = Browser::with(120, 160, &Settings { keymap, ..Settings::default() });
    browser.read(super::fixture::reports());
    assert!(browser.bottom().contains("F2 帮助") && browser.bottom().contains("F5 下一数据"));
    assert!(browser.bottom().contains("^x s 搜索"));
    browser.press("ctrl-x");
    assert!(browser.bottom().contains("s 搜索"), "{}", browser.bottom());
    browser.press("esc f2");
    assert!(help(&browser).iter().any(|line| line.contains("—") && line.contains("换配色")));
    browser.press("esc : t h e m e enter");
    assert!(browser.bottom().contains("配色：浅色"));
}
