use super::*;
use crate::exchange::ExportAsk;
use crate::exercise::{self, ExercisePlan};
use crate::forms::{FormAsk, KeyIn};
use crate::keys::{KeysetAsk, Revocation, RootKey};
use crate::lists::{CaseFilter, CaseSort, TaskFilter, TermFilter};
use crate::pack::PackAsk;
use crate::partners::{NewPartner, PartnerKind};
use crate::people::NewUser;
use crate::printing::To;
use crate::setup::Passphrase;
use crate::take_in::{IntakeAsk, MappingChoice};
use noodbrug_core::bundle::Since;
use noodbrug_core::case::{Note, NoteKind};
use noodbrug_core::command::Command;
use noodbrug_core::form::FormKind;
use std::ops::ControlFlow;
use std::path::Path;

fn go(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn offices(dir: &Path) -> exercise::Exercise {
    let now = "2026-11-23T09:00:00+01:00".parse().unwrap();
    exercise::make(&ExercisePlan { folder: dir.to_owned(), cases: 30, seed: 3, now }, &mut go).unwrap()
}

/// Does each deed in every way that there is one.
fn deeds(office: &mut Office, partner: &str, dir: &Path) -> Vec<(Deed, &'static str, Result<(), Complaint>)> {
    let lang = Lang::Nl;
    let case = office.store.rows(
        &office.store.open_list(CaseSort::default(), &CaseFilter::default()).unwrap(),
        0,
        1,
    );
    let case = case.unwrap().remove(0);
    let (id, number) = (case.id, case.number);
    let paper = dir.join("papier.pdf");
    let ask = ExportAsk {
        partner: partner.into(),
        documents: false,
        purpose: String::new(),
        folder: dir.into(),
        open: false,
        cases: Vec::new(),
    };
    let new = NewPartner {
        name: String::new(),
        kind: PartnerKind::Court,
        root_key: String::new(),
        envelope: None,
        confirmed: String::new(),
    };
    let user = NewUser {
        name: "p".into(),
        role: Role::Manager,
        passphrase: Passphrase::new("vier losse woorden nu"),
    };
    let own = Passphrase::new(exercise::PASSPHRASE);
    let intake = IntakeAsk {
        paths: vec![dir.join("geen")],
        mapping: MappingChoice::BuiltIn("den-haag".into()),
        taken_at: None,
    };
    let note = Command::Note(office.new_id().unwrap(), Note::new(NoteKind::Plain, "x"));
    let form = FormAsk { kind: FormKind::Claim, case: Some(id), person: None, copies: 1 };
    let pack = PackAsk { folder: dir.join("geen"), days: 1 };
    let day = office.now().unwrap().date();
    let done = |deed, way, result: Result<(), Complaint>| (deed, way, result);
    let alone = crate::law_update::Agreement::Alone("proef");
    let own_root = office.station().root().fingerprint();
    let no_root = dir.join("geen.json");
    let keyset = KeysetAsk {
        folder: dir,
        root: RootKey { file: &no_root, passphrase: &own },
        new_root: None,
        new_spare: None,
    };
    let gone =
        Revocation { key: own_root, since: Since::Revoked(office.now().unwrap()), reason: String::new() };
    vec![
        done(Deed::Consult, "search", office.search("de", 5).map(drop)),
        done(Deed::Consult, "list", office.open_list(CaseSort::default(), &CaseFilter::default()).map(drop)),
        done(Deed::Consult, "number", office.case_by_number(&number).map(drop)),
        done(Deed::Consult, "open", office.open_case(&id).map(drop)),
        done(Deed::Consult, "sheet", office.sheet(&id).map(drop)),
        done(Deed::Consult, "standing", office.standing(&id).map(drop)),
        done(Deed::Consult, "hearings", office.hearings(day, None).map(drop)),
        done(Deed::Consult, "board", office.board().map(drop)),
        done(Deed::Consult, "terms", office.terms(&TermFilter::default(), lang).map(drop)),
        done(Deed::Consult, "terms asked", office.terms_asked(lang).map(drop)),
        done(Deed::Consult, "term log", office.term_log(day, lang).map(drop)),
        done(Deed::Consult, "to hear", office.to_hear(None, lang).map(drop)),
        done(Deed::Consult, "measures", office.measures(lang).map(drop)),
        done(Deed::Consult, "gaps", office.cases_without_term().map(drop)),
        done(Deed::Consult, "tasks", office.tasks(&TaskFilter::default()).map(drop)),
        done(Deed::Consult, "conflicts", office.conflicts().map(drop)),
        done(Deed::Consult, "print a case", office.print_case(&id, To::File(&paper), lang).map(drop)),
        done(Deed::Consult, "print the board", office.print_board(To::File(&paper), lang).map(drop)),
        done(Deed::Consult, "print tasks", office.print_tasks(To::File(&paper), lang).map(drop)),
        done(Deed::Consult, "print a form", office.print_form(&form, To::File(&paper), lang).map(drop)),
        done(Deed::Consult, "print forms", office.print_form_pack(1, To::File(&paper), lang).map(drop)),
        done(Deed::Consult, "find a form", office.find_form("x").map(drop)),
        done(Deed::Consult, "pack", office.make_pack(&pack, lang, &mut go).map(drop)),
        done(Deed::Pack, "schedule", office.schedule_pack(None)),
        done(Deed::Write, "key in", office.key_in(&id, &KeyIn::default()).map(drop)),
        done(Deed::Write, "act", office.act(&id, note).map(drop)),
        done(Deed::ReadJournal, "day", office.journal_day(day).map(drop)),
        done(Deed::ReadJournal, "print", office.print_journal(day, To::File(&paper), lang).map(drop)),
        done(Deed::Seal, "seal", office.seal_journal()),
        done(Deed::Rebuild, "rebuild", office.rebuild().map(drop)),
        done(Deed::TakeIn, "try", office.try_intake(&intake, &mut go).map(drop)),
        done(Deed::Exchange, "plan", office.plan_export(&ask).map(drop)),
        done(Deed::Exchange, "export", office.export(&ask, &mut go).map(drop)),
        done(Deed::Exchange, "import", office.try_import(&dir.join("geen.zip"), &mut go).map(drop)),
        done(Deed::Partners, "add", office.add_partner(new).map(drop)),
        done(Deed::Partners, "remove", office.remove_partner("niemand")),
        done(Deed::People, "add", office.add_user(user, &own).map(drop)),
        done(Deed::Law, "pin", office.pin_law_key(&dir.join("geen.pub"), own_root, None, alone).map(drop)),
        done(Deed::AgreeLaw, "agree", office.allowed(Deed::AgreeLaw)),
        done(Deed::AgreeKeys, "agree to keys", office.allowed(Deed::AgreeKeys)),
        done(Deed::Keys, "make a keyset", office.make_keyset(&keyset, Some(alone)).map(drop)),
        done(Deed::Keys, "load a keyset", office.try_keyset(&dir.join("geen.zip"), &mut go).map(drop)),
        done(Deed::Keys, "revoke a key", office.revoke_key(&gone, alone)),
        done(Deed::Keys, "make a root", office.make_root(&dir.join("wortel.json"), &own).map(drop)),
        done(Deed::Keys, "print the roots", office.print_roots(To::File(&paper), lang).map(drop)),
        done(Deed::Keys, "renew the station", office.renew_station(keyset.root, "proef", alone).map(drop)),
        done(Deed::Exchange, "quarantine", office.quarantined(lang).map(drop)),
        done(Deed::Contacts, "note a test", office.test_contact("niemand", true, "").map(drop)),
        done(Deed::Declare, "declare an outage", office.open_incident(None, "proef").map(drop)),
        done(Deed::Consult, "back-entry", office.back_entry(5).map(drop)),
        done(Deed::Consult, "duplicates", office.twins(false).map(drop)),
        done(Deed::TakeOut, "back-entry files", office.export_back_entry(dir, lang).map(drop)),
    ]
}

fn is_refusal_of_role(result: &Result<(), Complaint>) -> bool {
    result.as_ref().is_err_and(|why| why.text(Lang::Nl).starts_with("Met de rol "))
}

#[test]
fn every_role_does_what_the_table_says_and_nothing_more() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = offices(&dir.path().join("oefening"));
    let partner = exercise.office.partners().unwrap().remove(0).name;
    for role in Role::PERSONS {
        exercise.office.user.role = role;
        let folder = dir.path().join(role.word());
        std::fs::create_dir(&folder).unwrap();
        for (deed, way, result) in deeds(&mut exercise.office, &partner, &folder) {
            assert_eq!(!is_refusal_of_role(&result), may(role, deed), "{role}: {way}: {result:?}");
        }
    }
}

