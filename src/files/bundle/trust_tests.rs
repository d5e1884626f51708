use super::super::fixture::*;
use super::super::write::write;
use super::super::{Item, Parcel, Sender, SignsAs, WriteError};
use super::*;
use crate::judges;
use crate::keys::SecretKey;
use noodbrug_core::bundle::{Keyset, RevokedKey};

#[test]
fn a_revoked_or_lost_key_is_judged_by_when_the_bundle_was_made() {
    let judge = |trust: Trust| judged(&small(), &trust);
    let list = |key: PublicKey, since| RevocationList::new([(key.fingerprint(), since)]);
    let later = at("2026-11-23T12:00:01+01:00");
    for key in [station().public(), root().public()] {
        let revoked = judge(trust().revoking(list(key, Since::Revoked(noon()))));
        assert_eq!((codes(&revoked), revoked.is_sound()), (vec!["NB-SIG-09"], false));
        let lost = judge(trust().revoking(list(key, Since::CompromisedFrom(noon()))));
        assert_eq!((codes(&lost), lost.is_sound()), (vec!["NB-SIG-10"], false));
        let before = judge(trust().revoking(list(key, Since::CompromisedFrom(later))));
        assert_eq!((codes(&before), before.is_trusted()), (vec!["NB-SIG-11"], true));
        let in_order = judge(trust().revoking(list(key, Since::Revoked(later))));
        assert_eq!((codes(&in_order), in_order.is_trusted()), (vec!["NB-SIG-13"], true));
    }
}

#[test]
fn a_keyset_of_another_office_says_nothing_of_our_keys() {
    let signed = |own: &SecretKey, retired: Option<PublicKey>| {
        let gone = RevokedKey {
            key: station().public().fingerprint().to_string(),
            since: Since::CompromisedFrom(noon()),
            reason: String::new(),
        };
        let keyset = Keyset {
            format: Keyset::FORMAT.into(),
            office: "Parket".into(),
            mode: Mode::Live,
            version: 1,
            previous: None,
            made: noon(),
            root: own.public().to_line(""),
            spare: None,
            retired: retired.iter().map(|key| key.to_line("")).collect(),
            stations: Vec::new(),
            revoked: vec![gone],
            recipients: Vec::new(),
        };
        SignedKeyset::sign(&keyset, &[own]).unwrap()
    };
    let other = trust().with_keyset("Parket Elders", &signed(&SecretKey::from_seed([77; 32]), None));
    assert!(judged(&small(), &other).is_trusted());
    let own = Trust::at(noon()).with_keyset("Parket Amsterdam", &signed(&root(), None));
    assert_eq!(codes(&judged(&small(), &own)), ["NB-SIG-10"]);
    let retired = signed(&SecretKey::from_seed([78; 32]), Some(root().public()));
    let rolled = Trust::at(noon()).with_keyset("Parket Amsterdam", &retired);
    assert_eq!(codes(&judged(&small(), &rolled)), ["NB-SIG-10"]);
}

#[test]
fn a_keyset_in_a_bundle_is_signed_by_its_root_and_ssh_keygen_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = header(Mode::Live);
    made.kind = Kind::Keyset;
    let items = vec![Item::bytes(Keyset::PATH, b"{}".to_vec())];
    let (key, revoked) = (root(), RevocationList::default());
    let sender = Sender { key: &key, signs_as: SignsAs::Root, office: "Parket", revoked: &revoked };
    let by_station = Parcel { header: made.clone(), items: Vec::new(), envelope: None };
    let refused = write(folder.path(), by_station, &Office::new().sender(), &mut go_on);
    assert!(matches!(refused, Err(WriteError::Sender)));
    let written =
        write(folder.path(), Parcel { header: made, items, envelope: None }, &sender, &mut go_on).unwrap();
    assert!(written.judgement.is_trusted(), "{:?}", written.judgement.findings);
    let bytes = std::fs::read(&written.path).unwrap();
    let stranger = Trust::at(noon()).with_root("Elders", station().public());
    assert_eq!(codes(&judged(&bytes, &stranger)), ["NB-SIG-05"]);

    if judges::ask(folder.path(), "unzip", &["-q", NAME], b"").is_none() {
        return;
    }
    let bag = folder.path().join(NAME.trim_end_matches(".zip"));
    let signed = std::fs::read(bag.join(TAG_MANIFEST)).unwrap();
    let verify = |name: &str| {
        let ask = [
            "-Y",
            "verify",
            "-f",
            "keys/allowed_signers",
            "-I",
            "ws-ams-0001",
            "-n",
            name,
            "-r",
            "keys/revoked.krl",
            "-s",
            SIGNATURE,
        ];
        judges::ask(&bag, "ssh-keygen", &ask, &signed)
    };
    let Some(good) = verify(Kind::Keyset.namespace()) else { return };
    assert!(good.accepted, "{}", good.said);
    assert!(!verify(Kind::Export.namespace()).unwrap().accepted);
}

#[test]
fn ssh_keygen_refuses_a_bundle_whose_key_stands_in_the_list_that_comes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::new();
    office.revoked = RevocationList::new([(station().public().fingerprint(), Since::Revoked(noon()))]);
    let written = write(folder.path(), parcel(), &office.sender(), &mut go_on).unwrap();
    assert!(written.judgement.is_trusted(), "a list in a bundle is no source of trust");
    if judges::ask(folder.path(), "unzip", &["-q", NAME], b"").is_none() {
        return;
    }
    let bag = folder.path().join(NAME.trim_end_matches(".zip"));
    let signed = std::fs::read(bag.join(TAG_MANIFEST)).unwrap();
    let base =
        ["-Y", "verify", "-f", "keys/allowed_signers", "-I", "ws-ams-0001", "-n", "noodbrug-bundle-v1"];
    let time = ["-O", "verify-time=20261123120000", "-s", SIGNATURE];
    let ask = |extra: &[&str]| judges::ask(&bag, "ssh-keygen", &[&base[..], &time, extra].concat(), &signed);
    let Some(good) = ask(&[]) else { return };
    assert!(good.accepted, "{}", good.said);
    assert!(!ask(&["-r", "keys/revoked.krl"]).unwrap().accepted);
}
