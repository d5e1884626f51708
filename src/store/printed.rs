//! Hearing lists as they were printed: each version once, never changed.

use crate::error::{Doing, StoreError};
use crate::store::Reader;
use crate::value::{date_text, digest, text};
use crate::write::Work;
use chrono::NaiveDate;
use noodbrug_core::digest::Digest;
use noodbrug_core::moment::Moment;
use rusqlite::Row;

/// Which list: of a day and court, for a reader, and whose where the reader is counsel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListKey {
    /// The day.
    pub date: NaiveDate,
    /// The court.
    pub court: String,
    /// The reader, as a word of [`noodbrug_core::roll::Audience`].
    pub audience: String,
    /// Whose list it is; empty for other readers than counsel.
    pub counsel: String,
}

/// One version of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedVersion {
    /// Which list.
    pub key: ListKey,
    /// The version, from one.
    pub version: u32,
    /// How settled it is, as a word.
    pub standing: String,
    /// When it was printed first.
    pub printed_at: Moment,
    /// The digest of what it says.
    pub fingerprint: Digest,
}

const VERSIONS: &str = "SELECT date, court, audience, counsel, version, standing, printed_at, fingerprint
     FROM printed_list WHERE date = ?1 AND court = ?2 AND audience = ?3 AND counsel = ?4 ORDER BY version DESC";

/// SQLite gives the other columns of the row that has the maximum.
const LAST_OF_DAY: &str =
    "SELECT date, court, audience, counsel, max(version) AS version, standing, printed_at, fingerprint
     FROM printed_list WHERE date = ?1 AND court = ?2 GROUP BY date, court, audience, counsel";

const LAST_OF_COURT: &str = "SELECT counsel, content FROM printed_list AS one
     WHERE date BETWEEN ?1 AND ?2 AND court = ?3 AND audience = ?4 AND version =
       (SELECT max(version) FROM printed_list AS other
        WHERE other.date = one.date AND other.court = one.court AND other.audience = one.audience
          AND other.counsel = one.counsel)";

impl Reader {
    /// Gives the versions of a list, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn list_versions(&self, key: &ListKey) -> Result<Vec<PrintedVersion>, StoreError> {
        let ListKey { date, court, audience, counsel } = key;
        self.list(VERSIONS, (date_text(*date), court, audience, counsel), version)
    }

    /// Gives the newest version of each list of a day and court.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn last_lists(&self, date: NaiveDate, court: &str) -> Result<Vec<PrintedVersion>, StoreError> {
        self.list(LAST_OF_DAY, (date_text(date), court), version)
    }

    /// Gives whose each list of a court and reader is that begins on one of some days, and what its newest version said.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn last_contents(
        &self,
        days: (NaiveDate, NaiveDate),
        (court, audience): (&str, &str),
    ) -> Result<Vec<(String, String)>, StoreError> {
        let values = (date_text(days.0), date_text(days.1), court, audience);
        self.list(LAST_OF_COURT, values, |row| Ok((row.get("counsel")?, row.get("content")?)))
    }

    /// Gives what a version of a list said.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn list_content(&self, key: &ListKey, version: u32) -> Result<Option<String>, StoreError> {
        let sql = "SELECT content FROM printed_list
                   WHERE date = ?1 AND court = ?2 AND audience = ?3 AND counsel = ?4 AND version = ?5";
        let ListKey { date, court, audience, counsel } = key;
        let found =
            self.list(sql, (date_text(*date), court, audience, counsel, version), |row| row.get(0))?;
        Ok(found.into_iter().next())
    }
}

impl Work<'_> {
    /// Keeps a version of a list; one that is there already is refused by the database.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn keep_list(&mut self, printed: &PrintedVersion, content: &str) -> Result<(), StoreError> {
        let PrintedVersion { key, version, standing, printed_at, fingerprint } = printed;
        let params = rusqlite::params![
            date_text(key.date),
            key.court,
            key.audience,
            key.counsel,
            version,
            standing,
            printed_at.to_string(),
            fingerprint.as_bytes(),
            content,
        ];
        self.tx
            .prepare_cached(
                "INSERT INTO printed_list (date, court, audience, counsel, version, standing, printed_at,
                   fingerprint, content)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )
            .and_then(|mut add| add.execute(params))
            .map(|_| ())
            .doing("keeping a printed list")
    }
}

fn version(row: &Row<'_>) -> rusqlite::Result<PrintedVersion> {
    Ok(PrintedVersion {
        key: ListKey {
            date: text(row, "date")?,
            court: row.get("court")?,
            audience: row.get("audience")?,
            counsel: row.get("counsel")?,
        },
        version: row.get("version")?,
        standing: row.get("standing")?,
        printed_at: text(row, "printed_at")?,
        fingerprint: digest(row, "fingerprint")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_kept_once_and_the_newest_of_each_list_is_found() {
        let (_dir, mut store) = crate::tests::store();
        let key = |audience: &str| ListKey {
            date: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
            court: "Rechtbank Den Haag".into(),
            audience: audience.into(),
            counsel: String::new(),
        };
        let version = |audience: &str, version: u32| PrintedVersion {
            key: key(audience),
            version,
            standing: "firm".into(),
            printed_at: Moment::from_unix(1_790_000_000).unwrap(),
            fingerprint: Digest::of(&version.to_be_bytes()),
        };
        for (audience, nth) in [("bench", 1), ("door", 1), ("bench", 2)] {
            store
                .write(|work| work.keep_list(&version(audience, nth), &format!("{audience} {nth}")))
                .unwrap();
        }
        assert!(store.write(|work| work.keep_list(&version("bench", 2), "anders")).is_err());
        assert_eq!(store.list_content(&key("bench"), 2).unwrap().as_deref(), Some("bench 2"));
        assert_eq!(store.list_versions(&key("bench")).unwrap(), [version("bench", 2), version("bench", 1)]);
        let last = store.last_lists(key("bench").date, "Rechtbank Den Haag").unwrap();
        assert_eq!(last, [version("bench", 2), version("door", 1)]);
        let day = key("bench").date;
        let said = |days| store.last_contents(days, ("Rechtbank Den Haag", "bench")).unwrap();
        assert_eq!(said((day, day)), [(String::new(), "bench 2".to_owned())]);
        assert_eq!(said((day.succ_opt().unwrap(), chrono::NaiveDate::MAX)), []);
    }

    #[test]
    fn the_versions_of_a_list_are_found_by_an_index() {
        let mut db = crate::tests::empty();
        crate::schema::create(&mut db).unwrap();
        for sql in [VERSIONS, LAST_OF_DAY, LAST_OF_COURT] {
            let plan = crate::tests::plan(&db, sql);
            assert!(
                plan.contains("sqlite_autoindex_printed_list_1") && !plan.contains("TEMP B-TREE"),
                "{plan}"
            );
        }
    }
}
