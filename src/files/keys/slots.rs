//! Key slots: one data key, wrapped once for each user's passphrase and once for the recovery key.
//!
//! The slots file is readable TOML without a secret in clear. Each slot states the price that its passphrase was
//! stretched at (Argon2id) and a checksum of its own, so that a damaged file is told from a wrong passphrase. Changing
//! a passphrase rewraps 48 bytes; the store is not written again.

use super::cipher::{Sealed, open_sealed, seal};
use super::{DataKey, Passphrase, RecoveryKey};
use argon2::{Algorithm, Argon2, Params, Version};
use noodbrug_core::bundle::Mode;
use noodbrug_core::digest::{Digest, decode_hex, encode_hex};
use noodbrug_core::text::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// How many random bytes one wrapping takes: 16 of salt and 24 of nonce.
pub const WRAP_RANDOM: usize = 40;

const FORMAT: &str = "noodbrug-slots";
const VERSION: u32 = 1;
const RECOVERY_NAME: &str = "recovery";

/// What it costs to try one passphrase (Argon2id, RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Cost {
    /// The price in live stores: 64 MiB and 3 passes, about 0.2 s.
    pub const FULL: Cost = Cost { memory_kib: 64 * 1024, passes: 3 };
    /// A price for tests and exercises only; it does not hold off an attacker.
    pub const CHEAP: Cost = Cost { memory_kib: 64, passes: 1 };

    const MOST: Cost = Cost { memory_kib: 1024 * 1024, passes: 16 };
}

/// Whose slot it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SlotKind {
    /// A user with a passphrase.
    User,
    /// The printed recovery key.
    Recovery,
    /// An office's root key on a medium of its own.
    Root,
}

/// Why a slot gives no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotError {
    /// Nobody of this name has a slot.
    NoSlot(String),
    /// The passphrase or recovery key is not the one of this slot.
    WrongPassphrase,
    /// The file has changed since it was written, at the named place.
    Damaged(String),
    /// The file is of a newer version of the program.
    Newer,
    /// The slot states a price that no slot of ours has.
    TooCostly,
    /// The last user's slot cannot be removed: nobody could open the store.
    LastUser,
}

impl SlotError {
    /// Says in a sentence or two what happened and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (SlotError::NoSlot(name), Lang::Nl) => {
                format!("`{name}` heeft hier geen toegang. Controleer de gebruikersnaam.")
            }
            (SlotError::NoSlot(name), Lang::En) => {
                format!("`{name}` has no access here. Check the user name.")
            }
            (SlotError::WrongPassphrase, Lang::Nl) => {
                "De wachtzin is niet juist. Probeer het opnieuw, of gebruik de herstelsleutel.".to_owned()
            }
            (SlotError::WrongPassphrase, Lang::En) => {
                "The passphrase is not right. Try again, or use the recovery key.".to_owned()
            }
            (SlotError::Damaged(place), Lang::Nl) => {
                format!("Het sleutelbestand is beschadigd ({place}). Zet het terug uit een back-up.")
            }
            (SlotError::Damaged(place), Lang::En) => {
                format!("The key file is damaged ({place}). Put it back from a backup.")
            }
            (SlotError::Newer, Lang::Nl) => {
                "Het sleutelbestand is van een nieuwere versie. Werk dit programma bij.".to_owned()
            }
            (SlotError::Newer, Lang::En) => {
                "The key file is of a newer version. Update this program.".to_owned()
            }
            (SlotError::TooCostly, Lang::Nl) => {
                "Het sleutelbestand vraagt te veel geheugen of tijd. Zet het terug uit een back-up."
                    .to_owned()
            }
            (SlotError::TooCostly, Lang::En) => {
                "The key file asks for too much memory or time. Put it back from a backup.".to_owned()
            }
            (SlotError::LastUser, Lang::Nl) => {
                "De laatste gebruiker kan niet weg. Voeg eerst een andere toe.".to_owned()
            }
            (SlotError::LastUser, Lang::En) => {
                "The last user cannot be removed. Add another one first.".to_owned()
            }
        }
    }
}

impl fmt::Display for SlotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for SlotError {}

/// One secret under one passphrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    kind: SlotKind,
    name: String,
    cost: Cost,
    salt: String,
    sealed: String,
    check: String,
}

