//! Which cases the custody board must look at, found from the rows without reading events.

use crate::error::StoreError;
use crate::store::Reader;
use crate::value::{case, digest, moment_or_none, text_or_none};
use chrono::{NaiveDate, NaiveDateTime};
use noodbrug_core::case::Filed;
use noodbrug_core::digest::Digest;
use noodbrug_core::moment::Moment;
use rusqlite::Row;

/// A case with custody in it, as its row tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustodyCase {
    /// What the file is.
    pub filed: Filed,
    /// The digest of its state: what was read before still holds while this is the same.
    pub state: Digest,
}

/// A case with a prison sentence that is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentencedCase {
    /// The case.
    pub case: CustodyCase,
    /// Birth date of the first suspect.
    pub born: Option<NaiveDate>,
    /// There is more than one suspect.
    pub several: bool,
}

/// Held, a clock that runs or stands still, or one that ended before its time and would end after a moment.
pub(crate) const IN_CUSTODY: &str =
    "SELECT uuid, number, next_hearing, taken_at, state FROM case_cur WHERE cid IN (
       SELECT cid FROM case_cur WHERE in_custody = 1
       UNION SELECT cid FROM term WHERE custody = 1 AND running = 1
       UNION SELECT cid FROM term WHERE custody = 1 AND running = 0 AND shown IS NULL
       UNION SELECT cid FROM term WHERE custody = 1 AND running = 0 AND shown > ?1)
     ORDER BY cid";

pub(crate) const SENTENCED: &str =
    "SELECT uuid, number, next_hearing, taken_at, state, born, suspect FROM case_cur WHERE cid IN (
       SELECT cid FROM task WHERE stage IN (0, 1) AND kind IN ('prison', 'placement'))
     ORDER BY cid";

impl Reader {
    /// Gives the cases in which somebody is held, is at liberty while the detention is suspended, or was let go before
    /// an end that lies after a moment.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn custody_cases(&self, after: &Moment) -> Result<Vec<CustodyCase>, StoreError> {
        self.list(IN_CUSTODY, [after.unix()], custody_case)
    }

    /// Gives the cases with a prison sentence or placement that is not carried out.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn sentenced_cases(&self) -> Result<Vec<SentencedCase>, StoreError> {
        self.list(SENTENCED, [], |row| {
            let suspects: String = row.get("suspect")?;
            Ok(SentencedCase {
                case: custody_case(row)?,
                born: text_or_none(row, "born")?,
                several: suspects.contains("; "),
            })
        })
    }
}

fn custody_case(row: &Row<'_>) -> rusqlite::Result<CustodyCase> {
    let next_hearing: Option<NaiveDateTime> = text_or_none(row, "next_hearing")?;
    let filed = Filed {
        case: case(row, "uuid")?,
        number: row.get("number")?,
        next_hearing,
        taken_at: moment_or_none(row, "taken_at")?,
    };
    Ok(CustodyCase { filed, state: digest(row, "state")? })
}
