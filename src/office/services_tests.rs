use super::*;
use crate::day::tests::{open, plan, slot};
use crate::lists::TaskFilter;
use crate::take_in::tests::office;
use noodbrug_core::case::{
    Appearance, Executor, HandOver, HearingOutcome, OutcomeCode, TaskDone, TaskKind, TaskPlan,
};
use noodbrug_core::moment::Moment;

fn at(office: &mut Office, moment: &str) {
    office.set_clock(crate::clock::Clock::Fixed(moment.parse().unwrap())).unwrap();
}

/// A judgment in absence of today, with a fine that somebody planned.
fn absent(office: &mut Office) -> (CaseId, ObjectId) {
    at(office, "2026-11-24T12:00:00+01:00");
    let case = open(office, "09/000001-26", "1");
    let hearing = plan(office, &case, slot("A", "09:00"));
    let outcome = HearingOutcome {
        appearance: Some(Appearance::Absent),
        sanctions: vec![TaskKind::Fine],
        ..HearingOutcome::new(OutcomeCode::JudgmentOral, "2026-11-24T10:00:00+01:00".parse().unwrap())
    };
    office.log_outcome(&case, &hearing, outcome, None, None).unwrap();
    let fine = TaskPlan {
        kind: TaskKind::Fine,
        executor: Executor::Cjib,
        due: None,
        text: "EUR 500".into(),
        urgent: false,
    };
    let task = office.new_id().unwrap();
    office.act(&case, Command::PlanTask(task.clone(), fine)).unwrap();
    (case, task)
}

fn attempt(outcome: ServiceOutcome, at: Moment) -> Service {
    Service {
        what: Served::Judgment,
        of: None,
        person: None,
        method: ServiceMethod::Police,
        at,
        outcome,
        by: "agent 1".into(),
        proof: "U-1".into(),
        scan: None,
        note: String::new(),
    }
}

#[test]
fn a_failed_service_stands_open_and_one_in_person_starts_the_term_that_the_gate_waits_for() {
    let (_dir, mut office) = office();
    let (case, task) = absent(&mut office);
    let now = office.now().unwrap();
    let failed = office.serve(&case, attempt(ServiceOutcome::NotHome, now), None).unwrap();
    assert_eq!(failed.started, Vec::<String>::new());
    let list = office.service_list(false).unwrap();
    assert_eq!((list.len(), list[0].view.stage), (1, ServiceStage::Failed));
    let why = office.gate(&case, &task).unwrap().unwrap().reasons(Lang::Nl).join(" ");
    assert!(why.contains("MISLUKT: opnieuw (1 poging"), "{why}");

    at(&mut office, "2026-11-26T12:00:00+01:00");
    let now = office.now().unwrap();
    let reached = office.serve(&case, attempt(ServiceOutcome::InPerson, now), None).unwrap();
    assert_eq!(reached.started, ["hb_bekend"]);
    assert!(office.service_list(false).unwrap().is_empty());
    assert_eq!(office.service_list(true).unwrap()[0].view.attempts.len(), 2);
    let why = office.gate(&case, &task).unwrap().unwrap().text(Lang::Nl);
    assert!(why.contains("op zijn laatst tot en met do 10-12-2026"), "{why}");

    at(&mut office, "2026-12-11T09:00:00+01:00");
    assert!(!office.gate(&case, &task).unwrap().unwrap().is_blocked());
    let again = office.serve(&case, attempt(ServiceOutcome::InPerson, now), None).unwrap();
    assert_eq!(again.started, Vec::<String>::new(), "it runs from that day already");
}

#[test]
fn what_may_not_go_yet_is_neither_handed_over_nor_called_done() {
    let (_dir, mut office) = office();
    let (case, task) = absent(&mut office);
    let done = TaskDone { at: office.now().unwrap(), note: String::new() };
    let why = office.act(&case, Command::FinishTask(task.clone(), done.clone())).unwrap_err();
    assert!(why.text(Lang::Nl).contains("mag nog niet worden uitgevoerd"), "{why:?}");
    let alone = office.act(&case, Command::FinishTaskAnyway(task.clone(), done, "spoed".into())).unwrap_err();
    assert!(alone.text(Lang::Nl).contains("--second"), "{alone:?}");
    let over = HandOver {
        to: Executor::Cjib,
        at: office.now().unwrap(),
        how: "koerier".into(),
        person: String::new(),
        reference: None,
    };
    assert!(office.act(&case, Command::HandOver(task.clone(), over)).is_err());
    assert_eq!(
        office.tasks(&TaskFilter::default()).unwrap().rows[0].stage,
        noodbrug_core::rows::TaskStage::Open
    );
}

#[test]
fn a_service_that_has_yet_to_happen_is_refused() {
    let (_dir, mut office) = office();
    let (case, _) = absent(&mut office);
    let later = office.now().unwrap().plus_hours(2);
    assert!(office.serve(&case, attempt(ServiceOutcome::InPerson, later), None).is_err());
    assert!(office.services_of(&case).unwrap().is_empty());
}
