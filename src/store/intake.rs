//! Intake of a source export: thousands of snapshots in one transaction, with a record of it and its findings.

use crate::error::{Doing, StoreError};
use crate::project::{Derived, Subject};
use crate::store::{Reader, Store};
use crate::value::{count, digest, int, text};
use crate::write::{Met, Work};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, EventId};
use noodbrug_core::ident::{AuthorName, Epoch};
use noodbrug_core::journal::Chain;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::Moment;
use rusqlite::{OptionalExtension, Row};
use std::collections::BTreeSet;

/// Whether long work goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// It goes on.
    Go,
    /// It stops; an intake is taken back.
    Stop,
}

/// What is recorded of an intake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotRecord {
    /// The source system.
    pub source: AuthorName,
    /// The epoch under which its events stand.
    pub epoch: Epoch,
    /// The state of the source's data.
    pub taken_at: Moment,
    /// When it was taken in.
    pub imported_at: Moment,
    /// The mapping it was read with.
    pub mapping: String,
    /// A digest over the files of the export, to know it again.
    pub digest: Digest,
    /// How many records were read.
    pub records: u64,
}

/// Something wrong in an export, with the original text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file of the export.
    pub file: String,
    /// The record, counted from one; zero for the file as a whole.
    pub record: u64,
    /// The code of what is wrong.
    pub code: String,
    /// The column or field; empty for the whole record.
    pub field: String,
    /// What stands there, as it came.
    pub original: String,
    /// What was made of it, in words.
    pub note: String,
}

/// An intake that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenSnapshot {
    /// Its key, to ask its findings by.
    pub key: i64,
    /// What was recorded.
    pub record: SnapshotRecord,
    /// How many cases it spoke of.
    pub cases: u64,
    /// How many findings there were.
    pub findings: u64,
}

/// What an intake brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// The key of its record.
    pub key: i64,
    /// Events that were not here.
    pub new: u64,
    /// Events that were here already.
    pub known: u64,
    /// Cases that were not here.
    pub cases_new: u64,
    /// Cases that were here and got a word of this source.
    pub cases_changed: u64,
}

/// What an intake consists of, apart from its events.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// What is recorded of it.
    pub record: &'a SnapshotRecord,
    /// What was wrong in it.
    pub findings: &'a [Finding],
    /// The law by which terms are computed.
    pub law: &'a LawBook,
}

/// How many events go between two calls of the progress; while they are written, the rows of the next are derived on
/// another thread.
const STRIDE: usize = 1000;

/// Derives the rows of cases of which each event is the first; wasted on the others, but time of another thread.
fn derive_each(events: &[Event], law: &LawBook) -> Vec<Option<Derived>> {
    let derive =
        |event: &Event| event.header.cs.map(|case| Derived::of(case, std::slice::from_ref(event), law));
    events.iter().map(derive).collect()
}

impl Store {
    /// Takes a source's export in, all or nothing, and empties the write-ahead log after it. Progress is told the
    /// number of events done, and may stop it.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when the progress said stop, [`StoreError::Chain`] when an event does not continue
    /// the source's chain, or a fault of the disk. Nothing was written then.
    pub fn snapshot(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        around: Around<'_>,
        progress: impl FnMut(u64) -> Flow,
    ) -> Result<Intake, StoreError> {
        let intake = self.write(|work| work.snapshot(events, around, progress))?;
        self.checkpoint()?;
        Ok(intake)
    }
}

impl Work<'_> {
    /// Takes a source's export in.
    ///
    /// # Errors
    /// As [`Store::snapshot`].
    pub fn snapshot(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        around: Around<'_>,
        mut progress: impl FnMut(u64) -> Flow,
    ) -> Result<Intake, StoreError> {
        let mut taking = Taking::default();
        let mut events = events.into_iter();
        let mut batch: Vec<Event> = events.by_ref().take(STRIDE).collect();
        let mut derived = derive_each(&batch, around.law);
        while !batch.is_empty() {
            let full = batch.len() == STRIDE;
            let next: Vec<Event> = events.by_ref().take(STRIDE).collect();
            derived = std::thread::scope(|scope| {
                let ahead = scope.spawn(|| derive_each(&next, around.law));
                // Should the other thread have failed, they are derived here: no event is passed over.
                let derived = derived.into_iter().chain(std::iter::repeat_with(|| None));
                let taken = taking.take_all(self, batch.iter().zip(derived), around.law);
                let ahead = ahead.join().unwrap_or_default();
                taken.map(|()| ahead)
            })?;
            batch = next;
            if full && progress(taking.intake.new + taking.intake.known) == Flow::Stop {
                return Err(StoreError::Cancelled);
            }
        }
        for aid in &taking.authors {
            self.refresh_author(*aid, u64::MAX)?;
        }
        taking.intake.key = self.record_snapshot(around, &taking.intake)?;
        self.seal_root()?;
        Ok(taking.intake)
    }

    fn record_snapshot(&self, around: Around<'_>, intake: &Intake) -> Result<i64, StoreError> {
        let record = around.record;
        let doing = "recording an intake";
        let params = rusqlite::params![
            record.source.as_str(),
            int(record.epoch),
            record.taken_at.to_string(),
            record.taken_at.unix(),
            record.imported_at.to_string(),
            record.mapping,
            record.digest.as_bytes(),
            int(record.records),
            int(intake.cases_new + intake.cases_changed),
            crate::value::size(around.findings.len()),
        ];
        self.tx
            .execute(
                "INSERT INTO snapshot_import (source, ep, taken_at, taken_unix, imported_at, mapping, digest,
                   records, cases, findings)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params,
            )
            .doing(doing)?;
        let key = self.tx.last_insert_rowid();
        around.findings.iter().try_for_each(|finding| self.add_finding(key, finding))?;
        Ok(key)
    }

    fn add_finding(&self, key: i64, finding: &Finding) -> Result<(), StoreError> {
        let Finding { file, record, code, field, original, note } = finding;
        self.tx
            .prepare_cached(
                "INSERT INTO finding (sid, file, record, code, field, original, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .and_then(|mut add| add.execute((key, file, int(*record), code, field, original, note)))
            .map(|_| ())
            .doing("recording a finding")
    }
}

