//! How things look. The whole palette is in this file.

use crate::config::{Colour, Depth, Look, StyleRow};
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

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
            Self::Mono => "mono",
        }
    }

    /// All, in the order in which they are gone through.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Contrast, Self::Mono];

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

/// What can be given a look: its name, and where the theme has it.
type Role = (&'static str, fn(&mut Theme) -> &mut Style);

/// What can be given a look in the configuration.
#[rustfmt::skip]
const ROLES: &[Role] = &[
    ("text", |t| &mut t.text),
    ("dim", |t| &mut t.dim),
    ("divider", |t| &mut t.divider),
    ("pane-title", |t| &mut t.pane_title),
    ("focused-title", |t| &mut t.focused_title),
    ("heading", |t| &mut t.heading),
    ("marker", |t| &mut t.marker),
    ("quantity", |t| &mut t.quantity),
    ("share", |t| &mut t.share),
    ("money", |t| &mut t.money),
    ("time", |t| &mut t.time),
    ("place", |t| &mut t.place),
    ("shortcoming", |t| &mut t.shortcoming),
    ("hint-of-shortcoming", |t| &mut t.hint_of_shortcoming),
    ("hedge", |t| &mut t.hedge),
    ("hit", |t| &mut t.hit),
    ("current-hit", |t| &mut t.current_hit),
    ("current", |t| &mut t.current),
    ("member", |t| &mut t.member),
    ("inconsistent", |t| &mut t.inconsistent),
    ("selected", |t| &mut t.selected),
    ("selected-blurred", |t| &mut t.selected_blurred),
    ("status", |t| &mut t.status),
    ("status-dim", |t| &mut t.status_dim),
    ("key", |t| &mut t.key),
    ("message", |t| &mut t.message),
    ("error", |t| &mut t.error),
    ("good", |t| &mut t.good),
    ("thumb", |t| &mut t.thumb),
];

/// The names of what can be given a look.
pub fn roles() -> Vec<&'static str> {
    ROLES.iter().map(|(name, _)| *name).collect()
}

/// How colours get onto this terminal, and what a user wants of them.
#[derive(Debug, Clone, Default)]
pub struct Paint {
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// Looks in the place of the themes'.
    pub styles: Vec<StyleRow>,
}

impl Paint {
    /// The theme of that name.
    pub fn theme(&self, name: ThemeName) -> Theme {
        let mut theme = match (name, self.depth) {
            (ThemeName::Mono, _) | (_, Depth::None) => Theme::mono(name),
            (ThemeName::Dark, depth) => Theme::coloured(name, &DARK, depth),
            (ThemeName::Light, depth) => Theme::coloured(name, &LIGHT, depth),
            (ThemeName::Contrast, depth) => Theme::coloured(name, &CONTRAST, depth),
        };
        let depth = if name == ThemeName::Mono { Depth::None } else { self.depth };
        let own = |row: &&StyleRow| row.theme.is_none_or(|theme| theme == name.name());
        for row in self.styles.iter().filter(own) {
            if let Some((_, role)) = ROLES.iter().find(|(known, _)| *known == row.role) {
                let style = role(&mut theme);
                *style = dressed(*style, &row.look, depth);
            }
        }
        theme
    }
}

/// A style with what a user wants of it.
fn dressed(style: Style, look: &Look, depth: Depth) -> Style {
    let mut style = style;
    if let Some(ways) = look.ways {
        style.add_modifier = Modifier::empty();
        for (way, wanted) in [
            (Modifier::BOLD, ways.bold),
            (Modifier::DIM, ways.dim),
            (Modifier::ITALIC, ways.italic),
            (Modifier::UNDERLINED, ways.underlined),
            (Modifier::REVERSED, ways.reversed),
        ] {
            style.add_modifier.set(way, wanted);
        }
    }
    if depth != Depth::None {
        style.fg = look.text.map_or(style.fg, |colour| reduced(colour, depth));
        style.bg = look.ground.map_or(style.bg, |colour| reduced(colour, depth));
    }
    style
}

