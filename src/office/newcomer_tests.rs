use super::*;
use crate::agreed::{Agreement, Subject};
use crate::clock::Clock;
use crate::people::{NewUser, User};
use crate::setup::{NewOffice, make};
use noodbrug_core::bundle::Mode;
use noodbrug_core::ident::Role;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{Cost, Passphrase};

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn secret() -> Passphrase {
    Passphrase::new("vier losse woorden hier")
}

/// An office with one manager, who adds a prosecutor.
fn office(mode: Mode) -> (tempfile::TempDir, Office) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewOffice {
        office: "Parket".into(),
        station: "ws-01".into(),
        mode,
        user: "a.bakker".into(),
        role: Role::Manager,
        passphrase: secret(),
        root_passphrase: secret(),
        root_file: dir.path().join("stick/hoofdsleutel.json"),
        folder: dir.path().join("kantoor"),
        cost: Cost::CHEAP,
    };
    let mut office = make(new, Clock::Fixed(at("2026-11-23T09:00:00+01:00"))).unwrap().office;
    add(&mut office, "c.visser");
    (dir, office)
}

fn add(office: &mut Office, name: &str) {
    let new = NewUser { name: name.into(), role: Role::Prosecutor, passphrase: secret() };
    office.add_user(new, &secret()).unwrap();
}

#[test]
fn whom_the_asker_just_added_is_not_the_second_pair_of_eyes_until_a_day_later() {
    let (_dir, mut office) = office(Mode::Live);
    let words = secret();
    let second = || Agreement::Second { name: "c.visser", passphrase: &words };
    assert_eq!(office.seconds(Subject::Keys).unwrap(), Vec::<String>::new());
    let why = office.judge_agreement(Subject::Keys, second()).unwrap_err();
    assert_eq!(why.class, Class::NeedsPerson);
    assert!(why.text(Lang::Nl).contains("minder dan een dag"), "{}", why.text(Lang::Nl));
    assert!(!office.is_newcomer("c.visser", "o.vos").unwrap(), "another colleague may ask");
    office.clock = Clock::Fixed(at("2026-11-24T09:00:01+01:00"));
    assert!(office.judge_agreement(Subject::Keys, second()).is_ok());
    assert_eq!(office.seconds(Subject::Keys).unwrap(), ["c.visser"]);
}

#[test]
fn whom_a_new_user_adds_is_as_new_to_whoever_added_that_one() {
    let (_dir, mut office) = office(Mode::Live);
    let first = std::mem::replace(&mut office.user, User { name: "c.visser".into(), role: Role::Manager });
    add(&mut office, "d.vos");
    office.user = first;
    assert!(office.is_newcomer("d.vos", "a.bakker").unwrap());
    assert!(office.is_newcomer("d.vos", "c.visser").unwrap());
    assert!(!office.is_newcomer("a.bakker", "d.vos").unwrap());
}

#[test]
fn in_an_exercise_that_begins_today_everybody_may_look_along() {
    let (_dir, office) = office(Mode::Exercise);
    assert!(!office.is_newcomer("c.visser", "a.bakker").unwrap());
}
