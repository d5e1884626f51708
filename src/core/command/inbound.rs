//! What came in: stamped, and joined to its case.

use super::{Desk, Refusal, filled, pair};
use crate::case::{Inbound, InboundLink};
use crate::event::{Draft, Kind};
use crate::ident::ObjectId;
use crate::register::{Group, Register};

impl Desk<'_> {
    /// A paper that was taken back from this case may come in again.
    pub(super) fn receive(&self, id: ObjectId, paper: &Inbound) -> Result<Draft, Refusal> {
        filled(Group::Inbound, &[&paper.from])?;
        let register = Register::of(Group::Inbound, id);
        if self.state.readings(&register).iter().any(|reading| !reading.value.is_null()) {
            return Err(Refusal::Exists(Group::Inbound));
        }
        self.write(Kind::Add, [pair(register, paper)?])
    }

    /// Says, in the case of its own, to which case a paper belongs.
    pub(super) fn link(&self, id: ObjectId, link: &InboundLink) -> Result<Draft, Refusal> {
        match self.file.inbound.get(&id) {
            None => Err(Refusal::Unknown(Group::Inbound)),
            Some(paper) if paper.link.sole() == Some(link) => Err(Refusal::Unchanged(Group::InboundLink)),
            Some(_) => self.set(Group::InboundLink, id, link),
        }
    }
}
