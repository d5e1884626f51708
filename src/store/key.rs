//! The raw key of a store. It never comes from a passphrase here: the key slots unwrap it.

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The key and salt of the database, raw: no derivation costs time at opening.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct StoreKey {
    /// The key of AES-256.
    pub key: [u8; 32],
    /// The salt, which the database repeats as its first sixteen bytes.
    pub salt: [u8; 16],
}

impl StoreKey {
    /// Writes the statement that hands SQLCipher the key.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(128));
        text.push_str("PRAGMA key = \"x'");
        for byte in self.key.iter().chain(&self.salt) {
            for digit in [byte >> 4, byte & 0xf] {
                text.extend(char::from_digit(u32::from(digit), 16));
            }
        }
        text.push_str("'\"");
        text
    }
}

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(…)")
    }
}
