use super::*;
use crate::people::NewUser;
use noodbrug_core::case::{Note, NoteKind};
use noodbrug_core::command::{Command, OpenedCase};
use noodbrug_core::event::Kind as EventKind;
use noodbrug_core::ident::CaseId;
use tempfile::TempDir;

fn plan(dir: &Path, mode: Mode) -> NewOffice {
    NewOffice {
        office: "Oefenparket Den Haag".into(),
        station: "ws-den-haag-01".into(),
        mode,
        user: "a.bakker".into(),
        role: Role::Manager,
        passphrase: Passphrase::new("vier losse woorden hier"),
        root_passphrase: Passphrase::new("een andere zin voor de kluis"),
        root_file: dir.join("stick/hoofdsleutel.json"),
        folder: dir.join("kantoor"),
        cost: Cost::CHEAP,
    }
}

fn made(mode: Mode) -> (TempDir, Made) {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::Fixed("2026-11-23T09:00:00+01:00".parse().unwrap());
    let made = make(plan(dir.path(), mode), clock).unwrap();
    (dir, made)
}

fn class(result: Result<Office, Complaint>) -> Class {
    result.err().unwrap().class
}

#[test]
fn an_office_opens_with_its_passphrase_and_with_nothing_else() {
    let (dir, made) = made(Mode::Exercise);
    let folder = dir.path().join("kantoor");
    let good = Passphrase::new("vier losse woorden hier");
    assert_eq!(class(unlock(&folder, None, &good, Clock::Machine)), Class::InUse);
    drop(made);
    assert_eq!(
        class(unlock(&folder, None, &Passphrase::new("vier"), Clock::Machine)),
        Class::WrongPassphrase
    );
    assert_eq!(class(unlock(&folder, Some("b"), &good, Clock::Machine)), Class::WrongPassphrase);
    assert_eq!(class(unlock(dir.path(), None, &good, Clock::Machine)), Class::NoStore);
    let office = unlock(&folder, Some("a.bakker"), &good, Clock::Machine).unwrap();
    assert_eq!(office.user().role, Role::Manager);
    assert_eq!(office.meta().office, "Oefenparket Den Haag");
    assert_eq!(users(&folder).unwrap(), ["a.bakker"]);
}

#[test]
fn the_recovery_key_gives_a_user_a_new_passphrase() {
    let (dir, made) = made(Mode::Exercise);
    let folder = dir.path().join("kantoor");
    let paper = made.recovery.to_paper().to_string();
    drop(made);
    let new = Passphrase::new("een geheel nieuwe zin");
    let office = recover(&folder, &paper.parse().unwrap(), "a.bakker", &new, Clock::Machine).unwrap();
    drop(office);
    assert!(unlock(&folder, None, &new, Clock::Machine).is_ok());
    let old = Passphrase::new("vier losse woorden hier");
    assert_eq!(class(unlock(&folder, None, &old, Clock::Machine)), Class::WrongPassphrase);
}

#[test]
fn a_second_office_in_the_same_folder_is_refused_and_changes_nothing() {
    let (dir, made) = made(Mode::Exercise);
    let before = std::fs::read(dir.path().join("kantoor/slots.json")).unwrap();
    let clock = Clock::Machine;
    assert_eq!(make(plan(dir.path(), Mode::Exercise), clock).err().unwrap().class, Class::Refused);
    assert_eq!(std::fs::read(dir.path().join("kantoor/slots.json")).unwrap(), before);
    drop(made);
}

#[test]
fn a_station_of_an_exercise_is_called_so_and_one_of_live_work_never() {
    let (_dir, made) = made(Mode::Exercise);
    assert_eq!(made.office.station().author.ws.as_str(), "oef-ws-den-haag-01");
    let other = tempfile::tempdir().unwrap();
    let live = NewOffice { station: "oef-ws-1".into(), ..plan(other.path(), Mode::Live) };
    assert_eq!(make(live, Clock::Machine).err().unwrap().class, Class::WrongUse);
}

#[test]
fn live_work_takes_no_time_but_the_machines() {
    let (dir, made) = made(Mode::Live);
    drop(made);
    let good = Passphrase::new("vier losse woorden hier");
    let fixed = Clock::Fixed("2026-11-23T09:00:00+01:00".parse().unwrap());
    let folder = dir.path().join("kantoor");
    assert_eq!(class(unlock(&folder, None, &good, fixed)), Class::WrongUse);
}

#[test]
fn the_root_key_may_not_lie_in_the_offices_own_folder() {
    let dir = tempfile::tempdir().unwrap();
    for place in ["kantoor/hoofdsleutel.json", "stick/../kantoor/hoofdsleutel.json"] {
        let root_file = dir.path().join(place);
        let new = NewOffice { root_file, ..plan(dir.path(), Mode::Exercise) };
        assert_eq!(make(new, Clock::Machine).err().unwrap().class, Class::WrongUse, "{place}");
    }
    let (folder, root_file) = (PathBuf::from("kantoor"), PathBuf::from("./kantoor/hoofdsleutel.json"));
    assert_eq!(refuse_existing(&Folders::of(&folder), &root_file).err().unwrap().class, Class::WrongUse);
}

#[test]
fn what_a_killed_process_left_half_written_is_removed_at_the_next_opening() {
    let (dir, made) = made(Mode::Exercise);
    drop(made);
    let folder = dir.path().join("kantoor");
    let half = folder.join("documents/docs/.new.0123456789ab.nb-part");
    std::fs::write(&half, b"half").unwrap();
    unlock(&folder, None, &Passphrase::new("vier losse woorden hier"), Clock::Machine).unwrap();
    assert!(!half.exists());
}

