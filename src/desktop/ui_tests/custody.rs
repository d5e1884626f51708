//! Custody in the window: acts entered, clocks explained, days counted; and the way back.

use super::office::inside;
use super::*;
use noodbrug_ui::{Cases, DialogKind, MeasureForm, Measures, Sheet, Terms, Today};
use slint::Model;

/// Opens a case with one suspect and the dialog for an act of custody in it.
fn asked(window: &MainWindow) {
    go(window, Screen::Cases);
    for index in 0..20 {
        window.global::<Cases>().invoke_opened(index);
        settle();
        with_control(window, "b");
        assert_eq!(window.global::<Shell>().get_dialog(), DialogKind::Measure);
        if window.global::<Measures>().get_people().row_count() == 0 {
            return;
        }
        press(window, Key::Escape);
        press(window, Key::Escape);
    }
    unreachable!("every case has more than one suspect");
}

fn opened_from_today(window: &MainWindow) {
    go(window, Screen::Today);
    window.global::<Today>().invoke_open_custody(0);
    settle();
    assert!(window.global::<Sheet>().get_open());
}

#[test]
fn an_act_of_custody_is_entered_by_keyboard_and_shows_what_it_does_before_it_is_saved() {
    let (_dir, window, _bridge) = inside();
    asked(&window);
    let (sheet, measures) = (window.global::<Sheet>(), window.global::<Measures>());
    let entries = sheet.get_log().row_count();
    type_in(&window, "aanh");
    press(&window, Key::Tab);
    type_in(&window, "23-11-2026");
    press(&window, Key::Tab);
    assert_eq!(measures.get_effect(), "", "no time yet, nothing is guessed");
    type_in(&window, "08:00");
    assert!(measures.get_effect().starts_with("Loopt dan tot "), "{}", measures.get_effect());
    let reasons: Vec<String> = measures.get_reasons().iter().map(String::from).collect();
    assert!(reasons.iter().any(|line| line.contains("aanhouding, ma 23-11-2026 08:00")), "{reasons:?}");
    assert_eq!(sheet.get_log().row_count(), entries, "nothing is saved yet");
    with_control(&window, Key::Return);
    assert_eq!(window.global::<Shell>().get_problem(), "");
    assert_eq!(window.global::<Shell>().get_dialog(), DialogKind::None);
    assert!(sheet.get_log().row_count() > entries);
    assert!(sheet.get_clocks().iter().any(|clock| clock.since == "ma 23-11-2026 08:00"));
}

#[test]
fn an_act_that_is_not_complete_or_lies_ahead_is_refused_in_the_dialog() {
    let (_dir, window, _bridge) = inside();
    asked(&window);
    let (shell, measures) = (window.global::<Shell>(), window.global::<Measures>());
    with_control(&window, Key::Return);
    assert_eq!(shell.get_problem(), "Kies wat er is gebeurd.");
    let form = |kind, day: &str, days: &str| MeasureForm {
        person: -1,
        kind,
        day: day.into(),
        time: "08:00".into(),
        place: "".into(),
        days: days.into(),
    };
    measures.invoke_preview(form(0, "24-12-2026", ""));
    assert!(measures.get_effect().contains("toekomst"), "{}", measures.get_effect());
    assert_eq!(measures.get_tone(), Tone::Warn);
    measures.invoke_save(form(0, "24-12-2026", ""));
    assert!(shell.get_problem().contains("toekomst"), "{}", shell.get_problem());
    measures.invoke_save(form(6, "22-11-2026", "veertien"));
    assert!(shell.get_problem().contains("`veertien`"), "{}", shell.get_problem());
    assert_eq!(shell.get_dialog(), DialogKind::Measure);
}

#[test]
fn the_kinds_are_those_of_the_command_line_and_remand_is_for_days() {
    let (_dir, window, _bridge) = inside();
    let measures = window.global::<Measures>();
    let kinds: Vec<String> = measures.get_kinds().iter().map(String::from).collect();
    assert_eq!(kinds.len(), noodbrug_core::custody::MeasureKind::ALL.len());
    let place = kinds.iter().position(|kind| kind == "Bewaring").unwrap();
    assert!(measures.get_with_days().row_data(place).unwrap());
    assert!(!measures.get_with_days().row_data(0).unwrap());
}

