//! Texts of the command line: help, table heads, and what is said on stderr.

use super::Message;
use crate::report::{Change, FigureKind, FindingKind, Role, Rule, Verdict};

const fn m(zh: &'static str, en: &'static str) -> Message {
    Message { zh, en }
}

/// What the program is, in one paragraph.
pub const ABOUT: Message = m(
    "法眼：在终端里阅读法治政府建设年度报告，\n\
     列出章节、数据和自陈的不足，并核对报告自己的算术。",
    "fayan 法眼 reads Chinese government reports on the rule of law\n\
     (法治政府建设年度报告): their sections, the figures they state, the shortcomings\n\
     they admit, and whether their own arithmetic holds.",
);
/// What the program is, in one line.
pub const ABOUT_LINE: Message =
    m("法治政府建设报告的终端浏览器", "a terminal browser for reports on 法治政府建设");

/// Heading of the usage lines.
pub const USAGE: Message = m("用法", "Usage");
/// Heading of the list of commands.
pub const COMMANDS: Message = m("命令", "Commands");
/// Heading of the list of arguments.
pub const ARGUMENTS: Message = m("参数", "Arguments");
/// Heading of a command's own options.
pub const OPTIONS: Message = m("选项", "Options");
/// Heading of the options that all commands share.
pub const COMMON_OPTIONS: Message = m("通用选项", "Options for all commands");
/// Heading of the examples.
pub const EXAMPLES: Message = m("示例", "Examples");
/// Heading of the exit statuses.
pub const EXIT_STATUS: Message = m("退出码", "Exit status");
/// Heading of the environment variables and files.
pub const ENVIRONMENT: Message = m("环境变量与文件", "Environment and files");
/// Heading of the list of formats.
pub const FORMATS: Message = m("输出格式", "Formats");

/// How the program is called without a command.
pub const USAGE_BROWSE: Message = m("[选项] [目录|文件]...", "[OPTIONS] [DIR|FILE]...");
/// How a command is called.
pub const USAGE_COMMAND: Message =
    m("<命令> [选项] [目录|文件]...", "COMMAND [OPTIONS] [DIR|FILE]...");
/// How `search` is called.
pub const USAGE_SEARCH: Message =
    m("[选项] <词句> [目录|文件]...", "[OPTIONS] QUERY [DIR|FILE]...");
/// How `completions` is called.
pub const USAGE_COMPLETIONS: Message = m("<SHELL>", "SHELL");
/// How `config` is called.
pub const USAGE_CONFIG: Message = m("[选项]", "[OPTIONS]");
/// How `man` is called.
pub const USAGE_MAN: Message = m("[命令]", "[COMMAND]");

/// `extract`.
pub const EXTRACT: Message =
    m("每份报告的全部结果，JSON 格式", "Everything that is found in each report, as JSON");
/// `outline`.
pub const OUTLINE: Message = m("章节结构", "The section tree");
/// `figures`.
pub const FIGURES: Message = m("数据及其指标", "The figures, and what each of them counts");
/// `shortcomings`.
pub const SHORTCOMINGS: Message = m("报告自陈的不足", "The shortcomings that the reports admit");
/// `audit`.
pub const AUDIT: Message =
    m("核对报告自己的算术与必备内容", "The reports' own arithmetic and make-up, checked");
/// `search`.
pub const SEARCH: Message = m("在全部报告中查找词句", "Sentences that hold a word, in all reports");
/// `notes`.
pub const NOTES: Message = m(
    "列出在浏览器中做的书签与笔记",
    "Bookmarks and notes made in the browser, with their passages",
);
/// `config`.
pub const CONFIG: Message = m(
    "打印生效的配置、各项的来历与文件所在",
    "The configuration in effect, where it comes from, and its file",
);
/// `completions`.
pub const COMPLETIONS: Message = m("打印 shell 补全脚本", "A completion script for your shell");
/// `man`.
pub const MAN: Message = m("打印手册页（roff）", "The manual page, as roff");