/// A colour as this many can show it.
fn reduced(colour: Colour, depth: Depth) -> Option<Color> {
    let colour = match colour {
        Colour::Default => return None,
        Colour::Named(index) => return Some(Color::Indexed(index)),
        Colour::Indexed(index) => anstyle::Ansi256Color(index).into(),
        Colour::Rgb(red, green, blue) => anstyle::RgbColor(red, green, blue).into(),
    };
    Some(match (depth, colour) {
        (Depth::True, anstyle::Color::Rgb(rgb)) => Color::Rgb(rgb.0, rgb.1, rgb.2),
        (Depth::None | Depth::Sixteen, colour) => {
            let near = anstyle_lossy::color_to_ansi(colour, anstyle_lossy::palette::DEFAULT);
            Color::Indexed(anstyle::Ansi256Color::from_ansi(near).index())
        }
        (_, colour) => Color::Indexed(anstyle_lossy::color_to_xterm(colour).index()),
    })
}

impl Theme {
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

    fn coloured(name: ThemeName, c: &Palette, depth: Depth) -> Self {
        let colour = |ink: Ink| match depth {
            Depth::None | Depth::Sixteen => ink.1.map(Color::Indexed),
            _ => {
                let [_, red, green, blue] = ink.0.to_be_bytes();
                reduced(Colour::Rgb(red, green, blue), depth)
            }
        };
        let fg = |ink: Ink| match colour(ink) {
            Some(colour) => Style::new().fg(colour),
            None => Style::new().add_modifier(Modifier::DIM),
        };
        let on = |style: Style, ink: Ink| colour(ink).map_or(style, |colour| style.bg(colour));
        let bold = Modifier::BOLD;
        let few = matches!(depth, Depth::None | Depth::Sixteen);
        // Where colours are few, kinds of figures that share one are told apart by their strokes.
        let kinds = [c.quantity, c.share, c.money, c.time, c.place];
        let figure = |at: usize| {
            let ink = kinds.get(at).copied().unwrap_or(c.quantity);
            let alike = kinds.iter().take(at).filter(|other| colour(**other) == colour(ink));
            fg(ink).add_modifier(match alike.count() {
                _ if !few => Modifier::empty(),
                0 => Modifier::empty(),
                1 => Modifier::UNDERLINED,
                _ => bold,
            })
        };
        Self {
            name,
            text: Style::new(),
            dim: fg(c.dim),
            divider: fg(c.line),
            // Where colours are few, a title on the bar's would be one with the selected row below.
            pane_title: if few {
                fg(c.bar_text).add_modifier(Modifier::UNDERLINED)
            } else {
                on(fg(c.bar_text), c.bar)
            },
            focused_title: on(fg(c.title), c.accent).add_modifier(bold),
            heading: fg(c.heading).add_modifier(bold),
            // Where colours are few, it may have that of a figure.
            marker: match colour(c.heading) == colour(c.quantity) {
                true => fg(c.heading).add_modifier(bold),
                false => fg(c.heading),
            },
            shortcoming: fg(c.warning).add_modifier(Modifier::UNDERLINED),
            hint_of_shortcoming: fg(c.warning),
            hedge: fg(c.warning).add_modifier(Modifier::ITALIC),
            hit: on(fg(c.hit_text), c.hit),
            current_hit: on(fg(c.hit_text), c.current).add_modifier(bold),
            current: on(fg(c.hit_text), c.current).add_modifier(bold),
            member: on(Style::new(), c.bar).add_modifier(bold | Modifier::UNDERLINED),
            inconsistent: fg(c.error).add_modifier(bold | Modifier::UNDERLINED),
            selected: on(Style::new(), c.selection).add_modifier(bold),
            selected_blurred: on(Style::new(), c.bar),
            status: on(fg(c.status), c.bar),
            status_dim: on(fg(c.bar_text), c.bar),
            key: fg(c.key).add_modifier(bold),
            message: fg(c.key),
            error: fg(c.error).add_modifier(bold),
            good: fg(c.quantity),
            thumb: fg(c.dim),
            quantity: figure(0),
            share: figure(1),
            money: figure(2),
            time: figure(3),
            place: figure(4),
        }
    }

    /// Modifiers only, none of which turns into nothing where colours are switched off.
    fn mono(name: ThemeName) -> Self {
        let plain = Style::new();
        let with = |m: Modifier| Style::new().add_modifier(m);
        let (bold, line, turned) = (Modifier::BOLD, Modifier::UNDERLINED, Modifier::REVERSED);
        let slant = Modifier::ITALIC;
        Self {
            name,
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
            // The more usual, the plainer.
            quantity: with(bold),
            share: with(bold | slant),
            money: with(line | slant),
            time: with(slant),
            place: with(bold | line | slant),
        }
    }
}

/// A colour, `0xRRGGBB`, and the one that stands for it where there are sixteen; none is the
/// terminal's own colour, written dim.
type Ink = (u32, Option<u8>);

