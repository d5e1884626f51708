//! Merging: the same set of events gives the same state, however it came.

use super::fixtures::{at, author, case, export, law, note, note_register, stamp, store};
use crate::{Brought, Fault, Merged, Store, StoreError};
use noodbrug_core::event::{Draft, Event, Kind};
use noodbrug_core::journal::Chain;
use noodbrug_core::register::{Group, Register};
use noodbrug_core::state::CaseState;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

fn phase(value: &str) -> Draft {
    let register = Register::of_case(Group::Status);
    let value = json!({"phase": value, "prosecutor": null});
    Draft::writing(Kind::Set, case(1), BTreeMap::from([(register, value)]))
}

#[test]
fn two_writers_who_did_not_see_each_other_are_a_conflict_once() {
    let (_dir, mut store) = store();
    let ours = Chain::new(author("ws-a")).append(phase("Gedagvaard"), &stamp(1)).unwrap();
    let theirs = Chain::new(author("ws-b")).append(phase("Sepot"), &stamp(2)).unwrap();
    store.append(std::slice::from_ref(&ours), &law()).unwrap();
    let preview = store.preview([theirs.clone(), ours.clone()], &law()).unwrap();
    assert!(store.conflicts(9).unwrap().rows.is_empty());
    let merged = store.merge([theirs.clone(), ours.clone()], &law()).unwrap();
    assert_eq!(merged, preview);
    assert_eq!((merged.new, merged.known, merged.cases), (1, 1, 1));
    assert_eq!(merged.conflicts_new, [(case(1), Register::of_case(Group::Status))]);
    assert_eq!(store.conflicts(9).unwrap().rows.len(), 1);
    let again = store.merge([ours, theirs], &law()).unwrap();
    assert_eq!((again.new, again.known, again.conflicts_new), (0, 2, vec![]));
}

#[test]
fn a_third_value_in_a_conflict_is_news_and_the_same_value_again_is_not() {
    let (_dir, mut store) = store();
    let said =
        |station: &str, value: &str| Chain::new(author(station)).append(phase(value), &stamp(1)).unwrap();
    store.merge([said("ws-a", "Gedagvaard"), said("ws-b", "Sepot")], &law()).unwrap();
    let same = store.merge([said("ws-c", "Sepot")], &law()).unwrap();
    assert_eq!((same.new, same.conflicts_new), (1, vec![]));
    let third = store.merge([said("ws-d", "Beoordelen")], &law()).unwrap();
    assert_eq!(third.conflicts_new, [(case(1), Register::of_case(Group::Status))]);
}

#[test]
fn what_is_brought_to_each_case_is_known_once_a_merge_is_done() {
    let (_dir, mut store) = store();
    let mut chain = Chain::new(author("ws-b"));
    let first = chain.append(phase("Beoordelen"), &stamp(1)).unwrap();
    let second = chain.append(phase("Sepot").replacing(vec![first.id]), &stamp(2)).unwrap();
    let other = chain.append(Draft { case: Some(case(2)), ..phase("Gedagvaard") }, &stamp(3)).unwrap();
    let (brought, merged) = store
        .write(|work| {
            let mut merging = work.begin_merge()?;
            merging.take(work, vec![second])?;
            merging.take(work, vec![other])?;
            let merged = merging.finish(work, &law())?;
            Ok((merging.brought().copied().collect::<Vec<_>>(), merged))
        })
        .unwrap();
    let of = |one: &Brought| (one.case, one.new, one.waiting, one.kinds().collect::<Vec<_>>());
    let expected = [(case(1), 1, 1, vec![Group::Status]), (case(2), 1, 0, vec![Group::Status])];
    assert_eq!(brought.iter().map(of).collect::<Vec<_>>(), expected);
    assert_eq!((merged.new, merged.waiting, merged.cases), (2, 1, 2));
}

