use super::*;
use serde_json::json;

fn figure(column: usize, text: &str, value: f64, unit: &str, indicator: &str) -> Value {
    json!({"line": 1, "column": column, "text": text, "value": value, "value_high": null,
        "unit": unit, "kind": "count", "approx": null, "change": null, "indicator": indicator})
}

fn marked(mut figure: Value, key: Value, mark: &str) -> Value {
    figure["key"] = key;
    figure["mark"] = json!(mark);
    figure
}

fn shortcoming(column: usize, text: &str) -> Value {
    json!({"line": 2, "column": column, "text": text})
}

fn sum(members: &[&str], stated: &str, holds: bool) -> Value {
    let verdict = if holds { "holds" } else { "inconsistent" };
    json!({"rule": "sum", "line": 1, "members": members, "stated": stated, "holds": holds,
        "verdict": verdict})
}

/// The scores of a small report found exactly as it is marked, once `change` has had its way
/// with the marks (first) or the findings (second).
fn scored(change: impl FnOnce(&mut Value, &mut Value)) -> Scores {
    let heading = json!({"line": 1, "level": 1, "kind": "numbered",
        "number": "\u{ff08}一\u{ff09}", "title": "调解", "role": "achievements"});
    let preamble = json!({"line": 3, "level": 1, "kind": "implied", "number": null,
        "title": null, "role": "preamble"});
    let relation = sum(&["1件", "2件"], "3件", true);
    let mut gold = json!({
        "source": "x.txt",
        "report": {"title": "报告", "region": "甲市", "region_also": ["乙省甲市"], "year": 2023},
        "sections": [heading, preamble],
        "figures": [
            marked(figure(3, "12件", 12.0, "件", "调解"), json!([["调解", "纠纷"]]), "required"),
            marked(figure(9, "三级", 3.0, "级", "层级"), json!([]), "optional"),
        ],
        "shortcomings": [shortcoming(1, "力量不足")],
        "relations": [relation],
        "rejected": [{"line": 1, "column": 20, "text": "2023年", "why": "year"}],
    });
    let mut found = json!({
        "title": "报告", "region": "甲市", "year": 2023,
        "sections": [heading, preamble],
        "figures": [figure(3, "12件", 12.0, "件", "调解纠纷")],
        "shortcomings": [shortcoming(1, "力量不足")],
        "relations": [relation],
    });
    change(&mut gold, &mut found);
    score(&serde_json::from_value(gold).unwrap(), &serde_json::from_value(found).unwrap())
}

fn push(list: &mut Value, item: Value) {
    list.as_array_mut().unwrap().push(item);
}

fn counts(t: &Tally) -> (usize, usize, usize) {
    (t.hit, t.missed, t.false_alarms)
}

#[test]
fn all_right_scores_one_everywhere() {
    let scores = scored(|_, _| ());
    for (name, tally) in scores.rows() {
        assert_eq!((tally.missed, tally.false_alarms), (0, 0), "{name}");
        assert!((tally.f1() - 1.0).abs() < f64::EPSILON, "{name}");
    }
    assert_eq!(scores.figures.hit, 1, "the optional figure is not counted");
    assert_eq!(scores.fields.hit, FIELDS.len());
    assert_eq!(scores.notes(), "");
}

#[test]
fn nothing_found_scores_nothing() {
    let scores = scored(|_, found| {
        for list in ["sections", "figures", "shortcomings", "relations"] {
            found[list] = json!([]);
        }
    });
    assert_eq!(counts(&scores.figures), (0, 1, 0));
    assert_eq!(counts(&scores.sections), (0, 2, 0));
    assert_eq!(counts(&scores.shortcomings), (0, 1, 0));
    assert_eq!(counts(&scores.relations), (0, 1, 0));
    assert!(scores.figures.f1() < f64::EPSILON);
}

#[test]
fn a_figure_needs_its_value_unit_and_upper_end() {
    let wrongs = [("value", json!(13)), ("unit", json!("件次")), ("value_high", json!(14))];
    for (field, wrong) in wrongs {
        let scores = scored(|_, found| found["figures"][0][field] = wrong);
        assert_eq!(counts(&scores.figures), (0, 1, 1), "{field}");
        assert_eq!(counts(&scores.indicators), (0, 0, 0), "{field}");
    }
    let elsewhere = scored(|_, found| found["figures"][0]["column"] = json!(30));
    assert_eq!(counts(&elsewhere.figures), (0, 1, 1));
    let other_line = scored(|_, found| found["figures"][0]["line"] = json!(2));
    assert_eq!(counts(&other_line.figures), (0, 1, 1));
    let shorter = scored(|_, found| found["figures"][0]["text"] = json!("12"));
    assert_eq!(counts(&shorter.figures), (1, 0, 0), "touching is enough");
}

