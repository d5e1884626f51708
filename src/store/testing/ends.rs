//! Ends that people wrote: found, and read anew in a store of an older program.

use super::fixtures::{author, case, export, law, stamp, store};
use crate::{Store, TermFilter};
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::register::{Group, Register};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn write(store: &mut Store, group: Group, value: Value) {
    let mut chain = store.chain(&author("ws-a")).unwrap();
    let turn = chain.head.map_or(1, |(seq, _)| seq + 1);
    let register = Register::of(group, ObjectId::derived("hb"));
    let draft = Draft::writing(Kind::Set, case(1), BTreeMap::from([(register, value)]));
    let event = chain.append(draft, &stamp(turn)).unwrap();
    store.append(&[event], &law()).unwrap();
}

fn with_ended_appeal() -> (tempfile::TempDir, Store) {
    let (dir, mut store) = store();
    store.merge(export("bron-gps", 3), &law()).unwrap();
    write(
        &mut store,
        Group::Trigger,
        json!({"rule": "hb", "from": "2026-11-23", "person": null, "note": ""}),
    );
    assert!(store.cases_with_written_ends().unwrap().is_empty());
    write(&mut store, Group::TermEnd, json!({"how": "met", "at": "2026-11-24T09:00:00+01:00", "note": ""}));
    (dir, store)
}

fn running(store: &Store) -> usize {
    store.terms(&TermFilter::default(), 9).unwrap().rows.len()
}

#[test]
fn a_case_in_which_an_end_waits_is_found() {
    let (_dir, store) = with_ended_appeal();
    assert_eq!((store.cases_with_written_ends().unwrap(), running(&store)), (vec![case(1)], 1));
}

#[test]
fn an_end_of_one_person_in_an_older_store_opens_the_term_again_once() {
    let (_dir, mut store) = with_ended_appeal();
    // As a program left it that took one person's word.
    store
        .write(|work| {
            work.tx.execute_batch("UPDATE term SET running = 0").unwrap();
            Ok(())
        })
        .unwrap();
    assert_eq!(running(&store), 0);
    store.renew_ends(&law()).unwrap();
    assert_eq!(running(&store), 1);
    assert_eq!(store.setting("derived/ends").unwrap().as_deref(), Some("2"));
    store.renew_ends(&law()).unwrap();
}
