//! Partners: who they are, how we know their key, and what they last said they hold.

use crate::error::{Doing, StoreError};
use crate::store::{Reader, Store};
use crate::value::text_or_none;
use crate::write::Work;
use noodbrug_core::event::EventId;
use noodbrug_core::ident::{Author, AuthorName, Epoch};
use noodbrug_core::moment::Moment;
use rusqlite::Row;
use rusqlite::types::Type;

/// One line of what a partner says it holds: a chain up to a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acked {
    /// The author and epoch.
    pub author: Author,
    /// The number of the last event it has.
    pub seq: u64,
    /// The name of that event.
    pub id: EventId,
}

/// A partner: a court, another office, the police, CJIB, DJI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its name, which is unique.
    pub name: String,
    /// What kind of organisation, as a word.
    pub kind: String,
    /// Its public root key, one OpenSSH line; pinned when a person confirmed the fingerprint.
    pub root_key: String,
    /// The fingerprint of that key.
    pub fingerprint: String,
    /// When and how a person confirmed it; none while nobody has.
    pub confirmed: Option<String>,
    /// What its last receipt says it holds.
    pub acked: Vec<Acked>,
    /// The verbatim last receipt.
    pub receipt: Option<Vec<u8>>,
    /// When that receipt was given.
    pub receipt_at: Option<Moment>,
    /// Its public envelope key, `age1…`: bundles to it are closed for that.
    pub envelope: Option<String>,
}

impl Partner {
    /// Gives how much of an author's chain the partner says it has; zero for nothing.
    #[must_use]
    pub fn acked_of(&self, author: &Author) -> u64 {
        self.acked.iter().find(|acked| acked.author == *author).map_or(0, |acked| acked.seq)
    }
}

impl Reader {
    /// Gives the partners by name.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn partners(&self) -> Result<Vec<Partner>, StoreError> {
        self.list("SELECT * FROM partner ORDER BY name", [], partner)
    }

    /// Gives a partner by name.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn partner(&self, name: &str) -> Result<Option<Partner>, StoreError> {
        Ok(self.list("SELECT * FROM partner WHERE name = ?1", [name], partner)?.pop())
    }
}

impl Store {
    /// Writes a partner, new or changed.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn put_partner(&mut self, partner: &Partner) -> Result<(), StoreError> {
        self.write(|work| work.put_partner(partner))
    }

    /// Removes a partner; what it sent stays.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn remove_partner(&mut self, name: &str) -> Result<(), StoreError> {
        self.write(|work| work.remove_partner(name))
    }
}

impl Work<'_> {
    /// Writes a partner, new or changed.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn put_partner(&mut self, partner: &Partner) -> Result<(), StoreError> {
        let params = rusqlite::params![
            partner.name,
            partner.kind,
            partner.root_key,
            partner.fingerprint,
            partner.confirmed,
            acked_text(&partner.acked),
            partner.receipt,
            partner.receipt_at.map(|at| at.to_string()),
            partner.envelope,
        ];
        self.tx
            .execute(
                "INSERT INTO partner (name, kind, root_key, fingerprint, confirmed, acked, receipt, receipt_at,
                                      envelope)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (name) DO UPDATE SET
                   kind = excluded.kind, root_key = excluded.root_key, fingerprint = excluded.fingerprint,
                   confirmed = excluded.confirmed, acked = excluded.acked, receipt = excluded.receipt,
                   receipt_at = excluded.receipt_at, envelope = excluded.envelope",
                params,
            )
            .map(|_| ())
            .doing("writing a partner")
    }

    /// Removes a partner; what it sent stays.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn remove_partner(&mut self, name: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM partner WHERE name = ?1";
        self.tx.execute(sql, [name]).map(|_| ()).doing("removing a partner")
    }
}

/// A line of the vector as it is stored: author, epoch, number, event.
type Line = (AuthorName, Epoch, u64, EventId);

fn acked_text(acked: &[Acked]) -> String {
    let line = |acked: &Acked| -> Line { (acked.author.ws.clone(), acked.author.ep, acked.seq, acked.id) };
    let lines: Vec<Line> = acked.iter().map(line).collect();
    serde_json::to_string(&lines).unwrap_or_else(|_| "[]".to_owned())
}

fn acked(row: &Row<'_>) -> rusqlite::Result<Vec<Acked>> {
    let text: String = row.get("acked")?;
    let lines: Vec<Line> = serde_json::from_str(&text)
        .map_err(|why| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, why.into()))?;
    Ok(lines.into_iter().map(|(ws, ep, seq, id)| Acked { author: Author { ws, ep }, seq, id }).collect())
}

fn partner(row: &Row<'_>) -> rusqlite::Result<Partner> {
    Ok(Partner {
        name: row.get("name")?,
        kind: row.get("kind")?,
        root_key: row.get("root_key")?,
        fingerprint: row.get("fingerprint")?,
        confirmed: row.get("confirmed")?,
        acked: acked(row)?,
        receipt: row.get("receipt")?,
        receipt_at: text_or_none(row, "receipt_at")?,
        envelope: row.get("envelope")?,
    })
}
