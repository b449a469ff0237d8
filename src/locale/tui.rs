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
    READ: "阅读", "read";
    TO_TREE: "到目录", "to the tree";
    TO_DETAIL: "到明细", "to the details";
    TO_READER: "到正文", "to the text";
    JUMP: "看原句", "to the sentence";
    ACCEPT: "停在此处", "stay here";
    CANCEL: "回到原处", "go back";
    SCOPE: "换范围", "scope";
    CLOSE: "关闭", "close";
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
    CONTEXT_SEARCH: "搜索时", "While searching";
    CONTEXT_POPUP: "帮助等弹窗", "Help and other popups";
    HELP_TITLE: "帮助", "Help";
    PROBLEMS_TITLE: "读取失败的文件（{}）", "Files that could not be read ({})";
    NO_PROBLEMS: "所有文件都已读入。", "Every file was read.";
    FILTER_ALL: "全部", "all";
    FILTER_FIGURES: "数据", "figures";
    FILTER_SHORTCOMINGS: "不足", "shortcomings";
    FILTER_CHECKS: "核对", "checks";
    SCOPE_SECTION: "本节", "section";
    SCOPE_REPORT: "全文", "report";
}

// --- what the panes say ----------------------------------------------------------------------------
messages! {
    READING: "正在读取 {}/{}", "reading {}/{}";
    READING_SOME: "正在读取 {}", "reading {}";
    REPORTS: "报告 {} 份", "{} reports";
    COLUMNS: "数据 不足", "figs gaps";
    UNREAD: "{} 份未能读入（按 !）", "{} not read (press !)";
    LOADING_EMPTY: "正在读取……", "Reading…";
    NOTHING_FOUND: "这里没有可读的报告。\n能读 txt、md、html、htm 文件。\n按 q 退出，用“fayan 文件夹”打开别处。",
        "No reports here.\nReads txt, md, html and htm files.\nOpen another folder with: fayan FOLDER. q quits.";
    NOTHING_READ: "没有一份文件能读入。\n按 ! 看原因，按 q 退出。",
        "No file could be read.\n! tells why, q quits.";
    NO_ITEMS: "此处没有数据、不足或核对结果。", "No figures, shortcomings or checks here.";
    NO_ITEMS_OF_KIND: "此处没有这一类。f 换一类。", "None of this kind here. f shows others.";
    PREAMBLE: "（引言）", "(preamble)";
    IMPLIED_SHORTCOMINGS: "（存在的不足）", "(shortcomings)";
    IMPLIED_PLAN: "（下一步安排）", "(plan)";
    IMPLIED_OTHER: "（无标题）", "(untitled)";
    LINE: "第{}行", "line {}";
    LINE_COLUMN: "{}行{}列", "{}:{}";
    PROMPT_SEARCH: "搜索", "search";
    TOO_SMALL: "窗口太小", "too small";
}

// --- messages ---------------------------------------------------------------------------------------
messages! {
    NO_SUCH_KEY: "没有 {} 这个键，? 看帮助", "no key {}, ? for help";
    NO_MORE: "再没有{}了", "no more of: {}";
    WRAPPED_TO_TOP: "已回到开头", "search wrapped to the top";
    WRAPPED_TO_END: "已转到末尾", "search wrapped to the end";
    NO_QUERY: "还没有搜索词，先按 /", "nothing to search for yet: press /";
    NO_HITS: "没有找到“{}”", "“{}” not found";
    NO_BACK: "没有更早的位置", "no earlier place";
    NO_FORWARD: "没有更新的位置", "no later place";
    THEME_IS: "配色：{}", "theme: {}";
    SHOWING_WHOLE: "显示全文", "showing the whole report";
    SHOWING_SECTION: "只显示本节", "showing this section only";
    LOAD_FAILED: "读取中断：{}", "reading stopped: {}";
    THEME_DARK: "深色", "dark";
    THEME_LIGHT: "浅色", "light";
    THEME_CONTRAST: "高对比", "high contrast";
    THEME_MONO: "单色", "mono";
}

// --- what is found ----------------------------------------------------------------------------------
messages! {
    HOLDS: "相符", "holds";
    HOLDS_TRUNCATED: "相符（截尾）", "holds (truncated)";
    POSSIBLE: "可能相符", "possible";
    INCONSISTENT: "不符", "does not hold";
    AMBIGUOUS: "口径不明", "unclear base";
    FIGURE_COUNT: "数量", "count";
    FIGURE_PERCENT: "百分比", "percent";
    FIGURE_POINTS: "百分点", "points";
    FIGURE_MONEY: "金额", "money";
    FIGURE_DURATION: "时长", "duration";
    FIGURE_MEASURE: "计量", "measure";
    FIGURE_RANK: "位次", "rank";
    FIGURE_RATIO: "比例", "ratio";
}
