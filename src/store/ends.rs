//! Cases in which people wrote how a term ends, and the making again of their rows when that is read in a new way.
//!
//! Whether such an end waits for a second person is the core's judgement, over all entries of the case.

use crate::error::StoreError;
use crate::store::{Reader, Store};
use crate::value::case;
use noodbrug_core::ident::CaseId;
use noodbrug_core::lawbook::LawBook;

/// Where it is kept in which way ends were last read.
const SETTING: &str = "derived/ends";

/// The way in which ends are read now: two people end a critical term. It rises when that changes.
const WAY: &str = "2";

/// People's entries are few beside those of source systems, and have an index of their own. The words looked for are
/// those of the registers on the wire; a register of another thing that ends in the same word only costs a look.
const WITH_ENDS: &str =
    "SELECT DISTINCT k.cid, k.uuid FROM event e INDEXED BY event_day JOIN case_key k ON k.cid = e.cid
     WHERE e.kind <> 'snapshot' AND e.kind IN ('set', 'add', 'void', 'decide')
       AND (instr(e.body, CAST('/end\":' AS BLOB)) > 0 OR instr(e.body, CAST('/trigger\":null' AS BLOB)) > 0)
       AND (?1 = 0 OR EXISTS (SELECT 1 FROM term t WHERE t.cid = e.cid AND t.running = 1 AND t.custody = 0))
     ORDER BY k.cid";

impl Reader {
    /// Gives the cases in which a term runs and somebody wrote how a term ends: those that may wait for a second
    /// person are among them.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_with_written_ends(&self) -> Result<Vec<CaseId>, StoreError> {
        self.list(WITH_ENDS, [1], |row| case(row, "uuid"))
    }
}

impl Store {
    /// Makes the rows of the cases with written ends again, once after the program began to read ends in another way.
    ///
    /// # Errors
    /// A fault of the disk; everything is as it was then.
    pub fn renew_ends(&mut self, law: &LawBook) -> Result<(), StoreError> {
        if self.setting(SETTING)?.as_deref() == Some(WAY) {
            return Ok(());
        }
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>("cid")?, case(row, "uuid")?));
        let cases = self.list(WITH_ENDS, [0], read)?;
        self.write(|work| {
            for (cid, case) in cases {
                work.project(cid, case, law)?;
            }
            work.set_setting(SETTING, WAY)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::WITH_ENDS;

    #[test]
    fn written_ends_are_found_among_peoples_entries_alone() {
        let mut db = crate::tests::empty();
        crate::schema::create(&mut db).unwrap();
        let plan = crate::tests::plan(&db, WITH_ENDS);
        assert!(plan.contains("SCAN e USING INDEX event_day"), "{plan}");
    }
}
