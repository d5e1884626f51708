use super::super::Judgement;
use super::super::fixture::{codes, go_on, judged, noon, small, trust};
use super::super::parts::Parts;
use super::*;
use crate::cms::tests::Issuer;
use crate::{judges, machine};
use noodbrug_core::bundle::{Kind, Severity};
use noodbrug_core::digest::Digest;

/// A small bundle with this second signature, put there by hand.
fn with(signature: &[u8]) -> Vec<u8> {
    let mut parts = Parts::of(&small());
    let place = parts.files.iter().position(|(path, _)| path == SIGNATURE).unwrap() + 1;
    parts.files.insert(place, (SECOND_SIGNATURE.to_owned(), signature.to_vec()));
    parts.pack()
}

fn signed_bytes() -> Vec<u8> {
    Parts::of(&small()).get(TAG_MANIFEST).clone()
}

fn now() -> Moment {
    machine::now().unwrap()
}

/// Judges at a time at which the certificates of these tests hold, that of the station included.
fn judged_by(bytes: &[u8], pinned: Option<&Issuer>) -> Judgement {
    let trust = Trust::at(now()).with_root("Parket Amsterdam", super::super::fixture::root().public());
    let trust = trust.expecting(noodbrug_core::bundle::Mode::Live);
    judged(
        bytes,
        &match pinned {
            Some(issuer) => trust.with_second(issuer.pinned("ca.pem")),
            None => trust,
        },
    )
}

#[test]
fn a_second_signature_is_shown_beside_the_first_and_never_in_its_place() {
    let Some(issuer) = Issuer::elliptic() else { return };
    let bytes = with(&issuer.sign(&signed_bytes(), ""));
    let unchecked = judged_by(&bytes, None);
    assert_eq!(codes(&unchecked), ["NB-CMS-05"]);
    assert!(unchecked.is_trusted() && unchecked.severity() == Some(Severity::Note));
    assert_eq!(unchecked.second.word(), "not-checked");
    let holds = judged_by(&bytes, Some(&issuer));
    assert_eq!((codes(&holds), holds.second.word()), (vec![], "holds"));
    assert_eq!(holds.second.signer().unwrap().name, "J. Jansen, Parket");
    let stranger = judged(&bytes, &Trust::at(now()).with_second(issuer.pinned("ca.pem")));
    assert!(stranger.is_sound() && !stranger.is_trusted(), "a second signature never makes a key known");
}

#[test]
fn a_wrong_second_signature_refuses_and_a_strange_one_asks_a_person() {
    let (Some(issuer), Some(other)) = (Issuer::elliptic(), Issuer::elliptic()) else { return };
    let refused = |bytes: &[u8]| {
        let judgement = judged_by(bytes, Some(&issuer));
        assert!(!judgement.is_sound());
        assert_eq!(judgement.second, SecondVerdict::Wrong);
        codes(&judgement)
    };
    assert_eq!(refused(&with(&issuer.sign(b"iets anders", ""))), ["NB-CMS-02"]);
    assert_eq!(refused(&with(b"")), ["NB-CMS-01"]);
    let strange = judged_by(&with(&other.sign(&signed_bytes(), "")), Some(&issuer));
    assert_eq!((codes(&strange), strange.severity()), (vec!["NB-CMS-03"], Some(Severity::Attention)));
    let late = Trust::at(now().plus_hours(24 * 366)).with_second(issuer.pinned("ca.pem"));
    let late = judged(&with(&issuer.sign(&signed_bytes(), "")), &late);
    assert!(codes(&late).contains(&"NB-CMS-04") && late.second.word() == "doubted");
}

