//! Bundles of some cases: what leaves, what is proven, what stays.

use super::*;
use noodbrug_core::bundle::{CaseSeal, Limits, Outcome, Profile, Scope, proofs_path};
use noodbrug_core::case::{CaseFile, Executor};
use noodbrug_core::command::{OpenedCase, PlannedHearing};
use noodbrug_core::register::Group;
use noodbrug_core::state::CaseState;
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::{Trust, judge};
use serde_json::from_value;

/// Opens a case of which every word is one that nothing else has.
pub(super) fn open_case(office: &mut Office, number: &str, canary: &str) -> CaseId {
    let identity = json!({"role": "suspect", "surname": format!("{canary}naam"), "prefix": "", "given": "",
        "born": "1990-04-03", "birthplace": format!("{canary}plaats")});
    let charge =
        json!({"article": "310 Sr", "description": format!("{canary}feit"), "date": null, "place": ""});
    let opened = OpenedCase {
        numbers: from_value(json!({"parketnummer": number, "others": [], "related": []})).unwrap(),
        status: from_value(json!({"phase": format!("{canary}fase"), "prosecutor": null})).unwrap(),
        person: office.new_id().unwrap(),
        identity: from_value(identity).unwrap(),
        person_numbers: from_value(json!({"bsn": null, "skn": null})).unwrap(),
        charge_id: office.new_id().unwrap(),
        charge: from_value(charge).unwrap(),
    };
    let case = CaseId::of_parketnummer(&number.parse().unwrap());
    office.act(&case, Command::Open(Box::new(opened))).unwrap();
    write(office, &case, &format!("{canary}notitie"));
    case
}

pub(super) fn write(office: &mut Office, case: &CaseId, text: &str) {
    let id = office.new_id().unwrap();
    office.act(case, Command::Note(id, Note::new(NoteKind::Plain, text))).unwrap();
}

fn task(office: &mut Office, case: &CaseId, executor: Executor, text: &str) {
    let id = office.new_id().unwrap();
    let plan =
        json!({"kind": "fine", "executor": executor.word(), "due": null, "text": text, "urgent": false});
    office.act(case, Command::PlanTask(id, from_value(plan).unwrap())).unwrap();
}

pub(super) fn hearing(office: &mut Office, case: &CaseId, court: &str) {
    let slot = json!({"court": court, "date": "2026-12-07", "time": "09:30:00", "room": "B", "chamber": "",
        "minutes": 30});
    let hearing = office.new_id().unwrap();
    let planned = PlannedHearing { hearing, slot: from_value(slot).unwrap(), session: Default::default() };
    office.act(case, Command::PlanHearing(planned)).unwrap();
}

/// Makes a partner of another kind.
pub(super) fn is_a(office: &mut Office, partner: &str, kind: PartnerKind) {
    let known = office.partner(partner).unwrap();
    let (name, root_key, confirmed) = (known.name, known.root_key, known.confirmed.unwrap());
    office.add_partner(NewPartner { name, kind, root_key, envelope: None, confirmed }).unwrap();
}

pub(super) fn asked(to: &Office, dir: &TempDir, cases: &[CaseId]) -> ExportAsk {
    ExportAsk {
        partner: to.meta.office.clone(),
        documents: true,
        purpose: "proef".into(),
        folder: dir.path().join("stick"),
        open: true,
        cases: cases.to_vec(),
    }
}

/// Makes a bundle of chosen cases, or of those that concern the partner.
fn some(from: &mut Office, to: &Office, dir: &TempDir, cases: &[CaseId]) -> Exported {
    from.export(&asked(to, dir, cases), &mut go_on).unwrap()
}

/// All bytes that a bundle holds: the archive as it is, and each file of the payload unpacked, by its path.
fn bytes_of(office: &Office, exported: &Exported) -> BTreeMap<String, Vec<u8>> {
    let trust = Trust::at(office.now().unwrap());
    let judged = judge(&exported.path, &trust, &Limits::default(), &mut go_on).unwrap();
    let mut payload = Payload::open(&exported.path, &judged, &[]).unwrap();
    let paths: Vec<String> = payload.files().map(|(path, _)| path.to_owned()).collect();
    let mut files = BTreeMap::from([("-".to_owned(), std::fs::read(&exported.path).unwrap())]);
    for path in paths {
        let bytes = payload.read(&path, 1 << 30).unwrap();
        files.insert(path, bytes);
    }
    files
}

