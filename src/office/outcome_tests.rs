use super::*;
use crate::day::tests::{day, hold, open, plan, slot};
use noodbrug_core::case::{Appearance, HearingSession, HearingSlot, TaskKind, TermEnd, TermEndKind};
use noodbrug_core::planning::after::LimitKind;

/// An office at noon on the day of the hearings.
fn office() -> (tempfile::TempDir, Office) {
    let (dir, mut office) = crate::take_in::tests::office();
    at(&mut office, "2026-11-24T12:00:00+01:00");
    (dir, office)
}

fn at(office: &mut Office, moment: &str) {
    office.set_clock(crate::clock::Clock::Fixed(moment.parse().unwrap())).unwrap();
}

#[test]
fn an_outcome_in_the_future_is_refused_and_no_reason_helps() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    for decided in ["2026-11-24T12:30:00+01:00", "2036-11-24T10:00:00+01:00"] {
        let ahead = HearingOutcome { decided: decided.parse().unwrap(), ..judged() };
        let why = office.log_outcome(&case, &hearing, ahead, None, Some("toch")).unwrap_err();
        assert!(why.text(Lang::Nl).contains("ligt in de toekomst"), "{why:?}");
        assert_eq!(why.text(Lang::Nl).matches("Er is niets opgeslagen").count(), 1, "{why:?}");
    }
    assert!(rules(&office, &case).is_empty());
    office.log_outcome(&case, &hearing, judged(), None, None).unwrap();
    let ahead = HearingOutcome { decided: "2026-12-24T10:00:00+01:00".parse().unwrap(), ..judged() };
    assert!(office.correct_outcome(&case, &hearing, ahead, "verkeerde dag").is_err(), "nor by correcting it");
}

#[test]
fn a_judgment_of_before_the_day_of_its_hearing_needs_a_reason() {
    let (_dir, mut office) = crate::take_in::tests::office();
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    for decided in ["2026-11-23T08:50:00+01:00", "2016-11-24T10:00:00+01:00"] {
        let early = HearingOutcome { decided: decided.parse().unwrap(), ..judged() };
        let why = office.log_outcome(&case, &hearing, early, None, Some(" ")).unwrap_err();
        assert_eq!(why.class, Class::NeedsPerson);
        assert!(
            why.text(Lang::Nl).starts_with("De zitting is op di 24-11-2026, en deze uitkomst"),
            "{why:?}"
        );
    }
    let early = HearingOutcome { decided: "2026-11-23T08:50:00+01:00".parse().unwrap(), ..judged() };
    let logged = office.log_outcome(&case, &hearing, early, None, Some("zitting vervroegd")).unwrap();
    let events = office.store.events_of_case(&case).unwrap();
    let entry = events.iter().find(|event| event.id == logged.saved.event).unwrap();
    assert_eq!(entry.content().unwrap().why.as_deref(), Some("zitting vervroegd"));
}

fn outcome(code: OutcomeCode) -> HearingOutcome {
    HearingOutcome::new(code, "2026-11-24T10:00:00+01:00".parse().unwrap())
}

fn judged() -> HearingOutcome {
    HearingOutcome {
        appearance: Some(Appearance::Present),
        text: "EUR 500".into(),
        immediate: true,
        sanctions: vec![TaskKind::Fine],
        ..outcome(OutcomeCode::JudgmentOral)
    }
}

fn rules(office: &Office, case: &CaseId) -> Vec<String> {
    let file = office.file(case).unwrap();
    let mut rules: Vec<String> = file
        .terms
        .values()
        .filter_map(|term| term.trigger.any())
        .map(|trigger| trigger.rule.clone())
        .collect();
    rules.sort();
    rules
}

fn next(office: &Office, date: &str) -> PlannedHearing {
    let slot = HearingSlot { date: day(date), ..slot("A", "09:00") };
    PlannedHearing { hearing: office.new_id().unwrap(), slot, session: HearingSession::default() }
}

#[test]
fn an_outcome_its_terms_and_its_tasks_are_saved_together_and_rest_on_it() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    let shown = office.consequences(&case, &hearing, &judged()).unwrap();
    assert!(rules(&office, &case).is_empty(), "looking starts nothing");
    let logged = office.log_outcome(&case, &hearing, judged(), None, None).unwrap();
    assert_eq!(logged.after, shown);
    assert_eq!(rules(&office, &case), ["aantekening_vonnis", "exec_14", "hb"]);
    assert_eq!(office.file(&case).unwrap().tasks.len(), 1);
    let events = office.store.events_of_case(&case).unwrap();
    let rest: Vec<bool> =
        events.iter().rev().take(4).map(|event| event.header.refs.contains(&logged.saved.event)).collect();
    assert_eq!(rest, [true, true, true, true]);
    assert_eq!(office.cases_without_term().unwrap().judged, 0, "the remedy is no gap");
}

#[test]
fn an_outcome_that_is_refused_starts_nothing() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    office.log_outcome(&case, &hearing, outcome(OutcomeCode::Referred), None, None).unwrap();
    assert!(office.log_outcome(&case, &hearing, judged(), None, None).is_err());
    assert!(rules(&office, &case).is_empty() && office.file(&case).unwrap().tasks.is_empty());
}

#[test]
fn a_term_that_somebody_started_by_hand_is_not_started_twice() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    let by_hand = noodbrug_core::case::TermTrigger {
        rule: "hb".into(),
        from: "2026-11-24".into(),
        person: None,
        note: String::new(),
        oral: false,
    };
    let term = office.new_id().unwrap();
    office.act(&case, Command::StartTerm(term, by_hand)).unwrap();
    let logged = office.log_outcome(&case, &hearing, judged(), None, None).unwrap();
    assert_eq!(logged.after.standing.len(), 1);
    assert_eq!(rules(&office, &case), ["aantekening_vonnis", "exec_14", "hb"]);
}

