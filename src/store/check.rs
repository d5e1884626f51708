//! Checks of a whole store, and making again what is derived.

use crate::error::{Doing, StoreError};
use crate::journal::{event_of, said_in_case};
use crate::project::Subject;
use crate::store::{Reader, Store};
use crate::value::count;
use crate::write::{Met, Work};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::EventId;
use noodbrug_core::ident::{Author, AuthorName, CaseId};
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::root::{bucket_digest, bucket_of, state_root};
use noodbrug_core::state::CaseState;
use rusqlite::Row;
use std::collections::BTreeMap;

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The database's own check found damage; its words.
    Database(String),
    /// The bytes of an event are not those it is named by, or what it is looked up by is not what it says.
    Event {
        /// Its place in the journal.
        place: i64,
        /// What is wrong.
        why: String,
    },
    /// Two histories of an author are known.
    Forked(Author),
    /// Events of an author are missing after this number.
    Gap(Author, u64),
    /// What is shown of a case is not what its events say.
    Stale(CaseId),
}

/// What a check of the whole store found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Events that were hashed again.
    pub events: u64,
    /// Cases whose state was computed again.
    pub cases: u64,
    /// The root of the state that the journal gives: what two offices compare to know that they hold the same.
    pub state_root: Option<Digest>,
    /// What is not as it must be.
    pub faults: Vec<Fault>,
}

impl Verified {
    /// Takes out the gaps in the journals of other stations: who gets some cases gets some entries, and that is no fault.
    pub fn take_partly(&mut self, own: &AuthorName) -> Vec<Fault> {
        let (partly, faults) =
            self.faults.drain(..).partition(|fault| matches!(fault, Fault::Gap(of, _) if of.ws != *own));
        self.faults = faults;
        partly
    }
}

impl Reader {
    /// Checks the whole store: the pages, every event against its name, every chain, and every case against its
    /// events.
    ///
    /// # Errors
    /// A fault of the disk that keeps it from looking.
    pub fn verify(&self) -> Result<Verified, StoreError> {
        let mut verified = Verified::default();
        for check in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
            let words = self.list(check, [], |row| row.get::<_, String>(0))?;
            let bad = words.into_iter().filter(|word| word != "ok");
            verified.faults.extend(bad.map(Fault::Database));
        }
        self.verify_events(&mut verified)?;
        self.verify_chains(&mut verified)?;
        self.verify_cases(&mut verified)?;
        Ok(verified)
    }

    fn verify_events(&self, verified: &mut Verified) -> Result<(), StoreError> {
        let doing = "checking the journal";
        let mut statement = self
            .db
            .prepare(
                "SELECT e.rid, e.id, e.seq, e.kind, e.hdr, e.body, a.ws, a.ep, k.uuid
                 FROM event e JOIN author a ON a.aid = e.aid LEFT JOIN case_key k ON k.cid = e.cid
                 ORDER BY e.rid",
            )
            .doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        while let Some(row) = rows.next().doing(doing)? {
            verified.events += 1;
            if let Some(why) = fault_of(row)? {
                let place = row.get("rid").doing(doing)?;
                verified.faults.push(Fault::Event { place, why });
            }
        }
        Ok(())
    }

    fn verify_chains(&self, verified: &mut Verified) -> Result<(), StoreError> {
        for state in self.authors()? {
            let head = state.head.map_or(0, |(seq, _)| seq);
            if state.forked {
                verified.faults.push(Fault::Forked(state.author));
            } else if head < state.last {
                verified.faults.push(Fault::Gap(state.author, head));
            }
        }
        Ok(())
    }

    fn verify_cases(&self, verified: &mut Verified) -> Result<(), StoreError> {
        let sql = "SELECT k.cid, k.uuid, c.state FROM case_key k LEFT JOIN case_cur c ON c.cid = k.cid";
        let read = |row: &Row<'_>| {
            let shown = crate::value::digest_or_none(row, "state")?;
            Ok((row.get::<_, i64>("cid")?, crate::value::case(row, "uuid")?, shown))
        };
        let mut buckets: BTreeMap<u16, Vec<(CaseId, Digest)>> = BTreeMap::new();
        for (cid, case, shown) in self.list(sql, [], read)? {
            verified.cases += 1;
            let state = CaseState::of(&said_in_case(&self.db, cid)?);
            let computed = (!state.is_empty()).then(|| state.digest());
            buckets.entry(bucket_of(&case)).or_default().extend(computed.map(|digest| (case, digest)));
            if computed != shown {
                verified.faults.push(Fault::Stale(case));
            }
        }
        let root = state_root(|bucket| buckets.get(&bucket).map(|cases| bucket_digest(cases)));
        verified.state_root = Some(root);
        Ok(())
    }
}

