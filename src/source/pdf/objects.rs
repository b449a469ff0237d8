//! The objects of a file: what refers to what is followed, streams are unpacked within limits, and
//! the tree of pages is walked.

use super::super::Error;
use super::super::format::Input;
use super::super::limits::{self, Counted};
use super::cmap::CMap;
use super::{encrypted, packed};
use lopdf::{Dictionary, Document, Error as PdfError, LoadOptions, Object, ObjectId, Stream};
use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::HashSet;
use std::rc::Rc;

/// The most values, names and numbers in a file outside its streams, and as many again in its packed
/// objects. Each takes a hundred bytes of memory or more.
pub(super) const MAX_VALUES: u64 = 4_000_000;

/// The most bytes that one stream of packed objects is unpacked to: honest ones hold a few hundred.
pub(super) const MAX_OBJECT_STREAM: usize = 16 << 20;

/// The longest content of one page or form, unpacked.
const MAX_CONTENT: usize = 64 << 20;

/// The deepest tree of pages.
const MAX_TREE: usize = 64;

thread_local! {
    /// How many values packed objects may still hold. lopdf shows a filter each object as it is
    /// loaded, but lets it remember nothing.
    static VALUES: Cell<u64> = const { Cell::new(0) };
}

/// An open file.
pub(super) struct Objects<'a> {
    document: Document,
    input: &'a Input<'a>,
    gb1: OnceCell<Rc<CMap>>,
}

/// About how many values are written in these bytes: beginnings of names, strings, arrays and
/// dictionaries, and short bare words. Packed data has few that look like it.
fn values(bytes: &[u8]) -> u64 {
    let (mut count, mut word) = (0, 0_u32);
    let mut plain = false;
    for &b in bytes {
        match b {
            b'/' | b'(' | b'[' | b'<' => count += 1,
            b'0'..=b'9' | b'.' | b'-' | b'+' | b'a'..=b'z' => {
                plain |= word == 0;
                word += 1;
                continue;
            }
            _ => {}
        }
        let ends =
            matches!(b, b' ' | b'\n' | b'\r' | b'\t' | 0 | 0x0C | b'/' | b'[' | b']' | b'>' | b'%');
        count += u64::from(plain && ends);
        (plain, word) = (false, u32::from(!ends));
    }
    count + u64::from(plain)
}

/// Whether a stream is a picture or a font, which nobody looks into.
pub(super) fn is_idle(stream: &Stream) -> bool {
    let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name);
    let idle: &[&[u8]] = &[b"Image", b"Type1C", b"CIDFontType0C", b"OpenType"];
    subtype.is_ok_and(|name| idle.contains(&name)) || stream.dict.has(b"Length1")
}

/// Shown every object as it is loaded: pictures and fonts are not kept, and packed objects only as
/// long as there are not too many.
fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    if let Object::Stream(stream) = object {
        if stream.dict.has_type(b"ObjStm") {
            let left = packed::left_after(stream, VALUES.get());
            VALUES.set(left.unwrap_or(0));
            left?;
        } else if is_idle(stream) {
            return None;
        }
        // Streams are kept as they were shown; only packed objects, which are none, are taken from
        // the answer.
        return Some((id, Object::Null));
    }
    Some((id, object.clone()))
}

impl<'a> Objects<'a> {
    /// Loads a file.
    ///
    /// # Errors
    /// When it is damaged beyond repair, needs a password, or is over a limit.
    pub(super) fn load(input: &'a Input<'a>) -> Result<Self, Error> {
        let too_many = Error::TooMany { what: Counted::Objects, limit: MAX_VALUES };
        if values(input.bytes) > MAX_VALUES {
            return Err(too_many);
        }
        input.deadline.check()?;
        let load = |force_reconstruct| {
            if let Some(document) = encrypted::load(input, force_reconstruct)? {
                return Ok(document);
            }
            VALUES.set(MAX_VALUES);
            let options = LoadOptions {
                filter: Some(keep),
                max_decompressed_size: Some(MAX_OBJECT_STREAM),
                force_reconstruct,
                ..LoadOptions::default()
            };
            let document = Document::load_mem_with_options(input.bytes, options);
            if VALUES.get() == 0 {
                Err(too_many.clone())
            } else {
                document.map_err(|e| problem(&e))
            }
        };
        let mut objects = Self { document: load(false)?, input, gb1: OnceCell::new() };
        input.deadline.check()?;
        if objects.document.is_encrypted() {
            return Err(Error::Encrypted);
        }
        // What is cut off or moved within the file may still be found by its marks.
        if objects.root().is_none() {
            objects.document = load(true)?;
            input.deadline.check()?;
        }
        Ok(objects)
    }

