//! Keys and partners in windows joined to exercise offices.

use super::arrivals::{Joined, card, know, send, two};
use super::office::{PHRASE, inside, inside_of};
use super::*;
use noodbrug_ui::{
    Admin, AgreeForm, Bundles, DialogKind, Keys, KeysetForm, PartnerForm, RenewForm, RevokeForm, RootForm,
};
use slint::Model;

fn alone() -> AgreeForm {
    AgreeForm { why: "er is hier niemand anders".into(), ..AgreeForm::default() }
}

fn root_of((dir, _, _): &Joined) -> SharedString {
    dir.path().join("stick/hoofdsleutel.json").display().to_string().into()
}

/// Makes a keyset in the window and gives its path.
fn make_keyset(joined: &Joined) -> String {
    let (dir, window, _) = joined;
    let keys = window.global::<Keys>();
    let folder = dir.path().join("stick");
    keys.invoke_make_keyset(
        KeysetForm {
            root: root_of(joined),
            passphrase: PHRASE.into(),
            folder: folder.display().to_string().into(),
            ..KeysetForm::default()
        },
        AgreeForm::default(),
    );
    settle();
    let made = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let mut made: Vec<_> = made.filter(|path| path.extension().is_some_and(|end| end == "zip")).collect();
    made.sort();
    made.pop().unwrap_or_else(|| panic!("{}", window.global::<Shell>().get_toast())).display().to_string()
}

fn on_keys((_, window, _): &Joined) {
    window.global::<Admin>().set_tab(3);
    go(window, Screen::Admin);
}

fn statuses(window: &MainWindow) -> Vec<String> {
    window.global::<Keys>().get_rows().iter().map(|row| row.status.to_string()).collect()
}

#[test]
fn the_keys_of_the_office_say_what_they_are_and_how_they_are_read_aloud() {
    let joined = inside();
    let window = &joined.1;
    on_keys(&joined);
    assert_eq!(statuses(window), ["In gebruik", "Achter de hand", "Nog 23 maanden"]);
    let keys = window.global::<Keys>();
    assert_eq!(keys.get_warnings().row_data(0).unwrap().label, "Sleutelset", "none was made yet");
    press(window, Key::Tab);
    keys.set_at(0);
    keys.invoke_pick(0);
    assert!(keys.get_picked().starts_with("Hoofdsleutel"), "{}", keys.get_picked());
    let words = keys.get_picked_facts().row_data(1).unwrap().value;
    assert_eq!(words.lines().count(), 4);
    assert!(words.lines().all(|row| row.split(' ').count() == 4), "{words}");
    with_control(window, "p");
    assert!(window.global::<Shell>().get_viewing(), "{}", window.global::<Shell>().get_toast());
}

#[test]
fn a_keyset_is_made_here_and_loaded_there_with_the_keys_alone() {
    let (ours, theirs) = two(true);
    let file = make_keyset(&ours);
    let after = ours.1.global::<Keys>().get_after();
    assert!(after.contains("Sleutelset 1") && after.contains("kluis"), "{after}");
    let window = &theirs.1;
    let (keys, shell) = (window.global::<Keys>(), window.global::<Shell>());
    on_keys(&theirs);
    with_control(window, "n");
    assert_eq!(shell.get_dialog(), DialogKind::LoadKeyset);
    with_control(window, Key::Return);
    assert!(shell.get_problem().contains("Wijs het bestand"), "{}", shell.get_problem());
    type_in(window, &file);
    with_control(window, Key::Return);
    assert_eq!((keys.get_judged(), shell.get_problem().as_str()), (true, ""));
    assert_eq!(keys.get_said().row_data(0).unwrap().word, "Vertrouwde sleutel");
    assert!(keys.get_may_load() && !keys.get_wants_two(), "{}", keys.get_sentence());
    assert_eq!(shell.get_dialog(), DialogKind::LoadKeyset, "nothing is loaded yet");
    with_control(window, Key::Return);
    assert_eq!((shell.get_dialog(), shell.get_problem().as_str()), (DialogKind::None, ""));
    assert!(keys.get_after().contains("telt nu hier"), "{}", keys.get_after());
    let partner = window.global::<Admin>().get_partners().row_data(0).unwrap();
    assert_eq!(partner.cells.row_data(2).unwrap(), "nummer 1, van vandaag");
    keys.invoke_begin_load(file.into());
    assert!(keys.get_judged() && !keys.get_may_load(), "the same one changes nothing");
    press(window, Key::Escape);
}