/// Colours by what they are for. Of `selection` and `bar` every other colour must stand out.
struct Palette {
    dim: Ink,
    line: Ink,
    bar: Ink,
    bar_text: Ink,
    status: Ink,
    title: Ink,
    accent: Ink,
    heading: Ink,
    warning: Ink,
    error: Ink,
    hit: Ink,
    hit_text: Ink,
    current: Ink,
    selection: Ink,
    key: Ink,
    quantity: Ink,
    share: Ink,
    money: Ink,
    time: Ink,
    place: Ink,
}

const DARK: Palette = Palette {
    dim: (0x9e_9e_9e, None),
    line: (0x58_58_58, None),
    bar: (0x26_26_26, Some(4)),
    bar_text: (0xb2_b2_b2, Some(15)),
    status: (0xe4_e4_e4, Some(15)),
    title: (0xff_ff_ff, Some(0)),
    accent: (0x00_5f_af, Some(6)),
    heading: (0x87_d7_ff, Some(14)),
    warning: (0xff_87_5f, Some(11)),
    error: (0xff_5f_5f, Some(9)),
    hit: (0xff_d7_87, Some(3)),
    hit_text: (0x00_00_00, Some(0)),
    current: (0xff_af_00, Some(6)),
    selection: (0x44_44_44, Some(4)),
    key: (0xff_d7_87, Some(11)),
    quantity: (0x87_d7_87, Some(10)),
    share: (0x5f_d7_d7, Some(14)),
    money: (0xff_d7_5f, Some(11)),
    time: (0xd7_87_d7, Some(13)),
    place: (0xd7_af_ff, Some(13)),
};

const LIGHT: Palette = Palette {
    dim: (0x62_62_62, None),
    line: (0xbc_bc_bc, None),
    bar: (0xe4_e4_e4, Some(7)),
    bar_text: (0x4e_4e_4e, Some(0)),
    status: (0x1c_1c_1c, Some(0)),
    title: (0xff_ff_ff, Some(15)),
    accent: (0x00_5f_af, Some(4)),
    heading: (0x00_5f_af, Some(4)),
    warning: (0xa8_4a_00, Some(1)),
    error: (0xc0_00_00, Some(1)),
    hit: (0xff_d7_87, Some(3)),
    hit_text: (0x00_00_00, Some(0)),
    current: (0xff_af_00, Some(6)),
    selection: (0xc6_e2_ff, Some(7)),
    key: (0x9a_46_00, Some(5)),
    quantity: (0x00_6e_00, Some(4)),
    share: (0x00_5f_87, Some(4)),
    money: (0x87_5f_00, Some(5)),
    time: (0x87_00_87, Some(5)),
    place: (0x5f_00_af, Some(5)),
};

