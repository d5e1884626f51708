use super::*;
use crate::case::tests::{author, case, stamp};
use crate::event::Draft;
use crate::ident::ObjectId;
use crate::journal::Chain;
use crate::register::Group;
use proptest::prelude::*;
use serde_json::json;

fn phase() -> Register {
    Register::of_case(Group::Status)
}

fn set(value: &str, sup: &[&Event]) -> Draft {
    let writes = BTreeMap::from([(phase(), json!({"phase": value, "prosecutor": null}))]);
    Draft::writing(Kind::Set, case(), writes).replacing(sup.iter().map(|event| event.id).collect())
}

fn phases(state: &CaseState) -> Vec<String> {
    let word = |reading: &Reading| reading.value["phase"].as_str().unwrap().to_owned();
    let mut words: Vec<String> = state.readings(&phase()).iter().map(word).collect();
    words.sort();
    words
}

#[test]
fn a_write_that_names_the_value_it_saw_replaces_it() {
    let mut chain = Chain::new(author("ws-a"));
    let first = chain.append(set("Beoordelen", &[]), &stamp(1)).unwrap();
    let second = chain.append(set("Gedagvaard", &[&first]), &stamp(2)).unwrap();
    assert_eq!(phases(&CaseState::of([&first, &second])), ["Gedagvaard"]);
}

#[test]
fn two_writers_who_did_not_see_each_other_are_both_kept() {
    let base = Chain::new(author("bron-gps")).append(set("Beoordelen", &[]), &stamp(1)).unwrap();
    let ours = Chain::new(author("ws-a")).append(set("Gedagvaard", &[&base]), &stamp(2)).unwrap();
    let theirs = Chain::new(author("ws-b")).append(set("Sepot", &[&base]), &stamp(3)).unwrap();
    let state = CaseState::of([&base, &ours, &theirs]);
    assert_eq!(phases(&state), ["Gedagvaard", "Sepot"]);
    assert_eq!(state.conflicts().count(), 1);
    let decided = Chain::new(author("ws-a")).append(
        Draft { kind: Kind::Decide, ..set("Sepot", &[&ours, &theirs]) }.because("dossier gelezen"),
        &stamp(4),
    );
    let state = CaseState::of([&base, &ours, &theirs, &decided.unwrap()]);
    assert_eq!(phases(&state), ["Sepot"]);
}

#[test]
fn equal_values_are_one_value_with_two_witnesses() {
    let ours = Chain::new(author("ws-a")).append(set("Sepot", &[]), &stamp(1)).unwrap();
    let theirs = Chain::new(author("ws-b")).append(set("Sepot", &[]), &stamp(2)).unwrap();
    let state = CaseState::of([&ours, &theirs]);
    assert_eq!(state.conflicts().count(), 0);
    assert_eq!(state.readings(&phase())[0].said.len(), 2);
}

#[test]
fn a_write_replaces_only_the_registers_that_it_writes() {
    let other = Register::of(Group::Charge, ObjectId::derived("feit"));
    let mut snapshot = set("Beoordelen", &[]);
    snapshot.kind = Kind::Snapshot;
    snapshot
        .writes
        .insert(other.clone(), json!({"article": "310 Sr", "description": "diefstal", "date": null}));
    let base = Chain::new(author("bron-gps")).append(snapshot, &stamp(1)).unwrap();
    let ours = Chain::new(author("ws-a")).append(set("Sepot", &[&base]), &stamp(2)).unwrap();
    let state = CaseState::of([&base, &ours]);
    assert_eq!(phases(&state), ["Sepot"]);
    assert_eq!(state.readings(&other).len(), 1);
}

#[test]
fn an_event_waits_until_what_it_rests_on_has_come() {
    let mut chain = Chain::new(author("ws-a"));
    let first = chain.append(set("Beoordelen", &[]), &stamp(1)).unwrap();
    let second = chain.append(set("Sepot", &[&first]), &stamp(2)).unwrap();
    let state = CaseState::of([&second]);
    assert!(state.is_empty());
    assert_eq!(state.waiting().iter().copied().collect::<Vec<_>>(), [second.id]);
    assert_eq!(CaseState::of([&second, &first]).waiting().len(), 0);
}

