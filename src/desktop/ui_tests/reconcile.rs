//! Afstemming in a window joined to an office: a conflict decided, a fact keyed, and nothing decided by itself.

use super::arrivals::{Joined, send, two};
use super::office::inside;
use super::*;
use crate::bridge::Lane;
use noodbrug_core::case::{CaseNumbers, CaseStatus, Charge, Identity, PersonNumbers, PersonRole};
use noodbrug_core::command::{Command, OpenedCase};
use noodbrug_core::ident::CaseId;
use noodbrug_core::register::Group;
use noodbrug_office::Office;
use noodbrug_ui::{Cases, DecideForm, DialogKind, KeyingDeed, Reconcile, Sheet};
use slint::Model;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc;

/// Does something with the office of a window.
fn with_office<T: Send + 'static>(
    (_, _, bridge): &Joined,
    act: impl FnOnce(&mut Office) -> T + Send + 'static,
) -> T {
    let (give, take) = mpsc::channel();
    bridge.ask(Lane::Work, move |desk| give.send(act(desk.office().unwrap())).unwrap(), |_, ()| ());
    settle();
    take.recv().unwrap()
}

fn take_in(joined: &Joined, file: &str) {
    let (file, receipts) = (file.to_owned(), joined.0.path().to_owned());
    with_office(joined, move |office| {
        let go = |_, _| ControlFlow::Continue(());
        let trial = office.try_import(Path::new(&file), &mut { go }).unwrap();
        office.apply_import(&trial, &receipts, &mut { go }).unwrap();
    });
}

/// Says another phase of a case here.
pub(super) fn say(joined: &Joined, case: CaseId, phase: &'static str) {
    with_office(joined, move |office| {
        let standing = office.standing(&case).unwrap().into_iter();
        let (register, values) =
            standing.into_iter().find(|(known, _)| known.group == Group::Status).unwrap();
        let mut value = values[0].clone();
        value["phase"] = phase.into();
        office.act(&case, Command::Correct(register, value, "gebeld".into())).unwrap();
    });
}

/// Two offices that say different things of one case; the second knows both.
pub(super) fn torn() -> (Joined, Joined) {
    let (ours, theirs) = two(true);
    take_in(&theirs, &send(&ours));
    let case = first_case(&ours);
    say(&ours, case, "Gedagvaard");
    say(&theirs, case, "Geseponeerd");
    take_in(&theirs, &send(&ours));
    (ours, theirs)
}

pub(super) fn first_case((_, window, _): &Joined) -> CaseId {
    go(window, Screen::Cases);
    let row = window.global::<Cases>().get_rows().row_data(0).unwrap();
    row.id.split('/').next().unwrap().parse().unwrap()
}

#[test]
fn a_conflict_stands_with_both_values_and_ends_only_by_a_choice_with_a_reason() {
    let (_ours, theirs) = torn();
    let window = &theirs.1;
    go(window, Screen::Reconcile);
    let screen = window.global::<Reconcile>();
    assert_eq!(screen.get_conflicts().row_count(), 1);
    screen.set_conflict_at(0);
    screen.invoke_pick_conflict(0);
    settle();
    let phase = screen.get_sides().iter().find(|row| row.cells.row_data(0).unwrap() == "● fase").unwrap();
    let said: Vec<String> = phase.cells.iter().skip(2).map(Into::into).collect();
    assert!(said.contains(&"Gedagvaard".to_owned()) && said.contains(&"Geseponeerd".to_owned()), "{said:?}");
    let shell = window.global::<Shell>();
    with_control(window, Key::Return);
    assert_eq!(shell.get_dialog(), DialogKind::Decide);
    // Nothing is chosen beforehand, and closing decides nothing.
    with_control(window, Key::Return);
    assert!(shell.get_problem().contains("Kies eerst"), "{}", shell.get_problem());
    press(window, Key::Escape);
    assert_eq!((shell.get_dialog(), screen.get_conflicts().row_count()), (DialogKind::None, 1));
    let chosen = said.iter().position(|phase| phase == "Gedagvaard").unwrap();
    let choice = i32::try_from(chosen).unwrap() + 1;
    shell.invoke_ask(DialogKind::Decide);
    screen.invoke_decide(DecideForm { choice, why: " ".into(), ..DecideForm::default() });
    settle();
    assert!(shell.get_problem().contains("reden"), "{}", shell.get_problem());
    screen.invoke_decide(DecideForm {
        choice,
        why: "gebeld met de rechtbank".into(),
        ..DecideForm::default()
    });
    settle();
    assert_eq!((shell.get_problem().as_str(), shell.get_dialog()), ("", DialogKind::None));
    assert_eq!((screen.get_conflicts().row_count(), screen.get_conflict().as_str()), (0, ""));
}

