//! The database of notes.

use super::passage::{Fingerprint, Passage};
use super::{Note, schema};
use crate::cite::Citation;
use crate::source::{Place, PlaceKind};
use jiff::Timestamp;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

/// A note's number; never given to another note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(pub i64);

/// Why notes cannot be read or saved. None of these changes what has been saved.
/// `locale::notes::reason` tells it in a reader's language.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system tells no folder for data.
    #[error("no folder for data")]
    NoFolder,
    /// The folder or file cannot be made, read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Another program has been holding the database for seconds.
    #[error("the database is locked")]
    Locked,
    /// The file is no database, or a damaged one.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The file is a database of something else.
    #[error("a database of another program")]
    Foreign,
    /// A later version of fayan has been here.
    #[error("made by a later version (tables {found}, known {known})")]
    Newer {
        /// Version of its tables.
        found: usize,
        /// The latest version that this program knows.
        known: usize,
    },
    /// There is no such note (any more).
    #[error("no such note")]
    Gone,
    /// Anything else that SQLite says.
    #[error("{0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged(error.to_string())
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::Io(io::Error::new(io::ErrorKind::PermissionDenied, error))
            }
            Some(ErrorCode::DiskFull) => {
                Self::Io(io::Error::new(io::ErrorKind::StorageFull, error))
            }
            _ => Self::Sqlite(error),
        }
    }
}

/// How long another program may hold the database before that is an error.
const PATIENCE: Duration = Duration::from_secs(2);

/// Notes in a file. Every change is on the disk when the call returns.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Where notes are kept unless somebody says otherwise: `notes.db` in the folder for data
    /// (`~/.local/share/fayan` on Linux). None where the system tells no home.
    pub fn usual_path() -> Option<PathBuf> {
        let dirs = directories::ProjectDirs::from("", "", "fayan")?;
        Some(dirs.data_dir().join("notes.db"))
    }

    /// Opens the database, made anew where there is none, and brings its tables up to date; an
    /// older one is copied to `notes.db.VERSION` before.
    ///
    /// # Errors
    /// When the file cannot be opened, or is not (or no longer) a database of notes. It is left as
    /// it is then.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_with(path, schema::STEPS)
    }

    fn open_with(path: &Path, steps: &[&str]) -> Result<Self, Error> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        let application: i32 =
            connection.pragma_query_value(None, "application_id", |r| r.get(0))?;
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables > 0 && application != schema::APPLICATION {
            return Err(Error::Foreign);
        }
        let found = schema::version(&connection)?;
        if found > steps.len() {
            return Err(Error::Newer { found, known: steps.len() });
        }
        let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if sound != "ok" {
            return Err(Error::Damaged(sound));
        }
        // Readers and a writer do not wait for each other; every commit is synced to the disk.
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        if found < steps.len() {
            if found > 0 {
                keep_copy(&connection, path, found)?;
            }
            schema::migrate(&mut connection, steps)?;
        }
        Ok(Self { connection })
    }

    /// Saves a note; a bookmark where `text` is empty.
    ///
    /// # Errors
    /// When it cannot be saved.
    pub fn add(&self, passage: Passage, text: &str) -> Result<Note, Error> {
        let now = now();
        let note =
            Note { id: NoteId(0), passage, text: text.to_owned(), created: now, changed: now };
        let id = self.insert(&note, None)?;
        Ok(Note { id, ..note })
    }

    /// Saves a deleted note again, as it was.
    ///
    /// # Errors
    /// When it cannot be saved, or has been already.
    pub fn put_back(&self, note: &Note) -> Result<(), Error> {
        self.insert(note, Some(note.id)).map(|_| ())
    }

    /// Changes the text of a note and returns it as it is now.
    ///
    /// # Errors
    /// When it cannot be saved, or the note is gone.
    pub fn edit(&self, id: NoteId, text: &str) -> Result<Note, Error> {
        let sql = "UPDATE notes SET text = ?1, changed = ?2 WHERE id = ?3";
        let changed = self.connection.execute(sql, params![text, now().to_string(), id.0])?;
        if changed == 0 {
            return Err(Error::Gone);
        }
        self.get(id)?.ok_or(Error::Gone)
    }

    /// Deletes a note and returns what it was, for [`Store::put_back`].
    ///
    /// # Errors
    /// When it cannot be deleted, or is gone already.
    pub fn delete(&self, id: NoteId) -> Result<Note, Error> {
        let note = self.get(id)?.ok_or(Error::Gone)?;
        match self.connection.execute("DELETE FROM notes WHERE id = ?1", [id.0])? {
            0 => Err(Error::Gone),
            _ => Ok(note),
        }
    }

    /// A note.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn get(&self, id: NoteId) -> Result<Option<Note>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM notes WHERE id = ?1");
        Ok(self.connection.query_row(&sql, [id.0], note).optional()?)
    }

    /// All notes: file by file, in each in reading order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn all(&self) -> Result<Vec<Note>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM notes ORDER BY path, line, column, id");
        let mut statement = self.connection.prepare(&sql)?;
        let notes = statement.query_map([], note)?.collect::<Result<_, _>>()?;
        Ok(notes)
    }

    /// A number that is another one when another program has changed something since it was asked for
    /// last.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn foreign_changes(&self) -> Result<i64, Error> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    fn insert(&self, note: &Note, id: Option<NoteId>) -> Result<NoteId, Error> {
        let Passage { citation, before, after, fingerprint } = &note.passage;
        let (kind, place) = place_columns(citation.place);
        let sql = format!(
            "INSERT INTO notes ({COLUMNS}) VALUES \
             (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)"
        );
        self.connection.execute(
            &sql,
            params![
                id.map(|id| id.0),
                path_value(&citation.path),
                citation.title,
                citation.region,
                citation.year,
                citation.section,
                kind,
                place,
                citation.line,
                citation.column,
                citation.quote,
                before,
                after,
                fingerprint.bytes.cast_signed(),
                fingerprint.hash.cast_signed(),
                note.text,
                note.created.to_string(),
                note.changed.to_string(),
            ],
        )?;
        Ok(NoteId(self.connection.last_insert_rowid()))
    }
}

