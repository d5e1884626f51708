//! The journal: durable, append-only, in order.

use super::fixtures::{KEY, at, author, case, export, law, note, number, snapshot, stamp, store};
use crate::{Around, Fault, Finding, Flow, SnapshotRecord, Store, StoreError};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Event, Kind};
use noodbrug_core::journal::{Chain, MerkleTree};

fn record() -> SnapshotRecord {
    SnapshotRecord {
        source: "bron-gps".parse().unwrap(),
        epoch: 1,
        taken_at: at(0),
        imported_at: at(60),
        mapping: "den-haag".into(),
        digest: Digest::of(b"export"),
        records: 5,
    }
}

fn finding() -> Finding {
    Finding {
        file: "zaken.csv".into(),
        record: 7,
        code: "NB-IN-01".into(),
        field: "geboren".into(),
        original: "31-02-1990".into(),
        note: "geen datum".into(),
    }
}

#[test]
fn what_was_appended_is_there_after_the_program_died() {
    let (dir, mut store) = store();
    let mut chain = store.chain(&author("ws-a")).unwrap();
    let first = chain.append(note(1, "een"), &stamp(1)).unwrap();
    store.append(std::slice::from_ref(&first), &law()).unwrap();
    // What lies on the disk now is what a machine without power keeps.
    let copy = tempfile::tempdir().unwrap();
    for name in ["store.db", "store.db-wal"] {
        std::fs::copy(dir.path().join(name), copy.path().join(name)).unwrap();
    }
    let store = Store::open(copy.path(), &KEY).unwrap();
    assert_eq!(store.events_of_case(&case(1)).unwrap(), [first]);
    assert_eq!(store.chain(&author("ws-a")).unwrap().head, chain.head);
}

#[test]
fn an_event_that_does_not_continue_the_chain_is_refused_with_all_that_came_along() {
    let (_dir, mut store) = store();
    let mut chain = Chain::new(author("ws-a"));
    let first = chain.append(note(1, "een"), &stamp(1)).unwrap();
    chain.append(note(1, "twee"), &stamp(2)).unwrap();
    let third = chain.append(note(1, "drie"), &stamp(3)).unwrap();
    let refused = store.append(&[first.clone(), third], &law());
    assert_eq!(refused, Err(StoreError::Chain { author: author("ws-a"), expected: 2, found: 3 }));
    assert!(store.events_of_case(&case(1)).unwrap().is_empty());
    store.append(std::slice::from_ref(&first), &law()).unwrap();
    assert!(matches!(store.append(&[first], &law()), Err(StoreError::Chain { .. })));
}

#[test]
fn an_event_can_neither_be_changed_nor_deleted_but_its_body_can_be_destroyed() {
    let (_dir, mut store) = store();
    store.merge(export("bron-gps", 2), &law()).unwrap();
    for sql in [
        "DELETE FROM event",
        "UPDATE event SET body = x'00'",
        "UPDATE event SET hdr = x'00'",
        "UPDATE event SET seq = 9, body = NULL",
        "UPDATE event SET rid = rid + 100",
        "REPLACE INTO event (id, aid, seq, kind, hdr) SELECT id, aid, seq, kind, x'00' FROM event",
    ] {
        assert!(store.db.execute(sql, []).is_err(), "{sql}");
    }
    assert_eq!(store.db.execute("UPDATE event SET body = NULL WHERE rid = 1", []).unwrap(), 1);
    for sql in ["UPDATE event SET body = x'00' WHERE rid = 1", "UPDATE event SET at = 5 WHERE rid = 1"] {
        assert!(store.db.execute(sql, []).is_err(), "{sql}");
    }
    let [own, other] = [0, 1].map(|place| export("bron-gps", 2).remove(place).body.unwrap().1);
    let fill = |body: &[u8]| store.db.execute("UPDATE event SET body = ?1 WHERE rid = 1", [body]);
    assert!(fill(&other).is_err(), "the hash is another");
    assert_eq!(fill(&own), Ok(1));
    assert!(fill(&own).is_err(), "a body that is there stays as it is");
}

#[test]
fn the_log_of_a_case_is_newest_first_and_the_day_journal_oldest_first() {
    let (_dir, mut store) = store();
    store.merge(export("bron-gps", 1), &law()).unwrap();
    let mut chain = Chain::new(author("ws-a"));
    let notes: Vec<Event> =
        (1..4).map(|turn| chain.append(note(0, &format!("n{turn}")), &stamp(turn * 100)).unwrap()).collect();
    store.append(&notes, &law()).unwrap();
    assert_eq!(store.log(&case(0), 0, 2).unwrap(), [notes[2].clone(), notes[1].clone()]);
    assert_eq!(store.log(&case(0), 3, 5).unwrap().len(), 1);
    assert_eq!(store.day_journal(&at(0), &at(300)).unwrap(), notes[..2]);
    assert_eq!(store.event(&notes[1].id).unwrap().as_ref(), notes.get(1));
}

