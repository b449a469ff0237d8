//! The command line as a user meets it: the built program, its output, its errors, its status.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod program;

use program::{REPORT, ROWS, SAMPLES, folder, jsonl, path, program, run, run_in};
use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;

// --- extract -----------------------------------------------------------------------------------

#[test]
fn extract_prints_one_object_a_report_in_the_order_of_the_paths() {
    let out = run(&["extract", SAMPLES]).fine();
    let reports = jsonl(&out);
    assert!(reports.len() >= 8);
    let paths: Vec<_> = reports.iter().map(|r| r["path"].as_str().unwrap()).collect();
    let mut sorted = paths.clone();
    sorted.sort_unstable();
    assert_eq!(paths, sorted);
    let fields = [
        "path",
        "title",
        "region",
        "year",
        "issuer",
        "document_number",
        "date",
        "body_first_line",
        "body_last_line",
        "sections",
        "points",
        "figures",
        "shortcomings",
        "relations",
    ];
    for report in &reports {
        for field in fields {
            assert!(report.get(field).is_some(), "{field} of {}", report["path"]);
        }
        assert!(report.get("rejected").is_none());
    }
}

#[test]
fn extract_can_print_one_array() {
    let lines = jsonl(&run(&["extract", SAMPLES]).fine());
    let array = run(&["extract", "--format", "json", SAMPLES]).fine();
    let array: serde_json::Value = serde_json::from_str(&array).unwrap();
    assert_eq!(array.as_array().unwrap(), &lines);
    let empty = tempfile::tempdir().unwrap();
    let none = run(&["extract", "-f", "json", empty.path().to_str().unwrap()]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&none.out).unwrap(),
        serde_json::json!([])
    );
    assert_eq!(none.err.lines().count(), 1, "{}", none.err);
    assert_eq!(none.status, Some(0));
}

#[test]
fn rejected_candidates_are_added_when_asked_for() {
    let dir = folder(&[("r.txt", REPORT)]);
    let reports = jsonl(&run(&["extract", "--rejected", &path(&dir, "r.txt")]).fine());
    assert!(reports[0]["rejected"].is_array());
}

// --- rows --------------------------------------------------------------------------------------

#[test]
fn every_format_tells_the_same_rows() {
    for command in ROWS {
        let objects = jsonl(&run(&[command, "--format", "jsonl", SAMPLES]).fine());
        let array = run(&[command, "--format", "json", SAMPLES]).fine();
        let array: serde_json::Value = serde_json::from_str(&array).unwrap();
        assert_eq!(array.as_array().unwrap(), &objects, "{command}");

        let csv = run(&[command, "--format", "csv", SAMPLES]).fine();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), objects.len(), "{command}");
        for (record, object) in records.iter().zip(&objects) {
            assert_eq!(object.as_object().unwrap().len(), head.len());
            for (name, field) in head.iter().zip(record) {
                let value = match &object[name] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(field, value, "{name} in {command}");
            }
        }

        // In a pipe: tab-separated, without a head.
        let plain = run(&[command, SAMPLES]).fine();
        assert_eq!(plain, run(&[command, "-f", "tsv", SAMPLES]).fine());
        assert_eq!(plain.lines().count(), records.len(), "{command}");
        for (line, record) in plain.lines().zip(&records) {
            let fields: Vec<_> = record.iter().map(|f| f.replace(['\t', '\n'], " ")).collect();
            assert_eq!(line.split('\t').collect::<Vec<_>>(), fields, "{command}");
        }
    }
}

#[test]
fn csv_has_its_head_even_without_rows() {
    let dir = folder(&[("r.txt", "没有数字的文字。\n")]);
    for command in ["figures", "shortcomings"] {
        let out = run(&[command, "--format", "csv", &path(&dir, "r.txt")]).fine();
        assert!(out.starts_with("path,line,column,text,"), "{out}");
        assert_eq!(out.lines().count(), 1, "{out}");
    }
}

// --- status and errors -------------------------------------------------------------------------

#[test]
fn a_bad_file_is_named_and_the_others_are_done() {
    let dir = folder(&[("a.txt", REPORT), ("b.txt", ""), ("c.txt", REPORT)]);
    for lang in ["en", "zh"] {
        let done = run(&["--lang", lang, "extract", dir.path().to_str().unwrap()]);
        assert_eq!(done.status, Some(2));
        assert_eq!(jsonl(&done.out).len(), 2);
        assert_eq!(done.err.lines().count(), 1, "{}", done.err);
        assert!(done.err.contains("b.txt"), "{}", done.err);
    }
    let gone = run(&["figures", &path(&dir, "a.txt"), &path(&dir, "gone.txt")]);
    assert_eq!(gone.status, Some(2));
    assert!(gone.err.contains("gone.txt"), "{}", gone.err);
    assert_eq!(gone.out, run(&["figures", &path(&dir, "a.txt")]).fine());
}