#[test]
fn a_figure_is_used_once_and_others_are_false() {
    let scores = scored(|_, found| {
        let again = found["figures"][0].clone();
        push(&mut found["figures"], again);
    });
    assert_eq!(counts(&scores.figures), (1, 0, 1));
}

#[test]
fn optional_figures_are_neither_right_nor_wrong() {
    let scores = scored(|_, found| {
        push(&mut found["figures"], figure(9, "三级", 7.0, "层", ""));
    });
    assert_eq!(counts(&scores.figures), (1, 0, 0));
}

#[test]
fn an_indicator_holds_its_key_words_and_is_short() {
    let word = |w: &str| Key::Word(w.to_owned());
    let any = Key::AnyOf(vec!["甲".to_owned(), "乙".to_owned()]);
    assert!(has_key("行政 复议乙", &[word("复议"), any.clone()]));
    assert!(!has_key("行政复议", &[word("复议"), any]));
    assert!(has_key("\u{ff11}\u{ff12}热线", &[word("12热线")]));
    assert!(!has_key(&"复议".repeat(21), &[word("复议")]), "longer than 40 characters");
    let scores = scored(|_, found| found["figures"][0]["indicator"] = json!("其他"));
    assert_eq!(counts(&scores.indicators), (0, 1, 0));
    assert_eq!(counts(&scores.figures), (1, 0, 0));
}

#[test]
fn sections_are_compared_by_what_is_printed() {
    let folded = scored(|_, found| found["sections"][0]["number"] = json!("(一)"));
    assert_eq!(counts(&folded.sections), (2, 0, 0));
    for (field, wrong) in [("level", json!(2)), ("title", json!("复议")), ("line", json!(9))] {
        let scores = scored(|_, found| found["sections"][0][field] = wrong);
        assert_eq!(counts(&scores.sections), (1, 1, 1), "{field}");
    }
    let role = scored(|_, found| found["sections"][1]["role"] = json!("plan"));
    assert_eq!(counts(&role.sections), (1, 1, 1), "an implied section is its role");
    let open = scored(|gold, found| {
        gold["sections"][1]["mark"] = json!("optional");
        found["sections"][1]["role"] = json!("plan");
    });
    assert_eq!(counts(&open.sections), (1, 0, 0));
}

#[test]
fn a_shortcoming_needs_half_of_the_clause() {
    let half = scored(|_, found| found["shortcomings"][0]["text"] = json!("力量"));
    assert_eq!(counts(&half.shortcomings), (1, 0, 0));
    let less = scored(|_, found| found["shortcomings"][0]["text"] = json!("力"));
    assert_eq!(counts(&less.shortcomings), (0, 1, 1));
    let beyond = scored(|_, found| found["shortcomings"] = json!([shortcoming(3, "不足很多")]));
    assert_eq!(counts(&beyond.shortcomings), (0, 1, 1), "half of what both cover");
    let optional = scored(|gold, found| {
        gold["shortcomings"][0]["level"] = json!("optional");
        push(&mut found["shortcomings"], shortcoming(9, "另有一处薄弱"));
    });
    assert_eq!(counts(&optional.shortcomings), (0, 0, 1));
}

#[test]
fn fields_accept_the_listed_alternatives_only() {
    let also = scored(|_, found| found["region"] = json!("乙省甲市"));
    assert_eq!(counts(&also.fields), (8, 0, 0));
    let wrong = scored(|_, found| {
        found["region"] = json!("丙市");
        found["date"] = json!("2024-01-01");
    });
    assert_eq!(counts(&wrong.fields), (6, 2, 0));
}

#[test]
fn relations_are_found_by_rule_members_and_stated_value() {
    let order = scored(|_, found| found["relations"][0]["members"] = json!(["2件", "1件"]));
    assert_eq!(counts(&order.relations), (1, 0, 0));
    let wrongs = [("rule", json!("ratio")), ("stated", json!("4件")), ("line", json!(2))];
    for (field, wrong) in wrongs {
        let scores = scored(|_, found| found["relations"][0][field] = wrong);
        assert_eq!(counts(&scores.relations), (0, 1, 0), "{field}");
    }
    let fewer = scored(|_, found| found["relations"][0]["members"] = json!(["1件"]));
    assert_eq!(counts(&fewer.relations), (0, 1, 0));
}