/// The files and folders of the browser.
pub const PATHS_BROWSE: Message = m(
    "要打开的报告或目录；缺省为上次打开的目录，\n否则为当前目录",
    "Reports and folders to open [default: the folder opened\nlast, else the current one]",
);
/// The files and folders of a command.
pub const PATHS: Message = m(
    "报告或目录（含子目录）；缺省为当前目录",
    "Reports and folders, searched recursively\n[default: the current folder]",
);
/// What `search` looks for.
pub const QUERY: Message = m(
    "要找的词；全角半角、繁体简体不论，写大写字母时\n才分大小写；小写字母也作拼音首字母：\nxzfy 可找到 行政复议",
    "What to look for. Widths and 繁/简 do not matter, case\nonly where a capital is written; small letters also\nstand for pinyin: xzfy finds 行政复议",
);
/// The shell of `completions`.
pub const SHELL: Message =
    m("bash、zsh、fish、elvish 或 powershell", "bash, zsh, fish, elvish or powershell");
/// The command of `man`.
pub const MAN_COMMAND: Message =
    m("某一命令的手册页；缺省为总手册", "The page of this command [default: the program's]");

/// `--lang`.
pub const LANG: Message =
    m("界面语言：zh 或 en；缺省依环境变量 LANG", "Language: zh or en [default: as LANG says]");
/// `--encoding`.
pub const ENCODING: Message = m(
    "按此编码读取（如 gb18030）；缺省自动识别",
    "Decode files as this, e.g. gb18030\n[default: detected]",
);
/// `--text-column`.
pub const TEXT_COLUMN: Message = m(
    "CSV、JSON Lines 中正文所在的列；\n每条记录为一份报告",
    "Column of the text in tables of reports\n(CSV, JSON Lines)",
);
/// `--ascii`.
pub const ASCII: Message = m("线条与标记只用 ASCII 字符", "Draw lines and marks in ASCII only");
/// `--no-mouse`.
pub const NO_MOUSE: Message =
    m("不用鼠标，选择文字仍归终端", "Leave the mouse, and selecting text, to the terminal");
/// `--no-restore`.
pub const NO_RESTORE: Message =
    m("不回到上次的位置，从头打开", "Start at the beginning, not where you left off");
/// `--ambiguous-width`.
pub const AMBIGUOUS_WIDTH: Message = m(
    "“ ” — … 等字符占 1 列还是 2 列；缺省为 1",
    "Columns of “ ” — … and their like: 1 or 2\n[default: 1]",
);
/// `--theme`.
pub const THEME: Message = m(
    "浏览器配色：{}；\n缺省依终端底色，有 NO_COLOR 时为 mono",
    "Colours of the browser: {}\n[default: as the terminal's background is, under\nNO_COLOR mono]",
);
/// `--colors`.
pub const COLORS: Message = m(
    "颜色数：{}；\n缺省依 COLORTERM 与 TERM",
    "How many colours: {}\n[default: as COLORTERM and TERM say]",
);
/// `--config`.
pub const CONFIG_FILE: Message =
    m("读此配置文件，而不是通常的那一份", "Read this configuration instead of the usual one");
/// `config --init`.
pub const CONFIG_INIT: Message = m(
    "写一份带说明的缺省配置；已有文件时不动",
    "Write the default with comments; never over a file",
);
/// `config --path`.
pub const CONFIG_PATH: Message = m("只打印文件所在", "Print where the file is, or would be");
/// `config --schema`.
pub const CONFIG_SCHEMA: Message =
    m("打印配置文件的 JSON Schema", "Print a JSON schema of the file");
