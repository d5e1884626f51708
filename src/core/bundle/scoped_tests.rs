use super::super::partner::PartnerKind;
use super::super::profile::Profiles;
use super::*;
use crate::case::tests::{author, case, note, stamp};
use crate::event::Draft;
use crate::ident::{CaseId, ObjectId};
use crate::inclusion::ProofTree;
use crate::journal::Chain;
use crate::register::Register;
use serde_json::json;
use std::collections::BTreeMap;

/// Seven events of one author, three of them of the case, and the seal.
fn journal() -> (Vec<Event>, Event) {
    let mut chain = Chain::new(author("oef-ws-a"));
    let other = |text: &str| Draft { case: Some(CaseId::derived("test", "2")), ..note(text) };
    let read = Draft::saying(Kind::Read, Some(case()), json!({"screen": "case"}));
    let drafts = [note("een"), other("ander"), note("twee"), read, other("nog"), note("drie"), other("x")];
    let events: Vec<Event> =
        (0_u64..).zip(drafts).map(|(turn, draft)| chain.append(draft, &stamp(turn)).unwrap()).collect();
    let (seq, head) = chain.head.unwrap();
    let root = ProofTree::over(events.iter().map(|event| &event.id)).root();
    let checkpoint = json!({
        "ep": 1, "head": head, "root": root, "seq": seq, "t": "2026-11-23T12:00:00+01:00", "ws": "oef-ws-a",
    });
    let said = json!({"checkpoint": checkpoint, "signature": "-"});
    let seal = chain.append(Draft::saying(Kind::Checkpoint, None, said), &stamp(9)).unwrap();
    (events, seal)
}

fn of_case(events: &[Event]) -> Vec<Event> {
    events
        .iter()
        .filter(|event| event.header.cs == Some(case()) && event.header.k.writes())
        .cloned()
        .collect()
}

fn lines_of(events: &[Event]) -> Vec<u8> {
    events.iter().flat_map(Event::to_line).collect()
}

fn seal_over(events: &[Event]) -> CaseSeal {
    let seal = CaseSeal::over(events.iter().map(|event| event.id));
    CaseSeal { case: case(), count: events.len() as u64, seal, unproven: 0, sha256: Digest::of(b"-") }
}

#[test]
fn the_events_of_a_case_read_back_with_and_without_their_bodies() {
    let mine = of_case(&journal().0);
    assert_eq!(mine.len(), 3);
    let seal = seal_over(&mine);
    assert_eq!(seal.events(&lines_of(&mine), Mode::Exercise), Ok(mine.clone()));
    let bare: Vec<Event> = mine.iter().cloned().map(Event::withheld).collect();
    assert_eq!(seal.events(&lines_of(&bare), Mode::Exercise), Ok(bare));
    assert_eq!(seal.events(&lines_of(&mine), Mode::Live).unwrap_err().0, FindingKind::BadEvent);
}

#[test]
fn an_event_left_out_doubled_turned_or_of_another_case_is_noticed() {
    let (all, _) = journal();
    let mine = of_case(&all);
    let seal = seal_over(&mine);
    let found = |events: &[Event]| seal.events(&lines_of(events), Mode::Exercise).unwrap_err().0;
    assert_eq!(found(&mine[1..]), FindingKind::WrongSeal);
    assert_eq!(found(&[mine[0].clone(), mine[2].clone(), mine[1].clone()]), FindingKind::BadEvent);
    assert_eq!(found(&[mine[0].clone(), mine[0].clone(), mine[1].clone()]), FindingKind::BadEvent);
    for other in [&all[1], &all[3]] {
        assert_eq!(found(&[mine[0].clone(), other.clone(), mine[2].clone()]), FindingKind::OtherCase);
    }
    let changed = Chain::new(author("oef-ws-b")).append(note("vier"), &stamp(4)).unwrap();
    assert_eq!(found(&[mine[0].clone(), mine[1].clone(), changed]), FindingKind::WrongSeal);
    assert_eq!(found(&[]), FindingKind::BadEvent);
}

#[test]
fn proofs_lead_each_event_to_its_authors_seal_and_nothing_else() {
    let (all, seal) = journal();
    let mine = of_case(&all);
    let events: Vec<&Event> = mine.iter().collect();
    let tree = ProofTree::over(all.iter().map(|event| &event.id));
    let path = |event: &Event| (event.id, tree.path(event.header.seq).unwrap());
    let proofs = Proofs { seal: seal.clone(), paths: mine.iter().map(path).collect() };
    let bytes = proofs.to_bytes().unwrap();
    let who = author("oef-ws-a");
    assert_eq!(Proofs::of(&bytes, &who, &events), Ok(proofs.clone()));
    let refused = |proofs: &Proofs, who: &Author, events: &[&Event]| {
        let found = Proofs::of(&proofs.to_bytes().unwrap(), who, events);
        assert_eq!(found.unwrap_err().0, FindingKind::BadProof);
    };
    refused(&proofs, &author("oef-ws-b"), &events);
    refused(&proofs, &who, &events[1..]);
    refused(&proofs, &who, &[events[0], events[1]]);
    let mut bent = proofs.clone();
    bent.paths[1].1[0] = Digest::of(b"bent");
    refused(&bent, &who, &events);
    let mut short = proofs.clone();
    short.paths.pop();
    refused(&short, &who, &events);
    refused(&Proofs { seal: all[0].clone(), ..proofs.clone() }, &who, &events);
    let stranger = Chain::new(who.clone()).append(note("nooit geschreven"), &stamp(1)).unwrap();
    refused(&proofs, &who, &[&stranger, events[1], events[2]]);
}

#[test]
fn a_profile_lets_out_what_it_names_and_nothing_more() {
    let profiles = Profiles::parse(include_str!("../../../assets/exchange/profiles.toml")).unwrap();
    let (dji, office) = (profiles.of(PartnerKind::Dji).unwrap(), profiles.of(PartnerKind::Office).unwrap());
    let mine = of_case(&journal().0);
    assert_eq!(dji.check(&mine, &BTreeSet::new()).unwrap_err().0, FindingKind::BeyondProfile);
    let bare: Vec<Event> = mine.iter().cloned().map(Event::withheld).collect();
    assert_eq!(dji.check(&bare, &BTreeSet::new()), Ok(()));
    let sha256 = Digest::of(b"stuk");
    let link = json!({"sha256": sha256, "name": "a.pdf", "title": "", "kind": "", "added": null, "len": 4, "mime": ""});
    let register = Register::of(Group::Document, ObjectId::derived("d"));
    let draft = Draft::writing(Kind::Add, case(), BTreeMap::from([(register, link)]));
    let event = Chain::new(author("oef-ws-a")).append(draft, &stamp(1)).unwrap();
    let documents = BTreeSet::from([sha256]);
    assert_eq!(documents_in([&event]), documents);
    assert_eq!(office.check(std::slice::from_ref(&event), &documents), Ok(()));
    assert!(office.check(&mine, &documents).is_err());
    assert!(dji.check(&[event.withheld()], &documents).is_err());
}
