//! What a page says about itself: in its `<meta>`, else in the visible lines around the text.

use super::page::Page;
use crate::source::{PageMetadata, sanitize};

/// Names of `<meta>`, in lower case, the telling ones first. ArticleTitle, PubDate and ContentSource
/// are those of the standard for government web sites (政府网站发展指引); the others are in wide use.
const TITLE_NAMES: &[&str] = &["articletitle", "og:title", "dc.title", "title", "headline"];
const DATE_NAMES: &[&str] = &[
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publishtime",
    "pubtime",
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "docpubtime",
    "publish-time",
    "publishedtime",
    "bytedance:published_time",
    "weibo:article:create_at",
    "firstpublishedtime",
    "maketime",
    "createdate",
];
const SOURCE_NAMES: &[&str] = &[
    "contentsource",
    "content-source",
    "sourcename",
    "source",
    "article:author",
    "dc.source",
    "dc.publisher",
    "publisher",
];

/// Labels of visible lines, before a colon.
const DATE_LABELS: &[&str] = &[
    "发布日期",
    "发布时间",
    "公布日期",
    "发文日期",
    "成文日期",
    "生成日期",
    "印发日期",
    "公开日期",
    "公开时间",
    "日期",
    "时间",
];
const SOURCE_LABELS: &[&str] = &[
    "信息来源",
    "文章来源",
    "稿件来源",
    "来源",
    "发布机构",
    "发布单位",
    "发文机关",
    "发文机构",
    "发文单位",
    "公开机构",
    "制发机关",
    "公开主体",
];

/// Labels of what else stands in such lines.
const OTHER_LABELS: &[&str] = &[
    "浏览次数",
    "浏览量",
    "点击数",
    "点击量",
    "访问量",
    "阅读次数",
    "阅读量",
    "作者",
    "字号",
    "字体",
    "责任编辑",
    "编辑",
    "分享",
    "打印",
];

/// Values of a source that name nobody.
const NOBODY: &[&str] = &["本站", "本网", "本网站", "本站原创", "原创", "网络", "互联网", "无"];

/// Lines longer than this, in characters, are text, not data of the page.
const LABEL_LINE: usize = 160;

/// The longest value, in characters: titles run to three lines, not more.
const LONGEST: usize = 300;

/// The metadata of a page; `whole` is all its text.
pub(super) fn metadata(page: &Page, whole: &str) -> PageMetadata {
    let named = |names: &[&str]| {
        names.iter().find_map(|wanted| {
            let values = page.meta.iter().filter(|(name, _)| name == wanted);
            values.map(|(_, value)| clip(value)).find(|value| !value.is_empty())
        })
    };
    let somebody = |value: &String| !NOBODY.contains(&value.as_str());
    PageMetadata {
        title: title(named(TITLE_NAMES), &clip(&page.title), whole),
        published: named(DATE_NAMES).or_else(|| labelled(whole, DATE_LABELS, date)),
        source: named(SOURCE_NAMES)
            .filter(somebody)
            .or_else(|| labelled(whole, SOURCE_LABELS, word).filter(somebody)),
        ..PageMetadata::default()
    }
}

/// A value as one harmless line of a title's length at most.
fn clip(value: &str) -> String {
    let start: String = value.trim_start().chars().take(LONGEST).collect();
    sanitize::line(&start)
}

