//! The root of a state: one digest that two machines compare to know that they hold the same.
//!
//! Cases fall into 4,096 buckets by the first twelve bits of their id, so that one changed case costs one bucket.

use crate::digest::Digest;
use crate::ident::CaseId;
use crate::state::CaseState;
use std::collections::BTreeMap;

/// How many buckets there are.
pub const BUCKETS: usize = 4096;

/// Gives the bucket of a case: the first twelve bits of its id.
#[must_use]
pub const fn bucket_of(case: &CaseId) -> u16 {
    let [first, second, ..] = *case.as_bytes();
    (first as u16) << 4 | (second as u16) >> 4
}

/// Hashes one bucket: the id (16 bytes) and state digest (32 bytes) of each case in it that has a state, in the order
/// of the ids.
#[must_use]
pub fn bucket_digest(cases: &[(CaseId, Digest)]) -> Digest {
    let mut sorted = cases.to_vec();
    sorted.sort_unstable();
    Digest::of_parts(sorted.iter().flat_map(|(case, state)| [case.as_bytes().as_slice(), state.as_bytes()]))
}

/// Hashes all buckets, in order; a bucket without cases counts as the digest of nothing.
#[must_use]
pub fn state_root(mut bucket: impl FnMut(u16) -> Option<Digest>) -> Digest {
    let empty = Digest::of(b"");
    let digests: Vec<Digest> = (0..4096).map(|index| bucket(index).unwrap_or(empty)).collect();
    Digest::of_parts(digests.iter().map(|digest| digest.as_bytes().as_slice()))
}

/// Gives the root of the state of these cases; one without a state does not count.
#[must_use]
pub fn root_of(cases: impl IntoIterator<Item = (CaseId, CaseState)>) -> Digest {
    let mut buckets: BTreeMap<u16, Vec<(CaseId, Digest)>> = BTreeMap::new();
    for (case, state) in cases.into_iter().filter(|(_, state)| !state.is_empty()) {
        buckets.entry(bucket_of(&case)).or_default().push((case, state.digest()));
    }
    state_root(|bucket| buckets.get(&bucket).map(|cases| bucket_digest(cases)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_cases_in_a_bucket_does_not_matter() {
        let one = (CaseId::from_bytes([1; 16]), Digest::of(b"a"));
        let other = (CaseId::from_bytes([2; 16]), Digest::of(b"b"));
        assert_eq!(bucket_digest(&[one, other]), bucket_digest(&[other, one]));
        assert_ne!(bucket_digest(&[one, other]), bucket_digest(&[one]));
    }

    #[test]
    fn the_bucket_is_the_first_twelve_bits() {
        let mut bytes = [0; 16];
        (bytes[0], bytes[1]) = (0xab, 0xcd);
        assert_eq!(bucket_of(&CaseId::from_bytes(bytes)), 0xabc);
    }

    #[test]
    fn the_root_of_cases_is_that_of_their_states_and_of_nothing_when_they_have_none() {
        use crate::case::tests::{author, case, note, stamp};
        let event = crate::journal::Chain::new(author("ws-a")).append(note("een"), &stamp(1)).unwrap();
        let state = CaseState::of([&event]);
        let bucket = bucket_digest(&[(case(), state.digest())]);
        let root = state_root(|index| (index == bucket_of(&case())).then_some(bucket));
        assert_eq!(root_of([(case(), state)]), root);
        assert_eq!(root_of([(case(), CaseState::default())]), state_root(|_| None));
    }

    #[test]
    fn one_other_bucket_gives_another_root() {
        let empty = state_root(|_| None);
        assert_eq!(empty, state_root(|_| Some(Digest::of(b""))));
        assert_ne!(empty, state_root(|index| (index == 7).then(|| Digest::of(b"x"))));
    }
}
