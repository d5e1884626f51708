use super::*;
use crate::exercise::PASSPHRASE;
use crate::printing::To;
use crate::setup::{self, Cost, NewOffice, Passphrase};
use noodbrug_core::bundle::Mode;
use noodbrug_core::ident::Role;
use std::ops::ControlFlow;
use tempfile::TempDir;

const NOW: &str = "2026-11-23T10:00:00+01:00";

fn played(seed: u64) -> (TempDir, Office) {
    let dir = tempfile::tempdir().unwrap();
    let ask = DrillAsk { folder: dir.path().into(), cases: 60, seed, now: NOW.parse().unwrap() };
    let office = start(&ask, Lang::Nl, &mut |_, _| ControlFlow::Continue(())).unwrap();
    (dir, office)
}

#[test]
fn many_seeds_give_a_drill_with_everything_in_it() {
    for seed in [1, 2, 7, 2025] {
        let (dir, office) = played(seed);
        let drill = office.drill().unwrap();
        let forged = drill.places.stick.join(&drill.setting.forged);
        assert!(
            forged.is_file()
                && drill.places.paper.is_file()
                && dir.path().join("wachtzin-collega.txt").is_file()
        );
        assert!(!drill.setting.custody.is_empty(), "{seed}");
        assert_ne!(drill.setting.hearing.number, drill.setting.paper.number);
        let report = office.drill_report().unwrap();
        assert_eq!((report.rows.len(), report.score.points, report.score.injects), (10, 0, 4));
    }
}

#[test]
fn one_seed_gives_one_drill() {
    let told = |seed| {
        let (_dir, office) = played(seed);
        let Setting { hearing, release, key, list, paper, .. } = office.drill().unwrap().setting;
        (hearing.number, release.number, release.other, key, list, paper.number)
    };
    assert_eq!(told(3), told(3));
    assert_ne!(told(3).3, told(4).3);
}

#[test]
fn whoever_does_nothing_hears_the_first_task_again_and_gets_no_points() {
    let (dir, mut office) = played(5);
    let first = office.drill_next().unwrap();
    assert_eq!(first.task.as_ref().map(|task| (task.job, task.place, task.of)), Some((Job::Declare, 1, 10)));
    let again = office.drill_next().unwrap();
    assert_eq!(again.task, first.task);
    assert_eq!(again.found, [(Job::Declare, Both::new("Nog niet gedaan.", "Not done yet."))]);
    for _ in 0..10 {
        office.drill_skip().unwrap();
    }
    assert_eq!(office.drill_next().unwrap().task, None);
    assert_eq!(office.drill_skip().unwrap_err().class, Class::WrongUse);
    let report = office.drill_report().unwrap();
    assert!(report.rows.iter().all(|row| row.mark == Mark::Missed));
    assert_eq!((report.score.points, report.score.most, report.score.handled), (0, 100, 0));
    let pdf = dir.path().join("verslag.pdf");
    office.print_drill(To::File(&pdf), Lang::Nl).unwrap();
    assert!(std::fs::read(pdf).unwrap().starts_with(b"%PDF"));
}

#[test]
fn the_drill_is_not_played_in_a_live_office_or_in_one_where_none_was_started() {
    let dir = tempfile::tempdir().unwrap();
    let made = |mode, name: &str| {
        let new = NewOffice {
            office: "Parket".into(),
            station: name.into(),
            mode,
            user: "a.bakker".into(),
            role: Role::Manager,
            passphrase: Passphrase::new(PASSPHRASE),
            root_passphrase: Passphrase::new(PASSPHRASE),
            root_file: dir.path().join(format!("{name}-root.json")),
            folder: dir.path().join(name),
            cost: Cost::CHEAP,
        };
        setup::make(new, crate::clock::Clock::Machine).unwrap().office
    };
    let mut real = made(Mode::Live, "ws-01");
    let mut exercise = made(Mode::Exercise, "ws-02");
    assert!(real.drill_next().unwrap_err().text(Lang::Nl).contains("nooit in een echt kantoor"));
    assert!(exercise.drill_next().unwrap_err().text(Lang::Nl).contains("geen oefening begonnen"));
    std::fs::write(exercise.folders().drill(), b"{}").unwrap();
    assert!(exercise.drill_next().unwrap_err().text(Lang::Nl).contains("niet te gebruiken"));
}
