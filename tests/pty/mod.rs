//! The browser in a real terminal: driven by keys, read back from the screen.

#![allow(dead_code, reason = "each file of tests uses some of it")]
#![allow(missing_docs, unreachable_pub, reason = "it is no library")]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

pub const REPORT: &str = "枫桥县2023年法治政府建设年度报告

2023年，枫桥县深入推进依法行政，现将有关情况报告如下。

一、主要工作和成效

（一）严格规范公正文明执法。全年办理行政处罚案件2150件，培训执法人员386人次。

（二）有效化解社会矛盾。全县收到行政复议申请73件，办结70件。行政机关负责人出庭应诉率达到95.3%，出庭又出声成为常态。

二、存在的问题和不足

一是基层执法力量薄弱。二是复议应诉能力有待提高。三是普法宣传针对性不强。

三、下一步工作打算

进一步加强执法队伍建设，推动负责人出庭应诉。
";

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub struct Browser {
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Option<Box<dyn MasterPty + Send>>,
    pub keys: Option<Box<dyn Write + Send>>,
    pub seen: Arc<Mutex<Seen>>,
    /// Tells the reading thread to let go of the terminal.
    pub gone: Arc<AtomicBool>,
    /// Its home folder, where that is its own.
    _home: Option<tempfile::TempDir>,
}

pub struct Seen {
    pub parser: vt100::Parser,
    pub bytes: Vec<u8>,
}

pub fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a2023.txt"), REPORT).unwrap();
    let next = REPORT.replace("2023年", "2024年").replace("枫桥", "桦川");
    std::fs::write(folder.path().join("b2024.txt"), next).unwrap();
    folder
}

impl Browser {
    /// Opens a folder, in a new home folder.
    pub fn start(folder: &Path, environment: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = folder.to_str().unwrap();
        let mut browser = Self::start_at(home.path(), &[folder], environment);
        browser._home = Some(home);
        browser
    }

    /// Starts it with some arguments.
    pub fn start_at(home: &Path, args: &[&str], environment: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fayan"));
        command.args(args);
        command.env_clear();
        command.env("HOME", home);
        command.cwd(home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "zh_CN.UTF-8");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let seen = Seen { parser: vt100::Parser::new(cells(24), cells(80), 0), bytes: Vec::new() };
        let seen = Arc::new(Mutex::new(seen));
        let screen = Arc::clone(&seen);
        let gone = Arc::new(AtomicBool::new(false));
        let left = Arc::clone(&gone);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                if left.load(Ordering::Relaxed) {
                    break;
                }
                let mut seen = screen.lock().unwrap();
                seen.parser.process(&buffer[..count]);
                seen.bytes.extend_from_slice(&buffer[..count]);
            }
        });
        Self { child, master: Some(pair.master), keys: Some(keys), seen, gone, _home: None }
    }

    pub fn send(&mut self, keys: &str) -> &mut Self {
        self.keys.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
        self
    }

    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().parser.screen().contents()
    }

    /// Waits until the screen is as wanted.
    pub fn until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let started = Instant::now();
        while !wanted(self.seen.lock().unwrap().parser.screen()) {
            assert!(started.elapsed() < PATIENCE, "never saw {what}:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn until_shown(&self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let done = std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(done.success());
    }

    /// Waits for the end of the program; tells whether it ended well.
    pub fn ended(&mut self) -> bool {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            assert!(started.elapsed() < PATIENCE, "still running:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn assert_restored(&self) {
        self.until("a restored terminal", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
                && !screen.bracketed_paste()
        });
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
