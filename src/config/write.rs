//! The configuration written down: the one in effect, the commented default, the schema.

use super::settings::{SETTINGS, Setting, Takes, Value};
use super::{Config, Origin, read};
use crate::lexicon::Cues;
use crate::locale::{Lang, config as texts};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The keys of a command, for the lists of keys.
#[derive(Debug, Clone)]
pub struct KeyLine {
    /// Where they work, as the file calls it.
    pub context: &'static str,
    /// The command's name.
    pub command: &'static str,
    /// The keys.
    pub keys: Vec<String>,
    /// What the command does.
    pub about: &'static str,
    /// Whether they are others than by default.
    pub changed: bool,
}

/// The configuration in effect, as TOML that could be put into the file, with where each value comes
/// from.
pub fn effective(config: &Config, keys: &[KeyLine], lang: Lang) -> String {
    let mut out = String::new();
    let file = config.path.as_ref().map(|path| crate::source::sanitize::path(path));
    let file = file.unwrap_or_else(|| texts::NO_FOLDER.text(lang).to_owned());
    let state = if config.found { texts::FILE_READ } else { texts::FILE_ABSENT };
    let _ = writeln!(out, "# {}", state.with(lang, &[&file]));
    let mut table = "";
    for row in SETTINGS {
        heading(&mut out, &mut table, row.table);
        let line =
            format!("{} = {}", row.key, written(config.value(row.name).unwrap_or(&row.default)));
        let origin = match config.origin(row.name) {
            Origin::Default => texts::BY_DEFAULT.text(lang).to_owned(),
            Origin::File => texts::BY_FILE.text(lang).to_owned(),
            Origin::Environment(name) => name.to_owned(),
            Origin::Flag(name) => format!("--{name}"),
        };
        let _ = writeln!(out, "{line:<32} # {origin}");
    }
    if !config.styles.is_empty() {
        out.push_str("\n[style]\n");
    }
    for row in &config.styles {
        let theme = row.theme.map(|theme| format!("{theme}.")).unwrap_or_default();
        let _ = writeln!(out, "{theme}{} = {}", row.role, quoted(&row.words));
    }
    let mut table = "";
    for line in keys.iter().filter(|line| line.changed) {
        let name = format!("keys.{}", line.context);
        if line.context != table {
            let _ = writeln!(out, "\n[{name}]");
            table = line.context;
        }
        let _ = writeln!(out, "{} = {}", line.command, list(&line.keys));
    }
    additions(config, &mut out);
    out
}

fn additions(config: &Config, out: &mut String) {
    let all = &config.additions;
    for row in &all.units {
        let kind = serde_json::to_value(row.kind).unwrap_or_default();
        let kind = kind.as_str().unwrap_or_default();
        let _ = write!(out, "\n[[lexicon.unit]]\nkind = {}\n", quoted(kind));
        for (name, value, usual) in [
            ("left", row.left, false),
            ("chinese", row.chinese, true),
            ("scored", row.scored, false),
        ] {
            if value != usual {
                let _ = writeln!(out, "{name} = {value}");
            }
        }
        let _ = writeln!(out, "words = {}", quoted(&row.words));
    }
    for row in &all.exclusions {
        let _ = write!(out, "\n[[lexicon.exclusion]]\nwhy = {}\n", quoted(&row.why));
        let _ = writeln!(out, "words = {}", quoted(&row.words));
    }
    for row in &all.indicators {
        let kind = serde_json::to_value(row.kind).unwrap_or_default();
        let _ = writeln!(out, "\n[[lexicon.indicator]]");
        for (name, value) in [
            ("id", &*row.id),
            ("name", &*row.name),
            ("en", &*row.en),
            ("dimension", &*row.dimension),
            ("kind", kind.as_str().unwrap_or_default()),
            ("any", &*row.any),
            ("not", &*row.not),
        ] {
            if !matches!(name, "en" | "not") || !value.is_empty() {
                let _ = writeln!(out, "{name} = {}", quoted(value));
            }
        }
    }
    if all.cues != Cues::default() {
        out.push_str("\n[lexicon.shortcomings]\n");
        for (name, words) in all.cues.lists().into_iter().filter(|(_, words)| !words.is_empty()) {
            let _ = writeln!(out, "{name} = {}", list(words));
        }
    }
}

