//! The custody board of an office: everybody who is held, computed anew each time it is asked for.
//!
//! Which cases to look at comes from the rows; the events of a case are read once, and again only when the case has
//! changed. The ends themselves are always computed at the moment of asking, so that nothing on the board is stale.

use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use chrono::NaiveDate;
use noodbrug_core::case::Filed;
use noodbrug_core::custody::board::{Board, Entry};
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::Moment;
use noodbrug_store::CustodyCase;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// How many hours ago an end in its earliest reading may lie for its latest reading to lie ahead; custody readings lie
/// days apart, never a month.
const READINGS_APART: i64 = 30 * 24;

/// What was read of the cases on the board, for as long as their states are the same.
#[derive(Debug, Default)]
pub(crate) struct BoardCache(Mutex<BTreeMap<CaseId, Read>>);

/// What was read of one case.
#[derive(Clone, Debug)]
struct Read {
    state: Digest,
    filed: Filed,
    entries: Arc<Vec<Entry>>,
}

impl Office {
    /// Gives the custody board as it stands now.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn board(&self) -> Result<Board, Complaint> {
        self.allowed(Deed::Consult)?;
        self.board_at(&self.now()?)
    }

    /// Gives the custody board as it stands at a moment, by what is known now.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn board_at(&self, now: &Moment) -> Result<Board, Complaint> {
        let read = self.entries(now)?;
        let entries: Vec<&Entry> = read.iter().flat_map(|entries| entries.iter()).collect();
        Ok(Board::of(&entries, (&self.law.law, &self.law.calendar), now))
    }

    /// Reads what is not known yet, and forgets what is no longer on the board.
    fn entries(&self, now: &Moment) -> Result<Vec<Arc<Vec<Entry>>>, Complaint> {
        let mut cache = self.held.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = BTreeMap::new();
        let custody = self.store.custody_cases(&now.plus_hours(-READINGS_APART))?;
        for case in custody {
            let read = self.read_entries(&case, &cache)?;
            kept.insert(case.filed.case, read);
        }
        let held: Vec<&Entry> = kept.values().flat_map(|read| read.entries.iter()).collect();
        let born: BTreeSet<Option<NaiveDate>> = held.iter().map(|entry| entry.born).collect();
        let mut sentenced = Vec::new();
        for found in self.store.sentenced_cases()? {
            // One person's cases have one birth date, or one that is not known.
            let same =
                found.several || found.born.is_none() || born.contains(&None) || born.contains(&found.born);
            if same && !kept.contains_key(&found.case.filed.case) {
                sentenced.push((found.case.filed.case, self.read_entries(&found.case, &cache)?));
            }
        }
        kept.extend(sentenced);
        *cache = kept;
        Ok(cache.values().map(|read| Arc::clone(&read.entries)).collect())
    }

    fn read_entries(&self, case: &CustodyCase, cache: &BTreeMap<CaseId, Read>) -> Result<Read, Complaint> {
        let known = cache.get(&case.filed.case);
        if let Some(known) = known.filter(|read| read.state == case.state && read.filed == case.filed) {
            return Ok(known.clone());
        }
        let entries = Arc::new(self.file(&case.filed.case)?.board_entries(&case.filed));
        Ok(Read { state: case.state, filed: case.filed.clone(), entries })
    }
}

#[cfg(test)]
#[path = "board_tests.rs"]
mod tests;
