//! What taking a bundle in needs of the memory: a file of one segment and a batch of its events, however large it is.

use super::killed::{open, words_of};
use super::*;
use std::process::Command as Program;

/// In the environment of the process that is measured: where its offices are.
const BENCH: &str = "NOODBRUG_TEST_MEMORY";
/// The most that it may ever hold.
const BOUND_KIB: u64 = 256 << 10;
/// Entries in the bundle, and bytes that each says: held together, with what is read out of them, they break the bound.
const ENTRIES: usize = 2_400;
const SAID: usize = 64 << 10;

/// Words that hardly pack.
fn words(of: usize) -> String {
    let mut digest = Digest::of(&of.to_le_bytes());
    let mut text = String::with_capacity(SAID + 64);
    while text.len() < SAID {
        text.push_str(&digest.to_string());
        digest = Digest::of(digest.as_bytes());
    }
    text
}

/// The most that this process held so far, in KiB.
fn most_held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}

#[cfg(target_os = "linux")]
#[test]
fn a_bundle_that_would_not_fit_in_256_mib_is_taken_in_within_that() {
    if let Some(dir) = std::env::var_os(BENCH) {
        let dir = PathBuf::from(dir);
        let bundle = std::fs::read_dir(dir.join("stick")).unwrap().next().unwrap().unwrap().path();
        let mut other = open(&dir, "b");
        let trial = other.try_import(&bundle, &mut go_on).unwrap();
        let done = other.apply_import(&trial, &dir, &mut go_on).unwrap();
        println!("held {} of {}", most_held().unwrap(), done.brings.new);
        return;
    }
    let (dir, mut one, other) = pair();
    for hundred in 0..ENTRIES / 100 {
        let says = |of| Draft::saying(EventKind::Manage, None, json!({"said": words(hundred * 100 + of)}));
        one.append((0..100).map(says).collect()).unwrap();
    }
    send(&mut one, &other, &dir);
    drop((one, other));
    let test = "a_bundle_that_would_not_fit_in_256_mib_is_taken_in_within_that";
    let [program, words @ ..] = words_of(module_path!(), test);
    let said = Program::new(program).args(words).env(BENCH, dir.path()).output().unwrap();
    let text = String::from_utf8(said.stdout).unwrap();
    let numbers = text.split_once("held ").and_then(|(_, after)| after.lines().next()?.split_once(" of "));
    let (held, new): (u64, usize) =
        numbers.map(|(held, new)| (held.parse().unwrap(), new.parse().unwrap())).unwrap();
    eprintln!("{new} entries of {SAID} bytes within {} MiB", held >> 10);
    assert!(new >= ENTRIES && held < BOUND_KIB, "{held} KiB for {new} entries");
}
