use super::*;
use crate::act::Saved;
use crate::clock::Clock;
use crate::partners::{NewPartner, PartnerKind};
use crate::setup::{NewOffice, make, unlock};
use crate::station::Station;
use noodbrug_core::bundle::{FindingKind, Mode, Receipt, Verdict, document_digest};
use noodbrug_core::case::{DocumentLink, Note, NoteKind};
use noodbrug_core::command::Command;
use noodbrug_core::event::{Draft, Event, Kind as EventKind};
use noodbrug_core::ident::{CaseId, Role};
use noodbrug_core::journal::{Chain, Checkpoint};
use noodbrug_files::bundle::Payload;
use noodbrug_files::keys::{Cost, OfficeRootFile, Passphrase, SecretKey};
use noodbrug_store::{Around, Flow, SnapshotRecord};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

#[path = "envelope_tests.rs"]
mod envelopes;
#[path = "killed_tests.rs"]
mod killed;
#[path = "killed_import_tests.rs"]
mod killed_import;
#[path = "making_tests.rs"]
mod making;
#[path = "memory_tests.rs"]
mod memory_bound;
#[path = "outcome_tests.rs"]
mod outcomes;
#[path = "rewind_tests.rs"]
mod rewinds;
#[path = "scoped_tests.rs"]
mod scoped;
#[path = "scoped_parts_tests.rs"]
mod scoped_parts;
#[path = "told_tests.rs"]
mod told;
#[path = "whose_tests.rs"]
mod whose;

pub(crate) fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub(crate) fn secret() -> Passphrase {
    Passphrase::new("vier losse woorden hier")
}

pub(crate) fn office(dir: &Path, name: &str) -> Office {
    office_at(dir, name, Clock::Machine)
}

/// An office of an exercise in a folder of its own, with its root in its own safe.
pub(crate) fn office_at(dir: &Path, name: &str, clock: Clock) -> Office {
    let new = NewOffice {
        office: format!("Kantoor {name}"),
        station: format!("ws-{name}"),
        mode: Mode::Exercise,
        user: "a.bakker".into(),
        role: Role::Manager,
        passphrase: secret(),
        root_passphrase: secret(),
        root_file: dir.join(name).join("kluis/root.json"),
        folder: dir.join(name).join("kantoor"),
        cost: Cost::CHEAP,
    };
    make(new, clock).unwrap().office
}

pub(crate) fn know(here: &mut Office, there: &Office) {
    let (name, root_key) = (there.meta.office.clone(), there.station.root().to_line(""));
    let (kind, envelope) = (PartnerKind::Office, None);
    let new = NewPartner { name, kind, root_key, envelope, confirmed: "gebeld".into() };
    here.add_partner(new).unwrap();
}

/// Two offices that know each other, and the stick between them.
pub(crate) fn pair() -> (TempDir, Office, Office) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("stick")).unwrap();
    let (mut one, mut other) = (office(dir.path(), "a"), office(dir.path(), "b"));
    know(&mut one, &other);
    know(&mut other, &one);
    (dir, one, other)
}

pub(crate) fn send(from: &mut Office, to: &Office, dir: &TempDir) -> Exported {
    let ask = ExportAsk {
        partner: to.meta.office.clone(),
        documents: true,
        purpose: String::new(),
        folder: dir.path().join("stick"),
        open: false,
        cases: Vec::new(),
    };
    from.export(&ask, &mut go_on).unwrap()
}

pub(crate) fn take_in(office: &mut Office, file: &Path, dir: &TempDir) -> Imported {
    let trial = office.try_import(file, &mut go_on).unwrap();
    assert!(trial.may_apply, "{:?} {}", trial.judgement.findings, trial.sentence.en);
    office.apply_import(&trial, &dir.path().join("stick"), &mut go_on).unwrap()
}

/// Carries a bundle over and its receipt back, and gives what it brought.
pub(crate) fn deliver(from: &mut Office, to: &mut Office, dir: &TempDir) -> (Exported, Imported) {
    let exported = send(from, to, dir);
    let imported = take_in(to, &exported.path, dir);
    take_in(from, imported.receipt.as_deref().unwrap(), dir);
    (exported, imported)
}

pub(crate) fn case() -> CaseId {
    CaseId::of_parketnummer(&"09/123456-26".parse().unwrap())
}

