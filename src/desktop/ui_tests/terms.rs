//! Terms, planning and law in a window joined to an exercise office.

use super::office::{PHRASE, first_case, inside};
use super::*;
use noodbrug_ui::{Admin, DialogKind, EndForm, Law, Planning, TermQuestion, Terms, UserForm};
use slint::Model;

pub(super) const COLLEAGUE: &str = "weer vier andere woorden";

/// Keeps a term for an appeal in the first case and shows it alone in the list.
fn with_an_appeal(window: &MainWindow) {
    let (number, _) = first_case(window);
    go(window, Screen::Terms);
    let terms = window.global::<Terms>();
    terms.set_tab(1);
    terms.invoke_tab_chosen(1);
    let rules: Vec<String> = terms.get_rules().iter().map(String::from).collect();
    let rule = rules.iter().position(|name| name == "Hoger beroep").unwrap();
    let rule = i32::try_from(rule).unwrap();
    terms.invoke_rule_chosen(rule);
    terms.invoke_compute(TermQuestion { rule, day: "20-11-2026".into(), time: "".into(), end: -1 });
    terms.invoke_keep(number.into());
    terms.set_tab(0);
    terms.set_filter(3);
    terms.invoke_filtered(3);
    settle();
}

pub(super) fn add_colleague(window: &MainWindow) {
    window.global::<Shell>().invoke_ask(DialogKind::NewUser);
    window.global::<Admin>().invoke_add_user(UserForm {
        name: "c.visser".into(),
        role: 2,
        passphrase: COLLEAGUE.into(),
        again: COLLEAGUE.into(),
        own: PHRASE.into(),
    });
    settle();
    assert_eq!(window.global::<Shell>().get_problem(), "");
}

fn rows(window: &MainWindow) -> usize {
    window.global::<Terms>().get_rows().row_count()
}

#[test]
fn a_critical_term_ends_once_a_colleague_types_their_own_passphrase() {
    let (_dir, window, _bridge) = inside();
    add_colleague(&window);
    with_an_appeal(&window);
    let (terms, shell) = (window.global::<Terms>(), window.global::<Shell>());
    let before = rows(&window);
    terms.invoke_begin_end(0);
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::EndTerm);
    assert!(terms.get_critical(), "an appeal lost is a right lost");
    let seconds: Vec<String> = terms.get_seconds().iter().map(String::from).collect();
    assert_eq!(seconds, ["Nog niemand: later", "c.visser"]);
    let form = |second, words: &str| EndForm {
        how: 0,
        note: "akte opgemaakt".into(),
        second,
        passphrase: words.into(),
    };
    terms.invoke_finish(form(1, "geraden en toch mis"));
    settle();
    assert!(shell.get_problem().contains("wachtzin"), "{}", shell.get_problem());
    assert_eq!(rows(&window), before, "it runs on");
    terms.invoke_finish(form(1, COLLEAGUE));
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::None, "{}", shell.get_problem());
    assert_eq!(rows(&window), before - 1);
    assert_eq!(shell.get_user(), "a.bakker");
}

#[test]
fn a_question_that_waits_is_shown_by_who_asked_and_can_be_refused_with_a_reason() {
    let (_dir, window, _bridge) = inside();
    add_colleague(&window);
    with_an_appeal(&window);
    let (terms, shell) = (window.global::<Terms>(), window.global::<Shell>());
    terms.invoke_begin_end(0);
    settle();
    terms.invoke_finish(EndForm { how: 0, note: "".into(), second: 0, passphrase: "".into() });
    settle();
    terms.set_filter(5);
    terms.invoke_filtered(5);
    settle();
    assert_eq!(rows(&window), 1, "it waits for a second person");
    terms.invoke_begin_end(0);
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::ConfirmTerm);
    assert!(terms.get_asked().starts_with("a.bakker stelde op ma 23-11-2026"), "{}", terms.get_asked());
    let form = |reason: &str| noodbrug_ui::ConfirmForm {
        verdict: 1,
        second: 0,
        passphrase: "".into(),
        reason: reason.into(),
    };
    terms.invoke_confirm(form(""));
    settle();
    assert_ne!(shell.get_problem(), "", "no reason, no decision");
    terms.invoke_confirm(form("akte ligt er niet"));
    settle();
    assert_eq!(shell.get_dialog(), DialogKind::None, "{}", shell.get_problem());
    assert_eq!(rows(&window), 0);
}

#[test]
fn the_planning_tab_says_who_must_be_heard_and_when_a_hearing_may_be() {
    let (_dir, window, _bridge) = inside();
    go(&window, Screen::Terms);
    let (terms, planning) = (window.global::<Terms>(), window.global::<Planning>());
    terms.set_tab(2);
    terms.invoke_tab_chosen(2);
    settle();
    assert!(planning.get_hear().row_count() > 0);
    assert_eq!(planning.get_hear().row_count(), planning.get_hear_more().row_count());
    planning.set_part(1);
    planning.invoke_compute(0, "24-11-2026".into());
    settle();
    let full = planning.get_summons().row_data(0).unwrap();
    assert_eq!(full.answer, "Zitting op zijn vroegst: za 05-12-2026", "10 days between (Sv 265)");
    assert_eq!(full.working, "Eerste werkdag: ma 07-12-2026");
    planning.invoke_compute(0, "ooit".into());
    settle();
    assert!(planning.get_problem().contains("niet te lezen"));
}

#[test]
fn cases_without_a_term_are_counted_in_words_with_the_reason_of_each() {
    let (_dir, window, _bridge) = inside();
    go(&window, Screen::Terms);
    window.global::<Terms>().set_tab(3);
    window.global::<Terms>().invoke_tab_chosen(3);
    settle();
    let planning = window.global::<Planning>();
    assert!(planning.get_gaps_count().ends_with("zonder termijn"), "{}", planning.get_gaps_count());
    let first = planning.get_gaps().row_data(0).unwrap();
    assert_ne!(first.cells.row_data(3).unwrap(), "");
}

#[test]
fn the_law_tab_lists_every_rule_and_takes_no_file_that_nobody_signed() {
    let (dir, window, _bridge) = inside();
    go(&window, Screen::Admin);
    window.global::<Admin>().set_tab(4);
    settle();
    let law = window.global::<Law>();
    assert!(law.get_rules().row_count() >= 72);
    assert!(law.get_facts().row_data(0).unwrap().value.contains("versie 1"));
    let file = dir.path().join("wet.toml");
    std::fs::write(&file, "versie = 2").unwrap();
    law.invoke_check(file.display().to_string().into());
    settle();
    assert!(!law.get_judged());
    assert!(law.get_problem().contains("wetsleutel"), "{}", law.get_problem());
    law.invoke_pin(file.display().to_string().into(), "SHA256:kort".into());
    settle();
    assert!(law.get_key_problem().contains("vingerafdruk"), "{}", law.get_key_problem());
}
