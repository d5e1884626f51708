//! The outage in a window joined to an office: declared, followed and closed by keyboard, and by nobody else than may.

use super::arrivals::Joined;
use super::office::inside;
use super::reconcile::{first_case, say};
use super::terms::{COLLEAGUE, add_colleague};
use super::*;
use noodbrug_ui::{Bundles, DialogKind, Outage, Reconcile, StateForm, Viewer};
use slint::Model;

const CAUSE: &str = "lek in Citrix";

/// The tab of the outage, with the focus on the tabs.
fn on_the_tab(window: &MainWindow) {
    go(window, Screen::Reconcile);
    window.global::<Reconcile>().set_tab(3);
    settle();
}

/// An office in which an outage is declared since the morning.
pub(super) fn cut_off() -> Joined {
    let joined = inside();
    let window = &joined.1;
    on_the_tab(window);
    with_control(window, Key::Return);
    // The dialog takes the focus once it stands.
    settle();
    type_in(window, CAUSE);
    press(window, Key::Tab);
    press(window, Key::Tab);
    type_in(window, "07:10");
    with_control(window, Key::Return);
    settle();
    let shell = window.global::<Shell>();
    assert_eq!((shell.get_problem().as_str(), shell.get_dialog()), ("", DialogKind::None));
    joined
}

fn facts(window: &MainWindow) -> Vec<String> {
    let facts = window.global::<Outage>().get_facts();
    facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value)).collect()
}

/// The status of each state that somebody declared.
fn declared(window: &MainWindow) -> Vec<String> {
    let rows = window.global::<Outage>().get_states();
    let told = rows.iter().filter(|row| row.status != "Niets over gezegd");
    told.map(|row| {
        let cell = |place| row.cells.row_data(place).unwrap();
        format!("{} {}: {}", cell(1), cell(2), row.status)
    })
    .collect()
}

fn figure(window: &MainWindow, text: &str) -> String {
    let things = window.global::<Outage>().get_things();
    things.iter().find(|thing| thing.text == text).unwrap().count.into()
}

/// The open dialog.
fn asked(window: &MainWindow) -> DialogKind {
    window.global::<Shell>().get_dialog()
}

#[test]
fn an_outage_is_declared_with_the_keys_alone_and_tells_since_when_by_whom_and_why() {
    let joined = inside();
    let window = &joined.1;
    on_the_tab(window);
    assert_eq!(window.global::<Outage>().get_summary(), "Er is nu geen uitval afgekondigd.");
    assert!(facts(window).is_empty(), "{:?}", facts(window));
    with_control(window, Key::Return);
    assert_eq!(asked(window), DialogKind::DeclareOutage);
    with_control(window, Key::Return);
    let shell = window.global::<Shell>();
    assert!(shell.get_problem().contains("wat er uitvalt"), "{}", shell.get_problem());
    press(window, Key::Escape);
    drop(joined);
    let joined = cut_off();
    let window = &joined.1;
    let said = facts(window);
    assert!(said[0].starts_with("Uitval sinds: ma 23-11-2026 07:10, 1 u 50 min geleden"), "{said:?}");
    assert_eq!(said[1], format!("Wat en waardoor: {CAUSE}"));
    assert!(said[2].starts_with("Afgekondigd door: a.bakker (continuïteitsmanager)"), "{said:?}");
    let rows = window.global::<Outage>().get_states().row_count();
    assert_eq!((rows, declared(window).len()), (10, 0), "each process stands there, unsaid");
}

#[test]
fn a_moment_that_has_yet_to_come_is_refused_and_the_text_is_still_there() {
    let joined = inside();
    let window = &joined.1;
    on_the_tab(window);
    with_control(window, Key::Return);
    settle();
    type_in(window, CAUSE);
    window.global::<Outage>().invoke_declare(CAUSE.into(), "".into(), "23:30".into());
    settle();
    let problem = window.global::<Shell>().get_problem();
    assert!(problem.contains("moet nog komen"), "{problem}");
    press(window, Key::Escape);
    assert_eq!(asked(window), DialogKind::None);
    assert!(!window.global::<Outage>().get_open());
    assert_eq!(window.global::<Outage>().get_cause(), CAUSE, "Esc declares nothing and loses nothing");
    with_control(window, Key::Return);
    settle();
    let shown = labelled(window, "Wat valt uit, en waardoor");
    let shown = shown.iter().filter_map(ElementHandle::accessible_value).next().unwrap();
    assert_eq!(shown, CAUSE);
}

