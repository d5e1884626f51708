//! The state root, kept up to date by bucket: only what changed is hashed again.

use crate::error::{Doing, StoreError};
use crate::store::{Reader, Store};
use crate::write::Work;
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::CaseId;
use noodbrug_core::root::{bucket_digest, bucket_of, state_root};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// From so many changed buckets on, one walk over all cases is cheaper than a look-up a case.
const MANY: usize = 256;

/// The digests of the buckets that have any; the others count as empty.
type Buckets = BTreeMap<u16, Digest>;

impl Reader {
    /// Computes the root of the state: what two stores compare to know that they hold the same.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn state_root(&self) -> Result<Digest, StoreError> {
        let (mut known, dirty) = stored(&self.db)?;
        known.extend(hashed(&self.db, &dirty)?);
        Ok(state_root(|bucket| known.get(&bucket).copied()))
    }
}

impl Store {
    /// Computes the root of the state and keeps the digests of changed buckets for the next time.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn seal_root(&mut self) -> Result<Digest, StoreError> {
        self.write(|work| work.seal_root())
    }
}

impl Work<'_> {
    /// Computes the root of the state as this work leaves it, and keeps the digests of changed buckets.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn seal_root(&mut self) -> Result<Digest, StoreError> {
        let (mut known, mut dirty) = stored(&self.tx)?;
        dirty.append(&mut self.dirty);
        let fresh = hashed(&self.tx, &dirty)?;
        let mut keep = self
            .tx
            .prepare_cached(
                "INSERT INTO bucket (b, hash, dirty) VALUES (?1, ?2, 0)
                 ON CONFLICT (b) DO UPDATE SET hash = excluded.hash, dirty = 0",
            )
            .doing("keeping the state root")?;
        for (bucket, digest) in &fresh {
            keep.execute((bucket, digest.as_bytes())).doing("keeping the state root")?;
        }
        known.extend(fresh);
        Ok(state_root(|bucket| known.get(&bucket).copied()))
    }
}

/// Reads the digests kept, and which buckets changed since.
fn stored(db: &Connection) -> Result<(Buckets, BTreeSet<u16>), StoreError> {
    let doing = "reading the state root";
    let mut statement = db.prepare_cached("SELECT b, hash, dirty FROM bucket").doing(doing)?;
    let mut rows = statement.query([]).doing(doing)?;
    let (mut known, mut dirty) = (Buckets::new(), BTreeSet::new());
    while let Some(row) = rows.next().doing(doing)? {
        let (bucket, hash, changed) = bucket(row).doing(doing)?;
        match hash {
            Some(hash) if !changed => drop(known.insert(bucket, hash)),
            _ => drop(dirty.insert(bucket)),
        }
    }
    Ok((known, dirty))
}

fn bucket(row: &Row<'_>) -> rusqlite::Result<(u16, Option<Digest>, bool)> {
    Ok((row.get("b")?, crate::value::digest_or_none(row, "hash")?, row.get("dirty")?))
}

fn hashed(db: &Connection, buckets: &BTreeSet<u16>) -> Result<Buckets, StoreError> {
    let cases = if buckets.len() < MANY { cases_by_range(db, buckets)? } else { cases_by_walk(db, buckets)? };
    let empty: Vec<(CaseId, Digest)> = Vec::new();
    Ok(buckets.iter().map(|bucket| (*bucket, bucket_digest(cases.get(bucket).unwrap_or(&empty)))).collect())
}

type CasesOf = BTreeMap<u16, Vec<(CaseId, Digest)>>;

fn state(row: &Row<'_>) -> rusqlite::Result<(CaseId, Digest)> {
    Ok((crate::value::case(row, "uuid")?, crate::value::digest(row, "state")?))
}

fn cases_by_range(db: &Connection, buckets: &BTreeSet<u16>) -> Result<CasesOf, StoreError> {
    let doing = "hashing changed cases";
    let mut statement = db
        .prepare_cached(
            "SELECT c.uuid, c.state FROM case_key k JOIN case_cur c ON c.cid = k.cid
             WHERE k.uuid >= ?1 AND (?2 IS NULL OR k.uuid < ?2)",
        )
        .doing(doing)?;
    let mut cases = CasesOf::new();
    for bucket in buckets {
        let next = bucket.checked_add(1).filter(|next| *next < 4096).map(first_of);
        let range = (first_of(*bucket), next);
        let found = statement.query_map(range, state).and_then(Iterator::collect).doing(doing)?;
        cases.insert(*bucket, found);
    }
    Ok(cases)
}

/// The lowest id of a bucket; its first twelve bits are the bucket's number.
const fn first_of(bucket: u16) -> [u8; 16] {
    let [high, low] = (bucket << 4).to_be_bytes();
    [high, low, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
}

fn cases_by_walk(db: &Connection, buckets: &BTreeSet<u16>) -> Result<CasesOf, StoreError> {
    let doing = "hashing all cases";
    let mut statement = db.prepare_cached("SELECT uuid, state FROM case_cur").doing(doing)?;
    let mut cases = CasesOf::new();
    for found in statement.query_map([], state).doing(doing)? {
        let (case, digest) = found.doing(doing)?;
        let bucket = bucket_of(&case);
        if buckets.contains(&bucket) {
            cases.entry(bucket).or_default().push((case, digest));
        }
    }
    Ok(cases)
}
