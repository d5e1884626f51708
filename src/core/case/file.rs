//! The file of a case: the registers of a state, read as typed values and put together per thing.

use super::hearing::{HearingOutcome, HearingSession, HearingSlot};
use super::inbound::{Inbound, InboundLink};
use super::promise::Promise;
use super::release::{ReleaseOrder, ReleaseStep, TitleCheck};
use super::service::Service;
use super::values::{
    Address, CaseNumbers, CaseStatus, Charge, Counsel, CustodyMeasure, Decision, DocumentLink, HandOver,
    Identity, Note, PersonNumbers, Shield, TaskDetail, TaskDone, TaskPlan, TermEnd, TermTrigger,
};
use crate::ident::ObjectId;
use crate::register::{Group, Register};
use crate::state::{CaseState, Reading, Said, Written};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// One current value and who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<T> {
    /// The value.
    pub value: T,
    /// Its witnesses; at least one.
    pub said: Vec<Said>,
}

/// What a register says: one value, or several that contradict each other and of which none wins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    readings: Vec<Told<T>>,
}

impl<T> Default for Fact<T> {
    fn default() -> Fact<T> {
        Fact { readings: Vec::new() }
    }
}

impl<T> Fact<T> {
    /// Gives all current values.
    #[must_use]
    pub fn readings(&self) -> &[Told<T>] {
        &self.readings
    }

    /// Gives the value, when there is just one.
    #[must_use]
    pub fn sole(&self) -> Option<&T> {
        match self.readings.as_slice() {
            [told] => Some(&told.value),
            _ => None,
        }
    }

    /// Gives some current value, for sorting and for labels beside which the conflict is shown.
    #[must_use]
    pub fn any(&self) -> Option<&T> {
        self.readings.first().map(|told| &told.value)
    }

    /// Says whether there is more than one value.
    #[must_use]
    pub fn in_conflict(&self) -> bool {
        self.readings.len() > 1
    }

    /// Says whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// Gives every value.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.readings.iter().map(|told| &told.value)
    }

    /// Gives everybody who says one of the values.
    pub fn said(&self) -> impl Iterator<Item = &Said> {
        self.readings.iter().flat_map(|told| &told.said)
    }
}

/// A person in a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonFile {
    /// Who it is.
    pub identity: Fact<Identity>,
    /// Numbers, need-to-know.
    pub numbers: Fact<PersonNumbers>,
    /// Who assists the person.
    pub counsel: Fact<Counsel>,
    /// Whether the person must be kept from the public.
    pub shield: Fact<Shield>,
    /// Where the person lives, need-to-know.
    pub address: Fact<Address>,
}

/// A hearing (zitting) of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HearingFile {
    /// When and where.
    pub slot: Fact<HearingSlot>,
    /// What kind, and who sits.
    pub session: Fact<HearingSession>,
    /// What came of it.
    pub outcome: Fact<HearingOutcome>,
}

/// A statutory term that somebody set running.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermFile {
    /// What it runs from.
    pub trigger: Fact<TermTrigger>,
    /// How it ended, or how somebody asks that it ends; [`crate::four_eyes::standing`] tells which.
    pub end: Fact<TermEnd>,
    /// Everything it ever ran from, corrected and withdrawn values too.
    pub triggers: Vec<Told<TermTrigger>>,
    /// Every end that anybody ever wrote; an old trigger or end cannot be destroyed by writing another.
    pub ends: Vec<Told<TermEnd>>,
    /// Who took its trigger back.
    pub withdrawn: Vec<Said>,
    /// Its end holds more than one value, an end that was taken back included.
    pub disputed: bool,
}

/// An enforcement task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFile {
    /// What, and by whom.
    pub plan: Fact<TaskPlan>,
    /// What the executor needs to know.
    pub detail: Fact<TaskDetail>,
    /// To whom it went.
    pub handover: Fact<HandOver>,
    /// How it was done.
    pub done: Fact<TaskDone>,
}

