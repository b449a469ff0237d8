//! A file's text becomes a configuration.

use super::problem::{Expected, Place, Problem, Reason, nearest};
use super::settings::{SETTINGS, Setting, Takes, Value};
use super::{Config, KeyRow, Look, Origin, StyleRow};
use crate::lexicon::{Additions, Cues};
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A value with its place in the text.
type Found<'a> = Spanned<DeValue<'a>>;

/// Tables beside those of [`SETTINGS`].
const TABLES: [&str; 3] = ["style", "keys", "lexicon"];
/// Themes that may have styles of their own.
pub(super) const THEMES: [&str; 4] = ["dark", "light", "contrast", "mono"];
/// Tables of rows in `[lexicon]`.
const ROWS: [&str; 3] = ["unit", "exclusion", "indicator"];

/// Reads a file's text.
pub(super) fn read(text: &str) -> Config {
    // An editor's byte order mark is no part of the text; positions count it as nothing.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, config: Config::default() };
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let words = error.message().replace('\n', "; ");
        reader.problem(&(at..at), "", Reason::Syntax(words));
    }
    reader.root(table.get_ref());
    let mut config = reader.config;
    config.problems.sort_by_key(|problem| problem.place);
    // What the parser could make nothing of is complained about once.
    config.problems.dedup_by_key(|problem| problem.place);
    config.keys.sort_by_key(|row| row.place);
    config.styles.sort_by_key(|row| row.place);
    config
}

struct Reader<'a> {
    text: &'a str,
    config: Config,
}

impl<'a> Reader<'a> {
    fn place(&self, span: &Range<usize>) -> Place {
        Place::of(self.text, span.start)
    }

    fn problem(&mut self, span: &Range<usize>, key: &str, reason: Reason) {
        let place = self.place(span);
        self.config.problems.push(Problem::new(place, key, reason));
    }

    fn root(&mut self, table: &DeTable<'a>) {
        let tables = || SETTINGS.iter().map(|s| s.table).filter(|t| !t.is_empty()).chain(TABLES);
        for (key, value) in table {
            let name: &str = key.get_ref();
            if tables().any(|known| known == name) {
                let Some(rows) = value.get_ref().as_table() else {
                    self.problem(&value.span(), name, Reason::Expected(Expected::Table));
                    continue;
                };
                match name {
                    "style" => self.styles(None, rows),
                    "keys" => self.keys(rows),
                    "lexicon" => self.lexicon(rows),
                    _ => self.settings(name, rows),
                }
            } else {
                self.setting("", key, value, &|| tables().collect());
            }
        }
    }

    fn settings(&mut self, table: &str, rows: &DeTable<'a>) {
        for (key, value) in rows {
            self.setting(table, key, value, &Vec::new);
        }
    }

    fn setting(
        &mut self,
        table: &str,
        key: &Spanned<DeString<'a>>,
        value: &Found<'a>,
        others: &dyn Fn() -> Vec<&'static str>,
    ) {
        let name: &str = key.get_ref();
        let here = || SETTINGS.iter().filter(move |row| row.table == table);
        let Some(row) = here().find(|row| row.key == name) else {
            let names = here().map(|row| row.key).chain(others());
            let reason = Reason::Unknown(nearest(name, names));
            return self.problem(&key.span(), &joined(table, name), reason);
        };
        match taken(row, value.get_ref()) {
            Ok(value) => self.config.values.push((row.name, value, Origin::File)),
            Err(expected) => {
                self.problem(&value.span(), &row.path(), Reason::Expected(expected));
            }
        }
    }

    fn styles(&mut self, theme: Option<&'static str>, rows: &DeTable<'a>) {
        for (key, value) in rows {
            let name: &str = key.get_ref();
            let path = joined(theme.map_or("style".to_owned(), |t| joined("style", t)), name);
            let own = THEMES.into_iter().find(|known| *known == name && theme.is_none());
            if let (Some(own), Some(rows)) = (own, value.get_ref().as_table()) {
                self.styles(Some(own), rows);
                continue;
            }
            let Some(words) = value.get_ref().as_str() else {
                self.problem(&value.span(), &path, Reason::Expected(Expected::Text));
                continue;
            };
            match Look::parse(words) {
                Ok(look) => {
                    let place = self.place(&key.span());
                    let row = StyleRow {
                        theme,
                        role: name.to_owned(),
                        look,
                        words: words.to_owned(),
                        place,
                    };
                    self.config.styles.push(row);
                }
                Err(word) => {
                    self.problem(&value.span(), &path, Reason::Expected(Expected::Look(word)));
                }
            }
        }
    }

    fn keys(&mut self, rows: &DeTable<'a>) {
        for (key, value) in rows {
            let name: &str = key.get_ref();
            match value.get_ref().as_table() {
                Some(rows) => {
                    let context = (name.to_owned(), self.place(&key.span()));
                    for (key, value) in rows {
                        self.key_row(Some(&context), key, value);
                    }
                }
                None => self.key_row(None, key, value),
            }
        }
    }

