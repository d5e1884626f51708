//! The other lists: hearings of a day, terms, custody clocks, tasks, documents.

use crate::error::StoreError;
use crate::project::stage_number;
use crate::store::Reader;
use crate::value::{case, count, date_text, digest, int, moment_or_none, text, text_or_none};
use chrono::NaiveDate;
use noodbrug_core::case::{HearingSession, HearingSlot, OutcomeCode, Transport};
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::Moment;
use noodbrug_core::rows::{DocumentRow, HearingRow, TaskRow, TaskStage, TermRow};
use rusqlite::Row;

/// What a line of a list says of its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The case.
    pub case: CaseId,
    /// Its number as shown.
    pub number: String,
    /// Its suspects as lists sort them.
    pub suspect: String,
}

/// The first rows of a list, and whether there are more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// There are more than were asked for.
    pub more: bool,
}

impl<T> Found<T> {
    /// Cuts rows, of which one more than wanted was read, to those wanted.
    pub(crate) fn cut(mut rows: Vec<T>, limit: usize) -> Found<T> {
        let more = rows.len() > limit;
        rows.truncate(limit);
        Found { rows, more }
    }
}

/// A hearing in a day list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HearingItem {
    /// The case.
    pub label: Label,
    /// The hearing.
    pub row: HearingRow,
    /// The first charge.
    pub charge: String,
    /// The state of the newest source data.
    pub taken_at: Option<Moment>,
}

/// Which hearings a list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayFilter {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, included.
    pub to: NaiveDate,
    /// The court; all when none is given.
    pub court: Option<String>,
}

impl DayFilter {
    /// Asks for one day.
    #[must_use]
    pub const fn day(date: NaiveDate, court: Option<String>) -> DayFilter {
        DayFilter { from: date, to: date, court }
    }
}

/// A term in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermItem {
    /// The case.
    pub label: Label,
    /// The term.
    pub row: TermRow,
}

/// Which terms a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermFilter {
    /// Custody clocks only, or terms that are none only; both when none is given.
    pub custody: Option<bool>,
    /// Ended terms instead of running ones.
    pub ended: bool,
    /// The rule.
    pub rule: Option<String>,
    /// Only those whose shown end lies before this moment, and those without an end.
    pub before: Option<Moment>,
}

/// A task in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskItem {
    /// The case.
    pub label: Label,
    /// The task.
    pub row: TaskRow,
}

/// Which tasks a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// How far they are; all when none is given.
    pub stage: Option<TaskStage>,
    /// Who carries them out, as a word of [`noodbrug_core::case::Executor`].
    pub executor: Option<String>,
    /// Only those due on or before this day.
    pub until: Option<NaiveDate>,
}

/// A document with the case it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseDocument {
    /// The case.
    pub label: Label,
    /// The document.
    pub row: DocumentRow,
}

pub(crate) const HEARINGS: &str = "SELECT * FROM hearing
     WHERE date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR court = ?3)
     ORDER BY date, court, time, cid, nth";

const HEARINGS_OF_COURT: &str = "SELECT * FROM hearing
     WHERE date BETWEEN ?1 AND ?2 AND court = ?3
     ORDER BY date, court, time, cid, nth";

pub(crate) const TERMS: &str =
    "SELECT t.*, c.uuid, c.number, c.suspect FROM term t JOIN case_cur c ON c.cid = t.cid
     WHERE t.running = ?1 AND (?2 IS NULL OR t.rule = ?2) AND (?3 IS NULL OR t.shown IS NULL OR t.shown < ?3)
     ORDER BY t.shown LIMIT ?4";

pub(crate) const CLOCKS: &str =
    "SELECT t.*, c.uuid, c.number, c.suspect FROM term t JOIN case_cur c ON c.cid = t.cid
     WHERE t.running = ?1 AND (?2 IS NULL OR t.rule = ?2) AND (?3 IS NULL OR t.shown IS NULL OR t.shown < ?3)
       AND t.custody = ?5
     ORDER BY t.shown LIMIT ?4";

