//! Where the program keeps what it remembers, and the folder that was opened last.

use crate::source::sanitize;
use directories::ProjectDirs;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The folder for state and log: `~/.local/state/fayan` on Linux, the local application data
/// elsewhere. None where the system tells no home.
pub(super) fn folder() -> Option<PathBuf> {
    let dirs = ProjectDirs::from("", "", "fayan")?;
    Some(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned())
}

/// That folder as a reader may be told it, the home folder as `~`.
pub(super) fn shown() -> Option<String> {
    Some(short(&folder()?))
}

/// A path as a reader may be told it, the home folder as `~`.
pub(super) fn short(path: &Path) -> String {
    let home = directories::BaseDirs::new();
    let inside = home.and_then(|dirs| path.strip_prefix(dirs.home_dir()).ok().map(Path::to_owned));
    match inside {
        Some(inside) => sanitize::path(&Path::new("~").join(inside)),
        None => sanitize::path(path),
    }
}

/// The folder opened last, if it is still there.
pub(super) fn last_folder() -> Option<PathBuf> {
    let name = fs::read(folder()?.join(LAST)).ok()?;
    let path = decode(name)?;
    path.is_dir().then_some(path)
}

/// Remembers the first folder among `paths`, if there is one.
///
/// # Errors
/// When the state cannot be written.
pub(super) fn remember(paths: &[PathBuf]) -> io::Result<()> {
    let (Some(state), Some(path)) = (folder(), paths.iter().find(|path| path.is_dir())) else {
        return Ok(());
    };
    let path = path.canonicalize()?;
    fs::create_dir_all(&state)?;
    // A reader never sees half a name: the new one is put in the place of the old one at once.
    let next = state.join(format!("{LAST}.{}", std::process::id()));
    fs::write(&next, encode(&path))?;
    fs::rename(next, state.join(LAST))
}

const LAST: &str = "last-folder";

#[cfg(unix)]
fn encode(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_owned()
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere a name may not be decodable")]
fn decode(name: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(name).into())
}

#[cfg(not(unix))]
fn encode(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
fn decode(name: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(name).ok().map(PathBuf::from)
}
