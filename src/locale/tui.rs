//! Texts of the browser.

use super::Message;

macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident: $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* #[allow(missing_docs, reason = "the text says what it is")]
        pub const $name: Message = Message { zh: $zh, en: $en };)*
    };
}

// --- commands: as short as a hint bar needs, and clear enough for the help page -----------------
messages! {
    QUIT: "退出", "quit";
    INTERRUPT: "停下长活，没有则退出", "stop long work, else quit";
    STOP: "停止", "stop";
    RELOAD: "重新读取", "read again";
    HELP: "帮助", "help";
    PROBLEMS: "读取失败的文件", "files not read";
    NEXT_PANE: "换栏", "next pane";
    PREVIOUS_PANE: "上一栏", "previous pane";
    ZOOM: "放大本栏", "zoom pane";
    WHOLE: "全文/本节", "whole/section";
    SEARCH: "搜索", "search";
    NEXT_HIT: "下一处命中", "next match";
    PREVIOUS_HIT: "上一处命中", "previous match";
    DISMISS: "清除高亮、还原", "clear highlights, unzoom";
    DOWN: "向下", "down";
    UP: "向上", "up";
    HALF_DOWN: "下半屏", "half a page down";
    HALF_UP: "上半屏", "half a page up";
    PAGE_DOWN: "下一屏", "page down";
    PAGE_UP: "上一屏", "page up";
    TOP: "到开头", "to the top";
    BOTTOM: "到末尾", "to the end";
    SCROLL_DOWN: "正文下滚一行", "scroll the text down";
    SCROLL_UP: "正文上滚一行", "scroll the text up";
    NEXT_FIGURE: "下一数据", "next figure";
    PREVIOUS_FIGURE: "上一数据", "previous figure";
    NEXT_SHORTCOMING: "下一不足", "next shortcoming";
    PREVIOUS_SHORTCOMING: "上一不足", "previous shortcoming";
    NEXT_CHECK: "下一核对", "next check";
    PREVIOUS_CHECK: "上一核对", "previous check";
    NEXT_FAULT: "下一不符", "next fault";
    PREVIOUS_FAULT: "上一不符", "previous fault";
    NEXT_SECTION: "下一节", "next section";
    PREVIOUS_SECTION: "上一节", "previous section";
    NEXT_REPORT: "下一份报告", "next report";
    PREVIOUS_REPORT: "上一份报告", "previous report";
    FILTER: "筛选明细", "filter details";
    BACK: "后退", "back";
    FORWARD: "前进", "forward";
    THEME: "换配色", "switch theme";
    REDRAW: "重画", "redraw";
    SUSPEND: "挂起", "suspend";
    FOLD: "折叠/到上级", "fold/to parent";
    UNFOLD: "展开/进入", "unfold/enter";
    TOGGLE_FOLD: "折叠或展开", "fold or unfold";
    FOLD_ALL: "全部折叠", "fold all";
    UNFOLD_ALL: "全部展开", "unfold all";
    NEXT_SIBLING: "下一同级", "next sibling";
    PREVIOUS_SIBLING: "上一同级", "previous sibling";
    VIEW_READING: "阅读界面", "reading view";
    VIEW_FIGURES: "数据表", "all figures";
    VIEW_SHORTCOMINGS: "不足表", "all shortcomings";
    VIEW_CHECKS: "核对表", "all checks";
    VIEW_PROBLEMS: "未读入文件表", "files not read, as a table";
    VIEW_HITS: "全部报告的命中", "matches in all reports";
    VIEW_NOTES: "书签与笔记", "bookmarks and notes";
    NEXT_NOTE: "下一笔记", "next note";
    PREVIOUS_NOTE: "上一笔记", "previous note";
    BOOKMARK: "书签", "bookmark";
    ANNOTATE: "写笔记", "note";
    DELETE_NOTE: "删除书签或笔记", "delete the bookmark or note";
    UNDO_NOTE: "撤销笔记改动", "undo a change of notes";
    CITE: "引用到文件", "cite into a file";
    OLDER_WORDS: "以前搜的", "earlier search";
    NEWER_WORDS: "后来搜的/下一处", "later search/next match";
    LAST_TABLE: "回到表格", "back to the table";
    FILTER_TABLE: "筛选", "filter";
    CLEAR_FILTER: "取消筛选，再按返回", "clear the filter, else back";
    SORT: "排序", "sort";
    REVERSE: "倒序", "reverse";
    EXPORT: "导出", "write to a file";
    CONFIRM: "确定", "done";
    GIVE_UP: "放弃", "give up";
    YANK: "复制并注出处", "copy with its source";
    YANK_SENTENCE: "复制原句并注出处", "copy the sentence with its source";
    YANK_SECTION: "复制本节并注出处", "copy the section with its source";
    EDIT: "用编辑器打开此行", "open this line in the editor";
    PALETTE: "命令", "commands";
    TITLES: "按标题查找", "find by title";
    WIDER: "本栏加宽", "widen the pane";
    NARROWER: "本栏收窄", "narrow the pane";
    TALLER: "本栏加高", "heighten the pane";
    LOWER: "本栏压低", "lower the pane";
    EVEN_PANES: "各栏恢复原大小", "panes as they were";
    FIRST_SIBLING: "第一个同级", "first sibling";
    LAST_SIBLING: "最后一个同级", "last sibling";
    PARENT: "到上级", "to the parent";
    FOLD_SIBLINGS: "折叠同级", "fold siblings";
    UNFOLD_SIBLINGS: "展开同级", "unfold siblings";
    JUMP_IN_TREE: "输入标题跳转", "type a title to go there";
    KEY_TERMS: "本节关键词", "key terms of the section";
    COUNT: "次数、行号：012j、0120gg", "a count or line: 012j, 0120gg";
    READ: "阅读", "read";
    TO_TREE: "到目录", "to the tree";
    TO_DETAIL: "到明细", "to the details";
    TO_READER: "到正文", "to the text";
    JUMP: "看原句", "to the sentence";
    ACCEPT: "停在此处", "stay here";
    CANCEL: "回到原处", "go back";
    SCOPE: "换范围", "scope";
    RANKED: "按大意找", "ranked search";
    MODE: "换搜法", "way of searching";
    PLACES: "限定位置", "where a match may stand";
    FIND_ROW: "在此查找", "find in this list";
    CLOSE: "关闭", "close";
}

