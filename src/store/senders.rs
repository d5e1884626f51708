//! What is known of stations that send bundles, what was alarming about them, and what our own bundles carried.

use crate::error::{Doing, StoreError};
use crate::store::{Reader, Store};
use crate::value::{count, digest, digest_or_none, int, text};
use crate::write::Work;
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::{Author, AuthorName};
use noodbrug_core::moment::Moment;
use rusqlite::{OptionalExtension, Row};

/// What is known of a station by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The fingerprint of its key.
    pub key: String,
    /// The station and its epoch.
    pub author: Author,
    /// Whose station it is.
    pub partner: Option<String>,
    /// The highest number of a bundle that was seen.
    pub seq: u64,
    /// The name of that bundle.
    pub name: Digest,
    /// How far its own journal went by that bundle; zero where that is not known.
    pub own_head: u64,
    /// The highest keyset that it knew.
    pub keyset: u64,
    /// The certificate by which it signed, as OpenSSH writes it; none where it had none, or was seen before that was kept.
    pub certificate: Option<String>,
}

/// Something alarming about a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// The station, with its epoch.
    pub about: String,
    /// The outcome, as a word.
    pub outcome: String,
    /// What is particular to it, in figures and names.
    pub detail: String,
    /// From whom it came.
    pub partner: Option<String>,
    /// The bundle in which it was found.
    pub bundle: Option<Digest>,
    /// When it was found first.
    pub at: Moment,
}

impl Reader {
    /// Gives what is known of each station that sent something.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn senders(&self) -> Result<Vec<Sender>, StoreError> {
        self.list("SELECT * FROM sender ORDER BY ws, ep, key", [], sender)
    }

    /// Gives whose station sent bundles under a name; nothing where none did, or two that are not of one partner.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn partner_of_station(&self, ws: &AuthorName) -> Result<Option<String>, StoreError> {
        let sql = "SELECT DISTINCT partner FROM sender WHERE ws = ?1 AND partner IS NOT NULL";
        let mut found: Vec<String> = self.list(sql, [ws.as_str()], |row| row.get(0))?;
        Ok(found.pop().filter(|_| found.is_empty()))
    }

    /// Gives what was alarming, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn alarms(&self) -> Result<Vec<Alarm>, StoreError> {
        self.list("SELECT * FROM alarm ORDER BY at DESC, about, outcome, detail", [], alarm)
    }

    /// Gives what the receiver of a bundle that was made here holds once it took all of it in, as it was written.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn sent(&self, tagmanifest: &Digest) -> Result<Option<String>, StoreError> {
        let sql = "SELECT have FROM sent WHERE tagmanifest = ?1";
        let found = self.db.query_row(sql, [tagmanifest.as_bytes()], |row| row.get(0)).optional();
        found.doing("reading what a bundle carried")
    }
}

impl Store {
    /// Notes a newer bundle of a station; an older one changes nothing.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn note_sender(&mut self, sender: &Sender) -> Result<(), StoreError> {
        self.write(|work| work.note_sender(sender))
    }

    /// Notes something alarming; what is noted already keeps its time.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn note_alarm(&mut self, alarm: &Alarm) -> Result<(), StoreError> {
        self.write(|work| work.note_alarm(alarm))
    }
}

impl Work<'_> {
    /// Notes a newer bundle of a station; an older one changes nothing but the highest keyset.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn note_sender(&mut self, sender: &Sender) -> Result<(), StoreError> {
        let params = rusqlite::params![
            sender.key,
            sender.author.ws.as_str(),
            int(sender.author.ep),
            sender.partner,
            int(sender.seq),
            sender.name.as_bytes(),
            int(sender.own_head),
            int(sender.keyset),
            sender.certificate,
        ];
        let newer = "excluded.seq > sender.seq";
        let sql = format!(
            "INSERT INTO sender (key, ws, ep, partner, seq, name, own_head, keyset, certificate)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (key) DO UPDATE SET
               partner = coalesce(excluded.partner, sender.partner),
               seq = iif({newer}, excluded.seq, sender.seq), name = iif({newer}, excluded.name, sender.name),
               own_head = max(excluded.own_head, sender.own_head), keyset = max(excluded.keyset, sender.keyset),
               certificate = coalesce(excluded.certificate, sender.certificate)"
        );
        self.tx.execute(&sql, params).map(|_| ()).doing("noting a sender")
    }

    /// Notes something alarming; what is noted already keeps its time.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn note_alarm(&mut self, alarm: &Alarm) -> Result<(), StoreError> {
        let params = rusqlite::params![
            alarm.about,
            alarm.outcome,
            alarm.detail,
            alarm.partner,
            alarm.bundle.map(|bundle| *bundle.as_bytes()),
            alarm.at.to_string(),
        ];
        self.tx
            .execute(
                "INSERT INTO alarm (about, outcome, detail, partner, bundle, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO NOTHING",
                params,
            )
            .map(|_| ())
            .doing("noting an alarm")
    }

    /// Keeps what the receiver of a bundle holds once it took all of it in.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn put_sent(&mut self, tagmanifest: &Digest, have: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO sent (tagmanifest, have) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        let done = self.tx.execute(sql, (tagmanifest.as_bytes(), have));
        done.map(|_| ()).doing("noting what a bundle carries")
    }
}

fn sender(row: &Row<'_>) -> rusqlite::Result<Sender> {
    Ok(Sender {
        key: row.get("key")?,
        author: Author { ws: text(row, "ws")?, ep: count(row.get("ep")?) },
        partner: row.get("partner")?,
        seq: count(row.get("seq")?),
        name: digest(row, "name")?,
        own_head: count(row.get("own_head")?),
        keyset: count(row.get("keyset")?),
        certificate: row.get("certificate")?,
    })
}

fn alarm(row: &Row<'_>) -> rusqlite::Result<Alarm> {
    Ok(Alarm {
        about: row.get("about")?,
        outcome: row.get("outcome")?,
        detail: row.get("detail")?,
        partner: row.get("partner")?,
        bundle: digest_or_none(row, "bundle")?,
        at: text(row, "at")?,
    })
}
