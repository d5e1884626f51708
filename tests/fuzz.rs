//! The fuzz targets without a fuzzer: the seeds, all that fuzzing ever found (`tests/fuzz/findings`), and a few thousand
//! changes of the seeds that are the same each time. `tests/fuzz/README.md` says how to fuzz in earnest.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "fuzz/judged.rs"]
mod judged;

use noodbrug_core::bundle::{Keyset, Limits, Mode, Receipt};
use noodbrug_core::moment::Moment;
use noodbrug_files::bundle::{Payload, Trust, judge_source};
use noodbrug_files::keys::{SecretKey, SignedKeyset};
use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What a target does with bytes.
type Target = fn(&[u8]);

const TARGETS: [(&str, Target); 6] = [
    ("zip", judged::zip),
    ("manifest", judged::manifest),
    ("header", judged::header),
    ("events", judged::events),
    ("sshsig", judged::sshsig),
    ("keyset", judged::keyset),
];

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// The seeds of one target: bundles of the kit, and what stands in its good ones.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let zips = |part: &str| -> Vec<Vec<u8>> {
        let paths = judged::files_in(&here("kit").join(part));
        paths.iter().map(|path| fs::read(path).unwrap()).collect()
    };
    let tops = || zips("good").into_iter().flat_map(|zip| top(&zip));
    let named = |ends: &[&str]| -> Vec<Vec<u8>> {
        let right = |name: &String| ends.iter().any(|end| name.ends_with(end));
        tops().filter(|(name, _)| right(name)).map(|(_, bytes)| bytes).collect()
    };
    match target {
        "zip" => [zips("good"), zips("bad")].concat(),
        "manifest" => named(&["manifest-sha256.txt"]),
        "header" => {
            let receipts = zips("good").iter().flat_map(|zip| payload(zip, Receipt::PATH)).collect();
            [named(&["bundle.json"]), receipts].concat()
        }
        "events" => {
            let segments = zips("good").into_iter().flat_map(|zip| payload(&zip, ".jsonl"));
            let segments: Vec<Vec<u8>> = segments.filter(|bytes| bytes.contains(&b'\t')).collect();
            let lines = segments.iter().flat_map(|bytes| bytes.split(|byte| *byte == b'\n'));
            let lines: Vec<Vec<u8>> = lines.map(<[u8]>::to_vec).collect();
            [segments, lines].concat()
        }
        "sshsig" => named(&[".sig", "allowed_signers", "office-root.pub"]),
        _ => vec![keyset()],
    }
}

/// The files at the top of a good bundle: they are stored one behind the other, as they are.
fn top(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let (mut rest, mut files) = (zip, Vec::new());
    while rest.starts_with(b"PK\x03\x04\x0a") {
        let number = |at: usize| usize::from(u16::from_le_bytes([rest[at], rest[at + 1]]));
        let (len, name) = (number(18) | number(20) << 16, number(26));
        let (file, next) = rest[30..].split_at(name + len);
        files.push((String::from_utf8(file[..name].to_vec()).unwrap(), file[name..].to_vec()));
        rest = next;
    }
    files
}

/// The files of the payload of a good bundle whose names end so.
fn payload(zip: &[u8], end: &str) -> Vec<Vec<u8>> {
    let trust = Trust::at(Moment::from_unix(1_795_431_600).unwrap());
    let mut go_on = |_: u64, _: u64| ControlFlow::Continue(());
    let judged = judge_source(&mut Cursor::new(zip), "x", (&trust, &Limits::default()), &mut go_on).unwrap();
    let mut payload = Payload::new(Cursor::new(zip), &judged).unwrap();
    let names: Vec<String> = payload.files().map(|(name, _)| name.to_owned()).collect();
    names.iter().filter(|name| name.ends_with(end)).map(|name| payload.read(name, 1 << 20).unwrap()).collect()
}

/// A keyset and its signature.
fn keyset() -> Vec<u8> {
    let root = SecretKey::from_seed([1; 32]);
    let keyset = Keyset {
        format: Keyset::FORMAT.into(),
        office: "Parket Amsterdam".into(),
        mode: Mode::Live,
        version: 1,
        previous: None,
        made: Moment::from_unix(1_795_431_600).unwrap(),
        root: root.public().to_line("parket"),
        spare: None,
        retired: vec![SecretKey::from_seed([3; 32]).public().to_line("")],
        stations: Vec::new(),
        revoked: Vec::new(),
        recipients: Vec::new(),
    };
    let signed = SignedKeyset::sign(&keyset, &[&root]).unwrap();
    let armours: String = signed.armours().map(|armour| format!("\0{armour}")).collect();
    [signed.bytes(), armours.as_bytes()].concat()
}

#[test]
fn the_seeds_and_all_past_findings_break_nothing() {
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name}");
        seeds.iter().for_each(|seed| target(seed));
        let findings = here("fuzz/findings").join(name);
        if findings.is_dir() {
            judged::files_in(&findings).iter().for_each(|path| target(&fs::read(path).unwrap()));
        }
    }
}

/// With `NOODBRUG_WRITE_SEEDS` set, writes them where `cargo fuzz` looks for them.
#[test]
fn each_seed_is_read_to_its_end() {
    let write = std::env::var_os("NOODBRUG_WRITE_SEEDS").is_some();
    for (name, _) in TARGETS {
        let folder = here("fuzz/corpus").join(name);
        for (number, seed) in seeds(name).iter().enumerate().filter(|_| write) {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(format!("{number:03}")), seed).unwrap();
        }
    }
    // A seed that its target leaves at once would teach a fuzzer nothing.
    assert!(seeds("header").iter().any(|seed| noodbrug_core::bundle::BundleHeader::from_bytes(seed).is_ok()));
    assert!(seeds("header").iter().any(|seed| Receipt::from_bytes(seed).is_ok()));
    assert!(seeds("events").iter().any(|seed| noodbrug_core::event::Event::from_line(seed).is_ok()));
    let armours = seeds("sshsig").into_iter().filter_map(|seed| String::from_utf8(seed).ok());
    assert!(armours.filter(|text| noodbrug_files::keys::Signature::from_armour(text).is_ok()).count() > 3);
}

#[test]
fn thousands_of_changed_seeds_break_nothing() {
    let mut state = 1_u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end.max(1)
    };
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        for _ in 0..1_000 {
            let mut bytes = seeds[below(seeds.len())].clone();
            for _ in 0..=below(4) {
                let (at, to) = (below(bytes.len()), below(bytes.len()));
                match below(4) {
                    0 if !bytes.is_empty() => bytes[at] ^= 1 << below(8),
                    1 => bytes.truncate(at),
                    2 => drop(bytes.drain(at.min(to)..at.max(to))),
                    _ => bytes.insert(at, below(256) as u8),
                }
            }
            target(&bytes);
        }
    }
}