/// Words by which people look for a command that it is not called by, parted by blanks, by the
/// command's name in the configuration.
pub const OTHER_WORDS: &[(&str, &str)] = &[
    ("bookmark", "收藏 标记 mark star favourite favorite"),
    ("bottom", "末尾 最后 last"),
    ("cite", "摘录 摘抄 出处 保存 追加 quote append save"),
    ("copy-finding", "拷贝 剪贴板 引用 yank clipboard cite"),
    ("copy-section", "拷贝 剪贴板 段落 yank clipboard passage paragraph"),
    ("copy-sentence", "拷贝 剪贴板 句子 yank clipboard"),
    ("delete-note", "去掉 remove"),
    ("edit", "打开 修改 vim editor"),
    ("export", "保存 另存 写出 save csv json markdown excel"),
    ("figures-table", "数字 指标 统计 numbers indicators statistics"),
    ("filter", "过滤 只看 only"),
    ("filter-table", "过滤 查找 搜索 search find grep"),
    ("help", "快捷键 按键 说明 手册 keys shortcuts manual"),
    ("key-terms", "高频词 keywords"),
    ("notes-table", "收藏 标记 全部书签 marks favourites"),
    ("problems", "错误 失败 errors failed"),
    ("problems-table", "错误 失败 errors failed"),
    ("quit", "关闭 exit close leave bye"),
    ("reload", "刷新 refresh"),
    ("search", "查找 全文检索 检索 find grep pinyin 拼音"),
    ("search-ranked", "语义 检索 相关 similar relevant own"),
    ("shortcomings-table", "问题 短板 薄弱 gaps problems weaknesses"),
    ("checks-table", "审核 校验 勾稽 audit errors mistakes"),
    ("theme", "主题 颜色 色彩 外观 深色 浅色 亮色 夜间 colours colors dark light night appearance"),
    ("titles", "章节 跳转 目录 goto sections fuzzy"),
    ("top", "最前 first"),
    ("undo-note", "恢复 restore"),
    ("zoom", "全屏 最大化 放大 fullscreen maximize"),
];

