//! Encrypted files that open without a password, as those that forbid copying do. lopdf decrypts files as
//! it loads them, and unpacks their objects without asking; so it is shown a file that says nothing of
//! encryption, and decryption and unpacking are done here, within limits.

use super::super::Error;
use super::super::format::Input;
use super::super::limits::Counted;
use super::objects::{MAX_OBJECT_STREAM, MAX_VALUES, is_idle, problem};
use super::packed;
use lopdf::encryption::{EncryptionState, decrypt_object};
use lopdf::{Document, LoadOptions, Object, ObjectId, ObjectStream};
use std::collections::BTreeMap;

/// The key of the encryption, and what it is written as where lopdf is not to see it.
const KEY: &[u8] = b"Encrypt";
const HIDDEN: &[u8] = b"Encrypu";

/// The type of streams of packed objects, and what it is until they have been decrypted.
const PACKED: &[u8] = b"ObjStm";
const WAITING: &[u8] = b"ObjStm.";

/// The file with the key of the encryption hidden; `None` if the key is nowhere.
fn hidden(bytes: &[u8]) -> Option<Vec<u8>> {
    let ends: Vec<usize> = memchr::memchr_iter(b'/', bytes)
        .filter_map(|at| {
            let rest = bytes.get(at + 1..)?;
            let mut length = 0;
            for expected in KEY {
                let next = rest.get(length..)?;
                // Any sign of a name may be written as its number.
                let escaped = match next {
                    [b'#', high, low, ..] => {
                        let digit = |b: u8| char::from(b).to_digit(16);
                        Some(digit(*high)? * 16 + digit(*low)?)
                    }
                    _ => None,
                };
                length += match (escaped, next.first()) {
                    (Some(code), _) if code == u32::from(*expected) => 3,
                    (None, Some(b)) if b == expected => 1,
                    _ => return None,
                };
            }
            // The end of a longer name is another's.
            let goes_on = rest.get(length).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'#');
            (!goes_on).then_some(at + length)
        })
        .collect();
    if ends.is_empty() {
        return None;
    }
    let mut out = bytes.to_vec();
    for end in ends {
        // `t` becomes `u`, and the last digit of its number 4 becomes 5.
        if let Some(last) = out.get_mut(end) {
            *last += 1;
        }
    }
    Some(out)
}

/// Shown every object as it is loaded: as it is for other files, except that packed objects wait.
fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let Object::Stream(stream) = object else { return Some((id, object.clone())) };
    if is_idle(stream) {
        return None;
    }
    if stream.dict.has_type(PACKED) {
        stream.dict.set("Type", Object::Name(WAITING.to_vec()));
    }
    Some((id, Object::Null))
}

/// Loads a file if it is encrypted.
///
/// # Errors
/// When it is damaged, needs a password, or is over a limit.
pub(super) fn load(input: &Input<'_>, force_reconstruct: bool) -> Result<Option<Document>, Error> {
    let Some(bytes) = hidden(input.bytes) else { return Ok(None) };
    let options = LoadOptions {
        filter: Some(keep),
        max_decompressed_size: Some(MAX_OBJECT_STREAM),
        force_reconstruct,
        ..LoadOptions::default()
    };
    let loaded = Document::load_mem_with_options(&bytes, options);
    drop(bytes);
    let mut document = loaded.map_err(|error| problem(&error))?;
    let Some(encryption) = document.trailer.remove(HIDDEN) else { return Ok(None) };
    let own = encryption.as_reference().ok();
    document.trailer.set(KEY.to_vec(), encryption);
    document.authenticate_password("").map_err(|_| Error::Encrypted)?;
    let state = EncryptionState::decode(&document, "").map_err(|_| Error::Encrypted)?;
    document.trailer.remove(KEY);
    let mut left = MAX_VALUES;
    let mut inner = BTreeMap::new();
    for (&id, object) in &mut document.objects {
        input.deadline.check()?;
        if Some(id) == own {
            continue;
        }
        // What cannot be decrypted shows as what it is.
        let _ = decrypt_object(&state, id, object);
        let Object::Stream(stream) = object else { continue };
        if !stream.dict.has_type(WAITING) {
            continue;
        }
        let too_many = Error::TooMany { what: Counted::Objects, limit: MAX_VALUES };
        left = packed::left_after(stream, left).ok_or(too_many)?;
        if let Ok(all) = ObjectStream::new_with_limit(stream, Some(MAX_OBJECT_STREAM)) {
            inner.extend(all.objects);
        }
        *object = Object::Null;
    }
    for (id, object) in inner {
        document.objects.entry(id).or_insert(object);
    }
    Ok(Some(document))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_key_is_hidden_however_it_is_written() {
        let hidden = |text: &str| {
            super::hidden(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
        };
        let both = "<</Encrypt 5 0 R/EncryptMetadata true/#45ncryp#74<<>>>>";
        let expected = "<</Encrypu 5 0 R/EncryptMetadata true/#45ncryp#75<<>>>>";
        assert_eq!(hidden(both).as_deref(), Some(expected));
        assert_eq!(hidden("/Encrypted /Encryp /E#6"), None);
    }
}