/// Where some bytes stand.
fn found(files: &BTreeMap<String, Vec<u8>>, needle: &[u8]) -> Vec<String> {
    let has = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    files.iter().filter(|(_, bytes)| has(bytes)).map(|(path, _)| path.clone()).collect()
}

fn state(office: &Office, case: &CaseId) -> CaseState {
    CaseState::of(&office.store.events_of_case(case).unwrap())
}

fn file(office: &Office, case: &CaseId) -> CaseFile {
    CaseFile::of(&state(office, case))
}

fn findings(office: &mut Office, exported: &Exported) -> Vec<FindingKind> {
    let trial = office.try_import(&exported.path, &mut go_on).unwrap();
    trial.judgement.findings.iter().map(|found| found.kind).collect()
}

#[test]
fn an_address_leaves_with_no_bundle_whose_profile_does_not_name_it() {
    for kind in [PartnerKind::Cjib, PartnerKind::Police, PartnerKind::Dji] {
        let (dir, mut one, other) = pair();
        is_a(&mut one, "Kantoor b", kind);
        let case = open_case(&mut one, "09/100001-26", "geel");
        let executor = match kind {
            PartnerKind::Cjib => Executor::Cjib,
            PartnerKind::Police => Executor::Police,
            _ => Executor::Dji,
        };
        task(&mut one, &case, executor, "geeltaak");
        let person = file(&one, &case).persons.into_keys().next().unwrap();
        let address = noodbrug_core::case::Address { text: "geeladres 12".into(), protected: true };
        one.act(&case, Command::SetAddress(person, address, String::new())).unwrap();
        let exported = some(&mut one, &other, &dir, &[]);
        let files = bytes_of(&one, &exported);
        assert_eq!(found(&files, b"geeladres"), [""; 0], "{kind:?}");
        assert!(!found(&files, b"geeltaak").is_empty(), "{kind:?}");
    }
}