const COLUMNS: &str = "id, path, title, region, year, section, place_kind, place, line, column, \
    quote, before, after, bytes, hash, text, created, changed";

fn note(row: &Row<'_>) -> rusqlite::Result<Note> {
    let time = |at: usize| -> rusqlite::Result<Timestamp> {
        let text: String = row.get(at)?;
        // A time that somebody wrote otherwise is no reason to lose a note.
        Ok(text.parse().unwrap_or(Timestamp::UNIX_EPOCH))
    };
    let kind: String = row.get(6)?;
    let place = place(&kind, row.get(7)?);
    Ok(Note {
        id: NoteId(row.get(0)?),
        passage: Passage {
            citation: Citation {
                path: path(row.get_ref(1)?),
                title: row.get(2)?,
                region: row.get(3)?,
                year: row.get(4)?,
                section: row.get(5)?,
                place,
                line: row.get(8)?,
                column: row.get(9)?,
                quote: row.get(10)?,
            },
            before: row.get(11)?,
            after: row.get(12)?,
            fingerprint: Fingerprint {
                bytes: row.get::<_, i64>(13)?.cast_unsigned(),
                hash: row.get::<_, i64>(14)?.cast_unsigned(),
            },
        },
        text: row.get(15)?,
        created: time(16)?,
        changed: time(17)?,
    })
}

/// The time in whole seconds.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

fn place_columns(place: Place) -> (&'static str, u32) {
    match place {
        Place::Line(number) => (PlaceKind::Line.name(), number),
        Place::Paragraph(number) => (PlaceKind::Paragraph.name(), number),
        Place::Page(number) => (PlaceKind::Page.name(), number),
    }
}

fn place(kind: &str, number: u32) -> Place {
    match kind {
        "page" => Place::Page(number),
        "paragraph" => Place::Paragraph(number),
        _ => Place::Line(number),
    }
}

fn path_value(path: &Path) -> Value {
    match path.to_str() {
        Some(text) => Value::Text(text.to_owned()),
        None => Value::Blob(path.as_os_str().as_encoded_bytes().to_owned()),
    }
}

#[cfg(unix)]
fn path(value: ValueRef<'_>) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => std::ffi::OsStr::from_bytes(bytes).into(),
        _ => PathBuf::new(),
    }
}

#[cfg(not(unix))]
fn path(value: ValueRef<'_>) -> PathBuf {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).as_ref().into()
        }
        _ => PathBuf::new(),
    }
}

