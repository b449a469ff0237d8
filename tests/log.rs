//! The log, and that nothing else is left behind.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod program;

use program::{SAMPLES, program, run_in};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn nothing_is_left_behind_by_a_command() {
    let home = tempfile::tempdir().unwrap();
    run_in(&mut program(home.path()), &["figures", SAMPLES]).fine();
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn a_log_is_kept_when_there_is_something_to_say() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("XDG_STATE_HOME/fayan");
    run_in(program(home.path()).env("FAYAN_LOG", "info"), &["man"]).fine();
    let logs: Vec<_> = walk(home.path());
    assert_eq!(logs.len(), 1, "{logs:?}");
    assert!(!cfg!(target_os = "linux") || logs[0].starts_with(&state), "{logs:?}");
    let log = fs::read_to_string(&logs[0]).unwrap();
    assert!(log.contains("INFO") && log.contains("started") && !log.contains('\x1b'), "{log}");
}

/// All files below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let kind = entry.file_type().unwrap();
            if kind.is_dir() { &mut folders } else { &mut files }.push(entry.path());
        }
    }
    files
}

#[test]
fn a_log_level_that_is_none_is_said_and_does_no_harm() {
    let home = tempfile::tempdir().unwrap();
    let done = run_in(program(home.path()).env("FAYAN_LOG", "=loud="), &["man"]);
    assert_eq!(done.status, Some(0));
    assert!(done.err.contains("FAYAN_LOG"), "{}", done.err);
    assert_eq!(done.err.lines().count(), 1);
}
