//! Speed and memory of reading each format: the same text of 10 KB, 1 MB and 20 MB in each, and a
//! folder of 1,000 mixed files.
//!
//! `cargo bench --bench formats`. Each file is read in a process of its own, whose most memory is
//! told by Linux. Files are made once, under `target/tmp`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark"
)]

mod samples;

use fayan::source::{Options, read_each};
use lopdf::{Dictionary, Object, Stream, dictionary};
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Bytes of text, and how often each file is read; the fastest counts.
const SIZES: [(&str, usize, u32); 3] =
    [("10 KB", 10_000, 20), ("1 MB", 1_000_000, 5), ("20 MB", 20_000_000, 2)];

const FILES: usize = 1000;
const FILE: usize = 12_500;

/// Characters on a line and lines on a page, for formats that know where a text stands.
const LINE: usize = 36;
const PAGE: usize = 26;

type Make = fn(&[String]) -> Vec<u8>;

const FORMATS: [(&str, Make); 9] = [
    ("txt", txt),
    ("html", html),
    ("mht", mht),
    ("docx", docx),
    ("doc", doc),
    ("rtf", rtf),
    ("ofd", ofd),
    ("pdf", pdf),
    ("zip", zip),
];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    // `cargo test --benches` only wants to know that it builds.
    if args.iter().any(|arg| arg == "--test") {
        return;
    }
    if let Some(at) = args.iter().position(|arg| arg == "--read") {
        return read(Path::new(&args[at + 1]), args[at + 2].parse().unwrap());
    }
    println!("format  text    file bytes  ms        MB/s of text  memory, MB");
    for (name, make) in FORMATS {
        for (size, bytes, runs) in SIZES {
            let path = folder().join(format!("{bytes}.{name}"));
            if !path.exists() {
                fs::write(&path, make(&paragraphs(bytes, 0))).unwrap();
            }
            let (nanoseconds, memory) = measure(&path, runs);
            println!(
                "{name:7} {size:7} {:>10}  {:8.2}  {:12.1}  {:.1}",
                fs::metadata(&path).unwrap().len(),
                nanoseconds / 1e6,
                bytes as f64 / nanoseconds * 1e3,
                memory / 1024.0
            );
        }
    }
    mixed();
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Reads a file so often; prints the least nanoseconds, and the most memory that reading took.
fn read(path: &Path, runs: u32) {
    let before = most_memory();
    let mut fastest = f64::INFINITY;
    for _ in 0..runs {
        let start = Instant::now();
        let mut bytes = 0;
        read_each(path, &Options::default(), &mut |path, document| {
            match document {
                Ok(document) => bytes += document.text.as_str().len(),
                Err(error) => println!("{}: {error}", path.display()),
            }
            true
        });
        assert!(bytes > 0);
        fastest = fastest.min(start.elapsed().as_nanos() as f64);
    }
    println!("{fastest} {}", most_memory() - before);
}

