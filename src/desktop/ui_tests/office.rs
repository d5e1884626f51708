//! The window joined to a real exercise office on the disk, on one thread.

use super::*;
use crate::bridge::Bridge;
use crate::desk::Desk;
use crate::{unlock, window as start};
use noodbrug_core::bundle::Mode;
use noodbrug_core::ident::Role;
use noodbrug_office::clock::Clock;
use noodbrug_office::exercise::{ExportPlan, Writing, export};
use noodbrug_office::setup::{self, Cost, NewOffice, Passphrase};
use noodbrug_office::{IntakeAsk, MappingChoice, Office, law};
use noodbrug_ui::{Cases, NoteLine, Sheet, Terms};
use slint::Model;
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::TempDir;

pub(super) const PHRASE: &str = "vier losse woorden hier";

fn clock() -> Clock {
    Clock::Fixed("2026-11-23T09:00:00+01:00".parse().unwrap())
}

/// Makes an exercise office, empty.
fn make_empty(dir: &Path, (office, station): (&str, &str)) -> Office {
    let new = NewOffice {
        office: office.into(),
        station: station.into(),
        mode: Mode::Exercise,
        user: "a.bakker".into(),
        role: Role::Manager,
        passphrase: Passphrase::new(PHRASE),
        root_passphrase: Passphrase::new(PHRASE),
        root_file: dir.join("stick/hoofdsleutel.json"),
        folder: dir.join("kantoor"),
        cost: Cost::CHEAP,
    };
    setup::make(new, clock()).unwrap().office
}

/// Makes an exercise office with cases taken in from a made-up export, and closes it.
fn make(dir: &Path, cases: u32) {
    let mut office = make_empty(dir, ("Oefenparket Den Haag", "ws-01"));
    let taken_at = "2026-11-22T18:30:00".parse().unwrap();
    export(&dir.join("export"), &ExportPlan { seed: 7, cases, taken_at, writing: Writing::Utf8 }).unwrap();
    let ask = IntakeAsk {
        paths: vec![dir.join("export")],
        mapping: MappingChoice::BuiltIn("den-haag".into()),
        taken_at: None,
    };
    let trial = office.try_intake(&ask, &mut |_, _| ControlFlow::Continue(())).unwrap();
    office.apply_intake(trial, &mut |_, _| ControlFlow::Continue(())).unwrap();
}

/// A window at the door of an office with 60 cases; the folder goes when it is dropped.
fn at_the_door() -> (TempDir, MainWindow, Bridge<Desk>) {
    let dir = tempfile::tempdir().unwrap();
    make(dir.path(), 60);
    before(dir)
}

fn before(dir: TempDir) -> (TempDir, MainWindow, Bridge<Desk>) {
    let window = window();
    let folder = dir.path().join("kantoor");
    let mut desk = Desk::new(law::built_in().unwrap(), clock(), folder.clone());
    // What is in this machine is no part of the test.
    desk.sticks = Vec::new;
    let bridge = Bridge::without_worker(&window, desk);
    start::connect(&window, &bridge);
    window.global::<Shell>().set_screen(Screen::Unlock);
    unlock::look_at(&bridge, folder);
    settle();
    (dir, window, bridge)
}

/// The same, opened.
pub(super) fn inside() -> (TempDir, MainWindow, Bridge<Desk>) {
    opened(at_the_door())
}

/// An office of another name, opened, with nothing in it.
pub(super) fn inside_of(office: &str, station: &str) -> (TempDir, MainWindow, Bridge<Desk>) {
    let dir = tempfile::tempdir().unwrap();
    make_empty(dir.path(), (office, station));
    opened(before(dir))
}

fn opened((dir, window, bridge): (TempDir, MainWindow, Bridge<Desk>)) -> (TempDir, MainWindow, Bridge<Desk>) {
    window.global::<Unlock>().invoke_unlock(0, PHRASE.into());
    settle();
    assert_eq!(window.global::<Shell>().get_screen(), Screen::Today);
    (dir, window, bridge)
}

pub(super) fn first_case(window: &MainWindow) -> (String, String) {
    go(window, Screen::Cases);
    let row = window.global::<Cases>().get_rows().row_data(0).unwrap();
    (row.cells.row_data(0).unwrap().into(), row.cells.row_data(1).unwrap().into())
}

