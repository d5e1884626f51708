//! What is not taken in or not made: refused with what to do, and nothing is lost.

use super::*;

#[test]
fn a_sender_whom_nobody_confirmed_is_refused_with_what_to_do() {
    let mut pair = pair();
    day_of_work(&mut pair.parket);
    let exported = pair.export();
    let stick = pair.stick();
    pair.court.remove_partner(PARKET).unwrap();
    let trial = tried(&mut pair.court, &exported.path);
    assert!(!trial.may_apply && trial.partner.is_none() && trial.brings.new == 0);
    assert!(trial.sentence.nl.contains("Bel de afzender") && trial.sentence.nl.contains("SHA256:"));
    let refused = pair.court.apply_import(&trial, &stick, &mut go_on).unwrap_err();
    assert_eq!((refused.class, refused.sentence), (Class::Refused, trial.sentence));
    assert!(pair.court.case_by_number("09/123456-26").is_err());
    let own = tried(&mut pair.parket, &exported.path);
    assert!(!own.may_apply && own.sentence.nl.contains("hier zelf gemaakt"), "{}", own.sentence.nl);
}

#[test]
fn a_bundle_of_an_exercise_never_gets_into_live_work_and_is_set_apart_encrypted() {
    let mut pair = pair();
    day_of_work(&mut pair.parket);
    let exported = pair.export();
    let mut live = office(pair.dir.path(), ("Parket Amsterdam", "ws-live"), Mode::Live);
    // Even with its key in the list of partners.
    let key = pair.parket.station().root().to_line(PARKET);
    let (name, kind) = (PARKET.to_owned(), PartnerKind::Office);
    live.add_partner(NewPartner { name, kind, root_key: key, envelope: None, confirmed: "x".into() })
        .unwrap();
    let trial = tried(&mut live, &exported.path);
    assert!(!trial.may_apply && kinds(&trial).contains(&FindingKind::WrongMode), "{:?}", kinds(&trial));
    let stick = pair.stick();
    assert_eq!(trial.outcome, Outcome::WrongMode);
    assert!(live.apply_import(&trial, &stick, &mut go_on).is_err());
    assert!(live.case_by_number("09/123456-26").is_err());
    let kept = files(&live.folders().quarantine());
    assert_eq!(kept.len(), 1);
    let (apart, original) = (std::fs::read(&kept[0]).unwrap(), std::fs::read(&exported.path).unwrap());
    assert!(apart.len() > original.len() && !apart.windows(12).any(|bytes| bytes == b"bag-info.txt"));
    tried(&mut live, &exported.path);
    assert_eq!(files(&live.folders().quarantine()).len(), 1);
}

#[test]
fn a_damaged_bundle_is_refused_and_set_apart() {
    let mut pair = pair();
    day_of_work(&mut pair.parket);
    let exported = pair.export();
    let mut bytes = std::fs::read(&exported.path).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    let damaged = pair.dir.path().join(exported.path.file_name().unwrap());
    std::fs::write(&damaged, &bytes).unwrap();
    let trial = tried(&mut pair.court, &damaged);
    assert!(!trial.may_apply && !trial.judgement.is_sound());
    assert_eq!(files(&pair.court.folders().quarantine()).len(), 1);
    let nothing = pair.court.try_import(&pair.dir.path().join("weg.zip"), &mut go_on).unwrap_err();
    assert!(nothing.sentence.nl.contains("weg.zip is er niet"), "{}", nothing.sentence.nl);
    assert_eq!(files(&pair.court.folders().quarantine()).len(), 1);
}

#[test]
fn a_stick_that_takes_no_receipt_stops_before_anything_is_taken_in() {
    let mut pair = pair();
    day_of_work(&mut pair.parket);
    let exported = pair.export();
    let trial = tried(&mut pair.court, &exported.path);
    let refused = pair.court.apply_import(&trial, &pair.dir.path().join("weg"), &mut go_on).unwrap_err();
    assert!(refused.sentence.nl.contains("weg"), "{}", refused.sentence.nl);
    assert!(pair.court.bundles().unwrap().is_empty());
    assert!(pair.court.case_by_number("09/123456-26").is_err());
}

#[test]
fn an_export_that_cannot_be_made_says_so_and_leaves_nothing() {
    let mut pair = pair();
    day_of_work(&mut pair.parket);
    let nowhere = pair.dir.path().join("weg");
    let plan = pair.parket.plan_export(&ask(COURT, &nowhere)).unwrap();
    assert_eq!(plan.preflight.iter().map(|found| found.code).collect::<Vec<_>>(), ["no-folder"]);
    assert!(pair.parket.export(&ask(COURT, &nowhere), &mut go_on).is_err());
    assert!(pair.parket.plan_export(&ask("Onbekend", &nowhere)).is_err());
    let stick = pair.stick();
    let stopped = pair.parket.export(&ask(COURT, &stick), &mut |_, _| ControlFlow::Break(()));
    assert!(stopped.unwrap_err().sentence.nl.contains("Afgebroken"));
    assert!(files(&stick).is_empty() && pair.parket.bundles().unwrap().is_empty());
    let key = office(pair.dir.path(), ("Oefen-DJI", "ws-dji"), Mode::Exercise).station().root().to_line("");
    let (name, kind) = ("DJI".into(), PartnerKind::Dji);
    let new = NewPartner { name, kind, root_key: key, envelope: None, confirmed: "".into() };
    pair.parket.add_partner(new).unwrap();
    let plan = pair.parket.plan_export(&ask("DJI", &stick)).unwrap();
    assert_eq!(
        plan.preflight.iter().map(|found| found.code).collect::<Vec<_>>(),
        ["key-unconfirmed", "no-envelope", "no-case"]
    );
    assert!(!plan.is_good());
}
