//! The body that a report is about.

use super::page::Page;
use crate::lexicon::outline::Tables;
use crate::text::class::{is_han, is_space};

/// The name of a body without the words of its government: 中共云岭市委 and 云岭市人民政府 are
/// 云岭市; a department keeps its whole name.
pub(super) fn bare(name: &str, tables: &Tables) -> String {
    let mut name = name.trim_matches(|c: char| {
        is_space(c) || matches!(c, '《' | '》' | '（' | '）' | '(' | ')' | '、' | '，')
    });
    for word in &tables.party {
        name = name.strip_prefix(&**word).unwrap_or(name);
    }
    let mut best = name;
    for suffix in &tables.governing {
        let Some(rest) = name.strip_suffix(&**suffix) else { continue };
        // 街道办事处 and 镇党委 leave 街道 and 镇.
        let rest = if suffix.starts_with("街道") {
            name.get(..rest.len() + "街道".len()).unwrap_or(rest)
        } else {
            rest
        };
        let place = ends_as_place(rest, tables);
        if place && rest.len() < best.len() {
            best = rest;
        }
    }
    best.strip_suffix('党').filter(|rest| ends_as_place(rest, tables)).unwrap_or(best).to_owned()
}

fn ends_as_place(name: &str, tables: &Tables) -> bool {
    tables.places.at_end(name).is_some() && name.chars().count() >= 2
}

fn ends_as_office(name: &str, tables: &Tables) -> bool {
    tables.offices.at_end(name).is_some() && name.chars().count() >= 3
}

/// The body that a title names: before its year or its subject.
pub(super) fn in_title(title: &str, tables: &Tables) -> Option<String> {
    let title = title.trim_start_matches(|c: char| is_space(c) || c == '《');
    // Several names: the first that tells (中共某县委 某县人民政府关于…).
    let mut rest = title;
    for _ in 0..4 {
        rest = rest.trim_start_matches("关于").trim_start_matches(|c: char| {
            is_space(c) || matches!(c, '对' | '的' | '度' | '(' | '（')
        });
        let end = name_end(rest, tables);
        let piece = rest.get(..end)?;
        for name in
            piece.split(|c: char| is_space(c) || matches!(c, '、' | '，')).filter(|n| !n.is_empty())
        {
            let found = bare(name, tables);
            if is_name(&found, tables) {
                return Some(found);
            }
        }
        // No name before the year: there may be one after it (2023年云岭市法治政府建设报告).
        let after = rest.get(end..)?;
        let mut chars = after.char_indices();
        if super::year::starts(after) {
            let year = after.find('年')? + '年'.len_utf8();
            rest = after.get(year..)?.trim_start_matches('度');
        } else if let Some(tail) = after.strip_prefix("关于") {
            rest = tail;
        } else {
            // 法治政府建设 …: only what follows 在/的 could name somebody, and seldom does.
            chars.next()?;
            return None;
        }
    }
    None
}

fn is_name(name: &str, tables: &Tables) -> bool {
    let chars = name.chars().count();
    (2..=30).contains(&chars)
        && !tables.not_places.contains(name)
        && (ends_as_place(name, tables) || ends_as_office(name, tables))
}

/// Where a name at the beginning of `text` ends: before a year or a word of a title's subject,
/// unless the name's own ending follows (某市依法治市办).
fn name_end(text: &str, tables: &Tables) -> usize {
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        if c == '《' || super::year::starts(rest) {
            return at;
        }
        if at > 0 || rest.starts_with("关于") {
            if let Some((length, ())) = tables.after_name.at_start(rest) {
                // 行政审批局, 执法局, 建设局: the word is part of an office's name.
                let tail = rest.get(length..).unwrap_or_default();
                let end = tail.char_indices().nth(10).map_or(tail.len(), |(end, _)| end);
                let office = tail.get(..end).unwrap_or_default();
                let inside = tables.office_chars.iter().any(|&suffix| {
                    office.find(suffix).is_some_and(|i| {
                        let behind = i + suffix.len_utf8();
                        let next = office.get(behind..).unwrap_or_default();
                        next.is_empty()
                            || super::year::starts(tail.get(behind..).unwrap_or_default())
                            || next.starts_with("关于")
                    })
                });
                if !inside {
                    return at;
                }
            }
        } else if tables.after_name.at_start(rest).is_some() {
            return 0;
        }
    }
    text.len()
}

