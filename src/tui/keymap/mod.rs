//! The keymap: one table of which keys do what where. The keys that work, the hint bar and the
//! help page are all made from it.

mod bindings;

pub use bindings::{Binding, GROUPS, Group, bindings};

use super::keys::{Key, shown_sequence};
use crate::locale::{Message, tui as texts};

/// What a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table below says what each does, in both languages")]
pub enum Command {
    Quit,
    Interrupt,
    Reload,
    Help,
    Problems,
    NextPane,
    PreviousPane,
    Zoom,
    Whole,
    Parent,
    FirstSibling,
    LastSibling,
    FoldSiblings,
    UnfoldSiblings,
    JumpInTree,
    KeyTerms,
    Count,
    Search,
    Ranked,
    Mode,
    Places,
    NextHit,
    PreviousHit,
    Dismiss,
    Down,
    Up,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    Top,
    Bottom,
    ScrollDown,
    ScrollUp,
    NextFigure,
    PreviousFigure,
    NextShortcoming,
    PreviousShortcoming,
    NextCheck,
    PreviousCheck,
    NextFault,
    Reading,
    Figures,
    Shortcomings,
    Checks,
    Unread,
    Hits,
    LastTable,
    ToSentence,
    Sort,
    Reverse,
    FilterTable,
    ClearFilter,
    Export,
    Wider,
    Narrower,
    Taller,
    Lower,
    EvenPanes,
    Palette,
    Titles,
    Yank,
    YankSentence,
    YankSection,
    Edit,
    Notes,
    Bookmark,
    Annotate,
    DeleteNote,
    UndoNote,
    NextNote,
    PreviousNote,
    Cite,
    OlderWords,
    NewerWords,
    AcceptPrompt,
    CancelPrompt,
    PreviousFault,
    NextSection,
    PreviousSection,
    NextReport,
    PreviousReport,
    Filter,
    Back,
    Forward,
    Theme,
    Redraw,
    Suspend,
    Fold,
    Unfold,
    ToggleFold,
    FoldAll,
    UnfoldAll,
    NextSibling,
    PreviousSibling,
    Read,
    ToTree,
    ToDetail,
    ToReader,
    Jump,
    Accept,
    Cancel,
    Scope,
    FindRow,
    Close,
}

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Any of the three panes.
    Browse,
    /// The tree of reports and sections.
    Tree,
    /// The text.
    Reader,
    /// The figures, shortcomings and checks of the section in view.
    Detail,
    /// A table over all reports.
    Table,
    /// A line to type into; keys that are not bound edit it.
    Prompt,
    /// The search prompt; keys that are not bound edit it.
    Search,
    /// Help and other popups.
    Popup,
}

impl Context {
    /// All, in the order of the help page.
    pub const ALL: [Self; 8] = [
        Self::Browse,
        Self::Tree,
        Self::Reader,
        Self::Detail,
        Self::Table,
        Self::Search,
        Self::Prompt,
        Self::Popup,
    ];

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Browse => "panes",
            Self::Tree => "tree",
            Self::Reader => "text",
            Self::Detail => "details",
            Self::Table => "tables",
            Self::Prompt => "prompt",
            Self::Search => "search",
            Self::Popup => "popups",
        }
    }

    /// The context whose keys work here too.
    pub fn outer(self) -> Option<Self> {
        matches!(self, Self::Tree | Self::Reader | Self::Detail).then_some(Self::Browse)
    }

    /// Whether characters are typed here.
    pub fn types(self) -> bool {
        matches!(self, Self::Prompt | Self::Search)
    }

    /// Its heading on the help page.
    pub fn label(self) -> Message {
        match self {
            Self::Browse => texts::CONTEXT_BROWSE,
            Self::Tree => texts::CONTEXT_TREE,
            Self::Reader => texts::CONTEXT_READER,
            Self::Detail => texts::CONTEXT_DETAIL,
            Self::Table => texts::CONTEXT_TABLE,
            Self::Prompt => texts::CONTEXT_PROMPT,
            Self::Search => texts::CONTEXT_SEARCH,
            Self::Popup => texts::CONTEXT_POPUP,
        }
    }
}

/// What a key press means after the keys pressed before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A command.
    Run(Command),
    /// More keys are needed.
    Pending,
    /// Nothing is bound to it.
    Unbound,
}

/// Keys that do something somewhere.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where.
    pub context: Context,
    /// The keys, pressed one after another.
    pub keys: Vec<Key>,
    /// What they do.
    pub binding: &'static Binding,
}

