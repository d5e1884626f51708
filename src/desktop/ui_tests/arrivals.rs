//! Bundles that arrive, in windows joined to two exercise offices: judged, tried, decided about, acknowledged.

use super::office::{inside, inside_of};
use super::*;
use crate::bridge::Bridge;
use crate::desk::Desk;
use noodbrug_ui::{Admin, Bundles, Cases, DialogKind, Keys, PartnerForm};
use slint::Model;
use tempfile::TempDir;

pub(super) type Joined = (TempDir, MainWindow, Bridge<Desk>);

/// Writes an office's card and gives its path.
pub(super) fn card((dir, window, _): &Joined) -> String {
    let path = dir.path().join("kantoor/bundels/partnerkaart.txt").display().to_string();
    window.global::<Keys>().invoke_write_card(path.as_str().into());
    path
}

/// Adds a partner by its card, after every group was read out.
pub(super) fn know((_, window, _): &Joined, name: &str, card: &str) {
    let admin = window.global::<Admin>();
    let before = admin.get_partners().row_count();
    admin.invoke_add_partner(PartnerForm {
        name: name.into(),
        // Another office, which gets the whole journal.
        kind: 6,
        key: card.into(),
        way: 1,
        same: true,
        who: "mr. C. Visser".into(),
        reached: "070-5550100".into(),
        ..PartnerForm::default()
    });
    settle();
    let said = window.global::<Shell>().get_toast();
    assert_eq!(admin.get_partners().row_count(), before + 1, "{said}");
}

/// A prosecution office with cases, and a court without; the court knows the office when it is told so.
pub(super) fn two(court_knows: bool) -> (Joined, Joined) {
    let (ours, theirs) = (inside(), inside_of("Rechtbank Den Haag", "oef-rb-01"));
    know(&ours, "Rechtbank Den Haag", &card(&theirs));
    if court_knows {
        know(&theirs, "Oefenparket Den Haag", &card(&ours));
    }
    (ours, theirs)
}

/// Makes a bundle for the court and gives its path.
pub(super) fn send((_, window, _): &Joined) -> String {
    go(window, Screen::Bundles);
    let bundles = window.global::<Bundles>();
    bundles.invoke_prepare();
    assert_eq!((bundles.get_export_step(), bundles.get_export_problem().as_str()), (1, ""));
    bundles.invoke_export();
    assert_eq!((bundles.get_export_step(), bundles.get_export_problem().as_str()), (2, ""));
    bundles.get_made_file().to_string()
}

/// Points at a bundle on the tab where one is taken in, and lets it be judged by the keys.
fn judge((_, window, _): &Joined, file: &str) {
    go(window, Screen::Bundles);
    let bundles = window.global::<Bundles>();
    bundles.set_tab(1);
    bundles.set_file(file.into());
    settle();
    with_control(window, Key::Return);
    assert_eq!((bundles.get_judged(), bundles.get_import_problem().as_str()), (true, ""));
}

fn said(window: &MainWindow, line: usize) -> String {
    window.global::<Bundles>().get_said().row_data(line).unwrap().word.to_string()
}

fn cases(window: &MainWindow) -> usize {
    go(window, Screen::Cases);
    window.global::<Cases>().get_rows().row_count()
}