#[test]
fn its_place_size_and_absence_from_the_lists_are_part_of_the_form() {
    let Some(issuer) = Issuer::elliptic() else { return };
    let bytes = with(&issuer.sign(&signed_bytes(), ""));
    let mut early = Parts::of(&bytes);
    let place = early.files.iter().position(|(path, _)| path == SECOND_SIGNATURE).unwrap();
    early.files.swap(place, place - 1);
    assert_eq!(codes(&judged(&early.pack(), &trust())), ["NB-ZIP-08"]);
    assert_eq!(codes(&judged(&with(&[0; (64 << 10) + 1]), &trust())), ["NB-ZIP-12"]);
    let mut listed = Parts::of(&bytes);
    let line = format!("{}  {SECOND_SIGNATURE}\n", Digest::of(b"x"));
    listed.get(TAG_MANIFEST).extend(line.as_bytes());
    let resigned = listed.get(TAG_MANIFEST).clone();
    *listed.get(SECOND_SIGNATURE) = issuer.sign(&resigned, "");
    let certificate = super::super::fixture::certificate_of(super::super::fixture::author());
    let signer = crate::keys::Signer::Certified(Box::new(certificate));
    listed.sign_as(&super::super::fixture::station(), signer, Kind::Export.namespace());
    assert_eq!(codes(&judged(&listed.pack(), &trust())), ["NB-CMS-05", "NB-BAG-06", "NB-BAG-07"]);
}

#[test]
fn attaching_writes_a_new_file_and_leaves_the_bundle_and_its_name_as_they_were() {
    let Some(issuer) = Issuer::elliptic() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.zip"), folder.path().join("b.zip"));
    std::fs::write(&from, small()).unwrap();
    let signature = issuer.sign(&signed_bytes(), "");
    let (placed, second) = attach(&from, &signature, (&to, now()), &mut go_on).unwrap();
    assert_eq!((placed.path, second.word()), (to.clone(), "not-checked"));
    assert_eq!(std::fs::read(&from).unwrap(), small());
    let written = std::fs::read(&to).unwrap();
    assert_eq!(written, with(&signature), "as the format has it, byte for byte");
    assert_eq!(judged(&written, &trust()).tagmanifest, judged(&small(), &trust()).tagmanifest);
    let again = attach(&to, &signature, (&folder.path().join("c.zip"), now()), &mut go_on);
    assert!(matches!(again, Err(AttachError::HasOne)));
    let taken = attach(&from, &signature, (&to, now()), &mut go_on);
    assert!(matches!(taken, Err(AttachError::Place(_))), "no file is written over");
}

#[test]
fn attaching_refuses_what_nobody_could_verify_and_writes_nothing() {
    let Some(issuer) = Issuer::elliptic() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.zip"), folder.path().join("b.zip"));
    let good = issuer.sign(&signed_bytes(), "");
    let tried = |bytes: &[u8], signature: &[u8]| {
        std::fs::write(&from, bytes).unwrap();
        let why = attach(&from, signature, (&to, noon()), &mut go_on).unwrap_err();
        assert!(!to.exists());
        assert_ne!(why.message(Lang::Nl), why.message(Lang::En));
        why
    };
    assert!(matches!(tried(&small(), &issuer.sign(b"anders", "")), AttachError::NotTaken(None)));
    assert!(matches!(tried(&small(), b"-----BEGIN CMS-----"), AttachError::NotTaken(Some(_))));
    assert!(matches!(tried(&small(), &vec![0; 70_000]), AttachError::TooLarge(70_000)));
    assert!(matches!(tried(b"age-encryption.org/v1\n", &good), AttachError::Closed(_)));
    assert!(matches!(tried(b"PK", &good), AttachError::NotSound(_)));
}

#[test]
fn the_page_in_the_bundle_tells_how_to_verify_it_with_openssl() {
    let Some(issuer) = Issuer::elliptic() else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.zip"), with(&issuer.sign(&signed_bytes(), ""))).unwrap();
    std::fs::copy(issuer.file("ca.pem"), folder.path().join("ca.pem")).unwrap();
    let Some(unpacked) = judges::ask(folder.path(), "unzip", &["-q", "a.zip"], b"") else { return };
    assert!(unpacked.accepted, "{}", unpacked.said);
    let inside = folder.path().join("nb-ws-ams-0001-e1-000001");
    let page = std::fs::read_to_string(inside.join("leesmij.txt")).unwrap();
    for (from, to) in [("tweede handtekening", "Of dat certificaat"), ("second signature", "Whether that")] {
        let part = page.split_once(from).unwrap().1.split_once(to).unwrap().0;
        let commands = part.split_once("    openssl").map(|(_, rest)| format!("openssl{rest}")).unwrap();
        let said = judges::ask(&inside, "sh", &["-c", &commands], b"").unwrap();
        assert!(said.accepted, "{commands}: {}", said.said);
    }
}
