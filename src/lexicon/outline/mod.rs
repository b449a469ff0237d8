//! The language of a report's frame: page furniture, titles, signatures, headings, dimensions.
//! The rows stand in `outline.toml`; [`Tables::compile`] makes them fast to look up.

mod rows;

pub use rows::*;

use super::skim::Rare;
use super::words::Words;
use super::{Error, Finder};
use crate::report::Role;
use crate::text::class::fold;
use crate::text::fold::{compact, folded};
use std::sync::Arc;

fn compacted(words: &[String]) -> Vec<String> {
    words.iter().map(|word| compact(word).into_owned()).collect()
}

/// A word parted in two before each of its characters but the first.
fn parted(word: &str) -> impl Iterator<Item = (String, String)> + '_ {
    word.char_indices().skip(1).filter_map(|(at, _)| {
        let (head, tail) = word.split_at_checked(at)?;
        Some((head.to_owned(), tail.to_owned()))
    })
}

/// The last character of each word.
fn last_chars<'a>(words: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    words.into_iter().filter_map(|word| word.chars().next_back().map(String::from)).collect()
}

/// A finder of words that say nothing but that they are there.
fn all(words: &[String]) -> Finder<()> {
    Finder::new(words.iter().map(|word| (word, ())))
}

/// Whether a word may begin where `text` begins after its widths are folded.
pub fn may_begin_folded<V: Copy>(finder: &Finder<V>, text: &str) -> bool {
    let first = text.chars().next().map(fold);
    first.is_some_and(|c| finder.may_begin(c.encode_utf8(&mut [0; 4]).as_bytes()))
}

/// Phrases looked up at the beginning of a compact line.
#[derive(Debug, Clone)]
pub struct Starts(Finder<()>);

impl Starts {
    fn new(words: &[String]) -> Self {
        Self(all(&compacted(words)))
    }

    /// Whether a phrase may begin where `line`, not yet compact, begins; if not, none does.
    pub fn may_begin(&self, line: &str) -> bool {
        may_begin_folded(&self.0, line)
    }

    /// The longest phrase with which `line` begins.
    pub fn find<'a>(&self, line: &'a str) -> Option<&'a str> {
        self.0.at_start(line).and_then(|(len, ())| line.get(..len))
    }
}

/// What a key of the page's table is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Who published.
    Issuer,
    /// When signed.
    Signed,
    /// When published.
    Published,
    /// 发文字号.
    Number,
    /// Title.
    Title,
    /// Anything else.
    Other,
}

/// What a word of a heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleCue {
    /// It speaks for a role.
    Role(Role),
    /// It speaks for a role where it ends the heading or one of its parts.
    Last(Role),
    /// It makes the shortcoming's word after it the object of work.
    Blocker,
}

/// What stands inside a paragraph and may open something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// 一是, with its number.
    Point(u16),
    /// The numbering of a heading.
    Heading,
}

/// [`Kind`], made fast to look up.
#[derive(Debug)]
pub struct Kinds {
    /// [`Kind::report`].
    pub report: Finder<()>,
    /// [`Kind::inspection`].
    pub inspection: Finder<()>,
    /// [`Kind::other`].
    pub other: Finder<()>,
    /// [`Kind::annual`].
    pub annual: Finder<()>,
}

