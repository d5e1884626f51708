//! What a partner cannot get out of an office by naming it, and what a receipt does not tell.

use super::scoped::{asked, is_a, open_case};
use super::*;

/// Takes a bundle of one office in at another, and gives the receipt.
fn receipt_of(from: &mut Office, to: &mut Office, dir: &TempDir) -> Receipt {
    deliver(from, to, dir);
    Receipt::from_bytes(&from.partner(&to.meta.office).unwrap().receipt.unwrap()).unwrap()
}

/// Two offices with a case that they share, and a document of another case at the first.
fn shared() -> (TempDir, Office, Office, CaseId, Vec<u8>) {
    let (dir, mut one, other) = pair();
    let case = open_case(&mut one, "09/100001-26", "geel");
    let secret = open_case(&mut one, "09/200002-26", "groen");
    let bytes = b"%PDF-1.7 een stuk van een andere zaak".to_vec();
    one.vault.put(&mut bytes.as_slice()).unwrap();
    link_to(&mut one, &secret, &bytes);
    (dir, one, other, case, bytes)
}

#[test]
fn a_partner_that_names_a_document_of_another_case_by_its_digest_does_not_get_it() {
    let (dir, mut one, mut other, case, bytes) = shared();
    link_to(&mut other, &case, &bytes);
    deliver(&mut other, &mut one, &dir);
    let ask = asked(&other, &dir, &[case]);
    assert_eq!(documents(&one.export(&ask, &mut go_on).unwrap()), 0);
    // Whoever answers for the case here can still put it there.
    link_to(&mut one, &case, &bytes);
    assert_eq!(documents(&one.export(&ask, &mut go_on).unwrap()), 1);
}

#[test]
fn a_document_that_came_with_its_link_goes_on_with_the_case() {
    let (dir, mut one, mut other, case, _) = shared();
    let theirs = b"%PDF-1.7 van de ander".to_vec();
    other.vault.put(&mut theirs.as_slice()).unwrap();
    link_to(&mut other, &case, &theirs);
    deliver(&mut other, &mut one, &dir);
    let exported = one.export(&asked(&other, &dir, &[case]), &mut go_on).unwrap();
    assert_eq!(documents(&exported), 1);
}

#[test]
fn a_receipt_tells_a_partner_that_may_not_know_all_of_nothing_but_what_it_sent() {
    let (dir, mut one, mut other) = pair();
    let mut third = office(dir.path(), "c");
    know(&mut one, &third);
    know(&mut third, &one);
    link_to(&mut third, &case(), b"nog niet gekomen stuk");
    let all = receipt_of(&mut third, &mut one, &dir);
    assert!(all.wants.len() == 1 && all.have.keys().any(|author| author.contains("ws-a")), "{all:?}");
    is_a(&mut one, "Kantoor b", PartnerKind::Court);
    note(&mut other, "van de rechtbank");
    let some = receipt_of(&mut other, &mut one, &dir);
    let own = other.station.author.to_string();
    assert_eq!((some.have.keys().collect::<Vec<_>>(), some.wants), (vec![&own], vec![]));
    let missing = link_to(&mut other, &case(), b"ook nog niet gekomen");
    assert_eq!(receipt_of(&mut other, &mut one, &dir).wants, [missing]);
}

#[test]
fn a_partner_that_may_not_know_all_still_learns_how_far_its_own_journal_arrived() {
    let (dir, mut one, mut other) = pair();
    is_a(&mut one, "Kantoor b", PartnerKind::Court);
    note(&mut other, "eerste");
    deliver(&mut other, &mut one, &dir);
    let first = other.partner("Kantoor a").unwrap().acked;
    note(&mut other, "nog een");
    deliver(&mut other, &mut one, &dir);
    let then = other.partner("Kantoor a").unwrap().acked;
    let seq = |acked: &[noodbrug_store::Acked]| {
        acked.iter().find(|line| line.author == other.station.author).map_or(0, |line| line.seq)
    };
    assert!(seq(&then) > seq(&first) && seq(&first) > 0);
}
