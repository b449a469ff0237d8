//! The browser in a real terminal: driven by keys, read back from the screen.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod pty;

use portable_pty::PtySize;
use pty::{Browser, cells, folder};
use std::sync::atomic::Ordering;

#[test]
fn a_reader_moves_searches_jumps_and_leaves() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("枫桥县2023年法治政府建设年度报告");
    browser.send("l").until_shown("存在的问题和不足");
    // Into the section of shortcomings, and to its details.
    browser.send("]s").until_shown("第");
    browser.send("\t\t").until_shown("! 基层执法力量薄弱");
    browser.send("j\r").until_shown("Enter 到明细");
    browser.send("/出庭").until_shown("1/3");
    browser.send("\r").until_shown("Enter 到明细");
    browser.send("n").until_shown("2/3");
    browser.send("]r").until_shown("桦川县 2024");
    browser.send("?").until_shown("╭─ 帮助");
    browser.send("\x1b").until("no help", |screen| !screen.contents().contains("╭─ 帮助"));
    assert!(browser.seen.lock().unwrap().parser.screen().alternate_screen());
    browser.send("q");
    assert!(browser.ended());
    browser.assert_restored();
}

#[test]
fn a_signal_ends_it_and_the_terminal_is_restored() {
    let folder = folder();
    for name in ["TERM", "INT", "HUP"] {
        let mut browser = Browser::start(folder.path(), &[]);
        browser.until_shown("枫桥县2023年");
        browser.signal(name);
        // Who waits for it is told that a signal ended it.
        assert!(!browser.ended(), "{name}");
        browser.assert_restored();
    }
}

#[test]
fn a_closed_terminal_ends_it() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("枫桥县2023年");
    browser.gone.store(true, Ordering::Relaxed);
    // Something to read, so that the thread notices.
    browser.send("j");
    browser.keys = None;
    browser.master = None;
    browser.ended();
}

#[test]
fn it_can_be_suspended() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("枫桥县2023年");
    browser.send("\x1a");
    browser.assert_restored();
    browser.signal("CONT");
    browser.until("the browser again", vt100::Screen::alternate_screen);
    browser.until_shown("枫桥县2023年");
    browser.send("q");
    assert!(browser.ended());
    browser.assert_restored();
}

#[test]
fn a_storm_of_resizes_leaves_a_whole_screen() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("枫桥县2023年");
    let sizes = (1..60).map(|n| (1 + n * 7 % 50, 1 + n * 13 % 190)).chain([(30, 100)]);
    for (rows, cols) in sizes {
        browser.seen.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(cols));
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        browser.master.as_ref().unwrap().resize(size).unwrap();
    }
    browser.send("\x0c");
    browser.until("the hints in the last row", |screen| {
        screen.rows(0, 100).nth(29).is_some_and(|row| row.contains("帮助"))
    });
    browser.send("q");
    assert!(browser.ended());
}

#[test]
fn without_colour_nothing_is_coloured() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[("NO_COLOR", "1")]);
    browser.until_shown("枫桥县2023年");
    browser.send("l]f/出庭").until_shown("1/3");
    let seen = browser.seen.lock().unwrap();
    let bytes = String::from_utf8_lossy(&seen.bytes);
    for colour in ["38;5", "48;5", "38;2", "48;2", "\x1b[31m", "\x1b[32m"] {
        assert!(!bytes.contains(colour), "{colour:?}");
    }
    let rows = (0..24).filter_map(|row| seen.parser.screen().cell(row, 0));
    assert!(rows.filter(|cell| cell.inverse() || cell.underline()).count() >= 2);
}

#[test]
fn frames_are_shown_whole() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("枫桥县2023年");
    browser.send("q");
    assert!(browser.ended());
    let seen = browser.seen.lock().unwrap();
    let bytes = String::from_utf8_lossy(&seen.bytes);
    let (begun, done) =
        (bytes.matches("\x1b[?2026h").count(), bytes.matches("\x1b[?2026l").count());
    assert!(begun > 0 && done >= begun);
    // Kitty's keyboard flags are left alone: they can swallow what an input method commits.
    assert!(!bytes.contains("\x1b[>1u"));
}

#[test]
fn a_file_is_opened_at_its_line_and_the_reader_comes_back() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let tools = tempfile::tempdir().unwrap();
    let (script, seen) = (tools.path().join("editor"), tools.path().join("seen"));
    let text = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{0}'\nprintf 'EDITING'\nread line\nprintf '%s\\n' \"$line\" >> '{0}'\n",
        seen.display()
    );
    std::fs::write(&script, text).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut browser = Browser::start(folder.path(), &[("EDITOR", script.to_str().unwrap())]);
    browser.until_shown("枫桥县2023年法治政府建设年度报告");
    browser.send("]f").until_shown("2150件  ");
    browser.send("E").until_shown("EDITING");
    // What is typed now is the editor's: the browser would quit.
    browser.send("qqq\n").until_shown("2150件  ");
    let told = std::fs::read_to_string(&seen).unwrap();
    let file = folder.path().join("a2023.txt");
    assert_eq!(told, format!("+7\n{}\nqqq\n", file.display()));
    browser.send("q");
    assert!(browser.ended());
}

#[test]
fn what_is_copied_goes_to_the_terminal() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("枫桥县2023年法治政府建设年度报告");
    browser.send("]f").until_shown("2150件  ");
    browser.send("yy").until_shown("已复制");
    let bytes = browser.seen.lock().unwrap().bytes.clone();
    assert!(bytes.windows(7).any(|piece| piece == b"\x1b]52;c;"));
}

#[test]
fn the_terminals_answer_about_its_background_is_no_key() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("枫桥县2023年法治政府建设年度报告");
    assert!(browser.seen.lock().unwrap().bytes.windows(7).any(|piece| piece == b"\x1b]11;?\x07"));
    // Keys of it would open tables.
    browser.send("\x1b]11;rgb:ffff/ffff/ffff\x07");
    // The theme after the light one.
    browser.send("T").until_shown("配色：高对比");
    assert!(browser.screen().contains("枫桥县2023年法治政府建设年度报告"));
}

#[test]
fn a_search_over_all_reports_has_ways_and_places() {
    let folder = folder();
    let mut browser = Browser::start(folder.path(), &[]);
    browser.until_shown("桦川县 2024");
    browser.send("/\t\t").until_shown("Tab 全部报告");
    browser.send("\x12").until_shown("^r 正则");
    browser.send("复议(申请|应诉").until_shown("括号没有闭合");
    browser.send(")").until_shown("1/4");
    browser.send("\x06").until_shown("^f 仅不足");
    browser.until_shown("1/2");
    // To the list, to its second sentence, and back to the list.
    browser.send("\rj\r").until_shown("桦川县 2024 › 二、存在的问题和不足");
    browser.send("\x7f").until_shown("正则 · 仅不足");
    browser.send("1s").until_shown("用自己的话");
    browser.send("应诉能力不够").until_shown("大意");
    browser.until_shown("复议应诉能力有待提高");
    browser.send("\r\r").until_shown("二、存在的问题和不足");
    browser.send("q");
    assert!(browser.ended());
}
