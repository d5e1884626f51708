//! A keyset with the signatures of the roots that stand for it, and whether it may follow the one that is held.
//!
//! Each root signs the content itself, so that it can be proved again long after the bundle that brought it is gone.

use super::{Certificate, KeyError, PublicKey, RevocationList, SecretKey, Signature, SignatureError, Signer};
use noodbrug_core::bundle::{FindingKind, Keyset, Kind};
use noodbrug_core::canonical::NotCanonical;
use noodbrug_core::digest::Digest;
use std::collections::BTreeSet;
use std::fmt;

/// How far a number may lie above the one that is held: a slip or a trick would otherwise shut out all that come after.
const FURTHEST: u64 = 1_000;

/// Why something is no keyset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeysetError {
    /// It is not written as it must be.
    Form(NotCanonical),
    /// A key, a certificate or a fingerprint in it is none, or stands there twice.
    Key(KeyError),
    /// A signature does not hold, or was made by a station.
    Signature(SignatureError),
    /// The root that it names did not sign it.
    NotOfItsRoot,
    /// A certificate in it was given by none of its roots.
    StrangeStation(String),
}

impl fmt::Display for KeysetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeysetError::Form(cause) => cause.fmt(f),
            KeysetError::Key(cause) => cause.fmt(f),
            KeysetError::Signature(cause) => cause.fmt(f),
            KeysetError::NotOfItsRoot => f.write_str("the root that it names did not sign it"),
            KeysetError::StrangeStation(station) => write!(f, "{station} was certified by none of its roots"),
        }
    }
}

impl std::error::Error for KeysetError {}

impl From<NotCanonical> for KeysetError {
    fn from(cause: NotCanonical) -> KeysetError {
        KeysetError::Form(cause)
    }
}

impl From<KeyError> for KeysetError {
    fn from(cause: KeyError) -> KeysetError {
        KeysetError::Key(cause)
    }
}

impl From<SignatureError> for KeysetError {
    fn from(cause: SignatureError) -> KeysetError {
        KeysetError::Signature(cause)
    }
}

/// What taking a keyset in would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is the one that is held.
    Known,
    /// It is newer, and the root stays.
    Newer,
    /// It is newer, and another root takes the place of the one that was pinned.
    NewRoot,
}

/// A keyset that is well formed, with signatures that hold. Whether it is to be believed is said by
/// [`SignedKeyset::after`].
#[derive(Clone, Debug)]
pub struct SignedKeyset {
    keyset: Keyset,
    bytes: Vec<u8>,
    signatures: Vec<Signature>,
    root: PublicKey,
    spare: Option<PublicKey>,
    retired: Vec<PublicKey>,
    stations: Vec<Certificate>,
    revoked: RevocationList,
}

impl SignedKeyset {
    /// Signs a keyset with the roots that stand for it; the one that it names must be among them.
    ///
    /// # Errors
    /// When it is not as it must be.
    pub fn sign(keyset: &Keyset, roots: &[&SecretKey]) -> Result<SignedKeyset, KeysetError> {
        let bytes = keyset.to_bytes()?;
        let sign = |root: &&SecretKey| {
            Signature::sign(root, Signer::Plain(root.public()), Kind::Keyset.namespace(), &bytes)
        };
        let signatures: Result<Vec<Signature>, SignatureError> = roots.iter().map(sign).collect();
        SignedKeyset::check(bytes.clone(), signatures?)
    }

    /// Reads a keyset and proves its signatures.
    ///
    /// # Errors
    /// When it is not as it must be.
    pub fn read(bytes: &[u8], signatures: &[String]) -> Result<SignedKeyset, KeysetError> {
        let read: Result<Vec<Signature>, SignatureError> =
            signatures.iter().map(|armour| Signature::from_armour(armour)).collect();
        SignedKeyset::check(bytes.to_vec(), read?)
    }

