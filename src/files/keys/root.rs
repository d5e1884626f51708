//! The file that holds an office's root key: meant to leave the workstation on a stick or as paper.

use super::slots::{Slot, SlotKind, version_at_most};
use super::{Passphrase, PublicKey, SecretKey, SlotError, Wrapping};
use noodbrug_core::bundle::Mode;
use serde::{Deserialize, Serialize};

const FORMAT: &str = "noodbrug-office-root";
const VERSION: u32 = 1;

/// An office's root key, sealed under a passphrase of its own, with its public half in clear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeRootFile {
    format: String,
    version: u32,
    office: String,
    mode: Mode,
    public: String,
    fingerprint: String,
    slot: Slot,
}

impl OfficeRootFile {
    /// Seals the root key of an office.
    ///
    /// # Errors
    /// When the price is out of bounds.
    pub fn seal(
        office: (&str, Mode),
        root: &SecretKey,
        passphrase: &Passphrase,
        wrapping: &Wrapping,
    ) -> Result<OfficeRootFile, SlotError> {
        let (office, mode) = office;
        let slot = Slot::wrap((SlotKind::Root, office, mode), root.seed().as_slice(), passphrase, wrapping)?;
        Ok(OfficeRootFile {
            format: FORMAT.to_owned(),
            version: VERSION,
            office: office.to_owned(),
            mode,
            public: root.public().to_line(office),
            fingerprint: root.public().fingerprint().to_string(),
            slot,
        })
    }

    /// Opens the root key, to certify a station.
    ///
    /// # Errors
    /// When the passphrase is wrong, or the file is damaged.
    pub fn open(&self, passphrase: &Passphrase) -> Result<SecretKey, SlotError> {
        let damaged = || SlotError::Damaged(self.office.clone());
        let seed = self.slot.unwrap(self.mode, passphrase)?;
        let root = SecretKey::from_seed(seed.as_slice().try_into().map_err(|_| damaged())?);
        if root.public() == self.public()? { Ok(root) } else { Err(damaged()) }
    }

    /// Gives the public half, which needs no passphrase.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn public(&self) -> Result<PublicKey, SlotError> {
        let damaged = || SlotError::Damaged(self.office.clone());
        let key = PublicKey::from_line(&self.public).map_err(|_| damaged())?;
        if key.fingerprint().to_string() == self.fingerprint { Ok(key) } else { Err(damaged()) }
    }

    /// Gives the name of the office.
    #[must_use]
    pub fn office(&self) -> &str {
        &self.office
    }

    /// Says whether the office is live or an exercise.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Writes the file.
    #[must_use]
    pub fn to_text(&self) -> String {
        // The type has nothing in it that TOML cannot write.
        toml::to_string(self).unwrap_or_default()
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it is damaged or of a newer version.
    pub fn from_text(text: &str) -> Result<OfficeRootFile, SlotError> {
        version_at_most(text, VERSION)?;
        let file: OfficeRootFile =
            toml::from_str(text).map_err(|cause| SlotError::Damaged(cause.message().to_owned()))?;
        if file.format != FORMAT {
            return Err(SlotError::Damaged(file.format));
        }
        file.slot.examine(file.mode)?;
        file.public()?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cost, WRAP_RANDOM};
    use super::*;

    fn sealed() -> OfficeRootFile {
        let wrapping = Wrapping { cost: Cost::CHEAP, random: [4; WRAP_RANDOM] };
        let (root, passphrase) = (SecretKey::from_seed([8; 32]), Passphrase::new("kluis"));
        OfficeRootFile::seal(("parket-ams", Mode::Live), &root, &passphrase, &wrapping).unwrap()
    }

    #[test]
    fn a_root_file_opens_with_its_passphrase_alone() {
        let file = OfficeRootFile::from_text(&sealed().to_text()).unwrap();
        let root = file.open(&Passphrase::new("kluis")).unwrap();
        assert_eq!(root.public(), SecretKey::from_seed([8; 32]).public());
        assert_eq!(file.open(&Passphrase::new("sluis")).unwrap_err(), SlotError::WrongPassphrase);
    }

    #[test]
    fn another_public_half_is_noticed() {
        let (own, other) = (SecretKey::from_seed([8; 32]).public(), SecretKey::from_seed([9; 32]).public());
        let text = sealed()
            .to_text()
            .replace(&own.to_line("parket-ams"), &other.to_line("parket-ams"))
            .replace(&own.fingerprint().to_string(), &other.fingerprint().to_string());
        let file = OfficeRootFile::from_text(&text).unwrap();
        assert!(matches!(file.open(&Passphrase::new("kluis")), Err(SlotError::Damaged(_))));
    }
}