/// A paper that came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboundFile {
    /// What it is, and when it was received.
    pub receipt: Fact<Inbound>,
    /// Of a paper that came in without a case: to which one it belongs.
    pub link: Fact<InboundLink>,
}

/// An order to let somebody go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReleaseFile {
    /// The order.
    pub order: Fact<ReleaseOrder>,
    /// Whether another title follows.
    pub titles: Fact<TitleCheck>,
}

/// All that is known of a case, per thing; withdrawn things are left out (the log still has them).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFile {
    /// Its numbers.
    pub numbers: Fact<CaseNumbers>,
    /// Phase and prosecutor.
    pub status: Fact<CaseStatus>,
    /// Persons.
    pub persons: BTreeMap<ObjectId, PersonFile>,
    /// Charges.
    pub charges: BTreeMap<ObjectId, Fact<Charge>>,
    /// Acts of custody.
    pub measures: BTreeMap<ObjectId, Fact<CustodyMeasure>>,
    /// Hearings.
    pub hearings: BTreeMap<ObjectId, HearingFile>,
    /// Terms.
    pub terms: BTreeMap<ObjectId, TermFile>,
    /// Terms whose trigger was taken back: gone, unless their rule wants a second person for that.
    pub withdrawn_terms: BTreeMap<ObjectId, TermFile>,
    /// Enforcement tasks.
    pub tasks: BTreeMap<ObjectId, TaskFile>,
    /// Decisions.
    pub decisions: BTreeMap<ObjectId, Fact<Decision>>,
    /// Notes.
    pub notes: BTreeMap<ObjectId, Fact<Note>>,
    /// Documents.
    pub documents: BTreeMap<ObjectId, Fact<DocumentLink>>,
    /// Papers that came in.
    pub inbound: BTreeMap<ObjectId, InboundFile>,
    /// Release orders.
    pub releases: BTreeMap<ObjectId, ReleaseFile>,
    /// What was done with release orders.
    pub release_steps: BTreeMap<ObjectId, Fact<ReleaseStep>>,
    /// Attempts to serve something.
    pub services: BTreeMap<ObjectId, Fact<Service>>,
    /// What was promised by phone.
    pub promises: BTreeMap<ObjectId, Fact<Promise>>,
    /// Registers in conflict.
    pub conflicts: Vec<Register>,
    /// Registers with a value that this program cannot read; shown as such, never dropped.
    pub unreadable: Vec<Register>,
}

impl CaseFile {
    /// Reads the file out of a state.
    #[must_use]
    pub fn of(state: &CaseState) -> CaseFile {
        let mut file = CaseFile { conflicts: state.conflicts().cloned().collect(), ..CaseFile::default() };
        for (register, readings) in state.registers() {
            if !file.take(register, readings) {
                file.unreadable.push(register.clone());
            }
        }
        file.recall_terms(state);
        file
    }

    /// Adds to each term what was ever written of it.
    fn recall_terms(&mut self, state: &CaseState) {
        let named = state.registers().filter(|(register, _)| register.group == Group::Trigger);
        for (id, readings) in named.filter_map(|(register, told)| Some((register.object.clone()?, told))) {
            let gone = readings.iter().all(|reading| reading.value.is_null());
            let terms = if gone { &mut self.withdrawn_terms } else { &mut self.terms };
            let term = terms.entry(id.clone()).or_default();
            let (began, ended) =
                (Register::of(Group::Trigger, id.clone()), Register::of(Group::TermEnd, id.clone()));
            term.triggers = recalled(state.past(&began));
            term.ends = recalled(state.past(&ended));
            let taken_back = state.past(&began).iter().filter(|written| written.value.is_null());
            term.withdrawn = taken_back.map(|written| written.said.clone()).collect();
            term.disputed = state.readings(&ended).len() > 1;
            if gone {
                // What was written of its end meanwhile goes where its start went.
                read(state.readings(&ended), &mut term.end);
                self.terms.remove(&id);
            }
        }
    }

