//! Merging what fifty stations wrote while they were apart, beside others that merge the very same changes.

use super::meter::{self, Took, time};
use super::written::{self, STATIONS, Written};
use super::{machine, megabytes};
use noodbrug_core::bundle::Mode;
use noodbrug_core::lawbook::LawBook;
use noodbrug_store::{Merged, Store, StoreKey, StoreMeta};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How the peers are built, and where that puts them.
const BUILD: &str = "cargo build --release --manifest-path tests/peers/Cargo.toml --target-dir target/peers";
const BUILT: &str = "target/peers/release/noodbrug-peers";
/// What each peer is called there, and what it is.
const PEERS: [(&str, &str); 2] = [
    ("session", "SQLite changeset_apply, in the order of the days (plain, no history, no derived tables)"),
    ("automerge", "Automerge, all changes at once (plain, in memory, saved at the end)"),
];

/// Makes the events and merges them: in one transaction, again, and station by station into another store.
pub(crate) fn run(folder: &Path, events: u32) {
    let law = noodbrug_office::law::built_in().unwrap();
    let made = written::write(&folder.join("made"), events);
    println!(
        "\nmerge of {} events of {STATIONS} stations, {} cases, {:.1} MB of lines, whole chains one after another",
        made.events(),
        made.cases,
        made.chains.iter().map(|chain| megabytes(chain)).sum::<f64>()
    );
    let mut store = fresh(&folder.join("at-once"));
    machine::forget_peak();
    println!("  memory before: {}", machine::peak_memory());
    let (spent, took) = time(|| Spent::taking(&mut store, &made.chains, &law));
    println!("  one transaction: {}, {:.0} events a second", took.text(), made.rate(&took));
    println!("    {}", spent.text(&took));
    println!(
        "  peak memory: {}; store: {:.1} MB",
        machine::peak_memory(),
        megabytes(&folder.join("at-once"))
    );
    let (again, twice) = time(|| Spent::taking(&mut store, &made.chains, &law));
    println!("  the same again: {} ({} known, {} new)", twice.text(), again.merged.known, again.merged.new);
    one_by_one(&folder.join("one-by-one"), &made, (&store, &law));
    peers(folder, &made, &took);
}

/// Merges station by station, the last one first: each time what is new about a case is derived once more.
fn one_by_one(folder: &Path, made: &Written, (whole, law): (&Store, &LawBook)) {
    let mut store = fresh(folder);
    let mut each = Vec::new();
    machine::forget_peak();
    let ((), took) = time(|| {
        for chain in made.chains.iter().rev() {
            let begun = Instant::now();
            Spent::taking(&mut store, std::slice::from_ref(chain), law);
            each.push(begun.elapsed());
        }
    });
    println!("  a transaction for each station: {}, {:.0} events a second", took.text(), made.rate(&took));
    println!("    a station: {}; peak memory: {}", meter::ranks(each), machine::peak_memory());
    let same = store.state_root().unwrap() == whole.state_root().unwrap();
    println!("    the same state as in one transaction: {same}");
}

fn fresh(folder: &Path) -> Store {
    let meta = StoreMeta {
        office: "Meetparket".to_owned(),
        station: "oef-meet-02".parse().unwrap(),
        mode: Mode::Exercise,
        made_at: "2026-12-02T09:00:00+01:00".parse().unwrap(),
    };
    Store::create(folder, &StoreKey { key: [1; 32], salt: [2; 16] }, &meta).unwrap()
}

impl Written {
    fn events(&self) -> u32 {
        self.cases * written::EVENTS_A_CASE
    }

    fn rate(&self, took: &Took) -> f64 {
        f64::from(self.events()) / took.wall.as_secs_f64()
    }
}

/// What a merge brought, and where its time went.
#[derive(Default)]
struct Spent {
    read: Duration,
    take: Duration,
    derive: Duration,
    merged: Merged,
}

impl Spent {
    /// Takes chains in as the office takes in a bundle: segment by segment, all in one transaction.
    fn taking(store: &mut Store, chains: &[PathBuf], law: &LawBook) -> Spent {
        let mut spent = Spent::default();
        let merged = store.write(|work| {
            let mut merging = work.begin_merge()?;
            let mut from = Instant::now();
            for chain in chains {
                let mut failed = Ok(());
                written::each_segment(chain, |events| {
                    spent.read += from.elapsed();
                    from = Instant::now();
                    if failed.is_ok() {
                        failed = merging.take(work, events);
                    }
                    spent.take += from.elapsed();
                    from = Instant::now();
                });
                failed?;
            }
            let merged = merging.finish(work, law);
            spent.derive = from.elapsed();
            merged
        });
        spent.merged = merged.unwrap();
        spent
    }

    fn text(&self, took: &Took) -> String {
        let rest = took.wall.saturating_sub(self.read + self.take + self.derive);
        format!(
            "read and check {:.2?}, journal {:.2?}, derive {:.2?}, make durable {rest:.2?}; {} conflicts, {} waiting",
            self.read,
            self.take,
            self.derive,
            self.merged.conflicts_new.len(),
            self.merged.waiting
        )
    }
}

/// Has the peers merge the same changes, where they are built.
fn peers(folder: &Path, made: &Written, own: &Took) {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join(BUILT);
    let program = std::env::var_os("NOODBRUG_BENCH_PEERS").map_or(built, PathBuf::from);
    if !program.exists() {
        println!(
            "  peers (SQLite sessions, Automerge): not built; `{BUILD}` makes them (tests/peers/Cargo.toml)"
        );
        return;
    }
    for (word, what) in PEERS {
        println!("  peer {what}");
        merged_by(&program, word, (folder, made), own);
    }
}

/// Has one peer make what the stations would hand over, merge that, and count what is there.
fn merged_by(program: &Path, word: &str, (folder, made): (&Path, &Written), own: &Took) -> Option<()> {
    let handed = folder.join(word);
    fs::create_dir_all(&handed).unwrap();
    let step = |verb: &str| {
        let mut command = Command::new(program);
        command.args([verb, word]).args((verb == "make").then_some(&made.lines)).arg(&handed);
        meter::peer_saying(word, &mut command)
    };
    let (prepared, _) = step("make")?;
    let (took, said) = step("merge")?;
    println!("    {}, {:.0} changes a second; ratio: {}", took.text(), made.rate(&took), own.ratio(&took));
    println!("    in its own words: {}", said.trim_end());
    let (_, found) = step("check")?;
    println!("    {}; made ready before that in {}", found.trim_end(), prepared.text());
    Some(())
}