#[test]
fn a_keyset_among_the_bundles_leads_to_where_keysets_are_loaded() {
    let (ours, theirs) = two(true);
    let file = make_keyset(&ours);
    let window = &theirs.1;
    go(window, Screen::Bundles);
    let bundles = window.global::<Bundles>();
    bundles.set_tab(1);
    bundles.invoke_verify(file.into());
    assert!(bundles.get_is_keyset() && !bundles.get_may_apply());
    assert!(!bundles.get_advice().contains("noodbrug"), "{}", bundles.get_advice());
    with_control(window, Key::Return);
    let shell = window.global::<Shell>();
    assert_eq!((shell.get_screen(), shell.get_dialog()), (Screen::Admin, DialogKind::LoadKeyset));
    assert!(window.global::<Keys>().get_may_load());
}

#[test]
fn a_lost_key_is_revoked_with_a_reason_and_what_it_signs_is_set_apart() {
    let (ours, theirs) = two(true);
    let window = &theirs.1;
    let (keys, shell) = (window.global::<Keys>(), window.global::<Shell>());
    on_keys(&theirs);
    let file = send(&ours);
    go(window, Screen::Bundles);
    let bundles = window.global::<Bundles>();
    bundles.invoke_verify(file.as_str().into());
    assert!(bundles.get_may_apply());
    let print = ours.1.global::<Keys>().get_rows().row_data(2).unwrap().id;
    let other = i32::try_from(keys.get_revocable().row_count()).unwrap() - 1;
    let form = |reason: &str| RevokeForm {
        key: other,
        fingerprint: print.clone(),
        lost: true,
        day: "20-11-2026".into(),
        reason: reason.into(),
        ..RevokeForm::default()
    };
    shell.invoke_ask(DialogKind::RevokeKey);
    settle();
    keys.invoke_revoke(form(" "), alone());
    assert!(shell.get_problem().contains("Vul de reden in: "), "{}", shell.get_problem());
    keys.invoke_revoke(form("laptop gestolen"), AgreeForm::default());
    assert!(
        shell.get_problem().ends_with("waarom u het alleen doet; die komt in het journaal."),
        "{}",
        shell.get_problem()
    );
    keys.invoke_revoke(form("laptop gestolen"), alone());
    assert_eq!((shell.get_dialog(), shell.get_problem().as_str()), (DialogKind::None, ""));
    assert!(statuses(window).contains(&"Kwijt".to_owned()), "{:?}", statuses(window));
    assert!(keys.get_after().contains("volgende sleutelset"), "{}", keys.get_after());
    bundles.invoke_verify(file.as_str().into());
    assert!(!bundles.get_may_apply() && bundles.get_is_apart());
    assert_eq!(bundles.get_apart().row_count(), 1);
}

#[test]
fn a_workstation_gets_another_key_and_goes_on_in_the_next_epoch() {
    let joined = inside_of("Rechtbank Den Haag", "oef-rb-01");
    let window = &joined.1;
    let (keys, shell) = (window.global::<Keys>(), window.global::<Shell>());
    on_keys(&joined);
    shell.invoke_ask(DialogKind::RenewStation);
    settle();
    let form =
        |reason: &str| RenewForm { root: root_of(&joined), passphrase: PHRASE.into(), reason: reason.into() };
    keys.invoke_renew(form(""), alone());
    assert!(shell.get_problem().contains("waarom"), "{}", shell.get_problem());
    keys.invoke_renew(form("teruggezet"), alone());
    assert_eq!((shell.get_dialog(), shell.get_problem().as_str()), (DialogKind::None, ""));
    assert!(keys.get_after().contains("Trek hem dan in"), "{}", keys.get_after());
    assert!(keys.get_facts().row_data(0).unwrap().value.ends_with("tijdvak 2"));
}