#[test]
fn not_one_byte_of_another_case_and_of_its_own_none_that_the_profile_keeps() {
    let (dir, mut one, mut other) = pair();
    is_a(&mut one, "Kantoor b", PartnerKind::Cjib);
    let theirs = open_case(&mut one, "09/100001-26", "geel");
    task(&mut one, &theirs, Executor::Cjib, "geeltaak");
    let ours = open_case(&mut one, "09/200002-26", "groen");
    task(&mut one, &ours, Executor::Dji, "groentaak");
    one.log(EventKind::Read, Some(theirs), json!({"screen": "geelscherm"})).unwrap();
    write(&mut one, &theirs, "geelgeheim");
    let exported = some(&mut one, &other, &dir, &[]);
    let files = bytes_of(&one, &exported);
    let hidden: Vec<Event> = one.store.events_of_case(&ours).unwrap();
    let mut canaries: Vec<Vec<u8>> =
        ["groen", "200002", "geelnotitie", "geelgeheim", "geelfeit", "geelfase", "geelscherm"]
            .map(|word| word.as_bytes().to_vec())
            .to_vec();
    canaries.push(ours.to_string().into_bytes());
    canaries.push(ours.as_bytes().to_vec());
    for event in &hidden {
        canaries.push(event.header.bh.to_string().into_bytes());
        canaries.push(event.content().unwrap().n.clone().into_bytes());
    }
    for canary in canaries {
        assert_eq!(found(&files, &canary), [""; 0], "{}", String::from_utf8_lossy(&canary));
    }
    // The task is in an entry of its own; the name stands in one entry with what stays, and so in the tables alone.
    let case_file = CaseSeal::path_of(&theirs);
    assert_eq!(found(&files, b"geeltaak"), [case_file.as_str(), "data/taken.csv"]);
    assert_eq!(
        found(&files, b"geelnaam"),
        ["data/overzicht.csv", "data/records/cases.jsonl", "data/taken.csv"]
    );
    let scope = exported.header.scope.cases().unwrap();
    let seal = &scope.seals[0];
    assert_eq!((scope.seals.len(), seal.case, seal.count, seal.unproven), (1, theirs, 4, 0));
    assert!(exported.header.segments.is_empty() && exported.header.have.is_empty());

    let trial = other.try_import(&exported.path, &mut go_on).unwrap();
    assert!(trial.may_apply && trial.judgement.findings.is_empty(), "{:?}", trial.judgement.findings);
    let taken = take_in(&mut other, &exported.path, &dir);
    assert_eq!((taken.brings.new, taken.brings.waiting, taken.brings.cases), (5, 0, 1));
    let again = other.try_import(&exported.path, &mut go_on).unwrap();
    assert_eq!((again.brings.known, again.outcome), (5, Outcome::Replay));
    let here = file(&other, &theirs);
    assert_eq!(here.tasks.values().next().unwrap().plan.sole().unwrap().text, "geeltaak");
    assert!(here.notes.is_empty() && here.numbers.is_empty() && here.conflicts.is_empty());
    let log: Vec<String> = other
        .store
        .events_of_case(&theirs)
        .unwrap()
        .iter()
        .map(|event| crate::said::entry_words(&other.log_line(event).unwrap(), Lang::Nl))
        .collect();
    let kept = "toegevoegd: de inhoud is niet meegestuurd";
    assert_eq!(log.iter().filter(|words| *words == kept).count(), 3, "{log:?}");
    assert!(other.store.events_of_case(&ours).unwrap().is_empty());
    let faults = other.verify_journal().unwrap().faults;
    assert!(faults.iter().all(|fault| matches!(fault, noodbrug_store::Fault::Gap(..))), "{faults:?}");
}

#[test]
fn the_preview_says_what_leaves_of_each_case_and_what_stays() {
    let (dir, mut one, other) = pair();
    is_a(&mut one, "Kantoor b", PartnerKind::Cjib);
    let theirs = open_case(&mut one, "09/100001-26", "geel");
    task(&mut one, &theirs, Executor::Cjib, "€ 300");
    open_case(&mut one, "09/200002-26", "groen");
    let before = std::fs::read_dir(dir.path().join("stick")).unwrap().count();
    let plan = one.plan_export(&asked(&other, &dir, &[])).unwrap();
    let scope = plan.scope.unwrap();
    assert_eq!((plan.cases, plan.events, scope.kind, scope.chosen), (1, 4, PartnerKind::Cjib, false));
    assert!(scope.hidden.contains(&Group::Note) && scope.shown.contains_key(&Group::Plan));
    let leaves = &scope.cases[0];
    assert_eq!((leaves.case.number.as_str(), leaves.events, leaves.withheld), ("09/100001-26", 3, 2));
    assert_eq!(leaves.fields, BTreeSet::from([Group::Plan]));
    assert_eq!(leaves.tables_only, BTreeSet::from([Group::Numbers, Group::Identity, Group::PersonNumbers]));
    assert_eq!(leaves.stays, BTreeSet::from([Group::Status, Group::Charge, Group::Note]));
    assert_eq!(std::fs::read_dir(dir.path().join("stick")).unwrap().count(), before);
    let plan = one.plan_export(&ExportAsk { partner: "Kantoor b".into(), ..asked(&other, &dir, &[case()]) });
    assert!(plan.unwrap_err().sentence.nl.contains("niet bekend"));
}

