//! The file: who may open it, what it shows to who may not, what happens when it is damaged.

use super::fixtures::{KEY, at, author, export, law, meta, note, stamp, store};
use crate::{Store, StoreError, StoreKey};
use noodbrug_core::journal::Chain;
use std::fs;
use std::path::Path;

const OTHER: StoreKey = StoreKey { key: [8; 32], salt: [9; 16] };

fn holds(path: &Path, canary: &[u8]) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.windows(canary.len()).any(|part| part == canary))
}

#[test]
fn another_key_does_not_open_it() {
    let (dir, store) = store();
    drop(store);
    assert!(matches!(Store::open(dir.path(), &OTHER), Err(StoreError::WrongKey(_))));
    assert!(matches!(Store::open_read_only(dir.path(), &OTHER), Err(StoreError::WrongKey(_))));
    assert_eq!(Store::open(dir.path(), &KEY).unwrap().meta().unwrap(), meta());
}

#[test]
fn a_folder_without_a_store_and_one_with_a_store_are_told_apart() {
    let (dir, store) = store();
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(empty.path(), &KEY), Err(StoreError::Missing(_))));
    drop(store);
    assert!(matches!(Store::create(dir.path(), &KEY, &meta()), Err(StoreError::Exists(_))));
}

#[test]
fn the_second_writer_is_told_who_the_first_is_and_may_read() {
    let (dir, store) = store();
    match Store::open(dir.path(), &KEY) {
        Err(StoreError::InUse { holder, .. }) => {
            assert_eq!(holder, format!("noodbrug, pid {}", std::process::id()));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(Store::open_read_only(dir.path(), &KEY).unwrap().meta().unwrap().office, "Oefenparket");
    drop(store);
    assert!(Store::open(dir.path(), &KEY).is_ok());
}

#[test]
fn nothing_that_was_written_is_readable_in_any_file() {
    let (dir, mut store) = store();
    let event = Chain::new(author("ws-a")).append(note(1, "kanariekooikerhondje"), &stamp(1)).unwrap();
    store.append(&[event], &law()).unwrap();
    store.set_secret("station", b"kanariekooikerhondje").unwrap();
    let files = || fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path());
    assert!(files().any(|path| path.ends_with("store.db-wal") && fs::metadata(path).unwrap().len() > 0));
    for path in files() {
        for canary in [b"kanariekooiker".as_slice(), b"CREATE TABLE", b"SQLite format"] {
            assert!(!holds(&path, canary), "{}", path.display());
        }
    }
}

#[test]
fn a_reader_reads_but_does_not_write() {
    let (dir, mut store) = store();
    let reader = Store::open_read_only(dir.path(), &KEY).unwrap();
    store.set_setting("taal", "nl").unwrap();
    assert_eq!(reader.setting("taal").unwrap().as_deref(), Some("nl"));
    assert!(reader.db.execute("DELETE FROM setting", []).is_err());
}

#[test]
fn the_connection_writes_durably_and_keeps_to_its_bounds() {
    let (_dir, store) = store();
    let ask = |pragma: &str| store.db.query_row(pragma, [], |row| row.get::<_, rusqlite::types::Value>(0));
    let number = |pragma: &str| match ask(pragma).unwrap() {
        rusqlite::types::Value::Integer(number) => number,
        other => panic!("{pragma}: {other:?}"),
    };
    assert_eq!(ask("PRAGMA journal_mode").unwrap(), rusqlite::types::Value::Text("wal".into()));
    for (pragma, value) in [
        ("PRAGMA synchronous", 2),
        ("PRAGMA foreign_keys", 1),
        ("PRAGMA secure_delete", 1),
        ("PRAGMA temp_store", 2),
        ("PRAGMA trusted_schema", 0),
        ("PRAGMA recursive_triggers", 1),
        ("PRAGMA application_id", crate::connect::APPLICATION_ID),
        ("PRAGMA user_version", crate::schema::VERSION),
    ] {
        assert_eq!(number(pragma), value, "{pragma}");
    }
}

#[test]
fn a_damaged_database_stops_all_writing_until_it_is_opened_again() {
    let (dir, mut store) = store();
    store.merge(export("bron-gps", 400), &law()).unwrap();
    drop(store);
    let path = dir.path().join("store.db");
    let mut bytes = fs::read(&path).unwrap();
    let whole = bytes.len();
    // Behind the pages of the schema, so that it still opens.
    bytes[whole / 3..].iter_mut().step_by(512).for_each(|byte| *byte ^= 0x55);
    fs::write(&path, &bytes).unwrap();
    let mut store = Store::open(dir.path(), &KEY).unwrap();
    let failed = store.merge(export("bron-ander", 3), &law());
    assert!(failed.as_ref().is_err_and(StoreError::stops), "{failed:?} of {whole} bytes");
    assert!(store.is_stopped());
    assert_eq!(store.set_setting("taal", "nl"), Err(StoreError::Stopped));
}

#[test]
fn a_newer_or_foreign_database_is_refused() {
    let (dir, store) = store();
    store.db.execute_batch("PRAGMA user_version = 99").unwrap();
    drop(store);
    assert!(matches!(Store::open(dir.path(), &KEY), Err(StoreError::Newer { version: 99, .. })));
    let db = crate::connect::connect(dir.path(), &KEY, crate::connect::Access::Write).unwrap();
    db.execute_batch("PRAGMA application_id = 5").unwrap();
    drop(db);
    assert!(matches!(Store::open(dir.path(), &KEY), Err(StoreError::NotAStore(_))));
}

#[test]
fn the_key_does_not_show_itself() {
    assert_eq!(format!("{KEY:?}"), "StoreKey(…)");
    assert!(KEY.pragma().starts_with("PRAGMA key = \"x'0707"));
    assert_eq!(at(0).unix(), 1_790_000_000);
}
