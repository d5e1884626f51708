//! Projections: the rows of a case are made again from all its events whenever one of them is new.

use crate::error::{Doing, StoreError};
use crate::journal::said_in_case;
use crate::value::{civil_text, date_text, int, size, time_text};
use crate::write::{Ending, Met, Work};
use noodbrug_core::case::Transport;
use noodbrug_core::event::Event;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::reconcile::BackEntry;
use noodbrug_core::register::Register;
use noodbrug_core::root::bucket_of;
use noodbrug_core::rows::{self, CaseRow, CaseRows, DocumentRow, HearingRow, TaskRow, TaskStage, TermRow};
use noodbrug_core::search::{SearchText, fold};
use noodbrug_core::state::CaseState;
use rusqlite::{OptionalExtension, Params, Row};
use std::collections::{BTreeMap, BTreeSet};

/// The derived tables with rows per case, search apart.
const TABLES: [&str; 12] = [
    "DELETE FROM hearing WHERE cid = ?1",
    "DELETE FROM term WHERE cid = ?1",
    "DELETE FROM task WHERE cid = ?1",
    "DELETE FROM document WHERE cid = ?1",
    "DELETE FROM conflict WHERE cid = ?1",
    "DELETE FROM back_entry WHERE cid = ?1",
    "DELETE FROM waiting WHERE cid = ?1",
    "DELETE FROM inbound WHERE cid = ?1",
    "DELETE FROM release_order WHERE cid = ?1",
    "DELETE FROM desk WHERE cid = ?1",
    "DELETE FROM twin WHERE cid = ?1",
    "DELETE FROM case_cur WHERE cid = ?1",
];

