//! The crisis room, role cards, contacts and the self-test; the cards and contacts before anybody logs in, too.

use super::office::{PHRASE, inside};
use super::*;
use noodbrug_ui::{
    ContactForm, Contacts, Crisis, CrisisRoom, DialogKind, DutyForm, Outage, RoleCards, SelfTest,
};
use slint::Model;

fn contact() -> ContactForm {
    ContactForm {
        name: "PI Haaglanden".into(),
        kind: 4,
        phone: "070-0000001".into(),
        night: "070-0000002".into(),
        ..ContactForm::default()
    }
}

fn put_contact(window: &MainWindow) {
    window.global::<Contacts>().invoke_put(contact());
    settle();
    assert_eq!(window.global::<Shell>().get_toast(), "Opgeslagen");
}

/// The cells of the rows that are contacts.
fn calls(window: &MainWindow) -> Vec<Vec<String>> {
    let rows = window.global::<Contacts>().get_rows();
    let lines = rows.iter().filter(|row| row.heading.is_empty());
    lines.map(|row| row.cells.iter().map(String::from).collect()).collect()
}

#[test]
fn the_picture_counts_and_leads_to_what_it_counts_without_a_name() {
    let (_dir, window, _bridge) = inside();
    let name = window.global::<noodbrug_ui::Today>().get_custody().row_data(0).unwrap();
    let name = name.cells.row_data(2).unwrap();
    with_control(&window, '8');
    let (room, shell) = (window.global::<CrisisRoom>(), window.global::<Shell>());
    assert_eq!((room.get_problem().as_str(), room.get_counts().row_count()), ("", 13));
    assert!(room.get_summary().contains("geen uitval"), "{}", room.get_summary());
    let said: Vec<_> =
        room.get_counts().iter().chain(room.get_ahead().iter()).map(|row| row.spoken).collect();
    assert!(said.iter().all(|said| !said.contains(name.as_str())), "{name} in {said:?}");
    with_control(&window, 'p');
    assert!(shell.get_viewing(), "the crisis sheet is on screen");
    press(&window, Key::Escape);
    let held = room.get_counts().iter().position(|row| row.id == "held").unwrap();
    room.invoke_open_count(i32::try_from(held).unwrap());
    settle();
    assert_eq!(shell.get_screen(), Screen::Today);
}

#[test]
fn the_papers_of_the_crisis_team_ask_what_they_need_and_come_on_screen() {
    let (dir, window, _bridge) = inside();
    go(&window, Screen::Crisis);
    let (room, shell) = (window.global::<CrisisRoom>(), window.global::<Shell>());
    shell.invoke_ask(DialogKind::HandoverSheet);
    room.invoke_print_handover("".into(), "".into());
    assert!(shell.get_problem().contains("hoe laat"), "{}", shell.get_problem());
    room.invoke_print_handover("".into(), "7:30".into());
    settle();
    assert!(shell.get_viewing() && shell.get_dialog() == DialogKind::None);
    go(&window, Screen::Crisis);
    shell.invoke_ask(DialogKind::Stays);
    room.invoke_print_stays("".into(), "".into());
    assert!(shell.get_problem().contains("sinds welke dag"), "{}", shell.get_problem());
    room.invoke_print_timeline();
    assert!(shell.get_toast().contains("geen uitval"), "{}", shell.get_toast());
    window.global::<Outage>().invoke_declare("netwerk los".into(), "".into(), "7:00".into());
    settle();
    room.invoke_print_stays("".into(), "".into());
    settle();
    assert!(shell.get_viewing());
    go(&window, Screen::Crisis);
    assert!(room.get_states().row_count() > 0, "each process stands there");
    room.invoke_print_timeline();
    settle();
    assert!(shell.get_viewing());
    go(&window, Screen::Crisis);
    assert!(room.get_may_extract());
    shell.invoke_ask(DialogKind::Justid);
    room.invoke_extract(dir.path().join("weg").display().to_string().into(), "".into(), "".into());
    assert!(shell.get_problem() != "", "a folder that is not there");
    room.invoke_extract(dir.path().display().to_string().into(), "".into(), "".into());
    settle();
    assert!(dir.path().join("justid.csv").is_file(), "{}", shell.get_problem());
}

