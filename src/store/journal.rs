//! The journal: events are appended and read back, in their verbatim bytes.

use crate::error::{Doing, StoreError};
use crate::intake::Flow;
use crate::store::{Reader, Store};
use crate::value::{count, int, parsed};
use crate::write::{Met, Work};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, EventId, Header, Kind};
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_core::journal::{Chain, MerkleTree};
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::Moment;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row};
use std::collections::{BTreeMap, BTreeSet};

/// How far the chain of an author has come here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorState {
    /// The author and epoch.
    pub author: Author,
    /// The end of what is here without a gap and without a fork.
    pub head: Option<(u64, EventId)>,
    /// The number of the last event that is here, whatever is missing before it.
    pub last: u64,
    /// Two histories of it are known.
    pub forked: bool,
}

/// What became of one event.
pub(crate) struct Placed {
    pub(crate) aid: i64,
    pub(crate) cid: Option<i64>,
    pub(crate) event: Met,
    pub(crate) case: Met,
}

impl Store {
    /// Appends events of this station and derives their cases again; they are durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::Chain`] when one does not continue its author's chain, [`StoreError::Forked`], or a fault of the
    /// disk; nothing was written then.
    pub fn append(&mut self, events: &[Event], law: &LawBook) -> Result<(), StoreError> {
        self.write(|work| work.append(events, law))
    }
}

impl Work<'_> {
    /// Appends events of this station and derives their cases again.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn append(&mut self, events: &[Event], law: &LawBook) -> Result<(), StoreError> {
        let mut cases = BTreeSet::new();
        let mut authors = BTreeSet::new();
        for event in events {
            check_continues(&self.tx, event)?;
            let placed = self.place(event)?;
            authors.insert(placed.aid);
            if let Some((cid, case)) = placed.cid.zip(event.header.cs)
                && self.concerns_state(event, cid)?
            {
                cases.insert((cid, case));
            }
        }
        for aid in authors {
            self.refresh_author(aid, u64::MAX)?;
        }
        cases.into_iter().try_for_each(|(cid, case)| self.project(cid, case, law).map(|_| ()))
    }

    /// Says whether an event can change what is derived: one that writes no register, rests on nothing and on which
    /// nothing waits cannot.
    fn concerns_state(&self, event: &Event, cid: i64) -> Result<bool, StoreError> {
        let header = &event.header;
        if header.k.writes() || !header.sup.is_empty() || !header.refs.is_empty() {
            return Ok(true);
        }
        self.tx
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM waiting WHERE cid = ?1)")
            .and_then(|mut ask| ask.query_row([cid], |row| row.get(0)))
            .doing("looking for waiting events")
    }

    /// Puts one event in the journal, unless it is there. A body where there was none counts as new: nothing in a
    /// journal orders a body's destruction, so that the whole one stands whichever came first.
    pub(crate) fn place(&mut self, event: &Event) -> Result<Placed, StoreError> {
        let aid = self.author_key(&event.author())?;
        let (cid, case) = match &event.header.cs {
            Some(case) => {
                let (cid, met) = self.case_key(case)?;
                (Some(cid), met)
            }
            None => (None, Met::Before),
        };
        let at = event.content().map(|body| body.t.unix());
        let body = event.body.as_ref().map(|(_, bytes)| bytes.as_slice());
        let added = self
            .tx
            .prepare_cached(
                "INSERT INTO event (id, aid, seq, cid, kind, at, hdr, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (id) DO UPDATE SET at = excluded.at, body = excluded.body
                   WHERE event.body IS NULL AND excluded.body IS NOT NULL",
            )
            .and_then(|mut add| {
                let kind = event.header.k.word();
                let id = event.id.as_bytes();
                add.execute((id, aid, int(event.header.seq), cid, kind, at, &event.header_bytes, body))
            })
            .doing("writing an event")?;
        let met = if added == 1 { Met::Now } else { Met::Before };
        if met == Met::Now {
            self.index_forms(event)?;
        }
        Ok(Placed { aid, cid, event: met, case })
    }

    /// Walks an author's chain on from its head, or from before a new event that lies deeper, and notes how far it is
    /// whole and whether it has two histories. A pure function of the set of events.
    pub(crate) fn refresh_author(&self, aid: i64, lowest_new: u64) -> Result<Met, StoreError> {
        let before = stored_head(&self.tx, aid)?;
        let mut walk = Walk::from(restart(&self.tx, aid, &before, lowest_new)?);
        let mut events = self
            .tx
            .prepare_cached("SELECT seq, id, hdr FROM event WHERE aid = ?1 AND seq > ?2 ORDER BY seq, id")
            .doing("walking a chain")?;
        let mut rows = events.query((aid, int(walk.last_seq()))).doing("walking a chain")?;
        while let Some(row) = rows.next().doing("walking a chain")? {
            let (seq, id, hdr) = link(row).doing("walking a chain")?;
            let header = header(&hdr)?;
            walk.step(count(seq), id, header.prev);
        }
        let forked = before.forked || walk.forked;
        let (seq, id) = walk.head.map_or((0, None), |(seq, id)| (int(seq), Some(*id.as_bytes())));
        self.tx
            .prepare_cached("UPDATE author SET head_seq = ?2, head_id = ?3, forked = ?4 WHERE aid = ?1")
            .and_then(|mut update| update.execute((aid, seq, id, forked)))
            .doing("noting the head of a chain")?;
        Ok(if forked && !before.forked { Met::Now } else { Met::Before })
    }
}

