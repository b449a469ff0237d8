//! What a reader relies on: places that hold, searches that return, reports that arrive.

use super::super::event::Event;
use super::super::layout::Pane;
use super::super::theme::ThemeName;
use super::{Browser, Settings, fixture};
use crate::corpus;
use crossterm::event::{
    KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::style::{Color, Modifier};

fn read(entry: corpus::Entry) -> Event {
    Event::Corpus(0, corpus::Event::Read(entry))
}

#[test]
fn the_first_frame_does_not_wait_for_reports() {
    let mut browser = Browser::new(80, 24);
    browser.send(Vec::new());
    assert!(browser.shows("正在读取"));
}

#[test]
fn reports_arrive_in_order_without_moving_the_selection() {
    let [maple, birch] = <[_; 2]>::try_from(fixture::reports()).unwrap();
    let mut browser = Browser::new(80, 24);
    browser.send(vec![read(maple)]);
    assert_eq!(browser.report(), "枫桥县 2023");
    browser.press("l j l j");
    let selected = browser.app.tree.selected();
    let row = browser.lines().iter().position(|line| line.contains("(一)规范")).unwrap();
    browser.send(vec![read(birch), Event::Corpus(0, corpus::Event::Done)]);
    assert_eq!(browser.app.tree.selected(), selected);
    assert_eq!(browser.report(), "枫桥县 2023");
    // The path 枫桥 sorts before 桦川, so that nothing above has moved.
    assert!(browser.lines()[row].contains("(一)规范"));
    assert!(browser.shows("桦川县 2024"));
}

#[test]
fn until_a_key_is_pressed_the_first_report_is_shown() {
    let mut entries = fixture::reports();
    let mut browser = Browser::new(80, 24);
    browser.send(vec![read(entries.remove(1))]);
    assert_eq!(browser.report(), "桦川县 2024");
    browser.send(vec![read(entries.remove(0))]);
    assert_eq!(browser.report(), "枫桥县 2023");
}

#[test]
fn reports_of_the_same_place_and_year_are_told_apart_by_their_files() {
    let mut browser = Browser::open(100, 24);
    let tree = |browser: &Browser| {
        let rows = browser.lines().into_iter().skip(1).take(3);
        rows.map(|row| row.split('│').next().unwrap().to_owned()).collect::<String>()
    };
    assert!(!tree(&browser).contains("23.txt"));
    let mut copy = fixture::reports().remove(0);
    std::sync::Arc::make_mut(&mut copy.document).path = "reports/枫桥.docx".into();
    std::sync::Arc::make_mut(&mut copy.report).path = "reports/枫桥.docx".into();
    browser.send(vec![read(copy)]);
    assert!(tree(&browser).contains("枫桥县 2023 枫桥.docx"));
    assert!(tree(&browser).contains("23.txt"));
    assert!(!tree(&browser).contains("24.txt"));
}

fn change(path: &str, now: Vec<corpus::Entry>) -> Event {
    let now = now.into_iter().map(corpus::Event::Read).collect();
    Event::Changed(0, corpus::watch::Change { path: path.into(), now })
}

/// The same report with another line on top of its text.
fn with_a_line_more(entry: &corpus::Entry) -> corpus::Entry {
    let mut entry = entry.clone();
    let document = std::sync::Arc::make_mut(&mut entry.document);
    document.text = crate::text::Text::new(format!("新的第一行\n{}", document.text.as_str()));
    entry
}

#[test]
fn a_file_that_changes_is_read_again_under_the_eyes() {
    let mut browser = Browser::open(80, 24);
    browser.press("tab ctrl-d");
    let top = browser.lines()[2].clone();
    let maple = fixture::reports().remove(0);
    browser.send(vec![change("reports/枫桥2023.txt", vec![with_a_line_more(&maple)])]);
    assert!(browser.shows("已重新读取"));
    assert_eq!(browser.lines()[2], top);
    browser.press("g g");
    assert!(browser.shows("新的第一行"));
}

#[test]
fn a_file_that_goes_leaves_its_text_and_may_come_back() {
    let mut browser = Browser::open(80, 24);
    assert_eq!(browser.report(), "枫桥县 2023");
    browser.send(vec![change("reports/枫桥2023.txt", Vec::new())]);
    assert!(browser.shows("枫桥2023.txt 已不在原处"));
    assert!(browser.shows("报告 1 份"));
    let maple = fixture::reports().remove(0);
    browser.send(vec![change("reports", vec![maple])]);
    // The folder holds nothing else any more.
    assert!(browser.shows("报告 1 份"));
    assert!(browser.lines()[1].contains("枫桥县 2023"));
    assert!(!browser.lines()[2].contains("桦川县"));
    browser.send(vec![change("reports/桦川2024.txt", vec![fixture::reports().remove(1)])]);
    assert!(browser.shows("报告 2 份"));
}

#[test]
fn stale_news_is_dropped() {
    let mut browser = Browser::open(80, 24);
    let entry = fixture::one_line(10);
    browser.send(vec![Event::Corpus(7, corpus::Event::Read(entry))]);
    assert!(!browser.shows("长行县"));
}

#[test]
fn files_that_could_not_be_read_are_told_with_their_reasons() {
    let mut browser = Browser::open(80, 24);
    browser.send(vec![Event::Corpus(0, fixture::problem())]);
    assert!(browser.shows("1 份未读入（!）"));
    browser.press("!");
    assert!(browser.shows("坏文件.txt") && browser.shows("boom"));
}

#[test]
fn a_key_that_has_nothing_to_work_on_says_so() {
    for (keys, told) in [
        ("2 / 不 存 在 enter enter", "没有内容"),
        ("2 / 不 存 在 enter E", "没有内容"),
        ("+", "左右并排"),
        ("D", "没有 D 这个键"),
        ("g D", "没有 gD 这个键"),
    ] {
        let mut browser = Browser::open(140, 24);
        browser.press(keys);
        assert!(browser.bottom().contains(told), "{keys}: {}", browser.bottom());
    }
    for keys in ["/", "s", "t", "f", "6 /"] {
        let mut browser = Browser::new(100, 24);
        browser.press(keys);
        assert!(browser.bottom().contains("还没有打开的报告"), "{keys}: {}", browser.bottom());
        assert!(!browser.app.searching && browser.app.prompt.is_none(), "{keys}");
    }
}

#[test]
fn nothing_to_read_is_said() {
    let mut browser = Browser::new(80, 24);
    browser.read(Vec::new());
    assert!(browser.shows("没有可读的报告"));
    browser.press("j l ]f ]] n / 法 enter tab G w f Z za");
}

#[test]
fn a_search_follows_the_typing_and_escape_returns() {
    let mut browser = Browser::open(80, 16);
    browser.press("tab");
    let before = browser.lines();
    browser.press("/ 出");
    assert_eq!(browser.hit().unwrap().1, 7);
    browser.press("庭");
    assert_eq!(browser.hit(), Some((1, 3)));
    assert!(browser.bottom().contains("1/3"));
    browser.press("backspace");
    assert_eq!(browser.hit().unwrap().1, 7);
    browser.press("esc");
    assert_eq!(browser.lines(), before);
}

#[test]
fn escape_brings_back_the_search_before() {
    let mut browser = Browser::open(80, 24);
    browser.press("/ 出 庭 enter / 复 议 esc n");
    assert_eq!(browser.app.find.input.value(), "出庭");
    assert_eq!(browser.hit().unwrap().1, 3);
}

#[test]
fn a_search_goes_round_and_says_so() {
    let mut browser = Browser::open(80, 24);
    browser.press("/ 出 庭 enter n n");
    assert_eq!(browser.hit(), Some((3, 3)));
    browser.press("n");
    assert_eq!(browser.hit(), Some((1, 3)));
    assert!(browser.bottom().contains("已回到开头"));
    browser.press("N");
    assert!(browser.bottom().contains("已转到末尾"));
}

#[test]
fn words_that_are_not_there_leave_the_text_in_place() {
    let mut browser = Browser::open(80, 16);
    browser.press("tab j j / 无 此 词");
    assert_eq!(browser.hit(), None);
    assert!(browser.bottom().contains("0/0"));
    browser.press("enter");
    assert!(browser.bottom().contains("没有找到"));
}

#[test]
fn every_hit_is_highlighted_and_the_current_one_more() {
    let mut browser = Browser::open(120, 50);
    browser.press("/ 行 政 复 议");
    let theme = browser.app.theme;
    let buffer = browser.buffer();
    let styled = |bg| buffer.content.iter().filter(|cell| Some(cell.bg) == bg).count();
    let glyphs = browser.hit().unwrap().1 * "行政复议".chars().count();
    assert_eq!(styled(theme.hit.bg) + styled(theme.current_hit.bg), glyphs);
    assert_eq!(styled(theme.current_hit.bg), 4);
}

#[test]
fn the_cursor_stands_in_the_prompt() {
    let mut browser = Browser::open(80, 24);
    assert!(!browser.terminal.backend().cursor_visible());
    browser.press("/ 出 庭");
    assert!(browser.terminal.backend().cursor_visible());
    assert_eq!(browser.terminal.backend().cursor_position(), (5, 23).into());
}

#[test]
fn pasted_words_are_searched_for() {
    let mut browser = Browser::open(80, 24);
    browser.press("/");
    browser.send(vec![Event::Paste("出庭".to_owned())]);
    assert_eq!(browser.hit(), Some((1, 3)));
}

#[test]
fn findings_are_stepped_through_across_reports() {
    let mut browser = Browser::open(80, 24);
    let mut seen = Vec::new();
    for _ in 0..5 {
        browser.press("]s");
        seen.push((browser.report(), browser.current().unwrap()));
    }
    assert_eq!(seen[3].1, "部分乡镇法律顾问作用发挥不充分");
    assert_eq!(seen[4], ("桦川县 2024".to_owned(), "普法针对性不强".to_owned()));
    browser.press("]s");
    assert!(browser.bottom().contains("再没有不足了"));
    browser.press("[s");
    assert_eq!(browser.report(), "枫桥县 2023");
    assert_eq!(browser.current().unwrap(), "部分乡镇法律顾问作用发挥不充分");
}

#[test]
fn a_step_starts_where_the_text_is() {
    let mut browser = Browser::open(80, 16);
    browser.press("tab ]] ]] ]] ]f");
    assert_eq!(browser.current().unwrap(), "73件");
    // Scrolled away from, a finding no longer counts as the place to go on from.
    browser.press("gg ]f");
    assert_eq!(browser.current().unwrap(), "386人次");
}

#[test]
fn tree_and_details_follow_the_text() {
    let mut browser = Browser::open(120, 40);
    browser.press("zR ]s");
    let node = browser.app.tree.selected().unwrap();
    assert_eq!(browser.app.detail.node(), Some(node));
    assert_eq!(browser.app.detail.counts, [0, 4, 0]);
    assert_eq!(browser.app.detail.selected(), browser.app.reader.current);
}

#[test]
fn the_details_lead_to_the_sentence_and_back() {
    let mut browser = Browser::open(80, 24);
    browser.press("tab tab j j j enter");
    assert_eq!(browser.app.focus, Pane::Reader);
    assert_eq!(browser.current().unwrap(), "1200件");
    browser.press("enter");
    assert_eq!(browser.app.focus, Pane::Detail);
    assert_eq!(browser.app.detail.selected(), browser.app.reader.current);
    browser.press("enter H");
    assert_eq!(browser.app.reader.top.offset, 0);
}

#[test]
fn resizing_does_not_move_the_text() {
    let mut browser = Browser::open(80, 16);
    browser.press("tab ctrl-d ctrl-d");
    let first = browser.app.reader.screen[0];
    let text = |browser: &Browser| {
        let page = browser.app.reader.page.as_ref().unwrap();
        page.entry.document.text.slice(page.paragraphs()[first.paragraph].span).to_owned()
    };
    let paragraph = text(&browser);
    for (width, height) in [(40, 10), (200, 60), (20, 5), (3, 2), (0, 0), (80, 16)] {
        browser.resize(width, height);
        if let Some(row) = browser.app.reader.screen.first() {
            assert_eq!(row.paragraph, first.paragraph, "{width}×{height}");
            assert!(row.span.start <= first.span.start);
        }
    }
    assert_eq!(text(&browser), paragraph);
}

#[test]
fn no_size_panics() {
    let keys = ["", "tab", "tab", "Z", "/ 复", "esc", "?", "G", "esc", "!", "esc", "zR G ]s"];
    for width in [0, 1, 2, 3, 5, 9, 17, 30, 56, 60, 108, 140] {
        for height in [0, 1, 2, 3, 4, 8, 14, 16, 30] {
            for settings in [
                Settings::default(),
                Settings { ambiguous: 2, theme: Some(ThemeName::Mono), ..Settings::default() },
            ] {
                let mut browser = Browser::with(width, height, &settings);
                browser.read(fixture::reports());
                for keys in keys {
                    browser.press(keys);
                }
            }
        }
    }
}

#[test]
fn no_wide_glyph_stands_in_the_last_column() {
    for width in 20..100 {
        let mut browser = Browser::open(width, 20);
        browser.press("zR ]s");
        let buffer = browser.buffer();
        for y in 0..20 {
            let last = buffer[(width - 1, y)].symbol();
            assert!(browser.app.widths.text(last) <= 1, "{width}: {last}");
        }
    }
}

#[test]
fn one_line_of_ten_megabytes_is_read_at_once() {
    let mut browser = Browser::new(80, 24);
    browser.read(vec![fixture::one_line(10 << 20)]);
    let started = std::time::Instant::now();
    browser.press("tab space space ctrl-d");
    browser.press("G");
    assert!(browser.shows("100%"));
    browser.press("ctrl-u gg");
    browser.resize(61, 20);
    // A generous bound for an unoptimised build on a busy machine: wrapping all of it takes longer.
    assert!(started.elapsed().as_secs_f64() < 2.0, "{:?}", started.elapsed());
}

#[test]
fn full_width_keys_and_releases() {
    let mut browser = Browser::open(80, 24);
    let typed = |c| Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    browser.send(vec![typed('？')]);
    assert!(browser.app.popup.is_some());
    let mut release = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
    release.kind = KeyEventKind::Release;
    browser.send(vec![Event::Key(release)]);
    assert!(browser.app.popup.is_some());
    browser.send(vec![typed('ｑ'), typed('】'), typed('ｆ')]);
    assert_eq!(browser.current().unwrap(), "386人次");
}

#[test]
fn a_prefix_shows_what_may_follow() {
    let mut browser = Browser::open(120, 24);
    browser.press("]");
    assert!(browser.bottom().contains("f 下一数据") && browser.bottom().contains("s 下一不足"));
    browser.press("q");
    assert!(browser.bottom().contains("没有 ]q 这个键"));
}

#[test]
fn the_mouse_scrolls_and_selects() {
    let mut browser = Browser::open(80, 24);
    let mouse = |kind, column, row| {
        Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    browser.send(vec![mouse(MouseEventKind::ScrollDown, 60, 5)]);
    assert!(browser.app.reader.top.offset > 0);
    assert_eq!(browser.app.focus, Pane::Tree);
    browser.send(vec![mouse(MouseEventKind::Down(MouseButton::Left), 8, 2)]);
    assert_eq!(browser.report(), "桦川县 2024");
    // The marker unfolds.
    browser.send(vec![mouse(MouseEventKind::Down(MouseButton::Left), 0, 2)]);
    assert!(browser.app.tree.rows().len() > 2);
    browser.press("]r [r ]f");
    let y = browser.lines().iter().position(|line| line.contains("95%")).unwrap();
    let row = &browser.lines()[y];
    let x = browser.app.widths.text(row.split("95%").next().unwrap());
    browser.send(vec![mouse(
        MouseEventKind::Down(MouseButton::Left),
        u16::try_from(x).unwrap(),
        u16::try_from(y).unwrap(),
    )]);
    assert_eq!(browser.current().unwrap(), "95%");
    assert_eq!(browser.app.focus, Pane::Reader);
}

#[test]
fn mono_uses_no_colour_anywhere() {
    let settings = Settings { theme: Some(ThemeName::Mono), ..Settings::default() };
    let mut browser = Browser::with(100, 30, &settings);
    browser.read(fixture::reports());
    for keys in ["zR ]s", "/ 复 议", "enter", "?"] {
        browser.press(keys);
        for cell in &browser.buffer().content {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
        }
    }
    browser.press("esc h");
    let buffer = browser.buffer();
    assert!(buffer.content.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
}

#[test]
fn a_section_can_be_read_alone() {
    let mut browser = Browser::open(80, 24);
    browser.press("l j w");
    assert!(browser.shows("规范行政执法") && !browser.shows("进一步加强"));
    browser.press("tab G");
    assert!(browser.shows("被采纳106条") && !browser.shows("对照上级"));
    // A step beyond it frees the text.
    browser.press("]s");
    assert!(browser.shows("基层执法力量薄弱"));
    browser.press("w");
    assert!(browser.shows("全文") || browser.shows("本节"));
}

#[test]
fn panes_are_resized_by_key_and_by_dragging_and_none_vanishes() {
    let mouse = |kind, column, row| {
        Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    let left = MouseButton::Left;
    for (width, height) in [(80, 24), (120, 40), (56, 14), (108, 14)] {
        let mut browser = Browser::open(width, height);
        let x = browser.app.layout.dividers[0].unwrap().x;
        browser.send(vec![
            mouse(MouseEventKind::Down(left), x, 3),
            mouse(MouseEventKind::Drag(left), x - 4, 3),
            mouse(MouseEventKind::Up(left), x - 4, 3),
            mouse(MouseEventKind::Drag(left), 1, 3),
        ]);
        assert_eq!(browser.app.layout.tree.unwrap().width, x - 4);
        for (to, keys) in [(0, "< < <"), (width - 1, "> > >"), (width / 2, "- - - -")] {
            let x = browser.app.layout.dividers[0].unwrap().x;
            browser.send(vec![
                mouse(MouseEventKind::Down(left), x, 3),
                mouse(MouseEventKind::Drag(left), to, 3),
            ]);
            browser.press(keys).press("tab tab").press(keys).press("tab");
            let layout = browser.app.layout;
            for pane in [layout.tree, layout.reader, layout.detail] {
                let pane = pane.unwrap();
                assert!(pane.width >= 12 && pane.height >= 3, "{pane:?} at {width}x{height}");
            }
        }
        browser.press("=");
        assert_eq!(browser.app.layout.dividers[0].unwrap().x, x);
    }
}

#[test]
fn the_border_of_the_details_is_dragged_up_and_down() {
    let mut browser = Browser::open(80, 24);
    let detail = browser.app.layout.detail.unwrap();
    let mouse = |kind, row| {
        let modifiers = KeyModifiers::NONE;
        Event::Mouse(MouseEvent { kind, column: 3, row, modifiers })
    };
    browser.send(vec![
        mouse(MouseEventKind::Down(MouseButton::Left), detail.y),
        mouse(MouseEventKind::Drag(MouseButton::Left), detail.y - 3),
    ]);
    assert_eq!(browser.app.layout.detail.unwrap().y, detail.y - 3);
}
