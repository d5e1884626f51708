//! Keys: who signed, who may sign, and what opens the store.
//!
//! Station and office keys are Ed25519 in the formats of OpenSSH, so that a stock `ssh-keygen` can judge all of it.
//! Nothing here reads a clock or a random source: both are arguments. It must never show a secret in a log, accept a
//! second encoding of the same thing, or accept a key of small order.

mod certificate;
mod cipher;
mod envelope;
mod keyset;
mod public;
mod recovery;
mod revocation;
mod root;
mod secret;
mod signature;
mod signers;
mod slots;
pub(crate) mod wire;

pub use certificate::{Certificate, CertificateError, CertificateTerms};
pub use cipher::{Sealed, open_sealed, seal};
pub use envelope::{ClosingEnvelope, EnvelopeAddress, EnvelopeError, EnvelopeKey, Enveloped};
pub use keyset::{KeysetError, SignedKeyset, Step};
pub use public::{Fingerprint, PublicKey};
pub use recovery::{RecoveryKey, RecoveryKeyError};
pub use revocation::{RevocationList, Standing};
pub use root::OfficeRootFile;
pub use secret::{DataKey, Passphrase, SecretKey};
pub use signature::{SIGNATURE_BEGIN, SIGNATURE_END, Signature, SignatureError, Signer};
pub use signers::{AllowedSigner, AllowedSigners, SignersError};
pub use slots::{Cost, SlotError, Slots, WRAP_RANDOM, Wrapping};

use noodbrug_core::text::Lang;
use std::fmt;

/// Why a text or a byte string is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// It is cut off, has bytes too many, or is not written in the one way that is allowed.
    Malformed,
    /// It is a key, but not an Ed25519 key.
    NotEd25519,
    /// It is a key of small order, with which anything can be signed by anyone.
    Weak,
}

impl KeyError {
    /// Says what is wrong, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> &'static str {
        match self {
            KeyError::Malformed => lang.pick(
                "Dit is geen sleutel die wij kunnen lezen. Vraag de partner om een regel die begint met ssh-ed25519.",
                "This is no key that we can read. Ask the partner for a line that begins with ssh-ed25519.",
            ),
            KeyError::NotEd25519 => lang.pick(
                "Dit is een ander soort sleutel. Vraag de partner om een sleutel van het soort ssh-ed25519.",
                "This is another kind of key. Ask the partner for a key of the kind ssh-ed25519.",
            ),
            KeyError::Weak => lang.pick(
                "Dit is een zwakke sleutel; iedereen kan er mee tekenen. Vertrouw hem niet en bel de partner.",
                "This is a weak key; anyone can sign with it. Do not trust it and call the partner.",
            ),
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message(Lang::En))
    }
}

impl std::error::Error for KeyError {}
