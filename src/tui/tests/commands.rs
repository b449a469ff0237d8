//! Every command of the keymap, by every key that is bound to it, everywhere it works. A command
//! without a case does not compile.

use super::super::app::{Popup, View};
use super::super::drive::Ending;
use super::super::keymap::{Command, Context, bindings};
use super::super::layout::Pane;
use super::super::list::List;
use super::super::marks::Mark;
use super::super::page::Place;
use super::super::theme::ThemeName;
use super::super::tree::Node;
use super::Browser;

/// What the check of a case compares with.
struct Before {
    lines: Vec<String>,
    top: Place,
    node: Option<Node>,
    rows: usize,
    popup: List,
    current: Option<Mark>,
    hit: Option<usize>,
    row: usize,
}

impl Before {
    fn of(browser: &Browser) -> Self {
        Self {
            lines: browser.lines(),
            top: browser.app.reader.top,
            node: browser.app.tree.selected(),
            rows: browser.app.tree.rows().len(),
            popup: browser.app.popup_list,
            current: browser.app.reader.current,
            hit: browser.app.find.at,
            row: browser.row(),
        }
    }
}

/// Keys that lead to where a command is tried, and what must be true after it.
type Case = (&'static str, fn(&Before, &Browser) -> bool);

/// The blank row before a heading comes before the heading.
fn order(place: Place) -> (usize, bool) {
    (place.offset, !place.gap)
}

fn later(was: &Before, now: &Browser) -> bool {
    order(now.app.reader.top) > order(was.top)
}

fn earlier(was: &Before, now: &Browser) -> bool {
    order(now.app.reader.top) < order(was.top)
}

#[rustfmt::skip]
fn case(command: Command, context: Context) -> Case {
    use Command as C;
    match (command, context) {
        (C::Down, Context::Popup) | (C::HalfDown, Context::Popup) | (C::PageDown, Context::Popup)
        | (C::Bottom, Context::Popup) => ("?", |was, now| now.app.popup_list.top > was.popup.top),
        (C::Up, Context::Popup) | (C::HalfUp, Context::Popup) | (C::PageUp, Context::Popup)
        | (C::Top, Context::Popup) => ("? G", |was, now| now.app.popup_list.top < was.popup.top),
        (C::Down | C::HalfDown | C::PageDown | C::Bottom, Context::Table) => ("2", |was, now| now.row() > was.row),
        (C::Up | C::HalfUp | C::PageUp | C::Top, Context::Table) => ("2 G", |was, now| now.row() < was.row),
        (C::Down, Context::Prompt) => ("2 /", |was, now| now.row() > was.row && now.app.prompt.is_some()),
        (C::Up, Context::Prompt) => ("2 G /", |was, now| now.row() < was.row && now.app.prompt.is_some()),
        (C::Reading, Context::Table) => ("2", |_, now| now.app.view == View::Reading && now.shows("枫桥县 2023")),
        (C::Reading, _) => ("", |was, now| now.lines() == was.lines),
        (C::Figures, _) => (if context == Context::Table { "3" } else { "" }, |_, now| now.shows("全部数据") && now.shows("386人次")),
        (C::Shortcomings, _) => (if context == Context::Table { "2" } else { "" }, |_, now| now.shows("全部不足") && now.shows("1:5")),
        (C::Checks, _) => (if context == Context::Table { "2" } else { "" }, |_, now| now.shows("全部核对结果") && now.shows("1200 + 900 = 2100 ≠ 2150")),
        (C::Unread, _) => (if context == Context::Table { "2" } else { "" }, |_, now| now.shows("未能读入的文件") && now.shows("都已读入")),
        (C::Hits, _) => (if context == Context::Table { "2" } else { "" }, |_, now| now.shows("全部报告的命中")),
        (C::Notes, _) => (if context == Context::Table { "]f m 2" } else { "]f m" }, |_, now| now.shows("书签与笔记") && now.shows("全年培训执法人")),
        (C::Bookmark, Context::Table) => ("2", |_, now| now.bottom().contains("已加书签") && now.app.book.snapshot().len() == 1),
        (C::Bookmark, _) => ("]f", |was, now| now.bottom().contains("已加书签") && now.screen().matches('◇').count() > was.lines.join("").matches('◇').count()),
        (C::Annotate, _) => (if context == Context::Table { "2" } else { "]f" }, |_, now| now.app.prompt.is_some() && now.bottom().contains("留空为书签")),
        (C::DeleteNote, _) => (if context == Context::Table { "2 m" } else { "]f m" }, |was, now| was.lines.join("").contains("已加书签") && now.app.book.snapshot().is_empty()),
        (C::UndoNote, _) => (if context == Context::Table { "2 m x" } else { "]f m x" }, |was, now| was.lines.join("").contains("u 撤销") && now.app.book.snapshot().len() == 1),
        (C::NextNote, _) => ("tab ]s m [f", |_, now| now.app.note_gone_to().is_some()),
        (C::PreviousNote, _) => ("tab ]s m ]s ]s", |_, now| now.app.note_gone_to().is_some()),
        (C::Cite, _) => (if context == Context::Table { "2" } else { "]f" }, |_, now| now.app.prompt.is_some() && now.bottom().contains("citations.md")),
        (C::LastTable, Context::Tree) => ("2 j j 1", |was, now| now.row() == was.row && now.row() == 2 && now.app.view == View::Table),
        (C::LastTable, _) => ("2 j j enter", |was, now| now.row() == was.row && now.row() == 2 && now.app.view == View::Table),
        (C::ToSentence, _) => ("2 j", |_, now| now.app.view == View::Reading && now.current().as_deref() == Some("2150件")),
        (C::Wider, _) => ("", |_, now| now.app.layout.tree.unwrap().width == 28),
        (C::Narrower, _) => ("", |_, now| now.app.layout.tree.unwrap().width == 24),
        (C::Taller, _) => ("", |_, now| now.app.layout.tree.unwrap().height == 8),
        (C::Lower, _) => ("", |_, now| now.app.layout.tree.unwrap().height == 6),
        (C::EvenPanes, _) => ("> > + +", |was, now| was.lines != now.lines() && now.app.layout.tree.unwrap().width == 26),
        (C::Palette, _) => (if context == Context::Table { "2" } else { "" }, |_, now| now.bottom().starts_with(':') && now.shows("  help ")),
        (C::Titles, _) => (if context == Context::Table { "2" } else { "" }, |_, now| now.bottom().starts_with('>') && now.shows("枫桥县2023年法治政府建设年度报告")),
        (C::Yank, Context::Table) => ("2", |_, now| now.app.copied.starts_with("386人次  培训执法人员\n——《枫桥县2023年") && now.bottom().contains("已复制")),
        (C::Yank, _) => ("]f", |_, now| now.app.copied.starts_with("386人次  培训执法人员\n——《枫桥县2023年法治政府建设年度报告》一、主要举措和成效 › (一)规范行政执法，第5行，reports/枫桥2023.txt")),
        (C::YankSentence, Context::Table) => ("2", |_, now| now.app.copied.starts_with("全年培训执法人员386人次，") && now.app.copied.contains("900件。\n——")),
        (C::YankSentence, _) => ("]f", |_, now| now.app.copied.starts_with("全年培训执法人员386人次，") && now.app.copied.contains("900件。\n——")),
        (C::YankSection, Context::Table) => ("2", |_, now| now.app.copied.starts_with("(一)规范行政执法\n全年")),
        (C::YankSection, _) => ("]f", |_, now| now.app.copied.starts_with("(一)规范行政执法\n全年") && now.app.copied.contains("十二个领域。\n——")),
        (C::Edit, _) => (if context == Context::Table { "2" } else { "]f" }, |_, now| now.bottom().contains("不是可以打开的文件")),
        (C::Sort, _) => ("2", |_, now| now.bottom().contains("排序：报告") && now.shows("报告 ↑")),
        (C::Reverse, _) => ("2", |was, now| now.lines() != was.lines && now.app.sheets.get(now.app.table).wish.reverse),
        (C::FilterTable, _) => ("2", |_, now| now.app.prompt.is_some() && now.bottom().starts_with('/')),
        (C::ClearFilter, _) => ("2 / 应 诉 率 enter", |was, now| was.lines[0].contains("1:2/14") && now.lines()[0].ends_with(":14")),
        (C::Export, Context::Browse) => ("]f", |_, now| now.bottom().contains("findings.csv") && now.bottom().contains("写入 6 项")),
        (C::Export, _) => ("2", |_, now| now.bottom().contains("figures.csv")),
        (C::AcceptPrompt, _) => ("2 / 应 诉 率", |_, now| now.app.prompt.is_none() && now.lines()[0].contains("1:2/14")),
        (C::CancelPrompt, _) => ("2 / 应 诉 率", |_, now| now.app.prompt.is_none() && now.lines()[0].ends_with(":14")),
        (C::Theme, Context::Table) => ("2", |_, now| now.app.theme.name == ThemeName::Light),
        (C::Help, Context::Table) => ("2", |_, now| now.app.popup == Some(Popup::Help)),
        (C::Redraw | C::Suspend, Context::Table) => ("2", |was, now| now.lines() == was.lines && now.ended.is_none()),
        (C::Quit, Context::Table) => ("2", |_, now| now.ended == Some(Ending::Quit)),
        (C::Down | C::HalfDown | C::PageDown | C::Bottom, _) => ("zR tab", later),
        (C::Up | C::HalfUp | C::PageUp | C::Top, _) => ("zR tab G", earlier),
        (C::ScrollDown, _) => ("", later),
        (C::ScrollUp, _) => ("tab G tab", earlier),
        (C::NextPane, _) => ("", |_, now| now.app.focus == Pane::Reader),
        (C::PreviousPane, _) => ("", |_, now| now.app.focus == Pane::Detail),
        (C::NextFigure, _) => ("tab", |_, now| now.current().as_deref() == Some("386人次")),
        (C::PreviousFigure, _) => ("tab ]f ]f", |_, now| now.current().as_deref() == Some("386人次")),
        (C::NextShortcoming, _) => ("", |_, now| now.current().as_deref() == Some("基层执法力量薄弱")),
        (C::PreviousShortcoming, _) => ("]s ]s", |_, now| now.current().as_deref() == Some("基层执法力量薄弱")),
        (C::NextCheck, _) => ("", |_, now| now.current().as_deref() == Some("2150件")),
        (C::PreviousCheck, _) => ("]a ]a", |_, now| now.current().as_deref() == Some("2150件")),
        (C::NextFault, _) => ("", |_, now| now.current().as_deref() == Some("2150件")),
        (C::PreviousFault, _) => ("]r", |_, now| now.report() == "枫桥县 2023" && now.current().as_deref() == Some("2150件")),
        (C::NextSection, _) => ("", |was, now| later(was, now) && now.app.tree.selected().is_some()),
        (C::PreviousSection, _) => ("]] ]]", earlier),
        (C::NextReport, _) => ("", |_, now| now.report() == "桦川县 2024"),
        (C::PreviousReport, _) => ("]r", |_, now| now.report() == "枫桥县 2023"),
        (C::Back, _) => ("tab G", |was, now| now.app.reader.top.offset == 0 && was.top.offset > 0),
        (C::Forward, _) => ("tab G H", later),
        (C::Search, _) => ("", |_, now| now.app.searching && now.bottom().starts_with('/')),
        (C::NextHit, Context::Search) => ("/ 出 庭", |was, now| now.app.find.at > was.hit),
        (C::PreviousHit, Context::Search) => ("/ 出 庭", |was, now| now.app.find.at > was.hit),
        (C::NextHit, _) => ("/ 出 庭 enter", |was, now| now.app.find.at > was.hit),
        (C::PreviousHit, _) => ("/ 出 庭 enter n", |was, now| now.app.find.at < was.hit),
        (C::OlderWords, _) => ("/ 执 法 enter / 出", |_, now| now.app.find.input.value() == "执法" && now.bottom().contains("1/")),
        (C::NewerWords, _) => ("/ 执 法 enter / 出 up", |was, now| was.lines.join("").contains("/执法") && now.app.find.input.value() == "出"),
        (C::Accept, _) => ("/ 出 庭", |was, now| !now.app.searching && now.app.reader.top == was.top && now.hit() == Some((1, 3))),
        (C::Cancel, _) => ("tab / 出 声", |was, now| !now.app.searching && now.app.reader.top.offset == 0 && was.top.offset > 0),
        (C::Scope, _) => ("l j l j j / 出 庭", |_, now| now.hit() == Some((1, 2)) && now.bottom().contains("本节")),
        (C::Ranked, _) => ("", |_, now| now.app.searching && now.bottom().contains("大意") && now.shows("用自己的话")),
        (C::Mode, _) => ("/ 出 . . 出", |was, now| was.hit.is_none() && now.hit() == Some((1, 1)) && now.bottom().contains("正则")),
        (C::Places, _) => ("/ 法 律 顾 问", |_, now| now.hit() == Some((1, 1)) && now.bottom().contains("仅不足")),
        (C::Parent, _) => ("l j", |_, now| now.app.tree.list.at == 0),
        (C::FirstSibling, _) => ("l j j j", |_, now| now.app.tree.list.at == 1),
        (C::LastSibling, _) => ("l j", |_, now| now.app.tree.list.at == 3),
        (C::FoldSiblings, _) => ("zR j", |was, now| was.rows == 10 && now.app.tree.rows().len() == 7),
        (C::UnfoldSiblings, _) => ("l j", |was, now| now.app.tree.rows().len() == was.rows + 3),
        (C::JumpInTree, _) => ("", |_, now| now.bottom().starts_with('\'')),
        (C::KeyTerms, _) => ("", |_, now| now.shows("见于 2 份报告") && now.shows("行政复议")),
        (C::Count, _) => (if context == Context::Table { "2" } else { "" }, |_, now| now.app.count == Some(0) && now.bottom().contains("次数 0")),
        (C::Read, _) => ("", |_, now| now.app.focus == Pane::Reader),
        (C::Fold, _) => ("l", |was, now| now.app.tree.rows().len() < was.rows),
        (C::Unfold, _) => ("", |was, now| now.app.tree.rows().len() > was.rows),
        (C::ToggleFold, _) => ("", |was, now| now.app.tree.rows().len() == was.rows + 3),
        (C::FoldAll, _) => ("zR", |was, now| was.rows > 4 && now.app.tree.rows().len() == 2),
        (C::UnfoldAll, _) => ("", |was, now| was.rows == 2 && now.app.tree.rows().len() == 10),
        (C::NextSibling, _) => ("l", |was, now| now.app.tree.selected() != was.node && now.report() == "桦川县 2024"),
        (C::PreviousSibling, _) => ("l J", |_, now| now.report() == "枫桥县 2023"),
        (C::ToTree, _) => ("tab", |_, now| now.app.focus == Pane::Tree),
        (C::ToDetail, _) => ("tab", |_, now| now.app.focus == Pane::Detail),
        (C::ToReader, _) => ("tab tab", |_, now| now.app.focus == Pane::Reader),
        (C::Jump, _) => ("tab tab j j", |was, now| now.app.focus == Pane::Reader
            && now.app.reader.current == was.current && was.current.is_some()),
        (C::Filter, _) => ("", |was, now| now.lines() != was.lines && now.shows("数据 12") && !now.shows("不足 4")),
        (C::Whole, _) => ("l j", |was, now| now.app.reader.scope().is_some() && now.lines() != was.lines),
        (C::Zoom, _) => ("tab", |_, now| now.app.layout.tree.is_none() && now.app.layout.reader.is_some()),
        (C::Dismiss, _) => ("tab Z ]f", |_, now| !now.app.zoom && now.app.reader.current.is_none()),
        (C::Help, _) => ("", |_, now| now.app.popup == Some(Popup::Help) && now.shows("报告目录")),
        (C::Problems, _) => (if context == Context::Table { "2" } else { "" }, |_, now| now.app.popup == Some(Popup::Problems) && now.shows("都已读入")),
        (C::Theme, _) => ("", |_, now| now.app.theme.name == ThemeName::Light),
        (C::Redraw | C::Suspend, Context::Popup) => ("?", |was, now| now.lines() == was.lines && now.ended.is_none()),
        (C::Redraw, _) => ("", |was, now| now.lines() == was.lines && now.ended.is_none()),
        (C::Suspend, Context::Search) => ("/ 出", |was, now| now.lines() == was.lines && now.app.searching),
        (C::Suspend, _) => ("", |was, now| now.lines() == was.lines && now.ended.is_none()),
        (C::FindRow, _) => ("?", |_, now| now.app.prompt.is_some() && now.app.popup == Some(Popup::Help) && now.bottom().starts_with('/')),
        (C::Close, _) => ("?", |_, now| now.app.popup.is_none()),
        (C::Interrupt, Context::Popup) => ("?", |_, now| now.ended == Some(Ending::Quit)),
        (C::Interrupt, Context::Table) => ("2", |_, now| now.ended == Some(Ending::Quit)),
        (C::Interrupt, _) => ("", |_, now| now.ended == Some(Ending::Quit)),
        // There are no files behind these reports.
        (C::Reload, _) => (if context == Context::Table { "2" } else { "" }, |_, now| now.bottom().contains("2 份已不在") && now.app.shelf.order().is_empty()),
        (C::Quit, _) => ("", |_, now| now.ended == Some(Ending::Quit)),
    }
}

#[test]
fn every_key_does_what_its_command_says() {
    for binding in bindings() {
        for &context in binding.contexts {
            let (setup, check) = case(binding.command, context);
            use Command as C;
            let noting = matches!(
                binding.command,
                C::Notes
                    | C::Bookmark
                    | C::Annotate
                    | C::DeleteNote
                    | C::UndoNote
                    | C::NextNote
                    | C::PreviousNote
            );
            for keys in binding.keys {
                // Small enough that everything has to scroll.
                let mut browser = Browser::open(70, 16);
                if noting {
                    browser = browser.with_notes();
                }
                browser.press(setup);
                let before = Before::of(&browser);
                browser.press(keys);
                assert!(
                    check(&before, &browser),
                    "{keys} ({}) in {context:?} after {setup:?}, from\n{}\nto\n{}",
                    binding.name,
                    before.lines.join("\n"),
                    browser.screen()
                );
            }
        }
    }
}
