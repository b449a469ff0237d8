//! What outlives the browser: bookmarks and notes, and where the reader was.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod pty;

use pty::{Browser, REPORT, folder};
use std::path::Path;

/// The names of its own home folder alone decide where it keeps things.
fn start(home: &Path, folder: &Path) -> Browser {
    let browser = Browser::start_at(home, &[folder.to_str().unwrap()], &[]);
    browser.until_shown("法治政府建设年度报告");
    browser
}

fn note(browser: &mut Browser, text: &str) {
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
    let mut browser = start(home.path(), folder.path());
    browser.until_shown("◆");
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