/// What one wrapping takes beside the secret and the passphrase: the price, and 40 random bytes used once.
#[derive(Clone)]
pub struct Wrapping {
    /// The price of one try.
    pub cost: Cost,
    /// Random bytes.
    pub random: [u8; WRAP_RANDOM],
}

impl Slot {
    pub(super) fn wrap(
        owner: (SlotKind, &str, Mode),
        secret: &[u8],
        passphrase: &Passphrase,
        wrapping: &Wrapping,
    ) -> Result<Slot, SlotError> {
        let (kind, name, mode) = owner;
        let (salt, nonce) = wrapping.random.split_first_chunk::<16>().ok_or(SlotError::TooCostly)?;
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| SlotError::TooCostly)?;
        let (name, cost, salt) = (name.to_owned(), wrapping.cost, encode_hex(salt));
        let mut slot = Slot { kind, name, cost, salt, sealed: String::new(), check: String::new() };
        let key = slot.stretch(passphrase)?;
        slot.sealed = seal(&key, &slot.purpose(mode), nonce, secret).ok_or(SlotError::TooCostly)?.to_hex();
        slot.check = slot.checksum(mode);
        Ok(slot)
    }

    pub(super) fn unwrap(
        &self,
        mode: Mode,
        passphrase: &Passphrase,
    ) -> Result<Zeroizing<Vec<u8>>, SlotError> {
        self.examine(mode)?;
        let sealed = Sealed::from_hex(&self.sealed).ok_or_else(|| self.damaged())?;
        let key = self.stretch(passphrase)?;
        open_sealed(&key, &self.purpose(mode), &sealed).ok_or(SlotError::WrongPassphrase)
    }

    /// Says whether the slot is as it was written.
    pub(super) fn examine(&self, mode: Mode) -> Result<(), SlotError> {
        if self.check == self.checksum(mode) { Ok(()) } else { Err(self.damaged()) }
    }

    fn stretch(&self, passphrase: &Passphrase) -> Result<Zeroizing<[u8; 32]>, SlotError> {
        let Cost { memory_kib, passes } = self.cost;
        if memory_kib > Cost::MOST.memory_kib || passes > Cost::MOST.passes {
            return Err(SlotError::TooCostly);
        }
        let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| SlotError::TooCostly)?;
        let salt = decode_hex(&self.salt).ok_or_else(|| self.damaged())?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), &salt, key.as_mut_slice())
            .map_err(|_| self.damaged())?;
        Ok(key)
    }

    /// Binds the sealed secret to its owner, its price and its key domain.
    fn purpose(&self, mode: Mode) -> String {
        let Cost { memory_kib, passes } = self.cost;
        let kind = match self.kind {
            SlotKind::User => "user",
            SlotKind::Recovery => "recovery",
            SlotKind::Root => "root",
        };
        format!(
            "noodbrug/slot/v{VERSION}/{}/{kind}/{memory_kib}/{passes}/{}/{}",
            mode.word(),
            self.salt,
            self.name
        )
    }

    fn checksum(&self, mode: Mode) -> String {
        Digest::of_parts([self.purpose(mode).as_bytes(), b"\n", self.sealed.as_bytes()]).short()
    }

    fn damaged(&self) -> SlotError {
        SlotError::Damaged(self.name.clone())
    }
}

/// All slots of one store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slots {
    format: String,
    version: u32,
    mode: Mode,
    #[serde(default, rename = "slot")]
    slots: Vec<Slot>,
}

impl Slots {
    /// Begins an empty file, for live work or for an exercise.
    #[must_use]
    pub fn new(mode: Mode) -> Slots {
        Slots { format: FORMAT.to_owned(), version: VERSION, mode, slots: Vec::new() }
    }

    /// Says whether the store is live or an exercise.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Names the users who have a slot, in the order in which they came.
    pub fn users(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().filter(|slot| slot.kind == SlotKind::User).map(|slot| slot.name.as_str())
    }

    /// Says whether a recovery key can open the store.
    #[must_use]
    pub fn has_recovery(&self) -> bool {
        self.slots.iter().any(|slot| slot.kind == SlotKind::Recovery)
    }

    /// Gives a user a slot, or a new passphrase in the slot they have.
    ///
    /// # Errors
    /// When the price is out of bounds.
    pub fn set_user(
        &mut self,
        name: &str,
        passphrase: &Passphrase,
        data: &DataKey,
        wrapping: &Wrapping,
    ) -> Result<(), SlotError> {
        self.set((SlotKind::User, name, self.mode), passphrase, data, wrapping)
    }