#[test]
fn a_log_entry_that_writes_nothing_leaves_the_state_as_it_was() {
    let (_dir, mut store) = store();
    store.merge(export("bron-gps", 1), &law()).unwrap();
    let root = store.state_root().unwrap();
    let read = Draft::saying(Kind::Read, Some(case(0)), serde_json::json!({"what": "case"}));
    let event = Chain::new(author("ws-a")).append(read, &stamp(1)).unwrap();
    store.append(&[event], &law()).unwrap();
    assert_eq!(store.state_root().unwrap(), root);
    assert_eq!(store.events_of_case(&case(0)).unwrap().len(), 2);
}

#[test]
fn the_tree_hash_of_a_chain_is_that_of_its_events() {
    let (_dir, mut store) = store();
    let events = export("bron-gps", 9);
    store.merge(events.clone(), &law()).unwrap();
    let mut tree = MerkleTree::default();
    events[..5].iter().for_each(|event| tree.push(&event.id));
    assert_eq!(store.merkle_root(&author("bron-gps"), 5).unwrap(), tree.root());
    let mut from_third = Vec::new();
    store
        .events_of_author(&author("bron-gps"), 3, |event| {
            from_third.push(event);
            if from_third.len() == 4 { Flow::Stop } else { Flow::Go }
        })
        .unwrap();
    assert_eq!(from_third, events[2..6]);
}

#[test]
fn an_intake_is_recorded_with_its_findings_and_a_repeat_changes_nothing() {
    let (_dir, mut store) = store();
    let law = law();
    let (record, findings) = (record(), [finding()]);
    let around = Around { record: &record, findings: &findings, law: &law };
    let taken = store.snapshot(export("bron-gps", 5), around, |_| Flow::Go).unwrap();
    assert_eq!((taken.new, taken.known, taken.cases_new), (5, 0, 5));
    let root = store.state_root().unwrap();
    assert_eq!(store.findings(taken.key).unwrap(), findings);
    let known = store.snapshot_of(&record.digest).unwrap().unwrap();
    assert_eq!((known.record, known.findings, known.cases), (record.clone(), 1, 5));
    assert_eq!(store.data_ages().unwrap()[0].taken_at, at(0));
    let around = Around { record: &record, findings: &[], law: &law };
    let again = store.snapshot(export("bron-gps", 5), around, |_| Flow::Go).unwrap();
    assert_eq!((again.new, again.known, again.cases_new), (0, 5, 0));
    assert_eq!(store.state_root().unwrap(), root);
    assert_eq!(store.vector().unwrap()[&author("bron-gps")].0, 5);
}

#[test]
fn an_intake_that_is_stopped_leaves_the_old_one_as_it_was() {
    let (_dir, mut store) = store();
    let (law, record) = (law(), record());
    let around = Around { record: &record, findings: &[], law: &law };
    store.snapshot(export("bron-gps", 5), around, |_| Flow::Go).unwrap();
    let root = store.state_root().unwrap();
    let mut told = Vec::new();
    let stopped = store.snapshot(export("bron-ander", 2500), around, |done| {
        told.push(done);
        if done >= 2000 { Flow::Stop } else { Flow::Go }
    });
    assert_eq!((stopped, told), (Err(StoreError::Cancelled), vec![1000, 2000]));
    assert_eq!((store.state_root().unwrap(), store.snapshots().unwrap().len()), (root, 1));
    assert_eq!(store.authors().unwrap().len(), 1);
    assert_eq!(store.verify().unwrap().faults, []);
}

#[test]
fn a_second_word_of_a_source_on_a_case_is_a_change_of_it() {
    let (_dir, mut store) = store();
    let (law, record) = (law(), record());
    let around = Around { record: &record, findings: &[], law: &law };
    store.snapshot(export("bron-gps", 3), around, |_| Flow::Go).unwrap();
    let heads = store.events_of_case(&case(1)).unwrap().iter().map(|event| event.id).collect();
    let mut chain =
        Chain { author: author("bron-gps"), head: store.chain(&author("bron-gps")).unwrap().head };
    let later = chain.append(snapshot(1, "Bakker").replacing(heads), &stamp(9)).unwrap();
    let taken = store.snapshot([later], around, |_| Flow::Go).unwrap();
    assert_eq!((taken.cases_new, taken.cases_changed), (0, 1));
    let row = store.case_row(&case(1)).unwrap().unwrap();
    assert_eq!((row.suspect.as_str(), row.number), ("Bakker, Łukasz van den", number(1)));
    assert_eq!(store.verify().unwrap().faults, []);
}

#[test]
fn a_check_finds_a_row_that_is_not_what_its_events_say() {
    let (_dir, mut store) = store();
    store.merge(export("bron-gps", 3), &law()).unwrap();
    assert_eq!(store.verify().unwrap().faults, []);
    store
        .db
        .execute("UPDATE case_cur SET state = zeroblob(32) WHERE uuid = ?1", [case(2).as_bytes()])
        .unwrap();
    assert_eq!(store.verify().unwrap().faults, [Fault::Stale(case(2))]);
    let good = store.rebuild(&law()).unwrap();
    let whole = store.verify().unwrap();
    assert_eq!((whole.faults, whole.state_root, store.state_root().unwrap()), (vec![], Some(good), good));
}
