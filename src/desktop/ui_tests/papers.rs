//! Papers on screen, a day that is planned, forms and the fallback pack, in a window joined to an exercise office.

use super::lists::{lines, on_a_day, pick};
use super::office::inside;
use super::*;
use noodbrug_ui::{
    CopyForm, Crisis, DialogKind, Hearings, KeyInForm, ListForm, PlaceForm, PrintForm, RoomForm, Viewer,
};
use slint::Model;

pub(super) fn cell(window: &MainWindow, row: i32, column: usize) -> String {
    let row = window.global::<Hearings>().get_rows().row_data(usize::try_from(row).unwrap()).unwrap();
    row.cells.row_data(column).unwrap().to_string()
}

/// Two hearings under each other in one room: the first of a day, and its copy in another case.
fn two_in_a_room(window: &MainWindow) -> (i32, i32) {
    let places = on_a_full_day(window, 2);
    let number = cell(window, places[1], 1).into();
    pick(window, places[0]);
    window.global::<Hearings>().invoke_copy(CopyForm { other_case: true, number, ..CopyForm::default() });
    settle();
    let places = lines(window);
    let pair = places.windows(2).find(|pair| pair[1] == pair[0] + 1).unwrap();
    (pair[0], pair[1])
}

/// A day on which a room has at least so many hearings; gives their places in the list.
pub(super) fn on_a_full_day(window: &MainWindow, least: usize) -> Vec<i32> {
    on_a_day(window);
    let mut days = 0;
    while lines(window).len() < least && days < 60 {
        window.global::<Hearings>().invoke_step(noodbrug_ui::HearingStep::NextDay);
        settle();
        days += 1;
    }
    lines(window)
}

#[test]
fn a_printed_paper_comes_on_screen_and_is_turned_enlarged_and_closed_by_keyboard() {
    let (_dir, window, _bridge) = inside();
    let (viewer, shell) = (window.global::<Viewer>(), window.global::<Shell>());
    window.global::<noodbrug_ui::Today>().invoke_print_board();
    settle();
    assert!(shell.get_viewing() && viewer.get_made());
    assert!(viewer.get_note().ends_with(".pdf"), "{}", viewer.get_note());
    assert_eq!(viewer.get_problem(), "");
    assert!(viewer.get_place().starts_with("Pagina 1 van"), "{}", viewer.get_place());
    assert_eq!(of_type(&window, "ViewerScreen").len(), 1);
    settle();
    let wide = viewer.get_picture().size().width;
    assert!(wide > 600, "{wide}");
    press(&window, '+');
    let wider = viewer.get_picture().size().width;
    assert!(wider > wide, "{wider} after {wide}");
    press(&window, '-');
    assert!(viewer.get_picture().size().width < wider);
    viewer.invoke_go(viewer.get_pages() - 1);
    settle();
    assert_eq!(viewer.get_page(), viewer.get_pages() - 1);
    with_control(&window, 'p');
    assert_eq!(shell.get_dialog(), DialogKind::Printer);
    press(&window, Key::Escape);
    assert!(shell.get_viewing(), "the first Escape closes the dialog only");
    press(&window, Key::Escape);
    assert!(!shell.get_viewing());
    assert_eq!(viewer.get_picture().size().width, 0, "nothing of the paper stays");
}

#[test]
fn lists_are_looked_at_before_they_are_made_and_made_from_there() {
    let (dir, window, _bridge) = inside();
    on_a_day(&window);
    let (hearings, viewer) = (window.global::<Hearings>(), window.global::<Viewer>());
    hearings.invoke_print();
    settle();
    hearings.invoke_preview_lists(ListForm::default());
    settle();
    assert!(window.global::<Shell>().get_viewing() && !viewer.get_made());
    assert_eq!(viewer.get_papers().row_count(), 3);
    assert!(!dir.path().join("kantoor/papier").exists(), "nothing was made");
    viewer.invoke_choose(2);
    settle();
    assert_eq!((viewer.get_paper(), viewer.get_problem().as_str()), (2, ""));
    viewer.invoke_print(PrintForm { only_files: true, ..PrintForm::default() });
    settle();
    assert!(viewer.get_made());
    assert_eq!(std::fs::read_dir(dir.path().join("kantoor/papier")).unwrap().count(), 3);
    assert_eq!(window.global::<Shell>().get_toast(), "3 lijsten gemaakt");
}

