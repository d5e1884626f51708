//! Thousands of archives that programs read differently, after the manner of the ZipDiff study (USENIX Security 2025): one
//! lie of each class many times over, and two or three lies together.
//!
//! Each must be refused. That says little where a signature refuses what the archive let through; so the archive alone is
//! asked as well, and what it lets through must be, byte by byte, what it would write itself.
//! With `NOODBRUG_KEEP_ARCHIVES` set to a folder, they are left there for other programs to read.

use super::super::container::Findings;
use super::super::entry::{Content, Fault};
use super::super::fixture::{NAME, judged, trust};
use super::super::parts::finish;
use super::super::walk::walk;
use super::mutations::CLASSES;
use super::zip::Zip;
use super::{Chance, each, victim};
use noodbrug_core::bundle::Limits;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Mutex;

const OF_EACH_CLASS: u64 = 180;
const OF_SEVERAL: u64 = 3_000;
const OF_BYTES: u64 = 1_000;
const SEVERAL: &str = "two or three of these";
const BYTES: &str = "bytes cut, doubled or put in";

/// One archive to make: its class and the seed of its particulars.
fn plan() -> Vec<(&'static str, u64)> {
    let classes = CLASSES.iter().map(|(name, _)| (*name, OF_EACH_CLASS));
    let all = classes.chain([(SEVERAL, OF_SEVERAL), (BYTES, OF_BYTES)]);
    all.flat_map(|(name, count)| (0..count).map(move |seed| (name, seed))).collect()
}

fn made(base: &Zip, class: &str, seed: u64) -> Vec<u8> {
    let mut chance = Chance(seed ^ u64::from(crc32fast::hash(class.as_bytes())) << 32);
    let mut zip = base.clone();
    match class {
        BYTES => return cut(zip.to_bytes(), &mut chance),
        SEVERAL => (0..2 + chance.below(2)).for_each(|_| chance.pick(&CLASSES).1(&mut zip, &mut chance)),
        _ => CLASSES
            .iter()
            .filter(|(name, _)| *name == class)
            .for_each(|(_, make)| make(&mut zip, &mut chance)),
    }
    zip.to_bytes()
}

fn cut(mut bytes: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    let from = chance.below(bytes.len());
    let to = (from + 1 + chance.below(200)).min(bytes.len());
    let run = bytes[from..to].to_vec();
    match chance.below(3) {
        0 => drop(bytes.drain(from..to)),
        1 => drop(bytes.splice(from..from, run)),
        _ => {
            let at = chance.below(bytes.len());
            bytes.splice(at..at, run);
        }
    }
    bytes
}

/// What the archive alone makes of these bytes, whoever signed them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// Its structure is not the one right one.
    Structure,
    /// The content of a file is not what its record says.
    Content,
    /// It has just one reading: writing it again gives the same bytes.
    OneReading,
    /// It was let through, and it is not what would be written.
    TwoReadings,
}

fn verdict(bytes: &[u8]) -> Verdict {
    let (mut source, mut findings) = (Cursor::new(bytes), Findings::new(NAME));
    let Some(structure) = walk(&mut source, &Limits::default(), &mut findings).unwrap() else {
        return Verdict::Structure;
    };
    let mut again = Vec::new();
    for record in &structure.records {
        let read = Content::open(&mut source, record).map_err(|_| Fault::Medium).and_then(|mut content| {
            while content.next(&mut Sha256::new())?.is_some() {}
            content.finish()
        });
        if read.is_err() {
            return Verdict::Content;
        }
        let start = record.content().unwrap() as usize;
        again.extend(record.local());
        again.extend(&bytes[start..start + record.packed as usize]);
    }
    if finish(again, &structure.records) == bytes { Verdict::OneReading } else { Verdict::TwoReadings }
}

#[test]
fn thousands_of_archives_with_two_readings_are_all_refused() {
    let base = Zip::of(&victim());
    let (good, trust) = (victim().pack(), trust());
    assert!(base.to_bytes() == good && judged(&good, &trust).is_trusted());
    assert_eq!(verdict(&good), Verdict::OneReading);
    let counts: Mutex<BTreeMap<(&str, Verdict), u64>> = Mutex::default();
    let keep = std::env::var_os("NOODBRUG_KEEP_ARCHIVES").map(std::path::PathBuf::from);
    each(&plan(), |(class, seed)| {
        let bytes = made(&base, class, *seed);
        if bytes == good {
            return;
        }
        let judgement = judged(&bytes, &trust);
        assert!(!judgement.is_sound(), "{class}, {seed}: {:?}", judgement.findings);
        let alone = verdict(&bytes);
        assert_ne!(alone, Verdict::TwoReadings, "{class}, {seed}");
        *counts.lock().unwrap().entry((class, alone)).or_default() += 1;
        if let Some(folder) = &keep {
            let name = format!("{alone:?} {class} {seed}.zip").replace(['/', ' ', ':', ','], "-");
            std::fs::write(folder.join(name), &bytes).unwrap();
        }
    });
    let counts = counts.into_inner().unwrap();
    for ((class, verdict), count) in &counts {
        eprintln!("{count:5} {verdict:?}: {class}");
    }
    assert!(counts.values().sum::<u64>() > 8_000, "{counts:?}");
}
