//! The house rules that a compiler does not know: who may import whom, how long a file may be, what stands at the top.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

/// Which of our crates each crate may name, and which foreign crates belong to it alone.
const MAY_IMPORT: [(&str, &[&str]); 8] = [
    ("core", &[]),
    ("store", &["core"]),
    ("files", &["core"]),
    ("verify", &["core", "files"]),
    ("office", &["core", "store", "files", "verify"]),
    ("cli", &["core", "office", "verify"]),
    ("desktop", &["core", "office", "ui"]),
    ("ui", &[]),
];
const BELONGS_TO: [(&str, &[&str]); 9] = [
    ("rusqlite", &["store"]),
    ("zip", &["files"]),
    ("printpdf", &["files"]),
    ("lopdf", &["files"]),
    ("ed25519-dalek", &["files"]),
    ("openssl", &["files"]),
    ("slint", &["desktop", "ui"]),
    ("rfd", &["desktop"]),
    ("lexopt", &["cli", "verify"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names under `[dependencies]` of a crate of ours; what only its tests need is free.
fn dependencies(name: &str) -> Vec<String> {
    // The screens stand at the top; all other crates are rooms of `src`.
    let home = if name == "ui" { root().join(name) } else { root().join("src").join(name) };
    let manifest = fs::read_to_string(home.join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap();
    let lines = section.lines().skip(1).take_while(|line| !line.starts_with('['));
    lines
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn sources(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found
}

#[test]
fn imports_go_one_way() {
    for (name, allowed) in MAY_IMPORT {
        let ours = dependencies(name)
            .into_iter()
            .filter_map(|found| found.strip_prefix("noodbrug-").map(str::to_owned));
        for found in ours {
            assert!(allowed.contains(&found.as_str()), "{name} imports {found}");
        }
    }
}

#[test]
fn the_database_archives_keys_and_window_have_one_room_each() {
    for (name, _) in MAY_IMPORT {
        for (foreign, homes) in BELONGS_TO {
            let found = dependencies(name).iter().any(|found| found == foreign);
            assert!(!found || homes.contains(&name), "{name} names {foreign}, which belongs to {homes:?}");
        }
    }
}

#[test]
fn the_core_has_no_clock_and_no_randomness() {
    let forbidden = ["getrandom", "rand::", "std::time", "std::env", "std::fs", "std::net", "std::process"];
    for path in sources(&root().join("src/core"), "rs") {
        let text = fs::read_to_string(&path).unwrap();
        for word in forbidden {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let chrono = manifest.lines().find(|line| line.starts_with("chrono = ")).unwrap();
    assert!(chrono.contains("default-features = false") && !chrono.contains("clock"), "{chrono}");
}

#[test]
fn no_file_of_ours_is_longer_than_a_reader_can_hold() {
    for (folder, ending) in [("src", "rs"), ("ui", "slint"), ("tests", "rs")] {
        for path in sources(&root().join(folder), ending) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= 700, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let section = manifest.split("[workspace.dependencies]").nth(1).unwrap();
    let lines: Vec<&str> = section.lines().skip(1).take_while(|line| !line.starts_with('[')).collect();
    for pair in lines.windows(2) {
        let named =
            pair[1].contains(" = ") && !pair[1].starts_with(['#', ' ']) && !pair[1].starts_with("noodbrug-");
        assert!(!named || pair[0].starts_with("# "), "no reason above: {}", pair[1]);
    }
}
