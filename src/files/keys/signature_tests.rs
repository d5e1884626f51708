use super::super::SecretKey;
use super::*;
use crate::judges;
use crate::keys::certificate::tests::{root, station, station_certificate};

const SPACE: &str = "noodbrug-bundle-v1";

fn plain() -> Signature {
    let key = SecretKey::from_seed([7; 32]);
    Signature::sign(&key, Signer::Plain(key.public()), SPACE, b"stukken").unwrap()
}

#[test]
fn a_signature_holds_for_its_bytes_and_purpose_alone() {
    let signature = Signature::from_armour(&plain().to_armour()).unwrap();
    assert_eq!(signature.verify(SPACE, b"stukken"), Ok(()));
    assert_eq!(signature.verify(SPACE, b"stukken "), Err(SignatureError::Wrong));
    let other = signature.verify("noodbrug-receipt-v1", b"stukken");
    assert!(matches!(other, Err(SignatureError::Namespace { .. })));
}

#[test]
fn a_signer_must_belong_to_the_key() {
    let (key, other) = (SecretKey::from_seed([7; 32]), SecretKey::from_seed([8; 32]));
    assert_eq!(Signature::sign(&key, Signer::Plain(other.public()), SPACE, b""), Err(SignatureError::Wrong));
}

#[test]
fn every_single_bit_of_a_signature_matters() {
    let certified =
        Signature::sign(&station(), Signer::Certified(Box::new(station_certificate())), SPACE, b"stukken");
    for armour in [plain().to_armour(), certified.unwrap().to_armour()] {
        for at in 0..armour.len() * 8 {
            let mut bytes = armour.clone().into_bytes();
            bytes[at / 8] ^= 1 << (at % 8);
            let Ok(text) = String::from_utf8(bytes) else { continue };
            let refused = Signature::from_armour(&text).and_then(|read| read.verify(SPACE, b"stukken"));
            assert!(refused.is_err(), "bit {at}");
        }
    }
}

#[test]
fn carriage_returns_and_missing_line_ends_are_refused() {
    let armour = plain().to_armour();
    assert_eq!(Signature::from_armour(&armour.replace('\n', "\r\n")), Err(SignatureError::Armour));
    assert_eq!(Signature::from_armour(armour.trim_end()), Err(SignatureError::Armour));
}

#[test]
fn ssh_keygen_accepts_a_plain_signature() {
    let folder = tempfile::tempdir().unwrap();
    let key = SecretKey::from_seed([7; 32]).public();
    let allowed = format!("ws-ams-0001 namespaces=\"{SPACE}\" {}\n", key.to_line(""));
    std::fs::write(folder.path().join("allowed"), allowed).unwrap();
    std::fs::write(folder.path().join("sig"), plain().to_armour()).unwrap();
    let ask = ["-Y", "verify", "-f", "allowed", "-I", "ws-ams-0001", "-n", SPACE, "-s", "sig"];
    let Some(verdict) = judges::ask(folder.path(), "ssh-keygen", &ask, b"stukken") else { return };
    assert!(verdict.accepted, "{}", verdict.said);
    let other = judges::ask(folder.path(), "ssh-keygen", &ask, b"stukken ").unwrap();
    assert!(!other.accepted, "{}", other.said);
}

#[test]
fn ssh_keygen_accepts_a_certified_signature_at_its_time_and_refuses_it_when_revoked() {
    use crate::keys::{AllowedSigner, AllowedSigners, RevocationList};
    use noodbrug_core::bundle::Since;
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: Vec<u8>| std::fs::write(folder.path().join(name), text).unwrap();
    let signer = Signer::Certified(Box::new(station_certificate()));
    let signature = Signature::sign(&station(), signer, SPACE, b"stukken").unwrap();
    let allowed = AllowedSigner::root(root().public(), "parket-ams", &[SPACE]);
    write("allowed", AllowedSigners(vec![allowed]).to_text().into_bytes());
    write("sig", signature.to_armour().into_bytes());
    let noon = "2026-11-23T12:00:00+01:00".parse().unwrap();
    let krl = |key: PublicKey| {
        RevocationList::new([(key.fingerprint(), Since::CompromisedFrom(noon))]).to_krl(1, &noon)
    };
    write("none", RevocationList::default().to_krl(0, &noon));
    write("revoked", krl(station().public()));
    write("authority", krl(root().public()));
    let ask = |time: &str, revoked: &str, name: &str| {
        let time = format!("verify-time={time}");
        let ask = [
            "-Y", "verify", "-f", "allowed", "-I", name, "-n", SPACE, "-s", "sig", "-r", revoked, "-O", &time,
        ];
        judges::ask(folder.path(), "ssh-keygen", &ask, b"stukken")
    };
    let Some(good) = ask("20261123120000", "none", "ws-ams-0001") else { return };
    assert!(good.accepted, "{}", good.said);
    assert!(!ask("20301123120000", "none", "ws-ams-0001").unwrap().accepted, "an expired certificate");
    assert!(!ask("20261123120000", "revoked", "ws-ams-0001").unwrap().accepted, "a revoked key");
    assert!(!ask("20261123120000", "authority", "ws-ams-0001").unwrap().accepted, "a revoked authority");
    assert!(!ask("20261123120000", "none", "ws-ams-0002").unwrap().accepted, "another station");
}

#[test]
fn a_signature_by_ssh_keygen_holds_here() {
    let folder = tempfile::tempdir().unwrap();
    let make = ["-q", "-t", "ed25519", "-N", "", "-C", "judge", "-f", "key"];
    let Some(made) = judges::ask(folder.path(), "ssh-keygen", &make, b"") else { return };
    assert!(made.accepted, "{}", made.said);
    let sign = ["-Y", "sign", "-f", "key", "-n", SPACE, "-"];
    let said = judges::ask(folder.path(), "ssh-keygen", &sign, b"stukken").unwrap().said;
    let (_, inner) = said.split_once(SIGNATURE_BEGIN).unwrap();
    let (inner, _) = inner.split_once(SIGNATURE_END).unwrap();
    let armour = format!("{SIGNATURE_BEGIN}{inner}{SIGNATURE_END}\n");
    let signature = Signature::from_armour(&armour).unwrap();
    assert_eq!(signature.verify(SPACE, b"stukken"), Ok(()));
    let line = std::fs::read_to_string(folder.path().join("key.pub")).unwrap();
    assert_eq!(signature.signer(), &Signer::Plain(PublicKey::from_line(&line).unwrap()));
}
