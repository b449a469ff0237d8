//! Texts of the configuration: what each setting is for, and what is wrong with a file.

use super::{Lang, Message};
use crate::config::{Expected, Problem, Reason};

const fn m(zh: &'static str, en: &'static str) -> Message {
    Message { zh, en }
}

/// `language`.
pub const LANGUAGE: Message =
    m("界面语言；auto 依 LANG", "language of the interface; auto: as LANG says");
/// `theme`.
pub const THEME: Message = m(
    "配色；auto 依终端底色与 NO_COLOR",
    "colours; auto: by the terminal's background and NO_COLOR",
);
/// `colors`.
pub const COLORS: Message =
    m("颜色数；auto 依 COLORTERM 与 TERM", "how many colours; auto: by COLORTERM and TERM");
/// `ascii`.
pub const ASCII: Message = m("线条与标记只用 ASCII", "lines and marks in ASCII only");
/// `ambiguous-width`.
pub const AMBIGUOUS_WIDTH: Message = m("“ ” — … 等字符占几列", "columns of “ ” — … and their like");
/// `mouse`.
pub const MOUSE: Message = m(
    "用鼠标滚动、选择；选择文字时按住 shift",
    "scroll and select with the mouse; the terminal's own selection then needs shift",
);
/// `encoding`.
pub const ENCODING: Message =
    m("按此编码读取文件；auto 自动识别", "decode files as this; auto: detected");
/// What `encoding` takes.
pub const ENCODING_RANGE: Message = m("，如 gb18030", ", e.g. gb18030");
/// `watch`.
pub const WATCH: Message = m(
    "发现文件改动：auto 由系统告知，不行则定时查看；poll 定时查看；off 不管（按 R 重读）",
    "notice files that change; auto: as the system tells, else by looking; poll: by looking; off: not at all (R reads again)",
);
/// `poll-seconds`.
pub const POLL_SECONDS: Message = m("隔几秒查看一次", "seconds between two looks");
/// `panes.show-tree`.
pub const SHOW_TREE: Message =
    m("总显示目录；否则只在其上时显示", "show the tree always; else only while it has the keys");
/// `panes.show-details`.
pub const SHOW_DETAILS: Message = m(
    "总显示明细；否则只在其上时显示",
    "show the details always; else only while they have the keys",
);
/// `panes.tree`.
pub const TREE: Message = m("目录的列数；0 依窗口", "columns of the tree; 0: by the window");
/// `panes.details`.
pub const DETAILS: Message = m(
    "三栏并排时明细的列数；0 依窗口",
    "columns of the details where they stand beside the text; 0: by the window",
);
/// `panes.upper`.
pub const UPPER: Message = m(
    "明细在目录之下时目录的行数；0 依窗口",
    "rows of the tree where the details stand below it; 0: by the window",
);
/// `panes.measure`.
pub const MEASURE: Message = m("正文一行最多几列", "columns that a line of the text has at most");
/// `limits.seconds`.
pub const SECONDS: Message =
    m("读一份文件最多用几秒", "seconds that the reading of one document may take");

/// There is no configuration folder.
pub const NO_FOLDER: Message = m("（没有配置目录）", "(no configuration folder)");
/// The file was read.
pub const FILE_READ: Message = m("{}", "{}");
/// The file is not there.
pub const FILE_ABSENT: Message = m(
    "{}（没有这个文件；fayan config --init 写一份）",
    "{} (not there; fayan config --init writes one)",
);
/// A value by default.
pub const BY_DEFAULT: Message = m("缺省", "default");
/// A value of the file.
pub const BY_FILE: Message = m("配置文件", "file");
/// The file was written.
pub const WRITTEN: Message = m("已写入 {}", "wrote {}");
/// The file is there already.
pub const THERE: Message = m("{} 已存在，未改动", "{} is there already and was left as it is");
/// The file that is asked for cannot be read.
pub const UNREADABLE: Message =
    m("配置文件 {} 读不了：{}", "the configuration {} cannot be read: {}");
