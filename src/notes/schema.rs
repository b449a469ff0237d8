//! The tables of the notes, and how older ones are brought up to date.

use rusqlite::{Connection, TransactionBehavior};

/// Marks the file as ours: `faya` in ASCII.
pub(super) const APPLICATION: i32 = 0x6661_7961;

/// Each step brings the tables from the version before to the next; version 0 is an empty file.
/// A step that has been released is never changed.
pub(super) const STEPS: &[&str] = &["
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path NOT NULL,             -- text; bytes where the name is no UTF-8
        title TEXT,
        region TEXT,
        year INTEGER,
        section TEXT NOT NULL,
        place_kind TEXT NOT NULL,  -- line, paragraph, page
        place INTEGER NOT NULL,
        line INTEGER NOT NULL,
        column INTEGER NOT NULL,
        quote TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        bytes INTEGER NOT NULL,    -- of the whole text
        hash INTEGER NOT NULL,     -- of the whole text
        text TEXT NOT NULL,        -- empty: a bookmark
        created TEXT NOT NULL,     -- UTC
        changed TEXT NOT NULL
    );
    CREATE INDEX notes_path ON notes (path);
"];

/// Version of a database's tables.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(version as usize)
}

/// Brings the tables up to date, all steps or none.
pub(super) fn migrate(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again: another program may have been here before the lock was ours.
    let from = version(&transaction)?;
    for step in steps.get(from..).unwrap_or_default() {
        transaction.execute_batch(step)?;
    }
    if from < steps.len() {
        let version = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        transaction.pragma_update(None, "user_version", version)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    }
    transaction.commit()
}
