//! A line to type into, for everything but the search in the text; what may be chosen with it stands
//! above it.

use super::app::{App, View};
use super::event::Event;
use super::jobs::Stop;
use super::keymap::{Binding, Command, bindings};
use super::list::{List, Motion};
use super::notes;
use super::shelf::{ReportId, label};
use super::theme::ThemeName;
use super::tree::Node;
use crate::locale::{Lang, tui as texts};
use crate::search::{Finder, KeyTerm, Query};
use crate::text::Span;
use crate::text::class::fold;
use crossterm::event::KeyEvent;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};
use tui_input::backend::crossterm::EventHandler;
use tui_input::{Input, InputRequest};

/// What the line is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// Words that the rows of a table must have, as they are typed.
    Filter,
    /// The file to write a table to, and the one that was said to be there already.
    Export {
        /// Written over when it is named again.
        overwrite: Option<String>,
    },
    /// What is written on a passage.
    Note(notes::About),
    /// The file that a passage is cited into.
    Cite,
    /// A command by its name.
    Palette,
    /// Words that the rows of a popup must have, as they are typed.
    Popup,
    /// A report or section by its title.
    Titles,
    /// A row of the tree by some of its title, and where the tree was before.
    Jump(List),
    /// A word of the section in view, out of these.
    Terms(Vec<KeyTerm>),
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A command.
    Command(Command),
    /// Colours.
    Theme(ThemeName),
    /// A report or section.
    Node(Node),
    /// A line of the text, or a row of the table.
    Line(usize),
    /// Words to search for.
    Words(String),
}

/// A row to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub text: String,
    /// What stands on its right: keys, or the report of a section.
    pub right: String,
    /// What choosing it does.
    pub target: Target,
}

/// A line to type into.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What has been typed, with the cursor.
    pub input: Input,
    /// What may be chosen.
    pub choices: Vec<Choice>,
    /// Which of it is selected.
    pub list: List,
    /// What stood there first.
    before: String,
    /// The job that looks for titles.
    running: Option<(u64, Stop)>,
}

/// The titles of all reports and sections, made when they are first looked for.
#[derive(Debug, Default)]
pub struct Titles {
    /// The state of the shelf that they are of.
    version: u64,
    finder: Arc<OnceLock<(Finder, Vec<ReportId>)>>,
}

/// Titles found at most: more than anyone reads.
const TITLES: usize = 200;

impl Prompt {
    /// A line with `text` in it.
    pub fn new(purpose: Purpose, text: String) -> Self {
        Self {
            purpose,
            input: Input::new(text.clone()),
            choices: Vec::new(),
            list: List::default(),
            before: text,
            running: None,
        }
    }

    /// Whether what may be chosen is still being looked for.
    pub fn is_searching(&self) -> bool {
        self.running.is_some()
    }

    /// Whether something can be chosen with it.
    pub fn chooses(&self) -> bool {
        matches!(self.purpose, Purpose::Palette | Purpose::Titles | Purpose::Terms(_))
    }
}

impl App {
    /// Opens the line for a command's name, or for a title.
    pub(super) fn choose(&mut self, purpose: Purpose) {
        self.prompt = Some(Prompt::new(purpose, String::new()));
        self.prompt_changed();
    }