    /// What a value is that may be a reference to another.
    pub(super) fn follow<'o>(&'o self, object: &'o Object) -> Option<&'o Object> {
        self.document.dereference(object).ok().map(|(_, object)| object)
    }

    /// The value of a key.
    pub(super) fn get<'o>(&'o self, dictionary: &'o Dictionary, key: &[u8]) -> Option<&'o Object> {
        self.follow(dictionary.get(key).ok()?)
    }

    /// The value of a key if it is a dictionary, or the dictionary of a stream.
    pub(super) fn dictionary<'o>(
        &'o self,
        dictionary: &'o Dictionary,
        key: &[u8],
    ) -> Option<&'o Dictionary> {
        match self.get(dictionary, key)? {
            Object::Dictionary(inner) => Some(inner),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The value of a key if it is a name.
    pub(super) fn name<'o>(&'o self, dictionary: &'o Dictionary, key: &[u8]) -> Option<&'o [u8]> {
        self.get(dictionary, key)?.as_name().ok()
    }

    /// The value of a key if it is a number.
    pub(super) fn number(&self, dictionary: &Dictionary, key: &[u8]) -> Option<f64> {
        self.get(dictionary, key).and_then(number)
    }

    /// The numbers in an array; none if it is no array.
    pub(super) fn numbers(&self, dictionary: &Dictionary, key: &[u8]) -> Vec<f64> {
        let array = self.get(dictionary, key).and_then(|object| object.as_array().ok());
        let numbers = array.into_iter().flatten().take(64);
        numbers.filter_map(|object| self.follow(object).and_then(number)).collect()
    }

    /// The bytes of a stream, unpacked.
    ///
    /// # Errors
    /// When they are over a limit. What cannot be unpacked is empty.
    pub(super) fn content(&self, stream: &Stream) -> Result<Vec<u8>, Error> {
        self.input.deadline.check()?;
        let indirect =
            |key| matches!(stream.dict.get(key), Ok(Object::Reference(_) | Object::Array(_)));
        let mut stream = Cow::Borrowed(stream);
        for key in [b"Filter".as_slice(), b"DecodeParms"] {
            if indirect(key) {
                // lopdf looks for these in the dictionary itself.
                let direct = self.get(&stream.dict, key).cloned().map(|object| match object {
                    Object::Array(all) => Object::Array(
                        all.iter().filter_map(|object| self.follow(object).cloned()).collect(),
                    ),
                    other => other,
                });
                stream.to_mut().dict.set(key, direct.unwrap_or(Object::Null));
            }
        }
        match stream.get_plain_content_with_limit(MAX_CONTENT) {
            Ok(content) => {
                self.input.budget.take_bytes(content.len() as u64)?;
                Ok(content)
            }
            Err(PdfError::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit })) => {
                Err(Error::Inflated { limit: limit as u64 })
            }
            Err(_) => Ok(Vec::new()),
        }
    }

    /// What the file says about itself.
    pub(super) fn info(&self) -> Option<&Dictionary> {
        self.dictionary(&self.document.trailer, b"Info")
    }

    /// The root of the tree of pages.
    fn root(&self) -> Option<&Object> {
        let catalog = self.dictionary(&self.document.trailer, b"Root")?;
        let root = catalog.get(b"Pages").ok()?;
        self.follow(root)?.as_dict().ok().map(|_| root)
    }

    /// The pages in their order.
    ///
    /// # Errors
    /// When there are too many.
    pub(super) fn pages(&self) -> Result<Vec<Leaf<'_>>, Error> {
        let mut pages = Vec::new();
        let mut seen = HashSet::new();
        // What is still to be seen, the next at the end.
        let mut rest: Vec<(&Object, Leaf<'_>, usize)> =
            self.root().map(|root| (root, Leaf::default(), 0)).into_iter().collect();
        while let Some((object, above, depth)) = rest.pop() {
            self.input.deadline.check()?;
            if object.as_reference().is_ok_and(|id| !seen.insert(id)) {
                continue;
            }
            let Some(node) = self.follow(object).and_then(|object| object.as_dict().ok()) else {
                continue;
            };
            let leaf = above.with(self, node);
            let kids = self.get(node, b"Kids").and_then(|kids| kids.as_array().ok());
            match kids {
                Some(kids) if depth < MAX_TREE => {
                    rest.extend(kids.iter().rev().map(|kid| (kid, leaf, depth + 1)));
                }
                Some(_) => return Err(Error::TooDeep),
                None => pages.push(leaf),
            }
            if (pages.len() + rest.len()) as u64 > limits::MAX_PAGES {
                return Err(Error::TooMany { what: Counted::Pages, limit: limits::MAX_PAGES });
            }
        }
        if pages.is_empty() {
            // The tree is lost, the leaves may be there.
            let leaves = self.document.objects.values().filter_map(|object| object.as_dict().ok());
            let leaves = leaves.filter(|leaf| leaf.has_type(b"Page"));
            let most = usize::try_from(limits::MAX_PAGES).unwrap_or(usize::MAX);
            pages.extend(leaves.take(most).map(|leaf| Leaf::default().with(self, leaf)));
        }
        Ok(pages)
    }

    /// What text the numbers of glyphs are in the collection Adobe-GB1, the one of Chinese fonts
    /// (ISO 32000-1, 9.10.2). Read for the first font that needs it.
    pub(super) fn gb1(&self) -> Rc<CMap> {
        let read = || Rc::new(CMap::parse(include_bytes!("Adobe-GB1-UCS2")));
        Rc::clone(self.gb1.get_or_init(read))
    }

    /// The deadline of the file.
    ///
    /// # Errors
    /// When the time is over.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.input.deadline.check()
    }
}

