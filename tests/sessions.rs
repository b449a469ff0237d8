//! What outlives the browser: bookmarks and notes, and where the reader was.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod pty;

use pty::{Browser, REPORT, folder};
use std::path::Path;

/// Opens a folder for a reader whose home is `home`.
fn start(home: &Path, folder: &Path) -> Browser {
    let browser = open(home, folder);
    browser.until("both reports", |screen| {
        let text = screen.contents();
        text.contains("法治政府建设年度报告") && text.contains("桦川县 2024")
    });
    browser
}

/// The same, wherever it goes on.
fn open(home: &Path, folder: &Path) -> Browser {
    Browser::start_at(home, &[folder.to_str().unwrap()], &[])
}

fn note(browser: &mut Browser, text: &str) {
    browser.until_shown("枫桥县2023年法治政府建设年度报告");
    browser.send("]s").until_shown("! 基层执法力量薄弱");
    browser.send("a").until_shown("留空为书签");
    browser.send(text).until_shown(text);
    browser.send("\r").until_shown("已记下");
}

#[test]
fn a_note_is_there_again_after_a_restart() {
    let (home, folder) = (tempfile::tempdir().unwrap(), folder());
    let mut browser = start(home.path(), folder.path());
    note(&mut browser, "编制不足？");
    browser.send("q");
    assert!(browser.ended());
    let mut browser = start(home.path(), folder.path());
    browser.until_shown("◆");
    browser.send("7").until_shown("编制不足？");
    browser.send("\r").until_shown("◆ 编制不足？");
    browser.send("q");
    assert!(browser.ended());
    // The command line knows it too.
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_fayan"))
        .args(["notes", "-f", "jsonl"])
        .env_clear()
        .env("HOME", home.path())
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("编制不足？"));
}

#[test]
fn a_note_outlives_a_kill_and_shifted_lines() {
    let (home, folder) = (tempfile::tempdir().unwrap(), folder());
    let mut browser = start(home.path(), folder.path());
    note(&mut browser, "重点看");
    // It is being written beside the loop: what shows as saved is on the disk.
    browser.send("7").until("the note, saved", |screen| {
        let text = screen.contents();
        text.contains("重点看") && text.contains("基层执法力量薄弱") && !text.contains("未保存")
    });
    browser.signal("KILL");
    assert!(!browser.ended());
    let shifted = format!("首页 > 信息公开\n\n\n{REPORT}");
    std::fs::write(folder.path().join("a2023.txt"), shifted).unwrap();
    let mut browser = open(home.path(), folder.path());
    browser.until_shown("帮助");
    browser.send("7").until_shown("重点看");
    browser.until("its new line", |screen| {
        screen.rows(0, 80).any(|row| row.contains("重点看") && row.trim_end().ends_with("16"))
    });
    browser.send("\r").until_shown("◆ 重点看");
    browser.until_shown("◆一是基层执法力量薄弱");
    browser.send("q");
    assert!(browser.ended());
}

#[test]
fn where_no_notes_can_be_kept_that_is_said_and_the_rest_works() {
    let (home, folder) = (tempfile::tempdir().unwrap(), folder());
    std::fs::write(home.path().join("full"), "").unwrap();
    let data = home.path().join("full/data");
    let environment = [("XDG_DATA_HOME", data.to_str().unwrap())];
    let args = [folder.path().to_str().unwrap()];
    let mut browser = Browser::start_at(home.path(), &args, &environment);
    browser.until_shown("枫桥县2023年法治政府建设年度报告");
    browser.until_shown("不能加书签、写笔记");
    browser.send("]f").until_shown("2150件  ");
    browser.until("no complaint", |screen| !screen.contents().contains("不能加书签"));
    browser.send("m").until_shown("不能加书签、写笔记");
    browser.send("q");
    assert!(browser.ended());
}

// --- going on where one left off ----------------------------------------------------------------

/// Leaves the browser somewhere: in the second report, in a table that is filtered.
fn wander(browser: &mut Browser) {
    browser.send("]r").until_shown("桦川县 2024");
    browser.send("]s").until_shown("一是基层执法力量薄弱");
    browser.send("/出庭\r").until_shown("1/3");
}

