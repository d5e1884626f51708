use super::*;
use crate::clock::Clock;
use crate::exercise::{ExportPlan, Writing, export};
use crate::printing::To;
use crate::setup::{NewOffice, make};
use noodbrug_core::bundle::Mode;
use noodbrug_core::case::CaseStatus;
use noodbrug_core::command::Command;
use noodbrug_core::event::EventId;
use noodbrug_core::ident::{CaseId, Role};
use noodbrug_core::register::{Group, Register};
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{Cost, Passphrase};
use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::TempDir;

pub(crate) fn office() -> (TempDir, Office) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewOffice {
        office: "Oefenparket".into(),
        station: "ws-01".into(),
        mode: Mode::Exercise,
        user: "a.bakker".into(),
        role: Role::Manager,
        passphrase: Passphrase::new("vier losse woorden hier"),
        root_passphrase: Passphrase::new("een andere zin voor de kluis"),
        root_file: dir.path().join("stick/hoofdsleutel.json"),
        folder: dir.path().join("kantoor"),
        cost: Cost::CHEAP,
    };
    let office = make(new, Clock::Fixed("2026-11-23T09:00:00+01:00".parse().unwrap())).unwrap().office;
    (dir, office)
}

fn ask(folder: &Path) -> IntakeAsk {
    IntakeAsk {
        paths: vec![folder.to_owned()],
        mapping: MappingChoice::BuiltIn("den-haag".into()),
        taken_at: None,
    }
}

pub(super) fn tried(office: &Office, folder: &Path) -> IntakeTrial {
    office.try_intake(&ask(folder), &mut |_, _| ControlFlow::Continue(())).unwrap()
}