/// `--help`.
pub const HELP: Message = m("显示帮助", "Print this help");
/// `--version`.
pub const VERSION: Message = m("显示版本", "Print the version");
/// `--format` of the commands that print rows.
pub const FORMAT_ROWS: Message = m(
    "输出格式：table tsv csv json jsonl；\n缺省在终端为 table，在管道中为 tsv",
    "table, tsv, csv, json or jsonl\n[default: table on a terminal, tsv in a pipe]",
);
/// `--format` of `search`.
pub const FORMAT_HITS: Message = m(
    "输出格式：table plain tsv csv json jsonl；\n缺省在终端为 table，在管道中为 plain\n（路径:行:列: 句子）",
    "table, plain, tsv, csv, json or jsonl\n[default: table on a terminal, in a pipe plain,\nthat is path:line:column: sentence]",
);
/// `--format` of `notes`.
pub const FORMAT_NOTES: Message = m(
    "输出格式：table markdown tsv csv json jsonl；\n缺省在终端为 table，在管道中为 tsv",
    "table, markdown, tsv, csv, json or jsonl\n[default: table on a terminal, tsv in a pipe]",
);
/// `--grep` of `notes`.
pub const GREP_NOTES: Message = m(
    "只列原文或笔记含此词的；可重复，须全部包含",
    "Only notes with this word in passage or text;\nmay be repeated, all must be there",
);
/// `--regex`.
pub const REGEX: Message = m("词句是正则表达式", "QUERY is a regular expression");
/// `--ranked`.
pub const RANKED: Message = m(
    "词句是一句话：分词后按相关程度列出章节，\n各取最切题的一句",
    "QUERY is in your own words: the sections that answer\nit best come first, each with its best sentence",
);
/// `--in`.
pub const IN: Message = m(
    "只找：shortcomings（不足部分）plans（下一步）\nfigures（有数据的句子）；可用逗号并列",
    "Only in these, separated by commas: shortcomings,\nplans, figures (sentences that state one)",
);
/// `--count`.
pub const COUNT: Message = m("只列各报告的处数", "Only how many there are in each report");
/// `--limit`.
pub const LIMIT: Message =
    m("--ranked 最多列出几处；缺省为 20", "At most so many, with --ranked [default: 20]");
/// `--format` of `extract`.
pub const FORMAT_REPORTS: Message = m(
    "jsonl（每行一份报告，缺省）或 json（一个数组）",
    "jsonl (one report a line) or json (one array)\n[default: jsonl]",
);
/// `--rejected`.
pub const REJECTED: Message = m(
    "另附未采纳的疑似数字及其原因",
    "Add the number-like strings that were not taken,\neach with its reason",
);
/// `--depth`.
pub const DEPTH: Message = m("只列前 N 级标题", "Only the first N levels");
/// `--kind` of `figures`.
pub const KIND_FIGURES: Message = m(
    "只列这些类别，逗号分隔：count percent points\nmoney duration measure rank ratio",
    "Only these, separated by commas: count, percent,\npoints, money, duration, measure, rank, ratio",
);
/// `--grep` of `figures`.
pub const GREP_FIGURES: Message = m(
    "只列指标含此词的；可重复，须全部包含",
    "Only figures whose indicator has this word;\nmay be repeated, all must be there",
);
/// `--grep` of `shortcomings`.
pub const GREP_SHORTCOMINGS: Message = m(
    "只列含此词的；可重复，须全部包含",
    "Only shortcomings with this word; may be repeated,\nall must be there",
);
/// `--check` of `shortcomings`.
pub const CHECK_SHORTCOMINGS: Message =
    m("若列出任何不足，退出码为 1", "Exit with 1 if any shortcoming is listed");
/// `--kind` of `audit`.
pub const KIND_AUDIT: Message = m(
    "只列这些类别，逗号分隔：sum ratio at_most\n\
     difference list_count missing_part thin_part\n\
     missing_causes late wrong_year missing_items\n\
     percent_for_points",
    "Only these, separated by commas: sum, ratio, at_most,\n\
     difference, list_count, missing_part, thin_part,\n\
     missing_causes, late, wrong_year, missing_items,\n\
     percent_for_points",
);
/// `--wrong`.
pub const WRONG: Message =
    m("只列有问题的，不列核对无误的", "Leave out what holds: only what should be looked at");
/// `--check` of `audit`.
pub const CHECK_AUDIT: Message = m(
    "若有算术不符，退出码为 1；\n与 --kind 同用时，列出任何问题即为 1",
    "Exit with 1 if arithmetic is inconsistent; with\n--kind, if anything of those kinds is wrong",
);