    /// Takes a key that the keymap leaves to the line.
    pub(super) fn edit_prompt(&mut self, event: &KeyEvent) {
        if let Some(prompt) = &mut self.prompt {
            let before = prompt.input.value().to_owned();
            prompt.input.handle_event(&crossterm::event::Event::Key(*event));
            if prompt.input.value() != before {
                self.prompt_changed();
            }
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
        let words = prompt.input.value().to_owned();
        match prompt.purpose {
            Purpose::Filter => self.set_filter(words),
            Purpose::Popup => self.set_popup_words(words),
            Purpose::Export { .. } | Purpose::Note(_) | Purpose::Cite => {}
            Purpose::Palette => {
                let choices = self.commands(&words);
                self.set_choices(choices);
            }
            Purpose::Titles => self.find_titles(words),
            Purpose::Jump(from) => self.jump_again(&words, from),
            Purpose::Terms(_) => self.filter_terms(),
        }
    }

    fn set_filter(&mut self, words: String) {
        self.sheets.get_mut(self.table).wish.filter = words;
        self.refresh_table();
    }

    pub(super) fn set_choices(&mut self, choices: Vec<Choice>) {
        if let Some(prompt) = &mut self.prompt {
            prompt.choices = choices;
            prompt.list = List::default();
        }
    }

    /// What looks for words in the names of commands.
    pub(super) fn palette_queries(&self, words: &str) -> Vec<Query> {
        self.tools.words(words)
    }

    /// Opens the line for words to look for in the popup.
    pub(super) fn start_popup_search(&mut self) {
        self.prompt = Some(Prompt::new(Purpose::Popup, self.popup_words.clone()));
    }

    fn set_popup_words(&mut self, words: String) {
        self.popup_words = words;
        self.popup_list = List::default();
    }

    /// The commands that work here and have all the words in their name, in either language, or
    /// have the first letters of its pinyin; those whose name begins with them first.
    fn commands(&self, words: &str) -> Vec<Choice> {
        let digits: String = words.trim().chars().map(fold).collect();
        if let Ok(number @ 1..) = digits.parse::<usize>() {
            let text = if self.view == View::Table { texts::GO_TO_ROW } else { texts::GO_TO_LINE };
            let text = text.with(self.lang, &[&number]);
            return vec![Choice { text, right: String::new(), target: Target::Line(number) }];
        }
        let queries = self.palette_queries(words);
        let contexts = self.places();
        let mut seen = HashSet::new();
        let choice = |binding: &Binding| Choice {
            text: format!("{}  {}", self.tr(binding.label), binding.name),
            right: self.keymap.shown(binding.command, contexts).join(" "),
            target: Target::Command(binding.command),
        };
        let themes = ThemeName::ALL.into_iter().filter_map(|theme| {
            let (label, name) = (theme.label(), theme.name());
            let of = |lang| texts::THEME_CALLED.with(lang, &[&label.text(lang)]);
            let names = [of(Lang::Zh), of(Lang::En), format!("theme {name}")];
            let place = place_in(&names.each_ref().map(String::as_str), "theme", &queries)?;
            let text = format!("{}  theme {name}", of(self.lang));
            // After the command that goes through them all.
            let choice = Choice { text, right: String::new(), target: Target::Theme(theme) };
            Some(((place, u8::MAX), choice))
        });
        let mut found: Vec<((u32, u8), &Binding)> = bindings()
            .filter(|b| b.contexts.iter().any(|context| contexts.contains(context)))
            .filter(|b| b.command != Command::Palette && seen.insert(b.command))
            // Among equals what the hint bar shows comes first, in its order.
            .filter_map(|b| Some(((place(b, &queries)?, b.hint.wrapping_sub(1)), b)))
            .collect();
        found.sort_by_key(|(place, _)| *place);
        if queries.is_empty() {
            // Those chosen last are likely to be wanted again.
            let chosen = self.chosen_commands.words();
            let last = |name: &str| chosen.iter().rposition(|words| words == name);
            found.sort_by_key(|(_, binding)| std::cmp::Reverse(last(binding.name)));
        }
        let mut choices: Vec<_> = found.into_iter().map(|(at, b)| (at, choice(b))).collect();
        choices.extend(themes);
        if !queries.is_empty() {
            choices.sort_by_key(|(place, _)| *place);
        }
        choices.into_iter().map(|(_, choice)| choice).collect()
    }

    fn find_titles(&mut self, words: String) {
        if self.titles.version != self.version {
            self.titles = Titles { version: self.version, finder: Arc::default() };
        }
        let Some((id, stop)) = self.start_prompt_job() else { return };
        let (finder, tools) = (self.titles.finder.clone(), self.tools.clone());
        let entries = self.shelf.snapshot();
        let lang = self.lang;
        let work = move || {
            let forms = tools.forms();
            let (finder, ids) =
                finder.get_or_init(|| (Finder::new(&entries.entries, forms), entries.ids.clone()));
            let found = finder.find(&words, forms, TITLES, stop.flag()).unwrap_or_default();
            let choice = |item: &crate::search::Item| {
                let at = usize::try_from(item.report).ok()?;
                let report = *ids.get(at)?;
                let section = item.section.and_then(|index| usize::try_from(index).ok());
                let entry = entries.entries.get(at)?;
                Some(Choice {
                    text: match (item.text.is_empty(), section) {
                        (true, Some(index)) => super::shelf::section_label(
                            entry.report.outline.sections.get(index)?,
                            &entry.document.text,
                            lang,
                        ),
                        _ => item.text.to_string(),
                    },
                    right: label(&entry.report),
                    target: Target::Node(Node { report, section }),
                })
            };
            let items = found.iter().filter_map(|found| finder.items().get(found.item));
            Event::Titles(id, items.filter_map(choice).collect())
        };
        if let Some(Event::Titles(id, choices)) = self.jobs.run(work) {
            self.found_titles(id, choices);
        }
    }

    /// Takes the titles that a job has found, unless another has been started since.
    pub(super) fn found_titles(&mut self, id: u64, choices: Vec<Choice>) {
        if self.end_prompt_job(id) {
            self.set_choices(choices);
        }
    }

    /// Stops the job that works for the line, and gives a new one its number.
    pub(super) fn start_prompt_job(&mut self) -> Option<(u64, Stop)> {
        self.job += 1;
        let job = (self.job, Stop::default());
        if let Some((_, old)) = self.prompt.as_mut()?.running.replace(job.clone()) {
            old.set();
        }
        Some(job)
    }

    /// Whether the job that is done is the one that the line waits for.
    pub(super) fn end_prompt_job(&mut self, id: u64) -> bool {
        let Some(prompt) = &mut self.prompt else { return false };
        prompt.running.take_if(|(running, _)| *running == id).is_some()
    }

    /// Moves the selection of what may be chosen, or of the table that is filtered.
    pub(super) fn go_in_prompt(&mut self, motion: Motion) {
        match &mut self.prompt {
            Some(prompt) if prompt.chooses() => {
                prompt.list.go(motion, prompt.choices.len(), self.choices_height);
            }
            Some(Prompt { purpose: Purpose::Jump(_), .. }) => {
                self.jump_on(matches!(motion, Motion::Rows(0..)));
            }
            _ => self.go_in_table(motion),
        }
    }

    /// Closes the line and does what it is for.
    pub(super) fn accept_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        match prompt.purpose {
            Purpose::Filter | Purpose::Popup => {}
            Purpose::Export { overwrite } => {
                self.export(prompt.input.value(), overwrite.as_deref());
            }
            Purpose::Note(about) => self.write_note(about, prompt.input.value()),
            Purpose::Cite => self.cite(prompt.input.value()),
            Purpose::Jump(_) => {}
            Purpose::Palette | Purpose::Titles | Purpose::Terms(_) => {
                let choice = prompt.choices.into_iter().nth(prompt.list.at);
                match choice.map(|choice| choice.target) {
                    Some(Target::Command(command)) => {
                        if let Some(binding) = bindings().find(|b| b.command == command) {
                            self.chosen_commands.push(binding.name.to_owned());
                        }
                        self.update(command);
                    }
                    Some(Target::Theme(theme)) => self.wear(theme),
                    Some(Target::Node(node)) => self.go_to_title(node),
                    Some(Target::Line(number)) => self.go_to_line(number),
                    Some(Target::Words(words)) => self.search_for(words),
                    None => {}
                }
            }
        }
    }