    /// Sets the recovery key; the one before opens nothing any more.
    ///
    /// # Errors
    /// When the price is out of bounds.
    pub fn set_recovery(
        &mut self,
        recovery: &RecoveryKey,
        data: &DataKey,
        wrapping: &Wrapping,
    ) -> Result<(), SlotError> {
        let owner = (SlotKind::Recovery, RECOVERY_NAME, self.mode);
        self.set(owner, &recovery.passphrase(), data, wrapping)
    }

    /// Takes a user's slot away.
    ///
    /// # Errors
    /// When the user has none, or is the last one.
    pub fn remove_user(&mut self, name: &str) -> Result<(), SlotError> {
        let at = self.find(SlotKind::User, name).ok_or_else(|| SlotError::NoSlot(name.to_owned()))?;
        if self.users().count() == 1 {
            return Err(SlotError::LastUser);
        }
        self.slots.remove(at);
        Ok(())
    }

    /// Opens the data key with a user's passphrase.
    ///
    /// # Errors
    /// When the user has no slot, the passphrase is wrong, or the file is damaged.
    pub fn open(&self, name: &str, passphrase: &Passphrase) -> Result<DataKey, SlotError> {
        self.open_slot((SlotKind::User, name), passphrase)
    }

    /// Opens the data key with the printed recovery key.
    ///
    /// # Errors
    /// When there is no recovery slot, the key is another, or the file is damaged.
    pub fn open_recovery(&self, recovery: &RecoveryKey) -> Result<DataKey, SlotError> {
        self.open_slot((SlotKind::Recovery, RECOVERY_NAME), &recovery.passphrase())
    }

    /// Writes the slots file.
    #[must_use]
    pub fn to_text(&self) -> String {
        // The type has nothing in it that TOML cannot write.
        toml::to_string(self).unwrap_or_default()
    }

    /// Reads a slots file and checks each slot.
    ///
    /// # Errors
    /// When it is damaged or of a newer version.
    pub fn from_text(text: &str) -> Result<Slots, SlotError> {
        version_at_most(text, VERSION)?;
        let slots: Slots =
            toml::from_str(text).map_err(|cause| SlotError::Damaged(cause.message().to_owned()))?;
        if slots.format != FORMAT {
            return Err(SlotError::Damaged(slots.format));
        }
        slots.slots.iter().try_for_each(|slot| slot.examine(slots.mode))?;
        Ok(slots)
    }

    fn set(
        &mut self,
        owner: (SlotKind, &str, Mode),
        passphrase: &Passphrase,
        data: &DataKey,
        wrapping: &Wrapping,
    ) -> Result<(), SlotError> {
        let slot = Slot::wrap(owner, &data.to_bytes(), passphrase, wrapping)?;
        let place = self.find(owner.0, owner.1).and_then(|at| self.slots.get_mut(at));
        match place {
            Some(old) => *old = slot,
            None => self.slots.push(slot),
        }
        Ok(())
    }

    fn open_slot(&self, owner: (SlotKind, &str), passphrase: &Passphrase) -> Result<DataKey, SlotError> {
        let found = self.find(owner.0, owner.1).and_then(|at| self.slots.get(at));
        let slot = found.ok_or_else(|| SlotError::NoSlot(owner.1.to_owned()))?;
        let secret = slot.unwrap(self.mode, passphrase)?;
        let bytes = secret.as_slice().try_into().map_err(|_| slot.damaged())?;
        Ok(DataKey::from_bytes(bytes))
    }

    fn find(&self, kind: SlotKind, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.kind == kind && slot.name == name)
    }
}

/// Reads the version alone, so that a newer file is called newer and not damaged.
pub(super) fn version_at_most(text: &str, newest: u32) -> Result<(), SlotError> {
    let damaged = |cause: toml::de::Error| SlotError::Damaged(cause.message().to_owned());
    let table: toml::Table = toml::from_str(text).map_err(damaged)?;
    let version = table.get("version").and_then(toml::Value::as_integer);
    match version {
        Some(version) if version > i64::from(newest) => Err(SlotError::Newer),
        Some(1..) => Ok(()),
        _ => Err(SlotError::Damaged("version".to_owned())),
    }
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