pub(crate) fn note(office: &mut Office, text: &str) -> Saved {
    let id = office.new_id().unwrap();
    office.act(&case(), Command::Note(id, Note::new(NoteKind::Plain, text))).unwrap()
}

fn roots(one: &Office, other: &Office) -> (Digest, Digest) {
    (one.store.state_root().unwrap(), other.store.state_root().unwrap())
}

fn link(office: &mut Office, bytes: &[u8]) -> Digest {
    link_to(office, &case(), bytes)
}

fn link_to(office: &mut Office, case: &CaseId, bytes: &[u8]) -> Digest {
    let sha256 = Digest::of(bytes);
    let document = DocumentLink {
        sha256,
        name: "Proces-verbaal.docx".into(),
        title: "Proces-verbaal".into(),
        kind: String::new(),
        added: None,
        len: bytes.len() as u64,
        mime: "application/pdf".into(),
    };
    let id = office.new_id().unwrap();
    office.act(case, Command::AddDocument(id, document)).unwrap();
    sha256
}

fn documents(exported: &Exported) -> u64 {
    exported.header.docs.count
}

#[test]
fn documents_go_along_once_and_what_a_receipt_asks_for_goes_next() {
    let (dir, mut one, mut other) = pair();
    let (here, later) = (b"%PDF-1.7 made up".repeat(9), b"PK\x03\x04 made up".repeat(9));
    one.vault.put(&mut here.as_slice()).unwrap();
    let (here, wanted) = (link(&mut one, &here), link(&mut one, &later));
    let (first, _) = deliver(&mut one, &mut other, &dir);
    assert_eq!(documents(&first), 1);
    assert!(other.vault.verify(&here).is_ok() && !other.vault.has(&wanted));
    let receipt = one.partner("Kantoor b").unwrap().receipt.unwrap();
    assert_eq!(Receipt::from_bytes(&receipt).unwrap().wants, [wanted]);
    assert_eq!(documents(&deliver(&mut one, &mut other, &dir).0), 0);
    one.vault.put(&mut later.as_slice()).unwrap();
    let (third, _) = deliver(&mut one, &mut other, &dir);
    assert_eq!(documents(&third), 1);
    assert!(other.vault.verify(&wanted).is_ok());
    let judged = other.try_import(&third.path, &mut go_on).unwrap().judgement;
    let path = judged.files.keys().find(|path| document_digest(path).is_some()).unwrap();
    assert!(path.ends_with(".docx"), "{path}");
}

#[test]
fn a_receipt_says_what_became_of_each_segment_and_an_older_one_takes_nothing_back() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let first = send(&mut one, &other, &dir);
    let old = take_in(&mut other, &first.path, &dir).receipt.unwrap();
    note(&mut one, "twee");
    let second = send(&mut one, &other, &dir);
    let new = take_in(&mut other, &second.path, &dir).receipt.unwrap();
    take_in(&mut one, &new, &dir);
    let partner = one.partner("Kantoor b").unwrap();
    let receipt = Receipt::from_bytes(partner.receipt.as_deref().unwrap()).unwrap();
    let verdicts: Vec<Verdict> = receipt.segments.iter().map(|segment| segment.verdict).collect();
    assert_eq!((receipt.bundle, verdicts), (second.tagmanifest, vec![Verdict::New]));
    take_in(&mut one, &old, &dir);
    assert_eq!(one.partner("Kantoor b").unwrap(), partner);
    let verdicts: BTreeSet<String> =
        one.bundles().unwrap().into_iter().map(|bundle| bundle.verdict).collect();
    assert_eq!(verdicts, BTreeSet::from(["acknowledged".to_owned(), "taken-in".to_owned()]));
}

