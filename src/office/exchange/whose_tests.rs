//! A confirmed partner that claims what is another's: its workstations, its receipts.

use super::super::offered::Offered;
use super::super::receipt;
use super::*;
use noodbrug_store::Merged;

/// A third office, known by both and knowing both, whose workstation has the name of somebody else's.
fn impostor(dir: &TempDir, station: &str, known_by: &mut [&mut Office]) -> Office {
    let new = NewOffice {
        office: "Kantoor kwaad".into(),
        station: station.into(),
        mode: Mode::Exercise,
        user: "k.waad".into(),
        role: Role::Manager,
        passphrase: secret(),
        root_passphrase: secret(),
        root_file: dir.path().join("kwaad/kluis/root.json"),
        folder: dir.path().join("kwaad/kantoor"),
        cost: Cost::CHEAP,
    };
    let mut made = make(new, Clock::Machine).unwrap().office;
    for office in known_by {
        know(office, &made);
        know(&mut made, office);
    }
    made
}

/// Takes all from the stick: bundles of two that have the same name have the same file name.
fn clear(stick: &Path) {
    for entry in std::fs::read_dir(stick).unwrap() {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
}

fn kinds(trial: &ImportTrial) -> Vec<FindingKind> {
    trial.judgement.findings.iter().map(|found| found.kind).collect()
}

#[test]
fn a_workstation_of_one_office_is_never_another_offices_whoever_certifies_its_name() {
    for station in ["ws-a", "ws-b"] {
        let (dir, mut one, mut other) = pair();
        note(&mut one, "echt");
        let first = send(&mut one, &other, &dir);
        take_in(&mut other, &first.path, &dir);
        clear(&dir.path().join("stick"));
        let mut evil = impostor(&dir, station, &mut [&mut other]);
        note(&mut evil, "vals");
        let sent = send(&mut evil, &other, &dir);
        let trial = other.try_import(&sent.path, &mut go_on).unwrap();
        clear(&dir.path().join("stick"));
        assert!(!trial.may_apply && kinds(&trial).contains(&FindingKind::WrongStation), "{station}");
        assert!(other.rewound().is_none(), "{station}");
        // The real one goes on as before.
        note(&mut one, "nog een");
        let second = send(&mut one, &other, &dir);
        take_in(&mut other, &second.path, &dir);
    }
}

#[test]
fn a_receipt_counts_only_from_the_partner_for_whom_the_bundle_was_made() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "voor b");
    let mut evil = impostor(&dir, "ws-kwaad", &mut [&mut one]);
    let sent = send(&mut one, &other, &dir);
    let partner = evil.partner("Kantoor a").unwrap();
    let record = evil.in_record(&sent.header, &sent.tagmanifest, &partner).unwrap();
    let (brings, offered) = (Merged::default(), Offered::default());
    let given =
        receipt::Given { header: &sent.header, record, brings: &brings, offered: &offered, findings: &[] };
    let forged = evil.give_receipt(&given, &partner, &dir.path().join("stick")).unwrap();
    let trial = one.try_import(&forged, &mut go_on).unwrap();
    assert!(!trial.may_apply, "{:?}", trial.judgement.findings);
    assert!(one.apply_import(&trial, &dir.path().join("stick"), &mut go_on).is_err());
    assert_eq!(one.unconfirmed().unwrap().len(), 1);
    let receipt = take_in(&mut other, &sent.path, &dir).receipt.unwrap();
    take_in(&mut one, &receipt, &dir);
    assert_eq!(one.unconfirmed().unwrap().len(), 0);
}
