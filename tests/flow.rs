//! Two offices and a stick: cards, a bundle with its foreign judges, import, receipt, and what is new after that.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

use noodbrug_core::bundle::{FindingKind, Kind, Mode, Outcome};
use noodbrug_core::case::{HearingSlot, Note, NoteKind};
use noodbrug_core::command::{Command, OpenedCase, PlannedHearing};
use noodbrug_core::ident::{CaseId, ObjectId, Parketnummer, Role};
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{Cost, Passphrase};
use noodbrug_office::clock::Clock;
use noodbrug_office::complaint::Class;
use noodbrug_office::exchange::{ExportAsk, Exported, ImportTrial, Imported, VerifyAsk, verify};
use noodbrug_office::partners::{NewPartner, PartnerKind};
use noodbrug_office::printing::To;
use noodbrug_office::setup::{NewOffice, make};
use noodbrug_office::{Direction, Office, TrustVerdict};
use serde_json::{from_value, json};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command as Program, Stdio};
use tempfile::TempDir;

#[path = "flow/refused.rs"]
mod refused;

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A prosecution office, a court, and the stick between them.
struct Pair {
    dir: TempDir,
    parket: Office,
    court: Office,
}

const PARKET: &str = "Oefenparket Den Haag";
const COURT: &str = "Oefenrechtbank Den Haag";

fn office(dir: &Path, (name, station): (&str, &str), mode: Mode) -> Office {
    let new = NewOffice {
        office: name.to_owned(),
        station: station.to_owned(),
        mode,
        user: "a.bakker".into(),
        role: Role::Manager,
        passphrase: Passphrase::new("vier losse woorden hier"),
        root_passphrase: Passphrase::new("een andere zin voor de kluis"),
        root_file: dir.join(station).join("kluis/root.json"),
        folder: dir.join(station).join("kantoor"),
        cost: Cost::CHEAP,
    };
    make(new, Clock::Machine).unwrap().office
}

fn befriend(here: &mut Office, there: &mut Office, card: &Path) {
    there.write_card(card).unwrap();
    let card = here.read_card(card).unwrap();
    let new = NewPartner {
        name: card.office,
        // The whole road, journals included: what other kinds get is some cases of it.
        kind: PartnerKind::Office,
        root_key: card.root_key,
        envelope: card.envelope,
        confirmed: "gebeld met mw. Jansen, 09:10".into(),
    };
    here.add_partner(new).unwrap();
}

fn pair() -> Pair {
    let dir = tempfile::tempdir().unwrap();
    let mut parket = office(dir.path(), (PARKET, "ws-parket"), Mode::Exercise);
    let mut court = office(dir.path(), (COURT, "ws-rechtbank"), Mode::Exercise);
    std::fs::create_dir(dir.path().join("stick")).unwrap();
    befriend(&mut parket, &mut court, &dir.path().join("kaart-rechtbank.txt"));
    befriend(&mut court, &mut parket, &dir.path().join("kaart-parket.txt"));
    Pair { dir, parket, court }
}

impl Pair {
    fn stick(&self) -> PathBuf {
        self.dir.path().join("stick")
    }

    fn export(&mut self) -> Exported {
        let ask = ask(COURT, &self.stick());
        self.parket.export(&ask, &mut go_on).unwrap()
    }

    /// Carries a bundle to the court and its receipt back.
    fn deliver(&mut self, bundle: &Path) -> Imported {
        let stick = self.stick();
        let imported = take_in(&mut self.court, bundle, &stick);
        take_in(&mut self.parket, imported.receipt.as_deref().unwrap(), &stick);
        imported
    }
}

fn ask(partner: &str, folder: &Path) -> ExportAsk {
    let (partner, folder) = (partner.to_owned(), folder.to_owned());
    ExportAsk {
        partner,
        documents: true,
        purpose: "dagelijkse uitwisseling".into(),
        folder,
        open: true,
        cases: Vec::new(),
    }
}

fn tried(office: &mut Office, file: &Path) -> ImportTrial {
    office.try_import(file, &mut go_on).unwrap()
}

fn take_in(office: &mut Office, file: &Path, receipts: &Path) -> Imported {
    let trial = tried(office, file);
    assert!(trial.may_apply, "{:?} {}", trial.judgement.findings, trial.sentence.en);
    office.apply_import(&trial, receipts, &mut go_on).unwrap()
}

