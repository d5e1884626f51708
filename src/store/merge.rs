//! Merging: events of others are taken in, in any order, any number of times, to the same state.

use crate::error::{Doing, StoreError};
use crate::store::{Reader, Store};
use crate::value::count;
use crate::write::{Met, Work};
use noodbrug_core::event::{Event, EventId, Kind};
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::register::{Group, Register};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// What became of the events of one author.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuthorCounts {
    /// Events that were not here, or were here without their body.
    pub new: u64,
    /// Events that were here already.
    pub known: u64,
    /// New events that wait for others that they rest on.
    pub waiting: u64,
}

/// What a merge brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Events that were not here, or were here without their body.
    pub new: u64,
    /// Events that were here already, or stood twice in what was offered.
    pub known: u64,
    /// New events that wait for others that they rest on.
    pub waiting: u64,
    /// Cases that something new was said about.
    pub cases: u64,
    /// Registers that are in conflict now and were not, or in which a value stands now that did not.
    pub conflicts_new: Vec<(CaseId, Register)>,
    /// Authors of whom two histories are known now and were not.
    pub forks: Vec<Author>,
    /// The same counts for each author.
    pub authors: BTreeMap<Author, AuthorCounts>,
}

/// What a merge brought to one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The case.
    pub case: CaseId,
    /// Events that were not here, or were here without their body.
    pub new: u64,
    /// Those of them that wait for others that they rest on.
    pub waiting: u64,
    /// What they are about, one bit for each group of registers in the order of [`Group::ALL`].
    kinds: u32,
    /// What those did that write no register, one bit for each kind in the order of [`Kind::ALL`].
    acts: u16,
}

impl Brought {
    /// Gives what the new events are about.
    pub fn kinds(&self) -> impl Iterator<Item = Group> {
        let kinds = self.kinds;
        Group::ALL
            .into_iter()
            .enumerate()
            .filter(move |(place, _)| kinds >> place & 1 == 1)
            .map(|(_, group)| group)
    }

    /// Gives what the new events did that write no register.
    pub fn acts(&self) -> impl Iterator<Item = Kind> {
        let acts = self.acts;
        Kind::ALL
            .into_iter()
            .enumerate()
            .filter(move |(place, _)| acts >> place & 1 == 1)
            .map(|(_, kind)| kind)
    }

    fn add(&mut self, event: &Event) {
        self.new += 1;
        if !event.header.k.writes() {
            let place = Kind::ALL.iter().position(|kind| *kind == event.header.k);
            self.acts |= place.map_or(0, |place| 1 << place);
        }
        let about = event.content().into_iter().flat_map(|body| body.w.keys());
        for register in about {
            let place = Group::ALL.iter().position(|group| *group == register.group);
            self.kinds |= place.map_or(0, |place| 1 << place);
        }
    }
}

impl Store {
    /// Takes events in, all or none.
    ///
    /// # Errors
    /// A fault of the disk; nothing was written then.
    pub fn merge(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        law: &LawBook,
    ) -> Result<Merged, StoreError> {
        self.write(|work| work.merge(events, law))
    }

    /// Tells what a merge would bring, and writes nothing.
    ///
    /// # Errors
    /// As [`Store::merge`].
    pub fn preview(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        law: &LawBook,
    ) -> Result<Merged, StoreError> {
        self.try_out(|work| work.merge(events, law))
    }
}

impl Work<'_> {
    /// Takes events in.
    ///
    /// # Errors
    /// As [`Store::merge`].
    pub fn merge(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        law: &LawBook,
    ) -> Result<Merged, StoreError> {
        let mut merging = self.begin_merge()?;
        merging.take(self, events.into_iter().collect())?;
        merging.finish(self, law)
    }

    /// Begins a merge of which the events come batch by batch, so that they need not all be in memory.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn begin_merge(&self) -> Result<Merging, StoreError> {
        let newest_before = newest_rid(&self.tx)?;
        Ok(Merging {
            merged: Merged::default(),
            cases: BTreeMap::new(),
            loose: BTreeMap::new(),
            lowest: BTreeMap::new(),
            newest_before,
        })
    }

    /// Says whether an event is here.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn knows(&self, id: &EventId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM event WHERE id = ?1)";
        let doing = "looking for an entry";
        let mut statement = self.tx.prepare_cached(sql).doing(doing)?;
        statement.query_row([id.as_bytes()], |row| row.get(0)).doing(doing)
    }
}

fn in_chain(one: &Event, other: &Event) -> std::cmp::Ordering {
    let (one, other) = (&one.header, &other.header);
    (&one.ws, one.ep, one.seq).cmp(&(&other.ws, other.ep, other.seq))
}

fn newest_rid(db: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(rid), 0) FROM event";
    db.query_row(sql, [], |row| row.get(0)).doing("reading the end of the journal")
}