const CONTRAST: Palette = Palette {
    dim: (0xd0_d0_d0, Some(15)),
    line: (0xbc_bc_bc, Some(7)),
    bar: (0x3a_3a_3a, Some(4)),
    bar_text: (0xff_ff_ff, Some(15)),
    status: (0xff_ff_ff, Some(15)),
    title: (0x00_00_00, Some(0)),
    accent: (0xff_ff_00, Some(3)),
    heading: (0xff_ff_ff, Some(15)),
    warning: (0xff_87_00, Some(11)),
    error: (0xff_5f_5f, Some(9)),
    hit: (0xff_ff_00, Some(3)),
    hit_text: (0x00_00_00, Some(0)),
    current: (0x00_ff_ff, Some(6)),
    selection: (0x00_00_87, Some(4)),
    key: (0xff_ff_00, Some(11)),
    quantity: (0x00_ff_00, Some(10)),
    share: (0x00_ff_ff, Some(14)),
    money: (0xff_ff_00, Some(11)),
    time: (0xff_87_ff, Some(13)),
    place: (0xff_87_ff, Some(13)),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn paint(depth: Depth) -> Paint {
        Paint { depth, styles: Vec::new() }
    }

    /// Luminance as WCAG 2 defines it.
    fn luminance(color: Color) -> f64 {
        let rgb = match color {
            Color::Rgb(red, green, blue) => anstyle::RgbColor(red, green, blue),
            Color::Indexed(index) => anstyle_lossy::xterm_to_rgb(
                anstyle::Ansi256Color(index),
                anstyle_lossy::palette::VGA,
            ),
            other => panic!("{other}"),
        };
        let part = |level: u8| {
            let level = f64::from(level) / 255.0;
            if level <= 0.03928 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(rgb.0) + 0.7152 * part(rgb.1) + 0.0722 * part(rgb.2)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// No two kinds of figures look the same, nor like a shortcoming.
    #[test]
    fn kinds_of_figures_differ() {
        use FigureKind::{Count, Duration, Money, Percent, Rank};
        for depth in [Depth::None, Depth::Sixteen, Depth::Palette, Depth::True] {
            for name in [ThemeName::Dark, ThemeName::Light, ThemeName::Mono] {
                let theme = paint(depth).theme(name);
                let kinds = [Count, Percent, Money, Duration, Rank].map(|kind| theme.figure(kind));
                for (at, kind) in kinds.iter().enumerate() {
                    assert!(!kinds[..at].contains(kind), "{name:?} {depth:?} {at}");
                    assert_ne!(*kind, theme.shortcoming);
                }
            }
        }
    }

    /// Text of every kind can be read on the background, on selected rows and on bars.
    #[test]
    fn everything_is_legible_everywhere() {
        let (black, white) = (Color::Rgb(0x1e, 0x1e, 0x1e), Color::Rgb(0xff, 0xff, 0xff));
        for (name, ground) in [
            (ThemeName::Dark, black),
            (ThemeName::Contrast, Color::Rgb(0, 0, 0)),
            (ThemeName::Light, white),
        ] {
            for depth in [Depth::True, Depth::Palette, Depth::Sixteen] {
                let mut theme = paint(depth).theme(name);
                let least = if depth == Depth::Sixteen { 3.0 } else { 4.5 };
                for (role, style) in ROLES {
                    let style = *style(&mut theme);
                    let Some(text) = style.fg else { continue };
                    if *role == "divider" {
                        continue;
                    }
                    let found = contrast(text, style.bg.unwrap_or(ground));
                    assert!(found >= least, "{name:?} {depth:?} {role}: {found:.2}");
                    if style.bg.is_none() {
                        let row = contrast(text, theme.selected.bg.unwrap());
                        let least = if depth == Depth::Sixteen { 2.0 } else { 3.0 };
                        assert!(row >= least, "{name:?} {depth:?} {role} selected: {row:.2}");
                    }
                }
            }
        }
    }

    #[test]
    fn sixteen_colours_are_sixteen() {
        for name in [ThemeName::Dark, ThemeName::Light, ThemeName::Contrast] {
            let mut theme = paint(Depth::Sixteen).theme(name);
            for (role, style) in ROLES {
                let style = *style(&mut theme);
                for color in [style.fg, style.bg].into_iter().flatten() {
                    assert!(matches!(color, Color::Indexed(0..16)), "{name:?} {role} {color}");
                }
            }
        }
    }

    #[test]
    fn mono_has_no_colour_and_a_visible_selection() {
        for mut mono in
            [paint(Depth::True).theme(ThemeName::Mono), paint(Depth::None).theme(ThemeName::Dark)]
        {
            for (_, style) in ROLES {
                let style = *style(&mut mono);
                assert_eq!((style.fg, style.bg), (None, None));
            }
            assert!(mono.selected.add_modifier.contains(Modifier::REVERSED));
            assert!(!mono.selected_blurred.add_modifier.is_empty());
        }
    }

    #[test]
    fn a_users_looks_take_the_place_of_the_themes() {
        let config = Config::parse(
            "[style]\nheading = \"italic #ff8700\"\nhit = \"on 200\"\nlight.heading = \"blue\"\n",
        );
        assert_eq!(config.problems, []);
        let theme = |depth, name| Paint { depth, styles: config.styles.clone() }.theme(name);
        let dark = theme(Depth::True, ThemeName::Dark);
        assert_eq!(
            dark.heading,
            Style::new().fg(Color::Rgb(255, 135, 0)).add_modifier(Modifier::ITALIC)
        );
        assert_eq!(dark.hit.bg, Some(Color::Indexed(200)));
        let palette = theme(Depth::Palette, ThemeName::Dark);
        assert_eq!(palette.heading.fg, Some(Color::Indexed(208)));
        let light = theme(Depth::Sixteen, ThemeName::Light);
        assert_eq!(light.heading.fg, Some(Color::Indexed(4)));
        assert!(matches!(light.hit.bg, Some(Color::Indexed(0..16))));
        let mono = theme(Depth::True, ThemeName::Mono);
        assert_eq!(mono.heading, Style::new().add_modifier(Modifier::ITALIC));
    }
}
