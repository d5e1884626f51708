//! What a receipt tells a partner that may not know all: of its own journals and of what it sent, and of nothing else. The
//! names and lengths of other journals, and the digests of other cases' documents, are nobody's but ours.

use crate::complaint::Complaint;
use crate::keys::KnownOffice;
use crate::office::Office;
use noodbrug_core::bundle::{BundleHeader, Head, Receipt, Segment, Vector, documents_in};
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::Author;
use noodbrug_store::{Acked, Direction, Flow, Partner};
use std::collections::{BTreeMap, BTreeSet};

/// Up to where a partner knows the journals of these authors; none where they are its own.
type Known = BTreeMap<Author, Option<u64>>;

impl Office {
    /// Leaves out of a receipt what its reader may not know. `segments` are the runs of events in the bundle that it is for.
    pub(super) fn told_to(
        &self,
        partner: &Partner,
        (header, segments): (&BundleHeader, &[Segment]),
        receipt: Receipt,
    ) -> Result<Receipt, Complaint> {
        if self.profile_of(partner).is_ok_and(|profile| profile.is_whole()) {
            return Ok(receipt);
        }
        let named = self.named_here(header, segments)?;
        let own = self.journals_of(partner, header)?;
        let mut have = Vector::new();
        for ours in super::acked_of(&receipt.have) {
            let known = named.iter().filter(|known| known.author == ours.author && known.seq <= ours.seq);
            let line =
                if own.contains(&ours.author) { Some(&ours) } else { known.max_by_key(|known| known.seq) };
            let head = |line: &Acked| (line.author.to_string(), Head(line.author.ep, line.seq, line.id));
            have.extend(line.map(head));
        }
        let mut known: Known = own.into_iter().map(|author| (author, None)).collect();
        for Acked { author, seq, .. } in named {
            let to = known.entry(author).or_insert(Some(0));
            *to = to.map(|to| to.max(seq));
        }
        let mut wants = Vec::new();
        for digest in receipt.wants {
            if self.is_linked_by(&digest, &known)? {
                wants.push(digest);
            }
        }
        Ok(Receipt { have, wants, ..receipt })
    }

    /// Gives the events by name that a bundle proves its maker to know, and that are here.
    fn named_here(&self, header: &BundleHeader, segments: &[Segment]) -> Result<Vec<Acked>, Complaint> {
        let ends = segments.iter().map(|segment| Acked {
            author: Author { ws: segment.author.clone(), ep: segment.epoch },
            seq: segment.to,
            id: segment.last_id,
        });
        let said = [&header.have, &header.basis].into_iter().flat_map(super::acked_of);
        let mut here = Vec::new();
        for named in ends.chain(said) {
            if self.is_here(&named)? {
                here.push(named);
            }
        }
        Ok(here)
    }

    /// Gives the journals that are here of the stations from which a partner's bundles came, and that it sealed itself:
    /// another office can have a station of the same name.
    fn journals_of(&self, partner: &Partner, header: &BundleHeader) -> Result<BTreeSet<Author>, Complaint> {
        let is_theirs =
            |office: &KnownOffice| office.partner.as_ref().is_some_and(|known| known.name == partner.name);
        let Some(office) = self.known_offices()?.into_iter().find(is_theirs) else {
            return Ok(BTreeSet::new());
        };
        let came = self.store.bundles()?.into_iter().filter(|bundle| {
            bundle.direction == Direction::In && bundle.partner.as_deref() == Some(&partner.name)
        });
        let mut names: BTreeSet<_> = came.map(|bundle| bundle.author.ws).collect();
        names.insert(header.workstation.clone());
        names.remove(&self.station.author.ws);
        let mut journals = BTreeSet::new();
        for state in self.store.authors()?.into_iter().filter(|state| names.contains(&state.author.ws)) {
            let mut root = None;
            self.store.events_of_author(&state.author, 1, |event| {
                root = super::seal_of(&event).map(|(_, certificate)| certificate.authority());
                if root.is_some() { Flow::Stop } else { Flow::Go }
            })?;
            journals.extend(root.is_some_and(|root| office.certifies(&root)).then_some(state.author));
        }
        Ok(journals)
    }

    /// Says whether a document is named in one of these journals, as far as they are known.
    fn is_linked_by(&self, digest: &Digest, known: &Known) -> Result<bool, Complaint> {
        for found in self.store.cases_with_document(digest)? {
            let events = self.store.events_of_case(&found.label.case)?;
            let linked = events.iter().any(|event| {
                let to = known.get(&event.author());
                let is_known = to.is_some_and(|to| to.is_none_or(|to| event.header.seq <= to));
                is_known && documents_in([event]).contains(digest)
            });
            if linked {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