/// Examples of the program.
pub const EXAMPLES_MAIN: &[(&str, Message)] = &[
    ("fayan reports/", m("在浏览器中打开目录", "open a folder in the browser")),
    ("fayan figures --grep 出庭 reports/", m("各报告关于出庭的数据", "every figure about 出庭")),
    ("fayan shortcomings reports/ | cut -f 1,4", m("文件名与不足", "file and shortcoming only")),
    ("fayan audit --wrong draft.txt", m("草稿中的数据对得上吗", "do the draft's numbers add up?")),
    (
        "fayan figures -f csv reports/ > figures.csv",
        m("导出为电子表格", "a table for a spreadsheet"),
    ),
];
/// Examples of `extract`.
pub const EXAMPLES_EXTRACT: &[(&str, Message)] = &[
    ("fayan extract reports/ > reports.jsonl", m("一行一份报告", "one report a line")),
    ("fayan extract r.txt | jq .figures[].value", m("用 jq 取数值", "the values, by jq")),
    (
        "fayan extract --rejected r.txt",
        m("哪些数未被采纳，为什么", "and what was not taken, and why"),
    ),
];
/// Examples of `outline`.
pub const EXAMPLES_OUTLINE: &[(&str, Message)] = &[
    ("fayan outline report.txt", m("章节、作用、数据与不足的个数", "sections, roles, counts")),
    ("fayan outline --depth 1 reports/", m("只看一级标题", "top headings only")),
];
/// Examples of `figures`.
pub const EXAMPLES_FIGURES: &[(&str, Message)] = &[
    ("fayan figures --grep 复议 reports/", m("关于复议的数据", "figures about 复议")),
    (
        "fayan figures --kind percent,rank r.txt",
        m("只要百分比与位次", "percentages and ranks only"),
    ),
    (
        "fayan figures --format csv reports/ > f.csv",
        m("导出为电子表格", "a table for a spreadsheet"),
    ),
    (
        "fayan figures reports/ | awk -F'\\t' '$7 == \"件\"'",
        m("第 7 列是单位", "column 7 is the unit"),
    ),
];
/// Examples of `shortcomings`.
pub const EXAMPLES_SHORTCOMINGS: &[(&str, Message)] = &[
    ("fayan shortcomings reports/", m("逐份列出", "report by report")),
    ("fayan shortcomings --grep 执法 reports/", m("只要谈执法的", "those about 执法")),
    (
        "fayan shortcomings --check draft.txt",
        m("草稿写了不足吗（退出码 1 即有）", "does a draft admit any? (status 1)"),
    ),
];
/// Examples of `audit`.
pub const EXAMPLES_AUDIT: &[(&str, Message)] = &[
    ("fayan audit draft.txt", m("每一处可核对的算术", "all arithmetic that can be checked")),
    ("fayan audit --wrong reports/", m("只看有问题的", "only what should be looked at")),
    (
        "fayan audit --check --kind late reports/",
        m("有晚于 4 月 1 日的吗", "is any dated after 1 April?"),
    ),
];
/// Examples of `search`.
pub const EXAMPLES_SEARCH: &[(&str, Message)] = &[
    ("fayan search 行政复议 reports/", m("逐份列出句子", "the sentences, report by report")),
    ("fayan search xzfy --in figures", m("拼音首字母，只要有数据的", "by pinyin, with a figure")),
    ("fayan search -E '出庭应诉率.*9[0-9]' reports/", m("正则表达式", "a regular expression")),
    (
        "fayan search --ranked 基层执法人员能力不足 -i shortcomings",
        m("用自己的话找", "in one's own words"),
    ),
    ("fayan search --count 听证 reports/ | sort -t: -k2nr", m("哪份最多", "which says it most?")),
];
/// Examples of `notes`.
pub const EXAMPLES_NOTES: &[(&str, Message)] = &[
    ("fayan notes", m("全部书签与笔记，按文件", "all of them, file by file")),
    ("fayan notes reports/2023/ --grep 复议", m("只要这些报告的", "those of these reports")),
    ("fayan notes -f markdown > notes.md", m("附出处导出", "with their sources, for a text")),
];
/// Examples of `config`.
pub const EXAMPLES_CONFIG: &[(&str, Message)] = &[
    ("fayan config", m("生效的配置，可作文件用", "what holds, as a file could say it")),
    ("fayan config --init", m("写一份来改", "a file to begin with")),
    ("$EDITOR \"$(fayan config --path)\"", m("改它", "change it")),
];
/// Examples of `completions`; they speak for themselves.
pub const EXAMPLES_COMPLETIONS: &[(&str, Message)] = &[
    ("fayan completions bash > ~/.local/share/bash-completion/completions/fayan", m("", "")),
    ("fayan completions zsh > ~/.zfunc/_fayan", m("", "")),
    ("fayan completions fish > ~/.config/fish/completions/fayan.fish", m("", "")),
];
/// Examples of `man`.
pub const EXAMPLES_MAN: &[(&str, Message)] = &[
    ("fayan man | man -l -", m("阅读手册页", "read it")),
    ("fayan man > ~/.local/share/man/man1/fayan.1", m("安装手册页", "install it")),
];

