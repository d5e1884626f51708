use super::*;
use crate::agreed::Agreement;
use crate::clock::Clock;
use crate::complaint::Class;
use crate::exchange::tests::office_at;
use crate::exchange::{ExportAsk, Exported, ImportTrial, KeysetTrial};
use crate::office::Office;
use crate::partners::{NewPartner, PartnerKind};
use crate::printing::To;
use crate::setup::Passphrase;
use noodbrug_core::bundle::{FindingKind, Keyset, Kind as BundleKind, Mode};
use noodbrug_core::case::{Note, NoteKind};
use noodbrug_core::command::Command;
use noodbrug_core::event::Kind;
use noodbrug_core::ident::{CaseId, Role};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::{Item, Parcel, Sender, SignsAs, draft};
use noodbrug_files::keys::{OfficeRootFile, RevocationList, SecretKey, SignedKeyset};
use serde_json::Value;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

#[path = "keys_lost_tests.rs"]
mod lost;

const ALONE: Agreement<'_> = Agreement::Alone("er is hier niemand anders");

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn secret() -> Passphrase {
    Passphrase::new("vier losse woorden hier")
}

fn at(hour: u32) -> Moment {
    format!("2026-11-23T{hour:02}:00:00+01:00").parse().unwrap()
}

/// Two offices, of which the second one pinned the first one's root, and the stick between them.
struct Bench {
    dir: TempDir,
    one: Office,
    other: Office,
}

impl Bench {
    fn new() -> Bench {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("stick")).unwrap();
        let (mut one, mut other) = (office(dir.path(), "a"), office(dir.path(), "b"));
        know(&mut one, &other);
        know(&mut other, &one);
        Bench { dir, one, other }
    }

    fn stick(&self) -> PathBuf {
        self.dir.path().join("stick")
    }

    fn root_file(&self, office: &str, name: &str) -> PathBuf {
        self.dir.path().join(office).join("kluis").join(name)
    }

    /// It is this hour, everywhere.
    fn is(&mut self, hour: u32) {
        self.one.set_clock(Clock::Fixed(at(hour))).unwrap();
        self.other.set_clock(Clock::Fixed(at(hour))).unwrap();
    }

    /// The first office makes a keyset with the root in this file, and another root if asked.
    fn keyset(&mut self, root: &str, new_root: Option<&str>) -> KeysetMade {
        let (stick, file) = (self.stick(), self.root_file("a", root));
        let new = new_root.map(|name| self.root_file("a", name));
        let passphrase = secret();
        let ask = KeysetAsk {
            folder: &stick,
            root: RootKey { file: &file, passphrase: &passphrase },
            new_root: new.as_deref().map(|file| RootKey { file, passphrase: &passphrase }),
            new_spare: None,
        };
        self.one.make_keyset(&ask, Some(ALONE)).unwrap()
    }

    fn try_keyset(&mut self, file: &Path) -> KeysetTrial {
        self.other.try_keyset(file, &mut go_on).unwrap()
    }

    fn load(&mut self, made: &KeysetMade) -> KeysetTrial {
        let trial = self.try_keyset(&made.path);
        assert!(trial.may_load(), "{:?}", trial.bundle.judgement.findings);
        self.other.load_keyset(&trial, Some(ALONE)).unwrap();
        trial
    }

    /// The first office writes something down and sends it.
    fn send(&mut self, text: &str) -> Exported {
        let id = self.one.new_id().unwrap();
        self.one.act(&case(), Command::Note(id, Note::new(NoteKind::Plain, text))).unwrap();
        let ask = ExportAsk {
            partner: "Kantoor b".into(),
            documents: true,
            purpose: String::new(),
            folder: self.stick(),
            open: false,
            cases: Vec::new(),
        };
        self.one.export(&ask, &mut go_on).unwrap()
    }

    fn try_in(&mut self, sent: &Exported) -> ImportTrial {
        self.other.try_import(&sent.path, &mut go_on).unwrap()
    }

    fn take_in(&mut self, sent: &Exported) {
        let (trial, stick) = (self.try_in(sent), self.stick());
        assert!(trial.may_apply, "{:?}", trial.judgement.findings);
        self.other.apply_import(&trial, &stick, &mut go_on).unwrap();
    }

    fn notes(&mut self) -> usize {
        self.other.sheet(&case()).map_or(0, |sheet| sheet.file.notes.len())
    }
}