/// What an event is looked up by.
struct Columns {
    id: EventId,
    seq: u64,
    kind: String,
    author: (String, u64),
    case: Option<CaseId>,
}

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    let case: Option<Vec<u8>> = row.get("uuid")?;
    Ok(Columns {
        id: crate::value::digest(row, "id")?,
        seq: count(row.get("seq")?),
        kind: row.get("kind")?,
        author: (row.get("ws")?, count(row.get("ep")?)),
        case: case.as_deref().and_then(CaseId::from_slice),
    })
}

/// Says what is wrong with a row of the journal, if anything.
fn fault_of(row: &Row<'_>) -> Result<Option<String>, StoreError> {
    let event = match event_of(row) {
        Ok(event) => event,
        Err(StoreError::Event(why)) => return Ok(Some(why.to_string())),
        Err(other) => return Err(other),
    };
    let columns = columns(row).doing("checking the journal")?;
    let header = &event.header;
    let author = (header.ws.as_str(), header.ep);
    let chained = header.seq == columns.seq && author == (columns.author.0.as_str(), columns.author.1);
    let placed = header.k.word() == columns.kind && columns.case == header.cs;
    Ok(match (event.id == columns.id, chained, placed) {
        (false, _, _) => Some("its bytes have another name".to_owned()),
        (_, false, _) => Some("its place in the chain is not what it says".to_owned()),
        (_, _, false) => Some("its case or kind is not what it says".to_owned()),
        _ => None,
    })
}

impl Reader {
    /// Says whether what is derived was made by an older program, so that [`Store::rebuild`] must make it again.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn is_outdated(&self) -> Result<bool, StoreError> {
        Ok(self.setting(crate::schema::OUTDATED)?.is_some())
    }
}

impl Store {
    /// Drops all that is derived and makes it again from the journal; gives the state root, which is the same as
    /// before unless something was wrong.
    ///
    /// # Errors
    /// A fault of the disk; everything is as it was then.
    pub fn rebuild(&mut self, law: &LawBook) -> Result<Digest, StoreError> {
        let root = self.write(|work| work.rebuild(law))?;
        self.checkpoint()?;
        Ok(root)
    }
}

impl Work<'_> {
    /// As [`Store::rebuild`], together with other work: what is derived under a new law stands with that law, or neither.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn rebuild(&mut self, law: &LawBook) -> Result<Digest, StoreError> {
        self.tx
            .execute_batch(
                "DELETE FROM hearing; DELETE FROM term; DELETE FROM task; DELETE FROM document;
                 DELETE FROM conflict; DELETE FROM back_entry; DELETE FROM waiting; DELETE FROM inbound;
                 DELETE FROM release_order; DELETE FROM desk; DELETE FROM twin; DELETE FROM bucket; DELETE FROM case_cur;
                 DELETE FROM search_text; DELETE FROM setting WHERE key = 'derived';
                 INSERT INTO search_prefix (search_prefix) VALUES ('delete-all');
                 INSERT INTO search_fragment (search_fragment) VALUES ('delete-all');",
            )
            .doing("dropping what is derived")?;
        for (cid, case) in self.all_cases()? {
            let events = said_in_case(&self.tx, cid)?;
            self.project_events(&Subject { cid, case, met: Met::Now }, &events, law)?;
        }
        self.rebuild_forms()?;
        self.seal_root()
    }

    fn all_cases(&self) -> Result<Vec<(i64, CaseId)>, StoreError> {
        let doing = "listing all cases";
        let mut statement = self.tx.prepare("SELECT cid, uuid FROM case_key ORDER BY cid").doing(doing)?;
        let cases = statement.query_map([], |row| Ok((row.get("cid")?, crate::value::case(row, "uuid")?)));
        cases.and_then(Iterator::collect).doing(doing)
    }
}