/// An intake under way.
#[derive(Default)]
struct Taking {
    intake: Intake,
    authors: BTreeSet<i64>,
    /// The end of the chain that is being taken in.
    chain: Option<Chain>,
    /// Cases that this intake itself brought, and that are not new a second time.
    seen: BTreeSet<i64>,
}

impl Taking {
    fn take_all<'e>(
        &mut self,
        work: &mut Work<'_>,
        events: impl Iterator<Item = (&'e Event, Option<Derived>)>,
        law: &LawBook,
    ) -> Result<(), StoreError> {
        for (event, derived) in events {
            self.take(work, (event, derived), law)?;
        }
        Ok(())
    }

    fn take(
        &mut self,
        work: &mut Work<'_>,
        (event, derived): (&Event, Option<Derived>),
        law: &LawBook,
    ) -> Result<(), StoreError> {
        let placed = work.place(event)?;
        if placed.event == Met::Before {
            self.intake.known += 1;
            return Ok(());
        }
        self.check(work, event)?;
        self.intake.new += 1;
        self.authors.insert(placed.aid);
        let Some((cid, case)) = placed.cid.zip(event.header.cs) else { return Ok(()) };
        match placed.case {
            // A case of which this event is the first needs no look at other events.
            Met::Now => {
                self.intake.cases_new += 1;
                self.seen.insert(cid);
                let alone = || Derived::of(case, std::slice::from_ref(event), law);
                let derived = derived.unwrap_or_else(alone);
                work.put_derived(&Subject { cid, case, met: Met::Now }, &derived)
            }
            Met::Before => {
                self.intake.cases_changed += u64::from(self.seen.insert(cid));
                work.project(cid, case, law).map(|_| ())
            }
        }
    }

    /// Refuses an event that does not continue the source's chain.
    fn check(&mut self, work: &Work<'_>, event: &Event) -> Result<(), StoreError> {
        let author = event.author();
        let head = match &self.chain {
            Some(chain) if chain.author == author => chain.head,
            _ => before(work, &author, event.header.seq)?,
        };
        let expected = head.map_or(1, |(seq, _)| seq.saturating_add(1));
        let found = event.header.seq;
        if found != expected || event.header.prev != head.map(|(_, id)| id) {
            return Err(StoreError::Chain { author, expected, found });
        }
        self.chain = Some(Chain { author, head: Some((found, event.id)) });
        Ok(())
    }
}

/// The last event of an author before a number.
fn before(
    work: &Work<'_>,
    author: &noodbrug_core::ident::Author,
    seq: u64,
) -> Result<Option<(u64, EventId)>, StoreError> {
    work.tx
        .query_row(
            "SELECT seq, id FROM event
             WHERE aid = (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2) AND seq < ?3
             ORDER BY seq DESC LIMIT 1",
            (author.ws.as_str(), int(author.ep), int(seq)),
            |row| Ok((count(row.get("seq")?), digest(row, "id")?)),
        )
        .optional()
        .doing("reading the end of a chain")
}

fn taken(row: &Row<'_>) -> rusqlite::Result<TakenSnapshot> {
    let record = SnapshotRecord {
        source: text(row, "source")?,
        epoch: count(row.get("ep")?),
        taken_at: text(row, "taken_at")?,
        imported_at: text(row, "imported_at")?,
        mapping: row.get("mapping")?,
        digest: digest(row, "digest")?,
        records: count(row.get("records")?),
    };
    let (cases, findings) = (count(row.get("cases")?), count(row.get("findings")?));
    Ok(TakenSnapshot { key: row.get("sid")?, record, cases, findings })
}

fn finding(row: &Row<'_>) -> rusqlite::Result<Finding> {
    Ok(Finding {
        file: row.get("file")?,
        record: count(row.get("record")?),
        code: row.get("code")?,
        field: row.get("field")?,
        original: row.get("original")?,
        note: row.get("note")?,
    })
}

impl Reader {
    /// Gives the intakes, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn snapshots(&self) -> Result<Vec<TakenSnapshot>, StoreError> {
        self.list("SELECT * FROM snapshot_import ORDER BY sid DESC", [], taken)
    }

    /// Gives the intake of the export with this digest, if it was taken in before.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn snapshot_of(&self, export: &Digest) -> Result<Option<TakenSnapshot>, StoreError> {
        let sql = "SELECT * FROM snapshot_import WHERE digest = ?1 ORDER BY sid DESC LIMIT 1";
        Ok(self.list(sql, [export.as_bytes()], taken)?.pop())
    }

    /// Gives the findings of an intake, in the order in which they were found.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn findings(&self, snapshot: i64) -> Result<Vec<Finding>, StoreError> {
        self.list("SELECT * FROM finding WHERE sid = ?1 ORDER BY fid", [snapshot], finding)
    }
}
