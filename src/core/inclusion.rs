//! Proofs of inclusion (RFC 6962, section 2.1.1): that an event stands at its place in a sealed journal, shown by a few
//! digests and without any other event.

use crate::digest::Digest;
use crate::event::EventId;
use crate::journal::{leaf, parent};

/// All nodes of the tree over a journal, to make proofs from: two digests an event in memory.
#[derive(Clone, Debug)]
pub struct ProofTree {
    /// From the leaves up; the last level is the root alone.
    levels: Vec<Vec<Digest>>,
}

impl ProofTree {
    /// Builds the tree over event names, in the order of their places.
    #[must_use]
    pub fn over<'a>(leaves: impl IntoIterator<Item = &'a EventId>) -> ProofTree {
        let mut level: Vec<Digest> = leaves.into_iter().map(leaf).collect();
        let mut levels = Vec::new();
        while level.len() > 1 {
            let above = level.chunks(2).filter_map(joined).collect();
            levels.push(std::mem::replace(&mut level, above));
        }
        levels.push(level);
        ProofTree { levels }
    }

    /// Gives the tree hash.
    #[must_use]
    pub fn root(&self) -> Digest {
        let top = self.levels.last().and_then(|level| level.first());
        top.copied().unwrap_or_else(|| Digest::of(b""))
    }

    /// Gives the digests that lead from an event up to the root; none when the journal has no such place.
    ///
    /// `seq` is the event's place, from 1.
    #[must_use]
    pub fn path(&self, seq: u64) -> Option<Vec<Digest>> {
        let mut at = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.levels.first()?.get(at)?;
        let mut path = Vec::new();
        for level in &self.levels {
            // A node without a neighbour goes up as it is.
            path.extend(level.get(at ^ 1).copied());
            at >>= 1;
        }
        Some(path)
    }
}

fn joined(pair: &[Digest]) -> Option<Digest> {
    match pair {
        [left, right] => Some(parent(left, right)),
        [alone] => Some(*alone),
        _ => None,
    }
}

/// Gives the tree hash that a path leads to; none when no path of this length leads from that place in a tree of that
/// size.
///
/// `seq` is the event's place, from 1; `size` how many events were sealed. This is RFC 9162, section 2.1.3.2.
#[must_use]
pub fn root_from(event: &EventId, (seq, size): (u64, u64), path: &[Digest]) -> Option<Digest> {
    let mut at = seq.checked_sub(1).filter(|at| *at < size)?;
    let mut last = size.checked_sub(1)?;
    let mut node = leaf(event);
    for beside in path {
        if last == 0 {
            return None;
        }
        if at & 1 == 1 || at == last {
            node = parent(beside, &node);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            node = parent(&node, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::MerkleTree;

    /// `PATH(m, D[n])` as RFC 6962 writes it.
    fn published(at: usize, leaves: &[EventId]) -> Vec<Digest> {
        if leaves.len() < 2 {
            return Vec::new();
        }
        let split = leaves.len().next_power_of_two() / 2;
        let (left, right) = leaves.split_at(split);
        let (inside, beside, at) = if at < split { (left, right, at) } else { (right, left, at - split) };
        let mut path = published(at, inside);
        path.push(root_of(beside));
        path
    }

    fn root_of(leaves: &[EventId]) -> Digest {
        let mut tree = MerkleTree::default();
        leaves.iter().for_each(|leaf| tree.push(leaf));
        tree.root()
    }

    fn names(count: u8) -> Vec<EventId> {
        (0..count).map(|number| Digest::of(&[number])).collect()
    }

    #[test]
    fn each_event_of_each_journal_of_up_to_seventy_is_proven_as_the_rfc_writes_it() {
        let all = names(70);
        for size in 1..=all.len() {
            let (leaves, tree) = (&all[..size], ProofTree::over(&all[..size]));
            assert_eq!(tree.root(), root_of(leaves), "{size}");
            for (at, event) in leaves.iter().enumerate() {
                let (seq, path) = (at as u64 + 1, tree.path(at as u64 + 1).unwrap());
                assert_eq!(path, published(at, leaves), "{at} of {size}");
                assert_eq!(root_from(event, (seq, size as u64), &path), Some(tree.root()), "{at} of {size}");
            }
            assert_eq!((tree.path(0), tree.path(size as u64 + 1)), (None, None));
        }
        assert_eq!(ProofTree::over([]).root(), root_of(&[]));
    }

    #[test]
    fn no_proof_holds_for_another_event_place_size_or_path() {
        let all = names(33);
        for size in 1..=all.len() {
            let tree = ProofTree::over(&all[..size]);
            let root = Some(tree.root());
            for seq in 1..=size as u64 {
                let (event, path) = (&all[seq as usize - 1], tree.path(seq).unwrap());
                let holds = |event: &EventId, place: (u64, u64), path: &[Digest]| {
                    root_from(event, place, path) == root
                };
                assert!(!holds(&Digest::of(b"other"), (seq, size as u64), &path));
                for other in (0..=size as u64 + 1).filter(|other| *other != seq) {
                    assert!(!holds(event, (other, size as u64), &path), "{seq} as {other} of {size}");
                }
                for at in 0..path.len() {
                    let mut bent = path.clone();
                    bent[at] = Digest::of(b"bent");
                    assert!(!holds(event, (seq, size as u64), &bent));
                    bent.remove(at);
                    assert!(!holds(event, (seq, size as u64), &bent));
                }
                let longer: Vec<Digest> = path.iter().copied().chain([Digest::of(b"more")]).collect();
                assert!(!holds(event, (seq, size as u64), &longer));
            }
        }
    }
}
