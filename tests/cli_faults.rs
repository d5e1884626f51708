//! A bundle that is made while the system fails or the program is killed: at each call, as often as there are calls.
//!
//! The judge `strace` puts a fault in the place of one call of the program, or kills it there. Where it is missing, or may
//! not trace, these tests say so and go on. `NOODBRUG_TEST_STEP=1` takes every call instead of some.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

mod terminal;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use terminal::Bench;

const EXPORT: [&str; 6] = ["bundle", "export", "--to", "Rechtbank", "--out", "heen"];
const NOTE: [&str; 5] = ["note", "add", "09/123456-26", "--text", "nieuw"];

/// An office with a court as its partner, a bundle on the stick, and an entry that is newer than that.
fn with_bundle() -> Bench {
    let bench = terminal::partners();
    bench.all(&[[&EXPORT[..], &["--without-envelope", "--quiet"]].concat(), NOTE.to_vec()]);
    bench
}

fn on_stick(bench: &Bench) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = std::fs::read_dir(bench.path("heen")).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

/// What came of a try in which one call went wrong.
struct Tried {
    /// The call that was put in its place, as strace writes it; nothing when there were fewer calls.
    hit: Option<String>,
    /// The exit code; none when it was killed.
    code: Option<i32>,
    /// The states that were told, when it could still answer.
    states: Vec<String>,
}

impl Tried {
    fn on_stick(&self) -> bool {
        self.hit.as_ref().is_some_and(|call| call.contains("/heen") || call.contains("\"heen"))
    }
}

/// Makes a bundle, with a fault in the place of one call.
fn export_with(bench: &Bench, call: &str, (fault, nth): (&str, usize)) -> Option<Tried> {
    let words = [&EXPORT[..], &["--without-envelope", "--json", "--now", terminal::NOW]].concat();
    let program = bench.command(&words);
    let log = bench.path("aanroepen.txt");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-o"]).arg(&log).args(["-e", &format!("trace={call}")]);
    strace.args(["-e", &format!("inject={call}:{fault}:when={nth}")]).arg(program.get_program());
    strace.args(program.get_args()).env_clear().current_dir(bench.path("."));
    strace.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let said = strace.output().ok()?;
    let log = std::fs::read_to_string(log).ok().filter(|log| !log.is_empty())?;
    let killed = fault.starts_with("signal") && log.contains("killed by SIGKILL");
    let hit = |line: &&str| line.contains("(INJECTED)") || (killed && line.contains(&format!("{call}(")));
    let hit = log.lines().rev().find(hit).map(str::to_owned);
    let json: Value = serde_json::from_slice(&said.stdout).unwrap_or_default();
    let states = json["states"].as_array().into_iter().flatten();
    let states = states.map(|news| news["state"].as_str().unwrap().to_owned()).collect();
    Some(Tried { hit, code: said.status.code().filter(|_| !killed), states })
}

fn judge_is_there(bench: &Bench) -> bool {
    let tried = export_with(bench, "rename", ("error=EIO", 999));
    let required = std::env::var("NOODBRUG_JUDGES").is_ok_and(|value| value == "required");
    assert!(tried.is_some() || !required, "strace is missing, or may not trace");
    if tried.is_none() {
        eprintln!("skipped: strace is missing, or may not trace");
    }
    tried.is_some()
}

fn step(usual: usize) -> usize {
    std::env::var("NOODBRUG_TEST_STEP").ok().and_then(|step| step.parse().ok()).unwrap_or(usual)
}

/// What must be so whatever went wrong. Gives whether the entry counts as handed over.
fn holds(bench: &Bench, before: &BTreeMap<PathBuf, Vec<u8>>, at: &str) -> bool {
    let mut after = on_stick(bench);
    for (path, bytes) in before.iter().filter(|(path, _)| is_bundle(path)) {
        assert_eq!(after.remove(path).as_ref(), Some(bytes), "{at}: {}", path.display());
    }
    after.retain(|path, _| is_bundle(path));
    for path in after.keys() {
        let judged = bench.json_without_office(&["bundle", "verify", path.to_str().unwrap()]);
        assert_eq!(judged["sound"], true, "{at}: {judged}");
    }
    assert_eq!(bench.at(&["journal", "verify"]).code, 0, "{at}");
    let handed_over = bench.json(&["status"])["counts"]["unsent"] == 0;
    assert!(!handed_over || !after.is_empty(), "{at}: handed over, and there is no bundle");
    handed_over
}