#[test]
fn a_partner_that_is_ahead_of_us_is_not_sent_its_own_chain_over_and_over() {
    let (dir, mut one, mut other) = pair();
    note(&mut other, "een");
    deliver(&mut other, &mut one, &dir);
    deliver(&mut one, &mut other, &dir);
    note(&mut other, "twee");
    deliver(&mut other, &mut one, &dir);
    deliver(&mut one, &mut other, &dir);
    note(&mut one, "drie");
    let (last, _) = deliver(&mut one, &mut other, &dir);
    let theirs = last.header.segments.iter().filter(|segment| segment.author == other.station.author.ws);
    assert!(theirs.clone().all(|segment| segment.from > 5), "{:?}", theirs.collect::<Vec<_>>());
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_stick_carries_what_others_wrote_unchanged() {
    let (dir, mut one, mut other) = pair();
    let mut third = office(dir.path(), "c");
    know(&mut other, &third);
    know(&mut third, &other);
    know(&mut third, &one);
    note(&mut one, "van a");
    deliver(&mut one, &mut other, &dir);
    note(&mut other, "van b");
    let (exported, imported) = deliver(&mut other, &mut third, &dir);
    let authors: BTreeSet<&str> =
        exported.header.segments.iter().map(|segment| segment.author.as_str()).collect();
    assert_eq!(authors, BTreeSet::from(["oef-ws-a", "oef-ws-b"]));
    assert!(imported.brings.new > 0 && third.sheet(&case()).unwrap().file.notes.len() == 2);
    let (ours, theirs) = roots(&other, &third);
    assert_eq!(ours, theirs);
}

#[test]
fn a_number_is_given_out_once_and_one_that_failed_is_not_waited_for() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let ask = ExportAsk {
        partner: other.meta.office.clone(),
        documents: true,
        purpose: String::new(),
        folder: dir.path().join("stick"),
        open: false,
        cases: Vec::new(),
    };
    // Cut off while it is read back: it had its name and its number already.
    let mut late = |done: u64, total: u64| {
        if done * 2 > total { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert!(one.export(&ask, &mut late).is_err());
    assert_eq!(std::fs::read_dir(&ask.folder).unwrap().count(), 0);
    let (exported, imported) = deliver(&mut one, &mut other, &dir);
    assert_eq!(exported.header.seq, 2);
    assert!(imported.brings.new > 0 && other.gaps().unwrap().is_empty());
    assert_eq!(one.bundles().unwrap().iter().filter(|bundle| bundle.verdict == "withdrawn").count(), 1);
    assert!(one.unsent(9).unwrap().is_empty());
}

#[test]
fn what_a_stranger_wrote_stays_out_until_somebody_confirms_the_strangers_key() {
    let (dir, mut one, mut other) = pair();
    let mut third = office(dir.path(), "c");
    know(&mut other, &third);
    know(&mut third, &other);
    note(&mut one, "van a");
    deliver(&mut one, &mut other, &dir);
    let exported = send(&mut other, &third, &dir);
    let trial = third.try_import(&exported.path, &mut go_on).unwrap();
    let kinds: Vec<FindingKind> = trial.judgement.findings.iter().map(|found| found.kind).collect();
    assert_eq!((kinds, trial.may_apply), (vec![FindingKind::Unvouched], true));
    let first = take_in(&mut third, &exported.path, &dir);
    assert!(!first.sentence.nl.contains(" 0 geweigerd"), "{}", first.sentence.nl);
    assert!(take_in(&mut third, &exported.path, &dir).known_before);
    assert!(third.store.case_row(&case()).unwrap().is_none());
    know(&mut third, &one);
    let second = take_in(&mut third, &exported.path, &dir);
    assert!(second.brings.new > 0 && second.receipt.is_some());
    assert_eq!(third.sheet(&case()).unwrap().file.notes.len(), 1);
    assert!(take_in(&mut third, &exported.path, &dir).receipt.is_none());
}

#[test]
fn a_sound_bundle_stays_apart_when_a_person_says_why_and_can_be_taken_in_later() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "voor b");
    let sent = send(&mut one, &other, &dir);
    let trial = other.try_import(&sent.path, &mut go_on).unwrap();
    assert!(trial.may_apply && !trial.is_apart);
    assert!(other.set_apart(&trial, " ").is_err());
    assert!(other.quarantined(noodbrug_core::text::Lang::Nl).unwrap().is_empty());
    other.set_apart(&trial, "de rechtbank belt eerst terug").unwrap();
    let apart = other.quarantined(noodbrug_core::text::Lang::Nl).unwrap();
    assert_eq!((apart.len(), apart[0].reason.as_str()), (1, "de rechtbank belt eerst terug"));
    let mut reasons = Vec::new();
    let author = other.station().author.clone();
    let read = |event: Event| {
        reasons.extend(
            event.content().filter(|_| event.header.k == EventKind::Refuse).and_then(|body| body.why.clone()),
        );
        Flow::Go
    };
    other.store.events_of_author(&author, 1, read).unwrap();
    assert_eq!(reasons, ["de rechtbank belt eerst terug"]);
    take_in(&mut other, &sent.path, &dir);
    assert!(other.quarantined(noodbrug_core::text::Lang::Nl).unwrap()[0].taken_in.is_some());
}

