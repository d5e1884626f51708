//! Whose law updates an office takes, and whose the law in force was.
//!
//! The law in force was approved while its own key was pinned, and stays in force when another key takes that key's place:
//! dropping it would put an older law in force without a word. So the key of the law in force is kept beside the pinned
//! one, and only what is loaded from then on must be signed by the pinned one.

use crate::agreed::{Agreement, Subject};
use crate::complaint::{Both, Class, Complaint};
use crate::law_update::{FILE, LawOrigin};
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::text::{Lang, fault_words};
use noodbrug_files::keys::{Fingerprint, PublicKey};
use noodbrug_store::{Store, StoreError, Work};
use serde_json::json;
use std::path::Path;

const KEY: &str = "law-key";
/// The key with which the law that was loaded was signed, where it is not the pinned one.
const FILE_KEY: &str = "law-file-key";
/// A line of a public key; anything longer is something else.
const LARGEST_KEY: u64 = 16 << 10;

/// A key that was pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// The key whose updates are taken from now on.
    pub key: Fingerprint,
    /// The key that it replaces.
    pub replaces: Option<Fingerprint>,
    /// The version of a law that was loaded under the replaced key, and stays in force.
    pub stays: Option<u32>,
}

impl Pinned {
    /// Says what stays in force, where another key took the place of the one that signed it.
    #[must_use]
    pub fn stays_text(&self, lang: Lang) -> Option<String> {
        let (version, old) = self.stays.zip(self.replaces)?;
        Some(match lang {
            Lang::Nl => format!(
                "LET OP: versie {version} van de wet blijft gelden. Die is getekend met de vervangen sleutel {old}. \
                 Vertrouwt u die wet niet meer? Laad dan een nieuwe versie met de nieuwe sleutel."
            ),
            Lang::En => format!(
                "MIND: version {version} of the law stays in force. The replaced key {old} signed it. Do you no longer \
                 trust that law? Then load a new version with the new key."
            ),
        })
    }
}

/// Gives the key whose updates are taken, where it can be read.
pub(crate) fn fingerprint(store: &Store) -> Result<Option<Fingerprint>, Complaint> {
    let line = store.setting(KEY)?;
    Ok(line.and_then(|line| PublicKey::from_line(&line).ok()).map(|key| key.fingerprint()))
}

/// Gives the key whose updates are taken.
pub(crate) fn pinned(store: &Store) -> Result<PublicKey, Complaint> {
    of_line(&store.setting(KEY)?.ok_or_else(no_key)?)
}

/// Gives the key with which the law that was loaded was signed.
pub(crate) fn of_file(store: &Store) -> Result<PublicKey, Complaint> {
    match store.setting(FILE_KEY)?.filter(|line| !line.is_empty()) {
        Some(line) => of_line(&line),
        None => pinned(store),
    }
}

/// Notes that the law in force is signed by the pinned key.
pub(crate) fn file_is_of_pinned(work: &mut Work<'_>) -> Result<(), StoreError> {
    work.set_setting(FILE_KEY, "")
}

fn of_line(line: &str) -> Result<PublicKey, Complaint> {
    PublicKey::from_line(line)
        .map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang).to_owned())))
}

impl Office {
    /// Pins the key whose law updates this office takes, after a person compared its fingerprint and a second person
    /// agreed. It is in the journal. A law that was loaded stays in force, whoever signed it.
    ///
    /// # Errors
    /// A complaint when the file holds another key than was said, another key is pinned and not named as replaced, or
    /// nobody agrees.
    pub fn pin_law_key(
        &mut self,
        file: &Path,
        said: Fingerprint,
        replaces: Option<Fingerprint>,
        agreement: Agreement<'_>,
    ) -> Result<Pinned, Complaint> {
        self.permit(Deed::Law)?;
        let key = read_key(file)?;
        let print = key.fingerprint();
        if print != said {
            return Err(other_print(print, said));
        }
        let before = fingerprint(&self.store)?.filter(|known| *known != print);
        if before != replaces.filter(|known| *known != print) {
            return Err(other_pinned(before));
        }
        let agreed = self.agree(Subject::Law, &json!({"law-key": print.to_string()}), agreement)?;
        let stays = matches!(self.law_origin, LawOrigin::Loaded(_)).then(|| self.law.law.version());
        let stays = stays.filter(|_| before.is_some());
        let done = agreed.said(json!({
            "did": "law-key-pinned", "fingerprint": print.to_string(),
            "replaces": before.map(|known| known.to_string()), "approved_by": self.user.name, "stays": stays,
        }));
        let draft = Draft { why: agreed.why, ..Draft::saying(Kind::Manage, None, done) };
        let line = key.to_line("noodbrug-law");
        let file_line = self.store.secret(FILE)?.map(|_| of_file(&self.store)).transpose();
        let file_line = file_line.ok().flatten().filter(|known| *known != key);
        let file_line = file_line.map(|known| known.to_line("noodbrug-law")).unwrap_or_default();
        self.append_with(vec![draft], |work| {
            work.set_setting(FILE_KEY, &file_line)?;
            work.set_setting(KEY, &line)
        })?;
        Ok(Pinned { key: print, replaces: before, stays })
    }
}

fn read_key(file: &Path) -> Result<PublicKey, Complaint> {
    let read = || {
        if file.metadata()?.len() > LARGEST_KEY {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        std::fs::read_to_string(file)
    };
    let text = read().map_err(|why: std::io::Error| {
        Complaint::refused(
            format!(
                "`{}` is niet te lezen ({}). Wijs de sleutel opnieuw aan.",
                file.display(),
                fault_words(&why, Lang::Nl)
            ),
            format!("`{}` cannot be read ({why}). Point at the key again.", file.display()),
        )
    })?;
    of_line(text.trim())
}

fn no_key() -> Complaint {
    Complaint::refused(
        "Er is nog geen wetsleutel vastgelegd. Bel de uitgever, vergelijk de vingerafdruk, en geef `noodbrug law pin`.",
        "No law key is pinned yet. Call the publisher, compare the fingerprint, and give `noodbrug law pin`.",
    )
}

fn other_print(found: Fingerprint, said: Fingerprint) -> Complaint {
    Complaint::new(
        Class::Refused,
        Both::new(
            format!(
                "Deze sleutel heeft vingerafdruk {found}, en niet {said}. Er is niets vastgelegd. Bel de uitgever opnieuw."
            ),
            format!(
                "This key has fingerprint {found}, and not {said}. Nothing was pinned. Call the publisher again."
            ),
        ),
    )
}

fn other_pinned(before: Option<Fingerprint>) -> Complaint {
    match before {
        Some(known) => Complaint::refused(
            format!(
                "Hier is al een andere wetsleutel vastgelegd: {known}. Moet die weg? Geef dan ook `--replaces {known}`."
            ),
            format!(
                "Another law key is pinned here already: {known}. Must it go? Then give `--replaces {known}` too."
            ),
        ),
        None => Complaint::refused(
            "De sleutel die vervangen moet worden, is hier niet vastgelegd. Laat `--replaces` weg.",
            "The key to be replaced is not pinned here. Leave out `--replaces`.",
        ),
    }
}
