use super::*;
use crate::exchange::tests as bench;
use crate::exchange::tests::{case, deliver, go_on, note, pair, send, take_in};
use crate::station::Station;
use noodbrug_core::bundle::FindingKind;
use std::path::Path;

/// What stands on the paper that goes with the receipt of a bundle.
fn paper(office: &Office, bundle: &Digest) -> PaperText {
    let text = office.store.setting(&format!("{SETTING}{bundle}")).unwrap().unwrap();
    let given: Given = serde_json::from_str(&text).unwrap();
    PaperText::parse(&given.paper).unwrap()
}

fn acked(office: &Office) -> u64 {
    office.partner("Kantoor b").unwrap().acked_of(&office.station.author)
}

/// The text of a paper, by a program that is not ours; nothing where it is missing.
fn text_of(pdf: &Path) -> Option<String> {
    let read = std::process::Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output().ok()?;
    Some(String::from_utf8(read.stdout).unwrap())
}

#[test]
fn a_receipt_on_paper_moves_what_the_partner_holds_just_as_the_signed_bundle_does() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let exported = send(&mut one, &other, &dir);
    let receipt = take_in(&mut other, &exported.path, &dir).receipt.unwrap();
    let pdf = dir.path().join("bewijs.pdf");
    other.print_receipt(&exported.header.folder(), To::File(&pdf), Lang::Nl).unwrap();
    let said = paper(&other, &exported.tagmanifest);
    if let Some(text) = text_of(&pdf) {
        assert!(text.contains("Ontvangstbewijs") && text.contains("In orde"), "{text}");
        for line in said.lines() {
            assert!(text.contains(&line), "{line} is not in {text}");
        }
        assert_eq!(text.matches('\u{c}').count(), 1, "one page");
    }
    // Nothing of the partner was ever here: what is typed is not enough, what is scanned is.
    let typed = said.lines().join("\n");
    assert!(one.type_receipt(&typed).unwrap_err().sentence.nl.contains("Scan de code"));
    assert_eq!((acked(&one), one.unconfirmed().unwrap().len()), (0, 1));
    let taken = one.type_receipt(&said.payload()).unwrap();
    assert!(taken.moved && !taken.known_before && taken.outcome == Outcome::TakenIn, "{taken:?}");
    assert!(one.unconfirmed().unwrap().is_empty());
    let by_paper = acked(&one);
    assert_eq!(by_paper, exported.header.have[&one.station.author.to_string()].1);
    assert!(one.type_receipt(&said.payload()).unwrap().known_before);
    // The bundle that comes after all says the same.
    take_in(&mut one, &receipt, &dir);
    assert_eq!(acked(&one), by_paper);
    // By now a seal of the partner is here: the next one can be typed.
    note(&mut other, "antwoord");
    deliver(&mut other, &mut one, &dir);
    note(&mut one, "twee");
    let second = send(&mut one, &other, &dir);
    take_in(&mut other, &second.path, &dir);
    let typed = paper(&other, &second.tagmanifest).lines().join(" ").to_lowercase();
    assert!(one.type_receipt(&typed).unwrap().moved);
    assert!(acked(&one) > by_paper);
}

#[test]
fn one_receipt_of_a_station_makes_it_known_and_one_from_paper_leaves_no_gap() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let first = send(&mut one, &other, &dir);
    let receipt = take_in(&mut other, &first.path, &dir).receipt.unwrap();
    take_in(&mut one, &receipt, &dir);
    note(&mut one, "twee");
    let second = send(&mut one, &other, &dir);
    take_in(&mut other, &second.path, &dir);
    let taken = one.type_receipt(&paper(&other, &second.tagmanifest).lines().join("\n")).unwrap();
    assert!(taken.moved && taken.sentence.nl.ends_with("gaat verder waar deze ophield."), "{taken:?}");
    // The receipt that stayed behind had a number of its own; nobody here waits for it.
    note(&mut other, "antwoord");
    let third = send(&mut other, &one, &dir);
    let trial = one.try_import(&third.path, &mut go_on).unwrap();
    assert_eq!((trial.missing_bundles.as_slice(), trial.outcome), ([].as_slice(), Outcome::TakenIn));
    take_in(&mut one, &third.path, &dir);
    assert_eq!(one.gaps().unwrap(), []);
}

#[test]
fn a_receipt_on_paper_of_less_than_all_moves_nothing() {
    let (dir, mut one, mut other) = pair();
    let mut third = bench::office(dir.path(), "c");
    bench::know(&mut other, &third);
    bench::know(&mut third, &other);
    note(&mut one, "van a");
    deliver(&mut one, &mut other, &dir);
    // The third does not know who wrote that: it leaves it out.
    let exported = send(&mut other, &third, &dir);
    let trial = third.try_import(&exported.path, &mut go_on).unwrap();
    assert_eq!(trial.judgement.findings[0].kind, FindingKind::Unvouched);
    take_in(&mut third, &exported.path, &dir);
    let said = paper(&third, &exported.tagmanifest);
    assert!(!said.full && said.left_out > 0);
    let taken = other.type_receipt(&said.payload()).unwrap();
    assert_eq!((taken.moved, taken.outcome), (false, Outcome::LeftOut));
    assert!(other.partner("Kantoor c").unwrap().acked.is_empty());
    assert!(third.store.case_row(&case()).unwrap().is_none());
}

#[test]
fn what_anybody_else_signed_or_changed_is_no_receipt() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let exported = send(&mut one, &other, &dir);
    take_in(&mut other, &exported.path, &dir);
    let said = paper(&other, &exported.tagmanifest);
    let refused = |one: &mut Office, text: &PaperText| {
        let why = one.type_receipt(&text.payload()).unwrap_err();
        assert_eq!(acked(one), 0);
        why.sentence.nl
    };
    // More than was taken in, another outcome, another bundle: the signature is of none of these.
    let more = PaperText { new: said.new + 1, ..said.clone() };
    let fork = PaperText { outcome: Outcome::Fork, ..said.clone() };
    let elsewhere = PaperText { bundle: [7; 8], ..said.clone() };
    for text in [more, fork, elsewhere] {
        assert!(refused(&mut one, &text).contains("gaat niet over een bundel"));
    }
    // Our own key, and that of a station of another office, sign nothing of the partner's.
    let third = bench::office(dir.path(), "c");
    let by = |station: &Station| {
        let receipt = said.about(exported.tagmanifest, station.author.clone()).unwrap();
        let signer = Signer::Certified(Box::new(station.certificate.clone()));
        let signed = receipt.to_signed().unwrap();
        let signature = Signature::sign(&station.key, signer, PAPER_NAMESPACE, &signed).unwrap();
        let text = receipt.on_paper(station.key.public().as_bytes(), signature.bytes());
        PaperText { certificate: Some(station.certificate.to_short()), ..text }
    };
    for forged in [by(&one.station), by(&third.station)] {
        assert!(refused(&mut one, &forged).contains("niet bekend"));
    }
    // What the receiver signed for another purpose is no receipt on paper either.
    let signer = Signer::Certified(Box::new(other.station.certificate.clone()));
    let receipt = said.about(exported.tagmanifest, other.station.author.clone()).unwrap();
    let signed = receipt.to_signed().unwrap();
    let other_purpose = Signature::sign(&other.station.key, signer, "noodbrug-receipt-v1", &signed).unwrap();
    let text = PaperText { signature: other_purpose.bytes(), ..said.clone() };
    assert!(refused(&mut one, &text).contains("gaat niet over een bundel"));
    assert!(one.type_receipt(&said.payload()).unwrap().moved);
}
