use super::*;
use crate::case::Executor;
use crate::case::tests::{author, case, stamp};
use crate::event::{Draft, Event, Kind};
use crate::ident::ObjectId;
use crate::incident::Process;
use crate::journal::Chain;
use crate::moment::Moment;
use crate::register::{Group, Register};
use crate::state::CaseState;
use crate::text::Lang;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One clerk's entries in a case, each on its own.
fn written(values: &[(Group, &str, Value)]) -> Vec<Event> {
    let mut chain = Chain::new(author("ws-a"));
    let events = values.iter().zip(1..).map(|((group, name, value), turn)| {
        let register = Register::of(*group, ObjectId::derived(name));
        let writes = BTreeMap::from([(register, value.clone())]);
        chain.append(Draft::writing(Kind::Set, case(), writes), &stamp(turn)).unwrap()
    });
    events.collect()
}

/// Of each item: the group of its register, its process, its partner and its rule.
fn concerns(
    values: &[(Group, &str, Value)],
) -> BTreeMap<Group, (Process, Option<ChainPartner>, Option<String>)> {
    let events = written(values);
    let list = BackEntry::of(&events, &CaseState::of(&events));
    let told = list.items.into_iter();
    told.map(|item| (item.register.group, (item.step.process(), item.partner, item.rule))).collect()
}

fn slot(court: &str) -> Value {
    json!({"court": court, "date": "2026-11-30", "time": "09:30:00", "room": "A", "chamber": "PR", "minutes": 30})
}

fn court(name: &str) -> Option<ChainPartner> {
    Some(ChainPartner::Court(name.into()))
}

fn moment(seconds: i64) -> Moment {
    Moment::from_unix(1_790_000_000 + seconds).unwrap()
}

#[test]
fn all_that_is_said_of_a_hearing_concerns_its_court() {
    let found = concerns(&[
        (Group::Slot, "z", slot("Rechtbank Den Haag")),
        (Group::Session, "z", json!({"modality": "regie"})),
        (Group::Outcome, "z", json!({"code": "judgment", "decided": "2026-11-24T10:00:00+01:00"})),
    ]);
    assert_eq!(found[&Group::Slot], (Process::Hearings, court("Rechtbank Den Haag"), None));
    assert_eq!(found[&Group::Session], (Process::Hearings, court("Rechtbank Den Haag"), None));
    assert_eq!(found[&Group::Outcome], (Process::Decisions, court("Rechtbank Den Haag"), None));
}

#[test]
fn a_task_concerns_who_carries_it_out_and_its_handover_to_whom_it_went() {
    let found = concerns(&[
        (Group::Plan, "t", json!({"kind": "fine", "executor": "cjib", "due": null, "urgent": false})),
        (Group::HandOver, "t", json!({"to": "police", "at": "2026-11-24T10:00:00+01:00"})),
        (Group::Done, "t", json!({"at": "2026-11-24T10:00:00+01:00"})),
    ]);
    let executor = |executor| (Process::Enforcement, Some(ChainPartner::Executor(executor)), None);
    assert_eq!(found[&Group::Plan], executor(Executor::Cjib));
    assert_eq!(found[&Group::HandOver], executor(Executor::Police));
    assert_eq!(found[&Group::Done], executor(Executor::Cjib));
}

#[test]
fn where_nobody_is_named_or_two_are_nobody_is_guessed() {
    let found = concerns(&[
        (Group::Slot, "z", slot("Rechtbank Den Haag")),
        (Group::Slot, "z", slot("Rechtbank Rotterdam")),
        (Group::Session, "z", json!({"modality": "regie"})),
        (Group::Charge, "f", json!({"article": "310 Sr", "description": "diefstal"})),
        (Group::Plan, "t", json!({"kind": "fine", "executor": "wie-weet", "due": null, "urgent": false})),
        (Group::Done, "elders", json!({"at": "2026-11-24T10:00:00+01:00"})),
    ]);
    for group in [Group::Slot, Group::Session, Group::Charge, Group::Plan, Group::Done] {
        assert_eq!(found[&group].1, None, "{group:?}");
    }
    assert_eq!(concerns(&[(Group::Slot, "z", slot(" "))])[&Group::Slot].1, None);
}