impl Work<'_> {
    /// Makes the rows of a case again; gives the registers that are in conflict and were not, or in which a value stands that
    /// did not.
    pub(crate) fn project(
        &mut self,
        cid: i64,
        case: CaseId,
        law: &LawBook,
    ) -> Result<Vec<Register>, StoreError> {
        let events = said_in_case(&self.tx, cid)?;
        let before = self.conflicts_of(cid)?;
        for delete in TABLES {
            self.put(delete, [cid])?;
        }
        self.project_events(&Subject { cid, case, met: Met::Before }, &events, law)?;
        let mut now = self.conflicts_of(cid)?;
        now.retain(|register, sides| before.get(register).is_none_or(|known| !sides.is_subset(known)));
        Ok(now.into_keys().filter_map(|register| register.parse().ok()).collect())
    }

    /// Writes the rows of a case of which none are there.
    pub(crate) fn project_events(
        &mut self,
        subject: &Subject,
        events: &[Event],
        law: &LawBook,
    ) -> Result<(), StoreError> {
        self.put_derived(subject, &Derived::of(subject.case, events, law))
    }

    /// Writes the rows of a case of which none are there, as they were derived.
    pub(crate) fn put_derived(&mut self, subject: &Subject, derived: &Derived) -> Result<(), StoreError> {
        let Derived { state, rows, back_entry } = derived;
        self.dirty.insert(bucket_of(&subject.case));
        for waiting in state.waiting() {
            let add = "INSERT INTO waiting (cid, rid) SELECT ?1, rid FROM event WHERE id = ?2";
            self.put(add, (subject.cid, waiting.as_bytes()))?;
        }
        let Some(rows) = rows else { return self.forget_search(subject) };
        self.put_rows(subject.cid, rows)?;
        self.put_conflicts(subject.cid, state, &rows.case)?;
        self.put_back_entry(subject.cid, back_entry, rows)?;
        self.put_twins(subject.cid, state)?;
        self.put_search(subject, &rows.search)
    }

    /// Gives the registers of a case that are in conflict, each with what stands side by side there.
    fn conflicts_of(&self, cid: i64) -> Result<BTreeMap<String, Sides>, StoreError> {
        let mut statement = self
            .tx
            .prepare_cached("SELECT register, sides FROM conflict WHERE cid = ?1")
            .doing("reading conflicts")?;
        let read = |row: &Row<'_>| Ok((row.get(0)?, sides_of(&row.get::<_, Vec<u8>>(1)?)));
        let registers = statement.query_map([cid], read).doing("reading conflicts")?;
        registers.collect::<rusqlite::Result<_>>().doing("reading conflicts")
    }

    pub(crate) fn put<P: Params>(&self, sql: &'static str, params: P) -> Result<(), StoreError> {
        let done = self.tx.prepare_cached(sql).and_then(|mut statement| statement.execute(params));
        done.map(|_| ()).doing("writing the rows of a case")
    }

    fn put_rows(&self, cid: i64, rows: &CaseRows) -> Result<(), StoreError> {
        self.put_case(cid, &rows.case)?;
        for (nth, row) in rows.hearings.iter().enumerate() {
            self.put_hearing((cid, size(nth)), row, &rows.case)?;
        }
        for (nth, row) in rows.terms.iter().enumerate() {
            self.put_term((cid, size(nth)), row)?;
        }
        for (nth, row) in rows.tasks.iter().enumerate() {
            self.put_task((cid, size(nth)), row)?;
        }
        for (nth, row) in rows.documents.iter().enumerate() {
            self.put_document((cid, size(nth)), row)?;
        }
        self.put_desk(cid, rows)
    }

    /// Writes where papers that came in and release orders stand.
    fn put_desk(&self, cid: i64, rows: &CaseRows) -> Result<(), StoreError> {
        for (nth, row) in rows.inbound.iter().enumerate() {
            let params = (cid, size(nth), row.inbound.as_str(), row.at.unix(), row.loose, row.linked);
            let add =
                "INSERT INTO inbound (cid, nth, inbound, at, loose, linked) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            self.put(add, params)?;
        }
        for (nth, row) in rows.releases.iter().enumerate() {
            let add = "INSERT INTO release_order (cid, nth, release, done) VALUES (?1, ?2, ?3, ?4)";
            self.put(add, (cid, size(nth), row.release.as_str(), row.done))?;
        }
        for row in &rows.desk {
            let add = "INSERT INTO desk (cid, kind, open) VALUES (?1, ?2, ?3)";
            self.put(add, (cid, row.kind.word(), row.open))?;
        }
        Ok(())
    }

    fn put_case(&self, cid: i64, row: &CaseRow) -> Result<(), StoreError> {
        let params = rusqlite::params![
            cid,
            row.id.as_bytes(),
            row.number,
            row.suspect,
            fold(&row.suspect),
            row.born.map(date_text),
            row.charge,
            row.place,
            row.phase,
            row.prosecutor,
            row.in_custody,
            row.next_hearing.map(civil_text),
            row.next_fatal.map(|moment| moment.unix()),
            row.conflicts,
            row.documents,
            row.terms,
            row.taken_at.map(|moment| moment.unix()),
            row.sources,
            row.state.as_bytes(),
            row.paper,
        ];
        self.put(
            "INSERT INTO case_cur (cid, uuid, number, suspect, suspect_key, born, charge, place, phase, prosecutor,
               in_custody, next_hearing, next_fatal, conflicts, documents, terms, taken_at, sources, state, paper)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            params,
        )
    }

    fn put_hearing(&self, key: (i64, i64), row: &HearingRow, case: &CaseRow) -> Result<(), StoreError> {
        let params = rusqlite::params![
            date_text(row.slot.date),
            row.slot.court,
            time_text(row.slot.time),
            key.0,
            key.1,
            row.hearing.as_str(),
            row.slot.room,
            row.slot.chamber,
            row.slot.minutes,
            row.session.modality,
            row.session.judges,
            row.session.interpreter,
            row.session.closed,
            row.outcome.map(|outcome| outcome.word()),
            row.custody,
            row.youth,
            row.conflict,
            case.id.as_bytes(),
            case.number,
            case.suspect,
            case.charge,
            case.taken_at.map(|moment| moment.unix()),
            row.session.order,
            row.session.registrar,
            row.session.prosecutor,
            row.session.security,
            row.session.transport.map(Transport::word),
            row.session.unscheduled,
            row.session.with.as_ref().map(ObjectId::as_str),
        ];
        self.put(
            "INSERT INTO hearing (date, court, time, cid, nth, hearing, room, chamber, minutes, modality, judges,
               interpreter, closed, outcome, custody, youth, conflict, uuid, number, suspect, charge, taken_at,
               place, registrar, prosecutor, security, transport, unscheduled, together)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
               ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
            params,
        )
    }

    fn put_term(&self, key: (i64, i64), row: &TermRow) -> Result<(), StoreError> {
        let params = rusqlite::params![
            key.0,
            key.1,
            row.term.as_str(),
            row.rule,
            row.from,
            row.earliest.map(|moment| moment.unix()),
            row.latest.map(|moment| moment.unix()),
            row.shown.map(|moment| moment.unix()),
            row.running,
            row.custody,
        ];
        self.put(
            "INSERT INTO term (cid, nth, term, rule, trigger, earliest, latest, shown, running, custody)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params,
        )
    }

    fn put_task(&self, key: (i64, i64), row: &TaskRow) -> Result<(), StoreError> {
        let params = rusqlite::params![
            key.0,
            key.1,
            row.task.as_str(),
            row.kind,
            row.executor,
            row.due.map(date_text),
            row.text,
            row.urgent,
            stage_number(row.stage),
            row.conflict,
        ];
        self.put(
            "INSERT INTO task (cid, nth, task, kind, executor, due, text, urgent, stage, conflict)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params,
        )
    }

    fn put_document(&self, key: (i64, i64), row: &DocumentRow) -> Result<(), StoreError> {
        self.put(
            "INSERT INTO document (cid, nth, sha256, title, len) VALUES (?1, ?2, ?3, ?4, ?5)",
            (key.0, key.1, row.sha256.as_bytes(), &row.title, int(row.len)),
        )
    }

    /// Writes what the case is found by; the indexes are left alone when that is what is there.
    fn put_search(&self, subject: &Subject, text: &SearchText) -> Result<(), StoreError> {
        if self.ending == Ending::TakeBack {
            // Nobody searches in a trial, and the indexes are what costs most.
            return Ok(());
        }
        let cid = subject.cid;
        if subject.met == Met::Before {
            if self.search_text(cid)?.as_ref() == Some(text) {
                return Ok(());
            }
            self.forget_search(subject)?;
        }
        let SearchText { names, numbers, places, words } = text;
        for add in [
            "INSERT INTO search_text (cid, names, numbers, places, words) VALUES (?1, ?2, ?3, ?4, ?5)",
            "INSERT INTO search_prefix (rowid, names, numbers, places, words) VALUES (?1, ?2, ?3, ?4, ?5)",
        ] {
            self.put(add, (cid, names, numbers, places, words))?;
        }
        let add = "INSERT INTO search_fragment (rowid, names, numbers) VALUES (?1, ?2, ?3)";
        self.put(add, (cid, names, numbers))
    }

    fn search_text(&self, cid: i64) -> Result<Option<SearchText>, StoreError> {
        self.tx
            .prepare_cached("SELECT names, numbers, places, words FROM search_text WHERE cid = ?1")
            .and_then(|mut find| find.query_row([cid], crate::search::text_of).optional())
            .doing("reading the words of a case")
    }

    fn forget_search(&self, subject: &Subject) -> Result<(), StoreError> {
        if subject.met == Met::Now || self.search_text(subject.cid)?.is_none() {
            return Ok(());
        }
        for delete in [
            "DELETE FROM search_prefix WHERE rowid = ?1",
            "DELETE FROM search_fragment WHERE rowid = ?1",
            "DELETE FROM search_text WHERE cid = ?1",
        ] {
            self.put(delete, [subject.cid])?;
        }
        Ok(())
    }
}

