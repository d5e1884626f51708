use super::*;
use crate::clock::Clock;
use crate::complaint::Class;
use crate::exchange::ExportAsk;
use crate::partners::{NewPartner, PartnerKind};
use crate::people::NewUser;
use crate::setup::{self, Cost, NewOffice, Passphrase};
use noodbrug_core::bundle::Mode;
use noodbrug_core::case::{
    CaseNumbers, CaseStatus, Charge, Identity, Note, NoteKind, PersonNumbers, PersonRole,
};
use noodbrug_core::command::{Command, OpenedCase};
use noodbrug_core::ident::{CaseId, Role};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use tempfile::TempDir;

const SECRET: &str = "oefenen mag hier altijd";
const NAME: &str = "Parket";

fn go(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn office(dir: &Path, name: &str) -> Office {
    let new = NewOffice {
        office: name.into(),
        station: format!("ws-{}", name.to_lowercase()),
        mode: Mode::Exercise,
        user: "a.bakker".into(),
        role: Role::Manager,
        passphrase: Passphrase::new(SECRET),
        root_passphrase: Passphrase::new(SECRET),
        root_file: dir.join(format!("{name}-root.json")),
        folder: dir.join(name),
        cost: Cost::CHEAP,
    };
    setup::make(new, Clock::Fixed("2026-11-23T10:00:00+01:00".parse().unwrap())).unwrap().office
}

fn introduce(office: &mut Office, other: &Office) {
    let new = NewPartner {
        name: other.meta().office.clone(),
        kind: PartnerKind::Office,
        root_key: other.station().root().to_line(&other.meta().office),
        envelope: None,
        confirmed: "gebeld".into(),
    };
    office.add_partner(new).unwrap();
}

/// An office after an outage, with another office that has all of it, and a folder for the report.
struct After {
    dir: TempDir,
    office: Office,
    other: Office,
    bundle: PathBuf,
    report: PathBuf,
}

fn after() -> After {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, mut other) = (office(dir.path(), NAME), office(dir.path(), "Archief"));
    introduce(&mut office, &other);
    introduce(&mut other, &office);
    office.open_incident(None, "netwerk weg").unwrap();
    office.print_board(crate::printing::To::Paper, Lang::Nl).unwrap();
    office.close_incident(None, &BTreeMap::new()).unwrap();
    let (out, report) = (dir.path().join("uit"), dir.path().join("verslag"));
    std::fs::create_dir(&out).unwrap();
    std::fs::create_dir(&report).unwrap();
    let bundle = export(&mut office, &out);
    let trial = other.try_import(&bundle, &mut go).unwrap();
    let receipt = other.apply_import(&trial, &out, &mut go).unwrap().receipt.unwrap();
    let trial = office.try_import(&receipt, &mut go).unwrap();
    office.apply_import(&trial, &out, &mut go).unwrap();
    After { dir, office, other, bundle, report }
}

fn export(office: &mut Office, folder: &Path) -> PathBuf {
    let ask = ExportAsk {
        partner: "Archief".into(),
        documents: true,
        purpose: "archief".into(),
        folder: folder.into(),
        open: false,
        cases: Vec::new(),
    };
    office.export(&ask, &mut go).unwrap().path
}

fn opened(office: &Office) -> OpenedCase {
    OpenedCase {
        numbers: CaseNumbers { others: vec!["X-1".into()], ..CaseNumbers::default() },
        status: CaseStatus::default(),
        person: office.new_id().unwrap(),
        identity: Identity {
            role: PersonRole::Suspect,
            surname: "Vries".into(),
            prefix: "de".into(),
            given: "Lars".into(),
            born: None,
            birthplace: String::new(),
        },
        person_numbers: PersonNumbers::default(),
        charge_id: office.new_id().unwrap(),
        charge: Charge {
            article: String::new(),
            description: "diefstal".into(),
            date: None,
            place: String::new(),
        },
    }
}

fn lacks(office: &mut Office, bundle: Option<&Path>) -> Vec<Need> {
    let plan = office.plan_wipe(bundle, &mut go).unwrap();
    plan.lacking.iter().filter(|(_, count)| **count > 0).map(|(need, _)| *need).collect()
}

