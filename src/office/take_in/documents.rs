//! The documents of an export go into the vault, each held against the hash that it had when it was read.

use crate::complaint::Complaint;
use noodbrug_core::digest::Digest;
use noodbrug_files::intake::{IntakeError, Taken};
use noodbrug_files::vault::Vault;
use std::collections::BTreeMap;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

/// Puts all documents of an export into the vault; gives how many there are. Those that lie there soundly stay.
pub(super) fn store(
    vault: &Vault,
    taken: &Taken,
    mut tell: impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<u64, Complaint> {
    let named = taken.cases.values().flat_map(|case| &case.documents);
    let named: BTreeMap<Digest, &Path> =
        named.map(|document| (document.digest, document.path.as_path())).collect();
    let total = named.len() as u64;
    for (done, (digest, path)) in (0_u64..).zip(&named) {
        if tell(done, total).is_break() {
            return Err(IntakeError::Cancelled.into());
        }
        if vault.verify(digest).is_err() {
            put(vault, digest, path)?;
        }
    }
    Ok(total)
}

fn put(vault: &Vault, digest: &Digest, path: &Path) -> Result<(), Complaint> {
    let unreadable = |why| Complaint::from(IntakeError::Unreadable(path.display().to_string(), why));
    let mut file = File::open(path).map_err(unreadable)?;
    let stored = vault.put(&mut file)?;
    if stored.digest == *digest {
        return Ok(());
    }
    if !stored.known {
        vault.remove(&stored.digest)?;
    }
    Err(IntakeError::Changed(path.display().to_string()).into())
}
