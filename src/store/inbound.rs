//! Where papers that came in and release orders stand; what they say is in their cases.

use crate::error::StoreError;
use crate::lists::{Found, most};
use crate::store::Reader;
use crate::value::{case, text};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::rows::DeskKind;
use rusqlite::Row;

const INBOUND: &str = "SELECT k.uuid, i.inbound AS thing FROM inbound i JOIN case_key k ON k.cid = i.cid
     WHERE i.linked = 0 ORDER BY i.at DESC LIMIT ?1";

const LOOSE: &str = "SELECT k.uuid, i.inbound AS thing FROM inbound i JOIN case_key k ON k.cid = i.cid
     WHERE i.loose = 1 ORDER BY i.at";

impl Reader {
    /// Gives the papers that came in, the newest first; one that was joined to a case stands there alone.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn inbound(&self, limit: usize) -> Result<Found<(CaseId, ObjectId)>, StoreError> {
        Ok(Found::cut(self.list(INBOUND, [most(limit)], place)?, limit))
    }

    /// Gives the papers of which nobody said to which case they belong, the oldest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn loose_inbound(&self) -> Result<Vec<(CaseId, ObjectId)>, StoreError> {
        self.list(LOOSE, [], place)
    }

    /// Gives the cases with a release order; those alone of which the slip did not come back, unless all are asked.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_with_release(&self, done_too: bool) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT DISTINCT k.uuid FROM release_order r JOIN case_key k ON k.cid = r.cid
                   WHERE r.done = 0 OR ?1 ORDER BY k.uuid";
        self.list(sql, [done_too], |row| case(row, "uuid"))
    }
}

impl Reader {
    /// Gives the cases with anything of a kind at the desk; those alone where something of it is not done, unless all are
    /// asked.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_at_desk(&self, kind: DeskKind, done_too: bool) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT k.uuid FROM desk d JOIN case_key k ON k.cid = d.cid
                   WHERE d.kind = ?1 AND d.open >= ?2 ORDER BY k.uuid";
        self.list(sql, (kind.word(), i64::from(!done_too)), |row| case(row, "uuid"))
    }
}

fn place(row: &Row<'_>) -> rusqlite::Result<(CaseId, ObjectId)> {
    Ok((case(row, "uuid")?, text(row, "thing")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_registers_are_read_in_order_from_an_index() {
        let mut db = crate::tests::empty();
        crate::schema::create(&mut db).unwrap();
        for (sql, index) in [(INBOUND, "inbound_by_at"), (LOOSE, "inbound_loose")] {
            let plan = crate::tests::plan(&db, sql);
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{sql}: {plan}");
        }
    }
}