/// Other words for a command, by its name in the configuration.
pub fn other_words(command: &str) -> impl Iterator<Item = &'static str> {
    let row = OTHER_WORDS.iter().find(|(name, _)| *name == command);
    row.map(|(_, words)| words.split(' ')).into_iter().flatten()
}

// --- panes, views, groups of keys ----------------------------------------------------------------
messages! {
    PANE_TREE: "报告", "Reports";
    PANE_READER: "正文", "Text";
    PANE_DETAIL: "明细", "Details";
    CONTEXT_BROWSE: "各栏通用", "Everywhere";
    CONTEXT_TREE: "报告目录", "Tree of reports";
    CONTEXT_READER: "正文", "Text";
    CONTEXT_DETAIL: "明细", "Details";
    CONTEXT_TABLE: "表格", "Tables";
    CONTEXT_PROMPT: "输入时", "While typing";
    CONTEXT_SEARCH: "搜索时", "While searching";
    CONTEXT_POPUP: "帮助等弹窗", "Help and other popups";
    GROUP_MOVING: "移动", "Moving";
    GROUP_FINDINGS: "逐项查看", "From finding to finding";
    GROUP_SEARCHING: "查找", "Searching";
    GROUP_VIEWS: "切换界面", "Views";
    GROUP_PANES: "栏与折叠", "Panes and folds";
    GROUP_USING: "取用", "Using what is found";
    GROUP_NOTES: "书签与笔记", "Bookmarks and notes";
    GROUP_PROGRAM: "程序", "Program";
    HELP_TITLE: "帮助", "Help";
    PROBLEMS_TITLE: "读取失败的文件（{}）", "Files that could not be read ({})";
    NO_PROBLEMS: "所有文件都已读入。", "Every file was read.";
    SHORT_FIGURES: "数据", "figs";
    SHORT_SHORTCOMINGS: "不足", "gaps";
    SHORT_CHECKS: "核对", "chk";
    FILTER_ALL: "全部", "all";
    FILTER_FIGURES: "数据", "figures";
    FILTER_SHORTCOMINGS: "不足", "shortcomings";
    FILTER_CHECKS: "核对", "checks";
    MODE_PINYIN: "词与拼音", "words, pinyin";
    MODE_REGEX: "正则", "regex";
    MODE_RANKED: "大意", "ranked";
    MODE_EXACT: "原样", "exact";
    ANYWHERE: "不限", "anywhere";
    ONLY_SHORTCOMINGS: "仅不足", "in shortcomings";
    ONLY_PLANS: "仅计划", "in plans";
    ONLY_FIGURES: "仅含数据句", "with figures";
    SCOPE_SECTION: "本节", "section";
    SCOPE_REPORT: "全文", "report";
    SCOPE_ALL: "全部报告", "all reports";
    THEME_CALLED: "配色：{}", "theme: {}";
    TABLE_FIGURES: "全部数据", "All figures";
    TABLE_SHORTCOMINGS: "全部不足", "All shortcomings";
    TABLE_CHECKS: "全部核对结果", "All checks";
    TABLE_PROBLEMS: "未能读入的文件", "Files not read";
    TABLE_HITS: "全部报告的命中", "Matches in all reports";
    TABLE_NOTES: "书签与笔记", "Bookmarks and notes";
    HEAD_FINDING: "类型", "Finding";
    HEAD_NOTE: "笔记", "Note";
    HEAD_PASSAGE: "原文", "Passage";
    HEAD_STATE: "状态", "State";
    HEAD_CREATED: "写于", "Made";
    HEAD_CHANGED: "改于", "Changed";
    HEAD_REPORT: "报告", "Report";
    HEAD_PATH: "文件", "File";
    HEAD_LINE: "行", "Line";
    HEAD_SECTION: "章节", "Section";
    HEAD_VALUE: "数据", "Figure";
    HEAD_NUMBER: "数值", "Value";
    HEAD_UNIT: "单位", "Unit";
    HEAD_KIND: "类别", "Kind";
    HEAD_INDICATOR: "指标", "Counts";
    HEAD_QUALIFIERS: "说明", "Said of it";
    HEAD_TEXT: "不足", "Shortcoming";
    HEAD_THEME: "主题", "About";
    HEAD_VERDICT: "结果", "Verdict";
    HEAD_CALCULATION: "计算与说明", "Calculation and note";
    HEAD_REASON: "原因", "Reason";
    HEAD_SENTENCE: "原句", "Sentence";
    STRUCTURE: "结构", "make-up";
    READING_ORDER: "原文顺序", "reading order";
    BEST_FIRST: "相关程度", "best first";
    WORKING: "正在整理……", "Working…";
    WORKING_STOP: "正在整理……（{} 停止）", "Working… ({} stops)";
    EMPTY_TABLE: "一项也没有。", "There are none.";
    NO_MATCH: "没有命中。", "No match.";
    NOTHING_FITS: "没有符合的行。esc 取消筛选。", "No row fits. esc clears the filter.";
    PROMPT_NOTE: "笔记，留空为书签", "note; a bookmark if empty";
    PROMPT_CITE: "引用追加到文件", "append to file";
    PROMPT_FILTER: "筛选", "filter";
    PROMPT_TITLES: "报告与章节标题、拼音", "titles of reports and sections";
    NOTHING_LIKE_IT: "没有这样的名称。", "Nothing of that name.";
    PROMPT_JUMP: "目录中的标题、拼音", "title in the tree";
    PROMPT_TERMS: "本节关键词，Enter 搜索", "key terms of the section, Enter searches";
    TERM_COUNT: "本节 {} 次 · 见于 {} 份报告", "{} here · reports: {}";
    GO_TO_LINE: "到第 {} 行", "go to line {}";
    GO_TO_ROW: "到第 {} 项", "go to row {}";
    TO_LINE: "到该行", "to that line";
    COUNT_IS: "次数 {}", "count {}";
    PROMPT_EXPORT: "写入 .csv/.json/.md", "write .csv/.json/.md";
}

