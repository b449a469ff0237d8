//! The built program, run in an environment of its own.

#![allow(dead_code, reason = "each file of tests uses some of it")]
#![allow(missing_docs, unreachable_pub, reason = "it is no library")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-reports");

/// A short report with one of everything.
pub const REPORT: &str = "青禾市2023年度法治政府建设情况报告\n\
    \n\
    2023年，青禾市扎实推进法治政府建设，现将有关情况报告如下。\n\
    一、主要举措和成效\n\
    (一)规范行政执法。全年办理行政处罚案件320件，其中一般程序200件、简易程序120件，案卷评查优秀率达到95%。\n\
    (二)化解矛盾纠纷。全年收到行政复议申请86件，受理80件，审结75件。\n\
    二、存在的不足\n\
    一是基层执法力量薄弱，二是普法宣传的针对性有待提高。\n\
    三、下一步工作打算\n\
    进一步规范执法行为，加强队伍建设。\n\
    青禾市司法局\n\
    2024年3月12日\n";

pub struct Done {
    pub out: String,
    pub err: String,
    pub status: Option<i32>,
}

impl Done {
    #[track_caller]
    pub fn fine(self) -> String {
        assert_eq!(self.status, Some(0), "{}", self.err);
        assert_eq!(self.err, "");
        self.out
    }
}

/// The program in an environment of its own, so that the developer's settings change nothing.
pub fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fayan"));
    for name in ["NO_COLOR", "FAYAN_LOG", "LC_ALL", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    command.env("LANG", "en_US.UTF-8").env("HOME", home);
    for name in ["XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, home.join(name));
    }
    command
}

pub fn run(args: &[&str]) -> Done {
    let home = tempfile::tempdir().unwrap();
    run_in(&mut program(home.path()), args)
}

pub fn run_in(command: &mut Command, args: &[&str]) -> Done {
    let output = command.args(args).stdin(Stdio::null()).output().unwrap();
    Done {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code(),
    }
}

/// A folder with files of these names and contents.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(dir.path().join(name), content).unwrap();
    }
    dir
}

pub fn path(dir: &TempDir, name: &str) -> String {
    dir.path().join(name).to_str().unwrap().to_owned()
}

pub fn jsonl(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every command that prints rows, with the column in which tab-separated text has the line.
pub const ROWS: &[&str] = &["outline", "figures", "shortcomings", "audit"];
