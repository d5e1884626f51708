//! Which writes of a case stand: when one event takes the place of others, and when it only stands beside them.
//!
//! Three rules keep a conflict until a person ends it (schema/bundle.md, section 8). A decision takes the place of all it
//! names. A source's word takes the place of that source's own words alone. Anything else takes the place of one value:
//! where the events that it names say more than one, it is one more value beside them.
//!
//! All of it follows from the set of events. Judged is by depth, how far an event rests on others: that is the same
//! wherever the event is live, so that no order of arrival plays a part. The work grows with the bytes of the events and
//! not with their square, whatever they name: see [`crate::event::MAX_REPLACED`].

use crate::canonical;
use crate::digest::Digest;
use crate::event::{Event, EventId, Kind};
use crate::register::Register;
use serde_json::Value;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The live events of a case and their writes.
pub(crate) struct Writes<'a> {
    /// In the order of their names.
    nodes: Vec<Node<'a>>,
}

/// A live event.
struct Node<'a> {
    event: &'a Event,
    /// The longest way down along what it rests on; nought when it rests on nothing.
    depth: usize,
    /// In the order of their registers.
    writes: Vec<Write<'a>>,
}

/// What a live event writes in one register.
pub(crate) struct Write<'a> {
    pub(crate) register: &'a Register,
    pub(crate) value: &'a Value,
    /// The register's place among those of the case.
    place: usize,
    /// The depth of the first event that took its place.
    replaced: Option<usize>,
    key: OnceCell<Digest>,
}

impl Write<'_> {
    /// Gives what is the same for equal values and no others; each value is read once for it.
    pub(crate) fn key(&self) -> Digest {
        *self.key.get_or_init(|| {
            let bytes =
                canonical::to_bytes(self.value).unwrap_or_else(|_| self.value.to_string().into_bytes());
            Digest::of(&bytes)
        })
    }
}

impl<'a> Writes<'a> {
    /// Finds the live events among those of a case, and which of their writes were replaced.
    pub(crate) fn of(known: &BTreeMap<EventId, &'a Event>) -> Writes<'a> {
        let depths = live_events(known);
        let places = places(known);
        let node = |(id, event): (&EventId, &&'a Event)| {
            let event = *event;
            depths.get(id).map(|depth| Node { event, depth: *depth, writes: writes_of(event, &places) })
        };
        let mut writes = Writes { nodes: known.iter().filter_map(node).collect() };
        writes.replace();
        writes
    }

    /// Gives the names of the live events.
    pub(crate) fn live(&self) -> BTreeSet<EventId> {
        self.nodes.iter().map(|node| node.event.id).collect()
    }

    /// Gives every write of every live event, in the order of their names.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'a Event, &Write<'a>)> {
        self.nodes.iter().flat_map(|node| node.writes.iter().map(|write| (node.event, write)))
    }

    /// Gives the writes that nothing replaced, in the order of their events' names.
    pub(crate) fn standing(&self) -> impl Iterator<Item = (&'a Event, &Write<'a>)> {
        self.all().filter(|(_, write)| write.replaced.is_none())
    }

    /// Notes what each event replaces, those that rest on the least first.
    fn replace(&mut self) {
        let found: BTreeMap<EventId, usize> =
            self.nodes.iter().enumerate().map(|(place, node)| (node.event.id, place)).collect();
        let mut order: Vec<(usize, usize)> =
            self.nodes.iter().enumerate().map(|(place, node)| (node.depth, place)).collect();
        order.sort_unstable();
        for (depth, place) in order {
            for Found { node, write, .. } in self.replaced_by(place, &found) {
                let write = self.nodes.get_mut(node).and_then(|node| node.writes.get_mut(write));
                if let Some(write) = write {
                    write.replaced.get_or_insert(depth);
                }
            }
        }
    }

