//! Bundles and receipts between offices that know each other by their cards.

use super::*;

/// Makes each know the other by its signed card, so that their bundles go in envelopes.
fn exchange_cards(one: &mut Office, other: &mut Office, dir: &TempDir) {
    let path = dir.path().join("kaart.txt");
    let read = |here: &mut Office, there: &mut Office| {
        there.write_card(&path).unwrap();
        let card = here.read_card(&path).unwrap();
        let (name, kind, confirmed) = (card.office, PartnerKind::Office, "gebeld".into());
        let (root_key, envelope) = (card.root_key, card.envelope);
        here.add_partner(NewPartner { name, kind, root_key, envelope, confirmed }).unwrap();
    };
    read(one, other);
    read(other, one);
}

#[test]
fn with_each_others_cards_bundles_and_receipts_go_in_envelopes_that_nobody_else_opens() {
    let (dir, mut one, mut other) = pair();
    exchange_cards(&mut one, &mut other, &dir);
    let mut third = office(dir.path(), "c");
    know(&mut third, &one);
    note(&mut one, "voor de ander alleen");
    let bytes = b"PK\x03\x04 het stuk";
    let document = link(&mut one, bytes);
    one.vault.put(&mut bytes.as_slice()).unwrap();
    let exported = send(&mut one, &other, &dir);
    assert!(exported.path.to_str().unwrap().ends_with(".zip.age"));
    let outside = std::fs::read(&exported.path).unwrap();
    assert!(outside.starts_with(b"age-encryption.org/v1\n"));

    let trial = third.try_import(&exported.path, &mut go_on).unwrap();
    assert!(!trial.may_apply);
    let found: Vec<FindingKind> = trial.judgement.findings.iter().map(|found| found.kind).collect();
    assert_eq!(found, [FindingKind::ClosedForOthers]);

    let imported = take_in(&mut other, &exported.path, &dir);
    assert!(imported.receipt.as_ref().unwrap().to_str().unwrap().ends_with(".zip.age"));
    assert!(other.vault.has(&document));
    take_in(&mut one, imported.receipt.as_deref().unwrap(), &dir);
    let (mine, theirs) = roots(&one, &other);
    assert_eq!(mine, theirs);
    let record =
        one.bundles().unwrap().into_iter().find(|bundle| bundle.direction == Direction::Out).unwrap();
    assert_eq!(record.name, exported.path.file_name().unwrap().to_str().unwrap());

    let ask = ExportAsk {
        partner: other.meta.office.clone(),
        documents: false,
        purpose: String::new(),
        folder: dir.path().join("stick"),
        open: true,
        cases: Vec::new(),
    };
    let plan = one.plan_export(&ask).unwrap();
    assert!(!plan.closed && plan.preflight.iter().all(|found| found.code != "no-envelope"));
    assert!(one.export(&ask, &mut go_on).unwrap().path.to_str().unwrap().ends_with(".zip"));
}
