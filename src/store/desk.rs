//! The start of the day: counts, and how old the data are.

use crate::error::{Doing, StoreError};
use crate::store::Reader;
use crate::value::{count, int, moment_or_none, text};
use noodbrug_core::ident::{Author, AuthorName};
use noodbrug_core::moment::Moment;
use rusqlite::Params;

/// What stands open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeskCounts {
    /// Cases in the store.
    pub cases: u64,
    /// Tasks that nobody has yet.
    pub tasks_open: u64,
    /// Open tasks that must go today.
    pub tasks_urgent: u64,
    /// Tasks that a partner has.
    pub tasks_handed_over: u64,
    /// Running terms, custody clocks included.
    pub terms_running: u64,
    /// Running terms whose shown end has passed.
    pub terms_passed: u64,
    /// Running custody clocks.
    pub clocks_running: u64,
    /// Cases in which somebody is held.
    pub in_custody: u64,
    /// Cases in which no term runs.
    pub without_term: u64,
    /// Registers in conflict.
    pub conflicts: u64,
    /// Events that wait for others.
    pub waiting: u64,
    /// Own events that write in a case and that some partner has not acknowledged.
    pub unacknowledged: u64,
    /// Own events that write in a case since the last bundle was made.
    pub unsent: u64,
}

/// How old what a source said is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceAge {
    /// The source system.
    pub source: AuthorName,
    /// The state of its newest data here.
    pub taken_at: Moment,
    /// When that was taken in.
    pub imported_at: Moment,
    /// How many cases it spoke of then.
    pub cases: u64,
}

impl Reader {
    /// Counts what stands open at a moment, for the station that writes under this name.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn desk_counts(&self, own: &Author, now: &Moment) -> Result<DeskCounts, StoreError> {
        let cases = self.count("SELECT count(*) FROM case_cur", [])?;
        let with_terms = self.count("SELECT count(*) FROM case_cur WHERE terms > 0", [])?;
        Ok(DeskCounts {
            cases,
            tasks_open: self.count("SELECT count(*) FROM task WHERE stage = 0", [])?,
            tasks_urgent: self.count("SELECT count(*) FROM task WHERE stage = 0 AND urgent = 1", [])?,
            tasks_handed_over: self.count("SELECT count(*) FROM task WHERE stage = 1", [])?,
            terms_running: self.count("SELECT count(*) FROM term WHERE running = 1", [])?,
            terms_passed: self
                .count("SELECT count(*) FROM term WHERE running = 1 AND shown < ?1", [now.unix()])?,
            clocks_running: self.count("SELECT count(*) FROM term WHERE custody = 1 AND running = 1", [])?,
            in_custody: self.count("SELECT count(*) FROM case_cur WHERE in_custody = 1", [])?,
            without_term: cases.saturating_sub(with_terms),
            conflicts: self.count("SELECT count(*) FROM conflict", [])?,
            waiting: self.waiting()?,
            unacknowledged: self.writes_after(own, self.lowest_ack(own)?)?,
            unsent: self.writes_after(own, self.last_exported(own)?)?,
        })
    }

    fn count<P: Params>(&self, sql: &str, params: P) -> Result<u64, StoreError> {
        let mut statement = self.db.prepare_cached(sql).doing("counting")?;
        statement.query_row(params, |row| row.get(0)).map(count).doing("counting")
    }

    /// Counts what an author wrote in cases after a number of its chain. Looks, prints and the rest of the log wait
    /// for no partner.
    fn writes_after(&self, author: &Author, seq: u64) -> Result<u64, StoreError> {
        self.count(
            "SELECT count(*) FROM event
             WHERE aid = (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2) AND seq > ?3
               AND kind IN ('set', 'add', 'void', 'decide')",
            (author.ws.as_str(), int(author.ep), int(seq)),
        )
    }

    /// What every partner that ever acknowledged anything has; zero when one of the partners has nothing.
    fn lowest_ack(&self, own: &Author) -> Result<u64, StoreError> {
        let acked = self.partners()?.into_iter().map(|partner| partner.acked_of(own));
        Ok(acked.min().unwrap_or(0))
    }

    fn last_exported(&self, own: &Author) -> Result<u64, StoreError> {
        self.count(
            "SELECT coalesce(max(head_seq), 0) FROM bundle WHERE direction = 'out' AND ws = ?1 AND ep = ?2",
            (own.ws.as_str(), int(own.ep)),
        )
    }

    /// Gives, for each source, how old its newest data here are.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn data_ages(&self) -> Result<Vec<SourceAge>, StoreError> {
        // With max(), the other columns are those of the row that has it.
        let sql = "SELECT source, max(taken_unix) AS taken_unix, imported_at, cases
                   FROM snapshot_import GROUP BY source ORDER BY source";
        let ages = self.list(sql, [], |row| {
            let taken_at = moment_or_none(row, "taken_unix")?;
            let (imported_at, cases) = (text(row, "imported_at")?, count(row.get("cases")?));
            Ok(taken_at.map(|taken_at| (text(row, "source"), taken_at, imported_at, cases)))
        })?;
        let ages = ages.into_iter().flatten();
        ages.map(|(source, taken_at, imported_at, cases)| {
            Ok(SourceAge { source: source.doing("reading the sources")?, taken_at, imported_at, cases })
        })
        .collect()
    }
}