#[test]
fn a_hostile_file_name_never_reaches_the_output_raw() {
    let dir = folder(&[("a\x1b]0;x\x07\n\u{202e}.txt", REPORT), ("b\x1b[2J.txt", "")]);
    for command in ["extract", "outline", "figures", "shortcomings", "audit"] {
        for format in ["table", "csv", "tsv", "jsonl"] {
            if command == "extract" && format != "jsonl" {
                continue;
            }
            let done = run(&[command, "-f", format, dir.path().to_str().unwrap()]);
            let said = done.out + &done.err;
            assert!(!said.contains(['\x1b', '\x07', '\u{202e}']), "{command} {format}: {said:?}");
            assert_eq!(done.err.lines().count(), 1, "{}", done.err);
        }
    }
}

#[test]
fn records_of_a_table_are_reports() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("list.csv");
    let report = "青岭市2023年法治政府建设年度报告\n全年办理行政复议案件52件。";
    std::fs::write(&path, format!("标题,正文\n青岭市,\"{report}\"\n")).unwrap();
    let path = path.to_str().unwrap();
    let out = run(&["figures", "--text-column", "正文", path]).fine();
    assert!(out.starts_with(&format!("{path}/1 青岭市\t2\t11\t52件\t")), "{out}");
    for (column, wanted) in
        [(None, "--text-column (there are 标题, 正文)"), (Some("x"), "no column x")]
    {
        let column = column.map_or(vec![], |name| vec!["--text-column", name]);
        let done = run(&[&["figures", "--lang", "en", path][..], &column].concat());
        assert_eq!((done.status, done.out.as_str()), (Some(2), ""));
        assert!(done.err.contains(wanted), "{}", done.err);
    }
}

#[test]
fn tables_beside_reports_are_no_problem() {
    let dir = folder(&[("a.txt", REPORT), ("figures.csv", "path,value\n"), ("all.json", "[]")]);
    let alone = run(&["figures", &path(&dir, "a.txt")]).fine();
    assert_eq!(run(&["figures", dir.path().to_str().unwrap()]).fine(), alone);
}

#[test]
fn wrong_use_is_told_in_one_line_and_in_the_users_language() {
    let cases: &[(&[&str], &str, &str)] = &[
        (&["figures", "--knd", "x"], "did you mean --kind?", "是否想用 --kind？"),
        (&["figures", "--kind", "apples"], "one of: count percent", "可用：count percent"),
        (&["figures", "--format", "jsonn"], "did you mean json", "是否想用 json"),
        (&["figures", "--kind"], "needs a value", "需要一个值"),
        (&["outline", "--depth", "0"], "0 is no value of --depth", "0 不是 --depth"),
        (&["extract", "--check"], "no option --check", "没有选项 --check"),
        (&["completions"], "<SHELL> is missing", "缺少 <SHELL>"),
        (&["figures", "--encoding", "klingon"], "use for example utf-8", "可用如 utf-8"),
        (&["no-such-folder"], "does not exist", "不存在"),
        // Standard output is no terminal here.
        (&[SAMPLES], "the browser needs a terminal", "浏览器需要终端"),
        (&[], "the browser needs a terminal", "浏览器需要终端"),
    ];
    for (args, english, chinese) in cases {
        for (lang, wanted) in [("en", english), ("zh", chinese)] {
            let done = run(&[&["--lang", lang], *args].concat());
            assert_eq!(done.status, Some(2), "{args:?}");
            assert_eq!(done.out, "", "{args:?}");
            assert_eq!(done.err.lines().count(), 1, "{}", done.err);
            assert!(done.err.contains(wanted), "{args:?}: {}", done.err);
        }
    }
}

#[test]
fn the_language_comes_from_the_option_else_the_environment() {
    let home = tempfile::tempdir().unwrap();
    let help = |lang: &str, args: &[&str]| {
        run_in(program(home.path()).env("LANG", lang), &[args, &["--help"]].concat()).fine()
    };
    assert!(help("zh_CN.UTF-8", &[]).contains("用法: fayan"));
    assert!(help("fr_FR.UTF-8", &[]).contains("Usage: fayan"));
    assert!(help("zh_CN.UTF-8", &["--lang=en"]).contains("Usage: fayan"));
    assert!(help("en_US.UTF-8", &["figures", "--lang", "zh"]).contains("用法: fayan figures"));
}

