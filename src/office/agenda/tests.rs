use super::*;
use crate::rolls::ListForm;
use crate::rolls::tests::{date, order as lists, plan};
use crate::take_in::tests::office;
use noodbrug_core::case::HearingSlot;
use noodbrug_core::command::Command;
use noodbrug_core::event::Kind;
use noodbrug_core::ident::{ObjectId, Parketnummer, Role};
use noodbrug_core::roll::Audience;
use std::ops::ControlFlow;
use std::path::Path;

const COURT: &str = "Rechtbank Den Haag";

fn of_room(room: &str) -> AgendaOrder {
    let of = AgendaOf::Room(RoomName { court: COURT.into(), room: room.into() });
    AgendaOrder { of, from: date(), days: 14 }
}

fn made(office: &mut Office, order: &AgendaOrder, path: &Path) -> (MadeAgenda, String) {
    let made = office.export_agenda(order, To::File(path), Lang::Nl).unwrap();
    (made, std::fs::read_to_string(path).unwrap().replace("\r\n ", ""))
}

fn hearing(office: &Office, nth: u32) -> (CaseId, ObjectId, HearingSlot) {
    let number: Parketnummer = format!("09/{:06}-26", 900_000 + nth).parse().unwrap();
    let case = CaseId::of_parketnummer(&number);
    let file = office.file(&case).unwrap();
    let (hearing, entry) = file.hearings.iter().next().unwrap();
    (case, hearing.clone(), entry.slot.sole().unwrap().clone())
}

fn journal(office: &Office) -> Vec<String> {
    let mut said = Vec::new();
    let read = |event: noodbrug_core::event::Event| {
        let body = event.content().filter(|_| event.header.k == Kind::Print);
        said.extend(body.map(|body| body.val.to_string()));
        noodbrug_store::Flow::Go
    };
    office.store.events_of_author(&office.station.author.clone(), 1, read).unwrap();
    said
}

#[test]
fn a_calendar_keeps_its_version_until_a_hearing_changes_and_the_hearing_keeps_its_name() {
    let (dir, mut office) = office();
    plan(&mut office, 1, COURT, "Geheimnaam");
    plan(&mut office, 2, "Rechtbank Rotterdam", "Bos");
    let path = dir.path().join("agenda.ics");
    let (first, words) = made(&mut office, &of_room("a"), &path);
    assert_eq!((first.version, first.replaces, first.hearings), (1, None, 1));
    assert!(words.contains("DTSTART;TZID=Europe/Amsterdam:20261130T093000\r\n"), "{words}");
    let uid = |words: &str| words.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    let sequence = |words: &str| {
        let line = words.lines().find_map(|line| line.strip_prefix("SEQUENCE:")).unwrap().to_owned();
        line.parse::<u32>().unwrap()
    };
    assert_eq!(made(&mut office, &of_room("A"), &path).0.version, 1);
    let (case, id, slot) = hearing(&office, 1);
    let later = HearingSlot { time: chrono::NaiveTime::from_hms_opt(11, 15, 0).unwrap(), ..slot };
    office.act(&case, Command::MoveHearing(id.clone(), later, "zaal bezet".into())).unwrap();
    let (second, moved) = made(&mut office, &of_room("A"), &path);
    assert_eq!((second.version, second.replaces), (2, Some(1)));
    assert!(moved.contains("T111500") && uid(&moved) == uid(&words), "{moved}");
    assert_eq!(sequence(&moved), sequence(&words) + 1);
    office.vacate(&case, &id, "rechter ziek").unwrap();
    let (third, vacated) = made(&mut office, &of_room("A"), &path);
    assert_eq!(third.version, 3);
    assert!(vacated.contains("STATUS:CANCELLED") && vacated.contains("VERVALT") && !vacated.contains("ziek"));
    assert!(uid(&vacated) == uid(&words) && sequence(&vacated) > sequence(&moved));
    let said = journal(&office);
    assert_eq!(said.len(), 4);
    assert!(said.iter().all(|said| said.contains("\"ics\"") && !said.contains("Geheimnaam")), "{said:?}");
    assert!(said[3].contains(&third.placed.digest.to_string()), "{said:?}");
    assert_eq!(office.last_lists(date(), COURT).unwrap(), []);
}

#[test]
fn who_took_in_a_calendar_is_told_what_is_closed_since_without_a_name_and_of_other_days_too() {
    let (dir, mut office) = office();
    plan(&mut office, 1, COURT, "Geheimnaam");
    let path = dir.path().join("pers.ics");
    let press = AgendaOrder {
        of: AgendaOf::Press(RoomName { court: COURT.into(), room: "A".into() }),
        ..of_room("A")
    };
    let (first, words) = made(&mut office, &press, &path);
    assert_eq!((first.version, first.hearings), (1, 1));
    let of = |words: &str, name: &str| words.lines().rfind(|line| line.starts_with(name)).unwrap().to_owned();
    let (case, _, _) = hearing(&office, 1);
    let person = office.file(&case).unwrap().suspects().next().unwrap().0.clone();
    let shield = noodbrug_core::case::Shield { protected: true, note: String::new() };
    office.act(&case, Command::Shield(person, shield)).unwrap();
    let tomorrow = AgendaOrder { from: date().pred_opt().unwrap(), ..press.clone() };
    for order in [&press, &tomorrow] {
        let (now, told) = made(&mut office, order, &path);
        assert_eq!(now.hearings, 0);
        assert_eq!(of(&told, "UID:"), of(&words, "UID:"));
        let number =
            |words: &str| of(words, "SEQUENCE:").trim_start_matches("SEQUENCE:").parse::<u32>().unwrap();
        assert_eq!(number(&told), number(&words) + 1);
        assert!(told.contains("STATUS:CANCELLED") && told.contains("NIET MEER IN DEZE AGENDA"), "{told}");
        let event = told.split("BEGIN:VEVENT").nth(1).unwrap();
        assert!(
            !event.contains("09/9") && !event.contains("LOCATION") && !event.contains("Kamer"),
            "{event}"
        );
    }
    assert_eq!(made(&mut office, &press, &path).0.version, 2);
}

