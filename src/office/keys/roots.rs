//! The files of root keys: made here, kept in a safe, opened for the moment that something is signed with them.

use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::people;
use crate::printing::To;
use crate::setup::{self, Passphrase};
use noodbrug_core::bundle::Mode;
use noodbrug_core::event::Kind;
use noodbrug_core::text::{Lang, fault_words};
use noodbrug_files::keys::{Fingerprint, OfficeRootFile, SecretKey};
use noodbrug_files::machine;
use noodbrug_files::place::{self, Existing, Placed};
use serde_json::json;
use std::path::{Path, PathBuf};

use super::RootKey;

/// A root file is a page of text; anything larger is something else.
const LARGEST: u64 = 64 << 10;

/// Gives where the spare root goes that is made with a root: beside it, until each goes into a safe of its own.
#[must_use]
pub fn spare_beside(root_file: &Path) -> PathBuf {
    let stem = root_file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = root_file.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
    root_file.with_file_name(format!("{stem}-reserve{}", ending.unwrap_or_default()))
}

/// Seals a root key and puts it into a new file.
pub(crate) fn put_root(
    to: &Path,
    office: (&str, Mode),
    root: &SecretKey,
    sealing: (&Passphrase, setup::Cost),
) -> Result<Placed, Complaint> {
    let file = OfficeRootFile::seal(office, root, sealing.0, &people::wrapping(sealing.1)?)?;
    if let Some(parent) = to.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        place::make_private_folder(parent)?;
    }
    Ok(place::put(to, file.to_text().as_bytes(), Existing::Keep)?)
}

impl Office {
    /// Makes a new root key for this office in a file of its own, to take the place of the root or of the spare later on.
    /// It counts for nothing until a keyset names it.
    ///
    /// # Errors
    /// A complaint when the file is there already or would lie in the office's folder, or the passphrase is too short.
    pub fn make_root(&mut self, to: &Path, passphrase: &Passphrase) -> Result<Fingerprint, Complaint> {
        self.permit(Deed::Keys)?;
        people::check(&self.user.name, passphrase)?;
        setup::refuse_root_here(&self.folders, to)?;
        let cost = setup::cost_of(&people::slots(&self.folders)?);
        let root = SecretKey::from_seed(machine::random()?);
        put_root(to, (&self.meta.office, self.meta.mode), &root, (passphrase, cost))?;
        let fingerprint = root.public().fingerprint();
        self.log(Kind::Manage, None, json!({"did": "root-made", "fingerprint": fingerprint.to_string()}))?;
        Ok(fingerprint)
    }

    /// Prints the fingerprints of root and spare root on one sheet: as text, as words to read aloud, and for a scanner.
    ///
    /// # Errors
    /// A complaint that names the file.
    pub fn print_roots(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Keys)?;
        let paper = papers::roots_sheet(&self.letterhead(lang)?, &self.key_state()?);
        self.put(&paper, to, None)
    }

    /// Opens a root file of this office.
    pub(crate) fn open_root(&self, given: RootKey<'_>) -> Result<SecretKey, Complaint> {
        Ok(self.root_file(given.file)?.open(given.passphrase)?)
    }

    /// Reads a root file of this office, sealed as it is.
    pub(crate) fn root_file(&self, path: &Path) -> Result<OfficeRootFile, Complaint> {
        let read = || {
            if path.metadata()?.len() > LARGEST {
                return Err(std::io::ErrorKind::FileTooLarge.into());
            }
            std::fs::read_to_string(path)
        };
        let text = read().map_err(|why| unreadable(path, &why))?;
        let file = OfficeRootFile::from_text(&text)?;
        if (file.office(), file.mode()) == (self.meta.office.as_str(), self.meta.mode) {
            Ok(file)
        } else {
            Err(of_another(path, file.office()))
        }
    }
}

fn unreadable(path: &Path, why: &std::io::Error) -> Complaint {
    let path = path.display();
    Complaint::refused(
        format!(
            "`{path}` is niet te lezen ({}). Wijs de hoofdsleutel opnieuw aan.",
            fault_words(why, Lang::Nl)
        ),
        format!("`{path}` cannot be read ({why}). Point at the root key again."),
    )
}

fn of_another(path: &Path, office: &str) -> Complaint {
    let path = path.display();
    Complaint::new(
        Class::Refused,
        Both::new(
            format!(
                "`{path}` is een hoofdsleutel van {office}, of van een ander soort werk. Pak die van dit kantoor."
            ),
            format!(
                "`{path}` is a root key of {office}, or of another kind of work. Take that of this office."
            ),
        ),
    )
}