/// A page, with what it has from the nodes above it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Leaf<'o> {
    node: Option<&'o Dictionary>,
    /// What its content refers to by name.
    pub(super) resources: Option<&'o Dictionary>,
    media: Option<&'o Dictionary>,
    crop: Option<&'o Dictionary>,
    rotate: f64,
}

impl<'o> Leaf<'o> {
    fn with(mut self, objects: &'o Objects<'_>, node: &'o Dictionary) -> Self {
        self.node = Some(node);
        self.resources = objects.dictionary(node, b"Resources").or(self.resources);
        self.media = node.has(b"MediaBox").then_some(node).or(self.media);
        self.crop = node.has(b"CropBox").then_some(node).or(self.crop);
        self.rotate = objects.number(node, b"Rotate").unwrap_or(self.rotate);
        self
    }

    /// Its content, unpacked.
    ///
    /// # Errors
    /// When it is over a limit.
    pub(super) fn content(&self, objects: &Objects<'_>) -> Result<Vec<u8>, Error> {
        let contents = self.node.and_then(|node| objects.get(node, b"Contents"));
        match contents {
            Some(Object::Stream(stream)) => objects.content(stream),
            Some(Object::Array(parts)) => {
                let mut out = Vec::new();
                for part in parts {
                    if let Some(Object::Stream(stream)) = objects.follow(part) {
                        out.extend(objects.content(stream)?);
                        // A word never goes on in the next stream.
                        out.push(b'\n');
                    }
                }
                Ok(out)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Left, bottom, right and top of what is shown, in points.
    pub(super) fn area(&self, objects: &Objects<'_>) -> [f64; 4] {
        let read = |node: Option<&Dictionary>, key: &[u8]| -> Option<[f64; 4]> {
            let [a, b, c, d] = objects.numbers(node?, key).try_into().ok()?;
            Some([f64::min(a, c), f64::min(b, d), f64::max(a, c), f64::max(b, d)])
        };
        let is_real = |[left, bottom, right, top]: &[f64; 4]| right > left && top > bottom;
        let media = read(self.media, b"MediaBox").filter(is_real);
        let media = media.unwrap_or([0.0, 0.0, 595.0, 842.0]);
        let crop = read(self.crop, b"CropBox").map(|[a, b, c, d]| {
            [a.max(media[0]), b.max(media[1]), c.min(media[2]), d.min(media[3])]
        });
        crop.filter(is_real).unwrap_or(media)
    }

    /// How many quarters it is turned to the right when it is shown.
    pub(super) fn quarters(&self) -> u8 {
        let turned = (self.rotate / 90.0).round().rem_euclid(4.0);
        [1, 2, 3].into_iter().find(|&n| f64::from(n) == turned).unwrap_or(0)
    }
}

/// A number, however it is written.
pub(super) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

pub(super) fn problem(error: &PdfError) -> Error {
    match error {
        PdfError::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit }) => {
            Error::Inflated { limit: *limit as u64 }
        }
        PdfError::InvalidPassword
        | PdfError::Decryption(_)
        | PdfError::UnsupportedSecurityHandler(_) => Error::Encrypted,
        _ => Error::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_before_they_take_memory() {
        assert_eq!(values(b"[1 2 (a) /B null true 3]"), 8);
        assert_eq!(values(b"0 0 0 %\x80\n0 0"), 5);
        assert_eq!(values(&[0x80; 100]), 0);
    }
}