fn ask<'a>(after: (&'a Path, &'a Path)) -> WipeAsk<'a> {
    WipeAsk { bundle: after.0, report: after.1, office: NAME, anyway: None }
}

#[test]
fn a_workstation_whose_work_is_done_is_wiped_and_leaves_a_signed_report() {
    let After { dir, mut office, other, bundle, report } = after();
    let root = office.folders().root().to_owned();
    std::fs::write(root.join("van-mij.txt"), "blijft").unwrap();
    assert_eq!(lacks(&mut office, Some(&bundle)), []);
    let state = office.store.state_root().unwrap();
    let sum = Digest::of(&std::fs::read(office.folders().slots()).unwrap());
    let (root_key, before) = (office.station().root(), office.folders().paper().read_dir().unwrap().count());
    let wiped = wipe(office, &ask((&bundle, &report)), Lang::Nl, &mut go).unwrap();
    assert_eq!((wiped.left, before), (0, 1));
    let left: Vec<_> = root.read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["van-mij.txt"]);
    assert!(
        bundle.is_file()
            && other.folders().slots().is_file()
            && dir.path().join("Parket-root.json").is_file()
    );

    let bytes = std::fs::read(&wiped.json).unwrap();
    let (read, certificate) = read_report(&bytes).unwrap();
    assert_eq!((&read, certificate.authority()), (&wiped.report, root_key));
    assert_eq!((read.state_root, read.finished.is_some()), (state, true));
    assert_eq!(
        (read.files[0].path.as_str(), read.files[0].sha256, read.files[0].gone.as_str()),
        ("slots.json", Some(sum), "overwritten")
    );
    assert_eq!(read.stays, ["van-mij.txt"]);
    assert!(read.files.iter().any(|file| file.class == WipeClass::Store && file.gone == "removed"));
    assert!(std::fs::read(&wiped.pdf).unwrap().starts_with(b"%PDF"));
    let forged = String::from_utf8(bytes).unwrap().replace("a.bakker", "b.bakker");
    assert!(read_report(forged.as_bytes()).is_err());
}

#[test]
fn nothing_is_wiped_before_the_outage_is_closed_and_the_journal_has_left() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), NAME);
    let other = self::office(dir.path(), "Archief");
    introduce(&mut office, &other);
    office.open_incident(None, "netwerk weg").unwrap();
    let folder = dir.path().to_owned();
    let bundle = export(&mut office, &folder);
    assert_eq!(lacks(&mut office, Some(&bundle)), [Need::Closed, Need::Acknowledged, Need::Unconfirmed]);
    let left = BTreeMap::from([(noodbrug_core::incident::Blocker::Unconfirmed, "volgt".to_owned())]);
    office.close_incident(None, &left).unwrap();
    assert!(lacks(&mut office, Some(&bundle)).contains(&Need::Exported), "the closing is in no bundle");
    let root = office.folders().root().to_owned();
    let why = wipe(office, &ask((&bundle, &folder)), Lang::Nl, &mut go).unwrap_err();
    assert_eq!(why.class, Class::NeedsPerson);
    assert!(why.text(Lang::Nl).contains("een bundel met het hele journaal"), "{}", why.text(Lang::Nl));
    assert!(root.join("slots.json").is_file() && root.join("store.db").is_file());
}

#[test]
fn a_note_after_the_bundle_asks_for_another_bundle() {
    let After { dir: _dir, mut office, bundle, .. } = after();
    let case = CaseId::derived("Parket", "x");
    office.act(&case, Command::Open(Box::new(opened(&office)))).unwrap();
    office
        .act(&case, Command::Note(office.new_id().unwrap(), Note::new(NoteKind::Plain, "na de bundel")))
        .unwrap();
    let lacks = lacks(&mut office, Some(&bundle));
    assert!(lacks.contains(&Need::Exported) && lacks.contains(&Need::BackEntry), "{lacks:?}");
}

