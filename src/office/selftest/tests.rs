use super::checks::{Seals, check_time, clock_line, in_passing, room_line, seals_line};
use super::*;
use noodbrug_core::bundle::Mode;

const WHAT: (&str, &str) = ("x", "x");

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn health(test: &SelfTest, word: &str) -> Health {
    test.checks.iter().find(|check| check.word == word).unwrap().health
}

#[test]
fn a_sound_workstation_has_no_bad_line_and_each_other_line_says_what_to_do() {
    let (dir, mut office) = crate::take_in::tests::office();
    office.seal_journal().unwrap();
    let test = office.self_test().unwrap();
    for check in &test.checks {
        assert_ne!(check.health, Health::Bad, "{check:?}");
        assert_eq!(check.health == Health::Good, check.todo.nl.is_empty(), "{check:?}");
        assert_eq!(check.todo.nl.is_empty(), check.todo.en.is_empty(), "{check:?}");
    }
    for word in ["store", "seals", "law", "clock", "printing", "bundle", "cards"] {
        assert_eq!(health(&test, word), Health::Good, "{word}: {test:?}");
    }
    assert_eq!((health(&test, "contacts"), test.health()), (Health::Attention, Health::Attention));
    let folder = in_passing(|folder| Ok(folder.to_owned())).unwrap();
    assert!(!folder.exists(), "nothing stays behind");
    for lang in [Lang::Nl, Lang::En] {
        office.print_self_test(&test, To::File(&dir.path().join("zelftest.pdf")), lang).unwrap();
    }
    assert_eq!(office.meta().mode, Mode::Exercise);
}

#[test]
fn a_changed_list_of_contacts_and_a_clock_that_was_set_back_are_bad() {
    let (_dir, mut office) = crate::take_in::tests::office();
    std::fs::write(office.contacts_path(), "{}").unwrap();
    let now = office.now().unwrap();
    office.set_clock(crate::clock::Clock::Fixed(now.plus_hours(-30))).unwrap();
    let test = office.self_test().unwrap();
    assert_eq!((health(&test, "contacts"), health(&test, "clock")), (Health::Bad, Health::Bad));
    assert!(test.verdict().nl.starts_with("Vertrouw nu niet op dit werkstation."));
}

#[test]
fn a_full_disk_an_old_seal_and_a_slow_machine_are_told_apart_from_good() {
    let gib = 1 << 30;
    for (free, wanted) in [
        (None, Health::Attention),
        (Some(gib / 8), Health::Bad),
        (Some(gib), Health::Attention),
        (Some(4 * gib), Health::Good),
    ] {
        assert_eq!(room_line(WHAT, free).health, wanted, "{free:?}");
    }
    let now = at("2026-11-23T12:00:00+01:00");
    let seals = |bad, last: &str| Seals { count: 3, bad, last: Some(at(last)) };
    let line = |seals: &Seals| seals_line(WHAT, seals, Some(now)).health;
    assert_eq!(line(&seals(0, "2026-11-23T11:00:00+01:00")), Health::Good);
    assert_eq!(line(&seals(0, "2026-11-15T11:00:00+01:00")), Health::Attention);
    assert_eq!(line(&seals(1, "2026-11-23T11:00:00+01:00")), Health::Bad);
    assert_eq!(line(&Seals::default()), Health::Attention);
    let clock = |last: Option<&str>| clock_line(WHAT, &now, last.map(at).as_ref()).health;
    assert_eq!((clock(None), clock(Some("2026-11-23T12:00:30+01:00"))), (Health::Good, Health::Good));
    assert_eq!(clock(Some("2026-11-23T12:02:00+01:00")), Health::Bad);
    assert_eq!(clock(Some("2026-10-01T12:00:00+01:00")), Health::Attention);
    assert_eq!((check_time(60_000).health, check_time(60_001).health), (Health::Good, Health::Attention));
}