#[test]
fn another_root_is_made_on_a_stick_and_counts_only_once_a_keyset_names_it() {
    let joined = inside_of("Rechtbank Den Haag", "oef-rb-01");
    let (dir, window, _) = &joined;
    let (keys, shell) = (window.global::<Keys>(), window.global::<Shell>());
    on_keys(&joined);
    let to = dir.path().join("stick/tweede.json").display().to_string();
    let form =
        |again: &str| RootForm { file: to.as_str().into(), passphrase: PHRASE.into(), again: again.into() };
    shell.invoke_ask(DialogKind::NewRoot);
    keys.invoke_make_root(form("vergist"));
    assert!(shell.get_problem().contains("niet gelijk"), "{}", shell.get_problem());
    keys.invoke_make_root(form(PHRASE));
    assert_eq!(shell.get_problem(), "");
    assert!(keys.get_after().contains("telt pas"), "{}", keys.get_after());
    let before = keys.get_rows().row_data(0).unwrap().id;
    let replace = KeysetForm {
        root: root_of(&joined),
        passphrase: PHRASE.into(),
        change: 2,
        new_root: to.as_str().into(),
        new_passphrase: PHRASE.into(),
        folder: dir.path().join("stick").display().to_string().into(),
        ..KeysetForm::default()
    };
    keys.invoke_make_keyset(replace, alone());
    assert_ne!(keys.get_rows().row_data(0).unwrap().id, before, "{}", shell.get_toast());
    assert!(statuses(window).contains(&"Certificaten tellen".to_owned()));
    assert!(keys.get_after().contains("druk het blad opnieuw af"), "{}", keys.get_after());
}

#[test]
fn the_spare_pointed_at_as_the_root_says_which_choice_is_meant() {
    let joined = inside_of("Rechtbank Den Haag", "oef-rb-01");
    let (dir, window, _) = &joined;
    on_keys(&joined);
    let shell = window.global::<Shell>();
    shell.invoke_ask(DialogKind::MakeKeyset);
    let form = KeysetForm {
        root: dir.path().join("stick/hoofdsleutel-reserve.json").display().to_string().into(),
        passphrase: PHRASE.into(),
        folder: dir.path().join("stick").display().to_string().into(),
        ..KeysetForm::default()
    };
    window.global::<Keys>().invoke_make_keyset(form, AgreeForm::default());
    assert!(shell.get_problem().starts_with("Dit is de reservesleutel."), "{}", shell.get_problem());
}

/// The word of a partner's key that is asked for, from what the partner reads aloud.
fn word_at(theirs: &MainWindow, asked: &str) -> String {
    let words = theirs.global::<Keys>().get_own_facts().row_data(1).unwrap().value;
    let places: Vec<usize> =
        asked.chars().filter_map(|sign| sign.to_digit(10)).map(|digit| digit as usize - 1).collect();
    words.lines().nth(places[0]).unwrap().split(' ').nth(places[1]).unwrap().to_owned()
}