#[test]
fn an_event_waits_for_what_it_rests_on_and_then_shows() {
    let (_dir, mut store) = store();
    let mut chain = Chain::new(author("ws-b"));
    let first = chain.append(phase("Beoordelen"), &stamp(1)).unwrap();
    let second = chain.append(phase("Sepot").replacing(vec![first.id]), &stamp(2)).unwrap();
    let merged = store.merge([second], &law()).unwrap();
    assert_eq!((merged.new, merged.waiting, merged.authors[&author("ws-b")].waiting), (1, 1, 1));
    assert_eq!((store.waiting().unwrap(), store.case_row(&case(1)).unwrap()), (1, None));
    assert_eq!(store.vector().unwrap().len(), 0);
    assert_eq!(store.verify().unwrap().faults, [Fault::Gap(author("ws-b"), 0)]);
    store.merge([first], &law()).unwrap();
    assert_eq!(store.case_row(&case(1)).unwrap().unwrap().phase, "Sepot");
    assert_eq!((store.waiting().unwrap(), store.vector().unwrap()[&author("ws-b")].0), (0, 2));
}

/// A station that was restored from a copy and wrote on: two histories from the third event.
fn forked() -> Vec<Event> {
    let mut chain = Chain::new(author("ws-b"));
    let mut events: Vec<Event> =
        (0..2).map(|turn| chain.append(note(1, &turn.to_string()), &stamp(turn)).unwrap()).collect();
    let mut restored = chain.clone();
    for turn in 2..5 {
        events.push(chain.append(note(1, &format!("a{turn}")), &stamp(turn)).unwrap());
        events.push(restored.append(note(2, &format!("b{turn}")), &stamp(turn)).unwrap());
    }
    events
}

#[test]
fn two_histories_of_one_author_are_both_kept_and_flagged() {
    let (_dir, mut store) = store();
    let events = forked();
    let merged = store.merge(events.clone(), &law()).unwrap();
    assert_eq!((merged.new, merged.forks), (8, vec![author("ws-b")]));
    assert_eq!(store.chain(&author("ws-b")), Err(StoreError::Forked(author("ws-b"))));
    assert_eq!(store.vector().unwrap()[&author("ws-b")], (2, events[1].id));
    assert_eq!(store.merge(events, &law()).unwrap().forks, []);
}

/// The same event as it comes from who destroyed its body.
fn hollow(event: &Event) -> Event {
    Event::from_bytes(event.header_bytes.clone(), None).unwrap()
}

#[test]
fn a_body_that_came_destroyed_is_made_whole_whichever_came_first() {
    let mut chain = Chain::new(author("ws-b"));
    let first = chain.append(phase("Beoordelen"), &stamp(1)).unwrap();
    let second = chain.append(phase("Sepot").replacing(vec![first.id]), &stamp(2)).unwrap();
    let all = [hollow(&first), hollow(&second), first.clone(), second.clone()];
    let mut outcomes = Vec::new();
    for order in [[0, 1, 2, 3], [2, 3, 0, 1], [1, 2, 3, 0], [3, 0, 1, 2]] {
        let (_dir, mut store) = store();
        for place in order {
            store.merge([all[place].clone()], &law()).unwrap();
        }
        assert_eq!(store.event(&first.id).unwrap(), Some(first.clone()));
        assert_eq!(store.events_of_case(&case(1)).unwrap().len(), 2);
        assert_eq!(store.day_journal(&at(0), &at(9)).unwrap().len(), 2);
        assert_eq!(store.case_row(&case(1)).unwrap().unwrap().phase, "Sepot");
        assert_eq!(store.verify().unwrap().faults, []);
        outcomes.push(outcome(&store));
    }
    assert!(outcomes.windows(2).all(|pair| pair[0] == pair[1]), "{outcomes:?}");
    let (_dir, mut store) = store();
    let counts = |merged: Merged| (merged.new, merged.known, merged.cases);
    assert_eq!(counts(store.merge([hollow(&first)], &law()).unwrap()), (1, 0, 1));
    assert_eq!(counts(store.merge([hollow(&first)], &law()).unwrap()), (0, 1, 0));
    assert_eq!(counts(store.merge([first.clone()], &law()).unwrap()), (1, 0, 1));
    assert_eq!(counts(store.merge([first.clone(), hollow(&first)], &law()).unwrap()), (0, 2, 0));
}