fn everything_said(window: &MainWindow) -> Vec<String> {
    ElementQuery::from_root(window)
        .find_all()
        .iter()
        .filter_map(|element| element.accessible_label())
        .map(String::from)
        .collect()
}

#[test]
fn a_wrong_passphrase_is_said_in_words_and_the_right_one_opens() {
    let (_dir, window, _) = at_the_door();
    let unlock = window.global::<Unlock>();
    assert_eq!(unlock.get_users().row_data(0).unwrap(), "a.bakker");
    unlock.invoke_unlock(0, "een andere zin".into());
    assert!(unlock.get_problem().contains("is niet juist"), "{}", unlock.get_problem());
    assert_eq!(window.global::<Shell>().get_screen(), Screen::Unlock);
    unlock.invoke_unlock(0, PHRASE.into());
    assert_eq!(unlock.get_problem(), "");
    assert_eq!(window.global::<Shell>().get_screen(), Screen::Today);
    assert_eq!(window.global::<Shell>().get_user(), "a.bakker");
    assert!(window.global::<noodbrug_ui::Today>().get_custody().row_count() > 0);
}

#[test]
fn a_folder_without_an_office_offers_to_make_one_and_making_it_shows_the_recovery_key() {
    use noodbrug_ui::NewOffice as Form;
    let (dir, window, bridge) = at_the_door();
    let unlock = window.global::<Unlock>();
    let place = dir.path().join("nieuw");
    unlock.invoke_open_place(place.display().to_string().into());
    assert_eq!(unlock.get_state(), UnlockState::FirstRun);
    let mut form = Form {
        office: "Parket Oost".into(),
        station: "Werkplek 1".into(),
        user: "m.jansen".into(),
        passphrase: PHRASE.into(),
        again: "vergist".into(),
        place: place.display().to_string().into(),
        exercise: true,
    };
    unlock.invoke_create(form.clone());
    assert!(unlock.get_problem().contains("niet gelijk"));
    form.again = PHRASE.into();
    unlock.invoke_create(form);
    assert_eq!(unlock.get_state(), UnlockState::RecoveryShown, "{}", unlock.get_problem());
    assert_eq!(unlock.get_recovery_key().split('-').count(), 8);
    assert!(dir.path().join("nieuw-hoofdsleutel/hoofdsleutel.json").exists());
    unlock.invoke_print_recovery();
    let sheet = dir.path().join("nieuw-hoofdsleutel/herstelblad.pdf");
    assert!(sheet.exists());
    unlock.invoke_recovery_printed();
    assert!(!sheet.exists(), "the recovery key stays in clear on the disk");
    assert_eq!(unlock.get_recovery_key(), "");
    assert_eq!(window.global::<Shell>().get_office(), "Parket Oost");
    drop(bridge);
}

#[test]
fn the_recovery_key_on_paper_gives_a_new_passphrase() {
    use noodbrug_ui::{NewOffice as Form, Recovering};
    let (dir, window, _bridge) = at_the_door();
    let unlock = window.global::<Unlock>();
    unlock.invoke_create(Form {
        office: "Parket Oost".into(),
        station: "Werkplek 1".into(),
        user: "m.jansen".into(),
        passphrase: PHRASE.into(),
        again: PHRASE.into(),
        place: dir.path().join("nieuw").display().to_string().into(),
        exercise: true,
    });
    let key = unlock.get_recovery_key();
    unlock.invoke_recovery_printed();
    window.global::<Shell>().invoke_lock();
    settle();
    let new = "vier heel andere woorden";
    let form = |key: &str| Recovering { user: 0, key: key.into(), passphrase: new.into(), again: new.into() };
    unlock.invoke_recover(form("zomaar"));
    assert!(unlock.get_problem().contains("8 groepjes"), "{}", unlock.get_problem());
    unlock.invoke_recover(form(&key));
    assert_eq!((unlock.get_problem().as_str(), window.global::<Shell>().get_screen()), ("", Screen::Today));
    window.global::<Shell>().invoke_lock();
    settle();
    unlock.invoke_unlock(0, PHRASE.into());
    assert!(unlock.get_problem().contains("is niet juist"), "{}", unlock.get_problem());
    unlock.invoke_unlock(0, new.into());
    assert_eq!(window.global::<Shell>().get_screen(), Screen::Today);
}

