use super::*;
use crate::clock::Clock;
use crate::setup::{self, Cost, NewOffice, Passphrase};
use noodbrug_core::bundle::Mode;
use noodbrug_core::case::TermTrigger;
use noodbrug_core::command::{Command, OpenedCase};
use noodbrug_core::ident::Role;
use noodbrug_files::keys::{SecretKey, Signature, Signer};
use std::path::PathBuf;
use tempfile::TempDir;

pub(super) struct Bench {
    pub(super) dir: TempDir,
    office: Option<Office>,
    cases: u32,
}

pub(super) const ALONE: Agreement<'_> = Agreement::Alone("er is hier niemand anders");
pub(super) const ZIN: &str = "vier losse woorden hier";

impl Bench {
    pub(super) fn new(at: &str) -> Bench {
        let dir = tempfile::tempdir().unwrap();
        let new = NewOffice {
            office: "Oefenparket Den Haag".into(),
            station: "ws-den-haag-01".into(),
            mode: Mode::Exercise,
            user: "a.bakker".into(),
            role: Role::Manager,
            passphrase: Passphrase::new(ZIN),
            root_passphrase: Passphrase::new("een andere zin voor de kluis"),
            root_file: dir.path().join("stick/hoofdsleutel.json"),
            folder: dir.path().join("kantoor"),
            cost: Cost::CHEAP,
        };
        let made = setup::make(new, Clock::Fixed(at.parse().unwrap())).unwrap();
        Bench { dir, office: Some(made.office), cases: 0 }
    }

    pub(super) fn office(&mut self) -> &mut Office {
        self.office.as_mut().unwrap()
    }

    /// Sets the clock.
    pub(super) fn at(&mut self, at: &str) {
        self.office().set_clock(Clock::Fixed(at.parse().unwrap())).unwrap();
    }

    pub(super) fn again(&mut self) {
        self.office = None;
        let folder = self.dir.path().join("kantoor");
        self.office = Some(setup::unlock(&folder, None, &Passphrase::new(ZIN), Clock::Machine).unwrap());
    }

    /// A case of its own with one term in it.
    pub(super) fn term(&mut self, rule: &str, from: &str) -> CaseId {
        let office = self.office.as_mut().unwrap();
        self.cases += 1;
        let number = format!("09/12345{}-26", self.cases);
        let case = CaseId::of_parketnummer(&number.parse().unwrap());
        let opened = opened(&number, [office.new_id().unwrap(), office.new_id().unwrap()]);
        office.act(&case, Command::Open(Box::new(opened))).unwrap();
        let id = office.new_id().unwrap();
        let trigger = TermTrigger {
            rule: rule.into(),
            from: from.into(),
            person: None,
            note: String::new(),
            oral: false,
        };
        office.act(&case, Command::StartTerm(id, trigger)).unwrap();
        case
    }

    pub(super) fn shown(&mut self) -> String {
        let found = self.office().store.terms(&TermFilter::default(), 10).unwrap();
        found.rows[0].row.shown.unwrap().to_string()
    }

    pub(super) fn pin(&mut self, key: &SecretKey) -> Result<Fingerprint, Complaint> {
        let file = self.dir.path().join("wet.pub");
        std::fs::write(&file, key.public().to_line("uitgever")).unwrap();
        let pinned = self.office().pin_law_key(&file, key.public().fingerprint(), None, ALONE)?;
        Ok(pinned.key)
    }

    pub(super) fn law(&self, name: &str, terms: &str, calendar: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        sign_law(&path, (terms, calendar), &key(7));
        path
    }
}

fn opened(number: &str, [person, charge_id]: [ObjectId; 2]) -> OpenedCase {
    let identity = json!({
        "role": "suspect", "surname": "Kowalska", "prefix": "", "initials": "", "given": "Zofia", "born": "1990-01-01",
        "birthplace": "Gdańsk"
    });
    let charge = json!({"article": "310 Sr", "description": "diefstal", "date": null, "place": "Delft"});
    OpenedCase {
        numbers: serde_json::from_value(json!({"parketnummer": number, "others": [], "related": []}))
            .unwrap(),
        status: serde_json::from_value(json!({"phase": "Opsporing", "prosecutor": null})).unwrap(),
        person,
        identity: serde_json::from_value(identity).unwrap(),
        person_numbers: serde_json::from_value(json!({"bsn": null, "skn": null})).unwrap(),
        charge_id,
        charge: serde_json::from_value(charge).unwrap(),
    }
}

pub(super) fn journal(bench: &mut Bench) -> Vec<serde_json::Value> {
    let office = bench.office();
    let own = office.station.author.clone();
    let mut said = Vec::new();
    let keep =
        |event: &noodbrug_core::event::Event| said.extend(event.content().map(|body| body.val.clone()));
    let mut keep = keep;
    office
        .store
        .events_of_author(&own, 1, |event| {
            keep(&event);
            noodbrug_store::Flow::Go
        })
        .unwrap();
    said
}

pub(super) fn key(seed: u8) -> SecretKey {
    SecretKey::from_seed([seed; 32])
}

