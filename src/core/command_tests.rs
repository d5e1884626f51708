use super::*;
use crate::case::tests::{author, case, stamp};
use crate::case::{Executor, NoteKind, OutcomeCode, TaskKind};
use crate::event::{Event, EventId};
use crate::journal::Chain;
use crate::lawbook::tests::dutch;
use serde_json::json;
use std::collections::BTreeSet;

fn slot(room: &str) -> HearingSlot {
    HearingSlot {
        court: "Rechtbank Den Haag".into(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        time: chrono::NaiveTime::from_hms_opt(9, 30, 0).unwrap(),
        room: room.into(),
        chamber: "Politierechter".into(),
        minutes: Some(30),
    }
}

fn planned(name: &str, room: &str) -> PlannedHearing {
    PlannedHearing { hearing: ObjectId::derived(name), slot: slot(room), session: HearingSession::default() }
}

fn outcome(code: OutcomeCode) -> HearingOutcome {
    let decided = "2026-11-23T10:05:00+01:00".parse().unwrap();
    HearingOutcome { told_in_person: true, ..HearingOutcome::new(code, decided) }
}

/// A desk at which commands are carried out one after another.
struct Office {
    chain: Chain,
    events: Vec<Event>,
}

impl Office {
    fn new(name: &str) -> Office {
        Office { chain: Chain::new(author(name)), events: Vec::new() }
    }

    fn state(&self) -> CaseState {
        CaseState::of(&self.events)
    }

    fn run(&mut self, command: Command) -> Result<(), Refusal> {
        let draft = decide(
            case(),
            &self.state(),
            command,
            &Writer { by: "a.bakker", law: &dutch().law, today: "2026-11-26".parse().unwrap() },
        )?;
        let event = self.chain.append(draft, &stamp(self.events.len() as u64)).unwrap();
        self.events.push(event);
        Ok(())
    }
}

#[test]
fn an_adjournment_to_a_date_plans_the_next_hearing_in_the_same_entry() {
    let mut office = Office::new("ws-a");
    office.run(Command::PlanHearing(planned("een", "B"))).unwrap();
    let hearing = ObjectId::derived("een");
    let adjourned = outcome(OutcomeCode::AdjournedTo);
    let refused = office.run(Command::LogOutcome(hearing.clone(), adjourned.clone(), None));
    assert_eq!(refused, Err(Refusal::NextMissing));
    office.run(Command::LogOutcome(hearing.clone(), adjourned, Some(planned("twee", "C")))).unwrap();
    let file = CaseFile::of(&office.state());
    assert_eq!(file.hearings.len(), 2);
    assert_eq!(file.hearings[&hearing].outcome.sole().unwrap().next, Some(ObjectId::derived("twee")));
}

#[test]
fn a_hearing_that_is_vacated_stays_in_the_case_with_its_reason_and_is_moved_no_more() {
    let mut office = Office::new("ws-a");
    office.run(Command::PlanHearing(planned("een", "B"))).unwrap();
    let hearing = ObjectId::derived("een");
    let at = "2026-11-23T08:00:00+01:00".parse().unwrap();
    let vacate = |why: &str| Command::VacateHearing(hearing.clone(), at, why.into());
    assert_eq!(office.run(vacate(" ")), Err(Refusal::WhyMissing));
    let silent = Command::LogOutcome(hearing.clone(), outcome(OutcomeCode::Vacated), None);
    assert_eq!(office.run(silent), Err(Refusal::WhyMissing), "no way round the reason");
    office.run(vacate("rechter ziek")).unwrap();
    let file = CaseFile::of(&office.state());
    let told = &file.hearings[&hearing].outcome.readings()[0];
    assert_eq!((told.value.code, told.value.text.as_str()), (OutcomeCode::Vacated, "rechter ziek"));
    assert_eq!(told.said[0].why.as_deref(), Some("rechter ziek"));
    let moved = office.run(Command::MoveHearing(hearing.clone(), slot("C"), "toch".into()));
    assert_eq!(moved, Err(Refusal::Ended(Group::Slot)));
    assert_eq!(office.run(vacate("nog eens")), Err(Refusal::Ended(Group::Outcome)));
}

#[test]
fn a_bench_is_filled_in_without_a_reason_and_changed_only_with_one() {
    let mut office = Office::new("ws-a");
    office.run(Command::PlanHearing(planned("een", "B"))).unwrap();
    let hearing = ObjectId::derived("een");
    let set = |session: &HearingSession, why: &str| {
        Command::SetSession(hearing.clone(), session.clone(), why.into())
    };
    let first = HearingSession { judges: "mr. Aerts".into(), order: Some(2), ..HearingSession::default() };
    assert_eq!(
        office.run(set(&HearingSession::default(), "")),
        Err(Refusal::Unchanged(Group::Session)),
        "nothing new"
    );
    office.run(set(&first, "")).unwrap();
    let more = HearingSession { registrar: Some("mr. Bos".into()), ..first.clone() };
    office.run(set(&more, "")).unwrap();
    for other in [
        HearingSession { order: Some(1), ..more.clone() },
        HearingSession { judges: String::new(), ..more.clone() },
    ] {
        assert_eq!(office.run(set(&other, "")), Err(Refusal::WhyMissing));
    }
    office.run(set(&HearingSession { order: Some(1), ..more }, "getuige kan alleen vroeg")).unwrap();
    let session = CaseFile::of(&office.state()).hearings[&hearing].session.sole().cloned().unwrap();
    assert_eq!((session.order, session.registrar.as_deref()), (Some(1), Some("mr. Bos")));
    let unknown = Command::SetSession(ObjectId::derived("weg"), session, "x".into());
    assert_eq!(office.run(unknown), Err(Refusal::Unknown(Group::Slot)));
}

#[test]
fn what_was_written_before_a_day_had_an_order_reads_and_writes_the_same() {
    let old = json!({"modality": "regie", "judges": "", "interpreter": null, "closed": true});
    let session: HearingSession = serde_json::from_value(old.clone()).unwrap();
    assert_eq!(serde_json::to_value(&session).unwrap(), old);
    let old = json!({"code": "adjourned-to", "appearance": null, "text": "", "next": null,
        "decided": "2026-11-23T10:05:00+01:00", "told_in_person": true});
    let outcome: HearingOutcome = serde_json::from_value(old.clone()).unwrap();
    assert_eq!(serde_json::to_value(&outcome).unwrap(), old);
}

#[test]
fn an_outcome_is_logged_once_and_then_corrected_with_a_reason() {
    let mut office = Office::new("ws-a");
    office.run(Command::PlanHearing(planned("een", "B"))).unwrap();
    let hearing = ObjectId::derived("een");
    office.run(Command::LogOutcome(hearing.clone(), outcome(OutcomeCode::Judgment), None)).unwrap();
    let again = office.run(Command::LogOutcome(hearing.clone(), outcome(OutcomeCode::Void), None));
    assert_eq!(again, Err(Refusal::Exists(Group::Outcome)));
    let register = Register::of(Group::Outcome, hearing.clone());
    let value = serde_json::to_value(outcome(OutcomeCode::Void)).unwrap();
    assert_eq!(
        office.run(Command::Correct(register.clone(), value.clone(), " ".into())),
        Err(Refusal::WhyMissing)
    );
    office.run(Command::Correct(register, value, "verkeerde regel aangeklikt".into())).unwrap();
    let file = CaseFile::of(&office.state());
    assert_eq!(file.hearings[&hearing].outcome.sole().unwrap().code, OutcomeCode::Void);
}

/// Two stations moved one hearing, each without the other: to room C and to room D.
fn torn() -> (Office, ObjectId) {
    let mut office = Office::new("ws-a");
    office.run(Command::PlanHearing(planned("een", "B"))).unwrap();
    let hearing = ObjectId::derived("een");
    let mut other = Office { chain: Chain::new(author("ws-b")), events: office.events.clone() };
    office.run(Command::MoveHearing(hearing.clone(), slot("C"), "zaal bezet".into())).unwrap();
    other.run(Command::MoveHearing(hearing.clone(), slot("D"), "zaal bezet".into())).unwrap();
    office.events.extend(other.events.pop());
    (office, hearing)
}

#[test]
fn a_register_in_conflict_takes_nothing_but_a_decision() {
    let (mut office, hearing) = torn();
    let register = Register::of(Group::Slot, hearing.clone());
    let moved = office.run(Command::MoveHearing(hearing.clone(), slot("E"), "te klein".into()));
    assert_eq!(moved, Err(Refusal::InConflict(register.clone())));
    let value = serde_json::to_value(slot("D")).unwrap();
    office.run(Command::EndConflict(register.clone(), value, "gebeld met de bode".into())).unwrap();
    assert_eq!(CaseFile::of(&office.state()).hearings[&hearing].slot.sole().unwrap().room, "D");
    assert_eq!(
        office.run(Command::EndConflict(register.clone(), json!(null), "nog eens".into())),
        Err(Refusal::NoConflict(register))
    );
}

#[test]
fn a_decision_for_another_value_replaces_every_value_that_stood_there() {
    let (mut office, hearing) = torn();
    let register = Register::of(Group::Slot, hearing.clone());
    let heads: BTreeSet<EventId> = office.state().heads(&register).into_iter().collect();
    let choice = |why: &str| {
        let value = serde_json::to_value(slot("E")).unwrap();
        Command::EndConflict(register.clone(), value, why.into())
    };
    assert_eq!(office.run(choice(" ")), Err(Refusal::WhyMissing));
    let nowhere = serde_json::to_value(slot(" ")).unwrap();
    let nowhere = office.run(Command::EndConflict(register.clone(), nowhere, "gebeld".into()));
    assert_eq!(nowhere, Err(Refusal::Empty(Group::Slot)));
    office.run(choice("beide zalen bezet")).unwrap();
    let decision = &office.events.last().unwrap().header;
    assert_eq!((decision.k, heads.len()), (Kind::Decide, 2));
    assert_eq!(decision.sup.iter().copied().collect::<BTreeSet<EventId>>(), heads);
    assert_eq!(CaseFile::of(&office.state()).hearings[&hearing].slot.sole().unwrap().room, "E");
}

#[test]
fn a_task_goes_from_open_to_handed_over_to_done_and_no_further() {
    let mut office = Office::new("ws-a");
    let task = ObjectId::derived("taak");
    let plan = TaskPlan {
        kind: TaskKind::Fine,
        executor: Executor::Cjib,
        due: None,
        text: "EUR 500, 10 dagen".into(),
        urgent: false,
    };
    office.run(Command::PlanTask(task.clone(), plan)).unwrap();
    let at = "2026-11-23T10:05:00+01:00".parse().unwrap();
    let handover =
        HandOver { to: Executor::Cjib, at, how: "koerier".into(), person: "balie".into(), reference: None };
    office.run(Command::HandOver(task.clone(), handover.clone())).unwrap();
    office.run(Command::FinishTask(task.clone(), TaskDone { at, note: "ontvangen".into() })).unwrap();
    assert_eq!(office.run(Command::HandOver(task, handover)), Err(Refusal::Ended(Group::Done)));
}

#[test]
fn what_is_withdrawn_leaves_the_file_and_stays_in_the_log() {
    let mut office = Office::new("ws-a");
    let note = ObjectId::derived("n");
    office.run(Command::Note(note.clone(), Note::new(NoteKind::Plain, "fout"))).unwrap();
    office.run(Command::Withdraw(Group::Note, note.clone(), "verkeerde zaak".into())).unwrap();
    assert!(CaseFile::of(&office.state()).notes.is_empty());
    assert_eq!(office.events.len(), 2);
}

#[test]
fn a_value_of_another_shape_is_refused() {
    let mut office = Office::new("ws-a");
    let note = ObjectId::derived("n");
    office.run(Command::Note(note.clone(), Note::new(NoteKind::Plain, "een"))).unwrap();
    let register = Register::of(Group::Note, note);
    let refused = office.run(Command::Correct(register.clone(), json!({"text": 1}), "typfout".into()));
    assert_eq!(refused, Err(Refusal::Shape(register)));
}

#[test]
fn every_refusal_says_something_in_both_languages() {
    let register = Register::of_case(Group::Status);
    for refusal in [
        Refusal::Unknown(Group::Slot),
        Refusal::InConflict(register.clone()),
        Refusal::NoConflict(register.clone()),
        Refusal::Exists(Group::Slot),
        Refusal::Ended(Group::Slot),
        Refusal::WhyMissing,
        Refusal::Empty(Group::Slot),
        Refusal::Unchanged(Group::Slot),
        Refusal::NextMissing,
        Refusal::Shape(register),
        TermRefusal::TwoPeople.into(),
        TermRefusal::AskedAlready("b.smit".into()).into(),
        TermRefusal::NotAsked.into(),
        TermRefusal::AskedByYou.into(),
        TermRefusal::EnteredByYou.into(),
        TermRefusal::NotOral("hb".into()).into(),
    ] {
        assert_ne!(refusal.sentence(Lang::Nl), refusal.sentence(Lang::En));
        assert!(refusal.sentence(Lang::Nl).ends_with('.'));
    }
}

#[test]
fn counsel_and_shield_are_said_of_a_person_who_is_there_and_corrected_after_that() {
    let mut office = Office::new("ws-a");
    let person = ObjectId::derived("suspect/1");
    let counsel = |name: &str| Counsel { name: name.into(), phone: "070-0000000".into() };
    let early = office.run(Command::AssignCounsel(person.clone(), counsel("mr. P. Pleiter")));
    assert_eq!(early, Err(Refusal::Unknown(Group::Identity)));
    let identity = json!({"role": "suspect", "surname": "Vries", "born": null});
    office.run(Command::Open(Box::new(opened(person.clone(), &identity)))).unwrap();
    let nameless = office.run(Command::AssignCounsel(person.clone(), counsel(" ")));
    assert_eq!(nameless, Err(Refusal::Empty(Group::Counsel)));
    office.run(Command::AssignCounsel(person.clone(), counsel("mr. P. Pleiter"))).unwrap();
    let again = office.run(Command::AssignCounsel(person.clone(), counsel("mr. Q. Bezwaar")));
    assert_eq!(again, Err(Refusal::Exists(Group::Counsel)));
    office.run(Command::Shield(person.clone(), Shield { protected: true, note: String::new() })).unwrap();
    let file = CaseFile::of(&office.state());
    let known = &file.persons[&person];
    assert_eq!(known.counsel.sole().map(|counsel| counsel.name.as_str()), Some("mr. P. Pleiter"));
    assert_eq!(known.shield.sole().map(|shield| shield.protected), Some(true));
    let register = Register::of(Group::Counsel, person.clone());
    office.run(Command::Correct(register, Value::Null, "zonder raadsman".into())).unwrap();
    office.run(Command::AssignCounsel(person, counsel("mr. Q. Bezwaar"))).unwrap();
}

fn opened(person: ObjectId, identity: &Value) -> OpenedCase {
    OpenedCase {
        numbers: CaseNumbers { others: vec!["NOOD-1".into()], ..CaseNumbers::default() },
        status: CaseStatus::default(),
        person,
        identity: serde_json::from_value(identity.clone()).unwrap(),
        person_numbers: PersonNumbers::default(),
        charge_id: ObjectId::derived("charge/1"),
        charge: Charge::default(),
    }
}
