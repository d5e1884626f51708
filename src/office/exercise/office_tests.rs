use super::*;
use crate::DocumentCheck;
use noodbrug_core::custody::board::Level;
use noodbrug_core::text::Lang;
use std::ops::ControlFlow;
use tempfile::TempDir;

fn made(cases: u32, now: &str) -> (TempDir, Exercise) {
    let dir = tempfile::tempdir().unwrap();
    let plan = ExercisePlan { folder: dir.path().into(), cases, seed: 1, now: now.parse().unwrap() };
    let exercise = make(&plan, &mut |_, _| ControlFlow::Continue(())).unwrap();
    (dir, exercise)
}

#[test]
fn an_exercise_has_a_full_day_in_court_and_clocks_that_end() {
    let (dir, exercise) = made(1_200, "2026-11-23T10:00:00+01:00");
    let office = &exercise.office;
    let now = office.now().unwrap();
    let today = office.hearings(now.date(), None).unwrap();
    assert!(today.len() >= 20, "{} hearings today", today.len());
    let next = office.next_hearing_day(now.date().succ_opt().unwrap()).unwrap().unwrap();
    assert_eq!(next.to_string(), "2026-11-24");
    let board = office.board().unwrap().lines;
    let ends: Vec<i64> =
        board.iter().filter_map(|line| line.ends()).map(|end| (end.unix() - now.unix()) / 3600).collect();
    assert!(ends.iter().any(|hours| (0..24).contains(hours)), "{ends:?}");
    assert!(ends.iter().any(|hours| *hours < 0), "{ends:?}");
    assert!(ends.iter().any(|hours| *hours > 48), "{ends:?}");
    for name in ["المراني", "العمراني", "Wolkenkrabber", "Шевченко", "shevchenko"] {
        let found = !office.search(name, 5).unwrap().rows.is_empty();
        assert_eq!(found, ["العمراني", "Wolkenkrabber", "Шевченко"].contains(&name), "{name}");
    }
    assert!(office.is_exercise() && exercise.partner.is_exercise());
    assert_eq!(exercise.partner.counts().unwrap().cases, 0);
    assert!(exercise.export.join("zaken.csv").is_file() && exercise.export.starts_with(dir.path()));
    let row = office.case_by_number("09/101003-26").unwrap();
    let sheet = office.sheet(&row.id).unwrap();
    let document = sheet.file.documents.values().flat_map(|fact| fact.values()).next().unwrap();
    assert_eq!(office.check_document(&document.sha256).unwrap(), DocumentCheck::Good);
}

#[test]
fn an_exercise_has_people_at_every_stage_and_few_past_their_end() {
    let (_dir, exercise) = made(1_200, "2026-11-23T10:00:00+01:00");
    let board = exercise.office.board().unwrap();
    for level in Level::ALL {
        assert!(board.lines.iter().any(|line| line.level == level), "nobody is at {level:?}");
    }
    let past: Vec<i64> = board.too_long().filter_map(|line| line.ends()).map(|end| end.unix()).collect();
    assert!((2..=3).contains(&past.len()), "{}", past.len());
    assert!(
        past.iter().all(|end| board.at.unix() - end < 12 * 3_600),
        "some are absurdly long past their end"
    );
    assert_eq!((board.too_early().count(), board.incomplete().count()), (1, 1));
    assert_eq!(board.lines.iter().filter(|line| line.custody.rescue.is_some()).count(), 1);
    assert_eq!(board.lines.iter().filter(|line| line.also.iter().any(|also| also.sure)).count(), 1);
    assert_eq!(board.lines.iter().filter(|line| !line.custody.follow_on.is_empty()).count(), 1);
    let rules = |id: &str| {
        board
            .lines
            .iter()
            .flat_map(|line| &line.custody.clocks)
            .any(|clock| clock.outcome.is_open() && clock.rule.as_str() == id)
    };
    assert!(
        ["schorsing_bep", "gh_zitting", "bewaring", "gevangenhouding", "ivs", "ophouden_9"]
            .iter()
            .all(|id| rules(id))
    );
}

#[test]
fn an_exercise_on_a_weekend_has_its_hearings_on_monday() {
    let (_dir, exercise) = made(120, "2026-11-21T04:00:00+01:00");
    let office = &exercise.office;
    let now = office.now().unwrap();
    assert_eq!(office.next_hearing_day(now.date()).unwrap().unwrap().to_string(), "2026-11-23");
    assert!(office.ages().unwrap()[0].taken_at.unix() <= now.unix());
}

#[test]
fn the_offices_of_an_exercise_open_with_its_passphrase() {
    let (dir, exercise) = made(40, "2026-11-23T10:00:00+01:00");
    drop(exercise);
    for folder in ["parket", "rechtbank"] {
        let passphrase = Passphrase::new(PASSPHRASE);
        let office = setup::unlock(&dir.path().join(folder), Some(USER), &passphrase, Clock::Machine);
        assert!(office.is_ok(), "{folder}");
    }
}

#[test]
fn an_exercise_is_never_made_over_another_one() {
    let (dir, exercise) = made(40, "2026-11-23T10:00:00+01:00");
    let before = std::fs::read(exercise.export.join("zaken.csv")).unwrap();
    let plan =
        ExercisePlan { folder: dir.path().into(), cases: 41, seed: 2, now: exercise.office.now().unwrap() };
    assert!(make(&plan, &mut |_, _| ControlFlow::Continue(())).is_err());
    assert_eq!(std::fs::read(exercise.export.join("zaken.csv")).unwrap(), before);
}

#[test]
fn an_exercise_can_be_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let now = "2026-11-23T10:00:00+01:00".parse().unwrap();
    let plan = ExercisePlan { folder: dir.path().into(), cases: 40, seed: 1, now };
    let mut last = 0;
    let stopped = make(&plan, &mut |done, total| {
        assert!(done >= last && done <= total);
        last = done;
        if done >= 400 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(stopped.err().unwrap().text(Lang::Nl).contains("afgebroken"));
}

#[test]
fn a_paper_of_an_office_whose_data_came_by_bundle_bears_the_age_of_the_source() {
    let (dir, mut exercise) = made(60, "2026-11-23T10:00:00+01:00");
    let (office, court) = (&mut exercise.office, &mut exercise.partner);
    let go = &mut |_, _| ControlFlow::Continue(());
    let ask = crate::exchange::ExportAsk {
        partner: office.partners().unwrap().remove(0).name,
        documents: false,
        purpose: String::new(),
        folder: dir.path().into(),
        open: false,
        cases: Vec::new(),
    };
    let bundle = office.export(&ask, go).unwrap();
    assert!(court.ages().unwrap().is_empty());
    let trial = court.try_import(&bundle.path, go).unwrap();
    court.apply_import(&trial, dir.path(), go).unwrap();
    let (ours, theirs) = (office.ages().unwrap(), court.ages().unwrap());
    let facts = |ages: &[crate::lists::SourceAge]| {
        ages.iter().map(|age| (age.source.clone(), age.taken_at.unix())).collect::<Vec<_>>()
    };
    assert_eq!(facts(&theirs), facts(&ours));
    let stamp = court.letterhead(Lang::Nl).unwrap().stamp;
    assert_eq!(stamp.as_of.unix(), ours[0].taken_at.unix());
    assert!(stamp.as_of.unix() < stamp.made_at.unix() && stamp.sources.contains(ours[0].source.as_str()));
}
