//! A user's keys in the place of the table's.

use super::keymap::{Binding, Context, Keymap, Row, bindings};
use super::keys::{Key, shown_sequence};
use crate::config::{KeyLine, KeyRow, Place, Problem, Reason, nearest};
use crate::locale::Lang;

/// The keys of one command in one context.
#[derive(Debug, Clone)]
struct Group {
    context: Context,
    binding: &'static Binding,
    keys: Vec<Vec<Key>>,
    /// Where a user says so.
    place: Option<Place>,
}

impl Group {
    fn usual(context: Context, binding: &'static Binding) -> Self {
        let keys = if binding.contexts.contains(&context) { binding.keys } else { &[] };
        let keys = keys.iter().map(|keys| Key::sequence(keys)).collect();
        Self { context, binding, keys, place: None }
    }
}

impl Keymap {
    /// The table's keys with a user's in the place of those of the same command, and what is wrong
    /// with these. Keys that mean another command in the same place are not taken: the command keeps
    /// those of the table.
    pub fn configured(rows: &[KeyRow]) -> (Self, Vec<Problem>) {
        let mut groups: Vec<Group> = bindings()
            .flat_map(|b| b.contexts.iter().map(move |&context| Group::usual(context, b)))
            .collect();
        let mut problems = Vec::new();
        // What is said of one context wins over what is said of all.
        let (everywhere, here): (Vec<_>, Vec<_>) =
            rows.iter().partition(|row| row.context.is_none());
        for row in everywhere.into_iter().chain(here) {
            problems.extend(apply(&mut groups, row));
        }
        while let Some((at, problem)) = conflict(&groups) {
            let Some(group) = groups.get_mut(at) else { break };
            *group = Group::usual(group.context, group.binding);
            let told = problems.iter().any(|known: &Problem| same(known, &problem));
            problems.extend((!told).then_some(problem));
        }
        problems.sort_by_key(|problem| problem.place);
        let rows = groups.into_iter().flat_map(|group| {
            let Group { context, binding, keys, .. } = group;
            keys.into_iter().map(move |keys| Row { context, keys, binding })
        });
        (Self { rows: rows.collect(), ascii: false }, problems)
    }

    /// All commands with their keys, as the configuration writes them.
    pub fn lines(&self, lang: Lang) -> Vec<KeyLine> {
        let usual = Self::default();
        let keys = |map: &Self, context, binding: &Binding| -> Vec<String> {
            map.rows
                .iter()
                .filter(|row| row.context == context && row.binding.command == binding.command)
                .map(|row| written(&row.keys))
                .collect()
        };
        let mut lines: Vec<KeyLine> = Vec::new();
        for context in Context::ALL {
            for binding in bindings() {
                let own = keys(self, context, binding);
                let known =
                    |line: &KeyLine| (line.context, line.command) == (context.name(), binding.name);
                let here = binding.contexts.contains(&context) || !own.is_empty();
                if here && !lines.iter().any(known) {
                    lines.push(KeyLine {
                        context: context.name(),
                        command: binding.name,
                        changed: own != keys(&usual, context, binding),
                        keys: own,
                        about: binding.label.text(lang),
                    });
                }
            }
        }
        lines
    }
}

/// Keys as [`Key::sequence_of`] reads them.
fn written(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(Key::to_string).collect();
    let typed = names.iter().all(|name| name.chars().count() == 1);
    names.join(if typed { "" } else { " " })
}

/// Whether two problems are one to a reader: the same key, taken by the same command.
fn same(a: &Problem, b: &Problem) -> bool {
    let other = |problem: &Problem| match &problem.reason {
        Reason::Taken { other, .. } | Reason::Hides { other, .. } => Some(other.clone()),
        _ => None,
    };
    a.place == b.place && other(a) == other(b)
}

