//! The chain of one author: each event names the one before it, and checkpoints seal the whole.

use crate::digest::Digest;
use crate::event::{Draft, Event, EventId, Header, Kind, NotAnEvent, Stamp, VERSION};
use crate::ident::Author;
use serde::{Deserialize, Serialize};

/// Where an author's chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The author and epoch.
    pub author: Author,
    /// The last event's place and name; none while the chain is empty.
    pub head: Option<(u64, EventId)>,
}

impl Chain {
    /// Begins the chain of a new author or epoch.
    #[must_use]
    pub const fn new(author: Author) -> Chain {
        Chain { author, head: None }
    }

    /// Makes the next event of the chain and moves its head.
    ///
    /// # Errors
    /// [`NotAnEvent`] when the draft breaks a rule of its kind; the chain stays as it was.
    pub fn append(&mut self, draft: Draft, stamp: &Stamp) -> Result<Event, NotAnEvent> {
        let seq = self.head.map_or(1, |(seq, _)| seq.saturating_add(1));
        let header = Header {
            bh: Digest::of(b""),
            cs: draft.case,
            ep: self.author.ep,
            k: draft.kind,
            pol: stamp.keyset,
            prev: self.head.map(|(_, id)| id),
            refs: draft.refs.clone(),
            seq,
            sup: draft.sup.clone(),
            v: VERSION,
            ws: self.author.ws.clone(),
        };
        let event = Event::seal(header, &draft.body(stamp))?;
        self.head = Some((seq, event.id));
        Ok(event)
    }
}

/// What a checkpoint seals: the author's chain up to one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The author's epoch.
    pub ep: u64,
    /// The name of the last event.
    pub head: EventId,
    /// The Merkle tree hash over all event names, in order.
    pub root: Digest,
    /// The last event's place.
    pub seq: u64,
    /// The clock of the station when it sealed.
    pub t: crate::moment::Moment,
    /// The author.
    pub ws: crate::ident::AuthorName,
}

impl Checkpoint {
    /// Reads what an event seals: the chain of its own author up to the event before it. Whose signature is under it is
    /// for the caller to prove.
    #[must_use]
    pub fn of(event: &Event) -> Option<Checkpoint> {
        let header = &event.header;
        let said = (header.k == Kind::Checkpoint).then(|| event.content())?.map(|body| &body.val)?;
        let checkpoint = Checkpoint::deserialize(said.get("checkpoint")?).ok()?;
        let right = (&checkpoint.ws, checkpoint.ep) == (&header.ws, header.ep)
            && header.prev == Some(checkpoint.head)
            && checkpoint.seq.checked_add(1) == Some(header.seq);
        right.then_some(checkpoint)
    }
}

/// Computes the Merkle tree hash of RFC 6962 section 2.1 over event names, one leaf at a time, holding one digest a
/// level.
#[derive(Clone, Debug, Default)]
pub struct MerkleTree {
    peaks: Vec<(u32, Digest)>,
}

impl MerkleTree {
    /// Adds the next leaf.
    pub fn push(&mut self, leaf: &EventId) {
        let mut level = 0;
        let mut node = self::leaf(leaf);
        while let Some((_, left)) = self.peaks.pop_if(|(peak, _)| *peak == level) {
            node = parent(&left, &node);
            level += 1;
        }
        self.peaks.push((level, node));
    }

    /// Gives the tree hash of all leaves so far.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev().map(|(_, node)| *node);
        let Some(last) = peaks.next() else { return Digest::of(b"") };
        peaks.fold(last, |right, left| parent(&left, &right))
    }
}

/// Hashes an event's name as a leaf of the tree.
pub(crate) fn leaf(event: &EventId) -> Digest {
    Digest::of_parts([[0_u8].as_slice(), event.as_bytes()])
}

