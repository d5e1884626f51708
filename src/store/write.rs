//! A piece of writing: everything in it becomes durable together, or not at all.

use crate::error::{Doing, StoreError};
use noodbrug_core::ident::{Author, CaseId};
use rusqlite::{OptionalExtension, Transaction};
use std::collections::{BTreeMap, BTreeSet};

/// What [`crate::Store::write`] hands out: one transaction.
pub struct Work<'a> {
    pub(crate) tx: Transaction<'a>,
    /// Buckets of the state root that must be hashed again.
    pub(crate) dirty: BTreeSet<u16>,
    authors: BTreeMap<Author, i64>,
    /// What becomes of it in the end.
    pub(crate) ending: Ending,
}

/// What becomes of a piece of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It becomes durable.
    Commit,
    /// It was a trial, and is taken back.
    TakeBack,
}

impl<'a> Work<'a> {
    pub(crate) const fn new(tx: Transaction<'a>, ending: Ending) -> Work<'a> {
        Work { tx, dirty: BTreeSet::new(), authors: BTreeMap::new(), ending }
    }

    /// Marks what must be hashed again and hands the transaction back.
    pub(crate) fn finish(self) -> Result<Transaction<'a>, StoreError> {
        let mut mark = self
            .tx
            .prepare_cached(
                "INSERT INTO bucket (b, hash, dirty) VALUES (?1, NULL, 1)
                 ON CONFLICT (b) DO UPDATE SET dirty = 1",
            )
            .doing("marking changed buckets")?;
        for bucket in &self.dirty {
            mark.execute([bucket]).doing("marking changed buckets")?;
        }
        drop(mark);
        Ok(self.tx)
    }

    /// Gives the short key of an author, new when it is met for the first time.
    pub(crate) fn author_key(&mut self, author: &Author) -> Result<i64, StoreError> {
        if let Some(aid) = self.authors.get(author) {
            return Ok(*aid);
        }
        let key = (author.ws.as_str(), crate::value::int(author.ep));
        let known = self
            .tx
            .prepare_cached("SELECT aid FROM author WHERE ws = ?1 AND ep = ?2")
            .and_then(|mut find| find.query_row(key, |row| row.get(0)).optional())
            .doing("looking up an author")?;
        let aid = match known {
            Some(aid) => aid,
            None => {
                let add = "INSERT INTO author (ws, ep) VALUES (?1, ?2)";
                self.tx.execute(add, key).doing("adding an author")?;
                self.tx.last_insert_rowid()
            }
        };
        self.authors.insert(author.clone(), aid);
        Ok(aid)
    }

    /// Gives the short key of a case, new when it is met for the first time.
    pub(crate) fn case_key(&mut self, case: &CaseId) -> Result<(i64, Met), StoreError> {
        let known = self
            .tx
            .prepare_cached("SELECT cid FROM case_key WHERE uuid = ?1")
            .and_then(|mut find| find.query_row([case.as_bytes()], |row| row.get(0)).optional())
            .doing("looking up a case")?;
        if let Some(cid) = known {
            return Ok((cid, Met::Before));
        }
        self.tx
            .prepare_cached("INSERT INTO case_key (uuid) VALUES (?1)")
            .and_then(|mut add| add.insert([case.as_bytes()]))
            .map(|cid| (cid, Met::Now))
            .doing("adding a case")
    }
}

/// Whether something was in the store already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Met {
    /// It was.
    Before,
    /// It is new.
    Now,
}
