//! The workstation in its office: its key, the certificate that the office's root gave it, and its place in the journal.

use crate::complaint::{Both, Complaint};
use crate::keys::{Held, own_held};
use noodbrug_core::bundle::RevokedKey;
use noodbrug_core::ident::Author;
use noodbrug_core::moment::Moment;
use noodbrug_files::keys::{
    Certificate, CertificateTerms, EnvelopeKey, PublicKey, RevocationList, SecretKey,
};
use noodbrug_files::machine;
use noodbrug_store::{Store, StoreError, Work};

const KEY: &str = "station-key";
const CERTIFICATE: &str = "station-certificate";
const SPARE: &str = "spare-root";
const REVOCATIONS: &str = "revocations";
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
    /// Keys that its office has revoked, with the reasons.
    pub revocations: Vec<RevokedKey>,
    /// The same, as a reader judges by it.
    pub revoked: RevocationList,
    /// Opens the envelopes that come to it.
    pub envelope: EnvelopeKey,
    /// The public key of the office's spare root.
    pub spare: Option<PublicKey>,
    /// The newest keyset of its office.
    pub keyset: Option<Held>,
}

/// Keeps the keys that the office has revoked.
pub(crate) fn put_revocations(work: &mut Work<'_>, revoked: &[RevokedKey]) -> Result<(), StoreError> {
    // The type has nothing in it that JSON cannot write.
    work.set_setting(REVOCATIONS, &serde_json::to_string(revoked).unwrap_or_default())
}

impl Station {
    /// Makes a key for a station and lets the office's root certify it.
    ///
    /// # Errors
    /// A complaint when the machine gives no random bytes or its clock is beyond writing.
    pub fn make(
        author: Author,
        root: &SecretKey,
        (now, serial): (&Moment, u64),
    ) -> Result<Station, Complaint> {
        let key = SecretKey::from_seed(machine::random()?);
        let terms = Station::terms(key.public(), &author, (now, serial));
        let certificate = Certificate::issue(root, terms, machine::random()?);
        let (revocations, revoked) = (Vec::new(), RevocationList::default());
        let envelope = EnvelopeKey::generate();
        Ok(Station { author, key, certificate, revocations, revoked, spare: None, keyset: None, envelope })
    }

    /// Gives what a certificate of this office says: one station, from a day ago, for longer than any outage.
    pub(crate) fn terms(key: PublicKey, author: &Author, (now, serial): (&Moment, u64)) -> CertificateTerms {
        CertificateTerms {
            key,
            station: author.clone(),
            serial,
            valid_from: now.plus_hours(-24),
            valid_until: now.plus_hours(24 * CERTIFICATE_DAYS),
        }
    }

    /// Takes over what the office's other station, or this one in an earlier epoch, knows of keys.
    #[must_use]
    pub(crate) fn with_keys_of(self, other: &Station) -> Station {
        let (author, key, certificate) = (self.author, self.key, self.certificate);
        Station { author, key, certificate, ..other.copy() }
    }

    /// Gives the same station once more; a key is never copied by chance.
    pub(crate) fn copy(&self) -> Station {
        Station {
            author: self.author.clone(),
            key: SecretKey::from_seed(*self.key.seed()),
            certificate: self.certificate.clone(),
            revocations: self.revocations.clone(),
            revoked: self.revoked.clone(),
            spare: self.spare,
            keyset: self.keyset.clone(),
            envelope: self.envelope.clone(),
        }
    }

    /// Keeps it in its own store, together with other work.
    pub(crate) fn put(&self, work: &mut Work<'_>) -> Result<(), StoreError> {
        work.set_secret(KEY, &*self.key.seed())?;
        work.set_secret(ENVELOPE, self.envelope.to_secret_text().as_bytes())?;
        work.set_setting(CERTIFICATE, &self.certificate.to_line())?;
        work.set_setting(SPARE, &self.spare.map(|spare| spare.to_line("")).unwrap_or_default())?;
        put_revocations(work, &self.revocations)
    }

    /// Gives the number of the office's newest keyset; zero while there is none.
    #[must_use]
    pub fn keyset_version(&self) -> u64 {
        self.keyset.as_ref().map_or(0, Held::version)
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
        Ok(store.write(|work| self.put(work))?)
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
        let revocations: Vec<RevokedKey> = match store.setting(REVOCATIONS)? {
            Some(text) => serde_json::from_str(&text).map_err(|_| without_key())?,
            None => Vec::new(),
        };
        let revoked = RevocationList::of_keyset(&revocations)
            .map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang).to_owned())))?;
        let spare = store.setting(SPARE)?.filter(|line| !line.is_empty());
        let spare = spare.and_then(|line| PublicKey::from_line(&line).ok());
        if certificate.key() != key.public() {
            return Err(without_key());
        }
        let (author, keyset) = (certificate.terms().station.clone(), own_held(store)?);
        let envelope = envelope_key(store)?;
        Ok(Station { author, key, certificate, revocations, revoked, spare, keyset, envelope })
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
