//! Seals a small secret under a key of 32 bytes (XChaCha20-Poly1305).

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use noodbrug_core::digest::{decode_hex, encode_hex};
use zeroize::Zeroizing;

/// A sealed secret: 24 bytes of nonce and the ciphertext with its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    nonce: [u8; 24],
    ciphertext: Vec<u8>,
}

impl Sealed {
    /// Gives it as bytes, nonce first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.nonce.as_slice(), &self.ciphertext].concat()
    }

    /// Reads it from bytes, nonce first.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Sealed> {
        let (nonce, ciphertext) = bytes.split_first_chunk::<24>()?;
        Some(Sealed { nonce: *nonce, ciphertext: ciphertext.to_vec() })
    }

    pub(super) fn to_hex(&self) -> String {
        encode_hex(&self.to_bytes())
    }

    pub(super) fn from_hex(text: &str) -> Option<Sealed> {
        Sealed::from_bytes(&decode_hex(text)?)
    }
}

/// Seals a secret for one purpose; the nonce is 24 random bytes that are used once.
///
/// Nothing only for a secret of more than 256 GiB.
#[must_use]
pub fn seal(key: &[u8; 32], purpose: &str, nonce: [u8; 24], secret: &[u8]) -> Option<Sealed> {
    let payload = Payload { msg: secret, aad: purpose.as_bytes() };
    let ciphertext = XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(nonce), payload).ok()?;
    Some(Sealed { nonce, ciphertext })
}

/// Opens a sealed secret; nothing when the key or the purpose is another, or a byte has changed.
#[must_use]
pub fn open_sealed(key: &[u8; 32], purpose: &str, sealed: &Sealed) -> Option<Zeroizing<Vec<u8>>> {
    let payload = Payload { msg: &sealed.ciphertext, aad: purpose.as_bytes() };
    let nonce = XNonce::from(sealed.nonce);
    XChaCha20Poly1305::new(key.into()).decrypt(&nonce, payload).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_with_its_key_and_purpose_alone() {
        let sealed = seal(&[1; 32], "station", [2; 24], b"geheim").unwrap();
        let read = Sealed::from_bytes(&sealed.to_bytes()).unwrap();
        assert_eq!(open_sealed(&[1; 32], "station", &read).unwrap().as_slice(), b"geheim");
        assert!(open_sealed(&[3; 32], "station", &read).is_none());
        assert!(open_sealed(&[1; 32], "root", &read).is_none());
    }

    #[test]
    fn every_changed_byte_of_a_sealed_secret_is_noticed() {
        let bytes = seal(&[1; 32], "station", [2; 24], b"geheim").unwrap().to_bytes();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let sealed = Sealed::from_bytes(&changed).unwrap();
            assert!(open_sealed(&[1; 32], "station", &sealed).is_none(), "byte {at}");
        }
    }
}