fn office(dir: &Path, name: &str) -> Office {
    office_at(dir, name, Clock::Fixed(at(9)))
}

fn know(here: &mut Office, there: &Office) {
    let (name, root_key) = (there.meta().office.clone(), there.station().root().to_line(""));
    let (kind, envelope) = (PartnerKind::Office, None);
    let new = NewPartner { name, kind, root_key, envelope, confirmed: "gebeld".into() };
    here.add_partner(new).unwrap();
}

fn case() -> CaseId {
    CaseId::of_parketnummer(&"09/123456-26".parse().unwrap())
}

fn kinds(judgement: &crate::Judgement) -> Vec<FindingKind> {
    judgement.findings.iter().map(|found| found.kind).collect()
}

/// What the last entry of that kind of an office says.
fn last_said(office: &Office, kind: Kind) -> Value {
    let mut said = Value::Null;
    let author = office.station().author.clone();
    let read = office.store.events_of_author(&author, 1, |event| {
        if event.header.k == kind {
            said = event.content().unwrap().val.clone();
        }
        noodbrug_store::Flow::Go
    });
    read.unwrap();
    said
}

fn open(file: &Path) -> SecretKey {
    let text = std::fs::read_to_string(file).unwrap();
    OfficeRootFile::from_text(&text).unwrap().open(&secret()).unwrap()
}

#[test]
fn an_office_begins_with_a_root_and_a_spare_that_opens_with_the_same_passphrase() {
    let bench = Bench::new();
    let state = bench.one.key_state().unwrap();
    assert_eq!(open(&bench.root_file("a", "root.json")).public(), state.root);
    assert_eq!(Some(open(&bench.root_file("a", "root-reserve.json")).public()), state.spare);
    assert_ne!(Some(state.root), state.spare);
    assert!(state.held.is_none() && !state.unsent);
}