#[test]
fn a_term_and_its_end_say_by_which_rule() {
    let found = concerns(&[
        (Group::Trigger, "t", json!({"rule": "hb", "from": "2026-11-23", "person": null})),
        (Group::TermEnd, "t", json!({"how": "met", "at": "2026-11-24T10:00:00+01:00"})),
    ]);
    let rule = Some("hb".to_owned());
    assert_eq!(found[&Group::Trigger], (Process::Decisions, None, rule.clone()));
    assert_eq!(found[&Group::TermEnd], (Process::Decisions, None, rule));
}

#[test]
fn a_term_of_custody_counts_with_custody_also_where_it_ended() {
    let found = concerns(&[
        (Group::Trigger, "t", json!({"rule": "gevangenhouding", "from": "2026-11-23", "person": null})),
        (Group::TermEnd, "t", json!({"how": "met", "at": "2026-11-24T10:00:00+01:00"})),
    ]);
    assert_eq!((found[&Group::Trigger].0, found[&Group::TermEnd].0), (Process::Custody, Process::Custody));
}

#[test]
fn a_partner_is_written_so_that_it_can_be_read_again() {
    let executors = Executor::ALL.iter().map(|executor| ChainPartner::Executor(*executor));
    for partner in executors.chain(court("executor:dji")).chain(court("Gerechtshof: Den Haag")) {
        assert_eq!(partner.to_string().parse(), Ok(partner));
    }
    for wrong in ["", "dji", "executor:", "executor:kluis", "court:"] {
        assert_eq!(wrong.parse::<ChainPartner>(), Err(NotAPartner), "{wrong}");
    }
    assert_eq!(ChainPartner::Executor(Executor::Police).label(Lang::Nl), "politie");
}

#[test]
fn each_process_and_each_partner_in_it_has_its_own_pace_and_end() {
    let now = moment(7_200);
    let executor = |executor| Some(ChainPartner::Executor(executor));
    let finished = |count: i64, gap: i64| (0..count).map(|nth| moment(nth * gap)).collect::<Vec<Moment>>();
    let tally = |open, finished: Vec<Moment>, oldest| Tally {
        open,
        done: finished.len() as u64,
        oldest: Some(moment(oldest)),
        finished,
        older: false,
    };
    let tallies = BTreeMap::from([
        ((Process::Enforcement, executor(Executor::Dji)), tally(10, finished(20, 360), 50)),
        ((Process::Enforcement, executor(Executor::Cjib)), tally(4, Vec::new(), 20)),
        ((Process::Enforcement, None), tally(6, Vec::new(), 90)),
        ((Process::Custody, None), tally(0, finished(2, 60), 0)),
    ]);
    let found = meters(&tallies, &now, 7 * 86_400);
    let of = |about: Concern| found.iter().find(|meter| meter.about == about).unwrap();
    let hours = |forecast| match forecast {
        Forecast::At(end) => (end.unix() - now.unix()) / 3_600,
        other => panic!("{other:?}"),
    };
    let whole = of((Process::Enforcement, None));
    assert_eq!((whole.open, whole.done, whole.oldest), (20, 20, Some(moment(20))));
    assert_eq!((whole.pace.tenths_per_hour(), hours(whole.forecast)), (100, 2));
    assert_eq!(hours(of((Process::Enforcement, executor(Executor::Dji))).forecast), 1);
    assert_eq!(of((Process::Enforcement, executor(Executor::Cjib))).forecast, Forecast::Unknown);
    assert_eq!(of((Process::Custody, None)).forecast, Forecast::Done);
    assert_eq!(found.len(), 4, "what has no partner has no line of its own");
    let order: Vec<Process> = found.iter().map(|meter| meter.about.0).collect();
    assert!(order.is_sorted());
}

#[test]
fn a_pace_is_measured_over_the_time_worked_and_gives_the_end() {
    let moment = |seconds: i64| Moment::from_unix(1_790_000_000 + seconds).unwrap();
    let finished: Vec<Moment> = (0..20).map(|nth| moment(nth * 360)).collect();
    let now = moment(7_200);
    let pace = Pace::of(&finished, false, &now, 7 * 86_400);
    assert_eq!((pace.done, pace.seconds, pace.tenths_per_hour()), (20, 7_200, 100));
    let Forecast::At(end) = pace.forecast(30, &now) else { panic!() };
    assert_eq!(end.unix() - now.unix(), 3 * 3_600);
    assert_eq!(pace.forecast(0, &now), Forecast::Done);
    assert_eq!(Pace::of(&[], true, &now, 3_600).forecast(3, &now), Forecast::Unknown);
    assert_eq!(
        Pace::of(&[moment(90_000)], false, &now, 3_600).done,
        0,
        "what a wild clock puts in the future is no work"
    );
}
