//! Small signed files in clear beside the store, for whoever has to read them before anybody logs in.
//!
//! They hold nothing about cases or persons in them. Each is signed by the station that wrote it; a reader without a
//! passphrase learns which one, of which office's root and when, and a reader with one also that it is the own office.

use crate::complaint::{Both, Class, Complaint};
use crate::folders::Folders;
use crate::office::Office;
use noodbrug_core::bundle::Mode;
use noodbrug_core::canonical;
use noodbrug_core::ident::{Author, AuthorName, Epoch};
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{Certificate, Fingerprint, PublicKey, Signature, Signer};
use noodbrug_files::place;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::Read as _;
use std::path::Path;

/// The most bytes of such a file.
const MOST: u64 = 4 << 20;

/// What such a file is for: its name in the folder, and what it is signed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Purpose {
    /// The name of the file.
    pub(crate) file: &'static str,
    /// What it is signed for.
    pub(crate) namespace: &'static str,
    /// Under which setting the store keeps the number of the last one.
    pub(crate) setting: &'static str,
    /// What people call it.
    pub(crate) name: (&'static str, &'static str),
}

/// Who wrote a file, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// The office's name.
    pub office: String,
    /// Live or exercise.
    pub mode: Mode,
    /// The station that signed.
    pub ws: AuthorName,
    /// Its epoch.
    pub ep: Epoch,
    /// The person at it.
    pub by: String,
    /// When, by its clock.
    pub at: Moment,
    /// The number of this file, rising by one; a lower one was put back.
    pub edition: u64,
}

/// As it lies on the disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    written: Written,
    body: serde_json::Value,
    signature: String,
}

/// A file whose signature holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFile<T> {
    /// Who wrote it, and when.
    pub written: Written,
    /// What it says.
    pub body: T,
    /// The certificate of the station, by the root of its office.
    pub certificate: Certificate,
}

impl<T> DeskFile<T> {
    /// Says by which station it was signed and when, and by which office's root.
    #[must_use]
    pub fn signed_text(&self, lang: Lang) -> String {
        let Written { office, ws, by, at, edition, .. } = &self.written;
        let (at, root) = (moment_text(&at.in_the_netherlands(), lang), self.root().fingerprint());
        match lang {
            Lang::Nl => format!(
                "Ondertekend door werkstation {ws} ({by}) op {at}, nr. {edition}. Kantoor {office}, hoofdsleutel {root}."
            ),
            Lang::En => format!(
                "Signed by workstation {ws} ({by}) at {at}, no. {edition}. Office {office}, root key {root}."
            ),
        }
    }

    /// Gives the root of the office that certified the station.
    #[must_use]
    pub fn root(&self) -> PublicKey {
        self.certificate.authority()
    }

    /// Refuses the file unless this root certified its station.
    ///
    /// # Errors
    /// A complaint that names both fingerprints.
    pub fn of_root(self, root: Fingerprint) -> Result<DeskFile<T>, Complaint> {
        let found = self.root().fingerprint();
        if found == root { Ok(self) } else { Err(other_root(found, root)) }
    }
}

/// Reads such a file without a passphrase; none when it is not there.
///
/// # Errors
/// A complaint when it cannot be read, is damaged, or is not signed as it must be: nothing of it counts then.
pub(crate) fn read<T: DeserializeOwned>(
    folder: &Path,
    purpose: Purpose,
) -> Result<Option<DeskFile<T>>, Complaint> {
    let path = folder.join(purpose.file);
    let mut bytes = Vec::new();
    let read = std::fs::File::open(&path).and_then(|file| file.take(MOST).read_to_end(&mut bytes));
    match read {
        Ok(_) => prove(&bytes, purpose).map(Some),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(Complaint::refused_both(Both::of(|lang| {
            let why = noodbrug_core::text::fault_words(&why, lang);
            match lang {
                Lang::Nl => {
                    format!("{} is niet te lezen ({why}). Meld dit aan de beheerder.", path.display())
                }
                Lang::En => format!("{} cannot be read ({why}). Tell the administrator.", path.display()),
            }
        }))),
    }
}

fn prove<T: DeserializeOwned>(bytes: &[u8], purpose: Purpose) -> Result<DeskFile<T>, Complaint> {
    let damaged = || tampered(purpose);
    let Stored { written, body, signature } = serde_json::from_slice(bytes).map_err(|_| damaged())?;
    let signature = Signature::from_armour(&signature).map_err(|_| damaged())?;
    let signed = canonical::bytes_of(&(&written, &body)).map_err(|_| damaged())?;
    signature.verify(purpose.namespace, &signed).map_err(|_| damaged())?;
    let Signer::Certified(certificate) = signature.signer() else { return Err(damaged()) };
    let root = certificate.authority();
    let holds = certificate.check(&root, &written.at).is_ok();
    let station = Author { ws: written.ws.clone(), ep: written.ep };
    if !holds || certificate.terms().station != station {
        return Err(damaged());
    }
    let (body, certificate) = (serde_json::from_value(body).map_err(|_| damaged())?, (**certificate).clone());
    Ok(DeskFile { written, body, certificate })
}