/// The same in a process of its own.
fn measure(path: &Path, runs: u32) -> (f64, f64) {
    let me = std::env::current_exe().unwrap();
    let mut command = Command::new(me);
    let output = command.arg("--read").arg(path).arg(runs.to_string()).output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let last = output.lines().last().unwrap();
    let mut numbers = last.split(' ').map(|number| number.parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

/// In KB; zero where the system does not tell.
fn most_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or(0.0, |line| line.trim().trim_end_matches("kB").trim().parse().unwrap())
}

/// A thousand files of all formats, read and analysed by the program.
fn mixed() {
    let folder = folder().join("mixed");
    fs::create_dir_all(&folder).unwrap();
    let single = &FORMATS[..FORMATS.len() - 1];
    let mut bytes = 0;
    for number in 0..FILES {
        let (name, make) = single[number % single.len()];
        let path = folder.join(format!("{number:04}.{name}"));
        if !path.exists() {
            fs::write(&path, make(&paragraphs(FILE, number))).unwrap();
        }
        bytes += FILE;
    }
    for what in ["cold", "warm"] {
        // Only the system's own user may empty its caches.
        let is_cold = what == "cold" && {
            let _ = Command::new("sync").status();
            fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
        };
        if what == "cold" && !is_cold {
            continue;
        }
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_fayan"));
        command.args(["outline", "--format", "jsonl"]).arg(&folder).stdout(Stdio::null());
        assert!(command.status().unwrap().success());
        let time = start.elapsed().as_secs_f64();
        println!(
            "{FILES} mixed files, {what}: {time:.2} s, {:.1} MB/s of text",
            bytes as f64 / time / 1e6
        );
    }
}

/// Paragraphs of about so many bytes together.
fn paragraphs(bytes: usize, from: usize) -> Vec<String> {
    let samples = samples::documents();
    let mut out: Vec<String> = Vec::new();
    let mut length = 0;
    for (round, sample) in samples.iter().cycle().skip(from % samples.len()).enumerate() {
        let text = samples::vary(sample.text.as_str(), u32::try_from(round + from).unwrap());
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if length >= bytes {
                return out;
            }
            length += line.len() + 1;
            out.push(line.to_owned());
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn txt(paragraphs: &[String]) -> Vec<u8> {
    paragraphs.join("\n").into_bytes()
}

fn html(paragraphs: &[String]) -> Vec<u8> {
    let body: String =
        paragraphs.iter().map(|text| format!("<p>{}</p>\n", escaped(text))).collect();
    format!(
        "<!DOCTYPE html><html><head><title>x</title></head><body><div>{body}</div></body></html>"
    )
    .into_bytes()
}

/// As browsers save pages, every sign of Chinese in nine of ASCII.
fn mht(paragraphs: &[String]) -> Vec<u8> {
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"----B\"\r\n\r\n\
        ------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    let mut out = head.as_bytes().to_vec();
    let mut column = 0;
    for b in html(paragraphs) {
        if b == b'\n' {
            out.extend_from_slice(b"\r\n");
            column = 0;
            continue;
        }
        if column > 72 {
            out.extend_from_slice(b"=\r\n");
            column = 0;
        }
        if b.is_ascii() && b != b'=' {
            out.push(b);
            column += 1;
        } else {
            write!(out, "={b:02X}").unwrap();
            column += 3;
        }
    }
    out.extend_from_slice(b"\r\n------B--\r\n");
    out
}

fn packed(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(name, ::zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(paragraphs: &[String]) -> Vec<u8> {
    let run = |text: &String| {
        let text = escaped(text);
        format!(
            "<w:p><w:pPr><w:ind w:firstLine=\"640\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"32\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body: String = paragraphs.iter().map(run).collect();
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    packed(&[
        ("[Content_Types].xml".to_owned(), b"<x/>".to_vec()),
        ("word/document.xml".to_owned(), document.into_bytes()),
    ])
}

/// One piece of text without any formatting (MS-DOC 2.4.1).
fn doc(paragraphs: &[String]) -> Vec<u8> {
    const TEXT: usize = 0x600;
    let text: Vec<u16> =
        paragraphs.iter().flat_map(|text| text.encode_utf16().chain([13])).collect();
    let count = u32::try_from(text.len()).unwrap().to_le_bytes();
    let at = u32::try_from(TEXT).unwrap().to_le_bytes();
    let pieces = [&[2, 16, 0, 0, 0][..], &[0; 4], &count, &[0; 2], &at, &[0; 2]].concat();
    let mut main = vec![0; TEXT];
    let mut put = |at: usize, value: &[u8]| main[at..at + value.len()].copy_from_slice(value);
    put(0, &[0xEC, 0xA5, 0xC1, 0]);
    // The pieces are in the stream `1Table`.
    put(0x0B, &[2]);
    put(76, &count);
    put(154 + 33 * 8 + 4, &u32::try_from(pieces.len()).unwrap().to_le_bytes());
    main.extend(text.iter().flat_map(|unit| unit.to_le_bytes()));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in [("WordDocument", &main), ("1Table", &pieces)] {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

fn rtf(paragraphs: &[String]) -> Vec<u8> {
    let mut out = "{\\rtf1\\ansi\\uc1 ".to_owned();
    for text in paragraphs {
        for unit in text.encode_utf16() {
            match u8::try_from(unit) {
                Ok(b) if b.is_ascii_alphanumeric() || b == b' ' => out.push(char::from(b)),
                _ => out += &format!("\\u{}?", unit.cast_signed()),
            }
        }
        out += "\\par\n";
    }
    (out + "}").into_bytes()
}

/// Lines as they are broken on paper.
fn lines(paragraphs: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    for text in paragraphs {
        let signs: Vec<char> = text.chars().collect();
        out.extend(signs.chunks(LINE).map(|line| line.iter().collect()));
    }
    out
}

fn ofd(paragraphs: &[String]) -> Vec<u8> {
    let lines = lines(paragraphs);
    let pages: Vec<String> = lines
        .chunks(PAGE)
        .map(|lines| {
            let objects: String = (1..)
                .zip(lines)
                .map(|(row, line)| {
                    let steps = line.chars().count().saturating_sub(1);
                    let (y, line) = (20 + row * 9, escaped(line));
                    format!("<ofd:TextObject Boundary=\"15 {y} 180 6\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"4\" DeltaX=\"g {steps} 5\">{line}</ofd:TextCode></ofd:TextObject>")
                })
                .collect();
            format!("<ofd:Page><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>")
        })
        .collect();
    let listed: String =
        (0..pages.len()).map(|n| format!("<ofd:Page ID=\"{n}\" BaseLoc=\"P/{n}.xml\"/>")).collect();
    let area = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>";
    let root = format!("<ofd:Document>{area}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>");
    let entry = "<ofd:OFD><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let mut members = vec![
        ("OFD.xml".to_owned(), entry.as_bytes().to_vec()),
        ("D.xml".to_owned(), root.into_bytes()),
    ];
    members.extend(
        pages.into_iter().enumerate().map(|(n, page)| (format!("P/{n}.xml"), page.into_bytes())),
    );
    packed(&members)
}

fn pdf(paragraphs: &[String]) -> Vec<u8> {
    let mut document = lopdf::Document::with_version("1.5");
    let descendant = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "STSong-Light",
    };
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "STSong-Light",
        "Encoding" => "UniGB-UTF16-H", "DescendantFonts" => vec![descendant.into()],
    });
    let resources = dictionary! { "Font" => dictionary! { "F" => font } };
    let tree = document.new_object_id();
    let lines = lines(paragraphs);
    let kids: Vec<Object> = lines
        .chunks(PAGE)
        .map(|lines| {
            let mut content = "BT /F 13 Tf 24 TL 60 760 Td\n".to_owned();
            for line in lines {
                let hex: String = line.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                content += &format!("<{hex}> Tj T*\n");
            }
            let mut stream = Stream::new(Dictionary::new(), (content + "ET").into_bytes());
            stream.compress().unwrap();
            let content = document.add_object(stream);
            let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content };
            document.add_object(page).into()
        })
        .collect();
    let area: Vec<Object> = [0, 0, 595, 842].map(Object::from).to_vec();
    let pages = dictionary! {
        "Type" => "Pages", "Count" => i64::try_from(kids.len()).unwrap(), "Kids" => kids,
        "Resources" => resources, "MediaBox" => area,
    };
    document.objects.insert(tree, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn zip(paragraphs: &[String]) -> Vec<u8> {
    let members: Vec<(String, Vec<u8>)> = paragraphs
        .chunks(60)
        .enumerate()
        .map(|(n, part)| (format!("{n}.txt"), txt(part)))
        .collect();
    packed(&members)
}
