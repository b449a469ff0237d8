//! The sentence that a hit is shown in.

use crate::text::{Span, Text, cut};

/// Bytes looked at on either side of a hit: a line of any length is no burden.
const REACH: usize = 1500;

/// The sentence around `hit`, without the white space around it; at most some 500 characters on
/// either side where a text has no sentences.
pub fn sentence(text: &Text, hit: Span) -> Span {
    let content = text.as_str();
    let from = content.floor_char_boundary((hit.start as usize).saturating_sub(REACH));
    let to =
        content.ceil_char_boundary((hit.end as usize).saturating_add(REACH).min(content.len()));
    let near = content.get(from..to).unwrap_or_default();
    let within = |at: u32| (at as usize).saturating_sub(from);
    let first = cut::sentence_at(near, within(hit.start));
    // A hit may reach into the next sentence.
    let last = match hit.end.checked_sub(1) {
        Some(last) if within(last) >= first.end as usize => {
            let back = content.floor_char_boundary(last as usize);
            cut::sentence_at(near, back.saturating_sub(from))
        }
        _ => first,
    };
    Span::new(from + first.start as usize, from + (last.end.max(first.end)) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hit_over_two_sentences_has_both() {
        let text = Text::new("甲乙。丙丁；戊己。\n庚".to_owned());
        let shown = |from: &str, to: &str| {
            let (start, end) = (text.as_str().find(from).unwrap(), text.as_str().find(to).unwrap());
            text.slice(sentence(&text, Span::new(start, end + to.len())))
        };
        assert_eq!(shown("丙", "丙"), "丙丁；");
        assert_eq!(shown("乙", "丁"), "甲乙。丙丁；");
        assert_eq!(shown("庚", "庚"), "庚");
    }

    #[test]
    fn a_long_line_without_sentences_is_cut() {
        let text = Text::new("法".repeat(1_000_000));
        let shown = sentence(&text, Span::new(1_500_000, 1_500_003));
        assert!(shown.len() < 4000 && shown.contains(1_500_000));
    }

    proptest! {
        #[test]
        fn a_sentence_lies_in_the_text(content in "[甲。；\n \"）]{0,30}", start in 0_usize..40, len in 0_usize..9) {
            let text = Text::new(content);
            let clamp = |at: usize| text.as_str().floor_char_boundary(at.min(text.len()));
            let hit = Span::new(clamp(start), clamp(start + len));
            let shown = sentence(&text, hit);
            prop_assert!(text.as_str().get(shown.range()).is_some());
        }
    }
}
