//! Bundles of some cases: what left of each case, what proves an event, and which numbers went elsewhere.

use crate::error::{Doing, StoreError};
use crate::journal::event_of;
use crate::store::Reader;
use crate::value::{case, count, digest, int};
use crate::write::Work;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, EventId};
use noodbrug_core::ident::{Author, CaseId};
use rusqlite::Row;
use std::collections::BTreeMap;

const ACKNOWLEDGED: &str = "SELECT s.uuid, s.sent FROM sent_case s
     JOIN bundle b ON b.direction = 'out' AND b.tagmanifest = s.tagmanifest
     WHERE b.partner = ?1 AND b.verdict = ?2 ORDER BY b.bid";

impl Reader {
    /// Gives what a partner has of each case by the last of its bundles of some cases that has this verdict.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn sent_cases(&self, partner: &str, verdict: &str) -> Result<BTreeMap<CaseId, Digest>, StoreError> {
        let read = |row: &Row<'_>| Ok((case(row, "uuid")?, digest(row, "sent")?));
        Ok(self.list(ACKNOWLEDGED, (partner, verdict), read)?.into_iter().collect())
    }

    /// Gives what left of each case in a bundle that was made here.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn sent_cases_in(&self, tagmanifest: &Digest) -> Result<BTreeMap<CaseId, Digest>, StoreError> {
        let sql = "SELECT uuid, sent FROM sent_case WHERE tagmanifest = ?1";
        let read = |row: &Row<'_>| Ok((case(row, "uuid")?, digest(row, "sent")?));
        Ok(self.list(sql, [tagmanifest.as_bytes()], read)?.into_iter().collect())
    }

    /// Says whether a bundle that was made here was one of some cases.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn is_scoped(&self, tagmanifest: &Digest) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sent_case WHERE tagmanifest = ?1)";
        self.db.query_row(sql, [tagmanifest.as_bytes()], |row| row.get(0)).doing("looking for what left")
    }

    /// Gives the names of an author's events up to a place, in their order.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn names_of_author(&self, author: &Author, to_seq: u64) -> Result<Vec<EventId>, StoreError> {
        let sql = "SELECT id FROM event
             WHERE aid = (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2) AND seq <= ?3 ORDER BY seq, id";
        self.list(sql, (author.ws.as_str(), int(author.ep), int(to_seq)), |row| digest(row, "id"))
    }

    /// Gives the last event that seals an author's chain, up to a place.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn last_seal(&self, author: &Author, to_seq: u64) -> Result<Option<Event>, StoreError> {
        let doing = "reading the seal of a chain";
        let sql = "SELECT hdr, body FROM event
             WHERE aid = (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2) AND seq <= ?3
               AND kind = 'checkpoint' AND body IS NOT NULL
             ORDER BY seq DESC LIMIT 1";
        let mut statement = self.db.prepare_cached(sql).doing(doing)?;
        let key = (author.ws.as_str(), int(author.ep), int(to_seq));
        let mut rows = statement.query(key).doing(doing)?;
        rows.next().doing(doing)?.map(event_of).transpose()
    }

    /// Gives the cases of which something was written here, in the order of their ids.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn all_cases(&self) -> Result<Vec<CaseId>, StoreError> {
        self.list("SELECT uuid FROM case_key ORDER BY uuid", [], |row| case(row, "uuid"))
    }

    /// Gives the runs of a station's numbers of which it said that they were not made for this office.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn elsewhere(&self, author: &Author) -> Result<Vec<(u64, u64)>, StoreError> {
        let sql = "SELECT first, last FROM elsewhere WHERE ws = ?1 AND ep = ?2 ORDER BY first";
        let read = |row: &Row<'_>| Ok((count(row.get("first")?), count(row.get("last")?)));
        self.list(sql, (author.ws.as_str(), int(author.ep)), read)
    }
}

impl Work<'_> {
    /// Records what left of each case in a bundle that was made here, when this station's own journal went up to `head`.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn add_sent_cases(
        &mut self,
        tagmanifest: &Digest,
        cases: &BTreeMap<CaseId, Digest>,
        head: u64,
    ) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO sent_case (tagmanifest, uuid, sent, head) VALUES (?1, ?2, ?3, ?4)";
        let mut add = self.tx.prepare_cached(sql).doing("recording what left")?;
        for (case, sent) in cases {
            add.execute((tagmanifest.as_bytes(), case.as_bytes(), sent.as_bytes(), int(head)))
                .doing("recording what left")?;
        }
        Ok(())
    }

    /// Forgets what left in a bundle: its receiver did not take all of it in.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn forget_sent_cases(&mut self, tagmanifest: &Digest) -> Result<(), StoreError> {
        let sql = "DELETE FROM sent_case WHERE tagmanifest = ?1";
        self.tx.execute(sql, [tagmanifest.as_bytes()]).map(|_| ()).doing("forgetting what left")
    }

    /// Records which of a station's numbers it says were not made for this office.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn add_elsewhere(&mut self, author: &Author, runs: &[(u64, u64)]) -> Result<(), StoreError> {
        let sql = "INSERT INTO elsewhere (ws, ep, first, last) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (ws, ep, first) DO UPDATE SET last = max(last, excluded.last)";
        let mut add = self.tx.prepare_cached(sql).doing("recording numbers")?;
        for (first, last) in runs {
            add.execute((author.ws.as_str(), int(author.ep), int(*first), int(*last)))
                .doing("recording numbers")?;
        }
        Ok(())
    }
}