    /// Closes the line and leaves everything as it was before.
    pub(super) fn cancel_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        if let Some((_, stop)) = prompt.running {
            stop.set();
        }
        match prompt.purpose {
            Purpose::Popup => self.set_popup_words(String::new()),
            Purpose::Filter => self.set_filter(prompt.before),
            Purpose::Jump(from) => self.return_to_row(from),
            _ => {}
        }
    }
}

/// Stands for a command that is called otherwise than what was typed.
const CALLED_OTHERWISE: u32 = 1000;

/// Where all the words are found in a command's names: 0 where they begin one, `None` nowhere.
pub(super) fn place(binding: &Binding, queries: &[Query]) -> Option<u32> {
    place_in(&[binding.label.zh, binding.label.en, binding.name], binding.name, queries)
}

/// The same in these names of something that the command with that name does.
fn place_in(names: &[&str], command: &str, queries: &[Query]) -> Option<u32> {
    let begins = |query: &Query, word| query.first(word).is_some_and(|hit: Span| hit.start == 0);
    let mut worst = 0;
    for query in queries {
        let places = names.iter().filter_map(|name| query.first(name).map(|hit| hit.start));
        let otherwise = || {
            texts::other_words(command).any(|word| begins(query, word)).then_some(CALLED_OTHERWISE)
        };
        worst = worst.max(places.min().or_else(otherwise)?);
    }
    Some(worst)
}
