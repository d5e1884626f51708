//! Certificates: an office's root says which station a key belongs to (OpenSSH, PROTOCOL.certkeys).
//!
//! Of all that OpenSSH allows, only what we need is accepted: a user certificate of an Ed25519 key by an Ed25519
//! authority, exactly one principal (the station), no options, no extensions. Anything else is refused.

use super::public::ALGORITHM as KEY_ALGORITHM;
use super::signature::raw_signature;
use super::wire::{Reader, Writer, base64, from_base64};
use super::{KeyError, PublicKey, SecretKey};
use noodbrug_core::bundle::ShortCertificate;
use noodbrug_core::ident::{Author, AuthorName};
use noodbrug_core::moment::Moment;
use std::fmt;

const ALGORITHM: &str = "ssh-ed25519-cert-v01@openssh.com";
const USER: u32 = 1;

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateTerms {
    /// The key it is about.
    pub key: PublicKey,
    /// The station and its epoch; the station is the one principal, both together are the key id.
    pub station: Author,
    /// The number that the root gave it, rising by one.
    pub serial: u64,
    /// The first moment at which it holds.
    pub valid_from: Moment,
    /// The first moment at which it no longer holds.
    pub valid_until: Moment,
}

/// Why a certificate does not let its key sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateError {
    /// Another authority gave it than the one it was checked against.
    Authority,
    /// It does not hold yet at the stated time.
    NotYetValid {
        /// When it begins to hold.
        from: Moment,
    },
    /// It no longer holds at the stated time.
    Expired {
        /// When it ended.
        until: Moment,
    },
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CertificateError::Authority => f.write_str("the certificate was given by another authority"),
            CertificateError::NotYetValid { from } => write!(f, "the certificate holds from {from}"),
            CertificateError::Expired { until } => write!(f, "the certificate ended at {until}"),
        }
    }
}

impl std::error::Error for CertificateError {}

/// A certificate whose signature by its authority holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    terms: CertificateTerms,
    nonce: [u8; 32],
    authority: PublicKey,
    signature: [u8; 64],
}

impl Certificate {
    /// Gives a station's key its certificate, signed by the office's root; the nonce is 32 random bytes.
    #[must_use]
    pub fn issue(root: &SecretKey, terms: CertificateTerms, nonce: [u8; 32]) -> Certificate {
        let mut certificate = Certificate { terms, nonce, authority: root.public(), signature: [0; 64] };
        certificate.signature = root.sign(&certificate.signed_part());
        certificate
    }

    /// Gives what is left of it for a reader who has the root key.
    #[must_use]
    pub fn to_short(&self) -> ShortCertificate {
        let terms = &self.terms;
        ShortCertificate {
            serial: terms.serial,
            valid_from: seconds(&terms.valid_from),
            valid_until: seconds(&terms.valid_until),
            station: terms.station.clone(),
            key: *terms.key.as_bytes(),
            nonce: self.nonce,
            signature: self.signature,
        }
    }

    /// Makes a certificate whole again with the root key that the reader has, and proves that this root signed it.
    ///
    /// # Errors
    /// When its key may not sign, a time is no time, or another root signed it.
    pub fn from_short(short: &ShortCertificate, root: PublicKey) -> Result<Certificate, KeyError> {
        let (from, until) = (moment(short.valid_from), moment(short.valid_until));
        let terms = CertificateTerms {
            key: PublicKey::from_bytes(&short.key)?,
            station: short.station.clone(),
            serial: short.serial,
            valid_from: from.ok_or(KeyError::Malformed)?,
            valid_until: until.ok_or(KeyError::Malformed)?,
        };
        let (nonce, signature) = (short.nonce, short.signature);
        let certificate = Certificate { terms, nonce, authority: root, signature };
        let holds = root.verifies(&certificate.signed_part(), &certificate.signature);
        if holds { Ok(certificate) } else { Err(KeyError::Malformed) }
    }

    /// Gives what it says.
    #[must_use]
    pub fn terms(&self) -> &CertificateTerms {
        &self.terms
    }

    /// Gives the key it is about.
    #[must_use]
    pub fn key(&self) -> PublicKey {
        self.terms.key
    }

    /// Gives the station it names.
    #[must_use]
    pub fn station(&self) -> &AuthorName {
        &self.terms.station.ws
    }

    /// Gives the authority that signed it. Whether that authority is trusted is the reader's affair.
    #[must_use]
    pub fn authority(&self) -> PublicKey {
        self.authority
    }

