//! The configuration as a user meets it: what `fayan config` prints, what the file changes, what is
//! said about mistakes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

struct Done {
    out: String,
    err: String,
    status: Option<i32>,
}

/// A home with a configuration in it.
struct Home {
    dir: TempDir,
}

impl Home {
    fn new(config: &str) -> Self {
        let home = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir_all(home.file().parent().unwrap()).unwrap();
        fs::write(home.file(), config).unwrap();
        home
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("config/fayan/config.toml")
    }

    fn run(&self, variables: &[(&str, &str)], args: &[&str]) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fayan"));
        command.env_clear().env("HOME", self.dir.path()).env("LANG", "en_US.UTF-8");
        command.env("XDG_CONFIG_HOME", self.dir.path().join("config"));
        command.envs(variables.iter().copied());
        let output = command.args(args).stdin(Stdio::null()).output().unwrap();
        Done {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            status: output.status.code(),
        }
    }
}

/// The line of `config`'s output about a setting, without the blanks between value and origin.
fn line(out: &str, key: &str) -> String {
    let line = out.lines().find(|line| line.starts_with(&format!("{key} ="))).unwrap();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn options_come_before_the_environment_the_file_and_the_default() {
    let home = Home::new("theme = \"light\"\nambiguous-width = 2\n");
    let out = home.run(&[], &["config"]).out;
    assert!(out.starts_with(&format!("# {}", home.file().display())), "{out}");
    assert_eq!(line(&out, "theme"), "theme = \"light\" # file");
    assert_eq!(line(&out, "mouse"), "mouse = true # default");
    let out = home.run(&[("NO_COLOR", "1")], &["config", "--ambiguous-width", "1"]).out;
    assert_eq!(line(&out, "theme"), "theme = \"mono\" # NO_COLOR");
    assert_eq!(line(&out, "ambiguous-width"), "ambiguous-width = \"1\" # --ambiguous-width");
    // NO_COLOR counts only where it says something.
    let out = home.run(&[("NO_COLOR", "")], &["config"]).out;
    assert_eq!(line(&out, "theme"), "theme = \"light\" # file");
}

#[test]
fn the_file_may_be_named() {
    let home = Home::new("theme = \"light\"\n");
    let other = home.dir.path().join("other.toml");
    fs::write(&other, "language = \"zh\"\n").unwrap();
    let other = other.to_str().unwrap();
    let by_variable = home.run(&[("FAYAN_CONFIG", other)], &["config"]);
    assert_eq!(line(&by_variable.out, "language"), "language = \"zh\" # 配置文件");
    let by_option = home.run(&[("FAYAN_CONFIG", "/nowhere")], &["--config", other, "config"]);
    assert_eq!(by_option.out, by_variable.out);
    assert!(home.run(&[("FAYAN_CONFIG", other)], &["--help"]).out.contains("用法"));
    let gone = home.run(&[], &["config", "--config=/nowhere/x.toml"]);
    assert_eq!(gone.status, Some(2));
    assert!(gone.err.contains("/nowhere/x.toml cannot be read"), "{}", gone.err);
}

#[test]
fn a_first_file_is_written_and_never_written_over() {
    let home = Home::new("");
    fs::remove_file(home.file()).unwrap();
    let path = home.run(&[], &["config", "--path"]).out;
    assert_eq!(path, format!("{}\n", home.file().display()));
    assert!(home.run(&[], &["config"]).out.contains("not there"));
    assert_eq!(home.run(&[], &["config", "--init"]).status, Some(0));
    let written = fs::read_to_string(home.file()).unwrap();
    assert!(written.contains("#next-figure = [\"]f\"]"), "{written}");
    let after = home.run(&[], &["config"]);
    assert_eq!((after.status, after.err.as_str()), (Some(0), ""));
    let again = home.run(&[], &["config", "--init"]);
    assert_eq!(again.status, Some(2));
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(fs::read_to_string(home.file()).unwrap(), written);
    // Also in Chinese, and with everything switched on it changes nothing.
    let chinese = home.dir.path().join("zh.toml");
    let chinese = chinese.to_str().unwrap();
    let done = home.run(&[], &["config", "--init", "--lang", "zh", "--config", chinese]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    let on = |line: &str| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with(' ') && !rest.contains("[lexicon") => format!("{rest}\n"),
        _ => format!("{line}\n"),
    };
    let text = fs::read_to_string(chinese).unwrap();
    let (settings, _) = text.split_once("[lexicon]").unwrap();
    fs::write(home.file(), settings.lines().map(on).collect::<String>()).unwrap();
    let done = home.run(&[], &["config"]);
    assert_eq!((done.status, done.err.as_str()), (Some(0), ""));
    assert!(!done.out.contains("[keys"), "{}", done.out);
}

#[test]
fn mistakes_are_named_and_cost_one_line() {
    let home = Home::new(
        "mosue = true\nambiguous-width = 2\n[keys.panes]\nzoom = \"j\"\n[style]\nheadin = \"red\"\n",
    );
    let done = home.run(&[], &["config"]);
    assert_eq!(done.status, Some(2));
    let file = home.file();
    let file = file.display();
    assert_eq!(
        done.err,
        format!(
            "fayan: {file}: line 1, column 1: mosue: no such setting; is mouse meant?\n\
             fayan: {file}: line 4, column 8: keys.panes.zoom: j is the key of down in panes; left as it was\n\
             fayan: {file}: line 6, column 1: style.headin: nothing of that name is drawn; is heading meant?\n"
        )
    );
    assert_eq!(line(&done.out, "ambiguous-width"), "ambiguous-width = \"2\" # file");
    // Other commands say it too, and do their work.
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("a.txt");
    fs::write(&report, "青禾市2023年法治政府建设报告\n一、成效\n全年办结案件12件。\n").unwrap();
    let done = home.run(&[], &["figures", report.to_str().unwrap()]);
    assert_eq!((done.status, done.out.lines().count()), (Some(0), 1));
    assert_eq!(done.err.lines().count(), 3);
}

fn cells(home: &Home, command: &str, report: &Path) -> Vec<String> {
    let done = home.run(&[], &[command, report.to_str().unwrap()]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    done.out.lines().filter_map(|line| Some(line.split('\t').nth(3)?.to_owned())).collect()
}

#[test]
fn words_are_added_to_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("a.txt");
    fs::write(
        &report,
        "青禾市2023年法治政府建设报告\n一、成效\n办理五十二件案件。补植苗木三十蔸，巡查3次。监管网络像个筛子。\n\
         二、存在的不足\n一是部分案卷差池不断；二是队伍建设忽冷忽热。\n",
    )
    .unwrap();
    let plain = Home::new("");
    let own = Home::new(
        "[[lexicon.exclusion]]\nwhy = \"slogan\"\nwords = \"五十二件案件\"\n\
         [[lexicon.unit]]\nkind = \"count\"\nwords = \"蔸\"\n\
         [lexicon.shortcomings]\nstrong = [\"像个筛子\"]\ntrait = [\"像个筛子\"]\n",
    );
    assert_eq!(cells(&plain, "figures", &report), ["五十二件", "3次"]);
    assert_eq!(cells(&own, "figures", &report), ["三十蔸", "3次"]);
    let all = |home| cells(home, "shortcomings", &report).join("\n");
    assert!(!all(&plain).contains("像个筛子"), "{}", all(&plain));
    assert!(all(&own).contains("像个筛子"), "{}", all(&own));
}

#[test]
fn the_schema_is_json_and_knows_every_setting() {
    let home = Home::new("");
    let schema: serde_json::Value =
        serde_json::from_str(&home.run(&[], &["config", "--schema"]).out).unwrap();
    let properties = &schema["properties"];
    assert_eq!(properties["ambiguous-width"]["enum"], serde_json::json!(["1", "2", 1, 2]));
    assert_eq!(properties["panes"]["properties"]["tree"]["maximum"], 500);
    assert!(properties["keys"]["properties"]["text"]["properties"]["to-tree"].is_object());
    assert!(properties["style"]["properties"]["dark"]["properties"]["heading"].is_object());
    assert!(
        properties["lexicon"]["properties"]["unit"]["items"]["properties"]["words"].is_object()
    );
}

#[test]
fn the_readmes_show_a_configuration_that_holds() {
    for name in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        let (_, rest) = text.split_once("```toml\n").unwrap();
        let home = Home::new(rest.split_once("```").unwrap().0);
        let done = home.run(&[], &["config"]);
        assert_eq!((done.status, done.err.as_str()), (Some(0), ""), "{name}");
    }
}