/// Hashes two nodes of the tree that lie beside each other.
pub(crate) fn parent(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts([[1_u8].as_slice(), left.as_bytes(), right.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::{author, note, stamp};

    #[test]
    fn each_event_names_the_one_before_it() {
        let mut chain = Chain::new(author("ws-a"));
        let first = chain.append(note("een"), &stamp(1)).unwrap();
        let second = chain.append(note("twee"), &stamp(2)).unwrap();
        assert_eq!((first.header.seq, first.header.prev), (1, None));
        assert_eq!((second.header.seq, second.header.prev), (2, Some(first.id)));
        assert_eq!(chain.head, Some((2, second.id)));
    }

    #[test]
    fn a_line_reads_back_as_the_same_event() {
        let event = Chain::new(author("ws-a")).append(note("een"), &stamp(1)).unwrap();
        let line = event.to_line();
        assert_eq!(Event::from_line(line.strip_suffix(b"\n").unwrap()), Ok(event));
    }

    #[test]
    fn every_flipped_bit_of_a_line_is_noticed() {
        let event = Chain::new(author("ws-a")).append(note("een"), &stamp(1)).unwrap();
        let line = event.to_line();
        for place in 0..(line.len() - 1) * 8 {
            let mut other = line.clone();
            other[place / 8] ^= 1 << (place % 8);
            other.pop();
            assert!(Event::from_line(&other).map_or(true, |read| read.id != event.id), "bit {place}");
        }
    }

    #[test]
    fn a_field_left_out_and_a_time_in_another_form_are_refused() {
        let event = Chain::new(author("ws-a")).append(note("een"), &stamp(1)).unwrap();
        let (_, body) = event.body.clone().unwrap();
        let body = String::from_utf8(body).unwrap();
        let at = event.content().unwrap().t;
        let utc = at.instant().to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        for other in [body.replace("\"src\":null,", ""), body.replace(&at.to_string(), &utc)] {
            assert_ne!(other, body);
            let header = Header { bh: Digest::of(other.as_bytes()), ..event.header.clone() };
            let header = crate::canonical::bytes_of(&header).unwrap();
            let refused = Event::from_bytes(header, Some(other.into_bytes()));
            assert_eq!(refused, Err(NotAnEvent::Body(crate::canonical::NotCanonical::Form)));
        }
        let header = String::from_utf8(event.header_bytes.clone()).unwrap().replace("\"prev\":null,", "");
        let refused = Event::from_bytes(header.into_bytes(), None);
        assert_eq!(refused, Err(NotAnEvent::Header(crate::canonical::NotCanonical::Form)));
    }

    #[test]
    fn a_destroyed_body_leaves_the_name_of_the_event_as_it_was() {
        let event = Chain::new(author("ws-a")).append(note("een"), &stamp(1)).unwrap();
        let bare = Event::from_bytes(event.header_bytes.clone(), None).unwrap();
        assert_eq!(bare.id, event.id);
        assert_eq!(Event::from_line(bare.to_line().strip_suffix(b"\n").unwrap()), Ok(bare));
    }

    #[test]
    fn a_refused_draft_leaves_the_chain_as_it_was() {
        let mut chain = Chain::new(author("ws-a"));
        let mut draft = note("een");
        draft.kind = Kind::Decide;
        assert!(chain.append(draft, &stamp(1)).is_err());
        assert_eq!(chain.head, None);
    }

    #[test]
    fn the_tree_hash_is_that_of_the_recursive_definition() {
        fn recursive(leaves: &[EventId]) -> Digest {
            match leaves {
                [] => Digest::of(b""),
                [leaf] => Digest::of_parts([[0_u8].as_slice(), leaf.as_bytes()]),
                _ => {
                    let split = leaves.len().next_power_of_two() / 2;
                    parent(&recursive(&leaves[..split]), &recursive(&leaves[split..]))
                }
            }
        }
        let leaves: Vec<EventId> = (0..70_u8).map(|leaf| Digest::of(&[leaf])).collect();
        for count in 0..leaves.len() {
            let mut tree = MerkleTree::default();
            leaves[..count].iter().for_each(|leaf| tree.push(leaf));
            assert_eq!(tree.root(), recursive(&leaves[..count]), "{count} leaves");
        }
    }
}
