use super::*;
use crate::judges;

pub(in crate::keys) fn root() -> SecretKey {
    SecretKey::from_seed([1; 32])
}

pub(in crate::keys) fn station() -> SecretKey {
    SecretKey::from_seed([2; 32])
}

pub(in crate::keys) fn station_certificate() -> Certificate {
    Certificate::issue(&root(), terms(), [3; 32])
}

fn terms() -> CertificateTerms {
    CertificateTerms {
        key: station().public(),
        station: Author { ws: "ws-ams-0001".parse().unwrap(), ep: 1 },
        serial: 42,
        valid_from: at("2026-01-01T00:00:00+01:00"),
        valid_until: at("2027-12-31T23:00:00+01:00"),
    }
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

#[test]
fn a_certificate_reads_back_and_keeps_its_terms() {
    let certificate = Certificate::from_line(&station_certificate().to_line()).unwrap();
    assert_eq!(certificate, station_certificate());
    assert_eq!(certificate.terms().key, terms().key);
    assert_eq!(certificate.station().as_str(), "ws-ams-0001");
    assert_eq!(certificate.terms().station.ep, 1);
}

#[test]
fn a_certificate_holds_between_its_moments_and_for_its_authority() {
    let certificate = station_certificate();
    let check = |time: &str| certificate.check(&root().public(), &at(time));
    assert_eq!(check("2026-01-01T00:00:00+01:00"), Ok(()));
    assert!(matches!(check("2025-12-31T23:59:59+01:00"), Err(CertificateError::NotYetValid { .. })));
    assert!(matches!(check("2027-12-31T23:00:00+01:00"), Err(CertificateError::Expired { .. })));
    let other = certificate.check(&station().public(), &at("2026-06-01T00:00:00+02:00"));
    assert_eq!(other, Err(CertificateError::Authority));
}

#[test]
fn every_changed_byte_of_a_certificate_is_refused() {
    let blob = station_certificate().to_blob();
    for at in 0..blob.len() {
        let mut changed = blob.clone();
        changed[at] ^= 1;
        assert!(Certificate::from_blob(&changed).is_err(), "byte {at}");
    }
}

#[test]
fn a_certificate_by_ssh_keygen_with_two_principals_or_options_is_refused_and_a_bare_one_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let run = |ask: &[&str]| judges::ask(folder.path(), "ssh-keygen", ask, b"");
    let Some(_) = run(&["-q", "-t", "ed25519", "-N", "", "-f", "ca"]) else { return };
    run(&["-q", "-t", "ed25519", "-N", "", "-f", "ws"]).unwrap();
    let certify = |principals: &str, options: &[&str]| {
        let fixed = [
            "-q",
            "-s",
            "ca",
            "-I",
            "ws-ams-0001-e1",
            "-n",
            principals,
            "-z",
            "7",
            "-V",
            "20260101:20271231",
        ];
        let made = run(&[&fixed, options, &["ws.pub"]].concat()).unwrap();
        assert!(made.accepted, "{}", made.said);
        Certificate::from_line(&std::fs::read_to_string(folder.path().join("ws-cert.pub")).unwrap())
    };
    let bare = certify("ws-ams-0001", &["-O", "clear"]).unwrap();
    assert_eq!((bare.terms().serial, bare.station().as_str()), (7, "ws-ams-0001"));
    assert_eq!(certify("ws-ams-0001,hub", &["-O", "clear"]), Err(KeyError::Malformed));
    assert_eq!(certify("ws-ams-0002", &["-O", "clear"]), Err(KeyError::Malformed));
    assert_eq!(certify("ws-ams-0001", &[]), Err(KeyError::Malformed));
}

#[test]
fn ssh_keygen_shows_our_certificate_as_we_mean_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ws-cert.pub"), station_certificate().to_line() + "\n").unwrap();
    let Some(shown) = judges::ask(folder.path(), "ssh-keygen", &["-L", "-f", "ws-cert.pub"], b"") else {
        return;
    };
    assert!(shown.accepted, "{}", shown.said);
    for part in ["user certificate", "Serial: 42", "Key ID: \"ws-ams-0001-e1\"", "ws-ams-0001\n"] {
        assert!(shown.said.contains(part), "{part} in\n{}", shown.said);
    }
}

#[test]
fn a_short_certificate_is_the_whole_one_again_with_its_own_root_and_no_other() {
    let root = SecretKey::from_seed([1; 32]);
    let station = SecretKey::from_seed([2; 32]);
    let at: Moment = "2026-11-23T09:00:00+01:00".parse().unwrap();
    let terms = CertificateTerms {
        key: station.public(),
        station: Author { ws: "ws-rb-01".parse().unwrap(), ep: 3 },
        serial: 7,
        valid_from: at,
        valid_until: at.plus_hours(24),
    };
    let whole = Certificate::issue(&root, terms, [9; 32]);
    let again = Certificate::from_short(&whole.to_short(), root.public()).unwrap();
    assert_eq!(again.to_line(), whole.to_line());
    assert!(Certificate::from_short(&whole.to_short(), station.public()).is_err());
    let longer = ShortCertificate { valid_until: whole.to_short().valid_until + 1, ..whole.to_short() };
    assert!(Certificate::from_short(&longer, root.public()).is_err());
}
