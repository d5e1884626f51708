//! What goes to a partner: all that lies above what its last receipt says it holds.

use super::segment::{Cutter, Run};
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{Receipt, Vector};
use noodbrug_core::case::DocumentLink;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, EventId};
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_core::register::Group;
use noodbrug_store::{Acked, AuthorState, Flow, Partner};
use serde::Deserialize as _;
use std::collections::{BTreeMap, BTreeSet};

/// What goes to a partner.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// What the partner holds already, as far as it is the same history as ours.
    pub(super) basis: BTreeMap<Author, (u64, EventId)>,
    /// The runs of events.
    pub(super) runs: Vec<Run>,
    /// How many events.
    pub(super) events: u64,
    /// How many of them write something.
    pub(super) writes: u64,
    /// The cases that they are about.
    pub(super) cases: BTreeSet<CaseId>,
    /// The documents, with their length.
    pub(super) documents: BTreeMap<Digest, u64>,
    /// Authors of whom two histories are known; both go.
    pub(super) forked: Vec<Author>,
}

impl Selection {
    fn note(&mut self, event: &Event, linked: &mut BTreeSet<Digest>) {
        self.events = self.events.saturating_add(1);
        self.writes = self.writes.saturating_add(u64::from(event.header.k.writes()));
        self.cases.extend(event.header.cs);
        let writes = event.content().into_iter().flat_map(|body| &body.w);
        let documents = writes.filter(|(register, _)| register.group == Group::Document);
        let links = documents.filter_map(|(_, value)| DocumentLink::deserialize(value).ok());
        linked.extend(links.map(|link| link.sha256));
    }

    /// Gives what the partner holds afterwards.
    pub(super) fn have(&self, ours: BTreeMap<Author, (u64, EventId)>) -> Vector {
        let mut have = self.basis.clone();
        for (author, (seq, id)) in ours {
            let line = have.entry(author).or_insert((seq, id));
            if line.0 < seq {
                *line = (seq, id);
            }
        }
        super::vector_of(&have)
    }

    /// Gives the bytes of the documents.
    pub(super) fn document_bytes(&self) -> u64 {
        self.documents.values().fold(0, |sum, len| sum.saturating_add(*len))
    }

    /// Gives the bytes of the events.
    pub(super) fn event_bytes(&self) -> u64 {
        self.runs.iter().fold(0, |sum, run| sum.saturating_add(run.len))
    }
}

/// Which documents go along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Documents {
    /// Those that the partner has not got.
    Lacking,
    /// None.
    None,
}

impl Office {
    /// Finds out what goes to a partner.
    pub(super) fn select(&self, partner: &Partner, documents: Documents) -> Result<Selection, Complaint> {
        let mut selection = Selection::default();
        let mut linked = BTreeSet::new();
        for state in self.store.authors()? {
            let above = self.basis(partner, &state)?;
            let from = above.map_or(1, |(seq, _)| seq.saturating_add(1));
            let mut cutter = Cutter::default();
            self.store.events_of_author(&state.author, from, |event| {
                cutter.push(&event);
                selection.note(&event, &mut linked);
                Flow::Go
            })?;
            selection.runs.extend(cutter.finish(&self.store)?);
            selection.basis.extend(above.map(|above| (state.author.clone(), above)));
            selection.forked.extend(state.forked.then_some(state.author));
        }
        if documents == Documents::Lacking {
            linked.extend(wanted(partner));
            self.choose_documents(linked, &mut selection)?;
        }
        Ok(selection)
    }

    /// Gives up to where the partner has an author's chain: the furthest of what it acknowledged that is here as well. Of
    /// two histories it acknowledged at most one, so both go, from where they part.
    fn basis(&self, partner: &Partner, state: &AuthorState) -> Result<Option<(u64, EventId)>, Complaint> {
        let mut proven = None;
        for acked in partner.acked.iter().filter(|acked| acked.author == state.author) {
            if self.is_here(acked)? {
                proven = proven.max(Some((acked.seq, acked.id)));
            }
        }
        Ok(if state.forked { proven.min(state.head) } else { proven })
    }

    /// Says whether what somebody acknowledged is part of a chain that is here.
    pub(super) fn is_here(&self, acked: &Acked) -> Result<bool, Complaint> {
        let known = self.store.event(&acked.id)?;
        Ok(known.is_some_and(|event| event.author() == acked.author && event.header.seq == acked.seq))
    }

    /// Keeps the documents that some case names and that are in the vault.
    fn choose_documents(&self, linked: BTreeSet<Digest>, selection: &mut Selection) -> Result<(), Complaint> {
        for digest in linked {
            if self.vault.has(&digest) && !self.store.cases_with_document(&digest)?.is_empty() {
                selection.documents.insert(digest, self.vault.len(&digest)?);
            }
        }
        Ok(())
    }
}

/// The documents that the partner's last receipt asks for.
pub(super) fn wanted(partner: &Partner) -> Vec<Digest> {
    let receipt = partner.receipt.as_deref().and_then(|bytes| Receipt::from_bytes(bytes).ok());
    receipt.map(|receipt| receipt.wants).unwrap_or_default()
}
