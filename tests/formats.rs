//! One report saved in every format says the same.
//!
//! `sample-reports/formats/` holds `langchuan-2022.txt` as it would be attached to its page: the same
//! report in other formats, without the page around it. A further format is a further file there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use fayan::corpus;
use fayan::lexicon::Lexicon;
use fayan::report::Report;
use fayan::source::{Document, Options, Place, read_each};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-reports")
}

/// All documents in a file, none of them a problem.
fn documents(path: &Path) -> Vec<Document> {
    let mut all = Vec::new();
    read_each(path, &Options::default(), &mut |path, document| {
        all.push(document.unwrap_or_else(|error| panic!("{}: {error}", path.display())));
        true
    });
    all
}

fn analysed(document: &Document) -> Report {
    corpus::analyse(document, &LEXICON, false)
}

/// What a document's report says, wherever on the lines it stands.
fn said(document: &Document) -> Vec<String> {
    let (report, text) = (analysed(document), &document.text);
    let outline = &report.outline;
    let mut all = vec![format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        outline.title,
        outline.region,
        outline.year,
        outline.issuer,
        outline.document_number,
        outline.date,
        outline.document_kind
    )];
    let sections = outline.sections.iter().map(|section| {
        let title = section.title(text).unwrap_or_default();
        let number = section.number(text).unwrap_or_default();
        format!("section {} {number} {title} {:?}", section.level, section.role)
    });
    all.extend(sections);
    all.extend(outline.points.iter().map(|point| format!("point {}", text.slice(point.marker))));
    let figures = report.figures.iter(text);
    all.extend(
        figures.map(|f| format!("figure {} {} {} {}", f.text, f.value, f.unit, f.indicator)),
    );
    let shortcomings = report.shortcomings.iter();
    all.extend(shortcomings.map(|s| format!("shortcoming {} {:?}", s.text(text), s.strength)));
    all.extend(report.relations.iter().map(|relation| {
        format!("relation {} {:?}", relation.calculation(&report.figures, text), relation.verdict)
    }));
    all
}

#[test]
fn every_format_says_the_same() {
    let text = documents(&samples().join("langchuan-2022.txt"));
    let expected = said(&text[0]);
    assert!(expected.len() > 150, "{}", expected.len());
    let mut formats = Vec::new();
    for entry in std::fs::read_dir(samples().join("formats")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("langchuan-2022.") {
            continue;
        }
        let documents = documents(&path);
        assert_eq!(documents.len(), 1, "{name}");
        let found = said(&documents[0]);
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(found.len(), expected.len(), "{name}");
        formats.push(name.rsplit('.').next().unwrap().to_owned());
    }
    formats.sort();
    assert_eq!(formats, ["doc", "docx", "mht", "ofd", "pdf", "rtf"]);
}

/// The same report in the encodings that offices' PDFs have, each as a program writes it.
#[test]
fn every_encoding_of_pdf_says_the_same() {
    let text = documents(&samples().join("langchuan-2022.txt"));
    let expected = said(&text[0]);
    for name in ["GBK-EUC-H", "Identity-H", "UniGB-UCS2-H", "UniGB-UTF16-H"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pdf/{name}.pdf"));
        let found = said(&documents(&path)[0]);
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(found.len(), expected.len(), "{name}");
    }
}

#[test]
fn a_finding_leads_to_its_page_or_paragraph() {
    let place = |name: &str| {
        let document = documents(&samples().join("formats").join(name)).remove(0);
        let report = analysed(&document);
        let last = report.shortcomings.last().unwrap();
        let places = report.places.unwrap();
        assert_eq!(places.starts, document.places.starts());
        assert_eq!(report.format, name.rsplit('.').next().unwrap());
        document.places.at(last.line)
    };
    assert!(matches!(place("langchuan-2022.ofd"), Place::Page(3..=5)));
    assert!(matches!(place("langchuan-2022.pdf"), Place::Page(3..=5)));
    assert!(matches!(place("langchuan-2022.docx"), Place::Paragraph(20..=30)));
}

#[test]
fn an_archive_holds_them_all() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("reports.zip");
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["langchuan-2022.txt", "formats/langchuan-2022.docx", "formats/langchuan-2022.ofd"]
    {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&std::fs::read(samples().join(name)).unwrap()).unwrap();
    }
    std::fs::write(&path, archive.finish().unwrap().into_inner()).unwrap();
    let documents = documents(&path);
    let names: Vec<_> = documents
        .iter()
        .map(|document| document.path.strip_prefix(&path).unwrap().to_owned())
        .collect();
    let expected =
        ["formats/langchuan-2022.docx", "formats/langchuan-2022.ofd", "langchuan-2022.txt"];
    assert_eq!(names, expected.map(PathBuf::from));
    let all: Vec<_> = documents.iter().map(said).collect();
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
}

/// Cut off anywhere, or with bytes exchanged, a file is read or refused: no crash, and in time.
#[test]
fn damaged_samples_are_read_or_refused() {
    let dir = tempfile::tempdir().unwrap();
    let pdf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf");
    let folders = [samples().join("formats"), pdf];
    for entry in folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        let whole = std::fs::read(&path).unwrap();
        let damaged = dir.path().join(path.file_name().unwrap());
        let steps = if path.extension().is_some_and(|e| e == "pdf") { 12 } else { 32 };
        let try_it = |bytes: &[u8]| {
            std::fs::write(&damaged, bytes).unwrap();
            let mut told = 0;
            read_each(&damaged, &Options::default(), &mut |path, document| {
                told += 1;
                if let Err(fayan::source::Error::Crash(message)) = document {
                    panic!("{}: {message}", path.display());
                }
                true
            });
            assert!(told > 0);
        };
        for sixteenth in 0..16 {
            try_it(&whole[..whole.len() * sixteenth / 16]);
        }
        for step in 0..steps {
            let mut bytes = whole.clone();
            let at = step * bytes.len() / steps + step % 7;
            let last = bytes.len() - 1;
            bytes[at.min(last)] ^= 0x55;
            try_it(&bytes);
        }
    }
}