/// What a partner made up in the name of somebody else, that it then sends along.
fn forged(office: &mut Office, author: Author) -> Vec<Event> {
    let mut chain = office.store.chain(&author).unwrap();
    let draft = Draft::saying(EventKind::Manage, None, json!("verzonnen"));
    let events = vec![chain.append(draft, &office.stamp().unwrap()).unwrap()];
    office.store.merge(events.clone(), &office.law).unwrap();
    events
}

#[test]
fn a_partner_cannot_speak_in_the_name_of_another_station() {
    let (dir, mut one, mut other) = pair();
    let mut third = office(dir.path(), "c");
    know(&mut other, &third);
    for office in [&one, &other] {
        know(&mut third, office);
    }
    note(&mut one, "van a");
    deliver(&mut one, &mut other, &dir);
    deliver(&mut other, &mut third, &dir);
    // More of a station that is known, and a station that nobody ever certified.
    let more = forged(&mut other, one.station.author.clone());
    let unheard = forged(&mut other, Author { ws: "oef-ws-d".parse().unwrap(), ep: 1 });
    let exported = send(&mut other, &third, &dir);
    let imported = take_in(&mut third, &exported.path, &dir);
    assert!(imported.brings.new > 0);
    for event in more.iter().chain(&unheard) {
        assert!(third.store.event(&event.id).unwrap().is_none());
    }
    // A seal under a certificate of its own office does not help it.
    let root = root_of(&dir, "b");
    let fake = Station::make(one.station.author.clone(), &root, (&other.now().unwrap(), 1)).unwrap();
    let mut chain = other.store.chain(&fake.author).unwrap();
    let sealed = seal(&mut chain, &fake, &other);
    other.store.merge(vec![sealed], &other.law).unwrap();
    let exported = send(&mut other, &third, &dir);
    let kinds: BTreeSet<FindingKind> = third
        .try_import(&exported.path, &mut go_on)
        .unwrap()
        .judgement
        .findings
        .iter()
        .map(|found| found.kind)
        .collect();
    assert_eq!(kinds, BTreeSet::from([FindingKind::Unvouched]));
}

fn root_of(dir: &TempDir, name: &str) -> SecretKey {
    let file = std::fs::read_to_string(dir.path().join(name).join("kluis/root.json")).unwrap();
    OfficeRootFile::from_text(&file).unwrap().open(&secret()).unwrap()
}

/// Seals a chain, as its station would.
fn seal(chain: &mut Chain, station: &Station, office: &Office) -> Event {
    let (seq, head) = chain.head.unwrap();
    let Author { ws, ep } = station.author.clone();
    let checkpoint = Checkpoint { ep, head, root: Digest::of(b"-"), seq, t: office.now().unwrap(), ws };
    let draft = crate::journal::sealing(station, &checkpoint).unwrap();
    chain.append(draft, &office.stamp().unwrap()).unwrap()
}

#[test]
fn a_source_that_is_taken_in_here_is_not_spoken_for_by_a_partner() {
    let (dir, mut one, mut other) = pair();
    let source = Author { ws: "bron-oef-gps".parse().unwrap(), ep: 1 };
    let events = forged(&mut one, source.clone());
    deliver(&mut one, &mut other, &dir);
    assert!(other.store.event(&events[0].id).unwrap().is_some(), "whoever has no such source believes it");
    let now = other.now().unwrap();
    let record = SnapshotRecord {
        source: source.ws.clone(),
        epoch: source.ep,
        taken_at: now,
        imported_at: now,
        mapping: String::new(),
        digest: Digest::of(b"-"),
        records: 0,
    };
    let around = Around { record: &record, findings: &[], law: &other.law };
    other.store.snapshot([], around, |_| Flow::Go).unwrap();
    let more = forged(&mut one, source);
    deliver(&mut one, &mut other, &dir);
    assert!(other.store.event(&more[0].id).unwrap().is_none());
}

