//! A line to type into, for everything but the search in the text.

use super::app::App;
use crossterm::event::KeyEvent;
use tui_input::backend::crossterm::EventHandler;
use tui_input::{Input, InputRequest};

/// What the line is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Words that the rows of a table must have, as they are typed.
    Filter,
    /// The file to write a table to, and the one that was said to be there already.
    Export {
        /// Written over when it is named again.
        overwrite: Option<String>,
    },
}

/// A line to type into.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What has been typed, with the cursor.
    pub input: Input,
    /// What stood there first.
    before: String,
}

impl Prompt {
    /// A line with `text` in it.
    pub fn new(purpose: Purpose, text: String) -> Self {
        Self { purpose, input: Input::new(text.clone()), before: text }
    }
}

impl App {
    /// Takes a key that the keymap leaves to the line.
    pub(super) fn edit_prompt(&mut self, event: &KeyEvent) {
        if let Some(prompt) = &mut self.prompt {
            prompt.input.handle_event(&crossterm::event::Event::Key(*event));
            self.prompt_changed();
        }
    }

    /// Takes pasted text into the line.
    pub(super) fn paste_into_prompt(&mut self, text: &str) {
        let Some(prompt) = &mut self.prompt else { return };
        for c in text.chars().filter(|c| !c.is_control()) {
            prompt.input.handle(InputRequest::InsertChar(c));
        }
        self.prompt_changed();
    }

    fn prompt_changed(&mut self) {
        let Some(prompt) = &self.prompt else { return };
        if prompt.purpose == Purpose::Filter {
            let words = prompt.input.value().to_owned();
            self.set_filter(words);
        }
    }

    fn set_filter(&mut self, words: String) {
        self.sheets.get_mut(self.table).wish.filter = words;
        self.refresh_table();
    }

    /// Closes the line and does what it is for.
    pub(super) fn accept_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        match prompt.purpose {
            Purpose::Filter => {}
            Purpose::Export { overwrite } => {
                self.export(prompt.input.value(), overwrite.as_deref());
            }
        }
    }

    /// Closes the line and leaves everything as it was before.
    pub(super) fn cancel_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        if prompt.purpose == Purpose::Filter {
            self.set_filter(prompt.before);
        }
    }
}
