//! One bundle, or several where the medium takes no file so large: events and as many documents as fit in the first, the
//! other documents in those that follow. Each is a bundle of its own, and they may come in any order.

use super::selection::Selection;
use noodbrug_core::digest::Digest;
use std::collections::BTreeMap;

/// The documents of one bundle, with their lengths.
pub(super) type Load = BTreeMap<Digest, u64>;

/// What a bundle takes beside its events and documents: what stands at its top, its overview, its lists.
const BESIDE: u64 = 256 << 10;
/// What a document takes beside itself: its records in the archive, its lines in the lists.
const BESIDE_DOCUMENT: u64 = 1 << 10;

/// Why something fits in no bundle on this medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// The events by themselves are too many.
    Events,
    /// A document by itself is too large.
    Document(Digest),
}

/// Deals documents out over as few bundles as the medium allows, in the order of their digests.
pub(super) fn loads(events: u64, documents: &Load, largest: Option<u64>) -> Result<Vec<Load>, Misfit> {
    let Some(largest) = largest else { return Ok(vec![documents.clone()]) };
    // The lists say once more what the events say. Text is reckoned as if it were not packed.
    let mut room = largest.checked_sub(events.saturating_mul(2).saturating_add(BESIDE));
    let empty = largest.saturating_sub(BESIDE);
    let mut loads = vec![Load::new()];
    for (digest, len) in documents {
        let takes = len.saturating_add(BESIDE_DOCUMENT).saturating_add(len >> 10);
        if takes > empty {
            return Err(Misfit::Document(*digest));
        }
        let left = room.ok_or(Misfit::Events)?;
        if takes > left {
            loads.push(Load::new());
        }
        let left = if takes > left { empty } else { left };
        room = Some(left.saturating_sub(takes));
        if let Some(load) = loads.last_mut() {
            load.insert(*digest, *len);
        }
    }
    room.map(|_| loads).ok_or(Misfit::Events)
}

impl Selection {
    /// Gives what goes into one of several bundles: into the first all but documents of others, into others documents alone.
    pub(super) fn part(&mut self, turn: usize, load: Load) -> Selection {
        if turn > 0 {
            return Selection { basis: self.basis.clone(), documents: load, ..Selection::default() };
        }
        let whole = std::mem::take(self);
        self.basis.clone_from(&whole.basis);
        Selection { documents: load, ..whole }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(lens: &[u64]) -> Load {
        lens.iter().enumerate().map(|(turn, len)| (Digest::of(&turn.to_be_bytes()), *len)).collect()
    }

    #[test]
    fn without_a_bound_all_goes_in_one_bundle() {
        let all = documents(&[1 << 40, 7]);
        assert_eq!(loads(u64::MAX, &all, None), Ok(vec![all]));
        assert_eq!(loads(0, &Load::new(), Some(1 << 20)), Ok(vec![Load::new()]));
    }

    #[test]
    fn every_document_goes_once_and_no_bundle_is_larger_than_the_medium_takes() {
        let all = documents(&[300_000, 1, 900_000, 500_000, 500_000, 20_000, 700_000, 1_700_000]);
        let largest = 2 << 20;
        let dealt = loads(100_000, &all, Some(largest)).unwrap();
        assert!(dealt.len() > 1);
        let together: Load = dealt.iter().flatten().map(|(digest, len)| (*digest, *len)).collect();
        assert_eq!(together, all);
        assert_eq!(dealt.iter().map(Load::len).sum::<usize>(), all.len());
        for (turn, load) in dealt.iter().enumerate() {
            let events = if turn == 0 { 200_000 } else { 0 };
            let size: u64 = load.values().sum();
            assert!(size + events + BESIDE <= largest, "{turn}");
        }
    }

    #[test]
    fn what_fits_nowhere_is_named() {
        let all = documents(&[10, 3 << 20]);
        let large = all.iter().find(|(_, len)| **len > 10).unwrap().0;
        assert_eq!(loads(0, &all, Some(2 << 20)), Err(Misfit::Document(*large)));
        assert_eq!(loads(2 << 20, &documents(&[10]), Some(2 << 20)), Err(Misfit::Events));
        assert_eq!(loads(2 << 20, &Load::new(), Some(2 << 20)), Err(Misfit::Events));
    }
}
