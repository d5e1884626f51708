//! Measures the main road beside peers that do the nearest thing, where they are installed, and prints the ratios.
//!
//! `NOODBRUG_BENCH_CASES` says how many cases (50,000 when it does not); `NOODBRUG_BENCH_ONLY=paper` measures paper and
//! nothing else, `custody` the board and what it needs, `documents` a bundle with `NOODBRUG_BENCH_GB` gigabytes of documents
//! (5 when it does not say), `stations` the merge of `NOODBRUG_BENCH_EVENTS` events of fifty stations (50,000 when it does not
//! say), `compare` a fresh export of `NOODBRUG_BENCH_CASES` cases (then 5,000) held against the work of people. Nothing is
//! asserted: a machine that is busy gives other figures.
//!
//! The peers of `stations` are a small program of their own, which is built by hand: `tests/peers/Cargo.toml` says how.
//! `NOODBRUG_BENCH_PEERS` names it where it lies elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

mod bundle;
mod compare;
mod consult;
mod custody;
mod documents;
mod intake;
mod machine;
mod merge;
mod meter;
mod paper;
mod stations;
mod written;

use std::path::Path;

/// How many cases are compared when nobody says.
const COMPARED: u32 = 5_000;

fn main() {
    let asked = number("NOODBRUG_BENCH_CASES");
    let cases = asked.unwrap_or(50_000);
    let events = number("NOODBRUG_BENCH_EVENTS").unwrap_or(50_000);
    let dir = tempfile::tempdir().unwrap();
    machine::print(dir.path());
    let only = std::env::var("NOODBRUG_BENCH_ONLY").unwrap_or_default();
    if only == "paper" {
        return paper::print(dir.path());
    }
    if only == "documents" {
        let gigabytes = std::env::var("NOODBRUG_BENCH_GB").ok().and_then(|text| text.parse().ok());
        return documents::run(dir.path(), gigabytes.unwrap_or(5.0));
    }
    if only == "stations" {
        return stations::run(&dir.path().join("stations"), events);
    }
    if only == "compare" {
        return compare::run(&dir.path().join("compare"), asked.unwrap_or(COMPARED));
    }
    println!("cases: {cases}");
    let mut office = intake::run(dir.path(), cases);
    if only == "custody" {
        custody::clocks();
        return custody::board(&office);
    }
    let csv = dir.path().join("export/zaken.csv");
    consult::search(&office, &csv);
    consult::open(&mut office);
    custody::clocks();
    custody::board(&office);
    paper::print(dir.path());
    bundle::run(dir.path(), &mut office);
    merge::run(&dir.path().join("merge"), cases / 5);
    stations::run(&dir.path().join("stations"), events);
    compare::run(&dir.path().join("compare"), asked.unwrap_or(COMPARED));
}

/// Reads a number that was asked for.
fn number(name: &str) -> Option<u32> {
    std::env::var(name).ok()?.parse().ok()
}

/// Gives the length of a file or of all files in a folder, in megabytes.
fn megabytes(path: &Path) -> f64 {
    fn len(path: &Path) -> u64 {
        match std::fs::read_dir(path) {
            Ok(entries) => entries.map(|entry| len(&entry.unwrap().path())).sum(),
            Err(_) => path.metadata().map_or(0, |meta| meta.len()),
        }
    }
    len(path) as f64 / 1e6
}
