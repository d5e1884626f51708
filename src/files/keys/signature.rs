//! Detached signatures in the SSHSIG format (OpenSSH, PROTOCOL.sshsig), Ed25519 and SHA-512 only.
//!
//! A signature binds its bytes to one namespace, so that a signed receipt can never pass for a bundle. It must be
//! written in the one way that `ssh-keygen -Y sign` writes it.

use super::certificate::{Certificate, blob_is_certificate};
use super::public::ALGORITHM;
use super::wire::{Reader, Writer, base64, from_base64};
use super::{KeyError, PublicKey, SecretKey};
use sha2::{Digest as _, Sha512};
use std::fmt;

/// The first line of an armoured signature.
pub const SIGNATURE_BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
/// The last line of an armoured signature.
pub const SIGNATURE_END: &str = "-----END SSH SIGNATURE-----";

const MAGIC: &[u8; 6] = b"SSHSIG";
const VERSION: u32 = 1;
const HASH: &str = "sha512";
const LINE: usize = 70;

/// Whose signature it says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signer {
    /// A bare key.
    Plain(PublicKey),
    /// A key with the certificate that an office's root gave it.
    Certified(Box<Certificate>),
}

impl Signer {
    /// Gives the key that signed.
    #[must_use]
    pub fn key(&self) -> PublicKey {
        match self {
            Signer::Plain(key) => *key,
            Signer::Certified(certificate) => certificate.key(),
        }
    }

    fn to_blob(&self) -> Vec<u8> {
        match self {
            Signer::Plain(key) => key.to_blob(),
            Signer::Certified(certificate) => certificate.to_blob(),
        }
    }

    fn from_blob(blob: &[u8]) -> Result<Signer, KeyError> {
        if blob_is_certificate(blob) {
            return Certificate::from_blob(blob).map(|certificate| Signer::Certified(Box::new(certificate)));
        }
        PublicKey::from_blob(blob).map(Signer::Plain)
    }
}

/// Why a signature does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureError {
    /// It is not armoured text in the one right form (an end of line with CR counts as damage).
    Armour,
    /// The armour holds something else than a version 1 signature with SHA-512.
    Malformed,
    /// The key in it is no key that may sign.
    Key(KeyError),
    /// It was made for another purpose.
    Namespace {
        /// The purpose it was made for.
        found: String,
        /// The purpose it should serve.
        wanted: String,
    },
    /// The signed bytes are not these, or the key is another.
    Wrong,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SignatureError::Armour => f.write_str("not an armoured SSH signature"),
            SignatureError::Malformed => {
                f.write_str("not a version 1 SSH signature with ssh-ed25519 and sha512")
            }
            SignatureError::Key(cause) => write!(f, "the signing key is refused: {cause}"),
            SignatureError::Namespace { found, wanted } => {
                write!(f, "the signature is for `{found}`, not for `{wanted}`")
            }
            SignatureError::Wrong => f.write_str("the signature does not belong to these bytes"),
        }
    }
}

impl std::error::Error for SignatureError {}

/// A detached signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    signer: Signer,
    namespace: String,
    bytes: [u8; 64],
}

impl Signature {
    /// Signs bytes for one purpose, in the name of the key itself or of its certificate.
    ///
    /// # Errors
    /// [`SignatureError::Wrong`] when the signer is not the public half of the key.
    pub fn sign(
        key: &SecretKey,
        signer: Signer,
        namespace: &str,
        message: &[u8],
    ) -> Result<Signature, SignatureError> {
        if signer.key() != key.public() {
            return Err(SignatureError::Wrong);
        }
        let bytes = key.sign(&signed_bytes(namespace, message));
        Ok(Signature { signer, namespace: namespace.to_owned(), bytes })
    }

    /// Puts a signature together from its parts, as they stand on paper; [`Signature::verify`] proves it.
    #[must_use]
    pub fn of_parts(signer: Signer, namespace: &str, bytes: [u8; 64]) -> Signature {
        Signature { signer, namespace: namespace.to_owned(), bytes }
    }

    /// Gives the 64 bytes of the signature itself.
    #[must_use]
    pub fn bytes(&self) -> [u8; 64] {
        self.bytes
    }