#[test]
fn a_destroyed_body_does_not_bring_back_what_it_replaced() {
    let mut chain = Chain::new(author("ws-a"));
    let first = chain.append(set("Beoordelen", &[]), &stamp(1)).unwrap();
    let second = chain.append(set("Sepot", &[&first]), &stamp(2)).unwrap();
    let bare = Event::from_bytes(second.header_bytes, None).unwrap();
    assert!(CaseState::of([&first, &bare]).readings(&phase()).is_empty());
}

#[test]
fn the_digest_is_the_one_that_the_specification_describes() {
    let first = Chain::new(author("ws-a")).append(set("Beoordelen", &[]), &stamp(1)).unwrap();
    let text = format!("case/status\n{}\n", first.id);
    assert_eq!(CaseState::of([&first]).digest(), Digest::of(text.as_bytes()));
    assert_eq!(CaseState::default().digest(), Digest::of(b""));
}

/// One replica's history: what it writes, what it saw, and what it heard of the others.
fn histories() -> impl Strategy<Value = Vec<Event>> {
    proptest::collection::vec((0..4_usize, 0..3_u8, 0..5_u8, any::<bool>()), 1..40).prop_map(|steps| {
        let mut chains: Vec<Chain> =
            ["ws-a", "ws-b", "ws-c", "bron-gps"].into_iter().map(|name| Chain::new(author(name))).collect();
        let mut seen: Vec<Vec<Event>> = vec![Vec::new(); 4];
        let mut all: Vec<Event> = Vec::new();
        for (turn, (who, register, value, hears)) in steps.into_iter().enumerate() {
            if hears {
                seen[who] = all.clone();
            }
            let register = Register::of(Group::Note, ObjectId::derived(&register.to_string()));
            let heads = CaseState::of(&seen[who]).heads(&register);
            let writes = BTreeMap::from([(register, json!({"kind": "note", "text": value.to_string()}))]);
            let draft = Draft::writing(Kind::Set, case(), writes).replacing(heads);
            let event = chains[who].append(draft, &stamp(turn as u64)).unwrap();
            seen[who].push(event.clone());
            all.push(event);
        }
        all
    })
}

proptest! {
    #[test]
    fn order_and_repeats_do_not_matter(events in histories(), seed in any::<u64>()) {
        let straight = CaseState::of(&events);
        let mut shuffled: Vec<&Event> = events.iter().chain(&events).collect();
        let mut random = seed | 1;
        for index in (1..shuffled.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(index, (random >> 33) as usize % (index + 1));
        }
        prop_assert_eq!(CaseState::of(shuffled), straight);
    }

    #[test]
    fn no_write_leaves_unless_a_live_event_names_it(events in histories()) {
        let state = CaseState::of(&events);
        let named: BTreeSet<EventId> = events.iter().flat_map(|event| event.header.sup.clone()).collect();
        for event in events.iter().filter(|event| !named.contains(&event.id)) {
            let register = event.content().unwrap().w.keys().next().unwrap().clone();
            prop_assert!(state.heads(&register).contains(&event.id));
        }
    }

    #[test]
    fn part_of_the_events_never_shows_what_the_whole_would_not_explain(events in histories(), keep in any::<u64>()) {
        let part: Vec<&Event> = events.iter().enumerate().filter(|(index, _)| keep >> (index % 64) & 1 == 1).map(|(_, event)| event).collect();
        let state = CaseState::of(part.iter().copied());
        let shown: usize = state.registers().map(|(register, _)| state.heads(register).len()).sum();
        prop_assert!(shown + state.waiting().len() <= part.len());
        prop_assert_eq!(CaseState::of(part.iter().copied().chain(&events)), CaseState::of(&events));
    }
}
