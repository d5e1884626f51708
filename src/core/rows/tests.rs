//! Custody clocks in the rows of a case.

use super::*;
use crate::case::tests::{author, case};
use crate::event::{Draft, Event, Kind, Stamp};
use crate::journal::Chain;
use crate::lawbook::tests::dutch;
use crate::planning::chambers::to_hear_each;
use crate::register::{Group, Register};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A measure: kind, moment, and the person it names, if any.
type Told<'a> = (&'a str, &'a str, Option<&'a str>);

const ARRESTED: [Told<'_>; 2] =
    [("aanhouding", "2026-11-16T10:00", None), ("inverzekeringstelling", "2026-11-16T16:00", None)];

/// Entered after all that is told of had happened.
fn stamp(turn: u64) -> Stamp {
    told_at("2027-06-01T09:00:00+02:00", turn)
}

fn told_at(at: &str, turn: u64) -> Stamp {
    Stamp { at: at.parse().unwrap(), ..crate::case::tests::stamp(turn) }
}

fn suspect(name: &str) -> (Register, Value) {
    let who = json!({"role": "suspect", "surname": name, "born": null});
    (Register::of(Group::Identity, name.parse().unwrap()), who)
}

fn measure((kind, moment, person): Told<'_>) -> (Register, Value) {
    let id = ObjectId::derived(&format!("{kind} {moment} {person:?}"));
    let value = json!({"kind": kind, "moment": format!("{moment}:00+01:00"), "place": "HvB", "days": null,
        "person": person});
    (Register::of(Group::Measure, id), value)
}

fn events(suspects: &[&str], measures: &[Told<'_>]) -> Vec<Event> {
    let slot = json!({"court": "Rechtbank Den Haag", "date": "2026-12-01", "time": "09:30:00", "room": "B",
        "chamber": "Politierechter", "minutes": 30});
    let hearing = (Register::of(Group::Slot, ObjectId::derived("h")), slot);
    let mut chain = Chain::new(author("ws-a"));
    let all = suspects.iter().map(|name| suspect(name)).chain([hearing]);
    let all = all.chain(measures.iter().copied().map(measure));
    let drafts = all.map(|write| Draft::writing(Kind::Add, case(), BTreeMap::from([write])));
    drafts.enumerate().map(|(turn, draft)| chain.append(draft, &stamp(turn as u64)).unwrap()).collect()
}

fn rows(suspects: &[&str], measures: &[Told<'_>]) -> CaseRows {
    derive(case(), &CaseState::of(&events(suspects, measures)), &dutch())
}

fn running(rows: &CaseRows) -> Vec<(&str, String)> {
    let open = rows.terms.iter().filter(|term| term.running && term.custody);
    open.map(|term| (term.rule.as_str(), term.shown.unwrap().to_string().chars().take(16).collect()))
        .collect()
}

fn held(rows: &CaseRows) -> bool {
    assert!(rows.hearings.iter().all(|hearing| hearing.custody == rows.case.in_custody));
    assert_eq!(rows.hearings.len(), 1);
    rows.case.in_custody
}

#[test]
fn an_arrest_and_an_order_give_their_clocks_and_the_first_is_the_fatal_one() {
    let rows = rows(&["p"], &ARRESTED);
    let clocks = [("ivs", "2026-11-19T16:00".to_owned()), ("voorgeleiding", "2026-11-20T04:00".to_owned())];
    assert_eq!(running(&rows), clocks);
    assert_eq!(rows.case.next_fatal, Some("2026-11-19T16:00:00+01:00".parse().unwrap()));
    assert!(held(&rows));
    assert_eq!(rows.case.terms, 2);
    let first = &rows.terms[0];
    assert_eq!((first.from.as_str(), first.earliest), ("2026-11-16T16:00:00+01:00", first.shown));
}

#[test]
fn an_order_without_an_arrest_stands_first_as_a_clock_without_an_end() {
    let rows = rows(&["p"], &ARRESTED[1..]);
    let endless: Vec<_> = rows.terms.iter().filter(|term| term.running && term.shown.is_none()).collect();
    assert_eq!(endless.len(), 1);
    assert_eq!((endless[0].rule.as_str(), endless[0].custody), ("voorgeleiding", true));
    assert!(held(&rows));
}

#[test]
fn a_freed_suspect_has_ended_clocks_and_is_not_held() {
    let freed = ("invrijheidstelling", "2026-11-17T09:00", None);
    let rows = rows(&["p"], &[ARRESTED[0], ARRESTED[1], freed]);
    assert!(running(&rows).is_empty() && rows.case.next_fatal.is_none() && !held(&rows));
    assert!(rows.terms.iter().any(|term| term.custody && !term.running));
}

#[test]
fn a_lifted_order_leaves_the_clock_of_letting_go_and_nobody_held() {
    let lifted = ("opheffing", "2026-11-17T09:00", None);
    let brought = ("voorgeleiding", "2026-11-17T08:00", None);
    let rows = rows(&["p"], &[ARRESTED[0], ARRESTED[1], brought, lifted]);
    assert_eq!(running(&rows).iter().map(|(rule, _)| *rule).collect::<Vec<_>>(), ["vrijlating"]);
    assert!(!held(&rows) && rows.case.next_fatal.is_some());
}

#[test]
fn a_suspended_detention_holds_nobody() {
    let remand = ("bewaring", "2026-11-19T14:00", None);
    let suspended = ("schorsing", "2026-11-20T14:00", None);
    let rows = rows(&["p"], &[ARRESTED[0], ARRESTED[1], remand, suspended]);
    assert!(!held(&rows) && running(&rows).is_empty());
}

#[test]
fn somebody_under_a_lapsed_title_is_still_held() {
    // The last measure lies after the end of the first title, and ends nothing.
    let later = ("voorgeleiding", "2026-11-25T09:00", None);
    let rows = rows(&["p"], &[ARRESTED[0], ARRESTED[1], later]);
    assert_eq!(running(&rows), [("ivs", "2026-11-19T16:00".to_owned())]);
    assert!(held(&rows));
}

#[test]
fn somebody_let_go_during_the_hearing_stays_in_sight_however_long_ago_the_order_would_have_ended() {
    let steps = [
        ARRESTED[0],
        ARRESTED[1],
        ("bewaring", "2026-11-19T14:00", None),
        ("gevangenhouding", "2026-12-02T14:00", None),
        ("aanvang_zitting", "2027-01-20T10:00", None),
        ("invrijheidstelling", "2027-01-25T10:00", None),
    ];
    let rows = rows(&["p"], &steps);
    let order = rows.terms.iter().find(|term| term.rule == "gevangenhouding").unwrap();
    assert_eq!((order.running, order.shown), (false, None));
    assert!(!held(&rows) && order.earliest.is_some());
}

#[test]
fn somebody_whose_hearing_has_begun_is_held_without_a_clock() {
    let rows = rows(
        &["p"],
        &[
            ARRESTED[0],
            ARRESTED[1],
            ("bewaring", "2026-11-19T14:00", None),
            ("gevangenhouding", "2026-12-02T14:00", None),
            ("aanvang_zitting", "2026-12-10T10:00", None),
        ],
    );
    assert!(running(&rows).is_empty() && held(&rows));
}

#[test]
fn a_release_that_names_nobody_frees_the_one_suspect() {
    let arrest = ("aanhouding", "2026-11-16T10:00", Some("p"));
    let freed = ("invrijheidstelling", "2026-11-16T15:00", None);
    assert!(!held(&rows(&["p"], &[arrest, freed])));
    assert!(held(&rows(&["p", "q"], &[arrest, freed])));
}

#[test]
fn every_clock_of_a_case_has_its_own_name_and_keeps_it() {
    let both = [
        ("aanhouding", "2026-11-16T10:00", Some("p")),
        ("aanhouding", "2026-11-16T10:00", Some("q")),
        ("AANHOUDING", "2026-11-16T10:00", Some("q")),
    ];
    let names = |rows: &CaseRows| rows.terms.iter().map(|term| term.term.clone()).collect::<Vec<_>>();
    let all = names(&rows(&["p", "q"], &both));
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    assert!(all.len() >= 6 && all.iter().all(|name| name.as_str().starts_with("clock-")));
    let later = [both[0], both[1], both[2], ("inverzekeringstelling", "2026-11-16T16:00", Some("p"))];
    let more = names(&rows(&["p", "q"], &later));
    assert!(all.iter().all(|name| more.contains(name)), "{all:?} {more:?}");
}

#[test]
fn rows_do_not_depend_on_the_order_of_events() {
    let mut events = events(&["p"], &ARRESTED);
    let straight = derive(case(), &CaseState::of(&events), &dutch());
    events.reverse();
    assert_eq!(derive(case(), &CaseState::of(&events), &dutch()), straight);
}

fn with_outcome(code: &str, chamber: &str, measures: &[Told<'_>], suspects: &[&str]) -> CaseRows {
    let mut chain = Chain::new(author("ws-b"));
    let slot = json!({"court": "Rechtbank Den Haag", "date": "2026-12-01", "time": "09:30:00", "room": "B",
        "chamber": chamber, "minutes": 30});
    let outcome = json!({"code": code, "appearance": null, "decided": "2026-12-01T11:00:00+01:00", "next": null,
        "told_in_person": false});
    let id = ObjectId::derived("h2");
    let writes = [(Register::of(Group::Slot, id.clone()), slot), (Register::of(Group::Outcome, id), outcome)];
    let draft = Draft::writing(Kind::Add, case(), BTreeMap::from(writes));
    let mut all = events(suspects, measures);
    all.push(chain.append(draft, &stamp(99)).unwrap());
    derive(case(), &CaseState::of(&all), &dutch())
}

const REMANDED: [Told<'_>; 2] =
    [("aanhouding", "2026-11-16T10:00", Some("p")), ("bewaring", "2026-11-19T14:00", Some("p"))];

#[test]
fn what_a_hearing_decides_moves_the_clocks_of_the_one_suspect() {
    let after = |code, chamber| {
        let rows = with_outcome(code, chamber, &REMANDED, &["p"]);
        running(&rows).into_iter().map(|(rule, end)| format!("{rule} {end}")).collect::<Vec<_>>()
    };
    let remand = "bewaring 2026-12-03T14:00";
    assert!(after("detained", "Raadkamer")[0].starts_with("gevangenhouding "));
    assert_eq!(after("custody-lifted", "Raadkamer"), ["vrijlating 2026-12-01T14:00"]);
    assert!(after("custody-suspended", "Raadkamer").is_empty());
    assert_eq!(after("adjourned-to", "Raadkamer"), [remand]);
    let pro_forma = "schorsing_bep 2027-01-01T00:00";
    assert_eq!(after("adjourned-open", "Meervoudige kamer"), [remand, pro_forma]);
    assert_eq!(after("denied", "Raadkamer"), [remand]);
}

#[test]
fn a_measure_that_is_logged_takes_the_place_of_what_the_hearing_said_that_day() {
    let logged = [REMANDED[0], REMANDED[1], ("gevangenhouding", "2026-12-01T10:30", Some("p"))];
    let rows = with_outcome("detained", "Raadkamer", &logged, &["p"]);
    let orders = rows.terms.iter().filter(|term| term.rule == "gevangenhouding");
    assert_eq!(orders.count(), 1);
}

#[test]
fn a_decision_on_custody_in_a_case_of_two_suspects_is_asked_about_and_an_adjournment_is_for_both() {
    let two = [
        REMANDED[0],
        REMANDED[1],
        ("aanhouding", "2026-11-16T10:00", Some("q")),
        ("bewaring", "2026-11-19T14:00", Some("q")),
    ];
    let lifted = with_outcome("custody-lifted", "Raadkamer", &two, &["p", "q"]);
    let open = lifted.terms.iter().filter(|term| term.running && term.custody);
    let open: Vec<_> = open.map(|term| (term.rule.as_str(), term.shown.is_some())).collect();
    assert_eq!(open, [("opheffing", false), ("bewaring", true), ("bewaring", true)]);
    let adjourned = with_outcome("adjourned-to", "Politierechter", &two, &["p", "q"]);
    assert_eq!(running(&adjourned).iter().filter(|(rule, _)| *rule == "schorsing_bep").count(), 2);
}

#[test]
fn a_clock_that_stands_still_has_no_end_to_go_by() {
    let steps = [REMANDED[0], REMANDED[1], ("schorsing", "2026-11-25T14:00", Some("p"))];
    let rows = rows(&["p"], &steps);
    let still: Vec<_> = rows.terms.iter().filter(|term| term.custody && term.shown.is_none()).collect();
    assert_eq!((still.len(), still[0].rule.as_str(), still[0].running), (1, "bewaring", false));
    assert!(still[0].earliest.is_some());
}

#[test]
fn a_release_told_ahead_of_its_time_ends_no_clock_in_the_lists() {
    let release = ("invrijheidstelling", "2027-11-27T10:00", None);
    let told = [ARRESTED[0], ARRESTED[1], release];
    let rows = rows(&["p"], &told);
    assert!(held(&rows));
    assert_eq!(running(&rows), running(&self::rows(&["p"], &ARRESTED)));
    let arrest = self::rows(&["p"], &[("aanhouding", "2027-11-27T10:00", None)]);
    let open: Vec<&str> =
        arrest.terms.iter().filter(|term| term.running).map(|term| term.rule.as_str()).collect();
    assert_eq!(open, ["aanhouding"], "who may be held on a wrong date is found by the board");
}

#[test]
fn sv_66_two_suspects_of_a_case_share_no_limit_of_ninety_days() {
    let of = |who: &'static str, first: &'static str, next: &'static str| {
        [
            ("aanhouding", first, Some(who)),
            ("bewaring", first, Some(who)),
            ("gevangenhouding", next, Some(who)),
        ]
    };
    let (one, other) =
        (of("p", "2026-11-02T10:00", "2026-11-16T10:00"), of("q", "2026-11-12T10:00", "2026-11-26T10:00"));
    let state = CaseState::of(&events(&["p", "q"], &[one, other].concat()));
    let (file, law) = (CaseFile::of(&state), dutch());
    let found = to_hear_each(&file, &derive(case(), &state, &law), &law);
    let limits: Vec<(Option<&str>, String)> = found
        .iter()
        .filter(|(_, hear)| hear.rule == "gevangenhouding")
        .map(|(person, hear)| {
            (person.as_ref().map(ObjectId::as_str), hear.limit.as_ref().unwrap().at.date().to_string())
        })
        .collect();
    assert_eq!(limits, [(Some("p"), "2027-02-14".to_owned()), (Some("q"), "2027-02-24".to_owned())]);
}

#[test]
fn sv_66_the_limit_on_the_planning_board_leaves_out_the_days_before_and_after_a_release() {
    let told = [
        ("aanhouding", "2026-11-02T10:00", None),
        ("bewaring", "2026-11-02T10:00", None),
        ("gevangenhouding", "2026-11-16T10:00", None),
        ("opheffing", "2026-12-16T10:00", None),
        ("invrijheidstelling", "2026-12-16T10:30", None),
        ("aanhouding", "2027-03-01T10:00", None),
        ("bewaring", "2027-03-02T10:00", None),
        ("gevangenhouding", "2027-03-16T10:00", None),
    ];
    let state = CaseState::of(&events(&["p"], &told));
    let (file, law) = (CaseFile::of(&state), dutch());
    let found = to_hear_each(&file, &derive(case(), &state, &law), &law);
    let detention = found.iter().find(|(_, hear)| hear.rule == "gevangenhouding").unwrap();
    let limit = detention.1.limit.as_ref().unwrap().at;
    // 30 of the 90 days were spent before the release: 60 are left from the new order.
    assert_eq!(limit, detention.1.ends.unwrap());
    assert_eq!(limit.in_the_netherlands().to_string(), "2027-05-15T11:00:00+02:00");
}