fn kinds(trial: &ImportTrial) -> Vec<FindingKind> {
    trial.judgement.findings.iter().map(|finding| finding.kind).collect()
}

fn open_case(office: &mut Office, number: &str) -> CaseId {
    let parsed: Parketnummer = number.parse().unwrap();
    let identity = json!({"role": "suspect", "surname": "Vries", "prefix": "de", "given": "Łukasz",
        "born": "1990-04-03", "birthplace": "Gdańsk"});
    let charge = json!({"article": "310 Sr", "description": "=diefstal", "date": null, "place": "Delft"});
    let opened = OpenedCase {
        numbers: from_value(json!({"parketnummer": number, "others": [], "related": []})).unwrap(),
        status: from_value(json!({"phase": "Dagvaarden", "prosecutor": "mr. Van Loon"})).unwrap(),
        person: office.new_id().unwrap(),
        identity: from_value(identity).unwrap(),
        person_numbers: from_value(json!({"bsn": null, "skn": null})).unwrap(),
        charge_id: office.new_id().unwrap(),
        charge: from_value(charge).unwrap(),
    };
    let case = CaseId::of_parketnummer(&parsed);
    office.act(&case, Command::Open(Box::new(opened))).unwrap();
    case
}

fn slot(room: &str) -> HearingSlot {
    from_value(json!({"court": "Rechtbank Den Haag", "date": "2026-12-07", "time": "09:30:00", "room": room,
        "chamber": "Politierechter", "minutes": 30}))
    .unwrap()
}

/// A case with a hearing, a note and a task.
fn day_of_work(office: &mut Office) -> (CaseId, ObjectId) {
    let case = open_case(office, "09/123456-26");
    let hearing = office.new_id().unwrap();
    let planned = PlannedHearing { hearing: hearing.clone(), slot: slot("B"), session: Default::default() };
    office.act(&case, Command::PlanHearing(planned)).unwrap();
    note(office, &case, "gebeld met de raadsman");
    let plan =
        json!({"kind": "fine", "executor": "cjib", "due": "2026-12-01", "text": "€ 500", "urgent": false});
    let plan = from_value(plan).unwrap();
    let id = office.new_id().unwrap();
    office.act(&case, Command::PlanTask(id, plan)).unwrap();
    (case, hearing)
}

fn note(office: &mut Office, case: &CaseId, text: &str) {
    let note = Note::new(NoteKind::Plain, text);
    let id = office.new_id().unwrap();
    office.act(case, Command::Note(id, note)).unwrap();
}

