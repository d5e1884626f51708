//! What is said about a hearing, by keyboard, in a window joined to an exercise office.

use super::lists::{lines, on_a_day, pick};
use super::office::{go_to_hearings, inside};
use super::papers::{cell, on_a_full_day};
use super::*;
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use noodbrug_office::clock::Clock;
use noodbrug_ui::{AdjournForm, AskedField, DialogKind, HearingStep, Hearings, MoveForm, OutcomeForm};
use slint::Model;

fn status(window: &MainWindow, place: i32) -> SharedString {
    window.global::<Hearings>().get_rows().row_data(usize::try_from(place).unwrap()).unwrap().status
}

fn value_of(window: &MainWindow, label: &str) -> String {
    let boxes = labelled(window, label).into_iter();
    boxes.filter_map(|element| element.accessible_value()).map(String::from).collect()
}

const ANYWAY: &str = "Voorbij een wettelijke grens: waarom toch?";

#[test]
fn on_a_heading_no_dialog_opens_and_it_is_said_what_to_choose() {
    let (_dir, window, _bridge) = inside();
    let places = on_a_full_day(&window, 1);
    pick(&window, places[0]);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    hearings.set_current(0);
    for key in ["h", "m"] {
        with_control(&window, key);
        assert_eq!(shell.get_dialog(), DialogKind::None);
        assert!(shell.get_toast().starts_with("Kies eerst een zaak"), "{}", shell.get_toast());
    }
    press(&window, Key::Return);
    assert_eq!(shell.get_dialog(), DialogKind::None);
}

#[test]
fn tab_reaches_the_fields_of_a_dialog_that_are_out_of_view() {
    let (_dir, window, _bridge) = inside();
    window.window().set_size(PhysicalSize::new(1280, 480));
    pick(&window, on_a_full_day(&window, 1)[0]);
    with_control(&window, "h");
    assert_eq!(window.global::<Shell>().get_dialog(), DialogKind::Adjourn);
    for _ in 0..8 {
        press(&window, Key::Tab);
    }
    type_in(&window, "getuige ziek");
    assert_eq!(value_of(&window, ANYWAY), "getuige ziek");
}

#[test]
fn letters_that_no_field_takes_press_no_button() {
    let (_dir, window, _bridge) = inside();
    pick(&window, on_a_full_day(&window, 1)[0]);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    hearings.invoke_begin(DialogKind::Vacate);
    settle();
    settle();
    press(&window, Key::Tab);
    type_in(&window, "de rechter is ziek");
    press(&window, Key::Return);
    assert_eq!(shell.get_dialog(), DialogKind::Vacate, "the button to cancel has the focus");
    i_slint_backend_testing::mock_elapsed_time(Duration::from_secs(3));
    press(&window, ' ');
    assert_eq!(shell.get_dialog(), DialogKind::None, "a press of the button itself still counts");
}

#[test]
fn letters_typed_on_the_navigation_lead_nowhere() {
    let (_dir, window, _bridge) = inside();
    on_a_day(&window);
    let shell = window.global::<Shell>();
    let stays = |window: &MainWindow| {
        type_in(window, "de raadsman is verhinderd");
        assert_eq!((shell.get_screen(), shell.get_dialog()), (Screen::Hearings, DialogKind::None));
    };
    for _ in 0..30 {
        press(&window, Key::Tab);
        stays(&window);
    }
}