#[test]
fn a_name_that_is_no_printer_is_refused_where_it_was_typed() {
    let (_dir, window, _bridge) = inside();
    window.global::<noodbrug_ui::Today>().invoke_print_board();
    settle();
    with_control(&window, 'p');
    window.global::<Viewer>().invoke_print(PrintForm { printer: "-o raw".into(), ..PrintForm::default() });
    settle();
    let shell = window.global::<Shell>();
    assert_eq!(shell.get_dialog(), DialogKind::Printer);
    assert!(shell.get_problem().contains("geen naam van een printer"), "{}", shell.get_problem());
}

#[test]
fn locking_takes_the_paper_off_the_screen() {
    let (_dir, window, _bridge) = inside();
    window.global::<noodbrug_ui::Today>().invoke_print_board();
    settle();
    window.global::<Shell>().invoke_lock();
    settle();
    assert!(!window.global::<Shell>().get_viewing());
    assert_eq!(window.global::<Viewer>().get_picture().size().width, 0);
}

#[test]
fn a_hearing_moves_down_in_its_room_and_the_second_time_a_reason_is_asked() {
    let (_dir, window, _bridge) = inside();
    let (upper, lower) = two_in_a_room(&window);
    let (first, second) = (cell(&window, upper, 1), cell(&window, lower, 1));
    pick(&window, upper);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    hearings.invoke_shift(1);
    settle();
    assert_eq!([cell(&window, upper, 1), cell(&window, lower, 1)], [second, first.clone()]);
    assert_eq!(hearings.get_picked(), first.as_str(), "the hearing stays chosen where it stands now");
    assert_eq!(hearings.get_current(), lower);
    hearings.invoke_shift(-1);
    settle();
    assert_eq!((shell.get_dialog(), hearings.get_new_place().as_str()), (DialogKind::Place, "1"));
    hearings.invoke_place(PlaceForm { place: "1".into(), reason: "tolk is er al".into() });
    settle();
    assert_eq!(shell.get_problem(), "");
    assert_eq!(cell(&window, upper, 1), first);
}

#[test]
fn a_vacated_hearing_stays_on_the_list_and_a_copy_comes_beside_it() {
    let (_dir, window, _bridge) = inside();
    let places = on_a_full_day(&window, 2);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    let number = cell(&window, places[1], 1);
    pick(&window, places[0]);
    shell.invoke_ask(DialogKind::Copy);
    hearings.invoke_copy(CopyForm { other_case: true, number: number.into(), ..CopyForm::default() });
    settle();
    assert_eq!(shell.get_problem(), "");
    assert_eq!(lines(&window).len(), places.len() + 1);
    shell.invoke_ask(DialogKind::Vacate);
    hearings.invoke_vacate("".into());
    settle();
    assert!(shell.get_problem().contains("reden"), "{}", shell.get_problem());
    hearings.invoke_vacate("rechter ziek".into());
    settle();
    assert_eq!(shell.get_problem(), "");
    assert_eq!(lines(&window).len(), places.len() + 1);
    let rows = hearings.get_rows();
    assert!(rows.iter().any(|row| row.status.to_lowercase().contains("vervallen")));
}