#[test]
fn an_encoding_can_be_named() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(REPORT);
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("r.txt"), &bytes).unwrap();
    let file = path(&dir, "r.txt");
    let named = run(&["extract", "--encoding", "gbk", &file]).fine();
    assert_eq!(named, run(&["extract", &file]).fine());
    let wrong = run(&["extract", "-e", "utf-8", &file]);
    assert_eq!((wrong.status, wrong.out.as_str()), (Some(2), ""));
    assert!(wrong.err.contains("r.txt") && wrong.err.contains("UTF-8"), "{}", wrong.err);
}

#[test]
fn a_reader_who_goes_away_ends_it_quietly() {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..400 {
        fs::write(dir.path().join(format!("{i}.txt")), REPORT).unwrap();
    }
    let home = tempfile::tempdir().unwrap();
    let mut child = program(home.path())
        .arg("extract")
        .arg(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with('{'));
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let home = tempfile::tempdir().unwrap();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program(home.path()).args(["extract", SAMPLES]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write the output"));
}

#[test]
fn the_current_folder_is_read_when_none_is_named() {
    let home = tempfile::tempdir().unwrap();
    let dir = folder(&[("r.txt", REPORT)]);
    let here = run_in(program(home.path()).current_dir(&dir), &["extract"]).fine();
    assert_eq!(jsonl(&here).len(), 1);
}

// --- help, manual, completions -----------------------------------------------------------------

const COMMANDS: &[&str] =
    &["extract", "outline", "figures", "shortcomings", "audit", "completions", "man"];

#[test]
fn help_shows_every_command_and_fits_eighty_columns() {
    use unicode_width::UnicodeWidthStr;
    for lang in ["en", "zh"] {
        let main = run(&["--lang", lang, "--help"]).fine();
        assert_eq!(main, run(&["--lang", lang, "-h"]).fine());
        assert!(!main.contains('\x1b'));
        for command in COMMANDS {
            assert!(main.contains(&format!("\n  {command} ")), "{command} in {main}");
        }
        for command in std::iter::once(&"").chain(COMMANDS) {
            let args: Vec<&str> = ["--lang", lang, command, "--help"]
                .into_iter()
                .filter(|arg| !arg.is_empty())
                .collect();
            let help = run(&args).fine();
            assert!(help.contains(if lang == "en" { "Examples:" } else { "示例:" }), "{help}");
            for line in help.lines() {
                assert!(line.width() <= 80, "{command}: {line}");
            }
        }
    }
}

/// The examples of the help are commands that work.
#[test]
fn the_examples_of_the_help_are_understood() {
    let dir = folder(&[("draft.txt", REPORT), ("r.txt", REPORT), ("report.txt", REPORT)]);
    fs::create_dir(dir.path().join("reports")).unwrap();
    fs::write(dir.path().join("reports/a.txt"), REPORT).unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut tried = HashSet::new();
    for command in COMMANDS {
        for line in run(&[command, "--help"]).fine().lines() {
            let Some(example) = line.trim().strip_prefix("fayan ") else { continue };
            let words: Vec<&str> = example
                .split("  ")
                .next()
                .unwrap()
                .split_whitespace()
                .take_while(|word| !matches!(*word, "|" | ">"))
                .collect();
            let done = run_in(program(home.path()).current_dir(&dir), &words);
            assert_ne!(done.status, Some(2), "{words:?}: {}", done.err);
            tried.insert(words.join(" "));
        }
    }
    assert!(tried.len() >= 12, "{tried:?}");
}

#[test]
fn the_manual_has_a_page_for_the_program_and_for_each_command() {
    let main = run(&["man"]).fine();
    assert!(main.starts_with(".ie") || main.contains(".TH FAYAN 1"), "{main}");
    for command in COMMANDS {
        assert!(main.contains(command), "{command}");
        let page = run(&["man", command]).fine();
        assert!(page.contains(&format!("FAYAN-{}", command.to_uppercase())), "{page}");
    }
    assert!(run(&["--lang", "zh", "man"]).fine().contains("不足"));
}

#[test]
fn completions_know_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).fine();
        for word in ["shortcomings", "rejected", "encoding"] {
            assert!(script.contains(word), "{word} for {shell}");
        }
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = format!("fayan {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(&["--version"]).fine(), version);
}

// --- what is found -----------------------------------------------------------------------------