    /// Finds the writes of which an event takes the place.
    fn replaced_by(&self, place: usize, found: &BTreeMap<EventId, usize>) -> Vec<Found> {
        let Some(new) = self.nodes.get(place).filter(|node| node.event.header.k.writes()) else {
            return Vec::new();
        };
        let mut named = Vec::new();
        for old in new.event.header.sup.iter().filter_map(|id| found.get(id)) {
            self.nodes.get(*old).into_iter().for_each(|node| new.meets((*old, node), &mut named));
        }
        if new.event.is_of_source() || new.event.header.k == Kind::Decide {
            return named;
        }
        named.sort_unstable_by_key(|found| found.register);
        let one_value = |group: &&[Found]| match group {
            [_] => true,
            several => several.iter().map(|found| self.key(found)).collect::<BTreeSet<_>>().len() == 1,
        };
        let by_register = named.chunk_by(|one, other| one.register == other.register);
        by_register.filter(one_value).flatten().copied().collect()
    }

    fn key(&self, found: &Found) -> Option<Digest> {
        Some(self.nodes.get(found.node)?.writes.get(found.write)?.key())
    }
}

/// A write that an event names, by its places.
#[derive(Clone, Copy)]
struct Found {
    register: usize,
    node: usize,
    write: usize,
}

impl Node<'_> {
    /// Collects the writes of an older event in the registers that this one writes; those that were replaced further down are
    /// past. Of an event whose body was destroyed nobody knows what it wrote: it meets all, so that nothing comes back to
    /// life.
    fn meets(&self, (node, old): (usize, &Node<'_>), named: &mut Vec<Found>) {
        if self.event.is_of_source() && self.event.header.ws != old.event.header.ws {
            return;
        }
        let mut add = |(write, old): (usize, &Write<'_>)| {
            if old.replaced.is_none_or(|depth| depth >= self.depth) {
                named.push(Found { register: old.place, node, write });
            }
        };
        if self.event.content().is_none() {
            old.writes.iter().enumerate().for_each(add);
        } else if old.writes.len() <= self.writes.len() {
            let both = old.writes.iter().enumerate().filter(|(_, old)| self.find(old.place).is_some());
            both.for_each(add);
        } else {
            let places = self.writes.iter().filter_map(|new| old.find(new.place));
            places.filter_map(|place| Some((place, old.writes.get(place)?))).for_each(&mut add);
        }
    }

    fn find(&self, register: usize) -> Option<usize> {
        self.writes.binary_search_by_key(&register, |write| write.place).ok()
    }
}

/// Numbers the registers that are written, in the order of their addresses.
fn places<'a>(known: &BTreeMap<EventId, &'a Event>) -> BTreeMap<&'a Register, usize> {
    let written = known.values().filter_map(|event| event.content()).flat_map(|body| body.w.keys());
    written
        .collect::<BTreeSet<_>>()
        .into_iter()
        .enumerate()
        .map(|(place, register)| (register, place))
        .collect()
}

fn writes_of<'a>(event: &'a Event, places: &BTreeMap<&'a Register, usize>) -> Vec<Write<'a>> {
    let body = event.content().filter(|_| event.header.k.writes());
    let write = |(register, value): (&'a Register, &'a Value)| {
        let (place, replaced, key) = (*places.get(register)?, None, OnceCell::new());
        Some(Write { register, value, place, replaced, key })
    };
    body.into_iter().flat_map(|body| &body.w).filter_map(write).collect()
}

/// Finds the events all of whose `sup` and `refs` are here and live themselves, each with its depth.
fn live_events(known: &BTreeMap<EventId, &Event>) -> BTreeMap<EventId, usize> {
    let mut waits: BTreeMap<EventId, (usize, usize)> = BTreeMap::new();
    let mut wanted: BTreeMap<EventId, Vec<EventId>> = BTreeMap::new();
    for (id, event) in known {
        let rests_on: BTreeSet<&EventId> = event.header.sup.iter().chain(&event.header.refs).collect();
        waits.insert(*id, (rests_on.len(), 0));
        for other in rests_on {
            wanted.entry(*other).or_default().push(*id);
        }
    }
    let mut live = BTreeMap::new();
    let mut ready: Vec<(EventId, usize)> =
        waits.iter().filter(|(_, (count, _))| *count == 0).map(|(id, _)| (*id, 0)).collect();
    while let Some((id, depth)) = ready.pop() {
        live.insert(id, depth);
        for next in wanted.get(&id).into_iter().flatten() {
            if let Some((count, deepest)) = waits.get_mut(next) {
                *count = count.saturating_sub(1);
                *deepest = depth.saturating_add(1).max(*deepest);
                if *count == 0 {
                    ready.push((*next, *deepest));
                }
            }
        }
    }
    live
}