#[test]
fn a_whole_room_moves_with_a_reason_and_gets_another_bench() {
    let (_dir, window, _bridge) = inside();
    let places = on_a_full_day(&window, 2);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    pick(&window, places[0]);
    with_control(&window, 'r');
    assert_eq!(shell.get_dialog(), DialogKind::Room);
    let bench = RoomForm { judges: "mr. A. Nieuw".into(), reason: "ziekte".into(), ..RoomForm::default() };
    hearings.invoke_change_room(bench);
    settle();
    assert_eq!(shell.get_problem(), "");
    let headings = |window: &MainWindow| -> String {
        let rows = window.global::<Hearings>().get_rows();
        rows.iter().map(|row| row.heading.to_string()).collect()
    };
    assert!(headings(&window).contains("mr. A. Nieuw"), "{}", headings(&window));
    shell.invoke_ask(DialogKind::Room);
    hearings.invoke_change_room(RoomForm { moves: true, to_room: "Z9".into(), ..RoomForm::default() });
    settle();
    assert!(shell.get_problem().contains("reden"), "{} {}", shell.get_problem(), shell.get_toast());
    let moved =
        RoomForm { moves: true, to_room: "Z9".into(), reason: "lekkage".into(), ..RoomForm::default() };
    hearings.invoke_change_room(moved);
    settle();
    assert_eq!(shell.get_problem(), "");
    assert!(headings(&window).contains("Z9"), "{}", headings(&window));
}

#[test]
fn a_case_is_brought_in_on_the_day_with_the_bench_of_its_room() {
    let (_dir, window, _bridge) = inside();
    let places = on_a_full_day(&window, 1);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    let number = cell(&window, places[0], 1);
    with_control(&window, 'n');
    assert_eq!(shell.get_dialog(), DialogKind::BringIn);
    let form = noodbrug_ui::BringInForm {
        number: number.into(),
        time: "16:45".into(),
        closed: false,
        reason: "snelrecht".into(),
    };
    hearings.invoke_bring_in(form);
    settle();
    assert_eq!(shell.get_problem(), "");
    assert_eq!(cell(&window, hearings.get_current(), 0), "16:45", "what was brought in is chosen");
}

#[test]
fn a_case_that_was_heard_in_the_room_that_day_is_asked_about_before_it_is_brought_in_again() {
    let (_dir, window, bridge) = inside();
    let places = on_a_full_day(&window, 1);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    super::hearings::after_the_day_on_screen(&window, &bridge);
    pick(&window, places[0]);
    let (number, time) = (cell(&window, places[0], 1), cell(&window, places[0], 0));
    let judged = noodbrug_ui::OutcomeForm { at: time.into(), ..Default::default() };
    hearings.invoke_log_outcome(judged.clone(), false);
    hearings.invoke_log_outcome(judged, true);
    settle();
    pick(&window, places[0]);
    let before = lines(&window).len();
    with_control(&window, 'n');
    let form = || noodbrug_ui::BringInForm {
        number: number.as_str().into(),
        time: "23:30".into(),
        closed: false,
        reason: "nog een feit".into(),
    };
    hearings.invoke_bring_in(form());
    settle();
    assert!(shell.get_problem().contains("al behandeld in zaal"), "{}", shell.get_problem());
    assert_eq!((shell.get_dialog(), lines(&window).len()), (DialogKind::BringIn, before));
    hearings.invoke_bring_in(form());
    settle();
    assert_eq!((shell.get_problem().as_str(), shell.get_dialog()), ("", DialogKind::None));
    assert_eq!(lines(&window).len(), before + 1);
}