/// The default as a file with everything commented out, for a user to begin with. `keys` are all
/// commands, `roles` all that can be coloured.
pub fn template(roles: &[&str], keys: &[KeyLine], lang: Lang) -> String {
    let mut out = String::new();
    for line in texts::TEMPLATE_HEAD.text(lang).lines() {
        let _ = writeln!(out, "# {line}");
    }
    out.push('\n');
    let mut table = "";
    for row in SETTINGS {
        heading(&mut out, &mut table, row.table);
        let _ = writeln!(out, "# {}{}", row.about.text(lang), range(row, lang));
        let _ = writeln!(out, "#{} = {}", row.key, written(&row.default));
    }
    out.push_str("\n[style]\n");
    for line in texts::TEMPLATE_STYLE.text(lang).lines() {
        let _ = writeln!(out, "# {line}");
    }
    let _ = writeln!(out, "# {}", texts::ROLES.text(lang));
    for names in roles.chunks(6) {
        let _ = writeln!(out, "#   {}", names.join(" "));
    }
    out.push_str("#heading = \"bold cyan\"\n#dark.shortcoming = \"underline #ff875f\"\n");
    out.push_str("\n[keys]\n");
    for line in texts::TEMPLATE_KEYS.text(lang).lines() {
        let _ = writeln!(out, "# {line}");
    }
    let mut table = "";
    for line in keys {
        if line.context != table {
            let _ = writeln!(out, "\n[keys.{}]", line.context);
            table = line.context;
        }
        let row = format!("#{} = {}", line.command, list(&line.keys));
        let _ = writeln!(out, "{row:<44} # {}", line.about);
    }
    out.push_str("\n[lexicon]\n");
    for line in texts::TEMPLATE_LEXICON.text(lang).lines() {
        let _ = writeln!(out, "# {line}");
    }
    out.push_str(EXAMPLES);
    out
}

/// Rows as they are added to the tables.
const EXAMPLES: &str = r#"
#[[lexicon.unit]]
#kind = "count"          # count percent points money duration measure rank ratio
#left = false            # 召开会议3次: the thing counted stands before the number
#chinese = true          # may follow a Chinese numeral
#words = "蔸 垄"

#[[lexicon.exclusion]]
#why = "slogan"
#words = "一核多元 三色预警"

#[[lexicon.indicator]]
#id = "G.mediation-rooms"
#name = "调解室数"
#en = "Mediation rooms"
#dimension = "G"
#kind = "count"
#any = "调解室 调解+工作室$"   # + joins words in order, ^ and $ tie them to begin and end
#not = "案件"

#[lexicon.shortcomings]
#need = ["仍待"]         # a quality still owed
#trait = ["不甚理想"]    # found wanting, behind its subject
#fail = ["未覆盖"]       # not done, before its object
#happen = ["屡有反弹"]   # goes on
#strong = ["仍显吃力"]   # trusted outside the part on shortcomings too
#mask = ["短板清零"]     # only looks like one
#hedge = ["零星"]        # softens
"#;

fn range(row: &Setting, lang: Lang) -> String {
    match row.takes {
        Takes::Choice(of) => format!(": {}", of.join(" ")),
        Takes::Number(least, most) => format!(": {least}–{most}"),
        Takes::Flag => ": true false".to_owned(),
        Takes::Encoding => texts::ENCODING_RANGE.text(lang).to_owned(),
    }
}

fn heading(out: &mut String, table: &mut &'static str, next: &'static str) {
    if *table != next {
        let _ = writeln!(out, "\n[{next}]");
        *table = next;
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Word(word) => quoted(word),
    }
}

