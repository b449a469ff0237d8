//! Which of the mandatory parts a heading opens.

use crate::lexicon::outline::{RoleCue, Tables};
use crate::report::Role;

/// The roles that a heading's words speak for, in order, each once. `next` is the year after the
/// one reported on: what is headed with it is planned.
pub(super) fn roles(title: &str, next: Option<u16>, tables: &Tables) -> Vec<Role> {
    let mut found: Vec<Role> = Vec::new();
    let mut blocked_from = None;
    let mut cues = tables.roles.iter(title).peekable();
    while let Some((start, end, cue)) = cues.next() {
        let role = match cue {
            RoleCue::Blocker => {
                blocked_from = Some(end);
                continue;
            }
            RoleCue::Last(role) if ends_part(title, end) => role,
            RoleCue::Last(_) => continue,
            RoleCue::Role(role) => role,
        };
        if role == Role::Shortcomings {
            // 解决存在的问题, 突出问题整治: the word is the object of work.
            let before = blocked_from.is_some_and(|from| same_part(title, from, start));
            let after = cues.peek().is_some_and(|&(next, _, cue)| {
                cue == RoleCue::Blocker && same_part(title, end, next)
            });
            if before || after {
                continue;
            }
        }
        if !found.contains(&role) {
            found.push(role);
        }
    }
    let planned = next.is_some_and(|year| super::year::names(title, year));
    if planned && !found.contains(&Role::Plan) {
        // 2024年工作措施: the year outweighs words that are used for both.
        found.retain(|role| *role != Role::Achievements);
        found.push(Role::Plan);
    }
    found
}

const JOINTS: [char; 9] = ['和', '及', '与', '、', '，', ',', '（', '(', '；'];

fn ends_part(title: &str, end: usize) -> bool {
    title.get(end..).is_some_and(|rest| {
        rest.is_empty()
            || rest.starts_with(JOINTS)
            || rest.starts_with("以及")
            || rest.starts_with("情况")
    })
}

fn same_part(title: &str, from: usize, to: usize) -> bool {
    title.get(from..to).is_some_and(|between| !between.contains(JOINTS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn headings_and_their_roles() {
        use Role::{Achievements as A, Duty as D, Other as O, Plan as P, Shortcomings as S};
        let lexicon = Lexicon::builtin().unwrap();
        for (title, wanted) in [
            ("2023年度法治政府建设主要举措和成效", vec![A]),
            ("存在的主要问题", vec![S]),
            ("存在的不足和原因", vec![S]),
            ("法治政府建设中的困难和问题", vec![S]),
            ("存在的不足和下一步工作打算", vec![S, P]),
            ("问题与建议", vec![S, P]),
            ("工作开展情况及存在问题", vec![A, S]),
            ("2024年工作安排", vec![P]),
            ("2024年重点工作", vec![P]),
            ("党政主要负责人履行推进法治建设第一责任人职责情况", vec![D]),
            ("其他需要报告的事项", vec![O]),
            ("着力解决存在的突出问题", vec![]),
            ("突出问题专项整治有力有效", vec![]),
            ("坚持问题导向", vec![]),
            ("代表建议高质量办理", vec![]),
            ("依法行政制度体系不断健全", vec![]),
        ] {
            assert_eq!(roles(title, Some(2024), &lexicon.outline), wanted, "{title}");
        }
    }
}
