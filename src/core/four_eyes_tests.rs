//! Two people end a critical term, whoever writes what in whichever order.

use super::*;
use crate::case::tests::{author, case, stamp};
use crate::case::{CaseFile, TermTrigger};
use crate::command::{Command, Refusal, TermRefusal, Writer, decide};
use crate::event::{Draft, Event, Kind, Stamp};
use crate::ident::ObjectId;
use crate::journal::Chain;
use crate::lawbook::LawBook;
use crate::lawbook::tests::dutch;
use crate::register::{Group, Register};
use crate::state::CaseState;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static LAW: LazyLock<LawBook> = LazyLock::new(dutch);

const ANN: &str = "a.bakker";
const BOB: &str = "b.smit";
const CEM: &str = "c.yilmaz";

fn id() -> ObjectId {
    ObjectId::derived("termijn")
}

fn trigger(rule: &str) -> TermTrigger {
    TermTrigger {
        rule: rule.into(),
        from: "2026-11-23".into(),
        person: None,
        note: String::new(),
        oral: false,
    }
}

fn end(how: TermEndKind) -> TermEnd {
    TermEnd { how, at: stamp(0).at, note: String::new(), confirmed: None }
}

/// A workstation at which several people write one after another.
struct Station {
    chain: Chain,
    events: Vec<Event>,
}

impl Station {
    fn new(name: &str) -> Station {
        Station { chain: Chain::new(author(name)), events: Vec::new() }
    }

    /// A workstation on which Ann set an appeal term running.
    fn with_appeal() -> Station {
        let mut station = Station::new("ws-a");
        station.run(ANN, Command::StartTerm(id(), trigger("hb"))).unwrap();
        station
    }

    /// Another workstation that knows what this one does.
    fn beside(&self, name: &str) -> Station {
        Station { chain: Chain::new(author(name)), events: self.events.clone() }
    }

    fn run(&mut self, by: &str, command: Command) -> Result<(), Refusal> {
        let state = CaseState::of(&self.events);
        let draft = decide(
            case(),
            &state,
            command,
            &Writer { by, law: &LAW.law, today: "2026-11-26".parse().unwrap() },
        )?;
        self.write(by, draft);
        Ok(())
    }

    /// Writes what no command of ours would.
    fn write(&mut self, by: &str, draft: Draft) {
        let stamp = Stamp { by: by.into(), ..stamp(self.events.len() as u64) };
        self.events.push(self.chain.append(draft, &stamp).unwrap());
    }

    fn force(&mut self, by: &str, group: Group, value: Value) {
        let register = Register::of(group, id());
        let heads = CaseState::of(&self.events).heads(&register);
        let kind = if value.is_null() { Kind::Void } else { Kind::Set };
        let draft = Draft::writing(kind, case(), BTreeMap::from([(register, value)]));
        self.write(by, draft.replacing(heads).because("zomaar"));
    }

    fn standing(&self) -> Standing {
        standing_of(&self.events)
    }
}

fn standing_of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Standing {
    let file = CaseFile::of(&CaseState::of(events));
    let term = file.terms.get(&id()).or_else(|| file.withdrawn_terms.get(&id())).cloned().unwrap_or_default();
    standing(&term, &LAW.law)
}

fn refused(why: TermRefusal) -> Result<(), Refusal> {
    Err(Refusal::Term(why))
}

fn confirm() -> Command {
    Command::ConfirmEnd(id(), stamp(9).at)
}