#[test]
fn a_bundle_is_taken_in_with_the_keys_alone_and_its_receipt_comes_back() {
    let (ours, theirs) = two(true);
    let file = send(&ours);
    let window = &theirs.1;
    judge(&theirs, &file);
    let bundles = window.global::<Bundles>();
    assert_eq!(
        (said(window, 0).as_str(), said(window, 1).as_str()),
        ("Vertrouwde sleutel", "Heel en ongewijzigd")
    );
    with_control(window, Key::Return);
    assert_eq!(bundles.get_import_step(), 1);
    assert!(bundles.get_case_rows().row_count() >= 40);
    with_control(window, Key::Return);
    assert_eq!((bundles.get_import_step(), bundles.get_decision()), (2, 0), "the safe choice stands first");
    press(window, Key::RightArrow);
    press(window, Key::RightArrow);
    assert_eq!(bundles.get_decision(), 2, "the arrows reach the choice without the mouse");
    with_control(window, Key::Return);
    assert_eq!((bundles.get_import_step(), bundles.get_import_problem().as_str()), (3, ""));
    let receipt = bundles.get_receipt_file();
    assert!(receipt.ends_with(".age"), "{receipt}");
    let then = bundles.get_then().row_data(0).unwrap();
    assert!(then.contains("op dit werkstation"), "{then}");
    assert!(cases(window) >= 40);
    let bundles = ours.1.global::<Bundles>();
    bundles.invoke_read_receipt(receipt);
    let sent = bundles.get_sent().row_data(0).unwrap();
    assert_eq!(sent.status, "Ontvangen door de partner", "{}", ours.1.global::<Shell>().get_toast());
}

#[test]
fn escape_goes_one_step_back_and_what_was_judged_and_typed_stays() {
    let (ours, theirs) = two(true);
    let window = &theirs.1;
    judge(&theirs, &send(&ours));
    let bundles = window.global::<Bundles>();
    with_control(window, Key::Return);
    with_control(window, Key::Return);
    press(window, Key::RightArrow);
    bundles.set_apart_why("belt terug".into());
    press(window, Key::Escape);
    assert_eq!(bundles.get_import_step(), 1);
    press(window, Key::Escape);
    press(window, Key::Escape);
    assert_eq!((bundles.get_import_step(), bundles.get_judged()), (0, true));
    go(window, Screen::Cases);
    go(window, Screen::Bundles);
    with_control(window, Key::Return);
    with_control(window, Key::Return);
    assert_eq!((bundles.get_decision(), bundles.get_apart_why().as_str()), (1, "belt terug"));
    press(window, Key::LeftArrow);
    with_control(window, Key::Return);
    assert!(!bundles.get_judged(), "left where it lay");
    assert!(window.global::<Shell>().get_toast().contains("niets ingelezen"));
    assert_eq!((cases(window), bundles.get_apart().row_count()), (0, 0));
}

#[test]
fn a_bundle_is_kept_apart_with_a_reason_and_taken_in_from_there() {
    let (ours, theirs) = two(true);
    let window = &theirs.1;
    judge(&theirs, &send(&ours));
    let bundles = window.global::<Bundles>();
    bundles.invoke_go(2);
    settle();
    bundles.set_decision(1);
    bundles.invoke_decide();
    assert!(bundles.get_import_problem().contains("waarom"), "{}", bundles.get_import_problem());
    bundles.set_apart_why("de griffie belt eerst terug".into());
    bundles.invoke_decide();
    assert_eq!((bundles.get_import_step(), bundles.get_import_problem().as_str()), (3, ""));
    assert_eq!((bundles.get_apart_count().as_str(), cases(window)), ("1", 0));

    go(window, Screen::Bundles);
    bundles.set_tab(2);
    settle();
    bundles.set_apart_at(0);
    bundles.invoke_apart_picked(0);
    assert_eq!(bundles.get_apart_reason(), "de griffie belt eerst terug");
    with_control(window, Key::Return);
    assert_eq!((bundles.get_tab(), bundles.get_judged(), bundles.get_may_apply()), (1, true, true));
    bundles.set_decision(2);
    bundles.invoke_decide();
    assert_eq!((bundles.get_import_step(), bundles.get_import_problem().as_str()), (3, ""));
    assert_eq!(bundles.get_apart().row_data(0).unwrap().status, "Alsnog ingelezen");
    assert_eq!(bundles.get_apart_count(), "");
    assert!(cases(window) >= 40);
}

