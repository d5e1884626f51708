//! What a set of events says about one case: the current values of its registers.
//!
//! The state is a pure function of the set: order, repeats and grouping of the events do not matter, no clock is
//! asked, and nothing but a person's own event ends a difference. A register holds one value normally, several in
//! conflict; equal values from several writers are one value with several witnesses.

use crate::canonical;
use crate::digest::Digest;
use crate::event::{Body, Event, EventId, Kind};
use crate::ident::{AuthorName, Role};
use crate::moment::Moment;
use crate::register::{Group, Register, Source};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Who said something, when and why: the provenance of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The event that says it.
    pub event: EventId,
    /// What the event does.
    pub kind: Kind,
    /// The workstation or source system.
    pub ws: AuthorName,
    /// The person.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// By the author's own clock.
    pub at: Moment,
    /// Why.
    pub why: Option<String>,
    /// Where a source's word came from.
    pub src: Option<Source>,
}

impl Said {
    /// Reads who says what an event says.
    #[must_use]
    pub fn of(event: &Event, body: &Body) -> Said {
        Said {
            event: event.id,
            kind: event.header.k,
            ws: event.header.ws.clone(),
            by: body.by.clone(),
            role: body.role,
            at: body.t,
            why: body.why.clone(),
            src: body.src.clone(),
        }
    }
}

/// One current value of a register, with all who say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The value; null when it was taken back.
    pub value: Value,
    /// Its witnesses, in the order of their event's names; at least one.
    pub said: Vec<Said>,
}

/// The current values of all registers of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseState {
    registers: BTreeMap<Register, Vec<Reading>>,
    waiting: BTreeSet<EventId>,
    /// Every write of what must be proved to be the word of two people, replaced ones too.
    past: BTreeMap<Register, Vec<Written>>,
}

/// One write of a register, whether or not it was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What was written; null when that took the value back.
    pub value: Value,
    /// Who wrote it.
    pub said: Said,
}

impl CaseState {
    /// Computes the state that a set of events of one case gives.
    #[must_use]
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> CaseState {
        let known: BTreeMap<EventId, &Event> = events.into_iter().map(|event| (event.id, event)).collect();
        let live = live_events(&known);
        let waiting = known.keys().filter(|id| !live.contains(*id)).copied().collect();
        let replaced = replaced_writes(&known, &live);
        let mut registers: BTreeMap<Register, Vec<Reading>> = BTreeMap::new();
        let mut past = BTreeMap::new();
        for event in live.iter().filter_map(|id| known.get(id)) {
            add_writes(event, &replaced, &mut registers);
            add_past(event, &mut past);
        }
        for readings in registers.values_mut() {
            readings.sort_by_key(first_witness);
        }
        CaseState { registers, waiting, past }
    }

    /// Gives the readings of a register: none when nobody wrote it, several when it is in conflict.
    #[must_use]
    pub fn readings(&self, register: &Register) -> &[Reading] {
        self.registers.get(register).map_or(&[], Vec::as_slice)
    }

    /// Gives every register with its readings, in the order of the addresses.
    pub fn registers(&self) -> impl Iterator<Item = (&Register, &[Reading])> {
        self.registers.iter().map(|(register, readings)| (register, readings.as_slice()))
    }

    /// Gives every write of a register of a term, replaced ones too, in the order of their events' names; of other
    /// things nothing is kept.
    #[must_use]
    pub fn past(&self, register: &Register) -> &[Written] {
        self.past.get(register).map_or(&[], Vec::as_slice)
    }

    /// Gives the state of some groups of registers alone.
    #[must_use]
    pub fn only(&self, shows: impl Fn(Group) -> bool) -> CaseState {
        let mut part = self.clone();
        part.registers.retain(|register, _| shows(register.group));
        part.past.retain(|register, _| shows(register.group));
        part
    }

    /// Gives the events whose values a new write of this register replaces.
    #[must_use]
    pub fn heads(&self, register: &Register) -> Vec<EventId> {
        let said = self.readings(register).iter().flat_map(|reading| &reading.said);
        let mut heads: Vec<EventId> = said.map(|said| said.event).collect();
        heads.sort_unstable();
        heads
    }

