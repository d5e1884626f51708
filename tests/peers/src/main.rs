//! Merges the changes of many stations as others do it, for the benchmark that stands beside them.
//!
//! Three steps, each a process of its own so that time and memory of one are not counted with another: `make` writes what
//! each station would hand over, `merge` takes all of that in and says how long that took and how much memory it needed,
//! `check` counts what is there then.

#![forbid(unsafe_code)]

mod changes;
mod document;
mod session;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

/// What may go wrong is told and ends the program.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

const USAGE: &str = "noodbrug-peers make session|automerge CHANGES FOLDER\n\
                     noodbrug-peers merge session|automerge FOLDER\n\
                     noodbrug-peers check session|automerge FOLDER\n\
                     A line of CHANGES: day, station, number, case, field, value; tabs between them.";

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", "session", changes, folder] => session::make(Path::new(changes), Path::new(folder)),
        ["make", "automerge", changes, folder] => document::make(Path::new(changes), Path::new(folder)),
        ["merge", "session", folder] => session::merge(Path::new(folder)),
        ["merge", "automerge", folder] => document::merge(Path::new(folder)),
        ["check", "session", folder] => session::check(Path::new(folder)),
        ["check", "automerge", folder] => document::check(Path::new(folder)),
        _ => Err(USAGE.into()),
    }
}

/// Prints what a merge took, the memory of the process so far, and what it found.
pub(crate) fn tell(begun: Instant, found: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown", str::trim);
    println!("{:.2?}, peak memory {peak}, {found}", begun.elapsed());
}