fn list(words: &[impl AsRef<str>]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word.as_ref())).collect();
    format!("[{}]", words.join(", "))
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A JSON schema of the file, for editors that complete and check TOML by one.
pub fn schema(roles: &[&str], keys: &[KeyLine], lang: Lang) -> Json {
    let closed = |properties: Map<String, Json>| json!({"type": "object", "properties": properties, "additionalProperties": false});
    let mut root = Map::new();
    let mut tables: BTreeMap<&str, Map<String, Json>> = BTreeMap::new();
    for row in SETTINGS {
        let mut kind = match row.takes {
            Takes::Flag => json!({"type": "boolean"}),
            Takes::Number(least, most) => {
                json!({"type": "integer", "minimum": least, "maximum": most})
            }
            Takes::Choice(of) => {
                let numbers = of.iter().filter_map(|word| word.parse::<u32>().ok()).map(Json::from);
                let words = of.iter().map(|&word| Json::from(word));
                json!({"enum": words.chain(numbers).collect::<Vec<_>>()})
            }
            Takes::Encoding => json!({"type": "string"}),
        };
        if let Some(kind) = kind.as_object_mut() {
            kind.insert("description".to_owned(), row.about.text(lang).into());
        }
        let table =
            if row.table.is_empty() { &mut root } else { tables.entry(row.table).or_default() };
        table.insert(row.key.to_owned(), kind);
    }
    root.extend(tables.into_iter().map(|(name, rows)| (name.to_owned(), closed(rows))));
    let look = json!({"type": "string", "description": texts::LOOK.text(lang)});
    let looks: Map<String, Json> =
        roles.iter().map(|&role| (role.to_owned(), look.clone())).collect();
    let mut styles = looks.clone();
    styles.extend(read::THEMES.iter().map(|&name| (name.to_owned(), closed(looks.clone()))));
    root.insert("style".to_owned(), closed(styles));
    let pressed = json!({"anyOf": [
        {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    ]});
    let mut everywhere = Map::new();
    let mut tables: BTreeMap<&str, Map<String, Json>> = BTreeMap::new();
    for line in keys {
        let mut command = pressed.clone();
        if let Some(command) = command.as_object_mut() {
            command.insert("description".to_owned(), line.about.into());
        }
        everywhere.insert(line.command.to_owned(), command.clone());
        tables.entry(line.context).or_default().insert(line.command.to_owned(), command);
    }
    everywhere.extend(tables.into_iter().map(|(name, rows)| (name.to_owned(), closed(rows))));
    root.insert("keys".to_owned(), closed(everywhere));
    let text = || json!({"type": "string"});
    let texts = || json!({"type": "array", "items": {"type": "string"}});
    let rows = |names: &[(&str, Json)], required: &[&str]| {
        let properties = names.iter().map(|(n, kind)| ((*n).to_owned(), kind.clone()));
        let mut row = closed(properties.collect());
        if let Some(row) = row.as_object_mut() {
            row.insert("required".to_owned(), json!(required));
        }
        json!({"type": "array", "items": row})
    };
    let kind = || {
        json!({"enum": ["count", "percent", "points", "money", "duration", "measure", "rank",
            "ratio"]})
    };
    let flag = || json!({"type": "boolean"});
    let unit = rows(
        &[
            ("kind", kind()),
            ("left", flag()),
            ("chinese", flag()),
            ("scored", flag()),
            ("words", text()),
        ],
        &["kind", "words"],
    );
    let exclusion = rows(&[("why", text()), ("words", text())], &["why", "words"]);
    let indicator = rows(
        &[
            ("id", text()),
            ("name", text()),
            ("en", text()),
            ("dimension", text()),
            ("kind", kind()),
            ("any", text()),
            ("not", text()),
        ],
        &["id", "name", "dimension", "kind", "any"],
    );
    let none = Cues::default();
    let cues = none.lists().map(|(name, _)| (name.to_owned(), texts())).into_iter().collect();
    let lexicon = [
        ("unit".to_owned(), unit),
        ("exclusion".to_owned(), exclusion),
        ("indicator".to_owned(), indicator),
        ("shortcomings".to_owned(), closed(cues)),
    ];
    root.insert("lexicon".to_owned(), closed(lexicon.into_iter().collect()));
    let mut schema = closed(root);
    if let Some(schema) = schema.as_object_mut() {
        let dialect = "https://json-schema.org/draft/2020-12/schema";
        schema.insert("$schema".to_owned(), dialect.into());
        schema.insert("title".to_owned(), "fayan config.toml".into());
    }
    schema
}