#[test]
fn a_form_is_made_found_by_its_number_and_keyed_in_once() {
    let (_dir, window, _bridge) = inside();
    go(&window, Screen::Crisis);
    let (crisis, shell) = (window.global::<Crisis>(), window.global::<Shell>());
    assert!(crisis.get_numbers().contains("noodnummers"), "{}", crisis.get_numbers());
    crisis.set_form(8);
    crisis.invoke_print();
    settle();
    assert_eq!(crisis.get_form_problem(), "");
    assert!(shell.get_viewing(), "the form is on screen");
    let toast = shell.get_toast().to_string();
    let number = toast.split(' ').next_back().unwrap().to_owned();
    assert!(number.starts_with("NOOD-"), "{toast}");
    go(&window, Screen::Crisis);
    crisis.set_tab(4);
    crisis.invoke_find("NOOD-123".into());
    settle();
    assert!(!crisis.get_known() && crisis.get_found_problem() != "");
    crisis.set_found_number(number.as_str().into());
    crisis.invoke_find(number.as_str().into());
    settle();
    assert!(crisis.get_known() && !crisis.get_keyed_before());
    let case = window.global::<noodbrug_ui::Today>().get_custody().row_data(0).unwrap();
    let case = case.cells.iter().find(|cell| cell.contains('/')).unwrap();
    let form = |again| KeyInForm {
        number: number.as_str().into(),
        case: case.clone(),
        text: "Gebeld met de inrichting.".into(),
        again,
        ..KeyInForm::default()
    };
    crisis.invoke_key_in(form(false));
    settle();
    assert_eq!((crisis.get_key_problem().as_str(), crisis.get_found_number().as_str()), ("", ""));
    crisis.invoke_find(number.as_str().into());
    settle();
    assert!(crisis.get_keyed_before());
    crisis.invoke_key_in(form(false));
    settle();
    assert!(crisis.get_key_problem() != "", "what was keyed in is not keyed in twice unawares");
    crisis.invoke_key_in(form(true));
    settle();
    assert_eq!(crisis.get_key_problem(), "");
}

#[test]
fn a_form_of_another_case_is_asked_about_by_name_before_it_is_keyed_in() {
    let (_dir, window, _bridge) = inside();
    let (crisis, shell) = (window.global::<Crisis>(), window.global::<Shell>());
    let held = window.global::<noodbrug_ui::Today>().get_custody();
    let mut numbers: Vec<String> = held
        .iter()
        .filter_map(|row| row.cells.iter().find(|cell| cell.contains('/')))
        .map(String::from)
        .collect();
    numbers.dedup();
    let ask = || {
        crisis.invoke_save();
        // The dialog opens, and then takes the focus.
        settle();
        settle();
    };
    let [of, into, ..] = numbers.as_slice() else { panic!("{numbers:?}") };
    go(&window, Screen::Crisis);
    crisis.set_number(of.as_str().into());
    crisis.set_form(8);
    crisis.invoke_print();
    settle();
    let number = shell.get_toast().split(' ').next_back().unwrap().to_owned();
    go(&window, Screen::Crisis);
    crisis.set_tab(4);
    crisis.set_found_number(number.as_str().into());
    crisis.invoke_find(number.as_str().into());
    settle();
    crisis.set_case(into.as_str().into());
    crisis.set_words("Gebeld.".into());
    ask();
    assert_eq!(shell.get_dialog(), DialogKind::OtherCase);
    let asked = crisis.get_other_case().to_string();
    assert!(asked.contains(of) && asked.contains(into), "{asked}");
    press(&window, Key::Escape);
    assert_eq!((shell.get_dialog(), crisis.get_found_number().as_str()), (DialogKind::None, number.as_str()));
    ask();
    with_control(&window, Key::Return);
    assert_eq!((crisis.get_key_problem().as_str(), crisis.get_found_number().as_str()), ("", ""));
    assert_eq!(shell.get_toast(), "Opgeslagen");
}

#[test]
fn a_pack_is_made_in_the_folder_and_the_schedule_makes_the_next() {
    let (dir, window, bridge) = inside();
    go(&window, Screen::Crisis);
    let crisis = window.global::<Crisis>();
    crisis.set_tab(5);
    assert!(crisis.get_pack_warning().contains("nog nooit"), "{}", crisis.get_pack_warning());
    crisis.invoke_make_pack("stick".into(), "2".into());
    settle();
    assert!(crisis.get_pack_problem().contains("hele map"), "{}", crisis.get_pack_problem());
    let stick = dir.path().join("pakketstick");
    std::fs::create_dir(&stick).unwrap();
    let folder = stick.display().to_string();
    crisis.invoke_schedule("00:00".into(), folder.as_str().into());
    settle();
    assert_eq!(crisis.get_pack_problem(), "");
    assert!(crisis.get_scheduled());
    crate::pack::tick(&bridge);
    settle();
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 1, "what was due is made");
    assert_eq!(crisis.get_pack_warning(), "");
    crate::pack::tick(&bridge);
    settle();
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 1, "and once");
    crisis.invoke_unschedule();
    settle();
    assert!(!crisis.get_scheduled());
}