// --- what the panes say ----------------------------------------------------------------------------
messages! {
    READING: "正在读取 {}/{}", "reading {}/{}";
    READING_SOME: "正在读取 {}", "reading {}";
    REPORTS: "报告 {} 份", "Reports: {}";
    COLUMNS: "数据 不足", "figs gaps";
    UNREAD: "{} 份未读入（!）", "{} not read (!)";
    LOADING_EMPTY: "正在读取……", "Reading…";
    NOTHING_FOUND: "这里没有可读的报告。\n能读网页、文本、Word/WPS、PDF、OFD 和 zip，\n以及指明 --text-column 的 csv、json。\n按 q 退出，用“fayan 文件夹”打开别处。",
        "No reports here.\nReads web pages, text, Word, WPS, PDF, OFD and zip,\nand csv and json with --text-column.\nOpen another folder with: fayan FOLDER. q quits.";
    NOTHING_READ: "没有一份文件能读入。\n按 ! 看原因，按 q 退出。",
        "No file could be read.\n! tells why, q quits.";
    NO_ITEMS: "此处没有数据、不足或核对结果。", "No figures, shortcomings or checks here.";
    NO_ITEMS_OF_KIND: "此处没有这一类。f 换一类。", "None of this kind here. f shows others.";
    PREAMBLE: "（引言）", "(preamble)";
    IMPLIED_SHORTCOMINGS: "（存在的不足）", "(shortcomings)";
    IMPLIED_PLAN: "（下一步安排）", "(plan)";
    IMPLIED_OTHER: "（无标题）", "(untitled)";
    LINE_COLUMN: "{}行{}列", "{}:{}";
    PROMPT_SEARCH: "搜索", "search";
    TOO_SMALL: "窗口太小", "too small";
}

