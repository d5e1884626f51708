//! The first stores of a process. Nothing else may stand in this file: another test in the same process would have
//! opened a store before.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use noodbrug_core::bundle::Mode;
use noodbrug_core::moment::Moment;
use noodbrug_store::{Store, StoreKey, StoreMeta};
use std::sync::Barrier;

#[test]
fn the_first_stores_of_a_process_are_opened_by_many_threads_at_once() {
    const THREADS: usize = 16;
    let folder = tempfile::tempdir().unwrap();
    let start = Barrier::new(THREADS);
    std::thread::scope(|threads| {
        for number in 0..THREADS {
            let (dir, start) = (folder.path().join(number.to_string()), &start);
            threads.spawn(move || {
                let meta = StoreMeta {
                    office: "Oefenparket".into(),
                    station: "ws-a".parse().unwrap(),
                    mode: Mode::Exercise,
                    made_at: Moment::from_unix(1_790_000_000).unwrap(),
                };
                start.wait();
                Store::create(&dir, &StoreKey { key: [7; 32], salt: [9; 16] }, &meta).unwrap();
            });
        }
    });
}