/// One of several problems, in the browser.
pub const FIRST_OF: Message =
    m("{}（共 {} 处，见 fayan config）", "{} ({} in all: see fayan config)");

/// The head of the commented default.
pub const TEMPLATE_HEAD: Message = m(
    "fayan 的配置。每项前都有“#”，所写即缺省值；去掉“#”再改。\n\
     命令行选项先于环境变量，环境变量先于本文件。写错的行会指出，其余照用。",
    "Configuration of fayan. Everything is commented out and says what holds by default.\n\
     Options on the command line come first, then the environment, then this file. What is\n\
     wrong in it is told with its line; the rest holds.",
);
/// About styles in the commented default.
pub const TEMPLATE_STYLE: Message = m(
    "颜色与字体，如 heading = \"bold #87d7ff on black\"：先文字色，on 后为底色。颜色：black red\n\
     green yellow blue magenta cyan white（可加 bright-）、gray、default、0–255、#rrggbb。\n\
     字体：bold dim italic underline reverse plain。dark.heading = … 只用于该配色。",
    "Looks, as in heading = \"bold #87d7ff on black\": a colour, after `on` the one behind it.\n\
     Colours: black red green yellow blue magenta cyan white, with bright- before them; gray,\n\
     default, 0–255, #rrggbb. Ways: bold dim italic underline reverse plain.\n\
     dark.heading = … holds for that theme only.",
);
/// Before the names of what can be coloured.
pub const ROLES: Message = m("可用的名称：", "What can be given a look:");
/// About keys in the commented default.
pub const TEMPLATE_KEYS: Message = m(
    "按键，按命令名。一个或数个：\"x\"、[\"]f\", \"f3\"]；\"none\" 取消。键名：单个字符，连按如 gg、\n\
     ]f，或 enter esc tab shift-tab backspace space up down left right home end pgup pgdn ins\n\
     del f1–f12，可加 ctrl- alt-；多个键名连按用空格隔开。写在 [keys] 下的到处有效，写在\n\
     [keys.名称] 下的只在该处有效。与别的命令冲突的不采用，并会指出。",
    "Keys, by the commands' names. One or several: \"x\", [\"]f\", \"f3\"]; \"none\" for no key.\n\
     A key is a character, up to three typed one after another (gg, ]f), or a name: enter esc\n\
     tab shift-tab backspace space up down left right home end pgup pgdn ins del f1–f12, with\n\
     ctrl- or alt-; names after one another are parted by blanks. What stands under [keys]\n\
     holds wherever the command works, under [keys.NAME] only there. Keys that mean another\n\
     command there are told, and the default stays.",
);
/// About the lexicon in the commented default.
pub const TEMPLATE_LEXICON: Message = m(
    "对语言表的补充，与内置的词一起用；同一个词以这里为准。词以空格隔开。",
    "Additions to the tables of the language; where both have a word these count. Words are\nparted by blanks.",
);
/// What a look is, for the schema.
pub const LOOK: Message = m("如 bold #87d7ff on black", "e.g. bold #87d7ff on black");

/// A problem in one line, without the file's name: place, setting and reason.
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let place = problem.place;
    let reason = reason(&problem.reason, lang);
    let key = crate::source::sanitize::line(&problem.key);
    let text = if key.is_empty() {
        m("第{}行第{}列：{}", "line {}, column {}: {}")
            .with(lang, &[&place.line, &place.column, &reason])
    } else {
        m("第{}行第{}列 {}：{}", "line {}, column {}: {}: {}")
            .with(lang, &[&place.line, &place.column, &key, &reason])
    };
    crate::source::sanitize::line(&text)
}

