//! Where a case should have a term and has none.

use crate::case::{CaseFile, Fact, OutcomeCode};
use crate::law::{Law, Stage};
use crate::moment::weekday_date_text;
use crate::rows::TermRow;
use crate::text::Lang;
use chrono::NaiveDate;

/// Why a case should have a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Judgment was given on this day, and no term for a remedy was ever entered.
    Judgment(NaiveDate),
    /// It was decided on this day to summon, and no summons term was ever entered.
    Summons(NaiveDate),
    /// A hearing without an outcome is planned on this day, and no term runs.
    Hearing(NaiveDate),
    /// No term runs, and nothing known says that one should.
    Nothing,
}

impl Gap {
    /// Says why, for people.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let on = |day: &NaiveDate| weekday_date_text(*day, lang);
        match (self, lang) {
            (Gap::Judgment(day), Lang::Nl) => {
                format!("vonnis op {}, geen termijn voor een rechtsmiddel", on(day))
            }
            (Gap::Judgment(day), Lang::En) => format!("judgment on {}, no term for a remedy", on(day)),
            (Gap::Summons(day), Lang::Nl) => {
                format!("dagvaarden beslist op {}, geen dagvaardingstermijn", on(day))
            }
            (Gap::Summons(day), Lang::En) => format!("summons decided on {}, no summons term", on(day)),
            (Gap::Hearing(day), Lang::Nl) => format!("zitting op {}, er loopt geen termijn", on(day)),
            (Gap::Hearing(day), Lang::En) => format!("hearing on {}, no term runs", on(day)),
            (Gap::Nothing, _) => lang.pick("er loopt geen termijn", "no term runs").to_owned(),
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Gap::Judgment(_) => "judgment",
            Gap::Summons(_) => "summons",
            Gap::Hearing(_) => "hearing",
            Gap::Nothing => "nothing",
        }
    }
}

/// Gives the first reason why a case should have a term and has none; nothing when all is well. Custody clocks are terms
/// too, but take the place of no remedy and no summons.
#[must_use]
pub fn gap(file: &CaseFile, terms: &[TermRow], law: &Law) -> Option<Gap> {
    if is_joined_paper(file) {
        return None;
    }
    let entered = |stage: Stage| {
        let follows =
            |term: &TermRow| law.named(&term.rule).is_some_and(|rule| rule.duty.follows == Some(stage));
        terms.iter().any(follows)
    };
    let judged = judgment(file).filter(|_| !entered(Stage::Judgment)).map(Gap::Judgment);
    let summoned =
        || summons(file).filter(|_| judgment(file).is_none() && !entered(Stage::Summons)).map(Gap::Summons);
    let idle =
        || (!terms.iter().any(|term| term.running)).then(|| hearing(file).map_or(Gap::Nothing, Gap::Hearing));
    judged.or_else(summoned).or_else(idle)
}

/// A paper that came in without a case and was joined to one: nothing runs in the case of its own.
fn is_joined_paper(file: &CaseFile) -> bool {
    let joined = file.inbound.values().all(|paper| paper.link.sole().is_some());
    file.persons.is_empty() && !file.inbound.is_empty() && joined
}

/// The day of the last judgment that was logged.
fn judgment(file: &CaseFile) -> Option<NaiveDate> {
    let outcomes = file.hearings.values().flat_map(|hearing| hearing.outcome.values());
    let given = |code| matches!(code, OutcomeCode::Judgment | OutcomeCode::JudgmentOral);
    let days = outcomes.filter(|outcome| given(outcome.code));
    days.map(|outcome| outcome.decided.in_the_netherlands().date()).max()
}

/// The day of the last decision to summon; people write it as they say it.
fn summons(file: &CaseFile) -> Option<NaiveDate> {
    let decisions = file.decisions.values().flat_map(Fact::values);
    let summons = decisions.filter(|decision| decision.kind.to_lowercase().starts_with("dagvaard"));
    summons.map(|decision| decision.date).max()
}

/// The first planned hearing without an outcome.
fn hearing(file: &CaseFile) -> Option<NaiveDate> {
    let open = file.hearings.values().filter(|hearing| hearing.outcome.is_empty());
    open.flat_map(|hearing| hearing.slot.values()).map(|slot| slot.date).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::{author, case, stamp};
    use crate::event::{Draft, Kind};
    use crate::ident::ObjectId;
    use crate::journal::Chain;
    use crate::lawbook::tests::dutch;
    use crate::register::{Group, Register};
    use crate::state::CaseState;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    fn found(writes: &[(Group, Value)]) -> Option<Gap> {
        let named =
            writes.iter().map(|(group, value)| (Register::of(*group, ObjectId::derived("x")), value.clone()));
        let draft = Draft::writing(Kind::Add, case(), named.collect::<BTreeMap<_, _>>());
        let event = Chain::new(author("ws-a")).append(draft, &stamp(1)).unwrap();
        let state = CaseState::of([&event]);
        let rows = crate::rows::derive(case(), &state, &dutch());
        gap(&CaseFile::of(&state), &rows.terms, &dutch().law)
    }

    fn judgment() -> (Group, Value) {
        let value = json!({"code": "judgment-oral", "appearance": "present", "text": "",
            "decided": "2026-11-20T11:00:00+01:00", "next": null, "told_in_person": true});
        (Group::Outcome, value)
    }

    fn term(rule: &str) -> (Group, Value) {
        (Group::Trigger, json!({"rule": rule, "from": "2026-11-20", "person": null, "note": ""}))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_judgment_wants_a_remedy_term_and_another_term_is_no_answer() {
        let gap = Some(Gap::Judgment(day("2026-11-20")));
        assert_eq!(found(&[judgment()]), gap);
        assert_eq!(found(&[judgment(), term("victim_info")]), gap);
        assert_eq!(found(&[judgment(), term("hb")]), None);
    }

    #[test]
    fn a_remedy_term_that_was_entered_once_is_enough() {
        let ended = (Group::TermEnd, json!({"how": "met", "at": "2026-11-24T09:00:00+01:00", "note": ""}));
        assert_eq!(found(&[judgment(), term("hb"), ended]), None);
    }

    #[test]
    fn a_decision_to_summon_wants_a_summons_term() {
        let decision = (
            Group::Decision,
            json!({"kind": "Dagvaarden", "text": "", "date": "2026-11-19", "by": "mr. Bos", "state": "paper"}),
        );
        assert_eq!(found(std::slice::from_ref(&decision)), Some(Gap::Summons(day("2026-11-19"))));
        assert_eq!(found(&[decision, term("bezwaar_dagv")]), None);
    }

    #[test]
    fn a_case_in_which_nothing_runs_is_a_gap_even_when_nothing_says_why() {
        let slot = json!({"court": "Rechtbank Den Haag", "date": "2026-12-01", "time": "09:30:00", "room": "B",
            "chamber": "Politierechter", "minutes": 30});
        assert_eq!(found(&[(Group::Slot, slot)]), Some(Gap::Hearing(day("2026-12-01"))));
        assert_eq!(found(&[(Group::Note, json!({"kind": "note", "text": "x"}))]), Some(Gap::Nothing));
        assert_eq!(found(&[term("victim_info")]), None);
    }
}
