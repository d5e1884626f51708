//! What stands of a person beside who it is: counsel, shield, address.

use super::{Desk, Refusal, filled, reason};
use crate::case::{Address, Counsel, Identity};
use crate::event::Draft;
use crate::ident::ObjectId;
use crate::register::{Group, Register};
use serde::Serialize;

impl Desk<'_> {
    pub(super) fn add_person(&self, person: ObjectId, who: &Identity) -> Result<Draft, Refusal> {
        filled(Group::Identity, &[&who.surname])?;
        self.add(Group::Identity, person, who)
    }

    pub(super) fn assign_counsel(&self, person: ObjectId, counsel: &Counsel) -> Result<Draft, Refusal> {
        filled(Group::Counsel, &[&counsel.name])?;
        self.of_person(Group::Counsel, person, counsel)
    }

    /// Adds something to a person who is in the case; what was taken back may be said anew.
    pub(super) fn of_person<T: Serialize>(
        &self,
        group: Group,
        person: ObjectId,
        value: &T,
    ) -> Result<Draft, Refusal> {
        if self.file.persons.get(&person).is_none_or(|known| known.identity.is_empty()) {
            return Err(Refusal::Unknown(Group::Identity));
        }
        let readings = self.state.readings(&Register::of(group, person.clone()));
        if readings.iter().any(|reading| !reading.value.is_null()) {
            return Err(Refusal::Exists(group));
        }
        self.set(group, person, value)
    }

    /// An address takes the place of another with a reason only: whoever moved has an old one that mail was sent to.
    pub(super) fn set_address(
        &self,
        person: ObjectId,
        address: &Address,
        why: &str,
    ) -> Result<Draft, Refusal> {
        filled(Group::Address, &[&address.text])?;
        let known = self.file.persons.get(&person).filter(|known| !known.identity.is_empty());
        let known = known.ok_or(Refusal::Unknown(Group::Identity))?;
        if known.address.sole() == Some(address) {
            return Err(Refusal::Unchanged(Group::Address));
        }
        let first = known.address.is_empty();
        let draft = self.set(Group::Address, person, address)?;
        if first && why.trim().is_empty() { Ok(draft) } else { Ok(draft.because(reason(why)?)) }
    }
}