#[test]
fn a_prosecutor_has_one_calendar_of_all_courts_and_is_not_named_in_the_journal() {
    let (dir, mut office) = office();
    for (nth, court) in [(1, COURT), (2, "Rechtbank Rotterdam"), (3, COURT)] {
        plan(&mut office, nth, court, "Vries");
    }
    for (court, who) in [(COURT, "mr. E. Iser"), ("Rechtbank Rotterdam", "MR. E. ISER")] {
        let room = crate::day::RoomOn { date: date(), court: court.into(), room: "A".into() };
        let bench = crate::day::Bench { prosecutor: Some(who.into()), ..Default::default() };
        office.set_bench(&room, None, &bench, "rooster").unwrap();
    }
    let order = AgendaOrder { of: AgendaOf::Prosecutor("mr. E. Iser".into()), ..of_room("A") };
    let (found, words) = made(&mut office, &order, &dir.path().join("officier.ics"));
    assert_eq!(found.hearings, 3);
    assert!(words.contains("Rotterdam") && words.contains("Den Haag"), "{words}");
    let choices = office.agenda_choices(date(), 1).unwrap();
    assert_eq!((choices.rooms.len(), choices.prosecutors), (2, vec!["mr. E. Iser".to_owned()]));
    let placed = office.export_agenda(&order, To::Paper, Lang::En).unwrap().placed;
    let name = placed.path.file_name().unwrap().to_string_lossy().into_owned();
    assert!(name.starts_with("agenda-2026-11-30-14d-officier-") && name.ends_with(".ics"), "{name}");
    let said = journal(&office);
    assert!(said.iter().all(|said| !said.to_lowercase().contains("iser")), "{said:?}");
}

#[test]
fn a_room_without_hearings_is_refused_with_the_rooms_that_have_some_and_so_are_no_days() {
    let (_dir, mut office) = office();
    plan(&mut office, 1, COURT, "Vries");
    let refused = office.agenda(&of_room("Q")).unwrap_err();
    let said = "Op ma 30-11-2026 t/m zo 13-12-2026 is er geen zitting van zaal Q, Rechtbank Den Haag. Wel: A. Er is geen agenda gemaakt.";
    assert_eq!(refused.text(Lang::Nl), said);
    let nobody = AgendaOrder { of: AgendaOf::Prosecutor(" ".into()), ..of_room("A") };
    assert!(office.agenda(&nobody).is_err());
    for days in [0, 367] {
        assert!(office.agenda(&AgendaOrder { days, ..of_room("A") }).is_err(), "{days}");
    }
    office.user.role = Role::Auditor;
    assert!(
        office.agenda(&of_room("A")).is_err()
            && office.export_agenda(&of_room("A"), To::Paper, Lang::Nl).is_err()
    );
    assert!(office.agenda_choices(date(), 1).is_err());
}

#[test]
fn a_list_has_one_version_in_all_its_forms_and_the_journal_says_which_form() {
    let (dir, mut office) = office();
    plan(&mut office, 1, COURT, "Vries");
    let mut order = lists(dir.path());
    order.audiences = vec![Audience::Usher];
    for form in ListForm::ALL {
        let made =
            office.export_lists(&order, form, Lang::Nl, &mut |_, _| ControlFlow::Continue(())).unwrap();
        let list = &made.lists[0];
        assert_eq!(
            (list.edition.version, list.placed.path.extension().unwrap().to_str()),
            (1, Some(form.ending()))
        );
    }
    let said = journal(&office);
    assert_eq!(said.len(), 3);
    assert!(
        !said[0].contains("\"file\"")
            && said[1].contains("\"file\":\"xlsx\"")
            && said[2].contains("\"file\":\"csv\""),
        "{said:?}"
    );
    let (case, id, _) = hearing(&office, 1);
    office.vacate(&case, &id, "rechter ziek").unwrap();
    let name = crate::rolls::ListName {
        date: date(),
        court: COURT.into(),
        audience: Audience::Usher,
        counsel: String::new(),
    };
    let path = dir.path().join("lijst.csv");
    let csv = (None, ListForm::Csv);
    assert_eq!(office.export_list(&name, csv, To::File(&path), Lang::Nl).unwrap().edition.version, 2);
    let old = office.export_version(&name, (1, ListForm::Csv), To::File(&path), Lang::Nl).unwrap();
    let words = std::fs::read_to_string(&path).unwrap();
    assert!(
        old.edition.version == 1 && words.contains("Vervallen: versie 2 geldt") && !words.contains("VERVALT"),
        "{words}"
    );
}