#[test]
fn the_outline_is_a_row_a_section() {
    let dir = folder(&[("r.txt", REPORT)]);
    let file = path(&dir, "r.txt");
    let rows = run(&["outline", &file]).fine();
    let cut = |line: &str| line.split('\t').skip(1).take(7).collect::<Vec<_>>().join("|");
    let rows: Vec<String> = rows.lines().map(cut).collect();
    assert_eq!(
        rows,
        [
            "3|1|1|implied|||preamble",
            "4|1|1|numbered|一、|主要举措和成效|achievements",
            "5|1|2|numbered|(一)|规范行政执法|achievements",
            "6|1|2|numbered|(二)|化解矛盾纠纷|achievements",
            "7|1|1|numbered|二、|存在的不足|shortcomings",
            "9|1|1|numbered|三、|下一步工作打算|plan",
        ]
    );
    assert_eq!(run(&["outline", "--depth", "1", &file]).fine().lines().count(), 4);
    let table = run(&["outline", "-f", "table", "--lang", "zh", &file]).fine();
    assert!(table.starts_with("青禾市2023年度法治政府建设情况报告\n"), "{table}");
    assert!(table.contains("\n 5    (一)规范行政执法"), "{table}");
}

#[test]
fn figures_are_listed_by_kind_and_by_word() {
    let dir = folder(&[("r.txt", REPORT)]);
    let file = path(&dir, "r.txt");
    let cut = |out: &str, column: usize| -> Vec<String> {
        out.lines().map(|line| line.split('\t').nth(column - 1).unwrap().to_owned()).collect()
    };
    let all = run(&["figures", &file]).fine();
    assert_eq!(cut(&all, 4), ["320件", "200件", "120件", "95%", "86件", "80件", "75件"]);
    assert_eq!(cut(&all, 5), ["320", "200", "120", "95", "86", "80", "75"]);
    assert_eq!(cut(&all, 12)[0], "一、主要举措和成效 > (一)规范行政执法");
    assert_eq!(cut(&all, 13)[0], "青禾市");
    assert_eq!(cut(&all, 14)[0], "2023");
    assert_eq!(cut(&run(&["figures", "--kind", "percent,rank", &file]).fine(), 4), ["95%"]);
    let found = run(&["figures", "--grep", "案卷", &file]).fine();
    assert_eq!(cut(&found, 4), ["95%"]);
    let none = run(&["figures", "--grep", "信访", &file]);
    assert_eq!((none.status, none.out.as_str(), none.err.as_str()), (Some(1), "", ""));
    let rows = jsonl(&run(&["figures", "-f", "jsonl", &file]).fine());
    assert_eq!((&rows[3]["value"], &rows[3]["kind"]), (&95.into(), &"percent".into()));
}

#[test]
fn shortcomings_are_listed_searched_and_checked() {
    let dir = folder(&[("r.txt", REPORT)]);
    let file = path(&dir, "r.txt");
    let texts = |out: &str| -> Vec<String> {
        out.lines().map(|line| line.split('\t').nth(3).unwrap().to_owned()).collect()
    };
    let all = run(&["shortcomings", &file]).fine();
    assert_eq!(texts(&all), ["基层执法力量薄弱", "普法宣传的针对性有待提高"]);
    let some = run(&["shortcomings", "--grep", "普法", "--grep", "有待", &file]).fine();
    assert_eq!(texts(&some), ["普法宣传的针对性有待提高"]);

    let none = run(&["shortcomings", "--grep", "信访", &file]);
    assert_eq!((none.status, none.out.as_str(), none.err.as_str()), (Some(1), "", ""));
    let check = run(&["shortcomings", "--check", &file]);
    assert_eq!((check.status, texts(&check.out).len()), (Some(1), 2));
    // A search under a check asks whether there is any, and there is none.
    assert_eq!(run(&["shortcomings", "--check", "--grep", "信访", &file]).status, Some(0));
    // What could not be read outweighs what was found.
    let gone = path(&dir, "gone.txt");
    assert_eq!(run(&["shortcomings", "--check", &file, &gone]).status, Some(2));
}

// --- the READMEs -------------------------------------------------------------------------------

/// The fields that the READMEs list are those that are printed.
#[test]
fn the_readmes_list_the_fields_that_are_printed() {
    let empty = folder(&[("r.txt", "没有数字的文字。\n")]);
    for name in ["README.md", "README.zh-CN.md"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&file).unwrap();
        for command in ROWS {
            let out = run(&[command, "-f", "csv", empty.path().to_str().unwrap()]).fine();
            let head = out.lines().next().unwrap().replace(',', ", ");
            assert!(text.contains(&format!("| `{command}` | {head} |")), "{name}: {command}");
        }
    }
}