/// Puts a user's keys in the place of the table's; answers what is wrong with them.
fn apply(groups: &mut Vec<Group>, row: &KeyRow) -> Vec<Problem> {
    let table = row.context.as_ref().map_or("keys".to_owned(), |(name, _)| format!("keys.{name}"));
    let path = format!("{table}.{}", row.command);
    let named: Vec<&'static Binding> =
        bindings().filter(|binding| binding.name == row.command).collect();
    let context = row.context.as_ref().map(|(name, place)| {
        (Context::ALL.into_iter().find(|context| context.name() == name), name, *place)
    });
    if let Some((None, name, place)) = context {
        let near = nearest(name, Context::ALL.into_iter().map(Context::name));
        return vec![Problem::new(place, table, Reason::UnknownContext(near))];
    }
    if named.is_empty() {
        let near = nearest(&row.command, bindings().map(|binding| binding.name));
        return vec![Problem::new(row.place, path, Reason::UnknownCommand(near))];
    }
    let wanted = context.and_then(|(context, ..)| context);
    let targets: Vec<(Context, &'static Binding)> = match wanted {
        None => named.iter().flat_map(|b| b.contexts.iter().map(move |&c| (c, *b))).collect(),
        Some(context) => {
            let works = |b: &&&Binding| {
                let inside = context.outer().is_some_and(|outer| b.contexts.contains(&outer));
                b.contexts.contains(&context) || inside
            };
            named.iter().find(works).map(|b| (context, *b)).into_iter().collect()
        }
    };
    if targets.is_empty() {
        let mut places: Vec<String> = Vec::new();
        for context in named.iter().flat_map(|b| b.contexts) {
            places.push(context.name().to_owned());
        }
        return vec![Problem::new(row.place, path, Reason::NotThere(places))];
    }
    let mut problems = Vec::new();
    let mut keys: Vec<Vec<Key>> = Vec::new();
    for (text, place) in &row.keys {
        let typed = |keys: &Vec<Key>| keys.first().is_some_and(|key| key.is_typed());
        match Key::sequence_of(text) {
            None => problems.push(Problem::new(*place, &*path, Reason::NoKey(text.clone()))),
            Some(sequence) if wanted.is_some_and(Context::types) && typed(&sequence) => {
                problems.push(Problem::new(*place, &*path, Reason::Typed(text.clone())));
            }
            Some(sequence) => keys.push(sequence),
        }
    }
    if keys.is_empty() && !row.keys.is_empty() {
        return problems;
    }
    for (context, binding) in targets {
        let typed = |keys: &Vec<Key>| keys.first().is_some_and(|key| key.is_typed());
        if context.types() && keys.iter().any(typed) {
            continue;
        }
        let place = row.keys.first().map_or(row.place, |(_, place)| *place);
        let group = Group { context, binding, keys: keys.clone(), place: Some(place) };
        let known = |g: &&mut Group| g.context == context && g.binding.command == binding.command;
        match groups.iter_mut().find(known) {
            Some(known) => *known = group,
            None => groups.push(group),
        }
    }
    problems
}

