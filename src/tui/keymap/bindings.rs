//! The table of keys.

use super::Command;
use super::Command as C;
use super::Context;
use super::Context::{Browse, Detail, Popup, Prompt, Reader, Search, Table, Tree};
use crate::locale::{Message, tui as texts};

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

/// Keys that belong together.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    /// Its heading, for those of its keys that work in any pane.
    pub label: Message,
    /// Its rows.
    pub bindings: &'static [Binding],
}

const fn group(label: Message, bindings: &'static [Binding]) -> Group {
    Group { label, bindings }
}

/// All rows of the keymap.
pub fn bindings() -> impl Iterator<Item = &'static Binding> + Clone {
    GROUPS.iter().flat_map(|group| group.bindings)
}

/// The keymap.
#[rustfmt::skip]
pub const GROUPS: &[Group] = &[
    group(texts::GROUP_MOVING, &[
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
        bind(C::NextPane, "next-pane", &[Browse], &["tab"], texts::NEXT_PANE, 33),
        bind(C::PreviousPane, "previous-pane", &[Browse], &["shift-tab"], texts::PREVIOUS_PANE, 0),
        bind(C::Count, "count", &[Browse, Table], &["0"], texts::COUNT, 0),
    ]),
    group(texts::GROUP_FINDINGS, &[
        bind(C::NextFigure, "next-figure", &[Browse], &["]f"], texts::NEXT_FIGURE, 30),
        bind(C::PreviousFigure, "previous-figure", &[Browse], &["[f"], texts::PREVIOUS_FIGURE, 0),
        bind(C::NextShortcoming, "next-shortcoming", &[Browse], &["]s"], texts::NEXT_SHORTCOMING, 32),
        bind(C::PreviousShortcoming, "previous-shortcoming", &[Browse], &["[s"], texts::PREVIOUS_SHORTCOMING, 0),
        bind(C::NextCheck, "next-check", &[Browse], &["]a"], texts::NEXT_CHECK, 43),
        bind(C::PreviousCheck, "previous-check", &[Browse], &["[a"], texts::PREVIOUS_CHECK, 0),
        bind(C::NextFault, "next-fault", &[Browse], &["]x"], texts::NEXT_FAULT, 44),
        bind(C::PreviousFault, "previous-fault", &[Browse], &["[x"], texts::PREVIOUS_FAULT, 0),
        bind(C::NextNote, "next-note", &[Browse], &["]n"], texts::NEXT_NOTE, 0),
        bind(C::PreviousNote, "previous-note", &[Browse], &["[n"], texts::PREVIOUS_NOTE, 0),
        bind(C::NextSection, "next-section", &[Browse], &["]]"], texts::NEXT_SECTION, 0),
        bind(C::PreviousSection, "previous-section", &[Browse], &["[["], texts::PREVIOUS_SECTION, 0),
        bind(C::NextReport, "next-report", &[Browse], &["]r"], texts::NEXT_REPORT, 0),
        bind(C::PreviousReport, "previous-report", &[Browse], &["[r"], texts::PREVIOUS_REPORT, 0),
        bind(C::Back, "back", &[Browse], &["ctrl-o", "H"], texts::BACK, 0),
        bind(C::Forward, "forward", &[Browse], &["L"], texts::FORWARD, 0),
    ]),
    group(texts::GROUP_SEARCHING, &[
        bind(C::Search, "search", &[Browse], &["/"], texts::SEARCH, 12),
        bind(C::Ranked, "search-ranked", &[Browse], &["s"], texts::RANKED, 40),
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
    ]),
    group(texts::GROUP_VIEWS, &[
        bind(C::Reading, "reading-view", &[Browse], &["1"], texts::VIEW_READING, 0),
        bind(C::Figures, "figures-table", &[Browse, Table], &["2"], texts::VIEW_FIGURES, 21),
        bind(C::Shortcomings, "shortcomings-table", &[Browse, Table], &["3"], texts::VIEW_SHORTCOMINGS, 22),
        bind(C::Checks, "checks-table", &[Browse, Table], &["4"], texts::VIEW_CHECKS, 46),
        bind(C::Unread, "problems-table", &[Browse, Table], &["5"], texts::VIEW_PROBLEMS, 0),
        bind(C::Hits, "hits-table", &[Browse, Table], &["6"], texts::VIEW_HITS, 0),
        bind(C::Notes, "notes-table", &[Browse, Table], &["7"], texts::VIEW_NOTES, 47),
        bind(C::ToSentence, "to-sentence", &[Table], &["enter", "l", "right"], texts::JUMP, 10),
        bind(C::FilterTable, "filter-table", &[Table], &["/", "f"], texts::FILTER_TABLE, 12),
        bind(C::Reading, "reading-view", &[Table], &["1"], texts::VIEW_READING, 13),
        bind(C::ClearFilter, "clear-filter", &[Table], &["esc"], texts::CLEAR_FILTER, 0),
        bind(C::Sort, "sort", &[Table], &["s"], texts::SORT, 14),
        bind(C::Reverse, "reverse", &[Table], &["r"], texts::REVERSE, 50),
        bind(C::Export, "export", &[Table], &["e"], texts::EXPORT, 15),
        bind(C::AcceptPrompt, "accept", &[Prompt], &["enter"], texts::CONFIRM, 10),
        bind(C::CancelPrompt, "cancel", &[Prompt], &["esc", "ctrl-c"], texts::GIVE_UP, 11),
        bind(C::Down, "down", &[Prompt], &["down", "ctrl-n"], texts::DOWN, 0),
        bind(C::Up, "up", &[Prompt], &["up", "ctrl-p"], texts::UP, 0),
    ]),
    group(texts::GROUP_PANES, &[
        bind(C::Read, "read", &[Tree], &["enter"], texts::READ, 10),
        bind(C::Fold, "fold", &[Tree], &["h", "left"], texts::FOLD, 0),
        bind(C::Unfold, "unfold", &[Tree], &["l", "right"], texts::UNFOLD, 0),
        bind(C::ToggleFold, "toggle-fold", &[Browse], &["o", "za"], texts::TOGGLE_FOLD, 45),
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
        bind(C::LastTable, "last-table", &[Tree, Reader], &["backspace"], texts::LAST_TABLE, 0),
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
    ]),
    group(texts::GROUP_USING, &[
        bind(C::Yank, "copy-finding", &[Browse, Table], &["yy"], texts::YANK, 58),
        bind(C::YankSentence, "copy-sentence", &[Browse, Table], &["ys"], texts::YANK_SENTENCE, 0),
        bind(C::YankSection, "copy-section", &[Browse, Table], &["yp"], texts::YANK_SECTION, 0),
        bind(C::Export, "export", &[Browse], &["e"], texts::EXPORT, 0),
        bind(C::Edit, "edit", &[Browse, Table], &["E"], texts::EDIT, 0),
    ]),
    group(texts::GROUP_NOTES, &[
        bind(C::Bookmark, "bookmark", &[Browse], &["m"], texts::BOOKMARK, 31),
        bind(C::Bookmark, "bookmark", &[Table], &["m"], texts::BOOKMARK, 16),
        bind(C::Annotate, "note", &[Browse], &["a"], texts::ANNOTATE, 41),
        bind(C::Annotate, "note", &[Table], &["a"], texts::ANNOTATE, 18),
        bind(C::DeleteNote, "delete-note", &[Browse, Table], &["x", "del"], texts::DELETE_NOTE, 0),
        bind(C::UndoNote, "undo-note", &[Browse, Table], &["u"], texts::UNDO_NOTE, 0),
        bind(C::Cite, "cite", &[Browse], &["c"], texts::CITE, 42),
        bind(C::Cite, "cite", &[Table], &["c"], texts::CITE, 17),
    ]),
    group(texts::GROUP_PROGRAM, &[
        bind(C::Palette, "commands", &[Browse, Table], &[":"], texts::PALETTE, 3),
        bind(C::Titles, "titles", &[Browse, Table], &["ctrl-p"], texts::TITLES, 48),
        bind(C::Help, "help", &[Browse, Table], &["?", "f1"], texts::HELP, 2),
        bind(C::Problems, "problems", &[Browse, Table], &["!"], texts::PROBLEMS, 0),
        bind(C::Theme, "theme", &[Browse, Table], &["T"], texts::THEME, 60),
        bind(C::Reload, "reload", &[Browse, Table], &["R"], texts::RELOAD, 71),
        bind(C::Redraw, "redraw", &[Browse, Table, Popup], &["ctrl-l"], texts::REDRAW, 0),
        bind(C::Suspend, "suspend", &[Browse, Table, Popup, Search], &["ctrl-z"], texts::SUSPEND, 0),
        bind(C::FindRow, "find-in-popup", &[Popup], &["/"], texts::FIND_ROW, 11),
        bind(C::Close, "close", &[Popup], &["esc", "q", "?", "!", "enter"], texts::CLOSE, 10),
        bind(C::Quit, "quit", &[Browse, Table], &["q"], texts::QUIT, 80),
        bind(C::Interrupt, "stop", &[Browse, Table, Popup], &["ctrl-c"], texts::INTERRUPT, 0),
    ]),
];
