//! A fresh export held against the work of people.

use super::tests::{FRIDAY, Hand, SATURDAY, case, correct, office, taken_in, tried};
use super::*;
use noodbrug_core::case::{HearingSession, HearingSlot};
use noodbrug_core::command::{Command, PlannedHearing};
use noodbrug_core::register::Group;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

#[test]
fn a_fresh_export_is_held_against_our_work_and_nothing_is_taken_in() {
    let (_dir, mut office) = office();
    let numbers = ["09/100001-26", "09/100002-26", "09/100003-26"];
    let cases = numbers.map(|number| (number, "Vries", "Opsporing"));
    taken_in(&mut office, Hand::of(FRIDAY, &cases, None).path());
    numbers.iter().for_each(|number| correct(&mut office, number, "Vonnis"));
    let phases = ["Vonnis", "Sepot", "Opsporing"];
    let rows: Vec<(&str, &str, &str)> =
        numbers.iter().zip(phases).map(|(number, phase)| (*number, "Vries", phase)).collect();
    let saturday = Hand::of(SATURDAY, &rows, None);
    let trial = tried(&office, saturday.path());
    let found = office.compare_export(&trial, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let said: BTreeMap<&str, Compared> =
        found.facts.iter().map(|fact| (fact.case.number.as_str(), fact.compared)).collect();
    let expected = [Compared::There, Compared::Changed, Compared::Missing];
    assert_eq!(said, numbers.into_iter().zip(expected).collect());
    let counts = [found.cases_new, found.cases_changed, found.cases_both, found.cases_same];
    assert_eq!(
        (counts, office.conflicts().unwrap().rows.len()),
        ([0, 0, 2, 1], 0),
        "each case is counted once"
    );
    taken_in(&mut office, saturday.path());
    assert_eq!(office.back_entry_status().unwrap().open, 2, "what is there closed by itself");
}

#[test]
fn what_changed_in_the_source_alone_is_told_in_a_case_of_ours_and_a_file_that_was_not_given_is_no_absence() {
    let (_dir, mut office) = office();
    let number = "09/100001-26";
    taken_in(&mut office, Hand::of(FRIDAY, &[(number, "Vries", "Opsporing")], None).path());
    let slot = HearingSlot {
        date: "2026-12-01".parse().unwrap(),
        time: "10:00:00".parse().unwrap(),
        court: "Rechtbank Den Haag".into(),
        room: "A2".into(),
        chamber: String::new(),
        minutes: None,
    };
    let (hearing, session) = (office.new_id().unwrap(), HearingSession::default());
    let plan = Command::PlanHearing(PlannedHearing { hearing, slot, session });
    office.act(&case(number), plan).unwrap();
    let saturday = Hand::of(SATURDAY, &[(number, "de Vries", "Opsporing")], None);
    let trial = tried(&office, saturday.path());
    let found = office.compare_export(&trial, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let said: Vec<_> = found.facts.iter().map(|fact| (fact.register.group, fact.compared)).collect();
    assert!(said.contains(&(Group::Slot, Compared::NotGiven)), "{said:?}");
    assert!(said.contains(&(Group::Identity, Compared::SourceAlone)), "{said:?}");
    assert_eq!(found.count(Compared::Missing), 0, "{said:?}");
    assert_eq!((found.cases_both, found.cases_changed), (1, 0));
}