fn reason(reason: &Reason, lang: Lang) -> String {
    let meant = |text: Message, name: &Option<String>| {
        let text = text.text(lang).to_owned();
        match name {
            Some(name) => text + &m("，是否指 {}？", "; is {} meant?").with(lang, &[name]),
            None => text,
        }
    };
    match reason {
        Reason::Syntax(words) => m("TOML 语法有误：{}", "not TOML: {}").with(lang, &[words]),
        Reason::Unknown(name) => meant(m("没有这一项", "no such setting"), name),
        Reason::UnknownRole(name) => {
            meant(m("没有可着色的这一项", "nothing of that name is drawn"), name)
        }
        Reason::UnknownCommand(name) => meant(m("没有这个命令", "no such command"), name),
        Reason::UnknownContext(name) => meant(m("没有这一组键", "no such group of keys"), name),
        Reason::NotThere(contexts) => {
            m("这个命令不在此处，在 {}", "the command does not work there but in {}")
                .with(lang, &[&contexts.join(", ")])
        }
        Reason::NoKey(name) => m("没有“{}”这样的键", "no key “{}”").with(lang, &[name]),
        Reason::Typed(key) => {
            m("此处要输入文字，“{}”不能作键", "text is typed there: “{}” can be no key")
                .with(lang, &[key])
        }
        Reason::Taken { keys, other, context } => match lang {
            Lang::Zh => format!("{keys} 在 {context} 中已是 {other} 的键，未采用"),
            Lang::En => format!("{keys} is the key of {other} in {context}; left as it was"),
        },
        Reason::Hides { keys, others, other, context } => match lang {
            Lang::Zh => {
                format!("{keys} 与 {other} 的键 {others} 在 {context} 中一个是另一个的开头，未采用")
            }
            Lang::En => format!(
                "{keys} and {others}, the key of {other} in {context}, begin alike; left as it was"
            ),
        },
        Reason::Row(words) => {
            m("不是表中的一行：{}", "no row of the table: {}").with(lang, &[words])
        }
        Reason::Expected(expected) => expected_text(expected, lang),
    }
}

fn expected_text(expected: &Expected, lang: Lang) -> String {
    match expected {
        Expected::OneOf(names, near) => {
            let text = m("应为 {} 之一", "one of {} is expected").with(lang, &[&names.join(" ")]);
            match near {
                Some(name) => text + &m("，是否指 {}？", "; is {} meant?").with(lang, &[name]),
                None => text,
            }
        }
        Expected::Number(least, most) => {
            m("应为 {} 到 {} 的整数", "a whole number from {} to {} is expected")
                .with(lang, &[least, most])
        }
        Expected::Look(word) => {
            m("“{}”不是颜色或字体", "“{}” is no colour and no way of writing").with(lang, &[word])
        }
        Expected::Flag => {
            m("应为 true 或 false", "true or false is expected").text(lang).to_owned()
        }
        Expected::Text => {
            m("应为带引号的文字", "a text in quotes is expected").text(lang).to_owned()
        }
        Expected::Texts => m(
            "应为文字的列表，如 [\"甲\", \"乙\"]",
            "a list of texts is expected, as in [\"a\", \"b\"]",
        )
        .text(lang)
        .to_owned(),
        Expected::Table => {
            m("应为表，写作 [名称]", "a table is expected, [name]").text(lang).to_owned()
        }
        Expected::Tables => {
            m("应为逐行的表，写作 [[名称]]", "a list of tables is expected, [[name]]")
                .text(lang)
                .to_owned()
        }
        Expected::Keys => m(
            "应为键名或其列表，如 \"x\"、[\"gg\", \"home\"]",
            "a key or a list of keys is expected, as in \"x\" or [\"gg\", \"home\"]",
        )
        .text(lang)
        .to_owned(),
        Expected::Something => {
            m("应为不空的文字", "a text that is not empty is expected").text(lang).to_owned()
        }
        Expected::Encoding => m(
            "应为 auto 或编码名，如 gb18030",
            "auto or the name of an encoding is expected, e.g. gb18030",
        )
        .text(lang)
        .to_owned(),
    }
}
