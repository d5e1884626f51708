//! The lock file: one writer a store, and the second is told who the first is.

use crate::error::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// The name of the lock file beside the database.
const NAME: &str = "store.lock";

/// The right to write, held until it is dropped or the process ends.
#[derive(Debug)]
pub(crate) struct WriteLock {
    _file: File,
}

impl WriteLock {
    /// Takes the right to write in a folder.
    pub(crate) fn take(dir: &Path) -> Result<WriteLock, StoreError> {
        let path = dir.join(NAME);
        let failed = |why: std::io::Error| StoreError::file(&path, &why);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse { holder: holder_in(&mut file), path });
            }
            Err(TryLockError::Error(why)) => return Err(failed(why)),
        }
        name_holder(&mut file).map_err(failed)?;
        Ok(WriteLock { _file: file })
    }
}

fn name_holder(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "noodbrug, pid {}", std::process::id())
}

fn holder_in(file: &mut File) -> String {
    let mut holder = String::new();
    match file.take(200).read_to_string(&mut holder) {
        Ok(_) if !holder.trim().is_empty() => holder.trim().to_owned(),
        _ => "noodbrug".to_owned(),
    }
}
