//! The bundles that came and went.

use crate::error::{Doing, StoreError};
use crate::store::{Reader, Store};
use crate::value::{count, digest, digest_or_none, int, text};
use crate::write::Work;
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::Author;
use noodbrug_core::moment::Moment;
use rusqlite::Row;

/// Whether a bundle came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It came from a partner.
    In,
    /// It was made here.
    Out,
}

impl Direction {
    const fn word(self) -> &'static str {
        match self {
            Direction::In => "in",
            Direction::Out => "out",
        }
    }
}

/// A bundle that came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleRecord {
    /// Whether it came or went.
    pub direction: Direction,
    /// What kind of bundle, as a word.
    pub kind: String,
    /// The station that made it.
    pub author: Author,
    /// Its number among that station's bundles.
    pub seq: u64,
    /// The SHA-256 of the tag manifest of the bundle before it.
    pub prev: Option<Digest>,
    /// The SHA-256 of its own tag manifest: its name.
    pub tagmanifest: Digest,
    /// The name of its file.
    pub name: String,
    /// To whom it was made, or from whom it came.
    pub partner: Option<String>,
    /// What became of it, as a word.
    pub verdict: String,
    /// The number of the maker's last event in it.
    pub head_seq: u64,
    /// When it was made or taken in.
    pub at: Moment,
}

impl Reader {
    /// Gives the bundles, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn bundles(&self) -> Result<Vec<BundleRecord>, StoreError> {
        self.list("SELECT * FROM bundle ORDER BY bid DESC", [], bundle)
    }

    /// Gives the bundle with this tag manifest, that came or went.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn bundle(
        &self,
        direction: Direction,
        tagmanifest: &Digest,
    ) -> Result<Option<BundleRecord>, StoreError> {
        let sql = "SELECT * FROM bundle WHERE direction = ?1 AND tagmanifest = ?2";
        Ok(self.list(sql, (direction.word(), tagmanifest.as_bytes()), bundle)?.pop())
    }

    /// Gives the bundles of one station, by number: for gaps, forks and the link to the one before.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn bundles_of(&self, author: &Author) -> Result<Vec<BundleRecord>, StoreError> {
        let sql = "SELECT * FROM bundle WHERE ws = ?1 AND ep = ?2 ORDER BY seq, bid";
        self.list(sql, (author.ws.as_str(), int(author.ep)), bundle)
    }
}

impl Store {
    /// Records a bundle; one that is recorded already gets the new verdict and time.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn add_bundle(&mut self, record: &BundleRecord) -> Result<(), StoreError> {
        self.write(|work| work.add_bundle(record))
    }
}

impl Work<'_> {
    /// Records a bundle; one that is recorded already gets the new verdict and time.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn add_bundle(&mut self, record: &BundleRecord) -> Result<(), StoreError> {
        let params = rusqlite::params![
            record.direction.word(),
            record.kind,
            record.author.ws.as_str(),
            int(record.author.ep),
            int(record.seq),
            record.prev.map(|prev| *prev.as_bytes()),
            record.tagmanifest.as_bytes(),
            record.name,
            record.partner,
            record.verdict,
            int(record.head_seq),
            record.at.to_string(),
        ];
        self.tx
            .execute(
                "INSERT INTO bundle (direction, kind, ws, ep, seq, prev, tagmanifest, name, partner, verdict, head_seq, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                 ON CONFLICT (direction, tagmanifest) DO UPDATE SET verdict = excluded.verdict, at = excluded.at",
                params,
            )
            .map(|_| ())
            .doing("recording a bundle")
    }
}

fn bundle(row: &Row<'_>) -> rusqlite::Result<BundleRecord> {
    let direction = match row.get::<_, String>("direction")?.as_str() {
        "out" => Direction::Out,
        _ => Direction::In,
    };
    Ok(BundleRecord {
        direction,
        kind: row.get("kind")?,
        author: Author { ws: text(row, "ws")?, ep: count(row.get("ep")?) },
        seq: count(row.get("seq")?),
        prev: digest_or_none(row, "prev")?,
        tagmanifest: digest(row, "tagmanifest")?,
        name: row.get("name")?,
        partner: row.get("partner")?,
        verdict: row.get("verdict")?,
        head_seq: count(row.get("head_seq")?),
        at: text(row, "at")?,
    })
}
