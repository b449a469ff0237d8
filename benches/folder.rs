//! Speed of the whole program: `fayan extract` of a folder of 10,000 reports (about 150 MB), and of
//! one report.
//!
//! `cargo bench --bench folder`. The folder is made once, under `target/tmp`, from
//! `sample-reports/`: several samples one after another in a file, with their numbers changed. On
//! Linux the folder is also read on one processor only, and the most memory used is told.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

mod samples;

use fayan::source::Document;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const FILES: usize = 10_000;
/// Least number of bytes of a file; with its last sample it holds some 15,000.
const LEAST: usize = 12_500;
/// The whole process is timed so often; the fastest counts.
const RUNS: usize = 3;
const RUNS_OF_ONE: usize = 40;

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    for (name, samples) in [("lifelike", samples::lifelike()), ("reports", samples::documents())] {
        let (folder, bytes) = folder(name, &samples);
        println!("{name}: {FILES} files, {:.1} MB", megabytes(bytes));
        tell("all processors", bytes, (0..RUNS).map(|_| run(&[], &folder)));
        if cfg!(target_os = "linux") {
            tell("one processor", bytes, (0..RUNS).map(|_| run(&["taskset", "-c", "0"], &folder)));
        }
    }
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-reports/langchuan-2021.txt");
    let one = (0..RUNS_OF_ONE).map(|_| {
        let start = Instant::now();
        assert!(extract(&[], &sample).status().unwrap().success());
        start.elapsed()
    });
    println!("one report: {:.1} ms", one.min().unwrap().as_secs_f64() * 1e3);
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn tell(what: &str, bytes: usize, runs: impl Iterator<Item = (Duration, usize)>) {
    let (time, memory) = runs.min().unwrap();
    println!(
        "{what}: {:.1} s, {:.1} MB/s, {} MB of memory",
        time.as_secs_f64(),
        megabytes(bytes) / time.as_secs_f64(),
        memory >> 10
    );
}

/// A folder of this name made of these samples, and how many bytes are in it.
fn folder(name: &str, samples: &[Document]) -> (PathBuf, usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut order = samples.iter().cycle();
    let mut total = 0;
    for file in 0..FILES {
        let mut text = String::new();
        while text.len() < LEAST {
            let round = u32::try_from(file).unwrap();
            text += &samples::vary(order.next().unwrap().text.as_str(), round);
            text.push('\n');
        }
        total += text.len();
        let path = folder.join(format!("{:02}", file / 100)).join(format!("{file:05}.txt"));
        if !path.exists() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    (folder, total)
}

/// `fayan extract` behind `wrapper`.
fn extract(wrapper: &[&str], path: &Path) -> Command {
    let fayan = env!("CARGO_BIN_EXE_fayan");
    let mut words = wrapper.iter().copied().chain([fayan, "extract", "--format", "jsonl"]);
    let mut command = Command::new(words.next().unwrap());
    command.args(words).arg(path).stdout(Stdio::null());
    command
}

/// How long reading a folder takes, and the most memory it needs, in KB.
fn run(wrapper: &[&str], folder: &Path) -> (Duration, usize) {
    let start = Instant::now();
    let mut child = extract(wrapper, folder).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return (start.elapsed(), memory);
        }
        memory = memory.max(most_memory(&status).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn most_memory(status: &str) -> Option<usize> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
