//! Records in JSON: one object a line, or an array of objects, which may lie within an object that tells
//! of other things too, as interfaces of web sites answer. Records are taken one by one: only the
//! texts of one are in memory beside the file.

use super::super::format::{EachPart, Input, Part};
use super::super::{Error, encoding, sanitize};
use super::{Columns, MAX_COLUMNS, counted, name, record};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::fmt;

/// Reads a file of one JSON object a line. A line that is none is told in its place.
pub(in super::super) fn json_lines(input: &Input<'_>, each: EachPart<'_>) -> Result<(), Error> {
    let decoded = encoding::decode(input.bytes, input.options.encoding)?;
    let mut records = Records::new(input, each);
    for line in decoded.text.lines().filter(|line| !line.trim().is_empty()) {
        let item = serde_json::from_str(line).unwrap_or(Item::Other);
        if records.add(item).is_err() {
            break;
        }
    }
    records.finish()
}

/// Reads a file of one array of objects, of objects one after the other, or of one object: a record, or
/// what holds an array of them.
pub(in super::super) fn json(input: &Input<'_>, each: EachPart<'_>) -> Result<(), Error> {
    let decoded = encoding::decode(input.bytes, input.options.encoding)?;
    let text = decoded.text.as_ref();
    let mut records = Records::new(input, each);
    let mut items = serde_json::Deserializer::from_str(text).into_iter::<Item>();
    // An array is no record: it is walked below.
    let first = match items.next() {
        Some(Ok(Item::Fields(fields))) => Some(fields),
        Some(_) => None,
        None => return Err(Error::Empty),
    };
    match (first, items.next()) {
        (Some(fields), None) if records.knows(&fields) => _ = records.add(Item::Fields(fields)),
        (Some(fields), Some(second)) => {
            let rest = std::iter::once(second).chain(items);
            let all = std::iter::once(Ok(Item::Fields(fields))).chain(rest);
            for item in all {
                let is_whole = item.is_ok();
                if records.add(item.unwrap_or(Item::Other)).is_err() || !is_whole {
                    break;
                }
            }
        }
        (first, _) => {
            let mut whole = serde_json::Deserializer::from_str(text);
            let walked = Walk(&mut records).deserialize(&mut whole).and_then(|()| whole.end());
            if let (0, Some(fields)) = (records.count, first) {
                // No record in it, so that it stands for one.
                _ = records.add(Item::Fields(fields));
            } else if walked.is_err() && records.over.is_none() {
                records.over = Some(Err(Error::Damaged));
            }
        }
    }
    records.finish()
}

