//! Why a file could not be read, and what to do about it.

use super::{Lang, Message};
use crate::corpus::Reason;
use crate::source::limits::Counted;
use crate::source::{Container, Error, Place};

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
const DAMAGED: Message = Message {
    zh: "文件损坏或不完整：请重新下载，或用原来的软件打开后另存",
    en: "damaged or incomplete: download it again, or open it in its program and save it anew",
};
const ENCRYPTED: Message = Message {
    zh: "文件已加密：请去掉密码后另存",
    en: "encrypted: save it without a password",
};
const INFLATED: Message = Message {
    zh: "解压后超过 {} MB 的上限或压缩比异常：可能是恶意文件，未读",
    en: "unpacks to more than {} MB or at a suspicious ratio: perhaps malicious, not read",
};
const TOO_MANY: Message =
    Message { zh: "{}超过 {} 的上限：请拆分", en: "more than {} {}: split it" };
const TOO_DEEP: Message = Message {
    zh: "嵌套太深：可能是恶意文件，未读",
    en: "nested too deeply: perhaps malicious, not read",
};
const TOO_SLOW: Message = Message {
    zh: "{} 秒内没有读完，已放弃：请另存为文本",
    en: "given up after {} seconds: save it as text",
};
const SCANNED: Message = Message {
    zh: "扫描件，只有图片而没有文字：请先识别成文字",
    en: "scanned: pictures of pages without text; turn them into text first",
};
const COLUMN: Message = Message {
    zh: "记录表：请用 --text-column 指明正文所在的列（有 {}）",
    en: "a table of records: name the column of the text with --text-column (there are {})",
};
const NO_COLUMN: Message = Message {
    zh: "没有“{}”这一列：请用 --text-column 换一个（有 {}）",
    en: "no column {}: name another with --text-column (there are {})",
};
const UNMAPPED: Message = Message {
    zh: "字体没有说明对应的文字，无法取出：请用生成它的软件重新导出，或先识别成文字",
    en: "a font does not tell its characters: export it anew from its program, or turn it into text first",
};
const SEVERAL: Message = Message {
    zh: "含有多份文件：这里需要一份",
    en: "holds several documents: name one here",
};
const MEMBERS: Message = Message { zh: "压缩包内文件数", en: "files in an archive" };
const PAGES: Message = Message { zh: "页数", en: "pages" };
const RECORDS: Message = Message { zh: "记录数", en: "records" };
const OBJECTS: Message = Message { zh: "内部对象数", en: "objects inside" };
const LINE: Message = Message { zh: "第{}行", en: "line {}" };
const PARAGRAPH: Message = Message { zh: "第{}段", en: "paragraph {}" };
const PAGE: Message = Message { zh: "第{}页", en: "page {}" };
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
        Error::Damaged => DAMAGED,
        Error::Encrypted => ENCRYPTED,
        Error::Inflated { limit } => return INFLATED.with(lang, &[&(limit >> 20)]),
        Error::TooMany { what, limit } => return too_many(*what, *limit, lang),
        Error::TooDeep => TOO_DEEP,
        Error::TooSlow { seconds } => return TOO_SLOW.with(lang, &[seconds]),
        Error::Scanned => SCANNED,
        Error::Column { wanted: None, columns } => return COLUMN.with(lang, &[columns]),
        Error::Column { wanted: Some(wanted), columns } => {
            return NO_COLUMN.with(lang, &[wanted, columns]);
        }
        Error::Unmapped => UNMAPPED,
        Error::Several => SEVERAL,
        Error::Crash(message) => return CRASHED.with(lang, &[message]),
    };
    message.text(lang).to_owned()
}

fn too_many(what: Counted, limit: u64, lang: Lang) -> String {
    let what = match what {
        Counted::Members => MEMBERS,
        Counted::Pages => PAGES,
        Counted::Records => RECORDS,
        Counted::Objects => OBJECTS,
    };
    match lang {
        Lang::Zh => TOO_MANY.with(lang, &[&what.text(lang), &limit]),
        Lang::En => TOO_MANY.with(lang, &[&limit, &what.text(lang)]),
    }
}

/// Where something stands in its file, as it is cited in `lang`.
pub fn place(place: Place, lang: Lang) -> String {
    let (message, number) = match place {
        Place::Line(number) => (LINE, number),
        Place::Paragraph(number) => (PARAGRAPH, number),
        Place::Page(number) => (PAGE, number),
    };
    message.with(lang, &[&number])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_one_line_in_both_languages() {
        let large = Reason::Source(Error::TooLarge { limit: 64 << 20 });
        assert_eq!(reason(&large, Lang::Zh), "超过 64 MB 的上限：请分成几个文件");
        assert_eq!(reason(&large, Lang::En), "larger than the limit of 64 MB: split it");
        let many = Error::TooMany { what: Counted::Pages, limit: 9 };
        assert_eq!(error(&many, Lang::Zh), "页数超过 9 的上限：请拆分");
        assert_eq!(error(&many, Lang::En), "more than 9 pages: split it");
        let denied = Reason::Source(Error::Denied);
        assert!(reason(&denied, Lang::En).starts_with("permission denied"));
    }

    #[test]
    fn places_are_cited_in_both_languages() {
        assert_eq!(place(Place::Page(3), Lang::Zh), "第3页");
        assert_eq!(place(Place::Paragraph(12), Lang::En), "paragraph 12");
        assert_eq!(place(Place::Line(5), Lang::Zh), "第5行");
    }
}
