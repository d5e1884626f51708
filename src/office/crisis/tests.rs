use super::*;
use crate::day::tests::{open, plan, slot};
use crate::promises::{Promise, PromiseEnd, PromiseEndKind};
use noodbrug_core::case::{HearingOutcome, Note, NoteKind, OutcomeCode};
use noodbrug_core::command::Command;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::incident::{Level, Process};
use noodbrug_core::register::{Group, Register};

fn office() -> (tempfile::TempDir, Office) {
    crate::take_in::tests::office()
}

fn at(office: &mut Office, moment: &str) {
    office.set_clock(crate::clock::Clock::Fixed(moment.parse().unwrap())).unwrap();
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn say(office: &mut Office, case: &CaseId, kind: NoteKind, text: &str) {
    let note = Command::Note(office.new_id().unwrap(), Note::new(kind, text));
    office.act(case, note).unwrap();
}

fn custody(office: &mut Office, case: &CaseId, kind: &str, moment: &str) {
    let measure = noodbrug_core::case::CustodyMeasure {
        kind: kind.into(),
        moment: moment.parse().unwrap(),
        place: "PI Haaglanden".into(),
        days: None,
        person: None,
    };
    let id = office.new_id().unwrap();
    office.act(case, Command::LogMeasure(id, measure)).unwrap();
}

fn count(picture: &Picture, what: Tally) -> (u64, String) {
    let found = picture.counts.iter().find(|counted| counted.what == what).unwrap();
    (found.count, found.oldest.clone())
}

#[test]
fn the_picture_says_what_is_off_what_stands_open_and_what_lies_ahead_and_names_nobody() {
    let (_dir, mut office) = office();
    at(&mut office, "2026-11-23T12:00:00+01:00");
    let case = open(&mut office, "09/000001-26", "1");
    plan(&mut office, &case, slot("A", "09:00"));
    custody(&mut office, &case, "aanhouding", "2026-11-23T08:00:00+01:00");
    office.open_incident(None, "lek in Citrix").unwrap();
    office.declare_state((Process::Hearings, None), Level::Dark, None, "").unwrap();
    let picture = office.crisis_picture(Lang::Nl).unwrap();
    assert_eq!(count(&picture, Tally::Held), (1, "ma 23-11-2026 08:00 · 09/000001-26".into()));
    assert_eq!(count(&picture, Tally::Hearings).0, 1);
    assert!(picture.ahead.iter().any(|line| line.what.starts_with("1 zitting · ")), "{:?}", picture.ahead);
    assert!(picture.ahead.is_sorted_by_key(|line| line.at.unix()));
    let label = office.label(&case).unwrap().unwrap();
    let paper = papers::crisis_sheet(&office.letterhead(Lang::Nl).unwrap(), &picture);
    let words = format!("{paper:?}");
    assert!(!words.contains(&label.suspect), "{}", label.suspect);
    assert!(words.contains("donker") && words.contains("09/000001-26"));
}

/// A promise of counsel, made now.
fn promise(office: &mut Office, case: &CaseId, due: &str) -> ObjectId {
    let promise = Promise {
        who: "mr. Pleiter".into(),
        to: "a.bakker".into(),
        what: "de stukken sturen".into(),
        at: office.now().unwrap(),
        due: moment(due),
        phone: "070 000".into(),
        end: None,
    };
    office.note_promise(case, promise).unwrap().1
}

#[test]
fn a_handover_has_the_acts_of_the_shift_and_the_promises_that_nobody_kept() {
    let (_dir, mut office) = office();
    at(&mut office, "2026-11-23T09:10:00+01:00");
    let case = open(&mut office, "09/000001-26", "1");
    let other = open(&mut office, "09/000002-26", "2");
    let late = promise(&mut office, &case, "2026-11-23T10:30:00+01:00");
    promise(&mut office, &other, "2026-11-23T16:00:00+01:00");
    say(&mut office, &other, NoteKind::Phone, "Ik bel terug om 16 uur");
    at(&mut office, "2026-11-23T11:00:00+01:00");
    say(&mut office, &case, NoteKind::Phone, "Griffie: zaal B");
    say(&mut office, &case, NoteKind::Plain, "verdachte beloofd niets");
    let shift = office.handover(moment("2026-11-23T10:00:00+01:00"), Lang::Nl).unwrap();
    let numbers: Vec<&str> = shift.promises.iter().map(|line| line.case.number.as_str()).collect();
    assert_eq!(numbers, ["09/000001-26", "09/000002-26"], "of the shift before it too");
    let overdue = shift.counts.iter().find(|counted| counted.what == Tally::Promises).unwrap();
    assert_eq!((overdue.count, overdue.oldest.as_str()), (1, "ma 23-11-2026 10:30 · 09/000001-26"));
    let paper = papers::handover_sheet(&office.letterhead(Lang::Nl).unwrap(), &shift);
    assert!(format!("{paper:?}").contains("TE LAAT"));
    assert_eq!(shift.calls.len(), 1);
    assert_eq!((shift.acts.len(), shift.people.values().sum::<u64>()), (2, 2));
    let end = PromiseEnd { how: PromiseEndKind::Kept, at: office.now().unwrap(), note: String::new() };
    office.act(&case, Command::EndPromise(late.clone(), end.clone())).unwrap();
    assert!(office.act(&case, Command::EndPromise(late, end)).is_err(), "it ended");
    let shift = office.handover(moment("2026-11-23T10:00:00+01:00"), Lang::Nl).unwrap();
    assert_eq!(shift.promises.len(), 1);
    assert!(office.handover(moment("2026-11-23T11:30:00+01:00"), Lang::Nl).is_err());
}

#[test]
fn the_register_has_who_is_held_too_long_and_who_was_with_the_cause_and_what_was_granted() {
    let (_dir, mut office) = office();
    at(&mut office, "2026-11-20T12:00:00+01:00");
    let case = open(&mut office, "09/000001-26", "1");
    let gone = open(&mut office, "09/000002-26", "2");
    for (case, kind, moment) in [
        (&case, "aanhouding", "2026-11-10T08:00:00+01:00"),
        (&case, "inverzekeringstelling", "2026-11-10T12:00:00+01:00"),
        (&gone, "aanhouding", "2026-11-10T08:00:00+01:00"),
        (&gone, "inverzekeringstelling", "2026-11-10T12:00:00+01:00"),
        (&gone, "invrijheidstelling", "2026-11-18T12:00:00+01:00"),
    ] {
        custody(&mut office, case, kind, moment);
    }
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    let outcome = HearingOutcome::new(OutcomeCode::AdjournedOpen, moment("2026-11-20T10:00:00+01:00"));
    office.log_outcome(&case, &hearing, outcome, None, Some("vervroegd")).unwrap();
    office.note_cause(&gone, "fax kwam niet aan").unwrap();
    assert!(office.stays(None, Lang::Nl).is_err(), "no outage, no moment");
    let stays = office.stays(Some(moment("2026-11-01T00:00:00+01:00")), Lang::Nl).unwrap();
    let found: Vec<(&str, StayKind)> =
        stays.stays.iter().map(|stay| (stay.number.as_str(), stay.kind)).collect();
    assert!(found.contains(&("09/000001-26", StayKind::TooLong)), "{found:?}");
    assert!(found.contains(&("09/000002-26", StayKind::WasTooLong)), "{found:?}");
    let was =
        stays.stays.iter().find(|stay| stay.kind == StayKind::WasTooLong && stay.number == "09/000002-26");
    let was = was.unwrap();
    assert!(was.since.is_some() && was.until.is_some() && was.causes[0].starts_with("fax kwam niet aan ("));
    assert_eq!(stays.granted.len(), 1);
    assert_eq!(stays.granted[0].what, "aangehouden voor onbepaalde tijd");
}

#[test]
fn the_extract_has_serious_cases_alone_and_no_field_beyond_the_list() {
    let (dir, mut office) = office();
    for (number, nth, article) in [("09/000001-26", "1", "287 Sr"), ("09/000002-26", "2", "311 Sr")] {
        let case = open(&mut office, number, nth);
        let charge = office.file(&case).unwrap().charges.keys().next().unwrap().clone();
        let secret = "GEHEIM";
        let value =
            serde_json::json!({"article": article, "description": secret, "date": null, "place": secret});
        let correct = Command::Correct(Register::of(Group::Charge, charge), value, "proces-verbaal".into());
        office.act(&case, correct).unwrap();
    }
    let rows = office.justid_rows(None, Lang::Nl).unwrap();
    assert!(rows.iter().all(|row| row.number == "09/000001-26") && !rows.is_empty(), "{rows:?}");
    let folder = dir.path().join("voor-justid");
    std::fs::create_dir(&folder).unwrap();
    let made = office.export_justid(None, &folder, Lang::Nl).unwrap();
    let text = std::fs::read_to_string(made.csv.path).unwrap();
    assert!(text.contains("\"leven\"") && !text.contains("GEHEIM"), "{text}");
    let head = text.lines().next().unwrap().trim_start_matches('\u{feff}').to_owned();
    assert_eq!(
        head,
        "\"Parketnummer\";\"Verdachte\";\"Geboren\";\"Artikel\";\"Groep\";\"Pleegdatum\";\"Laatste uitkomst\";\"Van\""
    );
    office.user.role = noodbrug_core::ident::Role::Clerk;
    assert!(office.export_justid(None, &folder, Lang::Nl).is_err());
}

#[test]
fn the_timeline_counts_each_day_and_comes_in_both_languages() {
    let (dir, mut office) = office();
    at(&mut office, "2026-11-21T12:00:00+01:00");
    let incident = office.open_incident(None, "lek in Citrix").unwrap();
    at(&mut office, "2026-11-23T12:00:00+01:00");
    let case = open(&mut office, "09/000001-26", "1");
    say(&mut office, &case, NoteKind::Plain, "x");
    at(&mut office, "2026-11-23T13:00:00+01:00");
    let figures = office.incident_figures(&incident).unwrap();
    let days: Vec<(String, u64)> =
        figures.days.iter().map(|day| (day.date.to_string(), day.entries.values().sum())).collect();
    assert_eq!(days.len(), 3);
    assert_eq!((days[1].1, days[2].1 >= 2), (0, true), "{days:?}");
    assert_eq!(days.iter().map(|(_, count)| count).sum::<u64>(), figures.entries.values().sum::<u64>());
    let bundles = figures.days.iter().fold((0, 0), |sum, day| (sum.0 + day.made, sum.1 + day.taken_in));
    assert_eq!(bundles, (figures.made, figures.taken_in));
    let made = office.print_timeline(&incident, &dir.path().join("tijdlijn.pdf")).unwrap();
    assert!(made[1].path.ends_with("tijdlijn-en.pdf") && made.iter().all(|placed| placed.path.is_file()));
}

#[test]
fn the_crisis_sheet_is_one_page_however_much_there_is() {
    let (_dir, mut office) = office();
    office.open_incident(None, &"lek in Citrix; ".repeat(40)).unwrap();
    for process in Process::ALL {
        for partner in [None, Some("Gerechtshof Arnhem-Leeuwarden, zittingsplaats Leeuwarden".to_owned())] {
            office.declare_state((*process, partner), Level::Submitted, None, &"x ".repeat(200)).unwrap();
        }
    }
    let mut picture = office.crisis_picture(Lang::Nl).unwrap();
    let what = "Gevangenhouding of gevangenneming (Sv art. 65 en 66) · 09/000001-26 ".repeat(3);
    picture.ahead = vec![Ahead { at: picture.at, what: what.clone(), custody: true }; 40];
    picture.counts.iter_mut().for_each(|counted| counted.oldest.clone_from(&what));
    for lang in [Lang::Nl, Lang::En] {
        let paper = papers::crisis_sheet(&office.letterhead(lang).unwrap(), &picture);
        let pages = noodbrug_files::pages::Pages::read(papers::render(&paper).unwrap()).unwrap();
        assert_eq!(pages.count(), 1, "{lang:?}");
    }
}

#[test]
fn two_times_without_a_title_are_two_lines_of_the_register() {
    let (_dir, mut office) = office();
    at(&mut office, "2026-11-20T12:00:00+01:00");
    let case = open(&mut office, "09/000001-26", "1");
    for (kind, moment) in [
        ("aanhouding", "2026-11-01T08:00:00+01:00"),
        ("inverzekeringstelling", "2026-11-01T12:00:00+01:00"),
        ("bewaring", "2026-11-04T14:00:00+01:00"),
        ("gevangenhouding", "2026-11-18T17:00:00+01:00"),
    ] {
        custody(&mut office, &case, kind, moment);
    }
    let stays = office.stays(Some(moment("2026-10-01T00:00:00+02:00")), Lang::Nl).unwrap().stays;
    let lengths: Vec<i64> = stays
        .iter()
        .filter(|stay| stay.kind == StayKind::WasTooLong && stay.why[0].contains("titel ontbreekt"))
        .map(|stay| (stay.until.unwrap().unix() - stay.since.unwrap().unix()) / 3_600)
        .collect();
    assert_eq!(lengths, [2, 3], "{stays:?}");
}
