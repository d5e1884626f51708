//! Letting somebody go, in a window joined to an exercise office.

use super::office::{PHRASE, first_case, inside};
use super::*;
use noodbrug_ui::{
    Admin, Cases, DialogKind, Enforcement, OrderForm, ReleaseDeed, Releases, Sheet, StepForm, TitlesForm,
    UserForm,
};
use slint::Model;

fn statuses(window: &MainWindow) -> Vec<String> {
    window.global::<Releases>().get_steps().iter().map(|row| row.status.to_string()).collect()
}

/// Writes an order for the first case, and comes to it on its tab.
fn ordered(window: &MainWindow) -> String {
    let (number, _) = first_case(window);
    window.global::<Enforcement>().set_tab(1);
    go(window, Screen::Enforcement);
    let form =
        OrderForm { number: number.as_str().into(), phone: "070-0000001".into(), ..OrderForm::default() };
    window.global::<Releases>().invoke_order(form);
    settle();
    assert_eq!(
        window.global::<Releases>().get_rows().row_count(),
        1,
        "{}",
        window.global::<Shell>().get_toast()
    );
    number
}

/// A colleague who may agree.
fn with_colleague(window: &MainWindow) {
    let form = UserForm {
        name: "c.visser".into(),
        role: 0,
        passphrase: "heel andere losse woorden".into(),
        again: "heel andere losse woorden".into(),
        own: PHRASE.into(),
    };
    window.global::<Admin>().invoke_add_user(form);
    settle();
}

fn step(deed: ReleaseDeed, number: &str, time: &str) -> StepForm {
    StepForm {
        deed,
        person: "dhr. Smit".into(),
        number: number.into(),
        time: time.into(),
        ..StepForm::default()
    }
}

#[test]
fn nothing_is_sent_before_titles_were_checked_and_a_colleague_agreed() {
    let (_dir, window, _bridge) = inside();
    with_colleague(&window);
    ordered(&window);
    let (releases, shell) = (window.global::<Releases>(), window.global::<Shell>());
    assert_eq!(releases.get_rows().row_data(0).unwrap().status, "Volgtitels nagaan");
    // The fax is asked for: the check comes first, and says so.
    releases.invoke_begin(ReleaseDeed::Fax);
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::ReleaseTitles);
    assert!(releases.get_asked_first().contains("niet over te slaan"));
    releases.invoke_check(TitlesForm { found: -1, ..TitlesForm::default() });
    assert!(shell.get_problem().contains("Kies wat er is gevonden"), "{}", shell.get_problem());
    releases.invoke_check(TitlesForm { found: 0, source: "PI, telefoon".into(), ..TitlesForm::default() });
    settle();
    assert_eq!((shell.get_problem().as_str(), shell.get_dialog()), ("", DialogKind::None));
    releases.invoke_begin(ReleaseDeed::Phone);
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::ReleaseAgree);
    let seconds: Vec<_> = releases.get_seconds().iter().collect();
    assert_eq!(seconds, ["c.visser"], "whoever wrote the order does not agree to it");
    releases.invoke_agree(0, "verkeerd".into());
    assert!(shell.get_problem() != "");
    releases.invoke_agree(0, "heel andere losse woorden".into());
    settle();
    assert_eq!(shell.get_problem(), "");
    assert_eq!(statuses(&window)[..4], ["Gedaan", "Gedaan", "Gedaan", "Nu"]);
    // A step behind the window of the dialog is refused all the same.
    releases.invoke_log(step(ReleaseDeed::Reached, "", ""));
    assert!(shell.get_toast().contains("nog langs geen enkele weg"), "{}", shell.get_toast());
    assert!(!shell.get_toast().contains('`'), "no commands in the window: {}", shell.get_toast());
}

#[test]
fn three_channels_start_the_clock_and_once_it_has_passed_every_screen_says_so() {
    let (_dir, window, _bridge) = inside();
    with_colleague(&window);
    let number = ordered(&window);
    let (releases, shell) = (window.global::<Releases>(), window.global::<Shell>());
    releases.invoke_check(TitlesForm { found: 0, ..TitlesForm::default() });
    releases.invoke_begin(ReleaseDeed::Agree);
    settle();
    releases.invoke_agree(0, "heel andere losse woorden".into());
    settle();
    releases.invoke_log(step(ReleaseDeed::Fax, "070-0000002", "5:00"));
    releases.invoke_log(step(ReleaseDeed::Phone, "070-0000003", "5:05"));
    settle();
    assert_eq!(releases.get_next(), ReleaseDeed::Courier, "two of three are not enough");
    releases.invoke_log(step(ReleaseDeed::Courier, "", "5:10"));
    settle();
    assert_eq!(releases.get_next(), ReleaseDeed::Reached);
    // It is nine: the order reached the director at half past five.
    releases.invoke_log(step(ReleaseDeed::Reached, "", "5:30"));
    settle();
    assert!(releases.get_late().contains("TE LAAT"), "{}", releases.get_late());
    assert!(releases.get_rows().row_data(0).unwrap().status.contains("TE LAAT"));
    assert!(shell.get_alarm().contains(&number), "{}", shell.get_alarm());
    assert_eq!((releases.get_count().as_str(), releases.get_count_tone()), ("1", Tone::Danger));
    releases.invoke_log(step(ReleaseDeed::CalledBack, "", ""));
    releases.invoke_log(step(ReleaseDeed::Slip, "", ""));
    settle();
    assert_eq!((releases.get_rows().row_count(), shell.get_alarm().as_str()), (0, ""));
    releases.set_filter(1);
    releases.invoke_filtered(1);
    settle();
    assert_eq!(releases.get_rows().row_data(0).unwrap().status, "Vrijgelaten");
    assert_eq!((releases.get_next_text().as_str(), releases.get_late().as_str()), ("", ""));
}

#[test]
fn an_order_is_written_followed_and_printed_by_keyboard() {
    let (_dir, window, _bridge) = inside();
    let (number, _) = first_case(&window);
    let (releases, shell) = (window.global::<Releases>(), window.global::<Shell>());
    go(&window, Screen::Enforcement);
    press(&window, Key::RightArrow);
    with_control(&window, 'n');
    assert_eq!(shell.get_dialog(), DialogKind::ReleaseOrder);
    settle();
    type_in(&window, &number);
    with_control(&window, Key::Return);
    assert!(shell.get_problem().contains("waarom"), "{}", shell.get_problem());
    press(&window, Key::Escape);
    ordered(&window);
    with_control(&window, Key::Return);
    assert_eq!(shell.get_dialog(), DialogKind::ReleaseTitles, "the main button does what comes next");
    press(&window, Key::Escape);
    with_control(&window, 'p');
    assert!(shell.get_viewing());
    press(&window, Key::Escape);
    window.global::<Cases>().invoke_opened(0);
    settle();
    let sheet = window.global::<Sheet>();
    assert_eq!(sheet.get_releases().row_count(), 1);
    sheet.invoke_open_release(0);
    settle();
    assert_eq!((shell.get_screen(), releases.get_current()), (Screen::Enforcement, 0));
    shell.invoke_lock();
    settle();
    assert_eq!((releases.get_rows().row_count(), releases.get_picked_name().as_str()), (0, ""));
    assert_eq!(releases.get_steps().row_count(), 0);
}