fn shuffled(mut events: Vec<Event>, seed: u64) -> Vec<Event> {
    let mut random = seed | 1;
    for index in (1..events.len()).rev() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        events.swap(index, (random >> 33) as usize % (index + 1));
    }
    events
}

/// Replicas that write, hear of each other now and then, and are sometimes restored from a copy.
fn histories() -> impl Strategy<Value = Vec<Event>> {
    let step = (0..3_usize, 0..2_u8, 0..3_u64, 0..10_u8);
    proptest::collection::vec(step, 1..24).prop_map(|steps| {
        let names = ["ws-a", "ws-b", "bron-gps"];
        let mut chains: Vec<Chain> = names.into_iter().map(|name| Chain::new(author(name))).collect();
        let mut copies = chains.clone();
        let mut seen: Vec<Vec<Event>> = vec![Vec::new(); 3];
        let mut all: Vec<Event> = Vec::new();
        for (turn, (who, register, index, luck)) in steps.into_iter().enumerate() {
            match luck {
                0 => chains[who] = copies[who].clone(),
                1 => copies[who] = chains[who].clone(),
                2..5 => seen[who] = all.clone(),
                _ => {}
            }
            let register = note_register(&register.to_string());
            let own = seen[who].iter().filter(|event| event.header.cs == Some(case(index)));
            let heads = CaseState::of(own).heads(&register);
            let writes = BTreeMap::from([(register, json!({"kind": "note", "text": turn.to_string()}))]);
            let draft = Draft::writing(Kind::Set, case(index), writes).replacing(heads);
            let event = chains[who].append(draft, &stamp(turn as u64)).unwrap();
            seen[who].push(event.clone());
            all.push(event);
        }
        all
    })
}

/// What two stores must agree on.
fn outcome(store: &Store) -> impl PartialEq + std::fmt::Debug + use<> {
    let authors = store.authors().unwrap();
    (store.state_root().unwrap(), store.waiting().unwrap(), store.conflicts(99).unwrap(), authors)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_order_grouping_and_repetition_gives_the_same_state(
        events in histories(), seed in any::<u64>(), size in 1..9_usize,
    ) {
        let law = law();
        let (_one, mut straight) = store();
        straight.merge(events.clone(), &law).unwrap();
        let (_other, mut pieces) = store();
        let mut total = Merged::default();
        for part in shuffled(events.clone(), seed).chunks(size) {
            total.new += pieces.merge(part.to_vec(), &law).unwrap().new;
            pieces.merge(part.to_vec(), &law).unwrap();
        }
        prop_assert_eq!(total.new, events.len() as u64);
        prop_assert_eq!(outcome(&pieces), outcome(&straight));
        let root = straight.state_root().unwrap();
        prop_assert_eq!(pieces.seal_root().unwrap(), root);
        prop_assert_eq!(pieces.rebuild(&law).unwrap(), root);
        let faults = pieces.verify().unwrap().faults;
        prop_assert!(faults.iter().all(|fault| matches!(fault, Fault::Forked(_))), "{:?}", faults);
    }
}

#[test]
fn a_snapshot_and_a_merge_of_the_same_events_give_the_same_root() {
    let (_one, mut merged) = store();
    let (_other, mut appended) = store();
    merged.merge(export("bron-gps", 300), &law()).unwrap();
    for part in export("bron-gps", 300).chunks(37) {
        appended.append(part, &law()).unwrap();
    }
    assert_eq!(merged.state_root().unwrap(), appended.state_root().unwrap());
    assert_eq!(appended.seal_root().unwrap(), appended.state_root().unwrap());
}