/// What the exit statuses mean.
pub const STATUS: &[(&str, Message)] = &[
    ("0", m("完成", "done")),
    (
        "1",
        m(
            "search 或 --grep 无结果，或 --check 发现问题",
            "search or --grep found nothing, or --check found something",
        ),
    ),
    (
        "2",
        m(
            "用法有误，或有文件读不了（其余照常处理）",
            "wrong use, or a file could not be read (the others are done)",
        ),
    ),
];
/// Environment variables and files; the last one is the folder for state and log, whose name is
/// put before it.
pub const ENVIRONMENT_LIST: &[(&str, Message)] = &[
    (
        "LC_ALL, LC_MESSAGES, LANG",
        m("界面语言（--lang 与配置优先）", "language, unless it is asked for"),
    ),
    ("NO_COLOR", m("不用颜色（--theme 优先）", "no colours, unless --theme asks for them")),
    ("COLORTERM, TERM", m("颜色数（--colors 优先）", "how many colours, unless --colors")),
    ("FAYAN_CONFIG", m("配置文件（--config 优先）", "the configuration file, as --config")),
    ("FAYAN_LOG", m("日志级别，如 debug", "level of the log, e.g. debug")),
];
/// What the configuration file is.
pub const CONFIG_PLACE: Message = m("配置文件", "the configuration");
/// What is kept in the state folder.
pub const STATE_FOLDER: Message = m("上次打开的目录、日志", "the folder opened last, the log");
/// Headings of a manual page, as roff writes them and as they are in the language.
pub const MAN_HEADINGS: &[(&str, Message)] = &[
    ("NAME", m("名称", "NAME")),
    ("SYNOPSIS", m("概要", "SYNOPSIS")),
    ("DESCRIPTION", m("描述", "DESCRIPTION")),
    ("EXTRA", m("说明", "NOTES")),
];

/// What the formats are.
pub const FORMAT_LIST: &[(&str, Message)] = &[
    ("table", m("对齐的表格，适应终端宽度", "aligned, fitted to the terminal")),
    ("plain", m("路径:行:列: 句子（仅 search）", "path:line:column: sentence (search only)")),
    (
        "tsv",
        m(
            "每行一条，制表符分隔，无表头；列同 csv",
            "one finding a line, tabs between, no head; the columns of csv",
        ),
    ),
    ("csv", m("有表头，UTF-8", "with a head line, UTF-8")),
    ("json", m("一个数组", "one array")),
    ("jsonl", m("每行一个对象", "one object a line")),
];

