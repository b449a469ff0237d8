use super::*;
use crate::locale::{Lang, config as texts};

fn problems(text: &str) -> Vec<String> {
    Config::parse(text).problems.iter().map(|p| texts::problem(p, Lang::En)).collect()
}

#[test]
fn every_name_has_one_row_whose_default_it_takes() {
    for row in SETTINGS {
        assert_eq!(row.name.setting().map(|found| found.key), Some(row.key));
        let value = write_value(&row.default);
        let text = match row.table {
            "" => format!("{} = {value}", row.key),
            table => format!("[{table}]\n{} = {value}", row.key),
        };
        let config = Config::parse(&text);
        assert_eq!(
            (&config.problems, config.value(row.name)),
            (&vec![], Some(&row.default)),
            "{text}"
        );
    }
}

fn write_value(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Word(word) => format!("{word:?}"),
    }
}

#[test]
fn values_are_read_and_choices_may_be_numbers() {
    let config = Config::parse(
        "language = \"en\"\nambiguous-width = 2\ncolors = 256\nmouse = false\n[panes]\ntree = 0x20\n",
    );
    assert_eq!(config.problems, []);
    assert_eq!(config.language(), Lang::En);
    assert_eq!((config.word(Name::AmbiguousWidth), config.word(Name::Colors)), ("2", "256"));
    assert!(!config.flag(Name::Mouse));
    assert_eq!(config.number(Name::Tree), 32);
    assert_eq!(config.origin(Name::Tree), Origin::File);
    assert_eq!(config.origin(Name::Upper), Origin::Default);
}

#[test]
fn what_comes_later_wins() {
    let mut config = Config::parse("theme = \"light\"");
    config.set(Name::Theme, Value::Word("mono".into()), Origin::Environment("NO_COLOR"));
    config.set(Name::Theme, Value::Word("dark".into()), Origin::Flag("theme"));
    assert_eq!(
        (config.word(Name::Theme), config.origin(Name::Theme)),
        ("dark", Origin::Flag("theme"))
    );
}

#[test]
fn a_mistake_is_told_with_place_and_reason_and_the_rest_holds() {
    let text = "mosue = false\ntheme = \"drak\"\nascii = 1\n[panes]\ntree = 900\n[style]\nheading = \"bold pnik\"\n";
    assert_eq!(
        problems(text),
        [
            "line 1, column 1: mosue: no such setting; is mouse meant?",
            "line 2, column 9: theme: one of auto dark light contrast mono is expected; is dark meant?",
            "line 3, column 9: ascii: true or false is expected",
            "line 5, column 8: panes.tree: a whole number from 0 to 500 is expected",
            "line 7, column 11: style.heading: “pnik” is no colour and no way of writing",
        ]
    );
    let config = Config::parse(&format!("{text}hit = \"red\"\n[limits]\nseconds = 5\n"));
    assert_eq!((config.number(Name::Seconds), config.styles.len()), (5, 1));
}

#[test]
fn broken_toml_costs_its_line() {
    let config =
        Config::parse("mouse = \nascii = true\n[panes\ntree = 30\n[limits]\nseconds = 7\n");
    assert!(config.problems.iter().any(|p| p.place.line == 1), "{:?}", config.problems);
    assert!(config.problems.iter().any(|p| p.place.line == 3), "{:?}", config.problems);
    assert!(config.flag(Name::Ascii));
    assert_eq!(config.number(Name::Seconds), 7);
}

#[test]
fn nothing_in_a_file_can_crash_it() {
    let whole = template(&["heading"], &[], Lang::Zh).replace('#', "");
    for end in 0..whole.len() {
        if let Some(text) = whole.get(..end) {
            let _ = Config::parse(text);
        }
    }
    for text in [
        "",
        "=",
        "[",
        "[[keys]]",
        "keys = 1",
        "[keys]\na.b.c = 1",
        "lexicon.unit = [1]",
        "\u{feff}ascii = true",
        "[style]\ndark = 3",
    ] {
        let _ = problems(text);
    }
    assert!(Config::parse("\u{feff}ascii = true").flag(Name::Ascii));
}

#[test]
fn rows_for_the_lexicon_are_taken_one_by_one() {
    let text = "\
[[lexicon.unit]]
kind = \"count\"
words = \"蔸\"
[[lexicon.unit]]
kind = \"heap\"
words = \"垄\"
[[lexicon.unit]]
kind = \"count\"
words = \" \"
[[lexicon.exclusion]]
why = \"slogan\"
word = \"三色\"
[lexicon.shortcomings]
need = [\"仍待\", \"\"]
tratt = [\"不甚理想\"]
[lexicon.units]
";
    let config = Config::parse(text);
    let told = problems(text);
    assert_eq!(config.additions.units.len(), 1);
    assert_eq!(config.additions.cues.need, ["仍待"]);
    let places: Vec<&str> = told.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(
        places,
        [
            "line 5, column 8",
            "line 9, column 9",
            "line 12, column 1",
            "line 14, column 15",
            "line 15, column 1",
            "line 16, column 10"
        ],
        "{told:#?}"
    );
    assert!(
        told[4].ends_with("is trait meant?") && told[5].ends_with("is unit meant?"),
        "{told:?}"
    );
}

#[test]
fn what_is_printed_reads_back_as_the_same() {
    let text = "theme = \"light\"\n[panes]\ntree = 30\n[[lexicon.unit]]\nkind = \"count\"\nleft = true\nwords = \"蔸\"\n[[lexicon.exclusion]]\nwhy = \"w\"\nwords = \"三色\"\n[[lexicon.indicator]]\nid = \"G.x\"\nname = \"名\"\ndimension = \"G\"\nkind = \"count\"\nany = \"甲+乙\"\n[lexicon.shortcomings]\nfail = [\"未覆盖\"]\n";
    let config = Config::parse(text);
    assert_eq!(config.problems, []);
    let again = Config::parse(&effective(&config, &[], Lang::Zh));
    assert_eq!(again.problems, []);
    assert_eq!(again.additions, config.additions);
    assert!(SETTINGS.iter().all(|row| again.value(row.name) == config.value(row.name)));
}

#[test]
fn the_commented_default_says_nothing_and_uncommented_everything_by_default() {
    let keys = [KeyLine {
        context: "text",
        command: "quit",
        keys: vec!["q".into()],
        about: "",
        changed: false,
    }];
    for lang in [Lang::Zh, Lang::En] {
        let text = template(&["heading"], &keys, lang);
        let config = Config::parse(&text);
        assert_eq!((config.problems, config.values.len(), config.keys.len()), (vec![], 0, 0));
        // Lines of settings have no blank behind the sign, lines of words have.
        let open = |line: &str| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => rest.to_owned(),
            _ => line.to_owned(),
        };
        let text: String = text.lines().map(|line| open(line) + "\n").collect();
        let config = Config::parse(&text);
        assert_eq!(config.problems, [], "{text}");
        assert_eq!(config.values.len(), SETTINGS.len());
        assert_eq!(
            (config.additions.units.len(), config.styles.len(), config.keys.len()),
            (1, 2, 1)
        );
        assert!(SETTINGS.iter().all(|row| config.value(row.name) == Some(&row.default)));
    }
}

#[test]
fn a_file_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/config.toml");
    init(&path, "one").unwrap();
    assert!(init(&path, "two").is_err());
    assert_eq!(std::fs::read_to_string(path).unwrap(), "one");
}