pub(super) fn taken_in(office: &mut Office, folder: &Path) -> IntakeDone {
    let trial = tried(office, folder);
    office.apply_intake(trial, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

fn refusal(office: &mut Office, folder: &Path) -> Complaint {
    let trial = office.try_intake(&ask(folder), &mut |_, _| ControlFlow::Continue(()));
    trial.and_then(|trial| office.apply_intake(trial, &mut |_, _| ControlFlow::Continue(()))).unwrap_err()
}

fn made_up(cases: u32) -> (TempDir, crate::exercise::Expected) {
    let folder = tempfile::tempdir().unwrap();
    let taken_at = "2026-11-20T18:30:00".parse().unwrap();
    let plan = ExportPlan { seed: 7, cases, taken_at, writing: Writing::Utf8 };
    let expected = export(folder.path(), &plan).unwrap();
    (folder, expected)
}

/// An export of which each line is written by hand: cases as number, name and phase; measures as JSON.
pub(super) struct Hand(TempDir);

impl Hand {
    pub(super) fn of(stand: &str, cases: &[(&str, &str, &str)], measures: Option<&[&str]>) -> Hand {
        let folder = tempfile::tempdir().unwrap();
        let rows: String =
            cases.iter().map(|(number, name, phase)| format!("{number};{name};{phase}\r\n")).collect();
        let text = format!("Export;stand {stand};\r\nParketnummer;Achternaam;Fase\r\n{rows}");
        fs::write(folder.path().join("zaken.csv"), text).unwrap();
        if let Some(measures) = measures {
            fs::write(folder.path().join("bevelen.jsonl"), measures.join("\n") + "\n").unwrap();
        }
        Hand(folder)
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }
}

pub(super) const FRIDAY: &str = "20-11-2026 18:30";
pub(super) const SATURDAY: &str = "21-11-2026 18:30";
const ARREST: &str =
    r#"{"parketnummer": "09/100001-26", "soort": "aanhouding", "moment": "2026-11-19T10:00:00+01:00"}"#;

pub(super) fn case(number: &str) -> CaseId {
    CaseId::of_parketnummer(&number.parse().unwrap())
}

fn status() -> Register {
    Register::of_case(Group::Status)
}

fn phases(office: &Office, number: &str) -> Vec<String> {
    let file = office.file(&case(number)).unwrap();
    file.status.values().map(|status| status.phase.clone()).collect()
}

pub(super) fn correct(office: &mut Office, number: &str, phase: &str) {
    let value = CaseStatus { phase: phase.into(), prosecutor: None };
    let command = Command::Correct(status(), serde_json::to_value(value).unwrap(), "gebeld".into());
    office.act(&case(number), command).unwrap();
}

fn chains(office: &Office) -> BTreeMap<Author, (u64, EventId)> {
    let mut chains = office.store.vector().unwrap();
    chains.retain(|author, _| author.ws.is_source());
    chains
}

fn source_events(office: &Office) -> Vec<Event> {
    let mut events = Vec::new();
    for author in chains(office).keys() {
        office
            .store
            .events_of_author(author, 1, |event| {
                events.push(event);
                Flow::Go
            })
            .unwrap();
    }
    events
}

#[test]
fn a_trial_writes_nothing_and_the_intake_brings_what_it_said() {
    let (folder, expected) = made_up(300);
    let (_dir, mut office) = office();
    let before = office.store.state_root().unwrap();
    let trial = tried(&office, folder.path());
    assert_eq!((trial.cases_new, trial.cases_changed, trial.cases_same), (expected.taken, 0, 0));
    assert!(trial.before.is_none() && trial.missing.is_empty() && trial.unknown.is_empty());
    assert_eq!(office.store.state_root().unwrap(), before);
    assert!(office.intakes().unwrap().is_empty());

    let found = trial.taken.findings.clone();
    let documents: Vec<Digest> =
        trial.taken.cases.values().flat_map(|case| &case.documents).map(|document| document.digest).collect();
    let done = office.apply_intake(trial, &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!((done.cases_new, done.cases_changed, done.same), (expected.taken, 0, false));
    assert_eq!(office.counts().unwrap().cases, expected.taken);
    assert_eq!(done.documents, expected.documents);
    assert!(!documents.is_empty());
    for digest in &documents {
        assert_eq!(office.check_document(digest).unwrap(), crate::DocumentCheck::Good);
    }
    let kept = office.intake_findings(done.key).unwrap();
    assert_eq!(kept.len(), found.len());
    assert!(kept.iter().zip(&found).all(|(kept, found)| kept.original == found.original));
    assert_eq!(office.ages().unwrap()[0].taken_at.to_string(), "2026-11-20T18:30:00+01:00");
    let day = office.journal_day(office.now().unwrap().date()).unwrap();
    assert_eq!(day.lines.last().unwrap().kind, Kind::Intake);
    assert!(office.verify_journal().unwrap().faults.is_empty());
}

#[test]
fn the_same_export_twice_changes_nothing() {
    let (folder, _) = made_up(60);
    let (_dir, mut office) = office();
    let first = taken_in(&mut office, folder.path());
    let (root, log) = (office.store.state_root().unwrap(), office.store.vector().unwrap());
    let trial = tried(&office, folder.path());
    assert_eq!(trial.before.as_ref().map(|before| before.key), Some(first.key));
    assert_eq!((trial.cases_new, trial.cases_changed), (0, 0));
    let again = office.apply_intake(trial, &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(again, IntakeDone { cases_new: 0, cases_changed: 0, documents: 0, same: true, ..first });
    assert_eq!(office.store.state_root().unwrap(), root);
    assert_eq!(office.store.vector().unwrap(), log);
    assert_eq!(office.intakes().unwrap().len(), 1);
}

#[test]
fn every_workstation_writes_the_same_events_of_the_same_exports() {
    let exports = [
        Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing"), ("09/100002-26", "Kaya", "Vonnis")], None),
        Hand::of(SATURDAY, &[("09/100001-26", "Vries", "Gedagvaard")], None),
    ];
    let ((_one, mut one), (_other, mut other)) = (office(), office());
    for export in &exports {
        taken_in(&mut one, export.path());
        taken_in(&mut other, export.path());
    }
    assert_eq!(chains(&one), chains(&other));
    assert_eq!(chains(&one).values().map(|(seq, _)| *seq).sum::<u64>(), 3);
    assert!(chains(&one).keys().all(|author| author.ep < 1 << 53));
}

#[test]
fn stations_with_another_history_never_fork_a_chain_and_agree_in_the_end() {
    let friday = Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], None);
    let saturday = Hand::of(SATURDAY, &[("09/100001-26", "Vries", "Gedagvaard")], None);
    let ((_one, mut one), (_other, mut other)) = (office(), office());
    taken_in(&mut one, friday.path());
    taken_in(&mut one, saturday.path());
    taken_in(&mut other, saturday.path());
    let merged = one.store.merge(source_events(&other), &one.law).unwrap();
    assert!(merged.forks.is_empty() && merged.conflicts_new.is_empty() && merged.new == 1, "{merged:?}");
    other.store.merge(source_events(&one), &other.law).unwrap();
    assert_eq!(one.store.state_root().unwrap(), other.store.state_root().unwrap());
    assert_eq!(phases(&one, "09/100001-26"), ["Gedagvaard"]);
}

#[test]
fn an_export_that_a_partner_told_of_already_brings_its_record_and_no_events() {
    let friday = Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], None);
    let ((_one, mut one), (_other, mut other)) = (office(), office());
    taken_in(&mut one, friday.path());
    other.store.merge(source_events(&one), &other.law).unwrap();
    let before = chains(&other);
    let done = taken_in(&mut other, friday.path());
    assert_eq!((done.cases_new, done.cases_changed, done.same), (0, 0, false));
    assert_eq!(chains(&other), before);
    assert_eq!(other.intakes().unwrap().len(), 1);
}