fn link(row: &Row<'_>) -> rusqlite::Result<(i64, EventId, Vec<u8>)> {
    Ok((row.get("seq")?, crate::value::digest(row, "id")?, row.get("hdr")?))
}

fn header(bytes: &[u8]) -> Result<Header, StoreError> {
    serde_json::from_slice(bytes)
        .map_err(|why| StoreError::Value { what: "event.hdr", found: why.to_string() })
}

/// What the store noted of a chain.
struct Noted {
    head: Option<(u64, EventId)>,
    forked: bool,
}

fn stored_head(db: &Connection, aid: i64) -> Result<Noted, StoreError> {
    let read = |row: &Row<'_>| {
        let id = crate::value::digest_or_none(row, "head_id")?;
        let seq = count(row.get("head_seq")?);
        Ok(Noted { head: id.map(|id| (seq, id)), forked: row.get("forked")? })
    };
    db.prepare_cached("SELECT head_seq, head_id, forked FROM author WHERE aid = ?1")
        .and_then(|mut find| find.query_row([aid], read))
        .doing("reading the head of a chain")
}

/// Where the walk begins: at the head, or before a new event that lies deeper.
fn restart(
    db: &Connection,
    aid: i64,
    noted: &Noted,
    lowest_new: u64,
) -> Result<Option<(u64, EventId)>, StoreError> {
    match noted.head {
        Some((seq, _)) if lowest_new <= seq => {
            let seq = lowest_new.saturating_sub(1);
            db.prepare_cached("SELECT id FROM event WHERE aid = ?1 AND seq = ?2 ORDER BY id LIMIT 1")
                .and_then(|mut find| {
                    find.query_row((aid, int(seq)), |row| crate::value::digest(row, "id")).optional()
                })
                .map(|id| id.map(|id| (seq, id)))
                .doing("reading a chain")
        }
        head => Ok(head),
    }
}

/// A walk along a chain, in the order of its numbers.
struct Walk {
    head: Option<(u64, EventId)>,
    before_head: Option<(u64, EventId)>,
    last: Option<(u64, EventId)>,
    whole: bool,
    forked: bool,
}

impl Walk {
    const fn from(head: Option<(u64, EventId)>) -> Walk {
        Walk { head, before_head: head, last: head, whole: true, forked: false }
    }

    fn last_seq(&self) -> u64 {
        self.last.map_or(0, |(seq, _)| seq)
    }

    fn step(&mut self, seq: u64, id: EventId, prev: Option<EventId>) {
        let last = self.last_seq();
        if seq == last {
            self.forked = true;
            if self.whole {
                self.head = self.before_head;
            }
            self.whole = false;
        } else if seq != last.saturating_add(1) {
            self.whole = false;
        } else if prev != self.last.map(|(_, id)| id) {
            self.forked = true;
            self.whole = false;
        } else if self.whole {
            self.before_head = self.head;
            self.head = Some((seq, id));
        }
        self.last = Some((seq, id));
    }
}

/// Refuses an event that does not come right after the last one of its author.
fn check_continues(db: &Connection, event: &Event) -> Result<(), StoreError> {
    let author = event.author();
    let chain = chain(db, &author)?;
    let expected = chain.head.map_or(1, |(seq, _)| seq.saturating_add(1));
    let found = event.header.seq;
    if found == expected && event.header.prev == chain.head.map(|(_, id)| id) {
        return Ok(());
    }
    Err(StoreError::Chain { author, expected, found })
}

/// Gives the end of an author's chain; a chain with two histories has none.
pub(crate) fn chain(db: &Connection, author: &Author) -> Result<Chain, StoreError> {
    let found = db
        .prepare_cached(
            "SELECT e.seq, e.id, a.forked FROM author a LEFT JOIN event e ON e.aid = a.aid
             WHERE a.ws = ?1 AND a.ep = ?2
             ORDER BY e.seq DESC LIMIT 1",
        )
        .and_then(|mut find| {
            find.query_row((author.ws.as_str(), int(author.ep)), |row| {
                let seq: Option<i64> = row.get("seq")?;
                Ok((seq, crate::value::digest_or_none(row, "id")?, row.get::<_, bool>("forked")?))
            })
            .optional()
        })
        .doing("reading the end of a chain")?;
    match found {
        Some((_, _, true)) => Err(StoreError::Forked(author.clone())),
        Some((Some(seq), Some(id), _)) => Ok(Chain { author: author.clone(), head: Some((count(seq), id)) }),
        _ => Ok(Chain::new(author.clone())),
    }
}

