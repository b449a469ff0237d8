//! The command line on a terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod program;

use program::{REPORT, ROWS, SAMPLES, folder, path};
use std::fs;
use std::path::Path;

/// What the program writes to a terminal of so many columns, with its home in `home`. `q` is
/// typed once `until` has been seen, if that is not empty.
fn at_terminal(
    home: &Path,
    columns: u16,
    env: &[(&str, &str)],
    args: &[&str],
    until: &str,
) -> String {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use std::io::Write;
    let size = PtySize { rows: 50, cols: columns, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fayan"));
    command.args(args);
    for name in ["NO_COLOR", "FAYAN_LOG", "LC_ALL", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    command.env("LANG", "zh_CN.UTF-8");
    command.env("TERM", "xterm-256color");
    command.env("HOME", home);
    command.env("XDG_STATE_HOME", home.join("state"));
    command.env("XDG_DATA_HOME", home.join("data"));
    command.cwd(home);
    for (name, value) in env {
        command.env(name, value);
    }
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let (mut bytes, mut block, mut typed) = (Vec::new(), [0; 4096], until.is_empty());
    // The end of a terminal is told as an error on some systems.
    while let Ok(count @ 1..) = reader.read(&mut block) {
        bytes.extend_from_slice(&block[..count]);
        if !typed && String::from_utf8_lossy(&bytes).contains(until) {
            writer.write_all(b"q").unwrap();
            typed = true;
        }
    }
    assert!(child.wait().unwrap().success());
    String::from_utf8(bytes).unwrap()
}

fn on_terminal(columns: u16, env: &[(&str, &str)], args: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    at_terminal(home.path(), columns, env, args, "")
}

#[test]
fn the_browser_opens_the_folder_opened_last() {
    let home = tempfile::tempdir().unwrap();
    let dir = folder(&[("青禾.txt", REPORT)]);
    let opened = |args: &[&str], until: &str| at_terminal(home.path(), 80, &[], args, until);
    opened(&[dir.path().to_str().unwrap()], "青");
    // A file alone does not change it.
    opened(&[&format!("{SAMPLES}/jinzhou-2023.txt")], "槿");
    let kept = home.path().join("state/fayan/last-folder");
    let real = dir.path().canonicalize().unwrap();
    assert_eq!(fs::read_to_string(&kept).unwrap(), real.to_str().unwrap());
    // Ends only once the report of that folder is on the screen.
    opened(&[], "青");
}

/// Text without what colours it.
fn uncoloured(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut out = parts.next().unwrap().to_owned();
    parts.for_each(|part| out.push_str(part.split_once('m').unwrap().1));
    out
}

#[test]
fn tables_fit_any_terminal_and_colour_is_a_choice() {
    use unicode_width::UnicodeWidthStr;
    let dir = folder(&[("r.txt", REPORT)]);
    let file = path(&dir, "r.txt");
    for command in ROWS {
        for columns in [30, 60, 80, 200] {
            let written = on_terminal(columns, &[], &[command, &file]);
            for line in uncoloured(&written).lines() {
                assert!(line.width() <= usize::from(columns), "{columns} {command}: {line}");
            }
        }
        let plain = on_terminal(80, &[("NO_COLOR", "1")], &[command, &file]);
        assert!(!plain.contains('\x1b'), "{plain}");
        let coloured = on_terminal(80, &[("NO_COLOR", "")], &[command, &file]);
        assert_eq!(uncoloured(&coloured), plain);
    }
    assert!(on_terminal(80, &[], &["outline", &file]).contains("\x1b[1m"));
}
