//! The keymap: one table of which keys do what where. The keys that work, the hint bar and the
//! help page are all made from it.

use super::keys::{Key, shown_sequence};
use crate::locale::{Message, tui as texts};

/// What a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table below says what each does, in both languages")]
pub enum Command {
    Quit,
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

/// One row of the keymap.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What it does.
    pub command: Command,
    /// Its name, for configuration.
    pub name: &'static str,
    /// Where it works.
    pub contexts: &'static [Context],
    /// The keys, any of which does it, as [`Key::sequence`] reads them; the first is shown.
    pub keys: &'static [&'static str],
    /// What it does, in a few words.
    pub label: Message,
    /// Place in the hint bar, from 1; 0 keeps it out.
    pub hint: u8,
}

const fn bind(
    command: Command,
    name: &'static str,
    contexts: &'static [Context],
    keys: &'static [&'static str],
    label: Message,
    hint: u8,
) -> Binding {
    Binding { command, name, contexts, keys, label, hint }
}

use Command as C;
use Context::{Browse, Detail, Popup, Prompt, Reader, Search, Table, Tree};

/// The keymap.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    // moving
    bind(C::Down, "down", &[Browse, Table, Popup], &["j", "down"], texts::DOWN, 0),
    bind(C::Up, "up", &[Browse, Table, Popup], &["k", "up"], texts::UP, 0),
    bind(C::HalfDown, "half-down", &[Browse, Table, Popup], &["ctrl-d"], texts::HALF_DOWN, 0),
    bind(C::HalfUp, "half-up", &[Browse, Table, Popup], &["ctrl-u"], texts::HALF_UP, 0),
    bind(C::PageDown, "page-down", &[Browse, Table, Popup], &["space", "pgdn", "ctrl-f"], texts::PAGE_DOWN, 0),
    bind(C::PageUp, "page-up", &[Browse, Table, Popup], &["b", "pgup", "ctrl-b"], texts::PAGE_UP, 0),
    bind(C::Top, "top", &[Browse, Table, Popup], &["gg", "home"], texts::TOP, 0),
    bind(C::Bottom, "bottom", &[Browse, Table, Popup], &["G", "end"], texts::BOTTOM, 0),
    bind(C::ScrollDown, "scroll-down", &[Browse], &["ctrl-e"], texts::SCROLL_DOWN, 0),
    bind(C::ScrollUp, "scroll-up", &[Browse], &["ctrl-y"], texts::SCROLL_UP, 0),
    bind(C::NextPane, "next-pane", &[Browse], &["tab"], texts::NEXT_PANE, 60),
    bind(C::PreviousPane, "previous-pane", &[Browse], &["shift-tab"], texts::PREVIOUS_PANE, 0),
    bind(C::Count, "count", &[Browse, Table], &["0"], texts::COUNT, 0),
    // from finding to finding
    bind(C::NextFigure, "next-figure", &[Browse], &["]f"], texts::NEXT_FIGURE, 40),
    bind(C::PreviousFigure, "previous-figure", &[Browse], &["[f"], texts::PREVIOUS_FIGURE, 0),
    bind(C::NextShortcoming, "next-shortcoming", &[Browse], &["]s"], texts::NEXT_SHORTCOMING, 41),
    bind(C::PreviousShortcoming, "previous-shortcoming", &[Browse], &["[s"], texts::PREVIOUS_SHORTCOMING, 0),
    bind(C::NextCheck, "next-check", &[Browse], &["]a"], texts::NEXT_CHECK, 42),
    bind(C::PreviousCheck, "previous-check", &[Browse], &["[a"], texts::PREVIOUS_CHECK, 0),
    bind(C::NextFault, "next-fault", &[Browse], &["]x"], texts::NEXT_FAULT, 43),
    bind(C::PreviousFault, "previous-fault", &[Browse], &["[x"], texts::PREVIOUS_FAULT, 0),
    bind(C::NextNote, "next-note", &[Browse], &["]n"], texts::NEXT_NOTE, 0),
    bind(C::PreviousNote, "previous-note", &[Browse], &["[n"], texts::PREVIOUS_NOTE, 0),
    bind(C::NextSection, "next-section", &[Browse], &["]]"], texts::NEXT_SECTION, 0),
    bind(C::PreviousSection, "previous-section", &[Browse], &["[["], texts::PREVIOUS_SECTION, 0),
    bind(C::NextReport, "next-report", &[Browse], &["]r"], texts::NEXT_REPORT, 0),
    bind(C::PreviousReport, "previous-report", &[Browse], &["[r"], texts::PREVIOUS_REPORT, 0),
    bind(C::Back, "back", &[Browse], &["ctrl-o", "H"], texts::BACK, 0),
    bind(C::Forward, "forward", &[Browse], &["L"], texts::FORWARD, 0),
    // searching
    bind(C::Search, "search", &[Browse], &["/"], texts::SEARCH, 30),
    bind(C::Ranked, "search-ranked", &[Browse], &["s"], texts::RANKED, 44),
    bind(C::KeyTerms, "key-terms", &[Browse], &["t"], texts::KEY_TERMS, 53),
    bind(C::NextHit, "next-match", &[Browse], &["n"], texts::NEXT_HIT, 0),
    bind(C::PreviousHit, "previous-match", &[Browse], &["N"], texts::PREVIOUS_HIT, 0),
    bind(C::Accept, "accept-search", &[Search], &["enter"], texts::ACCEPT, 10),
    bind(C::Cancel, "cancel-search", &[Search], &["esc", "ctrl-c"], texts::CANCEL, 11),
    bind(C::Scope, "search-scope", &[Search], &["tab"], texts::SCOPE, 12),
    bind(C::Mode, "search-mode", &[Search], &["ctrl-r", "alt-r"], texts::MODE, 13),
    bind(C::Places, "search-places", &[Search], &["ctrl-f"], texts::PLACES, 14),
    bind(C::NextHit, "next-match", &[Search], &["ctrl-n"], texts::NEXT_HIT, 15),
    bind(C::PreviousHit, "previous-match", &[Search], &["ctrl-p"], texts::PREVIOUS_HIT, 16),
    bind(C::OlderWords, "older-search", &[Search], &["up"], texts::OLDER_WORDS, 17),
    bind(C::NewerWords, "newer-search", &[Search], &["down"], texts::NEWER_WORDS, 0),
    // tables over all reports
    bind(C::Reading, "reading-view", &[Browse, Table], &["1"], texts::VIEW_READING, 0),
    bind(C::Figures, "figures-table", &[Browse, Table], &["2"], texts::VIEW_FIGURES, 55),
    bind(C::Shortcomings, "shortcomings-table", &[Browse, Table], &["3"], texts::VIEW_SHORTCOMINGS, 56),
    bind(C::Checks, "checks-table", &[Browse, Table], &["4"], texts::VIEW_CHECKS, 57),
    bind(C::Unread, "problems-table", &[Browse, Table], &["5"], texts::VIEW_PROBLEMS, 0),
    bind(C::Hits, "hits-table", &[Browse, Table], &["6"], texts::VIEW_HITS, 0),
    bind(C::Notes, "notes-table", &[Browse, Table], &["7"], texts::VIEW_NOTES, 0),
    bind(C::LastTable, "last-table", &[Tree, Reader], &["backspace"], texts::LAST_TABLE, 0),
    bind(C::ToSentence, "to-sentence", &[Table], &["enter", "l", "right"], texts::JUMP, 10),
    bind(C::FilterTable, "filter-table", &[Table], &["/", "f"], texts::FILTER_TABLE, 20),
    bind(C::ClearFilter, "clear-filter", &[Table], &["esc"], texts::CLEAR_FILTER, 0),
    bind(C::Sort, "sort", &[Table], &["s"], texts::SORT, 30),
    bind(C::Reverse, "reverse", &[Table], &["r"], texts::REVERSE, 31),
    bind(C::Export, "export", &[Table], &["e"], texts::EXPORT, 40),
    bind(C::Export, "export", &[Browse], &["e"], texts::EXPORT, 0),
    bind(C::AcceptPrompt, "accept", &[Prompt], &["enter"], texts::CONFIRM, 10),
    bind(C::CancelPrompt, "cancel", &[Prompt], &["esc", "ctrl-c"], texts::GIVE_UP, 11),
    bind(C::Down, "down", &[Prompt], &["down", "ctrl-n"], texts::DOWN, 0),
    bind(C::Up, "up", &[Prompt], &["up", "ctrl-p"], texts::UP, 0),
    // the panes
    bind(C::Read, "read", &[Tree], &["enter"], texts::READ, 10),
    bind(C::Fold, "fold", &[Tree], &["h", "left"], texts::FOLD, 0),
    bind(C::Unfold, "unfold", &[Tree], &["l", "right"], texts::UNFOLD, 0),
    bind(C::ToggleFold, "toggle-fold", &[Browse], &["o", "za"], texts::TOGGLE_FOLD, 20),
    bind(C::FoldAll, "fold-all", &[Browse], &["zM"], texts::FOLD_ALL, 0),
    bind(C::UnfoldAll, "unfold-all", &[Browse], &["zR"], texts::UNFOLD_ALL, 0),
    bind(C::NextSibling, "next-sibling", &[Tree], &["J"], texts::NEXT_SIBLING, 0),
    bind(C::PreviousSibling, "previous-sibling", &[Tree], &["K"], texts::PREVIOUS_SIBLING, 0),
    bind(C::FirstSibling, "first-sibling", &[Tree], &["^"], texts::FIRST_SIBLING, 0),
    bind(C::LastSibling, "last-sibling", &[Tree], &["$"], texts::LAST_SIBLING, 0),
    bind(C::Parent, "parent", &[Tree], &["p"], texts::PARENT, 0),
    bind(C::FoldSiblings, "fold-siblings", &[Tree], &["zm"], texts::FOLD_SIBLINGS, 0),
    bind(C::UnfoldSiblings, "unfold-siblings", &[Tree], &["zr"], texts::UNFOLD_SIBLINGS, 0),
    bind(C::JumpInTree, "jump-in-tree", &[Tree], &["'"], texts::JUMP_IN_TREE, 54),
    bind(C::ToTree, "to-tree", &[Reader], &["h", "left"], texts::TO_TREE, 0),
    bind(C::ToDetail, "to-details", &[Reader], &["enter", "l", "right"], texts::TO_DETAIL, 10),
    bind(C::Jump, "jump", &[Detail], &["enter", "l", "right"], texts::JUMP, 10),
    bind(C::ToReader, "to-text", &[Detail], &["h", "left", "backspace"], texts::TO_READER, 0),
    bind(C::Filter, "filter", &[Browse], &["f"], texts::FILTER, 50),
    bind(C::Whole, "whole", &[Browse], &["w"], texts::WHOLE, 51),
    bind(C::Zoom, "zoom", &[Browse], &["Z"], texts::ZOOM, 70),
    bind(C::Wider, "wider", &[Browse], &[">"], texts::WIDER, 0),
    bind(C::Narrower, "narrower", &[Browse], &["<"], texts::NARROWER, 0),
    bind(C::Taller, "taller", &[Browse], &["+"], texts::TALLER, 0),
    bind(C::Lower, "lower", &[Browse], &["-"], texts::LOWER, 0),
    bind(C::EvenPanes, "even-panes", &[Browse], &["="], texts::EVEN_PANES, 0),
    bind(C::Dismiss, "dismiss", &[Browse], &["esc"], texts::DISMISS, 0),
    // using what is found
    bind(C::Yank, "copy-finding", &[Browse, Table], &["yy"], texts::YANK, 58),
    bind(C::YankSentence, "copy-sentence", &[Browse, Table], &["ys"], texts::YANK_SENTENCE, 0),
    bind(C::YankSection, "copy-section", &[Browse, Table], &["yp"], texts::YANK_SECTION, 0),
    bind(C::Edit, "edit", &[Browse, Table], &["E"], texts::EDIT, 0),
    // notes
    bind(C::Bookmark, "bookmark", &[Browse, Table], &["m"], texts::BOOKMARK, 44),
    bind(C::Annotate, "note", &[Browse, Table], &["a"], texts::ANNOTATE, 45),
    bind(C::DeleteNote, "delete-note", &[Browse, Table], &["x", "del"], texts::DELETE_NOTE, 0),
    bind(C::UndoNote, "undo-note", &[Browse, Table], &["u"], texts::UNDO_NOTE, 0),
    bind(C::Cite, "cite", &[Browse, Table], &["c"], texts::CITE, 46),
    // the program
    bind(C::Palette, "commands", &[Browse, Table], &[":"], texts::PALETTE, 3),
    bind(C::Titles, "titles", &[Browse, Table], &["ctrl-p"], texts::TITLES, 52),
    bind(C::Help, "help", &[Browse, Table], &["?", "f1"], texts::HELP, 2),
    bind(C::Problems, "problems", &[Browse], &["!"], texts::PROBLEMS, 0),
    bind(C::Theme, "theme", &[Browse, Table], &["T"], texts::THEME, 0),
    bind(C::Redraw, "redraw", &[Browse, Table, Popup], &["ctrl-l"], texts::REDRAW, 0),
    bind(C::Suspend, "suspend", &[Browse, Table, Popup, Search], &["ctrl-z"], texts::SUSPEND, 0),
    bind(C::FindRow, "find-in-popup", &[Popup], &["/"], texts::FIND_ROW, 11),
    bind(C::Close, "close", &[Popup], &["esc", "q", "?", "!", "enter"], texts::CLOSE, 10),
    bind(C::Quit, "quit", &[Browse, Table], &["q", "ctrl-c"], texts::QUIT, 80),
    bind(C::Quit, "quit", &[Popup], &["ctrl-c"], texts::QUIT, 0),
];

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
}

