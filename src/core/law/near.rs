//! Which rules somebody may have meant who typed a name that is none.

use super::{Rule, RuleId};
use crate::text::edits;

/// How many names are suggested at most.
const MOST: usize = 3;

/// Gives the rules whose name, or Dutch or English title, is near to what was typed; the nearest first.
pub(super) fn names<'a>(typed: &str, rules: impl Iterator<Item = &'a Rule>) -> Vec<RuleId> {
    let typed = plain(typed);
    let mut near: Vec<((usize, usize), &RuleId)> = rules
        .filter_map(|rule| Some(((distance_to(&typed, rule)?, rule.name.nl.chars().count()), &rule.id)))
        .collect();
    // Of rules that are as near, the one with the shortest title is the plainest.
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().take(MOST).map(|(_, id)| id.clone()).collect()
}

/// Writes the question that suggests them, with a space before it; nothing when there are none.
pub(super) fn sentence(near: &[RuleId], (ask, or): (&str, &str)) -> String {
    let quoted: Vec<String> = near.iter().map(|id| format!("`{id}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => format!(" {ask} {only}?"),
        Some((last, before)) => format!(" {ask} {} {or} {last}?", before.join(", ")),
    }
}

fn distance_to(typed: &str, rule: &Rule) -> Option<usize> {
    let id = rule.id.as_str();
    let edits = edits(typed, id);
    let allowed = (typed.chars().count() / 3).max(1);
    let titled = |title: &str| typed.len() > 2 && plain(title).contains(typed);
    if edits <= allowed {
        return Some(edits);
    }
    let part = typed.len() > 2 && (id.contains(typed) || (id.len() > 2 && typed.starts_with(id)));
    (part || titled(&rule.name.nl) || titled(&rule.name.en)).then_some(allowed + 1)
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '-'], "_")
}
