//! Hearings: planned, moved, put in order, vacated, and what came of them.

use super::{Desk, PlannedHearing, Refusal, filled, pair, reason, value_of};
use crate::case::{HearingFile, HearingOutcome, HearingSession, HearingSlot, OutcomeCode};
use crate::event::{Draft, Kind};
use crate::ident::ObjectId;
use crate::moment::Moment;
use crate::register::{Group, Register};
use serde_json::Value;

impl Desk<'_> {
    pub(super) fn plan_hearing(&self, planned: PlannedHearing) -> Result<Draft, Refusal> {
        self.must_be_new(Group::Slot, &planned.hearing)?;
        self.write(Kind::Add, writes(planned)?)
    }

    pub(super) fn move_hearing(
        &self,
        hearing: ObjectId,
        slot: &HearingSlot,
        why: &str,
    ) -> Result<Draft, Refusal> {
        self.open_hearing(&hearing, Group::Slot)?;
        filled(Group::Slot, &[&slot.court, &slot.room])?;
        self.correct(Register::of(Group::Slot, hearing), value_of(slot, Group::Slot)?, why)
    }

    /// Filling in what was empty overrules nobody; everything else is a correction with its reason.
    pub(super) fn set_session(
        &self,
        hearing: ObjectId,
        session: &HearingSession,
        why: &str,
    ) -> Result<Draft, Refusal> {
        let entry = self.open_hearing(&hearing, Group::Session)?;
        let register = Register::of(Group::Session, hearing);
        let value = value_of(session, Group::Session)?;
        let before = value_of(&entry.session.sole().cloned().unwrap_or_default(), Group::Session)?;
        if entry.session.in_conflict() {
            return Err(Refusal::InConflict(register));
        }
        if before == value {
            return Err(Refusal::Unchanged(Group::Session));
        }
        let draft = self.write(Kind::Set, [(register, value.clone())])?;
        match why.trim() {
            "" if only_fills(&before, &value) => Ok(draft),
            why => Ok(draft.because(reason(why)?)),
        }
    }

    pub(super) fn vacate(&self, hearing: ObjectId, at: Moment, why: &str) -> Result<Draft, Refusal> {
        self.open_hearing(&hearing, Group::Outcome)?;
        let why = reason(why)?;
        let vacated = HearingOutcome { text: why.clone(), ..HearingOutcome::new(OutcomeCode::Vacated, at) };
        Ok(self.set(Group::Outcome, hearing, &vacated)?.because(why))
    }

    pub(super) fn log_outcome(
        &self,
        hearing: ObjectId,
        outcome: &HearingOutcome,
        next: Option<PlannedHearing>,
    ) -> Result<Draft, Refusal> {
        let Some(entry) = self.file.hearings.get(&hearing) else { return Err(Refusal::Unknown(Group::Slot)) };
        if !entry.outcome.is_empty() {
            return Err(Refusal::Exists(Group::Outcome));
        }
        match outcome.code {
            OutcomeCode::Vacated => return self.vacate(hearing, outcome.decided, &outcome.text),
            OutcomeCode::AdjournedTo if next.is_none() => return Err(Refusal::NextMissing),
            _ => {}
        }
        let named =
            HearingOutcome { next: next.as_ref().map(|next| next.hearing.clone()), ..outcome.clone() };
        let mut all = vec![pair(Register::of(Group::Outcome, hearing), &named)?];
        if let Some(next) = next {
            self.must_be_new(Group::Slot, &next.hearing)?;
            all.extend(writes(next)?);
        }
        self.write(Kind::Set, all)
    }

    /// Gives a hearing of which nothing came yet.
    fn open_hearing(&self, hearing: &ObjectId, group: Group) -> Result<&HearingFile, Refusal> {
        match self.file.hearings.get(hearing) {
            None => Err(Refusal::Unknown(Group::Slot)),
            Some(entry) if !entry.outcome.is_empty() => Err(Refusal::Ended(group)),
            Some(entry) => Ok(entry),
        }
    }
}

fn writes(planned: PlannedHearing) -> Result<Vec<(Register, Value)>, Refusal> {
    filled(Group::Slot, &[&planned.slot.court, &planned.slot.room])?;
    Ok(vec![
        pair(Register::of(Group::Slot, planned.hearing.clone()), &planned.slot)?,
        pair(Register::of(Group::Session, planned.hearing), &planned.session)?,
    ])
}

/// Tells whether everything that was said before still stands.
fn only_fills(before: &Value, after: &Value) -> bool {
    let empty = |value: &Value| match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    let said = before.as_object().into_iter().flatten().filter(|(_, value)| !empty(value));
    said.into_iter().all(|(key, value)| after.get(key) == Some(value))
}