/// A problem on stderr: file, what and what to do.
pub const PROBLEM: Message = m("{}：{}", "{}: {}");
/// No file was found at all.
pub const NO_FILES: Message = m("没有找到可读的报告：{}", "no report found in {}");
/// A search for nothing.
pub const EMPTY_QUERY: Message = m("没有写要找什么", "there is nothing to look for");
/// Options that exclude each other.
pub const RANKED_ALONE: Message =
    m("--ranked 不能与 --regex 或 --count 同用", "--ranked goes with neither --regex nor --count");
/// An expression that is none.
pub const BAD_PATTERN: Message = m("正则表达式有误：{}", "not a regular expression: {}");
/// The same, with the character at which it is wrong.
pub const BAD_PATTERN_AT: Message = m(
    "正则表达式第 {} 个字符有误：{}（按字面查找请去掉 --regex）",
    "not a regular expression, at character {}: {} (leave out --regex to look for it as it stands)",
);
/// There are no notes.
pub const NO_NOTES: Message = m("还没有书签或笔记", "there are no bookmarks or notes");
/// Stands behind what it is said about.
pub const BRACKETS: Message = m("（{}）", " ({})");
/// Nothing matches.
pub const NOTHING: Message = m("没有符合的结果", "nothing found");
/// The browser needs a terminal.
pub const NO_TERMINAL: Message = m(
    "浏览器需要终端；在管道中请用命令，如 fayan figures（见 fayan --help）",
    "the browser needs a terminal; in a pipe use a command such as `fayan figures` (see fayan --help)",
);
/// Nothing that was named exists.
pub const NOT_THERE: Message = m(
    "{} 不存在；请检查路径，命令见 fayan --help",
    "{} does not exist; check the path, or see fayan --help for the commands",
);
/// An encoding that nobody knows.
pub const UNKNOWN_ENCODING: Message = m(
    "不认识的编码 {}；可用如 utf-8、gb18030、gbk、utf-16le、utf-16be、big5",
    "unknown encoding {}; use for example utf-8, gb18030, gbk, utf-16le, utf-16be or big5",
);
/// An option that does not exist.
pub const UNKNOWN_OPTION: Message = m("没有选项 {}", "there is no option {}");
/// A command that does not exist.
pub const UNKNOWN_COMMAND: Message = m("没有命令 {}", "there is no command {}");
/// Something near an option or value that does not exist.
pub const DID_YOU_MEAN: Message = m("，是否想用 {}？", "; did you mean {}?");
/// A value that an option does not take.
pub const BAD_VALUE: Message = m("{} 不是 {} 的值", "{} is no value of {}");
/// An option without its value.
pub const NO_VALUE: Message = m("{} 需要一个值", "{} needs a value");
/// The values that there are.
pub const ONE_OF: Message = m("，可用：{}", "; use one of: {}");
/// An argument is missing.
pub const MISSING: Message = m("缺少 {}", "{} is missing");
/// Too many arguments.
pub const UNEXPECTED: Message = m("多余的参数 {}", "unexpected argument {}");
/// Where to read on.
pub const SEE_HELP: Message = m("（见 {} --help）", " (see {} --help)");
/// Output failed.
pub const CANNOT_WRITE: Message = m("无法写出结果：{}", "cannot write the output: {}");
/// The log level is none.
pub const BAD_LOG_LEVEL: Message = m(
    "FAYAN_LOG={} 无法理解，按 warn 处理；可用 error warn info debug trace",
    "FAYAN_LOG={} is not understood, taken as warn; use error, warn, info, debug or trace",
);

