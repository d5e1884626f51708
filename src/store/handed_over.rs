//! Which own entries left in bundles, and of which of those the receivers said that they have them.

use crate::error::{Doing, StoreError};
use crate::store::Reader;
use crate::value::{count, int};
use noodbrug_core::ident::Author;
use rusqlite::Row;
use serde_json::{Value, json};

/// Which entries no bundle carries: those above the last whole one (`?3`) of an author (`?1`, `?2`), without those about a
/// case that left in a bundle of some cases afterwards. Looks, prints and the rest of the log wait for no partner.
pub(crate) const UNSENT: &str = "e.aid = (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2) AND e.seq > ?3
     AND e.kind IN ('set', 'add', 'void', 'decide')
     AND NOT EXISTS (SELECT 1 FROM case_key k
       JOIN sent_case s ON s.uuid = k.uuid AND s.head >= e.seq
       JOIN bundle b ON b.tagmanifest = s.tagmanifest AND b.direction = 'out' AND b.verdict NOT IN ('begun', 'withdrawn')
       WHERE k.cid = e.cid)";

/// Which entries of an author (`?1`, `?2`) went to somebody who did not acknowledge them. `?3` has a line for each receiver:
/// up to where it got the chain in whole bundles, and up to where it says that it has it. A bundle of some cases carries
/// what its cases had when it was made, and its receipt acknowledges the same.
const UNDERWAY: &str = "
    WITH receiver AS MATERIALIZED (
      SELECT value->>'name' AS name, value->>'whole' AS whole, value->>'acked' AS acked FROM json_each(?3)),
    by_case AS MATERIALIZED (
      SELECT s.uuid, coalesce(b.partner, '') AS name, max(s.head) AS sent,
             max(CASE b.verdict WHEN 'acknowledged' THEN s.head ELSE 0 END) AS acked
      FROM sent_case s JOIN bundle b ON b.tagmanifest = s.tagmanifest AND b.direction = 'out' AND b.verdict NOT IN ('begun', 'withdrawn')
      GROUP BY s.uuid, coalesce(b.partner, '')),
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
    /// Counts what an author wrote in cases.
    pub(crate) fn writes(&self, author: &Author) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM event WHERE aid = (SELECT aid FROM author WHERE ws = ?1 AND ep = ?2)
               AND kind IN ('set', 'add', 'void', 'decide')";
        self.count(sql, (author.ws.as_str(), int(author.ep)))
    }

    /// Counts what an author wrote in cases and no bundle that was made here carries.
    pub(crate) fn unsent_writes(&self, author: &Author) -> Result<u64, StoreError> {
        let from = int(self.last_exported(author)?);
        let sql = format!("SELECT count(*) FROM event e WHERE {UNSENT}");
        self.count(&sql, (author.ws.as_str(), int(author.ep), from))
    }

    /// Counts what an author wrote in cases and somebody got without acknowledging it.
    pub(crate) fn underway_writes(&self, author: &Author) -> Result<u64, StoreError> {
        let receivers = Value::Array(self.receivers(author)?).to_string();
        self.count(UNDERWAY, (author.ws.as_str(), int(author.ep), receivers))
    }

    /// Gives whoever got a bundle: up to where an author's chain went to it in whole bundles, and what it says it has.
    fn receivers(&self, author: &Author) -> Result<Vec<Value>, StoreError> {
        let sql = "SELECT coalesce(partner, '') AS name,
                     max(CASE WHEN ws = ?1 AND ep = ?2 THEN head_seq ELSE 0 END) AS whole
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

    /// Gives the place in an author's chain up to which some bundle that was made here carries it.
    ///
    /// # Errors
    /// A fault of the disk.
    pub(crate) fn last_exported(&self, own: &Author) -> Result<u64, StoreError> {
        self.count(
            "SELECT coalesce(max(head_seq), 0) FROM bundle
             WHERE direction = 'out' AND verdict NOT IN ('begun', 'withdrawn') AND ws = ?1 AND ep = ?2",
            (own.ws.as_str(), int(own.ep)),
        )
    }
}