#[test]
fn a_version_that_was_replaced_is_made_again_and_says_that_it_is_void() {
    let (dir, window, _bridge) = inside();
    let places = on_a_full_day(&window, 2);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    let print = || {
        hearings.invoke_print();
        settle();
        hearings.invoke_print_lists(ListForm::default());
        settle();
        shell.set_viewing(false);
    };
    hearings.invoke_print();
    settle();
    hearings.invoke_ask_versions();
    settle();
    assert!(shell.get_problem().contains("nog geen lijst"), "{}", shell.get_problem());
    print();
    pick(&window, places[0]);
    hearings.invoke_vacate("rechter ziek".into());
    settle();
    print();
    hearings.invoke_ask_versions();
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::ListVersions);
    let versions: Vec<String> = hearings.get_versions().iter().map(String::from).collect();
    assert_eq!(versions.len(), 6, "{versions:?}");
    let old = versions.iter().position(|text| text.contains("versie 1")).unwrap();
    hearings.invoke_reprint(i32::try_from(old).unwrap());
    settle();
    assert!(shell.get_viewing());
    let papers = std::fs::read_dir(dir.path().join("kantoor/papier")).unwrap();
    let names: Vec<String> =
        papers.map(|one| one.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(names.iter().any(|name| name.contains("vervallen")), "{names:?}");
}

#[test]
fn counsel_and_protection_of_a_person_are_put_down_on_the_sheet() {
    let (_dir, window, bridge) = inside();
    let today = window.global::<noodbrug_ui::Today>();
    let id = today.get_custody().row_data(0).unwrap().id;
    let case = id.split('/').next().unwrap().parse().unwrap();
    crate::sheet::open(&bridge, case);
    settle();
    let sheet = window.global::<noodbrug_ui::Sheet>();
    let suspect = |window: &MainWindow| {
        let persons = window.global::<noodbrug_ui::Sheet>().get_persons();
        persons.iter().find(|person| person.suspect).unwrap()
    };
    let person = suspect(&window).id;
    sheet.invoke_assign_counsel(person.clone(), " mr. O. Advocaat ".into(), "070-1234567".into());
    settle();
    sheet.invoke_shield(person, true, "bedreigd".into());
    settle();
    let card = suspect(&window);
    assert_eq!((card.counsel.as_str(), card.protected), ("mr. O. Advocaat", true));
    let facts: Vec<String> = card.facts.iter().map(|fact| fact.value.to_string()).collect();
    assert!(facts.contains(&"mr. O. Advocaat, 070-1234567".to_owned()), "{facts:?}");
    assert!(facts.contains(&"beschermd: bedreigd".to_owned()), "{facts:?}");
}

#[test]
fn a_hearing_on_a_sunday_is_asked_about_once_and_then_saved() {
    let (_dir, window, _bridge) = inside();
    let places = on_a_full_day(&window, 1);
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    pick(&window, places[0]);
    shell.invoke_ask(DialogKind::Move);
    let sunday = || noodbrug_ui::MoveForm {
        day: "06-12-2026".into(),
        time: "10:00".into(),
        room: "A".into(),
        reason: "spoed".into(),
        ..Default::default()
    };
    hearings.invoke_move(sunday());
    settle();
    assert!(shell.get_problem().contains("zondag"), "{}", shell.get_problem());
    hearings.invoke_move(sunday());
    settle();
    assert_eq!((shell.get_problem().as_str(), shell.get_dialog()), ("", DialogKind::None));
}