    /// Takes one register in; false when a value cannot be read.
    fn take(&mut self, register: &Register, readings: &[Reading]) -> bool {
        let object = register.object.clone();
        let Some(id) = object else {
            return match register.group {
                Group::Numbers => read(readings, &mut self.numbers),
                Group::Status => read(readings, &mut self.status),
                _ => false,
            };
        };
        if readings.iter().all(|reading| reading.value.is_null()) {
            return true;
        }
        match register.group {
            Group::Numbers | Group::Status => false,
            Group::Identity => read(readings, &mut self.persons.entry(id).or_default().identity),
            Group::PersonNumbers => read(readings, &mut self.persons.entry(id).or_default().numbers),
            Group::Counsel => read(readings, &mut self.persons.entry(id).or_default().counsel),
            Group::Shield => read(readings, &mut self.persons.entry(id).or_default().shield),
            Group::Charge => read(readings, self.charges.entry(id).or_default()),
            Group::Measure => read(readings, self.measures.entry(id).or_default()),
            Group::Slot => read(readings, &mut self.hearings.entry(id).or_default().slot),
            Group::Session => read(readings, &mut self.hearings.entry(id).or_default().session),
            Group::Outcome => read(readings, &mut self.hearings.entry(id).or_default().outcome),
            Group::Trigger => read(readings, &mut self.terms.entry(id).or_default().trigger),
            Group::TermEnd => read(readings, &mut self.terms.entry(id).or_default().end),
            Group::Plan => read(readings, &mut self.tasks.entry(id).or_default().plan),
            Group::HandOver => read(readings, &mut self.tasks.entry(id).or_default().handover),
            Group::Done => read(readings, &mut self.tasks.entry(id).or_default().done),
            Group::Decision => read(readings, self.decisions.entry(id).or_default()),
            Group::Note => read(readings, self.notes.entry(id).or_default()),
            Group::Document => read(readings, self.documents.entry(id).or_default()),
            Group::Inbound => read(readings, &mut self.inbound.entry(id).or_default().receipt),
            Group::InboundLink => read(readings, &mut self.inbound.entry(id).or_default().link),
            Group::ReleaseOrder => read(readings, &mut self.releases.entry(id).or_default().order),
            Group::TitleCheck => read(readings, &mut self.releases.entry(id).or_default().titles),
            Group::ReleaseStep => read(readings, self.release_steps.entry(id).or_default()),
            Group::TaskDetail => read(readings, &mut self.tasks.entry(id).or_default().detail),
            Group::Service => read(readings, self.services.entry(id).or_default()),
            Group::Promise => read(readings, self.promises.entry(id).or_default()),
            Group::Address => read(readings, &mut self.persons.entry(id).or_default().address),
            // Acts of back-entry and verdicts on duplicates are no part of the file; the worklists read them.
            Group::Keying | Group::Twin => true,
        }
    }

    /// Gives the suspects' identities, in the order of their object ids.
    pub fn suspects(&self) -> impl Iterator<Item = (&ObjectId, &Identity)> {
        let people =
            self.persons.iter().filter_map(|(id, person)| person.identity.any().map(|who| (id, who)));
        people.filter(|(_, who)| who.role == super::PersonRole::Suspect)
    }
}

fn recalled<T: DeserializeOwned>(past: &[Written]) -> Vec<Told<T>> {
    let told = |written: &Written| {
        Some(Told { value: T::deserialize(&written.value).ok()?, said: vec![written.said.clone()] })
    };
    past.iter().filter_map(told).collect()
}

/// Reads the values of a register; a withdrawn reading beside others is left out of the list, but the register still
/// counts as in conflict.
fn read<T: DeserializeOwned>(readings: &[Reading], into: &mut Fact<T>) -> bool {
    let mut complete = true;
    for reading in readings.iter().filter(|reading| !reading.value.is_null()) {
        match T::deserialize(&reading.value) {
            Ok(value) => into.readings.push(Told { value, said: reading.said.clone() }),
            Err(_) => complete = false,
        }
    }
    complete
}
