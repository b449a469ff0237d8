//! Keys as the keymap writes them and as a terminal sends them.

use crate::text::class::fold;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::fmt;

/// One key press, independent of how the terminal and the input method report it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

/// Names of the keys that are no characters.
const NAMES: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("space", KeyCode::Char(' ')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("del", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("f1", KeyCode::F(1)),
    ("f2", KeyCode::F(2)),
    ("f3", KeyCode::F(3)),
    ("f4", KeyCode::F(4)),
    ("f5", KeyCode::F(5)),
    ("f6", KeyCode::F(6)),
    ("f7", KeyCode::F(7)),
    ("f8", KeyCode::F(8)),
    ("f9", KeyCode::F(9)),
    ("f10", KeyCode::F(10)),
    ("f11", KeyCode::F(11)),
    ("f12", KeyCode::F(12)),
];

/// Characters that may be typed one after another to mean one thing.
const TYPED: usize = 3;

impl Key {
    /// The key of a terminal's event; `None` for releases and keys that nothing is bound to.
    /// With an input method on, full-width characters (`：／？ｊ【`) count as their ASCII keys.
    pub fn from_event(event: &KeyEvent) -> Option<Self> {
        if event.kind != KeyEventKind::Press {
            return None;
        }
        let code = match event.code {
            KeyCode::Char(c) => KeyCode::Char(ascii(c)),
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        Some(Self { code, ctrl, alt })
    }

    /// The digit of a digit key, with or without alt.
    pub(super) fn digit(self) -> Option<usize> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl => c.to_digit(10).map(|digit| digit as usize),
            _ => None,
        }
    }

    /// Whether it is pressed with alt.
    pub(super) fn is_alt(self) -> bool {
        self.alt
    }

    /// Whether it is the key of that name.
    pub(super) fn is(self, name: &str) -> bool {
        Self::parse(name) == Some(self)
    }

    /// A key as the keymap names it: `j`, `ctrl-d`, `pgdn`.
    pub fn parse(name: &str) -> Option<Self> {
        let (ctrl, rest) = name.strip_prefix("ctrl-").map_or((false, name), |rest| (true, rest));
        let (alt, rest) = rest.strip_prefix("alt-").map_or((false, rest), |rest| (true, rest));
        let named = NAMES.iter().find(|(known, _)| *known == rest).map(|&(_, code)| code);
        let mut chars = rest.chars();
        let code = match (named, chars.next(), chars.next()) {
            (Some(code), _, _) => code,
            (None, Some(c), None) => KeyCode::Char(c),
            _ => return None,
        };
        Some(Self { code, ctrl, alt })
    }

    /// A sequence of keys as the keymap writes it: one key's name, or characters typed one after
    /// another (`gg`, `]f`).
    pub fn sequence(text: &str) -> Vec<Self> {
        if let Some(key) = Self::parse(text) {
            return vec![key];
        }
        text.chars().map(|c| Self { code: KeyCode::Char(c), ctrl: false, alt: false }).collect()
    }

    /// A sequence of keys as a user writes it: as the keymap does, or keys parted by blanks
    /// (`ctrl-x ctrl-s`). None where it is neither: a name that is not known is not taken for its
    /// letters.
    pub fn sequence_of(text: &str) -> Option<Vec<Self>> {
        let text = text.trim();
        if text.contains(char::is_whitespace) {
            return text.split_whitespace().map(Self::parse_folded).collect();
        }
        if let Some(key) = Self::parse_folded(text) {
            return Some(vec![key]);
        }
        let typed = text.chars().count();
        let named = text.contains("ctrl-") || text.contains("alt-");
        let known = (1..=TYPED).contains(&typed) && !named && !text.chars().any(char::is_control);
        known.then(|| Self::sequence(&text.chars().map(fold).collect::<String>()))
    }

    /// As [`Self::parse`], in any width and with names in any case.
    fn parse_folded(name: &str) -> Option<Self> {
        let folded: String = name.chars().map(fold).collect();
        Self::parse(&folded).or_else(|| {
            let lower = folded.to_lowercase();
            (folded.chars().count() > 1).then(|| Self::parse(&lower)).flatten()
        })
    }

    /// Whether it is a character, which a line to type into takes for itself.
    pub fn is_typed(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl && !self.alt
    }
}