/// Heads of the columns of tables.
pub mod head {
    use super::{Message, m};
    /// Line.
    pub const LINE: Message = m("行", "line");
    /// Line and column.
    pub const PLACE: Message = m("行:列", "line:col");
    /// A passage.
    pub const PASSAGE: Message = m("原文", "passage");
    /// A note.
    pub const NOTE: Message = m("笔记", "note");
    /// Section.
    pub const SECTION: Message = m("章节", "section");
    /// Role.
    pub const ROLE: Message = m("作用", "role");
    /// Number of figures.
    pub const FIGURES: Message = m("数据", "figures");
    /// Number of shortcomings.
    pub const SHORTCOMINGS: Message = m("不足", "lacks");
    /// A figure.
    pub const FIGURE: Message = m("数据", "figure");
    /// What is counted.
    pub const INDICATOR: Message = m("指标", "indicator");
    /// Kind.
    pub const KIND: Message = m("类别", "kind");
    /// Change.
    pub const CHANGE: Message = m("增减", "change");
    /// A shortcoming.
    pub const SHORTCOMING: Message = m("不足", "shortcoming");
    /// Theme.
    pub const THEME: Message = m("主题", "theme");
    /// Verdict.
    pub const VERDICT: Message = m("结论", "verdict");
    /// Rule.
    pub const RULE: Message = m("规则", "rule");
    /// The calculation or the finding.
    pub const CHECK: Message = m("核对", "check");
}

/// What stands for an untitled section.
pub fn untitled(role: Option<Role>) -> Message {
    match role {
        Some(Role::Preamble) => m("（引言）", "(preamble)"),
        Some(Role::Shortcomings) => m("（不足）", "(shortcomings)"),
        Some(Role::Plan) => m("（下一步）", "(plan)"),
        Some(Role::Duty) => m("（履职）", "(duty)"),
        _ => m("（无题）", "(untitled)"),
    }
}

/// A role's name.
pub fn role(role: Role) -> Message {
    match role {
        Role::Preamble => m("引言", "preamble"),
        Role::Achievements => m("举措成效", "achievements"),
        Role::Shortcomings => m("不足", "shortcomings"),
        Role::Duty => m("第一责任人", "duty"),
        Role::Plan => m("下一步", "plan"),
        Role::Other => m("其他", "other"),
    }
}

/// A kind of figure.
pub fn figure_kind(kind: FigureKind) -> Message {
    match kind {
        FigureKind::Count => m("数量", "count"),
        FigureKind::Percent => m("百分比", "percent"),
        FigureKind::Points => m("百分点", "points"),
        FigureKind::Money => m("金额", "money"),
        FigureKind::Duration => m("时长", "duration"),
        FigureKind::Measure => m("度量", "measure"),
        FigureKind::Rank => m("位次", "rank"),
        FigureKind::Ratio => m("比例", "ratio"),
    }
}

/// A direction of change.
pub fn change(change: Change) -> Message {
    match change {
        Change::Up => m("升", "up"),
        Change::Down => m("降", "down"),
    }
}

/// A shortcoming that only its wording speaks for.
pub const BY_WORDING: Message = m("仅凭用语", "by wording");

/// A rule of the audit.
pub fn rule(rule: Rule) -> Message {
    match rule {
        Rule::Sum => m("合计", "sum"),
        Rule::Ratio => m("比率", "ratio"),
        Rule::AtMost => m("不超过", "at most"),
        Rule::Difference => m("增减", "difference"),
        Rule::ListCount => m("列举", "list"),
    }
}

/// A verdict of the audit.
pub fn verdict(verdict: Verdict) -> Message {
    match verdict {
        Verdict::Holds => m("相符", "holds"),
        Verdict::HoldsTruncated => m("截断后相符", "holds, cut off"),
        Verdict::Possible => m("可能相符", "possible"),
        Verdict::Inconsistent => m("不符", "inconsistent"),
        Verdict::Ambiguous => m("口径不明", "unclear base"),
    }
}

/// Stands in a structural finding's place for a verdict.
pub const LOOK_AT: Message = m("请核实", "look at");

/// A structural finding.
pub fn finding(kind: FindingKind) -> Message {
    match kind {
        FindingKind::MissingPart => m("缺少必备内容", "part missing"),
        FindingKind::ThinPart => m("内容空泛", "part too thin"),
        FindingKind::MissingCauses => m("未写原因", "no causes"),
        FindingKind::Late => m("晚于期限", "late"),
        FindingKind::WrongYear => m("年份不符", "wrong year"),
        FindingKind::MissingItems => m("列举不全", "items missing"),
        FindingKind::PercentForPoints => m("百分点误作%", "% for points"),
    }
}
