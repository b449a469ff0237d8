//! A folder of broken and hostile files: nothing crashes or hangs, nothing reaches the terminal raw,
//! every file is read or named with its reason, and the good files beside them are all there.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use fayan::corpus::{self, Event, Reason};
use fayan::lexicon::Lexicon;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Cursor, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

const GOOD: &str = "枫桥县2023年法治政府建设年度报告

一、主要工作和成效

（一）严格执法。全年办理行政处罚案件2150件，培训执法人员386人次。

二、存在的问题和不足

一是基层执法力量薄弱。二是复议应诉能力有待提高。
";

/// How long everything may take. Far more than it does.
const PATIENCE: Duration = Duration::from_secs(300);

/// What a hostile text or name would do to a terminal: give it a title, leave the browser's screen,
/// ask for an answer that would be taken for keys, print from right to left. `OWNED` tells ours.
const ESCAPES: &str =
    "\x1b]0;OWNED\x07\x1b[?1049lOWNED\x1b[6nOWNED\u{9b}31mOWNED\u{202e}\x08\x7f\r\x1bcOWNED";

struct Folder {
    dir: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = Self { dir: tempfile::tempdir().unwrap() };
        folder.put("a-good.txt", GOOD);
        folder.put(
            "m/good.html",
            format!("<html><body><div>{}</div></body></html>", GOOD.replace('\n', "<br>")),
        );
        folder.put("z-good.md", GOOD);
        folder
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn put(&self, name: impl AsRef<OsStr>, content: impl AsRef<[u8]>) {
        let path = self.path().join(name.as_ref());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
}

const GOOD_FILES: [&str; 3] = ["a-good.txt", "m/good.html", "z-good.md"];

fn samples() -> Vec<PathBuf> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-reports");
    let mut all: Vec<PathBuf> = std::fs::read_dir(samples.join("formats"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    // GB18030, UTF-16, Markdown, web pages.
    let plain = [
        "langchuan-2022.txt",
        "market-2022.txt",
        "linzhi-2023.md",
        "yanqiao-2023.htm",
        "langchuan-2023.html",
    ];
    all.extend(plain.map(|name| samples.join(name)));
    all.sort();
    all
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<document><body>{body}</body></document>");
    zipped(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", document.as_bytes())])
}

/// What became of each file: read, or the reason why not.
fn outcome(folder: &Path) -> BTreeMap<PathBuf, Result<(), Reason>> {
    let (paths, (sender, receiver)) = (vec![folder.to_owned()], mpsc::channel());
    let started = Instant::now();
    std::thread::spawn(move || {
        let lexicon = Arc::new(Lexicon::builtin().unwrap());
        // Tables are read too.
        let text_column = Some("正文".to_owned());
        let source = fayan::source::Options { text_column, ..Default::default() };
        let options = corpus::Options { source, ..Default::default() };
        corpus::load(&paths, &options, &lexicon, &|event| sender.send(event).is_ok());
    });
    let mut all = BTreeMap::new();
    loop {
        let left = PATIENCE.saturating_sub(started.elapsed());
        let event = receiver.recv_timeout(left);
        assert!(event.is_ok(), "everything is read in time");
        match event.unwrap() {
            Event::Read(entry) => _ = all.insert(entry.document.path.clone(), Ok(())),
            Event::Problem(problem) => {
                assert!(!matches!(problem.reason, Reason::Crash(_)), "{problem:?}");
                all.insert(problem.path, Err(problem.reason));
            }
            Event::Done => break,
            Event::Found { .. } => {}
        }
    }
    for good in GOOD_FILES {
        assert_eq!(all.get(&folder.join(good)), Some(&Ok(())), "{good}");
    }
    all
}

/// The files under a folder, without those that a link leads to.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            all.extend(files(&path));
        } else if !path.is_dir() {
            all.push(path);
        }
    }
    all
}

/// Every file is told of, by its own name or by those of its parts.
fn all_told(folder: &Path, told: &BTreeMap<PathBuf, Result<(), Reason>>) {
    for path in files(folder) {
        assert!(told.keys().any(|other| other.starts_with(&path)), "{}", path.display());
    }
}