#[test]
fn a_copy_inside_the_folder_or_a_damaged_one_is_no_copy() {
    let After { dir, mut office, bundle, .. } = after();
    assert_eq!(lacks(&mut office, None), [Need::Kept]);
    let inside = office.bundle_folder().unwrap().join(bundle.file_name().unwrap());
    std::fs::copy(&bundle, &inside).unwrap();
    assert_eq!(lacks(&mut office, Some(&inside)), [Need::Kept]);
    let damaged = dir.path().join("kopie.zip");
    let mut bytes = std::fs::read(&bundle).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&damaged, bytes).unwrap();
    assert_eq!(lacks(&mut office, Some(&damaged)), [Need::Kept]);
    assert_eq!(lacks(&mut office, Some(&bundle)), []);
}

#[test]
fn the_name_must_be_typed_and_the_report_lies_outside() {
    let After { dir: _dir, office, bundle, report, .. } = after();
    let root = office.folders().root().to_owned();
    let other = WipeAsk { office: "Parquet", ..ask((&bundle, &report)) };
    assert_eq!(wipe(office, &other, Lang::Nl, &mut go).unwrap_err().class, Class::WrongUse);
    let clock = Clock::Fixed("2026-11-23T10:00:00+01:00".parse().unwrap());
    let office = setup::unlock(&root, None, &Passphrase::new(SECRET), clock).unwrap();
    let inside = office.folders().paper();
    let why = wipe(office, &ask((&bundle, &inside)), Lang::Nl, &mut go).unwrap_err();
    assert!(why.text(Lang::Nl).contains("map daarbuiten"), "{}", why.text(Lang::Nl));
    assert!(root.join("slots.json").is_file());
}

#[test]
fn what_is_open_takes_a_reason_and_a_second_person() {
    let After { dir, mut office, bundle: _, report, .. } = after();
    let colleague =
        NewUser { name: "b.smit".into(), role: Role::Prosecutor, passphrase: Passphrase::new(SECRET) };
    office.add_user(colleague, &Passphrase::new(SECRET)).unwrap();
    let bundle = export(&mut office, dir.path());
    let root = office.folders().root().to_owned();
    let clock = Clock::Fixed("2026-11-23T10:00:00+01:00".parse().unwrap());
    let again = || setup::unlock(&root, Some("a.bakker"), &Passphrase::new(SECRET), clock).unwrap();
    // The newest whole bundle that was acknowledged counts; this one is open, so that a receipt lacks.
    assert!(lacks(&mut office, Some(&bundle)).contains(&Need::Unconfirmed));
    let held = office.plan_wipe(None, &mut go).unwrap().held_by.unwrap();
    let held = dir.path().join("uit").join(held.name);
    let held = if held.is_file() { held } else { held.with_extension("zip") };
    let alone =
        WipeAsk { anyway: Some(("partner is weg", Agreement::Alone("alleen"))), ..ask((&held, &report)) };
    assert_eq!(wipe(office, &alone, Lang::Nl, &mut go).unwrap_err().class, Class::NeedsPerson);
    let passphrase = Passphrase::new(SECRET);
    let second = Agreement::Second { name: "b.smit", passphrase: &passphrase };
    let both = WipeAsk { anyway: Some(("partner is opgeheven", second)), ..ask((&held, &report)) };
    let wiped = wipe(again(), &both, Lang::En, &mut go).unwrap();
    assert_eq!(
        (wiped.report.second.as_deref(), wiped.report.why.as_deref()),
        (Some("b.smit"), Some("partner is opgeheven"))
    );
    assert_eq!(wiped.report.open, [(Need::Unconfirmed, 1)]);
    assert!(!root.exists());
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_no_text_goes_as_well() {
    use std::os::unix::ffi::OsStrExt;
    let After { dir: _dir, office, bundle, report, .. } = after();
    let root = office.folders().root().to_owned();
    std::fs::write(office.folders().paper().join(std::ffi::OsStr::from_bytes(b"blad-\xff.pdf")), "zaak")
        .unwrap();
    let wiped = wipe(office, &ask((&bundle, &report)), Lang::Nl, &mut go).unwrap();
    assert_eq!(wiped.left, 0);
    assert!(!root.exists());
}
