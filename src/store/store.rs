//! The store: one writer, and readers beside it.

use crate::connect::{self, Access, DATABASE};
use crate::error::{Doing, StoreError};
use crate::key::StoreKey;
use crate::lock::WriteLock;
use crate::schema;
use crate::value::parsed;
use crate::write::{Ending, Work};
use noodbrug_core::bundle::Mode;
use noodbrug_core::ident::AuthorName;
use noodbrug_core::moment::Moment;
use rusqlite::{Connection, TransactionBehavior};
use std::ops::Deref;
use std::path::Path;

/// What a store is for; fixed when it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreMeta {
    /// The office's name.
    pub office: String,
    /// The station that writes in it.
    pub station: AuthorName,
    /// Real work or an exercise.
    pub mode: Mode,
    /// When it was made.
    pub made_at: Moment,
}

/// A connection that reads; several may be open beside the writer, and each sees what was durable when it asked.
#[derive(Debug)]
pub struct Reader {
    pub(crate) db: Connection,
}

/// The one connection that writes; everything that a [`Reader`] can do it can do too.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    stopped: bool,
    _lock: WriteLock,
}

impl Deref for Store {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Store {
    /// Makes a store in a folder, which is made as well where it is missing.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::NoWal`], [`StoreError::InUse`], or a fault of the disk.
    pub fn create(dir: &Path, key: &StoreKey, meta: &StoreMeta) -> Result<Store, StoreError> {
        std::fs::create_dir_all(dir).map_err(|why| StoreError::file(dir, &why))?;
        connect::check_place(dir)?;
        let lock = WriteLock::take(dir)?;
        let mut db = connect::connect(dir, key, Access::Create)?;
        schema::create(&mut db)?;
        db.execute(
            "INSERT INTO meta (one, office, station, mode, made_at) VALUES (1, ?1, ?2, ?3, ?4)",
            (&meta.office, meta.station.as_str(), meta.mode.word(), meta.made_at.to_string()),
        )
        .doing("writing what the store is for")?;
        Ok(Store { reader: Reader { db }, stopped: false, _lock: lock })
    }

    /// Opens the store of a folder for writing.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::WrongKey`], [`StoreError::InUse`], [`StoreError::Newer`], or a fault of
    /// the disk.
    pub fn open(dir: &Path, key: &StoreKey) -> Result<Store, StoreError> {
        if !dir.join(DATABASE).exists() {
            return Err(StoreError::Missing(dir.to_owned()));
        }
        connect::check_place(dir)?;
        let lock = WriteLock::take(dir)?;
        let mut db = connect::connect(dir, key, Access::Write)?;
        schema::migrate(&mut db, &dir.join(DATABASE))?;
        // A process that died while it moved the log into the database leaves half a page there, and the whole one in the
        // log. Nothing is lost by that, but the check of the pages reads the database alone. What fails here fails later.
        let _ = db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        Ok(Store { reader: Reader { db }, stopped: false, _lock: lock })
    }

    /// Opens the store of a folder for reading only, also while another process writes in it.
    ///
    /// # Errors
    /// As [`Store::open`], but never [`StoreError::InUse`].
    pub fn open_read_only(dir: &Path, key: &StoreKey) -> Result<Reader, StoreError> {
        let db = connect::connect(dir, key, Access::Read)?;
        let path = dir.join(DATABASE);
        match schema::check(&db, &path)? {
            schema::VERSION => Ok(Reader { db }),
            _ => Err(StoreError::Refused {
                doing: "opening for reading",
                why: "an older store; open it for writing once".to_owned(),
            }),
        }
    }

    /// Says whether writing stopped after a fault of disk or database.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Does several writes as one: all of them are durable when this returns, or none happened.
    ///
    /// # Errors
    /// Whatever the work or the disk gives; after a fault of the disk all further writes are [`StoreError::Stopped`].
    pub fn write<T>(
        &mut self,
        work: impl FnOnce(&mut Work<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = self.run(work, Ending::Commit);
        self.note_stop(done)
    }

    /// Does several writes and takes them all back: what they would have brought.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn try_out<T>(
        &mut self,
        work: impl FnOnce(&mut Work<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = self.run(work, Ending::TakeBack);
        self.note_stop(done)
    }

    fn run<T>(
        &mut self,
        work: impl FnOnce(&mut Work<'_>) -> Result<T, StoreError>,
        ending: Ending,
    ) -> Result<T, StoreError> {
        if self.stopped {
            return Err(StoreError::Stopped);
        }
        let begun = self.reader.db.transaction_with_behavior(TransactionBehavior::Immediate);
        let mut open = Work::new(begun.doing("beginning a write")?, ending);
        let result = work(&mut open)?;
        let tx = open.finish()?;
        match ending {
            Ending::Commit => tx.commit().doing("making a write durable")?,
            Ending::TakeBack => tx.rollback().doing("taking a write back")?,
        }
        Ok(result)
    }

    fn note_stop<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        self.stopped |= done.as_ref().is_err_and(StoreError::stops);
        done
    }

    /// Moves the write-ahead log into the database and cuts it to nothing.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        let done = self.reader.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        self.note_stop(done.doing("emptying the write-ahead log"))
    }
}

impl Reader {
    /// Tells what the store is for.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn meta(&self) -> Result<StoreMeta, StoreError> {
        let sql = "SELECT office, station, mode, made_at FROM meta";
        let texts = self.db.query_row(sql, [], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
        });
        let (office, station, mode, made_at) = texts.doing("reading what the store is for")?;
        let mode = match mode.as_str() {
            "exercise" => Mode::Exercise,
            _ => Mode::Live,
        };
        let (station, made_at) = (parsed("station", &station)?, parsed("made_at", &made_at)?);
        Ok(StoreMeta { office, station, mode, made_at })
    }

    /// Gives a handle that another thread can stop a long query with.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        Stopper { handle: self.db.get_interrupt_handle() }
    }
}

/// Stops the query that a reader is busy with, from another thread.
pub struct Stopper {
    handle: rusqlite::InterruptHandle,
}

impl Stopper {
    /// Stops it; it ends with [`StoreError::Cancelled`].
    pub fn stop(&self) {
        self.handle.interrupt();
    }
}