#[test]
fn a_bound_is_told_by_a_sum_or_by_more_parts() {
    let bound = |members: &[&str]| json!({"rule": "at_most", "line": 1, "members": members, "stated": "3件", "holds": true});
    let want = |found: Value, members: &[&str]| {
        counts(
            &scored(|gold, report| {
                gold["relations"] = json!([bound(members)]);
                report["relations"] = json!([found]);
            })
            .relations,
        )
    };
    assert_eq!(want(sum(&["1件", "2件"], "3件", true), &["1件", "3件"]), (1, 0, 0));
    assert_eq!(want(bound(&["1件", "2件", "3件"]), &["2件", "3件"]), (1, 0, 0));
    assert_eq!(want(bound(&["2件", "3件"]), &["1件", "2件", "3件"]), (0, 1, 0));
    assert_eq!(want(sum(&["1件", "2件"], "3件", false), &["1件", "3件"]), (0, 1, 0));
    assert_eq!(want(sum(&["1件", "2件"], "4件", true), &["1件", "3件"]), (0, 1, 0));
}

#[test]
fn an_optional_relation_is_neither_right_nor_wrong() {
    let optional = |found: Value| {
        scored(|gold, report| {
            gold["relations"][0]["mark"] = json!("optional");
            gold["relations"][0]["holds"] = json!(false);
            report["relations"] = found;
        })
    };
    for found in [json!([]), json!([sum(&["1件", "2件"], "3件", false)])] {
        let scores = optional(found);
        assert_eq!(counts(&scores.relations), (0, 0, 0));
        assert_eq!(counts(&scores.inconsistencies), (0, 0, 0));
    }
}

#[test]
fn what_has_no_list_is_not_measured() {
    let scores = scored(|gold, found| {
        for list in ["figures", "relations", "rejected"] {
            gold.as_object_mut().unwrap().remove(list);
        }
        found["figures"][0]["value"] = json!(13);
        found["relations"] = json!([sum(&["1件", "2件"], "3件", false)]);
    });
    for (name, tally) in scores.rows() {
        assert_eq!((tally.missed, tally.false_alarms), (0, 0), "{name}");
    }
    assert_eq!((scores.figures.hit, scores.traps.hit, scores.sections.hit), (0, 0, 2));
}

#[test]
fn inconsistency_is_claimed_only_where_it_is_marked() {
    let claim = |found: &mut Value| {
        found["relations"] = json!([sum(&["1件", "2件"], "3件", false)]);
    };
    let wrong = scored(|_, found| claim(found));
    assert_eq!(counts(&wrong.inconsistencies), (0, 0, 1));
    assert_eq!(counts(&wrong.relations), (0, 1, 0));
    let right = scored(|gold, found| {
        gold["relations"][0]["holds"] = json!(false);
        claim(found);
    });
    assert_eq!(counts(&right.inconsistencies), (1, 0, 0));
    assert_eq!(counts(&right.relations), (1, 0, 0));
    let silent = scored(|gold, _| gold["relations"][0]["holds"] = json!(false));
    assert_eq!(counts(&silent.inconsistencies), (0, 1, 0));
}

#[test]
fn a_trap_is_sprung_by_touching_it() {
    let scores = scored(|_, found| {
        push(&mut found["figures"], figure(19, "于2023年", 2023.0, "年", ""));
    });
    assert_eq!(counts(&scores.traps), (0, 0, 1));
    assert_eq!(counts(&scores.figures), (1, 0, 1));
    let beside = scored(|_, found| {
        push(&mut found["figures"], figure(17, "14件", 14.0, "件", ""));
    });
    assert_eq!(counts(&beside.traps), (1, 0, 0));
}

#[test]
fn scores_of_several_reports_add_up() {
    let mut total = Scores::default();
    total.add("one", scored(|_, _| ()));
    total.add("two", scored(|_, found| found["figures"] = json!([])));
    assert_eq!(counts(&total.figures), (1, 1, 0));
    assert!((total.figures.recall() - 0.5).abs() < f64::EPSILON);
    assert!((total.figures.f1() - 2.0 / 3.0).abs() < 1e-9);
    assert!(total.notes().contains("two: missed   1:3 12件"), "{}", total.notes());
}