// --- messages ---------------------------------------------------------------------------------------
messages! {
    SORTED_BY: "排序：{}", "sorted by: {}";
    EXPORTING: "写入 {} 项，.csv/.json/.md", "write {} rows, .csv/.json/.md";
    NOTHING_TO_WRITE: "此处没有可导出的内容", "nothing to write here";
    WRITING: "正在写入 {}……", "writing {}…";
    WRITTEN: "已写入 {} 行到 {}", "wrote {} rows to {}";
    NOT_WRITTEN: "写不了 {}：{}", "cannot write {}: {}";
    UNKNOWN_FORMAT: "文件名须以 .csv、.json 或 .md 结尾", "the name must end in .csv, .json or .md";
    FILE_EXISTS: "{} 已存在，再按一次 Enter 覆盖", "{} exists: Enter again writes over it";
    COPIED: "已复制 {} 字（含出处）", "copied {} characters with their source";
    FILE_CHANGED: "文件已改动，已重新读取", "the file has changed and was read again";
    FILE_GONE: "{} 已不在原处，正文仍可看", "{} is gone; its text can still be read";
    NOTHING_HERE: "此处没有内容", "nothing here";
    NO_REPORT_OPEN: "还没有打开的报告", "no report is open yet";
    BESIDE_EACH_OTHER: "各栏左右并排，没有高低可调", "the panes stand side by side: none can be taller";
    NOTHING_TO_COPY: "此处没有可复制的内容", "nothing to copy here";
    CITATION: "——《{}》，第{}行，{}", "— {}, line {}, {}";
    CITATION_IN_SECTION: "——《{}》{}，第{}行，{}", "— {}, {}, line {}, {}";
    NO_FILE: "{} 不是可以打开的文件", "{} is no file that can be opened";
    NO_EDITOR: "编辑器未能运行（{}），可设置 EDITOR", "the editor did not run ({}): set EDITOR";
    NO_SUCH_KEY: "没有 {} 这个键，? 看帮助", "no key {}, ? for help";
    NO_MORE: "再没有{}了", "no more of: {}";
    WRAPPED_TO_TOP: "已回到开头", "search wrapped to the top";
    WRAPPED_TO_END: "已转到末尾", "search wrapped to the end";
    NO_QUERY: "还没有搜索词，先按 /", "nothing to search for yet: press /";
    NO_HITS: "没有找到“{}”", "“{}” not found";
    BAD_PATTERN: "正则第 {} 字处有误：{}", "bad regex at character {}: {}";
    BAD_PATTERN_WHOLE: "正则有误：{}", "bad regex: {}";
    OWN_WORDS: "用自己的话说要找什么，例如：基层执法人手不够。\n各节按相关程度排列，每节显示最相关的一句。",
        "Say in your own words what to look for.\nSections come best first, each with its best sentence.";
    NO_BACK: "没有更早的位置", "no earlier place";
    NO_FORWARD: "没有更新的位置", "no later place";
    NO_COLOURS: "没有颜色可用：NO_COLOR 或终端如此（--colors 可改）", "no colours here: NO_COLOR or the terminal says so (--colors overrules)";
    THEME_IS: "配色：{}", "theme: {}";
    THEME_OF: "配色：{}（{} 再换：{}）", "theme: {} ({} goes on: {})";
    SHOWING_WHOLE: "显示全文", "showing the whole report";
    SHOWING_SECTION: "只显示本节", "showing this section only";
    STOPPED: "已停止读取：读了 {}/{}，R 重新读取", "reading stopped: {} of {}; R reads again";
    STOPPED_SHORT: "只读了 {}/{}（R）", "{} of {} read (R)";
    READER_GONE: "读取已中断，请退出后重新打开", "reading has broken off: leave and open again";
    STOPPED_WORK: "已停止", "stopped";
    READING_AGAIN: "正在重新读取", "reading again";
    READ_AGAIN: "已重新读取：{} 份新增或有变化，{} 份已不在", "read again: {} new or changed, {} gone";
    READ_SAME: "已重新读取，没有变化", "read again: nothing has changed";
    WRITING_SOME: "正在写入 {}%", "writing {}%";
    LOAD_FAILED: "读取中断：{}", "reading stopped: {}";
    THEME_DARK: "深色", "dark";
    THEME_LIGHT: "浅色", "light";
    THEME_CONTRAST: "高对比", "high contrast";
    THEME_MONO: "单色", "mono";
}

