//! Hearing lists printed from a window joined to an exercise office.

use super::office::inside;
use super::*;
use noodbrug_ui::{DialogKind, Hearings, ListForm, ListReader};
use slint::Model;

fn readers(window: &MainWindow) -> Vec<ListReader> {
    window.global::<Hearings>().get_readers().iter().collect()
}

/// Goes to the first day on which a court sits.
pub(super) fn on_a_day(window: &MainWindow) {
    go(window, Screen::Hearings);
    let hearings = window.global::<Hearings>();
    let mut days = 0;
    while hearings.get_courts().row_count() == 0 && days < 60 {
        hearings.invoke_step(noodbrug_ui::HearingStep::NextDay);
        settle();
        days += 1;
    }
    assert!(hearings.get_courts().row_count() > 0);
}

#[test]
fn the_chosen_readers_get_a_list_and_the_next_time_its_version_is_named() {
    let (dir, window, _bridge) = inside();
    on_a_day(&window);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    hearings.invoke_print();
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::PrintLists);
    assert!(readers(&window).iter().all(|reader| !reader.text.contains("versie")));
    hearings.get_readers().set_row_data(6, ListReader { chosen: true, ..readers(&window).remove(6) });
    hearings.invoke_print_lists(ListForm { standing: 2, ..ListForm::default() });
    settle();
    assert!(shell.get_toast().starts_with("4 lijsten gemaakt"), "{}", shell.get_toast());
    let made = std::fs::read_dir(dir.path().join("kantoor/papier")).unwrap().count();
    assert_eq!(made, 4);
    hearings.invoke_print();
    settle();
    let press = readers(&window).remove(6);
    assert_eq!((press.text.as_str(), press.chosen), ("Perslijst (versie 1, vast)", true));
}

/// The names of what was made, in order.
fn made(dir: &tempfile::TempDir) -> Vec<String> {
    let entries = std::fs::read_dir(dir.path().join("kantoor/papier")).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn lists_are_made_for_excel_and_as_csv_by_keyboard_alone() {
    let (dir, window, _bridge) = inside();
    on_a_day(&window);
    let shell = window.global::<Shell>();
    for (steps, ending) in [(1, ".xlsx"), (2, ".csv")] {
        with_control(&window, 'p');
        assert_eq!(shell.get_dialog(), DialogKind::PrintLists);
        (0..steps).for_each(|_| press(&window, Key::RightArrow));
        with_control(&window, Key::Return);
        assert_eq!((shell.get_dialog(), shell.get_problem().as_str()), (DialogKind::None, ""));
        assert!(!shell.get_viewing(), "it is for another program");
        let toast = shell.get_toast();
        assert!(toast.starts_with("3 lijsten gemaakt: ") && toast.ends_with("papier"), "{toast}");
        assert_eq!(made(&dir).iter().filter(|name| name.ends_with(ending)).count(), 3, "{:?}", made(&dir));
    }
    assert!(made(&dir).iter().all(|name| !name.ends_with(".pdf")));
}

#[test]
fn a_calendar_of_a_room_or_a_prosecutor_is_made_by_keyboard_alone() {
    let (dir, window, _bridge) = inside();
    on_a_day(&window);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    with_control(&window, 'p');
    (0..3).for_each(|_| press(&window, Key::RightArrow));
    let titles: Vec<String> = hearings.get_agendas().iter().map(String::from).collect();
    assert!(
        titles[0].starts_with("Zittingen, zaal") && titles[1].starts_with("Openbare zittingen, zaal"),
        "{titles:?}"
    );
    let prosecutor = titles.iter().position(|title| title.contains("officier")).unwrap();
    with_control(&window, Key::Return);
    assert_eq!((shell.get_dialog(), shell.get_problem().as_str()), (DialogKind::None, ""));
    assert!(shell.get_toast().starts_with("Agenda gemaakt, versie 1, "), "{}", shell.get_toast());
    assert!(matches!(made(&dir).as_slice(), [one] if one.ends_with(".ics")), "{:?}", made(&dir));
    hearings.invoke_print();
    settle();
    let ask = |agenda: usize, days: &str| ListForm {
        kind: 3,
        agenda: i32::try_from(agenda).unwrap(),
        days: days.into(),
        ..ListForm::default()
    };
    hearings.invoke_print_lists(ask(prosecutor, "twee"));
    settle();
    assert!(shell.get_problem().contains("aantal dagen"), "{}", shell.get_problem());
    hearings.invoke_print_lists(ask(prosecutor, "2"));
    settle();
    assert_eq!(shell.get_problem(), "");
    assert_eq!(made(&dir).len(), 2);
}

#[test]
fn no_reader_chosen_is_said_and_nothing_is_printed() {
    let (_dir, window, _bridge) = inside();
    on_a_day(&window);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    hearings.invoke_print();
    settle();
    for (place, reader) in readers(&window).into_iter().enumerate() {
        hearings.get_readers().set_row_data(place, ListReader { chosen: false, ..reader });
    }
    hearings.invoke_print_lists(ListForm { all_courts: true, ..ListForm::default() });
    settle();
    assert_eq!(shell.get_problem(), "Kies ten minste één lijst.");
    assert_eq!(shell.get_dialog(), DialogKind::PrintLists);
}

/// The places of the lines that are hearings and not rooms.
pub(super) fn lines(window: &MainWindow) -> Vec<i32> {
    let rows = window.global::<Hearings>().get_rows();
    let lines = rows.iter().enumerate().filter(|(_, row)| row.heading.is_empty());
    lines.map(|(place, _)| i32::try_from(place).unwrap()).collect()
}

pub(super) fn pick(window: &MainWindow, place: i32) {
    window.global::<Hearings>().set_current(place);
    window.global::<Hearings>().invoke_picked_row(place);
    settle();
}

#[test]
fn a_hearing_moved_to_where_another_one_is_is_said_to_clash() {
    let (_dir, window, _bridge) = inside();
    on_a_day(&window);
    let hearings = window.global::<Hearings>();
    let mut days = 0;
    while lines(&window).len() < 2 && days < 60 {
        hearings.invoke_step(noodbrug_ui::HearingStep::NextDay);
        settle();
        days += 1;
    }
    assert_eq!(hearings.get_clashes(), "");
    let (first, second) = (lines(&window)[0], lines(&window)[1]);
    pick(&window, first);
    let (day, room) = (hearings.get_day(), hearings.get_picked_room());
    let row = hearings.get_rows().row_data(usize::try_from(first).unwrap()).unwrap();
    let time = row.cells.row_data(0).unwrap();
    pick(&window, second);
    hearings.invoke_move(noodbrug_ui::MoveForm {
        day,
        time,
        room,
        reason: "wens".into(),
        ..Default::default()
    });
    settle();
    assert!(hearings.get_clashes().starts_with("Zaal dubbel bezet"), "{}", hearings.get_clashes());
}
