//! Tables and lists with one report a record: CSV, tab-separated values, JSON Lines and JSON. Which
//! column holds the text, the user says ([`super::Options::text_column`]); columns of titles, dates
//! and the like are known by their usual names.

mod json;

use super::format::{EachPart, Extract, Format, Input, Part, PartContent};
use super::limits::{self, Counted};
use super::places::Places;
use super::{Error, PageMetadata, encoding, html, plain, sanitize};
pub(super) use json::{json, json_lines};
use std::path::PathBuf;

/// Names of columns, in lower case and without blanks, the telling ones first.
const TITLE_NAMES: &[&str] =
    &["标题", "题名", "报告标题", "报告名称", "文件名称", "名称", "title", "headline", "name"];
const DATE_NAMES: &[&str] = &[
    "发布日期",
    "发布时间",
    "公开日期",
    "成文日期",
    "发文日期",
    "日期",
    "时间",
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "published",
    "pub_date",
    "publishtime",
    "publish_time",
];
const SOURCE_NAMES: &[&str] = &[
    "发布机构",
    "发文机关",
    "发布单位",
    "单位",
    "机构",
    "部门",
    "来源",
    "issuer",
    "publisher",
    "agency",
    "source",
];
const REGION_NAMES: &[&str] =
    &["地区", "区域", "行政区划", "行政区", "城市", "地市", "region", "city", "area", "district"];

/// The most characters of a title in a record's name.
const NAME: usize = 60;
/// The most columns of a record: those of any real table and more.
const MAX_COLUMNS: usize = 10_000;
/// The most columns that are told to a reader, and the most characters of each.
const TOLD: usize = 20;
const TOLD_CHARS: usize = 30;

/// Reads a table whose first row names the columns.
pub(super) fn csv(input: &Input<'_>, each: EachPart<'_>) -> Result<(), Error> {
    let decoded = encoding::decode(input.bytes, input.options.encoding)?;
    let text = decoded.text.as_ref();
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut row = csv::StringRecord::new();
    let mut read = |row: &mut csv::StringRecord| table.read_record(row).map_err(|_| Error::Damaged);
    if !read(&mut row)? {
        return Err(Error::Empty);
    }
    let names: Vec<String> = row.iter().take(MAX_COLUMNS).map(sanitize::line).collect();
    let columns = Columns::find(&names, input.options.text_column.as_deref())?;
    let mut count = 0;
    while read(&mut row)? {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        count = counted(count)?;
        let cell = |at: Option<usize>| row.get(at?).map(str::to_owned);
        if !each(record(count, &columns.of(cell))) {
            break;
        }
    }
    if count == 0 { Err(Error::Empty) } else { Ok(()) }
}

fn counted(count: u64) -> Result<u64, Error> {
    if count >= limits::MAX_RECORDS {
        return Err(Error::TooMany { what: Counted::Records, limit: limits::MAX_RECORDS });
    }
    Ok(count + 1)
}

/// What parts the cells: the sign that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |sign: u8| line.bytes().filter(|&b| b == sign).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

/// Numbers of the columns that are read.
struct Columns {
    text: usize,
    title: Option<usize>,
    published: Option<usize>,
    source: Option<usize>,
    region: Option<usize>,
}

/// What the columns hold in one record.
struct Cells {
    text: String,
    title: Option<String>,
    published: Option<String>,
    source: Option<String>,
    region: Option<String>,
}

impl Columns {
    fn find(names: &[String], wanted: Option<&str>) -> Result<Self, Error> {
        let plain = |name: &str| -> String {
            name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
        };
        let plain_names: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let at = |name: &str| plain_names.iter().position(|other| *other == plain(name));
        let exact = |name: &str| names.iter().position(|other| other == name);
        let Some(text) = wanted.and_then(|name| exact(name).or_else(|| at(name))) else {
            let mut told: Vec<String> = names
                .iter()
                .filter(|name| !name.is_empty())
                .take(TOLD)
                .map(|name| name.chars().take(TOLD_CHARS).collect())
                .collect();
            if names.len() > TOLD {
                told.push("…".to_owned());
            }
            let wanted = wanted.map(sanitize::line);
            return Err(Error::Column { wanted, columns: told.join(", ") });
        };
        let known =
            |names: &[&str]| names.iter().find_map(|name| at(name)).filter(|&at| at != text);
        Ok(Self {
            text,
            title: known(TITLE_NAMES),
            published: known(DATE_NAMES),
            source: known(SOURCE_NAMES),
            region: known(REGION_NAMES),
        })
    }

    fn of(&self, cell: impl Fn(Option<usize>) -> Option<String>) -> Cells {
        let line = |at: Option<usize>| {
            let line = cell(at).map(|text| sanitize::line(&text));
            line.filter(|line| !line.is_empty())
        };
        Cells {
            text: cell(Some(self.text)).unwrap_or_default(),
            title: line(self.title),
            published: line(self.published),
            source: line(self.source),
            region: line(self.region),
        }
    }
}