/// The text of a value, if it is one that has a text: of a list, a line for each.
struct Written(Option<String>);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Written;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, text: &str) -> Result<Written, E> {
                Ok(Written(Some(text.to_owned())))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Written, E> {
                Ok(Written(Some(number.to_string())))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Written, E> {
                Ok(Written(Some(number.to_string())))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Written, E> {
                Ok(Written(Some(number.to_string())))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Written, E> {
                Ok(Written(None))
            }
            fn visit_unit<E>(self) -> Result<Written, E> {
                Ok(Written(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Written, A::Error> {
                let mut text = String::new();
                while let Some(Written(line)) = all.next_element()? {
                    let Some(line) = line else { continue };
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    text += &line;
                }
                Ok(Written(Some(text)))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Written, A::Error> {
                while all.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Written(None))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// The fields of an object in their order, and the texts of those that have one.
type Fields = Vec<(String, Option<String>)>;

/// What stands where a record may stand.
enum Item {
    /// An object.
    Fields(Fields),
    /// Anything else.
    Other,
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Item;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a record")
            }
            fn visit_str<E>(self, _: &str) -> Result<Item, E> {
                Ok(Item::Other)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Item, E> {
                Ok(Item::Other)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Item, E> {
                Ok(Item::Other)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Item, E> {
                Ok(Item::Other)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Item, E> {
                Ok(Item::Other)
            }
            fn visit_unit<E>(self) -> Result<Item, E> {
                Ok(Item::Other)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Item, A::Error> {
                while all.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Item::Other)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Item, A::Error> {
                let mut fields = Fields::new();
                while fields.len() < MAX_COLUMNS
                    && let Some((name, Written(text))) = all.next_entry()?
                {
                    fields.push((name, text));
                }
                while all.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Item::Fields(fields))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// Nobody takes any more records.
struct Over;

/// Records on their way out.
struct Records<'a, 'e> {
    /// The column of the text.
    wanted: Option<&'a str>,
    each: EachPart<'e>,
    count: u64,
    /// What came of it, once no more is taken.
    over: Option<Result<(), Error>>,
}

impl<'a, 'e> Records<'a, 'e> {
    fn new(input: &Input<'a>, each: EachPart<'e>) -> Self {
        Self { wanted: input.options.text_column.as_deref(), each, count: 0, over: None }
    }

    fn columns(&self, fields: &Fields) -> Result<Columns, Error> {
        let names: Vec<String> = fields.iter().map(|(name, _)| sanitize::line(name)).collect();
        Columns::find(&names, self.wanted)
    }

    /// Whether these fields are those of a record.
    fn knows(&self, fields: &Fields) -> bool {
        self.columns(fields).is_ok()
    }

    /// Takes what stands where a record may stand. The first stands for all: where it is none, nothing
    /// is read.
    fn add(&mut self, item: Item) -> Result<(), Over> {
        let part = counted(self.count).and_then(|count| {
            self.count = count;
            let content = match item {
                Item::Fields(fields) => self.columns(&fields).map(|columns| {
                    let text = |at: Option<usize>| fields.get(at?)?.1.clone();
                    record(count, &columns.of(text))
                }),
                Item::Other => Err(Error::Damaged),
            };
            match content {
                Err(error) if count > 1 => {
                    Ok(Part { name: name(count, None), content: Err(error) })
                }
                other => other,
            }
        });
        self.over = match part {
            Err(error) => Some(Err(error)),
            Ok(part) => (!(self.each)(part)).then_some(Ok(())),
        };
        if self.over.is_some() { Err(Over) } else { Ok(()) }
    }

    fn finish(self) -> Result<(), Error> {
        match self.over {
            Some(result) => result,
            None if self.count == 0 => Err(Error::Empty),
            None => Ok(()),
        }
    }
}

/// Looks for objects in arrays, wherever they are: those are the records.
struct Walk<'w, 'a, 'e>(&'w mut Records<'a, 'e>);

impl<'de> DeserializeSeed<'de> for Walk<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("records")
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while let Some(item) = all.next_element()? {
            if matches!(item, Item::Fields(_)) {
                let over = |Over| serde::de::Error::custom("no more is taken");
                self.0.add(item).map_err(over)?;
            }
        }
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while all.next_key::<IgnoredAny>()?.is_some() {
            all.next_value_seed(Walk(self.0))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Document;
    use super::super::tests::read;
    use super::*;

    /// A line for each record of a file.
    fn told(name: &str, text: &str) -> Vec<String> {
        let line = |(name, document): (String, Result<Document, Error>)| match document {
            Ok(document) => format!("{name}: {}", document.text.as_str()),
            Err(error) => format!("{name}! {error}"),
        };
        read(name, text.as_bytes(), Some("text")).into_iter().map(line).collect()
    }

    #[test]
    fn each_line_of_json_is_a_report() {
        let lines = "{\"Title\":\"甲\",\"text\":\"共办理2件。\\n末\"}\n\n{\"text\":[\"一\",[\"二\",3.5]]}\n{\"other\":1}\n[]\n{";
        let expected = [
            "a.jsonl/1 甲: 共办理2件。\n末",
            "a.jsonl/2: 一\n二\n3.5",
            "a.jsonl/3! no column text; there are: other",
            "a.jsonl/4! damaged",
            "a.jsonl/5! damaged",
        ];
        assert_eq!(told("a.jsonl", lines), expected);
    }

    #[test]
    fn an_array_of_objects_is_a_list_of_reports() {
        let first = "{\"title\":\"甲\",\"text\":\"一\",\"n\":[{\"text\":\"no\"}]}";
        let list = format!("[{first},\n {{\"text\":null}}, {{\"text\":\"三\"}}]");
        let expected = ["a.json/1 甲: 一", "a.json/2! empty", "a.json/3: 三"];
        assert_eq!(told("a.json", &list), expected);
        let answer = format!(
            "{{\"code\":200,\"none\":[],\"data\":{{\"total\":3,\"rows\":{list}}},\"ok\":true}}"
        );
        assert_eq!(told("a.json", &answer), expected);
        assert_eq!(told("a.json", first), expected[..1]);
        assert_eq!(
            told("a.json", &format!("{first}\n{{\n\"text\":\"二\"}}")),
            [expected[0], "a.json/2: 二"]
        );
        // What comes before the damage is kept.
        assert_eq!(
            told("a.json", &list[..list.len() - 9]),
            ["a.json/1 甲: 一", "a.json/2! empty", "a.json! damaged"]
        );
        assert_eq!(told("a.json", &format!("{first}{{")), [expected[0], "a.json/2! damaged"]);
    }

    #[test]
    fn json_of_other_things_says_so() {
        let other = "a.json! no column text; there are: a, b";
        assert_eq!(told("a.json", "{\"a\":1,\"b\":[1]}"), [other]);
        assert_eq!(told("a.json", "[{\"a\":1,\"b\":2},{\"text\":\"x\"}]"), [other]);
        assert_eq!(told("a.json", "[]"), ["a.json! empty"]);
        assert_eq!(told("a.json", "text"), ["a.json! damaged"]);
        let deep = "[".repeat(100_000);
        assert_eq!(told("a.json", &deep), ["a.json! damaged"]);
        let many = (0..20_000).map(|n| format!("\"{n}\":0,")).collect::<String>();
        let many = format!("[{{{many}\"text\":\"x\"}}]");
        assert!(told("a.json", &many)[0].starts_with("a.json! no column text"));
    }
}