#[test]
fn both_histories_of_a_fork_arrive_although_they_bear_the_same_numbers() {
    let (dir, mut one, mut other) = pair();
    let author = Author { ws: "oef-ws-x".parse().unwrap(), ep: 1 };
    let station = Station::make(author.clone(), &root_of(&dir, "a"), (&one.now().unwrap(), 1)).unwrap();
    let mut chain = Chain::new(author);
    let stamp = |office: &Office| office.stamp().unwrap();
    let said = |word: &str| Draft::saying(EventKind::Manage, None, json!(word));
    let mut events: Vec<Event> = vec![chain.append(said("een"), &stamp(&one)).unwrap()];
    let mut restored = chain.clone();
    for word in ["twee", "drie"] {
        events.push(chain.append(said(word), &stamp(&one)).unwrap());
        events.push(restored.append(said(&format!("anders {word}")), &stamp(&one)).unwrap());
    }
    events.extend([&mut chain, &mut restored].map(|chain| seal(chain, &station, &one)));
    one.store.merge(events.clone(), &one.law).unwrap();
    let plan = one
        .plan_export(&ExportAsk {
            partner: "Kantoor b".into(),
            documents: false,
            purpose: String::new(),
            folder: dir.path().join("stick"),
            open: false,
            cases: Vec::new(),
        })
        .unwrap();
    assert!(plan.preflight.iter().any(|found| found.code == "two-histories"), "{:?}", plan.preflight);
    // Also when the partner holds the part that both share, or one of them whole.
    for _ in 0..2 {
        deliver(&mut one, &mut other, &dir);
        for event in &events {
            assert!(other.store.event(&event.id).unwrap().is_some());
        }
    }
    let forked = other.store.authors().unwrap().into_iter().find(|state| state.forked).unwrap();
    assert_eq!(forked.author.ws.as_str(), "oef-ws-x");
}

#[test]
fn a_receipt_that_failed_is_written_when_the_bundle_is_taken_in_once_more() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let exported = send(&mut one, &other, &dir);
    let trial = other.try_import(&exported.path, &mut go_on).unwrap();
    let (header, partner) = (exported.header.clone(), other.partner("Kantoor a").unwrap());
    let record = other.in_record(&header, &exported.tagmanifest, &partner).unwrap();
    let mut payload = Payload::open(&exported.path, &trial.judgement, &[]).unwrap();
    other.take_events(&mut payload, &header, &record).unwrap();
    let again = take_in(&mut other, &exported.path, &dir);
    assert!(again.known_before && again.brings.new == 0 && again.receipt.is_some());
    assert!(take_in(&mut other, &exported.path, &dir).receipt.is_none());
    take_in(&mut one, &again.receipt.unwrap(), &dir);
    assert!(one.partner("Kantoor b").unwrap().acked_of(&one.station.author) > 0);
}

/// An office's bundles of a few days, each with what the one before did not have; and the state after all of them.
fn days() -> (TempDir, Vec<PathBuf>, [Office; 2], Digest) {
    let (dir, mut one, mut other) = pair();
    let mut paths = Vec::new();
    for day in 0..4 {
        note(&mut one, &format!("dag {day}"));
        paths.push(deliver(&mut one, &mut other, &dir).0.path);
        note(&mut other, &format!("antwoord {day}"));
        deliver(&mut other, &mut one, &dir);
    }
    paths.push(send(&mut one, &other, &dir).path);
    let root = one.store.state_root().unwrap();
    (dir, paths, [one, other], root)
}

#[test]
fn bundles_in_any_order_and_any_number_of_times_give_the_same_state() {
    let (dir, paths, makers, root) = days();
    let turn = std::cell::Cell::new(0);
    let order = proptest::collection::vec(0..paths.len(), 0..6).prop_flat_map({
        let all: Vec<usize> = (0..paths.len()).collect();
        move |more| Just([all.clone(), more].concat()).prop_shuffle()
    });
    let config = ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(order in order)| {
        turn.set(turn.get() + 1);
        let mut third = office(dir.path(), &format!("c{}", turn.get()));
        makers.iter().for_each(|maker| know(&mut third, maker));
        let receipts = dir.path().join(format!("bewijzen-{}", turn.get()));
        std::fs::create_dir(&receipts).unwrap();
        for index in order {
            let trial = third.try_import(&paths[index], &mut go_on).unwrap();
            third.apply_import(&trial, &receipts, &mut go_on).unwrap();
        }
        prop_assert_eq!(third.store.state_root().unwrap(), root);
        prop_assert_eq!(third.store.waiting().unwrap(), 0);
    });
}