/// A merge under way: batches of events, in any order, and then what follows from all of them.
///
/// It holds a few bytes for each author and each case that something new is said about, and no events.
pub struct Merging {
    merged: Merged,
    /// By the keys of the cases: their rows lie together in that order.
    cases: BTreeMap<i64, Brought>,
    /// Of no case: how many, by what they did.
    loose: BTreeMap<(Kind, String), u64>,
    /// For each author with something new: its key, and the lowest number of that.
    lowest: BTreeMap<Author, (i64, u64)>,
    newest_before: i64,
}

impl Merging {
    /// Takes a batch in.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn take(&mut self, work: &mut Work<'_>, mut events: Vec<Event>) -> Result<(), StoreError> {
        // Cases together: the rows of one case lie together in the database.
        events.sort_by(|one, other| one.header.cs.cmp(&other.header.cs).then_with(|| in_chain(one, other)));
        events.iter().try_for_each(|event| self.take_one(work, event))
    }

    /// Derives what follows from all batches, and tells what they brought.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn finish(&mut self, work: &mut Work<'_>, law: &LawBook) -> Result<Merged, StoreError> {
        self.refresh(work)?;
        self.derive(work, law)?;
        self.count_waiting(&work.tx)?;
        Ok(std::mem::take(&mut self.merged))
    }

    /// Tells for each case what was brought to it; what waits is known once the merge is finished.
    pub fn brought(&self) -> impl Iterator<Item = &Brought> {
        self.cases.values()
    }

    /// Tells how many new events of no case there are, by kind and, of administration, by the word of what was done.
    #[must_use]
    pub const fn loose(&self) -> &BTreeMap<(Kind, String), u64> {
        &self.loose
    }

    fn take_one(&mut self, work: &mut Work<'_>, event: &Event) -> Result<(), StoreError> {
        let placed = work.place(event)?;
        let author = event.author();
        let counts = self.merged.authors.entry(author.clone()).or_default();
        if placed.event == Met::Before {
            counts.known += 1;
            self.merged.known += 1;
            return Ok(());
        }
        counts.new += 1;
        self.merged.new += 1;
        let seq = event.header.seq;
        let lowest = self.lowest.entry(author).or_insert((placed.aid, seq));
        lowest.1 = lowest.1.min(seq);
        if let Some((cid, case)) = placed.cid.zip(event.header.cs) {
            self.cases
                .entry(cid)
                .or_insert(Brought { case, new: 0, waiting: 0, kinds: 0, acts: 0 })
                .add(event);
        } else {
            *self.loose.entry((event.header.k, did(event))).or_default() += 1;
        }
        Ok(())
    }

    fn refresh(&mut self, work: &Work<'_>) -> Result<(), StoreError> {
        for (author, (aid, lowest)) in &self.lowest {
            if work.refresh_author(*aid, *lowest)? == Met::Now {
                self.merged.forks.push(author.clone());
            }
        }
        Ok(())
    }

    fn derive(&mut self, work: &mut Work<'_>, law: &LawBook) -> Result<(), StoreError> {
        for (cid, Brought { case, .. }) in &self.cases {
            let conflicts = work.project(*cid, *case, law)?;
            self.merged.conflicts_new.extend(conflicts.into_iter().map(|register| (*case, register)));
        }
        self.merged.conflicts_new.sort();
        self.merged.cases = u64::try_from(self.cases.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    fn count_waiting(&mut self, db: &Connection) -> Result<(), StoreError> {
        let doing = "counting waiting events";
        let sql = "SELECT e.aid, e.cid, count(*) FROM waiting w JOIN event e ON e.rid = w.rid
                   WHERE w.rid > ?1 GROUP BY e.aid, e.cid";
        let mut statement = db.prepare_cached(sql).doing(doing)?;
        let mut rows = statement.query([self.newest_before]).doing(doing)?;
        let authors: BTreeMap<i64, &Author> =
            self.lowest.iter().map(|(author, (aid, _))| (*aid, author)).collect();
        while let Some(row) = rows.next().doing(doing)? {
            let aid: i64 = row.get(0).doing(doing)?;
            let cid: Option<i64> = row.get(1).doing(doing)?;
            let waiting = row.get(2).map(count).doing(doing)?;
            self.merged.waiting += waiting;
            if let Some(author) = authors.get(&aid) {
                self.merged.authors.entry((*author).clone()).or_default().waiting += waiting;
            }
            if let Some(brought) = cid.and_then(|cid| self.cases.get_mut(&cid)) {
                brought.waiting += waiting;
            }
        }
        Ok(())
    }
}

/// The word of what was done in the administration of an office; of other entries nothing.
fn did(event: &Event) -> String {
    const MOST: usize = 40;
    let said = event.content().filter(|_| event.header.k == Kind::Manage);
    let word = said.and_then(|body| body.val.get("did")?.as_str());
    word.unwrap_or_default().chars().take(MOST).collect()
}

impl Reader {
    /// Counts the events that wait for others that they rest on.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn waiting(&self) -> Result<u64, StoreError> {
        let sql = "SELECT waiting FROM tally";
        self.db.query_row(sql, [], |row| row.get(0)).map(count).doing("counting waiting events")
    }
}
