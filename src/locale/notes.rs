//! What is said about notes.

use super::{Lang, Message};
use crate::notes::Error;

const fn m(zh: &'static str, en: &'static str) -> Message {
    Message { zh, en }
}

/// A passage that is not found any more.
pub const LOST: Message = m("原文中已找不到", "no longer found in the text");
/// A passage whose words have changed.
pub const CHANGED: Message = m("原文已改动", "its words have changed");
/// A bookmark.
pub const BOOKMARK: Message = m("书签", "bookmark");

const NO_FOLDER: Message = m(
    "系统没有用户数据目录，笔记无处可存：请设置 HOME",
    "no folder for data: set HOME to keep notes",
);
const LOCKED: Message = m(
    "笔记正被另一个程序占用，本次未保存：请稍后再试",
    "another program is holding the notes, nothing was saved: try again",
);
const DAMAGED: Message = m(
    "笔记数据库已损坏，未作任何改动：请先复制该文件，再用 sqlite3 的 .recover 取回（{}）",
    "the database of notes is damaged and was left as it is: copy it, then use .recover of sqlite3 ({})",
);
const FOREIGN: Message = m(
    "这是其他程序的数据库，未作任何改动：请移走该文件",
    "that is a database of another program and was left as it is: move it away",
);
const NEWER: Message = m(
    "笔记由更新版本的 fayan 保存，未作任何改动：请升级",
    "a later version of fayan keeps these notes, they were left as they are: upgrade",
);
const GONE: Message = m("这条笔记已被删除", "that note has been deleted");
const IO: Message = m("无法读写笔记：{}", "notes cannot be read or written: {}");

/// Why notes cannot be read or saved, and what to do.
pub fn reason(error: &Error, lang: Lang) -> String {
    match error {
        Error::NoFolder => NO_FOLDER.text(lang).to_owned(),
        Error::Locked => LOCKED.text(lang).to_owned(),
        Error::Damaged(what) => DAMAGED.with(lang, &[what]),
        Error::Foreign => FOREIGN.text(lang).to_owned(),
        Error::Newer { .. } => NEWER.text(lang).to_owned(),
        Error::Gone => GONE.text(lang).to_owned(),
        Error::Io(error) => IO.with(lang, &[error]),
        Error::Sqlite(error) => IO.with(lang, &[error]),
    }
}
