//! The conformance kit (`tests/kit`), taken in by a court: what a whole reader finds, numbers and events included.

use super::*;
use crate::clock::Clock;
use crate::partners::{NewPartner, PartnerKind};
use crate::setup::{NewOffice, make};
use noodbrug_core::bundle::{Finding, Mode, Since};
use noodbrug_core::ident::Role;
use noodbrug_files::keys::{Cost, Passphrase, PublicKey, RevocationList};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn kit() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/kit")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(kit().join(name)).unwrap()
}

fn index() -> Value {
    serde_json::from_str(&text("index.json")).unwrap()
}

fn words(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

/// The reader that the kit is made for, in a folder of its own.
fn court(dir: &Path, index: &Value) -> Office {
    let secret = || Passphrase::new("vier losse woorden hier");
    let new = NewOffice {
        office: index["trust"]["reader"].as_str().unwrap().to_owned(),
        station: "ws-rb-ams-01".into(),
        mode: Mode::Live,
        user: "g.vink".into(),
        role: Role::Manager,
        passphrase: secret(),
        root_passphrase: secret(),
        root_file: dir.join("kluis/root.json"),
        folder: dir.join("kantoor"),
        cost: Cost::CHEAP,
    };
    let at = index["trust"]["at"].as_str().unwrap().parse().unwrap();
    let mut court = make(new, Clock::Fixed(at)).unwrap().office;
    let stolen = PublicKey::from_line(text("revoked_keys").trim_end()).unwrap().fingerprint();
    let since = Since::Revoked("2026-01-01T00:00:00+01:00".parse().unwrap());
    court.station.revoked = RevocationList::new([(stolen, since)]);
    for (name, file) in
        [("Parket Amsterdam", "parket-amsterdam.pub"), ("Parket Rotterdam", "parket-rotterdam.pub")]
    {
        let root_key = text(file).trim_end().to_owned();
        let (name, confirmed) = (name.to_owned(), "gebeld".into());
        let (kind, envelope) = (PartnerKind::Office, None);
        court.add_partner(NewPartner { name, kind, root_key, envelope, confirmed }).unwrap();
    }
    court
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Takes a file in.
fn take_in(court: &mut Office, file: &str) {
    let trial = court.try_import(&kit().join(file), &mut go_on).unwrap();
    let receipts = court.bundle_folder().unwrap();
    court.apply_import(&trial, &receipts, &mut go_on).unwrap();
}

#[test]
fn a_court_finds_in_each_file_of_the_kit_just_what_is_wrong_with_it() {
    let index = index();
    let shared = tempfile::tempdir().unwrap();
    let mut fresh = court(shared.path(), &index);
    let mut wrong = Vec::new();
    for case in index["cases"].as_array().unwrap().iter().filter(|case| case["mode"] == "live") {
        let (file, after) = (case["file"].as_str().unwrap(), words(&case["after"]));
        let dir = tempfile::tempdir().unwrap();
        let mut own = (!after.is_empty()).then(|| court(dir.path(), &index));
        let reader = own.as_mut().unwrap_or(&mut fresh);
        after.iter().for_each(|earlier| take_in(reader, earlier));
        let trial = reader.try_import(&kit().join(file), &mut go_on).unwrap();
        let found: BTreeSet<&str> = trial.judgement.findings.iter().map(Finding::code).collect();
        let expected: BTreeSet<&str> = words(&case["codes"]).into_iter().collect();
        if found != expected {
            wrong.push(format!("{file} after {after:?}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_good_bundles_of_the_kit_give_one_state_in_each_order() {
    let index = index();
    for merge in index["merges"].as_array().unwrap() {
        let dir = tempfile::tempdir().unwrap();
        let mut court = court(dir.path(), &index);
        words(&merge["files"]).into_iter().for_each(|file| take_in(&mut court, file));
        let root = court.store.state_root().unwrap().to_string();
        assert_eq!(merge["state_root"], root, "{}", merge["files"]);
        assert_eq!(court.verify_journal().unwrap().state_root.map(|root| root.to_string()), Some(root));
    }
}

#[test]
fn whoever_verifies_without_a_store_learns_of_bad_events_too() {
    let index = index();
    let at = index["trust"]["at"].as_str().unwrap().parse().unwrap();
    let mut bad = 0;
    for case in index["cases"].as_array().unwrap().iter().filter(|case| case["mode"] == "live") {
        let codes = words(&case["codes"]);
        let of_events = |code: &str| code == "NB-EVT-01" || code.starts_with("NB-PRF");
        if !codes.is_empty() && (codes.len() > 1 || !of_events(codes[0])) {
            continue;
        }
        let file = kit().join(case["file"].as_str().unwrap());
        let (signers, mode) = (Some(kit().join("allowed_signers")), Some(Mode::Live));
        let ask = VerifyAsk { file, signers, at: Some(at), mode, ..VerifyAsk::default() };
        let judgement = verify(&ask, &mut go_on).unwrap();
        assert_eq!(
            judgement.findings.iter().map(Finding::code).collect::<Vec<_>>(),
            codes,
            "{}",
            case["file"]
        );
        assert_eq!(judgement.is_sound(), codes.is_empty());
        bad += codes.len();
    }
    assert!(bad > 20);
}
