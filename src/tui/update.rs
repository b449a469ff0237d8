//! What each command does.

use super::app::{App, Popup, Request};
use super::keymap::Command;
use super::layout::Pane;
use super::list::Motion;
use super::prompt::Purpose;
use super::sheet::Kind;
use super::tree::Tree;

impl App {
    /// Carries out a command.
    pub fn update(&mut self, command: Command) {
        match command {
            Command::Quit => self.request = Some(Request::Quit),
            Command::Interrupt => self.interrupt(),
            Command::Reload => self.read_again(),
            Command::Redraw => self.request = Some(Request::Redraw),
            Command::Suspend => self.request = Some(Request::Suspend),
            Command::Help => self.open_popup(Popup::Help),
            Command::Problems => self.open_popup(Popup::Problems),
            Command::FindRow => self.start_popup_search(),
            Command::Close => self.popup = None,
            Command::Theme => self.wear(self.theme.name.next()),
            Command::NextPane => self.focus = self.focus.next(),
            Command::PreviousPane => self.focus = self.focus.next().next(),
            Command::ToTree => self.focus = Pane::Tree,
            Command::ToReader => self.focus = Pane::Reader,
            Command::ToDetail => self.enter_detail(),
            Command::Zoom => self.zoom = !self.zoom,
            Command::Whole => self.toggle_confined(),
            Command::Dismiss => {
                self.zoom = false;
                self.find.shown = false;
                self.reader.current = None;
            }
            Command::Down => self.go(Motion::Rows(1)),
            Command::Up => self.go(Motion::Rows(-1)),
            Command::HalfDown => self.go(Motion::Halves(1)),
            Command::HalfUp => self.go(Motion::Halves(-1)),
            Command::PageDown => self.go(Motion::Rows(self.page_rows())),
            Command::PageUp => self.go(Motion::Rows(-self.page_rows())),
            Command::Top => self.go(Motion::Top),
            Command::Bottom => self.go(Motion::Bottom),
            Command::ScrollDown => self.scroll_reader(1),
            Command::ScrollUp => self.scroll_reader(-1),
            Command::Fold => self.in_tree(Tree::fold),
            Command::Unfold => {
                if !self.tree.unfold(&self.shelf) {
                    self.focus = Pane::Reader;
                }
                self.show_selected();
            }
            Command::ToggleFold => self.in_tree(Tree::toggle),
            Command::FoldAll => self.in_tree(|tree, shelf| tree.set_all(false, shelf)),
            Command::UnfoldAll => self.in_tree(|tree, shelf| tree.set_all(true, shelf)),
            Command::NextSibling => self.in_tree(|tree, _| tree.sibling(true)),
            Command::PreviousSibling => self.in_tree(|tree, _| tree.sibling(false)),
            Command::Parent => self.in_tree(Tree::select_parent),
            Command::FirstSibling => self.in_tree(|tree, _| tree.outer_sibling(false)),
            Command::LastSibling => self.in_tree(|tree, _| tree.outer_sibling(true)),
            Command::FoldSiblings => self.in_tree(|tree, shelf| tree.set_siblings(false, shelf)),
            Command::UnfoldSiblings => self.in_tree(|tree, shelf| tree.set_siblings(true, shelf)),
            Command::JumpInTree => self.start_jump(),
            Command::KeyTerms => self.start_terms(),
            Command::Count => self.count = Some(0),
            Command::Read => {
                self.remember();
                self.focus = Pane::Reader;
            }
            Command::Jump => self.jump_to_sentence(),
            Command::Filter => self.cycle_filter(),
            Command::Search => self.start_search(),
            Command::Ranked => self.start_ranked(),
            Command::Mode => self.cycle_mode(),
            Command::Places => self.cycle_places(),
            Command::Accept => self.accept_search(),
            Command::Cancel => self.cancel_search(),
            Command::Scope => self.cycle_scope(),
            Command::NextHit => self.next_hit(true),
            Command::PreviousHit => self.next_hit(false),
            Command::Back => self.travel(false),
            Command::Forward => self.travel(true),
            Command::NextFigure
            | Command::PreviousFigure
            | Command::NextShortcoming
            | Command::PreviousShortcoming
            | Command::NextCheck
            | Command::PreviousCheck
            | Command::NextFault
            | Command::PreviousFault => self.step_mark(command),
            Command::Reading => self.close_table(),
            Command::Figures => self.open_table(Kind::Figures),
            Command::Shortcomings => self.open_table(Kind::Shortcomings),
            Command::Checks => self.open_table(Kind::Checks),
            Command::Unread => self.open_table(Kind::Problems),
            Command::Hits => self.open_table(Kind::Hits),
            Command::LastTable => self.open_table(self.table),
            Command::ToSentence => self.leave_to_sentence(),
            Command::Sort => self.cycle_sort(),
            Command::Reverse => self.reverse_table(),
            Command::FilterTable => self.start_filter(),
            Command::ClearFilter => self.clear_filter(),
            Command::Export => self.start_export(),
            Command::Wider
            | Command::Narrower
            | Command::Taller
            | Command::Lower
            | Command::EvenPanes => self.resize_pane(command),
            Command::Palette => self.choose(Purpose::Palette),
            Command::Titles => self.choose(Purpose::Titles),
            Command::Yank | Command::YankSentence | Command::YankSection => self.yank(command),
            Command::Edit => self.edit_file(),
            Command::OlderWords => self.older_words(),
            Command::NewerWords => self.newer_words(),
            Command::Notes => self.open_table(Kind::Notes),
            Command::Bookmark => self.bookmark(),
            Command::Annotate => self.annotate(),
            Command::DeleteNote => self.delete_note(),
            Command::UndoNote => self.undo_note(),
            Command::NextNote => self.step_note(true),
            Command::PreviousNote => self.step_note(false),
            Command::Cite => self.start_cite(),
            Command::AcceptPrompt => self.accept_prompt(),
            Command::CancelPrompt => self.cancel_prompt(),
            Command::NextSection => self.step_section(true),
            Command::PreviousSection => self.step_section(false),
            Command::NextReport => self.step_report(true),
            Command::PreviousReport => self.step_report(false),
        }
    }
}
