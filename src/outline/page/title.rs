//! The title of a report among the lines above its text.

use super::{Line, Page, is_body_name, is_furniture, is_text, numbering};
use crate::lexicon::outline::Tables;
use crate::outline::year;
use crate::text::Text;
use crate::text::class::{fold, is_space};
use crate::text::fold::compact;

/// A title is looked for in so many bytes of a line.
const TITLE: usize = 400;

/// Whether a line may be the end of a title: what it ends with, a remark in brackets aside, is
/// told by its last character for nearly all lines.
fn may_end_title(text: &str, tables: &Tables) -> bool {
    let last = text.char_indices().next_back();
    text.len() > TITLE
        || last.is_some_and(|(at, c)| {
            matches!(fold(c), ')' | ']')
                || text.get(at..).is_some_and(|last| tables.title_ends.at_start(last).is_some())
        })
}

/// How much a line looks like a title; 3 is enough.
fn title_score(text: &str, tables: &Tables) -> u32 {
    if !may_end_title(text, tables) {
        return 0;
    }
    let short = compact(text.get(..text.len().min(TITLE)).unwrap_or_default());
    let bare = without_plan(strip_remark(&short), tables);
    let Some((_, &strong)) = tables.title_nouns.at_end(bare) else { return 0 };
    if !(5..=64).contains(&bare.chars().count())
        || bare.contains(['。', ';', ':', '>', '|', '?', '!'])
        || bare.starts_with('现')
        || numbering(bare).is_some()
        || tables.furniture_starts.find(bare).is_some()
        || tables.furniture_ends.find(bare).is_some()
    {
        return 0;
    }
    1 + u32::from(strong)
        + u32::from(tables.subjects.any(bare)) * 2
        + u32::from(year::in_title(bare).is_some())
        + u32::from(bare.contains("关于"))
}

/// A compact line without the remark in brackets at its end.
fn strip_remark(short: &str) -> &str {
    match short.strip_suffix([')', ']']) {
        Some(inner) => inner.rfind(['(', '[']).and_then(|at| inner.get(..at)).unwrap_or(short),
        None => short,
    }
}

/// 2020年工作总结 of 2020年工作总结和2021年工作计划.
pub(in crate::outline) fn without_plan<'a>(title: &'a str, tables: &Tables) -> &'a str {
    let report = || {
        tables.title_plans.at_end(title)?;
        let (report, _) = title.rsplit_once(['和', '与', '及', '暨'])?;
        // 以及.
        let report = report.trim_end_matches('以');
        tables.title_nouns.at_end(report).filter(|(_, strong)| **strong).map(|_| report)
    };
    report().unwrap_or(title)
}

/// Finds the title among the lines above the text. Returns where it and its issuers start and
/// where it ends.
pub(super) fn title(
    text: &Text,
    head: &[Line<'_>],
    stop: usize,
    tables: &Tables,
    page: &mut Page,
) -> Option<(usize, usize)> {
    let mut best: Option<(u32, usize, bool)> = None;
    for (at, line) in head.iter().enumerate() {
        if !may_end_title(line.text, tables) {
            continue;
        }
        let alone = title_score(line.text, tables);
        // A title that names neither a year nor its subject may have begun on the line above.
        let own = || line.text.contains("关于") || year::in_title(&compact(line.text)).is_some();
        let above = at.checked_sub(1).and_then(|i| head.get(i)).filter(|above| {
            above.number + 1 == line.number
                && begins_title(above.text, tables)
                && (above.text.ends_with("关于") || !own())
        });
        let joined =
            above.map_or(0, |above| title_score(&format!("{}{}", above.text, line.text), tables));
        let (score, two) = if joined > alone { (joined, true) } else { (alone, false) };
        if score >= 3 && best.is_none_or(|(most, ..)| score >= most) {
            best = Some((score, at, two));
        }
    }
    let Some((_, at, two)) = best else { return title_in_line(text, stop, tables, page) };
    let last = head.get(at)?;
    let mut first = at;
    let mut title = last.text.to_owned();
    if two {
        first = at.checked_sub(1)?;
        title.insert_str(0, head.get(first)?.text);
    }
    let opens_bare = title.starts_with("关于") || year::starts(&title);
    let about = title.starts_with("关于");
    let mut below = head.get(first)?.number;
    while let Some(above) = first.checked_sub(1).and_then(|i| head.get(i)) {
        let near = if about { below - above.number <= 3 } else { below - above.number == 1 };
        if !opens_bare
            || !near
            || !is_body_name(above.text, tables)
            || is_furniture(above.text, tables)
        {
            break;
        }
        page.issuers.insert(0, above.text.to_owned());
        below = above.number;
        first -= 1;
    }
    page.title = Some(title);
    Some((head.get(first)?.span.start as usize, last.span.end as usize))
}

/// Whether a line can be the first of a title's lines.
fn begins_title(text: &str, tables: &Tables) -> bool {
    let short = compact(text);
    (2..=40).contains(&short.chars().count())
        && !short.contains(['。', ';', ':', ',', '>', '|', '!', '?'])
        && !short.contains('号')
        && (short.contains("关于")
            || year::in_title(&short).is_some()
            || tables.subjects.any(&short))
        && title_score(text, tables) == 0
        && tables.furniture_starts.find(&short).is_none()
}

/// A title on the same line as the text: the whole report stands on one line.
fn title_in_line(
    text: &Text,
    stop: usize,
    tables: &Tables,
    page: &mut Page,
) -> Option<(usize, usize)> {
    let rest = text.as_str().get(stop..)?;
    let rest = rest.get(..rest.find('\n').unwrap_or(rest.len()))?;
    let mut best: Option<(u32, usize, usize)> = None;
    let mut read = 0;
    for piece in rest.split_inclusive(is_space).take(40) {
        let at = read;
        read += piece.len();
        let piece = piece.trim_end();
        if is_text(piece) || numbering(piece).is_some() {
            break;
        }
        let score = title_score(piece, tables);
        if score >= 4 && best.is_none_or(|(most, ..)| score >= most) {
            best = Some((score, at, piece.len()));
        }
    }
    let (_, at, len) = best?;
    page.title = rest.get(at..at + len).map(str::to_owned);
    Some((stop + at, stop + at + len))
}