fn opened(office: &Office) -> (CaseId, Command) {
    let number: noodbrug_core::ident::Parketnummer = "09/123456-26".parse().unwrap();
    let identity = serde_json::from_value(json!({
        "role": "suspect", "surname": "Vries", "prefix": "de", "given": "Łukasz", "born": "1990-04-03",
        "birthplace": "Gdańsk"
    }));
    let opened = OpenedCase {
        numbers: serde_json::from_value(json!({"parketnummer": "09/123456-26", "others": [], "related": []}))
            .unwrap(),
        status: serde_json::from_value(json!({"phase": "Opsporing", "prosecutor": null})).unwrap(),
        person: office.new_id().unwrap(),
        identity: identity.unwrap(),
        person_numbers: serde_json::from_value(json!({"bsn": null, "skn": null})).unwrap(),
        charge_id: office.new_id().unwrap(),
        charge: serde_json::from_value(
            json!({"article": "310 Sr", "description": "diefstal", "date": null, "place": "Delft"}),
        )
        .unwrap(),
    };
    (CaseId::of_parketnummer(&number), Command::Open(Box::new(opened)))
}

#[test]
fn what_is_saved_is_found_read_and_printed_after_the_office_was_opened_again() {
    let (dir, made) = made(Mode::Exercise);
    let mut office = made.office;
    let (case, open) = opened(&office);
    office.act(&case, open).unwrap();
    let note = Note::new(NoteKind::Plain, "gebeld met de raadsman");
    let id = office.new_id().unwrap();
    office.act(&case, Command::Note(id, note)).unwrap();
    drop(office);

    let good = Passphrase::new("vier losse woorden hier");
    let mut office = unlock(&dir.path().join("kantoor"), None, &good, Clock::Machine).unwrap();
    assert_eq!(office.search("lukasz vries", 5).unwrap().rows[0].number, "09/123456-26");
    assert_eq!(office.case_by_number("0912345626").unwrap().id, case);
    let sheet = office.open_case(&case).unwrap();
    assert_eq!(sheet.file.notes.len(), 1);
    assert_eq!(sheet.log[0].kind, EventKind::Read);
    let placed = office.print_case(&case, crate::printing::To::Paper, Lang::Nl).unwrap();
    assert!(placed.path.starts_with(dir.path().join("kantoor/papier")));
    assert!(office.verify_journal().unwrap().faults.is_empty());
}

#[test]
fn a_refusal_is_in_the_journal_and_writes_nothing_else() {
    let (_dir, made) = made(Mode::Exercise);
    let mut office = made.office;
    let (case, open) = opened(&office);
    office.act(&case, open.clone()).unwrap();
    let refused = office.act(&case, open).unwrap_err();
    assert!(refused.text(Lang::Nl).contains("staat al"), "{}", refused.text(Lang::Nl));
    let sheet = office.sheet(&case).unwrap();
    assert_eq!(sheet.log[0].kind, EventKind::Refuse);
}

#[test]
fn a_sealed_journal_says_where_its_head_is() {
    let (_dir, made) = made(Mode::Exercise);
    let mut office = made.office;
    office.seal_journal().unwrap();
    let day = office.journal_day(office.now().unwrap().date()).unwrap();
    assert_eq!(day.lines.last().unwrap().kind, EventKind::Checkpoint);
    assert!(day.head_place.ends_with(&format!("· {}", day.lines.len())), "{}", day.head_place);
}

#[test]
fn the_recovery_sheet_holds_the_key_that_opens_the_store() {
    let (dir, mut made) = made(Mode::Exercise);
    let path = dir.path().join("blad.pdf");
    made.print_recovery(&path, Lang::Nl).unwrap();
    assert!(std::fs::read(path).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_second_user_opens_the_store_with_a_passphrase_of_their_own() {
    let (dir, mut made) = made(Mode::Exercise);
    let folder = dir.path().join("kantoor");
    let own = Passphrase::new("vier losse woorden hier");
    let new = |name: &str| NewUser {
        name: name.into(),
        role: Role::Registrar,
        passphrase: Passphrase::new("griffie opent zelf"),
    };
    let wrong = made.office.add_user(new("g.vink"), &Passphrase::new("vier")).unwrap_err();
    assert_eq!((wrong.class, users(&folder).unwrap().len()), (Class::WrongPassphrase, 1));
    made.office.add_user(new("g.vink"), &own).unwrap();
    for taken in ["g.vink", "G.Vink", "g.v\u{ed}nk"] {
        let why = made.office.add_user(new(taken), &own).unwrap_err();
        assert!(why.text(Lang::Nl).contains("`g.vink`"), "{}", why.text(Lang::Nl));
    }
    let cyrillic = made.office.add_user(new("g.v\u{456}nk"), &own).unwrap_err();
    assert!(cyrillic.text(Lang::Nl).contains("gewone letters"), "{}", cyrillic.text(Lang::Nl));
    let day = made.office.now().unwrap().date();
    assert_eq!(made.office.journal_day(day).unwrap().lines.last().unwrap().kind, EventKind::Manage);
    drop(made);
    let office =
        unlock(&folder, Some("g.vink"), &Passphrase::new("griffie opent zelf"), Clock::Machine).unwrap();
    assert_eq!(office.user().role, Role::Registrar);
    assert_eq!(office.people().unwrap().len(), 2);
}
