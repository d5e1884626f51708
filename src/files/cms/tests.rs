//! `openssl` makes the signatures and their certificates; it is the judge of what we take and what we refuse.

use super::*;
use crate::judges;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What is signed in these tests.
const MESSAGE: &[u8] = b"0000  bagit.txt\n";

/// A folder in which `openssl` works; nothing where there is no `openssl`.
pub(crate) struct Issuer(TempDir);

impl Issuer {
    /// Makes an issuer (`ca.pem`) and a holder (`holder.pem`) with a key of this kind.
    pub(crate) fn with(key: &[&str]) -> Option<Issuer> {
        let issuer = Issuer(tempfile::tempdir().unwrap());
        judges::ask(issuer.path(), "openssl", &["version"], b"")?;
        issuer.root("ca", "Uitgever");
        issuer.holder("holder", key, &[]);
        Some(issuer)
    }

    pub(crate) fn elliptic() -> Option<Issuer> {
        Issuer::with(&["ec", "-pkeyopt", "ec_paramgen_curve:P-256"])
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.file(name)).unwrap()
    }

    pub(crate) fn pinned(&self, name: &str) -> PinnedCertificates {
        PinnedCertificates::from_bytes(&self.bytes(name)).unwrap()
    }

    /// Runs `openssl`, which has to succeed.
    pub(crate) fn openssl(&self, words: &str) {
        let words: Vec<&str> = words.split(' ').collect();
        let said = judges::ask(self.path(), "openssl", &words, b"").unwrap();
        assert!(said.accepted, "{words:?}: {}", said.said);
    }

    /// Makes an issuer that signs itself.
    pub(crate) fn root(&self, name: &str, called: &str) {
        self.openssl(&format!(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {name}.key -out {name}.pem -days 3650 \
             -subj /O=Parket/CN={called}"
        ));
    }

    /// Lets the issuer give somebody a certificate.
    fn holder(&self, name: &str, key: &[&str], more: &[&str]) {
        let request = ["req", "-new", "-nodes", "-subj", "/O=Parket/CN=J. Jansen", "-newkey"];
        let (secret, asked) = (format!("{name}.key"), format!("{name}.csr"));
        let out = ["-keyout", &secret, "-out", &asked];
        let said = judges::ask(self.path(), "openssl", &[&request[..], key, &out].concat(), b"").unwrap();
        assert!(said.accepted, "{}", said.said);
        let more = more.join(" ");
        self.openssl(
            format!(
                "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -set_serial 0x{} -out {name}.pem -days 365 {more}",
                "9f3a22c1"
            )
            .trim_end(),
        );
    }

    /// Signs a message as `openssl cms` does with these words more.
    pub(crate) fn sign(&self, message: &[u8], more: &str) -> Vec<u8> {
        std::fs::write(self.file("message"), message).unwrap();
        let more = if more.is_empty() { "-signer holder.pem -inkey holder.key" } else { more };
        self.openssl(&format!("cms -sign -binary -md sha256 -outform DER -in message -out p7s {more}"));
        self.bytes("p7s")
    }
}

fn now() -> Moment {
    crate::machine::now().unwrap()
}

fn fault(bytes: &[u8]) -> Option<SecondFault> {
    Second::prove(bytes, MESSAGE).err()
}