#[test]
fn a_partner_counts_once_two_covered_words_were_typed_as_they_were_read_out() {
    let (ours, theirs) = (inside(), inside_of("Rechtbank Den Haag", "oef-rb-01"));
    on_keys(&theirs);
    let path = card(&theirs);
    let window = &ours.1;
    let (admin, shell) = (window.global::<Admin>(), window.global::<Shell>());
    admin.set_tab(2);
    go(window, Screen::Admin);
    with_control(window, "n");
    assert_eq!(shell.get_dialog(), DialogKind::Partner);
    type_in(window, &path);
    with_control(window, Key::Return);
    assert_eq!((admin.get_card_read(), admin.get_new_name().as_str()), (true, "Rechtbank Den Haag"));
    let (one, two) = (admin.get_ask_one(), admin.get_ask_two());
    let (first, second) = (word_at(&theirs.1, &one), word_at(&theirs.1, &two));
    let shown: String = admin.get_word_rows().iter().map(|row| row.value.to_string()).collect();
    assert!(!shown.contains(&first) && !shown.contains(&second), "{shown}");
    let form = |second: &str| PartnerForm {
        name: admin.get_new_name(),
        key: path.as_str().into(),
        one: first.as_str().into(),
        two: second.into(),
        who: "mr. C. Visser".into(),
        reached: "070-5550100".into(),
        ..PartnerForm::default()
    };
    admin.invoke_add_partner(form("babab"));
    assert!(shell.get_problem().contains("beveiliging"), "{}", shell.get_problem());
    assert_eq!((shell.get_dialog(), admin.get_partners().row_count()), (DialogKind::Partner, 0));
    admin.invoke_add_partner(form(&second));
    assert_eq!((shell.get_dialog(), shell.get_problem().as_str()), (DialogKind::None, ""));
    let row = admin.get_partners().row_data(0).unwrap();
    assert_eq!((row.status.as_str(), row.cells.row_data(3).unwrap().as_str()), ("Bevestigd", "gesloten"));
    admin.invoke_pick_partner(0);
    let how = admin.get_partner_facts().row_data(0).unwrap().value;
    assert!(how.contains("mr. C. Visser, 070-5550100"), "{how}");
}

#[test]
fn a_partner_without_a_confirmed_key_is_confirmed_later_and_can_be_removed() {
    let (ours, theirs) = (inside(), inside_of("Rechtbank Den Haag", "oef-rb-01"));
    let path = card(&theirs);
    let window = &ours.1;
    let (admin, shell) = (window.global::<Admin>(), window.global::<Shell>());
    let later = PartnerForm { name: "Rechtbank".into(), key: path.into(), way: 2, ..PartnerForm::default() };
    admin.invoke_add_partner(later);
    admin.set_tab(2);
    go(window, Screen::Admin);
    assert_eq!(admin.get_partners().row_data(0).unwrap().status, "Niet bevestigd");
    admin.invoke_begin_partner(0);
    settle();
    assert_eq!(
        (shell.get_dialog(), admin.get_new_name().as_str()),
        (DialogKind::ConfirmPartner, "Rechtbank")
    );
    admin.invoke_add_partner(PartnerForm {
        name: admin.get_new_name(),
        kind: admin.get_new_kind(),
        key: admin.get_card_file(),
        way: 1,
        same: true,
        who: "mr. C. Visser".into(),
        reached: "070-5550100".into(),
        ..PartnerForm::default()
    });
    settle();
    let row = admin.get_partners().row_data(0).unwrap();
    assert_eq!((row.status.as_str(), row.cells.row_data(3).unwrap().as_str()), ("Bevestigd", "gesloten"));
    admin.set_partner_at(0);
    admin.invoke_pick_partner(0);
    shell.invoke_ask(DialogKind::RemovePartner);
    settle();
    admin.invoke_remove_partner("Rechtbank".into());
    settle();
    assert_eq!((shell.get_problem().as_str(), admin.get_partners().row_count()), ("", 0));
}

#[test]
fn after_locking_no_key_and_no_partner_is_left() {
    let joined = inside();
    let window = &joined.1;
    know(&joined, "Rechtbank", &card(&inside_of("Rechtbank Den Haag", "oef-rb-01")));
    on_keys(&joined);
    window.global::<Keys>().set_at(0);
    window.global::<Keys>().invoke_pick(0);
    window.global::<Shell>().invoke_lock();
    settle();
    let (keys, admin) = (window.global::<Keys>(), window.global::<Admin>());
    assert_eq!((keys.get_rows().row_count(), keys.get_picked_facts().row_count()), (0, 0));
    assert_eq!((admin.get_partners().row_count(), admin.get_partner_name().as_str()), (0, ""));
}