/// The name of record number `count`.
fn name(count: u64, title: Option<&str>) -> PathBuf {
    let title: String = title.unwrap_or_default().chars().take(NAME).collect();
    let title: String =
        title.chars().map(|c| if matches!(c, '/' | '\\') { '_' } else { c }).collect();
    PathBuf::from(format!("{count} {title}").trim())
}

fn record(count: u64, cells: &Cells) -> Part {
    let name = name(count, cells.title.as_deref());
    if cells.text.trim().is_empty() {
        return Part { name, content: Err(Error::Empty) };
    }
    // Texts that were taken from pages may have kept their marks.
    let read = if html::looks_like_html(&cells.text, true) {
        html::html(&cells.text)
    } else {
        Ok((plain::plain(&cells.text), PageMetadata::default()))
    };
    let content = read.map(|(text, told)| {
        let metadata = PageMetadata {
            title: cells.title.clone().or(told.title),
            published: cells.published.clone().or(told.published),
            source: cells.source.clone().or(told.source),
            region: cells.region.clone(),
            ..PageMetadata::default()
        };
        let extract = Extract { text, metadata, places: Places::default() };
        PartContent::Text(Format::Record, extract)
    });
    Part { name, content }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Document, Options, read_each_bytes};
    use super::*;
    use std::path::Path;

    pub(super) fn read(
        name: &str,
        bytes: &[u8],
        column: Option<&str>,
    ) -> Vec<(String, Result<Document, Error>)> {
        let options = Options { text_column: column.map(str::to_owned), ..Options::default() };
        let mut all = Vec::new();
        read_each_bytes(Path::new(name), bytes.to_vec(), &options, &mut |path, document| {
            all.push((path.display().to_string(), document));
            true
        });
        all
    }

    /// The only problem of a file.
    fn problem(name: &str, text: &str, column: Option<&str>) -> Error {
        let mut all = read(name, text.as_bytes(), column);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].0, name);
        all.remove(0).1.unwrap_err()
    }

    const TABLE: &str = "标题,正文,发布日期,地区\n云岭市/报告,\"第一段，共办理2件。\n第二段\",2024-03-01,云岭市\n,,,\n二,<p>网页</p><p>文字</p>,,\n三,,,\n";

    fn check(all: &[(String, Result<Document, Error>)]) {
        let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a.csv/1 云岭市_报告", "a.csv/2 二", "a.csv/3 三"]);
        let first = all[0].1.as_ref().unwrap();
        assert_eq!(first.text.as_str(), "第一段，共办理2件。\n第二段");
        assert_eq!(first.metadata.title.as_deref(), Some("云岭市/报告"));
        assert_eq!(first.metadata.published.as_deref(), Some("2024-03-01"));
        assert_eq!(first.metadata.region.as_deref(), Some("云岭市"));
        assert_eq!(all[1].1.as_ref().unwrap().text.as_str(), "网页\n文字\n");
        assert_eq!(all[2].1.as_ref().unwrap_err(), &Error::Empty);
    }

    #[test]
    fn each_row_is_a_report_in_any_encoding() {
        check(&read("a.csv", TABLE.as_bytes(), Some("正文")));
        check(&read("a.csv", &[b"\xEF\xBB\xBF", TABLE.as_bytes()].concat(), Some("正文")));
        check(&read("a.csv", &encoding_rs::GB18030.encode(TABLE).0, Some("正文")));
        let wide: Vec<u8> = TABLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&read("a.csv", &[&b"\xFF\xFE"[..], &wide].concat(), Some("正文")));
        let tabs = TABLE.replace(',', "\t");
        check(&read("a.csv", tabs.as_bytes(), Some(" 正文")));
    }

    #[test]
    fn without_a_column_the_columns_are_told() {
        let columns = "标题, 正文, 发布日期, 地区".to_owned();
        let asked = Error::Column { wanted: None, columns: columns.clone() };
        assert_eq!(problem("a.csv", TABLE, None), asked);
        let wrong = Error::Column { wanted: Some("内容".to_owned()), columns };
        assert_eq!(problem("a.csv", TABLE, Some("内容")), wrong);
        let wrong = Error::Column { wanted: Some("x".to_owned()), columns: "a".to_owned() };
        assert_eq!(problem("a.jsonl", "{\"a\":1}", Some("x")), wrong);
        assert_eq!(problem("a.jsonl", "x", Some("x")), Error::Damaged);
        assert_eq!(problem("a.csv", "正文\n", Some("正文")), Error::Empty);
    }

    #[test]
    fn records_are_limited() {
        let many =
            format!("a\n{}", "b\n".repeat(usize::try_from(limits::MAX_RECORDS).unwrap() + 1));
        let all = read("a.csv", many.as_bytes(), Some("a"));
        let last = all.last().unwrap().1.as_ref().unwrap_err();
        assert!(matches!(last, Error::TooMany { what: Counted::Records, .. }));
    }
}
