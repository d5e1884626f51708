//! Secrets in memory: they are wiped after use and never show themselves.

use super::PublicKey;
use ed25519_dalek::{Signer as _, SigningKey};
use noodbrug_core::digest::{Digest, encode_hex};
use std::fmt;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// An Ed25519 key that signs: of a station or of an office's root.
pub struct SecretKey {
    key: SigningKey,
    public: PublicKey,
}

impl SecretKey {
    /// Makes the key of 32 random bytes (RFC 8032).
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> SecretKey {
        let seed = Zeroizing::new(seed);
        let key = SigningKey::from_bytes(&seed);
        SecretKey { public: PublicKey::of_signing(&key), key }
    }

    /// Gives the 32 bytes it was made of, to be sealed.
    #[must_use]
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.key.to_bytes())
    }

    /// Gives the public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// Signs the bytes; the same bytes give the same signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {})", self.public.fingerprint())
    }
}

/// What a person types to open the store, in one Unicode form (NFC), whatever the keyboard made of it.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl Passphrase {
    /// Takes over what was typed.
    #[must_use]
    pub fn new(typed: &str) -> Passphrase {
        Passphrase(typed.nfc().collect())
    }

    /// Counts its characters.
    #[must_use]
    pub fn length(&self) -> usize {
        self.0.chars().count()
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(••••)")
    }
}

/// What opens a store: 32 random bytes of key and 16 of salt.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct DataKey {
    key: [u8; 32],
    salt: [u8; 16],
}

impl DataKey {
    /// Takes over 48 random bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 48]) -> DataKey {
        let bytes = Zeroizing::new(bytes);
        let (mut key, mut salt) = ([0; 32], [0; 16]);
        key.iter_mut().chain(&mut salt).zip(bytes.iter()).for_each(|(to, from)| *to = *from);
        DataKey { key, salt }
    }

    /// Gives key and salt as the 96 hexadecimal digits that SQLCipher takes as a raw key.
    #[must_use]
    pub fn hex(&self) -> Zeroizing<String> {
        let (key, salt) = (Zeroizing::new(encode_hex(&self.key)), Zeroizing::new(encode_hex(&self.salt)));
        Zeroizing::new([key.as_str(), salt.as_str()].concat())
    }

    /// Gives key and salt, raw.
    #[must_use]
    pub const fn parts(&self) -> (&[u8; 32], &[u8; 16]) {
        (&self.key, &self.salt)
    }

    /// Makes a key for one purpose (such as `vault`) that says nothing about the others.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let parts = [b"noodbrug/key/v1/".as_slice(), purpose.as_bytes(), b"\0", &self.key];
        Zeroizing::new(*Digest::of_parts(parts).as_bytes())
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new([self.key.as_slice(), &self.salt].concat())
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(••••)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_is_the_published_one() {
        // RFC 8032, section 7.1, test 2.
        let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        let public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        let signature = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613\
                         d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        let seed = noodbrug_core::digest::decode_hex(seed).unwrap().try_into().unwrap();
        let key = SecretKey::from_seed(seed);
        assert_eq!(encode_hex(key.public().as_bytes()), public);
        assert_eq!(encode_hex(&key.sign(&[0x72])), signature);
        assert!(key.public().verifies(&[0x72], &key.sign(&[0x72])));
    }

    #[test]
    fn no_secret_shows_itself() {
        let shown = format!(
            "{:?} {:?} {:?}",
            SecretKey::from_seed([0xab; 32]),
            Passphrase::new("geheim"),
            DataKey::from_bytes([0xab; 48])
        );
        assert!(
            !shown.contains("geheim") && !shown.contains("abab") && !shown.contains("171, 171"),
            "{shown}"
        );
    }

    #[test]
    fn a_passphrase_is_the_same_from_every_keyboard() {
        assert_eq!(Passphrase::new("cafe\u{301}").as_bytes(), Passphrase::new("café").as_bytes());
    }

    #[test]
    fn derived_keys_differ_by_purpose() {
        let key = DataKey::from_bytes([1; 48]);
        assert_ne!(key.derive("vault"), key.derive("station"));
        assert_eq!(key.hex().len(), 96);
    }
}