#[test]
fn another_value_is_said_field_by_field_where_none_of_the_sides_is_right() {
    let (_ours, theirs) = torn();
    let window = &theirs.1;
    go(window, Screen::Reconcile);
    let (screen, shell) = (window.global::<Reconcile>(), window.global::<Shell>());
    screen.set_conflict_at(0);
    screen.invoke_pick_conflict(0);
    settle();
    let choices: Vec<String> = screen.get_choices().iter().map(String::from).collect();
    assert_eq!(choices.last().unwrap(), "Een andere waarde");
    let choice = i32::try_from(choices.len()).unwrap() - 1;
    let form = || DecideForm { choice, why: "gebeld met het parket".into(), ..DecideForm::default() };
    shell.invoke_ask(DialogKind::Decide);
    screen.invoke_decide(form());
    settle();
    assert_eq!(shell.get_problem(), "Kies ook wat hier moet staan: fase.");
    let fields = screen.get_other_fields();
    let mut phase = fields.row_data(0).unwrap();
    assert_eq!((fields.row_count(), phase.label.as_str(), phase.typed), (1, "Fase", true));
    phase.at = i32::try_from(phase.options.row_count()).unwrap() - 1;
    fields.set_row_data(0, phase.clone());
    screen.invoke_decide(form());
    settle();
    assert!(shell.get_problem().starts_with("Fase: Vul in"), "{}", shell.get_problem());
    phase.text = "Hoger beroep".into();
    fields.set_row_data(0, phase);
    screen.invoke_decide(form());
    settle();
    assert_eq!((shell.get_problem().as_str(), screen.get_conflicts().row_count()), ("", 0));
    let case = first_case(&theirs);
    let stands = with_office(&theirs, move |office| office.standing(&case).unwrap());
    let status = stands.into_iter().find(|(register, _)| register.group == Group::Status).unwrap();
    assert_eq!(status.1.len(), 1);
    assert_eq!(status.1[0]["phase"], "Hoger beroep");
}

/// Says another number of the criminal-justice chain of the first person in a case; gives nothing away about the others.
pub(super) fn number(joined: &Joined, case: CaseId, skn: &'static str) {
    with_office(joined, move |office| {
        let standing = office.standing(&case).unwrap();
        let numbers = standing.into_iter().find(|(known, _)| known.group == Group::PersonNumbers);
        let (register, values) = numbers.unwrap();
        let mut value = values[0].clone();
        value["skn"] = skn.into();
        office.act(&case, Command::Correct(register, value, "gebeld".into())).unwrap();
    });
}

/// Chooses another value, its fields as they are filled in now.
fn decide_other(window: &MainWindow) {
    let screen = window.global::<Reconcile>();
    let choice = i32::try_from(screen.get_choices().row_count()).unwrap() - 1;
    screen.invoke_decide(DecideForm { choice, why: "gebeld".into(), ..DecideForm::default() });
    settle();
}

/// Two offices that each say another number of one person, of which the second knows both.
fn numbers_in_conflict() -> (Joined, Joined, CaseId) {
    let (ours, theirs) = two(true);
    take_in(&theirs, &send(&ours));
    let case = first_case(&ours);
    number(&ours, case, "10000001");
    number(&theirs, case, "20000002");
    take_in(&theirs, &send(&ours));
    (ours, theirs, case)
}

fn first_conflict(window: &MainWindow) {
    go(window, Screen::Reconcile);
    let screen = window.global::<Reconcile>();
    screen.set_conflict_at(0);
    screen.invoke_pick_conflict(0);
    settle();
    window.global::<Shell>().invoke_ask(DialogKind::Decide);
}