pub(crate) const TASKS_OF_STAGE: &str =
    "SELECT t.*, c.uuid, c.number, c.suspect FROM task t JOIN case_cur c ON c.cid = t.cid
     WHERE t.stage = ?4 AND (?1 IS NULL OR t.executor = ?1) AND (?2 IS NULL OR t.due <= ?2)
     ORDER BY t.due LIMIT ?3";

const TASKS: &str = "SELECT t.*, c.uuid, c.number, c.suspect FROM task t JOIN case_cur c ON c.cid = t.cid
     WHERE (?1 IS NULL OR t.executor = ?1) AND (?2 IS NULL OR t.due <= ?2)
     ORDER BY t.stage, t.due LIMIT ?3";

impl Reader {
    /// Gives the hearings of a day or a stretch of days, by day, court, time and case.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn hearings(&self, filter: &DayFilter) -> Result<Vec<HearingItem>, StoreError> {
        let sql = if filter.court.is_some() { HEARINGS_OF_COURT } else { HEARINGS };
        self.list(sql, (date_text(filter.from), date_text(filter.to), &filter.court), hearing)
    }

    /// Gives the days from a day on that have hearings, and how many each has.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn hearing_days(&self, from: NaiveDate) -> Result<Vec<(NaiveDate, u64)>, StoreError> {
        let sql = "SELECT date, count(*) AS n FROM hearing WHERE date >= ?1 GROUP BY date ORDER BY date";
        self.list(sql, [date_text(from)], |row| Ok((text(row, "date")?, count(row.get("n")?))))
    }

    /// Gives the courts that have hearings on any day.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn all_courts(&self) -> Result<Vec<String>, StoreError> {
        self.list("SELECT DISTINCT court FROM hearing WHERE court <> '' ORDER BY court", [], |row| row.get(0))
    }

    /// Gives the courts that have hearings on a day.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn courts(&self, date: NaiveDate) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT court FROM hearing WHERE date = ?1 ORDER BY court";
        self.list(sql, [date_text(date)], |row| row.get(0))
    }

    /// Gives terms by their shown end, earliest first; those that cannot be computed come before all others.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn terms(&self, filter: &TermFilter, limit: usize) -> Result<Found<TermItem>, StoreError> {
        let running = !filter.ended;
        let before = filter.before.map(|moment| moment.unix());
        let most = most(limit);
        let rows = match filter.custody {
            None => self.list(TERMS, (running, &filter.rule, before, most), term),
            Some(custody) => self.list(CLOCKS, (running, &filter.rule, before, most, custody), term),
        };
        Ok(Found::cut(rows?, limit))
    }

    /// Gives tasks by stage and last day; those without a day come first in their stage.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn tasks(&self, filter: &TaskFilter, limit: usize) -> Result<Found<TaskItem>, StoreError> {
        let until = filter.until.map(date_text);
        let most = most(limit);
        let rows = match filter.stage {
            None => self.list(TASKS, (&filter.executor, until, most), task),
            Some(stage) => {
                self.list(TASKS_OF_STAGE, (&filter.executor, until, most, stage_number(stage)), task)
            }
        };
        Ok(Found::cut(rows?, limit))
    }

    /// Gives the documents of a case.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn documents(&self, case: &CaseId) -> Result<Vec<DocumentRow>, StoreError> {
        let sql = "SELECT sha256, title, len FROM document
                   WHERE cid = (SELECT cid FROM case_key WHERE uuid = ?1) ORDER BY nth";
        self.list(sql, [case.as_bytes()], document)
    }

    /// Gives the cases that hold a document.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_with_document(&self, sha256: &Digest) -> Result<Vec<CaseDocument>, StoreError> {
        let sql = "SELECT d.sha256, d.title, d.len, c.uuid, c.number, c.suspect
                   FROM document d JOIN case_cur c ON c.cid = d.cid WHERE d.sha256 = ?1 ORDER BY d.cid";
        self.list(sql, [sha256.as_bytes()], |row| {
            Ok(CaseDocument { label: label(row)?, row: document(row)? })
        })
    }

    /// Gives every document that some case names, once, with its length.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn all_documents(&self) -> Result<Vec<(Digest, u64)>, StoreError> {
        let sql = "SELECT sha256, max(len) AS len FROM document GROUP BY sha256 ORDER BY sha256";
        self.list(sql, [], |row| Ok((digest(row, "sha256")?, count(row.get("len")?))))
    }

    /// Gives the cases in which judgment was given at a hearing.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_judged(&self) -> Result<Vec<CaseId>, StoreError> {
        let words = [OutcomeCode::Judgment.word(), OutcomeCode::JudgmentOral.word()];
        let sql = "SELECT DISTINCT uuid FROM hearing WHERE outcome IN (?1, ?2) ORDER BY uuid";
        self.list(sql, words, |row| case(row, "uuid"))
    }
}