#[test]
fn chosen_cases_give_another_office_the_same_state_of_these_and_of_nothing_else() {
    let (dir, mut one, mut other) = pair();
    let theirs = open_case(&mut one, "09/100001-26", "geel");
    hearing(&mut one, &theirs, "Rechtbank Den Haag");
    let bytes = b"%PDF-1.7 proces-verbaal".to_vec();
    one.vault.put(&mut bytes.as_slice()).unwrap();
    let ours = open_case(&mut one, "09/200002-26", "groen");
    link(&mut one, &bytes);
    let exported = some(&mut one, &other, &dir, &[theirs]);
    assert_eq!(found(&bytes_of(&one, &exported), b"groen"), [""; 0]);
    assert_eq!(documents(&exported), 0);
    take_in(&mut other, &exported.path, &dir);
    assert_eq!(state(&other, &theirs), state(&one, &theirs));
    assert_eq!(exported.header.state_root, other.store.state_root().unwrap());
    // The rest comes the usual way, and both are the same then.
    let (all, _) = deliver(&mut one, &mut other, &dir);
    assert_eq!((&all.header.scope, documents(&all)), (&Scope::All, 1));
    assert_eq!(state(&other, &ours), state(&one, &ours));
    let (here, there) = roots(&one, &other);
    assert_eq!(here, there);
}

#[test]
fn a_case_that_was_acknowledged_stays_at_home_until_it_changes() {
    let (dir, mut one, mut other) = pair();
    is_a(&mut one, "Kantoor b", PartnerKind::Court);
    let case = open_case(&mut one, "09/100001-26", "geel");
    hearing(&mut one, &case, "kantoor  B");
    let cases = |one: &mut Office, other: &Office| {
        let plan = one.plan_export(&asked(other, &dir, &[])).unwrap();
        (plan.cases, plan.scope.unwrap().unchanged)
    };
    assert_eq!(cases(&mut one, &other), (1, 0));
    let exported = some(&mut one, &other, &dir, &[]);
    let taken = take_in(&mut other, &exported.path, &dir);
    assert_eq!(cases(&mut one, &other), (1, 0), "made is not received");
    take_in(&mut one, taken.receipt.as_deref().unwrap(), &dir);
    assert_eq!(cases(&mut one, &other), (0, 1));
    let receipt = Receipt::from_bytes(&one.partner("Kantoor b").unwrap().receipt.unwrap()).unwrap();
    let author = one.station.author.clone();
    let of: Vec<(&str, Verdict)> =
        receipt.segments.iter().map(|part| (part.author.as_str(), part.verdict)).collect();
    assert_eq!(of, [(author.ws.as_str(), Verdict::New)]);
    assert!(one.partner("Kantoor b").unwrap().acked.is_empty());
    write(&mut one, &case, "een notitie verandert voor de partner alleen dat er een regel bij is");
    assert_eq!(cases(&mut one, &other), (1, 0));
    assert_eq!(one.plan_export(&asked(&other, &dir, &[case])).unwrap().cases, 1);
}

#[test]
fn what_was_withheld_comes_later_and_then_both_hold_the_same() {
    let (dir, mut one, mut other) = pair();
    is_a(&mut one, "Kantoor b", PartnerKind::Cjib);
    let case = open_case(&mut one, "09/100001-26", "geel");
    task(&mut one, &case, Executor::Cjib, "€ 300");
    let exported = some(&mut one, &other, &dir, &[]);
    let receipt = take_in(&mut other, &exported.path, &dir).receipt.unwrap();
    take_in(&mut one, &receipt, &dir);
    is_a(&mut one, "Kantoor b", PartnerKind::Office);
    deliver(&mut one, &mut other, &dir);
    assert_eq!(state(&other, &case), state(&one, &case));
    let (here, there) = roots(&one, &other);
    assert_eq!(here, there);
    assert!(other.verify_journal().unwrap().faults.is_empty());
}

#[test]
fn numbers_of_bundles_for_somebody_else_are_not_missed() {
    let (dir, mut one, mut other) = pair();
    let third = office(dir.path(), "c");
    know(&mut one, &third);
    let case = open_case(&mut one, "09/100001-26", "geel");
    some(&mut one, &third, &dir, &[]);
    let second = some(&mut one, &other, &dir, &[case]);
    assert_eq!(second.header.scope.cases().unwrap().elsewhere, [(1, 1)]);
    some(&mut one, &third, &dir, &[]);
    let fourth = some(&mut one, &other, &dir, &[case]);
    assert_eq!(fourth.header.scope.cases().unwrap().elsewhere, [(1, 1), (3, 3)]);
    assert_eq!(findings(&mut other, &fourth), [FindingKind::Gap]);
    take_in(&mut other, &second.path, &dir);
    assert_eq!(findings(&mut other, &fourth), [], "each is from before it or for somebody else");
    take_in(&mut other, &fourth.path, &dir);
    assert!(other.gaps().unwrap().is_empty());
}