    /// Checks that this authority gave it and that it holds at the stated time.
    ///
    /// # Errors
    /// When another authority gave it, or the time lies outside its bounds.
    pub fn check(&self, authority: &PublicKey, at: &Moment) -> Result<(), CertificateError> {
        let terms = &self.terms;
        if self.authority != *authority {
            Err(CertificateError::Authority)
        } else if at.unix() < terms.valid_from.unix() {
            Err(CertificateError::NotYetValid { from: terms.valid_from })
        } else if at.unix() >= terms.valid_until.unix() {
            Err(CertificateError::Expired { until: terms.valid_until })
        } else {
            Ok(())
        }
    }

    /// Writes the line of a `-cert.pub` file, without an end of line.
    #[must_use]
    pub fn to_line(&self) -> String {
        format!("{ALGORITHM} {} {}", base64(&self.to_blob()), self.terms.station)
    }

    /// Reads the line of a `-cert.pub` file and proves its authority's signature.
    ///
    /// # Errors
    /// When it is no such line, allows more than we allow, or is not signed by the authority that it names.
    pub fn from_line(line: &str) -> Result<Certificate, KeyError> {
        let mut words = line.split_ascii_whitespace();
        let right = words.next() == Some(ALGORITHM);
        let blob = words.next().and_then(from_base64).filter(|_| right).ok_or(KeyError::Malformed)?;
        Certificate::from_blob(&blob)
    }

    pub(super) fn to_blob(&self) -> Vec<u8> {
        let signature = Writer::default().string(KEY_ALGORITHM.as_bytes()).string(&self.signature).finish();
        Writer::default().raw(&self.signed_part()).string(&signature).finish()
    }

    pub(super) fn from_blob(blob: &[u8]) -> Result<Certificate, KeyError> {
        let certificate = read(blob).ok_or(KeyError::Malformed)??;
        let holds = certificate.authority.verifies(&certificate.signed_part(), &certificate.signature);
        // Writing it again proves that nothing was read loosely.
        if holds && certificate.to_blob() == blob { Ok(certificate) } else { Err(KeyError::Malformed) }
    }

    fn signed_part(&self) -> Vec<u8> {
        let terms = &self.terms;
        let principals = Writer::default().string(terms.station.ws.as_str().as_bytes()).finish();
        Writer::default()
            .string(ALGORITHM.as_bytes())
            .string(&self.nonce)
            .string(terms.key.as_bytes())
            .u64(terms.serial)
            .u32(USER)
            .string(terms.station.to_string().as_bytes())
            .string(&principals)
            .u64(seconds(&terms.valid_from))
            .u64(seconds(&terms.valid_until))
            .string(b"")
            .string(b"")
            .string(b"")
            .string(&self.authority.to_blob())
            .finish()
    }
}

/// Says whether the byte string calls itself a certificate.
pub(super) fn blob_is_certificate(blob: &[u8]) -> bool {
    Reader::new(blob).text().is_some_and(|name| name == ALGORITHM)
}

fn read(blob: &[u8]) -> Option<Result<Certificate, KeyError>> {
    let mut reader = Reader::new(blob);
    let _algorithm = reader.string()?;
    let nonce = reader.string()?.try_into().ok()?;
    let key: &[u8; 32] = reader.string()?.try_into().ok()?;
    let serial = reader.u64()?;
    let user = reader.u32()? == USER;
    let station = station_of(reader.text()?)?;
    let _principals = reader.string()?;
    let (valid_from, valid_until) = (moment(reader.u64()?)?, moment(reader.u64()?)?);
    let bare = reader.string()?.is_empty() && reader.string()?.is_empty() && reader.string()?.is_empty();
    let authority = reader.string()?;
    let signature = raw_signature(reader.string()?)?;
    reader.end()?;
    if !user || !bare {
        return None;
    }
    let keys = PublicKey::from_bytes(key).and_then(|key| Ok((key, PublicKey::from_blob(authority)?)));
    Some(keys.map(|(key, authority)| {
        let terms = CertificateTerms { key, station, serial, valid_from, valid_until };
        Certificate { terms, nonce, authority, signature }
    }))
}

/// Reads `<station>-e<epoch>`.
fn station_of(key_id: &str) -> Option<Author> {
    let (ws, ep) = key_id.rsplit_once("-e")?;
    let station = Author { ws: ws.parse().ok()?, ep: ep.parse().ok()? };
    (station.to_string() == key_id).then_some(station)
}

fn seconds(moment: &Moment) -> u64 {
    u64::try_from(moment.unix()).unwrap_or(0)
}

fn moment(seconds: u64) -> Option<Moment> {
    Moment::from_unix(i64::try_from(seconds).ok()?)
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
pub(super) mod tests;