#[test]
fn typing_narrows_the_list_and_a_filter_narrows_it_further() {
    let (_dir, window, _) = inside();
    let (number, _) = first_case(&window);
    let cases = window.global::<Cases>();
    let all = cases.get_rows().row_count();
    assert!(all >= 40, "{all}");
    with_control(&window, "f");
    type_in(&window, &number);
    assert_eq!(cases.get_rows().row_count(), 1);
    assert!(cases.get_summary().contains("1 zaak gevonden"), "{}", cases.get_summary());
    press(&window, Key::Escape);
    assert_eq!(cases.get_rows().row_count(), all);
    cases.set_filter(1);
    cases.invoke_filtered(1);
    let held = cases.get_rows().row_count();
    assert!(held > 0 && held < all, "{held} of {all}");
}

#[test]
fn a_header_sorts_up_and_then_down() {
    let (_dir, window, _) = inside();
    go(&window, Screen::Cases);
    let cases = window.global::<Cases>();
    let names = || -> Vec<String> {
        let rows = cases.get_rows();
        rows.iter().map(|row| row.cells.row_data(0).unwrap().to_string()).collect()
    };
    cases.invoke_sorted(0);
    let up = names();
    assert!(up.is_sorted(), "{up:?}");
    cases.invoke_sorted(0);
    assert_eq!(names(), up.into_iter().rev().collect::<Vec<_>>());
}

#[test]
fn a_case_is_opened_by_keyboard_and_its_log_says_so() {
    let (_dir, window, _) = inside();
    let (number, name) = first_case(&window);
    with_control(&window, "f");
    press(&window, Key::DownArrow);
    press(&window, Key::Return);
    let sheet = window.global::<Sheet>();
    assert!(sheet.get_open());
    assert_eq!(sheet.get_number(), number.as_str());
    assert!(!name.is_empty());
    let newest = sheet.get_log().row_data(0).unwrap();
    assert!(newest.spoken.contains("Ingezien"), "{}", newest.spoken);
    press(&window, Key::Escape);
    assert!(!sheet.get_open());
}

fn open_first(window: &MainWindow) {
    go(window, Screen::Cases);
    window.global::<Cases>().invoke_opened(0);
    settle();
    assert!(window.global::<Sheet>().get_open());
}

#[test]
fn a_note_is_saved_and_stands_in_the_notes_and_in_the_log() {
    let (_dir, window, _) = inside();
    open_first(&window);
    let sheet = window.global::<Sheet>();
    with_control(&window, "n");
    type_in(&window, "Raadsman gebeld");
    with_control(&window, Key::Return);
    assert_eq!(window.global::<Shell>().get_dialog(), noodbrug_ui::DialogKind::None);
    assert_eq!(window.global::<Shell>().get_toast(), "Opgeslagen");
    let note: NoteLine = sheet.get_notes().row_data(0).unwrap();
    assert_eq!((note.text.as_str(), note.who.as_str()), ("Raadsman gebeld", "a.bakker"));
    assert!(sheet.get_log().row_data(0).unwrap().spoken.contains("notitie"));
}

#[test]
fn an_empty_note_is_refused_in_the_dialog_and_nothing_says_saved() {
    let (_dir, window, _) = inside();
    open_first(&window);
    let before = window.global::<Sheet>().get_notes().row_count();
    with_control(&window, "n");
    with_control(&window, Key::Return);
    let shell = window.global::<Shell>();
    assert_eq!(shell.get_dialog(), noodbrug_ui::DialogKind::Note);
    assert!(shell.get_problem().contains("notitie"), "{}", shell.get_problem());
    assert_ne!(shell.get_toast(), "Opgeslagen");
    assert_eq!(window.global::<Sheet>().get_notes().row_count(), before);
}

#[test]
fn numbers_are_hidden_until_somebody_says_why() {
    let (_dir, window, _) = inside();
    open_first(&window);
    let sheet = window.global::<Sheet>();
    let person = sheet.get_persons().iter().find(|person| person.masked).unwrap();
    window.global::<Shell>().invoke_ask(noodbrug_ui::DialogKind::Unmask);
    sheet.invoke_unmask(person.id.clone(), " ".into());
    assert!(window.global::<Shell>().get_problem().contains("reden"));
    sheet.invoke_unmask(person.id.clone(), "dagvaarding opstellen".into());
    let shown = sheet.get_persons().iter().find(|shown| shown.id == person.id).unwrap();
    assert!(!shown.masked);
    assert!(sheet.get_log().row_data(0).unwrap().spoken.contains("dagvaarding opstellen"));
}

