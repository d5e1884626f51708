//! What a version of a list may still say when it is printed again.

use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::roll::{self, Sheet, SheetRow};
use std::collections::BTreeSet;

impl Office {
    /// Takes out of an old list for the public or the press what they may not know of by now: restrictions hold at the
    /// moment of printing, not at that of the first print. Other lists stay as they were.
    ///
    /// # Errors
    /// A fault of the disk.
    pub(crate) fn as_may_be_known(&self, sheet: &Sheet) -> Result<Sheet, Complaint> {
        let mut kept = sheet.clone();
        if !sheet.audience.is_outside() {
            return Ok(kept);
        }
        let mut open = BTreeSet::new();
        for row in sheet.parts.iter().flat_map(|part| &part.rows) {
            if self.is_public(row)? {
                open.insert(row.key.clone());
            }
        }
        kept.keep(|row| open.contains(&row.key));
        kept.refit();
        Ok(kept)
    }

    fn is_public(&self, row: &SheetRow) -> Result<bool, Complaint> {
        let Some((case, hearing)) = row.hearing() else { return Ok(false) };
        Ok(roll::is_public(&self.state(&case)?, &hearing))
    }
}

#[cfg(test)]
#[path = "reprint_tests.rs"]
mod tests;