#[test]
fn an_auditor_prints_the_outage_and_its_report() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = offices(&dir.path().join("oefening")).office;
    let incident = office.open_incident(None, "proef").unwrap();
    office.user.role = Role::Auditor;
    let (sheet, report) = (dir.path().join("stand.pdf"), dir.path().join("verslag.pdf"));
    office.print_incident(&incident, To::File(&sheet), Lang::Nl).unwrap();
    office.print_incident_report(&incident, To::File(&report), Lang::Nl).unwrap();
    assert!(office.back_entry_status().is_err() && office.conflicts().is_err());
}

#[test]
fn the_table_itself() {
    let all = |role: Role| Deed::ALL.into_iter().filter(|deed| may(role, *deed)).collect::<Vec<_>>();
    assert_eq!(all(Role::Manager), Deed::ALL);
    assert_eq!(all(Role::Auditor), [Deed::ReadJournal]);
    assert!(all(Role::Source).is_empty());
    let of_prosecutor =
        [Deed::Consult, Deed::Write, Deed::ReadJournal, Deed::AgreeLaw, Deed::AgreeKeys, Deed::Contacts];
    assert_eq!(all(Role::Prosecutor), of_prosecutor);
    for role in [Role::Secretary, Role::Clerk, Role::Registrar, Role::Enforcement] {
        assert_eq!(all(role), [Deed::Consult, Deed::Write, Deed::ReadJournal, Deed::Contacts], "{role}");
    }
}

#[test]
fn a_refusal_of_a_role_is_in_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = offices(dir.path());
    let office = &mut exercise.office;
    office.user.role = Role::Clerk;
    let before = office.store.chain(&office.station.author).unwrap().head.unwrap().0;
    assert!(office.remove_partner("niemand").is_err());
    let (seq, id) = office.store.chain(&office.station.author).unwrap().head.unwrap();
    assert_eq!(seq, before + 1);
    let event = office.store.event(&id).unwrap().unwrap();
    assert_eq!(event.header.k, Kind::Refuse);
    assert!(event.content().unwrap().val["refused"].as_str().unwrap().contains("manage partners"));
}
