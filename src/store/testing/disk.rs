//! A disk that is full, and one that fails: nothing acknowledged is lost, and reading goes on.

use super::fixtures::{author, case, export, law, note, stamp, store};
use crate::{Store, StoreError};
use noodbrug_core::journal::Chain;
use noodbrug_core::search::Query;

/// The most pages that the merge of these tests can need.
const ENOUGH: i64 = 2000;

fn pages(store: &Store, sql: &str) -> i64 {
    store.db.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Sets how many pages the database may grow by from now.
fn leave_room(store: &Store, room: i64) {
    let most = pages(store, "PRAGMA page_count") + room;
    assert_eq!(pages(store, &format!("PRAGMA max_page_count = {most}")), most);
}

#[test]
fn a_full_disk_writes_all_or_nothing_wherever_it_fills_up() {
    let (_one, mut roomy) = store();
    let (_other, mut store) = store();
    let first = Chain::new(author("ws-a")).append(note(1, "bewaard"), &stamp(1)).unwrap();
    for store in [&mut roomy, &mut store] {
        store.append(std::slice::from_ref(&first), &law()).unwrap();
    }
    let before = store.seal_root().unwrap();
    let mut refused = 0;
    for room in (0..ENOUGH).step_by(3) {
        leave_room(&store, room);
        match store.merge(export("bron-gps", 60), &law()) {
            Ok(_) => break,
            Err(why) => assert!(matches!(why, StoreError::Full { .. }), "{room}: {why:?}"),
        }
        refused += 1;
        assert!(!store.is_stopped(), "a full disk can be emptied; the store need not be opened again");
        assert_eq!(store.state_root().unwrap(), before);
        assert_eq!(store.events_of_case(&case(1)).unwrap(), std::slice::from_ref(&first));
        assert!(store.search(&Query::of("celik"), 9).unwrap().rows.is_empty());
    }
    assert!(refused > 3, "{refused}");
    roomy.merge(export("bron-gps", 60), &law()).unwrap();
    assert_eq!(store.state_root().unwrap(), roomy.state_root().unwrap());
    assert_eq!(store.verify().unwrap().faults, []);
    assert_eq!(store.search(&Query::of("celik"), 99), roomy.search(&Query::of("celik"), 99));
}

#[test]
fn a_full_disk_takes_small_entries_again_as_soon_as_there_is_room() {
    let (_dir, mut store) = store();
    let mut chain = Chain::new(author("ws-a"));
    leave_room(&store, 4);
    let mut kept = Vec::new();
    let refused = loop {
        let mut next = chain.clone();
        let event = next.append(note(1, &"x".repeat(3000)), &stamp(kept.len() as u64)).unwrap();
        match store.append(std::slice::from_ref(&event), &law()) {
            Ok(()) => kept.push(event),
            Err(why) => break (event, why),
        }
        chain = next;
    };
    assert!(matches!(refused.1, StoreError::Full { .. }), "{:?}", refused.1);
    assert_eq!(store.events_of_case(&case(1)).unwrap(), kept);
    assert_eq!(store.chain(&author("ws-a")).unwrap().head, chain.head);
    leave_room(&store, ENOUGH);
    store.append(std::slice::from_ref(&refused.0), &law()).unwrap();
    assert_eq!(store.events_of_case(&case(1)).unwrap().len(), kept.len() + 1);
    assert_eq!(store.verify().unwrap().faults, []);
}

#[cfg(unix)]
mod failing {
    //! The system refuses to write files beyond a size: to SQLite that is a fault of the disk, not a full one.

    use super::super::fixtures::{KEY, author, case, law, note, stamp, store};
    use crate::{Store, StoreError};
    use noodbrug_core::journal::Chain;
    use noodbrug_core::search::Query;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    /// Names the folder of the store to the process that runs under the limit.
    const FOLDER: &str = "NOODBRUG_TEST_FAILING_DISK";

    /// Writes until the disk fails; how many entries were acknowledged is noted beside the store after each.
    fn write_until_it_fails(dir: &Path) {
        let mut store = Store::open(dir, &KEY).unwrap();
        let mut chain = Chain::new(author("ws-a"));
        let mut acknowledged = 0_u64;
        let why = loop {
            let event = chain.append(note(1, &format!("woord{acknowledged}")), &stamp(acknowledged)).unwrap();
            match store.append(&[event], &law()) {
                Ok(()) => acknowledged += 1,
                Err(why) => break why,
            }
            std::fs::write(dir.join("acknowledged"), acknowledged.to_string()).unwrap();
            assert!(acknowledged < 2000, "the limit did nothing");
        };
        assert!(matches!(why, StoreError::Disk { .. }) && why.stops(), "{why:?}");
        assert!(store.is_stopped());
        assert_eq!(store.set_setting("taal", "nl"), Err(StoreError::Stopped));
        assert_eq!(store.preview([], &law()), Err(StoreError::Stopped));
        let events = store.events_of_case(&case(1)).unwrap();
        assert_eq!(events.len() as u64, acknowledged);
        assert!(store.case_row(&case(1)).unwrap().is_some());
        assert!(store.search(&Query::of("niemand"), 9).unwrap().rows.is_empty());
        let reader = Store::open_read_only(dir, &KEY).unwrap();
        assert_eq!(reader.events_of_case(&case(1)).unwrap(), events);
    }

    #[test]
    fn a_failing_disk_stops_all_writing_and_loses_nothing_acknowledged() {
        if let Some(dir) = std::env::var_os(FOLDER) {
            return write_until_it_fails(&PathBuf::from(dir));
        }
        let (dir, whole) = store();
        drop(whole);
        let limited = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 1000; exec \"$0\" --exact \"$1\""])
            .arg(std::env::current_exe().unwrap())
            .arg(format!("{}::a_failing_disk_stops_all_writing_and_loses_nothing_acknowledged", path()))
            .env(FOLDER, dir.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&limited.stdout).into_owned();
        assert!(limited.status.success() && said.contains("1 passed"), "{said}");
        let acknowledged: usize =
            std::fs::read_to_string(dir.path().join("acknowledged")).unwrap().parse().unwrap();
        let mut store = Store::open(dir.path(), &KEY).unwrap();
        assert!(acknowledged > 0);
        assert_eq!(store.events_of_case(&case(1)).unwrap().len(), acknowledged);
        assert_eq!(store.verify().unwrap().faults, []);
        let mut chain = store.chain(&author("ws-a")).unwrap();
        let next = chain.append(note(1, "verder"), &stamp(9999)).unwrap();
        store.append(&[next], &law()).unwrap();
    }

    /// The path of these tests as the test program names them.
    fn path() -> &'static str {
        module_path!().split_once("::").unwrap().1
    }
}