#[test]
fn samples_cut_off_anywhere_or_with_bytes_exchanged() {
    let folder = Folder::new();
    for sample in samples() {
        let whole = std::fs::read(&sample).unwrap();
        let name = sample.file_name().unwrap().to_str().unwrap();
        for part in 0..16 {
            folder.put(format!("cut/{part}-{name}"), &whole[..whole.len() * part / 16]);
        }
        for part in 0..16 {
            let mut bytes = whole.clone();
            // In the head, where lengths and offsets stand, and all over the file.
            for at in [part * 31, part * whole.len() / 16 + part] {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 0xA5;
                }
            }
            folder.put(format!("changed/{part}-{name}"), bytes);
        }
        // Named as another format is.
        for extension in ["txt", "html", "doc", "docx", "ofd", "zip", "rtf", "mht", "csv"] {
            folder.put(format!("renamed/{name}.{extension}"), &whole);
        }
    }
    let told = outcome(folder.path());
    all_told(folder.path(), &told);
    // What a file is, its bytes tell.
    for path in files(&folder.path().join("renamed")) {
        let is_table = path.extension().is_some_and(|e| e == "csv");
        let is_text =
            [".txt.", ".md.", ".htm.", ".html."].iter().any(|e| path.to_str().unwrap().contains(e));
        if !(is_table && is_text) {
            assert_eq!(told.get(&path), Some(&Ok(())), "{}", path.display());
        }
    }
}