/// Runs a foreign judge; nothing when it is not on this machine and nobody requires it.
fn judge(folder: &Path, program: &str, arguments: &[&str]) -> Option<(bool, String)> {
    let run = Program::new(program).args(arguments).current_dir(folder).stdin(Stdio::null()).output();
    match run {
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            Some((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
        }
        Err(why) => {
            let required = std::env::var("NOODBRUG_JUDGES").is_ok_and(|value| value == "required");
            assert!(!required, "the judge {program} is missing ({why}) and NOODBRUG_JUDGES=required");
            eprintln!("NOT JUDGED: {program} is not on this machine ({why})");
            None
        }
    }
}

#[test]
fn a_bundle_goes_out_is_taken_in_and_its_receipt_comes_back() {
    let mut pair = pair();
    let (case, _) = day_of_work(&mut pair.parket);
    let plan = pair.parket.plan_export(&ask(COURT, &pair.stick())).unwrap();
    assert!(plan.is_good() && plan.first && plan.preflight.is_empty(), "{:?}", plan.preflight);
    assert_eq!((plan.cases, plan.file_name.as_str()), (1, "nb-oef-ws-parket-e1-000001.zip"));
    let exported = pair.export();
    assert_eq!(exported.path, pair.stick().join(plan.file_name));
    let counted: u64 = exported.header.segments.iter().map(|segment| segment.count).sum();
    assert_eq!(counted, plan.events, "the seal of the journal is counted in both");

    let trial = tried(&mut pair.court, &exported.path);
    assert!(trial.may_apply && trial.judgement.findings.is_empty(), "{:?}", trial.judgement.findings);
    assert_eq!(trial.partner.as_deref(), Some(PARKET));
    assert_eq!(trial.sentence.nl, format!("In orde. {counted} nieuw, 0 al bekend, 0 strijdig, 0 geweigerd."));
    assert_eq!(trial.cases[0].case.number, "09/123456-26");
    assert!(pair.court.case_by_number("09/123456-26").is_err(), "a dry run takes nothing in");

    let stick = pair.stick();
    let imported = pair.court.apply_import(&trial, &stick, &mut go_on).unwrap();
    assert_eq!((imported.brings.new, imported.known_before), (counted, false));
    let sheet = pair.court.open_case(&case).unwrap();
    assert_eq!((sheet.file.notes.len(), sheet.file.hearings.len(), sheet.file.tasks.len()), (1, 1, 1));

    let journal = pair.court.verify_journal().unwrap();
    assert!(journal.faults.is_empty(), "{:?}", journal.faults);
    let again = take_in(&mut pair.court, &exported.path, &stick);
    assert!(again.known_before && again.receipt.is_none() && again.brings.new == 0);
    assert!(again.sentence.nl.contains(&format!("0 nieuw, {counted} al bekend")), "{}", again.sentence.nl);
    assert_eq!(pair.court.bundles().unwrap().len(), 2);
    assert_eq!(pair.court.verify_journal().unwrap(), journal, "twice is no change");

    let receipt = imported.receipt.unwrap();
    let trial = tried(&mut pair.parket, &receipt);
    assert_eq!((trial.kind, trial.may_apply), (Kind::Receipt, true));
    assert!(trial.sentence.nl.contains(&format!("{counted} nieuw")), "{}", trial.sentence.nl);
    pair.parket.apply_import(&trial, &stick, &mut go_on).unwrap();
    let partner = pair.parket.partner(COURT).unwrap();
    assert_eq!(partner.acked_of(&pair.parket.station().author), counted);
    let made = pair.parket.bundles().unwrap();
    let made = made.iter().find(|bundle| bundle.direction == Direction::Out).unwrap();
    assert_eq!(made.verdict, "acknowledged");
    let files = std::fs::read_dir(&stick).unwrap().count();
    assert!(take_in(&mut pair.parket, &receipt, &stick).known_before);
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), files, "a receipt gets no receipt");
}

#[test]
fn after_a_receipt_only_what_is_new_goes_out() {
    let mut pair = pair();
    let (case, _) = day_of_work(&mut pair.parket);
    let first = pair.export();
    pair.deliver(&first.path);
    let plan = pair.parket.plan_export(&ask(COURT, &pair.stick())).unwrap();
    assert_eq!(plan.preflight.iter().map(|found| found.code).collect::<Vec<_>>(), ["nothing-new"]);
    assert!(plan.is_good() && !plan.first);
    note(&mut pair.parket, &case, "raadsman belt terug");
    let second = pair.export();
    let own = &pair.parket.station().author;
    let acked = pair.parket.partner(COURT).unwrap().acked_of(own);
    let from: Vec<u64> = second.header.segments.iter().map(|segment| segment.from).collect();
    assert_eq!(from, [acked + 1]);
    assert_eq!((second.header.seq, second.header.prev_bundle), (2, Some(first.tagmanifest)));
    assert_eq!(second.header.acks.len(), 1);
    let imported = pair.deliver(&second.path);
    assert_eq!(imported.brings.known, 0);
    assert_eq!(pair.court.sheet(&case).unwrap().file.notes.len(), 2);
    assert!(pair.court.gaps().unwrap().is_empty() && pair.parket.gaps().unwrap().is_empty());
}

/// The commands of a part of the page, as a reader copies them.
fn commands(read_me: &str, from: &str, to: &str) -> String {
    let part = read_me.split_once(from).unwrap().1.split_once(to).unwrap().0;
    let tools = ["unzip", "ssh-keygen", "LC_ALL=C", "sed", "sha256sum", "diff"];
    let lines = part.lines().filter_map(|line| line.strip_prefix("    "));
    lines.filter(|line| tools.contains(&line.split(' ').next().unwrap())).collect::<Vec<_>>().join("\n")
}

