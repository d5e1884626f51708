//! Attacks on our own reader, as many as a machine can make: each bit turned, each file and line left out, turned or
//! doubled, archives that programs read differently, and bundles that are made to take room and time.
//!
//! All of it is made from fixed seeds, so that a failure comes back.

mod archives;
mod flips;
mod mutations;
mod room;
mod rules;
mod sizes;
mod zip;

use super::fixture::{author, header, write_into};
use super::parts::Parts;
use super::{Item, Parcel};
use noodbrug_core::bundle::{Kind, Mode, READ_ME, Segment, document_path};
use noodbrug_core::digest::Digest;

/// The smallest bundle with a file of each kind.
fn victim() -> Parts {
    let mut header = header(Mode::Live);
    let (events, pdf) = (b"{\"v\":1}\t{\"n\":\"x\"}\n".to_vec(), b"%PDF-1.7".to_vec());
    let path = Segment::path_of(&author(), 1, 1);
    header.purpose = "proef".to_owned();
    header.segments = vec![Segment {
        author: author().ws,
        epoch: 1,
        from: 1,
        to: 1,
        first_prev: None,
        last_id: Digest::of(b"1"),
        count: 1,
        path: path.clone(),
        sha256: Digest::of(&events),
    }];
    let items = vec![
        Item::bytes(&document_path(&Digest::of(&pdf), "pdf"), pdf),
        Item::bytes(&path, events),
        Item::bytes("data/taken.csv", b"\"Taak\"\r\n".repeat(4)),
    ];
    let folder = tempfile::tempdir().unwrap();
    let written = write_into(folder.path(), Parcel { header, items, envelope: None });
    let mut parts = Parts::of(&std::fs::read(written.path).unwrap());
    *parts.get(READ_ME) = b"Lees mij.\n".to_vec();
    parts.sign(Kind::Export.namespace());
    parts
}

/// Does the same for each of many, on all processors.
fn each<T: Send + Sync>(many: &[T], work: impl Fn(&T) + Sync) {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for share in many.chunks(many.len().div_ceil(workers).max(1)) {
            scope.spawn(|| share.iter().for_each(&work));
        }
    });
}

/// Numbers that look like chance and are the same each time (SplitMix64).
pub(super) struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn coin(&mut self) -> bool {
        self.next() & 1 == 1
    }
}
