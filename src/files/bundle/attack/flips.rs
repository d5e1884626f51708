//! Each bit of a bundle turned: none may go unseen.

use super::super::fixture::{NAME, go_on, judged, trust};
use super::super::judge;
use super::{each, victim};
use crate::keys::{ClosingEnvelope, EnvelopeKey};
use noodbrug_core::bundle::{Finding, FindingKind, Limits, Outcome, outcome_of};
use std::collections::BTreeSet;
use std::io::Write as _;

#[test]
fn every_bit_of_a_bundle_that_is_turned_is_refused() {
    let good = victim().pack();
    let trust = trust();
    assert!(judged(&good, &trust).is_trusted());
    let places: Vec<usize> = (0..good.len()).collect();
    each(&places, |at| {
        let mut bad = good.clone();
        for bit in 0..8 {
            bad[*at] = good[*at] ^ 1 << bit;
            let judgement = judged(&bad, &trust);
            assert!(!judgement.is_sound(), "byte {at} bit {bit}: {:?}", judgement.findings);
            let torn = |found: &Finding| {
                matches!(found.kind, FindingKind::WrongChecksum | FindingKind::BrokenPacking)
            };
            if judgement.findings.iter().any(torn) {
                let outcome = outcome_of(&judgement.findings);
                assert_eq!(outcome, Outcome::Damaged, "byte {at} bit {bit}: {:?}", judgement.findings);
            }
        }
    });
}

/// One bit of each byte; neighbours have different ones.
#[test]
fn a_bit_of_each_byte_of_an_envelope_that_is_turned_is_refused() {
    let key = EnvelopeKey::generate();
    let mut envelope = ClosingEnvelope::begin(&BTreeSet::from([key.address()]), Vec::new()).unwrap();
    envelope.write_all(&victim().pack()).unwrap();
    let good = envelope.finish().unwrap();
    let trust = trust().opening([key]);
    let folder = tempfile::tempdir().unwrap();
    let judged = |turn: usize, bytes: &[u8]| {
        let path = folder.path().join(turn.to_string());
        std::fs::create_dir_all(&path).unwrap();
        let path = path.join(format!("{NAME}.age"));
        std::fs::write(&path, bytes).unwrap();
        judge(&path, &trust, &Limits::default(), &mut go_on).unwrap()
    };
    assert!(judged(0, &good).is_trusted());
    let places: Vec<usize> = (0..good.len()).collect();
    let shares: Vec<(usize, &[usize])> = places.chunks(good.len().div_ceil(8)).enumerate().collect();
    each(&shares, |(turn, share)| {
        let mut bad = good.clone();
        for at in *share {
            bad[*at] ^= 1 << (at % 8);
            let judgement = judged(*turn, &bad);
            assert!(!judgement.is_sound(), "byte {at}: {:?}", judgement.findings);
            bad[*at] = good[*at];
        }
    });
}