fn is_there_again(home: &Path, folder: &Path) {
    let mut browser = start(home, folder);
    browser.until_shown("桦川县2024年法治政府建设年度报告");
    browser.until("its place", |screen| {
        let status = screen.rows(0, 80).nth(22).unwrap_or_default();
        status.starts_with(" 桦川县 2024 › ")
    });
    // The words are those of before.
    browser.send("n").until_shown("/3");
    browser.send("/\x1b[A").until_shown("/出庭");
    browser.send("\x1b").until("no prompt", |screen| !screen.contents().contains("/出庭"));
    browser.send("q");
    assert!(browser.ended());
}

#[test]
fn a_session_goes_on_after_quitting() {
    let (home, folder) = (tempfile::tempdir().unwrap(), folder());
    let mut browser = start(home.path(), folder.path());
    wander(&mut browser);
    browser.send("q");
    assert!(browser.ended());
    is_there_again(home.path(), folder.path());
}

#[test]
fn a_session_goes_on_after_a_signal_and_a_closed_terminal() {
    for name in ["TERM", "HUP"] {
        let (home, folder) = (tempfile::tempdir().unwrap(), folder());
        let mut browser = start(home.path(), folder.path());
        wander(&mut browser);
        browser.signal(name);
        assert!(!browser.ended(), "{name}");
        is_there_again(home.path(), folder.path());
    }
    let (home, folder) = (tempfile::tempdir().unwrap(), folder());
    let mut browser = start(home.path(), folder.path());
    wander(&mut browser);
    browser.gone.store(true, std::sync::atomic::Ordering::Relaxed);
    browser.send("\x0c");
    browser.keys = None;
    browser.master = None;
    browser.ended();
    is_there_again(home.path(), folder.path());
}

#[test]
fn what_was_a_while_ago_outlives_a_kill() {
    let (home, folder) = (tempfile::tempdir().unwrap(), folder());
    let mut browser = start(home.path(), folder.path());
    wander(&mut browser);
    let sessions = home.path().join(".local/state/fayan/sessions");
    let started = std::time::Instant::now();
    while std::fs::read_dir(&sessions).map_or(0, Iterator::count) == 0 {
        assert!(started.elapsed() < pty::PATIENCE, "never written");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    browser.signal("KILL");
    assert!(!browser.ended());
    is_there_again(home.path(), folder.path());
}

#[test]
fn without_a_folder_the_last_one_goes_on_and_it_can_be_left_alone() {
    let (home, folder) = (tempfile::tempdir().unwrap(), folder());
    let mut browser = start(home.path(), folder.path());
    browser.send("]r").until_shown("桦川县2024年");
    browser.send("3").until_shown("全部不足");
    browser.send("q");
    assert!(browser.ended());
    let mut browser = Browser::start_at(home.path(), &[], &[]);
    browser.until_shown("全部不足");
    // A key before its report has arrived would count more than where one left off.
    browser.until_shown("桦川县 2024");
    browser.send("1").until_shown("桦川县2024年法治政府建设年度报告");
    browser.send("q");
    assert!(browser.ended());
    let mut browser = Browser::start_at(home.path(), &["--no-restore"], &[]);
    browser.until_shown("枫桥县2023年法治政府建设年度报告");
    browser.send("q");
    assert!(browser.ended());
}

#[test]
fn a_broken_session_is_said_and_the_browser_starts() {
    let (home, folder) = (tempfile::tempdir().unwrap(), folder());
    let mut browser = start(home.path(), folder.path());
    browser.send("]r").until_shown("桦川县2024年");
    browser.send("q");
    assert!(browser.ended());
    let sessions = home.path().join(".local/state/fayan/sessions");
    for file in std::fs::read_dir(sessions).unwrap() {
        std::fs::write(file.unwrap().path(), "{").unwrap();
    }
    let mut browser = start(home.path(), folder.path());
    browser.until_shown("从头打开");
    browser.send("q");
    assert!(browser.ended());
}
