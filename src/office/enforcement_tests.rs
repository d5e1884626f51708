use super::*;
use crate::day::tests::{open, plan, slot};
use crate::people::NewUser;
use crate::setup::Passphrase;
use crate::take_in::tests::office;
use noodbrug_core::case::{
    Appearance, Executor, HandOver, HearingOutcome, InboundKind, OutcomeCode, TaskKind, TaskPlan,
};
use noodbrug_core::ident::Role;

const OWN: &str = "vier losse woorden hier";
const SECOND: &str = "weer vier andere woorden";

/// An office with a colleague and a case with a judgment of today; gives the task of its fine.
fn judged(immediate: bool) -> (tempfile::TempDir, Office, CaseId, ObjectId) {
    let (dir, mut office) = office();
    let colleague =
        NewUser { name: "c.visser".into(), role: Role::Clerk, passphrase: Passphrase::new(SECOND) };
    office.add_user(colleague, &Passphrase::new(OWN)).unwrap();
    at(&mut office, "2026-11-24T12:00:00+01:00");
    let case = open(&mut office, "09/000001-26", "1");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    let outcome = HearingOutcome {
        appearance: Some(Appearance::Present),
        immediate,
        sanctions: vec![TaskKind::Fine],
        ..HearingOutcome::new(OutcomeCode::JudgmentOral, "2026-11-24T10:00:00+01:00".parse().unwrap())
    };
    office.log_outcome(&case, &hearing, outcome, None, None).unwrap();
    let made = office.file(&case).unwrap().tasks.into_keys().next();
    let task = made.unwrap_or_else(|| fine(&mut office, &case));
    (dir, office, case, task)
}

/// A task that somebody makes before the judgment is final: the outcome makes none then.
fn fine(office: &mut Office, case: &CaseId) -> ObjectId {
    let plan = TaskPlan {
        kind: TaskKind::Fine,
        executor: Executor::Cjib,
        due: None,
        text: "EUR 500".into(),
        urgent: false,
    };
    let id = office.new_id().unwrap();
    office.act(case, Command::PlanTask(id.clone(), plan)).unwrap();
    id
}

fn at(office: &mut Office, moment: &str) {
    office.set_clock(crate::clock::Clock::Fixed(moment.parse().unwrap())).unwrap();
}

fn over(office: &Office) -> HandOver {
    HandOver {
        to: Executor::Cjib,
        at: office.now().unwrap(),
        how: "koerier".into(),
        person: String::new(),
        reference: None,
    }
}

#[test]
fn a_task_that_may_not_go_yet_goes_only_with_a_reason_and_a_second_person() {
    let (_dir, mut office, case, task) = judged(false);
    let line = office.tasks(&crate::lists::TaskFilter::default()).unwrap().rows.remove(0);
    assert!(line.gate.unwrap().is_blocked());
    let handover = over(&office);
    let why = office.act(&case, Command::HandOver(task.clone(), handover.clone())).unwrap_err();
    assert!(
        why.text(Lang::Nl).contains("de termijn loopt, op zijn laatst tot en met di 08-12-2026"),
        "{why:?}"
    );
    let anyway = |why: &str| Command::HandOverAnyway(task.clone(), handover.clone(), why.into());
    assert_eq!(office.act(&case, anyway("spoed")).unwrap_err().class, Class::NeedsPerson);
    let second = ("c.visser", &Passphrase::new(SECOND));
    assert!(office.act_with(&case, Command::HandOver(task.clone(), handover.clone()), second).is_err());
    assert!(office.act_with(&case, anyway(" "), second).is_err(), "why?");
    office.act_with(&case, anyway("opdracht van de hoofdofficier"), second).unwrap();
    assert_eq!(office.gate(&case, &task).unwrap(), None, "it went");
}

#[test]
fn a_task_goes_once_the_term_has_passed_unless_a_letter_lies_unread() {
    let (_dir, mut office, case, task) = judged(false);
    let letter = crate::inbound::tests::letter;
    let stamped = office.stamp_inbound(letter(InboundKind::Unread, "dhr. Vries", None)).unwrap();
    at(&mut office, "2026-12-09T09:00:00+01:00");
    let gate = office.gate(&case, &task).unwrap().unwrap();
    assert_eq!(
        gate.reasons(Lang::Nl),
        [format!(
            "ingekomen stuk {} van 24-11-2026 (nog niet gelezen) over dhr. Vries, zonder zaak: lees en koppel het",
            stamped.number
        )]
    );
    let other = open(&mut office, "09/000002-26", "2");
    office.link_inbound(&stamped.number.to_string(), other, "").unwrap();
    let gate = office.gate(&case, &task).unwrap().unwrap();
    assert_eq!(gate.text(Lang::Nl), "onherroepelijk sinds wo 09-12-2026; overdragen uiterlijk wo 23-12-2026");
    let handover = over(&office);
    office.act(&case, Command::HandOver(task, handover)).unwrap();
}

#[test]
fn what_is_enforceable_at_once_goes_today() {
    let (_dir, mut office, case, task) = judged(true);
    let handover = over(&office);
    office.act(&case, Command::HandOver(task, handover)).unwrap();
}