#[test]
fn an_outcome_is_saved_only_as_it_was_shown() {
    let (_dir, window, bridge) = inside();
    let place = on_a_full_day(&window, 1)[0];
    after_the_day_on_screen(&window, &bridge);
    pick(&window, place);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    hearings.invoke_begin(DialogKind::Outcome);
    settle();
    let form = OutcomeForm { at: "14:30".into(), immediate: true, ..OutcomeForm::default() };
    hearings.invoke_log_outcome(form.clone(), false);
    assert!(hearings.get_shown());
    assert_eq!((status(&window, place).as_str(), shell.get_dialog()), ("Nog niet", DialogKind::Outcome));
    let prison = noodbrug_ui::Imposed { chosen: true, ..hearings.get_imposed().row_data(0).unwrap() };
    hearings.get_imposed().set_row_data(0, prison);
    hearings.invoke_log_outcome(form.clone(), true);
    assert_eq!(status(&window, place), "Nog niet", "it was filled in otherwise than it was shown");
    let after: Vec<String> = hearings.get_after().iter().map(String::from).collect();
    assert!(after.iter().any(|line| line.starts_with("Taak: gevangenisstraf")), "{after:?}");
    assert!(after.iter().all(|line| !line.contains('`')), "{after:?}");
    hearings.invoke_log_outcome(form, true);
    assert_eq!(
        (status(&window, place).as_str(), shell.get_dialog()),
        ("Mondelinge uitspraak", DialogKind::None)
    );
}

/// Chooses the first hearing of somebody who is held.
fn pick_held(window: &MainWindow) {
    on_a_day(window);
    for _ in 0..60 {
        if let Some(place) = lines(window).into_iter().find(|place| cell(window, *place, 4).contains("vast"))
        {
            return pick(window, place);
        }
        window.global::<Hearings>().invoke_step(HearingStep::NextDay);
        settle();
    }
    panic!("nobody who is held is heard");
}

#[test]
fn an_adjournment_past_a_limit_asks_for_the_reason_in_its_field() {
    let (_dir, window, _bridge) = inside();
    pick_held(&window);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    with_control(&window, "h");
    let late = AdjournForm {
        definite: true,
        day: "01-12-2027".into(),
        time: "10:00".into(),
        room: "A".into(),
        reason: "getuige".into(),
        ..AdjournForm::default()
    };
    hearings.invoke_adjourn(late.clone(), false);
    settle();
    settle();
    assert!(shell.get_problem().contains("te laat"), "{}", shell.get_problem());
    assert!(!shell.get_problem().contains('`'), "{}", shell.get_problem());
    type_in(&window, "getuige in het buitenland");
    assert_eq!(value_of(&window, ANYWAY), "getuige in het buitenland");
    assert_eq!(shell.get_dialog(), DialogKind::Adjourn);
    hearings.invoke_adjourn(AdjournForm { anyway: "getuige in het buitenland".into(), ..late }, false);
    assert_eq!((shell.get_problem().as_str(), hearings.get_shown()), ("", true));
}

#[test]
fn a_move_begins_with_where_the_hearing_is_and_asks_for_the_day_that_is_missing() {
    let (_dir, window, _bridge) = inside();
    let place = on_a_full_day(&window, 1)[0];
    pick(&window, place);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    with_control(&window, "m");
    assert_eq!(value_of(&window, "Nieuwe dag"), hearings.get_day().as_str());
    hearings.invoke_move(MoveForm { reason: "wens".into(), ..MoveForm::default() });
    settle();
    assert!(shell.get_problem().starts_with("Vul de dag in"), "{}", shell.get_problem());
    assert_eq!(shell.get_asked_field(), AskedField::Day);
    let (number, day) = (cell(&window, place, 1), hearings.get_day());
    let (time, room) = ("17:45".into(), hearings.get_picked_room());
    hearings.invoke_move(MoveForm { day, time, room, reason: "wens".into(), ..MoveForm::default() });
    settle();
    let at = hearings.get_current();
    assert_eq!((cell(&window, at, 0), cell(&window, at, 1)), ("17:45".into(), number), "it stays chosen");
}