    fn key_row(
        &mut self,
        context: Option<&(String, Place)>,
        key: &Spanned<DeString<'a>>,
        value: &Found<'a>,
    ) {
        let command = key.get_ref().to_string();
        let table = context.map_or("keys".to_owned(), |(name, _)| joined("keys", name));
        let path = joined(table, &command);
        let mut keys = Vec::new();
        let one = std::slice::from_ref(value);
        let all = value.get_ref().as_array().map_or(one, |list| list);
        for item in all {
            match item.get_ref().as_str() {
                Some("none") => {}
                Some(text) => keys.push((text.to_owned(), self.place(&item.span()))),
                None => {
                    return self.problem(&item.span(), &path, Reason::Expected(Expected::Keys));
                }
            }
        }
        let place = self.place(&key.span());
        self.config.keys.push(KeyRow { context: context.cloned(), command, place, keys });
    }

    fn lexicon(&mut self, rows: &DeTable<'a>) {
        for (key, value) in rows {
            let name: &str = key.get_ref();
            let path = joined("lexicon", name);
            match (name, value.get_ref()) {
                ("shortcomings", DeValue::Table(lists)) => self.cues(lists),
                ("shortcomings", _) => {
                    self.problem(&value.span(), &path, Reason::Expected(Expected::Table));
                }
                (name, DeValue::Array(rows)) if ROWS.contains(&name) => {
                    for row in rows.iter() {
                        self.addition(name, &path, row);
                    }
                }
                (name, _) if ROWS.contains(&name) => {
                    self.problem(&value.span(), &path, Reason::Expected(Expected::Tables));
                }
                _ => {
                    let names = ROWS.into_iter().chain(["shortcomings"]);
                    let reason = Reason::Unknown(nearest(name, names));
                    self.problem(&key.span(), &path, reason);
                }
            }
        }
    }

    fn addition(&mut self, table: &str, path: &str, row: &Found<'a>) {
        let mut found = Additions::default();
        let parsed = match table {
            "unit" => parsed(row).map(|row| found.units.push(row)),
            "exclusion" => parsed(row).map(|row| found.exclusions.push(row)),
            _ => parsed(row).map(|row| found.indicators.push(row)),
        };
        if let Err((span, words)) = parsed {
            return self.problem(&span, path, Reason::Row(words));
        }
        let words = match (&*found.units, &*found.exclusions, &*found.indicators) {
            ([row], ..) => Some(&row.words),
            (_, [row], _) => Some(&row.words),
            (.., [row]) => Some(&row.any),
            _ => None,
        };
        if words.is_none_or(|words| words.trim().is_empty()) {
            let name = if table == "indicator" { "any" } else { "words" };
            let span = row.get_ref().get(name).map_or(row.span(), Spanned::span);
            return self.problem(&span, &joined(path, name), Reason::Expected(Expected::Something));
        }
        let all = &mut self.config.additions;
        all.units.append(&mut found.units);
        all.exclusions.append(&mut found.exclusions);
        all.indicators.append(&mut found.indicators);
    }

    fn cues(&mut self, lists: &DeTable<'a>) {
        for (key, value) in lists {
            let name: &str = key.get_ref();
            let path = format!("lexicon.shortcomings.{name}");
            if self.config.additions.cues.list_mut(name).is_none() {
                let none = Cues::default();
                let names = none.lists().map(|(name, _)| name);
                self.problem(&key.span(), &path, Reason::Unknown(nearest(name, names)));
                continue;
            }
            let Some(words) = value.get_ref().as_array() else {
                self.problem(&value.span(), &path, Reason::Expected(Expected::Texts));
                continue;
            };
            for word in words.iter() {
                match word.get_ref().as_str().map(str::trim) {
                    Some("") | None => {
                        let reason = Reason::Expected(Expected::Something);
                        self.problem(&word.span(), &path, reason);
                    }
                    Some(text) => {
                        if let Some(list) = self.config.additions.cues.list_mut(name) {
                            list.push(text.to_owned());
                        }
                    }
                }
            }
        }
    }
}

/// A row of a table, or what is wrong with it and where.
fn parsed<T: DeserializeOwned>(row: &Found<'_>) -> Result<T, (Range<usize>, String)> {
    let source = toml::de::ValueDeserializer::from(row.clone());
    T::deserialize(source)
        .map_err(|error| (error.span().unwrap_or(row.span()), error.message().replace('\n', "; ")))
}

fn joined(table: impl AsRef<str>, key: &str) -> String {
    let table = table.as_ref();
    if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") }
}

/// The value as the setting takes it.
fn taken(row: &Setting, value: &DeValue<'_>) -> Result<Value, Expected> {
    let choice = |of: &'static [&'static str], value: &DeValue<'_>| {
        let given = match value {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            _ => String::new(),
        };
        of.iter().copied().find(|word| *word == given).ok_or_else(|| {
            let names = of.iter().map(|&word| word.to_owned()).collect();
            Expected::OneOf(names, nearest(&given, of.iter().copied()))
        })
    };
    match row.takes {
        Takes::Flag => value.as_bool().map(Value::Flag).ok_or(Expected::Flag),
        Takes::Number(least, most) => value
            .as_integer()
            .and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok())
            .filter(|number| (least..=most).contains(number))
            .map(Value::Number)
            .ok_or(Expected::Number(least, most)),
        Takes::Choice(of) => choice(of, value).map(|word| Value::Word(word.into())),
        Takes::Encoding => {
            let name = value.as_str().ok_or(Expected::Encoding)?;
            let known = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).is_some();
            if known || name == "auto" {
                Ok(Value::Word(name.to_owned().into()))
            } else {
                Err(Expected::Encoding)
            }
        }
    }
}
