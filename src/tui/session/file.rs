//! Where a reader was, in a file.

use crate::notes::hash;
use crate::tui::find::{How, Scope};
use crate::tui::layout::{Pane, Panes};
use crate::tui::marks::MarkKind;
use crate::tui::sheet::Kind;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io, path};

/// The form of the file that is written and understood.
const VERSION: u32 = 1;
/// Sessions of other folders that are kept.
const KEPT: usize = 200;

/// Where a reader was in a folder, and what was searched for there. What is not told is as at a
/// first start.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "named for what they are")]
pub struct Session {
    pub version: u32,
    /// What was opened, so that a person finds the file of a folder.
    pub opened: Vec<String>,
    /// The file of the report that was open, absolute.
    pub report: Option<String>,
    pub place: Place,
    /// What was being read; a jump may have gone further down than to the first row.
    pub reading: Place,
    /// The section that was selected in the tree; none is the report itself.
    pub section: Option<usize>,
    /// Rows of the tree above the selected one on the screen.
    pub above: usize,
    /// Whether what is not in `folds` is unfolded.
    pub unfolded: bool,
    /// What is not as `unfolded` says: by file, the sections, −1 for the report itself.
    pub folds: BTreeMap<String, Vec<i64>>,
    pub focus: Pane,
    pub zoom: bool,
    /// Whether reading was confined to a section.
    pub confined: bool,
    pub panes: Panes,
    /// The kind that the details were confined to.
    pub filter: Option<MarkKind>,
    /// Whether a table had the screen.
    pub table_shown: bool,
    pub table: Kind,
    /// The selected row of it.
    pub row: usize,
    pub tables: Vec<Table>,
    pub scope: Scope,
    /// How the last words were searched for.
    pub how: How,
    /// Whether what was found is highlighted.
    pub shown: bool,
    /// Places to go back to, the last one at the end.
    pub past: Vec<Jump>,
    /// Places to go forward to, the next one at the end.
    pub future: Vec<Jump>,
    /// Words searched for, the last ones at the end.
    pub searches: Vec<String>,
    /// Names of commands chosen by name, the last ones at the end.
    pub commands: Vec<String>,
    /// The file that was cited into last.
    pub cited: Option<String>,
}

/// A place to go back to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "named for what they are")]
pub struct Jump {
    /// The file, absolute.
    pub report: String,
    pub place: Place,
}

/// The first row on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "named for what they are")]
pub struct Place {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// Whether the blank row before it was the first.
    pub gap: bool,
    /// What stood there: where the lines have shifted it is looked for.
    pub words: String,
}

/// What a table was filtered and sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "named for what they are")]
pub struct Table {
    pub kind: Kind,
    pub filter: String,
    pub how: How,
    pub sort: Option<usize>,
    pub reverse: bool,
}

/// Why a session cannot be restored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is no session.
    #[error("{0}")]
    Broken(#[from] serde_json::Error),
    /// A later version of the program has written it.
    #[error("version {0}")]
    Newer(u32),
}

/// The file for the session of what was opened, in the folder for state.
pub(super) fn file(state: &Path, opened: &[PathBuf]) -> PathBuf {
    let bytes = opened.iter().flat_map(|path| {
        let real = path.canonicalize().or_else(|_| path::absolute(path));
        let mut name = real.unwrap_or_else(|_| path.clone()).into_os_string().into_encoded_bytes();
        name.push(0);
        name
    });
    state.join("sessions").join(format!("{:016x}.json", hash(bytes)))
}

/// Reads a session; none where there is no file.
///
/// # Errors
/// When there is one that cannot be understood.
pub(super) fn read(file: &Path) -> Result<Option<Session>, Error> {
    let bytes = match fs::read(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        bytes => bytes?,
    };
    let value: serde_json::Value = serde_json::from_slice(&bytes)?;
    let version = value.get("version").and_then(serde_json::Value::as_u64).unwrap_or(0);
    let version = u32::try_from(version).unwrap_or(u32::MAX);
    if version > VERSION {
        return Err(Error::Newer(version));
    }
    if !value.is_object() {
        return Err(serde_json::Error::custom("not an object").into());
    }
    Ok(Some(serde_json::from_value(value)?))
}

/// Writes a session in the place of the old one at once, so that no reader sees half of it.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write(file: &Path, session: &Session) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let first = !file.exists();
    fs::create_dir_all(folder)?;
    let session = Session { version: VERSION, ..session.clone() };
    let bytes = serde_json::to_vec_pretty(&session)?;
    let next = file.with_extension(format!("{}.new", std::process::id()));
    let written = fs::write(&next, bytes).and_then(|()| fs::rename(&next, file));
    if written.is_err() {
        let _ = fs::remove_file(&next);
    }
    if first {
        clear_out(folder);
    }
    written
}

/// Removes the sessions that have not been used for the longest time.
fn clear_out(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else { return };
    let mut files: Vec<_> = files
        .filter_map(|file| {
            let file = file.ok()?;
            Some((file.metadata().ok()?.modified().ok()?, file.path()))
        })
        .collect();
    files.sort();
    let many = files.len().saturating_sub(KEPT);
    for (_, file) in files.iter().take(many) {
        let _ = fs::remove_file(file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_comes_back_as_it_was() {
        let state = tempfile::tempdir().unwrap();
        let file = file(state.path(), &[state.path().to_owned()]);
        assert_eq!(read(&file).unwrap(), None);
        let session = Session {
            version: VERSION,
            report: Some("/甲/a.txt".into()),
            panes: Panes { tree: Some(30), ..Panes::default() },
            table: Kind::Notes,
            filter: Some(MarkKind::Shortcoming),
            folds: BTreeMap::from([("/甲/a.txt".into(), vec![-1, 3])]),
            tables: vec![Table { kind: Kind::Hits, filter: "执法".into(), ..Table::default() }],
            ..Session::default()
        };
        write(&file, &session).unwrap();
        assert_eq!(read(&file).unwrap(), Some(session));
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_no_session_is_refused() {
        let state = tempfile::tempdir().unwrap();
        let file = state.path().join("s.json");
        for (content, broken) in [("{", true), ("[]", true), ("{\"row\":-1}", true), ("{}", false)]
        {
            fs::write(&file, content).unwrap();
            assert_eq!(matches!(read(&file), Err(Error::Broken(_))), broken, "{content}");
        }
        fs::write(&file, "{\"version\":9,\"row\":\"?\"}").unwrap();
        assert!(matches!(read(&file), Err(Error::Newer(9))));
    }

    #[test]
    fn a_folder_has_one_session_however_it_is_named() {
        let (state, folder) = (Path::new("/s"), tempfile::tempdir().unwrap());
        let [a, b] = [folder.path().to_owned(), folder.path().join(".")];
        assert_eq!(file(state, std::slice::from_ref(&a)), file(state, &[b]));
        assert_ne!(file(state, std::slice::from_ref(&a)), file(state, &[a.join("x")]));
    }

    #[test]
    fn old_sessions_are_cleared_out() {
        let state = tempfile::tempdir().unwrap();
        for n in 0..KEPT + 5 {
            write(&state.path().join(format!("{n}.json")), &Session::default()).unwrap();
        }
        assert_eq!(fs::read_dir(state.path()).unwrap().count(), KEPT);
    }
}
