//! Enforcement tasks, what is served for them, and what was promised about them.

use super::{Desk, Refusal, filled, reason};
use crate::case::{HandOver, Promise, PromiseEnd, Service, TaskDetail, TaskDone};
use crate::event::Draft;
use crate::ident::ObjectId;
use crate::register::Group;

impl Desk<'_> {
    pub(super) fn hand_over(&self, id: ObjectId, handover: &HandOver) -> Result<Draft, Refusal> {
        self.open_task(&id)?;
        filled(Group::HandOver, &[&handover.how])?;
        self.set(Group::HandOver, id, handover)
    }

    pub(super) fn finish(&self, id: ObjectId, done: &TaskDone) -> Result<Draft, Refusal> {
        self.open_task(&id)?;
        self.set(Group::Done, id, done)
    }

    pub(super) fn open_task(&self, id: &ObjectId) -> Result<(), Refusal> {
        match self.file.tasks.get(id) {
            None => Err(Refusal::Unknown(Group::Plan)),
            Some(task) if !task.done.is_empty() => Err(Refusal::Ended(Group::Done)),
            Some(_) => Ok(()),
        }
    }

    /// What was filled in stays, unless something else takes its place with a reason; a datum is emptied by an empty text.
    pub(super) fn fill_task(&self, id: ObjectId, detail: &TaskDetail, why: &str) -> Result<Draft, Refusal> {
        self.open_task(&id)?;
        let task = self.file.tasks.get(&id).ok_or(Refusal::Unknown(Group::Plan))?;
        let before = task.detail.sole().cloned().unwrap_or_default();
        let mut after = before.clone();
        after.person = detail.person.clone().or(after.person);
        for (key, text) in &detail.data {
            match text.trim() {
                "" => after.data.remove(key),
                text => after.data.insert(key.clone(), text.to_owned()),
            };
        }
        if after == before {
            return Err(Refusal::Unchanged(Group::TaskDetail));
        }
        let kept = before.data.iter().all(|(key, text)| after.data.get(key) == Some(text));
        let same = before.person.is_none() || before.person == after.person;
        let draft = self.set(Group::TaskDetail, id, &after)?;
        let added = kept && same && why.trim().is_empty();
        if added { Ok(draft) } else { Ok(draft.because(reason(why)?)) }
    }

    /// Each attempt stands for itself; what it is about must be in the case.
    pub(super) fn serve(&self, id: ObjectId, service: &Service) -> Result<Draft, Refusal> {
        let file = &self.file;
        let there = |of: &ObjectId| {
            file.hearings.contains_key(of)
                || file.decisions.contains_key(of)
                || file.tasks.contains_key(of)
                || file.releases.contains_key(of)
                || file.measures.contains_key(of)
        };
        if service.of.as_ref().is_some_and(|of| !there(of)) {
            return Err(Refusal::Unknown(Group::Decision));
        }
        if service.person.as_ref().is_some_and(|person| !file.persons.contains_key(person)) {
            return Err(Refusal::Unknown(Group::Identity));
        }
        self.add(Group::Service, id, service)
    }

    pub(super) fn promise(&self, id: ObjectId, promise: &Promise) -> Result<Draft, Refusal> {
        filled(Group::Promise, &[&promise.who, &promise.to, &promise.what])?;
        self.add(Group::Promise, id, promise)
    }

    pub(super) fn end_promise(&self, id: ObjectId, end: PromiseEnd) -> Result<Draft, Refusal> {
        let known = self.file.promises.get(&id).ok_or(Refusal::Unknown(Group::Promise))?;
        match known.sole() {
            None => Err(Refusal::InConflict(crate::register::Register::of(Group::Promise, id))),
            Some(promise) if promise.end.is_some() => Err(Refusal::Ended(Group::Promise)),
            Some(promise) => self.set(Group::Promise, id, &Promise { end: Some(end), ..promise.clone() }),
        }
    }
}