/// The keys in effect: those of the table, or a user's in their place.
#[derive(Debug, Clone)]
pub struct Keymap {
    pub(super) rows: Vec<Row>,
    /// Whether keys are named without arrows.
    pub(super) ascii: bool,
}

impl Default for Keymap {
    fn default() -> Self {
        let row =
            |context, keys: &&str, binding| Row { context, keys: Key::sequence(keys), binding };
        let rows = bindings().flat_map(|binding| {
            let keys =
                move |&context| binding.keys.iter().map(move |keys| row(context, keys, binding));
            binding.contexts.iter().flat_map(keys)
        });
        Self { rows: rows.collect(), ascii: false }
    }
}

impl Keymap {
    fn in_context(&self, context: Context) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.context == context)
    }

    /// What `pressed` means where `contexts` are active, the innermost first.
    pub fn look_up(&self, contexts: &[Context], pressed: &[Key]) -> Outcome {
        let mut pending = false;
        for &context in contexts {
            for row in self.in_context(context).filter(|row| row.keys.starts_with(pressed)) {
                if row.keys.len() == pressed.len() {
                    return Outcome::Run(row.binding.command);
                }
                pending = true;
            }
        }
        if pending { Outcome::Pending } else { Outcome::Unbound }
    }

    /// Whether `pressed` begin longer keys of any pane or view.
    pub fn is_prefix(&self, pressed: &[Key]) -> bool {
        let longer = |row: &Row| row.keys.len() > pressed.len() && row.keys.starts_with(pressed);
        self.rows.iter().any(longer)
    }

    /// What may follow the keys already `pressed`: the rest of the keys as shown, and the binding.
    pub fn continuations(
        &self,
        contexts: &[Context],
        pressed: &[Key],
    ) -> Vec<(String, &'static Binding)> {
        let rows = contexts.iter().flat_map(|&context| self.in_context(context));
        let rest = |row: &Row| {
            let rest = row.keys.strip_prefix(pressed).filter(|rest| !rest.is_empty())?;
            Some((self.named(rest), row.binding))
        };
        rows.filter_map(rest).collect()
    }

    /// Keys as they are shown.
    fn named(&self, keys: &[Key]) -> String {
        let shown = shown_sequence(keys);
        if !self.ascii {
            return shown;
        }
        let names = [('←', "Left"), ('→', "Right"), ('↑', "Up"), ('↓', "Down")];
        names.iter().fold(shown, |shown, (arrow, name)| shown.replace(*arrow, name))
    }

    /// The keys of a command where `contexts` are active, as shown, the first one first.
    pub fn shown(&self, command: Command, contexts: &[Context]) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for row in contexts.iter().flat_map(|&context| self.in_context(context)) {
            let keys = self.named(&row.keys);
            if row.binding.command == command && !all.contains(&keys) {
                all.push(keys);
            }
        }
        all
    }

    /// The key and the name of each command for the hint bar where `contexts` are active, the most
    /// useful first; what has no key is left out.
    pub fn hints(&self, contexts: &[Context]) -> Vec<(String, Message)> {
        let mut found: Vec<&Binding> = bindings()
            .filter(|b| b.hint > 0 && b.contexts.iter().any(|c| contexts.contains(c)))
            .collect();
        found.sort_by_key(|b| b.hint);
        let keys = |b: &Binding| self.shown(b.command, contexts).into_iter().next();
        found.into_iter().filter_map(|b| Some((keys(b)?, b.label))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_is_bound_twice_in_one_place() {
        let mut seen = HashSet::new();
        for binding in bindings() {
            for context in binding.contexts {
                for keys in binding.keys {
                    assert!(seen.insert((*context, *keys)), "{keys} in {context:?}");
                }
            }
        }
    }

    #[test]
    fn no_key_hides_a_longer_one() {
        let keymap = Keymap::default();
        for Row { context, keys, binding } in &keymap.rows {
            let active = [*context, context.outer().unwrap_or(*context)];
            assert_eq!(keymap.look_up(&active, keys), Outcome::Run(binding.command));
            for end in 1..keys.len() {
                assert_eq!(keymap.look_up(&active, &keys[..end]), Outcome::Pending);
            }
        }
    }

    #[test]
    fn one_name_is_one_command() {
        for a in bindings() {
            for b in bindings() {
                assert_eq!(a.name == b.name, a.command == b.command, "{} {}", a.name, b.name);
            }
        }
    }
}
