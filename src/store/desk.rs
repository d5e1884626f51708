//! The start of the day: counts, and how old the data are.

use crate::error::{Doing, StoreError};
use crate::store::Reader;
use crate::value::{count, date_text, moment_or_none, text};
use chrono::NaiveDate;
use noodbrug_core::ident::{Author, AuthorName};
use noodbrug_core::moment::Moment;
use rusqlite::{Params, Row};

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
    /// Own events that write in a case and that no bundle carries.
    pub unsent: u64,
    /// Own events that write in a case and that some partner got in a bundle and did not acknowledge.
    pub underway: u64,
    /// Own events that write in a case and that every partner that got them has acknowledged: these are handed over, no
    /// others.
    pub acknowledged: u64,
}

impl DeskCounts {
    /// Counts own events that write in a case and of which no receipt says that they arrived wherever they must.
    #[must_use]
    pub const fn unacknowledged(&self) -> u64 {
        self.unsent.saturating_add(self.underway)
    }
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
        let counts = self.tally()?;
        let (unsent, underway) = (self.unsent_writes(own)?, self.underway_writes(own)?);
        Ok(DeskCounts {
            terms_passed: self.terms_ending(now, None)?,
            unsent,
            underway,
            acknowledged: self.writes(own)?.saturating_sub(unsent).saturating_sub(underway),
            ..counts
        })
    }

    /// Counts running terms whose shown end lies before a moment: custody clocks only, or terms that are none only, or
    /// both when neither is asked.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn terms_ending(&self, before: &Moment, custody: Option<bool>) -> Result<u64, StoreError> {
        let before = before.unix();
        match custody {
            None => self.count("SELECT count(*) FROM term WHERE running = 1 AND shown < ?1", [before]),
            Some(custody) => self.count(
                "SELECT count(*) FROM term WHERE custody = ?2 AND running = 1 AND shown < ?1",
                (before, custody),
            ),
        }
    }

    /// Counts the hearings of a day of which no outcome is known.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn hearings_open(&self, date: NaiveDate) -> Result<u64, StoreError> {
        self.count("SELECT count(*) FROM hearing WHERE date = ?1 AND outcome IS NULL", [date_text(date)])
    }

    /// Reads what the store counts as it writes; what depends on the hour and on partners is zero.
    fn tally(&self) -> Result<DeskCounts, StoreError> {
        let doing = "counting";
        let mut statement = self.db.prepare_cached("SELECT * FROM tally").doing(doing)?;
        let read = |row: &Row<'_>| {
            let number = |column: &str| row.get(column).map(count);
            Ok(DeskCounts {
                cases: number("cases")?,
                in_custody: number("in_custody")?,
                without_term: number("without_term")?,
                terms_running: number("terms_running")?,
                clocks_running: number("clocks_running")?,
                tasks_open: number("tasks_open")?,
                tasks_urgent: number("tasks_urgent")?,
                tasks_handed_over: number("tasks_handed_over")?,
                conflicts: number("conflicts")?,
                waiting: number("waiting")?,
                ..DeskCounts::default()
            })
        };
        statement.query_row([], read).doing(doing)
    }

    pub(crate) fn count<P: Params>(&self, sql: &str, params: P) -> Result<u64, StoreError> {
        let mut statement = self.db.prepare_cached(sql).doing("counting")?;
        statement.query_row(params, |row| row.get(0)).map(count).doing("counting")
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

    /// Gives how old what each source said is, as the events of the source itself say: also of sources that no intake
    /// here brought, whose word came in bundles. One event a source and export is read, however many cases there are.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn heard_ages(&self) -> Result<Vec<SourceAge>, StoreError> {
        // A source's event bears the moment of the export's state; all of one export bear the same, and one whose body
        // was withheld bears none. With max(), the other columns are those of the row that has it.
        let sql = "SELECT a.ws AS source, max(e.at) AS taken_unix, e.seq AS cases,
                     (SELECT max(at) FROM bundle WHERE direction = 'in') AS imported_at
                   FROM author a JOIN event e
                     ON e.aid = a.aid
                      AND e.seq = (SELECT max(seq) FROM event last WHERE last.aid = a.aid AND last.at IS NOT NULL)
                   WHERE a.ws GLOB 'bron-*' GROUP BY a.ws ORDER BY a.ws";
        let ages = self.list(sql, [], |row| {
            let taken_at = moment_or_none(row, "taken_unix")?;
            let came = row.get::<_, Option<String>>("imported_at")?.and_then(|at| at.parse().ok());
            let cases = count(row.get("cases")?);
            Ok(taken_at.map(|taken_at| (text(row, "source"), taken_at, came.unwrap_or(taken_at), cases)))
        })?;
        let ages = ages.into_iter().flatten();
        ages.map(|(source, taken_at, imported_at, cases)| {
            Ok(SourceAge { source: source.doing("reading the sources")?, taken_at, imported_at, cases })
        })
        .collect()
    }
}