impl Default for Keymap {
    fn default() -> Self {
        let row =
            |context, keys: &&str, binding| Row { context, keys: Key::sequence(keys), binding };
        let rows = BINDINGS.iter().flat_map(|binding| {
            let keys =
                move |&context| binding.keys.iter().map(move |keys| row(context, keys, binding));
            binding.contexts.iter().flat_map(keys)
        });
        Self { rows: rows.collect() }
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

    /// What may follow the keys already `pressed`: the rest of the keys as shown, and the binding.
    pub fn continuations(
        &self,
        contexts: &[Context],
        pressed: &[Key],
    ) -> Vec<(String, &'static Binding)> {
        let rows = contexts.iter().flat_map(|&context| self.in_context(context));
        let rest = |row: &Row| {
            let rest = row.keys.strip_prefix(pressed).filter(|rest| !rest.is_empty())?;
            Some((shown_sequence(rest), row.binding))
        };
        rows.filter_map(rest).collect()
    }

    /// The keys of a command where `contexts` are active, as shown, the first one first.
    pub fn shown(&self, command: Command, contexts: &[Context]) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for row in contexts.iter().flat_map(|&context| self.in_context(context)) {
            let keys = shown_sequence(&row.keys);
            if row.binding.command == command && !all.contains(&keys) {
                all.push(keys);
            }
        }
        all
    }

    /// The key and the name of each command for the hint bar where `contexts` are active, the most
    /// useful first; what has no key is left out.
    pub fn hints(&self, contexts: &[Context]) -> Vec<(String, Message)> {
        let mut found: Vec<&Binding> = BINDINGS
            .iter()
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
        for binding in BINDINGS {
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
        for a in BINDINGS {
            for b in BINDINGS {
                assert_eq!(a.name == b.name, a.command == b.command, "{} {}", a.name, b.name);
            }
        }
    }
}
