//! The terminal's answer to what colour its background has. It arrives as if it were typed: alt-],
//! then `11;rgb:ffff/ffff/ffff`, then ctrl-g or alt-\.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::time::{Duration, Instant};

/// How long after the question an answer is looked for: over a slow line it comes late, and must
/// not be taken for keys.
const PATIENCE: Duration = Duration::from_secs(5);
/// How every answer begins.
const HEAD: &str = "11;";
/// No answer is longer.
const LONGEST: usize = 40;

/// What a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A key that the user has pressed.
    Key,
    /// A part of the answer.
    Inside,
    /// The end of the answer.
    Whole {
        /// Whether the background is light rather than dark.
        light: bool,
    },
}

/// Tells the answer from the keys.
#[derive(Debug)]
pub(super) struct Answer {
    until: Option<Instant>,
    text: Option<String>,
}

impl Answer {
    /// Looks for an answer where a question was `asked` just now.
    pub(super) fn new(asked: bool) -> Self {
        Self { until: asked.then(|| Instant::now() + PATIENCE), text: None }
    }

    /// Takes the next key.
    pub(super) fn take(&mut self, key: &KeyEvent) -> Part {
        if self.until.is_none_or(|until| Instant::now() > until) || key.kind != KeyEventKind::Press
        {
            return Part::Key;
        }
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let KeyCode::Char(c) = key.code else {
            self.text = None;
            return Part::Key;
        };
        let Some(text) = &mut self.text else {
            if alt && c == ']' {
                self.text = Some(String::new());
                return Part::Inside;
            }
            return Part::Key;
        };
        if (ctrl && c == 'g') || (alt && c == '\\') {
            let light = is_light(text);
            self.text = None;
            self.until = None;
            return light.map_or(Part::Inside, |light| Part::Whole { light });
        }
        text.push(c);
        let begins = text.starts_with(HEAD) || HEAD.starts_with(text.as_str());
        if !begins || alt || ctrl || text.len() > LONGEST {
            // The user has typed it after all.
            self.text = None;
            return Part::Key;
        }
        Part::Inside
    }
}

/// Whether the colour of an answer is light: by its luminance (Rec. 709).
fn is_light(answer: &str) -> Option<bool> {
    let colour = answer.strip_prefix(HEAD)?;
    let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
    let mut levels = parts.split('/').map(|part| {
        // One to four digits, each a fraction of its own greatest value.
        let most = 16_f64.powi(i32::try_from(part.len()).ok()?) - 1.0;
        let value = u32::from_str_radix(part, 16).ok()?;
        (most > 0.0).then(|| f64::from(value) / most)
    });
    let (red, green, blue) = (levels.next()??, levels.next()??, levels.next()??);
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), modifiers)
    }

    fn last(answer: &mut Answer, text: &str, end: KeyEvent) -> Part {
        assert_eq!(answer.take(&key(']', KeyModifiers::ALT)), Part::Inside);
        for c in text.chars() {
            assert_eq!(answer.take(&key(c, KeyModifiers::NONE)), Part::Inside, "{c}");
        }
        answer.take(&end)
    }

    #[test]
    fn an_answer_tells_light_from_dark() {
        let bell = key('g', KeyModifiers::CONTROL);
        let stop = key('\\', KeyModifiers::ALT);
        for (text, end, light) in [
            ("11;rgb:ffff/ffff/ffff", bell, true),
            ("11;rgb:fd/f6/e3", stop, true),
            ("11;rgb:0000/2b2b/3636", bell, false),
            ("11;rgba:1/1/1/f", stop, false),
        ] {
            let part = last(&mut Answer::new(true), text, end);
            assert_eq!(part, Part::Whole { light }, "{text}");
        }
    }

    #[test]
    fn keys_stay_keys() {
        let plain = key('1', KeyModifiers::NONE);
        assert_eq!(Answer::new(true).take(&plain), Part::Key);
        assert_eq!(Answer::new(false).take(&key(']', KeyModifiers::ALT)), Part::Key);
        let mut answer = Answer::new(true);
        assert_eq!(answer.take(&key(']', KeyModifiers::ALT)), Part::Inside);
        // What begins otherwise is no answer.
        assert_eq!(answer.take(&key('j', KeyModifiers::NONE)), Part::Key);
        assert_eq!(answer.take(&plain), Part::Key);
    }
}