#[test]
fn lifting_custody_makes_an_urgent_release_of_today() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    hold(&mut office, &case);
    let hearing = plan(&mut office, &case, slot("K", "09:00"));
    let logged =
        office.log_outcome(&case, &hearing, outcome(OutcomeCode::CustodyLifted), None, None).unwrap();
    assert_eq!(logged.after.tasks.len(), 1);
    let tasks = office.tasks(&crate::lists::TaskFilter::default()).unwrap().rows;
    assert_eq!(
        (tasks[0].kind.as_str(), tasks[0].urgent, tasks[0].due),
        ("release", true, Some(day("2026-11-24")))
    );
}

#[test]
fn sv_282_somebody_held_waits_beyond_a_limit_only_when_somebody_says_why() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    hold(&mut office, &case);
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    let told = outcome(OutcomeCode::AdjournedTo);
    let limits = office.adjourn_limits(&case, &hearing, &told.decided).unwrap();
    let kinds: Vec<LimitKind> = limits.iter().map(|limit| limit.kind).collect();
    assert_eq!(kinds, [LimitKind::Title, LimitKind::Ordinary, LimitKind::Pressing]);
    let late = next(&office, "2027-01-12");
    let refused = office.log_outcome(&case, &hearing, told.clone(), Some(late.clone()), None).unwrap_err();
    assert_eq!(refused.class, Class::NeedsPerson);
    let words = refused.text(Lang::Nl);
    assert!(words.contains("di 12-01-2027 09:00 is te laat") && words.contains("Sv art. 282"), "{words}");
    assert!(
        words.contains("De titel eindigt wo 02-12-2026 14:00") && !words.contains("klemmende"),
        "{words}"
    );
    assert!(office.file(&case).unwrap().hearings[&hearing].outcome.is_empty());
    office.log_outcome(&case, &hearing, told, Some(late), Some("getuige in buitenland")).unwrap();
    let sheet = office.sheet(&case).unwrap();
    assert_eq!(sheet.log[0].why.as_deref(), Some("getuige in buitenland"));
    // In time nobody is asked anything.
    let other = open(&mut office, "09/000002-26", "2");
    hold(&mut office, &other);
    let hearing = plan(&mut office, &other, slot("A", "09:00"));
    let soon = next(&office, "2026-12-01");
    office.log_outcome(&other, &hearing, outcome(OutcomeCode::AdjournedTo), Some(soon), None).unwrap();
}

#[test]
fn a_corrected_outcome_starts_what_is_right_and_names_what_was_wrong() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    office.log_outcome(&case, &hearing, judged(), None, None).unwrap();
    assert!(office.outcome_review(&case, &hearing).unwrap().is_empty());
    at(&mut office, "2026-11-25T12:00:00+01:00");
    let later = HearingOutcome { decided: "2026-11-25T10:00:00+01:00".parse().unwrap(), ..judged() };
    let corrected = office.correct_outcome(&case, &hearing, later, "dag vergist").unwrap();
    assert_eq!((corrected.after.starts.len(), corrected.after.tasks.len()), (3, 0));
    let stale: Vec<&str> = corrected
        .after
        .review
        .iter()
        .map(|look| look.text.nl.as_str())
        .filter(|text| text.contains("nu anders is"))
        .collect();
    assert_eq!(stale.len(), 3, "{stale:?}");
    assert_eq!(office.outcome_review(&case, &hearing).unwrap().len(), 3);
    // Nothing was ended by itself; a person who ended one has looked.
    let file = office.file(&case).unwrap();
    let (term, _) = file
        .terms
        .iter()
        .find(|(_, term)| {
            term.trigger
                .any()
                .is_some_and(|trigger| trigger.rule == "exec_14" && trigger.from == "2026-11-24")
        })
        .unwrap();
    let end = TermEnd {
        how: TermEndKind::Moot,
        at: office.now().unwrap(),
        note: "dag vergist".into(),
        confirmed: None,
    };
    office.act(&case, Command::EndTerm(term.clone(), end)).unwrap();
    assert_eq!(office.outcome_review(&case, &hearing).unwrap().len(), 2);
}

#[test]
fn a_task_that_was_taken_back_is_made_again_under_another_name() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    office.log_outcome(&case, &hearing, judged(), None, None).unwrap();
    let task = office.file(&case).unwrap().tasks.keys().next().cloned().unwrap();
    office.act(&case, Command::Withdraw(Group::Plan, task.clone(), "dubbel".into())).unwrap();
    let again = HearingOutcome { text: "EUR 400".into(), ..judged() };
    office.correct_outcome(&case, &hearing, again, "bedrag vergist").unwrap();
    let file = office.file(&case).unwrap();
    assert_eq!(file.tasks.len(), 1);
    assert!(!file.tasks.contains_key(&task));
}

#[test]
fn what_was_never_logged_is_not_corrected() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    assert!(office.correct_outcome(&case, &hearing, judged(), "x").is_err());
    assert!(rules(&office, &case).is_empty());
}

#[test]
fn what_only_a_judgment_has_goes_with_it() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    office.log_outcome(&case, &hearing, judged(), None, None).unwrap();
    let open_ended = HearingOutcome { code: OutcomeCode::AdjournedOpen, ..judged() };
    office.correct_outcome(&case, &hearing, open_ended, "verkeerde zaak").unwrap();
    let file = office.file(&case).unwrap();
    let stands = file.hearings[&hearing].outcome.sole().unwrap();
    assert!(!stands.immediate && stands.sanctions.is_empty());
}