#[test]
fn a_newer_export_changes_what_changed_and_leaves_the_rest() {
    let cases = [("09/100001-26", "Vries", "Opsporing"), ("09/100002-26", "Kaya", "Vonnis")];
    let friday = Hand::of(FRIDAY, &[cases[0], cases[1], ("09/100003-26", "Berg", "Sepot")], Some(&[ARREST]));
    let saturday = Hand::of(
        SATURDAY,
        &[("09/100001-26", "Vries", "Gedagvaard"), cases[1], ("09/100004-26", "Hof", "Sepot")],
        Some(&[]),
    );
    fs::write(saturday.path().join("bevelen.jsonl"), ARREST.replace("aanhouding", "inverzekeringstelling"))
        .unwrap();
    let (_dir, mut office) = office();
    taken_in(&mut office, friday.path());
    let trial = tried(&office, saturday.path());
    assert_eq!((trial.cases_new, trial.cases_changed, trial.cases_same), (1, 1, 1));
    let done = taken_in(&mut office, saturday.path());
    assert_eq!((done.cases_new, done.cases_changed), (1, 1));
    assert_eq!(phases(&office, "09/100001-26"), ["Gedagvaard"]);
    assert_eq!(phases(&office, "09/100003-26"), ["Sepot"], "a case that the export leaves out stays");
    let state = office.state(&case("09/100001-26")).unwrap();
    let measures: Vec<_> =
        state.registers().filter(|(register, _)| register.group == Group::Measure).collect();
    let gone = measures.iter().filter(|(_, readings)| readings.iter().all(|reading| reading.value.is_null()));
    assert_eq!((measures.len(), gone.count()), (2, 1), "the arrest was taken back, the order came");
    let file = office.file(&case("09/100001-26")).unwrap();
    let kinds: Vec<&str> =
        file.measures.values().flat_map(|fact| fact.values()).map(|measure| measure.kind.as_str()).collect();
    assert_eq!(kinds.len(), 1);
    assert_eq!(office.conflicts().unwrap().rows.len(), 0);
    assert!(office.verify_journal().unwrap().faults.is_empty());
}

#[test]
fn an_own_correction_and_a_changed_source_are_a_conflict() {
    let (_dir, mut office) = office();
    taken_in(&mut office, Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], None).path());
    correct(&mut office, "09/100001-26", "Vonnis");
    taken_in(&mut office, Hand::of(SATURDAY, &[("09/100001-26", "Vries", "Gedagvaard")], None).path());
    let mut found = phases(&office, "09/100001-26");
    found.sort();
    assert_eq!(found, ["Gedagvaard", "Vonnis"]);
    assert_eq!(office.conflicts().unwrap().rows.len(), 1);
}

#[test]
fn an_own_entry_that_the_source_repeats_is_one_value_with_two_witnesses() {
    let (_dir, mut office) = office();
    taken_in(&mut office, Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], None).path());
    correct(&mut office, "09/100001-26", "Vonnis");
    taken_in(&mut office, Hand::of(SATURDAY, &[("09/100001-26", "Vries", "Vonnis")], None).path());
    assert_eq!(phases(&office, "09/100001-26"), ["Vonnis"]);
    let state = office.state(&case("09/100001-26")).unwrap();
    assert_eq!(state.heads(&status()).len(), 2);
    assert!(office.conflicts().unwrap().rows.is_empty());
}

#[test]
fn a_correction_stands_while_the_source_says_what_it_said() {
    let (_dir, mut office) = office();
    taken_in(&mut office, Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], None).path());
    correct(&mut office, "09/100001-26", "Vonnis");
    // Another register of the same case changed.
    taken_in(&mut office, Hand::of(SATURDAY, &[("09/100001-26", "de Vries", "Opsporing")], None).path());
    assert_eq!(phases(&office, "09/100001-26"), ["Vonnis"]);
    assert!(office.conflicts().unwrap().rows.is_empty());
    let file = office.file(&case("09/100001-26")).unwrap();
    assert_eq!(file.suspects().next().unwrap().1.surname, "de Vries");
}

