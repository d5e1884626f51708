use super::*;
use crate::may::may;
use crate::take_in::tests::office;
use chrono::NaiveTime;
use noodbrug_core::case::{Charge, HearingSession, HearingSlot, Identity, PersonRole};
use noodbrug_core::command::{Command, OpenedCase, PlannedHearing};
use noodbrug_core::event::Kind;
use noodbrug_core::ident::{Parketnummer, Role};

pub(crate) fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
}

/// Plans a hearing of a new case of somebody with that name.
pub(crate) fn plan(office: &mut Office, nth: u32, court: &str, surname: &str) {
    let number: Parketnummer = format!("09/{:06}-26", 900_000 + nth).parse().unwrap();
    let case = CaseId::of_parketnummer(&number);
    let opened = OpenedCase {
        numbers: noodbrug_core::case::CaseNumbers { parketnummer: Some(number), ..Default::default() },
        status: Default::default(),
        person: office.new_id().unwrap(),
        identity: Identity {
            role: PersonRole::Suspect,
            surname: surname.into(),
            prefix: String::new(),
            given: String::new(),
            born: NaiveDate::from_ymd_opt(1985, 4, 9),
            birthplace: String::new(),
        },
        person_numbers: Default::default(),
        charge_id: office.new_id().unwrap(),
        charge: Charge { date: NaiveDate::from_ymd_opt(2026, 2, 1), ..Charge::default() },
    };
    office.act(&case, Command::Open(Box::new(opened))).unwrap();
    let slot = HearingSlot {
        court: court.into(),
        date: date(),
        time: NaiveTime::from_hms_opt(9, 30, 0).unwrap(),
        room: "A".into(),
        chamber: "Politierechter".into(),
        minutes: None,
    };
    let hearing = office.new_id().unwrap();
    let planned = PlannedHearing { hearing, slot, session: HearingSession::default() };
    office.act(&case, Command::PlanHearing(planned)).unwrap();
}

/// Every court's lists, into this folder, which is there.
pub(crate) fn order(folder: &std::path::Path) -> ListOrder {
    std::fs::create_dir_all(folder).unwrap();
    ListOrder {
        date: date(),
        court: None,
        audiences: vec![Audience::Usher, Audience::Bench],
        counsel: None,
        standing: None,
        folder: Some(folder.to_owned()),
    }
}

#[test]
fn every_court_of_a_day_gets_its_lists_and_stopping_keeps_those_that_were_made() {
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Vries");
    plan(&mut office, 2, "Rechtbank Rotterdam", "Bos");
    let folder = dir.path().join("lijsten");
    let mut told = Vec::new();
    let stopped = office
        .print_lists(&order(&folder), Lang::Nl, &mut |done, all| {
            told.push((done, all));
            if done == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
    assert_eq!((stopped.lists.len(), stopped.stopped), (1, true));
    assert_eq!(told, [(0, 4), (1, 4)]);
    let all = office.print_lists(&order(&folder), Lang::Nl, &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!((all.lists.len(), all.stopped), (4, false));
    assert!(all.lists.iter().all(|list| list.edition.version == 1 && list.placed.path.is_file()));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 4);
}

#[test]
fn the_journal_says_what_was_printed_and_names_nobody() {
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Geheimnaam");
    office.print_lists(&order(dir.path()), Lang::Nl, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let author = office.station.author.clone();
    let mut said = Vec::new();
    let read = |event: noodbrug_core::event::Event| {
        said.extend(
            event.content().filter(|_| event.header.k == Kind::Print).map(|body| body.val.to_string()),
        );
        noodbrug_store::Flow::Go
    };
    office.store.events_of_author(&author, 1, read).unwrap();
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|said| said.contains("fingerprint") && !said.contains("Geheimnaam")), "{said:?}");
}

#[test]
fn a_file_that_cannot_be_written_takes_no_version() {
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Vries");
    let name = ListName {
        date: date(),
        court: "Rechtbank Den Haag".into(),
        audience: Audience::Usher,
        counsel: String::new(),
    };
    let nowhere = dir.path().join("weg/lijst.pdf");
    assert!(office.print_one_list(&name, None, To::File(&nowhere), Lang::Nl).is_err());
    assert_eq!(office.list_versions(&name).unwrap(), []);
}

#[test]
fn who_may_not_see_cases_gets_no_list() {
    assert!(!may(Role::Auditor, Deed::Consult));
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Vries");
    office.user.role = Role::Auditor;
    let refused = office.print_lists(&order(dir.path()), Lang::Nl, &mut |_, _| ControlFlow::Continue(()));
    assert!(refused.is_err() && office.last_lists(date(), "Rechtbank Den Haag").is_err());
}