/// Reads an event of our own store.
pub(crate) fn event_of(row: &Row<'_>) -> Result<Event, StoreError> {
    let header = row.get("hdr").doing("reading an event")?;
    let body = row.get("body").doing("reading an event")?;
    Event::reread(header, body).map_err(StoreError::Event)
}

fn events<P: Params>(mut statement: CachedStatement<'_>, params: P) -> Result<Vec<Event>, StoreError> {
    let mut rows = statement.query(params).doing("reading events")?;
    let mut events = Vec::new();
    while let Some(row) = rows.next().doing("reading events")? {
        events.push(event_of(row)?);
    }
    Ok(events)
}

/// Gives what all events of a case say, by its short key, in the order of arrival. Their verbatim bytes are left out: nothing
/// is derived from them, and they take as much room again as what was read from them, of however large a case.
pub(crate) fn said_in_case(db: &Connection, cid: i64) -> Result<Vec<Event>, StoreError> {
    let mut statement = db
        .prepare_cached("SELECT hdr, body FROM event WHERE cid = ?1 ORDER BY rid")
        .doing("reading the events of a case")?;
    let mut rows = statement.query([cid]).doing("reading events")?;
    let mut events = Vec::new();
    while let Some(row) = rows.next().doing("reading events")? {
        let event = event_of(row)?;
        let body = event.body.map(|(body, _)| (body, Vec::new()));
        events.push(Event { header_bytes: Vec::new(), body, ..event });
    }
    Ok(events)
}

impl Reader {
    /// Gives the end of an author's chain, to append to.
    ///
    /// # Errors
    /// [`StoreError::Forked`] when two histories of it are known.
    pub fn chain(&self, author: &Author) -> Result<Chain, StoreError> {
        chain(&self.db, author)
    }

    /// Gives all events of a case, in the order of arrival; none when the case is unknown.
    ///
    /// # Errors
    /// A fault of the disk, or [`StoreError::Event`].
    pub fn events_of_case(&self, case: &CaseId) -> Result<Vec<Event>, StoreError> {
        let statement = self
            .db
            .prepare_cached(
                "SELECT hdr, body FROM event
                 WHERE cid = (SELECT cid FROM case_key WHERE uuid = ?1) ORDER BY rid",
            )
            .doing("reading the events of a case")?;
        events(statement, [case.as_bytes()])
    }

    /// Gives part of the log of a case, newest first.
    ///
    /// # Errors
    /// As [`Reader::events_of_case`].
    pub fn log(&self, case: &CaseId, first: u64, count: u64) -> Result<Vec<Event>, StoreError> {
        let statement = self
            .db
            .prepare_cached(
                "SELECT hdr, body FROM event
                 WHERE cid = (SELECT cid FROM case_key WHERE uuid = ?1)
                 ORDER BY rid DESC LIMIT ?3 OFFSET ?2",
            )
            .doing("reading the log of a case")?;
        events(statement, (case.as_bytes(), int(first), int(count)))
    }

    /// Gives what people and stations entered in a stretch of time by their own clocks, oldest first: `from` counts,
    /// `to` does not. Snapshots of source systems are left out.
    ///
    /// # Errors
    /// As [`Reader::events_of_case`].
    pub fn day_journal(&self, from: &Moment, to: &Moment) -> Result<Vec<Event>, StoreError> {
        let statement = self
            .db
            .prepare_cached(
                "SELECT hdr, body FROM event
                 WHERE at >= ?1 AND at < ?2 AND kind <> 'snapshot' ORDER BY at, rid",
            )
            .doing("reading the journal of a day")?;
        events(statement, (from.unix(), to.unix()))
    }

    /// Gives the acts of administration of all stations that are here, in the order in which they came.
    ///
    /// # Errors
    /// As [`Reader::events_of_case`].
    pub fn administration(&self) -> Result<Vec<Event>, StoreError> {
        let statement = self
            .db
            .prepare_cached("SELECT hdr, body FROM event WHERE kind = 'manage' AND cid IS NULL ORDER BY rid")
            .doing("reading what was declared")?;
        events(statement, [])
    }