/// The title in the `<meta>`, else the part of `<title>` that stands in the text or is longest: sites
/// add their own name and the column's.
fn title(named: Option<String>, page_title: &str, whole: &str) -> Option<String> {
    if let Some(named) = named {
        return Some(named);
    }
    let parts =
        || page_title.split(['_', '|', '｜', '–', '—']).flat_map(split_at_hyphens).map(str::trim);
    let stands = parts().find(|part| {
        part.chars().count() > 5 && whole.lines().take(400).any(|line| line.trim() == *part)
    });
    let longest = || parts().max_by_key(|part| part.chars().count());
    stands.or_else(longest).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// Parts between hyphens, except those between digits (2021-2025年).
fn split_at_hyphens(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('-') {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let before = text.get(..at).and_then(|s| s.chars().next_back());
        let after = text.get(at + 1..).and_then(|s| s.chars().next());
        if !(digit(before) && digit(after)) {
            parts.extend(text.get(start..at));
            start = at + 1;
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// The first value after one of the labels and a colon.
fn labelled(whole: &str, labels: &[&str], value: fn(&str) -> Option<String>) -> Option<String> {
    let short = || whole.lines().filter(|line| line.chars().nth(LABEL_LINE).is_none());
    labels.iter().find_map(|label| {
        short().find_map(|line| {
            let (_, after) = line.split_once(label)?;
            let after = after
                .trim_start()
                .strip_prefix(['：', ':', '】', '\t'])
                .or(after.strip_prefix('\t'))?;
            value(after.trim_start_matches([' ', '\t', '\u{A0}', '\u{3000}', '：', ':']))
        })
    })
}

/// A date, with the time of day if one follows.
fn date(text: &str) -> Option<String> {
    let of_date = |c: &char| c.is_ascii_digit() || "-/.:年月日 ".contains(*c);
    let value: String = text.chars().take_while(of_date).collect();
    let value = value.trim();
    let digits = value.chars().take_while(char::is_ascii_digit).count();
    (digits == 4 && value.len() >= 8).then(|| value.to_owned())
}

/// The words up to the next blank or the next label, which styles may set apart without one; none when
/// that comes first.
fn word(text: &str) -> Option<String> {
    let value = text.split_whitespace().next()?;
    let labels = [DATE_LABELS, SOURCE_LABELS, OTHER_LABELS].into_iter().flatten();
    let label = |label: &&str| {
        let at = value.find(*label)?;
        value.get(at + label.len()..)?.starts_with(['：', ':', '[', '［']).then_some(at)
    };
    let value = match labels.filter_map(label).min() {
        Some(end) => value.get(..end).unwrap_or_default(),
        None => value,
    };
    let is_name = !value.is_empty() && !value.contains(['：', ':']);
    is_name.then(|| sanitize::line(value))
}

#[cfg(test)]
mod tests {
    use super::super::page::parse;
    use super::*;

    fn of(html: &str, whole: &str) -> PageMetadata {
        metadata(&parse(html).unwrap(), whole)
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn meta_elements_are_read_whatever_their_case() {
        let html = "<meta name=\"ArticleTitle\" content=\"临川市 法治\n报告\"><meta name=PubDate content='2024-03-08 09:00'>\
            <meta name='ContentSource' content=临川市司法局><title>别的</title>";
        let found = of(html, "");
        assert_eq!(found.title, some("临川市 法治 报告"));
        assert_eq!(found.published, some("2024-03-08 09:00"));
        assert_eq!(found.source, some("临川市司法局"));
    }

    #[test]
    fn the_title_loses_what_the_site_adds() {
        let whole = "首页\n临川市2021-2025年法治报告\n正文。";
        let title = |text: &str| of(&format!("<title>{text}</title>"), whole).title;
        assert_eq!(
            title("临川市2021-2025年法治报告_临川市人民政府门户网站政府信息公开"),
            some("临川市2021-2025年法治报告")
        );
        assert_eq!(title("公开 - 临川市关于法治建设的报告"), some("临川市关于法治建设的报告"));
        assert_eq!(title(" "), None);
    }

    #[test]
    fn visible_lines_tell_where_meta_elements_do_not() {
        let found = of("", "发布时间：2024年3月8日 来源：临川市司法局 浏览次数：12\n正文。");
        assert_eq!(found.published, some("2024年3月8日"));
        assert_eq!(found.source, some("临川市司法局"));
        let found = of("", "日期：2024-03-08来源：临川市司法局浏览次数：12字号：大");
        assert_eq!(found.source, some("临川市司法局"));
        assert_eq!(of("", "来源：浏览次数：12").source, None);
        let found = of("", "发布机构:\u{A0}临川市司法局\t生成日期:\t2024-03-08\n来源： 日期：");
        assert_eq!(found.published, some("2024-03-08"));
        assert_eq!(found.source, some("临川市司法局"));
        assert_eq!(of("<meta name=source content=本站>", "来源：本网"), PageMetadata::default());
    }
}