#[test]
fn another_value_can_be_that_an_optional_field_is_empty() {
    let (_ours, theirs, case) = numbers_in_conflict();
    let window = &theirs.1;
    first_conflict(window);
    let fields = window.global::<Reconcile>().get_other_fields();
    let mut skn = fields.row_data(0).unwrap();
    let empty = skn.options.iter().position(|option| option == "Leeg").unwrap();
    assert_eq!(skn.options.row_data(skn.options.row_count() - 1).unwrap(), "Iets anders");
    skn.at = i32::try_from(empty).unwrap();
    fields.set_row_data(0, skn);
    decide_other(window);
    assert_eq!(window.global::<Shell>().get_problem(), "");
    let stands = with_office(&theirs, move |office| office.standing(&case).unwrap());
    let numbers = stands.into_iter().find(|(register, _)| register.group == Group::PersonNumbers).unwrap();
    assert!(numbers.1[0]["skn"].is_null(), "{}", numbers.1[0]);
}

#[test]
fn another_hearing_day_that_is_a_day_off_is_asked_about_once() {
    let (ours, theirs) = two(true);
    take_in(&theirs, &send(&ours));
    let slots = with_office(&ours, |office| {
        let day = office.next_hearing_day("2026-11-23".parse().unwrap()).unwrap().unwrap();
        let rows = office.hearings(day, None).unwrap();
        rows.into_iter().map(|line| (line.case.id, line.hearing)).collect::<Vec<_>>()
    });
    let (case, hearing) = slots[0].clone();
    for (joined, day) in [(&ours, "2026-12-01"), (&theirs, "2026-12-02")] {
        let hearing = hearing.clone();
        with_office(joined, move |office| {
            let standing = office.standing(&case).unwrap().into_iter();
            let is_it = |known: &noodbrug_core::register::Register| {
                known.group == Group::Slot && known.object.as_ref() == Some(&hearing)
            };
            let (register, values) = standing.into_iter().find(|(known, _)| is_it(known)).unwrap();
            let mut value = values[0].clone();
            value["date"] = day.into();
            office.act(&case, Command::Correct(register, value, "gebeld".into())).unwrap();
        });
    }
    take_in(&theirs, &send(&ours));
    let window = &theirs.1;
    first_conflict(window);
    let (screen, shell) = (window.global::<Reconcile>(), window.global::<Shell>());
    let fields = screen.get_other_fields();
    let mut day = fields.row_data(0).unwrap();
    day.at = i32::try_from(day.options.row_count()).unwrap() - 1;
    day.text = "06-12-2026".into();
    fields.set_row_data(0, day);
    decide_other(window);
    assert!(shell.get_problem().contains("06-12-2026 is een vrije dag"), "{}", shell.get_problem());
    decide_other(window);
    assert_eq!((shell.get_problem().as_str(), screen.get_conflicts().row_count()), ("", 0));
}

/// Why numbers of persons in a case were asked for.
fn asked_why(joined: &Joined, case: CaseId) -> Vec<String> {
    let log = with_office(joined, move |office| office.sheet(&case).unwrap().log);
    let numbers = log.into_iter().filter(|line| line.said["what"] == "numbers");
    numbers.filter_map(|line| line.why).collect()
}

#[test]
fn numbers_of_a_person_in_a_conflict_are_hidden_until_somebody_says_why() {
    let (_ours, theirs, case) = numbers_in_conflict();
    let window = &theirs.1;
    go(window, Screen::Reconcile);
    let (screen, shell) = (window.global::<Reconcile>(), window.global::<Shell>());
    screen.set_conflict_at(0);
    screen.invoke_pick_conflict(0);
    settle();
    let everything = || {
        let sides = screen.get_sides();
        let cells = sides.iter().flat_map(|row| row.cells.iter().collect::<Vec<_>>());
        let fields = screen.get_other_fields();
        let options = fields.iter().flat_map(|field| field.options.iter().collect::<Vec<_>>());
        cells.chain(screen.get_choices().iter()).chain(options).collect::<Vec<_>>().join("|")
    };
    assert!(screen.get_conflict_masked());
    assert!(!everything().contains("0000") && everything().contains("•••"), "{}", everything());
    labelled(window, "Verborgen gegevens…").first().unwrap().invoke_accessible_default_action();
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::Numbers);
    // The dialog takes the focus once it stands.
    settle();
    with_control(window, Key::Return);
    assert!(shell.get_problem().contains("reden"), "{}", shell.get_problem());
    type_in(window, "welk nummer klopt");
    with_control(window, Key::Return);
    settle();
    assert_eq!((shell.get_dialog(), screen.get_conflict_masked()), (DialogKind::None, false));
    assert!(everything().contains("10000001") && everything().contains("20000002"), "{}", everything());
    assert_eq!(asked_why(&theirs, case), ["welk nummer klopt"]);
}

