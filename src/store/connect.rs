//! Connections to the database: key, pragmas, and what is refused at the door.

use crate::error::{Doing, StoreError};
use crate::key::StoreKey;
use noodbrug_core::digest::Digest;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::sync::Once;

/// The name of the database in the folder of a store.
pub(crate) const DATABASE: &str = "store.db";

/// `Nood` in ASCII: marks the file as ours.
pub(crate) const APPLICATION_ID: i64 = 0x4e6f_6f64;

/// SQLite versions before this can corrupt a database with a write-ahead log that two connections use.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How a connection will be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Makes a database that is not there yet.
    Create,
    /// Writes in a database.
    Write,
    /// Reads only.
    Read,
}

/// Opens the database of a folder.
pub(crate) fn connect(dir: &Path, key: &StoreKey, access: Access) -> Result<Connection, StoreError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::OldLibrary(rusqlite::version().to_owned()));
    }
    let path = dir.join(DATABASE);
    match (access, path.exists()) {
        (Access::Create, true) => return Err(StoreError::Exists(dir.to_owned())),
        (Access::Write | Access::Read, false) => return Err(StoreError::Missing(dir.to_owned())),
        _ => {}
    }
    set_up();
    let db = Connection::open_with_flags(&path, flags(access)).doing("opening the database")?;
    unlock(&db, key, &path)?;
    prepare(&db, access)?;
    if access != Access::Read {
        journal_mode(&db, dir)?;
    }
    Ok(db)
}

fn flags(access: Access) -> OpenFlags {
    let common = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match access {
        Access::Create => common | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Access::Write => common | OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Read => common | OpenFlags::SQLITE_OPEN_READ_ONLY,
    }
}

/// Hands over the key and reads the first page with it. SQLCipher's own messages are silenced first: it would write
/// them to the terminal.
fn unlock(db: &Connection, key: &StoreKey, path: &Path) -> Result<(), StoreError> {
    hand_over(db, key)?;
    let first = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    match first {
        Err(why) if why.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            Err(StoreError::WrongKey(path.to_owned()))
        }
        other => other.map(|_| ()).doing("reading the first page"),
    }
}

fn hand_over(db: &Connection, key: &StoreKey) -> Result<(), StoreError> {
    db.execute_batch("PRAGMA cipher_log_level = NONE;").doing("silencing the cipher's log")?;
    db.execute_batch(&key.pragma()).doing("handing over the key")
}

/// Waits until SQLite and its cipher are set up. SQLite tells a second thread that it is ready before the cipher's own
/// set-up is through; a key that is handed over in between is refused. So nobody opens anything before the first
/// connection of the process, to nothing, has been opened and closed again.
pub(crate) fn set_up() {
    static FIRST: Once = Once::new();
    FIRST.call_once(|| drop(Connection::open_in_memory()));
}

fn prepare(db: &Connection, access: Access) -> Result<(), StoreError> {
    db.execute_batch(
        "PRAGMA busy_timeout = 5000;
         PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON; -- so that a REPLACE cannot delete past the triggers
         PRAGMA trusted_schema = OFF;
         PRAGMA temp_store = MEMORY;
         PRAGMA mmap_size = 0;
         PRAGMA cache_size = -65536;
         PRAGMA secure_delete = ON;",
    )
    .doing("setting up the connection")?;
    if access != Access::Read {
        prove_bodies(db).doing("setting up the connection")?;
    }
    if access == Access::Read {
        db.execute_batch("PRAGMA query_only = ON;").doing("setting up the reader")?;
    }
    db.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Lets the journal's own trigger prove a body by its hash.
fn prove_bodies(db: &Connection) -> rusqlite::Result<()> {
    let pure =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    db.create_scalar_function("sha256", 1, pure, |call| {
        let bytes = call.get::<Option<Vec<u8>>>(0)?;
        Ok(bytes.map(|bytes| Digest::of(&bytes).to_string()))
    })
}

fn journal_mode(db: &Connection, dir: &Path) -> Result<(), StoreError> {
    let mode: String = db
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .doing("switching to the write-ahead log")?;
    if mode != "wal" {
        return Err(StoreError::NoWal { path: dir.to_owned(), why: format!("journal mode {mode}") });
    }
    db.execute_batch("PRAGMA synchronous = FULL;").doing("asking for durable writes")
}

/// Refuses a folder on a file system where a write-ahead log does not work.
#[cfg(target_os = "linux")]
pub(crate) fn check_place(dir: &Path) -> Result<(), StoreError> {
    let Ok(found) = rustix::fs::statfs(dir) else { return Ok(()) };
    let Ok(magic) = u32::try_from(i128::from(found.f_type) & 0xffff_ffff) else { return Ok(()) };
    match unfit(magic) {
        Some(why) => Err(StoreError::NoWal { path: dir.to_owned(), why: why.to_owned() }),
        None => Ok(()),
    }
}

/// Elsewhere the journal mode alone tells.
#[cfg(not(target_os = "linux"))]
pub(crate) fn check_place(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// The magic numbers of statfs(2) of network shares and sticks without locks.
#[cfg(target_os = "linux")]
fn unfit(magic: u32) -> Option<&'static str> {
    match magic {
        0x6969 => Some("NFS"),
        0x517b | 0xff53_4d42 | 0xfe53_4d42 => Some("SMB"),
        0x0102_1997 => Some("9P"),
        0x4d44 => Some("FAT"),
        0x2011_bab0 => Some("exFAT"),
        _ => None,
    }
}