#[test]
fn the_sheet_of_the_roots_is_one_page_with_both_fingerprints_in_words() {
    let mut bench = Bench::new();
    bench.keyset("root.json", None);
    let state = bench.one.key_state().unwrap();
    for lang in [Lang::Nl, Lang::En] {
        let paper = crate::papers::roots_sheet(&bench.one.letterhead(lang).unwrap(), &state);
        let said = format!("{paper:?}");
        for key in [state.root, state.spare.unwrap()] {
            let print = key.fingerprint();
            assert!(said.contains(&print.to_string()), "{said}");
            assert!(print.spoken().iter().all(|row| said.contains(row)), "{said}");
        }
        assert!(said.contains(&state.held.as_ref().unwrap().signed.digest().grouped()));
        assert_eq!(noodbrug_files::pdf::render_to(&paper, std::io::sink()).unwrap(), 1);
        let file = bench.stick().join("blad.pdf");
        bench.one.print_roots(To::File(&file), lang).unwrap();
        assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn a_keyset_is_loaded_once_and_a_lower_one_is_refused_by_name_and_kept() {
    let mut bench = Bench::new();
    let first = bench.keyset("root.json", None);
    bench.is(10);
    let second = bench.keyset("root.json", None);
    assert_eq!((first.version, second.version), (1, 2));
    let trial = bench.load(&second);
    assert_eq!((trial.step, trial.held), (Some(Step::Newer), 0));
    assert_eq!(bench.try_keyset(&second.path).step, Some(Step::Known));
    let old = bench.try_keyset(&first.path);
    assert_eq!((kinds(&old.bundle.judgement), old.may_load()), (vec![FindingKind::OldKeyset], false));
    assert!(bench.other.load_keyset(&old, Some(ALONE)).is_err());
    assert_eq!(bench.other.quarantined(Lang::Nl).unwrap().len(), 1);
    assert_eq!(last_said(&bench.other, Kind::Refuse)["codes"], serde_json::json!(["NB-KEY-02"]));
    let said = last_said(&bench.other, Kind::Manage);
    assert_eq!((&said["did"], &said["version"]), (&"keyset-loaded".into(), &2.into()));

    bench.is(12);
    let state = bench.other.key_state().unwrap();
    let held = state.partners[0].held.as_ref().unwrap();
    let later: Moment = "2026-11-26T11:00:00+01:00".parse().unwrap();
    assert_eq!((held.version(), held.age_days(&later)), (2, 3));
    assert!(bench.other.gaps().unwrap().is_empty());
    // Taking it in as if it were data is pointed elsewhere.
    let import = bench.other.try_import(&second.path, &mut go_on).unwrap();
    assert!(!import.may_apply && import.sentence.nl.contains("keyset load"), "{}", import.sentence.nl);
}

#[test]
fn a_bundle_says_that_a_higher_keyset_has_not_arrived() {
    let mut bench = Bench::new();
    let made = bench.keyset("root.json", None);
    let sent = bench.send("een");
    assert_eq!(kinds(&bench.try_in(&sent).judgement), [FindingKind::NewerKeyset]);
    bench.load(&made);
    assert_eq!(kinds(&bench.try_in(&sent).judgement), []);
}

#[test]
fn another_root_takes_two_people_and_the_old_root_and_the_office_goes_on_under_it() {
    let mut bench = Bench::new();
    let before = bench.send("onder de oude hoofdsleutel");
    let new_file = bench.root_file("a", "nieuw.json");
    let new = bench.one.make_root(&new_file, &secret()).unwrap();
    let (stick, file, passphrase) = (bench.stick(), bench.root_file("a", "root.json"), secret());
    let key = |file| RootKey { file, passphrase: &passphrase };
    let ask = KeysetAsk { folder: &stick, root: key(&file), new_root: Some(key(&new_file)), new_spare: None };
    let refused = bench.one.make_keyset(&ask, None).unwrap_err();
    assert_eq!(refused.class, Class::NeedsPerson);
    let old = bench.one.station().root().fingerprint();
    let made = bench.one.make_keyset(&ask, Some(ALONE)).unwrap();
    assert_eq!((made.root, made.replaces), (new, Some(old)));
    assert_eq!(bench.one.station().root().fingerprint(), new);
    assert_eq!(bench.one.station().author.ep, 1);

    let trial = bench.try_keyset(&made.path);
    assert_eq!(trial.step, Some(Step::NewRoot));
    assert_eq!(bench.other.load_keyset(&trial, None).unwrap_err().class, Class::NeedsPerson);
    bench.other.load_keyset(&trial, Some(ALONE)).unwrap();
    let partner = bench.other.partner("Kantoor a").unwrap();
    assert_eq!((partner.fingerprint, partner.confirmed.as_deref()), (new.to_string(), Some("gebeld")));

    // What was signed under the old root still counts, and so does what comes under the new one.
    let after = bench.send("onder de nieuwe hoofdsleutel");
    bench.take_in(&before);
    bench.take_in(&after);
    assert_eq!(bench.notes(), 2);
    // A partner that pins the new root alone takes the same keyset.
    let mut third = office(bench.dir.path(), "c");
    know(&mut third, &bench.one);
    let trial = third.try_keyset(&made.path, &mut go_on).unwrap();
    assert_eq!((trial.step, kinds(&trial.bundle.judgement)), (Some(Step::Newer), vec![]));
    // And the chain of the office is still its own for those it is passed on to.
    know(&mut third, &bench.other);
    know(&mut bench.other, &third);
    let ask = ExportAsk {
        partner: "Kantoor c".into(),
        documents: true,
        purpose: String::new(),
        folder: bench.stick(),
        open: false,
        cases: Vec::new(),
    };
    let relayed = bench.other.export(&ask, &mut go_on).unwrap();
    third.load_keyset(&trial, None).unwrap();
    let trial = third.try_import(&relayed.path, &mut go_on).unwrap();
    assert_eq!(kinds(&trial.judgement), []);
}

#[test]
fn the_spare_takes_the_place_of_a_lost_root_once_partners_know_it() {
    let mut bench = Bench::new();
    let first = bench.keyset("root.json", None);
    bench.load(&first);
    let second = bench.keyset("root-reserve.json", None);
    let spare = open(&bench.root_file("a", "root-reserve.json")).public().fingerprint();
    assert_eq!((second.root, second.spare), (spare, None));
    let trial = bench.load(&second);
    assert_eq!(trial.step, Some(Step::NewRoot));
    let sent = bench.send("onder de reservesleutel");
    bench.take_in(&sent);
    assert_eq!(bench.notes(), 1);
    // One that never saw the first keyset cannot know that this is the spare.
    let mut third = office(bench.dir.path(), "c");
    let root_key = open(&bench.root_file("a", "root.json")).public().to_line("");
    let new = NewPartner {
        name: "Kantoor a".into(),
        kind: PartnerKind::Office,
        root_key,
        envelope: None,
        confirmed: "gebeld".into(),
    };
    third.add_partner(new).unwrap();
    let trial = third.try_keyset(&second.path, &mut go_on).unwrap();
    assert!(!trial.may_load() && trial.bundle.partner.is_none());
}

/// A keyset that somebody put together, in a bundle that this root signed.
fn forged(bench: &Bench, signed: &SignedKeyset, by: &SecretKey) -> PathBuf {
    let folder = bench.dir.path().join("vals");
    std::fs::create_dir_all(&folder).unwrap();
    let author = author_of(&by.public(), Mode::Exercise).unwrap();
    let created = (signed.keyset().made, crate::exchange::clock_reading().unwrap());
    let mut header =
        noodbrug_core::bundle::BundleHeader::begin(BundleKind::Keyset, Mode::Exercise, &author, created);
    header.seq = signed.keyset().version;
    header.prev_bundle = (header.seq > 1).then(|| noodbrug_core::digest::Digest::of(b"before"));
    let mut items = vec![Item::bytes(Keyset::PATH, signed.bytes().to_vec())];
    for (turn, armour) in signed.armours().enumerate() {
        items.push(Item::bytes(&Keyset::signature_path(turn + 1), armour.into_bytes()));
    }
    let revoked = RevocationList::default();
    let sender = Sender { key: by, signs_as: SignsAs::Root, office: "Vals", revoked: &revoked };
    let drafted = draft(&folder, Parcel { header, items, envelope: None }, &sender, &mut go_on).unwrap();
    drafted.place(&mut go_on).unwrap().path
}

#[test]
fn a_new_root_that_the_old_one_did_not_sign_for_changes_nothing() {
    let mut bench = Bench::new();
    let first = bench.keyset("root.json", None);
    bench.load(&first);
    let held = bench.one.key_state().unwrap().held.unwrap();
    let (thief, root) = (SecretKey::from_seed([66; 32]), open(&bench.root_file("a", "root.json")));
    let keyset = Keyset {
        version: 2,
        previous: Some(held.signed.digest()),
        root: thief.public().to_line("x"),
        stations: Vec::new(),
        spare: None,
        ..held.signed.keyset().clone()
    };
    let alone = SignedKeyset::sign(&keyset, &[&thief]).unwrap();
    let path = forged(&bench, &alone, &thief);
    let trial = bench.try_keyset(&path);
    assert!(!trial.may_load() && trial.bundle.partner.is_none(), "{:?}", trial.bundle.sentence);
    assert!(bench.other.load_keyset(&trial, Some(ALONE)).is_err());
    // The same content in a bundle that the real root signed proves nothing: each root signs the content itself.
    let path = forged(&bench, &alone, &root);
    let trial = bench.try_keyset(&path);
    assert_eq!(kinds(&trial.bundle.judgement), [FindingKind::BadKeyset]);
    // Another keyset of a number that is here, well signed, is named.
    let twin = Keyset { version: 1, previous: None, spare: None, ..held.signed.keyset().clone() };
    let twin = SignedKeyset::sign(&twin, &[&root]).unwrap();
    let path = forged(&bench, &twin, &root);
    assert_eq!(kinds(&bench.try_keyset(&path).bundle.judgement), [FindingKind::OtherKeyset]);
    let partner = bench.other.partner("Kantoor a").unwrap();
    assert_eq!(partner.fingerprint, root.public().fingerprint().to_string());
}

#[test]
fn a_keyset_claims_no_root_of_another_office_and_none_that_its_own_office_never_had() {
    let mut bench = Bench::new();
    let third = office(bench.dir.path(), "c");
    know(&mut bench.other, &third);
    let first = bench.keyset("root.json", None);
    let root = open(&bench.root_file("a", "root.json"));
    let held = bench.one.key_state().unwrap().held.unwrap();
    let claims = |version: u64, retired: noodbrug_files::keys::PublicKey| {
        let previous = (version > 1).then(|| held.signed.digest());
        let retired = vec![retired.to_line("x")];
        let keyset = Keyset { version, previous, retired, ..held.signed.keyset().clone() };
        forged(&bench, &SignedKeyset::sign(&keyset, &[&root]).unwrap(), &root)
    };
    // As the first one that comes, the root of another partner; later also any that nobody ever saw.
    let theirs = claims(1, third.station().root());
    let never = claims(2, SecretKey::from_seed([66; 32]).public());
    let found = bench.try_keyset(&theirs);
    assert!(!found.may_load() && kinds(&found.bundle.judgement).contains(&FindingKind::UnprovenRoot));
    bench.load(&first);
    let found = bench.try_keyset(&never);
    assert!(!found.may_load() && kinds(&found.bundle.judgement).contains(&FindingKind::UnprovenRoot));
    // Nor does a partner come in under what another one keeps as its spare.
    let spare = open(&bench.root_file("a", "root-reserve.json")).public().to_line("");
    let (kind, envelope) = (PartnerKind::Office, None);
    let new =
        NewPartner { name: "Dubbel".into(), kind, root_key: spare, envelope, confirmed: "gebeld".into() };
    assert_eq!(bench.other.add_partner(new).unwrap_err().class, Class::Refused);
}

#[test]
fn a_renewed_station_has_another_key_in_the_next_epoch_and_leaves_the_old_chain_alone() {
    let mut bench = Bench::new();
    let before = bench.send("in de eerste epoche");
    bench.take_in(&before);
    let old = bench.one.station().author.clone();
    let (seq, head) = bench.one.store.chain(&old).unwrap().head.unwrap();
    let (file, passphrase) = (bench.root_file("a", "root.json"), secret());
    let root = RootKey { file: &file, passphrase: &passphrase };
    let nobody = bench.one.renew_station(root, "teruggezet", Agreement::Alone(""));
    assert_eq!(nobody.unwrap_err().class, Class::NeedsPerson);
    let spare = bench.root_file("a", "root-reserve.json");
    let wrong = RootKey { file: &spare, passphrase: &passphrase };
    assert!(bench.one.renew_station(wrong, "teruggezet", ALONE).is_err());
    let done = bench.one.renew_station(root, "teruggezet", ALONE).unwrap();
    assert_eq!((done.author.ep, done.author.ws.clone()), (2, old.ws.clone()));
    assert_ne!(done.key, done.before);
    let terms = bench.one.station().certificate.terms();
    assert_eq!((terms.station.ep, terms.serial), (2, 2));
    assert_eq!(bench.one.store.chain(&old).unwrap().head, Some((seq, head)));
    let said = last_said(&bench.one, Kind::Manage);
    assert_eq!(said["previous"], serde_json::json!({"epoch": 1, "seq": seq, "head": head.to_string()}));
    assert!(bench.one.verify_journal().unwrap().faults.is_empty());
    let after = bench.send("in de tweede epoche");
    assert_eq!((after.header.epoch, after.header.seq), (2, 1));
    bench.take_in(&after);
    assert_eq!(bench.notes(), 2);
    // It is still so when the office is opened again.
    let folder = bench.one.folders().root().to_owned();
    let Bench { dir: _dir, one, .. } = bench;
    drop(one);
    let again = crate::setup::unlock(&folder, None, &secret(), Clock::Fixed(at(14))).unwrap();
    assert_eq!(again.station().author, done.author);
}