/// Shows the first day that has hearings.
pub(super) fn go_to_hearings(window: &MainWindow, bridge: &Bridge<Desk>) {
    use noodbrug_ui::Hearings;
    use std::sync::{Arc, Mutex};
    let today = "2026-11-23".parse().unwrap();
    let day: Arc<Mutex<Option<chrono::NaiveDate>>> = Arc::default();
    let found = day.clone();
    bridge.ask(
        crate::bridge::Lane::Work,
        move |desk| desk.office().unwrap().next_hearing_day(today).unwrap(),
        move |_, next| *found.lock().unwrap() = next,
    );
    let day = day.lock().unwrap().unwrap();
    window.global::<Hearings>().set_day(day.to_string().into());
    go(window, Screen::Hearings);
}

#[test]
fn the_arrows_walk_past_the_heading_of_a_room() {
    use noodbrug_ui::Hearings;
    let (_dir, window, bridge) = inside();
    let hearings = window.global::<Hearings>();
    go_to_hearings(&window, &bridge);
    assert!(!hearings.get_rows().row_data(0).unwrap().heading.is_empty());
    press(&window, Key::Home);
    assert_eq!(hearings.get_current(), 1);
    press(&window, Key::UpArrow);
    assert_eq!(hearings.get_current(), 1, "there is nothing above the first heading");
    let last = hearings.get_rows().row_count();
    for _ in 0..last {
        press(&window, Key::DownArrow);
        let at = usize::try_from(hearings.get_current()).unwrap();
        assert_eq!(hearings.get_rows().row_data(at).unwrap().heading, "");
    }
    assert_eq!(usize::try_from(hearings.get_current()).unwrap(), last - 1);
    assert_ne!(hearings.get_picked(), "");
}

#[test]
fn a_computed_term_is_kept_in_a_case_and_runs() {
    let (_dir, window, _) = inside();
    let (number, _) = first_case(&window);
    let terms = window.global::<Terms>();
    let rule = terms.get_rules().iter().position(|rule| rule == "Hoger beroep").unwrap();
    terms.set_rule(i32::try_from(rule).unwrap());
    terms.invoke_rule_chosen(terms.get_rule());
    terms.set_day("23-11-2026".into());
    terms.invoke_ask();
    assert!(terms.get_answer().shown, "{}", terms.get_problem());
    terms.invoke_keep(number.into());
    assert_eq!(window.global::<Shell>().get_toast(), "Opgeslagen");
    go(&window, Screen::Terms);
    assert!(terms.get_rows().iter().any(|row| row.spoken.contains("Hoger beroep")));
}

#[test]
fn a_task_is_made_handed_over_and_done() {
    use noodbrug_core::case::TaskKind;
    use noodbrug_ui::{Enforcement, HandOverForm, TaskForm};
    let (_dir, window, _) = inside();
    let (number, _) = first_case(&window);
    go(&window, Screen::Enforcement);
    let tasks = window.global::<Enforcement>();
    let before = tasks.get_rows().row_count();
    // A release waits for no term; what a case without a decision holds besides may not go yet.
    let kind = TaskKind::ALL.iter().position(|kind| *kind == TaskKind::Release).unwrap();
    let kind = i32::try_from(kind).unwrap();
    let form =
        TaskForm { number: number.into(), kind, day: "+1".into(), urgent: true, ..TaskForm::default() };
    tasks.invoke_create(form);
    assert_eq!(tasks.get_rows().row_count(), before + 1);
    tasks.invoke_picked_row(0);
    tasks.invoke_hand_over(HandOverForm::default());
    assert!(
        window.global::<Shell>().get_toast().contains("aangenomen"),
        "{}",
        window.global::<Shell>().get_toast()
    );
    tasks.invoke_hand_over(HandOverForm { person: "dhr. Smit".into(), ..HandOverForm::default() });
    assert_eq!(tasks.get_rows().row_count(), before);
    tasks.set_filter(1);
    tasks.invoke_filtered(1);
    tasks.invoke_picked_row(0);
    tasks.invoke_done("ingesloten".into(), "".into());
    tasks.set_filter(2);
    tasks.invoke_filtered(2);
    assert_eq!(tasks.get_rows().row_data(0).unwrap().status, "Gedaan");
}