/// The body that a report is about: from the title, the issuers above it, the signature, the text,
/// the page's source; never from a host's name.
pub(super) fn region(
    page: &Page,
    title: Option<&str>,
    text: &str,
    source: Option<&str>,
    own: bool,
    tables: &Tables,
) -> Option<String> {
    let inspects = |name: &str| tables.inspectors.at_end(name).is_some();
    let titled = title.and_then(|t| in_title(t, tables)).filter(|name| own || !inspects(name));
    let mut issuers = page
        .issuers
        .iter()
        .chain(&page.signature)
        .flat_map(|line| line.split(is_space))
        .filter(|n| !n.is_empty())
        .map(|name| bare(name, tables))
        .filter(|name| is_name(name, tables));
    if let Some(name) = titled {
        // 市司法局 in the title is told whole by the signature.
        if name.starts_with(['市', '县', '区', '省', '州'])
            && let Some(whole) = issuers.find(|whole| whole.ends_with(&*name))
        {
            return Some(whole);
        }
        return Some(name);
    }
    let signed = issuers.next();
    if !own {
        // Who inspects is of the place that is inspected, be its towns named more often.
        if let Some(place) = signed.as_deref().filter(|name| ends_as_place(name, tables)) {
            return Some(place.to_owned());
        }
        let place = place_in_text(text, tables);
        return place.or_else(|| signed.and_then(|name| place_of_office(&name, tables)));
    }
    // A report on a place is often signed or published by one of its offices.
    if let Some(name) = signed {
        let office = !ends_as_place(&name, tables);
        let place = office.then(|| place_of_office(&name, tables)).flatten();
        return place.filter(|_| voice(text, tables) > 0).or(Some(name));
    }
    let from_source = source.map(|name| bare(name, tables)).filter(|name| is_name(name, tables));
    let Some(source) = from_source else { return place_in_text(text, tables) };
    if ends_as_place(&source, tables) || voice(text, tables) < 0 {
        return Some(source);
    }
    place_in_text(text, tables).or_else(|| place_of_office(&source, tables)).or(Some(source))
}

/// The office that a title names as its author: 云岭市人民政府关于…, 云岭市司法局2023年….
pub(super) fn author(title: &str, tables: &Tables) -> Option<String> {
    let title = title.trim_start_matches(|c: char| is_space(c) || c == '《');
    let name = title.get(..name_end(title, tables))?.trim();
    let office = ends_as_office(name, tables) && !ends_as_place(name, tables);
    (office && name.chars().count() <= 30).then(|| name.to_owned())
}

/// 云岭市 of 云岭市司法局, 云岭市青禾区 of 云岭市青禾区教育局.
fn place_of_office(name: &str, tables: &Tables) -> Option<String> {
    let mut place = None;
    let mut from = 0;
    for (at, _) in name.char_indices().skip(2) {
        if !place_ends(name, at, tables) {
            continue;
        }
        // A further place's name is short and holds nothing of an office's (云岭市委全面依法治市…).
        let part = name.get(from..at).unwrap_or_default();
        if from > 0
            && (part.chars().count() > 6
                || tables.office_words.any(part)
                || tables.after_name.any(part))
        {
            break;
        }
        place = name.get(..at);
        from = at;
    }
    place.map(str::to_owned)
}

/// Whether a place's name ends at byte `at` of `text`: 青禾区 does before 司法局, 青禾区市 does not
/// before 场.
fn place_ends(text: &str, at: usize, tables: &Tables) -> bool {
    let Some((head, tail)) = text.split_at_checked(at) else { return false };
    let seems = |(a, b): &(String, String)| tail.starts_with(&**b) && head.ends_with(&**a);
    ends_as_place(head, tables) && !tables.not_endings.iter().any(seems)
}