/// Values that stand side by side, each as the beginning of its digest.
type Sides = BTreeSet<[u8; 8]>;

/// Reads values that stand side by side.
fn sides_of(bytes: &[u8]) -> Sides {
    bytes.as_chunks().0.iter().copied().collect()
}

/// What the events of a case give.
pub(crate) struct Derived {
    state: CaseState,
    /// None where nothing was written yet.
    rows: Option<CaseRows>,
    back_entry: BackEntry,
}

impl Derived {
    /// Derives the rows of a case from all its events.
    pub(crate) fn of(case: CaseId, events: &[Event], law: &LawBook) -> Derived {
        let state = CaseState::of(events);
        let rows = (!state.is_empty()).then(|| rows::derive(case, &state, law));
        let back_entry = BackEntry::of(events, &state);
        Derived { state, rows, back_entry }
    }
}

/// The case whose rows are made.
pub(crate) struct Subject {
    /// Its short key.
    pub(crate) cid: i64,
    /// Its identity.
    pub(crate) case: CaseId,
    /// Whether anything of it was derived before.
    pub(crate) met: Met,
}

/// Gives the number that a stage has in the database, so that open comes first.
pub(crate) const fn stage_number(stage: TaskStage) -> i64 {
    match stage {
        TaskStage::Open => 0,
        TaskStage::HandedOver => 1,
        TaskStage::Done => 2,
    }
}