#[test]
fn foreign_tools_accept_a_bundle_as_its_own_read_me_says() {
    let mut pair = pair();
    day_of_work(&mut pair.parket);
    let exported = pair.export();
    let folder = exported.header.folder();
    let stick = pair.stick();
    let archive = format!("{folder}.zip");
    if let Some((good, said)) = judge(&stick, "unzip", &["-t", &archive]) {
        assert!(good && said.contains("No errors detected"), "{said}");
    }
    let Some((true, _)) = judge(&stick, "unzip", &["-q", &archive, "-d", "bag"]) else { return };
    let bag = stick.join("bag").join(&folder);
    if let Some((true, _)) = judge(&stick, "python3", &["-c", "import bagit"]) {
        let (good, said) =
            judge(&stick, "python3", &["-m", "bagit", "--validate", bag.to_str().unwrap()]).unwrap();
        assert!(good, "{said}");
    } else {
        assert!(std::env::var("NOODBRUG_JUDGES").as_deref() != Ok("required"), "bagit is missing");
    }
    let read_me = std::fs::read_to_string(bag.join("leesmij.txt")).unwrap();
    let root = pair.parket.station().root();
    std::fs::write(stick.join("office-root.pub"), format!("{}\n", root.to_line("van eerder"))).unwrap();
    for trust in [("2a. Hebt u", "2b. Hebt u"), ("2b. Hebt u", "3. Controleer:")] {
        let parts = [("1. Pak uit", "2a."), trust, ("3. Controleer:", "4. Windows")];
        let script = parts.map(|(from, to)| commands(&read_me, from, to)).join("\n");
        let Some((good, said)) = judge(&stick, "bash", &["-e", "-c", &script]) else { break };
        assert!(good, "{script}\n{said}");
        for words in ["Good \"noodbrug-bundle-v1\" signature", "ALLES KLOPT", "GEEN EXTRA BESTANDEN"] {
            assert!(said.contains(words), "{said}");
        }
        let shown = said.contains(&root.fingerprint().to_string());
        assert!(shown || trust.0 == "2a. Hebt u", "the fingerprint to compare with paper: {said}");
        std::fs::remove_dir_all(stick.join(&folder)).unwrap();
    }
    let csv = std::fs::read_to_string(bag.join("data/overzicht.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}\"Parketnummer\";") && csv.contains("\"Vries, Łukasz de\""), "{csv}");
    assert!(std::fs::read_to_string(bag.join("data/zittingen.csv")).unwrap().contains("\"2026-12-07\""));
    assert!(std::fs::read(bag.join("data/overzicht.pdf")).unwrap().starts_with(b"%PDF"));
}

#[test]
fn anybody_with_a_fingerprint_or_a_list_of_signers_verifies_without_a_store() {
    let mut pair = pair();
    day_of_work(&mut pair.parket);
    let exported = pair.export();
    let root = pair.parket.station().root();
    let ask = VerifyAsk { file: exported.path.clone(), mode: Some(Mode::Exercise), ..VerifyAsk::default() };
    let nobody = verify(&ask, &mut go_on).unwrap();
    assert!(nobody.is_sound() && !nobody.is_trusted());
    assert!(matches!(nobody.trust, TrustVerdict::UnknownKey(_)));
    let by_print = VerifyAsk { fingerprint: Some(root.fingerprint()), ..ask.clone() };
    assert!(verify(&by_print, &mut go_on).unwrap().is_trusted());
    let signers = pair.dir.path().join("allowed_signers");
    std::fs::write(&signers, format!("* cert-authority {}\n", root.to_line(PARKET))).unwrap();
    let by_list = VerifyAsk { signers: Some(signers), ..ask.clone() };
    assert!(verify(&by_list, &mut go_on).unwrap().is_trusted());
    let missing = VerifyAsk { signers: Some(pair.dir.path().join("weg")), ..ask };
    assert!(verify(&missing, &mut go_on).unwrap_err().sentence.nl.contains("weg"));
}

