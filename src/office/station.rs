//! The workstation in its office: its key, the certificate that the office's root gave it, and its place in the journal.

use crate::complaint::{Both, Complaint};
use noodbrug_core::ident::Author;
use noodbrug_core::moment::Moment;
use noodbrug_files::keys::{Certificate, CertificateTerms, EnvelopeKey, PublicKey, RevocationList, SecretKey};
use noodbrug_files::machine;
use noodbrug_store::Store;

const KEY: &str = "station-key";
const CERTIFICATE: &str = "station-certificate";
const REVOKED: &str = "revoked-keys";
const ENVELOPE: &str = "envelope-key";

/// How long a certificate holds: longer than any outage, and than the search for the root key afterwards.
const CERTIFICATE_DAYS: i64 = 730;

/// A workstation that can sign.
#[derive(Debug)]
pub struct Station {
    /// Its name and epoch: the author of what is entered here.
    pub author: Author,
    /// Its key.
    pub key: SecretKey,
    /// The certificate of its key.
    pub certificate: Certificate,
    /// Keys that its office has revoked.
    pub revoked: RevocationList,
    /// Opens the envelopes that come to it.
    pub envelope: EnvelopeKey,
}

impl Station {
    /// Makes a key for a station and lets the office's root certify it.
    ///
    /// # Errors
    /// A complaint when the machine gives no random bytes or its clock is beyond writing.
    pub fn make(author: Author, root: &SecretKey, now: &Moment) -> Result<Station, Complaint> {
        let key = SecretKey::from_seed(machine::random()?);
        let terms = CertificateTerms {
            key: key.public(),
            station: author.clone(),
            serial: 1,
            valid_from: now.plus_hours(-24),
            valid_until: now.plus_hours(24 * CERTIFICATE_DAYS),
        };
        let certificate = Certificate::issue(root, terms, machine::random()?);
        let envelope = EnvelopeKey::generate();
        Ok(Station { author, key, certificate, revoked: RevocationList::default(), envelope })
    }

    /// Gives the public root key of the office.
    #[must_use]
    pub fn root(&self) -> PublicKey {
        self.certificate.authority()
    }

    /// Keeps the station in its own store.
    ///
    /// # Errors
    /// A complaint when the disk does not take it.
    pub fn keep(&self, store: &mut Store) -> Result<(), Complaint> {
        store.write(|work| {
            work.set_secret(KEY, &*self.key.seed())?;
            work.set_secret(ENVELOPE, self.envelope.to_secret_text().as_bytes())?;
            work.set_setting(CERTIFICATE, &self.certificate.to_line())?;
            work.set_setting(REVOKED, &self.revoked.to_text())
        })?;
        Ok(())
    }

    /// Reads the station back from its store; a store from before envelopes gets a key for them.
    ///
    /// # Errors
    /// A complaint when key or certificate is missing or damaged.
    pub fn read(store: &mut Store) -> Result<Station, Complaint> {
        let seed = store.secret(KEY)?.and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok());
        let key = SecretKey::from_seed(seed.ok_or_else(without_key)?);
        let line = store.setting(CERTIFICATE)?.ok_or_else(without_key)?;
        let certificate = Certificate::from_line(&line)
            .map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang).to_owned())))?;
        let revoked = store.setting(REVOKED)?.unwrap_or_default();
        let revoked = RevocationList::from_text(&revoked)
            .map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang))))?;
        if certificate.key() != key.public() {
            return Err(without_key());
        }
        let envelope = envelope_key(store)?;
        Ok(Station { author: certificate.terms().station.clone(), key, certificate, revoked, envelope })
    }
}

fn envelope_key(store: &mut Store) -> Result<EnvelopeKey, Complaint> {
    match store.secret(ENVELOPE)? {
        Some(text) => {
            let text = String::from_utf8_lossy(&text);
            EnvelopeKey::from_secret_text(&text).ok_or_else(without_key)
        }
        None => {
            let key = EnvelopeKey::generate();
            store.write(|work| work.set_secret(ENVELOPE, key.to_secret_text().as_bytes()))?;
            Ok(key)
        }
    }
}

fn without_key() -> Complaint {
    Complaint::refused(
        "De sleutel van dit werkstation ontbreekt in de opslag of past niet bij het certificaat. Er kan niets worden \
         ondertekend. Zet een reservekopie terug of laat het kantoor dit werkstation opnieuw certificeren.",
        "The key of this workstation is missing from the store or does not fit its certificate. Nothing can be \
         signed. Restore a backup, or let the office certify this workstation again.",
    )
}