    /// Counts the entries of all stations in a stretch of time by their own clocks, per kind; snapshots are left out.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn entries_between(&self, from: &Moment, to: &Moment) -> Result<BTreeMap<Kind, u64>, StoreError> {
        let sql = "SELECT kind, count(*) AS entries FROM event
                   WHERE at >= ?1 AND at < ?2 AND kind <> 'snapshot' GROUP BY kind";
        let read = |row: &rusqlite::Row<'_>| {
            Ok((crate::value::text(row, "kind")?, crate::value::count(row.get("entries")?)))
        };
        Ok(self.list(sql, [from.unix(), to.unix()], read)?.into_iter().collect())
    }

    /// Hands out the events of an author from a number on, in order, until told to stop.
    ///
    /// # Errors
    /// As [`Reader::events_of_case`].
    pub fn events_of_author(
        &self,
        author: &Author,
        from_seq: u64,
        mut each: impl FnMut(Event) -> Flow,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT hdr, body FROM event
                 WHERE aid = (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2) AND seq >= ?3
                 ORDER BY seq, id",
            )
            .doing("reading a chain")?;
        let key = (author.ws.as_str(), int(author.ep), int(from_seq));
        let mut rows = statement.query(key).doing("reading a chain")?;
        while let Some(row) = rows.next().doing("reading a chain")? {
            if each(event_of(row)?) == Flow::Stop {
                break;
            }
        }
        Ok(())
    }

    /// Gives what a station wrote in cases and no bundle that was made here carries, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn newest_unsent(&self, own: &Author, limit: usize) -> Result<Vec<Event>, StoreError> {
        let doing = "reading the newest entries";
        let unsent = crate::handed_over::UNSENT;
        let sql =
            format!("SELECT e.hdr, e.body FROM event e WHERE {unsent} ORDER BY e.seq DESC, e.id LIMIT ?4");
        let mut statement = self.db.prepare_cached(&sql).doing(doing)?;
        let mut events = Vec::new();
        for author in self.epochs(own)? {
            let from = self.last_exported(&author)?;
            let left = crate::value::size(limit.saturating_sub(events.len()));
            let mut rows =
                statement.query((author.ws.as_str(), int(author.ep), int(from), left)).doing(doing)?;
            while let Some(row) = rows.next().doing(doing)? {
                events.push(event_of(row)?);
            }
        }
        Ok(events)
    }

    /// Gives one event by its name.
    ///
    /// # Errors
    /// As [`Reader::events_of_case`].
    pub fn event(&self, id: &EventId) -> Result<Option<Event>, StoreError> {
        let statement =
            self.db.prepare_cached("SELECT hdr, body FROM event WHERE id = ?1").doing("reading an event")?;
        Ok(events(statement, [id.as_bytes()])?.pop())
    }

    /// Gives every author that has events here.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn authors(&self) -> Result<Vec<AuthorState>, StoreError> {
        let doing = "reading the authors";
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT ws, ep, head_seq, head_id, forked,
                        (SELECT max(seq) FROM event e WHERE e.aid = a.aid) AS last
                 FROM author a ORDER BY ws, ep",
            )
            .doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        let mut authors = Vec::new();
        while let Some(row) = rows.next().doing(doing)? {
            authors.push(author_state(row)?);
        }
        Ok(authors)
    }

    /// Gives, for each author, the end of what is here without a gap and without a fork: what a receipt says.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn vector(&self) -> Result<BTreeMap<Author, (u64, EventId)>, StoreError> {
        let authors = self.authors()?.into_iter();
        Ok(authors.filter_map(|state| state.head.map(|head| (state.author, head))).collect())
    }

    /// Hashes an author's chain up to and with a number (RFC 6962 section 2.1), for a checkpoint.
    ///
    /// # Errors
    /// [`StoreError::Forked`], or a fault of the disk.
    pub fn merkle_root(&self, author: &Author, to_seq: u64) -> Result<Digest, StoreError> {
        chain(&self.db, author)?;
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT id FROM event
                 WHERE aid = (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2) AND seq <= ?3
                 ORDER BY seq",
            )
            .doing("hashing a chain")?;
        let key = (author.ws.as_str(), int(author.ep), int(to_seq));
        let ids = statement.query_map(key, |row| crate::value::digest(row, "id")).doing("hashing a chain")?;
        let mut tree = MerkleTree::default();
        for id in ids {
            tree.push(&id.doing("hashing a chain")?);
        }
        Ok(tree.root())
    }
}

fn author_state(row: &Row<'_>) -> Result<AuthorState, StoreError> {
    let doing = "reading the authors";
    let ws: String = row.get("ws").doing(doing)?;
    let author = Author { ws: parsed("author.ws", &ws)?, ep: count(row.get("ep").doing(doing)?) };
    let head_seq = count(row.get("head_seq").doing(doing)?);
    let head_id = crate::value::digest_or_none(row, "head_id").doing(doing)?;
    let last: Option<i64> = row.get("last").doing(doing)?;
    Ok(AuthorState {
        author,
        head: head_id.map(|id| (head_seq, id)),
        last: last.map_or(0, count),
        forked: row.get("forked").doing(doing)?,
    })
}