/// The key that a character stands on. Beside full-width forms, input methods put punctuation of
/// their own on some keys (GB/T 15834's marks on the keys of `/` `.` `<` `>` `$`).
fn ascii(c: char) -> char {
    match c {
        '、' => '/',
        '。' => '.',
        '《' => '<',
        '》' => '>',
        '￥' => '$',
        _ => fold(c),
    }
}

impl Key {
    /// The terminal's event for this key.
    pub fn event(self) -> KeyEvent {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, self.ctrl);
        modifiers.set(KeyModifiers::ALT, self.alt);
        KeyEvent::new(self.code, modifiers)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.alt {
            f.write_str("alt-")?;
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, code) => write!(f, "{code}"),
        }
    }
}

/// A sequence of keys as a hint shows it.
pub fn shown_sequence(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(|key| shown(&key.to_string())).collect();
    let parted = names.len() > 1 && names.iter().any(|name| name.chars().count() > 1);
    names.join(if parted { " " } else { "" })
}

/// Key names as a hint shows them, shorter than the keymap's.
pub fn shown(keys: &str) -> String {
    let (ctrl, rest) = keys.strip_prefix("ctrl-").map_or(("", keys), |rest| ("^", rest));
    let name = match rest {
        "enter" => "Enter",
        "esc" => "Esc",
        "tab" => "Tab",
        "shift-tab" => "S-Tab",
        "backspace" => "Bksp",
        "space" => "Space",
        "up" => "↑",
        "down" => "↓",
        "left" => "←",
        "right" => "→",
        "home" => "Home",
        "end" => "End",
        "pgup" => "PgUp",
        "pgdn" => "PgDn",
        "del" => "Del",
        "ins" => "Ins",
        other => other,
    };
    let function = name.strip_prefix('f').filter(|number| number.parse::<u8>().is_ok());
    match function {
        Some(number) => format!("{ctrl}F{number}"),
        None => format!("{ctrl}{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_sequences() {
        assert_eq!(Key::sequence("ctrl-d").len(), 1);
        assert_eq!(Key::sequence("]f").len(), 2);
        assert_eq!(Key::sequence("pgdn")[0].to_string(), "pgdn");
        assert_eq!(Key::parse("nonsense"), None);
    }

    #[test]
    fn a_users_keys() {
        let keys = |text| Key::sequence_of(text).map(|keys| keys.len());
        for (text, count) in
            [("x", 1), ("gg", 2), ("space f", 2), ("ctrl-x ctrl-s", 2), ("F5", 1), ("PgUp", 1)]
        {
            assert_eq!(keys(text), Some(count), "{text}");
        }
        for text in ["", "pageup", "ctrl-foo", "escape", "a nope"] {
            assert_eq!(keys(text), None, "{text}");
        }
        assert_eq!(Key::sequence_of("】ｆ"), Some(Key::sequence("]f")));
        // A capital is a key of its own.
        assert_eq!(Key::sequence_of("G"), Some(Key::sequence("G")));
    }

    #[test]
    fn full_width_keys_count_as_ascii() {
        for (typed, key) in [
            ('ｊ', "j"),
            ('／', "/"),
            ('？', "?"),
            ('】', "]"),
            ('！', "!"),
            ('、', "/"),
            ('》', ">"),
            ('‘', "'"),
        ] {
            let event = KeyEvent::new(KeyCode::Char(typed), KeyModifiers::NONE);
            assert_eq!(Key::from_event(&event), Key::parse(key), "{typed}");
        }
    }
}