/// Copies the database as it is, unless that has been done.
fn keep_copy(connection: &Connection, path: &Path, version: usize) -> Result<(), Error> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{version}"));
    let copy = PathBuf::from(name);
    if !copy.exists() {
        connection.execute("VACUUM INTO ?1", params![path_value(&copy)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{REPORT, entry, passage};
    use super::*;
    use crate::text::Span;

    #[test]
    fn notes_are_kept_changed_and_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("deep/er/notes.db");
        let store = Store::open(&file).unwrap();
        let first = store.add(passage("86件"), "多于上年").unwrap();
        let bookmark = store.add(passage("320件"), "").unwrap();
        drop(store);
        let store = Store::open(&file).unwrap();
        // In reading order, not in the order in which they were made.
        assert_eq!(store.all().unwrap(), [bookmark.clone(), first.clone()]);
        assert!(first.passage.citation.path.is_absolute());
        assert_eq!(first.passage.citation.section, "一、主要举措和成效 > (二)化解矛盾纠纷");
        let edited = store.edit(first.id, "与上年持平").unwrap();
        assert_eq!(edited.text, "与上年持平");
        assert!(edited.changed >= first.changed);
        assert_eq!(store.delete(first.id).unwrap(), edited);
        assert!(matches!(store.edit(first.id, ""), Err(Error::Gone)));
        assert!(matches!(store.delete(first.id), Err(Error::Gone)));
        assert_eq!(store.all().unwrap(), [bookmark]);
        store.put_back(&edited).unwrap();
        assert_eq!(store.get(first.id).unwrap(), Some(edited));
    }

    #[cfg(unix)]
    #[test]
    fn any_file_name_comes_back() {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("notes.db")).unwrap();
        for name in [&b"/a/\xff.txt"[..], "/琅川 '\n.txt".as_bytes()] {
            let mut passage = passage("86件");
            passage.citation.path = std::ffi::OsStr::from_bytes(name).into();
            let note = store.add(passage, "").unwrap();
            assert_eq!(store.get(note.id).unwrap().unwrap(), note);
        }
    }

    #[test]
    fn an_older_database_is_copied_and_brought_up_to_date() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("notes.db");
        let note = Store::open(&file).unwrap().add(passage("86件"), "注").unwrap();
        let mut steps = schema::STEPS.to_vec();
        steps.push("ALTER TABLE notes ADD COLUMN colour TEXT");
        let store = Store::open_with(&file, &steps).unwrap();
        assert_eq!(store.all().unwrap(), std::slice::from_ref(&note));
        let old = Store::open(&dir.path().join("notes.db.1")).unwrap();
        assert_eq!(old.all().unwrap(), [note]);
        // This version does not touch what it does not know.
        assert!(matches!(Store::open(&file), Err(Error::Newer { found: 2, known: 1 })));
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("notes.db");
        let note = Store::open(&file).unwrap().add(passage("86件"), "注").unwrap();
        let mut steps = schema::STEPS.to_vec();
        steps.extend(["DELETE FROM notes", "NOT SQL"]);
        assert!(Store::open_with(&file, &steps).is_err());
        assert_eq!(Store::open(&file).unwrap().all().unwrap(), [note]);
    }

    #[test]
    fn what_is_no_database_of_notes_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("notes.db");
        let foreign = Connection::open(&file).unwrap();
        foreign.execute_batch("CREATE TABLE t (x)").unwrap();
        drop(foreign);
        assert!(matches!(Store::open(&file), Err(Error::Foreign)));
        fs::write(&file, "这不是数据库，但也不能丢。".repeat(100)).unwrap();
        let before = fs::read(&file).unwrap();
        assert!(matches!(Store::open(&file), Err(Error::Damaged(_))));
        assert_eq!(fs::read(&file).unwrap(), before);
        assert!(matches!(Store::open(dir.path()), Err(Error::Io(_))));
    }

    #[test]
    fn a_damaged_database_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("notes.db");
        let store = Store::open(&file).unwrap();
        for n in 0..200 {
            store.add(passage("86件"), &format!("第{n}条")).unwrap();
        }
        drop(store);
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 4096].fill(0xa5);
        fs::write(&file, &bytes).unwrap();
        assert!(matches!(Store::open(&file), Err(Error::Damaged(_))));
    }

    #[test]
    fn a_locked_database_is_told_after_a_while_and_works_again() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("notes.db");
        let store = Store::open(&file).unwrap();
        let other = Connection::open(&file).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(matches!(store.add(passage("86件"), ""), Err(Error::Locked)));
        assert_eq!(store.all().unwrap(), []);
        other.execute_batch("COMMIT").unwrap();
        store.add(passage("86件"), "").unwrap();
        assert_eq!(store.all().unwrap().len(), 1);
    }

    #[test]
    fn any_text_can_be_noted() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("notes.db")).unwrap();
        let entry = entry("a.txt", REPORT);
        let everything = Passage::of(&entry, Span::new(0, entry.document.text.len()));
        let note = store.add(everything, "'; DROP TABLE notes; --\0\u{10ffff}").unwrap();
        assert_eq!(store.get(note.id).unwrap().unwrap(), note);
        store.add(Passage::of(&entry, Span::default()), "").unwrap();
    }
}