/// Signs a law file as its publisher does.
pub(super) fn sign_law(path: &Path, (terms, calendar): (&str, &str), key: &SecretKey) {
    let text = compose(terms, calendar);
    let signer = Signer::Plain(key.public());
    let signature = Signature::sign(key, signer, noodbrug_files::law::NAMESPACE, text.as_bytes()).unwrap();
    std::fs::write(path, text).unwrap();
    let mut beside = path.as_os_str().to_owned();
    beside.push(".sig");
    std::fs::write(beside, signature.to_armour()).unwrap();
}

pub(super) fn version(terms: &str, to: u32) -> String {
    terms.replacen("version = 1\n", &format!("version = {to}\n"), 1)
}

/// A new code from 1 April 2029 that gives three weeks for an appeal; before it nothing changes.
fn new_code() -> String {
    let old = law::TERMS.replacen("id = \"hb\"\n", "id = \"hb\"\nvalid_to = \"2029-03-31\"\n", 1);
    let rule = law::TERMS.split("[[rule]]").find(|text| text.contains("id = \"hb\"\n")).unwrap();
    let new = rule.replace("id = \"hb\"\n", "id = \"hb\"\nvalid_from = \"2029-04-01\"\n");
    let new = new
        .replace("length = { days = 14 }", "length = { days = 21 }")
        .replace("Sv art. 408 lid 1", "Sv 2029 art. 5.4.1");
    version(&format!("{old}\n[[rule]]{new}"), 2)
}

#[test]
fn an_approved_update_moves_the_terms_it_lists_and_survives_closing() {
    let mut bench = Bench::new("2027-01-04T09:00:00+01:00");
    bench.term("hb", "2026-12-21");
    assert_eq!(bench.shown(), "2027-01-05T00:00:00+01:00");
    bench.pin(&key(7)).unwrap();
    let days = law::CALENDAR.replace("\"2027-05-07\"", "\"2027-01-04\", \"2027-05-07\"");
    let file = bench.law("wet-2.txt", &version(law::TERMS, 2), &days);
    let trial = bench.office().check_law(&file).unwrap();
    let [moved] = trial.moved.as_slice() else { panic!("{:?}", trial.moved) };
    let end = |readings: Option<Readings>| readings.unwrap().shown.unwrap().to_string();
    assert_eq!(
        (end(moved.old), end(moved.new)),
        ("2027-01-05T00:00:00+01:00".into(), "2027-01-06T00:00:00+01:00".into())
    );
    assert_eq!(bench.shown(), "2027-01-05T00:00:00+01:00", "a dry run changes nothing");

    let digest = trial.digest;
    bench.office().load_law(trial, ALONE).unwrap();
    assert_eq!(bench.shown(), "2027-01-06T00:00:00+01:00");
    assert!(journal(&mut bench).iter().any(|said| {
        said["did"] == "law-loaded"
            && said["version"] == 2
            && said["sha256"] == digest.to_string()
            && said["approved_by"] == "a.bakker"
    }));
    bench.again();
    assert_eq!(bench.shown(), "2027-01-06T00:00:00+01:00");
    assert_eq!(bench.office().law_state().unwrap().origin, LawOrigin::Loaded(digest));
    assert_eq!(bench.office().law().law.version(), 2);
}

#[test]
fn two_versions_of_a_rule_stand_side_by_side_and_the_day_of_the_event_chooses() {
    let mut bench = Bench::new("2029-05-01T09:00:00+02:00");
    let old = bench.term("hb", "2029-03-30");
    let new = bench.term("hb", "2029-04-03");
    bench.pin(&key(7)).unwrap();
    let file = bench.law("wet-2.txt", &new_code(), law::CALENDAR);
    let trial = bench.office().check_law(&file).unwrap();
    let moved: Vec<CaseId> = trial.moved.iter().map(|term| term.case.id).collect();
    assert_eq!(moved, [new], "only the term of the new code moves, not {old}");
    bench.office().load_law(trial, ALONE).unwrap();
    let article = |bench: &mut Bench, from: &str| {
        let answer = law::of_case(bench.office().law(), "hb", from).unwrap();
        (answer.rule.article, answer.computed.earliest.to_string())
    };
    assert_eq!(article(&mut bench, "2029-03-30"), ("Sv art. 408 lid 1".into(), "2029-04-13".into()));
    assert_eq!(article(&mut bench, "2029-04-03"), ("Sv 2029 art. 5.4.1".into(), "2029-04-24".into()));
}

#[test]
fn the_entries_of_a_case_are_the_same_under_every_law() {
    let mut bench = Bench::new("2029-05-01T09:00:00+02:00");
    let case = bench.term("hb", "2029-04-03");
    bench.pin(&key(7)).unwrap();
    let before: Vec<Vec<u8>> = entries(&mut bench, &case);
    let root = bench.office().store.state_root().unwrap();
    let file = bench.law("wet-2.txt", &new_code(), law::CALENDAR);
    let trial = bench.office().check_law(&file).unwrap();
    bench.office().load_law(trial, ALONE).unwrap();
    assert_eq!(entries(&mut bench, &case), before);
    assert_eq!(
        bench.office().store.state_root().unwrap(),
        root,
        "a partner without the update holds the same state"
    );
}