// --- bookmarks and notes ---------------------------------------------------------------------------
messages! {
    NOTES: "书签和笔记", "notes";
    NO_NOTES_YET: "还没有书签和笔记。\n阅读时按 m 加书签，按 a 写笔记。",
        "No bookmarks or notes yet.\nWhile reading, m bookmarks a passage and a writes a note on it.";
    BOOKMARKED: "已加书签：7 看全部，c 引用到文件", "bookmarked: 7 lists all, c cites into a file";
    UNMARKED: "已去掉书签，u 撤销", "bookmark removed: u undoes";
    NOTED: "已记下，7 看全部", "noted: 7 lists all";
    NOTE_DELETED: "已删除笔记，u 撤销", "note deleted: u undoes";
    NOTE_UNDONE: "已撤销", "undone";
    NOTHING_TO_UNDO: "没有可撤销的笔记改动", "no change of notes to undo";
    HAS_NOTE: "此处有笔记：a 修改，x 删除", "there is a note here: a changes it, x deletes it";
    NOTHING_TO_NOTE: "此处没有可加书签的内容", "nothing to bookmark here";
    NO_NOTE_HERE: "此处没有书签或笔记", "no bookmark or note here";
    NOTHING_TO_CITE: "此处没有可引用的内容", "nothing to cite here";
    CITED: "已引用到 {}", "cited into {}";
    SESSION_BROKEN: "上次的位置读不出来，从头打开：{}", "where you left off cannot be read: {}";
    NOTES_OPENING: "笔记还在打开，请稍后再按", "notes are still being opened: try again";
    NOTES_OFF: "不能加书签、写笔记：{}", "no bookmarks and notes: {}";
    NOT_SAVED_YET: "笔记尚未保存，将自动重试：{}", "a note is not saved yet, trying again: {}";
    SAVED_AFTER_ALL: "笔记已全部保存", "all notes are saved now";
    LEFT_UNSAVED: "以下笔记未能保存：", "these notes could not be saved:";
    NOTE_SOUGHT: "还在查找这段原文", "still looking for this passage";
    NOTE_ELSEWHERE: "这条笔记在另一个文件里，用 fayan 打开：{}", "this note is in another file, open it with fayan: {}";
    NOTE_LOST: "{}：{}", "{}: {}";
    NOTE_STOOD: "原文中已找不到这一段，它曾在第 {} 行", "the passage is no longer in the text: it stood on line {}";
    STATE_UNSAVED: "未保存", "not saved";
    STATE_LOST: "原文已无", "not found";
    STATE_ELSEWHERE: "在别处", "elsewhere";
    STATE_UNKNOWN: "查找中", "looking";
    STATE_CHANGED: "原文已改", "text changed";
}

// --- what is found ----------------------------------------------------------------------------------
messages! {
    HOLDS: "相符", "holds";
    HOLDS_TRUNCATED: "相符（截尾）", "holds (truncated)";
    POSSIBLE: "可能相符", "possible";
    INCONSISTENT: "不符", "does not hold";
    AMBIGUOUS: "口径不明", "unclear base";
    FAULTS: "不符", "faults";
    FACT_SCOPE: "范围", "scope";
    FACT_PERIOD: "时间", "period";
    FACT_BASE: "基准", "compared with";
    FACT_PART_OF: "其中，属于", "part of";
    FACT_CHANGES: "变为", "leads to";
    FACT_TARGET: "目标，尚未实现", "a target, not reached yet";
    FACT_DOUBTFUL: "单位不明，供参考", "unknown unit: a guess";
    FACT_CANONICAL: "规范指标", "indicator";
    FACT_THEME: "主题", "about";
    FACT_CUE: "用语", "said by";
    FACT_HEDGE: "限定", "softened by";
    FIGURE_COUNT: "数量", "count";
    FIGURE_PERCENT: "百分比", "percent";
    FIGURE_POINTS: "百分点", "points";
    FIGURE_MONEY: "金额", "money";
    FIGURE_DURATION: "时长", "duration";
    FIGURE_MEASURE: "计量", "measure";
    FIGURE_RANK: "位次", "rank";
    FIGURE_RATIO: "比例", "ratio";
}
