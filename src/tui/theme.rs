//! How things look. The whole palette is in this file.

use crate::locale::{Message, tui as texts};
use crate::report::FigureKind;
use ratatui::style::{Color, Modifier, Style};

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// Bright on black, for tired eyes and bad projectors.
    Contrast,
    /// No colours: bold, underline and reverse only.
    Mono,
}

impl ThemeName {
    /// The theme of that name: `dark`, `light`, `contrast`, `mono`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "dark" => Some(Self::Dark),
            "light" => Some(Self::Light),
            "contrast" => Some(Self::Contrast),
            "mono" => Some(Self::Mono),
            _ => None,
        }
    }

    /// The theme where none is asked for: mono under a non-empty `NO_COLOR` (no-color.org),
    /// else dark.
    pub fn from_environment() -> Self {
        match std::env::var_os("NO_COLOR") {
            Some(value) if !value.is_empty() => Self::Mono,
            _ => Self::Dark,
        }
    }

    /// The next one, round and round.
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Contrast,
            Self::Contrast => Self::Mono,
            Self::Mono => Self::Dark,
        }
    }

    /// Its name for a reader.
    pub fn label(self) -> Message {
        match self {
            Self::Dark => texts::THEME_DARK,
            Self::Light => texts::THEME_LIGHT,
            Self::Contrast => texts::THEME_CONTRAST,
            Self::Mono => texts::THEME_MONO,
        }
    }
}

/// The styles of everything that is drawn.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "named for what they are drawn on")]
pub struct Theme {
    pub name: ThemeName,
    pub text: Style,
    pub dim: Style,
    pub divider: Style,
    pub pane_title: Style,
    pub focused_title: Style,
    pub heading: Style,
    pub marker: Style,
    pub shortcoming: Style,
    pub hint_of_shortcoming: Style,
    pub hedge: Style,
    pub hit: Style,
    pub current_hit: Style,
    pub current: Style,
    pub member: Style,
    pub inconsistent: Style,
    pub selected: Style,
    pub selected_blurred: Style,
    pub status: Style,
    pub status_dim: Style,
    pub key: Style,
    pub message: Style,
    pub error: Style,
    pub good: Style,
    pub thumb: Style,
    quantity: Style,
    share: Style,
    money: Style,
    time: Style,
    place: Style,
}

impl Theme {
    /// The theme of that name.
    pub fn new(name: ThemeName) -> Self {
        match name {
            ThemeName::Dark => Self::coloured(name, &DARK),
            ThemeName::Light => Self::coloured(name, &LIGHT),
            ThemeName::Contrast => Self::coloured(name, &CONTRAST),
            ThemeName::Mono => Self::mono(),
        }
    }

    /// The style of a figure in the text.
    pub fn figure(&self, kind: FigureKind) -> Style {
        match kind {
            FigureKind::Count | FigureKind::Measure => self.quantity,
            FigureKind::Percent | FigureKind::Points | FigureKind::Ratio => self.share,
            FigureKind::Money => self.money,
            FigureKind::Duration => self.time,
            FigureKind::Rank => self.place,
        }
    }

    fn coloured(name: ThemeName, c: &Palette) -> Self {
        let fg = |colour: u8| Style::new().fg(Color::Indexed(colour));
        let on = |style: Style, colour: u8| style.bg(Color::Indexed(colour));
        let bold = Modifier::BOLD;
        Self {
            name,
            text: Style::new(),
            dim: fg(c.dim),
            divider: fg(c.line),
            pane_title: on(fg(c.dim), c.bar),
            focused_title: on(fg(c.title), c.accent).add_modifier(bold),
            heading: fg(c.heading).add_modifier(bold),
            marker: fg(c.heading),
            shortcoming: fg(c.warning).add_modifier(Modifier::UNDERLINED),
            hint_of_shortcoming: fg(c.warning).add_modifier(Modifier::DIM),
            hedge: fg(c.warning).add_modifier(Modifier::ITALIC),
            hit: on(fg(c.hit_text), c.hit),
            current_hit: on(fg(c.hit_text), c.current).add_modifier(bold),
            current: on(fg(c.hit_text), c.current).add_modifier(bold),
            member: on(Style::new(), c.bar).add_modifier(bold | Modifier::UNDERLINED),
            inconsistent: fg(c.error).add_modifier(bold | Modifier::UNDERLINED),
            selected: on(Style::new(), c.selection).add_modifier(bold),
            selected_blurred: on(Style::new(), c.bar),
            status: on(Style::new(), c.bar),
            status_dim: on(fg(c.dim), c.bar),
            key: fg(c.key).add_modifier(bold),
            message: fg(c.key),
            error: fg(c.error).add_modifier(bold),
            good: fg(c.quantity),
            thumb: fg(c.dim),
            quantity: fg(c.quantity),
            share: fg(c.share),
            money: fg(c.money),
            time: fg(c.time),
            place: fg(c.place),
        }
    }