    /// Gives the registers that hold more than one value.
    pub fn conflicts(&self) -> impl Iterator<Item = &Register> {
        self.registers.iter().filter(|(_, readings)| readings.len() > 1).map(|(register, _)| register)
    }

    /// Gives the events that wait for others that they rest on.
    #[must_use]
    pub const fn waiting(&self) -> &BTreeSet<EventId> {
        &self.waiting
    }

    /// Says whether nothing was written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.registers.is_empty()
    }

    /// Hashes the state: per register, in the order of their addresses, `address LF`, then per head, in the order of
    /// their names, `name LF`; all of it through SHA-256.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut text = String::new();
        for register in self.registers.keys() {
            text.push_str(&register.to_string());
            text.push('\n');
            for head in self.heads(register) {
                text.push_str(&head.to_string());
                text.push('\n');
            }
        }
        Digest::of(text.as_bytes())
    }
}

fn first_witness(reading: &Reading) -> Option<EventId> {
    reading.said.first().map(|said| said.event)
}

/// Finds the events all of whose `sup` and `refs` are here and live themselves.
fn live_events(known: &BTreeMap<EventId, &Event>) -> BTreeSet<EventId> {
    let mut waits: BTreeMap<EventId, usize> = BTreeMap::new();
    let mut wanted: BTreeMap<EventId, Vec<EventId>> = BTreeMap::new();
    for (id, event) in known {
        let rests_on: BTreeSet<&EventId> = event.header.sup.iter().chain(&event.header.refs).collect();
        waits.insert(*id, rests_on.len());
        for other in rests_on {
            wanted.entry(*other).or_default().push(*id);
        }
    }
    let mut live = BTreeSet::new();
    let mut ready: Vec<EventId> = waits.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = ready.pop() {
        live.insert(id);
        for next in wanted.get(&id).into_iter().flatten() {
            if let Some(count) = waits.get_mut(next) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push(*next);
                }
            }
        }
    }
    live
}

/// The writes that a live event replaces: a write is a register and the event that wrote it. An event whose body was
/// destroyed replaces whatever the events it names wrote: nothing may come back to life.
fn replaced_writes(
    known: &BTreeMap<EventId, &Event>,
    live: &BTreeSet<EventId>,
) -> BTreeSet<(EventId, Register)> {
    let mut replaced = BTreeSet::new();
    for event in live.iter().filter_map(|id| known.get(id)).filter(|event| event.header.k.writes()) {
        for old in &event.header.sup {
            let written = event.content().or_else(|| known.get(old).and_then(|old| old.content()));
            let registers = written.into_iter().flat_map(|body| body.w.keys());
            replaced.extend(registers.map(|register| (*old, register.clone())));
        }
    }
    replaced
}

fn add_writes(
    event: &Event,
    replaced: &BTreeSet<(EventId, Register)>,
    registers: &mut BTreeMap<Register, Vec<Reading>>,
) {
    let Some(body) = event.content().filter(|_| event.header.k.writes()) else { return };
    for (register, value) in &body.w {
        if !replaced.is_empty() && replaced.contains(&(event.id, register.clone())) {
            continue;
        }
        let said = Said::of(event, body);
        let readings = registers.entry(register.clone()).or_default();
        match readings.iter_mut().find(|reading| same(&reading.value, value)) {
            Some(reading) => reading.said.push(said),
            None => readings.push(Reading { value: value.clone(), said: vec![said] }),
        }
    }
}

fn add_past(event: &Event, past: &mut BTreeMap<Register, Vec<Written>>) {
    let Some(body) = event.content().filter(|_| event.header.k.writes()) else { return };
    for (register, value) in &body.w {
        if matches!(register.group, Group::Trigger | Group::TermEnd) {
            let written = Written { value: value.clone(), said: Said::of(event, body) };
            past.entry(register.clone()).or_default().push(written);
        }
    }
}

fn same(one: &Value, other: &Value) -> bool {
    one == other || canonical::to_bytes(one).is_ok_and(|bytes| canonical::to_bytes(other) == Ok(bytes))
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