#[test]
fn a_case_goes_back_to_where_it_was_opened_and_the_line_is_still_chosen() {
    let (_dir, window, _bridge) = inside();
    let shell = window.global::<Shell>();
    go(&window, Screen::Today);
    press(&window, Key::DownArrow);
    let chosen = window.global::<Today>().get_current();
    assert_eq!(chosen, 1);
    press(&window, Key::Return);
    assert_eq!((shell.get_screen(), window.global::<Sheet>().get_open()), (Screen::Cases, true));
    press(&window, Key::Escape);
    assert_eq!((shell.get_screen(), window.global::<Sheet>().get_open()), (Screen::Today, false));
    assert_eq!(window.global::<Today>().get_current(), chosen);
    opened_from_today(&window);
    with_control(&window, "2");
    press(&window, Key::Escape);
    assert_eq!(shell.get_screen(), Screen::Cases, "who went there by hand stays there");
}

#[test]
fn the_number_of_a_screen_puts_the_focus_back_in_its_list() {
    let (_dir, window, _bridge) = inside();
    go(&window, Screen::Today);
    press(&window, Key::Home);
    press(&window, Key::Tab);
    press(&window, Key::DownArrow);
    assert_eq!(window.global::<Today>().get_current(), 0);
    with_control(&window, "1");
    press(&window, Key::DownArrow);
    assert_eq!(window.global::<Today>().get_current(), 1);
}

#[test]
fn the_why_sheet_of_a_clock_is_whole_names_who_entered_it_and_prints_by_its_key() {
    let (_dir, window, _bridge) = inside();
    opened_from_today(&window);
    let (sheet, terms, shell) =
        (window.global::<Sheet>(), window.global::<Terms>(), window.global::<Shell>());
    let clock = sheet.get_clocks().row_data(0).unwrap();
    sheet.invoke_open_clock(clock.id);
    settle();
    let answer = terms.get_answer();
    assert_eq!(shell.get_dialog(), DialogKind::Why);
    assert_ne!(answer.protects, "");
    assert!(answer.source.contains("wetstabel versie"), "{}", answer.source);
    assert!(answer.trigger.contains("volgens bron"), "{}", answer.trigger);
    // The dialog takes the focus once it stands.
    settle();
    with_control(&window, "p");
    assert!(shell.get_viewing(), "{}", shell.get_toast());
    assert_eq!(shell.get_dialog(), DialogKind::None);
    assert!(!terms.get_answer().shown, "the calculator does not go on with it");
}

#[test]
fn days_of_custody_are_on_the_sheet_and_with_the_line_of_the_board() {
    let (_dir, window, _bridge) = inside();
    opened_from_today(&window);
    let days = window.global::<Sheet>().get_days().row_data(0).unwrap();
    assert!(days.contains("Tot de zitting: ") && days.contains(" van 110 dagen, "), "{days}");
    let reasons = window.global::<Today>().get_reasons().row_data(0).unwrap();
    assert!(reasons.contains(" van 110 dagen, "), "{reasons}");
}

#[test]
fn ctrl_p_never_prints_something_else_than_what_is_on_the_screen() {
    let (_dir, window, _bridge) = inside();
    let (shell, terms) = (window.global::<Shell>(), window.global::<Terms>());
    let nothing = "Van dit scherm is geen afdruk.";
    go(&window, Screen::Cases);
    with_control(&window, "p");
    assert_eq!((shell.get_toast().as_str(), shell.get_viewing()), (nothing, false));
    for (tab, part) in [(1, 0), (2, 1), (2, 2)] {
        shell.set_toast("".into());
        go(&window, Screen::Terms);
        terms.set_tab(tab);
        window.global::<noodbrug_ui::Planning>().set_part(part);
        settle();
        with_control(&window, "p");
        assert_eq!((shell.get_toast().as_str(), shell.get_viewing()), (nothing, false), "{tab}/{part}");
    }
}

#[test]
fn a_list_that_is_still_counted_does_not_say_that_every_case_has_a_term() {
    let window = window();
    go(&window, Screen::Terms);
    window.global::<Terms>().set_tab(3);
    settle();
    let says = |text: &str| !labelled(&window, text).is_empty();
    assert!(says("Wordt geteld…") && !says("Elke zaak heeft een termijn."));
    window.global::<noodbrug_ui::Planning>().set_gaps_answered(true);
    settle();
    assert!(says("Elke zaak heeft een termijn.") && !says("Wordt geteld…"));
}