#[test]
fn a_change_on_both_sides_is_a_conflict_that_both_sides_list() {
    let mut pair = pair();
    let (case, hearing) = day_of_work(&mut pair.parket);
    let first = pair.export();
    pair.deliver(&first.path);
    let moved = |room: &str| Command::MoveHearing(hearing.clone(), slot(room), "zaal bezet".into());
    pair.parket.act(&case, moved("C")).unwrap();
    pair.court.act(&case, moved("D")).unwrap();
    let second = pair.export();
    let trial = tried(&mut pair.court, &second.path);
    assert!(trial.sentence.nl.contains("1 strijdig"), "{}", trial.sentence.nl);
    assert_eq!((trial.cases[0].conflicts, trial.brings.conflicts_new.len()), (1, 1));
    pair.deliver(&second.path);
    let stick = pair.stick();
    let plan = pair.court.plan_export(&ask(PARKET, &stick)).unwrap();
    assert!(plan.preflight.iter().any(|found| found.code == "conflicts-open" && !found.stops));
    let back = pair.court.export(&ask(PARKET, &stick), &mut go_on).unwrap();
    let imported = take_in(&mut pair.parket, &back.path, &stick);
    assert_eq!(imported.brings.conflicts_new.len(), 1);
    let listed = |office: &Office| office.conflicts().unwrap().rows;
    assert_eq!(listed(&pair.parket), listed(&pair.court));
    assert_eq!(listed(&pair.parket).len(), 1);
    let rooms = |office: &Office| {
        let sheet = office.sheet(&case).unwrap();
        let values = sheet.file.hearings[&hearing].slot.values();
        let mut rooms: Vec<String> = values.map(|slot| slot.room.clone()).collect();
        rooms.sort();
        rooms
    };
    assert_eq!(
        (rooms(&pair.parket), rooms(&pair.court)),
        (vec!["C".into(), "D".into()], rooms(&pair.parket))
    );
}

#[test]
fn a_bundle_that_did_not_arrive_is_named_until_it_does() {
    let mut pair = pair();
    let (case, _) = day_of_work(&mut pair.parket);
    let first = pair.export();
    note(&mut pair.parket, &case, "tweede");
    let second = pair.export();
    let trial = tried(&mut pair.court, &second.path);
    assert_eq!((kinds(&trial), trial.missing_bundles.clone()), (vec![FindingKind::Gap], vec![1]));
    assert!(trial.sentence.nl.ends_with("1 bundel ontbreekt."), "{}", trial.sentence.nl);
    pair.deliver(&second.path);
    let gaps = pair.court.gaps().unwrap();
    assert_eq!((gaps.len(), gaps[0].missing.clone(), gaps[0].partner.as_deref()), (1, vec![1], Some(PARKET)));
    let late = tried(&mut pair.court, &first.path);
    assert_eq!((kinds(&late), late.brings.new), (vec![FindingKind::Late], 0));
    pair.deliver(&first.path);
    assert!(pair.court.gaps().unwrap().is_empty());
}

#[test]
fn a_bundle_for_somebody_else_is_not_missing() {
    let mut pair = pair();
    day_of_work(&mut pair.parket);
    let mut third = office(pair.dir.path(), ("Oefenpolitie", "ws-politie"), Mode::Exercise);
    befriend(&mut pair.parket, &mut third, &pair.dir.path().join("kaart-politie.txt"));
    let stick = pair.stick();
    let other = pair.parket.export(&ask("Oefenpolitie", &stick), &mut go_on).unwrap();
    let ours = pair.export();
    assert_eq!(ours.header.seq, 2);
    assert!(kinds(&tried(&mut pair.court, &ours.path)).is_empty());
    let seen = tried(&mut pair.court, &other.path);
    assert!(kinds(&seen).contains(&FindingKind::NotAddressed), "{:?}", kinds(&seen));
}

#[test]
fn the_cover_sheet_has_the_number_that_proves_the_bundle() {
    let mut pair = pair();
    day_of_work(&mut pair.parket);
    let exported = pair.export();
    let sheet = pair.dir.path().join("voorblad.pdf");
    pair.parket.print_cover(&exported, To::File(&sheet), Lang::Nl).unwrap();
    if let Some((good, said)) = judge(pair.dir.path(), "pdftotext", &["-layout", "voorblad.pdf", "-"]) {
        let plain: String = said.split_whitespace().collect();
        let number = exported.tagmanifest.to_string();
        assert!(good && plain.to_lowercase().contains(&number), "{said}");
        assert!(said.contains(&format!("{PARKET} · voor {COURT}")), "{said}");
        assert!(said.contains(&exported.header.folder()), "{said}");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path => found.push(path),
        }
    }
    found
}
