//! Papers that come in, in a window joined to an exercise office.

use super::office::{first_case, inside};
use super::*;
use noodbrug_core::case::InboundKind;
use noodbrug_ui::{Cases, DialogKind, Inbound, Sheet, StampForm};
use slint::Model;

fn kind(kind: InboundKind) -> i32 {
    i32::try_from(InboundKind::ALL.iter().position(|known| *known == kind).unwrap()).unwrap()
}

/// An appeal that came by post, as it is filled in.
pub(super) fn appeal(case: &str) -> StampForm {
    StampForm {
        kind: kind(InboundKind::Appeal),
        how: 0,
        from: "mr. Bos".into(),
        case: case.into(),
        ..StampForm::default()
    }
}

#[test]
fn a_paper_is_stamped_printed_and_joined_to_its_case_by_keyboard() {
    let (_dir, window, _bridge) = inside();
    let (number, _) = first_case(&window);
    let (inbound, shell) = (window.global::<Inbound>(), window.global::<Shell>());
    with_control(&window, 'i');
    assert_eq!(
        (shell.get_screen(), inbound.get_summary().as_str()),
        (Screen::Inbound, "0 stukken, 0 zonder zaak")
    );
    with_control(&window, 'n');
    assert_eq!(shell.get_dialog(), DialogKind::Stamp);
    with_control(&window, Key::Return);
    assert!(shell.get_problem().contains("Kies wat het is"), "{}", shell.get_problem());
    inbound.invoke_stamp(StampForm { deed: true, ..appeal("") });
    settle();
    assert_eq!(shell.get_problem(), "");
    assert!(shell.get_viewing(), "the deed is on screen");
    press(&window, Key::Escape);
    settle();
    let row = inbound.get_rows().row_data(0).unwrap();
    assert_eq!((row.status.as_str(), inbound.get_current()), ("Zonder zaak", 0));
    assert!(inbound.get_picked_loose());
    assert_eq!(shell.get_counters().row_data(9).unwrap().word, "1");
    // Enter asks for its case.
    go(&window, Screen::Inbound);
    press(&window, Key::Return);
    assert_eq!(shell.get_dialog(), DialogKind::LinkPaper);
    inbound.invoke_link(number.as_str().into(), "".into());
    settle();
    assert_eq!(shell.get_problem(), "");
    assert!(shell.get_toast().contains("Termijn begonnen"), "{}", shell.get_toast());
    let row = inbound.get_rows().row_data(0).unwrap();
    assert_eq!((row.status.as_str(), row.cells.row_data(5).unwrap().as_str()), ("Bij zaak", number.as_str()));
    assert_eq!(inbound.get_current(), 0, "it stays chosen");
    assert_eq!(shell.get_counters().row_data(9).unwrap().word, "");
}

#[test]
fn a_paper_that_goes_to_another_case_wants_a_reason() {
    let (_dir, window, _bridge) = inside();
    let (number, _) = first_case(&window);
    let other = window.global::<Cases>().get_rows().row_data(1).unwrap().cells.row_data(0).unwrap();
    let (inbound, shell) = (window.global::<Inbound>(), window.global::<Shell>());
    go(&window, Screen::Inbound);
    inbound.invoke_stamp(appeal(&number));
    settle();
    inbound.invoke_begin_link();
    settle();
    inbound.invoke_link(other.clone(), " ".into());
    assert!(shell.get_problem().contains("waarom"), "{}", shell.get_problem());
    inbound.invoke_link(other.clone(), "parketnummer verkeerd gelezen".into());
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::None);
    assert_eq!(inbound.get_rows().row_data(0).unwrap().cells.row_data(5).unwrap(), other);
}

#[test]
fn the_papers_of_a_case_stand_on_its_sheet_and_its_deed_opens_from_there() {
    let (_dir, window, _bridge) = inside();
    let (number, _) = first_case(&window);
    window.global::<Cases>().invoke_opened(0);
    settle();
    let (sheet, shell) = (window.global::<Sheet>(), window.global::<Shell>());
    sheet.set_tab(6);
    settle();
    let button = labelled(&window, "Stuk inschrijven…").into_iter().next().unwrap();
    button.invoke_accessible_default_action();
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::Stamp);
    assert_eq!(window.global::<Inbound>().get_case(), number.as_str(), "it is for the case on the sheet");
    window.global::<Inbound>().invoke_stamp(appeal(&number));
    settle();
    assert_eq!(sheet.get_inbound().row_count(), 1);
    assert!(sheet.get_inbound().row_data(0).unwrap().spoken.contains("Hoger beroep, mr. Bos"));
    sheet.invoke_open_paper(0);
    settle();
    assert!(shell.get_viewing());
}

#[test]
fn a_scan_is_kept_with_its_hash_and_locking_leaves_nothing() {
    let (dir, window, _bridge) = inside();
    let scan = dir.path().join("brief.pdf");
    std::fs::write(&scan, b"%PDF-1.7 een brief").unwrap();
    let inbound = window.global::<Inbound>();
    go(&window, Screen::Inbound);
    inbound.invoke_stamp(StampForm { scan: scan.display().to_string().into(), ..appeal("") });
    settle();
    let fact = |label: &str| inbound.get_picked_facts().iter().find(|fact| fact.label == label);
    assert!(fact("Scan (SHA-256)").unwrap().value.ends_with('…'));
    assert!(inbound.get_picked_name().starts_with("NOOD-"));
    window.global::<Shell>().invoke_lock();
    settle();
    assert_eq!((inbound.get_rows().row_count(), inbound.get_picked().as_str()), (0, ""));
    assert_eq!(inbound.get_picked_facts().row_count(), 0);
}