    fn check(bytes: Vec<u8>, signatures: Vec<Signature>) -> Result<SignedKeyset, KeysetError> {
        let keyset = Keyset::from_bytes(&bytes)?;
        for signature in &signatures {
            signature.verify(Kind::Keyset.namespace(), &bytes)?;
            if matches!(signature.signer(), Signer::Certified(_)) {
                return Err(SignatureError::Key(KeyError::NotEd25519).into());
            }
        }
        let line = |line: &String| PublicKey::from_line(line);
        let root = line(&keyset.root)?;
        let spare = keyset.spare.as_ref().map(line).transpose()?;
        let retired = keyset.retired.iter().map(line).collect::<Result<Vec<_>, _>>()?;
        let stations = keyset.stations.iter().map(|line| Certificate::from_line(line));
        let stations = stations.collect::<Result<Vec<_>, _>>()?;
        let revoked = RevocationList::of_keyset(&keyset.revoked)?;
        let signed = SignedKeyset { keyset, bytes, signatures, root, spare, retired, stations, revoked };
        signed.hold_together()?;
        Ok(signed)
    }

    /// Checks what must fit within it.
    fn hold_together(&self) -> Result<(), KeysetError> {
        if !self.signers().any(|key| key == self.root) {
            return Err(KeysetError::NotOfItsRoot);
        }
        let roots: BTreeSet<PublicKey> = self.authorities().chain(self.spare).collect();
        let count = self.authorities().chain(self.spare).count();
        if roots.len() != count {
            return Err(KeyError::Malformed.into());
        }
        let strange = self
            .stations
            .iter()
            .find(|certificate| !self.authorities().any(|root| root == certificate.authority()));
        let strange = strange.map(|certificate| certificate.terms().station.to_string());
        strange.map_or(Ok(()), |station| Err(KeysetError::StrangeStation(station)))
    }

    /// Gives what it says.
    #[must_use]
    pub fn keyset(&self) -> &Keyset {
        &self.keyset
    }

    /// Gives its content, verbatim.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Gives the SHA-256 of its content.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// Gives its signatures as text.
    pub fn armours(&self) -> impl Iterator<Item = String> {
        self.signatures.iter().map(Signature::to_armour)
    }

    /// Gives the keys that signed it.
    pub fn signers(&self) -> impl Iterator<Item = PublicKey> {
        self.signatures.iter().map(|signature| signature.signer().key())
    }

    /// Gives the root.
    #[must_use]
    pub fn root(&self) -> PublicKey {
        self.root
    }

    /// Gives the spare root.
    #[must_use]
    pub fn spare(&self) -> Option<PublicKey> {
        self.spare
    }

    /// Gives the roots whose certificates count: the one in use, and those of before.
    pub fn authorities(&self) -> impl Iterator<Item = PublicKey> {
        std::iter::once(self.root).chain(self.retired.iter().copied())
    }

    /// Gives the certificates of the stations.
    #[must_use]
    pub fn stations(&self) -> &[Certificate] {
        &self.stations
    }

    /// Gives the keys that may not sign any more.
    #[must_use]
    pub fn revoked(&self) -> &RevocationList {
        &self.revoked
    }

    /// Says whether it may take the place of the keyset that is held, or be the first of an office whose root a person
    /// pinned: never a lower number, never another of the same number or one far beyond it, never one that follows another
    /// than the one held, and always signed by the root that was pinned or by its spare, beside the root that it names itself.
    ///
    /// # Errors
    /// The finding that says why not.
    pub fn after(&self, held: Option<&SignedKeyset>, pinned: PublicKey) -> Result<Step, FindingKind> {
        let known = held.map_or(0, |held| held.keyset.version);
        if self.keyset.version == 0 || self.keyset.version < known {
            return Err(FindingKind::OldKeyset);
        }
        if let Some(held) = held.filter(|held| held.keyset.version == self.keyset.version) {
            return if held.bytes == self.bytes { Ok(Step::Known) } else { Err(FindingKind::OtherKeyset) };
        }
        if self.keyset.version > known.saturating_add(FURTHEST) {
            return Err(FindingKind::BadKeyset);
        }
        if (self.keyset.version == 1) != self.keyset.previous.is_none() {
            return Err(FindingKind::BadKeyset);
        }
        let spare = held.and_then(SignedKeyset::spare);
        if !self.signers().any(|key| key == pinned || Some(key) == spare) {
            return Err(FindingKind::UnprovenRoot);
        }
        // Two that follow each other: the higher one says what it follows, and another than is here is another history.
        let next = held.filter(|held| held.keyset.version.saturating_add(1) == self.keyset.version);
        if next.is_some_and(|held| self.keyset.previous != Some(held.digest())) {
            return Err(FindingKind::OtherKeyset);
        }
        Ok(if self.root == pinned { Step::Newer } else { Step::NewRoot })
    }
}

#[cfg(test)]
#[path = "keyset_tests.rs"]
mod tests;
