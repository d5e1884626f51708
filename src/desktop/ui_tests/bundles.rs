//! Bundles that leave: onto which stick, step by step, and who has not confirmed them; receipts on paper.

use super::arrivals::{Joined, send, two};
use super::*;
use crate::bridge::Lane;
use noodbrug_office::exchange::Stick;
use noodbrug_office::medium::{FileSystem, Medium};
use noodbrug_ui::{Bundles, DialogKind, StepMark};
use slint::Model;

/// Lets the window find these sticks.
fn plugged((_, window, bridge): &Joined, sticks: fn() -> Vec<Stick>) {
    bridge.ask(Lane::Work, move |desk| desk.sticks = sticks, |_, ()| ());
    window.global::<Bundles>().invoke_look_for_sticks();
    settle();
}

fn stick(name: &str) -> Stick {
    let medium = Medium {
        file_system: FileSystem::Fat,
        read_only: false,
        free: Some(14_000_000_000),
        largest_file: None,
    };
    Stick { name: name.into(), folder: format!("/media/{name}").into(), medium }
}

fn marks(bundles: &Bundles<'_>) -> Vec<StepMark> {
    bundles.get_making_steps().iter().map(|step| step.mark).collect()
}

#[test]
fn of_two_sticks_neither_is_chosen_and_the_arrow_keys_choose_one() {
    let (ours, _theirs) = two(false);
    let window = &ours.1;
    go(window, Screen::Bundles);
    let bundles = window.global::<Bundles>();
    assert_eq!((bundles.get_sticks().row_count(), bundles.get_stick()), (1, 0), "another folder alone");
    plugged(&ours, || vec![stick("NB-A"), stick("NB-B")]);
    let told = bundles.get_sticks().row_data(1).unwrap();
    assert_eq!((told.text.as_str(), bundles.get_stick()), ("NB-B", -1));
    assert!(told.detail.starts_with("14 GB vrij · FAT · beschrijfbaar"), "{}", told.detail);
    with_control(window, Key::Return);
    assert!(bundles.get_export_problem().contains("meer dan één stick"), "{}", bundles.get_export_problem());
    // Partner, what for, documents, envelope, and then the list; passing through it chooses nothing.
    for _ in 0..5 {
        press(window, Key::Tab);
    }
    assert_eq!(bundles.get_stick(), -1);
    press(window, Key::DownArrow);
    press(window, Key::DownArrow);
    assert_eq!(bundles.get_stick(), 1);
    with_control(window, Key::Return);
    assert_eq!((bundles.get_export_step(), bundles.get_preflight_good()), (1, false));
    assert!(bundles.get_preflight().row_data(0).unwrap().text.contains("/media/NB-B"));
    press(window, Key::Escape);
    assert_eq!(bundles.get_export_step(), 0);
}

#[test]
fn the_steps_of_the_making_are_shown_and_a_failure_says_where_it_stopped_and_what_to_do() {
    let (ours, _theirs) = two(false);
    let window = &ours.1;
    let (bundles, folder) = (window.global::<Bundles>(), ours.0.path().join("map"));
    std::fs::create_dir(&folder).unwrap();
    go(window, Screen::Bundles);
    bundles.set_place(folder.display().to_string().into());
    with_control(window, Key::Return);
    assert_eq!((bundles.get_export_step(), bundles.get_preflight_good()), (1, true));
    std::fs::remove_dir(&folder).unwrap();
    with_control(window, Key::Return);
    assert!(bundles.get_making());
    assert_eq!((bundles.get_failed().as_str(), marks(&bundles)[0]), ("Map ontbreekt", StepMark::Failed));
    assert_eq!(bundles.get_failed_next(), "Steek de stick in of kies een andere map.");
    assert_eq!(labelled(window, "Vooraf kijken, hier ging het mis").len(), 1);
    std::fs::create_dir(&folder).unwrap();
    with_control(window, Key::Return);
    assert_eq!((bundles.get_making(), bundles.get_export_step()), (false, 2), "{}", bundles.get_failed_why());
    assert!(marks(&bundles).iter().all(|mark| *mark == StepMark::Done));
    assert_eq!(bundles.get_making_note(), "Klaar. U kunt de stick uitnemen.");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn who_has_not_confirmed_is_listed_and_printed_and_a_receipt_on_paper_is_typed_in() {
    let (ours, theirs) = two(true);
    let file = send(&ours);
    let (window, bundles) = (&ours.1, ours.1.global::<Bundles>());
    bundles.set_tab(3);
    settle();
    let line = bundles.get_unconfirmed().row_data(0).unwrap();
    let cell = |place| line.cells.row_data(place).unwrap().to_string();
    assert_eq!(
        (line.status.as_str(), cell(1).as_str(), cell(3).as_str()),
        ("Nog niets gehoord", "Rechtbank Den Haag", "vandaag")
    );
    assert!(cell(4).parse::<u64>().unwrap() >= 40, "entries: {}", cell(4));
    assert_eq!(bundles.get_unconfirmed_count(), "1");
    with_control(window, "p");
    let shell = window.global::<Shell>();
    assert!(shell.get_viewing(), "{}", shell.get_toast());
    press(window, Key::Escape);
    with_control(window, "n");
    assert_eq!(shell.get_dialog(), DialogKind::TypeReceipt);
    settle();
    type_in(window, "dit zijn geen regels");
    with_control(window, Key::Return);
    assert_ne!(shell.get_problem(), "");
    press(window, Key::Escape);
    assert_eq!((shell.get_dialog(), bundles.get_unconfirmed().row_count()), (DialogKind::None, 1));

    // At the receiver the receipt of what came is printed, right away and from the list.
    let (window, bundles) = (&theirs.1, theirs.1.global::<Bundles>());
    go(window, Screen::Bundles);
    bundles.invoke_verify(file.into());
    settle();
    with_control(window, "p");
    assert!(window.global::<Shell>().get_viewing(), "the trial is on paper before anything is taken in");
    go(window, Screen::Bundles);
    bundles.set_decision(2);
    bundles.invoke_decide();
    assert_eq!((bundles.get_import_step(), bundles.get_import_problem().as_str()), (3, ""));
    for tab in [1, 4] {
        go(window, Screen::Bundles);
        bundles.set_tab(tab);
        bundles.set_received_at(0);
        settle();
        with_control(window, "p");
        let shell = window.global::<Shell>();
        assert!(shell.get_viewing(), "tab {tab}: {}", shell.get_toast());
        assert!(shell.get_toast().contains("ontvangstbewijs"), "{}", shell.get_toast());
    }
}