/// A user's keys that cannot all be pressed, and why.
fn conflict(groups: &[Group]) -> Option<(usize, Problem)> {
    for (at, group) in groups.iter().enumerate() {
        let Some(place) = group.place else { continue };
        // Of two of the user's the later one gives way.
        let others = groups.iter().enumerate().filter(|(other, known)| {
            *other != at && known.place.is_none_or(|known| (known, *other) < (place, at))
        });
        for (_, other) in others {
            let same = group.context == other.context;
            let beside = group.context.outer() == Some(other.context)
                || other.context.outer() == Some(group.context);
            if (!same && !beside) || group.binding.command == other.binding.command {
                continue;
            }
            for keys in &group.keys {
                for theirs in &other.keys {
                    let begins = keys.starts_with(theirs) || theirs.starts_with(keys);
                    // In a pane its own key counts before that of all panes.
                    if !begins || (beside && keys == theirs) {
                        continue;
                    }
                    let shown = shown_sequence(keys);
                    let name = other.binding.name.to_owned();
                    let context = other.context.name().to_owned();
                    let reason = if keys == theirs {
                        Reason::Taken { keys: shown, other: name, context }
                    } else {
                        let others = shown_sequence(theirs);
                        Reason::Hides { keys: shown, others, other: name, context }
                    };
                    let path = format!("keys.{}.{}", group.context.name(), group.binding.name);
                    return Some((at, Problem::new(place, path, reason)));
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::keymap::{Command, Outcome};
    use super::*;
    use crate::config::Config;
    use crate::locale::config::problem;

    fn configured(text: &str) -> (Keymap, Vec<String>) {
        let config = Config::parse(text);
        assert_eq!(config.problems, []);
        let (keymap, problems) = Keymap::configured(&config.keys);
        (keymap, problems.iter().map(|p| problem(p, Lang::En)).collect())
    }

    fn run(keymap: &Keymap, contexts: &[Context], keys: &str) -> Outcome {
        keymap.look_up(contexts, &Key::sequence_of(keys).unwrap())
    }

    const READER: &[Context] = &[Context::Reader, Context::Browse];
    const TREE: &[Context] = &[Context::Tree, Context::Browse];

    #[test]
    fn without_a_configuration_all_is_as_in_the_table() {
        let (keymap, problems) = Keymap::configured(&[]);
        assert_eq!(problems, []);
        let keys = |map: &Keymap| -> Vec<_> {
            map.rows.iter().map(|r| (r.context, r.keys.clone(), r.binding.name)).collect()
        };
        assert_eq!(keys(&keymap), keys(&Keymap::default()));
        assert!(keymap.lines(Lang::Zh).iter().all(|line| !line.changed));
    }

    #[test]
    fn keys_are_changed_everywhere_or_in_one_place() {
        let (keymap, problems) = configured(
            "[keys]\nquit = \"Q\"\n[keys.text]\nnext-figure = [\"f5\", \"ctrl-x f\"]\npage-down = \"f6\"\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        for contexts in [READER, &[Context::Table]] {
            assert_eq!(run(&keymap, contexts, "Q"), Outcome::Run(Command::Quit));
        }
        assert_eq!(run(&keymap, READER, "q"), Outcome::Unbound);
        assert_eq!(run(&keymap, READER, "f5"), Outcome::Run(Command::NextFigure));
        assert_eq!(run(&keymap, READER, "]f"), Outcome::Run(Command::NextFigure));
        assert_eq!(run(&keymap, TREE, "f5"), Outcome::Unbound);
    }

    #[test]
    fn a_command_can_lose_its_key_and_two_can_swap_theirs() {
        let (keymap, problems) =
            configured("[keys]\ntheme = \"none\"\n[keys.panes]\ndown = \"k\"\nup = [\"j\"]\n");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(run(&keymap, READER, "T"), Outcome::Unbound);
        assert_eq!(run(&keymap, READER, "k"), Outcome::Run(Command::Down));
        assert_eq!(run(&keymap, READER, "j"), Outcome::Run(Command::Up));
        assert_eq!(run(&keymap, &[Context::Table], "j"), Outcome::Run(Command::Down));
        assert_eq!(keymap.shown(Command::Theme, READER), Vec::<String>::new());
    }

    #[test]
    fn keys_in_conflict_are_told_and_the_default_stays() {
        let (keymap, problems) =
            configured("[keys.panes]\nzoom = \"j\"\nwhole = \"g\"\n[keys.tables]\nsort = \"gg\"\n");
        assert_eq!(
            problems,
            [
                "line 2, column 8: keys.panes.zoom: j is the key of down in panes; left as it was",
                "line 3, column 9: keys.panes.whole: g and gg, the key of top in panes, begin alike; left as it was",
                "line 5, column 8: keys.tables.sort: gg is the key of top in tables; left as it was",
            ]
        );
        assert_eq!(run(&keymap, READER, "j"), Outcome::Run(Command::Down));
        assert_eq!(run(&keymap, READER, "Z"), Outcome::Run(Command::Zoom));
        assert_eq!(run(&keymap, READER, "gg"), Outcome::Run(Command::Top));
    }

    #[test]
    fn of_two_of_the_users_the_later_gives_way() {
        let (keymap, problems) = configured("[keys.panes]\nzoom = \"X\"\nwhole = \"X\"\n");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("line 3"), "{problems:?}");
        assert_eq!(run(&keymap, READER, "X"), Outcome::Run(Command::Zoom));
        assert_eq!(run(&keymap, READER, "w"), Outcome::Run(Command::Whole));
    }

    #[test]
    fn what_is_no_command_key_or_place_is_told() {
        let (_, problems) = configured(
            "[keys.tree]\nnext-figur = \"x\"\nsort = \"x\"\nzoom = \"escape\"\n[keys.tabels]\nsort = \"x\"\n[keys.prompt]\naccept = \"x\"\n",
        );
        assert_eq!(
            problems,
            [
                "line 2, column 1: keys.tree.next-figur: no such command; is next-figure meant?",
                "line 3, column 1: keys.tree.sort: the command does not work there but in tables",
                "line 4, column 8: keys.tree.zoom: no key “escape”",
                "line 5, column 7: keys.tabels: no such group of keys; is tables meant?",
                "line 8, column 10: keys.prompt.accept: text is typed there: “x” can be no key",
            ]
        );
    }

    #[test]
    fn the_lines_of_the_keymap_read_back_as_the_same_keys() {
        let (keymap, _) = configured("[keys.text]\nnext-figure = [\"f5\", \"ctrl-x f\"]\n");
        let mut text = String::new();
        for line in keymap.lines(Lang::Zh) {
            text.push_str(&format!(
                "[keys.{}]\n{} = {:?}\n",
                line.context, line.command, line.keys
            ));
        }
        let mut table = String::new();
        let mut parts: Vec<&str> = text.split_inclusive('\n').collect();
        let mut seen = "";
        // A table stands once: what follows in the same one goes without its heading.
        parts.retain(|part| {
            let again = part.starts_with('[') && *part == seen;
            if part.starts_with('[') {
                seen = part;
            }
            !again
        });
        table.extend(parts);
        let (again, problems) = configured(&table);
        assert_eq!(problems, Vec::<String>::new());
        let changed = |map: &Keymap| -> Vec<String> {
            map.lines(Lang::Zh).into_iter().map(|l| format!("{l:?}")).collect()
        };
        assert_eq!(changed(&again), changed(&keymap));
    }
}