impl Office {
    /// Reads such a file of the own office; one of another office, of a revoked key or an older one that was put back is
    /// refused.
    pub(crate) fn read_desk_file<T: DeserializeOwned>(
        &self,
        purpose: Purpose,
    ) -> Result<Option<DeskFile<T>>, Complaint> {
        let Some(found) = read::<T>(self.folders.root(), purpose)? else {
            return if self.edition_of(purpose)? == 0 { Ok(None) } else { Err(gone(purpose)) };
        };
        let own = self.known_offices()?.into_iter().find(|office| office.partner.is_none());
        if !own.is_some_and(|own| own.certifies(&found.root())) {
            return Err(other_root(found.root().fingerprint(), self.station.root().fingerprint()));
        }
        let signer = Signer::Certified(Box::new(found.certificate.clone()));
        if self.station.revoked.judge(&signer, &found.written.at).is_some() {
            return Err(revoked(purpose));
        }
        if found.written.edition < self.edition_of(purpose)? {
            return Err(put_back(purpose, &found.written.at));
        }
        Ok(Some(found))
    }

    fn edition_of(&self, purpose: Purpose) -> Result<u64, Complaint> {
        Ok(self.store.setting(purpose.setting)?.and_then(|number| number.parse().ok()).unwrap_or(0))
    }

    /// Writes such a file, signed, in place of the one before.
    pub(crate) fn write_desk_file<T: Serialize>(
        &mut self,
        purpose: Purpose,
        body: &T,
    ) -> Result<Written, Complaint> {
        let lies = read::<serde_json::Value>(self.folders.root(), purpose).ok().flatten();
        let edition = lies.map_or(0, |lies| lies.written.edition).max(self.edition_of(purpose)?);
        let written = Written {
            office: self.meta.office.clone(),
            mode: self.meta.mode,
            ws: self.station.author.ws.clone(),
            ep: self.station.author.ep,
            by: self.user.name.clone(),
            at: self.now()?,
            edition: edition.saturating_add(1),
        };
        let body = serde_json::to_value(body).map_err(|why| unwritten(&why))?;
        let signed = canonical::bytes_of(&(&written, &body)).map_err(|why| unwritten(&why))?;
        let signer = Signer::Certified(Box::new(self.station.certificate.clone()));
        let signature = Signature::sign(&self.station.key, signer, purpose.namespace, &signed);
        let signature = signature.map_err(|why| unwritten(&why))?.to_armour();
        let stored = Stored { written: written.clone(), body, signature };
        let bytes = serde_json::to_vec_pretty(&stored).map_err(|why| unwritten(&why))?;
        place::put(&self.folders.root().join(purpose.file), &bytes, place::Existing::Replace)?;
        self.store.set_setting(purpose.setting, &written.edition.to_string())?;
        Ok(written)
    }
}

/// Gives the path for people who are told of it.
pub(crate) fn path_of(folders: &Folders, purpose: Purpose) -> std::path::PathBuf {
    folders.root().join(purpose.file)
}

fn tampered(purpose: Purpose) -> Complaint {
    Complaint::refused(
        format!(
            "{} ({}) is veranderd of beschadigd: de handtekening klopt niet. Gebruik de papieren versie. Log in en zet \
             de gegevens opnieuw, of haal dit bestand van een ander werkstation.",
            purpose.name.0, purpose.file
        ),
        format!(
            "{} ({}) was changed or damaged: the signature does not hold. Use the version on paper. Log in and enter the \
             data again, or take this file from another workstation.",
            purpose.name.1, purpose.file
        ),
    )
}

fn other_root(found: Fingerprint, wanted: Fingerprint) -> Complaint {
    Complaint::refused(
        format!(
            "Dit bestand is van een ander kantoor: zijn hoofdsleutel is {found}, verwacht was {wanted}. Gebruik het niet."
        ),
        format!(
            "This file is of another office: its root key is {found}, expected was {wanted}. Do not use it."
        ),
    )
}

fn revoked(purpose: Purpose) -> Complaint {
    Complaint::refused(
        format!(
            "{} is ondertekend met een sleutel die is ingetrokken. Gebruik de papieren versie en zet de gegevens opnieuw.",
            purpose.name.0
        ),
        format!(
            "{} is signed with a key that was revoked. Use the version on paper and enter the data again.",
            purpose.name.1
        ),
    )
}

fn put_back(purpose: Purpose, at: &Moment) -> Complaint {
    let at = |lang| moment_text(&at.in_the_netherlands(), lang);
    Complaint::new(
        Class::Refused,
        Both::new(
            format!(
                "{} is een oudere versie, van {}: het bestand is teruggezet. Haal de nieuwste van een ander werkstation, \
                 of zet de gegevens opnieuw.",
                purpose.name.0,
                at(Lang::Nl)
            ),
            format!(
                "{} is an older version, of {}: the file was put back. Take the newest one from another workstation, or \
                 enter the data again.",
                purpose.name.1,
                at(Lang::En)
            ),
        ),
    )
}

fn gone(purpose: Purpose) -> Complaint {
    Complaint::refused(
        format!(
            "{} ({}) was er en is nu weg. Haal het bestand van een ander werkstation, of zet de gegevens opnieuw.",
            purpose.name.0, purpose.file
        ),
        format!(
            "{} ({}) was there and is gone now. Take the file from another workstation, or enter the data again.",
            purpose.name.1, purpose.file
        ),
    )
}

fn unwritten(why: &impl std::fmt::Display) -> Complaint {
    Complaint::refused(
        format!("Het bestand kon niet worden geschreven ({why}). Meld dit aan de beheerder."),
        format!("The file could not be written ({why}). Tell the administrator."),
    )
}