#[test]
fn signatures_of_every_usual_key_hold_under_the_pinned_issuer() {
    let keys: [&[&str]; 3] = [
        &["rsa:2048"],
        &["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        &["ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
    ];
    for key in keys {
        let Some(issuer) = Issuer::with(key) else { return };
        let signed = issuer.sign(MESSAGE, "");
        let second = Second::prove(&signed, MESSAGE).unwrap_or_else(|why| panic!("{key:?}: {why:?}"));
        assert_eq!(
            (second.by.name.as_str(), second.by.issuer.as_str()),
            ("J. Jansen, Parket", "Uitgever, Parket")
        );
        assert_eq!(second.by.serial, "9f3a22c1");
        assert!((now().unix() - second.by.signed_at.unwrap().unix()).abs() < 600);
        assert_eq!(second.vouched(&issuer.pinned("ca.pem"), &now()), Vouched::Yes, "{key:?}");
        assert_eq!(
            second.vouched(&issuer.pinned("holder.pem"), &now()),
            Vouched::Yes,
            "the holder itself is pinned"
        );
        assert_eq!(Second::prove(&signed, b"andere bytes").err(), Some(SecondFault::Wrong), "{key:?}");
    }
}

#[test]
fn a_padding_of_the_newer_kind_and_a_name_by_key_are_taken() {
    let Some(issuer) = Issuer::with(&["rsa:2048"]) else { return };
    std::fs::write(issuer.file("id.ext"), "subjectKeyIdentifier=hash\n").unwrap();
    issuer.holder("named", &["rsa:2048"], &["-extfile", "id.ext"]);
    let words = "-signer named.pem -inkey named.key -keyopt rsa_padding_mode:pss -keyid";
    let signed = issuer.sign(MESSAGE, words);
    assert_eq!(
        Second::prove(&signed, MESSAGE).unwrap().vouched(&issuer.pinned("ca.pem"), &now()),
        Vouched::Yes
    );
}

#[test]
fn an_issuer_between_is_found_in_the_signature_and_can_be_pinned_itself() {
    let Some(issuer) = Issuer::elliptic() else { return };
    std::fs::write(issuer.file("ca.ext"), "basicConstraints=critical,CA:true\nsubjectKeyIdentifier=hash\n")
        .unwrap();
    issuer.holder("between", &["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], &["-extfile", "ca.ext"]);
    issuer.openssl("req -new -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=Onder -keyout low.key -out low.csr");
    issuer.openssl(
        "x509 -req -in low.csr -CA between.pem -CAkey between.key -set_serial 7 -out low.pem -days 365",
    );
    let signed = issuer.sign(MESSAGE, "-signer low.pem -inkey low.key -certfile between.pem");
    let second = Second::prove(&signed, MESSAGE).unwrap();
    for pinned in ["ca.pem", "between.pem"] {
        assert_eq!(second.vouched(&issuer.pinned(pinned), &now()), Vouched::Yes, "{pinned}");
    }
    let without = issuer.sign(MESSAGE, "-signer low.pem -inkey low.key");
    let second = Second::prove(&without, MESSAGE).unwrap();
    assert!(matches!(second.vouched(&issuer.pinned("ca.pem"), &now()), Vouched::No(_)));
}

#[test]
fn a_stranger_with_the_same_name_vouches_for_nobody() {
    let Some(issuer) = Issuer::elliptic() else { return };
    issuer.root("other", "Uitgever");
    let second = Second::prove(&issuer.sign(MESSAGE, ""), MESSAGE).unwrap();
    assert!(matches!(second.vouched(&issuer.pinned("other.pem"), &now()), Vouched::No(_)));
    assert!(PinnedCertificates::from_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n").is_none());
    assert!(PinnedCertificates::from_bytes(b"").is_none());
}

#[test]
fn a_certificate_counts_at_the_stated_time_alone() {
    let Some(issuer) = Issuer::elliptic() else { return };
    let second = Second::prove(&issuer.sign(MESSAGE, ""), MESSAGE).unwrap();
    let pinned = issuer.pinned("ca.pem");
    let after = |hours| second.vouched(&pinned, &now().plus_hours(hours));
    assert_eq!(
        [after(24 * 364), after(24 * 366), after(-24)],
        [Vouched::Yes, Vouched::NotAtTheTime, Vouched::NotAtTheTime]
    );
}

#[test]
fn short_keys_and_certificates_signed_over_sha_1_are_not_vouched_for() {
    let Some(issuer) = Issuer::with(&["rsa:1024"]) else { return };
    let second = Second::prove(&issuer.sign(MESSAGE, ""), MESSAGE).unwrap();
    assert!(matches!(second.vouched(&issuer.pinned("ca.pem"), &now()), Vouched::No(_)));
    issuer.holder("weak", &["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], &["-sha1"]);
    let signed = issuer.sign(MESSAGE, "-signer weak.pem -inkey weak.key");
    let second = Second::prove(&signed, MESSAGE).unwrap();
    assert!(matches!(second.vouched(&issuer.pinned("ca.pem"), &now()), Vouched::No(_)));
}

#[test]
fn every_other_form_of_a_signature_is_refused() {
    let Some(issuer) = Issuer::elliptic() else { return };
    let form = |fault| Some(SecondFault::Form(fault));
    let good = issuer.sign(MESSAGE, "");
    let holder = "-signer holder.pem -inkey holder.key";
    assert_eq!(fault(&good), None);
    assert_eq!(fault(&[&good[..], b"\0"].concat()), form(FormFault::Der), "a byte behind it");
    assert_eq!(fault(&good[..good.len() - 1]), form(FormFault::Der), "cut short");
    assert_eq!(fault(b""), form(FormFault::Der));
    assert_eq!(fault(&issuer.bytes("holder.pem")), form(FormFault::Der), "PEM");
    assert_eq!(
        fault(&issuer.sign(MESSAGE, &format!("{holder} -stream"))),
        form(FormFault::Der),
        "indefinite lengths"
    );
    assert_eq!(fault(&issuer.sign(MESSAGE, &format!("{holder} -nodetach"))), form(FormFault::Attached));
    assert_eq!(fault(&issuer.sign(MESSAGE, &format!("{holder} -noattr"))), form(FormFault::Attributes));
    assert_eq!(fault(&issuer.sign(MESSAGE, &format!("{holder} -md sha1"))), form(FormFault::Algorithm));
    assert_eq!(fault(&issuer.sign(MESSAGE, &format!("{holder} -nocerts"))), form(FormFault::NoCertificate));
    issuer.holder("second", &["rsa:2048"], &[]);
    let two = format!("{holder} -signer second.pem -inkey second.key");
    assert_eq!(fault(&issuer.sign(MESSAGE, &two)), form(FormFault::Signers(2)));
    issuer.openssl("crl2pkcs7 -nocrl -certfile holder.pem -outform DER -out none");
    assert_eq!(fault(&issuer.bytes("none")), form(FormFault::Signers(0)));
    issuer.openssl("cms -data_create -in message -outform DER -out data");
    assert_eq!(fault(&issuer.bytes("data")), form(FormFault::NoSignedData));
}

#[test]
fn a_changed_bit_anywhere_never_leaves_another_signer_or_other_bytes_standing() {
    let Some(issuer) = Issuer::elliptic() else { return };
    let good = issuer.sign(MESSAGE, "");
    let (pinned, by) = (issuer.pinned("ca.pem"), Second::prove(&good, MESSAGE).unwrap().by);
    let mut standing = 0;
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 1;
        // Few bytes say nothing that counts, such as the versions; who signed stays the same all the same.
        if let Ok(second) = Second::prove(&changed, MESSAGE)
            && second.vouched(&pinned, &now()) == Vouched::Yes
        {
            assert_eq!(second.by, by, "byte {at}");
            standing += 1;
        }
    }
    assert!(standing < 40, "{standing} of {}", good.len());
}