fn running_measures(office: &Office) -> usize {
    let file = office.file(&case("09/100001-26")).unwrap();
    file.measures.values().flat_map(|fact| fact.values()).count()
}

#[test]
fn a_missing_file_takes_nobody_off_the_custody_board() {
    let cases = [("09/100001-26", "Vries", "Opsporing")];
    let (_dir, mut office) = office();
    taken_in(&mut office, Hand::of(FRIDAY, &cases, Some(&[ARREST])).path());
    let later = Hand::of(SATURDAY, &cases, None);
    let trial = tried(&office, later.path());
    assert_eq!(trial.in_doubt, [Holds::Hearings, Holds::Measures, Holds::Documents]);
    assert_eq!(trial.cases_same, 1);
    taken_in(&mut office, later.path());
    assert_eq!(running_measures(&office), 1);
}

#[test]
fn a_damaged_line_takes_nobody_off_the_custody_board() {
    let cases = [("09/100001-26", "Vries", "Opsporing")];
    let (_dir, mut office) = office();
    taken_in(&mut office, Hand::of(FRIDAY, &cases, Some(&[ARREST])).path());
    let cut: String = ARREST.chars().take(50).collect();
    taken_in(&mut office, Hand::of(SATURDAY, &cases, Some(&[&cut])).path());
    assert_eq!(running_measures(&office), 1);
    let unknown_kind = ARREST.replace("aanhouding", "iets");
    taken_in(&mut office, Hand::of("22-11-2026 18:30", &cases, Some(&[&unknown_kind])).path());
    assert_eq!(running_measures(&office), 1);
    let other = ARREST.replace("100001", "100009");
    taken_in(&mut office, Hand::of("23-11-2026 08:30", &cases, Some(&[&other])).path());
    assert_eq!(running_measures(&office), 0, "a whole file that says nothing of it takes it back");
}

#[test]
fn a_case_whose_row_was_held_out_keeps_what_is_known_of_it() {
    let (_dir, mut office) = office();
    taken_in(&mut office, Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], Some(&[])).path());
    let later = Hand::of(SATURDAY, &[("09/100001-26", "Vries", "Opsporing;te veel")], Some(&[ARREST]));
    taken_in(&mut office, later.path());
    assert_eq!(phases(&office, "09/100001-26"), ["Opsporing"]);
    assert_eq!(running_measures(&office), 1);
}

#[test]
fn an_older_export_is_refused_and_changes_nothing() {
    let (_dir, mut office) = office();
    taken_in(&mut office, Hand::of(SATURDAY, &[("09/100001-26", "Vries", "Gedagvaard")], None).path());
    let older = Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], None);
    let complaint = refusal(&mut office, older.path());
    assert!(complaint.text(Lang::Nl).contains("is van vr 20-11-2026 18:30"), "{}", complaint.text(Lang::Nl));
    assert_eq!(phases(&office, "09/100001-26"), ["Gedagvaard"]);
}

#[test]
fn a_typed_state_of_the_source_may_not_lie_in_the_future() {
    let (_dir, office) = office();
    let export = Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], None);
    let late = "2027-11-20T18:30:00+01:00".parse().ok();
    let ask = IntakeAsk { taken_at: late, ..ask(export.path()) };
    let refused = office.try_intake(&ask, &mut |_, _| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(refused.class, Class::WrongUse);
}

#[test]
fn a_document_that_changed_since_the_trial_stops_the_intake() {
    let (folder, expected) = made_up(200);
    let (_dir, mut office) = office();
    let trial = tried(&office, folder.path());
    let path = trial.taken.cases.values().flat_map(|case| &case.documents).next().unwrap().path.clone();
    fs::write(&path, b"%PDF-1.4 iets anders").unwrap();
    let complaint = office.apply_intake(trial, &mut |_, _| ControlFlow::Continue(())).unwrap_err();
    assert!(complaint.text(Lang::Nl).contains(&path.display().to_string()), "{}", complaint.text(Lang::Nl));
    assert_eq!(office.counts().unwrap().cases, 0);
    assert!(office.vault.list().unwrap().len() < expected.documents as usize);
    let done = taken_in(&mut office, folder.path());
    assert_eq!((done.cases_new, done.documents), (expected.taken, expected.documents));
}

