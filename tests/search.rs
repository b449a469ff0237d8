//! `fayan search`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod program;

use program::{REPORT, folder, jsonl, path, run};

#[test]
fn search_prints_sentences_as_grep_does() {
    let dir = folder(&[("a.txt", REPORT), ("b.txt", "雁桥县没有谈到它。\n")]);
    let file = path(&dir, "a.txt");
    let out = run(&["search", "行政复议", &path(&dir, "")]).fine();
    assert_eq!(out, format!("{file}:6:15: 全年收到行政复议申请86件，受理80件，审结75件。\n"));
    // By pinyin, in 繁體, and as an expression.
    for query in ["xzfy", "行政復議", "政复"] {
        let lines = run(&["search", query, &file]).fine();
        assert_eq!(lines.lines().count(), 1, "{query}: {lines}");
    }
    assert_eq!(run(&["search", "-E", r"\d+件", &file]).fine().lines().count(), 2);
    assert_eq!(run(&["search", "-E", r"\d+件", "--count", &file]).fine(), format!("{file}:6\n"));
    let rows = jsonl(&run(&["search", "-E", r"\d+件", "-f", "jsonl", &file]).fine());
    assert_eq!((rows[1]["text"].as_str(), rows[1]["hits"].as_i64()), (Some("86件"), Some(3)));
    assert_eq!(rows[1]["section"], "一、主要举措和成效 > (二)化解矛盾纠纷");
    let csv = run(&["search", "复议", "--format", "csv", &file]).fine();
    assert!(csv.starts_with("path,line,column,text,hits,sentence,section,region,year,score\n"));
}

#[test]
fn search_can_be_confined_to_a_part() {
    let dir = folder(&[("a.txt", REPORT)]);
    let file = path(&dir, "a.txt");
    let found = |word, part| run(&["search", word, "--in", part, &file]).fine();
    assert!(found("执法", "shortcomings").ends_with("二是普法宣传的针对性有待提高。\n"));
    assert!(found("执法", "plans").ends_with("进一步规范执法行为，加强队伍建设。\n"));
    assert_eq!(found("执法", "shortcomings,plans").lines().count(), 2);
    // (一)规范行政执法。 states none.
    assert_eq!(found("行政", "figures").lines().count(), 2);
}

#[test]
fn a_ranked_search_tells_the_best_answer_first() {
    let dir = folder(&[("a.txt", REPORT), ("b.txt", REPORT)]);
    let (folder, file) = (path(&dir, ""), path(&dir, "a.txt"));
    let query = "基层执法的力量为什么弱";
    let out = run(&["search", "--ranked", query, &folder]).fine();
    let first = out.lines().next().unwrap();
    assert!(first.starts_with(&file) && first.contains("基层执法力量薄弱"), "{out}");
    assert_eq!(run(&["search", "-r", "-n", "1", query, &folder]).fine().lines().count(), 1);
    let array = run(&["search", "-r", "-f", "json", query, &folder]).fine();
    let array: serde_json::Value = serde_json::from_str(&array).unwrap();
    let scores: Vec<f64> =
        array.as_array().unwrap().iter().map(|row| row["score"].as_f64().unwrap()).collect();
    assert!(scores.len() > 1 && scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn a_search_that_finds_nothing_or_is_wrong_says_so_by_its_status() {
    let dir = folder(&[("a.txt", REPORT)]);
    let file = path(&dir, "a.txt");
    for args in [&["search", "听证", &file][..], &["search", "-r", "听证", &file]] {
        let done = run(args);
        assert_eq!((done.status, done.out.as_str()), (Some(1), ""), "{}", done.err);
    }
    for args in [
        &["search", "-E", "复议(", &file][..],
        &["search", "", &file],
        &["search"],
        &["search", "-r", "-c", "执法", &file],
        &["search", "-r", "-E", "执法", &file],
    ] {
        let done = run(args);
        assert_eq!((done.status, done.out.as_str()), (Some(2), ""), "{args:?}");
        assert_eq!(done.err.lines().count(), 1, "{}", done.err);
    }
    let done = run(&["search", "-E", "复议(", &file, "--lang", "zh"]);
    assert!(done.err.contains("第 3 个字符"), "{}", done.err);
}
