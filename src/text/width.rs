//! How many columns a terminal gives to a text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Display widths under a setting for the characters whose width East Asian terminals and fonts
/// disagree on (Unicode Annex 11, "ambiguous": `“ ” — … ①` and box lines).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    wide: bool,
}

impl Widths {
    /// Widths with ambiguous characters `ambiguous` columns wide: 2, or 1 for anything else.
    pub fn new(ambiguous: u8) -> Self {
        Self { wide: ambiguous == 2 }
    }

    /// Whether ambiguous characters take two columns.
    pub fn ambiguous_is_wide(self) -> bool {
        self.wide
    }

    /// Columns of one grapheme cluster; a control character counts 1, the blank that stands for it.
    pub fn grapheme(self, grapheme: &str) -> usize {
        let mut chars = grapheme.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => self.char(c),
            _ if self.wide => grapheme.width_cjk(),
            _ => grapheme.width(),
        }
    }

    /// Columns of a whole text.
    pub fn text(self, text: &str) -> usize {
        text.graphemes(true).map(|g| self.grapheme(g)).sum()
    }

    fn char(self, c: char) -> usize {
        let width = if self.wide { c.width_cjk() } else { c.width() };
        width.unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ambiguous_characters_follow_the_setting() {
        assert_eq!(Widths::new(1).text("“法”—3件"), 2 + 1 + 1 + 1 + 1 + 2);
        assert_eq!(Widths::new(2).text("“法”—3件"), 2 + 2 + 2 + 2 + 1 + 2);
        assert_eq!(Widths::default().text("e\u{301}\t"), 2);
    }
}
