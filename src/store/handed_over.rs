//! Which own entries left in bundles, and of which of those the receivers said that they have them.

use crate::error::{Doing, StoreError};
use crate::store::Reader;
use crate::value::{count, int};
use noodbrug_core::ident::Author;
use rusqlite::Row;
use serde_json::{Value, json};

/// Which entries no bundle carries: those above the last whole one (`?3`) of an author (`?1`, `?2`), without those about a
/// case that left in a bundle of some cases afterwards. Looks, prints and the rest of the log wait for no partner. What a
/// bundle holds is told by a place in the chain of the epoch that made it: of an earlier epoch it holds all, of a later one
/// nothing.
pub(crate) const UNSENT: &str = "e.aid = (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2) AND e.seq > ?3
     AND e.kind IN ('set', 'add', 'void', 'decide')
     AND NOT EXISTS (SELECT 1 FROM case_key k
       JOIN sent_case s ON s.uuid = k.uuid
       JOIN bundle b ON b.tagmanifest = s.tagmanifest AND b.direction = 'out' AND b.verdict NOT IN ('begun', 'withdrawn')
       WHERE k.cid = e.cid AND b.ws = ?1 AND (b.ep > ?2 OR b.ep = ?2 AND s.head >= e.seq))";

/// Which entries of an author (`?1`, `?2`) went to somebody who did not acknowledge them. `?3` has a line for each receiver:
/// up to where it got the chain in whole bundles, and up to where it says that it has it. A bundle of some cases carries
/// what its cases had when it was made, and its receipt acknowledges the same.
const UNDERWAY: &str = "
    WITH receiver AS MATERIALIZED (
      SELECT value->>'name' AS name, value->>'whole' AS whole, value->>'acked' AS acked FROM json_each(?3)),
    by_case AS MATERIALIZED (
      SELECT uuid, name, max(head) AS sent, max(CASE verdict WHEN 'acknowledged' THEN head ELSE 0 END) AS acked
      FROM (SELECT s.uuid, coalesce(b.partner, '') AS name, b.verdict,
                   CASE WHEN b.ep > ?2 THEN 9223372036854775807 ELSE s.head END AS head
            FROM sent_case s JOIN bundle b ON b.tagmanifest = s.tagmanifest AND b.direction = 'out'
              AND b.verdict NOT IN ('begun', 'withdrawn') AND b.ws = ?1 AND b.ep >= ?2)
      GROUP BY uuid, name),
    own AS (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2)
    SELECT count(*) FROM (
      SELECT e.rid FROM by_case c JOIN receiver r ON r.name = c.name JOIN case_key k ON k.uuid = c.uuid
        JOIN event e ON e.cid = k.cid
        WHERE c.sent > max(c.acked, r.acked) AND e.aid = (SELECT aid FROM own)
          AND e.seq <= c.sent AND e.seq > max(c.acked, r.acked) AND e.kind IN ('set', 'add', 'void', 'decide')
      UNION
      SELECT e.rid FROM receiver r
        JOIN event e ON e.aid = (SELECT aid FROM own) AND e.seq > r.acked AND e.seq <= r.whole
          AND e.kind IN ('set', 'add', 'void', 'decide')
        LEFT JOIN case_key k ON k.cid = e.cid
        LEFT JOIN by_case c ON c.uuid = k.uuid AND c.name = r.name
        WHERE coalesce(c.acked, 0) < e.seq)";

impl Reader {
    /// Gives the names under which a station wrote up to this one, the newest first: it gets a new epoch with each key.
    pub(crate) fn epochs(&self, own: &Author) -> Result<Vec<Author>, StoreError> {
        let sql = "SELECT ep FROM author WHERE ws = ?1 AND ep <= ?2 ORDER BY ep DESC";
        let known = self.list(sql, (own.ws.as_str(), int(own.ep)), |row| row.get::<_, i64>("ep"))?;
        Ok(known.into_iter().map(|ep| Author { ws: own.ws.clone(), ep: count(ep) }).collect())
    }

    /// Counts what a station wrote in cases.
    pub(crate) fn writes(&self, own: &Author) -> Result<u64, StoreError> {
        let sql =
            "SELECT count(*) FROM event WHERE aid IN (SELECT aid FROM author WHERE ws = ?1 AND ep <= ?2)
               AND kind IN ('set', 'add', 'void', 'decide')";
        self.count(sql, (own.ws.as_str(), int(own.ep)))
    }

    /// Counts what a station wrote in cases and no bundle that was made here carries.
    pub(crate) fn unsent_writes(&self, own: &Author) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) FROM event e WHERE {UNSENT}");
        self.over_epochs(own, |author| {
            let from = int(self.last_exported(author)?);
            self.count(&sql, (author.ws.as_str(), int(author.ep), from))
        })
    }

    /// Counts what a station wrote in cases and somebody got without acknowledging it.
    pub(crate) fn underway_writes(&self, own: &Author) -> Result<u64, StoreError> {
        self.over_epochs(own, |author| {
            let receivers = Value::Array(self.receivers(author)?).to_string();
            self.count(UNDERWAY, (author.ws.as_str(), int(author.ep), receivers))
        })
    }

    fn over_epochs(
        &self,
        own: &Author,
        count: impl Fn(&Author) -> Result<u64, StoreError>,
    ) -> Result<u64, StoreError> {
        self.epochs(own)?.iter().try_fold(0u64, |sum, author| Ok(sum.saturating_add(count(author)?)))
    }

    /// Gives whoever got a bundle: up to where an author's chain went to it in whole bundles, and what it says it has.
    fn receivers(&self, author: &Author) -> Result<Vec<Value>, StoreError> {
        let sql = "SELECT coalesce(partner, '') AS name,
                     max(CASE WHEN ws <> ?1 OR ep < ?2 THEN 0 WHEN ep > ?2 THEN 9223372036854775807 ELSE head_seq END) AS whole
             FROM bundle WHERE direction = 'out' AND verdict NOT IN ('begun', 'withdrawn') GROUP BY coalesce(partner, '')";
        let read = |row: &Row<'_>| Ok((row.get::<_, String>("name"), count(row.get("whole")?)));
        let partners = self.partners()?;
        let line = |(name, whole): (rusqlite::Result<String>, u64)| {
            let name = name.doing("reading who got bundles")?;
            let acked =
                partners.iter().find(|partner| partner.name == name).map_or(0, |p| p.acked_of(author));
            Ok(json!({"name": name, "whole": whole, "acked": acked}))
        };
        self.list(sql, (author.ws.as_str(), int(author.ep)), read)?.into_iter().map(line).collect()
    }

    /// Gives the place in an author's chain up to which some bundle that was made here carries it. One that a later epoch
    /// of the same station made carries all of it.
    ///
    /// # Errors
    /// A fault of the disk.
    pub(crate) fn last_exported(&self, own: &Author) -> Result<u64, StoreError> {
        self.count(
            "SELECT coalesce(max(CASE WHEN ep > ?2 THEN 9223372036854775807 ELSE head_seq END), 0) FROM bundle
             WHERE direction = 'out' AND verdict NOT IN ('begun', 'withdrawn') AND ws = ?1 AND ep >= ?2",
            (own.ws.as_str(), int(own.ep)),
        )
    }
}
