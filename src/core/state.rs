//! What a set of events says about one case: the current values of its registers.
//!
//! The state is a pure function of the set: order, repeats and grouping of the events do not matter, no clock is
//! asked, and nothing but a person's own event ends a difference. A register holds one value normally, several in
//! conflict; equal values from several writers are one value with several witnesses.

use crate::digest::Digest;
use crate::event::{Body, Event, EventId, Kind};
use crate::ident::{AuthorName, Role};
use crate::moment::Moment;
use crate::register::{Group, Register, Source};
use crate::standing::{Write, Writes};
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
        let writes = Writes::of(&known);
        let live = writes.live();
        let waiting = known.keys().filter(|id| !live.contains(*id)).copied().collect();
        CaseState { registers: readings(&writes), waiting, past: past(&writes) }
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

/// Sets the writes that stand side by side, equal values together.
fn readings(writes: &Writes<'_>) -> BTreeMap<Register, Vec<Reading>> {
    let mut heads: BTreeMap<&Register, Vec<(&Event, &Write<'_>)>> = BTreeMap::new();
    for (event, write) in writes.standing() {
        heads.entry(write.register).or_default().push((event, write));
    }
    heads.into_iter().map(|(register, heads)| (register.clone(), told(&heads))).collect()
}

/// Gives the values of one register with their witnesses, in the order of their first one.
fn told(heads: &[(&Event, &Write<'_>)]) -> Vec<Reading> {
    let mut places: BTreeMap<Digest, usize> = BTreeMap::new();
    let mut readings: Vec<Reading> = Vec::new();
    for (event, write) in heads {
        let Some(said) = event.content().map(|body| Said::of(event, body)) else { continue };
        // Of one head alone nobody asks what its value equals.
        let place = if heads.len() == 1 { 0 } else { *places.entry(write.key()).or_insert(readings.len()) };
        match readings.get_mut(place) {
            Some(reading) => reading.said.push(said),
            None => readings.push(Reading { value: write.value.clone(), said: vec![said] }),
        }
    }
    readings
}

/// Keeps every write of what must be proved to be the word of two people.
fn past(writes: &Writes<'_>) -> BTreeMap<Register, Vec<Written>> {
    let mut past: BTreeMap<Register, Vec<Written>> = BTreeMap::new();
    let kept = |group| matches!(group, Group::Trigger | Group::TermEnd);
    for (event, write) in writes.all().filter(|(_, write)| kept(write.register.group)) {
        if let Some(body) = event.content() {
            let written = Written { value: write.value.clone(), said: Said::of(event, body) };
            past.entry(write.register.clone()).or_default().push(written);
        }
    }
    past
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
