//! Colours and ways of writing as the file names them: `bold #d7875f on black`.

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// The terminal's own.
    Default,
    /// One of the sixteen that every terminal has, 0 to 15.
    Named(u8),
    /// One of the palette of 256.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// How many colours a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// None.
    None,
    /// Sixteen.
    Sixteen,
    /// 256.
    #[default]
    Palette,
    /// All of them.
    True,
}

/// How something is to look. What is not said stays as the theme has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Colour of the characters.
    pub text: Option<Colour>,
    /// Colour behind them.
    pub ground: Option<Colour>,
    /// Ways of writing that are wanted; where any is said the theme's are gone.
    pub ways: Option<Ways>,
}

/// Ways of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "the names say it")]
#[allow(clippy::struct_excessive_bools, reason = "each is its own")]
pub struct Ways {
    pub bold: bool,
    pub dim: bool,
    pub italic: bool,
    pub underlined: bool,
    pub reversed: bool,
}

/// The names of the sixteen colours.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

impl Colour {
    /// The colour of that name: one of the sixteen, `default`, a number up to 255, `#rrggbb`.
    pub fn named(name: &str) -> Option<Self> {
        if name == "default" {
            return Some(Self::Default);
        }
        if name == "gray" || name == "grey" {
            return Some(Self::Named(8));
        }
        if let Some(index) = NAMES.iter().position(|known| *known == name) {
            return u8::try_from(index).ok().map(Self::Named);
        }
        if let Some(hex) = name.strip_prefix('#') {
            let valid = hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
            let [_, red, green, blue] =
                u32::from_str_radix(hex, 16).ok().filter(|_| valid)?.to_be_bytes();
            return Some(Self::Rgb(red, green, blue));
        }
        name.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| name.parse().ok())
            .flatten()
            .map(Self::Indexed)
    }
}

impl Depth {
    /// What the variables `TERM`, `COLORTERM` and `TERM_PROGRAM` tell of a terminal. Sixteen colours
    /// are the least that one has which says nothing of itself.
    pub fn of(term: &str, colorterm: &str, program: &str) -> Self {
        if cfg!(windows) && term.is_empty() {
            return Self::True;
        }
        if term == "dumb" {
            return Self::None;
        }
        let direct = term.ends_with("direct") || term.ends_with("truecolor");
        if matches!(colorterm, "truecolor" | "24bit") || direct || program == "iTerm.app" {
            return Self::True;
        }
        if term.contains("256color") || program == "Apple_Terminal" {
            return Self::Palette;
        }
        Self::Sixteen
    }

    /// What the environment tells of this terminal.
    pub fn from_environment() -> Self {
        let variable = |name| std::env::var(name).unwrap_or_default();
        Self::of(&variable("TERM"), &variable("COLORTERM"), &variable("TERM_PROGRAM"))
    }

    /// The depth of that name in the configuration; none for `auto`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "truecolor" => Some(Self::True),
            "256" => Some(Self::Palette),
            "16" => Some(Self::Sixteen),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

impl Look {
    /// The look that the words of `text` describe.
    ///
    /// # Errors
    /// The word that is none of a look.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut look = Self::default();
        let mut ways = Ways::default();
        let mut said = false;
        let mut words = text.split_whitespace();
        while let Some(word) = words.next() {
            let way = match word {
                "bold" => &mut ways.bold,
                "dim" => &mut ways.dim,
                "italic" => &mut ways.italic,
                "underline" => &mut ways.underlined,
                "reverse" => &mut ways.reversed,
                "plain" => {
                    said = true;
                    continue;
                }
                "on" => {
                    let name = words.next().unwrap_or("on");
                    look.ground = Some(Colour::named(name).ok_or_else(|| name.to_owned())?);
                    continue;
                }
                name => {
                    look.text = Some(Colour::named(name).ok_or_else(|| name.to_owned())?);
                    continue;
                }
            };
            *way = true;
            said = true;
        }
        look.ways = said.then_some(ways);
        Ok(look)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_tells_its_colours() {
        for (term, colorterm, depth) in [
            ("xterm", "", Depth::Sixteen),
            ("linux", "", Depth::Sixteen),
            ("xterm-256color", "", Depth::Palette),
            ("tmux-256color", "truecolor", Depth::True),
            ("xterm-direct", "", Depth::True),
            ("dumb", "truecolor", Depth::None),
        ] {
            assert_eq!(Depth::of(term, colorterm, ""), depth, "{term} {colorterm}");
        }
    }

    #[test]
    fn looks() {
        let look = Look::parse("bold bright-blue on #1c1c1c").unwrap();
        assert_eq!(look.text, Some(Colour::Named(12)));
        assert_eq!(look.ground, Some(Colour::Rgb(28, 28, 28)));
        assert!(look.ways.is_some_and(|ways| ways.bold && !ways.underlined));
        assert_eq!(Look::parse("208").unwrap().text, Some(Colour::Indexed(208)));
        assert_eq!(Look::parse("plain").unwrap().ways, Some(Ways::default()));
        assert_eq!(Look::parse("red").unwrap().ways, None);
        for wrong in ["purpel", "#12345", "300", "bold on", "on", "#+12345", "-1"] {
            assert!(Look::parse(wrong).is_err(), "{wrong}");
        }
    }
}