#[test]
fn a_task_that_may_not_go_yet_says_so_and_why_and_is_not_handed_over() {
    use noodbrug_core::case::TaskKind;
    use noodbrug_ui::{Enforcement, HandOverForm, TaskForm};
    let (_dir, window, _) = inside();
    let (number, _) = first_case(&window);
    go(&window, Screen::Enforcement);
    let tasks = window.global::<Enforcement>();
    let fine = TaskKind::ALL.iter().position(|kind| *kind == TaskKind::Fine).unwrap();
    let form = TaskForm { number: number.into(), kind: i32::try_from(fine).unwrap(), ..TaskForm::default() };
    tasks.invoke_create(form);
    let at = tasks.get_rows().iter().position(|row| row.status == "Nog niet").unwrap();
    tasks.invoke_picked_row(i32::try_from(at).unwrap());
    let why = tasks.get_picked_facts().iter().find(|fact| fact.label == "Mag het al?").unwrap().value;
    assert!(why.starts_with("NOG NIET UITVOEREN: "), "{why}");
    let before = tasks.get_rows().row_count();
    tasks.invoke_hand_over(HandOverForm { person: "dhr. Smit".into(), ..HandOverForm::default() });
    assert_eq!(tasks.get_rows().row_count(), before);
}

#[test]
fn another_language_changes_what_was_made_here_as_well() {
    let (_dir, window, _) = inside();
    let shell = window.global::<Shell>();
    let dutch = window.global::<noodbrug_ui::Today>().get_day();
    assert!(dutch.starts_with("Maandag"), "{dutch}");
    shell.invoke_choose_language("en".into());
    assert!(window.global::<noodbrug_ui::Today>().get_day().starts_with("Monday"));
    assert_eq!(shell.get_role(), "continuity manager");
    open_first(&window);
    let kinds: Vec<String> = window.global::<Sheet>().get_note_kinds().iter().map(String::from).collect();
    assert_eq!(kinds, ["Note", "Phone note"]);
}

#[test]
fn after_locking_no_text_of_the_office_is_left() {
    let (_dir, window, bridge) = inside();
    let (number, name) = first_case(&window);
    open_first(&window);
    with_control(&window, "n");
    assert!(everything_said(&window).iter().any(|said| said.contains(&number)));
    with_control(&window, "l");
    let said = everything_said(&window);
    assert!(!said.iter().any(|said| said.contains(&number) || said.contains(&name)), "{said:?}");
    let sheet = window.global::<Sheet>();
    assert!(sheet.get_number().is_empty() && sheet.get_persons().row_count() == 0);
    assert_eq!(window.global::<Cases>().get_rows().row_count(), 0);
    assert_eq!(window.global::<noodbrug_ui::Today>().get_custody().row_count(), 0);
    assert_eq!(window.global::<Shell>().get_user(), "");
    assert_eq!(window.global::<Unlock>().get_state(), UnlockState::Locked);
    bridge.ask(crate::bridge::Lane::Work, |desk| assert!(desk.office.is_none()), |_, ()| ());
}

#[test]
fn an_export_is_tried_shown_and_taken_in() {
    use noodbrug_ui::{Admin, IntakeForm};
    let (dir, window, _) = inside();
    let export_folder = dir.path().join("later");
    let taken_at = "2026-11-23T06:30:00".parse().unwrap();
    export(&export_folder, &ExportPlan { seed: 8, cases: 30, taken_at, writing: Writing::Utf8 }).unwrap();
    go(&window, Screen::Admin);
    let admin = window.global::<Admin>();
    admin.invoke_try_intake(IntakeForm::default());
    assert!(admin.get_intake_problem().contains("map"), "{}", admin.get_intake_problem());
    let form = IntakeForm { folder: export_folder.display().to_string().into(), ..IntakeForm::default() };
    admin.invoke_try_intake(form.clone());
    assert_eq!((admin.get_intake_step(), admin.get_intake_problem().as_str()), (1, ""));
    assert!(admin.get_intake_findings().row_count() > 0);
    assert!(!window.global::<Shell>().get_working());
    admin.invoke_apply_intake();
    assert_eq!((admin.get_intake_step(), admin.get_intake_problem().as_str()), (2, ""));
    admin.invoke_intake_again();
    admin.invoke_try_intake(form);
    assert!(!admin.get_intake_can_apply(), "{}", admin.get_intake_summary());
    admin.invoke_check_journal();
    assert!(admin.get_journal_verdict().starts_with("Het journaal klopt"), "{}", admin.get_journal_verdict());
}
