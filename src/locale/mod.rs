//! The languages of the interface. Every text that a user reads stands here once, in both
//! languages: [`cli`] for the command line, [`tui`] for the browser, [`source`] for what could not be
//! read.

pub mod audit;
pub mod cite;
pub mod cli;
pub mod config;
pub mod notes;
pub mod pattern;
pub mod source;
pub mod tui;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language that `LC_ALL`, `LC_MESSAGES` or `LANG` asks for, the first that is not empty;
    /// Chinese for `zh…`, English for all others, Chinese where none is set.
    pub fn from_environment() -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .map_or(Self::Zh, |value| Self::from_locale(&value))
    }

    /// The language of a locale name such as `zh_CN.UTF-8`. `C` and `POSIX` name no language and
    /// give Chinese, the language of the reports.
    pub fn from_locale(name: &str) -> Self {
        let language = name.split(['_', '.', '@', '-']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "zh" | "c" | "posix" | "" => Self::Zh,
            _ => Self::En,
        }
    }
}

/// One text in both languages. Placeholders are written `{}` and filled in order by [`Message::with`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Message {
    /// The text in `lang`.
    pub fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The text in `lang` with its placeholders filled in order.
    pub fn with(self, lang: Lang, values: &[&dyn std::fmt::Display]) -> String {
        let mut parts = self.text(lang).split("{}");
        let mut out = parts.next().unwrap_or_default().to_owned();
        let mut values = values.iter();
        for part in parts {
            if let Some(value) = values.next() {
                out.push_str(&value.to_string());
            }
            out.push_str(part);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_order() {
        let message = Message { zh: "第{}页，共{}页", en: "page {} of {}" };
        assert_eq!(message.with(Lang::Zh, &[&2, &9]), "第2页，共9页");
        assert_eq!(message.with(Lang::En, &[&2]), "page 2 of ");
    }

    #[test]
    fn a_locale_names_its_language() {
        assert_eq!(Lang::from_locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::from_locale("en_US.UTF-8"), Lang::En);
        assert_eq!(Lang::from_locale("C.UTF-8"), Lang::Zh);
    }
}