/// The compiled tables.
#[derive(Debug)]
pub struct Tables {
    /// [`Furniture::starts`].
    pub furniture_starts: Starts,
    /// [`Furniture::contains`].
    pub furniture_contains: Finder<()>,
    /// [`Furniture::ends`].
    pub furniture_ends: Starts,
    /// [`Furniture::notices`].
    pub notices: Rare<()>,
    /// [`Furniture::posts`].
    pub posts: Words<()>,
    /// [`Keys`].
    pub keys: Finder<Key>,
    /// The last characters of these, widths folded.
    pub key_ends: Finder<()>,
    /// [`Keys::nobody`], compact.
    pub nobody: Vec<String>,
    /// What a title ends with; true for those of [`Title::strong`].
    pub title_nouns: Words<bool>,
    /// The last characters of these.
    pub title_ends: Finder<()>,
    /// [`Title::plans`].
    pub title_plans: Words<()>,
    /// [`Title::subjects`].
    pub subjects: Finder<()>,
    /// [`Kind`].
    pub kind: Kinds,
    /// [`Title::after_name`].
    pub after_name: Finder<()>,
    /// [`Bodies::party`].
    pub party: Vec<String>,
    /// [`Bodies::committees`].
    pub committees: Words<()>,
    /// [`Bodies::governing`].
    pub governing: Vec<String>,
    /// [`Bodies::inspectors`].
    pub inspectors: Words<()>,
    /// [`Bodies::places`].
    pub places: Words<()>,
    /// The last characters of these.
    pub place_ends: Finder<()>,
    /// [`Bodies::not_places`].
    pub not_places: Words<()>,
    /// [`Bodies::not_endings`], each parted in two wherever an ending may seem to stand.
    pub not_endings: Vec<(String, String)>,
    /// [`Bodies::not_names`].
    pub not_names: Words<()>,
    /// [`Bodies::offices`], at the end of a name.
    pub offices: Words<()>,
    /// [`Bodies::offices`], anywhere in a name.
    pub office_words: Finder<()>,
    /// Those of [`Bodies::offices`] that have one character only.
    pub office_chars: Vec<char>,
    /// [`Bodies::we_place`] (true) and [`Bodies::we_office`] (false).
    pub we: Rare<bool>,
    /// [`Roles`].
    pub roles: Finder<RoleCue>,
    /// [`Boundaries::exists`].
    pub exists: Finder<()>,
    /// [`Boundaries::lacks`].
    pub lacks: Finder<()>,
    /// [`Boundaries::admissions`].
    pub admissions: Words<()>,
    /// [`Boundaries::look_back`].
    pub look_back: Finder<()>,
    /// [`Boundaries::turns`].
    pub turns: Finder<()>,
    /// [`Boundaries::plan_starts`].
    pub plan_starts: Finder<()>,
    /// [`Boundaries::intents`].
    pub intents: Finder<()>,
    /// [`Boundaries::reports_follow`].
    pub reports_follow: Words<()>,
    /// [`Boundaries::closers`].
    pub closers: Starts,
    /// What may open something inside a paragraph.
    pub markers: Finder<Marker>,
    /// Ids of the dimensions; the finders below give indices into it.
    pub dimension_ids: Vec<Arc<str>>,
    /// [`DimensionRow::heading`].
    pub dimension_headings: Finder<u8>,
    /// [`DimensionRow::text`].
    pub dimension_texts: Finder<u8>,
}

/// Chinese numerals from 1 to 40, as headings and lists count.
fn numerals() -> Vec<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = ["", "十", "二十", "三十"];
    let all = tens.iter().flat_map(|ten| DIGITS.iter().map(move |one| format!("{ten}{one}")));
    all.skip(1).chain(["四十".to_owned()]).collect()
}

/// The numberings that are looked for inside paragraphs, where a page has run paragraphs
/// together: 一、 (一) 1. 1、 (1) 第一部分 第一章, in both widths.
fn markers(points: &Points) -> Vec<(String, Marker)> {
    let mut list = Vec::new();
    for (number, han) in (1u16..).zip(numerals()) {
        let patterns = points.patterns.iter().map(|p| p.replace('#', &han));
        list.extend(patterns.map(|word| (word, Marker::Point(number))));
        let mut heads = vec![
            format!("{han}、"),
            format!("（{han}）"),
            format!("({han})"),
            format!("（{number}）"),
            format!("({number})"),
            format!("{number}."),
            format!("{number}．"),
            format!("{number}、"),
        ];
        heads.extend(["部分", "章", "节"].iter().map(|unit| format!("第{han}{unit}")));
        list.extend(heads.into_iter().map(|head| (head, Marker::Heading)));
    }
    list
}

/// A short key as pages set it to the width of a longer one: 文　　号, 索 引 号.
fn spaced(word: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = word.chars().filter(|c| *c != ' ').collect();
    let widest = if (2..=3).contains(&chars.len()) { 4 } else { 0 };
    (1..=widest).map(move |width| {
        let gap = " ".repeat(width);
        chars.iter().map(char::to_string).collect::<Vec<_>>().join(&gap)
    })
}