/// One row more than wanted, to know whether there are more.
pub(crate) fn most(limit: usize) -> i64 {
    int(u64::try_from(limit).unwrap_or(u64::MAX)).saturating_add(1)
}

pub(crate) fn label(row: &Row<'_>) -> rusqlite::Result<Label> {
    Ok(Label { case: case(row, "uuid")?, number: row.get("number")?, suspect: row.get("suspect")? })
}

fn hearing(row: &Row<'_>) -> rusqlite::Result<HearingItem> {
    let slot = HearingSlot {
        court: row.get("court")?,
        date: text(row, "date")?,
        time: text(row, "time")?,
        room: row.get("room")?,
        chamber: row.get("chamber")?,
        minutes: row.get("minutes")?,
    };
    let transport: Option<String> = row.get("transport")?;
    let session = HearingSession {
        modality: row.get("modality")?,
        judges: row.get("judges")?,
        interpreter: row.get("interpreter")?,
        closed: row.get("closed")?,
        order: row.get("place")?,
        registrar: row.get("registrar")?,
        prosecutor: row.get("prosecutor")?,
        security: row.get("security")?,
        transport: transport.as_deref().and_then(Transport::parse),
        unscheduled: row.get("unscheduled")?,
        with: text_or_none(row, "together")?,
    };
    let outcome: Option<String> = row.get("outcome")?;
    let hearing = HearingRow {
        hearing: text(row, "hearing")?,
        slot,
        session,
        outcome: outcome.as_deref().and_then(OutcomeCode::parse),
        custody: row.get("custody")?,
        youth: row.get("youth")?,
        conflict: row.get("conflict")?,
    };
    Ok(HearingItem {
        label: label(row)?,
        row: hearing,
        charge: row.get("charge")?,
        taken_at: moment_or_none(row, "taken_at")?,
    })
}

fn term(row: &Row<'_>) -> rusqlite::Result<TermItem> {
    let item = TermRow {
        term: text(row, "term")?,
        rule: row.get("rule")?,
        from: row.get("trigger")?,
        earliest: moment_or_none(row, "earliest")?,
        latest: moment_or_none(row, "latest")?,
        shown: moment_or_none(row, "shown")?,
        running: row.get("running")?,
        custody: row.get("custody")?,
    };
    Ok(TermItem { label: label(row)?, row: item })
}

fn task(row: &Row<'_>) -> rusqlite::Result<TaskItem> {
    let stage = match row.get::<_, i64>("stage")? {
        0 => TaskStage::Open,
        1 => TaskStage::HandedOver,
        _ => TaskStage::Done,
    };
    let item = TaskRow {
        task: text(row, "task")?,
        kind: row.get("kind")?,
        executor: row.get("executor")?,
        due: text_or_none(row, "due")?,
        text: row.get("text")?,
        urgent: row.get("urgent")?,
        stage,
        conflict: row.get("conflict")?,
    };
    Ok(TaskItem { label: label(row)?, row: item })
}

fn document(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    Ok(DocumentRow { sha256: digest(row, "sha256")?, title: row.get("title")?, len: count(row.get("len")?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read_in_order_from_an_index() {
        let mut db = crate::tests::empty();
        crate::schema::create(&mut db).unwrap();
        for (sql, index) in [
            (HEARINGS, "PRIMARY KEY"),
            (TERMS, "term_by_end"),
            (CLOCKS, "term_by_clock"),
            (TASKS_OF_STAGE, "task_by_due"),
            (TASKS, "task_by_due"),
        ] {
            let plan = crate::tests::plan(&db, sql);
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{sql}: {plan}");
        }
    }
}