#[test]
fn the_first_asks_and_the_second_confirms_and_both_are_named() {
    let mut station = Station::with_appeal();
    assert_eq!(station.standing(), Standing::Running);
    assert_eq!(station.run(BOB, confirm()), refused(TermRefusal::NotAsked));
    station.run(ANN, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    assert_eq!(station.standing().question().map(|asked| asked.by.as_str()), Some(ANN));
    assert_eq!(station.run(ANN, confirm()), refused(TermRefusal::AskedByYou));
    let again = station.run(BOB, Command::EndTerm(id(), end(TermEndKind::Moot)));
    assert_eq!(again, refused(TermRefusal::AskedAlready(ANN.into())));
    station.run(BOB, confirm()).unwrap();
    assert_eq!(station.standing(), Standing::Ended);
    let file = CaseFile::of(&CaseState::of(&station.events));
    let ended = file.terms[&id()].end.sole().unwrap();
    let confirmed = ended.confirmed.as_ref().unwrap();
    assert_eq!(
        (ended.how, confirmed.asked_by.as_str(), confirmed.confirmed_by.as_str()),
        (TermEndKind::Met, ANN, BOB)
    );
    assert_eq!(confirmed.asked, station.events[1].id);
}

#[test]
fn who_entered_the_term_may_ask_and_not_confirm() {
    let mut station = Station::with_appeal();
    station.run(BOB, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    assert_eq!(station.run(ANN, confirm()), refused(TermRefusal::EnteredByYou));
    station.run(CEM, confirm()).unwrap();
    assert_eq!(station.standing(), Standing::Ended);
}

#[test]
fn two_people_alone_in_an_office_can_still_end_a_term() {
    let mut station = Station::with_appeal();
    station.run(BOB, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    station.run(BOB, Command::KeepTerm(id(), "andersom".into())).unwrap();
    assert_eq!(station.standing(), Standing::Running);
    station.run(ANN, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    station.run(BOB, confirm()).unwrap();
    assert_eq!(station.standing(), Standing::Ended);
}

#[test]
fn one_name_is_one_person_on_every_workstation_and_in_every_case_of_letters() {
    let mut station = Station::with_appeal();
    station.run(BOB, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    let mut other = station.beside("ws-b");
    assert_eq!(other.run(" B.Smit", confirm()), refused(TermRefusal::AskedByYou));
}

#[test]
fn a_confirmation_without_the_question_waits() {
    let mut station = Station::with_appeal();
    station.run(ANN, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    station.run(BOB, confirm()).unwrap();
    let [started, asked, confirmed] = station.events.as_slice() else { panic!() };
    let state = CaseState::of([started, confirmed]);
    assert!(state.waiting().contains(&confirmed.id));
    assert_eq!(standing_of([started, confirmed]), Standing::Running);
    assert!(!standing_of([confirmed, asked]).runs(), "nothing started, so nothing runs");
    assert_eq!(standing_of([confirmed, asked, started]), Standing::Ended);
}

#[test]
fn ends_that_contradict_each_other_end_nothing_and_who_decides_has_asked() {
    let mut here = Station::with_appeal();
    let mut there = here.beside("ws-b");
    here.run(ANN, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    here.run(BOB, confirm()).unwrap();
    there.run(ANN, Command::EndTerm(id(), end(TermEndKind::Moot))).unwrap();
    there.run(CEM, confirm()).unwrap();
    here.events.extend(there.events);
    assert!(matches!(here.standing(), Standing::Asked(asked) if asked.len() == 2));
    let register = Register::of(Group::TermEnd, id());
    assert_eq!(here.run(BOB, confirm()), Err(Refusal::InConflict(register.clone())));
    let value = CaseState::of(&here.events).readings(&register)[0].value.clone();
    here.run(BOB, Command::EndConflict(register, value, "gebeld".into())).unwrap();
    assert_eq!(here.standing().question().map(|asked| asked.by.as_str()), Some(BOB));
    here.run(CEM, confirm()).unwrap();
    assert_eq!(here.standing(), Standing::Ended);
}

#[test]
fn a_confirmation_and_a_refusal_at_the_same_time_leave_the_term_open() {
    let mut here = Station::with_appeal();
    here.run(ANN, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    let mut there = here.beside("ws-b");
    here.run(BOB, confirm()).unwrap();
    there.run(CEM, Command::KeepTerm(id(), "er ligt nog een brief".into())).unwrap();
    here.events.extend(there.events);
    assert!(here.standing().runs());
}

#[test]
fn an_end_of_an_older_program_is_a_question_and_reads_as_it_did() {
    let mut station = Station::with_appeal();
    let old = json!({"how": "met", "at": "2026-11-24T09:00:00+01:00", "note": "akte"});
    station.force(CEM, Group::TermEnd, old);
    let standing = station.standing();
    assert_eq!(
        standing.question().map(|asked| (asked.by.as_str(), asked.end.note.as_str())),
        Some((CEM, "akte"))
    );
    station.run(BOB, confirm()).unwrap();
    assert_eq!(station.standing(), Standing::Ended);
}

#[test]
fn a_rule_that_is_not_critical_ends_by_one_person() {
    let mut station = Station::new("ws-a");
    station.run(ANN, Command::StartTerm(id(), trigger("victim_info"))).unwrap();
    station.run(ANN, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    assert_eq!(station.standing(), Standing::Ended);
}

#[test]
fn a_critical_term_is_not_taken_back_or_given_another_rule_by_one_person() {
    let mut station = Station::with_appeal();
    let withdrawn = station.run(ANN, Command::Withdraw(Group::Trigger, id(), "verkeerde zaak".into()));
    assert_eq!(withdrawn, refused(TermRefusal::TwoPeople));
    let register = Register::of(Group::Trigger, id());
    let other = serde_json::to_value(trigger("victim_info")).unwrap();
    let corrected = station.run(ANN, Command::Correct(register.clone(), other, "toch niet".into()));
    assert_eq!(corrected, refused(TermRefusal::TwoPeople));
    let moved = TermTrigger { from: "2026-11-24".into(), ..trigger("hb") };
    let moved = serde_json::to_value(moved).unwrap();
    station.run(ANN, Command::Correct(register, moved, "een dag later uitgesproken".into())).unwrap();
    assert_eq!(station.standing(), Standing::Running);
}

#[test]
fn a_start_that_another_program_took_back_waits_for_a_second_person() {
    let mut station = Station::with_appeal();
    station.force(ANN, Group::Trigger, Value::Null);
    assert_eq!(station.standing().question().map(|asked| asked.by.as_str()), Some(ANN));
    let rows = crate::rows::derive(case(), &CaseState::of(&station.events), &LAW);
    assert_eq!((rows.terms.len(), rows.terms[0].running, rows.case.terms), (1, true, 1));
    let mut kept = station.beside("ws-b");
    station.run(BOB, confirm()).unwrap();
    assert_eq!(station.standing(), Standing::Ended);
    kept.run(BOB, Command::KeepTerm(id(), "het vonnis staat er wel".into())).unwrap();
    assert_eq!(kept.standing(), Standing::Running);
}

#[test]
fn a_start_taken_back_while_somebody_asks_leaves_the_question_and_the_term() {
    let mut here = Station::with_appeal();
    let mut there = here.beside("ws-b");
    here.run(ANN, Command::EndTerm(id(), end(TermEndKind::Met))).unwrap();
    there.force(ANN, Group::Trigger, Value::Null);
    here.events.extend(there.events);
    assert!(here.standing().runs());
    let rows = crate::rows::derive(case(), &CaseState::of(&here.events), &LAW);
    assert_eq!((rows.terms.len(), rows.case.terms), (1, 1));
}

#[test]
fn an_oral_order_sets_the_term_to_write_it_down_running_in_the_same_entry() {
    let mut station = Station::new("ws-a");
    let oral = TermTrigger { oral: true, ..trigger("tap") };
    station.run(ANN, Command::StartTerm(id(), oral)).unwrap();
    assert_eq!(station.events.len(), 1);
    let rows = crate::rows::derive(case(), &CaseState::of(&station.events), &LAW);
    let mut rules: Vec<_> = rows.terms.iter().map(|row| (row.rule.as_str(), row.from.as_str())).collect();
    rules.sort_unstable();
    assert_eq!(rules, [("tap", "2026-11-23"), ("tap/op_schrift", "2026-11-23")]);
    let oral = TermTrigger { oral: true, ..trigger("hb") };
    let none = station.run(ANN, Command::StartTerm(ObjectId::derived("x"), oral));
    assert_eq!(none, refused(TermRefusal::NotOral("hb".into())));
}

/// What one person could write, by our commands and by hand.
#[derive(Clone, Debug)]
enum Act {
    Command(u8),
    Forged(u8),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![(0_u8..6).prop_map(Act::Command), (0_u8..6).prop_map(Act::Forged)];
    proptest::collection::vec(act, 1..9)
}

fn try_alone(station: &mut Station, who: &str, act: &Act) {
    let register = |group| Register::of(group, id());
    let other = serde_json::to_value(trigger("victim_info")).unwrap();
    let last = station.events.last().map(|event| event.id).unwrap();
    let forged = |how: &str| {
        json!({"how": how, "at": "2026-11-24T09:00:00+01:00", "note": "",
            "confirmed": {"asked": last.to_string(), "asked_by": ANN, "confirmed_by": who, "at": "2026-11-24T09:00:00+01:00"}})
    };
    let command = match act {
        Act::Command(0) => Command::EndTerm(id(), end(TermEndKind::Met)),
        Act::Command(1) => confirm(),
        Act::Command(2) => Command::KeepTerm(id(), "toch".into()),
        Act::Command(3) => Command::Withdraw(Group::Trigger, id(), "weg".into()),
        Act::Command(4) => Command::Correct(register(Group::Trigger), other, "anders".into()),
        Act::Command(_) => {
            let value = serde_json::to_value(end(TermEndKind::Moot)).unwrap();
            Command::EndConflict(register(Group::TermEnd), value, "beslist".into())
        }
        Act::Forged(0) => return station.force(who, Group::TermEnd, forged("met")),
        Act::Forged(1) => return station.force(who, Group::TermEnd, forged("moot")),
        Act::Forged(2) => return station.force(who, Group::Trigger, other),
        Act::Forged(3) => return station.force(who, Group::Trigger, Value::Null),
        Act::Forged(4) => return station.force(who, Group::TermEnd, Value::Null),
        Act::Forged(_) => {
            return station.force(
                who,
                Group::TermEnd,
                serde_json::to_value(end(TermEndKind::Missed)).unwrap(),
            );
        }
    };
    let _ = station.run(who, command);
}

proptest! {
    #[test]
    fn nobody_alone_ends_a_critical_term_whatever_is_written_in_whatever_order(
        here in acts(), there in acts(), order in any::<u64>(), taken in any::<u32>(),
    ) {
        for who in [ANN, BOB] {
            let mut one = Station::with_appeal();
            let mut other = one.beside("ws-b");
            here.iter().for_each(|act| try_alone(&mut one, who, act));
            there.iter().for_each(|act| try_alone(&mut other, who, act));
            let mut events: Vec<Event> = one.events.iter().chain(&other.events[1..]).cloned().collect();
            here.iter().take(2).for_each(|act| {
                // And goes on at a workstation that knows both.
                let mut merged = Station { chain: Chain::new(author("ws-c")), events: events.clone() };
                try_alone(&mut merged, who, act);
                events = merged.events;
            });
            // Any part of it that still has the start, in any order.
            let mut some: Vec<&Event> =
                events.iter().enumerate().filter(|(nth, _)| *nth == 0 || taken >> (nth % 32) & 1 == 1)
                    .map(|(_, event)| event).collect();
            some.sort_by_key(|event| event.id.as_bytes()[0] ^ order.to_be_bytes()[0]);
            prop_assert!(standing_of(some.iter().copied()).runs());
            prop_assert!(standing_of(&events).runs());
        }
    }
}
