//! Fifty workstations that meet by stick for sixty days: sticks are lost, late and torn, copies are put back, clocks run
//! wild. In the end all hold the same, nothing is lost, and nothing was decided but by people.
//!
//! Every seed is a history of its own. `NOODBRUG_SEEDS=1000-3000 cargo test --test simulator` plays others than those that
//! are always played; a failure names its seed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

mod judge;
mod luck;
mod peers;
mod world;

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use world::{Clocks, Met, Size, World};

/// The seeds that are always played.
const ALWAYS: Range<u64> = 0..1000;

const OFFICE: Size = Size { stations: 50, days: 60, cases: 60, writes: 8 };

fn seeds() -> Range<u64> {
    let asked = std::env::var("NOODBRUG_SEEDS").ok();
    let asked = asked.map(|text| {
        let (from, to) = text.split_once('-').expect("NOODBRUG_SEEDS=1000-3000");
        from.parse().unwrap()..to.parse().unwrap()
    });
    asked.unwrap_or(ALWAYS)
}

/// Plays each seed, on all processors; a panic names the seed.
fn each_seed(seeds: Range<u64>, play: impl Fn(u64) -> Met + Sync) -> Met {
    let next = AtomicU64::new(seeds.start);
    let hands = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        let work = || {
            let mut met = Met::default();
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= seeds.end {
                    return met;
                }
                let _named = Named(seed);
                met.add(&play(seed));
            }
        };
        let hands: Vec<_> = (0..hands).map(|_| scope.spawn(work)).collect();
        let mut all = Met::default();
        for hand in hands {
            all.add(&hand.join().expect("the seed is named above"));
        }
        all
    })
}

/// Says which seed is being played when it fails.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("SEED {0}: play it again with NOODBRUG_SEEDS={0}-{1}", self.0, self.0 + 1);
        }
    }
}

#[test]
fn after_sixty_days_of_sticks_all_stations_hold_the_same_and_nothing_is_lost() {
    let met = each_seed(seeds(), |seed| {
        let mut world = World::new(seed, OFFICE, Clocks::Wild);
        world.play();
        world.meet_again();
        judge::all_hold_the_same(&world);
        judge::nothing_left_but_by_a_person(&world);
        world.met
    });
    eprintln!("{met:?}");
    met.is_no_calm_sea();
}

#[test]
fn no_clock_changes_what_is_shown_or_what_is_in_conflict() {
    each_seed(0..24, |seed| {
        let outcomes = [Clocks::Right, Clocks::Wild, Clocks::Backwards].map(|clocks| {
            let mut world = World::new(seed, OFFICE, clocks);
            world.play();
            world.meet_again();
            judge::shape(&world)
        });
        assert_eq!(outcomes[0], outcomes[1]);
        assert_eq!(outcomes[0], outcomes[2]);
        Met::default()
    });
}

#[test]
fn the_store_holds_what_the_rules_say_however_the_sticks_came() {
    each_seed(0..4, |seed| {
        let size = Size { stations: 8, days: 30, cases: 12, writes: 4 };
        let mut world = World::new(seed, size, Clocks::Wild);
        world.play();
        world.meet_again();
        peers::stores_agree(&world);
        world.met
    });
}

#[test]
fn the_reader_in_python_comes_to_the_same_root() {
    let mut worlds: Vec<World> =
        (0..12).map(|seed| World::new(seed, Size { stations: 12, ..OFFICE }, Clocks::Wild)).collect();
    for world in &mut worlds {
        world.play();
    }
    peers::python_agrees(&worlds);
}