fn entries(bench: &mut Bench, case: &CaseId) -> Vec<Vec<u8>> {
    let events = bench.office().store.events_of_case(case).unwrap();
    events.into_iter().filter_map(|event| event.body.map(|(_, bytes)| bytes)).collect()
}

#[test]
fn what_is_not_signed_not_ours_older_or_unreadable_is_refused_in_words() {
    let mut bench = Bench::new("2027-01-04T09:00:00+01:00");
    let two = bench.law("wet-2.txt", &version(law::TERMS, 2), law::CALENDAR);
    let refused = |bench: &mut Bench, path: &Path| bench.office().check_law(path).unwrap_err().sentence.nl;
    assert!(refused(&mut bench, &two).contains("nog geen wetsleutel vastgelegd"));
    bench.pin(&key(7)).unwrap();
    let same = bench.law("wet-1.txt", law::TERMS, law::CALENDAR);
    assert!(refused(&mut bench, &same).contains("al in gebruik"));
    let broken = bench.law(
        "wet-3.txt",
        &version(law::TERMS, 3).replacen("counting = \"D24\"", "counting = \"D25\"", 1),
        law::CALENDAR,
    );
    let why = refused(&mut bench, &broken);
    assert!(why.contains("handtekening klopt") && why.contains("`ivs`"), "{why}");
    let stranger = bench.dir.path().join("wet-vreemd.txt");
    sign_law(&stranger, (&version(law::TERMS, 4), law::CALENDAR), &key(8));
    assert!(refused(&mut bench, &stranger).contains("Verkeerde sleutel"));
    let trial = bench.office().check_law(&two).unwrap();
    let stale = trial.clone();
    bench.office().load_law(trial, ALONE).unwrap();
    assert!(bench.office().load_law(stale, ALONE).unwrap_err().sentence.nl.contains("al in gebruik"));
    assert!(refused(&mut bench, &same).contains("Terug kan niet"));
    std::fs::write(&two, "veranderd").unwrap();
    assert!(refused(&mut bench, &two).contains("er is iets in veranderd"));
    let logged = journal(&mut bench).into_iter().filter(|said| said["what"] == "law").count();
    assert_eq!(logged, 6, "every file that was refused is in the journal");
}

#[test]
fn a_law_key_is_pinned_by_its_fingerprint_and_replaced_only_by_name() {
    let mut bench = Bench::new("2027-01-04T09:00:00+01:00");
    let file = bench.dir.path().join("ander.pub");
    std::fs::write(&file, key(8).public().to_line("")).unwrap();
    let said = key(7).public().fingerprint();
    let why = bench.office().pin_law_key(&file, said, None, ALONE).unwrap_err().sentence.nl;
    assert!(why.contains("Er is niets vastgelegd"), "{why}");
    assert_eq!(bench.office().law_state().unwrap().key, None);
    assert_eq!(bench.pin(&key(7)), Ok(said));
    assert_eq!(bench.pin(&key(7)), Ok(said), "the same key again is no other key");
    let why = bench.pin(&key(8)).unwrap_err().sentence.nl;
    assert!(why.contains(&format!("--replaces {said}")), "{why}");
    let other = key(8).public().fingerprint();
    let pinned = bench.office().pin_law_key(&file, other, Some(said), ALONE).unwrap();
    assert_eq!(pinned, Pinned { key: other, replaces: Some(said), stays: None });
}

#[test]
fn an_office_whose_kept_law_cannot_be_used_opens_with_the_built_in_one_and_says_why() {
    let mut bench = Bench::new("2027-01-04T09:00:00+01:00");
    bench.pin(&key(7)).unwrap();
    let file = bench.law("wet-2.txt", &version(law::TERMS, 2), law::CALENDAR);
    let trial = bench.office().check_law(&file).unwrap();
    bench.office().load_law(trial, ALONE).unwrap();
    bench.office().store.set_secret(FILE, b"NOODBRUG-WET 1\n").unwrap();
    bench.again();
    assert!(matches!(bench.office().law_state().unwrap().origin, LawOrigin::InPlaceOf(_)));
    assert_eq!(bench.office().law().law.version(), 1);
}

#[test]
fn rows_that_were_made_with_another_law_are_made_again_at_the_next_opening() {
    let mut bench = Bench::new("2027-01-04T09:00:00+01:00");
    bench.term("hb", "2026-12-21");
    let days = law::CALENDAR.replace("\"2027-05-07\"", "\"2027-01-04\", \"2027-05-07\"");
    let other = LawBook::parse(&version(law::TERMS, 9), &days).unwrap();
    let office = bench.office();
    office
        .store
        .write(|work| {
            work.rebuild(&other)?;
            work.set_setting(ROWS, "9")
        })
        .unwrap();
    assert_eq!(bench.shown(), "2027-01-06T00:00:00+01:00");
    bench.again();
    assert_eq!(bench.shown(), "2027-01-05T00:00:00+01:00");
    assert_eq!(bench.office().store.setting(ROWS).unwrap().as_deref(), Some("1"));
}
