//! Words that were typed before, to be had again.

/// The words, the last ones at the end.
#[derive(Debug, Clone, Default)]
pub struct History {
    words: Vec<String>,
    /// Which of them stands in the line.
    at: Option<usize>,
    /// What was typed before the first of them was asked for.
    draft: String,
}

/// Words that are remembered at most.
const MOST: usize = 200;

impl History {
    /// What was remembered earlier, the last words at the end.
    pub fn new(words: Vec<String>) -> Self {
        let mut history = Self::default();
        words.into_iter().for_each(|words| history.push(words));
        history
    }

    /// All words, the last ones at the end.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Remembers words as the last ones, once.
    pub fn push(&mut self, words: String) {
        self.leave();
        if words.trim().is_empty() {
            return;
        }
        self.words.retain(|other| *other != words);
        self.words.push(words);
        if self.words.len() > MOST {
            self.words.remove(0);
        }
    }

    /// A new line begins.
    pub fn leave(&mut self) {
        self.at = None;
        self.draft.clear();
    }

    /// Whether words from here stand in the line.
    pub fn is_open(&self) -> bool {
        self.at.is_some()
    }

    /// The words before those in the line, which are `typed`.
    pub fn older(&mut self, typed: &str) -> Option<String> {
        let at = match self.at {
            None => {
                typed.clone_into(&mut self.draft);
                self.words.len()
            }
            Some(at) => at,
        };
        // What stands there already is no news.
        let at = self.words.get(..at)?.iter().rposition(|words| words != typed)?;
        self.at = Some(at);
        self.words.get(at).cloned()
    }

    /// The words after those in the line; after the last, what had been typed.
    pub fn newer(&mut self) -> Option<String> {
        let at = self.at? + 1;
        if let Some(words) = self.words.get(at) {
            self.at = Some(at);
            return Some(words.clone());
        }
        self.at = None;
        Some(std::mem::take(&mut self.draft))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_again_and_the_draft_is_kept() {
        let mut history = History::new(vec!["甲".into(), "乙".into(), "甲".into(), " ".into()]);
        assert_eq!(history.words(), ["乙", "甲"]);
        assert_eq!(history.newer(), None);
        assert_eq!(history.older("丙").as_deref(), Some("甲"));
        assert_eq!(history.older("甲").as_deref(), Some("乙"));
        assert_eq!(history.older("乙"), None);
        assert_eq!(history.newer().as_deref(), Some("甲"));
        assert_eq!(history.newer().as_deref(), Some("丙"));
        assert!(!history.is_open());
        // Opened with the last words in it.
        assert_eq!(history.older("甲").as_deref(), Some("乙"));
    }

    #[test]
    fn no_more_is_remembered_than_is_useful() {
        let mut history = History::default();
        (0..=MOST).for_each(|n| history.push(n.to_string()));
        assert_eq!((history.words().len(), history.words()[0].as_str()), (MOST, "1"));
    }
}