fn is_bundle(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "zip")
}

/// The next try cleans up, and the bundle is there.
fn next_try(bench: &Bench, at: &str) {
    let done = bench.at(&[&EXPORT[..], &["--without-envelope"]].concat());
    assert_eq!(done.code, 0, "{at}: {}", done.err);
    assert!(on_stick(bench).keys().all(|path| is_bundle(path)), "{at}: {:?}", on_stick(bench).keys());
    let listed = bench.json(&["bundle", "list"]);
    assert!(listed.as_array().unwrap().iter().all(|bundle| bundle["verdict"] != "begun"), "{at}: {listed}");
    assert_eq!(bench.at(&NOTE).code, 0);
}

#[test]
fn a_call_that_fails_on_the_stick_has_its_state_and_nothing_is_handed_over() {
    let bench = with_bundle();
    if !judge_is_there(&bench) {
        return;
    }
    bench.at(&NOTE);
    let mut seen = BTreeSet::new();
    for (call, error, every, state) in [
        ("write", "EIO", 6, "taken-out"),
        ("write", "ENOSPC", 7, "full-while-writing"),
        ("write", "EROFS", 8, "read-only"),
        ("fsync", "EIO", 1, "taken-out"),
        ("fsync", "ENOSPC", 1, "full-while-writing"),
        ("rename", "EIO", 1, "taken-out"),
        ("rename", "EROFS", 1, "read-only"),
        ("rename", "ENOENT", 1, "taken-out"),
        ("read", "EIO", 12, "taken-out"),
    ] {
        for nth in (1..).step_by(step(every)) {
            let (before, at) = (on_stick(&bench), format!("{call} {nth} {error}"));
            let tried = export_with(&bench, call, (&format!("error={error}"), nth)).unwrap();
            if tried.hit.is_none() {
                assert_eq!((tried.code, bench.at(&NOTE).code), (Some(0), 0), "{at}");
                break;
            }
            let handed_over = holds(&bench, &before, &at);
            if tried.on_stick() {
                assert_eq!(tried.code, Some(1), "{at}: {:?}", tried.hit);
                assert_eq!(tried.states.last().map(String::as_str), Some(state), "{at}: {:?}", tried.hit);
                assert!(!tried.states.contains(&"verified".to_owned()), "{at}");
                assert!(!handed_over && on_stick(&bench) == before, "{at}: {:?}", tried.hit);
                seen.insert((call, error));
            } else if tried.code != Some(0) && !tried.hit.as_ref().is_some_and(|call| call.contains("pipe:"))
            {
                // Where only the answer could not be written, the bundle is made all the same.
                assert!(!tried.states.contains(&"done".to_owned()), "{at}: {:?}", tried.hit);
            }
            if handed_over {
                next_try(&bench, &at);
            }
        }
    }
    assert_eq!(seen.len(), 9, "each was on the stick once: {seen:?}");
    next_try(&bench, "in the end");
}

#[test]
fn whatever_call_it_is_killed_at_there_is_the_old_bundle_or_a_whole_new_one() {
    let bench = with_bundle();
    if !judge_is_there(&bench) {
        return;
    }
    bench.at(&NOTE);
    let mut kills = 0;
    for (call, every) in [("write", 5), ("fsync", 1), ("rename", 1), ("unlink", 1), ("pwrite64", 12)] {
        for nth in (1..).step_by(step(every)) {
            let (before, at) = (on_stick(&bench), format!("killed at {call} {nth}"));
            let tried = export_with(&bench, call, ("signal=SIGKILL", nth)).unwrap();
            if tried.code.is_some() {
                assert_eq!(tried.code, Some(0), "{at}");
                holds(&bench, &before, &at);
                assert_eq!(bench.at(&NOTE).code, 0);
                break;
            }
            kills += 1;
            holds(&bench, &before, &at);
            next_try(&bench, &at);
        }
    }
    assert!(kills > 15, "{kills}");
}
