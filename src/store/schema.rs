//! The numbered steps that make the schema; each runs once, forward only.

use crate::connect::APPLICATION_ID;
use crate::error::{Doing, StoreError};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// The steps, in order; the number of a step is its place, counted from one.
const STEPS: [&str; 18] = [
    include_str!("../../schema/0001_journal.sql"),
    include_str!("../../schema/0002_projections.sql"),
    include_str!("../../schema/0003_office.sql"),
    include_str!("../../schema/0004_whole_bodies.sql"),
    include_str!("../../schema/0005_tally.sql"),
    include_str!("../../schema/0006_hearing_day.sql"),
    include_str!("../../schema/0007_lists.sql"),
    include_str!("../../schema/0008_forms.sql"),
    include_str!("../../schema/0009_envelopes.sql"),
    include_str!("../../schema/0010_scoped.sql"),
    include_str!("../../schema/0011_senders.sql"),
    include_str!("../../schema/0012_reconcile.sql"),
    include_str!("../../schema/0013_concern.sql"),
    include_str!("../../schema/0014_exception.sql"),
    include_str!("../../schema/0015_inbound.sql"),
    include_str!("../../schema/0016_desk.sql"),
    include_str!("../../schema/0017_papers.sql"),
    include_str!("../../schema/0018_twins.sql"),
];

/// The setting that a step writes when it changes what is derived; it goes when all of that is made again.
pub(crate) const OUTDATED: &str = "derived";

/// The version that all steps make.
pub(crate) const VERSION: i64 = 18;

/// Makes the schema of a new database.
pub(crate) fn create(db: &mut Connection) -> Result<(), StoreError> {
    db.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID};")).doing("marking the database")?;
    migrate_from(db, 0)
}

/// Brings an older schema up to date; refuses another program's database and a newer schema.
pub(crate) fn migrate(db: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let version = check(db, path)?;
    migrate_from(db, version)
}

/// Gives the schema's version, of a database that is ours and not newer than this program.
pub(crate) fn check(db: &Connection, path: &Path) -> Result<i64, StoreError> {
    if number(db, "PRAGMA application_id")? != APPLICATION_ID {
        return Err(StoreError::NotAStore(path.to_owned()));
    }
    let version = number(db, "PRAGMA user_version")?;
    if version > VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), version });
    }
    Ok(version)
}

fn number(db: &Connection, pragma: &str) -> Result<i64, StoreError> {
    db.query_row(pragma, [], |row| row.get(0)).doing("reading the schema's version")
}

fn migrate_from(db: &mut Connection, version: i64) -> Result<(), StoreError> {
    let done = usize::try_from(version).unwrap_or(0);
    if done >= STEPS.len() {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).doing("changing the schema")?;
    for step in STEPS.iter().skip(done) {
        tx.execute_batch(step).doing("changing the schema")?;
    }
    tx.execute_batch(&format!("PRAGMA user_version = {VERSION};")).doing("changing the schema")?;
    tx.commit().doing("changing the schema")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(db: &Connection) -> String {
        let mut statement = db
            .prepare(
                "SELECT sql FROM sqlite_schema
                 WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
                   AND name NOT GLOB 'search_prefix_*' AND name NOT GLOB 'search_fragment_*'
                 ORDER BY type = 'trigger', type = 'index', tbl_name, name",
            )
            .unwrap();
        let parts = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        parts.map(|part| format!("{};\n", part.unwrap())).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_schema_on_paper_is_the_schema_in_the_database() {
        let mut db = crate::tests::empty();
        create(&mut db).unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/current.sql");
        if std::env::var_os("NOODBRUG_WRITE_SCHEMA").is_some() {
            std::fs::write(&path, dump(&db)).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), dump(&db));
    }

    #[test]
    fn the_version_is_the_number_of_steps() {
        assert_eq!(usize::try_from(VERSION).unwrap(), STEPS.len());
    }
}
