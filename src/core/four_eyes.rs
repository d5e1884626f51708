//! Two people end a critical term (vier ogen): the first asks, the second confirms; until then it runs and is counted.
//!
//! Which rules are critical stands in the catalogue. Both acts are entries in the register of the term's end: an end
//! that names nobody who confirmed is a question, and the end that answers it names the entry it confirms and both
//! people. That is judged here, from the set of all entries and not when they are written, so that no order of
//! merging, no other program and no correction gives one person alone the power to end such a term:
//!
//! - A confirmation rests on the question (`sup`): while that is not here, the confirmation waits and does not count.
//! - The entry that confirms must be written by who it says, and not by the one who asked or who entered the start of
//!   the term. Names that look alike are one person: see [`crate::user_name`].
//! - Two ends that contradict each other end nothing. Who decides between them has asked, and another must confirm.
//! - A term was critical when any start that it ever had names a critical rule: correcting the rule opens no back door.
//!   Taking its start back is a question too.
//! - An end that an older program wrote, or one from before the rule became critical, names nobody who confirmed. It
//!   counts as a question: the term is open again until a second person has looked. Showing a term too long is
//!   harmless; losing one is not. Such entries are read as they are and never rewritten.
//! - A law that takes a rule's second person away does so for terms that are started under it. A term from before keeps
//!   its second person, and a question that waits goes on waiting.
//!
//! Letting a term run needs no second person.

use crate::case::{Confirmed, Fact, TermEnd, TermEndKind, TermFile, TermTrigger, Told};
use crate::event::EventId;
use crate::law::Law;
use crate::moment::Moment;
use crate::user_name::{is_same, look_alike};

/// How a term stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It runs.
    Running,
    /// It runs, and somebody asks that it ends; more than one question contradict each other.
    Asked(Vec<Asked>),
    /// It has ended.
    Ended,
}

/// A question that a term ends, which waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The entry.
    pub event: EventId,
    /// Who asks.
    pub by: String,
    /// When that was written.
    pub at: Moment,
    /// The end that is asked for.
    pub end: TermEnd,
}

impl Standing {
    /// Tells whether the term runs, asked or not.
    #[must_use]
    pub const fn runs(&self) -> bool {
        !matches!(self, Standing::Ended)
    }

    /// Gives the one question that waits; nothing when none does, or when several contradict each other.
    #[must_use]
    pub fn question(&self) -> Option<&Asked> {
        match self {
            Standing::Asked(asked) => match asked.as_slice() {
                [one] => Some(one),
                _ => None,
            },
            Standing::Running | Standing::Ended => None,
        }
    }
}

/// Tells whether a rule, as a case names it (`hb`, `tap/op_schrift`), wants two people.
#[must_use]
pub fn is_critical_rule(rule: &str, law: &Law) -> bool {
    let id = rule.split_once('/').map_or(rule, |(id, _)| id);
    law.newest(id).is_ok_and(|rule| rule.duty.critical)
}

/// Tells whether a term wants two people: by the law in force, or by the one under which it was started.
#[must_use]
pub fn is_critical(term: &TermFile, law: &Law) -> bool {
    let mut triggers = term.triggers.iter().chain(term.trigger.readings());
    triggers.any(|told| is_critical_rule(&told.value.rule, law) || was_critical(told, law))
}

fn was_critical(told: &Told<TermTrigger>, law: &Law) -> bool {
    let rule = told.value.rule.as_str();
    let id = rule.split_once('/').map_or(rule, |(id, _)| id);
    let before = |until: &Moment| told.said.iter().any(|said| said.at.unix() <= until.unix());
    law.critical_until(id).is_some_and(before)
}

/// Tells how a term stands.
#[must_use]
pub fn standing(term: &TermFile, law: &Law) -> Standing {
    if !is_critical(term, law) {
        let over = term.trigger.is_empty() || !term.end.is_empty();
        return if over { Standing::Ended } else { Standing::Running };
    }
    match term.end.readings() {
        [end] if !term.disputed && is_confirmed(term, end) => Standing::Ended,
        ends => {
            let mut asked: Vec<Asked> = ends.iter().flat_map(asked_in).collect();
            asked.dedup_by(|one, other| one.end == other.end);
            asked.extend(taken_back(term));
            if asked.is_empty() { Standing::Running } else { Standing::Asked(asked) }
        }
    }
}

fn asked_in(told: &Told<TermEnd>) -> impl Iterator<Item = Asked> {
    let end = TermEnd { confirmed: None, ..told.value.clone() };
    let asked = move |said: &crate::state::Said| Asked {
        event: said.event,
        by: said.by.clone(),
        at: said.at,
        end: end.clone(),
    };
    told.said.iter().map(asked)
}

/// Of a term whose start was taken back: the question whether it may go.
fn taken_back(term: &TermFile) -> Option<Asked> {
    let said = term.withdrawn.last().filter(|_| term.trigger.is_empty() && term.end.is_empty())?;
    let end = TermEnd {
        how: TermEndKind::Moot,
        at: said.at,
        note: said.why.clone().unwrap_or_default(),
        confirmed: None,
    };
    Some(Asked { event: said.event, by: said.by.clone(), at: said.at, end })
}

fn is_confirmed(term: &TermFile, end: &Told<TermEnd>) -> bool {
    let Some(confirmed) = &end.value.confirmed else { return false };
    let may = |by: &str| !is_same(by, &confirmed.asked_by) && !entered(term, by);
    let by_a_second =
        end.said.iter().any(|said| look_alike(&said.by, &confirmed.confirmed_by) && may(&said.by));
    by_a_second && was_asked(term, &end.value, confirmed)
}

fn was_asked(term: &TermFile, end: &TermEnd, confirmed: &Confirmed) -> bool {
    let asked = |told: &Told<TermEnd>| {
        told.value.how == end.how
            && told
                .said
                .iter()
                .any(|said| said.event == confirmed.asked && look_alike(&said.by, &confirmed.asked_by))
    };
    let taken_back = || {
        let found = |said: &&crate::state::Said| said.event == confirmed.asked;
        end.how == TermEndKind::Moot
            && term.withdrawn.iter().find(found).is_some_and(|said| look_alike(&said.by, &confirmed.asked_by))
    };
    term.ends.iter().any(asked) || taken_back()
}

/// Tells whether a person entered the start from which the term runs now.
#[must_use]
pub fn entered(term: &TermFile, by: &str) -> bool {
    Fact::said(&term.trigger).any(|said| is_same(&said.by, by))
}

#[cfg(test)]
#[path = "four_eyes_tests.rs"]
mod tests;
