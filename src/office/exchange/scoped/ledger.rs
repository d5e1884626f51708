//! Sealed journals that events are proven to stand in.

use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::Proofs;
use noodbrug_core::event::Event;
use noodbrug_core::ident::Author;
use noodbrug_core::inclusion::ProofTree;
use noodbrug_core::journal::Checkpoint;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The sealed part of an author's journal.
pub(super) struct Ledger {
    seal: Event,
    sealed: u64,
    tree: ProofTree,
}

impl Ledger {
    /// Says whether an event of this author is proven.
    pub(super) const fn proves(&self, event: &Event) -> bool {
        event.header.seq <= self.sealed
    }

    /// Makes the proofs of events, in the order in which they are given.
    pub(super) fn proofs<'a>(&self, events: impl IntoIterator<Item = &'a Event>) -> Proofs {
        let path = |event: &Event| Some((event.id, self.tree.path(event.header.seq)?));
        Proofs { seal: self.seal.clone(), paths: events.into_iter().filter_map(path).collect() }
    }
}

/// The journals that were looked at, each once.
#[derive(Default)]
pub(super) struct Ledgers(BTreeMap<Author, Option<Ledger>>);

impl Ledgers {
    /// Gives the sealed part of an author's journal; none when its seal, or part of what it seals, is not here.
    pub(super) fn of(&mut self, office: &Office, author: &Author) -> Result<Option<&Ledger>, Complaint> {
        let known = match self.0.entry(author.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(office.ledger(author)?),
        };
        Ok(known.as_ref())
    }
}

impl Office {
    fn ledger(&self, author: &Author) -> Result<Option<Ledger>, Complaint> {
        let state = self.store.authors()?.into_iter().find(|state| state.author == *author);
        // Only what is whole from its beginning can be hashed again.
        let Some((whole, _)) = state.and_then(|state| state.head) else { return Ok(None) };
        let Some(seal) = self.store.last_seal(author, whole)? else { return Ok(None) };
        let Some(checkpoint) = Checkpoint::of(&seal) else { return Ok(None) };
        let names = self.store.names_of_author(author, checkpoint.seq)?;
        let tree = ProofTree::over(&names);
        let fits = names.len() as u64 == checkpoint.seq && tree.root() == checkpoint.root;
        Ok(fits.then_some(Ledger { seal, sealed: checkpoint.seq, tree }))
    }
}