#[test]
fn numbers_of_a_person_to_be_keyed_are_hidden_until_asked_for_and_again_on_another_line() {
    let joined = inside();
    let window = &joined.1;
    let case = first_case(&joined);
    say(&joined, case, "Gedagvaard");
    number(&joined, case, "10000001");
    let screen = window.global::<Reconcile>();
    screen.set_tab(1);
    go(window, Screen::Reconcile);
    let items = screen.get_items();
    let place = items.iter().position(|row| row.id.contains("/person/")).unwrap();
    let pick = |place: usize| {
        let place = i32::try_from(place).unwrap();
        screen.set_item_at(place);
        screen.invoke_pick_item(place);
        settle();
    };
    let shown = || {
        let all = screen.get_item_fields().iter().chain(screen.get_item_facts().iter()).collect::<Vec<_>>();
        all.into_iter().map(|fact| fact.value.to_string()).collect::<Vec<_>>().join("|")
    };
    let copies = || labelled(window, "Kopieer Strafrechtsketennummer");
    pick(place);
    assert!(screen.get_item_masked() && !shown().contains("10000001"), "{}", shown());
    assert!(copies().is_empty(), "dots are not copied");
    screen.invoke_unmask("overtypen in GPS".into());
    settle();
    assert!(!screen.get_item_masked() && shown().contains("10000001"), "{}", shown());
    assert_eq!(copies().len(), 1);
    assert_eq!(asked_why(&joined, case), ["overtypen in GPS"]);
    pick(1 - place);
    pick(place);
    assert!(screen.get_item_masked() && !shown().contains("10000001"), "{}", shown());
}

#[test]
fn a_fact_is_claimed_keyed_with_a_proof_and_not_checked_by_the_same_person() {
    let joined = inside();
    let window = &joined.1;
    let case = first_case(&joined);
    say(&joined, case, "Gedagvaard");
    let screen = window.global::<Reconcile>();
    screen.set_tab(1);
    go(window, Screen::Reconcile);
    assert_eq!(screen.get_items().row_count(), 1);
    screen.set_item_at(0);
    screen.invoke_pick_item(0);
    settle();
    let fields: Vec<String> = screen.get_item_fields().iter().map(|fact| fact.value.into()).collect();
    assert!(fields.contains(&"Gedagvaard".to_owned()), "{fields:?}");
    screen.invoke_deed(KeyingDeed::Claim, Default::default());
    settle();
    assert!(screen.get_may_release() && !screen.get_may_claim());
    let shell = window.global::<Shell>();
    with_control(window, Key::Return);
    assert_eq!(shell.get_dialog(), DialogKind::Keyed);
    with_control(window, Key::Return);
    assert!(shell.get_problem().contains("bewijs"), "{}", shell.get_problem());
    type_in(window, "GPS-4711");
    with_control(window, Key::Return);
    assert_eq!((shell.get_problem().as_str(), shell.get_dialog()), ("", DialogKind::None));
    let told = screen.get_item_facts().iter().find(|fact| fact.label == "In de bron gezet door").unwrap();
    let parts: Vec<&str> = told.value.split(" · ").collect();
    assert_eq!((parts[0], parts[2..].len()), ("a.bakker", 2), "{parts:?}");
    assert!(parts[2] == "kenmerk GPS-4711" && parts[3].starts_with("systeem bron-"), "{parts:?}");
    let row = screen.get_items().row_data(0).unwrap();
    assert_eq!(
        (row.status.as_str(), screen.get_may_key(), screen.get_may_check()),
        ("Na te kijken", false, false)
    );
}

