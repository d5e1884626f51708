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

/// A conflict: two offices wrote over one value without knowing of each other.
fn torn() -> (Event, Event, Event) {
    let base = Chain::new(author("bron-gps")).append(set("Beoordelen", &[]), &stamp(1)).unwrap();
    let ours = Chain::new(author("ws-a")).append(set("Gedagvaard", &[&base]), &stamp(2)).unwrap();
    let theirs = Chain::new(author("ws-b")).append(set("Sepot", &[&base]), &stamp(3)).unwrap();
    (base, ours, theirs)
}

#[test]
fn what_is_no_decision_ends_no_conflict_but_stands_beside_it() {
    let (base, ours, theirs) = torn();
    for (kind, by) in
        [(Kind::Set, "ws-c"), (Kind::Add, "ws-c"), (Kind::Snapshot, "bron-evil"), (Kind::Set, "bron-evil")]
    {
        let draft = Draft { kind, ..set("Vonnis", &[&ours, &theirs]) }.because("zomaar");
        let forced = Chain::new(author(by)).append(draft, &stamp(4)).unwrap();
        let state = CaseState::of([&base, &ours, &theirs, &forced]);
        assert_eq!(phases(&state), ["Gedagvaard", "Sepot", "Vonnis"], "{kind} {by}");
        let bare = Event::from_bytes(forced.header_bytes, None).unwrap();
        let state = CaseState::of([&base, &ours, &theirs, &bare]);
        assert_eq!(phases(&state), ["Gedagvaard", "Sepot"], "{kind} {by}, destroyed");
    }
    let writes = BTreeMap::from([(phase(), Value::Null)]);
    let void = Draft::writing(Kind::Void, case(), writes).replacing(vec![ours.id, theirs.id]).because("weg");
    let void = Chain::new(author("ws-c")).append(void, &stamp(4)).unwrap();
    assert_eq!(CaseState::of([&base, &ours, &theirs, &void]).readings(&phase()).len(), 3);
}

#[test]
fn whoever_decides_ends_the_conflict_with_what_was_forced_into_it() {
    let (base, ours, theirs) = torn();
    let forced = Chain::new(author("ws-c")).append(set("Sepot", &[&ours, &theirs]), &stamp(4)).unwrap();
    let decided = Draft { kind: Kind::Decide, ..set("Gedagvaard", &[&ours, &theirs, &forced]) };
    let decided = Chain::new(author("ws-a")).append(decided.because("dossier gelezen"), &stamp(5)).unwrap();
    let state = CaseState::of([&base, &ours, &theirs, &forced, &decided]);
    assert_eq!(phases(&state), ["Gedagvaard"]);
    let later = Chain::new(author("ws-b")).append(set("Vonnis", &[&decided]), &stamp(6)).unwrap();
    assert_eq!(phases(&CaseState::of([&base, &ours, &theirs, &forced, &decided, &later])), ["Vonnis"]);
}

#[test]
fn a_source_replaces_its_own_words_in_whatever_epoch_and_nobody_elses() {
    let said = |value, sup: &[&Event]| Draft { kind: Kind::Snapshot, ..set(value, sup) };
    let source = |ep| Chain::new(crate::ident::Author { ws: "bron-gps".parse().unwrap(), ep });
    let first = source(7).append(said("Beoordelen", &[]), &stamp(1)).unwrap();
    let other = source(8).append(said("Gedagvaard", &[]), &stamp(2)).unwrap();
    let ours = Chain::new(author("ws-a")).append(set("Sepot", &[&first]), &stamp(3)).unwrap();
    let next = source(9).append(said("Vonnis", &[&first, &other, &ours]), &stamp(4)).unwrap();
    assert_eq!(phases(&CaseState::of([&first, &other, &ours, &next])), ["Sepot", "Vonnis"]);
}

#[test]
fn who_corrects_equal_words_of_several_or_only_one_side_replaces_what_they_saw() {
    let ours = Chain::new(author("ws-a")).append(set("Sepot", &[]), &stamp(1)).unwrap();
    let theirs = Chain::new(author("ws-b")).append(set("Sepot", &[]), &stamp(2)).unwrap();
    let both = Chain::new(author("ws-c")).append(set("Vonnis", &[&ours, &theirs]), &stamp(3)).unwrap();
    assert_eq!(phases(&CaseState::of([&ours, &theirs, &both])), ["Vonnis"]);
    let (base, ours, theirs) = torn();
    let own = Chain::new(author("ws-a")).append(set("Hoger beroep", &[&ours]), &stamp(4)).unwrap();
    assert_eq!(phases(&CaseState::of([&base, &ours, &theirs, &own])), ["Hoger beroep", "Sepot"]);
}

#[test]
fn a_value_that_was_past_long_before_is_no_second_value() {
    let room = Register::of(Group::Slot, ObjectId::derived("zitting"));
    let two = |value: &str, room_value: &str, sup: &[&Event]| {
        let mut draft = set(value, sup);
        draft.writes.insert(room.clone(), json!({"room": room_value}));
        draft
    };
    let in_room = |value: &str, sup: &Event| {
        let writes = BTreeMap::from([(room.clone(), json!({"room": value}))]);
        Draft::writing(Kind::Set, case(), writes).replacing(vec![sup.id])
    };
    let mut chain = Chain::new(author("ws-a"));
    // The phase stands as in the first event, the room as in the third: who replaces both names both.
    let first = chain.append(two("Beoordelen", "A", &[]), &stamp(1)).unwrap();
    let second = chain.append(in_room("B", &first), &stamp(2)).unwrap();
    let third = chain.append(in_room("C", &second), &stamp(3)).unwrap();
    let both = chain.append(two("Sepot", "D", &[&first, &third]), &stamp(4)).unwrap();
    let state = CaseState::of([&first, &second, &third, &both]);
    assert_eq!((phases(&state), state.readings(&room).len()), (vec!["Sepot".to_owned()], 1));
}

#[test]
fn many_values_of_one_register_and_one_event_that_names_many_take_no_longer_than_they_are_long() {
    let word = |number: usize| format!("{}{number}", "a".repeat(500));
    let mut chain = Chain::new(author("ws-a"));
    let mut events: Vec<Event> =
        (0..2_000).map(|turn| chain.append(set(&word(turn), &[]), &stamp(turn as u64)).unwrap()).collect();
    let state = CaseState::of(&events);
    assert_eq!(state.readings(&phase()).len(), 2_000);
    let decided = Draft { kind: Kind::Decide, ..set("Sepot", &events.iter().collect::<Vec<_>>()) };
    events.push(chain.append(decided.because("gelezen"), &stamp(9_000)).unwrap());
    assert_eq!(phases(&CaseState::of(&events)), ["Sepot"]);
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