#[test]
fn a_state_is_chosen_on_its_line_says_what_to_do_and_takes_the_place_of_the_one_before() {
    let joined = cut_off();
    let window = &joined.1;
    let outage = window.global::<Outage>();
    outage.set_state_at(4);
    outage.invoke_pick_state(4);
    settle();
    assert_eq!(outage.get_state_name(), "Zittingen");
    with_control(window, Key::Return);
    settle();
    assert_eq!((asked(window), outage.get_process()), (DialogKind::OutageState, 4));
    with_control(window, Key::Return);
    let shell = window.global::<Shell>();
    assert!(shell.get_problem().contains("hoe ver het werkt"), "{}", shell.get_problem());
    // The focus rests on the state: its list is walked with the arrows.
    press(window, Key::DownArrow);
    press(window, Key::Tab);
    type_in(window, "alleen op papier");
    with_control(window, Key::Return);
    settle();
    assert_eq!((shell.get_problem().as_str(), asked(window)), ("", DialogKind::None));
    assert_eq!(declared(window), ["Zittingen : Donker"]);
    let said: Vec<String> = outage.get_state_facts().iter().map(|fact| fact.value.into()).collect();
    assert!(said.iter().any(|line| line == "Donker. alleen op papier"), "{said:?}");
    assert!(said.iter().any(|line| line.contains("Noodproces")), "{said:?}");
    assert_eq!(outage.get_note(), "", "what was saved is not offered again");
    let partly = StateForm { process: 4, level: 2, ..StateForm::default() };
    outage.invoke_declare_state(partly);
    settle();
    assert_eq!(declared(window), ["Zittingen : Deels"]);
}

#[test]
fn a_partner_has_a_state_of_its_own_and_one_that_is_in_no_list_is_named() {
    let joined = cut_off();
    let window = &joined.1;
    let (outage, shell) = (window.global::<Outage>(), window.global::<Shell>());
    outage.invoke_begin_state(-1);
    settle();
    let last = i32::try_from(outage.get_partners().row_count()).unwrap() - 1;
    let form = |other: &str| StateForm {
        process: 4,
        partner: last,
        other: other.into(),
        level: 1,
        ..StateForm::default()
    };
    outage.invoke_declare_state(form(" "));
    settle();
    assert!(shell.get_problem().contains("naam van de partner"), "{}", shell.get_problem());
    outage.invoke_declare_state(form("Gerechtshof Den Haag"));
    settle();
    assert_eq!(shell.get_problem(), "");
    assert_eq!(declared(window), ["Zittingen Gerechtshof Den Haag: Alleen lezen"]);
    let known: Vec<String> = outage.get_partners().iter().map(String::from).collect();
    assert_eq!(known, ["Het hele proces", "Gerechtshof Den Haag", "Een andere partner"]);
}

#[test]
fn what_stands_open_is_counted_and_leads_to_where_it_is_dealt_with() {
    let joined = inside();
    say(&joined, first_case(&joined), "Gedagvaard");
    drop(joined);
    let joined = cut_off();
    say(&joined, first_case(&joined), "Gedagvaard");
    let window = &joined.1;
    on_the_tab(window);
    assert_eq!(figure(window, "naregistratie"), "1");
    assert_eq!(figure(window, "tegenstrijdigheden"), "0");
    let screen = window.global::<Reconcile>();
    labelled(window, "1 naregistratie").first().unwrap().invoke_accessible_default_action();
    settle();
    assert_eq!(screen.get_tab(), 1);
    press(window, Key::RightArrow);
    assert_eq!(screen.get_tab(), 2, "the focus is on the tabs, not lost with the page that went");
    screen.set_tab(3);
    settle();
    labelled(window, "0 bundels zonder ontvangstbewijs").first().unwrap().invoke_accessible_default_action();
    settle();
    let shell = window.global::<Shell>();
    assert_eq!((shell.get_screen(), window.global::<Bundles>().get_tab()), (Screen::Bundles, 3));
}

