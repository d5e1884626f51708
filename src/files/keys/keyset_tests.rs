use super::super::certificate::tests::{root, station_certificate};
use super::*;
use noodbrug_core::bundle::Mode;

fn key(seed: u8) -> SecretKey {
    SecretKey::from_seed([seed; 32])
}

/// A keyset of this number, root and spare.
fn keyset(version: u64, root: &SecretKey, spare: Option<&SecretKey>) -> Keyset {
    Keyset {
        format: Keyset::FORMAT.into(),
        office: "Parket Amsterdam".into(),
        mode: Mode::Live,
        version,
        previous: (version > 1).then(|| first().digest()),
        made: "2026-11-23T12:00:00+01:00".parse().unwrap(),
        root: root.public().to_line("root"),
        spare: spare.map(|spare| spare.public().to_line("spare")),
        retired: Vec::new(),
        stations: Vec::new(),
        revoked: Vec::new(),
        recipients: Vec::new(),
    }
}

fn first() -> SignedKeyset {
    SignedKeyset::sign(&keyset(1, &root(), Some(&key(8))), &[&root()]).unwrap()
}

#[test]
fn a_keyset_reads_back_with_the_signatures_of_its_roots() {
    let signed = first();
    let armours: Vec<String> = signed.armours().collect();
    let read = SignedKeyset::read(signed.bytes(), &armours).unwrap();
    assert_eq!((read.root(), read.spare()), (root().public(), Some(key(8).public())));
    assert_eq!(read.after(None, root().public()), Ok(Step::Newer));
    assert!(matches!(
        SignedKeyset::read(b"{}", &armours),
        Err(KeysetError::Form(_) | KeysetError::Signature(_))
    ));
    let unsigned = SignedKeyset::read(signed.bytes(), &[]);
    assert_eq!(unsigned.unwrap_err(), KeysetError::NotOfItsRoot);
}

#[test]
fn a_station_cannot_sign_a_keyset_and_every_station_is_of_one_of_its_roots() {
    let mut own = keyset(1, &root(), None);
    own.stations = vec![station_certificate().to_line()];
    let signed = SignedKeyset::sign(&own, &[&root()]).unwrap();
    assert_eq!(signed.stations()[0].station().as_str(), "ws-ams-0001");
    let certified = Signer::Certified(Box::new(station_certificate()));
    let station = super::super::certificate::tests::station();
    let by_station = Signature::sign(&station, certified, Kind::Keyset.namespace(), signed.bytes()).unwrap();
    let armours: Vec<String> = signed.armours().chain([by_station.to_armour()]).collect();
    assert!(matches!(SignedKeyset::read(signed.bytes(), &armours), Err(KeysetError::Signature(_))));
    let mut strange = keyset(1, &key(5), None);
    strange.stations = own.stations.clone();
    let refused = SignedKeyset::sign(&strange, &[&key(5)]).unwrap_err();
    assert_eq!(refused, KeysetError::StrangeStation("ws-ams-0001-e1".into()));
    strange.retired = vec![root().public().to_line("")];
    assert!(SignedKeyset::sign(&strange, &[&key(5)]).is_ok());
}

#[test]
fn a_lower_number_and_another_keyset_of_the_same_number_are_refused_by_name() {
    let second = SignedKeyset::sign(&keyset(2, &root(), None), &[&root()]).unwrap();
    let other = SignedKeyset::sign(&keyset(2, &root(), Some(&key(9))), &[&root()]).unwrap();
    let after = |new: &SignedKeyset| new.after(Some(&second), root().public());
    assert_eq!(after(&first()), Err(FindingKind::OldKeyset));
    assert_eq!(after(&second), Ok(Step::Known));
    assert_eq!(after(&other), Err(FindingKind::OtherKeyset));
    let far = SignedKeyset::sign(&keyset(1_003, &root(), None), &[&root()]).unwrap();
    assert_eq!(after(&far), Err(FindingKind::BadKeyset));
    let none = SignedKeyset::sign(&keyset(0, &root(), None), &[&root()]).unwrap();
    assert_eq!(none.after(None, root().public()), Err(FindingKind::OldKeyset));
}

#[test]
fn a_new_root_takes_the_old_one_beside_it_or_the_spare() {
    let (held, old, spare, new) = (first(), root(), key(8), key(5));
    let judge = |keyset: &Keyset, roots: &[&SecretKey]| {
        SignedKeyset::sign(keyset, roots).map(|signed| signed.after(Some(&held), old.public()))
    };
    let of_new = keyset(2, &new, None);
    assert_eq!(judge(&of_new, &[&new]), Ok(Err(FindingKind::UnprovenRoot)));
    assert_eq!(judge(&of_new, &[&old]), Err(KeysetError::NotOfItsRoot));
    assert_eq!(judge(&of_new, &[&key(4), &new]), Ok(Err(FindingKind::UnprovenRoot)));
    assert_eq!(judge(&of_new, &[&old, &new]), Ok(Ok(Step::NewRoot)));
    assert_eq!(judge(&of_new, &[&spare, &new]), Ok(Ok(Step::NewRoot)));
    assert_eq!(judge(&keyset(2, &spare, None), &[&spare]), Ok(Ok(Step::NewRoot)));
    // A spare that only the new keyset itself names proves nothing.
    let of_first = SignedKeyset::sign(&keyset(1, &new, Some(&spare)), &[&spare, &new]).unwrap();
    assert_eq!(of_first.after(None, old.public()), Err(FindingKind::UnprovenRoot));
}