    /// Modifiers only, none of which turns into nothing where colours are switched off.
    fn mono() -> Self {
        let plain = Style::new();
        let with = |m: Modifier| Style::new().add_modifier(m);
        let (bold, line, turned) = (Modifier::BOLD, Modifier::UNDERLINED, Modifier::REVERSED);
        Self {
            name: ThemeName::Mono,
            text: plain,
            dim: with(Modifier::DIM),
            divider: plain,
            pane_title: with(line),
            focused_title: with(turned | bold),
            heading: with(bold),
            marker: with(bold),
            shortcoming: with(line),
            hint_of_shortcoming: with(line),
            hedge: with(line),
            hit: with(turned),
            current_hit: with(turned | bold | line),
            current: with(turned | bold),
            member: with(bold | line),
            inconsistent: with(bold | line),
            selected: with(turned),
            selected_blurred: with(bold | line),
            status: with(line),
            status_dim: with(line),
            key: with(bold),
            message: with(bold),
            error: with(bold),
            good: plain,
            thumb: plain,
            quantity: with(bold),
            share: with(bold),
            money: with(bold),
            time: with(bold),
            place: with(bold),
        }
    }
}

/// Colours of the 256-colour palette, by what they are for.
struct Palette {
    dim: u8,
    line: u8,
    bar: u8,
    title: u8,
    accent: u8,
    heading: u8,
    warning: u8,
    error: u8,
    hit: u8,
    hit_text: u8,
    current: u8,
    selection: u8,
    key: u8,
    quantity: u8,
    share: u8,
    money: u8,
    time: u8,
    place: u8,
}

const DARK: Palette = Palette {
    dim: 245,
    line: 239,
    bar: 236,
    title: 231,
    accent: 25,
    heading: 117,
    warning: 209,
    error: 203,
    hit: 222,
    hit_text: 16,
    current: 214,
    selection: 24,
    key: 222,
    quantity: 114,
    share: 80,
    money: 221,
    time: 176,
    place: 183,
};

const LIGHT: Palette = Palette {
    dim: 243,
    line: 250,
    bar: 254,
    title: 231,
    accent: 25,
    heading: 25,
    warning: 130,
    error: 160,
    hit: 222,
    hit_text: 16,
    current: 214,
    selection: 153,
    key: 130,
    quantity: 28,
    share: 30,
    money: 94,
    time: 90,
    place: 55,
};

const CONTRAST: Palette = Palette {
    dim: 252,
    line: 250,
    bar: 238,
    title: 16,
    accent: 226,
    heading: 231,
    warning: 208,
    error: 196,
    hit: 226,
    hit_text: 16,
    current: 51,
    selection: 21,
    key: 226,
    quantity: 46,
    share: 51,
    money: 226,
    time: 213,
    place: 213,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mono_has_no_colour_and_a_visible_selection() {
        let mono = Theme::new(ThemeName::Mono);
        for style in [mono.selected, mono.selected_blurred, mono.current, mono.hit, mono.text] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert!(mono.selected.add_modifier.contains(Modifier::REVERSED));
        assert!(!mono.selected_blurred.add_modifier.is_empty());
    }
}