#[test]
fn the_pace_stands_per_process_and_a_claim_of_another_is_named_before_it_is_claimed_too() {
    let joined = inside();
    let window = &joined.1;
    super::terms::add_colleague(window);
    let case = first_case(&joined);
    say(&joined, case, "Gedagvaard");
    let (screen, shell) = (window.global::<Reconcile>(), window.global::<Shell>());
    let pick = || {
        screen.set_tab(1);
        go(window, Screen::Reconcile);
        screen.set_item_at(0);
        screen.invoke_pick_item(0);
        settle();
    };
    pick();
    let meter = screen.get_meters().row_data(0).unwrap();
    let cells: Vec<String> = meter.cells.iter().map(Into::into).collect();
    assert_eq!((cells[1].as_str(), cells[2].as_str(), cells[4].as_str()), ("alles", "1", "0,0"));
    assert_eq!(cells[6], "niet te zeggen");
    screen.invoke_deed(KeyingDeed::Claim, Default::default());
    settle();
    assert_eq!(screen.get_item_others(), "", "one's own claim is no news");
    shell.invoke_lock();
    settle();
    let users = window.global::<Unlock>().get_users();
    let place = users.iter().position(|name| name == "c.visser").unwrap();
    window.global::<Unlock>().invoke_unlock(i32::try_from(place).unwrap(), super::terms::COLLEAGUE.into());
    settle();
    pick();
    assert!(screen.get_item_others().starts_with("a.bakker (sinds "), "{}", screen.get_item_others());
    screen.invoke_deed(KeyingDeed::Claim, Default::default());
    settle();
    assert!(shell.get_toast().contains("a.bakker") && screen.get_may_claim(), "{}", shell.get_toast());
    screen.invoke_deed(KeyingDeed::Claim, Default::default());
    settle();
    assert!(screen.get_may_release() && !screen.get_may_claim());
}

#[test]
fn a_case_that_was_entered_twice_is_judged_in_the_window() {
    let joined = inside();
    let window = &joined.1;
    with_office(&joined, |office| {
        for (number, surname) in [("09/700001-26", "Meijer"), ("09/700002-26", "Meyer")] {
            let numbers =
                CaseNumbers { parketnummer: Some(number.parse().unwrap()), ..CaseNumbers::default() };
            let opened = OpenedCase {
                numbers,
                status: CaseStatus { phase: "Opsporing".into(), prosecutor: None },
                person: office.new_id().unwrap(),
                identity: Identity {
                    role: PersonRole::Suspect,
                    surname: surname.into(),
                    prefix: String::new(),
                    given: "Jan".into(),
                    born: "1990-04-01".parse().ok(),
                    birthplace: String::new(),
                },
                person_numbers: PersonNumbers { bsn: None, skn: None },
                charge_id: office.new_id().unwrap(),
                charge: Charge {
                    article: "310 Sr".into(),
                    description: "diefstal".into(),
                    date: None,
                    place: String::new(),
                },
            };
            let case = CaseId::of_parketnummer(&number.parse().unwrap());
            office.act(&case, Command::Open(Box::new(opened))).unwrap();
        }
    });
    let screen = window.global::<Reconcile>();
    screen.set_tab(2);
    go(window, Screen::Reconcile);
    let pairs = screen.get_twins();
    let pair = pairs.iter().position(|row| row.cells.row_data(1).unwrap().starts_with("09/70000"));
    let pair = i32::try_from(pair.unwrap()).unwrap();
    screen.set_twin_at(pair);
    // Without a choice there is no verdict: none is made for a person.
    window.global::<Shell>().set_dialog(DialogKind::Twin);
    screen.invoke_judge(pair, -1, "zelfde proces-verbaal".into());
    settle();
    assert!(window.global::<Shell>().get_problem().contains("Kies eerst of het dezelfde zaak is"));
    assert_ne!(screen.get_twins().row_data(usize::try_from(pair).unwrap()).unwrap().status, "Dezelfde zaak");
    screen.invoke_judge(pair, 0, "zelfde proces-verbaal".into());
    settle();
    let row = screen.get_twins().row_data(usize::try_from(pair).unwrap()).unwrap();
    assert_eq!(row.status, "Dezelfde zaak");
}

#[test]
fn after_locking_nothing_of_the_reconciliation_is_left() {
    let joined = inside();
    let window = &joined.1;
    let case = first_case(&joined);
    say(&joined, case, "Gedagvaard");
    go(window, Screen::Reconcile);
    window.global::<Shell>().invoke_lock();
    settle();
    let screen = window.global::<Reconcile>();
    assert_eq!((screen.get_items().row_count(), screen.get_back_facts().row_count()), (0, 0));
    assert!(!window.global::<Sheet>().get_open());
}