#[test]
fn a_bundle_of_an_unknown_key_can_be_kept_and_never_taken_in() {
    let (ours, theirs) = two(false);
    let window = &theirs.1;
    judge(&theirs, &send(&ours));
    let bundles = window.global::<Bundles>();
    assert_eq!(said(window, 0), "Onbekende sleutel");
    assert!(bundles.get_advice().contains("Bel de afzender"), "{}", bundles.get_advice());
    with_control(window, Key::Return);
    assert_eq!(bundles.get_import_step(), 2, "there is nothing to try");
    bundles.set_decision(2);
    bundles.invoke_decide();
    assert!(
        bundles.get_import_problem().contains("Niemand heeft hier de sleutel"),
        "{}",
        bundles.get_import_problem()
    );
    press(window, Key::Escape);
    assert_eq!((bundles.get_import_step(), cases(window)), (0, 0));
}

#[test]
fn a_file_that_is_no_bundle_says_why_and_that_it_is_kept_apart() {
    let joined = inside();
    let (dir, window, _) = &joined;
    let file = dir.path().join("geen-bundel.zip");
    std::fs::write(&file, b"geen bundel").unwrap();
    judge(&joined, &file.display().to_string());
    let bundles = window.global::<Bundles>();
    assert_eq!(
        (said(window, 0).as_str(), said(window, 1).as_str()),
        ("Handtekening niet gelezen", "Niet in orde")
    );
    assert!(bundles.get_advice().contains("apart bewaard, met de reden"), "{}", bundles.get_advice());
    let first = bundles.get_findings().row_data(0).unwrap();
    assert!(first.status == "Geweigerd" && first.spoken.contains("NB-ZIP-01"), "{}", first.spoken);
    assert!(bundles.get_findings_text().contains("NB-ZIP-01"));
    with_control(window, Key::Return);
    assert_eq!(bundles.get_import_step(), 0, "there is no step after this one");
    assert_eq!(bundles.get_apart().row_data(0).unwrap().cells.row_data(2).unwrap(), "geen-bundel.zip");
}

#[test]
fn no_case_three_and_three_hundred_all_fit_on_the_dry_run() {
    let window = window();
    let bundles = window.global::<Bundles>();
    bundles.set_tab(1);
    bundles.set_judged(true);
    bundles.set_may_apply(true);
    bundles.set_import_step(1);
    go(&window, Screen::Bundles);
    assert_eq!(labelled(&window, "Hij zegt over geen enkele zaak iets nieuws.").len(), 1);
    for count in [3, 300] {
        bundles.set_case_rows(say::model(made_up_rows(count, 5)));
        settle();
        let table = of_type(&window, "DataTable").into_iter().next().unwrap();
        let bottom = table.absolute_position().y + table.size().height;
        assert!(bottom <= 800.0, "{count} cases end at {bottom}");
        assert!(!labelled(&window, "0-0, 0-1, 0-2, 0-3, 0-4").is_empty());
    }
}

#[test]
fn who_may_not_exchange_sees_no_list_of_what_was_set_apart_and_no_complaint() {
    let joined = inside();
    let window = &joined.1;
    super::terms::add_colleague(window);
    window.global::<Shell>().invoke_lock();
    settle();
    let users = window.global::<Unlock>().get_users();
    let place = users.iter().position(|name| name == "c.visser").unwrap();
    window.global::<Unlock>().invoke_unlock(i32::try_from(place).unwrap(), super::terms::COLLEAGUE.into());
    settle();
    window.global::<Shell>().set_toast(Default::default());
    go(window, Screen::Bundles);
    assert_eq!(window.global::<Shell>().get_toast(), "");
    window.global::<Admin>().set_tab(3);
    go(window, Screen::Admin);
    let keys = window.global::<Keys>();
    assert!(keys.get_rows().row_count() >= 3 && !keys.get_may_act());
    assert!(labelled(window, "Sleutelset maken…").is_empty());
    with_control(window, "n");
    assert_eq!(window.global::<Shell>().get_dialog(), DialogKind::None);
}
