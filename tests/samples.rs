//! The sample reports hold defects put there on purpose: the audit finds these and claims no other.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use serde_json::Value;
use std::process::Command;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-reports");

/// What is planted: file, line (of web pages, in the text taken out of them), kind, stated value.
type Defect = (String, u64, String, String);

/// Planted, and not seen by the audit yet. Must become empty.
const MISSED: [(&str, u64, &str, &str); 0] = [];
/// Claimed, and not wrong. Must become empty.
const FALSE: [(&str, u64, &str, &str); 0] = [];

/// The checks of all samples in their order.
fn audited() -> Vec<Value> {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fayan"));
    for name in ["XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"] {
        command.env(name, home.path());
    }
    let done = command.args(["audit", "--format", "jsonl", SAMPLES]).output().unwrap();
    let lines = String::from_utf8(done.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn defect(row: &Value) -> Defect {
    let word = |key: &str| row[key].as_str().unwrap().to_owned();
    let path = word("path").replace('\\', "/");
    let file = path.rsplit_once("sample-reports/").unwrap().1.to_owned();
    (file, row["line"].as_u64().unwrap(), word("kind"), word("text"))
}

#[test]
fn the_audit_claims_the_planted_defects_and_no_others() {
    let rows = audited();
    assert!(rows.iter().filter(|row| row["verdict"] == "holds").count() > 150, "much is checked");
    let wrong =
        |row: &&Value| row["verdict"] == "inconsistent" || row["kind"] == "percent_for_points";
    // Other formats of a sample repeat its defect.
    let (copies, found): (Vec<Defect>, Vec<Defect>) =
        rows.iter().filter(wrong).map(defect).partition(|(file, ..)| file.starts_with("formats/"));
    let mut planted = vec![
        ("dongyu-2022.html", 30, "sum", "864件"),
        ("jinzhou-2023.txt", 6, "percent_for_points", "0.4%"),
        ("langchuan-2022.txt", 16, "sum", "247件"),
        ("langchuan-2023.html", 14, "difference", "15.7%"),
        ("linzhi-2023.md", 29, "percent_for_points", "1.0%"),
        ("market-2023.html", 25, "sum", "104件"),
        ("yanqiao-2022.txt", 25, "ratio", "98.4%"),
        ("yingji-2024.txt", 17, "ratio", "95.7%"),
    ];
    planted.retain(|defect| !MISSED.contains(defect));
    planted.extend(FALSE);
    planted.sort_unstable();
    let own = |(file, line, kind, text): (&str, u64, &str, &str)| {
        (file.to_owned(), line, kind.to_owned(), text.to_owned())
    };
    assert_eq!(found, planted.into_iter().map(own).collect::<Vec<Defect>>());
    for (file, _, kind, text) in copies {
        assert_eq!((&*kind, &*text), ("sum", "247件"), "{file}");
    }
}