#[test]
fn a_vacated_hearing_has_no_mark_of_something_done_and_is_adjourned_no_more() {
    let (_dir, window, _bridge) = inside();
    let place = on_a_full_day(&window, 1)[0];
    pick(&window, place);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    hearings.invoke_vacate("rechter ziek".into());
    settle();
    let row = hearings.get_rows().row_data(usize::try_from(place).unwrap()).unwrap();
    assert_eq!((row.status.as_str(), row.tone), ("Zitting vervallen", Tone::Refused));
    with_control(&window, "h");
    assert_eq!(shell.get_dialog(), DialogKind::None);
    assert!(shell.get_toast().contains("heeft al een uitkomst"), "{}", shell.get_toast());
}

#[test]
fn the_keys_of_the_screen_are_in_its_help() {
    let window = window();
    go(&window, Screen::Hearings);
    press(&window, Key::F1);
    for said in ["Zaak inbrengen", "De gekozen zitting verplaatsen", "De gekozen zitting aanhouden"] {
        assert!(!labelled(&window, said).is_empty(), "{said}");
    }
    assert!(labelled(&window, "Nieuwe notitie of taak, naar gelang het scherm").is_empty());
}

/// Sets the clock to the end of the day whose hearings are on screen.
pub(super) fn after_the_day_on_screen(window: &MainWindow, bridge: &Bridge<Desk>) {
    let typed = window.global::<noodbrug_ui::Hearings>().get_day().to_string();
    let set = move |desk: &mut Desk| {
        let date = moments::read_day(&typed, Default::default()).unwrap();
        let clock = Clock::Fixed(moments::moment(date, "23:00:00".parse().unwrap()).unwrap());
        desk.clock = clock;
        desk.office().unwrap().set_clock(clock).unwrap();
    };
    bridge.ask(Lane::Work, set, |_, ()| ());
    settle();
}

#[test]
fn the_outcome_of_a_hearing_is_logged_and_shown_in_the_list() {
    let (_dir, window, bridge) = inside();
    let hearings = window.global::<Hearings>();
    go_to_hearings(&window, &bridge);
    let place = hearings.get_rows().iter().position(|row| row.heading.is_empty()).unwrap();
    let place = i32::try_from(place).unwrap();
    hearings.set_current(place);
    hearings.invoke_picked_row(place);
    assert_ne!(hearings.get_picked(), "");
    let early = OutcomeForm { at: "14:30".into(), ..OutcomeForm::default() };
    hearings.invoke_log_outcome(early.clone(), false);
    hearings.invoke_log_outcome(early, true);
    let shell = window.global::<Shell>();
    let said = format!("{} {}", shell.get_toast(), shell.get_problem());
    assert!(said.contains("ligt in de toekomst"), "{said}");
    after_the_day_on_screen(&window, &bridge);
    let form = OutcomeForm { at: "14:30".into(), text: "vrijspraak".into(), ..OutcomeForm::default() };
    hearings.invoke_log_outcome(form.clone(), false);
    assert!(hearings.get_after().row_count() > 0, "shown before it is saved");
    hearings.invoke_log_outcome(form, true);
    let toast = window.global::<Shell>().get_toast();
    assert!(toast.starts_with("Opgeslagen, met"), "{toast}");
    let row = hearings.get_rows().row_data(usize::try_from(place).unwrap()).unwrap();
    assert_eq!(row.status, "Mondelinge uitspraak");
    // What stands is corrected, and only with a reason.
    hearings.invoke_picked_row(place);
    assert!(hearings.get_picked_done());
    let other = OutcomeForm { outcome: 1, at: "14:30".into(), ..OutcomeForm::default() };
    let status = || hearings.get_rows().row_data(usize::try_from(place).unwrap()).unwrap().status;
    hearings.invoke_log_outcome(other.clone(), false);
    assert_eq!(status(), "Mondelinge uitspraak");
    let other = OutcomeForm { why: "verkeerd verstaan".into(), ..other };
    hearings.invoke_log_outcome(other.clone(), false);
    hearings.invoke_log_outcome(other, true);
    assert_ne!(status(), "Mondelinge uitspraak");
}
