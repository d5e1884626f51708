use super::*;
use crate::complaint::Class;
use crate::exercise::{self, Exercise, ExercisePlan};
use crate::forms::{FormAsk, KeyIn};
use crate::printing::To;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

fn go(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn exercise(dir: &Path) -> Exercise {
    let now = "2026-11-23T09:00:00+01:00".parse().unwrap();
    exercise::make(&ExercisePlan { folder: dir.join("o"), cases: 60, seed: 5, now }, &mut go).unwrap()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn ask(folder: &Path) -> PackAsk {
    PackAsk { folder: folder.to_owned(), days: 5 }
}

#[test]
fn a_pack_holds_every_list_its_first_page_and_the_sums_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let office = &mut exercise(dir.path()).office;
    let stick = dir.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let mut told = Vec::new();
    let made = office
        .make_pack(&ask(&stick), Lang::Nl, &mut |done, all| {
            told.push((done, all));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(made.folder, stick.join("noodpakket-20261123-0900"));
    assert!(told.is_sorted() && told.last().is_some_and(|(done, all)| done == all), "{told:?}");
    let sums = std::fs::read_to_string(made.folder.join("SHA256SUMS.txt")).unwrap();
    for line in sums.lines() {
        let (digest, name) = line.split_once("  ").unwrap();
        assert_eq!(Digest::of(&std::fs::read(made.folder.join(name)).unwrap()).to_string(), digest, "{name}");
    }
    assert_eq!(names(&made.folder).len(), sums.lines().count() + 1);
    for slug in
        ["vrijheidsbeneming", "zittingslijst-2026-11-2", "ketenpartners", "formulieren", "executietaken"]
    {
        assert!(made.papers.iter().any(|paper| paper.name.contains(slug)), "{slug}: {:?}", made.papers);
    }
    let state = office.pack_state().unwrap();
    assert_eq!(state.last.as_ref().unwrap().folder, made.folder.display().to_string());
    assert_eq!((state.warning(Lang::Nl), state.due), (None, false));
}

#[test]
fn a_pack_that_is_stopped_anywhere_leaves_nothing_and_the_earlier_one_whole() {
    let dir = tempfile::tempdir().unwrap();
    let office = &mut exercise(dir.path()).office;
    let stick = dir.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let first = office.make_pack(&ask(&stick), Lang::En, &mut go).unwrap();
    let (before, used) = (names(&first.folder), office.numbers_used().unwrap());
    let state = office.pack_state().unwrap();
    for stop_at in [1, 4] {
        let mut stop = |done: u64, _: u64| {
            if done == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        assert!(office.make_pack(&ask(&stick), Lang::En, &mut stop).is_err());
        assert_eq!(names(&stick).len(), 1, "{:?}", names(&stick));
    }
    assert_eq!((names(&first.folder), office.numbers_used().unwrap()), (before, used));
    assert_eq!(office.pack_state().unwrap(), state);
    let second = office.make_pack(&ask(&stick), Lang::En, &mut go).unwrap();
    assert_ne!(second.folder, first.folder);
}

#[test]
fn a_stick_that_is_not_there_is_not_made_up() {
    let dir = tempfile::tempdir().unwrap();
    let office = &mut exercise(dir.path()).office;
    let gone = dir.path().join("stick");
    let why = office.make_pack(&ask(&gone), Lang::Nl, &mut go).unwrap_err();
    assert!(why.text(Lang::Nl).contains("Steek de stick in") && !gone.exists());
    let days = PackAsk { folder: dir.path().to_owned(), days: 0 };
    assert_eq!(office.make_pack(&days, Lang::Nl, &mut go).unwrap_err().class, Class::WrongUse);
}

#[test]
fn a_schedule_makes_one_pack_a_day_and_says_so_when_it_is_old() {
    let dir = tempfile::tempdir().unwrap();
    let office = &mut exercise(dir.path()).office;
    assert!(office.pack_state().unwrap().warning(Lang::Nl).unwrap().contains("nog nooit"));
    let to = dir.path().display().to_string();
    let schedule = Schedule { at: "07:00:00".parse().unwrap(), to };
    office.schedule_pack(Some(schedule.clone())).unwrap();
    assert_eq!(office.pack_state().unwrap().schedule, Some(schedule));
    assert!(office.make_due_pack(Lang::Nl, &mut go).unwrap().is_some());
    assert!(office.make_due_pack(Lang::Nl, &mut go).unwrap().is_none());
    let later = "2026-11-24T10:00:00+01:00".parse().unwrap();
    office.set_clock(crate::clock::Clock::Fixed(later)).unwrap();
    let state = office.pack_state().unwrap();
    assert!(state.due && state.warning(Lang::Nl).unwrap().contains("1 d 1 u oud"), "{state:?}");
    office.schedule_pack(None).unwrap();
    assert!(!office.pack_state().unwrap().due);
}

#[test]
fn a_form_of_a_pack_is_found_and_keyed_in_by_its_number() {
    let dir = tempfile::tempdir().unwrap();
    let office = &mut exercise(dir.path()).office;
    office.make_pack(&ask(dir.path()), Lang::Nl, &mut go).unwrap();
    let kind = FormKind::PhoneNote;
    let next = office
        .print_form(&FormAsk { kind, case: None, person: None, copies: 1 }, To::Paper, Lang::Nl)
        .unwrap();
    let used = office.numbers_used().unwrap().used;
    assert_eq!(usize::try_from(used).unwrap(), 2 * pack_kinds(FORM_HOURS).len() + 1);
    let author = office.station().author.clone();
    let block = noodbrug_core::emergency::Block::of(&author, next.copies[0].1.day()).unwrap();
    let from_pack = noodbrug_core::emergency::EmergencyNumber::at(&block, 3).unwrap();
    let found = office.find_form(&from_pack.to_string()).unwrap();
    assert_eq!(found.kind, Some(FormKind::ReleaseOrder));
    let list = office.open_list(Default::default(), &Default::default()).unwrap();
    let case = office.list_rows(&list, 0, 1).unwrap().remove(0).id;
    let keyed = KeyIn { number: from_pack.to_string(), text: "fax 10:02".into(), ..KeyIn::default() };
    office.key_in(&case, &keyed).unwrap();
}

#[test]
fn without_emergency_numbers_the_pack_is_made_without_forms_and_says_so_until_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let office = &mut exercise(dir.path()).office;
    let kind = FormKind::PhoneNote;
    for _ in 0..9 {
        office
            .print_form(&FormAsk { kind, case: None, person: None, copies: 100 }, To::Paper, Lang::Nl)
            .unwrap();
    }
    let made = office.make_pack(&ask(dir.path()), Lang::Nl, &mut go).unwrap();
    let lacks = made.without_forms.clone().unwrap();
    assert!(lacks.nl.contains("nog 99 over") && lacks.en.contains("99 are left"), "{lacks:?}");
    assert!(made.papers.iter().all(|paper| !paper.name.contains("formulieren")), "{:?}", made.papers);
    assert!(made.papers.iter().any(|paper| paper.name.contains("vrijheidsbeneming")), "{:?}", made.papers);
    assert!(made.folder.join(WHOLE).is_file());
    assert_eq!(office.numbers_used().unwrap().used, 900, "no number is lost");
    let sheet = papers::pack_index(
        &office.letterhead(Lang::Nl).unwrap(),
        (&made.papers, Some(&lacks.nl)),
        &[],
        &office.ages().unwrap(),
    );
    assert!(format!("{:?}", sheet.blocks).contains("geen lege formulieren"));
    assert_eq!(office.pack_state().unwrap().warning(Lang::Nl), Some(lacks.nl));
    let tomorrow = "2026-11-24T09:00:00+01:00".parse().unwrap();
    office.set_clock(crate::clock::Clock::Fixed(tomorrow)).unwrap();
    assert_eq!(office.make_pack(&ask(dir.path()), Lang::Nl, &mut go).unwrap().without_forms, None);
    assert_eq!(office.pack_state().unwrap().warning(Lang::Nl), None);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_stick_is_said_to_be_full_with_its_pack_and_what_to_do() {
    let full = std::io::Error::from_raw_os_error(28);
    let target = PathBuf::from("/media/rood/noodpakket-20261123-0900");
    let within =
        target.with_file_name(".noodpakket-20261123-0900.0123456789ab.nb-part").join("05-termijnen.pdf");
    let cause = place::cause_of(&full);
    let placed = |system| PlaceError { path: within.clone(), step: place::Step::Write, cause, system };
    let room = Room { target, free: Some(3 << 20) };
    let why = room.complaint(placed(Some(full)).into());
    for (lang, said) in [
        (Lang::Nl, ["stick is vol", "Er was 3 MB vrij", "Maak ruimte"]),
        (Lang::En, ["stick is full", "3 MB were free", "Make room"]),
    ] {
        let text = why.text(lang);
        assert!(said.iter().all(|said| text.contains(said)), "{text}");
        assert!(text.contains("/media/rood/noodpakket-20261123-0900"), "{text}");
        assert!(!text.contains("nb-part") && !text.contains("os error"), "{text}");
        assert!(!placed(None).message(lang).contains("nb-part"), "of any fault");
    }
}

#[test]
fn the_rest_of_a_pack_that_was_killed_is_gone_once_the_next_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let office = &mut exercise(dir.path()).office;
    let stick = dir.path().join("stick");
    let rest = stick.join(".noodpakket-20261122-0900.0123456789ab.nb-part");
    std::fs::create_dir_all(&rest).unwrap();
    std::fs::write(rest.join(".01-bord.pdf.0123456789ab.nb-part"), b"half").unwrap();
    std::fs::write(stick.join("notities.txt"), b"x").unwrap();
    office.make_pack(&ask(&stick), Lang::Nl, &mut go).unwrap();
    let left = BTreeSet::from(["noodpakket-20261123-0900".to_owned(), "notities.txt".to_owned()]);
    assert_eq!(names(&stick), left);
}