impl Tables {
    /// Makes the rows fast to look up.
    ///
    /// # Errors
    /// When words cannot be made into an automaton.
    pub fn compile(rows: Rows) -> Result<Self, Error> {
        let keys = &rows.keys;
        let tag = |list: &[String], key: Key| {
            list.iter().map(|word| (folded(word).into_owned(), key)).collect::<Vec<_>>()
        };
        let mut key_words = tag(&keys.issuer, Key::Issuer);
        key_words.extend(tag(&keys.signed, Key::Signed));
        key_words.extend(tag(&keys.published, Key::Published));
        key_words.extend(tag(&keys.number, Key::Number));
        key_words.extend(tag(&keys.title, Key::Title));
        key_words.extend(tag(&keys.other, Key::Other));
        let spaced: Vec<_> = key_words
            .iter()
            .flat_map(|(word, key)| spaced(word).map(move |word| (word, *key)))
            .collect();
        key_words.extend(spaced);

        let role = |list: &[String], cue: RoleCue| {
            list.iter().map(move |word| (word.clone(), cue)).collect::<Vec<_>>()
        };
        let mut roles = role(&rows.roles.shortcomings, RoleCue::Role(Role::Shortcomings));
        roles.extend(role(&rows.roles.plan, RoleCue::Role(Role::Plan)));
        roles.extend(role(&rows.roles.shortcomings_last, RoleCue::Last(Role::Shortcomings)));
        roles.extend(role(&rows.roles.plan_last, RoleCue::Last(Role::Plan)));
        roles.extend(role(&rows.roles.duty, RoleCue::Role(Role::Duty)));
        roles.extend(role(&rows.roles.achievements, RoleCue::Role(Role::Achievements)));
        roles.extend(role(&rows.roles.other, RoleCue::Role(Role::Other)));
        roles.extend(role(&rows.roles.blockers, RoleCue::Blocker));

        let we = rows.bodies.we_place.iter().map(|word| (word.clone(), true));
        let we = we.chain(rows.bodies.we_office.iter().map(|word| (word.clone(), false)));

        let cues = |list: fn(&DimensionRow) -> &[String]| {
            let rows = (0u8..).zip(&rows.dimensions.rows);
            rows.flat_map(|(at, row)| list(row).iter().map(move |word| (word.clone(), at)))
                .collect::<Vec<_>>()
        };
        let boundaries = &rows.boundaries;
        let (title, kind, bodies) = (&rows.title, &rows.kind, &rows.bodies);
        let nouns = [&*title.nouns, &*title.strong].concat();
        let strong = |noun: &str| title.strong.iter().any(|end| noun.ends_with(&**end));
        let one = |word: &String| {
            let mut chars = word.chars();
            chars.next().filter(|_| chars.next().is_none())
        };
        let plain = |words: &[String]| Words::plain(words.iter().cloned());
        Ok(Self {
            furniture_starts: Starts::new(&rows.furniture.starts),
            furniture_contains: all(&compacted(&rows.furniture.contains)),
            furniture_ends: Starts::new(&rows.furniture.ends),
            notices: Rare::new(
                compacted(&rows.furniture.notices).into_iter().map(|word| (word, ())).collect(),
            ),
            posts: Words::plain(rows.furniture.posts),
            key_ends: all(&last_chars(key_words.iter().map(|(word, _)| word))),
            keys: Finder::new(key_words),
            nobody: compacted(&keys.nobody),
            title_ends: all(&last_chars(nouns.iter().chain(&title.plans))),
            title_plans: plain(&title.plans),
            title_nouns: Words::new(nouns.into_iter().map(|noun| {
                let strong = strong(&noun);
                (noun, strong)
            })),
            subjects: all(&title.subjects),
            kind: Kinds {
                report: all(&kind.report),
                inspection: all(&kind.inspection),
                other: all(&kind.other),
                annual: all(&kind.annual),
            },
            after_name: all(&title.after_name),
            party: bodies.party.clone(),
            committees: plain(&bodies.committees),
            governing: bodies.governing.clone(),
            inspectors: plain(&bodies.inspectors),
            places: plain(&bodies.places),
            place_ends: all(&last_chars(&bodies.places)),
            not_places: plain(&bodies.not_places),
            not_endings: bodies.not_endings.iter().flat_map(|word| parted(word)).collect(),
            not_names: plain(&bodies.not_names),
            offices: plain(&bodies.offices),
            office_words: all(&bodies.offices),
            office_chars: bodies.offices.iter().filter_map(one).collect(),
            we: Rare::new(we.collect()),
            roles: Finder::new(roles),
            exists: all(&boundaries.exists),
            lacks: all(&boundaries.lacks),
            admissions: plain(&boundaries.admissions),
            look_back: all(&boundaries.look_back),
            turns: all(&boundaries.turns),
            plan_starts: all(&boundaries.plan_starts),
            intents: all(&boundaries.intents),
            reports_follow: plain(&boundaries.reports_follow),
            closers: Starts::new(&boundaries.closers),
            markers: Finder::new(markers(&rows.points)),
            dimension_ids: rows.dimensions.rows.iter().map(|row| row.id.as_str().into()).collect(),
            dimension_headings: Finder::new(cues(|row| &row.heading)),
            dimension_texts: Finder::new(cues(|row| &row.text)),
        })
    }

    /// The built-in tables, compiled.
    ///
    /// # Errors
    /// When a table is malformed; a test keeps the built-in ones well-formed.
    pub fn builtin() -> Result<Self, Error> {
        Self::compile(Rows::builtin()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_adds_rows_and_replaces_the_dimensions() {
        let mut rows = Rows::builtin().unwrap();
        let more = "[furniture]\nstarts = ['读报时间']\n[dimensions]\nversion = '2026'\n\
                    [[dimensions.rows]]\nid = 'Z'\nheading = ['低空经济']";
        rows.extend(Rows::parse(more).unwrap());
        let tables = Tables::compile(rows).unwrap();
        assert_eq!(tables.furniture_starts.find("读报时间8点"), Some("读报时间"));
        assert!(tables.furniture_starts.find("浏览次数:3").is_some());
        assert_eq!(tables.dimension_ids, ["Z".into()]);
        assert!(Rows::parse("[furnitur]").is_err());
    }

    #[test]
    fn numerals_count_to_forty() {
        let all = numerals();
        assert_eq!(all.len(), 40);
        assert_eq!(all.get(10).map(String::as_str), Some("十一"));
    }
}