/// Above zero where a text speaks for a place (我市), below where for an office (我局).
fn voice(text: &str, tables: &Tables) -> i32 {
    tables.we.iter(text).take(60).map(|(_, _, place)| if place { 1 } else { -1 }).sum()
}

/// How many characters of the text's beginning are looked through for a name.
const BEGINNING: usize = 6000;

/// The place that a text speaks of: a name that opens clauses of its beginning, twice at least.
fn place_in_text(text: &str, tables: &Tables) -> Option<String> {
    let mut end = BEGINNING.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end)?;
    let mut names: Vec<(usize, &str)> = Vec::new();
    for (at, end, ()) in tables.place_ends.iter(text) {
        // A place's name opens its clause; it has three characters at least, and nine at most.
        let before = text.get(..at).unwrap_or_default();
        let run = before.chars().rev().take_while(|&c| is_han(c) || is_mask(c)).take(9);
        let (count, len) = run.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        if !(2..=8).contains(&count) {
            continue;
        }
        let start = at - len;
        let clause = text.get(start..).unwrap_or_default();
        if let Some(name) = place_name(clause, end - start, tables) {
            // Of several names in a clause the last counts.
            names.pop_if(|(clause, _)| *clause == start);
            names.push((start, name));
        }
    }
    let mut votes: Vec<(&str, u32)> = Vec::new();
    for (_, name) in names {
        match votes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += 1,
            None => votes.push((name, 1)),
        }
    }
    let best = votes.into_iter().rev().max_by_key(|&(_, sum)| sum)?;
    (best.1 >= 2).then(|| best.0.to_owned())
}

/// What templates print instead of a name.
fn is_mask(c: char) -> bool {
    matches!(c, 'X' | 'x' | '×' | '*' | 'Ｘ' | '○')
}

/// With these no place's name begins.
const PRONOUNS: [char; 17] = [
    '我', '全', '本', '各', '该', '在', '对', '向', '为', '把', '将', '由', '与', '和', '以', '从',
    '经',
];

/// The first `len` bytes of a text, if they are a place's name.
fn place_name<'a>(text: &'a str, len: usize, tables: &Tables) -> Option<&'a str> {
    let head = text.get(..len)?;
    let named = !head.starts_with(PRONOUNS)
        && tables.not_places.at_end(head).is_none()
        && tables.not_names.at_start(head).is_none()
        && place_ends(text, len, tables);
    named.then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_body_in_a_title() {
        let lexicon = Lexicon::builtin().unwrap();
        for (title, wanted) in [
            ("云岭市2023年度法治政府建设工作总结", Some("云岭市")),
            ("南江市青禾区2023年法治政府建设情况报告", Some("南江市青禾区")),
            ("关于白水县2022年度法治政府建设工作情况的报告", Some("白水县")),
            ("白水县人民政府关于2022年度法治政府建设情况的报告", Some("白水县")),
            ("中共白水县委 白水县人民政府关于2022年度法治政府建设情况的报告", Some("白水县")),
            ("云岭市司法局2023年度法治政府建设工作报告", Some("云岭市司法局")),
            ("2023年云岭市法治政府建设年度报告", Some("云岭市")),
            ("2023年度法治政府建设工作报告", None),
            ("关于XX市法治政府建设情况的调研报告", Some("XX市")),
            ("关于2023年度法治政府建设工作情况的报告", None),
            ("云岭市行政审批局2021年法治政府建设总结", Some("云岭市行政审批局")),
            (
                "云岭市住房和城乡建设局关于2023年法治政府建设情况的报告",
                Some("云岭市住房和城乡建设局"),
            ),
            ("石桥镇人民政府2020年法治政府建设工作报告", Some("石桥镇")),
            ("城关街道办事处2020年法治政府建设工作报告", Some("城关街道")),
            ("白水县石桥镇2024年法治建设工作总结", Some("白水县石桥镇")),
            ("云岭高新技术产业开发区管委会2023年法治政府建设报告", Some("云岭高新技术产业开发区")),
            ("《云岭市法治政府建设年度报告（2023年）》", Some("云岭市")),
        ] {
            assert_eq!(in_title(title, &lexicon.outline).as_deref(), wanted, "{title}");
        }
    }
}
