//! Notes survive the death of the program that made them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use fayan::corpus::{Entry, analyse};
use fayan::lexicon::Lexicon;
use fayan::notes::{Passage, Store};
use fayan::source::{Options, read_bytes};
use fayan::text::Span;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

const REPORT: &str = "青禾市2023年法治政府建设情况报告\n一、成效\n全年收到行政复议申请86件。\n";

fn passage() -> Passage {
    let document = read_bytes(Path::new("a.txt"), REPORT.as_bytes(), &Options::default()).unwrap();
    let report = analyse(&document, &Lexicon::builtin().unwrap(), false);
    let entry = Entry { document: Arc::new(document), report: Arc::new(report) };
    let at = REPORT.find("86件").unwrap();
    Passage::of(&entry, Span::new(at, at + 5))
}

/// What the killed process does: it notes, and says so once the call has returned.
#[test]
#[ignore = "runs inside the test below"]
fn note_until_killed() {
    let Some(file) = std::env::var_os("FAYAN_TEST_NOTES") else { return };
    let store = Store::open(Path::new(&file)).unwrap();
    for n in 0.. {
        let note = store.add(passage(), &format!("第{n}条")).unwrap();
        if n % 3 == 2 {
            store.edit(note.id, &format!("第{n}条，已改")).unwrap();
        }
        eprintln!("saved {n}");
    }
}

#[test]
fn a_killed_program_has_lost_no_note() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("notes.db");
    let mut before = 0;
    for kill_after in [1, 7, 40] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "note_until_killed", "--ignored", "--nocapture"])
            .env("FAYAN_TEST_NOTES", &file)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut saved = lines
            .by_ref()
            .map_while(Result::ok)
            .filter(|line| line.starts_with("saved "))
            .take(kill_after)
            .count();
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said between our counting and its death.
        saved += lines.map_while(Result::ok).filter(|line| line.starts_with("saved ")).count();
        assert!(saved >= kill_after);
        let notes = Store::open(&file).unwrap().all().unwrap();
        // One more may have been saved and not told.
        let new = notes.len() - before;
        assert!(new == saved || new == saved + 1, "{new} notes of {saved}");
        for (n, note) in notes[before..before + saved].iter().enumerate() {
            let edited = if n % 3 == 2 { "，已改" } else { "" };
            assert_eq!(note.text, format!("第{n}条{edited}"));
            assert_eq!(note.passage, passage());
        }
        before = notes.len();
    }
}

// --- fayan notes -------------------------------------------------------------------------------

fn listed(home: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fayan"));
    for name in ["XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LC_ALL", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    let command = command.env("HOME", home).env("XDG_DATA_HOME", home).env("LANG", "en_US.UTF-8");
    let output = command.arg("notes").args(args).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn notes_are_listed_where_their_passages_are_now() {
    let home = tempfile::tempdir().unwrap();
    let none = listed(home.path(), &[]);
    assert_eq!(none, (String::new(), String::new(), Some(0)));

    let report = home.path().join("a.txt");
    std::fs::write(&report, format!("首页\n{REPORT}")).unwrap();
    let mut noted = passage();
    noted.citation.path = report.clone();
    let store = Store::open(&home.path().join("fayan/notes.db")).unwrap();
    store.add(noted.clone(), "与上年\n相比？").unwrap();
    noted.citation.path = home.path().join("gone.txt");
    store.add(noted, "").unwrap();

    let (out, err, status) = listed(home.path(), &["--format", "jsonl"]);
    assert_eq!((err.as_str(), status), ("", Some(0)));
    let rows: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((rows[0]["line"].as_i64(), rows[0]["state"].as_str()), (Some(4), Some("moved")));
    assert_eq!((rows[1]["line"].as_i64(), rows[1]["state"].as_str()), (Some(3), Some("lost")));
    let (array, ..) = listed(home.path(), &["--format", "json"]);
    let array: serde_json::Value = serde_json::from_str(&array).unwrap();
    assert_eq!(array.as_array().unwrap(), &rows);

    // Of a file that is gone the same words here are meant.
    let only = listed(home.path(), &[report.to_str().unwrap()]).0;
    assert_eq!(only.lines().count(), 2);
    assert!(!only.contains("gone.txt"), "{only}");
    assert_eq!(only.split('\t').nth(11), Some("与上年 相比？"), "{only}");
    let (table, ..) = listed(home.path(), &["-f", "table"]);
    assert!(table.contains("bookmark (no longer found in the text)"), "{table}");
    let (markdown, ..) = listed(home.path(), &["-f", "markdown"]);
    assert!(markdown.contains("> 86件\n>\n> — 《青禾市2023年法治政府建设情况报告》"), "{markdown}");
    assert_eq!(listed(home.path(), &["--grep", "相比"]).0.lines().count(), 1);
    assert_eq!(listed(home.path(), &["--grep", "没有"]).2, Some(1));
}

#[test]
fn in_a_folder_a_note_is_found_in_a_file_that_has_moved() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("归档/2023");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("改名.txt"), REPORT).unwrap();
    let mut noted = passage();
    noted.citation.path = home.path().join("a.txt");
    let store = Store::open(&home.path().join("fayan/notes.db")).unwrap();
    store.add(noted.clone(), "查").unwrap();
    // Of another file that is not here, and of one that stood here and has nothing of it any more.
    noted.citation.quote = "全年收到信访件12件".to_owned();
    noted.citation.title = None;
    noted.fingerprint.hash ^= 1;
    store.add(noted.clone(), "别处").unwrap();
    noted.citation.path = folder.join("没有了.txt");
    store.add(noted, "没了").unwrap();

    // Without a folder it is looked for where it was.
    let (out, ..) = listed(home.path(), &["--format", "jsonl"]);
    assert_eq!(out.matches("\"lost\"").count(), 3, "{out}");
    let args = ["--format", "jsonl", home.path().join("归档").to_str().unwrap()].map(str::to_owned);
    let (out, err, status) = listed(home.path(), &args.each_ref().map(String::as_str));
    assert_eq!((err.as_str(), status), ("", Some(0)));
    let rows: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2, "{out}");
    let moved = rows.iter().find(|row| row["note"] == "查").unwrap();
    assert!(moved["path"].as_str().unwrap().ends_with("归档/2023/改名.txt"), "{out}");
    assert_eq!((moved["line"].as_i64(), moved["state"].as_str()), (Some(3), Some("here")));
    let lost = rows.iter().find(|row| row["note"] == "没了").unwrap();
    assert_eq!(lost["state"].as_str(), Some("lost"));

    // A file that cannot be read is told of, and its notes may be anywhere.
    std::fs::write(folder.join("损坏.docx"), b"PK\x03\x04 not a document").unwrap();
    let (rows, err, status) = listed(home.path(), &args.each_ref().map(String::as_str));
    assert!(rows == out && err.contains("损坏.docx") && status == Some(2), "{rows}{err}{status:?}");
}

#[test]
fn a_broken_database_is_told_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("fayan/notes.db");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let content = "这不是数据库。".repeat(200);
    std::fs::write(&file, &content).unwrap();
    let (out, err, status) = listed(home.path(), &[]);
    assert_eq!((out.as_str(), status), ("", Some(2)));
    assert!(err.contains("damaged") && err.lines().count() == 1, "{err}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), content);
}
