//! Settings and secrets of the office.

use crate::error::{Doing, StoreError};
use crate::store::{Reader, Store};
use crate::write::Work;
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

impl Reader {
    /// Gives a setting.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM setting WHERE key = ?1";
        self.db.query_row(sql, [key], |row| row.get(0)).optional().doing("reading a setting")
    }

    /// Gives all settings.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let pairs = self.list("SELECT key, value FROM setting", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(pairs.into_iter().collect())
    }

    /// Gives a secret, such as the key of the station.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn secret(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let sql = "SELECT bytes FROM secret WHERE name = ?1";
        let found = self.db.query_row(sql, [name], |row| row.get::<_, Vec<u8>>(0)).optional();
        Ok(found.doing("reading a secret")?.map(Zeroizing::new))
    }
}

impl Store {
    /// Writes a setting.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        self.write(|work| work.set_setting(key, value))
    }

    /// Writes a secret.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn set_secret(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.write(|work| work.set_secret(name, bytes))
    }
}

impl Work<'_> {
    /// Writes a setting.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2)
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.tx.execute(sql, (key, value)).map(|_| ()).doing("writing a setting")
    }

    /// Writes a secret.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn set_secret(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO secret (name, bytes) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes";
        self.tx.execute(sql, (name, bytes)).map(|_| ()).doing("writing a secret")
    }
}