#[test]
fn files_made_to_do_harm() {
    let folder = Folder::new();
    let put = |name: &str, content: &[u8]| folder.put(name, content);
    // Archives: of zeros, in archives, leading out, with one member many times.
    let zeros = vec![0; 40 << 20];
    put("bomb.zip", &zipped(&[("zeros.txt", &zeros), ("good.txt", GOOD.as_bytes())]));
    put("bomb.docx", &zipped(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", &zeros)]));
    let mut nested = zipped(&[("good.txt", GOOD.as_bytes())]);
    for _ in 0..6 {
        nested = zipped(&[("inner.zip", &nested), ("good.txt", GOOD.as_bytes())]);
    }
    put("nested.zip", &nested);
    put(
        "out.zip",
        &zipped(&[("../../etc/good.txt", GOOD.as_bytes()), ("/good.txt", GOOD.as_bytes())]),
    );
    put("empty.zip", &zipped(&[]));
    // Depth.
    put("deep.docx", &docx(&"<p>".repeat(50_000)));
    put("deep.rtf", format!("{{\\rtf1 {}", "{\\b ".repeat(50_000)).as_bytes());
    put("deep.html", format!("<html>{}", "<div>".repeat(50_000)).as_bytes());
    put("deep.jsonl", "[".repeat(100_000).as_bytes());
    put("deep.json", "{\"a\":[".repeat(100_000).as_bytes());
    let mail = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\n";
    put("deep.mht", mail.repeat(200).as_bytes());
    // Length: one line, one cell, one tag.
    put("line.txt", GOOD.replace('\n', "").repeat(6000).as_bytes());
    put("cell.csv", format!("a,\"{}", GOOD.repeat(3000)).as_bytes());
    put("tag.html", format!("<html><p {}>", "a=b ".repeat(200_000)).as_bytes());
    put("word.rtf", format!("{{\\rtf1\\{}\\bin99999999 ", "a".repeat(1_000_000)).as_bytes());
    // Circles: a file's sectors, and links.
    let doc = std::fs::read(
        samples().into_iter().find(|path| path.extension() == Some(OsStr::new("doc"))).unwrap(),
    )
    .unwrap();
    let sector = u32::from_le_bytes(doc[76..80].try_into().unwrap()) as usize;
    for next in [0_u32, 1, 3] {
        let mut circle = doc.clone();
        let table = (sector + 1) * 512;
        for entry in circle[table..table + 512].chunks_exact_mut(4) {
            entry.copy_from_slice(&next.to_le_bytes());
        }
        put(&format!("circle-{next}.doc"), &circle);
    }
    symlink(".", folder.path().join("self")).unwrap();
    symlink("../m", folder.path().join("m/again")).unwrap();
    symlink("two.txt", folder.path().join("one.txt")).unwrap();
    symlink("one.txt", folder.path().join("two.txt")).unwrap();
    symlink("nowhere", folder.path().join("dangling.txt")).unwrap();
    // What is no file.
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe.txt")).status().unwrap().success());
    symlink("/dev/zero", folder.path().join("device.txt")).unwrap();
    std::fs::create_dir(folder.path().join("folder.txt")).unwrap();
    // No text, or in no encoding.
    let noise: Vec<u8> =
        (0..9000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let (gbk, _, _) = encoding_rs::GBK.encode(GOOD);
    put("noise.txt", &noise);
    put("mixed.txt", &[GOOD.as_bytes(), &gbk].concat());
    put("surrogates.txt", &[0xFF, 0xFE, 0x00, 0xD8, 0x00, 0xD8, 0x41, 0x00].repeat(200));
    put("zeros.txt", &[0; 5000]);
    for extension in [
        "txt", "md", "html", "docx", "doc", "wps", "rtf", "mht", "ofd", "zip", "csv", "jsonl",
        "json", "pdf",
    ] {
        put(&format!("empty.{extension}"), b"");
        put(&format!("blank.{extension}"), b" \n\t\n");
        put(&format!("noise.{extension}"), &noise);
    }
    let secret = folder.path().join("secret.txt");
    std::fs::write(&secret, GOOD).unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o0)).unwrap();
    let started = Instant::now();
    let told = outcome(folder.path());
    assert!(started.elapsed() < PATIENCE);
    all_told(folder.path(), &told);
    let reason = |name: &str| match &told[&folder.path().join(name)] {
        Err(reason) => reason.to_string(),
        Ok(()) => "read".to_owned(),
    };
    for (name, wanted) in [
        ("bomb.zip/zeros.txt", "unpacks to more"),
        ("bomb.zip/good.txt", "read"),
        ("bomb.docx", "unpacks to more"),
        ("nested.zip/inner.zip/inner.zip/inner.zip/inner.zip", "nested too deeply"),
        ("nested.zip/inner.zip/good.txt", "read"),
        ("out.zip/etc/good.txt", "read"),
        ("empty.zip", "empty"),
        ("deep.docx", "nested too deeply"),
        ("deep.rtf", "nested too deeply"),
        ("deep.mht", "empty"),
        ("deep.html", "too many or too deeply"),
        ("line.txt", "read"),
        ("pipe.txt", "not a regular file"),
        ("device.txt", "not a regular file"),
        ("noise.txt", "binary"),
        ("zeros.txt", "binary"),
        ("empty.doc", "empty"),
        ("dangling.txt", "no such file"),
    ] {
        assert!(reason(name).contains(wanted), "{name}: {}", reason(name));
    }
    // A file that may not be read, unless one may read everything.
    if std::fs::File::open(&secret).is_err() {
        assert_eq!(reason("secret.txt"), "permission denied");
    }
}

/// A folder whose files try to speak to the terminal: in texts, in titles, in names.
fn hostile() -> Folder {
    let folder = Folder::new();
    let text = GOOD
        .replace("枫桥县", &format!("枫桥{ESCAPES}县"))
        .replace("2150件", &format!("2150件{ESCAPES}"));
    let name = |rest: &str| {
        [b"b\x1b]0;OWNED\x07\x1b[2J\x1b[6nOWNED\xE2\x80\xAE\xFF\n".as_slice(), rest.as_bytes()]
            .concat()
    };
    folder.put(OsStr::from_bytes(&name("evil.txt")), &text);
    folder.put(OsStr::from_bytes(&name("evil.docx")), "PK\x03\x04 cut off");
    folder.put(
        OsStr::from_bytes(&name("evil.csv")),
        format!("{ESCAPES},b\n1,\"{}\"\n", GOOD.repeat(9)),
    );
    folder.put("b-page.html", format!("<html><title>{ESCAPES}</title><meta name=ArticleTitle content='&#27;]0;OWNED&#7;报告'><body>&#27;]0;OWNED&#7;{}", text.replace('\n', "<br>")));
    folder.put(
        "b-word.rtf",
        format!("{{\\rtf1\\u27;\\'1b]0;OWNED\\'07{}}}", text.replace('\n', "\\par ")),
    );
    folder.put(
        "b-word.docx",
        docx(&format!(
            "<p><r><t>{}&#27;]0;OWNED&#7;</t></r></p>",
            text.replace('\x1b', "").replace(['\x07', '\x08'], "")
        )),
    );
    folder.put(
        "b-many.zip",
        zipped(&[("c\x1b]0;OWNED\x07.txt", text.as_bytes()), ("d\x1b[6nOWNED.docx", b"x")]),
    );
    folder
}

/// The sequences that only the files would have written.
fn assert_harmless(bytes: &[u8]) {
    for wanted in ["]0;OWNED", "[?1049lOWNED", "[6nOWNED", "[2J\x1b[6nOWNED", "cOWNED"] {
        let found = bytes
            .windows(wanted.len() + 1)
            .position(|part| part[0] == 0x1b && &part[1..] == wanted.as_bytes());
        assert_eq!(found, None, "{wanted}: {}", String::from_utf8_lossy(bytes).escape_debug());
    }
    for raw in ["\u{9b}", "\u{202e}"] {
        assert!(
            !bytes.windows(raw.len()).any(|part| part == raw.as_bytes()),
            "{}",
            raw.escape_debug()
        );
    }
}

#[test]
fn no_command_writes_what_files_would_have_it_write() {
    let folder = hostile();
    let home = tempfile::tempdir().unwrap();
    for command in ["extract", "outline", "figures", "shortcomings", "audit"] {
        let output = Command::new(env!("CARGO_BIN_EXE_fayan"))
            .args([command, "--lang", "en"])
            .arg(folder.path())
            .env("HOME", home.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("OWNED"), "{command}");
        for bytes in [&output.stdout, &output.stderr] {
            assert_harmless(bytes);
            let control = bytes.iter().find(|&&b| b < 0x20 && !b"\n\t".contains(&b));
            assert_eq!(control, None, "{command}");
        }
    }
}

#[test]
fn the_browser_writes_nothing_that_files_would_have_it_write() {
    let folder = hostile();
    let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fayan"));
    command.arg(folder.path());
    command.env_clear();
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "zh_CN.UTF-8")] {
        command.env(name, value);
    }
    command.env("HOME", home.path());
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut output = pair.master.try_clone_reader().unwrap();
    let mut keys = pair.master.take_writer().unwrap();
    let size = std::num::NonZeroU16::new(40).zip(std::num::NonZeroU16::new(120)).unwrap();
    let seen = Arc::new(Mutex::new((vt100::Parser::new(size.0, size.1, 0), Vec::new())));
    let into = Arc::clone(&seen);
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = output.read(&mut buffer) {
            let mut seen = into.lock().unwrap();
            seen.0.process(&buffer[..count]);
            seen.1.extend_from_slice(&buffer[..count]);
        }
    });
    let until = |wanted: &str| {
        let started = Instant::now();
        while !seen.lock().unwrap().0.screen().contents().contains(wanted) {
            let screen = seen.lock().unwrap().0.screen().contents();
            assert!(started.elapsed() < Duration::from_secs(30), "{wanted}:\n{screen}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let mut send = |text: &str| keys.write_all(text.as_bytes()).unwrap();
    until("枫桥");
    // Every report, the tables, the files that could not be read.
    for _ in 0..12 {
        send("]r");
        std::thread::sleep(Duration::from_millis(60));
    }
    until("OWNED");
    for view in ["2", "3", "4", "5", "1"] {
        send(view);
        std::thread::sleep(Duration::from_millis(150));
    }
    send("5");
    until("evil");
    send("1");
    std::thread::sleep(Duration::from_millis(150));
    send("q");
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() && started.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let seen = seen.lock().unwrap();
    assert!(seen.1.len() > 1000);
    assert_harmless(&seen.1);
}