#[test]
fn wherever_it_is_stopped_the_old_state_stays_and_the_next_try_goes_through() {
    let (first, before) = made_up(40);
    let (folder, expected) = made_up(1_300);
    fs::remove_file(first.path().join("zittingen.xlsx")).unwrap();
    let (_dir, mut office) = office();
    taken_in(&mut office, first.path());
    let (root, vector) = (office.store.state_root().unwrap(), office.store.vector().unwrap());
    let trial = tried(&office, folder.path());
    let mut places = 0_u32;
    for stop_after in 0.. {
        let mut told = 0;
        let mut progress = |done: u64, total: u64| {
            assert!(done <= total);
            told += 1;
            if told > stop_after { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        match office.apply_intake(trial.clone(), &mut progress) {
            Ok(done) => {
                assert_eq!(done.cases_new, expected.taken - before.taken);
                break;
            }
            Err(complaint) => assert!(complaint.text(Lang::En).contains("cancelled"), "{complaint}"),
        }
        places += 1;
        assert_eq!(office.store.state_root().unwrap(), root);
        assert_eq!(office.store.vector().unwrap(), vector);
    }
    assert!(places > 20, "documents, comparison and writing can all be stopped: {places}");
    assert!(office.verify_journal().unwrap().faults.is_empty());
}

#[test]
fn a_stopped_trial_says_so() {
    let (folder, _) = made_up(60);
    let (_dir, office) = office();
    let stopped = office.try_intake(&ask(folder.path()), &mut |_, _| ControlFlow::Break(())).unwrap_err();
    assert!(stopped.text(Lang::Nl).contains("afgebroken"), "{}", stopped.text(Lang::Nl));
}

#[test]
fn every_mapping_of_the_assets_comes_along_and_is_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/mappings");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(mappings(), names);
    for name in names {
        assert_eq!(Chosen::read(&MappingChoice::BuiltIn(name.clone())).unwrap().mapping.name, name);
    }
}

#[test]
fn a_mapping_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("eigen.toml");
    let say = |choice: &MappingChoice| Chosen::read(choice).err().unwrap().text(Lang::Nl).to_owned();
    let file = MappingChoice::File(path.clone());
    assert!(say(&file).contains("eigen.toml"));
    fs::write(&path, "name = \"x\"\nsystem = \"bron-x\"\n[[file]]\nname = 3\n").unwrap();
    assert!(say(&file).contains("eigen.toml") && say(&file).contains("regel 4"), "{}", say(&file));
    assert!(say(&MappingChoice::BuiltIn("atlantis".into())).contains("den-haag"));
}

#[test]
fn the_same_files_read_with_another_mapping_are_another_export() {
    let export = Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], None);
    let (dir, mut office) = office();
    let text = include_str!("../../../assets/mappings/den-haag.toml");
    let path = dir.path().join("eigen.toml");
    fs::write(&path, text.replace("phase = \"Fase\"\n", "")).unwrap();
    let poor = IntakeAsk { mapping: MappingChoice::File(path), ..ask(export.path()) };
    let trial = office.try_intake(&poor, &mut |_, _| ControlFlow::Continue(())).unwrap();
    office.apply_intake(trial, &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(phases(&office, "09/100001-26"), [""]);
    let done = taken_in(&mut office, export.path());
    assert_eq!((done.cases_changed, done.same), (1, false));
    assert_eq!(phases(&office, "09/100001-26"), ["Opsporing"]);
}

#[test]
fn an_auditor_takes_nothing_in() {
    let export = Hand::of(FRIDAY, &[("09/100001-26", "Vries", "Opsporing")], None);
    let (_dir, mut office) = office();
    office.user.role = Role::Auditor;
    assert!(refusal(&mut office, export.path()).text(Lang::En).contains("auditor"));
    assert_eq!(office.counts().unwrap().cases, 0);
}

#[test]
fn findings_go_on_paper_with_their_original_text() {
    let (folder, _) = made_up(300);
    let (dir, mut office) = office();
    let done = taken_in(&mut office, folder.path());
    let placed = office.print_findings(done.key, To::File(&dir.path().join("lijst.pdf")), Lang::Nl).unwrap();
    assert!(fs::read(placed.path).unwrap().starts_with(b"%PDF"));
    assert!(office.print_findings(done.key + 1, To::Paper, Lang::Nl).is_err());
}