#[test]
fn it_is_closed_only_with_a_reason_for_each_thing_that_stands_open_and_then_reported() {
    let joined = cut_off();
    say(&joined, first_case(&joined), "Gedagvaard");
    let window = &joined.1;
    let (outage, shell) = (window.global::<Outage>(), window.global::<Shell>());
    on_the_tab(window);
    labelled(window, "Uitval afsluiten…").first().unwrap().invoke_accessible_default_action();
    settle();
    assert_eq!((asked(window), outage.get_left().row_count()), (DialogKind::CloseOutage, 1));
    settle();
    with_control(window, Key::Return);
    assert!(shell.get_problem().contains("kan nog niet dicht: naregistratie (1)"), "{}", shell.get_problem());
    assert!(outage.get_open());
    // The refusal put the focus where the reason is asked.
    settle();
    type_in(window, "het ressort zet dit erin");
    press(window, Key::Escape);
    assert!(outage.get_open(), "closing the dialog closes no outage");
    labelled(window, "Uitval afsluiten…").first().unwrap().invoke_accessible_default_action();
    settle();
    settle();
    assert_eq!(outage.get_left().row_data(0).unwrap().why, "het ressort zet dit erin");
    with_control(window, Key::Return);
    settle();
    assert_eq!(
        (shell.get_problem().as_str(), asked(window), outage.get_open()),
        ("", DialogKind::None, false)
    );
    let said = facts(window);
    assert_eq!(said[0], "Nu: Er is nu geen uitval afgekondigd.");
    let stayed = "Bleef open: naregistratie: 1. het ressort zet dit erin";
    assert!(said.iter().any(|line| line == stayed), "{said:?}");
    with_control(window, "p");
    assert!(shell.get_viewing(), "{}", shell.get_toast());
    let note = window.global::<Viewer>().get_note();
    assert!(note.contains("uitval-verslag"), "{note}");
}

#[test]
fn the_states_are_printed_while_it_lasts_and_nothing_is_when_there_never_was_an_outage() {
    let joined = inside();
    let window = &joined.1;
    on_the_tab(window);
    with_control(window, "p");
    let shell = window.global::<Shell>();
    assert_eq!((shell.get_viewing(), shell.get_toast().as_str()), (false, "Van dit scherm is geen afdruk."));
    drop(joined);
    let joined = cut_off();
    let window = &joined.1;
    with_control(window, "p");
    let note = window.global::<Viewer>().get_note();
    assert!(note.contains("uitval") && !note.contains("verslag"), "{note}");
}

#[test]
fn who_is_no_continuity_manager_sees_the_outage_and_is_offered_nothing_to_declare() {
    let joined = cut_off();
    let window = &joined.1;
    add_colleague(window);
    window.global::<Shell>().invoke_lock();
    settle();
    let outage = window.global::<Outage>();
    assert_eq!((outage.get_facts().row_count(), outage.get_open(), outage.get_known()), (0, false, false));
    window.global::<Unlock>().invoke_unlock(1, COLLEAGUE.into());
    settle();
    on_the_tab(window);
    assert!(outage.get_open() && !outage.get_may_declare());
    assert!(facts(window)[0].starts_with("Uitval sinds"), "{:?}", facts(window));
    assert!(labelled(window, "Stand wijzigen…").is_empty());
    with_control(window, Key::Return);
    assert_eq!(asked(window), DialogKind::None);
}

/// The window with letters at twice their size.
fn enlarged(window: &MainWindow) {
    window.global::<Shell>().invoke_choose_look(noodbrug_ui::Scheme::Light, 2.0);
    settle();
    go(window, Screen::Reconcile);
    settle();
}

#[test]
fn at_twice_the_size_every_button_of_the_outage_is_reached_by_tab() {
    let joined = cut_off();
    let window = &joined.1;
    enlarged(window);
    // From the tabs on: the acts, then what stands open, then the list.
    press(window, Key::Tab);
    press(window, Key::Return);
    assert_eq!(asked(window), DialogKind::OutageState);
    settle();
    press(window, Key::Escape);
    go(window, Screen::Reconcile);
    press(window, Key::Tab);
    press(window, Key::Tab);
    press(window, Key::Return);
    settle();
    assert_eq!(asked(window), DialogKind::CloseOutage);
    press(window, Key::Escape);
    go(window, Screen::Reconcile);
    for _ in 0..8 {
        press(window, Key::Tab);
    }
    // The last of what stands open leads to the list, which stands under the window.
    press(window, Key::Return);
    press(window, Key::DownArrow);
    assert_eq!(window.global::<Outage>().get_state_at(), 1, "the list has the focus and shows");
}

#[test]
fn at_twice_the_size_no_button_of_the_reconciliation_stands_beside_the_window() {
    let joined = cut_off();
    say(&joined, first_case(&joined), "Gedagvaard");
    let window = &joined.1;
    let screen = window.global::<Reconcile>();
    enlarged(window);
    screen.set_item_at(0);
    screen.invoke_pick_item(0);
    for tab in 0..4 {
        screen.set_tab(tab);
        settle();
        for button in of_type(window, "Button") {
            let right = button.absolute_position().x + button.size().width;
            let label = button.accessible_label();
            assert!(right <= 1280.0, "tab {tab}: {label:?} ends at {right}");
        }
    }
}