#[test]
fn contacts_are_kept_for_each_hour_and_read_before_anybody_logs_in() {
    let (_dir, window, _bridge) = inside();
    let (contacts, shell) = (window.global::<Contacts>(), window.global::<Shell>());
    go(&window, Screen::Crisis);
    window.global::<Crisis>().set_tab(2);
    settle();
    assert!(contacts.get_may_keep() && contacts.get_empty_title().contains("nog geen"));
    with_control(&window, 'n');
    assert_eq!(shell.get_dialog(), DialogKind::Contact);
    contacts.invoke_put(ContactForm { name: "x".into(), kind: 0, ..ContactForm::default() });
    assert!(shell.get_problem().contains("ten minste één nummer"), "{}", shell.get_problem());
    put_contact(&window);
    // Monday nine in the morning: the number of the day; in the night, that of whoever is on duty.
    assert_eq!(calls(&window)[0][..2], ["PI Haaglanden", "070-0000001"]);
    contacts.set_current(1);
    contacts.invoke_picked_row(1);
    contacts.invoke_test(true, "keuze 2".into());
    contacts.invoke_put_duty(DutyForm {
        who: "dhr. Smit".into(),
        phone: "06-00000003".into(),
        from_day: "23-11-2026".into(),
        from_time: "17:00".into(),
        until_day: "24-11-2026".into(),
        until_time: "9:00".into(),
    });
    settle();
    assert_eq!(contacts.get_rows().row_data(1).unwrap().status, "Getest");
    contacts.set_time("23:00".into());
    contacts.invoke_refresh();
    assert!(contacts.get_hour().contains("buiten kantooruren"), "{}", contacts.get_hour());
    assert_eq!(calls(&window)[0][1], "06-00000003");
    assert!(calls(&window)[0][2].starts_with("dhr. Smit, tot "));
    with_control(&window, 'p');
    assert!(shell.get_viewing());
    shell.invoke_lock();
    settle();
    assert!(calls(&window).is_empty() && !contacts.get_may_keep());
    // At the door: no passphrase, and nothing that can be changed.
    let button = labelled(&window, "Wie bel ik").into_iter().next().unwrap();
    button.invoke_accessible_default_action();
    settle();
    assert_eq!(of_type(&window, "ReadingScreen").len(), 1);
    assert_eq!(calls(&window)[0][0], "PI Haaglanden");
    assert!(contacts.get_signed().contains("a.bakker") || !contacts.get_signed().is_empty());
    assert!(labelled(&window, "Nieuw contact…").is_empty(), "nobody has logged in");
    with_control(&window, 'p');
    assert!(shell.get_toast().starts_with("PDF gemaakt"), "{}", shell.get_toast());
    press(&window, Key::Escape);
    assert_eq!(of_type(&window, "UnlockScreen").len(), 1);
    window.global::<Unlock>().invoke_unlock(0, PHRASE.into());
    settle();
    assert_eq!(shell.get_screen(), Screen::Today);
}

#[test]
fn a_step_of_a_role_card_is_ticked_off_inside_and_seen_at_the_door() {
    let (_dir, window, _bridge) = inside();
    put_contact(&window);
    go(&window, Screen::Crisis);
    window.global::<Crisis>().set_tab(1);
    settle();
    let (cards, shell) = (window.global::<RoleCards>(), window.global::<Shell>());
    assert_eq!(cards.get_cards().row_count(), 5);
    assert_eq!(cards.get_steps().row_data(0).unwrap().heading, "Het eerste uur");
    let calls: Vec<_> = cards.get_steps().iter().map(|step| step.call).collect();
    assert!(calls.iter().any(|call| call.contains("PI Haaglanden 070-0000001")), "{calls:?}");
    let step = cards.get_steps().row_data(1).unwrap();
    cards.invoke_begin_tick(step.id.clone(), step.text.clone());
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::Tick);
    cards.invoke_tick("bord hangt".into());
    settle();
    let done = cards.get_steps().row_data(1).unwrap().done;
    assert!(done.contains("a.bakker") && done.contains("bord hangt"), "{done}");
    assert!(cards.get_summary().contains("1 van"), "{}", cards.get_summary());
    shell.invoke_lock();
    settle();
    let button = labelled(&window, "Rolkaarten").into_iter().next().unwrap();
    button.invoke_accessible_default_action();
    settle();
    assert!(!cards.get_may_tick());
    assert!(cards.get_steps().row_data(1).unwrap().done.contains("a.bakker"));
    assert!(labelled(&window, &format!("Afvinken: {}", step.text)).is_empty());
    cards.set_card(2);
    cards.invoke_chosen(2);
    assert!(cards.get_summary().contains("0 van"), "{}", cards.get_summary());
}

#[test]
fn the_self_test_shows_its_result_what_to_do_and_a_sheet() {
    let (_dir, window, _bridge) = inside();
    go(&window, Screen::Crisis);
    window.global::<Crisis>().set_tab(6);
    settle();
    let (tests, shell) = (window.global::<SelfTest>(), window.global::<Shell>());
    with_control(&window, 'p');
    assert!(!shell.get_viewing(), "there is nothing to print yet");
    with_control(&window, Key::Return);
    settle();
    assert!(tests.get_tested() && !tests.get_busy());
    assert!(tests.get_rows().row_count() >= 12, "{}", tests.get_verdict());
    assert_ne!(tests.get_verdict(), "");
    assert_ne!(tests.get_picked(), "", "the worst is chosen");
    let said = tests.get_picked_facts();
    assert!(said.iter().all(|fact| !fact.value.is_empty() && !fact.value.contains('`')));
    with_control(&window, 'p');
    assert!(shell.get_viewing());
}
