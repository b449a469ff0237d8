//! The browser in a real terminal, as a user has set it up: keys, colours, files that change.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod pty;

use pty::{Browser, folder};
use std::path::Path;

fn with_config(folder: &Path, config: &str, environment: &[(&str, &str)]) -> Browser {
    let file = folder.join("fayan-test-config");
    std::fs::write(&file, config).unwrap();
    let mut all = environment.to_vec();
    all.push(("FAYAN_CONFIG", file.to_str().unwrap()));
    Browser::start(folder, &all)
}

#[test]
fn a_users_keys_and_mistakes() {
    let folder = folder();
    let config = "mosue = true\nlanguage = \"en\"\n[keys]\nnext-figure = \"f5\"\nquit = \"Q\"\n";
    let mut browser = with_config(folder.path(), config, &[]);
    browser.until_shown("mosue: no such setting; is mouse meant?");
    browser.send("\x1b[15~").until_shown("2150件  ");
    browser.send("q]f").until_shown("no key ]f");
    browser.send("?/next-figure\r").until_shown("F5");
    browser.send("?").until_shown("Enter read");
    browser.send("Q");
    assert!(browser.ended());
}

#[test]
fn sixteen_colours_are_written_in_the_old_form() {
    let folder = folder();
    for (term, colors, wanted, unwanted) in [
        ("xterm", "auto", "\x1b[9", ["8;5;", "8;2;"]),
        ("xterm", "256", "38;5;", ["38;2;", "48;2;"]),
        ("xterm-256color", "truecolor", "38;2;", ["38;5;", "48;5;"]),
    ] {
        let config = format!("colors = \"{colors}\"\n");
        let mut browser = with_config(folder.path(), &config, &[("TERM", term)]);
        browser.until_shown("枫桥县2023年法治政府建设年度报告");
        browser.send("l]f").until_shown("2150件  ");
        browser.send("]s/出庭").until_shown("1/3");
        browser.send("\x1b").until_shown("Enter 阅读");
        browser.send("TT?").until_shown("╭─ 帮助");
        let bytes = browser.seen.lock().unwrap().bytes.clone();
        let bytes = String::from_utf8_lossy(&bytes);
        assert!(bytes.contains(wanted), "{term} {colors}");
        for sequence in unwanted {
            assert!(!bytes.contains(sequence), "{term} {colors}: {sequence}");
        }
    }
}

#[test]
fn a_theme_that_is_asked_for_is_seen_under_no_color_too() {
    let folder = folder();
    let browser = with_config(folder.path(), "theme = \"dark\"\n", &[("NO_COLOR", "1")]);
    browser.until_shown("枫桥县2023年");
    let seen = browser.seen.lock().unwrap().bytes.clone();
    assert!(!String::from_utf8_lossy(&seen).contains("8;5;"));
}

#[test]
fn where_nothing_is_watched_a_key_reads_again() {
    let folder = folder();
    let mut browser = with_config(folder.path(), "watch = \"off\"\n", &[]);
    browser.until_shown("桦川县 2024");
    // Whichever was read first: the first in order is shown until a key is pressed.
    browser.until_shown("枫桥县2023年");
    browser.send("]f").until_shown("2150件  ");
    let file = folder.path().join("柳溪2024.txt");
    let text = "柳溪县2024年法治政府建设年度报告\n\n一、主要工作\n\n全年办理行政复议案件77件。\n";
    std::fs::write(&file, text).unwrap();
    std::fs::remove_file(folder.path().join("b2024.txt")).unwrap();
    browser.send("R").until_shown("1 份新增或有变化，1 份已不在");
    browser.until_shown("柳溪县 2024");
    // And again: who reads waits for the next time.
    browser.send("R").until_shown("没有变化");
    let screen = browser.screen();
    assert!(screen.contains("2150件  ") && !screen.contains("桦川县"), "{screen}");
    browser.send("q");
    assert!(browser.ended());
}

#[test]
fn where_the_system_tells_nothing_files_are_looked_at() {
    let folder = folder();
    let config = "watch = \"poll\"\npoll-seconds = 1\n";
    let mut browser = with_config(folder.path(), config, &[]);
    browser.until_shown("桦川县 2024");
    let text = "柳溪县2024年法治政府建设年度报告\n\n一、主要工作\n\n全年办理行政复议案件77件。\n";
    std::fs::write(folder.path().join("柳溪2024.txt"), text).unwrap();
    browser.until_shown("柳溪县 2024");
    browser.send("q");
    assert!(browser.ended());
}

#[test]
fn long_work_is_stopped_by_a_key() {
    use std::fmt::Write;
    let folder = folder();
    // Enough for seconds, in a build for tests too.
    let mut long = String::from("柳溪县2024年法治政府建设年度报告\n\n一、主要工作\n\n");
    for number in 0..4000 {
        writeln!(long, "全年办理行政复议案件{number}件，同比增长{number}.5%。").unwrap();
    }
    for name in 0..60 {
        std::fs::write(folder.path().join(format!("c{name}.txt")), &long).unwrap();
    }
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("^c 停止");
    browser.send("\x03").until_shown("已停止读取");
    browser.until_shown("枫桥县");
    browser.send("\x03");
    assert!(browser.ended());
}

#[test]
fn files_that_change_come_and_go_are_seen() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("枫桥县2023年法治政府建设年度报告");
    let file = folder.path().join("柳溪2024.txt");
    let text = "柳溪县2024年法治政府建设年度报告\n\n一、主要工作\n\n全年办理行政复议案件77件。\n";
    std::fs::write(&file, text).unwrap();
    browser.until_shown("柳溪县 2024");
    browser.send("G").until_shown("77件");
    std::fs::write(&file, text.replace("77", "88")).unwrap();
    browser.until_shown("88件");
    std::fs::remove_file(&file).unwrap();
    browser.until_shown("柳溪2024.txt 已不在原处");
    browser.send("q");
    assert!(browser.ended());
}