#[test]
fn what_others_wrote_is_proven_by_their_own_seals_and_vouched_for_by_their_own_office() {
    let (dir, mut one, mut other) = pair();
    let mut third = office(dir.path(), "c");
    know(&mut one, &third);
    know(&mut third, &one);
    let case = open_case(&mut third, "09/100001-26", "geel");
    open_case(&mut third, "09/200002-26", "groen");
    deliver(&mut third, &mut one, &dir);
    write(&mut one, &case, "van a");
    let exported = some(&mut one, &other, &dir, &[case]);
    let files = bytes_of(&one, &exported);
    assert_eq!(found(&files, b"groen"), [""; 0]);
    for author in [&one.station.author, &third.station.author] {
        assert!(files.contains_key(&proofs_path(author)), "{author}");
    }
    assert_eq!(findings(&mut other, &exported), [FindingKind::Unvouched]);
    take_in(&mut other, &exported.path, &dir);
    assert_eq!(file(&other, &case).notes.len(), 1);
    know(&mut other, &third);
    take_in(&mut other, &exported.path, &dir);
    assert_eq!(state(&other, &case), state(&one, &case));
    // What its office has not sealed here cannot be proven, and stays with a word in the header.
    third.seal_journal().unwrap();
    write(&mut third, &case, "nog niet verzegeld bij a");
    let unsealed = third.store.events_of_case(&case).unwrap().pop().unwrap();
    one.store.merge([unsealed], &one.law).unwrap();
    let exported = some(&mut one, &other, &dir, &[case]);
    assert_eq!(exported.header.scope.cases().unwrap().seals[0].unproven, 1);
    assert_eq!(found(&bytes_of(&one, &exported), b"nog niet verzegeld"), [""; 0]);
}

#[test]
fn a_cover_sheet_and_an_overview_name_no_conflict_of_another_case() {
    let (dir, mut one, mut other) = pair();
    let ours = open_case(&mut one, "09/200002-26", "groen");
    let theirs = open_case(&mut one, "09/100001-26", "geel");
    deliver(&mut one, &mut other, &dir);
    let status = |phase: &str| json!({"phase": phase, "prosecutor": null});
    for (office, phase) in [(&mut one, "van a"), (&mut other, "van b")] {
        let register = noodbrug_core::register::Register::of_case(Group::Status);
        office.act(&ours, Command::Correct(register, status(phase), "proef".into())).unwrap();
    }
    deliver(&mut other, &mut one, &dir);
    assert_eq!(one.counts().unwrap().conflicts, 1);
    let exported = some(&mut one, &other, &dir, &[theirs]);
    let overview = one.overview(&exported.header, ("Kantoor b", exported.entries)).unwrap();
    assert!(overview.conflicts.is_empty() && overview.scope.unwrap().1 == 1);
    let both = some(&mut one, &other, &dir, &[theirs, ours]);
    assert_eq!(one.overview(&both.header, ("Kantoor b", both.entries)).unwrap().conflicts, ["09/200002-26"]);
}

#[test]
fn a_partner_of_an_unknown_kind_gets_nothing() {
    let (dir, mut one, other) = pair();
    let known = one.partner("Kantoor b").unwrap();
    one.store.put_partner(&Partner { kind: "iets".into(), ..known }).unwrap();
    let refused = one.plan_export(&asked(&other, &dir, &[])).unwrap_err();
    assert!(refused.sentence.nl.contains("kies de soort"), "{}", refused.sentence.nl);
    assert!(Profile::from_bytes(b"{}").is_err());
}
