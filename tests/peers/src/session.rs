//! SQLite's session extension: one table of current values, and changesets that are applied in the order of the days.
//!
//! It keeps no history and lets the last one win; a changeset that comes before what it rests on is lost.

use crate::changes::{Change, each_day, handed_over, parts};
use crate::{Outcome, tell};
use rusqlite::Connection;
use rusqlite::session::{ConflictAction, ConflictType, Session};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

const MERGED: &str = "merged.db";
const TABLE: &str = "CREATE TABLE register (case_id TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
                     PRIMARY KEY (case_id, field)) WITHOUT ROWID;";

/// Writes a changeset for each station and day.
pub(crate) fn make(changes: &Path, folder: &Path) -> Outcome<()> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(TABLE)?;
    each_day(changes, |nth, day| {
        for (station, written) in &day {
            db.execute_batch("SAVEPOINT station")?;
            let mut session = Session::new(&db)?;
            session.attach(Some("register"))?;
            write(&db, written)?;
            session.changeset_strm(&mut File::create(handed_over(folder, nth, station))?)?;
            drop(session);
            db.execute_batch("ROLLBACK TO station; RELEASE station")?;
        }
        db.execute_batch("BEGIN")?;
        day.values().try_for_each(|written| write(&db, written))?;
        Ok(db.execute_batch("COMMIT")?)
    })
}

fn write(db: &Connection, written: &[Change]) -> Outcome<()> {
    let mut put = db.prepare(
        "INSERT INTO register (case_id, field, value) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET value = excluded.value",
    )?;
    for change in written {
        put.execute((&change.case, &change.field, &change.value))?;
    }
    Ok(())
}

/// Applies all changesets to a fresh database on disk, in one durable transaction.
pub(crate) fn merge(folder: &Path) -> Outcome<()> {
    static CONFLICTS: AtomicU64 = AtomicU64::new(0);
    let path = folder.join(MERGED);
    if path.exists() {
        fs::remove_file(&path)?;
    }
    let begun = Instant::now();
    let db = Connection::open(&path)?;
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144;")?;
    db.execute_batch(TABLE)?;
    db.execute_batch("BEGIN IMMEDIATE")?;
    for part in parts(folder)? {
        let mut changeset = BufReader::new(File::open(part)?);
        db.apply_strm(&mut changeset, None::<fn(&str) -> bool>, |kind, _| {
            CONFLICTS.fetch_add(1, Ordering::Relaxed);
            match kind {
                ConflictType::SQLITE_CHANGESET_DATA | ConflictType::SQLITE_CHANGESET_CONFLICT => {
                    ConflictAction::SQLITE_CHANGESET_REPLACE
                }
                _ => ConflictAction::SQLITE_CHANGESET_OMIT,
            }
        })?;
    }
    db.execute_batch("COMMIT")?;
    tell(begun, &format!("{} conflicts, in each the last one won", CONFLICTS.load(Ordering::Relaxed)));
    Ok(())
}

/// Counts the fields.
pub(crate) fn check(folder: &Path) -> Outcome<()> {
    let db = Connection::open(folder.join(MERGED))?;
    let fields: i64 = db.query_row("SELECT count(*) FROM register", [], |row| row.get(0))?;
    println!("{fields} fields, of each one value");
    Ok(())
}