    /// Gives whose signature it says it is; [`Signature::verify`] proves it.
    #[must_use]
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Gives the purpose it was made for.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Proves that its key signed these bytes for this purpose. Whether that key may sign is another question.
    ///
    /// # Errors
    /// When the purpose is another or the signature is not of these bytes.
    pub fn verify(&self, namespace: &str, message: &[u8]) -> Result<(), SignatureError> {
        if self.namespace != namespace {
            let (found, wanted) = (self.namespace.clone(), namespace.to_owned());
            return Err(SignatureError::Namespace { found, wanted });
        }
        let holds = self.signer.key().verifies(&signed_bytes(namespace, message), &self.bytes);
        if holds { Ok(()) } else { Err(SignatureError::Wrong) }
    }

    /// Writes it as text, exactly as `ssh-keygen -Y sign` does, with an end of line at the end.
    #[must_use]
    pub fn to_armour(&self) -> String {
        let body = base64(&self.to_blob());
        let lines: Vec<&str> = body.as_bytes().chunks(LINE).flat_map(std::str::from_utf8).collect();
        format!("{SIGNATURE_BEGIN}\n{}\n{SIGNATURE_END}\n", lines.join("\n"))
    }

    /// Reads the text form, written in the one right way.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn from_armour(text: &str) -> Result<Signature, SignatureError> {
        let inner = text.strip_prefix(SIGNATURE_BEGIN).and_then(|rest| rest.strip_suffix("\n"));
        let inner = inner.and_then(|rest| rest.strip_suffix(SIGNATURE_END)).ok_or(SignatureError::Armour)?;
        let blob = from_base64(&inner.replace('\n', "")).ok_or(SignatureError::Armour)?;
        let signature = Signature::from_blob(&blob)?;
        if signature.to_armour() == text { Ok(signature) } else { Err(SignatureError::Armour) }
    }

    fn to_blob(&self) -> Vec<u8> {
        let signature = Writer::default().string(ALGORITHM.as_bytes()).string(&self.bytes).finish();
        Writer::default()
            .raw(MAGIC)
            .u32(VERSION)
            .string(&self.signer.to_blob())
            .string(self.namespace.as_bytes())
            .string(b"")
            .string(HASH.as_bytes())
            .string(&signature)
            .finish()
    }

    fn from_blob(blob: &[u8]) -> Result<Signature, SignatureError> {
        let parts = Parts::read(blob).ok_or(SignatureError::Malformed)?;
        let signer = Signer::from_blob(parts.signer).map_err(SignatureError::Key)?;
        let signature = Signature { signer, namespace: parts.namespace.to_owned(), bytes: parts.bytes };
        if signature.to_blob() == blob { Ok(signature) } else { Err(SignatureError::Malformed) }
    }
}

struct Parts<'a> {
    signer: &'a [u8],
    namespace: &'a str,
    bytes: [u8; 64],
}

impl<'a> Parts<'a> {
    fn read(blob: &'a [u8]) -> Option<Parts<'a>> {
        let mut reader = Reader::new(blob);
        let head = reader.raw(MAGIC.len())? == MAGIC && reader.u32()? == VERSION;
        let (signer, namespace) = (reader.string()?, reader.text()?);
        let plain = reader.string()?.is_empty() && reader.text()? == HASH;
        let bytes = raw_signature(reader.string()?)?;
        reader.end()?;
        (head && plain && !namespace.is_empty()).then_some(Parts { signer, namespace, bytes })
    }
}

/// Reads the 64 bytes of an `ssh-ed25519` signature.
pub(super) fn raw_signature(blob: &[u8]) -> Option<[u8; 64]> {
    let mut reader = Reader::new(blob);
    let right = reader.text()? == ALGORITHM;
    let bytes = reader.string()?.try_into().ok()?;
    reader.end()?;
    right.then_some(bytes)
}

fn signed_bytes(namespace: &str, message: &[u8]) -> Vec<u8> {
    Writer::default()
        .raw(MAGIC)
        .string(namespace.as_bytes())
        .string(b"")
        .string(HASH.as_bytes())
        .string(&Sha512::digest(message))
        .finish()
}

#[cfg(test)]
#[path = "signature_tests.rs"]
mod tests;
