//! Why a file could not be read, and what to do about it.

use super::{Lang, Message};
use crate::corpus::Reason;
use crate::source::{Container, Error};

const NOT_FOUND: Message = Message {
    zh: "没有这个文件或文件夹：请检查路径",
    en: "no such file or folder: check the path",
};
const DENIED: Message = Message {
    zh: "没有读取权限：请修改权限，或换一个用户打开",
    en: "permission denied: change its permissions, or open it as another user",
};
const FOLDER: Message = Message {
    zh: "这是文件夹：这里需要一个文件",
    en: "is a folder: name a file here",
};
const SPECIAL: Message = Message {
    zh: "不是普通文件（管道、设备等）：请先保存成文件",
    en: "not a regular file (a pipe, a device …): save its content to a file first",
};
const EMPTY: Message = Message {
    zh: "没有文字：请检查是否保存完整",
    en: "holds no text: check whether it was saved completely",
};
const TOO_LARGE: Message = Message {
    zh: "超过 {} MB 的上限：请分成几个文件",
    en: "larger than the limit of {} MB: split it",
};
const BINARY: Message = Message {
    zh: "不是文本，或编码无法识别：请用 --encoding 指定编码，或另存为 UTF-8 文本",
    en: "not text, or in an unknown encoding: name it with --encoding, or save it as UTF-8 text",
};
const WRONG_ENCODING: Message = Message {
    zh: "不是 {} 编码：请换一个 --encoding，或去掉这个选项",
    en: "not in {}: give another --encoding, or none",
};
const TOO_COMPLEX: Message = Message {
    zh: "网页的元素太多或嵌套太深：请另存为文本",
    en: "a web page of too many or too deeply nested elements: save it as text",
};
const PDF: Message = Message {
    zh: "PDF 文件：请另存为文本（.txt）或网页（.html）",
    en: "a PDF file: save it as text (.txt) or as a web page (.html)",
};
const OFFICE: Message = Message {
    zh: "文字处理文档或压缩包：请另存为文本（.txt）或网页（.html）",
    en: "a word processor's document or an archive: save it as text (.txt) or as a web page (.html)",
};
const WEB_ARCHIVE: Message = Message {
    zh: "打包保存的网页（.mht）：请在浏览器中另存为网页（.html）",
    en: "a web page saved as an archive (.mht): save it as a page (.html) in a browser",
};
const PICTURE: Message =
    Message { zh: "图片：请先识别成文字", en: "a picture: turn it into text first" };
const PROGRAM: Message = Message { zh: "程序，不是文本", en: "a program, not text" };
const UNREADABLE: Message = Message { zh: "无法读取：{}", en: "cannot be read: {}" };
const CRASHED: Message = Message {
    zh: "处理时程序内部出错，已跳过：请报告这个问题，并附上此文件（{}）",
    en: "skipped after an internal error: please report it, with this file ({})",
};

/// Why a file or folder could not be read, on one line in `lang`.
pub fn reason(reason: &Reason, lang: Lang) -> String {
    match reason {
        Reason::Source(error) => self::error(error, lang),
        Reason::Crash(message) => CRASHED.with(lang, &[message]),
    }
}

/// Why a file could not be read, on one line in `lang`.
pub fn error(error: &Error, lang: Lang) -> String {
    let message = match error {
        Error::NotFound => NOT_FOUND,
        Error::Denied => DENIED,
        Error::Io(reason) => return UNREADABLE.with(lang, &[reason]),
        Error::Folder => FOLDER,
        Error::Special => SPECIAL,
        Error::Empty => EMPTY,
        Error::TooLarge { limit } => return TOO_LARGE.with(lang, &[&(limit >> 20)]),
        Error::Container(container) => match container {
            Container::Pdf => PDF,
            Container::Zip | Container::Compound | Container::Rtf | Container::Archive => OFFICE,
            Container::WebArchive => WEB_ARCHIVE,
            Container::Picture => PICTURE,
            Container::Program => PROGRAM,
        },
        Error::Binary => BINARY,
        Error::WrongEncoding(name) => return WRONG_ENCODING.with(lang, &[name]),
        Error::TooComplex => TOO_COMPLEX,
    };
    message.text(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_one_line_in_both_languages() {
        let large = Reason::Source(Error::TooLarge { limit: 64 << 20 });
        assert_eq!(reason(&large, Lang::Zh), "超过 64 MB 的上限：请分成几个文件");
        assert_eq!(reason(&large, Lang::En), "larger than the limit of 64 MB: split it");
        let denied = Reason::Source(Error::Denied);
        assert!(reason(&denied, Lang::En).starts_with("permission denied"));
    }
}
