//! What must hold when all have met again.

use crate::world::{World, case_id};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, EventId, Kind};
use noodbrug_core::root::{bucket_digest, bucket_of, state_root};
use std::collections::{BTreeMap, BTreeSet};

/// The root of what somebody holds who took in these events in this order.
pub(crate) fn root<'a>(world: &World, places: impl IntoIterator<Item = &'a usize>) -> Digest {
    let mut cases: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in places {
        cases.entry(world.case_of[*place]).or_default().push(*place);
    }
    let mut buckets: BTreeMap<u16, Vec<_>> = BTreeMap::new();
    for (case, places) in cases {
        let (id, state) = (case_id(case), world.state(&places));
        if !state.is_empty() {
            buckets.entry(bucket_of(&id)).or_default().push((id, state.digest()));
        }
    }
    state_root(|bucket| buckets.get(&bucket).map(|cases| bucket_digest(cases)))
}

/// Every station has every event that anybody had, whatever was lost on the way; and whoever took them in, in the order
/// in which they came there, has the same root.
pub(crate) fn all_hold_the_same(world: &World) {
    for station in &world.stations {
        let lacks: Vec<_> = world.survived.difference(&station.known).collect();
        assert!(lacks.is_empty(), "{} lacks {lacks:?}", station.chain.author);
    }
    let straight = root(world, &world.survived);
    for station in world.stations.iter().step_by(17) {
        assert_eq!(root(world, station.came.iter().flatten()), straight, "{}", station.chain.author);
    }
}

/// Nothing waits but for what is gone, and each value is there unless somebody took its place who may.
pub(crate) fn nothing_left_but_by_a_person(world: &World) {
    let here: BTreeSet<EventId> = world.survived.iter().map(|place| world.events[*place].id).collect();
    for (case, places) in cases(world) {
        let state = world.state(&places);
        let waiting = state.waiting();
        let (waits, live): (Vec<&Event>, Vec<&Event>) =
            places.iter().map(|place| &world.events[*place]).partition(|event| waiting.contains(&event.id));
        for event in waits {
            let mut rests_on = event.header.sup.iter().chain(&event.header.refs);
            assert!(rests_on.any(|other| !here.contains(other) || waiting.contains(other)), "case {case}");
        }
        let shown: BTreeSet<EventId> =
            state.registers().flat_map(|(register, _)| state.heads(register)).collect();
        assert_eq!(shown, standing(&live), "case {case}");
        for (register, readings) in state.registers() {
            let different: BTreeSet<String> =
                readings.iter().map(|reading| reading.value.to_string()).collect();
            assert_eq!(different.len(), readings.len(), "case {case}: {register}");
        }
    }
}

/// What stands of live events that write one register each, sought as the specification says it and as slowly as it likes.
fn standing(live: &[&Event]) -> BTreeSet<EventId> {
    let mut depths: BTreeMap<EventId, usize> = BTreeMap::new();
    while depths.len() < live.len() {
        for event in live {
            let rests_on = event.header.sup.iter().chain(&event.header.refs);
            let below: Option<Vec<usize>> = rests_on.map(|other| depths.get(other).copied()).collect();
            let depth = below.map(|below| below.iter().max().map_or(0, |deepest| deepest + 1));
            depth.map(|depth| depths.insert(event.id, depth));
        }
    }
    let by_id: BTreeMap<EventId, &Event> = live.iter().map(|event| (event.id, *event)).collect();
    let mut order: Vec<&Event> = live.to_vec();
    order.sort_by_key(|event| depths[&event.id]);
    let mut replaced: BTreeMap<EventId, usize> = BTreeMap::new();
    for event in order {
        let (depth, written) = (depths[&event.id], &event.content().unwrap().w);
        let mut named: Vec<&Event> = event.header.sup.iter().map(|old| by_id[old]).collect();
        named.retain(|old| old.content().unwrap().w.keys().eq(written.keys()));
        named.retain(|old| replaced.get(&old.id).is_none_or(|by| *by >= depth));
        let values: BTreeSet<String> =
            named.iter().map(|old| format!("{:?}", old.content().unwrap().w.values())).collect();
        if event.header.ws.is_source() {
            named.retain(|old| old.header.ws == event.header.ws);
        } else if event.header.k != Kind::Decide && values.len() > 1 {
            named.clear();
        }
        for old in named {
            replaced.entry(old.id).or_insert(depth);
        }
    }
    by_id.into_keys().filter(|id| !replaced.contains_key(id)).collect()
}

/// What is shown, without names of events: those follow from the clock, and only those may.
pub(crate) fn shape(world: &World) -> BTreeMap<(usize, String), BTreeMap<String, usize>> {
    let mut shape = BTreeMap::new();
    for (case, places) in cases(world) {
        let state = world.state(&places);
        for (register, readings) in state.registers() {
            let values = readings.iter().map(|reading| (reading.value.to_string(), reading.said.len()));
            shape.insert((case, register.to_string()), values.collect());
        }
    }
    shape
}

/// The events that survived, by case.
fn cases(world: &World) -> BTreeMap<usize, Vec<usize>> {
    let mut cases: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in &world.survived {
        cases.entry(world.case_of[*place]).or_default().push(*place);
    }
    cases
}
